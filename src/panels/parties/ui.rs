//! The parties as widgets.

use egui::Ui;

use super::data::{self, PartyData};
use crate::panels::bars::ui::{self as bars, BarsState};
use crate::panels::{Cached, ReadCx, frame};
use crate::ui::target::Medium;
use crate::view::PanelKind;

/// The panel's transient fields.
#[derive(Debug, Default)]
pub struct PartiesPanel {
    data: Cached<PartyData>,
    lines: BarsState,
}

impl PartiesPanel {
    /// Draws the panel.
    pub(super) fn show(&mut self, cx: &ReadCx<'_>, ui: &mut Ui) {
        let data = self.data.get(cx.revisions.modes(), || data::data(cx));
        frame::head(cx, ui, PanelKind::Parties, Some((data.count, "parties")), |_| {});
        if data.rows.is_empty() {
            frame::empty(cx, ui, PanelKind::Parties);
            return;
        }
        if cx.results.filtered && data.count.selected == 0 {
            frame::nothing(cx, ui, PanelKind::Parties);
            return;
        }
        let say = |i: usize| data::line(cx, data, i);
        let row = |i: usize| data.rows[i].row;
        let hidden =
            bars::records(cx, ui, &data.columns, &mut self.lines, (data.rows.len(), &row), say);
        let mut notes = data.notes.clone();
        notes.extend(bars::hidden(cx, hidden));
        if data.rows.len() > 1 {
            notes.push(cx.words.t("parties-order"));
        }
        // Where each that has no source is marked, a page says what the mark means.
        let marked = !data.bare && data.rows.iter().any(|r| !cx.table.is_sourced(r.row));
        if marked && !Medium::of(ui.ctx()).hand() {
            notes.push(cx.words.t("parties-unsourced"));
        }
        frame::foot(cx, ui, data.count, 0, &notes.join(" · "), &cx.words.t("parties-note"));
    }
}
