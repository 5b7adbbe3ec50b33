//! What was written is carried out again: all of it where nothing is missing, and after a gap only
//! what still fits the text it was made on.

use super::{JournalLine, Was, Written, checksum, written_all};
use crate::edit::{Change, Document, Label, Log, StepName, Transaction};
use crate::record::{Records, Row};

/// What came of carrying out a journal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replayed {
    /// How many edits could be carried out.
    pub done: usize,
    /// The edits that do not fit what is there, as they were written; none of them was carried out.
    pub refused: Vec<String>,
}

/// Carries out the lines of a journal over the content they go on from. With `sure`, the content is
/// known to be what the first of them was made on; otherwise each is matched, as after a gap.
pub fn replay(doc: &mut Document, lines: Vec<Written>, sure: bool, log: &mut dyn Log) -> Replayed {
    let mut out = Replayed::default();
    let mut gap = !sure;
    for Written { line, was, after_gap, text, .. } in lines {
        gap |= after_gap;
        let made = match line {
            JournalLine::Saving(..) | JournalLine::Saved(..) => continue,
            JournalLine::Do(transaction) if gap => matched(doc, transaction, &was, log),
            JournalLine::Undo(changes) if gap => matched(doc, step(changes, true), &was, log),
            JournalLine::Redo(changes) if gap => matched(doc, step(changes, false), &was, log),
            JournalLine::Do(transaction) => doc.commit(transaction, log).is_ok(),
            JournalLine::Undo(changes) => again(doc, changes, true, log),
            JournalLine::Redo(changes) => again(doc, changes, false, log),
        };
        if made {
            out.done += 1;
        } else {
            out.refused.push(text);
            gap = true;
        }
    }
    out
}

/// A step whose transaction is not known, as a transaction of its own.
fn step(changes: Vec<Change>, back: bool) -> Transaction {
    let step = if back { StepName::Back } else { StepName::Again };
    let label = Label { step, ..Label::default() };
    Transaction { label, changes, ..Transaction::default() }
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
    doc.commit(step(changes, back), log).is_ok()
}

/// Carries out a transaction all of whose changes fit.
fn matched(
    doc: &mut Document,
    transaction: Transaction,
    was: &[Option<Was>],
    log: &mut dyn Log,
) -> bool {
    fitted(&doc.records, &transaction.changes, was)
        .is_some_and(|changes| doc.commit(Transaction { changes, ..transaction }, log).is_ok())
}

/// The changes at the places where the texts they were made on are now; `None` when one of them is
/// nowhere.
fn fitted(records: &Records, changes: &[Change], was: &[Option<Was>]) -> Option<Vec<Change>> {
    let mut scratch = records.clone();
    let mut out = Vec::with_capacity(changes.len());
    for (i, change) in changes.iter().enumerate() {
        let was = was.get(i).and_then(Option::as_ref);
        let change = match change {
            Change::Replace { row, text } => {
                Change::Replace { row: found(&scratch, *row, was?)?, text: text.clone() }
            }
            Change::Remove { row } => Change::Remove { row: found(&scratch, *row, was?)? },
            Change::Move { row, to } => {
                let row = found(&scratch, *row, was?)?;
                let to = (*to).min(scratch.len(row.collection()).saturating_sub(1));
                Change::Move { row, to }
            }
            Change::Insert { row, text } => {
                let id = super::of_text(records.text_of_piece(text)).id;
                if !id.is_empty() && scratch.find(&id).is_some() {
                    return None;
                }
                let c = row.collection();
                let row = Row::new(c, row.index().min(scratch.len(c)));
                Change::Insert { row, text: text.clone() }
            }
            Change::Member { key, .. } => {
                let now = scratch.member(key).map_or(0, |t| checksum(t.as_bytes()));
                if now != was?.sum {
                    return None;
                }
                change.clone()
            }
        };
        change.apply(&mut scratch).ok()?;
        out.push(change);
    }
    Some(out)
}

/// Where the record is that a change was made on.
fn found(records: &Records, row: Row, was: &Was) -> Option<Row> {
    let same = |r: Row| {
        records.id(r) == was.id.as_str() && checksum(records.text_of(r).as_bytes()) == was.sum
    };
    let inside = row.index() < records.len(row.collection());
    if inside && same(row) {
        return Some(row);
    }
    records.find(&was.id).filter(|r| r.collection() == row.collection() && same(*r))
}
