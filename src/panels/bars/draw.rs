//! Lines of bars as marks.

use std::sync::Arc;

use egui::{Align2, Color32, CornerRadius, FontId, Galley, Painter, Rect, Stroke, pos2, vec2};

use super::data::{BarLine, Column};
use crate::ui::theme::{Tokens, medium, numbers, size};

/// The share of the width the names take.
const NAMES: f32 = 0.38;

/// The width left to the names.
fn names_width(width: f32) -> f32 {
    (width * NAMES).max(150.0).min(width * 0.5)
}

/// The width left to the numbers.
#[must_use]
pub fn numbers_width(width: f32) -> f32 {
    width - names_width(width)
}

/// Where the columns of a line of bars stand.
fn places(rect: Rect, n: usize) -> Vec<Rect> {
    let left = rect.left() + names_width(rect.width());
    #[expect(clippy::cast_precision_loss, reason = "few columns")]
    let step = (rect.right() - left) / n.max(1) as f32;
    (0..n)
        .map(|i| {
            #[expect(clippy::cast_precision_loss, reason = "few columns")]
            let x = left + step * i as f32;
            Rect::from_x_y_ranges(x + 6.0..=x + step - 6.0, rect.y_range())
        })
        .collect()
}

/// How a line stands out.
#[derive(Clone, Copy, Debug, Default)]
pub struct Look {
    /// It is pointed at, or has to do with what is.
    pub hot: bool,
    /// It is selected.
    pub on: bool,
}

/// Draws a line of bars into its room.
pub fn line(
    painter: &Painter,
    rect: Rect,
    line: &BarLine,
    columns: &[Column],
    look: Look,
    t: &Tokens,
) {
    if look.hot || look.on {
        let fill = if look.on { t.accent_tint } else { t.control };
        painter.rect_filled(rect, CornerRadius::same(size::RADIUS_CONTROL), fill);
    }
    let columns_at = places(rect, columns.len());
    let mut left = rect.left() + 6.0;
    if let Some(dot) = line.dot {
        painter.circle_filled(pos2(left + 4.0, rect.center().y), 4.5, dot);
        left += 15.0;
    }
    let room = columns_at.first().map_or(rect.right(), Rect::left) - left - 4.0;
    let font = FontId::new(size::TABLE, egui::FontFamily::Proportional);
    let mut job = egui::text::LayoutJob::simple_singleline(line.name.clone(), font, t.ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room.max(20.0));
    let galley = painter.layout_job(job);
    painter.galley(pos2(left, rect.center().y - galley.size().y / 2.0), galley, t.ink);
    let color = Color32::from(line.color);
    for ((at, column), value) in columns_at.iter().zip(columns).zip(&line.bars) {
        let font = FontId::new(size::SMALL, numbers());
        let galley = painter.layout_no_wrap(value.text.clone(), font, t.ink);
        // All bars have the room the widest number leaves: their lengths are to be compared.
        let room = at.width() - column.room();
        let bar = Rect::from_center_size(
            pos2(at.left() + room / 2.0, rect.center().y),
            vec2(room.max(0.0), 11.0),
        );
        #[expect(clippy::cast_possible_truncation, reason = "a length on screen")]
        let length = |n: f64| bar.width() * (n / column.max.max(1e-9)).clamp(0.0, 1.0) as f32;
        for (n, fill) in [(value.total, t.tint(color)), (value.selected, color)] {
            if n > 0.0 && bar.width() > 8.0 {
                let size = vec2(length(n).max(2.0), bar.height());
                painter.rect_filled(Rect::from_min_size(bar.min, size), size::RADIUS_BAR, fill);
            }
        }
        let place = Align2::RIGHT_CENTER.align_size_within_rect(galley.size(), *at).min;
        painter.galley(place, galley, t.ink);
    }
}

/// The names of the columns, in as many lines as they need.
fn names(painter: &Painter, places: &[Rect], columns: &[Column], t: &Tokens) -> Vec<Arc<Galley>> {
    let name = |(at, column): (&Rect, &Column)| {
        let font = FontId::new(size::SMALL, medium());
        let width = at.width().max(20.0);
        let job = egui::text::LayoutJob::simple(column.name.clone(), font, t.secondary, width);
        painter.layout_job(job)
    };
    places.iter().zip(columns).map(name).collect()
}

/// The height the names of the columns take in so much width.
#[must_use]
pub fn heads_height(painter: &Painter, width: f32, columns: &[Column], t: &Tokens) -> f32 {
    let rect = Rect::from_min_size(pos2(0.0, 0.0), vec2(width, 1.0));
    let names = names(painter, &places(rect, columns.len()), columns, t);
    names.iter().map(|g| g.size().y).fold(0.0, f32::max) + 8.0
}

/// Draws the names of the columns over lines of bars.
pub fn heads(painter: &Painter, rect: Rect, columns: &[Column], t: &Tokens) {
    let places = places(rect, columns.len());
    for (at, galley) in places.iter().zip(names(painter, &places, columns, t)) {
        let place = pos2(at.left(), rect.bottom() - 4.0 - galley.size().y);
        painter.galley(place, galley, t.secondary);
    }
    painter.hline(rect.x_range(), rect.bottom(), Stroke::new(size::LINE, t.hairline));
}
