//! A cell that is being written, kept for the journal and written on after a crash.

use super::data::Column;
use super::ui::RecordsPanel;
use crate::panels::EditCx;
use crate::record::Collection;

/// A cell that is being written, by what stays the same when rows move.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BegunCell {
    /// The collection.
    pub collection: Option<Collection>,
    /// The id of the record; empty on the line for a new one.
    pub id: String,
    /// The member, as a JSON Pointer.
    pub pointer: String,
    /// The language of a text.
    pub tag: String,
    /// What it held.
    pub was: String,
}

impl RecordsPanel {
    /// The cell being written and what is typed in it, when that is not what it held.
    #[must_use]
    pub fn draft(&self) -> Option<(&BegunCell, &str)> {
        let (begun, text) = (self.begun.as_ref()?, self.typing.as_deref()?);
        (begun.was != text).then_some((begun, text))
    }

    /// What was being written in a cell before a crash is written on.
    pub fn restore(&mut self, cell: BegunCell, text: String) {
        if let Some(collection) = cell.collection {
            self.show(collection);
        }
        self.again = Some((cell, text));
    }

    /// Goes on writing a cell.
    pub(super) fn go_on(&mut self, cx: &EditCx<'_>, columns: &[Column]) {
        let Some((cell, text)) = self.again.take() else { return };
        let column = columns.iter().position(|c| c.pointer == cell.pointer && c.tag == cell.tag);
        let n = cx.live.records.len(self.collection);
        let row = match cx.live.records.find(&cell.id) {
            Some(row) if row.collection() == self.collection => row.index(),
            _ => n,
        };
        self.cursor = (row, column.unwrap_or(0));
        self.anchor = self.cursor;
        self.go = true;
        self.begin(cx, columns, Some(text));
    }
}
