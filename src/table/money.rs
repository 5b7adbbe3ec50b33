//! Money as whole millionths, so that sums are exact and no rounding hides in them.

use serde_json::Value;

pub use crate::model::{UNIT, decimal, millionths};

use crate::model::EdtfDate;

/// One amount of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Money {
    /// The value in millionths of the currency's unit.
    pub value: i128,
    /// The currency, as a number in [`super::Table::currencies`].
    pub currency: u16,
    /// What flows: `commitment`, `disbursement`, …, as a number in [`super::Table::flows`].
    pub flow: u16,
    /// The year the amount is dated to, or [`i32::MIN`].
    pub year: i32,
    /// Its place among the record's amounts, as in the file.
    pub place: u16,
    /// The place of the amount that it tells once more in another currency, or [`FIRST_HAND`].
    pub restates: u16,
    /// The file says that it is approximate.
    pub approximate: bool,
}

/// An amount that restates no other.
pub const FIRST_HAND: u16 = u16::MAX;

/// Which money: one currency and one kind of flow, of initiatives or of links. Pledges, commitments
/// and disbursements are never added to each other, nor money of links to that of initiatives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
pub struct Flow {
    /// The currency, in [`super::Table::currencies`].
    pub currency: u16,
    /// The kind, in [`super::Table::flows`].
    pub kind: u16,
    /// Amounts of links rather than of initiatives.
    pub links: bool,
    /// Amounts in other currencies are added too, converted by the file's own rates; never without
    /// having been asked for.
    pub rates: bool,
}

impl Flow {
    /// The collection whose amounts are meant.
    #[must_use]
    pub fn collection(self) -> crate::record::Collection {
        if self.links {
            crate::record::Collection::Links
        } else {
            crate::record::Collection::Initiatives
        }
    }
}

/// An amount split by whole weights so that the parts add up to it exactly: each part is whole in
/// the currency's smallest unit of `digits` decimals (`None`, an unknown currency: in the decimals
/// the value has), and what that leaves goes to the largest fractions, the first of equal ones
/// first (the largest remainder method, Hamilton 1792).
#[must_use]
pub fn split(value: i128, digits: Option<u32>, parts: &[(u32, i128)]) -> Vec<(u32, i128)> {
    let whole: i128 = parts.iter().map(|p| p.1).sum();
    if whole <= 0 {
        return Vec::new();
    }
    let mut step = 10_i128.pow(6 - digits.unwrap_or(0).min(6));
    while value % step != 0 {
        step /= 10;
    }
    let (units, sign) = ((value / step).abs(), value.signum());
    // units = many * whole + rest, so that no product is larger than the value itself.
    let (many, rest) = (units / whole, units % whole);
    let mut left = units;
    let mut out: Vec<(u32, i128)> = Vec::with_capacity(parts.len());
    let mut order: Vec<(i128, usize)> = Vec::with_capacity(parts.len());
    for (i, (name, weight)) in parts.iter().enumerate() {
        let product = rest.saturating_mul(*weight);
        let part = many.saturating_mul(*weight) + product / whole;
        left -= part;
        order.push((-(product % whole), i));
        out.push((*name, part));
    }
    order.sort_unstable();
    for (_, i) in order {
        if left > 0 {
            out[i].1 += 1;
            left -= 1;
        }
    }
    for (_, part) in &mut out {
        *part *= step * sign;
    }
    out
}

/// The file's own exchange rates: how many units of one currency buy one of another.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rates {
    /// `(from, to, units of to for one of from, in billionths, year)`.
    rates: Vec<(String, String, i128, Option<i32>)>,
}

/// Billionths in one.
const RATE_UNIT: i128 = 1_000_000_000;

impl Rates {
    /// Reads the `rates` of a file's header. A rate that is no number is left out.
    #[must_use]
    pub fn read(header: &Value) -> Self {
        let items = header.as_array().map_or(&[][..], Vec::as_slice);
        let rates = items.iter().filter_map(|item| {
            let raw = match &item["rate"] {
                Value::String(s) => s.clone(),
                Value::Number(n) => n.to_string(),
                _ => return None,
            };
            // A thousand times finer than money.
            let rate = millionths(&format!("{raw}e3")).or_else(|| {
                let (head, tail) = raw.split_once(['e', 'E'])?;
                millionths(&format!("{head}e{}", tail.parse::<i32>().ok()? + 3))
            })?;
            let text = |key: &str| item[key].as_str().map(str::to_owned);
            let date = item["date"].as_str().map(EdtfDate::parse);
            let year = date.and_then(|d| d.days.ok()).map(|d| d.years().0);
            (rate > 0).then_some((text("from")?, text("to")?, rate, year))
        });
        Self { rates: rates.collect() }
    }

    /// The currencies the rates lead from and to, in the order of the file.
    pub fn currencies(&self) -> impl Iterator<Item = &str> {
        self.rates.iter().flat_map(|r| [r.0.as_str(), r.1.as_str()])
    }

