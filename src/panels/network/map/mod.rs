//! The whole network as a map: every node a dot, every tie a line, drawn into a picture that is kept
//! while nothing moves. What stands out, names included, is drawn over it as marks.

mod picture;

use std::sync::mpsc::{Receiver, channel};

use egui::{Pos2, Rect, Role, Sense, TextureHandle, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::labels;
use crate::graph::{MAX_APART, Placing, Room, Whole};
use crate::panels::{Cached, ReadCx, Revisions, Rows, grammar};
use crate::record::{Collection, Row};
use crate::table::Node;
use crate::ui::ext;
use crate::ui::target::Medium;
use crate::ui::theme::{medium, mix, size};
use crate::view::{ColorBy, Thing};

/// Nodes moved in one frame while the network is being placed.
const MOVES: usize = 16_000;
/// Networks of fewer nodes are made ready within the frame.
const AT_ONCE: usize = 5_000;
/// Frames between two pictures while it is being placed.
const REDRAW: u64 = 6;
/// Names drawn at most.
const NAMES: usize = 40;
/// Up to so many in sight all are named where there is room.
const FEW: usize = 120;
/// Communities outlined at most.
const OUTLINED: usize = 12;

/// The map's own state.
#[derive(Default)]
pub(super) struct Map {
    of_data: Option<u64>,
    whole: Whole,
    placing: Option<Placing>,
    /// The placing that is being made ready.
    coming: Option<Receiver<Placing>>,
    /// The shape of the room when it was first placed, width over height; it moves nothing later.
    aspect: Option<f32>,
    places: Vec<[f32; 2]>,
    /// The radius of each node where all are kept from overlapping, in units of places.
    radii: Vec<f32>,
    /// The community of each node, once all are placed, the outlines of the largest, and their most
    /// tied members.
    groups: Vec<u32>,
    hulls: Option<Vec<Vec<Pos2>>>,
    hubs: Vec<Row>,
    /// Middle and half width of what is placed.
    bounds: (Pos2, Vec2),
    zoom: f32,
    /// The place in the middle of the field.
    center: Pos2,
    texture: Option<TextureHandle>,
    drawn: Option<Drawn>,
    look: picture::Look,
    /// The filter and colours the marks are about to take.
    pending: Option<(Revisions, bool, ColorBy)>,
    fine: Option<picture::Fine>,
    lit: Cached<usize>,
    frame: u64,
    /// Names of the nodes that were in sight.
    named: std::cell::RefCell<Rows<String>>,
    /// How often nodes were given places.
    moves: u64,
    /// Where names stand, by node, until what they depend on changes.
    labels: Option<(LabelKey, Vec<(usize, labels::LabelPlace)>)>,
}

/// What the places of names depend on: what things are called, where the nodes are, and the bits of
/// the room, the scale and the middle.
type LabelKey = (Revisions, u64, [u32; 7]);

impl std::fmt::Debug for Map {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Map of {} nodes", self.whole.nodes.len())
    }
}

/// What the kept picture shows.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Drawn {
    revisions: Revisions,
    dark: bool,
    color: ColorBy,
    size: [usize; 2],
    /// Pixels a point.
    density: f32,
    scale: f32,
    center: Pos2,
    progress: f32,
    /// Lines and dots left out while it moves.
    coarse: bool,
}

impl Map {
    /// Shows the whole again.
    pub(super) fn fit(&mut self) {
        self.zoom = 1.0;
        self.center = self.bounds.0;
    }

    /// Zooms around the middle.
    pub(super) fn zoom(&mut self, factor: f32) {
        self.zoom = (self.zoom * factor).clamp(0.5, 200.0);
    }

    /// How many nodes pass the filter, of how many.
    pub(super) fn count(&mut self, cx: &ReadCx<'_>, ui: &Ui) -> (usize, usize) {
        self.ready(cx, ui);
        let nodes = &self.whole.nodes;
        let lit = || nodes.iter().filter(|n| cx.results.node_in(cx.table, **n)).count();
        (*self.lit.get(cx.revisions.numbers(), lit), nodes.len())
    }

    /// Gathers the network of a dataset and begins to place it.
    fn ready(&mut self, cx: &ReadCx<'_>, ui: &Ui) {
        if self.of_data != Some(cx.revisions.data) {
            let whole = Whole::new(cx.table, cx.doc.totals());
            if self.whole.is_tied_as(&whole) && !whole.nodes.is_empty() {
                // An edit that ties nobody otherwise moves nothing.
                self.whole = whole;
                self.of_data = Some(cx.revisions.data);
                self.named = std::cell::RefCell::default();
                return;
            }
            *self = Self { of_data: Some(cx.revisions.data), zoom: 1.0, ..Self::default() };
            self.whole = whole;
            self.begin(ui);
        }
    }

