//! What is told beside a sum that does not count it, and of what is disputed.

use super::{amount_kind, money_text};
use crate::panels::ReadCx;
use crate::query::{Flow, Stop, total};
use crate::record::{Collection, Row};
use crate::table::{Bits, Facet};

/// Kinds of money of links that are told, those most used first.
const TOLD: usize = 3;

/// The money of links under the filter, which no sum of initiatives counts, of each kind.
#[must_use]
pub fn money_of_links(cx: &ReadCx<'_>) -> Option<String> {
    let flows = cx.table.money_used.iter().map(|u| u.0).filter(|f| f.links);
    let told = flows.filter_map(|flow| {
        let sums = total(cx.table, cx.results.pass(), flow).none;
        let kind = cx.table.flows.get(usize::from(flow.kind)).map_or("", String::as_str);
        let args = [
            ("sum", money_text(cx, sums.selected, flow.currency, false)),
            ("kind", amount_kind(cx, kind)),
        ];
        (sums.with.selected > 0).then(|| cx.words.ts("money-of-kind", &args))
    });
    let told: Vec<String> = told.take(TOLD).collect();
    (!told.is_empty()).then(|| cx.words.ts("money-in-links", &[("list", told.join(", "))]))
}

/// Whether some initiative among some facts that brings money has several who act in one role: what
/// each of them is told adds up to more than there is.
#[must_use]
pub fn act_together(cx: &ReadCx<'_>, stop: Stop, flow: Flow, among: &Bits) -> bool {
    let Some(role) = stop.role(cx.table) else { return false };
    let initiatives = cx.table.facts_of(Collection::Initiatives);
    let first = initiatives.start;
    among.rows(initiatives, false).any(|fact| {
        let mut acting: Vec<Row> = cx
            .table
            .takings
            .get(fact - first)
            .iter()
            .filter(|t| t.role == role)
            .map(|t| t.actor)
            .collect();
        acting.sort_unstable();
        acting.dedup();
        acting.len() > 1 && crate::query::money(cx.table, fact, flow).0.is_some()
    })
}

/// Whether a record is marked as disputed.
#[must_use]
pub fn is_disputed(cx: &ReadCx<'_>, row: Row) -> bool {
    let disputed = cx.table.column(Facet::Review).term("disputed").zip(cx.table.fact(row));
    disputed.is_some_and(|(d, f)| cx.table.values(Facet::Review, f).contains(&d))
}

/// In how many of the initiatives that bring money of one flow there is money of another, too.
#[must_use]
pub fn both(cx: &ReadCx<'_>, one: Flow, other: Flow) -> u32 {
    let initiatives = cx.table.facts_of(Collection::Initiatives);
    let has = |fact: &usize, flow| crate::query::money(cx.table, *fact, flow).0.is_some();
    let passing = cx.results.pass().rows(initiatives, false);
    let n = passing.into_iter().filter(|f| has(f, one) && has(f, other)).count();
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// How many of the facts of some collections that pass were added to explain the others, where some
/// and not all of the dataset's were: in words.
#[must_use]
pub fn added(cx: &ReadCx<'_>, of: &[Collection]) -> Option<String> {
    let scope = cx.table.column(Facet::Scope);
    let facts = scope.facts.get(scope.term("context")? as usize);
    let ranges: Vec<_> = of.iter().map(|c| cx.table.facts_of(*c)).collect();
    let own = |f: &&u32| ranges.iter().any(|r| r.contains(&(**f as usize)));
    let passing = facts.iter().filter(own).filter(|f| cx.results.passes(**f as usize)).count();
    let all: u32 = of.iter().map(|c| cx.results.count(*c).selected).sum();
    let count = i64::try_from(passing).ok().filter(|n| *n > 0)?;
    let id = if count == i64::from(all) { "added-all" } else { "added" };
    Some(cx.words.tf(id, &[("count", count.into()), ("total", i64::from(all).into())]))
}
