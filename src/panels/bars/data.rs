//! What a line of bars says.

use serde::Serialize;

use crate::panels::ReadCx;
use crate::panels::wording::Value;
use crate::record::Row;
use crate::ui::theme::Rgb;

/// One number of a line: pale in all, solid under the filter.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Bar {
    /// The number as it is written.
    pub text: String,
    /// The length of the solid bar, in the measure of its column.
    pub selected: f64,
    /// The length of the pale one.
    pub total: f64,
}

impl Bar {
    /// The bar of a value.
    #[must_use]
    pub fn of(cx: &ReadCx<'_>, value: Value) -> Self {
        // In a column there is no room to say of how many nothing is known; the tip does.
        let text = match value {
            Value::Money { sum, .. } if value.passes() && sum.known().is_none() => {
                cx.words.t("amount-unknown")
            }
            _ => value.text(cx, false),
        };
        Self { text, selected: value.selected(), total: value.total() }
    }
}

/// A name with its numbers.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct BarLine {
    /// The record, for lines that stand for one.
    pub row: Option<Row>,
    /// The name at the left.
    pub name: String,
    /// A dot before it.
    pub dot: Option<Rgb>,
    /// The colour of the bars.
    pub color: Rgb,
    /// One number a column.
    pub bars: Vec<Bar>,
    /// All of it in words.
    pub said: String,
    /// The record says nowhere where it was read.
    pub unsourced: bool,
}

/// A column of numbers.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// The largest total in it.
    pub max: f64,
    /// It holds sums of money.
    pub money: bool,
    /// What it counts: columns that count the same are on one scale.
    pub measure: usize,
}

/// Puts the columns that count the same on one scale.
pub fn on_one_scale(columns: &mut [Column]) {
    for i in 0..columns.len() {
        let alike = columns.iter().filter(|c| c.measure == columns[i].measure);
        columns[i].max = alike.map(|c| c.max).fold(0.0, f64::max);
    }
}

impl Column {
    /// The room its widest number takes, in points: a digit at the size they are drawn in, and the
    /// gaps at both sides.
    #[must_use]
    pub fn room(&self) -> f32 {
        if self.money {
            return 90.0;
        }
        #[expect(clippy::cast_precision_loss, reason = "a few characters")]
        let characters = (format!("{:.0}", self.max).len() * 2 + 1) as f32;
        characters * 7.5 + 14.0
    }

    /// The least width of the column: its numbers, and the longest word of its name, in points.
    fn needed(&self) -> f32 {
        let word = self.name.split(' ').map(|w| w.chars().count()).max().unwrap_or(0);
        #[expect(clippy::cast_precision_loss, reason = "a few characters")]
        let word = word as f32 * 7.0 + 12.0;
        self.room().max(word)
    }
}

/// The columns whose numbers, and the words of whose names, fit beside each other in so many points, from the left: numbers that
/// touch read as one.
#[must_use]
pub fn fit(columns: &[Column], points: f32) -> &[Column] {
    let mut n = columns.len();
    while n > 1 {
        let widest = columns[..n].iter().map(Column::needed).fold(0.0, f32::max);
        #[expect(clippy::cast_precision_loss, reason = "few columns")]
        let needed = widest * n as f32;
        if needed <= points {
            break;
        }
        n -= 1;
    }
    &columns[..n]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_that_count_the_same_are_on_one_scale() {
        let column = |max, measure| Column { max, measure, ..Column::default() };
        let mut columns = [column(9.0, 0), column(45.0, 3), column(582.0, 3)];
        on_one_scale(&mut columns);
        assert!(columns.iter().map(|c| c.max).eq([9.0, 582.0, 582.0]));
    }

    #[test]
    fn columns_that_do_not_fit_are_left_out_from_the_right() {
        let column = |max| Column { max, ..Column::default() };
        let columns = [column(9.0), column(120.0), column(3.0)];
        // The widest says "120/120".
        assert_eq!(fit(&columns, 3.0 * 66.5).len(), 3);
        assert_eq!(fit(&columns, 3.0 * 66.5 - 1.0).len(), 2);
        assert_eq!(fit(&columns, 100.0).len(), 1);
        assert_eq!(fit(&columns, 1.0).len(), 1);
    }
}
