//! Timeline: when?

pub mod data;
mod draw;
pub mod told;
mod ui;

pub use ui::TimelinePanel;
