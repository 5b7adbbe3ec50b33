//! What is doubtful, and where, in words.

use super::{field_name, in_language, record_name};
use crate::edit::{Document, pointer_of};
use crate::model::Issue;
use crate::text::Words;
use crate::text::display::clean;

/// The words of an issue.
#[must_use]
pub fn message(words: &Words, issue: &Issue) -> String {
    let args: Vec<(&'static str, String)> = issue
        .args
        .iter()
        .map(|(k, v)| {
            // Kinds of things are told by their words.
            let id = match (issue.code, *k) {
                ("reference-kind", "found" | "wanted") => format!("record-{v}"),
                ("collection-kind", "found") => format!("kind-of-{v}"),
                _ => String::new(),
            };
            let word = match (issue.code, *k) {
                // Members by their words.
                ("member-missing", "member") => Some(field_name(words, v)),
                ("field-missing", "field") => Some(member(words, v)),
                _ => words.find(&id),
            };
            (*k, word.unwrap_or_else(|| crate::text::display::clean(v, 120).into_owned()))
        })
        .collect();
    // A number chooses the plural.
    let count = args.iter().find(|a| a.0 == "count").and_then(|a| a.1.parse::<i64>().ok());
    if let ("no-source", Some(count)) = (issue.code, count) {
        return words.tf("issue-no-source", &[("count", count.into())]);
    }
    words.ts(&format!("issue-{}", issue.code), &args)
}

/// Where an issue is, told by the name of its record and the words of the member: "Silk Road Fund:
/// Amounts 2, Currency". Without the place the file writes it at; that is [`Issue::place`].
#[must_use]
pub fn place(words: &Words, doc: &Document, issue: &Issue) -> String {
    let Some(row) = issue.row else {
        return match issue.place.as_str() {
            "" => words.t("problems-file"),
            place => member(words, &format!("/{}", place.replace(['.', '['], "/"))),
        };
    };
    let name = record_name(words, doc, row);
    let kind = words.t(&format!("record-{}", row.collection().key()));
    let name = match clean(&name, 80) {
        name if name.trim().is_empty() => words.ts("record-unnamed", &[("kind", kind)]),
        name => name.into_owned(),
    };
    match member(words, &pointer_of(issue)) {
        member if member.is_empty() => name,
        member => words.ts("place-member", &[("name", name), ("member", member)]),
    }
}

/// The words for a JSON Pointer into a record: `/amounts/1/currency` is "Amounts 2, Currency". Keys
/// the format does not know stay as they are.
#[must_use]
pub fn member(words: &Words, pointer: &str) -> String {
    let mut out: Vec<String> = Vec::new();
    for token in pointer.split('/').filter(|t| !t.is_empty()) {
        let token = token.trim_end_matches(']').replace("~1", "/").replace("~0", "~");
        match (token.parse::<usize>(), out.last_mut()) {
            // Entries are counted from one, as people do.
            (Ok(n), Some(list)) => *list = format!("{list} {}", n + 1),
            // Below a text stand the languages it is in.
            (_, Some(text)) if words.find(&format!("language-{token}")).is_some() => {
                *text = in_language(words, std::mem::take(text), &token);
            }
            _ => out.push(clean(&field_name(words, &token), 60).into_owned()),
        }
    }
    out.join(", ")
}
