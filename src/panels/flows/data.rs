//! What the flows show: the parts of each column, what passes between them, and what is left out.

use serde::Serialize;

use crate::panels::ReadCx;
use crate::panels::wording::{flow_name, initiative_flow, money_text, party_color};
use crate::query::{Count, Dim, Flow, FlowNode, FlowValue, Flows, Pick, Stop, flows};
use crate::record::{Collection, Row};
use crate::text::number;
use crate::ui::theme::Rgb;
use crate::view::{FlowBy, Thing};

/// Names of those who stand together that are told; of more, how many there are.
const TOGETHER: usize = 3;

/// A part of a column.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartMark {
    /// What it is called.
    pub name: String,
    /// The names of those who stand together, or its one name.
    pub names: Vec<String>,
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
    /// What a filter by it asks for: any of these, in this role.
    pub picks: Vec<Pick>,
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
    /// What is counted: "US$, committed", or initiatives.
    pub unit: String,
    /// The whole: "29.7 bn in 35 initiatives".
    pub total: String,
    /// Initiatives that bring something, of all.
    pub count: Count,
    /// The whole and what is left out, so that it adds up to all initiatives.
    pub foot: String,
    /// How it is counted, at length.
    pub hint: String,
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

/// The flows under the filter.
#[must_use]
pub fn flows_of(cx: &ReadCx<'_>) -> Flows {
    flows(cx.table, cx.results, &stops(cx), money_of(cx))
}

/// Says what is shown, with at most `most` parts in a column.
#[must_use]
pub fn data(cx: &ReadCx<'_>, all: &Flows, most: usize) -> FlowsData {
    let shown = all.folded(most);
    let money = money_of(cx);
    let of = Saying { cx, money };
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
                let initiatives = cx.words.tf("flow-initiatives", &[("count", r.count.into())]);
                let whole = of.number(r.value, true);
                RibbonMark {
                    from: r.from,
                    to: r.to,
                    value: length(r.value),
                    said: said_of(cx, &format!("{} → {}", from.name, to.name), &whole, r.count),
                    number,
                    initiatives,
                    color: sector.map_or(from.color, |s| s.1.color),
                }
            };
            ribbons.iter().map(ribbon).collect()
        })
        .collect();
    let total = of.number(shown.total, false);
    let in_all = cx.results.count(Collection::Initiatives);
    FlowsData {
        columns,
        ribbons,
        unit: money.map_or_else(|| cx.words.t("flow-unit-count"), |f| flow_name(cx, f)),
        total: if money.is_some() {
            let args = [("sum", total.clone().into()), ("count", shown.with.into())];
            cx.words.tf("flow-total", &args)
        } else {
            cx.words.tf("flow-initiatives", &[("count", shown.with.into())])
        },
        count: Count { selected: shown.with, total: in_all.total },
        foot: foot(cx, &shown, in_all),
        hint: hints(cx, &shown).join("\n"),
    }
}

/// What is shown and what is left out, so that it adds up.
fn foot(cx: &ReadCx<'_>, shown: &Flows, all: Count) -> String {
    let out = all.total.saturating_sub(all.selected);
    let mut parts = match money_of(cx) {
        Some(flow) => {
            let sum = money_text(cx, shown.total, flow.currency, false);
            let kind = cx.table.flows.get(usize::from(flow.kind)).map_or("", String::as_str);
            let kind = crate::panels::wording::amount_kind(cx, kind);
            let args = [("sum", sum.into()), ("kind", kind.into()), ("count", shown.with.into())];
            vec![cx.words.tf("flow-whole", &args)]
        }
        None => vec![cx.words.tf("flow-with", &[("count", shown.with.into())])],
    };
    for (n, id) in
        [(shown.without, "money-without"), (shown.other, "flow-other"), (out, "flow-filtered")]
    {
        if n > 0 {
            parts.push(cx.words.tf(id, &[("count", n.into())]));
        }
    }
    let sum = format!(
        "{} = {}",
        parts.join(" + "),
        cx.words.tf("flow-initiatives", &[("count", all.total.into())])
    );
    let hints = hints(cx, shown);
    if hints.is_empty() { sum } else { format!("{sum} · {}", hints.join(" · ")) }
}

