//! Who takes part in a role by what they fund, carry out or answer for, the largest first.

use serde::Serialize;

use super::data::{money_of, short_name, stops};
use crate::panels::ReadCx;
use crate::panels::wording::{act_together, flow_name, sum_of, sum_text};
use crate::query::{Dim, Flow, Pick, Stop, Sum};
use crate::record::{Collection, Row};
use crate::table::{Bits, Taking};
use crate::text::number;

/// One who takes part.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct RankLine {
    /// The record; `None` for what nobody is named for.
    pub(super) row: Option<Row>,
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

/// Those in a role.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(super) struct RankData {
    /// What is ranked: "Funders, by US$, committed".
    pub(super) title: String,
    /// The largest first.
    pub(super) lines: Vec<RankLine>,
    /// How many more there are.
    pub(super) more: usize,
    /// The longest bar.
    pub(super) max: f64,
    /// How it is counted.
    pub(super) note: String,
}

/// The role that is ranked: the first one among the columns, else who funds; without a number where
/// nobody has it in the whole file.
fn role(cx: &ReadCx<'_>) -> (Stop, Option<u16>) {
    let chosen = stops(cx).into_iter().find(|s| s.is_role());
    let stop = chosen.unwrap_or(Stop::Funding);
    (stop, stop.role(cx.table))
}

/// What is counted for all lines alike, so that they can be compared: without the clause on those
/// who act where there is one alone, as every panel leaves its own clause out.
fn base<'a>(cx: &ReadCx<'a>) -> &'a Bits {
    let acting = [Dim::Institution, Dim::Party, Dim::Person];
    let mut asked = acting.into_iter().filter(|d| cx.view.filter.clause(*d).is_some());
    match (asked.next(), asked.next()) {
        (Some(dim), None) => cx.results.but(dim),
        _ => cx.results.pass(),
    }
}

/// The initiatives in which nobody has the role, of those that are counted.
fn nobody(cx: &ReadCx<'_>, role: Option<u16>) -> Vec<u32> {
    own(cx, |t| Some(t.role) == role, false)
}

/// The initiatives in which someone takes part so, or in which nobody does, of those that are counted.
fn own(cx: &ReadCx<'_>, so: impl Fn(&Taking) -> bool, wanted: bool) -> Vec<u32> {
    let base = base(cx);
    let range = cx.table.facts_of(Collection::Initiatives);
    let first = range.start;
    let has = |i: usize| cx.table.takings.get(i).iter().any(&so);
    let own = base.rows(range, false).map(|f| f - first).filter(|i| has(*i) == wanted);
    own.filter_map(|i| u32::try_from(i).ok()).collect()
}

/// Values to filter by so that the initiatives of a line remain.
pub(super) fn picks(cx: &ReadCx<'_>, row: Option<Row>) -> Vec<Pick> {
    let (_, role) = role(cx);
    match (row.and_then(Pick::of), role) {
        // A filter by a party means its institutions, too: here it is told for what it does itself.
        (Some(_), Some(role)) if row.is_some_and(|r| r.collection() == Collection::Parties) => {
            own(cx, |t| t.role == role && Some(t.actor) == row, true)
                .into_iter()
                .map(|i| Pick::Code(Dim::Initiative, i))
                .collect()
        }
        (Some(who), Some(role)) => vec![who, Pick::Code(Dim::Role, role.into())],
        _ => nobody(cx, role).into_iter().map(|i| Pick::Code(Dim::Initiative, i)).collect(),
    }
}

