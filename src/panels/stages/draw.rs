//! The initiatives listed under a stage, as marks.

use egui::{FontId, Painter, Rect, pos2};

use super::data::ListedLine;
use crate::panels::bars::draw::Look;
use crate::ui::theme::{Tokens, numbers, size};

/// The name at the left and the year at the right.
pub(super) fn listed(painter: &Painter, rect: Rect, line: &ListedLine, look: Look, t: &Tokens) {
    if look.on || look.hot {
        let fill = if look.on { t.accent_tint } else { t.control };
        painter.rect_filled(rect, size::RADIUS_CONTROL, fill);
    }
    let font = FontId::new(size::SMALL, numbers());
    let year = painter.layout_no_wrap(line.year.clone(), font, t.secondary);
    let right = rect.right() - 8.0 - year.size().x;
    painter.galley(pos2(right, rect.center().y - year.size().y / 2.0), year, t.secondary);
    let font = FontId::new(size::TABLE, egui::FontFamily::Proportional);
    let mut job = egui::text::LayoutJob::simple_singleline(line.name.clone(), font, t.ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width((right - rect.left() - 20.0).max(30.0));
    let galley = painter.layout_job(job);
    let at = pos2(rect.left() + 8.0, rect.center().y - galley.size().y / 2.0);
    painter.galley(at, galley, t.ink);
}
