//! Nothing is read wrongly in silence: small files of one fault each, and what becomes of numbers.

use serde_json::Value;

use cooperama::formats::{FileKind, LoadError};
use cooperama::query::{Crossing, Dim, Filter};
use cooperama::record::Collection;
use cooperama::text::{Language, Words};

use crate::cli::run;
use crate::fixture::{data, open, temp};

/// Each file, with the code and the place of its one fault.
fn faults() -> Vec<(String, String, String)> {
    let manifest = std::fs::read(data("faults").join("MANIFEST.json")).unwrap();
    let manifest: serde_json::Map<String, Value> = serde_json::from_slice(&manifest).unwrap();
    let text = |v: &Value| v.as_str().unwrap().to_owned();
    manifest.iter().map(|(name, v)| (name.clone(), text(&v[0]), text(&v[1]))).collect()
}

#[test]
fn every_silent_fault_is_told_with_its_place_and_fails_strict() {
    let faults = faults();
    assert!(faults.len() >= 60, "{}", faults.len());
    let n = std::fs::read_dir(data("faults")).unwrap().count();
    assert_eq!(n, faults.len() + 1, "a file without a line, or the reverse");
    for (name, code, place) in faults {
        let path = data("faults").join(format!("{name}.json"));
        let bytes = std::fs::read(&path).unwrap();
        let o = open(&bytes).unwrap_or_else(|e| panic!("{name}: {e:?}"));
        assert_eq!(&*o.doc.to_bytes(), bytes, "{name}: kept as it is");
        let warnings: Vec<_> = o
            .doc
            .issues
            .iter()
            .filter(|i| i.severity == cooperama::model::Severity::Warning)
            .map(|i| (i.code, i.place.as_str()))
            .collect();
        assert_eq!(warnings, [(code.as_str(), place.as_str())], "{name}");
        let issue = o.doc.issues.iter().find(|i| i.code == code).unwrap();
        for language in Language::ALL {
            let words = Words::new(language);
            let said = cooperama::say::message(&words, issue);
            // What is wrong, and after a mark what to do.
            assert!(said.contains([';', ':']), "{name}: {said}");
            assert!(!said.contains("{ $") && !said.contains('\n'), "{name}: {said}");
        }
    }
    // The door for scripts: one warning a line on standard error, and exit code 1 under --strict.
    for name in ["amount-grouped", "collection-object", "confidence-large", "rate-source"] {
        let path = data("faults").join(format!("{name}.json"));
        let out = run(&["check", "--strict", path.to_str().unwrap()]);
        let said = String::from_utf8(out.stderr).unwrap();
        assert_eq!((out.status.code(), said.lines().count()), (Some(1), 1), "{name}: {said}");
        assert!(said.starts_with("warning["), "{said}");
    }
}

#[test]
fn amounts_that_cannot_be_read_are_counted_beside_every_sum() {
    let text = r#"{"title":"T","initiatives":[{"id":"i","label":"I","amounts":[
        {"value":"1 500,5","currency":"USD","kind":"loan"},{"value":7,"kind":"loan"},
        {"value":5,"currency":"USD","kind":"loan"}]},{"id":"j","label":"J","amounts":{"value":3}}]}"#;
    let path = temp("unreadable").join("u.json");
    crate::fixture::put(&path, text);
    let file = path.to_str().unwrap();
    let out = run(&["query", file, "--by", "kind", "--measure", "amount", "--format", "json"]);
    let answer: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!((&answer["none"], &answer["unreadable"]), (&5.into(), &3.into()), "{answer}");
    let out = run(&["query", file, "--by", "kind", "--measure", "amount"]);
    let said = String::from_utf8(out.stdout).unwrap();
    assert!(said.contains("3 amounts unreadable"), "{said}");
    assert_eq!(run(&["check", "--strict", file]).status.code(), Some(1));
    let out = run(&[
        "export",
        file,
        "--panel",
        "sectors",
        "--view",
        "measure=amount",
        "--lang",
        "en",
        "--out",
        path.with_extension("svg").to_str().unwrap(),
    ]);
    assert!(out.status.success());
    let svg = std::fs::read_to_string(path.with_extension("svg")).unwrap();
    assert!(svg.contains("3 amounts unreadable"));
}

