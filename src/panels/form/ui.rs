//! The form of one record.

use std::collections::{BTreeMap, BTreeSet};

use egui::{Label, Ui};

use super::data::{self, field_name};
use super::fields::{MemberPlace, field};
use super::held::Held;
use super::pick::Picker;
use super::raw::Raw;
use crate::command::Command;
use crate::edit::{Edit, has_source};
use crate::model::{decode, schema};
use crate::panels::EditCx;
use crate::record::{Records, Row};
use crate::ui::ext::{self, ChipStyle};
use crate::ui::theme::size;

/// A text being typed, which is no step yet.
#[derive(Clone, Debug)]
pub(super) struct Typing {
    pub(super) row: Row,
    pub(super) pointer: String,
    pub(super) text: String,
    /// What it comes to when it is left; `None` when it is not changed or does not fit.
    pub(super) edit: Option<Edit>,
    /// Where it is held when it does not fit: the record's id, the member.
    pub(super) unfit: Option<(String, String)>,
    pub(super) drawn: bool,
}

/// What a form remembers between frames.
#[derive(Debug, Default)]
pub struct FormState {
    row: Option<Row>,
    pub(super) typing: Option<Typing>,
    /// Texts that do not fit their members, by the record's id and the member: they stay until they
    /// are corrected or discarded.
    pub(super) held: BTreeMap<(String, String), String>,
    /// The member the keyboard goes to.
    pub(super) focus: Option<String>,
    /// A member for which something was chosen: the keyboard goes to the one after it, in the next
    /// frame, when what was open for the choice is gone.
    pub(super) chosen: Option<String>,
    after: Option<String>,
    next: bool,
    /// A field has the keyboard in which nothing is typed that is no step.
    pub(super) resting: bool,
    /// A field was left with Escape: the keyboard goes back to the panel.
    pub(super) left: bool,
    /// The list that is open, by the member it is for.
    pub(super) picker: Option<(String, Picker)>,
    /// Members shown although they hold nothing yet.
    pub(super) shown: BTreeSet<String>,
    /// Languages asked for beyond those of the dataset.
    pub(super) languages: Vec<String>,
    raw: Option<Raw>,
    /// JSON that was begun and is not whole.
    kept: BTreeMap<Row, Raw>,
}

impl FormState {
    /// The keyboard goes to a member, by its JSON Pointer, when the form is drawn next.
    pub fn focus(&mut self, pointer: &str) {
        let pointer = pointer.trim_start_matches('/');
        self.focus = Some(format!("/{pointer}"));
    }

    /// What is typed becomes a step now.
    pub fn flush(&mut self, cx: &EditCx<'_>) {
        if let Some(typing) = self.typing.take() {
            if let Some(key) = typing.unfit {
                self.held.insert(key, typing.text);
            } else if let Some(edit) = typing.edit {
                cx.commands.send_first(Command::Edit(Box::new(edit)));
            }
        }
        if let (Some(row), Some(raw)) = (self.row, &self.raw)
            && let Some(text) = raw.changed(cx, row)
        {
            cx.commands.send_first(Command::Edit(Box::new(Edit::Write { row, text })));
            self.raw = None;
        }
    }

    /// Whether something is typed that is no step yet.
    #[must_use]
    pub fn is_typing(&self) -> bool {
        self.typing.as_ref().is_some_and(|t| t.edit.is_some())
            || self.raw.as_ref().is_some_and(Raw::is_changed)
    }

    /// Whether a field has the keyboard, and nothing is typed in it that is no step: what takes steps
    /// back there means those of the document. Of the frame before; asked for once.
    pub fn take_rest(&mut self) -> bool {
        std::mem::take(&mut self.resting)
    }

    /// What is typed and is no step yet, by the record's id: the member and the text. JSON of a
    /// whole record has no member.
    #[must_use]
    pub fn drafts(&self, records: &Records) -> Vec<(String, Option<String>, String)> {
        let id = |row: Row| records.id(row).into_owned();
        let typing = self.typing.iter().filter(|t| t.edit.is_some() || t.unfit.is_some());
        let typing = typing.map(|t| (id(t.row), Some(t.pointer.clone()), t.text.clone()));
        let held = self.held.iter();
        let held =
            held.map(|((id, pointer), text)| (id.clone(), Some(pointer.clone()), text.clone()));
        let raws = self.row.zip(self.raw.as_ref()).into_iter();
        let raws = raws.chain(self.kept.iter().map(|(row, raw)| (*row, raw)));
        let raws = raws.filter(|(_, raw)| raw.is_changed());
        let raws = raws.map(|(row, raw)| (id(row), None, raw.text().to_owned()));
        typing.chain(held).chain(raws).collect()
    }

