//! The whole network, for a picture of all of it: every node that is tied, and every pair of nodes
//! that are tied to each other.

use crate::record::Collection;
use crate::table::{Node, Table};

/// Most nodes placed; of a larger network the most tied ones.
pub const MAX_WHOLE: usize = 150_000;

/// Collections whose records can stand in the network, in the order of the numbers.
const KINDS: [Collection; 4] =
    [Collection::Parties, Collection::People, Collection::Institutions, Collection::Initiatives];

/// The whole network.
#[derive(Debug, Default)]
pub struct Whole {
    /// What each number stands for.
    pub nodes: Vec<Node>,
    /// Ties of each.
    pub degree: Vec<u32>,
    /// Pairs that are tied, and one of their ties.
    pub edges: Vec<(u32, u32, u32)>,
    /// How many nodes are tied at all.
    pub total: usize,
    /// How many are tied to nothing.
    pub alone: usize,
}

impl Whole {
    /// Whether the same nodes are tied to each other as in another one.
    #[must_use]
    pub fn is_tied_as(&self, other: &Self) -> bool {
        self.nodes == other.nodes
            && self.edges.len() == other.edges.len()
            && self.edges.iter().zip(&other.edges).all(|(a, b)| (a.0, a.1) == (b.0, b.1))
    }

    /// Gathers the network of a dataset; `totals` is how many records each collection holds.
    #[must_use]
    pub fn new(table: &Table, totals: [usize; 9]) -> Self {
        let mut starts = [0usize; 5];
        for (i, c) in KINDS.iter().enumerate() {
            starts[i + 1] = starts[i] + totals[*c as usize];
        }
        let number = |node: Node| match node {
            Node::Record(row) => {
                let i = KINDS.iter().position(|c| *c == row.collection())?;
                Some(starts[i] + row.index())
            }
            Node::Missing(n) => Some(starts[4] + n as usize),
        };
        let all = starts[4] + table.missing.len();
        let mut degree = vec![0u32; all];
        for tie in &table.ties {
            for node in [tie.from, tie.to] {
                if let Some(n) = number(node).and_then(|n| degree.get_mut(n)) {
                    *n += 1;
                }
            }
        }
        let mut tied: Vec<u32> =
            (0..all).filter(|i| degree[*i] > 0).filter_map(|i| u32::try_from(i).ok()).collect();
        let total = tied.len();
        let alone = all - total;
        if tied.len() > MAX_WHOLE {
            tied.sort_unstable_by_key(|i| (std::cmp::Reverse(degree[*i as usize]), *i));
            tied.truncate(MAX_WHOLE);
            tied.sort_unstable();
        }
        let mut place = vec![u32::MAX; all];
        for (i, n) in tied.iter().zip(0u32..) {
            place[*i as usize] = n;
        }
        let node = |i: u32| {
            let i = i as usize;
            let kind = (0..4).find(|k| i < starts[k + 1]);
            match kind {
                Some(k) => Node::Record(crate::record::Row::new(KINDS[k], i - starts[k])),
                None => Node::Missing(u32::try_from(i - starts[4]).unwrap_or(u32::MAX)),
            }
        };
        let mut edges: Vec<(u32, u32, u32)> = table
            .ties
            .iter()
            .zip(0u32..)
            .filter_map(|(tie, n)| {
                let (a, b) = (place[number(tie.from)?], place[number(tie.to)?]);
                (a != u32::MAX && b != u32::MAX && a != b).then_some((a.min(b), a.max(b), n))
            })
            .collect();
        edges.sort_unstable();
        edges.dedup_by_key(|e| (e.0, e.1));
        Self {
            nodes: tied.iter().map(|i| node(*i)).collect(),
            degree: tied.iter().map(|i| degree[*i as usize]).collect(),
            edges,
            total,
            alone,
        }
    }

    /// How many nodes there are, and their pairs: what [`super::Spread::new`] takes.
    #[must_use]
    pub fn pairs(&self) -> (usize, Vec<(u32, u32)>) {
        (self.nodes.len(), self.edges.iter().map(|e| (e.0, e.1)).collect())
    }
}
