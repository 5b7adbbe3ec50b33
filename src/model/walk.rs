//! The way through a record's text by the members the format lists, without decoding it.

use std::borrow::Cow;

use super::schema::{Field, Kind, TERM};
use crate::record::Walk;

/// A step of the way: a member, or an element of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step<'t> {
    /// A member, by its key.
    Key(Cow<'t, str>),
    /// An element, from 0.
    Index(usize),
}

/// The way from the record to a value.
#[derive(Clone, Debug, Default)]
pub struct Trail<'t>(Vec<Step<'t>>);

impl<'t> Trail<'t> {
    /// The steps, outermost first.
    #[must_use]
    pub fn steps(&self) -> &[Step<'t>] {
        &self.0
    }

    /// The way as a JSON Pointer: `/sectors/3/sector`.
    #[must_use]
    pub fn pointer(&self) -> String {
        let mut out = String::new();
        for step in &self.0 {
            out.push('/');
            match step {
                Step::Key(key) => out.push_str(&crate::record::splice::token(key)),
                Step::Index(i) => out.push_str(&i.to_string()),
            }
        }
        out
    }

    /// The way as problems write it: `sectors[3].sector`.
    #[must_use]
    pub fn place(&self) -> String {
        let mut out = String::new();
        for step in &self.0 {
            match step {
                Step::Key(key) => {
                    if !out.is_empty() {
                        out.push('.');
                    }
                    out.push_str(key);
                }
                Step::Index(i) => {
                    out.push('[');
                    out.push_str(&i.to_string());
                    out.push(']');
                }
            }
        }
        out
    }
}

/// Whoever is led through a record.
pub trait Visit<'t> {
    /// A listed value, as it stands in the text. Lists and objects are told only where something
    /// else stands in their place; their elements and members one by one; `null` not at all.
    fn value(&mut self, at: &Trail<'t>, kind: Kind, raw: &'t str);

    /// A member that the format does not list, beside those it does.
    fn other(&mut self, _at: &Trail<'t>, _fields: &'static [Field], _key: &str) {}

    /// An object is left: its listed members, as places in `fields`, with their text.
    fn object(&mut self, _at: &Trail<'t>, _fields: &'static [Field], _seen: &[(usize, &'t str)]) {}
}

/// Leads `visit` through an object's text by `fields`. `text` must be valid JSON but for `NaN` and
/// `Infinity`; on anything else the walk ends early.
pub fn walk<'t>(text: &'t str, fields: &'static [Field], visit: &mut impl Visit<'t>) {
    walk_value(text, Kind::Group(fields), None, visit);
}

/// The same of a value of any kind, under a key.
pub fn walk_value<'t>(
    text: &'t str,
    kind: Kind,
    key: Option<&'static str>,
    visit: &mut impl Visit<'t>,
) {
    let trail = Trail(key.map(|k| Step::Key(Cow::Borrowed(k))).into_iter().collect());
    let mut walker = Walker { text, at: Walk::new(text), trail, seen: Vec::new(), visit };
    walker.at.space();
    walker.value(kind);
}

/// The text inside the quotes of a JSON string, decoded; `None` for anything else.
#[must_use]
pub fn string(raw: &str) -> Option<Cow<'_, str>> {
    let inner = raw.strip_prefix('"')?.strip_suffix('"')?;
    if memchr::memchr(b'\\', inner.as_bytes()).is_none() {
        return Some(Cow::Borrowed(inner));
    }
    serde_json::from_str(raw).ok().map(Cow::Owned)
}

struct Walker<'t, 'v, V> {
    text: &'t str,
    at: Walk<'t>,
    trail: Trail<'t>,
    /// Members of all open objects; each object looks only at its own tail.
    seen: Vec<(usize, &'t str)>,
    visit: &'v mut V,
}

impl<'t, V: Visit<'t>> Walker<'t, '_, V> {
    /// The text of the value at the current position; moves behind it.
    fn raw(&mut self) -> Option<&'t str> {
        let start = self.at.pos;
        self.at.skip()?;
        self.text.get(start..self.at.pos)
    }

    fn value(&mut self, kind: Kind) -> Option<()> {
        match (kind, self.at.peek()?) {
            (_, b'n') => self.at.skip(),
            (Kind::Group(fields), b'{') => self.object(fields),
            (Kind::List(fields), b'[') => self.elements(Kind::Group(fields)),
            (Kind::Refs(collections), b'[') => self.elements(Kind::Ref(collections)),
            (Kind::Words, b'[') => self.elements(Kind::Line),
            (Kind::Pointers, b'[') => self.elements(Kind::Pointer),
            (Kind::ByLanguage(fields), b'{') => self.entries(Kind::Group(fields)),
            (Kind::Text | Kind::Prose, b'{') => self.entries(kind),
            (Kind::Terms, b'{') if self.trail.0.len() < 2 => self.entries(Kind::Terms),
            (Kind::Terms, b'{') => self.entries(Kind::Group(TERM)),
            _ => {
                let raw = self.raw()?;
                self.visit.value(&self.trail, kind, raw);
                Some(())
            }
        }
    }

