//! The names of the drawn network: which forms a name has, where they stand, and how they are
//! written.

use std::sync::Arc;

use egui::text::{LayoutJob, TextWrapping};
use egui::{Align, Color32, FontFamily, FontId, Galley, Painter, Pos2, Rect, Vec2, pos2};

use super::data::{NetworkData, NodeMark, Shape};
use super::draw;
use super::labels::{self, CUT};
use super::ui::{NetworkPanel, Placed};
use crate::panels::{ReadCx, Revisions};
use crate::ui::theme::{Tokens, medium, mix, size};
use crate::view::Thing;

/// Where what has names stands.
#[derive(Clone, Copy)]
pub(super) struct Marks<'a> {
    /// The centres of the nodes.
    pub(super) at: &'a [Pos2],
    /// Their radii.
    pub(super) radius: &'a [f32],
    /// The lines.
    pub(super) curves: &'a [Vec<Pos2>],
    /// The room of the picture.
    pub(super) field: Rect,
    /// Points for each unit of the layout.
    pub(super) scale: f32,
}

/// A name where it stands.
struct Name {
    /// The node it is of.
    node: usize,
    rect: Rect,
    galley: Arc<Galley>,
    centred: bool,
    /// The line that leads to it from the rim of its node.
    leader: Option<[Pos2; 2]>,
    /// It is one of those that are always there.
    first: bool,
}

/// The names in sight.
pub(super) struct Names(Vec<Name>);

/// Room for the ring around what has no source.
const RING: f32 = 5.0;

/// What is weaker than this has no name: it is hardly seen itself.
const UNSEEN: f32 = 0.15;

/// How strong the line is that leads to a name, of the strength of the name.
pub(super) const LEADER: f32 = 0.6;

/// The same of those that are always there.
const HUB: f32 = 0.8;

impl NetworkPanel {
    /// Finds a place for each name, once for each view of the network.
    pub(super) fn place_names(
        &mut self,
        cx: &ReadCx<'_>,
        painter: &Painter,
        data: &NetworkData,
        marks: Marks<'_>,
    ) -> Names {
        let Marks { at, radius, curves, field, scale } = marks;
        let first = leading(data, at, field);
        let forms = Forms::of(painter, data, field, &first);
        let bits = |f: f32| (f * 64.0).round().to_bits();
        let key = (
            Revisions { selected: self.part.number, ..cx.revisions.modes() },
            [scale, field.width(), field.height(), self.pan.x, self.pan.y].map(bits),
            self.moved.len(),
        );
        // While a hand moves the picture, names go along with their nodes.
        let along = |p: &Placed| {
            let (a, b) = (&p.key, &key);
            self.panned && (a.0, a.2, &a.1[..3]) == (b.0, b.2, &b.1[..3])
        };
        let fresh = self.placed.as_ref().is_none_or(|p| p.key != key && !along(p));
        if fresh {
            // The mark of a disputed tie stays readable too.
            let mut free: Vec<Rect> = data
                .edges
                .iter()
                .zip(curves)
                .filter(|(e, _)| e.disputed)
                .filter_map(|(_, c)| draw::sign_at(c))
                .map(|p| Rect::from_center_size(p, Vec2::splat(2.0 * draw::SIGN + 2.0)))
                .collect();
            if data.rest > 0 {
                // So does that of all that is not drawn.
                free.push(Rect::from_min_max(field.max - Vec2::splat(78.0), field.max));
            }
            let whole = self.zoom <= 1.01;
            let widths: Vec<f32> = data.edges.iter().map(|e| e.width).collect();
            let lines = (curves, &widths[..]);
            let wish = |(i, n): (usize, &NodeMark)| labels::Wish {
                at: at[i],
                // Off the ring that says that it has no source, too.
                r: radius[i] + if n.unsourced { RING } else { 0.0 },
                forms: [0, 1, CUT].map(|form| forms.lay(i, form)),
                priority: priority(n),
            };
            let wishes: Vec<labels::Wish> = data.nodes.iter().enumerate().map(wish).collect();
            let offsets = labels::place(&wishes, lines, field, (whole, first.len()), &free);
            let in_sight = |i: &usize| field.contains(at[*i]) && offsets[*i].is_none();
            self.nameless = (0..wishes.len()).filter(in_sight).count();
            self.placed = Some(Placed { key, offsets });
        }
        let mut names = Vec::new();
        for (i, n) in data.nodes.iter().enumerate() {
            let place = self.placed.as_ref().and_then(|p| p.offsets.get(i).copied().flatten());
            // What is selected is never without its name.
            let selected = n.row.is_some_and(|r| cx.selected(Thing::Record(r)));
            if place.is_none() && !selected {
                continue;
            }
            // Only the form that is written is laid out again in each frame.
            let galley = forms.lay(i, place.map_or(CUT, |p| p.form));
            let place = place.unwrap_or_else(|| under(&galley, radius[i]));
            let rect = Rect::from_min_size(at[i] + place.offset, galley.size());
            if field.intersects(rect) {
                let leader = place.led.then(|| labels::leader(at[i], radius[i], rect));
                let first = forms.first.contains(&i);
                names.push(Name { node: i, rect, galley, centred: place.centred, leader, first });
            }
        }
        Names(names)
    }
}

