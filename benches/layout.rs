//! Placing scale-free networks of 1,000, 10,000 and 100,000 nodes with 3 edges each, and networks
//! as real ones are, with communities, hubs and separate components: time and stress together, how
//! long the first picture takes, how far communities stay together, whether marks overlap, and how
//! much of the room the main component fills. `cargo bench --bench layout`.
//!
//! Stress is Σ (s·d/g − 1)² / pairs over all nodes seen from sampled ones, with d the distance in
//! the plane, g the one in the network, and s the scale that makes it least.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::collections::VecDeque;
use std::time::Instant;

use cooperama::graph::{MAX_APART, Placing, Room, Spread};
use rayon::prelude::*;

#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn now() -> Instant {
    Instant::now()
}

/// A small generator, the same everywhere (xorshift64*).
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        usize::try_from(self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33).unwrap_or(0) % n
    }
}

/// Preferential attachment (Barabási and Albert 1999). With `groups`, nine ties of ten stay within
/// a node's own group.
fn network(n: usize, groups: usize) -> Vec<(u32, u32)> {
    let mut chance = Chance(42);
    let mut edges: Vec<(u32, u32)> = Vec::with_capacity(n * 3);
    let mut ends: Vec<Vec<u32>> = vec![Vec::new(); groups];
    for i in 0..n {
        let number = u32::try_from(i).unwrap_or(u32::MAX);
        for _ in 0..3 {
            let own = i % groups;
            let group = if chance.below(10) < 9 { own } else { chance.below(groups) };
            if let Some(k) = ends[group].len().checked_sub(1) {
                let other = ends[group][chance.below(k + 1)];
                if other != number {
                    edges.push((number, other));
                    ends[group].push(other);
                    ends[own].push(number);
                }
            } else {
                ends[own].push(number);
            }
        }
    }
    edges
}

#[expect(clippy::cast_precision_loss, reason = "a report")]
fn stress(places: &[[f32; 2]], edges: &[(u32, u32)]) -> f64 {
    let n = places.len();
    let mut near: Vec<Vec<u32>> = vec![Vec::new(); n];
    for (a, b) in edges {
        near[*a as usize].push(*b);
        near[*b as usize].push(*a);
    }
    let (mut sum1, mut sum2, mut pairs) = (0.0f64, 0.0f64, 0u64);
    let step = (n / 60).max(1);
    for start in (0..n).step_by(step) {
        let mut far = vec![u32::MAX; n];
        far[start] = 0;
        let mut queue = VecDeque::from([start]);
        while let Some(i) = queue.pop_front() {
            for j in &near[i] {
                if far[*j as usize] == u32::MAX {
                    far[*j as usize] = far[i] + 1;
                    queue.push_back(*j as usize);
                }
            }
        }
        for j in (0..n).filter(|j| *j != start && far[*j] != u32::MAX) {
            let (p, q) = (places[start], places[j]);
            let d = f64::from(p[0] - q[0]).hypot(f64::from(p[1] - q[1])) / f64::from(far[j]);
            sum1 += d;
            sum2 += d * d;
            pairs += 1;
        }
    }
    // Least over the scale: 1 − (Σd)² / (N Σd²).
    1.0 - sum1 * sum1 / (pairs as f64 * sum2)
}

/// The share of each node's eight nearest others that are of its own group.
#[expect(clippy::cast_precision_loss, reason = "a report")]
fn purity(places: &[[f32; 2]], of: &[usize]) -> f64 {
    let n = places.len();
    let (mut same, mut all) = (0usize, 0usize);
    for i in (0..n).step_by((n / 400).max(1)) {
        let d = |j: &usize| (places[*j][0] - places[i][0]).hypot(places[*j][1] - places[i][1]);
        let mut others: Vec<usize> = (0..n).filter(|j| *j != i).collect();
        let k = 8.min(others.len() - 1);
        others.select_nth_unstable_by(k, |a, b| d(a).total_cmp(&d(b)));
        same += others[..k].iter().filter(|j| of[**j] == of[i]).count();
        all += k;
    }
    same as f64 / all as f64
}

