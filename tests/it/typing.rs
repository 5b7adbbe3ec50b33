//! What is typed stays where it was typed, is read as people write it, and goes where it was meant.

use egui::{Event, Key, Modifiers, PointerButton};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use serde_json::json;

use cooperama::command::Command;
use cooperama::command::menu::UiCommand;
use cooperama::record::Collection;
use cooperama::view::{PanelKind, Thing};

use crate::editing::{bytes, field, record, send, ui};
use crate::fixture::open;
use crate::workbench::{Shell, click, harness, harness_of, statements};

type H<'a> = Harness<'a, Shell>;

/// The form of a record.
fn form<'a>(text: &str, id: &str, pointer: &str) -> H<'a> {
    let mut h = harness_of(open(text.as_bytes()).unwrap(), [1600.0, 1500.0]);
    h.run();
    let row = h.state().board().document().records.find(id).unwrap();
    send(&mut h, Command::Form(Thing::Record(row), pointer.to_owned()));
    h.run();
    h
}

fn write(h: &mut H<'_>, name: &str, text: &str) {
    field(h, name).focus();
    h.run();
    h.key_press_modifiers(Modifiers::COMMAND, Key::A);
    field(h, name).type_text(text);
    h.run();
}

const MONEY: &str = r#"{"title":"T","initiatives":[{"id":"i","label":"I",
    "amounts":[{"value":5,"currency":"USD"},{"value":7}],"dates":{"start":"2013"}}],
    "statements":[{"id":"s","kind":"direct","text":"x","prov":[{"source":"q","locator":{"paragraph":1}}],
    "verbatim":[{"lang":"fr","text":"x"}]}],"sources":[{"id":"q","csl":{"title":"Q"}}]}"#;

#[test]
fn text_that_does_not_fit_stays_with_a_sentence_until_it_is_corrected_or_discarded() {
    let mut h = form(MONEY, "i", "/dates");
    write(&mut h, "Dates: Start", "soon");
    h.get_by_label_contains("No date the format knows");
    // Tab leads past "Discard", where the next space would press it.
    h.key_press(Key::Tab);
    h.run();
    h.key_press(Key::Space);
    h.event(Event::Text(" ".to_owned()));
    h.run();
    assert_eq!(field(&h, "Dates: Start").value().as_deref(), Some("soon"));
    // Another field is written meanwhile.
    write(&mut h, "Amount 1: Value", "12 or 13");
    write(&mut h, "Label", "J");
    h.key_press(Key::Tab);
    h.run();
    assert_eq!(record(&h, "i")["label"], "J");
    assert_eq!(record(&h, "i")["dates"]["start"], "2013", "what does not fit is not written");
    assert_eq!(field(&h, "Dates: Start").value().as_deref(), Some("soon"));
    assert_eq!(field(&h, "Amount 1: Value").value().as_deref(), Some("12 or 13"));
    // Going to another record and back keeps it too.
    let q = h.state().board().document().records.find("q").unwrap();
    send(&mut h, Command::Form(Thing::Record(q), String::new()));
    let i = h.state().board().document().records.find("i").unwrap();
    send(&mut h, Command::Form(Thing::Record(i), String::new()));
    h.run();
    assert_eq!(field(&h, "Dates: Start").value().as_deref(), Some("soon"));
    // The form begins with its name; what is held is further down.
    h.get_by_label("Discard: Dates: Start").scroll_to_me();
    h.run();
    click(&mut h, "Discard: Dates: Start");
    assert_eq!(field(&h, "Dates: Start").value().as_deref(), Some("2013"));
    write(&mut h, "Amount 1: Value", "12");
    h.key_press(Key::Tab);
    h.run();
    assert_eq!(record(&h, "i")["amounts"][0]["value"], 12);
}

#[test]
fn what_is_typed_right_after_a_form_is_opened_goes_into_its_first_words() {
    let mut h = form(MONEY, "i", "");
    h.event(Event::Text("ndex".to_owned()));
    h.run();
    assert_eq!(field(&h, "Label").value().as_deref(), Some("Index"));
    h.key_press(Key::Enter);
    h.run();
    assert_eq!(record(&h, "i")["label"], "Index");
    assert_eq!(h.state().board().document().records.len(Collection::Initiatives), 1);
}

