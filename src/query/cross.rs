//! All numbers under one filter, from bitmaps: each clause is a set of facts; a panel counts the
//! facts that pass every clause but its own, so that nothing vanishes under the pointer.

use rayon::prelude::*;

use super::filter::{Clause, Dim, Filter, NONE, Values};
use super::search::Words;
use crate::model::Days;
use crate::record::{Collection, Row};
use crate::table::{Bits, Column, FACTS, Field, Node, Table};

/// A selected count of a total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How many pass the filter.
    pub selected: u32,
    /// How many there are.
    pub total: u32,
}

/// The filter's sets as last computed, so that changing one clause computes one set.
#[derive(Clone, Debug, Default)]
pub struct Crossing {
    sets: Vec<(Clause, Bits)>,
}

/// All numbers under one filter.
#[derive(Clone, Debug, Default)]
pub struct Results {
    /// Facts that pass the whole filter.
    pass: Bits,
    /// For each dimension with a clause, facts that pass all other clauses.
    but: Vec<(Dim, Bits)>,
    /// Per collection, records that pass the whole filter. Records that are no facts pass when a
    /// fact that passes touches them.
    pub counts: [Count; 9],
    /// For [`TOUCHED`], how many passing facts touch each record.
    touched: [Vec<u32>; 5],
    /// Whether a filter is on.
    pub filtered: bool,
}

/// Years and how many facts each touches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Years {
    /// Year, selected and total, ascending and without gaps.
    pub years: Vec<(i32, u32, u32)>,
    /// Facts without a day; they pass when they pass the whole filter.
    pub undated: Count,
    /// All facts.
    pub count: Count,
}

/// The collections that pass through the facts that touch them.
const TOUCHED: [(Collection, Field); 5] = [
    (Collection::Parties, Field::Party),
    (Collection::People, Field::Person),
    (Collection::Institutions, Field::Institution),
    (Collection::Sectors, Field::Sector),
    (Collection::Sources, Field::Source),
];

impl Crossing {
    /// Computes the numbers; `totals` is how many records each collection holds.
    #[must_use]
    pub fn cross(
        &mut self,
        table: &Table,
        words: &dyn Fn() -> std::sync::Arc<Words>,
        totals: [usize; 9],
        filter: &Filter,
    ) -> Results {
        let n = table.n_facts();
        self.sets.retain(|(clause, set)| filter.clauses().contains(clause) && set.len() == n);
        for clause in filter.clauses() {
            if !self.sets.iter().any(|(known, _)| known == clause) {
                self.sets.push((clause.clone(), set_of(table, words, clause)));
            }
        }
        let meet = |without: Option<Dim>| {
            let mut sets = self.sets.iter().filter(|(c, _)| Some(c.dim) != without);
            let mut bits = sets.next().map_or_else(|| Bits::all(n), |(_, set)| set.clone());
            for (_, set) in sets {
                bits.and(set);
            }
            bits
        };
        let but = self.sets.iter().map(|(c, _)| (c.dim, meet(Some(c.dim)))).collect();
        let mut results =
            Results { pass: meet(None), but, filtered: !filter.is_empty(), ..Results::default() };
        results.count_records(table, totals);
        results
    }

    /// Forgets what was computed, as after a change of the dataset.
    pub fn forget(&mut self) {
        self.sets.clear();
    }
}

/// The facts one clause lets through.
fn set_of(table: &Table, words: &dyn Fn() -> std::sync::Arc<Words>, clause: &Clause) -> Bits {
    let n = table.n_facts();
    let mut bits = match (&clause.values, clause.dim.field()) {
        (Values::Codes(codes), Some(field)) => of_codes(table.column(field), codes, n),
        (Values::Periods(periods), _) => of_periods(&table.days, periods),
        (Values::Words(text), _) => words().facts(table, text),
        (Values::Codes(_), None) => Bits::all(n),
    };
    if clause.inverted {
        bits.invert();
    }
    bits
}

fn of_codes(column: &Column, codes: &[u32], n: usize) -> Bits {
    let mut bits = Bits::none(n);
    for code in codes {
        if *code == NONE {
            for fact in (0..n).filter(|f| column.of.get(*f).is_empty()) {
                bits.put(fact);
            }
        } else {
            for fact in column.facts.get(*code as usize) {
                bits.put(*fact as usize);
            }
        }
    }
    bits
}

