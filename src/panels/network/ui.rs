//! The network's panel: its modes and what they share.

use std::collections::BTreeMap;

use egui::{Ui, Vec2};

use super::data::{self, NetworkData};
use super::map::Map;
use super::standing::{Drawn, Standing};
use super::{colors, focus, labels, legend, lit, matrix, ties};
use crate::command::Command;
use crate::graph::{Fold, MAX_GROUPED};
use crate::panels::{Cached, ReadCx, Revisions, Rows, frame};
use crate::query::Count;
use crate::record::Row;
use crate::table::Node;
use crate::ui::ext;
use crate::ui::rows::RowsState;
use crate::ui::target::{self, Medium};
use crate::ui::theme::size;
use crate::view::{Arranged, ColorBy, FoldBy, Most, NetworkMode, PanelKind, SizeBy};

/// The panel's transient fields.
#[derive(Debug, Default)]
pub struct NetworkPanel {
    data: Cached<NetworkData>,
    /// For what it was last told which nodes pass the filter.
    lit: Option<Revisions>,
    of_data: u64,
    /// Nodes that were dragged, and where to.
    pub(super) moved: BTreeMap<String, [f32; 2]>,
    /// Zoom over the fit, and pan in points.
    pub(super) zoom: f32,
    pub(super) pan: Vec2,
    /// A hand is moving the picture.
    pub(super) panned: bool,
    pub(super) placed: Option<Placed>,
    /// Legend's height, known after a frame.
    pub(super) legend_height: f32,
    colors_height: f32,
    /// The panel is so low that the picture has all of it.
    pub(super) low: bool,
    /// What colours mean in the whole network, with the hubs of the communities it was told for.
    meanings: (Cached<Vec<colors::Meaning>>, Vec<Row>),
    map: Map,
    pub(super) part: focus::Part,
    /// Where the nodes stand.
    pub(super) standing: Standing,
    /// What is drawn as one and was opened.
    pub(super) open: Vec<String>,
    /// Names that had no room.
    pub(super) nameless: usize,
    /// A link is being drawn by hand.
    pub(super) linking: Option<super::linking::Linking>,
    rows: RowsState,
    ties: Cached<ties::TieData>,
    tie_lines: Rows<ties::TieLine>,
}

/// Labels as last placed, and for what.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) key: (Revisions, [u32; 5], usize),
    pub(super) offsets: Vec<Option<labels::LabelPlace>>,
}

impl NetworkPanel {
    /// Forgets what was moved, opened and placed: another dataset is open.
    pub fn forget(&mut self) {
        self.moved.clear();
        self.open.clear();
        self.standing.forget();
    }

    /// Where hands have put what it shows.
    #[must_use]
    pub fn arranged(&self) -> Arranged {
        let (places, shrink) = self.standing.known();
        let (places, open) = (places.clone(), self.open.clone());
        Arranged { moved: self.moved.clone(), open, places, shrink, sorted: None }
    }

    /// Shows what it shows as it stands in a window.
    pub fn arrange(&mut self, arranged: Arranged) {
        (self.moved, self.open) = (arranged.moved, arranged.open);
        self.standing.give(arranged.places, arranged.shrink);
    }

    /// Shows the whole network again.
    pub fn fit(&mut self) {
        self.zoom = 1.0;
        self.pan = Vec2::ZERO;
        self.map.fit();
    }

