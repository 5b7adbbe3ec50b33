//! The whole screen, without a window: what the window paints and the exporter captures.

mod arrange;
mod asking;
mod board;
mod builder;
mod chrome;
mod data;
mod dialogs;
mod dispatch;
mod drafts;
mod editing;
mod filterbar;
mod form;
pub mod history;
mod holds;
mod input;
mod palette;
mod person;
mod saving;
mod screen;
pub mod sentence;
mod shell;
mod steps;

pub use asking::{FileNow, Outside, Recoverable, Version, WhatLeft};
pub use dialogs::{Message, PathFor};
pub use dispatch::{Effect, OpenFailure};
pub use editing::Ids;
pub use saving::{SaveFailure, SaveRequest};
pub use shell::{Chosen, Paths, Progress};

use egui::Ui;

use data::Data;
use dialogs::Dialogs;
use input::Input;
use person::Person;
use saving::Saving;
use screen::{Frozen, Screen};
use shell::Shell;

use crate::dataset::Opened;
use crate::panels::{EditCx, Panels, ReadCx};
use crate::text::Language;
use crate::ui::ext;
use crate::ui::theme::Tokens;
use crate::view::{PanelKind, Settings, ViewState};

/// What a panel of the board reads. A macro, since the panels are borrowed for change beside it.
macro_rules! read_cx {
    ($w:ident, $tokens:expr) => {
        ReadCx {
            doc: &$w.data.opened.doc,
            editable: $w.data.live.file.read_only.is_none() && !$w.screen.picture,
            table: &$w.data.opened.table,
            results: &$w.screen.results,
            graph: &$w.data.opened.graph,
            view: &$w.screen.view,
            words: &$w.person.words,
            tokens: $tokens,
            commands: &$w.input.queue,
            hover: &$w.screen.hover,
            linked: $w.screen.linked.as_ref(),
            kept: $w.screen.kept.as_ref().map(|k| (&k.1, &k.2)),
            about: $w.screen.linked.as_ref().or($w.screen.chosen.as_ref()),
            revisions: $w.screen.revisions,
            frozen: false,
        }
    };
}

/// What a form, the sheet and a question about a change read; a macro for the same reason.
macro_rules! edit_cx {
    ($w:ident, $tokens:expr) => {
        EditCx {
            live: &$w.data.live,
            row: $w.data.form_row($w.screen.view.selected),
            selected: $w.screen.view.selected,
            current: $w.data.editing.pending.is_empty(),
            words: &$w.person.words,
            tokens: $tokens,
            commands: &$w.input.queue,
        }
    };
}

/// The dataset, what is on the screen, and the panels: a handful of parts, each with its own
/// methods. A function takes the part it needs.
#[derive(Debug)]
pub struct Workbench {
    data: Data,
    screen: Screen,
    panels: Panels,
    dialogs: Dialogs,
    saving: Saving,
    input: Input,
    person: Person,
    shell: Shell,
}

impl Workbench {
    /// A workbench on a dataset.
    #[must_use]
    pub fn new(opened: Opened, settings: Settings, system_language: Language) -> Self {
        let mut workbench = Self {
            screen: Screen::new(&settings),
            data: Data::new(opened),
            panels: Panels::default(),
            dialogs: Dialogs::default(),
            saving: Saving::default(),
            input: Input::default(),
            person: Person::new(settings, system_language),
            shell: Shell::default(),
        };
        workbench.screen.start(&workbench.data);
        workbench.recall_arrangement();
        workbench
    }

    /// Exchanges the dataset; the filter starts empty.
    pub fn show(&mut self, opened: Opened) {
        self.keep_arrangement();
        self.keep_view();
        self.data.exchange(opened);
        self.panels.forget();
        self.dialogs.forget();
        self.saving = Saving { leaving: self.saving.leaving, ..Saving::default() };
        self.screen.start(&self.data);
        self.recall_arrangement();
    }

