//! Arrows stay in the panel they are used in: from the panel as a whole to what is in it, from there
//! to what lies in their direction. The keyboard leaves a panel by Tab, F6 or a click only.

use egui::{Context, Id, Key, Rangef, Rect, Vec2};

use crate::ui::ext;

/// The direction of an arrow pressed in this frame.
fn arrow(ctx: &Context) -> Option<Vec2> {
    ctx.input(|i| {
        let pressed = |key| i.modifiers.is_none() && i.key_pressed(key);
        [
            (Key::ArrowDown, Vec2::DOWN),
            (Key::ArrowUp, Vec2::UP),
            (Key::ArrowRight, Vec2::RIGHT),
            (Key::ArrowLeft, Vec2::LEFT),
        ]
        .into_iter()
        .find_map(|(key, way)| pressed(key).then_some(way))
    })
}

/// Follows an arrow in the panel that was just drawn. `panel` is its group, drawn before what is in
/// it, and `first` the first thing in it.
pub(super) fn follow(ctx: &Context, panel: Id, first: Option<Id>) {
    let Some(at) = ctx.memory(egui::Memory::focused).filter(|_| !ctx.text_edit_focused()) else {
        return;
    };
    let Some(way) = arrow(ctx) else { return };
    if ext::owns_arrow(ctx, at, way.x != 0.0) {
        return;
    }
    let to = ctx.viewport(|v| {
        let widgets = &v.this_pass.widgets;
        let (layer, order) = widgets.order(panel)?;
        let inside: Vec<(Id, Rect)> = widgets
            .get_layer(layer)
            .skip(order + 1)
            .filter(|w| w.enabled && w.sense.is_focusable())
            .map(|w| (w.id, w.rect))
            .collect();
        if at == panel {
            return Some(first.or_else(|| inside.first().map(|w| w.0)));
        }
        let from = inside.iter().find(|w| w.0 == at)?.1;
        Some(nearest(from, way, inside.iter().filter(|w| w.0 != at)))
    });
    // Not for this panel.
    let Some(to) = to else { return };
    ctx.memory_mut(|m| {
        m.move_focus(egui::FocusDirection::None);
        if let Some(to) = to {
            m.request_focus(to);
        }
    });
    ctx.request_repaint();
}

/// What is nearest in a direction, within half a right angle to either side.
fn nearest<'a>(from: Rect, way: Vec2, others: impl Iterator<Item = &'a (Id, Rect)>) -> Option<Id> {
    // What overlaps by half is in the same line.
    let apart = |a: Rangef, b: Rangef| {
        let line = a.intersection(b).span() >= 0.5 * a.span().min(b.span());
        if line { 0.0 } else { a.center() - b.center() }
    };
    let score = |rect: &Rect| {
        let to = egui::vec2(
            apart(rect.x_range(), from.x_range()),
            apart(rect.y_range(), from.y_range()),
        );
        let cosine = to.normalized().dot(way);
        (cosine >= std::f32::consts::FRAC_1_SQRT_2).then(|| to.length() / (cosine * cosine))
    };
    others
        .filter_map(|(id, rect)| Some((*id, score(rect)?)))
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(id, _)| id)
}
