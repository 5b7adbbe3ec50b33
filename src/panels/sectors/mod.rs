//! Sectors: on what? Hierarchical bars, areas, or a table.

pub mod data;
mod draw;
mod parents;
pub mod treemap;
mod ui;

pub use ui::SectorsPanel;

use crate::panels::{EditCx, Panel, ReadCx, said};

impl Panel for SectorsPanel {
    fn ui(&mut self, cx: &ReadCx<'_>, _edit: &EditCx<'_>, ui: &mut egui::Ui) {
        self.show(cx, ui);
    }

    fn said(&self, cx: &ReadCx<'_>) -> Option<serde_json::Value> {
        said(data::data(cx))
    }
}
