//! Text from a file made fit to be shown: no control character acts, nothing hidden stays hidden,
//! and no label is so long that laying it out would stop the window.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Most characters of one text that are laid out.
pub const MAX_CHARS: usize = 2000;

/// The text as it may be drawn, at most `max` characters.
///
/// Control characters become �, and bidirectional overrides, isolates and zero-width characters
/// become a visible mark such as `[U+202E]`. Joiners stay between letters of scripts that need
/// them.
#[must_use]
pub fn clean(text: &str, max: usize) -> Cow<'_, str> {
    let max = max.min(MAX_CHARS);
    let harmless = text.len() <= max && !text.chars().any(is_special);
    if harmless {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut before = ' ';
    for (i, c) in text.chars().enumerate() {
        if i >= max {
            out.push('…');
            break;
        }
        match c {
            '\n' | '\t' => out.push(' '),
            c if raw(c).is_some() => push_raw(c, &mut out),
            '\u{200C}' | '\u{200D}' if needs_joiners(before) => out.push(c),
            c if c.is_control() => out.push('\u{FFFD}'),
            c if is_special(c) => {
                write!(out, "[U+{:04X}]", u32::from(c)).ok();
            }
            c => out.push(c),
        }
        before = c;
    }
    Cow::Owned(out)
}

/// The text for a terminal or a log, with everything that could act on it escaped.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if raw(c).is_some() {
            push_raw(c, &mut out);
        } else if is_special(c) {
            write!(out, "\\u{{{:04x}}}", u32::from(c)).ok();
        } else {
            out.push(c);
        }
    }
    out
}

/// JSON whose invisible characters are written as escapes, which mean the same.
#[must_use]
pub fn escaped_json(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if is_special(c) && !c.is_ascii() {
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}").ok();
            }
        } else {
            out.push(c);
        }
    }
    out
}

/// At most `max` characters, cut with an ellipsis.
#[must_use]
pub fn cut(text: &str, max: usize) -> Cow<'_, str> {
    match text.char_indices().nth(max) {
        Some((i, _)) => Cow::Owned(format!("{}…", text[..i].trim_end())),
        None => Cow::Borrowed(text),
    }
}

/// A cell of a table as it may be opened by a spreadsheet: what that would run as a formula begins
/// with an apostrophe; numbers are left as they are.
#[must_use]
pub fn no_formula(cell: &str) -> Cow<'_, str> {
    let Some(rest) = cell.strip_prefix(['=', '+', '-', '@']) else { return Cow::Borrowed(cell) };
    let number = cell.starts_with('-')
        && rest.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && rest.bytes().any(|b| b.is_ascii_digit());
    if number { Cow::Borrowed(cell) } else { Cow::Owned(format!("'{cell}")) }
}

/// The abbreviation a name gives itself at its end: `CDB` of "China Development Bank (CDB)".
#[must_use]
pub fn own_abbreviation(name: &str) -> Option<&str> {
    let inner = name.trim_end().strip_suffix(')')?;
    let short = &inner[inner.rfind('(')? + 1..];
    let letters = short.chars().filter(|c| c.is_uppercase()).count();
    let plain = short.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '&' | '/' | '.'));
    // "(Group)" and "(2015)" are no abbreviations.
    let fits = (2..=12).contains(&short.chars().count()) && plain;
    (fits && letters >= 2 && letters * 2 > short.chars().count()).then_some(short)
}

/// The byte of a file's name that is no text, which such a character stands for.
fn raw(c: char) -> Option<u32> {
    u32::from(c).checked_sub(0x10_FE00).filter(|b| (0x80..=0xFF).contains(b))
}

fn push_raw(c: char, out: &mut String) {
    if let Some(byte) = raw(c) {
        write!(out, "\\x{byte:02x}").ok();
    }
}

fn is_special(c: char) -> bool {
    c.is_control()
        || raw(c).is_some()
        || matches!(
            c,
            '\u{200B}'..='\u{200F}'
                | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{061C}'
                | '\u{FEFF}'
                | '\u{2028}'
                | '\u{2029}'
                | '\u{E0000}'..='\u{E007F}'
        )
}

/// Arabic, Syriac, the Indic scripts, Mongolian and emoji join or part their letters with them.
fn needs_joiners(before: char) -> bool {
    matches!(u32::from(before), 0x0600..=0x08FF | 0x0900..=0x0DFF | 0x0F00..=0x109F | 0x1780..=0x18AF
        | 0x2600..=0x27BF | 0xFB50..=0xFEFC | 0x1F000..=0x1FAFF)
}

/// A word as it begins a line: "in preparation" as "In preparation".
#[must_use]
pub fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for (cell, safe) in [
            ("=1+1", "'=1+1"),
            ("-5.25", "-5.25"),
            ("-x", "'-x"),
            ("-", "'-"),
            ("+5", "'+5"),
            ("@a", "'@a"),
            ("5", "5"),
        ] {
            assert_eq!(super::no_formula(cell), safe);
        }
    }

    #[test]
    fn a_name_gives_its_own_abbreviation() {
        for (name, short) in [
            ("China Development Bank (CDB)", Some("CDB")),
            ("Société nationale (SNCF-R)", Some("SNCF-R")),
            ("中国进出口银行 (CEXIM)", Some("CEXIM")),
            ("CITIC (Group)", None),
            ("Plan (2015)", None),
            ("A (B", None),
            (")(", None),
            ("", None),
        ] {
            assert_eq!(super::own_abbreviation(name), short, "{name}");
        }
    }

    #[test]
    fn nothing_hidden_stays_hidden() {
        assert_eq!(clean("a\u{202E}b", 100), "a[U+202E]b");
        assert_eq!(clean("nul\u{0}", 100), "nul\u{FFFD}");
        assert_eq!(clean("می\u{200C}خواهم", 100), "می\u{200C}خواهم");
        assert_eq!(clean("x\u{200B}y", 100), "x[U+200B]y");
        assert_eq!(clean(&"é".repeat(3_000_000), 40).chars().count(), 41);
        assert_eq!(escaped("\u{1b}[31mred\r\n"), "\\u{001b}[31mred\\u{000d}\\u{000a}");
    }
}
