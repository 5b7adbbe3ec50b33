//! The parties as widgets.

use egui::{Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use super::data::{self, PartyData, PartyRow};
use crate::panels::bars::{Bars, bar_heads, draw_bars, fit_columns};
use crate::panels::facts::{flow_name, party_color};
use crate::panels::{Cached, ReadCx, frame, grammar};
use crate::view::{PanelKind, Thing};

/// The panel's transient fields.
#[derive(Debug, Default)]
pub struct PartiesPanel {
    data: Cached<PartyData>,
}

impl PartiesPanel {
    /// Draws the panel.
    pub fn ui(&mut self, cx: &ReadCx<'_>, ui: &mut Ui) {
        let data = self.data.get(cx.revisions.modes(), || data::data(cx));
        frame::head(cx, ui, PanelKind::Parties, Some(data.count), |_| {});
        if data.rows.is_empty() {
            frame::empty(cx, ui, PanelKind::Parties);
            return;
        }
        if cx.results.filtered && data.count.selected == 0 {
            frame::nothing(cx, ui, PanelKind::Parties);
            return;
        }
        let brings = match data.flow {
            Some(flow) => cx.words.ts("parties-brings-of", &[("name", flow_name(cx, flow))]),
            None => cx.words.t("parties-brings"),
        };
        let mut names = vec![
            cx.words.t("parties-initiatives"),
            brings,
            cx.words.t("parties-institutions"),
            cx.words.t("parties-says"),
            cx.words.t("parties-told"),
        ];
        let mut shown: Vec<usize> = (0..5).filter(|i| data.max[*i] > 0.0).collect();
        let money = data.flow.map(|_| 1);
        let hidden = fit_columns(ui.available_width(), &data.max, money, &mut shown);
        names = shown.iter().map(|i| names[*i].clone()).collect();
        let mut area = ui.available_rect_before_wrap();
        area.max.y -= frame::FOOT;
        let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(area).id_salt("content"));
        bar_heads(cx, &mut inner, &names);
        inner.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical().auto_shrink([false, false]).show_rows(
            &mut inner,
            28.0,
            data.rows.len(),
            |ui, range| {
                for row in &data.rows[range] {
                    line(cx, ui, data, row, &shown, &names);
                }
            },
        );
        ui.allocate_rect(area, Sense::hover());
        let mut notes = data.notes.clone();
        if hidden > 0 {
            notes.push(cx.words.tf("bars-hidden", &[("count", hidden.into())]));
        }
        let notes = notes.join(" · ");
        frame::foot(cx, ui, data.count, 0, &notes, &cx.words.t("parties-note"));
    }
}

fn line(
    cx: &ReadCx<'_>,
    ui: &mut Ui,
    data: &PartyData,
    row: &PartyRow,
    shown: &[usize],
    names: &[String],
) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width() - 6.0, 28.0), Sense::hover());
    let response = ui.interact(rect, ui.scope_id().with(row.row), Sense::click());
    let thing = Thing::Record(row.row);
    let name = cx.name(row.row);
    let all = row.values();
    let values: Vec<_> = shown.iter().map(|i| (all[*i], data.max[*i])).collect();
    let said: Vec<String> =
        names.iter().zip(&values).map(|(n, (v, _))| format!("{n} {}", v.text(cx, true))).collect();
    let said = format!("{name}: {}", said.join(", "));
    let on = cx.selected(thing);
    response.widget_info(|| WidgetInfo::selected(Role::Row, true, on, &said));
    let near = cx.linked_to(row.row).unwrap_or(false);
    let hot = near || response.hovered() || response.has_focus();
    let color = party_color(cx, row.row);
    let bars = Bars { name: &name, dot: Some(color), values: &values, color };
    draw_bars(cx, ui, rect, &bars, (hot, on));
    if !cx.table.is_sourced(row.row) {
        crate::ui::ext::unsourced(ui.painter(), rect.shrink2(egui::vec2(0.0, 2.0)), cx.tokens);
    }
    grammar::act(cx, ui, response, thing).on_hover_text(said);
}
