//! Money on the board: what a click on it asks for, and what is said of it.

use serde_json::{Value, json};

use cooperama::command::Command;
use cooperama::query::{Crossing, Filter, How, Pick};
use cooperama::record::Collection;
use cooperama::view::{PanelKind, ThemeChoice};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use crate::board::texts;
use crate::fixture::open;
use crate::workbench::{Shell, ask, harness_of};

fn initiative(id: &str, sector: &str, funders: &[&str], amounts: &[(u32, &str, &str)]) -> Value {
    json!({
        "id": id, "label": id.to_uppercase(), "sectors": [sector], "dates": {"start": "2010"},
        "participants": funders.iter().map(|f| json!({"actor": f, "role": "funding"})).collect::<Vec<_>>(),
        "amounts": amounts.iter().map(|(value, kind, date)| json!({
            "value": value * 1_000_000, "currency": "USD", "kind": kind, "date": date,
        })).collect::<Vec<_>>(),
    })
}

/// A fund alone, with another one, with money of another kind; one that is not told; a bank with an
/// initiative without money.
fn funds() -> Value {
    let paid = |value, year| (value, "commitment", year);
    json!({
        "format": "cooperation-dataset", "version": 1, "title": "Funds",
        "sectors": [{"id": "roads", "label": "Roads"}, {"id": "rails", "label": "Rails"}],
        "institutions": [{"id": "fund", "label": "Fund"}, {"id": "other", "label": "Other"},
            {"id": "bank", "label": "Bank"}],
        "initiatives": [
            initiative("alone", "roads", &["fund"], &[paid(10, "2013"), paid(1, "2014")]),
            initiative("joint", "roads", &["fund", "other"], &[paid(4, "2013")]),
            initiative("kind", "rails", &["fund"], &[(7, "disbursement", "2013")]),
            initiative("nobody", "rails", &[], &[paid(2, "2014")]),
            initiative("unknown", "rails", &["bank"], &[]),
        ],
    })
}

fn board(panel: PanelKind) -> Harness<'static, Shell> {
    board_of(&funds(), panel)
}

fn board_of(data: &Value, panel: PanelKind) -> Harness<'static, Shell> {
    let opened = open(data.to_string().as_bytes()).unwrap();
    let mut h = harness_of(opened, [1600.0, 1100.0]);
    send(&mut h, Command::SetTheme(ThemeChoice::Light));
    send(&mut h, Command::ShowPanel(panel));
    h
}

fn send(h: &mut Harness<'_, Shell>, command: Command) {
    h.state().board().send(command);
    h.run();
    h.run();
}

fn sector(h: &Harness<'_, Shell>, id: &str) -> Pick {
    Pick::of(h.state().board().document().records.find(id).unwrap()).unwrap()
}

/// The initiatives that pass.
fn passing(h: &Harness<'_, Shell>) -> Vec<String> {
    let board = h.state().board();
    let table = &board.opened().table;
    let range = table.facts_of(Collection::Initiatives);
    let rows = board.results().pass().rows(range, false).map(|n| table.row(n));
    rows.map(|r| board.document().records.raw_id(r).to_owned()).collect()
}

#[test]
fn a_click_on_money_asks_for_the_initiatives_it_is_made_of() {
    let mut h = board(PanelKind::Flows);
    // Each part by what it is called and tells, with what makes it.
    for (name, expected) in [
        ("Fund: US$11,000,000 (1 initiative)", vec!["alone"]),
        ("Fund + Other: US$4,000,000 (1 initiative)", vec!["joint"]),
        ("Funder not named: US$2,000,000 (1 initiative)", vec!["nobody"]),
        ("Roads: US$15,000,000 (2 initiatives)", vec!["alone", "joint"]),
    ] {
        ask(&mut h, name);
        assert_eq!(passing(&h), expected, "{name}");
        h.get_all_by_label_contains(name).next().unwrap();
        send(&mut h, Command::ClearFilter);
    }
    // By their number, the fund alone has two, and the bank its one: both are asked for as such.
    send(&mut h, Command::Set("flow-by", "count"));
    ask(&mut h, "Bank: 1 initiative");
    assert_eq!(passing(&h), ["unknown"]);
    send(&mut h, Command::ClearFilter);
    ask(&mut h, "Fund: 2 initiatives");
    assert_eq!(passing(&h), ["alone", "kind"]);
}