/// How it is counted.
fn hints(cx: &ReadCx<'_>, shown: &Flows) -> Vec<String> {
    let mut out = Vec::new();
    if money_of(cx).is_some() {
        out.push(cx.words.t("flow-once"));
    }
    for (n, id) in [
        (shown.joint, "flow-joint"),
        (shown.split, "money-split"),
        (shown.unreadable, "money-unreadable"),
    ] {
        if n > 0 {
            out.push(cx.words.tf(id, &[("count", n.into())]));
        }
    }
    out
}

#[expect(clippy::cast_precision_loss, reason = "a length on screen")]
fn length(value: i128) -> f64 {
    value.max(0) as f64
}

fn said_of(cx: &ReadCx<'_>, name: &str, number: &str, count: u32) -> String {
    let initiatives = cx.words.tf("flow-initiatives", &[("count", count.into())]);
    let number = if number.is_empty() { initiatives.clone() } else { number.to_owned() };
    let args = [("name", name.to_owned()), ("number", number), ("initiatives", initiatives)];
    cx.words.ts("flow-said", &args)
}

/// How numbers and names are told.
struct Saying<'a, 'b> {
    cx: &'a ReadCx<'b>,
    money: Option<Flow>,
}

impl Saying<'_, '_> {
    fn number(&self, value: i128, in_full: bool) -> String {
        match self.money {
            Some(flow) => money_text(self.cx, value, flow.currency, in_full),
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
            (_, [FlowValue::Year(y)]) => Some(Thing::Value(Pick::year(*y))),
            _ => None,
        };
        PartMark {
            name,
            names,
            number,
            said,
            color,
            value: length(node.value),
            thing,
            picks: if node.others > 0 { Vec::new() } else { self.picks(stop, &node.values) },
            lesser: node.others > 0 || node.values.is_empty(),
        }
    }

    /// What a filter by a part asks for.
    fn picks(&self, stop: Stop, values: &[FlowValue]) -> Vec<Pick> {
        let mut out: Vec<Pick> = values
            .iter()
            .filter_map(|v| match *v {
                FlowValue::Record(row) => Pick::of(row),
                FlowValue::Term(t) => Some(Pick::Code(Dim::Status, t)),
                FlowValue::Year(y) => Some(Pick::year(y)),
            })
            .collect();
        let role = stop.role(self.cx.table).map(|r| Pick::Code(Dim::Role, u32::from(r)));
        if out.is_empty() {
            match stop {
                Stop::Sector => out.push(Pick::none(Dim::Sector)),
                Stop::Status => out.push(Pick::none(Dim::Status)),
                Stop::Party => out.push(Pick::none(Dim::Party)),
                _ => {}
            }
        } else {
            out.extend(role);
        }
        out
    }

    fn names(&self, stop: Stop, values: &[FlowValue]) -> Vec<String> {
        let cx = self.cx;
        let name = |v: &FlowValue| match *v {
            FlowValue::Record(row) if stop == Stop::Sector => {
                cx.sector_name(u32::try_from(row.index()).unwrap_or(0))
            }
            FlowValue::Record(row) => short_name(cx, row),
            FlowValue::Term(t) => cx.pick_name(Pick::Code(Dim::Status, t)),
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

/// The short name of an actor where it has one, else its name.
#[must_use]
pub fn short_name(cx: &ReadCx<'_>, row: Row) -> String {
    let value = crate::model::decode(&cx.doc.records, row);
    let short = cx.pick(&crate::model::Text::from_value(&value["shortLabel"]), 80);
    if short.is_empty() { cx.name(row) } else { short }
}
