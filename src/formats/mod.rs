//! Bytes to records: what kind of file this is, why it cannot be read, and the dataset in it.
//!
//! Pure: no files and no clock. Bad data is an [`Issue`], only unreadable bytes are a [`LoadError`].

pub mod journal;
mod load_error;
pub mod native;
mod sniff;

pub use load_error::{FileKind, LoadError, WayOut};
pub use sniff::{Encoding, other_format};

pub use crate::edit::ReadOnly;
use crate::model::Issue;
use crate::record::{Records, SaveNote};

/// How to read a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LoadOptions {
    /// Read the bytes as this encoding instead of UTF-8.
    pub encoding: Option<Encoding>,
    /// Take the complete records of a damaged file. The result never saves over the file.
    pub recover: bool,
    /// Bytes of memory that may be used; without it as many as it takes.
    pub room: Option<u64>,
}

/// A dataset as opened.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The records.
    pub records: Records,
    /// What the file as a whole says that is doubtful. Records are checked by
    /// [`crate::model::Checks`].
    pub issues: Vec<Issue>,
    /// What saving would change although nothing was edited.
    pub save_notes: Vec<SaveNote>,
    /// Why it may not be saved over its file.
    pub read_only: Option<ReadOnly>,
}

/// A format datasets are read from: one row.
#[derive(Debug)]
pub struct Format {
    /// How it is called: in small letters, without spaces.
    pub key: &'static str,
    /// The endings of its files, in small letters, without the dot.
    pub endings: &'static [&'static str],
    /// Whether it is the one datasets are written in; what comes from any other is a new dataset,
    /// without a file of its own.
    pub own: bool,
    /// Whether bytes are of it, told the name they came under, which may be empty.
    pub is: fn(&[u8], &str) -> bool,
    /// Reads it, as [`load`] does.
    pub read: Reader,
}

/// What reads bytes; told after how, and what hears of the fraction done and says whether to go on.
pub type Reader =
    fn(Vec<u8>, LoadOptions, &mut dyn FnMut(f32) -> bool) -> Result<Loaded, LoadError>;

/// Every format that is read. The first that knows the bytes reads them; the last is our own, which
/// takes all the others leave and says what they are instead.
pub const FORMATS: &[Format] = &[native::FORMAT];

/// The format of bytes that came under a name, which may be empty.
#[must_use]
pub fn format_of(bytes: &[u8], name: &str) -> &'static Format {
    FORMATS.iter().find(|f| (f.is)(bytes, name)).unwrap_or(&native::FORMAT)
}

/// Reads a dataset of our own format.
///
/// `tick` is told the fraction done, 0 to 1, and returns whether to go on.
///
/// # Errors
/// What the bytes are instead, or where and why they are not JSON.
pub fn load(
    bytes: Vec<u8>,
    options: LoadOptions,
    tick: &mut dyn FnMut(f32) -> bool,
) -> Result<Loaded, LoadError> {
    let (text, notes) = sniff::decode(bytes, options.encoding)?;
    native::read(text, notes, options, tick)
}
