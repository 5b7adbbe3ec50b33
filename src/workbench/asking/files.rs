//! What concerns the file: what changed on disk, versions kept.

use egui::{Context, Label, ScrollArea, Ui};

use super::super::Workbench;
use super::super::dialogs::{heading, modal};
use super::buttons;
use crate::command::{Answer, Command};
use crate::edit::{Absorbed, Difference, Document, FieldChange, RecordChange};
use crate::record::Row;
use crate::say::{self, Differences};
use crate::text::Words;
use crate::text::display::clean;
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
        let shown = modal("outside", 560.0, ctx, |ui| {
            heading(ui, &w.person.words.t("outside-title"));
            let n = |n: usize| i64::try_from(n).unwrap_or(0);
            let height = (ctx.content_rect().height() - 220.0).max(140.0);
            ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
                difference(&w.person.words, &w.data.live, tokens, ui, &self.theirs);
                if !self.absorbed.conflicts.is_empty() {
                    ui.add_space(size::GAP_LARGE);
                    let args = [("count", n(self.absorbed.conflicts.len()).into())];
                    let text = w.person.words.tf("outside-conflicts", &args);
                    ui.label(egui::RichText::new(text).color(tokens.warning));
                    for (id, field) in self.absorbed.conflicts.iter().take(TOLD) {
                        conflict(
                            &w.person.words,
                            &w.data.live,
                            tokens,
                            ui,
                            (&self.theirs, id, field),
                        );
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
    let shown = modal("versions", 560.0, ctx, |ui| {
        heading(ui, w.person.words.t("command-versions").trim_end_matches('…'));
        let text = if list.is_empty() { "versions-none" } else { "versions-text" };
        ui.add(Label::new(w.person.words.t(text)).wrap());
        let height = (ctx.content_rect().height() - 220.0).max(140.0);
        ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
            for version in list {
                ui.add_space(size::GAP);
                ui.horizontal(|ui| {
                    ui.label(ext::strong(version.when.clone(), size::BODY));
                    let text = w.person.words.t("versions-restore");
                    let button = ui.button(&text);
                    let said = w.person.words.named(&text, &version.when);
                    button
                        .widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &said));
                    if button.clicked() {
                        answer = Some(Answer::Restore(version.key.clone()));
                    }
                });
                egui::CollapsingHeader::new(summary(&w.person.words, &version.since))
                    .id_salt(&version.key)
                    .show(ui, |ui| {
                        difference(&w.person.words, &w.data.live, tokens, ui, &version.since);
                    });
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

fn difference(words: &Words, live: &Document, tokens: &Tokens, ui: &mut Ui, d: &Difference) {
    let told = Differences::new(words, live, d);
    for field in &d.header {
        line(tokens, ui, &told.member(None, field));
    }
    for record in d.records.iter().take(TOLD) {
        let id = match (record.before, record.after) {
            (None, _) => "diff-added",
            (_, None) => "diff-removed",
            _ => "diff-changed",
        };
        let kind = words.t(&format!("record-{}", record.collection.key()));
        let args = [("kind", kind), ("name", told.record(record))];
        let text = words.ts(id, &args);
        ui.add(Label::new(crate::ui::bidi::line(&text).into_owned()).truncate());
        for field in &record.fields {
            line(tokens, ui, &told.member(Some(record.collection), field));
        }
    }
    if d.records.len() > TOLD {
        let n = i64::try_from(d.records.len() - TOLD).unwrap_or(0);
        ui.label(ext::small(words.tf("delete-more", &[("count", n.into())]), tokens));
    }
}

/// A member of a record that was changed here and there.
fn conflict(
    words: &Words,
    live: &Document,
    tokens: &Tokens,
    ui: &mut Ui,
    (theirs, id, field): (&Difference, &str, &FieldChange),
) {
    let row = live.records.find(id);
    let mut told = Differences::new(words, live, theirs).member(row.map(Row::collection), field);
    // What stands here stays: it is told beside what they made of it.
    let mine = row.map(|row| crate::model::decode(&live.records, row));
    if let Some(mine) = mine.as_ref().and_then(|record| record.pointer(&field.pointer))
        && !field.pointer.is_empty()
    {
        let of = row.map(Row::collection);
        let mine = say::value_at(words, live, of, &field.pointer, mine);
        let args = [("told", told), ("mine", clean(&mine, 120).into_owned())];
        told = words.ts("outside-mine", &args);
    }
    let name = match row {
        Some(row) => clean(&say::record_name(words, live, row), 80).into_owned(),
        None => clean(id, 80).into_owned(),
    };
    let text = if name.is_empty() {
        told
    } else {
        words.ts("place-member", &[("name", name), ("member", told)])
    };
    line(tokens, ui, &text);
}

fn line(tokens: &Tokens, ui: &mut Ui, text: &str) {
    let text = format!("   {}", crate::ui::bidi::line(text));
    ui.add(Label::new(ext::small(text, tokens)).wrap());
}
