//! A filter as one line of text, the same in the field of the window and on the command line:
//! `sector=s.infra,s.finance party!=cn year=2013..2015 text="rail"`.
//!
//! Values are ids as in the file, or whole labels; `none` means "has no value". A period is a year,
//! a date of any precision, or two of them with `..` between; either end may be left out. Words
//! without a dimension are looked for.

use super::filter::{Clause, Dim, Filter, NONE, Values, whole_years, year_span};
use super::search::fold;
use crate::model::{Days, EdtfDate, civil_from_days, decode, label_of};
use crate::record::{Records, Row};
use crate::table::{Facet, Table};

/// What is wrong with the text of a filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormFault {
    /// The name before `=` is no dimension.
    Dimension(String),
    /// No record or term of the dimension has this id or label.
    Value(Dim, String),
    /// A dimension without `=` or `!=`, or a value with nothing in it.
    Empty(Dim),
    /// A quotation mark is not closed.
    Quote,
    /// Not a period.
    Period(String),
    /// The dimension stands twice.
    Twice(Dim),
}

/// A fault and the character where it is, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormError {
    /// The character, from 1.
    pub at: usize,
    /// What is wrong there.
    pub fault: FormFault,
}

impl FormError {
    /// The id of the sentence for people.
    #[must_use]
    pub fn message_id(&self) -> &'static str {
        match self.fault {
            FormFault::Dimension(_) => "form-dimension",
            FormFault::Value(..) => "form-value",
            FormFault::Empty(_) => "form-empty",
            FormFault::Quote => "form-quote",
            FormFault::Period(_) => "form-period",
            FormFault::Twice(_) => "form-twice",
        }
    }

    /// What is filled into the sentence.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        let (name, found) = match &self.fault {
            FormFault::Dimension(found) | FormFault::Period(found) => ("", found.clone()),
            FormFault::Value(dim, found) => (dim.key(), found.clone()),
            FormFault::Empty(dim) | FormFault::Twice(dim) => (dim.key(), String::new()),
            FormFault::Quote => ("", String::new()),
        };
        vec![("at", self.at.to_string()), ("name", name.to_owned()), ("found", found)]
    }
}

/// Where the names of values are looked up.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a> {
    /// The records, for ids and labels.
    pub records: &'a Records,
    /// The columns, for terms and speakers.
    pub table: &'a Table,
}

/// Records of one collection whose labels are compared when no id fits.
const MAX_LABELS: usize = 50_000;

impl Names<'_> {
    /// The number of a value by its id, its word, or its whole label.
    #[must_use]
    pub fn code(&self, dim: Dim, name: &str) -> Option<u32> {
        if name == "none" {
            return Some(NONE);
        }
        let field = dim.facet()?;
        let number = |row: Row| match field {
            Facet::Speaker => {
                self.table.speakers.binary_search(&row).ok().and_then(|n| u32::try_from(n).ok())
            }
            _ if field.collection() == Some(row.collection()) => u32::try_from(row.index()).ok(),
            _ => None,
        };
        if let Some(found) = self.records.find(name).and_then(number) {
            return Some(found);
        }
        if let Some(term) = self.table.column(field).term(name) {
            return Some(term);
        }
        let wanted = fold(name);
        let named = |row: &Row| {
            let value = decode(self.records, *row);
            let short = crate::model::Text::from_value(&value["shortLabel"]);
            let label = label_of(*row, &value);
            label.all().chain(short.all()).any(|(_, text)| fold(text) == wanted)
        };
        let rows: Vec<Row> = match field {
            Facet::Speaker => self.table.speakers.clone(),
            _ => field
                .collection()
                .map_or_else(Vec::new, |c| self.records.rows_of(c).take(MAX_LABELS).collect()),
        };
        rows.iter().find(|r| named(r)).and_then(|r| number(*r))
    }

    /// The id or word of a value.
    #[must_use]
    pub fn name(&self, dim: Dim, code: u32) -> String {
        if code == NONE {
            return "none".to_owned();
        }
        let Some(field) = dim.facet() else { return String::new() };
        if let Some(row) = self.table.value_row(field, code) {
            return self.records.raw_id(row).to_owned();
        }
        self.table.column(field).terms.get(code as usize).cloned().unwrap_or_default()
    }
}

/// One value as read: its text, and where it begins.
struct Read {
    text: String,
    at: usize,
}

struct Reader {
    chars: Vec<char>,
    pos: usize,
}

impl Reader {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.pos).copied()
    }

    fn fail<T>(at: usize, fault: FormFault) -> Result<T, FormError> {
        Err(FormError { at: at + 1, fault })
    }

    /// A value: in quotes with `\"` and `\\`, or up to a blank or comma.
    fn value(&mut self) -> Result<Read, FormError> {
        let at = self.pos;
        let mut text = String::new();
        if self.peek() == Some('"') {
            self.pos += 1;
            loop {
                match self.peek() {
                    None => return Self::fail(at, FormFault::Quote),
                    Some('"') => {
                        self.pos += 1;
                        return Ok(Read { text, at });
                    }
                    Some('\\') if matches!(self.chars.get(self.pos + 1), Some('"' | '\\')) => {
                        text.extend(self.chars.get(self.pos + 1));
                        self.pos += 2;
                    }
                    Some(c) => {
                        text.push(c);
                        self.pos += 1;
                    }
                }
            }
        }
        while let Some(c) = self.peek().filter(|c| !c.is_whitespace() && *c != ',') {
            text.push(c);
            self.pos += 1;
        }
        Ok(Read { text, at })
    }
}

