//! A dataset written anew in a tidy form: a top-level member a line, a record a line, one space
//! after commas and colons. Every value keeps its characters; only white space between them goes
//! another way.

use super::Records;

impl Records {
    /// The tidy text. Applying it to a tidy text changes nothing.
    #[must_use]
    pub fn tidy(&self) -> String {
        let bytes = self.to_bytes();
        let text = String::from_utf8_lossy(&bytes);
        let Ok(found) = super::scan::scan(text.as_bytes(), &mut |_| true) else {
            return text.into_owned();
        };
        let mut out = String::with_capacity(text.len());
        out.push('{');
        for (n, member) in found.members.iter().enumerate() {
            out.push_str(if n > 0 { ",\n  \"" } else { "\n  \"" });
            out.push_str(&text[member.key.start..member.key.end]);
            out.push_str("\": ");
            let value = &text[member.value.start..member.value.end];
            // Of a collection that stands twice only the last one's records are told apart.
            let key = |m: &super::scan::Member| &text[m.key.start..m.key.end];
            let later = found.members[n + 1..].iter().any(|m| key(m) == key(member));
            match member.collection.filter(|_| !later) {
                Some(c) if !found.slots[c as usize].is_empty() => {
                    out.push('[');
                    for (i, slot) in found.slots[c as usize].iter().enumerate() {
                        out.push_str(if i > 0 { ",\n    " } else { "\n    " });
                        let start = usize::try_from(slot.start).unwrap_or(0);
                        respaced(&text[start..start + slot.len as usize], &mut out);
                    }
                    out.push_str("\n  ]");
                }
                _ => respaced(value, &mut out),
            }
        }
        out.push_str(if found.members.is_empty() { "}\n" } else { "\n}\n" });
        out
    }
}

/// Appends a value on one line. Only white space outside of strings is changed.
fn respaced(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let mut n = c.len_utf8();
        match c {
            ' ' | '\n' | '\t' | '\r' => {}
            '"' => {
                let b = rest.as_bytes();
                while b.get(n).is_some_and(|c| *c != b'"') {
                    n += if b[n] == b'\\' { 2 } else { 1 };
                }
                n = (n + 1).min(rest.len());
                out.push_str(&rest[..n]);
            }
            ',' | ':' => {
                out.push(c);
                out.push(' ');
            }
            _ => out.push(c),
        }
        rest = &rest[n..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_white_space_changes() {
        let mut out = String::new();
        respaced("{\"a\" :[ 1e-07,\n\"x , \\\" :y\"],\"b\":{ }}", &mut out);
        assert_eq!(out, "{\"a\": [1e-07, \"x , \\\" :y\"], \"b\": {}}");
    }
}
