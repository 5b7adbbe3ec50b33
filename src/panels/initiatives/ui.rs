//! The initiatives as widgets.

use egui::Ui;

use super::data::{self, COLUMNS, Column, InitiativeData, Line};
use crate::panels::facts::flow_name;
use crate::panels::{Cached, ReadCx, frame, grammar};
use crate::ui::rows::{Cell, Head, RowLook, RowsState, table};
use crate::view::{PanelKind, Thing};

/// The panel's transient fields.
#[derive(Debug, Default)]
pub struct InitiativesPanel {
    data: Cached<InitiativeData>,
    rows: RowsState,
    sorted: Option<(usize, bool)>,
}

impl InitiativesPanel {
    /// Draws the panel.
    pub fn ui(&mut self, cx: &ReadCx<'_>, ui: &mut Ui) {
        let sort = self.rows.sort.map(|(c, down)| (COLUMNS[c.min(5)], down));
        if self.sorted != self.rows.sort {
            self.sorted = self.rows.sort;
            self.data = Cached::default();
        }
        let revisions = match cx.view.measure {
            crate::query::Measure::Amount(_) => cx.revisions.modes(),
            _ => cx.revisions.numbers(),
        };
        let data = self.data.get(revisions, || data::data(cx, sort));
        frame::head(cx, ui, PanelKind::Initiatives, Some(data.count), |_| {});
        if data.count.total == 0 {
            frame::empty(cx, ui, PanelKind::Initiatives);
            return;
        }
        if data.facts.is_empty() {
            frame::nothing(cx, ui, PanelKind::Initiatives);
            return;
        }
        let heads = COLUMNS.map(|c| head(cx, c, data));
        let mut area = ui.available_rect_before_wrap();
        area.max.y -= frame::FOOT;
        let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(area).id_salt("content"));
        let mut draw_row = |i: usize| {
            let line = data::line(cx, data.facts[i], data.flow);
            let row = line.row.map(Thing::Record);
            let near = line.row.and_then(|r| cx.linked_to(r)).unwrap_or(false);
            let unsourced = row.and_then(Thing::row).is_some_and(|r| !cx.table.is_sourced(r));
            let look = RowLook {
                on: row.is_some_and(|t| cx.selected(t)),
                near,
                unsourced,
                ..RowLook::default()
            };
            (name(&line), look, cells(cx, &line))
        };
        let mut act = |ui: &Ui, i: usize, response: egui::Response| {
            let thing = Thing::Record(cx.table.row(data.facts[i] as usize));
            grammar::act(cx, ui, response, thing)
                .on_hover_ui(|ui| tip(cx, ui, data.facts[i], data.flow));
        };
        let n = data.facts.len();
        table(&mut inner, cx.tokens, &mut self.rows, &heads, n, &mut draw_row, &mut act);
        ui.allocate_rect(area, egui::Sense::hover());
        let notes = data.notes.join(" · ");
        frame::foot(cx, ui, data.count, 0, &notes, &notes);
    }
}

/// The whole name and the exact amount.
fn tip(cx: &ReadCx<'_>, ui: &mut Ui, fact: u32, flow: Option<crate::query::Flow>) {
    ui.set_max_width(340.0);
    ui.label(cx.name(cx.table.row(fact as usize)));
    let text = data::exact_amount(cx, fact as usize, flow);
    if !text.is_empty() {
        ui.label(crate::ui::ext::small(text, cx.tokens));
    }
}

/// What a screen reader says of a line.
fn name(line: &Line) -> String {
    let said: Vec<&str> = line.cells.iter().map(String::as_str).filter(|c| !c.is_empty()).collect();
    said.join(", ")
}

fn cells(cx: &ReadCx<'_>, line: &Line) -> Vec<Cell> {
    let t = cx.tokens;
    line.cells
        .iter()
        .enumerate()
        .map(|(i, text)| {
            let mut cell =
                if i == 0 { Cell::new(text.clone(), t) } else { Cell::lesser(text.clone(), t) };
            if i == 2 {
                cell.dot = line.sector.map(|s| cx.sector_color(s));
            }
            if i == 5 && !line.other_money {
                cell.color = t.ink;
            }
            cell
        })
        .collect()
}

fn head(cx: &ReadCx<'_>, column: Column, data: &InitiativeData) -> Head {
    let (id, width) = match column {
        Column::Name => ("column-name", 220.0),
        Column::Parties => ("column-parties", 86.0),
        Column::Sector => ("column-sector", 150.0),
        Column::Status => ("column-status", 104.0),
        Column::Years => ("column-years", 92.0),
        Column::Amount => {
            let name = match data.flow {
                Some(flow) => cx.words.ts("column-amount-of", &[("name", flow_name(cx, flow))]),
                None => cx.words.t("column-amount"),
            };
            return Head::new(name, 136.0).numbers();
        }
    };
    Head::new(cx.words.t(id), width)
}