    /// Whether the file gives none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rates.is_empty()
    }

    /// The rates between two currencies, in either direction, as the file gives them: from, to,
    /// units of the second for one of the first in billionths, and the year.
    pub fn between<'a>(
        &'a self,
        a: &'a str,
        b: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a str, i128, Option<i32>)> {
        let way = move |x: &str, y: &str| (x == a && y == b) || (x == b && y == a);
        let rates = self.rates.iter().filter(move |r| way(&r.0, &r.1));
        rates.map(|r| (r.0.as_str(), r.1.as_str(), r.2, r.3))
    }

    /// An amount in another currency, by a rate of the file or its inverse: of several rates for
    /// one pair that of the amount's year, else the last of the file.
    #[must_use]
    pub fn convert(&self, value: i128, from: &str, to: &str, year: i32) -> Option<i128> {
        if from == to {
            return Some(value);
        }
        let round = |n: i128, d: i128| (n + n.signum() * d / 2) / d;
        let of_year = |a: &str, b: &str, wanted: Option<i32>| {
            let mut of_pair = self.rates.iter().rev().filter(|(x, y, ..)| x == a && y == b);
            of_pair.find(|r| wanted.is_none() || r.3 == wanted).map(|r| r.2)
        };
        // The year's own rate comes before one of another year, whichever way it is written.
        [Some(year), None].into_iter().find_map(|wanted| {
            if let Some(rate) = of_year(from, to, wanted) {
                return Some(value.checked_mul(rate).map(|n| round(n, RATE_UNIT)));
            }
            let rate = of_year(to, from, wanted)?;
            Some(value.checked_mul(RATE_UNIT).map(|n| round(n, rate)))
        })?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_exact() {
        assert_eq!(millionths("123.45"), Some(123_450_000));
        assert_eq!(millionths("-0.5"), Some(-500_000));
        assert_eq!(millionths("1e-07"), Some(0));
        assert_eq!(millionths("2.5e3"), Some(2_500_000_000));
        assert_eq!(millionths("9007199254740993"), Some(9_007_199_254_740_993_000_000));
        for bad in ["", "-", "abc", "1,5", ".", "1e999"] {
            assert_eq!(millionths(bad), None, "{bad}");
        }
        assert_eq!(decimal(123_450_000), "123.45");
        assert_eq!(decimal(-500_000), "-0.5");
        assert_eq!(decimal(884_000_000 * UNIT), "884000000");
    }

    #[test]
    fn parts_are_whole_cents_and_add_up() {
        let three = [(0, 1), (1, 1), (2, 1)];
        let parts = |value: i128, digits| -> Vec<String> {
            split(value, digits, &three).iter().map(|p| decimal(p.1)).collect()
        };
        assert_eq!(parts(900_000_000_000 * UNIT, Some(2)), ["300000000000"; 3]);
        assert_eq!(parts(100 * UNIT, Some(2)), ["33.34", "33.33", "33.33"]);
        assert_eq!(parts(-100 * UNIT, Some(0)), ["-34", "-33", "-33"]);
        // An unknown currency is split in the decimals its value has.
        assert_eq!(parts(100 * UNIT, None), ["34", "33", "33"]);
        assert_eq!(parts(100_100_000, None), ["33.4", "33.4", "33.3"]);
        // Finer than a cent stays so.
        assert_eq!(parts(1_000, Some(2)), ["0.001", "0", "0"]);
        let uneven = split(10 * UNIT, Some(0), &[(7, 70), (8, 50)]);
        assert_eq!(uneven, [(7, 6 * UNIT), (8, 4 * UNIT)]);
        let huge = split(i128::MAX / UNIT * UNIT, Some(2), &three);
        assert_eq!(huge.iter().map(|p| p.1).sum::<i128>(), i128::MAX / UNIT * UNIT);
    }

    #[test]
    fn only_the_files_own_rates_convert() {
        let rates = serde_json::json!([{"from": "EUR", "to": "USD", "rate": "1.25"}, {"from": "X", "to": "Y", "rate": true}]);
        let rates = Rates::read(&rates);
        assert_eq!(rates.convert(8 * UNIT, "EUR", "USD", 2015), Some(10 * UNIT));
        assert_eq!(rates.convert(10 * UNIT, "USD", "EUR", 2015), Some(8 * UNIT));
        assert_eq!(rates.convert(UNIT, "CNY", "USD", 2015), None);
        // The rate of the year itself counts, whichever way it is written.
        let rates = serde_json::json!([{"from": "EUR", "to": "USD", "rate": "1.25", "date": "2010"}, {"from": "USD", "to": "EUR", "rate": "0.5", "date": "2015"}]);
        let rates = Rates::read(&rates);
        assert_eq!(rates.convert(8 * UNIT, "EUR", "USD", 2015), Some(16 * UNIT));
        assert_eq!(rates.convert(8 * UNIT, "EUR", "USD", 2010), Some(10 * UNIT));
        assert_eq!(rates.convert(8 * UNIT, "EUR", "USD", 1999), Some(10 * UNIT));
    }
}
