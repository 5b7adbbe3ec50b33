//! A record whole: every label, every date and amount, where each was read, what it is tied to, and
//! the members this program does not know.

use serde_json::Value;

use super::around::{alternatives, readings_of, ties};
use crate::edit::MERGED;
use crate::model::{Amount, EdtfDate, Text, decode, schema};
use crate::panels::ReadCx;
use crate::panels::wording::{amount_kind, mark};
use crate::query::Dim;
use crate::record::{Collection, Row, splice};
use crate::say::{dim_term, field_name, in_language, term_name, value_at};
use crate::text::display::clean;
use crate::text::number;
use crate::view::Thing;

/// One line: what it is, what it says, and where it leads; text in the order it is read.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct InspectorLine {
    /// What it is.
    pub label: String,
    /// What it says.
    pub text: String,
    /// The record it names.
    pub thing: Option<Thing>,
    /// The address it names.
    pub url: Option<String>,
    /// Something is doubtful about it.
    pub doubtful: bool,
}

/// Lines under one title.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct Section {
    /// The id of its title.
    pub title: &'static str,
    /// The lines.
    pub lines: Vec<InspectorLine>,
}

/// A record as shown.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// What it is, in words.
    pub kind: String,
    /// What is told of it.
    pub sections: Vec<Section>,
}

/// Members that sections of their own tell; all others are told after them.
const TOLD: [&str; 42] = [
    "id",
    "label",
    "shortLabel",
    "description",
    "note",
    "aliases",
    "text",
    "verbatim",
    "kind",
    "status",
    "prov",
    "alternatives",
    "offices",
    "amounts",
    "dates",
    "date",
    "start",
    "end",
    "stages",
    "sectors",
    "participants",
    "parties",
    "from",
    "to",
    "type",
    "csl",
    "issued",
    "derivedFrom",
    "speakers",
    "scope",
    "review",
    "place",
    "speakerLabel",
    "party",
    "parent",
    "event",
    "onBehalfOf",
    "members",
    "institutions",
    "initiatives",
    "links",
    MERGED,
];

/// Says what is shown of a record.
#[must_use]
pub fn sheet(cx: &ReadCx<'_>, row: Row) -> Sheet {
    let value = decode(&cx.doc.records, row);
    let sections = [
        texts(cx, row, &value),
        facts(cx, row, &value),
        amounts(cx, row, &value),
        relations(cx, row, &value),
        ties(cx, row),
        readings_of(cx, row, &value),
        alternatives(cx, row, &value),
        others(cx, row, &value),
    ];
    Sheet {
        name: cx.name(row),
        kind: kind(cx, row, &value),
        sections: sections.into_iter().filter(|s| !s.lines.is_empty()).collect(),
    }
}

pub(super) fn line(label: String, text: impl Into<String>) -> InspectorLine {
    InspectorLine { label, text: text.into(), ..InspectorLine::default() }
}

/// Puts a line that tells the member at a pointer, with a mark when the record's own source does
/// not state it; not at all when the filter leaves out where it comes from.
fn put(
    cx: &ReadCx<'_>,
    lines: &mut Vec<InspectorLine>,
    v: &Value,
    pointer: &str,
    line: InspectorLine,
) {
    lines.extend(sourced(cx, v, pointer, line));
}

fn sourced(
    cx: &ReadCx<'_>,
    v: &Value,
    pointer: &str,
    mut line: InspectorLine,
) -> Option<InspectorLine> {
    let what = match pointer.split('/').nth(1) {
        Some("place") => "mark-place",
        Some("offices") => "mark-office",
        Some("date" | "start" | "end" | "dates" | "stages") => "mark-date",
        _ => "mark-member",
    };
    if let Some(mark) = mark(cx, v, pointer, what) {
        if mark.hidden {
            return None;
        }
        let said = if mark.outside {
            cx.words.ts("mark-outside", &[("said", mark.said)])
        } else {
            mark.said
        };
        line.text = format!("{} ({said})", line.text);
        line.doubtful = true;
    }
    Some(line)
}

/// A text and what more there is to say.
fn and(text: String, more: &str) -> String {
    if more.is_empty() { text } else { format!("{text} ({more})") }
}

pub(super) fn text_of(v: &Value) -> &str {
    v.as_str().unwrap_or_default()
}

/// What a record is: its collection and its kind.
fn kind(cx: &ReadCx<'_>, row: Row, v: &Value) -> String {
    let of = cx.words.t(&format!("record-{}", row.collection().key()));
    let kind = text_of(&v["kind"]);
    let prefix = match schema::field_at(row.collection(), "/kind").map(|f| f.kind) {
        Some(schema::Kind::Term(prefix, _)) => prefix,
        _ => "kind",
    };
    let kind =
        if kind.is_empty() { String::new() } else { term_name(cx.doc, cx.words, prefix, kind) };
    if kind.is_empty() || kind == of { of } else { format!("{of} · {kind}") }
}

