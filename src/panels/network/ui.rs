//! The network as widgets: pan, zoom, drag, hover, click, legend.

use std::collections::BTreeMap;

use egui::text::{LayoutJob, TextWrapping};
use egui::{
    Align, Color32, CursorIcon, FontFamily, FontId, Pos2, Rect, Role, Sense, Stroke, Ui, Vec2,
    WidgetInfo, pos2, vec2,
};

use super::data::{self, NetworkData, NodeMark, Shape};
use super::{draw, labels};
use crate::command::Command;
use crate::panels::{Cached, PanelCx};
use crate::query::Clause;
use crate::table::Node;
use crate::ui::ext::{self, ChipStyle};
use crate::ui::theme::{medium, mix, size};
use crate::view::ColorBy;

/// Filtered-out marks keep this much of their strength.
const FADED: f32 = 0.32;

/// The panel's transient fields.
#[derive(Debug, Default)]
pub struct NetworkPanel {
    data: Cached<NetworkData>,
    of_data: u64,
    /// Nodes that were dragged, and where to.
    moved: BTreeMap<Node, [f32; 2]>,
    /// Zoom over the fit, and pan in points.
    zoom: f32,
    pan: Vec2,
    placed: Option<Placed>,
    /// Legend's height, known after a frame.
    legend_height: f32,
}

/// Labels as last placed, and for what.
#[derive(Debug)]
struct Placed {
    key: (crate::panels::Revisions, [u32; 3], usize),
    offsets: Vec<Option<labels::Place>>,
}

impl NetworkPanel {
    /// Shows the whole network again.
    pub fn fit(&mut self) {
        self.zoom = 1.0;
        self.pan = Vec2::ZERO;
    }

    /// Draws the panel.
    pub fn ui(&mut self, cx: &PanelCx<'_>, ui: &mut Ui) {
        if self.of_data != cx.revisions.data || self.zoom <= 0.0 {
            self.of_data = cx.revisions.data;
            self.moved.clear();
            self.fit();
        }
        let mut data = std::mem::take(&mut self.data);
        let shown = data.get(cx.revisions, || data::data(cx));
        self.header(cx, ui, shown);
        if shown.nodes.is_empty() {
            ext::empty_state(ui, cx.tokens, &cx.words.t("network-empty"), None);
        } else {
            self.canvas(cx, ui, shown);
        }
        self.data = data;
    }

    fn header(&mut self, cx: &PanelCx<'_>, ui: &mut Ui, data: &NetworkData) {
        ui.horizontal(|ui| {
            ui.label(ext::small(cx.words.t("network-question"), cx.tokens));
            if cx.results.filtered && ui.available_width() > 420.0 {
                let n = |n: usize| i64::try_from(n).unwrap_or(0);
                let lit = data.nodes.iter().filter(|n| n.lit).count();
                let args = [("selected", n(lit).into()), ("total", n(data.nodes.len()).into())];
                ui.label(ext::small(cx.words.tf("network-counts", &args), cx.tokens));
            }
            ui.with_layout(egui::Layout::right_to_left(Align::Center), |ui| {
                let t = cx.tokens;
                ui.spacing_mut().item_spacing.x = 4.0;
                let sign = |ui: &mut Ui, id: &str, plus: bool| {
                    ext::sign_button(ui, t, &cx.words.t(id), |p, r, s| {
                        p.hline(r.x_range(), r.center().y, s);
                        if plus {
                            p.vline(r.center().x, r.y_range(), s);
                        }
                    })
                    .clicked()
                };
                if sign(ui, "network-zoom-in", true) {
                    self.zoom = (self.zoom * 1.25).min(12.0);
                }
                if sign(ui, "network-zoom-out", false) {
                    self.zoom = (self.zoom / 1.25).max(0.3);
                }
                let fit = ext::sign_button(ui, t, &cx.words.t("network-fit"), |p, r, s| {
                    p.rect_stroke(r, 2.0, s, egui::StrokeKind::Middle);
                });
                if fit.clicked() {
                    self.fit();
                }
                ui.add_space(4.0);
                let choices = [
                    (ColorBy::Party, cx.words.t("network-by-party")),
                    (ColorBy::Sector, cx.words.t("network-by-sector")),
                ];
                if let Some(c) = ext::segmented(ui, t, cx.view.color_by, &choices) {
                    cx.commands.send(Command::SetColorBy(c));
                }
            });
        });
    }

