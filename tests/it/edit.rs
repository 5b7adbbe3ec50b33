//! Changing a dataset: every change can be taken back to the byte, the index follows, and what was
//! not touched stays as it was written.

use cooperama::edit::{
    Change, Document, NoLog, Origin, Transaction, absorb, differences, merged, split, uses,
};
use cooperama::formats::{LoadOptions, load};
use cooperama::record::{Collection, Piece, Records, Row, splice};
use proptest::prelude::*;
use serde_json::json;

use crate::fixture::root;

fn open(bytes: &[u8]) -> Document {
    let loaded = load(bytes.to_vec(), LoadOptions::default(), &mut |_| true).unwrap();
    Document::new(loaded.records, loaded.issues, Vec::new(), Origin::Example, None, Vec::new())
}

fn example() -> Document {
    open(&std::fs::read(root().join("assets/datasets/kazakhstan-china-2015.coop.json")).unwrap())
}

/// Files written in many ways.
fn files() -> Vec<Vec<u8>> {
    let mut out = vec![
        br#"{"format":"cooperation-dataset"}"#.to_vec(),
        br#"{"title":"T","parties":[]}"#.to_vec(),
        br#"{"title":"T","parties":[{"id":"a"},{"id":"b"} ,  {"id":"a"}],"zz":1}"#.to_vec(),
        b"{\n\t\"title\": \"T\",\r\n\t\"links\": [\n\t\t{\"id\": \"l\", \"x\": NaN}\n\t],\n\t\"q\": {}\n}\n".to_vec(),
        br#"{"parties":[{"id":"x"}],"parties":[{"id":"y"},{"id":"z"}]}"#.to_vec(),
    ];
    for case in ["unknown-fields", "duplicate-ids", "crlf", "unicode", "duplicate-keys"] {
        out.push(std::fs::read(root().join(format!("tests/data/cases/{case}.json"))).unwrap());
    }
    out.push(
        std::fs::read(root().join("assets/datasets/kazakhstan-china-2015.coop.json")).unwrap(),
    );
    out
}

/// A change as numbers draw it, for a dataset as it is now.
fn change(records: &Records, raw: (u8, u8, u16, u16)) -> Change {
    let c = Collection::ALL[usize::from(raw.1) % 9];
    let n = records.len(c);
    let at = |k: u16| Row::new(c, usize::from(k) % n.max(1));
    let text = |k: u16| {
        let value = json!({"id": format!("n{}", k % 7), "label": {"fr": "É\"\\"}, "x-k": [k]});
        Piece::Text(records.style(c).record(&value).into())
    };
    match raw.0 % 6 {
        0 => Change::Insert { row: Row::new(c, usize::from(raw.2) % (n + 1)), text: text(raw.3) },
        _ if n == 0 => Change::Insert { row: Row::new(c, 0), text: text(raw.3) },
        1 => Change::Remove { row: at(raw.2) },
        2 => Change::Replace { row: at(raw.2), text: text(raw.3) },
        3 => Change::Move { row: at(raw.2), to: usize::from(raw.3) % n },
        4 => {
            let row = at(raw.2);
            let set = splice::set(records.text_of(row), "/note/fr", "\"mot\"");
            let text = set.unwrap_or_else(|| records.text_of(row).to_owned());
            Change::Replace { row, text: text.into() }
        }
        _ => Change::Member {
            key: ["title", "x-new", "description"][usize::from(raw.2) % 3].to_owned(),
            json: Some(format!("\"{}\"", raw.3).into()),
        },
    }
}

