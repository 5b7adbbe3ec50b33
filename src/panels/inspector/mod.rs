//! Inspector: all that is known of one thing; up to four things, or two filters, in aligned rows.

pub mod aligned;
mod around;
mod beside;
pub mod data;
mod evidence;
pub mod shown;
mod ui;

pub use ui::InspectorPanel;

use crate::panels::{EditCx, Panel, ReadCx, said};

impl Panel for InspectorPanel {
    fn ui(&mut self, cx: &ReadCx<'_>, edit: &EditCx<'_>, ui: &mut egui::Ui) {
        self.show(cx, edit, ui);
    }

    fn said(&self, cx: &ReadCx<'_>) -> Option<serde_json::Value> {
        let shown = shown::data(cx);
        let aligned = aligned::aligned(cx, &shown.things);
        said((shown, aligned))
    }
}
