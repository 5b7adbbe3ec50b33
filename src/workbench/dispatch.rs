//! The one place where commands are carried out.

use super::asking::Ask;
use super::{Message, PathFor, Progress, SaveRequest, Workbench};
use crate::command::menu::UiCommand;
use crate::command::{Command, ExportRequest, OpenRequest, Then};
use crate::dataset::Opened;
use crate::edit::Document;
use crate::export;
use crate::formats::LoadError;
use crate::query::Filter;
use crate::view::{PanelKind, ThemeChoice, Thing};

/// Something only the shell can do.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Open a dataset in the background.
    Open(OpenRequest),
    /// Stop opening.
    CancelOpen,
    /// Ask for a path with the system's dialog.
    AskPath(PathFor),
    /// Write the document to its file.
    Save(SaveRequest),
    /// Write the document's bytes to a file.
    SaveCopy(String),
    /// Make anew what follows from the dataset, as of an edit.
    Derive(Box<Document>, u64),
    /// Something large is no longer needed: it may be let go of aside.
    LetGo(Box<Opened>),
    /// The file as it is now is known and may be written over.
    KeepMine,
    /// Read the file as it is now and tell what differs.
    ReadOutside,
    /// Bring back what a crash left.
    Recover(String),
    /// Throw away what a crash left.
    DropRecovery(String),
    /// List the versions kept of the file.
    ListVersions,
    /// List what crashes left.
    ListRecovered,
    /// Go back to a version.
    Restore(String),
    /// Write a picture.
    Export(ExportRequest),
    /// Open a web address.
    OpenUrl(String),
    /// Put text on the clipboard.
    Copy(String),
    /// Multiply the zoom; `None` goes back to 100 %.
    Zoom(Option<f32>),
    /// Switch full screen.
    FullScreen,
    /// The theme was chosen.
    Theme(ThemeChoice),
    /// Settings changed and should be kept.
    KeepSettings,
    /// Leave.
    Quit,
}

/// Why a dataset was not opened.
#[derive(Clone, Debug, PartialEq)]
pub enum OpenFailure {
    /// Its bytes are not a dataset.
    Load(LoadError),
    /// Anything else, as a sentence for people.
    Said(String),
}

/// What came of the commands of one frame.
#[derive(Debug, Default)]
pub(super) struct Effects {
    pub(super) list: Vec<Effect>,
    pub(super) repaint: bool,
}

impl Workbench {
    /// Carries out what was sent.
    pub(super) fn dispatch(&mut self) -> Effects {
        let mut out = Effects::default();
        for command in self.input.queue.take() {
            out.repaint = true;
            self.carry_out(command, &mut out.list);
        }
        out
    }