/// Every wording in every language.
fn texts(cx: &ReadCx<'_>, row: Row, v: &Value) -> Section {
    let mut lines = Vec::new();
    for (key, id) in [
        ("label", "inspect-label"),
        ("shortLabel", "inspect-short"),
        ("text", "inspect-text"),
        ("description", "inspect-description"),
        ("note", "inspect-note"),
        ("speakerLabel", "inspect-speaker"),
    ] {
        for (tag, text) in Text::from_value(&v[key]).all() {
            let label = in_language(cx.words, cx.words.t(id), tag);
            lines.push(line(label, clean(text, 1200)));
        }
    }
    for item in v["verbatim"].as_array().into_iter().flatten() {
        let label = in_language(cx.words, cx.words.t("inspect-verbatim"), text_of(&item["lang"]));
        let words = clean(text_of(&item["text"]), 1200);
        if !words.trim().is_empty() {
            let words = crate::say::quoted(&words, cx.words.language);
            let more = rest(cx, row, "/verbatim/0", item, &["lang", "text"]);
            lines.push(line(label, and(words, &more)));
        }
    }
    for (i, item) in v["aliases"].as_array().into_iter().flatten().enumerate() {
        let kind = text_of(&item["kind"]);
        let mut label = cx.words.t("inspect-alias");
        if !kind.is_empty() {
            label = format!("{label} ({})", term_name(cx.doc, cx.words, "alias", kind));
        }
        let more = rest(cx, row, "/aliases/0", item, &["value", "kind", "lang"]);
        let alias = clean(text_of(&item["value"]), 200).into_owned();
        let alias = in_language(cx.words, alias, text_of(&item["lang"]));
        let alias = line(label, and(alias, &more));
        put(cx, &mut lines, v, &format!("/aliases/{i}"), alias);
    }
    Section { title: "inspect-names", lines }
}

/// Dates, status, offices, stages.
fn facts(cx: &ReadCx<'_>, row: Row, v: &Value) -> Section {
    let mut lines = Vec::new();
    let date = |raw: &str| number::date(&EdtfDate::parse(raw), cx.words);
    if row.collection() == Collection::Links && !v["status"].is_null() {
        let label = cx.words.t("dim-status");
        lines.push(line(label, told(cx, row, "/status", &v["status"], 60)));
    }
    for (key, dim) in [
        ("status", Dim::Status),
        ("scope", Dim::Scope),
        ("review", Dim::Review),
        ("type", Dim::Link),
    ] {
        let term = text_of(&v[key]);
        let of_link = row.collection() == Collection::Links && dim == Dim::Status;
        if !term.is_empty() && !of_link {
            let label = cx.words.t(&format!("dim-{}", dim.key()));
            lines.push(line(label, dim_term(cx.doc, cx.words, dim, term)));
        }
    }
    for key in ["date", "start", "end", "issued"] {
        if let Some(raw) = v[key].as_str() {
            let told = line(cx.words.t(&format!("inspect-{key}")), date(raw));
            // A source is no fact that is read in another.
            if row.collection() == Collection::Sources {
                lines.push(told);
            } else {
                put(cx, &mut lines, v, &format!("/{key}"), told);
            }
        }
    }
    for (key, raw) in v["dates"].as_object().into_iter().flatten() {
        let known = cx.words.find(&format!("inspect-date-{key}"));
        let label = known.unwrap_or_else(|| clean(&field_name(cx.words, key), 40).into_owned());
        put(cx, &mut lines, v, &format!("/dates/{key}"), line(label, date(text_of(raw))));
    }
    for (i, stage) in v["stages"].as_array().into_iter().flatten().enumerate() {
        let label = term_name(cx.doc, cx.words, "stage", text_of(&stage["stage"]));
        let more = rest(cx, row, "/stages/0", stage, &["stage", "date"]);
        let told = line(label, and(date(text_of(&stage["date"])), &more));
        put(cx, &mut lines, v, &format!("/stages/{i}/date"), told);
    }
    for (i, office) in v["offices"].as_array().into_iter().flatten().enumerate() {
        let title = cx.pick_logical(&Text::from_value(&office["title"]), 160);
        let since =
            [("start", "date-since"), ("end", "date-until")].into_iter().filter_map(|(k, id)| {
                let raw = office[k].as_str()?;
                let date = number::date(&EdtfDate::parse(raw), cx.words);
                let told = line(String::new(), cx.words.ts(id, &[("date", date)]));
                sourced(cx, v, &format!("/offices/{i}/{k}"), told).map(|l| l.text)
            });
        let mut parts = vec![title];
        let place = [&office["institution"], &office["party"]];
        let place = place.into_iter().find_map(|id| cx.doc.records.find(text_of(id)));
        // "President of Kazakhstan" says where already.
        let titled = crate::query::fold(&parts[0]);
        let place_name = place.map(|r| name(cx, r));
        let said_already = |n: &String| titled.contains(&crate::query::fold(n));
        parts.extend(place_name.filter(|n| !said_already(n)));
        parts.extend(since);
        let said = ["title", "institution", "party", "start", "end"];
        parts.push(rest(cx, row, "/offices/0", office, &said));
        parts.retain(|p| !p.is_empty());
        let mut out = line(cx.words.t("inspect-office"), parts.join(", "));
        out.thing = place.map(Thing::Record);
        put(cx, &mut lines, v, &format!("/offices/{i}/title"), out);
    }
    let shares = cx.table.fact(row).map(|f| cx.table.shares(f));
    if let Some(shares) = shares.filter(|_| !v["sectors"].is_null()) {
        let missing = shares.split;
        for (sector, share) in shares.fractions() {
            let name = name(cx, Row::new(Collection::Sectors, sector as usize));
            let percent = number::percent(share, cx.words.language);
            let text = if share >= 1.0 { name } else { format!("{name} {percent}") };
            let mut out = line(cx.words.t("dim-sector"), text);
            out.thing = Some(Thing::Record(Row::new(Collection::Sectors, sector as usize)));
            out.doubtful = missing;
            lines.push(out);
        }
        if missing {
            lines.push(line(String::new(), cx.words.t("inspect-split")));
        }
    }
    // What a date and a stage tell alike is told once.
    let mut told_once: Vec<InspectorLine> = Vec::new();
    for line in lines {
        if !told_once.contains(&line) {
            told_once.push(line);
        }
    }
    Section { title: "inspect-facts", lines: told_once }
}

