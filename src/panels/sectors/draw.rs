//! One sector bar as marks.

use std::sync::Arc;

use egui::{Align2, Color32, CornerRadius, FontId, Galley, Painter, Pos2, Rect, Shape, pos2, vec2};

use super::data::SectorRow;
use crate::ui::theme::{Tokens, medium, mix, numbers, semibold, size};

/// Height of a row in points.
pub(super) const ROW: f32 = 25.0;
/// Height of a row with its name over its bar.
pub(super) const STACKED: f32 = 40.0;
/// Least room for a bar beside its name; with less it stands below.
const LEAST_BAR: f32 = 96.0;
/// Least room for the numbers.
const NUMBER: f32 = 54.0;

/// Where the parts of a row stand.
pub(super) struct RowPlace {
    pub(super) label: Rect,
    pub(super) bar: Rect,
}

/// Room at the left of a name.
fn indent(depth: u8) -> f32 {
    20.0 + f32::from(depth.min(6)) * 14.0
}

/// The width all names of `rows` need, at most 62 % of `width`.
pub(super) fn label_width(painter: &Painter, rows: &[&SectorRow], width: f32) -> f32 {
    let need = rows.iter().take(60).map(|row| {
        let font = FontId::new(size::TABLE, name_font(row.depth));
        let galley = painter.layout_no_wrap(row.name.clone(), font, Color32::PLACEHOLDER);
        galley.size().x + indent(row.depth) + 4.0
    });
    need.fold(90.0, f32::max).min(width * 0.62)
}

fn name_font(depth: u8) -> egui::FontFamily {
    if depth == 0 { semibold() } else { egui::FontFamily::Proportional }
}

/// Places label and bar.
pub(super) fn place(rect: Rect, depth: u8, label_w: f32, number_w: f32) -> RowPlace {
    let indent = indent(depth);
    let label = Rect::from_min_max(
        pos2(rect.left() + indent, rect.top()),
        pos2(rect.left() + label_w, rect.bottom()),
    );
    let bar = Rect::from_min_max(
        pos2(label.right() + 8.0, rect.top() + 6.0),
        pos2(rect.right() - number_w, rect.bottom() - 6.0),
    );
    RowPlace { label, bar }
}

/// Places the label over the bar, with the number at the bar's right.
fn over(rect: Rect, depth: u8, number_w: f32) -> RowPlace {
    let indent = indent(depth);
    let left = rect.left() + indent;
    let middle = rect.top() + 20.0;
    let label = Rect::from_min_max(pos2(left, rect.top() + 2.0), pos2(rect.right() - 6.0, middle));
    let bar =
        Rect::from_min_max(pos2(left, middle + 3.0), pos2(rect.right() - number_w, middle + 14.0));
    RowPlace { label, bar }
}

/// The width the numbers of `rows` need.
pub(super) fn number_width(painter: &Painter, rows: &[&SectorRow]) -> f32 {
    // What is not known stands in the room of its bar.
    let known = rows.iter().filter(|r| !r.value.is_unknown());
    let need = known.take(60).map(|row| {
        let font = FontId::new(size::HEAD, numbers());
        painter.layout_no_wrap(row.number.clone(), font, Color32::PLACEHOLDER).size().x + 14.0
    });
    need.fold(NUMBER, f32::max)
}

/// Whether bars have too little room beside their names.
pub(super) fn stacks(label: f32, number: f32, width: f32) -> bool {
    width - label - number - 14.0 < LEAST_BAR
}

/// What all rows share: the widths of names and numbers, and the longest bar.
#[derive(Clone, Copy)]
pub(super) struct Scale {
    /// Names stand over their bars.
    pub(super) stacked: bool,
    pub(super) label: f32,
    pub(super) number: f32,
    pub(super) max: f64,
}

/// Draws a row.
pub(super) fn row(
    painter: &Painter,
    rect: Rect,
    row: &SectorRow,
    scale: Scale,
    tokens: &Tokens,
    look: (bool, bool),
) {
    let RowPlace { label, bar } = if scale.stacked {
        over(rect, row.depth, scale.number)
    } else {
        place(rect, row.depth, scale.label, scale.number)
    };
    let (hot, on) = look;
    if hot || on {
        let fill = if on { tokens.accent_tint } else { tokens.control };
        painter.rect_filled(rect, CornerRadius::same(size::RADIUS_CONTROL), fill);
    }
    let fade = |c: Color32| if row.lit { c } else { mix(tokens.panel, c, 0.5) };
    let family = name_font(row.depth);
    let text_color = if row.lit { tokens.ink } else { tokens.secondary };
    let mut job = egui::text::LayoutJob::simple_singleline(
        row.name.clone(),
        FontId::new(size::TABLE, family),
        text_color,
    );
    job.wrap = egui::text::TextWrapping::truncate_at_width(label.width().max(20.0));
    let galley = painter.layout_job(job);
    let at = Align2::LEFT_CENTER.align_size_within_rect(galley.size(), label).min;
    painter.galley(at, galley, text_color);

    #[expect(clippy::cast_possible_truncation, reason = "a length on screen")]
    let length = |n: f64| bar.width().max(1.0) * (n / scale.max.max(1e-9)) as f32;
    let part = |w: f32| Rect::from_min_size(bar.min, vec2(w, bar.height()));
    let radius = CornerRadius::same(size::RADIUS_BAR);
    if row.value.total() > 0.0 {
        let w = length(row.value.total()).max(2.0);
        painter.rect_filled(part(w), radius, fade(tokens.tint(row.color)));
    }
    if row.value.selected() > 0.0 {
        let w = length(row.value.selected()).max(2.0);
        painter.rect_filled(part(w), radius, fade(row.color.into()));
    }
    let number = &row.number;
    if row.value.is_unknown() {
        let font = FontId::new(size::SMALL, numbers());
        let at = pos2(bar.left(), bar.center().y);
        painter.text(at, Align2::LEFT_CENTER, number, font, tokens.secondary);
        return;
    }
    let at = pos2(rect.right() - 6.0, bar.center().y);
    let font = FontId::new(size::HEAD, if number.contains('/') { medium() } else { numbers() });
    painter.text(at, Align2::RIGHT_CENTER, number, font, text_color);
}