    fn elements(&mut self, kind: Kind) -> Option<()> {
        self.at.pos += 1;
        for i in 0.. {
            self.at.space();
            if self.at.peek()? == b']' {
                self.at.pos += 1;
                break;
            }
            self.trail.0.push(Step::Index(i));
            self.value(kind)?;
            self.trail.0.pop();
        }
        Some(())
    }

    /// The key at the current position; moves to its value.
    fn key(&mut self) -> Option<Cow<'t, str>> {
        let start = self.at.pos + 1;
        let rest = self.text.as_bytes().get(start..)?;
        let end = start + memchr::memchr2(b'"', b'\\', rest)?;
        // Keys with escapes are rare.
        let key = if self.text.as_bytes()[end] == b'"' {
            self.at.pos = end + 1;
            Cow::Borrowed(self.text.get(start..end)?)
        } else {
            let raw = self.raw()?;
            string(raw).unwrap_or(Cow::Borrowed(raw))
        };
        self.at.space();
        Some(key)
    }

    /// Values under keys that the file chooses.
    fn entries(&mut self, kind: Kind) -> Option<()> {
        self.at.pos += 1;
        loop {
            self.at.space();
            if self.at.peek()? == b'}' {
                self.at.pos += 1;
                return Some(());
            }
            let key = self.key()?;
            self.trail.0.push(Step::Key(key));
            // A text in a text's place is the end of it; an object is none.
            if matches!(kind, Kind::Text | Kind::Prose) && self.at.peek()? == b'{' {
                let raw = self.raw()?;
                self.visit.value(&self.trail, kind, raw);
            } else {
                self.value(kind)?;
            }
            self.trail.0.pop();
        }
    }

    fn object(&mut self, fields: &'static [Field]) -> Option<()> {
        self.at.pos += 1;
        let base = self.seen.len();
        let mut next = 0;
        loop {
            self.at.space();
            if self.at.peek()? == b'}' {
                self.at.pos += 1;
                break;
            }
            let key = self.key()?;
            let Some(i) = place(fields, &key, next) else {
                self.at.skip()?;
                self.visit.other(&self.trail, fields, &key);
                continue;
            };
            next = i + 1;
            let start = self.at.pos;
            self.trail.0.push(Step::Key(Cow::Borrowed(fields[i].key)));
            self.value(fields[i].kind)?;
            self.trail.0.pop();
            let raw = self.text.get(start..self.at.pos)?;
            if raw != "null" {
                self.seen.push((i, raw));
            }
        }
        self.visit.object(&self.trail, fields, &self.seen[base..]);
        self.seen.truncate(base);
        Some(())
    }
}

/// Where a key stands among the fields; members mostly come in the order they are listed in.
fn place(fields: &[Field], key: &str, next: usize) -> Option<usize> {
    let from = |range: std::ops::Range<usize>| range.into_iter().find(|i| fields[*i].key == key);
    from(next.min(fields.len())..fields.len()).or_else(|| from(0..next.min(fields.len())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::schema::members;
    use crate::record::Collection;

    #[derive(Default)]
    struct Seen(Vec<String>);

    impl<'t> Visit<'t> for Seen {
        fn value(&mut self, at: &Trail<'t>, _: Kind, raw: &'t str) {
            self.0.push(format!("{} {raw}", at.place()));
        }

        fn other(&mut self, at: &Trail<'t>, _: &'static [Field], key: &str) {
            self.0.push(format!("{}?{key}", at.pointer()));
        }
    }

    #[test]
    fn values_are_told_with_their_place_and_wrong_shapes_whole() {
        let text = r#"{"\u0069d":"a", "label":{"fr":"x"}, "amounts":{"value":1}, "x":[1],
            "sectors":[{"sector":"s","share":50},"t"], "stages":[{"date":null,"y":{}}]}"#;
        let mut seen = Seen::default();
        walk(text, members(Collection::Initiatives), &mut seen);
        assert_eq!(
            seen.0,
            [
                "id \"a\"",
                "label.fr \"x\"",
                "amounts {\"value\":1}",
                "?x",
                "sectors[0].sector \"s\"",
                "sectors[0].share 50",
                "sectors[1] \"t\"",
                "/stages/0?y",
            ]
        );
    }
}
