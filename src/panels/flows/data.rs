//! What the flows show: the parts of each column, what passes between them, and what is left out.

use serde::Serialize;

use crate::panels::ReadCx;
use crate::panels::wording::{about, flow_name, initiative_flow, money_text, party_color};
use crate::query::{
    Count, Course, Dim, Filter, Flow, FlowNode, FlowValue, Flows, Meant, Pick, Stop, behind, flows,
    passing, sets_of,
};
use crate::record::{Collection, Row};
use crate::text::number;
use crate::ui::theme::Rgb;
use crate::view::{FlowBy, Thing};

/// Names of those who stand together that are told; of more, how many there are.
const TOGETHER: usize = 3;

/// A part of a column.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PartMark {
    /// What it is called.
    pub name: String,
    /// The names of those who stand together, or its one name.
    pub names: Vec<String>,
    /// The same in a line of a table: several by their abbreviations, so that none is cut away.
    pub brief: String,
    /// What passes, short.
    pub number: String,
    /// All of it in words, with every digit.
    pub said: String,
    /// Its colour.
    pub color: Rgb,
    /// What passes, as a length.
    pub value: f64,
    /// What a click selects; `None` for what has no record or value.
    pub thing: Option<Thing>,
    /// What it stands for.
    pub values: Vec<FlowValue>,
    /// It stands for so many small parts.
    pub others: u32,
    /// Unknown, or the rest.
    pub lesser: bool,
}

/// What passes from one part to another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RibbonMark {
    /// The part at the left.
    pub from: usize,
    /// The part at the right.
    pub to: usize,
    /// What passes, as a length.
    pub value: f64,
    /// What passes, short.
    pub number: String,
    /// In how many initiatives, in words.
    pub initiatives: String,
    /// All of it in words.
    pub said: String,
    /// Its colour.
    pub color: Rgb,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ColumnMark {
    /// What it tells apart.
    pub stop: Stop,
    /// Its title.
    pub title: String,
    /// Its parts, from the top.
    pub parts: Vec<PartMark>,
}

/// The flows as shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FlowsData {
    /// The columns from the left.
    pub columns: Vec<ColumnMark>,
    /// What passes between each two of them.
    pub ribbons: Vec<Vec<RibbonMark>>,
    /// How many years stand together in a column of them.
    pub span: i32,
    /// What is counted: "US$, committed", or initiatives.
    pub unit: String,
    /// The whole: "29.7 bn in 35 initiatives".
    pub total: String,
    /// Initiatives that bring something, of all.
    pub count: Count,
    /// The whole and what is left out, so that it adds up to all initiatives.
    pub sum: String,
    /// How much of the money is dated to the period that is asked for, in words, where not all is.
    pub share: String,
    /// Both with how it is counted.
    pub foot: String,
    /// How it is counted, at length.
    pub hint: String,
    /// Where nothing that passes brings the money that is counted: another kind that it does bring.
    pub other: Option<Flow>,
}

/// The money that is counted; `None` for a number of initiatives.
#[must_use]
pub fn money_of(cx: &ReadCx<'_>) -> Option<Flow> {
    initiative_flow(cx).filter(|_| cx.view.flow_by == FlowBy::Money)
}

/// The columns that are shown: those that were chosen, else who funds and on what, as far as the
/// file tells it.
#[must_use]
pub fn stops(cx: &ReadCx<'_>) -> Vec<Stop> {
    let chosen: Vec<Stop> = cx.view.flow_stops.iter().flatten().copied().collect();
    if chosen.len() >= 2 {
        return chosen;
    }
    let told = |s: &Stop| s.is_told(cx.table);
    let who = [Stop::Funding, Stop::Implementing, Stop::Party].into_iter().find(told);
    let what = [Stop::Sector, Stop::Year, Stop::Status].into_iter().find(told);
    vec![who.unwrap_or(Stop::Party), what.unwrap_or(Stop::Sector)]
}

/// The flows under the filter; years stand together so that a column of them has at most `most`.
#[must_use]
pub fn flows_of(cx: &ReadCx<'_>, most: usize) -> Flows {
    let stops = stops(cx);
    let span = span(cx, most);
    flows(cx.table, cx.results, Course { stops: &stops, flow: money_of(cx), span })
}

