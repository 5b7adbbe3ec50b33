//! What differs between two datasets, record by record and member by member.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;
use serde_json::Value;

use crate::model::schema::{self, Kind};
use crate::model::{Text, decode, label_of};
use crate::record::{Collection, Records, Row, splice};

/// A member that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldChange {
    /// The member, as a JSON Pointer.
    pub pointer: String,
    /// Its value before; `None` when it was not there.
    pub before: Option<Value>,
    /// Its value after; `None` when it is gone.
    pub after: Option<Value>,
}

/// A record that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordChange {
    /// Its collection.
    pub collection: Collection,
    /// Its id, or its place such as `links[3]` when it has none.
    pub id: String,
    /// Where it was.
    pub before: Option<Row>,
    /// Where it is.
    pub after: Option<Row>,
    /// The members that differ; of a record added or removed none is told.
    pub fields: Vec<FieldChange>,
    /// What it is called, as it is now, or was; of a link without a label its type.
    pub label: Text,
    /// The ids at both ends of a link that has no label of its own, and the sign between them.
    pub ends: Option<(String, &'static str, String)>,
}

/// All that differs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Difference {
    /// Top-level members.
    pub header: Vec<FieldChange>,
    /// Records, collection by collection, in the order of the newer file, those removed last.
    pub records: Vec<RecordChange>,
    /// What the records are called whose ids stand in what differs, on whichever side they are.
    pub names: BTreeMap<String, Text>,
}

impl Difference {
    /// Whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.header.is_empty() && self.records.is_empty()
    }
}

/// The name records are told apart by.
pub(super) fn name_of(records: &Records, row: Row) -> String {
    let id = records.raw_id(row);
    // Of a repeated id only the first record has it.
    if id.is_empty() || records.find(id) != Some(row) { row.to_string() } else { id.to_owned() }
}

/// What differs between two datasets. The order of members and the white space between them do not
/// count; the order of records does not either.
#[must_use]
pub fn differences(before: &Records, after: &Records) -> Difference {
    let header = {
        let (a, b) = (Value::Object(before.header()), Value::Object(after.header()));
        let mut out = Vec::new();
        fields(None, &a, &b, &mut String::new(), &mut out);
        out
    };
    let mut records = Vec::new();
    for collection in Collection::ALL {
        let mut old: FxHashMap<String, Row> =
            before.rows_of(collection).map(|row| (name_of(before, row), row)).collect();
        for row in after.rows_of(collection) {
            let id = name_of(after, row);
            let Some(was) = old.remove(&id) else {
                records.push(RecordChange {
                    collection,
                    id,
                    before: None,
                    after: Some(row),
                    fields: Vec::new(),
                    label: label_of(row, &decode(after, row)),
                    ends: ends(row, &decode(after, row)),
                });
                continue;
            };
            if before.text_of(was) == after.text_of(row) {
                continue;
            }
            let mut changed = Vec::new();
            let (a, b) = (exact(before, was), exact(after, row));
            fields(Some(collection), &a, &b, &mut String::new(), &mut changed);
            if !changed.is_empty() {
                records.push(RecordChange {
                    collection,
                    id,
                    before: Some(was),
                    after: Some(row),
                    fields: changed,
                    label: label_of(row, &b),
                    ends: ends(row, &b),
                });
            }
        }
        let mut gone: Vec<(Row, String)> = old.into_iter().map(|(id, row)| (row, id)).collect();
        gone.sort_unstable();
        records.extend(gone.into_iter().map(|(row, id)| RecordChange {
            collection,
            id,
            before: Some(row),
            after: None,
            fields: Vec::new(),
            label: label_of(row, &decode(before, row)),
            ends: ends(row, &decode(before, row)),
        }));
    }
    let names = names(before, after, &records);
    Difference { header, records, names }
}

/// The ends of a link without a label of its own.
fn ends(row: Row, value: &Value) -> Option<(String, &'static str, String)> {
    let own = row.collection() == Collection::Links && Text::from_value(&value["label"]).is_empty();
    let end = |k: &str| value[k].as_str().unwrap_or_default().to_owned();
    own.then(|| (end("from"), crate::model::Link::sign(value), end("to")))
}