#[test]
fn one_funder_after_the_other_keeps_the_role() {
    let mut h = board(PanelKind::Flows);
    send(&mut h, Command::Set("flow-by", "count"));
    send(&mut h, Command::Set("flows", "ranking"));
    let asked = |h: &Harness<'_, Shell>| -> Filter { h.state().board().view().filter.clone() };
    for (name, id) in [
        ("Bank: 1 initiative", "bank"),
        ("Other: 1 initiative", "other"),
        ("Bank: 1 initiative", "bank"),
    ] {
        ask(&mut h, name);
        let pick = Pick::of(h.state().board().document().records.find(id).unwrap()).unwrap();
        let filter = asked(&h);
        assert!(filter.contains(pick), "{name}");
        assert_eq!(filter.clauses().len(), 2, "{name}: {filter:?}");
        assert_eq!(passing(&h).len(), 1, "{name}");
    }
    send(&mut h, Command::ClearFilter);
    ask(&mut h, "Funder not named: 1 initiative");
    assert_eq!(passing(&h), ["nobody"]);
}

#[test]
fn a_party_that_funds_is_ranked_and_no_funder_that_is_not_named() {
    let mut data = funds();
    data["parties"] = json!([{"id": "land", "label": "Land"}]);
    data["initiatives"][3]["participants"] = json!([{"actor": "land", "role": "funding"}]);
    let mut h = harness_of(open(data.to_string().as_bytes()).unwrap(), [1600.0, 1100.0]);
    send(&mut h, Command::ShowPanel(PanelKind::Flows));
    send(&mut h, Command::Set("flows", "ranking"));
    ask(&mut h, "Land: US$2,000,000 (1 initiative)");
    assert_eq!(passing(&h), ["nobody"]);
    assert!(h.query_all_by_label_contains("Funder not named").next().is_none());
}

#[test]
fn a_year_is_named_by_what_brings_most_in_it() {
    let o = open(funds().to_string().as_bytes()).unwrap();
    let mut crossing = Crossing::default();
    let words = || o.words.get(&o.doc.records);
    let results = crossing.cross(&o.table, &words, o.doc.totals(), &Filter::default());
    let flow = cooperama::say::main_flow(&o.table).unwrap();
    let makers = results.makers(&o.table, flow, &[2014, 2013, 2012]);
    let names: Vec<Option<(i128, &str)>> = makers
        .iter()
        .map(|m| m.map(|(sum, n)| (sum / 1_000_000, o.doc.records.raw_id(o.table.row(n)))))
        .map(|m| m.map(|(sum, id)| (sum / 1_000_000, id)))
        .collect();
    // The largest of all brings 1 in 2014, another one 2.
    assert_eq!(names, [Some((2, "nobody")), Some((10, "alone")), None]);
}

#[test]
fn money_is_seen_in_years_in_which_nothing_else_is_dated() {
    let mut h = board(PanelKind::Timeline);
    // All begin in 2010, and what they bring is dated later.
    h.get_by_label("Timeline from 2010 to 2014");
    let told = |h: &Harness<'_, Shell>, text: &str| texts(h).iter().any(|t| t.1.contains(text));
    assert!(told(&h, "US$14.0\u{a0}m") && told(&h, "US$3.0\u{a0}m"));
    send(&mut h, Command::SetMeasure(cooperama::query::Measure::Initiatives));
    h.get_by_label("Timeline from 2010 to 2010");
}

#[test]
fn what_the_sentence_says_of_a_sector_is_under_the_whole_filter() {
    let mut h = board(PanelKind::Flows);
    let said = |h: &mut Harness<'_, Shell>| {
        h.run();
        h.state().board().sentence()
    };
    let all = said(&mut h);
    assert!(all.contains("Roads") && all.contains("15") && all.contains("17"), "{all}");
    let pick = sector(&h, "rails");
    send(&mut h, Command::Pick { pick, how: How::Only });
    let rails = said(&mut h);
    assert!(!rails.contains("Roads") && !rails.contains("15"), "{rails}");
    // It is in the status bar in what is counted now, whichever it was first.
    send(&mut h, Command::ClearFilter);
    let bar = "Roads has US$15.0\u{a0}m";
    let told = |h: &Harness<'_, Shell>| texts(h).iter().any(|t| t.1.contains(bar));
    assert!(told(&h));
    send(&mut h, Command::SetMeasure(cooperama::query::Measure::Initiatives));
    assert!(!told(&h));
}

