//! What is pointed at: written this frame, read by all panels in the next.

use std::cell::Cell;

use super::Thing;

/// The thing under the pointer or the keyboard, in any panel.
#[derive(Debug, Default)]
pub struct Hover {
    shown: Option<Thing>,
    next: Cell<Option<Thing>>,
    first: Cell<Option<egui::Id>>,
}

impl Hover {
    /// What was pointed at in the last frame.
    #[must_use]
    pub fn get(&self) -> Option<Thing> {
        self.shown
    }

    /// Says what is pointed at now.
    pub fn set(&self, thing: Thing) {
        self.next.set(Some(thing));
    }

    /// Says that a widget which stands for a thing was drawn.
    pub fn drew(&self, id: egui::Id) {
        if self.first.get().is_none() {
            self.first.set(Some(id));
        }
    }

    /// The first widget that stood for a thing since this was asked last.
    pub fn take_first(&self) -> Option<egui::Id> {
        self.first.take()
    }

    /// Ends a frame; returns whether what is pointed at changed, so that another is needed.
    pub fn end_frame(&mut self) -> bool {
        let next = self.next.take();
        let changed = next != self.shown;
        self.shown = next;
        changed
    }
}
