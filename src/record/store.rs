//! All records of a dataset over one shared text, with the index by id.
//!
//! A record nobody edited is written back byte for byte, and so is everything between records.
//! What the text means is not known here.
//!
//! A record is a [`Slot`]: a stretch of the text that was read, or one of the texts added since.
//! Slots are never lost, so that undoing a change brings back the very same bytes.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use hashbrown::HashTable;

use super::scan::{Member, Scan, Slot};
use super::{Collection, MAX_PER_COLLECTION, Row};

/// What saving would change even though no record was edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveNote {
    /// The file began with a UTF-8 byte order mark, which is not written.
    ByteOrderMark,
    /// The file was read as another encoding; UTF-8 is written.
    Encoding(&'static str),
}

/// Marks a slot whose text was added after the file was read; the rest is its number.
pub(super) const ADDED: u64 = 1 << 63;

/// The text of a dataset and where each record stands in it. Cheap to copy: copies share what
/// neither changed.
#[derive(Clone, Debug)]
pub struct Records {
    pub(super) text: Arc<String>,
    pub(super) members: Arc<Vec<Member>>,
    /// The records as they were read.
    pub(super) base: [Arc<Vec<Slot>>; 9],
    pub(super) slots: [Arc<Vec<Slot>>; 9],
    /// First row of each id.
    ids: Arc<HashTable<Row>>,
    /// Rows whose id another record has first, ascending.
    repeated: Arc<Vec<Row>>,
    /// Texts added since the file was read.
    added: Arc<Vec<Arc<str>>>,
    /// Top-level members that were set since, none of them a collection.
    pub(super) header: BTreeMap<String, Arc<str>>,
    /// The text holds `NaN` or `Infinity`, which the decoder must not see.
    lenient: bool,
    /// Offsets of the records in which the scan found something doubtful, ascending.
    doubtful: Arc<Vec<u64>>,
}

/// The text of a record as a change carries it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// New text.
    Text(Arc<str>),
    /// Text these records hold already.
    Kept(Slot),
}

impl From<String> for Piece {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

/// Why a change cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The text is not one JSON object.
    #[error("not a JSON object")]
    NotAnObject,
    /// There is no such place.
    #[error("no such place")]
    NoPlace,
    /// The collection is full.
    #[error("too many records")]
    Full,
}

impl Records {
    /// Builds the id index over a scanned text.
    ///
    /// # Errors
    /// `None` when a collection holds more than [`MAX_PER_COLLECTION`] records.
    #[must_use]
    pub fn new(text: Arc<String>, scan: Scan) -> Option<Self> {
        let Scan { members, slots, not_finite, duplicate_keys, .. } = scan;
        let named = duplicate_keys.iter().map(|k| k.record).chain(not_finite.iter().map(|f| f.1));
        let start = |(c, i): (Collection, usize)| slots[c as usize].get(i).map(|s| s.start);
        let mut doubtful: Vec<u64> = named.flatten().filter_map(start).collect();
        doubtful.sort_unstable();
        doubtful.dedup();
        if slots.iter().any(|s| s.len() >= MAX_PER_COLLECTION) {
            return None;
        }
        let slots = slots.map(Arc::new);
        let mut records = Self {
            text,
            members: Arc::new(members),
            base: slots.clone(),
            slots,
            ids: Arc::default(),
            repeated: Arc::default(),
            added: Arc::default(),
            header: BTreeMap::new(),
            lenient: !not_finite.is_empty(),
            doubtful: Arc::new(doubtful),
        };
        records.index();
        Some(records)
    }

    fn index(&mut self) {
        let total = self.slots.iter().map(|s| s.len()).sum();
        let mut ids: HashTable<Row> = HashTable::with_capacity(total);
        let mut repeated = Vec::new();
        for row in self.rows() {
            let id = self.id(row);
            if id.is_empty() {
                continue;
            }
            let entry = ids.entry(
                hash(id.as_bytes()),
                |other| self.id(*other) == id,
                |other| hash(self.id(*other).as_bytes()),
            );
            match entry {
                hashbrown::hash_table::Entry::Occupied(_) => repeated.push(row),
                hashbrown::hash_table::Entry::Vacant(place) => {
                    place.insert(row);
                }
            }
        }
        self.ids = Arc::new(ids);
        self.repeated = Arc::new(repeated);
    }

