//! Saving under fire: killed at any moment, and with every call to the system failing in turn, a
//! file holds the old or the new content, whole, and nothing is called saved that is not.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use cooperama::store::save;

use crate::fixture::{put, temp};

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
fn saver() {
    let Ok(path) = std::env::var(SAVER) else { return };
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
            .args(["faults::saver", "--exact", "--nocapture"])
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
    let traced = Command::new("strace").args(["-qq", "-e", "trace=none", "true"]).output();
    if !traced.is_ok_and(|o| o.status.success()) {
        return;
    }
    let folder = temp("fault");
    let (path, log): (PathBuf, PathBuf) = (folder.join("file.json"), folder.join("log"));
    put(&path, OLD);
    let tidy = Command::new(env!("CARGO_BIN_EXE_cooperama")).arg("fmt").arg(&path).output();
    assert!(tidy.unwrap().status.success());
    let new = fs::read_to_string(&path).unwrap();
    assert_ne!(new, OLD);
    let mut faults = 0;
    for (calls, errors) in [
        ("write", &["EIO", "ENOSPC", "EDQUOT", "EINTR"][..]),
        ("fsync,fdatasync", &["EIO", "ENOSPC"]),
        ("rename,renameat,renameat2", &["EIO", "ENOSPC", "EACCES"]),
        ("fchmod,fchown,ftruncate", &["EIO", "EACCES"]),
        ("unlink,unlinkat", &["EACCES"]),
        ("openat", &["EACCES", "ENOSPC"]),
    ] {
        for error in errors {
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
    for entry in fs::read_dir(&folder).unwrap() {
        fs::remove_file(entry.unwrap().path()).unwrap();
    }
}
