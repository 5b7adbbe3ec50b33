//! The program without its window: effects become jobs, jobs become results, results become state.
//!
//! All that differs between a window, a test and whatever comes next stands behind [`Host`]: threads,
//! clock, the system's dialogs, the clipboard, where settings are kept. Files are those of
//! [`crate::store`] for everybody.

mod jobs;
mod outcome;
mod session;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::{Duration, Instant, SystemTime};

use egui::Context;

use crate::command::{Command, ExportRequest, OpenRequest};
use crate::dataset::Opened;
use crate::edit::Origin;
use crate::formats::LoadError;
use crate::store;
use crate::text::{Language, Words};
use crate::view::{Settings, ThemeChoice, WindowPlace};
use crate::workbench::{Chosen, Effect, Ids, OpenFailure, PathFor, Paths, Workbench};

/// After this long without an answer from the system's dialog, the path field is shown.
const DIALOG_PATIENCE: Duration = Duration::from_secs(3);
/// How often an arrangement that is being changed is kept.
const KEEP: Duration = Duration::from_secs(2);

/// Work that is done aside.
pub type Work = Box<dyn FnOnce() + Send>;

/// What the window is asked to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Open a web address.
    OpenUrl(String),
    /// Put text on the clipboard.
    Copy(String),
    /// Multiply the zoom; `None` goes back to 100 %.
    Zoom(Option<f32>),
    /// Switch full screen.
    FullScreen,
    /// Show this theme.
    Theme(ThemeChoice),
    /// Bear this title.
    Title(String),
    /// Stay, though it was asked to close.
    Stay,
    /// Close.
    Quit,
}

/// Words in the system's dialog for a path.
#[derive(Clone, Debug)]
pub struct Texts {
    /// Its title.
    pub title: String,
    /// What datasets are called.
    pub datasets: String,
    /// What pictures are called.
    pub pictures: String,
    /// The name a file is offered under.
    pub name: String,
}

/// There is no dialog on this system, or it failed.
#[derive(Clone, Copy, Debug)]
pub struct NoDialog;

/// What a dialog tells: a path, or that it was cancelled.
pub type Told = Result<Option<String>, NoDialog>;

/// What the program runs on.
pub trait Host: Send + Sync + 'static {
    /// Asks for a frame, from any thread.
    fn wake(&self);

    /// Asks for a frame after a time.
    fn wake_after(&self, wait: Duration);

    /// Does work aside that ends by itself.
    ///
    /// # Errors
    /// When there is no thread for it; it is not done then.
    fn run(&self, name: &str, work: Work) -> std::io::Result<()>;

    /// Does work aside that goes on until the program ends.
    ///
    /// # Errors
    /// As [`Host::run`].
    fn serve(&self, name: &str, work: Work) -> std::io::Result<()>;

    /// A clock that only goes forward.
    fn now(&self) -> Instant;

    /// The time of the calendar.
    fn time(&self) -> SystemTime;

    /// The time of the day in words, as `14:02`.
    fn time_of_day(&self) -> String;

    /// Numbers no other start of the program has, for new ids.
    fn seed(&self) -> u128;

    /// Asks for a path by the system's dialog; `None` when it cannot be asked.
    fn ask_path(&self, purpose: PathFor, texts: Texts) -> Option<Receiver<Told>>;

    /// Does something to the window.
    fn act(&self, act: Act);

    /// Where journals are; `None` is the program's own folder.
    fn journals(&self) -> Option<PathBuf>;

    /// Keeps the settings.
    ///
    /// # Errors
    /// Why they are not kept, as a sentence for people.
    fn keep_settings(&self, settings: &Settings, words: &Words) -> Result<(), String>;
}

/// A dialog that was asked for.
struct Dialog {
    purpose: PathFor,
    started: Instant,
    /// The path field was shown in the meantime.
    field_offered: bool,
    told: Receiver<Told>,
}

/// The running program.
pub struct Program {
    host: Arc<dyn Host>,
    workbench: Workbench,
    jobs: jobs::Jobs,
    session: session::Session,
    dialog: Option<Dialog>,
    title: String,
    /// What the window was last seen to be.
    place: Option<WindowPlace>,
    kept: Settings,
    /// What became of the settings there were, and whether keeping them failed last.
    settings_kept: store::Kept,
    settings_failed: bool,
    settings_told: bool,
    last_keep: Instant,
}

impl Program {
    /// The program on a host, with settings as they were kept, in the language of the system unless
    /// they name one.
    #[must_use]
    pub fn new(
        host: Arc<dyn Host>,
        settings: Settings,
        settings_kept: store::Kept,
        language: Language,
    ) -> Self {
        let example = Opened::example();
        let failed = example.is_err();
        if failed {
            log::error!("the example does not open");
        }
        let opened = example.unwrap_or_else(|_| empty());
        let mut program = Self::on(host, Workbench::new(opened, settings, language), settings_kept);
        program.jobs.list_left(false);
        program.look_for_recent();
        program
    }

