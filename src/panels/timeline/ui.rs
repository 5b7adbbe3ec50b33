//! The timeline as widgets: a plot, and under it the years as buttons.

use egui::{Align2, CornerRadius, FontId, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};
use egui_plot::{GridMark, Plot, PlotPoint};

use super::data::{self, Item, LANES, TimelineData};
use super::told::{self, DatedLine, Tip};
use super::{draw, money};
use crate::command::Command;
use crate::model::{Days, civil_from_days, days_from_civil};
use crate::panels::{Cached, ReadCx, Rows, frame, grammar};
use crate::query::{Count, Dim, How, Pick, Values};
use crate::record::Collection;
use crate::text::number::whole;
use crate::ui::ext;
use crate::ui::rows::{Cell, Head, RowLook, RowsState, table};
use crate::ui::theme::{medium, numbers, size};
use crate::view::{PanelKind, Thing, TimelineMode};

/// Room for the names of the lanes.
const GUTTER: f32 = 96.0;
/// Height of the strip of years.
const STRIP: f32 = 24.0;
/// Height of a name of a lane.
const ROW_OF_NAME: f32 = 15.5;
/// Months are told when fewer days than this are in sight.
const MONTHS: f64 = 800.0;

/// Least size of the name of a lane.
const LEAST_NAME: f32 = 10.0;

/// The panel's transient fields.
#[derive(Debug, Default)]
pub struct TimelinePanel {
    data: Cached<TimelineData>,
    pointed: Option<usize>,
    /// The days in sight, when one zoomed in.
    range: Option<(f64, f64)>,
    /// The range the items were gathered for, and whether they are all there are.
    of_range: Option<(f64, f64)>,
    all_items: bool,
    of_data: u64,
    /// Where a brush began, as a day.
    brush: Option<f64>,
    rows: RowsState,
    table: Cached<Vec<u32>>,
    lines: Rows<DatedLine>,
    /// What is said of the items pointed at, by their facts.
    tips: Rows<Tip>,
}

impl TimelinePanel {
    /// Draws the panel.
    pub(super) fn show(&mut self, cx: &ReadCx<'_>, ui: &mut Ui) {
        if self.of_data != cx.revisions.data {
            self.of_data = cx.revisions.data;
            self.range = None;
            self.brush = None;
        }
        let mut data = std::mem::take(&mut self.data);
        let closer = self.range.filter(|_| cx.view.timeline == TimelineMode::Spans);
        if self.of_range != closer {
            self.of_range = closer;
            // Of a large dataset only what is in sight is drawn one by one.
            if !self.all_items {
                data = Cached::default();
            }
        }
        let shown = data.get(cx.revisions.modes(), || data::data(cx, closer));
        self.all_items = shown.all_items;
        self.header(cx, ui, shown);
        if shown.years.is_empty() {
            frame::empty(cx, ui, PanelKind::Timeline);
        } else if cx.results.filtered && shown.years.iter().all(|y| y.selected == 0) {
            frame::nothing(cx, ui, PanelKind::Timeline);
        } else if cx.view.timeline == TimelineMode::Table {
            self.table(cx, ui);
        } else {
            self.spans(cx, ui, shown, mode(cx, shown) == TimelineMode::Years);
        }
        self.data = data;
    }

