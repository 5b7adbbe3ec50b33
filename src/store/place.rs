//! Paths and what stands at them.
//!
//! A path is text everywhere else in the program. A file name may hold bytes that are no text; each
//! stands as one character of a private range, so that text and path lead to each other without
//! loss (as Python's `surrogateescape` does, PEP 383).

use std::ffi::OsStr;
use std::fs::{self, File, FileType, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

/// Stands for the byte 0 of a name; bytes from 0x80 are met.
const RAW: u32 = 0x10_FE00;

/// What stands at a path, links followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A named pipe, which somebody else must write to or read from.
    Pipe,
    /// A device that is read and written byte by byte, as a terminal is.
    Characters,
    /// Anything else that is no file: a disk, a socket.
    Other,
}

impl Kind {
    /// What a file type is.
    #[must_use]
    pub fn of(kind: FileType) -> Self {
        #[cfg(unix)]
        {
            use std::os::unix::fs::FileTypeExt as _;
            if kind.is_fifo() {
                return Self::Pipe;
            }
            if kind.is_char_device() {
                return Self::Characters;
            }
        }
        if kind.is_file() {
            Self::File
        } else if kind.is_dir() {
            Self::Folder
        } else {
            Self::Other
        }
    }

    /// The id of the text that names it.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::File => "kind-file",
            Self::Folder => "kind-folder",
            Self::Pipe => "kind-pipe",
            Self::Characters => "kind-device",
            Self::Other => "kind-special",
        }
    }
}

/// What stands at a path; `None` when nothing does, or it cannot be told.
#[must_use]
pub fn kind_at(path: &str) -> Option<Kind> {
    fs::metadata(path_of(path)).ok().map(|m| Kind::of(m.file_type()))
}

/// When a file was last written.
#[must_use]
pub fn modified(path: &Path) -> Option<std::time::SystemTime> {
    fs::metadata(path).and_then(|m| m.modified()).ok()
}

/// A path as text.
#[must_use]
pub fn text_of(path: impl AsRef<OsStr>) -> String {
    let name = path.as_ref();
    let mut out = String::with_capacity(name.len());
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        for c in chunk.valid().chars() {
            if is_raw(c) {
                // It would be taken for the byte it stands for.
                out.extend(c.encode_utf8(&mut [0; 4]).bytes().filter_map(raw));
            } else {
                out.push(c);
            }
        }
        out.extend(chunk.invalid().iter().copied().filter_map(raw));
    }
    out
}

fn raw(byte: u8) -> Option<char> {
    char::from_u32(RAW + u32::from(byte))
}

fn is_raw(c: char) -> bool {
    (RAW + 0x80..=RAW + 0xFF).contains(&u32::from(c))
}

/// The path a text stands for.
#[must_use]
pub fn path_of(text: &str) -> PathBuf {
    if !text.chars().any(is_raw) {
        return PathBuf::from(text);
    }
    raw_path(text)
}

#[cfg(unix)]
fn raw_path(text: &str) -> PathBuf {
    use std::os::unix::ffi::OsStringExt as _;
    let mut bytes = Vec::with_capacity(text.len());
    for c in text.chars() {
        match u8::try_from(u32::from(c).wrapping_sub(RAW)) {
            Ok(byte) if is_raw(c) => bytes.push(byte),
            _ => bytes.extend(c.encode_utf8(&mut [0; 4]).bytes()),
        }
    }
    std::ffi::OsString::from_vec(bytes).into()
}

#[cfg(not(unix))]
fn raw_path(text: &str) -> PathBuf {
    PathBuf::from(text)
}

/// The same path from the root, so that it leads to the same file wherever the program runs. Links
/// stay links. A path that begins with `~/` leads to the person's home.
#[must_use]
pub fn absolute(path: &str) -> String {
    if let Some(rest) = path.strip_prefix("~/")
        && let Ok(home) = etcetera::home_dir()
    {
        return text_of(home.join(path_of(rest)));
    }
    std::path::absolute(path_of(path)).map_or_else(|_| path.to_owned(), text_of)
}

/// Whether a path leads to the same file wherever the program runs.
#[must_use]
pub fn is_absolute(path: &str) -> bool {
    path_of(path).is_absolute()
}