    fn canvas(&mut self, cx: &PanelCx<'_>, ui: &mut Ui, data: &NetworkData) {
        let full = ui.available_rect_before_wrap();
        let legend = self.legend_height.clamp(24.0, full.height() * 0.4);
        let field = Rect::from_min_max(full.min, pos2(full.right(), full.bottom() - legend - 6.0));
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
        let (scale, origin) = self.fit_of(data, field);
        let to_screen = |p: [f32; 2]| origin + vec2(p[0], p[1]) * scale;
        let grow = scale.clamp(if data.nodes.len() > 60 { 0.42 } else { 0.6 }, 1.5);
        let mut at: Vec<Pos2> = data
            .nodes
            .iter()
            .map(|n| to_screen(self.moved.get(&n.node).copied().unwrap_or(n.pos)))
            .collect();
        let mut radius: Vec<f32> = data.nodes.iter().map(|n| n.radius * grow).collect();
        let pointed = self.nodes_input(cx, ui, data, &mut at, &mut radius, scale, field);
        let curves: Vec<Vec<Pos2>> = data
            .edges
            .iter()
            .map(|e| {
                let party = |i: usize| data.nodes[i].shape == Shape::Party;
                let arc = party(e.from) && party(e.to) && data.nodes.len() > 3;
                let flip = at[e.from].x > at[e.to].x;
                let ends = (radius[e.from], radius[e.to]);
                draw::curve(at[e.from], at[e.to], ends.0, ends.1, e.lane, flip, arc)
            })
            .collect();
        let pointed_edge = if pointed.is_none() && back.hovered() {
            let p = ui.input(|i| i.pointer.hover_pos());
            p.and_then(|p| nearest(&curves, p)).filter(|_| !back.dragged())
        } else {
            None
        };
        let near = neighbours(cx, data, pointed, pointed_edge);
        let dim = ui.ctx().animate_bool(id.with("dim"), near.is_some());
        let strength = |lit: bool, close: bool| {
            let base = if lit { 1.0 } else { FADED };
            if close { 1.0 } else { base * (1.0 - 0.72 * dim) }
        };
        for (i, e) in data.edges.iter().enumerate() {
            let close = near.as_ref().is_some_and(|n| n.1.contains(&i));
            // Many lines are drawn lighter, so that what they tie stays on top.
            let light = if data.edges.len() > 200 && !close { 0.5 } else { 1.0 };
            let strong = strength(e.lit, close) * light;
            draw::edge(&painter, &curves[i], e, cx.tokens, strong, grow);
        }
        for (i, n) in data.nodes.iter().enumerate() {
            let close = near.as_ref().is_some_and(|s| s.0.contains(&i));
            let on = n.row.is_some_and(|r| cx.view.filter.items.contains(&r));
            let ring = on.then_some(cx.tokens.accent);
            draw::node(&painter, at[i], radius[i], n, cx.tokens, strength(n.lit, close), ring);
        }
        self.draw_labels(cx, &painter, data, &at, &radius, &curves, field, scale, |i| {
            strength(data.nodes[i].lit, near.as_ref().is_some_and(|s| s.0.contains(&i)))
        });
        if let Some(e) = pointed_edge {
            back.on_hover_ui_at_pointer(|ui| edge_tip(cx, ui, data, e));
        } else if back.clicked() && !cx.view.filter.items.is_empty() {
            // A click on the empty ground lets go of what was selected here.
            for row in &cx.view.filter.items {
                cx.commands.send(Command::Toggle { clause: Clause::Item(*row), add: true });
            }
        }
        let bottom = Rect::from_min_max(pos2(full.left(), field.bottom() + 4.0), full.max);
        let mut child = ui.new_child(egui::UiBuilder::new().max_rect(bottom));
        legend_ui(cx, &mut child, data);
        let used = child.min_rect().height();
        if (used - self.legend_height).abs() > 0.5 {
            self.legend_height = used;
            ui.ctx().request_repaint();
        }
        ui.allocate_rect(full, Sense::hover());
    }

