//! Any text as a filter: read or refused with a place in it; what was read is written and read as
//! the same again.
#![no_main]

use std::sync::OnceLock;

use cooperama::query::{Names, parse, write};
use cooperama::dataset::Opened;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    static OPENED: OnceLock<Opened> = OnceLock::new();
    let opened = OPENED.get_or_init(|| Opened::example().expect("the example"));
    let names = Names { records: &opened.doc.records, table: &opened.table };
    if let Ok(filter) = parse(text, names) {
        let written = write(&filter, names);
        let again = parse(&written, names);
        assert!(again.as_ref().is_ok_and(|f| *f == filter), "{text:?}: {written:?}: {again:?}");
    }
});
