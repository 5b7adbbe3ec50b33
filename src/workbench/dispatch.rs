//! The one place where commands are carried out.

use egui::{Context, Modifiers};

use super::{Message, Opened, PathFor, Progress, Workbench};
use crate::command::menu::{ALSO, ROWS, UiCommand};
use crate::command::{Command, ExportRequest, OpenRequest, picture_format};
use crate::formats::LoadError;
use crate::view::ThemeChoice;

/// Something only the shell can do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Open a dataset in the background.
    Open(OpenRequest),
    /// Stop opening.
    CancelOpen,
    /// Ask for a path with the system's dialog.
    AskPath(PathFor),
    /// Write the document's bytes to a file.
    SaveCopy(String),
    /// Write a picture.
    Export(ExportRequest),
    /// Open a web address.
    OpenUrl(String),
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
    /// Turns shortcuts into commands.
    pub(super) fn shortcuts_input(&mut self, ctx: &Context) {
        let open = self.message.is_some()
            || self.path_for.is_some()
            || self.about
            || self.shortcuts
            || ctx.any_popup_open();
        let typing = ctx.text_edit_focused();
        ctx.input_mut(|i| {
            let keys = ROWS.iter().filter_map(|r| Some((r.shortcut?, r.command))).chain(ALSO);
            for (shortcut, command) in keys {
                let bare = shortcut.modifiers == Modifiers::NONE;
                let escape = command == UiCommand::ClearFilter;
                // Escape peels one layer: dialogs and menus come before the filter.
                if (escape && (open || self.view.filter.is_empty())) || (bare && typing) {
                    continue;
                }
                if i.consume_shortcut(&shortcut) {
                    self.queue.send(Command::Ui(command));
                }
            }
        });
    }

    /// Carries out what was sent.
    pub(super) fn dispatch(&mut self) -> Effects {
        let mut out = Effects::default();
        for command in self.queue.take() {
            out.repaint = true;
            self.carry_out(command, &mut out.list);
        }
        out
    }

    fn carry_out(&mut self, command: Command, out: &mut Vec<Effect>) {
        match command {
            Command::Toggle { clause, add } => {
                self.view.filter.toggle(clause, add);
                self.recompute();
            }
            Command::ClearFilter => self.clear_filter(),
            Command::SetMeasure(measure) => {
                self.view.measure = measure;
                self.recompute();
            }
            Command::SetColorBy(color_by) => {
                self.view.color_by = color_by;
                self.revisions.filter += 1;
            }
            Command::TogglePanel(kind) => {
                self.arrangement.toggle(kind);
                out.push(Effect::KeepSettings);
            }
            Command::ShowPanel(kind) => self.arrangement.bring(kind),
            Command::Open(request) => {
                self.message = None;
                self.path_for = None;
                out.push(Effect::Open(request));
            }
            Command::Export(request) => out.push(Effect::Export(request)),
            Command::SetLanguage(language) => {
                self.settings.language = language;
                self.set_language(language.unwrap_or(self.system_language));
                out.push(Effect::KeepSettings);
            }
            Command::SetTheme(theme) => {
                self.settings.theme = theme;
                out.extend([Effect::Theme(theme), Effect::KeepSettings]);
            }
            Command::OpenUrl(url) => out.push(Effect::OpenUrl(url)),
            Command::ForgetRecent => {
                self.settings.recent.clear();
                out.push(Effect::KeepSettings);
            }
            Command::DismissHint => {
                self.settings.hint_dismissed = true;
                out.push(Effect::KeepSettings);
            }
            Command::DismissMessage => self.message = None,
            Command::CancelOpen => out.push(Effect::CancelOpen),
            Command::PathGiven(path) => self.path_given(&path, out),
            Command::PathCancelled => self.path_for = None,
            Command::Ui(command) => self.ui_command(command, out),
        }
    }

    fn clear_filter(&mut self) {
        self.view.filter = crate::query::Filter::default();
        self.recompute();
    }

    fn ui_command(&mut self, command: UiCommand, out: &mut Vec<Effect>) {
        match command {
            UiCommand::Open => out.push(Effect::AskPath(PathFor::Open)),
            UiCommand::SaveCopy => out.push(Effect::AskPath(PathFor::SaveCopy)),
            UiCommand::ExportPicture => out.push(Effect::AskPath(PathFor::Export)),
            UiCommand::OpenExample => out.push(Effect::Open(OpenRequest::Example)),
            UiCommand::Quit => out.push(Effect::Quit),
            UiCommand::ClearFilter => self.clear_filter(),
            UiCommand::ResetLayout => {
                self.arrangement.reset();
                self.panels.network.fit();
                out.push(Effect::KeepSettings);
            }
            UiCommand::ZoomIn => out.push(Effect::Zoom(Some(1.1))),
            UiCommand::ZoomOut => out.push(Effect::Zoom(Some(1.0 / 1.1))),
            UiCommand::ZoomReset => out.push(Effect::Zoom(None)),
            UiCommand::FullScreen => out.push(Effect::FullScreen),
            UiCommand::Shortcuts => self.shortcuts = true,
            UiCommand::About => self.about = true,
        }
    }

    /// A path was typed, dropped or chosen in the system's dialog.
    fn path_given(&mut self, path: &str, out: &mut Vec<Effect>) {
        // A path pasted from a file manager may come as an address or in quotes.
        let path = path.trim().trim_matches('"').trim_matches('\'');
        let path = path.strip_prefix("file://").unwrap_or(path);
        let purpose = self.path_for.take().unwrap_or(PathFor::Open);
        if path.is_empty() {
            return;
        }
        match purpose {
            PathFor::Open => out.push(Effect::Open(OpenRequest::file(path))),
            PathFor::SaveCopy => out.push(Effect::SaveCopy(path.to_owned())),
            PathFor::Export => match picture_format(path) {
                Some(format) => out.push(Effect::Export(ExportRequest {
                    out: path.to_owned(),
                    format,
                    size: [1920, 1080],
                    language: self.words.language,
                    theme: self.settings.theme,
                })),
                None => {
                    self.message = Some(Message::plain(
                        self.words.t("message-export-failed"),
                        self.words.t("cli-picture-name"),
                    ));
                }
            },
        }
    }
}

impl Workbench {
    /// Says that a dataset is being opened.
    pub fn start_open(&mut self, request: &OpenRequest) {
        self.note = None;
        self.progress = Some(Progress { name: self.name_of(request), fraction: 0.0 });
    }

    /// Shows the dataset that was opened, or why it was not; answers whether it was.
    pub fn finish_open(
        &mut self,
        request: &OpenRequest,
        result: Result<Opened, OpenFailure>,
    ) -> bool {
        self.progress = None;
        let path = match request {
            OpenRequest::Example => None,
            OpenRequest::File { path, .. } => Some(path.as_str()),
        };
        let title = || self.words.ts("message-open-failed", &[("name", self.name_of(request))]);
        self.message = Some(match result {
            Ok(opened) => {
                if let Some(path) = path {
                    self.settings.remember(path);
                }
                self.show(opened);
                return true;
            }
            Err(OpenFailure::Load(LoadError::Cancelled)) => return false,
            Err(OpenFailure::Load(e)) => {
                let text = self.words.ts(e.message_id(), &e.args());
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
            OpenRequest::Example => self.words.t("example-name"),
            OpenRequest::File { path, .. } => {
                let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
                crate::text::display::clean(name, 120).into_owned()
            }
        }
    }
}
