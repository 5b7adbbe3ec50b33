//! The network as geometry: which nodes are drawn, how they are tied, where they stand.
//!
//! Positions belong to things: they depend on the dataset alone, never on the filter, and are the
//! same on every machine.

mod apart;
mod community;
mod fold;
mod force;
mod level;
mod near;
mod pack;
mod placing;
mod relax;
mod rings;
mod spread;
mod tree;
mod whole;

pub use community::communities;
pub use fold::Fold;
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

/// A network of more nodes begins folded.
pub const FOLDED_ABOVE: usize = 60;
/// Communities are drawn as one in networks of at most so many nodes.
pub const MAX_GROUPED: usize = 20_000;
/// Of more nodes than this only the most important are drawn at first.
pub const FEW_ABOVE: usize = 100;
/// So many of them.
pub const FEW: usize = 70;

/// A node of the network.
#[derive(Clone, Copy, Debug)]
pub struct Vertex {
    /// What it stands for.
    pub node: Node,
    /// How many ties it has, drawn or not.
    pub degree: u32,
    /// How many nodes it stands for.
    pub members: u32,
    /// In how many initiatives and ties it meets what is not drawn.
    pub outside: u32,
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
    /// The numbers of its ties in the table; at least one. Of an initiative that is folded into it,
    /// the tie of one of its ends to the initiative.
    pub ties: Vec<u32>,
    /// Which of several ties between the same two vertices, from 0, and how many there are.
    pub lane: (u8, u8),
    /// How many initiatives are folded into it.
    pub through: u32,
    /// How many ties and initiatives it stands for.
    pub count: u32,
    /// All of them lead from the first to the second: of initiatives, the first funds.
    pub directed: bool,
}

/// What is asked of a network; nothing leaves it to the data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ask {
    /// What is drawn as one.
    pub fold: Option<Fold>,
    /// How many nodes are drawn at most.
    pub most: Option<usize>,
    /// Of those drawn as one, which are opened.
    pub open: Vec<Node>,
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
    /// For each vertex, which of the communities of three and more it is in, the largest as 0; in a
    /// part of a network as in the whole of it.
    pub hues: Vec<Option<usize>>,
    /// What is drawn as one.
    pub fold: Fold,
    /// How many initiatives are drawn as ties.
    pub folded: usize,
    /// How many nodes could be drawn beside these: the rest.
    pub rest: usize,
    /// How many edges there are among the vertices, those that are too weak to be drawn included.
    pub lines: usize,
    /// For each vertex that stands for several, which they are; empty for others.
    pub members: Vec<Vec<Node>>,
    /// Parties that take part in nearly all initiatives and are not drawn, with in how many.
    pub everywhere: Vec<(Row, u32)>,
    /// Places are those of [`Vertex::pos`], with the parties at the sides; else they follow the
    /// room: [`Graph::placed`].
    pub curated: bool,
}

impl Graph {
    /// Chooses the nodes to draw and lays them out.
    #[must_use]
    pub fn new(records: &Records, table: &Table) -> Self {
        Self::asked(records, table, &Ask::default())
    }

