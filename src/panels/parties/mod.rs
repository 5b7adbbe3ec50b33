//! Parties: what does each side bring, and what does it say?

pub mod data;
mod ui;

pub use ui::PartiesPanel;

use crate::panels::{EditCx, Panel, ReadCx, SAID, said};

impl Panel for PartiesPanel {
    fn ui(&mut self, cx: &ReadCx<'_>, _edit: &EditCx<'_>, ui: &mut egui::Ui) {
        self.show(cx, ui);
    }

    fn said(&self, cx: &ReadCx<'_>) -> Option<serde_json::Value> {
        let data = data::data(cx);
        let n = data.rows.len().min(SAID);
        let lines: Vec<_> = (0..n).map(|i| data::line(cx, &data, i)).collect();
        said((data, lines))
    }
}
