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
        return Some(*kind);
    }
    let head = start[..start.len().min(64)].to_ascii_lowercase();
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&head);
    if head.starts_with(b"<!doctype html") || head.starts_with(b"<html") {
        return Some(FileKind::Html);
    }
    if head.starts_with(b"<?xml") || head.starts_with(b"<") {
        return Some(FileKind::Xml);
    }
    // Two ASCII characters of JSON in UTF-16 without a mark have a zero at every other place.
    match bytes.get(..4) {
        Some([a, 0, b, 0]) if *a != 0 && *b != 0 => Some(FileKind::Utf16),
        Some([0, a, 0, b]) if *a != 0 && *b != 0 => Some(FileKind::Utf16),
        _ => None,
    }
}
