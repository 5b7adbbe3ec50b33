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

impl Workbench {
    /// What is typed and is no step yet, as of the last frame.
    #[must_use]
    pub fn drafts(&self) -> &[Draft] {
        &self.drafts
    }

    /// Whether something is typed that belongs to this dataset and is no step yet.
    #[must_use]
    pub fn has_drafts(&self) -> bool {
        self.drafts.iter().any(|d| d.of != NEW)
    }

    pub(super) fn gather_drafts(&mut self) -> Vec<Draft> {
        let mut out = Vec::new();
        for (id, pointer, text) in self.panels.inspector.drafts(&self.live.records) {
            out.push(match pointer {
                Some(pointer) => draft(FORM, [&id, &pointer], &text),
                None => draft(JSON, [&id], &text),
            });
        }
        if let Some((cell, text)) = self.panels.records.draft() {
            let key = cell.collection.map_or("", Collection::key);
            out.push(draft(CELL, [key, &cell.id, &cell.pointer, &cell.tag], text));
        }
        let Some(mut ask) = self.ask.take() else { return out };
        match &mut ask {
            Ask::New(new) if new.is_begun() => {
                out.extend(new.fields().map(|(name, text)| draft(NEW, [name], text)));
            }
            Ask::About(about) => {
                let mut was = About::of(self);
                let was = was.fields();
                for ((at, now), (_, was)) in about.fields().into_iter().zip(was) {
                    if now != was {
                        out.push(draft(ABOUT, at.each_ref().map(String::as_str), now));
                    }
                }
            }
            Ask::Rename(row, text, _) if *text != self.live.records.raw_id(*row) => {
                out.push(draft(ID, [self.live.records.raw_id(*row)], text));
            }
            _ => {}
        }
        self.ask = Some(ask);
        out
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
                    let records = &self.live.records;
                    self.panels.inspector.restore(records, id, Some(pointer), text);
                    if let Some(row) = records.find(id).filter(|_| std::mem::take(&mut first)) {
                        let field = (*pointer).to_owned();
                        self.queue.send(Command::Form(Thing::Record(row), field));
                    }
                }
                (JSON, [id]) => {
                    let records = &self.live.records;
                    self.panels.inspector.restore(records, id, None, text);
                    if let Some(row) = records.find(id).filter(|_| std::mem::take(&mut first)) {
                        self.queue.send(Command::Form(Thing::Record(row), String::new()));
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
                    self.queue.send(Command::ShowPanel(PanelKind::Records));
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
                    if let Some(row) = self.live.records.find(id) {
                        let users = crate::edit::users(&self.live.records, &[row]).len();
                        self.ask = Some(Ask::Rename(row, text, users));
                    }
                }
                _ => {}
            }
        }
        if is_new {
            self.ask = Some(Ask::new_dataset(Some(new)));
        } else if is_about {
            self.ask = Some(Ask::About(Box::new(about)));
        }
    }
}
