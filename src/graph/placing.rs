//! Places for a network of any size and make: each of its separate components is placed for itself,
//! turned and stretched a little to the shape of the room, and all are packed beside each other.

use rayon::prelude::*;

use super::apart::apart;
use super::pack::{Block, pack};
use super::spread::Spread;

/// Most nodes whose marks are kept from overlapping.
pub const MAX_APART: usize = 2_000;

/// How far a component is stretched to the shape of the room at most, each way: few nodes may leave
/// much of a room, many are wider than it is worth to bend.
const STRETCH: (f32, f32) = (1.15, 1.12);
/// So many nodes are few.
const FEW: usize = 200;
/// The share of the room that is enough for the main component.
const ENOUGH: f32 = 0.55;
/// Beside a main component of more than half of the nodes, all others take no more than this share
/// of its room.
const BESIDE: f32 = 0.28;
/// Share of a room that marks may cover before they are drawn smaller: less among few nodes, whose
/// names need room too.
const COVER: (f32, f32) = (0.15, 0.24);
/// So many nodes have names beside them.
const NAMED: usize = 160;
/// For names marks are not drawn smaller than this: what is written in them stays readable.
const LEGIBLE: f32 = 0.6;

/// Components of fewer nodes are placed whole, several at once.
const SMALL: usize = 400;

/// How often places are touched up between marks being parted roughly and for good.
const TOUCH_UP: usize = 5;

/// Left free around a component, where tied nodes are 1 apart.
const MARGIN: f32 = 0.6;

/// Nodes that are tied to each other and to no others.
#[derive(Debug)]
struct Part {
    nodes: Vec<u32>,
    /// `None` for one node, or two.
    spread: Option<Spread>,
}

/// A network being placed.
#[derive(Debug)]
pub struct Placing {
    n: usize,
    /// The largest first; those that are tied to nothing are not among them.
    parts: Vec<Part>,
    /// What is tied to nothing.
    alone: Vec<u32>,
}

/// What a room asks of places.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// Width and height, in points.
    pub size: [f32; 2],
    /// Left free around each component, each side, for names.
    pub pad: [f32; 2],
    /// Left free between two marks.
    pub gap: f32,
}

/// Where everything stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Placed {
    /// The middle of each mark in points, around the middle of the room.
    pub pos: Vec<[f32; 2]>,
    /// Marks are drawn smaller by this, 0 to 1, so that they have room.
    pub shrink: f32,
    /// The community of each node, numbered from 0; each component without any is one.
    pub groups: Vec<u32>,
    /// Width and height of the largest component, marks included.
    pub main: [f32; 2],
}

impl Placing {
    /// Begins to place `n` nodes tied by `edges`, by their numbers; loops are ignored.
    #[must_use]
    pub fn new(n: usize, edges: &[(u32, u32)]) -> Self {
        let of = components(n, edges);
        let count = of.iter().max().map_or(0, |m| *m as usize + 1);
        let mut nodes: Vec<Vec<u32>> = vec![Vec::new(); count];
        // The number of each node within its component.
        let mut number = vec![0u32; n];
        for (i, c) in (0u32..).zip(&of) {
            let list = &mut nodes[*c as usize];
            number[i as usize] = u32::try_from(list.len()).unwrap_or(u32::MAX);
            list.push(i);
        }
        let mut ties: Vec<Vec<(u32, u32)>> = vec![Vec::new(); count];
        for (a, b) in edges {
            if a != b && (*a as usize) < n && (*b as usize) < n {
                ties[of[*a as usize] as usize].push((number[*a as usize], number[*b as usize]));
            }
        }
        let mut parts = Vec::new();
        let mut alone = Vec::new();
        for (nodes, ties) in nodes.into_iter().zip(ties) {
            match nodes.len() {
                0 => {}
                1 => alone.extend(nodes),
                2 => parts.push(Part { nodes, spread: None }),
                n => parts.push(Part { spread: Some(Spread::new(n, &ties)), nodes }),
            }
        }
        parts.sort_by_key(|p| (std::cmp::Reverse(p.nodes.len()), p.nodes[0]));
        Self { n, parts, alone }
    }

