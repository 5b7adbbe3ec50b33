//! Any bytes as a journal: every line is carried out, refused or told as damaged, and what comes of
//! it is a dataset. After an odd first byte the rest is lines of JSON that get their frames here,
//! since no mutation finds a checksum.
#![no_main]

use cooperama::edit::{Document, NoLog, Origin};
use cooperama::formats::LoadOptions;
use cooperama::formats::journal::{frame, read, read_drafts, read_note, replay};
use libfuzzer_sys::fuzz_target;

const DATASET: &str = include_str!("../seeds/journal.coop.json");

fn document() -> Document {
    let bytes = DATASET.as_bytes().to_vec();
    let options = LoadOptions::default();
    let opened = cooperama::dataset::prepare(bytes, Origin::New, options, &mut |_| true);
    opened.expect("a dataset").doc
}

fn framed(lines: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for (n, line) in (0..).zip(lines.split(|b| *b == b'\n')) {
        match serde_json::from_slice(line) {
            Ok(value) => out.extend_from_slice(frame(n, &value).as_bytes()),
            Err(_) => out.extend_from_slice(line),
        }
    }
    out
}

fuzz_target!(|input: &[u8]| {
    let Some((mode, rest)) = input.split_first() else { return };
    let bytes = if mode % 2 == 1 { framed(rest) } else { rest.to_vec() };
    let _note = read_note(&bytes);
    read_drafts(&bytes).ok();
    let found = read(&bytes);
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
