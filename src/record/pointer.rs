//! JSON Pointers (RFC 6901) into the text of a record, so that one value can be exchanged while
//! every other byte, the order of members and unknown members stay as they were.

use super::scan::Span;

/// The span of the value a JSON Pointer names in `text`, or `None` when there is no such value.
///
/// Of a repeated key the last one counts. `text` must be valid JSON; on anything else the answer
/// is `None`, never a panic.
#[must_use]
pub fn span_of(text: &str, pointer: &str) -> Option<Span> {
    let b = text.as_bytes();
    let mut walk = Walk { b, pos: 0 };
    walk.space();
    let mut at = walk.pos;
    if !pointer.is_empty() {
        for token in pointer.strip_prefix('/')?.split('/') {
            let token = token.replace("~1", "/").replace("~0", "~");
            at = walk.step(at, &token)?;
        }
    }
    walk.pos = at;
    walk.skip()?;
    Some(Span { start: at, end: walk.pos })
}

/// `text` with the bytes of `span` exchanged for `with`.
#[must_use]
pub fn replace_span(text: &str, span: Span, with: &str) -> Option<String> {
    Some(format!("{}{with}{}", text.get(..span.start)?, text.get(span.end..)?))
}

/// A member or an element of a container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Child {
    /// The key with its quotes; `None` for an element of an array.
    pub key: Option<Span>,
    /// The key, decoded.
    pub name: Option<String>,
    /// The value.
    pub value: Span,
}

/// Whether the container at `pointer` is an object, its span, and its children in order; `None`
/// when there is no container.
#[must_use]
pub fn children(text: &str, pointer: &str) -> Option<(bool, Span, Vec<Child>)> {
    let whole = span_of(text, pointer)?;
    let b = text.as_bytes();
    let object = match b.get(whole.start)? {
        b'{' => true,
        b'[' => false,
        _ => return None,
    };
    let mut walk = Walk { b, pos: whole.start + 1 };
    let mut out = Vec::new();
    loop {
        walk.space();
        if let b'}' | b']' = b.get(walk.pos)? {
            return Some((object, whole, out));
        }
        let (mut key, mut name) = (None, None);
        if object {
            let start = walk.pos;
            walk.skip()?;
            key = Some(Span { start, end: walk.pos });
            name = serde_json::from_str(text.get(start..walk.pos)?).ok();
            walk.space();
        }
        let start = walk.pos;
        walk.skip()?;
        out.push(Child { key, name, value: Span { start, end: walk.pos } });
    }
}

/// A forgiving walk over JSON that was checked when the file was opened.
#[derive(Clone, Copy, Debug)]
pub struct Walk<'a> {
    b: &'a [u8],
    /// Where it stands.
    pub pos: usize,
}

impl<'a> Walk<'a> {
    /// A walk from the first byte.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self { b: text.as_bytes(), pos: 0 }
    }

    /// The byte it stands at.
    #[must_use]
    #[inline]
    pub fn peek(&self) -> Option<u8> {
        self.b.get(self.pos).copied()
    }

    /// Moves behind white space, commas and colons.
    #[inline]
    pub fn space(&mut self) {
        while let Some(b' ' | b'\n' | b'\t' | b'\r' | b',' | b':') = self.b.get(self.pos) {
            self.pos += 1;
        }
    }

    /// The start of the member or element `token` of the container at `at`.
    fn step(&mut self, at: usize, token: &str) -> Option<usize> {
        self.pos = at;
        let object = match self.b.get(at)? {
            b'{' => true,
            b'[' => false,
            _ => return None,
        };
        let wanted = if object { None } else { token.parse::<usize>().ok() };
        self.pos += 1;
        let mut index = 0;
        let mut found = None;
        loop {
            self.space();
            if let b'}' | b']' = self.b.get(self.pos)? {
                return found;
            }
            if object {
                let start = self.pos;
                self.skip()?;
                let raw = std::str::from_utf8(self.b.get(start..self.pos)?).ok()?;
                let key: String = serde_json::from_str(raw).ok()?;
                self.space();
                if key == token {
                    found = Some(self.pos);
                }
            } else if Some(index) == wanted {
                return Some(self.pos);
            }
            self.skip()?;
            index += 1;
        }
    }

    /// Moves behind the value at the current position; `None` at the end of the text.
    pub fn skip(&mut self) -> Option<()> {
        let mut depth = 0usize;
        loop {
            match self.b.get(self.pos)? {
                b'"' => {
                    self.pos += 1;
                    loop {
                        self.pos += memchr::memchr2(b'"', b'\\', self.b.get(self.pos..)?)?;
                        if self.b[self.pos] == b'"' {
                            break;
                        }
                        self.pos += 2;
                    }
                    self.pos += 1;
                }
                b'{' | b'[' => {
                    depth += 1;
                    self.pos += 1;
                }
                b'}' | b']' => {
                    depth = depth.checked_sub(1)?;
                    self.pos += 1;
                }
                b' ' | b'\n' | b'\t' | b'\r' | b',' | b':' => {
                    self.pos += 1;
                    continue;
                }
                _ => {
                    while let Some(c) = self.b.get(self.pos)
                        && !matches!(c, b',' | b':' | b'}' | b']' | b' ' | b'\n' | b'\t' | b'\r')
                    {
                        self.pos += 1;
                    }
                }
            }
            if depth == 0 {
                return Some(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_and_replaces_one_value() {
        let text = r#"{"zz": 1, "a/b": [10, {"c": "x\"}"}], "n": 1e-07}"#;
        let get = |p: &str| span_of(text, p).map(|s| &text[s.start..s.end]);
        assert_eq!(get("/a~1b/1/c"), Some(r#""x\"}""#));
        assert_eq!(get("/n"), Some("1e-07"));
        assert_eq!(get("/a~1b/0"), Some("10"));
        assert_eq!(get("/missing"), None);
        assert_eq!(get(""), Some(text));
        let span = span_of(text, "/a~1b/1/c").unwrap();
        assert_eq!(
            replace_span(text, span, "\"y\"").unwrap(),
            r#"{"zz": 1, "a/b": [10, {"c": "y"}], "n": 1e-07}"#
        );
    }
}
