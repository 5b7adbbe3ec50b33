//! `cooperama recover`: lists what crashes left, and writes what can be brought back to a copy.

use std::path::Path;

use super::out::{complain, line, warn};
use super::{FAILED, OK, USAGE, write};
use crate::edit::NoLog;
use crate::recovery::{self, Item, Restored, describe, local};
use crate::store;
use crate::store::left::Left;
use crate::text::Words;
use crate::text::display::{cut, escaped, escaped_json};
use crate::workbench::WhatLeft;

/// Tells what was left, for people or as JSON.
pub(super) fn list(words: &Words, as_json: bool) -> u8 {
    let told = recovery::offers(None, words, &local);
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
    let mut code = OK;
    for r in told {
        if r.what == WhatLeft::Unreadable {
            complain(&escaped(&r.path), &r.fault.unwrap_or_default());
            code = FAILED;
            continue;
        }
        let path = if r.path.is_empty() { "–" } else { &r.path };
        line(format_args!("{}: {}", escaped(path), escaped(&r.count(words))));
        let mut more = vec![r.title.clone()];
        more.push(r.fault.clone().unwrap_or_else(|| r.file_now(words)));
        more.extend(r.steps.iter().map(|s| format!("+ {s}")));
        more.extend(r.drafts.iter().map(|s| format!("… {s}")));
        more.extend(r.lost.iter().map(|s| format!("! {s}")));
        more.push(r.key.clone());
        for text in more.iter().filter(|t| !t.is_empty()) {
            line(format_args!("    {}", short(text)));
        }
    }
    code
}

/// Longest piece of text told, in characters.
const LONG: usize = 300;

fn short(text: &str) -> String {
    escaped(&cut(text, LONG))
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
    recovery::items(None).into_iter().find(named)
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
        let folder = store::left::folder_of(None);
        for (path, e) in folder.map(|f| store::left::unreadable(&f)).unwrap_or_default() {
            complain(&escaped(&path), &words.ts("recover-denied", &[("reason", e)]));
        }
        return FAILED;
    };
    let restored = match &item {
        Item::Journal(left) => recovery::restore(left, |_, _| NoLog).map(|r| r.0),
        Item::Aside(aside) => recovery::restore_aside(aside),
        Item::Unreadable(..) => Err(recovery::Fault::Gone),
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
    let n = |n: usize| i64::try_from(n).unwrap_or(0).into();
    let said = if told.what == WhatLeft::Edits {
        words.tf("cli-recovered", &[("good", n(told.good)), ("count", n(told.edits))])
    } else {
        told.count(words)
    };
    line(format_args!("{}: {}", escaped(out), escaped(&said)));
    tell_lost(&replayed.refused);
    tell_lost(damaged);
    if restored.is_whole() { OK } else { FAILED }
}

fn tell_lost(lost: &[String]) {
    for text in lost {
        warn(format_args!("! {}", short(text)));
    }
}
