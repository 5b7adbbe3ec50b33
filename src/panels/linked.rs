//! What has to do with the thing pointed at, so that every panel can light it up.

use rustc_hash::FxHashSet;

use crate::query::{NONE, Pick};
use crate::record::{Collection, Row};
use crate::table::{Bits, Facet, Table};
use crate::view::Thing;

/// Facts of a thing beyond this number are not followed: everything would light up.
const MAX_FACTS: usize = 20_000;

/// The thing pointed at, and what it touches.
#[derive(Clone, Debug)]
pub struct Linked {
    /// The thing itself.
    pub thing: Thing,
    /// Facts that touch it.
    facts: Bits,
    /// Records of other kinds these facts touch.
    rows: FxHashSet<Row>,
}

impl Linked {
    /// Follows the relations of a thing.
    #[must_use]
    pub fn new(table: &Table, thing: Thing) -> Self {
        let facts = facts_of(table, thing);
        let mut rows = FxHashSet::default();
        if facts.len() <= MAX_FACTS {
            let fields = [
                Facet::Sector,
                Facet::Party,
                Facet::Institution,
                Facet::Person,
                Facet::Initiative,
                Facet::Source,
            ];
            for fact in &facts {
                for field in fields {
                    let values = table.values(field, *fact as usize);
                    rows.extend(values.iter().filter_map(|v| table.value_row(field, *v)));
                }
            }
        }
        rows.extend(thing.row());
        let mut set = Bits::none(table.n_facts());
        for fact in &facts {
            set.put(*fact as usize);
        }
        Self { thing, facts: set, rows }
    }

    /// Whether a record has to do with the thing.
    #[must_use]
    pub fn has(&self, table: &Table, row: Row) -> bool {
        self.rows.contains(&row) || table.fact(row).is_some_and(|f| self.facts.has(f))
    }
}

/// The facts that touch a thing; a fact touches itself and what is said about it.
#[must_use]
pub fn facts_of(table: &Table, thing: Thing) -> Vec<u32> {
    if let Some(fact) = thing.row().and_then(|r| table.fact(r)) {
        let mut facts: Vec<u32> = u32::try_from(fact).into_iter().collect();
        facts.extend(table.evidence.get(fact));
        if thing.row().is_some_and(|r| r.collection() == Collection::Initiatives) {
            let number = thing.row().map_or(0, Row::index);
            facts.extend(table.column(Facet::Initiative).facts.get(number));
        }
        facts.sort_unstable();
        facts.dedup();
        return facts;
    }
    match thing.pick() {
        None => Vec::new(),
        Some(Pick::Code(dim, NONE)) => dim.facet().map_or_else(Vec::new, |f| {
            let without = table.column(f).empty.rows(0..table.n_facts(), false);
            without.filter_map(|n| u32::try_from(n).ok()).collect()
        }),
        Some(Pick::Code(dim, code)) => {
            dim.facet().map_or_else(Vec::new, |f| table.column(f).facts.get(code as usize).to_vec())
        }
        Some(Pick::Period(days)) => (0..table.n_facts())
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