    /// The program on a host, with a workbench on which something is open.
    #[must_use]
    pub fn on(host: Arc<dyn Host>, mut workbench: Workbench, settings_kept: store::Kept) -> Self {
        workbench.know_paths(Paths {
            exists: store::exists,
            absolute: store::absolute,
            same: store::same_file,
        });
        let clock = host.clone();
        workbench.set_ids(Ids { clock: Arc::new(move || millis(&*clock)), seed: host.seed() });
        let mut program = Self {
            kept: workbench.settings().clone(),
            settings_kept,
            settings_failed: false,
            settings_told: false,
            session: session::Session::new(host.clone(), workbench.document()),
            jobs: jobs::Jobs::new(host.clone(), workbench.words().language),
            workbench,
            dialog: None,
            title: String::new(),
            place: None,
            last_keep: host.now(),
            host,
        };
        program.session.opened(&mut program.workbench, None);
        program
    }

    /// Begins with what the person asked for, or with what is open.
    pub fn begin(&mut self, request: Option<OpenRequest>) {
        match request {
            Some(request) => self.open(request),
            None => self.tell_settings(),
        }
    }

    /// The screen.
    #[must_use]
    pub fn workbench(&self) -> &Workbench {
        &self.workbench
    }

    /// The screen, to send it commands.
    pub fn workbench_mut(&mut self) -> &mut Workbench {
        &mut self.workbench
    }

    /// Tells what became of settings that cannot be read, once nothing else is about to be told.
    fn tell_settings(&mut self) {
        let told = std::mem::replace(&mut self.settings_told, true);
        if let Some(text) = self.settings_kept.message(self.workbench.words()).filter(|_| !told) {
            let title = self.workbench.words().t("settings-title");
            if self.workbench.message().is_none() {
                self.workbench.tell(title, text);
            } else {
                self.workbench.note(Some(text));
            }
        }
    }

    fn look_for_recent(&mut self) {
        let recent = self.workbench.settings().recent.iter();
        let missing = recent.filter(|p| !store::exists(p)).cloned().collect();
        self.workbench.know_missing(missing);
    }

    fn open(&mut self, request: OpenRequest) {
        self.workbench.start_open(&request);
        self.jobs.open(request);
    }

