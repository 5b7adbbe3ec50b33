//! When a fact was, in words: as a line of the table, and under the pointer.

use serde::Serialize;

use super::data::{Bin, Item, TimelineData};
use super::names::Standing;
use super::sums::MoneyData;
use crate::model::{Days, civil_from_days};
use crate::panels::ReadCx;
use crate::panels::wording::{Mark, mark};
use crate::record::{Collection, Row};
use crate::ui::theme::Rgb;

/// The days of a fact in words.
fn when(cx: &ReadCx<'_>, fact: usize) -> String {
    let Some(days) = cx.table.days[fact] else { return String::new() };
    let value = crate::model::decode(&cx.doc.records, cx.table.row(fact));
    let named = named(cx, &value);
    // Several dates are not the days between them, and what is planned has not come: each is told
    // for what it is, and says itself that it is doubtful.
    let planned = ["plannedStart", "plannedEnd"].iter().any(|k| value["dates"][*k].is_string());
    if named.len() > 1 || planned {
        return named.join(" · ");
    }
    let text = crate::text::number::period(days, cx.words);
    let text =
        if cx.table.doubtful[fact] { cx.words.ts("date-about", &[("date", text)]) } else { text };
    let dated = cx.table.dated[fact];
    if dated.published {
        return cx.words.ts("mark-published", &[("date", text)]);
    }
    match date_said(cx, fact) {
        Some(mark) => format!("{text} ({})", mark.short),
        None => text,
    }
}

/// The dates of an initiative, each with what it is the date of, in the order of time.
fn named(cx: &ReadCx<'_>, value: &serde_json::Value) -> Vec<String> {
    let mut dates: Vec<(Option<i32>, String)> = Vec::new();
    let mut put = |name: String, raw: &str| {
        let date = crate::model::EdtfDate::parse(raw);
        let day = date.days.as_ref().ok().map(|d| d.closed().0);
        dates.push((day, cx.words.named(&name, &crate::text::number::date(&date, cx.words))));
    };
    for (key, date) in value["dates"].as_object().into_iter().flatten() {
        if let Some(raw) = date.as_str() {
            put(crate::say::field_name(cx.words, key), raw);
        }
    }
    for stage in value["stages"].as_array().into_iter().flatten() {
        if let (Some(word), Some(raw)) = (stage["stage"].as_str(), stage["date"].as_str()) {
            let name = cx.words.find(&format!("stage-{word}")).unwrap_or_else(|| word.to_owned());
            put(name, raw);
        }
    }
    dates.sort();
    dates.dedup();
    dates.into_iter().map(|d| d.1).collect()
}

/// The mark of the least plain date of a fact, or of the event a statement has its date from.
fn date_said(cx: &ReadCx<'_>, fact: usize) -> Option<Mark> {
    let dated = cx.table.dated[fact];
    if dated.published || !(dated.inferred || dated.elsewhere) {
        return None;
    }
    let row = cx.table.row(fact);
    let mut value = crate::model::decode(&cx.doc.records, row);
    if row.collection() == Collection::Statements && value["date"].is_null() {
        let event = cx.doc.records.find(value["event"].as_str().unwrap_or_default())?;
        value = crate::model::decode(&cx.doc.records, event);
    }
    let mut pointers: Vec<String> = ["date", "start", "end"]
        .iter()
        .filter(|k| value[**k].is_string())
        .map(|k| format!("/{k}"))
        .collect();
    let named = value["dates"].as_object().into_iter().flat_map(|m| m.keys());
    pointers.extend(named.map(|k| format!("/dates/{k}")));
    let stages = value["stages"].as_array().map_or(0, Vec::len);
    pointers.extend((0..stages).map(|i| format!("/stages/{i}/date")));
    pointers.iter().find_map(|p| mark(cx, &value, p, "mark-date"))
}

/// What a column under the pointer counts; the place is a day and a share of the height.
#[must_use]
pub(super) fn counted(
    cx: &ReadCx<'_>,
    data: &TimelineData,
    standing: &Standing,
    (day, y): (f64, f64),
) -> Option<String> {
    let i = data.lanes.iter().position(|lane| {
        let (base, high) = data.lane_place(*lane);
        (base..base + high).contains(&y)
    })?;
    let bins = data.density.get(i).filter(|_| standing.dense.get(i).is_some_and(|d| *d > 0.0))?;
    let within = |b: &&Bin| (f64::from(b.first)..f64::from(b.end)).contains(&day);
    let bin = bins.iter().find(within)?;
    let days = Days { first: bin.first, last: bin.end - 1 };
    let number = |n: u32| crate::text::number::whole(i64::from(n), cx.words.language);
    let args = [
        ("what", cx.words.t(super::axis::lane_name(data.lanes[i]))),
        ("when", crate::text::number::period(days, cx.words)),
        ("selected", number(bin.selected)),
        ("total", number(bin.total)),
    ];
    let id = if bin.selected < bin.total { "timeline-counted-of" } else { "timeline-counted" };
    Some(cx.words.ts(id, &args))
}

