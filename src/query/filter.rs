//! The filter: at most one clause per dimension. Values in one clause mean "or", clauses mean
//! "and", and any clause can be inverted: all but these.

use crate::model::{Days, civil_from_days, days_from_civil};
use crate::record::{Collection, Row};
use crate::table::{Facet, Table};

/// What can be filtered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[repr(u8)]
pub enum Dim {
    /// A sector and its descendants.
    Sector,
    /// A party.
    Party,
    /// An institution.
    Institution,
    /// The role in which the institution named beside it takes part, else the party or the person,
    /// else anyone: see [`Filter::partner`].
    Role,
    /// A person who takes part or speaks.
    Person,
    /// A person, or now and then an institution, who speaks.
    Speaker,
    /// A party in whose name something is said: itself, those who belong to it or hold an office for
    /// it, and those who speak on its behalf.
    Voice,
    /// An initiative and what is part of it.
    Initiative,
    /// Kind of initiative.
    Kind,
    /// Status of initiative.
    Status,
    /// Kind of statement.
    Statement,
    /// Type of link.
    Link,
    /// Where it was read.
    Source,
    /// Core or context.
    Scope,
    /// State of review.
    Review,
    /// Days.
    Year,
    /// Words.
    Text,
}

impl Dim {
    /// All dimensions, in the order of chips and of the text form.
    pub const ALL: [Self; 17] = [
        Self::Sector,
        Self::Party,
        Self::Institution,
        Self::Role,
        Self::Person,
        Self::Speaker,
        Self::Voice,
        Self::Initiative,
        Self::Kind,
        Self::Status,
        Self::Statement,
        Self::Link,
        Self::Source,
        Self::Scope,
        Self::Review,
        Self::Year,
        Self::Text,
    ];

    /// The name in the text form of a filter.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Sector => "sector",
            Self::Party => "party",
            Self::Institution => "institution",
            Self::Role => "role",
            Self::Person => "person",
            Self::Speaker => "speaker",
            Self::Voice => "voice",
            Self::Initiative => "initiative",
            Self::Kind => "kind",
            Self::Status => "status",
            Self::Statement => "statement",
            Self::Link => "link",
            Self::Source => "source",
            Self::Scope => "scope",
            Self::Review => "review",
            Self::Year => "year",
            Self::Text => "text",
        }
    }

    /// The dimension of a name.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|d| d.key() == key)
    }

    /// The column the dimension reads; `None` for days and words.
    #[must_use]
    pub fn facet(self) -> Option<Facet> {
        Some(match self {
            Self::Sector => Facet::Sector,
            Self::Party => Facet::Party,
            Self::Institution => Facet::Institution,
            Self::Role => Facet::Role,
            Self::Person => Facet::Person,
            Self::Speaker => Facet::Speaker,
            Self::Voice => Facet::Voice,
            Self::Initiative => Facet::Initiative,
            Self::Kind => Facet::Kind,
            Self::Status => Facet::Status,
            Self::Statement => Facet::Said,
            Self::Link => Facet::LinkType,
            Self::Source => Facet::Source,
            Self::Scope => Facet::Scope,
            Self::Review => Facet::Review,
            Self::Year | Self::Text => return None,
        })
    }

    /// The dimension of records of a collection; `None` for facts that are no dimension.
    #[must_use]
    pub fn of(collection: Collection) -> Option<Self> {
        match collection {
            Collection::Sectors => Some(Self::Sector),
            Collection::Parties => Some(Self::Party),
            Collection::Institutions => Some(Self::Institution),
            Collection::People => Some(Self::Person),
            Collection::Initiatives => Some(Self::Initiative),
            Collection::Sources => Some(Self::Source),
            Collection::Links | Collection::Statements | Collection::Events => None,
        }
    }
}

/// The number that stands for "has no value in this dimension".
pub const NONE: u32 = u32::MAX;

/// What a clause asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Values {
    /// Records by their place in their collection, terms by their number; ascending.
    /// [`NONE`] means facts without any.
    Codes(Vec<u32>),
    /// Spans of days, ascending; a fact must share a day with one of them.
    Periods(Vec<Days>),
    /// Words that must all be found.
    Words(String),
}

impl Values {
    /// Whether it is one value alone.
    fn is_one(&self) -> bool {
        match self {
            Self::Codes(v) => v.len() == 1,
            Self::Periods(v) => v.len() == 1,
            Self::Words(_) => false,
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Codes(v) => v.is_empty(),
            Self::Periods(v) => v.is_empty(),
            Self::Words(w) => w.trim().is_empty(),
        }
    }
}

