//! What people type for an amount or a date, read as the format writes it; what could mean two
//! things is left to them.

use crate::model::EdtfDate;

/// Why a typed text is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misread {
    /// It is none.
    NoNumber,
    /// A mark in it may part thousands or decimals: `1,200`.
    TwoWays,
}

/// An amount as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Money {
    /// Its plain decimal digits: `1200000000`, `12.50`.
    pub value: String,
    /// The currency it names (ISO 4217).
    pub currency: Option<String>,
}

/// Words and signs of scale, with the power of ten.
const SCALES: [(&str, usize); 30] = [
    ("k", 3),
    ("thousand", 3),
    ("thousands", 3),
    ("mille", 3),
    ("milliers", 3),
    ("m", 6),
    ("mn", 6),
    ("mln", 6),
    ("mio", 6),
    ("million", 6),
    ("millions", 6),
    ("md", 9),
    ("mds", 9),
    ("mrd", 9),
    ("mrds", 9),
    ("milliard", 9),
    ("milliards", 9),
    ("b", 9),
    ("bn", 9),
    ("bln", 9),
    ("billion", 9),
    ("billions", 9),
    ("tn", 12),
    ("trn", 12),
    ("trillion", 12),
    ("trillions", 12),
    ("de", 0),
    ("d'", 0),
    ("of", 0),
    ("", 0),
];

/// Signs and words of currencies. A yen sign is that of the yuan too, so it names none.
const CURRENCIES: [(&str, &str); 20] = [
    ("us$", "USD"),
    ("$us", "USD"),
    ("$", "USD"),
    ("dollar", "USD"),
    ("dollars", "USD"),
    ("€", "EUR"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("£", "GBP"),
    ("rmb", "CNY"),
    ("yuan", "CNY"),
    ("yuans", "CNY"),
    ("元", "CNY"),
    ("₸", "KZT"),
    ("tenge", "KZT"),
    ("tenges", "KZT"),
    ("₽", "RUB"),
    ("rouble", "RUB"),
    ("roubles", "RUB"),
    ("₹", "INR"),
];

/// The code of a currency by its code, sign or word.
#[must_use]
pub fn currency(text: &str) -> Option<String> {
    let word = text.trim().to_lowercase();
    let known = CURRENCIES.iter().find(|c| c.0 == word).map(|c| c.1.to_owned());
    known.or_else(|| {
        let code = word.to_uppercase();
        crate::model::minor_digits(&code).map(|_| code)
    })
}

/// Reads an amount: `320.4 million`, `320,4 M€`, `1,2 Md $`, `US$ 5bn`, `1 200 000`.
///
/// # Errors
/// When it is no amount, or could be two.
pub fn money(text: &str) -> Result<Money, Misread> {
    let digit = |c: char| c.is_ascii_digit();
    let first = text.find(digit).ok_or(Misread::NoNumber)?;
    let last = text.rfind(digit).map_or(text.len(), |i| i + 1);
    let (before, after) = (text[..first].trim(), text[last..].trim());
    let (before, minus) = match before.strip_suffix(['-', '−']) {
        Some(rest) => (rest.trim(), "-"),
        None => (before, ""),
    };
    let mut found: Option<String> = None;
    let mut power = 0;
    for word in words(before).into_iter().chain(words(after)) {
        if let Some(scale) = SCALES.iter().find(|s| s.0 == word) {
            if scale.1 > 0 && power > 0 {
                return Err(Misread::NoNumber);
            }
            power += scale.1;
        } else if let Some(code) = currency(&word).filter(|_| found.is_none()) {
            found = Some(code);
        } else {
            return Err(Misread::NoNumber);
        }
    }
    let value = shifted(&number(&text[first..last])?, power);
    Ok(Money { value: format!("{minus}{value}"), currency: found })
}

/// The words and signs of a text: `M€` are two.
fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let mut out: Vec<String> = Vec::new();
    for part in lower.split_whitespace() {
        if CURRENCIES.iter().any(|c| c.0 == part) || SCALES.iter().any(|s| s.0 == part) {
            out.push(part.to_owned());
            continue;
        }
        let mut word = String::new();
        for c in part.chars().filter(|c| *c != '.') {
            let sign = !c.is_alphanumeric() && c != '\'';
            if sign {
                out.extend(Some(std::mem::take(&mut word)).filter(|w| !w.is_empty()));
                out.push(c.to_string());
            } else {
                word.push(c);
            }
        }
        out.extend(Some(word).filter(|w| !w.is_empty()));
    }
    out
}

