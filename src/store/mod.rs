//! The only module that touches files: reading datasets, saving them, settings.
//!
//! Saving never leaves a damaged file: the new content is written beside the old one, synced, and
//! put in its place in one step.

pub mod journal;
pub mod lock;
mod save;
pub mod versions;

pub use save::{SaveError, save};

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::text::{Words, number};
use crate::view::Settings;

/// What opening a file takes, as a multiple of its size: the text, its index and its columns, with
/// some room (measured: 1.5 for 100,000 initiatives).
const MEMORY_FACTOR: u64 = 2;
/// Files smaller than this are read without asking for free memory.
const SMALL: u64 = 64 << 20;

/// Why a file could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// There is no such file.
    #[error("missing")]
    Missing,
    /// It may not be read.
    #[error("denied")]
    Denied,
    /// It is a folder.
    #[error("folder")]
    Folder,
    /// It would not fit in memory; needed and free bytes.
    #[error("needs {0} bytes, {1} are free")]
    Memory(u64, u64),
    /// The person asked to stop.
    #[error("cancelled")]
    Cancelled,
    /// Anything else.
    #[error("{0}")]
    Other(io::Error),
}

impl ReadError {
    /// The sentence for people.
    #[must_use]
    pub fn message(&self, words: &Words) -> String {
        match self {
            Self::Missing => words.t("error-io-missing"),
            Self::Denied => words.t("error-io-denied"),
            Self::Folder => words.t("error-io-folder"),
            Self::Cancelled => words.t("error-cancelled"),
            Self::Memory(needed, free) => words.ts(
                "error-memory",
                &[("needed", megabytes(*needed, words)), ("free", megabytes(*free, words))],
            ),
            Self::Other(e) => words.ts("error-io-other", &[("reason", e.to_string())]),
        }
    }
}

fn megabytes(bytes: u64, words: &Words) -> String {
    let mb = i64::try_from(bytes.div_ceil(1 << 20)).unwrap_or(i64::MAX);
    format!("{}\u{A0}MB", number::whole(mb, words.language))
}

impl From<io::Error> for ReadError {
    fn from(e: io::Error) -> Self {
        match e.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            io::ErrorKind::PermissionDenied => Self::Denied,
            io::ErrorKind::IsADirectory => Self::Folder,
            _ => Self::Other(e),
        }
    }
}

/// Reads a whole file.
///
/// `tick` is told the fraction done and answers whether to go on.
///
/// # Errors
/// Why it could not be read; a file that would not fit in the free memory is refused before it is.
pub fn read(path: &str, tick: &mut dyn FnMut(f32) -> bool) -> Result<Vec<u8>, ReadError> {
    let meta = fs::metadata(path)?;
    if meta.is_dir() {
        return Err(ReadError::Folder);
    }
    let size = meta.len();
    check_memory(size)?;
    let mut file = File::open(path)?;
    let mut bytes = Vec::new();
    let room = usize::try_from(size).unwrap_or(usize::MAX).saturating_add(1);
    if bytes.try_reserve_exact(room).is_err() {
        return Err(ReadError::Memory(size.saturating_mul(MEMORY_FACTOR), 0));
    }
    loop {
        let n = (&mut file).take(8 << 20).read_to_end(&mut bytes)?;
        if n == 0 {
            return Ok(bytes);
        }
        // A pipe or a file that grows has no size to trust.
        check_memory((bytes.len() as u64).max(size))?;
        #[expect(clippy::cast_precision_loss, reason = "a fraction for a progress bar")]
        let done = bytes.len() as f32 / size.max(1) as f32;
        if !tick(done.min(1.0)) {
            return Err(ReadError::Cancelled);
        }
    }
}

fn check_memory(size: u64) -> Result<(), ReadError> {
    if size < SMALL {
        return Ok(());
    }
    // A system that does not tell its memory is not asked.
    let Ok(mut system) = sysinfo::System::new() else { return Ok(()) };
    system.refresh_memory();
    let free = system.available_memory();
    let needed = size.saturating_mul(MEMORY_FACTOR);
    if free > 0 && needed > free { Err(ReadError::Memory(needed, free)) } else { Ok(()) }
}

/// What tells a file that was written since from one that was not, without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    len: u64,
    modified: Option<std::time::SystemTime>,
    inode: u64,
}

/// The stamp of a file by now; `None` when it is gone.
#[must_use]
pub fn stamp(path: &str) -> Option<Stamp> {
    let meta = fs::metadata(path).ok()?;
    #[cfg(unix)]
    let inode = std::os::unix::fs::MetadataExt::ino(&meta);
    #[cfg(not(unix))]
    let inode = 0;
    Some(Stamp { len: meta.len(), modified: meta.modified().ok(), inode })
}

/// Takes away files that a killed program left half-written in a folder: those with this program's
/// prefix whose process runs no more.
pub fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let pid = name.to_str().and_then(|n| n.strip_prefix(".coop-")?.strip_suffix(".tmp"));
        let pid = pid.and_then(|n| n.split('-').next()?.parse::<u32>().ok());
        if pid.is_some_and(|pid| pid != std::process::id() && !runs(pid)) {
            fs::remove_file(entry.path()).ok();
        }
    }
}

/// Whether a process runs; where that cannot be told, it is taken to.
fn runs(pid: u32) -> bool {
    !Path::new("/proc/self").exists() || Path::new(&format!("/proc/{pid}")).exists()
}

/// Whether a path leads to a file.
#[must_use]
pub fn exists(path: &str) -> bool {
    Path::new(path).is_file()
}

/// Whether two paths lead to the same existing file.
#[must_use]
pub fn same_file(a: &str, b: &str) -> bool {
    match (fs::canonicalize(a), fs::canonicalize(b)) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    }
}

/// Where the program keeps data of its own, or `None` when the system has no such place.
#[must_use]
pub fn data_folder() -> Option<PathBuf> {
    data_dir()
}

fn data_dir() -> Option<PathBuf> {
    use etcetera::BaseStrategy as _;
    let dirs = etcetera::choose_base_strategy().ok()?;
    Some(dirs.data_dir().join("cooperama"))
}

/// Where the settings are kept, or `None` when the system has no such place.
#[must_use]
pub fn settings_path() -> Option<PathBuf> {
    use etcetera::BaseStrategy as _;
    let dirs = etcetera::choose_base_strategy().ok()?;
    Some(dirs.config_dir().join("cooperama").join("settings.json"))
}

/// The settings kept, or the defaults.
#[must_use]
pub fn load_settings() -> Settings {
    let text = settings_path().and_then(|p| fs::read_to_string(p).ok());
    text.map_or_else(Settings::default, |t| Settings::from_json(&t))
}

/// Keeps the settings. A failure is logged: it must never stand in the way of work.
pub fn keep_settings(settings: &Settings) {
    let Some(path) = settings_path() else { return };
    let kept = path.parent().map_or(Ok(()), fs::create_dir_all).map_err(SaveError::Other);
    let kept = kept.and_then(|()| {
        let path: OsString = path.clone().into();
        save(&path.to_string_lossy(), settings.to_json().as_bytes())
    });
    if let Err(e) = kept {
        log::warn!("settings not kept: {e}");
    }
}
