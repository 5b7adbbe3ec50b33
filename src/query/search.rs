//! Finding words in records, blind to case and accents.
//!
//! The index keeps, for every stretch of records, its vocabulary and which records hold each word.
//! A search looks for its words as parts of the vocabulary's words, so that the cost follows the
//! vocabulary and not the text.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::record::{Collection, Records, Row};
use crate::table::{Bits, Csr, FACTS, Facet, Table};

/// First code point past the Latin letters whose plain forms are kept in a table.
const LATIN_END: u32 = 0x250;

/// The plain form of each Latin letter; `None` where folding is not to one character.
static LATIN: LazyLock<Vec<Option<char>>> = LazyLock::new(|| {
    (0..LATIN_END)
        .map(|c| {
            let mut folded = String::new();
            fold_char(char::from_u32(c)?, &mut folded);
            let mut chars = folded.chars();
            chars.next().filter(|_| chars.next().is_none())
        })
        .collect()
});

/// Appends a character in small letters and without its accents (NFD, marks removed).
fn fold_char(c: char, out: &mut String) {
    for lower in c.to_lowercase() {
        match lower {
            'ß' => out.push_str("ss"),
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' => out.push('d'),
            'ı' => out.push('i'),
            '’' | 'ʼ' => out.push('\''),
            _ => out.extend(std::iter::once(lower).nfd().filter(|c| !is_combining_mark(*c))),
        }
    }
}

/// Appends the folded form of a text.
fn fold_into(text: &str, out: &mut String) {
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else if let Some(Some(plain)) = LATIN.get(c as usize) {
            out.push(*plain);
        } else {
            fold_char(c, out);
        }
    }
}

/// A text in small letters and without accents.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Whether a character belongs to a word.
fn in_word(c: char) -> bool {
    c.is_alphanumeric()
}

/// The words of a folded text.
fn words_of(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c| !in_word(c)).filter(|w| !w.is_empty())
}

/// Where the words of `query` stand in `text`, as byte ranges in ascending order that do not
/// overlap.
#[must_use]
pub fn matches(text: &str, query: &str) -> Vec<Range<usize>> {
    let mut folded = String::with_capacity(text.len());
    // For each byte of the folded text, where its character stands in the text.
    let mut places: Vec<usize> = Vec::with_capacity(text.len() + 1);
    for (i, c) in text.char_indices() {
        let mut one = [0; 4];
        fold_into(c.encode_utf8(&mut one), &mut folded);
        places.resize(folded.len(), i);
    }
    places.push(text.len());
    let end_of = |folded_end: usize| {
        let at = places.get(folded_end.saturating_sub(1)).copied().unwrap_or(text.len());
        text[at..].chars().next().map_or(at, |c| at + c.len_utf8())
    };
    let mut found: Vec<Range<usize>> = Vec::new();
    let query = fold(query);
    for word in words_of(&query) {
        for (i, part) in folded.match_indices(word) {
            found.push(places[i]..end_of(i + part.len()));
        }
    }
    found.sort_unstable_by_key(|r| (r.start, r.end));
    let mut out: Vec<Range<usize>> = Vec::new();
    for range in found {
        match out.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => out.push(range),
        }
    }
    out
}

/// Records in one stretch of the index; their numbers fit 16 bits.
const STRETCH: usize = 8192;

/// One stretch of records and its vocabulary.
#[derive(Debug, Default)]
struct Run {
    first: usize,
    /// All words, each followed by a line end.
    text: String,
    /// Where each word ends in `text`.
    ends: Vec<u32>,
    /// For each word, the records that hold it, counted from `first`.
    rows: Csr<u16>,
}

/// The index of words of a dataset.
#[derive(Debug, Default)]
pub struct WordIndex {
    runs: Vec<Run>,
    /// First number of each collection among all records, and the total.
    starts: [usize; 10],
}

impl WordIndex {
    /// Reads the words of every record.
    #[must_use]
    pub fn new(records: &Records) -> Self {
        let mut starts = [0; 10];
        for (i, c) in Collection::ALL.iter().enumerate() {
            starts[i + 1] = starts[i] + records.len(*c);
        }
        let mut words = Self { runs: Vec::new(), starts };
        let total = starts[9];
        let firsts: Vec<usize> = (0..total).step_by(STRETCH).collect();
        let this = &words;
        let runs = firsts
            .par_iter()
            .map(|first| this.run(records, *first, (*first + STRETCH).min(total)))
            .collect();
        words.runs = runs;
        words
    }

    fn row(&self, n: usize) -> Row {
        let c = (0..9).rev().find(|c| n >= self.starts[*c]).unwrap_or(0);
        Row::new(Collection::ALL[c], n - self.starts[c])
    }

