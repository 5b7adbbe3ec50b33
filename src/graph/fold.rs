//! Which nodes are drawn, and what is drawn as one: initiatives as the ties they make between those
//! who take part, institutions as their party, sector or community.

use rustc_hash::FxHashMap;

use super::{Edge, communities};
use crate::record::{Collection, Records, Row};
use crate::table::{Facet, Node, Table, Tie, TieKind};

/// Collections whose records can stand in the network, in the order of their numbers.
const KINDS: [Collection; 4] =
    [Collection::Parties, Collection::People, Collection::Institutions, Collection::Initiatives];

/// Of an initiative with more participants not all pairs are tied, only each with those who fund.
const ALL_PAIRS: usize = 12;
/// A party that takes part in this share of all initiatives would be tied to everyone.
const EVERYWHERE: f64 = 0.66;

/// What is drawn as one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize)]
pub enum Fold {
    /// Nothing: every party, person, institution and initiative stands for itself.
    #[default]
    Nothing,
    /// Initiatives, as the ties they make between those who take part.
    Initiatives,
    /// Initiatives, and institutions as the party they belong to.
    Party,
    /// Initiatives, and institutions as the sector most of their ties are about.
    Sector,
    /// Initiatives, and everyone as the community they belong to.
    Community,
}

/// Numbers the nodes of a table one after the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numbers {
    starts: [usize; 6],
}

impl Numbers {
    pub(super) fn new(records: &Records, table: &Table) -> Self {
        let mut starts = [0; 6];
        for (i, c) in KINDS.iter().enumerate() {
            starts[i + 1] = starts[i] + records.len(*c);
        }
        starts[5] = starts[4] + table.missing.len();
        Self { starts }
    }

    /// How many there are.
    pub(super) fn len(self) -> usize {
        self.starts[5]
    }

    /// The number of a node.
    pub(super) fn of(self, node: Node) -> Option<usize> {
        let (kind, index) = match node {
            Node::Record(row) => (KINDS.iter().position(|c| *c == row.collection())?, row.index()),
            Node::Missing(n) => (4, n as usize),
        };
        let n = self.starts[kind] + index;
        (n < self.starts[kind + 1]).then_some(n)
    }

    /// The node of a number.
    pub(super) fn node(self, n: usize) -> Node {
        let kind = (0..5).rev().find(|k| n >= self.starts[*k]).unwrap_or(0);
        let index = n - self.starts[kind];
        KINDS.get(kind).map_or_else(
            || Node::Missing(u32::try_from(index).unwrap_or(0)),
            |c| Node::Record(Row::new(*c, index)),
        )
    }

    /// Whether a number is that of an initiative.
    pub(super) fn is_initiative(self, n: usize) -> bool {
        (self.starts[3]..self.starts[4]).contains(&n)
    }

    /// Whether a number is that of a party.
    pub(super) fn is_party(self, n: usize) -> bool {
        n < self.starts[1]
    }
}

/// How many ties each node has.
pub(super) fn degrees(table: &Table, numbers: Numbers) -> Vec<u32> {
    let mut degree = vec![0u32; numbers.len()];
    for tie in &table.ties {
        for node in [tie.from, tie.to] {
            if let Some(d) = numbers.of(node).and_then(|n| degree.get_mut(n)) {
                *d += 1;
            }
        }
    }
    degree
}

/// The participations of each initiative that has any: its ties, and the number of the first.
pub(super) fn participations(table: &Table) -> impl Iterator<Item = (&[Tie], usize)> {
    let mut start = 0usize;
    table.ties.chunk_by(|a, b| a.row == b.row && a.kind == b.kind).filter_map(move |group| {
        let at = start;
        start += group.len();
        let of = group.first().is_some_and(|t| t.kind == TieKind::Participation);
        of.then_some((group, at))
    })
}

/// Parties that take part in nearly all initiatives, with how many: tied to everyone they would
/// tell nothing. None where too few others take part to be tied without them.
pub(super) fn everywhere(table: &Table, numbers: Numbers) -> Vec<(Row, u32)> {
    let mut with: FxHashMap<Row, u32> = FxHashMap::default();
    let (mut all, mut tied) = (0u32, 0u32);
    for (group, _) in participations(table) {
        all += 1;
        let mut others = 0;
        for tie in group {
            match tie.from {
                Node::Record(row) if row.collection() == Collection::Parties => {
                    *with.entry(row).or_default() += 1;
                }
                node => others += u32::from(numbers.of(node).is_some()),
            }
        }
        tied += u32::from(others > 1);
    }
    // Enough ties are left among the others.
    if f64::from(tied) < f64::from(all) * 0.3 || tied < 4 {
        return Vec::new();
    }
    let most = |n: u32| f64::from(n) >= f64::from(all) * EVERYWHERE;
    let mut out: Vec<(Row, u32)> = with.into_iter().filter(|w| most(w.1)).collect();
    out.sort_unstable();
    out
}

