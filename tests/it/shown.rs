//! What pictures show of what the file says: doubts, money that no sum counts, what is counted
//! first, and the order that was chosen.

use cooperama::capture::picture as export;
use cooperama::command::ExportRequest;
use cooperama::query::Measure;
use cooperama::text::Language;
use cooperama::view::{PanelKind, ThemeChoice, ViewState};
use cooperama::workbench::Workbench;

use crate::fixture::{open, shared};

const EXAMPLE: &[u8] = include_bytes!("../../assets/datasets/kazakhstan-china-2015.coop.json");

/// The texts of a panel's picture in English, one after the other; `set` changes the view first and
/// how it stands in a window.
fn texts(
    bytes: &[u8],
    panel: PanelKind,
    size: [u32; 2],
    set: &dyn Fn(&mut ViewState, &mut cooperama::view::Arranged),
) -> Vec<String> {
    let opened = open(bytes).unwrap();
    let mut view = Workbench::first_view(&opened);
    let mut arranged = cooperama::view::Arranged::default();
    set(&mut view, &mut arranged);
    let request = ExportRequest {
        arrangements: serde_json::Map::new(),
        arranged: Box::new(arranged),
        out: String::new(),
        format: cooperama::export::format_of("a.svg").unwrap(),
        size,
        language: Language::En,
        theme: ThemeChoice::Light,
        panel: Some(panel),
        view: Some(Box::new(view)),
    };
    let svg = String::from_utf8(export(opened, &request).unwrap()).unwrap();
    let doc = roxmltree::Document::parse(&svg).unwrap();
    let text = |n: roxmltree::Node<'_, '_>| -> String {
        n.descendants().filter(roxmltree::Node::is_text).filter_map(|t| t.text()).collect()
    };
    doc.descendants().filter(|n| n.has_tag_name("text")).map(text).collect()
}

#[test]
fn money_of_links_is_told_beside_sums_that_do_not_count_it() {
    for panel in [PanelKind::Overview, PanelKind::Flows] {
        let told = texts(EXAMPLE, panel, [1366, 768], &|_, _| {}).join(" ");
        assert!(told.contains("not counted here, in links: US$40.0\u{a0}bn"), "{panel:?}: {told}");
    }
    // All that is counted is approximate: so is each part of it.
    let flows = texts(EXAMPLE, PanelKind::Flows, [1366, 768], &|_, _| {});
    assert!(flows.iter().any(|t| t.contains("≈\u{a0}US$23.6")), "{flows:?}");
}

#[test]
fn what_is_disputed_says_so_in_the_timeline_and_in_statements() {
    let timeline = texts(EXAMPLE, PanelKind::Timeline, [1920, 1080], &|_, _| {});
    assert!(timeline.iter().any(|t| t.starts_with("?\u{a0}")), "{timeline:?}");
    assert!(timeline.join(" ").contains("“?”: disputed"), "{timeline:?}");
    let quotes = texts(EXAMPLE, PanelKind::Quotes, [1920, 2400], &|_, _| {});
    assert!(quotes.iter().any(|t| t.contains("disputed")), "{quotes:?}");
}

#[test]
fn years_are_named_by_what_made_them() {
    let Some(bytes) = shared("data/kz-china-aiddata-nodesc.coop.json") else { return };
    let years = texts(&bytes, PanelKind::Timeline, [1366, 768], &|_, _| {});
    assert!(years.iter().any(|t| t.starts_with("Line A and B")), "{years:?}");
    assert!(years.iter().any(|t| t.starts_with("Line C")), "{years:?}");
}

#[test]
fn a_picture_of_the_initiatives_has_the_order_of_the_window() {
    let Some(bytes) = shared("data/kz-china-aiddata-nodesc.coop.json") else { return };
    let first = |sorted: Option<(usize, bool)>| {
        let told = texts(&bytes, PanelKind::Initiatives, [1920, 1080], &|_, arranged| {
            arranged.sorted = sorted;
        });
        let years = told.iter().filter(|t| t.len() == 4 && t.starts_with("20"));
        years.map(|t| t.parse::<u32>().unwrap()).collect::<Vec<_>>()
    };
    let by_year = first(Some((2, false)));
    assert!(by_year.len() > 9 && by_year.is_sorted(), "{by_year:?}");
    let own = first(None);
    assert!(!own.is_sorted(), "{own:?}");
}

#[test]
fn what_is_counted_is_the_first_column_and_the_order() {
    let says = texts(EXAMPLE, PanelKind::Parties, [1366, 768], &|view, _| {
        view.measure = Measure::Statements;
    });
    let at = |text: &str| says.iter().position(|t| t == text).expect("a text");
    assert!(at("Says") < at("Institutions"), "{says:?}");
    // China speaks more often than Kazakhstan, which takes part in more.
    assert!(at("China") < at("Kazakhstan"), "{says:?}");
    let takes_part = texts(EXAMPLE, PanelKind::Parties, [1366, 768], &|view, _| {
        view.measure = Measure::Initiatives;
    });
    let at = |text: &str| takes_part.iter().position(|t| t == text).expect("a text");
    assert!(at("Kazakhstan") < at("China"), "{takes_part:?}");
}

#[test]
fn years_outside_the_period_asked_for_are_pale() {
    let Some(bytes) = shared("data/kz-china-aiddata-nodesc.coop.json") else { return };
    let fills = |filter: &str| {
        let opened = open(&bytes).unwrap();
        let names = cooperama::query::Names { records: &opened.doc.records, table: &opened.table };
        let filter = cooperama::query::parse(filter, names).unwrap();
        let view = ViewState { filter, ..Workbench::first_view(&opened) };
        let request = ExportRequest {
            arrangements: serde_json::Map::new(),
            arranged: Box::default(),
            out: String::new(),
            format: cooperama::export::format_of("a.svg").unwrap(),
            size: [1366, 768],
            language: Language::En,
            theme: ThemeChoice::Light,
            panel: Some(PanelKind::Timeline),
            view: Some(Box::new(view)),
        };
        let svg = String::from_utf8(export(opened, &request).unwrap()).unwrap();
        // The accent at full strength: the bars of the years.
        svg.lines().filter(|l| l.contains("#2f5bd0") || l.contains("#2F5BD0")).count()
    };
    let (all, few) = (fills(""), fills("year=2011..2012"));
    assert!(all >= 10 && few < all, "{all} {few}");
}

#[test]
fn a_source_that_only_tells_of_people_is_not_shown_as_unused() {
    let told = texts(EXAMPLE, PanelKind::Sources, [1920, 1080], &|_, _| {});
    let at =
        told.iter().position(|t| t == "Kazak President Recycles Prime Minister").expect("a source");
    assert!(told.iter().any(|t| t == "Who acts"), "{told:?}");
    // Four kinds of facts, none of them from it, and somebody it tells of.
    assert!(told[at + 1..at + 6].iter().any(|t| t != "0"), "{:?}", &told[at..at + 6]);
}
