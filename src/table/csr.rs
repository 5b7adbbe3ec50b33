//! Lists of lists in two flat arrays (compressed sparse rows).

/// For each row, a slice of values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Csr<T> {
    offsets: Vec<u32>,
    values: Vec<T>,
}

impl<T> Default for Csr<T> {
    fn default() -> Self {
        Self { offsets: vec![0], values: Vec::new() }
    }
}

impl<T: Copy + Ord> Csr<T> {
    /// The values of a row; empty past the end.
    #[must_use]
    #[inline]
    pub fn get(&self, row: usize) -> &[T] {
        match (self.offsets.get(row), self.offsets.get(row + 1)) {
            (Some(a), Some(b)) => &self.values[*a as usize..*b as usize],
            _ => &[],
        }
    }

    /// Where the values of a row stand among [`Csr::values`].
    #[must_use]
    pub fn range(&self, row: usize) -> std::ops::Range<usize> {
        match (self.offsets.get(row), self.offsets.get(row + 1)) {
            (Some(a), Some(b)) => *a as usize..*b as usize,
            _ => 0..0,
        }
    }

    /// Appends a row; values are sorted and each kept once.
    pub fn push(&mut self, values: &mut Vec<T>) {
        values.sort_unstable();
        values.dedup();
        self.push_as_is(values);
        values.clear();
    }

    /// Appends a row in the order given.
    pub fn push_as_is(&mut self, values: &[T]) {
        self.values.extend_from_slice(values);
        self.offsets.push(u32::try_from(self.values.len()).unwrap_or(u32::MAX));
    }

    /// Appends the rows of another.
    pub fn append(&mut self, other: &Self) {
        let base = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
        self.values.extend_from_slice(&other.values);
        self.offsets.extend(other.offsets[1..].iter().map(|o| base.saturating_add(*o)));
    }

    /// Builds rows from `(row, value)` pairs.
    #[must_use]
    pub fn from_pairs(n_rows: usize, mut pairs: Vec<(u32, T)>) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        let mut csr = Self::default();
        let mut rest = pairs.into_iter().peekable();
        let mut row_values = Vec::new();
        for row in 0..n_rows {
            while let Some((_, value)) = rest.next_if(|(r, _)| *r as usize == row) {
                row_values.push(value);
            }
            csr.push(&mut row_values);
        }
        csr
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All values, row after row.
    #[must_use]
    pub fn values(&self) -> &[T] {
        &self.values
    }

    /// Gives back the room the lists do not need.
    pub fn shrink(&mut self) {
        self.offsets.shrink_to_fit();
        self.values.shrink_to_fit();
    }
}

impl Csr<u32> {
    /// For each value below `n_values`, the rows that hold it, in ascending order (a counting sort).
    #[must_use]
    pub fn transposed(&self, n_values: usize) -> Self {
        let mut offsets = vec![0u32; n_values + 1];
        for value in &self.values {
            if let Some(n) = offsets.get_mut(*value as usize + 1) {
                *n += 1;
            }
        }
        for i in 1..offsets.len() {
            offsets[i] += offsets[i - 1];
        }
        let mut next = offsets.clone();
        let mut values = vec![0; offsets.last().copied().unwrap_or(0) as usize];
        for (row, n) in (0..self.len()).zip(0u32..) {
            for value in self.get(row) {
                if (*value as usize) < n_values {
                    let at = &mut next[*value as usize];
                    values[*at as usize] = n;
                    *at += 1;
                }
            }
        }
        Self { offsets, values }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_values_change_places() {
        let mut csr = Csr::default();
        for mut row in [vec![2, 0, 2], vec![], vec![1, 2]] {
            csr.push(&mut row);
        }
        assert_eq!(csr.get(0), [0, 2]);
        let back = csr.transposed(3);
        assert_eq!([back.get(0), back.get(1), back.get(2)], [&[0][..], &[2], &[0, 2]]);
        let mut twice = csr.clone();
        twice.append(&csr);
        assert_eq!(twice.get(5), [1, 2]);
        assert_eq!(twice.len(), 6);
    }
}
