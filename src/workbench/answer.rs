//! A question on the command line answered with the numbers the panels show.

use serde_json::value::RawValue;

use super::Opened;
use crate::query::{Count, Crossing, Dim, Filter, Flow, Measure, NONE, Names, Results, write};
use crate::table::decimal;

/// A number, as text that is also JSON.
pub type Number = String;

/// One row of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerRow {
    /// The id or term, as in the file; a year as it is written.
    pub id: String,
    /// Its name for people.
    pub label: String,
    /// What passes the filter, the clause of the dimension itself left out, as in the panels.
    pub value: Number,
}

/// An answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The dimension.
    pub by: &'static str,
    /// What is counted.
    pub measure: &'static str,
    /// The currency, of money.
    pub currency: Option<String>,
    /// The kind of flow, of money.
    pub flow: Option<String>,
    /// The filter in its text form.
    pub filter: String,
    /// Values that something passes for, in the order of the file; sectors parents first, years
    /// ascending.
    pub rows: Vec<AnswerRow>,
    /// What has no value.
    pub none: Number,
    /// Initiatives without an amount.
    pub without_amount: Option<u32>,
    /// Amounts of other currencies that were not added.
    pub not_added: Option<u32>,
}

impl Answer {
    /// The answer as JSON, with numbers that keep every digit.
    #[must_use]
    pub fn to_json(&self) -> String {
        #[derive(serde::Serialize)]
        struct Row<'a> {
            id: &'a str,
            label: &'a str,
            value: Box<RawValue>,
        }
        #[derive(serde::Serialize)]
        #[serde(rename_all = "camelCase")]
        struct Json<'a> {
            by: &'a str,
            measure: &'a str,
            #[serde(skip_serializing_if = "Option::is_none")]
            currency: Option<&'a str>,
            #[serde(skip_serializing_if = "Option::is_none")]
            flow: Option<&'a str>,
            filter: &'a str,
            rows: Vec<Row<'a>>,
            none: Box<RawValue>,
            #[serde(skip_serializing_if = "Option::is_none")]
            without_amount: Option<u32>,
            #[serde(skip_serializing_if = "Option::is_none")]
            not_added: Option<u32>,
        }
        let number = |n: &str| RawValue::from_string(n.to_owned()).unwrap_or_default();
        let json = Json {
            by: self.by,
            measure: self.measure,
            currency: self.currency.as_deref(),
            flow: self.flow.as_deref(),
            filter: &self.filter,
            rows: self
                .rows
                .iter()
                .map(|r| Row { id: &r.id, label: &r.label, value: number(&r.value) })
                .collect(),
            none: number(&self.none),
            without_amount: self.without_amount,
            not_added: self.not_added,
        };
        serde_json::to_string_pretty(&json).unwrap_or_default()
    }
}

/// Why a question cannot be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The file holds no amount at all.
    NoMoney,
    /// No amount is in this currency and no rate leads to it; the currencies there are.
    NoCurrency(String, Vec<String>),
    /// No amount is of this kind; the kinds there are.
    NoFlow(String, Vec<String>),
    /// Words are no values to count by.
    NoRows(&'static str),
}

impl Refusal {
    /// The id of the sentence for people, and what is filled in.
    #[must_use]
    pub fn message(&self) -> (&'static str, Vec<(&'static str, String)>) {
        match self {
            Self::NoMoney => ("query-no-money", Vec::new()),
            Self::NoCurrency(found, all) => {
                ("query-no-currency", vec![("found", found.clone()), ("all", all.join(", "))])
            }
            Self::NoFlow(found, all) => {
                ("query-no-flow", vec![("found", found.clone()), ("all", all.join(", "))])
            }
            Self::NoRows(dim) => ("query-no-rows", vec![("name", (*dim).to_owned())]),
        }
    }
}

/// What is asked besides the dimension and the filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked<'a> {
    /// A count.
    Count(Measure),
    /// Money; without a currency or a kind those most amounts have.
    Amount {
        /// ISO 4217 code.
        currency: Option<&'a str>,
        /// Kind of flow.
        flow: Option<&'a str>,
    },
}

