//! What is counted: statements, initiatives, institutions, links, or money.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::cross::{Count, Results};
use super::filter::Dim;
use crate::record::Collection;
pub use crate::table::Flow;
use crate::table::{Bits, FIRST_HAND, Facet, Money, Table, split};

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
    /// Money of initiatives, or of links.
    Amount(Flow),
}

impl Measure {
    /// The collection counted; of money, the initiatives or links it belongs to.
    #[must_use]
    pub fn collection(self) -> Collection {
        match self {
            Self::Statements => Collection::Statements,
            Self::Initiatives => Collection::Initiatives,
            Self::Amount(flow) => flow.collection(),
            Self::Institutions => Collection::Institutions,
            Self::Links => Collection::Links,
        }
    }
}

/// A sum of money, in millionths, and of how many records: those that bring an amount, and those of
/// which none is known. Where nothing is known the sum is unknown, not zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// Under the filter.
    pub selected: i128,
    /// In all.
    pub total: i128,
    /// Records that bring an amount.
    pub with: Count,
    /// Records that bring none.
    pub without: Count,
}

impl serde::Serialize for Sum {
    /// The amounts as decimal text: JSON has no numbers of this size.
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct as _;
        let mut out = s.serialize_struct("Sum", 4)?;
        out.serialize_field("selected", &crate::table::decimal(self.selected))?;
        out.serialize_field("total", &crate::table::decimal(self.total))?;
        out.serialize_field("with", &self.with)?;
        out.serialize_field("without", &self.without)?;
        out.end()
    }
}

impl Sum {
    /// Adds what one record brings, which may be nothing that is known.
    pub fn add(&mut self, value: Option<i128>, passes: bool) {
        let count = if value.is_some() { &mut self.with } else { &mut self.without };
        count.total += 1;
        count.selected += u32::from(passes);
        self.total = self.total.saturating_add(value.unwrap_or(0));
        if passes {
            self.selected = self.selected.saturating_add(value.unwrap_or(0));
        }
    }

    fn plus(&mut self, other: &Self) {
        self.selected = self.selected.saturating_add(other.selected);
        self.total = self.total.saturating_add(other.total);
        for (a, b) in [(&mut self.with, other.with), (&mut self.without, other.without)] {
            a.selected += b.selected;
            a.total += b.total;
        }
    }

    /// The sum under the filter; `None` where records pass and no amount of them is known.
    #[must_use]
    pub fn known(&self) -> Option<i128> {
        (self.with.selected > 0 || self.without.selected == 0).then_some(self.selected)
    }

    /// [`Self::known`] as a decimal, with every digit.
    #[must_use]
    pub fn told(&self) -> Option<String> {
        self.known().map(crate::table::decimal)
    }

    /// Whether no amount is known at all, of any record.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.with.total == 0 && self.without.total > 0
    }
}

/// Sums of money by value of a dimension.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// The sum of each value.
    pub values: Vec<Sum>,
    /// The sum of records without a value.
    pub none: Sum,
    /// Selected records without any amount.
    pub without: u32,
    /// Selected records that have amounts, but none of this kind.
    pub other_kind: u32,
    /// Selected amounts of other currencies that were not added: no rate of the file converts them.
    pub not_added: u32,
    /// Those of them that stand beside an amount that was added: often the same money once more.
    pub beside: u32,
    /// Selected amounts that were added and that the file says are approximate.
    pub approximate: u32,
    /// Amounts of other currencies that were added, converted by the file's rates.
    pub converted: u32,
    /// Selected amounts that cannot be read.
    pub unreadable: u32,
    /// Selected records whose file leaves the shares of their sectors out: split equally.
    pub split: u32,
}

/// Why a record brings nothing to a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Missing {
    /// It has amounts of the kind, in currencies no rate leads from.
    Currency,
    /// It has amounts, but none of the kind.
    Kind,
    /// It has no amount.
    All,
}

impl Missing {
    /// Why a record brings nothing, of whose amounts of the kind `left` were not added.
    pub(super) fn of(table: &Table, fact: usize, left: Left) -> Self {
        match (left.not_added, table.amounts(fact)) {
            (0, []) => Self::All,
            (0, _) => Self::Kind,
            _ => Self::Currency,
        }
    }
}

