//! Money by year as marks: bars, their numbers, and the names of what made the largest ones.

use egui::{Align2, Color32, FontId, Painter, Rect, pos2};
use egui_plot::{PlotPoints, PlotUi, Polygon};

use super::sums::MoneyYear;
use crate::model::days_from_civil;
use crate::ui::theme::{Tokens, numbers, size};

/// Share of the height that the highest bar takes: numbers and names stand above it.
const HIGH: f64 = 0.66;

/// The bars: pale in all, solid under the filter.
pub(super) fn bars(plot: &mut PlotUi<'_>, years: &[MoneyYear], tokens: &Tokens) {
    let max = years.iter().map(|y| y.total).fold(1e-9, f64::max);
    for y in years {
        let a = f64::from(days_from_civil(i64::from(y.year), 1, 1)) + 40.0;
        let b = a + 285.0;
        for (n, color) in [(y.total, tokens.tint(tokens.accent)), (y.selected, tokens.accent)] {
            let h = n / max * HIGH;
            let points = PlotPoints::from(vec![[a, 0.0], [b, 0.0], [b, h], [a, h]]);
            plot.polygon(
                Polygon::new("", points)
                    .fill_color(color)
                    .stroke(egui::Stroke::NONE)
                    .allow_hover(false),
            );
        }
    }
}

/// Numbers over the bars, and over these the names of what made the largest years; neither stands
/// over another.
pub(super) fn labels(
    painter: &Painter,
    years: &[MoneyYear],
    area: Rect,
    tokens: &Tokens,
    x_of: &dyn Fn(f64) -> f32,
) {
    let max = years.iter().map(|y| y.total).fold(1e-9, f64::max);
    // The highest bar has a scale at the left, whatever numbers find room.
    if let Some(highest) = years.iter().max_by(|a, b| a.selected.total_cmp(&b.selected)) {
        #[expect(clippy::cast_possible_truncation, reason = "a height on screen")]
        let y = area.bottom() - area.height() * (highest.selected / max * HIGH) as f32;
        let at = pos2(area.left() - 8.0, y);
        let font = FontId::new(size::SMALL, numbers());
        painter.text(at, Align2::RIGHT_CENTER, &highest.number, font, tokens.secondary);
    }
    let painter = &painter.with_clip_rect(area);
    let mut order: Vec<&MoneyYear> = years.iter().filter(|y| y.selected > 0.0).collect();
    order.sort_by(|a, b| b.selected.total_cmp(&a.selected).then(a.year.cmp(&b.year)));
    let mut taken: Vec<Rect> = Vec::new();
    let free = |taken: &[Rect], rect: Rect| {
        area.contains_rect(rect)
            && !taken.iter().any(|t| t.intersects(rect.expand2(egui::vec2(3.0, 0.0))))
    };
    let mut places = Vec::new();
    for year in order {
        let middle = f64::from(days_from_civil(i64::from(year.year), 7, 1));
        #[expect(clippy::cast_possible_truncation, reason = "a height on screen")]
        let top = area.bottom() - area.height() * (year.total / max * HIGH) as f32;
        let font = FontId::new(size::SMALL, numbers());
        // Never wider than its own year, or it is read as a neighbour's.
        let own = x_of(middle + 182.0) - x_of(middle - 182.0);
        let lay = |text: &String| {
            painter.layout_no_wrap(text.clone(), font.clone(), Color32::PLACEHOLDER)
        };
        let forms = [&year.number, &year.bare].map(lay);
        let Some(galley) = forms.into_iter().find(|g| g.size().x <= own + 4.0) else { continue };
        let at = Align2::CENTER_BOTTOM.anchor_size(pos2(x_of(middle), top - 1.0), galley.size());
        if free(&taken, at) {
            taken.push(at);
            painter.galley(at.min, galley, tokens.ink);
            places.push((year, at));
            continue;
        }
        // Where there is no room over a bar its number stands in it, when it is wide enough.
        let at = Align2::CENTER_TOP.anchor_size(pos2(x_of(middle), top + 1.0), galley.size());
        let wide = x_of(middle + 140.0) - x_of(middle - 140.0);
        if galley.size().x + 4.0 <= wide && at.bottom() <= area.bottom() && free(&taken, at) {
            taken.push(at);
            painter.galley(at.min, galley, Tokens::text_on(tokens.accent));
            places.push((year, Rect::from_min_size(pos2(at.left(), top), at.size())));
        }
    }
    for (year, below) in places {
        if year.name.is_empty() {
            continue;
        }
        let font = FontId::new(size::SMALL, egui::FontFamily::Proportional);
        for most in [46, 34, 26, 20] {
            let name = crate::text::display::cut(&year.name, most).into_owned();
            let galley = painter.layout_no_wrap(name, font.clone(), Color32::PLACEHOLDER);
            let middle = below.center().x;
            let half = galley.size().x / 2.0;
            let x = middle.clamp(area.left() + half, (area.right() - half).max(area.left() + half));
            let at = Align2::CENTER_BOTTOM.anchor_size(pos2(x, below.top()), galley.size());
            if free(&taken, at) {
                taken.push(at);
                painter.galley(at.min, galley, tokens.secondary);
                break;
            }
        }
    }
}
