//! Records that may be the same thing: their names differ in case, accents and punctuation only, or
//! those of institutions, people and parties in the order of their words.

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

/// Words that tell no names apart.
const SMALL: [&str; 20] = [
    "of", "the", "for", "and", "in", "to", "de", "du", "des", "d", "la", "le", "les", "l", "et",
    "pour", "en", "au", "aux", "und",
];

/// The words of a name of several, each once and in order: "Bank of China" and "China Bank" are
/// alike (fingerprint keys, as in `OpenRefine`).
fn fingerprint(name: &str) -> Option<String> {
    let name = fold(name);
    let words = name.split(|c: char| !c.is_alphanumeric());
    let mut words: Vec<&str> = words.filter(|w| !w.is_empty() && !SMALL.contains(w)).collect();
    words.sort_unstable();
    words.dedup();
    // Apart from those that are written in one.
    (words.len() > 1).then(|| words.join(" "))
}

/// All names of a record, as [`plain`] has them.
fn names(doc: &Document, row: Row) -> Vec<String> {
    let value = decode(&doc.records, row);
    let texts = ["label", "shortLabel"].map(|k| Text::from_value(&value[k]));
    let aliases = value["aliases"].as_array().into_iter().flatten();
    let told = texts.iter().flat_map(|t| t.all().map(|n| n.1));
    let told: Vec<&str> = told.chain(aliases.filter_map(|a| a["value"].as_str())).collect();
    let mut out: Vec<String> = told.iter().map(|n| plain(n)).collect();
    if matches!(
        row.collection(),
        Collection::Parties | Collection::People | Collection::Institutions
    ) {
        out.extend(told.iter().filter_map(|n| fingerprint(n)));
    }
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