/// Of the amounts of a record, those that are not of the currency asked for, and those that are not
/// exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Left {
    /// Those that are not added: no rate of the file converts them, or none was asked to.
    pub not_added: u32,
    /// Those of them that stand beside one that is added.
    pub beside: u32,
    /// Those that are added, converted by a rate of the file.
    pub converted: u32,
    /// Those that are added and are approximate, as the file says.
    pub approximate: u32,
}

/// What one record brings to a flow: the amount in its currency, and what became of those in
/// others. An amount that restates another is never added to it; it stands for it where it is in
/// the currency asked for.
#[must_use]
pub fn money(table: &Table, fact: usize, flow: Flow) -> (Option<i128>, Left) {
    let mut sum = None;
    let left = amounts_of(table, fact, flow, &mut |value, _| {
        sum = Some(sum.unwrap_or(0i128).saturating_add(value));
    });
    (sum, left)
}

/// Tells each amount a record brings to a flow, in its currency, with the year it is dated to
/// ([`i32::MIN`] when it is not); returns what became of those in others.
pub(super) fn amounts_of(
    table: &Table,
    fact: usize,
    flow: Flow,
    add: &mut dyn FnMut(i128, i32),
) -> Left {
    let of_kind = || table.amounts(fact).iter().filter(|m| m.flow == flow.kind);
    let name = |n: u16| table.currencies.get(usize::from(n)).map_or("", String::as_str);
    let mut left = Left::default();
    let mut added = false;
    let mut add = |m: &Money, value: i128, left: &mut Left| {
        left.approximate += u32::from(m.approximate);
        added = true;
        add(value, m.year);
    };
    for m in of_kind().filter(|m| m.restates == FIRST_HAND) {
        let told = |r: &&Money| r.restates == m.place && r.currency == flow.currency;
        if m.currency == flow.currency {
            add(m, m.value, &mut left);
        } else if let Some(told) = of_kind().find(told) {
            add(told, told.value, &mut left);
        } else {
            let convert =
                || table.rates.convert(m.value, name(m.currency), name(flow.currency), m.year);
            match flow.rates.then(convert).flatten() {
                Some(value) => {
                    left.converted += 1;
                    add(m, value, &mut left);
                }
                None => left.not_added += 1,
            }
        }
    }
    left.beside = if added { left.not_added } else { 0 };
    left
}

