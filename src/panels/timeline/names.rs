//! Names beside what they mark: as many as fit, the important ones first.

use egui::{Align2, Color32, FontFamily, FontId, Painter, Pos2, Rect, pos2, vec2};
use egui_plot::{PlotPoint, PlotTransform};

use super::data::{Item, LANES, TimelineData};
use super::draw;
use crate::panels::{ReadCx, Rows};
use crate::record::Collection;
use crate::ui::theme::{mix, size};
use crate::view::Thing;

/// Most items whose names are tried.
const TRIED: usize = 160;
/// Letters a name has at most, and the fewer it is cut to where there is less room.
const LETTERS: [usize; 3] = [60, 40, 26];
/// Over and under the letters of a line, which may lie on what stands there.
const LEADING: f32 = 1.0;
/// Room between a mark and its name.
const GAP: f32 = 8.0;

/// How important it is that an item is named: what passes the filter, what happened before what was
/// said of it, what most facts touch.
fn rank(cx: &ReadCx<'_>, item: &Item) -> (bool, bool, usize, u32) {
    let kind = match LANES[item.lane] {
        Collection::Initiatives | Collection::Events => 2,
        Collection::Links => 1,
        _ => 0,
    };
    (item.lit, cx.selected(Thing::Record(item.row)), kind, cx.results.touches(item.row))
}

/// Draws the names over the marks of the plot.
pub(super) fn show(
    cx: &ReadCx<'_>,
    painter: &Painter,
    area: Rect,
    (data, at): (&TimelineData, &PlotTransform),
    names: &mut Rows<String>,
) {
    let mark = |item: &Item| {
        let (y, step) = draw::place(item, data);
        let (first, last) = item.days.closed();
        let x = |day: f64| at.position_from_point(&PlotPoint::new(day, y));
        let (a, b) = (x(f64::from(first)), x(f64::from(last) + 1.0));
        #[expect(clippy::cast_possible_truncation, reason = "a height on screen")]
        let high = (at.dpos_dvalue_y().abs() * step) as f32;
        let half = vec2(((b.x - a.x) / 2.0).max(5.0), (high * 0.5).clamp(2.0, 7.0));
        Rect::from_center_size(pos2(a.x.midpoint(b.x), a.y), half * 2.0)
    };
    let mut order: Vec<usize> = (0..data.items.len()).collect();
    order.sort_by_cached_key(|i| std::cmp::Reverse(rank(cx, &data.items[*i])));
    let marks: Vec<Rect> = data.items.iter().map(mark).collect();
    let font = FontId::new(size::SMALL, FontFamily::Proportional);
    let mut taken: Vec<Rect> = Vec::new();
    names.keep(cx.revisions.numbers());
    for i in order.into_iter().filter(|i| area.intersects(marks[*i])).take(TRIED) {
        let item = &data.items[i];
        let name = names.get(i, |_| name(cx, item)).clone();
        if name.is_empty() {
            continue;
        }
        let seen = marks[i].intersect(area);
        let placed = LETTERS.iter().find_map(|most| {
            let text = crate::text::display::cut(&name, *most).into_owned();
            let galley = painter.layout_no_wrap(text, font.clone(), Color32::PLACEHOLDER);
            let beside: [(Align2, Pos2); 2] = [
                (Align2::LEFT_CENTER, seen.right_center() + vec2(GAP, 0.0)),
                (Align2::RIGHT_CENTER, seen.left_center() - vec2(GAP, 0.0)),
            ];
            beside.into_iter().find_map(|(align, p)| {
                let rect = align.anchor_size(p, galley.size()).shrink2(vec2(0.0, LEADING));
                let free = area.contains_rect(rect)
                    && !taken.iter().any(|t| t.intersects(rect))
                    && !marks.iter().enumerate().any(|(j, m)| j != i && m.intersects(rect));
                free.then(|| (galley.clone(), rect))
            })
        });
        if let Some((galley, rect)) = placed {
            let ink = if item.lit { cx.tokens.ink } else { cx.tokens.secondary };
            // A ground of its own keeps it off lines and fading ends.
            let ground = mix(Color32::TRANSPARENT, cx.tokens.panel, 0.86);
            painter.rect_filled(rect.expand2(vec2(2.0, 0.0)), 2.0, ground);
            painter.galley(rect.min - vec2(0.0, LEADING), galley, ink);
            taken.push(rect);
        }
    }
}

/// What stands beside an item: of a statement who speaks and what is said, else its name.
fn name(cx: &ReadCx<'_>, item: &Item) -> String {
    if item.row.collection() != Collection::Statements {
        return cx.name(item.row);
    }
    let card = crate::panels::quotes::data::card(cx, item.row);
    let words = card.shown(LETTERS[0], cx.words.language);
    match card.speakers.first() {
        Some(speaker) => cx.words.named(&speaker.name, &words),
        None => words,
    }
}
