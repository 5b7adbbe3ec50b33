//! The board driven by its accessible names, as a person or a screen reader would.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use cooperama::command::OpenRequest;
use cooperama::dataset::Opened;
use cooperama::host::{Act, Host, Program, Texts, Told, Work};
use cooperama::query::{Dim, How, Pick, Values};
use cooperama::record::Collection;
use cooperama::store;
use cooperama::text::{Language, Words};
use cooperama::ui::theme;
use cooperama::view::{PanelKind, Settings};
use cooperama::workbench::{PathFor, Workbench};

use crate::fixture::{data, open};

/// What the program runs on without a window: work is done at once, and what it is asked for is
/// remembered.
pub(crate) struct Desk {
    ctx: Mutex<Option<egui::Context>>,
    /// What the window was asked to do.
    pub(crate) acts: Mutex<Vec<Act>>,
    /// Work that waits, when it takes its time.
    pub(crate) held: Mutex<Option<Vec<Work>>>,
    /// What the system's dialog says; without one there is no dialog.
    pub(crate) dialog: Mutex<Option<String>>,
    pub(crate) settings: Mutex<Option<Settings>>,
    journals: std::path::PathBuf,
    /// The journals are thrown away with it.
    owns: bool,
}

impl Host for Desk {
    fn wake(&self) {
        if let Some(ctx) = &*self.ctx.lock().unwrap() {
            ctx.request_repaint();
        }
    }

    fn wake_after(&self, _wait: Duration) {}

    fn run(&self, _name: &str, work: Work) -> std::io::Result<()> {
        match &mut *self.held.lock().unwrap() {
            Some(held) => held.push(work),
            None => work(),
        }
        Ok(())
    }

    fn serve(&self, name: &str, work: Work) -> std::io::Result<()> {
        std::thread::Builder::new().name(name.to_owned()).spawn(work).map(|_| ())
    }

    #[expect(clippy::disallowed_methods, reason = "the tests' desk is where time comes in")]
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn time(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH
    }

    fn time_of_day(&self) -> String {
        "14:02".to_owned()
    }

    fn seed(&self) -> u128 {
        0
    }

    fn ask_path(&self, _purpose: PathFor, _texts: Texts) -> Option<Receiver<Told>> {
        let path = self.dialog.lock().unwrap().take()?;
        let (send, told) = channel();
        send.send(Ok(Some(path))).unwrap();
        Some(told)
    }

    fn act(&self, act: Act) {
        self.acts.lock().unwrap().push(act);
    }

    fn journals(&self) -> Option<std::path::PathBuf> {
        std::fs::create_dir_all(&self.journals).unwrap();
        Some(self.journals.clone())
    }

    fn keep_settings(&self, settings: &Settings, _words: &Words) -> Result<(), String> {
        *self.settings.lock().unwrap() = Some(settings.clone());
        Ok(())
    }
}

/// The program itself on such a desk, and the desk.
pub(crate) struct Shell {
    program: Program,
    pub(crate) desk: Arc<Desk>,
}

pub(crate) fn shell(board: Workbench) -> Shell {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let n = NEXT.fetch_add(1, Ordering::Relaxed);
    let journals = crate::fixture::temp("journals").join(n.to_string());
    shell_on(board, journals, true)
}

/// The same with journals in a folder that outlives it.
pub(crate) fn shell_in(board: Workbench, journals: std::path::PathBuf) -> Shell {
    shell_on(board, journals, false)
}

fn shell_on(board: Workbench, journals: std::path::PathBuf, owns: bool) -> Shell {
    store::keep_in(crate::fixture::temp("kept"));
    let desk = Arc::new(Desk {
        ctx: Mutex::default(),
        acts: Mutex::default(),
        held: Mutex::default(),
        dialog: Mutex::default(),
        settings: Mutex::default(),
        journals,
        owns,
    });
    let program = Program::on(desk.clone(), board, store::Kept::Fine);
    Shell { program, desk }
}

impl Drop for Desk {
    fn drop(&mut self) {
        if self.owns {
            std::fs::remove_dir_all(&self.journals).ok();
        }
    }
}

