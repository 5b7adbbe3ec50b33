//! Taking records out: who refers to them, and what becomes of that.

use egui::{Context, Label, ScrollArea};

use super::super::Workbench;
use super::super::dialogs::{heading, modal};
use crate::command::Command;
use crate::edit::{Edit, OnUse, Use, users};
use crate::panels::form::pick::{Choice, Picker};
use crate::record::{Collection, Row};
use crate::say::field_name;
use crate::ui::ext;
use crate::ui::theme::{Tokens, size};

/// Users told by name.
const NAMED: usize = 60;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    Detach,
    Replace,
    Leave,
}

/// The question.
#[derive(Debug)]
pub(in super::super) struct Delete {
    rows: Vec<Row>,
    users: Vec<Use>,
    how: How,
    other: Option<Row>,
    picker: Picker,
}

impl Delete {
    /// The question about these records; `None` when nobody refers to them.
    pub(in super::super) fn of(w: &Workbench, rows: Vec<Row>) -> Option<Self> {
        let users = users(&w.data.live.records, &rows);
        let picker = Picker::default();
        (!users.is_empty()).then_some(Self { rows, users, how: How::Detach, other: None, picker })
    }

    pub(super) fn show(&mut self, w: &mut Workbench, tokens: &Tokens, ctx: &Context) -> bool {
        let one = self.rows.len() == 1;
        let name = |row: Row| {
            let label = crate::say::record_name(&w.person.words, &w.data.live, row);
            crate::text::display::clean(&label, 80).into_owned()
        };
        let ends = self
            .users
            .iter()
            .filter(|u| u.row.collection() == Collection::Links)
            .filter(|u| matches!(u.pointer.as_str(), "/from" | "/to"))
            .count();
        let shown = modal("delete", 480.0, ctx, |ui| {
            let n = |n: usize| i64::try_from(n).unwrap_or(0);
            let first = self.rows.first().map_or_else(String::new, |r| name(*r));
            let args = [("name", first.into()), ("count", n(self.rows.len()).into())];
            heading(ui, &w.person.words.tf("delete-title", &args));
            let args = [("count", n(self.users.len()).into())];
            ui.add(Label::new(w.person.words.tf("delete-used", &args)).wrap());
            ScrollArea::vertical().max_height(130.0).show(ui, |ui| {
                for used in self.users.iter().take(NAMED) {
                    let kind = w.person.words.t(&format!("record-{}", used.row.collection().key()));
                    let key = used.pointer.split('/').nth(1).unwrap_or("");
                    let field = field_name(&w.person.words, key);
                    let cx = w.edit_cx(tokens);
                    let name = cx.name(used.row);
                    let text = format!("{name} · {kind} · {field}");
                    ui.add(Label::new(ext::small(text, tokens)).truncate());
                }
                if self.users.len() > NAMED {
                    let rest = [("count", n(self.users.len() - NAMED).into())];
                    ui.label(ext::small(w.person.words.tf("delete-more", &rest), tokens));
                }
            });
            ui.add_space(size::GAP);
            ui.radio_value(&mut self.how, How::Detach, w.person.words.t("delete-detach"));
            if ends > 0 && self.how == How::Detach {
                let text = w.person.words.tf("delete-ends", &[("count", n(ends).into())]);
                ui.label(ext::small(text, tokens).color(tokens.warning));
            }
            let replaceable = one;
            ui.add_enabled_ui(replaceable, |ui| {
                ui.radio_value(&mut self.how, How::Replace, w.person.words.t("delete-replace"));
            });
            if self.how == How::Replace {
                if let Some(other) = self.other {
                    if ui.button(name(other)).clicked() {
                        self.other = None;
                    }
                } else {
                    let collections = [self.rows[0].collection()];
                    let cx = w.edit_cx(tokens);
                    let chosen = self.picker.ui(&cx, ui, &collections, false);
                    if let Some(Choice::Row(row)) =
                        chosen.filter(|c| !matches!(c, Choice::Row(r) if self.rows.contains(r)))
                    {
                        self.other = Some(row);
                    }
                }
            }
            ui.radio_value(&mut self.how, How::Leave, w.person.words.t("delete-leave"));
            ui.add_space(size::GAP_WIDE);
            let ready = self.how != How::Replace || self.other.is_some();
            let mut chosen = None;
            ui.horizontal(|ui| {
                if ui.button(w.person.words.t("path-cancel")).clicked() {
                    chosen = Some(0);
                }
                let delete = egui::Button::new(w.person.words.t("edit-delete"));
                if ui.add_enabled(ready, delete).clicked() {
                    chosen = Some(1);
                }
            });
            chosen
        });
        match shown.inner {
            Some(0) => return false,
            Some(_) => {
                let uses = match (self.how, self.other) {
                    (How::Detach, _) => OnUse::Detach,
                    (How::Leave, _) => OnUse::Leave,
                    (How::Replace, Some(row)) => {
                        OnUse::Replace(w.data.live.records.raw_id(row).to_owned())
                    }
                    // The record that takes its place is still to be chosen.
                    (How::Replace, None) => return true,
                };
                let edit = Edit::Delete { rows: self.rows.clone(), uses };
                w.input.queue.send(Command::Edit(Box::new(edit)));
                return false;
            }
            None => {}
        }
        !shown.should_close()
    }
}
