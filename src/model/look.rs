//! One look at a record, member by member: what is doubtful in each, or cannot be used.

use rustc_hash::FxHashMap;

use super::schema::{self, Field, Kind};
use super::validate::{Checks, Found, is_color, is_id};
use super::walk::{Step, Trail, Visit, string};
use super::{DateFault, EdtfDate, Issue};
use crate::record::{Collection, Records, Row};

/// One look at one record, or at a member of the file.
pub(super) struct Look<'a, 't> {
    checks: &'a mut Checks,
    records: &'a Records,
    row: Option<Row>,
    text: &'t str,
    found: Found,
    id: bool,
    direct: bool,
    /// The first provenance of the record states all of it.
    covers: bool,
    /// Something in the record has provenance of its own.
    inner: bool,
    /// Exact words that are some.
    verbatim: usize,
    /// Shares of the sectors; `None` where there is none that can be used.
    shares: Vec<Option<f64>>,
    /// Currency, kind and what it restates, of each amount.
    amounts: Vec<[String; 3]>,
    alternatives: Vec<(usize, String, &'t str)>,
}

/// What stands in a text that is no exact words, and looks as if it were.
const MARKS: [char; 5] = ['«', '»', '“', '”', '„'];

impl<'a, 't> Look<'a, 't> {
    pub(super) fn new(
        checks: &'a mut Checks,
        records: &'a Records,
        row: Option<Row>,
        text: &'t str,
    ) -> Self {
        Self {
            checks,
            records,
            row,
            text,
            found: Found::default(),
            id: false,
            direct: false,
            covers: false,
            inner: false,
            verbatim: 0,
            shares: Vec::new(),
            amounts: Vec::new(),
            alternatives: Vec::new(),
        }
    }

