//! Transactions as lines of text, for the journal that outlives a crash.
//!
//! A journal begins with a line that says which content it goes on from, twice. Each line stands on
//! its own: `cj2`, its number, its length in bytes, its checksum, and a JSON object. A line that is
//! damaged is left out and told; those after it are read on. Each change carries the id and the
//! checksum of the text it changes, so that after a gap only what still fits is carried out. Files
//! and clocks are not known here.

mod frame;
mod replay;

pub use frame::{Damage, frame};
pub use replay::{Replayed, replay};

use serde_json::{Map, Value, json};

use crate::edit::{Change, Label, LogEntry, Spot, StepName, Transaction};
use crate::record::{Collection, Piece, Records, Row};

/// The version of the journal this program writes. Journals of version 1, whose lines are a
/// checksum and an object, are read too.
pub const JOURNAL_VERSION: u64 = 2;

/// The content a journal goes on from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Base {
    /// The file, or empty for a dataset that has none.
    pub path: String,
    /// Length of its content in bytes.
    pub len: u64,
    /// Checksum of its content, as [`checksum`] gives it.
    pub sum: u64,
}

/// One line of a journal.
#[derive(Clone, Debug, PartialEq)]
pub enum JournalLine {
    /// A transaction was carried out.
    Do(Transaction),
    /// The last one was taken back, by these changes.
    Undo(Vec<Change>),
    /// The last one taken back was done again, by these changes.
    Redo(Vec<Change>),
    /// The content after the first so many edits is about to be in the file; its length and
    /// checksum.
    Saving(u64, u64, usize),
    /// The content after the first so many edits is in the file; its length and checksum.
    Saved(u64, u64, usize),
}

impl JournalLine {
    /// Whether it changes the dataset.
    #[must_use]
    pub fn is_edit(&self) -> bool {
        !matches!(self, Self::Saving(..) | Self::Saved(..))
    }
}

/// The text a change was made on: what tells whether it still fits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Was {
    /// The id of the record, or the key of a top-level member.
    pub id: String,
    /// Checksum of its text; 0 when there was none.
    pub sum: u64,
}

/// A line as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// What it says.
    pub line: JournalLine,
    /// What each of its changes was made on, where that is known.
    pub was: Vec<Option<Was>>,
    /// How many edits are written up to it, itself among them.
    pub edits: usize,
    /// Something before it, and after the line read before it, is missing.
    pub after_gap: bool,
    /// The line as it stands, for people when it cannot be carried out.
    pub text: String,
}

/// A journal as it was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Read {
    /// What it goes on from; `None` when nothing of that can be read.
    pub base: Option<Base>,
    /// The title of the dataset when the journal was begun.
    pub title: String,
    /// It was written by a later version of the program, which alone can read it.
    pub newer: bool,
    /// The lines that are whole and understood.
    pub lines: Vec<Written>,
    /// What cannot be read.
    pub damaged: Vec<Damage>,
    /// How many edits were written, those that cannot be read among them.
    pub edits: usize,
}

/// A 64-bit checksum: FNV-1a over eight bytes at a time, with a last mix (Fowler, Noll, Vo;
/// Appleby's finalizer of `MurmurHash3`). It finds accidents, not attacks.
#[must_use]
pub fn checksum(bytes: &[u8]) -> u64 {
    const PRIME: u64 = 0x0000_0100_0000_01B3;
    let mut sum = 0xCBF2_9CE4_8422_2325_u64 ^ bytes.len() as u64;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in chunks.by_ref() {
        let mut word = [0; 8];
        word.copy_from_slice(chunk);
        sum = (sum ^ u64::from_le_bytes(word)).wrapping_mul(PRIME);
        sum ^= sum >> 29;
    }
    for b in chunks.remainder() {
        sum = (sum ^ u64::from(*b)).wrapping_mul(PRIME);
    }
    sum ^= sum >> 33;
    sum = sum.wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    sum ^ sum >> 33
}

fn hex(n: u64) -> String {
    format!("{n:016x}")
}

fn from_hex(v: &Value) -> Option<u64> {
    u64::from_str_radix(v.as_str()?, 16).ok()
}

/// The beginning of a journal: the same line twice, so that damage to one does not hide the file.
#[must_use]
pub fn head(base: &Base, title: &str) -> String {
    let line = frame(
        0,
        &json!({
            "cooperama-journal": JOURNAL_VERSION, "path": base.path, "len": base.len,
            "sum": hex(base.sum), "title": title,
        }),
    );
    line.repeat(2)
}

