//! Why a file cannot be opened. The words are in `errors.ftl`, by [`LoadError::message_id`].

use super::{Encoding, LoadOptions};
use crate::record::scan::Fault;

/// What can be tried when a file does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WayOut {
    /// Reading it as another encoding.
    Encoding(Encoding),
    /// Taking the complete records, so many, of a damaged file.
    Recover(usize),
}

impl WayOut {
    /// The option of the command line.
    #[must_use]
    pub fn option(self) -> &'static str {
        match self {
            Self::Encoding(Encoding::Windows1252) => "--encoding windows-1252",
            Self::Recover(_) => "--recover",
        }
    }

    /// How to read the file then.
    #[must_use]
    pub fn options(self) -> LoadOptions {
        match self {
            Self::Encoding(encoding) => {
                LoadOptions { encoding: Some(encoding), ..LoadOptions::default() }
            }
            Self::Recover(_) => LoadOptions { recover: true, ..LoadOptions::default() },
        }
    }
}

/// What a file is instead of a dataset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// No byte at all.
    Empty,
    /// Only spaces and line ends.
    Blank,
    /// Only NUL bytes, as after a power loss.
    Zeros,
    /// A ZIP archive, which a spreadsheet or word-processor document is too.
    Zip,
    /// Compressed with gzip.
    Gzip,
    /// A PDF document.
    Pdf,
    /// An `SQLite` database.
    Database,
    /// A picture.
    Image,
    /// A web page.
    Html,
    /// XML.
    Xml,
    /// An unresolved merge conflict.
    Conflict,
    /// An old Office document.
    OldOffice,
    /// UTF-16 without a byte order mark.
    Utf16,
    /// A spreadsheet of Excel or `LibreOffice`.
    Spreadsheet,
    /// A word-processor document or a presentation.
    Office,
    /// A table of values separated by commas, semicolons or tabs.
    Table,
    /// A network of Gephi (GEXF).
    Gexf,
    /// A network as `GraphML`.
    GraphMl,
    /// Aid activities of the IATI standard.
    Iati,
    /// Plain text.
    Text,
}

/// Why the bytes cannot be read as a dataset.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message_id())]
pub enum LoadError {
    /// Not JSON text at all.
    NotText(FileKind),
    /// Bytes that are not UTF-8.
    NotUtf8 {
        /// Offset of the first such byte.
        byte: usize,
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// UTF-16 with a mark, but with unpaired halves.
    BrokenUtf16,
    /// Not JSON.
    Json {
        /// What is wrong.
        fault: Fault,
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// The character there, as shown to people.
        found: String,
        /// How many complete records could be recovered.
        recoverable: usize,
    },
    /// The `format` member names another format.
    WrongFormat {
        /// The format found.
        found: String,
    },
    /// JSON, but nothing in it says it is a dataset.
    NotDataset,
    /// More records than a collection can hold.
    TooManyRecords,
    /// It would take more memory than is free; bytes of both.
    Memory(u64, u64),
    /// So many records that hold almost nothing would take so many bytes of memory.
    Hollow(usize, u64),
    /// The person asked to stop.
    Cancelled,
}

fn megabytes(bytes: u64) -> String {
    format!("{}\u{A0}MB", bytes.div_ceil(1 << 20))
}

impl LoadError {
    /// The id of the message in `errors.ftl`.
    #[must_use]
    pub fn message_id(&self) -> &'static str {
        match self {
            Self::NotText(kind) => match kind {
                FileKind::Empty => "error-empty",
                FileKind::Blank => "error-blank",
                FileKind::Zeros => "error-zeros",
                FileKind::Zip => "error-zip",
                FileKind::Gzip => "error-gzip",
                FileKind::Pdf => "error-pdf",
                FileKind::Database => "error-database",
                FileKind::Image => "error-image",
                FileKind::Html => "error-html",
                FileKind::Xml => "error-xml",
                FileKind::Conflict => "error-conflict",
                FileKind::OldOffice => "error-old-office",
                FileKind::Utf16 => "error-utf16",
                FileKind::Spreadsheet => "error-spreadsheet",
                FileKind::Office => "error-office",
                FileKind::Table => "error-table",
                FileKind::Gexf => "error-gexf",
                FileKind::GraphMl => "error-graphml",
                FileKind::Iati => "error-iati",
                FileKind::Text => "error-text",
            },
            Self::NotUtf8 { .. } => "error-not-utf8",
            Self::BrokenUtf16 => "error-broken-utf16",
            Self::Json { fault, .. } => match fault {
                Fault::End => "error-json-end",
                Fault::TrailingComma => "error-json-trailing-comma",
                Fault::Comment => "error-json-comment",
                Fault::Quotes => "error-json-quotes",
                Fault::MissingComma => "error-json-missing-comma",
                Fault::MissingColon => "error-json-missing-colon",
                Fault::Escape => "error-json-escape",
                Fault::Surrogate => "error-json-surrogate",
                Fault::Control => "error-json-control",
                Fault::Number => "error-json-number",
                Fault::NumberRange => "error-json-number-range",
                Fault::Depth => "error-json-depth",
                Fault::Trailing => "error-json-trailing",
                Fault::TopLevel => "error-json-top-level",
                Fault::Unexpected | Fault::Cancelled => "error-json-unexpected",
            },
            Self::WrongFormat { .. } => "error-wrong-format",
            Self::NotDataset => "error-not-dataset",
            Self::TooManyRecords => "error-too-many-records",
            Self::Memory(..) => "error-memory",
            Self::Hollow(..) => "error-hollow",
            Self::Cancelled => "error-cancelled",
        }
    }

    /// What is filled into the message.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NotUtf8 { byte, line, column } => vec![
                ("byte", byte.to_string()),
                ("line", line.to_string()),
                ("column", column.to_string()),
            ],
            Self::Json { line, column, found, .. } => vec![
                ("line", line.to_string()),
                ("column", column.to_string()),
                ("found", found.clone()),
            ],
            Self::WrongFormat { found } => vec![("found", found.clone())],
            Self::Memory(needed, free) => {
                vec![("needed", megabytes(*needed)), ("free", megabytes(*free))]
            }
            Self::Hollow(records, needed) => {
                vec![("count", records.to_string()), ("needed", megabytes(*needed))]
            }
            _ => Vec::new(),
        }
    }

    /// What can be tried to open the file after all.
    #[must_use]
    pub fn ways_out(&self) -> Vec<WayOut> {
        match self {
            Self::NotUtf8 { .. } => vec![WayOut::Encoding(Encoding::Windows1252)],
            Self::Json { recoverable, .. } if *recoverable > 0 => {
                vec![WayOut::Recover(*recoverable)]
            }
            _ => Vec::new(),
        }
    }
}
