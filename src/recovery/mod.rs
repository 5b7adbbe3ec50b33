//! What a crash left, brought together: journals with the content they go on from, and what files
//! held while they were written in place. Nothing here changes a file of the person's, and nothing
//! that was left is thrown away.

mod offer;

pub use offer::{describe, local, offers};

use std::path::Path;

use crate::edit::{Document, Log, Origin};
use crate::formats::journal::{Base, Draft, JournalLine, Replayed, replay};
use crate::formats::{LoadError, LoadOptions, load};
use crate::record::Records;
use crate::store::aside::{Aside, torn};
use crate::store::left::{self, Left, leftovers_in};
use crate::store::{self, ReadError};
use crate::text::Words;

/// What was left, of one dataset.
#[derive(Clone, Debug)]
pub enum Item {
    /// Edits that were not saved.
    Journal(Box<Left>),
    /// What a file held while it was written in place.
    Aside(Box<Aside>),
    /// Something stands where journals do that may not be read: its path, and why.
    Unreadable(String, String),
}

impl Item {
    /// Names it.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Journal(left) => left.key.clone(),
            Self::Aside(aside) => aside.key(),
            Self::Unreadable(path, _) => path.clone(),
        }
    }

    /// The file it is of; empty when there is none, or it is not known.
    #[must_use]
    pub fn path(&self) -> String {
        match self {
            Self::Journal(left) => left.base().path,
            Self::Aside(aside) => aside.old.path.clone(),
            Self::Unreadable(..) => String::new(),
        }
    }

    /// Throws it away, as the person chose.
    pub fn discard(&self) {
        match self {
            Self::Journal(left) => left.discard(),
            Self::Aside(aside) => aside.discard(),
            Self::Unreadable(..) => {}
        }
    }
}

/// Everything that was left and is to be decided about; the newest first. Journals are those of a
/// folder; without one, those of the program.
#[must_use]
pub fn items(journals: Option<&Path>) -> Vec<Item> {
    let Some(folder) = left::folder_of(journals) else { return Vec::new() };
    let left = leftovers_in(&folder).into_iter().map(|l| Item::Journal(Box::new(l)));
    let all = left.chain(torn().into_iter().map(|a| Item::Aside(Box::new(a))));
    all.chain(left::unreadable(&folder).into_iter().map(|(p, e)| Item::Unreadable(p, e))).collect()
}

/// One of them, by its name.
#[must_use]
pub fn item(journals: Option<&Path>, key: &str) -> Option<Item> {
    left::folder_of(journals)
        .and_then(|folder| left::left(&folder, key))
        .map(|l| Item::Journal(Box::new(l)))
        .or_else(|| torn().into_iter().find(|a| a.key() == key).map(|a| Item::Aside(Box::new(a))))
}

/// Why nothing can be brought back.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// It was written by a later version of the program.
    #[error("a later version")]
    Newer,
    /// There is neither a copy of what the edits were made on, nor the file.
    #[error("no content: {0}")]
    NoContent(ReadError),
    /// What they were made on is no dataset.
    #[error("no dataset: {0}")]
    Load(LoadError),
    /// The content that was put aside is damaged or gone.
    #[error("gone")]
    Gone,
}

impl Fault {
    /// The sentence for people.
    #[must_use]
    pub fn message(&self, words: &Words) -> String {
        match self {
            Self::Newer => words.t("recover-newer"),
            Self::NoContent(e) => words.ts("recover-no-content", &[("reason", e.message(words))]),
            Self::Load(e) => words.ts(e.message_id(), &e.args()),
            Self::Gone => words.t("recover-gone"),
        }
    }
}

/// A dataset as it was before the crash.
#[derive(Debug)]
pub struct Restored {
    /// It, with its history.
    pub doc: Document,
    /// The records the edits were made on.
    pub base: Records,
    /// Length and checksum of what its file holds as far as this program knows.
    pub disk: (u64, u64),
    /// How many edits there were; how many of them it has, and which not.
    pub edits: usize,
    /// What was carried out, and what does not fit.
    pub replayed: Replayed,
    /// What cannot be read, as text.
    pub damaged: Vec<String>,
    /// What was being typed.
    pub drafts: Vec<Draft>,
}

impl Restored {
    /// Whether all that was done is there again.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.replayed.refused.is_empty()
            && self.damaged.is_empty()
            && self.replayed.done == self.edits
    }
}

/// The content a journal goes on from.
struct Found {
    bytes: Vec<u8>,
    /// It is known to be what the first of the edits, but for so many, was made on.
    sure: bool,
    after: usize,
}

fn found(left: &Left, path: &str) -> Result<Found, Fault> {
    let copy = left.content();
    if let Some((bytes, true)) = copy {
        return Ok(Found { bytes, sure: true, after: 0 });
    }
    let file = if path.is_empty() { Err(ReadError::Missing) } else { store::read_file(path) };
    if let Ok(bytes) = &file {
        let now = (bytes.len() as u64, crate::formats::journal::checksum(bytes));
        let base = left.base();
        if now == (base.len, base.sum) {
            return Ok(Found { bytes: bytes.clone(), sure: true, after: 0 });
        }
        if left.goes_on_from(now.0, now.1) {
            return Ok(Found { bytes: bytes.clone(), sure: true, after: left.saved(Some(now)) });
        }
    }
    // Neither is what they were made on: each edit is matched to the text it changed.
    match (copy, file) {
        (Some((bytes, _)), file)
            if file.is_err() || document(bytes.clone(), Origin::New).is_ok() =>
        {
            Ok(Found { bytes, sure: false, after: 0 })
        }
        (_, Ok(bytes)) => Ok(Found { bytes, sure: false, after: 0 }),
        (_, Err(e)) => Err(Fault::NoContent(e)),
    }
}

