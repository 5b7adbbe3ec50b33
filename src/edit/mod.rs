//! The open document and how it changes: a [`Change`] is a value with an inverse, a
//! [`Transaction`] is what a person did in one go, and [`History`] remembers them.
//!
//! # Architecture invariant
//! [`Document::commit`], [`Document::undo`] and [`Document::redo`] are the only ways a document
//! changes, and each tells the [`Log`] before it does.

mod change;
mod diff;
mod document;
mod fix;
mod history;
mod merge;
mod plan;
mod pointers;
mod uses;
mod work;

pub use change::Change;
pub use diff::{Difference, FieldChange, RecordChange, differences};
pub use document::{Document, EditError, FileState, Log, LogEntry, NoLog, Origin, ReadOnly};
pub use fix::{Deed, Fix, fixes, pointer_of};
pub use history::{History, Label, Spot, Step, StepName, Transaction};
pub use merge::{Absorbed, MERGED, Part, absorb, can_merge, merged, split};
pub use plan::{Edit, OnUse, PlanError, plan};
pub use uses::{Use, has_source, references, users, uses};
