//! Force-directed placement, the same on every machine.
//!
//! Spring and repulsion after Fruchterman and Reingold (1991), in a field wider than high, with
//! one or two parties held at the sides. Labels need more width than height, so nodes are parted
//! as boxes at the end.

use super::{Edge, Vertex};
use crate::record::Collection;
use crate::table::Node;

const STEPS: usize = 400;

pub(super) fn place(vertices: &mut [Vertex], edges: &[Edge]) {
    let n = vertices.len();
    if n == 0 {
        return;
    }
    let (box_w, box_h) = if n <= 40 {
        (168.0, 84.0)
    } else if n <= 90 {
        (120.0, 58.0)
    } else {
        (92.0, 62.0)
    };
    #[expect(clippy::cast_precision_loss, reason = "few nodes")]
    let side = libm::sqrtf(n as f32 * box_w * box_h * 1.2);
    let (half_w, half_h) = (side * 0.74, side * 0.36);
    let anchors = anchors(vertices, half_w, half_h);
    let mut pos = start(edges, &anchors, half_w, half_h);
    #[expect(clippy::cast_precision_loss, reason = "few nodes")]
    let ideal = libm::sqrtf(4.0 * half_w * half_h / n as f32) * 0.9;
    for step in 0..STEPS {
        #[expect(clippy::cast_precision_loss, reason = "few steps")]
        let heat = (1.0 - step as f32 / STEPS as f32) * ideal * 0.35 + 0.5;
        // Many nodes need a stronger pull, or their pushing each other sends them to the rim.
        let pull = if n <= 40 { 0.12 } else { 0.8 };
        let push = forces(&pos, edges, ideal, [pull, pull * half_w / half_h]);
        for i in 0..n {
            if anchors[i].is_some() {
                continue;
            }
            let [dx, dy] = push[i];
            let len = libm::hypotf(dx, dy).max(1e-6);
            let go = len.min(heat) / len;
            let room = if n <= 40 { 1.0 } else { 1.6 };
            pos[i][0] = (pos[i][0] + dx * go).clamp(-half_w * room, half_w * room);
            pos[i][1] = (pos[i][1] + dy * go).clamp(-half_h * room, half_h * room);
        }
    }
    for _ in 0..160 {
        if !part(&mut pos, &anchors, box_w, box_h) {
            break;
        }
    }
    for (v, p) in vertices.iter_mut().zip(&pos) {
        v.pos = *p;
    }
}

/// Parties held in place: one in the middle, two at the sides, up to six around.
fn anchors(vertices: &[Vertex], half_w: f32, half_h: f32) -> Vec<Option<[f32; 2]>> {
    let is_party =
        |v: &Vertex| matches!(v.node, Node::Record(r) if r.collection() == Collection::Parties);
    let mut parties: Vec<usize> = (0..vertices.len()).filter(|i| is_party(&vertices[*i])).collect();
    // The order of the file, so that an edit elsewhere never swaps sides.
    parties.sort_by_key(|i| vertices[*i].node);
    let mut anchors = vec![None; vertices.len()];
    let places: Vec<[f32; 2]> = match parties.len() {
        1 => vec![[0.0, 0.0]],
        2 => vec![[-half_w * 0.58, 0.0], [half_w * 0.58, 0.0]],
        3..=6 => (0..parties.len())
            .map(|i| {
                #[expect(clippy::cast_precision_loss, reason = "at most six")]
                let angle =
                    std::f32::consts::TAU * i as f32 / parties.len() as f32 + std::f32::consts::PI;
                [half_w * 0.95 * libm::cosf(angle), half_h * 0.95 * libm::sinf(angle)]
            })
            .collect(),
        _ => Vec::new(),
    };
    for (i, place) in parties.into_iter().zip(places) {
        anchors[i] = Some(place);
    }
    anchors
}