fn of_periods(days: &[Option<Days>], periods: &[Days]) -> Bits {
    let mut bits = Bits::none(days.len());
    for (fact, days) in days.iter().enumerate() {
        let Some(days) = days.filter(|d| !d.is_unknown()) else { continue };
        if periods.iter().any(|p| days.first <= p.last && days.last >= p.first) {
            bits.put(fact);
        }
    }
    bits
}

impl Results {
    /// Whether a fact passes the whole filter.
    #[must_use]
    pub fn passes(&self, fact: usize) -> bool {
        self.pass.has(fact)
    }

    /// Facts that pass the whole filter.
    #[must_use]
    pub fn pass(&self) -> &Bits {
        &self.pass
    }

    /// Facts that pass all clauses but one dimension's own.
    #[must_use]
    pub fn but(&self, dim: Dim) -> &Bits {
        self.but.iter().find(|b| b.0 == dim).map_or(&self.pass, |b| &b.1)
    }

    /// How many passing facts touch a party, person, institution, sector or source.
    #[must_use]
    pub fn touches(&self, row: Row) -> u32 {
        let i = TOUCHED.iter().position(|t| t.0 == row.collection());
        i.and_then(|i| self.touched[i].get(row.index())).copied().unwrap_or(0)
    }

    /// Whether a record passes: a fact by itself, other records when a passing fact touches them.
    /// Without a filter everything passes.
    #[must_use]
    pub fn row_in(&self, table: &Table, row: Row) -> bool {
        !self.filtered
            || match table.fact(row) {
                Some(fact) => self.passes(fact),
                None => self.touches(row) > 0,
            }
    }

    /// Whether a node of the network passes.
    #[must_use]
    pub fn node_in(&self, table: &Table, node: Node) -> bool {
        match node {
            Node::Record(row) => self.row_in(table, row),
            Node::Missing(_) => !self.filtered,
        }
    }

    /// The count of one collection.
    #[must_use]
    pub fn count(&self, collection: Collection) -> Count {
        self.counts[collection as usize]
    }

    /// For each value of a dimension, how many facts of a collection have it: selected without the
    /// dimension's own clause, and in all. Last, those without any value, which count as selected
    /// only when they pass the whole filter.
    #[must_use]
    pub fn tally(&self, table: &Table, dim: Dim, collection: Collection) -> (Vec<Count>, Count) {
        let Some(column) = dim.field().map(|f| table.column(f)) else {
            return (Vec::new(), Count::default());
        };
        let range = table.facts_of(collection);
        let all = totals(column, &range);
        let selected = tally(column, self.but(dim), range.clone(), &all);
        let counts = all.iter().zip(&selected).map(|(t, s)| Count { selected: *s, total: *t });
        let counts = counts.collect();
        let mut without = Count::default();
        for fact in range.filter(|f| column.of.get(*f).is_empty()) {
            without.total += 1;
            without.selected += u32::from(self.passes(fact));
        }
        (counts, without)
    }

    /// How many facts each year touches, without the period's own clause, counted by where spans
    /// begin and end.
    #[must_use]
    pub fn years(&self, table: &Table) -> Years {
        let mut out = Years::default();
        let n = table.n_facts();
        let selected = self.pass.count(0..n);
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        out.count = Count { selected, total: small(n) };
        let Some((from, to)) = table.years() else {
            out.undated = out.count;
            return out;
        };
        // Beyond some thousand years a strip of years says nothing.
        let to = to.min(from.saturating_add(3000));
        let len = usize::try_from(to - from + 1).unwrap_or(0);
        let rows = self.but(Dim::Year);
        let steps = |range: std::ops::Range<usize>| {
            let mut steps = vec![[0i32; 2]; len + 1];
            let mut undated = Count::default();
            let place =
                |year: i16| usize::try_from(i32::from(year).clamp(from, to) - from).unwrap_or(0);
            for fact in range {
                let span = table.spans[fact];
                if span[0] > span[1] {
                    undated.total += 1;
                    undated.selected += u32::from(self.pass.has(fact));
                    continue;
                }
                let (a, b) = (place(span[0]), place(span[1]) + 1);
                let lit = i32::from(rows.has(fact));
                steps[a][0] += 1;
                steps[b][0] -= 1;
                steps[a][1] += lit;
                steps[b][1] -= lit;
            }
            (steps, undated)
        };
        let starts: Vec<usize> = (0..n).step_by(STRETCH * 4).collect();
        let (all, undated) =
            starts.par_iter().map(|s| steps(*s..(*s + STRETCH * 4).min(n))).reduce(
                || (vec![[0; 2]; len + 1], Count::default()),
                |(mut a, mut x), (b, y)| {
                    for (a, b) in a.iter_mut().zip(b) {
                        a[0] += b[0];
                        a[1] += b[1];
                    }
                    x.total += y.total;
                    x.selected += y.selected;
                    (a, x)
                },
            );
        let (mut total, mut selected) = (0i32, 0i32);
        for (step, year) in all[..len].iter().zip(from..) {
            total += step[0];
            selected += step[1];
            let small = |n: i32| u32::try_from(n).unwrap_or(0);
            out.years.push((year, small(selected), small(total)));
        }
        out.undated = undated;
        out
    }

