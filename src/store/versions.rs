//! Versions of a file as they were before it was saved over, in the program's own folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::data_dir;
use super::place::{open_file, path_of};
use super::temp::{for_its_owner, sweep, temp_beside};
use crate::formats::journal::checksum;

/// Most versions kept of one file.
const MOST: usize = 20;
/// Most bytes kept of one file; the newest version is kept whatever its size.
const BYTES: u64 = 256 << 20;

/// A version that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Where it is.
    pub path: PathBuf,
    /// When it was put there, in milliseconds since 1970.
    pub at: u64,
    /// Its length in bytes.
    pub len: u64,
}

fn folder_of(path: &str) -> Option<PathBuf> {
    let path = path_of(path);
    let real = fs::canonicalize(&path).unwrap_or(path);
    let name = checksum(real.as_os_str().as_encoded_bytes());
    Some(data_dir()?.join("versions").join(format!("{name:016x}")))
}

/// Larger files are kept again even when they are the same as the version before.
const COMPARED: u64 = 8 << 20;

/// Keeps the content a file has, before it is saved over; the oldest versions make room. `at` is
/// the time in milliseconds since 1970.
///
/// # Errors
/// Why it could not be kept, which is no reason not to save.
pub fn keep(path: &str, at: u64) -> io::Result<()> {
    let folder = folder_of(path).ok_or(io::ErrorKind::NotFound)?;
    let mut file = open_file(&path_of(path))?;
    let len = file.metadata()?.len();
    fs::create_dir_all(&folder)?;
    sweep(&folder);
    let list = list(path);
    if let Some(last) = list.first()
        && last.len == len
        && len <= COMPARED
        && fs::read(&last.path)
            .is_ok_and(|kept| fs::read(path_of(path)).is_ok_and(|now| now == kept))
    {
        return Ok(());
    }
    let (temp, kept) = temp_beside(&folder)?;
    let put = for_its_owner(&kept).and_then(|()| {
        // The kernel copies, or only shares, where the file system can.
        io::copy(&mut file, &mut &kept)
    });
    let put = put.and_then(|_| fs::rename(&temp, folder.join(format!("{at:015}.coop.json"))));
    if let Err(e) = put {
        fs::remove_file(&temp).ok();
        return Err(e);
    }
    let mut bytes = len;
    for (i, old) in list.iter().enumerate() {
        bytes += old.len;
        if i + 1 >= MOST || bytes > BYTES {
            fs::remove_file(&old.path).ok();
        }
    }
    Ok(())
}

/// The versions kept of a file, the newest first.
#[must_use]
pub fn list(path: &str) -> Vec<Kept> {
    let Some(entries) = folder_of(path).and_then(|f| fs::read_dir(f).ok()) else {
        return Vec::new();
    };
    let mut out: Vec<Kept> = entries.flatten().filter_map(|e| kept(&e.path())).collect();
    out.sort_by_key(|k| std::cmp::Reverse(k.at));
    out
}

fn kept(path: &Path) -> Option<Kept> {
    let at = path.file_name()?.to_str()?.strip_suffix(".coop.json")?.parse().ok()?;
    Some(Kept { path: path.to_path_buf(), at, len: fs::metadata(path).ok()?.len() })
}
