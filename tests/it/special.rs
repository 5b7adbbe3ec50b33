//! What is no ordinary file, what killed programs left, other programs' locks, little memory, and
//! outputs that take nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use cooperama::store::{self, Kind, ReadError, SaveError};

use crate::fixture::{put, temp};

const DATASET: &str = r#"{"title" :"T","parties":[{"id":"a"}]}"#;

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cooperama"));
    command.env("LC_ALL", "C").env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
    command.env("XDG_DATA_HOME", temp("special-data"));
    command
}

fn run(command: &mut Command) -> Output {
    command.output().unwrap()
}

fn stderr(out: &Output) -> String {
    String::from_utf8_lossy(&out.stderr).into_owned()
}

fn one_sentence(out: &Output) {
    let said = stderr(out);
    assert_eq!(said.trim_end().lines().count(), 1, "{said}");
    assert!(!said.contains("panicked"), "{said}");
}

fn fifo(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

/// A device of our own making; only root can make one.
fn device(path: &Path, minor: &str) -> bool {
    let made =
        Command::new("mknod").arg(path).args(["c", "1", minor]).stderr(Stdio::null()).status();
    let made = made.is_ok_and(|s| s.success());
    if !made {
        crate::fixture::skipped("a device cannot be made here");
    }
    made
}

fn is_fifo(path: &Path) -> bool {
    store::kind_at(path.to_str().unwrap()) == Some(Kind::Pipe)
}

#[test]
fn nothing_but_a_file_is_saved_over() {
    let folder = temp("special");
    let pipe = folder.join("pipe.json");
    fifo(&pipe);
    let name = pipe.to_str().unwrap();
    assert!(matches!(store::save(name, b"x"), Err(SaveError::NotFile(Kind::Pipe))));
    // A link to it is no other thing.
    let link = folder.join("link.json");
    std::os::unix::fs::symlink("pipe.json", &link).unwrap();
    let linked = link.to_str().unwrap();
    assert!(matches!(store::save(linked, b"x"), Err(SaveError::NotFile(Kind::Pipe))));
    assert!(is_fifo(&pipe) && fs::symlink_metadata(&link).unwrap().is_symlink());
    // Links that lead round in a circle.
    for (a, b) in [("one", "two"), ("two", "one")] {
        std::os::unix::fs::symlink(b, folder.join(a)).unwrap();
    }
    let round = folder.join("one");
    let round = round.to_str().unwrap();
    assert!(matches!(store::save(round, b"x"), Err(SaveError::Loop)));
    assert!(matches!(store::read(round, &mut |_| true), Err(ReadError::Loop)));
    assert!(fs::symlink_metadata(round).unwrap().is_symlink());
    let data = folder.join("d.json");
    put(&data, DATASET);
    for command in ["convert", "export"] {
        let mut args = vec![command, data.to_str().unwrap()];
        args.extend(if command == "export" { vec!["--out", "x.svg"] } else { vec![round] });
        let out = run(program().args(&args).current_dir(&folder));
        assert_eq!(out.status.success(), command == "export", "{}", stderr(&out));
    }
    // A folder.
    let out = run(program().args(["convert", data.to_str().unwrap(), folder.to_str().unwrap()]));
    assert_eq!(out.status.code(), Some(1));
    one_sentence(&out);
    let null = folder.join("null.json");
    if device(&null, "3") {
        let name = null.to_str().unwrap();
        assert!(matches!(store::save(name, b"x"), Err(SaveError::NotFile(Kind::Characters))));
        assert!(matches!(
            store::read(name, &mut |_| true),
            Err(ReadError::NotFile(Kind::Characters))
        ));
        let out = run(program().args(["convert", data.to_str().unwrap(), name]));
        assert!(out.status.success(), "{}", stderr(&out));
        assert_eq!(store::kind_at(name), Some(Kind::Characters), "it is a device still");
        let out = run(program().args(["check", name]));
        assert_eq!(out.status.code(), Some(1));
        one_sentence(&out);
    }
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn pictures_and_datasets_go_through_a_pipe() {
    let folder = temp("stream");
    let data = folder.join("d.json");
    put(&data, DATASET);
    for (command, name) in [("convert", "out.json"), ("export", "out.svg")] {
        let pipe = folder.join(name);
        fifo(&pipe);
        let mut reader = Command::new("cat").arg(&pipe).stdout(Stdio::piped()).spawn().unwrap();
        let mut args = vec![command, data.to_str().unwrap()];
        if command == "export" {
            args.push("--out");
        }
        args.push(pipe.to_str().unwrap());
        let out = run(program().args(&args));
        assert!(out.status.success(), "{}", stderr(&out));
        let mut read = String::new();
        std::io::Read::read_to_string(reader.stdout.as_mut().unwrap(), &mut read).unwrap();
        reader.wait().unwrap();
        assert!(
            if command == "export" {
                read.ends_with("</svg>") || read.trim_end().ends_with("</svg>")
            } else {
                read == DATASET
            },
            "{command}"
        );
        assert!(is_fifo(&pipe));
    }
    // And in through one.
    let pipe = folder.join("in.json");
    fifo(&pipe);
    let mut writer = Command::new("sh")
        .args(["-c", "sleep 0.3; cat d.json > in.json"])
        .current_dir(&folder)
        .spawn()
        .unwrap();
    let out = run(program().arg("check").arg(&pipe));
    assert!(out.status.success(), "{}", stderr(&out));
    writer.wait().unwrap();
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_pipe_nobody_writes_to_is_not_waited_for_for_ever() {
    let folder = temp("silent-pipe");
    let pipe = folder.join("pipe.json");
    fifo(&pipe);
    let name = pipe.to_str().unwrap();
    let patience = Some(Duration::from_millis(60));
    assert!(matches!(store::read_within(name, patience, &mut |_| true), Err(ReadError::NoWriter)));
    // The window cancels it.
    let mut turns = 0;
    let cancelled = store::read(name, &mut |_| {
        turns += 1;
        turns < 5
    });
    assert!(matches!(cancelled, Err(ReadError::Cancelled)));
    // A save, a look, a version: none of them reads it.
    assert!(matches!(store::read_file(name), Err(ReadError::NotFile(_))));
    assert!(store::versions::keep(name, 1).is_err());
    let out = run(program().args(["check", name]));
    assert_eq!(out.status.code(), Some(1));
    one_sentence(&out);
    assert!(stderr(&out).contains("Nobody writes"));
    fs::remove_dir_all(&folder).unwrap();
}

/// Names the folder of the child of the tests of files with two names.
const LINKED: &str = "COOPERAMA_TEST_LINKED";

fn letters(letter: char, n: usize) -> String {
    format!(r#"{{"title":"T","parties":[{{"id":"a","x":"{}"}}]}}"#, letter.to_string().repeat(n))
}

/// Not a test by itself: saves a file with two names again and again, long and short in turn.
#[test]
#[ignore = "what another test starts"]
fn saver_in_place() {
    let folder = std::env::var(LINKED).unwrap();
    let path = format!("{folder}/file.json");
    let (long, short) = (letters('a', 1_500_000), letters('b', 700_000));
    loop {
        for text in [&short, &long] {
            store::save(&path, text.as_bytes()).unwrap();
        }
    }
}

#[test]
fn killed_while_written_in_place_a_file_is_whole_or_its_content_is_offered() {
    if let Ok(folder) = std::env::var("COOPERAMA_TEST_TORN") {
        // The child that looks: with the data folder of the one that was killed.
        let path = format!("{folder}/file.json");
        let torn = store::aside::torn_of(&path);
        println!("torn {}", torn.is_some());
        if let Some(aside) = torn {
            let content = aside.read().unwrap();
            let first = serde_json::from_slice::<serde_json::Value>(&content).unwrap();
            let letters = first["parties"][0]["x"].as_str().unwrap();
            assert!(letters.chars().all(|c| letters.starts_with(c)), "the old content, whole");
            let again = cooperama::recovery::restore_aside(&aside).unwrap();
            assert!(again.doc.file.origin == cooperama::edit::Origin::File(path.clone()));
            // Saved again, it is needed no more.
            store::save(&path, &again.doc.to_bytes()).unwrap();
            assert!(store::aside::torn_of(&path).is_none());
        }
        let left = fs::read_dir(format!("{folder}/data/cooperama/aside"));
        let left = left.map_or(0, Iterator::count);
        println!("left {left}");
        return;
    }
    let kills = std::env::var("COOPERAMA_KILLS").ok().and_then(|n| n.parse().ok());
    let kills = kills.map_or(40, |n: u32| (n / 5).max(1));
    let folder = temp("in-place");
    let path = folder.join("file.json");
    let mut state = 0x0BAD_5EED_u32;
    let mut torn = 0;
    for n in 0..kills {
        put(&path, &letters('a', 1_500_000));
        let other = folder.join("other.json");
        if !other.exists() {
            fs::hard_link(&path, &other).unwrap();
        }
        let child = |name: &str, key: &str| {
            let mut command = Command::new(std::env::current_exe().unwrap());
            command.args([name, "--exact", "--include-ignored", "--nocapture"]).env(key, &folder);
            command.env("XDG_DATA_HOME", folder.join("data")).env("TMPDIR", folder.join("tmp"));
            command
        };
        let mut saver = child("special::saver_in_place", LINKED);
        let mut saver = saver.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        std::thread::sleep(Duration::from_micros(6_000 + u64::from(state % 20_000)));
        saver.kill().unwrap();
        saver.wait().unwrap();
        let whole = serde_json::from_slice::<serde_json::Value>(&fs::read(&path).unwrap())
            .is_ok_and(|v| {
                let text = v["parties"][0]["x"].as_str().unwrap_or_default().to_owned();
                !text.is_empty() && text.chars().all(|c| text.starts_with(c))
            });
        let name =
            "special::killed_while_written_in_place_a_file_is_whole_or_its_content_is_offered";
        let out = run(&mut child(name, "COOPERAMA_TEST_TORN"));
        let told = String::from_utf8_lossy(&out.stdout).into_owned();
        assert!(out.status.success(), "{n}: {told}{}", stderr(&out));
        // A file that is whole raises no alarm; one that is not is always found.
        assert_eq!(told.contains("torn true"), !whole, "{n}: {told}");
        assert!(told.contains("left 0"), "{n}: {told}");
        torn += u32::from(!whole);
        assert!(fs::read(&path).unwrap() == fs::read(&other).unwrap(), "both names lead to it");
    }
    println!("{torn} of {kills} torn");
    fs::remove_dir_all(&folder).unwrap();
}

/// A file torn by hand: new content with an old tail, and what it held put aside by a dead program.
fn tear(folder: &Path) -> PathBuf {
    use cooperama::formats::journal::{Base, Note, checksum, note};
    let path = folder.join("torn.json");
    put(&path, &format!("{DATASET}tail"));
    let aside = folder.join("data/cooperama/aside");
    fs::create_dir_all(&aside).unwrap();
    // As a program of this machine that began at another time would name it.
    let mut saver = Command::new("true").spawn().unwrap();
    let pid = saver.id();
    saver.wait().unwrap();
    let old = letters('o', 10);
    let name = format!(".coop-{pid}-0");
    let path_text = fs::canonicalize(&path).unwrap().to_str().unwrap().to_owned();
    let base = Base { path: path_text, len: old.len() as u64, sum: checksum(old.as_bytes()) };
    put(&aside.join(format!("{name}.aside")), &old);
    put(&aside.join(format!("{name}.note")), &note(&Note { old: base, new: (1, 1) }));
    path
}

#[test]
fn a_torn_file_is_told_by_check_and_brought_back_by_recover() {
    let folder = temp("torn");
    let path = tear(&folder);
    let with = |args: &[&str]| {
        run(program().args(args).env("XDG_DATA_HOME", folder.join("data")).env("TMPDIR", &folder))
    };
    let name = path.to_str().unwrap();
    let out = with(&["check", name]);
    assert_eq!(out.status.code(), Some(1));
    assert!(stderr(&out).contains("cooperama recover"), "{}", stderr(&out));
    let out = with(&["recover", "--list"]);
    let told = String::from_utf8_lossy(&out.stdout).into_owned();
    assert!(told.contains(name) && told.contains("What the file held"), "{told}");
    let copy = folder.join("copy.json");
    let out = with(&["recover", name, "--out", copy.to_str().unwrap()]);
    assert!(out.status.success(), "{}", stderr(&out));
    assert_eq!(fs::read_to_string(&copy).unwrap(), letters('o', 10));
    // It stays until a save of the file is proven.
    assert_eq!(with(&["check", name]).status.code(), Some(1));
    let out = with(&["convert", copy.to_str().unwrap(), name]);
    assert!(out.status.success(), "{}", stderr(&out));
    let out = with(&["check", name]);
    assert!(out.status.success(), "{}", stderr(&out));
    assert_eq!(with(&["recover", name, "--out", "x.json"]).status.code(), Some(1));
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn every_command_sweeps_what_killed_programs_left() {
    let folder = temp("sweep");
    let path = folder.join("d.json");
    put(&path, DATASET);
    let mut ended = Command::new("true").spawn().unwrap();
    let pid = ended.id();
    ended.wait().unwrap();
    let name = path.to_str().unwrap();
    let out = folder.join("out.svg");
    let commands: [&[&str]; 6] = [
        &["check", name],
        &["query", name, "--by", "party", "--measure", "links"],
        &["diff", name, name],
        &["fmt", name, "--check"],
        &["convert", name, "copy.json"],
        &["export", name, "--out", out.to_str().unwrap()],
    ];
    for args in commands {
        let dead = folder.join(format!(".coop-{pid}-0.tmp"));
        let foreign = folder.join(".coop-notes.tmp");
        // The first process of the machine runs, whatever its file is called.
        let alive = folder.join(".coop-1-0.tmp");
        for file in [&dead, &foreign, &alive] {
            put(file, "half");
        }
        run(program().args(args).current_dir(&folder));
        assert!(!dead.exists(), "{args:?}");
        assert!(foreign.exists() && alive.exists(), "{args:?}");
    }
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_dataset_open_in_a_window_is_not_written_over_and_what_is_written_over_is_kept() {
    let folder = temp("respect");
    let path = folder.join("d.json");
    let name = path.to_str().unwrap();
    put(&path, DATASET);
    let other = folder.join("other.json");
    put(&other, r#"{"title":"Other"}"#);
    let with = |args: &[&str]| run(program().args(args).env("XDG_DATA_HOME", folder.join("data")));
    let held = store::lock::lock(name, "amina@desk (7)");
    assert!(matches!(held, store::lock::Locking::Held(_)));
    for args in [&["fmt", name][..], &["convert", other.to_str().unwrap(), name]] {
        let out = with(args);
        assert_eq!(out.status.code(), Some(1), "{args:?}");
        one_sentence(&out);
        assert!(stderr(&out).contains("amina@desk"), "{}", stderr(&out));
        assert_eq!(fs::read_to_string(&path).unwrap(), DATASET);
    }
    assert!(with(&["fmt", name, "--check"]).status.code() == Some(1), "looking is free");
    drop(held);
    let kept = || {
        let mut all = Vec::new();
        for entry in fs::read_dir(folder.join("data/cooperama/versions")).into_iter().flatten() {
            for version in fs::read_dir(entry.unwrap().path()).unwrap() {
                all.push(fs::read_to_string(version.unwrap().path()).unwrap());
            }
        }
        all
    };
    assert!(with(&["fmt", name]).status.success());
    assert_eq!(kept(), [DATASET]);
    assert!(with(&["convert", other.to_str().unwrap(), name]).status.success());
    assert_eq!(kept().len(), 2);
    // Where no version can be kept it is saved all the same, and told.
    put(&folder.join("no"), "a file where a folder should be");
    let out =
        run(program().args(["convert", other.to_str().unwrap(), "copy.json"]).current_dir(&folder));
    assert!(out.status.success() && out.stderr.is_empty(), "nothing to keep");
    put(&path, DATASET);
    let out = run(program().args(["fmt", name]).env("XDG_DATA_HOME", folder.join("no")));
    assert!(out.status.success() && stderr(&out).contains("could not be kept"), "{}", stderr(&out));
    // Somebody without a name is somebody all the same.
    let who = store::lock::who();
    assert!(!who.trim().starts_with('@') && who.contains('('), "{who}");
    fs::remove_dir_all(&folder).unwrap();
}

/// Not a test by itself: reads the settings and tells what became of them.
#[test]
#[ignore = "what another test starts"]
fn settings_reader() {
    // Never on settings of one's own.
    assert!(std::env::var("COOPERAMA_TEST_SETTINGS").is_ok());
    let (settings, kept) = store::load_settings();
    println!("kept {kept:?} recent {:?}", settings.recent);
    let words = cooperama::text::Words::new(cooperama::text::Language::En);
    let again = store::keep_settings(&settings, &words);
    println!("again {again:?}");
}

#[test]
fn settings_that_cannot_be_understood_are_kept_aside() {
    let folder = temp("settings");
    fs::create_dir_all(folder.join("cooperama")).unwrap();
    let path = folder.join("cooperama/settings.json");
    let read = |home: &Path| {
        let out = run(Command::new(std::env::current_exe().unwrap())
            .args(["special::settings_reader", "--exact", "--ignored", "--nocapture"])
            .env("COOPERAMA_TEST_SETTINGS", "1")
            .env("XDG_CONFIG_HOME", home));
        String::from_utf8_lossy(&out.stdout).into_owned()
    };
    put(&path, "{\"theme\":\"dark\",");
    let told = read(&folder);
    assert!(told.contains("kept Aside") && told.contains("again Ok"), "{told}");
    let aside = folder.join("cooperama/settings.unreadable-1.json");
    assert_eq!(fs::read_to_string(aside).unwrap(), "{\"theme\":\"dark\",");
    // Those of the version before are read; a path that leads elsewhere from here is forgotten.
    put(
        &path,
        r#"{"theme":"dark","recent":["kx.json","/a/kx.json"],"views":{"kx.json":{"filter":"x"}}}"#,
    );
    let told = read(&folder);
    assert!(told.contains("kept Fine recent [\"/a/kx.json\"]"), "{told}");
    // What cannot be kept is told.
    let told = read(&folder.join("cooperama/settings.json"));
    assert!(told.contains("again Err(\"The settings were not kept"), "{told}");
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn what_would_take_too_much_memory_is_refused_in_one_sentence() {
    let folder = temp("memory");
    let many = |start: &str, item: &str, n: usize, end: &str| {
        let mut text = String::from(start);
        for i in 0..n {
            text.push_str(if i > 0 { "," } else { "" });
            text.push_str(item);
        }
        text + end
    };
    let cases = [
        ("objects", many(r#"{"title":"T","parties":["#, "{}", 2_000_000, "]}"), false),
        ("links", many(r#"{"title":"T","links":["#, "{}", 2_000_000, "]}"), false),
        (
            "numbers",
            many(r#"{"title":"T","parties":[{"id":"a","x":["#, "1", 3_000_000, "]}]}"),
            true,
        ),
        (
            "sectors",
            many(r#"{"title":"T","initiatives":[{"id":"a","sectors":["#, "1", 3_000_000, "]}]}"),
            true,
        ),
        (
            "amounts",
            many(r#"{"title":"T","initiatives":[{"id":"a","amounts":["#, "{}", 2_000_000, "]}]}"),
            true,
        ),
        ("header", many(r#"{"title":"T","x-a":["#, "1", 3_000_000, "]}"), true),
        (
            "string",
            format!(
                r#"{{"title":"T","parties":[{{"id":"a","label":"{}"}}]}}"#,
                "a".repeat(20 << 20)
            ),
            true,
        ),
    ];
    for (name, text, opens) in cases {
        let path = folder.join(name);
        put(&path, &text);
        // Twelve times the file at the worst, and 150 MB for the program itself.
        let limit = (text.len() * 12 + (150 << 20)) >> 10;
        let script = format!("ulimit -v {limit}; exec \"$0\" \"$@\"");
        let out = run(Command::new("sh")
            .args(["-c", &script, env!("CARGO_BIN_EXE_cooperama"), "check"])
            .arg(&path)
            .env("LC_ALL", "C")
            .env("RAYON_NUM_THREADS", "2"));
        assert_eq!(out.status.code(), Some(i32::from(!opens)), "{name}: {}", stderr(&out));
        if !opens {
            one_sentence(&out);
        }
        // What there is not memory for is refused before it is asked for.
        let script = "ulimit -v 120000; exec \"$0\" \"$@\"";
        let out = run(Command::new("sh")
            .args(["-c", script, env!("CARGO_BIN_EXE_cooperama"), "check"])
            .arg(&path)
            .env("LC_ALL", "C")
            .env("RAYON_NUM_THREADS", "1"));
        let code = out.status.code();
        assert!(code == Some(1) || code == Some(0), "{name}: {:?} {}", out.status, stderr(&out));
        if code == Some(1) {
            one_sentence(&out);
        }
        fs::remove_file(&path).unwrap();
    }
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn an_output_that_takes_nothing_ends_no_program() {
    let folder = temp("closed");
    let data = crate::fixture::root().join("assets/datasets/kazakhstan-china-2015.coop.json");
    let name = data.to_str().unwrap();
    let commands: [&[&str]; 6] = [
        &["check", name, "--json"],
        &["query", name, "--by", "sector", "--measure", "statements"],
        &["diff", name, name, "--json"],
        &["recover", "--list"],
        &["--help"],
        &["--version"],
    ];
    for args in commands {
        // The reader goes at once.
        let mut child = program()
            .args(args)
            .env("XDG_DATA_HOME", &folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let out = child.wait_with_output().unwrap();
        assert_eq!(out.status.code(), Some(0), "{args:?}: {}", stderr(&out));
        assert!(!stderr(&out).contains("panicked"), "{args:?}");
    }
    let full = folder.join("full");
    if device(&full, "7") {
        for args in commands {
            let to = fs::OpenOptions::new().write(true).open(&full).unwrap();
            let out = run(program().args(args).env("XDG_DATA_HOME", &folder).stdout(to));
            assert_eq!(out.status.code(), Some(1), "{args:?}");
            one_sentence(&out);
            let to = fs::OpenOptions::new().write(true).open(&full).unwrap();
            let out = run(program().args(["check", "nowhere.json"]).stderr(to));
            assert_eq!(out.status.code(), Some(1), "a full standard error ends nothing");
        }
    }
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn arguments_act_on_no_terminal_and_any_name_opens() {
    use std::os::unix::ffi::OsStrExt as _;
    for argument in ["--\u{1b}[31mred", "\u{202e}txt.json", "--out\u{1b}]0;x\u{7}"] {
        for args in [vec!["check", argument], vec![argument], vec!["export", "x", argument]] {
            let out = run(program().args(&args));
            let said = format!("{}{}", stderr(&out), String::from_utf8_lossy(&out.stdout));
            assert!(!said.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{said:?}");
        }
    }
    let folder = temp("names");
    for name in [&b"caf\xe9.json"[..], b"-dash.json", b"--.json", b"\xff.json"] {
        let name = std::ffi::OsStr::from_bytes(name);
        put(&folder.join(name), DATASET);
        let out = run(program().args(["check", "--"]).arg(name).current_dir(&folder));
        assert!(out.status.success(), "{name:?}: {}", stderr(&out));
        let mut to = std::ffi::OsString::from("to-");
        to.push(name);
        let out = run(program().args(["convert", "--"]).arg(name).arg(&to).current_dir(&folder));
        assert!(out.status.success(), "{name:?}: {}", stderr(&out));
        assert_eq!(fs::read_to_string(folder.join(&to)).unwrap(), DATASET);
    }
    let out = run(program().arg("check").arg(std::ffi::OsStr::from_bytes(b"no\xe9.json")));
    assert!(stderr(&out).starts_with("no\\xe9.json: There is no such file"), "{}", stderr(&out));
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_lock_is_never_written_through_a_link_nor_over_a_file_of_ones_own() {
    use cooperama::store::lock::{Locking, lock};
    let folder = temp("locks");
    let data = folder.join("d.json");
    put(&data, DATASET);
    let precious = folder.join("precious.txt");
    put(&precious, "precious");
    let beside = folder.join(".~lock.d.json");
    std::os::unix::fs::symlink("precious.txt", &beside).unwrap();
    let name = data.to_str().unwrap();
    drop(lock(name, "me@here (1)"));
    assert!(run(program().args(["fmt", name])).status.success());
    assert_eq!(fs::read_to_string(&precious).unwrap(), "precious");
    assert!(fs::symlink_metadata(&beside).unwrap().is_symlink());
    fs::remove_file(&beside).unwrap();
    put(&beside, "notes of my own");
    drop(lock(name, "me@here (1)"));
    assert!(run(program().args(["fmt", name])).status.success());
    assert_eq!(fs::read_to_string(&beside).unwrap(), "notes of my own");
    // What a killed program left is a lock, and is taken over.
    put(&beside, "amina@desk (7)");
    let held = lock(name, "me@here (1)");
    assert!(matches!(held, Locking::Held(_)));
    assert_eq!(fs::read_to_string(&beside).unwrap(), "me@here (1)");
    drop(held);
    assert!(!beside.exists());
    // A file with two names is locked by both.
    let other = folder.join("other.json");
    fs::hard_link(&data, &other).unwrap();
    let held = lock(name, "me@here (1)");
    assert!(matches!(held, Locking::Held(_)));
    let second = lock(other.to_str().unwrap(), "you@here (2)");
    assert!(matches!(&second, Locking::Taken(who) if who == "me@here (1)"), "{second:?}");
    drop(held);
    assert!(matches!(lock(other.to_str().unwrap(), "you@here (2)"), Locking::Held(_)));
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn work_that_may_not_be_read_is_told() {
    let folder = temp("unreadable");
    let journals = folder.join("data/cooperama/journal");
    fs::create_dir_all(journals.parent().unwrap()).unwrap();
    // A file in the place of the folder; it is the same for root.
    put(&journals, "in the way");
    let with = |args: &[&str]| {
        run(program().args(args).env("XDG_DATA_HOME", folder.join("data")).env("TMPDIR", &folder))
    };
    let out = with(&["recover", "--list"]);
    assert_eq!(out.status.code(), Some(1), "{}", stderr(&out));
    assert!(stderr(&out).contains("may not be read"), "{}", stderr(&out));
    let out = with(&["recover", "kx.json", "--out", "copy.json"]);
    assert!(stderr(&out).contains("may not be read"), "{}", stderr(&out));
    // What was typed without the journal beside it, of a program that is gone.
    fs::remove_file(&journals).unwrap();
    fs::create_dir_all(&journals).unwrap();
    let mut ended = Command::new("true").spawn().unwrap();
    let pid = ended.id();
    ended.wait().unwrap();
    let draft = cooperama::formats::journal::Draft {
        of: "form".to_owned(),
        at: vec!["a".to_owned(), "/label".to_owned()],
        text: "Half a name".to_owned(),
    };
    let path = journals.join(format!("0-{pid}-0.draft"));
    put(&path, &cooperama::formats::journal::drafts(&[draft]));
    let out = with(&["recover", "--list"]);
    let told = String::from_utf8_lossy(&out.stdout).into_owned();
    assert!(out.status.success() && told.contains("Half a name"), "{told}");
    assert!(path.exists());
    // Long damage does not flood the terminal.
    put(&journals.join(format!("0-{pid}-1.journal")), &"x".repeat(50_000));
    let out = with(&["recover", "--list"]);
    assert!(out.stdout.len() < 3000, "{}", out.stdout.len());
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn what_others_put_into_the_shared_folder_is_not_trusted() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = temp("shared");
    let user = Command::new("id").arg("-u").output().unwrap();
    let user = String::from_utf8_lossy(&user.stdout).trim().to_owned();
    let shared = folder.join(format!("cooperama-aside-{user}"));
    fs::create_dir_all(folder.join("data/cooperama")).unwrap();
    tear(&folder);
    fs::rename(folder.join("data/cooperama/aside"), folder.join("kept")).unwrap();
    let list = |name: &str| {
        let shared = folder.join(name);
        fs::rename(folder.join("kept"), &shared).unwrap();
        let out = run(program()
            .args(["recover", "--list"])
            .env("XDG_DATA_HOME", folder.join("data"))
            .env("TMPDIR", &folder));
        fs::rename(&shared, folder.join("kept")).unwrap();
        String::from_utf8_lossy(&out.stdout).into_owned()
    };
    let name = shared.file_name().unwrap().to_str().unwrap().replace(&user, &format!("uid-{user}"));
    let open = |mode| fs::set_permissions(folder.join("kept"), fs::Permissions::from_mode(mode));
    open(0o700).unwrap();
    assert!(list(&name).contains("torn.json"));
    open(0o755).unwrap();
    assert!(!list(&name).contains("torn.json"), "others may look into it");
    fs::remove_dir_all(&folder).unwrap();
}