    fn opened(
        &mut self,
        request: &OpenRequest,
        result: Result<(Opened, Option<jobs::Imprint>), jobs::OpenError>,
    ) {
        let words = self.workbench.words();
        let (result, facts) = match result {
            Ok((opened, facts)) => (Ok(opened), facts),
            Err(e) => (Err(e), None),
        };
        let result = result.map_err(|e| match e {
            jobs::OpenError::Load(e) => OpenFailure::Load(e),
            jobs::OpenError::Read(store::ReadError::Cancelled) => {
                OpenFailure::Load(LoadError::Cancelled)
            }
            jobs::OpenError::Read(e) => OpenFailure::Said(e.message(words)),
            jobs::OpenError::Panic => OpenFailure::Said(words.t("error-job")),
        });
        if self.workbench.finish_open(request, result) {
            self.session.opened(&mut self.workbench, facts);
            self.jobs.index(self.workbench.opened());
            self.look_for_recent();
            self.keep_settings();
        } else if let OpenRequest::File { path, .. } = request
            && store::aside::torn_of(path).is_some()
        {
            // What it held before it was being written is kept.
            self.jobs.list_left(false);
        }
        self.tell_settings();
    }

    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::Open(request) => self.open(request),
            Effect::CancelOpen => self.jobs.cancel(),
            Effect::AskPath(purpose) => self.ask_path(purpose),
            Effect::SaveCopy(path) => self.save_copy(&path),
            Effect::Save(request) => self.session.save(&self.jobs, &self.workbench, request),
            Effect::Derive(doc, serial) => self.jobs.derive(*doc, serial),
            Effect::LetGo(old) => self.jobs.let_go(old),
            Effect::KeepMine => {
                if !self.session.keep_mine() {
                    self.read_outside();
                }
            }
            Effect::ReadOutside => self.read_outside(),
            Effect::Recover(key) => self.jobs.recover(key, self.session.journal_maker()),
            Effect::DropRecovery(key) => self.jobs.drop_left(key),
            Effect::ListRecovered => self.jobs.list_left(true),
            Effect::ListVersions => self.list_versions(),
            Effect::Restore(key) => self.restore(&key),
            Effect::Export(request) => self.export(request),
            Effect::OpenUrl(url) => self.host.act(Act::OpenUrl(url)),
            Effect::Copy(text) => self.host.act(Act::Copy(text)),
            Effect::Zoom(by) => self.host.act(Act::Zoom(by)),
            Effect::FullScreen => self.host.act(Act::FullScreen),
            Effect::Theme(theme) => self.host.act(Act::Theme(theme)),
            Effect::KeepSettings => self.keep_settings(),
            Effect::Quit => self.host.act(Act::Quit),
        }
    }

    fn ask_path(&mut self, purpose: PathFor) {
        let words = self.workbench.words();
        let texts = Texts {
            title: words.t(match purpose {
                PathFor::Open => "path-open-title",
                PathFor::SaveAs => "path-save-as-title",
                PathFor::SaveCopy => "path-save-title",
                PathFor::Export => "path-export-title",
            }),
            datasets: words.t("dialog-filter"),
            pictures: words.t("dialog-picture"),
            name: self.workbench.file_name_offered(),
        };
        let started = self.host.now();
        let told = self.host.ask_path(purpose, texts);
        self.dialog = told.map(|told| Dialog { purpose, started, field_offered: false, told });
        self.workbench.dialog_asked(purpose);
        if self.dialog.is_none() {
            self.workbench.dialog_said(Chosen::Typed(purpose));
        }
    }

    /// Looks whether the system's dialog said something, or keeps us waiting too long.
    fn poll_dialog(&mut self) {
        let Some(dialog) = &mut self.dialog else { return };
        let (purpose, waited) = (dialog.purpose, self.host.now().duration_since(dialog.started));
        let chosen = match dialog.told.try_recv() {
            Err(TryRecvError::Empty) if waited < DIALOG_PATIENCE => {
                self.host.wake_after(DIALOG_PATIENCE.saturating_sub(waited));
                return;
            }
            Err(TryRecvError::Empty) => {
                // It may still answer; until then a path can be typed.
                if !std::mem::replace(&mut dialog.field_offered, true) {
                    self.workbench.dialog_said(Chosen::Typed(purpose));
                }
                return;
            }
            Ok(Ok(Some(path))) => Chosen::Path(purpose, path),
            Ok(Ok(None)) => Chosen::Cancelled,
            Ok(Err(NoDialog)) | Err(TryRecvError::Disconnected) => Chosen::Typed(purpose),
        };
        self.workbench.dialog_said(chosen);
        self.dialog = None;
        self.host.wake();
    }

    fn save_copy(&mut self, path: &str) {
        let words = self.workbench.words();
        let open = match &self.workbench.document().file.origin {
            Origin::File(open) => store::same_file(open, path),
            Origin::Example | Origin::New => false,
        };
        if open {
            self.copied(path, Err(words.t("cli-same-file")));
        } else {
            self.workbench.note(Some(words.t("status-saving")));
            self.jobs.copy(self.workbench.document().shown(), path.to_owned());
        }
    }

    /// What came of saving a copy.
    fn copied(&mut self, path: &str, saved: Result<Option<String>, String>) {
        let words = self.workbench.words();
        let shown = crate::text::display::clean(path, 200).into_owned();
        match saved {
            Ok(no_version) => {
                let title = words.t("save-no-version-title");
                self.workbench.note(Some(words.ts("status-saved", &[("path", shown)])));
                if let Some(text) = no_version {
                    self.workbench.tell(title, text);
                }
            }
            Err(text) => {
                let title = words.t("message-copy-failed");
                self.workbench.note(None);
                let text = format!("{shown}: {text}");
                self.workbench.tell(title, text);
            }
        }
    }

    /// Makes the picture in the background from what is open.
    fn export(&mut self, request: ExportRequest) {
        // A picture of the board says which file it is of.
        let live = self.workbench.document();
        // What is asked for has the numbers of what the board shows, which may be an edit behind.
        let mut doc = match self.workbench.behind() {
            Some(shown) => shown.clone(),
            None => live.shown(),
        };
        doc.file = live.file.clone();
        self.jobs.export(doc, request);
    }

    fn exported(&mut self, path: &str, result: Result<(), String>) {
        let words = self.workbench.words();
        let shown = crate::text::display::clean(path, 200).into_owned();
        match result {
            Ok(()) => {
                self.workbench.note(Some(words.ts("status-exported", &[("path", shown)])));
            }
            Err(text) => {
                let title = words.t("message-export-failed");
                self.workbench.tell(title, text);
            }
        }
    }

    fn keep_settings(&mut self) {
        self.workbench.keep_arrangement();
        self.workbench.keep_view();
        if let Some(place) = self.place {
            self.workbench.keep_place(place);
        }
        if self.kept != *self.workbench.settings() {
            self.kept = self.workbench.settings().clone();
            if matches!(self.settings_kept, store::Kept::Unreadable(_)) {
                // What is there is not written over.
                self.last_keep = self.host.now();
                return;
            }
            if let Err(text) = self.host.keep_settings(&self.kept, self.workbench.words()) {
                // Told once: it is no reason to be told at every turn.
                if !std::mem::replace(&mut self.settings_failed, true) {
                    self.workbench.note(Some(text));
                }
            } else {
                self.settings_failed = false;
            }
        }
        self.last_keep = self.host.now();
    }

    fn dropped(&mut self, ctx: &Context) {
        let (over, paths) = ctx.input(|i| {
            let paths: Vec<String> =
                i.raw.dropped_files.iter().map(|f| store::text_of(f.path())).collect();
            (!i.raw.hovered_files.is_empty(), paths)
        });
        self.workbench.drag_over(over);
        if let Some(path) = paths.first() {
            self.workbench.send(Command::Open(OpenRequest::file(path.clone())));
        }
    }
}

