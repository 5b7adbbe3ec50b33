//! Items of the timeline as shapes of a plot.

use std::collections::BTreeSet;

use egui::{Color32, Stroke};
use egui_plot::{MarkerShape, PlotPoints, PlotUi, Points, Polygon};

use super::data::{Item, TimelineData, Year};
use super::money::BY_NUMBER;
use super::names::Standing;
use crate::model::{Days, days_from_civil};
use crate::ui::theme::{Tokens, mix};

/// The strength of a bar that lies outside the period asked for.
pub(super) const OUTSIDE: f32 = 0.45;

/// Height of the plot in its own units.
pub(super) const TOP: f64 = 1.0;

/// The range in sight, and behind everything the periods asked for, the years of what is pointed at
/// or selected, and the period being brushed.
pub(super) fn grounds(
    plot: &mut PlotUi<'_>,
    (chosen, about): (&[Days], &BTreeSet<i32>),
    brush: Option<f64>,
    (x0, x1): (f64, f64),
    tokens: &Tokens,
) {
    plot.set_plot_bounds_x(x0..=x1);
    plot.set_plot_bounds_y(0.0..=TOP);
    let ground = |plot: &mut PlotUi<'_>, a: f64, b: f64, t: f32| {
        let points = PlotPoints::from(vec![[a, 0.0], [b, 0.0], [b, TOP], [a, TOP]]);
        plot.polygon(
            Polygon::new("", points)
                .fill_color(mix(tokens.panel, tokens.accent, t))
                .stroke(Stroke::NONE)
                .allow_hover(false),
        );
    };
    for year in about {
        let start = |y: i32| f64::from(days_from_civil(i64::from(y), 1, 1));
        ground(plot, start(*year).max(x0), start(year + 1).min(x1), 0.07);
    }
    for days in chosen {
        let (a, b) = (f64::from(days.first.max(-4_000_000)), f64::from(days.last.min(4_000_000)));
        ground(plot, a.max(x0), (b + 1.0).min(x1), 0.12);
    }
    if let (Some(start), Some(now)) = (brush, plot.pointer_coordinate()) {
        ground(plot, start.min(now.x), start.max(now.x), 0.2);
    }
}

/// The items in sight; those that stand out are larger.
pub(super) fn items(
    plot: &mut PlotUi<'_>,
    data: &TimelineData,
    (x0, x1): (f64, f64),
    (standing, tokens): (&Standing, &Tokens),
    strong: impl Fn(usize, &Item) -> bool,
) {
    for (i, it) in data.items.iter().enumerate() {
        let (first, last) = it.days.closed();
        let in_sight = f64::from(last) >= x0 - 400.0 && f64::from(first) <= x1 + 400.0;
        if let Some(place) = standing.of(i).filter(|_| in_sight) {
            item(plot, it, place, tokens, strong(i, it));
        }
    }
}

/// How many facts of a lane touch each year, month or day: pale in all, solid under the filter.
pub(super) fn density(
    plot: &mut PlotUi<'_>,
    data: &TimelineData,
    standing: &Standing,
    (x0, x1): (f64, f64),
    tokens: &Tokens,
) {
    for (i, lane) in data.lanes.iter().enumerate() {
        let share = standing.dense.get(i).copied().unwrap_or(0.0);
        let bins = data.density.get(i).map_or(&[][..], Vec::as_slice);
        let most = f64::from(data.most(i).max(1));
        let (base, high) = data.lane_place(*lane);
        for bin in bins.iter().filter(|b| share > 0.0 && b.total > 0) {
            let (a, b) = (f64::from(bin.first), f64::from(bin.end));
            if b < x0 || a > x1 {
                continue;
            }
            let gap = (b - a) * 0.04;
            for (n, strength) in [(bin.total, 0.16), (bin.selected, 0.42)] {
                let top = base + high * share * f64::from(n) / most;
                let points = PlotPoints::from(vec![
                    [a + gap, base],
                    [b - gap, base],
                    [b - gap, top],
                    [a + gap, top],
                ]);
                plot.polygon(
                    Polygon::new("", points)
                        .fill_color(mix(tokens.panel, tokens.accent, strength))
                        .stroke(Stroke::NONE)
                        .allow_hover(false),
                );
            }
        }
    }
}

/// How many dated facts each year touches: pale in all, solid under the filter.
pub(super) fn years(plot: &mut PlotUi<'_>, data: &TimelineData, tokens: &Tokens) {
    let max = f64::from(data.years.iter().map(|y| y.total).max().unwrap_or(1).max(1));
    super::money::lines(plot, &data.scale, max, BY_NUMBER, tokens);
    for Year { year, selected, total, out } in &data.years {
        let a = f64::from(days_from_civil(i64::from(*year), 1, 1)) + 20.0;
        let b = a + 325.0;
        let solid = if *out { mix(tokens.panel, tokens.accent, OUTSIDE) } else { tokens.accent };
        for (n, color) in [(*total, tokens.tint(tokens.accent)), (*selected, solid)] {
            let h = f64::from(n) / max * BY_NUMBER;
            let points = PlotPoints::from(vec![[a, 0.0], [b, 0.0], [b, h], [a, h]]);
            plot.polygon(
                Polygon::new("", points).fill_color(color).stroke(Stroke::NONE).allow_hover(false),
            );
        }
    }
}

