//! What stands on the timeline: each dated fact as the span of days it may mean.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::model::{Days, civil_from_days, days_from_civil};
use crate::panels::ReadCx;
use crate::query::{Count, Dim, Flow, Measure, Values};
use crate::record::{Collection, Row};
use crate::table::{Dated, Table};
use crate::ui::theme::Rgb;
use crate::view::TimelineMode;

/// More items than this are not all drawn one by one.
pub const MAX_ITEMS: usize = 1500;
/// So many of a lane with more are there to be drawn: those that matter most.
const FEW: usize = 64;
/// A pile higher than this is counted too, to be drawn as density where it has no room.
const HIGH: u32 = 12;

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
    /// A tie that has begun and of which no end is told.
    pub open: bool,
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
        self.open || self.days.last == i32::MAX || self.days.first == i32::MIN
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

/// How long each bin of a density is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub enum Unit {
    /// A year.
    #[default]
    Year,
    /// A month.
    Month,
    /// A day.
    Day,
}

/// The text that tells what the columns of a density count.
#[must_use]
pub fn counted_key(unit: Unit) -> &'static str {
    match unit {
        Unit::Year => "timeline-key-years",
        Unit::Month => "timeline-key-months",
        Unit::Day => "timeline-key-days",
    }
}

/// Facts of a lane that touch a year, a month or a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Bin {
    /// Its first day.
    pub first: i32,
    /// The first day after it.
    pub end: i32,
    /// Facts under the filter.
    pub selected: u32,
    /// All facts.
    pub total: u32,
}

/// The timeline as shown.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct TimelineData {
    /// Items one by one; of a lane with too many those that matter most.
    pub items: Vec<Item>,
    /// The items are all there are, and none of their piles is high.
    pub all_items: bool,
    /// How many facts of each of [`Self::lanes`] there are over time; nothing where its pile is low.
    pub density: Vec<Vec<Bin>>,
    /// How long the bins are.
    pub unit: Unit,
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

    /// The height that an item of a lane has for itself, as a share of the whole height.
    #[must_use]
    pub fn step(&self, lane: usize) -> f64 {
        let at = self.lanes.iter().position(|l| *l == lane);
        let pile = at.and_then(|i| self.levels.get(i)).copied().unwrap_or(1);
        self.lane_place(lane).1 * 0.86 / f64::from(pile.max(1))
    }

    /// Most facts of the lane at a place in [`Self::lanes`] in one bin of its density.
    #[must_use]
    pub fn most(&self, at: usize) -> u32 {
        let bins = self.density.get(at).map_or(&[][..], Vec::as_slice);
        bins.iter().map(|b| b.total).max().unwrap_or(0)
    }
}

/// Says what will be shown. Where not all facts can be drawn one by one, items are of the range of
/// days in sight.
#[must_use]
pub fn data(cx: &ReadCx<'_>, range: Option<(f64, f64)>) -> TimelineData {
    let mut out = TimelineData::default();
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
    if mode(cx) != TimelineMode::Spans {
        return out;
    }
    let few = out.dated.1 as usize <= MAX_ITEMS;
    if few || range.is_none() {
        items(cx, &mut out, None);
        out.all_items = few && out.density.iter().all(Vec::is_empty);
    }
    if let Some(range) = range.filter(|_| !out.all_items) {
        items(cx, &mut out, Some(range));
    }
    out
}

/// A dated fact of a lane.
type Found = (usize, Days);

/// Finds the items of all lanes, in a range of days where one is given.
fn items(cx: &ReadCx<'_>, out: &mut TimelineData, range: Option<(f64, f64)>) {
    out.items.clear();
    out.lanes.clear();
    out.levels.clear();
    out.density.clear();
    // Dates that only sources from outside give are left out with these sources.
    let hidden = crate::panels::wording::hides_background(cx);
    let in_sight = |days: Days| {
        let (first, last) = days.closed();
        range.is_none_or(|(a, b)| f64::from(first) <= b && f64::from(last) >= a)
    };
    let of_lane = |collection: Collection| -> Vec<Found> {
        let facts = cx.table.facts_of(collection);
        let dated = facts.filter_map(|n| Some((n, cx.table.days[n]?)));
        let dated = dated.filter(|(n, d)| {
            let left_out = hidden && cx.table.dated[*n].outside;
            !d.is_unknown() && !left_out && in_sight(*d)
        });
        dated.collect()
    };
    let lanes = LANES.map(of_lane);
    let ends = lanes.iter().flatten().map(|f| f.1.closed());
    let span = ends.fold((i32::MAX, i32::MIN), |a, b| (a.0.min(b.0), a.1.max(b.1)));
    #[expect(clippy::cast_possible_truncation, reason = "days of a calendar")]
    let span = range.map_or(span, |(a, b)| (a.max(-4e6) as i32, b.min(4e6) as i32));
    let (unit, bins) = bins(span);
    out.unit = unit;
    // Things that would lie on each other are piled up.
    let width = (span.1.saturating_sub(span.0)).max(30) / 90;
    let flow = crate::panels::wording::initiative_flow(cx);
    for (lane, mut found) in lanes.into_iter().enumerate().filter(|l| !l.1.is_empty()) {
        // More than these are never low: they need not be put in order to be counted.
        let many = found.len() > MAX_ITEMS;
        let (levels, pile) = if many { (Vec::new(), u32::MAX) } else { piled(&mut found, width) };
        let density = if pile > HIGH { density_of(cx, &found, &bins) } else { Vec::new() };
        if pile > UNREADABLE {
            found = most_important(cx, found, flow);
        }
        out.lanes.push(lane);
        out.levels.push(pile);
        out.density.push(density);
        // What is only one of a few has no place in the pile.
        let level = |i: usize| levels.get(i).copied().unwrap_or(0);
        out.items.extend(found.iter().enumerate().map(|(i, f)| item(cx, lane, *f, level(i))));
    }
}

