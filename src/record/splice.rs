//! Changing one value inside the text of a record: members are added, exchanged and taken away in
//! the way the record is written, and every other byte stays as it was.
//!
//! It knows JSON text and JSON Pointers (RFC 6901), not what a record means.

use serde_json::Value;

use super::pointer::{Child, children, span_of};
use super::scan::{Span, check_value};

/// How a text is written, so that what is added looks like what is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Style {
    /// A space after commas and colons.
    pub spaced: bool,
    /// The white space that begins a line of a record, with its line break; empty when records are
    /// written on one line.
    pub line: String,
    /// One step of indentation.
    pub indent: String,
}

impl Style {
    /// The way `text` is written. `text` is a record, or anything that begins like one.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let colon = text.find("\":").map_or("", |i| &text[i + 2..]);
        let spaced = colon.is_empty() || colon.starts_with([' ', '\n', '\r']);
        let space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
        let inner = text.trim_start_matches(['{', '[']);
        let line: String = inner.chars().take_while(|c| space(*c)).collect();
        let line = if line.contains('\n') { line } else { String::new() };
        // The closing brace stands one step further left than the members.
        let last = text.rfind('}').map_or("", |i| &text[..i]);
        let before = last.trim_end_matches(space);
        let outer = last[before.len()..].chars().filter(|c| *c != '\r' && *c != '\n').count();
        let own = line.chars().filter(|c| *c != '\r' && *c != '\n').count();
        let step: String = line.chars().skip_while(|c| matches!(c, '\r' | '\n')).collect();
        let step = step.chars().skip(outer.min(own)).collect::<String>();
        let indent = if step.is_empty() { "  ".to_owned() } else { step };
        Self { spaced, line, indent }
    }

    /// A value on one line.
    #[must_use]
    pub fn inline(&self, value: &Value) -> String {
        let mut out = String::new();
        self.write(value, &mut out);
        out
    }

    fn write(&self, value: &Value, out: &mut String) {
        let space = if self.spaced { " " } else { "" };
        match value {
            Value::Array(items) => {
                out.push('[');
                for (i, item) in items.iter().enumerate() {
                    if i > 0 {
                        out.push(',');
                        out.push_str(space);
                    }
                    self.write(item, out);
                }
                out.push(']');
            }
            Value::Object(map) => {
                out.push('{');
                for (i, (key, item)) in map.iter().enumerate() {
                    if i > 0 {
                        out.push(',');
                        out.push_str(space);
                    }
                    out.push_str(&quoted(key));
                    out.push(':');
                    out.push_str(space);
                    self.write(item, out);
                }
                out.push('}');
            }
            Value::String(text) => out.push_str(&quoted(text)),
            other => out.push_str(&other.to_string()),
        }
    }

    /// A whole record: its members on lines of their own where records are written so.
    #[must_use]
    pub fn record(&self, value: &Value) -> String {
        let (Value::Object(map), false) = (value, self.line.is_empty()) else {
            return self.inline(value);
        };
        let space = if self.spaced { " " } else { "" };
        let mut out = String::from("{");
        for (i, (key, item)) in map.iter().enumerate() {
            if i > 0 {
                out.push(',');
            }
            out.push_str(&self.line);
            out.push_str(&quoted(key));
            out.push(':');
            out.push_str(space);
            self.write(item, &mut out);
        }
        out.push_str(self.line.strip_suffix(self.indent.as_str()).unwrap_or(&self.line));
        out.push('}');
        out
    }
}

/// A text as a JSON string.
#[must_use]
pub fn quoted(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}

fn valid(json: &str) -> bool {
    check_value(json.as_bytes()).is_ok()
}

fn cut(text: &str, span: Span, with: &str) -> Option<String> {
    super::pointer::replace_span(text, span, with)
}

/// The pointer of the container and the last token, decoded.
fn parent(pointer: &str) -> Option<(&str, String)> {
    let (parent, token) = pointer.rsplit_once('/')?;
    Some((parent, token.replace("~1", "/").replace("~0", "~")))
}

