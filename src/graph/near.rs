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

    /// How many steps each node is from `start`, at most `steps`, and the tie that led there.
    /// Stops early once `end` is reached.
    fn walk(&self, start: usize, steps: u32, end: Option<usize>) -> (Vec<u32>, Vec<u32>) {
        let mut far = vec![FAR; self.starts[5]];
        let mut by = vec![FAR; self.starts[5]];
        far[start] = 0;
        for step in 0..steps {
            let mut found = false;
            for (tie, n) in self.table.ties.iter().zip(0u32..) {
                let (Some(a), Some(b)) = (self.number(tie.from), self.number(tie.to)) else {
                    continue;
                };
                for (here, there) in [(a, b), (b, a)] {
                    if far[here] == step && far[there] == FAR {
                        far[there] = step + 1;
                        by[there] = n;
                        found = true;
                    }
                }
            }
            if !found || end.is_some_and(|e| far[e] != FAR) {
                break;
            }
        }
        (far, by)
    }

    /// The nodes at most `steps` from a node, itself first, nearest first.
    #[must_use]
    pub fn within(&self, start: Node, steps: u8) -> Vec<Node> {
        let Some(start) = self.number(start) else { return Vec::new() };
        let (far, _) = self.walk(start, u32::from(steps), None);
        let mut all: Vec<(u32, usize)> =
            far.iter().enumerate().filter(|(_, d)| **d != FAR).map(|(n, d)| (*d, n)).collect();
        all.sort_unstable();
        all.into_iter().map(|(_, n)| self.node(n)).collect()
    }

    /// The nodes of a shortest way, both ends included; of several, that whose ties stand first in
    /// the file. `None` when no way leads from one to the other.
    #[must_use]
    pub fn path(&self, start: Node, end: Node) -> Option<Vec<Node>> {
        let (start, end) = (self.number(start)?, self.number(end)?);
        let most = u32::try_from(self.starts[5]).unwrap_or(FAR);
        let (far, by) = self.walk(start, most, Some(end));
        if far[end] == FAR {
            return None;
        }
        let mut nodes = vec![self.node(end)];
        let mut at = end;
        while at != start {
            let tie = self.table.ties.get(by[at] as usize)?;
            let (a, b) = (self.number(tie.from)?, self.number(tie.to)?);
            at = if a == at { b } else { a };
            nodes.push(self.node(at));
        }
        nodes.reverse();
        Some(nodes)
    }
}
