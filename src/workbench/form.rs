//! The filter as a line of text, to be written instead of clicked.

use egui::{Key, TextEdit, Ui};

use super::Workbench;
use crate::command::Command;
use crate::query::{FormError, parse};
use crate::ui::ext;
use crate::ui::theme::Tokens;

/// The text while it is edited.
#[derive(Clone, Debug, Default)]
pub(super) struct Form {
    text: String,
    error: Option<FormError>,
    pub(super) fresh: bool,
}

impl Form {
    pub(super) fn new(text: String) -> Self {
        Self { text, error: None, fresh: true }
    }
}

/// Draws the field in the place of the chips. Returns whether it is still open.
pub(super) fn show(w: &mut Workbench, tokens: &Tokens, ui: &mut Ui) {
    let Some(mut form) = w.dialogs.filter_text.take() else { return };
    let said = w.person.words.t("form-label");
    let apply = w.person.words.t("form-apply");
    let room = (ui.available_width() - 120.0).max(80.0);
    let field = TextEdit::singleline(&mut form.text)
        .hint_text(w.person.words.t("form-hint"))
        .desired_width(room)
        .margin(egui::Margin::symmetric(8, 5))
        .background_color(tokens.control);
    let output = field.show(ui);
    let response = output.response.response.clone();
    let value = form.text.clone();
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::text_edit(true, "", &value, "");
        info.label = Some(said.clone());
        info
    });
    let entered = response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    let given_up = ui.input(|i| i.key_pressed(Key::Escape));
    if form.fresh {
        form.fresh = false;
        response.request_focus();
    }
    if response.changed() {
        form.error = None;
    }
    if entered || ui.button(apply).clicked() {
        match parse(&form.text, w.names()) {
            Ok(filter) => {
                w.input.queue.send(Command::SetFilter(filter));
                return;
            }
            Err(error) => {
                // The cursor goes to the fault.
                let mut state = output.state;
                let at = egui::text::CCursor::new(error.at.saturating_sub(1));
                state.cursor.set_char_range(Some(egui::text::CCursorRange::one(at)));
                state.store(ui.ctx(), response.id);
                response.request_focus();
                form.error = Some(error);
            }
        }
    }
    if given_up {
        return;
    }
    if let Some(error) = &form.error {
        let text = w.person.words.ts(error.message_id(), &error.args());
        let text = crate::text::display::clean(&text, 300).into_owned();
        let popup = egui::Area::new(egui::Id::unique("form-error"))
            .order(egui::Order::Foreground)
            .fixed_pos(response.rect.left_bottom() + egui::vec2(0.0, 4.0));
        popup.show(ui.ctx(), |ui| {
            egui::Frame::popup(ui.style()).show(ui, |ui| {
                ui.set_max_width(520.0);
                ui.label(ext::small(text, tokens).color(tokens.danger));
            });
        });
    }
    w.dialogs.filter_text = Some(form);
}
