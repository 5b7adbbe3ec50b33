//! The program as a script calls it: what it prints and how it exits.

use std::process::{Command, Output};

use crate::fixture::{data, files, put, root, temp};

/// Runs the program without a display, in English.
pub(crate) fn run(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cooperama"));
    command.args(args).current_dir(root());
    // What tests write over is no earlier version of anybody's.
    command.env("XDG_DATA_HOME", crate::fixture::temp("cli-data"));
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
        text(&out.stdout).contains("opens (6 initiatives, 8 links, 16 statements, 13 sources)")
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
    assert_eq!(report[0]["records"]["statements"], 16);
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
        crate::fixture::skipped("a file with a hole of two terabytes cannot be made here");
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

#[test]
fn query_answers_as_table_csv_and_json() {
    let out = run(&["query", EXAMPLE, "--by", "sector", "--measure", "statements"]);
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    let lines: Vec<String> = text(&out.stdout).lines().map(str::to_owned).collect();
    assert_eq!(lines[0], "s.partnership  Strategic partnership   8");
    assert_eq!(lines.len(), 8);
    let csv =
        run(&["query", EXAMPLE, "--by", "speaker", "--measure", "statements", "--format", "csv"]);
    assert_eq!(
        text(&csv.stdout),
        "id,label,value\nxi-jinping,Xi Jinping,6\nkarim-massimov,Karim Massimov,5\n,,5\n"
    );
    let json = run(&[
        "query",
        EXAMPLE,
        "--by",
        "party",
        "--measure",
        "amount",
        "--currency",
        "USD",
        "--format",
        "json",
        "--filter",
        "sector=s.partnership",
    ]);
    let answer: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(answer["by"], "party");
    assert_eq!(answer["measure"], "amount");
    assert_eq!(answer["currency"], "USD");
    assert_eq!(answer["filter"], "sector=s.partnership");
    assert_eq!(answer["rows"][0]["value"], serde_json::json!(23_600_000_000u64));
    assert!(answer["none"].is_number() && answer["withoutAmount"].is_number());
    let keys: Vec<&String> = answer.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "by",
            "measure",
            "currency",
            "flow",
            "filter",
            "rows",
            "none",
            "withoutAmount",
            "notAdded",
            "approximate",
            "unreadable"
        ]
    );
}

#[test]
fn query_tells_roles_apart() {
    let dir = temp("roles");
    let file = dir.join("roles.json");
    let data = serde_json::json!({
        "format": "cooperation-dataset", "version": 1, "title": "T",
        "institutions": [{"id": "o.bank", "label": "Bank"}, {"id": "o.works", "label": "Works"}],
        "sectors": [{"id": "s.rail", "label": "Rail"}],
        "initiatives": [
            {"id": "i.1", "label": "1", "sectors": ["s.rail"], "amounts": [{"value": 700, "currency": "USD"}],
             "participants": [{"actor": "o.bank", "role": "funding"}, {"actor": "o.works", "role": "implementing"}]},
            {"id": "i.2", "label": "2", "amounts": [{"value": 50, "currency": "USD"}],
             "participants": [{"actor": "o.bank", "role": "implementing"}]},
        ],
    });
    put(&file, &data.to_string());
    let file = file.to_str().unwrap();
    let ask = |args: &[&str]| {
        let out = run(&[&["query", file, "--format", "csv"], args].concat());
        assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
        text(&out.stdout)
    };
    let funding = ask(&["--by", "institution", "--role", "funding", "--measure", "amount"]);
    assert_eq!(
        funding,
        "id,label,value,without,currency,flow\no.bank,Bank,700,0,USD,\n,,50,,USD,\n"
    );
    // A role is that of the institution beside it.
    let clause = ["--filter", "institution=o.bank role=implementing"];
    let by = ["--by", "sector", "--measure", "initiatives"];
    assert_eq!(ask(&[&by[..], &clause[..]].concat()), "id,label,value\n,,1\n");
    let clause = ["--filter", "institution=o.works role=funding"];
    assert_eq!(ask(&[&by[..], &clause[..]].concat()), "id,label,value\n,,0\n");
    let roles = ask(&["--by", "role", "--measure", "initiatives", "--lang", "fr"]);
    assert_eq!(roles, "id,label,value\nfunding,financement,1\nimplementing,mise en œuvre,2\n,,0\n");
    for (args, said) in [
        (
            ["--by", "institution", "--role", "x", "--measure", "amount"],
            "write one of funding, implementing",
        ),
        (["--by", "sector", "--role", "funding", "--measure", "amount"], "add --by institution"),
    ] {
        let out = run(&[&["query", file], &args[..]].concat());
        assert_eq!(out.status.code(), Some(2));
        assert!(text(&out.stderr).contains(said), "{}", text(&out.stderr));
    }
}

