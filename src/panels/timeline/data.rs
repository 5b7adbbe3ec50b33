//! What stands on the timeline: each dated fact as the span of days it may mean.

use std::collections::BTreeSet;

use crate::model::{Days, civil_from_days, days_from_civil};
use crate::panels::ReadCx;
use crate::query::{Count, Dim, Measure, Values};
use crate::record::{Collection, Row};
use crate::table::Dated;
use crate::ui::theme::Rgb;
use crate::view::TimelineMode;

/// More items than this are counted by year instead of drawn one by one.
pub const MAX_ITEMS: usize = 1500;

/// The lanes, from the top.
pub const LANES: [Collection; 4] =
    [Collection::Events, Collection::Statements, Collection::Initiatives, Collection::Links];

/// One dated fact.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Item {
    /// The record.
    pub row: Row,
    /// Its lane in [`LANES`].
    pub lane: usize,
    /// How high in its lane, from 0.
    pub level: u32,
    /// The days it may mean.
    pub days: Days,
    /// The date is doubtful.
    pub doubtful: bool,
    /// How the date is known.
    pub dated: Dated,
    /// The record says nowhere where it was read.
    pub unsourced: bool,
    /// Colour of its sector.
    pub color: Rgb,
    /// Whether it passes the filter.
    pub lit: bool,
    /// It is no statement, and disputed: its name begins with "?".
    pub disputed: bool,
}

impl Item {
    /// Drawn as a ring: its date was not stated by its own source.
    #[must_use]
    pub fn is_ring(&self) -> bool {
        !self.dated.published && (self.dated.inferred || self.dated.elsewhere)
    }

    /// Drawn with a thin tail: one of its ends is not told.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.days.last == i32::MAX || self.days.first == i32::MIN
    }

    /// Drawn as a bar: a month, a year or a period.
    #[must_use]
    pub fn is_bar(&self) -> bool {
        let (first, last) = self.days.closed();
        first != last
    }
}

/// A year and how many dated facts touch it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Year {
    /// The year.
    pub year: i32,
    /// Facts under the filter, the period aside.
    pub selected: u32,
    /// All facts.
    pub total: u32,
    /// It lies outside the period asked for.
    pub out: bool,
}

/// Whether a year lies outside the period asked for.
#[must_use]
pub fn outside(cx: &ReadCx<'_>, year: i32) -> bool {
    let Some(clause) = cx.view.filter.clause(Dim::Year) else { return false };
    let Values::Periods(periods) = &clause.values else { return false };
    let within = periods.iter().any(|p| {
        let (from, to) = p.years();
        (from..=to).contains(&year)
    });
    !periods.is_empty() && within == clause.inverted
}

/// The timeline as shown.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct TimelineData {
    /// Items one by one, unless there are too many.
    pub items: Vec<Item>,
    /// The items are all there are, not only those that pass the filter in the range in sight.
    pub all_items: bool,
    /// Lanes that hold something.
    pub lanes: Vec<usize>,
    /// Every year from the first to the last.
    pub years: Vec<Year>,
    /// Round numbers of facts to be marked at the side, as lengths and in words, the highest first.
    pub scale: Vec<(f64, String)>,
    /// Facts with a date, of all: under the filter and in all.
    pub dated: (u32, u32),
    /// Facts without a date, and those of them that pass the filter.
    pub undated: u32,
    /// Facts without a date that pass the filter.
    pub undated_selected: u32,
    /// Facts that pass the filter, of all.
    pub count: Count,
    /// How high the pile of each of [`Self::lanes`] is.
    pub levels: Vec<u32>,
}

impl TimelineData {
    /// Lower end and height of a lane, as shares of the whole height; high piles get more room.
    #[must_use]
    pub fn lane_place(&self, lane: usize) -> (f64, f64) {
        let weight = |levels: &u32| f64::from((*levels).clamp(5, 9));
        let total: f64 = self.levels.iter().map(weight).sum();
        let at = self.lanes.iter().position(|l| *l == lane).unwrap_or(0);
        let below: f64 = self.levels.iter().skip(at + 1).map(weight).sum();
        let own = self.levels.get(at).map_or(1.0, weight);
        (below / total.max(1e-9), own / total.max(1e-9))
    }

    /// Height of the pile in a lane.
    #[must_use]
    pub fn pile(&self, lane: usize) -> u32 {
        let at = self.lanes.iter().position(|l| *l == lane);
        at.and_then(|i| self.levels.get(i)).copied().unwrap_or(1)
    }
}

