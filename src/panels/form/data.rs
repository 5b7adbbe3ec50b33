//! What a form says and makes of what is typed.

use serde_json::{Map, Value, json};

use super::held::Held;
use crate::edit::{Document, Edit};
use crate::model::schema::{Field, Kind, common_terms};
use crate::model::{DateFault, EdtfDate, Locator, Text, csl, is_instant};
use crate::panels::EditCx;
use crate::record::{Collection, Row};
pub use crate::say::{field_name, term_name};
use crate::text::{Words, number, typed};

/// The terms a member may have: of the standard, then those of the file's own vocabulary.
#[must_use]
pub fn terms(doc: &Document, prefix: &str, standard: &[&str]) -> Vec<String> {
    let known = standard.iter().chain(common_terms(prefix));
    let mut out: Vec<String> = known.map(|t| (*t).to_owned()).collect();
    let own = doc.header("vocabularies").and_then(|v| v.get(prefix)).and_then(Value::as_object);
    for key in own.into_iter().flat_map(Map::keys) {
        if !out.contains(key) {
            out.push(key.clone());
        }
    }
    out
}

/// The name of what an id refers to; the id when nothing has it.
#[must_use]
pub fn reference_name(cx: &EditCx<'_>, id: &str) -> (String, bool) {
    match cx.live.records.find(id) {
        Some(row) => (cx.name(row), true),
        None => (crate::text::display::clean(id, 80).into_owned(), false),
    }
}

/// A text as one language of a member: the JSON Pointer to write to, and the value to write. A
/// plain string becomes a map once a second language joins.
#[must_use]
pub fn text_set(
    doc: &Document,
    Held(value): Held<'_>,
    pointer: &str,
    tag: &str,
    text: &str,
) -> (String, Option<Value>) {
    let under = format!("{pointer}/{}", crate::record::splice::token(tag));
    match value {
        Value::Object(_) => (under, (!text.is_empty()).then(|| json!(text))),
        Value::String(plain) if !tag.is_empty() && !plain.is_empty() => {
            let own = if doc.language.is_empty() { "und" } else { &doc.language };
            if text.is_empty() {
                return (pointer.to_owned(), Some(json!(plain)));
            }
            (pointer.to_owned(), Some(json!({own: plain, tag: text})))
        }
        _ if text.is_empty() => (pointer.to_owned(), None),
        _ if tag.is_empty() => (pointer.to_owned(), Some(json!(text))),
        _ => (under, Some(json!(text))),
    }
}

/// The languages a text is shown in side by side, each with its text; a plain string has an empty
/// tag.
#[must_use]
pub fn languages(doc: &Document, Held(value): Held<'_>, more: &[String]) -> Vec<(String, String)> {
    let text = Text::from_value(value);
    let mut out: Vec<(String, String)> =
        text.all().map(|(t, s)| (t.to_owned(), s.to_owned())).collect();
    let plain = value.is_string() && !out.is_empty();
    for tag in doc.languages().iter().chain(more) {
        let own = plain && *tag == doc.language;
        if !own && !out.iter().any(|(t, _)| t == tag) {
            out.push((tag.clone(), String::new()));
        }
    }
    if out.is_empty() {
        out.push((String::new(), String::new()));
    }
    // In the order of the dataset's own languages; a plain string is in the first of them.
    let order = doc.languages();
    out.sort_by_key(|(t, _)| {
        if t.is_empty() { 0 } else { order.iter().position(|o| o == t).unwrap_or(usize::MAX) }
    });
    out
}

/// A label for a new record, in the dataset's language.
#[must_use]
pub fn label(doc: &Document, text: &str) -> Value {
    if doc.language.is_empty() { json!(text) } else { json!({ doc.language.as_str(): text }) }
}

/// What a new record of a collection holds so that it has this name.
#[must_use]
pub fn named(doc: &Document, collection: Collection, text: &str) -> Map<String, Value> {
    let mut out = Map::new();
    if text.is_empty() {
        return out;
    }
    match collection {
        Collection::Sources => {
            out.insert("csl".to_owned(), json!({"title": text}));
        }
        Collection::Statements => {
            out.insert("text".to_owned(), label(doc, text));
        }
        _ => {
            out.insert("label".to_owned(), label(doc, text));
        }
    }
    out
}

