//! Two or three things, and two filters, beside each other.

use serde_json::{Value, json};

use cooperama::command::{Command, menu::UiCommand};
use cooperama::query::{How, Pick};
use cooperama::view::{PanelKind, Thing};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use crate::board::texts;
use crate::cli::run;
use crate::fixture::{open, temp};
use crate::workbench::{Shell, harness_of};

/// Two banks: one road together, a rail and a port alone; statements of each.
fn banks() -> Value {
    let initiative = |id: &str, sector: &str, funders: &[&str], value: Option<u32>| {
        json!({
            "id": id, "label": format!("The {id}"), "sectors": [sector], "dates": {"start": "2014"},
            "participants": funders.iter().map(|f| json!({"actor": f, "role": "funding"})).collect::<Vec<_>>(),
            "amounts": value.iter().map(|v| json!({"value": v, "currency": "USD", "kind": "commitment"})).collect::<Vec<_>>(),
        })
    };
    let statement = |id: &str, institution: &str| {
        json!({"id": id, "kind": "reported", "text": format!("Words of {id}."), "institutions": [institution],
            "sectors": ["roads"]})
    };
    json!({
        "format": "cooperation-dataset", "version": 1, "title": "Banks",
        "sectors": [{"id": "roads", "label": "Roads"}, {"id": "rails", "label": "Rails"},
            {"id": "ports", "label": "Ports"}],
        "institutions": [{"id": "east", "label": "East Bank", "kind": "bank"},
            {"id": "west", "label": "West Bank", "kind": "bank"}],
        "initiatives": [
            initiative("road", "roads", &["east", "west"], Some(40)),
            initiative("rail", "rails", &["east"], Some(7)),
            initiative("port", "ports", &["west"], None),
        ],
        "statements": [statement("t1", "east"), statement("t2", "east"), statement("t3", "west")],
    })
}

fn send(h: &mut Harness<'_, Shell>, command: Command) {
    h.state().board().send(command);
    h.run();
    h.run();
}

fn said(h: &Harness<'_, Shell>) -> Vec<String> {
    let all = texts(h).into_iter().map(|t| t.1);
    // The inspector is the last panel at the right, before the time.
    all.skip_while(|t| t != "A").collect()
}

#[test]
fn what_is_pinned_stands_in_aligned_rows() {
    let mut h = harness_of(open(banks().to_string().as_bytes()).unwrap(), [1600.0, 2400.0]);
    for id in ["east", "west"] {
        let row = h.state().board().document().records.find(id).unwrap();
        send(&mut h, Command::Pin(Thing::Record(row)));
    }
    let said_now = said(&h);
    let after = |word: &str, n: usize| -> Vec<String> {
        let at = said_now
            .iter()
            .position(|t| t == word)
            .unwrap_or_else(|| panic!("{word}: {said_now:?}"));
        said_now[at + 1..=at + n].to_vec()
    };
    assert_eq!(after("Statements", 2), ["2", "1"]);
    assert_eq!(after("Initiatives", 2), ["2", "2"]);
    // East: 40 and 7, West: 40, and one of which nothing is known.
    assert_eq!(
        after("Money (USD, committed), of whole initiatives", 3),
        ["US$47", "2 initiatives", "1 of them in common"]
    );
    assert_eq!(
        after("1 of them in common", 4),
        ["US$40", "1 of 2 initiatives", "1 of them in common", "1 without amount"]
    );
    assert_eq!(after("Sectors", 2), ["by number of facts", "In all: 1"]);
    assert_eq!(after("Roads", 2), ["3", "2"]);
    assert_eq!(after("Rails", 2), ["1", "–"]);
    assert_eq!(after("Ports", 2), ["–", "1"]);
    assert_eq!(after("The road", 2), ["✓", "✓"]);
    // What is the same is said once.
    let whole: String = said_now.concat();
    assert!(whole.contains("Words of t1.") && whole.contains("Words of t3."), "{whole}");
    // The same as a table.
    h.get_by_label("Copy as table").click();
    h.run();
    let acts = h.state().acts();
    let copied = acts.iter().find_map(|a| match a {
        cooperama::host::Act::Copy(text) => Some(text),
        _ => None,
    });
    let copied = copied.unwrap();
    let lines: Vec<Vec<&str>> = copied.lines().map(|l| l.split('\t').collect()).collect();
    assert_eq!(lines[0], ["What", "Id", "Name", "East Bank", "West Bank", "In all"]);
    assert!(lines.contains(&vec!["Sectors", "rails", "Rails", "1", "0", "no"]), "{copied}");
    // What is compared is nothing that it has in common.
    assert!(!lines.iter().any(|l| l[0] == "Institutions"), "{copied}");
    assert!(
        lines.contains(&vec![
            "Number",
            "",
            "Money (USD, committed), of whole initiatives",
            "47",
            "40",
            ""
        ]),
        "{copied}"
    );
}

