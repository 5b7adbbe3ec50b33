//! What the index of a version-1 file shows that is doubtful in the file as a whole; records are
//! looked at by [`crate::model::Checks`]. Frozen with the version.

use crate::model::{Issue, Severity};
use crate::record::line_column;
use crate::record::scan::Scan;

/// Turns what the scan noticed outside of records into issues with a place.
pub(super) fn findings(text: &str, scan: &Scan, issues: &mut Vec<Issue>) {
    for key in scan.duplicate_keys.iter().filter(|k| k.record.is_none()) {
        let (line, column) = line_column(text.as_bytes(), key.offset);
        let (line, column) = (line.to_string(), column.to_string());
        let args = [("key", key.key.as_str()), ("line", &line), ("column", &column)];
        issues.push(Issue::file(Severity::Warning, "key-repeated", &args));
    }
    for (offset, _) in scan.not_finite.iter().filter(|f| f.1.is_none()) {
        let (line, column) = line_column(text.as_bytes(), *offset);
        let (line, column) = (line.to_string(), column.to_string());
        let args = [("line", line.as_str()), ("column", &column)];
        issues.push(Issue::file(Severity::Warning, "not-finite", &args));
    }
}
