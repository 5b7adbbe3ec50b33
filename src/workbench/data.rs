//! What is open: the dataset as the board shows it, and as it is now.

use super::editing::Editing;
use crate::dataset::Opened;
use crate::edit::{Document, FileState, ReadOnly};
use crate::record::Row;
use crate::view::Thing;

/// What is open, what is live, and the editing between them.
#[derive(Debug)]
pub(super) struct Data {
    /// The dataset the columns belong to, which panels show.
    pub(super) opened: Opened,
    /// The dataset as it is now.
    pub(super) live: Document,
    /// What the columns do not know yet.
    pub(super) editing: Editing,
    /// Rises with each dataset that is opened.
    pub(super) generation: u64,
}

impl Data {
    /// A dataset that was just opened.
    pub(super) fn new(opened: Opened) -> Self {
        let live = opened.doc.clone();
        Self { live, opened, editing: Editing::default(), generation: 0 }
    }

    /// Another dataset in its place.
    pub(super) fn exchange(&mut self, opened: Opened) {
        self.live = opened.doc.clone();
        self.opened = opened;
        // What the file is, the live document alone knows.
        self.opened.doc.file = FileState::default();
        self.editing.forget();
        self.generation += 1;
    }

    /// The record a form is about, as it is numbered now: one just made, or what is selected.
    pub(super) fn form_row(&self, selected: Option<Thing>) -> Option<Row> {
        let selected = || self.editing.live_row(selected.and_then(Thing::row)?);
        let row = self.editing.go.or_else(selected)?;
        (row.index() < self.live.records.len(row.collection())).then_some(row)
    }

    /// Why nothing may be changed.
    pub(super) fn set_read_only(&mut self, why: Option<ReadOnly>) {
        self.live.file.read_only = why;
    }

    /// Where names in a filter are looked up.
    pub(super) fn names(&self) -> crate::query::Names<'_> {
        crate::query::Names { records: &self.opened.doc.records, table: &self.opened.table }
    }
}
