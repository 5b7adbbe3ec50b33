//! Reading: what stands at a path is recognised before it is read, nothing is waited for that does
//! not come, and what would not fit in the free memory is refused before it is read.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _};
use std::path::Path;
use std::time::Duration;

use super::memory;
use super::place::{Kind, open_file, path_of, without_waiting};
use crate::text::Words;

/// How long a pipe that nobody writes to is waited for at a time.
const PAUSE: Duration = Duration::from_millis(20);

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
    /// It is something else that is no file.
    #[error("no file: {0:?}")]
    NotFile(Kind),
    /// It is a pipe that nobody writes to.
    #[error("nobody writes")]
    NoWriter,
    /// Links lead round in a circle.
    #[error("looping link")]
    Loop,
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
            Self::NotFile(kind) => words.ts("error-io-special", &[("kind", words.t(kind.text()))]),
            Self::NoWriter => words.t("error-io-no-writer"),
            Self::Loop => words.t("error-io-loop"),
            Self::Cancelled => words.t("error-cancelled"),
            Self::Memory(needed, free) => words.ts(
                "error-memory",
                &[
                    ("needed", super::megabytes(*needed, words)),
                    ("free", super::megabytes(*free, words)),
                ],
            ),
            Self::Other(e) => words.ts("error-io-other", &[("reason", e.to_string())]),
        }
    }
}

impl From<io::Error> for ReadError {
    fn from(e: io::Error) -> Self {
        match e.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            io::ErrorKind::PermissionDenied => Self::Denied,
            io::ErrorKind::IsADirectory => Self::Folder,
            io::ErrorKind::InvalidInput => Self::NotFile(Kind::Other),
            // Not stable in the standard library by name.
            _ if is_loop(&e) => Self::Loop,
            _ => Self::Other(e),
        }
    }
}

#[cfg(unix)]
fn is_loop(e: &io::Error) -> bool {
    e.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error())
}

#[cfg(not(unix))]
fn is_loop(_e: &io::Error) -> bool {
    false
}

/// Reads a whole file, or a pipe until its other end is closed.
///
/// `tick` is told the fraction done and returns whether to go on; a pipe that nobody writes to is
/// waited for as long as it says so, or as long as `patience`.
///
/// # Errors
/// Why it could not be read; a file that would not fit in the free memory is refused before it is.
pub fn read_within(
    path: &str,
    patience: Option<Duration>,
    tick: &mut dyn FnMut(f32) -> bool,
) -> Result<Vec<u8>, ReadError> {
    let path = path_of(path);
    let meta = fs::metadata(&path)?;
    match Kind::of(meta.file_type()) {
        Kind::File => whole(open_file(&path)?, meta.len(), tick),
        Kind::Pipe => pipe(&path, patience, tick),
        Kind::Folder => Err(ReadError::Folder),
        kind => Err(ReadError::NotFile(kind)),
    }
}

/// Reads a whole file; a pipe that nobody writes to is waited for until `tick` says otherwise.
///
/// # Errors
/// As [`read_within`].
pub fn read(path: &str, tick: &mut dyn FnMut(f32) -> bool) -> Result<Vec<u8>, ReadError> {
    read_within(path, None, tick)
}

/// Reads a regular file, and nothing else.
///
/// # Errors
/// As [`read_within`].
pub fn read_file(path: &str) -> Result<Vec<u8>, ReadError> {
    let file = open_file(&path_of(path))?;
    let len = file.metadata()?.len();
    whole(file, len, &mut |_| true)
}

fn whole(
    mut file: File,
    size: u64,
    tick: &mut dyn FnMut(f32) -> bool,
) -> Result<Vec<u8>, ReadError> {
    memory::for_file(size)?;
    let mut bytes = Vec::new();
    let room = usize::try_from(size).unwrap_or(usize::MAX).saturating_add(1);
    if bytes.try_reserve_exact(room).is_err() {
        return Err(ReadError::Memory(memory::of_file(size), memory::free().unwrap_or(0)));
    }
    loop {
        let n = (&mut file).take(8 << 20).read_to_end(&mut bytes)?;
        if n == 0 {
            return Ok(bytes);
        }
        // A file that grows has no size to trust.
        if bytes.len() as u64 > size {
            memory::for_file(bytes.len() as u64)?;
        }
        #[expect(clippy::cast_precision_loss, reason = "a fraction for a progress bar")]
        let done = bytes.len() as f32 / size.max(1) as f32;
        if !tick(done.min(1.0)) {
            return Err(ReadError::Cancelled);
        }
    }
}

fn pipe(
    path: &Path,
    patience: Option<Duration>,
    tick: &mut dyn FnMut(f32) -> bool,
) -> Result<Vec<u8>, ReadError> {
    let mut pipe = without_waiting(OpenOptions::new().read(true)).open(path)?;
    let mut bytes = Vec::new();
    let mut part = vec![0; 1 << 16];
    // Whether somebody had its other end.
    let mut written = false;
    let mut waited = Duration::ZERO;
    loop {
        match pipe.read(&mut part) {
            Ok(0) if written => return Ok(bytes),
            Ok(0) if patience.is_some_and(|p| waited >= p) => return Err(ReadError::NoWriter),
            Ok(0) => {}
            Ok(n) => {
                written = true;
                bytes.extend_from_slice(&part[..n]);
                if bytes.len() % (8 << 20) < n {
                    memory::for_file(bytes.len() as u64)?;
                }
                if !tick(0.0) {
                    return Err(ReadError::Cancelled);
                }
                continue;
            }
            // Somebody has it and says nothing yet.
            Err(e) if e.kind() == io::ErrorKind::WouldBlock => written = true,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            Err(e) => return Err(e.into()),
        }
        if !tick(0.0) {
            return Err(ReadError::Cancelled);
        }
        std::thread::sleep(PAUSE);
        waited += PAUSE;
    }
}