    /// Draws the map.
    pub(super) fn show(&mut self, cx: &ReadCx<'_>, ui: &mut Ui) {
        self.ready(cx, ui);
        if let Some(Ok(placing)) = self.coming.as_ref().map(Receiver::try_recv) {
            (self.placing, self.coming) = (Some(placing), None);
        }
        self.note(cx, ui);
        let full = ui.available_rect_before_wrap();
        let field = full.shrink2(vec2(0.0, 2.0));
        if field.width() < 20.0 || field.height() < 20.0 {
            return;
        }
        self.aspect.get_or_insert(field.width() / field.height());
        self.place(ui);
        let id = ui.scope_id().with("map");
        let response = ui.interact(field, id, Sense::click_and_drag());
        let n = |n: usize| i64::try_from(n).unwrap_or(0);
        let args = [
            ("nodes", n(self.whole.nodes.len()).into()),
            ("edges", n(self.whole.edges.len()).into()),
        ];
        let name = cx.words.tf("network-canvas", &args);
        response.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, &name));
        let scale = self.scale(field);
        let moving = self.hands(ui, &response, field, scale);
        let scale = self.scale(field);
        if !self.places.is_empty() {
            self.picture(cx, ui, field, scale, moving);
            self.marks(cx, ui, field, scale, response);
        }
        ui.allocate_rect(full, Sense::hover());
    }

    /// Begins to place the nodes, of a large network aside, since joining them takes a while.
    fn begin(&mut self, ui: &Ui) {
        let (n, pairs) = self.whole.pairs();
        if Medium::of(ui.ctx()).waits() || n < AT_ONCE {
            self.placing = Some(Placing::new(n, &pairs));
            return;
        }
        let (sender, coming) = channel();
        rayon::spawn(move || {
            // Nobody waits for it any more when the dataset has changed.
            sender.send(Placing::new(n, &pairs)).ok();
        });
        self.coming = Some(coming);
    }

    /// How much of how much is shown.
    fn note(&self, cx: &ReadCx<'_>, ui: &mut Ui) {
        let n = |n: usize| i64::try_from(n).unwrap_or(0);
        let args = [
            ("shown", n(self.whole.nodes.len()).into()),
            ("total", n(self.whole.total).into()),
            ("lines", n(self.whole.edges.len()).into()),
        ];
        let mut text = cx.words.tf("network-map", &args);
        if self.whole.alone > 0 {
            let args = [("count", n(self.whole.alone).into())];
            text = format!("{text} · {}", cx.words.tf("network-map-alone", &args));
        }
        let progress = self.placing.as_ref().map(Placing::progress);
        if let Some(progress) = progress.or(self.coming.as_ref().map(|_| 0.0)) {
            let percent = crate::text::number::percent(
                f64::from((progress * 100.0).round()) / 100.0,
                cx.words.language,
            );
            text = format!("{text} · {}", cx.words.ts("network-placing", &[("percent", percent)]));
        }
        ui.add(egui::Label::new(ext::small(text, cx.tokens)).truncate());
    }

    /// Goes on placing; a picture file waits until it is done.
    fn place(&mut self, ui: &Ui) {
        self.frame += 1;
        if self.coming.is_some() {
            ui.ctx().request_repaint();
        }
        let Some(placing) = &mut self.placing else { return };
        let redraw = self.places.is_empty() || self.frame.is_multiple_of(REDRAW);
        let done = if Medium::of(ui.ctx()).waits() {
            placing.finish();
            true
        } else {
            // Drawing takes its part of the frame.
            placing.advance(if redraw { MOVES / 8 } else { MOVES })
        };
        if done || redraw {
            self.moves += 1;
            let aspect = self.aspect.unwrap_or(1.6);
            if done && self.whole.nodes.len() <= MAX_APART {
                // Few enough for none to lie over another.
                #[expect(clippy::cast_precision_loss, reason = "a size on screen")]
                let grow = |d: &u32| 4.0 + libm::sqrtf(*d as f32).min(12.0) * 1.5;
                let radii: Vec<f32> = self.whole.degree.iter().map(grow).collect();
                let room = Room { size: [900.0, 900.0 / aspect], pad: [14.0, 10.0], gap: 4.0 };
                let placed = placing.placed(room, &radii);
                self.radii = radii.iter().map(|r| r * placed.shrink).collect();
                self.places = placed.pos;
            } else {
                self.places = placing.places(aspect);
            }
            let mut bounds = Rect::NOTHING;
            for p in &self.places {
                bounds.extend_with(pos2(p[0], p[1]));
            }
            // What one has gone to stays in sight, also where all is placed in other units.
            let share = if (self.zoom - 1.0).abs() < 1e-6 || self.bounds.1.min_elem() <= 0.0 {
                Vec2::ZERO
            } else {
                (self.center - self.bounds.0) / self.bounds.1
            };
            self.bounds = (bounds.center(), bounds.size() / 2.0);
            self.center = self.bounds.0 + share * self.bounds.1;
        }
        if done {
            self.groups = placing.groups();
            self.placing = None;
            self.look = picture::Look::default();
            self.hulls = None;
            self.find_hubs();
        }
        ui.ctx().request_repaint();
    }

    /// Points a unit of distance takes.
    fn scale(&self, field: Rect) -> f32 {
        let half = self.bounds.1.max(vec2(1.0, 1.0));
        let fit = (field.width() / half.x).min(field.height() / half.y) * 0.48;
        fit.min(260.0) * self.zoom
    }

    /// Pan and zoom; returns whether the picture moves under a hand.
    fn hands(&mut self, ui: &Ui, response: &egui::Response, field: Rect, scale: f32) -> bool {
        let mut moving = false;
        if response.dragged() {
            self.center -= response.drag_delta() / scale;
            moving = true;
        }
        if response.contains_pointer() {
            let (scroll, pinch, pointer) =
                ui.input(|i| (i.smooth_scroll_delta().y, i.zoom_delta(), i.pointer.hover_pos()));
            let factor = pinch * libm::expf(scroll * 0.004);
            if let Some(p) = pointer.filter(|_| (factor - 1.0).abs() > 1e-4) {
                let before = self.zoom;
                self.zoom(factor);
                // What is under the pointer stays there.
                let k = 1.0 - before / self.zoom;
                self.center += (p - field.center()) / scale * k;
                moving = true;
            }
        }
        if moving {
            ui.ctx().request_repaint();
        }
        moving
    }

    fn to_screen(&self, field: Rect, scale: f32, p: [f32; 2]) -> Pos2 {
        field.center() + (pos2(p[0], p[1]) - self.center) * scale
    }

    /// Names, the thing pointed at and what is chosen, over the picture.
    fn marks(
        &mut self,
        cx: &ReadCx<'_>,
        ui: &Ui,
        field: Rect,
        scale: f32,
        response: egui::Response,
    ) {
        let painter = ui.painter().with_clip_rect(field);
        let pointed = response.hover_pos().and_then(|p| self.nearest(field, scale, p));
        let chosen = |node: Node| match node {
            Node::Record(row) => {
                let thing = Thing::Record(row);
                cx.selected(thing) || cx.view.pinned.contains(&thing)
            }
            Node::Missing(_) => false,
        };
        for (i, place) in self.places.iter().enumerate() {
            let node = self.whole.nodes[i];
            if pointed == Some(i) || chosen(node) {
                let at = self.to_screen(field, scale, *place);
                let stroke = egui::Stroke::new(size::LINE_MARK, cx.tokens.accent);
                painter.circle_stroke(at, self.dot(i, scale) + 3.0, stroke);
            }
        }
        if cx.view.communities {
            self.hulls(cx, &painter, field, scale);
        }
        self.names(cx, &painter, field, scale);
        if let Some(Node::Record(row)) = pointed.map(|i| self.whole.nodes[i]) {
            let name = self.name(cx, pointed.unwrap_or(0), row);
            let tip = Self::tip(cx, row, pointed.map_or(0, |i| self.whole.degree[i]));
            let response = grammar::act(cx, ui, response, Thing::Record(row));
            response.on_hover_ui_at_pointer(|ui| {
                ui.set_max_width(340.0);
                ui.label(ext::strong(name.clone(), size::BODY));
                ui.label(ext::small(tip.clone(), cx.tokens));
            });
        } else if response.clicked() && cx.view.selected.is_some() {
            cx.send(crate::command::Command::Select(None));
        }
    }

    /// The name of a node, said once.
    fn name(&self, cx: &ReadCx<'_>, node: usize, row: Row) -> String {
        let mut named = self.named.borrow_mut();
        named.keep(Revisions { filter: 0, ..cx.revisions.numbers() });
        named.get(node, |_| cx.name(row)).clone()
    }

    fn tip(cx: &ReadCx<'_>, row: Row, degree: u32) -> String {
        let ties = super::legend::takes_part(cx, Some(row), degree);
        let what = cx.words.t(&format!("record-{}", row.collection().key()));
        format!("{what} · {ties}")
    }

    /// The node nearest to a point, at most some points away.
    fn nearest(&self, field: Rect, scale: f32, p: Pos2) -> Option<usize> {
        let at = self.center + (p - field.center()) / scale;
        let d2 = |q: &[f32; 2]| (q[0] - at.x).powi(2) + (q[1] - at.y).powi(2);
        let best = self.places.iter().map(d2).enumerate().min_by(|a, b| a.1.total_cmp(&b.1))?;
        let reach = self.dot(best.0, scale) + 5.0;
        (best.1.sqrt() * scale <= reach).then_some(best.0)
    }

    /// Radius of a node in points: where there are few, such that none lies over another; else
    /// smaller the more there are, so that where they are dense one sees how dense.
    fn dot(&self, i: usize, scale: f32) -> f32 {
        if let Some(r) = self.radii.get(i) {
            return (r * scale).clamp(0.8, 14.0);
        }
        #[expect(clippy::cast_precision_loss, reason = "a size on screen")]
        let grow = libm::sqrtf(self.whole.degree.get(i).copied().unwrap_or(0) as f32);
        let half = self.bounds.1.max(vec2(1.0, 1.0));
        #[expect(clippy::cast_precision_loss, reason = "a count of nodes")]
        let each = (4.0 * half.x * half.y / self.places.len().max(1) as f32).sqrt();
        // At first sight a share of the room each node has; nearer by, it grows more slowly.
        let near = self.zoom.max(1.0).sqrt();
        let unit = 0.2 * each * scale / self.zoom.max(0.1) * near;
        (unit * (0.6 + 0.22 * grow)).clamp(0.7, 12.0)
    }

    /// Who is named, as many as there is room for.
    fn names(&mut self, cx: &ReadCx<'_>, painter: &egui::Painter, field: Rect, scale: f32) {
        let view = [field.min.x, field.min.y, field.max.x, field.max.y, scale];
        let [a, b, c, d, e] = view.map(f32::to_bits);
        let middle = [self.center.x, self.center.y].map(f32::to_bits);
        // What passes changes how a name is drawn, not where.
        let said = Revisions { filter: 0, ..cx.revisions.numbers() };
        let key = (said, self.moves, [a, b, c, d, e, middle[0], middle[1]]);
        let known = self.labels.take().filter(|l| l.0 == key);
        let (_, placed) = self
            .labels
            .insert(known.unwrap_or_else(|| (key, self.place_names(cx, painter, field, scale))));
        let placed = placed.clone();
        for (i, place) in placed {
            let Node::Record(row) = self.whole.nodes[i] else { continue };
            let galley = self.lay(cx, painter, (i, row), place.form);
            let at = self.to_screen(field, scale, self.places[i]);
            let rect = Rect::from_min_size(at + place.offset, galley.size());
            if place.led {
                let color = mix(cx.tokens.panel, cx.tokens.secondary, super::names::LEADER);
                let stroke = egui::Stroke::new(size::LINE * 0.75, color);
                painter.line_segment([at, rect.clamp(at)], stroke);
            }
            let halo = mix(egui::Color32::TRANSPARENT, cx.tokens.panel, 0.8);
            painter.rect_filled(rect.expand2(vec2(3.0, 0.0)), size::RADIUS_BAR, halo);
            let lit = cx.results.row_in(cx.table, row);
            let color = if lit { cx.tokens.ink } else { cx.tokens.secondary };
            painter.galley(rect.min, galley, color);
        }
    }

    /// The name of a node in one of its forms: as much of it as there mostly is room for, or less.
    fn lay(
        &self,
        cx: &ReadCx<'_>,
        painter: &egui::Painter,
        (i, row): (usize, Row),
        form: usize,
    ) -> std::sync::Arc<egui::Galley> {
        let party = row.collection() == Collection::Parties;
        let family = if party { medium() } else { egui::FontFamily::Proportional };
        let most = if form == labels::CUT { 20 } else { 34 };
        let name = crate::text::display::cut(&self.name(cx, i, row), most).into_owned();
        painter.layout_no_wrap(name, egui::FontId::new(size::SMALL, family), cx.tokens.ink)
    }

    /// A place for each name, the most tied first.
    fn place_names(
        &self,
        cx: &ReadCx<'_>,
        painter: &egui::Painter,
        field: Rect,
        scale: f32,
    ) -> Vec<(usize, labels::LabelPlace)> {
        let inner = field.shrink(4.0);
        let mut seen: Vec<(u32, usize)> = self
            .places
            .iter()
            .enumerate()
            .filter(|(_, p)| inner.contains(self.to_screen(field, scale, **p)))
            .map(|(i, _)| (self.whole.degree[i], i))
            .filter(|s| matches!(self.whole.nodes[s.1], Node::Record(_)))
            .collect();
        let always = NAMES.min(labels::always(field, seen.len()).max(8)).min(seen.len());
        // Of a few all have their names, as far as there is room.
        let k = if seen.len() <= FEW { seen.len() } else { always };
        if k < seen.len() {
            seen.select_nth_unstable_by_key(k, |s| (std::cmp::Reverse(s.0), s.1));
            seen.truncate(k);
        }
        seen.sort_unstable_by_key(|s| (std::cmp::Reverse(s.0), s.1));
        let wish = |(degree, i): &(u32, usize)| {
            let Node::Record(row) = self.whole.nodes[*i] else { return None };
            Some(labels::Wish {
                at: self.to_screen(field, scale, self.places[*i]),
                r: self.dot(*i, scale),
                forms: [0, 0, labels::CUT].map(|form| self.lay(cx, painter, (*i, row), form)),
                priority: u64::from(*degree),
            })
        };
        let wishes: Vec<labels::Wish> = seen.iter().filter_map(wish).collect();
        let places = labels::place(&wishes, (&[], &[]), inner, (true, always), &[]);
        let mut drawn: Vec<Rect> = Vec::new();
        let mut out = Vec::new();
        for ((wish, place), (_, i)) in wishes.iter().zip(places).zip(&seen) {
            let Some(place) = place else { continue };
            let size = wish.forms[place.form].size();
            let rect = Rect::from_min_size(wish.at + place.offset, size);
            // Among very many hubs a lesser name gives way.
            if !drawn.iter().any(|d| d.intersects(rect)) {
                drawn.push(rect);
                out.push((*i, place));
            }
        }
        out
    }

    /// The outlines of the largest communities, without those far from the rest of theirs.
    fn hulls(&mut self, cx: &ReadCx<'_>, painter: &egui::Painter, field: Rect, scale: f32) {
        if self.hulls.is_none() {
            let around = |group: u32| {
                let mut at: Vec<Pos2> = (0..self.places.len())
                    .filter(|i| self.groups.get(*i) == Some(&group))
                    .map(|i| pos2(self.places[i][0], self.places[i][1]))
                    .collect();
                #[expect(clippy::cast_precision_loss, reason = "a mean")]
                let n = at.len().max(1) as f32;
                let middle = at.iter().fold(Vec2::ZERO, |s, p| s + p.to_vec2()) / n;
                let far = |p: &Pos2| (p.to_vec2() - middle).length();
                at.sort_by(|a, b| far(a).total_cmp(&far(b)));
                at.truncate((at.len() * 9).div_ceil(10));
                super::draw::hull(at)
            };
            // In units of places, so that a hand that moves the map moves them along.
            self.hulls = Some(self.large_groups(OUTLINED).into_iter().map(around).collect());
        }
        for hull in self.hulls.iter().flatten() {
            let at: Vec<Pos2> =
                hull.iter().map(|p| self.to_screen(field, scale, [p.x, p.y])).collect();
            super::draw::outline(painter, &at, cx.tokens);
        }
    }

    /// The most tied member of each of the largest communities, largest first.
    pub(super) fn hubs(&self) -> Vec<Row> {
        self.hubs.clone()
    }

    /// Finds [`Self::hubs`], once all are placed.
    fn find_hubs(&mut self) {
        let large = self.large_groups(8);
        let hub = |group: &u32| {
            let own = (0..self.whole.nodes.len()).filter(|i| self.groups.get(*i) == Some(group));
            let first = own.max_by_key(|i| (self.whole.degree[*i], std::cmp::Reverse(*i)))?;
            match self.whole.nodes[first] {
                Node::Record(row) => Some(row),
                Node::Missing(_) => None,
            }
        };
        self.hubs = large.iter().filter_map(hub).collect();
    }
}
