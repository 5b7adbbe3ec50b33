//! Two records made one, and two versions of a dataset brought together.

use serde_json::{Map, Value, json};

use super::diff::{differences, exact, fields};
use super::uses::uses;
use super::{Change, FieldChange, pointers};
use crate::model::{Text, decode};
use crate::record::{Collection, Piece, Records, Row, span_of, splice};

/// The member that keeps a record which became part of another, so that it can be split off again.
pub const MERGED: &str = "x-merged";

/// The text of `keep` once `gone` is part of it: what it lacks it takes over, lists are joined, and
/// the other names stay as aliases. `None` when a text cannot be changed.
#[must_use]
pub fn merged(records: &Records, keep: Row, gone: Row) -> Option<String> {
    let mut text = records.text_of(keep).to_owned();
    let (mine, theirs) = (decode(records, keep), decode(records, gone));
    let style = splice::Style::of(&text);
    let (mine_id, gone_id) = (records.raw_id(keep).to_owned(), records.raw_id(gone).to_owned());
    let mut added: Vec<Value> = Vec::new();
    let (Value::Object(own), Value::Object(other)) = (&mine, &theirs) else { return None };
    for (key, value) in other {
        let pointer = format!("/{}", splice::token(key));
        match (own.get(key), value) {
            _ if matches!(key.as_str(), "id" | "label" | "aliases" | MERGED) => {}
            // What led to itself or to the other one would lead in a circle.
            (None, Value::String(id)) if *id == mine_id || *id == gone_id => {}
            (None, _) => text = splice::set(&text, &pointer, &style.inline(value))?,
            (Some(Value::Array(mine)), Value::Array(theirs)) => {
                for item in theirs.iter().filter(|i| !mine.contains(i)) {
                    let at = format!("{pointer}/-");
                    text = splice::set(&text, &at, &style.inline(item))?;
                }
            }
            _ => {}
        }
    }
    // Every other name is an alias from now on.
    let mut names: Vec<(String, String, Value)> = Vec::new();
    for key in ["label", "shortLabel"] {
        for (lang, name) in Text::from_value(&theirs[key]).all() {
            names.push((lang.to_owned(), name.to_owned(), json!("spelling")));
        }
    }
    let known: Vec<String> = Text::from_value(&mine["label"])
        .all()
        .map(|(_, name)| name.to_owned())
        .chain(
            mine["aliases"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|a| a["value"].as_str().map(str::to_owned)),
        )
        .collect();
    for (lang, name, kind) in names.into_iter().filter(|n| !known.contains(&n.1)) {
        let mut alias = Map::new();
        added.push(json!(name));
        alias.insert("value".to_owned(), json!(name));
        if !lang.is_empty() {
            alias.insert("lang".to_owned(), json!(lang));
        }
        alias.insert("kind".to_owned(), kind);
        text = splice::set(&text, "/aliases/-", &style.inline(&Value::Object(alias)))?;
    }
    for alias in theirs["aliases"].as_array().into_iter().flatten() {
        if alias["value"].as_str().is_none_or(|v| !known.iter().any(|k| k == v)) {
            added.push(alias["value"].clone());
            text = splice::set(&text, "/aliases/-", &style.inline(alias))?;
        }
    }
    let id = records.raw_id(gone);
    let users: Vec<Value> = uses(records, id)
        .into_iter()
        .filter(|u| u.row != gone)
        .map(|u| json!({"id": records.raw_id(u.row), "field": u.pointer}))
        .collect();
    let part = json!({"record": theirs, "usedBy": users, "aliases": added});
    splice::set(&text, &format!("/{MERGED}/-"), &style.inline(&part))
}

/// What bringing another version in comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Absorbed {
    /// The changes that bring it in.
    pub changes: Vec<Change>,
    /// Members both sides changed, each otherwise: ours are kept. The id of the record first.
    pub conflicts: Vec<(String, FieldChange)>,
}