    /// How far it has come, 0 to 1.
    #[must_use]
    pub fn progress(&self) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "a fraction")]
        let weighed = |p: &Part| {
            let n = p.nodes.len() as f32;
            (n, n * p.spread.as_ref().map_or(1.0, Spread::progress))
        };
        let (all, done) =
            self.parts.iter().map(weighed).fold((0.0, 0.0), |a, b| (a.0 + b.0, a.1 + b.1));
        if all > 0.0 { done / all } else { 1.0 }
    }

    /// Whether nothing moves any more.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.parts.iter().all(|p| p.spread.as_ref().is_none_or(Spread::is_done))
    }

    /// Works until about `moves` nodes were moved; returns whether it is done.
    pub fn advance(&mut self, moves: usize) -> bool {
        let open = |p: &Part| p.spread.as_ref().is_some_and(|s| !s.is_done());
        let Some(at) = self.parts.iter().position(open) else { return true };
        if self.parts[at].nodes.len() > SMALL {
            if let Some(spread) = &mut self.parts[at].spread {
                spread.advance(moves);
            }
        } else {
            // Small ones side by side, as many as make up the portion.
            let mut left = (moves / 16).max(1);
            let few = self.parts[at..].iter().take_while(|p| {
                let go = left > 0;
                left = left.saturating_sub(p.nodes.len());
                go
            });
            let end = at + few.count();
            finish(&mut self.parts[at..end]);
        }
        self.is_done()
    }

    /// Works until it is done.
    pub fn finish(&mut self) {
        let large = self.parts.partition_point(|p| p.nodes.len() > SMALL);
        let (large, small) = self.parts.split_at_mut(large);
        for spread in large.iter_mut().filter_map(|p| p.spread.as_mut()) {
            spread.finish();
        }
        finish(small);
    }

    /// The place of every node, as far as it is known, in a room of this shape (width over height):
    /// around the middle, and such that tied nodes are about 1 apart.
    #[must_use]
    pub fn places(&self, aspect: f32) -> Vec<[f32; 2]> {
        let (parts, by) = self.shaped(aspect);
        self.packed(parts, aspect, ([MARGIN; 2], by), &|_| 0.0).0
    }

    /// The places of each component around its own middle, and by how much all but the main one
    /// are drawn smaller.
    fn shaped(&self, aspect: f32) -> (Vec<Vec<[f32; 2]>>, f32) {
        let mut all: Vec<Vec<[f32; 2]>> =
            self.parts.par_iter().enumerate().map(|(i, p)| p.places(aspect, i == 0)).collect();
        let sizes: Vec<[f32; 2]> = all
            .iter()
            .map(|places| {
                let [_, _, w, h] = bounds(places.iter().map(|p| (*p, MARGIN)));
                [w, h]
            })
            .collect();
        let nodes: Vec<usize> = self.parts.iter().map(|p| p.nodes.len()).collect();
        let by = beside(&sizes, &nodes);
        for p in all.iter_mut().skip(1).flatten() {
            *p = [p[0] * by, p[1] * by];
        }
        (all, by)
    }

    /// Where marks of these radii stand in a room, none over another as long as there are at most
    /// [`MAX_APART`] of them.
    #[must_use]
    pub fn placed(&self, room: Room, radius: &[f32]) -> Placed {
        let main = self.parts.first().map_or(0, |p| p.nodes.len());
        let few = (1..=FEW).contains(&main);
        let placed = self.placed_in(room, radius, few);
        let share = |p: &Placed| p.main[0] * p.main[1] / (room.size[0] * room.size[1]).max(1.0);
        if few || self.n > MAX_APART || share(&placed) >= ENOUGH {
            return placed;
        }
        let other = self.placed_in(room, radius, true);
        if share(&other) > share(&placed) { other } else { placed }
    }

    /// The same, with the main component stretched to the shape of the room after its marks were
    /// parted too, which bends distances but leaves less of a room.
    fn placed_in(&self, room: Room, radius: &[f32], again: bool) -> Placed {
        let [w, h] = room.size.map(|s| s.max(1.0));
        let aspect = w / h;
        let cover: f32 = radius.iter().map(|r| (2.0 * r + room.gap).powi(2)).sum();
        let of = |share: f32| libm::sqrtf(share * w * h / cover.max(1e-6)).min(1.0);
        let mut shrink = of(COVER.1);
        if self.n <= NAMED {
            shrink = of(COVER.0).max(shrink.min(LEGIBLE));
        }
        let (mut parts, by) = self.shaped(aspect);
        let rough = self.packed(parts.clone(), aspect, ([MARGIN; 2], by), &|_| 0.0).1;
        let scale = (w / rough[0].max(1e-6)).min(h / rough[1].max(1e-6)).min(180.0);
        for (k, (part, places)) in self.parts.iter().zip(&mut parts).enumerate() {
            for p in places.iter_mut() {
                *p = [p[0] * scale, p[1] * scale];
            }
            if self.n <= MAX_APART {
                let own: Vec<f32> = part
                    .nodes
                    .iter()
                    .map(|i| (radius[*i as usize] + room.gap / 2.0) * shrink)
                    .collect();
                part.part_marks(places, &own, scale, (k == 0 && again).then_some(aspect));
            }
        }
        let of = |i: u32| (radius[i as usize] + room.gap / 2.0) * shrink;
        let (mut pos, bounds, main) = self.packed(parts, aspect, (room.pad, by * shrink), &of);
        // What is too wide is drawn smaller, marks included; what leaves room uses it.
        let fit = (w / bounds[0].max(1e-6)).min(h / bounds[1].max(1e-6));
        for p in &mut pos {
            *p = [p[0] * fit, p[1] * fit];
        }
        shrink *= fit.min(1.0);
        Placed { pos, shrink, groups: self.groups(), main: main.map(|m| m * fit) }
    }

    /// The community of each node, numbered from 0; a component without any is one.
    #[must_use]
    pub fn groups(&self) -> Vec<u32> {
        let mut of = vec![0u32; self.n];
        let mut next = 0u32;
        for part in &self.parts {
            let own = part.spread.as_ref().and_then(Spread::groups);
            let most = own.and_then(|g| g.iter().max()).copied().unwrap_or(0);
            for (k, i) in part.nodes.iter().enumerate() {
                of[*i as usize] = next + own.map_or(0, |g| g[k]);
            }
            next += most + 1;
        }
        for i in &self.alone {
            of[*i as usize] = next;
            next += 1;
        }
        of
    }

    /// Packs components beside each other, what is tied to nothing as a field of its own, with
    /// `pad` around the main one and `by` times as much around the others. Returns all places, width and height of all, and those of the largest component.
    fn packed(
        &self,
        parts: Vec<Vec<[f32; 2]>>,
        aspect: f32,
        (pad, by): ([f32; 2], f32),
        radius: &dyn Fn(u32) -> f32,
    ) -> (Vec<[f32; 2]>, [f32; 2], [f32; 2]) {
        let mut blocks = Vec::with_capacity(parts.len() + 1);
        let mut middles = Vec::with_capacity(parts.len() + 1);
        let mut main = [0.0; 2];
        for (part, places) in self.parts.iter().zip(&parts) {
            let around = part.nodes.iter().map(|i| radius(*i));
            let [left, top, w, h] = bounds(places.iter().copied().zip(around));
            if blocks.is_empty() {
                main = [w, h];
            }
            middles.push([left + w / 2.0, top + h / 2.0]);
            let free = if blocks.is_empty() { 2.0 } else { 2.0 * by };
            blocks.push(Block::new(w + free * pad[0], h + free * pad[1]));
        }
        let field = (!self.alone.is_empty())
            .then(|| self.field(&blocks, aspect, pad.map(|p| p * by), radius));
        blocks.extend(field.as_ref().map(|f| Block::new(f.1[0], f.1[1])));
        pack(&mut blocks, aspect, 0.0);
        let mut pos = vec![[0.0; 2]; self.n];
        for (k, (part, places)) in self.parts.iter().zip(parts).enumerate() {
            let shift = [blocks[k].at[0] - middles[k][0], blocks[k].at[1] - middles[k][1]];
            for (i, p) in part.nodes.iter().zip(places) {
                pos[*i as usize] = [p[0] + shift[0], p[1] + shift[1]];
            }
        }
        if let (Some((places, _)), Some(block)) = (field, blocks.last()) {
            for (i, p) in self.alone.iter().zip(places) {
                pos[*i as usize] = [p[0] + block.at[0], p[1] + block.at[1]];
            }
        }
        let all = |k: usize| {
            let low = blocks.iter().map(|b| b.at[k] - b.size[k] / 2.0).fold(0.0f32, f32::min);
            let high = blocks.iter().map(|b| b.at[k] + b.size[k] / 2.0).fold(0.0f32, f32::max);
            high - low
        };
        let size = [all(0), all(1)];
        (pos, size, main)
    }

    /// What is tied to nothing, in rows as wide as the main component; with the size of the field.
    fn field(
        &self,
        blocks: &[Block],
        aspect: f32,
        pad: [f32; 2],
        radius: &dyn Fn(u32) -> f32,
    ) -> (Vec<[f32; 2]>, [f32; 2]) {
        let largest = self.alone.iter().map(|i| radius(*i)).fold(0.0f32, f32::max);
        #[expect(clippy::cast_precision_loss, reason = "a count of nodes")]
        let n = self.alone.len() as f32;
        // Few of them have room for names.
        let share = if self.alone.len() <= 12 { 1.0 } else { 0.12 };
        let (dx, dy) = (2.0 * (largest + pad[0] * share), 2.0 * (largest + pad[1] * share));
        let wide = blocks.first().map_or(libm::sqrtf(n * dx * dy * aspect), |b| b.size[0]);
        let columns = (wide / dx.max(1e-6)).floor().clamp(1.0, n);
        let rows = (n / columns).ceil();
        let at = |k: f32| {
            let (row, column) = ((k / columns).floor(), k % columns);
            [(column - (columns - 1.0) / 2.0) * dx, (row - (rows - 1.0) / 2.0) * dy]
        };
        #[expect(clippy::cast_precision_loss, reason = "a count of nodes")]
        let places = (0..self.alone.len()).map(|k| at(k as f32)).collect();
        (places, [columns * dx, rows * dy])
    }
}

