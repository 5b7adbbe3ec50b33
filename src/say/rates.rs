//! Exchange rates as lines a person reads and writes: `1 EUR = 1.25 USD (2015-03)`.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;
use serde_json::{Map, Value, json};

use crate::text::{Language, number, typed};

/// The rates of a file as lines. One that is more than a line can say is told as JSON.
#[must_use]
pub fn rate_lines(rates: &Value, language: Language) -> String {
    match rates {
        Value::Null => String::new(),
        Value::Array(items) => {
            let lines: Vec<String> = items.iter().map(|r| line(r, language)).collect();
            lines.join("\n")
        }
        other => other.to_string(),
    }
}

/// Reads rates as written in lines. A line that says what it said before stays the rate it was,
/// with all its members.
///
/// # Errors
/// The first line that is no rate.
pub fn read_rates(text: &str, was: &Value, language: Language) -> Result<Value, String> {
    if was.is_object() || was.is_string() || was.is_number() || was.is_boolean() {
        // What was never a list is not made one without having been touched.
        if serde_json::from_str::<Value>(text).is_ok_and(|now| now == *was) {
            return Ok(was.clone());
        }
    }
    let known = was.as_array().map_or(&[][..], Vec::as_slice);
    // Two that read alike may be from different sources: each line is the next of those it may be.
    let mut told: FxHashMap<String, VecDeque<&Value>> = FxHashMap::default();
    for rate in known {
        told.entry(line(rate, language)).or_default().push_back(rate);
    }
    let mut out = Vec::new();
    for written in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let same = told.get_mut(written).and_then(VecDeque::pop_front).cloned();
        let read = same.or_else(|| read(written));
        out.push(read.ok_or_else(|| written.to_owned())?);
    }
    Ok(Value::Array(out))
}

fn line(rate: &Value, language: Language) -> String {
    let text = |key: &str| rate[key].as_str();
    let number = match &rate["rate"] {
        Value::String(s) => s.clone(),
        Value::Number(n) => n.to_string(),
        _ => return rate.to_string(),
    };
    let (Some(from), Some(to)) = (text("from"), text("to")) else { return rate.to_string() };
    let told = format!("1 {from} = {} {to}", number::exact(&number, language));
    match (&rate["date"], text("date")) {
        (_, Some(date)) => format!("{told} ({date})"),
        (Value::Null, _) => told,
        _ => rate.to_string(),
    }
}

fn read(written: &str) -> Option<Value> {
    if written.starts_with('{') {
        return serde_json::from_str(written).ok().filter(Value::is_object);
    }
    let (left, right) = written.split_once('=')?;
    // The unit may be left out: "EUR = 1.25 USD".
    let left = left.trim();
    let left = left.strip_prefix('1').map_or(left, str::trim);
    let from = typed::currency(left)?;
    let right = right.trim();
    let (right, date) = match right.split_once('(') {
        Some((right, date)) => {
            let date = date.trim().strip_suffix(')')?;
            (right.trim(), Some(typed::date(date)?))
        }
        None => (right, None),
    };
    let at = right.rfind(|c: char| c.is_ascii_digit())? + 1;
    let (rate, to) = right.split_at(at);
    let rate = typed::number(rate).ok()?;
    let to = typed::currency(to)?;
    // A rate that is nothing converts nothing.
    if rate.starts_with('-') || !rate.bytes().any(|b| (b'1'..=b'9').contains(&b)) || from == to {
        return None;
    }
    let mut out = Map::new();
    out.insert("from".to_owned(), json!(from));
    out.insert("to".to_owned(), json!(to));
    out.extend(date.map(|date| ("date".to_owned(), json!(date))));
    out.insert("rate".to_owned(), json!(rate));
    Some(Value::Object(out))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_written_as_they_are_read() {
        let was = json!([
            {"from": "EUR", "to": "USD", "date": "2015-03", "rate": "1.25", "source": "q", "x-n": 1},
            {"from": "USD", "to": "KZT", "date": "2015", "rate": 182.5},
            {"from": "EUR", "rate": true},
            {"from": "EUR", "to": "USD", "date": "2015-03", "rate": "1.25", "source": "r"},
        ]);
        let lines = rate_lines(&was, Language::En);
        assert_eq!(
            lines,
            "1 EUR = 1.25 USD (2015-03)\n1 USD = 182.5 KZT (2015)\n{\"from\":\"EUR\",\"rate\":true}\n\
             1 EUR = 1.25 USD (2015-03)"
        );
        assert_eq!(read_rates(&lines, &was, Language::En), Ok(was.clone()));
        let fr = rate_lines(&was, Language::Fr);
        assert!(fr.starts_with("1 EUR = 1,25 USD"), "{fr}");
        assert_eq!(read_rates(&fr, &was, Language::Fr), Ok(was.clone()));
        // One more, as people write it; one less.
        let text = "1 EUR = 1.25 USD (2015-03)\n€ = 7,05 yuan (mars 2015)";
        let read = read_rates(text, &was, Language::En).unwrap();
        assert_eq!(read[0], was[0]);
        assert_eq!(read[1], json!({"from": "EUR", "to": "CNY", "date": "2015-03", "rate": "7.05"}));
        for bad in [
            "EUR 1.25 USD",
            "1 EUR = USD",
            "1 EUR = 0 USD",
            "1 EUR = 2 EUR",
            "2 EUR = 3 USD",
            "€ = 7 pommes",
        ] {
            assert_eq!(read_rates(bad, &was, Language::En), Err(bad.to_owned()));
        }
        // What is no list is left as it is.
        let odd = json!({"EUR": 2});
        let text = rate_lines(&odd, Language::En);
        assert_eq!(read_rates(&text, &odd, Language::En), Ok(odd));
    }
}
