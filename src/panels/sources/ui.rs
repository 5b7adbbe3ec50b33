//! The sources as widgets.

use egui::{Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use super::data::{self, SourceData, SourceRow};
use crate::panels::bars::{Bars, bar_heads, draw_bars, fit_columns};
use crate::panels::{Cached, ReadCx, frame, grammar};
use crate::view::{PanelKind, Thing};

/// The panel's transient fields.
#[derive(Debug, Default)]
pub struct SourcesPanel {
    data: Cached<SourceData>,
}

impl SourcesPanel {
    /// Draws the panel.
    pub fn ui(&mut self, cx: &ReadCx<'_>, ui: &mut Ui) {
        let data = self.data.get(cx.revisions.numbers(), || data::data(cx));
        frame::head(cx, ui, PanelKind::Sources, Some(data.count), |ui| {
            let args = [
                ("selected", data.independent.selected.into()),
                ("total", data.independent.total.into()),
            ];
            ui.label(crate::ui::ext::small(cx.words.tf("sources-independent", &args), cx.tokens));
        });
        if data.rows.is_empty() {
            frame::empty(cx, ui, PanelKind::Sources);
            return;
        }
        if cx.results.filtered && data.count.selected == 0 {
            frame::nothing(cx, ui, PanelKind::Sources);
            return;
        }
        let mut shown: Vec<usize> = (0..4).filter(|i| data.max[*i] > 0.0).collect();
        let hidden = fit_columns(ui.available_width(), &data.max, None, &mut shown);
        let names = ["initiatives", "links", "statements", "events"];
        let names: Vec<String> =
            shown.iter().map(|i| cx.words.t(&format!("measure-{}", names[*i]))).collect();
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
        let notes = match hidden {
            0 => String::new(),
            n => cx.words.tf("bars-hidden", &[("count", n.into())]),
        };
        frame::foot(cx, ui, data.count, 0, &notes, &cx.words.t("sources-note"));
    }
}

fn line(
    cx: &ReadCx<'_>,
    ui: &mut Ui,
    data: &SourceData,
    row: &SourceRow,
    shown: &[usize],
    names: &[String],
) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width() - 6.0, 28.0), Sense::hover());
    let response = ui.interact(rect, ui.scope_id().with(row.row), Sense::click());
    let thing = Thing::Record(row.row);
    let (title, source) = data::title(cx, row.row);
    let values: Vec<_> = shown.iter().map(|i| (row.drawn[*i], data.max[*i])).collect();
    let mut said: Vec<String> =
        names.iter().zip(&values).map(|(n, (v, _))| format!("{n} {}", v.text(cx, true))).collect();
    if !row.independent {
        said.push(cx.words.t("sources-derived"));
    }
    if let Some(date) = &source.issued {
        said.push(crate::text::number::date(date, cx.words));
    }
    let said = format!("{title}: {}", said.join(", "));
    let on = cx.selected(thing);
    response.widget_info(|| WidgetInfo::selected(Role::Row, true, on, &said));
    let near = cx.linked_to(row.row).unwrap_or(false);
    let hot = near || response.hovered() || response.has_focus();
    // A copy of another source has no dot of its own.
    let dot = row.independent.then_some(cx.tokens.accent);
    let bars = Bars { name: &title, dot, values: &values, color: cx.tokens.accent };
    draw_bars(cx, ui, rect, &bars, (hot, on));
    grammar::act(cx, ui, response, thing).on_hover_text(said);
}
