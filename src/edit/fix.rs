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
    /// The form opens at a member, by its JSON Pointer: only the person knows what is right.
    Go(Row, String),
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
        // Other shares than those in the file would be made up.
        "share-sum" => {
            let go =
                Fix { id: "fix-edit", safe: false, deed: Deed::Go(row, "/sectors".to_owned()) };
            let without = without_shares(&record);
            let all = without.map(|v| set("fix-shares", false, "/sectors", Some(v)));
            std::iter::once(go).chain(all).collect()
        }
        "restates-maybe" => restating(&record)
            .map(|(pointer, told)| set("fix-restates", false, &pointer, Some(json!(told))))
            .into_iter()
            .collect(),
        "term-misspelt" | "member-misspelt" => {
            let meant = issue.args.iter().find(|a| a.0 == "meant").map_or("", |a| &a.1);
            respelt(&record, issue.code, &pointer, meant)
                .map(|(pointer, value)| set("fix-spelling", false, &pointer, Some(value)))
                .into_iter()
                .collect()
        }
        "currency-unknown" => {
            let upper = text.trim().to_uppercase();
            let known = crate::model::minor_digits(&upper).is_some();
            known
                .then(|| set("fix-spelling", true, &pointer, Some(json!(upper))))
                .into_iter()
                .collect()
        }
        "verbatim-empty" => vec![set("fix-remove", false, &pointer, None)],
        "date-form" => crate::model::EdtfDate::mended(text)
            .map(|date| vec![set("fix-date", true, &pointer, Some(json!(date)))])
            .unwrap_or_default(),
        "date-time" => {
            let day = text.split(['T', ' ']).next().unwrap_or_default();
            vec![set("fix-date-time", false, &pointer, Some(json!(day)))]
        }
        "date-reversed" => match text.split_once('/') {
            Some((a, b)) => {
                vec![set("fix-date-turn", false, &pointer, Some(json!(format!("{b}/{a}"))))]
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

/// The sectors of a record without their shares, so that the whole is split equally and said to be.
fn without_shares(record: &Value) -> Option<Value> {
    let mut items = record["sectors"].as_array()?.clone();
    for item in &mut items {
        if let Some(entry) = item.as_object_mut() {
            entry.shift_remove("share");
        }
    }
    Some(Value::Array(items))
}

/// The later of two amounts of one kind in two currencies: where it would say which one it tells
/// once more, and that one.
fn restating(record: &Value) -> Option<(String, String)> {
    let amounts = record["amounts"].as_array()?;
    let first_hand = |a: &&(usize, &Value)| a.1["restates"].is_null();
    let all: Vec<(usize, &Value)> = amounts.iter().enumerate().collect();
    let all: Vec<_> = all.iter().filter(first_hand).collect();
    let pair = |(i, a): &&&(usize, &Value)| {
        let told = all
            .iter()
            .find(|(j, b)| j < i && a["kind"] == b["kind"] && a["currency"] != b["currency"]);
        told.map(|t| (format!("/amounts/{i}/restates"), format!("/amounts/{}", t.0)))
    };
    all.iter().find_map(|a| pair(&a))
}

/// A term or a member under the name that was meant; of a member, the object it stands in.
fn respelt(record: &Value, code: &str, pointer: &str, meant: &str) -> Option<(String, Value)> {
    if code == "term-misspelt" {
        return Some((pointer.to_owned(), json!(meant)));
    }
    let (outer, key) = pointer.rsplit_once('/')?;
    let object = record.pointer(outer)?.as_object()?;
    if outer.is_empty() || object.contains_key(meant) {
        return None;
    }
    let named = |(k, v): (&String, &Value)| {
        (if k == key { meant.to_owned() } else { k.clone() }, v.clone())
    };
    Some((outer.to_owned(), Value::Object(object.iter().map(named).collect())))
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
    fn hidden_marks_go_and_backslashes_stay() {
        assert_eq!(plain("a\u{202e}b\\u2066c"), "abc");
        assert_eq!(plain("a\\\\u202eb \\\" é"), "a\\\\u202eb \\\" é");
    }

    #[test]
    fn no_fix_invents_a_number() {
        let two = json!({"sectors": [{"sector":"a","share":70,"x":1},{"sector":"b","share":50}]});
        let left = without_shares(&two).unwrap();
        assert_eq!(left, json!([{"sector":"a","x":1},{"sector":"b"}]));
        let told = json!({"amounts": [{"currency":"CNY","kind":"loan"}, {"currency":"USD","kind":"loan"}]});
        let told = restating(&told).unwrap();
        assert_eq!(told, ("/amounts/1/restates".to_owned(), "/amounts/0".to_owned()));
    }
}