fn ids(records: &Records) -> Vec<(String, Option<Row>)> {
    let all = records.rows().map(|r| records.raw_id(r).to_owned());
    let mut out: Vec<_> = all.map(|id| (id.clone(), records.find(&id))).collect();
    out.sort();
    out
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_done_and_taken_back_leaves_the_same_bytes(
        file in 0usize..11,
        raw in prop::collection::vec(prop::collection::vec(any::<(u8, u8, u16, u16)>(), 1..4), 1..12),
    ) {
        let bytes = files()[file].clone();
        let mut doc = open(&bytes);
        let first = doc.to_bytes().into_owned();
        prop_assert_eq!(&first, &bytes);
        let mut states = vec![first];
        for changes in raw {
            let mut now = doc.records.clone();
            let mut list = Vec::new();
            for raw in changes {
                let change = change(&now, raw);
                change.apply(&mut now).unwrap();
                list.push(change);
            }
            let before = doc.records.clone();
            doc.commit(Transaction { changes: list.clone(), ..Transaction::default() }, &mut NoLog).unwrap();
            // Every record is where the changes say, with the text it had.
            for row in before.rows() {
                let to = list.iter().try_fold(row, |row, c| {
                    if matches!(c, Change::Replace { row: r, .. } if *r == row) { None } else { c.moved(row) }
                });
                if let Some(to) = to {
                    prop_assert_eq!(doc.records.text_of(to), before.text_of(row));
                }
            }
            let now = doc.to_bytes().into_owned();
            // Reading what would be saved gives the same records and the same index.
            let again = open(&now);
            prop_assert_eq!(ids(&again.records), ids(&doc.records));
            prop_assert_eq!(again.records.repeated(), doc.records.repeated());
            for row in doc.records.rows() {
                prop_assert_eq!(again.records.text_of(row), doc.records.text_of(row));
            }
            prop_assert!(differences(&again.records, &doc.records).is_empty());
            states.push(now);
        }
        for state in states.iter().rev().skip(1) {
            doc.undo(&mut NoLog).unwrap();
            prop_assert_eq!(&doc.to_bytes().into_owned(), state);
        }
        prop_assert!(doc.undo(&mut NoLog).is_err());
        prop_assert!(!doc.history().is_modified());
        for state in states.iter().skip(1) {
            doc.redo(&mut NoLog).unwrap();
            prop_assert_eq!(&doc.to_bytes().into_owned(), state);
        }
        prop_assert_eq!(ids(&open(&doc.to_bytes()).records), ids(&doc.records));
    }

    #[test]
    fn the_members_one_does_not_touch_survive_any_edit(key in "[a-z~/]{1,6}", at in 0usize..60, n in any::<i32>()) {
        let doc = example();
        let row = doc.records.rows().nth(at % doc.records.rows().count()).unwrap();
        let text = doc.records.text_of(row);
        let pointer = format!("/x-{}", splice::token(&key));
        let new = splice::set(text, &pointer, &n.to_string()).unwrap();
        let (before, mut after): (serde_json::Value, serde_json::Value) =
            (serde_json::from_str(text).unwrap(), serde_json::from_str(&new).unwrap());
        prop_assert_eq!(after.as_object_mut().unwrap().shift_remove(&format!("x-{key}")), Some(json!(n)));
        prop_assert_eq!(before, after);
        prop_assert_eq!(splice::remove(&new, &pointer).unwrap(), text);
    }
}

#[test]
fn a_refused_change_changes_nothing() {
    let mut doc = example();
    let bytes = doc.to_bytes().into_owned();
    let good = Change::Remove { row: Row::new(Collection::Parties, 0) };
    for bad in [
        Change::Remove { row: Row::new(Collection::Parties, 99) },
        Change::Insert { row: Row::new(Collection::Parties, 99), text: "{}".to_owned().into() },
        Change::Replace { row: Row::new(Collection::Parties, 0), text: "[]".to_owned().into() },
        Change::Replace { row: Row::new(Collection::Parties, 0), text: "{} ".to_owned().into() },
        Change::Move { row: Row::new(Collection::Parties, 0), to: 99 },
        Change::Member { key: "parties".to_owned(), json: Some("1".into()) },
        Change::Member { key: "title".to_owned(), json: Some("{".into()) },
    ] {
        let tx = Transaction { changes: vec![good.clone(), bad], ..Transaction::default() };
        assert!(doc.commit(tx, &mut NoLog).is_err());
        assert_eq!(doc.to_bytes().as_ref(), bytes);
        assert!(!doc.history().is_modified());
    }
}

