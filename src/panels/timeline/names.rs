//! Names beside what they mark: as many as fit, the important ones first.

use egui::{Align2, Color32, FontFamily, FontId, Painter, Pos2, Rangef, Rect, pos2, vec2};

use super::data::{self, Item, TimelineData};
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

/// Most items of a lane whose names are tried over its density.
const FEW: usize = 40;
/// A row of names over a density, in points.
const ROW: f32 = 17.0;
/// Least height of a step of a pile whose items are drawn one by one, in points.
const LEGIBLE: f32 = 4.0;

/// Where items and their names stand, kept until what they depend on changes.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// What each item is called.
    said: Rows<String>,
    key: Option<Key>,
    standing: Standing,
}

/// The middle of an item in units of the plot, whose height is 1, and the height it has for itself.
type Place = (f64, f64);
/// Text, place, and whether it passes the filter.
type Name = (String, Rect, bool);

/// Where everything stands in a room.
#[derive(Debug, Default)]
pub(super) struct Standing {
    /// The middle of each item in units of the plot and the height it has for itself; nothing where
    /// it is only counted.
    at: Vec<Option<Place>>,
    names: Vec<Name>,
    /// Items drawn one by one in sight whose names have no room.
    pub(super) nameless: usize,
    /// For each lane, the share of its height up to which its density is drawn; 0 where its items
    /// are drawn one by one.
    pub(super) dense: Vec<f64>,
}

impl Standing {
    /// The middle of an item in units of the plot, whose height is 1, and the height it has for
    /// itself.
    pub(super) fn of(&self, i: usize) -> Option<Place> {
        self.at.get(i).copied().flatten()
    }

    /// Facts of some lane are counted instead of drawn.
    pub(super) fn is_dense(&self) -> bool {
        self.dense.iter().any(|d| *d > 0.0)
    }
}

/// State, and the place and range of the plot by their bits.
type Key = (Revisions, [u32; 4], [u64; 2]);

impl Names {
    /// Finds places in a room for a range of days.
    pub(super) fn stand(
        &mut self,
        cx: &ReadCx<'_>,
        painter: &Painter,
        area: Rect,
        (data, range): (&TimelineData, (f64, f64)),
    ) -> &Standing {
        let sides = [area.left(), area.top(), area.right(), area.bottom()].map(f32::to_bits);
        let key = (cx.revisions, sides, [range.0, range.1].map(f64::to_bits));
        if self.key != Some(key) {
            self.key = Some(key);
            // What things are called does not change with the filter.
            self.said.keep(Revisions { filter: 0, ..cx.revisions.numbers() });
            self.standing = place(cx, painter, (area, range), data, &mut self.said);
        }
        &self.standing
    }

    /// The items are others: whatever stood for the same days is no longer true.
    pub(super) fn forget(&mut self) {
        self.key = None;
    }

    /// Where everything stood last.
    pub(super) fn standing(&self) -> &Standing {
        &self.standing
    }

    /// Draws the names over the marks of the plot.
    pub(super) fn show(&self, cx: &ReadCx<'_>, painter: &Painter) {
        // A ground of its own keeps a name off lines and fading ends.
        let ground = mix(Color32::TRANSPARENT, cx.tokens.panel, 0.86);
        for (text, rect, lit) in &self.standing.names {
            let ink = if *lit { cx.tokens.ink } else { cx.tokens.secondary };
            painter.rect_filled(rect.expand2(vec2(2.0, 0.0)), 2.0, ground);
            let galley = painter.layout_no_wrap(text.clone(), font(), ink);
            painter.galley(rect.min - vec2(0.0, LEADING), galley, ink);
        }
    }
}

fn font() -> FontId {
    FontId::new(size::SMALL, FontFamily::Proportional)
}

/// A day and a height of the plot as a place in its room.
fn pos((area, (x0, x1)): (Rect, (f64, f64)), day: f64, y: f64) -> Pos2 {
    let share = (day - x0) / (x1 - x0).max(1e-9);
    #[expect(clippy::cast_possible_truncation, reason = "a place on screen")]
    let (share, y) = (share.clamp(-1e3, 1e3) as f32, y as f32);
    pos2(area.left() + share * area.width(), area.bottom() - y * area.height())
}

