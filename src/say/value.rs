//! What stands at a member, in words: names for ids, words for terms, dates and money as people
//! write them, and never the characters of the file.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{amount_kind, field_name, is_made, member, record_name, term_name};
use crate::edit::Document;
use crate::model::schema::{self, AMOUNTS, Field, Kind};
use crate::model::{Amount, EdtfDate, Text, csl};
use crate::record::Collection;
use crate::text::{Words, number};

/// The name of a language by its tag (BCP 47); the tag where it has none here.
#[must_use]
pub fn language_name(words: &Words, tag: &str) -> String {
    let tag = crate::text::display::clean(tag, 20);
    let known = words.find(&format!("language-{tag}"));
    // Without its script or country it may be known.
    let base = || words.find(&format!("language-{}", tag.split('-').next().unwrap_or_default()));
    known.or_else(base).unwrap_or_else(|| tag.to_string())
}

/// A name and the language it is in: "Title (French)". Without a language the name alone.
#[must_use]
pub fn in_language(words: &Words, name: String, tag: &str) -> String {
    if tag.trim().is_empty() { name } else { format!("{name} ({})", language_name(words, tag)) }
}

/// What stands at a member of a record, by its JSON Pointer; without a collection, at one of the
/// file as a whole. In the order it is read, uncleaned.
#[must_use]
pub fn value_at(
    words: &Words,
    doc: &Document,
    collection: Option<Collection>,
    pointer: &str,
    value: &Value,
) -> String {
    value_of(Names { words, doc, more: None }, collection, pointer, value)
}

/// As [`value_at`], with the names of records that are in no document.
pub(super) fn value_of(
    names: Names<'_>,
    collection: Option<Collection>,
    pointer: &str,
    value: &Value,
) -> String {
    let field = match collection {
        Some(collection) => schema::field_at(collection, pointer),
        None => schema::header_at(pointer),
    };
    // A number at the end of the pointer leads to one entry of a list.
    let entry = pointer.rsplit('/').next().is_some_and(|t| t.parse::<usize>().is_ok());
    let teller = Teller { words: names.words, doc: names.doc, names };
    match field.map(|f| f.kind) {
        Some(Kind::List(inner)) if entry => teller.members(inner, value),
        Some(Kind::Refs(_)) if entry => teller.named(value),
        Some(kind) => teller.told(kind, value),
        None => teller.loose(value),
    }
}

/// What ids are called.
#[derive(Clone, Copy, Debug)]
pub(super) struct Names<'a> {
    pub(super) words: &'a Words,
    pub(super) doc: &'a Document,
    /// Records that are not in the document.
    pub(super) more: Option<&'a BTreeMap<String, Text>>,
}

impl Names<'_> {
    /// The name of the record an id names; the id where there is none.
    pub(super) fn of(&self, id: &str) -> String {
        if let Some(row) = self.doc.records.find(id) {
            return record_name(self.words, self.doc, row);
        }
        let label = self.more.and_then(|m| m.get(id));
        let label = label.map(|l| l.pick(self.words.language.tag(), &self.doc.language));
        label.filter(|l| !is_made(l)).unwrap_or(id).to_owned()
    }
}

struct Teller<'a> {
    words: &'a Words,
    doc: &'a Document,
    names: Names<'a>,
}

