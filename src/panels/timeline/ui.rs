//! The timeline as widgets: a plot, and under it the years as buttons.

use std::borrow::Cow;
use std::collections::BTreeSet;

use egui::{Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2};
use egui_plot::{Plot, PlotPoint};

use super::data::{self, Item, TimelineData, Year};
use super::sums::{self, MoneyData};
use super::told::{self, DatedLine, Tip};
use super::{axis, draw, money, names};
use crate::command::Command;
use crate::model::{Days, civil_from_days, days_from_civil};
use crate::panels::{Cached, ReadCx, Rows, frame, grammar};
use crate::query::{Count, Dim, How, Pick, Values};
use crate::record::Collection;
use crate::ui::ext;
use crate::ui::rows::{Cell, Head, RowLook, RowsState, table};
use crate::ui::target::{self, Medium};
use crate::ui::theme::size;
use crate::view::{PanelKind, Thing, TimelineMode};

/// Room for the names of the lanes.
const GUTTER: f32 = 96.0;
/// Height of the strip of years.
const STRIP: f32 = 24.0;

/// The panel's transient fields.
#[derive(Debug, Default)]
pub struct TimelinePanel {
    data: Cached<TimelineData>,
    pointed: Option<usize>,
    /// The days in sight, when one zoomed in.
    range: Option<(f64, f64)>,
    /// The years shown at first, where nearly nothing lies beyond them, and all there are.
    core: Option<[(i32, i32); 2]>,
    /// What the items were gathered for, and whether they are all there are.
    of_range: Option<(TimelineMode, Option<(f64, f64)>)>,
    all_items: bool,
    of_data: u64,
    /// Where a brush began, as a day.
    brush: Option<f64>,
    rows: RowsState,
    table: Cached<Vec<u32>>,
    /// Money by year, where money is counted.
    sums: Cached<MoneyData>,
    lines: Rows<DatedLine>,
    /// The names of the items.
    names: names::Names,
    /// What is said of the items pointed at, by their facts.
    tips: Rows<Tip>,
}

impl TimelinePanel {
    /// Draws the panel.
    pub(super) fn show(&mut self, cx: &ReadCx<'_>, ui: &mut Ui) {
        if self.of_data != cx.revisions.data {
            // What is in sight stays through an edit.
            self.of_data = cx.revisions.data;
            self.brush = None;
        }
        let mut data = std::mem::take(&mut self.data);
        let mode = data::mode(cx);
        let closer = (mode, self.range.filter(|_| mode == TimelineMode::Spans));
        if self.of_range != Some(closer) {
            self.of_range = Some(closer);
            // Of a large dataset only what is in sight is drawn one by one.
            if !self.all_items {
                data = Cached::default();
                self.names.forget();
            }
        }
        let shown = data.get(cx.revisions.numbers(), || data::data(cx, closer.1));
        self.all_items = shown.all_items;
        let mut sums = std::mem::take(&mut self.sums);
        let years = data::mode(cx) == TimelineMode::Years;
        let made = sums.get(cx.revisions.modes(), || sums::data(cx));
        let made = Some(made).filter(|m| years && !m.years.is_empty());
        let calendar = match made {
            Some(made) => Cow::Owned(made.calendar(&shown.years)),
            None => Cow::Borrowed(shown.years.as_slice()),
        };
        self.core = core(shown, made, &calendar).filter(|_| years || !shown.all_items);
        self.header(cx, ui, shown, made);
        if calendar.is_empty() {
            frame::empty(cx, ui, PanelKind::Timeline);
        } else if cx.results.filtered
            && shown.years.iter().all(|y| y.selected == 0)
            && made.is_none_or(|m| m.years.iter().all(|y| y.selected == 0.0))
        {
            frame::nothing(cx, ui, PanelKind::Timeline);
        } else if cx.view.timeline == TimelineMode::Table {
            self.table(cx, ui);
        } else {
            self.spans(cx, ui, (shown, &calendar), (years, made));
            // A page has no line of controls that would tell it.
            if !Medium::of(ui.ctx()).hand() {
                let notes = self.notes(cx, shown, made).join(" · ");
                let (count, _) = counted(shown, made);
                frame::foot(cx, ui, Count { total: count.selected, ..count }, 0, &notes, "");
            }
        }
        self.data = data;
        self.sums = sums;
    }

