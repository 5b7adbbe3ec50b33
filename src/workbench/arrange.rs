//! The arrangement of panels: a tree of tiles for each size of window; in a small one panels stand
//! as tabs rather than as slivers.

use std::collections::BTreeMap;

use egui::{Color32, CornerRadius, FontId, RichText, Stroke, StrokeKind, Ui, WidgetText};
use egui_tiles::{
    Behavior, Container, EditAction, Linear, LinearDir, SimplificationOptions, TabState, Tile,
    TileId, Tiles, Tree, UiResponse,
};

use super::Frozen;
use crate::panels::{EditCx, Panels, ReadCx};
use crate::ui::ext;
use crate::ui::theme::{Tokens, semibold, size};
use crate::view::PanelKind::{
    self, Initiatives, Inspector, Mirror, Network, Overview, Parties, Problems, Quotes, Records,
    Sectors, Sources, Stages, Timeline,
};
use crate::view::Settings;

/// Below this size panels become tabs.
const WIDE: egui::Vec2 = egui::vec2(1180.0, 640.0);
/// Below this height overview and sectors do not fit under each other.
const HIGH: f32 = 1010.0;

/// A tree for each size of window, by [`CLASSES`].
#[derive(Debug)]
pub(super) struct Arrangement {
    trees: [Tree<PanelKind>; 3],
    class: usize,
    edited: bool,
}

/// Makes the first arrangement of a size class.
type First = fn() -> Tree<PanelKind>;

/// Names of the size classes in the settings, and their first arrangement.
const CLASSES: [(&str, First); 3] = [("high", high), ("wide", wide), ("narrow", narrow)];

fn class_of(screen: egui::Vec2) -> usize {
    if screen.x < WIDE.x || screen.y < WIDE.y { 2 } else { usize::from(screen.y < HIGH) }
}

impl Arrangement {
    /// The arrangement kept, or the first one when none is or it lacks a panel.
    pub(super) fn from_settings(settings: &Settings) -> Self {
        let read = |(key, first): (&str, First)| {
            let kept = settings.arrangements.get(key).cloned();
            let tree = kept.and_then(|v| serde_json::from_value::<Tree<PanelKind>>(v).ok());
            tree.filter(complete).unwrap_or_else(first)
        };
        Self { trees: CLASSES.map(read), class: 0, edited: false }
    }

    /// All trees as settings.
    pub(super) fn to_settings(&self) -> serde_json::Map<String, serde_json::Value> {
        CLASSES
            .iter()
            .zip(&self.trees)
            .filter_map(|((key, _), tree)| {
                Some(((*key).to_owned(), serde_json::to_value(tree).ok()?))
            })
            .collect()
    }

    pub(super) fn reset(&mut self) {
        self.trees = CLASSES.map(|(_, first)| first());
    }

    pub(super) fn is_shown(&self, kind: PanelKind) -> bool {
        let tree = &self.trees[self.class];
        tree.tiles.find_pane(&kind).is_some_and(|id| tree.tiles.is_visible(id))
    }

    pub(super) fn toggle(&mut self, kind: PanelKind) {
        if self.is_shown(kind) {
            for tree in &mut self.trees {
                if let Some(id) = tree.tiles.find_pane(&kind) {
                    tree.set_visible(id, false);
                }
            }
        } else {
            self.bring(kind);
        }
    }

    /// Shows a panel in every tree and brings it to the front.
    pub(super) fn bring(&mut self, kind: PanelKind) {
        for tree in &mut self.trees {
            if let Some(id) = tree.tiles.find_pane(&kind) {
                tree.set_visible(id, true);
                tree.make_active(|other, _| other == id);
            }
        }
    }
}

fn complete(tree: &Tree<PanelKind>) -> bool {
    PanelKind::ALL.iter().all(|kind| tree.tiles.find_pane(kind).is_some())
}

/// Overview and sectors at the left, network in the middle, quotes at the right, time below.
fn high() -> Tree<PanelKind> {
    columns("board-high", |tiles| {
        let overview = tabs(tiles, &[Overview]);
        let sectors = tabs(tiles, &[Sectors, Mirror, Parties]);
        line(tiles, LinearDir::Vertical, &[(overview, 0.6), (sectors, 0.4)])
    })
}