    /// Scale and screen place of the origin: the whole network fitted, then zoom and pan.
    fn fit_of(&self, data: &NetworkData, field: Rect) -> (f32, Pos2) {
        let mut bounds = Rect::NOTHING;
        for n in &data.nodes {
            bounds.extend_with(pos2(n.pos[0], n.pos[1]));
        }
        let room = field
            .shrink2(vec2(70.0_f32.min(field.width() * 0.16), 46.0_f32.min(field.height() * 0.14)));
        let scale = (room.width() / bounds.width().max(1.0))
            .min(room.height() / bounds.height().max(1.0))
            .min(1.6);
        let scale = (scale * self.zoom).max(0.02);
        (scale, field.center() + self.pan - bounds.center().to_vec2() * scale)
    }

    fn move_camera(&mut self, ui: &Ui, back: &egui::Response, field: Rect) {
        if back.dragged() {
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

    /// Makes each node a widget; answers the one pointed at.
    #[expect(clippy::too_many_arguments, reason = "places are made in the caller")]
    fn nodes_input(
        &mut self,
        cx: &PanelCx<'_>,
        ui: &Ui,
        data: &NetworkData,
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
            let on = n.row.is_some_and(|r| cx.view.filter.items.contains(&r));
            response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, &name));
            if response.dragged() {
                let place = self.moved.entry(n.node).or_insert(n.pos);
                place[0] += response.drag_delta().x / scale;
                place[1] += response.drag_delta().y / scale;
                at[i] += response.drag_delta();
                self.placed = None;
            }
            if response.clicked()
                && let Some(row) = n.row
            {
                cx.toggle(ui, PanelCx::clause_of(row));
            }
            if response.hovered() || response.has_focus() {
                pointed = Some(i);
                radius[i] *= 1.06;
                if let Some(row) = n.row {
                    cx.hover.set(row);
                }
            }
            response
                .on_hover_cursor(CursorIcon::PointingHand)
                .on_hover_ui(|ui| node_tip(cx, ui, n));
        }
        pointed
    }

    #[expect(clippy::too_many_arguments, reason = "places are made in the caller")]
    fn draw_labels(
        &mut self,
        cx: &PanelCx<'_>,
        painter: &egui::Painter,
        data: &NetworkData,
        at: &[Pos2],
        radius: &[f32],
        curves: &[Vec<Pos2>],
        field: Rect,
        scale: f32,
        strength: impl Fn(usize) -> f32,
    ) {
        // A small panel has room for narrow labels only.
        let widest = (field.width() * 0.2).clamp(96.0, 140.0);
        let wishes: Vec<labels::Wish> = data
            .nodes
            .iter()
            .enumerate()
            .map(|(i, n)| {
                let party = n.shape == Shape::Party;
                let font =
                    FontId::new(12.5, if party { medium() } else { FontFamily::Proportional });
                let text = crate::ui::bidi::wrap(painter, &n.label, &font, widest).into_owned();
                let mut job = LayoutJob::simple(text, font, Color32::PLACEHOLDER, widest);
                job.wrap = TextWrapping { max_width: widest, max_rows: 3, ..Default::default() };
                let line = crate::ui::bidi::line(&n.label).into_owned();
                let font = job.sections[0].format.font_id.clone();
                let mut short = LayoutJob::simple(line, font, Color32::PLACEHOLDER, widest);
                short.wrap = TextWrapping::truncate_at_width(widest);
                // Never by the filter, which moves nothing.
                let priority = u64::from(n.degree) + if party { 1 << 40 } else { 0 };
                labels::Wish {
                    at: at[i],
                    r: radius[i],
                    galley: painter.layout_job(job),
                    short: painter.layout_job(short),
                    priority,
                }
            })
            .collect();
        let bits = |f: f32| (f * 64.0).round().to_bits();
        let key = (
            cx.revisions,
            [bits(scale), bits(field.width()), bits(field.height())],
            self.moved.len(),
        );
        let fresh = self.placed.as_ref().is_none_or(|p| p.key != key);
        if fresh {
            // The mark of a disputed tie stays readable too.
            let marks: Vec<Rect> = data
                .edges
                .iter()
                .zip(curves)
                .filter(|(e, _)| e.disputed)
                .filter_map(|(_, c)| c.get(c.len() / 2))
                .map(|p| Rect::from_center_size(*p, Vec2::splat(16.0)))
                .collect();
            let whole = self.zoom <= 1.01;
            let offsets = labels::place(&wishes, curves, field, whole, &marks);
            self.placed = Some(Placed { key, offsets });
        }
        let Some(placed) = &self.placed else { return };
        for (i, wish) in wishes.into_iter().enumerate() {
            let Some(place) = placed.offsets.get(i).copied().flatten() else { continue };
            let galley = if place.short { wish.short } else { wish.galley };
            let rect = Rect::from_min_size(at[i] + place.offset, galley.size());
            if !field.intersects(rect) {
                continue;
            }
            // A halo of the ground keeps the text off the lines.
            painter.rect_filled(
                rect.expand2(vec2(3.0, 0.0)),
                3.0,
                mix(Color32::TRANSPARENT, cx.tokens.panel, 0.86),
            );
            let color = mix(cx.tokens.panel, cx.tokens.ink, strength(i).max(0.5));
            if place.centred && galley.rows.len() > 1 {
                let mut job = (*galley.job).clone();
                job.halign = Align::Center;
                painter.galley(pos2(rect.center().x, rect.top()), painter.layout_job(job), color);
            } else {
                painter.galley(rect.min, galley, color);
            }
        }
    }
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

