//! Sets of rows as bitmaps, 64 rows a word.

use rayon::prelude::*;

/// A set of row numbers below a fixed length.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
    len: usize,
}

impl Bits {
    /// The empty set over `len` rows.
    #[must_use]
    pub fn none(len: usize) -> Self {
        Self { words: vec![0; len.div_ceil(64)], len }
    }

    /// All of `len` rows.
    #[must_use]
    pub fn all(len: usize) -> Self {
        let mut bits = Self { words: vec![u64::MAX; len.div_ceil(64)], len };
        bits.trim();
        bits
    }

    /// Clears what lies past the last row.
    fn trim(&mut self) {
        let rest = self.len % 64;
        if rest > 0
            && let Some(last) = self.words.last_mut()
        {
            *last &= (1 << rest) - 1;
        }
    }

    /// The rows for which `holds` is true, asked on all cores.
    #[must_use]
    pub fn of(len: usize, holds: impl Fn(usize) -> bool + Sync) -> Self {
        let word = |w: usize| {
            let end = len.min(w * 64 + 64);
            (w * 64..end).fold(0u64, |word, i| word | u64::from(holds(i)) << (i % 64))
        };
        let words = (0..len.div_ceil(64)).into_par_iter().with_min_len(512).map(word).collect();
        Self { words, len }
    }

    /// How many rows of `range` both hold.
    #[must_use]
    pub fn count_both(&self, other: &Self, range: std::ops::Range<usize>) -> u32 {
        let words = self.words_in(&range).zip(other.words_in(&range));
        words.map(|((i, a), (_, b))| mask(a & b, i, &range).count_ones()).sum()
    }

    /// How many rows the set is over.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether the set is over no row at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether a row is in the set.
    #[must_use]
    pub fn has(&self, row: usize) -> bool {
        self.words.get(row / 64).is_some_and(|w| w >> (row % 64) & 1 == 1)
    }

    /// Puts a row in; one past the end is ignored.
    pub fn put(&mut self, row: usize) {
        if row < self.len
            && let Some(word) = self.words.get_mut(row / 64)
        {
            *word |= 1 << (row % 64);
        }
    }

    /// Keeps what both hold.
    pub fn and(&mut self, other: &Self) {
        for (a, b) in self.words.iter_mut().zip(&other.words) {
            *a &= b;
        }
    }

    /// Adds what the other holds.
    pub fn or(&mut self, other: &Self) {
        for (a, b) in self.words.iter_mut().zip(&other.words) {
            *a |= b;
        }
    }

    /// Holds what it did not, and the other way about.
    pub fn invert(&mut self) {
        for word in &mut self.words {
            *word = !*word;
        }
        self.trim();
    }

    /// How many rows it holds within `range`.
    #[must_use]
    pub fn count(&self, range: std::ops::Range<usize>) -> u32 {
        let mut n = 0;
        for (i, word) in self.words_in(&range) {
            n += mask(*word, i, &range).count_ones();
        }
        n
    }

    fn words_in(
        &self,
        range: &std::ops::Range<usize>,
    ) -> impl Iterator<Item = (usize, &u64)> + use<'_> {
        let (from, to) = (range.start / 64, range.end.div_ceil(64).min(self.words.len()));
        self.words[from.min(to)..to].iter().zip(from..).map(|(w, i)| (i, w))
    }

    /// The rows it holds within `range`, in ascending order; with `out`, those it does not hold.
    pub fn rows(
        &self,
        range: std::ops::Range<usize>,
        out: bool,
    ) -> impl Iterator<Item = usize> + '_ {
        let range = range.start..range.end.min(self.len);
        self.words_in(&range).flat_map(move |(i, word)| {
            let mut left = mask(if out { !*word } else { *word }, i, &range);
            std::iter::from_fn(move || {
                let bit = left.trailing_zeros();
                (left != 0).then(|| {
                    left &= left - 1;
                    i * 64 + bit as usize
                })
            })
        })
    }
}

/// The part of word `i` that lies in `range`.
fn mask(word: u64, i: usize, range: &std::ops::Range<usize>) -> u64 {
    let (first, end) = (i * 64, i * 64 + 64);
    let mut word = word;
    if range.start > first {
        word &= u64::MAX << (range.start - first).min(63);
    }
    if range.end < end {
        word &= (1u64 << range.end.saturating_sub(first).min(63)).wrapping_sub(1);
    }
    if range.start >= end || range.end <= first { 0 } else { word }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_count_and_list_what_they_hold() {
        let mut bits = Bits::none(200);
        for i in (0..200).step_by(3) {
            bits.put(i);
        }
        for (a, b) in [(0, 200), (1, 64), (63, 65), (64, 128), (100, 100), (190, 500), (130, 131)] {
            let expected: Vec<usize> = (a..b.min(200)).filter(|i| i % 3 == 0).collect();
            assert_eq!(bits.rows(a..b, false).collect::<Vec<_>>(), expected, "{a}..{b}");
            assert_eq!(bits.count(a..b) as usize, expected.len());
            let others: Vec<usize> = (a..b.min(200)).filter(|i| i % 3 != 0).collect();
            assert_eq!(bits.rows(a..b, true).collect::<Vec<_>>(), others, "{a}..{b}");
        }
        let all = Bits::all(200);
        assert_eq!(all.count(0..200), 200);
        let mut none = all.clone();
        none.invert();
        assert_eq!(none.count(0..200), 0);
    }
}
