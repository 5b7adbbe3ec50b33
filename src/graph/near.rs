//! What is near in the whole network, drawn or not: all within some steps of a thing, and the
//! shortest way between two. Each step is one pass over the ties.

use crate::record::{Collection, Row};
use crate::table::{Node, Table};

/// Numbers the nodes of a network one after the other.
#[derive(Clone, Copy, Debug)]
pub struct Near<'a> {
    table: &'a Table,
    /// First number of parties, people, institutions, initiatives and missing ids, and the total.
    starts: [usize; 6],
}

const KINDS: [Collection; 4] =
    [Collection::Parties, Collection::People, Collection::Institutions, Collection::Initiatives];

/// Not reached.
const FAR: u32 = u32::MAX;

/// What a walk through a network, breadth first, came to.
#[derive(Clone, Debug)]
pub struct Walk {
    start: usize,
    /// How many steps each node is away.
    far: Vec<u32>,
    /// The node each was reached from, and the tie that led there.
    by: Vec<(usize, usize)>,
}

impl Walk {
    /// Walks at most `steps` from `start` through a network of `n` nodes, and no further once `end`
    /// is reached. `ties` gives the ends of each tie in order; `None` for one that leads nowhere.
    pub fn new<I: Iterator<Item = Option<(usize, usize)>>>(
        n: usize,
        ties: impl Fn() -> I,
        start: usize,
        steps: u32,
        end: Option<usize>,
    ) -> Self {
        let mut far = vec![FAR; n];
        let mut by = vec![(start, 0); n];
        far[start] = 0;
        for step in 0..steps {
            let mut found = false;
            for (tie, ends) in ties().enumerate() {
                let Some((a, b)) = ends else { continue };
                for (here, there) in [(a, b), (b, a)] {
                    if far[here] == step && far[there] == FAR {
                        far[there] = step + 1;
                        by[there] = (here, tie);
                        found = true;
                    }
                }
            }
            if !found || end.is_some_and(|e| far[e] != FAR) {
                break;
            }
        }
        Self { start, far, by }
    }

    /// Whether a node was reached.
    #[must_use]
    pub fn reaches(&self, n: usize) -> bool {
        self.far[n] != FAR
    }

    /// How many steps a node is away; `None` when it was not reached.
    #[must_use]
    pub fn steps(&self, n: usize) -> Option<u32> {
        self.far.get(n).copied().filter(|f| *f != FAR)
    }

    /// The nodes that were reached, nearest first.
    #[must_use]
    pub fn reached(&self) -> Vec<usize> {
        let mut all: Vec<usize> = (0..self.far.len()).filter(|n| self.reaches(*n)).collect();
        all.sort_by_key(|n| self.far[*n]);
        all
    }

    /// Nodes and ties of a shortest way to `end`, both ends included; of several, that whose ties
    /// stand first. `None` when no way leads there.
    #[must_use]
    pub fn way(&self, end: usize) -> Option<(Vec<usize>, Vec<usize>)> {
        if !self.reaches(end) {
            return None;
        }
        let (mut nodes, mut ties) = (vec![end], Vec::new());
        let mut at = end;
        while at != self.start {
            let (before, tie) = self.by[at];
            nodes.push(before);
            ties.push(tie);
            at = before;
        }
        nodes.reverse();
        ties.reverse();
        Some((nodes, ties))
    }
}

impl<'a> Near<'a> {
    /// The network of a table; `totals` is how many records each collection holds.
    #[must_use]
    pub fn new(table: &'a Table, totals: [usize; 9]) -> Self {
        let mut starts = [0; 6];
        for (i, c) in KINDS.iter().enumerate() {
            starts[i + 1] = starts[i] + totals[*c as usize];
        }
        starts[5] = starts[4] + table.missing.len();
        Self { table, starts }
    }

    fn number(&self, node: Node) -> Option<usize> {
        let (kind, index) = match node {
            Node::Record(row) => (KINDS.iter().position(|c| *c == row.collection())?, row.index()),
            Node::Missing(n) => (4, n as usize),
        };
        let n = self.starts[kind] + index;
        (n < self.starts[kind + 1]).then_some(n)
    }

    fn node(&self, n: usize) -> Node {
        let kind = (0..5).rev().find(|k| n >= self.starts[*k]).unwrap_or(0);
        let index = n - self.starts[kind];
        KINDS.get(kind).map_or_else(
            || Node::Missing(u32::try_from(index).unwrap_or(0)),
            |c| Node::Record(Row::new(*c, index)),
        )
    }

    fn walk(&self, start: usize, steps: u32, end: Option<usize>) -> Walk {
        let ties = || {
            let ends =
                |tie: &crate::table::Tie| Some((self.number(tie.from)?, self.number(tie.to)?));
            self.table.ties.iter().map(ends)
        };
        Walk::new(self.starts[5], ties, start, steps, end)
    }

    /// The nodes at most `steps` from a node, itself first, nearest first.
    #[must_use]
    pub fn within(&self, start: Node, steps: u8) -> Vec<Node> {
        let Some(start) = self.number(start) else { return Vec::new() };
        let walk = self.walk(start, u32::from(steps), None);
        walk.reached().into_iter().map(|n| self.node(n)).collect()
    }

    /// The nodes of a shortest way, both ends included; of several, that whose ties stand first in
    /// the file. `None` when no way leads from one to the other.
    #[must_use]
    pub fn path(&self, start: Node, end: Node) -> Option<Vec<Node>> {
        let (start, end) = (self.number(start)?, self.number(end)?);
        let most = u32::try_from(self.starts[5]).unwrap_or(FAR);
        let (nodes, _) = self.walk(start, most, Some(end)).way(end)?;
        Some(nodes.into_iter().map(|n| self.node(n)).collect())
    }
}