    /// The network as it is asked for.
    #[must_use]
    pub fn asked(records: &Records, table: &Table, ask: &Ask) -> Self {
        let numbers = fold::Numbers::new(records, table);
        let degree = fold::degrees(table, numbers);
        let initiatives = records.len(Collection::Initiatives);
        let actors = numbers.len() - initiatives;
        let through = initiatives > 0 && actors > 1 && fold::participations(table).next().is_some();
        let auto =
            if numbers.len() > FOLDED_ABOVE && through { Fold::Initiatives } else { Fold::Nothing };
        let fold = match ask.fold.unwrap_or(auto) {
            // Communities of more are not looked for while one waits.
            Fold::Community if numbers.len() > MAX_GROUPED => Fold::Initiatives,
            fold => fold,
        };
        if fold == Fold::Nothing {
            let few = if numbers.len() > FEW_ABOVE { FEW } else { FEW_ABOVE };
            let most = ask.most.unwrap_or(few).min(MAX_NODES);
            return Self::of(records, table, None, most);
        }
        let everywhere =
            if fold == Fold::Party { Vec::new() } else { fold::everywhere(table, numbers) };
        let left_out: Vec<Row> = everywhere.iter().map(|e| e.0).collect();
        let fold::Groups { of, sector: stands_for } =
            fold::groups(table, numbers, fold, &degree, (&left_out, &ask.open));
        let degree = fold::leading_out(table, numbers, &of);
        // What is drawn, with how many it stands for and how many ties lead out of it.
        let mut drawn = vec![0u32; numbers.len()];
        for stands in of.iter().flatten() {
            drawn[*stands] += 1;
        }
        let mut chosen: Vec<(usize, u32, u32)> = drawn
            .iter()
            .enumerate()
            .filter(|(_, members)| **members > 0)
            .map(|(n, members)| (n, *members, degree[n]))
            .collect();
        chosen.sort_unstable_by_key(|c| (std::cmp::Reverse(c.2), c.0));
        let few = if chosen.len() > FEW_ABOVE { FEW } else { FEW_ABOVE };
        let all = chosen.len();
        chosen.truncate(ask.most.unwrap_or(few).min(MAX_NODES));
        let mut place = vec![u32::MAX; numbers.len()];
        for ((n, ..), v) in chosen.iter().zip(0u32..) {
            place[*n] = v;
        }
        let at: Vec<u32> = of.iter().map(|s| s.map_or(u32::MAX, |s| place[s])).collect();
        let mut members: Vec<Vec<Node>> = vec![Vec::new(); chosen.len()];
        for (i, v) in at.iter().enumerate().filter(|(_, v)| **v != u32::MAX) {
            if chosen[*v as usize].1 > 1 {
                members[*v as usize].push(numbers.node(i));
            }
        }
        let (edges, outside) = fold::lines(table, numbers, &at, &left_out, chosen.len());
        let index: FxHashMap<Node, u32> =
            chosen.iter().zip(0u32..).map(|((n, ..), v)| (numbers.node(*n), v)).collect();
        let (sector, party) = leanings(table, &index);
        let vertices: Vec<Vertex> = chosen
            .iter()
            .enumerate()
            .map(|(v, (n, members, degree))| Vertex {
                node: numbers.node(*n),
                degree: *degree,
                members: *members,
                outside: outside[v],
                sector: stands_for[*n].filter(|_| *members > 1).or(sector[v]),
                party: party[v],
                pos: [0.0, 0.0],
            })
            .collect();
        let lines = edges.len();
        let mut graph = Self {
            vertices,
            edges: strongest(edges),
            lines,
            total: (numbers.len(), table.ties.len()),
            communities: Vec::new(),
            hues: Vec::new(),
            fold,
            folded: initiatives,
            rest: all - chosen.len(),
            members,
            everywhere,
            curated: false,
        };
        graph.lay_out();
        graph
    }

    /// The network of these nodes alone, at most [`MAX_NODES`] of them.
    #[must_use]
    pub fn among(records: &Records, table: &Table, nodes: &[Node]) -> Self {
        Self::of(records, table, Some(nodes), MAX_NODES)
    }

