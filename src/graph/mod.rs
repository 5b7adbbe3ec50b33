//! The network as geometry: which nodes are drawn, how they are tied, where they stand.
//!
//! Positions belong to things: they depend on the dataset alone, never on the filter, and are the
//! same on every machine.

mod apart;
mod community;
mod force;
mod near;
mod pack;
mod placing;
mod spread;
mod tree;
mod whole;

pub use community::communities;
pub use near::{Near, Walk};
pub use placing::{MAX_APART, Placed, Placing, Room};
pub use spread::Spread;
pub use whole::{MAX_WHOLE, Whole};

use rustc_hash::FxHashMap;

use crate::record::{Collection, Records, Row};
use crate::table::{Node, Table, TieKind};

/// Most nodes drawn at once; a picture of more says nothing. The panel says how many there are.
pub const MAX_NODES: usize = 160;

/// With more lines than this, all ties between the same two vertices become one line, and of these
/// the strongest are drawn.
pub const MAX_LINES: usize = 320;

/// A node of the network.
#[derive(Clone, Copy, Debug)]
pub struct Vertex {
    /// What it stands for.
    pub node: Node,
    /// How many ties it has, drawn or not.
    pub degree: u32,
    /// Sector most of its ties are about.
    pub sector: Option<u32>,
    /// The one party it is tied to, when there is just one.
    pub party: Option<Row>,
    /// Place, in points at scale 1, around the origin.
    pub pos: [f32; 2],
}

/// A line drawn between two vertices: one tie, or all ties between them.
#[derive(Clone, Debug)]
pub struct Edge {
    /// Index of the first vertex.
    pub from: u32,
    /// Index of the second vertex.
    pub to: u32,
    /// The numbers of its ties in the table; at least one.
    pub ties: Vec<u32>,
    /// Which of several ties between the same two vertices, from 0, and how many there are.
    pub lane: (u8, u8),
}

/// The network.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// Vertices, most tied first among those that are not parties.
    pub vertices: Vec<Vertex>,
    /// Edges among them.
    pub edges: Vec<Edge>,
    /// How many nodes and ties there are in all.
    pub total: (usize, usize),
    /// Vertices that belong together, the largest community first.
    pub communities: Vec<Vec<usize>>,
}

impl Graph {
    /// Chooses the nodes to draw and lays them out.
    #[must_use]
    pub fn new(records: &Records, table: &Table) -> Self {
        Self::of(records, table, None)
    }

    /// The network of these nodes alone, at most [`MAX_NODES`] of them.
    #[must_use]
    pub fn among(records: &Records, table: &Table, nodes: &[Node]) -> Self {
        Self::of(records, table, Some(nodes))
    }

    fn of(records: &Records, table: &Table, among: Option<&[Node]>) -> Self {
        let mut nodes: Vec<Node> = [
            Collection::Parties,
            Collection::People,
            Collection::Institutions,
            Collection::Initiatives,
        ]
        .into_iter()
        .flat_map(|c| records.rows_of(c))
        .map(Node::Record)
        .collect();
        nodes.extend((0..u32::try_from(table.missing.len()).unwrap_or(0)).map(Node::Missing));
        let mut degree: FxHashMap<Node, u32> = FxHashMap::default();
        for tie in &table.ties {
            *degree.entry(tie.from).or_default() += 1;
            *degree.entry(tie.to).or_default() += 1;
        }
        let total = (nodes.len(), table.ties.len());
        let is_party =
            |n: &Node| matches!(n, Node::Record(r) if r.collection() == Collection::Parties);
        let rank = |n: &Node| {
            let d = degree.get(n).copied().unwrap_or(0);
            (std::cmp::Reverse(u64::from(d) + if is_party(n) { 1 << 40 } else { 0 }), *n)
        };
        if let Some(among) = among {
            nodes = among.iter().copied().take(MAX_NODES).collect();
            nodes.sort_by_key(rank);
        } else if nodes.len() > MAX_NODES {
            // Parties first, as long as they leave room for what ties them.
            let parties = nodes.iter().filter(|n| is_party(n)).count();
            if parties * 3 > MAX_NODES {
                nodes.sort_by_key(|n| (std::cmp::Reverse(degree.get(n).copied().unwrap_or(0)), *n));
            } else {
                nodes.sort_by_key(rank);
            }
            nodes.truncate(MAX_NODES);
        } else {
            nodes.sort_by_key(rank);
        }
        let index: FxHashMap<Node, u32> = nodes.iter().zip(0u32..).map(|(n, i)| (*n, i)).collect();
        let (sector, party) = leanings(table, &index);
        let mut vertices: Vec<Vertex> = nodes
            .iter()
            .enumerate()
            .map(|(i, node)| Vertex {
                node: *node,
                degree: degree.get(node).copied().unwrap_or(0),
                sector: sector[i],
                party: party[i],
                pos: [0.0, 0.0],
            })
            .collect();
        let edges = edges(table, &index, among.is_none());
        force::place(&mut vertices, &edges);
        #[expect(clippy::cast_precision_loss, reason = "a weight")]
        let weighted: Vec<(u32, u32, f32)> =
            edges.iter().map(|e| (e.from, e.to, e.ties.len() as f32)).collect();
        let communities = communities(vertices.len(), &weighted);
        Self { vertices, edges, total, communities }
    }
}

