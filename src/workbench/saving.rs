//! Saving as the window sees it: what is asked before something would be lost, and what came of
//! writing. The writing itself is the shell's.

use super::asking::Ask;
use super::dispatch::Effect;
use super::{Message, PathFor, Workbench};
use crate::command::{Answer, Command, OpenRequest, Then};
use crate::edit::{Origin, ReadOnly};

/// What is to be written where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaveRequest {
    /// The path.
    pub path: String,
    /// Which of the datasets that were opened.
    pub generation: u64,
    /// The state of the document that is written.
    pub state: u64,
    /// The document has another file from then on.
    pub moves: bool,
    /// What is there may be overwritten though it is not what was opened.
    pub force: bool,
}

/// Why a file was not saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveFailure {
    /// The file is not what was opened or saved last.
    Changed,
    /// The content is in place, but the disk did not confirm it; a sentence for people.
    Unconfirmed(String),
    /// It was not saved; a sentence for people.
    Said(String),
}

/// How far what is here is in its file, and what waits for that.
#[derive(Debug, Default)]
pub(super) struct Saving {
    /// What is being written.
    pub(super) request: Option<SaveRequest>,
    /// It was asked to be saved again meanwhile.
    pub(super) again: bool,
    /// What comes once it is saved.
    pub(super) then: Option<Then>,
    /// When the file was last saved and read back, in words.
    pub(super) at: Option<String>,
    /// The state whose changes the person let go of.
    pub(super) let_go: Option<u64>,
    /// A new dataset that was begun with more than nothing.
    pub(super) unsaved_new: bool,
    /// The file was changed by somebody else; its name.
    pub(super) outside: Option<String>,
    /// The person decided to leave.
    pub(super) leaving: bool,
}

impl Workbench {
    /// Whether something would be lost without saving.
    #[must_use]
    pub fn is_modified(&self) -> bool {
        self.data.live.history().is_modified()
            || (self.saving.unsaved_new && self.data.live.file.origin == Origin::New)
    }

    /// A dataset is open; a new one that says anything is nowhere else.
    pub(super) fn begun_anew(&mut self, new: bool) {
        // A title is something that was written.
        let written = !self.data.live.records.is_empty() || !self.data.live.title.is_empty();
        self.saving.unsaved_new = new && written;
    }

    /// Shows the field for a path instead of the system's dialog.
    pub fn type_path(&mut self, purpose: PathFor) {
        if purpose == PathFor::SaveAs && self.dialogs.path_text.is_empty() {
            self.dialogs.path_text = (self.shell.paths.absolute)(&self.file_name_offered());
        }
        self.dialogs.dialog_for = None;
        self.dialogs.path_for = Some(purpose);
    }

    pub(super) fn save(&mut self, out: &mut Vec<Effect>) {
        if self.saving.request.is_some() {
            self.saving.again = true;
            return;
        }
        match (&self.data.live.file.origin, self.data.live.file.read_only) {
            (Origin::File(path), None) => {
                let path = path.clone();
                self.save_to(path, false, false, out);
            }
            (Origin::File(_), Some(_)) => {
                // A copy does not make this one saved.
                self.saving.then = None;
                out.push(Effect::AskPath(PathFor::SaveCopy));
            }
            _ => out.push(Effect::AskPath(PathFor::SaveAs)),
        }
    }

    pub(super) fn save_to(
        &mut self,
        path: String,
        moves: bool,
        force: bool,
        out: &mut Vec<Effect>,
    ) {
        let state = self.data.live.history().state();
        let generation = self.data.generation;
        let request = SaveRequest { path, generation, state, moves, force };
        self.saving.request = Some(request.clone());
        out.push(Effect::Save(request));
    }

    /// Says what came of saving; `at` is the time of day.
    pub fn finish_save(
        &mut self,
        request: &SaveRequest,
        result: Result<(), SaveFailure>,
        at: &str,
        out: &mut Vec<Effect>,
    ) {
        if request.generation != self.data.generation {
            return;
        }
        self.saving.request = None;
        let result = match result {
            Err(SaveFailure::Unconfirmed(text)) => {
                // Not told to be safe: the title keeps its mark.
                self.data.live.mark_saved(None);
                self.dialogs.message =
                    Some(Message::plain(self.person.words.t("save-unconfirmed"), text));
                self.saving.then = None;
                return;
            }
            Err(SaveFailure::Changed) => {
                self.saving.then = None;
                self.dialogs.ask = Some(Ask::Overwrite(request.clone()));
                return;
            }
            Err(SaveFailure::Said(text)) => Err(text),
            Ok(()) => Ok(()),
        };
        match result {
            Ok(()) => {
                self.data.live.mark_saved(Some(request.state));
                self.saving.outside = None;
                if request.moves {
                    self.keep_arrangement();
                    let own = self.kept_view().map(|k| k.arrangements.clone());
                    if self.data.live.file.read_only == Some(ReadOnly::Locked) {
                        self.data.set_read_only(None);
                    }
                    self.data.live.file.origin = Origin::File(request.path.clone());
                    self.saving.unsaved_new = false;
                    self.person.settings.remember(&request.path);
                    self.keep_arrangement();
                    // The dataset is the same, and so is its arrangement.
                    if let Some(own) = own.filter(|own| !own.is_empty()) {
                        let views = &mut self.person.settings.views;
                        views.entry(request.path.clone()).or_default().arrangements = own;
                    }
                    out.push(Effect::KeepSettings);
                }
                self.shell.note = None;
                // What was said of a save that failed is not true any more.
                self.dialogs.message.take_if(|m| m.offer_copy);
                if !self.data.live.history().is_modified() {
                    self.saving.at = Some(at.to_owned());
                }
                if std::mem::take(&mut self.saving.again) && self.is_modified() {
                    self.save(out);
                } else if let Some(then) = self.saving.then.take() {
                    // What was done while it was written is asked about.
                    self.leave_to(then, out);
                }
            }
            Err(text) => {
                self.saving.then = None;
                self.saving.again = false;
                if request.moves {
                    // To be corrected rather than typed again.
                    self.dialogs.path_text.clone_from(&request.path);
                }
                let title = self.person.words.t("message-save-failed");
                let path = crate::text::display::clean(&request.path, 300);
                let mut message = Message::plain(title, format!("{path}: {text}"));
                message.offer_copy = true;
                self.dialogs.message = Some(message);
            }
        }
    }

