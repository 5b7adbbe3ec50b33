//! A dataset as opened, with what every view needs of it at hand.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::{Change, History, Transaction};
use crate::model::{Issue, Sector, Severity, Text, decode};
use crate::record::{Collection, Records, Refused, Row, SaveNote};

/// Where a document came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The dataset that comes with the program.
    Example,
    /// A file; its path as text.
    File(String),
    /// Made in the program and not saved yet.
    New,
}

/// Why a dataset may be looked at but not saved over its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadOnly {
    /// Its format version is newer than this program.
    Newer,
    /// Only the complete records of a damaged file were taken.
    Recovered,
    /// Another window edits it.
    Locked,
}

impl ReadOnly {
    /// The id of the sentence for people.
    #[must_use]
    pub fn text_id(self) -> &'static str {
        match self {
            Self::Newer => "read-only-newer",
            Self::Recovered => "read-only-recovered",
            Self::Locked => "read-only-locked",
        }
    }
}

/// What is known of the file a dataset is in. It belongs to the one document that is saved; what is
/// shown of it, or worked out of it, has none.
#[derive(Clone, Debug, PartialEq)]
pub struct FileState {
    /// Where it came from.
    pub origin: Origin,
    /// A reason it may not be saved over its file.
    pub read_only: Option<ReadOnly>,
    /// What saving would change although nothing was edited.
    pub save_notes: Vec<SaveNote>,
    /// The file of another format it was read from, which it is never saved over.
    pub read_from: Option<String>,
}

impl Default for FileState {
    fn default() -> Self {
        Self { origin: Origin::New, read_only: None, save_notes: Vec::new(), read_from: None }
    }
}

/// What a log is told before it happens.
#[derive(Clone, Copy, Debug)]
pub enum LogEntry<'a> {
    /// A transaction, over these records.
    Do(&'a Transaction, &'a Records),
    /// The last step is taken back, by these changes.
    Undo(&'a [Change], &'a Records),
    /// The last step taken back is done again, by these changes.
    Redo(&'a [Change], &'a Records),
}

/// Where changes are written down before they are made.
pub trait Log: std::fmt::Debug + Send {
    /// Writes one entry.
    ///
    /// # Errors
    /// Why it could not be written; the change is then not made.
    fn write(&mut self, entry: LogEntry<'_>) -> Result<(), String>;

    /// Why what is done now would not outlive a crash; `None` when it would.
    fn trouble(&self) -> Option<String> {
        None
    }
}

/// A log that keeps nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoLog;

impl Log for NoLog {
    fn write(&mut self, _entry: LogEntry<'_>) -> Result<(), String> {
        Ok(())
    }
}

/// Why a change was not made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The dataset may only be looked at.
    #[error("read-only")]
    ReadOnly,
    /// The change does not fit the dataset.
    #[error("{0}")]
    Refused(#[from] Refused),
    /// There is nothing to be taken back or done again.
    #[error("nothing to do")]
    Nothing,
    /// The log could not be written.
    #[error("{0}")]
    Log(String),
}

/// A dataset as opened.
#[derive(Clone, Debug)]
pub struct Document {
    /// The records.
    pub records: Records,
    /// What is doubtful in it.
    pub issues: Arc<Vec<Issue>>,
    /// Issues of the file as a whole, which editing records does not change.
    pub file_issues: Arc<Vec<Issue>>,
    /// The file it is in.
    pub file: FileState,
    /// Title in all languages of the file.
    pub title: Text,
    /// Default language of the file.
    pub language: String,
    /// Sectors, decoded once: they are few and every panel names them.
    pub sectors: Vec<Sector>,
    header: Map<String, Value>,
    history: History,
}

impl Document {
    /// Puts records and their issues together: those of the file as a whole, which stay, and those
    /// found in what it holds.
    #[must_use]
    pub fn new(
        records: Records,
        file_issues: Vec<Issue>,
        found: Vec<Issue>,
        origin: Origin,
        read_only: Option<ReadOnly>,
        save_notes: Vec<SaveNote>,
    ) -> Self {
        let mut issues = file_issues.clone();
        issues.extend(found);
        let mut doc = Self {
            title: Text::default(),
            language: String::new(),
            records,
            file_issues: Arc::new(file_issues),
            issues: Arc::new(issues),
            file: FileState { origin, read_only, save_notes, read_from: None },
            sectors: Vec::new(),
            header: Map::new(),
            history: History::default(),
        };
        doc.read_header();
        doc.read_sectors();
        doc
    }

    fn read_header(&mut self) {
        self.header = self.records.header();
        let member = |key: &str| self.header.get(key).cloned().unwrap_or(Value::Null);
        let language = member("language").as_str().unwrap_or_default().to_owned();
        self.title = Text::from_value(&member("title"));
        self.language = language;
    }

    fn read_sectors(&mut self) {
        let rows = self.records.rows_of(Collection::Sectors);
        self.sectors = rows.map(|row| Sector::from_value(&decode(&self.records, row))).collect();
    }

    /// A top-level member that is no collection, decoded.
    #[must_use]
    pub fn header(&self, key: &str) -> Option<&Value> {
        self.header.get(key)
    }

    /// What was done so far.
    #[must_use]
    pub fn history(&self) -> &History {
        &self.history
    }

    /// The state is on disk; `None` when what is on disk is no state of this document.
    pub fn mark_saved(&mut self, state: Option<u64>) {
        match state {
            Some(state) => self.history.mark_saved(state),
            None => self.history.mark_unsaved(),
        }
    }

