//! Places for networks of any size: coarsened until few nodes are left, placed, and refined level by
//! level (Walshaw 2003; Hu 2005), the same on every machine.
//!
//! Ties within a community pull stronger than those between communities, as far as there are
//! communities at all, so that what belongs together stands together. At the end, distances are
//! brought nearer to those in the network ([`Relax`]).
//!
//! It works in portions, so that a picture is there at once and gets better while one looks.

use rayon::prelude::*;

use super::community::{communities, modularity};
use super::relax::{Near, Relax};
use super::tree::Tree;

/// Networks of fewer nodes are not coarsened any further.
const COARSEST: usize = 48;
/// Most nodes joined to one.
const JOINED: u32 = 6;
/// Repulsion over attraction (Hu 2005).
const PUSH: f32 = 0.2;

/// Communities are looked for where no more nodes are left than this.
const GROUPED: usize = 20_000;
/// How strongly a tie between communities pulls, where they are well parted; 1 is as within one.
const BETWEEN: f32 = 0.24;
/// The modularity below which ties between communities pull as all others, as communities found in
/// a network without any have as much of it; and from which they pull least.
const PARTED: (f32, f32) = (0.48, 0.62);

/// A tie of a level: its other end, the sum of the weights it stands for, and how strongly it
/// pulls.
#[derive(Clone, Copy, Debug, Default)]
struct Tied {
    to: u32,
    weight: f32,
    pull: f32,
}

/// An edge of a level: its ends, the sum of its weights, and the sum of weight × pull.
type LevelEdge = (u32, u32, f32, f32);

/// One level of coarsening.
#[derive(Debug)]
struct Level {
    /// Neighbours of each node, one after the other, with the ends of each.
    near: Vec<Tied>,
    ends: Vec<u32>,
    /// How many nodes of the network each stands for.
    mass: Vec<f32>,
    /// The node of the next coarser level each belongs to; empty on the coarsest.
    parent: Vec<u32>,
}

impl Level {
    fn len(&self) -> usize {
        self.mass.len()
    }

    fn near(&self, i: usize) -> &[Tied] {
        let from = if i == 0 { 0 } else { self.ends[i - 1] as usize };
        &self.near[from..self.ends[i] as usize]
    }