/// The stand-in: `ForceAtlas2` (Jacomy et al. 2014) in its default settings, linear attraction,
/// repulsion by degree, and weak gravity, with exact repulsion and a speed that cools evenly.
#[expect(clippy::cast_precision_loss, reason = "a force")]
fn force_atlas_2(n: usize, edges: &[(u32, u32)], rounds: usize) -> Vec<[f32; 2]> {
    let mut near: Vec<Vec<u32>> = vec![Vec::new(); n];
    for (a, b) in edges {
        near[*a as usize].push(*b);
        near[*b as usize].push(*a);
    }
    let mass: Vec<f32> = near.iter().map(|l| l.len() as f32 + 1.0).collect();
    let mut chance = Chance(7);
    let mut at: Vec<[f32; 2]> =
        (0..n).map(|_| [chance.below(1000) as f32, chance.below(1000) as f32]).collect();
    let scaling = 10.0;
    for round in 0..rounds {
        let most = 30.0 * (1.0 - round as f32 / rounds as f32) + 0.05;
        let moved = |i: usize| {
            let p = at[i];
            let (mut fx, mut fy) = (0.0, 0.0);
            for (q, m) in at.iter().zip(&mass) {
                let (dx, dy) = (p[0] - q[0], p[1] - q[1]);
                let d2 = dx * dx + dy * dy + 1e-4;
                let f = scaling * mass[i] * m / d2;
                fx += dx * f;
                fy += dy * f;
            }
            for j in &near[i] {
                let q = at[*j as usize];
                fx += q[0] - p[0];
                fy += q[1] - p[1];
            }
            let r = p[0].hypot(p[1]).max(1e-3);
            fx -= p[0] / r * mass[i];
            fy -= p[1] / r * mass[i];
            // A node gives way in proportion to the force, and the less the more ties it has.
            let (fx, fy) = (fx / mass[i] * 0.1, fy / mass[i] * 0.1);
            let size = fx.hypot(fy).max(1e-6);
            let go = size.min(most) / size;
            [p[0] + fx * go, p[1] + fy * go]
        };
        let next: Vec<[f32; 2]> = (0..n).into_par_iter().map(moved).collect();
        at = next;
    }
    at
}

/// A network as real ones are: communities of uneven sizes, a few very large hubs that reach into
/// all of them, and one node in ten apart, in pairs, small stars and rings, or tied to nothing but
/// itself. `seed` tells which of them. Returns the edges and the community of each node.
fn real(n: usize, seed: u64) -> (Vec<(u32, u32)>, Vec<usize>) {
    let mut chance = Chance(2015 + seed * 7919);
    let small = |i: usize| u32::try_from(i).unwrap_or(u32::MAX);
    let main = n - n / 10;
    let groups = (n / 80).clamp(6, 200);
    let mut edges: Vec<(u32, u32)> = Vec::with_capacity(n * 3);
    // Community k gets a share of 1 / (k + 2).
    let shares: Vec<f64> = (0..groups).map(|k| 1.0 / (f64::from(small(k)) + 2.0)).collect();
    let whole: f64 = shares.iter().sum();
    let mut of = vec![0usize; n];
    let mut ends: Vec<Vec<u32>> = vec![Vec::new(); groups];
    for (i, group) in of.iter_mut().enumerate().take(main) {
        let mut at = f64::from(small(chance.below(1 << 20))) / f64::from(1 << 20) * whole;
        let mut own = 0;
        while own + 1 < groups && at > shares[own] {
            at -= shares[own];
            own += 1;
        }
        *group = own;
        for _ in 0..2 + chance.below(2) {
            let group = if chance.below(10) < 9 { own } else { chance.below(groups) };
            if let Some(k) = ends[group].len().checked_sub(1) {
                let other = ends[group][chance.below(k + 1)];
                if other != small(i) {
                    edges.push((small(i), other));
                    ends[group].push(other);
                }
            }
            ends[own].push(small(i));
        }
    }
    for hub in 0..3 {
        for _ in 0..main / 12 {
            let other = chance.below(main);
            edges.push((small(hub), small(other)));
        }
    }
    let mut i = main;
    let mut next = groups;
    while i < n {
        let size = [1, 2, 2, 3, 5, 8][chance.below(6)].min(n - i);
        for k in 0..size {
            of[i + k] = next;
            match size {
                1 => edges.push((small(i), small(i))),
                5 if k > 0 => edges.push((small(i), small(i + k))),
                5 => {}
                _ => edges.push((small(i + k), small(i + (k + 1) % size))),
            }
        }
        next += 1;
        i += size;
    }
    (edges, of)
}

/// Pairs of marks that overlap by more than a thousandth of their size.
fn overlaps(places: &[[f32; 2]], radius: &[f32]) -> usize {
    let over = |i: usize| {
        (0..i).filter(move |j| {
            let d = (places[i][0] - places[*j][0]).hypot(places[i][1] - places[*j][1]);
            d < (radius[i] + radius[*j]) * 0.999
        })
    };
    (0..places.len()).into_par_iter().map(|i| over(i).count()).sum()
}

/// The room a picture of a network has, in points.
const ROOM: Room = Room { size: [900.0, 560.0], pad: [6.0, 6.0], gap: 4.0 };

