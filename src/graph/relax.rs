//! The last touch on places: distances in the plane are brought nearer to those in the network,
//! and what belongs together is kept together.
//!
//! Stress is lowered by moving each node to the weighted mean of where the others would have it
//! (Gansner, Koren and North 2005, localized), told by some pivots only (Ortmann, Klimenta and
//! Brandes 2017), by those it is tied to, and by some of those that share a tie with it, without
//! which the leaves of one hub would fall onto one point.
//!
//! Where communities are well parted, an error that mixes them weighs more than one that does not:
//! a stranger nearer than the network has it, and above all one among the nearest of a node's own
//! community; one of the own farther than the network has it. That keeps neighbourhoods pure at less
//! stress than drawing whole communities together, which is left to networks too large for it. (The strengths were found by trying them on many networks of `benches/layout.rs`.)

use std::collections::VecDeque;

use rayon::prelude::*;

use super::level::Level;

/// A distance that is not known: no way leads there.
const NO_WAY: u16 = u16::MAX;
/// Distances kept, at most, and the fewest and most pivots they are shared among.
const KEPT: usize = 300_000;
const PIVOTS: (usize, usize) = (24, 200);
/// Most nodes among which the nearest of each community are looked for.
const NEAR: usize = 3_000;
/// The neighbourhood that strangers are kept out of: so many of the own community.
const OWN: usize = 10;
/// How much wider than that neighbourhood they are kept out of.
const WIDER: f32 = 1.1;
/// By how much more it weighs that a stranger is too near, in any case.
const STRANGER: f32 = 3.0;
/// As much, where it is among the nearest of the own community; and for one node, as small networks
/// have few nodes to tell where another belongs.
const AMONG: (f32, f32) = (1.0, 120.0);
/// By how much more it weighs that one of the own community is too far; and for one node.
const OUTSIDE: (f32, f32) = (3.0, 700.0);
/// How far a node goes towards the middle of its community each time, by the number of nodes.
const INWARD: [(f32, f32); 3] = [(1_000.0, 0.0), (2_000.0, 0.08), (3_000.0, 0.17)];
/// By how much those of one community are wanted nearer to each other than the ties tell, in networks
/// too large to look for the nearest.
const NEARER: f32 = 0.3;
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
    /// The community of each node.
    of: Vec<u32>,
    wish: Wish,
}

/// How strongly what belongs together is kept together, by the size of a network and by how well its
/// communities are parted.
#[derive(Clone, Copy, Debug)]
struct Wish {
    stranger: f32,
    among: f32,
    outside: f32,
    inward: f32,
    /// The share of the distance told by the ties that is wanted within a community.
    nearer: f32,
}

impl Wish {
    fn new(n: usize, parted: f32) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "a strength")]
        let n = n.max(1) as f32;
        let [a, b, c] = INWARD;
        let between = |(x0, y0): (f32, f32), (x1, y1): (f32, f32)| {
            y0 + (y1 - y0) * ((n - x0) / (x1 - x0)).clamp(0.0, 1.0)
        };
        let inward = if n <= b.0 { between(a, b) } else { between(b, c) } * parted;
        #[expect(clippy::cast_precision_loss, reason = "a number of nodes")]
        if n > NEAR as f32 {
            let nearer = 1.0 - NEARER * parted;
            return Self { stranger: 0.0, among: 0.0, outside: 0.0, inward, nearer };
        }
        Self {
            stranger: STRANGER * parted,
            among: (AMONG.0 + AMONG.1 / n) * parted,
            outside: (OUTSIDE.0 + OUTSIDE.1 / n) * parted,
            inward,
            nearer: 1.0,
        }
    }
}

/// Where communities are during one pass.
#[derive(Debug, Default)]
pub(super) struct Around {
    /// The middle of each community, and how many it has.
    middles: Vec<([f32; 2], f32)>,
    /// How far the neighbourhood of each node reaches that strangers are kept out of.
    own: Vec<f32>,
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
        let (rows, far) = (Vec::new(), Vec::new());
        Self { pivots, rows, far, each, of, wish: Wish::new(n, parted) }
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
    pub(super) fn around(&self, places: &[[f32; 2]]) -> Around {
        let count = self.of.iter().max().map_or(0, |m| *m as usize + 1);
        let mut members: Vec<Vec<u32>> = vec![Vec::new(); count];
        for (i, of) in (0u32..).zip(&self.of) {
            members[*of as usize].push(i);
        }
        #[expect(clippy::cast_precision_loss, reason = "a mean")]
        let middle = |list: &Vec<u32>| {
            let all = list.iter().map(|i| places[*i as usize]);
            let sum = all.fold([0.0f32; 2], |a, p| [a[0] + p[0], a[1] + p[1]]);
            let number = list.len() as f32;
            (sum.map(|x| x / number.max(1.0)), number)
        };
        let reach = |i: usize| {
            let p = places[i];
            let far = |j: &u32| {
                let q = places[*j as usize];
                libm::hypotf(p[0] - q[0], p[1] - q[1])
            };
            let own = &members[self.of[i] as usize];
            let mut all: Vec<f32> = own.iter().filter(|j| **j as usize != i).map(far).collect();
            let Some(last) = OWN.min(all.len()).checked_sub(1) else { return 0.0 };
            *all.select_nth_unstable_by(last, f32::total_cmp).1 * WIDER
        };
        let own = if self.wish.among > 0.0 {
            (0..places.len()).into_par_iter().with_min_len(16).map(reach).collect()
        } else {
            Vec::new()
        };
        Around { middles: members.iter().map(middle).collect(), own }
    }

    /// Where a node goes from where everything stands.
    pub(super) fn moved(
        &self,
        level: &Level,
        (places, around): (&[[f32; 2]], &Around),
        i: usize,
    ) -> [f32; 2] {
        let p = places[i];
        let (mut x, mut y, mut all) = (0.0f32, 0.0f32, 0.0f32);
        let wish = self.wish;
        let reach = |j: usize| around.own.get(j).copied().unwrap_or(0.0);
        let mut wanted = |j: u32, mut far: f32, mut weight: f32| {
            let (q, same) = (places[j as usize], self.of[i] == self.of[j as usize]);
            let (dx, dy) = (p[0] - q[0], p[1] - q[1]);
            let d = libm::sqrtf(dx * dx + dy * dy);
            if same {
                far *= wish.nearer;
                weight *= if d > far { 1.0 + wish.outside } else { 1.0 };
            } else if d < far {
                weight *= 1.0 + wish.stranger;
                weight += if d < reach(i).max(reach(j as usize)) { wish.among } else { 0.0 };
            }
            let by = far / d.max(1e-3);
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
        let (middle, number) = around.middles[self.of[i] as usize];
        let inward = if number > 1.0 { wish.inward } else { 0.0 };
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
