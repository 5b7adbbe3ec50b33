//! Saving under fire: killed at any moment, and with every call to the system failing in turn, a
//! file holds the old or the new content, whole, and nothing is called saved that is not.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use cooperama::store::save;

use crate::fixture::{put, temp, traced};

/// Names the file the child of [`killed_at_any_moment_a_file_is_whole`] saves again and again.
const SAVER: &str = "COOPERAMA_TEST_SAVER";
/// Kills in the test; `COOPERAMA_KILLS` asks for more.
const KILLS: u32 = 500;

/// A megabyte of one letter, which any mixture would show.
fn content(letter: char) -> String {
    letter.to_string().repeat(1_000_000)
}

/// Not a test by itself: the process that is killed.
#[test]
#[ignore = "what another test starts"]
fn saver() {
    let path = std::env::var(SAVER).unwrap();
    let (a, b) = (content('a'), content('b'));
    loop {
        for text in [&a, &b] {
            save(&path, text.as_bytes()).unwrap();
        }
    }
}

#[test]
fn killed_at_any_moment_a_file_is_whole() {
    let path = temp("kill").join("file");
    put(&path, &content('a'));
    let kills = std::env::var("COOPERAMA_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(KILLS);
    let mut state = 0x9E37_79B9_u32;
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..kills {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["faults::saver", "--exact", "--ignored", "--nocapture"])
            .env(SAVER, &path)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        std::thread::sleep(Duration::from_micros(5_000 + u64::from(state % 25_000)));
        child.kill().unwrap();
        child.wait().unwrap();
        let now = fs::read(&path).unwrap();
        assert_eq!(now.len(), 1_000_000);
        assert!(now.iter().all(|b| *b == now[0]), "a mixture");
        seen.insert(now[0]);
    }
    // It was killed between saves of both kinds.
    assert_eq!(seen.len(), 2);
    for entry in fs::read_dir(path.parent().unwrap()).unwrap() {
        fs::remove_file(entry.unwrap().path()).unwrap();
    }
}

/// Every error each call is made to give.
const ERRORS: [&str; 5] = ["EIO", "ENOSPC", "EACCES", "EDQUOT", "EINTR"];

const OLD: &str = r#"{"title" :"T","parties":[{"id":"a"}]}"#;

/// Runs `fmt` on a fresh file with one call failing; answers whether the fault was met.
fn fault(path: &Path, log: &Path, new: &str, calls: &str, fault: &str) -> bool {
    put(path, OLD);
    let inject = format!("inject={calls}:{fault}");
    let out = Command::new("strace")
        .args(["-f", "-qq", "-e", &format!("trace={calls}"), "-e", &inject, "-o"])
        .arg(log)
        .arg(env!("CARGO_BIN_EXE_cooperama"))
        .arg("fmt")
        .arg(path)
        // An earlier version is kept there, by calls that fail too.
        .env("XDG_DATA_HOME", path.with_extension("data"))
        .env("LC_ALL", "C")
        .env("RAYON_NUM_THREADS", "1")
        .output()
        .unwrap();
    let met = fs::read_to_string(log).unwrap_or_default().contains("INJECTED");
    let now = fs::read_to_string(path).unwrap();
    assert!(now == OLD || now == new, "{inject}: {now:?}");
    if out.status.success() {
        assert_eq!(now, new, "{inject}: said to be saved");
    }
    met
}

#[test]
fn whatever_call_fails_the_file_is_old_or_new_and_success_is_true() {
    if !traced() {
        return;
    }
    let folder = temp("fault");
    let (path, log): (PathBuf, PathBuf) = (folder.join("file.json"), folder.join("log"));
    put(&path, OLD);
    let mut tidy = Command::new(env!("CARGO_BIN_EXE_cooperama"));
    let tidy = tidy.arg("fmt").arg(&path).env("XDG_DATA_HOME", folder.join("data")).output();
    assert!(tidy.unwrap().status.success());
    let new = fs::read_to_string(&path).unwrap();
    assert_ne!(new, OLD);
    let mut faults = 0;
    for calls in [
        "write",
        "fsync,fdatasync",
        "rename,renameat,renameat2",
        "fchmod,fchown,ftruncate",
        "unlink,unlinkat",
        "openat",
    ] {
        for error in ERRORS {
            for n in 1..400 {
                let each = format!("error={error}:when={n}");
                if !fault(&path, &log, &new, calls, &each) {
                    break;
                }
                faults += 1;
            }
        }
    }
    assert!(faults > 30, "{faults}");
    fs::remove_dir_all(&folder).unwrap();
}