/// What stays at full strength while something is pointed at: nodes and ties.
fn neighbours(
    cx: &PanelCx<'_>,
    data: &NetworkData,
    node: Option<usize>,
    edge: Option<usize>,
) -> Option<(Vec<usize>, Vec<usize>)> {
    let elsewhere = || {
        let row = cx.hover.get()?;
        data.nodes.iter().position(|n| n.row == Some(row))
    };
    if let Some(e) = edge {
        return Some((vec![data.edges[e].from, data.edges[e].to], vec![e]));
    }
    let node = node.or_else(elsewhere)?;
    let edges: Vec<usize> = (0..data.edges.len())
        .filter(|i| data.edges[*i].from == node || data.edges[*i].to == node)
        .collect();
    let mut nodes: Vec<usize> =
        edges.iter().flat_map(|i| [data.edges[*i].from, data.edges[*i].to]).collect();
    nodes.push(node);
    Some((nodes, edges))
}

fn node_tip(cx: &PanelCx<'_>, ui: &mut Ui, n: &NodeMark) {
    ui.set_max_width(340.0);
    ui.label(ext::strong(n.name.clone(), size::BODY));
    let mut kind = n.kind.clone();
    if n.unnamed {
        kind = format!("{kind} · {}", cx.words.t("network-unnamed"));
    }
    let ties = cx.words.tf("network-ties", &[("count", n.degree.into())]);
    ui.label(ext::small(format!("{kind} · {ties}"), cx.tokens));
    for amount in &n.amounts {
        ui.label(amount);
    }
    readings_tip(cx, ui, &n.readings);
    ui.label(ext::small(cx.words.t("network-hint"), cx.tokens));
}

fn edge_tip(cx: &PanelCx<'_>, ui: &mut Ui, data: &NetworkData, e: usize) {
    let edge = &data.edges[e];
    ui.set_max_width(340.0);
    let (from, to) = (&data.nodes[edge.from].name, &data.nodes[edge.to].name);
    let arrow = if edge.directed { "→" } else { "–" };
    ui.label(ext::strong(format!("{from} {arrow} {to}"), size::BODY));
    let mut what = edge.name.clone();
    if edge.count > 1 {
        let n = i64::try_from(edge.count).unwrap_or(0);
        what = cx.words.tf("network-ties", &[("count", n.into())]);
    }
    for (on, id) in [(edge.announced, "network-announced"), (edge.disputed, "network-disputed")] {
        if on {
            what = format!("{what} · {}", cx.words.t(id));
        }
    }
    ui.label(ext::small(what, cx.tokens));
    for amount in &edge.amounts {
        ui.label(amount);
    }
    readings_tip(cx, ui, &edge.readings);
}

fn readings_tip(cx: &PanelCx<'_>, ui: &mut Ui, readings: &[crate::panels::facts::Reading]) {
    if readings.is_empty() {
        ui.label(ext::small(cx.words.t("network-no-source"), cx.tokens));
    }
    for r in readings {
        let basis = r.basis.as_ref().map_or_else(String::new, |b| format!(" ({b})"));
        ui.label(ext::small(format!("{}{basis}", r.label), cx.tokens));
    }
}

