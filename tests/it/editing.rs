//! The dataset edited through the interface, as a person or a screen reader would.

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use cooperama::command::menu::UiCommand;
use cooperama::command::{Answer, Command, Then};
use cooperama::model::decode;
use cooperama::record::Collection;
use cooperama::view::Thing;
use serde_json::{Value, json};

use crate::fixture::open;
use crate::workbench::{Shell, click, harness, harness_of};

pub(crate) fn record(h: &Harness<'_, Shell>, id: &str) -> Value {
    let doc = h.state().board().document();
    decode(&doc.records, doc.records.find(id).unwrap_or_else(|| panic!("{id}")))
}

pub(crate) fn bytes(h: &Harness<'_, Shell>) -> Vec<u8> {
    h.state().board().document().to_bytes().into_owned()
}

pub(crate) fn send(h: &mut Harness<'_, Shell>, command: Command) {
    h.state().board().send(command);
    h.run();
    h.run();
}

pub(crate) fn ui(h: &mut Harness<'_, Shell>, command: UiCommand) {
    send(h, Command::Ui(command));
}

/// Shows the form of a record.
fn form(h: &mut Harness<'_, Shell>, id: &str) {
    let row = h.state().board().document().records.find(id).unwrap();
    send(h, Command::Form(Thing::Record(row), String::new()));
}

/// A field of text by its name.
pub(crate) fn field<'h>(h: &'h Harness<'_, Shell>, name: &'h str) -> egui_kittest::Node<'h> {
    use egui::accesskit::Role;
    use egui_kittest::kittest::NodeT as _;
    let text = |n: &egui_kittest::Node<'_>| {
        matches!(n.accesskit_node().role(), Role::TextInput | Role::MultilineTextInput)
    };
    h.get_all_by_label(name).find(text).unwrap_or_else(|| panic!("{name}"))
}

/// Writes into a field by its name and leaves it.
fn write(h: &mut Harness<'_, Shell>, name: &str, text: &str) {
    field(h, name).focus();
    h.run();
    h.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    h.run();
    field(h, name).type_text(text);
    h.run();
    h.key_press(egui::Key::Tab);
    h.run();
    h.run();
}

fn new_record(h: &mut Harness<'_, Shell>, collection: Collection) -> String {
    let members = serde_json::Map::new();
    send(h, Command::Create { collection, members, refer: None });
    let doc = h.state().board().document();
    let row = cooperama::record::Row::new(collection, doc.records.len(collection) - 1);
    doc.records.raw_id(row).to_owned()
}

#[test]
fn each_collection_is_created_edited_deleted_and_undone() {
    let mut h = harness();
    h.run();
    let was = bytes(&h);
    let fields = [
        (Collection::Parties, "Label (English)", "Mongolia", "/label/en"),
        (Collection::People, "Label (English)", "A person", "/label/en"),
        (Collection::Institutions, "Label (English)", "A bank", "/label/en"),
        (Collection::Sectors, "Label (English)", "Water", "/label/en"),
        (Collection::Initiatives, "Label (English)", "A road", "/label/en"),
        (Collection::Links, "Start", "2015", "/start"),
        (Collection::Statements, "Wording (English)", "They agreed.", "/text/en"),
        (Collection::Events, "Label (English)", "A visit", "/label/en"),
        (Collection::Sources, "Work: Title", "A paper", "/csl/title"),
    ];
    for (collection, field, text, pointer) in fields {
        let n = h.state().board().document().records.len(collection);
        let id = new_record(&mut h, collection);
        assert_eq!(h.state().board().document().records.len(collection), n + 1);
        write(&mut h, field, text);
        assert_eq!(record(&h, &id).pointer(pointer), Some(&json!(text)), "{collection:?}");
        // What was made is at once what the panels count.
        let totals = h.state().board().results().count(collection).total as usize;
        let counted = [Collection::Links, Collection::Statements, Collection::Initiatives];
        assert!(!counted.contains(&collection) || totals == n + 1, "{collection:?} {totals}");
        ui(&mut h, UiCommand::Delete);
        assert_eq!(h.state().board().document().records.len(collection), n);
        ui(&mut h, UiCommand::Undo);
        assert_eq!(record(&h, &id).pointer(pointer), Some(&json!(text)), "{collection:?}");
        ui(&mut h, UiCommand::Undo);
        assert_eq!(record(&h, &id).pointer(pointer), None, "{collection:?}");
        ui(&mut h, UiCommand::Undo);
        assert_eq!(h.state().board().document().records.len(collection), n);
        assert!(bytes(&h) == was, "{collection:?}: undone to the byte");
        assert!(!h.state().board().is_modified());
    }
}

