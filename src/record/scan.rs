//! One strict pass over the bytes of a file: finds where each record stands and refuses what is
//! not JSON, with the offset and the reason.
//!
//! It checks what a lenient skip would miss: nesting depth, numbers that do not fit, lone
//! surrogates, raw control characters and repeated keys. It does not decode values and does not
//! know what a record means.

use super::Collection;
pub use super::check::{check_value, findings, record, record_fault};
use super::keys::{Keys, reads};

/// Deepest nesting accepted, the limit `serde_json` has too.
pub const MAX_DEPTH: u16 = 128;

/// A stretch of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it holds no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// Where one record stands in the file, and where its id stands in the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// First byte of the record.
    pub start: u64,
    /// Length of the record in bytes.
    pub len: u32,
    /// Offset of the id's characters (inside the quotes) from the record's first byte; 0 = none.
    pub id_offset: u32,
    /// Length of the id in bytes.
    pub id_len: u32,
}

/// A member of the top-level object.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// The key without its quotes.
    pub key: Span,
    /// The value.
    pub value: Span,
    /// The collection whose records were indexed, when it is one of the nine and an array.
    pub collection: Option<Collection>,
}

/// A key that stands twice in one object. The last value counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuplicateKey {
    /// Offset of the second key.
    pub offset: usize,
    /// The key as written.
    pub key: String,
    /// The record it is in, when it is in one.
    pub record: Option<(Collection, usize)>,
}

/// What a pass over the file found.
#[derive(Debug, Default)]
pub struct Scan {
    /// Members of the top-level object, in order.
    pub members: Vec<Member>,
    /// Records of the nine collections, indexed by [`Collection`] as number.
    pub slots: [Vec<Slot>; 9],
    /// Keys that stand twice, at most [`MAX_FINDINGS`].
    pub duplicate_keys: Vec<DuplicateKey>,
    /// Offsets of `NaN`, `Infinity` and `-Infinity` tokens with the record they are in.
    pub not_finite: Vec<(usize, Option<(Collection, usize)>)>,
    /// Entries of a collection that are not objects.
    pub not_objects: Vec<(Collection, usize)>,
}

/// Most findings of one kind kept, so that a hostile file cannot fill the memory with complaints.
pub const MAX_FINDINGS: usize = 10_000;

/// Why a file is not readable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The text stops before it is complete.
    End,
    /// A comma with nothing after it.
    TrailingComma,
    /// `//`, `/*` or `#`.
    Comment,
    /// A string or key in single quotes, or a key without quotes.
    Quotes,
    /// Two values without a comma between them.
    MissingComma,
    /// A key without its colon.
    MissingColon,
    /// A backslash followed by something JSON does not know.
    Escape,
    /// Half of a surrogate pair.
    Surrogate,
    /// A control character inside a string.
    Control,
    /// Not a number JSON knows.
    Number,
    /// A number no program could hold.
    NumberRange,
    /// Nested more than [`MAX_DEPTH`] deep.
    Depth,
    /// Something after the end of the value.
    Trailing,
    /// The top level is not an object.
    TopLevel,
    /// Anything else.
    Unexpected,
    /// The caller asked to stop.
    Cancelled,
}

/// A fault and where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScanError {
    /// Byte offset.
    pub offset: usize,
    /// What is wrong there.
    pub fault: Fault,
}

/// Scans a whole file.
///
/// `tick` is told how many bytes are done, every few thousand records, and returns whether to go
/// on. On an error, what was found so far is returned with it, for recovery.
///
/// # Errors
/// The first [`Fault`] with its offset.
pub fn scan(
    text: &[u8],
    tick: &mut dyn FnMut(usize) -> bool,
) -> Result<Scan, (ScanError, Box<Scan>)> {
    let mut scanner = Scanner {
        b: text,
        pos: 0,
        depth: 0,
        keys: Keys::default(),
        at: None,
        out: Scan::default(),
    };
    match scanner.top(tick) {
        Ok(()) => Ok(scanner.out),
        Err(error) => Err((error, Box::new(scanner.out))),
    }
}

/// Scans one value at the start of `text`, as if it stood `depth` deep; of an object also tells
/// where its id is. Returns what was found and where the value ends.
pub(super) fn one(text: &[u8], depth: u16) -> Result<(Scan, Option<Span>, usize), ScanError> {
    let mut s =
        Scanner { b: text, pos: 0, depth, keys: Keys::default(), at: None, out: Scan::default() };
    s.space();
    let mut id = None;
    if s.peek() == Some(b'{') {
        s.object(Some(&mut id))?;
    } else {
        s.value()?;
    }
    Ok((s.out, id, s.pos))
}

