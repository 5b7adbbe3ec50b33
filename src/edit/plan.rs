//! What a person asks for as changes: one wish becomes one transaction, worked out on a copy.

use serde_json::Value;

use super::work::Work;
use super::{Change, Document, Label, Spot, StepName, Transaction};
use crate::model::{decode, label_of};
use crate::record::{Records, Row};

/// What becomes of the references to a record that is taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OnUse {
    /// They stay and lead nowhere.
    Leave,
    /// They are taken away; a link that loses an end goes too.
    Detach,
    /// They lead to another record from now on.
    Replace(String),
}

/// A wish.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// A value of a record is set, or taken away.
    Set {
        /// The record.
        row: Row,
        /// The member, as a JSON Pointer.
        pointer: String,
        /// The value; `None` takes the member away.
        value: Option<Value>,
    },
    /// An element of a list gets another place.
    Shift {
        /// The record.
        row: Row,
        /// The list.
        pointer: String,
        /// The element.
        from: usize,
        /// Its new place.
        to: usize,
    },
    /// The whole text of a record is exchanged.
    Write {
        /// The record.
        row: Row,
        /// Its JSON text.
        text: String,
    },
    /// A record is made.
    Create {
        /// Where it will stand.
        row: Row,
        /// What it holds.
        value: Value,
    },
    /// A record is made after another one, the same but for the id.
    Duplicate {
        /// The record.
        row: Row,
        /// The new id.
        id: String,
    },
    /// Records are taken out.
    Delete {
        /// The records.
        rows: Vec<Row>,
        /// What becomes of who refers to them.
        uses: OnUse,
    },
    /// A record gets another place in its collection.
    Order {
        /// The record.
        row: Row,
        /// Its new place.
        to: usize,
    },
    /// A record gets another id, and so does everyone who refers to it.
    Rename {
        /// The record.
        row: Row,
        /// The new id.
        id: String,
    },
    /// A record becomes part of another.
    Merge {
        /// The record that stays.
        keep: Row,
        /// The record that becomes part of it.
        gone: Row,
    },
    /// A part that was merged is a record of its own again.
    Split {
        /// The record it is part of.
        row: Row,
        /// Which part.
        part: usize,
    },
    /// A top-level member of the dataset is set.
    Member {
        /// Its key.
        key: String,
        /// Its value.
        value: Value,
    },
    /// Changes made elsewhere are taken over.
    Take(Vec<Change>),
    /// Several wishes that are one gesture, with what it is called.
    All(StepName, Vec<Self>),
}

impl Edit {
    /// A member becomes a plain string.
    #[must_use]
    pub fn text(row: Row, pointer: String, text: &str) -> Self {
        Self::Set { row, pointer, value: Some(text.into()) }
    }

    /// A member becomes true, or is taken away.
    #[must_use]
    pub fn flag(row: Row, pointer: String, on: bool) -> Self {
        Self::Set { row, pointer, value: on.then_some(true.into()) }
    }

    /// A member becomes an object without members, to be filled; `-` at the end of the pointer adds
    /// it to a list.
    #[must_use]
    pub fn begin(row: Row, pointer: String) -> Self {
        Self::Set { row, pointer, value: Some(Value::Object(serde_json::Map::new())) }
    }

    /// A member is taken away.
    #[must_use]
    pub fn clear(row: Row, pointer: String) -> Self {
        Self::Set { row, pointer, value: None }
    }
}

/// Why a wish cannot be carried out. The name is the id of the sentence for people.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// There is no such record or member any more.
    #[error("edit-gone")]
    Gone,
    /// The text is no JSON object.
    #[error("edit-not-json")]
    NotJson,
    /// The value cannot stand there.
    #[error("edit-no-place")]
    NoPlace,
    /// Another record has this id.
    #[error("edit-id-taken")]
    IdTaken(String),
    /// The id has a form that is not allowed.
    #[error("edit-id-form")]
    IdForm(String),
    /// The two cannot be merged.
    #[error("edit-no-merge")]
    NoMerge,
}

impl PlanError {
    /// What is filled into the sentence.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::IdTaken(id) | Self::IdForm(id) => vec![("id", id.clone())],
            _ => Vec::new(),
        }
    }
}

