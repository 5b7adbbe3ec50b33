//! What two sides say of each sector, and whether it agrees.

use serde::Serialize;

use crate::panels::ReadCx;
use crate::panels::quotes::data::Card;
use crate::panels::wording::{party_color, sector_asked};
use crate::query::{Count, Dim, Pick};
use crate::record::{Collection, Row};
use crate::table::Facet;
use crate::text::number::whole;
use crate::ui::theme::Rgb;

/// What comes of putting two sides next to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Verdict {
    /// Both speak of it, and one supports what the other opposes.
    Contradiction,
    /// Both speak of it, and a statement is disputed.
    Disputed,
    /// Both speak of it.
    Both,
    /// Only one of them does.
    One,
    /// At least one of them speaks of it in what is filtered out only.
    Outside,
    /// Neither does, though others or initiatives do.
    Silence,
}

impl Verdict {
    /// The end of its text id.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Contradiction => "contradiction",
            Self::Disputed => "disputed",
            Self::Both => "both",
            Self::One => "one",
            Self::Outside => "outside",
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
    /// The one of them that is shown: what is disputed first, then exact words, then the first.
    pub statement: Option<Row>,
    /// Its words.
    pub words: Option<String>,
    /// Who says it, and where it was read.
    pub by: String,
    /// All of it in words.
    pub said: String,
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
    /// Selected statements that count more than once: both sides make them together.
    pub joint: u32,
    /// Selected statements about several sectors, which count in each.
    pub several: u32,
    /// Why these two sides.
    pub why: String,
}

/// So many letters of a statement are shown.
const LETTERS: usize = 600;

/// Says what will be shown: the two pinned parties, else the two that say most. Only sectors a fact
/// under the filter is about have a line.
#[must_use]
pub fn data(cx: &ReadCx<'_>) -> MirrorData {
    let table = cx.table;
    let range = table.facts_of(Collection::Statements);
    let Some((both, pinned)) = sides(cx) else { return MirrorData::default() };
    let number = both.map(number);
    let n = table.sector_parent.len();
    let mut counts = vec![[Count::default(); 2]; n];
    let mut best: Vec<[Option<(Rank, Row)>; 2]> = vec![[None; 2]; n];
    let mut stances = vec![[0u8; 2]; n];
    let mut told = vec![false; n];
    let review = table.column(Facet::Review).term("disputed");
    let direct = table.column(Facet::Said).term("direct");
    let is = |facet, term: Option<u32>, fact| {
        term.is_some_and(|t| table.values(facet, fact).contains(&t))
    };
    let mut count = cx.results.count(Collection::Statements);
    let (mut placed, mut joint, mut several) = (0, 0, 0);
    for (i, fact) in range.enumerate() {
        let passes = cx.results.passes(fact);
        let voices = table.voices.get(i);
        let rank = (is(Facet::Review, review, fact), is(Facet::Said, direct, fact));
        let mut spoken = false;
        let roots = table.values(Facet::Sector, fact).iter();
        let roots =
            roots.filter(|s| table.sector_parent.get(**s as usize).copied().flatten().is_none());
        let roots = roots.count();
        for sector in table.values(Facet::Sector, fact) {
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
                    stances[s][side] |= table.stances.get(i).copied().unwrap_or(0);
                    let slot = &mut best[s][side];
                    if slot.is_none_or(|(r, _)| rank > r) {
                        *slot = Some((rank, table.row(fact)));
                    }
                }
            }
        }
        let counts = spoken && passes;
        placed += u32::from(counts);
        several += u32::from(counts && roots > 1);
        joint += u32::from(counts && number.iter().all(|n| voices.contains(n)));
    }
    for fact in table.facts_of(Collection::Initiatives).filter(|f| cx.results.passes(*f)) {
        for s in table.values(Facet::Sector, fact) {
            told[*s as usize] = true;
        }
    }
    let verdict = |s: usize| {
        let [a, b] = counts[s].map(|c| c.selected > 0);
        // What one side is for the other is against; what a side says of itself is none.
        let [one, other] = stances[s];
        let against = (one & 1 != 0 && other & 2 != 0) || (one & 2 != 0 && other & 1 != 0);
        let disputed = best[s].iter().flatten().any(|((disputed, _), _)| *disputed);
        match (a, b) {
            (true, true) if against => Verdict::Contradiction,
            (true, true) if disputed => Verdict::Disputed,
            (true, true) => Verdict::Both,
            // What is filtered out is no silence.
            _ if counts[s].iter().any(|c| c.selected == 0 && c.total > 0) => Verdict::Outside,
            (false, false) => Verdict::Silence,
            _ => Verdict::One,
        }
    };
    let sides = both.map(|row| side(cx, row));
    let mut rows: Vec<MirrorRow> = table
        .sector_order
        .iter()
        .filter(|(s, depth)| *depth == 0 && told[*s as usize] && sector_asked(cx, *s))
        .map(|(s, _)| {
            let i = *s as usize;
            let best = best[i].map(|b| b.map(|(_, row)| row));
            row(cx, &sides, *s, counts[i], best, verdict(i))
        })
        .collect();
    // What neither speaks of comes last; where the file gives no order, what is said most of first.
    let by_value = crate::panels::sectors::data::sort_of(cx) == crate::view::SectorSort::Value;
    let said = |r: &MirrorRow| r.sides.iter().map(|h| h.count.selected).sum::<u32>();
    rows.sort_by_key(|r| {
        let most = if by_value { said(r) } else { 0 };
        (r.verdict == Verdict::Silence, std::cmp::Reverse(most))
    });
    let max = rows.iter().flat_map(|r| &r.sides).map(|h| h.count.total).max().unwrap_or(0);
    let without = count.selected.saturating_sub(placed);
    count.selected = placed;
    let why = cx.words.t(if pinned { "mirror-pinned" } else { "mirror-most" });
    MirrorData { sides: Some(sides), rows, max, count, without, joint, several, why }
}

