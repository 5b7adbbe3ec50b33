//! What only the shell knows, as it last told: files, what is going on, what was just done.

use super::{Message, PathFor, Workbench};
use crate::command::Command;

/// Work that goes on behind the window, as the status bar shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// Name of what is being opened.
    pub name: String,
    /// 0 to 1.
    pub fraction: f32,
}

/// What can be asked of the disk while a frame is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Paths {
    /// Whether a path leads to something.
    pub exists: fn(&str) -> bool,
    /// A path from the root.
    pub absolute: fn(&str) -> String,
    /// Whether two paths lead to the same file.
    pub same: fn(&str, &str) -> bool,
}

impl Default for Paths {
    /// Nothing is there, and every path is whole.
    fn default() -> Self {
        Self { exists: |_| false, absolute: str::to_owned, same: |a, b| a == b }
    }
}

/// What the shell last told.
#[derive(Debug, Default)]
pub(super) struct Shell {
    /// What can be asked of the disk.
    pub(super) paths: Paths,
    /// Paths of recent files that are gone.
    pub(super) missing_recent: Vec<String>,
    /// Whether the pointer drags a file over the window.
    pub(super) file_over: bool,
    /// What is being opened.
    pub(super) progress: Option<Progress>,
    /// A line in the status bar about what was just done.
    pub(super) note: Option<String>,
}

/// What came of the system's dialog for a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// A path, about which the dialog asked already whether it may be overwritten.
    Path(PathFor, String),
    /// The person closed it.
    Cancelled,
    /// There is none here, or it keeps one waiting: the path can be typed.
    Typed(PathFor),
}

impl Workbench {
    /// Tells what can be asked of the disk.
    pub fn know_paths(&mut self, paths: Paths) {
        self.shell.paths = paths;
    }

    /// Tells which of the recent files are gone.
    pub fn know_missing(&mut self, missing: Vec<String>) {
        self.shell.missing_recent = missing;
    }

    /// Tells whether the pointer drags a file over the window.
    pub fn drag_over(&mut self, over: bool) {
        self.shell.file_over = over;
    }

    /// Tells how far the opening in the background is.
    pub fn set_progress(&mut self, fraction: f32) {
        if let Some(progress) = &mut self.shell.progress {
            progress.fraction = fraction;
        }
    }

    /// Says something in the status bar, or nothing more.
    pub fn note(&mut self, text: Option<String>) {
        self.shell.note = text;
    }

    /// What the status bar says about what was just done.
    #[must_use]
    pub fn noted(&self) -> Option<&str> {
        self.shell.note.as_deref()
    }

    /// Shows a message over the board.
    pub fn tell(&mut self, title: String, text: String) {
        self.dialogs.message = Some(Message::plain(title, text));
    }

    /// The message over the board.
    #[must_use]
    pub fn message(&self) -> Option<&Message> {
        self.dialogs.message.as_ref()
    }

    /// What the field for a path is shown for.
    #[must_use]
    pub fn path_field(&self) -> Option<PathFor> {
        self.dialogs.path_for
    }

    /// What the system's dialog is open for, as far as it is waited for.
    #[must_use]
    pub fn dialog_field(&self) -> Option<PathFor> {
        self.dialogs.dialog_for
    }

    /// Tells that the system's dialog was asked for.
    pub fn dialog_asked(&mut self, purpose: PathFor) {
        self.dialogs.dialog_for = Some(purpose);
    }

    /// Tells what came of the system's dialog.
    pub fn dialog_said(&mut self, chosen: Chosen) {
        match chosen {
            Chosen::Path(purpose, path) => {
                self.dialogs.dialog_for = None;
                self.dialogs.path_for = Some(purpose);
                self.send(Command::PathChosen(path));
            }
            Chosen::Cancelled => {
                self.dialogs.dialog_for = None;
                self.send(Command::PathCancelled);
            }
            // Unless a path is being typed already.
            Chosen::Typed(purpose) if self.dialogs.dialog_for.is_some() => self.type_path(purpose),
            Chosen::Typed(_) => {}
        }
    }
}
