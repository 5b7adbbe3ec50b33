//! Where the nodes stand: placed once for the shape of the room, and kept by what they stand for, so
//! that a filter, a resize or an edit moves nothing that was there.

use std::collections::BTreeMap;

use egui::Rect;

use super::data::NetworkData;
use crate::graph::{Fold, Room};
use crate::panels::ReadCx;
use crate::view::Most;

/// Left free at the sides of the picture for names.
const SIDES: [f32; 2] = [70.0, 46.0];
/// Left free around a separate component.
const PAD: [f32; 2] = [44.0, 18.0];
/// Between two marks.
const GAP: f32 = 10.0;

/// The places of the nodes of a picture.
#[derive(Debug, Default)]
pub(super) struct Standing {
    /// Folded how.
    of: Option<(Fold, Most)>,
    /// By the id of what it stands for.
    known: BTreeMap<String, [f32; 2]>,
    shrink: f32,
    /// The places were given by a window, for what is drawn first.
    given: bool,
    /// The places as last looked up, and for what.
    now: Option<(Key, Vec<[f32; 2]>, f32)>,
}

/// What places were looked up for: the data, the part that is drawn, and what sizes mean.
type Key = (u64, u64, bool);

/// Which picture of the network is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Drawn {
    /// Counts the parts that were made; 0 for the network as it is at first.
    pub(super) number: u64,
    /// It is the surroundings of one thing, or a way between two: not kept.
    pub(super) passing: bool,
}

impl Standing {
    /// Forgets all places: another dataset is open.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }

    /// The places there are, and by how much smaller marks are drawn.
    pub(super) fn known(&self) -> (&BTreeMap<String, [f32; 2]>, f32) {
        (&self.known, self.shrink)
    }

    /// Begins with places of a window.
    pub(super) fn give(&mut self, places: BTreeMap<String, [f32; 2]>, shrink: f32) {
        if !places.is_empty() {
            *self = Self { known: places, shrink, given: true, ..Self::default() };
        }
    }

    /// The place of each node, in points around the middle of the room, and by how much smaller
    /// marks are drawn.
    pub(super) fn look(
        &mut self,
        cx: &ReadCx<'_>,
        data: &NetworkData,
        field: Rect,
        drawn: Drawn,
    ) -> (Vec<[f32; 2]>, f32) {
        if cx.graph.curated {
            return (data.nodes.iter().map(|n| n.pos).collect(), 1.0);
        }
        let by_money = cx.view.size_by == crate::view::SizeBy::Money;
        let key = (cx.revisions.data, drawn.number, by_money);
        if let Some((_, pos, shrink)) = self.now.as_ref().filter(|n| n.0 == key) {
            return (pos.clone(), *shrink);
        }
        let of = (cx.graph.fold, cx.view.most);
        if self.of != Some(of) && !drawn.passing {
            self.of = Some(of);
            if !std::mem::take(&mut self.given) {
                self.known.clear();
            }
        }
        let radius: Vec<f32> = data.nodes.iter().map(|n| n.radius).collect();
        let known: Vec<Option<[f32; 2]>> = data
            .nodes
            .iter()
            .map(|n| self.known.get(&n.id).copied().filter(|_| !drawn.passing))
            .collect();
        let mut shrink = self.shrink;
        let pos = if known.iter().all(Option::is_none) {
            let room = [
                (field.width() - 2.0 * SIDES[0]).max(120.0),
                (field.height() - 2.0 * SIDES[1]).max(80.0),
            ];
            let placed = cx.graph.placed(Room { size: room, pad: PAD, gap: GAP }, &radius);
            shrink = placed.shrink;
            placed.pos
        } else {
            let around: Vec<f32> = radius.iter().map(|r| (r + GAP / 2.0) * shrink).collect();
            // Sizes that mean money may need more room than those that were placed.
            cx.graph.joined(&known, &around, !by_money)
        };
        if !drawn.passing && !by_money {
            let ids = data.nodes.iter().map(|n| n.id.clone());
            self.known.extend(ids.zip(pos.iter().copied()));
            self.shrink = shrink;
        }
        self.now = Some((key, pos.clone(), shrink));
        (pos, shrink)
    }
}