/// Reads a number with marks between thousands and before decimals, as plain decimal digits.
///
/// # Errors
/// When it is none, or one mark could be either: `1,200`.
pub fn number(text: &str) -> Result<String, Misread> {
    let text = text.trim();
    let (minus, text) = match text.strip_prefix(['-', '−']) {
        Some(rest) => ("-", rest.trim_start()),
        None => ("", text),
    };
    let spaced = |c: char| c.is_whitespace() || matches!(c, '\'' | '’' | '_');
    let marks = |m: char| text.matches(m).count();
    // The mark before the decimals, when there is one.
    let point = match (marks(','), marks('.')) {
        (0, 0) => None,
        (1, 0) | (0, 1) => {
            let at = text.find([',', '.']).unwrap_or(0);
            let (whole, part) = (&text[..at], &text[at + 1..]);
            let grouped = part.len() == 3 && (1..=3).contains(&whole.len()) && whole != "0";
            if grouped && !text.contains(spaced) {
                return Err(Misread::TwoWays);
            }
            Some(at)
        }
        (commas, points) => {
            let last = text.rfind([',', '.']).unwrap_or(0);
            let once = if text[last..].starts_with(',') { commas == 1 } else { points == 1 };
            (commas > 0 && points > 0 && once).then_some(last)
        }
    };
    let (whole, part) = point.map_or((text, ""), |at| (&text[..at], &text[at + 1..]));
    let groups: Vec<&str> = whole.split(|c| spaced(c) || matches!(c, ',' | '.')).collect();
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let even = groups.len() == 1 || groups[1..].iter().all(|g| g.len() == 3);
    let first =
        groups.first().is_some_and(|g| !g.is_empty() && (groups.len() == 1 || g.len() <= 3));
    let fits = even && first && groups.iter().all(|g| digits(g)) && digits(part);
    if !fits || (point.is_some() && part.is_empty()) {
        return Err(Misread::NoNumber);
    }
    let whole = groups.concat();
    let short = whole.trim_start_matches('0');
    let whole = if short.is_empty() { "0" } else { short };
    Ok(if part.is_empty() { format!("{minus}{whole}") } else { format!("{minus}{whole}.{part}") })
}

/// A plain decimal number times a power of ten.
fn shifted(number: &str, power: usize) -> String {
    if power == 0 {
        return number.to_owned();
    }
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let moved: String = part.chars().chain(std::iter::repeat('0')).take(power).collect();
    let rest: String = part.chars().skip(power).collect();
    let rest = rest.trim_end_matches('0');
    let all = format!("{whole}{moved}");
    let short = all.trim_start_matches('0');
    let whole = if short.is_empty() { "0" } else { short };
    if rest.is_empty() { whole.to_owned() } else { format!("{whole}.{rest}") }
}

/// Months by how their names begin in English and French, without accents.
const MONTHS: [&[&str]; 12] = [
    &["jan"],
    &["feb", "fev"],
    &["mar"],
    &["apr", "avr"],
    &["may", "mai"],
    &["jun", "juin"],
    &["jul", "juil"],
    &["aug", "aou"],
    &["sep"],
    &["oct"],
    &["nov"],
    &["dec"],
];

/// The whole names, so that what only begins like a month is none.
const NAMES: [&[&str]; 12] = [
    &["january", "janvier"],
    &["february", "fevrier"],
    &["march", "mars"],
    &["april", "avril"],
    &["may", "mai"],
    &["june", "juin"],
    &["july", "juillet"],
    &["august", "aout"],
    &["september", "septembre"],
    &["october", "octobre"],
    &["november", "novembre"],
    &["december", "decembre"],
];

fn month(word: &str) -> Option<usize> {
    let word = word.trim_end_matches('.');
    let begins = |i: &usize| {
        MONTHS[*i].iter().any(|m| word.starts_with(m))
            && NAMES[*i].iter().any(|n| n.starts_with(word))
    };
    // "sept" is no beginning of "sep", but of the name.
    (word.len() >= 3).then(|| (0..12).find(begins)).flatten().map(|i| i + 1)
}

