//! How far initiatives have come, and which were announced and never heard of again.

use serde::Serialize;

use crate::panels::ReadCx;
use crate::panels::bars::{Bar, BarLine, Column};
use crate::panels::wording::Value;
use crate::query::{Count, Dim};
use crate::record::{Collection, Row};
use crate::table::{Bits, Facet, Stage};
use crate::text::number;
use crate::ui::theme::{Rgb, mix};

/// The statuses in the order things go.
const COURSE: [&str; 7] = [
    "proposed",
    "pipeline",
    "implementation",
    "finalisation",
    "completed",
    "suspended",
    "cancelled",
];

/// What a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Step {
    /// A stage that sources tell of.
    Stage(Stage),
    /// Without a stage: the status the file gives, as a term of the table.
    Status(u32),
}

impl Step {
    /// How it is called: beside stages a status is told as one.
    fn name(self, cx: &ReadCx<'_>, beside: bool) -> String {
        match self {
            Self::Stage(stage) => cx.words.t(&format!("stage-{}", stage.word())),
            Self::Status(code) => {
                let name = cx.pick_name(crate::query::Pick::Code(Dim::Status, code));
                let name = crate::text::display::capital(&name);
                if beside { cx.words.ts("stages-status", &[("name", name)]) } else { name }
            }
        }
    }
}

/// Colours go with the stage: pale while only said, stronger as it comes true. They are none of those
/// of sectors and parties.
fn color(cx: &ReadCx<'_>, step: Step) -> Rgb {
    let Step::Stage(stage) = step else { return cx.tokens.neutral.into() };
    let t = cx.tokens;
    let strength = match stage {
        Stage::Announced => 0.35,
        Stage::Signed => 0.5,
        Stage::Funded => 0.65,
        Stage::UnderWay => 0.8,
        Stage::Completed => 1.0,
        Stage::Cancelled => return t.secondary.into(),
        Stage::Unknown => return t.neutral.into(),
    };
    mix(t.panel, t.accent, strength).into()
}

/// One stage, or a status of initiatives without one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StageRow {
    /// The stage or status.
    pub step: Step,
    /// What its bar says.
    pub line: BarLine,
    /// Initiatives at it.
    pub count: Count,
    /// The first of them under the filter, in the order of the file.
    pub listed: Vec<Row>,
}

/// The stages as shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct StageData {
    /// Every stage, in the order things go.
    pub rows: Vec<StageRow>,
    /// The measure of their bars.
    pub column: Column,
    /// Announced or signed, and nothing dated is known of it for two years up to the last thing
    /// that is known to have happened; the oldest first.
    pub silent: Vec<Row>,
    /// What silence means and up to when it is counted, in words.
    pub silent_note: String,
    /// How many these are, of those announced or signed, all under the filter.
    pub silent_count: Count,
    /// Some source tells that something was announced or signed: else nothing can be known of it.
    pub told: bool,
    /// How many of them come only from sources added to explain, in words.
    pub added: String,
    /// Initiatives under the filter, of all.
    pub count: Count,
}

/// Says what will be shown.
#[must_use]
pub fn data(cx: &ReadCx<'_>) -> StageData {
    let (table, pass) = (cx.table, cx.results.pass());
    let n = table.n_facts();
    let listed = |set: &Bits| set.rows_both(pass).map(|f| table.row(f)).collect();
    let count = |set: &Bits| Count { selected: set.count_both(pass, 0..n), total: set.count(0..n) };
    let told = |s: &Stage| *s != Stage::Unknown && table.stage_sets[*s as usize].count(0..n) > 0;
    let beside = Stage::ALL.iter().any(told);
    let row = |step: Step, set: &Bits| {
        let count = count(set);
        let (name, color) = (step.name(cx, beside), color(cx, step));
        let line = BarLine {
            said: cx.words.named(&name, &cx.count_of(count)),
            name,
            dot: Some(color),
            color,
            bars: vec![Bar::of(cx, Value::Count(count))],
            ..BarLine::default()
        };
        StageRow { step, line, count, listed: listed(set) }
    };
    let mut rows: Vec<StageRow> = Vec::new();
    for stage in Stage::ALL {
        if stage != Stage::Unknown {
            rows.push(row(Step::Stage(stage), &table.stage_sets[stage as usize]));
            continue;
        }
        // What no source tells the stage of is told by its status, as the file gives it.
        let mut rest = table.stage_sets[stage as usize].clone();
        let statuses = table.column(Facet::Status);
        // In the order things go (IATI, ActivityStatus), others after these.
        let place = |code: &u32| {
            let term = statuses.terms.get(*code as usize).map_or("", String::as_str);
            COURSE.iter().position(|t| *t == term).unwrap_or(COURSE.len())
        };
        let codes = (0..statuses.n_values()).filter_map(|c| u32::try_from(c).ok());
        let mut codes: Vec<u32> = codes.collect();
        codes.sort_by_key(place);
        for code in codes {
            let mut set = Bits::none(n);
            for fact in statuses.facts.get(code as usize) {
                if rest.has(*fact as usize) {
                    set.put(*fact as usize);
                }
            }
            rows.push(row(Step::Status(code), &set));
            set.invert();
            rest.and(&set);
        }
        rows.push(row(Step::Stage(stage), &rest));
    }
    let (mut silent, silent_count): (Vec<Row>, _) = (listed(&table.silent), count(&table.silent));
    silent.sort_by_key(|r| table.stage_days.get(r.index()).copied().flatten());
    let last = table.last_heard.map_or_else(String::new, |d| number::period(d, cx.words));
    let silent_note = cx.words.ts("stages-silent-note", &[("day", last)]);
    let early = [Stage::Announced, Stage::Signed].map(|s| count(&table.stage_sets[s as usize]));
    let told = early.iter().any(|c| c.total > 0);
    let silent_count =
        Count { selected: silent_count.selected, total: early.iter().map(|c| c.selected).sum() };
    let max = rows.iter().map(|r| f64::from(r.count.total)).fold(0.0, f64::max);
    let column = Column { max, ..Column::default() };
    let count = cx.results.count(Collection::Initiatives);
    let added = crate::panels::wording::added(cx, &[Collection::Initiatives]).unwrap_or_default();
    StageData { rows, column, silent, silent_note, silent_count, told, added, count }
}

/// One initiative of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ListedLine {
    /// Its name.
    pub name: String,
    /// The year of its stage.
    pub year: String,
    /// The record says nowhere where it was read.
    pub unsourced: bool,
}

/// What a line of the list says.
#[must_use]
pub fn listed(cx: &ReadCx<'_>, row: Row) -> ListedLine {
    let day = cx.table.stage_days.get(row.index()).copied().flatten();
    ListedLine {
        name: cx.name(row),
        year: day.map(|d| crate::model::civil_from_days(d).0.to_string()).unwrap_or_default(),
        unsourced: !cx.table.is_sourced(row),
    }
}
