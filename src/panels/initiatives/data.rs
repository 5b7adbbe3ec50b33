//! The lines of the initiatives: which pass the filter, in which order, and what each cell says.

use rayon::prelude::*;
use serde::Serialize;

use crate::model::{Initiative, decode};
use crate::panels::ReadCx;
use crate::panels::wording::{flow_name, initiative_flow, money_notes, money_text, term_word};
use crate::query::{Count, Dim, Flow, money};
use crate::record::{Collection, Row};
use crate::table::Facet;
use crate::text::number;
use crate::ui::theme::Rgb;

/// The columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Its name.
    Name,
    /// Its parties.
    Parties,
    /// Its first sector.
    Sector,
    /// Its status.
    Status,
    /// Its years.
    Years,
    /// Its amount.
    Amount,
}

/// All columns, from the left.
pub const COLUMNS: [Column; 6] =
    [Column::Name, Column::Parties, Column::Sector, Column::Status, Column::Years, Column::Amount];

/// The lines under the filter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct InitiativeData {
    /// Fact numbers in the order shown.
    pub facts: Vec<u32>,
    /// How many pass, of all.
    pub count: Count,
    /// The money the amounts tell, and its name.
    pub flow: Option<Flow>,
    /// The names of the columns.
    pub heads: [String; 6],
    /// What of it is missing or cannot be added, in words.
    pub notes: Vec<String>,
}

/// Says which initiatives are shown, in the order of the file or of a column.
#[must_use]
pub fn data(cx: &ReadCx<'_>, sort: Option<(Column, bool)>) -> InitiativeData {
    let range = cx.table.facts_of(Collection::Initiatives);
    let rows = cx.results.pass().rows(range, false);
    let mut facts: Vec<u32> = rows.filter_map(|f| u32::try_from(f).ok()).collect();
    let flow = initiative_flow(cx);
    if let Some((column, down)) = sort {
        order(cx, &mut facts, column, flow);
        if down {
            facts.reverse();
        }
    }
    let notes = flow.map_or_else(Vec::new, |flow| {
        money_notes(cx, &crate::query::total(cx.table, cx.results.pass(), flow))
    });
    let count = cx.results.count(Collection::Initiatives);
    InitiativeData { facts, count, flow, heads: COLUMNS.map(|c| head(cx, c, flow)), notes }
}

/// The name of a column.
fn head(cx: &ReadCx<'_>, column: Column, flow: Option<Flow>) -> String {
    let id = match (column, flow) {
        (Column::Name, _) => "column-name",
        (Column::Parties, _) => "column-parties",
        (Column::Sector, _) => "column-sector",
        (Column::Status, _) => "column-status",
        (Column::Years, _) => "column-years",
        (Column::Amount, None) => "column-amount",
        (Column::Amount, Some(flow)) => {
            return cx.words.ts("column-amount-of", &[("name", flow_name(cx, flow))]);
        }
    };
    cx.words.t(id)
}

fn order(cx: &ReadCx<'_>, facts: &mut [u32], column: Column, flow: Option<Flow>) {
    let table = cx.table;
    match column {
        // A name is decoded once; with very many this is worth all cores.
        Column::Name => {
            let (records, language, fallback) = (&cx.doc.records, cx.lang(), &cx.doc.language);
            let names = crate::text::sort::Sorter::new(cx.words.language);
            let name = |fact: &u32| {
                let value = decode(records, table.row(*fact as usize));
                let label = crate::model::Text::from_value(&value["label"]);
                names.key(label.pick(language, fallback))
            };
            let mut keyed: Vec<(Vec<u8>, u32)> = facts.par_iter().map(|f| (name(f), *f)).collect();
            keyed.par_sort_unstable();
            for (slot, (_, fact)) in facts.iter_mut().zip(keyed) {
                *slot = fact;
            }
        }
        Column::Parties => facts.sort_by_key(|f| table.values(Facet::Party, *f as usize)),
        Column::Sector => {
            let mut place = vec![u32::MAX; table.sector_parent.len()];
            for ((sector, _), n) in table.sector_order.iter().zip(0u32..) {
                place[*sector as usize] = n;
            }
            facts.sort_by_key(|f| {
                table.sectors.get(*f as usize).first().map_or(u32::MAX, |s| place[*s as usize])
            });
        }
        Column::Status => facts.sort_by_key(|f| {
            table.values(Facet::Status, *f as usize).first().copied().unwrap_or(u32::MAX)
        }),
        Column::Years => facts.sort_by_key(|f| {
            table.days[*f as usize].map_or((i32::MAX, i32::MAX), crate::model::Days::closed)
        }),
        Column::Amount => {
            if let Some(flow) = flow {
                facts.sort_by_cached_key(|f| money(table, *f as usize, flow).0);
            }
        }
    }
}

