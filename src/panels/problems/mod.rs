//! Problems: what is doubtful in the file, where, and what to do.

mod ui;

pub use ui::{ProblemsPanel, message};
