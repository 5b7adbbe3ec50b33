//! Overview: who, when, on what, through whom, one quotation, and how many sources.

pub mod data;
mod ui;

pub use ui::OverviewPanel;

use crate::panels::{EditCx, Panel, ReadCx, said};

impl Panel for OverviewPanel {
    fn ui(&mut self, cx: &ReadCx<'_>, _edit: &EditCx<'_>, ui: &mut egui::Ui) {
        self.show(cx, ui);
    }

    fn said(&self, cx: &ReadCx<'_>) -> Option<serde_json::Value> {
        said(data::data(cx))
    }
}
