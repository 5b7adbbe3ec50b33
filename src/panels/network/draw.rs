//! Nodes and ties as marks on a painter.

use egui::epaint::CubicBezierShape;
use egui::{
    Align2, Color32, CornerRadius, FontId, Painter, Pos2, Rect, Shape as Mark, Stroke, StrokeKind,
    Vec2, pos2, vec2,
};

use super::data::{EdgeMark, NodeMark, Shape};
use crate::ui::theme::{Tokens, mix, semibold, size};

/// Points a curve is drawn with.
const STEPS: u8 = 18;

/// How the line of a tie goes.
#[derive(Clone, Copy)]
pub(super) struct Way {
    /// Its number among the ties between the same two nodes, and how many they are.
    pub lane: (u8, u8),
    /// Its ends are in the other order than those of the ties beside it.
    pub flip: bool,
    /// It goes around what lies between its ends.
    pub arc: bool,
}

/// How far a line is bent aside, at most, so that it does not run through a node that is not its
/// own; tried in this order.
const ASIDE: [f32; 9] = [0.0, 26.0, -26.0, 52.0, -52.0, 78.0, -78.0, 110.0, -110.0];

/// Distance between a line and the rim of a node that is not its own.
const CLEAR: f32 = 5.0;

/// The line of a tie as [`curve`], bent aside where it would run through one of `others`.
pub(super) fn clear_curve(
    (a, b): (Pos2, Pos2),
    (ra, rb): (f32, f32),
    way: Way,
    others: &dyn Fn() -> Vec<(Pos2, f32)>,
) -> Vec<Pos2> {
    let straight = curve(a, b, ra, rb, way, 0.0);
    // Of several lines between two nodes the outer ones alone have room beside them.
    let (lane, lanes) = way.lane;
    if (a - b).length() < 1.0 || (lanes > 1 && lane > 0 && lane + 1 < lanes) {
        return straight;
    }
    let around = straight.iter().fold(Rect::NOTHING, |r, p| r.union(Rect::from_pos(*p)));
    let around = around.expand(120.0);
    let mut others = others();
    others.retain(|(p, r)| around.expand(*r).contains(*p));
    // How deep the line goes into the marks of others.
    let depth = |line: &[Pos2]| -> f32 {
        let deepest = |(p, r): &(Pos2, f32)| {
            let near = |w: &[Pos2]| {
                let (d, t) = (w[1] - w[0], *p - w[0]);
                let share = (t.dot(d) / d.length_sq().max(1e-6)).clamp(0.0, 1.0);
                (w[0] + d * share).distance(*p)
            };
            let gap = line.windows(2).map(near).fold(f32::INFINITY, f32::min);
            (r + CLEAR - gap).max(0.0)
        };
        others.iter().map(deepest).sum()
    };
    let mut best = (depth(&straight), straight);
    for aside in &ASIDE[1..] {
        if best.0 <= 0.0 {
            break;
        }
        // Not over the line beside it.
        if lanes > 1 && (*aside < 0.0) != (lane == 0) {
            continue;
        }
        let line = curve(a, b, ra, rb, way, *aside);
        let deep = depth(&line);
        if deep < best.0 - 0.5 {
            best = (deep, line);
        }
    }
    best.1
}