fn main() {
    for n in [1_000, 10_000, 100_000] {
        let edges = network(n, 1);
        let start = now();
        let mut spread = Spread::new(n, &edges);
        spread.advance(1);
        let first = spread.places().len();
        let seen = start.elapsed();
        spread.finish();
        let time = start.elapsed();
        println!(
            "{first:7} nodes {:8} edges: first picture {:.3} s, done {:.3} s, stress {:.4}",
            edges.len(),
            seen.as_secs_f64(),
            time.as_secs_f64(),
            stress(&spread.places(), &edges)
        );
    }
    for (n, groups) in [(2_000, 20), (10_000, 40)] {
        let edges = network(n, groups);
        let of: Vec<usize> = (0..n).map(|i| i % groups).collect();
        let start = now();
        let mut spread = Spread::new(n, &edges);
        spread.finish();
        told("equal groups, placed as here", start, &spread.places(), &edges, &of);
    }
    let (n, groups) = (2_000, 20);
    let edges = network(n, groups);
    let of: Vec<usize> = (0..n).map(|i| i % groups).collect();
    let start = now();
    let places = force_atlas_2(n, &edges, 600);
    told("equal groups, ForceAtlas2", start, &places, &edges, &of);
    // Small networks differ much from each other: several of each size.
    for (n, networks) in [(80, 12), (300, 12), (1_000, 4), (2_000, 4), (10_000, 1), (100_000, 1)] {
        as_real(n, networks);
    }
}

/// What was measured on one network, or the mean over several.
#[derive(Clone, Copy, Default)]
struct Measured {
    seconds: f64,
    stress: f64,
    purity: f64,
}

impl Measured {
    fn add(&mut self, start: Instant, places: &[[f32; 2]], edges: &[(u32, u32)], of: &[usize]) {
        self.seconds += start.elapsed().as_secs_f64();
        self.stress += stress(places, edges);
        self.purity += purity(places, of);
    }

    #[expect(clippy::cast_precision_loss, reason = "a report")]
    fn say(self, n: usize, how: &str, networks: u64) {
        let k = networks as f64;
        println!(
            "{n:7} nodes, {how}: {:.3} s, stress {:.4}, purity {:.3} (mean of {networks})",
            self.seconds / k,
            self.stress / k,
            self.purity / k
        );
    }
}

/// Networks as real ones are, placed as here and by the stand-in.
fn as_real(n: usize, networks: u64) {
    let (mut here, mut atlas) = (Measured::default(), Measured::default());
    let (mut first, mut over, mut room, mut shrink) = (0.0f64, 0, f32::MAX, f32::MAX);
    for seed in 0..networks {
        let (edges, of) = real(n, seed);
        let start = now();
        let mut placing = Placing::new(n, &edges);
        placing.advance(1);
        first = first.max(start.elapsed().as_secs_f64());
        placing.finish();
        let mut degree = vec![0u16; n];
        for (a, b) in &edges {
            degree[*a as usize] = degree[*a as usize].saturating_add(1);
            degree[*b as usize] = degree[*b as usize].saturating_add(1);
        }
        let radius: Vec<f32> =
            degree.iter().map(|d| 5.0 + f32::from(*d).sqrt().min(12.0) * 1.8).collect();
        let placed = placing.placed(ROOM, &radius);
        here.add(start, &placed.pos, &edges, &of);
        let drawn: Vec<f32> = radius.iter().map(|r| r * placed.shrink).collect();
        room = room.min(placed.main[0] * placed.main[1] / (ROOM.size[0] * ROOM.size[1]));
        shrink = shrink.min(placed.shrink);
        over += if n <= MAX_APART { overlaps(&placed.pos, &drawn) } else { 0 };
        if n <= 2_000 {
            let start = now();
            let places = force_atlas_2(n, &edges, 600);
            atlas.add(start, &places, &edges, &of);
        }
    }
    here.say(n, "as real ones, placed as here", networks);
    println!(
        "        first picture {first:.3} s, {over} overlaps, marks × {shrink:.2}, main component {:.0} % of the room, at worst",
        room * 100.0
    );
    if n <= 2_000 {
        atlas.say(n, "as real ones, ForceAtlas2", networks);
    }
}

fn told(how: &str, start: Instant, places: &[[f32; 2]], edges: &[(u32, u32)], of: &[usize]) {
    println!(
        "{:7} nodes, {how}: {:.3} s, stress {:.4}, purity {:.2}",
        places.len(),
        start.elapsed().as_secs_f64(),
        stress(places, edges),
        purity(places, of)
    );
}
