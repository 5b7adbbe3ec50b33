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
        let rows: Vec<Row> = same.iter().map(|s| s.1).collect();
        let tails = tails(words, doc, table, &rows);
        out.extend(rows.into_iter().zip(tails).filter(|t| !t.1.is_empty()));
    }
    out
}

/// What tells each of some records of one name from the others, in their order: its party, what it
/// is, its id, as many as it takes; of one at most nothing.
#[must_use]
pub fn tails(words: &Words, doc: &Document, table: &Table, rows: &[Row]) -> Vec<String> {
    let mut tails: Vec<String> = rows.iter().map(|r| party(words, doc, table, *r)).collect();
    let kind = |row: Row| {
        let value = decode(&doc.records, row);
        let kind = value["kind"].as_str().unwrap_or_default();
        let known = words.find(&format!("kind-{kind}"));
        known.unwrap_or_else(|| kind.strip_prefix("x-").unwrap_or(kind).to_owned())
    };
    let id = |row: Row| doc.records.id(row).into_owned();
    for by in [&kind as &dyn Fn(Row) -> String, &id] {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for tail in &tails {
            *seen.entry(tail.clone()).or_default() += 1;
        }
        for (row, tail) in rows.iter().zip(&mut tails).filter(|t| seen[t.1.as_str()] > 1) {
            let more = by(*row);
            let between = if tail.is_empty() || more.is_empty() { "" } else { ", " };
            *tail = format!("{tail}{between}{more}");
        }
    }
    tails
}

/// The code of the party an institution belongs to, else its name; nothing of others.
fn party(words: &Words, doc: &Document, table: &Table, row: Row) -> String {
    if row.collection() != Collection::Institutions {
        return String::new();
    }
    let Some([party]) = table.belongs.get(row.index()).get(..1) else { return String::new() };
    let party = Row::new(Collection::Parties, *party as usize);
    match decode(&doc.records, party)["iso2"].as_str() {
        Some(code) if !code.is_empty() => code.to_owned(),
        _ => record_name(words, doc, party),
    }
}
