//! Problems: what is doubtful in the file, where, and what to do.

pub mod data;
pub mod likeness;
mod ui;

pub use ui::ProblemsPanel;

use crate::panels::{EditCx, Panel, ReadCx, said};

impl Panel for ProblemsPanel {
    fn ui(&mut self, cx: &ReadCx<'_>, _edit: &EditCx<'_>, ui: &mut egui::Ui) {
        self.show(cx, ui);
    }

    fn said(&self, cx: &ReadCx<'_>) -> Option<serde_json::Value> {
        said((data::data(cx), data::pairs(cx)))
    }
}
