//! Sizes of nodes by money.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::data::NodeMark;
use crate::panels::ReadCx;
use crate::query::Dim;
use crate::table::{Node, TieKind};

/// Areas in proportion to the money of the initiatives under the filter a thing takes part in.
pub(super) fn by_money(cx: &ReadCx<'_>, nodes: &mut [NodeMark]) {
    let Some(flow) = crate::panels::wording::initiative_flow(cx) else { return };
    let dims = [Dim::Party, Dim::Institution, Dim::Person, Dim::Initiative];
    let sums: Vec<(Dim, crate::query::Sums)> =
        dims.iter().map(|d| (*d, cx.results.sums(cx.table, *d, flow))).collect();
    let together = together(cx, flow);
    let money: Vec<i128> = nodes
        .iter()
        .enumerate()
        .map(|(i, n)| {
            if n.members > 1 {
                return together.get(&i).copied();
            }
            let row = n.row?;
            let dim = Dim::of(row.collection())?;
            let sums = &sums.iter().find(|s| s.0 == dim)?.1;
            sums.values.get(row.index()).map(|v| v.selected.max(0))
        })
        .map(|m| m.unwrap_or(0))
        .collect();
    let max = money.iter().copied().max().unwrap_or(0).max(1);
    for (node, money) in nodes.iter_mut().zip(money) {
        #[expect(clippy::cast_precision_loss, reason = "a size on screen")]
        let share = (money / 1000) as f32 / (max / 1000).max(1) as f32;
        node.radius = 6.0 + 26.0 * libm::sqrtf(share);
        if money > 0 {
            let text = crate::panels::wording::money_text(cx, money, flow.currency, true);
            let of = crate::panels::wording::flow_name(cx, flow);
            node.amounts.push(format!("{text} ({of})"));
        }
    }
}

/// The money of the initiatives under the filter in which those who are drawn as one take part, each
/// once, by vertex.
fn together(cx: &ReadCx<'_>, flow: crate::query::Flow) -> BTreeMap<usize, i128> {
    let mut stands: FxHashMap<Node, usize> = FxHashMap::default();
    for (i, members) in cx.graph.members.iter().enumerate() {
        stands.extend(members.iter().map(|m| (*m, i)));
    }
    let mut sums = BTreeMap::new();
    if stands.is_empty() {
        return sums;
    }
    let ties = cx.table.ties.chunk_by(|a, b| a.row == b.row && a.kind == b.kind);
    for group in ties.filter(|g| g[0].kind == TieKind::Participation) {
        let Some(fact) = cx.table.fact(group[0].row).filter(|f| cx.results.passes(*f)) else {
            continue;
        };
        let Some(value) = crate::query::money(cx.table, fact, flow).0 else { continue };
        let mut here: Vec<usize> =
            group.iter().filter_map(|t| stands.get(&t.from).copied()).collect();
        here.sort_unstable();
        here.dedup();
        for at in here {
            let slot: &mut i128 = sums.entry(at).or_default();
            *slot = slot.saturating_add(value);
        }
    }
    sums
}
