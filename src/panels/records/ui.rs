//! The sheet as widgets.

use egui::{
    Align2, EventFilter, FontId, Key, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, TextEdit,
    Ui, WidgetInfo, pos2, vec2,
};

use super::data::{CellText, Column, Names, SheetLine, columns};
use super::draft::BegunCell;
use crate::command::Command;
use crate::panels::{EditCx, frame};
use crate::query::Count;
use crate::record::{Collection, Row};
use crate::ui::ext;
use crate::ui::theme::{medium, size};
use crate::view::{PanelKind, Thing};

pub(super) const ROW: f32 = 24.0;
/// Width of the first column, which holds ids.
const IDS: f32 = 130.0;
/// A cell: row and column, both from 0.
pub(super) type Cell = (usize, usize);

/// The panel's transient fields.
#[derive(Debug)]
pub struct RecordsPanel {
    pub(super) collection: Collection,
    pub(super) cursor: Cell,
    /// The other corner of what is selected.
    pub(super) anchor: Cell,
    /// The text of the cell being written.
    pub(super) typing: Option<String>,
    /// Which cell that is, and what it held when it was begun.
    pub(super) begun: Option<BegunCell>,
    /// A cell that was being written before a crash.
    pub(super) again: Option<(BegunCell, String)>,
    fresh: u8,
    /// Keys that came after the one that ended a cell, in the same frame.
    pub(super) backlog: Vec<egui::Event>,
    /// The sheet takes the keyboard in the next frame.
    pub(super) take: bool,
    /// The cell comes into sight.
    pub(super) go: bool,
    /// What is wrong with what was put in last.
    pub(super) fault: Option<String>,
    /// How far the cells in sight are scrolled, and how large the sight is.
    pub(super) sight: Rect,
}

impl Default for RecordsPanel {
    fn default() -> Self {
        Self {
            collection: Collection::Institutions,
            cursor: (0, 0),
            anchor: (0, 0),
            typing: None,
            begun: None,
            again: None,
            fresh: 0,
            backlog: Vec::new(),
            take: false,
            go: false,
            fault: None,
            sight: Rect::ZERO,
        }
    }
}

impl RecordsPanel {
    /// Shows a collection.
    pub fn show(&mut self, collection: Collection) {
        if self.collection != collection {
            *self = Self { collection, ..Self::default() };
        }
    }

    /// Forgets what was typed: another dataset is open.
    pub fn reset(&mut self) {
        *self = Self::default();
    }

    /// The sheet takes the keyboard once it is shown.
    pub fn take_keys(&mut self) {
        self.take = true;
    }

    /// Whether a cell is being written.
    #[must_use]
    pub fn is_typing(&self) -> bool {
        self.typing.is_some()
    }

    /// What is typed becomes a step.
    pub fn flush(&mut self, cx: &EditCx<'_>) {
        if self.typing.is_some() {
            let columns = columns(cx, self.collection);
            self.commit(cx, &columns);
        }
    }