/// Whether a key reads `id`, which with escapes takes at least seven bytes.
fn is_id(key: &[u8]) -> bool {
    key == b"id" || (key.len() > 6 && key.contains(&b'\\') && reads(key) == "id")
}

/// How many bytes at the start of `b` are certainly plain characters of a string: no quotation
/// mark, backslash or control character. Eight bytes at a time ("bit twiddling hacks", haszero and
/// hasless by Alan Mycroft); the lowest byte it marks is always a true one.
fn plain_run(b: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = ONES * 0x80;
    let zero = |w: u64| w.wrapping_sub(ONES) & !w & HIGH;
    let mut done = 0;
    for chunk in b.chunks_exact(8) {
        let mut bytes = [0; 8];
        bytes.copy_from_slice(chunk);
        let w = u64::from_le_bytes(bytes);
        let control = w.wrapping_sub(ONES * 0x20) & !w & HIGH;
        let marks =
            zero(w ^ (ONES * u64::from(b'"'))) | zero(w ^ (ONES * u64::from(b'\\'))) | control;
        if marks != 0 {
            return done + (marks.trailing_zeros() / 8) as usize;
        }
        done += 8;
    }
    done
}

struct Scanner<'a> {
    b: &'a [u8],
    pos: usize,
    depth: u16,
    keys: Keys,
    at: Option<(Collection, usize)>,
    out: Scan,
}

type Done = Result<(), ScanError>;

