//! Looks through all records for what is doubtful: references, cycles, shares, dates, ids.
//!
//! It never fails and never changes anything; a file with issues opens.

use rustc_hash::FxHashMap;
use serde_json::Value;

use super::{DateFault, EdtfDate, Issue, Share};
use crate::record::{Collection, Records, Row};

/// Most issues of one code that are listed; the rest is counted in one line.
const MAX_PER_CODE: usize = 1000;

/// Gathers issues while something else walks over the records.
#[derive(Debug, Default)]
pub struct Checks {
    issues: Vec<Issue>,
    counts: FxHashMap<&'static str, usize>,
    parents: Vec<(Row, Row)>,
}

/// Checks every record.
#[must_use]
pub fn validate(records: &Records) -> Vec<Issue> {
    let mut checks = Checks::default();
    for row in records.rows() {
        checks.record(records, row, &super::decode(records, row));
    }
    checks.finish(records)
}

impl Checks {
    /// Looks at one decoded record.
    pub fn record(&mut self, records: &Records, row: Row, v: &Value) {
        if !v.is_object() {
            self.add(Issue::at(row, "", "not-an-object", &[]));
            return;
        }
        self.written(records, row);
        self.identity(row, v);
        if has_hidden(records.text_of(row)) {
            self.add(Issue::at(row, "", "hidden-characters", &[]));
        }
        self.references(records, row, v);
        self.dates(row, v);
        if let Collection::Initiatives | Collection::Links = row.collection() {
            self.shares(row, v);
        }
        match row.collection() {
            Collection::Links => {
                if let Some(w) = v["weight"]["value"].as_f64()
                    && w < 0.0
                {
                    let args = [("value", w.to_string())];
                    let args = args.each_ref().map(|(k, s)| (*k, s.as_str()));
                    self.add(Issue::at(row, "weight", "weight-negative", &args));
                }
            }
            Collection::Statements => {
                let empty = v["verbatim"].as_array().is_none_or(Vec::is_empty);
                if v["kind"] == "direct" && empty {
                    self.add(Issue::at(row, "verbatim", "direct-without-verbatim", &[]));
                }
            }
            _ => {}
        }
        if let Some(color) = v["color"].as_str()
            && !is_color(color)
        {
            self.add(Issue::at(row, "color", "color-form", &[("value", color)]));
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
    }

    /// The issues found, with repeated ids and cycles, in the order of the file.
    #[must_use]
    pub fn finish(mut self, records: &Records) -> Vec<Issue> {
        for row in records.repeated() {
            self.add(Issue::at(*row, "id", "id-repeated", &[("id", records.raw_id(*row))]));
        }
        self.cycles(records);
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

    fn add(&mut self, issue: Issue) {
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

    fn identity(&mut self, row: Row, v: &Value) {
        match v["id"].as_str() {
            None | Some("") => self.add(Issue::at(row, "id", "id-missing", &[])),
            Some(id) if !is_id(id) => {
                self.add(Issue::at(row, "id", "id-form", &[("id", id)]).notice());
            }
            Some(_) => {}
        }
    }

    fn reference(&mut self, records: &Records, row: Row, member: &str, id: &Value) -> Option<Row> {
        let id = id.as_str().filter(|id| !id.is_empty())?;
        let found = records.find(id);
        if found.is_none() {
            self.add(Issue::at(row, member, "reference-missing", &[("id", id)]));
        }
        found
    }

    fn references(&mut self, records: &Records, row: Row, v: &Value) {
        for key in ["party", "event", "from", "to"] {
            self.reference(records, row, key, &v[key]);
        }
        if let Some(parent) = self.reference(records, row, "parent", &v["parent"]) {
            self.parents.push((row, parent));
        }
        for key in [
            "parties",
            "members",
            "speakers",
            "onBehalfOf",
            "institutions",
            "initiatives",
            "links",
            "derivedFrom",
            "sectors",
        ] {
            let items = v[key].as_array().map_or(&[][..], Vec::as_slice);
            for (i, item) in items.iter().enumerate() {
                if item.is_string() {
                    self.reference(records, row, &format!("{key}[{i}]"), item);
                }
            }
        }
        for (key, inner) in [
            ("prov", "source"),
            ("sectors", "sector"),
            ("participants", "actor"),
            ("offices", "party"),
            ("offices", "institution"),
            ("amounts", "from"),
            ("amounts", "to"),
            ("places", "party"),
        ] {
            let items = v[key].as_array().map_or(&[][..], Vec::as_slice);
            for (i, item) in items.iter().enumerate() {
                if item[inner].is_string() {
                    self.reference(records, row, &format!("{key}[{i}].{inner}"), &item[inner]);
                }
            }
        }
        self.reference(records, row, "place.party", &v["place"]["party"]);
    }

    fn dates(&mut self, row: Row, v: &Value) {
        for key in ["date", "start", "end", "issued"] {
            self.date(row, key, &v[key]);
        }
        if let Some(dates) = v["dates"].as_object() {
            for (key, date) in dates {
                self.date(row, &format!("dates.{key}"), date);
            }
        }
        for (key, inner) in
            [("offices", "start"), ("offices", "end"), ("stages", "date"), ("amounts", "date")]
        {
            let items = v[key].as_array().map_or(&[][..], Vec::as_slice);
            for (i, item) in items.iter().enumerate() {
                if item[inner].is_string() {
                    self.date(row, &format!("{key}[{i}].{inner}"), &item[inner]);
                }
            }
        }
    }

    fn date(&mut self, row: Row, member: &str, date: &Value) {
        let raw = match date {
            Value::Null => return,
            Value::String(raw) => raw.clone(),
            other => other.to_string(),
        };
        let code = match EdtfDate::parse(&raw).days {
            Ok(_) if date.is_string() => return,
            Ok(_) | Err(DateFault::NotEdtf) => "date-form",
            Err(DateFault::Reversed) => "date-reversed",
            Err(DateFault::Time) => "date-time",
        };
        self.add(Issue::at(row, member, code, &[("value", &raw)]));
    }

    fn shares(&mut self, row: Row, v: &Value) {
        let shares = Share::read(v);
        if shares.len() < 2 && shares.iter().all(|s| s.share.is_none()) {
            return;
        }
        if shares.iter().any(|s| s.share.is_none()) {
            self.add(Issue::at(row, "sectors", "share-missing", &[]).notice());
            return;
        }
        let sum: f64 = shares.iter().filter_map(|s| s.share).sum();
        // A dataset rounded to whole percents may miss by half a percent a sector.
        #[expect(clippy::cast_precision_loss, reason = "a record names few sectors")]
        let slack = 0.5 * shares.len() as f64;
        if (sum - 100.0).abs() > slack.min(2.0) {
            let sum = sum.to_string();
            self.add(Issue::at(row, "sectors", "share-sum", &[("sum", &sum)]));
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

fn is_color(color: &str) -> bool {
    color
        .strip_prefix('#')
        .is_some_and(|hex| matches!(hex.len(), 6 | 8) && hex.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// Whether the text holds bidirectional overrides or isolates, plainly or escaped.
fn has_hidden(text: &str) -> bool {
    let b = text.as_bytes();
    let plain = memchr::memchr_iter(0xE2, b)
        .any(|i| matches!(b.get(i + 1..i + 3), Some([0x80, 0xAA..=0xAE] | [0x81, 0xA6..=0xA9])));
    plain
        || memchr::memmem::find_iter(b, b"\\u20").any(|i| {
            b.get(i + 4..i + 6).is_some_and(|d| {
                matches!(
                    d.to_ascii_lowercase().as_slice(),
                    [b'2', b'a'..=b'e'] | [b'6', b'6'..=b'9']
                )
            })
        })
}