#[test]
fn languages_stand_side_by_side_and_dates_are_read_back() {
    let mut h = harness();
    h.run();
    form(&mut h, "kz");
    let (en, fr) = (h.get_by_label("Label (English)"), h.get_by_label("Label (French)"));
    assert!((en.rect().center().y - fr.rect().center().y).abs() < 8.0);
    write(&mut h, "Label (English)", "Qazaqstan");
    assert_eq!(record(&h, "kz")["label"]["en"], "Qazaqstan");
    assert!(h.state().board().window_title().starts_with("● "));
    form(&mut h, "e.meeting");
    field(&h, "Date").focus();
    h.run();
    h.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    field(&h, "Date").type_text("2015-04~");
    h.run();
    h.get_by_label("about April 2015");
    h.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    field(&h, "Date").type_text("10/04/2015");
    h.run();
    h.get_by_label_contains("No date the format knows");
    // Escape leaves the record as it was.
    h.key_press(egui::Key::Escape);
    h.run();
    assert_ne!(record(&h, "e.meeting")["date"], "10/04/2015");
}

#[test]
fn a_reference_is_chosen_or_made_as_one_step() {
    let mut h = harness();
    h.run();
    let id = new_record(&mut h, Collection::Institutions);
    click(&mut h, "Party: choose…");
    field(&h, "Search").type_text("kazak");
    h.run();
    h.key_press(egui::Key::Enter);
    h.run();
    h.run();
    assert_eq!(record(&h, &id)["party"], "kz");
    // What is not there is made in passing, and one step takes both back.
    click(&mut h, "Party: Kazakhstan");
    field(&h, "Search").type_text("Mongolia");
    h.run();
    click(&mut h, "Create “Mongolia” as party");
    h.run();
    // One stays where it was made for.
    h.get_by_label("Party: Mongolia");
    let made = record(&h, &id)["party"].as_str().unwrap().to_owned();
    assert_eq!(record(&h, &made)["label"]["fr"], "Mongolia");
    ui(&mut h, UiCommand::Undo);
    assert_eq!(record(&h, &id)["party"], "kz");
    assert!(h.state().board().document().records.find(&made).is_none());
}

#[test]
fn a_new_fact_says_that_it_has_no_source_until_it_has() {
    let mut h = harness();
    h.run();
    let id = new_record(&mut h, Collection::Statements);
    h.get_by_label("No source yet");
    click(&mut h, "Add a source");
    field(&h, "Search").type_text("caucase");
    h.run();
    h.key_press(egui::Key::Enter);
    h.run();
    h.run();
    assert!(h.query_by_label("No source yet").is_none());
    write(&mut h, "Read in 1: Confidence (0–1)", "0,8");
    let prov = &record(&h, &id)["prov"][0];
    assert_eq!(prov["confidence"], 0.8);
    assert!(prov["source"].as_str().is_some());
}

#[test]
fn deleting_what_others_use_asks_first() {
    let mut h = harness();
    h.run();
    let was = bytes(&h);
    form(&mut h, "xi-jinping");
    ui(&mut h, UiCommand::Delete);
    h.get_by_label("Delete “Xi Jinping”?");
    h.key_press(egui::Key::Escape);
    h.run();
    assert!(h.state().board().document().records.find("xi-jinping").is_some());
    ui(&mut h, UiCommand::Delete);
    h.get_all_by_label("Delete").last().unwrap().click();
    h.run();
    h.run();
    let doc = h.state().board().document();
    assert!(doc.records.find("xi-jinping").is_none());
    assert!(cooperama::edit::uses(&doc.records, "xi-jinping").is_empty());
    ui(&mut h, UiCommand::Undo);
    assert!(bytes(&h) == was);
    // Or another one takes its place.
    form(&mut h, "xi-jinping");
    ui(&mut h, UiCommand::Delete);
    click(&mut h, "Let another record take its place");
    field(&h, "Search").type_text("massimov");
    h.run();
    h.get_all_by_label_contains("Mas").last().unwrap().click();
    h.run();
    h.get_all_by_label("Delete").last().unwrap().click();
    h.run();
    h.run();
    let doc = h.state().board().document();
    assert!(doc.records.find("xi-jinping").is_none());
    ui(&mut h, UiCommand::Undo);
    assert!(bytes(&h) == was);
}

