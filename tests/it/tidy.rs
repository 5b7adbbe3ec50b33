//! The rules of the house, as tests: who may name whom, how long a file may be, what it starts with.

use std::path::{Path, PathBuf};

use crate::fixture::root;

/// What each module may name of this crate. `docs/decisions/0005-house.md` says why.
const LAYERS: &[(&str, &[&str])] = &[
    ("record", &[]),
    ("model", &["record"]),
    ("edit", &["record", "model"]),
    ("formats", &["record", "model", "edit"]),
    ("table", &["record", "model", "edit"]),
    ("query", &["record", "model", "table"]),
    ("graph", &["record", "model", "table"]),
    ("text", &["model"]),
    ("dataset", &["record", "model", "edit", "formats", "table", "query", "graph"]),
    ("say", &["record", "model", "edit", "table", "query", "text", "dataset"]),
    ("ui", &["text"]),
    ("view", &["record", "model", "query", "text", "ui"]),
    ("page", &[]),
    ("export", &["page", "text", "ui"]),
    ("command", &["record", "model", "edit", "formats", "query", "text", "view", "export"]),
    (
        "panels",
        &[
            "record", "model", "edit", "formats", "table", "query", "graph", "text", "say", "ui",
            "view", "command",
        ],
    ),
    (
        "workbench",
        &[
            "record", "model", "edit", "formats", "table", "query", "graph", "text", "dataset",
            "say", "ui", "view", "export", "command", "panels",
        ],
    ),
    ("store", &["record", "edit", "formats", "text", "view"]),
    ("recovery", &["record", "model", "edit", "formats", "text", "dataset", "store", "workbench"]),
    ("capture", &["command", "dataset", "export", "page", "ui", "view", "workbench"]),
    (
        "host",
        &[
            "capture",
            "command",
            "dataset",
            "edit",
            "formats",
            "record",
            "recovery",
            "store",
            "text",
            "view",
            "workbench",
        ],
    ),
    ("app", &["command", "export", "formats", "host", "store", "text", "ui", "view", "workbench"]),
    (
        "cli",
        &[
            "capture",
            "command",
            "dataset",
            "edit",
            "export",
            "formats",
            "model",
            "panels",
            "query",
            "record",
            "recovery",
            "say",
            "store",
            "text",
            "view",
            "workbench",
        ],
    ),
];

/// Crates and the only modules that may name them.
const CRATES: &[(&str, &[&str])] = &[
    (
        "egui::",
        &[
            "ui",
            "view",
            "command",
            "page",
            "panels",
            "workbench",
            "export",
            "capture",
            "host",
            "app",
        ],
    ),
    ("eframe::", &["app"]),
    ("rfd::", &["app"]),
    ("clap::", &["cli"]),
    ("resvg::", &["export"]),
    ("std::fs", &["store"]),
    ("xattr::", &["store"]),
    ("rustix::", &["store"]),
    // The store only waits, for a pipe.
    ("std::thread", &["app", "host", "store"]),
    // The threads of rayon are a pool that answers before the call returns.
    ("rayon::", &["table", "query", "graph", "ui", "panels"]),
    ("unicode_normalization::", &["query"]),
    ("hashbrown::", &["record"]),
    ("edtf_core::", &["model"]),
    ("icu_collator::", &["text"]),
];

fn sources() -> Vec<(String, PathBuf, String)> {
    fn walk(dir: &Path, out: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { walk(&path, out) } else { out.push(path) }
        }
    }
    let src = root().join("src");
    let mut paths = Vec::new();
    walk(&src, &mut paths);
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let inner = path.strip_prefix(&src).unwrap();
            let module = inner.components().next().unwrap().as_os_str().to_str().unwrap();
            let module = module.trim_end_matches(".rs").to_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            (module, path, text)
        })
        .collect()
}

