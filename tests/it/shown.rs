//! What pictures show of what the file says: doubts, money that no sum counts, what is counted
//! first, and the order that was chosen.

use cooperama::capture::picture as export;
use cooperama::command::ExportRequest;
use cooperama::dataset::Opened;
use cooperama::query::Measure;
use cooperama::text::Language;
use cooperama::view::{PanelKind, ThemeChoice, ViewState};
use cooperama::workbench::Workbench;

use crate::fixture::{open, shared};

const EXAMPLE: &[u8] = include_bytes!("../../assets/datasets/kazakhstan-china-2015.coop.json");

/// Changes the view of a file before its picture is made, and how it stands in a window.
type Set<'a> = &'a dyn Fn(&Opened, &mut ViewState, &mut cooperama::view::Arranged);

/// A panel's picture in English.
fn svg(bytes: &[u8], panel: PanelKind, size: [u32; 2], set: Set<'_>) -> String {
    let opened = open(bytes).unwrap();
    let mut view = Workbench::first_view(&opened);
    let mut arranged = cooperama::view::Arranged::default();
    set(&opened, &mut view, &mut arranged);
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
    String::from_utf8(export(opened, &request).unwrap()).unwrap()
}

/// Its texts, one after the other.
fn texts(bytes: &[u8], panel: PanelKind, size: [u32; 2], set: Set<'_>) -> Vec<String> {
    crate::export::texts(&svg(bytes, panel, size, set))
}

#[test]
fn money_of_links_is_told_beside_sums_that_do_not_count_it() {
    for panel in [PanelKind::Overview, PanelKind::Flows] {
        let told = texts(EXAMPLE, panel, [1366, 768], &|_, _, _| {}).join(" ");
        assert!(told.contains("not counted here, in links: US$40.0\u{a0}bn"), "{panel:?}: {told}");
    }
    // All that is counted is approximate: so is each part of it.
    let flows = texts(EXAMPLE, PanelKind::Flows, [1366, 768], &|_, _, _| {});
    assert!(flows.iter().any(|t| t.contains("≈\u{a0}US$23.6")), "{flows:?}");
}

#[test]
fn what_is_disputed_says_so_in_the_timeline_and_in_statements() {
    let timeline = texts(EXAMPLE, PanelKind::Timeline, [1920, 1080], &|_, _, _| {});
    assert!(timeline.iter().any(|t| t.starts_with("?\u{a0}")), "{timeline:?}");
    assert!(timeline.join(" ").contains("“?”: disputed"), "{timeline:?}");
    let quotes = texts(EXAMPLE, PanelKind::Quotes, [1920, 2400], &|_, _, _| {});
    assert!(quotes.iter().any(|t| t.contains("disputed")), "{quotes:?}");
}

#[test]
fn years_are_named_by_what_made_them() {
    let Some(bytes) = shared("data/kz-china-aiddata-nodesc.coop.json") else { return };
    let years = texts(&bytes, PanelKind::Timeline, [1366, 768], &|_, _, _| {});
    assert!(years.iter().any(|t| t.starts_with("Line A and B")), "{years:?}");
    assert!(years.iter().any(|t| t.starts_with("Line C")), "{years:?}");
}

