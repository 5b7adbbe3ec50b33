//! How much memory a dataset takes, told from what the scan counted, and records that hold too much
//! to be read.

use super::Collection;
use super::scan::Slot;

/// Most values of one record, or of one member beside the collections, that are decoded. A record
/// with more is kept byte for byte, shown by its id and listed.
pub const MAX_VALUES: usize = 250_000;

/// A dataset may take this many times its size, and small ones as much as they need.
pub const MOST: u64 = 12;
const SMALL: u64 = 64 << 20;

/// Bytes a record takes beside its text: its slot, its id, its columns (measured with empty ones,
/// of each collection).
const RECORD: u64 = 90;
/// The same of what is counted: initiatives, statements, links and events.
const FACT: u64 = 260;

/// Whether a text holds more values than are decoded.
#[must_use]
pub fn is_heavy(text: &str) -> bool {
    text.len() > 2 * MAX_VALUES
        && memchr::memchr2_iter(b',', b':', text.as_bytes()).nth(MAX_VALUES).is_some()
}

/// Bytes a dataset takes while it is opened: its size, and how many records of each collection.
#[must_use]
pub fn estimate(size: u64, slots: &[Vec<Slot>; 9]) -> u64 {
    let records = Collection::ALL.iter().map(|c| {
        let each = match c {
            Collection::Initiatives
            | Collection::Statements
            | Collection::Links
            | Collection::Events => FACT,
            _ => RECORD,
        };
        slots[*c as usize].len() as u64 * each
    });
    size.saturating_add(size / 4).saturating_add(records.sum())
}

/// Bytes the places of records take at most while a text is scanned, before they are counted.
#[must_use]
pub fn estimate_scan(text: &str) -> u64 {
    let objects = memchr::memchr_iter(b'{', text.as_bytes()).count() as u64;
    // A list that grows is there twice for a moment.
    objects.saturating_mul(3 * size_of::<Slot>() as u64)
}

/// Whether a dataset of a size would take more than it may.
#[must_use]
pub fn is_hollow(size: u64, needed: u64) -> bool {
    needed > SMALL && needed > size.saturating_mul(MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_heavy_by_its_values_not_by_its_letters() {
        assert!(!is_heavy(&format!("[\"{}\"]", "a".repeat(4_000_000))));
        assert!(is_heavy(&format!("[{}1]", "1,".repeat(MAX_VALUES + 1))));
        assert!(!is_heavy(&format!("[{}1]", "1,".repeat(MAX_VALUES))));
    }

    #[test]
    fn a_small_file_is_never_hollow() {
        assert!(!is_hollow(1000, 60 << 20));
        assert!(is_hollow(15_000_000, 15_000_000 * 13));
        assert!(!is_hollow(1 << 30, 3 << 30));
    }
}
