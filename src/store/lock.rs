//! Who writes a file: a lock on a file beside it, so that two programs do not edit the same dataset
//! without knowing. The dataset itself is not locked: it is exchanged whole at each save, and a
//! lock would stay with the old one.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::data_dir;
use super::place::{path_of, without_waiting};
use crate::formats::journal::checksum;

/// A lock that is held; it goes when this does.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    file: File,
}

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
    let user =
        ["USER", "USERNAME", "LOGNAME"].iter().find_map(set).or_else(|| cfg!(unix).then(user));
    let host = sysinfo::System::host_name().unwrap_or_default();
    let pid = std::process::id();
    match user {
        Some(user) => format!("{user}@{host} ({pid})"),
        None => format!("{host} ({pid})"),
    }
}

/// A name of the user, where there is no better one.
#[cfg(unix)]
pub(super) fn user() -> String {
    format!("uid-{}", rustix::process::getuid().as_raw())
}

#[cfg(not(unix))]
pub(super) fn user() -> String {
    "user".to_owned()
}

/// Asks for the right to write a file; `who` is what others are told.
#[must_use]
pub fn lock(path: &str, who: &str) -> Locking {
    let path = path_of(path);
    let real = fs::canonicalize(&path).unwrap_or(path);
    let beside = real.file_name().map(|name| {
        let mut lock = std::ffi::OsString::from(".~lock.");
        lock.push(name);
        real.with_file_name(lock)
    });
    let aside = data_dir().map(|d| {
        let name = checksum(real.as_os_str().as_encoded_bytes());
        d.join("locks").join(format!("{name:016x}.lock"))
    });
    // A folder that may not be written, or a name that leaves no room for another.
    for place in beside.into_iter().chain(aside) {
        match take(&place, who) {
            Ok(locking) => return locking,
            Err(e) => log::debug!("{}: {e}", place.display()),
        }
    }
    Locking::None
}

fn take(path: &Path, who: &str) -> io::Result<Locking> {
    if let Some(folder) = path.parent()
        && folder.ends_with("locks")
    {
        fs::create_dir_all(folder)?;
    }
    for _ in 0..8 {
        let ours =
            without_waiting(OpenOptions::new().read(true).write(true).create(true).truncate(false))
                .open(path);
        let (mut file, writable) = match ours {
            Ok(file) => (file, true),
            // Somebody else's: it can be locked all the same.
            Err(e) if e.kind() == io::ErrorKind::PermissionDenied && path.exists() => {
                (File::open(path)?, false)
            }
            Err(e) => return Err(e),
        };
        match file.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => {
                let mut text = String::new();
                (&mut file).take(200).read_to_string(&mut text).ok();
                return Ok(Locking::Taken(text.trim().to_owned()));
            }
            Err(fs::TryLockError::Error(e)) => return Err(e),
        }
        // Whoever held it may have taken the file away between the two.
        if same(&file, path) {
            if writable {
                file.set_len(0)?;
                file.write_all(who.as_bytes())?;
            }
            return Ok(Locking::Held(Lock { path: path.to_path_buf(), file }));
        }
    }
    Ok(Locking::None)
}

#[cfg(unix)]
fn same(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (file.metadata(), fs::metadata(path)) {
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
        // While it is still held, so that nobody holds a file without a name.
        fs::remove_file(&self.path).ok();
        self.file.unlock().ok();
    }
}
