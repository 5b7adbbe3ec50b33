//! Money by year: how much each year brings, and what made the largest ones.

use egui::{Align2, Color32, FontId, Painter, Rect, pos2};
use egui_plot::{PlotPoints, PlotUi, Polygon};
use serde::Serialize;

use crate::model::days_from_civil;
use crate::panels::ReadCx;
use crate::panels::wording::{flow_name, money_text};
use crate::query::{Measure, money};
use crate::record::Collection;
use crate::ui::theme::{Tokens, numbers, size};

/// Share of a year's money from which on one initiative is said to have made it.
const MADE: i128 = 3;
/// Years named by what made them.
const NAMED: usize = 4;
/// Share of the height that the highest bar takes: numbers and names stand above it.
const HIGH: f64 = 0.66;

/// A year.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct MoneyYear {
    /// The year.
    pub year: i32,
    /// Money under the filter, the period aside, as a length.
    pub selected: f64,
    /// Money in all, as a length.
    pub total: f64,
    /// The money under the filter, short.
    pub number: String,
    /// The initiative that brings most of it, of the largest years.
    pub name: String,
}

/// The money that is counted, by year; nothing when money is not counted.
#[must_use]
pub(super) fn data(cx: &ReadCx<'_>) -> (Vec<MoneyYear>, String) {
    let Measure::Amount(flow) = cx.view.measure else { return Default::default() };
    if flow.links {
        return Default::default();
    }
    let (sums, none) = cx.results.sums_by_year(cx.table, flow);
    #[expect(clippy::cast_precision_loss, reason = "a length on screen")]
    let length = |v: i128| v.max(0) as f64;
    let mut largest: Vec<(i128, i32)> = sums.iter().map(|(y, s, _)| (*s, *y)).collect();
    largest.sort_unstable_by_key(|l| (std::cmp::Reverse(l.0), l.1));
    largest.truncate(NAMED);
    let years = sums
        .into_iter()
        .map(|(year, selected, total)| MoneyYear {
            year,
            selected: length(selected),
            total: length(total),
            number: money_text(cx, selected, flow.currency, false),
            name: if largest.iter().any(|l| l.1 == year) && selected > 0 {
                maker(cx, flow, year, selected)
            } else {
                String::new()
            },
        })
        .collect();
    let mut title = cx.words.ts("timeline-money", &[("name", flow_name(cx, flow))]);
    if none.0 > 0 {
        let sum = money_text(cx, none.0, flow.currency, false);
        title = format!("{title} · {}", cx.words.ts("timeline-money-undated", &[("sum", sum)]));
    }
    (years, title)
}

/// The initiative that brings at least a third of a year's money.
fn maker(cx: &ReadCx<'_>, flow: crate::query::Flow, year: i32, all: i128) -> String {
    let rows = cx.results.pass().rows(cx.table.facts_of(Collection::Initiatives), false);
    let own = |f: usize| {
        let first = cx.table.days[f].filter(|d| !d.is_unknown()).map(|d| d.years().0);
        let dated = cx.table.amounts(f).iter().any(|m| m.year == year);
        (dated || first == Some(year)).then(|| money(cx.table, f, flow).0).flatten()
    };
    let best =
        rows.filter_map(|f| Some((own(f)?, f))).max_by_key(|b| (b.0, std::cmp::Reverse(b.1)));
    match best {
        Some((sum, fact)) if sum.saturating_mul(MADE) >= all => cx.name(cx.table.row(fact)),
        _ => String::new(),
    }
}

/// The bars: pale in all, solid under the filter.
pub(super) fn bars(plot: &mut PlotUi<'_>, years: &[MoneyYear], tokens: &Tokens) {
    let max = years.iter().map(|y| y.total).fold(1e-9, f64::max);
    for y in years {
        let a = f64::from(days_from_civil(i64::from(y.year), 1, 1)) + 40.0;
        let b = a + 285.0;
        for (n, color) in [(y.total, tokens.tint(tokens.accent)), (y.selected, tokens.accent)] {
            let h = n / max * HIGH;
            let points = PlotPoints::from(vec![[a, 0.0], [b, 0.0], [b, h], [a, h]]);
            plot.polygon(
                Polygon::new("", points)
                    .fill_color(color)
                    .stroke(egui::Stroke::NONE)
                    .allow_hover(false),
            );
        }
    }
}

/// Numbers over the bars, and over these the names of what made the largest years; neither stands
/// over another.
pub(super) fn labels(
    painter: &Painter,
    years: &[MoneyYear],
    area: Rect,
    tokens: &Tokens,
    x_of: &dyn Fn(f64) -> f32,
) {
    let max = years.iter().map(|y| y.total).fold(1e-9, f64::max);
    let mut order: Vec<&MoneyYear> = years.iter().filter(|y| y.selected > 0.0).collect();
    order.sort_by(|a, b| b.selected.total_cmp(&a.selected).then(a.year.cmp(&b.year)));
    let mut taken: Vec<Rect> = Vec::new();
    let free = |taken: &[Rect], rect: Rect| {
        area.contains_rect(rect)
            && !taken.iter().any(|t| t.intersects(rect.expand2(egui::vec2(3.0, 0.0))))
    };
    let mut places = Vec::new();
    for year in order {
        let middle = f64::from(days_from_civil(i64::from(year.year), 7, 1));
        #[expect(clippy::cast_possible_truncation, reason = "a height on screen")]
        let top = area.bottom() - area.height() * (year.total / max * HIGH) as f32;
        let font = FontId::new(size::SMALL, numbers());
        let galley = painter.layout_no_wrap(year.number.clone(), font, Color32::PLACEHOLDER);
        let at = Align2::CENTER_BOTTOM.anchor_size(pos2(x_of(middle), top - 1.0), galley.size());
        if free(&taken, at) {
            taken.push(at);
            painter.galley(at.min, galley, tokens.ink);
            places.push((year, at));
            continue;
        }
        // Where there is no room over a bar its number stands in it, when it is wide enough.
        let at = Align2::CENTER_TOP.anchor_size(pos2(x_of(middle), top + 1.0), galley.size());
        let wide = x_of(middle + 140.0) - x_of(middle - 140.0);
        if galley.size().x + 4.0 <= wide && at.bottom() <= area.bottom() && free(&taken, at) {
            taken.push(at);
            painter.galley(at.min, galley, Tokens::text_on(tokens.accent));
            places.push((year, Rect::from_min_size(pos2(at.left(), top), at.size())));
        }
    }
    for (year, below) in places {
        if year.name.is_empty() {
            continue;
        }
        let font = FontId::new(size::SMALL, egui::FontFamily::Proportional);
        for most in [46, 34, 26, 20] {
            let name = crate::text::display::cut(&year.name, most).into_owned();
            let galley = painter.layout_no_wrap(name, font.clone(), Color32::PLACEHOLDER);
            let middle = below.center().x;
            let half = galley.size().x / 2.0;
            let x = middle.clamp(area.left() + half, (area.right() - half).max(area.left() + half));
            let at = Align2::CENTER_BOTTOM.anchor_size(pos2(x, below.top()), galley.size());
            if free(&taken, at) {
                taken.push(at);
                painter.galley(at.min, galley, tokens.secondary);
                break;
            }
        }
    }
}
