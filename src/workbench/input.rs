//! Keys, and what was typed before it could be used.

use egui::{Context, Key, Modifiers};

use super::Workbench;
use super::dialogs::Dialogs;
use crate::command::menu::{ALSO, ROWS, UiCommand};
use crate::command::{Command, CommandQueue};
use crate::formats::journal::Draft;
use crate::ui::ext;

/// Keys for the steps of the focus; 0 shows all.
const STEPS: [Key; 10] = [
    Key::Num0,
    Key::Num1,
    Key::Num2,
    Key::Num3,
    Key::Num4,
    Key::Num5,
    Key::Num6,
    Key::Num7,
    Key::Num8,
    Key::Num9,
];

/// What was asked and typed, and waits.
#[derive(Debug, Default)]
pub(super) struct Input {
    /// What was asked for in this frame.
    pub(super) queue: CommandQueue,
    /// A field of text had the keyboard in the last frame: Escape leaves that first.
    pub(super) typed: bool,
    /// The size of the window in the frame before, in points.
    pub(super) size: egui::Vec2,
    /// Letters that came in the frame the palette was asked for.
    pub(super) early: String,
    /// Keys that waited for a field to be left.
    pub(super) later: Vec<Command>,
    /// What is typed and is no step yet, as of the last frame.
    pub(super) drafts: Vec<Draft>,
}

impl Input {
    /// Turns shortcuts into commands; `resting` tells that nothing is typed in the field that has the
    /// keyboard.
    pub(super) fn keys(&mut self, dialogs: &Dialogs, ctx: &Context, resting: bool) {
        let open = dialogs.is_open()
            // As of the last frame: in this one none was drawn yet.
            || egui::Popup::is_any_open(ctx);
        let typing = ctx.text_edit_focused();
        // A sheet takes letters without being a field of text.
        let claimed = ext::take_claim(ctx);
        ctx.input_mut(|i| {
            let keys = ROWS.iter().filter_map(|r| Some((r.shortcut?, r.command))).chain(ALSO);
            for (shortcut, command) in keys {
                let panel = matches!(command, UiCommand::NextPanel | UiCommand::PreviousPanel);
                let bare = shortcut.modifiers == Modifiers::NONE && !panel;
                let escape = command == UiCommand::Peel;
                // Escape peels one layer: dialogs and menus come before what is on the board.
                // Letters and arrows belong to a field while one types.
                // So do the steps of the text in it.
                let word = matches!(
                    command,
                    UiCommand::Back | UiCommand::Forward | UiCommand::ClearFilter
                );
                // In a field where nothing is typed they are the steps of the document.
                let step = matches!(command, UiCommand::Undo | UiCommand::Redo) && !resting;
                let asked = dialogs.ask.is_some() && !escape;
                if asked
                    || (escape && open)
                    || (bare && !escape && (typing || open || claimed))
                    || ((word || step) && typing)
                {
                    continue;
                }
                if escape && (typing || self.typed) {
                    continue;
                }
                if i.consume_shortcut(&shortcut) {
                    if command == UiCommand::Palette {
                        let texts = i.events.iter().filter_map(|e| match e {
                            egui::Event::Text(text) => Some(text.as_str()),
                            _ => None,
                        });
                        self.early = texts.collect();
                    }
                    self.later.push(Command::Ui(command));
                }
            }
            if !typing && !open && !claimed {
                for (n, key) in (0u8..).zip(STEPS) {
                    if i.consume_key(Modifiers::NONE, key) {
                        self.queue.send(Command::Focus(n));
                    }
                }
            }
        });
    }
}

impl Workbench {
    /// Whether a field was opened that does not have the keyboard yet; `typing` tells that some field
    /// has it.
    #[must_use]
    pub fn field_coming(&self, typing: bool) -> bool {
        self.dialogs.field_coming(typing)
    }

    /// Sends a command, as a menu or the shell does.
    pub fn send(&self, command: Command) {
        self.input.queue.send(command);
    }
}