#[test]
fn a_registry_keeps_who_funds_apart_from_who_carries_out() {
    let name = "data/kz-china-aiddata-nodesc.coop.json";
    if crate::fixture::shared(name).is_none() {
        return;
    }
    let file = crate::fixture::root().join("../shared").join(name);
    let file = file.to_str().unwrap();
    for (role, institutions) in [("funding", 8), ("implementing", 19), ("accountable", 13)] {
        let ask = ["--by", "institution", "--role", role, "--measure", "initiatives"];
        let out = run(&[&["query", file, "--format", "csv"], &ask[..]].concat());
        assert_eq!(text(&out.stdout).lines().count(), institutions + 2, "{role}");
    }
}

#[test]
fn query_says_what_is_wrong_with_a_question() {
    let fails = |args: &[&str]| {
        let out = run(args);
        assert_eq!(out.status.code(), Some(2));
        let said = text(&out.stderr);
        assert_eq!(said.lines().count(), 1, "{said}");
        said
    };
    let ask = ["query", EXAMPLE, "--by", "party", "--measure", "statements", "--filter"];
    let with = |filter| [&ask[..], &[filter]].concat();
    assert!(fails(&with("sector=s.nowhere")).contains("“s.nowhere” at character 8 is no sector"));
    assert!(fails(&with("text=\"x")).contains("character 6"));
    let money = ["query", EXAMPLE, "--by", "party", "--measure", "amount", "--currency", "XXX"];
    assert!(fails(&money).contains("No amount is in XXX: write one of USD"));
    let none = ["query", "tests/data/cases/minimal.json", "--by", "party", "--measure", "amount"];
    assert!(fails(&none).contains("holds no amount"));
    assert_eq!(
        run(&["query", EXAMPLE, "--by", "colour", "--measure", "links"]).status.code(),
        Some(2)
    );
}

#[test]
fn check_and_export_take_the_same_filter() {
    let out = run(&["check", EXAMPLE, "--filter", "sector=s.culture"]);
    assert!(text(&out.stdout).contains("opens (1 initiative, "), "{}", text(&out.stdout));
    let dir = temp("filtered");
    let file = dir.join("quotes.svg");
    let picture = file.to_str().unwrap();
    let out = run(&[
        "export",
        EXAMPLE,
        "--out",
        picture,
        "--panel",
        "quotes",
        "--filter",
        "text=destiny",
        "--lang",
        "en",
        "--size",
        "800x600",
    ]);
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    let svg = std::fs::read_to_string(&file).unwrap();
    assert!(
        svg.contains("1 of 16 statements")
            && svg.contains("Statements")
            && !svg.contains("Timeline")
    );
    let wrong = run(&["export", EXAMPLE, "--out", picture, "--view", "sectors=pie"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(text(&wrong.stderr).contains("“sectors=pie”"), "{}", text(&wrong.stderr));
    for (panel, view) in [
        ("sectors", "sectors=treemap measure=initiatives sort=value"),
        ("network", "network=matrix communities=on"),
        ("network", "network=graph size=money color=party communities=on"),
        ("timeline", "timeline=table"),
        ("inspector", "select=st.04 pin=kz pin=cn"),
    ] {
        let out = run(&["export", EXAMPLE, "--out", picture, "--panel", panel, "--view", view]);
        assert_eq!(out.status.code(), Some(0), "{panel} {view}: {}", text(&out.stderr));
    }
}

/// What an independent script over `aiddata-south-central-asia-projects.csv` counted and added up:
/// see `docs/asking.md`.
#[test]
fn the_registry_gives_the_numbers_of_the_table_it_came_from() {
    let file = root().join("../shared/data/kz-china-aiddata-nodesc.coop.json");
    if crate::fixture::shared("data/kz-china-aiddata-nodesc.coop.json").is_none() {
        return;
    }
    let file = file.to_str().unwrap();
    let value = |args: &[&str], id: &str| -> serde_json::Value {
        let out = run(&[&["query", file, "--format", "json"], args].concat());
        let answer: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
        let rows = answer["rows"].as_array().unwrap().clone();
        rows.iter().find(|r| r["id"] == id).map_or(answer["none"].clone(), |r| r["value"].clone())
    };
    let count = ["--by", "sector", "--measure", "initiatives"];
    assert_eq!(value(&count, "crs.230"), 14);
    assert_eq!(value(&count, "crs.320"), 11);
    let money = ["--by", "sector", "--measure", "amount", "--currency", "USD"];
    assert_eq!(value(&money, "crs.230"), serde_json::json!(20_810_500_000u64));
    assert_eq!(value(&money, "crs.150"), serde_json::json!(1_143_899.38));
}

#[test]
fn sums_keep_every_digit_of_an_amount() {
    let path = temp("digits").join("a.json");
    let amount = |n: &str| format!(r#"{{"value":{n},"currency":"USD"}}"#);
    let (one, two) = (amount("123456789012345678901"), amount("0.10000000000000000001"));
    put(
        &path,
        &format!(
            r#"{{"title":"T","sectors":[{{"id":"s","label":"S"}}],"initiatives":[
               {{"id":"i","label":"I","sectors":[{{"sector":"s"}}],"amounts":[{one},{two}]}}]}}"#
        ),
    );
    let path = path.to_str().unwrap();
    let args = ["query", path, "--by", "sector", "--measure", "amount", "--format", "json"];
    let said = text(&run(&args).stdout);
    assert!(said.contains("123456789012345678901.1"), "{said}");
}

