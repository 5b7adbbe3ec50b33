//! Columns and cells of the sheet, and what typed or pasted text is as values.

use std::cell::RefCell;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde_json::{Value, json};

use crate::model::decode;
use crate::model::schema::{self, Kind};
use crate::panels::EditCx;
use crate::panels::form::data::{
    field_name, read, reference_name, term_name, terms, text_set, written,
};
use crate::panels::form::held::Held;
use crate::query::fold;
use crate::record::{Collection, Row, splice};

/// A column of the sheet.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// The member, as a JSON Pointer, without the language.
    pub(super) pointer: String,
    /// The language of a text; empty for a plain one.
    pub(super) tag: String,
    pub(super) kind: Kind,
    pub(super) name: String,
    pub(super) width: f32,
}

/// The columns of a collection: everything that is one value, and the first source.
pub(super) fn columns(cx: &EditCx<'_>, collection: Collection) -> Vec<Column> {
    let mut out = Vec::new();
    let fields = schema::fields(collection);
    gather(cx, "", "", fields, &mut out);
    let always = schema::essential(collection);
    // What a form always shows comes first.
    out.sort_by_key(|c: &Column| {
        let key = c.pointer.split('/').nth(1).unwrap_or("");
        always.iter().position(|a| *a == key).unwrap_or(usize::MAX)
    });
    out
}

fn gather(
    cx: &EditCx<'_>,
    under: &str,
    before: &str,
    fields: &[schema::Field],
    out: &mut Vec<Column>,
) {
    for f in fields {
        let pointer = format!("{under}/{}", f.key);
        let name = format!("{before}{}", field_name(cx.words, f.key));
        match f.kind {
            Kind::Text | Kind::Prose => {
                let mut tags = cx.live.languages();
                if tags.is_empty() {
                    tags.push(String::new());
                }
                for tag in tags {
                    let word = cx.words.find(&format!("language-{tag}"));
                    let word = word.unwrap_or_else(|| tag.clone());
                    let name =
                        if tag.is_empty() { name.clone() } else { format!("{name} ({word})") };
                    out.push(Column {
                        pointer: pointer.clone(),
                        tag,
                        kind: f.kind,
                        name,
                        width: 190.0,
                    });
                }
            }
            Kind::Group(inner) if under.is_empty() => {
                gather(cx, &pointer, &cx.words.named(&name, ""), inner, out);
            }
            Kind::List(_) if f.key == "prov" && under.is_empty() => {
                let kind = Kind::Ref(&[Collection::Sources]);
                let pointer = "/prov/0/source".to_owned();
                out.push(Column { pointer, tag: String::new(), kind, name, width: 170.0 });
            }
            Kind::List(_) | Kind::Group(_) | Kind::ByLanguage(_) => {}
            kind => {
                let width = match kind {
                    Kind::Flag | Kind::Number(..) | Kind::Date => 96.0,
                    Kind::Refs(_) | Kind::Ref(_) => 170.0,
                    _ => 120.0,
                };
                out.push(Column { pointer, tag: String::new(), kind, name, width });
            }
        }
    }
}

/// A line of the sheet: a record, or the one after the last, which is yet to be made.
pub(super) struct SheetLine {
    record: Value,
}

/// What a cell shows.
pub(super) struct CellText {
    pub(super) text: String,
    /// It leads to a record that is not there.
    pub(super) astray: bool,
}

/// The members to be written of one record: where to, and what; nothing takes the member away.
pub(super) type Sets = Vec<(String, Option<Value>)>;

impl SheetLine {
    pub(super) fn of(cx: &EditCx<'_>, collection: Collection, at: usize) -> Self {
        let there = at < cx.live.records.len(collection);
        let record = there.then(|| decode(&cx.live.records, Row::new(collection, at)));
        Self { record: record.unwrap_or_default() }
    }

    pub(super) fn id(&self) -> &str {
        self.record["id"].as_str().unwrap_or_default()
    }

    /// What a cell shows.
    pub(super) fn cell(&self, cx: &EditCx<'_>, column: &Column) -> CellText {
        let (text, astray) = shown(cx, column, value(&self.record, column, &cx.live.language));
        CellText { text, astray }
    }

    /// What a cell is edited and copied as.
    pub(super) fn text(&self, cx: &EditCx<'_>, column: &Column, names: &Names) -> String {
        text(cx, column, value(&self.record, column, &cx.live.language), names)
    }