/// The line of a tie from rim to rim, as points, bent by `aside` points more than at first.
fn curve(a: Pos2, b: Pos2, ra: f32, rb: f32, way: Way, aside: f32) -> Vec<Pos2> {
    let Way { lane, flip, arc } = way;
    let d = b - a;
    let len = d.length();
    if len < 1.0 {
        return self_loop(a, ra, lane.0);
    }
    // Lanes are counted from the lower node, so that opposite ties curve apart too.
    let side = if flip { -1.0 } else { 1.0 };
    let offset = if arc {
        // Ties between parties go around what lies between them.
        -(len * 0.5).min(300.0) * (1.0 + f32::from(lane.0) * 0.2)
    } else if lane.1 > 1 {
        (f32::from(lane.0) - (f32::from(lane.1) - 1.0) / 2.0) * 34.0
    } else {
        (len * 0.09).min(26.0)
    };
    let offset = offset + aside;
    let normal = vec2(-d.y, d.x) / len * side;
    let mid = a + d * 0.5 + normal * offset;
    let (start, end) = (rim(a, mid, ra), rim(b, mid, rb));
    (0..=STEPS)
        .map(|i| {
            let t = f32::from(i) / f32::from(STEPS);
            let (u, v) = (1.0 - t, t);
            (start.to_vec2() * u * u + mid.to_vec2() * 2.0 * u * v + end.to_vec2() * v * v)
                .to_pos2()
        })
        .collect()
}

fn rim(center: Pos2, towards: Pos2, r: f32) -> Pos2 {
    let d = towards - center;
    let len = d.length().max(1e-3);
    center + d * ((r + 2.0) / len).min(0.5 * (1.0 + r / len))
}

fn self_loop(at: Pos2, r: f32, lane: u8) -> Vec<Pos2> {
    let h = r * 2.2 + 14.0 + f32::from(lane) * 14.0;
    let w = r + 10.0 + f32::from(lane) * 6.0;
    let bezier = CubicBezierShape::from_points_stroke(
        [
            at + vec2(-r * 0.6, -r * 0.8),
            at + vec2(-w, -h),
            at + vec2(w, -h),
            at + vec2(r * 0.6, -r * 0.8),
        ],
        false,
        Color32::TRANSPARENT,
        Stroke::NONE,
    );
    bezier.flatten(Some(0.5))
}

/// A tie. `strength` fades it, 0 to 1.
pub(super) fn edge(
    painter: &Painter,
    points: &[Pos2],
    e: &EdgeMark,
    tokens: &Tokens,
    strength: f32,
    scale: f32,
) {
    let color = mix(tokens.panel, e.color, strength * 0.85);
    let width = e.width * scale.clamp(0.7, 1.4);
    let mut stroke = Stroke::new(width.max(0.8), color);
    if e.through > 0 && e.lit && e.passing < e.of {
        // As wide as what passes, on the pale line of all.
        let pale = Stroke { color: mix(tokens.panel, e.color, strength * 0.25), ..stroke };
        painter.add(Mark::line(points.to_vec(), pale));
        #[expect(clippy::cast_precision_loss, reason = "a width on screen")]
        let share = e.passing as f32 / e.of as f32;
        stroke.width = (width * share).max(0.8);
    }
    if e.disputed {
        painter.extend(Mark::dashed_line(points, stroke, 1.5, 4.5));
    } else if e.announced {
        painter.extend(Mark::dashed_line(points, stroke, 7.0, 5.0));
    } else {
        painter.add(Mark::line(points.to_vec(), stroke));
    }
    let Some([before, tip]) = points.last_chunk::<2>().copied() else { return };
    if e.directed {
        let dir = (tip - before).normalized();
        let n = vec2(-dir.y, dir.x);
        let s = 6.0 + stroke.width;
        let base = tip - dir * s;
        painter.add(Mark::convex_polygon(
            vec![tip, base + n * s * 0.48, base - n * s * 0.48],
            color,
            Stroke::NONE,
        ));
    }
    if e.disputed
        && let Some(at) = sign_at(points)
    {
        painter.circle(at, SIGN, tokens.panel, Stroke::new(size::LINE, color));
        let text = mix(tokens.panel, tokens.ink, strength);
        painter.text(at, Align2::CENTER_CENTER, "?", FontId::new(size::SMALL, semibold()), text);
    }
}

/// The radius of the sign of what is disputed.
pub(super) const SIGN: f32 = 7.0;