fn document(bytes: Vec<u8>, origin: Origin) -> Result<Document, Fault> {
    let options = LoadOptions { room: store::free(), ..LoadOptions::default() };
    let loaded = load(bytes, options, &mut |_| true).map_err(Fault::Load)?;
    let read_only = loaded.read_only.map(|_| crate::edit::ReadOnly::Newer);
    let notes = loaded.save_notes;
    Ok(Document::new(loaded.records, loaded.issues, Vec::new(), origin, read_only, notes))
}

/// The file a journal may be saved to: one that is the same wherever the program runs. Journals of
/// earlier versions may name a file as it was called from a folder that is not known.
fn own_path(base: &Base) -> Option<String> {
    (!base.path.is_empty() && store::is_absolute(&base.path)).then(|| base.path.clone())
}

/// Brings back what a journal holds. `log` makes the place where it is written down again, over
/// the records it begins with.
///
/// # Errors
/// [`Fault`]; nothing was changed.
pub fn restore<L: Log>(
    left: &Left,
    log: impl FnOnce(Base, &Records) -> L,
) -> Result<(Restored, L), Fault> {
    if left.read.newer {
        return Err(Fault::Newer);
    }
    let path = own_path(&left.base());
    let now = left::now(path.as_deref().unwrap_or_default());
    let Found { bytes, sure, after } = found(left, path.as_deref().unwrap_or_default())?;
    let begins = (bytes.len() as u64, crate::formats::journal::checksum(&bytes));
    let origin = path.clone().map_or(Origin::New, Origin::File);
    let mut doc = document(bytes, origin)?;
    let base = doc.records.clone();
    let path = path.unwrap_or_default();
    let mut log = log(Base { path, len: begins.0, sum: begins.1 }, &base);
    let mut lines = left.read.lines.clone();
    lines.retain(|l| l.edits > after || !l.line.is_edit());
    let replayed = replay(&mut doc, lines, sure, &mut log);
    // What the file is known to hold: one of the states written here, or what is there when the
    // edits were matched to it.
    let known = left.read.lines.iter().rev().find_map(|l| match l.line {
        JournalLine::Saved(len, sum, _) => Some((len, sum)),
        _ => None,
    });
    let ours = now.filter(|n| left.goes_on_from(n.0, n.1) || (!sure && *n == begins));
    let torn = || torn_now(&left.base().path, now);
    let disk = ours.or_else(torn).or(known).unwrap_or((left.base().len, left.base().sum));
    // None of its states is known to be on disk, unless nothing was done but typing.
    let nothing = edits_in(&left.read) == 0 && matches!(doc.file.origin, Origin::File(_));
    if !(nothing && now == Some(begins)) {
        doc.mark_saved(None);
    }
    let drafts = left.drafts.iter().filter(|d| !is_there(&doc, d)).cloned().collect();
    let damaged = left.read.damaged.iter().map(|d| d.text.clone());
    let damaged = damaged.chain(left.damaged_draft.clone()).collect();
    let edits = left.read.edits.saturating_sub(after);
    Ok((Restored { doc, base, disk, edits, replayed, damaged, drafts }, log))
}

/// How many edits a journal holds, those that cannot be read among them.
fn edits_in(read: &crate::formats::journal::Read) -> usize {
    read.edits.max(read.damaged.len())
}

/// What a file holds that was being written in place when its program ended: it is known, and may
/// be written over.
fn torn_now(path: &str, now: Option<(u64, u64)>) -> Option<(u64, u64)> {
    store::aside::torn_of(path).and(now)
}

/// Brings back what a file held while it was written in place.
///
/// # Errors
/// [`Fault`]; nothing was changed.
pub fn restore_aside(aside: &Aside) -> Result<Restored, Fault> {
    let bytes = aside.read().ok_or(Fault::Gone)?;
    let disk = (bytes.len() as u64, crate::formats::journal::checksum(&bytes));
    let origin = own_path(&aside.old).map_or(Origin::New, Origin::File);
    let mut doc = document(bytes, origin)?;
    doc.mark_saved(None);
    Ok(Restored {
        base: doc.records.clone(),
        disk: left::now(&aside.old.path).unwrap_or(disk),
        doc,
        edits: 0,
        replayed: Replayed::default(),
        damaged: Vec::new(),
        drafts: Vec::new(),
    })
}

/// Whether what was being typed is what the dataset says by now.
fn is_there(doc: &Document, draft: &Draft) -> bool {
    let [id, pointer] = &draft.at[..] else { return false };
    let Some(row) = doc.records.find(id) else { return false };
    let value = crate::model::decode(&doc.records, row);
    value.pointer(pointer).is_some_and(|v| {
        let text = v.as_str().map_or_else(|| v.to_string(), str::to_owned);
        text.trim_end() == draft.text.trim_end()
    })
}
