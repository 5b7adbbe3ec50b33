//! Merging two records: which, what stays, and what comes of it.

use egui::{Context, Label, ScrollArea};

use super::super::Workbench;
use super::super::dialogs::{heading, modal};
use super::buttons;
use crate::command::Command;
use crate::edit::{Edit, MERGED, can_merge, merged, users};
use crate::model::decode;
use crate::panels::form::pick::{Choice, Picker};
use crate::record::Row;
use crate::say::field_name;
use crate::ui::ext;
use crate::ui::theme::{Tokens, size};

/// The question.
#[derive(Debug)]
pub(in super::super) struct Merge {
    keep: Row,
    gone: Option<Row>,
    likely: Vec<Row>,
    /// How many places refer to the record that goes; asked for once, as every record is read.
    users: Option<(Row, usize)>,
    picker: Picker,
}

impl Merge {
    pub(in super::super) fn of(w: &Workbench, keep: Row, gone: Option<Row>) -> Self {
        let likely = crate::panels::problems::likeness::like(&w.data.live, keep);
        Self { keep, gone, likely, users: None, picker: Picker::fresh() }
    }

    pub(super) fn show(&mut self, w: &mut Workbench, tokens: &Tokens, ctx: &Context) -> bool {
        let name = |row: Row| {
            let label = crate::say::record_name(&w.person.words, &w.data.live, row);
            let label = crate::text::display::clean(&label, 80);
            crate::ui::bidi::line(&label).into_owned()
        };
        let shown = modal("merge", 480.0, ctx, |ui| {
            heading(ui, &w.person.words.ts("merge-title", &[("name", name(self.keep))]));
            let Some(gone) = self.gone else {
                if !self.likely.is_empty() {
                    ui.label(ext::small(w.person.words.t("merge-likely"), tokens));
                    for row in self.likely.clone() {
                        let text = format!("{} · {}", name(row), w.data.live.records.raw_id(row));
                        if ui.button(text).clicked() {
                            self.gone = Some(row);
                        }
                    }
                    ui.add_space(size::GAP);
                }
                ui.label(ext::small(w.person.words.t("merge-choose"), tokens));
                let cx = w.edit_cx(tokens);
                let collections = [self.keep.collection()];
                let chosen = self.picker.ui(&cx, ui, &collections, false);
                if let Some(Choice::Row(row)) = chosen
                    && can_merge(self.keep, row)
                {
                    self.gone = Some(row);
                }
                return buttons(ui, &[w.person.words.t("path-cancel")]);
            };
            let args = [("name", name(gone)), ("keep", name(self.keep))];
            ui.add(Label::new(w.person.words.ts("merge-text", &args)).wrap());
            let users = match self.users {
                Some((of, n)) if of == gone => n,
                _ => users(&w.data.live.records, &[gone]).len(),
            };
            self.users = Some((gone, users));
            ScrollArea::vertical().max_height(220.0).show(ui, |ui| {
                preview(w, tokens, ui, (self.keep, gone), users);
            });
            let texts = ["path-cancel", "merge-swap", "merge-do"].map(|id| w.person.words.t(id));
            buttons(ui, &texts)
        });
        match (shown.inner, self.gone) {
            (Some(0), _) => return false,
            (Some(1), Some(gone)) => {
                self.gone = Some(self.keep);
                self.keep = gone;
            }
            (Some(2), Some(gone)) => {
                let edit = Edit::Merge { keep: self.keep, gone };
                w.input.queue.send(Command::Edit(Box::new(edit)));
                return false;
            }
            _ => {}
        }
        !shown.should_close()
    }
}

/// The record as it will be, member by member: what is new stands out.
fn preview(
    w: &Workbench,
    tokens: &Tokens,
    ui: &mut egui::Ui,
    (keep, gone): (Row, Row),
    users: usize,
) {
    let was = decode(&w.data.live.records, keep);
    let Some(text) = merged(&w.data.live.records, keep, gone) else { return };
    let value: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    let members = value.as_object().into_iter().flatten();
    for (key, member) in members.filter(|(k, _)| *k != MERGED) {
        let new = was[key.as_str()] != *member;
        let pointer = format!("/{}", crate::record::splice::token(key));
        let of = Some(keep.collection());
        let told = crate::say::value_at(&w.person.words, &w.data.live, of, &pointer, member);
        let args = [("name", field_name(&w.person.words, key)), ("text", told)];
        let text = w.person.words.ts("value-pair", &args);
        let text = crate::text::display::clean(&text, 400);
        let text = crate::ui::bidi::line(&text).into_owned();
        let text = egui::RichText::new(text).size(size::SMALL);
        let text = if new { text.color(tokens.accent) } else { text.color(tokens.secondary) };
        ui.add(Label::new(text).wrap());
    }
    let n = i64::try_from(users).unwrap_or(0);
    ui.label(ext::small(w.person.words.tf("merge-uses", &[("count", n.into())]), tokens));
    ui.add(Label::new(ext::small(w.person.words.t("merge-back"), tokens)).wrap());
}