    fn header(
        &mut self,
        cx: &ReadCx<'_>,
        ui: &mut Ui,
        data: &TimelineData,
        made: Option<&MoneyData>,
    ) {
        let (count, noun) = counted(data, made);
        frame::head(cx, ui, PanelKind::Timeline, Some((count, noun)), |ui| {
            let modes = [
                (TimelineMode::Table, cx.words.t("mode-table")),
                (TimelineMode::Years, cx.words.t("mode-years")),
                (TimelineMode::Spans, cx.words.t("mode-spans")),
            ];
            if let Some(mode) = ext::choice(ui, cx.tokens, data::mode(cx), &modes) {
                cx.send(Command::Set("timeline", mode.key()));
            }
            let all = self.core.map(|c| whole_of(c[1]));
            if self.range.is_some() && self.range != all {
                let button = target::controls(ui, |ui| ui.button(cx.words.t("timeline-all")));
                if button.is_some_and(|b| b.clicked()) {
                    self.range = all;
                }
            }
            if let Some([(first, last), (from, to)]) = self.core.filter(|_| self.range.is_none()) {
                let id = if to > last { "timeline-after" } else { "timeline-before" };
                let year = if to > last { to } else { from.min(first) };
                let text = ext::small(cx.words.ts(id, &[("year", year.to_string())]), cx.tokens);
                let said = cx.words.t("timeline-fringe");
                let button = target::controls(ui, |ui| ui.button(text.clone()).on_hover_text(said));
                match button {
                    Some(button) if button.clicked() => self.range = all,
                    Some(_) => {}
                    None => {
                        ui.label(text);
                    }
                }
            }
            let years = data::mode(cx) == TimelineMode::Years;
            if let Some(made) = made.filter(|_| ui.available_width() > 120.0) {
                ui.add_space(size::GAP_LARGE);
                let text = ext::small(made.title.clone(), cx.tokens);
                ui.add(egui::Label::new(text).truncate());
                return;
            }
            if (data.lanes.is_empty() || years)
                && !data.years.is_empty()
                && ui.available_width() > 260.0
            {
                ui.add_space(size::GAP_LARGE);
                ui.label(ext::small(cx.words.t("timeline-by-year"), cx.tokens));
            }
            for (on, id) in [
                (!years && self.names.standing().is_dense(), data::counted_key(data.unit)),
                (data.items.iter().any(|i| i.dated.published), "timeline-key-published"),
                (data.items.iter().any(Item::is_ring), "timeline-key-inferred"),
            ] {
                if on && ui.available_width() > 320.0 {
                    ui.add_space(size::GAP_LARGE);
                    ui.label(ext::small(cx.words.t(id), cx.tokens));
                }
            }
            if data.undated_selected > 0 && ui.available_width() > 190.0 {
                ui.add_space(size::GAP_LARGE);
                let args = [("count", data.undated_selected.into())];
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

    fn spans(
        &mut self,
        cx: &ReadCx<'_>,
        ui: &mut Ui,
        (data, calendar): (&TimelineData, &[Year]),
        (years, made): (bool, Option<&MoneyData>),
    ) {
        let (Some(from), Some(to)) = (calendar.first(), calendar.last()) else { return };
        let whole = whole_of((from.year, to.year));
        let (x0, x1) = self.range.unwrap_or_else(|| self.home(whole));
        let full = room(ui);
        // Months or days have a line of their own.
        let months = if x1 - x0 < axis::MONTHS { STRIP * 0.75 } else { 0.0 };
        let strip_height = STRIP + months;
        let area = Rect::from_min_max(
            pos2(full.left() + GUTTER, full.top()),
            pos2(full.right() - 4.0, (full.bottom() - strip_height - 2.0).max(full.top() + 30.0)),
        );
        let by_year = data.lanes.is_empty() || years;
        let name = cx
            .words
            .ts("timeline-plot", &[("from", from.year.to_string()), ("to", to.year.to_string())]);
        let mut child = ui.new_child(egui::UiBuilder::new().max_rect(area));
        let pointed = self.pointed;
        let chosen = periods(cx);
        let range = (x0, x1);
        let standing = self.names.stand(cx, ui.painter(), area, (data, range));
        let dense = standing.is_dense();
        let about = if by_year || dense { data::years_about(cx) } else { BTreeSet::new() };
        let brush = self.brush;
        let plot = plot(cx, area.size()).show(&mut child, |plot| {
            draw::grounds(plot, (&chosen, &about), brush, (x0, x1), cx.tokens);
            if let Some(made) = made {
                money::bars(plot, (&made.years, &made.scale), cx.tokens);
            } else if by_year {
                draw::years(plot, data, cx.tokens);
            }
            if years {
                return;
            }
            draw::density(plot, data, standing, range, cx.tokens);
            draw::items(plot, data, range, (standing, cx.tokens), |i, item| {
                let thing = Thing::Record(item.row);
                pointed == Some(i) || cx.linked_to(item.row).unwrap_or(false) || cx.selected(thing)
            });
        });
        let transform = plot.transform;
        plot.response.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, &name));
        let x_of = |day: f64| transform.position_from_point(&PlotPoint::new(day, 0.0)).x;
        if let Some(made) = made {
            let base = Stroke::new(size::LINE, cx.tokens.hairline);
            ui.painter().hline(area.x_range(), area.bottom(), base);
            let told = (made.years.as_slice(), made.scale.as_slice());
            money::labels(ui.painter(), told, area, cx.tokens, &x_of);
        } else {
            axis::lanes(cx, ui, (data, standing), full, area, by_year);
            if !by_year {
                self.names.show(cx, &ui.painter().with_clip_rect(area));
            }
        }
        if months > 0.0 {
            let line = Rect::from_min_max(
                pos2(area.left(), area.bottom() + 2.0),
                pos2(area.right(), area.bottom() + 2.0 + months),
            );
            axis::months(cx, ui, line, (x0, x1), x_of);
        }
        let hovered = plot.response.hover_pos().filter(|_| !years);
        let standing = self.names.standing();
        self.pointed = hovered.and_then(|p| nearest((data, standing), &transform, p));
        let at = hovered.map(|p| transform.value_from_position(p));
        let counted = at.and_then(|p| told::counted(cx, data, standing, (p.x, p.y)));
        let day_at = |p: egui::Pos2| transform.value_from_position(p).x;
        self.hands(cx, ui, &plot.response, whole, day_at);
        match self.pointed.and_then(|i| data.items.get(i)) {
            Some(item) => self.point(cx, ui, plot.response, item),
            None => point_at_year(cx, ui, plot.response, (made, counted), day_at),
        }
        let under = area.bottom() + 2.0;
        let strip = Rect::from_x_y_ranges(area.x_range(), under + months..=under + strip_height);
        axis::years(cx, ui, calendar, strip, x_of);
        ui.allocate_rect(full, Sense::hover());
    }

    /// What the line of controls tells beside its buttons.
    fn notes(&self, cx: &ReadCx<'_>, data: &TimelineData, made: Option<&MoneyData>) -> Vec<String> {
        let years = data::mode(cx) == TimelineMode::Years || data.lanes.is_empty();
        let mut out = Vec::new();
        match made {
            Some(made) => out.push(made.title.clone()),
            None if years => out.push(cx.words.t("timeline-by-year")),
            None => {}
        }
        for (on, id) in [
            (!years && self.names.standing().is_dense(), data::counted_key(data.unit)),
            (!years && data.items.iter().any(|i| i.dated.published), "timeline-key-published"),
            (!years && data.items.iter().any(Item::is_ring), "timeline-key-inferred"),
            (!years && data.items.iter().any(|i| i.doubtful), "timeline-key-doubtful"),
            (!years && data.items.iter().any(|i| i.disputed), "timeline-key-disputed"),
            (!years && data.items.iter().any(Item::is_open), "timeline-key-open"),
            (!years && data.items.iter().any(Item::is_bar), "timeline-key-bar"),
        ] {
            out.extend(on.then(|| cx.words.t(id)));
        }
        if data.undated_selected > 0 && made.is_none() {
            let args = [("count", data.undated_selected.into())];
            out.push(cx.words.tf("timeline-undated", &args));
        }
        let nameless = if years { 0 } else { self.names.standing().nameless };
        if nameless > 0 {
            let args = [("count", i64::try_from(nameless).unwrap_or(0).into())];
            out.push(cx.words.tf("network-nameless", &args));
        }
        let lanes = if made.is_some() { &[Collection::Initiatives][..] } else { &data::LANES };
        out.extend(crate::panels::wording::added(cx, lanes));
        if let Some([(_, last), (_, to)]) = self.core.filter(|c| c[1].1 > c[0].1) {
            let args = [("last", last.to_string()), ("year", to.to_string())];
            out.push(cx.words.ts("timeline-shown-to", &args));
        }
        out
    }

    /// What is in sight until one zooms: all, but for a long thin fringe.
    fn home(&self, whole: (f64, f64)) -> (f64, f64) {
        self.core.map_or(whole, |c| whole_of(c[0]))
    }

    /// What is in sight after zooming: never more than there is.
    fn zoomed(&self, range: (f64, f64), whole: (f64, f64)) -> Option<(f64, f64)> {
        let all = self.core.map(|_| whole);
        if range.1 - range.0 < whole.1 - whole.0 { Some(range) } else { all }
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
        let (x0, x1) = self.range.unwrap_or_else(|| self.home(whole));
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
            let days = data::snapped(days);
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
        self.range = self.zoomed(range, whole);
    }

    /// Plus and minus zoom around the middle, the arrows move.
    fn keys(&mut self, ui: &Ui, response: &egui::Response, whole: (f64, f64)) {
        use egui::{EventFilter, Key};
        if !response.has_focus() {
            return;
        }
        let filter = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
        crate::ui::ext::own_arrows(ui, response.id, filter);
        let pressed = |key| ui.input(|i| i.modifiers.is_none() && i.key_pressed(key));
        let (x0, x1) = self.range.unwrap_or_else(|| self.home(whole));
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
        self.range = self.zoomed((middle - half, middle + half), whole);
        ui.ctx().request_repaint();
    }

    /// The same facts, line by line.
    fn table(&mut self, cx: &ReadCx<'_>, ui: &mut Ui) {
        let facts = self.table.get(cx.revisions.numbers(), || told::dated(cx));
        self.lines.keep(cx.revisions.numbers());
        let heads = [
            Head::new(cx.words.t("column-name"), 240.0).unsorted(),
            Head::new(cx.words.t("column-what"), 110.0).unsorted(),
            Head::new(cx.words.t("column-when"), (ui.available_width() * 0.34).max(300.0)),
        ];
        let mut area = ui.available_rect_before_wrap();
        area.max.y -= frame::foot_height(ui);
        let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(area).id_salt("content"));
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
        self.rows.follow(cx.revisions.chosen, || {
            let fact = cx.table.fact(cx.view.selected?.row()?)?;
            (0..n).find(|i| at(*i) == fact)
        });
        table(&mut inner, cx.tokens, &mut self.rows, &heads, n, &mut draw_row, &mut act);
        ui.allocate_rect(area, Sense::hover());
        let shown = u32::try_from(n).unwrap_or(u32::MAX);
        frame::foot(cx, ui, Count { selected: shown, total: shown }, 0, "", "");
    }
}

/// A plot of some size that neither zooms nor names anything by itself.
fn plot<'a>(cx: &ReadCx<'_>, size: egui::Vec2) -> Plot<'a> {
    Plot::new(("timeline", cx.revisions.data))
        .show_axes(false)
        .show_x(false)
        .show_y(false)
        .show_background(false)
        .show_grid([true, false])
        .grid_color(cx.tokens.hairline)
        .grid_fade(0.0)
        .x_grid_spacer(|input| axis::time_marks(input.bounds))
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
        .width(size.x)
        .height(size.y)
}