/// What the cells of one line say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InitiativeLine {
    /// The record.
    pub row: Row,
    /// One text a column.
    pub cells: [String; 6],
    /// The colour of the first sector.
    pub dot: Option<Rgb>,
    /// The amount is of another currency or kind than the column.
    pub other_money: bool,
    /// The record says nowhere where it was read.
    pub unsourced: bool,
    /// The whole name, and the exact amount when there is one.
    pub tip: (String, String),
    /// All of it in words.
    pub said: String,
}

/// Says what one line shows.
#[must_use]
pub fn line(cx: &ReadCx<'_>, fact: u32, flow: Option<Flow>) -> InitiativeLine {
    let fact = fact as usize;
    let row = cx.table.row(fact);
    let it = Initiative::from_value(&decode(&cx.doc.records, row));
    let name = cx.pick(&it.label, 200);
    let name = if name.is_empty() { cx.name(row) } else { name };
    let parties: Vec<String> = cx
        .table
        .values(Facet::Party, fact)
        .iter()
        .filter_map(|v| cx.table.value_row(Facet::Party, *v))
        .map(|r| crate::panels::wording::party_code(cx, r))
        .collect();
    let sector = cx.table.sectors.get(fact).first().copied();
    let more = cx.table.sectors.get(fact).len().saturating_sub(1);
    let mut sector_name = sector.map_or_else(String::new, |s| cx.sector_name(s));
    if more > 0 {
        sector_name = format!("{sector_name} +{more}");
    }
    let (amount, other_money) = amount(cx, fact, flow);
    let status =
        if it.status.is_empty() { String::new() } else { term_word(cx, Dim::Status, &it.status) };
    let cells = [name, parties.join(", "), sector_name, status, years(cx, fact), amount];
    let said: Vec<&str> = cells.iter().map(String::as_str).filter(|c| !c.is_empty()).collect();
    InitiativeLine {
        row,
        said: said.join(", "),
        cells,
        dot: sector.map(|s| cx.sector_color(s)),
        other_money,
        unsourced: !cx.table.is_sourced(row),
        tip: (cx.name(row), exact_amount(cx, fact, flow)),
    }
}

/// The amount in the money of the column, else the first one told.
fn amount(cx: &ReadCx<'_>, fact: usize, flow: Option<Flow>) -> (String, bool) {
    if let Some(flow) = flow
        && let (Some(value), _) = money(cx.table, fact, flow)
    {
        return (money_text(cx, value, flow.currency, false), false);
    }
    let first = cx.table.amounts(fact).first();
    let unknown = || (cx.words.t("amount-unknown"), false);
    first.map_or_else(unknown, |m| (money_text(cx, m.value, m.currency, false), true))
}

/// The amount of a line with every digit.
fn exact_amount(cx: &ReadCx<'_>, fact: usize, flow: Option<Flow>) -> String {
    if let Some(flow) = flow
        && let (Some(value), _) = money(cx.table, fact, flow)
    {
        return money_text(cx, value, flow.currency, true);
    }
    let first = cx.table.amounts(fact).first();
    first.map_or_else(String::new, |m| money_text(cx, m.value, m.currency, true))
}

fn years(cx: &ReadCx<'_>, fact: usize) -> String {
    match cx.table.days.get(fact).copied().flatten().filter(|d| !d.is_unknown()) {
        Some(days) => {
            number::period(crate::query::year_span(days.years().0, days.years().1), cx.words)
        }
        None => String::new(),
    }
}