/// Says what will be shown. Of more than [`MAX_ITEMS`] facts those are items that pass the filter
/// and lie in the range of days in sight, when they are few enough.
#[must_use]
pub fn data(cx: &ReadCx<'_>, range: Option<(f64, f64)>) -> TimelineData {
    let mut out = TimelineData::default();
    let mut found: Vec<(usize, usize, Days)> = Vec::new();
    let counted = cx.results.years(cx.table);
    let year = |(year, selected, total): (i32, u32, u32)| {
        let out = outside(cx, year);
        Year { year, selected, total, out }
    };
    out.years = counted.years.into_iter().map(year).collect();
    let most = out.years.iter().map(|y| i128::from(y.total)).max().unwrap_or(0);
    let told = |m: i128| {
        let m = i64::try_from(m).unwrap_or(i64::MAX);
        #[expect(clippy::cast_precision_loss, reason = "a length on screen")]
        let length = m as f64;
        (length, crate::text::number::whole(m, cx.words.language))
    };
    out.scale = super::sums::marks(most).into_iter().map(told).collect();
    out.count = counted.count;
    out.undated = counted.undated.total;
    out.undated_selected = counted.undated.selected;
    out.dated = (
        counted.count.selected - counted.undated.selected,
        counted.count.total - counted.undated.total,
    );
    out.all_items = out.dated.1 as usize <= MAX_ITEMS;
    let passing = cx.results.but(Dim::Year);
    // Dates that only sources from outside give are left out with these sources.
    let hidden = crate::panels::wording::hides_background(cx);
    for (lane, collection) in LANES.into_iter().enumerate() {
        for n in cx.table.facts_of(collection) {
            let Some(days) = cx.table.days[n].filter(|d| !d.is_unknown()) else { continue };
            if hidden && cx.table.dated[n].outside {
                continue;
            }
            let (first, last) = days.closed();
            let in_sight =
                || range.is_none_or(|(a, b)| f64::from(first) <= b && f64::from(last) >= a);
            if out.all_items || (passing.has(n) && in_sight()) {
                found.push((lane, n, days));
                if found.len() > MAX_ITEMS {
                    return out;
                }
            }
        }
    }
    found.sort_by_key(|(lane, n, days)| (*lane, days.closed(), *n));
    // Things that would lie on each other are piled up.
    let span = found
        .iter()
        .map(|f| f.2.closed())
        .fold((i32::MAX, i32::MIN), |a, b| (a.0.min(b.0), a.1.max(b.1)));
    let width = (span.1.saturating_sub(span.0)).max(30) / 90;
    let mut ends: Vec<i32> = Vec::new();
    let mut last_lane = usize::MAX;
    let rows = cx.results.pass();
    for (lane, n, days) in found {
        if lane != last_lane {
            ends.clear();
            last_lane = lane;
            out.lanes.push(lane);
            out.levels.push(0);
        }
        let (first, last) = days.closed();
        let level =
            ends.iter().position(|end| first > end.saturating_add(width)).unwrap_or(ends.len());
        if level == ends.len() {
            ends.push(last);
        } else {
            ends[level] = last;
        }
        let level = u32::try_from(level).unwrap_or(0);
        if let Some(pile) = out.levels.last_mut() {
            *pile = (*pile).max(level + 1);
        }
        let sector = cx.table.sectors.get(n).first().copied();
        out.items.push(Item {
            row: cx.table.row(n),
            lane,
            level,
            days,
            doubtful: cx.table.doubtful[n],
            dated: cx.table.dated[n],
            unsourced: !cx.table.is_sourced(cx.table.row(n)),
            color: sector.map_or(cx.tokens.neutral.into(), |s| cx.sector_color(s)),
            lit: rows.has(n),
            disputed: LANES[lane] != Collection::Statements
                && crate::panels::wording::is_disputed(cx, cx.table.row(n)),
        });
    }
    out
}

/// The years of the facts that have to do with what is pointed at or selected.
#[must_use]
pub fn years_about(cx: &ReadCx<'_>) -> BTreeSet<i32> {
    let Some(about) = cx.about else { return BTreeSet::new() };
    let of = |fact: usize| {
        let days = cx.table.days[fact].filter(|d| !d.is_unknown())?;
        let (first, last) = days.closed();
        Some(civil_from_days(first).0..=civil_from_days(last).0)
    };
    about.facts(cx.table).filter_map(of).flatten().collect()
}

