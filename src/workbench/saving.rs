//! Saving as the window sees it: what is asked before something would be lost, and what came of
//! writing. The writing itself is the shell's.

use super::asking::Ask;
use super::dispatch::Effect;
use super::{Message, PathFor, Workbench};
use crate::command::{Answer, Command, OpenRequest, Then};
use crate::edit::Origin;

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

impl Workbench {
    /// Whether something would be lost without saving.
    #[must_use]
    pub fn is_modified(&self) -> bool {
        self.live.history().is_modified() || (self.unsaved_new && self.live.origin == Origin::New)
    }

    /// A dataset is open; a new one that says anything is nowhere else.
    pub(super) fn begun_anew(&mut self, new: bool) {
        // A title is something that was written.
        let written = !self.live.records.is_empty() || !self.live.title.is_empty();
        self.unsaved_new = new && written;
        if new {
            self.begun = None;
        }
    }

    /// Shows the field for a path instead of the system's dialog.
    pub fn type_path(&mut self, purpose: PathFor) {
        if purpose == PathFor::SaveAs && self.path_text.is_empty() {
            self.path_text = (self.absolute)(&self.file_name_offered());
        }
        self.dialog_for = None;
        self.path_for = Some(purpose);
    }

    pub(super) fn save(&mut self, out: &mut Vec<Effect>) {
        if self.saving.is_some() {
            self.save_again = true;
            return;
        }
        match (&self.live.origin, self.live.read_only) {
            (Origin::File(path), None) => {
                let path = path.clone();
                self.save_to(path, false, false, out);
            }
            (Origin::File(_), Some(_)) => {
                // A copy does not make this one saved.
                self.then = None;
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
        let state = self.live.history().state();
        let generation = self.generation;
        let request = SaveRequest { path, generation, state, moves, force };
        self.saving = Some(request.clone());
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
        if request.generation != self.generation {
            return;
        }
        self.saving = None;
        let result = match result {
            Err(SaveFailure::Unconfirmed(text)) => {
                // Not told to be safe: the title keeps its mark.
                self.live.mark_saved(None);
                self.message = Some(Message::plain(self.words.t("save-unconfirmed"), text));
                self.then = None;
                return;
            }
            Err(SaveFailure::Changed) => {
                self.then = None;
                self.ask = Some(Ask::Overwrite(request.clone()));
                return;
            }
            Err(SaveFailure::Said(text)) => Err(text),
            Ok(()) => Ok(()),
        };
        match result {
            Ok(()) => {
                self.live.mark_saved(Some(request.state));
                self.outside = None;
                if request.moves {
                    if self.live.read_only == Some("read-only-locked") {
                        self.live.read_only = None;
                        self.opened.doc.read_only = None;
                    }
                    self.live.origin = Origin::File(request.path.clone());
                    self.opened.doc.origin = self.live.origin.clone();
                    self.unsaved_new = false;
                    self.settings.remember(&request.path);
                    out.push(Effect::KeepSettings);
                }
                self.note = None;
                // What was said of a save that failed is not true any more.
                self.message.take_if(|m| m.offer_copy);
                if !self.live.history().is_modified() {
                    self.saved_at = Some(at.to_owned());
                }
                if std::mem::take(&mut self.save_again) && self.is_modified() {
                    self.save(out);
                } else if let Some(then) = self.then.take() {
                    // What was done while it was written is asked about.
                    self.leave_to(then, out);
                }
            }
            Err(text) => {
                self.then = None;
                self.save_again = false;
                if request.moves {
                    // To be corrected rather than typed again.
                    self.path_text.clone_from(&request.path);
                }
                let title = self.words.t("message-save-failed");
                let path = crate::text::display::clean(&request.path, 300);
                let mut message = Message::plain(title, format!("{path}: {text}"));
                message.offer_copy = true;
                self.message = Some(message);
            }
        }
    }

    /// Does something that would lose what is not saved, once the person decided about that.
    pub(super) fn leave_to(&mut self, then: Then, out: &mut Vec<Effect>) {
        if self.saving.is_some() {
            // Once it is written.
            self.then = Some(then);
        } else if (self.is_modified() || self.loses_drafts(&then))
            && self.let_go != Some(self.live.history().state())
        {
            self.ask = Some(Ask::Unsaved(then));
        } else {
            self.go_on(then, out);
        }
    }

    fn go_on(&mut self, then: Then, out: &mut Vec<Effect>) {
        match then {
            Then::Quit => {
                self.leaving = true;
                out.push(Effect::Quit);
            }
            Then::Open(request) => out.push(Effect::Open(request)),
            Then::New => self.ask = Some(Ask::new_dataset(self.begun.take())),
            Then::Reload => {
                if let Origin::File(path) = &self.live.origin {
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
            || !self.drafts.is_empty()
            || self.saving.is_some();
        if self.leaving || !busy {
            return true;
        }
        if !matches!(self.ask, Some(Ask::Unsaved(_))) {
            // What is written in a dialog is kept while it is asked.
            match self.ask.take() {
                Some(Ask::New(mut new)) => {
                    new.leave(self);
                }
                Some(Ask::About(mut about)) => {
                    about.leave(self);
                }
                Some(Ask::Recover(list)) => self.left = list,
                _ => {}
            }
            // What is typed becomes a step first.
            self.later.push(Command::Ui(crate::command::menu::UiCommand::Quit));
        }
        false
    }

    /// What was asked was answered.
    pub(super) fn answer(&mut self, answer: Answer, out: &mut Vec<Effect>) {
        let asked = self.ask.take();
        match (answer, asked) {
            (Answer::Save, Some(Ask::Unsaved(then))) => {
                self.then = Some(then);
                self.save(out);
            }
            (Answer::DontSave, Some(Ask::Unsaved(then))) => {
                self.let_go = Some(self.live.history().state());
                self.leave_to(then, out);
            }
            (Answer::Overwrite, Some(Ask::Replace(purpose, path))) => {
                self.path_for = Some(purpose);
                self.queue.send(Command::PathChosen(path));
            }
            (Answer::Overwrite, Some(Ask::Overwrite(request))) => {
                self.save_to(request.path, request.moves, true, out);
            }
            (Answer::Reload, _) => {
                self.leave_to(Then::Reload, out);
            }
            (Answer::KeepMine, _) => {
                self.outside = None;
                self.live.mark_saved(None);
                out.push(Effect::KeepMine);
            }
            (Answer::Differences, _) => out.push(Effect::ReadOutside),
            (Answer::BringIn(changes), _) => {
                if self.edit(&crate::edit::Edit::Take(changes), out) {
                    self.outside = None;
                    self.live.mark_saved(None);
                    out.push(Effect::KeepMine);
                }
            }
            (Answer::Recover(key), _) => out.push(Effect::Recover(key)),
            (Answer::DropRecovery(key), asked) => {
                out.push(Effect::DropRecovery(key.clone()));
                if let Some(Ask::Recover(mut left)) = asked {
                    left.retain(|r| r.key != key);
                    self.ask = (!left.is_empty()).then_some(Ask::Recover(left));
                }
            }
            (Answer::Restore(key), _) => out.push(Effect::Restore(key)),
            (Answer::SaveCopy, _) => {
                self.queue.send(Command::Ui(crate::command::menu::UiCommand::SaveCopy));
            }
            _ => self.then = None,
        }
    }
}
