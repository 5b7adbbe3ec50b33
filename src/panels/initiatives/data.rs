//! The lines of the initiatives: which pass the filter, in which order, and what each cell says.

use rayon::prelude::*;
use serde::Serialize;

use crate::model::{EdtfDate, Initiative, decode};
use crate::panels::ReadCx;
use crate::panels::wording::{
    about, amount_kind, flow_name, initiative_flow, money_notes, money_text, term_word,
};
use crate::query::{Count, Dim, Flow, money};
use crate::record::{Collection, Row};
use crate::table::{Facet, Stage};
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
    /// Who funds it.
    Funders,
    /// Its stage, else its status.
    Stage,
    /// Its years.
    Years,
    /// Its amount.
    Amount,
}

/// All columns, from the left.
pub const COLUMNS: [Column; N_COLUMNS] = [
    Column::Name,
    Column::Amount,
    Column::Years,
    Column::Sector,
    Column::Funders,
    Column::Stage,
    Column::Parties,
];

/// How many columns there are.
pub const N_COLUMNS: usize = 7;

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
    pub heads: [String; N_COLUMNS],
    /// Columns in which every line would say the same, or nothing: left out, and what they say.
    pub constant: Vec<(usize, String)>,
    /// Amounts are told in units of 10 to this power.
    pub power: u32,
    /// In which order the lines stand where no column was chosen, in words.
    pub order: String,
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
    // The largest come first, but where statements are what one reads.
    let counted = by_amount(cx);
    let sort = sort.or_else(|| (counted && flow.is_some()).then_some((Column::Amount, true)));
    if let Some((column, down)) = sort {
        order(cx, &mut facts, column, flow);
        if down {
            facts.reverse();
        }
    }
    let notes = flow.map_or_else(Vec::new, |flow| {
        let dated = crate::panels::wording::period_share(cx, flow);
        let total = crate::query::total(cx.table, cx.results.pass(), flow);
        dated.into_iter().chain(money_notes(cx, &total)).collect()
    });
    let added = crate::panels::wording::added(cx, &[Collection::Initiatives]);
    let notes: Vec<String> = notes.into_iter().chain(added).collect();
    let count = cx.results.count(Collection::Initiatives);
    let power = flow.map_or(0, |flow| power_of(cx, flow));
    let heads = COLUMNS.map(|c| head(cx, c, flow, power));
    let constant = constant(cx, flow);
    let order = flow.map_or_else(String::new, |flow| {
        cx.words.ts("initiatives-by-amount", &[("name", flow_name(cx, flow))])
    });
    InitiativeData { facts, count, flow, heads, constant, power, order, notes }
}

/// Whether the largest initiatives stand first.
#[must_use]
pub fn by_amount(cx: &ReadCx<'_>) -> bool {
    use crate::query::Measure;
    match cx.view.measure {
        Measure::Amount(flow) => !flow.links,
        Measure::Initiatives => initiative_flow(cx).is_some(),
        _ => false,
    }
}

/// The unit amounts are told in, as a power of ten: that in which the larger ones have a few digits.
fn power_of(cx: &ReadCx<'_>, flow: Flow) -> u32 {
    let range = cx.table.facts_of(Collection::Initiatives);
    let largest = range.filter_map(|f| money(cx.table, f, flow).0).max().unwrap_or(0);
    let largest = largest / crate::table::UNIT;
    match largest {
        100_000_000_000.. => 9,
        10_000_000.. => 6,
        10_000.. => 3,
        _ => 0,
    }
}

/// Most initiatives looked at to see whether a column says the same throughout.
const LOOKED_AT: usize = 20_000;

/// Columns in which every initiative of the dataset says the same: it is said once.
fn constant(cx: &ReadCx<'_>, flow: Option<Flow>) -> Vec<(usize, String)> {
    let range = cx.table.facts_of(Collection::Initiatives);
    let first = range.start;
    if range.len() < 2 || range.len() > LOOKED_AT {
        return Vec::new();
    }
    let same = |key: &dyn Fn(usize) -> Vec<u32>| {
        let one = key(first);
        range.clone().all(|f| key(f) == one)
    };
    let of = |facet: Facet| move |f: usize| cx.table.values(facet, f).to_vec();
    let mut out = Vec::new();
    for (i, column) in COLUMNS.iter().enumerate() {
        let folded = match column {
            Column::Name => false,
            Column::Amount => flow.is_none() && cx.table.money.values().is_empty(),
            Column::Parties => same(&of(Facet::Party)),
            Column::Sector => same(&|f| cx.table.sectors.get(f).to_vec()),
            Column::Funders => same(&|f| funders(cx, f).iter().map(|r| small(*r)).collect()),
            Column::Stage => same(&|f| {
                let stage = cx.table.stages[f - first] as u32;
                let mut all = cx.table.values(Facet::Status, f).to_vec();
                all.push(stage);
                all
            }),
            Column::Years => range.clone().all(|f| cx.table.days[f].is_none()),
        };
        if folded {
            let line = u32::try_from(first).ok().map(|f| line(cx, f, flow, 0));
            let said = line.map_or_else(String::new, |l| l.cells[i].clone());
            out.push((i, said));
        }
    }
    out
}

