//! Names beside what they mark: as many as fit, the important ones first.

use egui::{Align2, Color32, FontFamily, FontId, Painter, Pos2, Rangef, Rect, pos2, vec2};
use egui_plot::{PlotPoint, PlotTransform};

use super::data::{Item, LANES, TimelineData};
use super::draw;
use crate::panels::{ReadCx, Revisions, Rows};
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

/// The names and their places, kept until what they depend on changes.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// What each item is called.
    said: Rows<String>,
    key: Option<Key>,
    /// Text, place, and whether it passes the filter.
    placed: Vec<(String, Rect, bool)>,
}

/// State, and the place and range of the plot by their bits.
type Key = (Revisions, [u32; 4], [u64; 2]);

/// Draws the names over the marks of the plot.
pub(super) fn show(
    cx: &ReadCx<'_>,
    painter: &Painter,
    area: Rect,
    (data, at): (&TimelineData, &PlotTransform),
    names: &mut Names,
) {
    let sides = [area.left(), area.top(), area.right(), area.bottom()].map(f32::to_bits);
    let bounds = at.bounds();
    let range = [bounds.min()[0], bounds.max()[0]].map(f64::to_bits);
    let key = (cx.revisions, sides, range);
    if names.key != Some(key) {
        names.key = Some(key);
        names.placed = place(cx, painter, area, (data, at), &mut names.said);
    }
    // A ground of its own keeps a name off lines and fading ends.
    let ground = mix(Color32::TRANSPARENT, cx.tokens.panel, 0.86);
    for (text, rect, lit) in &names.placed {
        let ink = if *lit { cx.tokens.ink } else { cx.tokens.secondary };
        painter.rect_filled(rect.expand2(vec2(2.0, 0.0)), 2.0, ground);
        let galley = painter.layout_no_wrap(text.clone(), font(), ink);
        painter.galley(rect.min - vec2(0.0, LEADING), galley, ink);
    }
}

fn font() -> FontId {
    FontId::new(size::SMALL, FontFamily::Proportional)
}

/// Finds a place for as many names as fit.
fn place(
    cx: &ReadCx<'_>,
    painter: &Painter,
    area: Rect,
    (data, at): (&TimelineData, &PlotTransform),
    said: &mut Rows<String>,
) -> Vec<(String, Rect, bool)> {
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
    let mut placed: Vec<(String, Rect, bool)> = Vec::new();
    // What things are called does not change with the filter.
    said.keep(Revisions { filter: 0, ..cx.revisions.numbers() });
    for i in order.into_iter().filter(|i| area.intersects(marks[*i])).take(TRIED) {
        let item = &data.items[i];
        let fact = cx.table.fact(item.row).unwrap_or(usize::MAX);
        let name = said.get(fact, |_| name(cx, item)).clone();
        if name.is_empty() {
            continue;
        }
        let seen = marks[i].intersect(area);
        // In the lane of its own, or it is read as the name of something else.
        let (base, high) = data.lane_place(item.lane);
        let y = |share: f64| at.position_from_point(&PlotPoint::new(0.0, share)).y;
        let lane = Rangef::new(y(base + high), y(base));
        let found = LETTERS.iter().find_map(|most| {
            let text = crate::text::display::cut(&name, *most).into_owned();
            let size = painter.layout_no_wrap(text.clone(), font(), Color32::PLACEHOLDER).size();
            let half = size.y / 2.0 - LEADING;
            if lane.span() < half * 2.0 - LEADING {
                return None;
            }
            let low = (lane.max - half).max(lane.min + half);
            let y = seen.center().y.clamp((lane.min + half).min(low), low);
            // Beside it, else over or under it, as long as it is in its lane.
            let (over, under) = (seen.top() - 2.0, seen.bottom() + 2.0);
            let (left, right) = (seen.left() - 2.0, seen.right() + 2.0);
            let places: [(Align2, Pos2); 6] = [
                (Align2::LEFT_CENTER, pos2(seen.right() + GAP, y)),
                (Align2::RIGHT_CENTER, pos2(seen.left() - GAP, y)),
                (Align2::LEFT_BOTTOM, pos2(left, over)),
                (Align2::LEFT_TOP, pos2(left, under)),
                (Align2::RIGHT_BOTTOM, pos2(right, over)),
                (Align2::RIGHT_TOP, pos2(right, under)),
            ];
            places.into_iter().find_map(|(align, p)| {
                let rect = align.anchor_size(p, size).shrink2(vec2(0.0, LEADING));
                let free = area.contains_rect(rect)
                    && lane.min <= rect.top() + LEADING
                    && rect.bottom() - LEADING <= lane.max
                    && !placed.iter().any(|(_, t, _)| t.intersects(rect))
                    && !marks.iter().enumerate().any(|(j, m)| j != i && m.intersects(rect));
                free.then(|| (text.clone(), rect, item.lit))
            })
        });
        placed.extend(found);
    }
    placed
}

/// What stands beside an item: of a statement who speaks and what is said, else its name.
fn name(cx: &ReadCx<'_>, item: &Item) -> String {
    if item.row.collection() != Collection::Statements {
        let name = cx.name(item.row);
        if crate::panels::wording::is_disputed(cx, item.row) {
            // Before the name, where no cut takes it away.
            return format!("?\u{a0}{name}");
        }
        return name;
    }
    let card = crate::panels::quotes::data::card(cx, item.row);
    let words = card.shown(LETTERS[0], cx.words.language);
    match card.speakers.first() {
        Some(speaker) => cx.words.named(&speaker.name, &words),
        None => words,
    }
}
