//! What the inspector shows: what is pinned and selected, and what stands behind it.

use serde::Serialize;

use super::around::readings_of;
use super::data::{self, Section, Sheet};
use super::evidence::{self, Evidence};
use crate::model::decode;
use crate::panels::ReadCx;
use crate::panels::quotes::data::{Card, card};
use crate::record::{Collection, Row};
use crate::view::Thing;

/// One thing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Told {
    /// The thing.
    pub thing: Thing,
    /// Its name.
    pub name: String,
    /// All that is known of a record; of a value, how many facts it stands in.
    pub sheet: Result<Sheet, String>,
}

/// The inspector as shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct InspectorData {
    /// The things side by side.
    pub things: Vec<Told>,
    /// The name of the thing the evidence is of.
    pub of: Option<String>,
    /// Where it was read itself; a statement's card tells that.
    pub read: Section,
    /// What stands behind it.
    pub evidence: Evidence,
    /// Its statements.
    pub cards: Vec<Card>,
    /// Its other facts, each with its name and kind.
    pub others: Vec<(Row, String)>,
}

/// Says what will be shown.
#[must_use]
pub fn data(cx: &ReadCx<'_>) -> InspectorData {
    let mut things = cx.view.pinned.clone();
    if let Some(selected) = cx.view.selected.filter(|s| !things.contains(s)) {
        things.push(selected);
    }
    let of = cx.view.selected.or(things.first().copied());
    let evidence = of.map_or_else(Evidence::default, |t| evidence::evidence(cx, t));
    let other = |row: &Row| {
        let kind = cx.words.t(&format!("record-{}", row.collection().key()));
        (*row, format!("{} · {kind}", cx.name(*row)))
    };
    InspectorData {
        things: things.into_iter().map(|t| told(cx, t)).collect(),
        of: of.map(|t| cx.thing_name(t)),
        read: of.and_then(Thing::row).map_or_else(Section::default, |row| {
            if row.collection() == Collection::Statements {
                return Section::default();
            }
            readings_of(cx, row, &decode(&cx.doc.records, row))
        }),
        cards: evidence.statements.iter().map(|r| card(cx, *r)).collect(),
        others: evidence.facts.iter().map(other).collect(),
        evidence,
    }
}

fn told(cx: &ReadCx<'_>, thing: Thing) -> Told {
    if let Some(row) = thing.row() {
        let sheet = data::sheet(cx, row);
        return Told { thing, name: sheet.name.clone(), sheet: Ok(sheet) };
    }
    let n = evidence::evidence(cx, thing);
    let total = u32::try_from(n.n_statements + n.n_facts).unwrap_or(u32::MAX);
    let text = cx.words.tf("inspect-value", &[("count", total.into())]);
    Told { thing, name: cx.thing_name(thing), sheet: Err(text) }
}
