//! Money as whole millionths of a currency's unit, read and written exactly.

/// Millionths of a unit of currency in one unit.
pub const UNIT: i128 = 1_000_000;

/// How many decimal digits the smallest unit of a currency has (ISO 4217: 2 for USD, 0 for JPY);
/// `None` for a code that is no currency of the list.
#[must_use]
pub fn minor_digits(code: &str) -> Option<u32> {
    let currency = iso_currency::Currency::from_code(code)?;
    // Gold, test codes and the like have none.
    Some(currency.exponent().map_or(6, u32::from))
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
