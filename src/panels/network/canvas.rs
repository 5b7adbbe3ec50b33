//! The drawn network as widgets: pan, zoom, drag, hover, click.

use egui::{FontFamily, FontId, Pos2, Rect, Role, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::data::{NetworkData, NodeMark, Shape};
use super::names::Marks;
use super::standing::Drawn;
use super::ui::NetworkPanel;
use super::{draw, focus, legend};
use crate::command::Command;
use crate::graph::Fold;
use crate::panels::{ReadCx, grammar};
use crate::query::Pick;
use crate::record::{Collection, Row};
use crate::ui::target;
use crate::ui::theme::{mix, size};
use crate::view::Thing;

/// Filtered-out marks keep this much of their strength.
const FADED: f32 = 0.32;
/// What lies outside the focus keeps this much.
const TRACE: f32 = 0.1;

/// Whether a node is selected or named by the filter.
fn chosen(cx: &ReadCx<'_>, n: &NodeMark) -> bool {
    n.row.is_some_and(|row| {
        let thing = Thing::Record(row);
        cx.selected(thing)
            || cx.view.pinned.contains(&thing)
            || thing.pick().is_some_and(|p| cx.view.filter.contains(p))
    })
}

/// What stands out, and how strongly the rest is drawn.
struct Stress {
    /// Nodes and ties near what is pointed at.
    near: Option<(Vec<usize>, Vec<usize>)>,
    /// What lies within the focus.
    ego: Option<Vec<bool>>,
    /// Nodes and ties of the shortest path between what is pinned.
    path: Option<(Vec<usize>, Vec<usize>)>,
    /// How far the rest is dimmed, 0 to 1.
    dim: f32,
}

impl Stress {
    fn strength(&self, lit: bool, close: bool, inside: bool) -> f32 {
        // What lies outside the focus stays as a trace, so that the whole is not lost.
        let base = if !inside {
            TRACE
        } else if lit {
            1.0
        } else {
            FADED
        };
        if close { 1.0 } else { base * (1.0 - 0.72 * self.dim) }
    }

    fn node(&self, data: &NetworkData, i: usize) -> f32 {
        let near = |part: &Option<(Vec<usize>, Vec<usize>)>| {
            part.as_ref().is_some_and(|n| n.0.contains(&i))
        };
        // A way that is told is seen whatever is pointed at.
        let close = near(&self.near) || near(&self.path);
        let inside = self.ego.as_ref().is_none_or(|e| e[i])
            && self.path.as_ref().is_none_or(|p| p.0.contains(&i));
        self.strength(data.nodes[i].lit, close, inside)
    }

    fn edge(&self, data: &NetworkData, i: usize) -> f32 {
        let e = &data.edges[i];
        let near = |part: &Option<(Vec<usize>, Vec<usize>)>| {
            part.as_ref().is_some_and(|n| n.1.contains(&i))
        };
        let close = near(&self.near) || near(&self.path);
        let inside = self.ego.as_ref().is_none_or(|g| g[e.from] && g[e.to])
            && self.path.as_ref().is_none_or(|p| p.1.contains(&i));
        // Many lines are drawn lighter, so that what they tie stays on top.
        let light = if data.edges.len() > 200 && !close { 0.7 } else { 1.0 };
        self.strength(e.lit, close, inside) * light
    }
}

impl NetworkPanel {
    /// Draws nodes and ties.
    pub(super) fn canvas(
        &mut self,
        cx: &ReadCx<'_>,
        ui: &mut Ui,
        data: &NetworkData,
        (apart, drawn): (bool, Drawn),
    ) {
        let full = ui.available_rect_before_wrap();
        // A low picture has all of the room, and its legend in the menu.
        let legend = if self.low {
            0.0
        } else {
            6.0 + self.legend_height.clamp(24.0, (full.height() * 0.4).max(24.0))
        };
        let field = Rect::from_min_max(full.min, pos2(full.right(), full.bottom() - legend));
        let id = ui.scope_id().with("canvas");
        let back = ui.interact(field, id, Sense::click_and_drag());
        let n = |n: usize| i64::try_from(n).unwrap_or(0);
        let name = cx.words.tf(
            "network-canvas",
            &[("nodes", n(data.nodes.len()).into()), ("edges", n(data.edges.len()).into())],
        );
        back.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, &name));
        self.move_camera(ui, &back, field);
        let painter = ui.painter().with_clip_rect(field.expand(2.0).intersect(ui.clip_rect()));
        let (pos, shrink) = self.standing.look(cx, data, field, drawn);
        let (scale, origin) = self.fit_of(&pos, field);
        let to_screen = |p: [f32; 2]| origin + vec2(p[0], p[1]) * scale;
        // What was placed for a room keeps its marks apart at every scale.
        let least = if cx.graph.curated { 0.6 } else { 0.1 };
        let grow = scale.clamp(least, 1.5) * shrink;
        let mut at: Vec<Pos2> = data
            .nodes
            .iter()
            .zip(&pos)
            .map(|(n, p)| to_screen(self.moved.get(&n.id).copied().unwrap_or(*p)))
            .collect();
        let mut radius: Vec<f32> = data.nodes.iter().map(|n| n.radius * grow).collect();
        let pointed = self.nodes_input(cx, ui, (data, &pos), &mut at, &mut radius, scale, field);
        self.link_line(cx, ui, data, &at);
        let curves = curves(data, &at, &radius, cx.graph.curated);
        let pointed_edge = if pointed.is_none() && back.hovered() {
            let p = ui.input(|i| i.pointer.hover_pos());
            p.and_then(|p| nearest(&curves, p)).filter(|_| !back.dragged())
        } else {
            None
        };
        let stress = Stress {
            near: neighbours(cx, data, pointed, pointed_edge),
            ego: focus::within(cx, data),
            path: focus::path(cx, data),
            dim: 0.0,
        };
        let dim = ui.ctx().animate_bool(id.with("dim"), stress.near.is_some());
        let stress = Stress { dim, ..stress };
        if cx.view.communities {
            let centres: Vec<(Pos2, f32)> =
                at.iter().copied().zip(radius.iter().copied()).collect();
            draw::communities(&painter, &data.communities, &centres, cx.tokens);
        }
        lines(cx, &painter, data, (&curves, grow), &stress);
        let stress_of = |i: usize| stress.node(data, i);
        let marks = Marks { at: &at, radius: &radius, curves: &curves, field, scale };
        let names = self.place_names(cx, &painter, data, marks);
        // Leaders run under the nodes they have to pass.
        names.leaders(&painter, cx.tokens, &stress_of);
        let strength = |i: usize| {
            if chosen(cx, &data.nodes[i]) { 1.0 } else { stress.node(data, i) }
        };
        for (i, strength) in weak_first(data.nodes.len(), &strength) {
            let n = &data.nodes[i];
            let ring = chosen(cx, n).then_some(cx.tokens.accent);
            draw::node(&painter, at[i], radius[i], n, cx.tokens, strength, ring);
        }
        names.draw(&painter, cx.tokens, &stress_of);
        rest(cx, ui, &painter, data, (&at, &radius), field);
        if let Some(e) = pointed_edge {
            let edge = &data.edges[e];
            let response = if edge.through > 0 && passing(cx, e).next().is_some() {
                // A click opens it: everything else follows the initiatives it is made of.
                grammar::act_as(cx, ui, back, None, &|| initiatives(cx, e))
            } else {
                grammar::act(cx, ui, back, Thing::Record(edge.row))
            };
            response.on_hover_ui_at_pointer(|ui| legend::edge_tip(cx, ui, data, e));
        } else if back.clicked() && cx.view.selected.is_some() {
            // A click on the empty ground lets go.
            cx.send(Command::Select(None));
        }
        ui.allocate_rect(full, Sense::hover());
        if !self.low {
            let notes = legend::Notes { path: stress.path.as_ref().map(|p| p.1.len()), apart };
            self.legend(cx, ui, data, notes, full.with_min_y(field.bottom() + 4.0), full.height());
        }
    }

    /// What marks mean, under a picture of some height, in a room that grows with it.
    fn legend(
        &mut self,
        cx: &ReadCx<'_>,
        ui: &mut Ui,
        data: &NetworkData,
        notes: legend::Notes,
        room: Rect,
        high: f32,
    ) {
        let used =
            target::in_room(ui, "legend", room, |ui| legend::show(cx, ui, data, notes, high));
        if (used - self.legend_height).abs() > 0.5 {
            self.legend_height = used;
            ui.ctx().request_repaint();
        }
    }

    /// Scale and screen place of the origin: the whole network fitted, then zoom and pan.
    fn fit_of(&self, places: &[[f32; 2]], field: Rect) -> (f32, Pos2) {
        let mut bounds = Rect::NOTHING;
        for p in places {
            bounds.extend_with(pos2(p[0], p[1]));
        }
        let room = field
            .shrink2(vec2(70.0_f32.min(field.width() * 0.16), 46.0_f32.min(field.height() * 0.14)));
        // A handful is not flung to the edges; more fill the room, also a larger one than that they
        // were placed for.
        let most = if places.len() < 8 { 1.6 } else { 3.2 };
        let scale = (room.width() / bounds.width().max(1.0))
            .min(room.height() / bounds.height().max(1.0))
            .min(most);
        let scale = (scale * self.zoom).max(0.02);
        (scale, field.center() + self.pan - bounds.center().to_vec2() * scale)
    }

    fn move_camera(&mut self, ui: &Ui, back: &egui::Response, field: Rect) {
        self.panned = back.dragged();
        if self.panned {
            self.pan += back.drag_delta();
        }
        if !back.contains_pointer() {
            return;
        }
        let (scroll, pinch, pointer) =
            ui.input(|i| (i.smooth_scroll_delta().y, i.zoom_delta(), i.pointer.hover_pos()));
        let factor = pinch * libm::expf(scroll * 0.004);
        if (factor - 1.0).abs() > 1e-4
            && let Some(p) = pointer
        {
            let before = self.zoom;
            self.zoom = (self.zoom * factor).clamp(0.3, 12.0);
            // What is under the pointer stays there.
            let k = self.zoom / before;
            let from_center = p - field.center();
            self.pan = from_center - (from_center - self.pan) * k;
        }
    }

    /// Makes each node a widget; returns the one pointed at.
    #[expect(clippy::too_many_arguments, reason = "places are made in the caller")]
    fn nodes_input(
        &mut self,
        cx: &ReadCx<'_>,
        ui: &Ui,
        (data, pos): (&NetworkData, &[[f32; 2]]),
        at: &mut [Pos2],
        radius: &mut [f32],
        scale: f32,
        field: Rect,
    ) -> Option<usize> {
        let mut pointed = None;
        for (i, n) in data.nodes.iter().enumerate() {
            let rect = Rect::from_center_size(at[i], Vec2::splat(radius[i] * 2.0 + 6.0));
            let rect = rect.intersect(field);
            if !rect.is_positive() {
                continue;
            }
            let response = ui.interact(rect, ui.scope_id().with(n.node), Sense::click_and_drag());
            let name =
                cx.words.ts("network-node", &[("name", n.name.clone()), ("kind", n.kind.clone())]);
            let on = chosen(cx, n);
            response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, &name));
            if self.link_node(cx, ui, &response, n) {
                if crate::ui::ext::pointed(&response) {
                    pointed = Some(i);
                    radius[i] *= 1.12;
                }
                continue;
            }
            if response.dragged() {
                let place = self.moved.entry(n.id.clone()).or_insert(pos[i]);
                place[0] += response.drag_delta().x / scale;
                place[1] += response.drag_delta().y / scale;
                at[i] += response.drag_delta();
                self.placed = None;
            }
            if crate::ui::ext::pointed(&response) {
                pointed = Some(i);
                radius[i] *= 1.06;
            }
            if n.members > 1 && response.clicked() && cx.graph.fold != Fold::Nothing {
                self.open.push(n.id.clone());
                ui.ctx().request_repaint();
                continue;
            }
            let response = match n.row {
                Some(row) => grammar::act(cx, ui, response, Thing::Record(row)),
                None => response,
            };
            // Not through a question that lies over it.
            if ui.memory(|m| m.top_modal_layer().is_none()) {
                response.on_hover_ui(|ui| legend::node_tip(cx, ui, n));
            }
        }
        pointed
    }
}

