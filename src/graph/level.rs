//! One level of a network that is coarsened: its nodes, each standing for some of the network, and
//! their ties.

/// Most nodes joined to one.
const JOINED: u32 = 6;

/// A tie of a level: its other end, the sum of the weights it stands for, and how strongly it
/// pulls.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tied {
    pub(super) to: u32,
    pub(super) weight: f32,
    pub(super) pull: f32,
}

/// An edge of a level: its ends, the sum of its weights, and the sum of weight × pull.
pub(super) type LevelEdge = (u32, u32, f32, f32);

/// One level of coarsening.
#[derive(Debug)]
pub(super) struct Level {
    /// Neighbours of each node, one after the other, with the ends of each.
    near: Vec<Tied>,
    ends: Vec<u32>,
    /// How many nodes of the network each stands for.
    pub(super) mass: Vec<f32>,
    /// The node of the next coarser level each belongs to; empty on the coarsest.
    pub(super) parent: Vec<u32>,
}

impl Level {
    pub(super) fn len(&self) -> usize {
        self.mass.len()
    }

    pub(super) fn near(&self, i: usize) -> &[Tied] {
        let from = if i == 0 { 0 } else { self.ends[i - 1] as usize };
        &self.near[from..self.ends[i] as usize]
    }

    /// A level of `mass.len()` nodes with weighted edges, each told once.
    pub(super) fn new(mass: Vec<f32>, edges: &[LevelEdge]) -> Self {
        let n = mass.len();
        let mut ends = vec![0u32; n];
        for (a, b, ..) in edges {
            ends[*a as usize] += 1;
            ends[*b as usize] += 1;
        }
        let mut sum = 0;
        let mut at: Vec<u32> = ends
            .iter_mut()
            .map(|e| {
                let start = sum;
                sum += *e;
                *e = sum;
                start
            })
            .collect();
        let mut near = vec![Tied::default(); sum as usize];
        for (a, b, weight, pull) in edges {
            for (x, to) in [(*a, *b), (*b, *a)] {
                let slot = &mut at[x as usize];
                near[*slot as usize] = Tied { to, weight: *weight, pull: pull / weight };
                *slot += 1;
            }
        }
        Self { near, ends, mass, parent: Vec::new() }
    }

    /// Joins nodes to neighbours, those with few ties first; returns the coarser level, or `None`
    /// when too little would be joined.
    pub(super) fn coarser(&mut self) -> Option<Self> {
        const NONE: u32 = u32::MAX;
        let n = self.len();
        let mut order: Vec<u32> = (0..u32::try_from(n).ok()?).collect();
        let degree = |i: u32| self.near(i as usize).len();
        order.sort_by_key(|i| (degree(*i), *i));
        let mut parent = vec![NONE; n];
        let mut members: Vec<u32> = Vec::new();
        for i in order {
            if parent[i as usize] != NONE {
                continue;
            }
            // The strongest tie, in proportion to how much the other end holds already.
            let mut best: Option<(f32, u32)> = None;
            for Tied { to: j, weight, pull } in self.near(i as usize) {
                let p = parent[*j as usize];
                if *j == i || (p != NONE && members[p as usize] >= JOINED) {
                    continue;
                }
                let held = if p == NONE { 1 } else { members[p as usize] };
                #[expect(clippy::cast_precision_loss, reason = "few members and ties")]
                let score = weight * pull / (held as f32 * (degree(*j) as f32).sqrt());
                if best.is_none_or(|b| score > b.0) {
                    best = Some((score, *j));
                }
            }
            match best {
                Some((_, j)) if parent[j as usize] == NONE => {
                    let new = u32::try_from(members.len()).ok()?;
                    members.push(2);
                    parent[j as usize] = new;
                    parent[i as usize] = new;
                }
                Some((_, j)) => {
                    let p = parent[j as usize];
                    members[p as usize] += 1;
                    parent[i as usize] = p;
                }
                None => {
                    parent[i as usize] = u32::try_from(members.len()).ok()?;
                    members.push(1);
                }
            }
        }
        if members.len() * 10 > n * 9 {
            return None;
        }
        let mut mass = vec![0.0; members.len()];
        for (i, p) in parent.iter().enumerate() {
            mass[*p as usize] += self.mass[i];
        }
        let mut edges: Vec<LevelEdge> = Vec::with_capacity(self.near.len() / 2);
        for i in 0..n {
            let a = parent[i];
            for tied in self.near(i) {
                let b = parent[tied.to as usize];
                if a < b {
                    edges.push((a, b, tied.weight, tied.weight * tied.pull));
                }
            }
        }
        edges.sort_unstable_by_key(|e| (e.0, e.1));
        edges.dedup_by(|later, kept| {
            let same = (later.0, later.1) == (kept.0, kept.1);
            if same {
                kept.2 += later.2;
                kept.3 += later.3;
            }
            same
        });
        self.parent = parent;
        Some(Self::new(mass, &edges))
    }

    /// Its edges, each once.
    pub(super) fn edges(&self) -> Vec<(u32, u32, f32)> {
        let mut edges = Vec::with_capacity(self.near.len() / 2);
        for (i, a) in (0..self.len()).zip(0u32..) {
            edges.extend(self.near(i).iter().filter(|t| a < t.to).map(|t| (a, t.to, t.weight)));
        }
        edges
    }

    /// Lets ties between communities pull less; `of` is the community of each node.
    pub(super) fn part(&mut self, of: &[u32], between: f32) {
        let mut from = 0;
        for (i, end) in self.ends.iter().enumerate() {
            for tied in &mut self.near[from..*end as usize] {
                tied.pull = if of[i] == of[tied.to as usize] { 1.0 } else { between };
            }
            from = *end as usize;
        }
    }
}