/// Answers a question.
///
/// # Errors
/// A [`Refusal`] when the file has no such money, or the dimension has no values.
pub fn answer(
    opened: &Opened,
    filter: &Filter,
    dim: Dim,
    asked: Asked<'_>,
    language: &str,
) -> Result<Answer, Refusal> {
    if dim == Dim::Text {
        return Err(Refusal::NoRows(dim.key()));
    }
    let table = &opened.table;
    let words = || opened.words.get(&opened.doc.records);
    let results = Crossing::default().cross(table, &words, opened.doc.totals(), filter);
    let names = Names { records: &opened.doc.records, table };
    let mut out = Answer {
        by: dim.key(),
        measure: "amount",
        filter: write(filter, names),
        ..Answer::default()
    };
    let values: Vec<(String, Number)> = match asked {
        Asked::Count(measure) => {
            out.measure = match measure {
                Measure::Statements => "statements",
                Measure::Initiatives => "initiatives",
                Measure::Institutions => "institutions",
                Measure::Links | Measure::Amount(_) => "links",
            };
            counts(opened, &results, dim, measure, &mut out)
        }
        Asked::Amount { currency, flow } => {
            let flow = find_flow(opened, currency, flow)?;
            out.currency = table.currencies.get(usize::from(flow.currency)).cloned();
            out.flow = table.flows.get(usize::from(flow.kind)).cloned();
            let total = crate::query::total(table, results.but(dim), flow);
            out.without_amount = Some(total.without);
            out.not_added = Some(total.not_added);
            money(opened, &results, dim, flow, &mut out)
        }
    };
    out.rows = values
        .into_iter()
        .map(|(id, value)| {
            // A term may be written like the id of some record.
            let names_records =
                dim == Dim::Speaker || dim.field().is_some_and(|f| f.collection().is_some());
            let row = opened.doc.records.find(&id).filter(|_| names_records);
            let label = row.map_or_else(|| id.clone(), |r| opened.doc.label(r, language));
            AnswerRow { id, label, value }
        })
        .collect();
    Ok(out)
}

/// The order rows are told in: sectors as a tree, everything else as in the file.
fn order(opened: &Opened, dim: Dim, n: usize) -> Vec<u32> {
    if dim == Dim::Sector {
        return opened.table.sector_order.iter().map(|s| s.0).collect();
    }
    (0..u32::try_from(n).unwrap_or(NONE)).collect()
}

fn counts(
    opened: &Opened,
    results: &Results,
    dim: Dim,
    measure: Measure,
    out: &mut Answer,
) -> Vec<(String, Number)> {
    let table = &opened.table;
    let names = Names { records: &opened.doc.records, table };
    if dim == Dim::Year {
        let (years, none) = results.by_year(table, measure);
        out.none = none.to_string();
        return years.into_iter().map(|(y, n)| (y.to_string(), n.to_string())).collect();
    }
    let (values, none) = match measure {
        Measure::Institutions => results.institutions(table, dim),
        _ => results.tally(table, dim, measure.collection()),
    };
    out.none = none.selected.to_string();
    order(opened, dim, values.len())
        .into_iter()
        .filter_map(|v| {
            let count: Count = *values.get(v as usize)?;
            (count.selected > 0).then(|| (names.name(dim, v), count.selected.to_string()))
        })
        .collect()
}

fn money(
    opened: &Opened,
    results: &Results,
    dim: Dim,
    flow: Flow,
    out: &mut Answer,
) -> Vec<(String, Number)> {
    let table = &opened.table;
    let names = Names { records: &opened.doc.records, table };
    if dim == Dim::Year {
        let (years, none) = results.sums_by_year(table, flow);
        out.none = decimal(none.0);
        let rows = years.into_iter().filter(|y| y.1 != 0);
        return rows.map(|(y, selected, _)| (y.to_string(), decimal(selected))).collect();
    }
    let sums = results.sums(table, dim, flow);
    out.none = decimal(sums.none.0);
    order(opened, dim, sums.values.len())
        .into_iter()
        .filter_map(|v| {
            let (selected, _) = *sums.values.get(v as usize)?;
            (selected != 0).then(|| (names.name(dim, v), decimal(selected)))
        })
        .collect()
}

fn find_flow(opened: &Opened, currency: Option<&str>, flow: Option<&str>) -> Result<Flow, Refusal> {
    let table = &opened.table;
    if table.money_used.is_empty() {
        return Err(Refusal::NoMoney);
    }
    let place = |all: &[String], name: &str| {
        all.iter().position(|c| c == name).and_then(|n| u16::try_from(n).ok())
    };
    let wanted = match currency {
        Some(name) => Some(
            place(&table.currencies, name)
                .ok_or_else(|| Refusal::NoCurrency(name.to_owned(), table.currencies.clone()))?,
        ),
        None => None,
    };
    let kind = match flow {
        Some(name) => Some(
            place(&table.flows, name)
                .ok_or_else(|| Refusal::NoFlow(name.to_owned(), table.flows.clone()))?,
        ),
        None => None,
    };
    let fits =
        |u: &&(u16, u16, u32)| wanted.is_none_or(|c| c == u.0) && kind.is_none_or(|k| k == u.1);
    let used = table.money_used.iter().find(fits);
    let used = used.or_else(|| table.money_used.iter().find(|u| kind.is_none_or(|k| k == u.1)));
    let used = used.ok_or(Refusal::NoMoney)?;
    Ok(Flow { currency: wanted.unwrap_or(used.0), kind: kind.unwrap_or(used.1) })
}