#[test]
fn steps_go_back_and_forth_while_a_field_has_the_keyboard() {
    let mut h = form(MONEY, "i", "");
    for (name, text) in [("Label", "J"), ("Label", "K"), ("Dates: Start", "2014")] {
        write(&mut h, name, text);
        h.key_press(Key::Tab);
        h.run();
    }
    let told = |h: &H<'_>| {
        let i = record(h, "i");
        format!("{} {}", i["label"].as_str().unwrap(), i["dates"]["start"].as_str().unwrap())
    };
    assert_eq!(told(&h), "K 2014");
    let mut press = |modifiers: Modifiers, key: Key| {
        h.key_press_modifiers(modifiers, key);
        h.run();
        told(&h)
    };
    for back in ["K 2013", "J 2013", "I 2013"] {
        assert_eq!(press(Modifiers::COMMAND, Key::Z), back);
    }
    for forth in ["J 2013", "K 2013", "K 2014"] {
        assert_eq!(press(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z), forth);
    }
    // What is typed and is no step yet is taken back in its field.
    field(&h, "Label").focus();
    h.run();
    h.event(Event::Text("x".to_owned()));
    h.run();
    h.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    h.run();
    assert_eq!(told(&h), "K 2014");
}

#[test]
fn a_currency_typed_with_the_upper_bound_is_kept_too() {
    let text =
        r#"{"title":"T","initiatives":[{"id":"i","label":"I","amounts":[{"value":1,"max":9}]}]}"#;
    let mut h = form(text, "i", "/amounts");
    write(&mut h, "Amount 1: At most", "1,5 milliard de dollars");
    h.key_press(Key::Tab);
    h.run();
    let amount = json!({"value": 1, "max": 1_500_000_000, "currency": "USD"});
    assert_eq!(record(&h, "i")["amounts"][0], amount);
}

#[test]
fn amounts_dates_and_paragraphs_are_read_as_people_write_them() {
    let mut h = form(MONEY, "i", "/amounts");
    write(&mut h, "Amount 2: Value", "320,4 M€");
    h.get_by_label_contains("Read as €320,400,000");
    h.key_press(Key::Tab);
    h.run();
    assert_eq!(record(&h, "i")["amounts"][1], json!({"value": 320_400_000, "currency": "EUR"}));
    write(&mut h, "Amount 1: Value", "1,2 Md $");
    h.key_press(Key::Tab);
    h.run();
    assert_eq!(record(&h, "i")["amounts"][0]["value"], 1_200_000_000);
    // Another currency than the one beside it is no slip of the pen to be passed over.
    write(&mut h, "Amount 1: Value", "5 €");
    h.get_by_label_contains("another currency than the one beside it");
    h.key_press(Key::Tab);
    h.run();
    assert_eq!(record(&h, "i")["amounts"][0]["value"], 1_200_000_000);
    write(&mut h, "Dates: Start", "28 février 2023");
    h.get_by_label_contains("28 February 2023");
    h.key_press(Key::Tab);
    h.run();
    assert_eq!(record(&h, "i")["dates"]["start"], "2023-02-28");
    let s = h.state().board().document().records.find("s").unwrap();
    send(&mut h, Command::Form(Thing::Record(s), "/prov".to_owned()));
    h.run();
    write(&mut h, "Read in 1: Where in it: Paragraph", "2-3");
    h.key_press(Key::Tab);
    h.run();
    assert_eq!(record(&h, "s")["prov"][0]["locator"]["paragraph"], "2-3");
}

#[test]
fn a_member_that_is_added_has_the_keyboard_and_letters_are_no_shortcuts() {
    let text = r#"{"title":"T","institutions":[{"id":"o","label":"O"}]}"#;
    let mut h = form(text, "o", "");
    h.get_by_label_contains("More members").click();
    h.run();
    click(&mut h, "Web address");
    h.run();
    h.run();
    assert!(field(&h, "Web address").is_focused());
    for letter in "https://example.org/EPF".chars() {
        h.event(Event::Text(letter.to_string()));
        h.run();
    }
    h.key_press(Key::Tab);
    h.run();
    assert_eq!(record(&h, "o")["url"], "https://example.org/EPF");
    assert!(h.state().board().view().pinned.is_empty());
}