/// Names the folder in which the child of the tests below edits and saves.
const EDITOR: &str = "COOPERAMA_TEST_EDITOR";
/// Every so many edits the file is saved.
const SAVE_EVERY: usize = 7;

fn open(bytes: Vec<u8>, path: &str) -> cooperama::edit::Document {
    let origin = cooperama::edit::Origin::File(path.to_owned());
    let options = cooperama::formats::LoadOptions::default();
    cooperama::dataset::prepare(bytes, origin, options, &mut |_| true).unwrap().doc
}

/// How far the edits of a content have come: its only record counts them.
pub(crate) fn count(content: &[u8], path: &str) -> usize {
    let doc = open(content.to_vec(), path);
    let row = doc.records.find("a").unwrap();
    let value = cooperama::model::decode(&doc.records, row);
    usize::try_from(value["x-n"].as_u64().unwrap_or(0)).unwrap()
}

fn say(text: &str) {
    use std::io::Write as _;
    let mut out = std::io::stdout();
    writeln!(out, "{text}").unwrap();
    out.flush().unwrap();
}

/// Not a test by itself: edits with a journal and saves, telling what it did, until it is killed or
/// has made `COOPERAMA_TEST_EDITS` edits.
#[test]
#[ignore = "what another test starts"]
fn editor() {
    use cooperama::edit::{Edit, Log as _, plan};
    use cooperama::formats::journal::{Base, checksum};
    use cooperama::store::journal::{Content, Journal};
    let folder = std::env::var(EDITOR).unwrap();
    let most = std::env::var("COOPERAMA_TEST_EDITS").ok().and_then(|n| n.parse().ok());
    let path = format!("{folder}/file.json");
    let bytes = fs::read(&path).unwrap();
    let sum = checksum(&bytes);
    let base = Base { path: path.clone(), len: bytes.len() as u64, sum };
    let first = count(&bytes, &path);
    let mut doc = open(bytes, &path);
    let content = Content::Text(doc.records.original());
    let mut journal = Journal::new(base, content, Box::new(|| {}));
    let row = doc.records.find("a").unwrap();
    for n in first + 1..=most.map_or(usize::MAX, |m: usize| first + m) {
        let (pointer, value) = ("/x-n".to_owned(), Some(serde_json::json!(n)));
        let transaction = plan(&doc, &Edit::Set { row, pointer, value }, "en").unwrap();
        doc.commit(transaction, &mut journal).unwrap();
        say(&if journal.trouble().is_none() { format!("edit {n}") } else { "trouble".to_owned() });
        if n % 3 == 0 {
            journal.sync();
            if journal.trouble().is_none() {
                say(&format!("synced {n}"));
            }
        }
        if n % SAVE_EVERY == 0 {
            let bytes = doc.to_bytes().into_owned();
            let content = (bytes.len() as u64, checksum(&bytes));
            journal.saving(content, journal.edits());
            if save(&path, &bytes).is_ok() {
                say(&format!("saved {n}"));
                let (len, sum) = content;
                let content = Content::Records(Box::new(doc.records.clone()));
                let edits = journal.edits();
                journal.saved(Base { path: path.clone(), len, sum }, content, edits, true);
            }
        }
    }
}

/// What is known after the editor ended: what it told, and what can be had of it again.
pub(crate) fn recovered(file: &[u8], path: &str, journals: &Path) -> usize {
    let mut best = count(file, path);
    for left in cooperama::store::left::leftovers_in(journals) {
        let again = cooperama::recovery::restore(&left, |_, _| cooperama::edit::NoLog);
        let Ok((again, _)) = again else { continue };
        best = best.max(count(&again.doc.to_bytes(), path));
    }
    best
}

/// The number after the last line that begins with a word.
pub(crate) fn last(told: &str, word: &str) -> usize {
    let mut lines = told.lines().filter_map(|l| l.strip_prefix(word)?.trim().parse().ok());
    lines.next_back().unwrap_or(0)
}

pub(crate) fn editor_in(folder: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["faults::editor", "--exact", "--ignored", "--nocapture"]);
    command.env(EDITOR, folder).env("XDG_DATA_HOME", folder.join("data"));
    command.stderr(Stdio::null());
    command
}

pub(crate) const EDITED: &str = r#"{"title":"T","parties":[{"id":"a","x-n":0}]}"#;

pub(crate) fn empty(folder: &Path) {
    if folder.exists() {
        fs::remove_dir_all(folder).unwrap();
    }
    fs::create_dir_all(folder).unwrap();
    put(&folder.join("file.json"), EDITED);
}

