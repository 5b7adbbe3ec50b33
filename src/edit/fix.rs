//! What can be done about a doubtful place: each fix is a wish, and those that only say plainly
//! what is there already can be made all at once.

use serde_json::{Value, json};

use super::{Document, Edit};
use crate::model::{Issue, decode};
use crate::record::Row;

/// What a fix does.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// A wish.
    Edit(Edit),
    /// The record gets an id of its own.
    NewId(Row),
}

/// One way to mend an issue.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    /// The id of what it is called.
    pub id: &'static str,
    /// Nothing that was said is lost by it.
    pub safe: bool,
    /// What it does.
    pub deed: Deed,
}

/// The JSON Pointer of the member an issue is about: `links[12].sectors[3].sector` is
/// `/sectors/3/sector`.
#[must_use]
pub fn pointer_of(issue: &Issue) -> String {
    let Some(row) = issue.row else { return String::new() };
    let rest = issue.place.strip_prefix(&row.to_string()).unwrap_or("");
    let mut out = String::new();
    for part in rest.split(['.', '[']).map(|p| p.trim_end_matches(']')).filter(|p| !p.is_empty()) {
        out.push('/');
        out.push_str(&crate::record::splice::token(part));
    }
    out
}

/// What can be done about an issue; `row` is the record as it is numbered now.
#[must_use]
pub fn fixes(doc: &Document, issue: &Issue, row: Row) -> Vec<Fix> {
    let pointer = pointer_of(issue);
    let record = decode(&doc.records, row);
    let at = record.pointer(&pointer);
    let text = at.and_then(Value::as_str).unwrap_or_default();
    let set = |id, safe, pointer: &str, value: Option<Value>| Fix {
        id,
        safe,
        deed: Deed::Edit(Edit::Set { row, pointer: pointer.to_owned(), value }),
    };
    match issue.code {
        // The list may have been shortened since.
        "reference-missing" if issue.args.iter().any(|(k, v)| *k == "id" && v != text) => {
            Vec::new()
        }
        "reference-missing" => {
            let whole = super::work::whole(&pointer);
            vec![set("fix-detach", false, whole, None)]
        }
        "id-missing" | "id-repeated" => {
            vec![Fix { id: "fix-id", safe: issue.code == "id-missing", deed: Deed::NewId(row) }]
        }
        "share-missing" | "share-sum" => shares(&record)
            .map(|(value, safe)| vec![set("fix-shares", safe, "/sectors", Some(value))])
            .unwrap_or_default(),
        "date-form" => plain_date(text)
            .map(|date| vec![set("fix-date", true, &pointer, Some(json!(date)))])
            .unwrap_or_default(),
        "date-time" => {
            let day = text.split(['T', ' ']).next().unwrap_or_default();
            vec![set("fix-date-time", false, &pointer, Some(json!(day)))]
        }
        "date-reversed" => match text.split_once('/') {
            Some((a, b)) => {
                vec![set("fix-date-turn", true, &pointer, Some(json!(format!("{b}/{a}"))))]
            }
            None => Vec::new(),
        },
        "color-form" => color(text)
            .map(|c| vec![set("fix-color", true, "/color", Some(json!(c)))])
            .unwrap_or_default(),
        "cycle" => vec![set("fix-parent", false, "/parent", None)],
        "direct-without-verbatim" => {
            vec![set("fix-reported", false, "/kind", Some(json!("reported")))]
        }
        "hidden-characters" => {
            let text = plain(doc.records.text_of(row));
            vec![Fix { id: "fix-hidden", safe: true, deed: Deed::Edit(Edit::Write { row, text }) }]
        }
        _ => Vec::new(),
    }
}

/// Shares that sum to 100: equal ones where none is given, else in proportion. The flag says that no
/// number was given that is changed.
fn shares(record: &Value) -> Option<(Value, bool)> {
    let items = record["sectors"].as_array()?;
    let given: Vec<Option<f64>> = items.iter().map(|s| s["share"].as_f64()).collect();
    let none = given.iter().all(Option::is_none);
    if !none && given.iter().any(Option::is_none) {
        return None;
    }
    let sum: f64 = given.iter().flatten().sum();
    #[expect(clippy::cast_precision_loss, reason = "a record names few sectors")]
    let each = 100.0 / items.len() as f64;
    let mut left = 10_000_i64;
    let mut out = Vec::new();
    for (i, (item, share)) in items.iter().zip(&given).enumerate() {
        let exact = match share {
            Some(share) if sum > 0.0 => share / sum * 100.0,
            _ => each,
        };
        // In hundredths, the last one taking what is left: 100 is met exactly.
        #[expect(clippy::cast_possible_truncation, reason = "at most 10,000")]
        let hundredths = if i + 1 == items.len() { left } else { (exact * 100.0).round() as i64 };
        left -= hundredths;
        let mut item = item.as_object().cloned()?;
        #[expect(clippy::cast_precision_loss, reason = "at most 10,000")]
        let value = hundredths as f64 / 100.0;
        let value = if hundredths % 100 == 0 { json!(hundredths / 100) } else { json!(value) };
        item.insert("share".to_owned(), value);
        out.push(Value::Object(item));
    }
    Some((Value::Array(out), none))
}

