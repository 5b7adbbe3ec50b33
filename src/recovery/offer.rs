//! What a crash left, as it is told to people.

use std::path::Path;
use std::time::{Duration, SystemTime};

use super::{Fault, Item, items, own_path, restore};
use crate::edit::{Label, NoLog, StepName};
use crate::formats::journal::JournalLine;
use crate::store::left::{Left, now};
use crate::text::Words;
use crate::workbench::history::step_name;
use crate::workbench::{FileNow, Recoverable, WhatLeft as What};

/// Everything that was left, as it is offered, with the journals of a folder; `when` says a time in words. Looks at every file:
/// not for the window's own thread.
#[must_use]
pub fn offers(
    journals: Option<&Path>,
    words: &Words,
    when: &dyn Fn(SystemTime) -> String,
) -> Vec<Recoverable> {
    let told = items(journals).into_iter().map(|item| (describe(&item, words, when), item));
    let told = told.filter(|(told, item)| {
        // What was typed is in the file by now, and nothing else is left.
        let nothing = told.what == What::Dataset && told.file != FileNow::None;
        if nothing && told.fault.is_none() {
            item.discard();
        }
        !nothing || told.fault.is_some()
    });
    told.map(|t| t.0).collect()
}

/// One of them as it is offered.
#[must_use]
pub fn describe(item: &Item, words: &Words, when: &dyn Fn(SystemTime) -> String) -> Recoverable {
    match item {
        Item::Journal(left) => journal(left, words, when),
        Item::Unreadable(path, e) => Recoverable {
            key: item.key(),
            path: path.clone(),
            title: String::new(),
            when: String::new(),
            what: What::Unreadable,
            steps: Vec::new(),
            lost: Vec::new(),
            drafts: Vec::new(),
            edits: 0,
            good: 0,
            file: FileNow::Lost,
            fault: Some(words.ts("recover-denied", &[("reason", e.clone())])),
        },
        Item::Aside(aside) => {
            let modified = crate::store::modified(&aside.content);
            Recoverable {
                key: item.key(),
                path: item.path(),
                title: String::new(),
                when: modified.map_or_else(String::new, when),
                what: What::Content,
                steps: Vec::new(),
                lost: Vec::new(),
                drafts: Vec::new(),
                edits: 0,
                good: 0,
                file: FileNow::Torn,
                fault: aside.read().is_none().then(|| Fault::Gone.message(words)),
            }
        }
    }
}

fn journal(left: &Left, words: &Words, when: &dyn Fn(SystemTime) -> String) -> Recoverable {
    let base = left.base();
    let known = own_path(&base).is_some();
    let state = now(&base.path).filter(|_| known);
    let unsaved: Vec<_> = left.unsaved(state).collect();
    let restored = restore(left, |_, _| NoLog);
    // A record that had no name yet is told by the one it got.
    let named = |label: &Label| {
        let doc = restored.as_ref().ok().map(|r| &r.0.doc);
        let row = doc.and_then(|doc| doc.records.find(&label.name));
        let name = doc.zip(row).map(|(doc, row)| doc.label(row, words.language.tag()));
        name.map_or_else(|| label.clone(), |name| Label { name, ..label.clone() })
    };
    let steps = unsaved.iter().filter_map(|written| match &written.line {
        JournalLine::Do(t) => Some(step_name(words, &named(&t.label))),
        JournalLine::Undo(_) => Some(words.ts(StepName::Back.text_id(), &[])),
        JournalLine::Redo(_) => Some(words.ts(StepName::Again.text_id(), &[])),
        JournalLine::Saving(..) | JournalLine::Saved(..) => None,
    });
    let steps: Vec<String> = steps.collect();
    let file = match state {
        _ if left.read.base.is_none() => FileNow::Lost,
        _ if base.path.is_empty() => FileNow::None,
        _ if !known => FileNow::Unknown,
        None if crate::store::kind_at(&base.path).is_none() => FileNow::Missing,
        None if !crate::store::exists(&base.path) => FileNow::Special,
        Some((len, sum)) if left.goes_on_from(len, sum) => FileNow::Same,
        _ if crate::store::aside::torn_of(&base.path).is_some() => FileNow::Torn,
        _ => FileNow::Changed,
    };
    let saved = left.saved(state);
    let edits = left.read.edits.saturating_sub(saved).max(unsaved.len());
    let (good, mut lost, fault) = match &restored {
        Ok((r, _)) => {
            let missing = edits.saturating_sub(unsaved.len()) + r.replayed.refused.len();
            (edits.saturating_sub(missing), r.replayed.refused.clone(), None)
        }
        Err(e) => (0, unsaved.iter().map(|l| l.text.clone()).collect(), Some(e.message(words))),
    };
    lost.extend(left.read.damaged.iter().map(|d| d.text.clone()));
    lost.extend(left.damaged_draft.clone());
    let drafts = restored.map_or_else(|_| left.drafts.clone(), |(r, _)| r.drafts);
    let what = if edits == 0 && drafts.is_empty() && lost.is_empty() {
        What::Dataset
    } else {
        What::Edits
    };
    Recoverable {
        key: left.key.clone(),
        path: base.path,
        title: left.read.title.clone(),
        when: left.modified.map_or_else(String::new, when),
        what,
        steps,
        lost,
        drafts: drafts.into_iter().map(|d| d.text).collect(),
        edits,
        good,
        file,
        fault,
    }
}

/// A time as the person's own clock tells it.
#[must_use]
pub fn local(time: SystemTime) -> String {
    let since = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or(Duration::ZERO);
    let seconds = i64::try_from(since.as_secs()).unwrap_or(0);
    let Ok(time) = jiff::Timestamp::from_second(seconds) else { return String::new() };
    time.to_zoned_datetime(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string()
}
