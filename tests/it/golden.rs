//! Every panel's picture of the example, kept as a file: what a change draws otherwise is seen in
//! the difference. `INSTA_UPDATE=always cargo test golden` writes them anew, to be looked at.

use cooperama::command::{ExportRequest, PictureFormat};
use cooperama::export::export;
use cooperama::text::Language;
use cooperama::view::{PanelKind, ThemeChoice, ViewState};
use cooperama::workbench::{Opened, Workbench};

use crate::fixture::root;

/// A panel's picture, under a filter when there is one.
fn picture(panel: PanelKind, language: Language, filter: &str) -> String {
    let opened = Opened::example().unwrap();
    let view = (!filter.is_empty()).then(|| {
        let names = cooperama::query::Names { records: &opened.doc.records, table: &opened.table };
        let filter = cooperama::query::parse(filter, names).unwrap();
        Box::new(ViewState { filter, ..Workbench::first_view(&opened) })
    });
    let request = ExportRequest {
        out: String::new(),
        format: PictureFormat::Svg,
        size: [720, 460],
        language,
        theme: if filter.is_empty() { ThemeChoice::Light } else { ThemeChoice::Dark },
        panel: Some(panel),
        view,
    };
    String::from_utf8(export(opened, &request).unwrap()).unwrap()
}

#[test]
fn every_panel_draws_the_example_as_before() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root().join("tests/it/golden"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for panel in PanelKind::ALL {
            let plain = picture(panel, Language::En, "");
            insta::assert_snapshot!(format!("{}-en", panel.key()), plain);
            let filtered = picture(panel, Language::Fr, "sector=s.infra");
            insta::assert_snapshot!(format!("{}-fr-filtered", panel.key()), filtered);
        }
    });
}