/// The labels of the records whose ids stand in what differs.
fn names(before: &Records, after: &Records, changes: &[RecordChange]) -> BTreeMap<String, Text> {
    fn strings<'a>(value: &'a Value, out: &mut BTreeSet<&'a str>) {
        match value {
            Value::String(s) => {
                out.insert(s);
            }
            Value::Array(items) => items.iter().for_each(|v| strings(v, out)),
            Value::Object(map) => map.values().for_each(|v| strings(v, out)),
            _ => {}
        }
    }
    let mut ids = BTreeSet::new();
    for change in changes {
        ids.extend(change.ends.iter().flat_map(|(from, _, to)| [from.as_str(), to]));
        let values = change.fields.iter().flat_map(|f| f.before.iter().chain(&f.after));
        values.for_each(|v| strings(v, &mut ids));
    }
    let label = |id: &&str| {
        let found =
            |records: &Records| records.find(id).map(|row| label_of(row, &decode(records, row)));
        found(after).or_else(|| found(before)).map(|label| ((*id).to_owned(), label))
    };
    ids.iter().filter_map(label).collect()
}

/// A record as a value whose numbers are those of the file: one with more digits than a number of
/// the machine keeps stands as the text of its digits.
pub(super) fn exact(records: &Records, row: Row) -> Value {
    serde_json::from_str(&with_digits(&records.decodable(row))).unwrap_or_default()
}

/// Digits every number of the machine keeps (IEEE 754 double precision).
const KEPT: usize = 15;

fn with_digits(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let (mut quoted, mut escaped, mut done, mut at) = (false, false, 0, 0);
    let bytes = text.as_bytes();
    while at < bytes.len() {
        let byte = bytes[at];
        match byte {
            b'"' if !escaped => quoted = !quoted,
            b'-' | b'0'..=b'9' if !quoted => {
                let number = |b: &u8| matches!(b, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9');
                let end = at + bytes[at..].iter().take_while(|b| number(b)).count();
                let token = &text[at..end];
                if token.bytes().filter(u8::is_ascii_digit).count() > KEPT {
                    out.push_str(&text[done..at]);
                    out.push('"');
                    out.push_str(token);
                    out.push('"');
                    done = end;
                }
                at = end;
                continue;
            }
            _ => {}
        }
        escaped = quoted && byte == b'\\' && !escaped;
        at += 1;
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

/// The members that differ between two values; arrays are compared place by place, people and dates
/// of a bibliography as a whole.
pub(super) fn fields(
    collection: Option<Collection>,
    a: &Value,
    b: &Value,
    pointer: &mut String,
    out: &mut Vec<FieldChange>,
) {
    let kind = collection.and_then(|c| schema::field_at(c, pointer)).map(|f| f.kind);
    if matches!(kind, Some(Kind::Names | Kind::Parts)) {
        if a != b {
            let (before, after) = (Some(a.clone()), Some(b.clone()));
            out.push(FieldChange { pointer: pointer.clone(), before, after });
        }
        return;
    }
    match (a, b) {
        (Value::Object(x), Value::Object(y)) => {
            for (key, before) in x {
                let n = pointer.len();
                pointer.push('/');
                pointer.push_str(&splice::token(key));
                match y.get(key) {
                    Some(after) => fields(collection, before, after, pointer, out),
                    None => out.push(FieldChange {
                        pointer: pointer.clone(),
                        before: Some(before.clone()),
                        after: None,
                    }),
                }
                pointer.truncate(n);
            }
            for (key, after) in y.iter().filter(|(k, _)| !x.contains_key(*k)) {
                out.push(FieldChange {
                    pointer: format!("{pointer}/{}", splice::token(key)),
                    before: None,
                    after: Some(after.clone()),
                });
            }
        }
        (Value::Array(x), Value::Array(y)) if x.len() == y.len() => {
            for (i, (before, after)) in x.iter().zip(y).enumerate() {
                let n = pointer.len();
                pointer.push('/');
                pointer.push_str(&i.to_string());
                fields(collection, before, after, pointer, out);
                pointer.truncate(n);
            }
        }
        (a, b) if a == b => {}
        (a, b) => out.push(FieldChange {
            pointer: pointer.clone(),
            before: Some(a.clone()),
            after: Some(b.clone()),
        }),
    }
}
