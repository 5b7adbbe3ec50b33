//! Saving: a file holds either the old or the new content, whole, at any moment; and after it is
//! saved it is read back.
//!
//! The recipe: follow a link to its file; refuse a file that may not be written; write beside it;
//! give the new file the owner, rights and attributes of the old one; sync; put it in the place of
//! the old one in one step; sync the folder; read back. A file that has several names, whose owner
//! cannot be given on, or whose folder may not be written is written in place, after its old
//! content was put aside.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use super::aside::{self, Aside};
use super::place::{Kind, open_file, path_of, text_of, without_waiting};
use super::temp::{sweep, temp_beside};
use crate::text::Words;

/// Why a file could not be saved. The old content is untouched unless said otherwise.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The file is read-only.
    #[error("read-only")]
    Denied,
    /// Neither the file nor its folder may be written, or there is no place to put the old content
    /// aside.
    #[error("folder read-only")]
    Folder,
    /// The disk is full; the bytes it would take.
    #[error("disk full")]
    Full(u64),
    /// What stands there is no file.
    #[error("no file: {0:?}")]
    NotFile(Kind),
    /// Links lead round in a circle.
    #[error("looping link")]
    Loop,
    /// Anything else.
    #[error("{0}")]
    Other(io::Error),
    /// The content is in place, but the disk did not confirm it.
    #[error("not confirmed")]
    Unconfirmed,
    /// The content was written, but reading it back gave something else.
    #[error("read back otherwise")]
    Different,
    /// Writing in place failed half-way; the old content is in this file.
    #[error("old content in {0}")]
    Aside(PathBuf),
}

impl SaveError {
    /// The sentence for people.
    #[must_use]
    pub fn message(&self, words: &Words) -> String {
        match self {
            Self::Denied => words.t("error-save-denied"),
            Self::Folder => words.t("error-save-folder"),
            Self::Full(bytes) => {
                words.ts("error-save-full", &[("needed", super::megabytes(*bytes, words))])
            }
            Self::NotFile(Kind::Folder) => words.t("error-save-is-folder"),
            Self::NotFile(kind) => {
                words.ts("error-save-special", &[("kind", words.t(kind.text()))])
            }
            Self::Loop => words.t("error-save-loop"),
            Self::Other(e) => words.ts("error-save-other", &[("reason", e.to_string())]),
            Self::Unconfirmed => words.t("error-save-unconfirmed"),
            Self::Different => words.t("error-save-different"),
            Self::Aside(path) => words.ts("error-save-aside", &[("path", text_of(path))]),
        }
    }

    fn of(e: io::Error, bytes: usize) -> Self {
        match e.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::Denied,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full(bytes as u64),
            _ => Self::Other(e),
        }
    }
}

/// Writes a file and reads it back.
///
/// # Errors
/// Why it could not be written; see [`SaveError`] for what is left then. Only regular files are
/// written over.
pub fn save(path: &str, bytes: &[u8]) -> Result<(), SaveError> {
    let target = resolved(&path_of(path))?;
    let old = fs::metadata(&target).ok();
    if let Some(kind) = old.as_ref().map(|m| Kind::of(m.file_type())).filter(|k| *k != Kind::File) {
        return Err(SaveError::NotFile(kind));
    }
    if old.as_ref().is_some_and(|m| m.permissions().readonly()) {
        return Err(SaveError::Denied);
    }
    let folder = folder_of(&target);
    sweep(&folder);
    let unconfirmed = match &old {
        Some(old) if names_of(old) > 1 => in_place(&target, bytes)?,
        _ => match beside(&folder, bytes, old.as_ref()) {
            Ok(Beside::Ready(temp)) => place(&temp, &target, &folder, bytes)?,
            Ok(Beside::OwnerLost) => in_place(&target, bytes)?,
            Err(SaveError::Denied) if old.is_some() => match in_place(&target, bytes) {
                Err(SaveError::Denied) => return Err(SaveError::Folder),
                other => other?,
            },
            Err(SaveError::Denied) => return Err(SaveError::Folder),
            Err(e) => return Err(e),
        },
    };
    if !reads_back(&target, bytes) {
        return Err(SaveError::Different);
    }
    // What an earlier save in place put aside is needed no more.
    aside::proven(&target);
    if unconfirmed { Err(SaveError::Unconfirmed) } else { Ok(()) }
}

/// Whether a file holds just these bytes, as far as can be told without keeping a second copy.
fn reads_back(target: &Path, bytes: &[u8]) -> bool {
    let compare = || -> io::Result<bool> {
        let mut file = open_file(target)?;
        let mut part = vec![0; bytes.len().clamp(1, 1 << 20)];
        let mut rest = bytes;
        loop {
            let n = file.read(&mut part)?;
            match rest.split_at_checked(n) {
                _ if n == 0 => return Ok(rest.is_empty()),
                Some((same, tail)) if same == &part[..n] => rest = tail,
                _ => return Ok(false),
            }
        }
    };
    compare().unwrap_or(false)
}

/// Writes to what takes a stream of bytes, a pipe or a terminal, or saves a file: what the command
/// line's outputs are. It waits until somebody reads the pipe.
///
/// # Errors
/// As [`save`].
pub fn write_out(path: &str, bytes: &[u8]) -> Result<(), SaveError> {
    let path_text = path;
    let path = path_of(path);
    let kind = fs::metadata(&path).ok().map(|m| Kind::of(m.file_type()));
    if !matches!(kind, Some(Kind::Pipe | Kind::Characters)) {
        return save(path_text, bytes);
    }
    let mut stream = OpenOptions::new().write(true).open(&path);
    let written = stream.as_mut().map_err(|e| io::Error::from(e.kind())).and_then(|stream| {
        // It may have been exchanged meanwhile.
        if stream.metadata()?.is_file() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        stream.write_all(bytes)
    });
    written.map_err(|e| SaveError::of(e, bytes.len()))
}