    fn count_records(&mut self, table: &Table, totals: [usize; 9]) {
        for c in Collection::ALL {
            let total = u32::try_from(totals[c as usize]).unwrap_or(u32::MAX);
            self.counts[c as usize] = Count { selected: total, total };
        }
        let n = table.n_facts();
        let pass = &self.pass;
        let touched: Vec<Vec<u32>> = TOUCHED
            .par_iter()
            .map(|(_, field)| {
                let column = table.column(*field);
                let all: Vec<u32> = totals_of_all(column);
                tally(column, pass, 0..n, &all)
            })
            .collect();
        for (slot, counts) in self.touched.iter_mut().zip(touched) {
            *slot = counts;
        }
        if !self.filtered {
            return;
        }
        for c in FACTS {
            self.counts[c as usize].selected = self.pass.count(table.facts_of(c));
        }
        for (i, (c, _)) in TOUCHED.iter().enumerate() {
            let n = self.touched[i].iter().filter(|n| **n > 0).count();
            self.counts[*c as usize].selected = u32::try_from(n).unwrap_or(u32::MAX);
        }
    }
}

fn totals_of_all(column: &Column) -> Vec<u32> {
    let len = |v: usize| u32::try_from(column.facts.get(v).len()).unwrap_or(u32::MAX);
    (0..column.n_values()).map(len).collect()
}

/// For each value, how many facts of `range` have it. The facts of a value are ascending, so both
/// ends of the range are found by halving.
fn totals(column: &Column, range: &std::ops::Range<usize>) -> Vec<u32> {
    (0..column.n_values())
        .map(|v| {
            let facts = column.facts.get(v);
            let from = facts.partition_point(|f| (*f as usize) < range.start);
            let to = facts.partition_point(|f| (*f as usize) < range.end);
            u32::try_from(to - from).unwrap_or(u32::MAX)
        })
        .collect()
}

/// Facts counted by one thread.
const STRETCH: usize = 1 << 16;

/// For each value, how many facts of `range` that are in `rows` have it. Whichever is less is
/// counted: those in the set, or those left out, which are taken from `all`.
fn tally(column: &Column, rows: &Bits, range: std::ops::Range<usize>, all: &[u32]) -> Vec<u32> {
    let chosen = rows.count(range.clone()) as usize;
    let out = chosen > range.len() / 2;
    let less = if out { range.len() - chosen } else { chosen };
    let count = |range: std::ops::Range<usize>| {
        let mut counts = vec![0u32; column.n_values()];
        for fact in rows.rows(range, out) {
            for value in column.of.get(fact) {
                if let Some(n) = counts.get_mut(*value as usize) {
                    *n += 1;
                }
            }
        }
        counts
    };
    // Many values make each thread's own counts dear.
    let counts = if less < STRETCH || column.n_values() > STRETCH {
        count(range)
    } else {
        let starts: Vec<usize> = range.clone().step_by(STRETCH).collect();
        let parts = starts.par_iter().map(|s| count(*s..(*s + STRETCH).min(range.end)));
        parts.reduce(
            || vec![0; column.n_values()],
            |mut a, b| {
                for (a, b) in a.iter_mut().zip(b) {
                    *a += b;
                }
                a
            },
        )
    };
    if out { all.iter().zip(counts).map(|(all, n)| all - n).collect() } else { counts }
}