/// Places small components, each on one thread.
fn finish(parts: &mut [Part]) {
    parts.par_iter_mut().filter_map(|p| p.spread.as_mut()).for_each(Spread::finish);
}

/// By how much components other than the main one are drawn smaller, so that it keeps its room.
fn beside(sizes: &[[f32; 2]], nodes: &[usize]) -> f32 {
    let all: usize = nodes.iter().sum();
    let (Some(main), Some(first)) = (sizes.first(), nodes.first()) else { return 1.0 };
    let rest: f32 = sizes[1..].iter().map(|s| s[0] * s[1]).sum();
    if first * 2 <= all || rest <= 0.0 {
        return 1.0;
    }
    libm::sqrtf(BESIDE * main[0] * main[1] / rest).min(1.0)
}

impl Part {
    /// Parts marks that overlap. What pushing them tore apart is brought together again before they
    /// are parted for good: tied nodes are `scale` apart before, and wider where marks need it.
    fn part_marks(
        &self,
        places: &mut Vec<[f32; 2]>,
        radius: &[f32],
        scale: f32,
        aspect: Option<f32>,
    ) {
        let size = |places: &[[f32; 2]]| {
            let [_, _, w, h] = bounds(places.iter().map(|p| (*p, 0.0)));
            libm::sqrtf(w * h)
        };
        let before = size(places);
        apart(places, radius, &|_| false);
        let wider = size(places) / before.max(1e-6);
        if let Some(spread) = self.spread.as_ref().filter(|_| wider.is_finite()) {
            spread.touch_up(places, scale * wider, TOUCH_UP);
            if let Some(aspect) = aspect {
                stretch(places, aspect);
            }
            apart(places, radius, &|_| false);
        }
    }

