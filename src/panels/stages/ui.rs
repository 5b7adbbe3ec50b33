//! The stages as widgets.

use egui::{Role, Sense, Ui, WidgetInfo, vec2};

use super::data::{self, ListedLine, StageData, StageRow, Step};
use super::draw;
use crate::panels::bars::{Column, draw as bars};
use crate::panels::{Cached, ReadCx, Rows, frame, grammar};
use crate::query::Count;
use crate::record::Row;
use crate::ui::ext;
use crate::ui::reveal::Reveal;
use crate::ui::target;
use crate::ui::theme::size;
use crate::ui::whole;
use crate::view::{PanelKind, Thing};

/// Height of a bar, and of a line of the list.
const BAR: f32 = 26.0;
const LINE: f32 = 24.0;

/// The panel's transient fields.
#[derive(Debug, Default)]
pub struct StagesPanel {
    data: Cached<StageData>,
    lines: Rows<ListedLine>,
    /// The stage whose initiatives are listed; `None` lists what was never heard of again.
    open: Option<Step>,
    reveal: Reveal,
    /// The selection whose list was looked for, by revision.
    looked_for: u64,
}

impl StagesPanel {
    /// Draws the panel.
    pub(super) fn show(&mut self, cx: &ReadCx<'_>, ui: &mut Ui) {
        let data = self.data.get(cx.revisions.numbers(), || data::data(cx));
        frame::head(cx, ui, PanelKind::Stages, Some((data.count, "initiatives")), |_| {});
        if data.count.total == 0 {
            frame::empty(cx, ui, PanelKind::Stages);
            return;
        }
        if data.count.selected == 0 {
            frame::nothing(cx, ui, PanelKind::Stages);
            return;
        }
        let mut area = ui.available_rect_before_wrap();
        area.max.y -= frame::foot_height(ui);
        let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(area).id_salt("content"));
        inner.spacing_mut().item_spacing.y = 0.0;
        let column = [data.column.clone()];
        let mut open = self.open;
        for row in data.rows.iter().filter(|r| r.count.total > 0) {
            if bar(cx, &mut inner, row, &column, open == Some(row.step)) {
                open = if open == Some(row.step) { None } else { Some(row.step) };
            }
        }
        // The list in which the selected one stands is opened.
        if let Some(row) = cx.view.selected.and_then(Thing::row)
            && self.looked_for != cx.revisions.chosen
            && let Some(at) = data.rows.iter().find(|r| r.listed.contains(&row))
        {
            open = Some(at.step);
        }
        self.looked_for = cx.revisions.chosen;
        if self.open != open {
            self.open = open;
            self.lines = Rows::default();
        }
        self.lines.keep(cx.revisions.numbers());
        inner.add_space(size::GAP);
        let stage = self.open.and_then(|s| data.rows.iter().find(|r| r.step == s));
        let (title, rows, total) = match stage {
            Some(row) => (row.line.name.clone(), &row.listed, row.count.selected),
            None => (cx.words.t("stages-silent"), &data.silent, data.silent_count.total),
        };
        if self.open.is_none() && !data.told {
            inner.label(ext::strong(title, size::BODY));
            let note = ext::small(cx.words.t("stages-silent-unknown"), cx.tokens);
            inner.add(egui::Label::new(note).wrap());
            ui.allocate_rect(area, Sense::hover());
            frame::foot(cx, ui, data.count, 0, &data.added, &cx.words.t("stages-note"));
            return;
        }
        inner.horizontal(|ui| {
            ui.label(ext::strong(title, size::BODY));
            let shown = match stage {
                Some(_) => u32::try_from(rows.len()).unwrap_or(u32::MAX),
                None => data.silent_count.selected,
            };
            ui.label(ext::small(cx.count_of(Count { selected: shown, total }), cx.tokens));
        });
        if self.open.is_none() {
            let note = ext::small(data.silent_note.clone(), cx.tokens);
            inner.add(egui::Label::new(note).wrap());
        }
        inner.add_space(size::GAP_THIN);
        list(cx, &mut inner, rows, &mut self.lines, &mut self.reveal);
        ui.allocate_rect(area, Sense::hover());
        frame::foot(cx, ui, data.count, 0, &data.added, &cx.words.t("stages-note"));
    }
}

/// A stage's bar; returns whether it was clicked.
fn bar(cx: &ReadCx<'_>, ui: &mut Ui, row: &StageRow, column: &[Column], on: bool) -> bool {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width() - 6.0, BAR), Sense::hover());
    let response = ui.interact(rect, ui.scope_id().with(row.step), Sense::click());
    let said = &row.line.said;
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, said));
    let hot = ext::pointed(&response);
    bars::line(ui.painter(), rect, &row.line, column, bars::Look { hot, on }, cx.tokens);
    response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text(said).clicked()
}

fn list(
    cx: &ReadCx<'_>,
    ui: &mut Ui,
    rows: &[Row],
    lines: &mut Rows<ListedLine>,
    reveal: &mut Reveal,
) {
    if rows.is_empty() {
        ui.label(ext::small(cx.words.t("stages-none"), cx.tokens));
        return;
    }
    let selected = || rows.iter().position(|r| cx.selected(Thing::Record(*r)));
    let at = reveal.line(cx.revisions.chosen, selected);
    let scroll = target::scroll().auto_shrink([false, false]);
    let sight = reveal.scrolled(scroll, at, LINE).show_rows(ui, LINE, rows.len(), |ui, range| {
        for i in range {
            let row = rows[i];
            let line = lines.get(i, |_| data::listed(cx, row));
            let size = vec2(ui.available_width() - 6.0, LINE);
            let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
            whole::thing(ui, rect, rows.len());
            let response = ui.interact(rect, ui.scope_id().with(row), Sense::click());
            let thing = Thing::Record(row);
            let on = cx.selected(thing);
            response.widget_info(|| WidgetInfo::selected(Role::Row, true, on, &line.name));
            let near = cx.linked_to(row).unwrap_or(false);
            let hot = near || ext::pointed(&response);
            draw::listed(ui.painter(), rect, line, bars::Look { hot, on }, cx.tokens);
            if line.unsourced {
                ext::unsourced(ui.painter(), rect.shrink2(vec2(0.0, 2.0)), cx.tokens);
            }
            grammar::act(cx, ui, response, thing).on_hover_text(&line.name);
        }
    });
    reveal.saw(&sight);
}