/// Brings what changed between `base` and `theirs` into `mine`: records and members that only they
/// changed are taken over, what both changed stays as it is here and is told.
#[must_use]
pub fn absorb(base: &Records, mine: &Records, theirs: &Records) -> Absorbed {
    let mut out = Absorbed::default();
    let mut now = mine.clone();
    let mut make = |change: Change, now: &mut Records| {
        if change.apply(now).is_ok() {
            out.changes.push(change);
        }
    };
    let theirs_did = differences(base, theirs);
    for change in theirs_did.header {
        let key = change.pointer.trim_start_matches('/').split('/').next().unwrap_or("").to_owned();
        let same = mine.member(&key) == base.member(&key);
        if !same {
            out.conflicts.push((String::new(), change));
        } else if let Some(json) = theirs.member(&key) {
            make(Change::Member { key, json: Some(json.into()) }, &mut now);
        }
    }
    // What moved from one collection to another is gone from the one before it is in the other.
    let (gone, others): (Vec<_>, Vec<_>) =
        theirs_did.records.into_iter().partition(|r| r.after.is_none());
    for record in gone.into_iter().chain(others) {
        let here = now.find(&record.id);
        match (record.before, record.after, here) {
            // New with them; what is here under the same id stays.
            (None, Some(row), None) => {
                let at = Row::new(record.collection, now.len(record.collection));
                let text = Piece::Text(theirs.text_of(row).into());
                make(Change::Insert { row: at, text }, &mut now);
            }
            (Some(was), None, Some(row)) if now.text_of(row) == base.text_of(was) => {
                make(Change::Remove { row }, &mut now);
            }
            (Some(was), None, Some(_)) => {
                out.conflicts.push(whole(record.id, Some(decode(base, was)), None));
            }
            (Some(was), Some(theirs_row), Some(row)) => {
                if now.text_of(row) == base.text_of(was) {
                    let text = Piece::Text(theirs.text_of(theirs_row).into());
                    make(Change::Replace { row, text }, &mut now);
                    continue;
                }
                let mut ours = Vec::new();
                let (a, b) = (exact(base, was), exact(&now, row));
                fields(Some(record.collection), &a, &b, &mut String::new(), &mut ours);
                let mut text = now.text_of(row).to_owned();
                for field in record.fields {
                    let touched = |o: &FieldChange| {
                        o.pointer.starts_with(&field.pointer)
                            || field.pointer.starts_with(&o.pointer)
                    };
                    if ours.contains(&field) {
                        continue;
                    }
                    // As it is written there, so that no digit is lost.
                    let written = theirs.text_of(theirs_row);
                    let span = span_of(written, &field.pointer);
                    let json = span.and_then(|s| written.get(s.start..s.end));
                    let new = match (&field.after, json) {
                        _ if ours.iter().any(touched) => None,
                        (Some(_), json) => json.and_then(|j| splice::set(&text, &field.pointer, j)),
                        (None, _) => splice::remove(&text, &field.pointer),
                    };
                    match new {
                        Some(new) => text = new,
                        None => out.conflicts.push((record.id.clone(), field)),
                    }
                }
                if text != now.text_of(row) {
                    make(Change::Replace { row, text: text.into() }, &mut now);
                }
            }
            // New on both sides under one id, or changed there and gone here.
            (was, Some(row), here) => {
                let same = here.is_some_and(|h| now.text_of(h) == theirs.text_of(row));
                if !same {
                    let before = was.map(|w| decode(base, w));
                    out.conflicts.push(whole(record.id, before, Some(decode(theirs, row))));
                }
            }
            // A record without an id of its own: whether it is gone here too cannot be told.
            (Some(was), None, None) if base.find(&record.id) != Some(was) => {
                out.conflicts.push(whole(record.id, Some(decode(base, was)), None));
            }
            // Gone on both sides.
            _ => {}
        }
    }
    out
}

/// A conflict about a record as a whole.
fn whole(id: String, before: Option<Value>, after: Option<Value>) -> (String, FieldChange) {
    (id, FieldChange { pointer: String::new(), before, after })
}

/// A part that is split off: the text of the record it was part of, the part as a record of its own,
/// and who referred to it, by id and JSON Pointer.
pub type Part = (String, Value, Vec<(String, String)>);

/// What splitting a merged part off again comes to: the new text of the record it is part of, and
/// the part as a record of its own. `None` when there is no such part.
#[must_use]
pub fn split(records: &Records, row: Row, part: usize) -> Option<Part> {
    let value = decode(records, row);
    let entry = value[MERGED].get(part)?;
    let record = entry["record"].clone();
    let mut text =
        pointers::remove(row.collection(), records.text_of(row), &format!("/{MERGED}/{part}"))?;
    if value[MERGED].as_array().is_some_and(|l| l.len() == 1) {
        text = splice::remove(&text, &format!("/{MERGED}"))?;
    }
    // Only what the merge added.
    let added = entry["aliases"].as_array().map_or(&[][..], Vec::as_slice);
    let names: Vec<&str> = added.iter().filter_map(Value::as_str).collect();
    let aliases = value["aliases"].as_array().map_or(&[][..], Vec::as_slice);
    for (i, alias) in aliases.iter().enumerate().rev() {
        if alias["value"].as_str().is_some_and(|v| names.contains(&v)) {
            text = pointers::remove(row.collection(), &text, &format!("/aliases/{i}"))?;
        }
    }
    let users = entry["usedBy"].as_array().into_iter().flatten();
    let users = users
        .filter_map(|u| Some((u["id"].as_str()?.to_owned(), u["field"].as_str()?.to_owned())))
        .collect();
    Some((text, record, users))
}

/// The collections whose records can be merged with each other: those of one kind.
#[must_use]
pub fn can_merge(a: Row, b: Row) -> bool {
    a != b && a.collection() == b.collection() && a.collection() != Collection::Links
}