    /// What the line comes to when texts are put into its cells from the column `at` on. `Err` is
    /// the number of the column that makes no sense, and a sentence that says why.
    pub(super) fn fill(
        mut self,
        cx: &EditCx<'_>,
        columns: &[Column],
        at: usize,
        texts: &[String],
        names: &Names,
    ) -> Result<Sets, (usize, String)> {
        let mut sets = Vec::new();
        for (c, text) in (at..columns.len()).zip(texts) {
            let set =
                put(cx, &self.record, &columns[c], text, names).map_err(|fault| (c, fault))?;
            if set.1.is_none() && self.record.is_null() {
                continue;
            }
            // The next cell may be another language of the same text.
            if self.record.is_object() {
                self.record = with(&self.record, &set.0, set.1.as_ref());
            }
            sets.push(set);
        }
        Ok(sets)
    }
}

/// A record with a value set, as it will be.
fn with(record: &Value, pointer: &str, value: Option<&Value>) -> Value {
    let text = record.to_string();
    let new = match value {
        Some(value) => splice::set(&text, pointer, &value.to_string()),
        None => splice::remove(&text, pointer),
    };
    new.and_then(|t| serde_json::from_str(&t).ok()).unwrap_or_else(|| record.clone())
}

/// The value of a cell.
fn value<'v>(record: &'v Value, column: &Column, language: &str) -> &'v Value {
    let at = record.pointer(&column.pointer).unwrap_or(&Value::Null);
    match (column.kind, at) {
        (Kind::Text | Kind::Prose, Value::Object(map)) => {
            map.get(&column.tag).unwrap_or(&Value::Null)
        }
        // A plain string is in the dataset's own language.
        (Kind::Text | Kind::Prose, Value::String(_)) if column.tag != language => {
            if column.tag.is_empty() { at } else { &Value::Null }
        }
        _ => at,
    }
}

/// What a cell shows, and whether it leads nowhere.
fn shown(cx: &EditCx<'_>, column: &Column, value: &Value) -> (String, bool) {
    match (column.kind, value) {
        (Kind::Ref(_), Value::String(id)) => {
            let (name, known) = reference_name(cx, id);
            (name, !known)
        }
        (Kind::Refs(_), Value::Array(items)) => {
            let ids = items.iter().filter_map(Value::as_str);
            let names: Vec<_> = ids.map(|id| reference_name(cx, id)).collect();
            let bad = names.iter().any(|n| !n.1);
            (names.into_iter().map(|n| n.0).collect::<Vec<_>>().join("; "), bad)
        }
        (Kind::Term(prefix, _), Value::String(term)) if !term.is_empty() => {
            (term_name(cx.live, cx.words, prefix, term), false)
        }
        _ => {
            let text = written(column.kind, value);
            (crate::text::display::clean(&text, 300).into_owned(), false)
        }
    }
}

/// What a cell is edited and copied as. A record is written by its name where that leads back to it,
/// else by its id, so that putting the text back changes nothing.
fn text(cx: &EditCx<'_>, column: &Column, value: &Value, names: &Names) -> String {
    let one = |id: &str, collections: &[Collection]| -> String {
        let name = cx.live.records.find(id).map(|row| {
            let name = crate::say::record_name(cx.words, cx.live, row);
            crate::text::display::clean(&name, 200).into_owned()
        });
        let back = |name: &String| {
            let plain = !name.contains(';') && name.trim() == name;
            plain && names.find(cx, collections, name).is_ok_and(|found| found == id)
        };
        name.filter(back).unwrap_or_else(|| id.to_owned())
    };
    match (column.kind, value) {
        (Kind::Ref(collections), Value::String(id)) => one(id, collections),
        (Kind::Refs(collections), Value::Array(items)) => {
            let ids = items.iter().filter_map(Value::as_str);
            ids.map(|id| one(id, collections)).collect::<Vec<_>>().join("; ")
        }
        (Kind::Ref(_) | Kind::Refs(_), _) => shown(cx, column, value).0,
        _ => written(column.kind, value),
    }
}

/// Records by the names people write; made when they are asked for, once for a block of cells.
#[derive(Default)]
pub(super) struct Names {
    known: RefCell<BTreeMap<Collection, Named>>,
}

/// The first record of a name, and whether others have it too.
type Named = FxHashMap<String, (Row, bool)>;

/// Why a name is no record.
pub(super) enum NoRecord {
    Unknown,
    Several,
}

impl Names {
    fn gather(cx: &EditCx<'_>, collection: Collection) -> Named {
        let records = &cx.live.records;
        let mut known = Named::default();
        for row in records.rows_of(collection) {
            let value = decode(records, row);
            let label = crate::model::label_of(row, &value);
            let short = crate::model::Text::from_value(&value["shortLabel"]);
            for (_, text) in label.all().chain(short.all()) {
                let entry = known.entry(fold(text)).or_insert((row, false));
                entry.1 |= entry.0 != row;
            }
        }
        known
    }