    fn header(&mut self, cx: &ReadCx<'_>, ui: &mut Ui, data: &TimelineData) {
        let count = Count { selected: data.dated.0, total: data.dated.1 };
        frame::head(cx, ui, PanelKind::Timeline, Some(count), |ui| {
            let modes = [
                (TimelineMode::Table, cx.words.t("mode-table")),
                (TimelineMode::Years, cx.words.t("mode-years")),
                (TimelineMode::Spans, cx.words.t("mode-spans")),
            ];
            if let Some(mode) = ext::choice(ui, cx.tokens, mode(cx, data), &modes) {
                cx.send(Command::Set("timeline", mode.key()));
            }
            if self.range.is_some() && ui.button(cx.words.t("timeline-all")).clicked() {
                self.range = None;
            }
            let years = mode(cx, data) == TimelineMode::Years;
            if years && !data.money.is_empty() && ui.available_width() > 200.0 {
                ui.add_space(size::GAP_LARGE);
                let text = ext::small(data.money_title.clone(), cx.tokens);
                ui.add(egui::Label::new(text).truncate());
                return;
            }
            if (data.items.is_empty() || years)
                && !data.years.is_empty()
                && ui.available_width() > 260.0
            {
                ui.add_space(size::GAP_LARGE);
                ui.label(ext::small(cx.words.t("timeline-by-year"), cx.tokens));
            }
            for (on, id) in [
                (data.items.iter().any(|i| i.dated.published), "timeline-key-published"),
                (data.items.iter().any(Item::is_ring), "timeline-key-inferred"),
            ] {
                if on && ui.available_width() > 320.0 {
                    ui.add_space(size::GAP_LARGE);
                    ui.label(ext::small(cx.words.t(id), cx.tokens));
                }
            }
            if data.undated > 0 && ui.available_width() > 190.0 {
                ui.add_space(size::GAP_LARGE);
                let args = [("count", data.undated.into())];
                let text = ext::small(cx.words.tf("timeline-undated", &args), cx.tokens);
                let out = data.dated.1 - data.dated.0 + data.undated - data.undated_selected;
                let hint = frame::reconciled(
                    cx,
                    data.dated.0,
                    out,
                    data.undated_selected,
                    data.count.total,
                );
                ui.label(text).on_hover_text(hint);
            }
        });
    }

