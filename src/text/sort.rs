//! The order of names: accents and case count only between names that are otherwise equal.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A key to sort names by, so that É stands with E.
#[must_use]
pub fn key(name: &str) -> (String, String) {
    let folded =
        name.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    (folded, name.to_owned())
}

#[cfg(test)]
mod tests {
    #[test]
    fn accents_do_not_send_names_to_the_end() {
        let mut names = vec!["Zambie", "Énergie", "eau", "Économie"];
        names.sort_by_key(|n| super::key(n));
        assert_eq!(names, ["eau", "Économie", "Énergie", "Zambie"]);
    }
}
