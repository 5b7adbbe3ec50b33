//! Stages: what became of it? Announced, signed, funded, under way, completed, and what was never
//! heard of again.

pub mod data;
mod draw;
mod ui;

pub use ui::StagesPanel;