#[test]
fn money_that_is_not_known_is_not_told_as_nothing() {
    let mut h = board(PanelKind::Overview);
    let said: Vec<String> = texts(&h).into_iter().map(|t| t.1).collect();
    assert!(said.iter().any(|s| s.contains("funds n/a, 1 without a counted amount")), "{said:?}");
    assert!(said.iter().any(|s| s.contains("2 of 3 initiatives")), "{said:?}");
    assert!(!said.iter().any(|s| s.contains("US$0")), "{said:?}");
    // Where nothing is known at all, no sum is told either.
    send(&mut h, Command::ShowPanel(PanelKind::Flows));
    let pick = sector(&h, "bank");
    send(&mut h, Command::Pick { pick, how: How::Only });
    assert_eq!(passing(&h), ["unknown"]);
    let said: Vec<String> = texts(&h).into_iter().map(|t| t.1).collect();
    assert!(said.iter().any(|s| s.starts_with("No amount is known")), "{said:?}");
    let sectors = said.iter().filter(|s| s.contains("n/a (1 without amount)")).count();
    assert_eq!(sectors, 2, "in the overview and in the sectors: {said:?}");
    assert!(
        !said.iter().any(|s| s.contains("US$0\u{a0}") || s.starts_with("Nothing in")),
        "{said:?}"
    );
}

#[test]
fn rates_convert_when_they_are_asked_to_and_are_named() {
    let mut data = funds();
    data["initiatives"][0]["amounts"][1]["currency"] = json!("EUR");
    let mut h = board_of(&data, PanelKind::Overview);
    let said = |h: &Harness<'_, Shell>, words: &str| -> bool {
        // A long text is drawn in lines.
        texts(h).into_iter().map(|t| t.1).collect::<String>().contains(words)
    };
    assert!(said(&h, "US$16.0\u{a0}m") || said(&h, "US$16\u{a0}m"), "{:?}", texts(&h));
    assert!(said(&h, "not added: beside an amount counted above"), "{:?}", texts(&h));
    // Without rates the menu offers to enter them, ready to be written.
    h.get_all_by_label_contains("Counted: ").next().unwrap().click();
    h.run();
    h.get_by_label("The file gives no exchange rates, so each currency is counted apart.");
    h.get_all_by_label("Exchange rates…").last().unwrap().click();
    for _ in 0..6 {
        h.step();
    }
    // What is no rate is said at once.
    h.event(egui::Event::Text("1 EUR = 2".to_owned()));
    h.run();
    assert!(said(&h, "“1 EUR = 2” is no rate"));
    h.event(egui::Event::Text(",5 USD (2014)".to_owned()));
    h.run();
    assert!(!said(&h, "is no rate"));
    h.get_by_label("Apply").click();
    for _ in 0..6 {
        h.run();
    }
    let header = |h: &Harness<'_, Shell>| h.state().board().document().header("rates").cloned();
    let rate = json!([{"from": "EUR", "to": "USD", "date": "2014", "rate": "2.5"}]);
    assert_eq!(header(&h), Some(rate));
    // They convert nothing before they are asked to.
    assert!(said(&h, "not added: beside an amount counted above"));
    h.get_all_by_label_contains("Counted: ").next().unwrap().click();
    h.run();
    h.get_by_label("1 EUR = 2.5 USD (2014)");
    h.get_by_label("Convert other currencies by the file’s rates").click();
    h.run();
    h.run();
    assert!(said(&h, "US$18.5\u{a0}m"), "{:?}", texts(&h));
    assert!(said(&h, "1 amount converted by the file’s rates"));
    assert!(!said(&h, "not added"));
    assert!(said(&h, "Counted: Money (USD, committed, converted by the file’s rates)"));
}

