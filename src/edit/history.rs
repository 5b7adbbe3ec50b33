//! What was done, step by step, so that it can be taken back and done again; and which state is
//! that of the file.

use super::Change;
use crate::record::Row;

/// What a step is called: a text id, and what is filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// The id of the text, such as `step-change`.
    pub id: String,
    /// The member that was changed, as the file writes it.
    pub what: String,
    /// The name of the record.
    pub name: String,
}

/// Where a person was looking.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The record.
    pub row: Option<Row>,
    /// The member, as a JSON Pointer.
    pub pointer: String,
}

/// Changes that belong together, and where to look before and after.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transaction {
    /// What it is called.
    pub label: Label,
    /// The changes, in order.
    pub changes: Vec<Change>,
    /// Where to look once it is taken back.
    pub before: Place,
    /// Where to look once it is done.
    pub after: Place,
}

/// A transaction that was carried out.
#[derive(Clone, Debug)]
pub struct Step {
    /// Number of the state it leads to.
    pub state: u64,
    /// What was done.
    pub transaction: Transaction,
    /// What takes it back, in order.
    pub inverse: Vec<Change>,
}

/// The steps of a document.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Step>,
    /// Steps taken back, the next to be done again last.
    undone: Vec<Step>,
    /// The state that is on disk.
    saved: u64,
    newest: u64,
}

impl History {
    /// The state the document is in; 0 as it was opened.
    #[must_use]
    pub fn state(&self) -> u64 {
        self.done.last().map_or(0, |s| s.state)
    }

    /// Whether the document differs from what is on disk.
    #[must_use]
    pub fn is_modified(&self) -> bool {
        self.state() != self.saved
    }

    /// The state that is on disk; `u64::MAX` when none of them is.
    #[must_use]
    pub fn saved(&self) -> u64 {
        self.saved
    }

    /// A state is on disk.
    pub fn mark_saved(&mut self, state: u64) {
        self.saved = state;
    }

    /// What is on disk is none of the states, as after the file changed.
    pub fn mark_unsaved(&mut self) {
        self.saved = u64::MAX;
    }

    /// The steps that were done, the first one first.
    #[must_use]
    pub fn done(&self) -> &[Step] {
        &self.done
    }

    /// The steps that were taken back, the next to be done again first.
    pub fn undone(&self) -> impl Iterator<Item = &Step> {
        self.undone.iter().rev()
    }

    /// The number of the next state.
    #[must_use]
    pub fn next_state(&self) -> u64 {
        self.newest + 1
    }

    /// Remembers a step; what was taken back before is forgotten.
    pub fn push(&mut self, transaction: Transaction, inverse: Vec<Change>) {
        self.newest += 1;
        self.undone.clear();
        self.done.push(Step { state: self.newest, transaction, inverse });
    }

    /// The step to be taken back or done again.
    #[must_use]
    pub fn next(&self, back: bool) -> Option<&Step> {
        if back { self.done.last() } else { self.undone.last() }
    }

    /// A step was taken back or done again; `other` are the changes that lead the other way.
    pub fn stepped(&mut self, back: bool, other: Vec<Change>) {
        if back {
            if let Some(mut step) = self.done.pop() {
                step.transaction.changes = other;
                self.undone.push(step);
            }
        } else if let Some(mut step) = self.undone.pop() {
            step.inverse = other;
            self.done.push(step);
        }
    }
}
