//! The text of records: what a dataset file says, kept as it was written.
//!
//! This layer knows JSON text, the nine collections and ids. It deliberately does not know what a
//! record means (see [`crate::model`]), and it has no clock, no files and no threads.

mod check;
mod keys;
mod pointer;
pub mod scan;
pub mod splice;
mod store;
mod tidy;
pub mod weight;
mod write;

pub use pointer::{Child, Walk, children, replace_span, span_of};
pub use store::{Piece, Records, Refused, SaveNote};

use std::fmt;

/// One of the nine collections of a cooperation dataset, in the order of the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Collection {
    /// Countries, territories, regions, blocs.
    Parties,
    /// People and their offices.
    People,
    /// Organisations, named or not.
    Institutions,
    /// What the cooperation is about, nested.
    Sectors,
    /// Projects, programmes, agreements, proposals.
    Initiatives,
    /// Who is tied to whom.
    Links,
    /// What was said, by whom.
    Statements,
    /// Meetings, visits, signings.
    Events,
    /// Where facts were read.
    Sources,
}

impl Collection {
    /// All nine, in the order of the format.
    pub const ALL: [Self; 9] = [
        Self::Parties,
        Self::People,
        Self::Institutions,
        Self::Sectors,
        Self::Initiatives,
        Self::Links,
        Self::Statements,
        Self::Events,
        Self::Sources,
    ];

    /// The member name in the file, such as `initiatives`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Parties => "parties",
            Self::People => "people",
            Self::Institutions => "institutions",
            Self::Sectors => "sectors",
            Self::Initiatives => "initiatives",
            Self::Links => "links",
            Self::Statements => "statements",
            Self::Events => "events",
            Self::Sources => "sources",
        }
    }

    /// The collection stored under a member name.
    #[must_use]
    pub fn from_key(key: &[u8]) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.key().as_bytes() == key)
    }
}

/// Where a record is: its collection and its position there. Small, ordered and copyable.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Row(u32);

impl serde::Serialize for Row {
    /// As it is written: `links[12]`.
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

/// Most records one collection can hold (28 bits).
pub const MAX_PER_COLLECTION: usize = 1 << 28;

impl Row {
    /// The record at `index` of `collection`. The index is clamped to 28 bits; a loader refuses
    /// larger collections before any row is made.
    #[must_use]
    pub fn new(collection: Collection, index: usize) -> Self {
        let index = u32::try_from(index.min(MAX_PER_COLLECTION - 1)).unwrap_or(0);
        Self(((collection as u32) << 28) | index)
    }

    /// The collection the record is in.
    #[must_use]
    pub fn collection(self) -> Collection {
        Collection::ALL[(self.0 >> 28) as usize % 9]
    }

    /// The position in that collection, from 0.
    #[must_use]
    pub fn index(self) -> usize {
        (self.0 & 0x0FFF_FFFF) as usize
    }
}

impl fmt::Debug for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl fmt::Display for Row {
    /// Writes the place as the format does: `links[12]`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}]", self.collection().key(), self.index())
    }
}

/// Line and column of a byte offset, both from 1; the column counts characters.
#[must_use]
pub fn line_column(text: &[u8], offset: usize) -> (usize, usize) {
    let before = &text[..offset.min(text.len())];
    let line = memchr::memchr_iter(b'\n', before).count() + 1;
    let start = memchr::memrchr(b'\n', before).map_or(0, |i| i + 1);
    // A continuation byte of UTF-8 starts with the bits 10.
    let column = before[start..].iter().filter(|b| (**b & 0xC0) != 0x80).count() + 1;
    (line, column)
}
