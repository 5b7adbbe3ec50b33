//! What is selected is brought into sight and named in every panel that shows it.

use serde_json::{Value, json};

use cooperama::command::Command;
use cooperama::view::{PanelKind, Thing};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use crate::board::texts;
use crate::fixture::open;
use crate::workbench::{Shell, harness_of};

/// Four hundred of each, and statements about the last of them that stand last.
fn many() -> Value {
    let each = |key: &str| -> Vec<Value> {
        (0..400)
            .map(|i| json!({"id": format!("{key}{i}"), "label": format!("{key} no {i}.")}))
            .collect()
    };
    let initiative = |i: usize| {
        json!({"id": format!("i{i}"), "label": format!("Project no {i}."), "sectors": [format!("s{i}")],
            "parties": [format!("p{i}")], "dates": {"start": "2010"},
            "participants": [{"actor": format!("o{i}"), "role": "funding"}],
            "prov": [{"source": format!("q{i}")}]})
    };
    let statement = |i: usize| {
        json!({"id": format!("t{i}"), "kind": "reported", "text": format!("Words no {i}."),
            "institutions": [format!("o{i}")], "speakers": [{"name": format!("Voice {i}")}]})
    };
    json!({
        "format": "cooperation-dataset", "version": 1, "title": "Many",
        "parties": each("p"), "sectors": each("s"), "institutions": each("o"),
        "initiatives": (0..400).map(initiative).collect::<Vec<_>>(),
        "statements": (0..400).map(statement).collect::<Vec<_>>(),
        "sources": (0..400).map(|i| json!({"id": format!("q{i}"),
            "csl": {"type": "article", "title": format!("Paper no {i}.")}})).collect::<Vec<_>>(),
    })
}

fn send(h: &mut Harness<'_, Shell>, command: Command) {
    h.state().board().send(command);
    h.run();
    h.run();
}

/// Selects a record while another panel is in front, then looks at a panel.
fn shown(panel: PanelKind, id: &str) -> Vec<String> {
    let mut h = harness_of(open(many().to_string().as_bytes()).unwrap(), [1600.0, 900.0]);
    send(&mut h, Command::ShowPanel(panel));
    let row = h.state().board().document().records.find(id).unwrap();
    send(&mut h, Command::Select(Some(Thing::Record(row))));
    send(&mut h, Command::ShowPanel(panel));
    texts(&h).into_iter().map(|t| t.1).collect()
}

#[test]
fn what_is_selected_is_scrolled_to() {
    for (panel, id, name) in [
        (PanelKind::Initiatives, "i333", "Project no 333."),
        (PanelKind::Sectors, "s333", "s no 333."),
        (PanelKind::Parties, "p333", "p no 333."),
        (PanelKind::Sources, "q333", "Paper no 333."),
        (PanelKind::Stages, "i88", "Project no 88."),
    ] {
        let before = shown(panel, "o1");
        assert!(!before.iter().any(|t| t.contains(name)), "{panel:?} shows all");
        let after = shown(panel, id);
        assert!(after.iter().any(|t| t.contains(name)), "{panel:?}: {after:?}");
    }
}

#[test]
fn statements_about_what_is_selected_come_first() {
    // The overview at the left tells the first statement too.
    let panel = |id: &str| -> Vec<String> {
        let said = shown(PanelKind::Quotes, id);
        said.into_iter().skip_while(|t| t != "Who says what?").collect()
    };
    let said = panel("o333");
    let place = |words: &str| said.iter().position(|t| t.contains(words)).unwrap();
    assert!(place("By or about o no 333.") < place("Words no 333."), "{said:?}");
    assert!(place("Words no 333.") < place("Others"), "{said:?}");
    assert!(place("Others") < place("Words no 0."), "{said:?}");
    // One of the cards stays where it is, and is brought into sight.
    let said = panel("t333");
    assert!(said.iter().any(|t| t.contains("Words no 333.")), "{said:?}");
    assert!(!said.iter().any(|t| t.starts_with("By or about")), "{said:?}");
}