#[test]
fn choosing_leads_on_to_the_next_field() {
    let mut h = form(MONEY, "s", "/prov");
    h.get_by_label("Kind: direct quotation").focus();
    h.run();
    h.key_press(Key::Enter);
    h.run();
    h.get_by_label("reported").click();
    h.run();
    h.run();
    assert_eq!(record(&h, "s")["kind"], "reported");
    assert!(field(&h, "Wording").is_focused());
}

#[test]
fn a_whole_statement_is_entered_by_the_keyboard_alone() {
    let text = r#"{"title":"T","language":"fr","people":[{"id":"h","label":"Xi Jinping"}],
        "sources":[{"id":"q","csl":{"title":"Le Caucase"}}]}"#;
    let mut h = harness_of(open(text.as_bytes()).unwrap(), [1600.0, 1700.0]);
    h.run();
    let members = serde_json::Map::new();
    send(&mut h, Command::Create { collection: Collection::Statements, members, refer: None });
    h.run();
    h.run();
    let key = |h: &mut H<'_>, key: Key| {
        h.key_press(key);
        h.run();
        h.run();
    };
    let type_in = |h: &mut H<'_>, text: &str| {
        for letter in text.chars() {
            h.event(Event::Text(letter.to_string()));
            h.run();
        }
        h.run();
    };
    // Tab until something of this name has the keyboard.
    let tab_to = |h: &mut H<'_>, name: &str| {
        for _ in 0..80 {
            let here = h.get_all_by_label(name).any(|n| n.is_focused());
            if here {
                return;
            }
            h.key_press(Key::Tab);
            h.run();
        }
        panic!("{name} is not reached by Tab");
    };
    tab_to(&mut h, "Kind: choose…");
    key(&mut h, Key::Enter);
    for _ in 0..30 {
        if h.get_all_by_label("direct quotation").any(|n| n.is_focused()) {
            break;
        }
        h.key_press(Key::Tab);
        h.run();
    }
    key(&mut h, Key::Enter);
    // The text comes next by itself.
    type_in(&mut h, "l’union fait la force");
    tab_to(&mut h, "Add Speakers");
    type_in(&mut h, "xi");
    key(&mut h, Key::Enter);
    tab_to(&mut h, "Add Exact words");
    key(&mut h, Key::Enter);
    type_in(&mut h, "fr");
    key(&mut h, Key::Tab);
    type_in(&mut h, "l’union fait la force");
    tab_to(&mut h, "Add a source");
    key(&mut h, Key::Enter);
    type_in(&mut h, "cauc");
    key(&mut h, Key::Enter);
    tab_to(&mut h, "Read in 1: Where in it: Paragraph");
    type_in(&mut h, "3");
    key(&mut h, Key::Tab);
    let doc = h.state().board().document();
    let row = doc.records.rows_of(Collection::Statements).next().unwrap();
    let mut made: serde_json::Value = serde_json::from_str(doc.records.text_of(row)).unwrap();
    made.as_object_mut().unwrap().remove("id");
    assert_eq!(
        made,
        json!({
            "kind": "direct",
            "text": {"fr": "l’union fait la force"},
            "speakers": ["h"],
            "verbatim": [{"lang": "fr", "text": "l’union fait la force"}],
            "prov": [{"source": "q", "locator": {"paragraph": 3}}],
        })
    );
}

#[test]
fn redo_works_after_an_edit_in_the_sheet() {
    let text = r#"{"title":"T","institutions":[{"id":"a","label":"A"},{"id":"b","label":"B"}]}"#;
    let mut h = harness_of(open(text.as_bytes()).unwrap(), [1600.0, 1100.0]);
    h.run();
    send(&mut h, Command::ShowPanel(PanelKind::Records));
    h.get_by_label("a, Label: A").click();
    h.run();
    for letter in ["X", "Y"] {
        h.event(Event::Text(letter.to_owned()));
        h.run();
    }
    h.key_press(Key::Enter);
    h.run();
    assert_eq!(record(&h, "a")["label"], "XY");
    h.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    h.run();
    assert_eq!(record(&h, "a")["label"], "A");
    h.key_press_modifiers(Modifiers::COMMAND, Key::Y);
    h.run();
    assert_eq!(record(&h, "a")["label"], "XY", "redo, the sheet having the keyboard");
    ui(&mut h, UiCommand::Undo);
    assert_eq!(bytes(&h), text.as_bytes());
}

