//! The board driven by its accessible names, as a person or a screen reader would.

use std::sync::Arc;

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use cooperama::command::OpenRequest;
use cooperama::dataset::{Opened, derive, prepare};
use cooperama::edit::Origin;
use cooperama::formats::LoadOptions;
use cooperama::query::{Dim, How, Pick, Values};
use cooperama::record::Collection;
use cooperama::store;
use cooperama::text::Language;
use cooperama::ui::theme;
use cooperama::view::{PanelKind, Settings};
use cooperama::workbench::{Effect, OpenFailure, SaveFailure, Workbench};

use crate::fixture::{data, open};

/// A shell without a window: carries out what it can at once.
pub(crate) struct Shell {
    pub(crate) board: Workbench,
    pub(crate) urls: Vec<String>,
    pub(crate) copied: Vec<String>,
    pub(crate) quit: bool,
    pub(crate) kept_mine: bool,
    /// Columns that are being made anew in the background, when they take their time.
    pub(crate) held: Option<Vec<(cooperama::edit::Document, u64)>>,
    pub(crate) recover_in: Option<std::path::PathBuf>,
}

pub(crate) fn shell(board: Workbench) -> Shell {
    Shell {
        board,
        urls: vec![],
        copied: vec![],
        quit: false,
        kept_mine: false,
        held: None,
        recover_in: None,
    }
}

impl Shell {
    fn frame(&mut self, ui: &mut egui::Ui) {
        let effects = self.board.ui(ui);
        self.carry_out(effects);
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Open(request) => self.open(&request),
                Effect::OpenUrl(url) => self.urls.push(url),
                Effect::Copy(text) => self.copied.push(text),
                Effect::AskPath(purpose) => self.board.type_path(purpose),
                Effect::Save(request) => {
                    let bytes = self.board.document().to_bytes().into_owned();
                    let saved = store::save(&request.path, &bytes);
                    let words = self.board.words();
                    let result = saved.map_err(|e| SaveFailure::Said(e.message(words)));
                    let mut out = Vec::new();
                    self.board.finish_save(&request, result, "14:02", &mut out);
                    self.carry_out(out);
                }
                Effect::Derive(doc, serial) if self.held.is_some() => {
                    self.held.get_or_insert_default().push((*doc, serial));
                }
                Effect::Derive(doc, serial) => {
                    let mut out = Vec::new();
                    self.board.finish_derive(derive(*doc), serial, &mut out);
                    self.carry_out(out);
                }
                Effect::Quit => self.quit = true,
                Effect::KeepMine => self.kept_mine = true,
                Effect::Recover(key) => self.recover(&key),
                _ => {}
            }
        }
    }

    /// The background is done with what it was given.
    pub(crate) fn release(&mut self) {
        for (doc, serial) in self.held.replace(Vec::new()).unwrap_or_default() {
            let mut out = Vec::new();
            self.board.finish_derive(derive(doc), serial, &mut out);
            self.carry_out(out);
        }
    }

    fn recover(&mut self, key: &str) {
        let folder = self.recover_in.clone().unwrap();
        let left = store::left::leftovers_in(&folder);
        let left = left.into_iter().find(|l| l.key == key).unwrap();
        let again = cooperama::recovery::restore(&left, |_, _| cooperama::edit::NoLog);
        let (again, _) = again.unwrap();
        assert!(again.is_whole());
        self.board.show(cooperama::dataset::again(again.doc));
        self.board.take_drafts(again.drafts);
    }

    pub(crate) fn open(&mut self, request: &OpenRequest) {
        let new = |bytes: Vec<u8>| {
            prepare(bytes, Origin::New, LoadOptions::default(), &mut |_| true)
                .map_err(OpenFailure::Load)
        };
        let result = match request {
            OpenRequest::Copy => new(Opened::example().unwrap().doc.to_bytes().into_owned()),
            OpenRequest::New(bytes) => new(bytes.clone()),
            OpenRequest::Example => Opened::example().map_err(OpenFailure::Load),
            OpenRequest::File { path, options } => store::read(path, &mut |_| true)
                .map_err(|e| OpenFailure::Said(e.message(self.board.words())))
                .and_then(|bytes| {
                    prepare(bytes, Origin::File(path.clone()), *options, &mut |_| true)
                        .map_err(OpenFailure::Load)
                }),
        };
        self.board.finish_open(request, result);
    }
}

pub(crate) fn harness_of(opened: Opened, size: [f32; 2]) -> Harness<'static, Shell> {
    harness_on(Workbench::new(opened, Settings::default(), Language::En), size)
}

