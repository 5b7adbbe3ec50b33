//! Opening and saving: the manifest's cases, every refusal, and properties over random bytes.

use proptest::prelude::*;
use serde_json::{Value, json};

use cooperama::dataset::{Opened, prepare};
use cooperama::edit::{Origin, ReadOnly};
use cooperama::formats::{Encoding, LoadError, LoadOptions, WayOut};
use cooperama::model::Severity;
use cooperama::record::scan::Fault;
use cooperama::text::{Language, Words};

use crate::fixture::{data, files, open};

/// What must come of a case: `Ok` with the codes of its issues, or the id of the refusal.
fn expected(name: &str) -> Result<&'static [&'static str], &'static str> {
    match name {
        "bom.json" => Ok(&["byte-order-mark"]),
        "comments.json" => Err("error-json-comment"),
        "crlf.json"
        | "edtf.json"
        | "html-in-text.json"
        | "minimal.json"
        | "numbers.json"
        | "string-labels.json"
        | "unicode.json"
        | "unknown-fields.json" => Ok(&[]),
        "dangling-refs.json" => Ok(&["reference-missing"; 4]),
        "deep.json" => Err("error-json-depth"),
        "duplicate-ids.json" => Ok(&["id-repeated"; 2]),
        "duplicate-keys.json" => Ok(&["key-repeated"]),
        "edtf-bad.json" => Ok(&[
            "date-form",
            "date-form",
            "date-form",
            "date-form",
            "date-form",
            "date-reversed",
            "date-time",
        ]),
        "empty.json" => Err("error-empty"),
        "latin1.json" => Err("error-not-utf8"),
        "newer-minor.json" => Ok(&["minor-newer"]),
        "not-a-dataset-array.json" => Err("error-json-top-level"),
        "parent-cycle.json" => Ok(&["cycle", "cycle"]),
        "self-links.json" => Ok(&["weight-negative"]),
        "shares-not-100.json" => Ok(&["share-sum", "share-missing", "share-sum"]),
        "trailing-comma.json" => Err("error-json-trailing-comma"),
        "truncated.json" => Err("error-json-end"),
        "utf16le.json" => Ok(&["encoding"]),
        "version-2.json" => Ok(&["version-newer"]),
        "wrong-format.json" => Err("error-wrong-format"),
        other => panic!("{other} has no expected outcome"),
    }
}

fn case(name: &str) -> Vec<u8> {
    std::fs::read(data("cases").join(name)).unwrap()
}

#[test]
fn every_case_of_the_manifest_has_its_outcome() {
    let manifest: serde_json::Map<String, Value> =
        serde_json::from_slice(&case("MANIFEST.json")).unwrap();
    assert_eq!(manifest.len(), files("cases").len() - 1, "a case without a line, or the reverse");
    for name in manifest.keys() {
        let found = open(&case(name));
        match (expected(name), &found) {
            (Ok(codes), Ok(opened)) => {
                // Edge cases need no sources.
                let found = opened.doc.issues.iter().map(|i| i.code);
                let mut found: Vec<&str> = found.filter(|c| *c != "no-source").collect();
                let mut codes = codes.to_vec();
                found.sort_unstable();
                codes.sort_unstable();
                assert_eq!(found, codes, "{name}");
            }
            (Err(id), Err(error)) => assert_eq!(error.message_id(), id, "{name}"),
            (expected, found) => {
                panic!(
                    "{name}: expected {expected:?}, found {:?}",
                    found.as_ref().map(|_| "it opens")
                );
            }
        }
    }
}