#[test]
fn two_records_are_merged_and_split_again() {
    let text = r#"{"title":"T","institutions":[{"id":"a","label":"Asian Bank"},
        {"id":"b","label":"ASIAN-BANK","kind":"fund"}],
        "links":[{"id":"l","from":"b","to":"a","type":"x"}]}"#;
    let mut h = harness_of(open(text.as_bytes()).unwrap(), [1600.0, 1100.0]);
    h.run();
    form(&mut h, "a");
    click(&mut h, "Merge…");
    // Names that differ in case and punctuation only are offered first.
    h.get_by_label("Likely the same");
    click(&mut h, "ASIAN-BANK · b");
    h.get_by_label_contains("becomes part of");
    click(&mut h, "Merge");
    h.run();
    assert!(h.state().board().document().records.find("b").is_none());
    assert_eq!(record(&h, "a")["kind"], "fund");
    assert_eq!(record(&h, "l")["from"], "a");
    click(&mut h, "Split off again: ASIAN-BANK");
    h.run();
    assert_eq!(record(&h, "l")["from"], "b");
    assert_eq!(record(&h, "b")["label"], "ASIAN-BANK");
    ui(&mut h, UiCommand::Undo);
    ui(&mut h, UiCommand::Undo);
    assert!(bytes(&h) == text.as_bytes());
}

#[test]
fn an_id_is_changed_everywhere() {
    let mut h = harness();
    h.run();
    form(&mut h, "xi-jinping");
    click(&mut h, "Change the id xi-jinping");
    field(&h, "Id").focus();
    h.run();
    h.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    field(&h, "Id").type_text("kz");
    h.run();
    h.get_by_label_contains("Another record has the id");
    h.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    field(&h, "Id").type_text("xi");
    h.run();
    click(&mut h, "Change everywhere");
    h.run();
    let doc = h.state().board().document();
    assert!(cooperama::edit::uses(&doc.records, "xi-jinping").is_empty());
    assert!(cooperama::edit::uses(&doc.records, "xi").len() > 3);
}

#[test]
fn json_is_checked_as_it_is_typed() {
    let mut h = harness();
    h.run();
    form(&mut h, "kz");
    click(&mut h, "JSON");
    field(&h, "JSON of the record").focus();
    h.run();
    h.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    field(&h, "JSON of the record").type_text("{\"id\":\"kz\",");
    h.run();
    h.get_by_label_contains("No JSON object: look at line 1");
    h.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    field(&h, "JSON of the record")
        .type_text("{\"id\":\"kz\",\"x-mine\":[1],\"members\":[\"nobody\"]}");
    h.run();
    h.get_by_label_contains("It refers to “nobody”");
    click(&mut h, "Apply");
    h.run();
    assert_eq!(record(&h, "kz"), json!({"id":"kz","x-mine":[1],"members":["nobody"]}));
}

#[test]
fn closing_with_unsaved_changes_has_three_answers() {
    let dir = crate::fixture::temp("close");
    let path = dir.join("mine.coop.json");
    let path = path.to_str().unwrap().to_owned();
    crate::fixture::put(std::path::Path::new(&path), r#"{"title":"Mine","parties":[{"id":"a"}]}"#);
    let mut h = harness();
    h.run();
    let request = cooperama::command::OpenRequest::file(path.clone());
    send(&mut h, Command::Open(request));
    form(&mut h, "a");
    write(&mut h, "Label", "Aland");
    assert!(!h.state_mut().board_mut().may_close());
    h.run();
    h.run();
    h.get_by_label("Save the changes to “mine.coop.json”?");
    click(&mut h, "Cancel");
    assert!(!h.state().asked_to_quit() && h.state().board().is_modified());
    // Saved, and then left.
    ui(&mut h, UiCommand::Quit);
    h.get_all_by_label("Save").last().unwrap().click();
    h.run();
    h.run();
    assert!(h.state().asked_to_quit());
    let saved = std::fs::read_to_string(&path).unwrap();
    assert_eq!(saved, r#"{"title":"Mine","parties":[{"id":"a","label":"Aland"}]}"#);
    h.get_by_label("Saved and checked 14:02");
    // Left without saving.
    write(&mut h, "Label", "Other");
    send(&mut h, Command::Open(cooperama::command::OpenRequest::Example));
    click(&mut h, "Don’t save");
    h.run();
    assert!(h.state().board().document().records.find("kz").is_some());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), saved);
}

