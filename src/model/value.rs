//! Values shared by all records: text in several languages, dates of any precision, money.
//!
//! How they are shown to people is decided in [`crate::text`].

use edtf_core::{Bound, Edtf};
use serde_json::Value;

/// Text in one or several languages, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// `(BCP 47 tag, text)`; a plain string has an empty tag.
    by_language: Vec<(String, String)>,
}

impl Text {
    /// Reads a plain string or a language map.
    #[must_use]
    pub fn from_value(value: &Value) -> Self {
        let by_language = match value {
            Value::String(s) => vec![(String::new(), s.clone())],
            Value::Object(map) => map
                .iter()
                .filter_map(|(k, v)| v.as_str().map(|s| (k.clone(), s.to_owned())))
                .collect(),
            _ => Vec::new(),
        };
        Self { by_language }
    }

    /// Text of no stated language.
    #[must_use]
    pub fn plain(text: String) -> Self {
        if text.is_empty() {
            return Self::default();
        }
        Self { by_language: vec![(String::new(), text)] }
    }

    /// Whether there is no text in any language.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_language.iter().all(|(_, t)| t.is_empty())
    }

    /// The text for a reader of `language`: that language, then a variant of it, then the
    /// dataset's own language, then English, then whatever stands first.
    #[must_use]
    pub fn pick(&self, language: &str, fallback: &str) -> &str {
        self.pick_tagged(language, fallback).1
    }

    /// As [`Text::pick`], with the language tag the text has in the file.
    #[must_use]
    pub fn pick_tagged(&self, language: &str, fallback: &str) -> (&str, &str) {
        let exact = |tag: &str| self.by_language.iter().find(|(t, _)| t == tag);
        let variant = |tag: &str| {
            self.by_language
                .iter()
                .find(|(t, _)| t.strip_prefix(tag).is_some_and(|r| r.starts_with('-')))
        };
        exact(language)
            .or_else(|| variant(language))
            .or_else(|| exact(fallback))
            .or_else(|| exact("en"))
            .or_else(|| self.by_language.first())
            .map_or(("", ""), |(tag, text)| (tag, text))
    }

    /// Every text with its language tag.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.by_language.iter().map(|(t, s)| (t.as_str(), s.as_str()))
    }
}

/// A span of calendar days, both ends included, as days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
pub struct Days {
    /// First day; `i32::MIN` when open or unknown.
    pub first: i32,
    /// Last day; `i32::MAX` when open or unknown.
    pub last: i32,
}

impl Days {
    /// The years it touches, both included, with open ends taken as the known end.
    #[must_use]
    pub fn years(self) -> (i32, i32) {
        let (first, last) = self.closed();
        (civil_from_days(first).0, civil_from_days(last).0)
    }

    /// The span with an open or unknown end drawn at the known one.
    #[must_use]
    pub fn closed(self) -> (i32, i32) {
        match (self.first, self.last) {
            (i32::MIN, i32::MAX) => (0, 0),
            (i32::MIN, last) => (last, last),
            (first, i32::MAX) => (first, first),
            both => both,
        }
    }

    /// The days it is looked for on: from the known end, where only that is known ("before April"),
    /// on without end where it goes on.
    #[must_use]
    pub fn looked_for(self) -> Self {
        if self.first == i32::MIN { Self { first: self.last, ..self } } else { self }
    }

    /// Whether neither end is known.
    #[must_use]
    pub fn is_unknown(self) -> bool {
        self.first == i32::MIN && self.last == i32::MAX
    }
}

/// Days since 1970-01-01 of a proleptic Gregorian date, clamped to `i32`.
///
/// Howard Hinnant, "chrono-compatible low-level date algorithms", `days_from_civil`.
#[must_use]
pub fn days_from_civil(year: i64, month: u8, day: u8) -> i32 {
    let year = year.clamp(-4_000_000, 4_000_000);
    let (m, d) = (i64::from(month), i64::from(day));
    let y = year - i64::from(m <= 2);
    let era = y.div_euclid(400);
    let yoe = y.rem_euclid(400);
    let doy = (153 * ((m + 9) % 12) + 2) / 5 + d - 1;
    let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    i32::try_from(era * 146_097 + doe - 719_468).unwrap_or(i32::MAX - 1)
}

/// Year, month and day of a count of days since 1970-01-01 (the inverse of [`days_from_civil`]).
#[must_use]
pub fn civil_from_days(days: i32) -> (i32, u8, u8) {
    let z = i64::from(days) + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let day = doy - (153 * mp + 2) / 5 + 1;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    let year = yoe + era * 400 + i64::from(month <= 2);
    (
        i32::try_from(year).unwrap_or(0),
        u8::try_from(month).unwrap_or(1),
        u8::try_from(day).unwrap_or(1),
    )
}

