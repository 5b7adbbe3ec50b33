//! Lines that stand on their own: found again after damage, by their length or by their beginning.

use serde_json::Value;

use super::checksum;

/// The beginning of a line.
const MARK: &[u8] = b"cj2 ";
/// `cj2 `, eight digits of the number, eight of the length, sixteen of the checksum, a space after
/// each.
pub(super) const HEAD: usize = 4 + 9 + 9 + 17;

/// A stretch that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// Where it begins, in bytes.
    pub at: usize,
    /// What it holds, as far as it is text.
    pub text: String,
}

/// A line that is whole.
pub(super) struct Frame {
    pub(super) at: usize,
    /// Its number; lines of version 1 have none.
    pub(super) number: Option<u64>,
    pub(super) value: Value,
    /// Something before it cannot be read.
    pub(super) after_damage: bool,
    pub(super) text: String,
}

/// A line: its number and its object. Ends in a line feed, and holds no other.
#[must_use]
pub fn frame(number: u64, value: &Value) -> String {
    let json = value.to_string();
    let (number, len) = (number & 0xFFFF_FFFF, json.len());
    let sum = sum_of(number, json.as_bytes());
    format!("cj2 {number:08x} {len:08x} {sum:016x} {json}\n")
}

fn sum_of(number: u64, json: &[u8]) -> u64 {
    checksum(json).rotate_left(7) ^ checksum(&number.to_le_bytes())
}

/// What was found in bytes.
#[derive(Default)]
pub(super) struct Frames {
    /// Every whole line.
    pub(super) whole: Vec<Frame>,
    /// What lies between them.
    pub(super) damaged: Vec<Damage>,
    /// How many of those stand after the last whole line.
    pub(super) tail: usize,
}

/// Finds the lines.
pub(super) fn frames(bytes: &[u8]) -> Frames {
    let Frames { whole: mut out, mut damaged, mut tail } = Frames::default();
    let mut at = 0;
    // Where what cannot be read begins.
    let mut bad: Option<usize> = None;
    while at < bytes.len() {
        let Some((mut frame, end)) = whole(bytes, at).or_else(|| first(bytes, at)) else {
            bad.get_or_insert(at);
            at = next(bytes, at + 1);
            continue;
        };
        frame.after_damage = bad.is_some();
        if let Some(from) = bad.take() {
            damage(bytes, from, at, &mut damaged);
        }
        out.push(frame);
        // The line feed; damaged or not, it says nothing more than the length does.
        at = end.saturating_add(1);
    }
    if let Some(from) = bad {
        let before = damaged.len();
        damage(bytes, from, bytes.len(), &mut damaged);
        tail = damaged.len() - before;
    }
    Frames { whole: out, damaged, tail }
}

/// Each line of a stretch that cannot be read is told on its own.
fn damage(bytes: &[u8], from: usize, to: usize, out: &mut Vec<Damage>) {
    let mut at = from;
    for line in bytes[from..to].split_inclusive(|b| *b == b'\n') {
        let text = String::from_utf8_lossy(line).trim_end_matches('\n').to_owned();
        if !text.is_empty() {
            out.push(Damage { at, text });
        }
        at += line.len();
    }
}

/// The next place a line may begin: after a line feed, or where the mark stands.
fn next(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    let feed = memchr::memchr(b'\n', rest).map(|i| at + i + 1);
    let mark = memchr::memmem::find(rest, MARK).map(|i| at + i);
    feed.into_iter().chain(mark).min().unwrap_or(bytes.len())
}

fn digits(bytes: &[u8]) -> Option<u64> {
    let plain = bytes.iter().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(b));
    let text = std::str::from_utf8(bytes).ok().filter(|_| plain)?;
    u64::from_str_radix(text, 16).ok()
}

/// The line that begins at a place, and where it ends.
fn whole(bytes: &[u8], at: usize) -> Option<(Frame, usize)> {
    let rest = bytes.get(at..)?;
    let head = rest.get(..HEAD)?.strip_prefix(MARK)?;
    let (number, len, sum) = (digits(&head[..8])?, digits(&head[9..17])?, digits(&head[18..34])?);
    let len = usize::try_from(len).ok()?;
    let json = rest.get(HEAD..HEAD.checked_add(len)?)?;
    if sum_of(number, json) != sum {
        return None;
    }
    let value = serde_json::from_slice(json).ok()?;
    let text = String::from_utf8_lossy(json).into_owned();
    let frame = Frame { at, number: Some(number), value, after_damage: false, text };
    Some((frame, at + HEAD + len))
}

/// A line of version 1: a checksum and an object.
fn first(bytes: &[u8], at: usize) -> Option<(Frame, usize)> {
    let rest = bytes.get(at..)?;
    if rest.get(16) != Some(&b' ') {
        return None;
    }
    let sum = digits(rest.get(..16)?)?;
    let end = memchr::memchr(b'\n', rest)?;
    let json = rest.get(17..end)?;
    if checksum(json) != sum {
        return None;
    }
    let value = serde_json::from_slice(json).ok()?;
    let text = String::from_utf8_lossy(json).into_owned();
    Some((Frame { at, number: None, value, after_damage: false, text }, at + end))
}