/// Finds a place for as many items and names as fit.
fn place(
    cx: &ReadCx<'_>,
    painter: &Painter,
    room: (Rect, (f64, f64)),
    data: &TimelineData,
    said: &mut Rows<String>,
) -> Standing {
    let area = room.0;
    let high = f64::from(area.height());
    let mut out = Standing { dense: vec![0.0; data.lanes.len()], ..Standing::default() };
    for (i, lane) in data.lanes.iter().enumerate() {
        let step = data.step(*lane) * high;
        if !data.density[i].is_empty() && step < f64::from(LEGIBLE) {
            // The rest is for the few that matter, if it has room for one.
            let lane = data.lane_place(*lane).1 * high;
            let rows = ((lane * 0.56) / f64::from(ROW)).floor();
            out.dense[i] = if rows < 1.0 { 0.92 } else { 0.94 - rows * f64::from(ROW) / lane };
        }
    }
    let counted: Vec<usize> =
        (0..data.lanes.len()).filter(|i| out.dense[*i] > 0.0).map(|i| data.lanes[i]).collect();
    let dense = |lane: usize| counted.contains(&lane);
    out.at = data
        .items
        .iter()
        .map(|item| (!dense(item.lane)).then(|| draw::place(item, data)))
        .collect();
    let mut order: Vec<usize> = (0..data.items.len()).collect();
    let flow = crate::panels::wording::initiative_flow(cx);
    order.sort_by_cached_key(|i| {
        let item = &data.items[*i];
        // What happened before what was said of it.
        let kind = match item.row.collection() {
            Collection::Initiatives | Collection::Events => 2,
            Collection::Links => 1,
            _ => 0,
        };
        let flow = flow.filter(|_| item.row.collection() == Collection::Initiatives);
        let rank = cx.table.fact(item.row).map(|fact| data::rank(cx.table, fact, flow));
        std::cmp::Reverse((item.lit, cx.selected(Thing::Record(item.row)), kind, rank))
    });
    let mut name = |i: usize| {
        let fact = cx.table.fact(data.items[i].row).unwrap_or(usize::MAX);
        said.get(fact, |_| name(cx, &data.items[i])).clone()
    };
    for (i, lane) in data.lanes.iter().enumerate().filter(|l| out.dense[l.0] > 0.0) {
        let own = order.iter().copied().filter(|i| data.items[*i].lane == *lane);
        let own: Vec<usize> = own.take(FEW).collect();
        let share = out.dense[i];
        few(painter, room, (data, *lane, share), (&own, &mut name), (&mut out.at, &mut out.names));
    }
    order.retain(|i| !dense(data.items[*i].lane));
    out.nameless = beside(painter, room, data, (&order, &mut name), (&out.at, &mut out.names));
    out
}