    fn of(records: &Records, table: &Table, among: Option<&[Node]>, most: usize) -> Self {
        let numbers = fold::Numbers::new(records, table);
        let degrees = fold::degrees(table, numbers);
        let degree = |n: &Node| numbers.of(*n).map_or(0, |n| degrees[n]);
        let mut nodes: Vec<Node> = (0..numbers.len()).map(|n| numbers.node(n)).collect();
        let total = (nodes.len(), table.ties.len());
        let is_party =
            |n: &Node| matches!(n, Node::Record(r) if r.collection() == Collection::Parties);
        let rank = |n: &Node| {
            let d = u64::from(degree(n));
            (std::cmp::Reverse(d + if is_party(n) { 1 << 40 } else { 0 }), *n)
        };
        if let Some(among) = among {
            nodes = among.iter().copied().take(MAX_NODES).collect();
            nodes.sort_by_key(rank);
        } else if nodes.len() > most {
            // Parties first, as long as they leave room for what ties them.
            let parties = nodes.iter().filter(|n| is_party(n)).count();
            if parties * 3 > most {
                nodes.sort_by_key(|n| (std::cmp::Reverse(degree(n)), *n));
            } else {
                nodes.sort_by_key(rank);
            }
            nodes.truncate(most);
        } else {
            nodes.sort_by_key(rank);
        }
        let index: FxHashMap<Node, u32> = nodes.iter().zip(0u32..).map(|(n, i)| (*n, i)).collect();
        let (sector, party) = leanings(table, &index);
        let mut outside = vec![0u32; nodes.len()];
        for tie in &table.ties {
            match (index.get(&tie.from), index.get(&tie.to)) {
                (Some(v), None) | (None, Some(v)) => outside[*v as usize] += 1,
                _ => {}
            }
        }
        let vertices: Vec<Vertex> = nodes
            .iter()
            .enumerate()
            .map(|(i, node)| Vertex {
                node: *node,
                degree: degree(node),
                members: 1,
                outside: outside[i],
                sector: sector[i],
                party: party[i],
                pos: [0.0, 0.0],
            })
            .collect();
        let (edges, lines) = edges(table, &index, among.is_none());
        let rest = if among.is_none() { total.0 - vertices.len() } else { 0 };
        let mut graph = Self { vertices, edges, total, rest, lines, ..Self::default() };
        graph.lay_out();
        graph
    }

    /// Places and communities. A small network has its parties at the sides; any other is placed
    /// for a room of a common shape, until its own is known.
    fn lay_out(&mut self) {
        #[expect(clippy::cast_precision_loss, reason = "a weight")]
        let weighted: Vec<(u32, u32, f32)> =
            self.edges.iter().map(|e| (e.from, e.to, e.count as f32)).collect();
        self.communities = communities(self.vertices.len(), &weighted);
        self.hues = vec![None; self.vertices.len()];
        for (k, members) in self.communities.iter().filter(|c| c.len() > 2).enumerate() {
            for i in members {
                self.hues[*i] = Some(k);
            }
        }
        let is_party =
            |v: &Vertex| matches!(v.node, Node::Record(r) if r.collection() == Collection::Parties);
        let parties = self.vertices.iter().filter(|v| is_party(v)).count();
        self.curated = self.fold == Fold::Nothing
            && self.vertices.len() <= FOLDED_ABOVE
            && (1..=6).contains(&parties);
        if self.curated {
            force::place(&mut self.vertices, &self.edges);
            return;
        }
        let radius: Vec<f32> = self.vertices.iter().map(|v| radius_of(v.degree)).collect();
        let room = Room { size: [760.0, 420.0], pad: [40.0, 14.0], gap: 10.0 };
        let placed = self.placed(room, &radius);
        for (v, pos) in self.vertices.iter_mut().zip(placed.pos) {
            v.pos = pos;
        }
    }

    /// Where the vertices stand in a room, with marks of these radii.
    #[must_use]
    pub fn placed(&self, room: Room, radius: &[f32]) -> Placed {
        let pairs: Vec<(u32, u32)> = self.edges.iter().map(|e| (e.from, e.to)).collect();
        let mut placing = Placing::new(self.vertices.len(), &pairs);
        placing.finish();
        placing.placed(room, radius)
    }
}

impl Graph {
    /// Takes the communities of the vertices from a network they are a part of.
    pub fn as_part_of(&mut self, whole: &Self) {
        let known: FxHashMap<Node, Option<usize>> =
            whole.vertices.iter().map(|v| v.node).zip(whole.hues.iter().copied()).collect();
        let hue = |v: &Vertex| known.get(&v.node).copied().flatten();
        let hues: Vec<Option<usize>> = self.vertices.iter().map(hue).collect();
        // Of what is not drawn in the whole at all, its own are better than none.
        if hues.iter().any(Option::is_some) {
            self.hues = hues;
        }
    }

