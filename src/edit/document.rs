//! A dataset as opened, with what every view needs of it at hand.

use serde_json::{Map, Value};

use crate::model::{Issue, Sector, Severity, Text, decode};
use crate::record::{Collection, Records, Row, SaveNote};

/// Where a document came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The dataset that comes with the program.
    Example,
    /// A file; its path as text.
    File(String),
}

/// A dataset as opened.
#[derive(Clone, Debug)]
pub struct Document {
    /// The records.
    pub records: Records,
    /// What is doubtful in it.
    pub issues: Vec<Issue>,
    /// Where it came from.
    pub origin: Origin,
    /// A reason it may not be saved over its file, as the id of a text.
    pub read_only: Option<&'static str>,
    /// What saving would change although nothing was edited.
    pub save_notes: Vec<SaveNote>,
    /// Title in all languages of the file.
    pub title: Text,
    /// Default language of the file.
    pub language: String,
    /// Sectors, decoded once: they are few and every panel names them.
    pub sectors: Vec<Sector>,
    header: Map<String, Value>,
}

impl Document {
    /// Puts records and their issues together.
    #[must_use]
    pub fn new(
        records: Records,
        issues: Vec<Issue>,
        origin: Origin,
        read_only: Option<&'static str>,
        save_notes: Vec<SaveNote>,
    ) -> Self {
        let header = records.header();
        let member = |key: &str| header.get(key).cloned().unwrap_or(Value::Null);
        let sectors = records
            .rows_of(Collection::Sectors)
            .map(|row| Sector::from_value(&decode(&records, row)))
            .collect();
        Self {
            title: Text::from_value(&member("title")),
            language: member("language").as_str().unwrap_or_default().to_owned(),
            records,
            issues,
            origin,
            read_only,
            save_notes,
            sectors,
            header,
        }
    }

    /// The label of a term of the file's own vocabularies, such as a link type.
    #[must_use]
    pub fn term(&self, vocabulary: &str, id: &str) -> Option<Text> {
        let term = self.header.get("vocabularies")?.get(vocabulary)?.get(id)?;
        let label = Text::from_value(term.get("label")?);
        (!label.is_empty()).then_some(label)
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

    /// The label of a record for a reader of `language`.
    #[must_use]
    pub fn label(&self, row: Row, language: &str) -> String {
        let value = decode(&self.records, row);
        let text = crate::model::label_of(row, &value);
        text.pick(language, &self.language).to_owned()
    }

    /// The file's name, without its folders; empty for the example.
    #[must_use]
    pub fn file_name(&self) -> &str {
        match &self.origin {
            Origin::Example => "",
            Origin::File(path) => path.rsplit(['/', '\\']).next().unwrap_or(path),
        }
    }
}