/// The marks and names of the few that matter, in rows over the density of their lane.
fn few(
    painter: &Painter,
    room: (Rect, (f64, f64)),
    (data, lane, share): (&TimelineData, usize, f64),
    (order, name): (&[usize], &mut dyn FnMut(usize) -> String),
    (at, names): (&mut [Option<Place>], &mut Vec<Name>),
) {
    let area = room.0;
    let (base, high) = data.lane_place(lane);
    let from = pos(room, 0.0, base + high).y;
    let to = pos(room, 0.0, base + high * share).y;
    let mut rows: Vec<Vec<Rangef>> = Vec::new();
    let mut top = from + 2.0;
    while top + ROW <= to + 2.0 {
        rows.push(Vec::new());
        top += ROW;
    }
    for i in order {
        let item = &data.items[*i];
        let (first, last) = item.days.closed();
        let x = |day: f64| pos(room, day, 0.0).x;
        let (a, b) = (x(f64::from(first)), x(f64::from(last) + 1.0));
        if b < area.left() || a > area.right() {
            continue;
        }
        let (a, b) = (a.max(area.left()), b.min(area.right()));
        // Where not even its mark and a few letters have room, no name is made.
        let least = Rangef::new(a - 5.0, b.max(a + 40.0));
        if !rows.iter().any(|row| !row.iter().any(|r| r.intersects(least))) {
            continue;
        }
        let text = name(*i);
        let found = LETTERS.iter().find_map(|most| {
            let text = crate::text::display::cut(&text, *most).into_owned();
            let size = painter.layout_no_wrap(text.clone(), font(), Color32::PLACEHOLDER).size();
            // A day stands before its name, a time under it.
            let (left, mark) = if item.is_bar() { (a, b - a) } else { (a + GAP, -GAP) };
            let left = left.min(area.right() - size.x - 2.0);
            let wide = Rangef::new(left.min(a - 5.0), left + size.x.max(mark) + GAP);
            let free = |row: &Vec<Rangef>| !row.iter().any(|r| r.intersects(wide));
            let row = rows.iter().position(free).filter(|_| left >= area.left())?;
            Some((row, wide, text, left, size))
        });
        let Some((row, wide, text, left, size)) = found else { continue };
        rows[row].push(wide);
        #[expect(clippy::cast_precision_loss, reason = "a few rows")]
        let top = from + 2.0 + row as f32 * ROW;
        let rect = Rect::from_min_size(pos2(left, top), size - vec2(0.0, LEADING * 2.0));
        let (y, step) =
            if item.is_bar() { (rect.bottom() + 2.5, 4.4) } else { (rect.center().y, 8.0) };
        let share = |points: f32| f64::from(points / area.height().max(1.0));
        at[*i] = Some((share(area.bottom() - y), share(step)));
        names.push((text, rect, item.lit));
    }
}

/// How near another mark may be to a name that ends over or under its own, in points: nearer, the
/// name would be read as its.
const CLEAR: f32 = 4.0;

/// Names beside the items that are drawn one by one; how many have no room.
fn beside(
    painter: &Painter,
    room: (Rect, (f64, f64)),
    data: &TimelineData,
    (order, name): (&[usize], &mut dyn FnMut(usize) -> String),
    (at, placed): (&[Option<Place>], &mut Vec<Name>),
) -> usize {
    let area = room.0;
    let mark = |i: usize| {
        let item = &data.items[i];
        let (y, step) = at[i]?;
        let (first, last) = item.days.closed();
        let a = pos(room, f64::from(first), y);
        let b = pos(room, f64::from(last) + 1.0, y);
        #[expect(clippy::cast_possible_truncation, reason = "a height on screen")]
        let high = (f64::from(area.height()) * step) as f32;
        let half = vec2(((b.x - a.x) / 2.0).max(5.0), (high * 0.5).clamp(2.0, 7.0));
        Some(Rect::from_center_size(pos2(a.x.midpoint(b.x), a.y), half * 2.0))
    };
    let marks: Vec<Option<Rect>> = (0..data.items.len()).map(mark).collect();
    let own = |i: &usize| marks[*i].is_some_and(|m| area.intersects(m));
    let mut nameless = order.iter().copied().filter(own).count();
    for i in order.iter().copied().filter(own).take(TRIED) {
        let item = &data.items[i];
        let name = name(i);
        let Some(seen) = marks[i].map(|m| m.intersect(area)).filter(|_| !name.is_empty()) else {
            continue;
        };
        // In the lane of its own, or it is read as the name of something else.
        let (base, high) = data.lane_place(item.lane);
        let y = |share: f64| pos(room, 0.0, share).y;
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
            places.into_iter().enumerate().find_map(|(k, (align, p))| {
                let rect = align.anchor_size(p, size).shrink2(vec2(0.0, LEADING));
                let others = marks.iter().enumerate().filter(|(j, _)| *j != i);
                // One that begins where its mark does may run over what comes after it.
                let clear = |m: Rect| if k < 4 { m } else { m.expand(CLEAR) };
                let mut others = others.filter_map(|(_, m)| *m).map(clear);
                let free = area.contains_rect(rect)
                    && lane.min <= rect.top() + LEADING
                    && rect.bottom() - LEADING <= lane.max
                    && !placed.iter().any(|(_, t, _)| t.intersects(rect))
                    && !others.any(|m| m.intersects(rect));
                free.then(|| (text.clone(), rect, item.lit))
            })
        });
        nameless -= usize::from(found.is_some());
        placed.extend(found);
    }
    nameless
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