/// Shapes, lines and colours that are in the picture.
fn legend_ui(cx: &PanelCx<'_>, ui: &mut Ui, data: &NetworkData) {
    let mut shapes: Vec<Shape> = data.nodes.iter().map(|n| n.shape).collect();
    shapes.sort_unstable();
    shapes.dedup();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(12.0, 2.0);
        if data.nodes.len() < data.total {
            let n = |n: usize| i64::try_from(n).unwrap_or(0);
            let args = [
                ("shown", n(data.nodes.len()).into()),
                ("total", n(data.total).into()),
                ("lines", n(data.edges.len()).into()),
            ];
            ui.label(ext::small(cx.words.tf("network-too-much", &args), cx.tokens));
        }
        for (name, color, sector) in &data.colors {
            legend_color(cx, ui, name, *color, *sector);
        }
        for shape in shapes {
            legend_item(cx, ui, &cx.words.t(shape.text_id()), |p, r| {
                let hollow = shape == Shape::Missing;
                let fill = if hollow { Color32::TRANSPARENT } else { cx.tokens.neutral };
                let stroke =
                    Stroke::new(1.0, if hollow { cx.tokens.neutral } else { Color32::TRANSPARENT });
                draw::shape(p, shape, r.center(), 5.0, fill, stroke);
            });
        }
        let stroke = Stroke::new(1.5, cx.tokens.neutral);
        let line = |r: Rect| [r.left_center(), r.right_center()];
        if data.edges.iter().any(|e| e.announced) {
            legend_item(cx, ui, &cx.words.t("network-announced"), |p, r| {
                p.extend(egui::Shape::dashed_line(
                    &line(r.expand2(vec2(4.0, 0.0))),
                    stroke,
                    5.0,
                    3.0,
                ));
            });
        }
        if data.edges.iter().any(|e| e.disputed) {
            legend_item(cx, ui, &cx.words.t("network-disputed"), |p, r| {
                p.extend(egui::Shape::dashed_line(
                    &line(r.expand2(vec2(4.0, 0.0))),
                    stroke,
                    1.5,
                    3.0,
                ));
            });
        }
        if data.nodes.iter().any(|n| n.unnamed) {
            legend_item(cx, ui, &cx.words.t("network-unnamed"), |p, r| {
                p.circle_stroke(r.center(), 5.0, Stroke::new(1.6, cx.tokens.neutral));
            });
        }
    });
}

fn legend_color(cx: &PanelCx<'_>, ui: &mut Ui, name: &str, color: Color32, sector: Option<u32>) {
    let on = sector.is_some_and(|s| cx.view.filter.sectors.contains(&s));
    let style = ChipStyle {
        fill: if on { cx.tokens.tint(color) } else { Color32::TRANSPARENT },
        text: if on { cx.tokens.on_tint(color) } else { cx.tokens.secondary },
        stroke: Stroke::NONE,
    };
    let short = crate::text::display::cut(name, 28);
    // Room at the left for the dot.
    let text = format!("     {short}");
    let response = match sector {
        Some(s) => {
            let said = cx.words.ts("quotes-sector", &[("name", name.to_owned())]);
            let response = ext::chip(ui, &text, &said, style);
            if response.clicked() {
                cx.toggle(ui, Clause::Sector(s));
            }
            response
        }
        None => ext::badge(ui, &text, style),
    };
    let dot = pos2(response.rect.left() + 12.0, response.rect.center().y);
    ui.painter().circle_filled(dot, 5.0, color);
}

fn legend_item(cx: &PanelCx<'_>, ui: &mut Ui, text: &str, draw: impl FnOnce(&egui::Painter, Rect)) {
    let font = FontId::new(size::SMALL, FontFamily::Proportional);
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font, cx.tokens.secondary);
    let (rect, response) =
        ui.allocate_exact_size(vec2(20.0 + galley.size().x, 22.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    let sign = Rect::from_center_size(pos2(rect.left() + 7.0, rect.center().y), Vec2::splat(10.0));
    draw(ui.painter(), sign);
    let at = pos2(rect.left() + 20.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, cx.tokens.secondary);
}
