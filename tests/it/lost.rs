//! Nothing is lost in a fault: damaged journals, kills between two steps, typed text, files that are
//! none, hard links, and what killed programs leave behind.

use std::fs;
use std::path::{Path, PathBuf};

use cooperama::edit::{Document, Edit, Label, NoLog, Origin, Transaction, plan};
use cooperama::formats::journal::{Base, Draft, checksum, read, replay};
use cooperama::recovery::{self, Item};
use cooperama::store::journal::{Content, Journal};
use cooperama::store::left::{Left, leftovers_in};
use cooperama::text::{Language, Words};
use cooperama::workbench::{FileNow, WhatLeft};
use serde_json::json;

use crate::fixture::{open, put, temp};

const DATASET: &str = r#"{"title":"T","language":"en","parties":[
 {"id":"a","label":"A"},{"id":"b","label":"B"},{"id":"c","label":"C"},
 {"id":"d","label":"D"},{"id":"e","label":"E"}]}"#;

fn document(path: &str) -> Document {
    let mut doc = open(DATASET.as_bytes()).unwrap().doc;
    doc.file.origin = if path.is_empty() { Origin::New } else { Origin::File(path.to_owned()) };
    doc
}

/// A journal in a folder, over a file that may be there.
fn journal(folder: &Path, path: &str) -> Journal {
    let base = Base {
        path: path.to_owned(),
        len: DATASET.len() as u64,
        sum: checksum(DATASET.as_bytes()),
    };
    let content = Content::Text(std::sync::Arc::new(DATASET.to_owned()));
    let journal = Journal::at(Some(folder.to_path_buf()), base, content, Box::new(|| {}));
    journal.entitle("Title".to_owned());
    journal
}

fn set(doc: &mut Document, log: &mut Journal, id: &str, label: &str) {
    let row = doc.records.find(id).unwrap();
    let edit = Edit::Set { row, pointer: "/label".to_owned(), value: Some(json!(label)) };
    doc.commit(plan(doc, &edit, "en").unwrap(), log).unwrap();
}

/// Five edits of five records, as a crash leaves them.
fn five(folder: &Path, path: &str) -> PathBuf {
    let mut log = journal(folder, path);
    let mut doc = document(path);
    for id in ["a", "b", "c", "d", "e"] {
        set(&mut doc, &mut log, id, &format!("new {id}"));
    }
    log.sync();
    let journal = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .find(|p| p.extension().is_some_and(|e| e == "journal"))
        .unwrap();
    drop(log);
    journal
}

fn labels(doc: &Document) -> String {
    let label = |id| doc.label(doc.records.find(id).unwrap(), "en");
    ["a", "b", "c", "d", "e"].map(label).join(" ")
}