fn small(row: Row) -> u32 {
    u32::try_from(row.index()).unwrap_or(u32::MAX)
}

/// Who funds an initiative.
fn funders(cx: &ReadCx<'_>, fact: usize) -> Vec<Row> {
    let role = crate::query::Stop::Funding.role(cx.table);
    let i = fact - cx.table.facts_of(Collection::Initiatives).start;
    let takings = cx.table.takings.get(i).iter();
    let mut out: Vec<Row> = Vec::new();
    for taking in takings.filter(|t| Some(t.role) == role) {
        if !out.contains(&taking.actor) {
            out.push(taking.actor);
        }
    }
    // In one order, whatever that of the file: the same two together are called the same.
    out.sort_unstable();
    out
}

/// The name of a column.
fn head(cx: &ReadCx<'_>, column: Column, flow: Option<Flow>, power: u32) -> String {
    let id = match (column, flow) {
        (Column::Name, _) => "column-name",
        (Column::Parties, _) => "column-parties",
        (Column::Sector, _) => "column-sector",
        (Column::Funders, _) => "column-funders",
        (Column::Stage, _) => "column-stage",
        (Column::Years, _) => "column-years",
        (Column::Amount, None) => "column-amount",
        (Column::Amount, Some(flow)) => {
            let code = cx.table.currencies.get(usize::from(flow.currency));
            let code = crate::text::display::clean(code.map_or("", String::as_str), 8).into_owned();
            let head = match power {
                9 => cx.words.ts("column-billions", &[("code", code)]),
                6 => cx.words.ts("column-millions", &[("code", code)]),
                3 => cx.words.ts("column-thousands", &[("code", code)]),
                _ => return cx.words.ts("column-amount-of", &[("name", flow_name(cx, flow))]),
            };
            // Where amounts are of several kinds, that of the column is told.
            let kinds = cx.table.money_used.iter().filter(|u| !u.0.links).map(|u| u.0.kind);
            let several = kinds.clone().any(|k| kinds.clone().any(|other| other != k));
            let kind = cx.table.flows.get(usize::from(flow.kind)).filter(|_| several);
            return match kind.map(|k| amount_kind(cx, k)).filter(|k| !k.is_empty()) {
                Some(kind) => format!("{head}, {kind}"),
                None => head,
            };
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
        Column::Stage => facts.sort_by_key(|f| {
            let i = *f as usize - table.facts_of(Collection::Initiatives).start;
            let status = table.values(Facet::Status, *f as usize).first().copied();
            (table.stages[i] as usize, status.unwrap_or(u32::MAX))
        }),
        Column::Funders => {
            let key =
                |f: &u32| funders(cx, *f as usize).into_iter().map(|r| (r.collection(), small(r)));
            facts.sort_by_cached_key(|f| {
                let all: Vec<_> = key(f).collect();
                (all.is_empty(), all)
            });
        }
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
    pub cells: [String; N_COLUMNS],
    /// The colour of the first sector.
    pub dot: Option<Rgb>,
    /// The amount is of another currency or kind than the column.
    pub other_money: bool,
    /// The record says nowhere where it was read.
    pub unsourced: bool,
    /// The whole name, and the exact amount when there is one.
    pub tip: (String, String),
    /// The years in words.
    pub when: String,
    /// All of it in words.
    pub said: String,
}

/// Says what one line shows.
#[must_use]
pub fn line(cx: &ReadCx<'_>, fact: u32, flow: Option<Flow>, power: u32) -> InitiativeLine {
    let fact = fact as usize;
    let row = cx.table.row(fact);
    let value = decode(&cx.doc.records, row);
    let it = Initiative::from_value(&value);
    let name = cx.pick(&it.label, 200);
    let name = if name.is_empty() { cx.name(row) } else { name };
    // Those it names itself come first, then those its institutions belong to.
    let own: Vec<Row> = it.parties.iter().filter_map(|id| cx.doc.records.find(id)).collect();
    let values = cx.table.values(Facet::Party, fact).iter();
    let mut parties: Vec<Row> =
        values.filter_map(|v| cx.table.value_row(Facet::Party, *v)).collect();
    parties.sort_by_key(|r| !own.contains(r));
    let parties: Vec<String> =
        parties.into_iter().map(|r| crate::panels::wording::party_code(cx, r)).collect();
    let sector = cx.table.sectors.get(fact).first().copied();
    let more = cx.table.sectors.get(fact).len().saturating_sub(1);
    let mut sector_name = sector.map_or_else(String::new, |s| cx.sector_name(s));
    if more > 0 {
        sector_name = format!("{sector_name} +{more}");
    }
    let (amount, other_money) = amount(cx, fact, flow, power);
    let stage = stage(cx, fact, &it.status);
    let funders = funded_by(cx, fact);
    let cells = COLUMNS.map(|c| match c {
        Column::Name => name.clone(),
        Column::Amount => amount.clone(),
        Column::Years => years(cx, fact, &value, false),
        Column::Sector => sector_name.clone(),
        Column::Funders => funders.clone(),
        Column::Stage => stage.clone(),
        Column::Parties => parties.join(", "),
    });
    let said: Vec<&str> = cells.iter().map(String::as_str).filter(|c| !c.is_empty()).collect();
    InitiativeLine {
        row,
        said: said.join(", "),
        cells,
        dot: sector.map(|s| cx.sector_color(s)),
        other_money,
        unsourced: !cx.table.is_sourced(row),
        tip: (cx.name(row), exact_amount(cx, fact, flow)),
        when: years(cx, fact, &value, true),
    }
}

/// Who funds an initiative, in words: several by their abbreviations, so that none is cut.
fn funded_by(cx: &ReadCx<'_>, fact: usize) -> String {
    let funders = funders(cx, fact);
    if funders.is_empty() {
        return cx.words.t("column-unnamed");
    }
    let name = |row: Row| crate::panels::flows::data::short_name(cx, row);
    crate::panels::flows::data::together(&funders.into_iter().map(name).collect::<Vec<_>>())
}

/// What has become of it: the stage that sources tell, else the status of the file, in the words of
/// the panel of stages.
fn stage(cx: &ReadCx<'_>, fact: usize, status: &str) -> String {
    let i = fact - cx.table.facts_of(Collection::Initiatives).start;
    match cx.table.stages.get(i) {
        Some(stage) if *stage != Stage::Unknown => cx.words.t(&format!("stage-{}", stage.word())),
        _ if status.is_empty() => String::new(),
        _ => crate::text::display::capital(&term_word(cx, Dim::Status, status)),
    }
}

/// Before an amount that the file says is approximate (ISO 80000-2, 2-7.9).
const ABOUT: &str = "≈\u{a0}";

/// The amount in the money and unit of the column, else the first one told, with its currency.
fn amount(cx: &ReadCx<'_>, fact: usize, flow: Option<Flow>, power: u32) -> (String, bool) {
    if let Some(flow) = flow
        && let (Some(value), left) = money(cx.table, fact, flow)
    {
        let text = if power > 0 {
            number::in_units(value, power, cx.words.language)
        } else {
            money_text(cx, value, flow.currency, false)
        };
        return (if left.approximate > 0 { format!("{ABOUT}{text}") } else { text }, false);
    }
    let first = cx.table.amounts(fact).first();
    let unknown = || (cx.words.t("amount-unknown"), false);
    first.map_or_else(unknown, |m| {
        let text = money_text(cx, m.value, m.currency, false);
        let text = if m.approximate { format!("{ABOUT}{text}") } else { text };
        // Under a head that counts another kind of money its own is told.
        let same = flow.is_none_or(|f| kind_of(cx, f.kind) == kind_of(cx, m.flow));
        let kind = Some(kind_of(cx, m.flow)).filter(|k| !same && !k.is_empty());
        (kind.map_or(text.clone(), |k| format!("{text} {}", amount_kind(cx, k))), true)
    })
}

/// The kind of money a flow is of, as the file writes it.
fn kind_of<'a>(cx: &ReadCx<'a>, flow: u16) -> &'a str {
    cx.table.flows.get(usize::from(flow)).map_or("", String::as_str)
}