    /// Draws the panel.
    pub(super) fn show(&mut self, cx: &ReadCx<'_>, ui: &mut Ui) {
        if self.of_data != cx.revisions.file + 1 || self.zoom <= 0.0 {
            self.of_data = cx.revisions.file + 1;
            self.linking = self.linking.map(|_| super::linking::Linking::default());
            self.fit();
        }
        let mut part = std::mem::take(&mut self.part);
        let mut with = *cx;
        if cx.view.network == NetworkMode::Graph {
            let open: Vec<Node> = self.open.iter().filter_map(|id| data::node_of(cx, id)).collect();
            part.look(cx, &open);
            with.graph = part.graph().unwrap_or(cx.graph);
        }
        let alone = if std::ptr::eq(with.graph, cx.graph) { 0 } else { part.number };
        let drawn = Drawn { number: alone, passing: alone > 0 && part.passing };
        let apart = part.apart && cx.view.network == NetworkMode::Graph;
        let cx = &with;
        let mut data = std::mem::take(&mut self.data);
        let shown = data.get_mut(Self::base(cx, alone), || data::data(cx));
        if self.lit != Some(cx.revisions) {
            self.lit = Some(cx.revisions);
            lit::light(cx, shown);
        }
        let shown = &*shown;
        let (lit, all) = if cx.view.network == NetworkMode::Whole {
            self.map.count(cx, ui)
        } else {
            (shown.passing, shown.nodes.len())
        };
        // Of those that are drawn; the head counts the others too.
        let drawn_lit = if cx.view.network == NetworkMode::Whole {
            lit
        } else {
            shown.nodes.iter().filter(|n| n.lit).count()
        };
        let n = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let total = shown.total.max(all);
        let count = Count { selected: n(lit), total: n(total) };
        self.low = Medium::of(ui.ctx()).hand() && ui.available_height() < frame::LOW;
        frame::head(cx, ui, PanelKind::Network, Some((count, "nodes")), |ui| {
            self.controls(cx, ui, &shown.colors);
        });
        if shown.nodes.is_empty() {
            frame::empty(cx, ui, PanelKind::Network);
        } else if cx.results.filtered && lit == 0 {
            frame::nothing(cx, ui, PanelKind::Network);
        } else {
            let full = ui.available_rect_before_wrap();
            // Over the matrix stands how many it holds.
            let foot =
                matches!(cx.view.network, NetworkMode::Graph | NetworkMode::Whole) && !self.low;
            let mut area = full;
            if foot {
                area.max.y = (area.max.y - frame::foot_height(ui)).max(area.min.y + 40.0);
            }
            let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(area).id_salt("content"));
            let content = &mut inner;
            match cx.view.network {
                NetworkMode::Graph => self.canvas(cx, content, shown, (apart, drawn)),
                NetworkMode::Whole => self.whole(cx, content),
                NetworkMode::Matrix => {
                    self.with_legend(cx, content, &shown.colors, |_, ui| {
                        matrix::show(cx, ui, shown);
                    });
                }
                NetworkMode::Table => {
                    let data = self.ties.get(cx.revisions.numbers(), || ties::data(cx));
                    self.tie_lines.keep(cx.revisions.numbers());
                    ties::show(cx, content, data, &mut self.tie_lines, &mut self.rows);
                }
            }
            ui.allocate_rect(area, egui::Sense::hover());
            if foot {
                self.foot(cx, ui, shown, (drawn_lit, all, total));
            }
        }
        self.data = data;
        self.part = part;
    }

    /// The whole network, with what its colours mean.
    fn whole(&mut self, cx: &ReadCx<'_>, ui: &mut Ui) {
        let key = Revisions { filter: 0, ..cx.revisions.modes() };
        let groups = self.map.hubs();
        let (meanings, of) = &mut self.meanings;
        if *of != groups {
            *meanings = Cached::default();
            of.clone_from(&groups);
        }
        let mut meanings = meanings.get(key, || colors::whole(cx, &groups)).clone();
        if meanings.len() < 2 {
            // Until communities are known there is nothing to tell apart.
            meanings.clear();
        }
        self.with_legend(cx, ui, &meanings, |this, ui| this.map.show(cx, ui));
    }

    /// What is drawn, of how many: nodes that are lit, all that are drawn, all there are.
    fn foot(
        &self,
        cx: &ReadCx<'_>,
        ui: &mut Ui,
        shown: &NetworkData,
        (lit, all, total): (usize, usize, usize),
    ) {
        ui.add_space(size::GAP_THIN);
        let graph = cx.view.network == NetworkMode::Graph;
        if graph && self.linking.is_some() {
            self.linking_hint(cx, ui);
            return;
        }
        let n = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let args = [
            ("shown", n(lit).into()),
            ("out", n(all - lit).into()),
            ("hidden", n(total - all).into()),
            ("total", n(total).into()),
        ];
        let id = match cx.graph.fold {
            _ if total == all => "network-foot",
            Fold::Nothing => "network-foot-hidden",
            _ if graph => "network-foot-folded",
            _ => "network-foot-hidden",
        };
        // What is not drawn, or has no name, is said first.
        let told = if graph {
            legend::told(cx, shown, self.nameless, Medium::of(ui.ctx()).hand())
        } else {
            String::new()
        };
        let text = match (lit == all, told.is_empty()) {
            // Where all that is drawn passes, the head has counted it.
            (true, false) => told,
            (true, true) if total == all => return,
            (_, true) => cx.words.tf(id, &args),
            (false, false) => format!("{told} · {}", cx.words.tf(id, &args)),
        };
        frame::foot_line(cx, ui, &text, &text);
    }

    /// Content with the legend of its colours under it.
    fn with_legend(
        &mut self,
        cx: &ReadCx<'_>,
        ui: &mut Ui,
        meanings: &[colors::Meaning],
        content: impl FnOnce(&mut Self, &mut Ui),
    ) {
        if self.low {
            content(self, ui);
            return;
        }
        let full = ui.available_rect_before_wrap();
        let height = self.colors_height.clamp(24.0, (full.height() * 0.3).max(24.0));
        let mut area = full;
        area.max.y -= height + 4.0;
        let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(area).id_salt("picture"));
        content(self, &mut inner);
        let bottom =
            egui::Rect::from_min_max(egui::pos2(full.left(), area.bottom() + 4.0), full.max);
        let used = target::in_room(ui, "legend", bottom, |ui| {
            legend::colors(cx, ui, meanings, full.height() < super::legend::COMPACT);
        });
        if (used - self.colors_height).abs() > 0.5 {
            self.colors_height = used;
            ui.ctx().request_repaint();
        }
        ui.allocate_rect(full, egui::Sense::hover());
    }

    /// What the names, shapes and colours depend on: not on the filter, unless sizes are sums.
    fn base(cx: &ReadCx<'_>, alone: u64) -> Revisions {
        let look = cx.view.color_by as u64 + 8 * alone;
        let modes = cx.revisions.modes();
        if cx.view.size_by == SizeBy::Money {
            return Revisions { selected: look, ..modes };
        }
        Revisions { filter: 0, view: look, ..modes }
    }

    fn controls(&mut self, cx: &ReadCx<'_>, ui: &mut Ui, meanings: &[colors::Meaning]) {
        let t = cx.tokens;
        let modes: Vec<(NetworkMode, String)> = NetworkMode::ALL
            .iter()
            .rev()
            .map(|m| (*m, cx.words.t(&format!("mode-{}", m.key()))))
            .collect();
        // First from the right, so that they stay where they are whatever stands beside them in each
        // mode; where there is no room for all, in the menu.
        let beside = ui.available_width() - OTHERS > ext::segmented_width(ui, &modes);
        if beside && let Some(mode) = ext::segmented(ui, t, cx.view.network, &modes) {
            cx.send(Command::Set("network", mode.key()));
        }
        let told = self.low && cx.view.network != NetworkMode::Whole;
        let meanings = if told { meanings } else { &[] };
        if look_menu(cx, ui, self.open.len(), !beside, meanings) {
            self.open.clear();
        }
        if matches!(cx.view.network, NetworkMode::Graph | NetworkMode::Whole) {
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
                self.map.zoom(1.25);
            }
            if sign(ui, "network-zoom-out", false) {
                self.zoom = (self.zoom / 1.25).max(0.3);
                self.map.zoom(1.0 / 1.25);
            }
            let fit = ext::sign_button(ui, t, &cx.words.t("network-fit"), |p, r, s| {
                p.rect_stroke(r, size::RADIUS_TICK, s, egui::StrokeKind::Middle);
            });
            if fit.clicked() {
                self.fit();
            }
        }
        if cx.view.network == NetworkMode::Graph {
            self.linking_button(cx, ui);
        }
    }
}

