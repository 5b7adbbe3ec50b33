//! The kinds of panels, one row each: from the rows follow the menu, the palette, the names on the
//! command line, where a panel stands at first, and what can be made where it is empty.

use crate::record::Collection;

/// Where a panel stands in a wide window at first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Alone at the head of the left column, where that is high enough.
    Head,
    /// In the left column.
    Left,
    /// In the middle.
    Middle,
    /// In the right column.
    Right,
    /// Along the bottom.
    Below,
}

/// What is known of a kind of panel.
#[derive(Clone, Copy, Debug)]
pub struct PanelRow {
    /// The kind.
    pub kind: PanelKind,
    /// Its name on the command line and in the settings, and the beginning of the ids of its texts.
    pub key: &'static str,
    /// Where it stands at first.
    pub place: Place,
    /// Whether it stands in the left of two columns in a narrow window.
    pub left: bool,
    /// Whether it is shown at first.
    pub shown: bool,
    /// What is made where it is empty.
    pub makes: Option<Collection>,
}

macro_rules! panels {
    ($($(#[$doc:meta])* $kind:ident = $key:literal: $place:ident, $column:ident, $shown:ident, $makes:expr;)*) => {
        /// The panels of the board.
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
        )]
        #[serde(rename_all = "kebab-case")]
        pub enum PanelKind {
            $($(#[$doc])* $kind,)*
        }

        /// All panels, in the order of the menu.
        pub const ROWS: &[PanelRow] = &[$(PanelRow {
            kind: PanelKind::$kind,
            key: $key,
            place: Place::$place,
            left: panels!(@ $column),
            shown: panels!(@ $shown),
            makes: $makes,
        },)*];
    };
    (@ left) => { true };
    (@ right) => { false };
    (@ shown) => { true };
    (@ hidden) => { false };
}

panels! {
    /// Who, when, on what, through whom, one quotation, sources.
    Overview = "overview": Head, left, shown, None;
    /// On what?
    Sectors = "sectors": Left, left, shown, Some(Collection::Sectors);
    /// Through whom?
    Network = "network": Middle, right, shown, Some(Collection::Institutions);
    /// Who funds what?
    Flows = "flows": Middle, right, shown, Some(Collection::Initiatives);
    /// Who says what?
    Quotes = "quotes": Right, right, shown, Some(Collection::Statements);
    /// When?
    Timeline = "timeline": Below, left, shown, Some(Collection::Events);
    /// What is done?
    Initiatives = "initiatives": Middle, right, shown, Some(Collection::Initiatives);
    /// What does each side bring?
    Parties = "parties": Left, left, shown, Some(Collection::Parties);
    /// Do they say the same?
    Mirror = "mirror": Left, right, shown, None;
    /// What became of it?
    Stages = "stages": Middle, right, shown, Some(Collection::Initiatives);
    /// Where was it read?
    Sources = "sources": Right, left, shown, Some(Collection::Sources);
    /// All that is known of one thing.
    Inspector = "inspector": Right, right, shown, None;
    /// Every record, cell by cell.
    Records = "records": Middle, right, shown, None;
    /// What is doubtful in the file.
    Problems = "problems": Right, right, hidden, None;
}

impl PanelKind {
    /// All panels, in the order of the menu.
    pub const ALL: [Self; ROWS.len()] = {
        let mut all = [ROWS[0].kind; ROWS.len()];
        let mut i = 0;
        while i < ROWS.len() {
            all[i] = ROWS[i].kind;
            i += 1;
        }
        all
    };

    /// What is known of it.
    #[must_use]
    pub fn row(self) -> &'static PanelRow {
        // The rows stand in the order of the kinds.
        &ROWS[self as usize]
    }

    /// Whether it is read from top to bottom, so that what does not fit may be left out.
    #[must_use]
    pub fn lists(self) -> bool {
        !matches!(self, Self::Network | Self::Timeline)
    }

    /// The panel of a name.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        ROWS.iter().find(|r| r.key == key).map(|r| r.kind)
    }

    /// The name on the command line, and the beginning of the ids of its texts.
    #[must_use]
    pub fn key(self) -> &'static str {
        self.row().key
    }

    /// The id of the panel's title.
    #[must_use]
    pub fn title_id(self) -> String {
        format!("{}-title", self.key())
    }

    /// The id of the question the panel answers.
    #[must_use]
    pub fn question_id(self) -> String {
        format!("{}-question", self.key())
    }
}
