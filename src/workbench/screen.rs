//! What is on the screen: the view, the numbers under its filter, and where one has been.

use std::collections::BTreeMap;

use super::Workbench;
use super::arrange::Arrangement;
use super::data::Data;
use super::holds::Holds;
use crate::dataset::Opened;
use crate::panels::Revisions;
use crate::panels::linked::Linked;
use crate::query::{Crossing, Filter, Flow, Measure, Results};
use crate::record::Collection;
use crate::table::Bits;
use crate::view::{Hover, MAX_PINNED, PanelKind, Settings, Thing, Trail, ViewState};

/// What a frozen panel goes on showing.
#[derive(Debug)]
pub(super) struct Frozen {
    pub(super) view: ViewState,
    pub(super) results: Results,
    /// Of the filter, and of the selection.
    pub(super) revision: (u64, u64),
    /// What has to do with what was selected.
    pub(super) chosen: Option<Linked>,
    /// What passes the filter that was kept.
    pub(super) kept: Option<(u64, Filter, Bits)>,
}

/// The view, and what follows from it.
#[derive(Debug)]
pub(super) struct Screen {
    /// What is asked, selected and shown how.
    pub(super) view: ViewState,
    /// The numbers under the filter.
    pub(super) results: Results,
    crossing: Crossing,
    /// Where one has been.
    pub(super) trail: Trail,
    /// What is pointed at, and what has to do with it.
    pub(super) hover: Hover,
    pub(super) linked: Option<Linked>,
    /// What was selected in the frame before.
    seen: Option<Thing>,
    /// What passes the filter that was kept, as of a revision of the data.
    pub(super) kept: Option<(u64, Filter, Bits)>,
    /// What has to do with the thing selected.
    pub(super) chosen: Option<Linked>,
    /// Panels that stay as they were, with the numbers they show.
    pub(super) frozen: BTreeMap<PanelKind, Frozen>,
    /// The panel the keyboard was last in, and the one it must go to.
    pub(super) focused: PanelKind,
    pub(super) focus_next: Option<PanelKind>,
    /// The view as a sentence, and what it was made from.
    pub(super) told: Option<(Revisions, String)>,
    /// Which panel stands where.
    pub(super) arrangement: Arrangement,
    /// What decides whether a panel's data is stale.
    pub(super) revisions: Revisions,
    /// Pictures leave without the parts that only serve the window.
    pub(super) picture: bool,
    /// One panel alone fills the picture.
    pub(super) only: Option<PanelKind>,
}

impl Screen {
    /// An empty view, with the panels where the settings have them.
    pub(super) fn new(settings: &Settings) -> Self {
        Self {
            view: ViewState::default(),
            results: Results::default(),
            crossing: Crossing::default(),
            trail: Trail::default(),
            hover: Hover::default(),
            linked: None,
            seen: None,
            chosen: None,
            kept: None,
            frozen: BTreeMap::new(),
            focused: PanelKind::Overview,
            focus_next: None,
            told: None,
            arrangement: Arrangement::from_kept(&settings.arrangements, Holds::default()),
            revisions: Revisions::default(),
            picture: false,
            only: None,
        }
    }

    /// The first view of a dataset that was just opened; the filter starts empty.
    pub(super) fn start(&mut self, data: &Data) {
        let kept = std::mem::take(&mut self.view);
        // Modes stay; what is asked of one dataset means nothing in another.
        self.view = ViewState {
            filter: Filter::default(),
            selected: None,
            pinned: Vec::new(),
            kept: None,
            focus: 0,
            ..kept
        };
        self.view.measure = first_view(&data.opened).measure;
        self.frozen.clear();
        self.crossing.forget();
        self.revisions.data += 1;
        self.revisions.file += 1;
        self.linked = None;
        self.chosen = None;
        self.recompute(data);
        self.trail.start(&self.view.filter, None);
    }