#[test]
fn a_list_stays_where_it_was_scrolled_unless_something_else_is_selected() {
    let mut h = harness_of(open(many().to_string().as_bytes()).unwrap(), [1600.0, 900.0]);
    send(&mut h, Command::ShowPanel(PanelKind::Initiatives));
    let row = h.state().board().document().records.find("i333").unwrap();
    send(&mut h, Command::Select(Some(Thing::Record(row))));
    let shows = |h: &Harness<'_, Shell>, name: &str| texts(h).into_iter().any(|t| t.1 == name);
    assert!(shows(&h, "Project no 333."));
    // One scrolls away; pinning and freezing elsewhere do not scroll back.
    let at = texts(&h).into_iter().find(|t| t.1 == "Project no 333.").unwrap().0.center();
    h.event(egui::Event::PointerMoved(at));
    for _ in 0..40 {
        h.event(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            source: egui::MouseWheelSource::Wheel,
            delta: egui::vec2(0.0, 400.0),
            phase: egui::TouchPhase::Move,
            modifiers: egui::Modifiers::NONE,
        });
        h.run();
    }
    assert!(shows(&h, "Project no 0."), "{:?}", texts(&h));
    let other = h.state().board().document().records.find("p7").unwrap();
    send(&mut h, Command::Pin(Thing::Record(other)));
    send(&mut h, Command::Freeze(PanelKind::Sources));
    send(&mut h, Command::ShowPanel(PanelKind::Initiatives));
    // (The inspector names what is compared.)
    assert!(shows(&h, "Project no 0.") && shows(&h, "Project no 5."));
}

/// Many initiatives, one of which was clicked.
fn clicked() -> Harness<'static, Shell> {
    use egui_kittest::kittest::Queryable as _;
    let mut h = harness_of(open(many().to_string().as_bytes()).unwrap(), [1600.0, 900.0]);
    send(&mut h, Command::ShowPanel(PanelKind::Initiatives));
    h.get_by(|n| {
        n.role() == egui::accesskit::Role::Row
            && n.label().is_some_and(|l| l.contains("Project no 1."))
    })
    .click();
    h.run();
    h.run();
    h
}

#[test]
fn a_dialog_takes_the_keyboard_from_what_was_clicked() {
    use egui::{Key, Modifiers};
    use egui_kittest::kittest::Queryable as _;
    let mut h = clicked();
    h.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    h.run();
    h.run();
    h.event(egui::Event::Text("/else/where.coop.json".to_owned()));
    h.run();
    let typed = h.get_all_by(|n| n.value().is_some_and(|v| v == "/else/where.coop.json"));
    assert!(typed.count() > 0);
    h.key_press(Key::Escape);
    h.run();
    // Nothing behind a question takes its Enter.
    send(&mut h, Command::Ui(cooperama::command::menu::UiCommand::About));
    h.key_press(Key::Enter);
    h.run();
    assert!(h.state().board().view().filter.is_empty());
}

#[test]
fn after_a_click_the_arrows_go_on_from_there_and_enter_filters() {
    use egui::{Key, Modifiers};
    let mut h = clicked();
    for key in [Key::ArrowDown, Key::Enter] {
        h.key_press_modifiers(Modifiers::NONE, key);
        h.run();
        h.run();
    }
    let board = h.state().board();
    let second = board.document().records.find("i2").unwrap();
    let pick = Thing::Record(second).pick().unwrap();
    assert!(board.view().filter.contains(pick));
}

#[test]
fn f6_goes_round_the_panels_in_sight_and_moves_none() {
    let mut h = harness_of(open(many().to_string().as_bytes()).unwrap(), [1600.0, 900.0]);
    send(&mut h, Command::ShowPanel(PanelKind::Initiatives));
    let before = texts(&h);
    for _ in 0..12 {
        h.key_press_modifiers(egui::Modifiers::NONE, egui::Key::F6);
        h.run();
    }
    assert_eq!(texts(&h), before);
}

/// What has the keyboard, as a screen reader tells it.
fn focused(h: &Harness<'_, Shell>) -> String {
    use egui_kittest::kittest::NodeT as _;
    #[expect(clippy::redundant_closure_for_method_calls, reason = "a lifetime forbids it")]
    let one = h.query_by(|n| n.is_focused());
    one.and_then(|n| n.accesskit_node().label()).unwrap_or_default()
}

