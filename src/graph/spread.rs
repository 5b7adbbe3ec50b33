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
use super::level::{Level, LevelEdge, Tied};
use super::relax::{Around, Relax};
use super::tree::Tree;

/// Networks of fewer nodes are not coarsened any further.
const COARSEST: usize = 48;
/// Repulsion over attraction (Hu 2005).
const PUSH: f32 = 0.2;

/// Communities are looked for where no more nodes are left than this.
const GROUPED: usize = 20_000;
/// How strongly a tie between communities pulls, where they are well parted; 1 is as within one.
const BETWEEN: f32 = 0.24;
/// The modularity below which ties between communities pull as all others, as communities found in
/// a network without any have as much of it; and from which they pull least.
const PARTED: (f32, f32) = (0.48, 0.62);
/// The modularity below which there are no communities worth a colour.
const LEAST: f32 = 0.25;

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
    if parted < LEAST {
        return None;
    }
    // Less well parted ones are told by their colours, but move nothing.
    let share = ((parted - PARTED.0) / (PARTED.1 - PARTED.0)).clamp(0.0, 1.0);
    let between = 1.0 - share * (1.0 - BETWEEN);
    for level in levels.iter_mut().rev() {
        // From the level above to its nodes.
        if level.parent.len() == level.len() {
            of = level.parent.iter().map(|p| of[*p as usize]).collect();
        }
        if share > 0.0 {
            level.part(&of, between);
        }
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
    /// The last touch, once the network itself is spread; how many times all were moved by it, and
    /// how many there will be.
    relax: Option<Relax>,
    around: Around,
    touched: u32,
    touches: u32,
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
            around: Around::default(),
            touched: 0,
            touches: match n {
                0..=400 => 100,
                401..=3_000 => 40,
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
        #[expect(clippy::cast_precision_loss, reason = "a fraction")]
        let touched = self.touched as f32 / self.touches as f32;
        // The last touch takes about a quarter of the time.
        (fraction * 0.75 + touched * 0.25).min(0.99)
    }

    /// Whether nothing moves any more.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.at == 0 && self.done >= self.steps && self.touched >= self.touches
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
        let groups = self.groups.as_deref().filter(|_| self.parted > 0.0);
        let relax = self.relax.get_or_insert_with(|| Relax::new(level, groups, self.parted));
        if let Some(moves) = relax.look(level, &mut self.places, most) {
            return moves;
        }
        if self.cursor == 0 {
            self.around = relax.around(&self.places);
            self.moved.clone_from(&self.places);
        }
        let stretch = self.cursor..n.min(self.cursor.saturating_add(most));
        let now = (&self.places[..], &self.around);
        self.moved[stretch.clone()]
            .par_iter_mut()
            .with_min_len(128)
            .zip(stretch.clone())
            .for_each(|(to, i)| *to = relax.moved(level, now, i));
        self.cursor = stretch.end;
        if self.cursor >= n {
            std::mem::swap(&mut self.places, &mut self.moved);
            self.cursor = 0;
            self.touched += 1;
        }
        stretch.len()
    }

    /// Touches places up again that were moved for another reason, such as marks that overlapped:
    /// each node goes `passes` times to where the others would have it. Tied nodes are `scale` apart.
    pub(super) fn touch_up(&self, places: &mut Vec<[f32; 2]>, scale: f32, passes: usize) {
        let Some(relax) = self.relax.as_ref().filter(|_| self.is_done() && scale > 0.0) else {
            return;
        };
        let level = &self.levels[0];
        for p in places.iter_mut() {
            *p = p.map(|x| x / scale);
        }
        for _ in 0..passes {
            let around = relax.around(places);
            let moved = |i: usize| relax.moved(level, (places, &around), i);
            *places = (0..level.len()).into_par_iter().with_min_len(128).map(moved).collect();
        }
        for p in places.iter_mut() {
            *p = p.map(|x| x * scale);
        }
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
