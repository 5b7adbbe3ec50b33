//! `cooperama diff`: what differs between two datasets, as lines for people or as JSON; and
//! `cooperama fmt`.

use serde_json::{Value, json};

use super::out::{complain, line};
use super::{FAILED, OK, lock, open, write_locked};
use crate::edit::{Difference, FieldChange, RecordChange, differences};
use crate::formats::LoadOptions;
use crate::record::Collection;
use crate::say::Differences;
use crate::text::Words;
use crate::text::display::{escaped, escaped_json};

/// Compares two files; returns the exit code.
pub(super) fn diff(words: &Words, files: [&str; 2], as_json: bool, tell: bool) -> u8 {
    let mut opened = Vec::new();
    for file in files {
        match open(words, file, LoadOptions::default()) {
            Ok(o) => opened.push(o),
            Err(text) => {
                complain(&escaped(file), &text);
                return FAILED;
            }
        }
    }
    let [a, b] = &opened[..] else { return FAILED };
    let found = differences(&a.doc.records, &b.doc.records);
    if as_json {
        let text = serde_json::to_string_pretty(&as_value(&found)).unwrap_or_default();
        line(format_args!("{}", escaped_json(&text)));
    } else {
        let told = Differences::new(words, &b.doc, &found);
        for change in &found.header {
            line(format_args!("~ {}", escaped(&field(&told, None, change))));
        }
        for record in &found.records {
            for text in lines(words, &told, record) {
                line(format_args!("{}", escaped(&text)));
            }
        }
        line(format_args!("{}", summary(words, &found)));
    }
    if tell && !found.is_empty() { FAILED } else { OK }
}

/// "2 records added, 1 removed, 3 changed", or that nothing differs.
fn summary(words: &Words, found: &Difference) -> String {
    if found.is_empty() {
        return words.t("cli-diff-same");
    }
    let count = |of: &dyn Fn(&RecordChange) -> bool| {
        i64::try_from(found.records.iter().filter(|r| of(r)).count()).unwrap_or(0)
    };
    let args = [
        ("added", count(&|r| r.before.is_none()).into()),
        ("removed", count(&|r| r.after.is_none()).into()),
        ("changed", count(&|r| r.before.is_some() && r.after.is_some()).into()),
        ("header", i64::try_from(found.header.len()).unwrap_or(0).into()),
    ];
    words.tf("cli-diff-count", &args)
}

/// A record by its name and its members by their words; its id and their paths in brackets.
fn lines(words: &Words, told: &Differences<'_>, record: &RecordChange) -> Vec<String> {
    let sign = match (record.before, record.after) {
        (None, _) => '+',
        (_, None) => '-',
        _ => '~',
    };
    let kind = words.t(&format!("record-{}", record.collection.key()));
    let args = [("kind", kind), ("name", told.record(record))];
    let head = words.ts("diff-changed", &args);
    let mut out = vec![format!("{sign} {head} [{}]", record.id)];
    let collection = Some(record.collection);
    out.extend(record.fields.iter().map(|f| format!("    {}", field(told, collection, f))));
    out
}

fn field(told: &Differences<'_>, collection: Option<Collection>, change: &FieldChange) -> String {
    let text = told.member(collection, change);
    if change.pointer.is_empty() { text } else { format!("{text} [{}]", change.pointer) }
}

fn as_value(found: &Difference) -> Value {
    let fields = |fields: &[FieldChange]| -> Vec<Value> {
        fields
            .iter()
            .map(|f| {
                let mut out = serde_json::Map::new();
                out.insert("field".to_owned(), json!(f.pointer));
                out.extend(f.before.clone().map(|v| ("before".to_owned(), v)));
                out.extend(f.after.clone().map(|v| ("after".to_owned(), v)));
                Value::Object(out)
            })
            .collect()
    };
    let records: Vec<Value> = found
        .records
        .iter()
        .map(|r| {
            let change = match (r.before, r.after) {
                (None, _) => "added",
                (_, None) => "removed",
                _ => "changed",
            };
            json!({
                "collection": r.collection.key(), "id": r.id, "change": change,
                "fields": fields(&r.fields),
            })
        })
        .collect();
    json!({"header": fields(&found.header), "records": records})
}

/// Writes files anew in the tidy form; with `check` only says which would change.
pub(super) fn fmt(words: &Words, files: &[String], check: bool) -> u8 {
    let mut code = OK;
    for file in files {
        // Before it is read: nobody else writes it until it is written.
        let held = if check { Ok(None) } else { lock(words, file) };
        let Ok(held) = held else {
            code = FAILED;
            continue;
        };
        let opened = match super::open_own(words, file) {
            Ok(opened) => opened,
            Err(text) => {
                complain(&escaped(file), &text);
                code = FAILED;
                continue;
            }
        };
        // The text anew, and as it is, to be compared.
        let needed = 3 * opened.doc.records.text_len() as u64;
        if let Err(e) = crate::store::for_bytes(needed) {
            complain(&escaped(file), &e.message(words));
            code = FAILED;
            continue;
        }
        let tidy = opened.doc.records.tidy();
        let same =
            opened.doc.file.save_notes.is_empty() && tidy.as_bytes() == &*opened.doc.to_bytes();
        if same {
            continue;
        }
        let name = escaped(file);
        if check {
            line(format_args!("{name}: {}", words.t("cli-fmt-would")));
            code = FAILED;
        } else if opened.doc.file.read_only.is_some() {
            complain(&name, &words.t("read-only-newer"));
            code = FAILED;
        } else {
            let written = write_locked(words, file, tidy.as_bytes(), true);
            drop(held);
            if written == OK {
                line(format_args!("{name}: {}", words.t("cli-fmt-done")));
            }
            code = code.max(written);
        }
    }
    code
}
