//! What of the network changes with the filter: which nodes and ties pass it, and how many.

use super::data::{EdgeMark, NetworkData};
use crate::graph::Fold;
use crate::panels::ReadCx;
use crate::record::{Collection, Row};
use crate::table::{Bits, Node};

/// What of the network changes with the filter: which nodes and ties pass it.
pub(super) fn light(cx: &ReadCx<'_>, data: &mut NetworkData) {
    data.folded = folded(cx, &data.through);
    let facts = [Collection::Initiatives, Collection::Links];
    data.added = crate::panels::wording::added(cx, &facts);
    for (i, node) in data.nodes.iter_mut().enumerate() {
        // What stands for several passes when one of them does.
        let members = cx.graph.members.get(i).map_or(&[][..], Vec::as_slice);
        node.lit = cx.results.node_in(cx.table, node.node)
            || members.iter().any(|m| cx.results.node_in(cx.table, *m));
    }
    for (mark, edge) in data.edges.iter_mut().zip(&cx.graph.edges) {
        // What is no fact always passes.
        let out = mark.facts.iter().filter(|f| !cx.results.passes(**f as usize)).count();
        mark.passing = edge.ties.len() - out;
        mark.lit = data.nodes[mark.from].lit && data.nodes[mark.to].lit && mark.passing > 0;
    }
    data.passing = if !cx.results.filtered {
        data.total
    } else if data.all.is_empty() {
        data.nodes.iter().filter(|n| n.lit).count()
    } else {
        data.all.iter().filter(|r| cx.results.row_in(cx.table, **r)).count()
    };
}

/// Of the initiatives that pass, how many are drawn as ties, and how many there are.
fn folded(cx: &ReadCx<'_>, through: &Bits) -> Option<(usize, usize)> {
    if cx.graph.fold == Fold::Nothing || cx.graph.folded == 0 {
        return None;
    }
    let range = cx.table.facts_of(Collection::Initiatives);
    let all = cx.results.count(Collection::Initiatives).selected as usize;
    (all > 0).then_some((through.count_both(cx.results.pass(), range) as usize, all))
}

/// The initiatives that some ties are made of.
pub(super) fn through(cx: &ReadCx<'_>, edges: &[EdgeMark]) -> Bits {
    let mut out = Bits::none(cx.table.n_facts());
    for fact in edges.iter().filter(|e| e.through > 0).flat_map(|e| &e.facts) {
        out.put(*fact as usize);
    }
    out
}

/// The records that ties are between; without the initiatives, where these are drawn as ties.
pub(super) fn tied(cx: &ReadCx<'_>) -> Vec<Row> {
    let mut tied: Vec<Vec<bool>> = Vec::new();
    let ends = cx.table.ties.iter().flat_map(|t| [t.from, t.to]);
    for row in ends.filter_map(|n| if let Node::Record(row) = n { Some(row) } else { None }) {
        let own = row.collection() as usize;
        if tied.len() <= own {
            tied.resize(own + 1, Vec::new());
        }
        if tied[own].len() <= row.index() {
            tied[own].resize(cx.doc.records.len(row.collection()).max(row.index() + 1), false);
        }
        tied[own][row.index()] = true;
    }
    let folded = cx.graph.fold != Fold::Nothing;
    let drawn = |c: &Collection| !(folded && *c == Collection::Initiatives);
    let of = |c: Collection| {
        let own = tied.get(c as usize).map_or(&[][..], Vec::as_slice);
        own.iter().enumerate().filter(|t| *t.1).map(move |t| Row::new(c, t.0)).collect::<Vec<_>>()
    };
    Collection::ALL.into_iter().filter(drawn).flat_map(of).collect()
}
