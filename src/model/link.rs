//! Links: who works with whom, on what, since when.

use serde_json::Value;

use super::{EdtfDate, Prov, Share, Text, date, string, strings};

/// A tie between two records.
#[derive(Clone, Debug, Default)]
pub struct Link {
    /// The id as written.
    pub id: String,
    /// Where it starts.
    pub from: String,
    /// Where it ends.
    pub to: String,
    /// Type as written, explained in the file's `vocabularies`.
    pub kind: String,
    /// Whether it has a direction; `None` when the file does not say.
    pub directed: Option<bool>,
    /// A label of its own.
    pub label: Text,
    /// Weight, in the file's own unit.
    pub weight: Option<f64>,
    /// Sectors and shares.
    pub sectors: Vec<Share>,
    /// Initiatives it belongs to.
    pub initiatives: Vec<String>,
    /// Since when.
    pub start: Option<EdtfDate>,
    /// Until when.
    pub end: Option<EdtfDate>,
    /// Status as written.
    pub status: String,
    /// `draft`, `checked`, `disputed`, `rejected`, as written.
    pub review: String,
    /// Where it was read.
    pub prov: Vec<Prov>,
}

impl Link {
    /// Reads a record of `links`.
    #[must_use]
    pub fn from_value(v: &Value) -> Self {
        Self {
            id: string(v, "id"),
            from: string(v, "from"),
            to: string(v, "to"),
            kind: string(v, "type"),
            directed: v["directed"].as_bool(),
            label: Text::from_value(&v["label"]),
            weight: v["weight"]["value"].as_f64(),
            sectors: Share::read(v),
            initiatives: strings(v, "initiatives"),
            start: date(v, "start"),
            end: date(v, "end"),
            status: string(v, "status"),
            review: string(v, "review"),
            prov: Prov::read(v),
        }
    }

    /// What stands between the names of its ends: an arrow, or a dash where the record says that it
    /// has no direction.
    #[must_use]
    pub fn sign(v: &Value) -> &'static str {
        if v["directed"].as_bool() == Some(false) { "–" } else { "→" }
    }

    /// Whether a status, as written, says that a link is only announced.
    #[must_use]
    pub fn is_announced_status(status: &str) -> bool {
        let status = status.strip_prefix("x-").unwrap_or(status);
        matches!(
            status,
            "declared-intention"
                | "announced"
                | "proposed"
                | "intended"
                | "intention"
                | "planned"
                | "pledged"
                | "pipeline"
        )
    }
}
