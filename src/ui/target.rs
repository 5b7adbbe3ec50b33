//! What is drawn for: a window, with a hand in it, or a page, which is drawn once and looked at.

use egui::{Context, Id, Rect, ScrollArea, Ui};

/// What everything in a context is drawn for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Medium {
    /// A window: it can be clicked and scrolled, and is drawn many times a second.
    #[default]
    Window,
    /// A page: nothing on it can be used, all of it must be there at once, and it may be looked at
    /// closely.
    Page,
}

impl Medium {
    /// From now on all is drawn for this.
    pub fn set(self, ctx: &Context) {
        ctx.data_mut(|d| d.insert_temp(Id::unique("medium"), self));
    }

    /// What is drawn for.
    #[must_use]
    pub fn of(ctx: &Context) -> Self {
        ctx.data(|d| d.get_temp(Id::unique("medium"))).unwrap_or_default()
    }

    /// Whether there is somebody who could click.
    #[must_use]
    pub fn hand(self) -> bool {
        self == Self::Window
    }

    /// Whether what takes long is done at once rather than a little in each frame.
    #[must_use]
    pub fn waits(self) -> bool {
        self == Self::Page
    }

    /// Pixels for each point of a picture that is made of pixels.
    #[must_use]
    pub fn density(self, ctx: &Context) -> f32 {
        match self {
            Self::Window => ctx.pixels_per_point(),
            Self::Page => 2.0,
        }
    }

    /// How many lines are shown where `most` could be and `room` have room: what cannot be scrolled
    /// holds no more.
    #[must_use]
    pub fn lines(self, most: usize, room: usize) -> usize {
        match self {
            Self::Window => most,
            Self::Page => most.min(room),
        }
    }
}

/// Draws what only a hand can use; a page is without it.
pub fn controls<R>(ui: &mut Ui, draw: impl FnOnce(&mut Ui) -> R) -> Option<R> {
    Medium::of(ui.ctx()).hand().then(|| draw(ui))
}

/// Something that is scrolled from top to bottom and never higher than its room: left to itself a
/// scrolled area takes 64 points and lies over what stands under it.
pub fn scroll() -> ScrollArea {
    ScrollArea::vertical().min_scrolled_height(0.0)
}

/// Draws into a room; in a window what needs more is scrolled. Returns the height it needs.
pub fn in_room(ui: &mut Ui, id: &str, room: Rect, draw: impl FnOnce(&mut Ui)) -> f32 {
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(room).id_salt(id));
    match Medium::of(ui.ctx()) {
        Medium::Page => {
            draw(&mut child);
            child.min_rect().height()
        }
        Medium::Window => {
            let scroll = scroll().max_height(room.height());
            scroll.auto_shrink([false, true]).show(&mut child, draw).content_size.y
        }
    }
}
