//! The window: runs the workbench, carries out its effects, keeps the settings.

mod display;
mod files;
mod jobs;
mod outcome;
mod session;

pub use files::Ear;

use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::{NativeOptions, Renderer};
use egui::{Context, ThemePreference, ViewportBuilder, ViewportCommand};

use crate::command::{Command, ExportRequest, OpenRequest};
use crate::dataset::Opened;
use crate::edit::Origin;
use crate::formats::LoadError;
use crate::store;
use crate::text::{Language, Words};
use crate::ui::theme;
use crate::view::{Settings, ThemeChoice, WindowPlace};
use crate::workbench::{Chosen, Effect, Ids, OpenFailure, PathFor, Paths, Workbench};

/// Identity on the desktop; equals the name of the desktop file.
pub const APP_ID: &str = "org.cooperama.Cooperama";

/// The smallest window, in points.
const LEAST: [f32; 2] = [640.0, 480.0];
/// After this long without an answer from the system's dialog, the path field is shown.
const DIALOG_PATIENCE: Duration = Duration::from_secs(3);

/// Why no window can be shown, as one sentence for people.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct NoWindow(String);

/// Opens the window and runs until it is closed.
///
/// # Errors
/// When there is no display, or no graphics driver works.
pub fn run(file: Option<&OpenRequest>, language: Language) -> Result<(), NoWindow> {
    let words = Words::new(language);
    if !display::is_named() {
        return Err(NoWindow(words.t("cli-no-display")));
    }
    let (settings, kept) = store::load_settings();
    let mut reasons = Vec::new();
    for renderer in [Renderer::Wgpu, Renderer::Glow] {
        let (settings, file) = ((settings.clone(), kept.clone()), file.cloned());
        let size = options(&settings.0, renderer);
        let created = eframe::run_native(
            "Cooperama",
            size,
            Box::new(move |cc| {
                survive_lost_device(cc);
                Ok(Box::new(App::new(&cc.egui_ctx, settings, language, file)))
            }),
        );
        match created {
            Ok(()) => return Ok(()),
            Err(eframe::Error::WinitEventLoop(e)) => {
                // The display is named, but nothing answers there.
                log::warn!("{renderer}: {e}");
                return Err(NoWindow(words.t("cli-no-display")));
            }
            Err(e) => {
                log::warn!("{renderer}: {e}");
                reasons.push(e.to_string());
            }
        }
    }
    let reason = reasons.join("; ").replace(['\n', '\r'], " ");
    let reason = crate::text::display::cut(&reason, 160).into_owned();
    Err(NoWindow(words.ts("cli-no-graphics", &[("reason", reason)])))
}

/// A graphics device that is lost, after sleep or when a dock is unplugged, is logged instead of
/// ending the program.
fn survive_lost_device(cc: &eframe::CreationContext<'_>) {
    if let Some(state) = &cc.wgpu_render_state {
        state.device.on_uncaptured_error(Arc::new(|e| log::error!("graphics: {e}")));
    }
}

fn options(settings: &Settings, renderer: Renderer) -> NativeOptions {
    let size = settings.window.map_or([1400.0, 900.0], |w| w.size);
    let fit = |s: f32, least: f32| if s.is_finite() { s.clamp(least, 16_000.0) } else { 900.0 };
    let size = [fit(size[0], LEAST[0]), fit(size[1], LEAST[1])];
    let mut viewport = ViewportBuilder::default()
        .with_title("Cooperama")
        .with_app_id(APP_ID)
        .with_inner_size(size)
        .with_min_inner_size(LEAST)
        .with_maximized(settings.window.is_some_and(|w| w.maximized))
        .with_drag_and_drop(true);
    if let Ok(icon) =
        eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon/cooperama-256.png"))
    {
        viewport = viewport.with_icon(icon);
    }
    NativeOptions {
        viewport,
        renderer,
        persist_window: false,
        event_loop_builder: display::hook(),
        ..NativeOptions::default()
    }
}