/// The middle of an item in units of the plot, whose height is 1, and the height it has for itself.
pub(super) fn place(item: &Item, data: &TimelineData) -> (f64, f64) {
    let (base, high) = data.lane_place(item.lane);
    let step = data.step(item.lane);
    (base + high * 0.07 + step * (f64::from(item.level) + 0.5), step)
}

/// A dot for a day, a bar for a month, a year or a period; doubtful ends fade.
pub(super) fn item(
    plot: &mut PlotUi<'_>,
    item: &Item,
    (y, step): (f64, f64),
    tokens: &Tokens,
    strong: bool,
) {
    let point = 1.0 / f64::from(plot.transform().frame().height().max(1.0));
    let half = (step * 0.36).min(5.0 * point).max(1.2 * point);
    let (first, last) = item.days.closed();
    let (x0, x1) = (f64::from(first), f64::from(last) + 1.0);
    let color = mix(tokens.panel, item.color, if item.lit { 1.0 } else { 0.35 });
    if last == first {
        #[expect(clippy::cast_possible_truncation, reason = "a size on screen")]
        let radius = (step * 0.5 / point).clamp(2.0, 5.0) as f32;
        let radius = radius * if strong { 1.3 } else { 1.0 };
        let mark = |radius: f32, color: Color32| {
            // What is only known to be published stands as a diamond.
            let shape =
                if item.dated.published { MarkerShape::Diamond } else { MarkerShape::Circle };
            Points::new("", vec![[x0 + 0.5, y]])
                .shape(shape)
                .radius(if item.dated.published { radius * 1.2 } else { radius })
                .color(color)
                .allow_hover(false)
        };
        if item.unsourced {
            plot.points(mark(radius + 2.4, mix(tokens.panel, tokens.warning, 0.9)));
            plot.points(mark(radius + 1.2, tokens.panel));
        }
        plot.points(mark(
            radius,
            if item.doubtful { mix(tokens.panel, color, 0.3) } else { color },
        ));
        if item.is_ring() || item.dated.published {
            // What was not stated is hollow.
            plot.points(mark(radius * 0.55, tokens.panel));
        }
        if item.doubtful {
            // A day that is doubtful is a pale dot with a small one in it.
            let core = Points::new("", vec![[x0 + 0.5, y]])
                .shape(MarkerShape::Circle)
                .radius(radius * 0.45)
                .color(color)
                .allow_hover(false);
            plot.points(core);
        }
        // An end that is open goes on to the edge as a thin pale line.
        if item.is_open() {
            open_end(plot, item, y, half, color, tokens);
        }
        return;
    }
    let bar = |plot: &mut PlotUi<'_>, a: f64, b: f64, h: f64, fill: Color32| {
        let points = PlotPoints::from(vec![[a, y - h], [b, y - h], [b, y + h], [a, y + h]]);
        plot.polygon(
            Polygon::new("", points).fill_color(fill).stroke(Stroke::NONE).allow_hover(false),
        );
    };
    let h = if strong { half * 1.25 } else { half };
    if item.unsourced {
        let edge = 1.2 * point;
        bar(plot, x0, x1, h + edge * 2.0, mix(tokens.panel, tokens.warning, 0.9));
        bar(plot, x0, x1, h + edge, tokens.panel);
    }
    if item.is_ring() || item.dated.published {
        bar(plot, x0, x1, h, color);
        bar(plot, x0, x1, h * 0.5, tokens.panel);
    } else if item.doubtful {
        let fade = (x1 - x0) * 0.25;
        bar(plot, x0, x1, h, mix(tokens.panel, color, 0.3));
        bar(plot, x0 + fade * 0.5, x1 - fade * 0.5, h, mix(tokens.panel, color, 0.6));
        bar(plot, x0 + fade, x1 - fade, h, color);
    } else {
        bar(plot, x0, x1, h, color);
    }
    if item.is_open() {
        open_end(plot, item, y, half, color, tokens);
    }
}

fn open_end(
    plot: &mut PlotUi<'_>,
    item: &Item,
    y: f64,
    half: f64,
    color: Color32,
    tokens: &Tokens,
) {
    let bounds = plot.plot_bounds();
    let (first, last) = item.days.closed();
    let mut bar = |a: f64, b: f64, strength: f32| {
        let h = half * 0.3;
        let points = PlotPoints::from(vec![[a, y - h], [b, y - h], [b, y + h], [a, y + h]]);
        let fill = mix(tokens.panel, color, strength);
        plot.polygon(
            Polygon::new("", points).fill_color(fill).stroke(Stroke::NONE).allow_hover(false),
        );
    };
    if item.open || item.days.last == i32::MAX {
        bar(f64::from(last), bounds.max()[0], 0.35);
        return;
    }
    // Some time before: it fades, for nobody knows how long before.
    let step = (bounds.max()[0] - bounds.min()[0]) / 60.0;
    let mut end = f64::from(first);
    for strength in [0.5, 0.3, 0.15] {
        bar(end - step, end, strength);
        end -= step;
    }
}