    fn carry_out(&mut self, command: Command, out: &mut Vec<Effect>) {
        match command {
            Command::Pick { pick, how } => {
                self.screen.change_filter(|f| f.apply(pick, how), &self.data);
            }
            Command::Ask { picks, how } => {
                self.screen.change_filter(|f| f.ask(&picks, how), &self.data);
            }
            Command::SetFilter(filter) => self.screen.change_filter(|f| *f = filter, &self.data),
            Command::SetWords(words) => {
                self.screen.set_words(&words, &self.data);
            }
            Command::Invert(dim) => self.screen.change_filter(|f| f.invert(dim), &self.data),
            Command::ClearDim(dim) => self.screen.change_filter(|f| f.clear(dim), &self.data),
            Command::ClearFilter => self.screen.clear_filter(&self.data),
            Command::ClearAll => self.screen.let_go(&self.data),
            Command::Select(thing) => self.select(thing),
            Command::Pin(thing) => {
                if self.screen.pin(thing) {
                    self.panels.inspector.show_record();
                    self.screen.arrangement.bring(PanelKind::Inspector);
                }
            }
            Command::Evidence(thing) => {
                self.select(Some(thing));
                self.panels.inspector.show_evidence();
                self.screen.arrangement.bring(PanelKind::Inspector);
            }
            Command::Focus(steps) => self.focus_on(steps),
            Command::Freeze(kind) => self.screen.freeze(kind),
            Command::SetMeasure(measure) => {
                self.screen.view.measure = measure;
                self.screen.revisions.view += 1;
            }
            Command::Set(key, value) => {
                self.screen.view.set(key, value);
                self.screen.revisions.view += 1;
            }
            Command::Copy(text) => out.push(Effect::Copy(text)),
            Command::TogglePanel(kind) => {
                self.screen.arrangement.toggle(kind);
                out.push(Effect::KeepSettings);
            }
            Command::ShowPanel(kind) => {
                self.screen.arrangement.bring(kind);
                if kind == PanelKind::Records {
                    self.panels.records.take_keys();
                }
            }
            command @ (Command::Edit(_)
            | Command::Create { .. }
            | Command::Fill { .. }
            | Command::OnShown(..)
            | Command::Duplicate(_)
            | Command::NewId(_)
            | Command::FixAll
            | Command::AskDelete(_)
            | Command::AskMerge(..)
            | Command::AskRename(_)
            | Command::Form(..)
            | Command::StepTo(_)
            | Command::Answer(_)) => self.edit_command(command, out),
            Command::Open(request) => {
                self.dialogs.message = None;
                self.dialogs.path_for = None;
                self.leave_to(Then::Open(request), out);
            }
            Command::Export(request) => out.push(Effect::Export(request)),
            Command::SetLanguage(language) => {
                self.speak(language);
                out.push(Effect::KeepSettings);
            }
            Command::SetTheme(theme) => {
                self.person.settings.theme = theme;
                out.extend([Effect::Theme(theme), Effect::KeepSettings]);
            }
            Command::OpenUrl(url) => out.push(Effect::OpenUrl(url)),
            Command::ForgetRecent => {
                self.person.settings.recent.clear();
                self.person.settings.views.clear();
                out.push(Effect::KeepSettings);
            }
            Command::DismissHint => {
                self.person.settings.hint_dismissed = true;
                out.push(Effect::KeepSettings);
            }
            Command::DismissMessage => self.dialogs.message = None,
            Command::CancelOpen => out.push(Effect::CancelOpen),
            Command::PathGiven(path) => self.path_given(&path, false, out),
            Command::PathChosen(path) => self.path_given(&path, true, out),
            Command::PathCancelled => {
                self.dialogs.path_for = None;
                self.saving.then = None;
            }
            Command::Ui(command) => self.ui_command(command, out),
        }
    }

    /// Commands that change the dataset or ask before it is changed.
    pub(super) fn edit_command(&mut self, command: Command, out: &mut Vec<Effect>) {
        match command {
            Command::Edit(edit) => {
                self.edit(&edit, out);
            }
            Command::Create { collection, members, refer } => {
                self.create(collection, &members, refer, out);
            }
            Command::Fill { collection, rows } => self.fill(collection, rows, out),
            Command::OnShown(row, wish) => self.on_shown(row, wish, out),
            Command::Duplicate(row) => self.duplicate(row, out),
            Command::NewId(row) => self.give_id(row, out),
            Command::FixAll => self.fix_all(out),
            Command::AskDelete(rows) => self.ask_delete(rows, out),
            Command::AskMerge(keep, gone) => {
                self.dialogs.ask = Some(Ask::Merge(super::asking::Merge::of(self, keep, gone)));
            }
            Command::AskRename(row) => {
                let id = self.data.live.records.raw_id(row).to_owned();
                let users = crate::edit::users(&self.data.live.records, &[row]).len();
                self.dialogs.ask = Some(Ask::Rename(row, id, users));
            }
            Command::Form(thing, pointer) => {
                if self.screen.view.selected != Some(thing) {
                    self.select(Some(thing));
                }
                self.panels.inspector.show_form(&pointer);
                self.screen.arrangement.bring(PanelKind::Inspector);
            }
            Command::StepTo(state) => self.step_to(state, out),
            Command::Answer(answer) => self.answer(answer, out),
            _ => {}
        }
    }

    fn select(&mut self, thing: Option<Thing>) {
        self.data.editing.go = None;
        self.screen.select(thing);
    }

    fn focus_on(&mut self, steps: u8) {
        if self.screen.view.selected.is_none()
            && let Some(thing) = self.screen.hover.get()
        {
            self.select(Some(thing));
        }
        self.screen.view.focus = steps;
        self.screen.revisions.selected += 1;
    }

