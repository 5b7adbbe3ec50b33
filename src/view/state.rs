//! What is on the screen, apart from the data: filter, selection, measure, modes of the panels.

use crate::query::{Filter, MAX_STOPS, Measure, Pick, Stop};
use crate::record::Row;

/// Something a person can point at, select or filter by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
pub enum Thing {
    /// A record.
    Record(Row),
    /// A value that is no record: a year, a term.
    Value(Pick),
}

impl Thing {
    /// The value it stands for in the filter; `None` for statements, links and events.
    #[must_use]
    pub fn pick(self) -> Option<Pick> {
        match self {
            Self::Record(row) => Pick::of(row),
            Self::Value(pick) => Some(pick),
        }
    }

    /// The record, when it is one.
    #[must_use]
    pub fn row(self) -> Option<Row> {
        match self {
            Self::Record(row) => Some(row),
            Self::Value(_) => None,
        }
    }
}

macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $key:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),* }

        impl $name {
            /// All choices.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name on the command line.
            #[must_use]
            pub fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),* }
            }

            /// The choice of a name.
            #[must_use]
            pub fn from_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|c| c.key() == key)
            }
        }

        impl Default for $name {
            fn default() -> Self { Self::ALL[0] }
        }
    };
}

choice!(
    /// What colours mean in the network.
    ColorBy {
        /// What tells most of a network as it is.
        Auto = "auto",
        /// The sector most of the ties are about.
        Sector = "sector",
        /// The party a thing belongs to.
        Party = "party",
        /// What a thing is.
        Kind = "kind",
        /// Those it has most ties with.
        Community = "community",
    }
);
choice!(
    /// What the network draws as one.
    FoldBy {
        /// What the size of the network asks for.
        Auto = "auto",
        /// Nothing.
        Nothing = "nothing",
        /// Initiatives, as ties.
        Initiatives = "initiatives",
        /// Initiatives, and institutions as their party.
        Party = "party",
        /// Initiatives, and institutions as their sector.
        Sector = "sector",
        /// Initiatives, and everyone as their community.
        Community = "community",
    }
);

choice!(
    /// How many nodes the network draws at most.
    Most {
        /// As its size asks for.
        Auto = "auto",
        /// Twenty.
        Twenty = "20",
        /// Forty.
        Forty = "40",
        /// Seventy.
        Seventy = "70",
        /// A hundred.
        Hundred = "100",
        /// A hundred and sixty, the most a picture can hold.
        All = "160",
    }
);

impl Most {
    /// The number; `None` leaves it to the data.
    #[must_use]
    pub fn number(self) -> Option<usize> {
        self.key().parse().ok()
    }
}

choice!(
    /// What the size of a node means.
    SizeBy {
        /// How many ties it has.
        Ties = "ties",
        /// Money of the initiatives it takes part in.
        Money = "money",
    }
);
choice!(
    /// How sectors are shown.
    SectorMode {
        /// Bars, children under their parent.
        Bars = "bars",
        /// Areas.
        Treemap = "treemap",
        /// Numbers.
        Table = "table",
    }
);
choice!(
    /// The order of the sectors.
    SectorSort {
        /// As in the file where that gives an order, else the largest first.
        Auto = "auto",
        /// As in the file.
        File = "file",
        /// Largest first.
        Value = "value",
        /// By name.
        Name = "name",
    }
);
choice!(
    /// How institutions and links are shown.
    NetworkMode {
        /// The most tied, as marks and lines.
        Graph = "graph",
        /// All of them, as dots.
        Whole = "whole",
        /// Who with whom, as a matrix.
        Matrix = "matrix",
        /// Ties, line by line.
        Table = "table",
    }
);
choice!(
    /// How flows are shown.
    FlowMode {
        /// Columns, and what passes between them.
        Diagram = "diagram",
        /// Institutions, the largest first.
        Ranking = "ranking",
        /// Numbers.
        Table = "table",
    }
);
choice!(
    /// What flows count.
    FlowBy {
        /// Money, where there is any.
        Money = "money",
        /// Initiatives.
        Count = "count",
    }
);
choice!(
    /// How quotes are put together.
    QuoteGroup {
        /// Not at all.
        None = "none",
        /// By who speaks.
        Speaker = "speaker",
        /// By sector.
        Sector = "sector",
        /// By source.
        Source = "source",
    }
);
choice!(
    /// How time is shown.
    TimelineMode {
        /// Money by year where money is counted, else spans.
        Auto = "auto",
        /// Spans on a line of time.
        Spans = "spans",
        /// How much or how many in each year.
        Years = "years",
        /// Line by line.
        Table = "table",
    }
);

