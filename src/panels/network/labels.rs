//! Where the names of the network stand: the important ones first, which are never without; the
//! others where there is room, never over a node or another name, and off the lines where there is
//! a choice.

use std::sync::Arc;

use egui::{Galley, Pos2, Rect, Vec2, vec2};

/// Room of the picture for each name that is always there, in square points.
const EACH: f32 = 8_000.0;
/// How far from its node a name is led at most, in points.
const LED: [f32; 8] = [16.0, 34.0, 58.0, 88.0, 124.0, 170.0, 230.0, 300.0];
/// Directions a name is led in, all around.
const WAYS: u8 = 24;

/// What is known of one node before its label is placed.
pub(super) struct Wish {
    /// Centre of the node.
    pub(super) at: Pos2,
    /// Radius of the node.
    pub(super) r: f32,
    /// The text: narrow on a few lines, wide on fewer, and cut to one line.
    pub(super) forms: [Arc<Galley>; 3],
    /// Higher goes first.
    pub(super) priority: u64,
}

impl Wish {
    /// Its forms, the best first: what is cut comes after what is whole.
    fn order(&self) -> impl Iterator<Item = usize> + use<> {
        let [narrow, wide, _] = &self.forms;
        let first = usize::from(narrow.elided && !wide.elided);
        // Where both are the same there is nothing to try twice.
        let same = narrow.size() == wide.size();
        [first, 1 - first, CUT].into_iter().filter(move |form| !same || *form != 1)
    }

    /// The size of a form.
    fn size(&self, form: usize) -> Vec2 {
        self.forms[form].size()
    }
}

/// The form of a name that is cut to one line.
pub(super) const CUT: usize = 2;

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

/// Whether a straight line touches the mark of a node, or nearly.
fn touches([a, b]: [Pos2; 2], node: Rect) -> bool {
    let (way, to) = (b - a, node.center() - a);
    let share = (to.dot(way) / way.length_sq().max(1e-6)).clamp(0.0, 1.0);
    (a + way * share).distance(node.center()) < node.width() / 2.0 + 1.0
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
    /// Which of its forms had room.
    pub(super) form: usize,
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
/// sight are always there. `curves` are the lines and their widths: a name keeps off wide ones
/// first. While the `whole` network is in view, no label is cut by the edge of the `field`. `marks`
/// stay free too.
pub(super) fn place(
    wishes: &[Wish],
    (curves, widths): (&[Vec<Pos2>], &[f32]),
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
        let on = |(i, b): (usize, &Rect)| {
            if !b.intersects(clear) {
                return 0;
            }
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cost")]
            let heavy = widths.get(i).map_or(1, |w| 1 + (w.max(0.0) * 1.5) as usize);
            let through = |w: &&[Pos2]| goes_through([w[0], w[1]], clear);
            heavy * curves[i].windows(2).filter(through).count()
        };
        bounds.iter().enumerate().map(on).sum::<usize>()
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
    let mut far = vec![false; wishes.len()];
    for i in order.iter().take(wishes.len() / 2) {
        far[*i] = true;
    }
    let places = Places { wishes, nodes: &nodes, field, whole, crossed: &crossed, far };
    // A short form of one takes no room from the whole name of another, and a name that is led no
    // room beside a node.
    let led = wishes.len() <= FEW;
    let passes = [(false, false), (false, true), (true, false), (true, true)];
    for (cut, led) in passes.into_iter().filter(|p| led || !p.1) {
        for i in &order {
            if out[*i].is_none() {
                let forms = || wishes[*i].order().filter(|form| (*form == CUT) == cut);
                // A whole name is not led at any price: it may stand cut beside its node.
                let most = if led && !cut { LED_AT_MOST } else { usize::MAX };
                out[*i] = places.best(*i, &forms, (led, most), &mut taken);
            }
        }
    }
    out
}

/// What a whole name that is led may cost: a distance, and hardly a line crossed.
const LED_AT_MOST: usize = 44;
/// How near a name that is led is read as the name of another node, in points.
const BESIDE: f32 = 12.0;
/// Up to so many nodes also lesser names are led to where there is room.
const FEW: usize = 120;

/// Where lesser names may stand: over nothing.
struct Places<'a> {
    wishes: &'a [Wish],
    nodes: &'a [Rect],
    field: Rect,
    whole: bool,
    crossed: &'a dyn Fn(Rect) -> usize,
    /// Those of the more important half, which may be led farther.
    far: Vec<bool>,
}