impl Names {
    /// The lines that lead from nodes to their names, which begin with a dot at their own node.
    pub(super) fn leaders(
        &self,
        painter: &Painter,
        tokens: &Tokens,
        strength: &dyn Fn(usize) -> f32,
    ) {
        for name in &self.0 {
            let strong = strength(name.node);
            let Some(leader) = name.leader.filter(|_| strong > UNSEEN) else { continue };
            // Thinner than any tie, and paler, so that nobody takes it for one; that of a hub has to
            // be found among many.
            let color = if name.first {
                mix(tokens.panel, tokens.ink, strong * HUB)
            } else {
                mix(tokens.panel, tokens.secondary, strong * LEADER)
            };
            // On a halo, which parts the ties it crosses.
            let halo = mix(Color32::TRANSPARENT, tokens.panel, 0.86);
            painter.line_segment(leader, egui::Stroke::new(size::LINE * 3.5, halo));
            painter.line_segment(leader, egui::Stroke::new(size::LINE * 0.75, color));
        }
    }

    /// The names, each as strong as its node.
    pub(super) fn draw(&self, painter: &Painter, tokens: &Tokens, strength: &dyn Fn(usize) -> f32) {
        for Name { node, rect, galley, centred, leader, .. } in &self.0 {
            let strong = strength(*node);
            if strong <= UNSEEN {
                continue;
            }
            if let Some([from, _]) = leader {
                // Where the line ends is seen also where it has run under others.
                let color = mix(tokens.panel, tokens.secondary, strong);
                painter.circle_filled(*from, size::LINE_RING, color);
            }
            // A halo of the ground keeps the text off the lines.
            painter.rect_filled(
                rect.expand2(egui::vec2(3.0, 0.0)),
                3.0,
                mix(Color32::TRANSPARENT, tokens.panel, 0.86),
            );
            let color = mix(tokens.panel, tokens.ink, strong.max(0.5));
            if *centred && galley.rows.len() > 1 {
                let mut job = (*galley.job).clone();
                job.halign = Align::Center;
                let at = pos2(rect.center().x, rect.top());
                painter.galley(at, painter.layout_job(job), color);
            } else {
                painter.galley(rect.min, galley.clone(), color);
            }
        }
    }
}

/// The forms of the names of nodes: narrow on a few lines, wide on fewer, and cut to one line.
struct Forms<'a> {
    painter: &'a Painter,
    nodes: &'a [NodeMark],
    /// Those whose names are always there.
    first: &'a [usize],
    /// The widths of the narrow and the wide form.
    widths: [f32; 2],
    rows: usize,
}

impl<'a> Forms<'a> {
    fn of(painter: &'a Painter, data: &'a NetworkData, field: Rect, first: &'a [usize]) -> Self {
        // A small panel has room for narrow labels only.
        let narrow = (field.width() * 0.2).clamp(96.0, 140.0);
        let wide = (field.width() * 0.32).clamp(140.0, 230.0);
        // Where few are drawn their names are whole.
        let rows = match data.nodes.len() {
            0..=40 if field.height() > 400.0 => 5,
            0..=40 => 4,
            _ => 3,
        };
        Self { painter, nodes: &data.nodes, first, widths: [narrow, wide], rows }
    }

    /// The name of a node in a form.
    fn lay(&self, i: usize, form: usize) -> Arc<Galley> {
        let (painter, n) = (self.painter, &self.nodes[i]);
        let strong = n.shape == Shape::Party || self.first.contains(&i);
        let family = if strong { medium() } else { FontFamily::Proportional };
        let font = FontId::new(size::SMALL, family);
        if let Some(width) = self.widths.get(form).copied() {
            let text = crate::ui::bidi::wrap(painter, &n.label, &font, width).into_owned();
            let mut job = LayoutJob::simple(text, font, Color32::PLACEHOLDER, width);
            job.wrap = TextWrapping { max_width: width, max_rows: self.rows, ..Default::default() };
            return painter.layout_job(job);
        }
        let line = crate::text::display::own_abbreviation(&n.label).unwrap_or(&n.label);
        let line = crate::ui::bidi::line(line).into_owned();
        let mut job = LayoutJob::simple(line, font, Color32::PLACEHOLDER, self.widths[0]);
        job.wrap = TextWrapping::truncate_at_width(self.widths[0]);
        painter.layout_job(job)
    }
}

/// How important a node is: what passes, then what has most ties under the filter. A party has its
/// code inside its mark: it does not take the room of a hub that has none.
fn priority(n: &NodeMark) -> u64 {
    let lit = if n.lit { 1 << 38 } else { 0 };
    lit + u64::from(n.degree) * 64 + u64::from(n.members.min(63))
}

/// A name under its node, whatever stands there.
fn under(name: &Galley, r: f32) -> labels::LabelPlace {
    let offset = Vec2::new(-name.size().x / 2.0, r + 2.0);
    labels::LabelPlace { offset, centred: true, form: CUT, led: false }
}

/// The nodes whose names are always there.
fn leading(data: &NetworkData, at: &[Pos2], field: Rect) -> Vec<usize> {
    let mut order: Vec<usize> = (0..data.nodes.len()).filter(|i| field.contains(at[*i])).collect();
    order.sort_by_key(|i| (std::cmp::Reverse(priority(&data.nodes[*i])), *i));
    order.truncate(labels::always(field, data.nodes.len()));
    order
}
