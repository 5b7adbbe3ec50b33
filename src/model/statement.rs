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

    /// Whether the words may stand in quotation marks: direct speech, and nothing else.
    #[must_use]
    pub fn is_direct(&self) -> bool {
        self.kind == "direct"
    }

    /// Whether the wording in `lang` is a translation of the words or of the paraphrase.
    #[must_use]
    pub fn is_translation(&self, lang: &str) -> bool {
        self.text_origin.iter().any(|(l, kind)| l == lang && kind.ends_with("translation"))
    }
}
