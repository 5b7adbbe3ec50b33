//! The last touch on places: distances in the plane are brought nearer to those in the network,
//! and what belongs together nearer to its middle.
//!
//! Stress is lowered by moving each node to the weighted mean of where the others would have it
//! (Gansner, Koren and North 2005, localized), told by some pivots only (Ortmann, Klimenta and
//! Brandes 2017), by those it is tied to, and by some of those that share a tie with it, without
//! which the leaves of one hub would fall onto one point.

use std::collections::VecDeque;

use rayon::prelude::*;

use super::level::Level;

/// A distance that is not known: no way leads there.
const NO_WAY: u16 = u16::MAX;
/// Distances kept, at most, and the fewest and most pivots they are shared among.
const KEPT: usize = 300_000;
const PIVOTS: (usize, usize) = (24, 200);
/// By how much what belongs together is wanted nearer to each other than the ties tell, where
/// communities are well parted.
const NEARER: f32 = 0.3;
/// How far a node goes towards the middle of its community each time, and at most; the small
/// communities of small networks, whose members are few, need more (for one node).
const INWARD: (f32, f32) = (0.17, 30.0);
const INWARD_MOST: f32 = 0.4;
/// Neighbours whose other neighbours are looked at, and how far along their lists, each way.
const SHARED: usize = 2;
const STRIDES: [usize; 4] = [1, 4, 16, 64];

/// Places being touched up.
#[derive(Debug)]
pub(super) struct Relax {
    pivots: Vec<u32>,
    /// Distances of all from each pivot that was looked from, until all were.
    rows: Vec<Vec<u16>>,
    /// Distances to the pivots, in ties, node by node.
    far: Vec<u16>,
    /// How many nodes each pivot stands for.
    each: f32,
    /// The community of each node, and how well communities are parted, 0 to 1.
    of: Vec<u32>,
    parted: f32,
    /// The middle of each community, and how many it has.
    middles: Vec<([f32; 2], f32)>,
}

impl Relax {
    /// Chooses where a network is looked from. `of` is the community of each node, and `parted` how
    /// well they are, 0 to 1.
    pub(super) fn new(level: &Level, of: Option<&[u32]>, parted: f32) -> Self {
        let n = level.len();
        let of = of.map_or_else(|| vec![0; n], <[u32]>::to_vec);
        let pivots = pivots(level, &of, (KEPT / n.max(1)).clamp(PIVOTS.0, PIVOTS.1).min(n));
        #[expect(clippy::cast_precision_loss, reason = "a share")]
        let each = n as f32 / pivots.len().max(1) as f32;
        let (rows, far, middles) = (Vec::new(), Vec::new(), Vec::new());
        Self { pivots, rows, far, each, of, parted, middles }
    }

    /// Looks from some more pivots, for about as long as moving `most` nodes takes; after the last
    /// `places` are scaled so that distances are as they should. Returns for how many moves it took.
    pub(super) fn look(
        &mut self,
        level: &Level,
        places: &mut [[f32; 2]],
        most: usize,
    ) -> Option<usize> {
        let n = level.len();
        let from = self.rows.len();
        if !self.far.is_empty() || self.pivots.is_empty() {
            return None;
        }
        let to = self.pivots.len().min(from + (most / n.max(1)).max(rayon::current_num_threads()));
        self.rows.par_extend(self.pivots[from..to].par_iter().map(|p| distances(level, *p)));
        if to == self.pivots.len() {
            self.far.reserve(n * to);
            for i in 0..n {
                self.far.extend(self.rows.iter().map(|row| row[i]));
            }
            self.rows = Vec::new();
            let by = self.scale(places);
            for p in places {
                *p = p.map(|x| x * by);
            }
        }
        Some((to - from) * n)
    }

    fn far(&self, i: usize) -> &[u16] {
        let k = self.pivots.len();
        &self.far[i * k..(i + 1) * k]
    }

    /// The scale at which stress is least.
    fn scale(&self, places: &[[f32; 2]]) -> f32 {
        let (mut one, mut two) = (0.0f64, 0.0f64);
        for (i, p) in places.iter().enumerate() {
            for (pivot, far) in self.pivots.iter().zip(self.far(i)) {
                if *far != 0 && *far != NO_WAY {
                    let q = places[*pivot as usize];
                    let ratio = f64::from(libm::hypotf(p[0] - q[0], p[1] - q[1])) / f64::from(*far);
                    one += ratio;
                    two += ratio * ratio;
                }
            }
        }
        #[expect(clippy::cast_possible_truncation, reason = "a scale")]
        let by = (one / two) as f32;
        if by.is_finite() && by > 0.0 { by } else { 1.0 }
    }

    /// Begins a pass: where the communities are now.
    pub(super) fn begin(&mut self, places: &[[f32; 2]]) {
        let count = self.of.iter().max().map_or(0, |m| *m as usize + 1);
        self.middles.clear();
        self.middles.resize(count, ([0.0; 2], 0.0));
        for (p, of) in places.iter().zip(&self.of) {
            let (sum, number) = &mut self.middles[*of as usize];
            *sum = [sum[0] + p[0], sum[1] + p[1]];
            *number += 1.0;
        }
        for (sum, number) in &mut self.middles {
            *sum = sum.map(|x| x / number.max(1.0));
        }
    }

