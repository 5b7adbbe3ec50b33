//! All numbers under one filter, from bitmaps: each clause is a set of facts; a panel counts the
//! facts that pass every clause but its own, so that nothing vanishes under the pointer.

use rayon::prelude::*;

use super::filter::{Clause, Dim, Filter, NONE, Values};
use super::search::WordIndex;
use crate::model::Days;
use crate::record::{Collection, Row};
use crate::table::{Bits, Column, FACTS, Facet, Node, Table};

/// A selected count of a total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Count {
    /// How many pass the filter.
    pub selected: u32,
    /// How many there are.
    pub total: u32,
}

/// The filter's sets as last computed, so that changing one clause computes one set.
#[derive(Clone, Debug, Default)]
pub struct Crossing {
    /// Each clause with its facts; one of roles with the clause they are roles of.
    sets: Vec<(Clause, Option<Clause>, Bits)>,
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
    /// For [`TOUCHED`], how many passing facts of each collection of [`FACTS`] touch each record.
    by: [Vec<[u32; 4]>; 5],
    /// The same for those with a clause of their own, of facts that pass all other clauses.
    own: [Option<Vec<[u32; 4]>>; 5],
    /// Whether a filter is on.
    pub filtered: bool,
}

/// The facts that pass a filter; where only these are asked for, without the numbers of
/// [`Crossing::cross`].
#[must_use]
pub fn passing(
    table: &Table,
    words: &dyn Fn() -> std::sync::Arc<WordIndex>,
    filter: &Filter,
) -> Bits {
    let partner = filter.partner();
    let mut bits = Bits::all(table.n_facts());
    for clause in filter.clauses() {
        bits.and(&set_of(table, words, clause, partner.filter(|_| clause.dim == Dim::Role)));
    }
    bits
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
const TOUCHED: [(Collection, Facet); 5] = [
    (Collection::Parties, Facet::Party),
    (Collection::People, Facet::Person),
    (Collection::Institutions, Facet::Institution),
    (Collection::Sectors, Facet::Sector),
    (Collection::Sources, Facet::Source),
];

impl Crossing {
    /// Computes the numbers; `totals` is how many records each collection holds.
    #[must_use]
    pub fn cross(
        &mut self,
        table: &Table,
        words: &dyn Fn() -> std::sync::Arc<WordIndex>,
        totals: [usize; 9],
        filter: &Filter,
    ) -> Results {
        let n = table.n_facts();
        let partner = filter.partner();
        let of = |clause: &Clause| partner.filter(|_| clause.dim == Dim::Role);
        self.sets.retain(|(clause, with, set)| {
            filter.clauses().contains(clause) && with.as_ref() == of(clause) && set.len() == n
        });
        for clause in filter.clauses() {
            if !self.sets.iter().any(|(known, ..)| known == clause) {
                let with = of(clause);
                self.sets.push((clause.clone(), with.cloned(), set_of(table, words, clause, with)));
            }
        }
        // Without the clause the roles speak of, they are those of anyone of its kind.
        let anyone = partner.map(|with| {
            let all = Clause { values: Values::Codes(Vec::new()), ..with.clone() };
            let role = filter.clause(Dim::Role);
            (with.dim, role.map(|role| set_of(table, words, role, Some(&all))))
        });
        let meet = |without: Option<Dim>| {
            let mut bits = Bits::all(n);
            for (clause, _, set) in self.sets.iter().filter(|s| Some(s.0.dim) != without) {
                match &anyone {
                    Some((dim, Some(any))) if clause.dim == Dim::Role && Some(*dim) == without => {
                        bits.and(any);
                    }
                    _ => bits.and(set),
                }
            }
            bits
        };
        let but = self.sets.iter().map(|(c, ..)| (c.dim, meet(Some(c.dim)))).collect();
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

/// The facts one clause lets through; `with` is the clause that roles speak of.
fn set_of(
    table: &Table,
    words: &dyn Fn() -> std::sync::Arc<WordIndex>,
    clause: &Clause,
    with: Option<&Clause>,
) -> Bits {
    let n = table.n_facts();
    let mut bits = match (&clause.values, clause.dim.facet()) {
        (Values::Codes(roles), Some(Facet::Role)) if with.is_some() => {
            super::role::of_roles(table, roles, with)
        }
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
            bits.or(&column.empty);
        } else if let Some(set) = column.set(*code) {
            bits.or(set);
        } else {
            for fact in column.facts.get(*code as usize) {
                bits.put(*fact as usize);
            }
        }
    }
    bits
}

fn of_periods(days: &[Option<Days>], periods: &[Days]) -> Bits {
    Bits::of(days.len(), |fact| {
        days[fact].map(Days::looked_for).is_some_and(|d| {
            !d.is_unknown() && periods.iter().any(|p| d.first <= p.last && d.last >= p.first)
        })
    })
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
        i.and_then(|i| self.by[i].get(row.index())).map_or(0, |by| by.iter().sum())
    }

    /// How many facts of a collection touch a party, person, institution, sector or source, of all
    /// that do; nothing of other records.
    #[must_use]
    pub fn touching(&self, table: &Table, row: Row, collection: Collection) -> Option<Count> {
        let i = TOUCHED.iter().position(|t| t.0 == row.collection())?;
        let c = FACTS.iter().position(|c| *c == collection)?;
        let total = table.column(TOUCHED[i].1).totals[c].get(row.index()).copied()?;
        let selected = self.by[i].get(row.index()).map_or(0, |by| by[c]);
        Some(Count { selected, total })
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
        let Some(column) = dim.facet().map(|f| table.column(f)) else {
            return (Vec::new(), Count::default());
        };
        let Some(c) = FACTS.iter().position(|c| *c == collection) else {
            return (Vec::new(), Count::default());
        };
        let range = table.facts_of(collection);
        let all = &column.totals[c];
        let known = TOUCHED.iter().position(|t| Some(t.1) == dim.facet());
        let count = |(total, selected): (&u32, u32)| Count { selected, total: *total };
        let counts = if let Some(i) = known {
            let by = self.own[i].as_ref().unwrap_or(&self.by[i]);
            all.iter().zip(by.iter().map(|by| by[c])).map(count).collect()
        } else {
            let counted = tally(column, self.but(dim), range.clone(), all);
            all.iter().zip(counted).map(count).collect()
        };
        let without = Count {
            selected: column.empty.count_both(&self.pass, range.clone()),
            total: column.empty.count(range),
        };
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
        out.undated = Count {
            selected: self.pass.count_both(&table.undated, 0..n),
            total: table.undated.count(0..n),
        };
        let Some((from, to, steps)) = &table.calendar else { return out };
        let rows = self.but(Dim::Year);
        if table.year_sets.len() + 1 == steps.len() {
            let sets = table.year_sets.par_iter().with_max_len(4);
            let selected: Vec<u32> = sets.map(|set| set.count_both(rows, 0..n)).collect();
            let mut total = 0i32;
            for ((all, selected), year) in steps.iter().zip(selected).zip(*from..=*to) {
                total += all;
                out.years.push((year, selected, u32::try_from(total).unwrap_or(0)));
            }
            return out;
        }
        // Whichever is less is counted: what is in, or what is left out.
        let left_out = rows.count(0..n) as usize > n / 2;
        let count = |range: std::ops::Range<usize>| {
            let mut steps = vec![0i32; steps.len()];
            for fact in rows.rows(range, left_out) {
                let span = table.spans[fact];
                if span[0] <= span[1] {
                    let (a, b) = Table::calendar_steps(*from, *to, span);
                    steps[a] += 1;
                    steps[b] -= 1;
                }
            }
            steps
        };
        let starts: Vec<usize> = (0..n).step_by(STRETCH * 4).collect();
        let counted = starts.par_iter().map(|s| count(*s..(*s + STRETCH * 4).min(n))).reduce(
            || vec![0; steps.len()],
            |mut a, b| {
                for (a, b) in a.iter_mut().zip(b) {
                    *a += b;
                }
                a
            },
        );
        let (mut total, mut selected) = (0i32, 0i32);
        for ((all, counted), year) in steps.iter().zip(counted).zip(*from..=*to) {
            total += all;
            selected += if left_out { all - counted } else { counted };
            let small = |n: i32| u32::try_from(n).unwrap_or(0);
            out.years.push((year, small(selected), small(total)));
        }
        out
    }

    fn count_records(&mut self, table: &Table, totals: [usize; 9]) {
        for c in Collection::ALL {
            let total = u32::try_from(totals[c as usize]).unwrap_or(u32::MAX);
            self.counts[c as usize] = Count { selected: total, total };
        }
        // Each thread writes its own stretch of the counts, in the place they are kept.
        let mut kept: Vec<(usize, bool, &Bits, Vec<[u32; 4]>)> = Vec::new();
        for (f, (_, field)) in TOUCHED.iter().enumerate() {
            let none = vec![[0; 4]; table.column(*field).n_values()];
            let but = self.but.iter().find(|b| b.0.facet() == Some(*field));
            kept.extend(but.map(|b| (f, true, &b.1, none.clone())));
            kept.push((f, false, &self.pass, none));
        }
        let mut jobs: Vec<Job<'_>> = Vec::new();
        for (f, _, rows, counts) in &mut kept {
            jobs.extend(works(table, table.column(TOUCHED[*f].1), rows, counts));
        }
        jobs.into_par_iter().with_max_len(1).for_each(|job| job.done(table));
        let kept: Vec<_> = kept.into_iter().map(|(f, own, _, counts)| (f, own, counts)).collect();
        for (f, own, counts) in kept {
            if own { self.own[f] = Some(counts) } else { self.by[f] = counts }
        }
        if !self.filtered {
            return;
        }
        for c in FACTS {
            self.counts[c as usize].selected = self.pass.count(table.facts_of(c));
        }
        for (i, (c, _)) in TOUCHED.iter().enumerate() {
            let n = self.by[i].iter().filter(|by| **by != [0; 4]).count();
            self.counts[*c as usize].selected = u32::try_from(n).unwrap_or(u32::MAX);
        }
    }
}

/// A part of the counting: the column, among which facts, how, and where the counts go.
struct Job<'a> {
    column: &'a Column,
    rows: &'a Bits,
    /// The first value counted.
    first: usize,
    /// The values of the passing facts are counted, rather than the facts of each value.
    by_fact: bool,
    counts: &'a mut [[u32; 4]],
}

