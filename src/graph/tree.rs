//! Repulsion of many points at once: a quadtree in which far points count as one (Barnes and Hut
//! 1986), laid out along the Morton curve so that it is walked without a stack.

use rayon::prelude::*;

/// Most points in a leaf.
const LEAF: usize = 8;

/// A square of the plane and what lies in it.
#[derive(Clone, Copy, Debug)]
struct Square {
    /// Centre of mass.
    x: f32,
    y: f32,
    /// Points in it, weighted.
    mass: f32,
    /// Side squared.
    side2: f32,
    /// The next square that is not inside this one.
    next: u32,
    /// Points of a leaf, in the order of the curve; none otherwise.
    first: u32,
    count: u32,
}

/// The tree over a set of points.
#[derive(Debug, Default)]
pub(super) struct Tree {
    squares: Vec<Square>,
    /// Points along the curve: their number, then place and weight.
    order: Vec<u32>,
    points: Vec<[f32; 3]>,
    codes: Vec<u64>,
}

/// The bits of a number, each followed by a zero.
fn spread_bits(n: u32) -> u64 {
    let mut n = u64::from(n);
    n = (n | n << 16) & 0x0000_FFFF_0000_FFFF;
    n = (n | n << 8) & 0x00FF_00FF_00FF_00FF;
    n = (n | n << 4) & 0x0F0F_0F0F_0F0F_0F0F;
    n = (n | n << 2) & 0x3333_3333_3333_3333;
    (n | n << 1) & 0x5555_5555_5555_5555
}

impl Tree {
    /// Builds the tree over `places` with their weights.
    pub(super) fn build(&mut self, places: &[[f32; 2]], mass: &[f32]) {
        let far =
            places.iter().flatten().filter(|v| v.is_finite()).fold(1e-3f32, |a, v| a.max(v.abs()));
        let scale = 16_383.0 / far;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and 32767"
        )]
        let cell = |v: f32| ((v * scale) + 16_384.0).clamp(0.0, 32_767.0) as u32;
        // The code in the high half, the number in the low one, sorts both at once.
        let keyed = |(i, p): (usize, &[f32; 2])| {
            let code = spread_bits(cell(p[0])) | spread_bits(cell(p[1])) << 1;
            code << 32 | i as u64
        };
        self.codes.clear();
        self.codes.par_extend(places.par_iter().enumerate().map(keyed));
        self.codes.par_sort_unstable();
        self.order.clear();
        #[expect(clippy::cast_possible_truncation, reason = "the low half is the number")]
        self.order.extend(self.codes.iter().map(|k| *k as u32));
        self.points.clear();
        self.points.extend(self.order.iter().map(|i| {
            let p = places[*i as usize];
            [p[0], p[1], mass[*i as usize]]
        }));
        self.squares.clear();
        let side = 32_768.0 / scale;
        self.split(0, self.points.len(), 30, side);
    }

    /// Adds the square of the points `from..to`, whose codes agree above `bits`.
    fn split(&mut self, from: usize, to: usize, bits: u32, side: f32) {
        let at = self.squares.len();
        let (mut x, mut y, mut mass) = (0.0f32, 0.0f32, 0.0f32);
        let leaf = to - from <= LEAF || bits < 2;
        self.squares.push(Square {
            x,
            y,
            mass,
            side2: side * side,
            next: 0,
            first: u32::try_from(from).unwrap_or(0),
            count: if leaf { u32::try_from(to - from).unwrap_or(0) } else { 0 },
        });
        if leaf {
            for p in &self.points[from..to] {
                x += p[0] * p[2];
                y += p[1] * p[2];
                mass += p[2];
            }
        } else {
            let mut start = from;
            for quarter in 0..4u64 {
                let within = |k: &u64| (k >> (32 + bits - 2) & 3) <= quarter;
                let end = start + self.codes[start..to].partition_point(within);
                if end > start {
                    let child = self.squares.len();
                    self.split(start, end, bits - 2, side * 0.5);
                    let c = self.squares[child];
                    x += c.x * c.mass;
                    y += c.y * c.mass;
                    mass += c.mass;
                }
                start = end;
            }
        }
        let next = u32::try_from(self.squares.len()).unwrap_or(u32::MAX);
        let square = &mut self.squares[at];
        square.mass = mass;
        square.x = x / mass.max(1e-9);
        square.y = y / mass.max(1e-9);
        square.next = next;
    }

    /// The numbers of the points along the curve.
    pub(super) fn order(&self) -> &[u32] {
        &self.order
    }

    /// The repulsion of all others on each point of a stretch of the curve, `strength` × weight /
    /// distance. Squares seen under an angle below `theta` count as one point.
    pub(super) fn push(
        &self,
        stretch: std::ops::Range<usize>,
        strength: f32,
        theta: f32,
    ) -> Vec<[f32; 2]> {
        let inv = 1.0 / (theta * theta);
        self.points[stretch]
            .par_iter()
            .with_min_len(512)
            .map(|p| {
                let (mut fx, mut fy) = (0.0f32, 0.0f32);
                let mut at = 0usize;
                while let Some(s) = self.squares.get(at) {
                    let (dx, dy) = (p[0] - s.x, p[1] - s.y);
                    let d2 = dx * dx + dy * dy;
                    if s.side2 * inv < d2 {
                        let f = s.mass / d2;
                        fx += dx * f;
                        fy += dy * f;
                        at = s.next as usize;
                    } else if s.count > 0 {
                        let first = s.first as usize;
                        for q in &self.points[first..first + s.count as usize] {
                            let (dx, dy) = (p[0] - q[0], p[1] - q[1]);
                            // A point itself adds nothing, as its distance has no direction.
                            let f = q[2] / (dx * dx + dy * dy).max(1e-6);
                            fx += dx * f;
                            fy += dy * f;
                        }
                        at = s.next as usize;
                    } else {
                        at += 1;
                    }
                }
                [fx * strength, fy * strength]
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn far_points_count_almost_as_they_do_one_by_one() {
        let places: Vec<[f32; 2]> = (0..400u16)
            .map(|i| {
                let (a, r) = (f32::from(i) * 2.4, f32::from(i).sqrt());
                [r * libm::cosf(a), r * libm::sinf(a) * 0.5]
            })
            .collect();
        let mass: Vec<f32> = (0..400u16).map(|i| 1.0 + f32::from(i % 3)).collect();
        let mut tree = Tree::default();
        tree.build(&places, &mass);
        let mut near = vec![[0.0; 2]; 400];
        for (i, f) in tree.order().iter().zip(tree.push(0..400, 2.0, 0.5)) {
            near[*i as usize] = f;
        }
        for (i, p) in places.iter().enumerate() {
            let mut f = [0.0f32; 2];
            for (j, q) in places.iter().enumerate().filter(|(j, _)| *j != i) {
                let d = [p[0] - q[0], p[1] - q[1]];
                let w = 2.0 * mass[j] / (d[0] * d[0] + d[1] * d[1]);
                f = [f[0] + d[0] * w, f[1] + d[1] * w];
            }
            let size = libm::hypotf(f[0], f[1]).max(1.0);
            let off = libm::hypotf(f[0] - near[i][0], f[1] - near[i][1]) / size;
            assert!(off < 0.05, "{i}: {f:?} {:?}", near[i]);
        }
    }
}