    /// The numbers anew, after the filter or the columns changed.
    pub(super) fn recompute(&mut self, data: &Data) {
        let totals = data.opened.doc.totals();
        let Opened { doc, table, words, .. } = &data.opened;
        let words = || words.get(&doc.records);
        self.results = self.crossing.cross(table, &words, totals, &self.view.filter);
        self.revisions.filter += 1;
        self.refresh_kept(data);
    }

    /// What passes the filter that was kept, where it is another or the dataset is.
    fn refresh_kept(&mut self, data: &Data) {
        let revision = self.revisions.data;
        let Some(kept) = &self.view.kept else {
            self.kept = None;
            return;
        };
        if self.kept.as_ref().is_none_or(|k| k.0 != revision || k.1 != *kept) {
            let Opened { doc, table, words, .. } = &data.opened;
            let passing = crate::query::passing(table, &|| words.get(&doc.records), kept);
            self.kept = Some((revision, kept.clone(), passing));
        }
    }

    /// The columns are others: nothing that was worked out of them holds.
    pub(super) fn forget_numbers(&mut self) {
        // What stands still shows numbers of a dataset that is no more.
        self.frozen.clear();
        self.crossing.forget();
        self.linked = None;
        self.chosen = None;
    }

    /// Shows a view made elsewhere.
    pub(super) fn set_view(&mut self, view: ViewState, data: &Data) {
        self.view = view;
        self.recompute(data);
        self.trail.start(&self.view.filter, self.view.selected);
    }

    pub(super) fn change_filter(&mut self, change: impl FnOnce(&mut Filter), data: &Data) {
        change(&mut self.view.filter);
        self.recompute(data);
        self.trail.visit(&self.view.filter, self.view.selected);
    }

    /// The words to be found; what is typed letter by letter is one place to come back to.
    pub(super) fn set_words(&mut self, words: &str, data: &Data) {
        self.view.filter.set_words(words);
        self.recompute(data);
        self.trail.type_on(&self.view.filter, self.view.selected);
    }

    pub(super) fn select(&mut self, thing: Option<Thing>) {
        self.view.selected = thing;
        if thing.is_none() {
            self.view.focus = 0;
        }
        self.revisions.selected += 1;
        self.trail.visit(&self.view.filter, thing);
    }

    /// Pins a thing to be compared, or lets go of it; returns whether it is pinned now.
    pub(super) fn pin(&mut self, thing: Thing) -> bool {
        self.revisions.selected += 1;
        self.revisions.pinned += 1;
        let pinned = &mut self.view.pinned;
        if pinned.contains(&thing) {
            pinned.retain(|t| *t != thing);
            return false;
        }
        pinned.push(thing);
        if pinned.len() > MAX_PINNED {
            pinned.remove(0);
        }
        true
    }

    /// Lets go of all, in one step of what one came by.
    pub(super) fn let_go(&mut self, data: &Data) {
        self.view.selected = None;
        self.view.focus = 0;
        self.view.pinned.clear();
        self.view.kept = None;
        self.revisions.selected += 1;
        self.revisions.pinned += 1;
        self.clear_filter(data);
    }

    pub(super) fn clear_filter(&mut self, data: &Data) {
        self.change_filter(|f| *f = Filter::default(), data);
    }

    /// Keeps what is asked for, to be compared with what is asked for next; or lets go of it.
    pub(super) fn keep(&mut self, keep: bool, data: &Data) {
        self.view.kept = keep.then(|| self.view.filter.clone());
        self.revisions.selected += 1;
        self.revisions.pinned += 1;
        self.refresh_kept(data);
    }

    pub(super) fn walk(&mut self, back: bool, data: &Data) {
        if let Some((filter, selected)) = self.trail.go(back).cloned() {
            self.view.filter = filter;
            self.view.selected = selected;
            self.recompute(data);
        }
    }