    /// Draws the panel.
    pub(super) fn show_sheet(&mut self, cx: &EditCx<'_>, ui: &mut Ui) {
        let n = cx.live.records.len(self.collection);
        let total = u32::try_from(n).unwrap_or(u32::MAX);
        let count = Count { selected: total, total };
        frame::question(cx.words, cx.tokens, ui, PanelKind::Records, Some(count), |ui| {
            let name = |c: Collection| cx.words.t(&format!("make-{}", c.key()));
            let shown = format!("{} ↓", name(self.collection));
            ui.menu_button(ext::small(shown, cx.tokens), |ui| {
                ui.set_min_width(160.0);
                for c in Collection::ALL {
                    if ui.radio(self.collection == c, name(c)).clicked() {
                        self.flush(cx);
                        self.show(c);
                        ui.close();
                    }
                }
            });
        });
        let n = cx.live.records.len(self.collection);
        let columns = columns(cx, self.collection);
        let last = (n, columns.len().saturating_sub(1));
        self.cursor = (self.cursor.0.min(last.0), self.cursor.1.min(last.1));
        self.anchor = (self.anchor.0.min(last.0), self.anchor.1.min(last.1));
        let mut area = ui.available_rect_before_wrap();
        area.max.y -= frame::foot_height(ui);
        let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(area).id_salt("sheet"));
        self.go_on(cx, &columns);
        self.sheet(cx, &mut inner, &columns, n);
        ui.allocate_rect(area, Sense::hover());
        ui.add_space(size::GAP_THIN);
        let (foot, color) = match &self.fault {
            Some(fault) => (fault.clone(), cx.tokens.warning),
            None => (cx.words.t("sheet-hint"), cx.tokens.secondary),
        };
        ui.add(egui::Label::new(ext::small(foot, cx.tokens).color(color)).truncate());
    }

    fn sheet(&mut self, cx: &EditCx<'_>, ui: &mut Ui, columns: &[Column], n: usize) {
        let id = egui::Id::unique("records-sheet");
        if std::mem::take(&mut self.take) && self.typing.is_none() {
            ui.memory_mut(|m| m.request_focus(id));
        }
        let focused = ui.memory(|m| m.has_focus(id));
        // The field has not got the keyboard yet: what is typed meanwhile is for it.
        let cell = egui::Id::unique("records-cell");
        let early = self.typing.is_some() && self.fresh > 0 && !ui.memory(|m| m.has_focus(cell));
        if early || (focused && self.typing.is_none()) {
            ext::claim_keys(ui.ctx());
            self.keys(cx, ui, id, columns, n);
        }
        let mut edges = vec![IDS];
        for column in columns {
            edges.push(edges[edges.len() - 1] + column.width);
        }
        let width = edges[edges.len() - 1];
        #[expect(clippy::cast_precision_loss, reason = "a place on screen")]
        let height = (n + 2) as f32 * ROW;
        let mut scroll = ScrollArea::both().id_salt(self.collection.key()).auto_shrink(false);
        // How large the sight is, is known once it was drawn.
        if self.sight.width() > 0.0 && std::mem::take(&mut self.go) {
            scroll = self.in_sight(scroll, &edges);
        } else if self.go {
            ui.ctx().request_repaint();
        }
        let out = scroll.show_viewport(ui, |ui, sight| {
            let (space, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
            // The sheet itself takes the keyboard; cells are only pointed at.
            let sheet = ui.interact(response.rect, id, Sense::focusable_noninteractive());
            let name = cx.words.t(&PanelKind::Records.title_id());
            sheet.widget_info(|| WidgetInfo::labeled(Role::Grid, true, &name));
            let origin = space.min;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "rows in sight"
            )]
            let (first, count) =
                ((sight.min.y / ROW).max(0.0) as usize, (sight.height() / ROW) as usize + 2);
            for row in first..(first + count).min(n + 1) {
                self.row(cx, ui, (origin, &edges), columns, row, n);
            }
            heads(cx, ui, origin, sight, &edges, columns);
            if focused {
                let filter = EventFilter {
                    tab: true,
                    horizontal_arrows: true,
                    vertical_arrows: true,
                    escape: false,
                };
                crate::ui::ext::own_arrows(ui, id, filter);
            }
        });
        // For two frames after it got the keyboard a widget cannot keep Tab and arrows from taking it
        // away; what they meant was meant here.
        let led_away = ui.input(|i| {
            i.events.iter().any(|e| {
                use egui::Key::{ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Tab};
                let keys = [Tab, ArrowDown, ArrowLeft, ArrowRight, ArrowUp];
                matches!(e, egui::Event::Key { key, pressed: true, .. } if keys.contains(key))
            })
        });
        if focused && led_away && self.typing.is_none() && !ui.memory(|m| m.has_focus(id)) {
            self.take = true;
            ui.ctx().request_repaint();
        }
        self.sight =
            Rect::from_min_size(out.state.clamped_offset().to_pos2(), out.inner_rect.size());
    }

    /// The offset at which the cell of the cursor is in sight.
    fn in_sight(&self, scroll: ScrollArea, edges: &[f32]) -> ScrollArea {
        #[expect(clippy::cast_precision_loss, reason = "a place on screen")]
        let top = self.cursor.0 as f32 * ROW;
        let (left, right) = (edges[self.cursor.1], edges[(self.cursor.1 + 1).min(edges.len() - 1)]);
        let mut offset = self.sight.min;
        if top < offset.y {
            offset.y = top;
        } else if top + 2.0 * ROW > offset.y + self.sight.height() {
            offset.y = top + 2.0 * ROW - self.sight.height();
        }
        if left - IDS < offset.x {
            offset.x = left - IDS;
        } else if right > offset.x + self.sight.width() {
            // Of a cell wider than the sight the beginning is seen.
            offset.x = (right - self.sight.width()).min(left - IDS);
        }
        scroll.scroll_offset(offset.to_vec2().max(egui::Vec2::ZERO))
    }

    fn row(
        &mut self,
        cx: &EditCx<'_>,
        ui: &mut Ui,
        (origin, edges): (egui::Pos2, &[f32]),
        columns: &[Column],
        at: usize,
        n: usize,
    ) {
        let t = cx.tokens;
        #[expect(clippy::cast_precision_loss, reason = "a place on screen")]
        let top = origin.y + ROW + at as f32 * ROW;
        let row = Row::new(self.collection, at);
        let new = at == n;
        let record = SheetLine::of(cx, self.collection, at);
        let clip = ui.clip_rect();
        let (low, high) = corners(self.cursor, self.anchor);
        for (c, column) in columns.iter().enumerate() {
            let rect = Rect::from_min_max(
                pos2(origin.x + edges[c], top),
                pos2(origin.x + edges[c + 1], top + ROW),
            );
            if !clip.intersects(rect) {
                continue;
            }
            let here = self.cursor == (at, c);
            if here && self.typing.is_some() {
                self.edit_cell(cx, ui, rect, columns, n);
                continue;
            }
            let CellText { text: mut said, astray } = record.cell(cx, column);
            if new && c == 0 {
                said = cx.words.t("sheet-new");
            }
            let id = ui.scope_id().with(("cell", at, c));
            let response = ui.interact(rect, id, Sense::click_and_drag());
            let name = if new {
                cx.words.named(&cx.words.t("sheet-new"), &column.name)
            } else {
                cx.words.named(&format!("{}, {}", record.id(), column.name), &said)
            };
            response.widget_info(|| WidgetInfo::selected(Role::Cell, true, here, &name));
            let inside = (low.0..=high.0).contains(&at) && (low.1..=high.1).contains(&c);
            if inside && (here || low != high) {
                ui.painter().rect_filled(rect, 0.0, t.accent_tint);
            }
            let color = if astray {
                t.warning
            } else if new {
                t.secondary
            } else {
                t.ink
            };
            let font = FontId::new(size::TABLE, egui::FontFamily::Proportional);
            let said = crate::ui::bidi::line(&said.replace('\n', " ")).into_owned();
            let mut job = egui::text::LayoutJob::simple_singleline(said, font, color);
            job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width() - 12.0);
            let galley = ui.painter().layout_job(job);
            let corner = pos2(rect.left() + 6.0, rect.center().y - galley.size().y / 2.0);
            ui.painter().galley(corner, galley, color);
            let line = Stroke::new(size::LINE, t.hairline);
            ui.painter().hline(rect.x_range(), rect.bottom(), line);
            ui.painter().vline(rect.right(), rect.y_range(), line);
            if here {
                let stroke = Stroke::new(size::LINE_RING, t.accent);
                ui.painter().rect_stroke(
                    rect.shrink(0.5),
                    size::RADIUS_TICK,
                    stroke,
                    StrokeKind::Inside,
                );
            }
            self.point(cx, ui, &response, (at, c), columns);
        }
        let rect = Rect::from_min_max(
            pos2(ui.clip_rect().left(), top),
            pos2(ui.clip_rect().left() + IDS, top + ROW),
        );
        id_cell(cx, ui, rect, row, record.id(), new);
    }

    fn point(
        &mut self,
        cx: &EditCx<'_>,
        ui: &Ui,
        response: &egui::Response,
        cell: Cell,
        columns: &[Column],
    ) {
        if response.clicked() || response.drag_started() {
            // What makes no sense stays where it was written.
            if self.typing.is_some() && !self.commit(cx, columns) {
                return;
            }
            self.cursor = cell;
            if !ui.input(|i| i.modifiers.shift) {
                self.anchor = cell;
            }
            self.fault = None;
            // Not in the frame of the click, which takes the keyboard from what it did not hit.
            self.take = true;
            ui.ctx().request_repaint();
        }
        let dragged = ui.input(|i| i.pointer.primary_down() && i.pointer.is_decidedly_dragging());
        if dragged && response.contains_pointer() && self.typing.is_none() {
            self.cursor = cell;
        }
        if response.double_clicked() {
            self.begin(cx, columns, None);
        }
    }

    /// Begins to write the cell: with a letter that replaces it, or with what it holds.
    pub(super) fn begin(&mut self, cx: &EditCx<'_>, columns: &[Column], letter: Option<String>) {
        if cx.live.file.read_only.is_some() {
            return;
        }
        let was = self.cell_text(cx, columns, self.cursor, &Names::default());
        let row = Row::new(self.collection, self.cursor.0);
        let column = columns.get(self.cursor.1);
        self.begun = Some(BegunCell {
            collection: Some(self.collection),
            id: cx.live.records.id(row).into_owned(),
            pointer: column.map_or_else(String::new, |c| c.pointer.clone()),
            tag: column.map_or_else(String::new, |c| c.tag.clone()),
            was: was.clone(),
        });
        self.typing = Some(letter.unwrap_or(was));
        self.fresh = 2;
        self.fault = None;
    }

    pub(super) fn cell_text(
        &self,
        cx: &EditCx<'_>,
        columns: &[Column],
        cell: Cell,
        names: &Names,
    ) -> String {
        if cell.0 >= cx.live.records.len(self.collection) {
            return String::new();
        }
        let Some(column) = columns.get(cell.1) else { return String::new() };
        SheetLine::of(cx, self.collection, cell.0).text(cx, column, names)
    }

    fn edit_cell(
        &mut self,
        cx: &EditCx<'_>,
        ui: &mut Ui,
        rect: Rect,
        columns: &[Column],
        n: usize,
    ) {
        let id = egui::Id::unique("records-cell");
        let name = columns.get(self.cursor.1).map_or(String::new(), |c| c.name.clone());
        let mut typed = self.typing.take().unwrap_or_default();
        // On a slow machine one frame brings more than one key: what comes after the one that ends
        // this cell is not for it.
        let ends = |e: &egui::Event| {
            matches!(e, egui::Event::Key { key: Key::Tab | Key::Enter, pressed: true, .. })
        };
        let later = ui.input_mut(|i| match i.events.iter().position(ends) {
            Some(at) => i.events.split_off(at + 1),
            None => Vec::new(),
        });
        let tab = ui.input(|i| i.key_pressed(Key::Tab));
        let back = ui.input(|i| i.modifiers.shift);
        let field = TextEdit::singleline(&mut typed)
            .id(id)
            .margin(egui::Margin::symmetric(6, 2))
            .background_color(cx.tokens.paper)
            .lock_focus(true);
        let response = ui.put(rect, field);
        response.widget_info(|| ext::text_info("", &typed, &name));
        // In its first frame it cannot have been left: the cell before it was.
        let left = response.lost_focus() && self.fresh < 2;
        let (enter, escape) = ui.input(|i| (i.key_pressed(Key::Enter), i.key_pressed(Key::Escape)));
        if self.fresh > 0 && !left {
            self.fresh -= 1;
            response.request_focus();
            // What is typed goes on after the letter that began it.
            if let Some(mut state) = egui::TextEdit::load_state(ui.ctx(), id) {
                let end = egui::text::CCursor::new(typed.chars().count());
                state.cursor.set_char_range(Some(egui::text::CCursorRange::one(end)));
                state.store(ui.ctx(), id);
            }
            ui.ctx().request_repaint();
        }
        self.typing = Some(typed);
        if escape {
            self.typing = None;
            self.take = true;
        } else if tab || (left && enter) {
            // What is written on the last line makes a record, and a line after it.
            let n = if self.cursor.0 >= n { n + 1 } else { n };
            if self.commit(cx, columns) {
                let to = match (tab, back) {
                    (true, false) => (0, 1),
                    (true, true) => (0, -1),
                    (false, false) => (1, 0),
                    (false, true) => (-1, 0),
                };
                self.step(to, columns.len(), n + 1, false);
                self.backlog = later;
            }
            self.take = true;
        } else if left {
            self.commit(cx, columns);
        }
    }

    /// The typed text becomes a step; returns whether it made sense.
    pub(super) fn commit(&mut self, cx: &EditCx<'_>, columns: &[Column]) -> bool {
        let Some(typed) = self.typing.take() else { return true };
        let names = Names::default();
        if typed == self.cell_text(cx, columns, self.cursor, &names) {
            return true;
        }
        if self.cursor.1 >= columns.len() {
            return true;
        }
        let line = SheetLine::of(cx, self.collection, self.cursor.0);
        match line.fill(cx, columns, self.cursor.1, std::slice::from_ref(&typed), &names) {
            Ok(sets) => {
                let rows = vec![(self.cursor.0, sets)];
                cx.commands.send_first(Command::Fill { collection: self.collection, rows });
                self.fault = None;
                true
            }
            Err((_, fault)) => {
                // Nothing is lost: the cell stays open with what was typed.
                self.fault = Some(fault);
                self.typing = Some(typed);
                self.fresh = 2;
                false
            }
        }
    }

    pub(super) fn step(
        &mut self,
        (down, right): (isize, isize),
        columns: usize,
        rows: usize,
        keep: bool,
    ) {
        let to =
            |at: usize, by: isize, n: usize| at.saturating_add_signed(by).min(n.saturating_sub(1));
        self.cursor = (to(self.cursor.0, down, rows), to(self.cursor.1, right, columns));
        if !keep {
            self.anchor = self.cursor;
        }
        self.go = true;
    }
}

