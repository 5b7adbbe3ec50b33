//! Money by year: how much each year brings, and what made the largest ones.

use serde::Serialize;

use super::data::Year;
use crate::panels::ReadCx;
use crate::panels::wording::{flow_name, money_text};
use crate::query::{Count, Measure};
use crate::record::Collection;

/// Share of a year's money from which on one initiative is said to have made it.
const MADE: i128 = 3;
/// Years named by what made them.
const NAMED: usize = 4;
/// A year.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(super) struct MoneyYear {
    /// The year.
    pub year: i32,
    /// Money under the filter, the period aside, as a length.
    pub selected: f64,
    /// Money in all, as a length.
    pub total: f64,
    /// The money under the filter, short.
    pub number: String,
    /// The same without its currency, which the title tells.
    pub bare: String,
    /// The same with every digit.
    pub whole: String,
    /// The initiative that brings most of it, of the largest years.
    pub name: String,
}

/// Money by year as shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(super) struct MoneyData {
    /// The years that bring any.
    pub years: Vec<MoneyYear>,
    /// The money that is told.
    pub title: String,
    /// Initiatives that bring it, of all.
    pub count: Count,
}

impl MoneyData {
    /// The years there are, without gaps: money is dated to years in which nothing else is, too.
    #[must_use]
    pub(super) fn calendar(&self, facts: &[Year]) -> Vec<Year> {
        let ends = |first: Option<i32>, last: Option<i32>| first.zip(last);
        let of_facts = ends(facts.first().map(|y| y.year), facts.last().map(|y| y.year));
        let money = ends(self.years.first().map(|y| y.year), self.years.last().map(|y| y.year));
        let both = of_facts.into_iter().chain(money);
        let Some((from, to)) = both.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))) else {
            return Vec::new();
        };
        // Beyond some thousand years a strip of years says nothing.
        let from = from.max(to.saturating_sub(3000));
        let mut years: Vec<Year> =
            (from..=to).map(|year| Year { year, ..Year::default() }).collect();
        for fact in facts {
            if let Some(year) =
                usize::try_from(fact.year - from).ok().and_then(|i| years.get_mut(i))
            {
                *year = *fact;
            }
        }
        years
    }
}

/// The money that is counted, by year; nothing when money is not counted.
#[must_use]
pub(super) fn data(cx: &ReadCx<'_>) -> MoneyData {
    let Measure::Amount(flow) = cx.view.measure else { return MoneyData::default() };
    if flow.links {
        return MoneyData::default();
    }
    let (sums, none) = cx.results.sums_by_year(cx.table, flow);
    #[expect(clippy::cast_precision_loss, reason = "a length on screen")]
    let length = |v: i128| v.max(0) as f64;
    let mut largest: Vec<(i128, i32)> = sums.iter().map(|(y, s, _)| (*s, *y)).collect();
    largest.sort_unstable_by_key(|l| (std::cmp::Reverse(l.0), l.1));
    largest.truncate(NAMED);
    let tops: Vec<i32> = largest.iter().map(|l| l.1).collect();
    let makers = cx.results.makers(cx.table, flow, &tops);
    // One that brings at least a third of a year's money made it.
    let maker = |year: i32, all: i128| {
        let at = tops.iter().position(|y| *y == year)?;
        let (sum, fact) = makers.get(at).copied().flatten()?;
        (all > 0 && sum.saturating_mul(MADE) >= all).then(|| cx.name(cx.table.row(fact)))
    };
    let years = sums
        .into_iter()
        .map(|(year, selected, total)| MoneyYear {
            year,
            selected: length(selected),
            total: length(total),
            number: money_text(cx, selected, flow.currency, false),
            bare: bare(cx, selected),
            whole: money_text(cx, selected, flow.currency, true),
            name: maker(year, selected).unwrap_or_default(),
        })
        .collect();
    let mut title = cx.words.ts("timeline-money", &[("name", flow_name(cx, flow))]);
    if none.0 > 0 {
        let sum = money_text(cx, none.0, flow.currency, false);
        title = format!("{title} · {}", cx.words.ts("timeline-money-undated", &[("sum", sum)]));
    }
    let with = crate::query::total(cx.table, cx.results.pass(), flow).none.with;
    let total = cx.results.count(Collection::Initiatives).total;
    MoneyData { years, title, count: Count { selected: with.selected, total } }
}

/// A sum, short, without its currency.
fn bare(cx: &ReadCx<'_>, sum: i128) -> String {
    let amount = crate::model::Amount {
        value: crate::table::decimal(sum),
        currency: String::new(),
        kind: String::new(),
        approximate: false,
    };
    crate::text::number::money(&amount, cx.words, false)
}
