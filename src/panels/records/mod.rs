//! Records: any collection as a sheet of cells: type to replace, Tab and Enter move on, a block from
//! a spreadsheet is pasted in one step.

mod data;
mod draft;
mod keys;
mod ui;

pub use draft::BegunCell;
pub use ui::RecordsPanel;

use crate::panels::{EditCx, Panel, ReadCx};

impl Panel for RecordsPanel {
    fn ui(&mut self, _cx: &ReadCx<'_>, edit: &EditCx<'_>, ui: &mut egui::Ui) {
        self.show_sheet(edit, ui);
    }

    fn said(&self, _cx: &ReadCx<'_>) -> Option<serde_json::Value> {
        None
    }
}
