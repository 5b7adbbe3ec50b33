//! One field of all facts: the values of each fact, and the facts of each value.

use rayon::prelude::*;

use super::{Bits, Csr};

/// Facts of a value below which its list is short.
const SHORT: usize = 32;

/// One field of all facts, both ways.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// The values of each fact, ascending.
    pub of: Csr<u32>,
    /// The facts of each value, ascending.
    pub facts: Csr<u32>,
    /// The words of a term's numbers; empty when values are records.
    pub terms: Vec<String>,
    /// Facts without any value.
    pub empty: Bits,
    /// For each collection of [`super::FACTS`], how many of its facts have each value.
    pub totals: [Vec<u32>; 4],
    /// The facts of the frequent values once more, as sets, by ascending value.
    pub(super) dense: Vec<(u32, Bits)>,
}

impl Column {
    /// Makes the sets of the frequent values: those with more facts than a set has words, so that
    /// it is faster to go through the set than through the list.
    pub(super) fn with_sets(mut self, n_facts: usize) -> Self {
        let frequent: Vec<u32> = (0u32..)
            .zip(0..self.n_values())
            .filter(|(_, v)| self.facts.get(*v).len() > (n_facts / 64).max(16))
            .map(|v| v.0)
            .collect();
        let set = |v: &u32| {
            let mut bits = Bits::none(n_facts);
            for fact in self.facts.get(*v as usize) {
                bits.put(*fact as usize);
            }
            (*v, bits)
        };
        let dense = frequent.par_iter().map(set).collect();
        self.dense = dense;
        self
    }

    /// The facts of a value as a set, when it is frequent.
    #[must_use]
    #[inline]
    pub fn set(&self, value: u32) -> Option<&Bits> {
        self.dense.binary_search_by_key(&value, |d| d.0).ok().map(|i| &self.dense[i].1)
    }

    /// What it takes to count the facts of a value among others, in words and numbers read.
    #[must_use]
    #[inline]
    pub fn effort(&self, value: u32) -> usize {
        match self.set(value) {
            Some(set) => set.len() / 64 + 8,
            None => self.facts.get(value as usize).len() + 8,
        }
    }

    /// The effort of all values together.
    #[must_use]
    pub fn effort_of_all(&self) -> usize {
        let dense: usize = self.dense.iter().map(|d| self.facts.get(d.0 as usize).len()).sum();
        let sets: usize = self.dense.iter().map(|d| d.1.len() / 64).sum();
        self.facts.values().len() - dense + sets + 8 * self.n_values()
    }

    /// Writes into `counts`, from the value `first` on, how many of its facts are among `rows`, for
    /// each collection of [`super::FACTS`], whose facts begin at `starts`.
    pub fn count(&self, first: usize, rows: &Bits, starts: [u32; 5], counts: &mut [[u32; 4]]) {
        let sets = self.dense.partition_point(|d| (d.0 as usize) < first);
        let mut dense = self.dense[sets..].iter().peekable();
        for (v, slot) in (first..).zip(counts) {
            if let Some((_, set)) = dense.next_if(|d| d.0 as usize == v) {
                *slot = std::array::from_fn(|c| {
                    rows.count_both(set, starts[c] as usize..starts[c + 1] as usize)
                });
                continue;
            }
            // The facts are ascending, so those of one collection follow each other.
            let facts = self.facts.get(v);
            let of = |c: usize| self.totals[c].get(v).copied().unwrap_or(0) as usize;
            let (first, mut rest) = facts.split_at(of(0).min(facts.len()));
            *slot = [rows.count_of(first), 0, 0, 0];
            // Of a short list one walk is faster than one for each collection.
            if rest.len() < SHORT {
                for fact in rest {
                    let after = |start: u32| usize::from(*fact >= start);
                    slot[1 + after(starts[2]) + after(starts[3])] +=
                        u32::from(rows.has(*fact as usize));
                }
                continue;
            }
            for (c, n) in slot.iter_mut().enumerate().skip(1) {
                let own;
                (own, rest) = rest.split_at(of(c).min(rest.len()));
                *n = rows.count_of(own);
            }
        }
    }

    /// How many values there are.
    #[must_use]
    pub fn n_values(&self) -> usize {
        self.facts.len()
    }

    /// The number of a term.
    #[must_use]
    pub fn term(&self, word: &str) -> Option<u32> {
        self.terms.iter().position(|t| t == word).and_then(|n| u32::try_from(n).ok())
    }
}
