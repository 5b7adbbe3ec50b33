//! Form: every member of a record, to be written; its references chosen from a list, its dates read
//! back as they are typed, and the record's JSON for what no form foresees.
//!
//! A form shows the dataset as it is at this moment, which may be ahead of the columns. What is
//! typed becomes a step when the field is left or Enter is pressed.

pub mod data;
mod fields;
pub mod held;
mod lists;
pub mod pick;
mod raw;
mod ui;

pub use ui::FormState;