/// Where the sign of what is disputed stands: in the middle of its line, or beside it where the line
/// is so short that the sign would stand under a mark.
pub(super) fn sign_at(points: &[Pos2]) -> Option<Pos2> {
    let (first, last) = (points.first()?, points.last()?);
    let mid = *points.get(points.len() / 2)?;
    if first.distance(mid).min(last.distance(mid)) > SIGN * 2.0 {
        return Some(mid);
    }
    let way = (*last - *first).normalized();
    Some(mid + vec2(-way.y, way.x) * (SIGN * 2.0))
}

/// The ground of a line that is selected.
pub(super) fn ground_of(
    painter: &Painter,
    points: &[Pos2],
    e: &EdgeMark,
    tokens: &Tokens,
    scale: f32,
) {
    let width = (e.width * scale.clamp(0.7, 1.4)).max(0.8) + 7.0;
    let stroke = Stroke::new(width, mix(Color32::TRANSPARENT, tokens.accent, 0.3));
    painter.add(Mark::line(points.to_vec(), stroke));
}

/// The outlines of communities of three and more, around the places and sizes of their members.
pub(super) fn communities(
    painter: &Painter,
    communities: &[Vec<usize>],
    nodes: &[(Pos2, f32)],
    tokens: &Tokens,
) {
    for members in communities.iter().filter(|m| m.len() > 2) {
        let around = members
            .iter()
            .filter_map(|i| nodes.get(*i))
            .flat_map(|(at, r)| polygon(*at, r + 12.0, 12, 0.0));
        outline(painter, &around.collect::<Vec<Pos2>>(), tokens);
    }
}

/// An outline around points.
pub(super) fn outline(painter: &Painter, around: &[Pos2], tokens: &Tokens) {
    let fill = mix(Color32::TRANSPARENT, tokens.neutral, 0.07);
    let stroke = Stroke::new(size::LINE, mix(tokens.panel, tokens.neutral, 0.55));
    painter.add(Mark::convex_polygon(hull(around.to_vec()), fill, stroke));
}

