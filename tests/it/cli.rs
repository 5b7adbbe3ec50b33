//! The program as a script calls it: what it prints and how it exits.

use std::process::{Command, Output};

use crate::fixture::{data, files, root, temp};

/// Runs the program without a display, in English.
pub(crate) fn run(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cooperama"));
    command.args(args).current_dir(root());
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "LANG", "LC_MESSAGES"] {
        command.env_remove(name);
    }
    command.env("LC_ALL", "C").output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

const EXAMPLE: &str = "assets/datasets/kazakhstan-china-2015.coop.json";

#[test]
fn check_says_that_a_file_opens() {
    let out = run(&["check", EXAMPLE]);
    assert_eq!(out.status.code(), Some(0));
    assert_eq!(text(&out.stderr), "");
    assert!(
        text(&out.stdout).contains("opens (6 initiatives, 8 links, 13 statements, 12 sources)")
    );
}

#[test]
fn check_gives_warnings_on_stderr_and_strict_makes_them_fail() {
    let case = "tests/data/cases/dangling-refs.json";
    let out = run(&["check", case]);
    assert_eq!(out.status.code(), Some(0));
    let lines: Vec<String> = text(&out.stderr).lines().map(str::to_owned).collect();
    assert_eq!(lines.len(), 4);
    assert!(lines.iter().all(|l| l.starts_with("warning[reference-missing] ")), "{lines:?}");
    assert!(lines.iter().any(|l| l.contains("links[0].from")), "{lines:?}");
    assert_eq!(run(&["check", case, "--strict"]).status.code(), Some(1));
    assert_eq!(run(&["check", EXAMPLE, "--strict"]).status.code(), Some(0));
}

#[test]
fn notices_are_no_warnings() {
    let out = run(&["check", "--strict", "tests/data/cases/newer-minor.json"]);
    assert_eq!(out.status.code(), Some(0));
    assert_eq!(text(&out.stderr), "");
    assert!(text(&out.stdout).starts_with("notice[minor-newer] "));
}

#[test]
fn check_prints_json_for_scripts() {
    let out = run(&[
        "check",
        "--json",
        EXAMPLE,
        "tests/data/cases/empty.json",
        "tests/data/cases/version-2.json",
    ]);
    assert_eq!(out.status.code(), Some(1));
    assert_eq!(text(&out.stderr), "");
    let report: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(report[0]["opens"], true);
    assert_eq!(report[0]["records"]["statements"], 13);
    assert_eq!(report[1]["opens"], false);
    assert_eq!(report[2]["readOnly"], true);
    assert_eq!(report[2]["issues"][0]["code"], "version-newer");
}

#[test]
fn every_refusal_is_one_line_and_exit_code_1() {
    for path in files("invalid") {
        let out = run(&["check", path.to_str().unwrap()]);
        let stderr = text(&out.stderr);
        assert_eq!(out.status.code(), Some(1), "{}", path.display());
        assert_eq!(stderr.lines().count(), 1, "{}: {stderr}", path.display());
        assert!(!stderr.contains("panicked"), "{stderr}");
        assert_eq!(text(&out.stdout), "");
    }
    for (args, part) in [
        (["check", "/no/such/file.json"], "There is no such file"),
        (["check", "tests"], "This is a folder"),
    ] {
        let out = run(&args);
        assert_eq!(out.status.code(), Some(1));
        assert!(text(&out.stderr).contains(part), "{}", text(&out.stderr));
    }
}

#[test]
fn wrong_usage_is_exit_code_2() {
    for args in [
        &["check"][..],
        &["check", "--no-such-option", EXAMPLE],
        &["convert", EXAMPLE],
        &["export", EXAMPLE],
        &["export", EXAMPLE, "--out", "a.svg", "--size", "huge"],
        &["export", EXAMPLE, "--out", "a.svg", "--size", "1x1"],
        &["export", EXAMPLE, "--out", "picture.jpg"],
        &["export", EXAMPLE, "--out", "a.svg", "--lang", "de"],
    ] {
        let out = run(args);
        assert_eq!(out.status.code(), Some(2), "{args:?}");
        assert!(!out.stderr.is_empty());
    }
}

