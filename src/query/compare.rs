//! What two or three sets of facts have in common, and what only one of them has.

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

/// The values of a dimension that a fact of any side has: at most `most` of those all have, those
/// most facts have first, then as many of those some have; and how many of both there are. Of
/// [`Dim::Initiative`] the initiatives that are among the facts themselves. What is compared is not
/// what it has in common: the values of the dimension it is itself, `own`, are left out.
#[must_use]
pub fn beside(
    table: &Table,
    sides: &[Bits],
    (dim, own): (Dim, &[u32]),
    most: usize,
) -> (Vec<Beside>, (usize, usize)) {
    let n = sides.len();
    let range = table.facts_of(Collection::Initiatives);
    let column = dim.facet().filter(|_| dim != Dim::Initiative).map(|f| table.column(f));
    let values = column.map_or(range.len(), crate::table::Column::n_values);
    // One number for each value and side, side by side.
    let mut counts = vec![0u32; values * n];
    let mut put = |value: usize, side: usize| {
        if let Some(slot) = counts.get_mut(value * n + side) {
            *slot += 1;
        }
    };
    for (i, side) in sides.iter().enumerate() {
        match column {
            Some(column) => {
                for fact in side.rows(0..table.n_facts(), false) {
                    column.of.get(fact).iter().for_each(|v| put(*v as usize, i));
                }
            }
            None => side.rows(range.clone(), false).for_each(|f| put(f - range.start, i)),
        }
    }
    let of = |value: &u32| &counts[*value as usize * n..(*value as usize + 1) * n];
    let sum = |value: &u32| of(value).iter().map(|c| u64::from(*c)).sum::<u64>();
    let had = (0u32..).take(values).filter(|v| sum(v) > 0 && !own.contains(v));
    let (mut all, mut some): (Vec<u32>, Vec<u32>) = had.partition(|v| of(v).iter().all(|c| *c > 0));
    let numbers = (all.len(), some.len());
    let sides_of = |v: &u32| of(v).iter().filter(|c| **c > 0).count();
    for list in [&mut all, &mut some] {
        list.sort_by_cached_key(|v| (std::cmp::Reverse((sides_of(v), sum(v))), *v));
        list.truncate(most);
    }
    let told = |value: &u32| Beside { value: *value, counts: of(value).to_vec() };
    (all.iter().chain(&some).map(told).collect(), numbers)
}
