//! Names and dates as bibliographies write them (CSL-JSON 1.0.2), as text one can read and type.

use serde_json::{Map, Value, json};

/// A list of people: "Peyrouse, Sébastien; AFP". `None` for what says more than names.
#[must_use]
pub fn names(value: &Value) -> Option<String> {
    let name = |v: &Value| {
        let map = v.as_object()?;
        let part = |key: &str| map.get(key).and_then(Value::as_str);
        match (part("literal"), part("family"), part("given")) {
            (Some(literal), ..) if map.len() == 1 => Some(literal.to_owned()),
            (None, Some(family), None) if map.len() == 1 => Some(family.to_owned()),
            (None, Some(family), Some(given)) if map.len() == 2 => {
                Some(format!("{family}, {given}"))
            }
            _ => None,
        }
    };
    // What holds a mark that parts names would not be read back.
    let whole = |text: &String| !text.contains(';');
    let names: Option<Vec<String>> =
        value.as_array()?.iter().map(|v| name(v).filter(whole)).collect();
    Some(names?.join("; "))
}

/// People as they are typed: parted by semicolons, the family name before a comma; a name without a
/// comma is that of an organisation, or whole.
#[must_use]
pub fn read_names(text: &str) -> Value {
    let names = text.split(';').map(str::trim).filter(|n| !n.is_empty());
    let name = |n: &str| match n.split_once(',') {
        Some((family, given)) if !given.trim().is_empty() => {
            json!({"family": family.trim(), "given": given.trim()})
        }
        _ => json!({"literal": n.trim_end_matches(',').trim()}),
    };
    Value::Array(names.map(name).collect())
}

/// A date of a bibliography as EDTF: `2015-12`, `2015/2016`. `None` for what says more than that.
#[must_use]
pub fn date(value: &Value) -> Option<String> {
    let map = value.as_object()?;
    if let (Some(raw), 1) = (map.get("raw").and_then(Value::as_str), map.len()) {
        return Some(raw.to_owned());
    }
    let side = |parts: &Value| {
        let number = |p: &Value| p.as_i64().or_else(|| p.as_str()?.parse().ok());
        let numbers: Vec<i64> = parts.as_array()?.iter().map(number).collect::<Option<_>>()?;
        Some(match numbers[..] {
            [y] => format!("{y:04}"),
            [y, m] => format!("{y:04}-{m:02}"),
            [y, m, d] => format!("{y:04}-{m:02}-{d:02}"),
            _ => return None,
        })
    };
    let sides = map.get("date-parts").filter(|_| map.len() == 1)?.as_array()?;
    let sides: Vec<String> = sides.iter().map(side).collect::<Option<_>>()?;
    (1..=2).contains(&sides.len()).then(|| sides.join("/"))
}

/// A date in EDTF as a bibliography writes it: in parts where it has them, else as it stands.
#[must_use]
pub fn read_date(edtf: &str) -> Value {
    let side = |text: &str| {
        let parts: Option<Vec<u32>> = text.split('-').map(|p| p.parse().ok()).collect();
        parts
            .filter(|p| (1..=3).contains(&p.len()) && p.get(1).is_none_or(|m| (1..=12).contains(m)))
    };
    let sides: Option<Vec<Vec<u32>>> = edtf.split('/').map(side).collect();
    match sides.filter(|s| s.len() <= 2) {
        Some(sides) => json!({ "date-parts": sides }),
        None => Value::Object(Map::from_iter([("raw".to_owned(), json!(edtf))])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_read_back() {
        let authors = json!([{"family": "Peyrouse", "given": "S."}, {"literal": "AFP"}]);
        assert_eq!(names(&authors).as_deref(), Some("Peyrouse, S.; AFP"));
        assert_eq!(read_names("Peyrouse, S.; AFP;"), authors);
        assert_eq!(names(&json!([{"family": "A", "suffix": "Jr"}])), None);
        assert_eq!(names(&json!([{"literal": "A; B"}])), None);
        for edtf in ["2015", "2015-12", "2015-12-03", "2014/2015-02", "2015~", "2015-21"] {
            assert_eq!(date(&read_date(edtf)).as_deref(), Some(edtf));
        }
        assert_eq!(date(&json!({"date-parts": [["2015", 4]]})).as_deref(), Some("2015-04"));
        for odd in [
            json!({"date-parts": [[]]}),
            json!({"date-parts": []}),
            json!({"date-parts": [[2015]], "season": 1}),
            json!("2015"),
        ] {
            assert_eq!(date(&odd), None);
        }
    }
}
