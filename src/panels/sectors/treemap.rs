//! Sectors as areas: the squarified treemap of Bruls, Huizing and van Wijk (2000).

use egui::{Rect, pos2, vec2};

/// Places areas in proportion to `sizes`, which are in descending order, into `rect`; each as near
/// a square as the order allows. Sizes of 0 get no area.
#[must_use]
pub fn squarify(sizes: &[f64], rect: Rect) -> Vec<Rect> {
    let mut out = Vec::with_capacity(sizes.len());
    let total: f64 = sizes.iter().sum();
    let area = f64::from(rect.width().max(0.0)) * f64::from(rect.height().max(0.0));
    if total <= 0.0 || area <= 0.0 {
        return vec![Rect::from_min_size(rect.min, vec2(0.0, 0.0)); sizes.len()];
    }
    let areas: Vec<f64> = sizes.iter().map(|s| s.max(0.0) / total * area).collect();
    let mut left = rect;
    let mut start = 0;
    while start < areas.len() {
        let side = f64::from(left.width().min(left.height())).max(1e-6);
        let mut end = start + 1;
        while end < areas.len()
            && worst(&areas[start..=end], side) <= worst(&areas[start..end], side)
        {
            end += 1;
        }
        left = row(&areas[start..end], left, &mut out);
        start = end;
    }
    out
}

/// The worst ratio of sides in a row along a side of this length.
fn worst(row: &[f64], side: f64) -> f64 {
    let sum: f64 = row.iter().sum();
    let (max, min) = row.iter().fold((0.0f64, f64::MAX), |(a, b), x| (a.max(*x), b.min(*x)));
    let (s2, w2) = (sum * sum, side * side);
    (w2 * max / s2.max(1e-9)).max(s2 / (w2 * min).max(1e-9))
}

/// Lays one row along the shorter side; returns what is left.
#[expect(clippy::cast_possible_truncation, reason = "places on screen")]
fn row(areas: &[f64], rect: Rect, out: &mut Vec<Rect>) -> Rect {
    let sum: f64 = areas.iter().sum();
    let wide = rect.width() >= rect.height();
    let side = f64::from(if wide { rect.height() } else { rect.width() }).max(1e-6);
    let thick = (sum / side) as f32;
    let mut at = 0.0f32;
    for area in areas {
        let long = if sum > 0.0 { (area / sum * side) as f32 } else { 0.0 };
        let (min, size) = if wide {
            (pos2(rect.left(), rect.top() + at), vec2(thick, long))
        } else {
            (pos2(rect.left() + at, rect.top()), vec2(long, thick))
        };
        out.push(Rect::from_min_size(min, size));
        at += long;
    }
    if wide {
        Rect::from_min_max(pos2((rect.left() + thick).min(rect.right()), rect.top()), rect.max)
    } else {
        Rect::from_min_max(pos2(rect.left(), (rect.top() + thick).min(rect.bottom())), rect.max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_fill_the_room_in_proportion() {
        let rect = Rect::from_min_size(pos2(10.0, 20.0), vec2(600.0, 400.0));
        let sizes = [6.0, 6.0, 4.0, 3.0, 2.0, 2.0, 1.0, 0.0];
        let placed = squarify(&sizes, rect);
        assert_eq!(placed.len(), sizes.len());
        for (r, s) in placed.iter().zip(sizes) {
            assert!((f64::from(r.area()) - s / 24.0 * 240_000.0).abs() < 60.0, "{r:?} {s}");
            assert!(s == 0.0 || rect.expand(0.5).contains_rect(*r));
            assert!(s == 0.0 || r.aspect_ratio().max(1.0 / r.aspect_ratio()) < 3.0, "{r:?}");
        }
    }
}