#[test]
fn a_link_without_direction_has_no_arrow_in_its_name() {
    let folder = temp("undirected");
    let write = |name: &str, links: &str| {
        let path = folder.join(name);
        let parties = r#"[{"id":"a","label":"A"},{"id":"b","label":"B"}]"#;
        put(&path, &format!(r#"{{"title":"T","parties":{parties},"links":[{links}]}}"#));
        path.to_str().unwrap().to_owned()
    };
    let ends = r#""from":"a","to":"b","type":"x""#;
    let none = write("none.json", "");
    let both = format!(r#"{{"id":"l",{ends}}},{{"id":"m",{ends},"directed":false}}"#);
    let out = run(&["diff", &none, &write("both.json", &both)]);
    let said = text(&out.stdout);
    let names: Vec<&str> = said.lines().map(str::trim).take(2).collect();
    assert_eq!(names, ["+ link: A → B, x [l]", "+ link: A – B, x [m]"]);
}

#[test]
fn diff_tells_what_was_added_removed_and_changed() {
    let folder = temp("diff");
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        put(&path, text);
        path.to_str().unwrap().to_owned()
    };
    let a = write("a.json", r#"{"title":"T","parties":[{"id":"a","label":"A"},{"id":"b"}]}"#);
    let b = write("b.json", r#"{"title":"U", "parties":[{"id":"c"},{"label":"Z","id":"a"}]}"#);
    let out = run(&["diff", &a, &b]);
    assert_eq!(out.status.code(), Some(0));
    assert_eq!(
        text(&out.stdout).lines().map(str::trim_end).collect::<Vec<_>>(),
        [
            "~ Title: T → U [/title]",
            "+ party: c [c]",
            "~ party: Z [a]",
            "    Label: A → Z [/label]",
            "- party: b [b]",
            "1 added, 1 removed, 1 changed, 1 of the file as a whole",
        ]
    );
    // What differs is seen, however it reads.
    let told = |before: &str, after: &str| {
        let file = |m: &str| format!(r#"{{"title":"T","parties":[{{"id":"a","label":"A",{m}}}]}}"#);
        let (a, b) = (write("c.json", &file(before)), write("d.json", &file(after)));
        let out = run(&["diff", &a, &b, "--exit-code"]);
        assert_eq!(out.status.code(), Some(1), "{before} {after}");
        text(&out.stdout).lines().nth(1).unwrap_or_default().trim().to_owned()
    };
    let long = "1234567890123456789";
    assert_eq!(told(&format!("\"x\":{long}01"), &format!("\"x\":{long}02")), {
        format!("x: {long}01 → {long}02 [/x]")
    });
    assert_eq!(told(r#""x":1"#, r#""x":"1""#), "x: 1 (a number) → 1 (a text) [/x]");
    assert_eq!(told(r#""x":[]"#, r#""x":{}"#), "x: a list → an object [/x]");
    let words = "word ".repeat(60);
    let (a_end, b_end) = (format!(r#""x":"{words}one""#), format!(r#""x":"{words}two""#));
    assert!(told(&a_end, &b_end).ends_with("word two [/x]"));
    assert_eq!(run(&["diff", &a, &b, "--exit-code"]).status.code(), Some(1));
    let same = run(&["diff", &a, &a, "--exit-code"]);
    assert_eq!((same.status.code(), text(&same.stdout).trim()), (Some(0), "Nothing differs"));
    let json: serde_json::Value =
        serde_json::from_slice(&run(&["diff", &a, &b, "--json"]).stdout).unwrap();
    assert_eq!(json["records"][1]["fields"][0]["after"], "Z");
    assert_eq!(run(&["diff", &a, "nowhere.json"]).status.code(), Some(1));
}

#[test]
fn fmt_changes_white_space_alone_and_once() {
    let folder = temp("fmt");
    for name in ["unknown-fields", "numbers", "unicode", "crlf", "duplicate-keys"] {
        let path = folder.join(name);
        std::fs::copy(data(&format!("cases/{name}.json")), &path).unwrap();
        let file = path.to_str().unwrap();
        let before = std::fs::read_to_string(&path).unwrap();
        assert_eq!(run(&["fmt", file, "--check"]).status.code(), Some(1), "{name}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), before);
        assert_eq!(run(&["fmt", file]).status.code(), Some(0));
        let after = std::fs::read_to_string(&path).unwrap();
        // Without white space outside of strings the two are the same.
        let bare = |text: &str| {
            let mut inside = false;
            let mut escape = false;
            let keep = |c: &char| {
                let kept = inside || !c.is_ascii_whitespace();
                inside = if *c == '"' && !escape { !inside } else { inside };
                escape = *c == '\\' && !escape;
                kept
            };
            text.chars().filter(keep).collect::<String>()
        };
        assert_eq!(bare(&before), bare(&after), "{name}");
        assert_eq!(run(&["fmt", file, "--check"]).status.code(), Some(0), "{name}");
    }
}