pub(crate) fn harness_on(board: Workbench, size: [f32; 2]) -> Harness<'static, Shell> {
    Harness::builder()
        .with_size(egui::Vec2::from(size))
        .with_max_steps(40)
        .with_context_setup(|ctx| {
            theme::install(ctx);
            ctx.add_font_provider(Arc::new(egui_system_font_provider::SystemFontProvider::new()));
        })
        .build_ui_state(|ui, shell: &mut Shell| shell.frame(ui), shell(board))
}

pub(crate) fn harness() -> Harness<'static, Shell> {
    harness_of(Opened::example().unwrap(), [1600.0, 1100.0])
}

pub(crate) fn click(h: &mut Harness<'_, Shell>, name: &str) {
    h.get_by_label(name).click();
    h.run();
}

/// Filters by a thing as the keyboard does: focus and Enter.
pub(crate) fn ask(h: &mut Harness<'_, Shell>, name: &str) {
    ask_with(h, name, egui::Modifiers::NONE);
}

/// As [`ask`], with keys held.
pub(crate) fn ask_with(h: &mut Harness<'_, Shell>, name: &str, held: egui::Modifiers) {
    h.get_all_by_label(name).next().unwrap_or_else(|| panic!("{name}")).focus();
    h.run();
    h.key_press_modifiers(held, egui::Key::Enter);
    h.run();
}

pub(crate) fn statements(h: &Harness<'_, Shell>) -> u32 {
    h.state().board.results().count(Collection::Statements).selected
}

#[test]
fn filter_by_sector_node_speaker_and_year_then_clear() {
    let mut h = harness();
    h.run();
    assert_eq!(statements(&h), 16);

    ask(&mut h, "Infrastructure: 3 of 3");
    assert_eq!(statements(&h), 3);
    h.get_by_label("Remove Sector: Infrastructure from the filter");
    click(&mut h, "Remove Sector: Infrastructure from the filter");
    assert_eq!(statements(&h), 16);

    ask(&mut h, "Asian Infrastructure Investment Bank (development bank)");
    assert_eq!(statements(&h), 2);
    click(&mut h, "Clear all");
    assert_eq!(statements(&h), 16);

    ask(&mut h, "Filter by speaker Xi Jinping");
    assert_eq!(statements(&h), 6);
    h.key_press(egui::Key::Escape);
    h.run();
    assert_eq!(statements(&h), 16);

    ask(&mut h, "Year 2013, 1 record");
    assert_eq!(statements(&h), 0);
    h.get_all_by_label("No statement matches the filter.").next().unwrap();
    // The face of an empty panel leads back.
    h.get_all_by_label("Clear the filter").next().unwrap().click();
    h.run();
    assert_eq!(statements(&h), 16);
}

#[test]
fn shift_adds_to_the_filter() {
    let mut h = harness();
    h.run();
    ask(&mut h, "Finance and investment: 3 of 3");
    h.get_by_label("Culture: 3 of 3").click_modifiers(egui::Modifiers::SHIFT);
    h.run();
    let clause = h.state().board.view().filter.clause(Dim::Sector).unwrap().clone();
    assert!(matches!(clause.values, Values::Codes(v) if v.len() == 2));
    assert_eq!(statements(&h), 6);
}

#[test]
fn every_panel_follows_a_click() {
    let mut h = harness();
    h.run();
    ask(&mut h, "Culture: 3 of 3");
    let c = |c| h.state().board.results().count(c).selected;
    let counts =
        [c(Collection::Statements), c(Collection::Initiatives), c(Collection::Institutions)];
    assert_eq!(counts, [3, 1, 1]);
    h.get_by_label("3 of 16 statements · 1 of 6 initiatives · 1 of 3 institutions");
    assert!(h.query_by_label("Xi asks for a stronger joint effort, with the aim of consolidating and extending the Silk Road Economic Belt.").is_none());
    // On its card, and as the quotation of the overview.
    let words =
        "He proposes opening more and more Chinese cultural establishments throughout the country.";
    assert_eq!(h.get_all_by_label(words).count(), 2);
    h.get_all_by_label("3 of 16").next().unwrap();
}

#[test]
fn a_sector_opens_and_closes() {
    let mut h = harness();
    h.run();
    h.get_by_label("Railways: 1 of 1");
    click(&mut h, "Hide what Infrastructure contains");
    assert!(h.query_by_label("Railways: 1 of 1").is_none());
    click(&mut h, "Show what Infrastructure contains");
    h.get_by_label("Railways: 1 of 1");
}