#[test]
fn what_the_manifest_says_beyond_opening() {
    // Untouched bytes are kept, line endings, order and unknown members included.
    for name in [
        "crlf.json",
        "unicode.json",
        "unknown-fields.json",
        "numbers.json",
        "duplicate-ids.json",
        "dangling-refs.json",
        "edtf-bad.json",
        "string-labels.json",
    ] {
        assert_eq!(&*open(&case(name)).unwrap().doc.to_bytes(), case(name), "{name}");
    }
    let bom = open(&case("bom.json")).unwrap();
    assert_eq!(&*bom.doc.to_bytes(), &case("bom.json")[3..]);

    let newer = open(&case("version-2.json")).unwrap();
    assert_eq!(newer.doc.file.read_only, Some(ReadOnly::Newer));

    // An edit leaves every other byte alone.
    let mut o = open(&case("unknown-fields.json")).unwrap();
    let row = o.doc.records.find("a").unwrap();
    let text = cooperama::record::splice::set(o.doc.records.text_of(row), "/label/fr", "\"B\"");
    o.doc.records.replace(row, &text.unwrap().into()).unwrap();
    let before = String::from_utf8(case("unknown-fields.json")).unwrap();
    let after = String::from_utf8(o.doc.to_bytes().into_owned()).unwrap();
    assert_eq!(after, before.replacen("\"A\"", "\"B\"", 1));

    // The first of three equal ids is the one references mean.
    let o = open(&case("duplicate-ids.json")).unwrap();
    assert_eq!(o.doc.label(o.doc.records.find("a").unwrap(), "fr"), "1");
    // The last of two equal keys counts.
    let o = open(&case("duplicate-keys.json")).unwrap();
    assert_eq!(o.doc.label(o.doc.records.find("a").unwrap(), "fr"), "2");
    // A plain text has the dataset's language.
    let o = open(&case("string-labels.json")).unwrap();
    assert_eq!((o.doc.language.as_str(), o.doc.title.pick("en", "fr")), ("fr", "Plain"));
    // A link to nothing is drawn between placeholders.
    let o = open(&case("dangling-refs.json")).unwrap();
    assert_eq!((o.table.missing.len(), o.graph.vertices.len(), o.graph.edges.len()), (2, 2, 1));
    // Loops and parallel links are drawn.
    let o = open(&case("self-links.json")).unwrap();
    assert_eq!(o.graph.edges.len(), 5);
    // A date that cannot be read is not on the timeline.
    let o = open(&case("edtf-bad.json")).unwrap();
    assert_eq!(o.table.years(), None);
    let o = open(&case("edtf.json")).unwrap();
    assert!(o.table.years().is_some());

    // A damaged file gives its complete records, and is never saved over.
    let bytes = case("truncated.json");
    let error = open(&bytes).unwrap_err();
    let [WayOut::Recover(whole)] = error.ways_out()[..] else { panic!("{error:?}") };
    let options = LoadOptions { recover: true, ..LoadOptions::default() };
    let origin = Origin::File("t.json".to_owned());
    let o = prepare(bytes, origin.clone(), options, &mut |_| true).unwrap();
    assert_eq!(o.doc.file.read_only, Some(ReadOnly::Recovered));
    assert_eq!(o.doc.totals()[0], whole);
    assert!(open(&o.doc.to_bytes()).is_ok());

    // Windows-1252 is offered and reads the name right.
    let bytes = case("latin1.json");
    let ways = open(&bytes).unwrap_err().ways_out();
    assert_eq!(ways, [WayOut::Encoding(Encoding::Windows1252)]);
    let options = LoadOptions { encoding: Some(Encoding::Windows1252), ..LoadOptions::default() };
    let o = prepare(bytes, origin, options, &mut |_| true).unwrap();
    assert_eq!(o.doc.title.pick("fr", ""), "Coopération");
}

#[test]
fn every_refusal_is_one_sentence_that_says_what_to_do() {
    for language in Language::ALL {
        let words = Words::new(language);
        for path in files("invalid") {
            let error = open(&std::fs::read(&path).unwrap())
                .err()
                .unwrap_or_else(|| panic!("{} opens", path.display()));
            let text = words.ts(error.message_id(), &error.args());
            let name = path.display();
            assert!(!text.contains('\n') && !text.ends_with('.'), "{name}: {text}");
            assert!(!text.contains("{ $") && text != error.message_id(), "{name}: {text}");
            assert!(text.contains(':'), "{name}: says what to do after a colon: {text}");
            if let LoadError::Json { line, column, .. } = error {
                assert!(line > 0 && column > 0);
                assert!(text.contains(&line.to_string()) && text.contains(&column.to_string()));
            }
        }
    }
}

