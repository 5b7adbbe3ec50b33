//! The board as a person works with it: asking in every dimension, walking back and forward, the
//! palette, the keyboard alone, and what a screen reader meets.

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use cooperama::command::Command;
use cooperama::dataset::Opened;
use cooperama::query::{Dim, How, Pick};
use cooperama::record::Collection;
use cooperama::view::{NetworkMode, PanelKind, QuoteGroup, SectorMode, Thing, TimelineMode};

use crate::fixture::open;
use crate::workbench::{Shell, ask, ask_with, click, harness, harness_of, statements};

fn send(h: &mut Harness<'_, Shell>, command: Command) {
    h.state().board().send(command);
    h.run();
    h.run();
}

fn row(h: &Harness<'_, Shell>, id: &str) -> cooperama::record::Row {
    h.state().board().document().records.find(id).unwrap()
}

/// Opens the palette and chooses the first line for what is typed.
fn palette(h: &mut Harness<'_, Shell>, text: &str, held: Modifiers) {
    h.key_press_modifiers(Modifiers::COMMAND, Key::K);
    h.run();
    h.get_by_label("Command, record or value").type_text(text);
    h.run();
    h.key_press_modifiers(held, Key::Enter);
    h.run();
}

/// Every dimension with a value of the example: what to type in the palette, the chip, and how many
/// statements and initiatives pass.
const ASKED: [(Dim, &str, &str); 13] = [
    (Dim::Sector, "Culture", "Sector: Culture"),
    (Dim::Party, "Kazakhstan", "Party involved: Kazakhstan"),
    (Dim::Institution, "Silk Road Fund", "Institution: Silk Road Fund"),
    (Dim::Person, "Karim Massimov", "Person: Karim Massimov"),
    (Dim::Initiative, "Silk Road Economic Belt", "Initiative: Silk Road Economic Belt"),
    (Dim::Kind, "strategy", "Kind: strategy"),
    (Dim::Status, "in preparation", "Status: in preparation"),
    (Dim::Statement, "editorial", "Kind of statement: editorial"),
    (Dim::Source, "Le Caucase", "Source:"),
    (Dim::Scope, "context", "Scope: context"),
    (Dim::Review, "disputed", "Review: disputed"),
    (Dim::Year, "2013", "When: 2013"),
    (Dim::Link, "", "Link:"),
];

#[test]
fn every_dimension_is_filtered_inverted_and_cleared() {
    let mut h = harness();
    h.run();
    let total = u32::try_from(h.state().board().results().pass().len()).unwrap();
    let passing = |h: &Harness<'_, Shell>| {
        let pass = h.state().board().results().pass();
        pass.count(0..pass.len())
    };
    let mut seen = 0;
    for (dim, text, chip) in ASKED {
        // Terms that the example does not have are asked of a value it has.
        let field = dim.facet();
        let known = text.is_empty()
            || field.is_none_or(|f| {
                f.collection().is_some() || {
                    let board = &h.state().board();
                    let names = board.names();
                    (0..board.opened().table.column(f).n_values())
                        .any(|c| names.name(dim, u32::try_from(c).unwrap()).contains(text))
                }
            });
        if known && !text.is_empty() && dim != Dim::Source {
            palette(&mut h, text, Modifiers::NONE);
        } else {
            send(&mut h, Command::Pick { pick: Pick::Code(dim, 0), how: How::Only });
        }
        let filter = h.state().board().view().filter.clone();
        let clause = filter.clause(dim);
        assert!(clause.is_some(), "{dim:?} after {text:?}: {filter:?}");
        let some = passing(&h);
        assert!(some < total, "{dim:?}");
        assert!(some > 0, "{dim:?}");
        let prefix = if known { chip } else { &chip[..=chip.find(':').unwrap()] };
        h.get_all_by_label_contains(&format!("Remove {prefix}")).next().unwrap();
        send(&mut h, Command::Invert(dim));
        assert_eq!(passing(&h), total - some, "{dim:?}");
        h.get_all_by_label_contains("all but").next().unwrap();
        // A click on the chip clears it.
        h.get_all_by_label_contains("Remove ").next().unwrap().click();
        h.run();
        assert_eq!(passing(&h), total);
        assert!(h.state().board().view().filter.is_empty());
        seen += 1;
    }
    assert_eq!(seen, 13);
    // Speakers by their name on a card, words by the field of the quotes.
    ask(&mut h, "Filter by speaker Xi Jinping");
    assert_eq!(statements(&h), 6);
    send(&mut h, Command::Invert(Dim::Speaker));
    assert_eq!(statements(&h), 10);
    send(&mut h, Command::ClearFilter);
    h.get_by_label("Search the words").focus();
    h.run();
    h.get_by_label("Search the words").type_text("destiny");
    h.run();
    assert_eq!(statements(&h), 1);
    send(&mut h, Command::Invert(Dim::Text));
    assert_eq!(statements(&h), 15);
    send(&mut h, Command::ClearDim(Dim::Text));
    assert_eq!(statements(&h), 16);
}

