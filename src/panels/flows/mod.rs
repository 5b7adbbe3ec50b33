//! Flows: who funds what? From who pays over who carries it out to sectors, years and status, by
//! money or number, each amount once.

pub mod data;
mod draw;
mod ranking;
mod ui;

pub use ui::FlowsPanel;

use crate::panels::{EditCx, Panel, ReadCx, said};

/// Parts of a column told apart where the room is not known.
const PARTS: usize = 8;

impl Panel for FlowsPanel {
    fn ui(&mut self, cx: &ReadCx<'_>, _edit: &EditCx<'_>, ui: &mut egui::Ui) {
        self.show(cx, ui);
    }

    fn said(&self, cx: &ReadCx<'_>) -> Option<serde_json::Value> {
        let flows = data::flows_of(cx, PARTS);
        said((data::data(cx, &flows, PARTS), ranking::data(cx)))
    }
}