/// Works out what a wish comes to. `language` is the one records are named in.
///
/// # Errors
/// [`PlanError`].
pub fn plan(doc: &Document, edit: &Edit, language: &str) -> Result<Transaction, PlanError> {
    let mut work = Work { records: doc.records.clone(), changes: Vec::new() };
    let place = place_of(edit);
    let name = name_of(doc, edit, place.row, language);
    let after = work.carry_out(edit)?;
    // What is made gets its name by being made.
    let made = place.row.filter(|r| name.is_empty() && exists(&work.records, *r));
    let name = made.map_or(name, |row| {
        let value = decode(&work.records, row);
        label_of(row, &value).pick(language, &doc.language).to_owned()
    });
    let after = match (after, edit) {
        (Some(row), _) => Spot { row: Some(row), ..place.clone() },
        // What comes after a record that is gone is another one.
        (None, Edit::Delete { .. }) => Spot::default(),
        (None, _) => place.clone(),
    };
    let before = Spot { row: place.row.filter(|r| exists(&doc.records, *r)), ..place };
    let (id, what) = step(edit);
    let label = Label { step: id, what, name };
    Ok(Transaction { label, changes: work.changes, before, after })
}

pub(super) fn exists(records: &Records, row: Row) -> bool {
    row.index() < records.len(row.collection())
}

fn place_of(edit: &Edit) -> Spot {
    let at = |row: &Row, pointer: &str| Spot { row: Some(*row), pointer: pointer.to_owned() };
    match edit {
        Edit::Set { row, pointer, .. } | Edit::Shift { row, pointer, .. } => at(row, pointer),
        Edit::Write { row, .. }
        | Edit::Create { row, .. }
        | Edit::Duplicate { row, .. }
        | Edit::Order { row, .. }
        | Edit::Rename { row, .. }
        | Edit::Split { row, .. } => at(row, ""),
        Edit::Delete { rows, .. } => Spot { row: rows.first().copied(), pointer: String::new() },
        Edit::Merge { keep, .. } => at(keep, ""),
        Edit::Member { .. } | Edit::Take(_) => Spot::default(),
        // Of what is made in passing, one stays where it was made for.
        Edit::All(StepName::Create, edits) => edits.last().map(place_of).unwrap_or_default(),
        Edit::All(_, edits) => edits.first().map(place_of).unwrap_or_default(),
    }
}

fn name_of(doc: &Document, edit: &Edit, row: Option<Row>, language: &str) -> String {
    match edit {
        Edit::Create { row, value } => {
            let name = label_of(*row, value).pick(language, &doc.language).to_owned();
            if value["id"] == name.as_str() { String::new() } else { name }
        }
        Edit::Merge { gone, .. } => doc.label(*gone, language),
        Edit::All(_, edits) if edits.len() == 1 => name_of(doc, &edits[0], row, language),
        // Without a name of its own it is named once it is filled in.
        Edit::All(StepName::Create, edits) => {
            edits.first().map_or_else(String::new, |e| name_of(doc, e, row, language))
        }
        _ => row
            .filter(|r| exists(&doc.records, *r))
            .map_or_else(String::new, |r| doc.label(r, language)),
    }
}