/// What is said of an item under the pointer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tip {
    /// Its name.
    pub name: String,
    /// Its dates.
    pub dates: String,
    /// Doubts: a date that is not plainly stated, no source.
    pub doubts: Vec<String>,
    /// Where it was read.
    pub readings: Vec<String>,
}

/// The thing, its dates, and where it was read.
#[must_use]
pub fn tip(cx: &ReadCx<'_>, item: &Item) -> Tip {
    let name = cx.name(item.row);
    let value = crate::model::decode(&cx.doc.records, item.row);
    let mut dates: Vec<String> = Vec::new();
    let show = |raw: &str| crate::text::number::date(&crate::model::EdtfDate::parse(raw), cx.words);
    for key in ["date", "start", "end"] {
        dates.extend(value[key].as_str().map(show));
    }
    dates.extend(named(cx, &value));
    if dates.is_empty() {
        let (first, last) = item.days.closed();
        let iso = |d: i32| {
            let (y, m, d) = civil_from_days(d);
            show(&format!("{y:04}-{m:02}-{d:02}"))
        };
        dates.push(if first == last {
            iso(first)
        } else {
            format!("{} – {}", iso(first), iso(last))
        });
    }
    let mut said = dates.join(" · ");
    let mut doubts = Vec::new();
    if item.dated.published {
        said = cx.words.ts("mark-published", &[("date", said)]);
        doubts.push(cx.words.t("mark-published-said"));
    } else if let Some(fact) = cx.table.fact(item.row) {
        doubts.extend(date_said(cx, fact).map(|m| m.said));
    }
    if crate::panels::wording::is_disputed(cx, item.row) {
        doubts.push(cx.words.t("review-disputed"));
    }
    if item.unsourced {
        doubts.push(cx.words.t("quotes-no-source"));
    }
    let prov = crate::model::Prov::read(&value);
    let reading = |r: crate::panels::wording::Reading| {
        let basis = r.basis.map_or_else(String::new, |b| format!(" ({b})"));
        format!("{}{basis}", r.label)
    };
    Tip {
        name: crate::text::display::cut(&name, 160).into_owned(),
        dates: said,
        doubts,
        readings: crate::panels::wording::readings(cx, &prov, 2).into_iter().map(reading).collect(),
    }
}

/// A dated fact as a line of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DatedLine {
    /// The record.
    pub row: Row,
    /// Its name, what it is, and when.
    pub cells: [String; 3],
    /// The colour of its first sector.
    pub dot: Option<Rgb>,
    /// The record says nowhere where it was read.
    pub unsourced: bool,
}

/// The dated facts under the filter, in the order of their dates.
#[must_use]
pub fn dated(cx: &ReadCx<'_>) -> Vec<u32> {
    let passing = cx.results.pass().rows(0..cx.table.n_facts(), false);
    let dated = passing.filter(|n| cx.table.spans[*n][0] <= cx.table.spans[*n][1]);
    let mut facts: Vec<u32> = dated.filter_map(|n| u32::try_from(n).ok()).collect();
    facts.sort_by_key(|n| cx.table.days[*n as usize].map(Days::closed));
    facts
}

/// What one line says.
#[must_use]
pub fn line(cx: &ReadCx<'_>, fact: usize) -> DatedLine {
    let row = cx.table.row(fact);
    let what = cx.words.t(&format!("record-{}", row.collection().key()));
    let sector = cx.table.sectors.get(fact).first();
    DatedLine {
        row,
        cells: [cx.name(row), what, when(cx, fact)],
        dot: sector.map(|s| cx.sector_color(*s)),
        unsourced: !cx.table.is_sourced(row),
    }
}

/// What is said of the money of the year a day lies in.
#[must_use]
pub(super) fn year(cx: &ReadCx<'_>, made: &MoneyData, day: f64) -> Option<String> {
    #[expect(clippy::cast_possible_truncation, reason = "a day of a calendar")]
    let (year, ..) = crate::model::civil_from_days(day.floor() as i32);
    let of = made.years.iter().find(|y| y.year == year)?;
    let args = [("year", year.to_string()), ("sum", of.whole.clone())];
    let mut said = vec![cx.words.ts("timeline-money-year", &args)];
    if !of.name.is_empty() {
        said.push(of.name.clone());
    }
    said.push(cx.words.t("timeline-money-filter"));
    Some(said.join("\n"))
}
