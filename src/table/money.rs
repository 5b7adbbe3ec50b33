//! Money as whole millionths, so that sums are exact and no rounding hides in them.

use serde_json::Value;

use crate::model::EdtfDate;

/// Millionths of a unit of currency in one unit.
pub const UNIT: i128 = 1_000_000;

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
}

/// Reads a decimal number exactly into millionths; digits past the sixth are rounded half away
/// from zero. `None` when it is no number or does not fit.
#[must_use]
pub fn millionths(raw: &str) -> Option<i128> {
    let raw = raw.trim();
    let (mantissa, exponent) = match raw.find(['e', 'E']) {
        Some(i) => (&raw[..i], raw[i + 1..].parse::<i32>().ok()?),
        None => (raw, 0),
    };
    let (negative, digits) = match mantissa.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, mantissa.strip_prefix('+').unwrap_or(mantissa)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let mut value: i128 = 0;
    for b in whole.bytes().chain(fraction.bytes()) {
        let digit = (b as char).to_digit(10)?;
        value = value.checked_mul(10)?.checked_add(i128::from(digit))?;
    }
    let scale = 6 + i64::from(exponent) - i64::try_from(fraction.len()).ok()?;
    if scale >= 0 {
        for _ in 0..scale.min(60) {
            value = value.checked_mul(10)?;
        }
    } else if scale < -60 {
        value = 0;
    } else {
        let mut divisor: i128 = 1;
        for _ in 0..-scale {
            divisor = divisor.checked_mul(10).unwrap_or(i128::MAX);
        }
        value = (value + divisor / 2) / divisor;
    }
    Some(if negative { -value } else { value })
}

/// Millionths as a plain decimal number, without zeros at the end: `1234.5`.
#[must_use]
pub fn decimal(value: i128) -> String {
    let size = value.unsigned_abs();
    let unit = UNIT.unsigned_abs();
    let sign = if value < 0 { "-" } else { "" };
    let text = format!("{sign}{}.{:06}", size / unit, size % unit);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A share of an amount: `share` of `of`, rounded to the millionth.
#[must_use]
pub fn part(value: i128, share: f64, of: f64) -> i128 {
    if of <= 0.0 || !share.is_finite() {
        return 0;
    }
    // Shares have few digits; nine decimals of a percent are more than any file holds.
    #[expect(clippy::cast_possible_truncation, reason = "shares lie between 0 and 1")]
    let billionths = ((share / of).clamp(0.0, 1.0) * 1e9).round() as i128;
    match value.checked_mul(billionths) {
        Some(n) => (n + n.signum() * 500_000_000) / 1_000_000_000,
        None => value / 1_000_000_000 * billionths,
    }
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

    /// An amount in another currency, by a rate of the file or its inverse: of several rates for
    /// one pair that of the amount's year, else the last of the file.
    #[must_use]
    pub fn convert(&self, value: i128, from: &str, to: &str, year: i32) -> Option<i128> {
        if from == to {
            return Some(value);
        }
        let round = |n: i128, d: i128| (n + n.signum() * d / 2) / d;
        let found = |a: &str, b: &str| {
            let of_pair = || self.rates.iter().rev().filter(|(x, y, ..)| x == a && y == b);
            of_pair().find(|r| r.3 == Some(year)).or_else(|| of_pair().next()).map(|r| r.2)
        };
        if let Some(rate) = found(from, to) {
            return value.checked_mul(rate).map(|n| round(n, RATE_UNIT));
        }
        let rate = found(to, from)?;
        value.checked_mul(RATE_UNIT).map(|n| round(n, rate))
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
        assert_eq!(part(100 * UNIT, 1.0, 3.0), 33_333_333);
        assert_eq!(part(-100 * UNIT, 50.0, 100.0), -50 * UNIT);
    }

    #[test]
    fn only_the_files_own_rates_convert() {
        let rates = serde_json::json!([{"from": "EUR", "to": "USD", "rate": "1.25"}, {"from": "X", "to": "Y", "rate": true}]);
        let rates = Rates::read(&rates);
        assert_eq!(rates.convert(8 * UNIT, "EUR", "USD", 2015), Some(10 * UNIT));
        assert_eq!(rates.convert(10 * UNIT, "USD", "EUR", 2015), Some(8 * UNIT));
        assert_eq!(rates.convert(UNIT, "CNY", "USD", 2015), None);
    }
}