/// Why a date is kept as text only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateFault {
    /// Not EDTF level 0 or 1.
    NotEdtf,
    /// The interval ends before it starts.
    Reversed,
    /// It has a time of day, which the format does not know.
    Time,
}

/// A date as written, with the days it may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EdtfDate {
    /// As written in the file.
    pub raw: String,
    /// The days it covers, or why it has none.
    pub days: Result<Days, DateFault>,
    /// Marked `?`, `~` or `%`, or with unspecified digits.
    pub doubtful: bool,
}

impl EdtfDate {
    /// Reads EDTF level 0 and 1 (loc.gov/standards/datetime, 2019).
    #[must_use]
    pub fn parse(raw: &str) -> Self {
        let (days, doubtful) = Self::read(raw);
        Self { raw: raw.to_owned(), days, doubtful }
    }

    /// The days of a date and whether they are doubtful, without keeping how it is written.
    pub fn read(raw: &str) -> (Result<Days, DateFault>, bool) {
        if let Some(days) = plain_days(raw.as_bytes()) {
            return (Ok(days), false);
        }
        match Edtf::parse(raw) {
            Ok(Edtf::DateTime(_)) => (Err(DateFault::Time), false),
            Ok(edtf) if edtf.level() <= 1 => {
                let bounds = edtf.bounds();
                let days = Days {
                    first: bound(bounds.earliest, i32::MIN),
                    last: bound(bounds.latest, i32::MAX),
                };
                let doubtful =
                    edtf.is_uncertain() || edtf.is_approximate() || edtf.has_unspecified();
                (Ok(days), doubtful)
            }
            _ => (Err(if reversed(raw) { DateFault::Reversed } else { DateFault::NotEdtf }), false),
        }
    }

    /// A date that is only written carelessly: `2015-4-1`, `2015/04/01`, `2015.04.01`, `25/04/2015`.
    /// What could be read in two ways is left alone.
    #[must_use]
    pub fn mended(text: &str) -> Option<String> {
        let parts: Vec<&str> = text.trim().split(['-', '/', '.']).collect();
        let number = |s: &str| s.parse::<u32>().ok().filter(|_| s.len() <= 2);
        let year = |s: &str| (s.len() == 4).then(|| s.parse::<u32>().ok()).flatten();
        let (y, m, d) = match parts[..] {
            [y, m] => (year(y)?, number(m)?, None),
            [y, m, d] if y.len() == 4 => (year(y)?, number(m)?, Some(number(d)?)),
            [a, b, y] => {
                let (a, b) = (number(a)?, number(b)?);
                match (a > 12, b > 12) {
                    (true, false) => (year(y)?, b, Some(a)),
                    (false, true) => (year(y)?, a, Some(b)),
                    _ => return None,
                }
            }
            _ => return None,
        };
        let out = match d {
            Some(d) => format!("{y:04}-{m:02}-{d:02}"),
            None => format!("{y:04}-{m:02}"),
        };
        Self::parse(&out).days.is_ok().then_some(out)
    }
}

/// A year, month or day written plainly, as most are: `2015`, `2015-04`, `2015-04-10`.
fn plain_days(b: &[u8]) -> Option<Days> {
    let number = |range: std::ops::Range<usize>| {
        b.get(range)?
            .iter()
            .try_fold(0i64, |n, d| d.is_ascii_digit().then(|| n * 10 + i64::from(*d - b'0')))
    };
    let year = number(0..4)?;
    let small = |n: i64| u8::try_from(n).ok();
    let month = |m: i64| (1..=12).contains(&m).then(|| small(m)).flatten();
    let after = |m: u8| if m == 12 { (year + 1, 1) } else { (year, m + 1) };
    match b.len() {
        4 => Some(Days { first: days_from_civil(year, 1, 1), last: days_from_civil(year, 12, 31) }),
        7 if b[4] == b'-' => {
            let m = month(number(5..7)?)?;
            let (y, next) = after(m);
            Some(Days { first: days_from_civil(year, m, 1), last: days_from_civil(y, next, 1) - 1 })
        }
        10 if b[4] == b'-' && b[7] == b'-' => {
            let (m, d) = (month(number(5..7)?)?, small(number(8..10)?)?);
            let day = days_from_civil(year, m, d);
            // A day the month does not have comes out in another.
            let (y, m2, d2) = civil_from_days(day);
            let same = (i64::from(y), m2, d2) == (year, m, d);
            same.then_some(Days { first: day, last: day })
        }
        _ => None,
    }
}

fn bound(bound: Bound, open: i32) -> i32 {
    match bound {
        Bound::Date(d) => days_from_civil(d.year, d.month, d.day),
        Bound::NegativeInfinity | Bound::PositiveInfinity | Bound::Unknown => open,
    }
}

