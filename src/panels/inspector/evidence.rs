//! The evidence: statements and passages behind a thing.

use crate::panels::ReadCx;
use crate::panels::linked::facts_of;
use crate::record::{Collection, Row};
use crate::view::Thing;

/// Most statements and records listed; the panel says how many there are.
pub(super) const LISTED: usize = 100;

/// What stands behind a thing.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Evidence {
    /// Statements, in the order of the file.
    pub statements: Vec<Row>,
    /// How many there are.
    pub n_statements: usize,
    /// Other facts that touch it: initiatives, links, events.
    pub facts: Vec<Row>,
    /// How many there are.
    pub n_facts: usize,
}

/// Gathers the evidence: what passes the filter is listed, all is counted.
#[must_use]
pub(super) fn evidence(cx: &ReadCx<'_>, thing: Thing) -> Evidence {
    let mut out = Evidence::default();
    for fact in facts_of(cx.table, thing) {
        let row = cx.table.row(fact as usize);
        let (list, n) = if row.collection() == Collection::Statements {
            (&mut out.statements, &mut out.n_statements)
        } else if Some(row) == thing.row() {
            continue;
        } else {
            (&mut out.facts, &mut out.n_facts)
        };
        *n += 1;
        if list.len() < LISTED && cx.results.passes(fact as usize) {
            list.push(row);
        }
    }
    out
}
