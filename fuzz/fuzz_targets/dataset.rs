//! Any bytes as a dataset: opened or refused, never a panic; what opens is saved back byte for byte.
#![no_main]

use cooperama::edit::Origin;
use cooperama::formats::{Encoding, LoadOptions};
use cooperama::dataset::prepare;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let open = |bytes: &[u8], options| prepare(bytes.to_vec(), Origin::New, options, &mut |_| true);
    if let Ok(opened) = open(bytes, LoadOptions::default()) {
        let saved = opened.doc.to_bytes().into_owned();
        if opened.doc.file.save_notes.is_empty() {
            assert!(saved == bytes, "saved otherwise");
        }
        let tidy = opened.doc.records.tidy();
        let again = open(tidy.as_bytes(), LoadOptions::default()).expect("tidy opens");
        assert_eq!(again.doc.totals(), opened.doc.totals());
    } else {
        let recover = LoadOptions { recover: true, ..LoadOptions::default() };
        if let Ok(opened) = open(bytes, recover) {
            assert!(opened.doc.file.read_only.is_some(), "what was recovered is not saved over");
        }
        let latin = LoadOptions { encoding: Some(Encoding::Windows1252), ..LoadOptions::default() };
        open(bytes, latin).ok();
    }
});