/// The file a path leads to, through links that may lead to nothing yet.
fn resolved(path: &Path) -> Result<PathBuf, SaveError> {
    let mut at = path.to_path_buf();
    for _ in 0..40 {
        if let Ok(real) = fs::canonicalize(&at) {
            return Ok(real);
        }
        let Ok(next) = fs::read_link(&at) else { return Ok(at) };
        at = folder_of(&at).join(next);
    }
    Err(SaveError::Loop)
}

fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(p) if !p.as_os_str().is_empty() => p.to_path_buf(),
        _ => PathBuf::from("."),
    }
}

#[cfg(unix)]
fn names_of(meta: &Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt as _;
    meta.nlink()
}

#[cfg(not(unix))]
fn names_of(_meta: &Metadata) -> u64 {
    1
}

/// What came of writing beside the target.
enum Beside {
    /// The new content is on the disk, with all the target has, under this name.
    Ready(PathBuf),
    /// The target belongs to somebody else, and the new file cannot be given to them.
    OwnerLost,
}

fn beside(folder: &Path, bytes: &[u8], old: Option<&Metadata>) -> Result<Beside, SaveError> {
    let (temp, mut file) = temp_beside(folder).map_err(|e| SaveError::of(e, bytes.len()))?;
    let written = (|| -> io::Result<bool> {
        // Before it holds anything, so that nobody reads what the old file would not show them.
        if let Some(old) = old
            && !dress(&file, old)?
        {
            return Ok(false);
        }
        file.write_all(bytes)?;
        file.sync_all()?;
        Ok(true)
    })();
    drop(file);
    match written {
        Ok(true) => Ok(Beside::Ready(temp)),
        Ok(false) => {
            fs::remove_file(&temp).ok();
            Ok(Beside::OwnerLost)
        }
        Err(e) => {
            fs::remove_file(&temp).ok();
            Err(SaveError::of(e, bytes.len()))
        }
    }
}

/// Gives a new file the owner and rights of the old one; returns whether the owner could be given.
#[cfg(unix)]
fn dress(file: &File, old: &Metadata) -> io::Result<bool> {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    let new = file.metadata()?;
    if new.uid() != old.uid() && fchown(file, Some(old.uid()), None).is_err() {
        return Ok(false);
    }
    if new.gid() != old.gid() && fchown(file, None, Some(old.gid())).is_err() {
        return Ok(false);
    }
    // After the owner, since giving a file away takes some rights from it.
    file.set_permissions(old.permissions())?;
    Ok(true)
}

#[cfg(not(unix))]
fn dress(file: &File, old: &Metadata) -> io::Result<bool> {
    file.set_permissions(old.permissions())?;
    Ok(true)
}

/// Copies extended attributes. One that cannot be copied is no reason not to save.
#[cfg(unix)]
fn attributes(from: &Path, to: &Path) {
    let Ok(names) = xattr::list(from) else { return };
    for name in names {
        if let Ok(Some(value)) = xattr::get(from, &name)
            && let Err(e) = xattr::set(to, &name, &value)
        {
            log::warn!("attribute {} not kept: {e}", name.display());
        }
    }
}

#[cfg(not(unix))]
fn attributes(_from: &Path, _to: &Path) {}

/// Puts the written file in the place of the target; returns whether the disk did not confirm it.
fn place(temp: &Path, target: &Path, folder: &Path, bytes: &[u8]) -> Result<bool, SaveError> {
    attributes(target, temp);
    if let Err(e) = fs::rename(temp, target) {
        fs::remove_file(temp).ok();
        return Err(SaveError::of(e, bytes.len()));
    }
    // The new name is safe only once its folder is on the disk.
    let synced = File::open(folder).and_then(|f| f.sync_all());
    Ok(cfg!(unix) && synced.is_err())
}

/// Writes over the file itself, once its old content is put aside; takes it back when that fails.
/// What a kill leaves is found by [`aside`].
fn in_place(target: &Path, bytes: &[u8]) -> Result<bool, SaveError> {
    let mut file = without_waiting(OpenOptions::new().read(true).write(true))
        .open(target)
        .map_err(|e| SaveError::of(e, bytes.len()))?;
    if !file.metadata().map_err(SaveError::Other)?.is_file() {
        return Err(SaveError::NotFile(Kind::Other));
    }
    let mut old = Vec::new();
    file.read_to_end(&mut old).map_err(SaveError::Other)?;
    let aside = Aside::put(target, &old, bytes).ok_or(SaveError::Folder)?;
    let mut write = |content: &[u8]| -> io::Result<()> {
        file.rewind()?;
        file.write_all(content)?;
        file.set_len(content.len() as u64)?;
        file.sync_all()
    };
    if let Err(e) = write(bytes) {
        // The old content is shorter or was there before: there is room for it.
        return Err(match write(&old) {
            Ok(()) => {
                aside.remove();
                SaveError::of(e, bytes.len())
            }
            Err(_) => SaveError::Aside(aside.content),
        });
    }
    if reads_back(target, bytes) {
        aside.remove();
    }
    Ok(false)
}
