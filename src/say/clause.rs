//! A filter in words.

use crate::edit::Document;
use crate::query::{Clause, Dim, Filter, NONE, Names, Values};
use crate::table::Table;
use crate::text::display::{clean, cut};
use crate::text::{Language, Words, number};

/// Values named of one clause; the rest is counted.
const NAMED: usize = 3;

/// The name of a value of a dimension.
#[must_use]
pub fn value_name(doc: &Document, table: &Table, words: &Words, dim: Dim, code: u32) -> String {
    if code == NONE {
        return words.t("value-none");
    }
    if let Some(row) = dim.facet().and_then(|f| table.value_row(f, code)) {
        let label = super::record_name(words, doc, row);
        return cut(&clean(&label, 200), 40).into_owned();
    }
    let term = Names { records: &doc.records, table }.name(dim, code);
    cut(&super::dim_term(doc, words, dim, &term), 60).into_owned()
}

/// A clause in words: "Sector: Infrastructure, Finance", "Party: all but China".
#[must_use]
pub fn clause_text((doc, table, words): (&Document, &Table, &Words), clause: &Clause) -> String {
    let name = |c: &u32| value_name(doc, table, words, clause.dim, *c);
    let (names, all): (Vec<String>, usize) = match &clause.values {
        Values::Codes(codes) => (codes.iter().take(NAMED).map(name).collect(), codes.len()),
        Values::Periods(periods) => {
            (periods.iter().take(NAMED).map(|p| number::period(*p, words)).collect(), periods.len())
        }
        Values::Words(text) => (vec![quoted(&clean(text, 60), words.language)], 1),
    };
    let mut text = names.join(", ");
    if all > NAMED {
        let more = i64::try_from(all - NAMED).unwrap_or(0);
        text = format!("{text}, {}", words.tf("overview-more", &[("count", more.into())]));
    }
    if clause.inverted {
        text = words.ts("chip-but", &[("name", text)]);
    }
    let dim = words.t(&format!("dim-{}", clause.dim.key()));
    words.ts("chip", &[("dim", dim), ("name", text)])
}

/// A filter in words: its clauses, or that there is none.
#[must_use]
pub fn filter_text(of: (&Document, &Table, &Words), filter: &Filter) -> String {
    if filter.is_empty() {
        return of.2.t("filter-none");
    }
    let clauses = filter.clauses().iter().map(|c| clause_text(of, c));
    clauses.collect::<Vec<_>>().join("; ")
}

/// Words in the quotation marks of the language.
#[must_use]
pub fn quoted(text: &str, language: Language) -> String {
    match language {
        Language::Fr => format!("«\u{A0}{text}\u{A0}»"),
        Language::En => format!("“{text}”"),
    }
}
