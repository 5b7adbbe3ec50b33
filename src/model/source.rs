//! Sources and provenance: where a fact was read.

use serde_json::Value;

use super::{EdtfDate, Text, date, list, string};

/// The place in a source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Locator {
    /// `title`, `lede`, `body`, … as written.
    pub part: String,
    /// First and last paragraph, from 1.
    pub paragraph: Option<(u64, u64)>,
    /// Page as written.
    pub page: String,
    /// Row of a table, from 1.
    pub row: Option<u64>,
}

impl Locator {
    /// Reads a paragraph or several: `4`, `2-3`, `2–3`.
    #[must_use]
    pub fn paragraphs(text: &str) -> Option<(u64, u64)> {
        let number = |t: &str| t.trim().parse::<u64>().ok().filter(|n| *n > 0);
        match text.split_once(['-', '–']) {
            Some((a, b)) => Some((number(a)?, number(b)?)).filter(|(a, b)| a <= b),
            None => number(text).map(|n| (n, n)),
        }
    }
}

/// One reading of a fact in a source.
#[derive(Clone, Debug, Default)]
pub struct Prov {
    /// The source's id.
    pub source: String,
    /// Where in it.
    pub locator: Locator,
    /// `stated`, `implied`, `inferred`, `calculated`, `imported`, as written.
    pub basis: String,
    /// 0 to 1, when the file says it.
    pub confidence: Option<f64>,
}

impl Prov {
    /// Reads the `prov` of a record.
    #[must_use]
    pub fn read(v: &Value) -> Vec<Self> {
        list(v, "prov", |p| Self {
            source: string(p, "source"),
            locator: Locator {
                part: string(&p["locator"], "part"),
                paragraph: match &p["locator"]["paragraph"] {
                    Value::String(text) => Locator::paragraphs(text),
                    other => Locator::paragraphs(&other.to_string()),
                },
                page: match &p["locator"]["page"] {
                    Value::Number(n) => n.to_string(),
                    other => other.as_str().unwrap_or_default().to_owned(),
                },
                row: p["locator"]["row"].as_u64(),
            },
            basis: string(p, "basis"),
            confidence: p["confidence"].as_f64(),
        })
    }
}

/// A document facts were read in.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// The id as written.
    pub id: String,
    /// Title, of the CSL item.
    pub csl_title: String,
    /// Newspaper, journal or site.
    pub container: String,
    /// Publisher.
    pub publisher: String,
    /// Address as written; see [`Source::web_address`].
    pub url: String,
    /// When it was published.
    pub issued: Option<EdtfDate>,
    /// Sources it copies, translates or quotes.
    pub derived_from: Vec<String>,
    /// A label of its own, when the file gives one.
    pub label: Text,
}

impl Source {
    /// Reads a record of `sources`.
    #[must_use]
    pub fn from_value(v: &Value) -> Self {
        let csl = &v["csl"];
        Self {
            id: string(v, "id"),
            csl_title: string(csl, "title"),
            container: string(csl, "container-title"),
            publisher: string(csl, "publisher"),
            url: if csl["URL"].is_string() { string(csl, "URL") } else { string(v, "url") },
            issued: date(v, "issued").or_else(|| csl_date(csl)),
            derived_from: super::strings(v, "derivedFrom"),
            label: Text::from_value(&v["label"]),
        }
    }

    /// The best title: its own label, the CSL title, the container, the publisher, the id.
    #[must_use]
    pub fn title(&self) -> Text {
        if !self.label.is_empty() {
            return self.label.clone();
        }
        let title = [&self.csl_title, &self.container, &self.publisher, &self.id]
            .into_iter()
            .find(|t| !t.is_empty());
        Text::plain(title.cloned().unwrap_or_default())
    }

    /// Where it was published: the container, else the publisher; empty where the file names none.
    #[must_use]
    pub fn publisher(&self) -> &str {
        if self.container.is_empty() { &self.publisher } else { &self.container }
    }

    /// A short name for a card: the container or publisher, else the title.
    #[must_use]
    pub fn short(&self) -> Text {
        let short = self.publisher();
        if short.is_empty() { self.title() } else { Text::plain(short.to_owned()) }
    }

    /// The address, only when it is plain `http` or `https`, and the host it leads to.
    ///
    /// The host is what follows the last `@` of the authority, so that
    /// `https://good.example@evil.example/` shows `evil.example`.
    #[must_use]
    pub fn web_address(&self) -> Option<(&str, &str)> {
        let url = self.url.trim();
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
        if url.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\') {
            return None;
        }
        let authority = rest.split(['/', '?', '#']).next()?;
        let host = authority.rsplit('@').next()?;
        let host = host.split(':').next()?;
        // Hosts in other scripts are shown only as the ASCII they travel as; anything else could
        // look like a name it is not.
        let plain = !host.is_empty()
            && host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'));
        plain.then_some((url, host.strip_prefix("www.").unwrap_or(host)))
    }
}

fn csl_date(csl: &Value) -> Option<EdtfDate> {
    let parts = csl["issued"]["date-parts"].get(0)?.as_array()?;
    let number = |i: usize| parts.get(i).and_then(Value::as_i64);
    let text = match (number(0)?, number(1), number(2)) {
        (y, Some(m), Some(d)) => format!("{y:04}-{m:02}-{d:02}"),
        (y, Some(m), None) => format!("{y:04}-{m:02}"),
        (y, ..) => format!("{y:04}"),
    };
    Some(EdtfDate::parse(&text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_web_addresses_are_links() {
        let host = |url: &str| {
            let source = Source { url: url.to_owned(), ..Source::default() };
            source.web_address().map(|(_, h)| h.to_owned())
        };
        assert_eq!(host("https://www.le-caucase.com/2015/"), Some("le-caucase.com".to_owned()));
        assert_eq!(host("https://bank.example@evil.example/x"), Some("evil.example".to_owned()));
        for bad in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "//host",
            "-x",
            "https://",
            "ftp://a.b",
            "https://а.example/",
        ] {
            assert_eq!(host(bad), None, "{bad}");
        }
    }
}
