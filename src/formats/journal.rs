//! Transactions as lines of text, for the journal that outlives a crash.
//!
//! A journal begins with a line that says which content it goes on from. Each line begins with a
//! checksum; a line that is cut or damaged ends the journal there, and what stands before it is
//! whole. Files and clocks are not known here.

use serde_json::{Map, Value, json};

use crate::edit::{Change, Document, Entry, Label, Log, Place, Transaction};
use crate::record::{Collection, Piece, Records, Row};

/// The version of the journal this program writes.
pub const JOURNAL_VERSION: u64 = 1;

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
pub enum Line {
    /// A transaction was carried out.
    Do(Transaction),
    /// The last one was taken back, by these changes.
    Undo(Vec<Change>),
    /// The last one taken back was done again, by these changes.
    Redo(Vec<Change>),
    /// The content after the first so many edits is in the file; its length and checksum.
    Saved(u64, u64, usize),
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

fn line(value: &Value) -> String {
    let text = value.to_string();
    format!("{:016x} {text}\n", checksum(text.as_bytes()))
}

/// The first line of a journal.
#[must_use]
pub fn head(base: &Base) -> String {
    line(&json!({
        "cooperama-journal": JOURNAL_VERSION, "path": base.path, "len": base.len,
        "sum": format!("{:016x}", base.sum),
    }))
}

/// The line of an entry of the log.
#[must_use]
pub fn entry(entry: Entry<'_>) -> String {
    match entry {
        Entry::Do(transaction, records) => line(&json!({"do": written(transaction, records)})),
        Entry::Undo(changes, records) => line(&json!({"undo": written_all(changes, records)})),
        Entry::Redo(changes, records) => line(&json!({"redo": written_all(changes, records)})),
    }
}

/// The line that says that the content after the first `edits` edits of the journal is in the file;
/// later ones may have been made while it was written.
#[must_use]
pub fn saved(len: u64, sum: u64, edits: usize) -> String {
    line(&json!({"saved": {"len": len, "sum": format!("{sum:016x}"), "edits": edits}}))
}

fn written(t: &Transaction, records: &Records) -> Value {
    let look = |p: &Place| json!({"row": p.row.map(place), "field": p.pointer});
    json!({
        "label": [t.label.id, t.label.what, t.label.name],
        "changes": written_all(&t.changes, records),
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

/// Reads a journal: what it goes on from, and every whole line. Answers `None` when the first line
/// is not whole or of a version this program does not know.
#[must_use]
pub fn read(bytes: &[u8]) -> Option<(Base, Vec<Line>)> {
    let mut values = lines(bytes);
    let head = values.next()?;
    if head["cooperama-journal"].as_u64()? > JOURNAL_VERSION {
        return None;
    }
    let base = Base {
        path: head["path"].as_str()?.to_owned(),
        len: head["len"].as_u64()?,
        sum: u64::from_str_radix(head["sum"].as_str()?, 16).ok()?,
    };
    // A line this program does not understand ends the journal too: nothing is left out of the
    // middle.
    Some((base, values.map_while(|v| understood(&v)).collect()))
}

/// Carries out the lines of a journal over the content they go on from; answers how many could be.
/// A line that does not fit ends it, and what stands before it stays.
pub fn replay(doc: &mut Document, lines: Vec<Line>, log: &mut dyn Log) -> usize {
    let mut done = 0;
    for line in lines {
        let made = match line {
            Line::Do(transaction) => doc.commit(transaction, log).is_ok(),
            Line::Undo(changes) => again(doc, changes, true, log),
            Line::Redo(changes) => again(doc, changes, false, log),
            Line::Saved(..) => continue,
        };
        if !made {
            break;
        }
        done += 1;
    }
    done
}

/// Takes a step back or does it again. A step from before the journal began is known by its changes
/// only, and those are a step of their own then.
fn again(doc: &mut Document, changes: Vec<Change>, back: bool, log: &mut dyn Log) -> bool {
    let same = doc.history().next(back).is_some_and(|step| {
        let own = if back { &step.inverse } else { &step.transaction.changes };
        written_all(own, &doc.records) == written_all(&changes, &doc.records)
    });
    if same {
        return if back { doc.undo(log) } else { doc.redo(log) }.is_ok();
    }
    let id = if back { "step-back" } else { "step-again" };
    let label = Label { id: id.to_owned(), ..Label::default() };
    doc.commit(Transaction { label, changes, ..Transaction::default() }, log).is_ok()
}

/// The values of the whole lines.
fn lines(bytes: &[u8]) -> impl Iterator<Item = Value> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let end = memchr::memchr(b'\n', rest)?;
        let (text, tail) = (rest.get(..end)?, &rest[end + 1..]);
        rest = tail;
        let sum = std::str::from_utf8(text.get(..16)?).ok()?;
        let json = text.get(17..)?;
        if text[16] != b' ' || u64::from_str_radix(sum, 16).ok()? != checksum(json) {
            return None;
        }
        serde_json::from_slice(json).ok()
    })
}

fn understood(v: &Value) -> Option<Line> {
    let all = |v: &Value| v.as_array()?.iter().map(change).collect::<Option<Vec<Change>>>();
    if let Some(changes) = v.get("undo") {
        return Some(Line::Undo(all(changes)?));
    }
    if let Some(changes) = v.get("redo") {
        return Some(Line::Redo(all(changes)?));
    }
    if let Some(saved) = v["saved"].as_object() {
        let sum = u64::from_str_radix(saved.get("sum")?.as_str()?, 16).ok()?;
        let edits = usize::try_from(saved.get("edits")?.as_u64()?).ok()?;
        return Some(Line::Saved(saved.get("len")?.as_u64()?, sum, edits));
    }
    let t = v["do"].as_object()?;
    let changes = all(t.get("changes")?);
    let word = |i: usize| v["do"]["label"][i].as_str().unwrap_or_default().to_owned();
    let look = |key: &str| Place {
        row: t.get(key).and_then(|p| row(&p["row"])),
        pointer: v["do"][key]["field"].as_str().unwrap_or_default().to_owned(),
    };
    Some(Line::Do(Transaction {
        label: Label { id: word(0), what: word(1), name: word(2) },
        changes: changes?,
        before: look("before"),
        after: look("after"),
    }))
}

fn row(v: &Value) -> Option<Row> {
    let collection = Collection::from_key(v[0].as_str()?.as_bytes())?;
    Some(Row::new(collection, usize::try_from(v[1].as_u64()?).ok()?))
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
