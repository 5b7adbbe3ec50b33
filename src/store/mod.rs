//! The only module that touches files: reading datasets, saving them, settings.
//!
//! Saving never leaves a damaged file: the new content is written beside the old one, synced, and
//! put in its place in one step.

pub mod aside;
pub mod journal;
pub mod left;
pub mod lock;
mod memory;
pub mod place;
mod read;
mod save;
mod settings;
mod temp;
pub mod versions;

pub use memory::{for_bytes, free};
pub use place::{Kind, absolute, is_absolute, kind_at, modified, text_of};
pub use read::{ReadError, read, read_file, read_within};
pub use save::{SaveError, save, write_out};
pub use settings::{Kept, keep_settings, load_settings, settings_path};
pub use temp::{sweep, sweep_beside};

use std::fs;
use std::path::PathBuf;

use self::place::path_of;
use crate::text::{Words, number};

fn megabytes(bytes: u64, words: &Words) -> String {
    let mb = i64::try_from(bytes.div_ceil(1 << 20)).unwrap_or(i64::MAX);
    format!("{}\u{A0}MB", number::whole(mb, words.language))
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
    let meta = fs::metadata(path_of(path)).ok()?;
    #[cfg(unix)]
    let inode = std::os::unix::fs::MetadataExt::ino(&meta);
    #[cfg(not(unix))]
    let inode = 0;
    Some(Stamp { len: meta.len(), modified: meta.modified().ok(), inode })
}

/// Whether a path leads to a file.
#[must_use]
pub fn exists(path: &str) -> bool {
    path_of(path).is_file()
}

/// Whether two paths lead to the same existing file.
#[must_use]
pub fn same_file(a: &str, b: &str) -> bool {
    match (fs::canonicalize(path_of(a)), fs::canonicalize(path_of(b))) {
        (Ok(a), Ok(b)) => a == b || place::same_inode(&a, &b),
        _ => false,
    }
}

/// Where the program keeps data of its own, or `None` when the system has no such place.
#[must_use]
pub fn data_folder() -> Option<PathBuf> {
    data_dir()
}

/// Where it keeps them instead.
static KEPT_IN: std::sync::OnceLock<PathBuf> = std::sync::OnceLock::new();

/// Keeps locks, journals and versions in this folder instead of the person's own, from now until the
/// program ends; the first such call counts.
pub fn keep_in(folder: PathBuf) {
    KEPT_IN.set(folder).ok();
}

fn data_dir() -> Option<PathBuf> {
    use etcetera::BaseStrategy as _;
    if let Some(folder) = KEPT_IN.get() {
        return Some(folder.clone());
    }
    let dirs = etcetera::choose_base_strategy().ok()?;
    // A path that depends on where the program runs is none (XDG base directories).
    Some(dirs.data_dir().join("cooperama")).filter(|d| d.is_absolute())
}