#[test]
fn a_picture_of_the_initiatives_has_the_order_of_the_window() {
    let Some(bytes) = shared("data/kz-china-aiddata-nodesc.coop.json") else { return };
    let first = |sorted: Option<(usize, bool)>| {
        let told = texts(&bytes, PanelKind::Initiatives, [1920, 1080], &|_, _, arranged| {
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
    let says = texts(EXAMPLE, PanelKind::Parties, [1366, 768], &|_, view, _| {
        view.measure = Measure::Statements;
    });
    let at = |text: &str| says.iter().position(|t| t == text).expect("a text");
    assert!(at("Says") < at("Institutions"), "{says:?}");
    // China speaks more often than Kazakhstan, which takes part in more.
    assert!(at("China") < at("Kazakhstan"), "{says:?}");
    let takes_part = texts(EXAMPLE, PanelKind::Parties, [1366, 768], &|_, view, _| {
        view.measure = Measure::Initiatives;
    });
    let at = |text: &str| takes_part.iter().position(|t| t == text).expect("a text");
    assert!(at("Kazakhstan") < at("China"), "{takes_part:?}");
}

#[test]
fn years_outside_the_period_asked_for_are_pale() {
    let Some(bytes) = shared("data/kz-china-aiddata-nodesc.coop.json") else { return };
    let fills = |filter: &str| {
        let svg = svg(&bytes, PanelKind::Timeline, [1366, 768], &|opened, view, _| {
            let (records, table) = (&opened.doc.records, &opened.table);
            let names = cooperama::query::Names { records, table };
            view.filter = cooperama::query::parse(filter, names).unwrap();
        });
        // The accent at full strength: the bars of the years.
        svg.lines().filter(|l| l.contains("#2F5BD0")).count()
    };
    let (all, few) = (fills(""), fills("year=2011..2012"));
    assert!(all >= 10 && few < all, "{all} {few}");
}

#[test]
fn a_source_that_only_tells_of_people_is_not_shown_as_unused() {
    let told = texts(EXAMPLE, PanelKind::Sources, [1920, 1080], &|_, _, _| {});
    let at = told
        .iter()
        .position(|t| t.ends_with("Kazak President Recycles Prime Minister"))
        .expect("a source");
    assert!(told.iter().any(|t| t == "Who acts"), "{told:?}");
    // Four kinds of facts, none of them from it, and somebody it tells of.
    assert!(told[at + 1..at + 6].iter().any(|t| t != "0"), "{:?}", &told[at..at + 6]);
}

#[test]
fn amounts_beside_counted_ones_stay_told_where_another_currency_stands_alone_too() {
    let amount = |currency: &str, value: u32| serde_json::json!({"kind": "commitment", "currency": currency, "value": value});
    let initiative = |id: &str, amounts: &[serde_json::Value]| serde_json::json!({"id": id, "label": id, "dates": {"start": "2014"}, "amounts": amounts});
    let data = |more: &[serde_json::Value]| {
        let mut initiatives = vec![
            initiative("a", &[amount("USD", 50), amount("KZT", 900), amount("EUR", 40)]),
            initiative("b", &[amount("USD", 70)]),
        ];
        initiatives.extend(more.iter().cloned());
        serde_json::json!({"title": "T", "initiatives": initiatives}).to_string()
    };
    let told = |data: String| {
        texts(data.as_bytes(), PanelKind::Overview, [1920, 1080], &|_, view, _| {
            view.measure = Measure::Amount(cooperama::query::Flow {
                currency: 0,
                kind: 0,
                links: false,
                rates: false,
            });
        })
        .join(" ")
    };
    // All of them stand beside dollars: each is told so, and no note says it again.
    let all = told(data(&[]));
    assert_eq!(all.matches("beside an amount counted above").count(), 2, "{all}");
    assert!(!all.contains("beside counted"), "{all}");
    // One euro amount stands alone: that the other stands beside dollars is still told.
    let some = told(data(&[initiative("c", &[amount("EUR", 10)])]));
    assert!(some.contains("beside counted"), "{some}");
}

#[test]
fn parties_keep_their_codes_where_there_is_little_room() {
    let code = |i: usize| {
        ["A", "B", "C", "D", "E", "F", "G"][i / 8].to_owned()
            + ["A", "B", "C", "D", "E", "F", "G", "H"][i % 8]
    };
    let parties: Vec<_> = (0..50)
        .map(|i| serde_json::json!({"id": format!("p{i}"), "label": format!("Land {i}"), "iso2": code(i)}))
        .collect();
    let link = |i: usize, to: usize| serde_json::json!({"id": format!("l{i}-{to}"), "type": "x-with", "from": format!("p{i}"), "to": format!("p{to}")});
    let links: Vec<_> = (1..50).flat_map(|i| [link(i, i / 2), link(i, i / 3)]).collect();
    let data = serde_json::json!({"title": "T", "parties": parties, "links": links}).to_string();
    let told = texts(data.as_bytes(), PanelKind::Network, [600, 420], &|_, _, _| {});
    let missing: Vec<String> = (0..50).map(code).filter(|c| !told.contains(c)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn nothing_is_said_of_groups_where_there_are_none() {
    let data = serde_json::json!({"title": "T",
        "parties": [{"id": "a", "label": "A"}, {"id": "b", "label": "B"}],
        "initiatives": [{"id": "i", "label": "I", "parties": ["a"]}]});
    let told = texts(data.to_string().as_bytes(), PanelKind::Network, [1366, 768], &|_, _, _| {})
        .join(" ");
    assert!(told.contains("initiative") && !told.contains("groups"), "{told}");
}

#[test]
fn a_lane_too_full_to_be_read_is_counted_and_names_what_matters() {
    let initiative = |i: usize| {
        let year = 2000 + i % 15;
        serde_json::json!({"id": format!("i{i}"), "label": format!("Work {i}"),
            "dates": {"start": year.to_string(), "end": (year + 2).to_string()},
            "amounts": [{"value": i, "currency": "USD", "kind": "commitment"}]})
    };
    for n in [400, 2_000] {
        let all: Vec<_> = (0..n).map(initiative).collect();
        let data = serde_json::json!({"title": "T", "initiatives": all}).to_string();
        let spans = |_: &Opened, view: &mut ViewState, _: &mut cooperama::view::Arranged| {
            view.timeline = cooperama::view::TimelineMode::Spans;
        };
        let told = texts(data.as_bytes(), PanelKind::Timeline, [1366, 500], &spans);
        let joined = told.join(" ");
        assert!(joined.contains("how many each year touches"), "{n}: {joined}");
        // The largest is named; each year but the outer ones holds those of three years.
        assert!(told.contains(&format!("Work {}", n - 1)), "{n}: {joined}");
        let most = (2000..2017)
            .map(|y| (0..n).filter(|i| (2000 + i % 15..=2002 + i % 15).contains(&y)).count());
        let most = cooperama::text::number::whole(
            i64::try_from(most.max().unwrap()).unwrap(),
            Language::En,
        );
        assert!(told.contains(&most), "{n}: no {most} in {joined}");
    }
}

#[test]
fn what_a_party_says_is_asked_for_whoever_says_it() {
    let opened = open(EXAMPLE).unwrap();
    let party = opened.doc.records.find("p.cn").or_else(|| opened.doc.records.find("cn")).unwrap();
    let filter = cooperama::query::Filter::of(&[cooperama::panels::wording::said_for(party)]);
    let names = cooperama::query::Names { records: &opened.doc.records, table: &opened.table };
    let text = cooperama::query::write(&filter, names);
    assert!(text.starts_with("voice="), "{text}");
    assert_eq!(cooperama::query::parse(&text, names).unwrap(), filter);
    let set: Set<'_> = &|_, view, _| view.filter = filter.clone();
    let told = texts(EXAMPLE, PanelKind::Quotes, [1366, 768], set).join(" ");
    assert!(told.contains("7 of 16"), "{told}");
    assert!(!told.contains("Massimov ·"), "{told}");
}

#[test]
fn a_panel_asks_who_funds_only_where_somebody_is_named() {
    let plain: Set<'_> = &|_, _, _| {};
    let told = texts(EXAMPLE, PanelKind::Flows, [1366, 768], plain).join(" ");
    assert!(told.contains("Who takes part in what?") && !told.contains("Who funds"), "{told}");
    let Some(bytes) = shared("data/kz-china-aiddata-nodesc.coop.json") else { return };
    let told = texts(&bytes, PanelKind::Flows, [1366, 768], plain).join(" ");
    assert!(told.contains("Who funds what?"), "{told}");
    // What is still ahead and dates its announcement was announced, and may be silent since.
    let told = texts(&bytes, PanelKind::Stages, [1366, 768], plain).join(" ");
    assert!(told.contains("Announced") && told.contains("7 of 11"), "{told}");
    // Those who fund together are not cut to the one that leads.
    let table: Set<'_> = &|_, view, _| view.flows = cooperama::view::FlowMode::Table;
    let told = texts(&bytes, PanelKind::Flows, [1366, 768], table);
    assert!(told.contains(&"CDB + BOC".to_owned()), "{told:?}");
}

#[test]
fn what_is_planned_in_thirty_years_makes_nothing_else_silent() {
    let Some(bytes) = shared("data/kz-china-aiddata-nodesc.coop.json") else { return };
    for (date, status) in [("plannedEnd", None), ("end", None), ("start", Some("pipeline"))] {
        let mut file: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        let one = &mut file["initiatives"][0];
        one["dates"][date] = "2045".into();
        if let Some(status) = status {
            one["status"] = status.into();
        }
        let bytes = serde_json::to_vec(&file).unwrap();
        let told = texts(&bytes, PanelKind::Stages, [1366, 768], &|_, _, _| {}).join(" ");
        assert!(told.contains("7 of 1") && told.contains("here: 2017."), "{date}: {told}");
    }
}

#[test]
fn a_table_on_a_page_ends_with_a_whole_row_and_says_how_many_there_are() {
    let Some(bytes) = shared("data/kz-china-aiddata-nodesc.coop.json") else { return };
    let timeline: Set<'_> = &|_, view, _| view.timeline = cooperama::view::TimelineMode::Table;
    let ties: Set<'_> = &|_, view, _| view.network = cooperama::view::NetworkMode::Table;
    for (panel, set) in [(PanelKind::Timeline, timeline), (PanelKind::Network, ties)] {
        let told = texts(&bytes, panel, [1366, 768], set).join(" ");
        assert!(told.contains("have room here"), "{panel:?}: {told}");
    }
}

#[test]
fn dates_are_told_for_what_they_are_and_none_is_made_up() {
    let Some(bytes) = shared("data/kz-china-aiddata-nodesc.coop.json") else { return };
    let table: Set<'_> = &|_, view, _| view.timeline = cooperama::view::TimelineMode::Table;
    let told = texts(&bytes, PanelKind::Timeline, [1920, 1400], table).join(" | ");
    let moynak = "Announced: 2006 · Planned end: 31 December 2009 · End: 10 December 2011";
    assert!(told.contains(moynak), "{told}");
    assert!(!told.contains("1 January"), "{told}");
}

#[test]
fn of_a_period_it_is_said_first_what_is_dated_to_it() {
    let Some(bytes) = shared("data/kz-china-aiddata-nodesc.coop.json") else { return };
    let set: Set<'_> = &|opened, view, _| {
        let names = cooperama::query::Names { records: &opened.doc.records, table: &opened.table };
        view.filter = cooperama::query::parse("year=2009..2011", names).unwrap();
    };
    for panel in [PanelKind::Sectors, PanelKind::Flows] {
        let told = texts(&bytes, panel, [1366, 768], set);
        let first = |what: &str| told.iter().position(|t| t.contains(what));
        let (share, sum) = (first("dated 2009–2011"), first("= 42"));
        assert!(share.is_some() && share <= sum, "{panel:?}: {told:?}");
    }
}

#[test]
fn the_sector_asked_for_is_always_among_those_shown() {
    let sectors: Vec<_> = (0..9)
        .map(|i| serde_json::json!({"id": format!("s{i}"), "label": format!("S{i}")}))
        .collect();
    let said = |n: usize| {
        (0..9 - n).map(move |k| serde_json::json!({"id": format!("st{n}.{k}"), "text": "x", "sectors": [format!("s{n}")]}))
    };
    let file = serde_json::json!({"title": "T", "sectors": sectors,
        "statements": (0..9).flat_map(said).collect::<Vec<_>>()});
    let set: Set<'_> = &|opened, view, _| {
        let row = opened.doc.records.find("s8").unwrap();
        let pick = cooperama::query::Pick::of(row).unwrap();
        view.filter.apply(pick, cooperama::query::How::Only);
    };
    let bytes = serde_json::to_vec(&file).unwrap();
    let told = texts(&bytes, PanelKind::Overview, [1366, 768], set);
    assert!(told.contains(&"S8".to_owned()), "{told:?}");
}

#[test]
fn a_picture_of_sectors_says_which_money_it_counts() {
    let Some(bytes) = shared("data/kz-china-aiddata-nodesc.coop.json") else { return };
    let told = texts(&bytes, PanelKind::Sectors, [1366, 768], &|_, _, _| {}).join(" ");
    assert!(told.contains("committed"), "{told}");
}

#[test]
fn a_source_is_named_with_who_published_it_and_what_was_not_read_is_told() {
    let told = texts(EXAMPLE, PanelKind::Sources, [1366, 768], &|_, _, _| {}).join(" ");
    assert!(told.contains("Wikipedia (IPFS snapshot) · Asian"), "{told}");
    assert!(told.contains("nothing here was read in 1 of them"), "{told}");
}

#[test]
fn a_source_in_which_nothing_was_read_is_not_counted_as_read() {
    let told = texts(EXAMPLE, PanelKind::Overview, [1366, 768], &|_, _, _| {}).join(" ");
    assert!(told.contains("12 sources: 1 article and 11 to explain it"), "{told}");
}

#[test]
fn a_filter_changes_what_a_folded_network_counts() {
    let Some(bytes) = shared("data/kz-china-aiddata-nodesc.coop.json") else { return };
    let nodes = |filter: &str| {
        let set: Set<'_> = &|opened, view, _| {
            let names =
                cooperama::query::Names { records: &opened.doc.records, table: &opened.table };
            view.filter = cooperama::query::parse(filter, names).unwrap();
        };
        let told = texts(&bytes, PanelKind::Network, [1366, 768], set);
        told.into_iter().find(|t| t.ends_with("nodes")).unwrap()
    };
    assert_eq!(nodes(""), "29 nodes");
    let less = nodes("sector=crs.220");
    assert!(less.ends_with("of 29 nodes"), "{less}");
}

#[test]
fn flows_show_the_way_of_what_is_selected_elsewhere() {
    let Some(bytes) = shared("data/kz-china-aiddata-nodesc.coop.json") else { return };
    let flows = |selected: bool| {
        let set: Set<'_> = &|opened, view, _| {
            let row = opened.doc.records.find("aiddata.54066").filter(|_| selected);
            view.selected = row.map(cooperama::view::Thing::Record);
        };
        svg(&bytes, PanelKind::Flows, [1366, 768], set)
    };
    assert_ne!(flows(true), flows(false));
}
