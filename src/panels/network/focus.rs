//! The focus: what lies within some steps of the selection, and the shortest way between two pinned
//! things.

use std::collections::VecDeque;

use super::data::NetworkData;
use crate::panels::PanelCx;
use crate::view::Thing;

fn place(data: &NetworkData, thing: Thing) -> Option<usize> {
    let row = thing.row()?;
    data.nodes.iter().position(|n| n.row == Some(row))
}

/// For each node, its neighbours and the ties that lead there.
fn neighbours(data: &NetworkData) -> Vec<Vec<(usize, usize)>> {
    let mut out = vec![Vec::new(); data.nodes.len()];
    for (i, e) in data.edges.iter().enumerate() {
        out[e.from].push((e.to, i));
        out[e.to].push((e.from, i));
    }
    out
}

/// Which nodes lie within the steps of the focus; `None` when there is no focus.
pub(super) fn within(cx: &PanelCx<'_>, data: &NetworkData) -> Option<Vec<bool>> {
    let start = place(data, cx.view.selected?).filter(|_| cx.view.focus > 0)?;
    let near = neighbours(data);
    let mut inside = vec![false; data.nodes.len()];
    inside[start] = true;
    let mut rim = vec![start];
    for _ in 0..cx.view.focus {
        let next: Vec<usize> =
            rim.iter().flat_map(|n| near[*n].iter().map(|e| e.0)).filter(|n| !inside[*n]).collect();
        for n in &next {
            inside[*n] = true;
        }
        rim = next;
    }
    Some(inside)
}

/// Nodes and ties of the shortest way between the first two pinned things; of several the one whose
/// ties stand first in the file.
pub(super) fn path(cx: &PanelCx<'_>, data: &NetworkData) -> Option<(Vec<usize>, Vec<usize>)> {
    let mut ends = cx.view.pinned.iter().filter_map(|t| place(data, *t));
    let (start, end) = (ends.next()?, ends.next()?);
    let near = neighbours(data);
    let mut from: Vec<Option<(usize, usize)>> = vec![None; data.nodes.len()];
    let mut queue = VecDeque::from([start]);
    while let Some(at) = queue.pop_front() {
        if at == end {
            break;
        }
        for (next, tie) in &near[at] {
            if *next != start && from[*next].is_none() {
                from[*next] = Some((at, *tie));
                queue.push_back(*next);
            }
        }
    }
    let (mut nodes, mut ties) = (vec![end], Vec::new());
    let mut at = end;
    while at != start {
        let (before, tie) = from[at]?;
        nodes.push(before);
        ties.push(tie);
        at = before;
    }
    Some((nodes, ties))
}
