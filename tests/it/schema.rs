//! The format's members: our tables against the JSON Schema file, both ways.

use std::collections::BTreeMap;

use serde_json::Value;

use cooperama::model::schema::{Field, HEADER, Kind, TERM, members};
use cooperama::record::Collection;

type Members = BTreeMap<String, String>;

/// What our tables say: each member by its path, what it holds, and "!" where it may not be left out.
fn ours(path: &str, fields: &[Field], out: &mut Members) {
    for f in fields {
        let at = format!("{path}/{}", f.key);
        let bounds = |a: f64, b: f64| {
            if a <= f64::MIN { "number".to_owned() } else { format!("number {a}..{b}") }
        };
        let kind = match f.kind {
            Kind::Text | Kind::Prose => "text".to_owned(),
            Kind::Mark => "mark".to_owned(),
            Kind::Line | Kind::Term(_, []) => "line".to_owned(),
            Kind::Term(_, terms) => format!("one of {}", terms.join(" ")),
            Kind::Date => "date".to_owned(),
            Kind::Instant => "instant".to_owned(),
            Kind::Language => "language".to_owned(),
            Kind::Currency => "currency".to_owned(),
            Kind::Id | Kind::Ref(_) => "id".to_owned(),
            Kind::Refs(_) => "list of id".to_owned(),
            Kind::Pointer => "pointer".to_owned(),
            Kind::Pointers => "list of pointer".to_owned(),
            // Languages are plain words to us: nothing hangs on their form.
            Kind::Words if f.key == "languages" => "list of language".to_owned(),
            Kind::Words => "list of line".to_owned(),
            Kind::Number(a, b) => bounds(a, b),
            Kind::Whole(least) => format!("whole {least}"),
            Kind::Paragraph => "paragraph".to_owned(),
            Kind::Decimal => "decimal".to_owned(),
            Kind::Flag => "flag".to_owned(),
            Kind::Maybe(words) => format!("flag or {}", words.join(" ")),
            Kind::Color => "color".to_owned(),
            Kind::Json | Kind::Names | Kind::Parts => "any".to_owned(),
            // A bibliographic item is CSL-JSON's own.
            Kind::Group(_) if f.key == "csl" => "object".to_owned(),
            Kind::Group(inner) => {
                ours(&at, inner, out);
                "object".to_owned()
            }
            Kind::List(inner) => {
                ours(&format!("{at}/-"), inner, out);
                "list of object".to_owned()
            }
            Kind::ByLanguage(inner) => {
                ours(&format!("{at}/*"), inner, out);
                "object".to_owned()
            }
            Kind::Terms => {
                ours(&format!("{at}/*/*"), TERM, out);
                "object".to_owned()
            }
        };
        // What is needed where the language is only wished for is told by the schema file alone.
        out.insert(at, if f.needed { format!("{kind}!") } else { kind });
    }
}

/// What the schema file says of the members of an object.
fn theirs(path: &str, schema: &Value, root: &Value, out: &mut Members) {
    let mut parts = vec![schema];
    let mut all: Vec<(&String, &Value)> = Vec::new();
    let mut needed: Vec<&str> = Vec::new();
    while let Some(part) = parts.pop() {
        let part = resolved(part, root);
        parts.extend(part["allOf"].as_array().into_iter().flatten());
        all.extend(part["properties"].as_object().into_iter().flatten());
        needed.extend(part["required"].as_array().into_iter().flatten().filter_map(Value::as_str));
    }
    for (key, value) in all {
        let at = format!("{path}/{key}");
        let kind = kind(&at, value, root, out);
        let must = if needed.contains(&key.as_str()) { "!" } else { "" };
        out.insert(at, format!("{kind}{must}"));
    }
}

fn resolved<'v>(schema: &'v Value, root: &'v Value) -> &'v Value {
    match schema["$ref"].as_str().and_then(|r| r.strip_prefix('#')) {
        Some(pointer) => resolved(root.pointer(pointer).unwrap(), root),
        None => schema,
    }
}

fn kind(at: &str, schema: &Value, root: &Value, out: &mut Members) -> String {
    let reference = schema["$ref"].as_str().and_then(|r| r.rsplit('/').next());
    match reference {
        Some(name @ ("id" | "text" | "instant" | "decimal" | "color" | "currency" | "pointer")) => {
            return name.to_owned();
        }
        Some("lang") => return "language".to_owned(),
        Some("edtf") => return "date".to_owned(),
        _ => {}
    }
    let schema = resolved(schema, root);
    let words = |v: &Value| -> Vec<String> {
        v.as_array().into_iter().flatten().map(|w| w.as_str().unwrap().to_owned()).collect()
    };
    let any = schema["anyOf"].as_array().map_or(&[][..], Vec::as_slice);
    let of = |name: &str| any.iter().any(|a| a["type"] == name);
    if let Some(terms) = any.iter().map(|a| words(&a["enum"])).find(|w| !w.is_empty()) {
        return format!("one of {}", terms.join(" "));
    }
    if schema["enum"].is_array() {
        return format!("one of {}", words(&schema["enum"]).join(" "));
    }
    if of("boolean") {
        let word = any.iter().find_map(|a| a["const"].as_str()).unwrap();
        return format!("flag or {word}");
    }
    if of("integer") {
        return "paragraph".to_owned();
    }
    if of("number") {
        return "mark".to_owned();
    }
    match schema["type"].as_str() {
        Some("string") => "line".to_owned(),
        Some("boolean") => "flag".to_owned(),
        Some("integer") => format!("whole {}", schema["minimum"]),
        Some("number") => match (schema["minimum"].as_f64(), schema["maximum"].as_f64()) {
            (Some(a), Some(b)) => format!("number {a}..{b}"),
            _ => "number".to_owned(),
        },
        Some("array") => {
            let inner = kind(&format!("{at}/-"), &schema["items"], root, out);
            format!("list of {inner}")
        }
        Some("object") => {
            let mut at = at.to_owned();
            let mut inner = schema;
            while inner["additionalProperties"].is_object() {
                inner = resolved(&inner["additionalProperties"], root);
                at.push_str("/*");
            }
            if !at.ends_with("/csl") {
                theirs(&at, inner, root, out);
            }
            "object".to_owned()
        }
        _ if schema["const"].is_string() => "line".to_owned(),
        _ => "any".to_owned(),
    }
}

#[test]
fn the_tables_and_the_schema_file_say_the_same() {
    let text = include_str!("../../assets/schema/cooperation-dataset-1.schema.json");
    let root: Value = serde_json::from_str(text).unwrap();
    let (mut mine, mut file) = (Members::new(), Members::new());
    ours("", HEADER, &mut mine);
    theirs("", &root, &root, &mut file);
    for c in Collection::ALL {
        // The collections themselves are listed in the file.
        let list = file.remove(&format!("/{}", c.key()));
        assert_eq!(list.as_deref(), Some("list of any"), "{}", c.key());
        let path = format!("/{}", c.key());
        ours(&path, members(c), &mut mine);
        theirs(&path, &root["properties"][c.key()]["items"], &root, &mut file);
    }
    let differing: Vec<_> = mine
        .keys()
        .chain(file.keys())
        .filter(|k| mine.get(*k) != file.get(*k))
        .map(|k| format!("{k}: ours {:?}, file {:?}", mine.get(k), file.get(k)))
        .collect();
    assert!(differing.is_empty(), "{differing:#?}");
    assert!(mine.len() > 400, "{}", mine.len());
}
