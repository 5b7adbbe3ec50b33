//! What two sides say of each sector, and whether it agrees.

use serde::Serialize;

use crate::panels::ReadCx;
use crate::panels::wording::party_color;
use crate::query::{Count, Dim};
use crate::record::{Collection, Row};
use crate::table::Facet;
use crate::text::number::whole;
use crate::ui::theme::Rgb;

/// What comes of putting two sides next to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Verdict {
    /// Both speak of it, and one supports what the other opposes, or a statement is disputed.
    Contradiction,
    /// Both speak of it.
    Both,
    /// Only one of them does.
    One,
    /// Neither does, though others or initiatives do.
    Silence,
}

impl Verdict {
    /// The end of its text id.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Contradiction => "contradiction",
            Self::Both => "both",
            Self::One => "one",
            Self::Silence => "silence",
        }
    }
}

/// One of the two.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Side {
    /// The party.
    pub row: Row,
    /// Its name.
    pub name: String,
    /// Its colour.
    pub color: Rgb,
    /// What a click does.
    pub said: String,
}

/// What one side says of a sector.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Half {
    /// Its statements.
    pub count: Count,
    /// How many under the filter, as a number.
    pub number: String,
    /// The first words of the first of them under the filter.
    pub words: Option<String>,
}

/// One sector.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MirrorRow {
    /// The sector.
    pub row: Row,
    /// Its name and colour.
    pub name: String,
    /// Its colour.
    pub color: Rgb,
    /// The left and the right side.
    pub sides: [Half; 2],
    /// What comes of it, and its word.
    pub verdict: Verdict,
    /// The word for it.
    pub told: String,
    /// All of it in words.
    pub said: String,
}

/// The mirror as shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct MirrorData {
    /// The two sides.
    pub sides: Option<[Side; 2]>,
    /// Sectors at the top of the tree, in the order of the file.
    pub rows: Vec<MirrorRow>,
    /// The largest total.
    pub max: u32,
    /// Statements of either side about a sector, of all statements.
    pub count: Count,
    /// Selected statements that neither side makes, or that are about no sector.
    pub without: u32,
}

/// Says what will be shown: the two pinned parties, else the two that say most.
#[must_use]
pub fn data(cx: &ReadCx<'_>) -> MirrorData {
    let table = cx.table;
    let range = table.facts_of(Collection::Statements);
    let Some(both) = sides(cx) else { return MirrorData::default() };
    let number = both.map(|r| u32::try_from(r.index()).unwrap_or(u32::MAX));
    let rows_but = cx.results.but(Dim::Sector);
    let n = table.sector_parent.len();
    let mut counts = vec![[Count::default(); 2]; n];
    let mut first: Vec<[Option<Row>; 2]> = vec![[None; 2]; n];
    let mut stances = vec![[0u8; 2]; n];
    let mut disputed = vec![false; n];
    let mut told = vec![false; n];
    let review = table.column(Facet::Review).term("disputed");
    let mut count = cx.results.count(Collection::Statements);
    let mut placed = 0;
    for (i, fact) in range.enumerate() {
        let passes = rows_but.has(fact);
        let voices = table.voices.get(i);
        let doubtful = review.is_some_and(|r| table.values(Facet::Review, fact).contains(&r));
        let sectors = table.values(Facet::Sector, fact);
        let mut spoken = false;
        for sector in sectors {
            let s = *sector as usize;
            told[s] |= passes;
            for side in 0..2 {
                if !voices.contains(&number[side]) {
                    continue;
                }
                spoken = true;
                counts[s][side].total += 1;
                if passes {
                    counts[s][side].selected += 1;
                    first[s][side].get_or_insert(table.row(fact));
                    stances[s][side] |= table.stances.get(i).copied().unwrap_or(0);
                    disputed[s] |= doubtful;
                }
            }
        }
        placed += u32::from(spoken && cx.results.passes(fact));
    }
    for sector in table.facts_of(Collection::Initiatives).filter(|f| rows_but.has(*f)) {
        for s in table.values(Facet::Sector, sector) {
            told[*s as usize] = true;
        }
    }
    let verdict = |s: usize| {
        let [a, b] = counts[s].map(|c| c.selected > 0);
        let against = stances[s][0] | stances[s][1] == 3 && stances[s][0] != stances[s][1];
        match (a, b) {
            (true, true) if against || disputed[s] => Verdict::Contradiction,
            (true, true) => Verdict::Both,
            (false, false) => Verdict::Silence,
            _ => Verdict::One,
        }
    };
    let sides = both.map(|row| side(cx, row));
    let rows: Vec<MirrorRow> = table
        .sector_order
        .iter()
        .filter(|(s, depth)| {
            let counts = counts[*s as usize];
            *depth == 0 && (told[*s as usize] || counts.iter().any(|c| c.total > 0))
        })
        .map(|(s, _)| {
            let i = *s as usize;
            row(cx, &sides, *s, counts[i], first[i], verdict(i))
        })
        .collect();
    let max = rows.iter().flat_map(|r| &r.sides).map(|h| h.count.total).max().unwrap_or(0);
    let without = count.selected.saturating_sub(placed);
    count.selected = placed;
    MirrorData { sides: Some(sides), rows, max, count, without }
}

