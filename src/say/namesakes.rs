//! What tells institutions of the same name apart.

use std::collections::{BTreeMap, HashMap};

use super::record_name;
use crate::edit::Document;
use crate::model::decode;
use crate::record::{Collection, Row};
use crate::table::Table;
use crate::text::Words;

/// What tells an institution from others of its name in the language shown: the code of its party,
/// else what it is, else its id; nothing where its name is its own. Found once for a table and a
/// language.
#[must_use]
pub fn apart<'a>(words: &Words, doc: &Document, table: &'a Table, row: Row) -> Option<&'a str> {
    if row.collection() != Collection::Institutions {
        return None;
    }
    let of = table.namesakes.get(words.language as usize)?;
    of.get_or_init(|| find(words, doc, table)).get(&row).map(String::as_str)
}

fn find(words: &Words, doc: &Document, table: &Table) -> HashMap<Row, String> {
    let rows = doc.records.rows_of(Collection::Institutions);
    let mut named: Vec<(String, Row)> = rows.map(|r| (record_name(words, doc, r), r)).collect();
    named.sort_unstable();
    let mut out = HashMap::new();
    for same in named.chunk_by(|a, b| a.0 == b.0).filter(|s| s.len() > 1) {
        let mut tails: Vec<(Row, String)> =
            same.iter().map(|s| (s.1, party(words, doc, table, s.1))).collect();
        // Those of one party by what they are, and by their ids at last.
        let kind = |row: Row| {
            let value = decode(&doc.records, row);
            let kind = value["kind"].as_str().unwrap_or_default();
            words.find(&format!("kind-{kind}")).unwrap_or_else(|| kind.to_owned())
        };
        let id = |row: Row| doc.records.id(row).into_owned();
        for by in [&kind as &dyn Fn(Row) -> String, &id] {
            let mut seen: BTreeMap<String, usize> = BTreeMap::new();
            for (_, tail) in &tails {
                *seen.entry(tail.clone()).or_default() += 1;
            }
            for (row, tail) in tails.iter_mut().filter(|t| seen[&t.1] > 1) {
                let more = by(*row);
                let between = if tail.is_empty() || more.is_empty() { "" } else { ", " };
                *tail = format!("{tail}{between}{more}");
            }
        }
        out.extend(tails.into_iter().filter(|t| !t.1.is_empty()));
    }
    out
}

/// The code of the party an institution belongs to, else its name.
fn party(words: &Words, doc: &Document, table: &Table, row: Row) -> String {
    let Some([party]) = table.belongs.get(row.index()).get(..1) else { return String::new() };
    let party = Row::new(Collection::Parties, *party as usize);
    match decode(&doc.records, party)["iso2"].as_str() {
        Some(code) if !code.is_empty() => code.to_owned(),
        _ => record_name(words, doc, party),
    }
}
