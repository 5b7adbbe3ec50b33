//! Institutions and links: through whom? The network, drawn, as a grid, or line by line.

mod canvas;
mod colors;
pub mod data;
mod draw;
mod focus;
mod labels;
mod legend;
mod linking;
mod lit;
mod map;
mod matrix;
mod names;
mod sizes;
mod standing;
mod ties;
mod ui;

pub use ui::NetworkPanel;

use crate::panels::{EditCx, Panel, ReadCx, SAID, said};

impl Panel for NetworkPanel {
    fn ui(&mut self, cx: &ReadCx<'_>, _edit: &EditCx<'_>, ui: &mut egui::Ui) {
        self.show(cx, ui);
    }

    fn said(&self, cx: &ReadCx<'_>) -> Option<serde_json::Value> {
        said((data::data(cx), ties::first(cx, SAID)))
    }
}
