//! What records, members and terms are called.

use crate::edit::Document;
use crate::model::Text;
use crate::record::{Collection, Row};
use crate::text::Words;

/// The name of a member.
#[must_use]
pub fn field_name(words: &Words, key: &str) -> String {
    words.find(&format!("field-{key}")).unwrap_or_else(|| key.to_owned())
}

/// The word for a term of a member.
#[must_use]
pub fn term_name(doc: &Document, words: &Words, prefix: &str, term: &str) -> String {
    if let Some(label) = doc.term(prefix, term) {
        return label.pick(words.language.tag(), &doc.language).to_owned();
    }
    let plain = term.strip_prefix("x-").unwrap_or(term);
    let known = words.find(&format!("{prefix}-{term}"));
    let known = known.or_else(|| words.find(&format!("{prefix}-{plain}")));
    known.unwrap_or_else(|| crate::text::display::clean(plain, 60).into_owned())
}

/// The name of a record: its label, or what stands for one. In the order it is read, uncleaned.
#[must_use]
pub fn record_name(words: &Words, doc: &Document, row: Row) -> String {
    match row.collection() {
        Collection::Links => link_name(words, doc, row),
        collection => {
            let name = doc.label(row, words.language.tag());
            if is_made(&name) { super::unnamed(words, collection) } else { name }
        }
    }
}

/// Whether an id was made by the program, so that it says nothing to people: a prefix and a ULID
/// (26 characters of Crockford's base 32).
#[must_use]
pub fn is_made(id: &str) -> bool {
    let crockford = |b: u8| b.is_ascii_alphanumeric() && !matches!(b, b'I' | b'L' | b'O' | b'U');
    let made = id.rsplit('.').next().unwrap_or(id).to_ascii_uppercase();
    // The first stands for less than five bits.
    let first = made.bytes().next().is_some_and(|b| (b'0'..=b'7').contains(&b));
    id.contains('.') && made.len() == 26 && first && made.bytes().all(crockford)
}

/// A link without a label of its own is told by its ends: "Kazakhstan → Silk Road Fund, member of".
fn link_name(words: &Words, doc: &Document, row: Row) -> String {
    let name = doc.label(row, words.language.tag());
    let value = crate::model::decode(&doc.records, row);
    if !Text::from_value(&value["label"]).is_empty() {
        return name;
    }
    if value["from"].is_null() && value["to"].is_null() {
        return String::new();
    }
    let kind = value["type"].as_str().unwrap_or_default();
    let kind = term_name(doc, words, "linkTypes", kind);
    if kind.is_empty() { name } else { format!("{name}, {kind}") }
}
