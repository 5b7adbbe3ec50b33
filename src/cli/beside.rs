//! `cooperama compare`: two or three records, or filters, beside each other as a table, CSV or JSON.

use super::ask::{Format, Question, cell, read_filter};
use crate::dataset::Opened;
use crate::query::{Filter, touching};
use crate::say::{Comparison, Money, Side, comparison, filter_text, main_flow, record_name};
use crate::text::display::{cut, escaped, escaped_json};
use crate::text::{Language, Words};

/// A comparison as asked on the command line.
#[derive(Debug, clap::Args)]
pub(super) struct CompareArgs {
    #[command(flatten)]
    question: Question,
    /// Two or three ids of records, or filters such as 'party=cn year=2015'
    #[arg(required = true, num_args = 2..=3, value_name = "SIDE")]
    sides: Vec<String>,
}

fn side(words: &Words, said: &Words, opened: &Opened, text: &str) -> Result<Side, String> {
    let (doc, table) = (&opened.doc, &opened.table);
    if let Some(row) = doc.records.find(text) {
        return Ok(Side::new(record_name(said, doc, row), table, &touching(table, row)).of(row));
    }
    // A word alone would be searched for: an id that is not there is more likely meant.
    if !text.contains('=') {
        return Err(words.ts("cli-compare-side", &[("found", escaped(text))]));
    }
    let filter = read_filter(words, opened, text)?;
    let name = filter_text((doc, table, said), &filter);
    Ok(passing(opened, name, &filter))
}

/// What passes a filter.
fn passing(opened: &Opened, name: String, filter: &Filter) -> Side {
    let words = || opened.words.get(&opened.doc.records);
    Side::passing(name, &opened.table, &words, filter)
}

pub(super) fn compare(words: &Words, c: &CompareArgs, language: Language) -> u8 {
    c.question.answer(words, language, |opened, filter, said| {
        let all = passing(opened, String::new(), filter).facts;
        let side = |text: &String| Ok(side(words, said, opened, text)?.among(&all));
        let sides = c.sides.iter().map(side).collect::<Result<Vec<Side>, String>>()?;
        let flow = main_flow(&opened.table).filter(|f| !f.links);
        let most = if c.question.format == Format::Table { LISTED } else { usize::MAX };
        let found = comparison((&opened.doc, &opened.table, said), &sides, flow, most);
        let lines = found.cells(&opened.doc, &opened.table, said);
        Ok(match c.question.format {
            Format::Json => escaped_json(&json(opened, &found)),
            Format::Csv => {
                let line =
                    |l: &Vec<String>| l.iter().map(|c| cell(c)).collect::<Vec<_>>().join(",");
                lines.iter().map(line).collect::<Vec<_>>().join("\n")
            }
            Format::Table => {
                let mut told = aligned(&lines);
                for part in &found.parts {
                    let more = part.numbers.0 + part.numbers.1 - part.rows.len();
                    if more > 0 {
                        let more = i64::try_from(more).unwrap_or(0);
                        let more = said.tf("overview-more", &[("count", more.into())]);
                        told.push(format!("{}: {more}", part.title));
                    }
                }
                told.join("\n")
            }
        })
    })
}

/// Values of a dimension that all have, and that some have, in the table.
const LISTED: usize = 20;

/// Cells in columns: words at the left, numbers at the right.
fn aligned(lines: &[Vec<String>]) -> Vec<String> {
    let cells: Vec<Vec<String>> = lines
        .iter()
        .map(|l| l.iter().map(|c| cut(&escaped(c), 44).into_owned()).collect())
        .collect();
    let n = cells.first().map_or(0, Vec::len);
    let width: Vec<usize> = (0..n)
        .map(|i| {
            cells.iter().filter_map(|l| l.get(i)).map(|c| c.chars().count()).max().unwrap_or(0)
        })
        .collect();
    let put = |i: usize, c: &String| {
        let w = width[i];
        if (3..n - 1).contains(&i) { format!("{c:>w$}") } else { format!("{c:w$}") }
    };
    let row = |l: &Vec<String>| l.iter().enumerate().map(|(i, c)| put(i, c)).collect::<Vec<_>>();
    cells.iter().map(|l| row(l).join("  ").trim_end().to_owned()).collect()
}

/// The comparison as JSON, with ids.
fn json(opened: &Opened, found: &Comparison) -> String {
    let id = |row| opened.doc.records.raw_id(row);
    let parts: Vec<_> = found
        .parts
        .iter()
        .map(|p| {
            let rows = p.rows.iter().map(|r| {
                serde_json::json!({
                    "id": id(r.row), "label": r.name, "facts": r.counts, "inAll": r.in_all,
                })
            });
            serde_json::json!({"dimension": p.dim, "rows": rows.collect::<Vec<_>>()})
        })
        .collect();
    // Decimal text: JSON has no numbers of this size.
    let sum = |m: &Money| {
        let unknown = |id: &str| m.unknown.iter().find(|u| u.1 == id).map_or(0, |u| u.0);
        serde_json::json!({
            "sum": m.sum.told(),
            "initiatives": m.sum.with.selected,
            "withoutAmount": unknown("money-without"),
            "otherKind": unknown("money-other-kind"),
            "notAdded": unknown("money-not-added"),
        })
    };
    let money = found.money.as_ref().map(|(flow, sums)| {
        let name = |all: &[String], n: u16| all.get(usize::from(n)).cloned();
        serde_json::json!({
            "currency": name(&opened.table.currencies, flow.currency),
            "flow": name(&opened.table.flows, flow.kind),
            "sums": sums.iter().map(sum).collect::<Vec<_>>(),
        })
    });
    let value = serde_json::json!({
        "sides": found.sides,
        "counts": found.counts.iter().map(|(n, c)| serde_json::json!({"label": n, "facts": c}))
            .collect::<Vec<_>>(),
        "common": found.common,
        "money": money,
        "parts": parts,
    });
    serde_json::to_string_pretty(&value).unwrap_or_default()
}
