//! Any bytes as a journal: every line is carried out, refused or told as damaged, and what comes of
//! it is a dataset.
#![no_main]

use cooperama::edit::{Document, NoLog, Origin};
use cooperama::formats::LoadOptions;
use cooperama::formats::journal::{read, read_drafts, read_note, replay};
use libfuzzer_sys::fuzz_target;

const DATASET: &str = include_str!("../seeds/journal.coop.json");

fn document() -> Document {
    let bytes = DATASET.as_bytes().to_vec();
    let opened = cooperama::workbench::prepare(bytes, Origin::New, LoadOptions::default(), &mut |_| true);
    opened.expect("a dataset").doc
}

fuzz_target!(|bytes: &[u8]| {
    let _note = read_note(bytes);
    read_drafts(bytes).ok();
    let found = read(bytes);
    let edits = found.lines.iter().filter(|l| l.line.is_edit()).count();
    for sure in [true, false] {
        let mut doc = document();
        let made = replay(&mut doc, found.lines.clone(), sure, &mut NoLog);
        assert_eq!(made.done + made.refused.len(), edits);
        let saved = doc.to_bytes().into_owned();
        let again = cooperama::formats::load(saved, LoadOptions::default(), &mut |_| true);
        again.expect("what was recovered opens");
    }
});
