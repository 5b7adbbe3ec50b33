//! What a file is by its first bytes, and its characters.

use super::{FileKind, LoadError};
use crate::record::{SaveNote, line_column};

/// An encoding a person can choose when a file is not UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Western European Windows, a superset of Latin-1.
    Windows1252,
}

/// The text of a file, with what saving it as UTF-8 would change.
pub(super) fn decode(
    bytes: Vec<u8>,
    encoding: Option<Encoding>,
) -> Result<(String, Vec<SaveNote>), LoadError> {
    if let Some(kind) = kind_of(&bytes) {
        return Err(LoadError::NotText(kind));
    }
    if let Some(Encoding::Windows1252) = encoding {
        let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
        return Ok((text.into_owned(), vec![SaveNote::Encoding("Windows-1252")]));
    }
    let utf16 = match bytes.get(..2) {
        Some([0xFF, 0xFE]) => Some((encoding_rs::UTF_16LE, "UTF-16LE")),
        Some([0xFE, 0xFF]) => Some((encoding_rs::UTF_16BE, "UTF-16BE")),
        _ => None,
    };
    if let Some((encoding, name)) = utf16 {
        let (text, broken) = encoding.decode_without_bom_handling(&bytes[2..]);
        if broken || bytes.len() % 2 == 1 {
            return Err(LoadError::BrokenUtf16);
        }
        return Ok((text.into_owned(), vec![SaveNote::Encoding(name)]));
    }
    let (bytes, notes) = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => (rest.to_vec(), vec![SaveNote::ByteOrderMark]),
        None => (bytes, Vec::new()),
    };
    match String::from_utf8(bytes) {
        Ok(text) => Ok((text, notes)),
        Err(error) => {
            let offset = error.utf8_error().valid_up_to();
            let (line, column) = line_column(error.as_bytes(), offset);
            Err(LoadError::NotUtf8 { byte: offset, line, column })
        }
    }
}

/// A kind of file that is certainly not JSON text, by its first bytes.
fn kind_of(bytes: &[u8]) -> Option<FileKind> {
    let start = bytes.trim_ascii_start();
    if bytes.is_empty() {
        return Some(FileKind::Empty);
    }
    if start.is_empty() {
        return Some(FileKind::Blank);
    }
    if bytes.iter().take(4096).all(|b| *b == 0) {
        return Some(FileKind::Zeros);
    }
    let magic: [(&[u8], FileKind); 8] = [
        (b"PK\x03\x04", FileKind::Zip),
        (b"\x1F\x8B", FileKind::Gzip),
        (b"%PDF-", FileKind::Pdf),
        (b"SQLite format 3", FileKind::Database),
        (b"\x89PNG", FileKind::Image),
        (b"\xFF\xD8\xFF", FileKind::Image),
        (b"<<<<<<< ", FileKind::Conflict),
        (b"\xD0\xCF\x11\xE0", FileKind::OldOffice),
    ];
    if let Some((_, kind)) = magic.iter().find(|(m, _)| bytes.starts_with(m)) {
        return Some(if *kind == FileKind::Zip { in_archive(bytes) } else { *kind });
    }
    let head = start[..start.len().min(64)].to_ascii_lowercase();
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&head);
    if head.starts_with(b"<!doctype html") || head.starts_with(b"<html") {
        return Some(FileKind::Html);
    }
    if head.starts_with(b"<") {
        let start = &start[..start.len().min(4096)];
        let names = [
            (&b"<gexf"[..], FileKind::Gexf),
            (b"<graphml", FileKind::GraphMl),
            (b"<iati-", FileKind::Iati),
        ];
        let found = names.iter().find(|(n, _)| memchr::memmem::find(start, n).is_some());
        return Some(found.map_or(FileKind::Xml, |f| f.1));
    }
    if let Some(kind) = written(head, start) {
        return Some(kind);
    }
    // Two ASCII characters of JSON in UTF-16 without a mark have a zero at every other place.
    match bytes.get(..4) {
        Some([a, 0, b, 0]) if *a != 0 && *b != 0 => Some(FileKind::Utf16),
        Some([0, a, 0, b]) if *a != 0 && *b != 0 => Some(FileKind::Utf16),
        _ => None,
    }
}

/// What an archive holds, by the names of its members.
fn in_archive(bytes: &[u8]) -> FileKind {
    // Names stand at the beginning of each member and once more at the end of the file.
    let (head, tail) =
        (&bytes[..bytes.len().min(4096)], &bytes[bytes.len().saturating_sub(65_536)..]);
    let has = |name: &str| {
        [head, tail].iter().any(|part| memchr::memmem::find(part, name.as_bytes()).is_some())
    };
    if has("xl/workbook") || has("opendocument.spreadsheet") {
        FileKind::Spreadsheet
    } else if [
        "word/document",
        "ppt/presentation",
        "opendocument.text",
        "opendocument.presentation",
    ]
    .iter()
    .any(|n| has(n))
    {
        FileKind::Office
    } else {
        FileKind::Zip
    }
}

/// A table or a text: what begins with a letter, and is none of the words JSON knows.
fn written(head: &[u8], start: &[u8]) -> Option<FileKind> {
    let first = *head.first()?;
    // A mark of UTF-16 is read as such.
    if start.starts_with(b"\xFF\xFE") || start.starts_with(b"\xFE\xFF") {
        return None;
    }
    let words: [&[u8]; 5] = [b"true", b"false", b"null", b"nan", b"infinity"];
    let json = words.iter().any(|w| {
        head.strip_prefix(*w)
            .is_some_and(|rest| rest.first().is_none_or(|b| !b.is_ascii_alphanumeric()))
    });
    let quoted = first == b'"';
    if json || !(first.is_ascii_alphabetic() || first >= 0x80 || quoted) {
        return None;
    }
    let text = &start[..start.len().min(65_536)];
    let mut lines = text.split(|b| *b == b'\n').filter(|l| !l.trim_ascii().is_empty());
    let (one, two) = (lines.next()?, lines.next());
    // A mark that parts the first two lines alike makes a table.
    let table = [b',', b';', b'\t'].into_iter().any(|mark| {
        let n = |line: &[u8]| memchr::memchr_iter(mark, line).count();
        let (a, b) = (n(one), two.map(n));
        a > 0 && b.is_some_and(|b| b > 0 && (a == b || (a > 1 && b >= a)))
    });
    match (table, quoted) {
        (true, _) => Some(FileKind::Table),
        // A lone text in quotation marks is JSON, if no dataset.
        (false, true) => None,
        (false, false) => Some(FileKind::Text),
    }
}

/// The ending of a name that promises another format than the one that is written; `None` when the
/// name promises nothing else.
#[must_use]
pub fn other_format(path: &str) -> Option<String> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let (stem, ending) = name.rsplit_once('.')?;
    let ending = ending.to_lowercase();
    let others = [
        "csv", "tsv", "tab", "xls", "xlsx", "xlsm", "ods", "xml", "gexf", "graphml", "gml", "net",
        "svg", "png", "jpg", "jpeg", "gif", "webp", "pdf", "ppt", "pptx", "odp", "doc", "docx",
        "odt", "rtf", "txt", "md", "html", "htm", "yaml", "yml", "toml", "jsonl", "ndjson",
        "geojson", "parquet", "sqlite", "db", "bib", "ris", "zip", "gz", "zst", "tar",
    ];
    // What is read is not what is written, whatever its ending.
    let mut read = super::FORMATS.iter().filter(|f| !f.own).flat_map(|f| f.endings);
    let other = others.contains(&ending.as_str()) || read.any(|e| *e == ending);
    (!stem.is_empty() && other).then_some(ending)
}
