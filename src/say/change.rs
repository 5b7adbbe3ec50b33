//! What differs between two datasets, in words.

use super::value::Names;
use super::{is_made, member, term_name, value_of};
use crate::edit::{Difference, Document, FieldChange, RecordChange};
use crate::record::Collection;
use crate::text::Words;
use crate::text::display::{clean, cut};

/// Longest value told, in characters.
const LONG: usize = 120;

/// Tells a difference: records are named as they are called on the side they are on.
#[derive(Clone, Copy, Debug)]
pub struct Differences<'a> {
    words: &'a Words,
    doc: &'a Document,
    found: &'a Difference,
}

impl<'a> Differences<'a> {
    /// `doc` is one of the two datasets: the terms of its vocabularies are the words.
    #[must_use]
    pub fn new(words: &'a Words, doc: &'a Document, found: &'a Difference) -> Self {
        Self { words, doc, found }
    }

    fn names(&self) -> Names<'a> {
        Names { words: self.words, doc: self.doc, more: Some(&self.found.names) }
    }

    /// What a record is called.
    #[must_use]
    pub fn record(&self, record: &RecordChange) -> String {
        let own = record.label.pick(self.words.language.tag(), &self.doc.language);
        let name = if let Some([from, to]) = &record.ends {
            let kind = term_name(self.doc, self.words, "linkTypes", own);
            let ends = format!("{} → {}", self.names().of(from), self.names().of(to));
            if kind.is_empty() || is_made(own) { ends } else { format!("{ends}, {kind}") }
        } else if own.trim().is_empty() || is_made(own) {
            unnamed(self.words, record.collection)
        } else {
            own.to_owned()
        };
        clean(&name, LONG).into_owned()
    }

    /// What became of a member: "Dates, Start: 2013 → March 2015". Without a collection it is one of
    /// the file as a whole.
    #[must_use]
    pub fn member(&self, collection: Option<Collection>, change: &FieldChange) -> String {
        let told = |value: &Option<serde_json::Value>| match value {
            None => self.words.t("value-nothing"),
            Some(value) => {
                let text = value_of(self.names(), collection, &change.pointer, value);
                cut(&clean(&text, LONG), LONG).into_owned()
            }
        };
        let what = member(self.words, &change.pointer);
        let what = if what.is_empty() { self.words.t("diff-whole") } else { what };
        let (before, after) = (told(&change.before), told(&change.after));
        self.words.ts("diff-member", &[("member", what), ("before", before), ("after", after)])
    }
}

/// What stands for the name of a record without one.
#[must_use]
pub fn unnamed(words: &Words, collection: Collection) -> String {
    let kind = words.t(&format!("record-{}", collection.key()));
    words.ts("record-unnamed", &[("kind", kind)])
}