/// The same with overview and sectors as tabs.
fn wide() -> Tree<PanelKind> {
    columns("board-wide", |tiles| tabs(tiles, &[Overview, Sectors, Mirror, Parties]))
}

fn columns(
    id: &'static str,
    left: impl FnOnce(&mut Tiles<PanelKind>) -> TileId,
) -> Tree<PanelKind> {
    let mut tiles = Tiles::default();
    let left = left(&mut tiles);
    let network = tabs(&mut tiles, &[Network, Initiatives, Stages, Records]);
    let quotes = tabs(&mut tiles, &[Quotes, Inspector, Sources, Problems]);
    let timeline = tabs(&mut tiles, &[Timeline]);
    hide_problems(&mut tiles);
    let parts = [(left, 0.25), (network, 0.45), (quotes, 0.30)];
    let top = line(&mut tiles, LinearDir::Horizontal, &parts);
    let root = line(&mut tiles, LinearDir::Vertical, &[(top, 0.76), (timeline, 0.24)]);
    Tree::new(egui::Id::unique(id), root, tiles)
}

fn tabs(tiles: &mut Tiles<PanelKind>, kinds: &[PanelKind]) -> TileId {
    let panes: Vec<TileId> = kinds.iter().map(|k| tiles.insert_pane(*k)).collect();
    tiles.insert_tab_tile(panes)
}

/// Two columns of tabs.
fn narrow() -> Tree<PanelKind> {
    let mut tiles = Tiles::default();
    let left = tabs(&mut tiles, &[Overview, Sectors, Timeline, Parties, Sources]);
    let right = tabs(
        &mut tiles,
        &[Network, Quotes, Initiatives, Inspector, Mirror, Stages, Records, Problems],
    );
    hide_problems(&mut tiles);
    let root = line(&mut tiles, LinearDir::Horizontal, &[(left, 0.4), (right, 0.6)]);
    Tree::new(egui::Id::unique("board-narrow"), root, tiles)
}

fn hide_problems(tiles: &mut Tiles<PanelKind>) {
    if let Some(id) = tiles.find_pane(&Problems) {
        tiles.set_visible(id, false);
    }
}

fn line(tiles: &mut Tiles<PanelKind>, dir: LinearDir, parts: &[(TileId, f32)]) -> TileId {
    let mut linear = Linear::new(dir, parts.iter().map(|p| p.0).collect());
    for (id, share) in parts {
        linear.shares.set_share(*id, *share);
    }
    tiles.insert_container(linear)
}

/// What panels are drawn with.
pub(super) struct Show<'a, 'b> {
    pub(super) cx: &'a ReadCx<'b>,
    pub(super) edit: &'a EditCx<'b>,
    pub(super) frozen: &'a BTreeMap<PanelKind, Frozen>,
    /// The panel the keyboard goes to.
    pub(super) focus_next: Option<PanelKind>,
}

/// Draws one panel alone, with its title, over the whole of `ui`.
pub(super) fn alone(kind: PanelKind, panels: &mut Panels, show: &Show<'_, '_>, ui: &mut Ui) {
    let cx = show.cx;
    let rect = ui.available_rect_before_wrap();
    ui.painter().rect_filled(rect, 0.0, cx.tokens.panel);
    let inner = rect.shrink2(egui::vec2(20.0, 16.0));
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(inner));
    child.label(ext::strong(cx.words.t(&kind.title_id()), size::FIGURE));
    child.add_space(4.0);
    panels.ui(kind, cx, show.edit, &mut child);
}