impl Places<'_> {
    /// Whether a name of a node cannot stand there.
    fn blocked(&self, own: usize, rect: Rect, taken: &Taken) -> bool {
        let clear = rect.expand(2.0);
        (self.whole && !self.field.contains_rect(rect))
            || taken.names.iter().any(|t| t.intersects(clear))
            || self.nodes.iter().enumerate().any(|(j, n)| j != own && n.intersects(clear))
            || taken.leaders.iter().any(|l| goes_through(*l, clear))
    }

    /// The best place for a name in one of some forms: beside its node, off the lines where there is
    /// a choice; where names are `led`, also a short line away.
    fn best<F: Iterator<Item = usize>>(
        &self,
        i: usize,
        forms: &dyn Fn() -> F,
        (led, most): (bool, usize),
        taken: &mut Taken,
    ) -> Option<LabelPlace> {
        let led = led && self.field.contains(self.wishes[i].at);
        let far = self.far.get(i).copied().unwrap_or(false);
        let away = forms().filter(|_| led).flat_map(|form| self.led(i, (form, far), taken));
        let all = forms().flat_map(|form| self.beside(i, form, taken)).chain(away);
        let (_, place, rect) = all.filter(|c| c.0 <= most).min_by_key(|c| c.0)?;
        if place.led {
            taken.leaders.push(leader(self.wishes[i].at, self.wishes[i].r, rect));
        }
        taken.names.push(rect);
        Some(place)
    }

    /// Places beside its node, with what they cost.
    fn beside(&self, i: usize, form: usize, taken: &Taken) -> Vec<(usize, LabelPlace, Rect)> {
        let wish = &self.wishes[i];
        let size = wish.size(form);
        let free = |(at, offset): (usize, Vec2)| {
            let rect = Rect::from_min_size(wish.at + offset, size);
            let blocked =
                self.blocked(i, rect, taken) || taken_for(wish, i, rect, self.nodes, 5.0) > 0;
            let cost = || (self.crossed)(rect.expand(2.0)) * 6 + at;
            let place = LabelPlace { offset, centred: at < 2, form, led: false };
            (!blocked).then(|| (cost(), place, rect))
        };
        candidates(wish.r, size).into_iter().enumerate().filter_map(free).collect()
    }

    /// Places a short line away, which goes through nothing that has a name or is a node, with what
    /// they cost.
    fn led(
        &self,
        i: usize,
        (form, far): (usize, bool),
        taken: &Taken,
    ) -> Vec<(usize, LabelPlace, Rect)> {
        let wish = &self.wishes[i];
        let free = |(away, offset): (f32, Vec2)| {
            let rect = Rect::from_min_size(wish.at + offset, wish.size(form));
            if self.blocked(i, rect, taken) || stand_near(i, rect, self.nodes, BESIDE / 2.0) > 0 {
                return None;
            }
            let line = leader(wish.at, wish.r, rect);
            let hit = |(j, n): (usize, &Rect)| j != i && touches(line, *n);
            let blocked = self.nodes.iter().enumerate().any(hit)
                || taken.names.iter().any(|n| goes_through(line, n.expand(1.0)))
                || taken.leaders.iter().any(|o| cross(line, *o));
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cost")]
            let cost = 12 + (away * 0.3) as usize;
            let place = LabelPlace { offset, centred: false, form, led: true };
            (!blocked).then(|| ((self.crossed)(rect.expand(2.0)) * 6 + cost, place, rect))
        };
        let directions =
            |away: f32| (0..WAYS).map(move |k| (away, around(wish.r, wish.size(form), away, k)));
        // The more important, the farther it may be led.
        LED[..if far { 6 } else { 4 }]
            .iter()
            .copied()
            .flat_map(directions)
            .filter_map(free)
            .collect()
    }
}

/// Where a name of a size stands, from the centre of its node, `away` from its rim in one of
/// [`WAYS`] directions: the edge of the text that faces the node stands at the distance.
fn around(r: f32, size: Vec2, away: f32, direction: u8) -> Vec2 {
    let a = std::f32::consts::TAU * f32::from(direction) / f32::from(WAYS);
    let (cos, sin) = (libm::cosf(a), libm::sinf(a));
    vec2(cos * (r + away + size.x / 2.0), sin * (r + away + size.y / 2.0)) - size / 2.0
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
    // A name stands over or under the node whose middle is within its width, whatever stands a
    // little closer to one of its corners.
    let within = |p: Pos2| name.x_range().shrink(4.0).contains(p.x);
    let aside = !within(wish.at) && !name.y_range().contains(wish.at.y);
    let closer = |(j, n): &(usize, &Rect)| {
        if *j == own {
            return false;
        }
        let gap = name.distance_to_pos(n.center()) - n.width() / 2.0;
        (gap < own_gap.min(20.0) && gap < 14.0) || (aside && within(n.center()) && gap < 14.0)
    };
    nodes.iter().enumerate().filter(closer).count()
}

