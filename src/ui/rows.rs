//! Long tables: only the rows in sight are laid out; columns are sorted by a click on their head
//! and resized by dragging its right end.

use egui::text::{LayoutJob, TextWrapping};
use egui::{
    Align2, Color32, CornerRadius, CursorIcon, FontId, Rect, Response, Role, Sense, Stroke, Ui,
    WidgetInfo, pos2, vec2,
};

use super::reveal::Reveal;
use super::theme::{Tokens, medium, numbers, size};

/// Height of a row in points.
pub const ROW: f32 = 26.0;
/// Height of a row with two lines of text.
const TALL: f32 = 40.0;
/// Height of the head.
const HEAD: f32 = 26.0;
/// The size a number is not written under.
const SMALLEST: f32 = 8.0;
/// Least width of a column.
const LEAST: f32 = 44.0;

/// A column.
#[derive(Clone, Debug)]
pub struct Head {
    /// Its name.
    pub name: String,
    /// Width at first, in points; the first column takes what is left.
    pub width: f32,
    /// Numbers stand at the right.
    pub right: bool,
    /// A click sorts by it.
    pub sortable: bool,
}

impl Head {
    /// A column of words that can be sorted by.
    #[must_use]
    pub fn new(name: String, width: f32) -> Self {
        Self { name, width, right: false, sortable: true }
    }

    /// Its numbers stand at the right.
    #[must_use]
    pub fn numbers(self) -> Self {
        Self { right: true, ..self }
    }

    /// It has no order of its own.
    #[must_use]
    pub fn unsorted(self) -> Self {
        Self { sortable: false, ..self }
    }
}

/// What a table remembers between frames.
#[derive(Clone, Debug, Default)]
pub struct RowsState {
    widths: Vec<f32>,
    /// Rows are high enough for two lines of the first column.
    pub tall: bool,
    /// The column sorted by, and whether the largest comes first.
    pub sort: Option<(usize, bool)>,
    /// The row the keyboard goes to.
    go: Option<usize>,
    /// How far down the rows in sight begin, and how high they are, as of the last frame.
    sight: (f32, f32),
    /// What was selected elsewhere is brought into sight.
    reveal: Reveal,
    /// The row that is to be.
    show: Option<usize>,
}

impl RowsState {
    /// Brings the row of what is selected into sight, once for each selection: `place` tells where
    /// it stands.
    pub fn follow(&mut self, selection: u64, place: impl FnOnce() -> Option<usize>) {
        self.show = self.reveal.line(selection, place);
    }
}

/// One cell.
#[derive(Clone, Debug)]
pub struct Cell {
    /// The text.
    pub text: String,
    /// Its colour.
    pub color: Color32,
    /// A dot before it.
    pub dot: Option<Color32>,
    /// It is written smaller rather than cut, as a number is.
    pub whole: bool,
}

/// How a row stands out.
#[derive(Clone, Copy, Debug, Default)]
pub struct RowLook {
    /// It is selected.
    pub on: bool,
    /// It has to do with what is pointed at.
    pub near: bool,
    /// It is weak: filtered out.
    pub weak: bool,
    /// It says nowhere where it was read.
    pub unsourced: bool,
}

