//! Stages: what became of it? Announced, signed, funded, under way, completed, and what was never
//! heard of again.

pub mod data;
mod draw;
mod ui;

pub use ui::StagesPanel;

use crate::panels::{EditCx, Panel, ReadCx, SAID, said};

impl Panel for StagesPanel {
    fn ui(&mut self, cx: &ReadCx<'_>, _edit: &EditCx<'_>, ui: &mut egui::Ui) {
        self.show(cx, ui);
    }

    fn said(&self, cx: &ReadCx<'_>) -> Option<serde_json::Value> {
        let data = data::data(cx);
        let lines: Vec<_> = data.silent.iter().take(SAID).map(|r| data::listed(cx, *r)).collect();
        said((data, lines))
    }
}
