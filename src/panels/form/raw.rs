//! The JSON of a record, checked as it is typed.

use egui::{Label, TextEdit, Ui};

use crate::command::Command;
use crate::edit::Edit;
use crate::model::Checks;
use crate::panels::EditCx;
use crate::record::{Row, line_column};
use crate::ui::ext;

/// The text as typed so far.
#[derive(Debug)]
pub(super) struct Raw {
    text: String,
    was: String,
}

impl Raw {
    pub(super) fn of(text: &str) -> Self {
        Self { text: text.to_owned(), was: text.to_owned() }
    }

    /// What was typed over a text before.
    pub(super) fn begun(was: &str, text: String) -> Self {
        Self { text, was: was.to_owned() }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn is_changed(&self) -> bool {
        self.text != self.was
    }

    /// The text to be taken over: changed, whole, and over what it was made from.
    pub(super) fn changed(&self, cx: &EditCx<'_>, row: Row) -> Option<String> {
        let trimmed = self.text.trim();
        let whole = crate::record::scan::record_fault(trimmed.as_bytes()).is_none();
        let there = row.index() < cx.live.records.len(row.collection());
        let same = there && cx.live.records.text_of(row) == self.was;
        (self.is_changed() && whole && same).then(|| trimmed.to_owned())
    }

    /// Draws the text with what is wrong with it; returns whether it was taken over.
    pub(super) fn ui(&mut self, cx: &EditCx<'_>, ui: &mut Ui, row: Row) -> bool {
        let now = cx.live.records.text_of(row);
        if now != self.was && self.text == self.was {
            *self = Self::of(now);
        }
        let said = cx.words.t("form-json");
        let field = TextEdit::multiline(&mut self.text)
            .code_editor()
            .desired_rows(14)
            .desired_width(f32::INFINITY);
        let response = ui.add(field);
        response.widget_info(|| ext::text_info("", &self.text, &said));
        let trimmed = self.text.trim();
        let fault = crate::record::scan::record_fault(trimmed.as_bytes());
        if let Some(offset) = fault {
            let lead = self.text.len() - self.text.trim_start().len();
            let (line, column) = line_column(self.text.as_bytes(), lead + offset);
            let args = [("line", line.to_string()), ("column", column.to_string())];
            let text = cx.words.ts("form-json-bad", &args);
            ui.add(Label::new(egui::RichText::new(text).color(cx.tokens.warning)).wrap());
        } else {
            let mut checks = Checks::default();
            checks.record(&cx.live.records, row, trimmed);
            for issue in checks.found() {
                let text = crate::say::message(cx.words, issue);
                let text = match crate::say::member(cx.words, &crate::edit::pointer_of(issue)) {
                    member if member.is_empty() => text,
                    member => format!("{member}: {text}"),
                };
                ui.add(Label::new(ext::small(text, cx.tokens)).wrap());
            }
            let id = super::data::id_in(trimmed);
            if cx.live.records.find(&id).is_some_and(|other| other != row) {
                let text = cx.words.ts("edit-id-taken", &[("id", id)]);
                ui.add(Label::new(egui::RichText::new(text).color(cx.tokens.warning)).wrap());
            }
        }
        let meanwhile = now != self.was;
        if meanwhile {
            let text = egui::RichText::new(cx.words.t("form-json-meanwhile"));
            ui.add(Label::new(text.color(cx.tokens.warning)).wrap());
        }
        let mut done = false;
        ui.horizontal(|ui| {
            if ui.button(cx.words.t("path-cancel")).clicked() {
                done = true;
            }
            let ready = fault.is_none() && self.text != now && !meanwhile;
            let apply = egui::Button::new(cx.words.t("form-apply"));
            if ui.add_enabled(ready, apply).clicked() {
                let text = trimmed.to_owned();
                cx.send(Command::Edit(Box::new(Edit::Write { row, text })));
                done = true;
            }
        });
        done
    }
}
