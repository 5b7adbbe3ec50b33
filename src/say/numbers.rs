//! A question on the command line answered with the numbers the panels show.

use serde_json::value::RawValue;

use crate::dataset::Opened;
use crate::query::{Count, Crossing, Dim, Filter, Flow, Measure, NONE, Names, Results, Sum, write};
use crate::say::dim_term;
use crate::table::{Facet, decimal};
use crate::text::Words;

/// A number, as text that is also JSON.
pub type Number = String;

/// One row of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerRow {
    /// The id or term, as in the file; a year as it is written.
    pub id: String,
    /// Its name for people.
    pub label: String,
    /// What passes the filter, the clause of the dimension itself left out, as in the panels; `None`
    /// of money when no amount is known.
    pub value: Option<Number>,
    /// Of money, how many records that pass bring no amount.
    pub without: u32,
}

/// An answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// The dimension.
    pub by: &'static str,
    /// The role that is counted alone.
    pub role: Option<String>,
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
    pub none: Option<Number>,
    /// Of money, how many records without a value bring no amount.
    pub none_without: u32,
    /// Records without any amount.
    pub without_amount: Option<u32>,
    /// Records that have amounts, but none of this kind.
    pub other_kind: Option<u32>,
    /// Amounts of other currencies that were not added.
    pub not_added: Option<u32>,
    /// Amounts that were added and are approximate, as the file says.
    pub approximate: Option<u32>,
    /// Amounts of other currencies that were added, where rates of the file were to convert them.
    pub converted: Option<u32>,
    /// The rates that were to convert.
    pub rates: Vec<String>,
    /// Amounts that cannot be read.
    pub unreadable: Option<u32>,
}

impl Numbers {
    /// The answer as JSON, with numbers that keep every digit.
    #[must_use]
    pub fn to_json(&self) -> String {
        #[derive(serde::Serialize)]
        struct Row<'a> {
            id: &'a str,
            label: &'a str,
            value: Option<Box<RawValue>>,
            #[serde(rename = "withoutAmount", skip_serializing_if = "Option::is_none")]
            without: Option<u32>,
        }
        #[derive(serde::Serialize)]
        #[serde(rename_all = "camelCase")]
        struct Json<'a> {
            by: &'a str,
            #[serde(skip_serializing_if = "Option::is_none")]
            role: Option<&'a str>,
            measure: &'a str,
            #[serde(skip_serializing_if = "Option::is_none")]
            currency: Option<&'a str>,
            #[serde(skip_serializing_if = "Option::is_none")]
            flow: Option<&'a str>,
            filter: &'a str,
            rows: Vec<Row<'a>>,
            none: Option<Box<RawValue>>,
            #[serde(skip_serializing_if = "Option::is_none")]
            without_amount: Option<u32>,
            #[serde(skip_serializing_if = "Option::is_none")]
            other_kind: Option<u32>,
            #[serde(skip_serializing_if = "Option::is_none")]
            not_added: Option<u32>,
            #[serde(skip_serializing_if = "Option::is_none")]
            approximate: Option<u32>,
            #[serde(skip_serializing_if = "Option::is_none")]
            converted: Option<u32>,
            #[serde(skip_serializing_if = "<[String]>::is_empty")]
            rates: &'a [String],
            #[serde(skip_serializing_if = "Option::is_none")]
            unreadable: Option<u32>,
        }
        let number = |n: &Option<Number>| {
            n.as_ref().map(|n| RawValue::from_string(n.clone()).unwrap_or_default())
        };
        let json = Json {
            by: self.by,
            role: self.role.as_deref(),
            measure: self.measure,
            currency: self.currency.as_deref(),
            flow: self.flow.as_deref(),
            filter: &self.filter,
            rows: self
                .rows
                .iter()
                .map(|r| Row {
                    id: &r.id,
                    label: &r.label,
                    value: number(&r.value),
                    without: Some(r.without).filter(|n| *n > 0),
                })
                .collect(),
            none: number(&self.none),
            without_amount: self.without_amount,
            other_kind: self.other_kind.filter(|n| *n > 0),
            not_added: self.not_added,
            approximate: self.approximate.filter(|n| *n > 0),
            converted: self.converted,
            rates: &self.rates,
            unreadable: self.unreadable,
        };
        serde_json::to_string_pretty(&json).unwrap_or_default()
    }
}

