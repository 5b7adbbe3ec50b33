//! The cards of the quotes.

use std::collections::BTreeMap;

use crate::model::{Statement, decode};
use crate::panels::PanelCx;
use crate::panels::facts::{Reading, office, readings};
use crate::query::Count;
use crate::record::{Collection, Row};
use crate::table::Field;
use crate::text::{Language, number};
use crate::view::QuoteGroup;

/// A person or a name that spoke.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// The record, when there is one.
    pub row: Option<Row>,
    /// The name.
    pub name: String,
    /// Office on that day.
    pub office: Option<String>,
}

/// One card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The statement.
    pub row: Row,
    /// Direct speech: the only kind that stands in quotation marks.
    pub direct: bool,
    /// The words in the language shown, with quotation marks when direct.
    pub text: String,
    /// Name of the language of the words when it is not the one shown.
    pub language: Option<String>,
    /// The original words and their language, when other than what is shown.
    pub original: Option<(String, String)>,
    /// What kind of statement it is, in words.
    pub kind: String,
    /// Doubts about it: translation, unclear speaker, …
    pub remarks: Vec<String>,
    /// Who spoke.
    pub speakers: Vec<Speaker>,
    /// When, in words.
    pub date: Option<String>,
    /// Sectors and their names.
    pub sectors: Vec<(u32, String)>,
    /// Where it was read.
    pub readings: Vec<Reading>,
}

/// What stands in the list: the title of a group, or a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A group and how many cards follow.
    Title(String, u32),
    /// A statement.
    Card(Row),
}

/// The cards under the filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuoteData {
    /// Groups and statements that pass the filter, in order.
    pub entries: Vec<Entry>,
    /// How many statements pass, of all.
    pub count: Count,
}

/// Direct quotations first, then the order of the file; put together as the view says. A statement
/// with several speakers, sectors or sources stands in each of their groups.
#[must_use]
pub fn data(cx: &PanelCx<'_>) -> QuoteData {
    let facts = cx.table.facts_of(Collection::Statements);
    let direct = cx.table.column(Field::Said).term("direct");
    let is_direct =
        |n: &usize| direct.is_some_and(|d| cx.table.values(Field::Said, *n).contains(&d));
    let (mut first, rest): (Vec<usize>, Vec<usize>) =
        cx.results.pass().rows(facts, false).partition(is_direct);
    first.extend(rest);
    let count = cx.results.count(Collection::Statements);
    let field = match cx.view.quotes {
        QuoteGroup::None => {
            let entries = first.into_iter().map(|n| Entry::Card(cx.table.row(n))).collect();
            return QuoteData { entries, count };
        }
        QuoteGroup::Speaker => Field::Speaker,
        QuoteGroup::Sector => Field::Sector,
        QuoteGroup::Source => Field::Source,
    };
    let mut groups: BTreeMap<Option<u32>, Vec<Row>> = BTreeMap::new();
    for n in first {
        // A sector stands for itself here, not for all it lies in.
        let values = if field == Field::Sector {
            cx.table.sectors.get(n)
        } else {
            cx.table.values(field, n)
        };
        let row = cx.table.row(n);
        for value in values {
            groups.entry(Some(*value)).or_default().push(row);
        }
        if values.is_empty() {
            groups.entry(None).or_default().push(row);
        }
    }
    let mut groups: Vec<(Option<u32>, Vec<Row>)> = groups.into_iter().collect();
    // Largest first; what has no value last.
    groups.sort_by_key(|(v, rows)| (v.is_none(), std::cmp::Reverse(rows.len()), *v));
    let mut entries = Vec::new();
    for (value, rows) in groups {
        let row = value.and_then(|v| cx.table.value_row(field, v));
        let name = row.map_or_else(|| cx.words.t("value-none"), |r| cx.name(r));
        entries.push(Entry::Title(name, u32::try_from(rows.len()).unwrap_or(u32::MAX)));
        entries.extend(rows.into_iter().map(Entry::Card));
    }
    QuoteData { entries, count }
}

/// A statement as text to be pasted elsewhere: its words, who said it when, and where it was read.
#[must_use]
pub fn citation(card: &Card) -> String {
    let speakers: Vec<String> = card
        .speakers
        .iter()
        .map(|s| match &s.office {
            Some(office) => format!("{} ({office})", s.name),
            None => s.name.clone(),
        })
        .collect();
    let mut lines = vec![card.text.clone()];
    let mut who = format!("— {}", speakers.join(", "));
    if let Some(date) = &card.date {
        who = format!("{who}, {date}");
    }
    lines.push(format!("{who} [{}]", card.kind));
    for r in &card.readings {
        let title = if r.title.is_empty() { String::new() } else { format!("{}. ", r.title) };
        let url = r.web.as_ref().map_or_else(String::new, |w| format!(" {}", w.0));
        lines.push(format!("{title}{}.{url}", r.label));
    }
    lines.join("\n")
}