/// Less than this share of everything may lie before and after the years that are shown at first.
const FRINGE: f64 = 0.005;
/// Fewer years than this are not worth leaving out.
const WORTH: usize = 6;

/// The years shown at first: without a long thin fringe before or after them, in which nearly nothing
/// is of either weight; `None` where there is none. Each year has two weights, in any unit.
#[must_use]
pub fn core(years: &[(i32, [f64; 2])]) -> Option<(i32, i32)> {
    let sum = |k: usize| years.iter().map(|y| y.1[k]).sum::<f64>();
    let most = [sum(0) * FRINGE, sum(1) * FRINGE];
    let fringe = |it: &mut dyn Iterator<Item = &(i32, [f64; 2])>| {
        let mut held = [0.0; 2];
        it.take_while(|y| {
            held = [held[0] + y.1[0], held[1] + y.1[1]];
            held[0] <= most[0] && held[1] <= most[1]
        })
        .count()
    };
    let before = Some(fringe(&mut years.iter())).filter(|n| *n >= WORTH).unwrap_or(0);
    let after = Some(fringe(&mut years.iter().rev())).filter(|n| *n >= WORTH).unwrap_or(0);
    let shown = years.get(before..years.len().checked_sub(after)?)?;
    (before + after > 0).then_some((shown.first()?.0, shown.last()?.0))
}

/// How time is shown: as chosen, else money by year where money is counted.
#[must_use]
pub fn mode(cx: &ReadCx<'_>) -> TimelineMode {
    let money = matches!(cx.view.measure, Measure::Amount(flow) if !flow.links);
    match cx.view.timeline {
        TimelineMode::Auto if money => TimelineMode::Years,
        TimelineMode::Auto => TimelineMode::Spans,
        chosen => chosen,
    }
}

/// A period that was brushed, from the first day of a month or a year to the last of one where it
/// is long enough for that to be meant.
#[must_use]
pub fn snapped(days: Days) -> Days {
    let long = days.last.saturating_sub(days.first);
    if long < 25 {
        return days;
    }
    let step = |day: i32, years: bool| {
        let (y, m, _) = civil_from_days(day);
        let y = i64::from(y);
        let (low, high) = if years {
            (days_from_civil(y, 1, 1), days_from_civil(y + 1, 1, 1))
        } else if m == 12 {
            (days_from_civil(y, m, 1), days_from_civil(y + 1, 1, 1))
        } else {
            (days_from_civil(y, m, 1), days_from_civil(y, m + 1, 1))
        };
        if day - low < high - day { low } else { high }
    };
    let years = long > 540;
    let (first, end) = (step(days.first, years), step(days.last.saturating_add(1), years));
    if first < end { Days { first, last: end - 1 } } else { days }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_thin_fringe_is_not_shown_at_first() {
        let year = |y: i32, n: f64| (y, [n, 0.0]);
        let mut years: Vec<_> = (2000..2020).map(|y| year(y, 100.0)).collect();
        assert_eq!(core(&years), None);
        // A few years are shown with the others.
        years.extend((2020..2025).map(|y| year(y, 0.5)));
        assert_eq!(core(&years), None);
        years.extend((2025..2046).map(|y| year(y, 0.1)));
        assert_eq!(core(&years), Some((2000, 2019)));
        // Money that falls in it is shown.
        years[38].1[1] = 5.0;
        assert_eq!(core(&years), Some((2000, 2038)));
        assert_eq!(core(&[]), None);
    }

    #[test]
    fn a_long_brush_begins_and_ends_with_a_month_or_a_year() {
        let day = |y, m, d| days_from_civil(y, m, d);
        let snap = |a, b| snapped(Days { first: a, last: b });
        let days = |a, b| Days { first: a, last: b };
        assert_eq!(
            snap(day(2015, 3, 3), day(2015, 3, 12)),
            days(day(2015, 3, 3), day(2015, 3, 12))
        );
        assert_eq!(
            snap(day(2015, 3, 3), day(2015, 3, 29)),
            days(day(2015, 3, 1), day(2015, 3, 31))
        );
        assert_eq!(
            snap(day(2012, 12, 20), day(2015, 11, 2)),
            days(day(2013, 1, 1), day(2015, 12, 31))
        );
    }
}