fn amounts(cx: &ReadCx<'_>, row: Row, v: &Value) -> Section {
    let read = Amount::read_all(cx.doc.records.text_of(row), v);
    let items = v["amounts"].as_array().map_or(&[][..], Vec::as_slice);
    let lines = read
        .iter()
        .zip(items)
        .map(|(amount, item)| {
            let exact = number::money(amount, cx.words, true);
            let mut parts = vec![if amount.approximate {
                cx.words.ts("amount-about", &[("amount", exact)])
            } else {
                exact
            }];
            if let Some(date) = item["date"].as_str() {
                parts.push(number::date(&EdtfDate::parse(date), cx.words));
            }
            if let Some(year) = item["constantYear"].as_i64() {
                parts.push(cx.words.ts("inspect-constant", &[("year", year.to_string())]));
            }
            if let Some(told) = item["restates"].as_str() {
                let n = told.rsplit('/').next().and_then(|n| n.parse::<usize>().ok());
                let of = n.and_then(|n| read.get(n)).map(|a| number::money(a, cx.words, true));
                let of = of.unwrap_or_else(|| clean(told, 40).into_owned());
                parts.push(cx.words.ts("inspect-restates", &[("amount", of)]));
            }
            parts.push(cx.pick_logical(&Text::from_value(&item["note"]), 200));
            let said = [
                "value",
                "currency",
                "kind",
                "approximate",
                "date",
                "constantYear",
                "restates",
                "note",
            ];
            parts.push(rest(cx, row, "/amounts/0", item, &said));
            parts.retain(|p| !p.is_empty());
            let kind = amount_kind(cx, &amount.kind);
            let label = if kind.is_empty() { cx.words.t("column-amount") } else { kind };
            InspectorLine { doubtful: amount.approximate, ..line(label, parts.join(" · ")) }
        })
        .collect();
    Section { title: "inspect-amounts", lines }
}

