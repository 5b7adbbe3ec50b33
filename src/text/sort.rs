//! The order of names for a reader: that of their alphabet (Unicode Collation Algorithm, with the
//! tailorings of CLDR), blind to nothing, with numbers by their value.

use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use icu_locale_core::Locale;

use super::Language;

/// Makes keys whose bytes stand in the order of the names.
#[derive(Debug)]
pub struct Sorter(Option<CollatorBorrowed<'static>>);

impl Sorter {
    /// For a reader of a language. Letters of other alphabets stand in the order of theirs.
    #[must_use]
    pub fn new(language: Language) -> Self {
        let locale = Locale::try_from_str(language.tag()).unwrap_or(Locale::UNKNOWN);
        let mut preferences = CollatorPreferences::from(&locale);
        preferences.numeric_ordering = Some(CollationNumericOrdering::True);
        Self(CollatorBorrowed::try_new(preferences, CollatorOptions::default()).ok())
    }

    /// The key of a name; an empty name comes first.
    #[must_use]
    pub fn key(&self, name: &str) -> Vec<u8> {
        let name = name.trim_start();
        let mut key = Vec::with_capacity(name.len() * 2);
        match &self.0 {
            Some(collator) => {
                let Ok(()) = collator.write_sort_key_to(name, &mut key);
            }
            // Without its data the alphabet is that of the code points.
            None => key.extend_from_slice(name.as_bytes()),
        }
        key
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(names: &[&str], language: Language) -> Vec<String> {
        let sorter = Sorter::new(language);
        let mut out: Vec<String> = names.iter().map(|n| (*n).to_owned()).collect();
        out.sort_by_cached_key(|n| sorter.key(n));
        out
    }

    #[test]
    fn names_stand_in_the_order_of_their_alphabet() {
        for language in [Language::En, Language::Fr] {
            assert_eq!(
                sorted(&["Zèbre", "École", "eau", "Étape 10", "Étape 2", "ecole"], language),
                ["eau", "ecole", "École", "Étape 2", "Étape 10", "Zèbre"],
            );
            // Kazakh letters stand beside those they are made from, not after all others.
            assert_eq!(
                sorted(&["Ялта", "Қазақстан", "Казань", "Лена", "Ақтау"], language),
                ["Ақтау", "Казань", "Қазақстан", "Лена", "Ялта"],
            );
            let mixed = sorted(&["中国", "Қытай", "Chine", "الصين", "1 road"], language);
            assert_eq!(mixed, ["1 road", "Chine", "Қытай", "الصين", "中国"]);
        }
    }
}