#[test]
fn the_language_switches_at_once() {
    let mut h = harness();
    h.run();
    click(&mut h, "Switch to French");
    h.get_by_label("Infrastructures : 3 sur 3".replace(" :", "\u{202F}:").as_str());
    assert_eq!(h.state().board.settings().language, Some(Language::Fr));
    click(&mut h, "Passer à l’anglais");
    h.get_by_label("Infrastructure: 3 of 3");
}

#[test]
fn menus_open_the_example_and_hold_working_entries_only() {
    let mut h = harness_of(open(br#"{"title":"Mine"}"#).unwrap(), [1600.0, 1100.0]);
    h.run();
    h.get_by_label("This dataset holds no record yet.");
    click(&mut h, "File");
    h.get_all_by_label("Open the example").next().unwrap().click();
    h.run();
    assert_eq!(statements(&h), 16);
    click(&mut h, "View");
    click(&mut h, "Problems");
    h.run();
    h.get_by_label("No problem found.");
}

#[test]
fn a_broken_file_gives_one_sentence_and_keeps_what_is_open() {
    let mut h = harness();
    h.run();
    let path = data("cases/truncated.json");
    let path = path.to_str().unwrap();
    h.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::O);
    h.run();
    h.get_by_label("Path of the file").type_text(path);
    h.run();
    click(&mut h, "Open");
    h.get_by_label("truncated.json cannot be opened");
    h.get_by_label_contains("The text stops before it is complete (line 1, column");
    assert_eq!(statements(&h), 16);
    // What is whole can be recovered, without touching the file.
    let before = std::fs::read(path).unwrap();
    let recover = h.get_by_label_contains("Recover ");
    recover.click();
    h.run();
    assert!(h.state().board.document().records.len(Collection::Parties) > 10);
    h.get_by_label("Recovered: save a copy");
    assert_eq!(std::fs::read(path).unwrap(), before);
}

#[test]
fn enter_in_the_path_field_opens_and_escape_closes_it() {
    let mut h = harness();
    h.run();
    h.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::O);
    h.run();
    h.key_press(egui::Key::Escape);
    h.run();
    assert!(h.query_by_label("Path of the file").is_none());
    h.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::O);
    h.run();
    let path = data("cases/self-links.json");
    h.get_by_label("Path of the file").type_text(path.to_str().unwrap());
    h.run();
    h.key_press(egui::Key::Enter);
    h.run();
    assert_eq!(h.state().board.window_title(), "Case – self-links.json – Cooperama");
}

#[test]
fn a_latin1_file_can_be_read_after_all() {
    let mut h = harness();
    h.run();
    let path = data("cases/latin1.json");
    let request = OpenRequest::file(path.to_str().unwrap());
    h.state_mut().open(&request);
    h.run();
    click(&mut h, "Read as Windows-1252");
    assert!(h.state().board.window_title().starts_with("Coopération"));
}

#[test]
fn problems_are_counted_and_listed() {
    let bytes = std::fs::read(data("cases/dangling-refs.json")).unwrap();
    let mut h = harness_of(open(&bytes).unwrap(), [1600.0, 1100.0]);
    h.run();
    click(&mut h, "4 problems");
    h.get_by_label("nobody → nothing, funds: From");
    h.get_by_label_contains("It refers to “nobody”");
    h.get_by_label("nobody (missing record)");
}

#[test]
fn a_source_is_one_click_away() {
    let mut h = harness();
    h.run();
    let name = "Le Caucase, § 3 ↗";
    let source = h.get_all_by_label_contains("Open le-caucase.com in the browser").next();
    source.unwrap_or_else(|| panic!("{name}")).click();
    h.run();
    let urls = &h.state().urls;
    assert_eq!(urls.len(), 1);
    assert!(urls[0].starts_with("https://www.le-caucase.com/2015/04/10/"), "{urls:?}");
}

#[test]
fn a_dragged_node_stays_where_it_is_put() {
    let mut h = harness();
    h.run();
    let name = "Xi Jinping (person)";
    let from = h.get_by_label(name).rect().center();
    let to = from + egui::vec2(70.0, -40.0);
    h.drag_at(from);
    h.run();
    h.hover_at(from + egui::vec2(20.0, -10.0));
    h.run();
    h.hover_at(to);
    h.run();
    h.drop_at(to);
    h.run();
    let now = h.get_by_label(name).rect().center();
    assert!(now.distance(to) < 25.0, "{from:?} {to:?} {now:?}");
    // A filter moves nothing.
    ask(&mut h, "Culture: 3 of 3");
    assert!(h.get_by_label(name).rect().center().distance(now) < 1.0);
}

