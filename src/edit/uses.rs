//! Who refers to a record: every place in the dataset where its id stands as a reference.

use serde_json::Value;

use crate::model::decode;
use crate::record::{Records, Row, splice};

/// A place where a record is referred to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// The record that refers.
    pub row: Row,
    /// The member, as a JSON Pointer.
    pub pointer: String,
}

/// Members whose text is the id of a record, whatever they stand in.
const REFERENCES: [&str; 18] = [
    "party",
    "event",
    "from",
    "to",
    "parent",
    "parties",
    "members",
    "speakers",
    "onBehalfOf",
    "institutions",
    "initiatives",
    "links",
    "derivedFrom",
    "sectors",
    "source",
    "sector",
    "actor",
    "institution",
];

/// Members in which the same names mean something else.
const OTHERS: [&str; 5] = ["textOrigin", "csl", "vocabularies", "x-merged", "match"];

/// Every place where `id` is referred to, in the order of the file.
#[must_use]
pub fn uses(records: &Records, id: &str) -> Vec<Use> {
    let needle = splice::quoted(id);
    let finder = memchr::memmem::Finder::new(needle.as_bytes());
    let mut out = Vec::new();
    for row in records.rows() {
        // Most records do not hold it; those that do are read.
        if finder.find(records.text_of(row).as_bytes()).is_none() {
            continue;
        }
        let value = decode(records, row);
        for (pointer, found) in references(&value) {
            if found == id {
                out.push(Use { row, pointer });
            }
        }
    }
    out
}

/// Every reference a record makes: the member as a JSON Pointer, and the id.
#[must_use]
pub fn references(value: &Value) -> Vec<(String, &str)> {
    let mut out = Vec::new();
    walk(value, false, &mut String::new(), &mut out);
    out
}

fn walk<'v>(value: &'v Value, named: bool, pointer: &mut String, out: &mut Vec<(String, &'v str)>) {
    match value {
        Value::String(text) if named && !text.is_empty() => out.push((pointer.clone(), text)),
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                let n = pointer.len();
                pointer.push('/');
                pointer.push_str(&i.to_string());
                walk(item, named, pointer, out);
                pointer.truncate(n);
            }
        }
        Value::Object(map) => {
            for (key, item) in map.iter().filter(|(k, _)| !OTHERS.contains(&k.as_str())) {
                let n = pointer.len();
                pointer.push('/');
                pointer.push_str(&splice::token(key));
                walk(item, REFERENCES.contains(&key.as_str()), pointer, out);
                pointer.truncate(n);
            }
        }
        _ => {}
    }
}

/// Who refers to any of these records, apart from themselves.
#[must_use]
pub fn users(records: &Records, rows: &[Row]) -> Vec<Use> {
    let mut out: Vec<Use> = rows
        .iter()
        .map(|r| records.raw_id(*r))
        .filter(|id| !id.is_empty())
        .flat_map(|id| uses(records, id))
        .filter(|u| !rows.contains(&u.row))
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Whether a record says where it was read.
#[must_use]
pub fn has_source(value: &Value) -> bool {
    references(value).iter().any(|(pointer, _)| pointer.ends_with("/source"))
}
