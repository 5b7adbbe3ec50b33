//! How far initiatives have come, and which were announced and never heard of again.

use crate::panels::PanelCx;
use crate::query::Count;
use crate::record::{Collection, Row};
use crate::table::{Field, Stage};

/// Days after which something announced counts as not heard of again: two years.
pub const SILENCE: i32 = 731;
/// Most initiatives listed under a stage; the panel says how many there are.
pub const LISTED: usize = 200;

/// One stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageRow {
    /// The stage.
    pub stage: Stage,
    /// Initiatives at it.
    pub count: Count,
    /// The first of them under the filter, in the order of the file.
    pub listed: Vec<Row>,
}

/// The stages as shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StageData {
    /// Every stage, in the order things go.
    pub rows: Vec<StageRow>,
    /// Announced or signed, and nothing dated is known of it for two years up to the last day of
    /// the dataset.
    pub silent: Vec<Row>,
    /// How many these are under the filter, of all announced or signed.
    pub silent_count: Count,
    /// Initiatives under the filter, of all.
    pub count: Count,
}

/// Says what will be shown.
#[must_use]
pub fn data(cx: &PanelCx<'_>) -> StageData {
    let table = cx.table;
    let range = table.facts_of(Collection::Initiatives);
    let mut rows: Vec<StageRow> = Stage::ALL
        .into_iter()
        .map(|stage| StageRow { stage, count: Count::default(), listed: Vec::new() })
        .collect();
    let place: Vec<usize> = {
        let mut place = vec![0; Stage::ALL.len()];
        for (i, stage) in Stage::ALL.iter().enumerate() {
            place[*stage as usize] = i;
        }
        place
    };
    let last_day = table.days.iter().flatten().filter_map(|d| known_last(*d)).max();
    let mut silent = Vec::new();
    let mut silent_count = Count::default();
    for (i, fact) in range.enumerate() {
        let stage = table.stages.get(i).copied().unwrap_or_default();
        let row = &mut rows[place[stage as usize]];
        row.count.total += 1;
        let passes = cx.results.passes(fact);
        if passes {
            row.count.selected += 1;
            if row.listed.len() < LISTED {
                row.listed.push(table.row(fact));
            }
        }
        if matches!(stage, Stage::Announced | Stage::Signed) && is_silent(cx, fact, last_day) {
            silent_count.total += 1;
            if passes {
                silent_count.selected += 1;
                if silent.len() < LISTED {
                    silent.push(table.row(fact));
                }
            }
        }
    }
    StageData { rows, silent, silent_count, count: cx.results.count(Collection::Initiatives) }
}

/// The last known day of a span that is not open.
fn known_last(days: crate::model::Days) -> Option<i32> {
    (days.last != i32::MAX && !days.is_unknown()).then_some(days.last)
}

/// Whether the last that is known of an initiative lies two years before the last day of the
/// dataset: its own days, and the days of all that speaks of it.
fn is_silent(cx: &PanelCx<'_>, fact: usize, last_day: Option<i32>) -> bool {
    let (Some(last_day), Some(own)) = (last_day, cx.table.days[fact]) else { return false };
    let Some(mut last) = known_last(own) else { return false };
    let index = cx.table.row(fact).index();
    for other in cx.table.column(Field::Initiative).facts.get(index) {
        match cx.table.days[*other as usize] {
            Some(days) if days.last == i32::MAX => return false,
            Some(days) => last = last.max(days.last),
            None => {}
        }
    }
    last_day.saturating_sub(last) >= SILENCE
}
