//! Any text as settings: read or refused; what was read is kept as the same, and the program starts
//! with it.
#![no_main]

use std::sync::OnceLock;

use cooperama::text::Language;
use cooperama::view::Settings;
use cooperama::dataset::{Opened};
use cooperama::workbench::{Workbench};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    static OPENED: OnceLock<Opened> = OnceLock::new();
    let opened = OPENED.get_or_init(|| Opened::example().expect("the example"));
    let Ok(settings) = Settings::from_json(text) else { return };
    let kept = Settings::from_json(&settings.to_json()).expect("settings are read again");
    // A number that is none is no number twice.
    assert_eq!(kept.to_json(), settings.to_json());
    let mut board = Workbench::new(opened.clone(), settings, Language::En);
    board.keep_arrangement();
});
