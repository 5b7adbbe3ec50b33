//! The dataset laid out for speed: what each fact touches, as small integers.
//!
//! A *fact* is an initiative, a link, a statement or an event. The table knows which sectors,
//! actors and speakers each fact is tied to and which days it covers. It does not know the filter.

mod build;
mod csr;

pub use build::build;
pub use csr::Csr;

use crate::model::Days;
use crate::record::{Collection, Row};

/// The collections whose records are facts, in the order of the fact numbers.
pub const FACTS: [Collection; 4] =
    [Collection::Initiatives, Collection::Links, Collection::Statements, Collection::Events];

/// Something that can stand in the network: a record, or an id that no record has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Node {
    /// A party, person, institution or initiative.
    Record(Row),
    /// A reference to nothing, by its number in [`Table::missing`].
    Missing(u32),
}

/// Why two nodes are tied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TieKind {
    /// A record of `links`.
    Link,
    /// A party or participant of an initiative.
    Participation,
    /// An institution belongs to a party.
    Membership,
    /// A person holds an office for a party or in an institution.
    Office,
    /// Part of a larger institution or initiative.
    PartOf,
}

/// A tie between two nodes.
#[derive(Clone, Copy, Debug)]
pub struct Tie {
    /// Where it starts.
    pub from: Node,
    /// Where it ends.
    pub to: Node,
    /// Why.
    pub kind: TieKind,
    /// The record that says so.
    pub row: Row,
    /// It has a direction, from `from` to `to`.
    pub directed: bool,
    /// Only announced, intended or proposed.
    pub announced: bool,
    /// Marked as disputed.
    pub disputed: bool,
    /// Weight in the file's own unit, or 1.
    pub weight: f32,
    /// First sector of the tie, as a number in the sectors collection.
    pub sector: Option<u32>,
}

/// The columns.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// First fact number of each of [`FACTS`], and the total.
    starts: [u32; 5],
    /// Sectors of each fact, as numbers in the sectors collection, each once.
    pub sectors: Csr<u32>,
    /// Parties, people, institutions and initiatives each fact touches, itself included.
    pub actors: Csr<Row>,
    /// People who speak in each statement, or in a statement about the fact.
    pub speakers: Csr<Row>,
    /// Statements about each fact (and each statement itself).
    pub evidence: Csr<Row>,
    /// Days each fact covers.
    pub days: Vec<Option<Days>>,
    /// Whether the days are doubtful.
    pub doubtful: Vec<bool>,
    /// Parent of each sector.
    pub sector_parent: Vec<Option<u32>>,
    /// Sectors, parents before children, siblings in their own order, with their depth.
    pub sector_order: Vec<(u32, u8)>,
    /// All ties.
    pub ties: Vec<Tie>,
    /// Ids that are referred to by links and belong to no record.
    pub missing: Vec<String>,
}

impl Table {
    /// How many facts there are.
    #[must_use]
    pub fn n_facts(&self) -> usize {
        self.starts[4] as usize
    }

    /// The number of a fact; `None` for other records.
    #[must_use]
    pub fn fact(&self, row: Row) -> Option<usize> {
        let i = FACTS.iter().position(|c| *c == row.collection())?;
        let n = self.starts[i] as usize + row.index();
        (n < self.starts[i + 1] as usize).then_some(n)
    }

    /// The record of a fact number.
    #[must_use]
    pub fn row(&self, fact: usize) -> Row {
        let i = (0..3).rev().find(|i| fact >= self.starts[i + 1] as usize).map_or(0, |i| i + 1);
        Row::new(FACTS[i], fact - self.starts[i] as usize)
    }

    /// The fact numbers of one collection.
    #[must_use]
    pub fn facts_of(&self, collection: Collection) -> std::ops::Range<usize> {
        FACTS
            .iter()
            .position(|c| *c == collection)
            .map_or(0..0, |i| self.starts[i] as usize..self.starts[i + 1] as usize)
    }

    /// A sector and all its ancestors, without end even when parents form a cycle.
    pub fn lineage(&self, sector: u32) -> impl Iterator<Item = u32> {
        let mut at = Some(sector);
        let mut left = 64;
        std::iter::from_fn(move || {
            let now = at?;
            left -= 1;
            at = if left > 0 {
                self.sector_parent.get(now as usize).copied().flatten()
            } else {
                None
            };
            at = at.filter(|next| *next != sector);
            Some(now)
        })
    }

    /// Whether a sector has children.
    #[must_use]
    pub fn has_children(&self, sector: u32) -> bool {
        self.sector_parent.contains(&Some(sector))
    }

    /// First and last year any dated fact touches.
    #[must_use]
    pub fn years(&self) -> Option<(i32, i32)> {
        self.days
            .iter()
            .flatten()
            .filter(|d| !d.is_unknown())
            .map(|d| d.years())
            .reduce(|(a, b), (c, d)| (a.min(c), b.max(d)))
    }
}