    fn spans(&mut self, cx: &ReadCx<'_>, ui: &mut Ui, data: &TimelineData, years: bool) {
        let (Some(from), Some(to)) = (data.years.first(), data.years.last()) else { return };
        let day = |y: i32, m, d| f64::from(days_from_civil(i64::from(y), m, d));
        let margin = (day(to.year + 1, 1, 1) - day(from.year, 1, 1)) * 0.01 + 4.0;
        let whole = (day(from.year, 1, 1) - margin, day(to.year + 1, 1, 1) + margin);
        let (x0, x1) = self.range.unwrap_or(whole);
        let full = ui.available_rect_before_wrap();
        // Months or days have a line of their own.
        let months = if x1 - x0 < MONTHS { STRIP * 0.75 } else { 0.0 };
        let strip_height = STRIP + months;
        let area = Rect::from_min_max(
            pos2(full.left() + GUTTER, full.top()),
            pos2(full.right() - 4.0, (full.bottom() - strip_height - 2.0).max(full.top() + 30.0)),
        );
        let by_year = data.items.is_empty() || years;
        let money = years && !data.money.is_empty();
        let name = cx
            .words
            .ts("timeline-plot", &[("from", from.year.to_string()), ("to", to.year.to_string())]);
        let mut child = ui.new_child(egui::UiBuilder::new().max_rect(area));
        let pointed = self.pointed;
        let chosen: Vec<Days> = match cx.view.filter.clause(Dim::Year).map(|c| &c.values) {
            Some(Values::Periods(periods)) => periods.clone(),
            _ => Vec::new(),
        };
        let brush = self.brush;
        let plot = Plot::new(("timeline", cx.revisions.data))
            .show_axes(false)
            .show_x(false)
            .show_y(false)
            .show_background(false)
            .show_grid([true, false])
            .grid_color(cx.tokens.hairline)
            .grid_fade(0.0)
            .x_grid_spacer(|input| time_marks(input.bounds))
            .default_y_bounds(0.0, draw::TOP)
            .auto_bounds(false)
            .set_margin_fraction(egui::Vec2::ZERO)
            .allow_drag(false)
            .allow_scroll(false)
            .allow_boxed_zoom(false)
            .allow_zoom(false)
            .allow_double_click_reset(false)
            .sense(Sense::click_and_drag())
            .cursor_color(egui::Color32::TRANSPARENT)
            .width(area.width())
            .height(area.height())
            .show(&mut child, |plot| {
                draw::grounds(plot, &chosen, brush, (x0, x1), cx.tokens);
                if money {
                    money::bars(plot, &data.money, cx.tokens);
                } else if by_year {
                    draw::years(plot, data, cx.tokens);
                }
                if years {
                    return;
                }
                draw::items(plot, data, (x0, x1), cx.tokens, |i, item| {
                    let thing = Thing::Record(item.row);
                    pointed == Some(i)
                        || cx.linked_to(item.row).unwrap_or(false)
                        || cx.selected(thing)
                });
            });
        let transform = plot.transform;
        plot.response.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, &name));
        let x_of = |day: f64| transform.position_from_point(&PlotPoint::new(day, 0.0)).x;
        if money {
            let base = Stroke::new(size::LINE, cx.tokens.hairline);
            ui.painter().hline(area.x_range(), area.bottom(), base);
            let painter = ui.painter().with_clip_rect(area);
            money::labels(&painter, &data.money, area, cx.tokens, &x_of);
        } else {
            lanes_ui(cx, ui, data, full, area, by_year);
        }
        if months > 0.0 {
            let line = Rect::from_min_max(
                pos2(area.left(), area.bottom() + 2.0),
                pos2(area.right(), area.bottom() + 2.0 + months),
            );
            months_ui(cx, ui, line, (x0, x1), x_of);
        }
        let hovered = plot.response.hover_pos().filter(|_| !years);
        self.pointed = hovered.and_then(|p| nearest(data, &transform, p));
        let day_at = |p: egui::Pos2| transform.value_from_position(p).x;
        self.hands(cx, ui, &plot.response, whole, day_at);
        if let Some(item) = self.pointed.and_then(|i| data.items.get(i)) {
            self.point(cx, ui, plot.response, item);
        } else if plot.response.clicked()
            && let Some(p) = plot.response.interact_pointer_pos()
        {
            click_on_year(cx, ui, &plot.response, day_at(p));
        }
        let strip = Rect::from_min_max(
            pos2(area.left(), area.bottom() + 2.0 + months),
            pos2(area.right(), area.bottom() + 2.0 + strip_height),
        );
        years_ui(cx, ui, data, strip, x_of);
        ui.allocate_rect(full, Sense::hover());
    }

    /// What a hand on an item means.
    fn point(&mut self, cx: &ReadCx<'_>, ui: &Ui, plot: egui::Response, item: &Item) {
        let response = grammar::act(cx, ui, plot, Thing::Record(item.row));
        if self.brush.is_none() {
            self.tips.keep(cx.revisions.numbers());
            let fact = cx.table.fact(item.row).unwrap_or(usize::MAX);
            let said = self.tips.get(fact, |_| told::tip(cx, item));
            response.on_hover_ui_at_pointer(|ui| tip(cx, ui, said));
        }
    }

    /// The brush, the wheel and the other button.
    fn hands(
        &mut self,
        cx: &ReadCx<'_>,
        ui: &Ui,
        response: &egui::Response,
        whole: (f64, f64),
        day_at: impl Fn(egui::Pos2) -> f64,
    ) {
        let (x0, x1) = self.range.unwrap_or(whole);
        let primary = egui::PointerButton::Primary;
        if response.drag_started_by(primary) {
            let origin = ui.input(|i| i.pointer.press_origin());
            self.brush = origin.map(&day_at);
        }
        if response.drag_stopped_by(primary)
            && let (Some(start), Some(p)) = (self.brush.take(), response.interact_pointer_pos())
        {
            let end = day_at(p);
            #[expect(clippy::cast_possible_truncation, reason = "days of a calendar")]
            let days =
                Days { first: start.min(end).floor() as i32, last: start.max(end).floor() as i32 };
            let days = snapped(days);
            let how = grammar::how(ui.input(|i| i.modifiers));
            cx.send(Command::Pick { pick: Pick::Period(days), how });
        }
        if response.dragged_by(egui::PointerButton::Middle)
            || response.dragged_by(egui::PointerButton::Secondary)
        {
            let by = f64::from(response.drag_delta().x) * (x1 - x0)
                / f64::from(response.rect.width().max(1.0));
            self.range = Some((x0 - by, x1 - by));
        }
        self.keys(ui, response, whole);
        if !response.contains_pointer() {
            return;
        }
        let (scroll, pinch, pointer) =
            ui.input(|i| (i.smooth_scroll_delta(), i.zoom_delta(), i.pointer.hover_pos()));
        let factor = f64::from(pinch) * (f64::from(scroll.y) * 0.004).exp();
        let Some(p) = pointer.filter(|_| (factor - 1.0).abs() > 1e-4 || scroll.x.abs() > 0.1)
        else {
            return;
        };
        let at = day_at(p);
        // From decades to a week.
        let width = ((x1 - x0) / factor).clamp(7.0, (whole.1 - whole.0) * 1.2);
        let left = at - (at - x0) / (x1 - x0) * width;
        let by = f64::from(scroll.x) * width / f64::from(response.rect.width().max(1.0));
        let range = (left - by, left - by + width);
        self.range = (width < whole.1 - whole.0).then_some(range);
    }

    /// Plus and minus zoom around the middle, the arrows move.
    fn keys(&mut self, ui: &Ui, response: &egui::Response, whole: (f64, f64)) {
        use egui::{EventFilter, Key};
        if !response.has_focus() {
            return;
        }
        let filter = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|m| m.set_focus_lock_filter(response.id, filter));
        let pressed = |key| ui.input(|i| i.modifiers.is_none() && i.key_pressed(key));
        let (x0, x1) = self.range.unwrap_or(whole);
        let (middle, half) = (f64::midpoint(x0, x1), (x1 - x0) / 2.0);
        let (middle, half) = if pressed(Key::Plus) || pressed(Key::Equals) {
            (middle, (half / 1.5).max(3.5))
        } else if pressed(Key::Minus) {
            (middle, half * 1.5)
        } else if pressed(Key::ArrowLeft) {
            (middle - half * 0.3, half)
        } else if pressed(Key::ArrowRight) {
            (middle + half * 0.3, half)
        } else {
            return;
        };
        self.range = (half * 2.0 < whole.1 - whole.0).then_some((middle - half, middle + half));
        ui.ctx().request_repaint();
    }

    /// The same facts, line by line.
    fn table(&mut self, cx: &ReadCx<'_>, ui: &mut Ui) {
        let facts = self.table.get(cx.revisions.numbers(), || told::dated(cx));
        self.lines.keep(cx.revisions.numbers());
        let heads = [
            Head::new(cx.words.t("column-name"), 240.0).unsorted(),
            Head::new(cx.words.t("column-what"), 110.0).unsorted(),
            Head::new(cx.words.t("column-when"), 300.0),
        ];
        let down = matches!(self.rows.sort, Some((2, true)));
        let n = facts.len();
        let at = |i: usize| facts[if down { n - 1 - i } else { i }] as usize;
        let lines = &mut self.lines;
        let mut draw_row = |i: usize| {
            let line = lines.get(at(i), |fact| told::line(cx, fact));
            let look = RowLook {
                on: cx.selected(Thing::Record(line.row)),
                near: cx.linked_to(line.row).unwrap_or(false),
                weak: false,
                unsourced: line.unsourced,
            };
            let [name, what, when] = line.cells.clone();
            let mut first = Cell::new(name, cx.tokens);
            first.dot = line.dot.map(Into::into);
            let cells = vec![first, Cell::lesser(what, cx.tokens), Cell::lesser(when, cx.tokens)];
            (line.cells.join(", "), look, cells)
        };
        let mut act = |ui: &Ui, i: usize, response: egui::Response| {
            grammar::act(cx, ui, response, Thing::Record(cx.table.row(at(i))));
        };
        table(ui, cx.tokens, &mut self.rows, &heads, n, &mut draw_row, &mut act);
    }
}