/// The line of an entry of the log: the line's number, from 1, and that of the edit.
#[must_use]
pub fn entry(number: u64, edits: usize, entry: LogEntry<'_>) -> String {
    let (key, changes, records, mut value) = match entry {
        LogEntry::Do(t, records) => ("do", &t.changes[..], records, written(t)),
        LogEntry::Undo(changes, records) => ("undo", changes, records, json!({})),
        LogEntry::Redo(changes, records) => ("redo", changes, records, json!({})),
    };
    value["changes"] = written_all(changes, records);
    let was = was(changes, records).into_iter().map(|w| w.map(|w| json!([w.id, hex(w.sum)])));
    value["was"] = was.collect();
    frame(number, &json!({key: value, "edits": edits}))
}

/// The line that says that the content after the first `edits` edits of the journal is in the
/// file, or is about to be; later ones may have been made while it was written.
#[must_use]
pub fn saved(number: u64, (len, sum): (u64, u64), edits: usize, done: bool) -> String {
    let key = if done { "saved" } else { "saving" };
    frame(number, &json!({key: {"len": len, "sum": hex(sum)}, "edits": edits}))
}

fn written(t: &Transaction) -> Value {
    let look = |p: &Spot| json!({"row": p.row.map(place), "field": p.pointer});
    json!({
        "label": [t.label.step.text_id(), t.label.what, t.label.name],
        "before": look(&t.before), "after": look(&t.after),
    })
}

fn written_all(changes: &[Change], records: &Records) -> Value {
    // Slots mean something only while the records they were taken from are open: a line holds the
    // text. Later changes of a transaction keep slots of the same records too.
    let text = |piece: &Piece| Value::String(records.text_of_piece(piece).to_owned());
    changes
        .iter()
        .map(|c| match c {
            Change::Replace { row, text: t } => json!({"replace": place(*row), "text": text(t)}),
            Change::Insert { row, text: t } => json!({"insert": place(*row), "text": text(t)}),
            Change::Remove { row } => json!({"remove": place(*row)}),
            Change::Move { row, to } => json!({"move": place(*row), "to": to}),
            Change::Member { key, json } => json!({"member": key, "json": json.as_deref()}),
        })
        .collect()
}

fn place(row: Row) -> Value {
    json!([row.collection().key(), row.index()])
}

/// In a transaction of more changes than this, those after one that moves records are not traced
/// to the text they are made on.
const TRACED: usize = 64;

/// What each change is made on, as the changes before it leave it.
fn was(changes: &[Change], records: &Records) -> Vec<Option<Was>> {
    let mut replaced: std::collections::BTreeMap<Row, &Piece> = std::collections::BTreeMap::new();
    let mut moved = false;
    let mut out = Vec::with_capacity(changes.len());
    for (i, change) in changes.iter().enumerate() {
        out.push(match change {
            Change::Insert { .. } => None,
            Change::Member { key, .. } => {
                let set = changes[..i].iter().rev().find_map(|c| match c {
                    Change::Member { key: k, json } if k == key => Some(json.as_deref()),
                    _ => None,
                });
                let text = set.unwrap_or_else(|| records.member(key));
                Some(Was { id: key.clone(), sum: text.map_or(0, |t| checksum(t.as_bytes())) })
            }
            Change::Replace { row, .. } | Change::Remove { row } | Change::Move { row, .. } => {
                if moved && i > TRACED {
                    None
                } else if moved {
                    Some(traced(&changes[..i], *row, records))
                } else if let Some(piece) = replaced.get(row) {
                    Some(of_text(records.text_of_piece(piece)))
                } else {
                    let sum = checksum(records.text_of(*row).as_bytes());
                    Some(Was { id: records.id(*row).into_owned(), sum })
                }
            }
        });
        match change {
            Change::Replace { row, text } => {
                replaced.insert(*row, text);
            }
            Change::Insert { .. } | Change::Remove { .. } | Change::Move { .. } => moved = true,
            Change::Member { .. } => {}
        }
    }
    out
}

fn of_text(text: &str) -> Was {
    let id = serde_json::from_str::<Value>(text).ok().and_then(|v| Some(v["id"].as_str()?.into()));
    Was { id: id.unwrap_or_default(), sum: checksum(text.as_bytes()) }
}

