//! Sectors, nested, and the shares of a record in them.

use serde_json::Value;

use super::{Text, list, string};

/// What cooperation is about.
#[derive(Clone, Debug, Default)]
pub struct Sector {
    /// The id as written.
    pub id: String,
    /// Name in all languages of the file.
    pub label: Text,
    /// The parent sector, or empty.
    pub parent: String,
    /// `#RRGGBB` as written, or empty.
    pub color: String,
    /// Position among siblings; without one, the order of the file.
    pub order: Option<f64>,
}

impl Sector {
    /// Reads a record of `sectors`.
    #[must_use]
    pub fn from_value(v: &Value) -> Self {
        Self {
            id: string(v, "id"),
            label: Text::from_value(&v["label"]),
            parent: string(v, "parent"),
            color: string(v, "color"),
            order: v["order"].as_f64(),
        }
    }
}

/// A sector a record counts towards, with its share in percent when the file says one.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// The sector's id.
    pub sector: String,
    /// Percent, 0 to 100.
    pub share: Option<f64>,
}

impl Share {
    /// Reads `sectors` of an initiative or link; bare ids are accepted too.
    #[must_use]
    pub fn read(v: &Value) -> Vec<Self> {
        let mut shares = list(v, "sectors", |s| Self {
            sector: string(s, "sector"),
            share: s["share"].as_f64(),
        });
        shares.extend(
            super::strings(v, "sectors").into_iter().map(|sector| Self { sector, share: None }),
        );
        shares
    }
}
