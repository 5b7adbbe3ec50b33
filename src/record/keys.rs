//! The keys of the objects a scan is in, compared as they read: `v\u0061lue` is `value`.

use std::borrow::Cow;
use std::collections::HashSet;

use super::scan::Span;

/// Keys of one object that are compared one with another; more are hashed.
const MANY: usize = 48;

/// A key as it reads: without escapes.
pub(super) fn reads(inner: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(inner) {
        Ok(text) => super::store::as_it_reads(text),
        Err(_) => String::from_utf8_lossy(inner),
    }
}

/// Keys of all open objects; each object looks only at its own tail.
#[derive(Debug, Default)]
pub(super) struct Keys {
    all: Vec<Span>,
    /// Where the keys of an open object begin that has many of them, and all of these as they
    /// read, hashed in a way that no file can foresee.
    many: Vec<(usize, HashSet<String>)>,
    /// Whether any of them is written with escapes: hardly ever.
    escaped: bool,
}

impl Keys {
    /// How many there are, where those of a new object begin.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// Forgets all.
    pub(super) fn clear(&mut self) {
        self.all.clear();
        self.many.clear();
        self.escaped = false;
    }

    /// The object whose keys begin at `base` is left.
    pub(super) fn leave(&mut self, base: usize) {
        self.all.truncate(base);
        if self.many.last().is_some_and(|m| m.0 >= base) {
            self.many.pop();
        }
    }

    /// Adds a key of the object whose keys begin at `base`; returns whether it is new there.
    /// `escaped`: it is written with escapes.
    pub(super) fn add(&mut self, b: &[u8], base: usize, key: Span, escaped: bool) -> bool {
        self.escaped |= escaped;
        let new = self.is_new(b, base, &b[key.start..key.end]);
        if new {
            self.all.push(key);
        }
        new
    }

    fn is_new(&mut self, b: &[u8], base: usize, text: &[u8]) -> bool {
        let keys = &self.all[base..];
        if keys.len() < MANY {
            let bytes = |k: &Span| &b[k.start..k.end];
            return if self.escaped {
                !keys.iter().any(|k| reads(bytes(k)) == reads(text))
            } else {
                !keys.iter().any(|k| k.len() == text.len() && bytes(k) == text)
            };
        }
        if self.many.last().is_none_or(|m| m.0 != base) {
            let all = keys.iter().map(|k| reads(&b[k.start..k.end]).into_owned()).collect();
            self.many.push((base, all));
        }
        self.many.last_mut().is_some_and(|m| m.1.insert(reads(text).into_owned()))
    }
}