/// A statement that is disputed stands before exact words, and these before the others.
type Rank = (bool, bool);

fn number(party: Row) -> u32 {
    u32::try_from(party.index()).unwrap_or(u32::MAX)
}

/// The values that ask for what one side says of a sector.
#[must_use]
pub fn picks(sector: Row, party: Row) -> Vec<Pick> {
    vec![Pick::Code(Dim::Sector, number(sector)), crate::panels::wording::said_for(party)]
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
    best: [Option<Row>; 2],
    verdict: Verdict,
) -> MirrorRow {
    let name = cx.sector_name(sector);
    let half = |i: usize| {
        let count = counts[i];
        let card = best[i].map(|st| crate::panels::quotes::data::card(cx, st));
        let words = card.as_ref().map(|c| c.shown(LETTERS, cx.words.language));
        let by = card.as_ref().map(|c| by(cx, c)).unwrap_or_default();
        let mut said = cx.words.named(&format!("{}, {name}", sides[i].name), &cx.count_of(count));
        for more in words.iter().chain((!by.is_empty()).then_some(&by)) {
            said.push('\n');
            said.push_str(more);
        }
        let number = whole(count.selected.into(), cx.words.language);
        Half { count, number, statement: best[i], words, by, said }
    };
    let told = cx.words.t(&format!("mirror-{}", verdict.key()));
    let [a, b] = [0, 1].map(|i| format!("{} {}", sides[i].name, cx.count_of(counts[i])));
    MirrorRow {
        row: Row::new(Collection::Sectors, sector as usize),
        said: cx.words.named(&name, &format!("{a}, {b} – {told}")),
        sides: [half(0), half(1)],
        name,
        color: cx.sector_color(sector),
        verdict,
        told,
    }
}

/// Who says it, where it was read, and that it is disputed.
fn by(cx: &ReadCx<'_>, card: &Card) -> String {
    let speakers: Vec<&str> = card.speakers.iter().map(|s| s.name.as_str()).collect();
    let read = card.readings.first().map(|r| r.label.as_str());
    let speakers = speakers.join(", ");
    let disputed = crate::panels::wording::is_disputed(cx, card.row);
    let disputed = disputed.then(|| cx.words.t("review-disputed"));
    let parts = [speakers.as_str()].into_iter().filter(|s| !s.is_empty()).chain(read);
    parts.chain(disputed.as_deref()).collect::<Vec<_>>().join(" · ")
}

/// The two pinned parties, and that they are, else the two parties that say most; the one first in
/// the file stands left, so that an edit elsewhere never swaps sides.
fn sides(cx: &ReadCx<'_>) -> Option<([Row; 2], bool)> {
    let pinned: Vec<Row> = cx
        .view
        .pinned
        .iter()
        .filter_map(|t| t.row())
        .filter(|r| r.collection() == Collection::Parties)
        .collect();
    if let [a, b, ..] = pinned[..] {
        return Some(([a, b], true));
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
    Some(([Row::new(Collection::Parties, a), Row::new(Collection::Parties, b)], false))
}