/// The first and last year amounts of a flow are dated to.
#[must_use]
pub fn money_years(table: &Table, flow: Flow) -> Option<(i32, i32)> {
    let facts = table.facts_of(flow.collection());
    let own = facts.flat_map(|f| table.amounts(f)).filter(|m| m.flow == flow.kind);
    let years = own.map(|m| m.year).filter(|y| *y != i32::MIN).map(|y| (y, y));
    years.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

/// What the records among `rows` bring to a flow, with what is missing.
#[must_use]
pub fn total(table: &Table, rows: &Bits, flow: Flow) -> Sums {
    let range = table.facts_of(flow.collection());
    let starts: Vec<usize> = range.clone().step_by(STRETCH).collect();
    let part = |start: &usize| {
        let mut sums = Sums::default();
        for fact in *start..(start + STRETCH).min(range.end) {
            let (value, left) = money(table, fact, flow);
            let passes = rows.has(fact);
            sums.none.add(value, passes);
            if passes {
                sums.missing(table, fact, value, left);
            }
        }
        sums
    };
    starts.par_iter().map(part).reduce(Sums::default, Sums::plus)
}

/// Of what the records among `rows` bring to a flow, the part that is dated to some years: each
/// amount counts in the year it is dated to, else in the first of its record.
#[must_use]
pub fn dated(table: &Table, rows: &Bits, flow: Flow, years: &[(i32, i32)]) -> i128 {
    let range = table.facts_of(flow.collection());
    let starts: Vec<usize> = range.clone().step_by(STRETCH).collect();
    let part = |start: &usize| {
        let mut sum = 0i128;
        for fact in rows.rows(*start..(start + STRETCH).min(range.end), false) {
            let first = || table.days[fact].filter(|d| !d.is_unknown()).map(|d| d.years().0);
            amounts_of(table, fact, flow, &mut |value, year| {
                let year = Some(year).filter(|y| *y != i32::MIN).or_else(first);
                if year.is_some_and(|y| years.iter().any(|(a, b)| (*a..=*b).contains(&y))) {
                    sum = sum.saturating_add(value);
                }
            });
        }
        sum
    };
    starts.par_iter().map(part).reduce(|| 0, i128::saturating_add)
}

/// Initiatives whose money one thread adds up.
const STRETCH: usize = 1 << 14;
/// With more values than this, sums of each thread's own take more than they save.
const MANY: usize = 4096;

impl Sums {
    /// Counts what a record that passes leaves open.
    pub fn missing(&mut self, table: &Table, fact: usize, value: Option<i128>, left: Left) {
        self.not_added += left.not_added;
        self.beside += left.beside;
        self.approximate += left.approximate;
        self.converted += left.converted;
        self.unreadable += table.unreadable.get(fact).copied().unwrap_or(0);
        if value.is_none() {
            match Missing::of(table, fact, left) {
                Missing::Currency => {}
                Missing::Kind => self.other_kind += 1,
                Missing::All => self.without += 1,
            }
        }
    }

    /// Both together.
    fn plus(mut self, other: Self) -> Self {
        if self.values.is_empty() {
            self.values = other.values;
        } else {
            for (a, b) in self.values.iter_mut().zip(other.values) {
                a.plus(&b);
            }
        }
        self.none.plus(&other.none);
        self.without += other.without;
        self.other_kind += other.other_kind;
        self.not_added += other.not_added;
        self.beside += other.beside;
        self.approximate += other.approximate;
        self.converted += other.converted;
        self.unreadable += other.unreadable;
        self.split += other.split;
        self
    }
}

/// A year, and its money selected and in all.
pub type YearSum = (i32, i128, i128);

impl Results {
    /// Money by value of a dimension, without the dimension's own clause. The amount of a record in
    /// several sectors is split by its shares, exactly, in the smallest units of its currency; of
    /// one with several values of any other dimension it counts in full for each.
    #[must_use]
    pub fn sums(&self, table: &Table, dim: Dim, flow: Flow) -> Sums {
        self.sums_under(table, dim, flow, self.but(dim))
    }

    /// The same under the whole filter, the dimension's own clause too.
    #[must_use]
    pub fn sums_passing(&self, table: &Table, dim: Dim, flow: Flow) -> Sums {
        self.sums_under(table, dim, flow, self.pass())
    }

    fn sums_under(&self, table: &Table, dim: Dim, flow: Flow, rows: &Bits) -> Sums {
        let range = table.facts_of(flow.collection());
        let n = dim.facet().map_or(0, |f| table.column(f).n_values());
        if n > MANY {
            return self.sums_of(table, (dim, rows), flow, range);
        }
        let starts: Vec<usize> = range.clone().step_by(STRETCH).collect();
        let part = |start: &usize| {
            self.sums_of(table, (dim, rows), flow, *start..(start + STRETCH).min(range.end))
        };
        let none = || Sums { values: vec![Sum::default(); n], ..Sums::default() };
        starts.par_iter().map(part).reduce(none, Sums::plus)
    }

    fn sums_of(
        &self,
        table: &Table,
        (dim, rows): (Dim, &Bits),
        flow: Flow,
        range: std::ops::Range<usize>,
    ) -> Sums {
        let column = dim.facet().map(|f| table.column(f));
        let n = column.map_or(0, crate::table::Column::n_values);
        let mut sums = Sums { values: vec![Sum::default(); n], ..Sums::default() };
        let digits = table.digits.get(usize::from(flow.currency)).copied().flatten();
        let mut lines: Vec<u32> = Vec::new();
        for fact in range {
            let passes = rows.has(fact);
            let (value, left) = money(table, fact, flow);
            if passes {
                sums.missing(table, fact, value, left);
            }
            let values = column.map_or(&[][..], |c| c.of.get(fact));
            if values.is_empty() {
                sums.none.add(value, self.passes(fact));
                continue;
            }
            let (true, Some(amount)) = (dim == Dim::Sector, value) else {
                for v in values {
                    if let Some(slot) = sums.values.get_mut(*v as usize) {
                        slot.add(value, passes);
                    }
                }
                continue;
            };
            let shares = table.shares(fact);
            sums.split += u32::from(shares.split && passes);
            // Each line of ancestors once, with all that comes to it from below.
            let mut brings: Vec<(u32, i128)> = Vec::new();
            for (sector, amount) in split(amount, digits, &shares.parts) {
                lines.clear();
                lines.extend(table.lineage(sector));
                // Ancestors that form a circle come round again.
                lines.sort_unstable();
                lines.dedup();
                for line in &lines {
                    match brings.iter_mut().find(|b| b.0 == *line) {
                        Some(known) => known.1 = known.1.saturating_add(amount),
                        None => brings.push((*line, amount)),
                    }
                }
            }
            for (line, amount) in brings {
                if let Some(slot) = sums.values.get_mut(line as usize) {
                    slot.add(Some(amount), passes);
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
        for fact in table.facts_of(flow.collection()) {
            let first = table.days[fact].filter(|d| !d.is_unknown()).map(|d| d.years().0);
            amounts_of(table, fact, flow, &mut |value, year| {
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

    /// For each of some years, what the initiative brings that brings most in it, and that one as a
    /// fact; without the period's own clause, as [`Self::sums_by_year`] counts.
    #[must_use]
    pub fn makers(&self, table: &Table, flow: Flow, years: &[i32]) -> Vec<Option<(i128, usize)>> {
        let rows = self.but(Dim::Year);
        let mut best: Vec<Option<(i128, usize)>> = vec![None; years.len()];
        for fact in rows.rows(table.facts_of(flow.collection()), false) {
            let first = table.days[fact].filter(|d| !d.is_unknown()).map(|d| d.years().0);
            let mut own = vec![0i128; years.len()];
            amounts_of(table, fact, flow, &mut |value, year| {
                let year = Some(year).filter(|y| *y != i32::MIN).or(first);
                if let Some(at) = years.iter().position(|y| Some(*y) == year) {
                    own[at] = own[at].saturating_add(value);
                }
            });
            for (best, own) in best.iter_mut().zip(own) {
                if own > best.map_or(0, |b| b.0) {
                    *best = Some((own, fact));
                }
            }
        }
        best
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
            let touched = table.values(Facet::Institution, fact);
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

    fn belonging(&self, table: &Table) -> (Vec<Count>, Count) {
        let rows = self.but(Dim::Party);
        let touched = table.column(Facet::Institution);
        let mut counts = vec![Count::default(); table.column(Facet::Party).n_values()];
        let mut none = Count::default();
        for institution in 0..table.belongs.len() {
            let facts = touched.facts.get(institution);
            let any = |rows: &Bits| !self.filtered || facts.iter().any(|f| rows.has(*f as usize));
            let parties = table.belongs.get(institution);
            if parties.is_empty() {
                none.total += 1;
                none.selected += u32::from(any(self.pass()));
                continue;
            }
            let passes = any(rows);
            for party in parties {
                if let Some(count) = counts.get_mut(*party as usize) {
                    count.total += 1;
                    count.selected += u32::from(passes);
                }
            }
        }
        (counts, none)
    }

    /// For each value of a dimension, the institutions that a fact with this value touches:
    /// selected without the dimension's own clause, and in all. Last, without any value. Those of a
    /// party are the ones that name it as their own, selected when a passing fact touches them.
    #[must_use]
    pub fn institutions(&self, table: &Table, dim: Dim) -> (Vec<super::Count>, super::Count) {
        if dim == Dim::Party {
            return self.belonging(table);
        }
        let Some(column) = dim.facet().map(|f| table.column(f)) else {
            return (Vec::new(), super::Count::default());
        };
        let touched = table.column(Facet::Institution);
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