/// How many other nodes a name that is led stands at, as if it were theirs.
fn stand_near(own: usize, name: Rect, nodes: &[Rect], near: f32) -> usize {
    let at = |(j, n): &(usize, &Rect)| {
        *j != own && name.distance_to_pos(n.center()) - n.width() / 2.0 < near
    };
    nodes.iter().enumerate().filter(at).count()
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
    for form in wish.order() {
        let size = wish.size(form);
        let beside = candidates(wish.r, size).into_iter().map(|o| (o, 0.0f32));
        let around =
            LED.into_iter().flat_map(|d| (0..WAYS).map(move |k| (around(wish.r, size, d, k), d)));
        for (preference, (offset, away)) in beside.chain(around).enumerate() {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cost")]
            let far = (away * 9.0) as usize;
            // They are farther and farther away: no other can be better.
            if best.as_ref().is_some_and(|b| b.0 <= far) {
                break;
            }
            let rect = Rect::from_min_size(wish.at + offset, size);
            let clear = rect.expand(2.0);
            // How bad it is: over names, out of the picture, over important nodes, over others. What
            // takes longer is looked for only where it may still be the best.
            let worse = |cost: usize| best.as_ref().is_some_and(|b| b.0 <= cost);
            let outside = usize::from(!field.contains_rect(rect));
            let mut cost = outside * 3_000_000 + [0, 30, 900][form] + far + preference.min(12);
            if worse(cost) {
                continue;
            }
            let over = taken.names.iter().filter(|t| t.intersects(clear)).count();
            let hubs = first
                .iter()
                .enumerate()
                .filter(|(k, j)| *k != rank && **j != own && nodes[**j].intersects(clear));
            cost += over * 4_000_000 + hubs.count() * 400_000;
            if worse(cost) {
                continue;
            }
            let others = nodes
                .iter()
                .enumerate()
                .filter(|(j, n)| n.intersects(clear) && *j != own && !first.contains(j))
                .count();
            cost += others * 5_000 + taken_for(wish, own, rect, nodes, 0.0) * 3_000;
            if away > 0.0 {
                cost += stand_near(own, rect, nodes, BESIDE) * 1_500;
            }
            if worse(cost) {
                continue;
            }
            // A line that leads goes through no name, and no line through a name.
            let own_leader = (away > 0.0).then(|| leader(wish.at, wish.r, rect));
            let struck = taken.leaders.iter().filter(|l| goes_through(**l, clear)).count()
                + own_leader.map_or(0, |l| {
                    taken.names.iter().filter(|n| goes_through(l, n.expand(1.0))).count()
                        + taken.leaders.iter().filter(|o| cross(l, **o)).count()
                });
            let through = own_leader.map_or(0, |l| {
                let hit = |(j, n): &(usize, &Rect)| *j != own && touches(l, **n);
                nodes.iter().enumerate().filter(hit).count()
            });
            cost += struck * 6_000 + through * 3_000;
            if worse(cost) {
                continue;
            }
            let cost = cost + crossed(clear) * 8;
            if best.as_ref().is_none_or(|b| cost < b.0) {
                let centred = preference < 2;
                let led = away > 0.0;
                best = Some((cost, rect, LabelPlace { offset, centred, form, led }));
            }
        }
    }
    best.map_or_else(
        || {
            let place = LabelPlace { offset: Vec2::ZERO, centred: false, form: CUT, led: false };
            (Rect::from_min_size(wish.at, wish.size(CUT)), place)
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
                            forms: [
                                text(name.clone()),
                                text(name.clone()),
                                text(name.chars().take(14).collect()),
                            ],
                            // The most important stand in the thick of it.
                            priority: u64::from(1000 - i),
                        }
                    })
                    .collect();
                let most = always(field, 160);
                let places = place(&wishes, (&[], &[]), field, (true, most), &[]);
                let first = important(&wishes, field, most);
                assert_eq!(first.len(), most);
                let rects: Vec<Rect> = first
                    .iter()
                    .map(|i| {
                        let p = places[*i].expect("an important name is there");
                        Rect::from_min_size(wishes[*i].at + p.offset, wishes[*i].size(p.form))
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
                forms: [text("A fund with a name"), text("A fund with a name"), text("A fund")],
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
            let place = place(&wishes, (&[], &[]), field, (true, 1), &[])[0].expect("it is there");
            let name = Rect::from_min_size(wishes[0].at + place.offset, wishes[0].size(place.form));
            let node = |w: &Wish| Rect::from_center_size(w.at, Vec2::splat(2.0 * w.r));
            assert!(wishes[1..].iter().all(|w| !node(w).intersects(name)), "{name:?}");
            checked = true;
        });
        out.textures_delta.clear();
        assert!(checked);
    }
}