impl Program {
    /// Takes what came since the last frame: results, dialogs, dropped files, the wish to close.
    pub fn logic(&mut self, ctx: &Context) {
        self.take_results();
        self.poll_dialog();
        self.dropped(ctx);
        self.jobs.speak(self.workbench.words().language);
        if let Some((path, stamp)) = self.session.changed() {
            match stamp {
                Some(_) => self.jobs.look(path, self.session.disk, false),
                None => self.workbench.tell_gone(),
            }
        }
        if ctx.input(|i| i.viewport().close_requested()) && !self.workbench.may_close() {
            self.host.act(Act::Stay);
            self.host.wake();
        }
        self.workbench.keep_zoom(Some(ctx.zoom_factor()).filter(|z| (z - 1.0).abs() > 0.001));
    }

    /// Takes what came from the background.
    pub fn take_results(&mut self) {
        for done in self.jobs.poll() {
            match done {
                jobs::Done::Progress(fraction) => {
                    self.workbench.set_progress(fraction);
                }
                jobs::Done::Opened(request, result) => self.opened(&request, *result),
                jobs::Done::Saved(request, result) => self.saved(&request, *result),
                jobs::Done::Copied(path, result) => self.copied(&path, result),
                jobs::Done::Left(list, asked) => self.workbench.offer_recovery(list, asked),
                jobs::Done::Derived(opened, serial) => {
                    let mut out = Vec::new();
                    self.workbench.finish_derive(*opened, serial, &mut out);
                    self.jobs.index(self.workbench.opened());
                    self.carry_out_all(out);
                }
                jobs::Done::Theirs { path, asked, imprint, records } => {
                    self.theirs(&path, asked, imprint, records);
                }
                jobs::Done::Recovered(result) => self.recovered(*result),
                jobs::Done::Exported(path, result) => self.exported(&path, result),
            }
        }
    }

    /// Whether a field was opened that does not have the keyboard yet.
    #[must_use]
    pub fn field_coming(&self, ctx: &Context) -> bool {
        self.workbench.field_coming(ctx.text_edit_focused())
    }

    /// Shows the screen, and carries out what was done there.
    pub fn ui(&mut self, ui: &mut egui::Ui) {
        let ctx = ui.ctx().clone();
        let effects = self.workbench.ui(ui);
        self.carry_out_all(effects);
        self.session.typed(self.workbench.drafts());
        let title = self.workbench.window_title();
        // Only on change: each command asks for a repaint.
        if title != self.title {
            self.host.act(Act::Title(title.clone()));
            self.title = title;
        }
        // Asked before: the context is locked while its input is read.
        let zoom = ctx.zoom_factor();
        self.place = ctx.input(|i| {
            let v = i.viewport();
            let maximized = v.maximized.unwrap_or(false);
            let size = v.inner_rect.map(|r| r.size() * zoom);
            let size = size.map(Into::into).filter(|_| !maximized);
            let size = size.or(self.kept.window.map(|w| w.size)).or(self.place.map(|p| p.size));
            size.map(|size| WindowPlace { size, maximized })
        });
        if self.workbench.is_arrangement_edited()
            && self.host.now().duration_since(self.last_keep) > KEEP
        {
            self.keep_settings();
        }
    }

    /// The end: nothing is left behind when all is saved or the person let go of it.
    pub fn end(&mut self) {
        self.jobs.cancel();
        self.session.close(self.workbench.may_close());
        self.keep_settings();
    }
}
/// A dataset without records, for the day the example cannot be read.
fn empty() -> Opened {
    let bytes = br#"{"format":"cooperation-dataset","version":1,"title":"Cooperama"}"#;
    let opened = crate::dataset::prepare(
        bytes.to_vec(),
        Origin::Example,
        crate::formats::LoadOptions::default(),
        &mut |_| true,
    );
    #[expect(clippy::expect_used, reason = "a constant; a test opens it")]
    opened.expect("the empty dataset is valid")
}

/// Milliseconds since 1970.
fn millis(host: &dyn Host) -> u64 {
    let since = host.time().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_empty_dataset_opens() {
        assert!(super::empty().doc.records.is_empty());
    }
}
