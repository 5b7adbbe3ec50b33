//! The open document. How it changes will live here too; today it is opened, shown and saved as it
//! was read.

mod document;

pub use document::{Document, Origin};
