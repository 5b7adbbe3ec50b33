//! `cooperama recover`: lists what crashes left, and writes what can be brought back to a copy.

use std::path::Path;

use super::out::{complain, line, warn};
use super::{FAILED, OK, USAGE, write};
use crate::edit::NoLog;
use crate::recovery::{self, Item, Restored, describe, local};
use crate::store;
use crate::store::left::Left;
use crate::text::Words;
use crate::text::display::{escaped, escaped_json};

/// Tells what was left, for people or as JSON.
pub(super) fn list(words: &Words, as_json: bool) -> u8 {
    let told = recovery::offers(words, &local);
    if as_json {
        let list: Vec<serde_json::Value> = told
            .iter()
            .map(|r| {
                serde_json::json!({
                    "key": r.key, "file": r.path, "title": r.title, "when": r.when,
                    "edits": r.edits, "recoverable": r.good, "steps": r.steps,
                    "typing": r.drafts, "lost": r.lost, "state": r.file_now(words),
                    "fault": r.fault,
                })
            })
            .collect();
        let text = serde_json::to_string_pretty(&list).unwrap_or_default();
        line(format_args!("{}", escaped_json(&text)));
        return OK;
    }
    if told.is_empty() {
        line(format_args!("{}", words.t("recover-nothing")));
    }
    for r in told {
        let path = if r.path.is_empty() { "–" } else { &r.path };
        line(format_args!("{}: {}", escaped(path), escaped(&r.count(words))));
        let mut more = vec![r.title.clone(), r.file_now(words)];
        more.extend(r.fault.clone());
        more.extend(r.steps.iter().map(|s| format!("+ {s}")));
        more.extend(r.drafts.iter().map(|s| format!("… {s}")));
        more.extend(r.lost.iter().map(|s| format!("! {s}")));
        more.push(r.key.clone());
        for text in more.iter().filter(|t| !t.is_empty()) {
            line(format_args!("    {}", escaped(text)));
        }
    }
    OK
}

/// Finds what was left of a file, by its path, by the name of its journal, or in a journal itself.
fn find(file: &str) -> Option<Item> {
    let path = store::place::path_of(file);
    if path.extension().is_some_and(|e| e == "journal") && path.is_file() {
        return Left::read(&path).map(|l| Item::Journal(Box::new(l)));
    }
    let whole = store::absolute(file);
    let named = |item: &Item| {
        let own = item.path();
        item.key() == file || (!own.is_empty() && (own == whole || store::same_file(&own, file)))
    };
    recovery::items().into_iter().find(named)
}

/// Writes what can be brought back of a file to a copy; nothing that was left is thrown away.
pub(super) fn recover(words: &Words, file: &str, out: &str) -> u8 {
    let name = escaped(file);
    if let Some(ending) = crate::formats::other_format(out) {
        complain(&escaped(out), &words.ts("cli-other-format", &[("ending", ending)]));
        return USAGE;
    }
    if store::same_file(file, out) {
        complain(&escaped(out), &words.t("cli-same-file"));
        return FAILED;
    }
    let Some(item) = find(file) else {
        let text = if Path::new(file).extension().is_some_and(|e| e == "journal") {
            store::read_file(file).err().map(|e| e.message(words))
        } else {
            None
        };
        complain(&name, &text.unwrap_or_else(|| words.t("cli-recover-none")));
        return FAILED;
    };
    let restored = match &item {
        Item::Journal(left) => recovery::restore(left, |_, _| NoLog).map(|r| r.0),
        Item::Aside(aside) => recovery::restore_aside(aside),
    };
    let told = describe(&item, words, &local);
    let restored = match restored {
        Ok(restored) => restored,
        Err(e) => {
            complain(&name, &e.message(words));
            tell_lost(&told.lost);
            return FAILED;
        }
    };
    let written = write(words, out, &restored.doc.to_bytes(), true);
    if written != OK {
        return written;
    }
    let Restored { replayed, damaged, drafts, .. } = &restored;
    for draft in drafts {
        line(format_args!("… {}", escaped(&draft.text)));
    }
    line(format_args!("{}: {}", escaped(out), escaped(&told.count(words))));
    tell_lost(&replayed.refused);
    tell_lost(damaged);
    if restored.is_whole() { OK } else { FAILED }
}

fn tell_lost(lost: &[String]) {
    for text in lost {
        warn(format_args!("! {}", escaped(text)));
    }
}
