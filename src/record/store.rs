//! All records of a dataset over one shared text, with the index by id.
//!
//! A record nobody edited is written back byte for byte, and so is everything between records.
//! What the text means is not known here.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use hashbrown::HashTable;

use super::scan::{Member, Scan, Slot};
use super::{Collection, MAX_PER_COLLECTION, Row, pointer};

/// What saving would change even though no record was edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveNote {
    /// The file began with a UTF-8 byte order mark, which is not written.
    ByteOrderMark,
    /// The file was read as another encoding; UTF-8 is written.
    Encoding(&'static str),
}

/// The text of a dataset and where each record stands in it.
#[derive(Clone, Debug)]
pub struct Records {
    text: Arc<String>,
    members: Vec<Member>,
    slots: [Vec<Slot>; 9],
    /// First row of each id.
    ids: HashTable<Row>,
    /// Records whose text was exchanged.
    edited: BTreeMap<Row, Arc<str>>,
    /// The text holds `NaN` or `Infinity`, which the decoder must not see.
    lenient: bool,
}

impl Records {
    /// Builds the id index over a scanned text. Also answers the rows whose id another record had
    /// first.
    ///
    /// # Errors
    /// `None` when a collection holds more than [`MAX_PER_COLLECTION`] records.
    #[must_use]
    pub fn new(text: Arc<String>, scan: Scan) -> Option<(Self, Vec<Row>)> {
        let Scan { members, slots, not_finite, .. } = scan;
        if slots.iter().any(|s| s.len() >= MAX_PER_COLLECTION) {
            return None;
        }
        let total = slots.iter().map(Vec::len).sum();
        let mut records = Self {
            text,
            members,
            slots,
            ids: HashTable::with_capacity(total),
            edited: BTreeMap::new(),
            lenient: !not_finite.is_empty(),
        };
        let mut repeated = Vec::new();
        let mut ids = std::mem::take(&mut records.ids);
        for row in records.rows() {
            let id = records.raw_id(row);
            if id.is_empty() {
                continue;
            }
            let entry = ids.entry(
                hash(id.as_bytes()),
                |other| records.raw_id(*other) == id,
                |other| hash(records.raw_id(*other).as_bytes()),
            );
            match entry {
                hashbrown::hash_table::Entry::Occupied(_) => repeated.push(row),
                hashbrown::hash_table::Entry::Vacant(place) => {
                    place.insert(row);
                }
            }
        }
        records.ids = ids;
        Some((records, repeated))
    }

    /// How many records a collection holds.
    #[must_use]
    pub fn len(&self, collection: Collection) -> usize {
        self.slots[collection as usize].len()
    }