/// The lines of the ties, the weak ones first, so that nothing pale lies over what is strong.
fn lines(
    cx: &ReadCx<'_>,
    painter: &egui::Painter,
    data: &NetworkData,
    (curves, grow): (&[Vec<Pos2>], f32),
    stress: &Stress,
) {
    for (i, strength) in weak_first(data.edges.len(), &|i| stress.edge(data, i)) {
        let e = &data.edges[i];
        // A line that stands for one link; the ties of an initiative are near what is selected.
        let link = e.through == 0 && e.row.collection() == Collection::Links;
        if link && cx.selected(Thing::Record(e.row)) {
            draw::ground_of(painter, &curves[i], e, cx.tokens, grow);
        }
        draw::edge(painter, &curves[i], e, cx.tokens, strength, grow);
    }
}

/// So many marks with their strengths, the weak ones first.
fn weak_first(n: usize, strength: &dyn Fn(usize) -> f32) -> Vec<(usize, f32)> {
    let mut order: Vec<(usize, f32)> = (0..n).map(|i| (i, strength(i))).collect();
    order.sort_by(|a, b| a.1.total_cmp(&b.1));
    order
}

/// Most nodes times ties for which lines go around nodes: found anew in each frame.
const AROUND: usize = 12_000;

/// The line of each tie, from rim to rim.
fn curves(data: &NetworkData, at: &[Pos2], radius: &[f32], curated: bool) -> Vec<Vec<Pos2>> {
    // Among many, lines that run through a node cannot be helped.
    let few = data.nodes.len().saturating_mul(data.edges.len()) <= AROUND;
    let curve = |e: &super::data::EdgeMark| {
        let party = |i: usize| data.nodes[i].shape == Shape::Party;
        // Around what lies between parties that stand at the sides.
        let arc = curated && party(e.from) && party(e.to) && data.nodes.len() > 3;
        let flip = at[e.from].x > at[e.to].x;
        let ends = (radius[e.from], radius[e.to]);
        let way = draw::Way { lane: e.lane, flip, arc };
        let others = || {
            let all = at.iter().zip(radius).enumerate();
            let others = all.filter(|(i, _)| few && *i != e.from && *i != e.to);
            others.map(|(_, (at, r))| (*at, *r)).collect()
        };
        draw::clear_curve((at[e.from], at[e.to]), ends, way, &others)
    };
    data.edges.iter().map(curve).collect()
}

