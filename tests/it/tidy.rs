//! The rules of the house, as tests: who may name whom, how long a file may be, what it starts with.

use std::path::{Path, PathBuf};

use crate::fixture::root;

/// What each module may name of this crate. `docs/decisions/0001-house.md` says why.
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
    ("command", &["record", "model", "edit", "formats", "query", "text", "view"]),
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
            "say", "ui", "view", "command", "panels",
        ],
    ),
    ("store", &["record", "edit", "formats", "text", "view"]),
    ("recovery", &["record", "model", "edit", "formats", "text", "dataset", "store", "workbench"]),
    ("export", &["command", "text", "dataset", "ui", "view", "workbench"]),
    (
        "app",
        &[
            "command",
            "dataset",
            "edit",
            "export",
            "formats",
            "record",
            "recovery",
            "store",
            "text",
            "ui",
            "view",
            "workbench",
        ],
    ),
    (
        "cli",
        &[
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
    ("egui::", &["ui", "view", "command", "panels", "workbench", "export", "app"]),
    ("eframe::", &["app"]),
    ("rfd::", &["app"]),
    ("clap::", &["cli"]),
    ("resvg::", &["export"]),
    ("std::fs", &["store"]),
    ("xattr::", &["store"]),
    ("rustix::", &["store"]),
    // The store only waits, for a pipe.
    ("std::thread", &["app", "store"]),
    // The threads of rayon are a pool that answers before the call returns.
    ("rayon::", &["table", "query", "graph", "ui", "panels"]),
    ("unicode_normalization::", &["query"]),
    ("hashbrown::", &["record"]),
    ("edtf_core::", &["model"]),
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

#[test]
fn modules_look_down_only() {
    for (module, path, text) in sources() {
        if module == "lib" || module == "main" {
            continue;
        }
        let allowed = LAYERS.iter().find(|l| l.0 == module).unwrap_or_else(|| panic!("{module}")).1;
        let code = code(&text);
        for (i, _) in code.match_indices("crate::") {
            let name: String =
                code[i + 7..].chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            let fine = name == module || allowed.contains(&name.as_str());
            assert!(fine || name.is_empty(), "{}: {module} may not name {name}", path.display());
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
