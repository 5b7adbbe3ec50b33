//! Everything that can happen. Panels and menus send commands; one place carries them out.

pub mod menu;
mod request;

use std::cell::RefCell;

pub use request::{Answer, ExportRequest, OpenRequest, Then};

use crate::edit::Edit;
use crate::query::{Dim, Filter, How, Measure, Pick};
use crate::record::{Collection, Row};
use crate::text::Language;
use crate::view::{PanelKind, ThemeChoice, Thing};

/// A record's place in its collection, with JSON Pointers and the values put there; `None` takes a
/// member away.
pub type FilledRow = (usize, Vec<(String, Option<serde_json::Value>)>);

/// Something to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Change the filter by one value, as a click does.
    Pick {
        /// The value.
        pick: Pick,
        /// Set, add, exclude or remove.
        how: How,
    },
    /// Change the filter by several values at once, as a click on what stands for them does.
    Ask {
        /// The values.
        picks: Vec<Pick>,
        /// Set, add, exclude or remove.
        how: How,
    },
    /// Put another filter in place of this one.
    SetFilter(Filter),
    /// Set the words to be found.
    SetWords(String),
    /// Turn a dimension's clause into all but its values, and back.
    Invert(Dim),
    /// Take a dimension's clause away.
    ClearDim(Dim),
    /// Take the whole filter away.
    ClearFilter,
    /// Let go of all: the filter, what is selected, pinned and kept.
    ClearAll,
    /// Select a thing, or nothing.
    Select(Option<Thing>),
    /// Pin a thing to be compared, or let go of it.
    Pin(Thing),
    /// Show what a thing was read from.
    Evidence(Thing),
    /// Show only what is within so many steps of the selection; 0 shows all.
    Focus(u8),
    /// Keep a panel as it is while the others go on, or let it go on.
    Freeze(PanelKind),
    /// What the bars count.
    SetMeasure(Measure),
    /// Set a mode of a panel by its names, as `sectors=treemap`.
    Set(&'static str, &'static str),
    /// Put text on the clipboard.
    Copy(String),
    /// Show or hide a panel.
    TogglePanel(PanelKind),
    /// Show a panel and bring it to the front.
    ShowPanel(PanelKind),
    /// Change the dataset; rows are those of the dataset as it is now.
    Edit(Box<Edit>),
    /// Make a record, and refer to it where that is asked for.
    Create {
        /// Its collection.
        collection: Collection,
        /// What it holds, apart from its id.
        members: serde_json::Map<String, serde_json::Value>,
        /// Who refers to it, and where.
        refer: Option<(Row, String)>,
    },
    /// Put values into members of records of a collection; rows past its end are made.
    Fill {
        /// The collection.
        collection: Collection,
        /// The place of each record, with JSON Pointers and values.
        rows: Vec<FilledRow>,
    },
    /// Do something with a record of the board, by its number there: what is being edited may be
    /// ahead of the board, and a record that is gone by then is left alone.
    OnShown(Row, Wish),
    /// Make a record like another one.
    Duplicate(Row),
    /// Take records out, once it is said what becomes of who refers to them.
    AskDelete(Vec<Row>),
    /// Give a record an id of its own.
    NewId(Row),
    /// Mend all that can be mended without losing anything that was said.
    FixAll,
    /// Merge a record with another one that is to be chosen.
    AskMerge(Row, Option<Row>),
    /// Give a record another id.
    AskRename(Row),
    /// Show the form of what is selected, and go to a member of it.
    Form(Thing, String),
    /// Take steps back or do them again until the dataset is in a state.
    StepTo(u64),
    /// What was asked was answered.
    Answer(Answer),
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
    /// A path was chosen in the system's dialog, which asked whether it may be overwritten.
    PathChosen(String),
    /// The path field was closed.
    PathCancelled,
    /// One of the commands without values.
    Ui(menu::UiCommand),
}

/// What is to be done with a record of the board; other records are by their numbers there too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Make a record like it.
    Duplicate,
    /// Take it out, once it is said what becomes of who refers to it.
    Delete,
    /// Merge it with another one.
    MergeWith(Row),
    /// Draw a link from it to another one.
    LinkTo(Row),
    /// Put it under another sector, or at the top.
    PutUnder(Option<Row>),
    /// Mend one of the board's issues, which is about it, in the way of this name.
    Mend(usize, &'static str),
}

/// Where commands wait until the frame is drawn.
#[derive(Debug, Default)]
pub struct CommandQueue(RefCell<Vec<Command>>);

impl CommandQueue {
    /// Adds a command.
    pub fn send(&self, command: Command) {
        self.0.borrow_mut().push(command);
    }

    /// Puts a command before all others: what was typed comes before the click that ended it.
    pub fn send_first(&self, command: Command) {
        self.0.borrow_mut().insert(0, command);
    }

    /// Takes what was sent.
    #[must_use]
    pub fn take(&self) -> Vec<Command> {
        self.0.take()
    }
}
