//! What is counted: statements, initiatives, institutions, links, or money.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::cross::Results;
use super::filter::Dim;
use crate::record::Collection;
use crate::table::{Bits, Field, Money, Table, part};

/// What bars count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Statements.
    #[default]
    Statements,
    /// Initiatives.
    Initiatives,
    /// Institutions that a fact with the value touches, each once.
    Institutions,
    /// Links.
    Links,
    /// Money of initiatives.
    Amount(Flow),
}

/// Which money: one currency and one kind of flow, as numbers in the table. Pledges, commitments
/// and disbursements are never added to each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Flow {
    /// The currency, in [`Table::currencies`].
    pub currency: u16,
    /// The kind, in [`Table::flows`].
    pub kind: u16,
}

impl Measure {
    /// The collection counted; of money, the initiatives it belongs to.
    #[must_use]
    pub fn collection(self) -> Collection {
        match self {
            Self::Statements => Collection::Statements,
            Self::Initiatives | Self::Amount(_) => Collection::Initiatives,
            Self::Institutions => Collection::Institutions,
            Self::Links => Collection::Links,
        }
    }
}

/// Sums of money by value of a dimension.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Selected and total of each value, in millionths.
    pub values: Vec<(i128, i128)>,
    /// Selected and total of initiatives without a value.
    pub none: (i128, i128),
    /// Selected initiatives without an amount of this flow in any currency.
    pub without: u32,
    /// Selected amounts of other currencies that were not added: no rate of the file converts
    /// them, or the same money is told in the currency asked for too.
    pub not_added: u32,
    /// Selected initiatives whose file leaves the shares of their sectors out: split equally.
    pub split: u32,
}

/// What one initiative brings to a flow: the amount in its currency, and amounts not added.
///
/// When the initiative tells the amount in the currency asked for, amounts in other currencies are
/// the same money told otherwise and are not added; they are counted as not added.
#[must_use]
pub fn money(table: &Table, fact: usize, flow: Flow) -> (Option<i128>, u32) {
    let mut sum = None;
    let left = each(table, fact, flow, &mut |value, _| {
        sum = Some(sum.unwrap_or(0i128).saturating_add(value));
    });
    (sum, left)
}

/// Tells each amount an initiative brings to a flow, in its currency, with the year it is dated to
/// ([`i32::MIN`] when it is not); answers how many amounts were not added.
fn each(table: &Table, fact: usize, flow: Flow, add: &mut dyn FnMut(i128, i32)) -> u32 {
    let of_kind = || table.amounts(fact).iter().filter(|m| m.flow == flow.kind);
    let own = |m: &&Money| m.currency == flow.currency;
    if of_kind().any(|m| own(&m)) {
        of_kind().filter(own).for_each(|m| add(m.value, m.year));
        let others = of_kind().filter(|m| !own(m)).count();
        return u32::try_from(others).unwrap_or(u32::MAX);
    }
    let name = |n: u16| table.currencies.get(usize::from(n)).map_or("", String::as_str);
    let mut left = 0;
    for m in of_kind() {
        match table.rates.convert(m.value, name(m.currency), name(flow.currency), m.year) {
            Some(value) => add(value, m.year),
            None => left += 1,
        }
    }
    left
}

/// What the initiatives among `rows` bring to a flow, with what is missing.
#[must_use]
pub fn total(table: &Table, rows: &Bits, flow: Flow) -> Sums {
    let range = table.facts_of(Collection::Initiatives);
    let starts: Vec<usize> = range.clone().step_by(STRETCH).collect();
    let part = |start: &usize| {
        let mut sums = Sums::default();
        for fact in *start..(start + STRETCH).min(range.end) {
            let (value, left) = money(table, fact, flow);
            let passes = rows.has(fact);
            if let Some(value) = value {
                sums.none.1 = sums.none.1.saturating_add(value);
                if passes {
                    sums.none.0 = sums.none.0.saturating_add(value);
                }
            }
            if passes {
                sums.not_added += left;
                sums.without += u32::from(value.is_none() && left == 0);
            }
        }
        sums
    };
    starts.par_iter().map(part).reduce(Sums::default, Sums::plus)
}

