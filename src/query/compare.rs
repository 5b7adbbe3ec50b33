//! What two or three sets of facts have in common, and what only one of them has.

use rustc_hash::FxHashMap;

use super::filter::{Dim, NONE, Pick};
use crate::record::{Collection, Row};
use crate::table::{Bits, Facet, Table};

/// The facts that touch a record, ascending; a fact touches itself and what is said about it.
#[must_use]
pub fn touching(table: &Table, row: Row) -> Vec<u32> {
    let Some(fact) = table.fact(row) else {
        return Pick::of(row).map_or_else(Vec::new, |pick| having(table, pick));
    };
    let mut facts: Vec<u32> = u32::try_from(fact).into_iter().collect();
    facts.extend(table.evidence.get(fact));
    if row.collection() == Collection::Initiatives {
        facts.extend(table.column(Facet::Initiative).facts.get(row.index()));
    }
    facts.sort_unstable();
    facts.dedup();
    facts
}

/// The facts that have a value, ascending.
#[must_use]
pub fn having(table: &Table, pick: Pick) -> Vec<u32> {
    match pick {
        Pick::Code(dim, NONE) => dim.facet().map_or_else(Vec::new, |f| {
            let without = table.column(f).empty.rows(0..table.n_facts(), false);
            without.filter_map(|n| u32::try_from(n).ok()).collect()
        }),
        Pick::Code(dim, code) => {
            dim.facet().map_or_else(Vec::new, |f| table.column(f).facts.get(code as usize).to_vec())
        }
        Pick::Period(days) => (0..table.n_facts())
            .zip(0u32..)
            .filter(|(f, _)| {
                table.days[*f].map(crate::model::Days::looked_for).is_some_and(|d| {
                    !d.is_unknown() && d.first <= days.last && d.last >= days.first
                })
            })
            .map(|(_, n)| n)
            .collect(),
    }
}

/// A value, and how many facts of each side have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// The value of the dimension; of initiatives the number of the record.
    pub value: u32,
    /// Facts of each side that have it.
    pub counts: Vec<u32>,
}

impl Beside {
    /// Whether every side has it.
    #[must_use]
    pub fn in_all(&self) -> bool {
        self.counts.iter().all(|n| *n > 0)
    }
}

/// The values of a dimension that a fact of any side has: those all have first, then by how many
/// facts have them. Of [`Dim::Initiative`] the initiatives that are among the facts themselves.
#[must_use]
pub fn beside(table: &Table, sides: &[Bits], dim: Dim) -> Vec<Beside> {
    let mut found: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    let mut put = |value: u32, side: usize| {
        let counts = found.entry(value).or_insert_with(|| vec![0; sides.len()]);
        counts[side] += 1;
    };
    for (i, side) in sides.iter().enumerate() {
        if dim == Dim::Initiative {
            let range = table.facts_of(Collection::Initiatives);
            let first = range.start;
            side.rows(range, false).for_each(|f| put(u32::try_from(f - first).unwrap_or(0), i));
        } else if let Some(facet) = dim.facet() {
            for fact in side.rows(0..table.n_facts(), false) {
                table.values(facet, fact).iter().for_each(|v| put(*v, i));
            }
        }
    }
    let mut all: Vec<Beside> =
        found.into_iter().map(|(value, counts)| Beside { value, counts }).collect();
    let had = |b: &Beside| b.counts.iter().filter(|n| **n > 0).count();
    all.sort_by_key(|b| {
        (std::cmp::Reverse((had(b), b.counts.iter().map(|n| u64::from(*n)).sum::<u64>())), b.value)
    });
    all
}
