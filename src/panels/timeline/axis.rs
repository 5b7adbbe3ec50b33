//! What stands around the plot: marks of time, names of lanes, years as buttons.

use egui::{Align2, CornerRadius, FontId, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};
use egui_plot::GridMark;

use super::data::{LANES, TimelineData, Year};
use crate::model::{civil_from_days, days_from_civil};
use crate::panels::{ReadCx, grammar};
use crate::query::Pick;
use crate::record::Collection;
use crate::ui::theme::{medium, numbers, size};
use crate::view::Thing;

/// Height of a name of a lane.
const ROW_OF_NAME: f32 = 15.5;
/// Least size of the name of a lane.
const LEAST_NAME: f32 = 10.0;
/// Months are told when fewer days than this are in sight.
pub(super) const MONTHS: f64 = 800.0;

/// Lines at the starts of years, of months when one looks closer, of days when closer still.
pub(super) fn time_marks(bounds: (f64, f64)) -> Vec<GridMark> {
    let span = bounds.1 - bounds.0;
    #[expect(clippy::cast_possible_truncation, reason = "days of a calendar")]
    let (first, last) = (bounds.0.max(-4e6) as i32, bounds.1.min(4e6) as i32);
    let mut marks = Vec::new();
    if span < 62.0 {
        for day in first..=last {
            marks.push(GridMark { value: f64::from(day), step_size: 1.0 });
        }
        return marks;
    }
    let (from, to) = (civil_from_days(first).0, civil_from_days(last).0);
    if span < MONTHS {
        for y in from..=to {
            for m in 1..=12 {
                let value = f64::from(days_from_civil(i64::from(y), m, 1));
                marks.push(GridMark { value, step_size: 30.0 });
            }
        }
        return marks;
    }
    let step = year_step(span);
    for y in (from..=to.saturating_add(1)).filter(|y| y.rem_euclid(step) == 0).take(400) {
        marks.push(GridMark {
            value: f64::from(days_from_civil(i64::from(y), 1, 1)),
            step_size: 365.25 * f64::from(step),
        });
    }
    marks
}

/// Names of months, or days of the month, under the plot when one looks close.
pub(super) fn months(
    cx: &ReadCx<'_>,
    ui: &Ui,
    area: Rect,
    range: (f64, f64),
    x_of: impl Fn(f64) -> f32,
) {
    let span = range.1 - range.0;
    let painter = ui.painter().with_clip_rect(area);
    let font = FontId::new(size::SMALL, numbers());
    let mut last_end = f32::MIN;
    for mark in time_marks(range) {
        #[expect(clippy::cast_possible_truncation, reason = "days of a calendar")]
        let (_, m, d) = civil_from_days(mark.value as i32);
        let month = cx.words.t(&format!("month-short-{m:02}"));
        let text = if span < 62.0 { format!("{d} {month}") } else { month };
        let x = x_of(mark.value) + 3.0;
        if x < last_end {
            continue;
        }
        let galley = painter.layout_no_wrap(text, font.clone(), cx.tokens.secondary);
        last_end = x + galley.size().x + 8.0;
        painter.galley(pos2(x, area.top() + 1.0), galley, cx.tokens.secondary);
    }
}

