//! Nodes that belong together: modularity raised by moving nodes one by one, then by joining
//! communities (Blondel, Guillaume, Lambiotte and Lefebvre 2008, "Louvain"), without chance.

use std::collections::BTreeMap;

/// The communities of a network of `n` nodes, each by its members in ascending order; the largest
/// first. `edges` are pairs with their weights; loops are ignored.
#[must_use]
pub fn communities(n: usize, edges: &[(u32, u32, f32)]) -> Vec<Vec<usize>> {
    // For each node of the present level, the nodes of the first one it stands for.
    let mut members: Vec<Vec<usize>> = (0..n).map(|i| vec![i]).collect();
    let mut level: Vec<(u32, u32, f64)> =
        edges.iter().map(|(a, b, w)| (*a, *b, f64::from(*w))).collect();
    loop {
        let of = one_level(members.len(), &level);
        let count = of.iter().max().map_or(0, |m| m + 1);
        if count == members.len() {
            break;
        }
        let mut joined: Vec<Vec<usize>> = vec![Vec::new(); count];
        for (node, community) in of.iter().enumerate() {
            joined[*community].append(&mut members[node]);
        }
        members = joined;
        let mut sums: BTreeMap<(u32, u32), f64> = BTreeMap::new();
        for (a, b, w) in &level {
            let (a, b) = (of[*a as usize], of[*b as usize]);
            let small = |i: usize| u32::try_from(i).unwrap_or(u32::MAX);
            *sums.entry((small(a.min(b)), small(a.max(b)))).or_default() += w;
        }
        level = sums.into_iter().map(|((a, b), w)| (a, b, w)).collect();
    }
    for group in &mut members {
        group.sort_unstable();
    }
    members.sort_by_key(|m| (std::cmp::Reverse(m.len()), m.first().copied()));
    members
}

/// How much more of the weight lies within communities than would by chance (Newman and Girvan
/// 2004); `of` is the community of each node. 0 for a network without edges.
#[must_use]
pub(super) fn modularity(of: &[u32], edges: &[(u32, u32, f32)]) -> f64 {
    let n = of.iter().max().map_or(0, |m| *m as usize + 1);
    let (mut within, mut degree, mut total) = (0.0f64, vec![0.0f64; n], 0.0f64);
    for (a, b, w) in edges {
        let (a, b, w) = (of[*a as usize] as usize, of[*b as usize] as usize, f64::from(*w));
        degree[a] += w;
        degree[b] += w;
        total += w;
        within += if a == b { w } else { 0.0 };
    }
    if total <= 0.0 {
        return 0.0;
    }
    let chance: f64 = degree.iter().map(|d| (d / (2.0 * total)).powi(2)).sum();
    within / total - chance
}

/// Moves nodes to the neighbouring community that raises modularity most, until none moves.
/// Returns the community of each node, numbered from 0 without gaps.
fn one_level(n: usize, edges: &[(u32, u32, f64)]) -> Vec<usize> {
    let mut near: Vec<Vec<(usize, f64)>> = vec![Vec::new(); n];
    let mut degree = vec![0.0f64; n];
    let mut total = 0.0;
    for (a, b, w) in edges {
        let (a, b) = (*a as usize, *b as usize);
        degree[a] += w;
        degree[b] += w;
        total += w;
        if a != b {
            near[a].push((b, *w));
            near[b].push((a, *w));
        }
    }
    let mut of: Vec<usize> = (0..n).collect();
    if total <= 0.0 {
        return of;
    }
    let mut sum = degree.clone();
    let mut weights = vec![0.0f64; n];
    for _ in 0..20 {
        let mut moved = false;
        for node in 0..n {
            let own = of[node];
            let mut touched: Vec<usize> = Vec::new();
            for (other, w) in &near[node] {
                let c = of[*other];
                if weights[c] == 0.0 {
                    touched.push(c);
                }
                weights[c] += w;
            }
            sum[own] -= degree[node];
            let gain =
                |c: usize, weights: &[f64]| weights[c] - sum[c] * degree[node] / (2.0 * total);
            let mut best = (own, gain(own, &weights));
            touched.sort_unstable();
            for c in &touched {
                let g = gain(*c, &weights);
                if g > best.1 + 1e-12 {
                    best = (*c, g);
                }
            }
            for c in touched {
                weights[c] = 0.0;
            }
            sum[best.0] += degree[node];
            moved |= best.0 != own;
            of[node] = best.0;
        }
        if !moved {
            break;
        }
    }
    let mut number = vec![usize::MAX; n];
    let mut next = 0;
    for c in &mut of {
        if number[*c] == usize::MAX {
            number[*c] = next;
            next += 1;
        }
        *c = number[*c];
    }
    of
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_cliques_are_two_communities() {
        let mut edges = Vec::new();
        for base in [0u32, 5] {
            for a in 0..5 {
                for b in a + 1..5 {
                    edges.push((base + a, base + b, 1.0));
                }
            }
        }
        edges.push((0, 5, 1.0));
        assert_eq!(communities(11, &edges), [vec![0, 1, 2, 3, 4], vec![5, 6, 7, 8, 9], vec![10]]);
    }
}
