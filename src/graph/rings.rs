//! One node in the middle, what it is tied to on a ring around it, what that is tied to on the next.

use super::{Graph, Walk};
use crate::table::Node;

/// Between rings, in points.
const RING: f32 = 150.0;
/// Least room on a ring for each node, in points.
const SEAT: f32 = 58.0;

impl Graph {
    /// What of the network as it is drawn lies within some steps of a vertex, on rings around it.
    /// `None` when that one is not drawn.
    #[must_use]
    pub fn around(&self, middle: Node, steps: u32) -> Option<Self> {
        let start = self.vertices.iter().position(|v| v.node == middle)?;
        let ties = || self.edges.iter().map(|e| Some((e.from as usize, e.to as usize)));
        let walk = Walk::new(self.vertices.len(), ties, start, steps, None);
        let mut place = vec![u32::MAX; self.vertices.len()];
        let mut part =
            Self { edges: Vec::new(), vertices: Vec::new(), members: Vec::new(), ..self.clone() };
        for (i, v) in self.vertices.iter().enumerate().filter(|(i, _)| walk.reaches(*i)) {
            place[i] = u32::try_from(part.vertices.len()).unwrap_or(u32::MAX);
            part.vertices.push(*v);
            part.members.push(self.members.get(i).cloned().unwrap_or_default());
        }
        for e in &self.edges {
            let (from, to) = (place[e.from as usize], place[e.to as usize]);
            if from != u32::MAX && to != u32::MAX {
                part.edges.push(super::Edge { from, to, ..e.clone() });
            }
        }
        part.communities.clear();
        part.lines = part.edges.len();
        part.rest = self.rest + self.vertices.len() - part.vertices.len();
        part.rings(middle);
        Some(part)
    }

    /// Places all vertices on rings by how many steps they are away from one, each near what it is
    /// tied to on the ring within. Does nothing when that one is not drawn.
    pub fn rings(&mut self, middle: Node) {
        let Some(start) = self.vertices.iter().position(|v| v.node == middle) else { return };
        let n = self.vertices.len();
        let ties = || self.edges.iter().map(|e| Some((e.from as usize, e.to as usize)));
        let walk = Walk::new(n, ties, start, u32::MAX, None);
        let mut rings: Vec<Vec<usize>> = Vec::new();
        for i in (0..n).filter(|i| *i != start) {
            let step = walk.steps(i).unwrap_or(u32::MAX).clamp(1, 4) as usize;
            if rings.len() < step {
                rings.resize(step, Vec::new());
            }
            rings[step - 1].push(i);
        }
        // The angle each stands at, in whole turns.
        let mut angle = vec![0.0f32; n];
        let mut radius = 0.0f32;
        self.vertices[start].pos = [0.0, 0.0];
        for (k, ring) in rings.iter_mut().enumerate() {
            // Those that hang on the same node of the ring within stand side by side.
            let wish = |i: usize| {
                let mut within: Vec<f32> = Vec::new();
                for e in &self.edges {
                    let (a, b) = (e.from as usize, e.to as usize);
                    for (own, other) in [(a, b), (b, a)] {
                        if own == i
                            && other != start
                            && walk.steps(other) == Some(u32::try_from(k).unwrap_or(0))
                        {
                            within.push(angle[other]);
                        }
                    }
                }
                within.sort_by(f32::total_cmp);
                within.get(within.len() / 2).copied()
            };
            let mut order: Vec<(f32, u32, usize)> = ring
                .iter()
                .map(|i| {
                    // Without any, by sector, so that colours stand together.
                    let sector = self.vertices[*i].sector.unwrap_or(u32::MAX);
                    (wish(*i).unwrap_or(0.0), sector, *i)
                })
                .collect();
            order.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
            #[expect(clippy::cast_precision_loss, reason = "few nodes")]
            let count = order.len().max(1) as f32;
            radius = (radius + RING).max(count * SEAT / std::f32::consts::TAU);
            for (seat, (_, _, i)) in order.iter().enumerate() {
                #[expect(clippy::cast_precision_loss, reason = "few nodes")]
                let turn = (seat as f32 + 0.5 * (k % 2) as f32) / count;
                angle[*i] = turn;
                let a = turn * std::f32::consts::TAU - std::f32::consts::FRAC_PI_2;
                // Wider than high, as rooms are.
                let place = [radius * 1.3 * libm::cosf(a), radius * 0.8 * libm::sinf(a)];
                self.vertices[*i].pos = place;
            }
        }
        self.curated = true;
    }
}