/// The id at the left, which stays in sight; a click selects the record.
fn id_cell(cx: &EditCx<'_>, ui: &mut Ui, rect: Rect, row: Row, id: &str, new: bool) {
    let t = cx.tokens;
    let line = Stroke::new(size::LINE, t.hairline);
    let on = !new && cx.current && cx.selected == Some(Thing::Record(row));
    ui.painter().rect_filled(rect, 0.0, if on { t.accent_tint } else { t.control });
    ui.painter().hline(rect.x_range(), rect.bottom(), line);
    let id = crate::text::display::clean(id, 80).into_owned();
    let short = shortened(&id);
    let painter = ui.painter().with_clip_rect(rect.shrink2(vec2(4.0, 0.0)));
    let font = FontId::new(size::SMALL, egui::FontFamily::Proportional);
    let at = pos2(rect.left() + 6.0, rect.center().y);
    let shown = if new { "+".to_owned() } else { short };
    painter.text(at, Align2::LEFT_CENTER, shown, font, t.secondary);
    if new {
        return;
    }
    let response = ui.interact(rect, ui.scope_id().with(("id", row)), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RowHeader, true, on, &id));
    if response.clicked() && cx.current {
        cx.send(Command::Form(Thing::Record(row), String::new()));
    }
    response.context_menu(|ui| {
        ui.set_min_width(180.0);
        let mut item = |id: &str, command: Command| {
            if ui.button(cx.words.t(id)).clicked() {
                cx.send(command);
                ui.close();
            }
        };
        item("edit-duplicate", Command::Duplicate(row));
        item("edit-delete", Command::AskDelete(vec![row]));
    });
}