/// The running program.
struct App {
    workbench: Workbench,
    jobs: jobs::Jobs,
    session: session::Session,
    dialog: Option<files::Dialog>,
    title: String,
    /// What the window was last seen to be.
    place: Option<WindowPlace>,
    kept: Settings,
    /// What became of the settings there were, and whether keeping them failed last.
    settings_kept: store::Kept,
    settings_failed: bool,
    settings_told: bool,
    last_keep: Instant,
    /// The differences from the file were asked for.
    asked_theirs: bool,
    pace: crate::ui::pace::Pace,
}

impl App {
    fn new(
        ctx: &Context,
        (settings, settings_kept): (Settings, store::Kept),
        language: Language,
        file: Option<OpenRequest>,
    ) -> Self {
        theme::install(ctx);
        ctx.set_theme(preference(settings.theme));
        if let Some(zoom) = settings.zoom {
            ctx.set_zoom_factor(zoom.clamp(0.5, 3.0));
        }
        let example = Opened::example();
        let failed = example.is_err();
        let opened = example.unwrap_or_else(|_| empty());
        let kept = settings.clone();
        let mut workbench = Workbench::new(opened, settings, language);
        workbench.know_paths(Paths { exists: store::exists, absolute: store::absolute });
        workbench.set_ids(Ids { clock: millis, seed: seed() });
        let mut app = Self {
            kept,
            settings_kept,
            settings_failed: false,
            settings_told: false,
            session: session::Session::new(ctx, workbench.document()),
            workbench,
            jobs: jobs::Jobs::new(ctx.clone(), language),
            dialog: None,
            title: String::new(),
            place: None,
            last_keep: now(),
            asked_theirs: false,
            pace: crate::ui::pace::Pace::default(),
        };
        if failed {
            log::error!("the example does not open");
        }
        app.session.opened(&mut app.workbench, None);
        app.jobs.list_left(false);
        app.look_for_recent();
        if let Some(request) = file {
            app.open(request);
        } else {
            app.tell_settings();
        }
        app
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
        result: Result<(Opened, Option<jobs::Facts>), jobs::OpenError>,
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
            jobs::Jobs::index(self.workbench.opened());
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

    fn carry_out(&mut self, ctx: &Context, effect: Effect) {
        match effect {
            Effect::Open(request) => self.open(request),
            Effect::CancelOpen => self.jobs.cancel(),
            Effect::AskPath(purpose) => self.ask_path(ctx, purpose),
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
            Effect::OpenUrl(url) => ctx.open_url(egui::OpenUrl::new_tab(url)),
            Effect::Copy(text) => ctx.copy_text(text),
            Effect::Zoom(by) => {
                let zoom = by.map_or(1.0, |f| (ctx.zoom_factor() * f).clamp(0.5, 3.0));
                ctx.set_zoom_factor(zoom);
            }
            Effect::FullScreen => {
                let on = ctx.input(|i| i.viewport().fullscreen.unwrap_or(false));
                ctx.send_viewport_cmd(ViewportCommand::Fullscreen(!on));
            }
            Effect::Theme(theme) => ctx.set_theme(preference(theme)),
            Effect::KeepSettings => self.keep_settings(),
            Effect::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
        }
    }

    fn ask_path(&mut self, ctx: &Context, purpose: PathFor) {
        let words = self.workbench.words();
        let texts = files::Texts {
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
        self.dialog = files::Dialog::start(ctx, purpose, texts);
        self.workbench.dialog_asked(purpose);
        if self.dialog.is_none() {
            self.workbench.dialog_said(Chosen::Typed(purpose));
        }
    }

    /// Looks whether the system's dialog answered, or keeps us waiting too long.
    fn poll_dialog(&mut self, ctx: &Context) {
        let Some(dialog) = &self.dialog else { return };
        let waited = now().duration_since(dialog.started);
        match dialog.poll() {
            files::Answer::Waiting if waited < DIALOG_PATIENCE => {
                ctx.request_repaint_after(DIALOG_PATIENCE.saturating_sub(waited));
            }
            files::Answer::Waiting => {
                // It may still answer; until then a path can be typed.
                if !dialog.field_offered.replace(true) {
                    self.workbench.dialog_said(Chosen::Typed(dialog.purpose));
                }
            }
            files::Answer::Path(path) => {
                self.workbench.dialog_said(Chosen::Path(dialog.purpose, path));
                self.dialog = None;
                ctx.request_repaint();
            }
            files::Answer::NoDialog => {
                self.workbench.dialog_said(Chosen::Typed(dialog.purpose));
                self.dialog = None;
            }
            files::Answer::Cancelled => {
                self.workbench.dialog_said(Chosen::Cancelled);
                self.dialog = None;
            }
        }
    }

    fn save_copy(&mut self, path: &str) {
        let words = self.workbench.words();
        let open = match &self.workbench.document().origin {
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
        self.jobs.export(self.workbench.document().shown(), request);
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
                self.last_keep = now();
                return;
            }
            if let Err(text) = store::keep_settings(&self.kept, self.workbench.words()) {
                // Told once: it is no reason to be told at every turn.
                if !std::mem::replace(&mut self.settings_failed, true) {
                    self.workbench.note(Some(text));
                }
            } else {
                self.settings_failed = false;
            }
        }
        self.last_keep = now();
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

impl eframe::App for App {
    fn raw_input_hook(&mut self, ctx: &Context, raw: &mut egui::RawInput) {
        if self.pace.take(raw) {
            ctx.request_repaint();
        }
    }

    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        for done in self.jobs.poll() {
            match done {
                jobs::Done::Progress(fraction) => {
                    self.workbench.set_progress(fraction);
                }
                jobs::Done::Opened(request, result) => self.opened(&request, *result),
                jobs::Done::Saved(request, result) => self.saved(ctx, &request, *result),
                jobs::Done::Copied(path, result) => self.copied(&path, result),
                jobs::Done::Left(list, asked) => self.workbench.offer_recovery(list, asked),
                jobs::Done::Derived(opened, serial) => {
                    let mut out = Vec::new();
                    self.workbench.finish_derive(*opened, serial, &mut out);
                    jobs::Jobs::index(self.workbench.opened());
                    self.carry_out_all(ctx, out);
                }
                jobs::Done::Theirs(path, facts, records) => self.theirs(&path, facts, records),
                jobs::Done::Recovered(result) => self.recovered(*result),
                jobs::Done::Exported(path, result) => self.exported(&path, result),
            }
        }
        self.poll_dialog(ctx);
        self.dropped(ctx);
        self.jobs.speak(self.workbench.words().language);
        if let Some((path, stamp)) = self.session.changed() {
            match stamp {
                Some(_) => self.jobs.look(path, self.session.disk, false),
                None => self.workbench.tell_gone(),
            }
        }
        if ctx.input(|i| i.viewport().close_requested()) && !self.workbench.may_close() {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            ctx.request_repaint();
        }
        self.workbench.keep_zoom(Some(ctx.zoom_factor()).filter(|z| (z - 1.0).abs() > 0.001));
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        for effect in self.workbench.ui(ui) {
            self.carry_out(&ctx, effect);
        }
        self.session.typed(self.workbench.drafts());
        let title = self.workbench.window_title();
        // Only on change: each command asks for a repaint.
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
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
            && now().duration_since(self.last_keep) > Duration::from_secs(2)
        {
            self.keep_settings();
        }
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.jobs.cancel();
        self.session.close(self.workbench.may_close());
        self.keep_settings();
    }
}

fn preference(theme: ThemeChoice) -> ThemePreference {
    match theme {
        ThemeChoice::System => ThemePreference::System,
        ThemeChoice::Light => ThemePreference::Light,
        ThemeChoice::Dark => ThemePreference::Dark,
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

#[expect(clippy::disallowed_methods, reason = "the shell is where time comes in")]
fn now() -> Instant {
    Instant::now()
}

/// Milliseconds since 1970.
fn millis() -> u64 {
    u64::try_from(jiff::Timestamp::now().as_millisecond()).unwrap_or(0)
}

/// Numbers no other start of the program has, for new ids.
fn seed() -> u128 {
    use std::hash::{BuildHasher as _, RandomState};
    let draw = || u128::from(RandomState::new().hash_one(std::process::id()));
    draw() << 64 | draw()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_empty_dataset_opens() {
        assert!(super::empty().doc.records.is_empty());
    }
}
