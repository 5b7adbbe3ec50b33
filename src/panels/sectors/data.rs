//! The rows of the sectors: what each holds, selected and in all.

use crate::panels::ReadCx;
use crate::panels::wording::{Value, measured, money_text};
use crate::query::{Count, Dim, Measure, NONE, Pick};
use crate::record::{Collection, Row};
use crate::text::sort::Sorter;
use crate::ui::theme::Rgb;
use crate::view::{SectorSort, Thing};

/// One sector.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct SectorRow {
    /// The sector, or `None` for what has no sector.
    pub sector: Option<u32>,
    /// Its name.
    pub name: String,
    /// How deep it is nested.
    pub depth: u8,
    /// Solid and pale.
    pub value: Value,
    /// The number as it is written.
    pub number: String,
    /// Selected and total, each as text.
    pub parts: (String, String),
    /// All of it in words.
    pub said: String,
    /// Its colour.
    pub color: Rgb,
    /// Whether it has children.
    pub parent: bool,
    /// Let through by the filter's own clause, or there is none.
    pub lit: bool,
}

impl SectorRow {
    /// The row with its name and number, and what is said of them.
    fn told(self, cx: &ReadCx<'_>, name: String, value: Value) -> Self {
        let args = [("name", name.clone()), ("value", value.text(cx, true))];
        Self {
            said: cx.words.ts("sectors-bar", &args),
            number: value.text(cx, false),
            parts: parts(cx, value),
            name,
            value,
            ..self
        }
    }

    /// What a click on it means.
    #[must_use]
    pub fn thing(&self) -> Thing {
        match self.sector {
            Some(s) => Thing::Record(Row::new(Collection::Sectors, s as usize)),
            None => Thing::Value(Pick::none(Dim::Sector)),
        }
    }
}

/// All sectors, and the largest.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct SectorData {
    /// Children under their parent; what has no sector last.
    pub rows: Vec<SectorRow>,
    /// The largest total.
    pub max: f64,
    /// Facts of the measure.
    pub facts: Count,
    /// Selected facts of the measure without a sector.
    pub without: u32,
    /// How much of the money is dated to the period that is asked for, in words, where not all is.
    pub share: String,
    /// What could not be added, in words.
    pub notes: Vec<String>,
}

/// Says what will be shown.
#[must_use]
pub fn data(cx: &ReadCx<'_>) -> SectorData {
    let measured = measured(cx, Dim::Sector);
    let filter = &cx.view.filter;
    let mut parents = vec![false; cx.table.sector_parent.len()];
    for parent in cx.table.sector_parent.iter().flatten() {
        parents[*parent as usize] = true;
    }
    let mut rows: Vec<SectorRow> = cx
        .table
        .sector_order
        .iter()
        .map(|(sector, depth)| {
            let row = SectorRow {
                sector: Some(*sector),
                depth: *depth,
                color: cx.sector_color(*sector),
                parent: parents[*sector as usize],
                lit: filter.lights(cx.table, Pick::Code(Dim::Sector, *sector)),
                ..SectorRow::default()
            };
            let value = measured.values.get(*sector as usize).copied().unwrap_or_default();
            row.told(cx, cx.sector_name(*sector), value)
        })
        .collect();
    sort(cx, &mut rows, sort_of(cx));
    if measured.none.total() > 0.0 || measured.none.is_unknown() {
        let row = SectorRow {
            color: cx.tokens.neutral.into(),
            lit: filter.lights(cx.table, Pick::Code(Dim::Sector, NONE)),
            ..SectorRow::default()
        };
        rows.push(row.told(cx, cx.words.t("sectors-none"), measured.none));
    }
    let without = match cx.view.measure {
        Measure::Amount(_) | Measure::Institutions => 0,
        _ => measured.none.selected_count(),
    };
    SectorData {
        max: rows.iter().map(|r| r.value.total()).fold(0.0, f64::max),
        facts: cx.results.count(cx.view.measure.collection()),
        without,
        rows,
        share: measured.share,
        notes: measured.notes,
    }
}

