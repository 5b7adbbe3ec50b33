//! Datasets built by hand and by seed, and where the test files are.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use cooperama::dataset::{Opened, prepare};
use cooperama::edit::Origin;
use cooperama::formats::{LoadError, LoadOptions};

/// The repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file under `tests/data`.
pub(crate) fn data(name: &str) -> PathBuf {
    root().join("tests/data").join(name)
}

/// The files of a folder under `tests/data`, by name.
pub(crate) fn files(folder: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(data(folder)).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

/// Opens bytes as a file of the name given.
pub(crate) fn open(bytes: &[u8]) -> Result<Opened, LoadError> {
    // Each has a folder of its own, as a file that is open is locked.
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let folder = temp("open").join(NEXT.fetch_add(1, Ordering::Relaxed).to_string());
    let path = folder.join("test.json").to_str().unwrap().to_owned();
    prepare(bytes.to_vec(), Origin::File(path), LoadOptions::default(), &mut |_| true)
}

/// Says that a test, or a part of one, is left out and why; what checks everything counts these
/// lines. Written past what the harness holds back of tests that pass.
#[expect(clippy::explicit_write, reason = "the macros are held back")]
pub(crate) fn skipped(why: &str) {
    use std::io::Write as _;
    writeln!(std::io::stderr(), "skipped: {why}").unwrap();
}

/// Whether calls of a process can be watched and made to fail; says so when not.
pub(crate) fn traced() -> bool {
    let traced =
        std::process::Command::new("strace").args(["-qq", "-e", "trace=none", "true"]).output();
    let traced = traced.is_ok_and(|o| o.status.success());
    if !traced {
        skipped("strace is not here, or may not trace");
    }
    traced
}

/// A file beside the repository, where it is at hand; says so when not.
pub(crate) fn shared(name: &str) -> Option<Vec<u8>> {
    let bytes = std::fs::read(root().join("../shared").join(name)).ok();
    if bytes.is_none() {
        skipped(&format!("{name} is not here"));
    }
    bytes
}

/// A folder of its own for one test.
pub(crate) fn temp(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
    std::fs::create_dir_all(&dir).unwrap();
    dir
}

/// Makes a file, as another program would.
#[expect(clippy::disallowed_methods, reason = "what saving meets is made without it")]
pub(crate) fn put(path: &Path, text: &str) {
    std::fs::write(path, text).unwrap();
}
