//! Where the labels of the network stand: by priority, never over a node or another label, and off
//! the lines where there is a choice.

use std::sync::Arc;

use egui::{Galley, Pos2, Rect, Vec2, vec2};

/// What is known of one node before its label is placed.
pub(super) struct Wish {
    /// Centre of the node.
    pub(super) at: Pos2,
    /// Radius of the node.
    pub(super) r: f32,
    /// The text.
    pub(super) galley: Arc<Galley>,
    /// The text on one line, cut.
    pub(super) short: Arc<Galley>,
    /// Higher goes first.
    pub(super) priority: u64,
}

/// Where a label was placed.
#[derive(Clone, Copy, Debug)]
pub(super) struct LabelPlace {
    /// Top left corner, from the node's centre.
    pub(super) offset: Vec2,
    /// Its lines are centred.
    pub(super) centred: bool,
    /// There was room for the short form only.
    pub(super) short: bool,
}

/// For each wish, where its label stands, or `None` when there is no room. While the `whole`
/// network is in view, no label is cut by the edge of the `field`. `marks` stay free too.
pub(super) fn place(
    wishes: &[Wish],
    curves: &[Vec<Pos2>],
    field: Rect,
    whole: bool,
    marks: &[Rect],
) -> Vec<Option<LabelPlace>> {
    let nodes: Vec<Rect> =
        wishes.iter().map(|w| Rect::from_center_size(w.at, Vec2::splat(w.r * 2.0 + 2.0))).collect();
    let mut order: Vec<usize> = (0..wishes.len()).collect();
    order.sort_by_key(|i| (std::cmp::Reverse(wishes[*i].priority), *i));
    let mut taken: Vec<Rect> = marks.to_vec();
    let mut out = vec![None; wishes.len()];
    for short in [false, true] {
        for i in &order {
            let wish = &wishes[*i];
            if out[*i].is_some() {
                continue;
            }
            let size = if short { wish.short.size() } else { wish.galley.size() };
            let best = candidates(wish.r, size)
                .into_iter()
                .enumerate()
                .filter_map(|(preference, offset)| {
                    let rect = Rect::from_min_size(wish.at + offset, size);
                    let clear = rect.expand(2.0);
                    let blocked = taken.iter().any(|t| t.intersects(clear))
                        || nodes.iter().enumerate().any(|(j, n)| j != *i && n.intersects(clear))
                        || (whole && !field.contains_rect(rect));
                    let crossed = || {
                        let on = |c: &Vec<Pos2>| c.iter().filter(|p| clear.contains(**p)).count();
                        curves.iter().map(on).sum::<usize>()
                    };
                    (!blocked).then(|| (crossed() * 4 + preference, offset, rect, preference < 2))
                })
                .min_by_key(|c| c.0);
            if let Some((_, offset, rect, centred)) = best {
                taken.push(rect);
                out[*i] = Some(LabelPlace { offset, centred, short });
            }
        }
    }
    out
}

/// Below, above, right, left, then the corners, then above and below to one side.
fn candidates(r: f32, size: Vec2) -> [Vec2; 12] {
    let gap = r + 4.0;
    let (cx, cy) = (-size.x / 2.0, -size.y / 2.0);
    let d = gap * 0.75;
    [
        vec2(cx, gap),
        vec2(cx, -gap - size.y),
        vec2(gap + 2.0, cy),
        vec2(-gap - 2.0 - size.x, cy),
        vec2(d, d),
        vec2(-d - size.x, d),
        vec2(d, -d - size.y),
        vec2(-d - size.x, -d - size.y),
        vec2(-size.x * 0.8, gap),
        vec2(-size.x * 0.2, gap),
        vec2(-size.x * 0.8, -gap - size.y),
        vec2(-size.x * 0.2, -gap - size.y),
    ]
}
