//! Lines of a name and several numbers, each with its bar: parties, sources, stages.

use super::ReadCx;
use super::facts::Value;

/// Pale and solid bars of several numbers side by side, as a line of a panel.
pub struct Bars<'a> {
    /// The name at the left.
    pub name: &'a str,
    /// A dot before it.
    pub dot: Option<egui::Color32>,
    /// The numbers, and the largest of each column.
    pub values: &'a [(Value, f64)],
    /// The colour of the bars.
    pub color: egui::Color32,
}

/// The share of the width the names take.
const NAMES: f32 = 0.3;

/// The width left to the names.
fn names_width(width: f32) -> f32 {
    (width * NAMES).max(110.0).min(width * 0.5)
}

/// Keeps the columns whose numbers fit beside each other in `width`, and returns how many were
/// left out: numbers that touch read as one. `max` is the largest total of each column, and
/// `money` the column of sums, if any.
pub fn fit_columns(width: f32, max: &[f64], money: Option<usize>, shown: &mut Vec<usize>) -> usize {
    let need = |i: usize| {
        if money == Some(i) {
            return 90.0;
        }
        #[expect(clippy::cast_precision_loss, reason = "a few characters")]
        let characters = (max.get(i).map_or(1, |m| format!("{m:.0}").len()) * 2 + 1) as f32;
        // A digit at the size they are drawn in, and the gaps at both sides.
        characters * 7.5 + 14.0
    };
    let room = width - 6.0 - names_width(width - 6.0);
    let all = shown.len();
    loop {
        let widest = shown.iter().map(|i| need(*i)).fold(0.0, f32::max);
        #[expect(clippy::cast_precision_loss, reason = "few columns")]
        let needed = widest * shown.len() as f32;
        if shown.len() < 2 || needed <= room {
            return all - shown.len();
        }
        shown.pop();
    }
}

/// Where the columns of a line of bars stand.
#[must_use]
pub fn bar_columns(rect: egui::Rect, n: usize) -> Vec<egui::Rect> {
    let left = rect.left() + names_width(rect.width());
    #[expect(clippy::cast_precision_loss, reason = "few columns")]
    let step = (rect.right() - left) / n.max(1) as f32;
    (0..n)
        .map(|i| {
            #[expect(clippy::cast_precision_loss, reason = "few columns")]
            let x = left + step * i as f32;
            egui::Rect::from_x_y_ranges(x + 6.0..=x + step - 6.0, rect.y_range())
        })
        .collect()
}

/// Draws a line of bars. `look` is whether it stands out, and whether it is selected.
pub fn draw_bars(
    cx: &ReadCx<'_>,
    ui: &egui::Ui,
    rect: egui::Rect,
    bars: &Bars<'_>,
    look: (bool, bool),
) {
    use egui::{Align2, CornerRadius, FontId, Rect, pos2, vec2};
    let t = cx.tokens;
    let painter = ui.painter();
    if look.0 || look.1 {
        let fill = if look.1 { t.accent_tint } else { t.control };
        painter.rect_filled(rect, CornerRadius::same(6), fill);
    }
    let columns = bar_columns(rect, bars.values.len());
    let mut left = rect.left() + 6.0;
    if let Some(dot) = bars.dot {
        painter.circle_filled(pos2(left + 4.0, rect.center().y), 4.5, dot);
        left += 15.0;
    }
    let room = columns.first().map_or(rect.right(), egui::Rect::left) - left - 4.0;
    let font = FontId::new(13.5, egui::FontFamily::Proportional);
    let mut job = egui::text::LayoutJob::simple_singleline(bars.name.to_owned(), font, t.ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room.max(20.0));
    let galley = painter.layout_job(job);
    painter.galley(pos2(left, rect.center().y - galley.size().y / 2.0), galley, t.ink);
    for (column, (value, max)) in columns.iter().zip(bars.values) {
        let font = FontId::new(12.5, crate::ui::theme::numbers());
        let text = value.text(cx, false);
        let galley = painter.layout_no_wrap(text, font, t.ink);
        let number = galley.size().x;
        let bar = Rect::from_center_size(
            pos2(column.left() + (column.width() - number - 8.0) / 2.0, rect.center().y),
            vec2((column.width() - number - 8.0).max(0.0), 11.0),
        );
        #[expect(clippy::cast_possible_truncation, reason = "a length on screen")]
        let length = |n: f64| bar.width() * (n / max.max(1e-9)).clamp(0.0, 1.0) as f32;
        for (n, fill) in [(value.total(), t.tint(bars.color)), (value.selected(), bars.color)] {
            if n > 0.0 && bar.width() > 8.0 {
                let size = vec2(length(n).max(2.0), bar.height());
                painter.rect_filled(Rect::from_min_size(bar.min, size), 3.0, fill);
            }
        }
        let at = Align2::RIGHT_CENTER.align_size_within_rect(galley.size(), *column).min;
        painter.galley(at, galley, t.ink);
    }
}

/// The names over columns of bars.
pub fn bar_heads(cx: &ReadCx<'_>, ui: &mut egui::Ui, names: &[String]) {
    use egui::{FontId, Sense, pos2, vec2};
    let size = vec2(ui.available_width() - 6.0, 22.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let all = names.join(", ");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &all));
    for (column, name) in bar_columns(rect, names.len()).iter().zip(names) {
        let font = FontId::new(12.5, crate::ui::theme::medium());
        let mut job =
            egui::text::LayoutJob::simple_singleline(name.clone(), font, cx.tokens.secondary);
        job.wrap = egui::text::TextWrapping::truncate_at_width(column.width().max(20.0));
        let galley = ui.painter().layout_job(job);
        let at = pos2(column.left(), rect.center().y - galley.size().y / 2.0);
        ui.painter().galley(at, galley, cx.tokens.secondary);
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), egui::Stroke::new(1.0, cx.tokens.hairline));
}
