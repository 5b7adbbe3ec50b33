//! Which sources a source goes back to. Sources that copy, translate or quote each other in a
//! circle are one.

use super::Csr;

/// For each source, the sources it goes back to by following `derived` to the end; itself when it
/// copies none. Circles are found by Tarjan's algorithm (1972) and stand for their first member.
#[must_use]
pub(super) fn origins(derived: &Csr<u32>) -> Csr<u32> {
    let n = derived.len();
    let (circle_of, circles) = circles(derived);
    // A circle is finished after all it leads to, so these are known when it is looked at.
    let mut ends: Vec<Vec<u32>> = Vec::with_capacity(circles.len());
    for (number, members) in circles.iter().enumerate() {
        let mut out: Vec<u32> = Vec::new();
        for member in members {
            for next in derived.get(*member as usize) {
                let other = circle_of[*next as usize] as usize;
                if other != number {
                    out.extend(ends.get(other).into_iter().flatten());
                }
            }
        }
        if out.is_empty() {
            out.extend(members.iter().min());
        }
        out.sort_unstable();
        out.dedup();
        ends.push(out);
    }
    let mut csr = Csr::default();
    for i in 0..n {
        csr.push_as_is(&ends[circle_of[i] as usize]);
    }
    csr
}

/// The circle each source is in, and the members of each; a source by itself is one too.
fn circles(derived: &Csr<u32>) -> (Vec<u32>, Vec<Vec<u32>>) {
    const NEW: u32 = u32::MAX;
    let n = derived.len();
    let (mut order, mut low) = (vec![NEW; n], vec![0u32; n]);
    let mut circle_of = vec![NEW; n];
    let mut circles: Vec<Vec<u32>> = Vec::new();
    let mut waiting: Vec<u32> = Vec::new();
    let mut next_number = 0u32;
    // Each entry is a source and how many of its own sources were looked at.
    let mut path: Vec<(u32, usize)> = Vec::new();
    for root in (0..n).filter_map(|i| u32::try_from(i).ok()) {
        if order[root as usize] != NEW {
            continue;
        }
        path.push((root, 0));
        while let Some((at, looked)) = path.last().copied() {
            let i = at as usize;
            if looked == 0 {
                order[i] = next_number;
                low[i] = next_number;
                next_number += 1;
                waiting.push(at);
            }
            if let Some(next) = derived.get(i).get(looked).copied() {
                if let Some(last) = path.last_mut() {
                    last.1 += 1;
                }
                let j = next as usize;
                if order[j] == NEW {
                    path.push((next, 0));
                } else if circle_of[j] == NEW {
                    low[i] = low[i].min(order[j]);
                }
                continue;
            }
            path.pop();
            if let Some((before, _)) = path.last() {
                let b = *before as usize;
                low[b] = low[b].min(low[i]);
            }
            if low[i] == order[i] {
                let number = u32::try_from(circles.len()).unwrap_or(NEW - 1);
                let mut members = Vec::new();
                while let Some(member) = waiting.pop() {
                    circle_of[member as usize] = number;
                    members.push(member);
                    if member == at {
                        break;
                    }
                }
                circles.push(members);
            }
        }
    }
    (circle_of, circles)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_go_back_to_their_origin() {
        // 0 is an original; 1 copies 0; 2 copies 1; 3 and 4 quote each other; 5 quotes 4 and 2.
        let derived = Csr::from_pairs(6, vec![(1, 0), (2, 1), (3, 4), (4, 3), (5, 4), (5, 2)]);
        let origins = origins(&derived);
        let all: Vec<&[u32]> = (0..6).map(|i| origins.get(i)).collect();
        assert_eq!(all, [&[0][..], &[0], &[0], &[3], &[3], &[0, 3]]);
    }
}
