//! What is on the screen, apart from the data: filter, measure, colours.

use crate::query::{Filter, Measure};

/// The panels of the board.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum PanelKind {
    /// Who, when, on what, through whom, one quotation, sources.
    Overview,
    /// On what?
    Sectors,
    /// Through whom?
    Network,
    /// Who says what?
    Quotes,
    /// When?
    Timeline,
    /// What is doubtful in the file.
    Problems,
}

impl PanelKind {
    /// All panels, in the order of the menu.
    pub const ALL: [Self; 6] = [
        Self::Overview,
        Self::Sectors,
        Self::Network,
        Self::Quotes,
        Self::Timeline,
        Self::Problems,
    ];

    /// The id of the panel's title.
    #[must_use]
    pub fn title_id(self) -> &'static str {
        match self {
            Self::Overview => "overview-title",
            Self::Sectors => "sectors-title",
            Self::Network => "network-title",
            Self::Quotes => "quotes-title",
            Self::Timeline => "timeline-title",
            Self::Problems => "problems-title",
        }
    }
}

/// What colours mean in the network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColorBy {
    /// The sector most of the ties are about.
    #[default]
    Sector,
    /// The party a thing belongs to.
    Party,
}

/// What is on the screen.
#[derive(Clone, Debug, Default)]
pub struct ViewState {
    /// What is selected.
    pub filter: Filter,
    /// What the bars count.
    pub measure: Measure,
    /// What colours mean in the network.
    pub color_by: ColorBy,
}