#[test]
fn values_mean_or_and_dimensions_mean_and() {
    let mut h = harness();
    h.run();
    ask(&mut h, "Finance and investment: 3 of 3");
    ask_with(&mut h, "Culture: 3 of 3", Modifiers::SHIFT);
    assert_eq!(statements(&h), 6);
    ask(&mut h, "Filter by speaker Xi Jinping");
    assert_eq!(statements(&h), 1);
    ask_with(&mut h, "Culture: 0 of 3", Modifiers::ALT);
    let filter = &h.state().board().view().filter;
    assert!(filter.clause(Dim::Sector).unwrap().inverted);
    assert!(statements(&h) > 1);
}

#[test]
fn a_click_selects_and_one_walks_back_and_forward() {
    let mut h = harness();
    h.run();
    click(&mut h, "Culture: 3 of 3");
    let culture = Thing::Record(row(&h, "s.culture"));
    assert_eq!(h.state().board().view().selected, Some(culture));
    assert!(h.state().board().view().filter.is_empty());
    ask(&mut h, "Infrastructure: 3 of 3");
    assert_eq!(statements(&h), 3);
    h.key_press_modifiers(Modifiers::ALT, Key::ArrowLeft);
    h.run();
    assert_eq!(statements(&h), 16);
    assert_eq!(h.state().board().view().selected, Some(culture));
    h.key_press_modifiers(Modifiers::ALT, Key::ArrowLeft);
    h.run();
    assert_eq!(h.state().board().view().selected, None);
    for _ in 0..2 {
        h.key_press_modifiers(Modifiers::ALT, Key::ArrowRight);
        h.run();
    }
    assert_eq!(statements(&h), 3);
    // Escape peels one layer at a time: the selection, then the filter.
    h.key_press(Key::Escape);
    h.run();
    assert_eq!((h.state().board().view().selected, statements(&h)), (None, 3));
    h.key_press(Key::Escape);
    h.run();
    assert_eq!(statements(&h), 16);
}

#[test]
fn the_palette_finds_commands_records_and_values() {
    let mut h = harness();
    h.run();
    palette(&mut h, "areas", Modifiers::NONE);
    assert_eq!(h.state().board().view().sectors, SectorMode::Treemap);
    // Blind to accents and case; records of other kinds open in the inspector.
    palette(&mut h, "silk road fund", Modifiers::NONE);
    assert!(h.state().board().view().filter.clause(Dim::Institution).is_some());
    palette(&mut h, "KARIM MASS", Modifiers::SHIFT);
    assert!(h.state().board().view().filter.clauses().len() == 2);
    palette(&mut h, "initiatives", Modifiers::NONE);
    h.key_press_modifiers(Modifiers::COMMAND, Key::K);
    h.run();
    h.get_by_label("Command, record or value").type_text("qqqqqq");
    h.run();
    h.get_by_label("Nothing has this name");
    h.key_press(Key::Escape);
    h.run();
    assert!(h.query_by_label("Nothing has this name").is_none());
    // The filter stays: Escape closed the palette alone.
    assert!(!h.state().board().view().filter.is_empty());
}

