//! Money by year: how much each year brings, and what made the largest ones.

use serde::Serialize;

use super::data::Year;
use crate::panels::ReadCx;
use crate::panels::wording::{flow_name, money_text};
use crate::query::{Count, Measure};
use crate::record::Collection;

/// Share of a year's money from which on one initiative is said to have made it.
const MADE: i128 = 2;
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
    /// It lies outside the period asked for.
    pub out: bool,
    /// The money under the filter, short.
    pub number: String,
    /// The same without its currency, which the title tells.
    pub bare: String,
    /// The same in the unit of the largest year, as all years are told where there is little room.
    pub brief: String,
    /// The same with every digit.
    pub whole: String,
    /// The initiative that brings most of it, of the largest years.
    pub name: String,
    /// What follows its name: the sum it brings itself, where that is not all of the year's.
    pub own: String,
}

/// Money by year as shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(super) struct MoneyData {
    /// The years that bring any.
    pub years: Vec<MoneyYear>,
    /// The highest bar and round sums below it, to be marked at the side, as lengths and in words, the
    /// highest first; 0 is the last.
    pub scale: Vec<(f64, String)>,
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
    // One that brings at least half of a year's money made it.
    let maker = |year: i32, all: i128| {
        let at = tops.iter().position(|y| *y == year)?;
        let (sum, fact) = makers.get(at).copied().flatten()?;
        // With its own sum, or that of the year would be read as its.
        let own = money_text(cx, sum, flow.currency, false);
        let own = cx.words.ts("timeline-made", &[("sum", own)]);
        let own = if sum == all { String::new() } else { own };
        (all > 0 && sum.saturating_mul(MADE) >= all).then(|| (cx.name(cx.table.row(fact)), own))
    };
    let power = power_of(largest.first().map_or(0, |l| l.0));
    let most = sums.iter().map(|(_, _, total)| *total).max().unwrap_or(0);
    // Round ones in equal steps, a bare 0, as it is no sum.
    let marks = marks(most);
    let text = |m: i128| match m {
        0 => crate::text::number::whole(0, cx.words.language),
        m => money_text(cx, m, flow.currency, false),
    };
    let scale = marks.into_iter().map(|m| (length(m), text(m))).collect();
    let years = sums
        .into_iter()
        .map(|(year, selected, total)| (year, selected, total, maker(year, selected)))
        .map(|(year, selected, total, made)| MoneyYear {
            year,
            selected: length(selected),
            total: length(total),
            out: super::data::outside(cx, year),
            number: money_text(cx, selected, flow.currency, false),
            bare: bare(cx, selected),
            brief: crate::text::number::in_units(selected, power, cx.words.language),
            whole: money_text(cx, selected, flow.currency, true),
            own: made.as_ref().map_or_else(String::new, |m| m.1.clone()),
            name: made.map_or_else(String::new, |m| m.0),
        })
        .collect();
    let mut title = cx.words.ts("timeline-money", &[("name", flow_name(cx, flow))]);
    if none.0 > 0 {
        let sum = money_text(cx, none.0, flow.currency, false);
        title = format!("{title} · {}", cx.words.ts("timeline-money-undated", &[("sum", sum)]));
    }
    if let Some(share) = crate::panels::wording::sector_share(cx, flow) {
        title = format!("{title} · {share}");
    }
    let all = crate::query::total(cx.table, cx.results.pass(), flow);
    for note in crate::panels::wording::money_notes(cx, &all) {
        title = format!("{title} · {note}");
    }
    let with = all.none.with;
    let total = cx.results.count(Collection::Initiatives).total;
    MoneyData { years, scale, title, count: Count { selected: with.selected, total } }
}

/// The unit sums are told in where the largest is so much, as a power of ten.
fn power_of(largest: i128) -> u32 {
    [9, 6, 3].into_iter().find(|p| largest >= crate::table::UNIT * 10i128.pow(*p)).unwrap_or(0)
}

/// At most five round numbers up to `most` and one above it, in equal steps of 1, 2 or 5 times a power of ten; the highest
/// first, 0 last.
pub(super) fn marks(most: i128) -> Vec<i128> {
    let mut step = 1i128;
    for times in [2, 5, 10].into_iter().cycle() {
        if step > most / 5 {
            break;
        }
        // From 1 to 2 to 5 to 10.
        step = match times {
            5 => step / 2 * 5,
            _ => step * 2,
        };
    }
    // One above the highest bar, where that is not round itself.
    let n = most / step + i128::from(most % step > 0);
    (0..=n).rev().map(|i| step.saturating_mul(i)).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_has_few_round_marks_and_a_zero() {
        assert_eq!(marks(7_800), [8_000, 6_000, 4_000, 2_000, 0]);
        assert_eq!(marks(2_300), [2_500, 2_000, 1_500, 1_000, 500, 0]);
        assert_eq!(marks(1_000), [1_000, 500, 0]);
        assert_eq!(marks(0), [0]);
        for most in 1..3_000i128 {
            let marks = marks(most * 997);
            assert!((2..=6).contains(&marks.len()), "{most}: {marks:?}");
        }
        assert!(marks(i128::MAX).len() <= 6);
    }
}
