//! What differs between two datasets, in words.

use serde_json::Value;

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
        let name = if let Some((from, sign, to)) = &record.ends {
            let kind = term_name(self.doc, self.words, "linkTypes", own);
            let ends = format!("{} {sign} {}", self.names().of(from), self.names().of(to));
            if kind.is_empty() || is_made(own) { ends } else { format!("{ends}, {kind}") }
        } else if own.trim().is_empty() || is_made(own) {
            unnamed(self.words, record.collection)
        } else {
            own.to_owned()
        };
        clean(&name, LONG).into_owned()
    }

    /// A value with what kind of thing it is: "1 (text)", "(an empty list)".
    fn of_kind(&self, value: Option<&Value>, text: &str) -> String {
        let id = match value {
            None => "kind-of-none",
            Some(Value::Null) => "kind-of-null",
            Some(Value::Bool(_)) => "kind-of-boolean",
            Some(Value::Number(_)) => "kind-of-number",
            Some(Value::String(_)) => "kind-of-text",
            Some(Value::Array(_)) => "kind-of-list",
            Some(Value::Object(_)) => "kind-of-object",
        };
        let kind = self.words.t(id);
        if text.trim().is_empty() || matches!(value, None | Some(Value::Null)) {
            kind
        } else {
            format!("{text} ({kind})")
        }
    }

    /// What became of a member: "Dates, Start: 2013 → March 2015". Without a collection it is one of
    /// the file as a whole.
    #[must_use]
    pub fn member(&self, collection: Option<Collection>, change: &FieldChange) -> String {
        let told = |value: &Option<Value>| match value {
            None => self.words.t("value-nothing"),
            Some(value) => value_of(self.names(), collection, &change.pointer, value),
        };
        let what = member(self.words, &change.pointer);
        let what = if what.is_empty() { self.words.t("diff-whole") } else { what };
        let (mut before, mut after) = (told(&change.before), told(&change.after));
        if before == after || before.trim().is_empty() || after.trim().is_empty() {
            // What reads alike differs in what it is.
            before = self.of_kind(change.before.as_ref(), &before);
            after = self.of_kind(change.after.as_ref(), &after);
        }
        let (before, after) = around(&before, &after);
        self.words.ts("diff-member", &[("member", what), ("before", before), ("after", after)])
    }
}

/// Two texts cut so that what differs between them is seen.
fn around(before: &str, after: &str) -> (String, String) {
    let (a, b) = (clean(before, usize::MAX), clean(after, usize::MAX));
    let same = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let skipped = if same > LONG / 2 { same - LONG / 4 } else { 0 };
    let from = |text: &str| {
        let rest: String = text.chars().skip(skipped).collect();
        let rest = if skipped > 0 { format!("…{rest}") } else { rest };
        cut(&rest, LONG).into_owned()
    };
    (from(&a), from(&b))
}

/// What stands for the name of a record without one.
#[must_use]
pub fn unnamed(words: &Words, collection: Collection) -> String {
    let kind = words.t(&format!("record-{}", collection.key()));
    words.ts("record-unnamed", &[("kind", kind)])
}
