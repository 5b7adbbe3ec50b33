//! Small widgets every panel uses: lesser text, badges, chips, empty states.

use egui::{
    Align2, Color32, CornerRadius, FontId, Response, RichText, Sense, Stroke, StrokeKind, Ui, Vec2,
    WidgetInfo, vec2,
};

use super::theme::{Tokens, medium, semibold, size};

/// The keys of a shortcut as the reader's keyboard names them: "Ctrl+Suppr".
#[must_use]
pub fn keys(
    ctx: &egui::Context,
    words: &crate::text::Words,
    shortcut: &egui::KeyboardShortcut,
) -> String {
    let name = |key: &str| {
        let known = words.find(&format!("key-{}", key.to_lowercase()));
        known.unwrap_or_else(|| key.to_owned())
    };
    ctx.format_shortcut(shortcut).split('+').map(name).collect::<Vec<_>>().join("+")
}

/// Lesser text.
#[must_use]
pub fn small(text: impl Into<String>, tokens: &Tokens) -> RichText {
    RichText::new(text).size(size::SMALL).color(tokens.secondary)
}

/// Text on one line, cut where there is no room for it; its tip, which tells it whole, is the
/// caller's.
pub fn cut(text: RichText) -> egui::Label {
    egui::Label::new(text).truncate().show_tooltip_when_elided(false)
}

/// Text of more weight.
#[must_use]
pub fn strong(text: impl Into<String>, points: f32) -> RichText {
    RichText::new(text).font(FontId::new(points, semibold()))
}

/// How a chip is drawn.
#[derive(Clone, Copy, Debug)]
pub struct ChipStyle {
    /// Behind the text.
    pub fill: Color32,
    /// The text.
    pub text: Color32,
    /// Around it.
    pub stroke: Stroke,
}

/// A small rounded button. `name` is what a screen reader says.
pub fn chip(ui: &mut Ui, text: &str, name: &str, style: ChipStyle) -> Response {
    chip_of(ui, text, name, style, Sense::click())
}

/// A chip for the mouse alone: Tab does not stop at it, nor does a key that was meant for the next
/// field press it.
pub fn aside(ui: &mut Ui, text: &str, name: &str, style: ChipStyle) -> Response {
    chip_of(ui, text, name, style, Sense::CLICK)
}

/// A chip that cannot be clicked.
pub fn badge(ui: &mut Ui, text: &str, style: ChipStyle) -> Response {
    chip_of(ui, text, text, style, Sense::hover())
}

fn chip_of(ui: &mut Ui, text: &str, name: &str, style: ChipStyle, sense: Sense) -> Response {
    let font = FontId::new(size::SMALL, medium());
    let room = (ui.available_width() - 16.0).max(40.0);
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, style.text);
    job.wrap = egui::text::TextWrapping::truncate_at_width(if ui.layout().main_wrap() {
        ui.max_rect().width() - 16.0
    } else {
        room
    });
    let galley = ui.painter().layout_job(job);
    let (rect, response) = ui.allocate_exact_size(galley.size() + vec2(16.0, 6.0), sense);
    follow_focus(&response);
    response.widget_info(|| {
        let role = if sense.senses_click() { egui::Role::Button } else { egui::Role::Label };
        WidgetInfo::labeled(role, true, name)
    });
    if ui.is_rect_visible(rect) {
        let radius = CornerRadius::same(size::RADIUS_CONTROL);
        let hot = sense.senses_click() && pointed(&response);
        let stroke = if hot { Stroke::new(size::LINE, style.text) } else { style.stroke };
        ui.painter().rect(rect, radius, style.fill, stroke, StrokeKind::Inside);
        let at = Align2::CENTER_CENTER.align_size_within_rect(galley.size(), rect).min;
        ui.painter().galley(at, galley, style.text);
    }
    if sense.senses_click() {
        response.on_hover_cursor(egui::CursorIcon::PointingHand)
    } else {
        response
    }
}

/// The outline of what says nowhere where it was read.
pub fn unsourced(painter: &egui::Painter, rect: egui::Rect, tokens: &Tokens) {
    let r = rect.shrink(0.5);
    let around = [r.left_top(), r.right_top(), r.right_bottom(), r.left_bottom(), r.left_top()];
    let stroke = Stroke::new(size::LINE, tokens.warning);
    painter.extend(egui::Shape::dashed_line(&around, stroke, 4.0, 3.0));
}

/// The same for a text: a line under it.
pub fn unsourced_line(painter: &egui::Painter, rect: egui::Rect, tokens: &Tokens) {
    let y = rect.bottom() + 0.5;
    let under = [egui::pos2(rect.left(), y), egui::pos2(rect.right(), y)];
    let stroke = Stroke::new(size::LINE, tokens.warning);
    painter.extend(egui::Shape::dashed_line(&under, stroke, 4.0, 3.0));
}