/// What a wish is called, and the member it is about.
fn step(edit: &Edit) -> (StepName, String) {
    let last = |pointer: &str| {
        let word = pointer.split('/').find(|t| !t.is_empty()).unwrap_or("");
        word.to_owned()
    };
    match edit {
        Edit::Set { pointer, value: Some(_), .. } => (StepName::Set, last(pointer)),
        Edit::Set { pointer, value: None, .. } => (StepName::Unset, last(pointer)),
        Edit::Shift { pointer, .. } => (StepName::Order, last(pointer)),
        Edit::Write { .. } => (StepName::Write, String::new()),
        Edit::Create { .. } => (StepName::Create, String::new()),
        Edit::Duplicate { .. } => (StepName::Duplicate, String::new()),
        Edit::Delete { .. } => (StepName::Delete, String::new()),
        Edit::Order { .. } => (StepName::Move, String::new()),
        Edit::Rename { .. } => (StepName::Rename, String::new()),
        Edit::Merge { .. } => (StepName::Merge, String::new()),
        Edit::Split { .. } => (StepName::Split, String::new()),
        Edit::Member { key, .. } => (StepName::Member, key.clone()),
        Edit::Take(_) => (StepName::Take, String::new()),
        Edit::All(step_name, edits) => {
            (*step_name, edits.first().map(|e| step(e).1).unwrap_or_default())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::NoLog;
    use crate::edit::{has_source, users};
    use serde_json::json;

    fn doc() -> Document {
        let text = r#"{"title":"T","parties":[{"id":"a"},{"id":"b","label":"B"}],
            "sources":[{"id":"s"}],
            "links":[{"id":"l","from":"a","to":"b","prov":[{"source":"s"}]}],
            "statements":[{"id":"st","parties":["a","b"],"links":["l"],"prov":[{"source":"s"}]}]}"#;
        Document::new(
            records(text),
            Vec::new(),
            Vec::new(),
            crate::edit::Origin::Example,
            None,
            Vec::new(),
        )
    }

    fn records(text: &str) -> Records {
        let scan = crate::record::scan::scan(text.as_bytes(), &mut |_| true);
        Records::new(std::sync::Arc::new(text.to_owned()), scan.unwrap()).unwrap()
    }

    fn done(doc: &mut Document, edit: &Edit) {
        let t = plan(doc, edit, "en").unwrap();
        doc.commit(t, &mut NoLog).unwrap();
    }

    #[test]
    fn what_is_taken_out_lets_go_of_who_used_it() {
        let mut doc = doc();
        let was = doc.to_bytes().into_owned();
        let a = doc.records.find("a").unwrap();
        assert_eq!(users(&doc.records, &[a]).len(), 2);
        done(&mut doc, &Edit::Delete { rows: vec![a], uses: OnUse::Detach });
        assert!(doc.records.find("l").is_none());
        let st = decode(&doc.records, doc.records.find("st").unwrap());
        assert_eq!(st, json!({"id":"st","parties":["b"],"prov":[{"source":"s"}]}));
        doc.undo(&mut NoLog).unwrap();
        assert_eq!(doc.to_bytes(), was);
        done(&mut doc, &Edit::Delete { rows: vec![a], uses: OnUse::Replace("b".into()) });
        let st = decode(&doc.records, doc.records.find("st").unwrap());
        assert_eq!(st["parties"], json!(["b"]));
        let s = doc.records.find("s").unwrap();
        done(&mut doc, &Edit::Delete { rows: vec![s], uses: OnUse::Detach });
        let st = doc.records.find("st").unwrap();
        assert!(!has_source(st.collection(), doc.records.text_of(st)));
        assert!(decode(&doc.records, st).get("prov").is_none());
    }

    #[test]
    fn a_new_id_reaches_everyone() {
        let mut doc = doc();
        let a = doc.records.find("a").unwrap();
        let taken = plan(&doc, &Edit::Rename { row: a, id: "b".into() }, "en");
        assert_eq!(taken, Err(PlanError::IdTaken("b".into())));
        let form = plan(&doc, &Edit::Rename { row: a, id: "a b".into() }, "en");
        assert_eq!(form, Err(PlanError::IdForm("a b".into())));
        done(&mut doc, &Edit::Rename { row: a, id: "kz".into() });
        assert!(super::super::uses(&doc.records, "a").is_empty());
        assert_eq!(super::super::uses(&doc.records, "kz").len(), 2);
    }

    #[test]
    fn a_merge_can_be_split_again() {
        let mut doc = doc();
        let (a, b) = (doc.records.find("a").unwrap(), doc.records.find("b").unwrap());
        done(&mut doc, &Edit::Merge { keep: a, gone: b });
        assert!(doc.records.find("b").is_none());
        let value = decode(&doc.records, a);
        assert_eq!(value["aliases"][0]["value"], "B");
        done(&mut doc, &Edit::Split { row: a, part: 0 });
        let b = doc.records.find("b").unwrap();
        assert_eq!(decode(&doc.records, b)["label"], "B");
        assert_eq!(decode(&doc.records, doc.records.find("l").unwrap())["to"], "b");
    }

    #[test]
    fn empty_lists_do_not_stay_behind() {
        let mut doc = doc();
        let l = doc.records.find("l").unwrap();
        done(&mut doc, &Edit::Set { row: l, pointer: "/prov/0/source".into(), value: None });
        assert_eq!(doc.records.text_of(l), r#"{"id":"l","from":"a","to":"b"}"#);
    }
}