#[test]
fn f2_tab_and_escape_lead_there_and_back() {
    let text = r#"{"title":"T","institutions":[{"id":"a","label":"A"},{"id":"b","label":"B"}]}"#;
    let mut h = harness_of(open(text.as_bytes()).unwrap(), [1600.0, 1100.0]);
    h.run();
    send(&mut h, Command::ShowPanel(PanelKind::Records));
    h.get_by_label("a, Label: A").click();
    h.run();
    // F2 goes on with what the cell holds, Escape gives it up, and the sheet has the keys again.
    h.key_press(Key::F2);
    h.run();
    h.event(Event::Text("!".to_owned()));
    h.run();
    h.key_press(Key::Escape);
    h.run();
    assert_eq!(record(&h, "a")["label"], "A");
    h.key_press(Key::F2);
    h.run();
    h.event(Event::Text("!".to_owned()));
    h.run();
    h.key_press(Key::Enter);
    h.run();
    assert_eq!(record(&h, "a")["label"], "A!");
    h.event(Event::Text("C".to_owned()));
    h.run();
    h.key_press(Key::Tab);
    h.run();
    assert_eq!(record(&h, "b")["label"], "C", "the keys went on in the sheet");
}

#[test]
fn escape_closes_the_topmost_and_nothing_beneath() {
    let mut h = harness();
    h.run();
    let filter = |h: &mut H<'_>| {
        let pick = cooperama::query::Pick::Code(cooperama::query::Dim::Sector, 1);
        send(h, Command::Pick { pick, how: cooperama::query::How::Only });
        assert!(statements(h) < 16);
    };
    filter(&mut h);
    let under = statements(&h);
    let gone = |h: &H<'_>, name: &str| h.query_all_by_label(name).count() == 0;
    // A menu, a menu of a widget, a context menu, the list of records, the palette, dialogs.
    click(&mut h, "File");
    h.run();
    assert!(!gone(&h, "Quit Ctrl+Q"));
    h.key_press(Key::Escape);
    h.run();
    assert!(gone(&h, "Quit Ctrl+Q") && statements(&h) == under);
    click(&mut h, "Together by: Ungrouped");
    assert!(!gone(&h, "By speaker"));
    h.key_press(Key::Escape);
    h.run();
    assert!(gone(&h, "By speaker") && statements(&h) == under);
    ui(&mut h, UiCommand::Palette);
    h.run();
    h.key_press(Key::Escape);
    h.run();
    assert_eq!(statements(&h), under);
    ui(&mut h, UiCommand::About);
    h.run();
    h.key_press(Key::Escape);
    h.run();
    assert_eq!(statements(&h), under);
    ui(&mut h, UiCommand::EditFilter);
    h.run();
    h.key_press(Key::Escape);
    h.run();
    assert_eq!(statements(&h), under);
    // Nothing lies over the board any more: now the filter falls.
    h.key_press(Key::Escape);
    h.run();
    assert_eq!(statements(&h), 16);
}

/// The pointer comes to a place and clicks there, frame by frame, as a hand does.
fn press_at(h: &mut H<'_>, at: egui::Pos2) {
    h.event(Event::PointerMoved(at));
    h.run();
    for pressed in [true, false] {
        let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
        h.event(Event::PointerButton { pos: at, button, pressed, modifiers });
        h.run();
    }
}

#[test]
fn a_click_on_a_second_menu_opens_it() {
    let mut h = harness();
    h.run();
    let press = |h: &mut H<'_>, name: &str| {
        let at = h.get_by_label(name).rect().center();
        press_at(h, at);
        h.run();
    };
    press(&mut h, "File");
    h.get_by_label("Quit Ctrl+Q");
    press(&mut h, "Help");
    assert_eq!(h.query_all_by_label("Quit Ctrl+Q").count(), 0);
    h.get_by_label("About Cooperama");
}

