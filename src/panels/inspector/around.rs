//! What is around a record: what it is tied to, where it was read, and what is told otherwise.

use serde_json::Value;

use super::data::{InspectorLine, Section, line, name, rest, text_of, told};
use crate::model::{Prov, Text};
use crate::panels::ReadCx;
use crate::panels::wording::{readings_logical, tie_words_from};
use crate::record::Row;
use crate::say::{member, term_name};
use crate::table::{Node, TieKind};
use crate::text::display::clean;
use crate::text::number;
use crate::view::Thing;

/// Most ties listed; the section says how many there are.
const TIES: usize = 60;

/// Links and other ties to and from it.
pub(super) fn ties(cx: &ReadCx<'_>, row: Row) -> Section {
    let here = Node::Record(row);
    let mut lines = Vec::new();
    let mut n = 0usize;
    for tie in cx.table.ties.iter().filter(|t| t.from == here || t.to == here) {
        // What the record itself names is told above.
        if tie.row == row && tie.kind != TieKind::Participation {
            continue;
        }
        n += 1;
        if lines.len() >= TIES {
            continue;
        }
        let away = tie.from == here;
        let other = if away { tie.to } else { tie.from };
        let (what, back) = tie_words_from(cx, tie, away);
        let (name, thing) = match other {
            Node::Record(other) => (name(cx, other), Some(Thing::Record(other))),
            Node::Missing(n) => {
                let id = cx.table.missing.get(n as usize).map_or("", String::as_str);
                (clean(id, 80).into_owned(), None)
            }
        };
        let mut out = line(what, if back { format!("← {name}") } else { name });
        out.thing = thing;
        out.doubtful = tie.disputed || thing.is_none();
        lines.push(out);
    }
    if n > lines.len() {
        let (shown, total) = (lines.len(), n);
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let count = crate::query::Count { selected: small(shown), total: small(total) };
        lines.push(line(String::new(), cx.count_of(count)));
    }
    Section { title: "inspect-ties", lines }
}

/// Where each fact was read.
pub(super) fn readings_of(cx: &ReadCx<'_>, row: Row, v: &Value) -> Section {
    let mut lines = Vec::new();
    for (prov, item) in Prov::read(v).iter().zip(v["prov"].as_array().into_iter().flatten()) {
        let Some(reading) = readings_logical(cx, std::slice::from_ref(prov), 1).pop() else {
            continue;
        };
        let mut parts = vec![reading.label];
        let basis = text_of(&item["basis"]);
        if !basis.is_empty() {
            parts.push(term_name(cx.doc, cx.words, "basis", basis));
        }
        if let Some(confidence) = prov.confidence {
            let percent = number::percent(confidence, cx.words.language);
            parts.push(cx.words.ts("inspect-confidence", &[("percent", percent)]));
        }
        parts.push(cx.pick_logical(&Text::from_value(&item["note"]), 300));
        let said = ["source", "locator", "basis", "confidence", "fields", "note"];
        parts.push(rest(cx, row, "/prov/0", item, &said));
        parts.retain(|p| !p.is_empty());
        // The passage itself, as the file quotes it (W3C Web Annotation, TextQuoteSelector).
        let selectors = item["locator"]["selectors"].as_array().into_iter().flatten();
        let passages: Vec<String> = selectors
            .filter_map(|s| s["exact"].as_str().or(s.as_str()))
            .map(|s| crate::say::quoted(&clean(s, 600), cx.words.language))
            .collect();
        parts.extend(passages);
        let fields = item["fields"].as_array().map_or(&[][..], Vec::as_slice);
        let fields = fields.iter().filter_map(Value::as_str).map(|f| member(cx.words, f));
        let fields: Vec<String> = fields.collect();
        let label = if fields.is_empty() {
            cx.words.t("inspect-whole")
        } else {
            clean(&fields.join("; "), 120).into_owned()
        };
        lines.push(InspectorLine {
            thing: cx.doc.records.find(&prov.source).map(Thing::Record),
            url: reading.web.map(|w| w.0),
            doubtful: prov.confidence.is_some_and(|c| c < 0.7),
            ..line(label, parts.join(" · "))
        });
    }
    if lines.is_empty() && !v["id"].is_null() && v["csl"].is_null() {
        let text = cx.words.t("quotes-no-source");
        lines.push(InspectorLine { doubtful: true, ..line(String::new(), text) });
    }
    Section { title: "inspect-readings", lines }
}

/// The main value and each other one, side by side.
pub(super) fn alternatives(cx: &ReadCx<'_>, row: Row, v: &Value) -> Section {
    let mut lines = Vec::new();
    for item in v["alternatives"].as_array().into_iter().flatten() {
        let pointer = text_of(&item["field"]);
        let told = |v: &Value| told(cx, row, pointer, v, 200);
        let main = v.pointer(pointer).map_or_else(String::new, told);
        let other = told(&item["value"]);
        let read = |prov: &Value| {
            let read = readings_logical(cx, &Prov::read(&serde_json::json!({ "prov": prov })), 1);
            read.first().map_or_else(String::new, |r| format!(" — {}", r.label))
        };
        let known = crate::model::known(v, pointer).map(|k| k.source).filter(|s| !s.is_empty());
        let covers = |p: &&Value| known.is_some_and(|k| p["source"] == k);
        let first = v["prov"].as_array().and_then(|p| p.iter().find(covers));
        let main =
            format!("{main}{}", first.map_or_else(String::new, |p| read(&serde_json::json!([p]))));
        let other = format!("{other}{}", read(&item["prov"]));
        let label = member(cx.words, pointer);
        lines.push(line(label, main));
        let label = cx.words.t("inspect-otherwise");
        lines.push(InspectorLine { doubtful: true, ..line(label, other) });
        let note = cx.pick_logical(&Text::from_value(&item["note"]), 300);
        if !note.is_empty() {
            lines.push(line(String::new(), note));
        }
    }
    Section { title: "inspect-alternatives", lines }
}