/// What is on the screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ViewState {
    /// What is asked for.
    pub filter: Filter,
    /// What is selected.
    pub selected: Option<Thing>,
    /// What is pinned to be compared, at most three.
    pub pinned: Vec<Thing>,
    /// A filter that was kept, to be compared with what is asked for now.
    pub kept: Option<Filter>,
    /// The network shows only what is within so many steps of the selection; 0 shows all.
    pub focus: u8,
    /// What the bars count.
    pub measure: Measure,
    /// What colours mean in the network.
    pub color_by: ColorBy,
    /// What sizes mean in the network.
    pub size_by: SizeBy,
    /// What the network draws as one.
    pub fold: FoldBy,
    /// How many nodes it draws at most.
    pub most: Most,
    /// How sectors are shown.
    pub sectors: SectorMode,
    /// The order of sectors.
    pub sort: SectorSort,
    /// How the network is shown.
    pub network: NetworkMode,
    /// Whether communities are outlined.
    pub communities: bool,
    /// How quotes are put together.
    pub quotes: QuoteGroup,
    /// How time is shown.
    pub timeline: TimelineMode,
    /// How flows are shown.
    pub flows: FlowMode,
    /// What flows count.
    pub flow_by: FlowBy,
    /// The columns of the flows; fewer than two leave the choice to the data.
    pub flow_stops: [Option<Stop>; MAX_STOPS],
    /// Columns of the initiatives that were taken away, in the order of [`INITIATIVE_COLUMNS`].
    pub hidden_columns: [bool; INITIATIVE_COLUMNS.len()],
}

/// The names of the columns of the initiatives after the first, on the command line.
pub const INITIATIVE_COLUMNS: [&str; 6] = [
    "column-amount",
    "column-years",
    "column-sector",
    "column-funders",
    "column-stage",
    "column-parties",
];

/// The names of the columns of the flows on the command line.
pub const FLOW_STOPS: [&str; MAX_STOPS] = ["flow-1", "flow-2", "flow-3", "flow-4"];

/// Most things pinned at once.
pub const MAX_PINNED: usize = 3;

impl ViewState {
    /// The modes of the panels by their names, as [`Self::set`] reads them.
    #[must_use]
    pub fn modes(&self) -> Vec<(&'static str, &'static str)> {
        let stop = |s: &Option<Stop>| s.map_or("none", Stop::key);
        let mut modes = vec![
            ("color", self.color_by.key()),
            ("size", self.size_by.key()),
            ("fold", self.fold.key()),
            ("most", self.most.key()),
            ("sectors", self.sectors.key()),
            ("sort", self.sort.key()),
            ("network", self.network.key()),
            ("quotes", self.quotes.key()),
            ("timeline", self.timeline.key()),
            ("communities", if self.communities { "on" } else { "off" }),
            ("flows", self.flows.key()),
            ("flow-by", self.flow_by.key()),
        ];
        let hidden = |hidden: &bool| if *hidden { "off" } else { "on" };
        modes.extend(INITIATIVE_COLUMNS.into_iter().zip(self.hidden_columns.iter().map(hidden)));
        modes.extend(FLOW_STOPS.into_iter().zip(self.flow_stops.iter().map(stop)));
        modes
    }