    /// Rows whose id another record has first, ascending.
    #[must_use]
    pub fn repeated(&self) -> &[Row] {
        &self.repeated
    }

    /// How many records a collection holds.
    #[must_use]
    pub fn len(&self, collection: Collection) -> usize {
        self.slots[collection as usize].len()
    }

    /// Whether no collection holds a record.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.slots.iter().all(|s| s.is_empty())
    }

    /// Every row, collection by collection, in the order of the file.
    pub fn rows(&self) -> impl Iterator<Item = Row> + use<> {
        let counts = self.slots.each_ref().map(|s| s.len());
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

    pub(super) fn text_at(&self, slot: &Slot) -> &str {
        let place = usize::try_from(slot.start & !ADDED).unwrap_or(usize::MAX);
        if slot.start & ADDED != 0 {
            return self.added.get(place).map_or("", |t| t);
        }
        self.text.get(place..place.saturating_add(slot.len as usize)).unwrap_or_default()
    }

    /// The text of a record as it would be saved; empty when there is no such row.
    #[must_use]
    pub fn text_of(&self, row: Row) -> &str {
        self.slot(row).map_or("", |slot| self.text_at(slot))
    }

    /// The text a change carries.
    #[must_use]
    pub fn text_of_piece<'a>(&'a self, piece: &'a Piece) -> &'a str {
        match piece {
            Piece::Text(text) => text,
            Piece::Kept(slot) => self.text_at(slot),
        }
    }

    /// The text of a record made safe to decode: `NaN` and `Infinity` become `null`, and of a record
    /// with more than [`super::weight::MAX_VALUES`] values there is the id alone.
    #[must_use]
    pub fn decodable(&self, row: Row) -> Cow<'_, str> {
        let text = self.text_of(row);
        if super::weight::is_heavy(text) {
            return Cow::Owned(format!("{{\"id\":\"{}\"}}", self.raw_id(row)));
        }
        if self.lenient { without_not_finite(text) } else { Cow::Borrowed(text) }
    }

    /// The id of a record as written, or an empty string.
    #[must_use]
    pub fn raw_id(&self, row: Row) -> &str {
        self.slot(row).map_or("", |slot| {
            let start = slot.id_offset as usize;
            self.text_at(slot).get(start..start + slot.id_len as usize).unwrap_or_default()
        })
    }

    /// The id of a record as it reads: without escapes.
    #[must_use]
    #[inline]
    pub fn id(&self, row: Row) -> Cow<'_, str> {
        as_it_reads(self.raw_id(row))
    }

    /// The first record with this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<Row> {
        let plain = !id.contains('\\');
        let same = |row: &Row| {
            let raw = self.raw_id(*row);
            // An escape is longer than what it stands for.
            if raw.len() == id.len() { plain && raw == id } else { self.id(*row) == id }
        };
        self.ids.find(hash(id.as_bytes()), same).copied()
    }

    /// The text of a top-level member such as `title`; the last one when it stands twice.
    #[must_use]
    pub fn member(&self, key: &str) -> Option<&str> {
        if let Some(set) = self.header.get(key) {
            return Some(set);
        }
        let found = self.members.iter().rev().find(|m| self.key_of(m) == key);
        found.map(|m| &self.text[m.value.start..m.value.end])
    }

    /// The key of a top-level member, as it reads.
    fn key_of(&self, member: &Member) -> Cow<'_, str> {
        as_it_reads(&self.text[member.key.start..member.key.end])
    }

    /// The top-level members as they are now, each with its key, its text and whether it is a
    /// collection whose records are indexed.
    #[must_use]
    pub fn top_level(&self) -> Vec<(Cow<'_, str>, &str, bool)> {
        let mut out: Vec<(Cow<'_, str>, &str, bool)> = Vec::new();
        for m in self.members.iter() {
            let key = self.key_of(m);
            if self.header.contains_key(&*key) {
                continue;
            }
            // The last member of a name counts.
            out.retain(|known| known.0 != key || known.2);
            out.push((key, &self.text[m.value.start..m.value.end], m.collection.is_some()));
        }
        out.extend(self.header.iter().map(|(k, v)| (Cow::Borrowed(k.as_str()), &**v, false)));
        out
    }

    /// Whether the file's own vocabulary holds a term.
    #[must_use]
    pub fn has_term(&self, vocabulary: &str, term: &str) -> bool {
        let token = super::splice::token;
        self.member("vocabularies").is_some_and(|text| {
            super::span_of(text, &format!("/{}/{}", token(vocabulary), token(term))).is_some()
        })
    }

    /// The top-level members that are none of the nine collections, decoded, in order; without
    /// those of more than [`super::weight::MAX_VALUES`] values.
    #[must_use]
    pub fn header(&self) -> serde_json::Map<String, serde_json::Value> {
        let mut map = serde_json::Map::new();
        for m in self.members.iter().filter(|m| m.collection.is_none()) {
            let text = &self.text[m.value.start..m.value.end];
            if super::weight::is_heavy(text) {
                continue;
            }
            let value = without_not_finite(text);
            if let Ok(value) = serde_json::from_str(&value) {
                map.insert(self.key_of(m).into_owned(), value);
            }
        }
        for (key, value) in &self.header {
            if let Ok(value) = serde_json::from_str(&without_not_finite(value)) {
                map.insert(key.clone(), value);
            }
        }
        map
    }

    /// The byte offset of a record in the file it was read from; `None` for one added since.
    #[must_use]
    pub fn offset_of(&self, row: Row) -> Option<usize> {
        let slot = self.slot(row).filter(|s| s.start & ADDED == 0)?;
        usize::try_from(slot.start).ok()
    }

    /// Whether something may be doubtful in how a record is written: it was added since, or the
    /// scan of the file found something in it.
    #[must_use]
    pub fn is_doubtful(&self, row: Row) -> bool {
        self.slot(row)
            .is_some_and(|s| s.start & ADDED != 0 || self.doubtful.binary_search(&s.start).is_ok())
    }

    /// Line and column of an offset in the file that was read.
    #[must_use]
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        super::line_column(self.text.as_bytes(), offset)
    }

    /// Size of the text in bytes.
    #[must_use]
    pub fn text_len(&self) -> usize {
        self.text.len()
    }

    /// The text as it was read.
    #[must_use]
    pub fn original(&self) -> Arc<String> {
        self.text.clone()
    }

    /// Whether anything differs from what was read.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        !self.header.is_empty() || (0..9).any(|c| self.is_edited(c))
    }

    pub(super) fn is_edited(&self, c: usize) -> bool {
        !Arc::ptr_eq(&self.base[c], &self.slots[c]) && self.base[c] != self.slots[c]
    }

    /// The slot of a piece; new text is checked and added.
    fn slot_of(&mut self, piece: &Piece) -> Result<Slot, Refused> {
        let text = match piece {
            Piece::Kept(slot) => return Ok(*slot),
            Piece::Text(text) => text,
        };
        let found = super::scan::record(text.as_bytes()).map_err(|_fault| Refused::NotAnObject)?;
        let number = self.added.len() as u64;
        Arc::make_mut(&mut self.added).push(text.clone());
        Ok(Slot { start: ADDED | number, ..found })
    }

    /// Puts a record before the place of `row`; at its end when the collection has just so many.
    ///
    /// # Errors
    /// [`Refused`], and nothing is changed.
    pub fn insert(&mut self, row: Row, piece: &Piece) -> Result<(), Refused> {
        let (c, at) = (row.collection(), row.index());
        let n = self.len(c);
        if at > n {
            return Err(Refused::NoPlace);
        }
        if n + 1 >= MAX_PER_COLLECTION {
            return Err(Refused::Full);
        }
        let slot = self.slot_of(piece)?;
        self.shift(c, |i| if i >= at { i + 1 } else { i });
        Arc::make_mut(&mut self.slots[c as usize]).insert(at, slot);
        self.id_added(row);
        Ok(())
    }

    /// Takes a record out; returns its text.
    ///
    /// # Errors
    /// [`Refused::NoPlace`].
    pub fn remove(&mut self, row: Row) -> Result<Piece, Refused> {
        let slot = *self.slot(row).ok_or(Refused::NoPlace)?;
        self.id_removed(row);
        let (c, at) = (row.collection(), row.index());
        Arc::make_mut(&mut self.slots[c as usize]).remove(at);
        self.shift(c, |i| if i > at { i - 1 } else { i });
        Ok(Piece::Kept(slot))
    }

    /// Exchanges the text of a record; returns what it was.
    ///
    /// # Errors
    /// [`Refused`], and nothing is changed.
    pub fn replace(&mut self, row: Row, piece: &Piece) -> Result<Piece, Refused> {
        let old = *self.slot(row).ok_or(Refused::NoPlace)?;
        let new = self.slot_of(piece)?;
        let same = {
            let id = |slot: &Slot| {
                let start = slot.id_offset as usize;
                let raw = self.text_at(slot).get(start..start + slot.id_len as usize);
                as_it_reads(raw.unwrap_or_default())
            };
            id(&old) == id(&new)
        };
        if !same {
            self.id_removed(row);
        }
        if let Some(slot) =
            Arc::make_mut(&mut self.slots[row.collection() as usize]).get_mut(row.index())
        {
            *slot = new;
        }
        if !same {
            self.id_added(row);
        }
        Ok(Piece::Kept(old))
    }

    /// Moves a record to another place in its collection.
    ///
    /// # Errors
    /// [`Refused::NoPlace`].
    pub fn shuffle(&mut self, row: Row, to: usize) -> Result<(), Refused> {
        if to >= self.len(row.collection()) {
            return Err(Refused::NoPlace);
        }
        let piece = self.remove(row)?;
        self.insert(Row::new(row.collection(), to), &piece)
    }

    /// Sets a top-level member that is no collection; `None` takes back what was set. Returns what
    /// was set before.
    ///
    /// # Errors
    /// [`Refused::NotAnObject`] when `json` is no JSON value or the key is a collection's.
    pub fn set_member(
        &mut self,
        key: &str,
        json: Option<Arc<str>>,
    ) -> Result<Option<Arc<str>>, Refused> {
        let valid = json.as_ref().is_none_or(|j| super::scan::check_value(j.as_bytes()).is_ok());
        if !valid || Collection::from_key(key.as_bytes()).is_some() {
            return Err(Refused::NotAnObject);
        }
        Ok(match json {
            Some(json) => self.header.insert(key.to_owned(), json),
            None => self.header.remove(key),
        })
    }

    /// Gives the rows of a collection new places in the index.
    fn shift(&mut self, c: Collection, to: impl Fn(usize) -> usize) {
        let new = |row: &Row| {
            if row.collection() == c { Row::new(c, to(row.index())) } else { *row }
        };
        // The hash is that of the id, which moves along.
        for row in Arc::make_mut(&mut self.ids).iter_mut() {
            *row = new(row);
        }
        if !self.repeated.is_empty() {
            for row in Arc::make_mut(&mut self.repeated) {
                *row = new(row);
            }
        }
    }

    fn id_added(&mut self, row: Row) {
        let id = self.id(row).into_owned();
        if id.is_empty() {
            return;
        }
        let mut again = row;
        if let Some(first) = self.find(&id) {
            if first < row {
                self.repeat(again);
                return;
            }
            self.forget(first, &id);
            again = first;
        }
        let mut ids = std::mem::take(&mut self.ids);
        Arc::make_mut(&mut ids)
            .insert_unique(hash(id.as_bytes()), row, |other| hash(self.id(*other).as_bytes()));
        self.ids = ids;
        if again != row {
            self.repeat(again);
        }
    }

    fn repeat(&mut self, row: Row) {
        let repeated = Arc::make_mut(&mut self.repeated);
        if let Err(at) = repeated.binary_search(&row) {
            repeated.insert(at, row);
        }
    }

    fn forget(&mut self, row: Row, id: &str) {
        if let Ok(entry) =
            Arc::make_mut(&mut self.ids).find_entry(hash(id.as_bytes()), |other| *other == row)
        {
            entry.remove();
        }
    }

    fn id_removed(&mut self, row: Row) {
        let id = self.id(row).into_owned();
        if let Ok(at) = self.repeated.binary_search(&row) {
            Arc::make_mut(&mut self.repeated).remove(at);
            return;
        }
        self.forget(row, &id);
        let next = self.repeated.iter().position(|other| self.id(*other) == id);
        if let Some(at) = next {
            let next = Arc::make_mut(&mut self.repeated).remove(at);
            let mut ids = std::mem::take(&mut self.ids);
            Arc::make_mut(&mut ids)
                .insert_unique(hash(id.as_bytes()), next, |other| hash(self.id(*other).as_bytes()));
            self.ids = ids;
        }
    }
}

/// The inside of a JSON string without escapes.
pub(super) fn as_it_reads(inner: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\\', inner.as_bytes()).is_none() {
        return Cow::Borrowed(inner);
    }
    serde_json::from_str(&format!("\"{inner}\"")).map_or(Cow::Borrowed(inner), Cow::Owned)
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