/// The amount of a line with every digit; one of another kind than the column with its kind.
fn exact_amount(cx: &ReadCx<'_>, fact: usize, flow: Option<Flow>) -> String {
    if let Some(flow) = flow
        && let (Some(value), left) = money(cx.table, fact, flow)
    {
        let text = money_text(cx, value, flow.currency, true);
        return about(cx, text, left.approximate, 1);
    }
    let Some(first) = cx.table.amounts(fact).first() else { return String::new() };
    let text = money_text(cx, first.value, first.currency, true);
    let text = about(cx, text, u32::from(first.approximate), 1);
    let kind = kind_of(cx, first.flow);
    if kind.is_empty() { text } else { format!("{text} ({})", amount_kind(cx, kind)) }
}

/// The years it touches: with what is doubtful in them, and whether the last is only planned; in
/// words where there is room for a `long` form.
fn years(cx: &ReadCx<'_>, fact: usize, value: &serde_json::Value, long: bool) -> String {
    let Some(days) = cx.table.days.get(fact).copied().flatten().filter(|d| !d.is_unknown()) else {
        return String::new();
    };
    let (first, last) = days.years();
    let text = number::period(crate::query::year_span(first, last), cx.words);
    let dates = &value["dates"];
    if dates["end"].is_null() && last > first {
        let planned = dates["plannedEnd"].as_str().and_then(|d| EdtfDate::read(d).0.ok());
        if planned.is_some_and(|d| d.years().1 == last) {
            return if long {
                cx.words.ts("date-planned", &[("date", text)])
            } else {
                // A short form: what is planned stands in brackets.
                format!("{first}–({last})")
            };
        }
    }
    if cx.table.doubtful[fact] { cx.words.ts("date-about", &[("date", text)]) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_kept_by_their_names_in_their_order() {
        let names = COLUMNS[1..].iter().map(|c| format!("column-{c:?}").to_lowercase());
        assert!(names.eq(crate::view::INITIATIVE_COLUMNS));
    }
}
