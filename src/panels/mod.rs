//! The panels of the board, one folder each: `data` says what will be shown, `draw` makes marks of
//! it, `ui` puts widgets around and sends commands.
//!
//! A panel reads [`ReadCx`] and changes nothing but its own transient fields.

pub mod bars;
pub mod flows;
pub mod form;
pub mod frame;
pub mod grammar;
pub mod initiatives;
pub mod inspector;
pub mod linked;
pub mod mirror;
pub mod network;
pub mod overview;
pub mod parties;
pub mod problems;
pub mod quotes;
pub mod records;
pub mod sectors;
pub mod sources;
pub mod stages;
pub mod timeline;
pub mod wording;

use crate::command::{Command, CommandQueue};
use crate::edit::Document;
use crate::graph::Graph;
use crate::query::{Count, NONE, Pick, Results};
use crate::record::Row;
use crate::table::Table;
use crate::text::{Words, number};
use crate::ui::theme::{Rgb, Tokens, parse};
use crate::view::{Hover, PanelKind, Thing, ViewState};

/// What decides whether a panel's data is stale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Revisions {
    /// Of the dataset's file: records may have other numbers.
    pub file: u64,
    /// Of the dataset.
    pub data: u64,
    /// Of the filter.
    pub filter: u64,
    /// Of the modes of the panels.
    pub view: u64,
    /// Of the selection, the focus and the pins.
    pub selected: u64,
    /// Of what is selected alone.
    pub chosen: u64,
    /// Of the pins and of the filter that was kept.
    pub pinned: u64,
    /// Of the language.
    pub language: u64,
    /// Whether the colours are those of the dark theme.
    pub dark: bool,
}

impl Revisions {
    /// The same whatever is selected and however it is shown: for numbers.
    #[must_use]
    pub fn numbers(self) -> Self {
        Self { view: 0, selected: 0, chosen: 0, pinned: 0, ..self }
    }

    /// The same whatever is selected or pinned.
    #[must_use]
    pub fn modes(self) -> Self {
        Self { selected: 0, chosen: 0, pinned: 0, ..self }
    }

    /// The same whatever is selected, unless something is pinned or let go of.
    #[must_use]
    pub fn pins(self) -> Self {
        Self { selected: 0, chosen: 0, ..self }
    }
}

/// All a panel of the board may read: the dataset, its columns, its network and the numbers under
/// the filter, all of one state. What is being edited may be ahead of it; that is [`EditCx`]'s.
#[derive(Clone, Copy)]
pub struct ReadCx<'a> {
    /// The dataset the columns belong to.
    pub doc: &'a Document,
    /// Whether the dataset may be changed from here.
    pub editable: bool,
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
    /// What has to do with it.
    pub linked: Option<&'a linked::Linked>,
    /// A filter that was kept to be compared with, and the facts that pass it.
    pub kept: Option<(&'a crate::query::Filter, &'a crate::table::Bits)>,
    /// What has to do with it or, while nothing is pointed at, with what is selected.
    pub about: Option<&'a linked::Linked>,
    /// What the panel's data is made from.
    pub revisions: Revisions,
    /// The panel stays as it was when it was frozen.
    pub frozen: bool,
}

