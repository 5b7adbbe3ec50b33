//! The mirror as marks.

use std::sync::Arc;

use egui::{Align2, Color32, FontId, Galley, Painter, Rect, pos2};

use super::data::{Half, MirrorRow, Side, Verdict};
use crate::ui::theme::{Tokens, medium, mix, numbers, semibold, size};

/// A panel narrower than this has the name of a sector over what the sides say of it.
const NARROW: f32 = 460.0;
/// The room of a name over the sides.
const OVER: f32 = 32.0;

/// Left side, the name of the sector and what comes of it, right side.
pub(super) fn columns(rect: Rect) -> [Rect; 3] {
    if rect.width() < NARROW {
        let x = rect.center().x;
        let y = (rect.top() + OVER).min(rect.bottom())..=rect.bottom();
        return [
            Rect::from_x_y_ranges(rect.left()..=x - 4.0, y.clone()),
            rect.with_max_y((rect.top() + OVER).min(rect.bottom())),
            Rect::from_x_y_ranges(x + 4.0..=rect.right(), y),
        ];
    }
    let middle = (rect.width() * 0.24).clamp(134.0, 200.0);
    let side = (rect.width() - middle) / 2.0;
    let x = [rect.left(), rect.left() + side, rect.left() + side + middle, rect.right()];
    std::array::from_fn(|i| Rect::from_x_y_ranges(x[i]..=x[i + 1], rect.y_range()))
}

/// The name of a side over its column, towards the middle.
pub(super) fn head(painter: &Painter, column: Rect, side: &Side, left: bool, t: &Tokens) {
    let font = FontId::new(size::BODY, semibold());
    let mut job = egui::text::LayoutJob::simple_singleline(side.name.clone(), font, t.ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width((column.width() - 34.0).max(20.0));
    let galley = painter.layout_job(job);
    let width = galley.size().x;
    let x = if left { column.right() - width - 10.0 } else { column.left() + 10.0 };
    let dot = if left { x - 10.0 } else { x + width + 10.0 };
    painter.galley(pos2(x, column.center().y - galley.size().y / 2.0), galley, t.ink);
    painter.circle_filled(pos2(dot, column.center().y), 5.0, side.color);
}

/// Room between the bar and what is said.
const UNDER_BAR: f32 = 26.0;
/// What is said takes at most so many lines.
const LINES: usize = 6;

/// What one side says, in the width of its column.
fn words(painter: &Painter, half: &Half, left: bool, width: f32, t: &Tokens) -> [Arc<Galley>; 2] {
    let lines = |text: &str, points: f32, ink: Color32, rows: usize| {
        let font = FontId::new(points, egui::FontFamily::Proportional);
        let text = crate::ui::bidi::wrap(painter, text, &font, width - 16.0).into_owned();
        let mut job = egui::text::LayoutJob::simple(text, font, ink, width - 16.0);
        job.wrap.max_rows = rows;
        if left {
            job.halign = egui::Align::RIGHT;
        }
        painter.layout_job(job)
    };
    let ink = mix(t.panel, t.ink, 0.86);
    let said = lines(half.words.as_deref().unwrap_or_default(), size::TABLE, ink, LINES);
    [said, lines(&half.by, size::SMALL, t.secondary, 2)]
}

/// The height of a line in so much width.
pub(super) fn height(painter: &Painter, width: f32, row: &MirrorRow, t: &Tokens) -> f32 {
    let rect = Rect::from_min_size(pos2(0.0, 0.0), egui::vec2(width, LEAST));
    let side = columns(rect)[0].width();
    let said = row.sides.iter().enumerate().filter(|(_, h)| h.words.is_some());
    let needed = said.map(|(i, half)| {
        let [words, by] = words(painter, half, i == 0, side, t);
        UNDER_BAR + words.size().y + if half.by.is_empty() { 0.0 } else { by.size().y + 2.0 }
    });
    let over = if width < NARROW { OVER } else { 0.0 };
    needed.fold(LEAST - over, f32::max) + over + 10.0
}

/// A line is at least so high: a name of two lines and the word under it.
const LEAST: f32 = 50.0;

/// A sector's name and verdict in the middle, and what each side says of it.
pub(super) fn row(painter: &Painter, rect: Rect, row: &MirrorRow, max: u32, t: &Tokens) {
    let [left, middle, right] = columns(rect);
    let name_font = FontId::new(size::TABLE, medium());
    let wrap = middle.width() - 12.0;
    let mut job = egui::text::LayoutJob::simple(row.name.clone(), name_font, t.ink, wrap);
    job.wrap.max_rows = if rect.width() < NARROW { 1 } else { 2 };
    job.halign = egui::Align::Center;
    let galley = painter.layout_job(job);
    let height = galley.size().y;
    let top = rect.top() + if rect.width() < NARROW { 3.0 } else { 7.0 };
    painter.galley(pos2(middle.center().x, top), galley, t.ink);
    let color = match row.verdict {
        Verdict::Contradiction | Verdict::Disputed => t.warning,
        _ => t.secondary,
    };
    let font = FontId::new(size::SMALL, egui::FontFamily::Proportional);
    let mut job = egui::text::LayoutJob::simple_singleline(row.told.clone(), font, color);
    job.wrap = egui::text::TextWrapping::truncate_at_width(middle.width() - 4.0);
    let verdict = painter.layout_job(job);
    let at = middle.center().x - verdict.size().x / 2.0;
    painter.galley(pos2(at, top + height + 2.0), verdict, color);
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
    if half.words.is_none() {
        return;
    }
    let [said, by] = words(painter, half, left, side.width(), t);
    let x = if left { side.right() - 6.0 } else { side.left() + 6.0 };
    let under = side.top() + UNDER_BAR + said.size().y + 2.0;
    painter.galley(pos2(x, side.top() + UNDER_BAR), said, t.ink);
    painter.galley(pos2(x, under), by, t.secondary);
}
