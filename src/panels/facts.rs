//! Words that several panels say alike: who holds which office, where a fact was read.

use super::PanelCx;
use crate::model::{Actor, Prov, Source, decode};
use crate::record::{Collection, Row};

/// Where a fact was read, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Source and place: "Le Caucase, § 4".
    pub label: String,
    /// Title of the source.
    pub title: String,
    /// The web address and its host, when it is a plain one.
    pub web: Option<(String, String)>,
    /// The basis, when it is not plainly stated.
    pub basis: Option<String>,
}

/// The readings of a record, first ones first, at most `max`.
#[must_use]
pub fn readings(cx: &PanelCx<'_>, prov: &[Prov], max: usize) -> Vec<Reading> {
    let mut out: Vec<Reading> = Vec::new();
    for p in prov {
        if out.len() >= max {
            break;
        }
        let row = cx.doc.records.find(&p.source).filter(|r| r.collection() == Collection::Sources);
        let source = row.map(|r| Source::from_value(&decode(&cx.doc.records, r)));
        let name = match &source {
            Some(s) => cx.pick(&s.short(), 60),
            None => crate::text::display::clean(&p.source, 60).into_owned(),
        };
        let place = locator(cx, p);
        let label = if place.is_empty() { name } else { format!("{name}, {place}") };
        if out.iter().any(|r| r.label == label) {
            continue;
        }
        let web = source.as_ref().and_then(Source::web_address);
        let web = web.map(|(url, host)| (url.to_owned(), host.to_owned()));
        let basis = match p.basis.as_str() {
            "inferred" | "implied" | "calculated" => {
                Some(cx.words.t(&format!("quotes-{}", p.basis)))
            }
            _ => None,
        };
        out.push(Reading {
            label,
            title: source.map_or_else(String::new, |s| cx.pick(&s.title(), 160)),
            web,
            basis,
        });
    }
    out
}

fn locator(cx: &PanelCx<'_>, p: &Prov) -> String {
    let n = |n: String| [("n", n)];
    let l = &p.locator;
    if let Some(paragraph) = l.paragraph {
        return cx.words.ts("quotes-paragraph", &n(paragraph.to_string()));
    }
    if !l.page.is_empty() {
        let page = crate::text::display::clean(&l.page, 20);
        return cx.words.ts("quotes-page", &n(page.into_owned()));
    }
    if let Some(row) = l.row {
        return cx.words.ts("quotes-row", &n(row.to_string()));
    }
    if matches!(l.part.as_str(), "" | "body") {
        return String::new();
    }
    cx.words
        .find(&format!("quotes-part-{}", l.part))
        .unwrap_or_else(|| crate::text::display::clean(&l.part, 20).into_owned())
}

/// The office a person held on a day, or the first when no day is known.
#[must_use]
pub fn office(cx: &PanelCx<'_>, person: Row, day: Option<i32>) -> Option<String> {
    let actor = Actor::from_value(&decode(&cx.doc.records, person));
    let held = |o: &&crate::model::Office| {
        let Some(day) = day else { return true };
        let first = o.start.as_ref().and_then(|d| d.days.ok()).map_or(i32::MIN, |d| d.first);
        let last = o.end.as_ref().and_then(|d| d.days.ok()).map_or(i32::MAX, |d| d.last);
        first <= day && day <= last
    };
    let office = actor.offices.iter().find(held)?;
    let title = cx.pick(&office.title, 120);
    (!title.is_empty()).then_some(title)
}

/// The word for a kind, or the kind as the file writes it.
#[must_use]
pub fn kind_word(cx: &PanelCx<'_>, kind: &str, otherwise: &str) -> String {
    if kind.is_empty() {
        return cx.words.t(otherwise);
    }
    let known = cx.words.find(&format!("kind-{kind}"));
    known.unwrap_or_else(|| {
        crate::text::display::clean(kind.strip_prefix("x-").unwrap_or(kind), 40).into_owned()
    })
}