    /// Whether no collection holds a record.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.slots.iter().all(Vec::is_empty)
    }

    /// Every row, collection by collection, in the order of the file.
    pub fn rows(&self) -> impl Iterator<Item = Row> + use<> {
        let counts = self.slots.each_ref().map(Vec::len);
        Collection::ALL
            .into_iter()
            .flat_map(move |c| (0..counts[c as usize]).map(move |i| Row::new(c, i)))
    }

    /// The rows of one collection.
    pub fn rows_of(&self, collection: Collection) -> impl Iterator<Item = Row> + use<> {
        (0..self.len(collection)).map(move |i| Row::new(collection, i))
    }

    fn slot(&self, row: Row) -> Option<&Slot> {
        self.slots[row.collection() as usize].get(row.index())
    }

    /// The text of a record as it would be saved; empty when there is no such row.
    #[must_use]
    pub fn text_of(&self, row: Row) -> &str {
        if let Some(edited) = self.edited.get(&row) {
            return edited;
        }
        self.slot(row).map_or("", |slot| {
            let start = usize::try_from(slot.start).unwrap_or(usize::MAX);
            self.text.get(start..start + slot.len as usize).unwrap_or_default()
        })
    }

    /// The text of a record made safe to decode: `NaN` and `Infinity` become `null`.
    #[must_use]
    pub fn decodable(&self, row: Row) -> Cow<'_, str> {
        let text = self.text_of(row);
        if self.lenient { without_not_finite(text) } else { Cow::Borrowed(text) }
    }

    /// The id of a record as written, or an empty string.
    #[must_use]
    pub fn raw_id(&self, row: Row) -> &str {
        if self.edited.contains_key(&row) {
            let text = self.text_of(row);
            return pointer::span_of(text, "/id")
                .and_then(|s| text.get(s.start..s.end))
                .map_or("", |t| t.trim_matches('"'));
        }
        self.slot(row).map_or("", |slot| {
            let start = usize::try_from(slot.start).unwrap_or(usize::MAX) + slot.id_offset as usize;
            self.text.get(start..start + slot.id_len as usize).unwrap_or_default()
        })
    }

    /// The first record with this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<Row> {
        self.ids.find(hash(id.as_bytes()), |row| self.raw_id(*row) == id).copied()
    }

    /// The text of a top-level member such as `title`; the last one when it stands twice.
    #[must_use]
    pub fn member(&self, key: &str) -> Option<&str> {
        self.members
            .iter()
            .rev()
            .find(|m| &self.text[m.key.start..m.key.end] == key)
            .map(|m| &self.text[m.value.start..m.value.end])
    }

    /// The top-level members that are none of the nine collections, decoded, in order.
    #[must_use]
    pub fn header(&self) -> serde_json::Map<String, serde_json::Value> {
        let mut map = serde_json::Map::new();
        for m in self.members.iter().filter(|m| m.collection.is_none()) {
            let key = format!("\"{}\"", &self.text[m.key.start..m.key.end]);
            let value = without_not_finite(&self.text[m.value.start..m.value.end]);
            if let (Ok(key), Ok(value)) = (serde_json::from_str(&key), serde_json::from_str(&value))
            {
                map.insert(key, value);
            }
        }
        map
    }

    /// The byte offset of a record in the file it was read from.
    #[must_use]
    pub fn offset_of(&self, row: Row) -> usize {
        self.slot(row).map_or(0, |s| usize::try_from(s.start).unwrap_or(0))
    }

    /// Size of the text in bytes.
    #[must_use]
    pub fn text_len(&self) -> usize {
        self.text.len()
    }

    /// Exchanges the value a JSON Pointer names in a record, leaving every other byte alone.
    /// Answers whether the record has such a value and `json` is valid.
    pub fn set(&mut self, row: Row, pointer: &str, json: &str) -> bool {
        if super::scan::check_value(json.as_bytes()).is_err() {
            return false;
        }
        let text = self.text_of(row);
        let Some(new) = pointer::span_of(text, pointer)
            .and_then(|span| pointer::replace_span(text, span, json))
        else {
            return false;
        };
        self.edited.insert(row, new.into());
        true
    }

    /// The bytes to save: identical to what was read but for the records that were edited.
    #[must_use]
    pub fn to_bytes(&self) -> Cow<'_, [u8]> {
        if self.edited.is_empty() {
            return Cow::Borrowed(self.text.as_bytes());
        }
        // Collections may stand in any order in the file, so the edits are sorted by place.
        let mut edits: Vec<(usize, usize, &str)> = self
            .edited
            .iter()
            .filter_map(|(row, new)| {
                let slot = self.slot(*row)?;
                let start = usize::try_from(slot.start).ok()?;
                Some((start, start + slot.len as usize, &**new))
            })
            .collect();
        edits.sort_unstable_by_key(|e| e.0);
        let mut out = Vec::with_capacity(self.text.len());
        let mut done = 0;
        for (start, end, new) in edits {
            out.extend_from_slice(&self.text.as_bytes()[done..start]);
            out.extend_from_slice(new.as_bytes());
            done = end;
        }
        out.extend_from_slice(&self.text.as_bytes()[done..]);
        Cow::Owned(out)
    }
}

fn hash(bytes: &[u8]) -> u64 {
    use std::hash::Hasher as _;
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(bytes);
    hasher.finish()
}

/// `text` with the tokens `NaN`, `Infinity` and `-Infinity` outside strings turned into `null`.
fn without_not_finite(text: &str) -> Cow<'_, str> {
    if !text.contains("NaN") && !text.contains("Infinity") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut in_string = false;
    while let Some(c) = rest.chars().next() {
        if in_string {
            let n = if c == '\\' {
                1 + rest[1..].chars().next().map_or(0, char::len_utf8)
            } else {
                c.len_utf8()
            };
            in_string = c != '"';
            out.push_str(&rest[..n]);
            rest = &rest[n..];
        } else if let Some(tail) =
            ["-Infinity", "Infinity", "NaN"].iter().find_map(|t| rest.strip_prefix(t))
        {
            out.push_str("null");
            rest = tail;
        } else {
            in_string = c == '"';
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    Cow::Owned(out)
}
