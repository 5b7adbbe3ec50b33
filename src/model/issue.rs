//! What is doubtful in a dataset, said with a stable code and a place.

use crate::record::Row;

/// How much an issue matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing is wrong.
    Notice,
    /// Probably a mistake; shown numbers may be affected.
    Warning,
}

/// One finding. Its words come from `issues.ftl`, by `code`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// How much it matters.
    pub severity: Severity,
    /// Stable code, such as `reference-missing`.
    pub code: &'static str,
    /// The place, as the format writes it: `links[12].from`; empty for the whole file.
    pub place: String,
    /// The record, to go there.
    pub row: Option<Row>,
    /// What is filled into the message.
    pub args: Vec<(&'static str, String)>,
}

impl Issue {
    /// A warning about one member of a record.
    #[must_use]
    pub fn at(row: Row, member: &str, code: &'static str, args: &[(&'static str, &str)]) -> Self {
        let place = if member.is_empty() { row.to_string() } else { format!("{row}.{member}") };
        Self {
            severity: Severity::Warning,
            code,
            place,
            row: Some(row),
            args: args.iter().map(|(k, v)| (*k, (*v).to_owned())).collect(),
        }
    }

    /// A warning without a place yet.
    #[must_use]
    pub fn warning(code: &'static str, args: &[(&'static str, &str)]) -> Self {
        Self::file(Severity::Warning, code, args)
    }

    /// An issue about the file as a whole.
    #[must_use]
    pub fn file(severity: Severity, code: &'static str, args: &[(&'static str, &str)]) -> Self {
        Self {
            severity,
            code,
            place: String::new(),
            row: None,
            args: args.iter().map(|(k, v)| (*k, (*v).to_owned())).collect(),
        }
    }

    /// The same as a notice.
    #[must_use]
    pub fn notice(mut self) -> Self {
        self.severity = Severity::Notice;
        self
    }
}

/// Every code an [`Issue`] can have; each has words in both languages.
pub const CODES: &[&str] = &[
    "byte-order-mark",
    "collection-kind",
    "color-form",
    "currency-missing",
    "currency-unknown",
    "cycle",
    "date-form",
    "date-reversed",
    "date-time",
    "direct-without-verbatim",
    "encoding",
    "end-before-start",
    "field-missing",
    "format-missing",
    "hidden-characters",
    "id-form",
    "id-missing",
    "id-repeated",
    "instant-form",
    "key-repeated",
    "marks-in-text",
    "member-missing",
    "member-misspelt",
    "minor-newer",
    "no-source",
    "not-an-object",
    "not-finite",
    "out-of-bounds",
    "pointer-form",
    "reference-kind",
    "reference-missing",
    "restates-form",
    "restates-maybe",
    "share-missing",
    "share-sum",
    "term-misspelt",
    "term-unknown",
    "title-missing",
    "too-many",
    "too-many-values",
    "verbatim-empty",
    "version-missing",
    "version-newer",
    "wants-decimal",
    "wants-flag",
    "wants-id",
    "wants-list",
    "wants-number",
    "wants-object",
    "wants-paragraph",
    "wants-text",
    "wants-whole",
    "weight-negative",
];
