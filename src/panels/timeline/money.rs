//! Money by year as marks: bars, their numbers, and the names of what made the largest ones.

use egui::{Align2, Color32, FontId, Painter, Rect, pos2};
use egui_plot::{Line, PlotPoints, PlotUi, Polygon};

use super::draw::OUTSIDE;
use super::sums::MoneyYear;
use crate::model::days_from_civil;
use crate::ui::theme::{Tokens, mix, numbers, size};

/// A line of numbers or names over a bar, in points.
const LINE_OVER: f32 = 17.0;

/// In less height than this no year is named: all of it is for the bars.
const NAMED: f32 = 96.0;

/// Share of a height that the highest bar takes: its number stands above it, and its name over that.
fn share(years: &[MoneyYear], high: f32) -> f64 {
    let named = high >= NAMED && years.iter().any(is_named);
    let lines = if named { 2.0 } else { 1.0 };
    f64::from((1.0 - (lines * LINE_OVER + 2.0) / high.max(1.0)).max(0.55))
}

/// Whether what made a year is named over its bar; where a pale bar goes on above the solid one, a
/// name would stand on it.
fn is_named(year: &MoneyYear) -> bool {
    !year.name.is_empty() && year.total <= year.selected * 1.02
}

/// Round sums as lines, and over them the bars: pale in all, solid under the filter.
pub(super) fn bars(
    plot: &mut PlotUi<'_>,
    (years, marks): (&[MoneyYear], &[(f64, String)]),
    tokens: &Tokens,
) {
    let share = share(years, plot.transform().frame().height());
    let max = years.iter().map(|y| y.total).fold(1e-9, f64::max);
    lines(plot, marks, max, share, tokens);
    for y in years {
        let a = f64::from(days_from_civil(i64::from(y.year), 1, 1)) + 40.0;
        let b = a + 285.0;
        let solid = if y.out { mix(tokens.panel, tokens.accent, OUTSIDE) } else { tokens.accent };
        for (n, color) in [(y.total, tokens.tint(tokens.accent)), (y.selected, solid)] {
            let h = n / max * share;
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
    (years, marks): (&[MoneyYear], &[(f64, String)]),
    area: Rect,
    tokens: &Tokens,
    x_of: &dyn Fn(f64) -> f32,
) {
    let max = years.iter().map(|y| y.total).fold(1e-9, f64::max);
    let share = share(years, area.height());
    scale(painter, marks, area, tokens, max / share);
    let painter = &painter.with_clip_rect(area);
    let mut order: Vec<&MoneyYear> = years.iter().filter(|y| y.selected > 0.0).collect();
    order.sort_by(|a, b| b.selected.total_cmp(&a.selected).then(a.year.cmp(&b.year)));
    let mut taken: Vec<Rect> = Vec::new();
    let free = |taken: &[Rect], rect: Rect| {
        area.contains_rect(rect) && !taken.iter().any(|t| t.intersects(rect.shrink(0.5)))
    };
    let mut places = Vec::new();
    let font = FontId::new(size::SMALL, numbers());
    let lay =
        |text: &String| painter.layout_no_wrap(text.clone(), font.clone(), Color32::PLACEHOLDER);
    let middle_of = |year: &MoneyYear| f64::from(days_from_civil(i64::from(year.year), 7, 1));
    // Never wider than its own year, or it is read as a neighbour's; and all in one form: a year
    // without a number beside one with it would be read as a smaller one.
    let forms: [fn(&MoneyYear) -> &String; 3] = [|y| &y.number, |y| &y.bare, |y| &y.brief];
    let fits = |form: &fn(&MoneyYear) -> &String| {
        order.iter().all(|y| {
            let middle = middle_of(y);
            lay(form(y)).size().x <= x_of(middle + 182.0) - x_of(middle - 182.0)
        })
    };
    let Some(form) = forms.into_iter().find(fits) else { return };
    for year in order {
        let middle = middle_of(year);
        // The number is that of the solid bar, and stands on it.
        #[expect(clippy::cast_possible_truncation, reason = "a height on screen")]
        let top = area.bottom() - area.height() * (year.selected / max * share) as f32;
        let galley = lay(form(year));
        let at = Align2::CENTER_BOTTOM.anchor_size(pos2(x_of(middle), top - 1.0), galley.size());
        if free(&taken, at) {
            taken.push(at);
            painter.rect_filled(at, 2.0, mix(Color32::TRANSPARENT, tokens.panel, 0.86));
            painter.galley(at.min, galley, if year.out { tokens.secondary } else { tokens.ink });
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
    // Nor does a name stand over the bar of another year.
    taken.extend(years.iter().map(|y| {
        let at = |day: f64| x_of(middle_of(y) + day);
        #[expect(clippy::cast_possible_truncation, reason = "a height on screen")]
        let top = area.bottom() - area.height() * (y.total / max * share) as f32;
        Rect::from_min_max(pos2(at(-142.0), top), pos2(at(142.0), area.bottom()))
    }));
    for (year, below) in places {
        if area.height() < NAMED || !is_named(year) {
            continue;
        }
        let font = FontId::new(size::SMALL, egui::FontFamily::Proportional);
        for most in [46, 34, 26, 20] {
            let name = crate::text::display::cut(&year.name, most);
            let name = format!("{name}{}", year.own);
            let galley = painter.layout_no_wrap(name, font.clone(), Color32::PLACEHOLDER);
            let middle = below.center().x;
            let half = galley.size().x / 2.0;
            let x = middle.clamp(area.left() + half, (area.right() - half).max(area.left() + half));
            let at = Align2::CENTER_BOTTOM.anchor_size(pos2(x, below.top()), galley.size());
            if free(&taken, at) {
                taken.push(at);
                // A ground of its own keeps it off the lines of round sums.
                painter.rect_filled(at, 2.0, mix(Color32::TRANSPARENT, tokens.panel, 0.86));
                painter.galley(at.min, galley, tokens.secondary);
                break;
            }
        }
    }
}

/// The highest of bars by number takes this share of the height.
pub(super) const BY_NUMBER: f64 = 0.94;

/// Round numbers as lines, under bars of which the highest, `max`, takes a `share` of the height.
pub(super) fn lines(
    plot: &mut PlotUi<'_>,
    marks: &[(f64, String)],
    max: f64,
    share: f64,
    tokens: &Tokens,
) {
    let (bounds, high) = (plot.plot_bounds(), plot.transform().frame().height());
    for (value, _) in told(marks, high, max / share) {
        let y = value / max * share;
        let ends = PlotPoints::from(vec![[bounds.min()[0], y], [bounds.max()[0], y]]);
        let line = Line::new("", ends).color(tokens.hairline).width(size::LINE);
        plot.line(line.allow_hover(false));
    }
}

/// The round sums there is room for at a height: where there is little, each second or third from 0
/// on. `top` is the value at the top.
fn told(marks: &[(f64, String)], high: f32, top: f64) -> impl Iterator<Item = &(f64, String)> {
    #[expect(clippy::cast_possible_truncation, reason = "a height on screen")]
    let pitch = |m: &(f64, String)| high * (m.0 / top) as f32;
    let pitch = marks.get(marks.len().wrapping_sub(2)).map_or(15.0, pitch);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few marks")]
    let each = (15.0 / pitch.max(0.1)).ceil().max(1.0) as usize;
    marks.iter().rev().step_by(each).filter(move |m| m.0 <= top)
}

/// Round numbers at the left; `top` is the value at the top of the area.
pub(super) fn scale(
    painter: &Painter,
    marks: &[(f64, String)],
    area: Rect,
    tokens: &Tokens,
    top: f64,
) {
    let font = FontId::new(size::SMALL, numbers());
    for (value, text) in told(marks, area.height(), top) {
        #[expect(clippy::cast_possible_truncation, reason = "a height on screen")]
        let y = area.bottom() - area.height() * (value / top) as f32;
        let at = pos2(area.left() - 8.0, y);
        painter.text(at, Align2::RIGHT_CENTER, text, font.clone(), tokens.secondary);
    }
}
