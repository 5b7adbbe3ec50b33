//! The initiatives as widgets.

use egui::Ui;

use super::data::{self, COLUMNS, Column, InitiativeData, Line};
use crate::panels::facts::flow_name;
use crate::panels::{Cached, PanelCx, frame, grammar};
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
    pub fn ui(&mut self, cx: &PanelCx<'_>, ui: &mut Ui) {
        let sort = self.rows.sort.map(|(c, down)| (COLUMNS[c.min(5)], down));
        if self.sorted != self.rows.sort {
            self.sorted = self.rows.sort;
            self.data = Cached::default();
        }
        let revisions = match cx.view.measure {
            crate::query::Measure::Amount(_) => cx.revisions,
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
            let look = RowLook { on: row.is_some_and(|t| cx.selected(t)), near, weak: false };
            (name(&line), look, cells(cx, &line))
        };
        let mut act = |ui: &Ui, i: usize, response: egui::Response| {
            let thing = Thing::Record(cx.table.row(data.facts[i] as usize));
            grammar::act(cx, ui, response, thing);
        };
        let n = data.facts.len();
        table(&mut inner, cx.tokens, &mut self.rows, &heads, n, &mut draw_row, &mut act);
        ui.allocate_rect(area, egui::Sense::hover());
        frame::foot(cx, ui, data.count, 0, "", "");
    }
}

/// What a screen reader says of a line.
fn name(line: &Line) -> String {
    let said: Vec<&str> = line.cells.iter().map(String::as_str).filter(|c| !c.is_empty()).collect();
    said.join(", ")
}

fn cells(cx: &PanelCx<'_>, line: &Line) -> Vec<Cell> {
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

fn head(cx: &PanelCx<'_>, column: Column, data: &InitiativeData) -> Head {
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
            return Head { name, width: 136.0, right: true };
        }
    };
    Head { name: cx.words.t(id), width, right: false }
}
