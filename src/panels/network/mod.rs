//! Institutions and links: through whom? The network.

pub mod data;
mod draw;
mod labels;
mod ui;

pub use ui::NetworkPanel;
