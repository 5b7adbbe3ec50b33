//! What was done, step by step, so that it can be taken back and done again; and which state is
//! that of the file.

use super::Change;
use crate::record::Row;

/// What kind of step it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StepName {
    /// A member is set.
    #[default]
    Set,
    /// A member is taken away.
    Unset,
    /// An entry changes its place.
    Order,
    /// The JSON of a record is written.
    Write,
    /// A record is made.
    Create,
    /// A record like another one is made.
    Duplicate,
    /// Records are taken out.
    Delete,
    /// A record changes its place.
    Move,
    /// A record gets another id.
    Rename,
    /// Two records become one.
    Merge,
    /// One record becomes two.
    Split,
    /// A member of the dataset is set.
    Member,
    /// Changes made elsewhere are taken over.
    Take,
    /// An earlier version is gone back to.
    Restore,
    /// A step is taken back.
    Back,
    /// A step is done again.
    Again,
    /// A block is pasted.
    Paste,
    /// Problems are mended.
    Fix,
    /// A sector is put under another one.
    Parent,
    /// What is said about the dataset is changed.
    Dataset,
}

impl StepName {
    /// All of them.
    pub const ALL: [Self; 20] = [
        Self::Set,
        Self::Unset,
        Self::Order,
        Self::Write,
        Self::Create,
        Self::Duplicate,
        Self::Delete,
        Self::Move,
        Self::Rename,
        Self::Merge,
        Self::Split,
        Self::Member,
        Self::Take,
        Self::Restore,
        Self::Back,
        Self::Again,
        Self::Paste,
        Self::Fix,
        Self::Parent,
        Self::Dataset,
    ];

    /// The id of its text, by which a journal names it.
    #[must_use]
    pub fn text_id(self) -> &'static str {
        match self {
            Self::Set => "step-set",
            Self::Unset => "step-unset",
            Self::Order => "step-order",
            Self::Write => "step-write",
            Self::Create => "step-create",
            Self::Duplicate => "step-duplicate",
            Self::Delete => "step-delete",
            Self::Move => "step-move",
            Self::Rename => "step-rename",
            Self::Merge => "step-merge",
            Self::Split => "step-split",
            Self::Member => "step-member",
            Self::Take => "step-take",
            Self::Restore => "step-restore",
            Self::Back => "step-back",
            Self::Again => "step-again",
            Self::Paste => "step-paste",
            Self::Fix => "step-fix",
            Self::Parent => "step-parent",
            Self::Dataset => "step-dataset",
        }
    }

    /// The step of an id; `None` when no step has it.
    #[must_use]
    pub fn of(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.text_id() == id)
    }
}

/// What a step is called, and what is filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// What kind of step it is.
    pub step: StepName,
    /// The member that was changed, as the file writes it.
    pub what: String,
    /// The name of the record.
    pub name: String,
}

/// Where a person was looking.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spot {
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
    pub before: Spot,
    /// Where to look once it is done.
    pub after: Spot,
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
