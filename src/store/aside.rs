//! What a file held while it was written in place. A kill at that moment leaves a file that is
//! neither old nor new; what it held before is found here, and goes once a save is proven.
//!
//! Each stands as two files: the content, and a note that says which file it is of and what was
//! about to be written. The note comes after the content and before the writing.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::place::{is_private, open_file, path_of, text_of};
use super::temp::{for_its_owner, is_left, put, temp_beside};
use super::{data_dir, sweep};
use crate::formats::journal::{Base, Note, checksum, note, read_note};

/// The end of the name of a note, and of the content beside it.
const NOTE: &str = ".note";
const CONTENT: &str = ".aside";

/// What a file held before it was written in place.
#[derive(Clone, Debug)]
pub struct Aside {
    /// Where it is kept.
    pub content: PathBuf,
    note: PathBuf,
    /// Which file it is of, and what it held.
    pub old: Base,
    /// Length and checksum of what was about to be written.
    new: (u64, u64),
}

fn folders() -> impl Iterator<Item = PathBuf> {
    let own = data_dir().map(|d| d.join("aside"));
    // A folder of one's own: that of somebody else could not be written.
    let name = format!("cooperama-aside-{}", super::lock::user_number());
    own.into_iter().chain([std::env::temp_dir().join(name)])
}

/// Whether what stands in a folder was put there by this program: the one for temporary files is
/// open to everybody.
fn is_own(folder: &Path) -> bool {
    let shared = folder.starts_with(std::env::temp_dir());
    let inside = data_dir().is_some_and(|d| folder.starts_with(d));
    !shared || inside || is_private(folder)
}

impl Aside {
    /// Puts content aside in the program's own folder, or in the system's for temporary files.
    pub(super) fn put(target: &Path, old: &[u8], new: &[u8]) -> Option<Self> {
        let path = text_of(target);
        let base = Base { path, len: old.len() as u64, sum: checksum(old) };
        let new = (new.len() as u64, checksum(new));
        folders().filter(|f| is_own(f)).find_map(|f| Self::put_in(&f, old, &base, new).ok())
    }

    fn put_in(folder: &Path, old: &[u8], base: &Base, new: (u64, u64)) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        sweep(folder);
        let (temp, mut file) = temp_beside(folder)?;
        let content = temp.with_extension(&CONTENT[1..]);
        let kept = for_its_owner(&file)
            .and_then(|()| file.write_all(old))
            .and_then(|()| file.sync_all())
            .and_then(|()| fs::rename(&temp, &content));
        if let Err(e) = kept {
            fs::remove_file(&temp).ok();
            return Err(e);
        }
        let aside =
            Self { note: content.with_extension(&NOTE[1..]), content, old: base.clone(), new };
        let noted = put(&aside.note, note(&Note { old: base.clone(), new }).as_bytes());
        // Both names must outlive a power cut before the file is touched.
        let noted = noted.and_then(|()| fs::File::open(folder)?.sync_all());
        if let Err(e) = noted {
            aside.remove();
            return Err(e);
        }
        Ok(aside)
    }

    pub(super) fn remove(&self) {
        fs::remove_file(&self.note).ok();
        fs::remove_file(&self.content).ok();
    }

    /// Whether the file is neither what it was nor what it was to become.
    fn is_torn(&self) -> bool {
        let Ok(mut file) = open_file(&path_of(&self.old.path)) else { return true };
        let mut bytes = Vec::new();
        let now = io::Read::read_to_end(&mut file, &mut bytes)
            .map(|_| (bytes.len() as u64, checksum(&bytes)));
        now.map_or(true, |now| now != (self.old.len, self.old.sum) && now != self.new)
    }

    /// What the file held; `None` when it is no longer there, or damaged.
    #[must_use]
    pub fn read(&self) -> Option<Vec<u8>> {
        let bytes = fs::read(&self.content).ok()?;
        let known = (bytes.len() as u64, checksum(&bytes)) == (self.old.len, self.old.sum);
        known.then_some(bytes)
    }

    /// Names it.
    #[must_use]
    pub fn key(&self) -> String {
        self.content.file_name().map(text_of).unwrap_or_default()
    }

    /// Throws it away, as the person chose.
    pub fn discard(&self) {
        self.remove();
    }
}

/// What was put aside by programs that ended before they were done, of files that are torn. What
/// is not needed any more is taken away.
#[must_use]
pub fn torn() -> Vec<Aside> {
    let mut out = Vec::new();
    for folder in folders().filter(|f| f.is_dir() && is_own(f)) {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        sweep(&folder);
        for entry in entries.flatten() {
            let name = entry.file_name();
            let Some(name) = name.to_str() else { continue };
            let path = entry.path();
            if is_left(name, CONTENT) && !path.with_extension(&NOTE[1..]).exists() {
                // The file was not touched yet: the note comes before that.
                fs::remove_file(&path).ok();
            }
            if !is_left(name, NOTE) {
                continue;
            }
            let content = path.with_extension(&CONTENT[1..]);
            let known = fs::read(&path).ok().and_then(|b| read_note(&b));
            let Some(known) = known.or_else(|| unknown(&content)) else { continue };
            let aside = Aside { content, note: path, old: known.old, new: known.new };
            if aside.is_torn() {
                out.push(aside);
            } else {
                aside.remove();
            }
        }
    }
    out.sort_by(|a, b| a.content.cmp(&b.content));
    out
}

/// What is known of content whose note is damaged: that it is there.
fn unknown(content: &Path) -> Option<Note> {
    let bytes = fs::read(content).ok()?;
    let old = Base { path: String::new(), len: bytes.len() as u64, sum: checksum(&bytes) };
    Some(Note { old, new: (0, 0) })
}

/// What was put aside of one file that is torn.
#[must_use]
pub fn torn_of(path: &str) -> Option<Aside> {
    let real = fs::canonicalize(path_of(path)).ok()?;
    torn().into_iter().find(|a| path_of(&a.old.path) == real)
}

/// A save of the file is proven: nothing put aside of it by programs that ended is needed.
pub(super) fn proven(target: &Path) {
    if !folders().any(|f| f.is_dir()) {
        return;
    }
    let text = text_of(target);
    for aside in torn().into_iter().filter(|a| a.old.path == text) {
        aside.remove();
    }
}