/// The initiatives a tie is made of, as values of a filter.
fn initiatives(cx: &ReadCx<'_>, e: usize) -> Vec<Pick> {
    passing(cx, e).collect()
}

/// The initiatives of a tie that pass what else is asked for: the others would leave nothing.
fn passing<'a>(cx: &'a ReadCx<'_>, e: usize) -> impl Iterator<Item = Pick> + 'a {
    let rows = cx.graph.edges[e].ties.iter().map(|n| cx.table.ties[*n as usize].row);
    let passing = cx.results.but(crate::query::Dim::Initiative);
    rows.filter(|r| r.collection() == Collection::Initiatives)
        .filter(|r| cx.table.fact(*r).is_some_and(|f| passing.has(f)))
        .filter_map(Pick::of)
}

/// What could be drawn beside these, as one mark at the edge; pointed at, it shows who is tied to
/// it.
fn rest(
    cx: &ReadCx<'_>,
    ui: &Ui,
    painter: &egui::Painter,
    data: &NetworkData,
    (at, radius): (&[Pos2], &[f32]),
    field: Rect,
) {
    if data.rest == 0 {
        return;
    }
    let count = i64::try_from(data.rest).unwrap_or(0);
    let number = format!("+{}", crate::text::number::whole(count, cx.words.language));
    let font = FontId::new(size::LABEL, FontFamily::Proportional);
    let number = painter.layout_no_wrap(number, font, cx.tokens.secondary);
    let r = (number.size().x / 2.0 + 6.0).max(16.0);
    let center = field.right_bottom() - vec2(r + 12.0, r + 10.0);
    let response = ui.interact(
        Rect::from_center_size(center, Vec2::splat(r * 2.0 + 6.0)),
        ui.scope_id().with("rest"),
        Sense::hover(),
    );
    let said = cx.words.tf("network-rest", &[("count", count.into())]);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    if response.hovered() {
        for (i, n) in data.nodes.iter().enumerate().filter(|(_, n)| n.outside > 0) {
            let width = 0.6
                + libm::log2f(1.0 + f32::from(u16::try_from(n.outside).unwrap_or(u16::MAX))) * 0.5;
            let stroke = egui::Stroke::new(width, mix(cx.tokens.panel, cx.tokens.neutral, 0.6));
            let way = (at[i] - center).normalized();
            painter.line_segment([center + way * r, at[i] - way * radius[i]], stroke);
        }
    }
    let stroke = egui::Stroke::new(size::LINE_RING, cx.tokens.neutral);
    painter.circle_filled(center, r, cx.tokens.panel);
    let around: Vec<Pos2> = (0..=32u8)
        .map(|k| {
            let a = std::f32::consts::TAU * f32::from(k) / 32.0;
            center + vec2(libm::cosf(a), libm::sinf(a)) * r
        })
        .collect();
    painter.extend(egui::Shape::dashed_line(&around, stroke, 3.5, 3.0));
    painter.galley(center - number.size() / 2.0, number, cx.tokens.secondary);
    response.on_hover_text(said);
}