/// What was left in a folder. Processes that other tests start may hold a journal's lock for the
/// moment between their fork and their program.
fn left_in(folder: &Path) -> Vec<Left> {
    let any = || {
        let mut files = fs::read_dir(folder).unwrap();
        files.any(|e| e.unwrap().path().extension().is_some_and(|e| e == "journal"))
    };
    for _ in 0..100 {
        let left = leftovers_in(folder);
        if !left.is_empty() || !any() {
            return left;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    leftovers_in(folder)
}

fn words() -> Words {
    Words::new(Language::En)
}

fn told(left: &Left) -> cooperama::workbench::Recoverable {
    recovery::describe(&Item::Journal(Box::new(left.clone())), &words(), &|_| "noon".to_owned())
}

#[expect(clippy::disallowed_methods, reason = "damage is made without the store")]
fn damage(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).unwrap();
}

#[test]
fn one_flipped_bit_costs_one_edit_and_is_told() {
    let folder = temp("bit");
    let path = five(&folder, "");
    let whole = fs::read(&path).unwrap();
    let ends: Vec<usize> =
        whole.iter().enumerate().filter(|b| *b.1 == b'\n').map(|b| b.0).collect();
    assert_eq!(ends.len(), 7, "two heads and five edits");
    for at in 0..whole.len() {
        for bit in [0, 3, 6] {
            let mut bytes = whole.clone();
            bytes[at] ^= 1 << bit;
            let found = read(&bytes);
            let line = ends.iter().filter(|e| **e < at).count();
            assert!(found.base.is_some(), "the file is known, {at}");
            assert_eq!(found.edits, 5, "byte {at} of line {line}: {:?}", found.damaged);
            let mut doc = document("");
            let made = replay(&mut doc, found.lines, true, &mut NoLog);
            assert_eq!(made.refused.len(), 0, "{at}");
            // A line is found by its mark, its length and its checksum; what parts them says nothing.
            let harmless = found.damaged.is_empty();
            assert!(!harmless || line < 2 || whole[at].is_ascii_whitespace(), "{at}");
            let want: Vec<String> = ["a", "b", "c", "d", "e"]
                .iter()
                .enumerate()
                .map(|(i, id)| {
                    let lost = !harmless && line == i + 2;
                    if lost { id.to_uppercase() } else { format!("new {id}") }
                })
                .collect();
            assert_eq!(labels(&doc), want.join(" "), "byte {at} of line {line}");
            assert!(harmless || line >= 2, "byte {at}: {:?}", found.damaged);
        }
    }
    // In the list: how many come back, the rest as text, and nothing is thrown away.
    for line in 0..7 {
        let mut bytes = whole.clone();
        bytes[ends[line] - 3] ^= 4;
        damage(&path, &bytes);
        let left = left_in(&folder);
        assert_eq!(left.len(), 1, "line {line}");
        let offer = told(&left[0]);
        assert_eq!((offer.good, offer.edits), (if line < 2 { 5 } else { 4 }, 5), "line {line}");
        assert_eq!(offer.lost.len(), usize::from(line >= 2));
        assert_eq!(offer.title, "Title");
        let said = offer.count(&words());
        assert!(line < 2 || said.starts_with("4 of 5 edits can be brought back"), "{said}");
        assert!(path.exists() && path.with_extension("base").exists());
    }
    // Nothing of it can be read: it is offered all the same, as text.
    damage(&path, &vec![b'x'; whole.len()]);
    let left = left_in(&folder);
    assert_eq!(told(&left[0]).lost.len(), 1);
    assert!(path.exists());
    // The copy of the content is damaged: what still matches it is brought back.
    damage(&path, &whole);
    let base = path.with_extension("base");
    damage(&base, DATASET.replace("\"C\"", "\"X\"").as_bytes());
    let left = left_in(&folder);
    let (again, _) = recovery::restore(&left[0], |_, _| NoLog).unwrap();
    assert_eq!(labels(&again.doc), "new a new b X new d new e");
    assert_eq!((again.replayed.done, again.replayed.refused.len()), (4, 1));
    assert!(again.replayed.refused[0].contains("new c"));
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn after_a_gap_an_edit_is_matched_by_what_it_changed() {
    let folder = temp("gap");
    let mut log = journal(&folder, "");
    let mut doc = document("");
    // A record goes, so that all after it have other numbers; then they are edited, moved, undone.
    let gone = Edit::Delete {
        rows: vec![doc.records.find("a").unwrap()],
        uses: cooperama::edit::OnUse::Leave,
    };
    doc.commit(plan(&doc, &gone, "en").unwrap(), &mut log).unwrap();
    set(&mut doc, &mut log, "c", "new c");
    let to = Edit::Order { row: doc.records.find("e").unwrap(), to: 0 };
    doc.commit(plan(&doc, &to, "en").unwrap(), &mut log).unwrap();
    set(&mut doc, &mut log, "d", "new d");
    doc.undo(&mut log).unwrap();
    set(&mut doc, &mut log, "c", "newer c");
    let title = Edit::Member { key: "title".to_owned(), value: json!("U") };
    doc.commit(plan(&doc, &title, "en").unwrap(), &mut log).unwrap();
    drop(log);
    let left = left_in(&folder);
    let bytes = fs::read(&left[0].path).unwrap();
    let lines: Vec<&[u8]> = bytes.split_inclusive(|b| *b == b'\n').collect();
    assert_eq!(lines.len(), 9);
    // The line of the removal is gone: all else fits, by id.
    let without = [&lines[..2], &lines[3..]].concat().concat();
    let found = read(&without);
    assert!(found.lines[0].after_gap && found.edits == 7);
    let mut again = document("");
    let made = replay(&mut again, found.lines, true, &mut NoLog);
    assert_eq!((made.done, made.refused.len()), (6, 0), "{made:?}");
    assert_eq!(labels(&again), "A B newer c D E");
    assert_eq!(again.title.pick("en", "en"), "U");
    let first = again.records.rows_of(cooperama::record::Collection::Parties).next().unwrap();
    assert_eq!(again.records.id(first), "e");
    // The first edit of a record is gone: the second was made on something else, and is refused.
    let without = [&lines[..3], &lines[4..]].concat().concat();
    let mut again = document("");
    let made = replay(&mut again, read(&without).lines, true, &mut NoLog);
    assert_eq!((made.done, made.refused.len()), (5, 1), "{made:?}");
    assert!(made.refused[0].contains("newer c"));
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_journal_of_the_version_before_is_read() {
    let line = |value: &serde_json::Value| {
        let text = value.to_string();
        format!("{:016x} {text}\n", checksum(text.as_bytes()))
    };
    let sum = format!("{:016x}", checksum(DATASET.as_bytes()));
    let edit = |i: usize, id: &str| {
        line(&json!({"do": {"label": ["step-set", "label", id],
            "changes": [{"replace": ["parties", i], "text": json!({"id": id, "label": "new"}).to_string()}],
            "before": {"row": null, "field": ""}, "after": {"row": null, "field": ""}}}))
    };
    let head =
        line(&json!({"cooperama-journal": 1, "path": "kx.json", "len": DATASET.len(), "sum": sum}));
    let saved = line(&json!({"saved": {"len": 1, "sum": "00", "edits": 1}}));
    let folder = temp("first");
    let path = folder.join("0-1-0.journal");
    let text = [head.clone(), edit(0, "a"), saved, edit(1, "b")].concat();
    put(&path, &text);
    put(&path.with_extension("base"), DATASET);
    let left = left_in(&folder);
    let offer = told(&left[0]);
    assert_eq!((offer.edits, offer.good, offer.file), (1, 1, FileNow::Unknown));
    let (again, _) = recovery::restore(&left[0], |_, _| NoLog).unwrap();
    assert_eq!(labels(&again.doc), "new new C D E");
    // It was named without its folder: whatever has that name here is not its file.
    assert_eq!(again.doc.file.origin, Origin::New);
    // A damaged line: what comes after it is not sure, and is told.
    let text = [head, edit(0, "a").replace("new", "nww"), edit(1, "b")].concat();
    put(&path, &text);
    let offer = told(&left_in(&folder)[0]);
    assert_eq!((offer.edits, offer.good, offer.lost.len()), (2, 0, 2));
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_path_leads_to_the_same_file_wherever_the_program_runs() {
    use cooperama::cli::{Invocation, run};
    use cooperama::command::OpenRequest;
    let here = std::env::current_dir().unwrap();
    let arguments = ["cooperama", "kx.json"].map(std::ffi::OsString::from);
    let Invocation::Window(Some(OpenRequest::File { path, .. }), _) = run(arguments) else {
        panic!("a window")
    };
    assert_eq!(Path::new(&path), here.join("kx.json"));
    assert!(cooperama::store::is_absolute(&cooperama::store::absolute("../x")));
    // The journal tells the file and its folder, and that it is gone or holds something else.
    let folder = temp("folder");
    let file = folder.join("kx.json");
    let name = file.to_str().unwrap();
    five(&folder, name);
    let offer = told(&left_in(&folder)[0]);
    assert_eq!((offer.file, offer.folder()), (FileNow::Missing, folder.to_str().unwrap()));
    put(&file, r#"{"title":"another"}"#);
    assert_eq!(told(&left_in(&folder)[0]).file, FileNow::Changed);
    put(&file, DATASET);
    let left = left_in(&folder);
    assert_eq!(told(&left[0]).file, FileNow::Same);
    let (again, _) = recovery::restore(&left[0], |_, _| NoLog).unwrap();
    assert_eq!(again.doc.file.origin, Origin::File(name.to_owned()));
    assert_eq!(again.disk, (DATASET.len() as u64, checksum(DATASET.as_bytes())));
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_kill_between_the_exchange_and_the_end_of_the_journal_is_no_false_alarm() {
    let folder = temp("between");
    let file = folder.join("kx.json");
    put(&file, DATASET);
    let name = file.to_str().unwrap();
    let mut log = journal(&folder, name);
    let mut doc = document(name);
    set(&mut doc, &mut log, "a", "new a");
    let bytes = doc.to_bytes().into_owned();
    log.saving((bytes.len() as u64, checksum(&bytes)), log.edits());
    cooperama::store::save(name, &bytes).unwrap();
    // Killed here: the file is saved, and the journal does not know.
    drop(log);
    assert!(left_in(&folder).is_empty(), "it is in the file");
    // Killed before the exchange: the edit is in no file.
    put(&file, DATASET);
    let mut log = journal(&folder, name);
    let mut doc = document(name);
    set(&mut doc, &mut log, "a", "new a");
    log.saving((bytes.len() as u64, checksum(&bytes)), log.edits());
    drop(log);
    assert_eq!(told(&left_in(&folder)[0]).edits, 1);
    // One more edit while it was written: that one alone is offered.
    let left = left_in(&folder);
    fs::remove_file(&left[0].path).unwrap();
    let mut log = journal(&folder, name);
    let mut doc = document(name);
    set(&mut doc, &mut log, "a", "new a");
    let (bytes, mark) = (doc.to_bytes().into_owned(), log.edits());
    set(&mut doc, &mut log, "b", "new b");
    log.saving((bytes.len() as u64, checksum(&bytes)), mark);
    cooperama::store::save(name, &bytes).unwrap();
    drop(log);
    let left = left_in(&folder);
    let offer = told(&left[0]);
    assert_eq!((offer.edits, offer.good, offer.file), (1, 1, FileNow::Same));
    let (again, _) = recovery::restore(&left[0], |_, _| NoLog).unwrap();
    assert_eq!(labels(&again.doc), "new a new b C D E");
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn typed_text_is_in_the_journal_and_offered() {
    let folder = temp("typed");
    let log = journal(&folder, "/nowhere/kx.json");
    let draft = Draft {
        of: "form".to_owned(),
        at: vec!["a".to_owned(), "/label".to_owned()],
        text: "Half a sent".to_owned(),
    };
    log.draft(vec![draft.clone()]);
    log.sync();
    drop(log);
    let left = left_in(&folder);
    assert_eq!(left[0].drafts, std::slice::from_ref(&draft));
    let offer = told(&left[0]);
    assert_eq!((offer.what, offer.edits), (WhatLeft::Edits, 0));
    assert_eq!(offer.drafts, ["Half a sent"]);
    assert_eq!(offer.count(&words()), "Text that was being typed, noon");
    let (again, _) = recovery::restore(&left[0], |_, _| NoLog).unwrap();
    assert_eq!(again.drafts, [draft]);
    fs::remove_file(&left[0].path).unwrap();
    // What was typed became an edit: it is not offered twice.
    let mut log = journal(&folder, "/nowhere/kx.json");
    let mut doc = document("");
    let at = vec!["a".to_owned(), "/label".to_owned()];
    log.draft(vec![Draft { of: "form".to_owned(), at, text: "new a".to_owned() }]);
    log.sync();
    set(&mut doc, &mut log, "a", "new a");
    drop(log);
    let (again, _) = recovery::restore(&left_in(&folder)[0], |_, _| NoLog).unwrap();
    assert_eq!((again.drafts.len(), again.replayed.done), (0, 1));
    // Damaged, it is told as text.
    let left = left_in(&folder);
    put(&left[0].path.with_extension("draft"), "cj2 Half a sent");
    assert_eq!(told(&left_in(&folder)[0]).lost, ["cj2 Half a sent"]);
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_journal_that_could_not_be_written_goes_on_once_it_can() {
    let folder = temp("waits");
    let mut log = journal(&folder.join("journal"), "");
    let mut doc = document("");
    // A file stands where the folder is to be.
    put(&folder.join("journal"), "in the way");
    set(&mut doc, &mut log, "a", "new a");
    assert!(cooperama::edit::Log::trouble(&log).is_some());
    fs::remove_file(folder.join("journal")).unwrap();
    set(&mut doc, &mut log, "b", "new b");
    assert!(cooperama::edit::Log::trouble(&log).is_none());
    drop(log);
    let left = left_in(&folder.join("journal"));
    let (again, _) = recovery::restore(&left[0], |_, _| NoLog).unwrap();
    assert_eq!(labels(&again.doc), "new a new b C D E");
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_transaction_is_brought_back_whole_or_not_at_all() {
    let mut doc = document("");
    let folder = temp("whole");
    let mut log = journal(&folder, "");
    set(&mut doc, &mut log, "a", "new a");
    let row = |id: &str| doc.records.find(id).unwrap();
    let replace = |id: &str| cooperama::edit::Change::Replace {
        row: row(id),
        text: format!(r#"{{"id":"{id}","label":"both"}}"#).into(),
    };
    let both = Transaction {
        label: Label { step: cooperama::edit::StepName::Set, ..Label::default() },
        changes: vec![replace("b"), replace("a"), replace("b")],
        ..Transaction::default()
    };
    doc.commit(both, &mut log).unwrap();
    drop(log);
    let left = left_in(&folder);
    let bytes = fs::read(&left[0].path).unwrap();
    let lines: Vec<&[u8]> = bytes.split_inclusive(|b| *b == b'\n').collect();
    let mut again = document("");
    let made = replay(
        &mut again,
        read(&[&lines[..2], &lines[3..]].concat().concat()).lines,
        true,
        &mut NoLog,
    );
    assert_eq!((made.done, made.refused.len()), (0, 1));
    assert_eq!(labels(&again), "A B C D E");
    let made = replay(&mut again, read(&bytes).lines, false, &mut NoLog);
    assert_eq!((made.done, made.refused.len()), (2, 0));
    assert_eq!(labels(&again), "both both C D E");
    fs::remove_dir_all(&folder).unwrap();
}

/// Journals with random damage: flipped bits, zeroed stretches, cut ends, garbage put in.
/// `COOPERAMA_KILLS` asks for a fifth as many.
#[test]
fn random_damage_loses_the_damaged_lines_and_nothing_else_and_tells_them() {
    let kills = std::env::var("COOPERAMA_KILLS").ok().and_then(|n| n.parse().ok());
    let runs = kills.map_or(60, |n: u32| n / 5);
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut draw = |n: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 20).unwrap() % n.max(1)
    };
    let ids = ["a", "b", "c", "d", "e"];
    let folder = temp("random");
    for run in 0..runs {
        let mut log = journal(&folder, "");
        let mut doc = document("");
        // Which record each edit is of, in order.
        let edits: Vec<(usize, String)> =
            (0..12).map(|n| (draw(ids.len()), format!("label {n}"))).collect();
        for (id, label) in &edits {
            set(&mut doc, &mut log, ids[*id], label);
        }
        log.sync();
        drop(log);
        let left = left_in(&folder);
        let path = left[0].path.clone();
        let whole = fs::read(&path).unwrap();
        let mut bytes = whole.clone();
        for _ in 0..=draw(3) {
            let at = draw(bytes.len());
            match draw(4) {
                0 => bytes[at] ^= 1 << draw(8),
                1 => {
                    let end = (at + draw(300)).min(bytes.len());
                    bytes[at..end].fill(0);
                }
                2 => bytes.truncate(at.max(1)),
                _ => drop(bytes.splice(at..at, (0..draw(40)).map(|i| b"\n cj2{x"[i % 7]))),
            }
        }
        damage(&path, &bytes);
        let lines: Vec<&[u8]> = whole.split_inclusive(|b| *b == b'\n').collect();
        let contains = |line: &[u8]| memfind(&bytes, line.strip_suffix(b"\n").unwrap_or(line));
        let intact: Vec<bool> = lines[2..].iter().map(|l| contains(l)).collect();
        let left = left_in(&folder);
        assert_eq!(left.len(), 1, "{run}: never thrown away");
        let read = &left[0].read;
        let n = intact.iter().filter(|i| **i).count();
        assert!(read.lines.len() >= n, "{run}: {} of {n} intact lines", read.lines.len());
        let (again, _) = recovery::restore(&left[0], |_, _| NoLog).unwrap();
        let made = &again.replayed;
        assert_eq!(
            made.done + made.refused.len(),
            read.lines.len(),
            "{run}: each is accounted for"
        );
        // What was cut off at the end leaves no trace; all else that is missing is told.
        let told = read.damaged.len() + read.edits.saturating_sub(read.lines.len());
        let cut = bytes.len() < whole.len();
        assert!(read.lines.len() == 12 || told > 0 || cut, "{run}: silent");
        for (i, id) in ids.iter().enumerate() {
            let own: Vec<usize> = (0..edits.len()).filter(|n| edits[*n].0 == i).collect();
            let now = again.doc.label(again.doc.records.find(id).unwrap(), "en");
            let known = now == id.to_uppercase() || own.iter().any(|n| edits[*n].1 == now);
            assert!(known, "{run}: {id} is {now}");
            if own.iter().all(|n| intact[*n]) {
                let last = own.last().map_or(id.to_uppercase(), |n| edits[*n].1.clone());
                assert_eq!(now, last, "{run}: {id}");
            }
        }
        fs::remove_file(&path).unwrap();
        fs::remove_file(path.with_extension("base")).unwrap();
    }
    fs::remove_dir_all(&folder).unwrap();
}

fn memfind(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|w| w == part)
}

#[test]
fn once_the_disk_takes_it_again_what_waited_is_written() {
    let folder = temp("retry");
    let mut log = journal(&folder.join("journal"), "");
    let mut doc = document("");
    put(&folder.join("journal"), "in the way");
    set(&mut doc, &mut log, "a", "new a");
    let draft = Draft { of: "new".to_owned(), at: vec!["title".to_owned()], text: "t".to_owned() };
    log.draft(vec![draft.clone()]);
    log.sync();
    assert!(cooperama::edit::Log::trouble(&log).is_some() && !log.retry());
    fs::remove_file(folder.join("journal")).unwrap();
    assert!(log.retry(), "{:?}", cooperama::edit::Log::trouble(&log));
    drop(log);
    let left = left_in(&folder.join("journal"));
    assert_eq!((left[0].read.lines.len(), &left[0].drafts[..]), (1, &[draft][..]));
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_line_that_stands_twice_is_read_once_and_text_that_went_leaves_no_journal() {
    let folder = temp("twice");
    let path = five(&folder, "");
    let whole = fs::read(&path).unwrap();
    let found = read(&[whole.clone(), whole].concat());
    assert_eq!((found.lines.len(), found.edits, found.damaged.len()), (5, 5, 0));
    fs::remove_dir_all(&folder).unwrap();
    // Typed, and taken back: nothing is offered of it.
    let folder = temp("untyped");
    let log = journal(&folder, "");
    log.draft(vec![Draft { of: "new".to_owned(), at: Vec::new(), text: "t".to_owned() }]);
    log.sync();
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 3);
    log.draft(Vec::new());
    log.sync();
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
    fs::remove_dir_all(&folder).unwrap();
}
