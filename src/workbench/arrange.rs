//! The arrangement of panels: a tree of tiles for each size of window; in a small one panels stand
//! as tabs rather than as slivers.

use egui_tiles::{Container, Linear, LinearDir, Tile, TileId, Tiles, Tree};

use super::holds::Holds;
use crate::view::PanelKind;
use crate::view::panel::{PanelRow, Place, ROWS};

/// Below this size panels become tabs.
const WIDE: egui::Vec2 = egui::vec2(1180.0, 640.0);
/// Below this width, as with text of twice the size on a small screen, one panel is shown at a time.
const SMALL: f32 = 700.0;
/// Below this height overview and sectors do not fit under each other.
const HIGH: f32 = 1010.0;

/// A tree for each size of window, by [`CLASSES`].
#[derive(Clone, Debug)]
pub(super) struct Arrangement {
    trees: [Tree<PanelKind>; 4],
    class: usize,
    /// One panel over the whole board, until it is let go of.
    enlarged: Option<(PanelKind, Tree<PanelKind>)>,
    /// What the dataset holds whose panels these are.
    holds: Holds,
    /// Changed by hand since it was last kept.
    edited: bool,
    /// What it was read from or kept as.
    source: Kept,
}

/// Makes the first arrangement of a size class for what a dataset holds.
type First = fn(Holds) -> Tree<PanelKind>;

/// An arrangement as the settings keep it.
type Kept = serde_json::Map<String, serde_json::Value>;

/// Names of the size classes in the settings, and their first arrangement.
const CLASSES: [(&str, First); 4] =
    [("high", high), ("wide", wide), ("narrow", narrow), ("small", small)];

fn class_of(screen: egui::Vec2) -> usize {
    if screen.x < SMALL {
        3
    } else if screen.x < WIDE.x || screen.y < WIDE.y {
        2
    } else {
        usize::from(screen.y < HIGH)
    }
}

impl Arrangement {
    /// The arrangement kept; what it does not know stands where it stands at first.
    pub(super) fn from_kept(kept: &Kept, holds: Holds) -> Self {
        let read = |(key, first): (&str, First)| {
            kept.get(key).and_then(tree_of).unwrap_or_else(|| first(holds))
        };
        let trees = CLASSES.map(read);
        let source = kept.clone();
        Self { trees, class: 0, enlarged: None, holds, edited: false, source }
    }

    /// All trees as settings.
    fn to_kept(&self) -> Kept {
        CLASSES
            .iter()
            .zip(&self.trees)
            .filter_map(|((key, _), tree)| {
                Some(((*key).to_owned(), serde_json::to_value(tree).ok()?))
            })
            .collect()
    }

    /// Another arrangement, in the window there is; the one there is stays as it is, with the tabs
    /// in front.
    pub(super) fn take(&mut self, kept: &Kept, holds: Holds) {
        // What nobody arranged follows what the dataset holds.
        if *kept != self.source || (kept.is_empty() && holds != self.holds) {
            *self = Self { class: self.class, ..Self::from_kept(kept, holds) };
        }
        self.holds = holds;
    }

    /// All trees as settings, and from now on it is what was kept.
    pub(super) fn keep(&mut self) -> Kept {
        self.edited = false;
        self.source = self.to_kept();
        self.source.clone()
    }

    /// Whether it was changed by hand since it was last kept.
    pub(super) fn is_edited(&self) -> bool {
        self.edited
    }

    /// The arrangement in sight for windows of every size, as a picture has it.
    pub(super) fn in_sight(&self) -> Kept {
        let tree = serde_json::to_value(&self.trees[self.class]).unwrap_or_default();
        CLASSES.iter().map(|(key, _)| ((*key).to_owned(), tree.clone())).collect()
    }

    /// The tree that is drawn in a window of a size.
    pub(super) fn drawn_in(&mut self, screen: egui::Vec2) -> &mut Tree<PanelKind> {
        self.class = class_of(screen);
        match &mut self.enlarged {
            Some((_, tree)) => tree,
            None => &mut self.trees[self.class],
        }
    }

    /// The panel that is over the whole board.
    pub(super) fn enlarged(&self) -> Option<PanelKind> {
        self.enlarged.as_ref().map(|e| e.0)
    }