    /// Lets go of the nearest thing: the focus, the selection, the filter.
    fn peel(&mut self) {
        if self.panels.network.stop_linking() {
            return;
        }
        if self.screen.view.focus > 0 {
            self.screen.view.focus = 0;
            self.screen.revisions.selected += 1;
        } else if self.screen.view.selected.is_some() {
            self.select(None);
        } else if !self.screen.view.filter.is_empty() {
            self.screen.clear_filter(&self.data);
        } else if self.screen.arrangement.enlarged().is_none()
            && !self.screen.view.pinned.is_empty()
        {
            self.screen.view.pinned.clear();
            self.screen.keep(false, &self.data);
        } else {
            self.screen.arrangement.enlarge(None);
        }
    }

    fn ui_command(&mut self, command: UiCommand, out: &mut Vec<Effect>) {
        match command {
            UiCommand::Open => out.push(Effect::AskPath(PathFor::Open)),
            UiCommand::New => self.leave_to(Then::New, out),
            UiCommand::Save => self.save(out),
            UiCommand::SaveAs => out.push(Effect::AskPath(PathFor::SaveAs)),
            UiCommand::Versions => out.push(Effect::ListVersions),
            UiCommand::Recovered => out.push(Effect::ListRecovered),
            UiCommand::Undo => self.step(true, out),
            UiCommand::Redo => self.step(false, out),
            UiCommand::History => self.dialogs.ask = Some(Ask::History),
            UiCommand::Dataset => {
                self.dialogs.ask = Some(Ask::About(Box::new(self.about())));
            }
            UiCommand::Rates => {
                self.dialogs.ask = Some(Ask::About(Box::new(self.about().at_rates())));
            }
            UiCommand::EditRecord => {
                if let Some(thing) = self.screen.target() {
                    self.carry_out(Command::Form(thing, String::new()), out);
                } else {
                    self.shell.note = Some(self.person.words.t("form-nothing"));
                }
            }
            UiCommand::Duplicate => match self.target_row() {
                Some(row) => self.duplicate(row, out),
                None => self.shell.note = Some(self.person.words.t("form-nothing")),
            },
            UiCommand::Delete => match self.target_row() {
                Some(row) => self.ask_delete(vec![row], out),
                None => self.shell.note = Some(self.person.words.t("form-nothing")),
            },
            UiCommand::SaveCopy => out.push(Effect::AskPath(PathFor::SaveCopy)),
            UiCommand::ExportPicture => out.push(Effect::AskPath(PathFor::Export)),
            UiCommand::OpenExample => self.leave_to(Then::Open(OpenRequest::Example), out),
            UiCommand::Quit => self.leave_to(Then::Quit, out),
            UiCommand::ClearFilter => {
                self.screen.change_filter(|f| *f = Filter::default(), &self.data);
            }
            UiCommand::Peel => self.peel(),
            UiCommand::Back => self.screen.walk(true, &self.data),
            UiCommand::Forward => self.screen.walk(false, &self.data),
            UiCommand::Palette => {
                let early = std::mem::take(&mut self.input.early);
                self.dialogs.palette.open(early);
            }
            UiCommand::EditFilter => {
                let text = crate::query::write(&self.screen.view.filter, self.names());
                self.dialogs.filter_text = Some(super::form::Form::new(text));
            }
            UiCommand::NextPanel => self.next_panel(true),
            UiCommand::PreviousPanel => self.next_panel(false),
            UiCommand::NextTab => self.next_tab(true),
            UiCommand::PreviousTab => self.next_tab(false),
            UiCommand::Evidence => {
                if let Some(thing) = self.screen.target() {
                    self.carry_out(Command::Evidence(thing), out);
                }
            }
            UiCommand::Pin => {
                if let Some(thing) = self.screen.target() {
                    self.carry_out(Command::Pin(thing), out);
                }
            }
            UiCommand::UnpinAll => {
                self.screen.view.pinned.clear();
                self.screen.keep(false, &self.data);
            }
            UiCommand::KeepFilter => {
                self.screen.keep(true, &self.data);
                self.panels.inspector.show_record();
                self.carry_out(Command::ShowPanel(PanelKind::Inspector), out);
                self.shell.note = Some(self.person.words.t("filter-kept"));
            }
            UiCommand::Freeze => self.screen.freeze(self.screen.focused),
            UiCommand::Enlarge => {
                let now = self.screen.arrangement.enlarged();
                // A panel that is not in sight is not the one that is meant.
                let front = self.screen.arrangement.in_front();
                let meant = Some(self.screen.focused).filter(|k| front.contains(k));
                let kind = meant.or(front.first().copied()).filter(|_| now.is_none());
                self.screen.arrangement.enlarge(kind);
            }
            UiCommand::ResetLayout => {
                self.screen.arrangement.reset();
                self.panels.network.fit();
                out.push(Effect::KeepSettings);
            }
            UiCommand::KeepLayout => {
                self.keep_as_default();
                out.push(Effect::KeepSettings);
            }
            UiCommand::ZoomIn => out.push(Effect::Zoom(Some(1.1))),
            UiCommand::ZoomOut => out.push(Effect::Zoom(Some(1.0 / 1.1))),
            UiCommand::ZoomReset => out.push(Effect::Zoom(None)),
            UiCommand::FullScreen => out.push(Effect::FullScreen),
            UiCommand::Shortcuts => self.dialogs.shortcuts = true,
            UiCommand::About => self.dialogs.about = true,
        }
    }

