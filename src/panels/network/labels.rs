//! Where the names of the network stand: the important ones first, which are never without; the
//! others where there is room, never over a node or another name, and off the lines where there is
//! a choice.

use std::sync::Arc;

use egui::{Galley, Pos2, Rect, Vec2, vec2};

/// Room of the picture for each name that is always there, in square points.
const EACH: f32 = 8_000.0;
/// How far from its node a name is led at most, in points.
const LED: [f32; 7] = [16.0, 34.0, 58.0, 88.0, 124.0, 170.0, 230.0];

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

/// The line that leads from the rim of a node to the nearest point of its name.
pub(super) fn leader(at: Pos2, r: f32, name: Rect) -> [Pos2; 2] {
    let end = name.clamp(at);
    [at + (end - at).normalized() * r, end]
}

/// Whether a straight line goes through a rectangle (Liang and Barsky 1984).
fn goes_through([a, b]: [Pos2; 2], rect: Rect) -> bool {
    let way = b - a;
    let (mut from, mut to) = (0.0f32, 1.0f32);
    for (start, step, low, high) in
        [(a.x, way.x, rect.left(), rect.right()), (a.y, way.y, rect.top(), rect.bottom())]
    {
        if step.abs() < 1e-6 {
            if start < low || start > high {
                return false;
            }
            continue;
        }
        let (p, q) = ((low - start) / step, (high - start) / step);
        (from, to) = (from.max(p.min(q)), to.min(p.max(q)));
    }
    from <= to
}

/// Whether two straight lines cross.
fn cross([a, b]: [Pos2; 2], [c, d]: [Pos2; 2]) -> bool {
    let side = |p: Pos2, q: Pos2, r: Pos2| {
        let (u, v) = (q - p, r - p);
        u.x * v.y - u.y * v.x > 0.0
    };
    side(a, b, c) != side(a, b, d) && side(c, d, a) != side(c, d, b)
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
    /// It stands away from its node, and a line leads to it.
    pub(super) led: bool,
}

/// How many names are always there in a picture of this size with so many nodes: one for each
/// 8,000 square points, at most a tenth of all.
pub(super) fn always(field: Rect, nodes: usize) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few names")]
    let room = (field.area() / EACH).floor().max(1.0) as usize;
    room.min(nodes.div_ceil(10))
}

/// The `most` nodes whose names are always there, the most important first.
pub(super) fn important(wishes: &[Wish], field: Rect, most: usize) -> Vec<usize> {
    let mut order: Vec<usize> =
        (0..wishes.len()).filter(|i| field.contains(wishes[*i].at)).collect();
    order.sort_by_key(|i| (std::cmp::Reverse(wishes[*i].priority), *i));
    order.truncate(most);
    order
}

/// For each wish, where its label stands, or `None` when there is no room; the first `most` in
/// sight are always there. While the `whole` network is in view, no label is cut by the edge of the
/// `field`. `marks` stay free too.
pub(super) fn place(
    wishes: &[Wish],
    curves: &[Vec<Pos2>],
    field: Rect,
    (whole, most): (bool, usize),
    marks: &[Rect],
) -> Vec<Option<LabelPlace>> {
    let nodes: Vec<Rect> =
        wishes.iter().map(|w| Rect::from_center_size(w.at, Vec2::splat(w.r * 2.0 + 2.0))).collect();
    let first = important(wishes, field, most);
    let mut order: Vec<usize> = (0..wishes.len()).collect();
    order.sort_by_key(|i| (std::cmp::Reverse(wishes[*i].priority), *i));
    let mut taken = Taken { names: marks.to_vec(), leaders: Vec::new() };
    let mut out = vec![None; wishes.len()];
    let bounds: Vec<Rect> = curves.iter().map(|c| Rect::from_points(c)).collect();
    // A long line has few points: what lies between them counts.
    let crossed = |clear: Rect| {
        let on = |(c, _): (&Vec<Pos2>, &Rect)| {
            c.windows(2).filter(|w| goes_through([w[0], w[1]], clear)).count()
        };
        curves.iter().zip(&bounds).filter(|(_, b)| b.intersects(clear)).map(on).sum::<usize>()
    };
    for (rank, i) in first.iter().enumerate() {
        let (rect, place) =
            always_placed(&wishes[*i], *i, (&nodes, &first, rank), &taken, field, &crossed);
        taken.names.push(rect);
        if place.led {
            taken.leaders.push(leader(wishes[*i].at, wishes[*i].r, rect));
        }
        out[*i] = Some(place);
    }
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
                    let blocked = taken.names.iter().any(|t| t.intersects(clear))
                        || taken.leaders.iter().any(|l| goes_through(*l, clear))
                        || nodes.iter().enumerate().any(|(j, n)| j != *i && n.intersects(clear))
                        || taken_for(wish, *i, rect, &nodes, 5.0) > 0
                        || (whole && !field.contains_rect(rect));
                    (!blocked)
                        .then(|| (crossed(clear) * 4 + preference, offset, rect, preference < 2))
                })
                .min_by_key(|c| c.0);
            if let Some((_, offset, rect, centred)) = best {
                taken.names.push(rect);
                out[*i] = Some(LabelPlace { offset, centred, short, led: false });
            }
        }
    }
    out
}