/// For each vertex, the sector most of its ties are about, and its party when it has one alone.
fn leanings(table: &Table, index: &FxHashMap<Node, u32>) -> (Vec<Option<u32>>, Vec<Option<Row>>) {
    let mut sectors: Vec<Vec<u32>> = vec![Vec::new(); index.len()];
    let mut parties: Vec<Vec<Row>> = vec![Vec::new(); index.len()];
    for tie in &table.ties {
        for (a, b) in [(tie.from, tie.to), (tie.to, tie.from)] {
            let Some(i) = index.get(&a) else { continue };
            sectors[*i as usize].extend(tie.sector);
            if let Node::Record(row) = b
                && row.collection() == Collection::Parties
                // A declared wish of one party does not make an institution its own.
                && tie.kind != TieKind::Link
            {
                parties[*i as usize].push(row);
            }
        }
    }
    for n in table.facts_of(Collection::Initiatives) {
        if let Some(i) = index.get(&Node::Record(table.row(n))) {
            sectors[*i as usize] = table.sectors.get(n).to_vec();
        }
    }
    let most = |mut s: Vec<u32>| {
        s.sort_unstable();
        s.chunk_by(|a, b| a == b).max_by_key(|c| (c.len(), std::cmp::Reverse(c[0]))).map(|c| c[0])
    };
    let alone = |mut p: Vec<Row>| {
        p.sort_unstable();
        p.dedup();
        if p.len() == 1 { p.first().copied() } else { None }
    };
    (sectors.into_iter().map(most).collect(), parties.into_iter().map(alone).collect())
}

fn edges(table: &Table, index: &FxHashMap<Node, u32>, through: bool) -> Vec<Edge> {
    let drawn: Vec<(u32, u32, u32)> = table
        .ties
        .iter()
        .zip(0u32..)
        .filter_map(|(tie, n)| Some((*index.get(&tie.from)?, *index.get(&tie.to)?, n)))
        .collect();
    let through = if through { through_initiatives(table, index) } else { Vec::new() };
    let drawn = [drawn, through].concat();
    let bundled = drawn.len() > MAX_LINES;
    // For each pair of vertices, its lines.
    let mut pairs: FxHashMap<(u32, u32), Vec<usize>> = FxHashMap::default();
    let mut edges: Vec<Edge> = Vec::new();
    for (from, to, n) in drawn {
        let lines = pairs.entry((from.min(to), from.max(to))).or_default();
        // A dozen lines between two things cannot be told apart either.
        if let Some(last) = lines.last().filter(|_| bundled || lines.len() >= 12) {
            edges[*last].ties.push(n);
        } else {
            let lane = u8::try_from(lines.len()).unwrap_or(u8::MAX);
            lines.push(edges.len());
            edges.push(Edge { from, to, ties: vec![n], lane: (lane, 0) });
        }
    }
    if edges.len() > MAX_LINES {
        // The strongest ones, in the order they had; the panel says how many there are.
        let mut by_strength: Vec<usize> = (0..edges.len()).collect();
        by_strength.sort_by_key(|i| (std::cmp::Reverse(edges[*i].ties.len()), *i));
        by_strength.truncate(MAX_LINES);
        by_strength.sort_unstable();
        let kept: Vec<Edge> = by_strength.into_iter().map(|i| edges[i].clone()).collect();
        return kept.into_iter().map(|e| Edge { lane: (0, 1), ..e }).collect();
    }
    for edge in &mut edges {
        let lines = pairs.get(&(edge.from.min(edge.to), edge.from.max(edge.to)));
        edge.lane.1 = lines.map_or(1, |l| u8::try_from(l.len()).unwrap_or(u8::MAX));
    }
    edges
}

/// Where an initiative is not drawn itself, its drawn parties are tied to its other drawn
/// participants through it. These ties are derived, never stored; each is named by the
/// participant's own tie.
fn through_initiatives(table: &Table, index: &FxHashMap<Node, u32>) -> Vec<(u32, u32, u32)> {
    let is_party = |n: Node| matches!(n, Node::Record(r) if r.collection() == Collection::Parties);
    let mut out = Vec::new();
    let of_initiative =
        |t: &crate::table::Tie| t.kind == TieKind::Participation && !index.contains_key(&t.to);
    // The ties of one initiative stand together in the table.
    let groups = table.ties.chunk_by(|a, b| a.row == b.row && a.kind == b.kind);
    let mut start = 0u32;
    for group in groups {
        if group.first().is_some_and(of_initiative) {
            let parties = group.iter().filter(|t| is_party(t.from)).take(6);
            for party in parties.filter_map(|t| index.get(&t.from)) {
                for (tie, n) in group.iter().zip(start..).take(24) {
                    if let Some(other) = index.get(&tie.from).filter(|_| !is_party(tie.from)) {
                        out.push((*other, *party, n));
                    }
                }
            }
        }
        start += u32::try_from(group.len()).unwrap_or(0);
    }
    out
}
