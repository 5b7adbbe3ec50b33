//! The dataset laid out for speed: what each fact touches, as small integers.
//!
//! A *fact* is an initiative, a link, a statement or an event; every fact has a number. The table
//! knows for each [`Facet`] which values a fact has, which facts have a value, which days it covers
//! and what money it speaks of. It does not know the filter.
//!
//! Relations are followed when the table is built: a link, a statement or an event also has the
//! values of the initiatives and links it is about, and an initiative or link has the speakers,
//! kinds of statement and sources of what is said about it. So a filter on one dimension reaches
//! records that never name it.

mod bits;
mod build;
mod column;
mod csr;
mod gather;
mod links;
mod money;
mod origins;
mod sets;
mod stage;

pub use bits::Bits;
pub use build::build;
pub use column::Column;
pub use csr::Csr;
pub use money::{FIRST_HAND, Flow, Money, Rates, UNIT, decimal, millionths, split};
pub use stage::{SILENCE, Stage};

use crate::model::Days;
use crate::record::{Collection, Row};

/// Parts the kind of a flow from the year of its constant prices: `commitment@2017`.
pub const CONSTANT: char = '@';

/// The collections whose records are facts, in the order of the fact numbers.
pub const FACTS: [Collection; 4] =
    [Collection::Initiatives, Collection::Links, Collection::Statements, Collection::Events];

/// What a fact has values of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Facet {
    /// Sectors and all their ancestors, as numbers in the sectors collection.
    Sector,
    /// Parties.
    Party,
    /// Institutions.
    Institution,
    /// People.
    Person,
    /// Those who speak: the numbers of [`Table::speakers`].
    Speaker,
    /// Parties in whose name something is said.
    Voice,
    /// Initiatives, and those they are part of.
    Initiative,
    /// Kind of initiative, a term.
    Kind,
    /// Status of initiative, a term.
    Status,
    /// Kind of statement, a term.
    Said,
    /// Type of link, a term.
    LinkType,
    /// Sources.
    Source,
    /// `core` or `context`, a term; `core` when the file does not say.
    Scope,
    /// State of review, a term.
    Review,
    /// Roles in which someone takes part, terms.
    Role,
}

impl Facet {
    /// All fields.
    pub const ALL: [Self; 15] = [
        Self::Sector,
        Self::Party,
        Self::Institution,
        Self::Person,
        Self::Speaker,
        Self::Voice,
        Self::Initiative,
        Self::Kind,
        Self::Status,
        Self::Said,
        Self::LinkType,
        Self::Source,
        Self::Scope,
        Self::Review,
        Self::Role,
    ];

    /// The collection whose records are the values; `None` when they are terms.
    #[must_use]
    pub fn collection(self) -> Option<Collection> {
        match self {
            Self::Sector => Some(Collection::Sectors),
            Self::Party | Self::Voice => Some(Collection::Parties),
            Self::Institution => Some(Collection::Institutions),
            Self::Person => Some(Collection::People),
            Self::Initiative => Some(Collection::Initiatives),
            Self::Source => Some(Collection::Sources),
            _ => None,
        }
    }
}

/// Something that can stand in the network: a record, or an id that no record has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
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

/// The role of a participant of which the file says none.
pub const NO_ROLE: u16 = u16::MAX;

/// One who takes part in an initiative, in one role; who has several stands once for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Taking {
    /// A party, person, institution or initiative.
    pub actor: Row,
    /// The role, as a number among the terms of [`Facet::Role`], or [`NO_ROLE`].
    pub role: u16,
}

/// A tie between two nodes.
#[derive(Clone, Copy, Debug, PartialEq)]
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

/// The sectors of a fact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shares {
    /// Each sector with its weight.
    pub parts: Vec<(u32, i128)>,
    /// The file leaves shares out.
    pub split: bool,
}

impl Shares {
    /// Each sector with its share, 0 to 1, to be shown.
    #[expect(clippy::cast_precision_loss, reason = "shown in percent")]
    pub fn fractions(&self) -> impl Iterator<Item = (u32, f64)> {
        let whole = self.parts.iter().map(|p| p.1).sum::<i128>().max(1) as f64;
        self.parts.iter().map(move |(s, weight)| (*s, *weight as f64 / whole))
    }
}

/// How the days of a fact are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Dated {
    /// They follow from the source, which does not state them, or no source is given for them.
    pub inferred: bool,
    /// They were read in another source than the fact itself.
    pub elsewhere: bool,
    /// They are those of the source's publication: nobody is known to have spoken on them.
    pub published: bool,
    /// They come only from sources added to explain, in a record that is no such addition.
    pub outside: bool,
}