#[test]
fn a_filter_that_was_kept_is_compared_with_the_next() {
    let mut h = harness_of(open(banks().to_string().as_bytes()).unwrap(), [1600.0, 2400.0]);
    let only = |h: &mut Harness<'_, Shell>, id: &str| {
        let row = h.state().board().document().records.find(id).unwrap();
        send(h, Command::Pick { pick: Pick::of(row).unwrap(), how: How::Only });
    };
    only(&mut h, "rails");
    send(&mut h, Command::Ui(UiCommand::KeepFilter));
    send(&mut h, Command::ClearFilter);
    only(&mut h, "ports");
    send(&mut h, Command::ShowPanel(PanelKind::Inspector));
    let now = said(&h);
    for words in ["Sector: Rails", "filter that was kept", "Sector: Ports", "what is asked for now"]
    {
        assert!(now.iter().any(|t| t == words), "{words}: {now:?}");
    }
    let at = now.iter().position(|t| t.starts_with("Money (USD, committed)")).unwrap();
    assert!(now[at + 1..at + 6].contains(&"1 without amount".to_owned()), "{now:?}");
    assert_eq!(&now[at + 1..at + 3], ["US$7", "1 initiative"]);
    // One thing lets go of all of it.
    h.get_by_label("Clear all").click();
    h.run();
    h.run();
    assert!(h.state().board().view().kept.is_none());
    assert!(h.state().board().view().filter.is_empty());
}

#[test]
fn the_command_line_compares_records_and_filters() {
    let folder = temp("compare");
    let path = folder.join("banks.json");
    crate::fixture::put(&path, &banks().to_string());
    let file = path.to_str().unwrap();
    let out = run(&["compare", file, "east", "west", "--lang", "en", "--format", "csv"]);
    let csv = String::from_utf8(out.stdout).unwrap();
    assert!(csv.starts_with("What,Id,Name,East Bank,West Bank,In all\n"), "{csv}");
    for line in [
        "Number,,Statements,2,1,",
        "Sectors,roads,Roads,3,2,yes",
        "Initiatives,port,The port,0,1,no",
    ] {
        assert!(csv.lines().any(|l| l == line), "{line} in {csv}");
    }
    let out =
        run(&["compare", file, "sector=rails", "sector=ports", "--format", "json", "--lang", "en"]);
    let found: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(found["sides"], json!(["Sector: Rails", "Sector: Ports"]));
    assert_eq!(found["common"], 0);
    assert_eq!(
        found["money"]["sums"][0],
        json!({"sum": "7", "initiatives": 1, "withoutAmount": 0, "otherKind": 0, "notAdded": 0})
    );
    assert_eq!(
        found["money"]["sums"][1],
        json!({"sum": null, "initiatives": 0, "withoutAmount": 1, "otherKind": 0, "notAdded": 0})
    );
    // As a table, under a filter of all.
    let out = run(&["compare", file, "east", "west", "--lang", "en", "--filter", "sector=roads"]);
    let table = String::from_utf8(out.stdout).unwrap();
    let road = ["Initiatives", "road", "The", "road", "1", "1", "yes"];
    assert!(table.lines().any(|l| l.split_whitespace().eq(road)), "{table}");
    assert!(!table.contains("The port"), "{table}");
    // One is not enough, and a word that is neither is refused in one sentence.
    assert_eq!(run(&["compare", file, "east"]).status.code(), Some(2));
    let out = run(&["compare", file, "east", "nobody"]);
    assert_eq!(out.status.code(), Some(2));
    assert_eq!(String::from_utf8(out.stderr).unwrap().lines().count(), 1);
}

#[test]
fn a_comparison_fits_its_panel_and_escape_lets_go_of_pins() {
    for width in [1024.0, 1366.0, 1920.0] {
        let opened = cooperama::dataset::Opened::example().unwrap();
        let mut h = harness_of(opened, [width, 768.0]);
        // The sentences are longer in French.
        send(&mut h, Command::SetLanguage(Some(cooperama::text::Language::Fr)));
        let rows = ["cn", "kz"].map(|id| h.state().board().document().records.find(id));
        for row in rows.into_iter().flatten() {
            send(&mut h, Command::Pin(Thing::Record(row)));
        }
        send(&mut h, Command::ShowPanel(PanelKind::Inspector));
        // Nothing stands beyond the panel, and the letter of the last side is there.
        let all = texts(&h);
        assert!(all.iter().any(|t| t.1 == "B"), "{all:?}");
        assert!(all.iter().any(|t| t.1.contains("ce qui concerne chacun")), "{all:?}");
        let out: Vec<_> = all.iter().filter(|t| t.0.right() > width - 20.0).collect();
        assert!(out.is_empty(), "{width}: {out:?}");
        for _ in 0..2 {
            send(&mut h, Command::Ui(UiCommand::Peel));
        }
        assert!(h.state().board().view().pinned.is_empty());
    }
}
