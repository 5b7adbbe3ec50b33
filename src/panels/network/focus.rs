//! The focus: what lies within some steps of the selection, and the shortest way between two pinned
//! things.

use super::data::NetworkData;
use crate::graph::{Ask, Fold, Graph, Near, Walk};
use crate::panels::ReadCx;
use crate::table::Node;
use crate::view::{FoldBy, Thing};

/// A part of the network that is drawn alone, since the drawn one lacks some of its nodes.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// What it was made for.
    key: Option<Key>,
    graph: Option<Graph>,
    /// Two things are pinned and no tie leads from one to the other.
    pub(super) apart: bool,
    /// It is the surroundings of the selection, or a way between pins.
    pub(super) passing: bool,
    /// Counts the parts made, so that what is drawn of them is told apart.
    pub(super) number: u64,
}

/// What is drawn as one; `None` leaves it to the data.
fn fold(by: FoldBy) -> Option<Fold> {
    match by {
        FoldBy::Auto => None,
        FoldBy::Nothing => Some(Fold::Nothing),
        FoldBy::Initiatives => Some(Fold::Initiatives),
        FoldBy::Party => Some(Fold::Party),
        FoldBy::Sector => Some(Fold::Sector),
        FoldBy::Community => Some(Fold::Community),
    }
}

/// What a part is made for.
type Key = (u64, Option<Thing>, u8, Vec<Thing>, Ask);

impl Part {
    /// The part to be drawn instead of the whole; `None` when the drawn network has all of it.
    pub(super) fn graph(&self) -> Option<&Graph> {
        self.graph.as_ref()
    }

    /// Looks what is to be drawn: what lies within the focus, or the shortest way between two
    /// pinned things.
    pub(super) fn look(&mut self, cx: &ReadCx<'_>, open: &[Node]) {
        let ask =
            Ask { fold: fold(cx.view.fold), most: cx.view.most.number(), open: open.to_vec() };
        let selected = cx.view.selected.filter(|_| cx.view.focus > 0);
        let pinned = cx.view.pinned.clone();
        let key = (cx.revisions.data, selected, cx.view.focus, pinned, ask.clone());
        if self.key.as_ref() != Some(&key) {
            self.key = Some(key);
            self.number += 1;
            self.apart = false;
            self.graph = None;
            self.passing = false;
            let start = selected.and_then(Thing::row).map(Node::Record);
            // Around what is drawn, the picture is kept as it is folded.
            let base =
                (ask != Ask::default()).then(|| Graph::asked(&cx.doc.records, cx.table, &ask));
            let drawn = base.as_ref().unwrap_or(cx.graph);
            if drawn.fold != Fold::Nothing
                && let Some(mut around) =
                    start.and_then(|s| drawn.around(s, u32::from(cx.view.focus)))
            {
                around.as_part_of(drawn);
                self.graph = Some(around);
                self.passing = true;
                return;
            }
            let nodes = self.nodes(cx);
            let drawn = |n: &Node| drawn.vertices.iter().any(|v| v.node == *n);
            if nodes.len() > 1 && (start.is_some() || !nodes.iter().all(drawn)) {
                let mut graph = Graph::among(&cx.doc.records, cx.table, &nodes);
                if let Some(start) = start {
                    graph.rings(start);
                }
                graph.as_part_of(base.as_ref().unwrap_or(cx.graph));
                self.graph = Some(graph);
                self.passing = true;
            } else {
                self.graph = base;
            }
        }
    }

    fn nodes(&mut self, cx: &ReadCx<'_>) -> Vec<Node> {
        let near = Near::new(cx.table, cx.doc.totals());
        let pinned: Vec<Node> =
            cx.view.pinned.iter().filter_map(|t| t.row()).map(Node::Record).collect();
        if cx.view.focus > 0 {
            let start = cx.view.selected.and_then(Thing::row);
            return start
                .map_or_else(Vec::new, |row| near.within(Node::Record(row), cx.view.focus));
        }
        let [a, b, ..] = pinned[..] else { return Vec::new() };
        let path = near.path(a, b);
        self.apart = path.is_none();
        path.unwrap_or_default()
    }
}

fn place(data: &NetworkData, thing: Thing) -> Option<usize> {
    let row = thing.row()?;
    data.nodes.iter().position(|n| n.row == Some(row))
}

/// The name of what is shown with its surroundings alone.
pub(super) fn around(cx: &ReadCx<'_>, data: &NetworkData) -> Option<String> {
    let thing = cx.view.selected.filter(|_| cx.view.focus > 0)?;
    place(data, thing).map(|n| data.nodes[n].name.clone())
}

fn walk(data: &NetworkData, start: usize, steps: u32, end: Option<usize>) -> Walk {
    let ties = || data.edges.iter().map(|e| Some((e.from, e.to)));
    Walk::new(data.nodes.len(), ties, start, steps, end)
}

/// Which nodes lie within the steps of the focus; `None` when there is no focus.
pub(super) fn within(cx: &ReadCx<'_>, data: &NetworkData) -> Option<Vec<bool>> {
    let start = place(data, cx.view.selected?).filter(|_| cx.view.focus > 0)?;
    let walk = walk(data, start, u32::from(cx.view.focus), None);
    Some((0..data.nodes.len()).map(|n| walk.reaches(n)).collect())
}

/// Nodes and ties of the shortest way between the first two pinned things; of several the one whose
/// ties stand first in the file.
pub(super) fn path(cx: &ReadCx<'_>, data: &NetworkData) -> Option<(Vec<usize>, Vec<usize>)> {
    if cx.view.focus > 0 {
        return None;
    }
    let mut ends = cx.view.pinned.iter().filter_map(|t| place(data, *t));
    let (start, end) = (ends.next()?, ends.next()?);
    walk(data, start, u32::MAX, Some(end)).way(end)
}