/// Reads a date as people write it as EDTF: `28 February 2023`, `28 février 2023`, `mars 2015`,
/// `vers 2015`, `depuis 2013`, `2013–2015`, `2015-4-1`. `None` when it is none, or could be two.
#[must_use]
pub fn date(text: &str) -> Option<String> {
    let text = text.trim();
    if EdtfDate::parse(text).days.is_ok() {
        return Some(text.to_owned());
    }
    let folded: String = text
        .to_lowercase()
        .chars()
        .map(|c| match c {
            'é' | 'è' | 'ê' => 'e',
            'û' | 'ù' => 'u',
            '–' | '—' => '-',
            '’' => '\'',
            ',' => ' ',
            c => c,
        })
        .collect();
    let folded = folded.replace("jusqu'en", "until").replace("jusqu'au", "until");
    let mut words: Vec<&str> = folded.split_whitespace().filter(|w| *w != "of").collect();
    let out = match words.first().copied()? {
        "since" | "depuis" | "from" => format!("{}/..", one(without_article(&words[1..]))?),
        "until" | "before" | "avant" => format!("../{}", one(without_article(&words[1..]))?),
        "about" | "around" | "circa" | "c." | "ca" | "ca." | "vers" | "environ" | "~" => {
            format!("{}~", one(without_article(&words[1..]))?)
        }
        _ => {
            let years = folded.split('-').map(str::trim).collect::<Vec<_>>();
            let is_year = |y: &&str| y.len() == 4 && y.bytes().all(|b| b.is_ascii_digit());
            if let [a, b] = years[..]
                && is_year(&a)
                && is_year(&b)
            {
                format!("{a}/{b}")
            } else {
                words.retain(|w| !matches!(*w, "le" | "en" | "in" | "on" | "the"));
                one(&words)?
            }
        }
    };
    EdtfDate::parse(&out).days.is_ok().then_some(out)
}

fn without_article<'a, 'w>(words: &'a [&'w str]) -> &'a [&'w str] {
    match words {
        ["le" | "the" | "en" | "in", rest @ ..] => rest,
        words => words,
    }
}

fn one(words: &[&str]) -> Option<String> {
    let year =
        |w: &str| (w.len() == 4 && w.bytes().all(|b| b.is_ascii_digit())).then_some(w.to_owned());
    let day = |w: &str| {
        let bare = ["er", "st", "nd", "rd", "th", "e", "."]
            .iter()
            .find_map(|end| w.strip_suffix(end))
            .unwrap_or(w);
        bare.parse::<u32>().ok().filter(|d| (1..=31).contains(d))
    };
    match words {
        [y] => year(y).or_else(|| EdtfDate::mended(y)),
        [m, y] => Some(format!("{}-{:02}", year(y)?, month(m)?)),
        [a, b, y] => {
            let (d, m) = match (day(a), month(b)) {
                (Some(d), Some(m)) => (d, m),
                _ => (day(b)?, month(a)?),
            };
            Some(format!("{}-{m:02}-{d:02}", year(y)?))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        let read = |t: &str| money(t).map(|m| (m.value, m.currency.unwrap_or_default()));
        let ok = |t: &str, value: &str, code: &str| {
            assert_eq!(read(t), Ok((value.to_owned(), code.to_owned())), "{t}");
        };
        ok("320.4 million", "320400000", "");
        ok("320,4 M€", "320400000", "EUR");
        ok("1,2 Md $", "1200000000", "USD");
        ok("US$ 5bn", "5000000000", "USD");
        ok("$23.6 billion", "23600000000", "USD");
        ok("1 200 000", "1200000", "");
        ok("1.200.000,50 EUR", "1200000.50", "EUR");
        ok("1,200,000", "1200000", "");
        ok("12,50", "12.50", "");
        ok("1200", "1200", "");
        ok("0,125", "0.125", "");
        ok("-5", "-5", "");
        ok("2,5 milliards de dollars", "2500000000", "USD");
        ok("0.0000015 million", "1.5", "");
        ok("154763752.312", "154763752.312", "");
        ok("9007199254740993", "9007199254740993", "");
        for two in ["1,200", "1.200", "12.345 million"] {
            assert_eq!(read(two), Err(Misread::TwoWays), "{two}");
        }
        for none in
            ["soon", "12 or 13", "12 13", "5 k million", "5 apples", "1,2,3", "", "1 EUR USD"]
        {
            assert_eq!(read(none), Err(Misread::NoNumber), "{none}");
        }
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        for (typed, edtf) in [
            ("28 February 2023", "2023-02-28"),
            ("February 28, 2023", "2023-02-28"),
            ("28 février 2023", "2023-02-28"),
            ("1er mars 2015", "2015-03-01"),
            ("mars 2015", "2015-03"),
            ("Sept. 2014", "2014-09"),
            ("le 7 mai 2015", "2015-05-07"),
            ("vers 2015", "2015~"),
            ("depuis mai 2013", "2013-05/.."),
            ("jusqu’en 2015", "../2015"),
            ("2013–2015", "2013/2015"),
            ("25/12/2015", "2015-12-25"),
            ("2015-4-1", "2015-04-01"),
            ("2015-04~", "2015-04~"),
        ] {
            assert_eq!(date(typed).as_deref(), Some(edtf), "{typed}");
        }
        for none in ["soon", "10/04/2015", "30 février 2015", "marsupial 2015", "12 or 13", ""] {
            assert_eq!(date(none), None, "{none}");
        }
    }
}
