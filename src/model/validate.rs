//! Looks through all records for what is doubtful or cannot be used: led by [`schema`] through the
//! text of each, at every depth.
//!
//! It never fails and never changes anything; a file with issues opens.

use rustc_hash::FxHashMap;

use super::look::{Look, kind_of, meant};
use super::walk::{walk, walk_value};
use super::{Issue, schema};
use crate::record::{Collection, Records, Row};

/// Most issues of one code that are listed; the rest is counted in one line.
const MAX_PER_CODE: usize = 1000;

/// Gathers issues while something else walks over the records.
#[derive(Debug, Default)]
pub struct Checks {
    issues: Vec<Issue>,
    counts: FxHashMap<&'static str, usize>,
    parents: Vec<(Row, Row)>,
    unsourced: usize,
}

/// What a look at a record shows besides issues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// It, or some part of it, says where it was read.
    pub sourced: bool,
    /// Amounts that cannot be read.
    pub unreadable: u32,
    /// Some amount tells another one once more.
    pub restates: bool,
    /// Its first provenance states all of it, and nothing in it has provenance of its own.
    pub plain: bool,
}

/// Checks every record.
#[must_use]
pub fn validate(records: &Records) -> Vec<Issue> {
    let mut checks = Checks::default();
    for row in records.rows() {
        checks.record(records, row, records.text_of(row));
    }
    checks.finish(records)
}

impl Checks {
    /// Looks at the text of one record.
    pub fn record(&mut self, records: &Records, row: Row, text: &str) -> Found {
        if !text.trim_start().starts_with('{') {
            self.add(Issue::at(row, "", "not-an-object", &[]));
            return Found::default();
        }
        if crate::record::weight::is_heavy(text) {
            // To look at each of its values takes more than the file itself.
            self.add(Issue::at(row, "", "too-many-values", &[]));
            return Found::default();
        }
        self.written(records, row);
        if has_hidden(text) {
            self.add(Issue::at(row, "", "hidden-characters", &[]));
        }
        let mut look = Look::new(self, records, Some(row), text);
        walk(text, schema::members(row.collection()), &mut look);
        let found = look.finish(row);
        self.unsourced += usize::from(!found.sourced && schema::needs_source(row.collection()));
        found
    }

    /// What the members beside the collections hold.
    fn header(&mut self, records: &Records) {
        let title = records.header().get("title").map(super::Text::from_value);
        if title.is_none_or(|t| t.is_empty()) {
            self.add(Issue::warning("title-missing", &[]));
        }
        for (key, raw, indexed) in records.top_level() {
            if indexed {
                continue;
            }
            if crate::record::weight::is_heavy(raw) {
                self.add(Issue {
                    place: key.into_owned(),
                    ..Issue::warning("too-many-values", &[])
                });
                continue;
            }
            if let Some(c) = Collection::from_key(key.as_bytes()) {
                let args = [("found", kind_of(raw))];
                self.add(Issue {
                    place: c.key().to_owned(),
                    ..Issue::warning("collection-kind", &args)
                });
            } else if let Some(field) = schema::HEADER.iter().find(|f| f.key == key) {
                let mut look = Look::new(self, records, None, "");
                walk_value(raw, field.kind, Some(field.key), &mut look);
            } else if !key.starts_with("x-")
                && let Some(meant) = meant(
                    &key,
                    Collection::ALL
                        .iter()
                        .map(|c| c.key())
                        .chain(schema::HEADER.iter().map(|f| f.key)),
                )
            {
                let args = [("key", &*key), ("meant", meant)];
                self.add(Issue {
                    place: key.to_string(),
                    ..Issue::warning("member-misspelt", &args)
                });
            }
        }
    }

    /// What was found so far, without what only shows when all records were looked at.
    #[must_use]
    pub fn found(&self) -> &[Issue] {
        &self.issues
    }

    /// Adds what was gathered over the records that follow.
    pub fn join(&mut self, later: Self) {
        let mut counts: Vec<_> = later.counts.into_iter().collect();
        counts.sort_unstable();
        let mut room: FxHashMap<&'static str, usize> = FxHashMap::default();
        for (code, n) in counts {
            let so_far = self.counts.entry(code).or_default();
            room.insert(code, MAX_PER_CODE.saturating_sub(*so_far));
            *so_far += n;
        }
        for issue in later.issues {
            if let Some(left) = room.get_mut(issue.code).filter(|left| **left > 0) {
                *left -= 1;
                self.issues.push(issue);
            }
        }
        self.parents.extend(later.parents);
        self.unsourced += later.unsourced;
    }

