//! What differs between two datasets, in words.

use super::{member, record_name, value_at};
use crate::edit::{Document, FieldChange, RecordChange};
use crate::record::Collection;
use crate::text::Words;
use crate::text::display::{clean, cut};

/// Longest value told, in characters.
const LONG: usize = 120;

/// The record a difference is of, by its name; `docs` are where it may be found, the likelier first.
#[must_use]
pub fn changed_record(words: &Words, docs: &[&Document], record: &RecordChange) -> String {
    let found = docs.iter().find_map(|doc| doc.records.find(&record.id).map(|row| (*doc, row)));
    let name = if let Some((doc, row)) = found {
        record_name(words, doc, row)
    } else {
        let own = docs.first().map_or("", |doc| doc.language.as_str());
        record.label.pick(words.language.tag(), own).to_owned()
    };
    let name = if name.trim().is_empty() { unnamed(words, record.collection) } else { name };
    clean(&name, LONG).into_owned()
}

/// What stands for the name of a record without one.
#[must_use]
pub fn unnamed(words: &Words, collection: Collection) -> String {
    let kind = words.t(&format!("record-{}", collection.key()));
    words.ts("record-unnamed", &[("kind", kind)])
}

/// What became of a member: "Dates, Start: 2013 → March 2015". Without a collection it is one of
/// the file as a whole.
#[must_use]
pub fn changed_member(
    words: &Words,
    doc: &Document,
    collection: Option<Collection>,
    change: &FieldChange,
) -> String {
    let told = |value: &Option<serde_json::Value>| match value {
        None => words.t("value-nothing"),
        Some(value) => {
            let text = value_at(words, doc, collection, &change.pointer, value);
            cut(&clean(&text, LONG), LONG).into_owned()
        }
    };
    let what = member(words, &change.pointer);
    let what = if what.is_empty() { words.t("diff-whole") } else { what };
    let (before, after) = (told(&change.before), told(&change.after));
    words.ts("diff-member", &[("member", what), ("before", before), ("after", after)])
}
