//! Two or three things, or two filters, beside each other: what all have, what only some have, and
//! how much.

use crate::edit::Document;
use crate::query::{Dim, Filter, Flow, Pick, Sum, WordIndex, beside, passing, total};
use crate::record::{Collection, Row};
use crate::table::{Bits, Table};
use crate::text::Words;

/// One of what is compared: what it is called, and its facts under the filter.
#[derive(Clone, Debug)]
pub struct Side {
    /// Its name.
    pub name: String,
    /// Its facts.
    pub facts: Bits,
    /// The record it is.
    pub row: Option<Row>,
}

impl Side {
    /// The facts that touch a record or have a value.
    #[must_use]
    pub fn new(name: String, table: &Table, facts: &[u32]) -> Self {
        Self { name, facts: Bits::of_numbers(table.n_facts(), facts), row: None }
    }

    /// The facts that pass a filter.
    #[must_use]
    pub fn passing(
        name: String,
        table: &Table,
        words: &dyn Fn() -> std::sync::Arc<WordIndex>,
        filter: &Filter,
    ) -> Self {
        Self { name, facts: passing(table, words, filter), row: None }
    }

    /// The same, as those of a record.
    #[must_use]
    pub fn of(self, row: Row) -> Self {
        Self { row: Some(row), ..self }
    }

    /// The same, of the facts of a set.
    #[must_use]
    pub fn among(mut self, facts: &Bits) -> Self {
        self.facts.and(facts);
        self
    }
}

/// A value of a dimension.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Common {
    /// The record it is.
    pub row: Row,
    /// Its name.
    pub name: String,
    /// How many facts of each side have it.
    pub counts: Vec<u32>,
    /// Every side has it.
    pub in_all: bool,
}

/// The values of one dimension.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Part {
    /// The dimension.
    pub dim: &'static str,
    /// Its name.
    pub title: String,
    /// Those all have, then those some have.
    pub rows: Vec<Common>,
    /// How many all have, and how many some have; more than are listed.
    pub numbers: (usize, usize),
}

/// The money of one side.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Money {
    /// The sum, and of how many initiatives it is.
    pub sum: Sum,
    /// Of how many of them the amounts are approximate.
    pub approximate: u32,
    /// What brings nothing to it, or is not added: how many, and the ids of what is said of it in a
    /// sentence and over a column.
    pub unknown: Vec<(u32, &'static str, &'static str)>,
}

/// What is compared, as told.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Comparison {
    /// The names of the sides.
    pub sides: Vec<String>,
    /// What is counted, and how many each side has: statements, initiatives, links, events.
    pub counts: Vec<(String, Vec<u32>)>,
    /// How many facts all have.
    pub common: u32,
    /// The money of each side's initiatives, each in full: also where it is shared between sectors.
    pub money: Option<(Flow, Vec<Money>)>,
    /// How many initiatives bring that money to all of them.
    pub together: u32,
    /// Sectors, parties, institutions, people, initiatives and sources.
    pub parts: Vec<Part>,
}

/// The dimensions that are compared.
const DIMS: [(Dim, &str); 6] = [
    (Dim::Sector, "compare-sectors"),
    (Dim::Party, "compare-parties"),
    (Dim::Institution, "compare-institutions"),
    (Dim::Person, "compare-people"),
    (Dim::Initiative, "compare-initiatives"),
    (Dim::Source, "compare-sources"),
];

