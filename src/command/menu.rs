//! Commands without values: one row each, from which menus, shortcuts and the help page come.

use egui::{Key, KeyboardShortcut, Modifiers};

/// A command without values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UiCommand {
    /// Choose a file to open.
    Open,
    /// Open the dataset that comes with the program.
    OpenExample,
    /// Save a copy of the dataset under another name.
    SaveCopy,
    /// Start a dataset.
    New,
    /// Save the dataset to its file.
    Save,
    /// Save the dataset to another file, which is its file from then on.
    SaveAs,
    /// The versions kept of this file.
    Versions,
    /// What crashes left.
    Recovered,
    /// Take the last step back.
    Undo,
    /// Do the step taken back last again.
    Redo,
    /// The list of steps.
    History,
    /// What is said about the dataset.
    Dataset,
    /// Its exchange rates.
    Rates,
    /// The form of what is selected.
    EditRecord,
    /// Make a record like the one selected.
    Duplicate,
    /// Take the selected record out.
    Delete,
    /// Leave.
    Quit,
    /// Take the filter away.
    ClearFilter,
    /// Let go of one thing: the focus, then the selection, then the filter.
    Peel,
    /// The selection and filter before.
    Back,
    /// The selection and filter after.
    Forward,
    /// Commands and records by name.
    Palette,
    /// Write the filter as text.
    EditFilter,
    /// The next panel.
    NextPanel,
    /// The panel before.
    PreviousPanel,
    /// The next panel of those that share its place.
    NextTab,
    /// The one before of those that share its place.
    PreviousTab,
    /// Show what the thing pointed at or selected was read from.
    Evidence,
    /// Pin the thing pointed at or selected.
    Pin,
    /// Let go of all pins.
    UnpinAll,
    /// The filter is kept, to be compared with what is asked for next.
    KeepFilter,
    /// Keep the panel as it is while the others go on.
    Freeze,
    /// One panel over the whole board, and back.
    Enlarge,
    /// Arrange the panels as at first.
    ResetLayout,
    /// Make this arrangement that of every dataset without one of its own.
    KeepLayout,
    /// Larger interface.
    ZoomIn,
    /// Smaller interface.
    ZoomOut,
    /// Interface at 100 %.
    ZoomReset,
    /// Whole screen.
    FullScreen,
    /// Write a picture of the board.
    ExportPicture,
    /// The list of shortcuts.
    Shortcuts,
    /// Name, version and licences.
    About,
}

impl UiCommand {
    /// The id of the name of the group it is listed in: the menu it stands in, or what it is about.
    #[must_use]
    pub fn group(self) -> &'static str {
        match self {
            Self::Open
            | Self::OpenExample
            | Self::SaveCopy
            | Self::New
            | Self::Save
            | Self::SaveAs
            | Self::Versions
            | Self::Recovered
            | Self::Quit
            | Self::ExportPicture => "menu-file",
            Self::Undo
            | Self::Redo
            | Self::History
            | Self::Dataset
            | Self::Rates
            | Self::EditRecord
            | Self::Duplicate
            | Self::Delete => "menu-edit",
            Self::ClearFilter
            | Self::Peel
            | Self::Back
            | Self::Forward
            | Self::EditFilter
            | Self::Evidence
            | Self::Pin
            | Self::UnpinAll
            | Self::KeepFilter => "menu-asking",
            Self::NextPanel
            | Self::PreviousPanel
            | Self::NextTab
            | Self::PreviousTab
            | Self::Freeze
            | Self::Enlarge
            | Self::ResetLayout
            | Self::KeepLayout => "menu-panels",
            Self::ZoomIn | Self::ZoomOut | Self::ZoomReset | Self::FullScreen => "menu-size",
            Self::Palette | Self::Shortcuts | Self::About => "menu-help",
        }
    }
}

/// The groups of commands, in the order they are listed.
pub const GROUPS: [&str; 6] =
    ["menu-file", "menu-edit", "menu-asking", "menu-panels", "menu-size", "menu-help"];

/// What a row of the table says.
#[derive(Clone, Copy, Debug)]
pub struct MenuRow {
    /// The command.
    pub command: UiCommand,
    /// The id of its text in `commands.ftl`.
    pub text: &'static str,
    /// Its shortcut.
    pub shortcut: Option<KeyboardShortcut>,
}

const fn row(
    command: UiCommand,
    text: &'static str,
    shortcut: Option<(Modifiers, Key)>,
) -> MenuRow {
    let shortcut = match shortcut {
        Some((modifiers, key)) => Some(KeyboardShortcut::new(modifiers, key)),
        None => None,
    };
    MenuRow { command, text, shortcut }
}

const CMD: Modifiers = Modifiers::COMMAND;
const SHIFTED: Modifiers = Modifiers { shift: true, ..CMD };