impl Shell {
    fn frame(&mut self, ui: &mut egui::Ui) {
        *self.desk.ctx.lock().unwrap() = Some(ui.ctx().clone());
        self.program.logic(ui.ctx());
        self.program.ui(ui);
        // What was done at once is seen at once.
        self.program.take_results();
    }

    pub(crate) fn board(&self) -> &Workbench {
        self.program.workbench()
    }

    pub(crate) fn board_mut(&mut self) -> &mut Workbench {
        self.program.workbench_mut()
    }

    /// What the window was asked to do, once.
    pub(crate) fn acts(&self) -> Vec<Act> {
        std::mem::take(&mut *self.desk.acts.lock().unwrap())
    }

    pub(crate) fn asked_to_quit(&self) -> bool {
        self.acts().contains(&Act::Quit)
    }

    /// From now on work takes its time, until it is released.
    pub(crate) fn hold(&self) {
        self.desk.held.lock().unwrap().get_or_insert_default();
    }

    /// The background is done with what it was given.
    pub(crate) fn release(&mut self) {
        let held = self.desk.held.lock().unwrap().replace(Vec::new());
        for work in held.unwrap_or_default() {
            work();
        }
        self.program.take_results();
    }

    pub(crate) fn open(&mut self, request: OpenRequest) {
        self.program.begin(Some(request));
        self.program.take_results();
    }
}

pub(crate) fn harness_of(opened: Opened, size: [f32; 2]) -> Harness<'static, Shell> {
    harness_on(Workbench::new(opened, Settings::default(), Language::En), size)
}

pub(crate) fn harness_on(board: Workbench, size: [f32; 2]) -> Harness<'static, Shell> {
    harness_with(shell(board), size)
}

pub(crate) fn harness_with(shell: Shell, size: [f32; 2]) -> Harness<'static, Shell> {
    Harness::builder()
        .with_size(egui::Vec2::from(size))
        .with_max_steps(40)
        .with_context_setup(|ctx| {
            theme::install(ctx);
            ctx.add_font_provider(Arc::new(egui_system_font_provider::SystemFontProvider::new()));
        })
        .build_ui_state(|ui, shell: &mut Shell| shell.frame(ui), shell)
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
    h.state().board().results().count(Collection::Statements).selected
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
    let clause = h.state().board().view().filter.clause(Dim::Sector).unwrap().clone();
    assert!(matches!(clause.values, Values::Codes(v) if v.len() == 2));
    assert_eq!(statements(&h), 6);
}

#[test]
fn every_panel_follows_a_click() {
    let mut h = harness();
    h.run();
    ask(&mut h, "Culture: 3 of 3");
    let c = |c| h.state().board().results().count(c).selected;
    let counts =
        [c(Collection::Statements), c(Collection::Initiatives), c(Collection::Institutions)];
    assert_eq!(counts, [3, 1, 1]);
    h.get_by_label("3 of 16 statements · 1 of 6 initiatives · 1 of 3 institutions");
    assert!(h.query_by_label("Xi asks for a stronger joint effort, with the aim of consolidating and extending the Silk Road Economic Belt.").is_none());
    // On its card, and as the quotation of the overview.
    let words =
        "He proposes opening more and more Chinese cultural establishments throughout the country.";
    assert_eq!(h.get_all_by_label(words).count(), 2);
    h.get_all_by_label("3 of 16 statements").next().unwrap();
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
    h.get_by_label("Infrastructures : 3 sur 3".replace(" :", "\u{A0}:").as_str());
    assert_eq!(h.state().board().settings().language, Some(Language::Fr));
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
    assert!(h.state().board().document().records.len(Collection::Parties) > 10);
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
    assert_eq!(h.state().board().window_title(), "Case – self-links.json – Cooperama");
}