/// What each node is drawn as.
pub(super) struct Groups {
    /// The number of the node that stands for each, itself where it is not drawn with others; `None`
    /// where it is not drawn.
    pub(super) of: Vec<Option<usize>>,
    /// The sector each is drawn as, where that is what stands together.
    pub(super) sector: Vec<Option<u32>>,
}

/// What each node is drawn as; initiatives and what is `left_out` are not, and `open` stand for
/// themselves.
pub(super) fn groups(
    table: &Table,
    numbers: Numbers,
    fold: Fold,
    degree: &[u32],
    (left_out, open): (&[Row], &[Node]),
) -> Groups {
    let n = numbers.len();
    let mut of: Vec<Option<usize>> =
        (0..n).map(|i| (!numbers.is_initiative(i)).then_some(i)).collect();
    for row in left_out {
        if let Some(at) = numbers.of(Node::Record(*row)) {
            of[at] = None;
        }
    }
    let mut leanings: Vec<Option<u32>> = Vec::new();
    match fold {
        Fold::Nothing | Fold::Initiatives => {}
        Fold::Party => {
            for i in 0..table.belongs.len() {
                let institution = numbers.of(Node::Record(Row::new(Collection::Institutions, i)));
                if let ([party], Some(at)) = (table.belongs.get(i), institution) {
                    of[at] =
                        numbers.of(Node::Record(Row::new(Collection::Parties, *party as usize)));
                }
            }
        }
        Fold::Sector => {
            // For a sector stands its most tied member, so that each is a node.
            let mut sectors: Vec<FxHashMap<u32, u32>> = vec![FxHashMap::default(); n];
            for tie in &table.ties {
                let Some(sector) = tie.sector else { continue };
                let root = table.lineage(sector).last().unwrap_or(sector);
                for node in [tie.from, tie.to] {
                    if let Some(at) = numbers.of(node).filter(|i| !numbers.is_initiative(*i)) {
                        *sectors[at].entry(root).or_default() += 1;
                    }
                }
            }
            let lean = |counts: &FxHashMap<u32, u32>| {
                counts.iter().max_by_key(|(s, c)| (**c, std::cmp::Reverse(**s))).map(|m| *m.0)
            };
            leanings = sectors.iter().map(lean).collect();
            stand_for(&mut of, degree, |i| {
                leanings[i].filter(|_| !numbers.is_party(i)).map(|s| s as usize)
            });
        }
        Fold::Community => {
            let mut edges: Vec<(u32, u32, f32)> = Vec::new();
            for tie in &table.ties {
                if let (Some(a), Some(b)) = (numbers.of(tie.from), numbers.of(tie.to)) {
                    let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
                    edges.push((small(a), small(b), 1.0));
                }
            }
            let found = communities(n, &edges);
            let mut community = vec![0usize; n];
            for (number, members) in found.iter().enumerate() {
                for i in members {
                    community[*i] = number;
                }
            }
            stand_for(&mut of, degree, |i| Some(community[i]));
        }
    }
    for node in open {
        // What was opened shows its members.
        let Some(at) = numbers.of(*node) else { continue };
        for (i, stands) in of.iter_mut().enumerate() {
            if *stands == Some(at) {
                *stands = Some(i);
            }
        }
    }
    leanings.resize(n, None);
    Groups { of, sector: leanings }
}

/// How many initiatives and ties lead out of what each node is drawn as; ties within it count for
/// nothing.
pub(super) fn leading_out(table: &Table, numbers: Numbers, of: &[Option<usize>]) -> Vec<u32> {
    let mut out = vec![0u32; numbers.len()];
    let stands = |node: Node| numbers.of(node).and_then(|n| of[n]);
    let mut here: Vec<usize> = Vec::new();
    for (group, _) in participations(table) {
        here.clear();
        here.extend(group.iter().filter_map(|t| stands(t.from)));
        here.sort_unstable();
        here.dedup();
        for at in &here {
            out[*at] += 1;
        }
    }
    for tie in table.ties.iter().filter(|t| t.kind != TieKind::Participation) {
        let (a, b) = (stands(tie.from), stands(tie.to));
        if a != b {
            for at in a.into_iter().chain(b) {
                out[at] += 1;
            }
        }
    }
    out
}

/// Lets the most tied node of each class stand for all of it.
fn stand_for(of: &mut [Option<usize>], degree: &[u32], class: impl Fn(usize) -> Option<usize>) {
    let mut first: FxHashMap<usize, usize> = FxHashMap::default();
    for i in (0..of.len()).filter(|i| of[*i].is_some()) {
        let Some(class) = class(i) else { continue };
        let known = first.entry(class).or_insert(i);
        if degree[i] > degree[*known] {
            *known = i;
        }
    }
    for (i, stands) in of.iter_mut().enumerate().filter(|(_, s)| s.is_some()) {
        if let Some(known) = class(i).and_then(|c| first.get(&c)) {
            *stands = Some(*known);
        }
    }
}

