//! What is counted and added up, and the terms of the filter's dimensions.

use crate::edit::Document;
use crate::query::{Dim, Flow, Measure};
use crate::table::Table;
use crate::text::Words;

/// The name of a flow: "USD, committed"; "USD, subscribed capital (links)".
#[must_use]
pub fn flow_name(table: &Table, words: &Words, flow: Flow) -> String {
    let currency = table.currencies.get(usize::from(flow.currency));
    let currency = crate::text::display::clean(currency.map_or("", String::as_str), 8);
    let kind = table.flows.get(usize::from(flow.kind)).map_or("", String::as_str);
    let kind = amount_kind(words, kind);
    let name = if kind.is_empty() { currency.into_owned() } else { format!("{currency}, {kind}") };
    let name = if flow.rates { words.ts("money-by-rates", &[("name", name)]) } else { name };
    if flow.links { words.ts("money-of-links", &[("name", name)]) } else { name }
}

/// Whether a rate of the file converts amounts of a flow in other currencies.
#[must_use]
pub fn has_rates(table: &Table, flow: Flow) -> bool {
    let currency = |n: u16| table.currencies.get(usize::from(n)).map_or("", String::as_str);
    let own = currency(flow.currency);
    let used = table.money_used.iter().map(|u| u.0);
    let mut others = used
        .filter(|f| f.kind == flow.kind && f.links == flow.links && f.currency != flow.currency);
    !table.rates.is_empty()
        && others.any(|f| table.rates.between(currency(f.currency), own).next().is_some())
}

/// The rates of the file that convert amounts of a flow in other currencies, each as
/// "1 EUR = 1.25 USD (2012)"; empty where none does.
#[must_use]
pub fn rates_of(table: &Table, words: &Words, flow: Flow) -> Vec<String> {
    let currency = |n: u16| table.currencies.get(usize::from(n)).map_or("", String::as_str);
    let own = currency(flow.currency);
    let used = table.money_used.iter().map(|u| u.0);
    let others = used
        .filter(|f| f.kind == flow.kind && f.links == flow.links && f.currency != flow.currency);
    let clean = |code: &str| crate::text::display::clean(code, 8).into_owned();
    let said = |(from, to, rate, year): (&str, &str, i128, Option<i32>)| {
        // Billionths, told as decimal.
        let rate = format!("{}.{:09}", rate / 1_000_000_000, rate % 1_000_000_000);
        let rate = rate.trim_end_matches('0').trim_end_matches('.').to_owned();
        let rate = crate::text::number::exact(&rate, words.language);
        let told = format!("1 {} = {rate} {}", clean(from), clean(to));
        year.map_or(told.clone(), |year| format!("{told} ({year})"))
    };
    others.flat_map(|f| table.rates.between(currency(f.currency), own).map(said)).collect()
}

/// The word for a kind of amount.
#[must_use]
pub fn amount_kind(words: &Words, kind: &str) -> String {
    let (kind, year) = kind.split_once(crate::table::CONSTANT).unwrap_or((kind, ""));
    let bare = kind.trim_start_matches("x-");
    let known =
        words.find(&format!("amount-{bare}")).filter(|_| !["about", "unknown"].contains(&bare));
    let word = known.unwrap_or_else(|| crate::text::display::clean(bare, 40).into_owned());
    if year.is_empty() {
        return word;
    }
    let prices = words.ts("inspect-constant", &[("year", year.to_owned())]);
    if word.is_empty() { prices } else { format!("{word}, {prices}") }
}

/// The flow most amounts are of.
#[must_use]
pub fn main_flow(table: &Table) -> Option<Flow> {
    table.money_used.first().map(|u| u.0)
}

/// The word for a term of a dimension, in the order it is read.
#[must_use]
pub fn dim_term(doc: &Document, words: &Words, dim: Dim, term: &str) -> String {
    let id = match dim {
        Dim::Kind => format!("kind-{term}"),
        Dim::Status => format!("initiative-status-{term}"),
        Dim::Statement => format!("quotes-{term}"),
        Dim::Scope => format!("scope-{term}"),
        Dim::Review => format!("review-{term}"),
        Dim::Link => {
            if let Some(label) = doc.term("linkTypes", term) {
                let label = label.pick(words.language.tag(), &doc.language);
                return crate::text::display::clean(label, 120).into_owned();
            }
            String::new()
        }
        Dim::Role => {
            let name = super::term_name(doc, words, "roles", term);
            return crate::text::display::clean(&name, 60).into_owned();
        }
        _ => String::new(),
    };
    let known = words.find(&id);
    known.unwrap_or_else(|| {
        crate::text::display::clean(term.strip_prefix("x-").unwrap_or(term), 60).into_owned()
    })
}

/// The name of a measure.
#[must_use]
pub fn measure_name(table: &Table, words: &Words, measure: Measure) -> String {
    match measure {
        Measure::Statements => words.t("measure-statements"),
        Measure::Initiatives => words.t("measure-initiatives"),
        Measure::Institutions => words.t("measure-institutions"),
        Measure::Links => words.t("measure-links"),
        Measure::Amount(flow) => {
            words.ts("measure-money", &[("name", flow_name(table, words, flow))])
        }
    }
}