    /// The issues found, with repeated ids and cycles, in the order of the file.
    #[must_use]
    pub fn finish(mut self, records: &Records) -> Vec<Issue> {
        for row in records.repeated() {
            self.add(Issue::at(*row, "id", "id-repeated", &[("id", records.raw_id(*row))]));
        }
        self.cycles(records);
        self.header(records);
        if self.unsourced > 0 {
            let count = self.unsourced.to_string();
            self.add(Issue::file(super::Severity::Notice, "no-source", &[("count", &count)]));
        }
        let Self { mut issues, counts, .. } = self;
        issues.sort_by_key(|i| i.row);
        let mut more: Vec<_> = counts.into_iter().filter(|(_, n)| *n > MAX_PER_CODE).collect();
        more.sort_unstable();
        for (code, n) in more {
            let count = (n - MAX_PER_CODE).to_string();
            let args = [("count", count.as_str()), ("code", code)];
            issues.push(Issue::file(super::Severity::Warning, "too-many", &args));
        }
        issues
    }

    /// A record and the one it is part of.
    pub(super) fn parent(&mut self, row: Row, parent: Row) {
        self.parents.push((row, parent));
    }

    pub(super) fn add(&mut self, issue: Issue) {
        let n = self.counts.entry(issue.code).or_default();
        *n += 1;
        if *n <= MAX_PER_CODE {
            self.issues.push(issue);
        }
    }

    /// What is doubtful in how it is written, of records where something may be: those edited, and
    /// those the scan of the file named.
    fn written(&mut self, records: &Records, row: Row) {
        if !records.is_doubtful(row) {
            return;
        }
        let text = records.text_of(row).as_bytes();
        let Ok(found) = crate::record::scan::findings(text) else { return };
        let place = |offset: usize| match records.offset_of(row) {
            Some(start) => records.line_column(start + offset),
            None => crate::record::line_column(text, offset),
        };
        for key in found.duplicate_keys {
            let (line, column) = place(key.offset);
            let (line, column) = (line.to_string(), column.to_string());
            let args = [("key", key.key.as_str()), ("line", &line), ("column", &column)];
            self.add(Issue::at(row, &key.key, "key-repeated", &args));
        }
        for (offset, _) in found.not_finite {
            let (line, column) = place(offset);
            let (line, column) = (line.to_string(), column.to_string());
            let args = [("line", line.as_str()), ("column", &column)];
            self.add(Issue::at(row, "", "not-finite", &args));
        }
    }

    /// Follows parents upwards; each cycle is told once, at its first record.
    fn cycles(&mut self, records: &Records) {
        let parents: FxHashMap<Row, Row> = self.parents.iter().copied().collect();
        let mut done: rustc_hash::FxHashSet<Row> = rustc_hash::FxHashSet::default();
        for (row, _) in std::mem::take(&mut self.parents) {
            let mut path = Vec::new();
            let mut on_path = rustc_hash::FxHashSet::default();
            let mut at = row;
            while done.insert(at) {
                path.push(at);
                on_path.insert(at);
                match parents.get(&at) {
                    Some(next) => at = *next,
                    None => break,
                }
            }
            if on_path.contains(&at)
                && parents.contains_key(&at)
                && let Some(start) = path.iter().position(|r| *r == at)
            {
                let ids: Vec<&str> = path[start..].iter().map(|r| records.raw_id(*r)).collect();
                let shown = ids[..ids.len().min(8)].join(" → ");
                self.add(Issue::at(at, "parent", "cycle", &[("ids", &shown)]));
            }
        }
    }
}

/// Whether an id has the form the format asks for: `^[A-Za-z0-9][A-Za-z0-9._:~-]*$`, at most 200
/// bytes.
#[must_use]
pub fn is_id(id: &str) -> bool {
    id.len() <= 200
        && id.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric())
        && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"._:~-".contains(&b))
}

pub(super) fn is_color(color: &str) -> bool {
    color
        .strip_prefix('#')
        .is_some_and(|hex| matches!(hex.len(), 6 | 8) && hex.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// Whether the text holds bidirectional overrides or isolates, plainly or escaped.
fn has_hidden(text: &str) -> bool {
    let b = text.as_bytes();
    let plain = memchr::memchr_iter(0xE2, b)
        .any(|i| matches!(b.get(i + 1..i + 3), Some([0x80, 0xAA..=0xAE] | [0x81, 0xA6..=0xA9])));
    // Hardly any record holds an escape.
    plain
        || memchr::memchr(b'\\', b).is_some()
            && memchr::memmem::find_iter(b, b"\\u20").any(|i| {
                b.get(i + 4..i + 6).is_some_and(|d| {
                    matches!(
                        d.to_ascii_lowercase().as_slice(),
                        [b'2', b'a'..=b'e'] | [b'6', b'6'..=b'9']
                    )
                })
            })
}
