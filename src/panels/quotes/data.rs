//! The cards of the quotes.

use std::collections::BTreeMap;

use crate::model::{Statement, Told, decode};
use crate::panels::ReadCx;
use crate::panels::linked::facts_of;
use crate::panels::wording::{Reading, date_mark, office, readings};
use crate::query::{Count, Dim, Pick};
use crate::record::{Collection, Row};
use crate::say::quoted;
use crate::table::Facet;
use crate::text::{Language, number};
use crate::ui::theme::Rgb;
use crate::view::{QuoteGroup, Thing};

/// A person or a name that spoke.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Speaker {
    /// The record, when there is one.
    pub row: Option<Row>,
    /// The name.
    pub name: String,
    /// Office on that day, with a mark when it was not stated, and what the mark means.
    pub office: Option<(String, Option<String>)>,
}

/// A sector of a statement.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Chip {
    /// The sector.
    pub row: Row,
    /// Its name.
    pub name: String,
    /// Its colour.
    pub color: Rgb,
    /// What a click does.
    pub said: String,
}

/// One card.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Card {
    /// The statement.
    pub row: Row,
    /// Exact words: the only ones that stand in quotation marks.
    pub exact: bool,
    /// The words in the language shown, with quotation marks when exact.
    pub text: String,
    /// The same without any marks.
    pub words: String,
    /// Name of the language of the words when it is not the one shown.
    pub language: Option<String>,
    /// What stands beside them: exact words other than what is shown, and what they are called.
    pub original: Option<(String, String)>,
    /// What kind of statement it is, in words.
    pub kind: String,
    /// The value of the filter that asks for this kind.
    #[serde(skip)]
    pub of_kind: Option<Pick>,
    /// Doubts about it: translation, unclear speaker, …
    pub remarks: Vec<String>,
    /// Who spoke.
    pub speakers: Vec<Speaker>,
    /// When, in words, with a mark when that was not stated.
    pub date: Option<String>,
    /// What the mark means.
    pub date_said: Option<String>,
    /// It, and all it holds, says nowhere where it was read.
    pub unsourced: bool,
    /// Its sectors.
    pub sectors: Vec<Chip>,
    /// Where it was read.
    pub readings: Vec<Reading>,
}

impl Card {
    /// The words cut to a length, their quotation marks kept.
    #[must_use]
    pub fn shown(&self, letters: usize, language: Language) -> String {
        let words = crate::text::display::cut(&self.words, letters);
        if self.exact { quoted(&words, language) } else { words.into_owned() }
    }
}

/// What stands in the list: the title of a group, or a card.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub enum QuoteEntry {
    /// A group and how many cards follow.
    Title(String, u32),
    /// A statement.
    Card(Row),
}

impl QuoteEntry {
    /// The statement of a card.
    #[must_use]
    pub fn card(&self) -> Option<Row> {
        match self {
            Self::Card(row) => Some(*row),
            Self::Title(..) => None,
        }
    }
}

/// The cards under the filter.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct QuoteData {
    /// Groups and statements that pass the filter, in order.
    pub entries: Vec<QuoteEntry>,
    /// How many statements pass, of all.
    pub count: Count,
    /// Those about what was asked for stand first.
    #[serde(skip)]
    pub about: bool,
}