    /// Puts one panel over the whole board, or back in its place.
    pub(super) fn enlarge(&mut self, kind: Option<PanelKind>) {
        self.enlarged = kind.map(|kind| {
            let mut tiles = Tiles::default();
            let root = tabs(&mut tiles, &[kind]);
            (kind, Tree::new(egui::Id::unique("board-enlarged"), root, tiles))
        });
    }

    /// Notes that it was changed by hand.
    pub(super) fn touch(&mut self) {
        // How one panel is enlarged is not kept.
        self.edited |= self.enlarged.is_none();
    }

    pub(super) fn reset(&mut self) {
        self.enlarged = None;
        self.trees = CLASSES.map(|(_, first)| first(self.holds));
        self.edited = true;
    }

    pub(super) fn is_shown(&self, kind: PanelKind) -> bool {
        let tree = &self.trees[self.class];
        tree.tiles.find_pane(&kind).is_some_and(|id| tree.tiles.is_visible(id))
    }

    /// The panels in sight, none behind another tab, in the order of the menu.
    pub(super) fn in_front(&self) -> Vec<PanelKind> {
        if let Some((kind, _)) = &self.enlarged {
            return vec![*kind];
        }
        let tree = &self.trees[self.class];
        let front = tree.active_tiles();
        let is_front =
            |k: &PanelKind| tree.tiles.find_pane(k).is_some_and(|id| front.contains(&id));
        PanelKind::ALL.into_iter().filter(is_front).collect()
    }

    /// The panels that share a place with one, itself among them, in the order of their tabs.
    pub(super) fn sharing(&self, kind: PanelKind) -> Vec<PanelKind> {
        let tiles = &self.trees[self.class].tiles;
        let place = tiles.find_pane(&kind).and_then(|id| tiles.parent_of(id));
        let Some(Tile::Container(Container::Tabs(tabs))) = place.and_then(|p| tiles.get(p)) else {
            return vec![kind];
        };
        let shown = tabs.children.iter().filter(|id| tiles.is_visible(**id));
        shown.filter_map(|id| tiles.get_pane(id).copied()).collect()
    }

    /// Hides a panel that has nothing to show; what stands behind it comes to the front.
    pub(super) fn hide_empty(&mut self, kind: PanelKind) {
        let tiles = &mut self.trees[self.class].tiles;
        let Some(id) = tiles.find_pane(&kind).filter(|id| tiles.is_visible(*id)) else { return };
        tiles.set_visible(id, false);
        let parent = tiles.parent_of(id);
        let children = match parent.and_then(|p| tiles.get(p)) {
            Some(Tile::Container(Container::Tabs(tabs))) if tabs.active == Some(id) => {
                tabs.children.clone()
            }
            _ => return,
        };
        let next = children.into_iter().find(|c| tiles.is_visible(*c));
        if let Some(Tile::Container(Container::Tabs(tabs))) = parent.and_then(|p| tiles.get_mut(p))
        {
            tabs.active = next.or(tabs.active);
        }
    }

    /// Hides what stands behind another panel of its place: on a page nobody can bring it to the
    /// front, and a row of titles too long for it would end in a button.
    pub(super) fn hide_behind(&mut self) {
        let front = self.in_front();
        for kind in PanelKind::ALL.into_iter().filter(|k| !front.contains(k)) {
            // Which one is in front is only known once a place was drawn.
            let known = self.sharing(kind).iter().any(|k| front.contains(k));
            let tiles = &mut self.trees[self.class].tiles;
            if let Some(id) = tiles.find_pane(&kind).filter(|_| known) {
                tiles.set_visible(id, false);
            }
        }
    }

    pub(super) fn toggle(&mut self, kind: PanelKind) {
        self.edited = true;
        if self.is_shown(kind) {
            for tree in &mut self.trees {
                if let Some(id) = tree.tiles.find_pane(&kind) {
                    tree.set_visible(id, false);
                }
            }
        } else {
            self.bring(kind);
        }
    }