/// Initiatives whose money one thread adds up.
const STRETCH: usize = 1 << 14;
/// With more values than this, sums of each thread's own take more than they save.
const MANY: usize = 4096;

impl Sums {
    /// Both together.
    fn plus(mut self, other: Self) -> Self {
        let add = |a: &mut (i128, i128), b: (i128, i128)| {
            *a = (a.0.saturating_add(b.0), a.1.saturating_add(b.1));
        };
        if self.values.is_empty() {
            self.values = other.values;
        } else {
            for (a, b) in self.values.iter_mut().zip(other.values) {
                add(a, b);
            }
        }
        add(&mut self.none, other.none);
        self.without += other.without;
        self.not_added += other.not_added;
        self.split += other.split;
        self
    }
}

/// A year, and its money selected and in all.
pub type YearSum = (i32, i128, i128);

impl Results {
    /// Money by value of a dimension, without the dimension's own clause. The amount of an
    /// initiative in several sectors is split by its shares; of one with several values of any
    /// other dimension it counts in full for each.
    #[must_use]
    pub fn sums(&self, table: &Table, dim: Dim, flow: Flow) -> Sums {
        let range = table.facts_of(Collection::Initiatives);
        let n = dim.field().map_or(0, |f| table.column(f).n_values());
        if n > MANY {
            return self.sums_of(table, dim, flow, range);
        }
        let starts: Vec<usize> = range.clone().step_by(STRETCH).collect();
        let part = |start: &usize| {
            self.sums_of(table, dim, flow, *start..(start + STRETCH).min(range.end))
        };
        let none = || Sums { values: vec![(0, 0); n], ..Sums::default() };
        starts.par_iter().map(part).reduce(none, Sums::plus)
    }

    fn sums_of(&self, table: &Table, dim: Dim, flow: Flow, range: std::ops::Range<usize>) -> Sums {
        let rows = self.but(dim);
        let column = dim.field().map(|f| table.column(f));
        let mut sums = Sums {
            values: vec![(0, 0); column.map_or(0, crate::table::Column::n_values)],
            ..Sums::default()
        };
        let mut lines: Vec<u32> = Vec::new();
        for fact in range {
            let passes = rows.has(fact);
            let (value, left) = money(table, fact, flow);
            if passes {
                sums.not_added += left;
                sums.without += u32::from(value.is_none() && left == 0);
            }
            let Some(value) = value else { continue };
            let mut add = |code: u32, value: i128| {
                if let Some(slot) = sums.values.get_mut(code as usize) {
                    slot.1 = slot.1.saturating_add(value);
                    if passes {
                        slot.0 = slot.0.saturating_add(value);
                    }
                }
            };
            let values = column.map_or(&[][..], |c| c.of.get(fact));
            if values.is_empty() {
                sums.none.1 = sums.none.1.saturating_add(value);
                if self.passes(fact) {
                    sums.none.0 = sums.none.0.saturating_add(value);
                }
            } else if dim == Dim::Sector {
                let (shares, missing) = table.shares(fact);
                sums.split += u32::from(missing && passes);
                for (sector, amount) in split(value, &shares) {
                    lines.clear();
                    lines.extend(table.lineage(sector));
                    // Ancestors that form a circle come round again.
                    lines.sort_unstable();
                    lines.dedup();
                    for line in &lines {
                        add(*line, amount);
                    }
                }
            } else {
                for v in values {
                    add(*v, value);
                }
            }
        }
        sums
    }

    /// Money by year of passing initiatives, without the period's own clause: year, selected,
    /// total. Each amount counts in the year it is dated to, else in the first of its initiative.
    /// Last what no year is known of, which passes only when the whole filter lets it.
    #[must_use]
    pub fn sums_by_year(&self, table: &Table, flow: Flow) -> (Vec<YearSum>, (i128, i128)) {
        let rows = self.but(Dim::Year);
        let mut years: BTreeMap<i32, (i128, i128)> = BTreeMap::new();
        let mut none = (0i128, 0i128);
        for fact in table.facts_of(Collection::Initiatives) {
            let first = table.days[fact].filter(|d| !d.is_unknown()).map(|d| d.years().0);
            each(table, fact, flow, &mut |value, year| {
                let year = Some(year).filter(|y| *y != i32::MIN).or(first);
                let (slot, passes) = match year {
                    Some(year) => (years.entry(year).or_default(), rows.has(fact)),
                    None => (&mut none, self.passes(fact)),
                };
                slot.1 = slot.1.saturating_add(value);
                if passes {
                    slot.0 = slot.0.saturating_add(value);
                }
            });
        }
        (years.into_iter().map(|(y, (s, t))| (y, s, t)).collect(), none)
    }

