//! Mirror: sectors down the middle, what one side says at the left and the other at the right.

pub mod data;
mod draw;
mod ui;

pub use ui::MirrorPanel;

use crate::panels::{EditCx, Panel, ReadCx, said};

impl Panel for MirrorPanel {
    fn ui(&mut self, cx: &ReadCx<'_>, _edit: &EditCx<'_>, ui: &mut egui::Ui) {
        self.show(cx, ui);
    }

    fn said(&self, cx: &ReadCx<'_>) -> Option<serde_json::Value> {
        said(data::data(cx))
    }
}