/// What is placed already: names, and the lines that lead to them.
struct Taken {
    names: Vec<Rect>,
    leaders: Vec<[Pos2; 2]>,
}

/// How many other nodes a name stands closer to than to its own, or not clearly farther, by so many
/// points: it is read as theirs.
fn taken_for(wish: &Wish, own: usize, name: Rect, nodes: &[Rect], clearly: f32) -> usize {
    let own_gap = name.distance_to_pos(wish.at) - wish.r + clearly;
    let closer = |(j, n): &(usize, &Rect)| {
        let gap = name.distance_to_pos(n.center()) - n.width() / 2.0;
        *j != own && gap < own_gap.min(20.0) && gap < 14.0
    };
    nodes.iter().enumerate().filter(closer).count()
}

/// A place for a name that is always there: beside its node, else led away from it by a line, over
/// lesser nodes where nothing else is left; never over another important name or node.
fn always_placed(
    wish: &Wish,
    own: usize,
    (nodes, first, rank): (&[Rect], &[usize], usize),
    taken: &Taken,
    field: Rect,
    crossed: &dyn Fn(Rect) -> usize,
) -> (Rect, LabelPlace) {
    let mut best: Option<(usize, Rect, LabelPlace)> = None;
    for short in [false, true] {
        let size = if short { wish.short.size() } else { wish.galley.size() };
        let beside = candidates(wish.r, size).into_iter().map(|o| (o, 0.0f32));
        let around = LED.into_iter().flat_map(|d| {
            (0..16u8).map(move |k| {
                let a = std::f32::consts::TAU * f32::from(k) / 16.0;
                let (cos, sin) = (libm::cosf(a), libm::sinf(a));
                // The edge of the text that faces the node stands at the distance.
                let middle =
                    vec2(cos * (wish.r + d + size.x / 2.0), sin * (wish.r + d + size.y / 2.0));
                (middle - size / 2.0, d)
            })
        });
        for (preference, (offset, away)) in beside.chain(around).enumerate() {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cost")]
            let far = (away * 9.0) as usize;
            // They are farther and farther away: no other can be better.
            if best.as_ref().is_some_and(|b| b.0 <= far) {
                break;
            }
            let rect = Rect::from_min_size(wish.at + offset, size);
            let clear = rect.expand(2.0);
            // How bad it is: over names, over important nodes, out of the picture, over others.
            let over = taken.names.iter().filter(|t| t.intersects(clear)).count();
            let hubs = first
                .iter()
                .enumerate()
                .filter(|(k, j)| *k != rank && **j != own && nodes[**j].intersects(clear));
            let others = nodes
                .iter()
                .enumerate()
                .filter(|(j, n)| n.intersects(clear) && *j != own && !first.contains(j))
                .count();
            let outside = usize::from(!field.contains_rect(rect));
            let misread = taken_for(wish, own, rect, nodes, 0.0);
            // A line that leads goes through no name, and no line through a name.
            let own_leader = (away > 0.0).then(|| leader(wish.at, wish.r, rect));
            let struck = taken.leaders.iter().filter(|l| goes_through(**l, clear)).count()
                + own_leader.map_or(0, |l| {
                    taken.names.iter().filter(|n| goes_through(l, n.expand(1.0))).count()
                        + taken.leaders.iter().filter(|o| cross(l, **o)).count()
                });
            let through = own_leader.map_or(0, |l| {
                let hit = |(j, n): &(usize, &Rect)| *j != own && goes_through(l, n.shrink(2.0));
                nodes.iter().enumerate().filter(hit).count()
            });
            let cost = over * 4_000_000
                + hubs.count() * 400_000
                + outside * 3_000_000
                + others * 5_000
                + misread * 3_000
                + struck * 6_000
                + through * 700
                + usize::from(short) * 900
                + far
                + crossed(clear) * 8
                + preference.min(12);
            if best.as_ref().is_none_or(|b| cost < b.0) {
                let centred = preference < 2;
                let led = away > 0.0;
                best = Some((cost, rect, LabelPlace { offset, centred, short, led }));
            }
        }
    }
    best.map_or_else(
        || {
            let place = LabelPlace { offset: Vec2::ZERO, centred: false, short: true, led: false };
            (Rect::from_min_size(wish.at, wish.short.size()), place)
        },
        |b| (b.1, b.2),
    )
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

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Color32, FontId, pos2};

    #[test]
    fn lines_are_known_to_go_through_names_and_to_cross() {
        let name = Rect::from_min_size(pos2(10.0, 10.0), vec2(40.0, 12.0));
        let line = |a: [f32; 2], b: [f32; 2]| [Pos2::from(a), Pos2::from(b)];
        assert!(goes_through(line([0.0, 0.0], [60.0, 30.0]), name));
        assert!(goes_through(line([20.0, 15.0], [22.0, 16.0]), name));
        assert!(goes_through(line([30.0, 0.0], [30.0, 40.0]), name));
        assert!(!goes_through(line([0.0, 30.0], [60.0, 30.0]), name));
        assert!(!goes_through(line([0.0, 0.0], [8.0, 8.0]), name));
        assert!(cross(line([0.0, 0.0], [10.0, 10.0]), line([0.0, 10.0], [10.0, 0.0])));
        assert!(!cross(line([0.0, 0.0], [10.0, 10.0]), line([20.0, 0.0], [30.0, 10.0])));
        let [from, to] = leader(pos2(0.0, 16.0), 4.0, name);
        assert_eq!((from, to), (pos2(4.0, 16.0), pos2(10.0, 16.0)));
    }

    /// Many nodes in a heap: the important ones have their names all the same, none over another.
    #[test]
    fn important_names_are_always_there() {
        let ctx = egui::Context::default();
        let mut checked = false;
        let mut out = ctx.run_ui(egui::RawInput::default(), |ui| {
            let text = |s: String| {
                ui.painter().layout_no_wrap(s, FontId::proportional(12.0), Color32::WHITE)
            };
            for (w, h) in [(560.0, 330.0), (900.0, 560.0), (300.0, 200.0)] {
                let field = Rect::from_min_size(pos2(10.0, 10.0), vec2(w, h));
                let wishes: Vec<Wish> = (0..160u16)
                    .map(|i| {
                        let a = f32::from(i) * 2.4;
                        let d = f32::from(i).sqrt() * 9.0;
                        let name = format!("Institution with a long name {i}");
                        Wish {
                            at: field.center() + vec2(libm::cosf(a), libm::sinf(a)) * d,
                            r: 8.0,
                            galley: text(name.clone()),
                            short: text(name.chars().take(14).collect()),
                            // The most important stand in the thick of it.
                            priority: u64::from(1000 - i),
                        }
                    })
                    .collect();
                let most = always(field, 160);
                let places = place(&wishes, &[], field, (true, most), &[]);
                let first = important(&wishes, field, most);
                assert_eq!(first.len(), most);
                let rects: Vec<Rect> = first
                    .iter()
                    .map(|i| {
                        let p = places[*i].expect("an important name is there");
                        let galley = if p.short { &wishes[*i].short } else { &wishes[*i].galley };
                        Rect::from_min_size(wishes[*i].at + p.offset, galley.size())
                    })
                    .collect();
                for (a, r) in rects.iter().enumerate() {
                    assert!(field.contains_rect(*r), "{r:?}");
                    assert!(rects[..a].iter().all(|o| !o.intersects(*r)));
                }
                checked = true;
            }
        });
        out.textures_delta.clear();
        assert!(checked);
    }

    #[test]
    fn a_name_is_led_out_of_a_crowd_rather_than_over_its_nodes() {
        let ctx = egui::Context::default();
        let mut checked = false;
        let mut out = ctx.run_ui(egui::RawInput::default(), |ui| {
            let text = |s: &str| {
                ui.painter().layout_no_wrap(
                    s.to_owned(),
                    FontId::proportional(12.0),
                    Color32::WHITE,
                )
            };
            let field = Rect::from_min_size(pos2(0.0, 0.0), vec2(800.0, 600.0));
            let wish = |x: f32, y: f32, priority: u64| Wish {
                at: field.center() + vec2(x, y),
                r: 15.0,
                galley: text("A fund with a name"),
                short: text("A fund"),
                priority,
            };
            // One in the middle of ten times ten, with 8 points between them.
            let mut wishes = vec![wish(4.0, 4.0, 9)];
            for i in 0..100u8 {
                let (x, y) = (f32::from(i % 10) - 4.5, f32::from(i / 10) - 4.5);
                if x.abs() > 1.0 || y.abs() > 1.0 {
                    wishes.push(wish(x * 38.0, y * 38.0, 1));
                }
            }
            let place = place(&wishes, &[], field, (true, 1), &[])[0].expect("it is there");
            let galley = if place.short { &wishes[0].short } else { &wishes[0].galley };
            let name = Rect::from_min_size(wishes[0].at + place.offset, galley.size());
            let node = |w: &Wish| Rect::from_center_size(w.at, Vec2::splat(2.0 * w.r));
            assert!(wishes[1..].iter().all(|w| !node(w).intersects(name)), "{name:?}");
            checked = true;
        });
        out.textures_delta.clear();
        assert!(checked);
    }
}
