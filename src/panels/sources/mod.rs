//! Sources: where was it read, and what was drawn from each?

pub mod data;
mod ui;

pub use ui::SourcesPanel;

use crate::panels::{EditCx, Panel, ReadCx, SAID, said};

impl Panel for SourcesPanel {
    fn ui(&mut self, cx: &ReadCx<'_>, _edit: &EditCx<'_>, ui: &mut egui::Ui) {
        self.show(cx, ui);
    }

    fn said(&self, cx: &ReadCx<'_>) -> Option<serde_json::Value> {
        let data = data::data(cx, &crate::say::cited(&cx.doc.records));
        let n = data.rows.len().min(SAID);
        let lines: Vec<_> = (0..n).map(|i| data::line(cx, &data, i)).collect();
        said((data, lines))
    }
}