#[test]
fn a_refusal_has_the_right_place() {
    let place = |text: &str| match open(text.as_bytes()) {
        Err(LoadError::Json { fault, line, column, .. }) => (fault, line, column),
        other => panic!("{:?}", other.map(|_| ())),
    };
    assert_eq!(place("{\n  \"title\": \"t\",\n}"), (Fault::TrailingComma, 2, 15));
    assert_eq!(place("{\"title\":\"é\" 1}"), (Fault::MissingComma, 1, 14));
    assert_eq!(place("{\"title\":\"é\",\n \"x\": 01}"), (Fault::Number, 2, 7));
}

#[test]
fn what_a_dataset_holds_wrong_is_listed_and_kept() {
    let text = r#"{"format":"cooperation-dataset","version":1,"title":"t",
        "links":[{"id":"l","from":"a","to":"a","type":"x","weight":{"value":NaN}}],
        "parties":[{"id":"a","label":"A\u202eB"}, 7]}"#;
    let o = open(text.as_bytes()).unwrap();
    let codes: Vec<&str> = o.doc.issues.iter().map(|i| i.code).collect();
    assert_eq!(codes, ["no-source", "hidden-characters", "not-an-object", "not-finite"]);
    assert!(o.doc.issues[1..].iter().all(|i| i.severity == Severity::Warning));
    assert_eq!(&*o.doc.to_bytes(), text.as_bytes());
}

#[test]
fn hand_written_files_stay_easy() {
    let o = open(br#"{"title":"Mine","parties":[{"id":"a","label":"A"}]}"#).unwrap();
    let codes: Vec<&str> = o.doc.issues.iter().map(|i| i.code).collect();
    assert_eq!(codes, ["format-missing", "version-missing", "no-source"]);
    assert_eq!(o.doc.n_warnings(), 0);
}

#[test]
fn a_megabyte_long_label_is_cut_before_it_is_laid_out() {
    let long = "x".repeat(4_000_000);
    let text = json!({"format": "cooperation-dataset", "version": 1, "title": long,
        "parties": [{"id": "a", "label": long}]});
    let o = open(text.to_string().as_bytes()).unwrap();
    let w =
        cooperama::workbench::Workbench::new(o, cooperama::view::Settings::default(), Language::En);
    assert!(w.window_title().chars().count() < 300);
}

#[test]
fn opening_can_be_cancelled() {
    let result = prepare(
        include_bytes!("../../assets/datasets/kazakhstan-china-2015.coop.json").to_vec(),
        Origin::Example,
        LoadOptions::default(),
        &mut |_| false,
    );
    assert_eq!(result.map(|_| ()).unwrap_err(), LoadError::Cancelled);
}

/// Any JSON, small.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        "[a-d]".prop_map(Value::from),
        prop_oneof!["2015", "2015-04~", "201X", "2015/..", "x"].prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(member(), inner, 0..6)
                .prop_map(|m| Value::Object(m.into_iter().collect())),
        ]
    })
}

/// Member names that mean something, and some that do not.
fn member() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec![
            "id", "label", "fr", "en", "parent", "sectors", "sector", "share", "prov", "source",
            "from", "to", "type", "weight", "value", "parties", "participants", "actor", "dates",
            "date", "start", "speakers", "kind", "text", "verbatim", "links", "initiatives",
            "amounts", "currency", "csl", "offices", "title", "party", "color", "locator",
        ]).prop_map(str::to_owned),
        1 => "[a-z]{1,6}",
    ]
}

/// A dataset whose records are any objects at all.
fn any_dataset() -> impl Strategy<Value = String> {
    let keys = [
        "parties",
        "people",
        "institutions",
        "sectors",
        "initiatives",
        "links",
        "statements",
        "events",
        "sources",
        "x-other",
    ];
    let record =
        (prop::option::of("[a-f]"), prop::collection::btree_map(member(), any_json(), 0..7))
            .prop_map(|(id, members)| {
                let mut record = serde_json::Map::new();
                record.extend(members);
                if let Some(id) = id {
                    record.insert("id".to_owned(), id.into());
                }
                Value::Object(record)
            });
    let collections = prop::collection::vec(
        (prop::sample::select(keys.to_vec()), prop::collection::vec(record, 0..5)),
        0..7,
    );
    (collections, any::<bool>()).prop_map(|(collections, pretty)| {
        let mut top = serde_json::Map::new();
        top.insert("format".to_owned(), "cooperation-dataset".into());
        top.insert("version".to_owned(), 1.into());
        top.insert("title".to_owned(), "t".into());
        for (key, records) in collections {
            top.insert(key.to_owned(), Value::from(records));
        }
        let top = Value::Object(top);
        if pretty { serde_json::to_string_pretty(&top).unwrap() } else { top.to_string() }
    })
}

