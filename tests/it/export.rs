//! Pictures made without a window: real text, nothing foreign, the same bytes each time.

use std::collections::BTreeSet;

use cooperama::capture::picture as export;
use cooperama::command::ExportRequest;
use cooperama::dataset::Opened;
use cooperama::text::Language;
use cooperama::view::{PanelKind, ThemeChoice};
use egui_kittest::kittest::Queryable as _;

use crate::fixture::{data, open};

fn request(ending: &str, language: Language) -> ExportRequest {
    ExportRequest {
        arrangements: serde_json::Map::new(),
        arranged: Box::default(),
        out: String::new(),
        format: cooperama::export::format_of(&format!("a.{ending}")).unwrap(),
        size: [1600, 1000],
        language,
        theme: ThemeChoice::Light,
        panel: None,
        view: None,
    }
}

fn svg(opened: Opened, language: Language) -> String {
    String::from_utf8(export(opened, &request("svg", language)).unwrap()).unwrap()
}

/// All texts of an SVG, after strict parsing.
pub(crate) fn texts(svg: &str) -> Vec<String> {
    let doc = roxmltree::Document::parse(svg).unwrap();
    let texts = doc.descendants().filter(|n| n.has_tag_name("text"));
    texts.map(|n| n.text().unwrap_or_default().to_owned()).collect()
}

