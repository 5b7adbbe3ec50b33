//! What a record holds, as a form reads it.

use serde_json::Value;

use super::data::written;
use crate::edit::MERGED;
use crate::model::schema::{Field, Kind};

static NOTHING: Value = Value::Null;

/// What stands at a member: something, or nothing.
#[derive(Clone, Copy, Debug)]
pub struct Held<'a>(pub(super) &'a Value);

impl<'a> Held<'a> {
    /// All of a record as it was decoded.
    #[must_use]
    pub fn of(record: &'a Value) -> Self {
        Self(record)
    }

    /// Of a record that is yet to be made.
    #[must_use]
    pub fn nothing() -> Held<'static> {
        Held(&NOTHING)
    }

    /// What stands at a member of it.
    #[must_use]
    pub fn member(self, key: &str) -> Self {
        Self(self.0.get(key).unwrap_or(&NOTHING))
    }

    /// What stands under it, by a JSON Pointer (RFC 6901).
    #[must_use]
    pub fn at(self, pointer: &str) -> Self {
        Self(self.0.pointer(pointer).unwrap_or(&NOTHING))
    }

    /// The entries of a list; none of anything else.
    #[must_use]
    pub fn entries(self) -> Vec<Self> {
        self.0.as_array().map_or_else(Vec::new, |items| items.iter().map(Self).collect())
    }

    /// The text of a plain string; empty for anything else.
    #[must_use]
    pub fn text(self) -> &'a str {
        self.0.as_str().unwrap_or_default()
    }

    /// Yes or no, when it is one of them or nothing at all.
    #[must_use]
    pub fn flag(self) -> Option<bool> {
        if self.0.is_null() { Some(false) } else { self.0.as_bool() }
    }

    /// Whether nothing stands there.
    #[must_use]
    pub fn is_nothing(self) -> bool {
        self.0.is_null()
    }

    /// The keys of its members, in the order of the file.
    #[must_use]
    pub fn keys(self) -> Vec<String> {
        self.0.as_object().map_or_else(Vec::new, |map| map.keys().cloned().collect())
    }

    /// Whether it has members of its own.
    #[must_use]
    pub fn has_members(self) -> bool {
        self.0.is_object()
    }

    /// It as the text of a field.
    #[must_use]
    pub fn written(self, kind: Kind) -> String {
        written(kind, self.0)
    }

    /// What the format does not list, as it stands in the file: name and text.
    #[must_use]
    pub fn others(self, known: &[Field]) -> Vec<String> {
        let listed = |key: &str| key == "id" || key == MERGED || known.iter().any(|f| f.key == key);
        let members = self.0.as_object().into_iter().flatten();
        members.filter(|(key, _)| !listed(key)).map(|(key, v)| format!("{key}: {v}")).collect()
    }

    /// The records that were merged into it, each as it was.
    #[must_use]
    pub fn merged(self) -> Vec<Self> {
        self.member(MERGED).entries().into_iter().map(|e| e.member("record")).collect()
    }

    /// What it is called, as a record of the collection of `row`, in a language, or the next best.
    #[must_use]
    pub fn label(self, row: crate::record::Row, language: &str, own: &str) -> String {
        crate::model::label_of(row, self.0).pick(language, own).to_owned()
    }
}
