//! Institutions and links: through whom? The network, drawn, as a grid, or line by line.

mod canvas;
pub mod data;
mod draw;
mod focus;
mod labels;
mod legend;
mod linking;
mod map;
mod matrix;
mod ties;
mod ui;

pub use ui::NetworkPanel;

use crate::panels::ReadCx;

/// The network as plain data, with the first ties as lines.
pub(super) fn data_of(cx: &ReadCx<'_>) -> impl serde::Serialize + use<> {
    (data::data(cx), ties::first(cx, 12))
}