    /// Its places around their middle, turned so that its length lies along the longer side of the
    /// room; the `main` one is stretched a little to the room's shape.
    fn places(&self, aspect: f32, main: bool) -> Vec<[f32; 2]> {
        let Some(spread) = &self.spread else { return vec![[-0.5, 0.0], [0.5, 0.0]] };
        let mut places = spread.places();
        turn(&mut places, aspect >= 1.0);
        if main {
            stretch(&mut places, aspect);
        }
        places
    }
}

/// Stretches places a little to the shape of the room.
fn stretch(places: &mut [[f32; 2]], aspect: f32) {
    let [_, _, w, h] = bounds(places.iter().map(|p| (*p, 0.0)));
    let wanted = libm::sqrtf(aspect * h.max(1e-6) / w.max(1e-6));
    let most = if places.len() <= FEW { STRETCH.0 } else { STRETCH.1 };
    let by = wanted.clamp(1.0 / most, most);
    for p in places {
        *p = [p[0] * by, p[1] / by];
    }
}

/// Turns places around their middle so that they reach farthest along one axis.
fn turn(places: &mut [[f32; 2]], flat: bool) {
    #[expect(clippy::cast_precision_loss, reason = "a count of nodes")]
    let n = places.len().max(1) as f32;
    let (x, y) = places.iter().fold((0.0f32, 0.0f32), |a, p| (a.0 + p[0], a.1 + p[1]));
    let (mx, my) = (x / n, y / n);
    let (mut xx, mut xy, mut yy) = (0.0f32, 0.0f32, 0.0f32);
    for p in places.iter() {
        let (dx, dy) = (p[0] - mx, p[1] - my);
        xx += dx * dx;
        xy += dx * dy;
        yy += dy * dy;
    }
    let mut angle = 0.5 * libm::atan2f(2.0 * xy, xx - yy);
    if !flat {
        angle -= std::f32::consts::FRAC_PI_2;
    }
    let (sin, cos) = (libm::sinf(angle), libm::cosf(angle));
    for p in places {
        let (dx, dy) = (p[0] - mx, p[1] - my);
        *p = [dx * cos + dy * sin, dy * cos - dx * sin];
    }
}