/// Why a question cannot be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The file holds no amount at all.
    NoMoney,
    /// No rate of the file leads from a currency of amounts to this one.
    NoRates(String),
    /// No amount is in this currency and no rate leads to it; the currencies there are.
    NoCurrency(String, Vec<String>),
    /// No amount is of this kind; the kinds there are.
    NoFlow(String, Vec<String>),
    /// Words are no values to count by.
    NoRows(&'static str),
    /// Nobody takes part in this role; the roles there are.
    NoRole(String, Vec<String>),
    /// Roles are those of institutions, parties and people in initiatives.
    RoleOfWhat,
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
            Self::NoRates(code) => ("query-no-rates", vec![("code", code.clone())]),
            Self::NoRows(dim) => ("query-no-rows", vec![("name", (*dim).to_owned())]),
            Self::NoRole(found, all) => {
                ("query-no-role", vec![("found", found.clone()), ("all", all.join(", "))])
            }
            Self::RoleOfWhat => ("query-role-of-what", Vec::new()),
        }
    }
}

/// What is asked besides the dimension and the filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked<'a> {
    /// A count.
    Count(Measure),
    /// Money; without a currency or a kind those most amounts have. Without `links` that of
    /// initiatives, and that of links only where they alone have such.
    Amount {
        /// Only that of links.
        links: bool,
        /// ISO 4217 code.
        currency: Option<&'a str>,
        /// Kind of flow.
        flow: Option<&'a str>,
        /// Amounts in other currencies are converted by the file's rates.
        convert: bool,
    },
}

/// Answers a question. With a role, each institution, party or person counts where it takes part
/// itself in that role.
///
/// # Errors
/// A [`Refusal`] when the file has no such money or role, or the dimension has no values.
pub fn answer(
    opened: &Opened,
    filter: &Filter,
    (dim, role): (Dim, Option<&str>),
    asked: Asked<'_>,
    said: &Words,
) -> Result<Numbers, Refusal> {
    if dim == Dim::Text {
        return Err(Refusal::NoRows(dim.key()));
    }
    let table = &opened.table;
    let words = || opened.words.get(&opened.doc.records);
    let results = Crossing::default().cross(table, &words, opened.doc.totals(), filter);
    let names = Names { records: &opened.doc.records, table };
    let mut out = Numbers {
        by: dim.key(),
        role: role.map(str::to_owned),
        measure: "amount",
        filter: write(filter, names),
        ..Numbers::default()
    };
    let role = match role {
        Some(found) => Some(find_role(opened, dim, found, asked)?),
        None => None,
    };
    let values: Vec<(String, Option<Number>, u32)> = match asked {
        Asked::Count(measure) => {
            out.measure = match measure {
                Measure::Statements => "statements",
                Measure::Initiatives => "initiatives",
                Measure::Institutions => "institutions",
                Measure::Links | Measure::Amount(_) => "links",
            };
            counts(opened, (filter, &results), (dim, role), measure, &mut out)
        }
        Asked::Amount { links, currency, flow, convert } => {
            let flow = Flow { rates: convert, ..find_flow(opened, links, currency, flow)? };
            if convert {
                out.rates = super::rates_of(table, said, flow);
                if out.rates.is_empty() {
                    let code = table.currencies.get(usize::from(flow.currency));
                    return Err(Refusal::NoRates(code.cloned().unwrap_or_default()));
                }
            }
            out.measure = if flow.links { "link-amount" } else { "amount" };
            out.currency = table.currencies.get(usize::from(flow.currency)).cloned();
            out.flow = table.flows.get(usize::from(flow.kind)).cloned();
            let total = crate::query::total(table, results.but(dim), flow);
            out.without_amount = Some(total.without);
            out.other_kind = Some(total.other_kind);
            out.not_added = Some(total.not_added);
            out.approximate = Some(total.approximate);
            out.converted = convert.then_some(total.converted);
            out.unreadable = Some(total.unreadable);
            money(opened, &results, (dim, role), flow, &mut out)
        }
    };
    out.rows = values
        .into_iter()
        .map(|(id, value, without)| {
            // A term may be written like the id of some record.
            let names_records =
                dim == Dim::Speaker || dim.facet().is_some_and(|f| f.collection().is_some());
            let row = opened.doc.records.find(&id).filter(|_| names_records);
            let label = match row {
                Some(row) => super::record_name(said, &opened.doc, row),
                None if dim.facet().is_some() => dim_term(&opened.doc, said, dim, &id),
                None => id.clone(),
            };
            AnswerRow { id, label, value, without }
        })
        .collect();
    Ok(out)
}