    fn run(&self, records: &Records, first: usize, end: usize) -> Run {
        let mut numbers: FxHashMap<Box<str>, u32> = FxHashMap::default();
        let mut pairs: Vec<(u32, u16)> = Vec::new();
        let mut run = Run { first, ..Run::default() };
        let mut folded = String::new();
        for (n, local) in (first..end).zip(0u16..) {
            let row = self.row(n);
            let names = !FACTS.contains(&row.collection());
            each_text(records.text_of(row), names, &mut |text| {
                folded.clear();
                fold_into(text, &mut folded);
                for word in words_of(&folded) {
                    let known = numbers.get(word).copied();
                    let number = known.unwrap_or_else(|| {
                        let number = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
                        numbers.insert(word.into(), number);
                        run.text.push_str(word);
                        run.text.push('\n');
                        run.ends.push(u32::try_from(run.text.len()).unwrap_or(u32::MAX));
                        number
                    });
                    pairs.push((number, local));
                }
            });
        }
        run.rows = Csr::from_pairs(run.ends.len(), pairs);
        run
    }

    /// The records whose own words hold every word of `query`.
    #[must_use]
    pub fn records(&self, query: &str) -> Vec<Row> {
        let total = self.starts[9];
        let query = fold(query);
        let mut all: Option<Bits> = None;
        for word in words_of(&query) {
            let found = self.holding(word, total);
            match &mut all {
                Some(all) => all.and(&found),
                None => all = Some(found),
            }
        }
        all.map_or_else(Vec::new, |b| b.rows(0..total, false).map(|n| self.row(n)).collect())
    }

    fn holding(&self, word: &str, total: usize) -> Bits {
        let finder = Finder::new(word.as_bytes());
        let mut bits = Bits::none(total);
        for (run, rows) in self.search(&finder) {
            for row in rows {
                bits.put(run + usize::from(row));
            }
        }
        bits
    }

    /// For each stretch, the records that hold a word with the needle in it.
    fn search(&self, finder: &Finder<'_>) -> Vec<(usize, Vec<u16>)> {
        self.runs
            .par_iter()
            .map(|run| {
                let mut rows = Vec::new();
                let mut at = 0;
                while let Some(i) = finder.find(&run.text.as_bytes()[at..]) {
                    let word = run.ends.partition_point(|end| *end as usize <= at + i);
                    rows.extend_from_slice(run.rows.get(word));
                    at = run.ends.get(word).map_or(run.text.len(), |end| *end as usize);
                }
                (run.first, rows)
            })
            .collect()
    }

    /// The facts in which every word of `query` is found: in their own text, or in the names of
    /// the sectors, parties, institutions and people they touch. A bar parts alternatives:
    /// `rail | road` asks for either.
    #[must_use]
    pub fn facts(&self, table: &Table, query: &str) -> Bits {
        let mut asked = query.split('|').filter(|q| words_of(&fold(q)).next().is_some());
        let Some(first) = asked.next() else { return Bits::all(table.n_facts()) };
        let mut found = self.all_words(table, first);
        for other in asked {
            found.or(&self.all_words(table, other));
        }
        found
    }

    fn all_words(&self, table: &Table, query: &str) -> Bits {
        let n = table.n_facts();
        let query = fold(query);
        let mut all = Bits::all(n);
        let mut any = false;
        for word in words_of(&query) {
            any = true;
            let mut found = Bits::none(n);
            let named = |c: Collection| {
                [Facet::Sector, Facet::Party, Facet::Institution, Facet::Person]
                    .into_iter()
                    .find(|f| f.collection() == Some(c))
            };
            let first_fact = self.starts[Collection::Initiatives as usize];
            let facts_end = self.starts[Collection::Sources as usize];
            for (run, rows) in self.search(&Finder::new(word.as_bytes())) {
                for local in rows {
                    let record = run + usize::from(local);
                    if (first_fact..facts_end).contains(&record) {
                        // Facts are numbered in the order of the collections.
                        found.put(record - first_fact);
                    } else {
                        let row = self.row(record);
                        let field = named(row.collection());
                        let facts = field.map(|f| table.column(f).facts.get(row.index()));
                        for fact in facts.unwrap_or_default() {
                            found.put(*fact as usize);
                        }
                    }
                }
            }
            all.and(&found);
        }
        if any { all } else { Bits::all(n) }
    }
}

/// Members whose texts belong to a record; of records that are no facts only those that name it.
const NAMES: [&[u8]; 4] = [b"label", b"shortLabel", b"aliases", b"csl"];
const TEXTS: [&[u8]; 6] = [b"description", b"note", b"text", b"verbatim", b"speakerLabel", b"tags"];
/// Members inside those that are no words.
const NO_WORDS: [&[u8]; 9] =
    [b"lang", b"kind", b"translated", b"originalLang", b"prov", b"id", b"type", b"URL", b"issued"];

