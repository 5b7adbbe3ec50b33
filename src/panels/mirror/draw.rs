//! The mirror as marks.

use egui::{Align2, Color32, FontId, Painter, Rect, pos2};

use super::data::{Half, MirrorRow, Side, Verdict};
use crate::ui::theme::{Tokens, medium, mix, numbers, semibold, size};

/// Left side, middle, right side.
pub(super) fn columns(rect: Rect) -> [Rect; 3] {
    let middle = (rect.width() * 0.24).clamp(134.0, 200.0);
    let side = (rect.width() - middle) / 2.0;
    let x = [rect.left(), rect.left() + side, rect.left() + side + middle, rect.right()];
    std::array::from_fn(|i| Rect::from_x_y_ranges(x[i]..=x[i + 1], rect.y_range()))
}

/// The name of a side over its column, towards the middle.
pub(super) fn head(painter: &Painter, column: Rect, side: &Side, left: bool, t: &Tokens) {
    let font = FontId::new(size::BODY, semibold());
    let galley = painter.layout_no_wrap(side.name.clone(), font, t.ink);
    let width = galley.size().x;
    let x = if left { column.right() - width - 10.0 } else { column.left() + 10.0 };
    let dot = if left { x - 10.0 } else { x + width + 10.0 };
    painter.galley(pos2(x, column.center().y - galley.size().y / 2.0), galley, t.ink);
    painter.circle_filled(pos2(dot, column.center().y), 5.0, side.color);
}

/// A sector's name and verdict in the middle, and what each side says of it.
pub(super) fn row(painter: &Painter, rect: Rect, row: &MirrorRow, max: u32, t: &Tokens) {
    let [left, middle, right] = columns(rect);
    let name_font = FontId::new(size::TABLE, medium());
    let wrap = middle.width() - 12.0;
    let mut job = egui::text::LayoutJob::simple(row.name.clone(), name_font, t.ink, wrap);
    job.wrap.max_rows = 2;
    job.halign = egui::Align::Center;
    let galley = painter.layout_job(job);
    let height = galley.size().y;
    let top = middle.center().y - height * 0.5 - 8.0;
    painter.galley(pos2(middle.center().x, top), galley, t.ink);
    let color = match row.verdict {
        Verdict::Contradiction => t.warning,
        _ => t.secondary,
    };
    let font = FontId::new(size::SMALL, egui::FontFamily::Proportional);
    let mut job = egui::text::LayoutJob::simple_singleline(row.told.clone(), font, color);
    job.wrap = egui::text::TextWrapping::truncate_at_width(middle.width() - 4.0);
    let verdict = painter.layout_job(job);
    let at = middle.center().x - verdict.size().x / 2.0;
    painter.galley(pos2(at, top + height + 9.0 - verdict.size().y / 2.0), verdict, color);
    for (i, side) in [left, right].into_iter().enumerate() {
        half(painter, side, &row.sides[i], i == 0, (max, row.color.into()), t);
    }
}

/// One side: a bar that grows away from the middle, and the first words under it.
fn half(
    painter: &Painter,
    side: Rect,
    half: &Half,
    left: bool,
    (max, color): (u32, Color32),
    t: &Tokens,
) {
    let count = half.count;
    let room = (side.width() - 44.0).max(10.0);
    #[expect(clippy::cast_precision_loss, reason = "a length on screen")]
    let length = |n: u32| (room * n as f32 / max.max(1) as f32).max(2.0);
    let bar = |w: f32| {
        let (x0, x1) = if left {
            (side.right() - 4.0 - w, side.right() - 4.0)
        } else {
            (side.left() + 4.0, side.left() + 4.0 + w)
        };
        Rect::from_x_y_ranges(x0..=x1, side.top() + 10.0..=side.top() + 22.0)
    };
    if count.total > 0 {
        painter.rect_filled(bar(length(count.total)), size::RADIUS_BAR, t.tint(color));
    }
    if count.selected > 0 {
        painter.rect_filled(bar(length(count.selected)), size::RADIUS_BAR, color);
    }
    let font = FontId::new(size::SMALL, numbers());
    let end = bar(length(count.total));
    let (at, align) = if left {
        (pos2(end.left() - 6.0, end.center().y), Align2::RIGHT_CENTER)
    } else {
        (pos2(end.right() + 6.0, end.center().y), Align2::LEFT_CENTER)
    };
    let ink = if count.selected > 0 { t.ink } else { t.secondary };
    painter.text(at, align, &half.number, font, ink);
    let Some(words) = half.words.clone() else { return };
    let font = FontId::new(size::SMALL, egui::FontFamily::Proportional);
    let ink = mix(t.panel, t.ink, 0.8);
    let mut job = egui::text::LayoutJob::simple(words, font, ink, side.width() - 16.0);
    job.wrap.max_rows = 2;
    if left {
        job.halign = egui::Align::RIGHT;
    }
    let galley = painter.layout_job(job);
    let x = if left { side.right() - 6.0 } else { side.left() + 6.0 };
    painter.galley(pos2(x, side.top() + 26.0), galley, ink);
}
