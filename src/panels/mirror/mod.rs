//! Mirror: sectors down the middle, what one side says at the left and the other at the right.

pub mod data;
mod draw;
mod ui;

pub use ui::MirrorPanel;