/// One dimension's part of the filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// The dimension.
    pub dim: Dim,
    /// All but these.
    pub inverted: bool,
    /// The values.
    pub values: Values,
}

/// One value of one dimension, as a click names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
pub enum Pick {
    /// A record or a term by its number.
    Code(Dim, u32),
    /// A span of days.
    Period(Days),
}

impl Pick {
    /// The value a record stands for; `None` for records that are no dimension.
    #[must_use]
    pub fn of(row: Row) -> Option<Self> {
        let dim = Dim::of(row.collection())?;
        Some(Self::Code(dim, u32::try_from(row.index()).ok()?))
    }

    /// A calendar year.
    #[must_use]
    pub fn year(year: i32) -> Self {
        Self::Period(year_span(year, year))
    }

    /// Facts without a value in a dimension.
    #[must_use]
    pub fn none(dim: Dim) -> Self {
        Self::Code(dim, NONE)
    }

    /// The dimension.
    #[must_use]
    pub fn dim(self) -> Dim {
        match self {
            Self::Code(dim, _) => dim,
            Self::Period(_) => Dim::Year,
        }
    }
}

/// The days of the years `from..=to`.
#[must_use]
pub fn year_span(from: i32, to: i32) -> Days {
    Days {
        first: days_from_civil(i64::from(from), 1, 1),
        last: days_from_civil(i64::from(to), 12, 31),
    }
}

/// The years a span is made of, when it begins with a year's first day and ends with a last one.
#[must_use]
pub fn whole_years(days: Days) -> Option<(i32, i32)> {
    let first = if days.first == i32::MIN { (i32::MIN, 1, 1) } else { civil_from_days(days.first) };
    let last = if days.last == i32::MAX { (i32::MAX, 12, 31) } else { civil_from_days(days.last) };
    ((first.1, first.2) == (1, 1) && (last.1, last.2) == (12, 31)).then_some((first.0, last.0))
}

/// How a click changes the filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The clause becomes this value alone, or goes when it was just this value.
    Only,
    /// The value is added, or taken away when it is there.
    Add,
    /// All but this value.
    Exclude,
    /// The value is taken away.
    Remove,
}

/// What is asked for; an empty filter lets everything through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    clauses: Vec<Clause>,
}

impl Filter {
    /// Whether nothing is asked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }

    /// The clauses, in the order of [`Dim::ALL`].
    #[must_use]
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }

    /// The clause of a dimension.
    #[must_use]
    pub fn clause(&self, dim: Dim) -> Option<&Clause> {
        self.clauses.iter().find(|c| c.dim == dim)
    }

    /// The clause whose values a clause of roles speaks of: the institutions asked for, else the
    /// parties with the institutions that are theirs, else the persons. What is asked for as "all but
    /// these" has no role.
    #[must_use]
    pub fn partner(&self) -> Option<&Clause> {
        self.clause(Dim::Role)?;
        self.acting()
    }

    /// Those a clause of roles would speak of, whether there is one or not.
    #[must_use]
    pub fn acting(&self) -> Option<&Clause> {
        let of = [Dim::Institution, Dim::Party, Dim::Person];
        of.into_iter().filter_map(|d| self.clause(d)).find(|c| !c.inverted)
    }

    /// Puts a clause in place of the one its dimension had; an empty one takes it away.
    pub fn set(&mut self, clause: Clause) {
        self.clauses.retain(|c| c.dim != clause.dim);
        if !clause.values.is_empty() {
            self.clauses.push(clause);
            self.clauses.sort_by_key(|c| c.dim);
        }
    }

    /// Takes a dimension's clause away.
    pub fn clear(&mut self, dim: Dim) {
        self.clauses.retain(|c| c.dim != dim);
    }

    /// Turns a clause into all but its values, and back.
    pub fn invert(&mut self, dim: Dim) {
        if let Some(clause) = self.clauses.iter_mut().find(|c| c.dim == dim) {
            clause.inverted = !clause.inverted;
        }
    }

    /// Sets the words to be found; blank takes the clause away.
    pub fn set_words(&mut self, words: &str) {
        let inverted = self.clause(Dim::Text).is_some_and(|c| c.inverted);
        self.set(Clause { dim: Dim::Text, inverted, values: Values::Words(words.to_owned()) });
    }

    /// The words to be found.
    #[must_use]
    pub fn words(&self) -> &str {
        match self.clause(Dim::Text).map(|c| &c.values) {
            Some(Values::Words(words)) => words,
            _ => "",
        }
    }

    /// Whether a value is named by its clause, inverted or not.
    #[must_use]
    pub fn contains(&self, pick: Pick) -> bool {
        match (self.clause(pick.dim()).map(|c| &c.values), pick) {
            (Some(Values::Codes(v)), Pick::Code(_, code)) => v.binary_search(&code).is_ok(),
            (Some(Values::Periods(v)), Pick::Period(days)) => v.contains(&days),
            _ => false,
        }
    }

    /// Whether a value is let through by its own clause, as bars and chips show it; a sector also
    /// through its ancestors.
    #[must_use]
    pub fn lights(&self, table: &Table, pick: Pick) -> bool {
        let Some(clause) = self.clause(pick.dim()) else { return true };
        let named = match pick {
            Pick::Code(Dim::Sector, s) if s != NONE => {
                table.lineage(s).any(|a| self.contains(Pick::Code(Dim::Sector, a)))
            }
            _ => self.contains(pick),
        };
        named != clause.inverted
    }

    /// Changes the filter as a click does.
    pub fn apply(&mut self, pick: Pick, how: How) {
        let how = match how {
            // The value that is there is taken away; what is "all but it" too.
            How::Add if self.contains(pick) => How::Remove,
            How::Only => {
                let alone = self.clause(pick.dim()).is_some_and(|c| c.values.is_one());
                if alone && self.contains(pick) {
                    self.clear(pick.dim());
                    return;
                }
                How::Only
            }
            // Of what is excluded already one can be let in again.
            How::Exclude
                if self.clause(pick.dim()).is_some_and(|c| c.inverted) && self.contains(pick) =>
            {
                How::Remove
            }
            how => how,
        };
        for clause in Self::of(&[pick]).clauses {
            self.merge(clause, how);
        }
    }
}