fn reversed(raw: &str) -> bool {
    let Some((a, b)) = raw.split_once('/') else { return false };
    match (Edtf::parse(a), Edtf::parse(b)) {
        (Ok(a), Ok(b)) => bound(a.bounds().earliest, i32::MIN) > bound(b.bounds().latest, i32::MAX),
        _ => false,
    }
}

/// An amount of money, its number exactly as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The number's characters in the file, without quotes.
    pub value: String,
    /// ISO 4217 code as written.
    pub currency: String,
    /// `commitment`, `disbursement` and so on, as written.
    pub kind: String,
    /// The file says it is approximate.
    pub approximate: bool,
}

impl Amount {
    /// Reads the amounts of a record from its text, so that every digit is kept.
    #[must_use]
    pub fn read_all(record: &str, value: &Value) -> Vec<Self> {
        let items = value["amounts"].as_array().map_or(&[][..], Vec::as_slice);
        items
            .iter()
            .enumerate()
            .map(|(i, item)| {
                let raw = crate::record::span_of(record, &format!("/amounts/{i}/value"))
                    .and_then(|s| record.get(s.start..s.end))
                    .unwrap_or_default();
                Self {
                    value: raw.trim_matches('"').to_owned(),
                    currency: super::string(item, "currency"),
                    kind: super::string(item, "kind"),
                    approximate: item["approximate"].as_bool().unwrap_or(false),
                }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_go_there_and_back() {
        for days in (-800_000..800_000).step_by(17) {
            let (y, m, d) = civil_from_days(days);
            assert_eq!(days_from_civil(i64::from(y), m, d), days);
        }
        assert_eq!(days_from_civil(1970, 1, 1), 0);
        assert_eq!(days_from_civil(2015, 4, 10), 16_535);
    }

    #[test]
    fn careless_dates_are_written_plainly_and_doubtful_ones_left_alone() {
        assert_eq!(EdtfDate::mended("2015-4-1").as_deref(), Some("2015-04-01"));
        assert_eq!(EdtfDate::mended("2015/04").as_deref(), Some("2015-04"));
        assert_eq!(EdtfDate::mended("25.12.2015").as_deref(), Some("2015-12-25"));
        assert_eq!(EdtfDate::mended("10/04/2015"), None);
        assert_eq!(EdtfDate::mended("2015-02-30"), None);
    }

    #[test]
    fn plain_dates_are_those_of_the_library() {
        for raw in ["2015", "0000", "2015-02", "2012-12", "2012-02-29", "1900-02-28", "9999-12-31"]
        {
            let edtf = Edtf::parse(raw).unwrap().bounds();
            let theirs = Days { first: bound(edtf.earliest, 0), last: bound(edtf.latest, 0) };
            assert_eq!(plain_days(raw.as_bytes()), Some(theirs), "{raw}");
        }
        for raw in ["2015-13", "2015-02-29", "2015-21", "2015-4-1", "201X", "2015~", "", "+015"] {
            assert_eq!(plain_days(raw.as_bytes()), None, "{raw}");
        }
    }

    #[test]
    fn bounds_as_tabulated_in_the_format() {
        let span = |raw: &str| EdtfDate::parse(raw).days.unwrap();
        let day = |y, m, d| days_from_civil(y, m, d);
        assert_eq!(span("2015"), Days { first: day(2015, 1, 1), last: day(2015, 12, 31) });
        assert_eq!(span("2015-04~"), Days { first: day(2015, 4, 1), last: day(2015, 4, 30) });
        assert_eq!(span("201X"), Days { first: day(2010, 1, 1), last: day(2019, 12, 31) });
        assert_eq!(span("2015-21"), Days { first: day(2015, 3, 1), last: day(2015, 5, 31) });
        assert_eq!(span("2015-05/.."), Days { first: day(2015, 5, 1), last: i32::MAX });
        assert_eq!(span("/2015"), Days { first: i32::MIN, last: day(2015, 12, 31) });
        assert_eq!(EdtfDate::parse("2015/2013").days, Err(DateFault::Reversed));
        assert_eq!(EdtfDate::parse("2015-04-10T12:00:00Z").days, Err(DateFault::Time));
        assert_eq!(EdtfDate::parse("avril 2015").days, Err(DateFault::NotEdtf));
    }

    #[test]
    fn numbers_keep_every_digit() {
        let text = r#"{"amounts":[{"value":"9007199254740993","currency":"USD"},{"value":1e-07,"currency":"EUR"},{"value":-0.0,"currency":"EUR"}]}"#;
        let value: Value = serde_json::from_str(text).unwrap();
        let read: Vec<String> =
            Amount::read_all(text, &value).into_iter().map(|a| a.value).collect();
        assert_eq!(read, ["9007199254740993", "1e-07", "-0.0"]);
    }
}