#[test]
fn of_what_nothing_is_left_no_sum_is_told() {
    let mut h = board(PanelKind::Sectors);
    let pick = Pick::of(h.state().board().document().records.find("nobody").unwrap()).unwrap();
    send(&mut h, Command::Pick { pick, how: How::Only });
    assert_eq!(passing(&h), ["nobody"]);
    // Rails have it; of roads nothing is left, which is no sum of 0.
    let said: Vec<String> = texts(&h).into_iter().map(|t| t.1).collect();
    assert!(said.iter().any(|s| s == "–"), "{said:?}");
    assert!(!said.iter().any(|s| s == "US$0"), "{said:?}");
}

#[test]
fn columns_that_were_taken_away_are_kept_with_the_view() {
    let mut h = board(PanelKind::Initiatives);
    let years = |h: &Harness<'_, Shell>| texts(h).into_iter().any(|t| t.1 == "Years");
    assert!(years(&h));
    send(&mut h, Command::Set("column-years", "off"));
    assert!(!years(&h));
    // As it is written for the next time, and read then.
    let mut view = cooperama::view::ViewState::default();
    for (key, value) in h.state().board().view().modes() {
        assert!(view.set(key, value), "{key}={value}");
    }
    assert_eq!(view.hidden_columns, h.state().board().view().hidden_columns);
    assert!(!view.set("column-name", "off") && !view.set("column-years", "perhaps"));
}

#[test]
fn a_click_on_a_band_asks_by_what_it_is_called_where_that_says_as_much() {
    let mut h = board(PanelKind::Flows);
    send(&mut h, Command::Set("flow-by", "count"));
    send(&mut h, Command::Set("flows", "table"));
    let asked = |h: &Harness<'_, Shell>| -> String {
        let board = h.state().board();
        let records = &board.document().records;
        let names = cooperama::query::Names { records, table: &board.opened().table };
        cooperama::query::write(&board.view().filter, names)
    };
    // A bank that funds alone: funder and sector, not a list of initiatives.
    ask(&mut h, "Bank → Rails: 1 initiative");
    assert_eq!(passing(&h), ["unknown"]);
    assert_eq!(asked(&h), "sector=rails institution=bank role=funding");
    send(&mut h, Command::ClearFilter);
    // The fund has a road together with another one too: its name would ask for that as well.
    ask(&mut h, "Fund → Roads: 1 initiative");
    assert_eq!(passing(&h), ["alone"]);
    assert_eq!(asked(&h), "initiative=alone");
}

#[test]
fn what_is_missing_is_told_of_what_is_shown() {
    let mut h = board(PanelKind::Sectors);
    let foot = |h: &Harness<'_, Shell>| -> Vec<String> {
        // Under the bars, not in the overview above them.
        let all = texts(h).into_iter().filter(|t| t.0.top() > 700.0 && t.0.left() < 400.0);
        all.map(|t| t.1).filter(|t| t.contains("without amount")).collect()
    };
    assert_eq!(foot(&h).len(), 1, "{:?}", texts(&h));
    // No road is without an amount, whatever the bars count beside their own clause.
    let pick = sector(&h, "roads");
    send(&mut h, Command::Pick { pick, how: How::Only });
    assert!(foot(&h).is_empty(), "{:?}", foot(&h));
}

#[test]
fn evidence_is_listed_under_the_filter() {
    let mut h = board(PanelKind::Inspector);
    let fund = h.state().board().document().records.find("fund").unwrap();
    send(&mut h, Command::Evidence(cooperama::view::Thing::Record(fund)));
    let listed = |h: &Harness<'_, Shell>| -> Vec<String> {
        texts(h).into_iter().map(|t| t.1).filter(|t| t.ends_with("· initiative")).collect()
    };
    assert_eq!(listed(&h).len(), 3, "{:?}", listed(&h));
    let pick = sector(&h, "rails");
    send(&mut h, Command::Pick { pick, how: How::Only });
    assert_eq!(listed(&h), ["KIND · initiative"]);
    assert!(texts(&h).iter().any(|t| t.1 == "1 of 3"), "{:?}", texts(&h));
}