#[test]
fn killed_while_editing_no_edit_is_lost() {
    let folder = temp("kill-edit");
    let journals = folder.join("data/cooperama/journal");
    let path = folder.join("file.json");
    let kills = std::env::var("COOPERAMA_KILLS").ok().and_then(|n| n.parse().ok());
    let kills = kills.map_or(KILLS / 4, |n: u32| n);
    let mut state = 0x1234_5678_u32;
    let mut most = 0;
    for _ in 0..kills {
        empty(&folder);
        let out = folder.join("told");
        #[expect(clippy::disallowed_methods, reason = "the output of a child")]
        let told = fs::File::create(&out).unwrap();
        let mut child = editor_in(&folder).stdout(told).spawn().unwrap();
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        std::thread::sleep(Duration::from_micros(8_000 + u64::from(state % 25_000)));
        child.kill().unwrap();
        child.wait().unwrap();
        let told = fs::read_to_string(&out).unwrap();
        let file = fs::read(&path).unwrap();
        let name = path.to_str().unwrap();
        let saved = count(&file, name);
        // The file is what was told to be saved, or the next one, whole.
        assert!(
            saved.is_multiple_of(SAVE_EVERY) && saved >= last(&told, "saved"),
            "{saved}: {told}"
        );
        let back = recovered(&file, name, &journals);
        assert!(back >= last(&told, "edit"), "{back} came back of {}", last(&told, "edit"));
        most = most.max(back);
    }
    assert!(most > SAVE_EVERY, "it was killed while it edited and after it saved: {most}");
}

#[test]
fn whatever_call_fails_while_editing_what_is_told_is_true() {
    if !traced() {
        return;
    }
    let folder = temp("fault-edit");
    let journals = folder.join("data/cooperama/journal");
    let path = folder.join("file.json");
    let name = path.to_str().unwrap();
    let mut faults = 0;
    for calls in [
        "write",
        "fsync,fdatasync",
        "rename,renameat,renameat2",
        "mkdir,mkdirat",
        "unlink,unlinkat",
        "openat",
        "fchmod,flock,ftruncate",
    ] {
        for error in ERRORS {
            for n in 1..400 {
                empty(&folder);
                let log = folder.join("log");
                let exe = std::env::current_exe().unwrap();
                // Only calls on our own files count: the path filter keeps the loader out.
                let out = Command::new("strace")
                    .args(["-f", "-qq", "-e", &format!("trace={calls}")])
                    .args(["-e", &format!("inject={calls}:error={error}:when={n}")])
                    .arg("-o")
                    .arg(&log)
                    .arg(exe)
                    .args([
                        "faults::editor",
                        "--exact",
                        "--ignored",
                        "--nocapture",
                        "--test-threads=1",
                    ])
                    .env(EDITOR, &folder)
                    .env("COOPERAMA_TEST_EDITS", "10")
                    .env("XDG_DATA_HOME", folder.join("data"))
                    .output()
                    .unwrap();
                if !fs::read_to_string(&log).unwrap_or_default().contains("INJECTED") {
                    break;
                }
                faults += 1;
                let told = String::from_utf8_lossy(&out.stdout);
                let file = fs::read(&path).unwrap();
                let saved = count(&file, name);
                let what = format!("{calls} {error} {n}: {told}");
                assert!(saved >= last(&told, "saved"), "{what}");
                let back = recovered(&file, name, &journals);
                assert!(back >= last(&told, "edit"), "{back}: {what}");
            }
        }
    }
    assert!(faults > 40, "{faults}");
}

/// Runs `recover` with one call failing; answers whether the fault was met.
fn recover_with(folder: &Path, args: &[&str], calls: &str, fault: &str) -> (bool, bool) {
    let inject = format!("inject={calls}:{fault}");
    let log = folder.join("log");
    let out = Command::new("strace")
        .args(["-f", "-qq", "-e", &format!("trace={calls}"), "-e", &inject, "-o"])
        .arg(&log)
        .arg(env!("CARGO_BIN_EXE_cooperama"))
        .arg("recover")
        .args(args)
        .env("XDG_DATA_HOME", folder.join("data"))
        .env("TMPDIR", folder)
        .env("LC_ALL", "C")
        .env("RAYON_NUM_THREADS", "1")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&out.stderr);
    assert!(!said.contains("panicked"), "{inject}: {said}");
    let met = fs::read_to_string(&log).unwrap_or_default().contains("INJECTED");
    (met, out.status.success())
}

