//! Keeps marks from lying over each other: they are pushed apart as little as it takes.

/// Passes before everything is spread wider: few, as pushing moves neighbours past each other while
/// spreading keeps them.
const PASSES: usize = 4;
/// As many where some are held: the others find room beside them before they are sent outward.
const PASSES_HELD: usize = 40;
/// How much wider, each time the passes did not do.
const WIDER: f32 = 1.03;
/// Times it is spread wider at most.
const TIMES: usize = 240;

/// Moves circles until none overlaps another. `radius` holds the radius of each, half of the gap
/// wanted between two included; `held` are not moved. Places and radii are of one unit.
pub(super) fn apart(pos: &mut [[f32; 2]], radius: &[f32], held: &dyn Fn(usize) -> bool) {
    let largest = radius.iter().copied().fold(0.0f32, f32::max);
    if largest <= 0.0 || pos.len() < 2 {
        return;
    }
    let passes = if (0..pos.len()).any(held) { PASSES_HELD } else { PASSES };
    for _ in 0..TIMES {
        for _ in 0..passes {
            if !push(pos, radius, largest, held) {
                return;
            }
        }
        for (i, p) in pos.iter_mut().enumerate() {
            if !held(i) {
                *p = [p[0] * WIDER, p[1] * WIDER];
            }
        }
    }
}

/// Pushes every two circles that overlap apart; returns whether any did.
fn push(pos: &mut [[f32; 2]], radius: &[f32], largest: f32, held: &dyn Fn(usize) -> bool) -> bool {
    // Along one axis only those near are looked at.
    let mut order: Vec<usize> = (0..pos.len()).collect();
    order.sort_by(|a, b| pos[*a][0].total_cmp(&pos[*b][0]).then(a.cmp(b)));
    let mut moved = false;
    for (at, &i) in order.iter().enumerate() {
        for &j in &order[at + 1..] {
            // Order and places part a little while circles move: the margin allows for it.
            if pos[j][0] - pos[i][0] > radius[i] + largest * 2.0 {
                break;
            }
            let wanted = radius[i] + radius[j];
            let (dx, dy) = (pos[j][0] - pos[i][0], pos[j][1] - pos[i][1]);
            let d2 = dx * dx + dy * dy;
            if d2 >= wanted * wanted * 0.999 {
                continue;
            }
            let d = libm::sqrtf(d2);
            let (ux, uy) = if d > wanted * 1e-3 {
                (dx / d, dy / d)
            } else {
                // One on the other: each pair parts in a direction of its own.
                #[expect(clippy::cast_precision_loss, reason = "an angle")]
                let a = ((i * 31 + j) % 1009) as f32;
                (libm::cosf(a), libm::sinf(a))
            };
            let (own, other) = match (held(i), held(j)) {
                (true, true) => continue,
                (true, false) => (0.0, 1.0),
                (false, true) => (1.0, 0.0),
                // The larger one moves less.
                (false, false) => (radius[j] / wanted, radius[i] / wanted),
            };
            moved = true;
            let by = (wanted - d) * 1.02;
            pos[i] = [pos[i][0] - ux * by * own, pos[i][1] - uy * by * own];
            pos[j] = [pos[j][0] + ux * by * other, pos[j][1] + uy * by * other];
        }
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_thousand_heaped_circles_part() {
        let n = 2_000u16;
        let radius: Vec<f32> = (0..n).map(|i| 1.0 + f32::from(i % 7)).collect();
        let mut pos: Vec<[f32; 2]> =
            (0..n).map(|i| [f32::from(i % 9) * 3.0, f32::from(i % 11) * 2.0]).collect();
        apart(&mut pos, &radius, &|_| false);
        for i in 0..pos.len() {
            for j in 0..i {
                let d = libm::hypotf(pos[i][0] - pos[j][0], pos[i][1] - pos[j][1]);
                assert!(d >= (radius[i] + radius[j]) * 0.999, "{i} {j} {d}");
            }
        }
    }
}
