//! Cells, links drawn by hand, sectors dragged, problems mended: the dataset edited in its panels.

use egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use cooperama::command::Command;
use cooperama::command::menu::UiCommand;
use cooperama::record::Collection;
use cooperama::view::PanelKind;
use serde_json::json;

use crate::editing::{bytes, field, record, send, ui};
use crate::fixture::open;
use crate::workbench::{Shell, click, harness, harness_of};

const SMALL: &str = r#"{"title":"T","language":"en","parties":[
  {"id":"kz","label":"Kazakhstan"},
  {"id":"cn","label":"China"}],
 "institutions":[
  {"id":"b","label":"Bank"}]}"#;

fn sheet(text: &str) -> Harness<'static, Shell> {
    let mut h = harness_of(open(text.as_bytes()).unwrap(), [1600.0, 1100.0]);
    h.run();
    send(&mut h, Command::ShowPanel(PanelKind::Records));
    h
}

fn keys(h: &mut Harness<'_, Shell>, keys: &[Key]) {
    for key in keys {
        h.key_press(*key);
        h.run();
        h.run();
    }
}

/// Types letters as a keyboard does, wherever the keyboard is.
fn letters(h: &mut Harness<'_, Shell>, text: &str) {
    h.event(Event::Text(text.to_owned()));
    h.run();
    h.run();
    h.run();
}

#[test]
fn typing_replaces_and_tab_and_enter_move_on() {
    let mut h = sheet(SMALL);
    h.get_by_label("b, Label (English): Bank").click();
    h.run();
    // A letter that is a shortcut elsewhere is a letter here.
    letters(&mut h, "P");
    letters(&mut h, "eople");
    keys(&mut h, &[Key::Tab]);
    assert_eq!(record(&h, "b")["label"], "People");
    assert!(h.state().board().view().pinned.is_empty());
    // The word of a term means the term.
    letters(&mut h, "Development bank");
    keys(&mut h, &[Key::Tab]);
    assert_eq!(record(&h, "b")["kind"], "development-bank");
    // A name means the record; one that nobody has is told, and what was typed stays.
    letters(&mut h, "Mongolia");
    keys(&mut h, &[Key::Enter]);
    h.get_by_label_contains("“Mongolia” is no record");
    assert_eq!(record(&h, "b").get("party"), None);
    assert_eq!(field(&h, "Party").value().as_deref(), Some("Mongolia"));
    keys(&mut h, &[Key::Escape]);
    letters(&mut h, "kazakhstan");
    keys(&mut h, &[Key::Enter]);
    assert_eq!(record(&h, "b")["party"], "kz");
    // Enter moves down, onto the line for a new record.
    let n = h.state().board().document().records.len(Collection::Institutions);
    letters(&mut h, "China");
    keys(&mut h, &[Key::Enter]);
    let records = &h.state().board().document().records;
    assert_eq!(records.len(Collection::Institutions), n + 1);
    // Each was one step.
    for _ in 0..4 {
        ui(&mut h, UiCommand::Undo);
    }
    assert!(bytes(&h) == SMALL.as_bytes());
}