/// Most items of a lane that stand over each other: no room is high enough for more.
const UNREADABLE: u32 = 96;

/// How important it is that a fact is seen and named, of those that pass: what brings most money,
/// what most statements tell of. Among equals any, but spread over all of them: the first ones are
/// all of the first years.
type Rank = (i128, usize, u32);

/// The rank of a fact of a lane; `flow` is the money that is told.
pub(super) fn rank(table: &Table, fact: usize, flow: Option<Flow>) -> Rank {
    let money = flow.and_then(|flow| crate::query::money(table, fact, flow).0);
    let spread = u32::try_from(fact).unwrap_or(0).wrapping_mul(0x9E37_79B1);
    (money.unwrap_or(0), table.evidence.get(fact).len(), spread)
}

/// The few of a lane that matter most, in the order of time.
fn most_important(cx: &ReadCx<'_>, mut found: Vec<Found>, flow: Option<Flow>) -> Vec<Found> {
    let (table, results) = (cx.table, cx.results);
    let passing = found.iter().filter(|f| results.passes(f.0)).count();
    if passing >= FEW {
        found.retain(|f| results.passes(f.0));
    }
    let key = |f: &Found| (results.passes(f.0), rank(table, f.0, flow));
    let keyed = found.into_par_iter().with_min_len(4096);
    let mut keyed: Vec<_> = keyed.map(|f| (std::cmp::Reverse(key(&f)), f)).collect();
    if keyed.len() > FEW {
        keyed.select_nth_unstable_by_key(FEW, |k| k.0);
        keyed.truncate(FEW);
    }
    let mut few: Vec<Found> = keyed.into_iter().map(|k| k.1).collect();
    few.sort_unstable_by_key(|(n, days)| (days.closed(), *n));
    few
}

/// Whether a link says when it began and not that it ended.
fn is_begun(cx: &ReadCx<'_>, row: Row) -> bool {
    let value = crate::model::decode(&cx.doc.records, row);
    value["start"].is_string() && value["end"].is_null()
}

/// Puts the facts of a lane in the order of time and piles them up: how high each stands, and how high the pile
/// is; no levels where it is too high to be read.
fn piled(found: &mut [Found], width: i32) -> (Vec<u32>, u32) {
    found.sort_unstable_by_key(|(n, days)| (days.closed(), *n));
    let mut ends: Vec<i32> = Vec::new();
    let mut levels = Vec::with_capacity(found.len());
    for (_, days) in found.iter() {
        let (first, last) = days.closed();
        let level =
            ends.iter().position(|end| first > end.saturating_add(width)).unwrap_or(ends.len());
        if level == ends.len() {
            ends.push(last);
        } else {
            ends[level] = last;
        }
        let level = u32::try_from(level).unwrap_or(u32::MAX);
        if level >= UNREADABLE {
            return (Vec::new(), u32::MAX);
        }
        levels.push(level);
    }
    (levels, u32::try_from(ends.len()).unwrap_or(u32::MAX))
}

/// One fact of a lane.
fn item(cx: &ReadCx<'_>, lane: usize, (n, days): Found, level: u32) -> Item {
    let row = cx.table.row(n);
    let sector = cx.table.sectors.get(n).first().copied();
    Item {
        row,
        lane,
        level,
        days,
        doubtful: cx.table.doubtful[n],
        dated: cx.table.dated[n],
        unsourced: !cx.table.is_sourced(row),
        color: sector.map_or(cx.tokens.neutral.into(), |s| cx.sector_color(s)),
        lit: cx.results.passes(n),
        open: LANES[lane] == Collection::Links && is_begun(cx, row),
        disputed: LANES[lane] != Collection::Statements
            && crate::panels::wording::is_disputed(cx, row),
    }
}

/// Years, months or days from the first to the last of some days, as the days they begin with; one
/// more than there are bins.
fn bins((from, to): (i32, i32)) -> (Unit, Vec<i32>) {
    let days = to.saturating_sub(from);
    if days < 62 {
        return (Unit::Day, (from..=to.saturating_add(1)).collect());
    }
    let (first, last) = (civil_from_days(from).0, civil_from_days(to).0);
    // Beyond some thousand years a column for each says nothing.
    let first = first.max(last.saturating_sub(3000));
    let starts = |months: &'static [u8]| {
        let years = first..=last.saturating_add(1);
        let start = move |y: i32| months.iter().map(move |m| days_from_civil(i64::from(y), *m, 1));
        years.flat_map(start).collect()
    };
    if days < 1500 {
        (Unit::Month, starts(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]))
    } else {
        (Unit::Year, starts(&[1]))
    }
}

/// How many facts touch each bin.
fn density_of(cx: &ReadCx<'_>, found: &[Found], starts: &[i32]) -> Vec<Bin> {
    // Where each begins and where it has ended, summed up afterwards.
    let mut steps = vec![[0i64; 2]; starts.len() + 1];
    for (n, days) in found {
        let (first, last) = days.closed();
        let bin = |day: i32| starts.partition_point(|s| *s <= day).saturating_sub(1);
        let lit = i64::from(cx.results.passes(*n));
        for (at, by) in [(bin(first), 1), (bin(last) + 1, -1)] {
            steps[at] = [steps[at][0] + by * lit, steps[at][1] + by];
        }
    }
    let mut now = [0i64; 2];
    let mut out = Vec::new();
    for (pair, step) in starts.windows(2).zip(&steps) {
        now = [now[0] + step[0], now[1] + step[1]];
        let [selected, total] = now.map(|n| u32::try_from(n).unwrap_or(0));
        out.push(Bin { first: pair[0], end: pair[1], selected, total });
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
