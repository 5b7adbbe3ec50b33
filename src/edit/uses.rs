//! Who refers to a record: every place in the dataset where its id stands as a reference.

use crate::model::schema::{self, Field, Kind};
use crate::model::walk::{Step, Trail, Visit, string, walk};
use crate::record::{Collection, Records, Row, splice};

/// A place where a record is referred to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// The record that refers.
    pub row: Row,
    /// The member, as a JSON Pointer.
    pub pointer: String,
}

/// Every place where `id` is referred to, in the order of the file.
#[must_use]
pub fn uses(records: &Records, id: &str) -> Vec<Use> {
    let needle = splice::quoted(id);
    let finder = memchr::memmem::Finder::new(needle.as_bytes());
    let mut out = Vec::new();
    for row in records.rows() {
        // Most records do not hold it; those that do are read.
        let text = records.text_of(row).as_bytes();
        if finder.find(text).is_none() && memchr::memmem::find(text, b"\\u").is_none() {
            continue;
        }
        for (pointer, found) in references(row.collection(), records.text_of(row)) {
            if found == id {
                out.push(Use { row, pointer });
            }
        }
    }
    out
}

/// Every reference a record of a collection makes: the member as a JSON Pointer, and the id.
#[must_use]
pub fn references(collection: Collection, text: &str) -> Vec<(String, String)> {
    struct Refs {
        collection: Collection,
        out: Vec<(String, String)>,
    }
    impl<'t> Visit<'t> for Refs {
        fn value(&mut self, at: &Trail<'t>, kind: Kind, raw: &'t str) {
            let bare = matches!(kind, Kind::Group(f) if schema::is(f, schema::SHARES));
            if (bare || matches!(kind, Kind::Ref(_)))
                && let Some(id) = string(raw).filter(|id| !id.is_empty())
            {
                self.out.push((at.pointer(), id.into_owned()));
            }
        }

        // A second value for a member that refers to something refers too.
        fn object(&mut self, at: &Trail<'t>, fields: &'static [Field], seen: &[(usize, &'t str)]) {
            let get = |key| seen.iter().find(|s| fields[s.0].key == key).map(|s| s.1);
            if let [Step::Key(key), Step::Index(i)] = at.steps()
                && key == "alternatives"
                && let Some(field) = get("field").and_then(string)
                && let Some(Kind::Ref(_)) =
                    schema::field_at(self.collection, &field).map(|f| f.kind)
                && let Some(id) = get("value").and_then(string)
            {
                self.out.push((format!("/alternatives/{i}/value"), id.into_owned()));
            }
        }
    }
    let mut refs = Refs { collection, out: Vec::new() };
    walk(text, schema::members(collection), &mut refs);
    refs.out
}

/// Who refers to any of these records, apart from themselves.
#[must_use]
pub fn users(records: &Records, rows: &[Row]) -> Vec<Use> {
    let mut out: Vec<Use> = rows
        .iter()
        .map(|r| records.raw_id(*r))
        .filter(|id| !id.is_empty())
        .flat_map(|id| uses(records, id))
        .filter(|u| !rows.contains(&u.row))
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Whether a record says where it was read.
#[must_use]
pub fn has_source(collection: Collection, text: &str) -> bool {
    references(collection, text).iter().any(|(pointer, _)| pointer.ends_with("/source"))
}
