//! Files that are being written, beside what they will replace; and what killed programs left of
//! them.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use super::place::{began, began_here};
use crate::formats::journal::checksum;

/// What tells this machine from others that share a folder with it.
fn machine() -> u16 {
    static MACHINE: std::sync::OnceLock<u16> = std::sync::OnceLock::new();
    *MACHINE.get_or_init(|| {
        let name = sysinfo::System::host_name().unwrap_or_default();
        u16::try_from(checksum(name.as_bytes()) >> 48).unwrap_or(0)
    })
}

/// The program that wrote a file, as the file's name tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Writer {
    pid: u32,
    /// When it began; `None` in names of earlier versions.
    began: Option<u64>,
}

impl Writer {
    /// Whether it is known to run no more.
    fn is_gone(self) -> bool {
        if self.pid == std::process::id() && self.began.is_none_or(|b| b == began_here()) {
            return false;
        }
        // Where this process itself is not seen, nothing is known of others.
        if began_here() == 0 {
            return false;
        }
        match (began(self.pid), self.began) {
            (None, _) => true,
            (Some(now), Some(then)) => now != then,
            (Some(_), None) => false,
        }
    }
}

/// The beginning of the name of a file of this program: machine, process and its beginning.
fn own() -> String {
    format!(".coop-{:04x}-{}-{}", machine(), std::process::id(), began_here())
}

/// Reads what [`own`] wrote, and what earlier versions wrote: `.coop-<process>-<n>`. `None` for
/// names of other machines and other programs.
fn writer(name: &str) -> Option<Writer> {
    let parts: Vec<&str> = name.strip_prefix(".coop-")?.split('-').collect();
    match parts[..] {
        [pid, _] => Some(Writer { pid: pid.parse().ok()?, began: None }),
        [host, pid, began, ..] => {
            let ours = u16::from_str_radix(host, 16).ok()? == machine();
            let known = Writer { pid: pid.parse().ok()?, began: Some(began.parse().ok()?) };
            ours.then_some(known)
        }
        _ => None,
    }
}

/// Whether a file of this program was left by one that was killed; `end` is the end of its name.
pub(super) fn is_left(name: &str, end: &str) -> bool {
    name.strip_suffix(end).and_then(writer).is_some_and(Writer::is_gone)
}

/// A new file beside the target, with a short name of its own.
pub(super) fn temp_beside(folder: &Path) -> io::Result<(PathBuf, File)> {
    let own = own();
    for n in 0..1000 {
        let temp = folder.join(format!("{own}-{n}.tmp"));
        match OpenOptions::new().write(true).create_new(true).open(&temp) {
            Ok(file) => return Ok((temp, file)),
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
            Err(e) => return Err(e),
        }
    }
    Err(io::Error::from(io::ErrorKind::AlreadyExists))
}

/// Lets nobody but its owner read a file.
#[cfg(unix)]
pub(super) fn for_its_owner(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o600))
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the same everywhere")]
pub(super) fn for_its_owner(_file: &File) -> io::Result<()> {
    Ok(())
}

/// Puts content into a file in one step: what was there before stays until the new is on the disk.
pub(super) fn put(path: &Path, content: &[u8]) -> io::Result<()> {
    use std::io::Write as _;
    let folder = path.parent().unwrap_or(Path::new("."));
    let (temp, mut file) = temp_beside(folder)?;
    let written = for_its_owner(&file).and_then(|()| file.write_all(content));
    let placed = written.and_then(|()| file.sync_data()).and_then(|()| fs::rename(&temp, path));
    if placed.is_err() {
        fs::remove_file(&temp).ok();
    }
    placed
}

/// Takes away files that a killed program left half-written in a folder: those with this program's
/// prefix whose process runs no more on this machine.
pub fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        if entry.file_name().to_str().is_some_and(|name| is_left(name, ".tmp")) {
            fs::remove_file(entry.path()).ok();
        }
    }
}

/// The same beside a file.
pub fn sweep_beside(path: &str) {
    let path = super::place::path_of(path);
    let folder = path.parent().filter(|f| !f.as_os_str().is_empty());
    sweep(folder.unwrap_or(Path::new(".")));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_who_wrote_it() {
        let (pid, began) = (std::process::id(), began_here());
        let mine = format!("{}-7", own());
        assert_eq!(writer(&mine), Some(Writer { pid, began: Some(began) }));
        assert_eq!(writer(".coop-77-0"), Some(Writer { pid: 77, began: None }));
        let other = format!(".coop-{:04x}-77-0-0", machine() ^ 1);
        assert_eq!(writer(&other), None, "another machine's");
        assert_eq!(writer(".coop-report.tmp"), None);
        assert!(!is_left(&format!("{mine}.tmp"), ".tmp"));
        // The number was given to another process since.
        let before = format!(".coop-{:04x}-{pid}-{}-0.tmp", machine(), began.wrapping_sub(1));
        assert!(is_left(&before, ".tmp"));
        // The first process of the system runs, but began at another time.
        assert!(is_left(&format!(".coop-{:04x}-1-999999999999-0.tmp", machine()), ".tmp"));
        assert!(!is_left(".coop-1-0.tmp", ".tmp"));
    }
}