#[test]
fn many_letters_in_one_frame_are_all_there() {
    let mut h = sheet(SMALL);
    h.get_by_label("b, Label (English): Bank").click();
    h.run();
    for letter in ["A", "r", "a", "l", " ", "S", "e", "a"] {
        h.event(Event::Text(letter.to_owned()));
    }
    for pressed in [true, false] {
        h.event(Event::Key {
            key: Key::Tab,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers: Modifiers::NONE,
        });
    }
    h.run();
    h.run();
    assert_eq!(record(&h, "b")["label"], "Aral Sea");
    letters(&mut h, "fund");
    keys(&mut h, &[Key::Tab]);
    assert_eq!(record(&h, "b")["kind"], "fund");
    // Cell after cell in one frame, while a cell is open.
    letters(&mut h, "chi");
    let tab = |pressed| Event::Key {
        key: Key::Tab,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    h.event(Event::Text("na".to_owned()));
    h.event(tab(true));
    h.event(tab(false));
    h.run();
    h.run();
    assert_eq!(record(&h, "b")["party"], "cn");
    keys(&mut h, &[Key::Home]);
    letters(&mut h, "New");
    h.event(tab(true));
    h.event(tab(false));
    h.event(Event::Text("ministry".to_owned()));
    h.event(Event::Key {
        key: Key::Enter,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::NONE,
    });
    h.run();
    h.run();
    let b = record(&h, "b");
    assert_eq!((&b["label"], &b["kind"]), (&json!("New"), &json!("ministry")));
    // A key a frame, with no frame between: Tab does not lead out of the sheet.
    keys(&mut h, &[Key::ArrowUp, Key::Home]);
    for (text, n) in [("Word", 1), ("fund", 1), ("cn", 1), ("2015", 2), ("30", 1)] {
        h.event(Event::Text(text.to_owned()));
        h.step();
        for _ in 0..n {
            h.event(tab(true));
            h.step();
            h.event(tab(false));
            h.step();
        }
    }
    h.run();
    let b = record(&h, "b");
    assert_eq!((&b["label"], &b["kind"]), (&json!("Word"), &json!("fund")));
    assert_eq!(b["party"], "cn");
}

#[test]
fn a_block_is_pasted_as_one_step_or_not_at_all() {
    let mut h = sheet(SMALL);
    h.get_by_label("b, Label (English): Bank").click();
    h.run();
    let pasted = "Asian Bank\tdevelopment bank\tChina\nSilk Road Fund\tfund\tChina\n";
    h.event(Event::Paste(pasted.to_owned()));
    h.run();
    h.run();
    assert_eq!(record(&h, "b")["label"], "Asian Bank");
    assert_eq!(record(&h, "b")["party"], "cn");
    let doc = h.state().board().document();
    assert_eq!(doc.records.len(Collection::Institutions), 2);
    let second = cooperama::record::Row::new(Collection::Institutions, 1);
    let second = cooperama::model::decode(&doc.records, second);
    assert_eq!(second["label"], json!({"en": "Silk Road Fund"}));
    assert_eq!((&second["kind"], &second["party"]), (&json!("fund"), &json!("cn")));
    ui(&mut h, UiCommand::Undo);
    assert!(bytes(&h) == SMALL.as_bytes());
    // A cell that makes no sense is named, and nothing is put in.
    h.get_by_label("b, Label (English): Bank").click();
    h.run();
    h.event(Event::Paste("A\tfund\tChina\nB\tfund\tAtlantis\n".to_owned()));
    h.run();
    h.run();
    h.get_by_label_contains("Row 2, Party: “Atlantis” is no record");
    assert!(bytes(&h) == SMALL.as_bytes());
}

/// What the program put on the clipboard since the last frame.
fn copied(h: &Harness<'_, Shell>) -> String {
    let commands = &h.output().platform_output.commands;
    let text = commands.iter().find_map(|c| match c {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    text.unwrap_or_default()
}

#[test]
fn a_record_that_shares_its_name_is_copied_and_pasted_as_itself() {
    let text = r#"{"title":"T","language":"en","parties":[
  {"id":"a","label":"Guinea"},
  {"id":"b","label":"Guinea"},
  {"id":"c","label":"Congo; the"},
  {"id":"d","label":"Mali"}],
 "institutions":[
  {"id":"i","label":"Bank","party":"b"},
  {"id":"j","label":"Fund","party":"c"},
  {"id":"k","label":"Mint","party":"d"}]}"#;
    let mut h = sheet(text);
    for (row, id) in [("i, Party: Guinea", "b"), ("j, Party: Congo; the", "c")] {
        h.get_by_label(row).click();
        h.run();
        h.event(Event::Copy);
        h.step();
        assert_eq!(copied(&h), id);
        h.event(Event::Paste(id.to_owned()));
        h.run();
        h.run();
    }
    h.get_by_label("k, Party: Mali").click();
    h.run();
    h.event(Event::Copy);
    h.step();
    assert_eq!(copied(&h), "Mali");
    assert!(bytes(&h) == text.as_bytes());
    // A name that several have is asked about, and nothing is put in.
    h.event(Event::Paste("Guinea".to_owned()));
    h.run();
    h.run();
    h.get_by_label_contains("Several records are called “Guinea”");
    assert!(bytes(&h) == text.as_bytes());
}

#[test]
fn cells_are_cleared_and_records_reordered_by_keys() {
    let mut h = sheet(SMALL);
    h.get_by_label("b, Label (English): Bank").click();
    h.run();
    keys(&mut h, &[Key::Delete]);
    // The record stays: the key cleared the cell.
    assert_eq!(record(&h, "b"), json!({"id": "b"}));
    send(
        &mut h,
        Command::Edit(Box::new(cooperama::edit::Edit::Create {
            row: cooperama::record::Row::new(Collection::Institutions, 1),
            value: json!({"id": "c", "label": "C"}),
        })),
    );
    h.get_by_label("b, Label (English): ").click();
    h.run();
    h.key_press_modifiers(Modifiers::ALT, Key::ArrowDown);
    h.run();
    h.run();
    let records = &h.state().board().document().records;
    assert_eq!(records.find("b").unwrap().index(), 1);
}

#[test]
fn a_link_is_drawn_from_node_to_node() {
    let mut h = harness();
    h.run();
    let n = h.state().board().document().records.len(Collection::Links);
    click(&mut h, "Draw a link");
    let from = h.get_by_label("Xi Jinping (person)").rect().center();
    let to = h.get_by_label("Karim Massimov (person)").rect().center();
    h.drag_at(from);
    h.run();
    h.hover_at(from + (to - from) * 0.5);
    h.run();
    h.hover_at(to);
    h.run();
    h.drop_at(to);
    h.run();
    h.run();
    let records = &h.state().board().document().records;
    assert_eq!(records.len(Collection::Links), n + 1);
    let row = cooperama::record::Row::new(Collection::Links, n);
    let link = cooperama::model::decode(records, row);
    assert_eq!((&link["from"], &link["to"]), (&json!("xi-jinping"), &json!("karim-massimov")));
    h.get_by_label("No source yet");
    // By keys alone: one node after the other.
    h.get_by_label("China (country)").focus();
    h.run();
    keys(&mut h, &[Key::Enter]);
    h.get_by_label("From China to…");
    h.get_by_label("Kazakhstan (country)").focus();
    h.run();
    keys(&mut h, &[Key::Enter]);
    assert_eq!(h.state().board().document().records.len(Collection::Links), n + 2);
    click(&mut h, "Stop drawing links");
}

#[test]
fn a_sector_is_dragged_under_another() {
    let mut h = harness();
    h.run();
    send(&mut h, Command::ShowPanel(PanelKind::Sectors));
    let drag = |h: &mut Harness<'_, Shell>, from: &str, to: &str| {
        let (from, to) = (h.get_by_label(from).rect(), h.get_by_label(to).rect());
        let (from, to) = (from.center(), to.center());
        h.drag_at(from);
        h.run();
        h.hover_at(from + (to - from) * 0.5);
        h.run();
        h.hover_at(to);
        h.run();
        h.drop_at(to);
        h.run();
        h.run();
    };
    drag(&mut h, "Culture: 3 of 3", "Finance and investment: 3 of 3");
    assert_eq!(record(&h, "s.culture")["parent"], "s.finance");
    // Never under what it contains.
    drag(&mut h, "Infrastructure: 3 of 3", "Railways: 1 of 1");
    assert_eq!(record(&h, "s.infra").get("parent"), None);
    click(&mut h, "Edit");
    h.get_by_label_contains("Undo: move Culture to another parent");
}