/// Left, top, width and height of circles.
fn bounds(circles: impl Iterator<Item = ([f32; 2], f32)>) -> [f32; 4] {
    let (mut min, mut max) = ([f32::MAX; 2], [f32::MIN; 2]);
    for (p, r) in circles {
        for axis in 0..2 {
            min[axis] = min[axis].min(p[axis] - r);
            max[axis] = max[axis].max(p[axis] + r);
        }
    }
    [min[0], min[1], (max[0] - min[0]).max(0.0), (max[1] - min[1]).max(0.0)]
}

/// The node that stands for the component of a node.
fn root(up: &mut [u32], mut i: u32) -> u32 {
    while up[i as usize] != i {
        up[i as usize] = up[up[i as usize] as usize];
        i = up[i as usize];
    }
    i
}

/// The component of each node, numbered by its first node.
fn components(n: usize, edges: &[(u32, u32)]) -> Vec<u32> {
    let mut up: Vec<u32> = (0..u32::try_from(n).unwrap_or(u32::MAX)).collect();
    for (a, b) in edges {
        if (*a as usize) < n && (*b as usize) < n {
            let (a, b) = (root(&mut up, *a), root(&mut up, *b));
            up[a.max(b) as usize] = a.min(b);
        }
    }
    let mut number = vec![u32::MAX; n];
    let mut next = 0;
    (0..n)
        .zip(0u32..)
        .map(|(_, i)| {
            let r = root(&mut up, i) as usize;
            if number[r] == u32::MAX {
                number[r] = next;
                next += 1;
            }
            number[r]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two cliques tied by one edge, five separate pairs, and three nodes without ties.
    fn network() -> (usize, Vec<(u32, u32)>) {
        let mut edges = vec![(0, 20)];
        for base in [0u32, 20] {
            for a in 0..20 {
                edges.extend((a + 1..20).map(|b| (base + a, base + b)));
            }
        }
        edges.extend((0..5).map(|i| (40 + 2 * i, 41 + 2 * i)));
        (53, edges)
    }

    #[test]
    fn separate_components_stand_beside_the_main_one_which_fills_the_room() {
        let (n, edges) = network();
        let mut placing = Placing::new(n, &edges);
        placing.finish();
        let radius = vec![8.0; n];
        for size in [[600.0, 300.0], [300.0, 500.0]] {
            let room = Room { size, pad: [4.0, 4.0], gap: 4.0 };
            let placed = placing.placed(room, &radius);
            let r = 8.0 * placed.shrink;
            for (i, p) in placed.pos.iter().enumerate() {
                assert!(p[0].abs() <= size[0] / 2.0 && p[1].abs() <= size[1] / 2.0, "{p:?}");
                for q in &placed.pos[..i] {
                    assert!(libm::hypotf(p[0] - q[0], p[1] - q[1]) >= 2.0 * r * 0.999);
                }
            }
            let share = placed.main[0] * placed.main[1] / (size[0] * size[1]);
            assert!(share > 0.5, "{share}");
            // Both cliques are told apart, and so is each pair.
            assert_ne!(placed.groups[1], placed.groups[21]);
            assert_eq!(placed.groups[40], placed.groups[41]);
        }
    }
}
