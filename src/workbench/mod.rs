//! The whole screen, without a window: what the window paints and the exporter captures.

pub mod answer;
mod arrange;
mod asking;
mod chrome;
mod derived;
mod dialogs;
mod dispatch;
mod drafts;
mod editing;
mod filterbar;
mod form;
pub mod history;
mod palette;
mod saving;
pub mod sentence;

pub use asking::{FileNow, Outside, Recoverable, Version, WhatLeft};
pub use derived::{LazyWords, Opened, again, derive, prepare};
pub use dialogs::{Message, PathFor};
pub use dispatch::{Effect, OpenFailure};
pub use editing::Ids;
pub use saving::{SaveFailure, SaveRequest};

use egui::Ui;

use crate::command::{Command, CommandQueue};
use crate::panels::linked::Linked;
use crate::panels::{PanelCx, Panels, Revisions};
use crate::query::{Crossing, Measure, Results};
use crate::record::Collection;
use crate::text::{Language, Words};
use crate::ui::ext;
use crate::ui::theme::Tokens;
use crate::view::{Hover, PanelKind, Settings, Thing, Trail, ViewState};

/// What a panel reads. A macro, since the panels are borrowed for change beside it.
macro_rules! panel_cx {
    ($w:ident, $tokens:expr) => {
        PanelCx {
            doc: &$w.opened.doc,
            live: &$w.live,
            pending: &$w.editing.pending,
            go: $w.editing.go,
            table: &$w.opened.table,
            results: &$w.results,
            graph: &$w.opened.graph,
            view: &$w.view,
            words: &$w.words,
            tokens: $tokens,
            commands: &$w.queue,
            hover: &$w.hover,
            linked: $w.linked.as_ref(),
            revisions: $w.revisions,
            picture: $w.picture,
            frozen: false,
        }
    };
}

/// Work that goes on behind the window, as the status bar shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// Name of what is being opened.
    pub name: String,
    /// 0 to 1.
    pub fraction: f32,
}

/// What a frozen panel goes on showing.
#[derive(Debug)]
struct Frozen {
    view: ViewState,
    results: Results,
    revision: u64,
}