#[test]
fn problems_are_mended_one_by_one_and_together() {
    let text = r##"{"title":"T","parties":[{"id":"a","label":"A","color":"#abc"},{"label":"No id"}],
        "events":[{"id":"e","label":"E","date":"2015-4-1","parties":["a","nobody"]},{"id":"f","label":"F","date":"25/12/2015"}],
        "initiatives":[{"id":"i","label":"I","sectors":[{"sector":"s","share":70},{"sector":"t","share":50}]}],
        "sectors":[{"id":"s","label":"S"},{"id":"t","label":"T"}]}"##;
    let mut h = harness_of(open(text.as_bytes()).unwrap(), [1600.0, 1700.0]);
    h.run();
    send(&mut h, Command::ShowPanel(PanelKind::Problems));
    // The place leads to the field.
    h.get_by_label("E: Date").click();
    h.run();
    h.run();
    assert!(field(&h, "Date").is_focused());
    send(&mut h, Command::ShowPanel(PanelKind::Problems));
    click(&mut h, "Take the reference away: E: Parties 2");
    h.run();
    assert_eq!(record(&h, "e")["parties"], json!(["a"]));
    h.get_by_label_contains("safely").click();
    h.run();
    h.run();
    assert_eq!(record(&h, "e")["date"], "2015-04-01");
    assert_eq!(record(&h, "f")["date"], "2015-12-25");
    assert_eq!(record(&h, "a")["color"], "#aabbcc");
    // No number is made up: the shares can be taken away, or edited.
    let shares = &record(&h, "i")["sectors"];
    assert_eq!(shares, &json!([{"sector":"s","share":70},{"sector":"t","share":50}]));
    let warnings = |h: &egui_kittest::Harness<'_, Shell>| -> Vec<&'static str> {
        let issues = &h.state().board().opened().doc.issues;
        issues
            .iter()
            .filter(|i| i.severity == cooperama::model::Severity::Warning)
            .map(|i| i.code)
            .collect()
    };
    assert_eq!(warnings(&h), ["share-sum"]);
    h.get_by_label("Edit: I: Sectors");
    click(&mut h, "Remove the shares (split equally, marked): I: Sectors");
    h.run();
    assert_eq!(record(&h, "i")["sectors"], json!([{"sector":"s"},{"sector":"t"}]));
    assert!(warnings(&h).is_empty());
    ui(&mut h, UiCommand::Undo);
    // Together they were one step.
    ui(&mut h, UiCommand::Undo);
    assert_eq!(record(&h, "e")["date"], "2015-4-1");
    ui(&mut h, UiCommand::Undo);
    assert!(bytes(&h) == text.as_bytes());
}

