//! Parties: what does each side bring, and what does it say?

pub mod data;
mod ui;

pub use ui::PartiesPanel;
