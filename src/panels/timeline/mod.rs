//! Timeline: when?

pub mod data;
mod draw;
mod tip;
mod ui;

pub use ui::TimelinePanel;