    /// Where the vertices stand when some are known: these stay, new ones come near what they are
    /// tied to, beside all marks. `radius` includes half of the gap between two; where marks have
    /// grown, those that are known are not `held` but give way as well.
    #[must_use]
    pub fn joined(&self, known: &[Option<[f32; 2]>], radius: &[f32], held: bool) -> Vec<[f32; 2]> {
        let n = self.vertices.len();
        let mut pos: Vec<Option<[f32; 2]>> =
            (0..n).map(|i| known.get(i).copied().flatten()).collect();
        let low = pos.iter().flatten().map(|p| p[1]).fold(0.0f32, f32::max);
        for i in 0..n {
            if pos[i].is_some() {
                continue;
            }
            let mut near: Vec<[f32; 2]> = Vec::new();
            for e in &self.edges {
                let (a, b) = (e.from as usize, e.to as usize);
                if let Some(other) = [(a, b), (b, a)].into_iter().find(|p| p.0 == i) {
                    near.extend(pos[other.1]);
                }
            }
            #[expect(clippy::cast_precision_loss, reason = "few nodes")]
            let (count, turn) = (near.len() as f32, i as f32 * 2.399_963_2);
            let middle = if near.is_empty() {
                [0.0, low + 40.0]
            } else {
                let sum = near.iter().fold([0.0, 0.0], |s, p| [s[0] + p[0], s[1] + p[1]]);
                [sum[0] / count, sum[1] / count]
            };
            let away = if near.len() == 1 { 46.0 } else { 12.0 };
            pos[i] =
                Some([middle[0] + away * libm::cosf(turn), middle[1] + away * libm::sinf(turn)]);
        }
        let mut pos: Vec<[f32; 2]> = pos.into_iter().map(Option::unwrap_or_default).collect();
        let stays = |i: usize| held && known.get(i).copied().flatten().is_some();
        apart::apart(&mut pos, radius, &stays);
        pos
    }
}

/// The radius of a node with so many ties, where nothing else decides on it.
fn radius_of(degree: u32) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a size on screen")]
    let grow = libm::sqrtf(degree as f32).min(8.0);
    9.0 + grow * 1.8
}

/// At most [`MAX_LINES`] edges, the strongest ones, in the order they had.
fn strongest(mut edges: Vec<Edge>) -> Vec<Edge> {
    if edges.len() <= MAX_LINES {
        return edges;
    }
    let mut by_strength: Vec<usize> = (0..edges.len()).collect();
    by_strength.sort_by_key(|i| (std::cmp::Reverse(edges[*i].count), *i));
    let mut keep = vec![false; edges.len()];
    for i in by_strength.into_iter().take(MAX_LINES) {
        keep[i] = true;
    }
    let mut at = keep.into_iter();
    edges.retain(|_| at.next().unwrap_or(false));
    for edge in &mut edges {
        edge.lane = (0, 1);
    }
    edges
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

fn edges(table: &Table, index: &FxHashMap<Node, u32>, through: bool) -> (Vec<Edge>, usize) {
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
            edges.push(Edge {
                from,
                to,
                ties: vec![n],
                lane: (lane, 0),
                through: 0,
                count: 1,
                directed: false,
            });
        }
    }
    for edge in &mut edges {
        edge.count = u32::try_from(edge.ties.len()).unwrap_or(u32::MAX);
        let first = &table.ties[edge.ties[0] as usize];
        let same = |n: &u32| {
            let tie = &table.ties[*n as usize];
            tie.directed && tie.from == first.from
        };
        edge.directed = edge.ties.iter().all(same);
    }
    let total = edges.len();
    if total > MAX_LINES {
        // The panel says how many there are.
        return (strongest(edges), total);
    }
    for edge in &mut edges {
        let lines = pairs.get(&(edge.from.min(edge.to), edge.from.max(edge.to)));
        edge.lane.1 = lines.map_or(1, |l| u8::try_from(l.len()).unwrap_or(u8::MAX));
    }
    (edges, total)
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