    fn issue(&self, place: &str, code: &'static str, args: &[(&'static str, &str)]) -> Issue {
        match self.row {
            Some(row) => Issue::at(row, place, code, args),
            None => Issue { place: place.to_owned(), ..Issue::warning(code, args) },
        }
    }

    fn warn(&mut self, at: &Trail<'_>, code: &'static str, args: &[(&'static str, &str)]) {
        let issue = self.issue(&at.place(), code, args);
        self.checks.add(issue);
    }

    fn notice(&mut self, at: &Trail<'_>, code: &'static str, args: &[(&'static str, &str)]) {
        let issue = self.issue(&at.place(), code, args).notice();
        self.checks.add(issue);
    }

    /// Something stands here that cannot be used.
    fn wants(&mut self, at: &Trail<'_>, code: &'static str, raw: &str) {
        // What is no number at all is told by where it stands in the text.
        if !is_not_finite(raw) {
            self.warn(at, code, &[("value", short(raw))]);
        }
    }

    fn reference(&mut self, place: &str, id: &str, collections: &[Collection]) -> Option<Row> {
        let found = self.records.find(id);
        let issue = match found {
            None => self.issue(place, "reference-missing", &[("id", id)]),
            // Links may tie anything; forms offer what can be drawn.
            Some(row) if collections.contains(&row.collection()) || collections == schema::ENDS => {
                return found;
            }
            Some(row) => {
                let wanted = collections.first().map_or("", |c| c.key());
                let args = [("id", id), ("found", row.collection().key()), ("wanted", wanted)];
                self.issue(place, "reference-kind", &args)
            }
        };
        self.checks.add(issue);
        None
    }

    fn date(&mut self, place: &dyn Fn() -> String, raw: &str) {
        let written = string(raw);
        let code = match EdtfDate::read(written.as_deref().unwrap_or(raw)).0 {
            Ok(_) if written.is_some() => return,
            Ok(_) | Err(DateFault::NotEdtf) => "date-form",
            Err(DateFault::Reversed) => "date-reversed",
            Err(DateFault::Time) => "date-time",
        };
        let value = written.as_deref().unwrap_or(short(raw));
        let issue = self.issue(&place(), code, &[("value", value)]);
        self.checks.add(issue);
    }

    fn number(&mut self, at: &Trail<'_>, raw: &str, least: f64, most: f64) {
        if is_not_finite(raw) {
            return;
        }
        match raw.parse::<f64>() {
            Ok(n) if (least..=most).contains(&n) => {}
            Ok(_) => {
                let (least, most) = (least.to_string(), most.to_string());
                let args = [("value", raw), ("least", least.as_str()), ("most", most.as_str())];
                self.warn(at, "out-of-bounds", &args);
            }
            Err(_) => self.wants(at, "wants-number", raw),
        }
    }

    fn term(&mut self, at: &Trail<'_>, raw: &str, prefix: &str, standard: &[&'static str]) {
        let Some(term) = string(raw) else { return self.wants(at, "wants-text", raw) };
        let known = term.is_empty() || term.starts_with("x-") || standard.is_empty();
        if known || standard.contains(&&*term) || self.records.has_term(prefix, &term) {
            return;
        }
        match meant(&term, standard.iter().copied()) {
            Some(meant) => self.warn(at, "term-misspelt", &[("value", &*term), ("meant", meant)]),
            None => self.notice(at, "term-unknown", &[("value", &*term)]),
        }
    }

    fn text(&mut self, at: &Trail<'_>, raw: &str) {
        let Some(text) = string(raw) else { return self.wants(at, "wants-text", raw) };
        let statement = self.row.is_some_and(|r| r.collection() == Collection::Statements);
        if statement && at.steps()[0] == Step::Key("text".into()) && text.contains(MARKS) {
            self.notice(at, "marks-in-text", &[]);
        }
    }

    /// Whatever a plain value may be; returns whether it is as it should be.
    fn plain(&mut self, at: &Trail<'_>, kind: Kind, raw: &str) {
        let is_text = raw.starts_with('"');
        match kind {
            Kind::Line | Kind::Language if !is_text => self.wants(at, "wants-text", raw),
            Kind::Mark if !is_text && raw.parse::<f64>().is_err() => {
                self.wants(at, "wants-text", raw);
            }
            Kind::Flag if !matches!(raw, "true" | "false") => self.wants(at, "wants-flag", raw),
            Kind::Maybe(words)
                if !matches!(raw, "true" | "false")
                    && !string(raw).is_some_and(|t| words.contains(&&*t)) =>
            {
                self.wants(at, "wants-flag", raw);
            }
            Kind::Color => match string(raw) {
                Some(color) if is_color(&color) => {}
                Some(color) => self.warn(at, "color-form", &[("value", &*color)]),
                None => self.wants(at, "wants-text", raw),
            },
            Kind::Instant => match string(raw) {
                Some(text) if is_instant(&text) => {}
                Some(text) => self.notice(at, "instant-form", &[("value", &*text)]),
                None => self.wants(at, "wants-text", raw),
            },
            Kind::Whole(least) => match raw.parse::<i64>() {
                Ok(n) if n >= least => {}
                _ => {
                    let least = least.to_string();
                    self.warn(at, "wants-whole", &[("value", short(raw)), ("least", &*least)]);
                }
            },
            Kind::Paragraph
                if super::Locator::paragraphs(string(raw).as_deref().unwrap_or(raw)).is_none() =>
            {
                self.wants(at, "wants-paragraph", raw);
            }
            Kind::Decimal if super::millionths(string(raw).as_deref().unwrap_or(raw)).is_none() => {
                self.wants(at, "wants-decimal", raw);
            }
            Kind::Currency => match string(raw) {
                // That it is missing is told of the amount.
                Some(code) if code.is_empty() => {}
                Some(code) if super::minor_digits(&code).is_some() || code.starts_with("x-") => {}
                Some(code) => self.warn(at, "currency-unknown", &[("value", &*code)]),
                None => self.wants(at, "wants-text", raw),
            },
            Kind::Pointer => self.pointer(at, raw),
            _ => {}
        }
    }

    /// A JSON Pointer; those of provenance lead into what the provenance stands in.
    fn pointer(&mut self, at: &Trail<'_>, raw: &str) {
        let Some(pointer) = string(raw).filter(|p| p.is_empty() || p.starts_with('/')) else {
            return self.wants(at, "pointer-form", raw);
        };
        let steps = at.steps();
        let inside = steps.iter().rposition(|s| *s == Step::Key("prov".into()));
        if let Some(inside) = inside.filter(|_| steps.contains(&Step::Key("fields".into()))) {
            let whole = at.pointer();
            let end = whole.match_indices('/').nth(inside).map_or(0, |m| m.0);
            let target = format!("{}{pointer}", &whole[..end]);
            if crate::record::span_of(self.text, &target).is_none() {
                self.notice(at, "field-missing", &[("field", &*pointer)]);
            }
        }
    }

    /// What only shows once the whole record was seen.
    pub(super) fn finish(mut self, row: Row) -> Found {
        if !self.id {
            self.checks.add(Issue::at(row, "id", "id-missing", &[]));
        }
        if self.direct && self.verbatim == 0 {
            self.checks.add(Issue::at(row, "verbatim", "direct-without-verbatim", &[]));
        }
        if let Collection::Initiatives | Collection::Links = row.collection() {
            self.sum_of_shares(row);
        }
        for (i, amount) in self.amounts.iter().enumerate().filter(|a| !a.1[2].is_empty()) {
            // Another amount of the record, of the same kind, in another currency, told first-hand.
            let told = amount[2].strip_prefix("/amounts/").and_then(|n| n.parse::<usize>().ok());
            let told = told.filter(|n| *n != i).and_then(|n| self.amounts.get(n));
            if !told.is_some_and(|t| t[0] != amount[0] && t[1] == amount[1] && t[2].is_empty()) {
                let place = format!("amounts[{i}].restates");
                let args = [("value", amount[2].as_str())];
                self.checks.add(Issue::at(row, &place, "restates-form", &args));
            }
        }
        // By kind, the currency of the first amount of it.
        let mut first: FxHashMap<&str, &str> = FxHashMap::default();
        let mut several = false;
        for [currency, kind, _] in self.amounts.iter().filter(|a| a[2].is_empty()) {
            several |= *first.entry(kind).or_insert(currency) != currency;
        }
        if several {
            self.checks.add(Issue::at(row, "amounts", "restates-maybe", &[]).notice());
        }
        for (i, pointer, raw) in std::mem::take(&mut self.alternatives) {
            let place = format!("alternatives[{i}].value");
            match schema::field_at(row.collection(), &pointer).map(|f| f.kind) {
                Some(Kind::Ref(collections) | Kind::Refs(collections)) => {
                    if let Some(id) = string(raw).filter(|id| !id.is_empty()) {
                        self.reference(&place, &id, collections);
                    }
                }
                Some(Kind::Date) => self.date(&|| place.clone(), raw),
                _ => {}
            }
        }
        self.found.plain = self.covers && !self.inner;
        self.found
    }

    fn sum_of_shares(&mut self, row: Row) {
        let shares = &self.shares;
        if shares.len() < 2 && shares.iter().all(Option::is_none) {
            return;
        }
        if shares.iter().any(Option::is_none) {
            self.checks.add(Issue::at(row, "sectors", "share-missing", &[]).notice());
            return;
        }
        let sum: f64 = shares.iter().flatten().sum();
        // A dataset rounded to whole percents may miss by half a percent a sector.
        #[expect(clippy::cast_precision_loss, reason = "a record names few sectors")]
        let slack = 0.5 * shares.len() as f64;
        if (sum - 100.0).abs() > slack.min(2.0) {
            let sum = sum.to_string();
            self.checks.add(Issue::at(row, "sectors", "share-sum", &[("sum", &sum)]));
        }
    }

    /// Spans whose end lies before their start.
    fn ends(&mut self, at: &Trail<'_>, get: &dyn Fn(&str) -> Option<&'t str>) {
        for (start, end) in [("start", "end"), ("plannedStart", "plannedEnd")] {
            let day = |key| EdtfDate::read(&string(get(key)?)?).0.ok();
            if let (Some(a), Some(b)) = (day(start), day(end))
                && a.first > b.last
            {
                let place = at.place();
                let place =
                    if place.is_empty() { end.to_owned() } else { format!("{place}.{end}") };
                let issue = self.issue(&place, "end-before-start", &[]);
                self.checks.add(issue);
            }
        }
    }

    /// Members without which what they stand in means nothing.
    fn needed(&mut self, at: &Trail<'_>, fields: &'static [Field], seen: &[(usize, &'t str)]) {
        let has = |i: usize| seen.iter().any(|s| s.0 == i && s.1 != "\"\"" && s.1 != "{}");
        let top = at.steps().is_empty();
        for (i, field) in fields.iter().enumerate().filter(|(_, f)| f.needed) {
            if has(i) || (top && field.key == "id") {
                continue;
            }
            let place = at.place();
            let place = if place.is_empty() {
                field.key.to_owned()
            } else {
                format!("{place}.{}", field.key)
            };
            let code =
                if field.kind == Kind::Currency { "currency-missing" } else { "member-missing" };
            let issue = self.issue(&place, code, &[("member", field.key)]);
            // A record without its name or kind is still told by what it has.
            let soft = field.kind == Kind::Language || (top && !matches!(field.kind, Kind::Ref(_)));
            self.checks.add(if soft { issue.notice() } else { issue });
        }
    }
}

impl<'t> Visit<'t> for Look<'_, 't> {
    fn value(&mut self, at: &Trail<'t>, kind: Kind, raw: &'t str) {
        match kind {
            Kind::Id if at.steps().len() == 1 && self.row.is_some() => match string(raw) {
                Some(id) if id.is_empty() => {}
                Some(id) => {
                    self.id = true;
                    if !is_id(&id) {
                        self.notice(at, "id-form", &[("id", &*id)]);
                    }
                }
                None => {
                    self.id = true;
                    self.wants(at, "wants-text", raw);
                }
            },
            Kind::Text | Kind::Prose => self.text(at, raw),
            Kind::Term(prefix, standard) => {
                self.direct |= at.steps().len() == 1
                    && raw == "\"direct\""
                    && self.row.is_some_and(|r| r.collection() == Collection::Statements);
                self.term(at, raw, prefix, standard);
            }
            Kind::Date => self.date(&|| at.place(), raw),
            Kind::Ref(collections) => {
                let Some(id) = string(raw) else { return self.wants(at, "wants-id", raw) };
                if id.is_empty() {
                    return;
                }
                // The place is only needed when something is wrong.
                let known = self.records.find(&id);
                let fits = known.filter(|r| collections.contains(&r.collection()));
                if fits.is_none() {
                    self.reference(&at.place(), &id, collections);
                }
                if let (Some(row), Some(parent)) = (self.row, fits)
                    && *at.steps() == [Step::Key("parent".into())]
                {
                    self.checks.parent(row, parent);
                }
            }
            Kind::Number(least, most) => {
                let weight = self.row.is_some_and(|r| r.collection() == Collection::Links)
                    && at.steps()[0] == Step::Key("weight".into());
                if weight && raw.parse::<f64>().is_ok_and(|w| w < 0.0) {
                    let issue = self.issue("weight", "weight-negative", &[("value", raw)]);
                    self.checks.add(issue);
                } else {
                    self.number(at, raw, least, most);
                }
            }
            Kind::List(fields) if schema::is(fields, schema::AMOUNTS) => {
                self.found.unreadable += 1;
                self.wants(at, "wants-list", raw);
            }
            Kind::Group(fields) if schema::is(fields, schema::AMOUNTS) => {
                self.found.unreadable += 1;
                self.wants(at, "wants-object", raw);
            }
            // The bare id of a sector is read too.
            Kind::Group(fields) if schema::is(fields, schema::SHARES) && raw.starts_with('"') => {
                self.value(at, Kind::Ref(&[Collection::Sectors]), raw);
                self.shares.push(None);
            }
            Kind::List(_) | Kind::Refs(_) | Kind::Words | Kind::Pointers => {
                self.wants(at, "wants-list", raw);
            }
            Kind::Group(_) | Kind::ByLanguage(_) | Kind::Terms => {
                self.wants(at, "wants-object", raw);
            }
            _ => self.plain(at, kind, raw),
        }
    }

    fn other(&mut self, at: &Trail<'t>, fields: &'static [Field], key: &str) {
        if key.starts_with("x-") {
            return;
        }
        if let Some(meant) = meant(key, fields.iter().map(|f| f.key)) {
            let place = at.place();
            let place = if place.is_empty() { key.to_owned() } else { format!("{place}.{key}") };
            let issue = self.issue(&place, "member-misspelt", &[("key", key), ("meant", meant)]);
            self.checks.add(issue);
        }
    }

    fn object(&mut self, at: &Trail<'t>, fields: &'static [Field], seen: &[(usize, &'t str)]) {
        let get = |key: &str| seen.iter().rev().find(|s| fields[s.0].key == key).map(|s| s.1);
        self.needed(at, fields, seen);
        if schema::is(fields, schema::SHARES) && at.steps().len() == 2 {
            let share = get("share").and_then(|s| s.parse().ok()).filter(|s| *s >= 0.0);
            self.shares.push(share);
        } else if schema::is(fields, schema::PROV) {
            let source = get("source").and_then(string).is_some_and(|s| !s.is_empty());
            self.found.sourced |= source;
            match at.steps() {
                [Step::Key(_), Step::Index(0)] => {
                    let basis = get("basis").unwrap_or_default();
                    let stated = matches!(basis, "" | "\"\"" | "\"stated\"" | "\"imported\"");
                    self.covers = source && stated && get("fields").is_none();
                }
                [Step::Key(_), Step::Index(_)] => {}
                _ => self.inner = true,
            }
        } else if schema::is(fields, schema::AMOUNTS) {
            if at.steps().len() == 2 {
                let text = |key| get(key).and_then(string).unwrap_or_default().into_owned();
                let amount = [text("currency"), text("kind"), text("restates")];
                let value = get("value").map(|v| string(v).unwrap_or(v.into()));
                let read = value.is_some_and(|v| super::millionths(&v).is_some());
                self.found.unreadable += u32::from(!read || amount[0].is_empty());
                self.found.restates |= !amount[2].is_empty();
                self.amounts.push(amount);
            }
        } else if schema::is(fields, schema::VERBATIM) {
            match get("text").and_then(string) {
                Some(words) if !words.trim().is_empty() => self.verbatim += 1,
                _ => self.warn(at, "verbatim-empty", &[]),
            }
        } else if at.steps().first() == Some(&Step::Key("alternatives".into()))
            && let [_, Step::Index(i)] = at.steps()
        {
            let pointer = get("field").and_then(string).unwrap_or_default().into_owned();
            self.alternatives.extend(get("value").map(|raw| (*i, pointer, raw)));
        }
        // Most objects have no two dates.
        if seen.iter().filter(|s| fields[s.0].kind == Kind::Date).nth(1).is_some() {
            self.ends(at, &get);
        }
    }
}

/// What kind of value a text is, as the end of the id of its words.
pub(super) fn kind_of(raw: &str) -> &'static str {
    match raw.as_bytes().first() {
        Some(b'{') => "object",
        Some(b'"') => "text",
        Some(b'n') => "null",
        _ => "value",
    }
}

fn is_not_finite(raw: &str) -> bool {
    matches!(raw, "NaN" | "Infinity" | "-Infinity")
}

/// The beginning of a value, to be told.
fn short(raw: &str) -> &str {
    let raw = raw.strip_prefix('"').and_then(|r| r.strip_suffix('"')).unwrap_or(raw);
    raw.char_indices().nth(60).map_or(raw, |(end, _)| &raw[..end])
}

/// The word of a list that one almost like it was meant to be.
pub(super) fn meant(word: &str, known: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let near = |k: &&'static str| {
        if k.eq_ignore_ascii_case(word) {
            return true;
        }
        let most = match k.len() {
            0..=4 => 0,
            5..=7 => 1,
            _ => 2,
        };
        k.len().abs_diff(word.len()) <= most && strsim::osa_distance(k, word) <= most
    };
    known.into_iter().find(near)
}

/// Whether a text is a moment as RFC 3339 writes it: `2015-04-10T08:30:00Z`.
#[must_use]
pub fn is_instant(text: &str) -> bool {
    let b = text.as_bytes();
    let shape = b"0000-00-00T00:00:00";
    let fits = b.len() > shape.len()
        && b.iter().zip(shape).all(|(c, s)| if *s == b'0' { c.is_ascii_digit() } else { c == s });
    fits && {
        let rest = text[19..].trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
        let zone = rest.as_bytes();
        rest == "Z" || (zone.len() == 6 && matches!(zone[0], b'+' | b'-') && zone[3] == b':')
    }
}