impl Teller<'_> {
    fn told(&self, kind: Kind, value: &Value) -> String {
        let Some(text) = value.as_str() else { return self.told_other(kind, value) };
        match kind {
            Kind::Term("amount", _) => amount_kind(self.words, text),
            Kind::Term(prefix, _) => term_name(self.doc, self.words, prefix, text),
            Kind::Date => number::date(&EdtfDate::parse(text), self.words),
            // The day of it.
            Kind::Instant => {
                let day = text.split('T').next().unwrap_or(text);
                number::date(&EdtfDate::parse(day), self.words)
            }
            Kind::Ref(_) | Kind::Refs(_) => self.named(value),
            Kind::Decimal => number::exact(text, self.words.language),
            Kind::Language => language_name(self.words, text),
            Kind::Pointer | Kind::Pointers => member(self.words, text),
            Kind::Maybe(_) => self.words.find(&format!("maybe-{text}")).unwrap_or(text.to_owned()),
            _ => text.to_owned(),
        }
    }

    /// What is no plain string.
    fn told_other(&self, kind: Kind, value: &Value) -> String {
        let each = |kind: Kind| -> Vec<String> {
            value.as_array().into_iter().flatten().map(|v| self.told(kind, v)).collect()
        };
        match (kind, value) {
            (Kind::Text | Kind::Prose, Value::Object(_)) => {
                self.languages(&Text::from_value(value))
            }
            (Kind::Refs(_), Value::Array(_)) => each(Kind::Ref(&[])).join(", "),
            (Kind::Pointers, Value::Array(_)) => each(Kind::Pointer).join("; "),
            (Kind::Number(_, most), Value::Number(n)) => match n.as_f64() {
                Some(share) if (most - 1.0).abs() < 1e-9 => {
                    number::percent(share, self.words.language)
                }
                Some(share) if (most - 100.0).abs() < 1e-9 => {
                    number::percent(share / 100.0, self.words.language)
                }
                _ => number::exact(&n.to_string(), self.words.language),
            },
            (Kind::Decimal, Value::Number(n)) => number::exact(&n.to_string(), self.words.language),
            (Kind::Group(inner), Value::Object(_)) => self.members(inner, value),
            (Kind::List(inner), Value::Array(items)) => {
                items.iter().map(|v| self.members(inner, v)).collect::<Vec<_>>().join("; ")
            }
            // At one of the languages.
            (Kind::ByLanguage(inner), Value::Object(map))
                if !map.values().all(Value::is_object) =>
            {
                self.members(inner, value)
            }
            (Kind::ByLanguage(inner), Value::Object(map)) => {
                let one = |(tag, v): (&String, &Value)| {
                    format!("{} ({})", self.members(inner, v), language_name(self.words, tag))
                };
                map.iter().map(one).collect::<Vec<_>>().join("; ")
            }
            _ => self.loose(value),
        }
    }

    /// The name of the record an id names.
    fn named(&self, value: &Value) -> String {
        let Some(id) = value.as_str() else { return self.loose(value) };
        self.names.of(id)
    }

    /// A text in all its languages; which they are is said when there are several.
    fn languages(&self, text: &Text) -> String {
        let several = text.all().count() > 1;
        let one = |(tag, text): (&str, &str)| {
            if several { in_language(self.words, text.to_owned(), tag) } else { text.to_owned() }
        };
        text.all().map(one).collect::<Vec<_>>().join(" · ")
    }

    /// An object member by member: money and a way to say a name come first.
    fn members(&self, inner: &[Field], value: &Value) -> String {
        let Some(map) = value.as_object() else { return self.loose(value) };
        let mut left = map.clone();
        let mut out = Vec::new();
        if schema::is(inner, AMOUNTS) {
            out.extend(self.money(&mut left));
        }
        for field in inner {
            let Some(v) = left.remove(field.key).filter(|v| !v.is_null()) else { continue };
            let text = self.told(field.kind, &v);
            // What names the entry, or says what it is, needs no word before it.
            if out.is_empty() && (field.needed || matches!(field.kind, Kind::Term(..))) {
                out.push(text);
            } else {
                out.push(self.pair(&field_name(self.words, field.key), &text));
            }
        }
        out.extend(left.iter().map(|(key, v)| self.pair(key, &self.loose(v))));
        out.retain(|part| !part.is_empty());
        out.join(", ")
    }

    fn pair(&self, name: &str, text: &str) -> String {
        self.words.ts("value-pair", &[("name", name.to_owned()), ("text", text.to_owned())])
    }

    /// The sum with its currency, taken out of what is still to be told.
    fn money(&self, left: &mut Map<String, Value>) -> Option<String> {
        let digits = match left.get("value")? {
            Value::String(s) => s.clone(),
            Value::Number(n) => n.to_string(),
            _ => return None,
        };
        let currency = left.get("currency")?.as_str()?.to_owned();
        left.remove("value");
        left.remove("currency");
        let approximate = left.remove("approximate") == Some(Value::Bool(true));
        let amount = Amount { value: digits, currency, kind: String::new(), approximate };
        let text = number::money(&amount, self.words, true);
        Some(if approximate { self.words.ts("amount-about", &[("amount", text)]) } else { text })
    }

    /// What the format does not describe.
    fn loose(&self, value: &Value) -> String {
        match value {
            Value::Null => self.words.t("value-nothing"),
            Value::Bool(true) => self.words.t("value-yes"),
            Value::Bool(false) => self.words.t("value-no"),
            Value::Number(n) => n.to_string(),
            // An id the program made stands for its record, wherever it is.
            Value::String(s) if is_made(s) => self.names.of(s),
            Value::String(s) => s.clone(),
            Value::Array(items) => {
                items.iter().map(|v| self.loose(v)).collect::<Vec<_>>().join(", ")
            }
            Value::Object(map) => {
                let date =
                    || csl::date(value).map(|d| number::date(&EdtfDate::parse(&d), self.words));
                person(map).or_else(date).unwrap_or_else(|| {
                    let pair = |(k, v): (&String, &Value)| self.pair(k, &self.loose(v));
                    map.iter().map(pair).collect::<Vec<_>>().join(", ")
                })
            }
        }
    }
}

