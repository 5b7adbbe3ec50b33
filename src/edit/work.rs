//! Wishes carried out one by one on a copy of the records.

use serde_json::Value;

use super::merge::{merged, split};
use super::plan::exists;
use super::uses::uses;
use super::{Change, Edit, OnUse, PlanError, pointers};
use crate::model::decode;
use crate::record::{Collection, Records, Row, splice};

/// The records as they come to be, and the changes that lead there.
pub(super) struct Work {
    pub(super) records: Records,
    pub(super) changes: Vec<Change>,
}

impl Work {
    fn make(&mut self, change: Change) -> Result<(), PlanError> {
        change.apply(&mut self.records).map_err(|refused| match refused {
            crate::record::Refused::NotAnObject => PlanError::NotJson,
            _ => PlanError::Gone,
        })?;
        self.changes.push(change);
        Ok(())
    }

    fn write(&mut self, row: Row, text: String) -> Result<(), PlanError> {
        if self.records.text_of(row) == text {
            return Ok(());
        }
        self.make(Change::Replace { row, text: text.into() })
    }

    /// Carries out a wish; returns where to look after it when that is not where it began.
    pub(super) fn carry_out(&mut self, edit: &Edit) -> Result<Option<Row>, PlanError> {
        match edit {
            Edit::Set { row, pointer, value } => {
                self.set(*row, pointer, value.as_ref())?;
                Ok(None)
            }
            Edit::Shift { row, pointer, from, to } => {
                let text = self.text(*row)?;
                let text = pointers::shift(row.collection(), text, pointer, *from, *to);
                self.write(*row, text.ok_or(PlanError::NoPlace)?)?;
                Ok(None)
            }
            Edit::Write { row, text } => {
                self.text(*row)?;
                self.write(*row, text.trim().to_owned())?;
                Ok(None)
            }
            Edit::Create { row, value } => {
                self.create(*row, value)?;
                Ok(None)
            }
            Edit::Duplicate { row, id } => {
                let text = self.text(*row)?;
                let text = splice::set(text, "/id", &splice::quoted(id));
                let text = text.ok_or(PlanError::NoPlace)?;
                self.check_id(id)?;
                let at = Row::new(row.collection(), row.index() + 1);
                self.make(Change::Insert { row: at, text: text.into() })?;
                Ok(Some(at))
            }
            Edit::Delete { rows, uses } => self.delete(rows, uses).map(|()| None),
            Edit::Order { row, to } => {
                self.make(Change::Move { row: *row, to: *to })?;
                Ok(Some(Row::new(row.collection(), *to)))
            }
            Edit::Rename { row, id } => {
                self.check_id(id)?;
                let old = self.records.raw_id(*row).to_owned();
                if !old.is_empty() && self.records.find(&old) == Some(*row) {
                    self.redirect(&old, id)?;
                }
                self.set(*row, "/id", Some(&Value::String(id.clone())))?;
                Ok(None)
            }
            Edit::Merge { keep, gone } => self.merge(*keep, *gone),
            Edit::Split { row, part } => self.split(*row, *part),
            Edit::Member { key, value } => {
                let json =
                    splice::Style { spaced: true, line: String::new(), indent: String::new() }
                        .inline(value);
                self.make(Change::Member { key: key.clone(), json: Some(json.into()) })?;
                Ok(None)
            }
            Edit::Take(changes) => {
                for change in changes {
                    self.make(change.clone())?;
                }
                Ok(None)
            }
            Edit::All(_, edits) => {
                for edit in edits {
                    self.carry_out(edit)?;
                }
                Ok(None)
            }
        }
    }

    fn text(&self, row: Row) -> Result<&str, PlanError> {
        if exists(&self.records, row) {
            Ok(self.records.text_of(row))
        } else {
            Err(PlanError::Gone)
        }
    }

    fn set(&mut self, row: Row, pointer: &str, value: Option<&Value>) -> Result<(), PlanError> {
        let text = self.text(row)?;
        let new = match value {
            Some(value) => {
                let json = splice::Style::of(text).inline(value);
                splice::set(text, pointer, &json).ok_or(PlanError::NoPlace)?
            }
            None => match pointers::remove(row.collection(), text, pointer) {
                Some(new) => without_empty(row.collection(), new, pointer),
                None => return Ok(()),
            },
        };
        self.write(row, new)
    }

    fn check_id(&self, id: &str) -> Result<(), PlanError> {
        if !crate::model::is_id(id) {
            return Err(PlanError::IdForm(id.to_owned()));
        }
        if self.records.find(id).is_some() {
            return Err(PlanError::IdTaken(id.to_owned()));
        }
        Ok(())
    }

    fn create(&mut self, row: Row, value: &Value) -> Result<(), PlanError> {
        let id = value["id"].as_str().unwrap_or_default();
        self.check_id(id)?;
        let text = self.records.style(row.collection()).record(value);
        self.make(Change::Insert { row, text: text.into() })
    }

    /// Everyone who refers to `old` refers to `new`; where a list holds both, it keeps one.
    fn redirect(&mut self, old: &str, new: &str) -> Result<(), PlanError> {
        for used in uses(&self.records, old).iter().rev() {
            let value = decode(&self.records, used.row);
            let twice = used.pointer.rsplit_once('/').and_then(|(list, _)| value.pointer(list));
            let twice = twice.and_then(Value::as_array).is_some_and(|l| l.iter().any(|v| v == new));
            let value = if twice { None } else { Some(Value::String(new.to_owned())) };
            self.set(used.row, &used.pointer, value.as_ref())?;
        }
        Ok(())
    }

