//! Inspector: all that is known of one thing, and up to three side by side.

pub mod data;
mod evidence;
pub mod shown;
mod ui;

pub use ui::InspectorPanel;