/// The smallest convex outline of points (Andrew's monotone chain, 1979).
pub(super) fn hull(mut points: Vec<Pos2>) -> Vec<Pos2> {
    points.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
    let turn = |a: Pos2, b: Pos2, c: Pos2| (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    let half = |points: &mut dyn Iterator<Item = Pos2>| {
        let mut out: Vec<Pos2> = Vec::new();
        for p in points {
            while let [.., a, b] = out[..]
                && turn(a, b, p) <= 0.0
            {
                out.pop();
            }
            out.push(p);
        }
        out.pop();
        out
    };
    let mut lower = half(&mut points.iter().copied());
    lower.extend(half(&mut points.iter().rev().copied()));
    lower
}

/// A node. `strength` fades it, 0 to 1.
pub(super) fn node(
    painter: &Painter,
    at: Pos2,
    r: f32,
    n: &NodeMark,
    tokens: &Tokens,
    strength: f32,
    ring: Option<Color32>,
) {
    let color = mix(tokens.panel, n.color, strength);
    if let Some(ring) = ring {
        painter.circle_stroke(at, r + 4.0, Stroke::new(size::LINE_MARK, ring));
    }
    // What a source does not name is hollow.
    let hollow = n.unnamed || n.shape == Shape::Missing;
    let fill = if hollow { mix(tokens.panel, color, 0.18) } else { color };
    let stroke = Stroke::new(size::LINE_MARK, if hollow { color } else { tokens.panel });
    shape(painter, n.shape, at, r, fill, stroke);
    if n.unsourced {
        let color = mix(tokens.panel, tokens.warning, strength);
        let around: Vec<Pos2> = polygon(at, r * 1.2 + 3.0, 32, 0.0);
        let closed: Vec<Pos2> = around.iter().chain(around.first()).copied().collect();
        painter.extend(Mark::dashed_line(&closed, Stroke::new(size::LINE, color), 3.5, 3.0));
    }
    // A code that does not fit is left to the label.
    let fits = r >= 13.0 || (r >= 6.0 && n.code.chars().count() <= 2);
    if n.shape == Shape::Party && fits {
        let text = if hollow { tokens.ink } else { Tokens::text_on(fill) };
        let text = mix(fill, text, strength.max(0.4));
        painter.text(
            at,
            Align2::CENTER_CENTER,
            &n.code,
            FontId::new(r.clamp(8.0, 13.0), semibold()),
            text,
        );
    }
}

/// The shape alone, as the legend shows it too.
pub(super) fn shape(
    painter: &Painter,
    shape: Shape,
    at: Pos2,
    r: f32,
    fill: Color32,
    stroke: Stroke,
) {
    match shape {
        Shape::Party | Shape::Government => {
            painter.circle(at, r, fill, stroke);
        }
        Shape::Missing => {
            let circle: Vec<Pos2> = polygon(at, r, 24, 0.0);
            let mut closed = circle.clone();
            closed.extend(circle.first());
            painter.add(Mark::convex_polygon(circle, fill, Stroke::NONE));
            painter.extend(Mark::dashed_line(&closed, stroke, 3.0, 3.0));
        }
        Shape::Person => {
            painter.circle(at, r * 0.62, fill, Stroke::NONE);
            painter.circle_stroke(at, r, Stroke::new(size::LINE_RING, fill));
        }
        Shape::Initiative | Shape::Multilateral => {
            let radius = if shape == Shape::Initiative { r * 0.45 } else { 0.0 };
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a few points"
            )]
            let radius = CornerRadius::same(radius as u8);
            let rect = Rect::from_center_size(at, Vec2::splat(r * 1.8));
            painter.rect(rect, radius, fill, stroke, StrokeKind::Middle);
        }
        Shape::Finance => {
            painter.add(Mark::convex_polygon(polygon(at, r * 1.22, 4, 0.0), fill, stroke));
        }
        Shape::Culture => {
            painter.add(Mark::convex_polygon(polygon(at, r * 1.1, 6, 0.0), fill, stroke));
        }
        Shape::Organisation => {
            painter.add(Mark::convex_polygon(polygon(at, r * 1.1, 5, -0.25), fill, stroke));
        }
        Shape::Company => {
            painter.add(Mark::convex_polygon(polygon(at, r * 1.25, 3, -0.25), fill, stroke));
        }
    }
}

/// A regular polygon; `turn` in whole turns.
fn polygon(at: Pos2, r: f32, n: u8, turn: f32) -> Vec<Pos2> {
    (0..n)
        .map(|i| {
            let angle = std::f32::consts::TAU * (f32::from(i) / f32::from(n) + turn);
            pos2(at.x + r * libm::cosf(angle), at.y + r * libm::sinf(angle))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line goes around a node that stands between its ends, and lines between the same two nodes
    /// stay apart when one of them does.
    #[test]
    fn a_line_goes_around_a_node_that_is_not_its_own() {
        let (a, b) = (pos2(0.0, 0.0), pos2(400.0, 0.0));
        let node = (pos2(200.0, 16.0), 14.0);
        let way = |lane| Way { lane, flip: false, arc: false };
        let line = |lane| clear_curve((a, b), (20.0, 20.0), way(lane), &|| vec![node]);
        let gap =
            |line: &[Pos2]| line.iter().map(|p| p.distance(node.0)).fold(f32::INFINITY, f32::min);
        assert!(gap(&curve(a, b, 20.0, 20.0, way((0, 1)), 0.0)) < node.1);
        for lane in [(0, 1), (0, 2), (1, 2)] {
            assert!(gap(&line(lane)) >= node.1 + 4.0, "{lane:?}: {}", gap(&line(lane)));
        }
        let (upper, lower) = (line((0, 2)), line((1, 2)));
        assert!((upper[9].y - lower[9].y).abs() > 15.0);
    }
}