impl ReadCx<'_> {
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

    /// The colour of a sector: its own from the file, else its nearest ancestor's, else that of its
    /// root among the eight categorical ones; grey where that has none.
    #[must_use]
    pub fn sector_color(&self, sector: u32) -> Rgb {
        let mut root = sector;
        for s in self.table.lineage(sector) {
            root = s;
            let own = self.doc.sectors.get(s as usize).and_then(|s| parse(&s.color));
            if let Some(color) = own {
                return self.tokens.legible(color).into();
            }
        }
        let hue = self.table.sector_hues.get(root as usize).copied().flatten();
        let color = hue.and_then(|h| self.tokens.categories.get(usize::from(h))).copied();
        color.unwrap_or(self.tokens.neutral).into()
    }

    /// The name of any record; of institutions that share it, with what tells them apart.
    #[must_use]
    pub fn name(&self, row: Row) -> String {
        let mut label = crate::say::record_name(self.words, self.doc, row);
        if let Some(tail) = crate::say::apart(self.words, self.doc, self.table, row) {
            // Not in brackets, which an abbreviation of its own stands in.
            label = format!("{label}, {tail}");
        }
        let label = crate::text::display::clean(&label, 300);
        crate::ui::bidi::line(&label).into_owned()
    }

    /// Sends a command.
    pub fn send(&self, command: Command) {
        self.commands.send(command);
    }

    /// Whether a record has to do with what is pointed at, else with what is selected; `None` while
    /// nothing is.
    #[must_use]
    pub fn linked_to(&self, row: Row) -> Option<bool> {
        let about = self.about.filter(|_| self.is_told_apart())?;
        Some(about.has(self.table, row))
    }

    /// Whether marking what has to do with what is pointed at or selected tells it from the rest.
    #[must_use]
    pub fn is_told_apart(&self) -> bool {
        let Some(about) = self.about else { return false };
        // Where just what has to do with the selection is asked for, a mark at all of it says nothing.
        let alone = |pick| {
            let wanted = crate::query::Filter::of(&[pick]);
            wanted.clauses().iter().all(|c| self.view.filter.clause(c.dim) == Some(c))
        };
        let asked = |thing: Thing| thing.pick().is_some_and(alone);
        self.linked.is_some() || !asked(about.thing)
    }

    /// Whether a thing is selected.
    #[must_use]
    pub fn selected(&self, thing: Thing) -> bool {
        self.view.selected == Some(thing)
    }

    /// The name of a thing, in the order it is read.
    #[must_use]
    pub fn thing_name(&self, thing: Thing) -> String {
        match thing {
            Thing::Record(row) => self.name(row),
            Thing::Value(pick) => self.pick_name(pick),
        }
    }

    /// The name of a value of the filter.
    #[must_use]
    pub fn pick_name(&self, pick: Pick) -> String {
        match pick {
            Pick::Code(_, NONE) => self.words.t("value-none"),
            Pick::Code(dim, code) => {
                let Some(field) = dim.facet() else { return String::new() };
                if let Some(row) = self.table.value_row(field, code) {
                    return self.name(row);
                }
                let terms = &self.table.column(field).terms;
                wording::term_word(self, dim, terms.get(code as usize).map_or("", String::as_str))
            }
            Pick::Period(days) => number::period(days, self.words),
        }
    }

    /// A count in words: "12 of 48".
    #[must_use]
    pub fn count_of(&self, count: Count) -> String {
        frame::count_of(self.words, count)
    }
}

/// All a form, the sheet and a question about a change may read: the dataset as it is now. The
/// columns and numbers of [`ReadCx`] may be behind it, so nothing here has them.
#[derive(Clone, Copy)]
pub struct EditCx<'a> {
    /// The dataset as it is now.
    pub live: &'a Document,
    /// The record a form is about, by its number now.
    pub row: Option<Row>,
    /// What is selected on the board.
    pub selected: Option<Thing>,
    /// Whether the board knows all that is here, so that records have the same numbers there.
    pub current: bool,
    /// Texts.
    pub words: &'a Words,
    /// Colours.
    pub tokens: &'a Tokens,
    /// Where wishes go.
    pub commands: &'a CommandQueue,
}

impl EditCx<'_> {
    /// The tag of the language texts are shown in.
    #[must_use]
    pub fn lang(&self) -> &'static str {
        self.words.language.tag()
    }

    /// The name of a record.
    #[must_use]
    pub fn name(&self, row: Row) -> String {
        let label = crate::say::record_name(self.words, self.live, row);
        let label = crate::text::display::clean(&label, 200);
        crate::ui::bidi::line(&label).into_owned()
    }

    /// Sends a command.
    pub fn send(&self, command: Command) {
        self.commands.send(command);
    }
}

/// A panel of the board.
pub trait Panel: std::fmt::Debug {
    /// Draws it into the whole of `ui`. What shows reads the one, what edits the other.
    fn ui(&mut self, cx: &ReadCx<'_>, edit: &EditCx<'_>, ui: &mut egui::Ui);