#[test]
fn the_filter_is_written_and_its_faults_are_told_where_they_are() {
    let mut h = harness();
    h.run();
    click(&mut h, "Write filter");
    h.get_by_label("Filter as text").type_text("sector=s.infra party!=nowhere");
    h.run();
    click(&mut h, "Apply");
    h.run();
    h.get_by_label_contains("“nowhere” at character 23 is no party of this dataset");
    assert_eq!(statements(&h), 16);
    h.key_press(Key::Escape);
    h.run();
    click(&mut h, "Write filter");
    h.get_by_label("Filter as text").type_text("sector=s.infra,s.culture year=2015");
    h.run();
    click(&mut h, "Apply");
    assert_eq!(statements(&h), 5);
    h.get_by_label("Remove Sector: Infrastructure, Culture from the filter");
}

#[test]
fn the_keyboard_alone_reaches_every_panel_and_its_content() {
    let mut h = harness();
    h.run();
    let mut titles = std::collections::HashSet::new();
    // Through the tabs of one place, then to the next place.
    for step in 0..8 * PanelKind::ALL.len() {
        if step % 8 == 7 {
            h.key_press(Key::F6);
        } else {
            h.key_press_modifiers(Modifiers::COMMAND, Key::PageDown);
        }
        h.run();
        h.run();
        let focused = h.ctx.memory(egui::Memory::focused).expect("a panel has the focus");
        titles.insert(focused);
        // Tab goes on to something in it or after it, and never gets lost.
        h.key_press(Key::Tab);
        h.run();
        assert!(h.ctx.memory(egui::Memory::focused).is_some());
    }
    let shown = PanelKind::ALL.len() - 1;
    assert!(titles.len() >= shown, "{} of {shown}", titles.len());
    // From a node of the network an arrow goes to another one.
    let node = "Xi Jinping (person)";
    send(&mut h, Command::ShowPanel(PanelKind::Network));
    h.get_by_label(node).focus();
    h.run();
    let before = h.ctx.memory(egui::Memory::focused);
    h.key_press(Key::ArrowRight);
    h.run();
    h.run();
    assert_ne!(h.ctx.memory(egui::Memory::focused), before);
}

#[test]
fn steps_pins_paths_and_evidence() {
    let mut h = harness();
    h.run();
    let xi = Thing::Record(row(&h, "xi-jinping"));
    send(&mut h, Command::Select(Some(xi)));
    h.key_press(Key::Num1);
    h.run();
    assert_eq!(h.state().board().view().focus, 1);
    h.key_press(Key::Num0);
    h.run();
    assert_eq!(h.state().board().view().focus, 0);
    h.key_press(Key::P);
    h.run();
    let fund = Thing::Record(row(&h, "inst.silk-road-fund"));
    send(&mut h, Command::Pin(fund));
    assert_eq!(h.state().board().view().pinned, [xi, fund]);
    // The way from one to the other is told.
    h.get_by_label_contains("Shortest path: ");
    for id in ["kz", "cn"] {
        let thing = Thing::Record(row(&h, id));
        send(&mut h, Command::Pin(thing));
    }
    assert_eq!(h.state().board().view().pinned.len(), 3);
    send(&mut h, Command::Select(Some(xi)));
    h.key_press(Key::E);
    h.run();
    h.run();
    h.get_by_label("6 of 6");
    // The evidence shows the words and where they were read.
    h.get_all_by_label_contains("Le Caucase, §\u{a0}3").next().unwrap();
}

#[test]
fn a_frozen_panel_stays_while_the_others_go_on() {
    let mut h = harness();
    h.run();
    send(&mut h, Command::Freeze(PanelKind::Quotes));
    ask(&mut h, "Culture: 3 of 3");
    assert_eq!(statements(&h), 3);
    // The quotes still show all thirteen, and say why.
    h.get_all_by_label("16 statements").next().unwrap();
    click(&mut h, "Let the panel go on");
    h.run();
    h.get_all_by_label("3 of 16 statements").next().unwrap();
}