/// The tie nearest to a point, at most 7 points away.
fn nearest(curves: &[Vec<Pos2>], p: Pos2) -> Option<usize> {
    let distance = |c: &Vec<Pos2>| {
        c.windows(2)
            .map(|w| {
                let d = w[1] - w[0];
                let t = ((p - w[0]).dot(d) / d.length_sq().max(1e-6)).clamp(0.0, 1.0);
                (w[0] + d * t).distance(p)
            })
            .fold(f32::MAX, f32::min)
    };
    let best = curves.iter().enumerate().map(|(i, c)| (i, distance(c)));
    best.min_by(|a, b| a.1.total_cmp(&b.1)).filter(|b| b.1 < 7.0).map(|b| b.0)
}

/// What has to do with a thing pointed at in another panel: a sector, a statement, a source.
fn linked(cx: &ReadCx<'_>, data: &NetworkData) -> Option<(Vec<usize>, Vec<usize>)> {
    let pointed = cx.linked?;
    let near = |row: Row| pointed.has(cx.table, row);
    // What the filter leaves out stays left out.
    let close = |n: &NodeMark| n.lit && n.row.is_some_and(near);
    let nodes: Vec<usize> = (0..data.nodes.len()).filter(|i| close(&data.nodes[*i])).collect();
    let close = |e: &super::data::EdgeMark| {
        e.lit && nodes.contains(&e.from) && nodes.contains(&e.to) && near(e.row)
    };
    let edges: Vec<usize> = (0..data.edges.len()).filter(|i| close(&data.edges[*i])).collect();
    (!nodes.is_empty()).then_some((nodes, edges))
}

/// What stays at full strength while something is pointed at: nodes and ties.
fn neighbours(
    cx: &ReadCx<'_>,
    data: &NetworkData,
    node: Option<usize>,
    edge: Option<usize>,
) -> Option<(Vec<usize>, Vec<usize>)> {
    let elsewhere = || {
        let row = cx.hover.get()?.row()?;
        data.nodes.iter().position(|n| n.row == Some(row))
    };
    if let Some(e) = edge {
        return Some((vec![data.edges[e].from, data.edges[e].to], vec![e]));
    }
    let Some(node) = node.or_else(elsewhere) else { return linked(cx, data) };
    // What the filter leaves out stays left out.
    let tied = |e: &super::data::EdgeMark| e.lit && (e.from == node || e.to == node);
    let edges: Vec<usize> = (0..data.edges.len()).filter(|i| tied(&data.edges[*i])).collect();
    let mut nodes: Vec<usize> =
        edges.iter().flat_map(|i| [data.edges[*i].from, data.edges[*i].to]).collect();
    nodes.push(node);
    Some((nodes, edges))
}