    /// A record by its id or its whole name, among these collections.
    fn find(
        &self,
        cx: &EditCx<'_>,
        collections: &[Collection],
        name: &str,
    ) -> Result<String, NoRecord> {
        let records = &cx.live.records;
        if records.find(name).is_some_and(|row| collections.contains(&row.collection())) {
            return Ok(name.to_owned());
        }
        let wanted = fold(name);
        let mut known = self.known.borrow_mut();
        let mut found: Option<Row> = None;
        for collection in collections {
            let of = known.entry(*collection).or_insert_with(|| Self::gather(cx, *collection));
            match of.get(&wanted) {
                Some((_, true)) => return Err(NoRecord::Several),
                Some(_) if found.is_some() => return Err(NoRecord::Several),
                Some((row, false)) => found = Some(*row),
                None => {}
            }
        }
        found.map(|row| records.raw_id(row).to_owned()).ok_or(NoRecord::Unknown)
    }
}

/// What a cell comes to when a text is put into it: the pointer to write to, and the value. `Err` is
/// a sentence that says what is wrong.
fn put(
    cx: &EditCx<'_>,
    record: &Value,
    column: &Column,
    text: &str,
    names: &Names,
) -> Result<(String, Option<Value>), String> {
    let trimmed = text.trim();
    let find = |collections: &[Collection], name: &str| {
        names.find(cx, collections, name).map_err(|why| {
            let id = match why {
                NoRecord::Unknown => "sheet-unknown",
                NoRecord::Several => "sheet-several",
            };
            cx.words.ts(id, &[("name", name.to_owned())])
        })
    };
    match column.kind {
        Kind::Text | Kind::Prose => {
            let now = record.pointer(&column.pointer).unwrap_or(&Value::Null);
            let own = column.tag == cx.live.language && now.is_string();
            let tag = if own { "" } else { column.tag.as_str() };
            Ok(match (now, tag) {
                // A plain string stays one while its own language is written.
                (Value::String(_), "") => {
                    (column.pointer.clone(), (!trimmed.is_empty()).then(|| json!(trimmed)))
                }
                _ => text_set(cx.live, Held::of(now), &column.pointer, tag, trimmed),
            })
        }
        Kind::Ref(collections) => {
            if trimmed.is_empty() {
                return Ok((column.pointer.clone(), None));
            }
            let id = find(collections, trimmed)?;
            Ok((column.pointer.clone(), Some(json!(id))))
        }
        Kind::Refs(collections) => {
            let listed = trimmed.split(';').map(str::trim).filter(|n| !n.is_empty());
            let mut ids = Vec::new();
            for name in listed {
                ids.push(json!(find(collections, name)?));
            }
            Ok((column.pointer.clone(), (!ids.is_empty()).then_some(Value::Array(ids))))
        }
        Kind::Term(prefix, standard) => {
            // The word of a term means the term.
            let wanted = fold(trimmed);
            let known = terms(cx.live, prefix, standard);
            let term = known
                .into_iter()
                .find(|t| fold(&term_name(cx.live, cx.words, prefix, t)) == wanted);
            let term = term.unwrap_or_else(|| trimmed.to_owned());
            Ok((column.pointer.clone(), (!term.is_empty()).then(|| json!(term))))
        }
        kind => {
            let value = read(kind, text).map_err(|id| cx.words.t(id))?;
            Ok((column.pointer.clone(), value))
        }
    }
}

/// The cells of a block of text as spreadsheets copy it: lines, cells between tabs; a cell in
/// quotation marks may hold both.
pub(super) fn block(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut chars = text.chars().peekable();
    let mut quoted = false;
    while let Some(c) = chars.next() {
        let row = rows.len() - 1;
        let cells = &mut rows[row];
        let at = cells.len() - 1;
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cells[at].push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cells[at].is_empty() => quoted = true,
            '\t' if !quoted => cells.push(String::new()),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                if chars.peek().is_some() {
                    rows.push(vec![String::new()]);
                }
            }
            c => cells[at].push(c),
        }
    }
    rows
}

/// A cell as it is copied: quoted when it holds what would end it.
pub(super) fn copied(text: &str) -> String {
    if text.contains(['\t', '\n', '"']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_read_as_spreadsheets_write_it() {
        assert_eq!(block("a\tb\r\nc\td\r\n"), [["a", "b"], ["c", "d"]]);
        assert_eq!(block("\"x\ty\"\t\"say \"\"no\"\"\nplease\""), [["x\ty", "say \"no\"\nplease"]]);
        assert_eq!(block("one"), [["one"]]);
        let text = "say \"no\"\tplease";
        assert_eq!(block(&copied(text)), [[text]]);
    }
}
