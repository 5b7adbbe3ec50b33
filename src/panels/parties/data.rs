//! The balance of the parties: initiatives, money, institutions, words.

use serde::Serialize;

use crate::panels::ReadCx;
use crate::panels::bars::{Bar, BarLine, Column, on_one_scale};
use crate::panels::wording::{Value, bare, flow_name, initiative_flow, money_notes, party_color};
use crate::query::{Count, Dim, Measure, Sum, money};
use crate::record::{Collection, Row};

/// One party.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartyRow {
    /// The party.
    pub row: Row,
    /// Initiatives it takes part in.
    pub initiatives: Value,
    /// Money of initiatives it funds, itself or through its institutions.
    pub brings: Value,
    /// Institutions that belong to it.
    pub institutions: Value,
    /// Statements made for it.
    pub says: Value,
    /// Statements that touch it.
    pub told_of: Value,
}

impl PartyRow {
    /// The numbers, in the order of the columns.
    #[must_use]
    pub fn values(&self) -> [Value; 5] {
        [self.initiatives, self.brings, self.institutions, self.says, self.told_of]
    }
}

/// All parties, those with most first.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PartyData {
    /// The rows.
    pub rows: Vec<PartyRow>,
    /// The columns that hold anything.
    pub columns: Vec<Column>,
    /// Which of the numbers of a row each of them shows.
    pub shown: Vec<usize>,
    /// Parties that a passing fact touches, of all.
    pub count: Count,
    /// What of the money is missing or cannot be added, and that nothing is sourced, in words.
    pub notes: Vec<String>,
    /// So many say nowhere where they were read that a sentence says it instead of a mark each.
    pub bare: bool,
}

/// Says what will be shown. Every number leaves the filter's own clause on parties out.
#[must_use]
pub fn data(cx: &ReadCx<'_>) -> PartyData {
    let table = cx.table;
    let n = cx.doc.records.len(Collection::Parties);
    let flow = initiative_flow(cx);
    let rows = cx.results.but(Dim::Party);
    let (initiatives, _) = cx.results.tally(table, Dim::Party, Collection::Initiatives);
    let (told, _) = cx.results.tally(table, Dim::Party, Collection::Statements);
    let mut says = vec![Count::default(); n];
    for (i, fact) in table.facts_of(Collection::Statements).enumerate() {
        for party in table.voices.get(i) {
            if let Some(count) = says.get_mut(*party as usize) {
                count.total += 1;
                count.selected += u32::from(rows.has(fact));
            }
        }
    }
    let mut brings = vec![Sum::default(); n];
    let mut left_out = crate::query::Sums::default();
    if let Some(flow) = flow {
        for (i, fact) in table.facts_of(Collection::Initiatives).enumerate() {
            let funders = table.funders.get(i);
            if funders.is_empty() {
                continue;
            }
            let (value, not_added) = money(table, fact, flow);
            if cx.results.passes(fact) {
                left_out.missing(table, fact, value, not_added);
            }
            for party in funders {
                if let Some(sum) = brings.get_mut(*party as usize) {
                    sum.add(value, rows.has(fact));
                }
            }
        }
    }
    let (institutions, _) = cx.results.institutions(table, Dim::Party);
    let count =
        |counts: &[Count], i: usize| Value::Count(counts.get(i).copied().unwrap_or_default());
    let mut out: Vec<PartyRow> = cx
        .doc
        .records
        .rows_of(Collection::Parties)
        .enumerate()
        .map(|(i, row)| PartyRow {
            row,
            initiatives: count(&initiatives, i),
            brings: Value::Money { sum: brings[i], currency: flow.map_or(0, |f| f.currency) },
            institutions: count(&institutions, i),
            says: count(&says, i),
            told_of: count(&told, i),
        })
        .collect();
    let brings = match flow {
        Some(flow) => cx.words.ts("parties-brings-of", &[("name", flow_name(cx, flow))]),
        None => cx.words.t("parties-brings"),
    };
    let names = [
        cx.words.t("parties-initiatives"),
        brings,
        cx.words.t("parties-institutions"),
        cx.words.t("parties-says"),
        cx.words.t("parties-told"),
    ];
    let (mut columns, mut shown) = (Vec::new(), Vec::new());
    for i in order(cx) {
        let name = names[i].clone();
        let max = out.iter().map(|r| r.values()[i].total()).fold(0.0, f64::max);
        if max > 0.0 {
            // What it says and what is said of it are statements both.
            let measure = i.min(3);
            columns.push(Column { name, max, money: i == 1 && flow.is_some(), measure });
            shown.push(i);
        }
    }
    on_one_scale(&mut columns);
    // By the first column, then by how much there is of each.
    let weight = |r: &PartyRow| r.initiatives.total() + r.says.total() + r.told_of.total();
    let first = |r: &PartyRow| shown.first().map_or(0.0, |i| r.values()[*i].total());
    let key = |r: &PartyRow| [first(r), weight(r)];
    out.sort_by(|a, b| {
        let ([a1, a2], [b1, b2]) = (key(a), key(b));
        b1.total_cmp(&a1).then(b2.total_cmp(&a2)).then(a.row.cmp(&b.row))
    });
    let mut notes = money_notes(cx, &left_out);
    let said = bare(cx, "parties", out.iter().map(|r| !cx.table.is_sourced(r.row)));
    let bare = said.is_some();
    notes.extend(said);
    PartyData {
        rows: out,
        columns,
        shown,
        count: cx.results.count(Collection::Parties),
        notes,
        bare,
    }
}

/// The columns, what is counted first: they stand in the order of [`PartyRow::values`] else.
fn order(cx: &ReadCx<'_>) -> [usize; 5] {
    match cx.view.measure {
        Measure::Amount(flow) if !flow.links => [1, 0, 2, 3, 4],
        Measure::Institutions => [2, 0, 1, 3, 4],
        Measure::Statements => [3, 4, 0, 1, 2],
        _ => [0, 1, 2, 3, 4],
    }
}

/// What one line says.
#[must_use]
pub fn line(cx: &ReadCx<'_>, data: &PartyData, i: usize) -> BarLine {
    let Some(row) = data.rows.get(i) else { return BarLine::default() };
    let values = row.values();
    let told = data.shown.iter().zip(&data.columns);
    let said: Vec<String> =
        told.map(|(i, c)| format!("{} {}", c.name, values[*i].text(cx, true))).collect();
    let name = cx.name(row.row);
    let color = party_color(cx, row.row);
    BarLine {
        row: Some(row.row),
        said: cx.words.named(&name, &said.join(", ")),
        name,
        dot: Some(color),
        color,
        bars: data.shown.iter().map(|i| Bar::of(cx, values[*i])).collect(),
        unsourced: !data.bare && !cx.table.is_sourced(row.row),
    }
}
