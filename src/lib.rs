//! Cooperama: see who cooperates with whom, on what, through which institutions, and who said so.
//!
//! The library below the thin binary. Modules in reading order:
//!
//! - [`record`]: the text of records, kept as it was written.
//! - [`model`]: typed views of a record, and what is doubtful in it.
//! - [`edit`]: the open document.
//! - [`formats`]: bytes to records.
//! - [`table`]: the dataset as columns.
//! - [`query`]: the filter and every panel's numbers under it.
//! - [`graph`]: the network as geometry.
//! - [`dataset`]: bytes to all that is worked out of them, and again after an edit.
//! - [`text`]: words and numbers for people, in French and English.
//! - [`say`]: how things are called.
//! - [`ui`]: our dialect of egui.
//! - [`view`]: how this person looks at the dataset, and the settings.
//! - [`page`]: resolved vector marks, from which every picture is written.
//! - [`export`]: pages as files.
//! - [`command`]: everything that can happen.
//! - [`panels`]: one folder per panel: data, drawing, widgets.
//! - [`workbench`]: the whole screen, without a window.
//! - [`store`]: the only module that touches files.
//! - [`recovery`]: what a crash left, brought together.
//! - [`capture`]: the board as a page.
//! - [`host`]: effects, jobs and results, on whatever the program runs on.
//! - [`app`]: the window.
//! - [`cli`]: the command line.
//!
//! # Architecture invariants
//! - A module names only modules listed for it in `tests/it/tidy.rs`, which all lie below it.
//! - A record nobody edited is written back byte for byte.
//! - Bad data opens and is listed; only unreadable bytes are an error.
//! - Panels change nothing but their own transient fields; they send commands.
//! - The same input gives the same bytes: no hash order, no clock and no platform trigonometry in
//!   any output.

#[cfg(feature = "window")]
pub mod app;
pub mod capture;
pub mod cli;
pub mod command;
pub mod dataset;
pub mod edit;
pub mod export;
pub mod formats;
pub mod graph;
pub mod host;
pub mod model;
pub mod page;
pub mod panels;
pub mod query;
pub mod record;
pub mod recovery;
pub mod say;
pub mod store;
pub mod table;
pub mod text;
pub mod ui;
pub mod view;
pub mod workbench;