#[test]
fn what_is_not_known_is_not_zero() {
    let text = r#"{"title":"T","sectors":[{"id":"s","label":"S"},{"id":"t","label":"T"},{"id":"u","label":"U"}],
        "initiatives":[{"id":"a","label":"A","sectors":[{"sector":"s"}],"amounts":[{"value":0,"currency":"USD","kind":"loan"}]},
        {"id":"b","label":"B","sectors":[{"sector":"t"}]},{"id":"c","label":"C","sectors":[{"sector":"t"}]},
        {"id":"d","label":"D","sectors":[{"sector":"t"}]}]}"#;
    let path = temp("unknown").join("u.json");
    crate::fixture::put(&path, text);
    let file = path.to_str().unwrap();
    let ask = ["query", file, "--by", "sector", "--measure", "amount", "--format"];
    let out = |format| String::from_utf8(run(&[&ask[..], &[format]].concat()).stdout).unwrap();
    let answer: Value = serde_json::from_str(&out("json")).unwrap();
    let rows: Vec<_> = answer["rows"].as_array().unwrap().iter().collect();
    assert_eq!((rows.len(), &rows[0]["value"]), (2, &0.into()), "{answer}");
    assert_eq!((&rows[1]["value"], &rows[1]["withoutAmount"]), (&Value::Null, &3.into()));
    assert_eq!(
        out("csv"),
        "id,label,value,without,currency,flow\ns,S,0,0,USD,loan\nt,T,,3,USD,loan\n,,0,,USD,loan\n"
    );
    assert!(out("table").contains("n/a (3 without amount)"), "{}", out("table"));
    let picture = path.with_extension("svg");
    let out = run(&[
        "export",
        file,
        "--panel",
        "sectors",
        "--view",
        "measure=amount",
        "--lang",
        "en",
        "--out",
        picture.to_str().unwrap(),
    ]);
    assert!(out.status.success());
    assert!(std::fs::read_to_string(&picture).unwrap().contains("n/a (3 without amount)"));
}

#[test]
fn an_equal_split_of_nine_hundred_billion_is_exact() {
    let text = r#"{"title":"T","sectors":[{"id":"s","label":"S"},{"id":"t","label":"T"},{"id":"u","label":"U"}],
        "initiatives":[{"id":"a","label":"A","sectors":[{"sector":"s"},{"sector":"t"},{"sector":"u"}],
        "amounts":[{"value":900000000000,"currency":"USD","kind":"loan"}]}]}"#;
    let o = open(text.as_bytes()).unwrap();
    let words = || o.words.get(&o.doc.records);
    let r = Crossing::default().cross(&o.table, &words, o.doc.totals(), &Filter::default());
    let sums = r.sums(&o.table, Dim::Sector, o.table.money_used[0].0);
    let parts: Vec<String> =
        sums.values.iter().map(|s| cooperama::table::decimal(s.selected)).collect();
    assert_eq!(parts, ["300000000000"; 3]);
}

#[test]
fn keys_and_ids_are_compared_as_they_read() {
    let text = r#"{"title":"T","p\u0061rties":[{"\u0069d":"k\u007a","l\u0061bel":"Kazakhstan"}],
        "links":[{"id":"l","from":"kz","to":"kz","type":"finances"}]}"#;
    let o = open(text.as_bytes()).unwrap();
    let row = o.doc.records.find("kz").unwrap();
    assert_eq!(
        (row.collection(), o.doc.label(row, "en").as_str()),
        (Collection::Parties, "Kazakhstan")
    );
    assert_eq!(o.doc.n_warnings(), 0, "{:?}", o.doc.issues);
    assert_eq!(cooperama::edit::uses(&o.doc.records, "kz").len(), 2);
    assert_eq!(&*o.doc.to_bytes(), text.as_bytes());
}

