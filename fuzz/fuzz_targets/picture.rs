//! Any text as the labels of a dataset: every picture of it is well-formed and holds nothing that
//! acts.
#![no_main]

use cooperama::command::ExportRequest;
use cooperama::edit::Origin;
use cooperama::formats::LoadOptions;
use cooperama::text::Language;
use cooperama::view::{PanelKind, ThemeChoice};
use libfuzzer_sys::fuzz_target;
use serde_json::json;

fuzz_target!(|input: (u8, &str)| {
    let (kind, text) = input;
    let dataset = json!({
        "format": "cooperation-dataset", "version": 1, "title": text, "language": "en",
        "parties": [{"id": "a", "label": text}, {"id": "b", "label": {"en": text, "ar": text}}],
        "sectors": [{"id": "s", "label": text}],
        "institutions": [{"id": "i", "label": text, "parties": ["a"], "sectors": ["s"]}],
        "sources": [{"id": "q", "csl": {"title": text, "URL": text}}],
        "initiatives": [{"id": "p", "label": text, "sectors": ["s"], "parties": ["a", "b"],
            "dates": {"start": text}, "amounts": [{"value": text, "currency": text}]}],
        "links": [{"id": "l", "from": "a", "to": "i", "type": text}],
        "statements": [{"id": "t", "kind": "direct", "text": text, "parties": ["a"],
            "verbatim": [{"text": text, "language": "en"}], "prov": [{"source": "q"}]}],
        "events": [{"id": "e", "label": text, "date": text}],
    });
    let bytes = dataset.to_string().into_bytes();
    let opened =
        cooperama::dataset::prepare(bytes, Origin::New, LoadOptions::default(), &mut |_| true);
    let Ok(opened) = opened else { return };
    let panel = PanelKind::ALL.get(usize::from(kind) % (PanelKind::ALL.len() + 1)).copied();
    let request = ExportRequest {
        arrangements: serde_json::Map::new(),
        arranged: Box::default(),
        out: "board.svg".to_owned(),
        format: &cooperama::export::FORMATS[0],
        size: [800, 600],
        language: Language::En,
        theme: ThemeChoice::Light,
        panel,
        view: None,
    };
    let Ok(picture) = cooperama::capture::picture(opened, &request) else { return };
    let svg = std::str::from_utf8(&picture).expect("UTF-8");
    let tree = roxmltree::Document::parse(svg).expect("well-formed");
    for node in tree.descendants().filter(roxmltree::Node::is_element) {
        let name = node.tag_name().name();
        assert!(!["script", "foreignObject", "a", "animate", "set"].contains(&name), "{name}");
        assert!(node.attributes().all(|a| !a.name().to_lowercase().starts_with("on")));
        let href = |a: &roxmltree::Attribute<'_, '_>| {
            a.name() == "href" && !a.value().starts_with('#') && !a.value().starts_with("data:image/")
        };
        assert!(!node.attributes().any(|a| href(&a)));
    }
});