    /// Carries out a transaction: all of its changes or none. The log is told first.
    ///
    /// # Errors
    /// [`EditError`], and nothing is changed.
    pub fn commit(&mut self, transaction: Transaction, log: &mut dyn Log) -> Result<(), EditError> {
        if self.file.read_only.is_some() {
            return Err(EditError::ReadOnly);
        }
        let mut records = self.records.clone();
        let inverse = run(&mut records, &transaction.changes)?;
        log.write(LogEntry::Do(&transaction, &self.records)).map_err(EditError::Log)?;
        self.take(records, &transaction.changes);
        self.history.push(transaction, inverse);
        Ok(())
    }

    /// The same dataset without what was done to it, for who only looks.
    #[must_use]
    pub fn shown(&self) -> Self {
        Self {
            records: self.records.clone(),
            issues: self.issues.clone(),
            file_issues: self.file_issues.clone(),
            file: FileState::default(),
            title: self.title.clone(),
            language: self.language.clone(),
            sectors: self.sectors.clone(),
            header: self.header.clone(),
            history: History::default(),
        }
    }

    /// Languages texts of this dataset are in: its own, and those it names.
    #[must_use]
    pub fn languages(&self) -> Vec<String> {
        let named = self.header.get("languages").and_then(Value::as_array);
        let named = named.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
        let mut out: Vec<String> = Vec::new();
        for tag in std::iter::once(self.language.clone()).chain(named) {
            if !tag.is_empty() && !out.contains(&tag) {
                out.push(tag);
            }
        }
        out
    }

    /// Takes the last step back; returns it.
    ///
    /// # Errors
    /// [`EditError::Nothing`] when there is none, or why it could not be written down.
    pub fn undo(&mut self, log: &mut dyn Log) -> Result<Transaction, EditError> {
        self.step(true, log)
    }

    /// Does the step that was taken back last again; returns it.
    ///
    /// # Errors
    /// As [`Self::undo`].
    pub fn redo(&mut self, log: &mut dyn Log) -> Result<Transaction, EditError> {
        self.step(false, log)
    }

    fn step(&mut self, back: bool, log: &mut dyn Log) -> Result<Transaction, EditError> {
        if self.file.read_only.is_some() {
            return Err(EditError::ReadOnly);
        }
        let step = self.history.next(back).ok_or(EditError::Nothing)?;
        let changes = if back { step.inverse.clone() } else { step.transaction.changes.clone() };
        let transaction = step.transaction.clone();
        let mut records = self.records.clone();
        let other = run(&mut records, &changes)?;
        let entry = if back { LogEntry::Undo } else { LogEntry::Redo };
        log.write(entry(&changes, &self.records)).map_err(EditError::Log)?;
        self.take(records, &changes);
        self.history.stepped(back, other);
        Ok(Transaction { changes, ..transaction })
    }

    fn take(&mut self, records: Records, changes: &[Change]) {
        self.records = records;
        if changes.iter().any(|c| c.touches(None)) {
            self.read_header();
        }
        if changes.iter().any(|c| c.touches(Some(Collection::Sectors))) {
            self.read_sectors();
        }
    }

    /// The label of a term of the file's own vocabularies, such as a link type.
    #[must_use]
    pub fn term(&self, vocabulary: &str, id: &str) -> Option<Text> {
        let term = self.header.get("vocabularies")?.get(vocabulary)?.get(id)?;
        let label = Text::from_value(term.get("label")?);
        (!label.is_empty()).then_some(label)
    }

    /// What a term says read from the other end, where the file's vocabulary tells it.
    #[must_use]
    pub fn term_inverse(&self, vocabulary: &str, id: &str) -> Option<Text> {
        let term = self.header.get("vocabularies")?.get(vocabulary)?.get(id)?;
        let inverse = Text::from_value(term.get("inverse")?);
        (!inverse.is_empty()).then_some(inverse)
    }

    /// The bytes to save.
    #[must_use]
    pub fn to_bytes(&self) -> std::borrow::Cow<'_, [u8]> {
        self.records.to_bytes()
    }

    /// How many warnings there are.
    #[must_use]
    pub fn n_warnings(&self) -> usize {
        self.issues.iter().filter(|i| i.severity == Severity::Warning).count()
    }

    /// How many records each collection holds.
    #[must_use]
    pub fn totals(&self) -> [usize; 9] {
        Collection::ALL.map(|c| self.records.len(c))
    }

    /// The label of a record for a reader of `language`; of a link without one its ends. People are
    /// told [`crate::say::record_name`], which has words for what has no name.
    #[must_use]
    pub fn label(&self, row: Row, language: &str) -> String {
        let value = decode(&self.records, row);
        let link =
            row.collection() == Collection::Links && Text::from_value(&value["label"]).is_empty();
        if link && (value["from"].is_string() || value["to"].is_string()) {
            let end = |key: &str| {
                let id = value[key].as_str().unwrap_or("…");
                let other = self.records.find(id).filter(|r| r.collection() != Collection::Links);
                other.map_or_else(|| id.to_owned(), |other| self.label(other, language))
            };
            let sign = crate::model::Link::sign(&value);
            return format!("{} {sign} {}", end("from"), end("to"));
        }
        let text = crate::model::label_of(row, &value);
        text.pick(language, &self.language).to_owned()
    }

    /// The file's name, without its folders; empty for the example.
    #[must_use]
    pub fn file_name(&self) -> &str {
        match &self.file.origin {
            Origin::Example | Origin::New => "",
            Origin::File(path) => path.rsplit(['/', '\\']).next().unwrap_or(path),
        }
    }
}

/// Carries out changes one after the other; returns what takes them back, in order.
fn run(records: &mut Records, changes: &[Change]) -> Result<Vec<Change>, Refused> {
    let mut inverse = Vec::with_capacity(changes.len());
    for change in changes {
        inverse.push(change.apply(records)?);
    }
    inverse.reverse();
    Ok(inverse)
}
