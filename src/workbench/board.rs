//! The board: each panel drawn into its tile, with its title as a tab.

use std::collections::BTreeMap;

use egui::{Color32, CornerRadius, FontId, RichText, Stroke, StrokeKind, Ui, WidgetText};
use egui_tiles::{
    Behavior, Container, EditAction, SimplificationOptions, TabState, Tile, TileId, Tiles,
    UiResponse,
};

use super::Frozen;
use super::arrange::Arrangement;
use crate::command::menu::UiCommand;
use crate::panels::{EditCx, Panels, ReadCx, frame};
use crate::ui::ext;
use crate::ui::target::Medium;
use crate::ui::theme::{Tokens, semibold, size};
use crate::ui::whole;
use crate::view::PanelKind;

/// Room after the last tab where tabs are scrolled, in points.
const PAST_LAST: f32 = 72.0;

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
    let [title, _] = frame::title(cx.words, cx.table, kind);
    child.label(ext::strong(title, size::FIGURE));
    // What it is of, and what is asked for: alone on a page a panel has nothing else to tell it.
    let mut told = vec![cx.pick(&cx.doc.title, 120)];
    let names = (cx.doc, cx.table, cx.words);
    let asked = cx.view.filter.clauses().iter().map(|c| crate::say::clause_text(names, c));
    told.extend(asked.map(|text| crate::ui::bidi::line(&text).into_owned()));
    if told.len() > 1 {
        told.push(cx.words.t("sectors-key"));
    }
    told.retain(|t| !t.is_empty());
    if !told.is_empty() {
        child.add(ext::cut(ext::small(told.join(" · "), cx.tokens)));
    }
    child.add_space(size::GAP_SMALL);
    let id = egui::Id::unique("panel").with(kind);
    let from = whole::begin(child.ctx(), child.layer_id(), id);
    panels.get(kind).ui(cx, show.edit, &mut child);
    whole::end(child.ctx(), child.layer_id(), id, from, kind.lists());
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
    let screen = ui.ctx().content_rect().size();
    arrangement.drawn_in(screen);
    if !Medium::of(ui.ctx()).hand() {
        if cx.view.selected.is_none() && cx.view.pinned.is_empty() && cx.kept.is_none() {
            // Nobody can click anything to have it told.
            arrangement.hide_empty(PanelKind::Inspector);
        }
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
    let enlarged = arrangement.enlarged();
    let tree = arrangement.drawn_in(screen);
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
        fronted: None,
        focus: focus_moved(ui.ctx()),
        edited: false,
        hidden,
        several: std::cell::Cell::new(false),
        front: std::cell::Cell::new(None),
        enlarged,
        turned: None,
        page: !Medium::of(ui.ctx()).hand(),
    };
    tree.ui(&mut behavior, &mut child);
    let (edited, turned) = (behavior.edited, behavior.turned);
    let within = behavior.fronted.or(behavior.within);
    if edited {
        arrangement.touch();
    }
    if let Some(kind) = turned {
        arrangement.enlarge(enlarged.is_none().then_some(kind));
        ui.ctx().request_repaint();
    }
    within
}

/// The middle of what has the keyboard, when that is another widget than in the last frame: what is
/// clicked since does not count less than where the keyboard stayed.
fn focus_moved(ctx: &egui::Context) -> Option<egui::Pos2> {
    let moved = ext::focus_moved(ctx)?;
    ctx.read_response(moved).map(|r| r.rect.center())
}

struct Board<'a, 'b> {
    panels: &'a mut Panels,
    cx: &'a ReadCx<'b>,
    show: &'a Show<'a, 'b>,
    within: Option<PanelKind>,
    /// The panel whose tab was clicked.
    fronted: Option<PanelKind>,
    /// Where the keyboard went since the last frame.
    focus: Option<egui::Pos2>,
    edited: bool,
    hidden: Vec<TileId>,
    /// Whether the tabs being drawn are more than one, and which of them is in front.
    several: std::cell::Cell<bool>,
    front: std::cell::Cell<Option<TileId>>,
    /// The panel that is over the whole board.
    enlarged: Option<PanelKind>,
    /// A panel is to be put over the board, or the one there back in its place.
    turned: Option<PanelKind>,
    /// It is drawn on a page.
    page: bool,
}

impl Board<'_, '_> {
    fn tokens(&self) -> &Tokens {
        self.cx.tokens
    }
}

