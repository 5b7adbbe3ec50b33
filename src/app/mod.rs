//! The window: what the program runs on when it has one.

mod display;
mod files;

pub use files::Ear;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::thread::Builder;
use std::time::{Duration, Instant, SystemTime};

use eframe::{NativeOptions, Renderer};
use egui::{Context, ThemePreference, ViewportBuilder, ViewportCommand};

use crate::command::OpenRequest;
use crate::host::{Act, Host, Program, Texts, Told, Work};
use crate::store;
use crate::text::{Language, Words};
use crate::ui::pace::Pace;
use crate::ui::theme;
use crate::view::{Settings, ThemeChoice};
use crate::workbench::PathFor;

/// Identity on the desktop; equals the name of the desktop file.
pub const APP_ID: &str = "org.cooperama.Cooperama";

/// The smallest window, in points.
const LEAST: [f32; 2] = [640.0, 480.0];

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
                Ok(Box::new(Window::new(&cc.egui_ctx, settings, language, file)))
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
        .with_maximized(settings.window.is_none_or(|w| w.maximized))
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

/// The program in its window.
struct Window {
    program: Program,
    pace: Pace,
    /// Frames until the window takes the room of the screen: at first a size of its own may reach
    /// beyond it, and not every window manager heeds what is asked before the window is there.
    grows: Option<u8>,
}

impl Window {
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
        let grows = settings.window.is_none().then_some(2);
        let desk = Arc::new(Desk(ctx.clone()));
        let mut program = Program::new(desk, settings, settings_kept, language);
        program.begin(file);
        Self { program, pace: Pace::default(), grows }
    }
}

impl eframe::App for Window {
    fn raw_input_hook(&mut self, ctx: &Context, raw: &mut egui::RawInput) {
        if self.pace.take(raw, self.program.field_coming(ctx)) {
            ctx.request_repaint();
        }
    }

    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        self.program.logic(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.program.ui(ui);
        if let Some(frames) = self.grows {
            self.grows = frames.checked_sub(1);
            if frames == 0 {
                ui.ctx().send_viewport_cmd(ViewportCommand::Maximized(true));
            }
            ui.ctx().request_repaint();
        }
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.program.end();
    }
}

/// The person's desktop.
struct Desk(Context);

impl Host for Desk {
    fn wake(&self) {
        self.0.request_repaint();
    }

    fn wake_after(&self, wait: Duration) {
        self.0.request_repaint_after(wait);
    }

    fn run(&self, name: &str, work: Work) -> std::io::Result<()> {
        Builder::new().name(name.to_owned()).spawn(work).map(|_| ())
    }

    fn serve(&self, name: &str, work: Work) -> std::io::Result<()> {
        self.run(name, work)
    }

    #[expect(clippy::disallowed_methods, reason = "the desktop is where time comes in")]
    fn now(&self) -> Instant {
        Instant::now()
    }

    #[expect(clippy::disallowed_methods, reason = "the desktop is where time comes in")]
    fn time(&self) -> SystemTime {
        SystemTime::now()
    }

    fn time_of_day(&self) -> String {
        jiff::ZonedDateTime::now().strftime("%H:%M").to_string()
    }

    fn seed(&self) -> u128 {
        use std::hash::{BuildHasher as _, RandomState};
        let draw = || u128::from(RandomState::new().hash_one(std::process::id()));
        draw() << 64 | draw()
    }

    fn ask_path(&self, purpose: PathFor, texts: Texts) -> Option<Receiver<Told>> {
        files::ask(&self.0, purpose, texts)
    }

    fn act(&self, act: Act) {
        let ctx = &self.0;
        match act {
            Act::OpenUrl(url) => ctx.open_url(egui::OpenUrl::new_tab(url)),
            Act::Copy(text) => ctx.copy_text(text),
            Act::Zoom(by) => {
                let zoom = by.map_or(1.0, |f| (ctx.zoom_factor() * f).clamp(0.5, 3.0));
                ctx.set_zoom_factor(zoom);
            }
            Act::FullScreen => {
                let on = ctx.input(|i| i.viewport().fullscreen.unwrap_or(false));
                ctx.send_viewport_cmd(ViewportCommand::Fullscreen(!on));
            }
            Act::Theme(theme) => ctx.set_theme(preference(theme)),
            Act::Title(title) => ctx.send_viewport_cmd(ViewportCommand::Title(title)),
            Act::Stay => ctx.send_viewport_cmd(ViewportCommand::CancelClose),
            Act::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
        }
    }

    fn journals(&self) -> Option<PathBuf> {
        None
    }

    fn keep_settings(&self, settings: &Settings, words: &Words) -> Result<(), String> {
        store::keep_settings(settings, words)
    }
}

fn preference(theme: ThemeChoice) -> ThemePreference {
    match theme {
        ThemeChoice::System => ThemePreference::System,
        ThemeChoice::Light => ThemePreference::Light,
        ThemeChoice::Dark => ThemePreference::Dark,
    }
}