#[test]
fn from_a_panel_an_arrow_leads_into_it() {
    let mut h = harness_of(open(many().to_string().as_bytes()).unwrap(), [1366.0, 768.0]);
    h.run();
    let place = |h: &Harness<'_, Shell>| {
        let id = h.ctx.memory(egui::Memory::focused).unwrap();
        h.ctx.read_response(id).unwrap().rect
    };
    for key in [egui::Key::ArrowDown, egui::Key::ArrowUp, egui::Key::ArrowLeft] {
        for _ in 0..4 {
            h.key_press(egui::Key::F6);
            h.run();
            h.run();
            let panel = place(&h);
            h.key_press(key);
            h.run();
            h.run();
            let inside = place(&h);
            assert_ne!(panel, inside, "{key:?}");
            assert!(panel.expand(6.0).contains_rect(inside), "{key:?}: {inside:?} in {panel:?}");
            // The next ones stay in it, past its last row too.
            for _ in 0..12 {
                h.key_press(key);
                h.run();
                h.run();
                let inside = place(&h);
                let center = inside.center();
                let name = focused(&h);
                assert!(panel.contains(center), "{key:?}: {name:?} {inside:?} in {panel:?}");
            }
        }
    }
}

#[test]
fn the_first_arrow_in_a_panel_leads_to_a_thing_in_it() {
    let mut h = harness_of(open(many().to_string().as_bytes()).unwrap(), [1366.0, 768.0]);
    send(&mut h, Command::ShowPanel(PanelKind::Network));
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..4 {
        h.key_press(egui::Key::F6);
        h.run();
        h.run();
        let panel = focused(&h);
        h.key_press(egui::Key::ArrowDown);
        h.run();
        h.run();
        seen.insert((panel, focused(&h)));
    }
    let network = seen.iter().find(|s| s.0 == "Institutions and links").unwrap();
    let name = &network.1;
    assert!(name.starts_with("p no "), "{seen:?}");
}

#[test]
fn a_tab_that_was_clicked_is_the_panel_one_is_in() {
    let mut h = harness_of(open(many().to_string().as_bytes()).unwrap(), [1366.0, 768.0]);
    h.run();
    h.get_by(|n| {
        n.role() == egui::accesskit::Role::Button && n.label().as_deref() == Some("Sources")
    })
    .click();
    h.run();
    h.run();
    h.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::M);
    h.run();
    h.run();
    assert_eq!(h.query_all_by_label("Sources").count(), 2);
    assert_eq!(h.query_all_by_label("Institutions and links").count(), 0);
}

#[test]
fn evidence_begins_with_where_the_thing_was_read() {
    let mut h = harness_of(open(many().to_string().as_bytes()).unwrap(), [1600.0, 900.0]);
    let row = h.state().board().document().records.find("i7").unwrap();
    send(&mut h, Command::Evidence(Thing::Record(row)));
    send(&mut h, Command::ShowPanel(PanelKind::Inspector));
    let texts = texts(&h);
    assert!(texts.iter().any(|t| t.1 == "Read in"), "{texts:?}");
    assert!(texts.iter().any(|t| t.1.contains("Paper no 7.")), "{texts:?}");
}