/// Draws the panels into what is left of `ui`. Answers the panel the person is in, when it can be
/// told.
pub(super) fn board(
    arrangement: &mut Arrangement,
    panels: &mut Panels,
    show: &Show<'_, '_>,
    ui: &mut Ui,
) -> Option<PanelKind> {
    let cx = show.cx;
    arrangement.class = class_of(ui.ctx().content_rect().size());
    let rect = ui.available_rect_before_wrap().shrink(size::GUTTER);
    let shown = PanelKind::ALL.iter().any(|k| arrangement.is_shown(*k));
    if !shown {
        let (text, reset) = (cx.words.t("panel-hidden-all"), cx.words.t("panel-show-all"));
        if ext::empty_state(ui, cx.tokens, &text, Some(&reset)) {
            let command = crate::command::menu::UiCommand::ResetLayout;
            cx.commands.send(crate::command::Command::Ui(command));
        }
        return None;
    }
    let tree = &mut arrangement.trees[arrangement.class];
    // The ground of each panel, at the place it had in the last frame. The tiles are kept in a hash
    // map, so their places give the order.
    let mut grounds: Vec<egui::Rect> = tree
        .tiles
        .iter()
        .filter(|(_, tile)| matches!(tile, Tile::Container(Container::Tabs(_))))
        .filter(|(id, _)| tree.tiles.is_visible_in_layout(**id))
        .filter_map(|(id, _)| tree.tiles.rect(*id))
        .collect();
    grounds.sort_by(|a, b| a.min.y.total_cmp(&b.min.y).then(a.min.x.total_cmp(&b.min.x)));
    for place in grounds {
        ui.painter().rect(
            place,
            CornerRadius::same(size::PANEL_RADIUS),
            cx.tokens.panel,
            Stroke::new(1.0, cx.tokens.hairline),
            StrokeKind::Inside,
        );
    }
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(rect));
    let hidden: Vec<TileId> =
        tree.tiles.tile_ids().filter(|id| !tree.tiles.is_visible(*id)).collect();
    let mut behavior = Board {
        panels,
        cx,
        show,
        within: None,
        edited: false,
        hidden,
        several: std::cell::Cell::new(false),
        front: std::cell::Cell::new(None),
    };
    tree.ui(&mut behavior, &mut child);
    arrangement.edited |= behavior.edited;
    behavior.within
}

impl super::Workbench {
    /// Whether the arrangement was changed by hand since this was last asked.
    pub fn take_edited_arrangement(&mut self) -> bool {
        std::mem::take(&mut self.screen.arrangement.edited)
    }
}

struct Board<'a, 'b> {
    panels: &'a mut Panels,
    cx: &'a ReadCx<'b>,
    show: &'a Show<'a, 'b>,
    within: Option<PanelKind>,
    edited: bool,
    hidden: Vec<TileId>,
    /// Whether the tabs being drawn are more than one, and which of them is in front.
    several: std::cell::Cell<bool>,
    front: std::cell::Cell<Option<TileId>>,
}

impl Board<'_, '_> {
    fn tokens(&self) -> &Tokens {
        self.cx.tokens
    }
}

impl Board<'_, '_> {
    /// Makes a panel reachable by F6, and learns whether the person is in it.
    fn keyboard(&mut self, kind: PanelKind, rect: egui::Rect, ui: &mut Ui) {
        let id = egui::Id::unique("panel").with(kind);
        let sense = egui::Sense::focusable_noninteractive();
        let response = ui.interact(rect, id, sense);
        let name = self.cx.words.t(&kind.title_id());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Group, true, &name));
        if self.show.focus_next == Some(kind) {
            response.request_focus();
        }
        if response.has_focus() {
            let stroke = Stroke::new(2.0, self.tokens().accent);
            let painter = ui.painter().with_clip_rect(rect);
            painter.rect_stroke(rect.shrink(1.0), size::PANEL_RADIUS, stroke, StrokeKind::Inside);
        }
        let pressed =
            ui.input(|i| i.pointer.any_pressed().then(|| i.pointer.interact_pos()).flatten());
        let focused = ui.ctx().memory(egui::Memory::focused);
        let focus = focused.and_then(|f| ui.ctx().read_response(f)).map(|r| r.rect.center());
        if pressed.is_some_and(|p| rect.contains(p)) || focus.is_some_and(|p| rect.contains(p)) {
            self.within = Some(kind);
        }
    }
}

