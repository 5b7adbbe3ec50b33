//! Who writes a file: a lock on a file beside it, so that two programs do not edit the same dataset
//! without knowing. The dataset itself is not locked: it is exchanged whole at each save, and a
//! lock would stay with the old one.
//!
//! A lock's file is made by this program or is one: a link of that name is never followed, and a
//! file that holds anything else is never written or taken away.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use super::data_dir;
use super::place::{path_of, without_following};
use crate::formats::journal::checksum;

/// Longest text of a lock, in bytes.
const LONGEST: u64 = 300;

/// A lock that is held; it goes when this does.
#[derive(Debug)]
pub struct Lock(Vec<(PathBuf, File)>);

/// What came of asking for a lock.
#[derive(Debug)]
pub enum Locking {
    /// It is ours.
    Held(Lock),
    /// Somebody else has it; who, as they wrote it.
    Taken(String),
    /// Nothing can be locked here; nobody is kept out.
    None,
}

/// Who we are, for others who find a file locked: a name, the machine, the number of the process.
#[must_use]
pub fn who() -> String {
    let set = |k: &&str| std::env::var(k).ok().filter(|v| !v.trim().is_empty());
    let user = ["USER", "USERNAME", "LOGNAME"].iter().find_map(set);
    let user = user.or_else(|| cfg!(unix).then(user_number));
    let host = sysinfo::System::host_name().unwrap_or_default();
    let pid = std::process::id();
    let user: Option<String> = user.map(|u| u.chars().take(100).collect());
    match user {
        Some(user) => format!("{user}@{host} ({pid})"),
        None => format!("{host} ({pid})"),
    }
}

/// A name of the user, where there is no better one.
#[cfg(unix)]
pub(super) fn user_number() -> String {
    format!("uid-{}", rustix::process::getuid().as_raw())
}

#[cfg(not(unix))]
pub(super) fn user_number() -> String {
    "user".to_owned()
}

/// Asks for the right to write a file; `who` is what others are told. A file with several names is
/// locked by each of them.
#[must_use]
pub fn lock(path: &str, who: &str) -> Locking {
    let path = path_of(path);
    let real = fs::canonicalize(&path).unwrap_or(path);
    let beside = real.file_name().map(|name| {
        let mut lock = std::ffi::OsString::from(".~lock.");
        lock.push(name);
        real.with_file_name(lock)
    });
    let folder = data_dir().map(|d| d.join("locks"));
    let named = |name: String| folder.as_ref().map(|f| f.join(name));
    let name = checksum(real.as_os_str().as_encoded_bytes());
    let aside = named(format!("{name:016x}.lock"));
    let mut held = Vec::new();
    // A folder that may not be written, a name that leaves no room for another, or something that
    // is no lock.
    for place in beside.into_iter().chain(aside) {
        match take(&place, who) {
            Ok(Taking::Held(file)) => {
                held.push((place, file));
                break;
            }
            Ok(Taking::Taken(by)) => return Locking::Taken(by),
            Ok(Taking::None) => {}
            Err(e) => log::debug!("{}: {e}", place.display()),
        }
    }
    if let Some(place) = other_names(&real).and_then(named) {
        let mut lock = Lock(held);
        match take(&place, who) {
            Ok(Taking::Held(file)) => lock.0.push((place, file)),
            Ok(Taking::Taken(by)) => return Locking::Taken(by),
            Ok(Taking::None) => {}
            Err(e) => log::debug!("{}: {e}", place.display()),
        }
        held = std::mem::take(&mut lock.0);
    }
    if held.is_empty() { Locking::None } else { Locking::Held(Lock(held)) }
}

/// What stands for a file that has other names too.
#[cfg(unix)]
fn other_names(path: &Path) -> Option<String> {
    use std::os::unix::fs::MetadataExt as _;
    let meta = fs::metadata(path).ok().filter(|m| m.is_file() && m.nlink() > 1)?;
    Some(format!("file-{:x}-{:x}.lock", meta.dev(), meta.ino()))
}

#[cfg(not(unix))]
fn other_names(_path: &Path) -> Option<String> {
    None
}

enum Taking {
    Held(File),
    Taken(String),
    None,
}

/// Whether a text is one this program writes into a lock.
fn is_ours(text: &str) -> bool {
    let text = text.trim();
    let pid = text.strip_suffix(')').and_then(|t| t.rsplit_once(" (")).map(|t| t.1);
    text.is_empty() || pid.is_some_and(|p| p.parse::<u32>().is_ok())
}

fn take(path: &Path, who: &str) -> io::Result<Taking> {
    if let Some(folder) = path.parent()
        && folder.ends_with("locks")
    {
        fs::create_dir_all(folder)?;
    }
    for _ in 0..8 {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        let (mut file, writable) = match without_following(&mut options).open(path) {
            Ok(file) => (file, true),
            // Somebody else's: it can be locked all the same.
            Err(e) if e.kind() == io::ErrorKind::PermissionDenied && path.exists() => {
                (without_following(OpenOptions::new().read(true)).open(path)?, false)
            }
            Err(e) => return Err(e),
        };
        let meta = file.metadata()?;
        if !meta.is_file() {
            return Ok(Taking::None);
        }
        let held = file.try_lock();
        let mut text = String::new();
        let read = (&mut file).take(LONGEST).read_to_string(&mut text);
        match held {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => {
                return Ok(Taking::Taken(text.trim().to_owned()));
            }
            Err(fs::TryLockError::Error(e)) => return Err(e),
        }
        // A file of the person's own that happens to have the name is left alone.
        if meta.len() >= LONGEST || read.is_err() || !is_ours(&text) {
            return Ok(Taking::None);
        }
        // Whoever held it may have taken the file away between the two.
        if same(&file, path) {
            if writable {
                file.set_len(0)?;
                file.rewind()?;
                file.write_all(who.as_bytes())?;
            }
            return Ok(Taking::Held(file));
        }
    }
    Ok(Taking::None)
}

#[cfg(unix)]
fn same(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(a), Ok(b)) => a.ino() == b.ino() && a.dev() == b.dev(),
        _ => false,
    }
}

#[cfg(not(unix))]
fn same(_file: &File, path: &Path) -> bool {
    path.exists()
}

impl Drop for Lock {
    fn drop(&mut self) {
        for (path, file) in &self.0 {
            // While it is still held, so that nobody holds a file without a name; and only that.
            if same(file, path) {
                fs::remove_file(path).ok();
            }
            file.unlock().ok();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_told_from_anything_else() {
        for text in ["", "amina@desk (7)", "uid-0@vm (4317)\n", "vm (1)"] {
            assert!(is_ours(text), "{text}");
        }
        for text in ["notes", "{\"title\":\"T\"}", "a (b)", "(7", "a(7)"] {
            assert!(!is_ours(text), "{text}");
        }
        assert!(is_ours(&who()));
    }
}
