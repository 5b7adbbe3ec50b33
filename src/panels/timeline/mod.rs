//! Timeline: when?

mod axis;
pub mod data;
mod draw;
mod money;
mod names;
mod sums;
pub mod told;
mod ui;

pub use ui::TimelinePanel;

use crate::panels::{EditCx, Panel, ReadCx, SAID, said};

impl Panel for TimelinePanel {
    fn ui(&mut self, cx: &ReadCx<'_>, _edit: &EditCx<'_>, ui: &mut egui::Ui) {
        self.show(cx, ui);
    }

    fn said(&self, cx: &ReadCx<'_>) -> Option<serde_json::Value> {
        let data = data::data(cx, None);
        let facts = told::dated(cx);
        let lines: Vec<_> = facts.iter().take(SAID).map(|f| told::line(cx, *f as usize)).collect();
        let tips: Vec<_> = data.items.iter().take(SAID).map(|i| told::tip(cx, i)).collect();
        said((data, sums::data(cx), lines, tips))
    }
}
