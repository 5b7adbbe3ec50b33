//! What has to do with the thing pointed at, so that every panel can light it up.

use rustc_hash::FxHashSet;

use crate::record::Row;
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
        let set = Bits::of_numbers(table.n_facts(), &facts);
        Self { thing, facts: set, rows }
    }

    /// The facts that touch the thing.
    pub fn facts<'a>(&'a self, table: &Table) -> impl Iterator<Item = usize> + 'a {
        self.facts.rows(0..table.n_facts(), false)
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
    match thing {
        Thing::Record(row) => crate::query::touching(table, row),
        Thing::Value(pick) => crate::query::having(table, pick),
    }
}
