//! Sectors: on what? Hierarchical bars.

pub mod data;
mod draw;
mod ui;

pub use ui::SectorsPanel;