#[test]
fn whatever_call_fails_while_recovering_nothing_that_was_left_goes() {
    if !traced() {
        return;
    }
    let folder = temp("fault-recover");
    empty(&folder);
    let mut editor = editor_in(&folder);
    assert!(
        editor.env("COOPERAMA_TEST_EDITS", "6").stdout(Stdio::null()).status().unwrap().success()
    );
    let journals = folder.join("data/cooperama/journal");
    let kept = || {
        let mut all: Vec<(PathBuf, Vec<u8>)> = fs::read_dir(&journals)
            .unwrap()
            .map(|e| e.unwrap().path())
            .map(|p| (p.clone(), fs::read(&p).unwrap()))
            .collect();
        all.sort();
        all
    };
    let before = kept();
    assert_eq!(before.len(), 2, "a journal and the copy beside it");
    let path = folder.join("file.json");
    let copy = folder.join("copy.json");
    let (name, out) = (path.to_str().unwrap(), copy.to_str().unwrap());
    let mut faults = 0;
    for args in [&[name, "--out", out][..], &["--list"]] {
        for calls in [
            "write",
            "read,pread64",
            "fsync,fdatasync",
            "rename,renameat,renameat2",
            "fchmod,fchown,ftruncate,flock",
            "unlink,unlinkat",
            "openat",
            "getdents64",
        ] {
            for error in ["EIO", "ENOSPC", "EACCES"] {
                for n in 1..400 {
                    fs::remove_file(&copy).ok();
                    let each = format!("error={error}:when={n}");
                    let (met, well) = recover_with(&folder, args, calls, &each);
                    if !met {
                        break;
                    }
                    faults += 1;
                    assert!(kept() == before, "{calls} {each}");
                    assert_eq!(fs::read_to_string(&path).unwrap(), EDITED, "{calls} {each}");
                    if copy.exists() {
                        let n = count(&fs::read(&copy).unwrap(), out);
                        assert!(n == 6 || !well, "{calls} {each}: {n}");
                    } else {
                        assert!(!well || args.len() == 1, "{calls} {each}: said to be written");
                    }
                }
            }
        }
    }
    assert!(faults > 60, "{faults}");
    fs::remove_dir_all(&folder).unwrap();
}

/// Not a test by itself: keeps settings.
#[test]
#[ignore = "what another test starts"]
fn settler() {
    // Never on settings of one's own.
    assert!(std::env::var("COOPERAMA_TEST_SETTLER").is_ok());
    let settings = cooperama::view::Settings {
        recent: vec!["new".to_owned()],
        ..cooperama::view::Settings::default()
    };
    let words = cooperama::text::Words::new(cooperama::text::Language::En);
    cooperama::store::keep_settings(&settings, &words).ok();
}

#[test]
fn whatever_call_fails_settings_are_old_or_new() {
    if !traced() {
        return;
    }
    let folder = temp("fault-settings");
    fs::create_dir_all(folder.join("cooperama")).unwrap();
    let path = folder.join("cooperama/settings.json");
    let settings = |name: &str| cooperama::view::Settings {
        recent: vec![name.to_owned()],
        ..cooperama::view::Settings::default()
    };
    let (old, new) = (settings("old"), settings("new"));
    let mut faults = 0;
    for calls in ["write", "fsync", "rename,renameat,renameat2", "openat", "fchmod,unlink"] {
        for error in ERRORS {
            for n in 1..200 {
                put(&path, &old.to_json());
                let log = folder.join("log");
                Command::new("strace")
                    .args(["-f", "-qq", "-e", &format!("trace={calls}")])
                    .args(["-e", &format!("inject={calls}:error={error}:when={n}")])
                    .arg("-o")
                    .arg(&log)
                    .arg(std::env::current_exe().unwrap())
                    .args(["faults::settler", "--exact", "--ignored", "--test-threads=1"])
                    .env("COOPERAMA_TEST_SETTLER", "1")
                    .env("XDG_CONFIG_HOME", &folder)
                    .env("XDG_DATA_HOME", &folder)
                    .output()
                    .unwrap();
                if !fs::read_to_string(&log).unwrap_or_default().contains("INJECTED") {
                    break;
                }
                faults += 1;
                let now = cooperama::view::Settings::from_json(&fs::read_to_string(&path).unwrap())
                    .unwrap();
                assert!(now == old || now == new, "{calls} {error} {n}");
            }
        }
    }
    assert!(faults > 15, "{faults}");
}
