//! Inspector: all that is known of one thing, and up to three side by side.

pub mod data;
mod evidence;
mod ui;

pub use ui::InspectorPanel;
