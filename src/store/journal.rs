//! The journal on disk: what is done is written beside the program's data before it is done, and is
//! on the disk at most a second later. What a crash leaves is found at the next start.
//!
//! A journal is made with the first edit, and goes once all of it is in the file or the person let
//! go of it. While its program runs it is locked. Beside it stands a copy of the content it goes on
//! from, so that the edits can be brought back even when the file changed or is gone, and the text
//! that is being typed.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::data_dir;
use super::left::{copy_of, drafts_of};
use super::temp::{for_its_owner, put};
use crate::edit::{Log, LogEntry};
use crate::formats::journal::{self, Base, Draft};
use crate::record::Records;

/// Most bytes that wait for a disk that takes nothing; what is more is told as lost to a crash.
const WAITING: usize = 64 << 20;

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
    title: String,
    content: Content,
    open: Option<(PathBuf, File)>,
    /// The copy of the content is still to be made.
    copy: bool,
    /// The content is nowhere else: the journal is kept without an edit.
    keep: bool,
    /// How many lines and how many edits were written in it.
    lines: u64,
    edits: usize,
    /// Lines that the disk did not take yet.
    waiting: Vec<u8>,
    unsynced: bool,
    /// What is typed, and whether it is to be written down.
    drafts: Vec<Draft>,
    drafts_due: bool,
    /// Why lines are not written; none once they are.
    trouble: Option<String>,
    /// What the disk did not confirm stays in doubt until it is saved.
    doubt: Option<String>,
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
            title: String::new(),
            content,
            open: None,
            copy: false,
            keep: false,
            lines: 0,
            edits: 0,
            waiting: Vec::new(),
            unsynced: false,
            drafts: Vec::new(),
            drafts_due: false,
            trouble: None,
            doubt: None,
            wake,
        })))
    }

    /// What the dataset is called, for the list of what a crash left.
    pub fn entitle(&self, title: String) {
        self.inner().title = title;
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
        inner.keep = true;
        if let Err(e) = inner.begin() {
            inner.trouble = Some(e.to_string());
        }
    }

    /// The content after the first `edits` edits, of this length and checksum, is about to be in the
    /// file. After a crash it is then known whether it is.
    pub fn saving(&self, content: (u64, u64), edits: usize) {
        let mut inner = self.inner();
        if inner.open.is_some() {
            inner.append(|n| journal::saved(n, content, edits, false));
        }
    }

    /// The content after the first `edits` edits is in the file. `all` says that nothing was done
    /// since: then the journal goes, and the next one goes on from `content`.
    pub fn saved(&self, base: Base, content: Content, edits: usize, all: bool) {
        let mut inner = self.inner();
        if all {
            let drafts = std::mem::take(&mut inner.drafts);
            inner.remove();
            inner.content = content;
            inner.base = base;
            inner.trouble = None;
            inner.doubt = None;
            if !drafts.is_empty() {
                // It is typed on.
                inner.draft(drafts);
            }
        } else {
            inner.append(|n| journal::saved(n, (base.len, base.sum), edits, true));
        }
    }

    /// What is being typed by now. It is on the disk a moment later.
    pub fn draft(&self, drafts: Vec<Draft>) {
        self.inner().draft(drafts);
    }

    /// Takes the journal away: the person let go of what is in it.
    pub fn discard(&self) {
        self.inner().remove();
    }

    /// Tries once more what the disk did not take; returns whether all of it is written by now.
    #[must_use]
    pub fn retry(&self) -> bool {
        {
            let mut inner = self.inner();
            if inner.trouble.is_none() {
                return true;
            }
            if !inner.waiting.is_empty() {
                match inner.write_waiting() {
                    Ok(()) => inner.unsynced = true,
                    Err(e) => {
                        inner.trouble = Some(e.to_string());
                        return false;
                    }
                }
            }
            // Told again by what follows when it is still so.
            inner.trouble = None;
        }
        self.sync();
        self.inner().trouble.is_none()
    }

    /// Puts what was written on the disk, and the copy of the content and what is typed beside it.
    pub fn sync(&self) {
        let (file, copy, drafts) = {
            let mut inner = self.inner();
            let unsynced = std::mem::take(&mut inner.unsynced);
            let due = std::mem::take(&mut inner.drafts_due);
            let drafts = due.then(|| inner.drafts.clone());
            if due && inner.drafts.is_empty() && inner.lines == 0 && !inner.keep {
                // It was begun for what was typed alone, and that is done with.
                inner.remove();
            }
            if drafts.as_ref().is_some_and(|d| !d.is_empty())
                && let Err(e) = inner.begin()
            {
                inner.trouble = Some(e.to_string());
                inner.drafts_due = true;
            }
            let copy = std::mem::take(&mut inner.copy);
            let Some((path, file)) = &inner.open else { return };
            let copy = copy.then(|| (copy_of(path), inner.content.clone()));
            let drafts = drafts.map(|d| (drafts_of(path), d));
            (file.try_clone().ok().filter(|_| unsynced), copy, drafts)
        };
        // Not under the lock: an edit does not wait for the disk.
        if let Some(file) = file
            && let Err(e) = file.sync_data()
        {
            // It is told once by the system, and never again.
            self.inner().doubt = Some(e.to_string());
        }
        if let Some((path, drafts)) = drafts {
            let made = if drafts.is_empty() {
                fs::remove_file(&path).or_else(|e| match e.kind() {
                    io::ErrorKind::NotFound => Ok(()),
                    _ => Err(e),
                })
            } else {
                put(&path, journal::drafts(&drafts).as_bytes())
            };
            let mut inner = self.inner();
            if let Err(e) = made {
                inner.trouble = Some(e.to_string());
                inner.drafts_due = true;
            }
            if !inner.is_at(|journal| drafts_of(journal) == path) {
                fs::remove_file(&path).ok();
            }
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
            if !inner.is_at(|journal| copy_of(journal) == path) {
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
    put(path, text)
}

impl Inner {
    fn remove(&mut self) {
        if let Some((path, file)) = self.open.take() {
            super::left::remove(&path);
            drop(file);
        }
        self.copy = false;
        self.keep = false;
        self.lines = 0;
        self.edits = 0;
        self.waiting.clear();
        self.unsynced = false;
        self.drafts.clear();
        self.drafts_due = false;
    }

    fn is_at(&self, is: impl Fn(&Path) -> bool) -> bool {
        self.open.as_ref().is_some_and(|o| is(&o.0))
    }

    fn begin(&mut self) -> io::Result<()> {
        if self.open.is_some() {
            return Ok(());
        }
        let own = self.folder.clone();
        let head = journal::head(&self.base, &self.title);
        let (path, file) = create(&own.map_or_else(folder, Ok)?, &self.base, &head)?;
        self.copy = true;
        if self.base.path.is_empty() {
            // There is no file it could be had from.
            if let Err(e) = keep_copy(&copy_of(&path), &self.content) {
                // A journal without it would be of nothing.
                fs::remove_file(&path).ok();
                return Err(e);
            }
            self.copy = false;
        }
        self.open = Some((path, file));
        Ok(())
    }

    fn draft(&mut self, drafts: Vec<Draft>) {
        self.drafts = drafts;
        self.drafts_due = true;
        (self.wake)();
    }

    /// Writes a line; its number is told. What the disk does not take waits for the next one.
    fn append(&mut self, line: impl FnOnce(u64) -> String) {
        self.lines += 1;
        let line = line(self.lines);
        if self.waiting.len() + line.len() <= WAITING {
            self.waiting.extend_from_slice(line.as_bytes());
        }
        match self.write_waiting() {
            Ok(()) => {
                self.trouble = None;
                self.unsynced = true;
            }
            Err(e) => self.trouble = Some(e.to_string()),
        }
        (self.wake)();
    }

    fn write_waiting(&mut self) -> io::Result<()> {
        self.begin()?;
        let Some((_, file)) = &mut self.open else { return Ok(()) };
        let before = file.metadata()?.len();
        if let Err(e) = file.write_all(&self.waiting) {
            // Half a line would be told as damage.
            file.set_len(before).ok();
            return Err(e);
        }
        self.waiting.clear();
        Ok(())
    }
}

/// A name is never used twice: a copy that comes late would stand beside another journal.
static NEXT: AtomicU64 = AtomicU64::new(0);

fn create(folder: &Path, base: &Base, head: &str) -> io::Result<(PathBuf, File)> {
    fs::create_dir_all(folder)?;
    let name = journal::checksum(base.path.as_bytes());
    for _ in 0..1000 {
        let n = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = folder.join(format!("{name:016x}-{}-{n}.journal", std::process::id()));
        match OpenOptions::new().append(true).read(true).create_new(true).open(&path) {
            Ok(mut file) => {
                let begun = for_its_owner(&file)
                    .and_then(|()| file.try_lock().map_err(io::Error::from))
                    .and_then(|()| file.write_all(head.as_bytes()));
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
    fn write(&mut self, entry: LogEntry<'_>) -> Result<(), String> {
        let mut inner = self.inner();
        inner.edits += 1;
        let edits = inner.edits;
        inner.append(|n| journal::entry(n, edits, entry));
        Ok(())
    }

    fn trouble(&self) -> Option<String> {
        let inner = self.inner();
        inner.trouble.clone().or_else(|| inner.doubt.clone())
    }
}