/// The text at a row after these changes.
fn traced(changes: &[Change], row: Row, records: &Records) -> Was {
    let c = row.collection();
    let mut at = row.index();
    for change in changes.iter().rev().filter(|change| change.touches(Some(c))) {
        match change {
            Change::Replace { row, text } | Change::Insert { row, text } if row.index() == at => {
                return of_text(records.text_of_piece(text));
            }
            Change::Insert { row, .. } if row.index() < at => at -= 1,
            Change::Remove { row } if row.index() <= at => at += 1,
            Change::Move { row, to } => {
                let from = row.index();
                at = if at == *to {
                    from
                } else if from <= at && at < *to {
                    at + 1
                } else if *to < at && at <= from {
                    at - 1
                } else {
                    at
                };
            }
            _ => {}
        }
    }
    let row = Row::new(c, at);
    let sum = checksum(records.text_of(row).as_bytes());
    Was { id: records.id(row).into_owned(), sum }
}

/// Reads a journal, whatever became of it.
#[must_use]
pub fn read(bytes: &[u8]) -> Read {
    let frame::Frames { whole, damaged, tail } = frame::frames(bytes);
    let mut out = Read { damaged, ..Read::default() };
    // How many edits are known to have been written, and the number of the line before.
    let (mut edits, mut before) = (0, 0);
    let (mut gap, mut numbered) = (false, false);
    let heads = heads(&whole);
    // Damage to one of the two heads costs nothing.
    let in_heads = |d: &Damage| d.at < heads;
    let tail = tail.saturating_sub(if whole.iter().any(|f| f.at >= heads) {
        0
    } else {
        out.damaged.iter().filter(|d| in_heads(d)).count()
    });
    out.damaged.retain(|d| !in_heads(d));
    for f in whole {
        numbered |= f.number.is_some();
        if let Some(version) = f.value["cooperama-journal"].as_u64() {
            out.newer |= version > JOURNAL_VERSION;
            f.value["title"].as_str().unwrap_or_default().clone_into(&mut out.title);
            out.base = out.base.or_else(|| {
                Some(Base {
                    path: f.value["path"].as_str()?.to_owned(),
                    len: f.value["len"].as_u64()?,
                    sum: from_hex(&f.value["sum"])?,
                })
            });
            continue;
        }
        if f.number.is_some_and(|n| n <= before) {
            // It was read already.
            continue;
        }
        let missing = f.number.map_or(f.after_damage, |n| n != before + 1);
        before = f.number.unwrap_or(before + 1);
        gap |= missing;
        let Some((line, was)) = understood(&f.value) else {
            // Of a later version, or made by nobody: what comes after it is matched.
            out.damaged.push(Damage { at: f.at, text: f.text });
            gap = true;
            continue;
        };
        let known = f.value["edits"].as_u64().and_then(|n| usize::try_from(n).ok());
        edits = match known {
            Some(n) if n < 1 << 32 => n.max(edits),
            _ => edits + usize::from(line.is_edit()),
        };
        out.lines.push(Written { line, was, edits, after_gap: gap, text: f.text });
        gap = false;
    }
    // What is damaged at the end may have been edits; in journals of version 1 any of it.
    out.edits = edits + if numbered { tail } else { out.damaged.len() };
    out
}

/// Where the two heads end, as one of them tells.
fn heads(whole: &[frame::Frame]) -> usize {
    let head = whole.iter().find(|f| !f.value["cooperama-journal"].is_null());
    let Some(head) = head.filter(|f| f.number.is_some()) else { return 0 };
    let own = frame::HEAD + head.text.len() + 1;
    if head.at == 0 { 2 * own } else { head.at + own }
}

