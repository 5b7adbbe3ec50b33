//! A list that is scrolled to what was selected elsewhere.

use egui::ScrollArea;
use egui::scroll_area::ScrollAreaOutput;

/// What a list of lines of one height remembers of what is in sight.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reveal {
    /// The selection that was brought into sight last, by its revision.
    seen: u64,
    /// How far down what is in sight begins, and how high it is, as of the last frame.
    sight: (f32, f32),
}

impl Reveal {
    /// The line to be brought into sight, once for each selection: where `place` tells that it
    /// stands.
    pub fn line(&mut self, selection: u64, place: impl FnOnce() -> Option<usize>) -> Option<usize> {
        (std::mem::replace(&mut self.seen, selection) != selection).then(place).flatten()
    }

    /// Whether [`Self::line`] is yet to bring this selection into sight.
    #[must_use]
    pub fn is_new(&self, selection: u64) -> bool {
        self.seen != selection
    }

    /// The area scrolled such that a line of a height, in points, is in sight: not at all where it
    /// is, else with the line in the middle.
    pub fn scrolled(&self, area: ScrollArea, line: Option<usize>, high: f32) -> ScrollArea {
        let Some(line) = line else { return area };
        #[expect(clippy::cast_precision_loss, reason = "a place on screen")]
        let top = line as f32 * high;
        self.scrolled_to(area, Some((top, high)))
    }

    /// The same for a line that begins so far down and is so high, in points.
    pub fn scrolled_to(&self, area: ScrollArea, line: Option<(f32, f32)>) -> ScrollArea {
        let Some((top, high)) = line else { return area };
        let (from, height) = self.sight;
        if top >= from && top + high <= from + height {
            return area;
        }
        area.vertical_scroll_offset((top - (height - high).max(0.0) / 2.0).max(0.0))
    }

    /// Remembers what is in sight.
    pub fn saw<R>(&mut self, shown: &ScrollAreaOutput<R>) {
        self.sight = (shown.state.clamped_offset().y, shown.inner_rect.height());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_selection_is_brought_into_sight_once() {
        let mut reveal = Reveal::default();
        assert_eq!(reveal.line(3, || Some(7)), Some(7));
        assert_eq!(reveal.line(3, || Some(7)), None, "one scrolls on from there");
        assert_eq!(reveal.line(4, || None), None);
        assert_eq!(reveal.line(5, || Some(0)), Some(0));
    }
}