/// Calls `take` with every text of a record. The record is JSON that was checked at opening.
pub(super) fn each_text(json: &str, names: bool, take: &mut dyn FnMut(&str)) {
    let mut walk = Walk { b: json.as_bytes(), json, pos: 0 };
    walk.space();
    if walk.peek() != Some(b'{') {
        return;
    }
    walk.pos += 1;
    while let Some((start, end)) = walk.key() {
        let key = &walk.b[start..end];
        if NAMES.contains(&key) || (!names && TEXTS.contains(&key)) {
            walk.texts(take, 0);
        } else {
            walk.skip();
        }
    }
}

struct Walk<'a> {
    b: &'a [u8],
    json: &'a str,
    pos: usize,
}

impl Walk<'_> {
    fn peek(&self) -> Option<u8> {
        self.b.get(self.pos).copied()
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\n' | b'\t' | b'\r' | b',' | b':') = self.peek() {
            self.pos += 1;
        }
    }

    /// Moves behind the next key; returns where it stands. `None` at the end of the object.
    fn key(&mut self) -> Option<(usize, usize)> {
        self.space();
        if self.peek() != Some(b'"') {
            self.pos += 1;
            return None;
        }
        let key = self.string();
        self.space();
        Some(key)
    }

    /// Moves behind a string; returns where its characters stand.
    fn string(&mut self) -> (usize, usize) {
        let start = self.pos + 1;
        let mut at = start;
        loop {
            match memchr::memchr2(b'"', b'\\', self.b.get(at..).unwrap_or_default()) {
                Some(i) if self.b[at + i] == b'\\' => at += i + 2,
                Some(i) => {
                    self.pos = at + i + 1;
                    return (start, at + i);
                }
                None => {
                    self.pos = self.b.len();
                    return (start, self.b.len());
                }
            }
        }
    }

    fn skip(&mut self) {
        self.space();
        let mut depth = 0usize;
        while let Some(c) = self.peek() {
            match c {
                b'"' => {
                    self.string();
                }
                b'{' | b'[' => {
                    depth += 1;
                    self.pos += 1;
                    continue;
                }
                b'}' | b']' => {
                    if depth == 0 {
                        return;
                    }
                    depth -= 1;
                    self.pos += 1;
                }
                b',' if depth == 0 => return,
                _ => {
                    self.pos += 1;
                    continue;
                }
            }
            if depth == 0 {
                return;
            }
        }
    }

    /// Takes every text of the next value.
    fn texts(&mut self, take: &mut dyn FnMut(&str), depth: u8) {
        self.space();
        match self.peek() {
            Some(b'"') => {
                let (start, end) = self.string();
                let raw = self.json.get(start..end).unwrap_or_default();
                if raw.contains('\\') {
                    let whole = self.json.get(start - 1..end + 1).unwrap_or_default();
                    if let Ok(text) = serde_json::from_str::<String>(whole) {
                        take(&text);
                    }
                } else {
                    take(raw);
                }
            }
            Some(b'{') if depth < 8 => {
                self.pos += 1;
                while let Some((start, end)) = self.key() {
                    if NO_WORDS.contains(&&self.b[start..end]) {
                        self.skip();
                    } else {
                        self.texts(take, depth + 1);
                    }
                }
            }
            Some(b'[') if depth < 8 => {
                self.pos += 1;
                loop {
                    self.space();
                    match self.peek() {
                        None => return,
                        Some(b']') => {
                            self.pos += 1;
                            return;
                        }
                        _ => self.texts(take, depth + 1),
                    }
                }
            }
            Some(_) => self.skip(),
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_is_blind_to_case_and_accents() {
        assert_eq!(
            fold("Économie ŒUVRE Łódź Straße İstanbul"),
            "economie oeuvre lodz strasse istanbul"
        );
        assert_eq!(fold("Қазақстан"), fold("қазақстан"));
        assert_eq!(fold("习近平"), "习近平");
    }

    #[test]
    fn matches_are_told_in_the_original() {
        let text = "L’Économie de l’ŒUVRE";
        let found: Vec<&str> =
            matches(text, "economie oeuvre").into_iter().map(|r| &text[r]).collect();
        assert_eq!(found, ["Économie", "ŒUVRE"]);
        assert_eq!(matches("aaa", "a").first(), Some(&(0..3)));
        assert!(matches("abc", "  ").is_empty());
    }

    #[test]
    fn texts_of_a_record_are_its_words_and_nothing_else() {
        let json = r#"{"id":"x","label":{"fr":"Caf\u00e9","en":"Coffee"},"n":[1,{"label":"no"}],"aliases":[{"value":"Kawa","lang":"pl"}],"note":"a, \"b\"","verbatim":[{"lang":"fr","text":"mot"}],"tags":[],"z":{"a":"}"}}"#;
        let mut all = Vec::new();
        each_text(json, false, &mut |t| all.push(t.to_owned()));
        assert_eq!(all, ["Café", "Coffee", "Kawa", "a, \"b\"", "mot"]);
        all.clear();
        each_text(json, true, &mut |t| all.push(t.to_owned()));
        assert_eq!(all, ["Café", "Coffee", "Kawa"]);
    }
}
