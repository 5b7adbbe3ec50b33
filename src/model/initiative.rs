//! Initiatives and events: what is done together, and when.

use serde_json::Value;

use super::{EdtfDate, Prov, Share, Text, date, list, string, strings};

/// A stage an initiative is said to have reached.
#[derive(Clone, Debug)]
pub struct Stage {
    /// `announced`, `signed`, `funded`, `under-way`, `completed`, `cancelled`, as written.
    pub stage: String,
    /// When.
    pub date: Option<EdtfDate>,
}

/// A project, programme, strategy, agreement, fund or proposal.
#[derive(Clone, Debug, Default)]
pub struct Initiative {
    /// The id as written.
    pub id: String,
    /// Name in all languages of the file.
    pub label: Text,
    /// Kind as written.
    pub kind: String,
    /// Status as written.
    pub status: String,
    /// Parties it concerns.
    pub parties: Vec<String>,
    /// Actors taking part, with their role as written.
    pub participants: Vec<(String, String)>,
    /// Sectors and shares.
    pub sectors: Vec<Share>,
    /// The larger initiative it is part of.
    pub parent: String,
    /// Named dates: `start`, `end`, `signed`, …
    pub dates: Vec<(String, EdtfDate)>,
    /// Stages said to be reached.
    pub stages: Vec<Stage>,
    /// A class of projects the source does not name.
    pub unnamed: bool,
    /// Where it was read.
    pub prov: Vec<Prov>,
}

impl Initiative {
    /// Reads a record of `initiatives`.
    #[must_use]
    pub fn from_value(v: &Value) -> Self {
        Self {
            id: string(v, "id"),
            label: Text::from_value(&v["label"]),
            kind: string(v, "kind"),
            status: string(v, "status"),
            parties: strings(v, "parties"),
            participants: participants(v),
            sectors: Share::read(v),
            parent: string(v, "parent"),
            dates: v["dates"].as_object().map_or_else(Vec::new, |m| {
                m.iter()
                    .filter_map(|(k, d)| Some((k.clone(), EdtfDate::parse(d.as_str()?))))
                    .collect()
            }),
            stages: list(v, "stages", |s| Stage {
                stage: string(s, "stage"),
                date: date(s, "date"),
            }),
            unnamed: v["unnamed"].as_bool().unwrap_or(false),
            prov: Prov::read(v),
        }
    }
}

fn participants(v: &Value) -> Vec<(String, String)> {
    list(v, "participants", |p| (string(p, "actor"), string(p, "role")))
}

/// A meeting, visit, signing, summit or speech.
#[derive(Clone, Debug, Default)]
pub struct Event {
    /// The id as written.
    pub id: String,
    /// Name in all languages of the file.
    pub label: Text,
    /// Kind as written.
    pub kind: String,
    /// When.
    pub date: Option<EdtfDate>,
    /// Parties concerned.
    pub parties: Vec<String>,
    /// Who took part.
    pub participants: Vec<(String, String)>,
    /// Sectors concerned.
    pub sectors: Vec<String>,
    /// Initiatives concerned.
    pub initiatives: Vec<String>,
    /// The party where it took place.
    pub place_party: String,
    /// The larger event.
    pub parent: String,
    /// Where it was read.
    pub prov: Vec<Prov>,
}

impl Event {
    /// Reads a record of `events`.
    #[must_use]
    pub fn from_value(v: &Value) -> Self {
        Self {
            id: string(v, "id"),
            label: Text::from_value(&v["label"]),
            kind: string(v, "kind"),
            date: date(v, "date"),
            parties: strings(v, "parties"),
            participants: participants(v),
            sectors: strings(v, "sectors"),
            initiatives: strings(v, "initiatives"),
            place_party: string(&v["place"], "party"),
            parent: string(v, "parent"),
            prov: Prov::read(v),
        }
    }
}