/// Compares. Of each dimension at most `most` values that all have are listed, and as many of
/// those some have.
#[must_use]
pub fn comparison(
    (doc, table, words): (&Document, &Table, &Words),
    sides: &[Side],
    flow: Option<Flow>,
    most: usize,
) -> Comparison {
    let facts: Vec<Bits> = sides.iter().map(|s| s.facts.clone()).collect();
    let count =
        |c: Collection| -> Vec<u32> { facts.iter().map(|f| f.count(table.facts_of(c))).collect() };
    let counts = [
        (Collection::Statements, "measure-statements"),
        (Collection::Initiatives, "measure-initiatives"),
        (Collection::Links, "measure-links"),
        (Collection::Events, "measure-events"),
    ]
    .map(|(c, id)| (words.t(id), count(c)));
    let mut common = facts.first().cloned().unwrap_or_else(|| Bits::none(0));
    facts.iter().skip(1).for_each(|f| common.and(f));
    let part = |(dim, id): &(Dim, &str)| {
        let own: Vec<u32> = sides
            .iter()
            .filter_map(|s| match Pick::of(s.row?)? {
                Pick::Code(of, code) => (of == *dim).then_some(code),
                Pick::Period(_) => None,
            })
            .collect();
        let (listed, numbers) = beside(table, &facts, (*dim, &own), most);
        let record = |value: u32| match (*dim, dim.facet()) {
            (Dim::Initiative, _) => Some(Row::new(Collection::Initiatives, value as usize)),
            (_, Some(facet)) => table.value_row(facet, value),
            _ => None,
        };
        let rows = listed.iter().filter_map(|b| {
            let row = record(b.value)?;
            let name = super::record_name(words, doc, row);
            let name = crate::text::display::clean(&name, 200).into_owned();
            Some(Common { row, name, counts: b.counts.clone(), in_all: b.in_all() })
        });
        Part { dim: dim.key(), title: words.t(id), rows: rows.collect(), numbers }
    };
    Comparison {
        sides: sides.iter().map(|s| s.name.clone()).collect(),
        counts: counts.into_iter().filter(|(_, n)| n.iter().any(|n| *n > 0)).collect(),
        common: common.count(0..table.n_facts()),
        together: flow.map_or(0, |flow| total(table, &common, flow).none.with.selected),
        money: flow.map(|flow| {
            let told = |facts: &Bits| {
                let sums = total(table, facts, flow);
                let unknown = [
                    (sums.without, "money-without", "money-without-column"),
                    (sums.other_kind, "money-other-kind", "money-other-kind-column"),
                    (sums.not_added, "money-not-added", "money-not-added-column"),
                    (sums.unreadable, "money-unreadable", "money-unreadable-column"),
                ];
                Money { sum: sums.none, approximate: sums.approximate, unknown: unknown.to_vec() }
            };
            (flow, facts.iter().map(told).collect())
        }),
        parts: DIMS.iter().map(part).filter(|p| !p.rows.is_empty()).collect(),
    }
}

impl Comparison {
    /// The comparison as lines of cells, to be pasted into a spreadsheet: what it is, its id and
    /// name, one number for each side, and whether all have it. Money keeps every digit; where
    /// nothing is known its cell is empty.
    #[must_use]
    pub fn cells(&self, doc: &Document, table: &Table, words: &Words) -> Vec<Vec<String>> {
        let head = ["compare-what", "column-id", "column-name"].map(|id| words.t(id));
        let mut head = head.to_vec();
        head.extend(self.sides.iter().cloned());
        head.push(words.t("compare-in-all"));
        let mut out = vec![head];
        let mut put = |what: &str, id: &str, name: &str, cells: Vec<String>, all: &str| {
            let mut line = vec![what.to_owned(), id.to_owned(), name.to_owned()];
            line.extend(cells);
            line.push(all.to_owned());
            out.push(line);
        };
        let numbers = |n: &[u32]| n.iter().map(u32::to_string).collect();
        for (name, n) in &self.counts {
            put(&words.t("compare-number"), "", name, numbers(n), "");
        }
        if let Some((flow, sides)) = &self.money {
            let name = super::flow_name(table, words, *flow);
            let name = words.ts("compare-money", &[("name", name)]);
            let cells = sides.iter().map(|m| m.sum.told().unwrap_or_default()).collect();
            put(&words.t("compare-number"), "", &name, cells, "");
            let missing = sides.first().map_or(0, |m| m.unknown.len());
            for i in 0..missing {
                let n: Vec<u32> = sides.iter().map(|m| m.unknown[i].0).collect();
                if n.iter().any(|n| *n > 0) {
                    let name = words.t(sides[0].unknown[i].2);
                    put(&words.t("compare-number"), "", &name, numbers(&n), "");
                }
            }
        }
        for part in &self.parts {
            for row in &part.rows {
                let all = words.t(if row.in_all { "compare-yes" } else { "compare-no" });
                let id = doc.records.raw_id(row.row);
                put(&part.title, id, &row.name, numbers(&row.counts), &all);
            }
        }
        out
    }
}
