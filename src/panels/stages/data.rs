//! How far initiatives have come, and which were announced and never heard of again.

use crate::panels::PanelCx;
use crate::query::Count;
use crate::record::{Collection, Row};
use crate::table::{Bits, Stage};

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
    let (table, pass) = (cx.table, cx.results.pass());
    let n = table.n_facts();
    let listed = |set: &Bits| set.rows_both(pass).take(LISTED).map(|f| table.row(f)).collect();
    let count = |set: &Bits| Count { selected: set.count_both(pass, 0..n), total: set.count(0..n) };
    let row = |stage: Stage| {
        let set = &table.stage_sets[stage as usize];
        StageRow { stage, count: count(set), listed: listed(set) }
    };
    let rows = Stage::ALL.into_iter().map(row).collect();
    let (silent, silent_count) = (listed(&table.silent), count(&table.silent));
    StageData { rows, silent, silent_count, count: cx.results.count(Collection::Initiatives) }
}
