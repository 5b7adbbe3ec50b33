//! What is pointed at: written this frame, read by all panels in the next.

use std::cell::Cell;

use crate::record::Row;

/// The thing under the pointer, in any panel.
#[derive(Debug, Default)]
pub struct Hover {
    shown: Option<Row>,
    next: Cell<Option<Row>>,
}

impl Hover {
    /// What was pointed at in the last frame.
    #[must_use]
    pub fn get(&self) -> Option<Row> {
        self.shown
    }

    /// Says what is pointed at now.
    pub fn set(&self, row: Row) {
        self.next.set(Some(row));
    }

    /// Ends a frame; answers whether what is pointed at changed, so that another is needed.
    pub fn end_frame(&mut self) -> bool {
        let next = self.next.take();
        let changed = next != self.shown;
        self.shown = next;
        changed
    }
}
