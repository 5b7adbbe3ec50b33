//! Records that may be the same thing: their names differ in case, accents and punctuation only.

use rustc_hash::FxHashMap;

use crate::edit::Document;
use crate::model::{Text, decode};
use crate::query::fold;
use crate::record::{Collection, Row};

/// Collections in which names stand for things.
const NAMED: [Collection; 5] = [
    Collection::Parties,
    Collection::People,
    Collection::Institutions,
    Collection::Sectors,
    Collection::Initiatives,
];

/// A name without case, accents, punctuation and spaces.
fn plain(name: &str) -> String {
    fold(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// All names of a record, as [`plain`] has them.
fn names(doc: &Document, row: Row) -> Vec<String> {
    let value = decode(&doc.records, row);
    let mut out: Vec<String> = ["label", "shortLabel"]
        .iter()
        .flat_map(|k| {
            let text = Text::from_value(&value[*k]);
            text.all().map(|(_, n)| plain(n)).collect::<Vec<_>>()
        })
        .collect();
    let aliases = value["aliases"].as_array().into_iter().flatten();
    out.extend(aliases.filter_map(|a| a["value"].as_str()).map(plain));
    out.retain(|n| n.chars().count() > 1);
    out.sort_unstable();
    out.dedup();
    out
}

/// Records of the same collection that share a name with this one.
#[must_use]
pub fn like(doc: &Document, row: Row) -> Vec<Row> {
    if !NAMED.contains(&row.collection()) {
        return Vec::new();
    }
    let own = names(doc, row);
    let others = doc.records.rows_of(row.collection()).filter(|r| *r != row);
    others.filter(|r| names(doc, *r).iter().any(|n| own.contains(n))).take(8).collect()
}

/// Pairs of records that share a name, in the order of the file; at most `most`.
#[must_use]
pub fn pairs(doc: &Document, most: usize) -> Vec<(Row, Row)> {
    let mut out = Vec::new();
    for collection in NAMED {
        let mut first: FxHashMap<String, Row> = FxHashMap::default();
        for row in doc.records.rows_of(collection) {
            let mut found: Option<Row> = None;
            for name in names(doc, row) {
                let other = *first.entry(name).or_insert(row);
                if other != row {
                    found = Some(found.map_or(other, |f| f.min(other)));
                }
            }
            if let Some(other) = found {
                out.push((other, row));
                if out.len() >= most {
                    return out;
                }
            }
        }
    }
    out
}
