//! What the overview says.

use crate::panels::ReadCx;
use crate::panels::quotes::data::{Card, card};
use crate::panels::wording::{
    Value, about, amount_kind, both, initiative_flow, measured, money_notes, money_of_links,
    money_text, sector_asked, sum_of, sum_text,
};
use crate::query::{Count, Dim, Measure, Sum};
use crate::record::{Collection, Row};
use crate::table::Facet;
use crate::ui::theme::Rgb;

/// Things named before "and n more".
const NAMED: usize = 5;

/// A list cut after its first entries.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Named<T> {
    /// The first ones.
    pub shown: Vec<T>,
    /// How many more there are.
    pub more: usize,
}

impl<T> Default for Named<T> {
    fn default() -> Self {
        Self { shown: Vec::new(), more: 0 }
    }
}

/// The overview as shown.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct OverviewData {
    /// Parties, most tied first.
    pub who: Named<(Row, String)>,
    /// How many people and links there are, of a network of people alone.
    pub held: Option<String>,
    /// First and last year of the facts under the filter.
    pub when: Option<(i32, i32)>,
    /// Top sectors with their numbers, largest first.
    pub what: Named<(u32, String, Value, Rgb)>,
    /// How much money, of what kind, in how many initiatives, and how many tell none.
    pub money: Option<String>,
    /// Institutions, those most facts touch first, and why they matter.
    pub through: Named<(Row, String, String)>,
    /// Those named fund some of it together: each is told all of that.
    pub together: bool,
    /// One quotation: a direct one when there is one.
    pub said: Option<Card>,
    /// Sources under the filter, of all.
    pub read_in: Count,
    /// How many independent ones these go back to.
    pub sources: Count,
    /// Of the sources under the filter, those added to explain; `None` where the file tells of none.
    pub background: Option<u32>,
    /// The one source that is no such addition, when it is the only one: its kind, as written.
    pub article: Option<String>,
    /// Whether there is anything to say.
    pub empty: bool,
}

/// Says what will be shown.
#[must_use]
pub fn data(cx: &ReadCx<'_>) -> OverviewData {
    let ranked = |c: Collection| -> Vec<Row> {
        let mut rows: Vec<Row> =
            cx.doc.records.rows_of(c).filter(|r| cx.results.row_in(cx.table, *r)).collect();
        // What nothing touches comes last, in the order of the file.
        rows.sort_by_key(|r| (std::cmp::Reverse(cx.results.touches(*r)), *r));
        rows
    };
    let mut parties = ranked(Collection::Parties);
    if cx.doc.records.len(Collection::Parties) == 0 {
        // A network of people alone.
        parties = ranked(Collection::People);
    }
    let institutions = ranked(Collection::Institutions);
    OverviewData {
        who: Named {
            shown: parties.iter().take(6).map(|r| (*r, cx.name(*r))).collect(),
            more: parties.len().saturating_sub(6),
        },
        held: held(cx),
        when: years(cx),
        what: sectors(cx),
        money: money(cx),
        through: match by_money(cx).filter(|b| !b.0.is_empty()) {
            Some((ranked, more)) => Named {
                shown: ranked.into_iter().map(|(r, why)| (r, cx.name(r), why)).collect(),
                more,
            },
            None => Named {
                shown: institutions
                    .iter()
                    .take(NAMED)
                    .map(|r| (*r, cx.name(*r), why(cx, *r)))
                    .collect(),
                more: institutions.len().saturating_sub(NAMED),
            },
        },
        together: together(cx),
        said: quotation(cx).map(|row| card(cx, row)),
        sources: crate::panels::sources::data::independent(cx),
        read_in: crate::say::read_in(&cx.doc.records, cx.table, cx.results),
        background: background(cx),
        article: article(cx),
        empty: cx.doc.records.is_empty(),
    }
}

/// How many people and links pass, where there is nothing else to tell of.
fn held(cx: &ReadCx<'_>) -> Option<String> {
    let n = |c| cx.results.count(c);
    let other = [Collection::Statements, Collection::Initiatives, Collection::Institutions];
    if other.iter().any(|c| n(*c).total > 0) || n(Collection::People).total == 0 {
        return None;
    }
    let told = |c, id| cx.words.tf(id, &[("total", n(c).selected.into())]);
    let people = told(Collection::People, "total-people");
    Some(format!("{people}, {}", told(Collection::Links, "total-links")))
}

/// How many of the sources under the filter were added to explain the others.
fn background(cx: &ReadCx<'_>) -> Option<u32> {
    let n = cx.doc.records.len(Collection::Sources);
    let all = (0..n).filter(|i| cx.table.background.has(*i));
    let rows: Vec<Row> = all.map(|i| Row::new(Collection::Sources, i)).collect();
    let unread = crate::say::unread(&cx.doc.records, cx.table);
    let read = |r: &&Row| cx.results.row_in(cx.table, **r) && !unread.contains(r);
    let shown = rows.iter().filter(read).count();
    (!rows.is_empty()).then(|| u32::try_from(shown).unwrap_or(u32::MAX))
}