#[test]
fn typing_is_not_lost_when_it_is_saved_at_once() {
    let dir = crate::fixture::temp("typing");
    let path = dir.join("t.json");
    let path = path.to_str().unwrap().to_owned();
    crate::fixture::put(std::path::Path::new(&path), r#"{"title":"T","parties":[{"id":"a"}]}"#);
    let mut h = harness();
    h.run();
    send(&mut h, Command::Open(cooperama::command::OpenRequest::file(path.clone())));
    form(&mut h, "a");
    field(&h, "Label").focus();
    h.run();
    field(&h, "Label").type_text("Typed");
    h.run();
    h.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::S);
    h.run();
    h.run();
    let saved = std::fs::read_to_string(&path).unwrap();
    assert_eq!(saved, r#"{"title":"T","parties":[{"id":"a","label":"Typed"}]}"#);
}

#[test]
fn undo_survives_saving_and_is_named() {
    let mut h = harness();
    h.run();
    form(&mut h, "kz");
    write(&mut h, "ISO code (2)", "QZ");
    h.get_all_by_label("Edit").next().unwrap().click();
    h.run();
    h.get_by_label_contains("Undo: change iso code (2) of Kazakhstan");
    h.key_press(egui::Key::Escape);
    h.run();
    ui(&mut h, UiCommand::History);
    h.get_by_label("As it was opened").click();
    h.run();
    h.run();
    assert_eq!(record(&h, "kz")["iso2"], "KZ");
    h.get_by_label("change iso code (2) of Kazakhstan").click();
    h.run();
    h.run();
    assert_eq!(record(&h, "kz")["iso2"], "QZ");
}

#[test]
fn a_new_dataset_begins_with_what_is_sure() {
    let mut h = harness();
    h.run();
    ui(&mut h, UiCommand::New);
    field(&h, "Title").type_text("Rivers");
    h.run();
    let names = "Parties: countries, regions, blocs";
    for (name, text) in [
        (names, "Kazakhstan, Kyrgyzstan"),
        ("Sectors: what the cooperation is about", "Water\nÉnergie; Eau"),
    ] {
        field(&h, name).focus();
        h.run();
        field(&h, name).type_text(text);
        h.run();
    }
    click(&mut h, "Create");
    h.run();
    let doc = h.state().board().document();
    assert_eq!(doc.records.len(Collection::Parties), 2);
    assert_eq!(doc.records.len(Collection::Sectors), 3);
    assert!(doc.records.find("sector.energie").is_some());
    assert!(h.state().board().is_modified(), "what was written is nowhere else yet");
    let again = open(&bytes(&h)).unwrap();
    assert_eq!(again.doc.n_warnings(), 0, "{:?}", again.doc.issues);
}

#[test]
fn the_filter_follows_what_it_names() {
    let mut h = harness();
    h.run();
    let doc = h.state().board().document();
    let row = doc.records.find("s.culture").unwrap();
    let pick = cooperama::query::Pick::of(row).unwrap();
    send(&mut h, Command::Pick { pick, how: cooperama::query::How::Only });
    let before = crate::workbench::statements(&h);
    // Sectors before it are taken out and put in: it has another number then.
    let first = cooperama::record::Row::new(Collection::Sectors, 0);
    let value = json!({"id": "s.new", "label": "New"});
    let edit = cooperama::edit::Edit::Create { row: first, value };
    send(&mut h, Command::Edit(Box::new(edit)));
    assert_eq!(crate::workbench::statements(&h), before);
    h.get_by_label("Remove Sector: Culture from the filter");
    ui(&mut h, UiCommand::Undo);
    assert_eq!(crate::workbench::statements(&h), before);
    send(&mut h, Command::Answer(Answer::Cancel));
    let _ = Then::Quit;
}

/// Waits for what a thread of the program's own tells.
fn until(h: &mut Harness<'_, Shell>, text: &str) {
    for _ in 0..200 {
        h.step();
        if h.query_by_label_contains(text).is_some() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("{text} does not come");
}

#[test]
fn an_outside_change_is_offered_and_brought_in() {
    let dir = crate::fixture::temp("outside");
    let path = dir.join("t.json");
    let put = |text: &str| crate::fixture::put(&path, text);
    put(r#"{"title":"T","parties":[{"id":"a","label":"A","iso2":"AA"},{"id":"b"}]}"#);
    let mut h = harness();
    h.run();
    h.state_mut().open(cooperama::command::OpenRequest::file(path.to_str().unwrap()));
    h.run();
    form(&mut h, "a");
    write(&mut h, "Label", "Mine");
    put(
        r#"{"title":"T","parties":[{"id":"a","label":"Theirs","iso2":"BB"},{"id":"b"},{"id":"c"}]}"#,
    );
    until(&mut h, "t.json was changed by another program, and here too.");
    h.run();
    click(&mut h, "See the differences");
    h.run();
    h.get_by_label_contains("1 member was changed on both sides");
    h.get_by_label_contains("A → Theirs; here: Mine");
    click(&mut h, "Bring theirs in");
    h.run();
    assert_eq!(record(&h, "a"), json!({"id":"a","label":"Mine","iso2":"BB"}));
    assert!(h.state().board().document().records.find("c").is_some());
    assert!(h.state().board().is_modified());
    assert!(h.query_by_label_contains("was changed by another program").is_none());
    // What is in the file is known by now: it is saved over without a question.
    ui(&mut h, UiCommand::Save);
    h.run();
    let saved = std::fs::read_to_string(&path).unwrap();
    assert!(saved.contains(r#""label":"Mine","iso2":"BB""#), "{saved}");
}

#[test]
fn a_file_that_is_gone_is_told_when_one_asks_for_it() {
    let dir = crate::fixture::temp("gone");
    let path = dir.join("t.json");
    crate::fixture::put(&path, r#"{"title":"T","parties":[{"id":"a","label":"A"}]}"#);
    let mut h = harness();
    h.run();
    h.state_mut().open(cooperama::command::OpenRequest::file(path.to_str().unwrap()));
    h.run();
    crate::fixture::put(&path, r#"{"title":"T","parties":[{"id":"a","label":"B"}]}"#);
    until(&mut h, "t.json was changed by another program.");
    h.run();
    std::fs::remove_file(&path).unwrap();
    click(&mut h, "See the differences");
    h.run();
    h.get_by_label_contains("The file is gone.");
}

#[test]
fn saving_under_a_name_again_after_it_failed_is_not_kept_out_by_itself() {
    let dir = crate::fixture::temp("again");
    let path = dir.join("t.json");
    // A folder stands where the file is to be.
    std::fs::create_dir_all(&path).unwrap();
    let mut h = harness();
    h.run();
    form(&mut h, "kz");
    write(&mut h, "Label (English)", "K");
    for there in [true, false] {
        if !there {
            std::fs::remove_dir(&path).unwrap();
        }
        h.state_mut().board_mut().type_path(cooperama::workbench::PathFor::SaveAs);
        send(&mut h, Command::PathChosen(path.to_str().unwrap().to_owned()));
        h.run();
        assert_eq!(path.is_file(), !there);
        if there {
            click(&mut h, "Close");
        }
    }
    assert!(!h.state().board().is_modified());
}

#[test]
fn what_is_said_of_the_dataset_is_changed_and_undone() {
    let mut h = harness();
    h.run();
    let was = bytes(&h);
    ui(&mut h, UiCommand::Dataset);
    write(&mut h, "Title (English)", "Two countries");
    click(&mut h, "Apply");
    h.run();
    assert!(h.state().board().window_title().contains("Two countries"));
    ui(&mut h, UiCommand::Undo);
    assert!(bytes(&h) == was);
}

#[test]
fn what_a_crash_left_is_offered_and_brought_back() {
    use cooperama::store::left::leftovers_in;
    let folder = crate::fixture::temp("recovery");
    let program = |folder: &std::path::Path| {
        let opened = cooperama::dataset::Opened::example().unwrap();
        let settings = cooperama::view::Settings::default();
        let board =
            cooperama::workbench::Workbench::new(opened, settings, cooperama::text::Language::En);
        let shell = crate::workbench::shell_in(board, folder.to_path_buf());
        crate::workbench::harness_with(shell, [1600.0, 1100.0])
    };
    let mut h = program(&folder);
    h.run();
    form(&mut h, "kz");
    write(&mut h, "ISO code (2)", "QZ");
    ui(&mut h, UiCommand::Delete);
    h.get_all_by_label("Delete").last().unwrap().click();
    h.run();
    h.run();
    ui(&mut h, UiCommand::Undo);
    let last = bytes(&h);
    // While the program runs its journal is its own.
    assert!(leftovers_in(&folder).is_empty());
    // The program ends without a word.
    drop(h);
    until_left(&folder);
    let mut h = program(&folder);
    h.run();
    ui(&mut h, UiCommand::Recovered);
    h.run();
    h.get_by_label_contains("3 edits that were not saved, the last ");
    h.get_by_label("change iso code (2) of Kazakhstan");
    // Deciding later throws nothing away.
    click(&mut h, "Decide later");
    assert_eq!(leftovers_in(&folder).len(), 1);
    ui(&mut h, UiCommand::Recovered);
    h.run();
    h.get_by_label_contains("Recover: ").click();
    h.run();
    h.run();
    assert!(bytes(&h) == last);
    assert!(h.state().board().is_modified());
    // It goes on in a journal of its own, and the old one is gone.
    assert!(leftovers_in(&folder).is_empty());
    // The steps are there to be taken back.
    ui(&mut h, UiCommand::Undo);
    assert_eq!(record(&h, "kz")["iso2"], "KZ");
    drop(h);
    std::fs::remove_dir_all(&folder).unwrap();
}

/// Waits until the threads of a program that ended let go of its journal.
fn until_left(folder: &std::path::Path) {
    for _ in 0..200 {
        if cooperama::store::left::leftovers_in(folder).len() == 1 {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("nothing is left");
}

#[test]
fn everything_can_be_done_by_keys_alone() {
    let dir = crate::fixture::temp("keys");
    let path = dir.join("keys.coop.json");
    let mut h = harness_of(open(br#"{"title":"T","language":"en"}"#).unwrap(), [1600.0, 1100.0]);
    h.run();
    let press = |h: &mut Harness<'_, Shell>, key| {
        h.key_press(key);
        h.run();
        h.run();
    };
    let type_in = |h: &mut Harness<'_, Shell>, text: &str| {
        h.event(egui::Event::Text(text.to_owned()));
        h.run();
        h.run();
    };
    // From the palette a record is made; its form has the keyboard.
    h.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::K);
    h.run();
    h.run();
    type_in(&mut h, "new institution");
    press(&mut h, egui::Key::Enter);
    type_in(&mut h, "Aral Sea Fund");
    press(&mut h, egui::Key::Enter);
    let records = &h.state().board().document().records;
    assert_eq!(records.len(Collection::Institutions), 1);
    let row = cooperama::record::Row::new(Collection::Institutions, 0);
    assert_eq!(decode(records, row)["label"]["en"], "Aral Sea Fund");
    // Its party is made on the way: Tab to the button, Enter, a name, Enter.
    h.get_by_label("Party: choose…").focus();
    h.run();
    press(&mut h, egui::Key::Enter);
    type_in(&mut h, "Kazakhstan");
    press(&mut h, egui::Key::Enter);
    let records = &h.state().board().document().records;
    assert_eq!(records.len(Collection::Parties), 1);
    assert!(decode(records, row)["party"].as_str().unwrap().starts_with("party."));
    // Saved under a name, undone and done again.
    h.key_press_modifiers(
        egui::Modifiers { shift: true, ..egui::Modifiers::COMMAND },
        egui::Key::S,
    );
    h.run();
    h.run();
    // A path is offered there.
    h.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    type_in(&mut h, path.to_str().unwrap());
    press(&mut h, egui::Key::Enter);
    assert!(std::fs::read_to_string(&path).unwrap().contains("Aral Sea Fund"));
    assert!(!h.state().board().is_modified());
    assert!(h.state().board().window_title().contains("keys.coop.json"));
    press(&mut h, egui::Key::Escape);
    h.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    h.run();
    h.run();
    assert!(h.state().board().is_modified());
    assert_eq!(h.state().board().document().records.len(Collection::Parties), 0);
    h.key_press_modifiers(
        egui::Modifiers { shift: true, ..egui::Modifiers::COMMAND },
        egui::Key::Z,
    );
    h.run();
    h.run();
    assert!(!h.state().board().is_modified());
}

#[test]
fn what_was_typed_comes_before_the_click_that_ended_it() {
    let text = r#"{"title":"T","language":"en","parties":[{"id":"a","label":"A","prov":[
        {"source":"s","note":"first"},{"source":"s","note":"second"}]}],"sources":[{"id":"s"}]}"#;
    let mut h = harness_of(open(text.as_bytes()).unwrap(), [1600.0, 2400.0]);
    h.run();
    form(&mut h, "a");
    field(&h, "Read in 2: Note").focus();
    h.run();
    h.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    h.run();
    field(&h, "Read in 2: Note").type_text("typed");
    h.run();
    // Its own entry is moved before the first.
    click(&mut h, "Move up: Read in 2");
    h.run();
    let prov = &record(&h, "a")["prov"];
    assert_eq!((&prov[0]["note"], &prov[1]["note"]), (&json!("typed"), &json!("first")));
}

#[test]
fn a_number_that_is_none_stays_in_its_field() {
    let text = r#"{"title":"T","language":"en","sectors":[{"id":"a","label":"A","order":1}]}"#;
    let mut h = harness_of(open(text.as_bytes()).unwrap(), [1600.0, 1100.0]);
    h.run();
    form(&mut h, "a");
    write(&mut h, "Order", "many");
    h.get_by_label_contains("Not a number");
    assert_eq!(field(&h, "Order").value().as_deref(), Some("many"));
    assert_eq!(record(&h, "a")["order"], 1);
}

#[test]
fn what_is_done_while_another_file_opens_is_asked_about() {
    let dir = crate::fixture::temp("opening");
    let path = dir.join("other.json");
    crate::fixture::put(&path, r#"{"title":"Other"}"#);
    let request = cooperama::command::OpenRequest::file(path.to_str().unwrap());
    let mut h = harness();
    h.run();
    // It was asked for before anything was changed; it comes after.
    h.state_mut().board_mut().start_open(&request);
    form(&mut h, "kz");
    write(&mut h, "ISO code (2)", "QZ");
    h.state_mut().open(request);
    h.run();
    h.run();
    assert_eq!(record(&h, "kz")["iso2"], "QZ");
    click(&mut h, "Don’t save");
    h.run();
    assert!(h.state().board().window_title().starts_with("Other"));
}

#[test]
fn an_edit_made_while_it_is_saved_is_not_called_saved() {
    use cooperama::edit::{Edit, plan};
    use cooperama::formats::journal::{Base, checksum};
    use cooperama::store::journal::{Content, Journal};
    use cooperama::store::left::leftovers_in;
    let folder = crate::fixture::temp("mark");
    let text = r#"{"title":"T","parties":[{"id":"a","x-n":0}]}"#;
    let mut doc = open(text.as_bytes()).unwrap().doc;
    let base = |sum| Base { path: "f".to_owned(), len: 1, sum };
    let content = Content::Text(doc.records.original());
    let mut journal =
        Journal::at(Some(folder.clone()), base(checksum(b"x")), content, Box::new(|| {}));
    let row = doc.records.find("a").unwrap();
    let set = |doc: &mut cooperama::edit::Document, journal: &mut Journal, n: i32| {
        let value = Some(json!(n));
        let edit = Edit::Set { row, pointer: "/x-n".to_owned(), value };
        let step = plan(doc, &edit, "en").unwrap();
        doc.commit(step, journal).unwrap();
    };
    set(&mut doc, &mut journal, 1);
    let (mark, saved) = (journal.edits(), doc.records.clone());
    set(&mut doc, &mut journal, 2);
    journal.saved(base(2), Content::Records(Box::new(saved)), mark, false);
    drop(journal);
    let left = leftovers_in(&folder);
    assert_eq!(left.len(), 1, "the second edit is in no file");
    assert_eq!(left[0].unsaved(None).count(), 1);
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_file_changed_outside_is_read_again() {
    let dir = crate::fixture::temp("reload");
    let path = dir.join("r.json");
    crate::fixture::put(&path, r#"{"title":"T","parties":[{"id":"a","label":"A"}]}"#);
    let mut h = harness();
    h.run();
    let request = cooperama::command::OpenRequest::file(path.to_str().unwrap());
    send(&mut h, Command::Open(request));
    crate::fixture::put(&path, r#"{"title":"T","parties":[{"id":"a","label":"B"}]}"#);
    h.state_mut().board_mut().tell_outside("r.json".to_owned());
    h.run();
    h.get_by_label("r.json was changed by another program.");
    click(&mut h, "Reload");
    h.run();
    assert_eq!(record(&h, "a")["label"], "B");
    assert!(h.query_by_label_contains("was changed by another program").is_none());
    // With changes of one's own it asks before it lets go of them.
    form(&mut h, "a");
    write(&mut h, "Label", "Mine");
    crate::fixture::put(&path, r#"{"title":"T","parties":[{"id":"a","label":"C"}]}"#);
    h.state_mut().board_mut().tell_outside("r.json".to_owned());
    h.run();
    click(&mut h, "Reload");
    click(&mut h, "Cancel");
    assert_eq!(record(&h, "a")["label"], "Mine");
    click(&mut h, "Reload");
    click(&mut h, "Don’t save");
    h.run();
    assert_eq!(record(&h, "a")["label"], "C");
}

#[test]
fn in_a_large_dataset_panels_follow_and_forms_are_ahead() {
    // More text than is measured anew before the next frame.
    let parties: Vec<Value> = (0..4000)
        .map(
            |i| json!({"id": format!("p{i}"), "label": format!("Party {i:04} {}", "x".repeat(80))}),
        )
        .collect();
    let text = json!({"title": "Large", "language": "en", "parties": parties,
        "statements": [{"id": "st", "kind": "reported", "text": "Said", "parties": ["p7"]}]});
    let text = text.to_string();
    assert!(text.len() > 400_000);
    let mut h = harness_of(open(text.as_bytes()).unwrap(), [1600.0, 1100.0]);
    h.run();
    h.state_mut().hold();
    form(&mut h, "p7");
    write(&mut h, "Label", "Seven");
    // The form knows it at once; the panels still show the columns they have.
    assert_eq!(record(&h, "p7")["label"], "Seven");
    assert!(
        h.state()
            .board()
            .opened()
            .doc
            .label(h.state().board().document().records.find("p7").unwrap(), "en")
            .starts_with("Party 0007")
    );
    // Meanwhile a record before it goes, and the form stays with its own.
    let first = h.state().board().document().records.find("p0").unwrap();
    let uses = cooperama::edit::OnUse::Detach;
    let delete = cooperama::edit::Edit::Delete { rows: vec![first], uses };
    send(&mut h, Command::Edit(Box::new(delete)));
    let seven = h.state().board().document().records.find("p7").unwrap();
    assert_eq!(seven.index(), 6);
    // The selection is of the old columns until the new ones are there.
    h.state_mut().release();
    h.run();
    h.state_mut().release();
    h.run();
    let opened = h.state().board().opened();
    assert_eq!(opened.doc.records.len(Collection::Parties), 3999);
    assert_eq!(opened.doc.label(seven, "en"), "Seven");
    assert_eq!(h.state().board().view().selected, Some(Thing::Record(seven)));
    // An edit that leaves every number reaches all panels.
    form(&mut h, "st");
    write(&mut h, "Wording", "Written");
    h.state_mut().release();
    for _ in 0..12 {
        h.step();
    }
    h.run();
    send(&mut h, Command::ShowPanel(cooperama::view::PanelKind::Quotes));
    h.get_all_by_label("Written").next().unwrap();
    // Another dataset is not overtaken by columns of this one.
    form(&mut h, "st");
    write(&mut h, "Wording", "Late");
    send(&mut h, Command::Open(cooperama::command::OpenRequest::Example));
    click(&mut h, "Don’t save");
    h.run();
    h.state_mut().release();
    h.run();
    assert!(h.state().board().opened().doc.records.find("kz").is_some());
    assert_eq!(h.state().board().opened().doc.records.len(Collection::Parties), 2);
}