/// What a sector holds beyond what its children hold, as a row of its own; `None` when that is
/// nothing, or when something is in several children, so that they hold more than the whole.
#[must_use]
pub fn direct(cx: &ReadCx<'_>, rows: &[SectorRow], at: usize) -> Option<SectorRow> {
    let parent = rows.get(at)?;
    let inside = rows[at + 1..].iter().take_while(|r| r.depth > parent.depth);
    let children = || inside.clone().filter(|r| r.depth == parent.depth + 1).map(|r| r.value);
    let value = match parent.value {
        Value::Count(c) => {
            let sum = |of: fn(Count) -> u32| -> u32 {
                let of = |v: Value| if let Value::Count(c) = v { of(c) } else { 0 };
                children().map(of).fold(0, u32::saturating_add)
            };
            Value::Count(Count {
                selected: c.selected.saturating_sub(sum(|c| c.selected)),
                total: c.total.checked_sub(sum(|c| c.total))?,
            })
        }
        Value::Money { mut sum, currency } => {
            for child in children() {
                if let Value::Money { sum: inner, .. } = child {
                    sum.selected -= inner.selected;
                    sum.total -= inner.total;
                }
            }
            sum.selected = sum.selected.max(0);
            Value::Money { sum, currency }
        }
    };
    (value.total() > 0.0).then(|| {
        let name = cx.words.ts("sectors-direct", &[("name", parent.name.clone())]);
        SectorRow { parent: false, ..parent.clone() }.told(cx, name, value)
    })
}

/// The order that is shown: that of the file where it gives one, unless another was chosen.
#[must_use]
pub fn sort_of(cx: &ReadCx<'_>) -> SectorSort {
    match cx.view.sort {
        SectorSort::Auto if cx.table.sectors_ordered => SectorSort::File,
        SectorSort::Auto => SectorSort::Value,
        chosen => chosen,
    }
}

/// Selected and total as text.
fn parts(cx: &ReadCx<'_>, value: Value) -> (String, String) {
    let whole = |n: u32| crate::text::number::whole(n.into(), cx.words.language);
    match value {
        Value::Count(c) => (whole(c.selected), whole(c.total)),
        Value::Money { sum, currency } => {
            let total = if sum.is_unknown() {
                String::new()
            } else {
                money_text(cx, sum.total, currency, false)
            };
            let selected = match sum.known() {
                Some(selected) => money_text(cx, selected, currency, false),
                None => value.text(cx, false),
            };
            (selected, total)
        }
    }
}

/// Puts siblings in order, each followed by what it contains.
fn sort(cx: &ReadCx<'_>, rows: &mut Vec<SectorRow>, by: SectorSort) {
    if by == SectorSort::File {
        return;
    }
    let names = Sorter::new(cx.words.language);
    *rows = blocks(std::mem::take(rows), 0, by, &names);
}

/// Each sector with all it contains is one block; blocks of one level change places.
fn blocks(rows: Vec<SectorRow>, depth: u8, by: SectorSort, names: &Sorter) -> Vec<SectorRow> {
    let mut all: Vec<Vec<SectorRow>> = Vec::new();
    for row in rows {
        if row.depth <= depth || all.is_empty() {
            all.push(vec![row]);
        } else if let Some(last) = all.last_mut() {
            last.push(row);
        }
    }
    match by {
        SectorSort::Value => {
            all.sort_by(|a, b| b[0].value.total().total_cmp(&a[0].value.total()));
        }
        _ => all.sort_by_cached_key(|b| names.key(&b[0].name)),
    }
    all.into_iter()
        .flat_map(|mut block| {
            let rest = block.split_off(1);
            let depth = block[0].depth.saturating_add(1);
            block.extend(if rest.is_empty() { rest } else { blocks(rest, depth, by, names) });
            block
        })
        .collect()
}