/// How many years stand together.
fn span(cx: &ReadCx<'_>, most: usize) -> i32 {
    // Money is dated to years of its own.
    let money = money_of(cx).and_then(|flow| crate::query::money_years(cx.table, flow));
    let ends = |a: (i32, i32), b: (i32, i32)| (a.0.min(b.0), a.1.max(b.1));
    let years = cx.table.years().into_iter().chain(money).reduce(ends);
    let Some((from, to)) = years else { return 1 };
    let most = i32::try_from(most.max(2)).unwrap_or(i32::MAX);
    let steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
    // Both ends may fall into a span of their own.
    let whole = to.saturating_sub(from);
    steps.into_iter().find(|s| whole / s + 2 <= most + 1).unwrap_or((whole / most).max(1000))
}

/// Values to filter by so that just the initiatives remain that bring something to a part of column
/// `k`, or to what passes from it to a part of the next column: the value itself where it says as
/// much, else the initiatives.
#[must_use]
pub fn picks(
    cx: &ReadCx<'_>,
    data: &FlowsData,
    k: usize,
    from: usize,
    to: Option<usize>,
) -> Vec<Pick> {
    let stops: Vec<Stop> = data.columns.iter().map(|c| c.stop).collect();
    let course = Course { stops: &stops, flow: money_of(cx), span: data.span };
    // Those of a part: its own set, or for the rest any set that is not told apart.
    let is = |column: usize, part: usize| {
        let parts = &data.columns[column].parts;
        move |set: &[FlowValue]| {
            if parts[part].others > 0 {
                return !set.is_empty() && !parts.iter().any(|p| p.others == 0 && p.values == set);
            }
            parts[part].values == set
        }
    };
    let places: Vec<(usize, usize)> =
        std::iter::once((k, from)).chain(to.map(|to| (k + 1, to))).collect();
    let sets: Vec<_> = places.iter().map(|(k, part)| is(*k, *part)).collect();
    let meant: Vec<(usize, Meant<'_>)> =
        places.iter().zip(&sets).map(|(p, set)| (p.0, set as Meant<'_>)).collect();
    let found = behind(cx.table, cx.results, course, &meant);
    // What each part is called by, where it is one value.
    let called: Option<Vec<Vec<Pick>>> = places
        .iter()
        .map(|(k, part)| called(cx, stops[*k], &data.columns[*k].parts[*part]))
        .collect();
    if let Some(called) = called.map(|c| c.concat())
        && says_as_much(cx, course, &called, &found)
    {
        return called;
    }
    found.into_iter().map(|i| Pick::Code(Dim::Initiative, i)).collect()
}

/// Most initiatives whose ways are followed: more would light up everything.
const FOLLOWED: usize = 200;

/// Whether each part, and what passes between each two, is of the initiatives that have to do with
/// what is pointed at or selected; `None` where that says nothing.
#[must_use]
pub fn touched(cx: &ReadCx<'_>, data: &FlowsData) -> Option<[Vec<Vec<bool>>; 2]> {
    let about = cx.about.filter(|_| cx.is_told_apart())?;
    let range = cx.table.facts_of(Collection::Initiatives);
    let facts = about.facts(cx.table).filter(|f| range.contains(f) && cx.results.passes(*f));
    let facts: Vec<usize> = facts.take(FOLLOWED + 1).collect();
    if facts.is_empty() || facts.len() > FOLLOWED {
        return None;
    }
    let stops: Vec<Stop> = data.columns.iter().map(|c| c.stop).collect();
    let course = Course { stops: &stops, flow: money_of(cx), span: data.span };
    let mut parts: Vec<Vec<bool>> =
        data.columns.iter().map(|c| vec![false; c.parts.len()]).collect();
    let mut ribbons: Vec<Vec<bool>> = data.ribbons.iter().map(|r| vec![false; r.len()]).collect();
    let place = |k: usize, set: &Vec<FlowValue>| {
        let parts = &data.columns[k].parts;
        let own = parts.iter().position(|p| p.others == 0 && p.values == *set);
        own.or_else(|| parts.iter().position(|p| p.others > 0))
    };
    for fact in facts {
        let sets = sets_of(cx.table, fact, course);
        let of = |(k, sets): (usize, &Vec<Vec<FlowValue>>)| -> Vec<usize> {
            sets.iter().filter_map(|s| place(k, s)).collect()
        };
        let at: Vec<Vec<usize>> = sets.iter().enumerate().map(of).collect();
        for (k, own) in at.iter().enumerate() {
            for i in own {
                parts[k][*i] = true;
            }
        }
        for (k, pair) in at.windows(2).enumerate() {
            for (i, r) in data.ribbons[k].iter().enumerate() {
                ribbons[k][i] |= pair[0].contains(&r.from) && pair[1].contains(&r.to);
            }
        }
    }
    parts.iter().flatten().any(|t| *t).then_some([parts, ribbons])
}

/// What a part is asked for by, where one value of the filter says it: the value, and its role.
fn called(cx: &ReadCx<'_>, stop: Stop, part: &PartMark) -> Option<Vec<Pick>> {
    let pick = match part.values.as_slice() {
        [FlowValue::Record(row)] => Pick::of(*row)?,
        [FlowValue::Term(t)] => Pick::Code(Dim::Status, *t),
        [] if stop == Stop::Sector && part.others == 0 => Pick::none(Dim::Sector),
        _ => return None,
    };
    let role = stop.role(cx.table).map(|r| Pick::Code(Dim::Role, u32::from(r)));
    Some(std::iter::once(pick).chain(role).collect())
}

/// Whether a click on these values leaves just the initiatives that were found, of those that bring
/// something; or takes them away again where just they are asked for.
pub(super) fn says_as_much(
    cx: &ReadCx<'_>,
    course: Course<'_>,
    picks: &[Pick],
    found: &[u32],
) -> bool {
    let asked = &cx.view.filter;
    let wanted = Filter::of(picks);
    if wanted.clauses().iter().all(|c| asked.clause(c.dim) == Some(c)) {
        return true;
    }
    // In one filter values mean "and" when each is of a dimension of its own; and what it asks for
    // already must not be put aside, nor a role of it be read as that of another.
    let alone = wanted.clauses().iter().map(|c| c.dim).collect::<Vec<_>>();
    let acting = [Dim::Institution, Dim::Party, Dim::Person, Dim::Role];
    let spoken = |d: &Dim| asked.clause(*d).is_some();
    let acts = alone.iter().any(|d| acting.contains(d));
    if alone.len() < picks.len() || alone.iter().any(spoken) || (acts && acting.iter().any(spoken))
    {
        return false;
    }
    let passing = passing(cx.table, &std::sync::Arc::default, &wanted);
    let first = cx.table.facts_of(Collection::Initiatives).start;
    let bring = behind(cx.table, cx.results, course, &[]);
    bring.into_iter().filter(|i| passing.has(first + *i as usize)).eq(found.iter().copied())
}

/// Says what is shown, with at most `most` parts in a column.
#[must_use]
pub fn data(cx: &ReadCx<'_>, all: &Flows, most: usize) -> FlowsData {
    let shown = all.folded(most);
    let money = money_of(cx);
    let approximate = money.is_some() && shown.with > 0 && shown.approximate >= shown.with;
    let of = Saying { cx, money, span: shown.span, approximate };
    let columns: Vec<ColumnMark> = shown
        .stops
        .iter()
        .zip(&shown.columns)
        .map(|(stop, nodes)| ColumnMark {
            stop: *stop,
            title: cx.words.t(&format!("flow-stop-{}", stop.key())),
            parts: nodes.iter().map(|n| of.part(*stop, n)).collect(),
        })
        .collect();
    let ribbons = shown
        .ribbons
        .iter()
        .enumerate()
        .map(|(k, ribbons)| {
            let (left, right) = (&columns[k], &columns[k + 1]);
            let ribbon = |r: &crate::query::Ribbon| {
                let (from, to) = (&left.parts[r.from], &right.parts[r.to]);
                let sector = [(right.stop, to), (left.stop, from)];
                let sector = sector.into_iter().find(|s| s.0 == Stop::Sector);
                let number = of.number(r.value, false);
                let whole = of.number(r.value, true);
                let name = format!("{} → {}", from.name, to.name);
                // One initiative may be in several of those that stand together as the rest.
                let (said, initiatives) = if from.others + to.others > 0 {
                    let args = [("name", name), ("number", whole)];
                    (cx.words.ts("flow-said-others", &args), String::new())
                } else {
                    let initiatives = cx.words.tf("flow-initiatives", &[("count", r.count.into())]);
                    (said_of(cx, &name, &whole, r.count), initiatives)
                };
                RibbonMark {
                    from: r.from,
                    to: r.to,
                    value: length(r.value),
                    said,
                    number,
                    initiatives,
                    color: sector.map_or(from.color, |s| s.1.color),
                }
            };
            ribbons.iter().map(ribbon).collect()
        })
        .collect();
    let in_all = cx.results.count(Collection::Initiatives);
    let (sum, hints) = (reconciled(cx, &shown, in_all), hints(cx, &shown));
    let share = money.and_then(|flow| crate::panels::wording::period_share(cx, flow));
    // Of a period, that not all of it is the period's comes before all else.
    let foot: Vec<&str> = share.iter().chain([&sum]).chain(&hints).map(String::as_str).collect();
    let foot = foot.join(" · ");
    FlowsData {
        columns,
        ribbons,
        span: shown.span,
        unit: money.map_or_else(|| cx.words.t("flow-unit-count"), |f| flow_name(cx, f)),
        total: if money.is_some() && shown.with == 0 {
            cx.words.t("amount-unknown")
        } else if money.is_some() {
            let total = of.number(shown.total, false);
            let args = [("sum", total.into()), ("count", shown.with.into())];
            cx.words.tf("flow-total", &args)
        } else {
            cx.words.tf("flow-initiatives", &[("count", shown.with.into())])
        },
        count: Count { selected: shown.with, total: in_all.total },
        foot,
        share: share.unwrap_or_default(),
        sum,
        hint: hints.join("\n"),
        other: money.filter(|_| shown.with == 0).and_then(|flow| another(cx, flow)),
    }
}

/// The kind of money most used of which something is known under the filter, but for one.
fn another(cx: &ReadCx<'_>, but: Flow) -> Option<Flow> {
    let same = |f: &Flow| (f.currency, f.kind) == (but.currency, but.kind);
    let flows = cx.table.money_used.iter().map(|u| u.0).filter(|f| !f.links && !same(f));
    let known =
        |f: &Flow| crate::query::total(cx.table, cx.results.pass(), *f).none.with.selected > 0;
    flows.into_iter().find(known)
}

/// What is shown and what is left out, so that it adds up.
fn reconciled(cx: &ReadCx<'_>, shown: &Flows, all: Count) -> String {
    let out = all.total.saturating_sub(all.selected);
    let mut parts = match money_of(cx) {
        // What is not known is no 0.
        Some(_) if shown.with == 0 => Vec::new(),
        Some(flow) => {
            let sum = money_text(cx, shown.total, flow.currency, false);
            let sum = about(cx, sum, shown.approximate, shown.with);
            let kind = cx.table.flows.get(usize::from(flow.kind)).map_or("", String::as_str);
            let kind = crate::panels::wording::amount_kind(cx, kind);
            let args = [("sum", sum.into()), ("kind", kind.into()), ("count", shown.with.into())];
            vec![cx.words.tf("flow-whole", &args)]
        }
        None => vec![cx.words.tf("flow-with", &[("count", shown.with.into())])],
    };
    for (n, id) in [
        (shown.without, "money-without"),
        (shown.other_kind, "money-other-kind"),
        (shown.other, "flow-other"),
        (out, "flow-filtered"),
    ] {
        if n > 0 {
            parts.push(cx.words.tf(id, &[("count", n.into())]));
        }
    }
    let all = if money_of(cx).is_some() && shown.with > 0 {
        // What is counted was said before.
        crate::text::number::whole(all.total.into(), cx.words.language)
    } else {
        cx.words.tf("flow-initiatives", &[("count", all.total.into())])
    };
    format!("{} = {all}", parts.join(" + "))
}

/// How it is counted.
fn hints(cx: &ReadCx<'_>, shown: &Flows) -> Vec<String> {
    let mut out = Vec::new();
    // Who takes part is not who pays.
    let funder = [Stop::Funding, Stop::Extending].iter().any(|s| shown.stops.contains(s));
    if money_of(cx).is_some() && !funder {
        out.push(cx.words.t("flow-no-funder"));
    }
    if let Some(flow) = money_of(cx) {
        out.extend(crate::panels::wording::sector_share(cx, flow));
        out.push(cx.words.t("flow-once"));
        out.extend(crate::panels::wording::money_of_links(cx));
    }
    out.extend(crate::panels::wording::added(cx, &[Collection::Initiatives]));
    // Where all are, the sum says it.
    let approximate = if shown.approximate < shown.with { shown.approximate } else { 0 };
    for (n, id) in [
        (shown.joint, "flow-joint"),
        (shown.split, "money-split"),
        (shown.converted, "money-converted"),
        (approximate, "money-approximate"),
        (shown.not_added.saturating_sub(shown.beside), "money-not-added"),
        (shown.unreadable, "money-unreadable"),
        (shown.beside, "money-beside"),
    ] {
        if n > 0 {
            out.push(cx.words.tf(id, &[("count", n.into())]));
        }
    }
    if shown.converted > 0 {
        out.extend(crate::panels::wording::rates_named(cx));
    }
    out
}

#[expect(clippy::cast_precision_loss, reason = "a length on screen")]
fn length(value: i128) -> f64 {
    value.max(0) as f64
}

fn said_of(cx: &ReadCx<'_>, name: &str, number: &str, count: u32) -> String {
    let initiatives = cx.words.tf("flow-initiatives", &[("count", count.into())]);
    if money_of(cx).is_none() || number.is_empty() {
        // The number is that of initiatives: it is said once.
        let args = [("name", name.to_owned()), ("number", initiatives)];
        return cx.words.ts("flow-said-others", &args);
    }
    let args =
        [("name", name.to_owned()), ("number", number.to_owned()), ("initiatives", initiatives)];
    cx.words.ts("flow-said", &args)
}

/// How numbers and names are told.
struct Saying<'a, 'b> {
    cx: &'a ReadCx<'b>,
    money: Option<Flow>,
    span: i32,
    /// All amounts are.
    approximate: bool,
}

impl Saying<'_, '_> {
    fn number(&self, value: i128, in_full: bool) -> String {
        match self.money {
            Some(flow) => {
                let sum = money_text(self.cx, value, flow.currency, in_full);
                if self.approximate { format!("≈\u{a0}{sum}") } else { sum }
            }
            None => number::whole(i64::try_from(value).unwrap_or(i64::MAX), self.cx.words.language),
        }
    }

    fn part(&self, stop: Stop, node: &FlowNode) -> PartMark {
        let cx = self.cx;
        let number = self.number(node.value, false);
        let mut whole = self.number(node.value, true);
        let names = if node.others > 0 {
            vec![cx.words.tf("flow-others", &[("count", node.others.into())])]
        } else if node.values.is_empty() {
            vec![cx.words.t(&format!("flow-none-{}", stop.key()))]
        } else {
            self.names(stop, &node.values)
        };
        let name = names.join(" + ");
        let color: Rgb = match (stop, node.values.as_slice()) {
            (Stop::Sector, [FlowValue::Record(row)]) => {
                cx.sector_color(u32::try_from(row.index()).unwrap_or(0))
            }
            (Stop::Party, [FlowValue::Record(row)]) => party_color(cx, *row),
            _ => cx.tokens.neutral.into(),
        };
        let said = if node.others > 0 {
            // One initiative may be in several of them.
            cx.words.ts("flow-said-others", &[("name", name.clone()), ("number", whole)])
        } else {
            if self.money.is_none() {
                whole.clear();
            }
            said_of(cx, &name, &whole, node.count)
        };
        let thing = match (stop, node.values.as_slice()) {
            (_, [FlowValue::Record(row)]) => Some(Thing::Record(*row)),
            (Stop::Status, [FlowValue::Term(t)]) => Some(Thing::Value(Pick::Code(Dim::Status, *t))),
            (_, [FlowValue::Year(y)]) if self.span == 1 => Some(Thing::Value(Pick::year(*y))),
            _ => None,
        };
        PartMark {
            brief: together(&names),
            name,
            names,
            number,
            said,
            color,
            value: length(node.value),
            thing,
            values: node.values.clone(),
            others: node.others,
            lesser: node.others > 0 || node.values.is_empty(),
        }
    }

    fn names(&self, stop: Stop, values: &[FlowValue]) -> Vec<String> {
        let cx = self.cx;
        let name = |v: &FlowValue| match *v {
            FlowValue::Record(row) if stop == Stop::Sector => {
                cx.sector_name(u32::try_from(row.index()).unwrap_or(0))
            }
            FlowValue::Record(row) => short_name(cx, row),
            FlowValue::Term(t) => cx.pick_name(Pick::Code(Dim::Status, t)),
            FlowValue::Year(y) if self.span > 1 => format!("{y}–{}", y + self.span - 1),
            FlowValue::Year(y) => y.to_string(),
        };
        let mut told: Vec<String> = values.iter().take(TOGETHER).map(name).collect();
        if values.len() > TOGETHER {
            let more = u32::try_from(values.len() - TOGETHER).unwrap_or(u32::MAX);
            told.push(cx.words.tf("flow-others", &[("count", more.into())]));
        }
        told
    }
}

/// Those who act together, in a line: several by their abbreviations, so that none is cut away.
#[must_use]
pub fn together(names: &[String]) -> String {
    let brief = |name: &String| {
        let short = crate::text::display::own_abbreviation(name).filter(|_| names.len() > 1);
        short.unwrap_or(name).to_owned()
    };
    names.iter().map(brief).collect::<Vec<_>>().join(" + ")
}

/// The short name of an actor where it has one, else its name.
#[must_use]
pub fn short_name(cx: &ReadCx<'_>, row: Row) -> String {
    let value = crate::model::decode(&cx.doc.records, row);
    let short = cx.pick(&crate::model::Text::from_value(&value["shortLabel"]), 80);
    if short.is_empty() { cx.name(row) } else { short }
}
