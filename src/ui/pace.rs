//! One thing after the other: on a slow machine a frame brings many keys, and what comes after the
//! key that leaves a field, opens something or gives it up is not for that field. What is typed for
//! a field that is about to take the keyboard waits until it has it.

use egui::{Event, Key, RawInput};

/// Frames typing waits at most for a field to take the keyboard.
const PATIENCE: u8 = 12;

/// Events that wait for the next frame.
#[derive(Debug, Default)]
pub struct Pace {
    later: Vec<Event>,
    /// Frames it has been waited for a field.
    waited: u8,
}

impl Pace {
    /// Leaves in `raw` what this frame is for; returns whether something waits for the next one.
    /// `coming` tells that a field was opened which does not have the keyboard yet.
    pub fn take(&mut self, raw: &mut RawInput, coming: bool) -> bool {
        if !self.later.is_empty() {
            let mut events = std::mem::take(&mut self.later);
            events.append(&mut raw.events);
            raw.events = events;
        }
        self.waited = if coming { self.waited.saturating_add(1) } else { 0 };
        if coming && self.waited <= PATIENCE {
            if let Some(first) = raw.events.iter().position(types) {
                self.later = raw.events.split_off(first);
            }
            return true;
        }
        if let Some(end) = raw.events.iter().position(ends) {
            // Escape takes the keyboard from a field before the field sees what was typed into it in
            // the same frame: that comes first.
            if gives_up(&raw.events[end]) && raw.events[..end].iter().any(types) {
                self.later = raw.events.split_off(end);
            } else if raw.events[end + 1..].iter().any(types) {
                self.later = raw.events.split_off(end + 1);
            }
        }
        !self.later.is_empty()
    }
}

/// Whether the keyboard may belong to something else after an event.
fn ends(event: &Event) -> bool {
    match event {
        Event::Key { key, pressed: true, modifiers, .. } => {
            modifiers.command
                || matches!(key, Key::Tab | Key::Enter | Key::Escape | Key::F2 | Key::F6)
        }
        Event::PointerButton { pressed, .. } => !pressed,
        _ => false,
    }
}

/// Whether an event gives up what has the keyboard.
fn gives_up(event: &Event) -> bool {
    matches!(event, Event::Key { key: Key::Escape, pressed: true, .. })
}

/// Whether an event is for what has the keyboard.
fn types(event: &Event) -> bool {
    matches!(event, Event::Text(_) | Event::Paste(_) | Event::Key { pressed: true, .. })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_after_one_that_leaves_a_field_wait() {
        let text = |t: &str| Event::Text(t.to_owned());
        let key = |key, pressed| Event::Key {
            key,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers: egui::Modifiers::NONE,
        };
        let tab = || [key(Key::Tab, true), key(Key::Tab, false)];
        let mut raw = RawInput::default();
        raw.events.push(text("a"));
        raw.events.extend(tab());
        raw.events.push(text("b"));
        raw.events.extend(tab());
        let mut pace = Pace::default();
        let mut frames = Vec::new();
        loop {
            let more = pace.take(&mut raw, false);
            let letters = raw.events.iter().filter_map(|e| match e {
                Event::Text(t) => Some(t.clone()),
                _ => None,
            });
            frames.push(letters.collect::<String>());
            raw.events = Vec::new();
            if !more {
                break;
            }
        }
        assert_eq!(frames, ["a", "b"]);
        // What was typed before Escape reaches its field.
        raw.events = vec![text("c"), key(Key::Escape, true), key(Key::Escape, false), text("d")];
        let escapes = |raw: &RawInput| raw.events.iter().any(gives_up);
        assert!(pace.take(&mut raw, false) && !escapes(&raw));
        assert_eq!(raw.events, [text("c")]);
        raw.events.clear();
        assert!(pace.take(&mut raw, false) && escapes(&raw));
        raw.events.clear();
        assert!(!pace.take(&mut raw, false));
        assert!(raw.events.contains(&text("d")));
    }

    #[test]
    fn what_is_typed_for_a_field_waits_until_it_has_the_keyboard() {
        let text = |t: &str| Event::Text(t.to_owned());
        let mut pace = Pace::default();
        let mut raw = RawInput { events: vec![text("a")], ..RawInput::default() };
        assert!(pace.take(&mut raw, true) && raw.events.is_empty());
        raw.events = vec![Event::PointerGone, text("b")];
        assert!(pace.take(&mut raw, true) && raw.events.is_empty());
        assert!(!pace.take(&mut raw, false));
        assert_eq!(raw.events, [text("a"), Event::PointerGone, text("b")]);
        // It does not wait for ever.
        raw.events = vec![text("c")];
        let waited = (0..100).take_while(|_| pace.take(&mut raw, true)).count();
        assert_eq!(waited, usize::from(PATIENCE));
        assert_eq!(raw.events, [text("c")]);
    }
}
