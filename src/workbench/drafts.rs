//! Text that is typed and is in no step yet: gathered each frame for the journal, and put back into
//! its fields after a crash.

use super::Workbench;
use super::asking::{About, Ask, New};
use crate::command::Command;
use crate::formats::journal::Draft;
use crate::panels::records::BegunCell;
use crate::record::Collection;
use crate::view::{PanelKind, Thing};

/// Fields of a form, the JSON of a record, a cell of the sheet, and the dialogs.
const FORM: &str = "form";
const JSON: &str = "json";
const CELL: &str = "cell";
const NEW: &str = "new";
const ABOUT: &str = "about";
const ID: &str = "id";

fn draft<const N: usize>(of: &str, at: [&str; N], text: &str) -> Draft {
    Draft { of: of.to_owned(), at: at.map(str::to_owned).to_vec(), text: text.to_owned() }
}

/// The fields of a new dataset that hold something.
fn of_new(new: &mut New) -> Vec<Draft> {
    let filled = new.fields().into_iter().filter(|(_, text)| !text.trim().is_empty());
    filled.map(|(name, text)| draft(NEW, [name], text)).collect()
}

impl Workbench {
    /// What is typed and is no step yet, as of the last frame.
    #[must_use]
    pub fn drafts(&self) -> &[Draft] {
        &self.input.drafts
    }

    /// Whether something is typed that belongs to this dataset and is no step yet.
    #[must_use]
    pub fn has_drafts(&self) -> bool {
        self.input.drafts.iter().any(|d| d.of != NEW)
    }

    /// Whether going on would lose something that is typed: a dataset that was begun only when the
    /// program is left.
    pub(super) fn loses_drafts(&self, then: &crate::command::Then) -> bool {
        self.has_drafts() || (*then == crate::command::Then::Quit && !self.input.drafts.is_empty())
    }

    pub(super) fn gather_drafts(&mut self) -> Vec<Draft> {
        let mut out = Vec::new();
        for (id, pointer, text) in self.panels.inspector.drafts(&self.data.live.records) {
            out.push(match pointer {
                Some(pointer) => draft(FORM, [&id, &pointer], &text),
                None => draft(JSON, [&id], &text),
            });
        }
        if let Some((cell, text)) = self.panels.records.draft() {
            let key = cell.collection.map_or("", Collection::key);
            out.push(draft(CELL, [key, &cell.id, &cell.pointer, &cell.tag], text));
        }
        // What was written in a dialog that was left is kept too.
        if let Some(new) = &mut self.dialogs.begun {
            out.extend(of_new(new));
        }
        if let Some(mut about) = self.dialogs.begun_about.take() {
            out.extend(self.of_about(&mut about));
            self.dialogs.begun_about = Some(about);
        }
        let Some(mut ask) = self.dialogs.ask.take() else { return out };
        match &mut ask {
            Ask::New(new) if new.is_begun() => out.extend(of_new(new)),
            Ask::About(about) => out.extend(self.of_about(about)),
            Ask::Rename(row, text, _) if *text != self.data.live.records.raw_id(*row) => {
                out.push(draft(ID, [self.data.live.records.raw_id(*row)], text));
            }
            _ => {}
        }
        self.dialogs.ask = Some(ask);
        out
    }

    /// What is said about the dataset, as it was left or as it is.
    pub(super) fn about(&mut self) -> About {
        self.dialogs.begun_about.take().map_or_else(|| About::of(self), |about| *about)
    }

    /// The fields of what is said about the dataset that are not what it says.
    fn of_about(&self, about: &mut About) -> Vec<Draft> {
        let mut was = About::of(self);
        let pairs = about.fields().into_iter().zip(was.fields());
        let changed = pairs.filter(|((_, now), (_, was))| now != was);
        changed.map(|((at, now), _)| draft(ABOUT, at.each_ref().map(String::as_str), now)).collect()
    }

    /// Puts what was typed before a crash back into its fields, and goes to the first of them.
    pub fn take_drafts(&mut self, drafts: Vec<Draft>) {
        let (mut new, mut about) = (New::default(), About::of(self));
        let (mut is_new, mut is_about) = (false, false);
        let mut first = true;
        for Draft { of, at, text } in drafts {
            let at: Vec<&str> = at.iter().map(String::as_str).collect();
            match (of.as_str(), &at[..]) {
                (FORM, [id, pointer]) => {
                    let records = &self.data.live.records;
                    self.panels.inspector.restore(records, id, Some(pointer), text);
                    if let Some(row) = records.find(id).filter(|_| std::mem::take(&mut first)) {
                        let field = (*pointer).to_owned();
                        self.input.queue.send(Command::Form(Thing::Record(row), field));
                    }
                }
                (JSON, [id]) => {
                    let records = &self.data.live.records;
                    self.panels.inspector.restore(records, id, None, text);
                    if let Some(row) = records.find(id).filter(|_| std::mem::take(&mut first)) {
                        self.input.queue.send(Command::Form(Thing::Record(row), String::new()));
                    }
                }
                (CELL, [collection, id, pointer, tag]) => {
                    let cell = BegunCell {
                        collection: Collection::from_key(collection.as_bytes()),
                        id: (*id).to_owned(),
                        pointer: (*pointer).to_owned(),
                        tag: (*tag).to_owned(),
                        was: String::new(),
                    };
                    self.panels.records.restore(cell, text);
                    self.input.queue.send(Command::ShowPanel(PanelKind::Records));
                }
                (NEW, [name]) => {
                    is_new = true;
                    for (_, field) in new.fields().into_iter().filter(|(n, _)| n == name) {
                        field.clone_from(&text);
                    }
                }
                (ABOUT, [key, tag]) => {
                    is_about = true;
                    for (_, field) in
                        about.fields().into_iter().filter(|(at, _)| at == &[*key, *tag])
                    {
                        field.clone_from(&text);
                    }
                }
                (ID, [id]) => {
                    if let Some(row) = self.data.live.records.find(id) {
                        let users = crate::edit::users(&self.data.live.records, &[row]).len();
                        self.dialogs.ask = Some(Ask::Rename(row, text, users));
                    }
                }
                _ => {}
            }
        }
        if is_new && self.is_modified() {
            // It asks about the edits first: it is there when it is asked for.
            self.dialogs.begun = Some(new);
        } else if is_new {
            self.dialogs.ask = Some(Ask::new_dataset(Some(new)));
        } else if is_about {
            self.dialogs.ask = Some(Ask::About(Box::new(about)));
        }
    }
}