    /// How many of what a measure counts each year touches, without the period's own clause, and
    /// how many have no day. Of money, the initiatives it belongs to.
    #[must_use]
    pub fn by_year(&self, table: &Table, measure: Measure) -> (Vec<(i32, u32)>, u32) {
        let rows = self.but(Dim::Year);
        let range = match measure {
            Measure::Institutions => 0..table.n_facts(),
            other => table.facts_of(other.collection()),
        };
        let mut years: BTreeMap<i32, u32> = BTreeMap::new();
        let mut seen: BTreeSet<(i32, u32)> = BTreeSet::new();
        let mut none: BTreeSet<u32> = BTreeSet::new();
        let mut undated = 0;
        for fact in rows.rows(range, false) {
            let touched = table.values(Field::Institution, fact);
            let [from, to] = table.spans[fact];
            if from > to {
                // Without a day it passes only when no period is asked for.
                if self.passes(fact) {
                    undated += 1;
                    none.extend(touched);
                }
                continue;
            }
            for year in i32::from(from)..=i32::from(to) {
                if measure == Measure::Institutions {
                    seen.extend(touched.iter().map(|i| (year, *i)));
                } else {
                    *years.entry(year).or_default() += 1;
                }
            }
        }
        if measure == Measure::Institutions {
            for (year, _) in seen {
                *years.entry(year).or_default() += 1;
            }
            undated = u32::try_from(none.len()).unwrap_or(u32::MAX);
        }
        (years.into_iter().collect(), undated)
    }

    /// For each value of a dimension, the institutions that a fact with this value touches:
    /// selected without the dimension's own clause, and in all. Last, without any value.
    #[must_use]
    pub fn institutions(&self, table: &Table, dim: Dim) -> (Vec<super::Count>, super::Count) {
        let Some(column) = dim.field().map(|f| table.column(f)) else {
            return (Vec::new(), super::Count::default());
        };
        let touched = table.column(Field::Institution);
        let n = touched.n_values();
        // For each institution, the value that counted it last.
        let mut seen = vec![(u32::MAX, u32::MAX); n];
        let rows = self.but(dim);
        let mut counts = Vec::with_capacity(column.n_values());
        let mut count =
            |value: u32, facts: &mut dyn Iterator<Item = usize>, rows: &crate::table::Bits| {
                let mut out = super::Count::default();
                for fact in facts {
                    let passes = rows.has(fact);
                    for i in touched.of.get(fact) {
                        let Some(mark) = seen.get_mut(*i as usize) else { continue };
                        if mark.0 != value {
                            mark.0 = value;
                            out.total += 1;
                        }
                        if passes && mark.1 != value {
                            mark.1 = value;
                            out.selected += 1;
                        }
                    }
                }
                out
            };
        for (v, value) in (0..column.n_values()).zip(0u32..) {
            let mut facts = column.facts.get(v).iter().map(|f| *f as usize);
            counts.push(count(value, &mut facts, rows));
        }
        let mut facts = (0..table.n_facts()).filter(|f| column.of.get(*f).is_empty());
        let none = count(u32::MAX - 1, &mut facts, &self.pass().clone());
        (counts, none)
    }
}

/// An amount split by shares so that the parts add up to it exactly: what rounding leaves goes to
/// the last part.
fn split(value: i128, shares: &[(u32, f64)]) -> Vec<(u32, i128)> {
    let mut left = value;
    let last = shares.len().saturating_sub(1);
    shares
        .iter()
        .enumerate()
        .map(|(i, (sector, share))| {
            let amount = if i == last { left } else { part(value, *share, 1.0) };
            left -= amount;
            (*sector, amount)
        })
        .collect()
}
