//! Pages as files: one row for each format.

mod png;
mod svg;

pub use png::of_pixels;

use crate::page::Page;
use crate::text::Words;

/// Smallest and largest side of a picture, in points.
pub const SIDES: std::ops::RangeInclusive<u32> = 320..=8192;

/// A format pictures are written in: one row.
#[derive(Debug)]
pub struct Format {
    /// The ending of its files, in small letters, without the dot; it names the format, too.
    pub ending: &'static str,
    /// The bytes of memory it takes to write a picture of so many points in width and height.
    pub room: fn([u32; 2]) -> u64,
    /// Writes a page.
    pub write: fn(&Page) -> Result<Vec<u8>, ExportError>,
}

impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.ending == other.ending
    }
}

/// Every format that is written; the first is offered.
pub const FORMATS: &[Format] = &[svg::FORMAT, png::FORMAT];

/// The format a file name asks for.
#[must_use]
pub fn format_of(path: &str) -> Option<&'static Format> {
    let ending = std::path::Path::new(path).extension()?.to_str()?.to_ascii_lowercase();
    FORMATS.iter().find(|f| f.ending == ending)
}

/// The endings of all formats, for people: ".svg, .png".
#[must_use]
pub fn endings() -> String {
    FORMATS.iter().map(|f| format!(".{}", f.ending)).collect::<Vec<_>>().join(", ")
}

/// Why a picture could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The page could not be turned into pixels.
    #[error("the picture could not be rendered: {0}")]
    Render(String),
}

impl ExportError {
    /// The sentence for people.
    #[must_use]
    pub fn message(&self, words: &Words) -> String {
        words.ts("error-save-other", &[("reason", self.to_string())])
    }
}
