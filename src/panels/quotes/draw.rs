//! The marks of a card that are not text: the rule at its left.

use egui::{Color32, CornerRadius, Painter, Rect, pos2};

/// Width of the rule.
pub(super) const RULE: f32 = 3.0;

/// The rule in the colours of the card's sectors, one under the other; broken, with gaps in the
/// colour of the ground, where the card has no source.
pub(super) fn rule(painter: &Painter, rect: Rect, colors: &[Color32], gaps: Option<Color32>) {
    #[expect(clippy::cast_precision_loss, reason = "few sectors")]
    let step = rect.height() / colors.len().max(1) as f32;
    let mut top = rect.top();
    for color in colors {
        let part = Rect::from_min_max(pos2(rect.left(), top), pos2(rect.left() + RULE, top + step));
        painter.rect_filled(part, CornerRadius::ZERO, *color);
        top += step;
    }
    let Some(ground) = gaps else { return };
    let mut y = rect.top() + 4.0;
    while y < rect.bottom() {
        let gap = Rect::from_min_max(pos2(rect.left(), y), pos2(rect.left() + RULE, y + 4.0));
        painter.rect_filled(gap, CornerRadius::ZERO, ground);
        y += 8.0;
    }
}