    /// Goes on in another language; what was told last was told in the one before.
    fn speak(&mut self, language: Option<crate::text::Language>) {
        if self.person.choose(language) {
            self.screen.revisions.language += 1;
            self.shell.note = None;
        }
    }

    /// The record that is selected, as it is numbered now. What is only pointed at is not changed.
    pub(super) fn target_row(&self) -> Option<crate::record::Row> {
        self.screen
            .view
            .selected
            .and_then(Thing::row)
            .and_then(|row| self.data.editing.live_row(row))
    }

    /// Takes records out, at once when nobody refers to them.
    pub(super) fn ask_delete(&mut self, rows: Vec<crate::record::Row>, out: &mut Vec<Effect>) {
        match super::asking::Delete::of(self, rows.clone()) {
            Some(delete) if self.data.live.file.read_only.is_none() => {
                self.dialogs.ask = Some(Ask::Delete(delete));
            }
            _ => {
                let uses = crate::edit::OnUse::Leave;
                self.edit(&crate::edit::Edit::Delete { rows, uses }, out);
            }
        }
    }

    /// The keyboard goes to the next panel in sight, or the one before; the board stays as it is.
    fn next_panel(&mut self, forward: bool) {
        let shown = self.screen.arrangement.in_front();
        if let Some(kind) = beside(&shown, self.screen.focused, forward) {
            self.screen.focused = kind;
            self.screen.focus_next = Some(kind);
        }
    }

    /// The next panel that shares the place of the one the keyboard is in comes to the front.
    fn next_tab(&mut self, forward: bool) {
        let shared = self.screen.arrangement.sharing(self.screen.focused);
        if let Some(kind) = beside(&shared, self.screen.focused, forward) {
            self.screen.arrangement.bring(kind);
            self.screen.focused = kind;
            self.screen.focus_next = Some(kind);
        }
    }

    /// A path was typed, dropped or chosen in the system's dialog.
    fn path_given(&mut self, path: &str, chosen: bool, out: &mut Vec<Effect>) {
        // A path pasted from a file manager may come as an address or in quotes.
        let path = path.trim().trim_matches('"').trim_matches('\'');
        let path = path.strip_prefix("file://").unwrap_or(path);
        let purpose = self.dialogs.path_for.take().unwrap_or(PathFor::Open);
        if path.is_empty() {
            return;
        }
        // From here on it leads to the same file wherever the program runs.
        let path = &(self.shell.paths.absolute)(path);
        let read_from = self.data.live.file.read_from.as_deref();
        let over = read_from.is_some_and(|from| (self.shell.paths.same)(from, path));
        if let PathFor::SaveAs | PathFor::SaveCopy = purpose
            && let Some(text) = match crate::formats::other_format(path) {
                Some(ending) => {
                    Some(self.person.words.ts("cli-other-format", &[("ending", ending)]))
                }
                None => over.then(|| self.person.words.t("cli-same-file")),
            }
        {
            let copy = purpose == PathFor::SaveCopy;
            let title = if copy { "message-copy-failed" } else { "message-save-failed" };
            let title = self.person.words.t(title);
            self.dialogs.message = Some(Message::plain(title, text));
            path.clone_into(&mut self.dialogs.path_text);
            self.dialogs.path_for = Some(purpose);
            return;
        }
        let own =
            matches!(&self.data.live.file.origin, crate::edit::Origin::File(own) if own == path);
        if purpose == PathFor::SaveAs && own {
            self.save(out);
            return;
        }
        if purpose != PathFor::Open && !chosen && (self.shell.paths.exists)(path) {
            self.dialogs.ask = Some(Ask::Replace(purpose, path.to_owned()));
            return;
        }
        match purpose {
            PathFor::Open => self.leave_to(Then::Open(OpenRequest::file(path)), out),
            PathFor::SaveAs => self.save_to(path.to_owned(), true, true, out),
            PathFor::SaveCopy => out.push(Effect::SaveCopy(path.to_owned())),
            PathFor::Export => {
                if let Some(format) = export::format_of(path) {
                    out.push(Effect::Export(ExportRequest {
                        out: path.to_owned(),
                        format,
                        size: [1920, 1080],
                        language: self.person.words.language,
                        theme: self.person.settings.theme,
                        // What is in sight: one panel when it is over the board.
                        panel: self.screen.arrangement.enlarged(),
                        arrangements: self.screen.arrangement.in_sight(),
                        view: Some(Box::new(self.screen.view.clone())),
                        arranged: Box::new(self.panels.arranged()),
                    }));
                } else {
                    path.clone_into(&mut self.dialogs.path_text);
                    self.dialogs.path_for = Some(purpose);
                    self.dialogs.message = Some(Message::plain(
                        self.person.words.t("message-export-failed"),
                        self.person.words.ts("cli-picture-name", &[("endings", export::endings())]),
                    ));
                }
            }
        }
    }
}