    /// Shows a panel in every tree and brings it to the front.
    pub(super) fn bring(&mut self, kind: PanelKind) {
        // In place of the one that is over the board.
        if self.enlarged.as_ref().is_some_and(|e| e.0 != kind) {
            self.enlarge(None);
        }
        for tree in &mut self.trees {
            if let Some(id) = tree.tiles.find_pane(&kind) {
                self.edited |= !tree.tiles.is_visible(id);
                tree.set_visible(id, true);
                tree.make_active(|other, _| other == id);
            }
        }
    }
}

/// A tree that was kept, perhaps by another version of the program: panels this one does not have
/// are left out, and those it does not hold join the others of their place. `None` when it is none.
fn tree_of(kept: &serde_json::Value) -> Option<Tree<PanelKind>> {
    let mut kept = kept.clone();
    forget_unknown(&mut kept);
    let mut tree: Tree<PanelKind> = serde_json::from_value(kept).ok()?;
    tree.root()?;
    for row in ROWS.iter().filter(|r| r.shown) {
        if tree.tiles.find_pane(&row.kind).is_none() {
            join(&mut tree, row)?;
        }
    }
    for row in ROWS.iter().filter(|r| !r.shown) {
        if tree.tiles.find_pane(&row.kind).is_none() {
            let id = join(&mut tree, row)?;
            tree.tiles.set_visible(id, false);
        }
    }
    Some(tree)
}

/// Takes the tiles of panels this program does not have out of a tree as JSON, and their ids out of
/// the lists that name them.
fn forget_unknown(kept: &mut serde_json::Value) {
    use serde_json::Value;
    let Some(tiles) = kept.pointer_mut("/tiles/tiles").and_then(Value::as_object_mut) else {
        return;
    };
    let unknown = |tile: &Value| {
        let pane = tile.get("Pane").and_then(Value::as_str);
        pane.is_some_and(|key| PanelKind::from_key(key).is_none())
    };
    let gone: Vec<u64> =
        tiles.iter().filter(|t| unknown(t.1)).filter_map(|t| t.0.parse().ok()).collect();
    tiles.retain(|_, tile| !unknown(tile));
    for tile in tiles.values_mut() {
        for kind in ["/Container/Tabs", "/Container/Linear"] {
            let Some(container) = tile.pointer_mut(kind) else { continue };
            if let Some(children) = container.get_mut("children").and_then(Value::as_array_mut) {
                children.retain(|c| c.as_u64().is_none_or(|id| !gone.contains(&id)));
            }
            if container["active"].as_u64().is_some_and(|id| gone.contains(&id)) {
                container["active"] = Value::Null;
            }
        }
    }
}

/// Puts a panel beside the first one that stands in the same place at first, behind it.
fn join(tree: &mut Tree<PanelKind>, row: &PanelRow) -> Option<TileId> {
    let same = |r: &&PanelRow| r.place == row.place && r.kind != row.kind;
    let near = ROWS.iter().filter(same).chain(ROWS.iter().filter(|r| r.kind != row.kind));
    let beside = near.filter_map(|r| tree.tiles.find_pane(&r.kind)).find_map(|id| {
        let parent = tree.tiles.parent_of(id)?;
        let tabs = matches!(tree.tiles.get(parent), Some(Tile::Container(Container::Tabs(_))));
        tabs.then_some(parent)
    })?;
    let id = tree.tiles.insert_pane(row.kind);
    if let Some(Tile::Container(Container::Tabs(tabs))) = tree.tiles.get_mut(beside) {
        tabs.add_child(id);
    }
    Some(id)
}

/// The panels of a place, those that lead first, else in the order of the menu.
fn standing(holds: Holds, places: &[Place]) -> Vec<PanelKind> {
    let mut rows: Vec<&PanelRow> =
        ROWS.iter().filter(|r| places.contains(&holds.place(r))).collect();
    rows.sort_by_key(|r| holds.rank(r));
    rows.into_iter().map(|r| r.kind).collect()
}

/// Overview and sectors at the left, network in the middle, quotes at the right, time below.
fn high(holds: Holds) -> Tree<PanelKind> {
    columns("board-high", holds, holds.time(false), |tiles| {
        let head = tabs(tiles, &standing(holds, &[Place::Head]));
        let left = tabs(tiles, &standing(holds, &[Place::Left]));
        line(tiles, LinearDir::Vertical, &[(head, 0.6), (left, 0.4)])
    })
}