/// Every how many years a label fits.
fn year_step(days: f64) -> i32 {
    let years = days / 365.25;
    [1, 2, 5, 10, 20, 50, 100, 200, 500]
        .into_iter()
        .find(|s| years / f64::from(*s) <= 24.0)
        .unwrap_or(1000)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "places on screen, of four lanes"
)]
pub(super) fn lanes(
    cx: &ReadCx<'_>,
    ui: &Ui,
    (data, standing): (&TimelineData, &super::names::Standing),
    full: Rect,
    area: Rect,
    by_year: bool,
) {
    let painter = ui.painter();
    let base = Stroke::new(size::LINE, cx.tokens.hairline);
    painter.hline(area.x_range(), area.bottom(), base);
    if by_year {
        let max = data.years.iter().map(|y| y.total).max().unwrap_or(0).max(1);
        let top = f64::from(max) / super::money::BY_NUMBER;
        super::money::scale(painter, &data.scale, area, cx.tokens, top);
        return;
    }
    // Names of low lanes are small and stand at even distances, rather than one over the other.
    let lowest = data.lanes.iter().map(|l| data.lane_place(*l).1).fold(1.0, f64::min);
    let each = area.height() / data.lanes.len().max(1) as f32;
    let low_lanes = (lowest as f32) * area.height() < ROW_OF_NAME;
    let font = if low_lanes { (each * 0.82).clamp(LEAST_NAME, size::SMALL) } else { size::SMALL };
    // Where there is no room for all names, those of the first lanes stand alone.
    let fit = (area.height() / (LEAST_NAME + 1.0)).floor().max(1.0) as usize;
    for (i, lane) in data.lanes.iter().enumerate() {
        let (base_share, high_share) = data.lane_place(*lane);
        let (low, high) = (base_share as f32 * area.height(), high_share as f32 * area.height());
        let y = area.bottom() - low - high / 2.0;
        if i > 0 {
            painter.hline(full.left()..=area.right(), y - high / 2.0, base);
        }
        let name = if low_lanes { area.top() + each * (i as f32 + 0.5) } else { y };
        if low_lanes && i >= fit && data.lanes.len() > fit {
            continue;
        }
        let font = FontId::new(font, egui::FontFamily::Proportional);
        // What the highest column counts, at its height where its lane has room for both.
        let top = y + high / 2.0 - high * standing.dense[i] as f32;
        let counted = standing.dense[i] > 0.0 && !low_lanes;
        let name = if counted { y - high / 2.0 + ROW_OF_NAME / 2.0 + 1.0 } else { name };
        painter.text(
            pos2(full.left() + 2.0, name),
            Align2::LEFT_CENTER,
            cx.words.t(lane_name(*lane)),
            font,
            cx.tokens.secondary,
        );
        if counted && top > name + ROW_OF_NAME - 2.0 {
            let most = crate::text::number::whole(i64::from(data.most(i)), cx.words.language);
            painter.hline(area.left() - 4.0..=area.left(), top, base);
            painter.text(
                pos2(area.left() - 6.0, top),
                Align2::RIGHT_CENTER,
                most,
                FontId::new(size::SMALL, numbers()),
                cx.tokens.secondary,
            );
        }
    }
}

/// The name of a lane, by its place in [`LANES`].
pub(super) fn lane_name(lane: usize) -> &'static str {
    match LANES[lane] {
        Collection::Events => "timeline-events",
        Collection::Statements => "timeline-statements",
        Collection::Initiatives => "timeline-initiatives",
        _ => "timeline-links",
    }
}

/// The years as buttons under the plot, as many as fit.
pub(super) fn years(
    cx: &ReadCx<'_>,
    ui: &Ui,
    calendar: &[Year],
    strip: Rect,
    x_of: impl Fn(f64) -> f32,
) {
    let day = |y: i32| f64::from(days_from_civil(i64::from(y), 1, 1));
    let Some(first) = calendar.first() else { return };
    let per_year = x_of(day(first.year + 1)) - x_of(day(first.year));
    let step = [1i16, 2, 5, 10, 20, 50, 100, 200, 500, 1000]
        .into_iter()
        .find(|s| per_year * f32::from(*s) >= 38.0)
        .unwrap_or(1000);
    for year in calendar {
        let (a, b) = (x_of(day(year.year)), x_of(day(year.year + 1)));
        if b < strip.left() || a > strip.right() || b - a < 3.0 {
            continue;
        }
        let rect =
            Rect::from_x_y_ranges(a.max(strip.left())..=b.min(strip.right()), strip.y_range());
        let response = ui.interact(rect, ui.scope_id().with(("year", year.year)), Sense::click());
        let pick = Pick::year(year.year);
        let on = cx.view.filter.contains(pick);
        let args = [("year", year.year.to_string().into()), ("count", year.selected.into())];
        let said = cx.words.tf("timeline-year", &args);
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, &said));
        let hot = crate::ui::ext::pointed(&response);
        let label =
            Rect::from_center_size(rect.center(), vec2((b - a - 4.0).clamp(6.0, 52.0), 20.0));
        if on || hot {
            let fill = if on { cx.tokens.accent_tint } else { cx.tokens.control };
            ui.painter().rect_filled(label, CornerRadius::same(size::RADIUS_CONTROL), fill);
        }
        let shown = hot || on || year.year.rem_euclid(i32::from(step)) == 0;
        // The end of a year that is hardly in sight has no name: it would stand on its neighbour's.
        let in_sight = rect.width() >= (b - a).min(30.0);
        if in_sight && shown && (step == 1 || year.year.rem_euclid(i32::from(step)) == 0) {
            let (font, color) = if on {
                (FontId::new(size::SMALL, medium()), cx.tokens.ink)
            } else {
                (FontId::new(size::SMALL, numbers()), cx.tokens.secondary)
            };
            ui.painter().text(
                rect.center(),
                Align2::CENTER_CENTER,
                year.year.to_string(),
                font,
                color,
            );
        }
        grammar::act(cx, ui, response, Thing::Value(pick)).on_hover_text(said);
    }
}