    /// Text that was typed before a crash is in its field again, to be taken over or discarded.
    pub fn restore(&mut self, records: &Records, id: &str, pointer: Option<&str>, text: String) {
        match (pointer, records.find(id)) {
            (Some(pointer), _) => {
                self.held.insert((id.to_owned(), pointer.to_owned()), text);
            }
            (None, Some(row)) => {
                self.kept.insert(row, Raw::begun(records.text_of(row), text));
            }
            (None, None) => {}
        }
    }

    /// Forgets what was typed: another dataset is open.
    pub fn reset(&mut self) {
        *self = Self::default();
    }

    /// The field one typed in is no longer in sight: what was typed becomes a step.
    pub fn not_drawn(&mut self, cx: &EditCx<'_>) {
        if self.typing.as_mut().is_some_and(|t| !std::mem::take(&mut t.drawn)) {
            self.flush(cx);
        }
    }

    /// Draws the form of a record; `row` is its number in the dataset as it is now.
    pub fn ui(&mut self, cx: &EditCx<'_>, ui: &mut Ui, row: Row) {
        if self.row != Some(row) {
            self.flush(cx);
            // JSON that is none yet waits until one comes back.
            if let (Some(old), Some(raw)) = (self.row, self.raw.take())
                && raw.is_changed()
            {
                self.kept.insert(old, raw);
            }
            self.row = Some(row);
            self.picker = None;
            self.shown.clear();
            self.raw = self.kept.remove(&row);
        }
        let record = decode(&cx.live.records, row);
        let value = Held::of(&record);
        self.head(cx, ui, row, value);
        if let Some(raw) = &mut self.raw {
            if raw.ui(cx, ui, row) {
                self.raw = None;
            }
            return;
        }
        ui.add_enabled_ui(cx.live.file.read_only.is_none(), |ui| self.members(cx, ui, row, value));
    }

    /// A member is drawn: whether what was chosen just before leads on to it.
    pub(super) fn led_to(&mut self) -> bool {
        std::mem::take(&mut self.next)
    }

    /// A member was drawn.
    pub(super) fn drawn(&mut self, pointer: &str) {
        if self.after.as_deref() == Some(pointer) {
            self.after = None;
            self.next = true;
        }
    }

    fn members(&mut self, cx: &EditCx<'_>, ui: &mut Ui, row: Row, value: Held<'_>) {
        self.after = self.chosen.take();
        let all = schema::fields(row.collection());
        let always = schema::essential(row.collection());
        let shown = &self.shown;
        let (there, more) = data::split_fields(all, value, |_, f| {
            always.contains(&f.key) || shown.contains(&format!("/{}", f.key))
        });
        if self.focus.as_deref() == Some("/") {
            // Led to the record as a whole: to the first words of it, not to a button that the
            // first letter would press.
            let words =
                there.iter().find(|f| matches!(f.kind, schema::Kind::Text | schema::Kind::Prose));
            self.focus = words.map(|f| format!("/{}", f.key));
        }
        let asked = self.focus.clone();
        if let Some(pointer) = self.focus.clone() {
            // What one is led to must be there to be led to.
            let key = pointer.split('/').nth(1).unwrap_or("");
            if more.iter().any(|f| f.key == key) {
                self.shown.insert(format!("/{key}"));
            }
        }
        let begun = !value.member("prov").entries().is_empty();
        for f in &there {
            if f.key == "prov"
                && schema::needs_source(row.collection())
                && !has_source(row.collection(), cx.live.records.text_of(row))
            {
                self.no_source(cx, ui, row, begun);
            }
            let place = MemberPlace { row, pointer: format!("/{}", f.key), depth: 0 };
            let told = f.key == "prov" && !begun;
            if !(told && schema::needs_source(row.collection())) {
                field(self, cx, ui, &place, *f, value.member(f.key));
            }
        }
        self.more(cx, ui, "", &more);
        others(cx, ui, value, all);
        merged(cx, ui, row, value);
        ui.add_space(size::GAP_WIDE);
        self.next = false;
        if self.chosen.is_some() {
            ui.ctx().request_repaint();
        }
        // A member that is not shown in any form cannot be gone to; one asked for just now is shown
        // in the next frame.
        if self.focus == asked {
            self.focus = None;
        }
        if std::mem::take(&mut self.left) {
            ext::claim_keys(ui.ctx());
        }
    }

