//! What became of an initiative: announced, signed, funded, under way, completed, cancelled.

use serde_json::Value;

use crate::model::{Days, EdtfDate};

/// How far an initiative has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
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

    /// The current stage of an initiative and the first day it may have been reached: the latest of
    /// its `stages` (of one day, the furthest). A status is no stage: what a registry calls
    /// "pipeline" need not have been announced to anyone, unless it dates an announcement or a
    /// signature; of what is further on these say no more than how it began.
    #[must_use]
    pub fn of(v: &Value) -> (Self, Option<i32>) {
        let items = v["stages"].as_array().map_or(&[][..], Vec::as_slice);
        let said = items.iter().map(|s| {
            let date = s["date"].as_str().and_then(|d| EdtfDate::read(d).0.ok());
            (date.map(|d| d.closed().0), Self::of_word(s["stage"].as_str().unwrap_or_default()))
        });
        let latest = said.filter(|s| s.1 != Self::Unknown).max();
        if let Some((day, stage)) = latest {
            return (stage, day);
        }
        let ahead = matches!(v["status"].as_str(), None | Some("proposed" | "pipeline"));
        let dated = |stage: Self| {
            let date = v["dates"][stage.word()].as_str().filter(|_| ahead)?;
            Some((stage, EdtfDate::read(date).0.ok().map(|d| d.closed().0)))
        };
        let begun = [Self::Signed, Self::Announced].into_iter().find_map(dated);
        begun.unwrap_or((Self::Unknown, None))
    }

    /// When something was last known to happen to an initiative. What is only planned is no news of
    /// it: no planned date, no beginning of what is still ahead, and no end of what is not over.
    #[must_use]
    pub fn heard(v: &Value) -> Option<Days> {
        let items = v["stages"].as_array().map_or(&[][..], Vec::as_slice);
        let stages = items.iter().filter_map(|s| s["date"].as_str());
        let status = v["status"].as_str().unwrap_or_default();
        let ahead = matches!(status, "proposed" | "pipeline");
        let over = matches!(status, "finalisation" | "completed" | "cancelled" | "suspended");
        let happened = [("announced", true), ("signed", true), ("start", !ahead), ("end", over)];
        let named = happened.into_iter().filter(|h| h.1);
        let named = named.filter_map(|h| v["dates"][h.0].as_str());
        let days = stages.chain(named).filter_map(|d| EdtfDate::read(d).0.ok());
        days.filter_map(known).max_by_key(|d| (d.last, d.first))
    }
}

/// A span that ends; of a long one only its last day is told.
pub(super) fn known(days: Days) -> Option<Days> {
    let ends = days.last != i32::MAX && !days.is_unknown();
    let long = days.last.saturating_sub(days.first) > 366;
    ends.then_some(if long { Days { first: days.last, ..days } } else { days })
}
