//! `cooperama query`: the panels' numbers as a table, CSV or JSON.

use super::{FAILED, Format, OK, USAGE, complain, open};
use crate::formats::LoadOptions;
use crate::query::{Dim, Filter, Names};
use crate::text::display::{escaped, escaped_json};
use crate::text::{Language, Words};
use crate::workbench::Opened;
use crate::workbench::answer::{Answer, Asked, answer};

/// Reads a filter as written on the command line.
pub(super) fn read_filter(words: &Words, opened: &Opened, text: &str) -> Result<Filter, String> {
    let names = Names { records: &opened.doc.records, table: &opened.table };
    crate::query::parse(text, names).map_err(|e| words.ts(e.message_id(), &e.args()))
}

/// A question as asked on the command line.
pub(super) struct Question<'a> {
    pub(super) file: &'a str,
    pub(super) filter: &'a str,
    pub(super) by: Dim,
    pub(super) asked: Asked<'a>,
    pub(super) format: Format,
    pub(super) language: Language,
}

#[expect(clippy::print_stdout, reason = "this is the command line")]
pub(super) fn query(words: &Words, q: &Question<'_>, options: LoadOptions) -> u8 {
    let name = escaped(q.file);
    let opened = match open(words, q.file, options) {
        Ok(opened) => opened,
        Err(text) => {
            complain(&name, &text);
            return FAILED;
        }
    };
    let filter = match read_filter(words, &opened, q.filter) {
        Ok(filter) => filter,
        Err(text) => {
            complain(&name, &text);
            return USAGE;
        }
    };
    let answer = match answer(&opened, &filter, q.by, q.asked, q.language.tag()) {
        Ok(answer) => answer,
        Err(refusal) => {
            let (id, args) = refusal.message();
            complain(&name, &words.ts(id, &args));
            return USAGE;
        }
    };
    match q.format {
        Format::Json => println!("{}", escaped_json(&answer.to_json())),
        Format::Csv => println!("{}", csv(&answer)),
        Format::Table => println!("{}", table(words, &answer)),
    }
    OK
}

/// A cell of a comma-separated file (RFC 4180). A label that a spreadsheet would run as a formula
/// begins with an apostrophe.
fn cell(text: &str) -> String {
    let text = escaped(text);
    let text = if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text };
    if text.contains([',', '"']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

fn csv(answer: &Answer) -> String {
    let mut lines = vec!["id,label,value".to_owned()];
    for row in &answer.rows {
        lines.push(format!("{},{},{}", cell(&row.id), cell(&row.label), row.value));
    }
    lines.push(format!(",,{}", answer.none));
    lines.join("\n")
}

fn table(words: &Words, answer: &Answer) -> String {
    use crate::text::number::exact;
    let language = words.language;
    let none = words.t("value-none");
    let mut rows: Vec<(String, String, String)> = answer
        .rows
        .iter()
        .map(|r| (escaped(&r.id), escaped(&r.label), exact(&r.value, language)))
        .collect();
    rows.push((String::new(), none, exact(&answer.none, language)));
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
    if let (Some(currency), Some(flow)) = (&answer.currency, &answer.flow) {
        lines.push(format!("{} {}", escaped(currency), escaped(flow)));
    }
    for (n, id) in [(answer.without_amount, "money-without"), (answer.not_added, "money-not-added")]
    {
        if let Some(n) = n.filter(|n| *n > 0) {
            lines.push(words.tf(id, &[("count", n.into())]));
        }
    }
    lines.join("\n")
}
