//! Lines of a name and several numbers, each with its bar: parties, sources, stages.

pub mod data;
pub mod draw;
pub mod ui;

pub use data::{Bar, BarLine, Column, fit, on_one_scale};