#[test]
fn a_frozen_panel_offers_nothing_that_it_would_not_follow() {
    let mut h = harness();
    h.run();
    send(&mut h, Command::SetWords("nothing of the kind".to_owned()));
    let ways = h.query_all_by_label("Clear the filter").count();
    send(&mut h, Command::Freeze(PanelKind::Quotes));
    assert_eq!(h.query_all_by_label("Clear the filter").count(), ways - 1);
}

#[test]
fn no_widget_is_without_a_name_in_any_panel_and_mode() {
    for size in [[1600.0, 1000.0], [1024.0, 600.0], [420.0, 300.0]] {
        let mut h = harness_of(Opened::example().unwrap(), size);
        h.run();
        for kind in PanelKind::ALL {
            send(&mut h, Command::ShowPanel(kind));
            assert_eq!(h.unnamed_widgets(), Vec::<String>::new(), "{kind:?}");
        }
        let modes = [
            SectorMode::ALL.iter().map(|m| ("sectors", m.key())).collect::<Vec<_>>(),
            NetworkMode::ALL.iter().map(|m| ("network", m.key())).collect(),
            QuoteGroup::ALL.iter().map(|m| ("quotes", m.key())).collect(),
            TimelineMode::ALL.iter().map(|m| ("timeline", m.key())).collect(),
        ];
        for (key, value) in modes.into_iter().flatten() {
            let kind = PanelKind::ALL.into_iter().find(|k| k.key() == key).unwrap();
            send(&mut h, Command::ShowPanel(kind));
            send(&mut h, Command::Set(key, value));
            assert_eq!(h.unnamed_widgets(), Vec::<String>::new(), "{key}={value}");
        }
        let thing = Thing::Record(row(&h, "st.04"));
        send(&mut h, Command::Evidence(thing));
        assert_eq!(h.unnamed_widgets(), Vec::<String>::new());
    }
}

