//! What the person set, and the language they read.

use super::Workbench;
use crate::text::{Language, Words};
use crate::view::{Settings, WindowPlace};

/// The settings, and the texts in the language shown.
#[derive(Debug)]
pub(super) struct Person {
    /// What the person set.
    pub(super) settings: Settings,
    /// The texts.
    pub(super) words: Words,
    /// The language of the system, for who chose none.
    system: Language,
}

impl Person {
    pub(super) fn new(settings: Settings, system: Language) -> Self {
        let words = Words::new(settings.language.unwrap_or(system));
        Self { settings, words, system }
    }

    /// Chooses a language, or that of the system; returns whether it is another one.
    pub(super) fn choose(&mut self, language: Option<Language>) -> bool {
        self.settings.language = language;
        let language = language.unwrap_or(self.system);
        let other = self.words.language != language;
        if other {
            self.words = Words::new(language);
        }
        other
    }
}

impl Workbench {
    /// The texts in the language shown.
    #[must_use]
    pub fn words(&self) -> &Words {
        &self.person.words
    }

    /// What the person set.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.person.settings
    }

    /// Where the window is, to be kept with the settings.
    pub fn keep_place(&mut self, place: WindowPlace) {
        self.person.settings.window = Some(place);
    }

    /// How large things are in the window, to be kept with the settings; `None` for 100 %.
    pub fn keep_zoom(&mut self, zoom: Option<f32>) {
        self.person.settings.zoom = zoom;
    }
}
