//! What the program asks: what becomes of unsaved work, of who refers to a record, of a file that
//! changed, of what a crash left behind.

mod about;
mod delete;
mod files;
mod merge;
mod new;
mod recover;

use egui::{Context, Key, Label, TextEdit, Ui};

pub(super) use about::About;
pub(super) use delete::Delete;
pub use files::{Outside, Version};
pub(super) use merge::Merge;
pub(super) use new::New;
pub use recover::{FileNow, Recoverable, WhatLeft};

use super::dialogs::{heading, modal};
use super::saving::SaveRequest;
use super::{Workbench, history};
use crate::command::{Answer, Command, Then};
use crate::edit::Edit;
use crate::record::Row;
use crate::ui::ext;
use crate::ui::theme::{Tokens, size};

/// A question that is open.
#[derive(Debug)]
pub(super) enum Ask {
    /// Something is not saved.
    Unsaved(Then),
    /// The file to be written is not what was opened.
    Overwrite(SaveRequest),
    /// Something is at the path that was typed.
    Replace(super::PathFor, String),
    /// What becomes of who refers to these records.
    Delete(delete::Delete),
    /// Which record this one is merged with.
    Merge(merge::Merge),
    /// The new id of a record, and how many places follow it.
    Rename(Row, String, usize),
    /// A new dataset.
    New(Box<New>),
    /// What is said about the dataset.
    About(Box<About>),
    /// The steps done and taken back.
    History,
    /// What a crash left.
    Recover(Vec<Recoverable>),
    /// What differs from the file.
    Outside(Box<Outside>),
    /// Versions kept of the file, each with what changed since.
    Versions(Vec<Version>),
}

impl Ask {
    /// Asks for a new dataset, with what was written before.
    pub(super) fn new_dataset(begun: Option<New>) -> Self {
        Self::New(Box::new(begun.unwrap_or_default()))
    }
}

pub(super) fn show(w: &mut Workbench, tokens: &Tokens, ctx: &Context) {
    let Some(mut ask) = w.dialogs.ask.take() else { return };
    let keep = match &mut ask {
        Ask::Unsaved(then) => unsaved(w, tokens, ctx, then),
        Ask::Overwrite(_) => overwrite(w, ctx),
        Ask::Replace(_, path) => replace(w, ctx, path),
        Ask::Delete(delete) => delete.show(w, tokens, ctx),
        Ask::Merge(merge) => merge.show(w, tokens, ctx),
        Ask::Rename(row, text, users) => rename(w, tokens, ctx, (*row, *users), text),
        Ask::New(new) => new.show(w, tokens, ctx),
        Ask::About(about) => about.show(w, tokens, ctx),
        Ask::History => history::show(w, tokens, ctx),
        Ask::Recover(list) => recover::show(w, tokens, ctx, list),
        Ask::Outside(outside) => outside.show(w, tokens, ctx),
        Ask::Versions(list) => files::versions(w, tokens, ctx, list),
    };
    if keep && w.dialogs.ask.is_none() {
        w.dialogs.ask = Some(ask);
    }
}

/// Buttons at the end of a question; returns the one that was chosen. The last is the way on.
pub(super) fn buttons(ui: &mut Ui, texts: &[String]) -> Option<usize> {
    ui.add_space(size::GAP_WIDE);
    let mut chosen = None;
    ui.horizontal_wrapped(|ui| {
        for (i, text) in texts.iter().enumerate() {
            if ui.button(text).clicked() {
                chosen = Some(i);
            }
        }
    });
    chosen
}

fn unsaved(w: &mut Workbench, tokens: &Tokens, ctx: &Context, then: &Then) -> bool {
    let name = match w.data.live.file_name() {
        "" => w.title(),
        name => crate::text::display::clean(name, 120).into_owned(),
    };
    let shown = modal("unsaved", 440.0, ctx, |ui| {
        heading(ui, &w.person.words.ts("unsaved-title", &[("name", name)]));
        let id = if *then == Then::Quit { "unsaved-quit" } else { "unsaved-open" };
        ui.add(Label::new(w.person.words.t(id)).wrap());
        let history = w.data.live.history();
        let saved = history.done().iter().position(|s| s.state == history.saved());
        let steps = history.done().len() - saved.map_or(0, |at| at + 1);
        if w.has_drafts() {
            let text = w.person.words.t("unsaved-typed");
            ui.add(Label::new(ext::small(text, tokens).color(tokens.warning)).wrap());
        }
        if steps > 0 {
            let n = i64::try_from(steps).unwrap_or(0);
            let text = w.person.words.tf("unsaved-steps", &[("count", n.into())]);
            ui.label(ext::small(text, tokens));
        }
        let texts = ["path-cancel", "unsaved-dont", "command-save"].map(|id| w.person.words.t(id));
        buttons(ui, &texts)
    });
    let enter = ctx.input(|i| i.key_pressed(Key::Enter)) && ctx.memory(|m| m.focused().is_none());
    let answer = match shown.inner {
        Some(0) => Answer::Cancel,
        Some(1) => Answer::DontSave,
        Some(_) => Answer::Save,
        None if shown.should_close() => Answer::Cancel,
        None if enter => Answer::Save,
        None => return true,
    };
    w.input.queue.send(Command::Answer(answer));
    true
}

