//! Pictures made without a window: real text, nothing foreign, the same bytes each time.

use std::collections::BTreeSet;

use cooperama::command::{ExportRequest, PictureFormat};
use cooperama::export::export;
use cooperama::text::Language;
use cooperama::view::ThemeChoice;
use cooperama::workbench::Opened;

use crate::fixture::{data, open};

fn request(format: PictureFormat, language: Language) -> ExportRequest {
    ExportRequest {
        out: String::new(),
        format,
        size: [1600, 1000],
        language,
        theme: ThemeChoice::Light,
        panel: None,
        view: None,
    }
}

fn svg(opened: Opened, language: Language) -> String {
    String::from_utf8(export(opened, &request(PictureFormat::Svg, language)).unwrap()).unwrap()
}

/// All texts of an SVG, after strict parsing.
fn texts(svg: &str) -> Vec<String> {
    let doc = roxmltree::Document::parse(svg).unwrap();
    let texts = doc.descendants().filter(|n| n.has_tag_name("text"));
    texts.map(|n| n.text().unwrap_or_default().to_owned()).collect()
}

#[test]
fn an_svg_holds_its_words_as_text_in_both_languages() {
    let fr = texts(&svg(Opened::example().unwrap(), Language::Fr));
    for part in [
        "Citations",
        "Chronologie",
        "Partenariat stratégique",
        "CN",
        "Xi Jinping",
        "«\u{202F}une communauté d’intérêt et de destin\u{202F}»",
    ] {
        assert!(fr.iter().any(|t| t == part), "{part}: {fr:?}");
    }
    let en = texts(&svg(Opened::example().unwrap(), Language::En));
    // Only the exact words are quoted, not their translation.
    assert!(en.iter().any(|t| t == "a community of interest and destiny"), "{en:?}");
    assert!(en.iter().any(|t| t == "“une communauté d’intérêt et de destin”"), "{en:?}");
    assert!(en.iter().any(|t| t.starts_with("Kazakhstan – China: what one Le Caucase article")));
}

#[test]
fn the_same_dataset_gives_the_same_bytes() {
    let once = svg(Opened::example().unwrap(), Language::En);
    let twice = svg(Opened::example().unwrap(), Language::En);
    assert!(once == twice);
}

#[test]
fn an_svg_holds_nothing_that_runs_or_comes_from_elsewhere() {
    let hostile = std::fs::read(data("cases/html-in-text.json")).unwrap();
    for bytes in
        [&hostile[..], include_bytes!("../../assets/datasets/kazakhstan-china-2015.coop.json")]
    {
        let svg = svg(open(bytes).unwrap(), Language::Fr);
        let doc = roxmltree::Document::parse(&svg).unwrap();
        let allowed: BTreeSet<&str> =
            ["svg", "title", "defs", "clipPath", "rect", "circle", "path", "g", "text"].into();
        for node in doc.descendants().filter(roxmltree::Node::is_element) {
            assert!(allowed.contains(node.tag_name().name()), "{:?}", node.tag_name());
            for a in node.attributes() {
                assert!(!a.name().starts_with("on") && a.name() != "href", "{}", a.name());
                assert!(!a.value().contains("://") || a.name() == "xmlns", "{}", a.value());
            }
        }
    }
    let shown = texts(&svg(open(&hostile).unwrap(), Language::Fr)).join(" ");
    assert!(shown.contains("<b>x</b><script>"), "{shown}");
}

#[test]
fn a_png_has_the_size_asked_for_and_ink_on_it() {
    let png =
        export(Opened::example().unwrap(), &request(PictureFormat::Png, Language::En)).unwrap();
    let picture = resvg::tiny_skia::Pixmap::decode_png(&png).unwrap();
    assert_eq!((picture.width(), picture.height()), (1600, 1000));
    let colors: BTreeSet<[u8; 3]> =
        picture.pixels().iter().map(|p| [p.red(), p.green(), p.blue()]).collect();
    assert!(colors.len() > 200, "{}", colors.len());
    assert!(picture.pixels().iter().all(|p| p.alpha() == 255), "no hole in the page");
}

#[test]
fn every_case_that_opens_can_be_pictured_in_both_themes_and_sizes() {
    for path in crate::fixture::files("cases") {
        let Ok(opened) = open(&std::fs::read(&path).unwrap()) else { continue };
        for (size, theme) in [([1024, 600], ThemeChoice::Dark), ([1920, 1080], ThemeChoice::Light)]
        {
            let request =
                ExportRequest { size, theme, ..request(PictureFormat::Svg, Language::Fr) };
            let svg = String::from_utf8(export(opened.clone(), &request).unwrap()).unwrap();
            assert!(!texts(&svg).is_empty(), "{}", path.display());
        }
    }
}

#[test]
fn a_right_to_left_name_is_written_in_the_order_it_is_read() {
    let text = r#"{"title":"t","parties":[{"id":"sa","label":{"ar":"المملكة العربية"}}]}"#;
    let found = texts(&svg(open(text.as_bytes()).unwrap(), Language::En));
    assert!(found.iter().any(|t| t == "المملكة العربية"), "{found:?}");
}
