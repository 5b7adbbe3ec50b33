//! `cooperama query`: the panels' numbers as a table, CSV or JSON.

use clap::ValueEnum;

use super::ask::{Format, Question, cell};
use crate::query::{Dim, Measure};
use crate::say::numbers::{Asked, Numbers, answer};
use crate::text::display::{escaped, escaped_json};
use crate::text::{Language, Words};

/// A question as asked on the command line.
#[derive(Debug, clap::Args)]
pub(super) struct QueryArgs {
    #[command(flatten)]
    question: Question,
    /// The dimension to count by: sector, party, institution, role, person, speaker, initiative,
    /// kind, status, statement, link, source, scope, review or year
    #[arg(long, value_parser = dimension)]
    by: Dim,
    /// Count institutions, parties or people only where they take part in this role, such as
    /// funding
    #[arg(long)]
    role: Option<String>,
    /// What is counted or added up
    #[arg(long, value_enum)]
    measure: MeasureName,
    /// Currency of amounts (ISO 4217); without one, that of most amounts
    #[arg(long)]
    currency: Option<String>,
    /// Kind of amounts, such as commitment; without one, that of most amounts
    #[arg(long)]
    flow: Option<String>,
    /// Convert amounts in other currencies by the file's own rates
    #[arg(long)]
    convert: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum MeasureName {
    Statements,
    Initiatives,
    Institutions,
    Links,
    /// Money of initiatives, or of links where only they have such
    Amount,
    /// Money of links
    LinkAmount,
}

/// Reads the name of a dimension one can count by.
fn dimension(text: &str) -> Result<Dim, String> {
    Dim::from_key(text).filter(|d| *d != Dim::Text).ok_or_else(|| {
        let all: Vec<&str> =
            Dim::ALL.iter().filter(|d| **d != Dim::Text).map(|d| d.key()).collect();
        format!("write one of {}", all.join(", "))
    })
}

pub(super) fn query(words: &Words, q: &QueryArgs, language: Language) -> u8 {
    let asked = match q.measure {
        MeasureName::Statements => Asked::Count(Measure::Statements),
        MeasureName::Initiatives => Asked::Count(Measure::Initiatives),
        MeasureName::Institutions => Asked::Count(Measure::Institutions),
        MeasureName::Links => Asked::Count(Measure::Links),
        MeasureName::Amount | MeasureName::LinkAmount => Asked::Amount {
            links: q.measure == MeasureName::LinkAmount,
            currency: q.currency.as_deref(),
            flow: q.flow.as_deref(),
            convert: q.convert,
        },
    };
    q.question.answer(words, language, |opened, filter, said| {
        let found = answer(opened, filter, (q.by, q.role.as_deref()), asked, said);
        let found = found.map_err(|refusal| {
            let (id, args) = refusal.message();
            words.ts(id, &args)
        })?;
        Ok(match q.question.format {
            Format::Json => escaped_json(&found.to_json()),
            Format::Csv => csv(&found),
            Format::Table => table(said, &found),
        })
    })
}

/// A number, or nothing where none is known; of money, with how many bring no amount.
fn csv(answer: &Numbers) -> String {
    let money = answer.without_amount.is_some();
    // Money carries its currency and kind in every line, so that a table of its own has a unit.
    let head = if money { "id,label,value,without,currency,flow" } else { "id,label,value" };
    let unit = |known: &Option<String>| cell(known.as_deref().unwrap_or_default());
    let unit = format!(",{},{}", unit(&answer.currency), unit(&answer.flow));
    let mut lines = vec![head.to_owned()];
    for row in &answer.rows {
        let value = row.value.as_deref().unwrap_or_default();
        let without = if money { format!(",{}{unit}", row.without) } else { String::new() };
        lines.push(format!("{},{},{value}{without}", cell(&row.id), cell(&row.label)));
    }
    let none = answer.none.as_deref().unwrap_or_default();
    lines.push(if money { format!(",,{none},{unit}") } else { format!(",,{none}") });
    lines.join("\n")
}

fn table(words: &Words, answer: &Numbers) -> String {
    use crate::text::number::exact;
    let language = words.language;
    let none = words.t("value-none");
    // What is not known is not zero.
    let number = |value: &Option<String>, without: u32| match value {
        Some(value) => exact(value, language),
        None => words.tf("money-unknown", &[("count", without.into())]),
    };
    let mut rows: Vec<(String, String, String)> = answer
        .rows
        .iter()
        .map(|r| (escaped(&r.id), escaped(&r.label), number(&r.value, r.without)))
        .collect();
    let without = answer.none_without;
    rows.push((String::new(), none, number(&answer.none, without)));
    let width = |f: fn(&(String, String, String)) -> &str| {
        rows.iter().map(|r| f(r).chars().count()).max().unwrap_or(0)
    };
    let (id, label, value) = (width(|r| &r.0), width(|r| &r.1).min(60), width(|r| &r.2));
    let mut lines: Vec<String> = rows
        .iter()
        .map(|r| {
            let name = crate::text::display::cut(&r.1, 59);
            format!("{:id$}  {name:label$}  {:>value$}", r.0, r.2)
        })
        .collect();
    if answer.by == "year" && answer.currency.is_none() {
        lines.push(words.t("query-years"));
    }
    if let (Some(currency), Some(flow)) = (&answer.currency, &answer.flow) {
        let name = format!("{} {}", escaped(currency), escaped(flow));
        let links = answer.measure == "link-amount";
        lines.push(if links { words.ts("money-of-links", &[("name", name)]) } else { name });
    }
    for (n, id) in [
        (answer.without_amount, "money-without"),
        (answer.other_kind, "money-other-kind"),
        (answer.converted, "money-converted"),
        (answer.approximate, "money-approximate"),
        (answer.not_added, "money-not-added"),
        (answer.unreadable, "money-unreadable"),
    ] {
        if let Some(n) = n.filter(|n| *n > 0) {
            lines.push(words.tf(id, &[("count", n.into())]));
        }
    }
    if !answer.rates.is_empty() {
        lines.push(answer.rates.join("; "));
    }
    lines.join("\n")
}