    /// A level of `mass.len()` nodes with weighted edges, each told once.
    fn new(mass: Vec<f32>, edges: &[LevelEdge]) -> Self {
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
    fn coarser(&mut self) -> Option<Self> {
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
    fn edges(&self) -> Vec<(u32, u32, f32)> {
        let mut edges = Vec::with_capacity(self.near.len() / 2);
        for (i, a) in (0..self.len()).zip(0u32..) {
            edges.extend(self.near(i).iter().filter(|t| a < t.to).map(|t| (a, t.to, t.weight)));
        }
        edges
    }

    /// Lets ties between communities pull less; `of` is the community of each node.
    fn part(&mut self, of: &[u32], between: f32) {
        let mut from = 0;
        for (i, end) in self.ends.iter().enumerate() {
            for tied in &mut self.near[from..*end as usize] {
                tied.pull = if of[i] == of[tied.to as usize] { 1.0 } else { between };
            }
            from = *end as usize;
        }
    }
}

impl Near for Level {
    fn len(&self) -> usize {
        self.mass.len()
    }

    fn degree(&self, i: usize) -> usize {
        self.near(i).len()
    }

    fn at(&self, i: usize, k: usize) -> u32 {
        self.near(i)[k].to
    }
}

/// The community of each node of the last of the levels that were made, handed down to the first;
/// ties between them pull less from now on. With how well they are parted, 0 to 1; `None` where
/// there are none worth the name.
fn grouped(levels: &mut [Level]) -> Option<(Vec<u32>, f32)> {
    let last = levels.last()?;
    let edges = last.edges();
    let groups = communities(last.len(), &edges);
    let mut of = vec![0u32; last.len()];
    for (group, number) in groups.iter().zip(0u32..) {
        for i in group {
            of[*i] = number;
        }
    }
    #[expect(clippy::cast_possible_truncation, reason = "a strength")]
    let parted = modularity(&of, &edges) as f32;
    let share = ((parted - PARTED.0) / (PARTED.1 - PARTED.0)).clamp(0.0, 1.0);
    if share <= 0.0 {
        return None;
    }
    let between = 1.0 - share * (1.0 - BETWEEN);
    for level in levels.iter_mut().rev() {
        // From the level above to its nodes.
        if level.parent.len() == level.len() {
            of = level.parent.iter().map(|p| of[*p as usize]).collect();
        }
        level.part(&of, between);
    }
    Some((of, share))
}

/// A network being placed.
#[derive(Debug)]
pub struct Spread {
    /// From the network itself to the coarsest.
    levels: Vec<Level>,
    /// The level being refined.
    at: usize,
    places: Vec<[f32; 2]>,
    step: f32,
    /// Steps done on this level, and how many there will be.
    done: u32,
    steps: u32,
    tree: Tree,
    /// New places of the pass under way, and how much of the curve is done.
    moved: Vec<[f32; 2]>,
    cursor: usize,
    /// The community of each node of the network, where there are any worth the name.
    groups: Option<Vec<u32>>,
    /// How well they are parted, 0 to 1.
    parted: f32,
    /// The last touch, once the network itself is spread; and how many times more all are moved.
    relax: Option<Relax>,
    rounds: u32,
}

/// Adds coarser levels until one has at most `most` nodes.
fn coarsen(levels: &mut Vec<Level>, most: usize) {
    while let Some(last) = levels.last_mut().filter(|l| l.len() > most) {
        match last.coarser() {
            Some(next) => levels.push(next),
            None => break,
        }
    }
}

impl Spread {
    /// Begins to place `n` nodes tied by `edges`, by their numbers; loops are ignored.
    #[must_use]
    pub fn new(n: usize, edges: &[(u32, u32)]) -> Self {
        let mut pairs: Vec<LevelEdge> = edges
            .iter()
            .filter(|(a, b)| a != b && (*a as usize) < n && (*b as usize) < n)
            .map(|(a, b)| (*a.min(b), *a.max(b), 1.0, 1.0))
            .collect();
        pairs.sort_unstable_by_key(|e| (e.0, e.1));
        pairs.dedup_by_key(|e| (e.0, e.1));
        let mut levels = vec![Level::new(vec![1.0; n], &pairs)];
        coarsen(&mut levels, GROUPED);
        let (groups, parted) = grouped(&mut levels).unzip();
        coarsen(&mut levels, COARSEST);
        let at = levels.len() - 1;
        let mut spread = Self {
            at,
            places: Vec::new(),
            step: 0.0,
            done: 0,
            steps: 0,
            tree: Tree::default(),
            moved: Vec::new(),
            cursor: 0,
            levels,
            groups,
            parted: parted.unwrap_or(0.0),
            relax: None,
            rounds: match n {
                0..=3_000 => 30,
                3_001..=20_000 => 20,
                _ => 10,
            },
        };
        // The seeds of a sunflower: even, and without chance.
        let n = spread.levels[at].len();
        #[expect(clippy::cast_precision_loss, reason = "few nodes")]
        let seed = |i: usize| {
            let (a, r) = (i as f32 * 2.399_963_2, libm::sqrtf(i as f32 + 0.5));
            [r * libm::cosf(a), r * libm::sinf(a)]
        };
        spread.places = (0..n).map(seed).collect();
        spread.begin(1.0);
        spread
    }

    /// Begins the refinement of the present level.
    fn begin(&mut self, step: f32) {
        let n = self.levels[self.at].len();
        self.step = step;
        self.done = 0;
        // Coarse levels are cheap and decide most.
        self.steps = match n {
            0..=200 => 120,
            201..=2_000 => 60,
            2_001..=20_000 => 30,
            _ => 12,
        };
    }

    /// How far it has come, 0 to 1.
    #[must_use]
    pub fn progress(&self) -> f32 {
        if self.is_done() {
            return 1.0;
        }
        let size = |l: &Level| l.len() as u64;
        let all: u64 = self.levels.iter().map(size).sum();
        let done: u64 = self.levels[self.at + 1..].iter().map(size).sum();
        let own = size(&self.levels[self.at]) * u64::from(self.done) / u64::from(self.steps.max(1));
        #[expect(clippy::cast_precision_loss, reason = "a fraction")]
        let fraction = (done + own) as f32 / all.max(1) as f32;
        // The last touch takes about as long again as a third of all.
        let rest = if self.relax.is_some() { 1.0 } else { fraction.min(0.99) * 0.75 };
        rest.min(0.99)
    }

    /// Whether nothing moves any more.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.at == 0 && self.done >= self.steps && self.rounds == 0
    }

    /// Works until about `moves` nodes were moved; returns whether it is done.
    pub fn advance(&mut self, moves: usize) -> bool {
        let mut left = moves.max(1);
        while !self.is_done() && left > 0 {
            if self.done >= self.steps && self.at == 0 {
                left = left.saturating_sub(self.relax_some(left).max(64));
            } else if self.done >= self.steps {
                self.finer();
            } else {
                left = left.saturating_sub(self.move_some(left).max(64));
            }
        }
        self.is_done()
    }

    /// Works until it is done.
    pub fn finish(&mut self) {
        while !self.advance(usize::MAX / 2) {}
    }

    /// The community of each node, numbered from the largest; `None` where the network has none
    /// that are parted well enough to be told.
    #[must_use]
    pub fn groups(&self) -> Option<&[u32]> {
        self.groups.as_deref()
    }

    /// The place of every node of the network, as far as it is known: those not yet parted stand
    /// where the node they were joined to does. The natural distance of two tied nodes is 1.
    #[must_use]
    pub fn places(&self) -> Vec<[f32; 2]> {
        let mut places = self.places.clone();
        for level in (0..self.at).rev() {
            places = self.handed_down(level, &places);
        }
        places
    }

    /// Places of a level from those of the coarser one above it.
    fn handed_down(&self, level: usize, above: &[[f32; 2]]) -> Vec<[f32; 2]> {
        let finer = &self.levels[level];
        // More nodes need more room: distances grow with the square root of their number.
        #[expect(clippy::cast_precision_loss, reason = "a scale")]
        let grow = libm::sqrtf(finer.len() as f32 / above.len().max(1) as f32);
        finer
            .parent
            .iter()
            .enumerate()
            .map(|(i, p)| {
                let at = above[*p as usize];
                #[expect(clippy::cast_precision_loss, reason = "an angle")]
                let a = (i % 10_007) as f32 * 2.399_963_2;
                [at[0] * grow + 0.35 * libm::cosf(a), at[1] * grow + 0.35 * libm::sinf(a)]
            })
            .collect()
    }

    fn finer(&mut self) {
        let level = self.at - 1;
        let above = std::mem::take(&mut self.places);
        self.places = self.handed_down(level, &above);
        self.at = level;
        self.begin(0.6);
    }

    /// Moves up to `most` nodes to where those they are seen from would have them. Returns how many
    /// were moved.
    fn relax_some(&mut self, most: usize) -> usize {
        let level = &self.levels[0];
        let n = level.len();
        let relax = self
            .relax
            .get_or_insert_with(|| Relax::new(level, self.groups.as_deref(), self.parted));
        if let Some(moves) = relax.look(level, &mut self.places, most) {
            return moves;
        }
        if self.cursor == 0 {
            relax.begin(&self.places);
            self.moved.clone_from(&self.places);
        }
        let stretch = self.cursor..n.min(self.cursor.saturating_add(most));
        let places = &self.places;
        self.moved[stretch.clone()]
            .par_iter_mut()
            .with_min_len(128)
            .zip(stretch.clone())
            .for_each(|(to, i)| *to = relax.moved(level, places, i));
        self.cursor = stretch.end;
        if self.cursor >= n {
            std::mem::swap(&mut self.places, &mut self.moved);
            self.cursor = 0;
            self.rounds -= 1;
        }
        stretch.len()
    }

    /// Moves up to `most` nodes of the level: pushed by all others, pulled by those they are tied
    /// to. A pass over all of them ends with a shorter step. Returns how many were moved.
    fn move_some(&mut self, most: usize) -> usize {
        let level = &self.levels[self.at];
        let n = level.len();
        if self.cursor == 0 {
            self.tree.build(&self.places, &level.mass);
            self.moved.clone_from(&self.places);
        }
        let stretch = self.cursor..n.min(self.cursor.saturating_add(most));
        // All levels push as the nodes they stand for would, spread over those there are.
        #[expect(clippy::cast_precision_loss, reason = "a mean")]
        let mean = self.levels[0].len() as f32 / n.max(1) as f32;
        let forces = self.tree.push(stretch.clone(), PUSH / mean, 1.1);
        let (places, step) = (&self.places, self.step);
        let pulled = |(i, force): (&u32, [f32; 2])| {
            let i = *i as usize;
            let p = places[i];
            let [mut fx, mut fy] = force;
            for Tied { to, pull, .. } in level.near(i) {
                let q = places[*to as usize];
                let (dx, dy) = (q[0] - p[0], q[1] - p[1]);
                let d = libm::sqrtf(dx * dx + dy * dy) * pull;
                fx += dx * d;
                fy += dy * d;
            }
            let size = libm::sqrtf(fx * fx + fy * fy);
            if size < 1e-9 {
                return p;
            }
            let go = step / size;
            [p[0] + fx * go, p[1] + fy * go]
        };
        let order = &self.tree.order()[stretch.clone()];
        let new: Vec<[f32; 2]> =
            order.par_iter().zip(forces).with_min_len(512).map(pulled).collect();
        for (i, place) in order.iter().zip(new) {
            self.moved[*i as usize] = place;
        }
        self.cursor = stretch.end;
        if self.cursor >= n {
            std::mem::swap(&mut self.places, &mut self.moved);
            self.cursor = 0;
            self.step *= 0.90;
            self.done += 1;
        }
        stretch.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grid_unfolds_the_same_each_time() {
        let side = 20u32;
        let mut edges = Vec::new();
        for x in 0..side {
            for y in 0..side {
                let i = x * side + y;
                edges.extend((x + 1 < side).then_some((i, i + side)));
                edges.extend((y + 1 < side).then_some((i, i + 1)));
            }
        }
        let place = || {
            let mut spread = Spread::new((side * side) as usize, &edges);
            while !spread.advance(1000) {}
            spread.places()
        };
        let (a, b) = (place(), place());
        assert_eq!(a, b);
        let d = |i: u32, j: u32| {
            let (p, q) = (a[i as usize], a[j as usize]);
            libm::hypotf(p[0] - q[0], p[1] - q[1])
        };
        // Opposite corners lie far apart, neighbours near each other.
        let far = d(0, side * side - 1).min(d(side - 1, side * (side - 1)));
        let near = d(0, 1).max(d(210, 211));
        assert!(far > 8.0 * near, "{far} {near}");
    }
}
