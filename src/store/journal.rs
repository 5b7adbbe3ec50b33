//! The journal on disk: what is done is written beside the program's data before it is done, and is
//! on the disk at most a second later. What a crash leaves is found at the next start.
//!
//! A journal is made with the first edit, and goes once all of it is in the file or the person let
//! go of it. While its program runs it is locked. Beside it stands a copy of the content it goes on
//! from, so that the edits can be brought back even when the file changed or is gone.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use super::{data_dir, save::for_its_owner};
use crate::edit::{Entry, Log};
use crate::formats::journal::{self, Base, Line};
use crate::record::Records;

/// The content a journal goes on from.
#[derive(Clone, Debug)]
pub enum Content {
    /// It is in memory.
    Text(Arc<String>),
    /// It is what these records are written as.
    Records(Box<Records>),
}

/// Called when there is something to be synced.
pub type Wake = Box<dyn Fn() + Send>;

struct Inner {
    folder: Option<PathBuf>,
    base: Base,
    content: Content,
    open: Option<(PathBuf, File)>,
    /// The copy of the content is still to be made.
    copy: bool,
    /// How many edits are written in it.
    edits: usize,
    unsynced: bool,
    trouble: Option<String>,
    /// A line is missing: later ones would be replayed over something else.
    broken: bool,
    wake: Wake,
}

/// A journal; copies are the same journal.
#[derive(Clone)]
pub struct Journal(Arc<Mutex<Inner>>);

impl std::fmt::Debug for Journal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Journal").field("base", &self.inner().base).finish_non_exhaustive()
    }
}

/// A journal that may be gone by now; what wakes a journal's thread must not keep it.
#[derive(Clone)]
pub struct Weak(std::sync::Weak<Mutex<Inner>>);

impl std::fmt::Debug for Weak {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Weak")
    }
}

impl Weak {
    /// The journal, while it is there.
    #[must_use]
    pub fn get(&self) -> Option<Journal> {
        self.0.upgrade().map(Journal)
    }
}

