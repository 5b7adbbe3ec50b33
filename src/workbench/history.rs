//! The steps that were done and taken back, to be stepped through.

use egui::{Context, ScrollArea};

use super::Workbench;
use super::asking::buttons;
use super::dialogs::{heading, modal};
use crate::command::Command;
use crate::edit::Label;
use crate::say::field_name;
use crate::text::Words;
use crate::text::display::clean;
use crate::ui::ext;
use crate::ui::theme::Tokens;

/// A step in words: "change label of Kazakhstan".
#[must_use]
pub fn step_name(words: &Words, label: &Label) -> String {
    let what = if label.what.is_empty() {
        String::new()
    } else {
        field_name(words, &label.what).to_lowercase()
    };
    // An id the program made says nothing to anybody.
    let name = if crate::say::is_made(&label.name) { "" } else { &label.name };
    let name = crate::text::display::cut(&clean(name, 60), 40).into_owned();
    words.ts(label.step.text_id(), &[("what", what), ("name", name)])
}

/// Draws the list; returns whether it stays open.
pub(super) fn show(w: &mut Workbench, tokens: &Tokens, ctx: &Context) -> bool {
    let history = w.data.live.history();
    let now = history.state();
    let mut steps: Vec<(u64, String, bool)> = vec![(0, w.person.words.t("history-opened"), false)];
    steps.extend(
        history
            .done()
            .iter()
            .map(|s| (s.state, step_name(&w.person.words, &s.transaction.label), false)),
    );
    steps.extend(
        history.undone().map(|s| (s.state, step_name(&w.person.words, &s.transaction.label), true)),
    );
    let saved = history.saved();
    let shown = modal("history", 440.0, ctx, |ui| {
        // The dots are the menu's: they say that a dialog comes.
        heading(ui, w.person.words.t("command-history").trim_end_matches('…'));
        ui.label(ext::small(w.person.words.t("history-text"), tokens));
        ScrollArea::vertical().max_height(320.0).auto_shrink([false, true]).show(ui, |ui| {
            for (state, name, undone) in &steps {
                let mut text = egui::RichText::new(name);
                if *undone {
                    text = text.color(tokens.secondary);
                }
                ui.horizontal(|ui| {
                    let mut button = egui::Button::selectable(*state == now, text);
                    button = button.truncate();
                    if ui.add(button).clicked() {
                        w.input.queue.send(Command::StepTo(*state));
                    }
                    if *state == saved {
                        ui.label(ext::small(w.person.words.t("history-saved"), tokens));
                    }
                });
            }
        });
        buttons(ui, &[w.person.words.t("message-close")])
    });
    shown.inner.is_none() && !shown.should_close()
}
