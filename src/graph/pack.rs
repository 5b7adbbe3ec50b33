//! Separate components beside each other: the main one fills the room, the others stand in shelves
//! beside or below it, by size.

/// A box to be placed, and where it came to stand: its middle.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Block {
    /// Width and height.
    pub(super) size: [f32; 2],
    /// The middle.
    pub(super) at: [f32; 2],
}

impl Block {
    pub(super) fn new(w: f32, h: f32) -> Self {
        Self { size: [w, h], at: [0.0; 2] }
    }
}

/// Places boxes, the first of which is the main one, into a room of `aspect` (width over height),
/// without overlap; `gap` is left between any two. Middles are told around the middle of all.
pub(super) fn pack(blocks: &mut [Block], aspect: f32, gap: f32) {
    let Some((main, rest)) = blocks.split_first() else { return };
    if rest.is_empty() {
        blocks[0].at = [0.0; 2];
        return;
    }
    let [w, h] = main.size;
    // Each way of placing them, and how large it can be drawn.
    let mut best: Option<(f32, Vec<[f32; 2]>)> = None;
    let mut consider = |places: Vec<[f32; 2]>, blocks: &[Block]| {
        let [_, _, width, height] = bounds(blocks, &places);
        let scale = (aspect / width.max(1e-6)).min(1.0 / height.max(1e-6));
        if best.as_ref().is_none_or(|b| scale > b.0 * 1.0001) {
            best = Some((scale, places));
        }
    };
    let widest = rest.iter().map(|b| b.size[0]).fold(0.0f32, f32::max);
    let area: f32 = rest.iter().map(|b| (b.size[0] + gap) * (b.size[1] + gap)).sum();
    // A column at the right, as narrow as its height allows.
    let mut column = widest.max(area / (h + gap).max(1e-6));
    for _ in 0..40 {
        let (places, height) = shelves(rest, column, gap);
        if height <= h.max(1e-6) * 1.001 || column > w * 4.0 + widest {
            let left = w / 2.0 + gap;
            let top = -height / 2.0;
            let mut all = vec![[0.0; 2]];
            all.extend(places.iter().map(|p| [left + p[0], top + p[1]]));
            consider(all, blocks);
            break;
        }
        column *= 1.08;
    }
    // A row below, as wide as the main one or the room, whichever is more.
    for width in [w, h * aspect, (w * h + area).sqrt() * aspect.sqrt()] {
        let width = width.max(widest);
        let (places, _) = shelves(rest, width, gap);
        let mut all = vec![[0.0; 2]];
        let top = h / 2.0 + gap;
        all.extend(
            places.iter().map(|p| [p[0] - width.min(span(rest, &places)) / 2.0, top + p[1]]),
        );
        consider(all, blocks);
    }
    // All in shelves, where none stands out.
    let width = ((w * h + area) * aspect).sqrt().max(w).max(widest);
    let (places, _) = shelves(blocks, width, gap);
    consider(places, blocks);
    let Some((_, places)) = best else { return };
    let [left, top, width, height] = bounds(blocks, &places);
    for (block, at) in blocks.iter_mut().zip(places) {
        block.at = [at[0] - left - width / 2.0, at[1] - top - height / 2.0];
    }
}

/// How far the boxes reach to the right.
fn span(blocks: &[Block], places: &[[f32; 2]]) -> f32 {
    blocks.iter().zip(places).map(|(b, p)| p[0] + b.size[0] / 2.0).fold(0.0, f32::max)
}

/// Left, top, width and height of all.
fn bounds(blocks: &[Block], places: &[[f32; 2]]) -> [f32; 4] {
    let (mut min, mut max) = ([f32::MAX; 2], [f32::MIN; 2]);
    for (b, p) in blocks.iter().zip(places) {
        for axis in 0..2 {
            min[axis] = min[axis].min(p[axis] - b.size[axis] / 2.0);
            max[axis] = max[axis].max(p[axis] + b.size[axis] / 2.0);
        }
    }
    [min[0], min[1], max[0] - min[0], max[1] - min[1]]
}

/// Middles of boxes in shelves of a width, from the left top corner at the origin, and the height
/// of all; boxes come highest first.
fn shelves(blocks: &[Block], width: f32, gap: f32) -> (Vec<[f32; 2]>, f32) {
    let mut order: Vec<usize> = (0..blocks.len()).collect();
    order.sort_by(|a, b| blocks[*b].size[1].total_cmp(&blocks[*a].size[1]).then(a.cmp(b)));
    let mut places = vec![[0.0; 2]; blocks.len()];
    let (mut x, mut top, mut high) = (0.0f32, 0.0f32, 0.0f32);
    for i in order {
        let [w, h] = blocks[i].size;
        if x > 0.0 && x + w > width * 1.0001 {
            (x, top, high) = (0.0, top + high + gap, 0.0);
        }
        places[i] = [x + w / 2.0, top + h / 2.0];
        x += w + gap;
        high = high.max(h);
    }
    (places, top + high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_never_overlap_and_the_main_one_fills_the_room() {
        let mut blocks = vec![Block::new(100.0, 60.0)];
        blocks.extend((0..20u8).map(|i| Block::new(6.0 + f32::from(i % 4), 4.0)));
        for aspect in [0.6, 1.0, 1.8, 3.0] {
            pack(&mut blocks, aspect, 2.0);
            for (i, a) in blocks.iter().enumerate() {
                for b in &blocks[..i] {
                    let clear = |k: usize| {
                        (a.at[k] - b.at[k]).abs() >= f32::midpoint(a.size[k], b.size[k]) + 1.99
                    };
                    assert!(clear(0) || clear(1), "{aspect} {a:?} {b:?}");
                }
            }
            let places: Vec<[f32; 2]> = blocks.iter().map(|b| b.at).collect();
            let [_, _, w, h] = bounds(&blocks, &places);
            assert!(100.0 * 60.0 > 0.55 * w * h, "{aspect}: {w} {h}");
        }
    }
}
