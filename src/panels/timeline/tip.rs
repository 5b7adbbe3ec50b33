//! When a fact was, in words, and what is said of it under the pointer.

use egui::Ui;

use super::data::Item;
use crate::model::civil_from_days;
use crate::panels::ReadCx;
use crate::panels::facts::{Mark, mark};
use crate::record::Collection;
use crate::ui::ext;
use crate::ui::theme::size;

/// The days of a fact in words.
pub(super) fn when(cx: &ReadCx<'_>, fact: usize) -> String {
    let Some(days) = cx.table.days[fact] else { return String::new() };
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

/// The thing, its dates, and where it was read.
pub(super) fn tip(cx: &ReadCx<'_>, ui: &mut Ui, item: &Item) {
    ui.set_max_width(340.0);
    let name = cx.name(item.row);
    ui.label(ext::strong(crate::text::display::cut(&name, 160).into_owned(), size::BODY));
    let value = crate::model::decode(&cx.doc.records, item.row);
    let mut dates: Vec<String> = Vec::new();
    let show = |raw: &str| crate::text::number::date(&crate::model::EdtfDate::parse(raw), cx.words);
    for key in ["date", "start", "end"] {
        dates.extend(value[key].as_str().map(show));
    }
    if let Some(map) = value["dates"].as_object() {
        dates.extend(map.values().filter_map(|v| v.as_str()).map(show));
    }
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
    if let Some(fact) = cx.table.fact(item.row) {
        if item.dated.published {
            said = cx.words.ts("mark-published", &[("date", said)]);
        }
        ui.label(ext::small(said, cx.tokens));
        let published = item.dated.published.then(|| cx.words.t("mark-published-said"));
        let said = published.or_else(|| date_said(cx, fact).map(|m| m.said));
        if let Some(said) = said {
            ui.add(egui::Label::new(ext::small(said, cx.tokens).color(cx.tokens.warning)).wrap());
        }
    }
    if item.unsourced {
        let text = ext::small(cx.words.t("quotes-no-source"), cx.tokens);
        ui.label(text.color(cx.tokens.warning));
    }
    let prov = crate::model::Prov::read(&value);
    for r in crate::panels::facts::readings(cx, &prov, 2) {
        let basis = r.basis.map_or_else(String::new, |b| format!(" ({b})"));
        ui.label(ext::small(format!("{}{basis}", r.label), cx.tokens));
    }
}