    /// What it says under the view, as plain data with the first lines of its lists: for tests, and
    /// for whoever wants to read a panel rather than look at it. `None` when it shows the records
    /// themselves.
    fn said(&self, cx: &ReadCx<'_>) -> Option<serde_json::Value>;
}

/// Most lines of a list in [`Panel::said`].
pub(crate) const SAID: usize = 12;

/// Plain data as JSON.
pub(crate) fn said<T: serde::Serialize>(data: T) -> Option<serde_json::Value> {
    serde_json::to_value(data).ok()
}

/// Makes a panel.
type Make = fn() -> Box<dyn Panel>;

/// How each panel is made, but for the four that others speak to.
const MADE: [(PanelKind, Make); 10] = [
    (PanelKind::Overview, || Box::<overview::OverviewPanel>::default()),
    (PanelKind::Sectors, || Box::<sectors::SectorsPanel>::default()),
    (PanelKind::Flows, || Box::<flows::FlowsPanel>::default()),
    (PanelKind::Quotes, || Box::<quotes::QuotesPanel>::default()),
    (PanelKind::Timeline, || Box::<timeline::TimelinePanel>::default()),
    (PanelKind::Parties, || Box::<parties::PartiesPanel>::default()),
    (PanelKind::Mirror, || Box::<mirror::MirrorPanel>::default()),
    (PanelKind::Stages, || Box::<stages::StagesPanel>::default()),
    (PanelKind::Sources, || Box::<sources::SourcesPanel>::default()),
    (PanelKind::Problems, || Box::<problems::ProblemsPanel>::default()),
];

/// All panels with their transient fields.
#[derive(Debug)]
pub struct Panels {
    /// The network, whose camera the menu can reset.
    pub network: network::NetworkPanel,
    /// The inspector, which can be asked for the evidence.
    pub inspector: inspector::InspectorPanel,
    /// The sheet, which can be asked for a collection.
    pub records: records::RecordsPanel,
    /// The initiatives, whose order a picture keeps.
    pub initiatives: initiatives::InitiativesPanel,
    others: std::collections::BTreeMap<PanelKind, Box<dyn Panel>>,
}

impl Default for Panels {
    fn default() -> Self {
        Self {
            network: network::NetworkPanel::default(),
            inspector: inspector::InspectorPanel::default(),
            records: records::RecordsPanel::default(),
            initiatives: initiatives::InitiativesPanel::default(),
            others: MADE.into_iter().map(|(kind, make)| (kind, make())).collect(),
        }
    }
}

impl Panels {
    /// Lets go of all that was looked at in another dataset.
    pub fn forget(&mut self) {
        self.inspector.reset();
        self.records.reset();
        self.network.stop_linking();
        self.network.forget();
        self.initiatives = initiatives::InitiativesPanel::default();
        self.others = MADE.into_iter().map(|(kind, make)| (kind, make())).collect();
    }

    /// How panels stand, as far as that is neither view nor arrangement of the board.
    #[must_use]
    pub fn arranged(&self) -> crate::view::Arranged {
        crate::view::Arranged { sorted: self.initiatives.sorted(), ..self.network.arranged() }
    }

    /// Shows the panels as they stand in another window.
    pub fn arrange(&mut self, arranged: crate::view::Arranged) {
        self.initiatives.sort(arranged.sorted);
        self.network.arrange(arranged);
    }

    /// A panel.
    pub fn get(&mut self, kind: PanelKind) -> &mut dyn Panel {
        match kind {
            PanelKind::Inspector => &mut self.inspector,
            PanelKind::Records => &mut self.records,
            PanelKind::Initiatives => &mut self.initiatives,
            // Every other kind is made above; a test says so.
            kind => match self.others.get_mut(&kind) {
                Some(panel) => &mut **panel,
                None => &mut self.network,
            },
        }
    }
}

/// Lines of a long list, each said when it is first in sight and kept until what it was made from
/// changes.
#[derive(Debug)]
pub(crate) struct Rows<T> {
    key: Option<Revisions>,
    lines: rustc_hash::FxHashMap<usize, T>,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self { key: None, lines: rustc_hash::FxHashMap::default() }
    }
}

impl<T> Rows<T> {
    /// Lets go of the lines when they are of another state.
    pub(crate) fn keep(&mut self, revisions: Revisions) {
        if self.key != Some(revisions) {
            self.lines.clear();
            self.key = Some(revisions);
        }
    }

    /// A line.
    pub(crate) fn get(&mut self, i: usize, say: impl FnOnce(usize) -> T) -> &T {
        self.lines.entry(i).or_insert_with(|| say(i))
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
        self.get_mut(revisions, make)
    }

    /// The same, for data a part of which changes more often than the rest.
    pub(crate) fn get_mut(&mut self, revisions: Revisions, make: impl FnOnce() -> T) -> &mut T {
        if self.key != Some(revisions) {
            self.value = make();
            self.key = Some(revisions);
        }
        &mut self.value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_panel_is_made_once() {
        let mut kinds: Vec<PanelKind> = MADE.iter().map(|m| m.0).collect();
        kinds.extend([PanelKind::Network, PanelKind::Inspector]);
        kinds.extend([PanelKind::Records, PanelKind::Initiatives]);
        kinds.sort_unstable();
        let mut all = PanelKind::ALL.to_vec();
        all.sort_unstable();
        assert_eq!(kinds, all);
        for (i, row) in crate::view::panel::ROWS.iter().enumerate() {
            assert_eq!((row.kind as usize, row.kind.row().key), (i, row.key));
        }
    }
}