    /// Sets a mode by its names, as `sectors=treemap`; returns whether there is such a one.
    pub fn set(&mut self, key: &str, value: &str) -> bool {
        fn put<T>(slot: &mut T, value: Option<T>) -> bool {
            value.map(|v| *slot = v).is_some()
        }
        let on = match value {
            "on" => Some(true),
            "off" => Some(false),
            _ => None,
        };
        match key {
            "color" => put(&mut self.color_by, ColorBy::from_key(value)),
            "size" => put(&mut self.size_by, SizeBy::from_key(value)),
            "fold" => put(&mut self.fold, FoldBy::from_key(value)),
            "most" => put(&mut self.most, Most::from_key(value)),
            "sectors" => put(&mut self.sectors, SectorMode::from_key(value)),
            "sort" => put(&mut self.sort, SectorSort::from_key(value)),
            // "map" is what earlier versions wrote.
            "network" if value == "map" => put(&mut self.network, Some(NetworkMode::Whole)),
            "network" => put(&mut self.network, NetworkMode::from_key(value)),
            "quotes" => put(&mut self.quotes, QuoteGroup::from_key(value)),
            "timeline" => put(&mut self.timeline, TimelineMode::from_key(value)),
            "flows" => put(&mut self.flows, FlowMode::from_key(value)),
            "flow-by" => put(&mut self.flow_by, FlowBy::from_key(value)),
            "flow-1" | "flow-2" | "flow-3" | "flow-4" => {
                let at = FLOW_STOPS.iter().position(|k| *k == key).unwrap_or(0);
                let stop =
                    if value == "none" { Some(None) } else { Stop::from_key(value).map(Some) };
                put(&mut self.flow_stops[at], stop)
            }
            "communities" => put(&mut self.communities, on),
            key if key.starts_with("column-") => {
                let Some(at) = INITIATIVE_COLUMNS.iter().position(|k| *k == key) else {
                    return false;
                };
                put(&mut self.hidden_columns[at], on.map(|on| !on))
            }
            "focus" => put(&mut self.focus, value.parse().ok().filter(|n| *n <= 9)),
            _ => false,
        }
    }
}

/// Selections and filters one came by, to walk back and forward.
#[derive(Clone, Debug, Default)]
pub struct Trail {
    places: Vec<(Filter, Option<Thing>)>,
    at: usize,
    /// The last place is still being typed.
    typing: bool,
}

/// Most places remembered.
const MAX_PLACES: usize = 200;

impl Trail {
    /// Begins anew at a place.
    pub fn start(&mut self, filter: &Filter, selected: Option<Thing>) {
        self.places = vec![(filter.clone(), selected)];
        self.at = 0;
        self.typing = false;
    }

    /// Remembers a place that is being typed; the next letter takes its place.
    pub fn type_on(&mut self, filter: &Filter, selected: Option<Thing>) {
        if self.typing
            && self.at + 1 == self.places.len()
            && let Some(last) = self.places.last_mut()
        {
            *last = (filter.clone(), selected);
            return;
        }
        self.visit(filter, selected);
        self.typing = true;
    }

    /// Remembers a place; what lay ahead is forgotten.
    pub fn visit(&mut self, filter: &Filter, selected: Option<Thing>) {
        let place = (filter.clone(), selected);
        self.typing = false;
        if self.places.get(self.at) == Some(&place) {
            return;
        }
        self.places.truncate(self.at + 1);
        self.places.push(place);
        if self.places.len() > MAX_PLACES {
            self.places.remove(0);
        }
        self.at = self.places.len() - 1;
    }

    /// Whether there is a place before or after this one.
    #[must_use]
    pub fn can(&self, back: bool) -> bool {
        if back { self.at > 0 } else { self.at + 1 < self.places.len() }
    }

    /// Goes one place back or forward.
    pub fn go(&mut self, back: bool) -> Option<&(Filter, Option<Thing>)> {
        if !self.can(back) {
            return None;
        }
        self.at = if back { self.at - 1 } else { self.at + 1 };
        self.places.get(self.at)
    }
}