/// Draws a frame of everything, which must not panic either.
fn show(opened: Opened) {
    let request = cooperama::command::ExportRequest {
        arrangements: serde_json::Map::new(),
        arranged: Box::default(),
        out: String::new(),
        format: cooperama::export::format_of("a.svg").unwrap(),
        size: [800, 600],
        language: Language::Fr,
        theme: cooperama::view::ThemeChoice::Light,
        panel: None,
        view: None,
    };
    cooperama::capture::picture(opened, &request).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn open_then_save_is_byte_identical(text in any_dataset()) {
        let opened = open(text.as_bytes()).unwrap();
        prop_assert_eq!(&*opened.doc.to_bytes(), text.as_bytes());
    }

    #[test]
    fn mutated_bytes_never_panic(
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        cut in any::<prop::sample::Index>(),
        whole in any::<bool>(),
    ) {
        let mut bytes =
            include_bytes!("../../assets/datasets/kazakhstan-china-2015.coop.json").to_vec();
        for (at, byte) in edits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if !whole {
            bytes.truncate(cut.index(bytes.len()));
        }
        for recover in [false, true] {
            for encoding in [None, Some(Encoding::Windows1252)] {
                let options = LoadOptions { encoding, recover, room: None };
                let origin = Origin::File("m.json".to_owned());
                if let Ok(o) = prepare(bytes.clone(), origin, options, &mut |_| true) {
                    prop_assert!(open(&o.doc.to_bytes()).is_ok());
                }
            }
        }
    }

    #[test]
    fn the_scan_accepts_what_serde_json_accepts(text in prop_oneof![
        r#"[\[\]{},:"0-9a-z. eE+\\-]{0,14}"#.prop_map(|s| format!("{{\"title\":{s}}}")),
        any_dataset(),
    ]) {
        let ours = cooperama::record::scan::check_value(text.as_bytes()).is_ok();
        let theirs = serde_json::from_str::<Value>(&text).is_ok();
        prop_assert_eq!(ours, theirs, "{}", text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_dataset_can_be_drawn(text in any_dataset()) {
        show(open(text.as_bytes()).unwrap());
    }
}

#[test]
fn what_came_under_a_name_keeps_it_and_what_came_without_one_is_new() {
    use cooperama::dataset::open_any;
    let bytes = br#"{"format":"cooperation-dataset","version":1,"title":"T"}"#.to_vec();
    let open = |name: &str| open_any(bytes.clone(), name, LoadOptions::default(), &mut |_| true);
    assert_eq!(open("/a/t.json").unwrap().doc.file.origin, Origin::File("/a/t.json".to_owned()));
    assert_eq!(open("").unwrap().doc.file.origin, Origin::New);
    // What nobody reads is told as what it is.
    let table = open_any(b"a,b\n1,2\n".to_vec(), "t.csv", LoadOptions::default(), &mut |_| true);
    assert_eq!(table.unwrap_err().message_id(), "error-table");
}

#[test]
fn every_format_is_a_row_of_its_own() {
    let formats = cooperama::formats::FORMATS;
    let (own, others) = formats.split_last().unwrap();
    assert!(own.own && others.iter().all(|f| !f.own), "our own is last");
    let mut keys: Vec<&str> = formats.iter().map(|f| f.key).collect();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), formats.len());
    let mut endings: Vec<&str> = cooperama::export::FORMATS.iter().map(|f| f.ending).collect();
    endings.sort_unstable();
    endings.dedup();
    assert_eq!(endings.len(), cooperama::export::FORMATS.len());
    for ending in endings {
        let found = cooperama::export::format_of(&format!("a.{}", ending.to_uppercase()));
        assert_eq!(found.map(|f| f.ending), Some(ending));
    }
}