/// The text without comments and test modules.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap();
    text.lines()
        .map(str::trim_start)
        .filter(|l| !l.starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The modules of this crate some code names, those of `use crate::{a, b::c}` among them.
fn named(code: &str) -> Vec<String> {
    let word = |text: &str| -> String {
        text.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect()
    };
    let mut out = Vec::new();
    for (i, _) in code.match_indices("crate::") {
        let rest = &code[i + 7..];
        let Some(list) = rest.strip_prefix('{') else {
            out.push(word(rest));
            continue;
        };
        let mut depth = 0;
        let mut fresh = true;
        for (j, c) in list.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => fresh = true,
                c if fresh && !c.is_whitespace() => {
                    out.push(word(&list[j..]));
                    fresh = false;
                }
                _ => {}
            }
        }
    }
    out.retain(|n| !n.is_empty());
    out
}

#[test]
fn modules_in_a_list_are_seen() {
    let code = "use crate::{edit, model::{self, Text}, view::Thing};\nuse crate::table::Table;";
    assert_eq!(named(code), ["edit", "model", "view", "table"]);
}

/// What a panel may name of another one: its data, never how it is drawn.
const SHARED: [&str; 6] = ["bars", "frame", "grammar", "linked", "form", "wording"];

#[test]
fn panels_know_each_other_by_their_data() {
    for (module, path, text) in sources() {
        let inner = path.strip_prefix(root().join("src/panels")).ok().map(Path::to_owned);
        let Some(inner) = inner.filter(|_| module == "panels") else { continue };
        let own = inner.components().next().unwrap().as_os_str().to_str().unwrap().to_owned();
        let code = code(&text);
        for (i, _) in code.match_indices("crate::panels::") {
            let rest = &code[i + 15..];
            let other: String =
                rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            let data = rest[other.len()..].starts_with("::data");
            let fine = other.is_empty() || other == own || data || SHARED.contains(&&*other);
            // A card of a statement is drawn alike where it stands as evidence.
            let card = own == "inspector" && other == "quotes";
            assert!(fine || card, "{}: {other}", path.display());
        }
        let name = path.file_name().unwrap().to_str().unwrap();
        if name == "data.rs" {
            assert!(!code.contains("egui::"), "{} names egui", path.display());
        }
        // Whatever file of a panel makes marks or widgets; `mod.rs` hands the data on.
        if name != "mod.rs" && code.contains("egui") {
            assert!(!code.contains("serde_json"), "{} names serde_json", path.display());
        }
    }
}

/// Functions are short enough to be read at once.
#[test]
fn no_function_is_longer_than_a_hundred_lines() {
    for (_, path, text) in sources() {
        let lines: Vec<&str> = text.lines().collect();
        for (i, line) in lines.iter().enumerate() {
            let start = line.trim_start();
            let head = ["pub(super) ", "pub(crate) ", "pub ", "const "]
                .iter()
                .fold(start, |s, p| s.strip_prefix(p).unwrap_or(s));
            if !head.starts_with("fn ") || line.ends_with('}') {
                continue;
            }
            let indent = &line[..line.len() - start.len()];
            let end = lines[i..].iter().position(|l| *l == format!("{indent}}}"));
            let length = end.map_or(0, |n| n + 1);
            assert!(length <= 100, "{}:{}: {length} lines", path.display(), i + 1);
        }
    }
}

#[test]
fn the_workbench_is_a_handful_of_parts() {
    let text = std::fs::read_to_string(root().join("src/workbench/mod.rs")).unwrap();
    let body = text.split("pub struct Workbench {").nth(1).unwrap();
    let fields = body.split("\n}").next().unwrap().lines().filter(|l| l.contains(": ")).count();
    assert!(fields > 0 && fields < 10, "{fields}");
}

#[test]
fn modules_look_down_only() {
    for (module, path, text) in sources() {
        if module == "lib" || module == "main" {
            continue;
        }
        let allowed = LAYERS.iter().find(|l| l.0 == module).unwrap_or_else(|| panic!("{module}")).1;
        let code = code(&text);
        for name in named(&code) {
            let fine = name == module || allowed.contains(&name.as_str());
            assert!(fine, "{}: {module} may not name {name}", path.display());
        }
        for (krate, modules) in CRATES {
            if code.contains(krate) && !code.contains(&format!("_{krate}")) {
                assert!(modules.contains(&module.as_str()), "{}: {krate}", path.display());
            }
        }
    }
}

