//! The mirror as widgets.

use egui::{Align2, FontId, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::data::{self, MirrorData, MirrorRow, Verdict};
use crate::panels::facts::party_color;
use crate::panels::{Cached, ReadCx, frame, grammar};
use crate::record::{Collection, Row};
use crate::text::number::whole;
use crate::ui::theme::{medium, mix, numbers, semibold, size};
use crate::view::{PanelKind, Thing};

/// Height of a line.
const ROW: f32 = 62.0;

/// The panel's transient fields.
#[derive(Debug, Default)]
pub struct MirrorPanel {
    data: Cached<MirrorData>,
}

impl MirrorPanel {
    /// Draws the panel.
    pub fn ui(&mut self, cx: &ReadCx<'_>, ui: &mut Ui) {
        let data = self.data.get(cx.revisions.modes(), || data::data(cx));
        frame::head(cx, ui, PanelKind::Mirror, Some(data.count), |_| {});
        let Some(sides) = data.sides.filter(|_| !data.rows.is_empty()) else {
            frame::empty(cx, ui, PanelKind::Mirror);
            return;
        };
        if cx.results.filtered && data.count.selected == 0 {
            frame::nothing(cx, ui, PanelKind::Mirror);
            return;
        }
        let mut area = ui.available_rect_before_wrap();
        area.max.y -= frame::FOOT;
        let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(area).id_salt("content"));
        heads(cx, &mut inner, sides);
        inner.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical().auto_shrink([false, false]).show_rows(
            &mut inner,
            ROW,
            data.rows.len(),
            |ui, range| {
                for row in &data.rows[range] {
                    line(cx, ui, data, row, sides);
                }
            },
        );
        ui.allocate_rect(area, Sense::hover());
        let hint = cx.words.t("mirror-note");
        frame::foot(cx, ui, data.count, data.without, "", &hint);
    }
}

/// Left side, middle, right side.
fn columns(rect: Rect) -> [Rect; 3] {
    let middle = (rect.width() * 0.24).clamp(134.0, 200.0);
    let side = (rect.width() - middle) / 2.0;
    let x = [rect.left(), rect.left() + side, rect.left() + side + middle, rect.right()];
    std::array::from_fn(|i| Rect::from_x_y_ranges(x[i]..=x[i + 1], rect.y_range()))
}

fn heads(cx: &ReadCx<'_>, ui: &mut Ui, sides: [Row; 2]) {
    let size = vec2(ui.available_width() - 6.0, 28.0);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let columns = columns(rect);
    for (i, side) in sides.into_iter().enumerate() {
        let column = columns[i * 2];
        let response = ui.interact(column, ui.scope_id().with(("side", i)), Sense::click());
        let name = cx.name(side);
        let said = cx.words.ts("mirror-side", &[("name", name.clone())]);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
        let font = FontId::new(size_of_side(), semibold());
        let color = party_color(cx, side);
        let galley = ui.painter().layout_no_wrap(name, font, cx.tokens.ink);
        let x = if i == 0 { column.right() - galley.size().x - 10.0 } else { column.left() + 10.0 };
        let at = pos2(x, column.center().y - galley.size().y / 2.0);
        let dot = if i == 0 { x - 10.0 } else { x + galley.size().x + 10.0 };
        ui.painter().galley(at, galley, cx.tokens.ink);
        ui.painter().circle_filled(pos2(dot, column.center().y), 5.0, color);
        grammar::act(cx, ui, response, Thing::Record(side)).on_hover_text(said);
    }
    let stroke = egui::Stroke::new(1.0, cx.tokens.hairline);
    ui.painter().hline(rect.x_range(), rect.bottom(), stroke);
}

fn size_of_side() -> f32 {
    size::BODY
}