    /// Where names in a filter are looked up.
    #[must_use]
    pub fn names(&self) -> crate::query::Names<'_> {
        self.data.names()
    }

    /// The dataset with all that follows from it.
    #[must_use]
    pub fn opened(&self) -> &Opened {
        &self.data.opened
    }

    /// What the board shows, while that is not yet the document as it is now.
    #[must_use]
    pub fn behind(&self) -> Option<&crate::edit::Document> {
        (!self.data.editing.pending.is_empty()).then_some(&self.data.opened.doc)
    }

    /// The open document, as it is now.
    #[must_use]
    pub fn document(&self) -> &crate::edit::Document {
        &self.data.live
    }

    /// The file is gone: what is here is nowhere else.
    pub fn tell_gone(&mut self) {
        self.data.live.mark_saved(None);
        self.saving.at = None;
        self.shell.note = Some(self.person.words.t("outside-gone"));
    }

    /// Somebody else edits this file: here it may only be looked at.
    pub fn lock_out(&mut self, who: &str) {
        self.data.set_read_only(Some(crate::edit::ReadOnly::Locked));
        let who = crate::text::display::clean(who, 80).into_owned();
        let who = if who.trim().is_empty() { self.person.words.t("lock-somebody") } else { who };
        let text = self.person.words.ts("read-only-locked-by", &[("who", who)]);
        self.dialogs.message =
            Some(Message::plain(self.person.words.t("status-read-only-locked"), text));
    }

    /// The name a new file is offered under, made of the title.
    #[must_use]
    pub fn file_name_offered(&self) -> String {
        let name: String = crate::query::fold(&self.title())
            .chars()
            .map(|c| if c.is_alphanumeric() { c } else { '-' })
            .take(60)
            .collect();
        let name = name.split('-').filter(|p| !p.is_empty()).collect::<Vec<_>>().join("-");
        format!("{}.coop.json", if name.is_empty() { "dataset" } else { &name })
    }

    /// Which dataset is open: rises with each one.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.data.generation
    }

    /// Tells that the file was changed by somebody else.
    pub fn tell_outside(&mut self, name: String) {
        self.saving.outside = Some(name);
    }

    /// Shows what differs from the file.
    pub fn show_outside(&mut self, outside: Outside) {
        self.dialogs.ask = Some(asking::Ask::Outside(Box::new(outside)));
    }

    /// Offers what a crash left, once no other question is open. With `asked`, it is also said that
    /// there is nothing.
    pub fn offer_recovery(&mut self, left: Vec<Recoverable>, asked: bool) {
        if left.is_empty() && asked {
            self.shell.note = Some(self.person.words.t("recover-nothing"));
        }
        self.dialogs.left = left;
    }

    /// Shows the versions kept of the file.
    pub fn show_versions(&mut self, versions: Vec<Version>) {
        self.dialogs.ask = Some(asking::Ask::Versions(versions));
    }

    /// What a question about a change reads.
    pub(super) fn edit_cx<'a>(&'a self, tokens: &'a Tokens) -> EditCx<'a> {
        edit_cx!(self, tokens)
    }

    /// The title of the window: dataset, file, program; fit for a title bar.
    #[must_use]
    pub fn window_title(&self) -> String {
        let title = self.title();
        let file = self.data.live.file_name();
        let mark = if self.is_modified() || self.has_drafts() { "● " } else { "" };
        let parts = if file.is_empty() {
            format!("{mark}{title} – Cooperama")
        } else {
            format!("{mark}{title} – {file} – Cooperama")
        };
        crate::text::display::escaped(&crate::text::display::cut(&parts, 200))
    }

    /// The title of the dataset; empty when it has none.
    #[must_use]
    pub fn dataset_title(&self) -> String {
        let title =
            self.data.live.title.pick(self.person.words.language.tag(), &self.data.live.language);
        crate::text::display::clean(title, 300).into_owned()
    }

    fn title(&self) -> String {
        let title = self.dataset_title();
        if title.is_empty() { self.person.words.t("untitled") } else { title }
    }

    /// How the open file is looked at, to be kept with the settings.
    pub fn keep_view(&mut self) {
        let crate::edit::Origin::File(path) = &self.data.live.file.origin else { return };
        if !self.person.settings.recent.contains(path) {
            return;
        }
        let filter = crate::query::write(&self.screen.view.filter, self.names());
        let modes = self.screen.view.modes().iter().map(|(k, v)| format!("{k}={v}")).collect();
        let kept = self.person.settings.views.remove(path);
        let arrangements = kept.map(|k| k.arrangements).unwrap_or_default();
        let kept = crate::view::KeptView { filter, modes, arrangements };
        self.person.settings.views.insert(path.clone(), kept);
    }

    /// How the open file was last looked at.
    pub(super) fn kept_view(&self) -> Option<&crate::view::KeptView> {
        match &self.data.live.file.origin {
            crate::edit::Origin::File(path) => self.person.settings.views.get(path),
            crate::edit::Origin::Example | crate::edit::Origin::New => None,
        }
    }

    /// Arranges the panels as they are kept for the open dataset.
    fn recall_arrangement(&mut self) {
        let own = self.kept_view().map(|k| &k.arrangements).filter(|a| !a.is_empty());
        let kept = own.unwrap_or(&self.person.settings.arrangements).clone();
        let holds = holds::Holds::of(&self.data.opened);
        self.screen.arrangement.take(&kept, holds);
    }

    /// Looks at the open file as it was last looked at; returns whether a filter came back.
    pub(super) fn recall_view(&mut self) -> bool {
        let Some(kept) = self.kept_view().cloned() else { return false };
        for mode in &kept.modes {
            if let Some((key, value)) = mode.split_once('=') {
                self.screen.view.set(key, value);
            }
        }
        // What the file no longer holds cannot be asked for; then everything is shown.
        let filter = crate::query::parse(&kept.filter, self.names()).unwrap_or_default();
        let back = !filter.is_empty();
        let view = ViewState { filter, ..self.screen.view.clone() };
        self.set_view(view);
        back
    }

    /// The arrangement of panels, to be kept with the settings when it was changed: with the file
    /// that is open, or for all that have none of their own.
    pub fn keep_arrangement(&mut self) {
        if !self.screen.arrangement.is_edited() {
            return;
        }
        let kept = self.screen.arrangement.keep();
        let settings = &mut self.person.settings;
        match &self.data.live.file.origin {
            crate::edit::Origin::File(path) => {
                // Of a file that was forgotten nothing is kept.
                if settings.recent.contains(path) {
                    settings.views.entry(path.clone()).or_default().arrangements = kept;
                }
            }
            // The example lends its own to what has none.
            crate::edit::Origin::Example => settings.arrangements = kept,
            // It is kept with the file once there is one.
            crate::edit::Origin::New => {}
        }
    }

    /// Makes the arrangement there is the one of all datasets without one of their own.
    pub(super) fn keep_as_default(&mut self) {
        let settings = &mut self.person.settings;
        settings.arrangements = self.screen.arrangement.keep();
        if let crate::edit::Origin::File(path) = &self.data.live.file.origin
            && let Some(kept) = settings.views.get_mut(path)
        {
            kept.arrangements.clear();
        }
        self.shell.note = Some(self.person.words.t("layout-kept"));
    }

    /// What a panel says, as plain data, in the colours of a theme; `None` for the sheet.
    #[must_use]
    pub fn panel_data(&self, kind: PanelKind, theme: egui::Theme) -> Option<serde_json::Value> {
        let cx = read_cx!(self, Tokens::of(theme));
        Panels::default().get(kind).said(&cx)
    }

    /// Draws one frame and carries out what it asked for; returns what the shell must do.
    pub fn ui(&mut self, ui: &mut Ui) -> Vec<Effect> {
        let tokens = Tokens::of(ui.ctx().theme());
        ui.painter().rect_filled(ui.max_rect(), 0.0, tokens.paper);
        if !self.screen.picture {
            // What a screen reader says first.
            let title = self.window_title();
            ui.ctx().accesskit_node_builder(egui::accesskit_root_id(), |node| {
                node.set_label(title);
            });
            ext::note_hand(ui.ctx());
            let resting = self.panels.inspector.take_rest();
            self.input.keys(&self.dialogs, ui.ctx(), resting);
        }
        if self.screen.only.is_none() {
            chrome::top_bar(self, tokens, ui);
            filterbar::show(self, tokens, ui);
            chrome::status_bar(self, tokens, ui);
        }
        self.screen.revisions.dark = tokens.dark;
        self.screen.link(&self.data);
        let cx = read_cx!(self, tokens);
        let edit = edit_cx!(self, tokens);
        let focus_next = self.screen.focus_next.take();
        let frozen = &self.screen.frozen;
        let held = frozen.get(&PanelKind::Inspector).map(|f| f.view.selected);
        let held = held.map(|s| EditCx { selected: s, row: self.data.form_row(s), ..edit });
        let show = board::Show { cx: &cx, edit: &edit, held: held.as_ref(), frozen, focus_next };
        if let Some(kind) = self.screen.only {
            board::alone(kind, &mut self.panels, &show, ui);
        } else if let Some(kind) =
            board::board(&mut self.screen.arrangement, &mut self.panels, &show, ui)
        {
            self.screen.focused = kind;
        }
        self.panels.inspector.after(&edit);
        if !self.input.later.is_empty() {
            // What was typed becomes a step before what waited for it.
            self.panels.inspector.flush(&edit);
            self.panels.records.flush(&edit);
            for command in std::mem::take(&mut self.input.later) {
                self.input.queue.send(command);
            }
        }
        if !self.screen.picture {
            self.dialogs.offer_left();
            asking::show(self, tokens, ui.ctx());
            dialogs::show(self, tokens, ui.ctx());
            palette::show(self, tokens, ui.ctx());
        }
        if !self.screen.picture {
            ext::focus_line(ui.ctx(), tokens);
        }
        // What is laid out by the size of the frame before is laid out again by this one.
        let size = ui.ctx().content_rect().size();
        let resized = std::mem::replace(&mut self.input.size, size) != size;
        if self.screen.hover.end_frame() || resized {
            ui.ctx().request_repaint();
        }
        self.input.typed = ui.ctx().text_edit_focused();
        let effects = self.dispatch();
        self.input.drafts = self.gather_drafts();
        if effects.repaint {
            ui.ctx().request_repaint();
        }
        effects.list
    }
}