/// Near the held parties a node is tied to, and outside a party it is tied to alone; spread like
/// the seeds of a sunflower: even, and without chance.
fn start(edges: &[Edge], anchors: &[Option<[f32; 2]>], half_w: f32, half_h: f32) -> Vec<[f32; 2]> {
    let mut near: Vec<Vec<[f32; 2]>> = vec![Vec::new(); anchors.len()];
    for edge in edges {
        let (a, b) = (edge.from as usize, edge.to as usize);
        for (i, other) in [(a, b), (b, a)] {
            if let Some(place) = anchors[other]
                && !near[i].contains(&place)
            {
                near[i].push(place);
            }
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "few nodes")]
    let n = anchors.len() as f32;
    (0..anchors.len())
        .map(|i| {
            anchors[i].unwrap_or_else(|| {
                #[expect(clippy::cast_precision_loss, reason = "few nodes")]
                let k = i as f32 + 0.5;
                let angle = k * 2.399_963_2;
                let r = libm::sqrtf(k / n);
                let spread = |center: [f32; 2], size: f32| {
                    [
                        center[0] + half_w * r * size * libm::cosf(angle),
                        center[1] + half_h * r * size * libm::sinf(angle),
                    ]
                };
                match near[i].as_slice() {
                    [] => spread([0.0, 0.0], 0.85),
                    [one] => spread([one[0] * 1.5, one[1] * 1.5], 0.3),
                    several => {
                        #[expect(clippy::cast_precision_loss, reason = "few parties")]
                        let m = several.len() as f32;
                        let x = several.iter().map(|p| p[0]).sum::<f32>() / m;
                        let y = several.iter().map(|p| p[1]).sum::<f32>() / m;
                        spread([x, y], 0.45)
                    }
                }
            })
        })
        .collect()
}

fn forces(pos: &[[f32; 2]], edges: &[Edge], ideal: f32, pull: [f32; 2]) -> Vec<[f32; 2]> {
    let mut push = vec![[0.0f32; 2]; pos.len()];
    for i in 0..pos.len() {
        for j in 0..i {
            let dx = pos[i][0] - pos[j][0];
            // Distances up and down weigh more, as the field is wider than high.
            let dy = (pos[i][1] - pos[j][1]) * 1.15;
            let d2 = (dx * dx + dy * dy).max(1.0);
            let f = ideal * ideal / d2;
            push[i][0] += dx * f;
            push[i][1] += dy * f;
            push[j][0] -= dx * f;
            push[j][1] -= dy * f;
        }
        // A pull to the middle keeps what is not tied in the picture.
        push[i][0] -= pos[i][0] * pull[0];
        push[i][1] -= pos[i][1] * pull[1];
    }
    let mut degree = vec![0.0f32; pos.len()];
    for edge in edges {
        degree[edge.from as usize] += 1.0;
        degree[edge.to as usize] += 1.0;
    }
    for edge in edges {
        let (a, b) = (edge.from as usize, edge.to as usize);
        if a == b || edge.lane.0 > 1 {
            continue;
        }
        // What is tied to everything must not draw everything into one point.
        let share = 1.0 / (1.0 + degree[a].min(degree[b]) * 0.3).max(1.0);
        let dx = pos[a][0] - pos[b][0];
        let dy = pos[a][1] - pos[b][1];
        let f = libm::hypotf(dx, dy) / ideal * 0.8 * share;
        push[a][0] -= dx * f;
        push[a][1] -= dy * f;
        push[b][0] += dx * f;
        push[b][1] += dy * f;
    }
    push
}

/// Moves boxes that overlap apart along the shorter way; returns whether any did.
fn part(pos: &mut [[f32; 2]], anchors: &[Option<[f32; 2]>], w: f32, h: f32) -> bool {
    let mut moved = false;
    for i in 0..pos.len() {
        for j in 0..i {
            let dx = pos[i][0] - pos[j][0];
            let dy = pos[i][1] - pos[j][1];
            let (ox, oy) = (w - dx.abs(), h - dy.abs());
            if ox <= 0.5 || oy <= 0.5 {
                continue;
            }
            moved = true;
            let (axis, by) = if oy <= ox {
                (1, oy * if dy < 0.0 { -1.0 } else { 1.0 })
            } else {
                (0, ox * if dx < 0.0 { -1.0 } else { 1.0 })
            };
            match (anchors[i].is_some(), anchors[j].is_some()) {
                (true, true) => {}
                (true, false) => pos[j][axis] -= by,
                (false, true) => pos[i][axis] += by,
                (false, false) => {
                    pos[i][axis] += by * 0.5;
                    pos[j][axis] -= by * 0.5;
                }
            }
        }
    }
    moved
}
