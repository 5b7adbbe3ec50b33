//! The list of what a crash left, until each is kept or thrown away.

use egui::{CollapsingHeader, Context, Label, ScrollArea, Ui};

use super::super::Workbench;
use super::super::dialogs::{heading, modal};
use super::buttons;
use crate::command::{Answer, Command};
use crate::text::Words;
use crate::text::display::clean;
use crate::ui::ext;
use crate::ui::theme::{Tokens, size};

/// Entries of a list told one by one.
const TOLD: usize = 300;
/// Longest piece of text shown of what cannot be brought back, in characters.
const LONG: usize = 1500;

/// What a file holds now, against what a journal goes on from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileNow {
    /// There is no file yet.
    None,
    /// It is what the edits were made on, or what was saved of them.
    Same,
    /// It holds something else by now.
    Changed,
    /// It is gone.
    Missing,
    /// It was being written when the program ended, and is neither old nor new.
    Torn,
    /// It was named as it is called from a folder that is not known.
    Unknown,
    /// Which file it was cannot be read any more.
    Lost,
    /// Something that is no file stands in its place.
    Special,
}

/// What was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhatLeft {
    /// Edits, or text that was being typed.
    Edits,
    /// A new dataset that was never saved.
    Dataset,
    /// What a file held while it was written in place.
    Content,
    /// Something that may not be read.
    Unreadable,
}

/// What a crash left of one dataset.
#[derive(Clone, Debug)]
pub struct Recoverable {
    /// Names it.
    pub key: String,
    /// The file, empty when there was none.
    pub path: String,
    /// What the dataset was called.
    pub title: String,
    /// When the last of it was written, in words.
    pub when: String,
    /// What it is.
    pub what: WhatLeft,
    /// The edits, in words, in order.
    pub steps: Vec<String>,
    /// What cannot be brought back, as text.
    pub lost: Vec<String>,
    /// What was being typed.
    pub drafts: Vec<String>,
    /// How many edits were not saved, and how many of them can be brought back.
    pub edits: usize,
    /// How many of them can be brought back.
    pub good: usize,
    /// The file by now.
    pub file: FileNow,
    /// Why nothing can be brought back.
    pub fault: Option<String>,
}

impl Recoverable {
    /// What it is called: the title, the file's name, or that it has neither.
    #[must_use]
    pub fn name(&self, words: &Words) -> String {
        let file = self.path.rsplit(['/', '\\']).next().unwrap_or_default();
        let name = if self.title.is_empty() { file } else { &self.title };
        if name.is_empty() { words.t("new-untitled") } else { clean(name, 100).into_owned() }
    }

    /// The folder the file is in; empty when there is none.
    #[must_use]
    pub fn folder(&self) -> &str {
        self.path.rfind(['/', '\\']).map_or("", |i| &self.path[..i.max(1)])
    }

    /// How much there is and how much of it can be brought back.
    #[must_use]
    pub fn count(&self, words: &Words) -> String {
        let n = |n: usize| i64::try_from(n).unwrap_or(0).into();
        let when = ("when", self.when.clone().into());
        match self.what {
            WhatLeft::Content => words.tf("recover-content", &[when]),
            WhatLeft::Unreadable => words.t("recover-unreadable"),
            WhatLeft::Dataset => words.tf("recover-dataset", &[when]),
            WhatLeft::Edits if self.good < self.edits => {
                words.tf("recover-some", &[("good", n(self.good)), ("count", n(self.edits)), when])
            }
            WhatLeft::Edits if self.edits == 0 => words.tf("recover-typed-only", &[when]),
            WhatLeft::Edits => words.tf("recover-edits", &[("count", n(self.edits)), when]),
        }
    }

    /// What the file is by now.
    #[must_use]
    pub fn file_now(&self, words: &Words) -> String {
        words.t(match self.file {
            FileNow::None => "recover-new",
            FileNow::Same => "recover-same",
            FileNow::Changed => "recover-changed",
            FileNow::Missing => "recover-missing",
            FileNow::Torn => "recover-torn",
            FileNow::Unknown => "recover-unknown",
            FileNow::Lost => "recover-lost-file",
            FileNow::Special => "recover-special",
        })
    }
}

