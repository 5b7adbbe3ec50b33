//! Timeline: when?

pub mod data;
mod draw;
mod ui;

pub use ui::TimelinePanel;