/// Says what is ranked.
pub(super) fn data(cx: &ReadCx<'_>) -> RankData {
    let (stop, number) = role(cx);
    let base = base(cx);
    let money = money_of(cx);
    // What each brings, or how many initiatives it takes part in; last what nobody is named for.
    let mut ranked: Vec<(i128, Option<Row>, Told)> = Vec::new();
    let kinds = [
        (Dim::Institution, Collection::Institutions),
        (Dim::Party, Collection::Parties),
        (Dim::Person, Collection::People),
    ];
    for (dim, kind, role) in number.into_iter().flat_map(|r| kinds.map(|k| (k.0, k.1, r.into()))) {
        let told: Vec<Told> = if let Some(flow) = money {
            let sums = cx.results.sums_role_among(cx.table, (dim, role), flow, base);
            sums.values.into_iter().map(|s| Told::Money(s, flow)).collect()
        } else {
            let counts = cx.results.tally_role_among(cx.table, dim, role, base).0;
            counts.into_iter().map(|c| Told::Count(c.selected)).collect()
        };
        let line = |(i, told): (usize, Told)| (told.value(), Some(Row::new(kind, i)), told);
        ranked.extend(told.into_iter().enumerate().map(line));
    }
    let nobody = nobody(cx, number);
    let told = match money {
        Some(flow) => {
            let mut sum = Sum::default();
            let first = cx.table.facts_of(Collection::Initiatives).start;
            for i in &nobody {
                sum.add(crate::query::money(cx.table, first + *i as usize, flow).0, true);
            }
            Told::Money(sum, flow)
        }
        None => Told::Count(u32::try_from(nobody.len()).unwrap_or(u32::MAX)),
    };
    ranked.push((told.value(), None, told));
    ranked.retain(|r| r.2.count() > 0);
    ranked.sort_by_key(|r| (r.1.is_none(), std::cmp::Reverse((r.0, r.2.count())), r.1));
    let named = ranked.iter().filter(|r| r.1.is_some()).count();
    let more = named.saturating_sub(LISTED);
    let shown = ranked.iter().enumerate().filter(|(n, r)| *n < LISTED || r.1.is_none());
    let lines: Vec<RankLine> = shown.map(|(_, r)| line(cx, stop, r)).collect();
    let unit = money.map_or_else(|| cx.words.t("flow-unit-count"), |f| flow_name(cx, f));
    let args = [("name", cx.words.t(&format!("flow-stop-{}", stop.key()))), ("unit", unit)];
    RankData {
        title: cx.words.ts("flow-ranked", &args),
        max: lines.iter().map(|l| l.value).fold(0.0, f64::max),
        lines,
        more,
        note: if named > 1 && money.is_some_and(|f| act_together(cx, stop, f, base)) {
            cx.words.t("flow-ranked-note")
        } else {
            String::new()
        },
    }
}

/// Most institutions listed.
const LISTED: usize = 200;

/// What a line tells.
#[derive(Clone, Copy)]
enum Told {
    Count(u32),
    Money(Sum, Flow),
}

impl Told {
    fn value(self) -> i128 {
        match self {
            Self::Count(n) => n.into(),
            Self::Money(sum, _) => sum.known().unwrap_or(0),
        }
    }

    fn count(self) -> u32 {
        match self {
            Self::Count(n) => n,
            Self::Money(sum, _) => sum.with.selected + sum.without.selected,
        }
    }
}

fn line(cx: &ReadCx<'_>, stop: Stop, ranked: &(i128, Option<Row>, Told)) -> RankLine {
    let (value, row, told) = *ranked;
    let name = match row {
        Some(row) => short_name(cx, row),
        None => cx.words.t(&format!("flow-none-{}", stop.key())),
    };
    let (number, whole, initiatives) = match told {
        Told::Money(sum, flow) => {
            (sum_text(cx, &sum, flow, false), sum_text(cx, &sum, flow, true), sum_of(cx, &sum))
        }
        Told::Count(n) => {
            let number = number::whole(n.into(), cx.words.language);
            let initiatives = cx.words.tf("flow-initiatives", &[("count", n.into())]);
            (number.clone(), number, initiatives)
        }
    };
    #[expect(clippy::cast_precision_loss, reason = "a length on screen")]
    let length = value.max(0) as f64;
    // Where initiatives are counted, the number is theirs: it is said once.
    let (said, initiatives) = match told {
        Told::Money(..) => {
            let args =
                [("name", name.clone()), ("number", whole), ("initiatives", initiatives.clone())];
            (cx.words.ts("flow-said", &args), initiatives)
        }
        Told::Count(_) => {
            let args = [("name", name.clone()), ("number", initiatives)];
            (cx.words.ts("flow-said-others", &args), String::new())
        }
    };
    RankLine { row, name, number, initiatives, said, value: length }
}