/// A date that is only written carelessly: `2015-4-1`, `2015/04/01`, `2015.04.01`, `25/04/2015`.
/// What could be read in two ways is left alone.
fn plain_date(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.trim().split(['-', '/', '.']).collect();
    let number = |s: &str| s.parse::<u32>().ok().filter(|_| s.len() <= 2);
    let year = |s: &str| (s.len() == 4).then(|| s.parse::<u32>().ok()).flatten();
    let (y, m, d) = match parts[..] {
        [y, m] => (year(y)?, number(m)?, None),
        [y, m, d] if y.len() == 4 => (year(y)?, number(m)?, Some(number(d)?)),
        [a, b, y] => {
            let (a, b) = (number(a)?, number(b)?);
            match (a > 12, b > 12) {
                (true, false) => (year(y)?, b, Some(a)),
                (false, true) => (year(y)?, a, Some(b)),
                _ => return None,
            }
        }
        _ => return None,
    };
    let out = match d {
        Some(d) => format!("{y:04}-{m:02}-{d:02}"),
        None => format!("{y:04}-{m:02}"),
    };
    crate::model::EdtfDate::parse(&out).days.is_ok().then_some(out)
}

fn color(text: &str) -> Option<String> {
    let hex = text.trim().trim_start_matches('#');
    let all = hex.bytes().all(|b| b.is_ascii_hexdigit());
    match hex.len() {
        3 if all => Some(format!("#{}", hex.chars().flat_map(|c| [c, c]).collect::<String>())),
        6 | 8 if all => Some(format!("#{hex}")),
        _ => None,
    }
}

/// A record's text without marks that change the direction of text, plain or escaped.
fn plain(text: &str) -> String {
    let hidden = |c: u32| matches!(c, 0x202A..=0x202E | 0x2066..=0x2069);
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let escape = rest.strip_prefix('\\');
        let code = escape.and_then(|e| e.strip_prefix('u')?.get(..4));
        if code.is_some_and(|h| u32::from_str_radix(h, 16).is_ok_and(hidden)) {
            rest = &rest[6..];
        } else if escape.is_some() {
            // An escape and what it escapes go together: `\\u202e` is a backslash and letters.
            let n = 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
            out.push_str(&rest[..n]);
            rest = &rest[n..];
        } else {
            if !hidden(u32::from(c)) {
                out.push(c);
            }
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn careless_dates_are_written_plainly_and_doubtful_ones_left_alone() {
        assert_eq!(plain_date("2015-4-1").as_deref(), Some("2015-04-01"));
        assert_eq!(plain_date("2015/04").as_deref(), Some("2015-04"));
        assert_eq!(plain_date("25.12.2015").as_deref(), Some("2015-12-25"));
        assert_eq!(plain_date("10/04/2015"), None);
        assert_eq!(plain_date("2015-02-30"), None);
    }

    #[test]
    fn hidden_marks_go_and_backslashes_stay() {
        assert_eq!(plain("a\u{202e}b\\u2066c"), "abc");
        assert_eq!(plain("a\\\\u202eb \\\" é"), "a\\\\u202eb \\\" é");
    }

    #[test]
    fn shares_meet_a_hundred() {
        let three = json!({"sectors": [{"sector":"a"},{"sector":"b"},{"sector":"c"}]});
        let (value, safe) = shares(&three).unwrap();
        assert!(safe);
        assert_eq!(value[0]["share"], 33.33);
        assert_eq!(value[2]["share"], 33.34);
        let two = json!({"sectors": [{"sector":"a","share":30},{"sector":"b","share":30}]});
        let (value, safe) = shares(&two).unwrap();
        assert!(!safe);
        assert_eq!(value, json!([{"sector":"a","share":50},{"sector":"b","share":50}]));
    }
}