fn overwrite(w: &mut Workbench, ctx: &Context) -> bool {
    let shown = modal("overwrite", 460.0, ctx, |ui| {
        heading(ui, &w.person.words.t("overwrite-title"));
        ui.add(Label::new(w.person.words.t("overwrite-text")).wrap());
        let texts = ["path-cancel", "outside-differences", "overwrite-copy", "overwrite-do"]
            .map(|id| w.person.words.t(id));
        buttons(ui, &texts)
    });
    let answer = match shown.inner {
        Some(1) => Answer::Differences,
        Some(2) => Answer::SaveCopy,
        Some(3) => Answer::Overwrite,
        Some(_) => Answer::Cancel,
        None if shown.should_close() => Answer::Cancel,
        None => return true,
    };
    w.input.queue.send(Command::Answer(answer));
    true
}

fn replace(w: &mut Workbench, ctx: &Context, path: &str) -> bool {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let name = crate::text::display::clean(name, 120).into_owned();
    let shown = modal("replace", 440.0, ctx, |ui| {
        heading(ui, &w.person.words.ts("replace-title", &[("name", name)]));
        ui.add(Label::new(w.person.words.t("replace-text")).wrap());
        buttons(ui, &["path-cancel", "replace-do"].map(|id| w.person.words.t(id)))
    });
    let answer = match shown.inner {
        Some(1) => Answer::Overwrite,
        Some(_) => Answer::Cancel,
        None if shown.should_close() => Answer::Cancel,
        None => return true,
    };
    w.input.queue.send(Command::Answer(answer));
    true
}

fn rename(
    w: &mut Workbench,
    tokens: &Tokens,
    ctx: &Context,
    (row, users): (Row, usize),
    text: &mut String,
) -> bool {
    let old = w.data.live.records.raw_id(row).to_owned();
    let id = text.trim().to_owned();
    let fault = if id == old || id.is_empty() {
        None
    } else if !crate::model::is_id(&id) {
        Some("edit-id-form")
    } else if w.data.live.records.find(&id).is_some() {
        Some("edit-id-taken")
    } else {
        None
    };
    let mut entered = false;
    let shown = modal("rename", 440.0, ctx, |ui| {
        heading(ui, &w.person.words.t("rename-title"));
        let n = i64::try_from(users).unwrap_or(0);
        ui.add(Label::new(w.person.words.tf("rename-text", &[("count", n.into())])).wrap());
        let label = ui.label(ext::small(w.person.words.t("rename-id"), tokens));
        let field = TextEdit::singleline(text).desired_width(f32::INFINITY);
        let response = ui.add(field).labelled_by(label.id);
        entered = response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        if ui.memory(|m| m.focused().is_none()) {
            response.request_focus();
            ext::choose_all(ui.ctx(), response.id, text);
        }
        if let Some(fault) = fault {
            let said = w.person.words.ts(fault, &[("id", id.clone())]);
            ui.label(egui::RichText::new(said).color(tokens.warning));
        }
        buttons(ui, &["path-cancel", "rename-do"].map(|id| w.person.words.t(id)))
    });
    match shown.inner {
        Some(0) => false,
        Some(_) if fault.is_none() => done(w, row, id, &old),
        None if entered && fault.is_none() => done(w, row, id, &old),
        // A click beside it does not throw away what was typed.
        _ => !ctx.input(|i| i.key_pressed(Key::Escape)),
    }
}

fn done(w: &Workbench, row: Row, id: String, old: &str) -> bool {
    if !id.is_empty() && id != old {
        w.input.queue.send(Command::Edit(Box::new(Edit::Rename { row, id })));
    }
    false
}
