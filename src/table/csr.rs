//! Lists of lists in two flat arrays (compressed sparse rows).

/// For each row, a slice of values.
#[derive(Clone, Debug)]
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
    pub fn get(&self, row: usize) -> &[T] {
        match (self.offsets.get(row), self.offsets.get(row + 1)) {
            (Some(a), Some(b)) => &self.values[*a as usize..*b as usize],
            _ => &[],
        }
    }

    /// Appends a row; values are sorted and each kept once.
    pub fn push(&mut self, values: &mut Vec<T>) {
        values.sort_unstable();
        values.dedup();
        self.values.append(values);
        self.offsets.push(u32::try_from(self.values.len()).unwrap_or(u32::MAX));
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
}
