//! Everything that can happen. Panels and menus send commands; one place carries them out.

pub mod menu;
mod request;

use std::cell::RefCell;

pub use request::{ExportRequest, OpenRequest, PictureFormat, picture_format};

use crate::query::{Clause, Measure};
use crate::text::Language;
use crate::view::{ColorBy, PanelKind, ThemeChoice};

/// Something to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Switch a value of the filter; `add` keeps the others of its clause.
    Toggle {
        /// The value.
        clause: Clause,
        /// Keep the other values.
        add: bool,
    },
    /// Take the whole filter away.
    ClearFilter,
    /// What the bars count.
    SetMeasure(Measure),
    /// What the colours of the network mean.
    SetColorBy(ColorBy),
    /// Show or hide a panel.
    TogglePanel(PanelKind),
    /// Show a panel and bring it to the front.
    ShowPanel(PanelKind),
    /// Open a dataset.
    Open(OpenRequest),
    /// Write a picture of the board.
    Export(ExportRequest),
    /// Choose the language; `None` follows the system.
    SetLanguage(Option<Language>),
    /// Choose the theme.
    SetTheme(ThemeChoice),
    /// Open a web address in the browser.
    OpenUrl(String),
    /// Forget the list of recent files.
    ForgetRecent,
    /// Put the newcomers' line away.
    DismissHint,
    /// Close the message.
    DismissMessage,
    /// Stop opening.
    CancelOpen,
    /// A path was typed or dropped for opening or saving.
    PathGiven(String),
    /// The path field was closed.
    PathCancelled,
    /// One of the commands without values.
    Ui(menu::UiCommand),
}

/// Where commands wait until the frame is drawn.
#[derive(Debug, Default)]
pub struct CommandQueue(RefCell<Vec<Command>>);

impl CommandQueue {
    /// Adds a command.
    pub fn send(&self, command: Command) {
        self.0.borrow_mut().push(command);
    }

    /// Takes what was sent.
    #[must_use]
    pub fn take(&self) -> Vec<Command> {
        self.0.take()
    }
}