/// A token of a JSON Pointer, with its two special characters escaped.
#[must_use]
pub fn token(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// `text` with the value at `pointer` being `json`. Members that are missing on the way are made;
/// an array's `-` or its length appends. `None` when `json` is no JSON value or the pointer leads
/// through a value that is no container.
#[must_use]
pub fn set(text: &str, pointer: &str, json: &str) -> Option<String> {
    if !valid(json) {
        return None;
    }
    if let Some(span) = span_of(text, pointer) {
        return cut(text, span, json);
    }
    let (up, name) = parent(pointer)?;
    let Some((object, span, items)) = children(text, up) else {
        // The container is missing too: it is made around the value, if a plain value is not
        // in its place.
        if span_of(text, up).is_some() {
            return None;
        }
        let style = Style::of(text);
        let space = if style.spaced { " " } else { "" };
        let wrapped = if name == "-" || name == "0" {
            format!("[{json}]")
        } else {
            format!("{{{}:{space}{json}}}", quoted(&name))
        };
        return set(text, up, &wrapped);
    };
    let entry = if object {
        let colon = items.last().and_then(|c| {
            let key = c.key?;
            text.get(key.end..c.value.start)
        });
        let own = Style::of(text);
        let colon = colon.unwrap_or(if own.spaced { ": " } else { ":" });
        format!("{}{colon}{json}", quoted(&name))
    } else {
        let index = if name == "-" { items.len() } else { name.parse().ok()? };
        if index != items.len() {
            return None;
        }
        json.to_owned()
    };
    put(text, span, &items, items.len(), &entry)
}

/// `text` with `json` put before the element `index` of the array at `pointer`; at its end when
/// there is no such element. A missing array is made.
#[must_use]
pub fn insert(text: &str, pointer: &str, index: usize, json: &str) -> Option<String> {
    if !valid(json) {
        return None;
    }
    match children(text, pointer) {
        Some((false, span, items)) => put(text, span, &items, index.min(items.len()), json),
        Some(_) => None,
        None if span_of(text, pointer).is_some() => None,
        None => set(text, pointer, &format!("[{json}]")),
    }
}

/// Puts an entry before the child `index`, with the white space the others have.
fn put(text: &str, span: Span, items: &[Child], index: usize, entry: &str) -> Option<String> {
    if items.is_empty() {
        let at = Span { start: span.start + 1, end: span.end - 1 };
        return cut(text, at, entry);
    }
    let start = |i: usize| items[i].key.unwrap_or(items[i].value).start;
    let lead = text.get(span.start + 1..start(0))?;
    let between = if items.len() > 1 {
        text.get(items[0].value.end..start(1))?.to_owned()
    } else if lead.contains('\n') {
        format!(",{lead}")
    } else if Style::of(text).spaced {
        ", ".to_owned()
    } else {
        ",".to_owned()
    };
    let (at, new) = if index < items.len() {
        (start(index), format!("{entry}{between}"))
    } else {
        (items[items.len() - 1].value.end, format!("{between}{entry}"))
    };
    cut(text, Span { start: at, end: at }, &new)
}

/// `text` without the member or element at `pointer`; `None` when there is none.
#[must_use]
pub fn remove(text: &str, pointer: &str) -> Option<String> {
    let (up, name) = parent(pointer)?;
    let (object, span, items) = children(text, up)?;
    // Of a repeated key every one goes, or an older value would come to light.
    let mut out = text.to_owned();
    let mut left = items.len();
    for i in (0..items.len()).rev() {
        let named = if object {
            items[i].name.as_deref() == Some(name.as_str())
        } else {
            name.parse() == Ok(i)
        };
        if !named {
            continue;
        }
        let start = |i: usize| items[i].key.unwrap_or(items[i].value).start;
        let gap = if left == 1 {
            Span { start: span.start + 1, end: span.end - 1 - (text.len() - out.len()) }
        } else if i == 0 {
            Span { start: start(0), end: start(1) }
        } else {
            Span { start: items[i - 1].value.end, end: items[i].value.end }
        };
        out = cut(&out, gap, "")?;
        left -= 1;
    }
    (left < items.len()).then_some(out)
}

/// `text` with the element `from` of the array at `pointer` moved to the place `to`.
#[must_use]
pub fn shift(text: &str, pointer: &str, from: usize, to: usize) -> Option<String> {
    let (false, _, items) = children(text, pointer)? else { return None };
    if from >= items.len() || to >= items.len() {
        return None;
    }
    let mut order: Vec<usize> = (0..items.len()).collect();
    let moved = order.remove(from);
    order.insert(to, moved);
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (place, source) in items.iter().zip(order) {
        out.push_str(text.get(done..place.value.start)?);
        let value = items[source].value;
        out.push_str(text.get(value.start..value.end)?);
        done = place.value.end;
    }
    out.push_str(text.get(done..)?);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_set_in_the_way_the_record_is_written() {
        let one = r#"{"id": "a", "label": {"fr": "Un"}}"#;
        assert_eq!(
            set(one, "/label/en", "\"One\"").unwrap(),
            r#"{"id": "a", "label": {"fr": "Un", "en": "One"}}"#
        );
        assert_eq!(set(one, "/id", "\"b\"").unwrap(), r#"{"id": "b", "label": {"fr": "Un"}}"#);
        assert_eq!(
            set(one, "/dates/start", "\"2015\"").unwrap(),
            r#"{"id": "a", "label": {"fr": "Un"}, "dates": {"start": "2015"}}"#
        );
        let tight = r#"{"id":"a"}"#;
        assert_eq!(set(tight, "/x", "1").unwrap(), r#"{"id":"a","x":1}"#);
        let lines = "{\n    \"id\": \"a\",\n    \"n\": 1\n  }";
        assert_eq!(
            set(lines, "/x", "2").unwrap(),
            "{\n    \"id\": \"a\",\n    \"n\": 1,\n    \"x\": 2\n  }"
        );
        assert_eq!(remove(lines, "/n").unwrap(), "{\n    \"id\": \"a\"\n  }");
        assert_eq!(set("{}", "/list/-", "1").unwrap(), r#"{"list": [1]}"#);
        assert_eq!(set(one, "/id/x", "1"), None);
        assert_eq!(set(one, "/x", "{"), None);
    }

    #[test]
    fn elements_are_added_moved_and_taken_away() {
        let text = r#"{"l": [1, 2, 3]}"#;
        assert_eq!(set(text, "/l/-", "4").unwrap(), r#"{"l": [1, 2, 3, 4]}"#);
        assert_eq!(insert(text, "/l", 0, "0").unwrap(), r#"{"l": [0, 1, 2, 3]}"#);
        assert_eq!(insert(text, "/m", 0, "0").unwrap(), r#"{"l": [1, 2, 3], "m": [0]}"#);
        assert_eq!(remove(text, "/l/0").unwrap(), r#"{"l": [2, 3]}"#);
        assert_eq!(remove(text, "/l/2").unwrap(), r#"{"l": [1, 2]}"#);
        assert_eq!(remove(r#"{"l": [ 1 ]}"#, "/l/0").unwrap(), r#"{"l": []}"#);
        assert_eq!(shift(text, "/l", 2, 0).unwrap(), r#"{"l": [3, 1, 2]}"#);
        assert_eq!(remove(text, "/x"), None);
        assert_eq!(remove(r#"{"a":1,"b":2,"a":3}"#, "/a").unwrap(), r#"{"b":2}"#);
        assert_eq!(remove(r#"{"a":1,"a":3}"#, "/a").unwrap(), "{}");
    }

    #[test]
    fn new_records_are_written_like_the_others() {
        let value = serde_json::json!({"id": "x", "l": [1, {"a": "é\n"}]});
        assert_eq!(
            Style::of(r#"{"id":"a"}"#).record(&value),
            "{\"id\":\"x\",\"l\":[1,{\"a\":\"é\\n\"}]}"
        );
        let lines = Style::of("{\n      \"id\": \"a\"\n    }");
        assert_eq!(lines.indent, "  ");
        assert_eq!(
            lines.record(&value),
            "{\n      \"id\": \"x\",\n      \"l\": [1, {\"a\": \"é\\n\"}]\n    }"
        );
    }
}