/// Draws a table into what is left of `ui`. `row` gives the name for a screen reader, the look and
/// the cells of a row; `act` gets the widget of each row in sight. Returns whether the order was
/// changed.
pub fn table(
    ui: &mut Ui,
    tokens: &Tokens,
    state: &mut RowsState,
    heads: &[Head],
    n_rows: usize,
    row: &mut dyn FnMut(usize) -> (String, RowLook, Vec<Cell>),
    act: &mut dyn FnMut(&Ui, usize, Response),
) -> bool {
    if state.widths.len() != heads.len() {
        state.widths = heads.iter().map(|h| h.width).collect();
    }
    let width = ui.available_width() - 8.0;
    let rest: f32 = state.widths[1..].iter().sum();
    // The first column takes what the others leave, but never less than a name needs.
    let first = (width - rest).max(120.0_f32.min(width * 0.5));
    let scale = ((width - first) / rest.max(1.0)).min(1.0);
    let mut edges = vec![0.0, first];
    for w in &state.widths[1..] {
        let last = *edges.last().unwrap_or(&0.0);
        edges.push(last + w * scale);
    }
    let changed = head(ui, tokens, state, heads, &edges);
    let space = ui.spacing().item_spacing.y;
    ui.spacing_mut().item_spacing.y = 0.0;
    let left = ui.cursor().left();
    let high = if state.tall { TALL } else { ROW };
    let mut area = super::target::scroll().auto_shrink([false, false]);
    if let Some(go) = state.go {
        #[expect(clippy::cast_precision_loss, reason = "a place on screen")]
        let top = go as f32 * high;
        if top < state.sight.0 {
            area = area.vertical_scroll_offset(top);
        } else if top + high > state.sight.0 + state.sight.1 {
            area = area.vertical_scroll_offset(top + high - state.sight.1);
        }
    }
    let area = state.reveal.scrolled(area, state.show.take(), high);
    let mut next = None;
    let shown = area.show_rows(ui, high, n_rows, |ui, range| {
        for i in range {
            let (rect, _) =
                ui.allocate_exact_size(vec2(ui.available_width(), high), Sense::hover());
            super::whole::thing(ui, rect, n_rows);
            let (name, look, cells) = row(i);
            let response = ui.interact(rect, ui.scope_id().with(("row", i)), Sense::click());
            response.widget_info(|| WidgetInfo::selected(Role::Row, true, look.on, &name));
            // The keys go on from where one clicked.
            if state.go == Some(i) || response.clicked() {
                response.request_focus();
            }
            if response.has_focus() {
                next = step(ui, response.id, i, n_rows, state.sight.1 / high).or(next);
            }
            let hot = crate::ui::ext::pointed(&response);
            let fill = if look.on {
                tokens.accent_tint
            } else if hot || look.near {
                tokens.control
            } else {
                Color32::TRANSPARENT
            };
            ui.painter().rect_filled(rect, CornerRadius::same(size::RADIUS_CONTROL), fill);
            for (c, cell) in cells.iter().enumerate().take(heads.len()) {
                let space = Rect::from_x_y_ranges(
                    left + edges[c] + 6.0..=left + edges[c + 1] - 6.0,
                    rect.y_range(),
                );
                let lines = if state.tall && !heads[c].right { 2 } else { 1 };
                draw_cell(ui, tokens, space, cell, (heads[c].right, lines), look.weak);
            }
            if look.unsourced {
                super::ext::unsourced(ui.painter(), rect.shrink2(vec2(0.0, 2.0)), tokens);
            }
            act(ui, i, response);
        }
    });
    state.reveal.saw(&shown);
    state.sight = (shown.state.clamped_offset().y, shown.inner_rect.height());
    state.go = next;
    if next.is_some() {
        ui.ctx().request_repaint();
    }
    ui.spacing_mut().item_spacing.y = space;
    changed
}

/// The row the keys lead to from row `at`, in sight or not.
fn step(ui: &Ui, id: egui::Id, at: usize, n_rows: usize, rows: f32) -> Option<usize> {
    use egui::{EventFilter, Key};
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    crate::ui::ext::own_arrows(ui, id, filter);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few rows")]
    let page = (rows as usize).max(2) - 1;
    let last = n_rows.saturating_sub(1);
    let pressed = |key| ui.input(|i| i.modifiers.is_none() && i.key_pressed(key));
    let to = if pressed(Key::ArrowDown) {
        at + 1
    } else if pressed(Key::ArrowUp) {
        at.checked_sub(1)?
    } else if pressed(Key::PageDown) {
        at + page
    } else if pressed(Key::PageUp) {
        at.saturating_sub(page)
    } else if pressed(Key::End) {
        last
    } else if pressed(Key::Home) {
        0
    } else {
        return None;
    };
    (to.min(last) != at).then_some(to.min(last))
}

fn draw_cell(
    ui: &Ui,
    tokens: &Tokens,
    rect: Rect,
    cell: &Cell,
    (right, lines): (bool, usize),
    weak: bool,
) {
    if cell.text.is_empty() || rect.width() < 4.0 {
        return;
    }
    let color = if weak { tokens.secondary } else { cell.color };
    let mut rect = rect;
    if let Some(dot) = cell.dot {
        ui.painter().circle_filled(pos2(rect.left() + 4.0, rect.center().y), 4.0, dot);
        rect.min.x += 14.0;
    }
    let family = if right { numbers() } else { egui::FontFamily::Proportional };
    let mut font = FontId::new(size::TABLE, family);
    let width = rect.width().max(10.0);
    // A number is never cut, as it would be another one: it is written smaller.
    if right || cell.whole {
        let needed = ui.painter().layout_no_wrap(cell.text.clone(), font.clone(), color).size().x;
        if needed > width {
            font.size = (font.size * width / needed).floor().max(SMALLEST);
            let galley = ui.painter().layout_no_wrap(cell.text.clone(), font, color);
            let align = if right { Align2::RIGHT_CENTER } else { Align2::LEFT_CENTER };
            let at = align.align_size_within_rect(galley.size(), rect).min;
            ui.painter().galley(at, galley, color);
            return;
        }
    }
    let mut job = LayoutJob::simple_singleline(cell.text.clone(), font, color);
    job.wrap = TextWrapping { max_rows: lines, ..TextWrapping::truncate_at_width(width) };
    if lines > 1 {
        job.wrap.break_anywhere = false;
    }
    let galley = ui.painter().layout_job(job);
    let align = if right { Align2::RIGHT_CENTER } else { Align2::LEFT_CENTER };
    let at = align.align_size_within_rect(galley.size(), rect).min;
    ui.painter().galley(at, galley, color);
}