#[test]
fn other_kinds_of_files_are_named_as_what_they_are() {
    let kind = |bytes: &[u8]| match open(bytes) {
        Err(LoadError::NotText(kind)) => Some(kind),
        _ => None,
    };
    for (name, expected) in [
        ("table-commas.json", FileKind::Table),
        ("table-tabs.json", FileKind::Table),
        ("table-semicolons.json", FileKind::Table),
        ("text.json", FileKind::Text),
        ("gexf.json", FileKind::Gexf),
        ("graphml.json", FileKind::GraphMl),
        ("iati.json", FileKind::Iati),
        ("spreadsheet.json", FileKind::Spreadsheet),
        ("opendocument-sheet.json", FileKind::Spreadsheet),
        ("document.json", FileKind::Office),
        ("zip.json", FileKind::Zip),
        ("xml-other.json", FileKind::Xml),
    ] {
        let bytes = std::fs::read(data("invalid").join(name)).unwrap();
        assert_eq!(kind(&bytes), Some(expected), "{name}");
    }
    // Real ones, where they are at hand.
    for (name, expected) in [
        ("aiddata-south-central-asia-projects.csv", FileKind::Table),
        ("aiddata-south-central-asia-projects.xlsx", FileKind::Spreadsheet),
        ("iati-2.03-senegal.xml", FileKind::Iati),
        ("lesmis.gexf", FileKind::Gexf),
        ("lesmis.graphml", FileKind::GraphMl),
        ("article-le-caucase-2015.txt", FileKind::Text),
    ] {
        if let Some(bytes) = crate::fixture::shared(&format!("data/{name}")) {
            assert_eq!(kind(&bytes), Some(expected), "{name}");
        }
    }
}

#[test]
fn no_format_is_promised_that_is_not_written() {
    let example = "assets/datasets/kazakhstan-china-2015.coop.json";
    let folder = temp("formats");
    for name in ["b.gexf", "b.CSV", "b.xlsx", "b.pdf", "b.xml"] {
        let to = folder.join(name);
        let out = run(&["convert", example, to.to_str().unwrap()]);
        let said = String::from_utf8(out.stderr).unwrap();
        assert_eq!((out.status.code(), said.lines().count()), (Some(2), 1), "{said}");
        assert!(said.contains("as JSON, not as ."), "{said}");
        assert!(!to.exists());
    }
    for name in ["b.json", "b", "b.coop", "b.2015"] {
        let to = folder.join(name);
        assert_eq!(
            run(&["convert", example, to.to_str().unwrap()]).status.code(),
            Some(0),
            "{name}"
        );
    }
}

#[test]
fn money_of_links_has_a_total_of_its_own_and_terms_have_words() {
    let example = "assets/datasets/kazakhstan-china-2015.coop.json";
    let ask = |args: &[&str]| -> Value {
        let out = run(&[&["query", example, "--format", "json"], args].concat());
        serde_json::from_slice(&out.stdout).unwrap()
    };
    let answer =
        ask(&["--by", "institution", "--measure", "amount", "--flow", "x-subscribed-capital"]);
    assert_eq!(answer["measure"], "link-amount");
    assert_eq!(answer["rows"][0]["id"], "inst.asian-investment-bank");
    assert_eq!(answer["rows"][0]["value"], serde_json::json!(729_300_000));
    // The commitment of a link is not that of an initiative.
    let of = |measure| ask(&["--by", "scope", "--measure", measure, "--flow", "commitment"]);
    let value = |answer: &Value| -> Vec<Value> {
        let rows = answer["rows"].as_array().unwrap().iter();
        rows.map(|r| r["value"].clone()).filter(|v| !v.is_null()).collect()
    };
    assert_eq!(value(&of("amount")), [serde_json::json!(23_600_000_000u64)]);
    assert_eq!(value(&of("link-amount")), [serde_json::json!(40_000_000_000u64)]);
    let labels = |args: &[&str]| -> Vec<String> {
        let answer = ask(args);
        let rows = answer["rows"].as_array().unwrap().iter();
        rows.map(|r| r["label"].as_str().unwrap().to_owned()).collect()
    };
    let fr = ["--measure", "initiatives", "--lang", "fr", "--by"];
    assert!(labels(&[&fr[..], &["status"]].concat()).contains(&"en cours".to_owned()));
    let kinds = labels(&[&fr[..], &["kind"]].concat());
    assert!(kinds.contains(&"stratégie".to_owned()), "{kinds:?}");
    let links = ["--measure", "links", "--lang", "fr", "--by", "link"];
    assert!(labels(&links).contains(&"membre de".to_owned()));
    // Institutions of a party: those that name it as their own, as in the panel.
    let answer = ask(&["--by", "party", "--measure", "institutions"]);
    let rows = answer["rows"].as_array().unwrap().iter();
    let rows: Vec<_> = rows.map(|r| (r["id"].as_str().unwrap(), r["value"].clone())).collect();
    assert_eq!(rows, [("cn", 2.into()), ("kz", 1.into())]);
}

