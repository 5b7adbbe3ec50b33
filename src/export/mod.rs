//! The screen as a document: the same panels, run off-screen, written as SVG or PNG.

mod capture;
mod png;
mod svg;

use crate::command::{ExportRequest, PictureFormat};
use crate::dataset::Opened;
use crate::text::Words;

/// Smallest and largest side of a picture, in points.
pub const SIDES: std::ops::RangeInclusive<u32> = 320..=8192;

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

/// A picture of the whole board.
///
/// # Errors
/// When the pixels cannot be rendered.
pub fn export(opened: Opened, request: &ExportRequest) -> Result<Vec<u8>, ExportError> {
    let page = capture::board(opened, request);
    let svg = svg::write(&page).map_err(|e| ExportError::Render(e.to_string()))?;
    match request.format {
        PictureFormat::Svg => Ok(svg.into_bytes()),
        PictureFormat::Png => png::render(&svg, &page),
    }
}
