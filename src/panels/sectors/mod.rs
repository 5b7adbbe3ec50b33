//! Sectors: on what? Hierarchical bars, areas, or a table.

pub mod data;
mod draw;
mod parents;
pub mod treemap;
mod ui;

pub use ui::SectorsPanel;
