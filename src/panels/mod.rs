//! The panels of the board, one folder each: `data` says what will be shown, `draw` makes marks of
//! it, `ui` puts widgets around and sends commands.
//!
//! A panel reads [`PanelCx`] and changes nothing but its own transient fields.

pub mod facts;
pub mod network;
pub mod overview;
pub mod problems;
pub mod quotes;
pub mod sectors;
pub mod timeline;

use egui::Color32;

use crate::command::{Command, CommandQueue};
use crate::edit::Document;
use crate::graph::Graph;
use crate::query::{Clause, Results};
use crate::record::Row;
use crate::table::Table;
use crate::text::Words;
use crate::ui::theme::{Tokens, parse};
use crate::view::{Hover, PanelKind, ViewState};

/// What decides whether a panel's data is stale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Revisions {
    /// Of the dataset.
    pub data: u64,
    /// Of the filter, measure and colours.
    pub filter: u64,
    /// Of the language.
    pub language: u64,
}

/// All a panel may read.
#[derive(Clone, Copy)]
pub struct PanelCx<'a> {
    /// The dataset.
    pub doc: &'a Document,
    /// Its columns.
    pub table: &'a Table,
    /// The numbers under the filter.
    pub results: &'a Results,
    /// The network.
    pub graph: &'a Graph,
    /// What is on the screen.
    pub view: &'a ViewState,
    /// Texts.
    pub words: &'a Words,
    /// Colours.
    pub tokens: &'a Tokens,
    /// Where wishes go.
    pub commands: &'a CommandQueue,
    /// What is pointed at.
    pub hover: &'a Hover,
    /// What the panel's data is made from.
    pub revisions: Revisions,
}

impl PanelCx<'_> {
    /// The tag of the language texts are shown in.
    #[must_use]
    pub fn lang(&self) -> &'static str {
        self.words.language.tag()
    }

    /// A text of the file in the language shown, fit to be drawn on one line.
    #[must_use]
    pub fn pick(&self, text: &crate::model::Text, max: usize) -> String {
        crate::ui::bidi::line(&self.pick_logical(text, max)).into_owned()
    }

    /// As [`Self::pick`], in the order it is read; for text that is wrapped with
    /// [`crate::ui::bidi::wrap`].
    #[must_use]
    pub fn pick_logical(&self, text: &crate::model::Text, max: usize) -> String {
        let text = text.pick(self.lang(), &self.doc.language);
        crate::text::display::clean(text, max).into_owned()
    }

    /// The name of a sector.
    #[must_use]
    pub fn sector_name(&self, sector: u32) -> String {
        self.doc.sectors.get(sector as usize).map_or_else(String::new, |s| {
            if s.label.is_empty() { s.id.clone() } else { self.pick(&s.label, 200) }
        })
    }

    /// The colour of a sector: its own from the file, else its nearest ancestor's, else one of the
    /// eight by its root's place in the file; past the eighth root, grey.
    #[must_use]
    pub fn sector_color(&self, sector: u32) -> Color32 {
        let mut root = sector;
        for s in self.table.lineage(sector) {
            root = s;
            let own = self.doc.sectors.get(s as usize).and_then(|s| parse(&s.color));
            if let Some(color) = own {
                return self.tokens.legible(color);
            }
        }
        let place = (0..root).filter(|s| self.table.sector_parent[*s as usize].is_none()).count();
        self.tokens.categories.get(place).copied().unwrap_or(self.tokens.neutral)
    }

    /// The name of any record.
    #[must_use]
    pub fn name(&self, row: Row) -> String {
        let label = self.doc.label(row, self.lang());
        let label = crate::text::display::clean(&label, 300);
        crate::ui::bidi::line(&label).into_owned()
    }

    /// Sends a click on a filter value; Shift adds.
    pub fn toggle(&self, ui: &egui::Ui, clause: Clause) {
        // What was held when the button was let go, which may be an earlier event of this frame.
        let add = ui.input(|i| {
            let release = i.events.iter().rev().find_map(|e| match e {
                egui::Event::PointerButton { pressed: false, modifiers, .. } => Some(*modifiers),
                _ => None,
            });
            release.unwrap_or(i.modifiers).shift
        });
        self.commands.send(Command::Toggle { clause, add });
    }

    /// The value that clicking a record switches in the filter.
    #[must_use]
    pub fn clause_of(row: Row) -> Clause {
        Clause::Item(row)
    }
}

/// All panels with their transient fields.
#[derive(Debug, Default)]
pub struct Panels {
    overview: overview::OverviewPanel,
    sectors: sectors::SectorsPanel,
    /// The network, whose camera the menu can reset.
    pub network: network::NetworkPanel,
    quotes: quotes::QuotesPanel,
    timeline: timeline::TimelinePanel,
    problems: problems::ProblemsPanel,
}

impl Panels {
    /// Draws one panel into the whole of `ui`.
    pub fn ui(&mut self, kind: PanelKind, cx: &PanelCx<'_>, ui: &mut egui::Ui) {
        match kind {
            PanelKind::Overview => self.overview.ui(cx, ui),
            PanelKind::Sectors => self.sectors.ui(cx, ui),
            PanelKind::Network => self.network.ui(cx, ui),
            PanelKind::Quotes => self.quotes.ui(cx, ui),
            PanelKind::Timeline => self.timeline.ui(cx, ui),
            PanelKind::Problems => self.problems.ui(cx, ui),
        }
    }
}

/// Data kept until what it was made from changes.
#[derive(Debug)]
pub(crate) struct Cached<T> {
    key: Option<Revisions>,
    value: T,
}

impl<T: Default> Default for Cached<T> {
    fn default() -> Self {
        Self { key: None, value: T::default() }
    }
}

impl<T> Cached<T> {
    /// The data, made anew when it is stale.
    pub(crate) fn get(&mut self, revisions: Revisions, make: impl FnOnce() -> T) -> &T {
        if self.key != Some(revisions) {
            self.value = make();
            self.key = Some(revisions);
        }
        &self.value
    }
}
