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

    /// The same on one core, where sets are made side by side.
    #[must_use]
    pub fn of_rows(len: usize, holds: impl Fn(usize) -> bool) -> Self {
        let word = |w: usize| {
            let end = len.min(w * 64 + 64);
            (w * 64..end).fold(0u64, |word, i| word | u64::from(holds(i)) << (i % 64))
        };
        Self { words: (0..len.div_ceil(64)).map(word).collect(), len }
    }

    /// The rows both hold, in ascending order.
    pub fn rows_both<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = usize> + 'a {
        let words = self.words.iter().zip(&other.words).enumerate();
        words.flat_map(|(i, (a, b))| bits_of(a & b).map(move |bit| i * 64 + bit))
    }

    /// How many rows of `range` both hold.
    #[must_use]
    pub fn count_both(&self, other: &Self, range: std::ops::Range<usize>) -> u32 {
        counted(&self.words, &other.words, &range)
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

    /// How many of some rows are in the set.
    #[must_use]
    #[inline]
    pub fn count_of(&self, rows: &[u32]) -> u32 {
        if rows.is_empty() {
            return 0;
        }
        let words = &self.words[..];
        let bit = |row: u32| {
            let word = words.get((row / 64) as usize).copied().unwrap_or(0);
            #[expect(clippy::cast_possible_truncation, reason = "one bit")]
            let bit = (word >> (row % 64)) as u32 & 1;
            bit
        };
        // Most lists are short: what it takes to begin four sums is more than they save.
        if rows.len() < 48 {
            return rows.iter().map(|r| bit(*r)).sum();
        }
        // Four sums at a time do not wait for each other.
        let fours = rows.chunks_exact(4);
        let rest: u32 = fours.remainder().iter().map(|r| bit(*r)).sum();
        let (mut a, mut b, mut c, mut d) = (0, 0, 0, rest);
        for four in fours {
            if let [w, x, y, z] = *four {
                a += bit(w);
                b += bit(x);
                c += bit(y);
                d += bit(z);
            }
        }
        a + b + c + d
    }

    /// Whether a row is in the set.
    #[must_use]
    #[inline]
    pub fn has(&self, row: usize) -> bool {
        self.words.get(row / 64).is_some_and(|w| w >> (row % 64) & 1 == 1)
    }

    /// Puts a row in; one past the end is ignored.
    #[inline]
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

    /// The set of some rows.
    #[must_use]
    pub fn of_numbers(len: usize, rows: &[u32]) -> Self {
        let mut out = Self::none(len);
        for row in rows {
            out.put(*row as usize);
        }
        out
    }

    /// How many rows it holds within `range`.
    #[must_use]
    pub fn count(&self, range: std::ops::Range<usize>) -> u32 {
        counted(&self.words, &self.words, &range)
    }

    #[inline]
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
            let word = mask(if out { !*word } else { *word }, i, &range);
            bits_of(word).map(move |bit| i * 64 + bit)
        })
    }
}

/// The places of the bits of a word that are set, from the lowest.
#[inline]
fn bits_of(mut word: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = word.trailing_zeros();
        (word != 0).then(|| {
            word &= word - 1;
            bit as usize
        })
    })
}

/// How many bits are set in both, in `range`; only its first and last word are cut.
fn counted(a: &[u64], b: &[u64], range: &std::ops::Range<usize>) -> u32 {
    let n = a.len().min(b.len());
    let (from, to) = (range.start / 64, range.end.div_ceil(64).min(n));
    if from >= to {
        return 0;
    }
    let cut = |i: usize| mask(a[i] & b[i], i, range).count_ones();
    if to - from < 3 {
        return (from..to).map(cut).sum();
    }
    cut(from) + cut(to - 1) + ones(&a[from + 1..to - 1], &b[from + 1..to - 1])
}

/// Words added side by side.
const LANES: usize = 4;
type Lanes = [u64; LANES];

/// How many bits are set in both: sixteen words are added bit by bit before any is counted
/// (Harley–Seal, in Warren, Hacker's Delight, 2nd ed., 5–1), since the plain target of x86-64 has
/// no instruction for counting.
fn ones(a: &[u64], b: &[u64]) -> u32 {
    let add = |low: &mut Lanes, x: Lanes, y: Lanes| -> Lanes {
        let mut high = [0; LANES];
        for i in 0..LANES {
            let half = low[i] ^ x[i];
            high[i] = (low[i] & x[i]) | (half & y[i]);
            low[i] = half ^ y[i];
        }
        high
    };
    let count = |x: Lanes| x.iter().map(|w| w.count_ones()).sum::<u32>();
    let none = [0; LANES];
    let (mut one, mut two, mut four, mut eight, mut sixteens) = (none, none, none, none, 0);
    let (mut a, mut b) = (a.chunks_exact(16 * LANES), b.chunks_exact(16 * LANES));
    for (a, b) in a.by_ref().zip(b.by_ref()) {
        let word =
            |k: usize| -> Lanes { std::array::from_fn(|i| a[k * LANES + i] & b[k * LANES + i]) };
        let mut eights = [none; 2];
        for (h, eights) in eights.iter_mut().enumerate() {
            let mut fours = [none; 2];
            for (q, fours) in fours.iter_mut().enumerate() {
                let k = h * 8 + q * 4;
                let twos =
                    [add(&mut one, word(k), word(k + 1)), add(&mut one, word(k + 2), word(k + 3))];
                *fours = add(&mut two, twos[0], twos[1]);
            }
            *eights = add(&mut four, fours[0], fours[1]);
        }
        sixteens += count(add(&mut eight, eights[0], eights[1]));
    }
    let rest = a.remainder().iter().zip(b.remainder());
    let rest: u32 = rest.map(|(a, b)| (a & b).count_ones()).sum();
    16 * sixteens + 8 * count(eight) + 4 * count(four) + 2 * count(two) + count(one) + rest
}

/// The part of word `i` that lies in `range`.
#[inline]
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
        let (mut many, mut others) = (Bits::none(20_000), Bits::none(20_000));
        for i in 0..20_000 {
            if i % 7 < 4 {
                many.put(i);
            }
            if i % 5 == 0 || i > 15_000 {
                others.put(i);
            }
        }
        for range in [0..20_000, 1..19_999, 63..64, 100..13_777, 5000..5064] {
            let slow = range.clone().filter(|i| many.has(*i) && others.has(*i)).count();
            assert_eq!(many.count_both(&others, range.clone()) as usize, slow, "{range:?}");
            let rows: Vec<u32> = range.clone().map(|i| u32::try_from(i).unwrap()).collect();
            assert_eq!(many.count_of(&rows), many.count(range));
        }
        let all = Bits::all(200);
        assert_eq!(all.count(0..200), 200);
        let mut none = all.clone();
        none.invert();
        assert_eq!(none.count(0..200), 0);
    }
}