#[test]
fn nothing_is_pointed_at_once_the_pointer_has_left() {
    let mut h = harness();
    h.run();
    let at = h
        .get_all_by_label_contains("Filter by sector Infrastructure")
        .next()
        .unwrap()
        .rect()
        .center();
    press_at(&mut h, at);
    h.event(Event::PointerGone);
    h.run();
    h.run();
    assert_eq!(h.state().board().pointed_at(), None);
}

/// Letters as a slow machine gets them: five a frame.
fn five_a_frame(h: &mut H<'_>, n: usize) -> String {
    let letters: Vec<char> = ('a'..='z').cycle().take(n).collect();
    for five in letters.chunks(5) {
        for letter in five {
            h.event(Event::Text(letter.to_string()));
        }
        h.step();
    }
    h.run();
    letters.into_iter().collect()
}

#[test]
fn no_letter_is_lost_in_form_or_sheet_however_fast() {
    let mut h = form(MONEY, "i", "/label");
    field(&h, "Label").focus();
    h.run();
    h.key_press_modifiers(Modifiers::COMMAND, Key::A);
    h.run();
    let typed = five_a_frame(&mut h, 200);
    h.key_press(Key::Tab);
    h.run();
    assert_eq!(record(&h, "i")["label"], typed);
    let text = r#"{"title":"T","institutions":[{"id":"a","label":"A"},{"id":"b","label":"B"}]}"#;
    let mut h = harness_of(open(text.as_bytes()).unwrap(), [1600.0, 1100.0]);
    h.run();
    // The sheet has the keyboard as soon as it is asked for.
    send(&mut h, Command::ShowPanel(PanelKind::Records));
    h.run();
    let typed = five_a_frame(&mut h, 200);
    h.key_press(Key::Enter);
    h.run();
    assert_eq!(record(&h, "a")["label"], typed);
}

#[test]
fn problems_are_those_of_what_came_back() {
    let text = r#"{"title":"T","events":[{"id":"e","label":"E","date":"2015"}]}"#;
    let doc = open(text.as_bytes()).unwrap().doc;
    let row = doc.records.find("e").unwrap();
    let edit =
        cooperama::edit::Edit::Set { row, pointer: "/date".into(), value: Some(json!("soon")) };
    let step = cooperama::edit::plan(&doc, &edit, "en").unwrap();
    let mut doc = doc;
    doc.commit(step, &mut cooperama::edit::NoLog).unwrap();
    let back = cooperama::dataset::again(doc);
    let codes: Vec<&str> = back.doc.issues.iter().map(|i| i.code).collect();
    assert!(codes.contains(&"date-form"), "{codes:?}");
    let fresh = open(&back.doc.to_bytes()).unwrap();
    assert_eq!(*back.doc.issues, *fresh.doc.issues, "what check says");
}

#[test]
fn a_path_can_be_typed_at_once_while_the_systems_dialog_is_asked_for() {
    let mut h = harness();
    h.run();
    h.state_mut().board_mut().dialog_asked(cooperama::workbench::PathFor::Open);
    h.run();
    click(&mut h, "Type a path instead");
    h.get_by_label_contains("Open a dataset");
    assert!(h.state().board().path_field().is_some() && h.state().board().dialog_field().is_none());
}

#[test]
fn a_failed_save_names_the_file_and_is_forgotten_once_it_is_saved() {
    let folder = crate::fixture::temp("failed-save");
    let (wrong, right) = (folder.join("none/a.coop.json"), folder.join("a.coop.json"));
    let mut h = harness();
    h.run();
    let mut save = |path: &std::path::Path| {
        h.state_mut().board_mut().type_path(cooperama::workbench::PathFor::SaveAs);
        send(&mut h, Command::PathGiven(path.to_str().unwrap().to_owned()));
        h.run();
        h.state().board().message().map(|m| m.text.clone())
    };
    let said = save(&wrong).unwrap();
    assert!(said.contains("none/a.coop.json"), "{said}");
    assert_eq!(save(&right), None, "what was said before");
    assert!(right.exists());
}

