//! The whole screen, without a window: what the window paints and the exporter captures.

mod arrange;
mod chrome;
mod derived;
mod dialogs;
mod dispatch;

pub use derived::{Opened, prepare};
pub use dialogs::{Message, PathFor};
pub use dispatch::{Effect, OpenFailure};

use egui::Ui;

use crate::command::{Command, CommandQueue};
use crate::panels::{PanelCx, Panels, Revisions};
use crate::query::{Measure, Results, cross};
use crate::record::Collection;
use crate::text::{Language, Words};
use crate::ui::theme::Tokens;
use crate::view::{Hover, Settings, ViewState};

/// Work that goes on behind the window, as the status bar shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// Name of what is being opened.
    pub name: String,
    /// 0 to 1.
    pub fraction: f32,
}

/// The dataset, what is on the screen, and the panels.
#[derive(Debug)]
pub struct Workbench {
    opened: Opened,
    /// What is on the screen.
    pub view: ViewState,
    /// What the person set.
    pub settings: Settings,
    results: Results,
    words: Words,
    system_language: Language,
    panels: Panels,
    arrangement: arrange::Arrangement,
    queue: CommandQueue,
    hover: Hover,
    revisions: Revisions,
    /// A message over the board.
    pub message: Option<Message>,
    /// The field for a path, when it is shown.
    pub path_for: Option<PathFor>,
    /// What is being opened.
    pub progress: Option<Progress>,
    /// A line in the status bar about what was just done.
    pub note: Option<String>,
    /// Paths of recent files that are gone, as the shell last saw.
    pub missing_recent: Vec<String>,
    /// Whether the pointer drags a file over the window.
    pub file_over: bool,
    /// Pictures leave without the parts that only serve the window.
    pub picture: bool,
    about: bool,
    shortcuts: bool,
    path_text: String,
}

impl Workbench {
    /// A workbench on a dataset.
    #[must_use]
    pub fn new(opened: Opened, settings: Settings, system_language: Language) -> Self {
        let language = settings.language.unwrap_or(system_language);
        let mut workbench = Self {
            arrangement: arrange::Arrangement::from_settings(&settings),
            opened,
            view: ViewState::default(),
            settings,
            results: Results::default(),
            words: Words::new(language),
            system_language,
            panels: Panels::default(),
            queue: CommandQueue::default(),
            hover: Hover::default(),
            revisions: Revisions::default(),
            message: None,
            path_for: None,
            progress: None,
            note: None,
            missing_recent: Vec::new(),
            file_over: false,
            picture: false,
            about: false,
            shortcuts: false,
            path_text: String::new(),
        };
        workbench.start_view();
        workbench
    }

    /// Exchanges the dataset; the filter starts empty.
    pub fn show(&mut self, opened: Opened) {
        self.opened = opened;
        self.start_view();
        self.message = None;
    }

    fn start_view(&mut self) {
        self.view.filter = crate::query::Filter::default();
        let count = |c: Collection| self.opened.doc.records.len(c);
        // Count what the dataset has: a registry holds no statement.
        self.view.measure = if count(Collection::Statements) > 0 {
            Measure::Statements
        } else if count(Collection::Initiatives) > 0 {
            Measure::Initiatives
        } else {
            Measure::Links
        };
        self.revisions.data += 1;
        self.recompute();
    }

    fn recompute(&mut self) {
        let totals = self.opened.doc.totals();
        self.results = cross(&self.opened.table, totals, &self.view.filter, self.view.measure);
        self.revisions.filter += 1;
    }

    fn set_language(&mut self, language: Language) {
        if self.words.language != language {
            self.words = Words::new(language);
            self.revisions.language += 1;
        }
    }

    /// The open document.
    #[must_use]
    pub fn document(&self) -> &crate::edit::Document {
        &self.opened.doc
    }

    /// The numbers under the filter.
    #[must_use]
    pub fn results(&self) -> &Results {
        &self.results
    }

    /// The texts in the language shown.
    #[must_use]
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// Sends a command, as a menu or the shell does.
    pub fn send(&self, command: Command) {
        self.queue.send(command);
    }

    /// The title of the window: dataset, file, program; fit for a title bar.
    #[must_use]
    pub fn window_title(&self) -> String {
        let title = self.title();
        let file = self.opened.doc.file_name();
        let parts = if file.is_empty() {
            format!("{title} – Cooperama")
        } else {
            format!("{title} – {file} – Cooperama")
        };
        crate::text::display::escaped(&crate::text::display::cut(&parts, 200))
    }

    fn title(&self) -> String {
        let title =
            self.opened.doc.title.pick(self.words.language.tag(), &self.opened.doc.language);
        let title = crate::text::display::clean(title, 300).into_owned();
        if title.is_empty() { self.words.t("untitled") } else { title }
    }

    /// The arrangement of panels, to be kept with the settings.
    pub fn keep_arrangement(&mut self) {
        self.settings.arrangements = self.arrangement.to_settings();
    }

    /// Draws one frame and carries out what it asked for; answers what the shell must do.
    pub fn ui(&mut self, ui: &mut Ui) -> Vec<Effect> {
        let tokens = Tokens::of(ui.ctx().theme());
        ui.painter().rect_filled(ui.max_rect(), 0.0, tokens.paper);
        if !self.picture {
            self.shortcuts_input(ui.ctx());
        }
        chrome::top_bar(self, tokens, ui);
        chrome::filter_bar(self, tokens, ui);
        chrome::status_bar(self, tokens, ui);
        let cx = PanelCx {
            doc: &self.opened.doc,
            table: &self.opened.table,
            results: &self.results,
            graph: &self.opened.graph,
            view: &self.view,
            words: &self.words,
            tokens,
            commands: &self.queue,
            hover: &self.hover,
            revisions: self.revisions,
        };
        arrange::board(&mut self.arrangement, &mut self.panels, &cx, ui);
        if !self.picture {
            dialogs::show(self, tokens, ui.ctx());
        }
        if self.hover.end_frame() {
            ui.ctx().request_repaint();
        }
        let effects = self.dispatch();
        if effects.repaint {
            ui.ctx().request_repaint();
        }
        effects.list
    }
}