impl Filter {
    /// Changes the filter by several values at once, as a click on what is asked for by more than one
    /// does: values of one dimension mean "or". [`How::Only`] puts exactly these in place of what
    /// their dimensions asked for, and takes them away when just these were asked for; [`How::Add`]
    /// takes them away when all are there; [`How::Exclude`] excludes those of the first dimension,
    /// as "all but an institution in a role" is no clause.
    pub fn ask(&mut self, picks: &[Pick], how: How) {
        let wanted = Self::of(picks);
        match how {
            How::Only => {
                let there = wanted.clauses.iter().all(|c| self.clause(c.dim) == Some(c));
                for clause in wanted.clauses {
                    self.clear(clause.dim);
                    if !there {
                        self.set(clause);
                    }
                }
            }
            How::Add => {
                let there = picks.iter().all(|p| self.contains(*p));
                for clause in wanted.clauses {
                    self.merge(clause, if there { How::Remove } else { How::Add });
                }
            }
            How::Exclude | How::Remove => {
                let first = picks.first().map(|p| p.dim());
                let meant = |c: &Clause| how == How::Remove || Some(c.dim) == first;
                // Excluded already they are let in again.
                let excluded = |p: &Pick| {
                    self.contains(*p) && self.clause(p.dim()).is_some_and(|c| c.inverted)
                };
                let mut own = picks.iter().filter(|p| Some(p.dim()) == first);
                let how = if own.all(excluded) { How::Remove } else { how };
                for clause in wanted.clauses.into_iter().filter(meant) {
                    self.merge(clause, how);
                }
            }
        }
    }

    /// The filter that asks for just these values.
    #[must_use]
    pub fn of(picks: &[Pick]) -> Self {
        let mut out = Self::default();
        let mut dims: Vec<Dim> = picks.iter().map(|p| p.dim()).collect();
        dims.sort_unstable();
        dims.dedup();
        for dim in dims {
            let own = || picks.iter().filter(|p| p.dim() == dim);
            let codes = own().filter_map(|p| match p {
                Pick::Code(_, code) => Some(*code),
                Pick::Period(_) => None,
            });
            let periods = own().filter_map(|p| match p {
                Pick::Code(..) => None,
                Pick::Period(days) => Some(*days),
            });
            let values = if dim == Dim::Year {
                Values::Periods(set(periods.collect()))
            } else {
                Values::Codes(set(codes.collect()))
            };
            out.set(Clause { dim, inverted: false, values });
        }
        out
    }