#[test]
fn an_svg_holds_its_words_as_text_in_both_languages() {
    let fr = texts(&svg(Opened::example().unwrap(), Language::Fr));
    for part in [
        "Déclarations",
        "Chronologie",
        "Partenariat stratégique",
        "CN",
        "Xi Jinping",
        "«\u{A0}une communauté d’intérêt et de destin\u{A0}»",
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
    let png = export(Opened::example().unwrap(), &request("png", Language::En)).unwrap();
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
            let request = ExportRequest { size, theme, ..request("svg", Language::Fr) };
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

/// Exact words in English with French typed by hand, exact words within reported speech, and an
/// item of exact words that is empty.
const SAID: &str = r#"{"title":"T","language":"fr","parties":[{"id":"p","label":"P"}],
    "people":[{"id":"h","label":"H"}],"sources":[{"id":"q","csl":{"title":"Q"}}],"statements":[
    {"id":"a","kind":"direct","speakers":["h"],"text":{"fr":"Nous irons loin"},"parties":["p"],
     "verbatim":[{"lang":"en","text":"We shall go far"}],"prov":[{"source":"q"}]},
    {"id":"b","kind":"reported","speakers":["h"],"text":{"fr":"Il le veut bien"},"parties":["p"],
     "verbatim":[{"lang":"fr","text":"je le veux"}],"prov":[{"source":"q"}]},
    {"id":"c","kind":"direct","speakers":["h"],"text":{"fr":"Rien de tel"},"parties":["p"],
     "verbatim":[{"lang":"fr","text":""}],"prov":[{"source":"q"}]}]}"#;

#[test]
fn quotation_marks_stand_around_exact_words_alone_in_every_panel() {
    for (language, marks) in [(Language::Fr, ['«', '»']), (Language::En, ['“', '”'])] {
        let mut quoted = BTreeSet::new();
        // Problems quotes what the file holds.
        for panel in PanelKind::ALL.into_iter().filter(|p| *p != PanelKind::Problems) {
            let mut request = request("svg", language);
            request.panel = Some(panel);
            let svg = export(open(SAID.as_bytes()).unwrap(), &request).unwrap();
            let texts = texts(std::str::from_utf8(&svg).unwrap());
            for text in texts.iter().filter(|t| t.contains(marks)) {
                let inner = text.trim_matches(|c: char| marks.contains(&c) || c.is_whitespace());
                assert!(["We shall go far", "je le veux"].contains(&inner), "{panel:?}: {text}");
                quoted.insert(inner.to_owned());
            }
        }
        assert_eq!(quoted.len(), 2, "{language:?}: {quoted:?}");
    }
}

#[test]
fn what_has_no_source_looks_different_in_every_panel_of_records() {
    let with = r#"{"title":"T","parties":[{"id":"p","label":"P"PROV},{"id":"r","label":"R"PROV}],
        "institutions":[{"id":"o","label":"O","party":"p"PROV}],"sources":[{"id":"q","csl":{"title":"Q"}}],
        "initiatives":[{"id":"i","label":"I","parties":["p","r"],"dates":{"start":"2015"},
        "stages":[{"stage":"signed","date":"2015"}]PROV}],
        "links":[{"id":"l","from":"p","to":"o","type":"owns","start":"2014"PROV}],
        "statements":[{"id":"s","kind":"reported","text":"X","parties":["p"],"date":"2019"PROV}]}"#;
    let without = with.replace("PROV", "");
    let with = with.replace("PROV", r#","prov":[{"source":"q"}]"#);
    for panel in [
        PanelKind::Overview,
        PanelKind::Network,
        PanelKind::Quotes,
        PanelKind::Timeline,
        PanelKind::Initiatives,
        PanelKind::Parties,
        PanelKind::Stages,
    ] {
        let mut request = request("svg", Language::En);
        request.panel = Some(panel);
        let marks = |text: &str| {
            let svg = export(open(text.as_bytes()).unwrap(), &request).unwrap();
            let svg = String::from_utf8(svg).unwrap().to_lowercase();
            if panel == PanelKind::Timeline {
                // There it is one ring more around a thing.
                return svg.matches("<circle").count() + svg.matches("<path").count();
            }
            svg.matches("#8a5a00").count()
        };
        assert!(marks(&without) > marks(&with), "{panel:?}");
    }
}

/// Words of Arabic and Devanagari, alone and beside Latin ones.
#[test]
fn words_whose_letters_join_keep_their_spaces_and_signs() {
    let said = [
        "هذا مشروع كبير للتعاون بين البلدين",
        "यह क्षेत्रीय सहयोग की एक बड़ी परियोजना है",
        "बैंक AIIB ने 2015 में स्वीकृत किया",
    ];
    let statements: Vec<serde_json::Value> = said
        .iter()
        .enumerate()
        .map(|(i, text)| serde_json::json!({"id": format!("s{i}"), "kind": "reported", "text": text}))
        .collect();
    let file = serde_json::json!({"title": "T", "language": "en", "statements": statements});
    let mut asked = request("svg", Language::En);
    asked.panel = Some(PanelKind::Quotes);
    asked.size = [900, 600];
    let svg = export(open(file.to_string().as_bytes()).unwrap(), &asked).unwrap();
    let svg = String::from_utf8(svg).unwrap();
    let doc = roxmltree::Document::parse(&svg).unwrap();
    let texts: Vec<_> = doc.descendants().filter(|n| n.has_tag_name("text")).collect();
    for phrase in said {
        let whole = |n: &roxmltree::Node<'_, '_>| -> String {
            n.descendants().filter(roxmltree::Node::is_text).filter_map(|t| t.text()).collect()
        };
        let run = texts.iter().find(|n| whole(n) == phrase);
        let run = run.unwrap_or_else(|| panic!("{phrase} is not in {svg}"));
        // Spread letter by letter, signs would leave their letters.
        assert!(run.attribute("textLength").is_none(), "{phrase}");
    }
    // Words beside words of another script each have their place.
    let mixed = texts.iter().find(|n| n.children().filter(roxmltree::Node::is_element).count() > 6);
    let places: Vec<f32> = mixed
        .unwrap()
        .children()
        .filter(|c| c.text().is_some_and(|t| t != " "))
        .map(|c| c.attribute("x").unwrap().parse().unwrap())
        .collect();
    assert!(places.windows(2).all(|w| w[0] + 4.0 < w[1]), "{places:?}");
}

#[test]
fn a_picture_of_the_board_says_what_is_counted_and_names_only_what_it_shows() {
    let mut narrow = request("svg", Language::En);
    narrow.size = [1366, 768];
    let picture = export(Opened::example().unwrap(), &narrow).unwrap();
    let texts = texts(std::str::from_utf8(&picture).unwrap());
    let has = |part: &str| texts.iter().any(|t| t == part);
    assert!(has("Counted: Statements"), "{texts:?}");
    for title in ["Overview", "Institutions and links", "Statements", "Timeline"] {
        assert!(has(title), "{title}: {texts:?}");
    }
    // Behind the others: nobody can bring them to the front of a picture.
    for title in ["Sectors", "Who funds what?", "Sources", "Inspector"] {
        assert!(!has(title), "{title}: {texts:?}");
    }
}

#[test]
fn a_picture_from_the_window_is_of_what_is_in_sight() {
    use cooperama::command::Command;
    use cooperama::command::menu::UiCommand;
    let folder = crate::fixture::temp("in-sight");
    std::fs::create_dir_all(&folder).unwrap();
    let mut h = crate::workbench::harness_of(Opened::example().unwrap(), [1366.0, 768.0]);
    let picture = |h: &mut egui_kittest::Harness<'_, crate::workbench::Shell>, name: &str| {
        let path = folder.join(name);
        for command in [
            Command::Ui(UiCommand::ExportPicture),
            Command::PathChosen(path.to_str().unwrap().to_owned()),
        ] {
            h.state().board().send(command);
            h.run();
        }
        for _ in 0..200 {
            if path.exists() {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
            h.run();
        }
        texts(&std::fs::read_to_string(&path).unwrap())
    };
    h.state().board().send(Command::ShowPanel(PanelKind::Mirror));
    h.run();
    let all = picture(&mut h, "board.svg");
    assert!(all.iter().any(|t| t == "Mirror") && all.iter().any(|t| t == "Statements"), "{all:?}");
    assert!(!all.iter().any(|t| t == "Overview" || t == "No problem"), "{all:?}");
    // One panel over the board, and back.
    h.state().board().send(Command::Ui(UiCommand::Enlarge));
    h.run();
    h.run();
    assert!(h.query_by_label("Back to its place").is_some());
    let alone = picture(&mut h, "alone.svg");
    assert!(!alone.iter().any(|t| t == "Timeline"), "{alone:?}");
    h.get_by_label("Back to its place").click();
    h.run();
    h.run();
    assert!(h.query_by_label("Back to its place").is_none());
}

/// A node that was dragged, and what was opened, stands in a picture as it does in the window.
#[test]
fn a_picture_shows_the_network_as_it_was_put() {
    let Some(bytes) = crate::fixture::shared("data/kz-china-aiddata-nodesc.coop.json") else {
        return;
    };
    let mut alone = request("svg", Language::En);
    alone.panel = Some(PanelKind::Network);
    let text_at = |picture: &[u8], name: &str| {
        let svg = std::str::from_utf8(picture).unwrap();
        let line = svg.lines().find(|l| l.contains("<text") && l.contains(name)).unwrap();
        line.split('"').nth(1).unwrap().to_owned()
    };
    let plain = export(open(&bytes).unwrap(), &alone).unwrap();
    let again = export(open(&bytes).unwrap(), &alone).unwrap();
    assert!(plain == again);
    let opened = open(&bytes).unwrap();
    let bank = opened
        .doc
        .records
        .rows_of(cooperama::record::Collection::Institutions)
        .find(|r| opened.doc.label(*r, "en").contains("China Development Bank"))
        .map(|r| opened.doc.records.raw_id(r).to_owned())
        .unwrap();
    alone.arranged.moved.insert(bank, [-300.0, -200.0]);
    let moved = export(opened, &alone).unwrap();
    assert_ne!(text_at(&plain, "China Development"), text_at(&moved, "China Development"));
}

#[test]
fn money_by_year_has_its_numbers_in_a_small_picture_too() {
    let Some(bytes) = crate::fixture::shared("data/kz-china-aiddata-nodesc.coop.json") else {
        return;
    };
    for (language, short, scale) in [
        (Language::En, "7.8\u{A0}bn", "US$6.0\u{A0}bn"),
        (Language::Fr, "7,8\u{A0}Md", "6,0\u{A0}Md\u{A0}$"),
    ] {
        let mut small = request("svg", language);
        small.size = [1024, 600];
        small.panel = Some(PanelKind::Timeline);
        let picture = export(open(&bytes).unwrap(), &small).unwrap();
        let texts = texts(std::str::from_utf8(&picture).unwrap());
        let has = |part: &str| texts.iter().any(|t| t == part);
        assert!(has(scale), "{scale}: {texts:?}");
        assert!(texts.iter().any(|t| t.contains(short)), "{texts:?}");
    }
}

/// The numbers of an attribute of the elements of an SVG that hold a text.
fn numbers(svg: &str, element: &str, holds: &str, attribute: &str) -> Vec<f64> {
    let lines = svg.lines().filter(|l| l.starts_with(element) && l.contains(holds));
    let value = |l: &str| {
        let at = l.find(&format!(" {attribute}=\""))? + attribute.len() + 3;
        l[at..].split('"').next()?.parse().ok()
    };
    lines.filter_map(value).collect()
}

/// Registry, one panel, under a filter.
fn registry(panel: PanelKind, filter: &str) -> Option<String> {
    let bytes = crate::fixture::shared("data/kz-china-aiddata-nodesc.coop.json")?;
    let opened = open(&bytes).unwrap();
    let mut small = request("svg", Language::En);
    small.panel = Some(panel);
    let names = cooperama::query::Names { records: &opened.doc.records, table: &opened.table };
    let filter = cooperama::query::parse(filter, names).unwrap();
    let first = cooperama::workbench::Workbench::first_view(&opened);
    small.view = Some(Box::new(cooperama::view::ViewState { filter, ..first }));
    Some(String::from_utf8(export(opened, &small).unwrap()).unwrap())
}

#[test]
fn the_number_of_a_year_stands_on_the_bar_that_it_is_of() {
    let Some(svg) = registry(PanelKind::Timeline, "sector=crs.230") else { return };
    // 2008 has 7.5 bn, all of it energy; 2012 has 7.8 bn, 6.7 bn of it energy.
    let high = |text: &str| numbers(&svg, "<text", &format!(">{text}<"), "y")[0];
    assert!(high("US$6.7\u{A0}bn") > high("US$7.5\u{A0}bn"), "{svg}");
    // A panel alone says what it is of, and what is asked for.
    let texts = texts(&svg);
    let told = texts.iter().find(|t| t.contains("AidData")).unwrap();
    assert!(told.contains("Sector: Energy") && told.contains("pale = total"), "{told}");
}

#[test]
fn bars_of_a_ranking_are_in_proportion() {
    let Some(svg) = registry(PanelKind::Flows, "") else { return };
    let bars = numbers(&svg, "<rect", " height=\"8\"", "width");
    // China Development Bank 23.2 bn, Bank of China 14.4 bn.
    assert!((bars[0] / bars[1] - 23.2 / 14.4).abs() < 0.02, "{bars:?}");
}

/// A panel of a dataset as a picture, with what is chosen of how it is shown.
fn panel(
    data: &serde_json::Value,
    panel: PanelKind,
    size: [u32; 2],
    set: impl Fn(&mut cooperama::view::ViewState),
) -> String {
    let opened = open(data.to_string().as_bytes()).unwrap();
    let mut picture = request("svg", Language::En);
    (picture.panel, picture.size) = (Some(panel), size);
    let mut view = cooperama::workbench::Workbench::first_view(&opened);
    set(&mut view);
    picture.view = Some(Box::new(view));
    String::from_utf8(export(opened, &picture).unwrap()).unwrap()
}

#[test]
fn the_matrix_holds_those_most_tied() {
    // Ten who all know each other, and a crowd of thirty around one, who is tied most of all.
    let person = |id: String| serde_json::json!({"id": id, "label": format!("P-{id}")});
    let mut people: Vec<_> = (0..10).map(|i| person(format!("close{i}"))).collect();
    people.push(person("star".to_owned()));
    people.extend((0..30).map(|i| person(format!("crowd{i}"))));
    let mut links = Vec::new();
    let mut link = |from: String, to: String| {
        let id = format!("l{}", links.len());
        links.push(serde_json::json!({"id": id, "type": "x-knows", "from": from, "to": to}));
    };
    for a in 0..10 {
        (0..a).for_each(|b| link(format!("close{a}"), format!("close{b}")));
    }
    (0..30).for_each(|i| link("star".to_owned(), format!("crowd{i}")));
    let data = serde_json::json!({"title": "T", "people": people, "links": links});
    let svg = panel(&data, PanelKind::Network, [1024, 600], |view| {
        view.network = cooperama::view::NetworkMode::Matrix;
    });
    let texts = texts(&svg);
    assert!(texts.iter().any(|t| t.contains("most tied of 41")), "{texts:?}");
    for i in 0..10 {
        assert!(texts.iter().any(|t| *t == format!("P-close{i}")), "{i}: {texts:?}");
    }
    assert!(texts.iter().any(|t| t == "P-star"));
    assert!(!texts.iter().any(|t| t.contains("41 shown")), "{texts:?}");
}

#[test]
fn a_registry_says_which_initiatives_are_drawn_as_ties_and_tells_namesakes_apart() {
    let party = |id: &str| serde_json::json!({"id": id, "label": id, "iso2": id.to_uppercase()});
    let bank = |id: &str, of: &str| serde_json::json!({"id": id, "label": "Agency", "party": of});
    let mut institutions = vec![bank("one", "aa"), bank("two", "bb")];
    institutions.extend((0..8).map(|i| {
        serde_json::json!({"id": format!("w{i}"), "label": format!("Works {i}"), "party": "bb"})
    }));
    let initiatives: Vec<_> = (0..90)
        .map(|i| {
            let mut participants = vec![serde_json::json!({
                "actor": if i % 2 == 0 { "one" } else { "two" }, "role": "funding"})];
            if i % 3 > 0 {
                let works = format!("w{}", i % 8);
                participants.push(serde_json::json!({"actor": works, "role": "implementing"}));
            }
            let sector = if i < 30 { "s0" } else { "s1" };
            serde_json::json!({"id": format!("i{i}"), "label": format!("Project {i}"),
                "parties": ["aa", "bb"], "sectors": [sector], "participants": participants})
        })
        .collect();
    let sectors: Vec<_> =
        ["s0", "s1"].iter().map(|s| serde_json::json!({"id": s, "label": s})).collect();
    let data = serde_json::json!({"title": "T", "parties": [party("aa"), party("bb")],
        "sectors": sectors, "institutions": institutions, "initiatives": initiatives});
    let shown = |set: &dyn Fn(&mut cooperama::view::ViewState)| {
        texts(&panel(&data, PanelKind::Network, [1366, 768], set)).join(" ")
    };
    let all = shown(&|_| {});
    assert!(all.contains("60 of 90 initiatives are drawn as ties"), "{all}");
    assert!(all.contains("Agency, AA") && all.contains("Agency, BB"), "{all}");
    let some = shown(&|view| {
        let opened = open(data.to_string().as_bytes()).unwrap();
        let names = cooperama::query::Names { records: &opened.doc.records, table: &opened.table };
        view.filter = cooperama::query::parse("sector=s0", names).unwrap();
    });
    assert!(some.contains("20 of 30 initiatives are drawn as ties"), "{some}");
    // Parties that take part in everything are not drawn: nothing is said to be the most tied.
    let matrix = shown(&|view| view.network = cooperama::view::NetworkMode::Matrix);
    assert!(matrix.contains("All 10 that are tied"), "{matrix}");
    assert!(matrix.contains("take part in all 90 and are not drawn"), "{matrix}");
}

#[test]
fn areas_hold_their_numbers_whole_and_count_those_without_a_name() {
    let mut sectors = Vec::new();
    let mut initiatives = Vec::new();
    for (i, value) in [4_000u32, 900, 700, 300, 120, 60, 30, 12, 5, 2, 1].iter().enumerate() {
        let name = format!("Multisectoral Communications {i}");
        sectors.push(serde_json::json!({"id": format!("s{i}"), "label": name}));
        initiatives.push(
            serde_json::json!({"id": format!("i{i}"), "label": "x", "sectors": [format!("s{i}")],
            "amounts": [{"kind": "commitment", "currency": "USD", "value": value * 1_000_000}]}),
        );
    }
    let data = serde_json::json!({"title": "T", "sectors": sectors, "initiatives": initiatives});
    let svg = panel(&data, PanelKind::Sectors, [1024, 600], |view| {
        view.sectors = cooperama::view::SectorMode::Treemap;
    });
    let doc = roxmltree::Document::parse(&svg).unwrap();
    let number = |n: &roxmltree::Node<'_, '_>, a: &str| -> f64 {
        n.attribute(a).and_then(|v| v.parse().ok()).unwrap_or(0.0)
    };
    let tiles: Vec<[f64; 4]> = doc
        .descendants()
        .filter(|n| n.has_tag_name("rect") && number(n, "y") > 90.0 && number(n, "width") < 1000.0)
        .map(|n| ["x", "y", "width", "height"].map(|a| number(&n, a)))
        .collect();
    let mut checked = 0;
    for text in doc.descendants().filter(|n| n.has_tag_name("text")) {
        let (x, y, wide) = (number(&text, "x"), number(&text, "y"), number(&text, "textLength"));
        let said = text.text().unwrap_or_default();
        let tile = tiles
            .iter()
            .filter(|t| (t[0]..t[0] + t[2]).contains(&x) && (t[1]..t[1] + t[3]).contains(&y));
        // The smallest one around it is its own.
        let Some(t) = tile.min_by(|a, b| (a[2] * a[3]).total_cmp(&(b[2] * b[3]))) else { continue };
        assert!(x + wide <= t[0] + t[2], "{said}: {t:?}");
        checked += usize::from(said.contains("US$"));
        // Words are whole, or the end of a line says that they are not.
        let words = ["Multisectoral", "Communications", "US$"];
        let whole = words.iter().any(|w| said.contains(w)) || said.contains('…');
        assert!(whole || said.parse::<u32>().is_ok(), "{said}");
    }
    assert!(checked >= 4, "{checked}");
    let told = texts(&svg);
    assert!(told.iter().any(|t| t.contains("too small for")), "{told:?}");
}

#[test]
fn names_of_the_timeline_stand_in_their_own_lanes_and_nothing_empty_is_in_a_picture() {
    let mut board = request("svg", Language::En);
    board.size = [1366, 768];
    let svg = String::from_utf8(export(Opened::example().unwrap(), &board).unwrap()).unwrap();
    let y = |text: &str| numbers(&svg, "<text", &format!(">{text}<"), "y");
    let lanes = ["Events", "Statements", "Initiatives", "Links"].map(|l| *y(l).last().unwrap());
    for (name, lane) in [("Silk Road Economic Belt", 2), ("China → Silk Road Fund, finances", 3)]
    {
        let at = *y(name).last().unwrap_or(&0.0);
        let near = (0..4).min_by(|a, b| (lanes[*a] - at).abs().total_cmp(&(lanes[*b] - at).abs()));
        assert_eq!(near, Some(lane), "{name} {at} {lanes:?}");
    }
    // What nobody can click is not there to say so.
    let people = serde_json::json!({"title": "T", "people": [{"id": "a", "label": "Ann"}, {"id": "b", "label": "Bo"}],
        "links": [{"id": "l", "type": "x-knows", "from": "a", "to": "b"}]});
    let svg = export(open(people.to_string().as_bytes()).unwrap(), &board).unwrap();
    let told = texts(std::str::from_utf8(&svg).unwrap());
    assert!(told.iter().any(|t| t == "Institutions and links"));
    assert!(!told.iter().any(|t| t == "Inspector"), "{told:?}");
}