/// The names of the columns; returns whether the order was changed.
fn head(
    ui: &mut Ui,
    tokens: &Tokens,
    state: &mut RowsState,
    heads: &[Head],
    edges: &[f32],
) -> bool {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEAD), Sense::hover());
    let mut changed = false;
    for (c, head) in heads.iter().enumerate() {
        let space = Rect::from_x_y_ranges(
            rect.left() + edges[c]..=rect.left() + edges[c + 1],
            rect.y_range(),
        );
        let id = ui.scope_id().with(("head", c));
        let response = ui.interact(space.shrink2(vec2(4.0, 1.0)), id, Sense::click());
        let sorted = state.sort.filter(|s| s.0 == c);
        response.widget_info(|| {
            WidgetInfo::selected(Role::ColumnHeader, true, sorted.is_some(), &head.name)
        });
        let hot = crate::ui::ext::pointed(&response);
        let color = if hot || sorted.is_some() { tokens.ink } else { tokens.secondary };
        let arrow = if sorted.is_some() { 12.0 } else { 0.0 };
        let inner = space.shrink2(vec2(6.0, 0.0));
        let mut job = LayoutJob::simple_singleline(
            head.name.clone(),
            FontId::new(size::SMALL, medium()),
            color,
        );
        job.wrap = TextWrapping::truncate_at_width((inner.width() - arrow).max(10.0));
        let galley = ui.painter().layout_job(job);
        let mut text = inner;
        text.max.x -= arrow;
        let align = if head.right { Align2::RIGHT_CENTER } else { Align2::LEFT_CENTER };
        let at = align.align_size_within_rect(galley.size(), text).min;
        let end = at.x + galley.size().x;
        ui.painter().galley(at, galley, color);
        if let Some((_, down)) = sorted {
            let y = space.center().y;
            let (x, h) = (end + 7.0, if down { 2.5 } else { -2.5 });
            ui.painter().add(egui::Shape::convex_polygon(
                vec![pos2(x - 3.5, y - h), pos2(x + 3.5, y - h), pos2(x, y + h)],
                color,
                Stroke::NONE,
            ));
        }
        if head.sortable && response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
            state.sort = match state.sort {
                // Numbers begin with the largest, names with the first.
                Some((col, down)) if col == c && down != head.right => None,
                Some((col, down)) if col == c => Some((c, !down)),
                _ => Some((c, head.right)),
            };
            changed = true;
        }
        if c + 1 < heads.len() {
            let grip =
                Rect::from_center_size(pos2(space.right(), space.center().y), vec2(8.0, HEAD));
            let drag = ui.interact(grip, id.with("grip"), Sense::drag());
            if drag.hovered() || drag.dragged() {
                ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
                ui.painter().vline(
                    grip.center().x,
                    grip.y_range(),
                    Stroke::new(size::LINE_MARK, tokens.accent),
                );
            }
            if drag.dragged() {
                // The column at the right gives what the one at the left takes.
                let by = drag.drag_delta().x;
                state.widths[c + 1] = (state.widths[c + 1] - by).max(LEAST);
                if c > 0 {
                    state.widths[c] = (state.widths[c] + by).max(LEAST);
                }
            }
        }
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(size::LINE, tokens.hairline));
    changed
}

impl Cell {
    /// Plain text.
    #[must_use]
    pub fn new(text: impl Into<String>, tokens: &Tokens) -> Self {
        Self { text: text.into(), color: tokens.ink, dot: None, whole: false }
    }

    /// Lesser text.
    #[must_use]
    pub fn lesser(text: impl Into<String>, tokens: &Tokens) -> Self {
        Self { text: text.into(), color: tokens.secondary, dot: None, whole: false }
    }
}
