//! Where hands have put what the network shows.

use std::collections::BTreeMap;

/// How panels stand in the window, so that a picture shows the same. Of the network: by the ids of
/// what its nodes stand for, in points around the middle of the room.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arranged {
    /// Nodes that were dragged, and where to.
    pub moved: BTreeMap<String, [f32; 2]>,
    /// What is drawn as one and was opened.
    pub open: Vec<String>,
    /// Where all nodes were placed; empty where none were yet.
    pub places: BTreeMap<String, [f32; 2]>,
    /// By how much smaller marks are drawn.
    pub shrink: f32,
    /// The column the initiatives are sorted by, and whether the largest comes first; `None` where
    /// the order is their own.
    pub sorted: Option<(usize, bool)>,
}