/// The item nearest to a point, at most some points away.
fn nearest(data: &TimelineData, at: &egui_plot::PlotTransform, p: egui::Pos2) -> Option<usize> {
    let near = |item: &Item| {
        let (y, _) = draw::place(item, data);
        let (first, last) = item.days.closed();
        let from = at.position_from_point(&PlotPoint::new(f64::from(first) + 0.5, y));
        let end = at.position_from_point(&PlotPoint::new(f64::from(last) + 0.5, y)).x;
        let dx = (from.x - p.x).max(p.x - end).max(0.0);
        dx.hypot(from.y - p.y)
    };
    let best = data.items.iter().map(near).enumerate();
    best.min_by(|a, b| a.1.total_cmp(&b.1)).filter(|b| b.1 < 9.0).map(|b| b.0)
}

/// A click beside the items means the year under it.
fn click_on_year(cx: &ReadCx<'_>, ui: &Ui, response: &egui::Response, day: f64) {
    #[expect(clippy::cast_possible_truncation, reason = "a day on screen")]
    let year = civil_from_days(day.floor() as i32).0;
    let how = if ui.input(|i| i.modifiers.shift) { How::Add } else { How::Only };
    if response.double_clicked() || how == How::Add {
        cx.send(Command::Pick { pick: Pick::year(year), how });
    } else {
        cx.send(Command::Select(Some(Thing::Value(Pick::year(year)))));
    }
}