    /// Does something that would lose what is not saved, once the person decided about that.
    pub(super) fn leave_to(&mut self, then: Then, out: &mut Vec<Effect>) {
        if self.saving.request.is_some() {
            // Once it is written.
            self.saving.then = Some(then);
        } else if (self.is_modified() || self.loses_drafts(&then))
            && self.saving.let_go != Some(self.data.live.history().state())
        {
            self.dialogs.ask = Some(Ask::Unsaved(then));
        } else {
            self.go_on(then, out);
        }
    }

    fn go_on(&mut self, then: Then, out: &mut Vec<Effect>) {
        match then {
            Then::Quit => {
                self.saving.leaving = true;
                out.push(Effect::Quit);
            }
            Then::Open(request) => out.push(Effect::Open(request)),
            Then::New => self.dialogs.ask = Some(Ask::new_dataset(self.dialogs.begun.take())),
            Then::Reload => {
                if let Origin::File(path) = &self.data.live.file.origin {
                    out.push(Effect::Open(OpenRequest::file(path.clone())));
                }
            }
        }
    }

    pub(super) fn is_typing(&self) -> bool {
        self.panels.inspector.is_typing() || self.panels.records.is_typing()
    }

    /// Whether the window may close; asks when something would be lost.
    pub fn may_close(&mut self) -> bool {
        let busy = self.is_modified()
            || self.is_typing()
            || !self.input.drafts.is_empty()
            || self.saving.request.is_some();
        if self.saving.leaving || !busy {
            return true;
        }
        if !matches!(self.dialogs.ask, Some(Ask::Unsaved(_))) {
            // What is written in a dialog is kept while it is asked.
            match self.dialogs.ask.take() {
                Some(Ask::New(mut new)) => {
                    new.leave(self);
                }
                Some(Ask::About(mut about)) => {
                    about.leave(self);
                }
                Some(Ask::Recover(list)) => self.dialogs.left = list,
                _ => {}
            }
            // What is typed becomes a step first.
            self.input.later.push(Command::Ui(crate::command::menu::UiCommand::Quit));
        }
        false
    }

    /// What was asked was answered.
    pub(super) fn answer(&mut self, answer: Answer, out: &mut Vec<Effect>) {
        let asked = self.dialogs.ask.take();
        match (answer, asked) {
            (Answer::Save, Some(Ask::Unsaved(then))) => {
                self.saving.then = Some(then);
                self.save(out);
            }
            (Answer::DontSave, Some(Ask::Unsaved(then))) => {
                self.saving.let_go = Some(self.data.live.history().state());
                self.leave_to(then, out);
            }
            (Answer::Overwrite, Some(Ask::Replace(purpose, path))) => {
                self.dialogs.path_for = Some(purpose);
                self.input.queue.send(Command::PathChosen(path));
            }
            (Answer::Overwrite, Some(Ask::Overwrite(request))) => {
                self.save_to(request.path, request.moves, true, out);
            }
            (Answer::Reload, _) => {
                self.leave_to(Then::Reload, out);
            }
            (Answer::KeepMine, _) => {
                self.saving.outside = None;
                self.data.live.mark_saved(None);
                out.push(Effect::KeepMine);
            }
            (Answer::Differences, _) => out.push(Effect::ReadOutside),
            (Answer::BringIn(changes), _) => {
                if self.edit(&crate::edit::Edit::Take(changes), out) {
                    self.saving.outside = None;
                    self.data.live.mark_saved(None);
                    out.push(Effect::KeepMine);
                }
            }
            (Answer::Recover(key), _) => out.push(Effect::Recover(key)),
            (Answer::DropRecovery(key), asked) => {
                out.push(Effect::DropRecovery(key.clone()));
                if let Some(Ask::Recover(mut left)) = asked {
                    left.retain(|r| r.key != key);
                    self.dialogs.ask = (!left.is_empty()).then_some(Ask::Recover(left));
                }
            }
            (Answer::Restore(key), _) => out.push(Effect::Restore(key)),
            (Answer::SaveCopy, _) => {
                self.input.queue.send(Command::Ui(crate::command::menu::UiCommand::SaveCopy));
            }
            _ => self.saving.then = None,
        }
    }
}