pub(super) fn show(
    w: &mut Workbench,
    tokens: &Tokens,
    ctx: &Context,
    list: &[Recoverable],
) -> bool {
    let mut answer = None;
    let shown = modal("recover", 560.0, ctx, |ui| {
        heading(ui, &w.person.words.t("recover-title"));
        ui.add(Label::new(w.person.words.t("recover-text")).wrap());
        let height = (ctx.content_rect().height() - 220.0).max(140.0);
        ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
            for (i, left) in list.iter().enumerate() {
                if i > 0 {
                    ui.add_space(size::GAP);
                    ui.separator();
                }
                ui.add_space(size::GAP);
                ui.push_id(&left.key, |ui| {
                    answer = entry(&w.person.words, tokens, ui, left).or(answer.take());
                });
            }
        });
        buttons(ui, &[w.person.words.t("recover-later")])
    });
    if let Some(answer) = answer {
        w.input.queue.send(Command::Answer(answer));
        return true;
    }
    shown.inner.is_none() && !shown.should_close()
}

fn entry(words: &Words, tokens: &Tokens, ui: &mut Ui, left: &Recoverable) -> Option<Answer> {
    let name = left.name(words);
    ui.add(Label::new(ext::strong(crate::ui::bidi::line(&name), size::BODY)).wrap());
    if !left.path.is_empty() {
        let path = crate::text::display::clean(&left.path, 400).into_owned();
        let path = Label::new(ext::small(path, tokens)).wrap().selectable(true);
        ui.add(path);
    }
    let partly = left.good < left.edits;
    let count = egui::RichText::new(left.count(words));
    let color = if partly { tokens.warning } else { tokens.ink };
    ui.add(Label::new(count.color(color)).wrap());
    if let Some(fault) = &left.fault {
        ui.add(Label::new(egui::RichText::new(fault).color(tokens.warning)).wrap());
    } else {
        ui.add(Label::new(ext::small(left.file_now(words), tokens)).wrap());
    }
    if !left.steps.is_empty() {
        let few = left.steps.len() <= 6;
        texts(ui, tokens, &words.t("recover-list"), &left.steps, few, |_| ());
    }
    if !left.drafts.is_empty() {
        texts(ui, tokens, &words.t("recover-typed"), &left.drafts, true, |_| ());
    }
    if !left.lost.is_empty() {
        texts(ui, tokens, &words.t("recover-lost"), &left.lost, false, |ui| {
            if ui.button(words.t("recover-lost-copy")).clicked() {
                ui.copy_text(left.lost.join("\n"));
            }
        });
    }
    let mut answer = None;
    ui.add_space(size::GAP_SMALL);
    // It cannot be had again: it is asked once more.
    let asked = ui.scope_id().with("discard");
    let sure = ui.data(|d| d.get_temp::<bool>(asked)).unwrap_or(false);
    ui.horizontal(|ui| {
        let button = |ui: &mut Ui, id: &str, on: bool| {
            let text = words.t(id);
            let said = words.named(&text, &name);
            let shown = egui::RichText::new(&text);
            let shown = if id == "recover-sure" { shown.color(tokens.danger) } else { shown };
            let button = ui.add_enabled(on, egui::Button::new(shown));
            button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, on, &said));
            button.clicked()
        };
        if sure {
            if button(ui, "recover-keep", true) {
                ui.data_mut(|d| d.remove::<bool>(asked));
            }
            ui.add_space(size::GAP_BREAK);
            if button(ui, "recover-sure", true) {
                ui.data_mut(|d| d.remove::<bool>(asked));
                answer = Some(Answer::DropRecovery(left.key.clone()));
            }
            return;
        }
        if button(ui, "recover-do", left.fault.is_none()) {
            answer = Some(Answer::Recover(left.key.clone()));
        }
        ui.add_space(size::GAP_BREAK);
        if left.what != WhatLeft::Unreadable && button(ui, "recover-drop", true) {
            ui.data_mut(|d| d.insert_temp(asked, true));
        }
    });
    answer
}

/// A list of texts under a line that opens it, and what stands after it.
fn texts(
    ui: &mut Ui,
    tokens: &Tokens,
    title: &str,
    list: &[String],
    open: bool,
    after: impl FnOnce(&mut Ui),
) {
    CollapsingHeader::new(title).id_salt(title).default_open(open).show(ui, |ui| {
        for text in list.iter().take(TOLD) {
            let text = clean(text, LONG).into_owned();
            let text = crate::ui::bidi::line(&text).into_owned();
            ui.add(Label::new(ext::small(text, tokens)).wrap().selectable(true));
        }
        if list.len() > TOLD {
            ui.label(ext::small(format!("… {}", list.len() - TOLD), tokens));
        }
        after(ui);
    });
}