/// A face with a sentence in the middle and, when there is a way on, a button. Returns whether the
/// button was clicked.
pub fn empty_state(ui: &mut Ui, tokens: &Tokens, text: &str, action: Option<&str>) -> bool {
    let mut clicked = false;
    ui.vertical_centered(|ui| {
        ui.add_space((ui.available_height() * 0.32).clamp(8.0, 160.0));
        ui.set_max_width(ui.available_width().min(360.0));
        ui.label(RichText::new(text).color(tokens.secondary));
        if let Some(action) = action {
            ui.add_space(size::GAP);
            clicked = ui.button(action).clicked();
        }
    });
    clicked
}

/// Two or three choices side by side, one of them on. Returns the one clicked.
pub fn segmented<T: Copy + PartialEq>(
    ui: &mut Ui,
    tokens: &Tokens,
    current: T,
    choices: &[(T, String)],
) -> Option<T> {
    let mut chosen = None;
    ui.spacing_mut().item_spacing.x = size::GAP_THIN;
    for (value, text) in choices {
        let on = *value == current;
        let style = ChipStyle {
            fill: if on { tokens.control_hover } else { Color32::TRANSPARENT },
            text: if on { tokens.ink } else { tokens.secondary },
            stroke: Stroke::NONE,
        };
        let response = chip(ui, text, text, style);
        response.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, on, text));
        if response.clicked() {
            chosen = Some(*value);
        }
    }
    chosen
}

/// Room a menu leaves above and below it: the bar it hangs from, and the status at the end.
const MENU_ROOM: f32 = 40.0;

/// The content of a menu, scrolled where it is longer than the window has room for under the place
/// the menu hangs from.
pub fn tall_menu(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let room = (ui.ctx().content_rect().height() - 2.0 * MENU_ROOM).max(120.0);
    let scroll = egui::ScrollArea::vertical().max_height(room).min_scrolled_height(room);
    scroll.show(ui, content);
}

/// Choices side by side where there is room, else in a menu named by the one that is on. The last of
/// them stands first in the menu, as rows of controls are laid out from the right. Returns the one
/// clicked.
pub fn choice<T: Copy + PartialEq>(
    ui: &mut Ui,
    tokens: &Tokens,
    current: T,
    choices: &[(T, String)],
) -> Option<T> {
    if ui.available_width() > segmented_width(ui, choices) + 8.0 {
        return segmented(ui, tokens, current, choices);
    }
    let mut chosen = None;
    let name = choices.iter().find(|c| c.0 == current).map_or("", |c| c.1.as_str());
    ui.menu_button(small(format!("{name} ↓"), tokens), |ui| {
        for (value, text) in choices.iter().rev() {
            if ui.radio(*value == current, text).clicked() {
                chosen = Some(*value);
                ui.close();
            }
        }
    });
    chosen
}

/// The room [`segmented`] takes.
#[must_use]
pub fn segmented_width<T>(ui: &Ui, choices: &[(T, String)]) -> f32 {
    let font = FontId::new(size::SMALL, medium());
    let width = |text: &String| {
        let galley = ui.painter().layout_no_wrap(text.clone(), font.clone(), Color32::PLACEHOLDER);
        galley.size().x + 18.0
    };
    choices.iter().map(|c| width(&c.1)).sum()
}

/// What a screen reader says of a field of text: its name and what stands in it.
#[must_use]
pub fn text_info(before: &str, text: &str, name: &str) -> WidgetInfo {
    let mut info = WidgetInfo::text_edit(true, before, text, "");
    info.label = Some(name.to_owned());
    info
}

/// A widget that takes letters says so each frame it has the keyboard, so that they are no
/// shortcuts.
pub fn claim_keys(ctx: &egui::Context) {
    ctx.data_mut(|d| d.insert_temp(egui::Id::unique("claimed-keys"), true));
}

/// Whether a widget claimed the letters in the last frame.
#[must_use]
pub fn take_claim(ctx: &egui::Context) -> bool {
    ctx.data_mut(|d| d.remove_temp(egui::Id::unique("claimed-keys")).unwrap_or(false))
}

/// Chooses all of a field of one line, so that what is typed next takes its place.
pub fn choose_all(ctx: &egui::Context, id: egui::Id, text: &str) {
    let mut state = egui::TextEdit::load_state(ctx, id).unwrap_or_default();
    let end = egui::text::CCursor::new(text.chars().count());
    let all = egui::text::CCursorRange::two(egui::text::CCursor::new(0), end);
    state.cursor.set_char_range(Some(all));
    state.store(ctx, id);
}