/// What is typed now, as the shell keeps it: where, and the text.
fn typed(h: &H<'_>) -> Vec<(String, String)> {
    h.state().board().drafts().iter().map(|d| (d.at.join(" "), d.text.clone())).collect()
}

#[test]
fn what_is_being_typed_is_told_to_the_journal_and_shown_as_unsaved() {
    let mut h = form(MONEY, "i", "/label");
    let marked = |h: &H<'_>| h.state().board().window_title().starts_with('●');
    assert!(typed(&h).is_empty() && !marked(&h));
    // A form: while it is typed, and once it is a step it is none.
    write(&mut h, "Label", "Half a na");
    assert_eq!(typed(&h), [("i /label".to_owned(), "Half a na".to_owned())]);
    assert!(marked(&h), "while it is typed");
    assert!(!h.state().board().is_modified(), "no step yet");
    h.key_press(Key::Tab);
    h.run();
    h.run();
    assert!(typed(&h).is_empty() && h.state().board().is_modified());
    // What does not fit is not lost either, and leaving asks.
    write(&mut h, "Dates: Start", "soon");
    h.key_press(Key::Tab);
    h.run();
    assert_eq!(typed(&h), [("i /dates/start".to_owned(), "soon".to_owned())]);
    // It is back in its field after a crash.
    let drafts = h.state().board().drafts().to_vec();
    let mut again = harness_of(open(MONEY.as_bytes()).unwrap(), [1600.0, 1500.0]);
    again.run();
    again.state_mut().board_mut().take_drafts(drafts);
    again.run();
    again.run();
    assert_eq!(field(&again, "Dates: Start").value().as_deref(), Some("soon"));
    assert!(again.state().board().window_title().starts_with('●'));
    assert!(!again.state_mut().board_mut().may_close(), "it is asked about");
    again.run();
    again.run();
    again.get_by_label_contains("Text is still being typed");
    click(&mut again, "Cancel");
    // The dialogs: a name that is begun, what is said of the dataset, the JSON of a record.
    let row = again.state().board().document().records.find("q").unwrap();
    send(&mut again, Command::AskRename(row));
    field(&again, "Id").focus();
    again.run();
    again.key_press_modifiers(Modifiers::COMMAND, Key::A);
    field(&again, "Id").type_text("source-1");
    again.run();
    assert!(
        typed(&again).contains(&("q".to_owned(), "source-1".to_owned())),
        "{:?}",
        typed(&again)
    );
    again.key_press(Key::Escape);
    again.run();
    ui(&mut again, UiCommand::Dataset);
    field(&again, "Title").focus();
    again.run();
    field(&again, "Title").type_text("itle");
    again.run();
    assert!(typed(&again).iter().any(|t| t.0.starts_with("title")), "{:?}", typed(&again));
    let drafts = again.state().board().drafts().to_vec();
    let mut third = harness_of(open(MONEY.as_bytes()).unwrap(), [1600.0, 1500.0]);
    third.run();
    third.state_mut().board_mut().take_drafts(drafts);
    third.run();
    third.run();
    assert!(field(&third, "Title").value().is_some_and(|v| v.contains("itle") && v.len() > 1));
}