#[test]
fn empty_and_filtered_faces_lead_on() {
    let mut h = harness();
    h.run();
    let none = "sector=s.infra speaker=xi-jinping text=destiny";
    let names = h.state().board().names();
    let filter = cooperama::query::parse(none, names).unwrap();
    send(&mut h, Command::SetFilter(filter));
    assert_eq!(statements(&h), 0);
    for kind in PanelKind::ALL {
        send(&mut h, Command::ShowPanel(kind));
    }
    h.get_all_by_label("Clear the filter").next().unwrap().click();
    h.run();
    assert_eq!(statements(&h), 16);
    // A dataset without anything still says in every panel what is missing.
    let mut h = harness_of(open(br#"{"title":"Nothing"}"#).unwrap(), [1600.0, 1000.0]);
    h.run();
    for kind in PanelKind::ALL {
        send(&mut h, Command::ShowPanel(kind));
        assert_eq!(h.unnamed_widgets(), Vec::<String>::new());
    }
}

#[test]
fn a_statement_is_copied_with_its_source() {
    let mut h = harness();
    h.run();
    h.get_all_by_label("Copy with source").next().unwrap().click();
    h.run();
    let acts = h.state().acts();
    let copied: Vec<_> = acts
        .iter()
        .filter_map(|a| match a {
            cooperama::host::Act::Copy(text) => Some(text),
            _ => None,
        })
        .collect();
    assert_eq!(copied.len(), 1);
    assert!(
        copied[0].starts_with("a community of interest and destiny\n— Xi Jinping"),
        "{}",
        copied[0]
    );
    // A translation has no quotation marks; the exact words stand under it with theirs.
    let exact = "(French): “une communauté d’intérêt et de destin”";
    for part in ["[quotation, translated", exact, "https://www.le-caucase.com/2015/04/10/"] {
        assert!(copied[0].contains(part), "{part}: {}", copied[0]);
    }
}

#[test]
fn the_view_is_a_sentence_in_both_languages() {
    let mut h = harness();
    h.run();
    assert_eq!(
        h.state().board().sentence(),
        "Between 2013 and 2015, 16 statements, 6 initiatives, 4 sectors, 3 institutions; \
         Strategic partnership has 8 of 16 statements; 12 sources, from 12 independent origins."
    );
    ask(&mut h, "Culture: 3 of 3");
    click(&mut h, "Switch to French");
    let said = h.state().board().sentence();
    assert!(said.starts_with("Secteur\u{A0}: Culture\u{A0}; "), "{said}");
    assert!(said.contains("1 institution"), "{said}");
    assert_eq!(h.state().board().results().count(Collection::Statements).selected, 3);
}

#[test]
fn the_registry_of_projects_is_asked_too() {
    let Some(bytes) = crate::fixture::shared("data/kz-china-aiddata-nodesc.coop.json") else {
        return;
    };
    let mut h = harness_of(open(&bytes).unwrap(), [1600.0, 1000.0]);
    h.run();
    send(&mut h, Command::ShowPanel(PanelKind::Initiatives));
    h.get_all_by_label_contains("42 initiatives").next().unwrap();
    // Money is counted, so the largest come first, in one unit.
    assert!(h.state().board().view().measure != cooperama::query::Measure::Initiatives);
    h.get_all_by_label_contains("USD m").next().unwrap();
    h.get_all_by_label_contains("7,500.0").next().unwrap();
    // Who funds what stands in front, and nothing is asked of statements there are none of.
    h.get_by_label_contains("Flows: US$29.7");
    assert!(h.query_by_label("No statement in this dataset.").is_none());
    assert_eq!(h.unnamed_widgets(), Vec::<String>::new());
}

#[test]
fn the_timeline_zooms_by_keys_and_shows_all_again() {
    let mut h = harness();
    send(&mut h, Command::ShowPanel(PanelKind::Timeline));
    h.get_by_label("Timeline from 2013 to 2015").focus();
    h.run();
    assert!(h.query_by_label("Show all").is_none());
    h.key_press(Key::Plus);
    h.run();
    h.get_by_label("Show all");
    h.get_by_label("Timeline from 2013 to 2015").focus();
    h.run();
    h.key_press(Key::Minus);
    h.run();
    h.run();
    assert!(h.query_by_label("Show all").is_none());
}

#[test]
fn a_node_tells_what_the_filter_leaves_of_it() {
    let text = r#"{"title":"T","parties":[{"id":"p","label":"P","iso2":"PP"}],
        "sectors":[{"id":"s","label":"S"},{"id":"t","label":"T"}],
        "institutions":[{"id":"x","label":"X"},{"id":"y","label":"Y"},{"id":"z","label":"Z","party":"p"},
        {"id":"w","label":"Z"}],
        "initiatives":[
        {"id":"1","label":"One","sectors":["s"],"participants":[{"actor":"x"},{"actor":"y"}]},
        {"id":"2","label":"Two","sectors":["t"],"participants":[{"actor":"x"},{"actor":"z"}]},
        {"id":"3","label":"Three","sectors":["t"],"participants":[{"actor":"x"},{"actor":"z"},{"actor":"w"}]}]}"#;
    let opened = crate::fixture::open(text.as_bytes()).unwrap();
    let mut h = crate::workbench::harness_of(opened, [1600.0, 1100.0]);
    send(&mut h, Command::ShowPanel(PanelKind::Network));
    let tip = |h: &mut Harness<'_, Shell>| {
        let node = h.get_all_by_label_contains("X (").next().unwrap().rect().center();
        h.event(egui::Event::PointerMoved(node));
        h.run_steps(12);
        texts(h).into_iter().map(|t| t.1).collect::<Vec<_>>()
    };
    let told = tip(&mut h);
    assert!(told.iter().any(|t| t.contains("3 initiatives")), "{told:?}");
    // Namesakes are told apart wherever they are named.
    assert!(told.iter().any(|t| t == "Z, PP") && told.iter().any(|t| t == "Z"), "{told:?}");
    let pick = cooperama::query::Pick::of(row(&h, "s")).unwrap();
    send(&mut h, Command::Pick { pick, how: cooperama::query::How::Only });
    let told = tip(&mut h);
    assert!(told.iter().any(|t| t.contains("1 of 3 initiatives")), "{told:?}");
}

