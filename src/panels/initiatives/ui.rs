//! The initiatives as widgets.

use egui::Ui;

use super::data::{self, COLUMNS, Column, InitiativeData, InitiativeLine};
use crate::panels::{Cached, ReadCx, Rows, frame, grammar};
use crate::ui::ext;
use crate::ui::rows::{Cell, Head, RowLook, RowsState, table};
use crate::view::{PanelKind, Thing};

/// The panel's transient fields.
#[derive(Debug, Default)]
pub struct InitiativesPanel {
    data: Cached<InitiativeData>,
    lines: std::cell::RefCell<Rows<InitiativeLine>>,
    rows: RowsState,
    sorted: Option<(usize, bool)>,
}

impl InitiativesPanel {
    /// Draws the panel.
    pub(super) fn show(&mut self, cx: &ReadCx<'_>, ui: &mut Ui) {
        let sort = self.rows.sort.map(|(c, down)| (COLUMNS[c.min(5)], down));
        if self.sorted != self.rows.sort {
            self.sorted = self.rows.sort;
            self.data = Cached::default();
            self.lines = std::cell::RefCell::default();
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
        let heads: Vec<Head> = COLUMNS.iter().zip(&data.heads).map(|(c, n)| head(*c, n)).collect();
        let mut area = ui.available_rect_before_wrap();
        area.max.y -= frame::FOOT;
        let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(area).id_salt("content"));
        // The line is said once, for the cells and for what is told under the pointer.
        let lines = &self.lines;
        lines.borrow_mut().keep(revisions);
        let say = |i: usize| data::line(cx, data.facts[i], data.flow);
        let mut draw_row = |i: usize| {
            let mut lines = lines.borrow_mut();
            let line = lines.get(i, say);
            let look = RowLook {
                on: cx.selected(Thing::Record(line.row)),
                near: cx.linked_to(line.row).unwrap_or(false),
                unsourced: line.unsourced,
                ..RowLook::default()
            };
            (line.said.clone(), look, cells(cx, line))
        };
        let mut act = |ui: &Ui, i: usize, response: egui::Response| {
            let thing = Thing::Record(cx.table.row(data.facts[i] as usize));
            grammar::act(cx, ui, response, thing)
                .on_hover_ui(|ui| tip(cx, ui, lines.borrow_mut().get(i, say)));
        };
        let n = data.facts.len();
        table(&mut inner, cx.tokens, &mut self.rows, &heads, n, &mut draw_row, &mut act);
        ui.allocate_rect(area, egui::Sense::hover());
        let notes = data.notes.join(" · ");
        frame::foot(cx, ui, data.count, 0, &notes, &notes);
    }
}

/// The whole name and the exact amount.
fn tip(cx: &ReadCx<'_>, ui: &mut Ui, line: &InitiativeLine) {
    ui.set_max_width(340.0);
    ui.label(&line.tip.0);
    if !line.tip.1.is_empty() {
        ui.label(ext::small(&line.tip.1, cx.tokens));
    }
}

fn cells(cx: &ReadCx<'_>, line: &InitiativeLine) -> Vec<Cell> {
    let t = cx.tokens;
    let columns = COLUMNS.iter().zip(&line.cells);
    columns
        .map(|(column, text)| {
            let mut cell = match column {
                Column::Name => Cell::new(text.clone(), t),
                _ => Cell::lesser(text.clone(), t),
            };
            match column {
                Column::Sector => cell.dot = line.dot.map(Into::into),
                Column::Amount if !line.other_money => cell.color = t.ink,
                _ => {}
            }
            cell
        })
        .collect()
}

fn head(column: Column, name: &str) -> Head {
    let width = match column {
        Column::Name => 220.0,
        Column::Parties => 86.0,
        Column::Sector => 150.0,
        Column::Status => 104.0,
        Column::Years => 92.0,
        Column::Amount => 136.0,
    };
    let head = Head::new(name.to_owned(), width);
    if column == Column::Amount { head.numbers() } else { head }
}