/// What a typed text is as a value of a member; `Err` is the id of a sentence that says what is
/// wrong with it. An empty text takes the member away.
///
/// # Errors
/// When it is no number, or one out of bounds.
pub fn read(kind: Kind, text: &str) -> Result<Option<Value>, &'static str> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Ok(None);
    }
    let line = |ok: bool, id| if ok { Ok(Some(json!(trimmed))) } else { Err(id) };
    Ok(Some(match kind {
        Kind::Number(least, most) => {
            let n = number_of(trimmed, most >= 1000.0)?;
            let size = n.as_f64().unwrap_or(f64::NAN);
            if !(least..=most).contains(&size) {
                return Err("form-bounds");
            }
            Value::Number(n)
        }
        Kind::Whole(least) => {
            let n = number_of(trimmed, true)?.as_i64().ok_or("form-whole")?;
            if n < least {
                return Err("form-bounds");
            }
            json!(n)
        }
        Kind::Paragraph => match Locator::paragraphs(trimmed).ok_or("form-paragraph")? {
            (a, b) if a == b => json!(a),
            (a, b) => json!(format!("{a}-{b}")),
        },
        Kind::Decimal => {
            let plain = typed::money(trimmed).map_err(misread)?.value;
            let digits = plain.trim_start_matches('-');
            let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
            if whole.len() > 30 || part.len() > 12 {
                return Err("form-number");
            }
            // A small whole number is a JSON integer; all else keeps its digits as text.
            match plain.parse::<i64>() {
                Ok(n) if n.unsigned_abs() < 1 << 53 => json!(n),
                _ => json!(plain),
            }
        }
        Kind::Words | Kind::Pointers => {
            let words = trimmed.split([',', ';']).map(str::trim).filter(|w| !w.is_empty());
            let words: Vec<&str> = words.collect();
            if kind == Kind::Pointers && words.iter().any(|w| !w.starts_with('/')) {
                return Err("form-pointer");
            }
            Value::Array(words.iter().map(|w| json!(w)).collect())
        }
        Kind::Maybe(words) if words.contains(&trimmed) => json!(trimmed),
        Kind::Flag | Kind::Maybe(_) => match trimmed.to_lowercase().as_str() {
            "true" | "yes" | "oui" | "vrai" | "1" | "x" => json!(true),
            "false" | "no" | "non" | "faux" | "0" => json!(false),
            _ => return Err("form-flag"),
        },
        // What is no JSON is a plain string.
        // What says more than names or a day is written as it stands in the file.
        Kind::Names if trimmed.starts_with('[') => {
            serde_json::from_str(trimmed).ok().ok_or("form-object")?
        }
        Kind::Parts if trimmed.starts_with('{') => {
            serde_json::from_str(trimmed).ok().ok_or("form-object")?
        }
        Kind::Names => csl::read_names(trimmed),
        Kind::Parts => csl::read_date(&typed::date(trimmed).ok_or("form-date")?),
        Kind::Json => serde_json::from_str(trimmed).unwrap_or_else(|_| json!(trimmed)),
        Kind::ByLanguage(_) => match serde_json::from_str(trimmed) {
            Ok(Value::Object(map)) => Value::Object(map),
            _ => return Err("form-object"),
        },
        Kind::Date => match typed::date(trimmed) {
            Some(date) => json!(date),
            None => {
                return Err(match EdtfDate::parse(trimmed).days {
                    Err(DateFault::Reversed) => "form-date-reversed",
                    Err(DateFault::Time) => "form-date-time",
                    _ => "form-date",
                });
            }
        },
        Kind::Currency if trimmed.starts_with("x-") => json!(trimmed),
        Kind::Currency => json!(typed::currency(trimmed).ok_or("form-currency")?),
        Kind::Instant => return line(is_instant(trimmed), "form-instant"),
        Kind::Pointer => return line(trimmed.starts_with('/'), "form-pointer"),
        Kind::Color => {
            return line(crate::ui::theme::parse(trimmed).is_some(), "form-color");
        }
        Kind::Term(..) | Kind::Ref(_) | Kind::Line | Kind::Language | Kind::Mark => json!(trimmed),
        _ => json!(text.trim_end()),
    }))
}

fn misread(fault: typed::Misread) -> &'static str {
    match fault {
        typed::Misread::NoNumber => "form-number",
        typed::Misread::TwoWays => "form-two-ways",
    }
}

/// A number as typed. Where thousands are likely, what could be a thousand or a decimal is neither.
fn number_of(text: &str, thousands: bool) -> Result<serde_json::Number, &'static str> {
    let plain = match typed::number(text) {
        Err(typed::Misread::TwoWays) if !thousands => text.replace(',', "."),
        other => other.map_err(misread)?,
    };
    serde_json::from_str(&plain).ok().ok_or("form-number")
}

/// What a typed text comes to as a change of a member; `Err` as in [`read`].
///
/// # Errors
/// When it does not fit the member.
pub fn change(row: Row, pointer: String, kind: Kind, text: &str) -> Result<Edit, &'static str> {
    Ok(Edit::Set { row, pointer, value: read(kind, text)? })
}

/// What a typed amount names besides its number: the currency.
#[must_use]
pub fn typed_currency(text: &str) -> Option<String> {
    typed::money(text).ok().and_then(|m| m.currency)
}

