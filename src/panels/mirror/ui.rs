//! The mirror as widgets.

use egui::{Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use super::data::{self, MirrorData, MirrorRow, Side};
use super::draw;
use crate::panels::{Cached, ReadCx, frame, grammar};
use crate::ui::reveal::Reveal;
use crate::ui::theme::size;
use crate::view::{PanelKind, Thing};

/// Height of a line.
const ROW: f32 = 62.0;

/// The panel's transient fields.
#[derive(Debug, Default)]
pub struct MirrorPanel {
    data: Cached<MirrorData>,
    reveal: Reveal,
}

impl MirrorPanel {
    /// Draws the panel.
    pub(super) fn show(&mut self, cx: &ReadCx<'_>, ui: &mut Ui) {
        let data = self.data.get(cx.revisions.pins(), || data::data(cx));
        frame::head(cx, ui, PanelKind::Mirror, Some(data.count), |_| {});
        let Some(sides) = data.sides.as_ref().filter(|_| !data.rows.is_empty()) else {
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
        let selected = || data.rows.iter().position(|r| cx.selected(Thing::Record(r.row)));
        let at = self.reveal.line(cx.revisions.chosen, selected);
        let scroll = ScrollArea::vertical().auto_shrink([false, false]);
        let sight = self.reveal.scrolled(scroll, at, ROW).show_rows(
            &mut inner,
            ROW,
            data.rows.len(),
            |ui, range| {
                for row in &data.rows[range] {
                    line(cx, ui, row, data.max);
                }
            },
        );
        self.reveal.saw(&sight);
        ui.allocate_rect(area, Sense::hover());
        let hint = cx.words.t("mirror-note");
        frame::foot(cx, ui, data.count, data.without, "", &hint);
    }
}

fn heads(cx: &ReadCx<'_>, ui: &mut Ui, sides: &[Side; 2]) {
    let size = vec2(ui.available_width() - 6.0, 28.0);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let columns = draw::columns(rect);
    for (i, side) in sides.iter().enumerate() {
        let column = columns[i * 2];
        let response = ui.interact(column, ui.scope_id().with(("side", i)), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &side.said));
        draw::head(ui.painter(), column, side, i == 0, cx.tokens);
        grammar::act(cx, ui, response, Thing::Record(side.row)).on_hover_text(&side.said);
    }
    let stroke = egui::Stroke::new(size::LINE, cx.tokens.hairline);
    ui.painter().hline(rect.x_range(), rect.bottom(), stroke);
}

fn line(cx: &ReadCx<'_>, ui: &mut Ui, row: &MirrorRow, max: u32) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width() - 6.0, ROW), Sense::hover());
    let thing = Thing::Record(row.row);
    let response = ui.interact(rect, ui.scope_id().with(("mirror", row.row)), Sense::click());
    let on = cx.selected(thing);
    response.widget_info(|| WidgetInfo::selected(Role::Row, true, on, &row.said));
    let near = cx.linked_to(row.row).unwrap_or(false);
    if on || near || response.hovered() || response.has_focus() {
        let fill = if on { cx.tokens.accent_tint } else { cx.tokens.control };
        let ground = rect.shrink2(vec2(0.0, 1.0));
        ui.painter().rect_filled(ground, size::RADIUS_CONTROL, fill);
    }
    draw::row(ui.painter(), rect, row, max, cx.tokens);
    grammar::act(cx, ui, response, thing).on_hover_text(&row.said);
}