#[test]
fn a_latin1_file_can_be_read_after_all() {
    let mut h = harness();
    h.run();
    let path = data("cases/latin1.json");
    let request = OpenRequest::file(path.to_str().unwrap());
    h.state_mut().open(request);
    h.run();
    click(&mut h, "Read as Windows-1252");
    assert!(h.state().board().window_title().starts_with("Coopération"));
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
    let name = "Le Caucase, §\u{a0}3 ↗";
    let source = h.get_all_by_label_contains("Open le-caucase.com in the browser").next();
    source.unwrap_or_else(|| panic!("{name}")).click();
    h.run();
    let acts = h.state().acts();
    let urls: Vec<_> = acts
        .iter()
        .filter_map(|a| match a {
            Act::OpenUrl(url) => Some(url),
            _ => None,
        })
        .collect();
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
    let board = h.state_mut().board_mut();
    board.send(cooperama::command::Command::TogglePanel(cooperama::view::PanelKind::Quotes));
    h.key_press(egui::Key::Escape);
    h.run();
    assert!(h.query_by_label("Who says what?").is_none());
    // The arrangement is kept with the settings and comes back at the next start.
    h.state_mut().board_mut().keep_arrangement();
    let kept = Settings::from_json(&h.state().board().settings().to_json()).unwrap();
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
    h.state().board().send(cooperama::command::Command::ShowPanel(PanelKind::Sectors));
    h.state().board().send(cooperama::command::Command::Set("sectors", "table"));
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
    let row = h.state().board().document().records.find("kz").unwrap();
    h.state_mut()
        .board_mut()
        .send(cooperama::command::Command::Pick { pick: Pick::of(row).unwrap(), how: How::Only });
    h.run();
    h.get_by_label("Remove Party involved: Kazakhstan from the filter");
}

#[test]
fn a_file_opens_as_it_was_left() {
    let mut h = harness();
    let path = crate::fixture::data("cases/minimal.json");
    let path = path.to_str().unwrap().to_owned();
    let open = |h: &mut Harness<'_, Shell>, request: OpenRequest| {
        let w = &h.state().board();
        w.send(cooperama::command::Command::Open(request));
        h.run();
        h.run();
    };
    open(&mut h, OpenRequest::file(path.clone()));
    let w = &h.state().board();
    w.send(cooperama::command::Command::SetWords("nowhere".to_owned()));
    w.send(cooperama::command::Command::Set("sectors", "table"));
    h.run();
    let left = h.state().board().view().filter.clone();
    open(&mut h, OpenRequest::Example);
    assert!(h.state().board().view().filter.is_empty());
    h.state().board().send(cooperama::command::Command::Set("sectors", "bars"));
    h.run();
    open(&mut h, OpenRequest::file(path));
    let w = &h.state().board();
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

#[test]
fn what_is_typed_takes_the_place_of_the_path_that_is_offered() {
    let mut h = harness();
    h.run();
    h.key_press_modifiers(egui::Modifiers::COMMAND | egui::Modifiers::SHIFT, egui::Key::S);
    h.run();
    h.event(egui::Event::Text("/else/where.coop.json".to_owned()));
    h.run();
    let typed = h.get_all_by(|n| n.value().is_some_and(|v| v == "/else/where.coop.json"));
    assert!(typed.count() > 0);
}

#[test]
fn a_field_that_opens_is_waited_for_until_it_has_the_keyboard() {
    use egui::{Key, Modifiers};
    for (held, key) in [
        (Modifiers::COMMAND, Key::N),
        (Modifiers::COMMAND, Key::F),
        (Modifiers::COMMAND, Key::O),
        (Modifiers::COMMAND | Modifiers::SHIFT, Key::S),
    ] {
        let mut h = harness();
        h.run();
        let coming =
            |h: &Harness<'_, Shell>| h.state().board().field_coming(h.ctx.text_edit_focused());
        assert!(!coming(&h), "{key:?}");
        h.key_press_modifiers(held, key);
        // From the frame the key came in, typing waits or has its field.
        for _ in 0..8 {
            h.step();
            assert!(coming(&h) || h.ctx.text_edit_focused(), "{key:?}");
        }
        h.run();
        assert!(!coming(&h), "{key:?}");
        assert!(h.ctx.text_edit_focused(), "{key:?}");
    }
}
