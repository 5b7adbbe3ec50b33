//! Quotes: who says what?

pub mod data;
mod draw;
mod ui;

pub use ui::{QuotesPanel, card_ui};

use crate::panels::{EditCx, Panel, ReadCx, SAID, said};

impl Panel for QuotesPanel {
    fn ui(&mut self, cx: &ReadCx<'_>, _edit: &EditCx<'_>, ui: &mut egui::Ui) {
        self.show(cx, ui);
    }

    fn said(&self, cx: &ReadCx<'_>) -> Option<serde_json::Value> {
        let about = cx.view.selected.filter(|t| !data::is_statement(*t));
        let data = data::data(cx, about);
        let card = |e: &data::QuoteEntry| match e {
            data::QuoteEntry::Card(row) => Some(data::card(cx, *row)),
            data::QuoteEntry::Title(..) => None,
        };
        let cards: Vec<_> = data.entries.iter().filter_map(card).take(SAID).collect();
        said((data, cards))
    }
}