/// A name as bibliographies write it (CSL-JSON: `family`, `given`, `literal`).
fn person(map: &Map<String, Value>) -> Option<String> {
    let part = |key: &str| map.get(key).and_then(Value::as_str).filter(|s| !s.is_empty());
    if let Some(whole) = part("literal") {
        return Some(whole.to_owned());
    }
    let family = part("family")?;
    Some(part("given").map_or_else(|| family.to_owned(), |given| format!("{given} {family}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::Opened;
    use crate::text::Language;

    #[test]
    fn values_are_told_in_words() {
        let opened = Opened::example().unwrap();
        let said = |language: Language, collection, pointer: &str, value: Value| {
            value_at(&Words::new(language), &opened.doc, collection, pointer, &value)
        };
        let json = |text: &str| -> Value { serde_json::from_str(text).unwrap() };
        let (en, fr) = (Language::En, Language::Fr);
        let of = Some(Collection::Initiatives);
        assert_eq!(said(en, of, "/parties", json(r#"["kz","cn"]"#)), "Kazakhstan, China");
        assert_eq!(said(en, of, "/parties/0", json(r#""kz""#)), "Kazakhstan");
        assert_eq!(said(fr, of, "/dates/start", json(r#""2015-03""#)), "mars 2015");
        let amount = json(r#"{"value":1200,"currency":"USD","kind":"loan","approximate":true}"#);
        assert_eq!(said(en, of, "/amounts/0", amount.clone()), "about US$1,200, Kind: loan");
        assert!(said(fr, of, "/amounts", Value::Array(vec![amount])).contains("prêt"));
        let role = json(r#"{"actor":"cn","role":"funding","share":60}"#);
        let told = said(fr, of, "/participants/0", role);
        assert!(told.starts_with("Chine") && !told.contains("funding"), "{told}");
        let source = Some(Collection::Sources);
        let authors = json(r#"[{"family":"Peyrouse","given":"S."},{"literal":"AFP"}]"#);
        assert_eq!(said(en, source, "/csl/author", authors), "S. Peyrouse, AFP");
        let issued = json(r#"{"date-parts":[[2015,12]]}"#);
        assert_eq!(said(en, source, "/csl/issued", issued), "December 2015");
        assert_eq!(said(en, None, "/version", json("2")), "2");
        // Whatever a file holds, no brackets of it are shown.
        let odd = json(r#"{"a":[{"b":null},true]}"#);
        let told = said(en, of, "/x-odd", odd);
        assert!(!told.contains(['{', '[', '"']), "{told}");
    }
}