    pub(super) fn freeze(&mut self, kind: PanelKind) {
        // The sheet shows the records as they are now, whatever else stays.
        if kind == PanelKind::Records {
            return;
        }
        if self.frozen.remove(&kind).is_none() {
            let frozen = Frozen {
                view: self.view.clone(),
                results: self.results.clone(),
                revision: (self.revisions.filter, self.revisions.chosen),
                chosen: self.chosen.clone(),
                kept: self.kept.clone(),
            };
            self.frozen.insert(kind, frozen);
        }
        self.revisions.selected += 1;
    }

    /// What is pointed at or, failing that, selected.
    pub(super) fn target(&self) -> Option<Thing> {
        self.hover.get().or(self.view.selected)
    }

    /// What has to do with the thing pointed at and with the one selected, as of this frame.
    pub(super) fn link(&mut self, data: &Data) {
        let hovered = self.hover.get();
        if self.linked.as_ref().map(|l| l.thing) != hovered {
            self.linked = hovered.map(|t| Linked::new(&data.opened.table, t));
        }
        if self.seen != self.view.selected {
            // However it came about: by a click, a step back, a picture that was asked for.
            self.seen = self.view.selected;
            self.revisions.chosen += 1;
        }
        if self.chosen.as_ref().map(|l| l.thing) != self.view.selected {
            self.chosen = self.view.selected.map(|t| Linked::new(&data.opened.table, t));
        }
    }
}

/// How a dataset is shown at first.
pub(super) fn first_view(opened: &Opened) -> ViewState {
    let count = |c: Collection| opened.doc.records.len(c);
    let initiatives = count(Collection::Initiatives);
    let money = crate::say::main_flow(&opened.table).filter(|f| !f.links);
    let brings = |flow: &Flow| {
        let all = Bits::all(opened.table.n_facts());
        let with = crate::query::total(&opened.table, &all, *flow).none.with.total;
        with as usize * 2 >= initiatives
    };
    // Count what the dataset has: a registry holds no statement, or few, and tells money.
    let statements = count(Collection::Statements);
    let measure = if statements > 0 && statements * 2 >= initiatives {
        Measure::Statements
    } else if let Some(flow) = money.filter(brings) {
        Measure::Amount(flow)
    } else if initiatives > 0 {
        Measure::Initiatives
    } else {
        Measure::Links
    };
    ViewState { measure, ..ViewState::default() }
}

impl Workbench {
    /// How a dataset is shown at first.
    #[must_use]
    pub fn first_view(opened: &Opened) -> ViewState {
        first_view(opened)
    }

    /// What is asked, selected and shown how.
    #[must_use]
    pub fn view(&self) -> &ViewState {
        &self.screen.view
    }

    /// Shows a view made elsewhere, as the command line asks for it.
    pub fn set_view(&mut self, view: ViewState) {
        self.screen.set_view(view, &self.data);
    }

    /// Shows the panels as they stand in another window.
    pub fn arrange_panels(&mut self, arranged: crate::view::Arranged) {
        self.panels.arrange(arranged);
    }

    /// Leaves out the parts that only serve the window; with `only`, one panel fills the picture.
    pub fn make_picture(&mut self, only: Option<PanelKind>) {
        self.screen.picture = true;
        self.screen.only = only;
    }

    /// The numbers under the filter.
    #[must_use]
    pub fn results(&self) -> &Results {
        &self.screen.results
    }

    /// What is pointed at.
    #[must_use]
    pub fn pointed_at(&self) -> Option<Thing> {
        self.screen.hover.get()
    }

    pub(super) fn cached_sentence(&mut self) -> String {
        // It says what is counted, which is a mode.
        let revisions = self.screen.revisions.modes();
        if self.screen.told.as_ref().is_none_or(|t| t.0 != revisions) {
            self.screen.told = Some((revisions, self.sentence()));
        }
        self.screen.told.as_ref().map_or_else(String::new, |t| t.1.clone())
    }
}