#[test]
fn an_amount_that_restates_another_is_never_added_to_it() {
    let with = |restates: &str, rates: &str| {
        format!(
            r#"{{"title":"T",{rates}"initiatives":[{{"id":"i","label":"I","amounts":[
            {{"value":1000,"currency":"CNY","kind":"loan"}},
            {{"value":160,"currency":"USD","kind":"loan"{restates}}}]}}]}}"#
        )
    };
    let folder = temp("restates");
    let ask = |name: &str, text: String, currency: &str| -> Value {
        let path = folder.join(name);
        crate::fixture::put(&path, &text);
        let file = path.to_str().unwrap();
        let mut args = vec!["query", file, "--by", "scope", "--measure", "amount"];
        args.extend(["--currency", currency, "--format", "json"]);
        args.extend(text.contains("rates").then_some("--convert"));
        let out = run(&args);
        let mut answer: Value = serde_json::from_slice(&out.stdout).unwrap();
        serde_json::json!([answer["rows"][0]["value"].take(), answer["notAdded"].take()])
    };
    let rates = r#""rates":[{"from":"CNY","to":"USD","date":"2015","rate":"0.2"}],"#;
    let told = r#","restates":"/amounts/0""#;
    assert_eq!(ask("a", with(told, ""), "USD"), serde_json::json!([160, 0]));
    assert_eq!(ask("b", with(told, ""), "CNY"), serde_json::json!([1000, 0]));
    // The file's own statement comes before a rate.
    assert_eq!(ask("c", with(told, rates), "USD"), serde_json::json!([160, 0]));
    // Without it they are two amounts; one that no rate converts is counted as not added.
    assert_eq!(ask("d", with("", ""), "USD"), serde_json::json!([160, 1]));
    assert_eq!(ask("e", with("", rates), "USD"), serde_json::json!([360, 0]));
    // Rates are never applied without having been asked for, and each that was is named.
    let file = folder.join("e");
    let file = file.to_str().unwrap();
    let by = ["query", file, "--by", "scope", "--measure", "amount", "--currency", "USD"];
    let out = String::from_utf8(run(&by).stdout).unwrap();
    assert!(out.contains("160") && out.contains("1 amount in another currency not added"), "{out}");
    let out = String::from_utf8(run(&[&by[..], &["--convert"]].concat()).stdout).unwrap();
    assert!(out.contains("USD loan"), "{out}");
    assert!(
        out.contains("1 amount converted by the file’s rates")
            && out.contains("1 CNY = 0.2 USD (2015)"),
        "{out}"
    );
    // Where no rate leads there, it says so.
    let none = folder.join("d");
    let none = ["query", none.to_str().unwrap(), "--by", "scope", "--measure", "amount"];
    let out = run(&[&none[..], &["--convert"]].concat());
    assert_eq!(out.status.code(), Some(2));
    assert!(String::from_utf8(out.stderr).unwrap().contains("no exchange rate"));
    let o = open(with("", "").as_bytes()).unwrap();
    assert!(o.doc.issues.iter().any(|i| i.code == "restates-maybe"));
}

#[test]
fn records_without_a_source_are_counted_once_and_are_no_warning() {
    let o = open(
        br#"{"title":"T","parties":[{"id":"a","label":"A"},{"id":"b","label":"B","prov":[{"source":"q"}]}],
        "people":[{"id":"h","label":"H","offices":[{"title":"X","prov":[{"source":"q"}]}]}],
        "sectors":[{"id":"s","label":"S"}],"sources":[{"id":"q","csl":{"title":"Q"}}]}"#,
    )
    .unwrap();
    let found: Vec<_> = o.doc.issues.iter().filter(|i| i.code == "no-source").collect();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].args, [("count", "1".to_owned())]);
    assert_eq!(o.doc.n_warnings(), 0);
    let of = |id: &str| o.table.is_sourced(o.doc.records.find(id).unwrap());
    assert_eq!(["a", "b", "h", "s", "q"].map(of), [false, true, true, true, true]);
}