#[test]
fn what_was_out_of_sight_is_drawn_again_when_all_is_shown() {
    let mut h = harness();
    send(&mut h, Command::ShowPanel(PanelKind::Timeline));
    let told = |h: &Harness<'_, Shell>| {
        let mut told: Vec<String> = texts(h).into_iter().map(|t| t.1).collect();
        told.sort();
        told
    };
    let before = told(&h);
    h.get_by_label("Timeline from 2013 to 2015").focus();
    h.run();
    for key in [Key::Plus, Key::Plus, Key::ArrowRight, Key::ArrowRight] {
        h.key_press(key);
        h.run();
    }
    assert_ne!(told(&h), before, "nothing went out of sight");
    click(&mut h, "Show all");
    h.run();
    h.get_by_label("Timeline from 2013 to 2015").focus();
    h.run();
    assert_eq!(told(&h), before);
}

#[test]
fn the_areas_of_a_chosen_sector_add_up_to_it() {
    let text = r#"{"title":"T","sectors":[{"id":"a","label":"A"},{"id":"b","label":"B","parent":"a"}],
        "statements":[{"id":"1","text":"x","sectors":["a"]},{"id":"2","text":"x","sectors":["b"]},{"id":"3","text":"x","sectors":["a"]}]}"#;
    let opened = crate::fixture::open(text.as_bytes()).unwrap();
    let mut h = crate::workbench::harness_of(opened, [1600.0, 1100.0]);
    let a = row(&h, "a");
    let pick = cooperama::query::Pick::of(a).unwrap();
    send(&mut h, Command::Set("sectors", "treemap"));
    send(&mut h, Command::Pick { pick, how: cooperama::query::How::Only });
    send(&mut h, Command::ShowPanel(PanelKind::Sectors));
    h.run();
    h.get_by_label("B: 1 of 1");
    h.get_by_label("A, nothing closer: 2 of 2");
}

/// The texts a frame draws, each with the room it is seen in.
pub(crate) fn texts(h: &Harness<'_, Shell>) -> Vec<(egui::Rect, String)> {
    fn collect(shape: &egui::Shape, clip: egui::Rect, out: &mut Vec<(egui::Rect, String)>) {
        match shape {
            egui::Shape::Vec(shapes) => shapes.iter().for_each(|s| collect(s, clip, out)),
            egui::Shape::Text(t) if t.angle == 0.0 => {
                // By line and from letter to letter, as the box of a text is larger than they are.
                for row in &t.galley.rows {
                    let at = row.pos.to_vec2() + t.pos.to_vec2();
                    let seen: Vec<_> =
                        row.glyphs.iter().filter(|g| !g.chr.is_whitespace()).collect();
                    let rects = seen.iter().map(|g| g.logical_rect());
                    let rect = rects.fold(egui::Rect::NOTHING, egui::Rect::union);
                    let rect = rect.translate(at).intersect(clip);
                    if rect.is_positive() {
                        out.push((rect, row.text()));
                    }
                }
            }
            _ => {}
        }
    }
    let mut out = Vec::new();
    for clipped in &h.output().shapes {
        collect(&clipped.shape, clipped.clip_rect, &mut out);
    }
    out
}

#[test]
fn no_text_stands_on_another_on_small_screens() {
    let mut over = Vec::new();
    let mut faces = Vec::new();
    for kind in PanelKind::ALL {
        for size in [[640.0, 480.0], [1366.0, 768.0]] {
            faces.extend([(kind, true, size), (kind, false, size)]);
        }
    }
    for (kind, french, size) in faces {
        let mut h = harness_of(Opened::example().unwrap(), size);
        h.run();
        if french {
            click(&mut h, "Switch to French");
        }
        // A filter makes the numbers longest: "1/16".
        let pick = Pick::of(row(&h, "s.culture")).unwrap();
        send(&mut h, Command::Pick { pick, how: How::Only });
        send(&mut h, Command::ShowPanel(kind));
        let texts = texts(&h);
        assert!(texts.len() > 10, "{}: {texts:?}", kind.key());
        for (i, (rect, text)) in texts.iter().enumerate() {
            for (other, word) in &texts[i + 1..] {
                let both = rect.intersect(*other);
                // Lines may touch, as their boxes are taller than their letters; words of one line
                // have a space between them, or two numbers read as one.
                if both.width() > -1.5 && both.height() > 3.0 {
                    over.push(format!("{}: {text:?} and {word:?}", kind.key()));
                }
            }
        }
    }
    assert!(over.is_empty(), "{}", over.join("\n"));
}