impl Behavior<PanelKind> for Board<'_, '_> {
    fn pane_ui(&mut self, ui: &mut Ui, _id: TileId, pane: &mut PanelKind) -> UiResponse {
        let rect = ui.available_rect_before_wrap();
        let inner = egui::Rect::from_min_max(
            rect.min + egui::vec2(14.0, 2.0),
            rect.max - egui::vec2(12.0, 10.0),
        );
        if inner.is_positive() {
            let builder = egui::UiBuilder::new().max_rect(inner).id_salt(*pane);
            let mut child = ui.new_child(builder);
            child.set_clip_rect(inner.expand(4.0).intersect(ui.clip_rect()));
            self.keyboard(*pane, rect, &mut child);
            match self.show.frozen.get(pane) {
                Some(frozen) => {
                    let mut cx = *self.cx;
                    cx.frozen = true;
                    cx.results = &frozen.results;
                    cx.view = &frozen.view;
                    cx.revisions.filter = frozen.revision;
                    self.panels.ui(*pane, &cx, self.show.edit, &mut child);
                }
                None => self.panels.ui(*pane, self.cx, self.show.edit, &mut child),
            }
        }
        UiResponse::None
    }

    fn tab_title_for_pane(&mut self, pane: &PanelKind) -> WidgetText {
        let text = self.cx.words.t(&pane.title_id());
        RichText::new(text).font(FontId::new(size::TITLE, semibold())).into()
    }

    fn tab_bar_height(&self, _style: &egui::Style) -> f32 {
        36.0
    }

    fn gap_width(&self, _style: &egui::Style) -> f32 {
        size::GUTTER
    }

    fn min_size(&self) -> f32 {
        120.0
    }

    fn tab_title_spacing(&self, _visuals: &egui::Visuals) -> f32 {
        14.0
    }

    fn tab_bar_color(&self, _visuals: &egui::Visuals) -> Color32 {
        Color32::TRANSPARENT
    }

    fn tab_bg_color(
        &self,
        _visuals: &egui::Visuals,
        _tiles: &Tiles<PanelKind>,
        _id: TileId,
        _state: &TabState,
    ) -> Color32 {
        Color32::TRANSPARENT
    }

    fn tab_outline_stroke(
        &self,
        _visuals: &egui::Visuals,
        _tiles: &Tiles<PanelKind>,
        _id: TileId,
        _state: &TabState,
    ) -> Stroke {
        Stroke::NONE
    }

    fn tab_bar_hline_stroke(&self, _visuals: &egui::Visuals) -> Stroke {
        Stroke::NONE
    }

    fn tab_text_color(
        &self,
        _visuals: &egui::Visuals,
        _tiles: &Tiles<PanelKind>,
        id: TileId,
        state: &TabState,
    ) -> Color32 {
        if state.active {
            self.front.set(Some(id));
        }
        if state.active { self.tokens().ink } else { self.tokens().secondary }
    }

    fn is_tab_bar_visible(&self, _id: TileId, tabs: &egui_tiles::Tabs) -> bool {
        // Asked just before the tabs are drawn: the place to learn how many there are.
        let shown = tabs.children.iter().filter(|c| !self.hidden.contains(c)).count();
        self.several.set(shown > 1);
        true
    }

    fn on_tab_button(
        &mut self,
        _tiles: &mut Tiles<PanelKind>,
        id: TileId,
        response: egui::Response,
    ) -> egui::Response {
        // The front tab of several is underlined.
        if self.several.get() && self.front.get() == Some(id) {
            let r = response.rect;
            let x = r.left() + 14.0..=r.right() - 14.0;
            let painter = egui::Painter::new(response.ctx.clone(), response.layer_id, r);
            painter.hline(x, r.bottom() - 4.0, Stroke::new(2.0, self.tokens().accent));
        }
        response
    }

    fn simplification_options(&self) -> SimplificationOptions {
        SimplificationOptions {
            all_panes_must_have_tabs: true,
            prune_single_child_tabs: false,
            ..SimplificationOptions::default()
        }
    }

    fn on_edit(&mut self, _action: EditAction) {
        self.edited = true;
    }

    fn resize_stroke(&self, _style: &egui::Style, state: egui_tiles::ResizeState) -> Stroke {
        match state {
            egui_tiles::ResizeState::Idle => Stroke::NONE,
            _ => Stroke::new(2.0, self.tokens().accent),
        }
    }
}