    /// Adds the values of a clause to those of its dimension, excludes them or takes them away.
    fn merge(&mut self, with: Clause, how: How) {
        let old = self.clause(with.dim).cloned();
        let inverted = old.as_ref().is_some_and(|c| c.inverted);
        let (keep, inverted, put) = match how {
            How::Only => (false, false, true),
            How::Add => (true, inverted, true),
            How::Exclude => (inverted, true, true),
            How::Remove => (true, inverted, false),
        };
        let old = old.filter(|_| keep).map(|c| c.values);
        let values = match (with.values, old) {
            (Values::Codes(new), Some(Values::Codes(old))) => Values::Codes(joined(old, new, put)),
            (Values::Periods(new), Some(Values::Periods(old))) => {
                Values::Periods(joined(old, new, put))
            }
            (Values::Codes(new), _) => Values::Codes(if put { new } else { Vec::new() }),
            (Values::Periods(new), _) => Values::Periods(if put { new } else { Vec::new() }),
            (words @ Values::Words(_), _) => words,
        };
        self.set(Clause { dim: with.dim, inverted, values });
    }
}

/// Values ascending, each once.
fn set<T: Ord>(mut values: Vec<T>) -> Vec<T> {
    values.sort_unstable();
    values.dedup();
    values
}

/// A set with others added or, where not `put`, taken away.
fn joined<T: Ord>(mut old: Vec<T>, new: Vec<T>, put: bool) -> Vec<T> {
    if put {
        old.extend(new);
        return set(old);
    }
    old.retain(|v| new.binary_search(v).is_err());
    old
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_values_are_asked_for_at_once() {
        let mut f = Filter::default();
        let funding = Pick::Code(Dim::Role, 0);
        let bank = |n| Pick::Code(Dim::Institution, n);
        f.ask(&[bank(1), funding], How::Only);
        // Another in the same role: the role stays.
        f.ask(&[bank(2), funding], How::Only);
        assert!(f.contains(bank(2)) && !f.contains(bank(1)) && f.contains(funding));
        f.ask(&[bank(3), funding], How::Add);
        assert!(f.contains(bank(2)) && f.contains(bank(3)) && f.contains(funding));
        f.ask(&[bank(3), funding, bank(2)], How::Only);
        assert!(f.is_empty());
        f.ask(&[bank(3), bank(4)], How::Only);
        f.ask(&[bank(3)], How::Only);
        assert!(f.contains(bank(3)) && !f.contains(bank(4)));
        f.ask(&[bank(3)], How::Add);
        assert!(f.is_empty());
        f.ask(&[bank(5), funding], How::Exclude);
        assert!(f.clause(Dim::Institution).unwrap().inverted && f.clause(Dim::Role).is_none());
    }

    #[test]
    fn a_hundred_thousand_values_are_asked_for_at_once() {
        let all: Vec<Pick> = (0..100_000).rev().map(|n| Pick::Code(Dim::Initiative, n)).collect();
        let mut f = Filter::default();
        f.ask(&all, How::Only);
        assert!(f.contains(all[0]) && f.contains(all[99_999]));
        f.ask(&all[..50_000], How::Remove);
        assert!(!f.contains(all[0]) && f.contains(all[99_999]));
        f.ask(&all, How::Add);
        assert!(f.contains(all[0]) && !f.clause(Dim::Initiative).unwrap().inverted);
        f.ask(&all, How::Only);
        assert!(f.is_empty());
        // Excluded, and let in again.
        f.ask(&all, How::Exclude);
        assert!(f.clause(Dim::Initiative).unwrap().inverted);
        f.ask(&all, How::Exclude);
        assert!(f.is_empty());
    }

    #[test]
    fn clicks_set_add_exclude_and_remove() {
        let mut f = Filter::default();
        let (a, b) = (Pick::Code(Dim::Party, 1), Pick::Code(Dim::Party, 2));
        f.apply(a, How::Only);
        f.apply(b, How::Add);
        assert!(f.contains(a) && f.contains(b));
        f.apply(b, How::Only);
        assert!(!f.contains(a) && f.contains(b));
        f.apply(b, How::Only);
        assert!(f.is_empty());
        f.apply(a, How::Exclude);
        f.apply(b, How::Exclude);
        assert!(f.clause(Dim::Party).unwrap().inverted && f.contains(a) && f.contains(b));
        f.invert(Dim::Party);
        f.apply(a, How::Remove);
        f.apply(b, How::Remove);
        assert!(f.is_empty());
        f.set_words("  ");
        assert!(f.is_empty());
        f.apply(Pick::year(2013), How::Only);
        assert_eq!(whole_years(year_span(2013, 2015)), Some((2013, 2015)));
        assert!(f.contains(Pick::year(2013)));
    }
}
