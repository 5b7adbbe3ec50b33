//! Initiatives: what is done? One line each.

pub mod data;
mod ui;

pub use ui::InitiativesPanel;

use crate::panels::{EditCx, Panel, ReadCx, SAID, said};

impl Panel for InitiativesPanel {
    fn ui(&mut self, cx: &ReadCx<'_>, _edit: &EditCx<'_>, ui: &mut egui::Ui) {
        self.show(cx, ui);
    }

    fn said(&self, cx: &ReadCx<'_>) -> Option<serde_json::Value> {
        let data = data::data(cx, None);
        let lines: Vec<_> = data
            .facts
            .iter()
            .take(SAID)
            .map(|f| data::line(cx, *f, data.flow, data.power))
            .collect();
        said((data, lines))
    }
}
