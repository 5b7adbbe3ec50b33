//! Our own JSON: the version first, then the reader of that version.
//!
//! Version 1 is the only one released. A file of a newer version is read as version 1, read-only.

mod v1;

use std::sync::Arc;

use super::{Format, LoadError, LoadOptions, Loaded, ReadOnly};
use crate::model::{Issue, Severity};
use crate::record::scan::{Fault, Scan, ScanError};
use crate::record::{Collection, Records, SaveNote, line_column, scan, weight};

/// The newest version and minor this program knows.
pub const VERSION: u64 = 1;
/// The newest minor version this program knows.
pub const MINOR: u64 = 0;

/// The row of our own format. It takes whatever it is given, as it says of anything else what that
/// is instead.
pub const FORMAT: Format = Format {
    key: "cooperation-dataset",
    endings: &["json"],
    own: true,
    is: |_, _| true,
    read: super::load,
};

pub(super) fn read(
    text: String,
    save_notes: Vec<SaveNote>,
    options: LoadOptions,
    tick: &mut dyn FnMut(f32) -> bool,
) -> Result<Loaded, LoadError> {
    let total = text.len().max(1);
    let size = text.len() as u64;
    let fits = |needed: u64| match options.room {
        Some(room) if needed > room => Err(LoadError::Memory(needed.saturating_add(size), room)),
        _ => Ok(()),
    };
    fits(weight::estimate_scan(&text))?;
    #[expect(clippy::cast_precision_loss, reason = "a fraction for a progress bar")]
    let mut step = |done: usize| tick(done as f32 / total as f32);
    let mut recovered = None;
    let (text, found) = match scan::scan(text.as_bytes(), &mut step) {
        Ok(found) => (text, found),
        Err((error, partial)) => {
            let kept = partial.slots.iter().map(Vec::len).sum();
            if options.recover
                && kept > 0
                && let Some(mended) = complete_records(&text, &partial)
                && let Ok(found) = scan::scan(mended.as_bytes(), &mut step)
            {
                recovered = Some(kept);
                (mended, found)
            } else {
                return Err(json_error(&text, error, kept));
            }
        }
    };
    let needed = weight::estimate(text.len() as u64, &found.slots);
    if weight::is_hollow(size, needed) {
        return Err(LoadError::Hollow(found.slots.iter().map(Vec::len).sum(), needed));
    }
    // The text and the places of the records are there already.
    let there = found.slots.iter().map(|s| size_of_val(&s[..]) as u64).sum::<u64>() + size;
    fits(needed.saturating_sub(there))?;
    let mut issues = Vec::new();
    for note in &save_notes {
        issues.push(match note {
            SaveNote::ByteOrderMark => Issue::file(Severity::Notice, "byte-order-mark", &[]),
            SaveNote::Encoding(name) => {
                Issue::file(Severity::Notice, "encoding", &[("encoding", name)])
            }
        });
    }
    v1::findings(&text, &found, &mut issues);
    let records = Records::new(Arc::new(text), found).ok_or(LoadError::TooManyRecords)?;
    let read_only = check_header(&records, &mut issues)?;
    let read_only = recovered.map(|_| ReadOnly::Recovered).or(read_only);
    Ok(Loaded { records, issues, save_notes, read_only })
}

fn json_error(text: &str, error: ScanError, recoverable: usize) -> LoadError {
    if error.fault == Fault::Cancelled {
        return LoadError::Cancelled;
    }
    let (line, column) = line_column(text.as_bytes(), error.offset);
    let found = text.get(error.offset..).and_then(|t| t.chars().next());
    let found = found.map_or_else(String::new, |c| {
        if c.is_control() { format!("U+{:04X}", u32::from(c)) } else { c.to_string() }
    });
    LoadError::Json { fault: error.fault, line, column, found, recoverable }
}

/// The text up to the end of the last complete record, closed so that it is JSON again.
fn complete_records(text: &str, partial: &Scan) -> Option<String> {
    let member_end = partial.members.iter().map(|m| m.value.end).max().unwrap_or(0);
    let record_end = partial
        .slots
        .iter()
        .flatten()
        .map(|s| usize::try_from(s.start).unwrap_or(0) + s.len as usize)
        .max()
        .unwrap_or(0);
    let (end, close) = if record_end > member_end { (record_end, "]}") } else { (member_end, "}") };
    Some(format!("{}{close}", text.get(..end)?))
}

/// Looks at `format`, `version`, `minor` and `title`.
fn check_header(records: &Records, issues: &mut Vec<Issue>) -> Result<Option<ReadOnly>, LoadError> {
    let header = records.header();
    let collections = Collection::ALL
        .iter()
        .any(|c| records.member(c.key()).is_some_and(|text| text.starts_with('[')));
    match header.get("format") {
        Some(serde_json::Value::String(f)) if f == "cooperation-dataset" => {}
        Some(serde_json::Value::String(f)) => {
            return Err(LoadError::WrongFormat { found: f.chars().take(80).collect() });
        }
        Some(serde_json::Value::Null) | None => {
            if !header.contains_key("title") && !collections {
                return Err(LoadError::NotDataset);
            }
            issues.push(Issue::file(Severity::Notice, "format-missing", &[]));
        }
        Some(other) => {
            return Err(LoadError::WrongFormat {
                found: other.to_string().chars().take(80).collect(),
            });
        }
    }
    let mut read_only = None;
    match header.get("version").map(|v| (v, v.as_u64())) {
        Some((_, Some(1))) => {}
        Some((_, Some(newer))) if newer > VERSION => {
            read_only = Some(ReadOnly::Newer);
            let found = newer.to_string();
            issues.push(Issue::file(Severity::Warning, "version-newer", &[("found", &found)]));
        }
        _ => issues.push(Issue::file(Severity::Notice, "version-missing", &[])),
    }
    if let Some(minor) = header.get("minor").and_then(serde_json::Value::as_u64)
        && minor > MINOR
        && read_only.is_none()
    {
        let found = minor.to_string();
        issues.push(Issue::file(Severity::Notice, "minor-newer", &[("found", &found)]));
    }
    Ok(read_only)
}
