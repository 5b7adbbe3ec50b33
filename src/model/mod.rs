//! Typed views: what a record says, decoded on demand from its text.
//!
//! Decoding is lenient: a member of the wrong kind is read as absent, an unknown value is kept as
//! text, and nothing here panics. What is wrong is said by [`validate`], never by refusing.

mod actor;
pub mod csl;
mod initiative;
mod issue;
mod known;
mod link;
mod look;
mod money;
pub mod schema;
mod sector;
mod source;
mod statement;
mod validate;
mod value;
pub mod walk;

pub use actor::{Actor, Office};
pub use initiative::{Event, Initiative, Stage};
pub use issue::{CODES, Issue, Severity};
pub use known::{Known, known};
pub use link::Link;
pub use look::is_instant;
pub use money::{UNIT, decimal, millionths, minor_digits};
pub use sector::{Sector, Share};
pub use source::{Locator, Prov, Source};
pub use statement::{Statement, Told, Verbatim, Wording, same_language};
pub use validate::{Checks, Found, is_id, validate};
pub use value::{Amount, DateFault, Days, EdtfDate, Text, civil_from_days, days_from_civil};

use serde_json::Value;

use crate::record::{Collection, Records, Row};

/// The decoded JSON of a record; `Null` when there is no such row.
#[must_use]
pub fn decode(records: &Records, row: Row) -> Value {
    serde_json::from_str(&records.decodable(row)).unwrap_or(Value::Null)
}

/// The label of any record, whatever its kind: `label`, a link's type, a statement's text, a
/// source's title.
#[must_use]
pub fn label_of(row: Row, value: &Value) -> Text {
    let label = match row.collection() {
        Collection::Statements => {
            let text = Text::from_value(&value["text"]);
            let words =
                || Statement::from_value(value).exact_words().next().map(|v| v.text.clone());
            if text.is_empty() { Text::plain(words().unwrap_or_default()) } else { text }
        }
        Collection::Sources => Source::from_value(value).title(),
        Collection::Links if value["label"].is_null() => Text::plain(string(value, "type")),
        _ => Text::from_value(&value["label"]),
    };
    if label.is_empty() { Text::plain(string(value, "id")) } else { label }
}

/// A string member, or an empty string.
fn string(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}

/// An array of strings; entries of another kind are left out.
fn strings(value: &Value, key: &str) -> Vec<String> {
    let items = value[key].as_array().map_or(&[][..], Vec::as_slice);
    items.iter().filter_map(|v| v.as_str().map(str::to_owned)).collect()
}

/// An array of objects, each read by `read`.
fn list<T>(value: &Value, key: &str, read: impl Fn(&Value) -> T) -> Vec<T> {
    let items = value[key].as_array().map_or(&[][..], Vec::as_slice);
    items.iter().filter(|v| v.is_object()).map(read).collect()
}

/// A date member.
fn date(value: &Value, key: &str) -> Option<EdtfDate> {
    value[key].as_str().map(EdtfDate::parse)
}