/// Notes whether the keyboard or the pointer was used last and what has the keyboard, at the
/// beginning of a frame.
pub fn note_hand(ctx: &egui::Context) {
    let now: Focused = (ctx.memory(egui::Memory::focused), focused_lately(ctx).0);
    ctx.data_mut(|d| d.insert_temp(egui::Id::unique("focused-lately"), now));
    let last = ctx.input(|i| {
        i.events.iter().rev().find_map(|e| match e {
            egui::Event::Key { pressed: true, .. } | egui::Event::AccessKitActionRequest(_) => {
                Some(true)
            }
            egui::Event::PointerMoved(_)
            | egui::Event::PointerButton { .. }
            | egui::Event::PointerGone => Some(false),
            _ => None,
        })
    });
    if let Some(keyboard) = last {
        ctx.data_mut(|d| d.insert_temp(egui::Id::unique("keyboard-led"), keyboard));
    }
}

fn keyboard_led(ctx: &egui::Context) -> bool {
    ctx.data(|d| d.get_temp(egui::Id::unique("keyboard-led")).unwrap_or(true))
}

/// Whether a widget is pointed at: by the pointer, or by the keyboard where that was used last. So
/// nothing is pointed at once the pointer has left the window.
#[must_use]
pub fn pointed(response: &Response) -> bool {
    response.hovered() || (response.has_focus() && keyboard_led(&response.ctx))
}

/// What had the keyboard at the beginning of this frame and of the one before.
type Focused = (Option<egui::Id>, Option<egui::Id>);

fn focused_lately(ctx: &egui::Context) -> Focused {
    ctx.data(|d| d.get_temp(egui::Id::unique("focused-lately"))).unwrap_or_default()
}

/// What has the keyboard, when it was something else at the beginning of the frame before.
#[must_use]
pub fn focus_moved(ctx: &egui::Context) -> Option<egui::Id> {
    let (_, before) = focused_lately(ctx);
    ctx.memory(egui::Memory::focused).filter(|now| before != Some(*now))
}

/// Brings a widget into sight that the keyboard has just come to.
pub fn follow_focus(response: &Response) {
    if response.has_focus()
        && focus_moved(&response.ctx) == Some(response.id)
        && keyboard_led(&response.ctx)
        && !response.interact_rect.contains_rect(response.rect)
    {
        response.scroll_to_me_animation(None, egui::style::ScrollAnimation::none());
    }
}

/// Leaves arrows to a widget that has the keyboard and does something with them.
pub fn own_arrows(ui: &Ui, id: egui::Id, filter: egui::EventFilter) {
    ui.memory_mut(|m| m.set_focus_lock_filter(id, filter));
    let own = (id, filter.horizontal_arrows, filter.vertical_arrows);
    ui.data_mut(|d| d.insert_temp(egui::Id::unique("own-arrows"), own));
}

/// Whether the widget that has the keyboard keeps an arrow for itself.
#[must_use]
pub fn owns_arrow(ctx: &egui::Context, id: egui::Id, horizontal: bool) -> bool {
    let own: Option<(egui::Id, bool, bool)> =
        ctx.data(|d| d.get_temp(egui::Id::unique("own-arrows")));
    own.is_some_and(|(of, h, v)| of == id && if horizontal { h } else { v })
}

/// At the end of a frame: a line around what has the keyboard, when that was used last. A field of
/// text shows it itself.
pub fn focus_line(ctx: &egui::Context, tokens: &Tokens) {
    let focused = ctx.memory(egui::Memory::focused).filter(|_| keyboard_led(ctx));
    let Some(response) = focused.and_then(|id| ctx.read_response(id)) else { return };
    if ctx.text_edit_focused() {
        return;
    }
    let painter = ctx.layer_painter(response.layer_id);
    let rect = response.rect.intersect(response.interact_rect);
    let stroke = Stroke::new(size::LINE_MARK, tokens.accent);
    painter.rect_stroke(rect, size::RADIUS_CONTROL, stroke, StrokeKind::Inside);
}

/// A button that is a drawn sign, with a name for the tooltip and the screen reader.
pub fn sign_button(
    ui: &mut Ui,
    tokens: &Tokens,
    name: &str,
    draw: impl FnOnce(&egui::Painter, egui::Rect, Stroke),
) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(24.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, name));
    let hot = pointed(&response);
    if hot {
        ui.painter().rect_filled(
            rect,
            CornerRadius::same(size::RADIUS_CONTROL),
            tokens.control_hover,
        );
    }
    let color = if hot { tokens.ink } else { tokens.secondary };
    draw(ui.painter(), rect.shrink(7.0), Stroke::new(size::LINE_RING, color));
    response.on_hover_text(name)
}