fn side(cx: &ReadCx<'_>, row: Row) -> Side {
    let name = cx.name(row);
    let said = cx.words.ts("mirror-side", &[("name", name.clone())]);
    Side { row, name, color: party_color(cx, row), said }
}

/// What is said of one sector.
fn row(
    cx: &ReadCx<'_>,
    sides: &[Side; 2],
    sector: u32,
    counts: [Count; 2],
    first: [Option<Row>; 2],
    verdict: Verdict,
) -> MirrorRow {
    let card = |st| crate::panels::quotes::data::card(cx, st).shown(160, cx.words.language);
    let half = |i: usize| Half {
        count: counts[i],
        number: whole(counts[i].selected.into(), cx.words.language),
        words: first[i].map(card),
    };
    let name = cx.sector_name(sector);
    let told = cx.words.t(&format!("mirror-{}", verdict.key()));
    let [a, b] = [0, 1].map(|i| format!("{} {}", sides[i].name, cx.count_of(counts[i])));
    MirrorRow {
        row: Row::new(Collection::Sectors, sector as usize),
        said: format!("{name}: {a}, {b} – {told}"),
        name,
        color: cx.sector_color(sector),
        sides: [half(0), half(1)],
        verdict,
        told,
    }
}

/// The two pinned parties, else the two parties that say most; the one first in the file stands
/// left, so that an edit elsewhere never swaps sides.
fn sides(cx: &ReadCx<'_>) -> Option<[Row; 2]> {
    let pinned: Vec<Row> = cx
        .view
        .pinned
        .iter()
        .filter_map(|t| t.row())
        .filter(|r| r.collection() == Collection::Parties)
        .collect();
    if let [a, b, ..] = pinned[..] {
        return Some([a, b]);
    }
    let mut said = vec![0u32; cx.doc.records.len(Collection::Parties)];
    for party in cx.table.voices.values() {
        if let Some(n) = said.get_mut(*party as usize) {
            *n += 1;
        }
    }
    let mut order: Vec<usize> = (0..said.len()).filter(|p| said[*p] > 0).collect();
    order.sort_by_key(|p| (std::cmp::Reverse(said[*p]), *p));
    order.truncate(2);
    if order.len() < 2 {
        // One side alone is put beside the first party that is silent.
        order.extend((0..said.len()).find(|p| said[*p] == 0 && !order.is_empty()));
    }
    order.sort_unstable();
    let [a, b] = order[..] else { return None };
    Some([Row::new(Collection::Parties, a), Row::new(Collection::Parties, b)])
}