    fn delete(&mut self, rows: &[Row], on_use: &OnUse) -> Result<(), PlanError> {
        let mut ids = Vec::new();
        for row in rows {
            self.text(*row)?;
            ids.push(self.records.raw_id(*row).to_owned());
        }
        // Last first: the places of those before stay what they are.
        let mut rows = rows.to_vec();
        rows.sort_unstable();
        rows.dedup();
        for row in rows.iter().rev() {
            self.make(Change::Remove { row: *row })?;
        }
        match on_use {
            OnUse::Leave => {}
            OnUse::Replace(new) if new.is_empty() => return Err(PlanError::IdForm(new.clone())),
            OnUse::Replace(new) => {
                let records = &self.records;
                let gone = |id: &&String| *id != new && records.find(id).is_none();
                let gone: Vec<String> = ids.iter().filter(gone).cloned().collect();
                for id in &gone {
                    self.redirect(id, new)?;
                }
            }
            OnUse::Detach => {
                while let Some(id) = ids.pop() {
                    // What has the same id still answers to it.
                    if id.is_empty() || self.records.find(&id).is_some() {
                        continue;
                    }
                    self.detach(&id, &mut ids)?;
                }
            }
        }
        Ok(())
    }

    fn detach(&mut self, id: &str, more: &mut Vec<String>) -> Result<(), PlanError> {
        let mut gone: Vec<Row> = Vec::new();
        for used in uses(&self.records, id).iter().rev() {
            if is_end(used.row, &used.pointer) {
                gone.push(used.row);
                continue;
            }
            let pointer = whole(&used.pointer).to_owned();
            self.set(used.row, &pointer, None)?;
        }
        gone.sort_unstable();
        gone.dedup();
        for row in gone.iter().rev() {
            more.push(self.records.raw_id(*row).to_owned());
            self.make(Change::Remove { row: *row })?;
        }
        Ok(())
    }

    fn merge(&mut self, keep: Row, gone: Row) -> Result<Option<Row>, PlanError> {
        self.text(keep)?;
        self.text(gone)?;
        if !super::can_merge(keep, gone) {
            return Err(PlanError::NoMerge);
        }
        let text = merged(&self.records, keep, gone).ok_or(PlanError::NoMerge)?;
        let (kept, id) =
            (self.records.raw_id(keep).to_owned(), self.records.raw_id(gone).to_owned());
        self.write(keep, text)?;
        self.make(Change::Remove { row: gone })?;
        // Of a repeated id only the first record is meant.
        if !id.is_empty() && id != kept && self.records.find(&id).is_none() {
            self.redirect(&id, &kept)?;
        }
        let moved = if gone < keep { keep.index() - 1 } else { keep.index() };
        let kept_row = Row::new(keep.collection(), moved);
        // What was part of the other one is not part of itself.
        if decode(&self.records, kept_row)["parent"] == kept.as_str() {
            self.set(kept_row, "/parent", None)?;
        }
        Ok(Some(kept_row))
    }

    fn split(&mut self, row: Row, part: usize) -> Result<Option<Row>, PlanError> {
        self.text(row)?;
        let (text, record, users) = split(&self.records, row, part).ok_or(PlanError::Gone)?;
        let kept = self.records.raw_id(row).to_owned();
        let id = record["id"].as_str().unwrap_or_default().to_owned();
        self.check_id(&id)?;
        self.write(row, text)?;
        let at = Row::new(row.collection(), row.index() + 1);
        let text = self.records.style(row.collection()).record(&record);
        self.make(Change::Insert { row: at, text: text.into() })?;
        for (user, pointer) in users {
            let Some(user) = self.records.find(&user) else { continue };
            let value = decode(&self.records, user);
            // Who was led elsewhere since then stays there.
            let id = Value::String(id.clone());
            if value.pointer(&pointer).is_some_and(|v| v == kept.as_str()) {
                self.set(user, &pointer, Some(&id))?;
            } else if value.pointer(&pointer).is_none()
                && let Some((list, _)) = pointer.rsplit_once('/')
                && value.pointer(list).and_then(Value::as_array).is_some_and(|l| !l.contains(&id))
            {
                // A list that held both has one entry less since.
                self.set(user, &format!("{list}/-"), Some(&id))?;
            }
        }
        Ok(Some(at))
    }
}

/// A text without the list or object at the end of a pointer when nothing is left in it.
fn without_empty(collection: Collection, text: String, pointer: &str) -> String {
    let Some((up, _)) = pointer.rsplit_once('/') else { return text };
    if up.is_empty() {
        return text;
    }
    let empty = crate::record::children(&text, up).is_some_and(|(_, _, items)| items.is_empty());
    if !empty {
        return text;
    }
    match pointers::remove(collection, &text, up) {
        Some(new) => without_empty(collection, new, up),
        None => text,
    }
}

fn is_end(row: Row, pointer: &str) -> bool {
    row.collection() == Collection::Links && matches!(pointer, "/from" | "/to")
}

/// What a reference is the point of: an entry of a list that means nothing without it.
pub(super) fn whole(pointer: &str) -> &str {
    for inner in ["/source", "/actor", "/sector", "/value"] {
        if let Some(entry) = pointer.strip_suffix(inner)
            && entry.rsplit('/').next().is_some_and(|t| t.bytes().all(|b| b.is_ascii_digit()))
        {
            return entry;
        }
    }
    pointer
}