/// Says what one card shows; very long words are cut.
#[must_use]
pub fn card(cx: &PanelCx<'_>, row: Row) -> Card {
    card_of(cx, row, 1200, 3)
}

/// The same with every word and every reading, to be copied.
#[must_use]
pub fn card_whole(cx: &PanelCx<'_>, row: Row) -> Card {
    card_of(cx, row, usize::MAX, usize::MAX)
}

fn card_of(cx: &PanelCx<'_>, row: Row, letters: usize, n_readings: usize) -> Card {
    let st = Statement::from_value(&decode(&cx.doc.records, row));
    let fact = cx.table.fact(row);
    let days = fact.and_then(|n| cx.table.days[n]);
    let (tag, _) = st.text.pick_tagged(cx.lang(), &cx.doc.language);
    let tag = if tag.is_empty() { cx.doc.language.clone() } else { tag.to_owned() };
    let words = cx.pick_logical(&st.text, letters);
    let language =
        (!tag.is_empty() && !tag.starts_with(cx.lang())).then(|| language_name(cx, &tag));
    let mut remarks = Vec::new();
    if st.is_translation(&tag) {
        remarks.push(cx.words.t("quotes-translation"));
    }
    if st.verbatim.iter().any(|v| v.translated == "probable") {
        remarks.push(cx.words.t("quotes-probably-translated"));
    }
    match st.attribution.as_str() {
        "unclear" => remarks.push(cx.words.t("quotes-unclear")),
        "implicit" => remarks.push(cx.words.t("quotes-implicit")),
        "collective" => remarks.push(cx.words.t("quotes-collective")),
        _ => {}
    }
    let original = st.verbatim.iter().find(|v| v.lang != tag && v.text != words).map(|v| {
        let text = crate::text::display::clean(&v.text, letters).into_owned();
        let text = if st.is_direct() { quoted(&text, cx.words.language) } else { text };
        (language_name(cx, &v.lang), text)
    });
    let kind = cx
        .words
        .find(&format!("quotes-{}", st.kind))
        .filter(|_| {
            matches!(st.kind.as_str(), "direct" | "reported" | "mixed" | "editorial" | "document")
        })
        .unwrap_or_else(|| crate::text::display::clean(&st.kind, 30).into_owned());
    Card {
        row,
        direct: st.is_direct(),
        text: if st.is_direct() { quoted(&words, cx.words.language) } else { words },
        language,
        original,
        kind,
        remarks,
        speakers: speakers(cx, &st, days.map(|d| d.closed().0)),
        date: date(cx, &st, fact),
        sectors: st
            .sectors
            .iter()
            .filter_map(|id| cx.doc.records.find(id))
            .filter(|r| r.collection() == Collection::Sectors)
            .filter_map(|r| u32::try_from(r.index()).ok())
            .map(|s| (s, cx.sector_name(s)))
            .collect(),
        readings: readings(cx, &st.prov, n_readings),
    }
}

fn speakers(cx: &PanelCx<'_>, st: &Statement, day: Option<i32>) -> Vec<Speaker> {
    let mut out: Vec<Speaker> = st
        .speakers
        .iter()
        .map(|id| match cx.doc.records.find(id) {
            Some(row) => Speaker {
                row: Some(row),
                name: cx.name(row),
                office: (row.collection() == Collection::People)
                    .then(|| office(cx, row, day))
                    .flatten(),
            },
            None => Speaker {
                row: None,
                name: crate::text::display::clean(id, 80).into_owned(),
                office: None,
            },
        })
        .collect();
    if out.is_empty() {
        let name = cx.pick(&st.speaker_label, 120);
        let name = if name.is_empty() { cx.words.t("quotes-unknown-speaker") } else { name };
        out.push(Speaker { row: None, name, office: None });
    }
    out
}

/// Its own date, else the days it borrows from its event or source.
fn date(cx: &PanelCx<'_>, st: &Statement, fact: Option<usize>) -> Option<String> {
    if let Some(date) = &st.date {
        return Some(number::date(date, cx.words));
    }
    let days = cx.table.days[fact?]?;
    let (first, last) = days.closed();
    let (y, m, d) = crate::model::civil_from_days(first);
    let raw = if first == last { format!("{y:04}-{m:02}-{d:02}") } else { format!("{y:04}") };
    Some(number::date(&crate::model::EdtfDate::parse(&raw), cx.words))
}

/// The words in the quotation marks of the language.
#[must_use]
pub fn quoted(text: &str, language: Language) -> String {
    match language {
        Language::Fr => format!("«\u{202F}{text}\u{202F}»"),
        Language::En => format!("“{text}”"),
    }
}

/// The name of a language, or its tag.
fn language_name(cx: &PanelCx<'_>, tag: &str) -> String {
    let base = tag.split('-').next().unwrap_or(tag);
    let known = base.chars().all(|c| c.is_ascii_lowercase());
    let name = if known { cx.words.find(&format!("language-{base}")) } else { None };
    name.unwrap_or_else(|| crate::text::display::clean(tag, 20).into_owned())
}