#[test]
fn the_layers_have_no_circle() {
    fn reaches(from: &str, to: &str, depth: usize) -> bool {
        let below = LAYERS.iter().find(|l| l.0 == from).map_or(&[][..], |l| l.1);
        depth > 0 && below.iter().any(|b| *b == to || reaches(b, to, depth - 1))
    }
    for (module, _) in LAYERS {
        assert!(!reaches(module, module, 6), "{module}");
    }
}

#[test]
fn files_are_small_and_say_what_they_are() {
    for (_, path, text) in sources() {
        let lines = text.lines().count();
        assert!(lines <= 600, "{} has {lines} lines", path.display());
        assert!(text.starts_with("//!"), "{} does not say what it is", path.display());
        assert!(!text.contains("TODO"), "{}", path.display());
    }
}

#[test]
fn colours_are_made_in_one_place() {
    for (_, path, text) in sources() {
        if path.ends_with("ui/theme.rs") {
            continue;
        }
        for maker in [
            "from_rgb",
            "from_gray",
            "from_rgba",
            "Color32::WHITE",
            "Color32::BLACK",
            "Color32::RED",
        ] {
            assert!(!code(&text).contains(maker), "{}: {maker}", path.display());
        }
    }
}

#[test]
fn no_test_file_is_forgotten() {
    let main = std::fs::read_to_string(root().join("tests/it/main.rs")).unwrap();
    for entry in std::fs::read_dir(root().join("tests/it")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let module = name.trim_end_matches(".rs");
        assert!(module == "main" || main.contains(&format!("mod {module};")), "{name}");
    }
}

#[test]
fn fonts_and_datasets_have_their_licence_beside_them() {
    let fonts = root().join("assets/fonts");
    assert!(
        fonts.join("Inter-LICENSE.txt").exists() && fonts.join("SourceSerif4-LICENSE.md").exists()
    );
    for entry in std::fs::read_dir(&fonts).unwrap() {
        let entry = entry.unwrap();
        assert!(entry.metadata().unwrap().len() < 1 << 20, "{:?}", entry.file_name());
    }
    assert!(root().join("LICENSE-MIT").exists() && root().join("LICENSE-APACHE").exists());
}

#[test]
fn the_title_bar_under_gnome_wayland_is_there() {
    let cargo = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    assert!(cargo.contains("\"wayland-csd-adwaita\""));
}

/// The lint does not see a public function that nobody calls.
#[test]
fn every_public_function_is_called() {
    let mut all: Vec<String> = sources().into_iter().map(|(_, _, text)| text).collect();
    let declared: Vec<String> = all
        .iter()
        .flat_map(|text| code(text).lines().map(str::to_owned).collect::<Vec<_>>())
        .filter_map(|line| {
            let rest = line.strip_prefix("pub fn ").or(line.strip_prefix("pub const fn "))?;
            Some(rest.split(['(', '<']).next()?.to_owned())
        })
        .collect();
    for folder in ["tests/it", "benches", "fuzz/fuzz_targets"] {
        let files = std::fs::read_dir(root().join(folder)).unwrap();
        let rust =
            files.map(|f| f.unwrap().path()).filter(|p| p.extension() == Some("rs".as_ref()));
        all.extend(rust.map(|p| std::fs::read_to_string(p).unwrap()));
    }
    let mut words = std::collections::HashMap::<String, usize>::new();
    for text in &all {
        let lines = text.lines().filter(|l| !l.trim_start().starts_with("//"));
        let names = lines.flat_map(|l| l.split(|c: char| !c.is_alphanumeric() && c != '_'));
        for name in names {
            *words.entry(name.to_owned()).or_default() += 1;
        }
    }
    let dead: Vec<&String> = declared.iter().filter(|name| words[*name] < 2).collect();
    assert_eq!(dead, Vec::<&String>::new());
}