/// The same with overview and sectors as tabs.
fn wide(holds: Holds) -> Tree<PanelKind> {
    columns("board-wide", holds, holds.time(true), |tiles| {
        tabs(tiles, &standing(holds, &[Place::Head, Place::Left]))
    })
}

fn columns(
    id: &'static str,
    holds: Holds,
    time: f32,
    left: impl FnOnce(&mut Tiles<PanelKind>) -> TileId,
) -> Tree<PanelKind> {
    let mut tiles = Tiles::default();
    let left = left(&mut tiles);
    let middle = tabs(&mut tiles, &standing(holds, &[Place::Middle]));
    let right = tabs(&mut tiles, &standing(holds, &[Place::Right]));
    let below = tabs(&mut tiles, &standing(holds, &[Place::Below]));
    hide(&mut tiles, holds);
    let parts = [(left, 0.25), (middle, 0.45), (right, 0.30)];
    let top = line(&mut tiles, LinearDir::Horizontal, &parts);
    let root = line(&mut tiles, LinearDir::Vertical, &[(top, 1.0 - time), (below, time)]);
    Tree::new(egui::Id::unique(id), root, tiles)
}

fn tabs(tiles: &mut Tiles<PanelKind>, kinds: &[PanelKind]) -> TileId {
    let panes: Vec<TileId> = kinds.iter().map(|k| tiles.insert_pane(*k)).collect();
    tiles.insert_tab_tile(panes)
}

/// Two columns of tabs.
fn narrow(holds: Holds) -> Tree<PanelKind> {
    let mut tiles = Tiles::default();
    let column = |left: bool| -> Vec<PanelKind> {
        let mut rows: Vec<&PanelRow> = ROWS.iter().filter(|r| r.left == left).collect();
        rows.sort_by_key(|r| holds.rank(r));
        rows.into_iter().map(|r| r.kind).collect()
    };
    let left = tabs(&mut tiles, &column(true));
    let right = tabs(&mut tiles, &column(false));
    hide(&mut tiles, holds);
    let root = line(&mut tiles, LinearDir::Horizontal, &[(left, 0.4), (right, 0.6)]);
    Tree::new(egui::Id::unique("board-narrow"), root, tiles)
}

/// All panels as tabs of one place.
fn small(holds: Holds) -> Tree<PanelKind> {
    let mut tiles = Tiles::default();
    let mut rows: Vec<&PanelRow> = ROWS.iter().collect();
    rows.sort_by_key(|r| holds.rank(r));
    let kinds: Vec<PanelKind> = rows.into_iter().map(|r| r.kind).collect();
    let root = tabs(&mut tiles, &kinds);
    hide(&mut tiles, holds);
    Tree::new(egui::Id::unique("board-small"), root, tiles)
}

/// Hides what is not shown at first, and what has nothing to show; the first that is left of each
/// place stands in front.
fn hide(tiles: &mut Tiles<PanelKind>, holds: Holds) {
    for row in ROWS.iter().filter(|r| !r.shown || !holds.has(r.kind)) {
        if let Some(id) = tiles.find_pane(&row.kind) {
            tiles.set_visible(id, false);
        }
    }
    let visible: Vec<TileId> = tiles.tile_ids().filter(|id| tiles.is_visible(*id)).collect();
    for (_, tile) in tiles.iter_mut() {
        if let Tile::Container(Container::Tabs(tabs)) = tile {
            let first = tabs.children.iter().find(|c| visible.contains(c));
            tabs.active = first.copied().or(tabs.active);
        }
    }
}

fn line(tiles: &mut Tiles<PanelKind>, dir: LinearDir, parts: &[(TileId, f32)]) -> TileId {
    let mut linear = Linear::new(dir, parts.iter().map(|p| p.0).collect());
    for (id, share) in parts {
        linear.shares.set_share(*id, *share);
    }
    tiles.insert_container(linear)
}

impl super::Workbench {
    /// Whether the arrangement was changed by hand since it was last kept.
    #[must_use]
    pub fn is_arrangement_edited(&self) -> bool {
        self.screen.arrangement.is_edited()
    }
}
