//! Checks of single values by the rules of the scan of a whole file.

use super::scan::{Fault, Scan, ScanError, Slot, Span, one};

/// Checks that `text` is one JSON value by the rules of [`super::scan::scan`].
///
/// # Errors
/// The first [`Fault`] with its offset.
pub fn check_value(text: &[u8]) -> Result<(), ScanError> {
    let (_, _, end) = one(text, 0)?;
    let rest = &text[end..];
    let space = rest.iter().take_while(|b| matches!(b, b' ' | b'\n' | b'\t' | b'\r')).count();
    if space < rest.len() {
        return Err(ScanError { offset: end + space, fault: Fault::Trailing });
    }
    Ok(())
}

/// Checks that `text` is one JSON object, as a record of a file is, and finds its id. The slot
/// begins at 0.
///
/// # Errors
/// The first [`Fault`] with its offset.
pub fn record(text: &[u8]) -> Result<Slot, ScanError> {
    if text.first() != Some(&b'{') {
        return Err(ScanError { offset: 0, fault: Fault::Unexpected });
    }
    let (_, id, end) = one(text, 2)?;
    if end < text.len() {
        return Err(ScanError { offset: end, fault: Fault::Trailing });
    }
    let id: Span = id.unwrap_or_default();
    let small = |n: usize| {
        u32::try_from(n).map_err(|_too_long| ScanError { offset: 0, fault: Fault::NumberRange })
    };
    Ok(Slot {
        start: 0,
        len: small(text.len())?,
        id_offset: small(id.start)?,
        id_len: small(id.len())?,
    })
}

/// The keys that stand twice and the tokens that are no number in one record, with their offsets.
///
/// # Errors
/// As [`check_value`].
pub fn findings(text: &[u8]) -> Result<Scan, ScanError> {
    one(text, 2).map(|found| found.0)
}

/// Where `text` stops being one JSON object; `None` when it is one.
#[must_use]
pub fn record_fault(text: &[u8]) -> Option<usize> {
    record(text).err().map(|e| e.offset)
}