/// The parts of counting a column: by fact when few pass or few do not, else by value.
fn works<'a>(
    table: &'a Table,
    column: &'a Column,
    rows: &'a Bits,
    mut counts: &'a mut [[u32; 4]],
) -> Vec<Job<'a>> {
    // A value found from its fact is read at a random place, and the fact found by its bit
    // (measured on 1,200,000 facts).
    const BY_FACT: usize = 4;
    let less = |c: &Collection| {
        let range = table.facts_of(*c);
        let chosen = rows.count(range.clone()) as usize;
        chosen.min(range.len() - chosen)
    };
    let facts: usize = FACTS.iter().map(less).sum();
    let values: usize = column.facts.values().len() * facts / rows.len().max(1);
    let (by_fact, by_value) = ((facts + values) * BY_FACT, column.effort_of_all());
    if by_fact < by_value || column.n_values() == 0 {
        return vec![Job { column, rows, first: 0, by_fact: true, counts }];
    }
    let mut jobs = Vec::new();
    let (mut first, mut effort) = (0, 0);
    for (v, code) in (0..column.n_values()).zip(0u32..) {
        effort += column.effort(code);
        if effort > STRETCH || v + 1 == column.n_values() {
            let (own, rest) = counts.split_at_mut((v + 1 - first).min(counts.len()));
            counts = rest;
            jobs.push(Job { column, rows, first, by_fact: false, counts: own });
            (first, effort) = (v + 1, 0);
        }
    }
    jobs
}

impl Job<'_> {
    fn done(self, table: &Table) {
        let Self { column, rows, first, by_fact, counts } = self;
        if !by_fact {
            column.count(first, rows, table.starts(), counts);
            return;
        }
        for (c, collection) in FACTS.iter().enumerate() {
            let range = table.facts_of(*collection);
            let counted = tally(column, rows, range, &column.totals[c]);
            for (slot, n) in counts.iter_mut().zip(counted) {
                slot[c] = n;
            }
        }
    }
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
