//! The timeline as widgets: a plot, and under it the years as buttons.

use egui::{
    Align2, CornerRadius, CursorIcon, FontId, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};
use egui_plot::{GridMark, Plot, PlotPoint, PlotPoints, Polygon};

use super::data::{self, Item, LANES, TimelineData, Year};
use super::draw;
use crate::model::{civil_from_days, days_from_civil};
use crate::panels::{Cached, PanelCx};
use crate::query::Clause;
use crate::record::Collection;
use crate::text::number::whole;
use crate::ui::ext;
use crate::ui::theme::{medium, mix, numbers, size};

/// Room for the names of the lanes.
const GUTTER: f32 = 96.0;
/// Height of the strip of years.
const STRIP: f32 = 24.0;

/// The panel's transient fields.
#[derive(Debug, Default)]
pub struct TimelinePanel {
    data: Cached<TimelineData>,
    pointed: Option<usize>,
}

impl TimelinePanel {
    /// Draws the panel.
    pub fn ui(&mut self, cx: &PanelCx<'_>, ui: &mut Ui) {
        let data = self.data.get(cx.revisions, || data::data(cx));
        header(cx, ui, data);
        let (Some(from), Some(to)) = (data.years.first(), data.years.last()) else {
            ext::empty_state(ui, cx.tokens, &cx.words.t("timeline-empty"), None);
            return;
        };
        let day = |y: i32, m, d| f64::from(days_from_civil(i64::from(y), m, d));
        let margin = (day(to.year + 1, 1, 1) - day(from.year, 1, 1)) * 0.01 + 4.0;
        let (x0, x1) = (day(from.year, 1, 1) - margin, day(to.year + 1, 1, 1) + margin);
        let full = ui.available_rect_before_wrap();
        let area = Rect::from_min_max(
            pos2(full.left() + GUTTER, full.top()),
            pos2(full.right() - 4.0, (full.bottom() - STRIP - 2.0).max(full.top() + 30.0)),
        );
        let by_year = data.items.is_empty();
        let top = 1.0;
        let name = cx
            .words
            .ts("timeline-plot", &[("from", from.year.to_string()), ("to", to.year.to_string())]);
        let mut child = ui.new_child(egui::UiBuilder::new().max_rect(area));
        let pointed = self.pointed;
        let chosen = &cx.view.filter.years;
        let plot = Plot::new(("timeline", cx.revisions.data))
            .show_axes(false)
            .show_x(false)
            .show_y(false)
            .show_background(false)
            .show_grid([true, false])
            .grid_color(cx.tokens.hairline)
            .grid_fade(0.0)
            .x_grid_spacer(|input| year_marks(input.bounds, cx.words))
            .default_x_bounds(x0, x1)
            .default_y_bounds(0.0, top)
            .auto_bounds(false)
            .set_margin_fraction(egui::Vec2::ZERO)
            .allow_drag([true, false])
            .allow_scroll(false)
            .allow_boxed_zoom(false)
            .allow_zoom([true, false])
            .cursor_color(egui::Color32::TRANSPARENT)
            .width(area.width())
            .height(area.height())
            .show(&mut child, |plot| {
                for year in chosen {
                    let (a, b) = (day(*year, 1, 1), day(*year + 1, 1, 1));
                    let points = PlotPoints::from(vec![[a, 0.0], [b, 0.0], [b, top], [a, top]]);
                    plot.polygon(
                        Polygon::new("", points)
                            .fill_color(mix(cx.tokens.panel, cx.tokens.accent, 0.12))
                            .stroke(Stroke::NONE)
                            .allow_hover(false),
                    );
                }
                if by_year {
                    bars(plot, cx, data);
                }
                for (i, item) in data.items.iter().enumerate() {
                    draw::item(plot, item, data, cx.tokens, pointed == Some(i));
                }
            });
        let transform = plot.transform;
        plot.response.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, &name));
        let x_of = |day: f64| transform.position_from_point(&PlotPoint::new(day, 0.0)).x;
        lanes_ui(cx, ui, data, full, area, by_year);
        // What is under the pointer.
        let pointer = plot.response.hover_pos();
        self.pointed = pointer.and_then(|p| {
            let near = |item: &Item| {
                let (y, _) = draw::place(item, data);
                let (first, last) = item.days.closed();
                let at = transform.position_from_point(&PlotPoint::new(f64::from(first) + 0.5, y));
                let end =
                    transform.position_from_point(&PlotPoint::new(f64::from(last) + 0.5, y)).x;
                let dx = (at.x - p.x).max(p.x - end).max(0.0);
                dx.hypot(at.y - p.y)
            };
            let best = data.items.iter().map(near).enumerate();
            best.min_by(|a, b| a.1.total_cmp(&b.1)).filter(|b| b.1 < 9.0).map(|b| b.0)
        });
        let clicked = plot.response.clicked();
        if let Some(item) = self.pointed.map(|i| &data.items[i]) {
            cx.hover.set(item.row);
            plot.response
                .on_hover_cursor(CursorIcon::PointingHand)
                .on_hover_ui_at_pointer(|ui| tip(cx, ui, item));
        }
        if clicked && let Some(p) = ui.input(|i| i.pointer.interact_pos()) {
            let x = transform.value_from_position(p).x;
            #[expect(clippy::cast_possible_truncation, reason = "a day on screen")]
            let year = civil_from_days(x.floor() as i32).0;
            cx.toggle(ui, Clause::Year(year));
        }
        let strip = Rect::from_min_max(
            pos2(area.left(), area.bottom() + 2.0),
            pos2(area.right(), area.bottom() + 2.0 + STRIP),
        );
        years_ui(cx, ui, data, strip, x_of);
        ui.allocate_rect(full, Sense::hover());
    }
}