/// An id whose beginning and end are seen: ids made by the program differ in their end.
fn shortened(id: &str) -> String {
    let n = id.chars().count();
    if n <= 16 {
        return id.to_owned();
    }
    let head: String = id.chars().take(8).collect();
    let tail: String = id.chars().skip(n - 5).collect();
    format!("{head}…{tail}")
}

pub(super) fn corners(a: Cell, b: Cell) -> (Cell, Cell) {
    ((a.0.min(b.0), a.1.min(b.1)), (a.0.max(b.0), a.1.max(b.1)))
}

/// The names of the columns, which stay in sight.
fn heads(
    cx: &EditCx<'_>,
    ui: &Ui,
    origin: egui::Pos2,
    sight: Rect,
    edges: &[f32],
    columns: &[Column],
) {
    let t = cx.tokens;
    let top = origin.y + sight.min.y;
    let clip = ui.clip_rect();
    let bar = Rect::from_min_max(pos2(clip.left(), top), pos2(clip.right(), top + ROW));
    ui.painter().rect_filled(bar, 0.0, t.panel);
    for (c, column) in columns.iter().enumerate() {
        let rect = Rect::from_min_max(
            pos2(origin.x + edges[c], top),
            pos2(origin.x + edges[c + 1], top + ROW),
        );
        let painter = ui.painter().with_clip_rect(rect.shrink2(vec2(4.0, 0.0)).intersect(clip));
        let font = FontId::new(size::SMALL, medium());
        let at = pos2(rect.left() + 6.0, rect.center().y);
        painter.text(at, Align2::LEFT_CENTER, &column.name, font, t.secondary);
    }
    let corner = Rect::from_min_max(bar.min, pos2(bar.left() + IDS, bar.bottom()));
    ui.painter().rect_filled(corner, 0.0, t.panel);
    let font = FontId::new(size::SMALL, medium());
    let name = crate::say::field_name(cx.words, "id");
    let at = pos2(corner.left() + 6.0, corner.center().y);
    ui.painter().text(at, Align2::LEFT_CENTER, name, font, t.secondary);
    ui.painter().hline(bar.x_range(), bar.bottom(), Stroke::new(size::LINE, t.hairline));
}