impl Workbench {
    /// Says that a dataset is being opened.
    pub fn start_open(&mut self, request: &OpenRequest) {
        self.shell.note = None;
        self.shell.progress = Some(Progress { name: self.name_of(request), fraction: 0.0 });
    }

    /// Shows the dataset that was opened, or why it was not; returns whether it was.
    pub fn finish_open(
        &mut self,
        request: &OpenRequest,
        result: Result<Opened, OpenFailure>,
    ) -> bool {
        self.shell.progress = None;
        let path = match request {
            OpenRequest::Example | OpenRequest::Copy | OpenRequest::New(_) => None,
            OpenRequest::File { path, .. } => Some(path.as_str()),
        };
        let title =
            || self.person.words.ts("message-open-failed", &[("name", self.name_of(request))]);
        self.dialogs.message = Some(match result {
            Ok(opened) => {
                let let_go = self.saving.let_go == Some(self.data.live.history().state());
                if (self.is_modified() && !let_go) || self.is_typing() {
                    // What was done since it was asked for is asked about first.
                    self.input.later.push(Command::Open(request.clone()));
                    return false;
                }
                self.keep_arrangement();
                self.keep_view();
                if let Some(path) = path {
                    self.person.settings.remember(path);
                }
                // A copy of the example is nothing that could be lost.
                let new = opened.doc.file.origin == crate::edit::Origin::New
                    && *request != OpenRequest::Copy;
                self.show(opened);
                self.begun_anew(new);
                if matches!(request, OpenRequest::New(_)) {
                    // What was written in its dialog is in it.
                    self.dialogs.begun = None;
                }
                if self.recall_view() {
                    self.shell.note = Some(self.person.words.t("status-filter-back"));
                }
                return true;
            }
            Err(OpenFailure::Load(LoadError::Cancelled)) => return false,
            Err(OpenFailure::Load(e)) => {
                let text = self.person.words.ts(e.message_id(), &e.args());
                Message::of_load(title(), text, path, &e)
            }
            Err(OpenFailure::Said(text)) => {
                Message { offer_open: true, ..Message::plain(title(), text) }
            }
        });
        false
    }

    fn name_of(&self, request: &OpenRequest) -> String {
        match request {
            OpenRequest::Example => self.person.words.t("example-name"),
            OpenRequest::Copy | OpenRequest::New(_) => self.person.words.t("new-untitled"),
            OpenRequest::File { path, .. } => {
                let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
                crate::text::display::clean(name, 120).into_owned()
            }
        }
    }
}

/// The panel after or before another one of a list, round and round.
fn beside(list: &[PanelKind], of: PanelKind, forward: bool) -> Option<PanelKind> {
    let n = list.len();
    let next = match list.iter().position(|k| *k == of) {
        Some(at) if forward => (at + 1) % n,
        Some(at) => (at + n - 1) % n,
        None => 0,
    };
    list.get(next).copied()
}