/// The statements by or about a thing, then the others: direct quotations first, then the
/// order of the file; put together as the view says. A statement with several speakers, sectors or
/// sources stands in each of their groups.
#[must_use]
pub fn data(cx: &ReadCx<'_>, about: Option<Thing>) -> QuoteData {
    let facts = cx.table.facts_of(Collection::Statements);
    let direct = cx.table.column(Facet::Said).term("direct");
    let is_direct =
        |n: &usize| direct.is_some_and(|d| cx.table.values(Facet::Said, *n).contains(&d));
    let (mut first, rest): (Vec<usize>, Vec<usize>) =
        cx.results.pass().rows(facts, false).partition(is_direct);
    first.extend(rest);
    let count = cx.results.count(Collection::Statements);
    let mut entries = Vec::new();
    let mut led = false;
    if let Some(about) = about {
        let facts = facts_of(cx.table, about);
        let of = |n: &usize| u32::try_from(*n).is_ok_and(|n| facts.binary_search(&n).is_ok());
        let (own, rest): (Vec<usize>, Vec<usize>) = first.iter().partition(|n| of(n));
        if !own.is_empty() && !rest.is_empty() {
            let speaks = matches!(
                about.pick(),
                Some(Pick::Code(Dim::Party | Dim::Institution | Dim::Person, _))
            );
            let id = if speaks { "quotes-about" } else { "quotes-on" };
            let title = cx.words.ts(id, &[("name", cx.thing_name(about))]);
            let n = |list: &[usize]| u32::try_from(list.len()).unwrap_or(u32::MAX);
            entries.push(QuoteEntry::Title(title, n(&own)));
            entries.extend(own.iter().map(|n| QuoteEntry::Card(cx.table.row(*n))));
            if cx.view.quotes == QuoteGroup::None {
                entries.push(QuoteEntry::Title(cx.words.t("quotes-others"), n(&rest)));
            }
            first = rest;
            led = true;
        }
    }
    let field = match cx.view.quotes {
        QuoteGroup::None => {
            entries.extend(first.into_iter().map(|n| QuoteEntry::Card(cx.table.row(n))));
            return QuoteData { entries, count, about: led };
        }
        QuoteGroup::Speaker => Facet::Speaker,
        QuoteGroup::Sector => Facet::Sector,
        QuoteGroup::Source => Facet::Source,
    };
    let mut groups: BTreeMap<Option<u32>, Vec<Row>> = BTreeMap::new();
    for n in first {
        // A sector stands for itself here, not for all it lies in.
        let values = if field == Facet::Sector {
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
    for (value, rows) in groups {
        let row = value.and_then(|v| cx.table.value_row(field, v));
        let name = row.map_or_else(|| cx.words.t("value-none"), |r| cx.name(r));
        entries.push(QuoteEntry::Title(name, u32::try_from(rows.len()).unwrap_or(u32::MAX)));
        entries.extend(rows.into_iter().map(QuoteEntry::Card));
    }
    QuoteData { entries, count, about: led }
}

/// Whether a thing is itself a statement, which no other stands before.
#[must_use]
pub fn is_statement(thing: Thing) -> bool {
    thing.row().is_some_and(|r| r.collection() == Collection::Statements)
}

/// A statement as text to be pasted elsewhere: its words, who said it when, and where it was read.
#[must_use]
pub fn citation(cx: &ReadCx<'_>, card: &Card) -> String {
    let speakers: Vec<String> = card
        .speakers
        .iter()
        .map(|s| match &s.office {
            Some((office, _)) => format!("{} ({office})", s.name),
            None => s.name.clone(),
        })
        .collect();
    let mut lines = vec![card.text.clone()];
    let mut who = format!("— {}", speakers.join(", "));
    if let Some(date) = &card.date {
        who = format!("{who}, {date}");
    }
    let mut kind = vec![card.kind.as_str()];
    kind.extend(card.remarks.iter().map(String::as_str));
    lines.push(format!("{who} [{}]", kind.join(", ")));
    if let Some((name, words)) = &card.original {
        lines.push(cx.words.named(name, words));
    }
    for r in &card.readings {
        let title = if r.title.is_empty() { String::new() } else { format!("{}. ", r.title) };
        let url = r.web.as_ref().map_or_else(String::new, |w| format!(" {}", w.0));
        lines.push(format!("{title}{}.{url}", r.label));
    }
    lines.join("\n")
}

/// Says what one card shows; very long words are cut.
#[must_use]
pub fn card(cx: &ReadCx<'_>, row: Row) -> Card {
    card_of(cx, row, 1200, 3)
}

/// The same with every word and every reading, to be copied.
#[must_use]
pub fn card_whole(cx: &ReadCx<'_>, row: Row) -> Card {
    card_of(cx, row, usize::MAX, usize::MAX)
}

fn card_of(cx: &ReadCx<'_>, row: Row, letters: usize, n_readings: usize) -> Card {
    let st = Statement::from_value(&decode(&cx.doc.records, row));
    let fact = cx.table.fact(row);
    let days = fact.and_then(|n| cx.table.days[n]);
    let shown = st.wording(cx.lang(), &cx.doc.language);
    let tag = shown.language;
    let words = crate::text::display::clean(shown.text, letters).into_owned();
    let exact = shown.told == Told::Exact;
    let language = (!tag.is_empty() && !tag.starts_with(cx.lang())).then(|| language_name(cx, tag));
    let mut remarks = Vec::new();
    // Of a direct quotation its kind says so.
    match shown.told {
        _ if st.kind == "direct" => {}
        Told::Translation => remarks.push(cx.words.t("quotes-translation")),
        Told::Paraphrase => remarks.push(cx.words.t("quotes-paraphrase")),
        Told::Exact | Told::InOtherWords => {}
    }
    if st.verbatim.iter().any(|v| v.translated == "probable") {
        remarks.push(cx.words.t("quotes-probably-translated"));
    }
    if crate::panels::wording::is_disputed(cx, row) {
        remarks.push(cx.words.t("review-disputed"));
    }
    match st.attribution.as_str() {
        "unclear" => remarks.push(cx.words.t("quotes-unclear")),
        "implicit" => remarks.push(cx.words.t("quotes-implicit")),
        "collective" => remarks.push(cx.words.t("quotes-collective")),
        _ => {}
    }
    let original = shown.original.map(|v| {
        let here = crate::model::same_language(&v.lang, tag);
        let id = if !here && (v.translated.is_empty() || v.translated == "false") {
            "quotes-original"
        } else {
            "quotes-exact"
        };
        let name = cx.words.ts(id, &[("lang", language_name(cx, &v.lang))]);
        let text = crate::text::display::clean(&v.text, letters);
        (name, quoted(&text, cx.words.language))
    });
    let kind = cx
        .words
        .find(&format!("quotes-{}", st.kind))
        .filter(|_| {
            matches!(st.kind.as_str(), "direct" | "reported" | "mixed" | "editorial" | "document")
        })
        .unwrap_or_else(|| crate::text::display::clean(&st.kind, 30).into_owned());
    // A direct quotation is one where its exact words are shown.
    let kind = match (st.kind.as_str(), shown.told) {
        ("direct", Told::Translation) => cx.words.t("quotes-direct-translated"),
        ("direct", Told::Paraphrase) => cx.words.t("quotes-direct-paraphrased"),
        ("direct", Told::InOtherWords) => cx.words.t("quotes-direct-missing"),
        _ => kind,
    };
    let dated = date(cx, &st, fact);
    Card {
        row,
        exact,
        text: if exact { quoted(&words, cx.words.language) } else { words.clone() },
        words,
        unsourced: !cx.table.is_sourced(row),
        language,
        original,
        kind,
        of_kind: cx
            .table
            .column(Facet::Said)
            .term(&st.kind)
            .map(|code| Pick::Code(Dim::Statement, code)),
        remarks,
        speakers: speakers(cx, &st, days.map(|d| d.closed().0)),
        date: dated.as_ref().map(|d| d.0.clone()),
        date_said: dated.and_then(|d| d.1),
        sectors: st
            .sectors
            .iter()
            .filter_map(|id| cx.doc.records.find(id))
            .filter(|r| r.collection() == Collection::Sectors)
            .map(|row| chip(cx, row))
            .collect(),
        readings: readings(cx, &st.prov, n_readings),
    }
}

fn chip(cx: &ReadCx<'_>, row: Row) -> Chip {
    let sector = u32::try_from(row.index()).unwrap_or(u32::MAX);
    let name = cx.sector_name(sector);
    let said = cx.words.ts("quotes-sector", &[("name", name.clone())]);
    Chip { row, name, color: cx.sector_color(sector), said }
}

fn speakers(cx: &ReadCx<'_>, st: &Statement, day: Option<i32>) -> Vec<Speaker> {
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

/// Its own date, else that of its event, else that of its source's publication, which is told as
/// such; and what a mark on it means.
fn date(cx: &ReadCx<'_>, st: &Statement, fact: Option<usize>) -> Option<(String, Option<String>)> {
    let fact = fact?;
    let row = cx.table.row(fact);
    if let Some(date) = &st.date {
        let mark = date_mark(cx, row, "/date");
        return Some(marked(number::date(date, cx.words), mark));
    }
    let days = cx.table.days[fact]?;
    if cx.table.dated[fact].published {
        let text = number::period(days, cx.words);
        let said = cx.words.t("mark-published-said");
        return Some((cx.words.ts("mark-published", &[("date", text)]), Some(said)));
    }
    let event = cx.doc.records.find(&st.event);
    let mark = event.and_then(|e| date_mark(cx, e, "/date"));
    if mark.as_ref().is_some_and(|m| m.hidden) {
        return None;
    }
    Some(marked(number::period(days, cx.words), mark))
}

fn marked(text: String, mark: Option<crate::panels::wording::Mark>) -> (String, Option<String>) {
    match mark {
        Some(mark) => (format!("{text} ({})", mark.short), Some(mark.said)),
        None => (text, None),
    }
}

/// The name of a language, or its tag.
fn language_name(cx: &ReadCx<'_>, tag: &str) -> String {
    let base = tag.split('-').next().unwrap_or(tag);
    let known = base.chars().all(|c| c.is_ascii_lowercase());
    let name = if known { cx.words.find(&format!("language-{base}")) } else { None };
    name.unwrap_or_else(|| crate::text::display::clean(tag, 20).into_owned())
}
