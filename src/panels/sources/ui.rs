//! The sources as widgets.

use egui::Ui;

use super::data::{self, SourceData};
use crate::panels::bars::ui::{self as bars, BarsState};
use crate::panels::{Cached, ReadCx, frame};
use crate::record::Row;
use crate::view::PanelKind;

/// The panel's transient fields.
#[derive(Debug, Default)]
pub struct SourcesPanel {
    data: Cached<SourceData>,
    cited: Cached<Vec<(u32, Row)>>,
    lines: BarsState,
}

impl SourcesPanel {
    /// Draws the panel.
    pub(super) fn show(&mut self, cx: &ReadCx<'_>, ui: &mut Ui) {
        let of_file = crate::panels::Revisions { data: cx.revisions.data, ..Default::default() };
        let cited = self.cited.get(of_file, || crate::say::cited(&cx.doc.records));
        // What is counted comes first, which is a mode.
        let data = self.data.get(cx.revisions.modes(), || data::data(cx, cited));
        frame::head(cx, ui, PanelKind::Sources, Some((data.count, "sources")), |ui| {
            let args = [
                ("selected", data.independent.selected.into()),
                ("total", data.independent.total.into()),
            ];
            ui.label(crate::ui::ext::small(cx.words.tf("sources-independent", &args), cx.tokens));
        });
        if data.rows.is_empty() {
            frame::empty(cx, ui, PanelKind::Sources);
            return;
        }
        if cx.results.filtered && data.count.selected == 0 {
            frame::nothing(cx, ui, PanelKind::Sources);
            return;
        }
        let say = |i: usize| data::line(cx, data, i);
        let row = |i: usize| data.rows[i].row;
        let hidden =
            bars::records(cx, ui, &data.columns, &mut self.lines, (data.rows.len(), &row), say);
        let mut notes: Vec<String> = bars::hidden(cx, hidden).into_iter().collect();
        if data.unread > 0 {
            let args = [("count", data.unread.into())];
            notes.push(cx.words.tf("sources-unread", &args));
        }
        if data.rows.len() > 1 {
            notes.push(cx.words.t("sources-order"));
            if data.rows.iter().any(|r| !r.independent) {
                notes.push(cx.words.t("sources-dot"));
            }
        }
        frame::foot(cx, ui, data.count, 0, &notes.join(" · "), &cx.words.t("sources-note"));
    }
}