#[test]
fn help_is_complete() {
    let help = text(&run(&["--help"]).stdout);
    for part in ["check", "convert", "export", "Examples:", "Exit codes:", "--version"] {
        assert!(help.contains(part), "{part}");
    }
    for (sub, parts) in [
        ("check", &["--strict", "--json", "--encoding", "--recover", "Example"][..]),
        ("convert", &["--encoding", "--recover", "Example"]),
        ("export", &["--out", "--size", "--lang", "--theme", "Example"]),
    ] {
        let help = text(&run(&[sub, "--help"]).stdout);
        for part in parts {
            assert!(help.contains(part), "{sub} {part}");
        }
    }
}

#[test]
fn convert_keeps_every_byte_and_never_writes_over_its_source() {
    let dir = temp("convert");
    let (a, b) = (dir.join("a.json"), dir.join("b.json"));
    let bytes = std::fs::read(root().join(EXAMPLE)).unwrap();
    #[expect(clippy::disallowed_methods, reason = "a test file")]
    std::fs::write(&a, &bytes).unwrap();
    let (a, b) = (a.to_str().unwrap(), b.to_str().unwrap());
    assert_eq!(run(&["convert", a, b]).status.code(), Some(0));
    assert_eq!(std::fs::read(b).unwrap(), bytes);
    let out = run(&["convert", a, a]);
    assert_eq!(out.status.code(), Some(1));
    assert_eq!(std::fs::read(a).unwrap(), bytes);
    // Latin-1 and damaged files are mended on request.
    let latin1 = data("cases/latin1.json");
    let out = run(&["convert", latin1.to_str().unwrap(), b, "--encoding", "windows-1252"]);
    assert_eq!(out.status.code(), Some(0));
    assert!(std::fs::read_to_string(b).unwrap().contains("Coopération"));
    let truncated = data("cases/truncated.json");
    assert_eq!(run(&["convert", truncated.to_str().unwrap(), b]).status.code(), Some(1));
    let out = run(&["convert", truncated.to_str().unwrap(), b, "--recover"]);
    assert_eq!(out.status.code(), Some(0));
    assert_eq!(run(&["check", b, "--strict"]).status.code(), Some(0));
    let left: Vec<_> = std::fs::read_dir(&dir).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

#[test]
fn a_file_larger_than_the_memory_is_refused_before_it_is_read() {
    let path = temp("large").join("large.json");
    // Two terabytes that take no room on the disk.
    let file = std::fs::OpenOptions::new().write(true).create(true).truncate(true).open(&path);
    if file.unwrap().set_len(1 << 41).is_err() {
        return;
    }
    let out = run(&["check", path.to_str().unwrap()]);
    std::fs::remove_file(&path).unwrap();
    assert_eq!(out.status.code(), Some(1));
    let stderr = text(&out.stderr);
    assert!(
        stderr.contains("Opening it would take about 4,194,304\u{A0}MB of memory and"),
        "{stderr}"
    );
}

#[test]
fn control_and_bidi_characters_are_escaped() {
    let dir = temp("escape");
    let path = dir.join("evil\u{1b}[31m.json");
    #[expect(clippy::disallowed_methods, reason = "a test file")]
    std::fs::write(&path, "{\"format\":\"x\\u001b[2J\u{202e}\"}").unwrap();
    let out = run(&["check", path.to_str().unwrap()]);
    let stderr = text(&out.stderr);
    assert!(!stderr.contains('\u{1b}') && !stderr.contains('\u{202e}'), "{stderr:?}");
    assert!(stderr.contains("\\u{001b}"), "{stderr}");
    let out = run(&["check", "--json", path.to_str().unwrap()]);
    assert!(!text(&out.stdout).contains('\u{202e}'));
    let report: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(report[0]["file"], path.to_str().unwrap());
}

#[test]
fn without_a_display_the_window_says_so_in_one_sentence() {
    let out = run(&[]);
    assert_eq!(out.status.code(), Some(1));
    let stderr = text(&out.stderr);
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
    assert!(stderr.contains("cooperama export FILE --out"), "{stderr}");
}
