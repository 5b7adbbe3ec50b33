//! Which sources something was read in.

use crate::model::{Prov, decode};
use crate::query::{Count, Results};
use crate::record::{Collection, Records, Row};
use crate::table::{Facet, Table};

/// Those who act: no facts, and read somewhere all the same.
const ACTORS: [Collection; 3] = [Collection::Parties, Collection::People, Collection::Institutions];

/// Each reading of a record, also those of its parts, such as an office somebody holds.
fn each_prov(value: &serde_json::Value, of: &mut dyn FnMut(Prov)) {
    if let Some(members) = value.as_object() {
        Prov::read(value).into_iter().for_each(&mut *of);
        for (_, inner) in members.iter().filter(|m| m.0 != "prov") {
            each_prov(inner, of);
        }
    }
    for inner in value.as_array().into_iter().flatten() {
        each_prov(inner, of);
    }
}

/// Which sources, by their places, tell of which parties, people and institutions; these are no
/// facts, and no filter is needed to know it.
#[must_use]
pub fn cited(records: &Records) -> Vec<(u32, Row)> {
    let mut out = Vec::new();
    for row in ACTORS.iter().flat_map(|c| records.rows_of(*c)) {
        each_prov(&decode(records, row), &mut |prov| {
            let source = records.find(&prov.source);
            let source = source.filter(|r| r.collection() == Collection::Sources);
            out.extend(source.and_then(|s| Some((u32::try_from(s.index()).ok()?, row))));
        });
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// Sources in which nothing was read, such as one that another only copies; ascending. Found once
/// for a table: who acts is read for it where some source has no fact.
#[must_use]
pub fn unread<'a>(records: &Records, table: &'a Table) -> &'a [Row] {
    table.unread.get_or_init(|| {
        let facts = &table.column(Facet::Source).facts;
        let bare = |r: &Row| facts.get(r.index()).is_empty();
        let mut out: Vec<Row> = records.rows_of(Collection::Sources).filter(bare).collect();
        if !out.is_empty() {
            let cited = cited(records);
            let told = |r: &Row| cited.binary_search_by_key(&r.index(), |c| c.0 as usize).is_ok();
            out.retain(|r| !told(r));
        }
        out
    })
}

/// How many sources something that passes was read in, of all in which anything was.
#[must_use]
pub fn read_in(records: &Records, table: &Table, results: &Results) -> Count {
    let count = results.count(Collection::Sources);
    let unread = unread(records, table);
    let passing = unread.iter().filter(|r| results.row_in(table, **r)).count();
    let less = |all: u32, some: usize| all.saturating_sub(u32::try_from(some).unwrap_or(0));
    Count { selected: less(count.selected, passing), total: less(count.total, unread.len()) }
}