/// The id in the text of a record; empty when it has none.
#[must_use]
pub fn id_in(text: &str) -> String {
    let record: Value = serde_json::from_str(text).unwrap_or_default();
    record["id"].as_str().unwrap_or_default().to_owned()
}

/// A value as the text of a field of this kind, from which [`read`] makes the value again.
#[must_use]
pub fn written(kind: Kind, value: &Value) -> String {
    let told = match kind {
        Kind::Names => csl::names(value),
        Kind::Parts => csl::date(value),
        _ => None,
    };
    if let Some(text) = told {
        return text;
    }
    match value {
        Value::Null => String::new(),
        Value::String(s) => s.clone(),
        Value::Array(items) if items.iter().all(Value::is_string) => {
            items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}

/// What is said of a text while it is typed: what a date means, or what is wrong. The flag says
/// that something is.
#[must_use]
pub fn reading(words: &Words, kind: Kind, text: &str) -> Option<(String, bool)> {
    if text.trim().is_empty() {
        return None;
    }
    match (kind, read(kind, text)) {
        (_, Err(id)) => Some((words.t(id), true)),
        (Kind::Parts, Ok(Some(value))) => {
            csl::date(&value).map(|date| (number::date(&EdtfDate::parse(&date), words), false))
        }
        (Kind::Date, Ok(Some(Value::String(date)))) => {
            Some((number::date(&EdtfDate::parse(&date), words), false))
        }
        // How it is understood is said where it was not written plainly.
        (Kind::Decimal, Ok(Some(value))) => {
            let plain = written(kind, &value);
            let currency = typed_currency(text).unwrap_or_default();
            (plain != text.trim()).then(|| {
                let amount = crate::model::Amount {
                    value: plain,
                    currency,
                    kind: String::new(),
                    approximate: false,
                };
                let read = number::money(&amount, words, true);
                (words.ts("form-read-as", &[("value", read)]), false)
            })
        }
        (Kind::Currency | Kind::Whole(_) | Kind::Number(..), Ok(Some(value))) => {
            let plain = written(kind, &value);
            (plain != text.trim()).then(|| (words.ts("form-read-as", &[("value", plain)]), false))
        }
        _ => None,
    }
}

/// Whether a record of a collection means something with a name alone, so that it can be made in
/// passing.
#[must_use]
pub fn needs_nothing(collection: Collection) -> bool {
    collection != Collection::Links
}

/// The members a form shows of a list of fields: those there, those always shown, and those asked
/// for; and the rest, to be added.
#[must_use]
pub fn split_fields(
    all: &[Field],
    record: Held<'_>,
    always: impl Fn(usize, &Field) -> bool,
) -> (Vec<Field>, Vec<Field>) {
    let mut n = 0;
    all.iter().copied().partition(|f| {
        n += 1;
        !record.member(f.key).0.is_null() || always(n - 1, f)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_text_becomes_the_value_it_means() {
        assert_eq!(read(Kind::Decimal, "1 200 000"), Ok(Some(json!(1_200_000))));
        assert_eq!(read(Kind::Decimal, "9007199254740993"), Ok(Some(json!("9007199254740993"))));
        assert_eq!(read(Kind::Decimal, "12,50"), Ok(Some(json!("12.50"))));
        assert_eq!(read(Kind::Decimal, "many"), Err("form-number"));
        assert_eq!(read(Kind::Number(0.0, 1.0), "0,8"), Ok(Some(json!(0.8))));
        assert_eq!(read(Kind::Number(0.0, 1.0), "8"), Err("form-bounds"));
        assert_eq!(read(Kind::Number(0.0, 100.0), "33,333"), Ok(Some(json!(33.333))));
        assert_eq!(read(Kind::Decimal, "1,200"), Err("form-two-ways"));
        assert_eq!(read(Kind::Decimal, "320,4 M€"), Ok(Some(json!(320_400_000))));
        assert_eq!(read(Kind::Paragraph, "2-3"), Ok(Some(json!("2-3"))));
        assert_eq!(read(Kind::Paragraph, "12 or 13"), Err("form-paragraph"));
        assert_eq!(read(Kind::Date, "28 février 2023"), Ok(Some(json!("2023-02-28"))));
        assert_eq!(read(Kind::Date, "soon"), Err("form-date"));
        assert_eq!(read(Kind::Words, "a, b;"), Ok(Some(json!(["a", "b"]))));
        assert_eq!(read(Kind::Line, "  "), Ok(None));
        // What looks like a name is one where names stand, and nowhere else.
        let name = json!([{"literal": "AFP"}]);
        for kind in [Kind::Names, Kind::Json] {
            assert_eq!(read(kind, &written(kind, &name)), Ok(Some(name.clone())));
        }
        assert_eq!(read(Kind::Flag, "Oui"), Ok(Some(json!(true))));
    }
}