#[test]
fn what_one_side_says_of_a_sector_is_selected_and_asked_for() {
    let text = r#"{"title":"T","parties":[{"id":"a","label":"A"},{"id":"b","label":"B"}],
        "sectors":[{"id":"s","label":"S"},{"id":"r","label":"R"}],
        "people":[{"id":"p","label":"P","offices":[{"title":"Minister","party":"a"}]},{"id":"q","label":"Q","offices":[{"title":"Minister","party":"b"}]}],
        "statements":[{"id":"1","text":"long","sectors":["s"],"speakers":["p"]},
            {"id":"2","kind":"direct","text":"exact","verbatim":{"en":"exact"},"sectors":["s"],"speakers":["p"]},
            {"id":"3","text":"else","sectors":["r"],"speakers":["p"]},
            {"id":"4","text":"other","sectors":["s"],"speakers":["q"]}]}"#;
    let mut h = harness_of(open(text.as_bytes()).unwrap(), [1600.0, 1100.0]);
    send(&mut h, Command::ShowPanel(PanelKind::Mirror));
    // Exact words are shown first, and selected by a click; Enter asks for all of the cell.
    h.get_by_label_contains("A, S: 2 of 2").click();
    h.run();
    let row = h.state().board().document().records.find("2").unwrap();
    assert_eq!(h.state().board().view().selected, Some(Thing::Record(row)));
    h.key_press(egui::Key::Enter);
    h.run();
    let board = h.state().board();
    let words = cooperama::query::write(&board.view().filter, board.names());
    assert_eq!(words, "sector=s voice=a");
    h.run();
    // Only sectors that something under the filter is about have a line.
    assert!(h.query_by_label_contains("A, S: 2 of 2").is_some());
    assert!(h.query_by_label_contains("A, R: ").is_none());
}

#[test]
fn in_a_small_window_all_panels_are_tabs_of_one_place() {
    let mut h = harness_of(open(many().to_string().as_bytes()).unwrap(), [512.0, 300.0]);
    h.run();
    let groups = |h: &Harness<'_, Shell>| {
        let titles = PanelKind::ALL.map(|k| h.state().board().words().t(&k.title_id()));
        let of = |n: &egui_kittest::kittest::AccessKitNode<'_>| {
            n.role() == egui::accesskit::Role::Group
                && n.label().is_some_and(|l| titles.contains(&l))
        };
        h.query_all_by(of).count()
    };
    assert_eq!(groups(&h), 1);
    // A list ends above what stands under it.
    send(&mut h, Command::ShowPanel(PanelKind::Initiatives));
    let painted = crate::board::texts(&h);
    let foot = painted.iter().find(|t| t.1.contains("throughout")).expect("a foot").0;
    let rows: Vec<_> = painted.iter().filter(|t| t.1.starts_with("Project no")).collect();
    assert!(!rows.is_empty() && rows.iter().all(|r| r.0.bottom() <= foot.top()), "{painted:?}");
    // Dialogs fit as well.
    send(&mut h, Command::Ui(cooperama::command::menu::UiCommand::About));
    let close = h.get_by_label("Close").rect();
    assert!(
        egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(512.0, 300.0)).contains_rect(close)
    );
}

#[test]
fn two_sides_contradict_each_other_and_not_themselves() {
    let says = |id: &str, who: &str, sector: &str, stance: &str| json!({"id": id, "kind": "reported", "text": "x", "speakers": [who], "sectors": [sector], "stance": stance});
    let data = json!({
        "title": "T",
        "parties": [{"id": "a", "label": "A"}, {"id": "b", "label": "B"}],
        "sectors": [{"id": "s", "label": "S"}, {"id": "r", "label": "R"}, {"id": "t", "label": "T"}],
        "people": [{"id": "p", "label": "P", "offices": [{"title": "x", "party": "a"}]}, {"id": "q", "label": "Q", "offices": [{"title": "x", "party": "b"}]}],
        "statements": [
            says("1", "p", "s", "supportive"), says("2", "q", "s", "critical"),
            says("3", "p", "r", "supportive"), says("4", "p", "r", "critical"), says("5", "q", "r", ""),
            says("6", "p", "t", "supportive"), says("7", "p", "t", "critical"),
            says("8", "q", "t", "critical"), says("9", "q", "t", "supportive"),
        ],
    });
    let h = harness_of(open(data.to_string().as_bytes()).unwrap(), [1600.0, 1100.0]);
    let said = h.state().board().panel_data(PanelKind::Mirror, egui::Theme::Light).unwrap();
    let text = said.to_string();
    let verdicts: Vec<&str> =
        text.match_indices("\"verdict\":\"").map(|(i, m)| &text[i + m.len()..]).collect();
    let verdicts: Vec<&str> = verdicts.iter().filter_map(|v| v.split('"').next()).collect();
    assert_eq!(verdicts, ["Contradiction", "Both", "Contradiction"], "{text}");
}
