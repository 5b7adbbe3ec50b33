//! A sector put under another parent by dragging its bar there.

use egui::{Response, Stroke, StrokeKind, Ui};

use super::data::SectorRow;
use crate::command::{Command, Wish};
use crate::panels::ReadCx;
use crate::record::{Collection, Row};
use crate::ui::ext;
use crate::ui::theme::size;

/// What is dragged: the number of a sector.
#[derive(Clone, Copy, Debug)]
struct Dragged(u32);

/// Makes a bar one that can be dragged, and onto which others can be dropped.
pub(super) fn drag(cx: &ReadCx<'_>, ui: &Ui, response: &Response, row: &SectorRow) {
    let Some(sector) = row.sector else { return };
    response.dnd_set_drag_payload(Dragged(sector));
    let fits = |dragged: u32| {
        // Not under itself, nor under what it contains.
        !cx.table.lineage(sector).any(|s| s == dragged)
    };
    if let Some(over) = response.dnd_hover_payload::<Dragged>()
        && fits(over.0)
    {
        let stroke = Stroke::new(size::LINE_RING, cx.tokens.accent);
        ui.painter().rect_stroke(response.rect, size::RADIUS_GROUND, stroke, StrokeKind::Inside);
    }
    if let Some(dropped) = response.dnd_release_payload::<Dragged>()
        && fits(dropped.0)
    {
        put(cx, dropped.0, Some(sector));
    }
}

/// While a sector is dragged, the place to drop it so that it has no parent.
pub(super) fn top(cx: &ReadCx<'_>, ui: &mut Ui) {
    let Some(dragged) = egui::DragAndDrop::payload::<Dragged>(ui.ctx()) else { return };
    let has_parent = cx.table.sector_parent.get(dragged.0 as usize).copied().flatten().is_some();
    let moving = ui.input(|i| i.pointer.is_decidedly_dragging());
    if !has_parent || !moving {
        return;
    }
    let area = ui.max_rect();
    let rect = egui::Rect::from_min_max(
        egui::pos2(area.left(), area.bottom() - 30.0),
        egui::pos2(area.right(), area.bottom()),
    );
    let response = ui.interact(rect, ui.scope_id().with("drop-top"), egui::Sense::hover());
    let hot = response.dnd_hover_payload::<Dragged>().is_some();
    let fill = if hot { cx.tokens.accent_tint } else { cx.tokens.control };
    ui.painter().rect_filled(rect, size::RADIUS_GROUND, fill);
    let text = cx.words.t("sectors-drop-top");
    let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(rect.shrink(6.0)));
    inner.label(ext::small(text, cx.tokens));
    if response.dnd_release_payload::<Dragged>().is_some() {
        put(cx, dragged.0, None);
    }
}

fn put(cx: &ReadCx<'_>, sector: u32, parent: Option<u32>) {
    let row = |s: u32| Row::new(Collection::Sectors, s as usize);
    cx.send(Command::OnShown(row(sector), Wish::PutUnder(parent.map(row))));
}
