//! The arrangement of panels: a tree of tiles for each size of window; in a small one panels stand
//! as tabs rather than as slivers.

use std::collections::BTreeMap;

use egui::{Color32, CornerRadius, FontId, RichText, Stroke, StrokeKind, Ui, WidgetText};
use egui_tiles::{
    Behavior, Container, EditAction, Linear, LinearDir, SimplificationOptions, TabState, Tile,
    TileId, Tiles, Tree, UiResponse,
};

use super::Frozen;
use super::holds::Holds;
use crate::panels::{EditCx, Panels, ReadCx};
use crate::ui::ext;
use crate::ui::target::Medium;
use crate::ui::theme::{Tokens, semibold, size};
use crate::view::PanelKind;
use crate::view::panel::{PanelRow, Place, ROWS};

/// Below this size panels become tabs.
const WIDE: egui::Vec2 = egui::vec2(1180.0, 640.0);
/// Below this height overview and sectors do not fit under each other.
const HIGH: f32 = 1010.0;

/// A tree for each size of window, by [`CLASSES`].
#[derive(Clone, Debug)]
pub(super) struct Arrangement {
    trees: [Tree<PanelKind>; 3],
    class: usize,
    /// What the dataset holds whose panels these are.
    holds: Holds,
    /// Changed by hand since it was last kept.
    edited: bool,
    /// What it was read from or kept as.
    source: Kept,
}

/// Makes the first arrangement of a size class for what a dataset holds.
type First = fn(Holds) -> Tree<PanelKind>;

/// An arrangement as the settings keep it.
type Kept = serde_json::Map<String, serde_json::Value>;

/// Names of the size classes in the settings, and their first arrangement.
const CLASSES: [(&str, First); 3] = [("high", high), ("wide", wide), ("narrow", narrow)];

fn class_of(screen: egui::Vec2) -> usize {
    if screen.x < WIDE.x || screen.y < WIDE.y { 2 } else { usize::from(screen.y < HIGH) }
}

impl Arrangement {
    /// The arrangement kept; what it does not know stands where it stands at first.
    pub(super) fn from_kept(kept: &Kept, holds: Holds) -> Self {
        let read = |(key, first): (&str, First)| {
            kept.get(key).and_then(tree_of).unwrap_or_else(|| first(holds))
        };
        Self { trees: CLASSES.map(read), class: 0, holds, edited: false, source: kept.clone() }
    }

    /// All trees as settings.
    fn to_kept(&self) -> Kept {
        CLASSES
            .iter()
            .zip(&self.trees)
            .filter_map(|((key, _), tree)| {
                Some(((*key).to_owned(), serde_json::to_value(tree).ok()?))
            })
            .collect()
    }

    /// Another arrangement, in the window there is; the one there is stays as it is, with the tabs
    /// in front.
    pub(super) fn take(&mut self, kept: &Kept, holds: Holds) {
        // What nobody arranged follows what the dataset holds.
        if *kept != self.source || (kept.is_empty() && holds != self.holds) {
            *self = Self { class: self.class, ..Self::from_kept(kept, holds) };
        }
        self.holds = holds;
    }

    /// All trees as settings, and from now on it is what was kept.
    pub(super) fn keep(&mut self) -> Kept {
        self.edited = false;
        self.source = self.to_kept();
        self.source.clone()
    }

    /// Whether it was changed by hand since it was last kept.
    pub(super) fn is_edited(&self) -> bool {
        self.edited
    }

    pub(super) fn reset(&mut self) {
        self.trees = CLASSES.map(|(_, first)| first(self.holds));
        self.edited = true;
    }

    pub(super) fn is_shown(&self, kind: PanelKind) -> bool {
        let tree = &self.trees[self.class];
        tree.tiles.find_pane(&kind).is_some_and(|id| tree.tiles.is_visible(id))
    }

    /// The panels in sight, none behind another tab, in the order of the menu.
    pub(super) fn in_front(&self) -> Vec<PanelKind> {
        let tree = &self.trees[self.class];
        let front = tree.active_tiles();
        let is_front =
            |k: &PanelKind| tree.tiles.find_pane(k).is_some_and(|id| front.contains(&id));
        PanelKind::ALL.into_iter().filter(is_front).collect()
    }

    /// The panels that share a place with one, itself among them, in the order of their tabs.
    pub(super) fn sharing(&self, kind: PanelKind) -> Vec<PanelKind> {
        let tiles = &self.trees[self.class].tiles;
        let place = tiles.find_pane(&kind).and_then(|id| tiles.parent_of(id));
        let Some(Tile::Container(Container::Tabs(tabs))) = place.and_then(|p| tiles.get(p)) else {
            return vec![kind];
        };
        let shown = tabs.children.iter().filter(|id| tiles.is_visible(**id));
        shown.filter_map(|id| tiles.get_pane(id).copied()).collect()
    }

