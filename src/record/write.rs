//! The bytes a dataset is saved as: what was read, but for what was changed, in the way the file is
//! written.

use std::borrow::Cow;

use super::scan::{Member, Slot};
use super::store::ADDED;
use super::{Collection, Records, Row, splice};

impl Records {
    /// The bytes to save: identical to what was read but for what was changed.
    #[must_use]
    pub fn to_bytes(&self) -> Cow<'_, [u8]> {
        if !self.is_changed() {
            return Cow::Borrowed(self.text.as_bytes());
        }
        Cow::Owned(self.written().into_bytes())
    }

    fn written(&self) -> String {
        let text = self.text.as_str();
        let mut out = String::with_capacity(text.len() + 4096);
        let mut done = 0;
        let key = |m: &Member| &text[m.key.start..m.key.end];
        let last = |n: usize| {
            let later = self.members[n + 1..].iter();
            !later.clone().any(|m| key(m) == key(&self.members[n]))
        };
        for (n, member) in self.members.iter().enumerate() {
            let new = match member.collection {
                // Of a collection that stands twice the last one counts.
                Some(c) if self.is_edited(c as usize) && last(n) => Some(self.array(c, member)),
                None if last(n) => {
                    self.header.get(key(member)).map(std::string::ToString::to_string)
                }
                _ => None,
            };
            if let Some(new) = new {
                out.push_str(&text[done..member.value.start]);
                out.push_str(&new);
                done = member.value.end;
            }
        }
        let mut more: Vec<(&str, String)> = Vec::new();
        for (name, json) in &self.header {
            if !self.members.iter().any(|m| key(m) == name) {
                more.push((name, json.to_string()));
            }
        }
        for c in Collection::ALL {
            let there = self.members.iter().any(|m| m.collection == Some(c));
            if !there && self.len(c) > 0 {
                more.push((c.key(), self.new_array(c)));
            }
        }
        if !more.is_empty() {
            // Behind the last member, or in the empty object.
            let brace = text.find('{').map_or(0, |i| i + 1);
            let end = self.members.last().map_or(brace, |m| m.value.end);
            let (line, colon) = self.member_style();
            out.push_str(&text[done..end.max(done)]);
            done = end.max(done);
            for (n, (name, json)) in more.into_iter().enumerate() {
                if n > 0 || !self.members.is_empty() {
                    out.push(',');
                }
                out.push_str(&line);
                out.push_str(&splice::quoted(name));
                out.push_str(&colon);
                out.push_str(&json);
            }
            if self.members.is_empty() && line.contains('\n') {
                out.push('\n');
            }
        }
        out.push_str(&text[done..]);
        out
    }

    /// The white space before a top-level member, and what stands between key and value.
    fn member_style(&self) -> (String, String) {
        let text = self.text.as_str();
        let Some(last) = self.members.last() else { return ("\n  ".into(), ": ".into()) };
        let before = &text[..last.key.start.saturating_sub(1)];
        let kept = before.trim_end_matches([' ', '\t', '\n', '\r']);
        let colon = text.get(last.key.end + 1..last.value.start).unwrap_or(": ");
        (before[kept.len()..].to_owned(), colon.to_owned())
    }

    /// How the records of a collection are written: like its last one, else like the last of all.
    #[must_use]
    pub fn style(&self, c: Collection) -> splice::Style {
        let of = |c: Collection| self.len(c).checked_sub(1).map(|i| self.text_of(Row::new(c, i)));
        let own = of(c).or_else(|| Collection::ALL.iter().rev().find_map(|c| of(*c)));
        own.map_or_else(
            || splice::Style { spaced: true, line: String::new(), indent: "  ".to_owned() },
            splice::Style::of,
        )
    }

    /// The text between `[` and `]` of a collection the file does not have.
    fn new_array(&self, c: Collection) -> String {
        let (line, _) = self.member_style();
        let step = if line.contains('\n') { format!("{line}  ") } else { line.clone() };
        let mut out = String::from("[");
        for (i, slot) in self.slots[c as usize].iter().enumerate() {
            if i > 0 {
                out.push(',');
            }
            if i > 0 || line.contains('\n') {
                out.push_str(&step);
            }
            out.push_str(self.text_at(slot));
        }
        if line.contains('\n') {
            out.push_str(&line);
        }
        out.push(']');
        out
    }

    /// An edited collection: records that stand as they stood keep what is between them.
    fn array(&self, c: Collection, member: &Member) -> String {
        let (base, now) = (&self.base[c as usize], &self.slots[c as usize]);
        let text = self.text.as_str();
        let start = |s: &Slot| usize::try_from(s.start).unwrap_or(0);
        let end = |s: &Slot| start(s) + s.len as usize;
        let whole = &text[member.value.start..member.value.end];
        let (Some(first), Some(last)) = (base.first(), base.last()) else {
            return self.new_array(c);
        };
        let lead = &text[member.value.start + 1..start(first)];
        let tail = &text[end(last)..member.value.end - 1];
        if now.is_empty() {
            return "[]".to_owned();
        }
        let between = |i: usize| text.get(end(&base[i])..start(&base[i + 1])).unwrap_or(",");
        let usual = match base.len() {
            1 if lead.is_empty() => ", ".to_owned(),
            1 => format!(",{lead}"),
            _ => between(0).to_owned(),
        };
        // Where each record stood when the file was read.
        let place = |s: &Slot| base.binary_search_by_key(&s.start, |b| b.start).ok();
        let in_place = base.len() == now.len()
            && now.iter().enumerate().all(|(i, s)| s.start & ADDED != 0 || place(s) == Some(i));
        let mut out = String::with_capacity(whole.len() + 1024);
        out.push('[');
        out.push_str(lead);
        for (i, slot) in now.iter().enumerate() {
            if i > 0 {
                let kept = if in_place {
                    Some(i - 1)
                } else {
                    let before = place(&now[i - 1]);
                    before.filter(|b| place(slot) == Some(b + 1))
                };
                out.push_str(kept.map_or(usual.as_str(), between));
            }
            out.push_str(self.text_at(slot));
        }
        out.push_str(tail);
        out.push(']');
        out
    }
}
