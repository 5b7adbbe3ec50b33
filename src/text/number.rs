//! Numbers, money and dates as each language writes them.

use super::{Language, Words};
use crate::model::{Amount, Days, EdtfDate, civil_from_days};

/// The space French groups digits with and sets before `; : ! ?`. The narrow one (U+202F) would be
/// finer, but egui breaks lines at it: "3" and "082" would stand on two.
pub const FIXED_SPACE: char = '\u{A0}';

/// A whole number with its digits in groups: 12,345 or 12 345.
#[must_use]
pub fn whole(n: i64, language: Language) -> String {
    let digits = n.unsigned_abs().to_string();
    let grouped = group(&digits, language);
    if n < 0 { format!("−{grouped}") } else { grouped }
}

fn group(digits: &str, language: Language) -> String {
    let separator = if language == Language::Fr { FIXED_SPACE } else { ',' };
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 * 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(c);
    }
    out
}

/// A number exactly as its characters say, with the language's separators; anything that is not a
/// plain decimal stays as written.
#[must_use]
pub fn exact(raw: &str, language: Language) -> String {
    let (sign, rest) = raw.strip_prefix('-').map_or(("", raw), |r| ("−", r));
    let (digits, fraction) = rest.split_once('.').map_or((rest, None), |(d, f)| (d, Some(f)));
    let plain = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if !plain(digits) || fraction.is_some_and(|f| !plain(f)) {
        return raw.to_owned();
    }
    let grouped = group(digits, language);
    match fraction {
        Some(f) if language == Language::Fr => format!("{sign}{grouped},{f}"),
        Some(f) => format!("{sign}{grouped}.{f}"),
        None => format!("{sign}{grouped}"),
    }
}

/// A value in millionths, in units of 10 to a power, with one decimal: 7,500.0 for 7.5 bn in
/// millions. What is less than a twentieth of a unit keeps its first digit that is not zero.
#[must_use]
pub fn in_units(value: i128, power: u32, language: Language) -> String {
    let unit = 1_000_000i128 * 10i128.pow(power.min(18));
    // The whole part first, so that nothing is too large on the way.
    let (whole, left) = (value / unit, value % unit);
    let tenths = whole
        .saturating_mul(10)
        .saturating_add((left / (unit / 100_000) + left.signum() * 5_000) / 10_000);
    let mut text = format!("{}.{}", tenths.abs() / 10, tenths.abs() % 10);
    if tenths == 0 && value != 0 {
        let mut digits = 2usize;
        let mut scale = 100i128;
        while (value * scale) / unit == 0 && digits < 9 {
            digits += 1;
            scale *= 10;
        }
        text = format!("0.{:0digits$}", ((value * scale) / unit).abs());
    }
    let sign = if value < 0 { "-" } else { "" };
    exact(&format!("{sign}{text}"), language)
}

/// An amount in short: US$23.6 bn, 23,6 Md $. With `exact` every digit: US$23,600,000,000.
#[must_use]
pub fn money(amount: &Amount, words: &Words, in_full: bool) -> String {
    let language = words.language;
    let number = match amount.value.parse::<f64>() {
        Ok(value) if !in_full && value.is_finite() => short(value, language),
        _ => exact(&amount.value, language),
    };
    let space = '\u{A0}';
    match (language, amount.currency.as_str()) {
        (_, "") => number,
        (Language::En, "USD") => format!("US${number}"),
        (Language::En, "EUR") => format!("€{number}"),
        (Language::En, code) => format!("{code}{space}{number}"),
        (Language::Fr, "USD") => format!("{number}{space}$"),
        (Language::Fr, "EUR") => format!("{number}{space}€"),
        (Language::Fr, code) => format!("{number}{space}{code}"),
    }
}