impl Board<'_, '_> {
    /// Makes a panel reachable by F6, and learns whether the person is in it.
    fn keyboard(&mut self, kind: PanelKind, rect: egui::Rect, ui: &mut Ui) -> egui::Id {
        let id = egui::Id::unique("panel").with(kind);
        let sense = egui::Sense::focusable_noninteractive();
        let response = ui.interact(rect, id, sense);
        let [name, _] = frame::title(self.cx.words, self.cx.table, kind);
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
        if pressed.is_some_and(|p| rect.contains(p)) || self.focus.is_some_and(|p| rect.contains(p))
        {
            self.within = Some(kind);
        }
        id
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
            let group = self.keyboard(*pane, rect, &mut child);
            let from = whole::begin(child.ctx(), child.layer_id(), group);
            self.cx.hover.take_first();
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
            whole::end(child.ctx(), child.layer_id(), group, from, pane.lists());
            super::steps::follow(child.ctx(), group, self.cx.hover.take_first());
        }
        UiResponse::None
    }

    fn tab_title_for_pane(&mut self, pane: &PanelKind) -> WidgetText {
        let [text, _] = frame::title(self.cx.words, self.cx.table, *pane);
        RichText::new(text).font(FontId::new(size::TITLE, semibold())).into()
    }

    fn tab_bar_height(&self, _style: &egui::Style) -> f32 {
        // On a page it is a title, and nothing to click.
        if self.page { 31.0 } else { 36.0 }
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
        _id: TileId,
        state: &TabState,
    ) -> Color32 {
        if state.active { self.tokens().ink } else { self.tokens().secondary }
    }

    fn is_tab_bar_visible(&self, _id: TileId, tabs: &egui_tiles::Tabs) -> bool {
        // Asked just before the tabs are drawn, those out of sight too: the place to learn how many
        // there are and which is in front.
        let shown = tabs.children.iter().filter(|c| !self.hidden.contains(c)).count();
        self.several.set(shown > 1);
        self.front.set(tabs.active);
        true
    }

    fn on_tab_button(
        &mut self,
        tiles: &mut Tiles<PanelKind>,
        id: TileId,
        response: egui::Response,
    ) -> egui::Response {
        // A double click on its title puts a panel over the whole board, and back.
        if let Some(kind) = tiles.get_pane(&id).filter(|_| response.double_clicked()) {
            self.turned = Some(*kind);
        }
        if response.clicked() {
            response.request_focus();
            self.fronted = tiles.get_pane(&id).copied();
        }
        // The front tab of several is underlined, and in sight when it comes to the front.
        let front = self.several.get() && self.front.get() == Some(id);
        let r = response.rect;
        let seen = response.interact_rect;
        // It is brought into sight when it comes to the front or the place for tabs is another one,
        // and not held there: tabs can be scrolled.
        let key = egui::Id::unique("tab-in-front").with(id);
        let place = tiles.parent_of(id).and_then(|p| tiles.rect(p)).unwrap_or(r);
        let now = front.then(|| (place.width().to_bits(), response.ctx.zoom_factor().to_bits()));
        let before = response.ctx.data_mut(|d| {
            let before: Option<(u32, u32)> = d.get_temp(key);
            match now {
                Some(now) => {
                    d.insert_temp(key, now);
                }
                None => d.remove::<(u32, u32)>(key),
            }
            before
        });
        if front && before != now && seen.width() < r.width() - 1.0 {
            response.scroll_to_me_animation(None, egui::style::ScrollAnimation::none());
        }
        if front {
            let x = r.left() + 14.0..=r.right() - 14.0;
            let painter = egui::Painter::new(response.ctx.clone(), response.layer_id, seen);
            painter.hline(x, r.bottom() - 4.0, Stroke::new(size::LINE_MARK, self.tokens().accent));
        }
        response
    }

    fn tab_bar_trailing_ui(
        &mut self,
        _tiles: &Tiles<PanelKind>,
        ui: &mut Ui,
        _id: TileId,
        _tabs: &egui_tiles::Tabs,
    ) {
        // The place for tabs takes itself to be wider than it is by its arrows: without room at the
        // end the last tab would never come wholly into sight.
        if ui.min_rect().width() > ui.clip_rect().width() + 1.0 {
            ui.add_space(PAST_LAST);
        }
    }

    fn top_bar_right_ui(
        &mut self,
        _tiles: &Tiles<PanelKind>,
        ui: &mut Ui,
        _id: TileId,
        _tabs: &egui_tiles::Tabs,
        _offset: &mut f32,
    ) {
        if self.enlarged.is_some() && Medium::of(ui.ctx()).hand() {
            ui.add_space(10.0);
            let row = crate::command::menu::row_of(UiCommand::Enlarge);
            let text = self.cx.words.t("panel-reduce");
            let keys = row.shortcut.map(|s| ext::keys(ui.ctx(), self.cx.words, &s));
            let button = ui.button(ext::small(text, self.tokens()).color(self.tokens().ink));
            if button.on_hover_text(keys.unwrap_or_default()).clicked() {
                self.turned = self.enlarged;
            }
        }
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