/// Room for the menu and the buttons beside the modes.
const OTHERS: f32 = 190.0;

/// One of several ways to show the network.
struct Choice {
    /// Its value in the command.
    key: &'static str,
    /// Its name.
    name: String,
    /// It is chosen.
    on: bool,
    /// It can be chosen.
    usable: bool,
}

/// A menu of choices, named by the one that is on.
fn choices(
    cx: &ReadCx<'_>,
    ui: &mut Ui,
    (title, command): (&str, &'static str),
    all: impl Iterator<Item = Choice>,
) {
    let all: Vec<Choice> = all.collect();
    let chosen = all.iter().find(|c| c.on).map_or("", |c| c.name.as_str());
    ui.menu_button(cx.words.named(&cx.words.t(title), chosen), |ui| {
        for Choice { key, name, on, usable } in &all {
            if ui.add_enabled(*usable, egui::RadioButton::new(*on, name)).clicked() {
                cx.send(Command::Set(command, key));
            }
        }
    });
}

/// What colours and sizes mean, what is drawn as one, and whether communities are outlined.
/// With `modes`, also what is drawn at all, and what colours mean where there is no room for it
/// under the picture. Returns whether what was opened is to be folded again.
fn look_menu(
    cx: &ReadCx<'_>,
    ui: &mut Ui,
    open: usize,
    modes: bool,
    meanings: &[colors::Meaning],
) -> bool {
    let mut close = false;
    let said = cx.words.t("network-look");
    let content = |ui: &mut Ui| {
        ui.set_min_width(200.0);
        for mode in NetworkMode::ALL.iter().filter(|_| modes) {
            let name = cx.words.t(&format!("mode-{}", mode.key()));
            if ui.radio(cx.view.network == *mode, name).clicked() {
                cx.send(Command::Set("network", mode.key()));
            }
        }
        if !meanings.is_empty() {
            legend::colors(cx, ui, meanings, false);
        }
        let named = |ids: &str, key: &'static str, on: bool| Choice {
            key,
            name: cx.words.t(&format!("{ids}{key}")),
            on,
            usable: true,
        };
        let color = |c: &ColorBy| named("network-by-", c.key(), cx.view.color_by == *c);
        choices(cx, ui, ("network-group-color", "color"), ColorBy::ALL.iter().map(color));
        let fold = |c: &FoldBy| Choice {
            usable: *c != FoldBy::Community || cx.graph.total.0 <= MAX_GROUPED,
            ..named("network-fold-", c.key(), cx.view.fold == *c)
        };
        choices(cx, ui, ("network-group-fold", "fold"), FoldBy::ALL.iter().map(fold));
        if open > 0 && ui.button(cx.words.t("network-close")).clicked() {
            close = true;
        }
        let most = |c: &Most| Choice {
            key: c.key(),
            name: match c {
                Most::Auto => cx.words.t("network-most-auto"),
                other => other.key().to_owned(),
            },
            on: cx.view.most == *c,
            usable: true,
        };
        choices(cx, ui, ("network-most", "most"), Most::ALL.iter().map(most));
        let size = |c: &SizeBy| named("network-size-", c.key(), cx.view.size_by == *c);
        choices(cx, ui, ("network-group-size", "size"), SizeBy::ALL.iter().map(size));
        let mut on = cx.view.communities;
        if ui.checkbox(&mut on, cx.words.t("network-communities")).clicked() {
            cx.send(Command::Set("communities", if on { "on" } else { "off" }));
        }
        ui.separator();
        if cx.view.selected.is_some() {
            for steps in 0..=2u8 {
                let text = cx.words.tf("network-focus", &[("count", steps.into())]);
                if ui.radio(cx.view.focus == steps, text).clicked() {
                    cx.send(Command::Focus(steps));
                }
            }
        }
        ui.set_max_width(260.0);
        ui.label(ext::small(cx.words.t("network-focus-hint"), cx.tokens));
    };
    ui.menu_button(ext::small(format!("{said} ↓"), cx.tokens), |ui| ext::tall_menu(ui, content));
    close
}