/// The number of a role, where roles can be asked for.
fn find_role(opened: &Opened, dim: Dim, found: &str, asked: Asked<'_>) -> Result<u32, Refusal> {
    let counted =
        matches!(asked, Asked::Count(Measure::Initiatives) | Asked::Amount { links: false, .. });
    if !counted || !matches!(dim, Dim::Institution | Dim::Party | Dim::Person) {
        return Err(Refusal::RoleOfWhat);
    }
    let names = Names { records: &opened.doc.records, table: &opened.table };
    let all = || opened.table.column(Facet::Role).terms.clone();
    names.code(Dim::Role, found).ok_or_else(|| Refusal::NoRole(found.to_owned(), all()))
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
    (filter, results): (&Filter, &Results),
    (dim, role): (Dim, Option<u32>),
    measure: Measure,
    out: &mut Numbers,
) -> Vec<(String, Option<Number>, u32)> {
    let table = &opened.table;
    let names = Names { records: &opened.doc.records, table };
    if dim == Dim::Year {
        let (years, none) = results.by_year(table, measure);
        out.none = Some(none.to_string());
        return years.into_iter().map(|(y, n)| (y.to_string(), Some(n.to_string()), 0)).collect();
    }
    let (values, none) = match measure {
        _ if role.is_some() => results.tally_role(table, dim, role.unwrap_or(NONE)),
        Measure::Institutions => results.institutions(table, dim),
        _ => results.tally_under(table, filter, dim, measure.collection()),
    };
    out.none = Some(none.selected.to_string());
    order(opened, dim, values.len())
        .into_iter()
        .filter_map(|v| {
            let count: Count = *values.get(v as usize)?;
            (count.selected > 0).then(|| (names.name(dim, v), Some(count.selected.to_string()), 0))
        })
        .collect()
}

fn money(
    opened: &Opened,
    results: &Results,
    (dim, role): (Dim, Option<u32>),
    flow: Flow,
    out: &mut Numbers,
) -> Vec<(String, Option<Number>, u32)> {
    let table = &opened.table;
    let names = Names { records: &opened.doc.records, table };
    if dim == Dim::Year {
        let (years, none) = results.sums_by_year(table, flow);
        out.none = Some(decimal(none.0));
        let rows = years.into_iter().filter(|y| y.1 != 0);
        return rows.map(|(y, selected, _)| (y.to_string(), Some(decimal(selected)), 0)).collect();
    }
    let sums = match role {
        Some(role) => results.sums_role(table, dim, role, flow),
        None => results.sums(table, dim, flow),
    };
    let told = Sum::told;
    out.none = told(&sums.none);
    out.none_without = sums.none.without.selected;
    order(opened, dim, sums.values.len())
        .into_iter()
        .filter_map(|v| {
            let sum = sums.values.get(v as usize)?;
            let any = sum.with.selected + sum.without.selected > 0;
            any.then(|| (names.name(dim, v), told(sum), sum.without.selected))
        })
        .collect()
}

fn find_flow(
    opened: &Opened,
    links: bool,
    currency: Option<&str>,
    flow: Option<&str>,
) -> Result<Flow, Refusal> {
    let table = &opened.table;
    let used = || table.money_used.iter().map(|u| u.0).filter(|f| !links || f.links);
    if used().next().is_none() {
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
    let of_kind = |f: &Flow| kind.is_none_or(|k| k == f.kind);
    let found = used().find(|f| of_kind(f) && wanted.is_none_or(|c| c == f.currency));
    let found = found.or_else(|| used().find(of_kind)).ok_or(Refusal::NoMoney)?;
    Ok(Flow { currency: wanted.unwrap_or(found.currency), ..found })
}