    /// Hides what stands behind another panel of its place: on a page nobody can bring it to the
    /// front, and a row of titles too long for it would end in a button.
    fn hide_behind(&mut self) {
        let front = self.in_front();
        for kind in PanelKind::ALL.into_iter().filter(|k| !front.contains(k)) {
            // Which one is in front is only known once a place was drawn.
            let known = self.sharing(kind).iter().any(|k| front.contains(k));
            let tiles = &mut self.trees[self.class].tiles;
            if let Some(id) = tiles.find_pane(&kind).filter(|_| known) {
                tiles.set_visible(id, false);
            }
        }
    }

    pub(super) fn toggle(&mut self, kind: PanelKind) {
        self.edited = true;
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
                self.edited |= !tree.tiles.is_visible(id);
                tree.set_visible(id, true);
                tree.make_active(|other, _| other == id);
            }
        }
    }
}

/// A tree that was kept, perhaps by another version of the program: panels this one does not have
/// are left out, and those it does not hold join the others of their place. `None` when it is none.
fn tree_of(kept: &serde_json::Value) -> Option<Tree<PanelKind>> {
    let mut kept = kept.clone();
    forget_unknown(&mut kept);
    let mut tree: Tree<PanelKind> = serde_json::from_value(kept).ok()?;
    tree.root()?;
    for row in ROWS.iter().filter(|r| r.shown) {
        if tree.tiles.find_pane(&row.kind).is_none() {
            join(&mut tree, row)?;
        }
    }
    for row in ROWS.iter().filter(|r| !r.shown) {
        if tree.tiles.find_pane(&row.kind).is_none() {
            let id = join(&mut tree, row)?;
            tree.tiles.set_visible(id, false);
        }
    }
    Some(tree)
}

/// Takes the tiles of panels this program does not have out of a tree as JSON, and their ids out of
/// the lists that name them.
fn forget_unknown(kept: &mut serde_json::Value) {
    use serde_json::Value;
    let Some(tiles) = kept.pointer_mut("/tiles/tiles").and_then(Value::as_object_mut) else {
        return;
    };
    let unknown = |tile: &Value| {
        let pane = tile.get("Pane").and_then(Value::as_str);
        pane.is_some_and(|key| PanelKind::from_key(key).is_none())
    };
    let gone: Vec<u64> =
        tiles.iter().filter(|t| unknown(t.1)).filter_map(|t| t.0.parse().ok()).collect();
    tiles.retain(|_, tile| !unknown(tile));
    for tile in tiles.values_mut() {
        for kind in ["/Container/Tabs", "/Container/Linear"] {
            let Some(container) = tile.pointer_mut(kind) else { continue };
            if let Some(children) = container.get_mut("children").and_then(Value::as_array_mut) {
                children.retain(|c| c.as_u64().is_none_or(|id| !gone.contains(&id)));
            }
            if container["active"].as_u64().is_some_and(|id| gone.contains(&id)) {
                container["active"] = Value::Null;
            }
        }
    }
}

/// Puts a panel beside the first one that stands in the same place at first, behind it.
fn join(tree: &mut Tree<PanelKind>, row: &PanelRow) -> Option<TileId> {
    let same = |r: &&PanelRow| r.place == row.place && r.kind != row.kind;
    let near = ROWS.iter().filter(same).chain(ROWS.iter().filter(|r| r.kind != row.kind));
    let beside = near.filter_map(|r| tree.tiles.find_pane(&r.kind)).find_map(|id| {
        let parent = tree.tiles.parent_of(id)?;
        let tabs = matches!(tree.tiles.get(parent), Some(Tile::Container(Container::Tabs(_))));
        tabs.then_some(parent)
    })?;
    let id = tree.tiles.insert_pane(row.kind);
    if let Some(Tile::Container(Container::Tabs(tabs))) = tree.tiles.get_mut(beside) {
        tabs.add_child(id);
    }
    Some(id)
}

/// The panels of a place, those that lead first, else in the order of the menu.
fn standing(holds: Holds, places: &[Place]) -> Vec<PanelKind> {
    let mut rows: Vec<&PanelRow> =
        ROWS.iter().filter(|r| places.contains(&holds.place(r))).collect();
    rows.sort_by_key(|r| holds.rank(r));
    rows.into_iter().map(|r| r.kind).collect()
}

/// Overview and sectors at the left, network in the middle, quotes at the right, time below.
fn high(holds: Holds) -> Tree<PanelKind> {
    columns("board-high", holds, 0.24, |tiles| {
        let head = tabs(tiles, &standing(holds, &[Place::Head]));
        let left = tabs(tiles, &standing(holds, &[Place::Left]));
        line(tiles, LinearDir::Vertical, &[(head, 0.6), (left, 0.4)])
    })
}

/// The same with overview and sectors as tabs.
fn wide(holds: Holds) -> Tree<PanelKind> {
    columns("board-wide", holds, 0.29, |tiles| {
        tabs(tiles, &standing(holds, &[Place::Head, Place::Left]))
    })
}

