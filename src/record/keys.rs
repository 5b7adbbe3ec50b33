//! The keys of the objects a scan is in, compared as they read: `v\u0061lue` is `value`.

use std::borrow::Cow;
use std::hash::{BuildHasher as _, RandomState};

use hashbrown::HashTable;

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
    /// Where the keys of an open object begin that has many of them, and the numbers of all of
    /// these by how they read, hashed in a way that no file can foresee.
    many: Vec<(usize, HashTable<u32>)>,
    hasher: RandomState,
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
        let (all, hasher) = (&self.all, &self.hasher);
        let key = |i: u32| all.get(i as usize).map_or("".into(), |k| reads(&b[k.start..k.end]));
        let hash = |i: &u32| hasher.hash_one(key(*i).as_bytes());
        if self.many.last().is_none_or(|m| m.0 != base) {
            let mut table = HashTable::with_capacity(4 * MANY);
            for i in (base..all.len()).filter_map(|i| u32::try_from(i).ok()) {
                table.insert_unique(hash(&i), i, hash);
            }
            self.many.push((base, table));
        }
        let Some((_, table)) = self.many.last_mut() else { return true };
        let text = reads(text);
        let own = hasher.hash_one(text.as_bytes());
        if table.find(own, |i| key(*i) == text).is_some() {
            return false;
        }
        if let Ok(next) = u32::try_from(all.len()) {
            table.insert_unique(own, next, hash);
        }
        true
    }
}
