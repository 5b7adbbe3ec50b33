//! A link drawn by hand: from one node to another, by dragging or by choosing one after the other.

use egui::{Pos2, Response, Stroke, Ui};

use super::NetworkPanel;
use super::data::{NetworkData, NodeMark};
use crate::command::{Command, Wish};
use crate::panels::ReadCx;
use crate::record::Row;
use crate::ui::ext;
use crate::ui::theme::size;

/// A link being drawn.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Linking {
    /// Where it begins, once that is chosen.
    from: Option<Row>,
}

impl NetworkPanel {
    /// Ends drawing links; returns whether one was being drawn.
    pub fn stop_linking(&mut self) -> bool {
        self.linking.take().is_some()
    }

    /// The button that begins and ends drawing links.
    pub(super) fn linking_button(&mut self, cx: &ReadCx<'_>, ui: &mut Ui) {
        if !cx.editable {
            return;
        }
        let on = self.linking.is_some();
        let said = cx.words.t(if on { "network-draw-end" } else { "network-draw" });
        let color = cx.tokens.accent;
        let clicked = ext::sign_button(ui, cx.tokens, &said, |p, r, s| {
            let s = if on { Stroke::new(size::LINE_MARK, color) } else { s };
            p.circle_stroke(r.left_bottom(), 2.5, s);
            p.circle_stroke(r.right_top(), 2.5, s);
            let d = (r.right_top() - r.left_bottom()).normalized() * 3.5;
            p.line_segment([r.left_bottom() + d, r.right_top() - d], s);
        });
        if clicked.clicked() {
            self.linking = if on { None } else { Some(Linking::default()) };
        }
    }

    /// The sentence that says what to do, while a link is drawn.
    pub(super) fn linking_hint(&self, cx: &ReadCx<'_>, ui: &mut Ui) {
        let Some(linking) = self.linking else { return };
        let text = match linking.from {
            Some(from) => cx.words.ts("network-draw-to", &[("name", cx.name(from))]),
            None => cx.words.t("network-draw-from"),
        };
        ui.add(egui::Label::new(ext::small(text, cx.tokens).color(cx.tokens.accent)).truncate());
    }

    /// What pointing at a node means while a link is drawn; returns whether it means that.
    pub(super) fn link_node(
        &mut self,
        cx: &ReadCx<'_>,
        ui: &Ui,
        response: &Response,
        node: &NodeMark,
    ) -> bool {
        let Some(linking) = &mut self.linking else { return false };
        let Some(row) = node.row else { return true };
        let released = ui.input(|i| i.pointer.any_released() && i.pointer.hover_pos().is_some());
        let dropped = released
            && ui.input(|i| i.pointer.hover_pos()).is_some_and(|p| response.rect.contains(p));
        let enter = response.has_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
        match linking.from {
            None if response.drag_started() || response.clicked() || enter => {
                linking.from = Some(row);
            }
            Some(from) if from != row && (dropped || response.clicked() || enter) => {
                linking.from = None;
                cx.send(Command::OnShown(from, Wish::LinkTo(row)));
            }
            Some(_) if response.drag_started() => linking.from = Some(row),
            _ => {}
        }
        true
    }

    /// The line that follows the pointer.
    pub(super) fn link_line(&self, cx: &ReadCx<'_>, ui: &Ui, data: &NetworkData, at: &[Pos2]) {
        let Some(from) = self.linking.and_then(|l| l.from) else { return };
        let node = data.nodes.iter().position(|n| n.row == Some(from));
        let pointer = ui.input(|i| i.pointer.hover_pos());
        if let (Some(node), Some(pointer)) = (node, pointer) {
            let line = egui::Shape::dashed_line(
                &[at[node], pointer],
                Stroke::new(size::LINE_MARK, cx.tokens.accent),
                6.0,
                4.0,
            );
            ui.painter().extend(line);
        }
    }
}