    fn head(&mut self, cx: &EditCx<'_>, ui: &mut Ui, row: Row, value: Held<'_>) {
        let name = cx.name(row);
        let id = value.member("id").text();
        let own = value.label(row, cx.lang(), &cx.live.language);
        let named = !name.is_empty() && name != id && own != id;
        if named {
            ui.add(Label::new(ext::strong(name, size::NAME)).wrap());
        } else {
            let name = ext::strong(cx.words.t("form-unnamed"), size::NAME);
            ui.label(name.color(cx.tokens.secondary));
        }
        let kind = cx.words.t(&format!("record-{}", row.collection().key()));
        let style =
            ChipStyle { fill: cx.tokens.control, text: cx.tokens.ink, stroke: egui::Stroke::NONE };
        let mut wish = None;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = size::GAP;
            ui.label(ext::small(kind, cx.tokens));
            let said = format!("{} {id}", cx.words.t("edit-rename"));
            // One that the program made says nothing to anybody.
            let made = crate::say::is_made(id);
            let shown = if made { field_name(cx.words, "id") } else { id.to_owned() };
            if ext::chip(ui, &shown, &said, style).on_hover_text(&said).clicked() {
                wish = Some(Command::AskRename(row));
            }
        });
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = size::GAP;
            let mut chip = |ui: &mut Ui, id: &str, command: Command| {
                let text = cx.words.t(id);
                if ext::chip(ui, &text, &text, style).clicked() {
                    wish = Some(command);
                }
            };
            chip(ui, "edit-duplicate", Command::Duplicate(row));
            if row.collection() != crate::record::Collection::Links {
                chip(ui, "edit-merge", Command::AskMerge(row, None));
            }
            chip(ui, "edit-delete", Command::AskDelete(vec![row]));
            let text = cx.words.t(if self.raw.is_some() { "edit-form" } else { "edit-json" });
            if ext::chip(ui, &text, &text, style).clicked() {
                self.raw = match self.raw {
                    Some(_) => None,
                    None => Some(Raw::of(cx.live.records.text_of(row))),
                };
            }
        });
        if let Some(command) = wish {
            self.flush(cx);
            cx.send(command);
        }
        ui.add_space(size::GAP);
    }

    fn no_source(&mut self, cx: &EditCx<'_>, ui: &mut Ui, row: Row, begun: bool) {
        ui.add_space(size::GAP_SMALL);
        ui.horizontal_wrapped(|ui| {
            let text = cx.words.t("form-no-source");
            let color = cx.tokens.warning;
            let style = ChipStyle {
                fill: egui::Color32::TRANSPARENT,
                text: color,
                stroke: egui::Stroke::new(size::LINE, color),
            };
            ext::badge(ui, &text, style);
            if ui.button(cx.words.t("form-add-source")).clicked() {
                // An entry that was begun is gone on with.
                if !begun {
                    let entry = Edit::begin(row, "/prov/-".to_owned());
                    cx.send(Command::Edit(Box::new(entry)));
                }
                self.picker = Some(("/prov/0/source".to_owned(), Picker::fresh()));
            }
        });
    }

    /// The members that can be added, as a menu.
    pub(super) fn more(
        &mut self,
        cx: &EditCx<'_>,
        ui: &mut Ui,
        under: &str,
        fields: &[schema::Field],
    ) {
        if fields.is_empty() {
            return;
        }
        ui.add_space(size::GAP_SMALL);
        let text = format!("+ {}", cx.words.t("form-more"));
        ui.menu_button(ext::small(text, cx.tokens), |ui| {
            ui.set_min_width(180.0);
            for f in fields {
                if ui.button(field_name(cx.words, f.key)).clicked() {
                    let pointer = format!("{under}/{}", f.key);
                    self.shown.insert(pointer.clone());
                    self.focus = Some(pointer);
                    ui.ctx().request_repaint();
                    ui.close();
                }
            }
        });
    }
}

/// What the format does not list, as it stands in the file.
fn others(cx: &EditCx<'_>, ui: &mut Ui, value: Held<'_>, known: &[schema::Field]) {
    let unknown = value.others(known);
    if unknown.is_empty() {
        return;
    }
    ui.add_space(size::GAP_LARGE);
    ui.label(ext::strong(cx.words.t("inspect-raw"), size::HEAD));
    for text in unknown {
        let text = crate::text::display::clean(&text, 300).into_owned();
        ui.add(Label::new(ext::small(text, cx.tokens)).wrap());
    }
}

/// The records that were merged into this one, each to be split off again.
fn merged(cx: &EditCx<'_>, ui: &mut Ui, row: Row, value: Held<'_>) {
    let parts = value.merged();
    if parts.is_empty() {
        return;
    }
    ui.add_space(size::GAP_LARGE);
    ui.label(ext::strong(cx.words.t("form-merged"), size::HEAD));
    for (part, entry) in parts.iter().enumerate() {
        ui.horizontal_wrapped(|ui| {
            let name = entry.label(row, cx.lang(), &cx.live.language);
            ui.label(crate::text::display::clean(&name, 120).into_owned());
            let text = cx.words.t("form-split");
            let style = ChipStyle {
                fill: cx.tokens.control,
                text: cx.tokens.ink,
                stroke: egui::Stroke::NONE,
            };
            if ext::chip(ui, &text, &format!("{text}: {name}"), style).clicked() {
                cx.send(Command::Edit(Box::new(Edit::Split { row, part })));
            }
        });
    }
}
