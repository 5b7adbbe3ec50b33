//! Requests that the window and the command line fill in alike.

use crate::export::Format;
use crate::formats::LoadOptions;
use crate::text::Language;
use crate::view::{Arranged, PanelKind, ThemeChoice, ViewState};

/// Which dataset to open and how.
#[derive(Clone, Debug, PartialEq)]
pub enum OpenRequest {
    /// The dataset that comes with the program.
    Example,
    /// A new dataset that begins as the one that comes with the program.
    Copy,
    /// A new dataset that begins with these bytes.
    New(Vec<u8>),
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

/// A picture of the board.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportRequest {
    /// Where to write it.
    pub out: String,
    /// The format it is written in.
    pub format: &'static Format,
    /// Width and height in points.
    pub size: [u32; 2],
    /// Language of the texts.
    pub language: Language,
    /// Light or dark; `System` means light.
    pub theme: ThemeChoice,
    /// One panel alone; without one, the whole board.
    pub panel: Option<PanelKind>,
    /// How the panels of a board stand, as the settings keep it; empty, as they do at first.
    pub arrangements: serde_json::Map<String, serde_json::Value>,
    /// What is asked for and how it is shown.
    pub view: Option<Box<ViewState>>,
    /// How the panels stand in the window; as at first, where there is none.
    pub arranged: Box<Arranged>,
}

/// What comes after it was decided about what is not saved.
#[derive(Clone, Debug, PartialEq)]
pub enum Then {
    /// Leave.
    Quit,
    /// Open a dataset.
    Open(OpenRequest),
    /// Start a dataset.
    New,
    /// Read the file again.
    Reload,
}

/// What a person answers when the program asks.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Save, and go on.
    Save,
    /// Go on without saving.
    DontSave,
    /// Leave everything as it is.
    Cancel,
    /// Write over a file that changed.
    Overwrite,
    /// Save under another name.
    SaveCopy,
    /// Take what is in the file, and let go of what was done here.
    Reload,
    /// Keep what is here, though the file changed.
    KeepMine,
    /// Show what differs from the file.
    Differences,
    /// Take over changes from the file.
    BringIn(Vec<crate::edit::Change>),
    /// Bring back what a crash left, by the name of its journal.
    Recover(String),
    /// Throw away what a crash left.
    DropRecovery(String),
    /// Go back to a version that was kept.
    Restore(String),
}
