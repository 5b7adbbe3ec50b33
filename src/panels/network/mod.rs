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
