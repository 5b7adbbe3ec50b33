//! The mirror as widgets.

use egui::{Rect, Role, Sense, Ui, WidgetInfo, vec2};

use super::data::{self, MirrorData, MirrorRow, Side};
use super::draw;
use crate::panels::{Cached, ReadCx, Revisions, frame, grammar};
use crate::query::Count;
use crate::ui::reveal::Reveal;
use crate::ui::target::{self, Medium};
use crate::ui::theme::size;
use crate::ui::whole;
use crate::view::{PanelKind, Thing};

/// The panel's transient fields.
#[derive(Debug, Default)]
pub struct MirrorPanel {
    data: Cached<MirrorData>,
    reveal: Reveal,
    /// Where each line stands and how high it is.
    tops: Vec<(f32, f32)>,
    /// For what data, and what width by its bits, that was measured.
    measured: Option<(Revisions, u32)>,
}

impl MirrorPanel {
    /// Draws the panel.
    pub(super) fn show(&mut self, cx: &ReadCx<'_>, ui: &mut Ui) {
        let data = self.data.get(cx.revisions.pins(), || data::data(cx));
        frame::head(cx, ui, PanelKind::Mirror, Some((data.count, "statements")), |_| {});
        // What the filter leaves out may be told all the same.
        if cx.results.filtered && data.sides.is_some() && data.count.selected == 0 {
            frame::nothing(cx, ui, PanelKind::Mirror);
            return;
        }
        let Some(sides) = data.sides.as_ref().filter(|_| !data.rows.is_empty()) else {
            frame::empty(cx, ui, PanelKind::Mirror);
            return;
        };
        let mut area = ui.available_rect_before_wrap();
        area.max.y -= frame::foot_height(ui);
        let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(area).id_salt("content"));
        heads(cx, &mut inner, sides);
        inner.spacing_mut().item_spacing.y = 0.0;
        let width = inner.available_width() - 6.0;
        let key = (cx.revisions.pins(), width.to_bits());
        if self.measured != Some(key) {
            self.measured = Some(key);
            let mut top = 0.0;
            let tops = data.rows.iter().map(|row| {
                let high = draw::height(inner.painter(), width, row, cx.tokens);
                top += high;
                (top - high, high)
            });
            self.tops = tops.collect();
        }
        let tops = &self.tops;
        let selected = || data.rows.iter().position(|r| cx.selected(Thing::Record(r.row)));
        let at = self.reveal.line(cx.revisions.chosen, selected).and_then(|i| tops.get(i));
        let scroll = target::scroll().auto_shrink([false, false]);
        let sight = self.reveal.scrolled_to(scroll, at.copied()).show_viewport(
            &mut inner,
            |ui, viewport| {
                let whole = tops.last().map_or(0.0, |(top, high)| top + high);
                ui.set_height(whole);
                let origin = ui.max_rect().min;
                for (row, (top, high)) in data.rows.iter().zip(tops) {
                    if top + high >= viewport.top() && *top <= viewport.bottom() {
                        let at = Rect::from_min_size(origin + vec2(0.0, *top), vec2(width, *high));
                        whole::thing(ui, at, data.rows.len());
                        line(cx, ui, at, (row, data));
                    }
                }
            },
        );
        self.reveal.saw(&sight);
        ui.allocate_rect(area, Sense::hover());
        let hint = cx.words.t("mirror-note");
        let mut notes = vec![data.why.clone()];
        if Medium::of(ui.ctx()).hand() {
            notes.push(cx.words.t("mirror-pin"));
        }
        let doubles = [(data.several, "mirror-several"), (data.joint, "mirror-joint")];
        for (n, id) in doubles.into_iter().filter(|d| d.0 > 0) {
            notes.insert(0, cx.words.tf(id, &[("count", n.into())]));
        }
        if data.without > 0 {
            notes.insert(0, cx.words.tf("mirror-others", &[("count", data.without.into())]));
        }
        // What others say is neither shown nor filtered out.
        let total = data.count.total.saturating_sub(data.without);
        frame::foot(cx, ui, Count { total, ..data.count }, 0, &notes.join(" · "), &hint);
    }
}

fn heads(cx: &ReadCx<'_>, ui: &mut Ui, sides: &[Side; 2]) {
    let size = vec2(ui.available_width() - 6.0, 28.0);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    // The names stand over the sides, also where those of the sectors do.
    let columns = draw::columns(rect).map(|c| c.with_min_y(rect.top()));
    for (i, side) in sides.iter().enumerate() {
        let column = columns[i * 2];
        let response = ui.interact(column, ui.scope_id().with(("side", i)), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &side.said));
        draw::head(ui.painter(), column, side, i == 0, cx.tokens);
        let picks = || vec![crate::panels::wording::said_for(side.row)];
        let thing = Some(Thing::Record(side.row));
        grammar::act_as(cx, ui, response, thing, &picks).on_hover_text(&side.said);
    }
    let stroke = egui::Stroke::new(size::LINE, cx.tokens.hairline);
    ui.painter().hline(rect.x_range(), rect.bottom(), stroke);
}

fn line(cx: &ReadCx<'_>, ui: &mut Ui, rect: Rect, (row, data): (&MirrorRow, &MirrorData)) {
    let thing = Thing::Record(row.row);
    let id = ui.scope_id().with(("mirror", row.row));
    let response = ui.interact(rect, id, Sense::click());
    let on = cx.selected(thing);
    response.widget_info(|| WidgetInfo::selected(Role::Row, true, on, &row.said));
    let near = cx.linked_to(row.row).unwrap_or(false);
    let ground = |rect: Rect, on: bool| {
        let fill = if on { cx.tokens.accent_tint } else { cx.tokens.control };
        ui.painter().rect_filled(rect.shrink2(vec2(0.0, 1.0)), size::RADIUS_CONTROL, fill);
    };
    if on || near || crate::ui::ext::pointed(&response) {
        ground(rect, on);
    }
    let columns = draw::columns(rect);
    let mut halves = Vec::new();
    for (i, half) in row.sides.iter().enumerate() {
        let Some(statement) = half.statement else { continue };
        let thing = Thing::Record(statement);
        let on = cx.selected(thing);
        let half_ui = ui.interact(columns[i * 2], id.with(i), Sense::click());
        half_ui.widget_info(|| WidgetInfo::selected(Role::Button, true, on, &half.said));
        if on || crate::ui::ext::pointed(&half_ui) {
            ground(columns[i * 2], on);
        }
        halves.push((half_ui, thing, i));
    }
    draw::row(ui.painter(), rect, row, data.max, cx.tokens);
    grammar::act(cx, ui, response, thing).on_hover_text(&row.said);
    for (half_ui, thing, i) in halves {
        let party = data.sides.as_ref().map(|s| s[i].row);
        let picks = || party.map_or_else(Vec::new, |p| data::picks(row.row, p));
        grammar::act_as(cx, ui, half_ui, Some(thing), &picks).on_hover_text(&row.sides[i].said);
    }
}