#[test]
fn what_is_counted_stays_the_same_money_through_an_edit() {
    // The first record brings kinds and currencies that stand before those that were there.
    let mut h = board(PanelKind::Overview);
    let counted = |h: &Harness<'_, Shell>| -> String {
        texts(h).into_iter().map(|t| t.1).find(|t| t.starts_with("Counted: ")).unwrap()
    };
    assert_eq!(counted(&h), "Counted: Money (USD, committed) ↓");
    let row = h.state().board().document().records.find("alone").unwrap();
    let amounts = json!([{"value": 3, "currency": "AED", "kind": "disbursement"},
        {"value": 10_000_000, "currency": "USD", "kind": "commitment", "date": "2013"}]);
    let change =
        cooperama::edit::Edit::Set { row, pointer: "/amounts".to_owned(), value: Some(amounts) };
    send(&mut h, Command::Edit(Box::new(change)));
    for _ in 0..8 {
        h.run();
    }
    assert!(h.state().board().opened().table.currencies.len() == 2, "it is there");
    assert_eq!(counted(&h), "Counted: Money (USD, committed) ↓");
}

#[test]
fn a_click_on_a_part_leaves_what_it_told_also_where_one_who_acts_is_asked_for() {
    let mut h = board(PanelKind::Flows);
    send(&mut h, Command::Set("flow-by", "count"));
    let other = Pick::of(h.state().board().document().records.find("other").unwrap()).unwrap();
    send(&mut h, Command::Pick { pick: other, how: How::Only });
    assert_eq!(passing(&h), ["joint"]);
    // The roads among these, not all roads; and no role of one read as that of another.
    send(&mut h, Command::Set("flows", "table"));
    ask(&mut h, "Fund + Other → Roads: 1 initiative");
    assert_eq!(passing(&h), ["joint"]);
    assert!(h.state().board().view().filter.contains(other));
}

#[test]
fn sums_that_are_not_by_sector_tell_the_share_of_the_one_asked_for() {
    let data = json!({
        "title": "T", "language": "en",
        "sectors": [{"id": "a", "label": "Roads"}, {"id": "b", "label": "Rails"}],
        "institutions": [{"id": "f", "label": "Fund"}],
        "initiatives": [
            {"id": "1", "label": "One", "dates": {"start": "2010"}, "sectors": [{"sector": "a", "share": 60}, {"sector": "b", "share": 40}],
             "participants": [{"actor": "f", "role": "funding"}],
             "amounts": [{"kind": "commitment", "value": "10000000", "currency": "USD"}]},
            {"id": "2", "label": "Two", "dates": {"start": "2010"}, "sectors": [{"sector": "b"}],
             "participants": [{"actor": "f", "role": "funding"}],
             "amounts": [{"kind": "commitment", "value": "1000000", "currency": "USD"}]},
        ],
    });
    let mut h = harness_of(open(data.to_string().as_bytes()).unwrap(), [1366.0, 768.0]);
    let said = |h: &Harness<'_, Shell>| {
        [PanelKind::Flows, PanelKind::Overview, PanelKind::Timeline]
            .map(|k| h.state().board().panel_data(k, egui::Theme::Light).unwrap().to_string())
    };
    let asked = |h: &mut Harness<'_, Shell>, filter: &str| {
        let filter = cooperama::query::parse(filter, h.state().board().names()).unwrap();
        send(h, Command::SetFilter(filter));
    };
    let flow = cooperama::say::main_flow(&h.state().board().opened().table).unwrap();
    send(&mut h, Command::SetMeasure(cooperama::query::Measure::Amount(flow)));
    let share = "the share of Roads in them is US$6.0\u{A0}m";
    assert!(said(&h).iter().all(|s| !s.contains("the share of")));
    asked(&mut h, "sector=a");
    for text in said(&h) {
        assert!(text.contains(share), "{text}");
    }
    // All of it goes to Rails in the other one alone.
    asked(&mut h, "sector=b initiative=2");
    assert!(said(&h).iter().all(|s| !s.contains("the share of")));
}

