//! Problems: what is doubtful in the file, where, and what to do.

pub mod data;
pub mod likeness;
mod ui;

pub use ui::ProblemsPanel;