impl Scanner<'_> {
    fn fault(&self, fault: Fault) -> ScanError {
        ScanError { offset: self.pos, fault }
    }

    fn peek(&self) -> Option<u8> {
        self.b.get(self.pos).copied()
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\n' | b'\t' | b'\r') = self.peek() {
            self.pos += 1;
        }
    }

    /// What to say about a byte that cannot stand here.
    fn unexpected(&self) -> ScanError {
        self.fault(match self.peek() {
            None => Fault::End,
            Some(b'/' | b'#') => Fault::Comment,
            Some(b'\'') => Fault::Quotes,
            Some(_) => Fault::Unexpected,
        })
    }

    fn top(&mut self, tick: &mut dyn FnMut(usize) -> bool) -> Done {
        self.space();
        match self.peek() {
            Some(b'{') => {}
            Some(b'[' | b'"' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n') => {
                // Only a whole value is "a wrong top level"; anything else is a broken file.
                let start = self.pos;
                self.value()?;
                return Err(ScanError { offset: start, fault: Fault::TopLevel });
            }
            _ => return Err(self.unexpected()),
        }
        self.pos += 1;
        self.depth = 1;
        self.space();
        if self.peek() == Some(b'}') {
            self.pos += 1;
        } else {
            loop {
                let key = self.key(0)?;
                self.space();
                let start = self.pos;
                let collection =
                    Collection::from_key(reads(&self.b[key.start..key.end]).as_bytes());
                let mut indexed = None;
                match collection {
                    Some(c) if self.peek() == Some(b'[') => {
                        // The last member of a name counts, as for every repeated key.
                        self.out.slots[c as usize].clear();
                        self.out.not_objects.retain(|(other, _)| *other != c);
                        indexed = Some(c);
                        self.collection(c, tick)?;
                    }
                    _ => self.value()?,
                }
                let value = Span { start, end: self.pos };
                self.out.members.push(Member { key, value, collection: indexed });
                if self.next(b'}')? {
                    break;
                }
            }
        }
        self.keys.clear();
        self.space();
        if self.pos < self.b.len() {
            let comment = matches!(self.peek(), Some(b'/' | b'#'));
            return Err(self.fault(if comment { Fault::Comment } else { Fault::Trailing }));
        }
        Ok(())
    }

    /// The records of one collection.
    fn collection(&mut self, c: Collection, tick: &mut dyn FnMut(usize) -> bool) -> Done {
        self.pos += 1;
        self.depth += 1;
        self.space();
        if self.peek() == Some(b']') {
            self.pos += 1;
            self.depth -= 1;
            return Ok(());
        }
        let mut index = 0;
        loop {
            self.at = Some((c, index));
            let start = self.pos;
            let mut id = None;
            if self.peek() == Some(b'{') {
                self.object(Some(&mut id))?;
            } else {
                self.value()?;
                if self.out.not_objects.len() < MAX_FINDINGS {
                    self.out.not_objects.push((c, index));
                }
            }
            let len = u32::try_from(self.pos - start)
                .map_err(|_too_long| ScanError { offset: start, fault: Fault::NumberRange })?;
            let id: Span = id.unwrap_or(Span { start, end: start });
            self.out.slots[c as usize].push(Slot {
                start: start as u64,
                len,
                id_offset: u32::try_from(id.start - start).unwrap_or(0),
                id_len: u32::try_from(id.len()).unwrap_or(0),
            });
            index += 1;
            if index.is_multiple_of(4096) && !tick(self.pos) {
                return Err(self.fault(Fault::Cancelled));
            }
            if self.next(b']')? {
                break;
            }
        }
        self.at = None;
        self.depth -= 1;
        Ok(())
    }

    /// After an element: a comma (false) or the closing byte (true).
    fn next(&mut self, close: u8) -> Result<bool, ScanError> {
        self.space();
        match self.peek() {
            Some(b',') => {
                let comma = self.pos;
                self.pos += 1;
                self.space();
                if matches!(self.peek(), Some(b'}' | b']')) {
                    return Err(ScanError { offset: comma, fault: Fault::TrailingComma });
                }
                Ok(false)
            }
            Some(b) if b == close => {
                self.pos += 1;
                Ok(true)
            }
            Some(b'"' | b'{' | b'[' | b'0'..=b'9' | b'-') => Err(self.fault(Fault::MissingComma)),
            _ => Err(self.unexpected()),
        }
    }

    /// A key and its colon. `base` is where this object's keys start in the stack.
    fn key(&mut self, base: usize) -> Result<Span, ScanError> {
        match self.peek() {
            Some(b'"') => {}
            Some(b'\'' | b'a'..=b'z' | b'A'..=b'Z' | b'_') => {
                return Err(self.fault(Fault::Quotes));
            }
            _ => return Err(self.unexpected()),
        }
        let (key, escaped) = self.quoted()?;
        let text = &self.b[key.start..key.end];
        let repeated = !self.keys.add(self.b, base, key, escaped);
        if repeated && self.out.duplicate_keys.len() < MAX_FINDINGS {
            self.out.duplicate_keys.push(DuplicateKey {
                offset: key.start - 1,
                key: reads(text).into_owned(),
                record: self.at,
            });
        }
        self.space();
        if self.peek() != Some(b':') {
            return Err(if self.peek().is_none() {
                self.fault(Fault::End)
            } else {
                self.fault(Fault::MissingColon)
            });
        }
        self.pos += 1;
        self.space();
        Ok(key)
    }

    fn enter(&mut self) -> Done {
        self.depth += 1;
        if self.depth > MAX_DEPTH { Err(self.fault(Fault::Depth)) } else { Ok(()) }
    }

    fn object(&mut self, mut id: Option<&mut Option<Span>>) -> Done {
        self.enter()?;
        self.pos += 1;
        self.space();
        let base = self.keys.len();
        if self.peek() == Some(b'}') {
            self.pos += 1;
        } else {
            loop {
                let key = self.key(base)?;
                if let Some(id) = id.as_deref_mut()
                    && self.peek() == Some(b'"')
                    && is_id(&self.b[key.start..key.end])
                {
                    *id = Some(self.string()?);
                } else {
                    self.value()?;
                }
                if self.next(b'}')? {
                    break;
                }
            }
        }
        self.keys.leave(base);
        self.depth -= 1;
        Ok(())
    }

    fn array(&mut self) -> Done {
        self.enter()?;
        self.pos += 1;
        self.space();
        if self.peek() == Some(b']') {
            self.pos += 1;
        } else {
            loop {
                self.value()?;
                if self.next(b']')? {
                    break;
                }
            }
        }
        self.depth -= 1;
        Ok(())
    }

    fn value(&mut self) -> Done {
        match self.peek() {
            Some(b'"') => self.string().map(|_span| ()),
            Some(b'{') => self.object(None),
            Some(b'[') => self.array(),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word(b"true"),
            Some(b'f') => self.word(b"false"),
            Some(b'n') => self.word(b"null"),
            Some(b'N') => self.not_finite(b"NaN"),
            Some(b'I') => self.not_finite(b"Infinity"),
            _ => Err(self.unexpected()),
        }
    }

    fn word(&mut self, word: &[u8]) -> Done {
        let rest = &self.b[self.pos..];
        if rest.starts_with(word) {
            self.pos += word.len();
            Ok(())
        } else if word.starts_with(rest) {
            self.pos = self.b.len();
            Err(self.fault(Fault::End))
        } else {
            Err(self.fault(Fault::Unexpected))
        }
    }

    fn not_finite(&mut self, word: &[u8]) -> Done {
        let offset = self.pos;
        self.word(word)?;
        if self.out.not_finite.len() < MAX_FINDINGS {
            self.out.not_finite.push((offset, self.at));
        }
        Ok(())
    }

    /// A string; returns the span between the quotes.
    fn string(&mut self) -> Result<Span, ScanError> {
        self.quoted().map(|(span, _)| span)
    }

    /// A string, and whether it is written with escapes.
    fn quoted(&mut self) -> Result<(Span, bool), ScanError> {
        let mut escaped = false;
        let start = self.pos + 1;
        let mut i = start;
        loop {
            i += plain_run(&self.b[i..]);
            match self.b.get(i) {
                None => {
                    self.pos = self.b.len();
                    return Err(self.fault(Fault::End));
                }
                Some(b'"') => break,
                Some(b'\\') => (escaped, i) = (true, self.escape(i)?),
                Some(0..=0x1F) => return Err(ScanError { offset: i, fault: Fault::Control }),
                Some(_) => i += 1,
            }
        }
        self.pos = i + 1;
        Ok((Span { start, end: i }, escaped))
    }

    /// The offset after the escape that starts at `i`.
    fn escape(&self, i: usize) -> Result<usize, ScanError> {
        match self.b.get(i + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(i + 2),
            Some(b'u') => {
                let unit = self.hex(i)?;
                match unit {
                    0xDC00..=0xDFFF => Err(ScanError { offset: i, fault: Fault::Surrogate }),
                    0xD800..=0xDBFF => {
                        if self.b.get(i + 6) == Some(&b'\\')
                            && self.b.get(i + 7) == Some(&b'u')
                            && matches!(self.hex(i + 6)?, 0xDC00..=0xDFFF)
                        {
                            Ok(i + 12)
                        } else {
                            Err(ScanError { offset: i, fault: Fault::Surrogate })
                        }
                    }
                    _ => Ok(i + 6),
                }
            }
            None => Err(ScanError { offset: self.b.len(), fault: Fault::End }),
            Some(_) => Err(ScanError { offset: i, fault: Fault::Escape }),
        }
    }

    /// The four hexadecimal digits of the `\u` escape at `i`.
    fn hex(&self, i: usize) -> Result<u32, ScanError> {
        let Some(digits) = self.b.get(i + 2..i + 6) else {
            return Err(ScanError { offset: self.b.len(), fault: Fault::End });
        };
        let mut unit = 0;
        for d in digits {
            let Some(v) = char::from(*d).to_digit(16) else {
                return Err(ScanError { offset: i, fault: Fault::Escape });
            };
            unit = unit * 16 + v;
        }
        Ok(unit)
    }

    fn digits(&mut self) -> usize {
        let start = self.pos;
        while let Some(b'0'..=b'9') = self.peek() {
            self.pos += 1;
        }
        self.pos - start
    }

    fn number(&mut self) -> Done {
        let start = self.pos;
        if self.peek() == Some(b'-') {
            self.pos += 1;
            if self.peek() == Some(b'I') {
                return self.not_finite(b"Infinity");
            }
        }
        let first = self.peek();
        let whole = self.digits();
        if whole == 0 {
            return Err(self.fault(if first.is_none() { Fault::End } else { Fault::Number }));
        }
        if whole > 1 && first == Some(b'0') {
            return Err(ScanError { offset: start, fault: Fault::Number });
        }
        let mut large = whole > 300;
        if self.peek() == Some(b'.') {
            self.pos += 1;
            if self.digits() == 0 {
                return Err(self.fault(Fault::Number));
            }
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.pos += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.pos += 1;
            }
            if self.digits() == 0 {
                return Err(self.fault(Fault::Number));
            }
            large = true;
        }
        if large {
            let finite = std::str::from_utf8(&self.b[start..self.pos])
                .ok()
                .and_then(|t| t.parse::<f64>().ok())
                .is_some_and(f64::is_finite);
            if !finite {
                return Err(ScanError { offset: start, fault: Fault::NumberRange });
            }
        }
        Ok(())
    }
}