/// What is said under the pointer.
fn tip(cx: &ReadCx<'_>, ui: &mut Ui, tip: &Tip) {
    ui.set_max_width(340.0);
    ui.label(ext::strong(tip.name.clone(), size::BODY));
    ui.label(ext::small(tip.dates.clone(), cx.tokens));
    for doubt in &tip.doubts {
        let text = ext::small(doubt.clone(), cx.tokens).color(cx.tokens.warning);
        ui.add(egui::Label::new(text).wrap());
    }
    for reading in &tip.readings {
        ui.label(ext::small(reading.clone(), cx.tokens));
    }
}

/// Lines at the starts of years, of months when one looks closer, of days when closer still.
fn time_marks(bounds: (f64, f64)) -> Vec<GridMark> {
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
fn months_ui(cx: &ReadCx<'_>, ui: &Ui, area: Rect, range: (f64, f64), x_of: impl Fn(f64) -> f32) {
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
fn lanes_ui(cx: &ReadCx<'_>, ui: &Ui, data: &TimelineData, full: Rect, area: Rect, by_year: bool) {
    let painter = ui.painter();
    let base = Stroke::new(size::LINE, cx.tokens.hairline);
    painter.hline(area.x_range(), area.bottom(), base);
    if by_year {
        let max = data.years.iter().map(|y| y.total).max().unwrap_or(0);
        let at = pos2(area.left() - 8.0, area.top() + area.height() * 0.06);
        let text = whole(max.into(), cx.words.language);
        let font = FontId::new(size::SMALL, numbers());
        painter.text(at, Align2::RIGHT_CENTER, text, font, cx.tokens.secondary);
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
        let id = match LANES[*lane] {
            Collection::Events => "timeline-events",
            Collection::Statements => "timeline-statements",
            Collection::Initiatives => "timeline-initiatives",
            _ => "timeline-links",
        };
        let name = if low_lanes { area.top() + each * (i as f32 + 0.5) } else { y };
        if low_lanes && i >= fit && data.lanes.len() > fit {
            continue;
        }
        let font = FontId::new(font, egui::FontFamily::Proportional);
        painter.text(
            pos2(full.left() + 2.0, name),
            Align2::LEFT_CENTER,
            cx.words.t(id),
            font,
            cx.tokens.secondary,
        );
    }
}

/// How time is shown: as chosen, else money by year where money is counted.
fn mode(cx: &ReadCx<'_>, data: &TimelineData) -> TimelineMode {
    match cx.view.timeline {
        TimelineMode::Auto if data.money.is_empty() => TimelineMode::Spans,
        TimelineMode::Auto => TimelineMode::Years,
        chosen => chosen,
    }
}

/// A period that was brushed, from the first day of a month or a year to the last of one where it
/// is long enough for that to be meant.
fn snapped(days: Days) -> Days {
    let long = days.last.saturating_sub(days.first);
    if long < 25 {
        return days;
    }
    let step = |day: i32, years: bool| {
        let (y, m, _) = civil_from_days(day);
        let y = i64::from(y);
        let (low, high) = if years {
            (days_from_civil(y, 1, 1), days_from_civil(y + 1, 1, 1))
        } else if m == 12 {
            (days_from_civil(y, m, 1), days_from_civil(y + 1, 1, 1))
        } else {
            (days_from_civil(y, m, 1), days_from_civil(y, m + 1, 1))
        };
        if day - low < high - day { low } else { high }
    };
    let years = long > 540;
    let (first, end) = (step(days.first, years), step(days.last.saturating_add(1), years));
    if first < end { Days { first, last: end - 1 } } else { days }
}

/// The years as buttons under the plot, as many as fit.
fn years_ui(cx: &ReadCx<'_>, ui: &Ui, data: &TimelineData, strip: Rect, x_of: impl Fn(f64) -> f32) {
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
        let pick = Pick::year(year.year);
        let on = cx.view.filter.contains(pick);
        let args = [("year", year.year.to_string().into()), ("count", year.total.into())];
        let said = cx.words.tf("timeline-year", &args);
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, &said));
        let hot = response.hovered() || response.has_focus();
        let label =
            Rect::from_center_size(rect.center(), vec2((b - a - 4.0).clamp(6.0, 52.0), 20.0));
        if on || hot {
            let fill = if on { cx.tokens.accent_tint } else { cx.tokens.control };
            ui.painter().rect_filled(label, CornerRadius::same(size::RADIUS_CONTROL), fill);
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
        grammar::act(cx, ui, response, Thing::Value(pick)).on_hover_text(said);
    }
}
