//! What the overview says.

use egui::Color32;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::{Source, decode};
use crate::panels::PanelCx;
use crate::panels::quotes::data::{Card, card};
use crate::query::Count;
use crate::record::{Collection, Row};
use crate::table::Node;

/// Things named before "and n more".
const NAMED: usize = 5;

/// A list cut after its first entries.
#[derive(Clone, Debug, PartialEq)]
pub struct Named<T> {
    /// The first ones.
    pub shown: Vec<T>,
    /// How many more there are.
    pub more: usize,
}

impl<T> Default for Named<T> {
    fn default() -> Self {
        Self { shown: Vec::new(), more: 0 }
    }
}

/// The overview as shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OverviewData {
    /// Parties, most tied first.
    pub who: Named<(Row, String)>,
    /// First and last year of the facts under the filter.
    pub when: Option<(i32, i32)>,
    /// Top sectors with their numbers, largest first.
    pub what: Named<(u32, String, Count, Color32)>,
    /// Institutions, most tied first, with how many ties.
    pub through: Named<(Row, String, u32)>,
    /// One quotation: a direct one when there is one.
    pub said: Option<Card>,
    /// Sources, and how many of them stand on their own.
    pub sources: (usize, usize),
    /// Whether there is anything to say.
    pub empty: bool,
}

/// Says what will be shown.
#[must_use]
pub fn data(cx: &PanelCx<'_>) -> OverviewData {
    let mut ties: FxHashMap<Row, u32> = FxHashMap::default();
    for tie in &cx.table.ties {
        for node in [tie.from, tie.to] {
            if let Node::Record(row) = node {
                *ties.entry(row).or_default() += 1;
            }
        }
    }
    // Statements about an institution count too: a much-discussed one matters.
    for n in cx.table.facts_of(Collection::Statements) {
        for row in cx.table.actors.get(n) {
            if row.collection() == Collection::Institutions {
                *ties.entry(*row).or_default() += 1;
            }
        }
    }
    let ranked = |c: Collection| -> Vec<(Row, u32)> {
        let mut rows: Vec<(Row, u32)> = cx
            .doc
            .records
            .rows_of(c)
            .filter(|r| cx.results.node_in(cx.table, Node::Record(*r)))
            .map(|r| (r, ties.get(&r).copied().unwrap_or(0)))
            .collect();
        rows.sort_by_key(|(r, n)| (std::cmp::Reverse(*n), *r));
        rows
    };
    let parties = ranked(Collection::Parties);
    let institutions = ranked(Collection::Institutions);
    OverviewData {
        who: Named {
            shown: parties.iter().take(6).map(|(r, _)| (*r, cx.name(*r))).collect(),
            more: parties.len().saturating_sub(6),
        },
        when: years(cx),
        what: sectors(cx),
        through: Named {
            shown: institutions.iter().take(NAMED).map(|(r, n)| (*r, cx.name(*r), *n)).collect(),
            more: institutions.len().saturating_sub(NAMED),
        },
        said: quotation(cx).map(|row| card(cx, row)),
        sources: sources(cx),
        empty: cx.doc.records.is_empty(),
    }
}

fn years(cx: &PanelCx<'_>) -> Option<(i32, i32)> {
    (0..cx.table.n_facts())
        .filter(|n| cx.results.passes(*n))
        .filter_map(|n| cx.table.days[n])
        .filter(|d| !d.is_unknown())
        .map(crate::model::Days::years)
        .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

fn sectors(cx: &PanelCx<'_>) -> Named<(u32, String, Count, Color32)> {
    let mut top: Vec<(u32, Count)> = cx
        .table
        .sector_order
        .iter()
        .filter(|(_, depth)| *depth == 0)
        .map(|(s, _)| (*s, cx.results.sectors[*s as usize]))
        .filter(|(_, c)| c.total > 0)
        .collect();
    top.sort_by_key(|(s, c)| (std::cmp::Reverse(c.total), *s));
    let more = top.len().saturating_sub(NAMED);
    top.truncate(NAMED);
    Named {
        shown: top
            .into_iter()
            .map(|(s, c)| (s, cx.sector_name(s), c, cx.sector_color(s)))
            .collect(),
        more,
    }
}

/// The first direct quotation under the filter, else the first statement.
fn quotation(cx: &PanelCx<'_>) -> Option<Row> {
    let passing = || {
        let facts = cx.table.facts_of(Collection::Statements);
        facts.filter(|n| cx.results.passes(*n)).map(|n| cx.table.row(n))
    };
    let direct = passing().take(5000).find(|r| {
        let text = cx.doc.records.text_of(*r);
        let kind = crate::record::span_of(text, "/kind").and_then(|s| text.get(s.start..s.end));
        kind == Some("\"direct\"")
    });
    direct.or_else(|| passing().next())
}

/// All sources, and those that do not copy, translate or quote another one of the file.
fn sources(cx: &PanelCx<'_>) -> (usize, usize) {
    let total = cx.doc.records.len(Collection::Sources);
    if total > 20_000 {
        return (total, total);
    }
    let mut derived: FxHashSet<Row> = FxHashSet::default();
    for row in cx.doc.records.rows_of(Collection::Sources) {
        let source = Source::from_value(&decode(&cx.doc.records, row));
        let known =
            source.derived_from.iter().any(|id| cx.doc.records.find(id).is_some_and(|r| r != row));
        if known {
            derived.insert(row);
        }
    }
    (total, total - derived.len())
}