fn line(cx: &ReadCx<'_>, ui: &mut Ui, data: &MirrorData, row: &MirrorRow, sides: [Row; 2]) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width() - 6.0, ROW), Sense::hover());
    let thing = Thing::Record(Row::new(Collection::Sectors, row.sector as usize));
    let response = ui.interact(rect, ui.scope_id().with(("mirror", row.sector)), Sense::click());
    let verdict = cx.words.t(&format!("mirror-{}", row.verdict.key()));
    let said = format!(
        "{}: {} {}, {} {} – {verdict}",
        row.name,
        cx.name(sides[0]),
        cx.count_of(row.sides[0]),
        cx.name(sides[1]),
        cx.count_of(row.sides[1]),
    );
    let on = cx.selected(thing);
    response.widget_info(|| WidgetInfo::selected(Role::Row, true, on, &said));
    let near = thing.row().and_then(|r| cx.linked_to(r)).unwrap_or(false);
    if on || near || response.hovered() || response.has_focus() {
        let fill = if on { cx.tokens.accent_tint } else { cx.tokens.control };
        ui.painter().rect_filled(rect.shrink2(vec2(0.0, 1.0)), 6.0, fill);
    }
    let [left, middle, right] = columns(rect);
    let name_font = FontId::new(size::BODY - 0.5, medium());
    let mut job = egui::text::LayoutJob::simple(
        row.name.clone(),
        name_font,
        cx.tokens.ink,
        middle.width() - 12.0,
    );
    job.wrap.max_rows = 2;
    job.halign = egui::Align::Center;
    let galley = ui.painter().layout_job(job);
    let height = galley.size().y;
    let top = middle.center().y - height * 0.5 - 8.0;
    ui.painter().galley(pos2(middle.center().x, top), galley, cx.tokens.ink);
    let color = match row.verdict {
        Verdict::Contradiction => cx.tokens.warning,
        _ => cx.tokens.secondary,
    };
    let font = FontId::new(size::SMALL, egui::FontFamily::Proportional);
    let mut job = egui::text::LayoutJob::simple_singleline(verdict, font, color);
    job.wrap = egui::text::TextWrapping::truncate_at_width(middle.width() - 4.0);
    let verdict = ui.painter().layout_job(job);
    let at = middle.center().x - verdict.size().x / 2.0;
    ui.painter().galley(pos2(at, top + height + 9.0 - verdict.size().y / 2.0), verdict, color);
    for (i, side) in [left, right].into_iter().enumerate() {
        half(cx, ui, data, row, i, side);
    }
    let response = grammar::act(cx, ui, response, thing);
    response.on_hover_text(said);
}

/// One side: a bar that grows away from the middle, and the first words under it.
fn half(cx: &ReadCx<'_>, ui: &Ui, data: &MirrorData, row: &MirrorRow, i: usize, side: Rect) {
    let count = row.sides[i];
    let room = (side.width() - 44.0).max(10.0);
    #[expect(clippy::cast_precision_loss, reason = "a length on screen")]
    let length = |n: u32| room * n as f32 / data.max.max(1) as f32;
    let bar = |w: f32| {
        let (x0, x1) = if i == 0 {
            (side.right() - 4.0 - w, side.right() - 4.0)
        } else {
            (side.left() + 4.0, side.left() + 4.0 + w)
        };
        Rect::from_x_y_ranges(x0..=x1, side.top() + 10.0..=side.top() + 22.0)
    };
    if count.total > 0 {
        ui.painter().rect_filled(bar(length(count.total).max(2.0)), 3.0, cx.tokens.tint(row.color));
    }
    if count.selected > 0 {
        ui.painter().rect_filled(bar(length(count.selected).max(2.0)), 3.0, row.color);
    }
    let text = whole(count.selected.into(), cx.words.language);
    let font = FontId::new(size::SMALL, numbers());
    let end = bar(length(count.total).max(2.0));
    let (at, align) = if i == 0 {
        (pos2(end.left() - 6.0, end.center().y), Align2::RIGHT_CENTER)
    } else {
        (pos2(end.right() + 6.0, end.center().y), Align2::LEFT_CENTER)
    };
    let color = if count.selected > 0 { cx.tokens.ink } else { cx.tokens.secondary };
    ui.painter().text(at, align, text, font, color);
    let words = row.first[i]
        .map(|st| crate::panels::quotes::data::card(cx, st).shown(160, cx.words.language));
    let Some(words) = words else { return };
    let font = FontId::new(size::SMALL, egui::FontFamily::Proportional);
    let color = mix(cx.tokens.panel, cx.tokens.ink, 0.8);
    let mut job = egui::text::LayoutJob::simple(words, font, color, side.width() - 16.0);
    job.wrap.max_rows = 2;
    if i == 0 {
        job.halign = egui::Align::RIGHT;
    }
    let galley = ui.painter().layout_job(job);
    let x = if i == 0 { side.right() - 6.0 } else { side.left() + 6.0 };
    ui.painter().galley(pos2(x, side.top() + 26.0), galley, color);
}