fn short(value: f64, language: Language) -> String {
    let steps = match language {
        Language::En => &[(1e12, "tn"), (1e9, "bn"), (1e6, "m")][..],
        // No "Bn" for a million millions: it is read as the English one, a thousand times less.
        Language::Fr => &[(1e9, "Md"), (1e6, "M")][..],
    };
    let size = value.abs();
    let (scaled, unit) = steps
        .iter()
        .find(|(step, _)| size >= *step)
        .map_or((value, ""), |(step, unit)| (value / step, *unit));
    // Sums under each other are of one precision: one decimal of their unit.
    let text = if unit.is_empty() && size >= 1_000.0 {
        // Cents of thousands are for where every digit is told.
        format!("{scaled:.0}")
    } else if unit.is_empty() {
        let text = format!("{scaled:.2}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        format!("{scaled:.1}")
    };
    let number = exact(&text, language);
    if unit.is_empty() { number } else { format!("{number}\u{A0}{unit}") }
}

/// A share from 0 to 1 as a percentage: 60%, 33.3 %.
#[must_use]
pub fn percent(share: f64, language: Language) -> String {
    let text = format!("{:.1}", share * 100.0);
    let text = exact(text.trim_end_matches('0').trim_end_matches('.'), language);
    match language {
        Language::En => format!("{text}%"),
        Language::Fr => format!("{text}{FIXED_SPACE}%"),
    }
}

/// A span of days in words: years where it is made of whole ones, else days; open ends are said.
#[must_use]
pub fn period(days: Days, words: &Words) -> String {
    let edtf = |day: i32, first: bool| {
        let (y, m, d) = civil_from_days(day);
        let whole = (m, d) == if first { (1, 1) } else { (12, 31) };
        (whole, format!("{y:04}"), format!("{y:04}-{m:02}-{d:02}"))
    };
    let start = (days.first != i32::MIN).then(|| edtf(days.first, true));
    let end = (days.last != i32::MAX).then(|| edtf(days.last, false));
    let years = start.as_ref().is_none_or(|s| s.0) && end.as_ref().is_none_or(|e| e.0);
    let text = |side: &Option<(bool, String, String)>| {
        side.as_ref().map_or_else(|| "..".to_owned(), |s| (if years { &s.1 } else { &s.2 }).clone())
    };
    let (mut a, mut b) = (text(&start), text(&end));
    // Whole months are told as months.
    let first_of_month = |day: i32| civil_from_days(day).2 == 1;
    let months = start.is_none() || first_of_month(days.first);
    if !years && months && (end.is_none() || first_of_month(days.last + 1)) {
        for side in [&mut a, &mut b].into_iter().filter(|s| s.len() == 10) {
            side.truncate(7);
        }
    }
    if a == b {
        return if years { a } else { date(&EdtfDate::parse(&a), words) };
    }
    date(&EdtfDate::parse(&format!("{a}/{b}")), words)
}

/// A date in words: 27 March 2015, mars 2015, about 2015. What cannot be read stays as written.
#[must_use]
pub fn date(date: &EdtfDate, words: &Words) -> String {
    if date.days.is_err() {
        return date.raw.clone();
    }
    let Some((start, end)) = date.raw.split_once('/') else { return one(&date.raw, words) };
    let open = |s: &str| s.is_empty() || s == "..";
    let arg = |s: &str| [("date", one(s, words))];
    match (open(start), open(end)) {
        (true, true) => date.raw.clone(),
        // A thing of which only the latest day is known.
        (true, false) => {
            let day = end.len() == 10 && end.as_bytes()[7] == b'-';
            words.ts(if day { "date-before-day" } else { "date-before" }, &arg(end))
        }
        (false, true) => words.ts("date-since", &arg(start)),
        (false, false) => {
            words.ts("date-range", &[("start", one(start, words)), ("end", one(end, words))])
        }
    }
}

fn one(raw: &str, words: &Words) -> String {
    let (bare, mark) = match raw.as_bytes().last() {
        Some(b'?') => (&raw[..raw.len() - 1], "date-uncertain"),
        Some(b'~') => (&raw[..raw.len() - 1], "date-about"),
        Some(b'%') => (&raw[..raw.len() - 1], "date-about-uncertain"),
        _ => (raw, ""),
    };
    let text = plain(bare, words).unwrap_or_else(|| bare.to_owned());
    if mark.is_empty() { text } else { words.ts(mark, &[("date", text)]) }
}

fn plain(raw: &str, words: &Words) -> Option<String> {
    let parts: Vec<&str> = raw.split('-').collect();
    let year = || (*parts.first().unwrap_or(&"")).to_owned();
    match parts[..] {
        [y] if y.len() == 4 && y.ends_with("XX") => Some(words.ts(
            "date-century",
            &[("start", format!("{}00", &y[..2])), ("end", format!("{}99", &y[..2]))],
        )),
        [y] if y.len() == 4 && y.ends_with('X') => Some(words.ts(
            "date-decade",
            &[("start", format!("{}0", &y[..3])), ("end", format!("{}9", &y[..3]))],
        )),
        [_, "XX"] | [_, "XX", "XX"] => Some(words.ts("date-some-month", &[("year", year())])),
        [_, m, "XX"] => {
            let month = words.find(&format!("month-{m}"))?;
            Some(words.ts("date-some-day", &[("month", month), ("year", year())]))
        }
        [_, m @ ("21" | "22" | "23" | "24")] => {
            let season = words.find(&format!("season-{m}"))?;
            Some(words.ts("date-month", &[("month", season), ("year", year())]))
        }
        [_, m] => {
            let month = words.find(&format!("month-{m}"))?;
            Some(words.ts("date-month", &[("month", month), ("year", year())]))
        }
        [_, m, d] => {
            let month = words.find(&format!("month-{m}"))?;
            let day = d.trim_start_matches('0');
            let day = if day == "1" { words.t("date-first") } else { day.to_owned() };
            Some(words.ts("date-day", &[("day", day), ("month", month), ("year", year())]))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(value: &str) -> Amount {
        Amount {
            value: value.to_owned(),
            currency: "USD".to_owned(),
            kind: String::new(),
            approximate: false,
        }
    }

    #[test]
    fn amounts_are_told_in_one_unit() {
        let unit = |value: i128, power| in_units(value * 1_000_000, power, Language::En);
        assert_eq!(unit(7_500_000_000, 6), "7,500.0");
        assert_eq!(unit(1_149_999, 6), "1.1");
        assert_eq!(unit(1_150_000, 6), "1.2");
        assert_eq!(unit(-34_400_000, 6), "−34.4");
        assert_eq!(unit(2_000, 6), "0.002");
        assert_eq!(unit(0, 6), "0.0");
        // As large as money can be.
        assert!(unit(i128::MAX / 1_000_000, 0).ends_with("715,884.0"));
        assert_eq!(in_units(884_000_000_000_000, 6, Language::Fr), "884,0");
    }

    #[test]
    fn money_reads_as_each_language_writes_it() {
        let (en, fr) = (Words::new(Language::En), Words::new(Language::Fr));
        assert_eq!(money(&amount("23600000000"), &en, false), "US$23.6\u{A0}bn");
        assert_eq!(money(&amount("23600000000"), &fr, false), "23,6\u{A0}Md\u{A0}$");
        assert_eq!(money(&amount("1600000000000"), &fr, false), "1\u{A0}600,0\u{A0}Md\u{A0}$");
        assert_eq!(
            money(&amount("23600000000"), &fr, true),
            "23\u{A0}600\u{A0}000\u{A0}000\u{A0}$"
        );
        assert_eq!(
            money(&amount("123456789012345678901234567890.12"), &en, true),
            "US$123,456,789,012,345,678,901,234,567,890.12"
        );
        assert_eq!(exact("1e-07", Language::En), "1e-07");
        assert_eq!(exact("-0.0", Language::Fr), "−0,0");
    }

    #[test]
    fn dates_read_as_each_language_writes_them() {
        let (en, fr) = (Words::new(Language::En), Words::new(Language::Fr));
        let show = |raw: &str, w: &Words| date(&EdtfDate::parse(raw), w);
        assert_eq!(show("2015-03-27", &en), "27 March 2015");
        assert_eq!(show("2015-04-01", &fr), "1er avril 2015");
        assert_eq!(show("2015-04~", &fr), "vers avril 2015");
        assert_eq!(show("2013/2017", &en), "2013–2017");
        assert_eq!(show("2015-05/..", &fr), "depuis mai 2015");
        assert_eq!(show("201X", &en), "2010s");
        assert_eq!(show("2015-21", &fr), "printemps 2015");
        assert_eq!(show("10/04/2015", &fr), "10/04/2015");
    }
}
