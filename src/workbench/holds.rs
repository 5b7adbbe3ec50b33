//! What a dataset holds, and so which panels stand in front at first and which have nothing to show.

use crate::dataset::Opened;
use crate::record::Collection;
use crate::view::PanelKind;
use crate::view::panel::{PanelRow, Place};

/// Facts of a dataset of which the timeline draws each.
const FEW_FACTS: usize = 1_500;

/// What a dataset holds, which decides which panels stand where at first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is there or not")]
pub(super) struct Holds {
    statements: bool,
    initiatives: bool,
    money: bool,
    dates: bool,
    /// More than one sector.
    sectors: bool,
    parties: bool,
    sources: bool,
    /// The timeline begins with lanes of facts, which need more height than bars of years.
    lanes: bool,
}

impl Default for Holds {
    /// Of everything something.
    fn default() -> Self {
        Self {
            statements: true,
            initiatives: true,
            money: true,
            dates: true,
            sectors: true,
            parties: true,
            sources: true,
            lanes: false,
        }
    }
}

impl Holds {
    /// What is in a dataset; of an empty one everything is expected.
    pub(super) fn of(opened: &Opened) -> Self {
        let (records, table) = (&opened.doc.records, &opened.table);
        if records.is_empty() {
            return Self::default();
        }
        let some = |c: Collection| records.len(c) > 0;
        Self {
            statements: some(Collection::Statements),
            initiatives: some(Collection::Initiatives),
            money: table.money_used.iter().any(|u| !u.0.links),
            dates: table.calendar.is_some(),
            sectors: records.len(Collection::Sectors) > 1,
            parties: some(Collection::Parties),
            sources: some(Collection::Sources),
            lanes: some(Collection::Statements) && table.n_facts() <= FEW_FACTS,
        }
    }

    /// Whether a panel has something to show.
    pub(super) fn has(self, kind: PanelKind) -> bool {
        match kind {
            PanelKind::Sectors => self.sectors,
            PanelKind::Quotes | PanelKind::Mirror => self.statements,
            PanelKind::Timeline => self.dates,
            PanelKind::Flows => self.money,
            PanelKind::Initiatives | PanelKind::Stages => self.initiatives,
            PanelKind::Parties => self.parties,
            PanelKind::Sources => self.sources,
            _ => true,
        }
    }

    /// The share of the height that the timeline takes at first in a window of so little of it.
    pub(super) fn time(self, little: bool) -> f32 {
        match (self.lanes, little) {
            (true, true) => 0.325,
            (false, true) => 0.29,
            (_, false) => 0.24,
        }
    }

    /// Where a panel stands.
    pub(super) fn place(self, row: &PanelRow) -> Place {
        match row.kind {
            // Without quotations what is done stands at the right.
            PanelKind::Initiatives if !self.statements => Place::Right,
            _ => row.place,
        }
    }

    /// How far in front a panel stands among those of its place: money leads in a registry, where
    /// nothing is quoted.
    pub(super) fn rank(self, row: &PanelRow) -> usize {
        let registry = self.money && !self.statements;
        let leads = match row.kind {
            PanelKind::Flows | PanelKind::Sectors => registry,
            PanelKind::Initiatives => !self.statements,
            _ => false,
        };
        if leads { 0 } else { 1 + row.kind as usize }
    }
}