/// The room of the plot: on a page with a foot under it.
fn room(ui: &Ui) -> Rect {
    let mut full = ui.available_rect_before_wrap();
    if !Medium::of(ui.ctx()).hand() {
        full.max.y = (full.max.y - frame::foot_height(ui)).max(full.min.y + 60.0);
    }
    full
}

/// What is counted: dated facts, or initiatives that bring money.
fn counted(data: &TimelineData, made: Option<&MoneyData>) -> (Count, &'static str) {
    let count = Count { selected: data.dated.0, total: data.dated.1 };
    made.map_or((count, "dated"), |m| (m.count, "initiatives"))
}

/// The days of some years, with a margin.
fn whole_of((from, to): (i32, i32)) -> (f64, f64) {
    let day = |y: i32| f64::from(days_from_civil(i64::from(y), 1, 1));
    let margin = (day(to + 1) - day(from)) * 0.01 + 4.0;
    (day(from) - margin, day(to + 1) + margin)
}

/// The years shown at first, where they are not all, and all there are.
fn core(
    data: &TimelineData,
    made: Option<&MoneyData>,
    calendar: &[Year],
) -> Option<[(i32, i32); 2]> {
    let all = (calendar.first()?.year, calendar.last()?.year);
    // Both are in the order of time.
    let facts = |year: i32| {
        let at = data.years.binary_search_by_key(&year, |y| y.year).ok();
        at.map_or(0, |i| data.years[i].total)
    };
    let money = |year: i32| {
        let years = made.map_or(&[][..], |m| m.years.as_slice());
        years.binary_search_by_key(&year, |y| y.year).map_or(0.0, |i| years[i].total)
    };
    let weigh = |y: &Year| (y.year, [f64::from(facts(y.year)), money(y.year)]);
    let years: Vec<(i32, [f64; 2])> = calendar.iter().map(weigh).collect();
    Some([data::core(&years)?, all])
}

