//! Every text exists in both languages, with the same values filled in, and is used.

use std::collections::{BTreeMap, BTreeSet};

use cooperama::command::menu::ROWS;
use cooperama::text::{Language, RESOURCES, Words};

use cooperama::view::PanelKind;

use crate::fixture::root;

/// Ids and the values each uses, of one language.
fn messages(french: bool) -> BTreeMap<String, BTreeSet<String>> {
    let mut out = BTreeMap::new();
    for (name, en, fr) in RESOURCES {
        let mut id = String::new();
        for line in if french { fr } else { en }.lines() {
            if let Some((key, _)) = line.split_once(" = ").filter(|_| !line.starts_with(' ')) {
                key.clone_into(&mut id);
                assert!(out.insert(id.clone(), BTreeSet::new()).is_none(), "{name}: {id} twice");
            }
            for part in line.split("{ $").skip(1) {
                let value: String = part.chars().take_while(char::is_ascii_alphanumeric).collect();
                out.get_mut(&id).unwrap().insert(value);
            }
        }
    }
    out
}

/// All of `src` as text.
fn sources() -> String {
    fn walk(dir: &std::path::Path, out: &mut String) {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, out);
            } else {
                out.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
    }
    let mut out = String::new();
    walk(&root().join("src"), &mut out);
    out
}

#[test]
fn both_languages_say_the_same_things_with_the_same_values() {
    let (en, fr) = (messages(false), messages(true));
    assert_eq!(en.keys().collect::<Vec<_>>(), fr.keys().collect::<Vec<_>>());
    for (id, values) in &en {
        // French says "3 institutions sur 8" where English counts the whole.
        assert_eq!(values, &fr[id], "{id}");
    }
}

#[test]
fn every_text_parses_and_fills_in() {
    for language in Language::ALL {
        let words = Words::new(language);
        for (id, values) in messages(language == Language::Fr) {
            let values: Vec<(&'static str, String)> = values
                .into_iter()
                .map(|v| (&*Box::leak(v.into_boxed_str()), "3".to_owned()))
                .collect();
            let text = words.ts(&id, &values);
            assert!(
                text != id && !text.contains("{$") && !text.is_empty(),
                "{language:?} {id}: {text}"
            );
        }
    }
}

#[test]
fn no_text_is_without_use_and_no_id_without_text() {
    let sources = sources();
    let en = messages(false);
    // Ids put together from a value of the file or of an enum.
    // Terms of the format, as forms offer them.
    let mut terms = Vec::new();
    for collection in cooperama::record::Collection::ALL {
        gather(cooperama::model::schema::fields(collection), &mut terms);
    }
    let families = [
        "issue-",
        "kind-",
        "language-",
        "amount-",
        "month-",
        "season-",
        "quotes-",
        "shape-",
        "status-",
        "basis-",
        "count-",
        "csl-",
        "dataset-",
        "dim-",
        "field-",
        "flow-by-",
        "flow-mode-",
        "flow-none-",
        "flow-stop-",
        "key-",
        "make-",
        "maybe-",
        "initiative-status-",
        "inspect-",
        "inspect-date-",
        "measure-",
        "mirror-",
        "mode-",
        "network-by-",
        "network-fold-",
        "network-size-",
        "quotes-group-",
        "record-",
        "review-",
        "role-does-",
        "role-done-",
        "scope-",
        "sort-",
        "stage-",
        "switch-",
        "total-",
    ];
    // Ids that begin with the name of a panel.
    let ends = ["title", "question", "empty", "nothing"];
    let of_panel = |id: &str| {
        PanelKind::ALL.iter().any(|k| ends.iter().any(|e| id == format!("{}-{e}", k.key())))
    };
    let unused = en.keys().filter(|id| {
        let used = sources.contains(&format!("\"{id}\""))
            || families.iter().any(|f| id.starts_with(f) && sources.contains(&format!("{f}{{")))
            || terms.contains(id)
            || id.starts_with("shape-")
            || of_panel(id);
        !used
    });
    assert_eq!(unused.collect::<Vec<_>>(), Vec::<&String>::new());
    for code in cooperama::model::CODES {
        assert!(en.contains_key(&format!("issue-{code}")), "{code}");
    }
    for row in ROWS {
        assert!(en.contains_key(row.text), "{}", row.text);
    }
    for quoted in sources.split('"').filter(|s| s.starts_with("error-") || s.starts_with("cli-")) {
        assert!(en.contains_key(quoted), "{quoted}");
    }
}

fn gather(fields: &[cooperama::model::schema::Field], out: &mut Vec<String>) {
    use cooperama::model::schema::Kind;
    for field in fields {
        match field.kind {
            Kind::Term(prefix, terms) => {
                let all = terms.iter().chain(cooperama::model::schema::common_terms(prefix));
                out.extend(all.map(|t| format!("{prefix}-{t}")));
            }
            Kind::Group(inner) | Kind::List(inner) | Kind::ByLanguage(inner) => gather(inner, out),
            _ => {}
        }
    }
}

#[test]
fn every_member_of_the_format_has_a_word() {
    use cooperama::model::schema::{Field, HEADER, Kind, TERM, members};
    fn look(
        fields: &[Field],
        en: &BTreeMap<String, BTreeSet<String>>,
        bare: &mut Vec<&'static str>,
    ) {
        for field in fields {
            if !en.contains_key(&format!("field-{}", field.key)) && !bare.contains(&field.key) {
                bare.push(field.key);
            }
            if let Kind::Group(inner) | Kind::List(inner) | Kind::ByLanguage(inner) = field.kind {
                look(inner, en, bare);
            }
        }
    }
    let en = messages(false);
    let mut bare = Vec::new();
    for collection in cooperama::record::Collection::ALL {
        look(members(collection), &en, &mut bare);
    }
    look(HEADER, &en, &mut bare);
    look(TERM, &en, &mut bare);
    // A pointer for editors of JSON, which no name of Fluent can hold.
    assert_eq!(bare, ["$schema"]);
}

#[test]
fn french_spacing_is_kept() {
    for (name, _, fr) in RESOURCES {
        for line in fr.lines() {
            for mark in [" :", " ;", " !", " ?", "« ", " »"] {
                assert!(!line.contains(mark), "{name}: a plain space at {mark:?} in {line}");
            }
        }
    }
}

#[test]
fn plurals_and_numbers_are_right_in_both() {
    let (en, fr) = (Words::new(Language::En), Words::new(Language::Fr));
    let count = |w: &Words, n: i64| w.tf("problems-count", &[("count", n.into())]);
    assert_eq!(count(&en, 0), "0 problems");
    assert_eq!(count(&fr, 0), "0 problème");
    assert_eq!(count(&en, 1), "1 problem");
    assert_eq!(count(&en, 12_345), "12,345 problems");
    assert_eq!(count(&fr, 12_345), "12\u{A0}345 problèmes");
}

#[test]
fn no_text_of_the_window_holds_a_space_at_which_egui_would_break_a_number() {
    // The narrow one is written in the texts; what is shown has the whole one, which is never broken.
    let fr = Words::new(Language::Fr);
    for said in [
        fr.t("flows-title"),
        fr.tf("flow-initiatives", &[("count", 1_234_567.into())]),
        cooperama::text::number::percent(0.5, Language::Fr),
    ] {
        assert!(said.contains('\u{A0}') && !said.contains('\u{202F}'), "{said:?}");
    }
}