#[test]
fn who_refers_to_a_record_is_found_everywhere() {
    let doc = example();
    let found = uses(&doc.records, "kz");
    let has = |id: &str, pointer: &str| {
        let row = doc.records.find(id).unwrap();
        found.iter().any(|u| u.row == row && u.pointer == pointer)
    };
    assert!(found.len() > 10);
    // A country code in another member is no reference.
    assert!(found.iter().all(|u| !u.pointer.contains("iso2") && u.pointer != "/id"));
    let link = doc.records.rows_of(Collection::Links).find(|r| {
        serde_json::from_str::<serde_json::Value>(doc.records.text_of(*r)).unwrap()["to"] == "kz"
    });
    if let Some(link) = link {
        assert!(has(doc.records.raw_id(link), "/to"));
    }
}

#[test]
fn two_records_become_one_and_two_again() {
    let text = json!({"title": "T", "institutions": [
        {"id": "a", "label": {"fr": "BAII"}, "tags": ["x"]},
        {"id": "b", "label": {"fr": "Banque asiatique", "en": "AIIB"}, "kind": "fund", "tags": ["x", "y"]}],
        "links": [{"id": "l", "from": "b", "to": "a"}]})
    .to_string();
    let doc = open(text.as_bytes());
    let (a, b) = (doc.records.find("a").unwrap(), doc.records.find("b").unwrap());
    let one = merged(&doc.records, a, b).unwrap();
    let value: serde_json::Value = serde_json::from_str(&one).unwrap();
    assert_eq!((&value["kind"], &value["tags"]), (&json!("fund"), &json!(["x", "y"])));
    assert_eq!(value["aliases"][1]["value"], "AIIB");
    let mut records = doc.records.clone();
    records.replace(a, &one.into()).unwrap();
    let (back, part, users) = split(&records, a, 0).unwrap();
    let back: serde_json::Value = serde_json::from_str(&back).unwrap();
    assert!(back.get("x-merged").is_none());
    assert_eq!(back["aliases"], json!([]));
    assert_eq!(part["id"], "b");
    assert_eq!(users, [("l".to_owned(), "/from".to_owned())]);
}

