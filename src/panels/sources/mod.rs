//! Sources: where was it read, and what was drawn from each?

pub mod data;
mod ui;

pub use ui::SourcesPanel;
