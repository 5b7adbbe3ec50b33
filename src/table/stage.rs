//! What became of an initiative: announced, signed, funded, under way, completed, cancelled.

use serde_json::Value;

use crate::model::{Days, EdtfDate};

/// How far an initiative has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// The file does not say.
    #[default]
    Unknown,
    /// Said to be planned or proposed.
    Announced,
    /// Signed.
    Signed,
    /// Money was set aside or paid.
    Funded,
    /// Work goes on.
    UnderWay,
    /// Done.
    Completed,
    /// Given up or suspended.
    Cancelled,
}

/// Days after which something announced counts as not heard of again: two years.
pub const SILENCE: i32 = 731;

impl Stage {
    /// All stages, in the order things go.
    pub const ALL: [Self; 7] = [
        Self::Announced,
        Self::Signed,
        Self::Funded,
        Self::UnderWay,
        Self::Completed,
        Self::Cancelled,
        Self::Unknown,
    ];

    /// The word of the format, which is also the end of its text id.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Announced => "announced",
            Self::Signed => "signed",
            Self::Funded => "funded",
            Self::UnderWay => "under-way",
            Self::Completed => "completed",
            Self::Cancelled => "cancelled",
        }
    }

    fn of_word(word: &str) -> Self {
        Self::ALL.into_iter().find(|s| s.word() == word).unwrap_or_default()
    }

    /// The stage of a status (the IATI `ActivityStatus` names the format uses).
    fn of_status(status: &str) -> Self {
        match status {
            "proposed" | "pipeline" => Self::Announced,
            "implementation" | "finalisation" => Self::UnderWay,
            "completed" => Self::Completed,
            "cancelled" | "suspended" => Self::Cancelled,
            _ => Self::Unknown,
        }
    }

    /// The current stage of an initiative and the first day it may have been reached: the latest of
    /// its `stages` (of one day, the furthest); without any, what its status says; without that,
    /// what its dates say. `dates` are its named dates.
    #[must_use]
    pub fn of(v: &Value, dates: &[(&str, Days)]) -> (Self, Option<i32>) {
        let items = v["stages"].as_array().map_or(&[][..], Vec::as_slice);
        let said = items.iter().map(|s| {
            let date = s["date"].as_str().and_then(|d| EdtfDate::parse(d).days.ok());
            (date.map(|d| d.closed().0), Self::of_word(s["stage"].as_str().unwrap_or_default()))
        });
        if let Some((day, stage)) = said.filter(|s| s.1 != Self::Unknown).max() {
            return (stage, day);
        }
        let named = |name: &str| dates.iter().find(|d| d.0 == name).map(|d| d.1.closed().0);
        match Self::of_status(v["status"].as_str().unwrap_or_default()) {
            Self::Unknown if named("signed").is_some() => (Self::Signed, named("signed")),
            Self::Unknown if named("announced").is_some() || v["kind"] == "proposal" => {
                (Self::Announced, named("announced"))
            }
            Self::Announced => (Self::Announced, named("announced").or(named("signed"))),
            Self::UnderWay => (Self::UnderWay, named("start").or(named("announced"))),
            Self::Completed => (Self::Completed, named("end")),
            stage => (stage, None),
        }
    }
}
