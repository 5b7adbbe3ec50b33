//! Institutions by what they fund, carry out or answer for, the largest first.

use serde::Serialize;

use super::data::{money_of, short_name, stops};
use crate::panels::ReadCx;
use crate::panels::wording::{flow_name, money_text};
use crate::query::{Dim, Stop};
use crate::record::{Collection, Row};
use crate::text::number;

/// One institution.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct RankLine {
    /// The record.
    pub(super) row: Row,
    /// Its name.
    pub(super) name: String,
    /// Money, or "n/a" where no amount is known.
    pub(super) number: String,
    /// How many initiatives, in words.
    pub(super) initiatives: String,
    /// All of it in words.
    pub(super) said: String,
    /// The length of its bar.
    pub(super) value: f64,
}

/// Institutions in a role.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(super) struct RankData {
    /// What is ranked: "Funders, by US$, committed".
    pub(super) title: String,
    /// The largest first.
    pub(super) lines: Vec<RankLine>,
    /// The longest bar.
    pub(super) max: f64,
    /// How it is counted.
    pub(super) note: String,
}

/// The role that is ranked: the first one among the columns, else who funds.
fn role(cx: &ReadCx<'_>) -> Option<(Stop, u16)> {
    let chosen = stops(cx).into_iter().find(|s| s.is_role());
    let stop = chosen.unwrap_or(Stop::Funding);
    stop.role(cx.table).map(|r| (stop, r))
}

/// Says what is ranked.
pub(super) fn data(cx: &ReadCx<'_>) -> RankData {
    let Some((stop, role)) = role(cx) else { return RankData::default() };
    let role = u32::from(role);
    let (counts, _) = cx.results.tally_role(cx.table, Dim::Institution, role);
    let money = money_of(cx);
    let sums = money.map(|f| cx.results.sums_role(cx.table, Dim::Institution, role, f));
    let mut lines: Vec<(i128, u32, RankLine)> = Vec::new();
    for (i, count) in counts.iter().enumerate().filter(|c| c.1.selected > 0) {
        let row = Row::new(Collection::Institutions, i);
        let sum = sums.as_ref().and_then(|s| s.values.get(i));
        let known = sum.and_then(crate::query::Sum::known);
        let initiatives = cx.words.tf("flow-initiatives", &[("count", count.selected.into())]);
        let tell = |in_full: bool| match (money, sum) {
            (Some(flow), Some(sum)) => {
                let without = sum.without.selected;
                known.map_or_else(
                    || cx.words.tf("money-unknown", &[("count", without.into())]),
                    |value| money_text(cx, value, flow.currency, in_full),
                )
            }
            _ => number::whole(count.selected.into(), cx.words.language),
        };
        let value = if money.is_some() { known.unwrap_or(0) } else { count.selected.into() };
        #[expect(clippy::cast_precision_loss, reason = "a length on screen")]
        let length = value.max(0) as f64;
        let name = short_name(cx, row);
        let args =
            [("name", name.clone()), ("number", tell(true)), ("initiatives", initiatives.clone())];
        let said = cx.words.ts("flow-said", &args);
        let number = tell(false);
        let line = RankLine { row, name, number, initiatives, said, value: length };
        lines.push((value, count.selected, line));
    }
    lines.sort_by_key(|(value, count, line)| (std::cmp::Reverse((*value, *count)), line.row));
    let unit = money.map_or_else(|| cx.words.t("flow-unit-count"), |f| flow_name(cx, f));
    let args = [("name", cx.words.t(&format!("flow-stop-{}", stop.key()))), ("unit", unit)];
    RankData {
        title: cx.words.ts("flow-ranked", &args),
        max: lines.iter().map(|l| l.2.value).fold(0.0, f64::max),
        lines: lines.into_iter().map(|l| l.2).collect(),
        note: if money.is_some() { cx.words.t("flow-ranked-note") } else { String::new() },
    }
}