fn folder() -> io::Result<PathBuf> {
    let folder = data_dir().ok_or(io::ErrorKind::NotFound)?.join("journal");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

fn copy_of(journal: &Path) -> PathBuf {
    journal.with_extension("base")
}

impl Journal {
    /// A journal that goes on from this content. No file is made before the first edit.
    #[must_use]
    pub fn new(base: Base, content: Content, wake: Wake) -> Self {
        Self::at(None, base, content, wake)
    }

    /// The same in a folder of its own; `None` is the program's.
    #[must_use]
    pub fn at(folder: Option<PathBuf>, base: Base, content: Content, wake: Wake) -> Self {
        Self(Arc::new(Mutex::new(Inner {
            folder,
            base,
            content,
            open: None,
            copy: false,
            edits: 0,
            unsynced: false,
            trouble: None,
            broken: false,
            wake,
        })))
    }

    /// The same journal, without keeping it.
    #[must_use]
    pub fn weak(&self) -> Weak {
        Weak(Arc::downgrade(&self.0))
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        // A panic elsewhere does not make what is written here less true.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many edits are written so far.
    #[must_use]
    pub fn edits(&self) -> usize {
        self.inner().edits
    }

    /// Begins the file before there is an edit, for content that is nowhere else.
    pub fn begin(&self) {
        let mut inner = self.inner();
        if let Err(e) = inner.begin() {
            inner.trouble = Some(e.to_string());
        }
    }

    /// The content after the first `edits` edits is in the file. `all` says that nothing was done
    /// since: then the journal goes, and the next one goes on from `content`.
    pub fn saved(&self, base: Base, content: Content, edits: usize, all: bool) {
        let mut inner = self.inner();
        if all {
            inner.remove();
            inner.content = content;
            inner.base = base;
            inner.trouble = None;
            inner.broken = false;
        } else if !inner.broken
            && let Err(e) = inner.append(&journal::saved(base.len, base.sum, edits))
        {
            inner.trouble = Some(e.to_string());
        }
    }

    /// Takes the journal away: the person let go of what is in it.
    pub fn discard(&self) {
        self.inner().remove();
    }

    /// Puts what was written on the disk, and the copy of the content beside it.
    pub fn sync(&self) {
        let (file, copy) = {
            let mut inner = self.inner();
            let unsynced = std::mem::take(&mut inner.unsynced);
            let copy = std::mem::take(&mut inner.copy);
            let Some((path, file)) = &inner.open else { return };
            let copy = copy.then(|| (copy_of(path), inner.content.clone()));
            (file.try_clone().ok().filter(|_| unsynced), copy)
        };
        // Not under the lock: an edit does not wait for the disk.
        if let Some(file) = file
            && let Err(e) = file.sync_data()
        {
            self.inner().trouble = Some(e.to_string());
        }
        if let Some((path, content)) = copy {
            let made = keep_copy(&path, &content);
            let mut inner = self.inner();
            if let Err(e) = made {
                // Tried again with the next edit.
                inner.copy = true;
                inner.trouble = Some(e.to_string());
            }
            // It may have gone meanwhile.
            let there = inner.open.as_ref().is_some_and(|o| copy_of(&o.0) == path);
            if !there {
                fs::remove_file(&path).ok();
            }
        }
    }
}

fn keep_copy(path: &Path, content: &Content) -> io::Result<()> {
    let bytes;
    let text: &[u8] = match content {
        Content::Text(text) => text.as_bytes(),
        Content::Records(records) => {
            bytes = records.to_bytes();
            &bytes
        }
    };
    let folder = path.parent().unwrap_or(Path::new("."));
    let (temp, mut file) = super::save::temp_beside(folder)?;
    let written = for_its_owner(&file).and_then(|()| file.write_all(text));
    let placed = written.and_then(|()| file.sync_data()).and_then(|()| fs::rename(&temp, path));
    if placed.is_err() {
        fs::remove_file(&temp).ok();
    }
    placed
}

impl Inner {
    fn remove(&mut self) {
        if let Some((path, file)) = self.open.take() {
            fs::remove_file(&path).ok();
            fs::remove_file(copy_of(&path)).ok();
            drop(file);
        }
        self.copy = false;
        self.edits = 0;
        self.unsynced = false;
    }

    fn begin(&mut self) -> io::Result<()> {
        if self.open.is_some() {
            return Ok(());
        }
        let own = self.folder.clone();
        let (path, file) = create(&own.map_or_else(folder, Ok)?, &self.base)?;
        self.copy = true;
        if self.base.path.is_empty() {
            // There is no file it could be had from.
            keep_copy(&copy_of(&path), &self.content)?;
            self.copy = false;
        }
        self.open = Some((path, file));
        Ok(())
    }

    fn append(&mut self, line: &str) -> io::Result<()> {
        self.begin()?;
        let Some((_, file)) = &mut self.open else { return Ok(()) };
        let before = file.metadata()?.len();
        if let Err(e) = file.write_all(line.as_bytes()) {
            // Half a line would end the journal for all that follow.
            file.set_len(before).ok();
            return Err(e);
        }
        self.unsynced = true;
        (self.wake)();
        Ok(())
    }
}

/// A name is never used twice: a copy that comes late would stand beside another journal.
static NEXT: AtomicU64 = AtomicU64::new(0);

fn create(folder: &Path, base: &Base) -> io::Result<(PathBuf, File)> {
    fs::create_dir_all(folder)?;
    let name = journal::checksum(base.path.as_bytes());
    for _ in 0..1000 {
        let n = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = folder.join(format!("{name:016x}-{}-{n}.journal", std::process::id()));
        match OpenOptions::new().append(true).read(true).create_new(true).open(&path) {
            Ok(mut file) => {
                let begun = for_its_owner(&file)
                    .and_then(|()| file.try_lock().map_err(io::Error::from))
                    .and_then(|()| file.write_all(journal::head(base).as_bytes()));
                if let Err(e) = begun {
                    fs::remove_file(&path).ok();
                    return Err(e);
                }
                // Its name must outlive a power cut as its lines do.
                if let Ok(folder) = File::open(folder) {
                    folder.sync_all().ok();
                }
                return Ok((path, file));
            }
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
            Err(e) => return Err(e),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

impl Log for Journal {
    /// Never refuses an edit: a disk that is full must not keep a person from working. What would
    /// not outlive a crash is told instead.
    fn write(&mut self, entry: Entry<'_>) -> Result<(), String> {
        let mut inner = self.inner();
        if !inner.broken {
            match inner.append(&journal::entry(entry)) {
                Ok(()) => inner.edits += 1,
                Err(e) => {
                    inner.trouble = Some(e.to_string());
                    inner.broken = true;
                }
            }
        }
        Ok(())
    }

    fn trouble(&self) -> Option<String> {
        self.inner().trouble.clone()
    }
}

/// What a crash left.
#[derive(Clone, Debug)]
pub struct Left {
    /// Names the journal.
    pub key: String,
    /// The journal.
    pub path: PathBuf,
    /// What it goes on from.
    pub base: Base,
    /// Its whole lines.
    pub lines: Vec<Line>,
    /// When it was last written.
    pub modified: Option<SystemTime>,
}

impl Left {
    /// The edits that are not in the file: all lines but those that say it was saved, without those
    /// that were saved.
    pub fn unsaved(&self) -> impl Iterator<Item = &Line> {
        let saved = self.lines.iter().rev().find_map(|l| match l {
            Line::Saved(_, _, edits) => Some(*edits),
            _ => None,
        });
        let edits = self.lines.iter().filter(|l| !matches!(l, Line::Saved(..)));
        edits.skip(saved.unwrap_or(0))
    }

    /// Whether there is nothing to be brought back: all of it is in the file. A dataset without a
    /// file is nowhere else.
    fn is_done(&self) -> bool {
        let saved = self.lines.iter().any(|l| matches!(l, Line::Saved(..)));
        let elsewhere = saved || !self.base.path.is_empty() || self.content().is_none();
        elsewhere && self.unsaved().next().is_none()
    }

    /// Whether content with this length and checksum is what the edits were made on.
    #[must_use]
    pub fn goes_on_from(&self, len: u64, sum: u64) -> bool {
        let saved = |l: &Line| matches!(l, Line::Saved(a, b, _) if (*a, *b) == (len, sum));
        (self.base.len, self.base.sum) == (len, sum) || self.lines.iter().any(saved)
    }

    /// The content it goes on from, from the copy beside it.
    #[must_use]
    pub fn content(&self) -> Option<Vec<u8>> {
        fs::read(copy_of(&self.path)).ok()
    }
}

fn path_of(key: &str) -> Option<PathBuf> {
    // A key is a file's name and nothing else.
    let plain = Path::new(key).file_name().is_some_and(|n| n == key);
    plain.then(|| folder().ok()).flatten().map(|f| f.join(key))
}

/// Journals no running program holds, those with something to be brought back; the newest first.
#[must_use]
pub fn leftovers() -> Vec<Left> {
    folder().map_or_else(|_| Vec::new(), |folder| leftovers_in(&folder))
}

/// The same for the journals of a folder.
#[must_use]
pub fn leftovers_in(folder: &Path) -> Vec<Left> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut out = Vec::new();
    for entry in entries.flatten() {
        let path = entry.path();
        if path.extension().is_none_or(|e| e != "journal") {
            continue;
        }
        let Ok(file) = File::open(&path) else { continue };
        if file.try_lock().is_err() {
            continue;
        }
        let Ok(bytes) = fs::read(&path) else { continue };
        let Some((base, lines)) = journal::read(&bytes) else { continue };
        let modified = entry.metadata().and_then(|m| m.modified()).ok();
        let key = entry.file_name().to_string_lossy().into_owned();
        let left = Left { key, path, base, lines, modified };
        if left.is_done() {
            // All of it is in the file, or nothing was done.
            remove(&left.path);
        } else {
            out.push(left);
        }
    }
    out.sort_by_key(|left| std::cmp::Reverse(left.modified));
    out
}

/// Throws away what a crash left, as the person chose.
pub fn drop_left(key: &str) {
    if let Some(path) = path_of(key) {
        remove(&path);
    }
}

fn remove(journal: &Path) {
    fs::remove_file(copy_of(journal)).ok();
    fs::remove_file(journal).ok();
}
