//! The parties as widgets.

use egui::Ui;

use super::data::{self, PartyData};
use crate::panels::bars::{BarLine, ui as bars};
use crate::panels::{Cached, ReadCx, Rows, frame};
use crate::view::PanelKind;

/// The panel's transient fields.
#[derive(Debug, Default)]
pub struct PartiesPanel {
    data: Cached<PartyData>,
    lines: Rows<BarLine>,
}

impl PartiesPanel {
    /// Draws the panel.
    pub(super) fn show(&mut self, cx: &ReadCx<'_>, ui: &mut Ui) {
        let data = self.data.get(cx.revisions.modes(), || data::data(cx));
        frame::head(cx, ui, PanelKind::Parties, Some(data.count), |_| {});
        if data.rows.is_empty() {
            frame::empty(cx, ui, PanelKind::Parties);
            return;
        }
        if cx.results.filtered && data.count.selected == 0 {
            frame::nothing(cx, ui, PanelKind::Parties);
            return;
        }
        self.lines.keep(cx.revisions.modes());
        let say = |i: usize| data::line(cx, data, i);
        let n = data.rows.len();
        let hidden = bars::records(cx, ui, &data.columns, &mut self.lines, n, say);
        let mut notes = data.notes.clone();
        notes.extend(bars::hidden(cx, hidden));
        frame::foot(cx, ui, data.count, 0, &notes.join(" · "), &cx.words.t("parties-note"));
    }
}
