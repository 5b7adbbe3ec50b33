//! Parties, people and institutions: who can act.

use serde_json::Value;

use super::{EdtfDate, Prov, Text, date, list, string, strings};

/// A party, a person or an institution.
#[derive(Clone, Debug, Default)]
pub struct Actor {
    /// The id as written.
    pub id: String,
    /// Name in all languages of the file.
    pub label: Text,
    /// Short name, such as an acronym.
    pub short_label: Text,
    /// Kind as written: `country`, `development-bank`, … Empty for people.
    pub kind: String,
    /// ISO 3166-1 alpha-2, parties only.
    pub iso2: String,
    /// `#RRGGBB` as written.
    pub color: String,
    /// Parties an institution belongs to (`party` and `parties`), or a bloc's `members`.
    pub parties: Vec<String>,
    /// The parent institution.
    pub parent: String,
    /// Offices of a person.
    pub offices: Vec<Office>,
    /// A class of institutions the source does not name.
    pub unnamed: bool,
    /// Where it was read.
    pub prov: Vec<Prov>,
}

/// An office a person holds.
#[derive(Clone, Debug, Default)]
pub struct Office {
    /// Title in all languages of the file.
    pub title: Text,
    /// The party it is held for.
    pub party: String,
    /// The institution it is held in.
    pub institution: String,
    /// Since when.
    pub start: Option<EdtfDate>,
    /// Until when.
    pub end: Option<EdtfDate>,
}

impl Actor {
    /// Reads a record of `parties`, `people` or `institutions`.
    #[must_use]
    pub fn from_value(v: &Value) -> Self {
        let mut parties = strings(v, "parties");
        parties.extend(v["party"].as_str().map(str::to_owned));
        parties.extend(strings(v, "members"));
        Self {
            id: string(v, "id"),
            label: Text::from_value(&v["label"]),
            short_label: Text::from_value(&v["shortLabel"]),
            kind: string(v, "kind"),
            iso2: string(v, "iso2"),
            color: string(v, "color"),
            parties,
            parent: string(v, "parent"),
            offices: list(v, "offices", |o| Office {
                title: Text::from_value(&o["title"]),
                party: string(o, "party"),
                institution: string(o, "institution"),
                start: date(o, "start"),
                end: date(o, "end"),
            }),
            unnamed: v["unnamed"].as_bool().unwrap_or(false),
            prov: Prov::read(v),
        }
    }
}
