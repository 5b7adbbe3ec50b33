//! Sectors: on what? Hierarchical bars, areas, or a table.

pub mod data;
mod draw;
pub mod treemap;
mod ui;

pub use ui::SectorsPanel;