/// Records it names, member by member.
fn relations(cx: &ReadCx<'_>, row: Row, v: &Value) -> Section {
    let mut lines = Vec::new();
    let named = |label: String, id: &str, more: String| {
        let row = cx.doc.records.find(id);
        let name = row.map_or_else(|| clean(id, 80).into_owned(), |r| name(cx, r));
        let text = if more.is_empty() { name } else { format!("{name} ({more})") };
        InspectorLine {
            thing: row.map(Thing::Record),
            doubtful: row.is_none(),
            ..line(label, text)
        }
    };
    for key in ["from", "to", "party", "parent", "event"] {
        if let Some(id) = v[key].as_str() {
            let told = named(cx.words.t(&format!("inspect-{key}")), id, String::new());
            put(cx, &mut lines, v, &format!("/{key}"), told);
        }
    }
    if v["place"].is_object() {
        let (label, place) = (cx.words.t("inspect-place"), &v["place"]);
        let more = rest(cx, row, "/place", place, &["party"]);
        let told = match place["party"].as_str() {
            Some(id) => named(label, id, more),
            None => line(label, more),
        };
        put(cx, &mut lines, v, "/place/party", told);
    }
    for key in [
        "speakers",
        "onBehalfOf",
        "parties",
        "members",
        "institutions",
        "initiatives",
        "links",
        "derivedFrom",
    ] {
        for id in v[key].as_array().into_iter().flatten().filter_map(Value::as_str) {
            let label = cx.words.t(&format!("inspect-{}", key.to_lowercase()));
            lines.push(named(label, id, String::new()));
        }
    }
    for (i, item) in v["participants"].as_array().into_iter().flatten().enumerate() {
        let role = text_of(&item["role"]);
        let role = if role.is_empty() {
            String::new()
        } else {
            term_name(cx.doc, cx.words, "roles", role)
        };
        let mut more = vec![role];
        if let Some(share) = item["share"].as_f64() {
            more.push(number::percent(share / 100.0, cx.words.language));
        }
        if !item["amount"].is_null() {
            more.push(told(cx, row, "/participants/0/amount", &item["amount"], 80));
        }
        for key in ["start", "end"] {
            let date = item[key].as_str().map(EdtfDate::parse);
            more.extend(date.map(|d| number::date(&d, cx.words)));
        }
        let said = ["actor", "role", "share", "amount", "start", "end"];
        more.push(rest(cx, row, "/participants/0", item, &said));
        more.retain(|m| !m.is_empty());
        let more = more.join(", ");
        let told = named(cx.words.t("inspect-participant"), text_of(&item["actor"]), more);
        put(cx, &mut lines, v, &format!("/participants/{i}"), told);
    }
    if let Some(url) = v["csl"]["URL"].as_str() {
        let source = crate::model::Source::from_value(v);
        let web = source.web_address().map(|(u, _)| u.to_owned());
        lines.push(InspectorLine {
            url: web,
            ..line(cx.words.t("inspect-address"), clean(url, 300))
        });
    }
    Section { title: "inspect-relations", lines }
}

/// What an entry holds besides what is told of it already, in words; not where it was read, which
/// marks say.
pub(super) fn rest(
    cx: &ReadCx<'_>,
    row: Row,
    pointer: &str,
    entry: &Value,
    told: &[&str],
) -> String {
    let mut left = entry.as_object().cloned().unwrap_or_default();
    left.retain(|key, v| key != "prov" && !told.contains(&key.as_str()) && !v.is_null());
    if left.is_empty() { String::new() } else { self::told(cx, row, pointer, &left.into(), 400) }
}

/// The name of a record, in the order it is read.
pub(super) fn name(cx: &ReadCx<'_>, row: Row) -> String {
    clean(&crate::say::record_name(cx.words, cx.doc, row), 300).into_owned()
}

/// What stands at a member, in words, on one line.
pub(super) fn told(cx: &ReadCx<'_>, row: Row, pointer: &str, value: &Value, most: usize) -> String {
    let text = value_at(cx.words, cx.doc, Some(row.collection()), pointer, value);
    clean(&text, most).into_owned()
}

/// Members no section tells.
fn others(cx: &ReadCx<'_>, row: Row, v: &Value) -> Section {
    // The bibliographic item, member by member (CSL-JSON).
    let csl = v["csl"].as_object().into_iter().flatten();
    let csl = csl.filter(|(key, _)| *key != "URL" && *key != "id");
    let mut lines: Vec<InspectorLine> = csl
        .map(|(key, value)| {
            let known = cx.words.find(&format!("csl-{}", key.to_lowercase()));
            let label = known.unwrap_or_else(|| clean(&field_name(cx.words, key), 60).into_owned());
            line(label, told(cx, row, &format!("/csl/{}", splice::token(key)), value, 600))
        })
        .collect();
    let members = v.as_object().into_iter().flatten();
    for (key, value) in members.filter(|(key, _)| !TOLD.contains(&key.as_str())) {
        let label = clean(&field_name(cx.words, key), 60).into_owned();
        let pointer = format!("/{}", splice::token(key));
        let kind = schema::field_at(row.collection(), &pointer).map(|f| f.kind);
        if let (Some(schema::Kind::ByLanguage(_)), Some(map)) = (kind, value.as_object()) {
            // A line for each language.
            for (tag, v) in map {
                let pointer = format!("{pointer}/{}", splice::token(tag));
                let label = in_language(cx.words, label.clone(), tag);
                lines.push(line(label, told(cx, row, &pointer, v, 600)));
            }
        } else {
            lines.push(line(label, told(cx, row, &pointer, value, 600)));
        }
    }
    // What was merged into it is told by its names.
    for part in v[MERGED].as_array().into_iter().flatten() {
        let name = cx.pick_logical(&crate::model::label_of(row, &part["record"]), 200);
        lines.push(line(cx.words.t("form-merged"), name));
    }
    Section { title: "inspect-raw", lines }
}