#[test]
fn likely_duplicates_are_offered() {
    let text = r#"{"title":"T","parties":[{"id":"a","label":"Côte d’Ivoire"},{"id":"b","label":"Cote d'Ivoire"}]}"#;
    let mut h = harness_of(open(text.as_bytes()).unwrap(), [1600.0, 1100.0]);
    h.run();
    send(&mut h, Command::ShowPanel(PanelKind::Problems));
    h.get_by_label("Likely duplicates");
    h.get_by_label_contains("Merge… Côte d’Ivoire").click();
    h.run();
    h.run();
    click(&mut h, "Merge");
    h.run();
    assert!(h.state().board().document().records.find("b").is_none());
}

#[test]
fn two_languages_of_one_text_are_pasted_together() {
    let text = r#"{"title":"T","language":"en","languages":["en","fr"],"institutions":[{"id":"b","label":"Bank"}]}"#;
    let mut h = sheet(text);
    h.get_by_label("b, Label (English): Bank").click();
    h.run();
    h.event(Event::Paste("The bank\tLa banque\n".to_owned()));
    h.run();
    h.run();
    assert_eq!(record(&h, "b")["label"], json!({"en": "The bank", "fr": "La banque"}));
    ui(&mut h, UiCommand::Undo);
    assert!(bytes(&h) == text.as_bytes());
}

#[test]
fn text_that_makes_no_sense_stays_in_its_cell() {
    let mut h = sheet(SMALL);
    h.get_by_label("b, Party: ").click();
    h.run();
    letters(&mut h, "Atlantis");
    h.get_by_label("b, Label (English): Bank").click();
    h.run();
    h.run();
    assert_eq!(field(&h, "Party").value().as_deref(), Some("Atlantis"));
    assert_eq!(record(&h, "b")["label"], "Bank");
}

#[test]
fn the_other_button_offers_to_edit() {
    let mut h = harness();
    h.run();
    h.get_by_label("Silk Road Fund (fund)").click_secondary();
    h.run();
    h.get_all_by_label("Duplicate").last().unwrap().click();
    h.run();
    h.run();
    let records = &h.state().board().document().records;
    assert_eq!(records.len(Collection::Institutions), 4);
    // The copy stands after it, with an id of its own and the form open.
    let row = records.find("inst.silk-road-fund").unwrap();
    let next = cooperama::record::Row::new(Collection::Institutions, row.index() + 1);
    assert_eq!(cooperama::model::decode(records, next)["label"]["en"], "Silk Road Fund");
    assert!(field(&h, "Label (French)").is_focused() || field(&h, "Label (English)").is_focused());
}

#[test]
fn names_in_another_order_of_their_words_are_likely_the_same() {
    let text = r#"{"title":"T","institutions":[{"id":"a","label":"Export-Import Bank of China"},{"id":"b","label":"China Export-Import Bank"},{"id":"c","label":"Bank of China"}],
        "initiatives":[{"id":"x","label":"From Almaty to Urumqi"},{"id":"y","label":"From Urumqi to Almaty"}]}"#;
    let mut h = harness_of(open(text.as_bytes()).unwrap(), [1600.0, 1100.0]);
    h.run();
    send(&mut h, Command::ShowPanel(PanelKind::Problems));
    h.get_by_label_contains("Merge… Export-Import Bank of China");
    // A way there is not the way back, and one bank is not another.
    assert_eq!(h.query_all_by_label_contains("Merge…").count(), 1);
}
