//! What the index of a version-1 file shows that is doubtful. Frozen with the version.

use crate::model::{Issue, Severity};
use crate::record::scan::Scan;
use crate::record::{Collection, Row, line_column};

/// Turns what the scan noticed into issues with a place.
pub(super) fn findings(text: &str, scan: &Scan, issues: &mut Vec<Issue>) {
    let record = |at: Option<(Collection, usize)>| at.map(|(c, i)| Row::new(c, i));
    for key in &scan.duplicate_keys {
        let (line, column) = line_column(text.as_bytes(), key.offset);
        let (line, column) = (line.to_string(), column.to_string());
        let args = [("key", key.key.as_str()), ("line", &line), ("column", &column)];
        issues.push(match record(key.record) {
            Some(row) => Issue::at(row, &key.key, "key-repeated", &args),
            None => Issue::file(Severity::Warning, "key-repeated", &args),
        });
    }
    for (offset, at) in &scan.not_finite {
        let (line, column) = line_column(text.as_bytes(), *offset);
        let (line, column) = (line.to_string(), column.to_string());
        let args = [("line", line.as_str()), ("column", &column)];
        issues.push(match record(*at) {
            Some(row) => Issue::at(row, "", "not-finite", &args),
            None => Issue::file(Severity::Warning, "not-finite", &args),
        });
    }
    for (collection, index) in &scan.not_objects {
        issues.push(Issue::at(Row::new(*collection, *index), "", "not-an-object", &[]));
    }
}
