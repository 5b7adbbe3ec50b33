//! Statements: words, their speaker and their language.

use serde_json::Value;

use super::{EdtfDate, Prov, Text, date, list, string, strings};

/// The exact words of a direct quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verbatim {
    /// Language of the words.
    pub lang: String,
    /// The words.
    pub text: String,
    /// `true`, `false` or `probable`: whether these words are already a translation.
    pub translated: String,
}

/// What a wording is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Exact words, the only ones in quotation marks.
    Exact,
    /// A translation of them, or of a paraphrase.
    Translation,
    /// A paraphrase of words that are given.
    Paraphrase,
    /// The dataset's own words for what was said; the file gives no exact ones.
    InOtherWords,
}

/// The wording that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wording<'a> {
    /// The words.
    pub text: &'a str,
    /// Their language.
    pub language: &'a str,
    /// What they are.
    pub told: Told,
    /// Exact words, when others than what is shown, to stand beside it.
    pub original: Option<&'a Verbatim>,
}

/// Whether two tags (BCP 47) are of one language, whatever its script or country.
#[must_use]
pub fn same_language(a: &str, b: &str) -> bool {
    let base = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    !a.is_empty() && base(a) == base(b)
}

/// Whether two texts are the same words, however their apostrophes, spaces and outer marks are
/// written.
fn same_words(a: &str, b: &str) -> bool {
    let plain = |text: &str| -> String {
        let outer = |c: char| c.is_whitespace() || "«»“”„\"\u{202F}\u{A0}".contains(c);
        let text = text.trim_matches(outer).replace(['’', '‘'], "'");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    a == b || plain(a) == plain(b)
}

/// Something that was said or written.
#[derive(Clone, Debug, Default)]
pub struct Statement {
    /// The id as written.
    pub id: String,
    /// `direct`, `reported`, `mixed`, `editorial` or `document`, as written.
    pub kind: String,
    /// `explicit`, `implicit`, `collective` or `unclear`, as written.
    pub attribution: String,
    /// Ids of those who spoke.
    pub speakers: Vec<String>,
    /// Who spoke, when no record stands for them.
    pub speaker_label: Text,
    /// Parties it was said for.
    pub on_behalf_of: Vec<String>,
    /// The event it was said at.
    pub event: String,
    /// When.
    pub date: Option<EdtfDate>,
    /// The wording in all languages of the file.
    pub text: Text,
    /// `(language, kind)`: whether that wording is verbatim, a paraphrase or a translation.
    pub text_origin: Vec<(String, String)>,
    /// The exact words, for direct quotations.
    pub verbatim: Vec<Verbatim>,
    /// Sectors it is about.
    pub sectors: Vec<String>,
    /// Institutions it is about.
    pub institutions: Vec<String>,
    /// Initiatives it is about.
    pub initiatives: Vec<String>,
    /// Parties it is about.
    pub parties: Vec<String>,
    /// Links it speaks for.
    pub links: Vec<String>,
    /// Remark of the dataset's author.
    pub note: Text,
    /// Where it was read.
    pub prov: Vec<Prov>,
}

impl Statement {
    /// Reads a record of `statements`.
    #[must_use]
    pub fn from_value(v: &Value) -> Self {
        Self {
            id: string(v, "id"),
            kind: string(v, "kind"),
            attribution: string(v, "attribution"),
            speakers: strings(v, "speakers"),
            speaker_label: Text::from_value(&v["speakerLabel"]),
            on_behalf_of: strings(v, "onBehalfOf"),
            event: string(v, "event"),
            date: date(v, "date"),
            text: Text::from_value(&v["text"]),
            text_origin: v["textOrigin"].as_object().map_or_else(Vec::new, |m| {
                m.iter().map(|(lang, origin)| (lang.clone(), string(origin, "kind"))).collect()
            }),
            verbatim: list(v, "verbatim", |t| Verbatim {
                lang: string(t, "lang"),
                text: string(t, "text"),
                translated: match &t["translated"] {
                    Value::Bool(b) => b.to_string(),
                    other => other.as_str().unwrap_or_default().to_owned(),
                },
            }),
            sectors: strings(v, "sectors"),
            institutions: strings(v, "institutions"),
            initiatives: strings(v, "initiatives"),
            parties: strings(v, "parties"),
            links: strings(v, "links"),
            note: Text::from_value(&v["note"]),
            prov: Prov::read(v),
        }
    }

    /// The exact words; an entry that holds none is none.
    pub fn exact_words(&self) -> impl Iterator<Item = &Verbatim> {
        self.verbatim.iter().filter(|v| !v.text.trim().is_empty())
    }

    /// What is shown to a reader of `language`, and whether it is exact words: only those of
    /// `verbatim` are, whatever kind of statement it is (`docs/format.md`, rule 10).
    #[must_use]
    pub fn wording<'a>(&'a self, language: &str, fallback: &'a str) -> Wording<'a> {
        let exact = |v: &'a Verbatim| Wording {
            text: &v.text,
            language: &v.lang,
            told: Told::Exact,
            original: self.exact_words().find(|o| *o != v && o.translated != "true"),
        };
        let (tag, text) = self.text.pick_tagged(language, fallback);
        let tag = if tag.is_empty() { fallback } else { tag };
        let own = self.exact_words().find(|v| same_language(&v.lang, language));
        let here = same_language(tag, language);
        if let Some(v) = own
            && (self.kind == "direct" || text.is_empty() || !here || same_words(&v.text, text))
        {
            return exact(v);
        }
        let found = self.exact_words().find(|v| same_words(&v.text, text));
        if let Some(v) = found.or_else(|| self.exact_words().next().filter(|_| text.is_empty())) {
            return exact(v);
        }
        let original = self.exact_words().find(|v| v.translated != "true");
        let original = original.or_else(|| self.exact_words().next());
        let told = match original {
            _ if self.is_translation(tag) => Told::Translation,
            Some(v) if !same_language(&v.lang, tag) => Told::Translation,
            Some(_) => Told::Paraphrase,
            None => Told::InOtherWords,
        };
        Wording { text, language: tag, told, original }
    }

    /// Whether the wording in `lang` is a translation of the words or of the paraphrase.
    #[must_use]
    pub fn is_translation(&self, lang: &str) -> bool {
        self.text_origin.iter().any(|(l, kind)| l == lang && kind.ends_with("translation"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_exact_words_are_quoted() {
        let st = |v: Value| Statement::from_value(&v);
        let english = st(json!({"kind": "direct", "text": {"fr": "Nous bâtirons ensemble."},
            "verbatim": [{"lang": "en", "text": "We shall build together."}]}));
        let shown = english.wording("fr", "fr");
        assert_eq!((shown.text, shown.told), ("Nous bâtirons ensemble.", Told::Translation));
        assert_eq!(shown.original.map(|v| v.lang.as_str()), Some("en"));
        assert_eq!(english.wording("en", "fr").told, Told::Exact);
        // A fragment that is quoted does not make the sentence around it a quotation.
        let mixed = st(json!({"kind": "mixed", "text": "Il veut « un pont » de plus.",
            "verbatim": [{"lang": "fr", "text": "un pont"}]}));
        let shown = mixed.wording("fr", "fr");
        assert_eq!((shown.told, shown.original.is_some()), (Told::Paraphrase, true));
        // The kind alone says nothing about the words.
        let reported = st(json!({"kind": "reported", "text": {"fr": "l’union"},
            "verbatim": [{"lang": "fr", "text": "l'union"}]}));
        assert_eq!(reported.wording("fr", "fr").told, Told::Exact);
        let empty =
            st(json!({"kind": "direct", "text": "x", "verbatim": [{"lang": "fr", "text": " "}]}));
        assert_eq!(empty.wording("fr", "fr").told, Told::InOtherWords);
        let bare = st(json!({"kind": "direct", "verbatim": [{"lang": "zh-Hans", "text": "一路"}]}));
        assert_eq!(bare.wording("fr", "fr").text, "一路");
    }
}
