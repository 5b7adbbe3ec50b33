//! What a crash left of journals: read whatever became of them, and kept until the person decides.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::place::text_of;
use super::temp::sweep;
use crate::formats::journal::{self, Base, Draft, JournalLine, Read, Written, checksum};

/// The copy of the content beside a journal.
pub(super) fn copy_of(journal: &Path) -> PathBuf {
    journal.with_extension("base")
}

/// What was being typed, beside a journal.
pub(super) fn drafts_of(journal: &Path) -> PathBuf {
    journal.with_extension("draft")
}

/// What a crash left.
#[derive(Clone, Debug)]
pub struct Left {
    /// Names the journal.
    pub key: String,
    /// The journal.
    pub path: PathBuf,
    /// What it says.
    pub read: Read,
    /// What was being typed.
    pub drafts: Vec<Draft>,
    /// What was being typed, where that is damaged: as text.
    pub damaged_draft: Option<String>,
    /// When it was last written.
    pub modified: Option<SystemTime>,
}

impl Left {
    /// Reads a journal and what stands beside it.
    #[must_use]
    pub fn read(path: &Path) -> Option<Self> {
        let bytes = super::read_file(&text_of(path)).ok()?;
        Some(Self { read: journal::read(&bytes), ..Self::beside(path) })
    }

    /// What stands beside a journal, without it.
    fn beside(path: &Path) -> Self {
        let drafts = fs::read(drafts_of(path)).map(|b| journal::read_drafts(&b));
        let (drafts, damaged_draft) = match drafts {
            Ok(Ok(list)) => (list, None),
            Ok(Err(text)) => (Vec::new(), Some(text).filter(|t| !t.trim().is_empty())),
            Err(_) => (Vec::new(), None),
        };
        Self {
            key: path.file_name().map(text_of).unwrap_or_default(),
            path: path.to_path_buf(),
            read: Read::default(),
            drafts,
            damaged_draft,
            modified: super::place::modified(path)
                .or_else(|| super::place::modified(&drafts_of(path))),
        }
    }

    /// What the journal goes on from; without a path where that cannot be read.
    #[must_use]
    pub fn base(&self) -> Base {
        self.read.base.clone().unwrap_or_default()
    }

    /// How many of its edits are in a file of this length and checksum, as far as is known: those
    /// saved, and those that were about to be when the file holds just that.
    #[must_use]
    pub fn saved(&self, now: Option<(u64, u64)>) -> usize {
        let counts = self.read.lines.iter().filter_map(|l| match l.line {
            JournalLine::Saved(_, _, edits) => Some(edits),
            JournalLine::Saving(len, sum, edits) if Some((len, sum)) == now => Some(edits),
            _ => None,
        });
        counts.max().unwrap_or(0)
    }

    /// The edits that are in no file.
    pub fn unsaved(&self, now: Option<(u64, u64)>) -> impl Iterator<Item = &Written> {
        let saved = self.saved(now);
        self.read.lines.iter().filter(move |l| l.line.is_edit() && l.edits > saved)
    }

    /// Whether there is nothing to be brought back: all of it is in the file. A dataset without a
    /// file is nowhere else, and what is damaged is for the person to decide about.
    #[must_use]
    pub fn is_done(&self, now: Option<(u64, u64)>) -> bool {
        let base = self.read.base.as_ref();
        let saved = self.saved(now) > 0;
        let elsewhere = saved || base.is_some_and(|b| !b.path.is_empty()) || !self.has_content();
        elsewhere
            && !self.read.newer
            && self.read.damaged.is_empty()
            && self.drafts.is_empty()
            && self.damaged_draft.is_none()
            && self.unsaved(now).next().is_none()
    }

    /// Whether content with this length and checksum is what the edits were made on, or what was
    /// saved of them.
    #[must_use]
    pub fn goes_on_from(&self, len: u64, sum: u64) -> bool {
        let known = |l: &Written| matches!(l.line, JournalLine::Saved(a, b, _) | JournalLine::Saving(a, b, _) if (a, b) == (len, sum));
        let base = self.read.base.as_ref().is_some_and(|b| (b.len, b.sum) == (len, sum));
        base || self.read.lines.iter().any(known)
    }

    /// Throws it away, as the person chose, unless a running program holds it.
    pub fn discard(&self) {
        if is_free(&self.path) || is_alone(&drafts_of(&self.path)) {
            remove(&self.path);
        }
    }

    fn has_content(&self) -> bool {
        copy_of(&self.path).is_file()
    }