fn header(cx: &PanelCx<'_>, ui: &mut Ui, data: &TimelineData) {
    ui.horizontal(|ui| {
        ui.label(ext::small(cx.words.t("timeline-question"), cx.tokens));
        if data.items.is_empty() && !data.years.is_empty() {
            ui.label(ext::small(cx.words.t("timeline-by-year"), cx.tokens));
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if data.undated > 0 {
                let args = [("count", data.undated.into())];
                ui.label(ext::small(cx.words.tf("timeline-undated", &args), cx.tokens));
            }
            if data.dated.1 > 0 {
                let args = [("selected", data.dated.0.into()), ("total", data.dated.1.into())];
                ui.label(ext::small(cx.words.tf("timeline-dated", &args), cx.tokens));
            }
        });
    });
}

/// Lines at the starts of years, or of months when one looks close.
fn year_marks(bounds: (f64, f64), _words: &crate::text::Words) -> Vec<GridMark> {
    let span = bounds.1 - bounds.0;
    #[expect(clippy::cast_possible_truncation, reason = "days of a calendar")]
    let (first, last) = (civil_from_days(bounds.0 as i32).0, civil_from_days(bounds.1 as i32).0);
    let step = year_step(span);
    let mut marks = Vec::new();
    for y in (first..=last.saturating_add(1)).filter(|y| y.rem_euclid(step) == 0).take(400) {
        marks.push(GridMark {
            value: f64::from(days_from_civil(i64::from(y), 1, 1)),
            step_size: 365.25 * f64::from(step),
        });
    }
    marks
}

/// Every how many years a label fits.
fn year_step(days: f64) -> i32 {
    let years = days / 365.25;
    [1, 2, 5, 10, 20, 50, 100, 200, 500]
        .into_iter()
        .find(|s| years / f64::from(*s) <= 24.0)
        .unwrap_or(1000)
}

/// How many dated facts each year touches: pale in all, solid under the filter.
fn bars(plot: &mut egui_plot::PlotUi<'_>, cx: &PanelCx<'_>, data: &TimelineData) {
    let max = f64::from(data.years.iter().map(|y| y.total).max().unwrap_or(1).max(1));
    for Year { year, selected, total } in &data.years {
        let a = f64::from(days_from_civil(i64::from(*year), 1, 1)) + 20.0;
        let b = a + 325.0;
        for (n, color) in
            [(*total, cx.tokens.tint(cx.tokens.accent)), (*selected, cx.tokens.accent)]
        {
            let h = f64::from(n) / max * 0.94;
            let points = PlotPoints::from(vec![[a, 0.0], [b, 0.0], [b, h], [a, h]]);
            plot.polygon(
                Polygon::new("", points).fill_color(color).stroke(Stroke::NONE).allow_hover(false),
            );
        }
    }
}