fn understood(v: &Value) -> Option<(JournalLine, Vec<Option<Was>>)> {
    let all = |v: &Value| v.as_array()?.iter().map(change).collect::<Option<Vec<Change>>>();
    let was = |v: &Value| -> Vec<Option<Was>> {
        let one = |w: &Value| Some(Was { id: w[0].as_str()?.to_owned(), sum: from_hex(&w[1])? });
        v["was"].as_array().map_or_else(Vec::new, |list| list.iter().map(one).collect())
    };
    for (key, back) in [("undo", true), ("redo", false)] {
        if let Some(step) = v.get(key) {
            // Version 1 has the changes alone.
            let changes = all(if step.is_array() { step } else { &step["changes"] })?;
            let line = if back { JournalLine::Undo(changes) } else { JournalLine::Redo(changes) };
            return Some((line, was(step)));
        }
    }
    for (key, done) in [("saved", true), ("saving", false)] {
        if let Some(saved) = v[key].as_object() {
            let edits = saved.get("edits").unwrap_or(&v["edits"]).as_u64()?;
            let edits = usize::try_from(edits).ok()?;
            let (len, sum) = (saved.get("len")?.as_u64()?, from_hex(saved.get("sum")?)?);
            let line = if done {
                JournalLine::Saved(len, sum, edits)
            } else {
                JournalLine::Saving(len, sum, edits)
            };
            return Some((line, Vec::new()));
        }
    }
    let t = v["do"].as_object()?;
    let changes = all(t.get("changes")?);
    let word = |i: usize| v["do"]["label"][i].as_str().unwrap_or_default().to_owned();
    let look = |key: &str| Spot {
        row: t.get(key).and_then(|p| row(&p["row"])),
        pointer: v["do"][key]["field"].as_str().unwrap_or_default().to_owned(),
    };
    let transaction = Transaction {
        label: Label {
            step: StepName::of(&word(0)).unwrap_or_default(),
            what: word(1),
            name: word(2),
        },
        changes: changes?,
        before: look("before"),
        after: look("after"),
    };
    Some((JournalLine::Do(transaction), was(&v["do"])))
}

fn row(v: &Value) -> Option<Row> {
    let collection = Collection::from_key(v[0].as_str()?.as_bytes())?;
    let index = usize::try_from(v[1].as_u64()?).ok()?;
    (index < crate::record::MAX_PER_COLLECTION).then(|| Row::new(collection, index))
}

fn change(v: &Value) -> Option<Change> {
    let map: &Map<String, Value> = v.as_object()?;
    let text = || Some(Piece::Text(map.get("text")?.as_str()?.into()));
    if let Some(at) = map.get("replace") {
        return Some(Change::Replace { row: row(at)?, text: text()? });
    }
    if let Some(at) = map.get("insert") {
        return Some(Change::Insert { row: row(at)?, text: text()? });
    }
    if let Some(at) = map.get("remove") {
        return Some(Change::Remove { row: row(at)? });
    }
    if let Some(at) = map.get("move") {
        let to = usize::try_from(map.get("to")?.as_u64()?).ok()?;
        return Some(Change::Move { row: row(at)?, to });
    }
    let json = match map.get("json")? {
        Value::Null => None,
        json => Some(json.as_str()?.into()),
    };
    Some(Change::Member { key: map.get("member")?.as_str()?.to_owned(), json })
}

/// What is known of content put aside while its file was written in place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The file, and what it held.
    pub old: Base,
    /// Length and checksum of what was about to be written.
    pub new: (u64, u64),
}

/// A note as text.
#[must_use]
pub fn note(note: &Note) -> String {
    let Note { old, new } = note;
    frame(
        0,
        &json!({
            "cooperama-aside": 1, "path": old.path, "len": old.len, "sum": hex(old.sum),
            "new": [new.0, hex(new.1)],
        }),
    )
}

/// Reads a note; `None` when it is damaged.
#[must_use]
pub fn read_note(bytes: &[u8]) -> Option<Note> {
    let found = frame::frames(bytes);
    let v = &found.whole.first()?.value;
    v["cooperama-aside"].as_u64()?;
    let old = Base {
        path: v["path"].as_str()?.to_owned(),
        len: v["len"].as_u64()?,
        sum: from_hex(&v["sum"])?,
    };
    Some(Note { old, new: (v["new"][0].as_u64()?, from_hex(&v["new"][1])?) })
}

/// Text that was being typed and is in no edit yet: where, and what.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Draft {
    /// Which field: of a form, of the sheet, of a dialog.
    pub of: String,
    /// What leads to it: the id of a record, a JSON Pointer, the name of a field.
    pub at: Vec<String>,
    /// What was typed.
    pub text: String,
}

/// Drafts as text.
#[must_use]
pub fn drafts(list: &[Draft]) -> String {
    frame(0, &json!({"cooperama-drafts": list}))
}

/// Reads drafts; what cannot be read is answered as text.
///
/// # Errors
/// The text, when it is damaged.
pub fn read_drafts(bytes: &[u8]) -> Result<Vec<Draft>, String> {
    let found = frame::frames(bytes);
    let list = found.whole.first().map(|f| f.value["cooperama-drafts"].clone());
    match list.map(serde_json::from_value) {
        Some(Ok(list)) if found.damaged.is_empty() => Ok(list),
        _ => Err(String::from_utf8_lossy(bytes).into_owned()),
    }
}
