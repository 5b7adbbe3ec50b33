//! What concerns the file: what changed on disk, versions kept.

use egui::{Context, Label, ScrollArea, Ui};

use super::super::Workbench;
use super::super::dialogs::{heading, modal};
use super::buttons;
use crate::command::{Answer, Command};
use crate::edit::{Absorbed, Difference, FieldChange, RecordChange};
use crate::say::field_name;
use crate::text::Words;
use crate::text::display::{clean, cut};
use crate::ui::ext;
use crate::ui::theme::{Tokens, size};

/// Differences told one by one.
const TOLD: usize = 300;

/// A version kept of the file.
#[derive(Clone, Debug)]
pub struct Version {
    /// Names it.
    pub key: String,
    /// When it was saved, in words.
    pub when: String,
    /// What changed from it to what is open.
    pub since: Difference,
}

/// What differs between the file on disk and what is here.
#[derive(Clone, Debug)]
pub struct Outside {
    /// From what was opened to what is in the file now.
    pub theirs: Difference,
    /// What taking it over comes to.
    pub absorbed: Absorbed,
}

impl Outside {
    pub(super) fn show(&mut self, w: &mut Workbench, tokens: &Tokens, ctx: &Context) -> bool {
        let mut answer = None;
        let shown = modal("outside", ctx).show(ctx, |ui| {
            ui.set_width(560.0);
            heading(ui, &w.person.words.t("outside-title"));
            let n = |n: usize| i64::try_from(n).unwrap_or(0);
            let height = (ctx.content_rect().height() - 220.0).max(140.0);
            ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
                difference(&w.person.words, tokens, ui, &self.theirs);
                if !self.absorbed.conflicts.is_empty() {
                    ui.add_space(8.0);
                    let args = [("count", n(self.absorbed.conflicts.len()).into())];
                    let text = w.person.words.tf("outside-conflicts", &args);
                    ui.label(egui::RichText::new(text).color(tokens.warning));
                    for (id, field) in self.absorbed.conflicts.iter().take(TOLD) {
                        member(&w.person.words, tokens, ui, id, field);
                    }
                }
            });
            let texts = ["path-cancel", "outside-reload", "outside-keep", "outside-bring"]
                .map(|id| w.person.words.t(id));
            buttons(ui, &texts)
        });
        match shown.inner {
            Some(0) => return false,
            Some(1) => answer = Some(Answer::Reload),
            Some(2) => answer = Some(Answer::KeepMine),
            Some(_) => answer = Some(Answer::BringIn(self.absorbed.changes.clone())),
            None => {}
        }
        if let Some(answer) = answer {
            w.input.queue.send(Command::Answer(answer));
            return false;
        }
        !shown.should_close()
    }
}

pub(super) fn versions(
    w: &mut Workbench,
    tokens: &Tokens,
    ctx: &Context,
    list: &[Version],
) -> bool {
    let mut answer = None;
    let shown = modal("versions", ctx).show(ctx, |ui| {
        ui.set_width(560.0);
        heading(ui, w.person.words.t("command-versions").trim_end_matches('…'));
        let text = if list.is_empty() { "versions-none" } else { "versions-text" };
        ui.add(Label::new(w.person.words.t(text)).wrap());
        let height = (ctx.content_rect().height() - 220.0).max(140.0);
        ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
            for version in list {
                ui.add_space(6.0);
                ui.horizontal(|ui| {
                    ui.label(ext::strong(version.when.clone(), size::BODY));
                    let text = w.person.words.t("versions-restore");
                    let button = ui.button(&text);
                    let said = format!("{text}: {}", version.when);
                    button
                        .widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &said));
                    if button.clicked() {
                        answer = Some(Answer::Restore(version.key.clone()));
                    }
                });
                egui::CollapsingHeader::new(summary(&w.person.words, &version.since))
                    .id_salt(&version.key)
                    .show(ui, |ui| difference(&w.person.words, tokens, ui, &version.since));
            }
        });
        buttons(ui, &[w.person.words.t("message-close")])
    });
    if let Some(answer) = answer {
        w.input.queue.send(Command::Answer(answer));
        return false;
    }
    shown.inner.is_none() && !shown.should_close()
}

/// How much differs, in words.
fn summary(words: &Words, d: &Difference) -> String {
    let n = |f: fn(&RecordChange) -> bool| {
        i64::try_from(d.records.iter().filter(|r| f(r)).count()).unwrap_or(0)
    };
    let args = [
        ("added", n(|r| r.before.is_none()).into()),
        ("removed", n(|r| r.after.is_none()).into()),
        ("changed", n(|r| r.before.is_some() && r.after.is_some()).into()),
    ];
    words.tf("diff-summary", &args)
}

fn difference(words: &Words, tokens: &Tokens, ui: &mut Ui, d: &Difference) {
    for field in &d.header {
        member(words, tokens, ui, "", field);
    }
    for record in d.records.iter().take(TOLD) {
        let id = match (record.before, record.after) {
            (None, _) => "diff-added",
            (_, None) => "diff-removed",
            _ => "diff-changed",
        };
        let kind = words.t(&format!("record-{}", record.collection.key()));
        let args = [("kind", kind), ("id", clean(&record.id, 80).into_owned())];
        ui.add(Label::new(words.ts(id, &args)).truncate());
        for field in &record.fields {
            member(words, tokens, ui, "", field);
        }
    }
    if d.records.len() > TOLD {
        let n = i64::try_from(d.records.len() - TOLD).unwrap_or(0);
        ui.label(ext::small(words.tf("delete-more", &[("count", n.into())]), tokens));
    }
}

/// One member: before → after.
fn member(words: &Words, tokens: &Tokens, ui: &mut Ui, id: &str, field: &FieldChange) {
    let told = |v: &Option<serde_json::Value>| {
        let text = v.as_ref().map_or_else(|| "–".to_owned(), crate::panels::form::data::written);
        cut(&clean(&text, 120), 60).into_owned()
    };
    let path: Vec<String> =
        field.pointer.split('/').filter(|t| !t.is_empty()).map(|t| field_name(words, t)).collect();
    let head = if id.is_empty() { String::new() } else { format!("{id} · ") };
    let text =
        format!("   {head}{}: {} → {}", path.join(" · "), told(&field.before), told(&field.after));
    let text = crate::ui::bidi::line(&text).into_owned();
    ui.add(Label::new(ext::small(text, tokens)).wrap());
}