#[test]
fn panels_hide_and_come_back() {
    let mut h = harness();
    h.run();
    click(&mut h, "View");
    h.get_all_by_label("Statements").last().unwrap();
    let board = &mut h.state_mut().board;
    board.send(cooperama::command::Command::TogglePanel(cooperama::view::PanelKind::Quotes));
    h.key_press(egui::Key::Escape);
    h.run();
    assert!(h.query_by_label("Who says what?").is_none());
    // The arrangement is kept with the settings and comes back at the next start.
    h.state_mut().board.keep_arrangement();
    let kept = Settings::from_json(&h.state().board.settings().to_json()).unwrap();
    let again = Workbench::new(Opened::example().unwrap(), kept, Language::En);
    let mut h2 = harness_on(again, [1600.0, 1100.0]);
    h2.run();
    assert!(h2.query_by_label("Who says what?").is_none());
    h2.get_by_label("Through whom?");
}

#[test]
fn every_input_has_a_name_in_every_size_and_language() {
    for size in [[1600.0, 1100.0], [1024.0, 600.0], [640.0, 480.0]] {
        let mut h = harness_of(Opened::example().unwrap(), size);
        h.run();
        click(&mut h, "Switch to French");
        assert_eq!(h.unnamed_widgets(), Vec::<String>::new());
    }
}

#[test]
fn four_hundred_sectors_and_a_hundred_parties_are_drawn() {
    let sectors: Vec<serde_json::Value> = (0..400)
        .map(|i| serde_json::json!({"id": format!("s{i}"), "label": format!("Sector number {i}")}))
        .collect();
    let parties: Vec<serde_json::Value> = (0..100)
        .map(|i| serde_json::json!({"id": format!("p{i}"), "label": format!("P{i}")}))
        .collect();
    let text = serde_json::json!({"title": "Many", "sectors": sectors, "parties": parties});
    let mut h = harness_of(open(text.to_string().as_bytes()).unwrap(), [1600.0, 1100.0]);
    h.run();
    h.get_by_label("Sector number 3: 0 of 0");
    // In the table the arrows go on past the last row in sight, and End to the last of all.
    h.state().board.send(cooperama::command::Command::ShowPanel(PanelKind::Sectors));
    h.state().board.send(cooperama::command::Command::Set("sectors", "table"));
    h.run();
    h.get_by_label("Sector number 0: 0 of 0").focus();
    h.run();
    for _ in 0..60 {
        h.key_press(egui::Key::ArrowDown);
        h.run();
    }
    assert!(h.get_by_label("Sector number 60: 0 of 0").is_focused());
    h.key_press(egui::Key::ArrowUp);
    h.run();
    assert!(h.get_by_label("Sector number 59: 0 of 0").is_focused());
    h.key_press(egui::Key::End);
    h.run();
    assert!(h.get_by_label("Sector number 399: 0 of 0").is_focused());
}

#[test]
fn a_clause_says_what_it_selects() {
    let mut h = harness();
    h.run();
    let row = h.state().board.document().records.find("kz").unwrap();
    h.state_mut()
        .board
        .send(cooperama::command::Command::Pick { pick: Pick::of(row).unwrap(), how: How::Only });
    h.run();
    h.get_by_label("Remove Party: Kazakhstan from the filter");
}

#[test]
fn a_file_opens_as_it_was_left() {
    let mut h = harness();
    let path = crate::fixture::data("cases/minimal.json");
    let path = path.to_str().unwrap().to_owned();
    let open = |h: &mut Harness<'_, Shell>, request: OpenRequest| {
        let w = &h.state().board;
        w.send(cooperama::command::Command::Open(request));
        h.run();
        h.run();
    };
    open(&mut h, OpenRequest::file(path.clone()));
    let w = &h.state().board;
    w.send(cooperama::command::Command::SetWords("nowhere".to_owned()));
    w.send(cooperama::command::Command::Set("sectors", "table"));
    h.run();
    let left = h.state().board.view().filter.clone();
    open(&mut h, OpenRequest::Example);
    assert!(h.state().board.view().filter.is_empty());
    h.state().board.send(cooperama::command::Command::Set("sectors", "bars"));
    h.run();
    open(&mut h, OpenRequest::file(path));
    let w = &h.state().board;
    assert_eq!(w.view().filter, left);
    assert_eq!(w.view().sectors.key(), "table");
    assert!(w.noted().is_some());
}

#[test]
fn letters_typed_while_the_palette_opens_are_in_it() {
    let mut h = harness();
    h.run();
    // All in one frame, as on a slow machine.
    h.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::K);
    h.event(egui::Event::Text("silk".to_owned()));
    h.step();
    h.event(egui::Event::Text(" road".to_owned()));
    h.step();
    h.event(egui::Event::Text(" fund".to_owned()));
    h.run();
    h.get_by_label("Silk Road Fund, institution");
}