/// A name within a width and a number of lines, whole: never broken within a word, and smaller where
/// that helps; on one line its end may be missing. `None` where not even that says anything.
fn name_in(painter: &Painter, name: &str, width: f32, lines: usize) -> Option<Arc<Galley>> {
    for points in [size::HEAD, size::SMALL] {
        let font = FontId::new(points, semibold());
        let wide = |text: &str| {
            painter.layout_no_wrap(text.to_owned(), font.clone(), Color32::PLACEHOLDER).size().x
        };
        if name.split_whitespace().all(|word| wide(word) <= width) {
            let mut job = egui::text::LayoutJob::simple(
                name.to_owned(),
                font.clone(),
                Color32::PLACEHOLDER,
                width,
            );
            job.wrap.max_rows = lines;
            let galley = painter.layout_job(job);
            if !galley.elided || points <= size::SMALL {
                return Some(galley);
            }
        }
    }
    let font = FontId::new(size::SMALL, semibold());
    let mut job =
        egui::text::LayoutJob::simple_singleline(name.to_owned(), font, Color32::PLACEHOLDER);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width);
    (width >= LEAST_NAME).then(|| painter.layout_job(job))
}

/// Narrower than this a name that is cut says nothing.
const LEAST_NAME: f32 = 46.0;

/// One area of the treemap: the whole pale, what is selected solid from below, with its name and
/// number where they fit, the number never without its end. Returns whether it has its name.
pub(super) fn area(
    painter: &Painter,
    rect: Rect,
    row: &SectorRow,
    tokens: &Tokens,
    look: (bool, bool),
) -> bool {
    let rect = rect.shrink(1.0);
    if !rect.is_positive() {
        return false;
    }
    let (hot, on) = look;
    let fade = |c: Color32| if row.lit { c } else { mix(tokens.panel, c, 0.5) };
    let radius = CornerRadius::same(size::RADIUS_GROUND);
    let tint = fade(tokens.tint(row.color));
    painter.rect_filled(rect, radius, tint);
    let share = row.value.selected() / row.value.total().max(1e-9);
    #[expect(clippy::cast_possible_truncation, reason = "a share")]
    let share = share.clamp(0.0, 1.0) as f32;
    let mut solid = rect;
    solid.min.y = rect.bottom() - rect.height() * share;
    if share > 0.0 {
        painter.rect_filled(solid, radius, fade(row.color.into()));
    }
    if hot || on {
        let color = if on { tokens.accent } else { tokens.ink };
        let stroke = egui::Stroke::new(size::LINE_MARK, color);
        painter.rect_stroke(rect, radius, stroke, egui::StrokeKind::Inside);
    }
    let width = rect.width() - 14.0;
    let lines = if rect.height() > 58.0 { 3 } else { 1 };
    let Some(name) = name_in(painter, &row.name, width, lines).filter(|_| rect.height() >= 20.0)
    else {
        return false;
    };
    let top = rect.top() + 6.0;
    // The text stands on whatever is under most of it.
    let on_solid = top + name.size().y * 0.5 > solid.top() && share > 0.0;
    let ground = if on_solid { fade(row.color.into()) } else { tint };
    let color = if on_solid { Tokens::text_on(ground) } else { tokens.ink };
    let end = top + name.size().y;
    if end >= rect.bottom() {
        return false;
    }
    painter.galley(pos2(rect.left() + 7.0, top), name, color);
    let font = FontId::new(size::SMALL, numbers());
    let number = painter.layout_no_wrap(row.number.clone(), font, Color32::PLACEHOLDER);
    if end + 18.0 < rect.bottom() && number.size().x <= width {
        let on_solid = end + 9.0 > solid.top() && share > 0.0;
        let color = if on_solid { Tokens::text_on(fade(row.color.into())) } else { tokens.ink };
        painter.galley(pos2(rect.left() + 7.0, end + 2.0), number, color);
    }
    true
}

/// The small triangle that opens a sector.
pub(super) fn triangle(center: Pos2, open: bool, color: Color32) -> Shape {
    let points = if open {
        vec![center + vec2(-4.0, -2.0), center + vec2(4.0, -2.0), center + vec2(0.0, 3.0)]
    } else {
        vec![center + vec2(-2.0, -4.0), center + vec2(3.0, 0.0), center + vec2(-2.0, 4.0)]
    };
    Shape::convex_polygon(points, color, egui::Stroke::NONE)
}
