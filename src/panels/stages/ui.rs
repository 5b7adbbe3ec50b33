//! The stages as widgets.

use egui::{FontId, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::data::{self, StageData, Step};
use crate::panels::bars::{Bars, draw_bars};
use crate::panels::facts::Value;
use crate::panels::{Cached, ReadCx, frame, grammar};
use crate::query::Count;
use crate::record::Row;
use crate::table::Stage;
use crate::ui::ext;
use crate::ui::theme::size;
use crate::view::{PanelKind, Thing};

/// The panel's transient fields.
#[derive(Debug, Default)]
pub struct StagesPanel {
    data: Cached<StageData>,
    /// The stage whose initiatives are listed; `None` lists what was never heard of again.
    open: Option<Step>,
}

impl StagesPanel {
    /// Draws the panel.
    pub fn ui(&mut self, cx: &ReadCx<'_>, ui: &mut Ui) {
        let data = self.data.get(cx.revisions.numbers(), || data::data(cx));
        frame::head(cx, ui, PanelKind::Stages, Some(data.count), |_| {});
        if data.count.total == 0 {
            frame::empty(cx, ui, PanelKind::Stages);
            return;
        }
        if data.count.selected == 0 {
            frame::nothing(cx, ui, PanelKind::Stages);
            return;
        }
        let mut area = ui.available_rect_before_wrap();
        area.max.y -= frame::FOOT;
        let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(area).id_salt("content"));
        let max = data.rows.iter().map(|r| f64::from(r.count.total)).fold(0.0, f64::max);
        inner.spacing_mut().item_spacing.y = 0.0;
        for row in data.rows.iter().filter(|r| r.count.total > 0) {
            let name = row.step.name(cx);
            let color = color(cx, row.step);
            if bar(cx, &mut inner, &name, row.count, max, color, self.open == Some(row.step)) {
                self.open = if self.open == Some(row.step) { None } else { Some(row.step) };
            }
        }
        inner.add_space(6.0);
        let stage = self.open.and_then(|s| data.rows.iter().find(|r| r.step == s));
        let (title, rows, total) = match stage {
            Some(row) => (row.step.name(cx), &row.listed, row.count.selected),
            None => (cx.words.t("stages-silent"), &data.silent, data.silent_count.selected),
        };
        inner.horizontal(|ui| {
            ui.label(ext::strong(title, size::BODY));
            let shown = u32::try_from(rows.len()).unwrap_or(u32::MAX);
            ui.label(ext::small(cx.count_of(Count { selected: shown, total }), cx.tokens));
        });
        if self.open.is_none() {
            let note = ext::small(cx.words.t("stages-silent-note"), cx.tokens);
            inner.add(egui::Label::new(note).wrap());
        }
        inner.add_space(2.0);
        list(cx, &mut inner, rows);
        ui.allocate_rect(area, Sense::hover());
        frame::foot(cx, ui, data.count, 0, "", &cx.words.t("stages-note"));
    }
}

/// Colours go with the stage: grey while only said, stronger as it comes true.
fn color(cx: &ReadCx<'_>, step: Step) -> egui::Color32 {
    let c = cx.tokens.categories;
    let Step::Stage(stage) = step else { return cx.tokens.neutral };
    match stage {
        Stage::Announced => c[1],
        Stage::Signed => c[4],
        Stage::Funded => c[6],
        Stage::UnderWay => c[0],
        Stage::Completed => c[3],
        Stage::Cancelled => c[5],
        Stage::Unknown => cx.tokens.neutral,
    }
}

/// A stage's bar; answers whether it was clicked.
fn bar(
    cx: &ReadCx<'_>,
    ui: &mut Ui,
    name: &str,
    count: Count,
    max: f64,
    color: egui::Color32,
    on: bool,
) -> bool {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width() - 6.0, 26.0), Sense::hover());
    let response = ui.interact(rect, ui.scope_id().with(name), Sense::click());
    let said = format!("{name}: {}", cx.count_of(count));
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, &said));
    let hot = response.hovered() || response.has_focus();
    let bars = Bars { name, dot: Some(color), values: &[(Value::Count(count), max)], color };
    draw_bars(cx, ui, rect, &bars, (hot, on));
    response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text(said).clicked()
}

fn list(cx: &ReadCx<'_>, ui: &mut Ui, rows: &[Row]) {
    if rows.is_empty() {
        ui.label(ext::small(cx.words.t("stages-none"), cx.tokens));
        return;
    }
    ScrollArea::vertical().auto_shrink([false, false]).show_rows(
        ui,
        24.0,
        rows.len(),
        |ui, range| {
            for row in &rows[range] {
                let size = vec2(ui.available_width() - 6.0, 24.0);
                let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
                let response = ui.interact(rect, ui.scope_id().with(*row), Sense::click());
                let thing = Thing::Record(*row);
                let name = cx.name(*row);
                let on = cx.selected(thing);
                response.widget_info(|| WidgetInfo::selected(Role::Row, true, on, &name));
                line(cx, ui, rect, *row, &name, on, response.hovered() || response.has_focus());
                grammar::act(cx, ui, response, thing).on_hover_text(name);
            }
        },
    );
}

fn line(cx: &ReadCx<'_>, ui: &Ui, rect: Rect, row: Row, name: &str, on: bool, hot: bool) {
    let t = cx.tokens;
    if on || hot || cx.linked_to(row).unwrap_or(false) {
        let fill = if on { t.accent_tint } else { t.control };
        ui.painter().rect_filled(rect, 6.0, fill);
    }
    let index = row.index();
    let day = cx.table.stage_days.get(index).copied().flatten();
    let date = day.map(|d| crate::model::civil_from_days(d).0.to_string()).unwrap_or_default();
    let font = FontId::new(size::SMALL, crate::ui::theme::numbers());
    let date = ui.painter().layout_no_wrap(date, font, t.secondary);
    let right = rect.right() - 8.0 - date.size().x;
    ui.painter().galley(pos2(right, rect.center().y - date.size().y / 2.0), date, t.secondary);
    let font = FontId::new(size::BODY - 0.5, egui::FontFamily::Proportional);
    let mut job = egui::text::LayoutJob::simple_singleline(name.to_owned(), font, t.ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width((right - rect.left() - 20.0).max(30.0));
    let galley = ui.painter().layout_job(job);
    let at = pos2(rect.left() + 8.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, t.ink);
    if !cx.table.is_sourced(row) {
        ext::unsourced(ui.painter(), rect.shrink2(vec2(0.0, 2.0)), t);
    }
}
