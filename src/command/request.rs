//! Requests that the window and the command line fill in alike.

use crate::formats::LoadOptions;
use crate::text::Language;
use crate::view::{PanelKind, ThemeChoice, ViewState};

/// Which dataset to open and how.
#[derive(Clone, Debug, PartialEq)]
pub enum OpenRequest {
    /// The dataset that comes with the program.
    Example,
    /// A file.
    File {
        /// Its path.
        path: String,
        /// How to read it.
        options: LoadOptions,
    },
}

impl OpenRequest {
    /// Opens a file in the ordinary way.
    #[must_use]
    pub fn file(path: impl Into<String>) -> Self {
        Self::File { path: path.into(), options: LoadOptions::default() }
    }
}

/// A picture file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureFormat {
    /// Vectors with real text.
    Svg,
    /// Pixels.
    Png,
}

/// The format a file name asks for.
#[must_use]
pub fn picture_format(path: &str) -> Option<PictureFormat> {
    let extension = std::path::Path::new(path).extension()?.to_str()?;
    match extension.to_ascii_lowercase().as_str() {
        "svg" => Some(PictureFormat::Svg),
        "png" => Some(PictureFormat::Png),
        _ => None,
    }
}

/// A picture of the board.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportRequest {
    /// Where to write it.
    pub out: String,
    /// SVG or PNG.
    pub format: PictureFormat,
    /// Width and height in points.
    pub size: [u32; 2],
    /// Language of the texts.
    pub language: Language,
    /// Light or dark; `System` means light.
    pub theme: ThemeChoice,
    /// One panel alone; without one, the whole board.
    pub panel: Option<PanelKind>,
    /// What is asked for and how it is shown.
    pub view: Option<Box<ViewState>>,
}