fn columns(
    id: &'static str,
    holds: Holds,
    time: f32,
    left: impl FnOnce(&mut Tiles<PanelKind>) -> TileId,
) -> Tree<PanelKind> {
    let mut tiles = Tiles::default();
    let left = left(&mut tiles);
    let middle = tabs(&mut tiles, &standing(holds, &[Place::Middle]));
    let right = tabs(&mut tiles, &standing(holds, &[Place::Right]));
    let below = tabs(&mut tiles, &standing(holds, &[Place::Below]));
    hide(&mut tiles, holds);
    let parts = [(left, 0.25), (middle, 0.45), (right, 0.30)];
    let top = line(&mut tiles, LinearDir::Horizontal, &parts);
    let root = line(&mut tiles, LinearDir::Vertical, &[(top, 1.0 - time), (below, time)]);
    Tree::new(egui::Id::unique(id), root, tiles)
}

fn tabs(tiles: &mut Tiles<PanelKind>, kinds: &[PanelKind]) -> TileId {
    let panes: Vec<TileId> = kinds.iter().map(|k| tiles.insert_pane(*k)).collect();
    tiles.insert_tab_tile(panes)
}

/// Two columns of tabs.
fn narrow(holds: Holds) -> Tree<PanelKind> {
    let mut tiles = Tiles::default();
    let column = |left: bool| -> Vec<PanelKind> {
        let mut rows: Vec<&PanelRow> = ROWS.iter().filter(|r| r.left == left).collect();
        rows.sort_by_key(|r| holds.rank(r));
        rows.into_iter().map(|r| r.kind).collect()
    };
    let left = tabs(&mut tiles, &column(true));
    let right = tabs(&mut tiles, &column(false));
    hide(&mut tiles, holds);
    let root = line(&mut tiles, LinearDir::Horizontal, &[(left, 0.4), (right, 0.6)]);
    Tree::new(egui::Id::unique("board-narrow"), root, tiles)
}

/// Hides what is not shown at first, and what has nothing to show; the first that is left of each
/// place stands in front.
fn hide(tiles: &mut Tiles<PanelKind>, holds: Holds) {
    for row in ROWS.iter().filter(|r| !r.shown || !holds.has(r.kind)) {
        if let Some(id) = tiles.find_pane(&row.kind) {
            tiles.set_visible(id, false);
        }
    }
    let visible: Vec<TileId> = tiles.tile_ids().filter(|id| tiles.is_visible(*id)).collect();
    for (_, tile) in tiles.iter_mut() {
        if let Tile::Container(Container::Tabs(tabs)) = tile {
            let first = tabs.children.iter().find(|c| visible.contains(c));
            tabs.active = first.copied().or(tabs.active);
        }
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
    /// The same for a panel that stays as it was: its form stays on its record.
    pub(super) held: Option<&'a EditCx<'b>>,
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
    child.add_space(size::GAP_SMALL);
    panels.get(kind).ui(cx, show.edit, &mut child);
}

/// Draws the panels into what is left of `ui`. Returns the panel the person is in, when it can be
/// told.
pub(super) fn board(
    arrangement: &mut Arrangement,
    panels: &mut Panels,
    show: &Show<'_, '_>,
    ui: &mut Ui,
) -> Option<PanelKind> {
    let cx = show.cx;
    arrangement.class = class_of(ui.ctx().content_rect().size());
    if !Medium::of(ui.ctx()).hand() {
        arrangement.hide_behind();
    }
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
            CornerRadius::same(size::RADIUS_PANEL),
            cx.tokens.panel,
            Stroke::new(size::LINE, cx.tokens.hairline),
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
    /// Whether the arrangement was changed by hand since it was last kept.
    #[must_use]
    pub fn is_arrangement_edited(&self) -> bool {
        self.screen.arrangement.is_edited()
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
            let stroke = Stroke::new(size::LINE_MARK, self.tokens().accent);
            let painter = ui.painter().with_clip_rect(rect);
            painter.rect_stroke(rect.shrink(1.0), size::RADIUS_PANEL, stroke, StrokeKind::Inside);
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
                    cx.about = cx.linked.or(frozen.chosen.as_ref());
                    cx.kept = frozen.kept.as_ref().map(|k| (&k.1, &k.2));
                    (cx.revisions.filter, cx.revisions.chosen) = frozen.revision;
                    let edit = self.show.held.unwrap_or(self.show.edit);
                    self.panels.get(*pane).ui(&cx, edit, &mut child);
                }
                None => self.panels.get(*pane).ui(self.cx, self.show.edit, &mut child),
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
            painter.hline(x, r.bottom() - 4.0, Stroke::new(size::LINE_MARK, self.tokens().accent));
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

    fn on_edit(&mut self, action: EditAction) {
        // Which tab is in front is how one looks, not how panels are arranged.
        self.edited |= action != EditAction::TabSelected;
    }

    fn resize_stroke(&self, _style: &egui::Style, state: egui_tiles::ResizeState) -> Stroke {
        match state {
            egui_tiles::ResizeState::Idle => Stroke::NONE,
            _ => Stroke::new(size::LINE_MARK, self.tokens().accent),
        }
    }
}
