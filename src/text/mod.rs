//! Words and numbers for people, in French and English.
//!
//! The language is a value that is passed along, never a global, so that an export in French can
//! be made from an English window. What is shown and where is not known here.

pub mod display;
pub mod number;
pub mod sort;
pub mod typed;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// A language of the interface.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// French.
    Fr,
}

impl Language {
    /// Both languages.
    pub const ALL: [Self; 2] = [Self::En, Self::Fr];

    /// BCP 47 tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }

    /// The language for a locale such as `fr_FR.UTF-8`; English for anything else.
    #[must_use]
    pub fn from_locale(locale: &str) -> Self {
        let tag = locale.split(['-', '_', '.', '@']).next().unwrap_or_default();
        if tag.eq_ignore_ascii_case("fr") { Self::Fr } else { Self::En }
    }

    /// The name of the language in itself.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Fr => "Français",
        }
    }
}

macro_rules! resources {
    ($($name:literal),*) => {
        /// The texts of each language: `(file name, English, French)`.
        pub const RESOURCES: &[(&str, &str, &str)] = &[$((
            $name,
            include_str!(concat!("../../assets/i18n/en/", $name, ".ftl")),
            include_str!(concat!("../../assets/i18n/fr/", $name, ".ftl")),
        )),*];
    };
}

resources!(
    "app",
    "cli",
    "commands",
    "dates",
    "edit",
    "errors",
    "filter",
    "flows",
    "initiatives",
    "inspector",
    "issues",
    "mirror",
    "network",
    "overview",
    "parties",
    "problems",
    "query",
    "quotes",
    "sectors",
    "sources",
    "stages",
    "timeline",
    "vocabulary"
);

/// All words of one language.
pub struct Words {
    /// The language.
    pub language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Words({})", self.language.tag())
    }
}

impl Words {
    /// Loads a language. A text that does not parse is left out and logged; a test sees to it that
    /// there is none.
    #[must_use]
    pub fn new(language: Language) -> Self {
        let id: LanguageIdentifier = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // Isolation marks would be drawn as boxes and copied along.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match language {
            Language::En => |value, _| format_number(value, Language::En),
            Language::Fr => |value, _| format_number(value, Language::Fr),
        }));
        for (name, en, fr) in RESOURCES {
            let text = if language == Language::Fr { fr } else { en };
            let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(r, e)| {
                log::error!("{name}.ftl ({}): {e:?}", language.tag());
                r
            });
            bundle.add_resource_overriding(resource);
        }
        Self { language, bundle }
    }

    /// The text of `id`, or the id itself when there is none.
    #[must_use]
    pub fn t(&self, id: &str) -> String {
        self.format(id, None)
    }

    /// The text of `id` with values filled in.
    #[must_use]
    pub fn tf(&self, id: &str, args: &[(&'static str, FluentValue<'_>)]) -> String {
        let args: FluentArgs<'_> = args.iter().map(|(k, v)| (*k, v.clone())).collect();
        self.format(id, Some(&args))
    }

    /// The text of `id` with words filled in.
    #[must_use]
    pub fn ts(&self, id: &str, args: &[(&'static str, String)]) -> String {
        let args: FluentArgs<'_> =
            args.iter().map(|(k, v)| (*k, FluentValue::from(v.as_str()))).collect();
        self.format(id, Some(&args))
    }

    /// A name and what is said of it: "Energy: 3 of 12", with the spacing of the language.
    #[must_use]
    pub fn named(&self, name: &str, what: &str) -> String {
        self.ts("named", &[("name", name.to_owned()), ("what", what.to_owned())])
    }

    /// The text of `id`, or `None`, for values that come from a file.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<String> {
        self.bundle.has_message(id).then(|| self.t(id))
    }

    fn format(&self, id: &str, args: Option<&FluentArgs<'_>>) -> String {
        let Some(pattern) = self.bundle.get_message(id).and_then(|m| m.value()) else {
            log::error!("no text for {id}");
            return id.to_owned();
        };
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, args, &mut errors).into_owned();
        if !errors.is_empty() {
            log::error!("text {id}: {errors:?}");
        }
        // No line is broken inside a number or before a question mark.
        if text.contains('\u{202F}') { text.replace('\u{202F}', "\u{A0}") } else { text }
    }
}

fn format_number(value: &FluentValue<'_>, language: Language) -> Option<String> {
    let FluentValue::Number(n) = value else { return None };
    #[expect(clippy::cast_possible_truncation, reason = "counts are whole")]
    let whole = (n.value.fract() == 0.0).then_some(n.value as i64)?;
    Some(number::whole(whole, language))
}