fn lanes_ui(cx: &PanelCx<'_>, ui: &Ui, data: &TimelineData, full: Rect, area: Rect, by_year: bool) {
    let painter = ui.painter();
    let base = Stroke::new(1.0, cx.tokens.hairline);
    painter.hline(area.x_range(), area.bottom(), base);
    if by_year {
        let max = data.years.iter().map(|y| y.total).max().unwrap_or(0);
        let at = pos2(area.left() - 8.0, area.top() + area.height() * 0.06);
        let text = whole(max.into(), cx.words.language);
        let font = FontId::new(size::SMALL, numbers());
        painter.text(at, Align2::RIGHT_CENTER, text, font, cx.tokens.secondary);
        return;
    }
    for (i, lane) in data.lanes.iter().enumerate() {
        let (base_share, high_share) = data.lane_place(*lane);
        #[expect(clippy::cast_possible_truncation, reason = "a place on screen")]
        let (low, high) = (base_share as f32 * area.height(), high_share as f32 * area.height());
        let y = area.bottom() - low - high / 2.0;
        if i > 0 {
            painter.hline(full.left()..=area.right(), y - high / 2.0, base);
        }
        let id = match LANES[*lane] {
            Collection::Events => "timeline-events",
            Collection::Statements => "timeline-statements",
            Collection::Initiatives => "timeline-initiatives",
            _ => "timeline-links",
        };
        let font = FontId::new(size::SMALL, egui::FontFamily::Proportional);
        painter.text(
            pos2(full.left() + 2.0, y),
            Align2::LEFT_CENTER,
            cx.words.t(id),
            font,
            cx.tokens.secondary,
        );
    }
}

/// The years as buttons under the plot, as many as fit.
fn years_ui(
    cx: &PanelCx<'_>,
    ui: &Ui,
    data: &TimelineData,
    strip: Rect,
    x_of: impl Fn(f64) -> f32,
) {
    let day = |y: i32| f64::from(days_from_civil(i64::from(y), 1, 1));
    let Some(first) = data.years.first() else { return };
    let per_year = x_of(day(first.year + 1)) - x_of(day(first.year));
    let step = [1i16, 2, 5, 10, 20, 50, 100, 200, 500, 1000]
        .into_iter()
        .find(|s| per_year * f32::from(*s) >= 38.0)
        .unwrap_or(1000);
    for year in &data.years {
        let (a, b) = (x_of(day(year.year)), x_of(day(year.year + 1)));
        if b < strip.left() || a > strip.right() || b - a < 3.0 {
            continue;
        }
        let rect =
            Rect::from_x_y_ranges(a.max(strip.left())..=b.min(strip.right()), strip.y_range());
        let response = ui.interact(rect, ui.scope_id().with(("year", year.year)), Sense::click());
        let on = cx.view.filter.years.contains(&year.year);
        let args = [("year", year.year.to_string().into()), ("count", year.total.into())];
        let said = cx.words.tf("timeline-year", &args);
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, &said));
        let hot = response.hovered() || response.has_focus();
        let label =
            Rect::from_center_size(rect.center(), vec2((b - a - 4.0).clamp(6.0, 52.0), 20.0));
        if on || hot {
            let fill = if on { cx.tokens.accent_tint } else { cx.tokens.control };
            ui.painter().rect_filled(label, CornerRadius::same(size::CONTROL_RADIUS), fill);
        }
        let shown = hot || on || year.year.rem_euclid(i32::from(step)) == 0;
        if shown && (step == 1 || year.year.rem_euclid(i32::from(step)) == 0) {
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
        if response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(said).clicked() {
            cx.toggle(ui, Clause::Year(year.year));
        }
    }
}

fn tip(cx: &PanelCx<'_>, ui: &mut Ui, item: &Item) {
    ui.set_max_width(340.0);
    let name = cx.name(item.row);
    ui.label(ext::strong(crate::text::display::cut(&name, 160).into_owned(), size::BODY));
    let value = crate::model::decode(&cx.doc.records, item.row);
    let mut dates: Vec<String> = Vec::new();
    let show = |raw: &str| crate::text::number::date(&crate::model::EdtfDate::parse(raw), cx.words);
    for key in ["date", "start", "end"] {
        dates.extend(value[key].as_str().map(show));
    }
    if let Some(map) = value["dates"].as_object() {
        dates.extend(map.values().filter_map(|v| v.as_str()).map(show));
    }
    if dates.is_empty() {
        let (first, last) = item.days.closed();
        let iso = |d: i32| {
            let (y, m, d) = civil_from_days(d);
            show(&format!("{y:04}-{m:02}-{d:02}"))
        };
        dates.push(if first == last {
            iso(first)
        } else {
            format!("{} – {}", iso(first), iso(last))
        });
    }
    ui.label(ext::small(dates.join(" · "), cx.tokens));
    let prov = crate::model::Prov::read(&value);
    for r in crate::panels::facts::readings(cx, &prov, 2) {
        let basis = r.basis.map_or_else(String::new, |b| format!(" ({b})"));
        ui.label(ext::small(format!("{}{basis}", r.label), cx.tokens));
    }
}
