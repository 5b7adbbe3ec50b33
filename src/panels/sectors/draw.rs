//! One sector bar as marks.

use egui::{Align2, Color32, CornerRadius, FontId, Painter, Pos2, Rect, Shape, pos2, vec2};

use super::data::SectorRow;
use crate::text::{Language, number::whole};
use crate::ui::theme::{Tokens, medium, mix, numbers, semibold, size};

/// Height of a row in points.
pub(super) const ROW: f32 = 25.0;
/// Room for the number.
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
        let font = FontId::new(size::BODY - 0.5, name_font(row.depth));
        let galley = painter.layout_no_wrap(row.name.clone(), font, Color32::PLACEHOLDER);
        galley.size().x + indent(row.depth) + 4.0
    });
    need.fold(90.0, f32::max).min(width * 0.62)
}

fn name_font(depth: u8) -> egui::FontFamily {
    if depth == 0 { semibold() } else { egui::FontFamily::Proportional }
}

/// Places label and bar.
pub(super) fn place(rect: Rect, depth: u8, label_w: f32) -> RowPlace {
    let indent = indent(depth);
    let label = Rect::from_min_max(
        pos2(rect.left() + indent, rect.top()),
        pos2(rect.left() + label_w, rect.bottom()),
    );
    let bar = Rect::from_min_max(
        pos2(label.right() + 8.0, rect.top() + 6.0),
        pos2(rect.right() - NUMBER, rect.bottom() - 6.0),
    );
    RowPlace { label, bar }
}

/// Draws a row. `scale` is the width of the names and the count of the longest bar.
pub(super) fn row(
    painter: &Painter,
    rect: Rect,
    row: &SectorRow,
    scale: (f32, u32),
    tokens: &Tokens,
    hot: bool,
    language: Language,
) {
    let (label_w, max) = scale;
    let RowPlace { label, bar } = place(rect, row.depth, label_w);
    if hot {
        painter.rect_filled(rect, CornerRadius::same(size::CONTROL_RADIUS), tokens.control);
    }
    let fade = |c: Color32| if row.lit { c } else { mix(tokens.panel, c, 0.5) };
    let family = name_font(row.depth);
    let text_color = if row.lit { tokens.ink } else { tokens.secondary };
    let mut job = egui::text::LayoutJob::simple_singleline(
        row.name.clone(),
        FontId::new(size::BODY - 0.5, family),
        text_color,
    );
    job.wrap = egui::text::TextWrapping::truncate_at_width(label.width().max(20.0));
    let galley = painter.layout_job(job);
    let at = Align2::LEFT_CENTER.align_size_within_rect(galley.size(), label).min;
    painter.galley(at, galley, text_color);

    #[expect(clippy::cast_precision_loss, reason = "a length on screen")]
    let length = |n: u32| bar.width().max(1.0) * n as f32 / max.max(1) as f32;
    let part = |w: f32| Rect::from_min_size(bar.min, vec2(w, bar.height()));
    let radius = CornerRadius::same(3);
    if row.count.total > 0 {
        let w = length(row.count.total).max(2.0);
        painter.rect_filled(part(w), radius, fade(tokens.tint(row.color)));
    }
    if row.count.selected > 0 {
        let w = length(row.count.selected).max(2.0);
        painter.rect_filled(part(w), radius, fade(row.color));
    }
    let number = if row.count.selected == row.count.total {
        whole(row.count.total.into(), language)
    } else {
        format!(
            "{}/{}",
            whole(row.count.selected.into(), language),
            whole(row.count.total.into(), language)
        )
    };
    let at = pos2(rect.right() - 6.0, rect.center().y);
    let font =
        FontId::new(size::SMALL + 0.5, if number.contains('/') { medium() } else { numbers() });
    painter.text(at, Align2::RIGHT_CENTER, number, font, text_color);
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