/// The kind of the only source under the filter that is no addition.
fn article(cx: &ReadCx<'_>) -> Option<String> {
    let unread = crate::say::unread(&cx.doc.records, cx.table);
    let own = |r: &Row| {
        !cx.table.background.has(r.index())
            && cx.results.row_in(cx.table, *r)
            && !unread.contains(r)
    };
    let mut rows = cx.doc.records.rows_of(Collection::Sources).filter(own);
    let (first, None) = (rows.next()?, rows.next()) else { return None };
    let value = crate::model::decode(&cx.doc.records, first);
    let kind = value["csl"]["type"].as_str().unwrap_or_default();
    Some(if kind.starts_with("article") { "article" } else { "source" }.to_owned())
}

/// Why an institution matters: the facts under the filter that touch it.
fn why(cx: &ReadCx<'_>, row: Row) -> String {
    let facts = cx.table.column(Facet::Institution).facts.get(row.index());
    let passing = || facts.iter().filter(|f| cx.results.passes(**f as usize));
    let parts = [
        (Collection::Initiatives, "total-initiatives"),
        (Collection::Links, "total-links"),
        (Collection::Statements, "total-statements"),
    ]
    .into_iter()
    .filter_map(|(c, id)| {
        let range = cx.table.facts_of(c);
        let n = passing().filter(|f| range.contains(&(**f as usize))).count();
        let n = i64::try_from(n).unwrap_or(0);
        (n > 0).then(|| cx.words.tf(id, &[("total", n.into())]))
    });
    parts.collect::<Vec<_>>().join(", ")
}

fn years(cx: &ReadCx<'_>) -> Option<(i32, i32)> {
    let passing = cx.results.pass().rows(0..cx.table.n_facts(), false);
    let dated = passing.map(|n| cx.table.spans[n]).filter(|s| s[0] <= s[1]);
    let years = dated.reduce(|a, b| [a[0].min(b[0]), a[1].max(b[1])]);
    years.map(|y| (i32::from(y[0]), i32::from(y[1])))
}

fn sectors(cx: &ReadCx<'_>) -> Named<(u32, String, Value, Rgb)> {
    let values = measured(cx, Dim::Sector).values;
    let mut top: Vec<(u32, Value)> = cx
        .table
        .sector_order
        .iter()
        .filter(|(_, depth)| *depth == 0)
        .map(|(s, _)| (*s, values.get(*s as usize).copied().unwrap_or_default()))
        .filter(|(_, v)| v.total() > 0.0 || v.is_unknown())
        .collect();
    // What is asked for is always among them.
    let asked = |s: u32| !sector_asked(cx, s);
    top.sort_by(|(a, v), (b, w)| {
        asked(*a).cmp(&asked(*b)).then(w.total().total_cmp(&v.total())).then(a.cmp(b))
    });
    let more = top.len().saturating_sub(NAMED);
    top.truncate(NAMED);
    Named {
        shown: top
            .into_iter()
            .map(|(s, v)| (s, cx.sector_name(s), v, cx.sector_color(s)))
            .collect(),
        more,
    }
}

/// Kinds of money told beside the one that is counted.
const OTHER_MONEY: usize = 2;

/// The money under the filter: how much of what kind, in how many initiatives, and what is unknown;
/// then the same of the kinds of money most others are of, which are never added to it.
fn money(cx: &ReadCx<'_>) -> Option<String> {
    let flow = initiative_flow(cx)?;
    let total = |flow| crate::query::total(cx.table, cx.results.pass(), flow);
    let told = |flow: crate::query::Flow, sums: &crate::query::Sums| {
        let kind = cx.table.flows.get(usize::from(flow.kind)).map_or("", String::as_str);
        let sum = money_text(cx, sums.none.selected, flow.currency, false);
        let args = [
            ("sum", about(cx, sum, sums.approximate, sums.none.with.selected).into()),
            ("kind", amount_kind(cx, kind).into()),
            ("count", sums.none.with.selected.into()),
        ];
        cx.words.tf("flow-whole", &args)
    };
    let mut sums = total(flow);
    if sums.none.with.selected == 0 {
        return None;
    }
    let mut said = vec![told(flow, &sums)];
    if sums.none.with.selected == 1
        && let Some((alone, added)) = only(cx, flow)
    {
        if added {
            // In the first line, which is never without its room.
            said[0] = cx.words.ts("overview-from-background", &[("money", said[0].clone())]);
        }
        said.push(alone);
    }
    said.extend(crate::panels::wording::sector_share(cx, flow));
    said.extend(crate::panels::wording::period_share(cx, flow));
    let same = |f: &crate::query::Flow| (f.currency, f.kind) == (flow.currency, flow.kind);
    // What is converted stands in the sum.
    let code = |c: u16| cx.table.currencies.get(usize::from(c)).map_or("", String::as_str);
    let within = |f: &crate::query::Flow| {
        let led = || cx.table.rates.between(code(f.currency), code(flow.currency)).next().is_some();
        flow.rates && f.kind == flow.kind && led()
    };
    let others = cx.table.money_used.iter().map(|u| u.0);
    let others = others.filter(|f| !f.links && !same(f) && !within(f));
    let mut known = others.filter_map(|f| {
        let sums = total(f);
        (sums.none.with.selected > 0).then_some((f, sums))
    });
    // Whether all that is told of other currencies stands beside what is counted.
    let mut all_again = None;
    for (other, of_other) in known.by_ref().take(OTHER_MONEY) {
        let text = told(other, &of_other);
        // What the same initiatives bring in another currency is often the same money once more.
        let again = other.kind == flow.kind && both(cx, flow, other) == of_other.none.with.selected;
        if other.kind == flow.kind {
            all_again = Some(again && all_again.unwrap_or(true));
        }
        said.push(if again {
            cx.words.ts("overview-counted-above", &[("money", text)])
        } else {
            text
        });
    }
    said.extend(money_of_links(cx));
    let more = i64::try_from(known.count()).unwrap_or(0);
    if all_again == Some(true) && more == 0 {
        // It is said already.
        sums.not_added = sums.not_added.saturating_sub(sums.beside);
        sums.beside = 0;
    }
    if more > 0 {
        said.push(cx.words.tf("overview-more-money", &[("count", more.into())]));
    }
    if sums.approximate >= sums.none.with.selected {
        // The sum says it.
        sums.approximate = 0;
    }
    said.extend(money_notes(cx, &sums));
    Some(said.join(" · "))
}

