//! What every panel says and draws of the example, kept as files: what a change draws otherwise is seen in
//! the difference. `INSTA_UPDATE=always cargo test golden` writes them anew, to be looked at.

use cooperama::capture::picture as export;
use cooperama::command::ExportRequest;
use cooperama::dataset::Opened;
use cooperama::query::Measure;
use cooperama::text::Language;
use cooperama::view::{PanelKind, Settings, ThemeChoice, Thing, ViewState};
use cooperama::workbench::Workbench;

use crate::fixture::{open, root};

/// A panel's picture, under a filter when there is one.
fn picture(panel: PanelKind, language: Language, filter: &str) -> String {
    let opened = Opened::example().unwrap();
    let view = (!filter.is_empty()).then(|| {
        let names = cooperama::query::Names { records: &opened.doc.records, table: &opened.table };
        let filter = cooperama::query::parse(filter, names).unwrap();
        Box::new(ViewState { filter, ..Workbench::first_view(&opened) })
    });
    let request = ExportRequest {
        arrangements: serde_json::Map::new(),
        arranged: Box::default(),
        out: String::new(),
        format: cooperama::export::format_of("a.svg").unwrap(),
        size: [720, 460],
        language,
        theme: if filter.is_empty() { ThemeChoice::Light } else { ThemeChoice::Dark },
        panel: Some(panel),
        view,
    };
    String::from_utf8(export(opened, &request).unwrap()).unwrap()
}

fn bound(body: impl FnOnce()) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root().join("tests/it/golden"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(body);
}

/// What a panel says in one of its faces.
fn said(
    panel: PanelKind,
    bytes: &[u8],
    language: Language,
    view: &[(&str, &str)],
    filter: &str,
) -> serde_json::Value {
    let opened = open(bytes).unwrap();
    let first = Workbench::first_view(&opened);
    let mut board = Workbench::new(opened, Settings::default(), language);
    let filter = cooperama::query::parse(filter, board.names()).unwrap();
    let mut asked = ViewState { filter, ..first };
    for (key, value) in view {
        match *key {
            "select" => {
                let row = board.document().records.find(value).unwrap();
                asked.selected = Some(Thing::Record(row));
            }
            "measure" => {
                let flow = cooperama::say::main_flow(&board.opened().table).unwrap();
                asked.measure = Measure::Amount(flow);
            }
            _ => assert!(asked.set(key, value), "{key}={value}"),
        }
    }
    board.set_view(asked);
    board.panel_data(panel, egui::Theme::Light).unwrap()
}

/// Panel, name, modes, filter.
type Face = (PanelKind, &'static str, &'static [(&'static str, &'static str)], &'static str);

/// Faces beside the plain one.
const FACES: [Face; 10] = [
    (PanelKind::Sectors, "money", &[("measure", "amount")], ""),
    (PanelKind::Sectors, "by-name", &[("sort", "name")], ""),
    (PanelKind::Network, "by-party", &[("color", "party")], ""),
    (PanelKind::Quotes, "by-sector", &[("quotes", "sector")], ""),
    (PanelKind::Quotes, "by-speaker", &[("quotes", "speaker")], ""),
    (PanelKind::Initiatives, "money", &[("measure", "amount")], ""),
    (PanelKind::Parties, "money", &[("measure", "amount")], ""),
    (PanelKind::Inspector, "institution", &[("select", "inst.asian-investment-bank")], ""),
    (PanelKind::Timeline, "years", &[], "year=2013"),
    (PanelKind::Overview, "nothing", &[], "text=\"zzz\""),
];

#[test]
fn every_panel_says_the_example_as_before() {
    let example =
        std::fs::read(root().join("assets/datasets/kazakhstan-china-2015.coop.json")).unwrap();
    let doubtful = std::fs::read(crate::fixture::data("cases/dangling-refs.json")).unwrap();
    bound(|| {
        for panel in PanelKind::ALL.into_iter().filter(|p| *p != PanelKind::Records) {
            let key = panel.key();
            insta::assert_json_snapshot!(
                format!("{key}-said-en"),
                said(panel, &example, Language::En, &[], "")
            );
            let filtered = said(panel, &example, Language::Fr, &[], "sector=s.infra");
            insta::assert_json_snapshot!(format!("{key}-said-fr-filtered"), filtered);
            let empty = said(panel, br#"{"title":"T"}"#, Language::En, &[], "");
            insta::assert_json_snapshot!(format!("{key}-said-empty"), empty);
            insta::assert_json_snapshot!(
                format!("{key}-said-doubtful"),
                said(panel, &doubtful, Language::En, &[], "")
            );
        }
        for (panel, face, view, filter) in FACES {
            let told = said(panel, &example, Language::En, view, filter);
            insta::assert_json_snapshot!(format!("{}-said-{face}", panel.key()), told);
        }
    });
}

#[test]
fn every_panel_draws_the_example_as_before() {
    bound(|| {
        for panel in PanelKind::ALL {
            let plain = picture(panel, Language::En, "");
            insta::assert_snapshot!(format!("{}-en", panel.key()), plain);
            let filtered = picture(panel, Language::Fr, "sector=s.infra");
            insta::assert_snapshot!(format!("{}-fr-filtered", panel.key()), filtered);
        }
    });
}