/// Reads a filter.
///
/// # Errors
/// The first [`FormFault`] with the character where it stands.
pub fn parse(text: &str, names: Names<'_>) -> Result<Filter, FormError> {
    let mut reader = Reader { chars: text.chars().collect(), pos: 0 };
    let mut filter = Filter::default();
    let mut words: Vec<String> = Vec::new();
    loop {
        while reader.peek().is_some_and(char::is_whitespace) {
            reader.pos += 1;
        }
        let at = reader.pos;
        if reader.peek().is_none() {
            break;
        }
        let mut name = String::new();
        while let Some(c) = reader.peek().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
        {
            name.push(c);
            reader.pos += 1;
        }
        let inverted = reader.peek() == Some('!') && reader.chars.get(reader.pos + 1) == Some(&'=');
        if !inverted && reader.peek() != Some('=') {
            // A word without a dimension.
            reader.pos = at;
            let word = reader.value()?;
            if word.text.is_empty() {
                reader.pos += 1;
            } else {
                words.push(word.text);
            }
            continue;
        }
        reader.pos += if inverted { 2 } else { 1 };
        let Some(dim) = Dim::from_key(&name) else {
            return Reader::fail(at, FormFault::Dimension(name));
        };
        if filter.clause(dim).is_some() {
            return Reader::fail(at, FormFault::Twice(dim));
        }
        let mut read = vec![reader.value()?];
        while reader.peek() == Some(',') {
            reader.pos += 1;
            read.push(reader.value()?);
        }
        if let Some(empty) = read.iter().find(|r| r.text.trim().is_empty()) {
            return Reader::fail(empty.at, FormFault::Empty(dim));
        }
        let values = values(dim, read, names)?;
        filter.set(Clause { dim, inverted, values });
    }
    if !words.is_empty() {
        if filter.clause(Dim::Text).is_some() {
            let all = format!("{} {}", filter.words(), words.join(" "));
            filter.set_words(&all);
        } else {
            filter.set_words(&words.join(" "));
        }
    }
    Ok(filter)
}

fn values(dim: Dim, read: Vec<Read>, names: Names<'_>) -> Result<Values, FormError> {
    match dim {
        Dim::Text => {
            let words: Vec<String> = read.into_iter().map(|r| r.text).collect();
            // Several values mean "or", as in every dimension.
            Ok(Values::Words(words.join(" | ")))
        }
        Dim::Year => {
            let mut periods = Vec::new();
            for Read { text, at } in read {
                match period(&text) {
                    Some(days) => periods.push(days),
                    None => return Reader::fail(at, FormFault::Period(text)),
                }
            }
            periods.sort_unstable();
            periods.dedup();
            Ok(Values::Periods(periods))
        }
        _ => {
            let mut codes = Vec::new();
            for Read { text, at } in read {
                match names.code(dim, &text) {
                    Some(code) => codes.push(code),
                    None => return Reader::fail(at, FormFault::Value(dim, text)),
                }
            }
            codes.sort_unstable();
            codes.dedup();
            Ok(Values::Codes(codes))
        }
    }
}

/// A period: one date of any precision, or two with `..` between, either left out.
fn period(text: &str) -> Option<Days> {
    let day = |text: &str| EdtfDate::parse(text).days.ok().filter(|d| !d.is_unknown());
    let Some((from, to)) = text.split_once("..") else { return day(text) };
    let days = Days {
        first: if from.is_empty() { i32::MIN } else { day(from)?.first },
        last: if to.is_empty() { i32::MAX } else { day(to)?.last },
    };
    (days.first <= days.last && !days.is_unknown()).then_some(days)
}

/// Writes a filter so that [`parse`] reads it back.
#[must_use]
pub fn write(filter: &Filter, names: Names<'_>) -> String {
    let clauses: Vec<String> = filter
        .clauses()
        .iter()
        .map(|clause| {
            let values: Vec<String> = match &clause.values {
                Values::Codes(codes) => {
                    codes.iter().map(|c| bare(&names.name(clause.dim, *c))).collect()
                }
                Values::Periods(periods) => periods.iter().map(|p| written(*p)).collect(),
                Values::Words(words) => vec![in_quotes(words)],
            };
            let sign = if clause.inverted { "!=" } else { "=" };
            format!("{}{sign}{}", clause.dim.key(), values.join(","))
        })
        .collect();
    clauses.join(" ")
}

/// A value without quotes where it needs none.
fn bare(text: &str) -> String {
    let plain = !text.is_empty()
        && !text.starts_with('"')
        && !text.chars().any(|c| c.is_whitespace() || c == ',');
    if plain { text.to_owned() } else { in_quotes(text) }
}

fn in_quotes(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A period as [`parse`] reads it: years where it is made of whole ones, else days.
#[must_use]
pub(super) fn written(days: Days) -> String {
    if let Some((from, to)) = whole_years(days) {
        let year = |y: i32| if matches!(y, i32::MIN | i32::MAX) { String::new() } else { year4(y) };
        let plain = from == to && days == year_span(from, to);
        return if plain { year4(from) } else { format!("{}..{}", year(from), year(to)) };
    }
    let day = |d: i32| {
        if matches!(d, i32::MIN | i32::MAX) {
            return String::new();
        }
        let (y, m, d) = civil_from_days(d);
        // A year of more than four digits has no months (EDTF level 1): it begins or ends there.
        if y.unsigned_abs() > 9999 { year4(y) } else { format!("{}-{m:02}-{d:02}", year4(y)) }
    };
    if days.first == days.last {
        day(days.first)
    } else {
        format!("{}..{}", day(days.first), day(days.last))
    }
}

/// A year in at least four digits, and after a `Y` where it has more, as EDTF wants it.
fn year4(year: i32) -> String {
    if year.unsigned_abs() > 9999 {
        return format!("Y{year}");
    }
    if year < 0 { format!("-{:04}", year.unsigned_abs()) } else { format!("{year:04}") }
}