/// A line between two vertices being gathered.
#[derive(Default)]
struct Line {
    ties: Vec<u32>,
    through: u32,
    direct: u32,
    /// How many lead from the first to the second, from the second to the first, or neither way.
    ways: [u32; 3],
}

/// Lines by their vertices, the lower one first.
#[derive(Default)]
struct Lines(FxHashMap<(u32, u32), Line>);

impl Lines {
    /// Adds a tie, or an initiative drawn as one. `way` is 0 when it leads from `a` to `b`, 1 when
    /// it leads back, 2 when neither.
    fn add(&mut self, (a, b): (u32, u32), tie: usize, through: bool, way: usize) {
        if a == b {
            return;
        }
        let line = self.0.entry((a.min(b), a.max(b))).or_default();
        line.ties.extend(u32::try_from(tie));
        if through {
            line.through += 1;
        } else {
            line.direct += 1;
        }
        let way = if a > b && way < 2 { 1 - way } else { way };
        line.ways[way] += 1;
    }

    fn edges(self) -> Vec<Edge> {
        let edge = |((a, b), line): ((u32, u32), Line)| {
            let all = line.through + line.direct;
            let back = line.ways[1] == all;
            let (from, to) = if back { (b, a) } else { (a, b) };
            Edge {
                from,
                to,
                ties: line.ties,
                lane: (0, 1),
                through: line.through,
                count: all,
                directed: back || line.ways[0] == all,
            }
        };
        let mut edges: Vec<Edge> = self.0.into_iter().map(edge).collect();
        edges.sort_unstable_by_key(|e| (e.from.min(e.to), e.from.max(e.to)));
        edges
    }
}

/// The lines between drawn vertices once initiatives are folded, and for each vertex in how many
/// initiatives and ties it meets what is not drawn. `at` is the vertex of each node's number.
pub(super) fn lines(
    table: &Table,
    numbers: Numbers,
    at: &[u32],
    left_out: &[Row],
    vertices: usize,
) -> (Vec<Edge>, Vec<u32>) {
    let mut lines = Lines::default();
    let mut outside = vec![0u32; vertices];
    let vertex = |node: Node| {
        let v = numbers.of(node).map_or(u32::MAX, |n| at[n]);
        (v != u32::MAX).then_some(v)
    };
    let out = |node: Node| matches!(node, Node::Record(row) if left_out.contains(&row));
    let funding = table.column(Facet::Role).term("funding");
    for (group, first) in participations(table) {
        let Some(Node::Record(initiative)) = group.first().map(|t| t.to) else { continue };
        // Who takes part and is drawn: the vertex, the tie, and whether it funds.
        let takings = table.takings.get(initiative.index());
        let funds = |node: Node| {
            takings.iter().any(|t| {
                Node::Record(t.actor) == node && funding.is_some_and(|f| u32::from(t.role) == f)
            })
        };
        let mut here: Vec<(u32, usize, bool)> = Vec::new();
        let mut others = false;
        for (k, tie) in group.iter().enumerate() {
            match vertex(tie.from) {
                // What stands for several funds where one of them does.
                Some(v) => match here.iter_mut().find(|h| h.0 == v) {
                    Some(known) => known.2 |= funds(tie.from),
                    None => here.push((v, first + k, funds(tie.from))),
                },
                None => others |= !out(tie.from),
            }
        }
        if others {
            for (v, ..) in &here {
                outside[*v as usize] += 1;
            }
        }
        let few = here.len() <= ALL_PAIRS;
        let lead = if here.iter().any(|h| h.2) { None } else { Some(0) };
        for i in 0..here.len() {
            for j in i + 1..here.len() {
                let (a, b) = (here[i], here[j]);
                if few || a.2 || b.2 || lead == Some(i) {
                    let way = match (a.2, b.2) {
                        (true, false) => 0,
                        (false, true) => 1,
                        _ => 2,
                    };
                    lines.add((a.0, b.0), a.1, true, way);
                }
            }
        }
    }
    for (n, tie) in table.ties.iter().enumerate() {
        let initiative = |node: Node| numbers.of(node).is_some_and(|n| numbers.is_initiative(n));
        if tie.kind == TieKind::Participation || initiative(tie.from) || initiative(tie.to) {
            continue;
        }
        match (vertex(tie.from), vertex(tie.to)) {
            (Some(a), Some(b)) => {
                lines.add((a, b), n, false, if tie.directed { 0 } else { 2 });
            }
            (Some(v), None) if !out(tie.to) => outside[v as usize] += 1,
            (None, Some(v)) if !out(tie.from) => outside[v as usize] += 1,
            _ => {}
        }
    }
    (lines.edges(), outside)
}
