//! Up to four things, or two filters, in aligned rows: what is counted, what all have and what
//! only some have, what is told of each, and what was said, side by side.

use serde::Serialize;

use super::shown::Told;
use crate::panels::ReadCx;
use crate::panels::linked::facts_of;
use crate::panels::quotes::data::{Card, card};
use crate::panels::wording::{about, flow_name, initiative_flow, sum_of, sum_text};
use crate::record::Collection;
use crate::say::{Comparison, Money, Side, comparison, filter_text};
use crate::table::Bits;
use crate::view::Thing;

/// Values listed that all have, and as many that some have, of each dimension.
const LISTED: usize = 6;
/// Statements of each side.
const CARDS: usize = 3;

/// A member that is told of more than one side.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Member {
    /// What it is.
    pub label: String,
    /// What it says of each side, line by line; empty where nothing is told.
    pub cells: Vec<Vec<String>>,
    /// It says the same of all.
    pub same: bool,
}

/// What is shown beside each other.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Aligned {
    /// The sides and what they have in common.
    pub comparison: Comparison,
    /// What is compared, of each side.
    pub kinds: Vec<String>,
    /// What the sums are of, and each side's: how much, in how many initiatives.
    pub money: Option<(String, Vec<Vec<String>>)>,
    /// Members by section: the id of its title, and its rows.
    pub members: Vec<(&'static str, Vec<Member>)>,
    /// Statements of each side, and how many there are.
    pub cards: Vec<(Vec<Card>, u32)>,
}

/// The sections whose lines can be aligned by what they tell.
const SECTIONS: [&str; 3] = ["inspect-facts", "inspect-amounts", "inspect-names"];

/// The sides: the filter that was kept and the one that is asked for, else the things, each under
/// the filter. Nothing where there is one alone.
fn sides(cx: &ReadCx<'_>, things: &[Thing]) -> Option<Vec<Side>> {
    if let Some((kept, passing)) = cx.kept {
        let of = (cx.doc, cx.table, cx.words);
        let side = |filter, facts: &Bits| Side {
            name: filter_text(of, filter),
            facts: facts.clone(),
            row: None,
        };
        return Some(vec![side(kept, passing), side(&cx.view.filter, cx.results.pass())]);
    }
    // In the order they are read: what draws them puts them in visual order.
    let name = |thing: Thing| match thing {
        Thing::Record(row) => {
            let name = crate::say::record_name(cx.words, cx.doc, row);
            crate::text::display::clean(&name, 300).into_owned()
        }
        Thing::Value(pick) => cx.pick_name(pick),
    };
    let side = |thing: &Thing| {
        let facts = facts_of(cx.table, *thing);
        let side = Side::new(name(*thing), cx.table, &facts).among(cx.results.pass());
        match thing.row() {
            Some(row) => side.of(row),
            None => side,
        }
    };
    (things.len() > 1).then(|| things.iter().map(side).collect())
}

/// The comparison whole, with every value, to be copied.
#[must_use]
pub fn whole(cx: &ReadCx<'_>, things: &[Thing]) -> Comparison {
    let sides = sides(cx, things).unwrap_or_default();
    comparison((cx.doc, cx.table, cx.words), &sides, initiative_flow(cx), usize::MAX)
}

/// Compares the filter that was kept with the one that is asked for, else two things or more.
#[must_use]
pub fn aligned(cx: &ReadCx<'_>, things: &[Told]) -> Option<Aligned> {
    let all: Vec<Thing> = things.iter().map(|t| t.thing).collect();
    let sides = sides(cx, &all)?;
    let kind = |told: &Told| match &told.sheet {
        Ok(sheet) => sheet.kind.clone(),
        Err(text) => text.clone(),
    };
    let (kinds, things) = if cx.kept.is_some() {
        (["compare-kept", "compare-asked"].map(|id| cx.words.t(id)).to_vec(), &[][..])
    } else {
        (things.iter().map(kind).collect(), things)
    };
    let flow = initiative_flow(cx);
    let comparison = comparison((cx.doc, cx.table, cx.words), &sides, flow, LISTED);
    let money = comparison.money.as_ref().map(|(flow, sides)| {
        let told = |m: &Money| {
            if m.sum.with.selected + m.sum.without.selected == 0 {
                return vec![cx.words.t("value-none")];
            }
            let said = |(n, id, _): &(u32, &'static str, &'static str)| {
                (*n > 0).then(|| cx.words.tf(id, &[("count", (*n).into())]))
            };
            let sum = sum_text(cx, &m.sum, *flow, false);
            let mut lines = vec![about(cx, sum, m.approximate, m.sum.with.selected)];
            lines.extend(m.sum.known().map(|_| sum_of(cx, &m.sum)));
            if comparison.together > 0 {
                let args = [("count", comparison.together.into())];
                lines.push(cx.words.tf("compare-together", &args));
            }
            lines.extend(m.unknown.iter().filter_map(said));
            lines
        };
        let name = cx.words.ts("compare-money", &[("name", flow_name(cx, *flow))]);
        (name, sides.iter().map(told).collect())
    });
    let range = cx.table.facts_of(Collection::Statements);
    let cards = |side: &Side| {
        let rows = side.facts.rows(range.clone(), false).take(CARDS);
        let cards = rows.map(|n| card(cx, cx.table.row(n))).collect();
        (cards, side.facts.count(range.clone()))
    };
    Some(Aligned {
        kinds,
        money,
        members: SECTIONS
            .iter()
            .map(|s| (*s, members(things, s)))
            .filter(|m| !m.1.is_empty())
            .collect(),
        cards: sides.iter().map(cards).collect(),
        comparison,
    })
}

/// The lines of one section, by what they are: those all have first.
fn members(things: &[Told], section: &str) -> Vec<Member> {
    let mut out: Vec<Member> = Vec::new();
    for (i, told) in things.iter().enumerate() {
        let Ok(sheet) = &told.sheet else { continue };
        let lines = sheet.sections.iter().filter(|s| s.title == section).flat_map(|s| &s.lines);
        let mut last = String::new();
        for line in lines {
            // A line without a name goes on with what stands above it.
            if !line.label.is_empty() {
                last.clone_from(&line.label);
            }
            let at = out.iter().position(|m| m.label == last).unwrap_or_else(|| {
                let cells = vec![Vec::new(); things.len()];
                out.push(Member { label: last.clone(), cells, same: false });
                out.len() - 1
            });
            out[at].cells[i].push(line.text.clone());
        }
    }
    for member in &mut out {
        member.same = member.cells.windows(2).all(|w| w[0] == w[1]);
    }
    let told = |m: &Member| m.cells.iter().filter(|c| !c.is_empty()).count();
    out.sort_by_key(|m| std::cmp::Reverse(told(m)));
    out
}