    /// The content it goes on from, from the copy beside it, and whether that is known to be what
    /// the edits were made on.
    #[must_use]
    pub fn content(&self) -> Option<(Vec<u8>, bool)> {
        let bytes = super::read_file(&text_of(copy_of(&self.path))).ok()?;
        let now = (bytes.len() as u64, checksum(&bytes));
        // Journals of version 1 have no checksum of a dataset without a file.
        let known = |b: &Base| (b.len, b.sum) == now || (b.sum == 0 && b.len == now.0);
        let known = self.read.base.as_ref().is_some_and(known);
        Some((bytes, known))
    }
}

/// A folder of journals; without one, that of the program. `None` when the system has no such place.
#[must_use]
pub fn folder_of(journals: Option<&Path>) -> Option<PathBuf> {
    journals.map(Path::to_path_buf).or_else(|| super::data_folder().map(|d| d.join("journal")))
}

/// Length and checksum of a regular file by now.
#[must_use]
pub fn now(path: &str) -> Option<(u64, u64)> {
    if path.is_empty() || super::place::kind_at(path) != Some(super::place::Kind::File) {
        return None;
    }
    let bytes = super::read_file(path).ok()?;
    Some((bytes.len() as u64, checksum(&bytes)))
}

/// Journals of a folder that no running program holds, those with something to be brought back; the
/// newest first. Those all of whose edits are in their file, as its content
/// tells, are taken away.
#[must_use]
pub fn leftovers_in(folder: &Path) -> Vec<Left> {
    sweep(folder);
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut out = Vec::new();
    for entry in entries.flatten() {
        let path = entry.path();
        let alone = is_alone(&path);
        let path = if alone { path.with_extension("journal") } else { path };
        if path.extension().is_none_or(|e| e != "journal") || !(alone || is_free(&path)) {
            continue;
        }
        let left = if alone { Some(Left::beside(&path)) } else { Left::read(&path) };
        let Some(left) = left else { continue };
        if left.is_done(now(&left.base().path)) {
            // All of it is in the file, or nothing was done.
            remove(&left.path);
        } else {
            out.push(left);
        }
    }
    out.sort_by(|a, b| b.modified.cmp(&a.modified).then_with(|| a.key.cmp(&b.key)));
    out
}

/// Whether what was typed lost the journal it stands beside, and the program that wrote it is gone.
fn is_alone(path: &Path) -> bool {
    if path.extension().is_none_or(|e| e != "draft") || path.with_extension("journal").exists() {
        return false;
    }
    let name = path.file_name().map(text_of).unwrap_or_default();
    let pid = name.split('-').nth(1).and_then(|n| n.parse().ok());
    pid.is_some_and(|pid| super::place::began(pid).is_none())
}

/// Where journals are that may not be read, and why: as after a start of the program by somebody
/// else.
#[must_use]
pub fn unreadable(folder: &Path) -> Vec<(String, String)> {
    let told = |path: &Path, e: &std::io::Error| (text_of(path), e.to_string());
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Vec::new(),
        Err(e) => return vec![told(folder, &e)],
    };
    let paths = entries.flatten().map(|e| e.path());
    let journals = paths.filter(|p| p.extension().is_some_and(|e| e == "journal"));
    let mut out: Vec<_> = journals
        .filter_map(|p| super::place::open_file(&p).err().map(|e| told(&p, &e)))
        .filter(|(p, _)| super::exists(p))
        .collect();
    out.sort();
    out
}

/// Whether no running program holds a journal.
fn is_free(path: &Path) -> bool {
    super::place::open_file(path).is_ok_and(|file: File| file.try_lock().is_ok())
}

/// One of them, by its name, when no running program holds it.
#[must_use]
pub fn left(folder: &Path, key: &str) -> Option<Left> {
    // A key is a file's name and nothing else.
    let plain = Path::new(key).file_name().is_some_and(|n| n == key);
    let path = plain.then(|| folder.join(key))?;
    if is_alone(&drafts_of(&path)) {
        return Some(Left::beside(&path));
    }
    Some(path).filter(|p| is_free(p)).and_then(|p| Left::read(&p))
}

/// Removes a journal, what stands beside it first: a journal alone says less, but never something
/// else.
pub(super) fn remove(journal: &Path) {
    fs::remove_file(copy_of(journal)).ok();
    fs::remove_file(drafts_of(journal)).ok();
    fs::remove_file(journal).ok();
}