/// Opens a regular file for reading. What waits for somebody else is never waited for.
///
/// # Errors
/// Of [`io::ErrorKind::InvalidInput`] when something else stands there.
pub(super) fn open_file(path: &Path) -> io::Result<File> {
    let file = without_waiting(OpenOptions::new().read(true)).open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::ErrorKind::InvalidInput.into()) }
}

/// Opening a pipe does not wait for its other end; a file is opened as ever.
#[cfg(unix)]
pub(super) fn without_waiting(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt as _;
    let flags = i32::try_from(rustix::fs::OFlags::NONBLOCK.bits()).unwrap_or(0);
    options.custom_flags(flags)
}

#[cfg(not(unix))]
pub(super) fn without_waiting(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

/// Neither a pipe is waited for nor a link followed.
#[cfg(unix)]
pub(super) fn without_following(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt as _;
    let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOFOLLOW;
    options.custom_flags(i32::try_from(flags.bits()).unwrap_or(0))
}

#[cfg(not(unix))]
pub(super) fn without_following(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

/// Whether two paths are names of one file.
#[cfg(unix)]
pub(super) fn same_inode(a: &Path, b: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (fs::metadata(a), fs::metadata(b)) {
        (Ok(a), Ok(b)) => a.is_file() && a.ino() == b.ino() && a.dev() == b.dev(),
        _ => false,
    }
}

#[cfg(not(unix))]
pub(super) fn same_inode(_a: &Path, _b: &Path) -> bool {
    false
}

/// Makes a folder nobody else may look into, or returns whether one that is there is such.
pub(super) fn is_private(folder: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _};
        let made = fs::DirBuilder::new().mode(0o700).create(folder);
        if made.is_err() && !folder.exists() {
            return false;
        }
        let own = rustix::process::getuid().as_raw();
        fs::symlink_metadata(folder)
            .is_ok_and(|m| m.is_dir() && m.uid() == own && m.mode() % 0o100 == 0)
    }
    #[cfg(not(unix))]
    {
        fs::create_dir_all(folder).is_ok()
    }
}

/// When a process began, in ticks or seconds of the system's own; `None` when it does not run.
///
/// A number of a process is given again to another one; the two together are not.
pub(super) fn began(pid: u32) -> Option<u64> {
    #[cfg(target_os = "linux")]
    {
        // proc_pid_stat(5): the 22nd field, counted after the name, which may hold anything.
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        stat.rsplit(')').next()?.split_ascii_whitespace().nth(19)?.parse().ok()
    }
    #[cfg(not(target_os = "linux"))]
    {
        use sysinfo::{Pid, ProcessesToUpdate, System};
        let pid = Pid::from_u32(pid);
        let mut system = System::new().ok()?;
        system.refresh_processes(ProcessesToUpdate::Some(&[pid]), false);
        system.process(pid).map(sysinfo::Process::start_time)
    }
}

/// When this process began; 0 where that cannot be told.
pub(super) fn began_here() -> u64 {
    static BEGAN: std::sync::OnceLock<u64> = std::sync::OnceLock::new();
    *BEGAN.get_or_init(|| began(std::process::id()).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_text_and_back() {
        for text in ["/a/é.json", "", "a\\b", "қазақ.json", "\u{10FFFF}"] {
            assert_eq!(text_of(path_of(text)), text);
        }
        #[cfg(unix)]
        {
            use std::os::unix::ffi::OsStrExt as _;
            for bytes in [&b"caf\xe9.json"[..], b"\xff\xfe", b"a\xf4\x8f\xba\x80b", b"\xed\xa0\x80"]
            {
                let path = Path::new(OsStr::from_bytes(bytes));
                assert_eq!(path_of(&text_of(path)), path);
                assert!(!text_of(path).is_empty());
            }
        }
    }

    #[test]
    fn a_process_is_known_by_its_beginning() {
        let own = began(std::process::id());
        assert!(own.is_some_and(|b| b > 0));
        assert_eq!(own, began(std::process::id()));
        assert_eq!(began(u32::MAX - 1), None);
    }
}