/// The initiative that alone brings money of a flow, and where that was read; and whether that is a
/// source that was only added to explain.
fn only(cx: &ReadCx<'_>, flow: crate::query::Flow) -> Option<(String, bool)> {
    let initiatives = cx.results.pass().rows(cx.table.facts_of(Collection::Initiatives), false);
    let fact =
        initiatives.into_iter().find(|f| crate::query::money(cx.table, *f, flow).0.is_some())?;
    let row = cx.table.row(fact);
    let it = crate::model::Initiative::from_value(&crate::model::decode(&cx.doc.records, row));
    let read = crate::panels::wording::readings(cx, &it.prov, 1).pop();
    let name = cx.name(row);
    // Not by what the dataset is about, but by what was added to explain it.
    let source = it.prov.first().and_then(|p| cx.doc.records.find(&p.source));
    let added = source.is_some_and(|r| {
        r.collection() == Collection::Sources && cx.table.background.has(r.index())
    });
    let told = read.map_or(name.clone(), |r| format!("{name} ({})", r.label));
    Some((told, added))
}

/// Institutions by the money they fund, where money is what is counted: with how much in how many.
fn by_money(cx: &ReadCx<'_>) -> Option<(Vec<(Row, String)>, usize)> {
    let Measure::Amount(flow) = cx.view.measure else { return None };
    let role = u32::from(crate::query::Stop::Funding.role(cx.table)?);
    let of = (Dim::Institution, role);
    let sums = cx.results.sums_role_among(cx.table, of, flow, cx.results.pass());
    let mut all: Vec<(usize, Sum)> = sums
        .values
        .into_iter()
        .enumerate()
        .filter(|(_, s)| s.with.selected + s.without.selected > 0)
        .collect();
    let key = |s: &Sum| (s.known().unwrap_or(0), s.with.selected + s.without.selected);
    all.sort_by_key(|(i, s)| (std::cmp::Reverse(key(s)), *i));
    let said = |(i, sum): (usize, Sum)| {
        let funds = cx.words.t("role-does-funding");
        let text = sum_text(cx, &sum, flow, false);
        let said = format!("{funds} {text}, {}", sum_of(cx, &sum));
        (Row::new(Collection::Institutions, i), said)
    };
    // No more are worded than are shown.
    let more = all.len().saturating_sub(NAMED);
    Some((all.into_iter().take(NAMED).map(said).collect(), more))
}

/// Whether some initiative under the filter that brings money has several funders.
fn together(cx: &ReadCx<'_>) -> bool {
    let Measure::Amount(flow) = cx.view.measure else { return false };
    crate::panels::wording::act_together(cx, crate::query::Stop::Funding, flow, cx.results.pass())
}

/// The first direct quotation under the filter, else the first statement.
fn quotation(cx: &ReadCx<'_>) -> Option<Row> {
    let range = cx.table.facts_of(Collection::Statements);
    let passing = || cx.results.pass().rows(range.clone(), false);
    let said = cx.table.column(Facet::Said);
    let direct = said.term("direct").map_or(&[][..], |d| said.facts.get(d as usize));
    let direct = direct.iter().map(|f| *f as usize);
    // One that says nothing yet is no quotation.
    let says = |n: &usize| {
        let value = crate::model::decode(&cx.doc.records, cx.table.row(*n));
        let statement = crate::model::Statement::from_value(&value);
        !statement.wording(cx.lang(), &cx.doc.language).text.is_empty()
    };
    let direct = direct.filter(|f| range.contains(f)).find(|f| cx.results.passes(*f) && says(f));
    direct.or_else(|| passing().find(says)).map(|n| cx.table.row(n))
}