#[test]
fn the_mirror_shows_the_two_parties_that_are_pinned() {
    let text = r#"{"title":"T","parties":[{"id":"a","label":"A"},{"id":"b","label":"B"},{"id":"c","label":"C"}],
        "sectors":[{"id":"s","label":"S"}],
        "people":[{"id":"p","label":"P","offices":[{"title":"Minister","party":"a"}]},{"id":"q","label":"Q","offices":[{"title":"Minister","party":"b"}]}],
        "statements":[{"id":"1","text":"x","sectors":["s"],"speakers":["p"]},{"id":"2","text":"x","sectors":["s"],"speakers":["q"]}]}"#;
    let mut h = crate::workbench::harness_of(open(text.as_bytes()).unwrap(), [1600.0, 1100.0]);
    send(&mut h, Command::ShowPanel(PanelKind::Mirror));
    assert!(h.query_by_label("B speaks on this side").is_some());
    for id in ["a", "c"] {
        let thing = Thing::Record(row(&h, id));
        send(&mut h, Command::Pin(thing));
    }
    send(&mut h, Command::ShowPanel(PanelKind::Mirror));
    assert!(h.query_by_label("B speaks on this side").is_none());
    assert!(h.query_by_label("C speaks on this side").is_some());
}

/// The arrangement in the settings, with a size class changed by hand.
fn kept_with(change: impl Fn(&mut String)) -> cooperama::view::Settings {
    let mut h = with_settings(cooperama::view::Settings::default());
    send(&mut h, Command::TogglePanel(PanelKind::Quotes));
    h.state_mut().board_mut().keep_arrangement();
    let board = &h.state().board();
    let mut text = board.settings().to_json();
    change(&mut text);
    cooperama::view::Settings::from_json(&text).unwrap()
}

fn with_settings(settings: cooperama::view::Settings) -> Harness<'static, Shell> {
    let board = cooperama::workbench::Workbench::new(
        Opened::example().unwrap(),
        settings,
        cooperama::text::Language::En,
    );
    crate::workbench::harness_on(board, [1600.0, 1100.0])
}

#[test]
fn an_arrangement_of_another_version_is_kept() {
    // Quotes were hidden, and still are; a panel that is not in it joins the others; one this
    // program does not have is left out.
    for (from, to) in [("\"mirror\"", "\"weather\""), ("\"mirror\"", "\"mirror\"")] {
        let settings = kept_with(|text| *text = text.replace(from, to));
        let mut h = with_settings(settings);
        h.run();
        assert!(h.query_by_label("Who says what?").is_none(), "{to}");
        send(&mut h, Command::ShowPanel(PanelKind::Mirror));
        assert!(h.query_by_label("Do they say the same thing?").is_some(), "{to}");
    }
    // What is no arrangement at all gives the first one.
    let settings = kept_with(|text| *text = text.replace("\"Pane\"", "\"Pain\""));
    let mut h = with_settings(settings);
    h.run();
    assert!(h.query_by_label("Who says what?").is_some());
}

