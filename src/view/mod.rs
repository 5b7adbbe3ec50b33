//! How this person looks at the dataset: the filter, what is pointed at, the settings.

mod arranged;
mod hover;
pub mod panel;
mod settings;
mod state;

pub use arranged::Arranged;
pub use hover::Hover;
pub use panel::PanelKind;
pub use settings::{KeptView, MAX_RECENT, Settings, ThemeChoice, WindowPlace};
pub use state::{
    ColorBy, FLOW_STOPS, FlowBy, FlowMode, FoldBy, INITIATIVE_COLUMNS, MAX_PINNED, Most,
    NetworkMode, QuoteGroup, SectorMode, SectorSort, SizeBy, Thing, TimelineMode, Trail, ViewState,
};