#[test]
fn what_is_approximate_is_told_as_such_and_another_currency_beside_it_is_no_more_money() {
    let data = json!({
        "title": "T", "language": "en",
        "institutions": [{"id": "f", "label": "Fund"}],
        "initiatives": [
            {"id": "1", "label": "One", "dates": {"start": "2010"},
             "participants": [{"actor": "f", "role": "funding"}],
             "amounts": [
                 {"kind": "commitment", "value": "10000000", "currency": "USD", "approximate": true},
                 {"kind": "commitment", "value": "60000000", "currency": "CNY"}]},
            {"id": "2", "label": "Two", "dates": {"start": "2012"},
             "participants": [{"actor": "f", "role": "funding"}],
             "amounts": [{"kind": "commitment", "value": "5000000", "currency": "CNY"}]},
            {"id": "3", "label": "Three", "dates": {"start": "2011", "end": "2012"},
             "participants": [{"actor": "f", "role": "funding"}],
             "amounts": [{"kind": "commitment", "value": "2000000", "currency": "USD", "date": "2011"}]},
        ],
    });
    let mut h = harness_of(open(data.to_string().as_bytes()).unwrap(), [1366.0, 768.0]);
    let flow = {
        let table = &h.state().board().opened().table;
        let usd = table.currencies.iter().position(|c| c == "USD").unwrap();
        let flows = table.money_used.iter().map(|u| u.0);
        flows.into_iter().find(|f| usize::from(f.currency) == usd).unwrap()
    };
    let sums = {
        let opened = h.state().board().opened();
        let all = cooperama::table::Bits::all(opened.table.n_facts());
        cooperama::query::total(&opened.table, &all, flow)
    };
    // Of the two amounts in another currency one stands beside a counted one.
    assert_eq!((sums.approximate, sums.not_added, sums.beside), (1, 2, 1));
    send(&mut h, Command::SetMeasure(cooperama::query::Measure::Amount(flow)));
    let said = |h: &Harness<'_, Shell>, k| {
        h.state().board().panel_data(k, egui::Theme::Light).unwrap().to_string()
    };
    for kind in [PanelKind::Overview, PanelKind::Sectors, PanelKind::Flows] {
        let text = said(&h, kind);
        assert!(text.contains("1 approximate amount"), "{text}");
        assert!(text.contains("1 amount in another currency not added, beside"), "{text}");
        assert!(!text.contains("2 amounts in other"), "{text}");
    }
    let asked = |h: &mut Harness<'_, Shell>, filter: &str| {
        let filter = cooperama::query::parse(filter, h.state().board().names()).unwrap();
        send(h, Command::SetFilter(filter));
    };
    // Where all that is counted is approximate, so is the sum.
    asked(&mut h, "initiative=1");
    let about = "about US$10.0\u{A0}m";
    assert!(said(&h, PanelKind::Overview).contains(about));
    assert!(said(&h, PanelKind::Flows).contains(about));
    // What touches a year is counted whole, and it is told how much of it is of that year.
    asked(&mut h, "year=2012");
    let of_year = "none of it is dated 2012";
    for kind in [PanelKind::Overview, PanelKind::Sectors, PanelKind::Flows, PanelKind::Initiatives]
    {
        let text = said(&h, kind);
        assert!(text.contains(of_year), "{text}");
    }
    asked(&mut h, "year=2011");
    assert!(!said(&h, PanelKind::Overview).contains("is dated"));
    asked(&mut h, "year=2010..2011");
    assert!(!said(&h, PanelKind::Overview).contains("is dated"));
}

#[test]
fn where_the_money_counted_is_not_known_another_kind_that_is_is_offered() {
    let data = json!({"title": "T", "language": "en",
        "institutions": [{"id": "f", "label": "Fund"}], "sectors": [{"id": "s", "label": "Roads"}],
        "initiatives": (0..4).map(|i| json!({"id": format!("i{i}"), "label": "x", "sectors": ["s"],
            "participants": [{"actor": "f", "role": "funding"}],
            "amounts": [{"kind": "commitment", "value": 100 + i, "currency": if i == 3 { "GBP" } else { "USD" }}]}))
            .collect::<Vec<_>>()});
    let mut h = board_of(&data, PanelKind::Flows);
    let names = h.state().board().names();
    let filter = cooperama::query::parse("initiative=i3", names).unwrap();
    send(&mut h, Command::SetFilter(filter));
    let said: Vec<String> = texts(&h).into_iter().map(|t| t.1).collect();
    assert!(!said.iter().any(|s| s.starts_with("No amount is known")), "{said:?}");
    h.get_by_label("Count GBP, committed").click();
    h.run();
    h.run();
    h.run();
    let said: Vec<String> = texts(&h).into_iter().map(|t| t.1).collect();
    assert!(said.iter().any(|s| s.contains("Counted: Money (GBP, committed)")), "{said:?}");
}
