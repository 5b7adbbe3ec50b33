//! One change of a dataset as a value: it applies, and returns the change that takes it back.

use std::sync::Arc;

use crate::record::{Piece, Records, Refused, Row};

/// A change of one record's text, of its place, or of a top-level member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The text of a record is exchanged.
    Replace {
        /// The record.
        row: Row,
        /// The new text.
        text: Piece,
    },
    /// A record is put before the one that is at its place.
    Insert {
        /// The place it gets.
        row: Row,
        /// Its text.
        text: Piece,
    },
    /// A record is taken out.
    Remove {
        /// The record.
        row: Row,
    },
    /// A record gets another place in its collection.
    Move {
        /// The record.
        row: Row,
        /// Its new place, from 0.
        to: usize,
    },
    /// A top-level member that is no collection is set, or what was set is taken back.
    Member {
        /// Its key.
        key: String,
        /// Its new value as JSON.
        json: Option<Arc<str>>,
    },
}

impl Change {
    /// Carries the change out; returns the change that takes it back.
    ///
    /// # Errors
    /// [`Refused`], and nothing is changed.
    pub fn apply(&self, records: &mut Records) -> Result<Self, Refused> {
        Ok(match self {
            Self::Replace { row, text } => {
                Self::Replace { row: *row, text: records.replace(*row, text)? }
            }
            Self::Insert { row, text } => {
                records.insert(*row, text)?;
                Self::Remove { row: *row }
            }
            Self::Remove { row } => Self::Insert { row: *row, text: records.remove(*row)? },
            Self::Move { row, to } => {
                records.shuffle(*row, *to)?;
                Self::Move { row: Row::new(row.collection(), *to), to: row.index() }
            }
            Self::Member { key, json } => {
                let json = records.set_member(key, json.clone())?;
                Self::Member { key: key.clone(), json }
            }
        })
    }

    /// Where a record is once the change is made; `None` when it is taken out.
    #[must_use]
    pub fn moved(&self, at: Row) -> Option<Row> {
        let (c, i) = (at.collection(), at.index());
        let to = match self {
            Self::Insert { row, .. } if row.collection() == c && row.index() <= i => i + 1,
            Self::Remove { row } if *row == at => return None,
            Self::Remove { row } if row.collection() == c && row.index() < i => i - 1,
            Self::Move { row, to } if row.collection() == c => {
                let from = row.index();
                if i == from {
                    *to
                } else if from < i && i <= *to {
                    i - 1
                } else if *to <= i && i < from {
                    i + 1
                } else {
                    i
                }
            }
            _ => i,
        };
        Some(Row::new(c, to))
    }

    /// Whether it touches a collection or, with `None`, a top-level member.
    #[must_use]
    pub fn touches(&self, collection: Option<crate::record::Collection>) -> bool {
        match self {
            Self::Member { .. } => collection.is_none(),
            Self::Replace { row, .. }
            | Self::Insert { row, .. }
            | Self::Remove { row }
            | Self::Move { row, .. } => collection == Some(row.collection()),
        }
    }
}