/// The columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// First fact number of each of [`FACTS`], and the total.
    starts: [u32; 5],
    /// One column a field, in the order of [`Facet::ALL`].
    columns: Vec<Column>,
    /// Sources in which nothing was read, once somebody asked for them.
    pub unread: std::sync::OnceLock<Vec<Row>>,
    /// What tells institutions of one name apart, by language, once somebody asked for it.
    pub namesakes: [std::sync::OnceLock<std::collections::HashMap<Row, String>>; 2],
    /// The sectors each fact names itself, or else inherits, without their ancestors.
    pub sectors: Csr<u32>,
    /// Millionths of a percent of each entry of [`Table::sectors`]; negative where the file does not
    /// say.
    shares: Vec<i64>,
    /// Statements about each fact (and each statement itself), as fact numbers.
    pub evidence: Csr<u32>,
    /// Days each fact covers.
    pub days: Vec<Option<Days>>,
    /// Whether the days are doubtful.
    pub doubtful: Vec<bool>,
    /// How the days of each fact are known.
    pub dated: Vec<Dated>,
    /// For each collection, the records that say nowhere where they were read.
    pub unsourced: Vec<Bits>,
    /// Sources that were added from elsewhere to explain the others.
    pub background: Bits,
    /// For each institution, the parties it names as its own.
    pub belongs: Csr<u32>,
    /// How many amounts of each fact cannot be read.
    pub unreadable: Vec<u32>,
    /// Amounts of each fact, in the order of the file.
    pub money: Csr<Money>,
    /// Codes of the currencies.
    pub currencies: Vec<String>,
    /// How many digits the smallest unit of each currency has; `None` of unknown ones.
    pub digits: Vec<Option<u32>>,
    /// Kinds of flow.
    pub flows: Vec<String>,
    /// Exchange rates of the file.
    pub rates: Rates,
    /// What each initiative has come to.
    pub stages: Vec<Stage>,
    /// The initiatives of each stage, as facts, by the number of the stage.
    pub stage_sets: Vec<Bits>,
    /// Initiatives announced or signed of which nothing is known for [`SILENCE`] days.
    pub silent: Bits,
    /// When the last stage of each initiative was reached, as its first possible day.
    pub stage_days: Vec<Option<i32>>,
    /// When something was last known to happen to each initiative.
    pub heard: Vec<Option<Days>>,
    /// The last that is known to have happened or to have been said, of all: silence is counted up
    /// to its last day. Nothing planned.
    pub last_heard: Option<Days>,
    /// Those who speak: people, and now and then an institution or a party.
    pub speakers: Vec<Row>,
    /// Parent of each sector.
    pub sector_parent: Vec<Option<u32>>,
    /// Sectors, parents before children, siblings in their own order, with their depth.
    pub sector_order: Vec<(u32, u8)>,
    /// The file gives some sector an order.
    pub sectors_ordered: bool,
    /// For each sector without a parent, which of the categorical colours is its own: the first
    /// eight of the file, or where there are more the eight that most facts are about; `None` for
    /// others.
    pub sector_hues: Vec<Option<u8>>,
    /// The same for each party.
    pub party_hues: Vec<Option<u8>>,
    /// Sources each source copies, translates or quotes.
    pub derived: Csr<u32>,
    /// The sources each source goes back to: itself when it copies none of the file.
    pub origins: Csr<u32>,
    /// For each statement by its place in its collection, the parties that speak: those it is made
    /// for, else the parties of the speakers' offices.
    pub voices: Csr<u32>,
    /// For each statement, 1 when it supports what it speaks of, 2 when it opposes it, else 0.
    pub stances: Vec<u8>,
    /// Who takes part in each initiative, in which role, in the order of the file; those the file
    /// lists as parties only are not among them.
    pub takings: Csr<Taking>,
    /// Shares of participants, in millionths of a percent, by their place among the values of
    /// [`Table::takings`], ascending.
    pub taking_shares: Vec<(u32, i64)>,
    /// For each fact, the initiatives and links it is about, and what these are about.
    pub about: Csr<u32>,
    /// For each initiative, the parties that fund it, themselves or through their institutions.
    pub funders: Csr<u32>,
    /// Flows with the number of their amounts: those of initiatives before those of links, most
    /// frequent first.
    pub money_used: Vec<(Flow, u32)>,
    /// First and last year of each fact; the first after the last when no day is known.
    pub spans: Vec<[i16; 2]>,
    /// First and last year of all, and for each year between how many facts begin in it and how
    /// many ended before it.
    pub calendar: Option<(i32, i32, Vec<i32>)>,
    /// The facts that touch each year of the calendar, when it is not too long for that.
    pub year_sets: Vec<Bits>,
    /// Facts no day is known of.
    pub undated: Bits,
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
    #[inline]
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

    /// First fact number of each of [`FACTS`], and the total.
    #[must_use]
    #[inline]
    pub fn starts(&self) -> [u32; 5] {
        self.starts
    }

    /// The column of a field.
    #[must_use]
    #[inline]
    pub fn column(&self, field: Facet) -> &Column {
        static NONE: std::sync::LazyLock<Column> = std::sync::LazyLock::new(Column::default);
        self.columns.get(field as usize).unwrap_or(&NONE)
    }

    /// The values of a field that a fact has.
    #[must_use]
    pub fn values(&self, field: Facet, fact: usize) -> &[u32] {
        self.column(field).of.get(fact)
    }

    /// The parties in whose name a fact is said; none where it is no statement.
    #[must_use]
    pub fn voices_of(&self, fact: usize) -> &[u32] {
        let first = self.facts_of(Collection::Statements).start;
        fact.checked_sub(first).map_or(&[], |i| self.voices.get(i))
    }

    /// The record a value stands for; `None` for terms.
    #[must_use]
    pub fn value_row(&self, field: Facet, value: u32) -> Option<Row> {
        if field == Facet::Speaker {
            return self.speakers.get(value as usize).copied();
        }
        field.collection().map(|c| Row::new(c, value as usize))
    }

    /// The sectors of a fact with their shares as whole weights. Shares the file leaves out split
    /// equally what the others leave of the whole (`docs/format.md`, rule 8).
    #[must_use]
    pub fn shares(&self, fact: usize) -> Shares {
        let sectors = self.sectors.get(fact);
        let given = self.shares.get(self.sectors.range(fact)).unwrap_or_default();
        let share = |i: usize| given.get(i).copied().filter(|s| *s >= 0).map(i128::from);
        let left_out = (0..sectors.len()).filter(|i| share(*i).is_none()).count();
        let told: i128 = (0..sectors.len()).filter_map(share).sum();
        // Everything times the number of shares left out, so that each of these is whole.
        let times = i128::try_from(left_out.max(1)).unwrap_or(1);
        let each = (100 * UNIT - told).max(0);
        let mut parts: Vec<(u32, i128)> = sectors
            .iter()
            .enumerate()
            .map(|(i, s)| (*s, share(i).map_or(each, |own| own * times)))
            .collect();
        if parts.iter().all(|p| p.1 == 0) {
            for part in &mut parts {
                part.1 = 1;
            }
        }
        Shares { parts, split: left_out > 0 && sectors.len() > 1 }
    }

    /// Whether a record, or some part of it, says where it was read. Sectors and sources need not.
    #[must_use]
    pub fn is_sourced(&self, row: Row) -> bool {
        !crate::model::schema::needs_source(row.collection())
            || self.unsourced.get(row.collection() as usize).is_none_or(|b| !b.has(row.index()))
    }

    /// A sector and all its ancestors, without end even when parents form a cycle.
    pub fn lineage(&self, sector: u32) -> impl Iterator<Item = u32> {
        lineage(&self.sector_parent, sector)
    }

    /// First and last year any dated fact touches.
    #[must_use]
    pub fn years(&self) -> Option<(i32, i32)> {
        self.calendar.as_ref().map(|c| (c.0, c.1))
    }

    /// The place of a year in [`Table::calendar`], and of the year after another.
    #[must_use]
    #[inline]
    pub fn calendar_steps(from: i32, to: i32, span: [i16; 2]) -> (usize, usize) {
        let place =
            |year: i16| usize::try_from(i32::from(year).clamp(from, to) - from).unwrap_or(0);
        (place(span[0]), place(span[1]) + 1)
    }

    /// The share of a participant, in millionths of a percent, by its place among the values of
    /// [`Table::takings`]; `None` where the file gives none.
    #[must_use]
    pub fn taking_share(&self, at: usize) -> Option<i64> {
        let at = u32::try_from(at).ok()?;
        let found = self.taking_shares.binary_search_by_key(&at, |s| s.0).ok()?;
        self.taking_shares.get(found).map(|s| s.1)
    }

    /// The amounts of a fact.
    #[must_use]
    pub fn amounts(&self, fact: usize) -> &[Money] {
        self.money.get(fact)
    }
}

/// A sector and all its ancestors; a cycle is walked once.
fn lineage(parents: &[Option<u32>], sector: u32) -> impl Iterator<Item = u32> {
    let mut at = Some(sector);
    let mut left = 64;
    std::iter::from_fn(move || {
        let now = at?;
        left -= 1;
        at = if left > 0 { parents.get(now as usize).copied().flatten() } else { None };
        at = at.filter(|next| *next != sector);
        Some(now)
    })
}