/// The item nearest to a point, at most some points away.
fn nearest(
    (data, standing): (&TimelineData, &names::Standing),
    at: &egui_plot::PlotTransform,
    p: egui::Pos2,
) -> Option<usize> {
    let near = |(i, item): (usize, &Item)| {
        let Some((y, _)) = standing.of(i) else { return f32::INFINITY };
        let (first, last) = item.days.closed();
        let from = at.position_from_point(&PlotPoint::new(f64::from(first) + 0.5, y));
        let end = at.position_from_point(&PlotPoint::new(f64::from(last) + 0.5, y)).x;
        let dx = (from.x - p.x).max(p.x - end).max(0.0);
        dx.hypot(from.y - p.y)
    };
    let best = data.items.iter().enumerate().map(near).enumerate();
    best.min_by(|a, b| a.1.total_cmp(&b.1)).filter(|b| b.1 < 9.0).map(|b| b.0)
}

/// The periods that are asked for.
fn periods(cx: &ReadCx<'_>) -> Vec<Days> {
    match cx.view.filter.clause(Dim::Year).map(|c| &c.values) {
        Some(Values::Periods(periods)) => periods.clone(),
        _ => Vec::new(),
    }
}

/// What a hand on no item means: a click asks for its year, and money of the year is told.
fn point_at_year(
    cx: &ReadCx<'_>,
    ui: &Ui,
    plot: egui::Response,
    (made, counted): (Option<&MoneyData>, Option<String>),
    day_at: impl Fn(egui::Pos2) -> f64,
) {
    if plot.clicked()
        && let Some(p) = plot.interact_pointer_pos()
    {
        click_on_year(cx, ui, &plot, day_at(p));
    }
    let at = plot.hover_pos().map(day_at);
    if let Some(said) = counted.or_else(|| made.zip(at).and_then(|(m, day)| told::year(cx, m, day)))
    {
        plot.on_hover_ui_at_pointer(|ui| {
            ui.set_max_width(320.0);
            ui.label(said);
        });
    }
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
