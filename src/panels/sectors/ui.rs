//! The sector bars as widgets.

use std::collections::BTreeSet;

use egui::{CursorIcon, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::data::{self, SectorData};
use super::draw;
use crate::command::{Command, menu::UiCommand};
use crate::panels::{Cached, PanelCx};
use crate::query::{Clause, Measure};
use crate::ui::ext;

/// More sectors than this start closed.
const OPEN_UP_TO: usize = 40;

/// The panel's transient fields.
#[derive(Debug, Default)]
pub struct SectorsPanel {
    data: Cached<SectorData>,
    /// Sectors whose state differs from the first one.
    flipped: BTreeSet<u32>,
    of_data: u64,
}

impl SectorsPanel {
    /// Draws the panel.
    pub fn ui(&mut self, cx: &PanelCx<'_>, ui: &mut Ui) {
        if self.of_data != cx.revisions.data {
            self.of_data = cx.revisions.data;
            self.flipped.clear();
        }
        let data = self.data.get(cx.revisions, || data::data(cx));
        header(cx, ui);
        if data.rows.is_empty() {
            ext::empty_state(ui, cx.tokens, &cx.words.t("sectors-empty"), None);
            return;
        }
        if cx.results.filtered && data.rows.iter().all(|r| r.count.selected == 0) {
            let (text, clear) = (cx.words.t("sectors-nothing"), cx.words.t("sectors-clear"));
            if ext::empty_state(ui, cx.tokens, &text, Some(&clear)) {
                cx.commands.send(Command::Ui(UiCommand::ClearFilter));
            }
            return;
        }
        let open_first = data.rows.len() <= OPEN_UP_TO;
        let is_open = |s: u32| open_first != self.flipped.contains(&s);
        let mut visible = Vec::new();
        let mut closed_at: Option<u8> = None;
        for row in &data.rows {
            if closed_at.is_some_and(|d| row.depth > d) {
                continue;
            }
            closed_at = None;
            visible.push(row);
            if row.parent && row.sector.is_some_and(|s| !is_open(s)) {
                closed_at = Some(row.depth);
            }
        }
        let foot = 26.0;
        let height = (ui.available_height() - foot).max(draw::ROW);
        let mut flip = None;
        let label = draw::label_width(ui.painter(), &visible, ui.available_width());
        let scale = (label, data.max);
        ScrollArea::vertical().auto_shrink([false, true]).max_height(height).show_rows(
            ui,
            draw::ROW - ui.spacing().item_spacing.y,
            visible.len(),
            |ui, range| {
                for row in &visible[range] {
                    flip = row_ui(cx, ui, row, scale, row.sector.is_some_and(is_open)).or(flip);
                }
            },
        );
        if let Some(s) = flip
            && !self.flipped.remove(&s)
        {
            self.flipped.insert(s);
        }
        foot_ui(cx, ui, data);
    }
}

fn header(cx: &PanelCx<'_>, ui: &mut Ui) {
    ui.horizontal_wrapped(|ui| {
        ui.label(ext::small(cx.words.t("sectors-question"), cx.tokens));
        let choices = [
            (Measure::Statements, cx.words.t("sectors-measure-statements")),
            (Measure::Initiatives, cx.words.t("sectors-measure-initiatives")),
            (Measure::Links, cx.words.t("sectors-measure-links")),
        ];
        if let Some(m) = ext::segmented(ui, cx.tokens, cx.view.measure, &choices) {
            cx.commands.send(Command::SetMeasure(m));
        }
    });
    ui.add_space(2.0);
}

/// Draws one row; answers the sector to open or close.
fn row_ui(
    cx: &PanelCx<'_>,
    ui: &mut Ui,
    row: &data::SectorRow,
    scale: (f32, u32),
    open: bool,
) -> Option<u32> {
    let spacing = ui.spacing().item_spacing.y;
    let size = vec2(ui.available_width(), draw::ROW - spacing);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let rect = rect.expand2(vec2(0.0, spacing / 2.0));
    let id = ui.scope_id().with(("sector", row.sector));
    let sense = if row.sector.is_some() { Sense::click() } else { Sense::hover() };
    let response = ui.interact(rect, id, sense);
    let args = [
        ("name", row.name.clone().into()),
        ("selected", row.count.selected.into()),
        ("total", row.count.total.into()),
    ];
    let name = cx.words.tf("sectors-bar", &args);
    let on = row.sector.is_some_and(|s| cx.view.filter.sectors.contains(&s));
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, &name));
    let hot = row.sector.is_some() && (response.hovered() || response.has_focus());
    draw::row(ui.painter(), rect, row, scale, cx.tokens, hot, cx.words.language);
    let sector = row.sector?;
    let mut flip = None;
    if row.parent {
        let center = pos2(rect.left() + 10.0 + f32::from(row.depth.min(6)) * 14.0, rect.center().y);
        let hit = egui::Rect::from_center_size(center, vec2(20.0, 22.0));
        let toggle = ui.interact(hit, id.with("open"), Sense::click());
        let text = if open { "sectors-collapse" } else { "sectors-expand" };
        let text = cx.words.ts(text, &[("name", row.name.clone())]);
        toggle.widget_info(|| WidgetInfo::labeled(Role::Button, true, &text));
        ui.painter().add(draw::triangle(center, open, cx.tokens.secondary));
        if toggle.on_hover_cursor(CursorIcon::PointingHand).clicked() {
            flip = Some(sector);
        }
    }
    if response.clicked() && flip.is_none() {
        cx.toggle(ui, Clause::Sector(sector));
    }
    response
        .on_hover_cursor(CursorIcon::PointingHand)
        .on_hover_text(format!("{name}\n{}", cx.words.t("sectors-hint")));
    flip
}

fn foot_ui(cx: &PanelCx<'_>, ui: &mut Ui, data: &SectorData) {
    ui.add_space(2.0);
    let count = data.facts;
    let args = [
        ("shown", count.selected.into()),
        ("out", (count.total - count.selected).into()),
        ("total", count.total.into()),
    ];
    let text = cx.words.tf("sectors-foot", &args);
    let note = cx.words.t("sectors-foot-note");
    let key = cx.words.t("sectors-key");
    ui.add(egui::Label::new(ext::small(text, cx.tokens)).truncate())
        .on_hover_text(format!("{note}\n{key}"));
}