#[test]
fn an_arrangement_belongs_to_a_dataset_and_can_become_that_of_all() {
    let folder = crate::fixture::temp("arrangements");
    let text = r#"{"title":"T","statements":[{"id":"1","text":"x"}]}"#;
    let paths = ["a", "b"].map(|n| {
        let path = folder.join(format!("{n}.coop.json"));
        crate::fixture::put(&path, text);
        path.to_str().unwrap().to_owned()
    });
    let quotes = |h: &Harness<'_, Shell>| h.query_by_label("Who says what?").is_some();
    let mut h = with_settings(cooperama::view::Settings::default());
    let open = |h: &mut Harness<'_, Shell>, n: usize| {
        h.state_mut().open(cooperama::command::OpenRequest::file(paths[n].clone()));
        h.run();
        h.run();
    };
    open(&mut h, 0);
    assert!(quotes(&h));
    send(&mut h, Command::TogglePanel(PanelKind::Quotes));
    open(&mut h, 1);
    assert!(quotes(&h), "it is the other file's");
    open(&mut h, 0);
    assert!(!quotes(&h), "as it was left");
    // A dataset that comes another way, as after a crash, has its own too; looking at another tab
    // is no arrangement.
    let opened = |n: usize| {
        let origin = cooperama::edit::Origin::File(paths[n].clone());
        let options = cooperama::formats::LoadOptions::default();
        cooperama::dataset::prepare(text.as_bytes().to_vec(), origin, options, &mut |_| true)
    };
    h.state_mut().board_mut().show(opened(1).unwrap());
    h.run();
    assert!(quotes(&h));
    h.state_mut().board_mut().show(opened(0).unwrap());
    h.run();
    assert!(!quotes(&h));
    send(&mut h, Command::ShowPanel(PanelKind::Mirror));
    assert!(!h.state().board().is_arrangement_edited());
    send(&mut h, Command::Ui(cooperama::command::menu::UiCommand::KeepLayout));
    open(&mut h, 1);
    assert!(!quotes(&h), "now that of all");
    // What is no longer remembered does not become everybody's.
    send(&mut h, Command::ForgetRecent);
    send(&mut h, Command::TogglePanel(PanelKind::Quotes));
    h.state_mut().board_mut().keep_arrangement();
    send(&mut h, Command::Ui(cooperama::command::menu::UiCommand::OpenExample));
    assert!(!quotes(&h));
}

#[test]
fn the_form_of_a_frozen_inspector_stays_on_its_record() {
    let mut h = crate::workbench::harness();
    let [visit, xi] = ["e.visit", "xi-jinping"].map(|id| Thing::Record(row(&h, id)));
    // Only an event has a date of its own.
    let dated = |h: &Harness<'_, Shell>| h.query_all_by_label("Date").next().is_some();
    send(&mut h, Command::Form(xi, String::new()));
    assert!(!dated(&h));
    send(&mut h, Command::Form(visit, String::new()));
    assert!(dated(&h));
    send(&mut h, Command::Freeze(PanelKind::Inspector));
    send(&mut h, Command::Select(Some(xi)));
    assert!(dated(&h));
    send(&mut h, Command::Freeze(PanelKind::Inspector));
    assert!(!dated(&h));
}

#[test]
fn records_of_one_name_are_told_apart_where_they_are_searched_for() {
    let data = serde_json::json!({"title": "T", "language": "en", "institutions": [
        {"id": "o.north", "label": "Development Bank"}, {"id": "o.south", "label": "Development Bank"},
        {"id": "o.west", "label": "Development Fund"}]});
    let mut h = harness_of(open(data.to_string().as_bytes()).unwrap(), [1366.0, 768.0]);
    h.key_press_modifiers(Modifiers::COMMAND, Key::K);
    h.run();
    h.get_by_label("Command, record or value").type_text("development");
    h.run();
    for id in ["o.north", "o.south"] {
        h.get_by_label(&format!("Development Bank, institution · {id}"));
    }
    h.get_by_label("Development Fund, institution");
}

#[test]
fn the_buttons_for_modes_stay_where_they_are() {
    let mut h = harness();
    h.run();
    let place = |h: &Harness<'_, Shell>, name: &str| h.get_by_label(name).rect();
    let names = ["Matrix", "Whole network"];
    let first = names.map(|n| place(&h, n));
    for mode in [NetworkMode::Matrix, NetworkMode::Whole, NetworkMode::Table, NetworkMode::Graph] {
        send(&mut h, Command::Set("network", mode.key()));
        for (name, rect) in names.iter().zip(first) {
            assert_eq!(place(&h, name), rect, "{name} in {mode:?}");
        }
    }
}