/// Every command without values.
pub const ROWS: [MenuRow; 42] = [
    row(UiCommand::New, "command-new", Some((CMD, Key::N))),
    row(UiCommand::Open, "command-open", Some((CMD, Key::O))),
    row(UiCommand::OpenExample, "command-open-example", None),
    // The longer shortcut first: the shorter one would answer to it too.
    row(UiCommand::SaveAs, "command-save-as", Some((SHIFTED, Key::S))),
    row(UiCommand::Save, "command-save", Some((CMD, Key::S))),
    row(UiCommand::SaveCopy, "command-save-copy", None),
    row(UiCommand::Versions, "command-versions", None),
    row(UiCommand::Recovered, "command-recovered", None),
    row(UiCommand::Redo, "command-redo", Some((SHIFTED, Key::Z))),
    row(UiCommand::Undo, "command-undo", Some((CMD, Key::Z))),
    row(UiCommand::History, "command-history", None),
    row(UiCommand::Dataset, "command-dataset", None),
    row(UiCommand::Rates, "command-rates", None),
    row(UiCommand::EditRecord, "command-edit", Some((Modifiers::NONE, Key::F2))),
    row(UiCommand::Duplicate, "command-duplicate", Some((CMD, Key::D))),
    row(UiCommand::Delete, "command-delete", Some((Modifiers::NONE, Key::Delete))),
    row(UiCommand::Quit, "command-quit", Some((CMD, Key::Q))),
    row(UiCommand::Palette, "command-palette", Some((CMD, Key::K))),
    row(UiCommand::EditFilter, "command-edit-filter", Some((CMD, Key::F))),
    row(UiCommand::ClearFilter, "command-clear-filter", Some((CMD, Key::Backspace))),
    row(UiCommand::Peel, "command-peel", Some((Modifiers::NONE, Key::Escape))),
    row(UiCommand::Back, "command-back", Some((Modifiers::ALT, Key::ArrowLeft))),
    row(UiCommand::Forward, "command-forward", Some((Modifiers::ALT, Key::ArrowRight))),
    row(UiCommand::Evidence, "command-evidence", Some((Modifiers::NONE, Key::E))),
    row(UiCommand::Pin, "command-pin", Some((Modifiers::NONE, Key::P))),
    row(UiCommand::UnpinAll, "command-unpin-all", None),
    row(UiCommand::KeepFilter, "command-keep-filter", None),
    row(UiCommand::Freeze, "command-freeze", Some((Modifiers::NONE, Key::F))),
    row(UiCommand::PreviousPanel, "command-previous-panel", Some((Modifiers::SHIFT, Key::F6))),
    row(UiCommand::NextPanel, "command-next-panel", Some((Modifiers::NONE, Key::F6))),
    row(UiCommand::PreviousTab, "command-previous-tab", Some((CMD, Key::PageUp))),
    row(UiCommand::NextTab, "command-next-tab", Some((CMD, Key::PageDown))),
    row(UiCommand::Enlarge, "command-enlarge", Some((CMD, Key::M))),
    row(UiCommand::ResetLayout, "command-reset-layout", None),
    row(UiCommand::KeepLayout, "command-keep-layout", None),
    row(UiCommand::ZoomIn, "command-zoom-in", Some((CMD, Key::Plus))),
    row(UiCommand::ZoomOut, "command-zoom-out", Some((CMD, Key::Minus))),
    row(UiCommand::ZoomReset, "command-zoom-reset", Some((CMD, Key::Num0))),
    row(UiCommand::FullScreen, "command-full-screen", Some((Modifiers::NONE, Key::F11))),
    row(UiCommand::ExportPicture, "command-export", Some((CMD, Key::E))),
    row(UiCommand::Shortcuts, "command-shortcuts", Some((Modifiers::NONE, Key::F1))),
    row(UiCommand::About, "command-about", None),
];

/// The row of a command.
#[must_use]
pub fn row_of(command: UiCommand) -> &'static MenuRow {
    ROWS.iter().find(|r| r.command == command).unwrap_or(&ROWS[0])
}

/// A second key for the same thing: Ctrl and = for Ctrl and +, Ctrl and Y as Windows has it.
pub const ALSO: [(KeyboardShortcut, UiCommand); 2] = [
    (KeyboardShortcut::new(CMD, Key::Equals), UiCommand::ZoomIn),
    (KeyboardShortcut::new(CMD, Key::Y), UiCommand::Redo),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_commands_share_a_shortcut() {
        for (i, a) in ROWS.iter().enumerate() {
            for b in &ROWS[..i] {
                assert!(
                    a.shortcut.is_none() || a.shortcut != b.shortcut,
                    "{:?} {:?}",
                    a.command,
                    b.command
                );
                assert_ne!(a.text, b.text);
            }
        }
    }
}