#[test]
fn what_only_the_others_changed_comes_in_and_the_rest_is_told() {
    let base =
        open(br#"{"title":"T","parties":[{"id":"a","label":"A","n":1},{"id":"b"},{"id":"c"}]}"#);
    let mine = open(br#"{"title":"T","parties":[{"id":"a","label":"A","n":2},{"id":"b"},{"id":"c"},{"id":"m"}]}"#);
    let theirs = open(
        br#"{"title":"U","parties":[{"id":"a","label":"Z","n":3},{"id":"c","x":1},{"id":"t"}]}"#,
    );
    let got = absorb(&base.records, &mine.records, &theirs.records);
    let mut records = mine.records.clone();
    for change in &got.changes {
        change.apply(&mut records).unwrap();
    }
    let now: serde_json::Value = serde_json::from_slice(&records.to_bytes()).unwrap();
    assert_eq!(
        now,
        json!({"title":"U","parties":[{"id":"a","label":"Z","n":2},{"id":"c","x":1},{"id":"m"},{"id":"t"}]})
    );
    assert_eq!(got.conflicts.len(), 1);
    assert_eq!((got.conflicts[0].0.as_str(), got.conflicts[0].1.pointer.as_str()), ("a", "/n"));
}

#[test]
fn numbers_that_differ_in_a_digit_differ_and_come_in_whole() {
    let of = |n: &str, x: u8| {
        open(format!(r#"{{"title":"T","parties":[{{"id":"a","n":{n},"x":{x}}}]}}"#).as_bytes())
    };
    let (one, two) = ("123456789012345678901", "123456789012345678902");
    let base = of(one, 1);
    let theirs = of(two, 1);
    let found = differences(&base.records, &theirs.records);
    assert_eq!(found.records[0].fields[0].pointer, "/n");
    // Beside a change made here, theirs comes in with every digit.
    let mine = of(one, 2);
    let got = absorb(&base.records, &mine.records, &theirs.records);
    let mut records = mine.records.clone();
    for change in &got.changes {
        change.apply(&mut records).unwrap();
    }
    let now = String::from_utf8(records.to_bytes().into_owned()).unwrap();
    assert!(now.contains(&format!(r#""n":{two},"x":2"#)), "{now}");
    assert!(got.conflicts.is_empty());
}

/// A log that is a journal in memory.
#[derive(Debug)]
struct Memory(Vec<u8>, usize);

impl cooperama::edit::Log for Memory {
    fn write(&mut self, entry: cooperama::edit::LogEntry<'_>) -> Result<(), String> {
        self.1 += 1;
        let line = cooperama::formats::journal::entry(self.1 as u64, self.1, entry);
        self.0.extend_from_slice(line.as_bytes());
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_journal_cut_at_any_byte_replays_a_prefix(
        file in 0usize..11,
        raw in prop::collection::vec((0u8..4, any::<(u8, u8, u16, u16)>()), 1..10),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 12),
        spoil in any::<prop::sample::Index>(),
    ) {
        use cooperama::formats::journal::{Base, checksum, head, read, replay};
        let bytes = files()[file].clone();
        let base = Base { path: "é/x".to_owned(), len: bytes.len() as u64, sum: checksum(&bytes) };
        let mut log = Memory(head(&base, "T").into_bytes(), 0);
        let start = log.0.len();
        let mut doc = open(&bytes);
        // The content after each line, and where the line ends.
        let mut states = vec![(start, doc.to_bytes().into_owned())];
        for (what, raw) in raw {
            let done = match what {
                0 => doc.undo(&mut log).is_ok(),
                1 => doc.redo(&mut log).is_ok(),
                _ => {
                    let change = change(&doc.records, raw);
                    let tx = Transaction { changes: vec![change], ..Transaction::default() };
                    doc.commit(tx, &mut log).is_ok()
                }
            };
            if done {
                states.push((log.0.len(), doc.to_bytes().into_owned()));
            }
        }
        let again = |journal: &[u8]| -> Vec<u8> {
            let mut doc = open(&bytes);
            let found = read(journal);
            if let Some(known) = found.base {
                assert_eq!(&known, &base);
            }
            let n = found.lines.len();
            let made = replay(&mut doc, found.lines, true, &mut NoLog);
            assert_eq!((made.done, made.refused.len()), (n, 0));
            doc.to_bytes().into_owned()
        };
        // A line says where it ends: the line feed after it may be missing.
        let state = |end: usize| &states.iter().rev().find(|s| s.0 <= end + 1).unwrap_or(&states[0]).1;
        for cut in cuts {
            let end = cut.index(log.0.len() + 1);
            prop_assert!(again(&log.0[..end]) == *state(end), "cut at {end}");
        }
        // A damaged byte costs its line and what was made on it, and every line is accounted for.
        let at = spoil.index(log.0.len());
        let mut spoiled = log.0.clone();
        spoiled[at] ^= 0x15;
        let found = read(&spoiled);
        prop_assert_eq!(found.base.as_ref(), Some(&base));
        let mut doc = open(&bytes);
        let whole = found.lines.len();
        let made = replay(&mut doc, found.lines, true, &mut NoLog);
        prop_assert_eq!(made.done + made.refused.len(), whole);
        let n = states.len() - 1;
        // The line feed after a line says nothing.
        let feed = spoiled.get(at).is_some() && log.0[at] == b'\n';
        prop_assert!(whole == n || (whole + 1 == n && at >= start && !feed), "{whole} of {n}, {at}");
        prop_assert!(whole < n || found.edits == n);
        prop_assert!(whole == n || found.edits == n, "the missing one is counted");
        let before = states.iter().filter(|s| s.0 <= at).count().saturating_sub(1);
        prop_assert!(made.done >= before.min(whole), "all before it: {} of {before}", made.done);
        if whole == n {
            prop_assert!(doc.to_bytes() == states[n].1);
        }
    }
}

/// A wish as numbers draw it, about a member the format lists.
fn wish(doc: &Document, raw: (u8, u16, u8)) -> Option<cooperama::edit::Edit> {
    use cooperama::edit::{Edit, OnUse};
    let rows: Vec<Row> = doc.records.rows().collect();
    let row = *rows.get(usize::from(raw.1) % rows.len().max(1))?;
    let (pointer, value) = [
        ("/label/fr", json!("Étiquette")),
        ("/note", json!("x")),
        ("/dates/start", json!("2015")),
        ("/prov/-", json!({"source": "s"})),
        ("/tags", json!(["a", "b"])),
        ("/kind", json!("other")),
        ("/sectors/-", json!("s")),
    ][usize::from(raw.2) % 7]
        .clone();
    let pointer = pointer.to_owned();
    Some(match raw.0 % 6 {
        0 | 1 => Edit::Set { row, pointer, value: Some(value) },
        2 => Edit::Set { row, pointer, value: None },
        3 => Edit::Duplicate { row, id: format!("dup{}", raw.1) },
        4 => Edit::Order { row, to: usize::from(raw.1) % doc.records.len(row.collection()) },
        _ => Edit::Delete {
            rows: vec![row],
            uses: if raw.2.is_multiple_of(2) { OnUse::Detach } else { OnUse::Leave },
        },
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn columns_and_issues_after_any_edits_are_those_of_a_rebuild(
        file in 0usize..11,
        raw in prop::collection::vec(any::<(u8, u16, u8)>(), 1..12),
        back in 0usize..6,
    ) {
        use cooperama::dataset::{derive, prepare};
        let mut doc = open(&files()[file]);
        for raw in raw {
            let Some(edit) = wish(&doc, raw) else { continue };
            if let Ok(t) = cooperama::edit::plan(&doc, &edit, "en") {
                doc.commit(t, &mut NoLog).unwrap();
            }
        }
        for _ in 0..back {
            doc.undo(&mut NoLog).ok();
        }
        let derived = derive(doc.shown());
        let bytes = doc.to_bytes().into_owned();
        let options = LoadOptions::default();
        let again = prepare(bytes, Origin::Example, options, &mut |_| true).unwrap();
        prop_assert!(derived.table == again.table);
        // Lines of the file are told of records that were never edited, places of the others.
        let told = |o: &cooperama::dataset::Opened| {
            let of = o.doc.issues.iter().filter(|i| i.row.is_some());
            of.map(|i| (i.code, i.place.clone())).collect::<Vec<_>>()
        };
        prop_assert_eq!(told(&derived), told(&again));
    }

    #[test]
    fn unknown_members_survive_any_edit(
        raw in prop::collection::vec(any::<(u8, u16, u8)>(), 1..12),
    ) {
        let mut doc = open(&files()[5]);
        let unknown = |doc: &Document, row: Row| -> Vec<(String, String)> {
            let known = cooperama::model::schema::fields(row.collection());
            let text = doc.records.text_of(row);
            let (_, _, items) = cooperama::record::children(text, "").unwrap();
            items
                .iter()
                .filter_map(|c| Some((c.name.clone()?, text[c.value.start..c.value.end].to_owned())))
                .filter(|(k, _)| {
                    let made = ["id", "dates", "kind", "label", "sectors"].contains(&k.as_str());
                    !made && !known.iter().any(|f| f.key == k)
                })
                .collect()
        };
        let mut met = 0;
        for raw in raw {
            let Some(edit) = wish(&doc, raw) else { continue };
            let cooperama::edit::Edit::Set { row, .. } = edit else { continue };
            let before = unknown(&doc, row);
            met += before.len();
            if let Ok(t) = cooperama::edit::plan(&doc, &edit, "en") {
                doc.commit(t, &mut NoLog).unwrap();
                prop_assert_eq!(before, unknown(&doc, row));
            }
        }
        let any = doc.records.rows().any(|r| !unknown(&doc, r).is_empty());
        prop_assert!(any || met == 0);
    }
}