/// The dataset, what is on the screen, and the panels.
#[derive(Debug)]
pub struct Workbench {
    /// The dataset the columns belong to, which panels show.
    opened: Opened,
    /// The dataset as it is now.
    live: crate::edit::Document,
    editing: editing::Editing,
    ask: Option<asking::Ask>,
    /// What is being written.
    saving: Option<SaveRequest>,
    save_again: bool,
    /// What comes once it is saved.
    then: Option<crate::command::Then>,
    /// When the file was last saved and read back, in words.
    saved_at: Option<String>,
    /// The person decided to leave.
    leaving: bool,
    /// Rises with each dataset that is opened.
    generation: u64,
    /// The state whose changes the person let go of.
    let_go: Option<u64>,
    /// Whether a path leads to something; the shell knows.
    pub exists: fn(&str) -> bool,
    /// A path from the root; the shell knows.
    pub absolute: fn(&str) -> String,
    /// What was written for a new dataset that was not made.
    begun: Option<asking::New>,
    /// What was written about this dataset and is not taken over.
    begun_about: Option<Box<asking::About>>,
    /// What is typed and is no step yet, as of the last frame.
    drafts: Vec<crate::formats::journal::Draft>,
    /// What a crash left, to be shown once no other question is open.
    left: Vec<Recoverable>,
    /// A new dataset that was begun with more than nothing.
    unsaved_new: bool,
    /// The file was changed by somebody else; its name.
    outside: Option<String>,
    /// A field of text had the keyboard in the last frame: Escape leaves that first.
    typed: bool,
    /// Letters that came in the frame the palette was asked for.
    early: String,
    /// Keys that waited for a field to be left.
    later: Vec<Command>,
    /// What is on the screen.
    pub view: ViewState,
    /// What the person set.
    pub settings: Settings,
    results: Results,
    crossing: Crossing,
    trail: Trail,
    /// What has to do with the thing pointed at.
    linked: Option<Linked>,
    /// Panels that stay as they were, with the numbers they show.
    frozen: std::collections::BTreeMap<PanelKind, Frozen>,
    /// The panel the keyboard was last in, and the one it must go to.
    focused: PanelKind,
    focus_next: Option<PanelKind>,
    palette: palette::Palette,
    /// The view as a sentence, and what it was made from.
    told: Option<(Revisions, String)>,
    /// The text of the filter while it is edited.
    form: Option<form::Form>,
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
    /// What the system's dialog, which is open or about to be, is asked for.
    pub dialog_for: Option<PathFor>,
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
    /// One panel alone fills the picture.
    pub only: Option<PanelKind>,
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
            live: opened.doc.clone(),
            opened,
            editing: editing::Editing::default(),
            ask: None,
            saving: None,
            save_again: false,
            then: None,
            saved_at: None,
            leaving: false,
            generation: 0,
            let_go: None,
            exists: |_| false,
            absolute: str::to_owned,
            begun: None,
            begun_about: None,
            drafts: Vec::new(),
            left: Vec::new(),
            unsaved_new: false,
            outside: None,
            typed: false,
            early: String::new(),
            later: Vec::new(),
            view: ViewState::default(),
            settings,
            results: Results::default(),
            crossing: Crossing::default(),
            trail: Trail::default(),
            linked: None,
            frozen: std::collections::BTreeMap::new(),
            focused: PanelKind::Overview,
            focus_next: None,
            palette: palette::Palette::default(),
            told: None,
            form: None,
            words: Words::new(language),
            system_language,
            panels: Panels::default(),
            queue: CommandQueue::default(),
            hover: Hover::default(),
            revisions: Revisions::default(),
            message: None,
            path_for: None,
            dialog_for: None,
            progress: None,
            note: None,
            missing_recent: Vec::new(),
            file_over: false,
            picture: false,
            only: None,
            about: false,
            shortcuts: false,
            path_text: String::new(),
        };
        workbench.start_view();
        workbench
    }

    /// Exchanges the dataset; the filter starts empty.
    pub fn show(&mut self, opened: Opened) {
        self.live = opened.doc.clone();
        self.opened = opened;
        self.editing.forget();
        self.begun_about = None;
        self.generation += 1;
        self.let_go = None;
        self.panels.inspector.reset();
        self.panels.records.reset();
        self.panels.network.stop_linking();
        // What a crash left is still to be decided about.
        if !matches!(self.ask, Some(asking::Ask::Recover(_))) {
            self.ask = None;
        }
        self.saving = None;
        self.save_again = false;
        self.then = None;
        self.saved_at = None;
        self.outside = None;
        self.unsaved_new = false;
        self.start_view();
        self.message = None;
    }

    fn start_view(&mut self) {
        let kept = std::mem::take(&mut self.view);
        // Modes stay; what is asked of one dataset means nothing in another.
        self.view = ViewState {
            filter: crate::query::Filter::default(),
            selected: None,
            pinned: Vec::new(),
            focus: 0,
            ..kept
        };
        self.view.measure = Self::first_view(&self.opened).measure;
        self.frozen.clear();
        self.form = None;
        self.crossing.forget();
        self.revisions.data += 1;
        self.revisions.file += 1;
        self.linked = None;
        self.recompute();
        self.trail.start(&self.view.filter, None);
    }

    /// How a dataset is shown at first.
    #[must_use]
    pub fn first_view(opened: &Opened) -> ViewState {
        let count = |c: Collection| opened.doc.records.len(c);
        // Count what the dataset has: a registry holds no statement.
        let measure = if count(Collection::Statements) > 0 {
            Measure::Statements
        } else if count(Collection::Initiatives) > 0 {
            Measure::Initiatives
        } else {
            Measure::Links
        };
        ViewState { measure, ..ViewState::default() }
    }

    fn recompute(&mut self) {
        let totals = self.opened.doc.totals();
        let Opened { doc, table, words, .. } = &self.opened;
        let words = || words.get(&doc.records);
        self.results = self.crossing.cross(table, &words, totals, &self.view.filter);
        self.revisions.filter += 1;
    }

    /// Shows a view made elsewhere, as the command line asks for it.
    pub fn set_view(&mut self, view: ViewState) {
        self.view = view;
        self.recompute();
        self.trail.start(&self.view.filter, self.view.selected);
    }

    fn cached_sentence(&mut self) -> String {
        let revisions = self.revisions.numbers();
        if self.told.as_ref().is_none_or(|t| t.0 != revisions) {
            self.told = Some((revisions, self.sentence()));
        }
        self.told.as_ref().map_or_else(String::new, |t| t.1.clone())
    }

    /// Where names in a filter are looked up.
    #[must_use]
    pub fn names(&self) -> crate::query::Names<'_> {
        crate::query::Names { records: &self.opened.doc.records, table: &self.opened.table }
    }

    /// The dataset with all that follows from it.
    #[must_use]
    pub fn opened(&self) -> &Opened {
        &self.opened
    }

    fn set_language(&mut self, language: Language) {
        if self.words.language != language {
            self.words = Words::new(language);
            self.revisions.language += 1;
        }
    }

    /// The open document, as it is now.
    #[must_use]
    pub fn document(&self) -> &crate::edit::Document {
        &self.live
    }

    /// The file is gone: what is here is nowhere else.
    pub fn tell_gone(&mut self) {
        self.live.mark_saved(None);
        self.saved_at = None;
        self.note = Some(self.words.t("outside-gone"));
    }

    /// Somebody else edits this file: here it may only be looked at.
    pub fn lock_out(&mut self, who: &str) {
        self.live.read_only = Some("read-only-locked");
        self.opened.doc.read_only = self.live.read_only;
        let who = crate::text::display::clean(who, 80).into_owned();
        let who = if who.trim().is_empty() { self.words.t("lock-somebody") } else { who };
        let text = self.words.ts("read-only-locked-by", &[("who", who)]);
        self.message = Some(Message::plain(self.words.t("status-read-only-locked"), text));
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
        self.generation
    }

    /// Tells that the file was changed by somebody else.
    pub fn tell_outside(&mut self, name: String) {
        self.outside = Some(name);
    }

    /// Whether a change by somebody else waits for an answer.
    #[must_use]
    pub fn is_outside_told(&self) -> bool {
        self.outside.is_some()
    }

    /// Shows what differs from the file.
    pub fn show_outside(&mut self, outside: Outside) {
        self.ask = Some(asking::Ask::Outside(Box::new(outside)));
    }

    /// Offers what a crash left, once no other question is open. With `asked`, it is also said that
    /// there is nothing.
    pub fn offer_recovery(&mut self, left: Vec<Recoverable>, asked: bool) {
        if left.is_empty() && asked {
            self.note = Some(self.words.t("recover-nothing"));
        }
        self.left = left;
    }

    /// Shows the versions kept of the file.
    pub fn show_versions(&mut self, versions: Vec<Version>) {
        self.ask = Some(asking::Ask::Versions(versions));
    }

    /// What a panel reads, for a question that has parts of a panel.
    pub(super) fn form_cx<'a>(&'a self, tokens: &'a Tokens) -> PanelCx<'a> {
        panel_cx!(self, tokens)
    }

    /// What is pointed at or, failing that, selected.
    fn target(&self) -> Option<Thing> {
        self.hover.get().or(self.view.selected)
    }

    /// What is pointed at.
    #[must_use]
    pub fn pointed_at(&self) -> Option<Thing> {
        self.hover.get()
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
        let file = self.live.file_name();
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
        let title = self.live.title.pick(self.words.language.tag(), &self.live.language);
        crate::text::display::clean(title, 300).into_owned()
    }

    fn title(&self) -> String {
        let title = self.dataset_title();
        if title.is_empty() { self.words.t("untitled") } else { title }
    }

    /// How the open file is looked at, to be kept with the settings.
    pub fn keep_view(&mut self) {
        let crate::edit::Origin::File(path) = &self.opened.doc.origin else { return };
        if !self.settings.recent.contains(path) {
            return;
        }
        let filter = crate::query::write(&self.view.filter, self.names());
        let modes = self.view.modes().iter().map(|(k, v)| format!("{k}={v}")).collect();
        self.settings.views.insert(path.clone(), crate::view::KeptView { filter, modes });
    }

    /// Looks at the open file as it was last looked at; answers whether a filter came back.
    pub(super) fn recall_view(&mut self) -> bool {
        let crate::edit::Origin::File(path) = &self.opened.doc.origin else { return false };
        let Some(kept) = self.settings.views.get(path).cloned() else { return false };
        for mode in &kept.modes {
            if let Some((key, value)) = mode.split_once('=') {
                self.view.set(key, value);
            }
        }
        // What the file no longer holds cannot be asked for; then everything is shown.
        let filter = crate::query::parse(&kept.filter, self.names()).unwrap_or_default();
        let back = !filter.is_empty();
        let view = ViewState { filter, ..self.view.clone() };
        self.set_view(view);
        back
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
            // What a screen reader says first.
            let title = self.window_title();
            ui.ctx().accesskit_node_builder(egui::accesskit_root_id(), |node| {
                node.set_label(title);
            });
            ext::note_hand(ui.ctx());
            self.shortcuts_input(ui.ctx());
        }
        if self.only.is_none() {
            chrome::top_bar(self, tokens, ui);
            filterbar::show(self, tokens, ui);
            chrome::status_bar(self, tokens, ui);
        }
        self.revisions.dark = tokens.dark;
        let hovered = self.hover.get();
        if self.linked.as_ref().map(|l| l.thing) != hovered {
            self.linked = hovered.map(|t| Linked::new(&self.opened.table, t));
        }
        let cx = panel_cx!(self, tokens);
        let focus_next = self.focus_next.take();
        let frozen = &self.frozen;
        let show = arrange::Show { cx: &cx, frozen, focus_next };
        if let Some(kind) = self.only {
            arrange::alone(kind, &mut self.panels, &cx, ui);
        } else if let Some(kind) =
            arrange::board(&mut self.arrangement, &mut self.panels, &show, ui)
        {
            self.focused = kind;
        }
        self.panels.inspector.after(&cx);
        if !self.later.is_empty() {
            // What was typed becomes a step before what waited for it.
            self.panels.inspector.flush(&cx);
            self.panels.records.flush(&cx);
            for command in std::mem::take(&mut self.later) {
                self.queue.send(command);
            }
        }
        if !self.picture {
            if self.ask.is_none() && self.message.is_none() && !self.left.is_empty() {
                self.ask = Some(asking::Ask::Recover(std::mem::take(&mut self.left)));
            }
            asking::show(self, tokens, ui.ctx());
            dialogs::show(self, tokens, ui.ctx());
            palette::show(self, tokens, ui.ctx());
        }
        if self.hover.end_frame() {
            ui.ctx().request_repaint();
        }
        self.typed = ui.ctx().text_edit_focused();
        let effects = self.dispatch();
        self.drafts = self.gather_drafts();
        if effects.repaint {
            ui.ctx().request_repaint();
        }
        effects.list
    }
}