    /// Where a node goes from where everything stands.
    pub(super) fn moved(&self, level: &Level, places: &[[f32; 2]], i: usize) -> [f32; 2] {
        let p = places[i];
        let (mut x, mut y, mut all) = (0.0f32, 0.0f32, 0.0f32);
        let nearer = 1.0 - NEARER * self.parted;
        let mut wanted = |j: u32, far: f32, weight: f32| {
            let (q, same) = (places[j as usize], self.of[i] == self.of[j as usize]);
            let (dx, dy) = (p[0] - q[0], p[1] - q[1]);
            let far = if same { far * nearer } else { far };
            let by = far / libm::sqrtf(dx * dx + dy * dy).max(1e-3);
            x += weight * (q[0] + dx * by);
            y += weight * (q[1] + dy * by);
            all += weight;
        };
        for (pivot, far) in self.pivots.iter().zip(self.far(i)) {
            if *far != 0 && *far != NO_WAY {
                let far = f32::from(*far);
                wanted(*pivot, far, self.each / (far * far));
            }
        }
        // Where all are pivots, everything is told already.
        if self.pivots.len() < level.len() {
            for tied in level.near(i) {
                wanted(tied.to, 1.0, 1.0);
            }
            shared(level, i, &mut |j, stands_for| wanted(j, 2.0, stands_for / 12.0));
        }
        if all <= 0.0 {
            return p;
        }
        let (middle, number) = self.middles[self.of[i] as usize];
        #[expect(clippy::cast_precision_loss, reason = "a share")]
        let inward = (INWARD.0 + INWARD.1 / level.len() as f32).min(INWARD_MOST) * self.parted;
        let inward = if number > 1.0 { inward } else { 0.0 };
        let mixed = |own: f32, middle: f32| own + (middle - own) * inward;
        [mixed(x / all, middle[0]), mixed(y / all, middle[1])]
    }
}

/// Names some of the nodes that share a tie with `i`, each with how many it stands for.
fn shared(level: &Level, i: usize, name: &mut dyn FnMut(u32, f32)) {
    for hub in level.near(i).iter().take(SHARED) {
        let list = level.near(hub.to as usize);
        // Ties are in ascending order of their ends.
        let Ok(own) = list.binary_search_by(|t| (t.to as usize).cmp(&i)) else { continue };
        let others = list.len() - 1;
        let most = STRIDES.len() * 2;
        #[expect(clippy::cast_precision_loss, reason = "a share")]
        let stands_for = others as f32 / others.clamp(1, most) as f32;
        if others <= most {
            let all = list.iter().enumerate().filter(|(at, _)| *at != own);
            all.for_each(|(_, t)| name(t.to, stands_for));
            continue;
        }
        for stride in STRIDES.map(|s| s % list.len()).into_iter().filter(|s| *s > 0) {
            for by in [stride, list.len() - stride] {
                name(list[(own + by) % list.len()].to, stands_for);
            }
        }
    }
}

/// Nodes to look from: the most tied of each community, the largest first, for half of them; the
/// others evenly over all.
fn pivots(level: &Level, of: &[u32], most: usize) -> Vec<u32> {
    let n = level.len();
    let numbers = || (0..n).zip(0u32..);
    if most >= n {
        return numbers().map(|(_, i)| i).collect();
    }
    let count = of.iter().max().map_or(0, |m| *m as usize + 1);
    // The members, and the most tied of them with its degree.
    let mut heads: Vec<(usize, u32, usize)> = vec![(0, 0, 0); count];
    for (i, number) in numbers() {
        let head = &mut heads[of[i] as usize];
        let degree = level.near(i).len();
        if head.0 == 0 || degree > head.2 {
            (head.1, head.2) = (number, degree);
        }
        head.0 += 1;
    }
    heads.retain(|h| h.0 > 0);
    heads.sort_by_key(|h| (std::cmp::Reverse(h.0), h.1));
    let mut pivots: Vec<u32> = heads.iter().take(most / 2).map(|h| h.1).collect();
    let mut by_group: Vec<u32> = numbers().map(|(_, i)| i).collect();
    by_group.sort_by_key(|i| (of[*i as usize], *i));
    let rest = most - pivots.len();
    pivots.extend((0..rest).map(|k| by_group[(k * n + n / 2) / rest]));
    pivots.sort_unstable();
    pivots.dedup();
    pivots
}

/// How many ties it takes from one node to each.
fn distances(level: &Level, from: u32) -> Vec<u16> {
    let mut far = vec![NO_WAY; level.len()];
    far[from as usize] = 0;
    let mut queue = VecDeque::from([from]);
    while let Some(i) = queue.pop_front() {
        let next = far[i as usize].saturating_add(1).min(NO_WAY - 1);
        for tied in level.near(i as usize) {
            let slot = &mut far[tied.to as usize];
            if *slot == NO_WAY {
                *slot = next;
                queue.push_back(tied.to);
            }
        }
    }
    far
}