#[test]
fn typed_before_a_crash_and_fit_it_becomes_a_step_when_it_is_left() {
    let draft = |of: &str, at: &[&str], text: &str| cooperama::formats::journal::Draft {
        of: of.to_owned(),
        at: at.iter().map(|s| (*s).to_owned()).collect(),
        text: text.to_owned(),
    };
    let mut h = harness_of(open(MONEY.as_bytes()).unwrap(), [1600.0, 1500.0]);
    h.run();
    h.state_mut().board_mut().take_drafts(vec![draft("form", &["i", "/label"], "A name")]);
    for _ in 0..4 {
        h.run();
    }
    assert_eq!(field(&h, "Label").value().as_deref(), Some("A name"));
    assert_eq!(record(&h, "i")["label"], "I", "offered, not written");
    field(&h, "Label").focus();
    h.run();
    h.key_press(Key::Tab);
    h.run();
    h.run();
    assert_eq!(record(&h, "i")["label"], "A name");
    assert!(typed(&h).is_empty());
    // A cell of the sheet.
    let cell = draft("cell", &["initiatives", "i", "/label", ""], "A cell");
    h.state_mut().board_mut().take_drafts(vec![cell]);
    for _ in 0..4 {
        h.run();
    }
    assert_eq!(typed(&h), [("initiatives i /label ".to_owned(), "A cell".to_owned())]);
    h.key_press(Key::Enter);
    for _ in 0..3 {
        h.run();
    }
    assert_eq!(record(&h, "i")["label"], "A cell");
    // JSON of a record, and a new dataset.
    let json = draft("json", &["q"], "{\"id\":\"q\",");
    h.state_mut().board_mut().take_drafts(vec![json]);
    for _ in 0..3 {
        h.run();
    }
    assert_eq!(typed(&h), [("q".to_owned(), "{\"id\":\"q\",".to_owned())]);
    // What is open has changes that come first: it is kept until it is asked for.
    h.state_mut().board_mut().take_drafts(vec![draft("new", &["title"], "Two rivers")]);
    h.run();
    assert!(typed(&h).contains(&("title".to_owned(), "Two rivers".to_owned())));
    let mut fresh = harness();
    fresh.run();
    fresh.state_mut().board_mut().take_drafts(vec![draft("new", &["title"], "Two rivers")]);
    fresh.run();
    fresh.run();
    assert_eq!(field(&fresh, "Title").value().as_deref(), Some("Two rivers"));
    // Escape leaves it, and it is there when it is asked for again.
    let mut fresh = harness();
    fresh.run();
    ui(&mut fresh, UiCommand::New);
    field(&fresh, "Title").type_text("Three seas");
    fresh.run();
    fresh.key_press(Key::Escape);
    fresh.run();
    ui(&mut fresh, UiCommand::New);
    assert_eq!(field(&fresh, "Title").value().as_deref(), Some("Three seas"));
}

#[test]
fn the_window_has_a_name_for_who_does_not_see_it() {
    use egui_kittest::kittest::NodeT as _;
    let mut h = harness();
    h.run();
    let title = h.state().board().window_title();
    assert_eq!(h.root().accesskit_node().label().as_deref(), Some(title.as_str()));
    // A caret that blinks would draw the window for ever.
    let style = h.ctx.style_of(egui::Theme::Light);
    assert!(!style.visuals.text_cursor.blink);
}

#[test]
fn leaving_with_text_in_a_dialog_asks_and_keeps_it() {
    let mut h = form(MONEY, "i", "/label");
    ui(&mut h, UiCommand::Dataset);
    field(&h, "Title").focus();
    h.run();
    field(&h, "Title").type_text("itle");
    h.run();
    assert!(!h.state_mut().board_mut().may_close());
    h.run();
    h.run();
    h.get_by_label_contains("Text is still being typed");
    click(&mut h, "Cancel");
    ui(&mut h, UiCommand::Dataset);
    assert!(field(&h, "Title").value().is_some_and(|v| v.contains("itle")));
    // Escape keeps it for the next time; Cancel lets go of it.
    h.key_press(Key::Escape);
    h.run();
    assert!(!typed(&h).is_empty(), "it is in the journal still");
    ui(&mut h, UiCommand::Dataset);
    assert!(field(&h, "Title").value().is_some_and(|v| v.contains("itle")));
    click(&mut h, "Cancel");
    h.run();
    assert!(typed(&h).is_empty());
    assert!(h.state_mut().board_mut().may_close());
    // A new dataset that was begun is asked about when the program is left, and by nothing else.
    ui(&mut h, UiCommand::New);
    field(&h, "Title").type_text("Four winds");
    h.run();
    assert!(!h.state().board().window_title().starts_with('●'));
    assert!(!h.state_mut().board_mut().may_close());
    h.run();
    h.run();
    click(&mut h, "Cancel");
    ui(&mut h, UiCommand::New);
    assert_eq!(field(&h, "Title").value().as_deref(), Some("Four winds"));
    click(&mut h, "Create");
    h.run();
    h.run();
    assert!(h.state().board().window_title().contains("Four winds"));
    assert!(typed(&h).is_empty());
}
