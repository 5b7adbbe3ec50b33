//! Flows as marks: a Sankey diagram (Sankey 1898), in which heights are in proportion to what
//! passes.

use egui::epaint::{Mesh, PathShape, PathStroke};
use egui::text::{LayoutJob, TextWrapping};
use egui::{Color32, FontFamily, FontId, Painter, Pos2, Rect, Shape, Vec2, pos2, vec2};

use super::data::{ColumnMark, FlowsData, PartMark};
use crate::ui::theme::{Tokens, medium, mix, numbers, size};

/// Width of the bar of a part.
const BAR: f32 = 12.0;
/// Least height of a part with its name on one line.
const LINE: f32 = 20.0;
/// Height of a part with its name on two lines.
const LINES: f32 = 36.0;
/// Least room between two parts.
const GAP: f32 = 6.0;
/// Between a bar and its name.
const NAME_GAP: f32 = 8.0;
/// Steps of the edge of a ribbon.
const STEPS: u8 = 48;

/// Where a part stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct PartPlace {
    /// Its bar.
    pub(super) bar: Rect,
    /// The room of its name and number.
    pub(super) label: Rect,
    /// The name stands at the left of the bar.
    pub(super) left: bool,
}

/// Where a ribbon runs: x and the ends of y at each step.
pub(super) type RibbonPlace = Vec<(f32, f32, f32)>;

/// Where everything stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    pub(super) parts: Vec<Vec<PartPlace>>,
    pub(super) ribbons: Vec<Vec<RibbonPlace>>,
}

/// How many parts each of so many columns has room for, what the file does not say left out: between
/// columns names are short, so that they need two lines.
pub(super) fn room_for(height: f32, columns: usize) -> usize {
    let each = if columns > 2 { LINES } else { LINE } + GAP;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few parts")]
    let n = (height / each).floor().max(0.0) as usize;
    n.saturating_sub(1).clamp(3, 14)
}

/// The least height in which each part has room for its name.
pub(super) fn least_height(data: &FlowsData) -> f32 {
    let each = if data.columns.len() > 2 { LINES } else { LINE } + GAP;
    let most = data.columns.iter().map(|c| c.parts.len()).max().unwrap_or(0);
    #[expect(clippy::cast_precision_loss, reason = "a few parts")]
    let high = most as f32 * each;
    high
}

/// The width of the names at either side of so many columns.
fn side(width: f32, columns: usize) -> f32 {
    let share = if columns > 2 { 0.2 } else { 0.38 };
    (width * share).clamp(80.0, 240.0)
}

/// The names of those who stand together on one line: whole, else by the abbreviations they give
/// themselves, else each cut alike until all fit.
fn fitted(painter: &Painter, names: &[String], font: &FontId, width: f32) -> String {
    let joined = |most: usize| {
        let cut: Vec<_> = names.iter().map(|n| crate::text::display::cut(n, most)).collect();
        cut.join(" + ")
    };
    let fits = |text: &String| {
        let galley = painter.layout_no_wrap(text.clone(), font.clone(), Color32::PLACEHOLDER);
        galley.size().x <= width
    };
    let mut text = joined(200);
    if fits(&text) {
        return text;
    }
    let own = |n: &String| crate::text::display::own_abbreviation(n).unwrap_or(n).to_owned();
    let names: Vec<String> = names.iter().map(own).collect();
    let joined = |most: usize| {
        let cut: Vec<_> = names.iter().map(|n| crate::text::display::cut(n, most)).collect();
        cut.join(" + ")
    };
    text = joined(200);
    if names.len() < 2 {
        return text;
    }
    for most in [40, 30, 24, 20, 16, 13, 10, 8, 6] {
        if fits(&text) {
            break;
        }
        text = joined(most);
    }
    text
}

/// Height a diagram has at most for each part of its longest column.
const HIGHEST: f32 = 150.0;

/// Places columns, parts and ribbons in a room.
pub(super) fn places(data: &FlowsData, room: Rect) -> Places {
    let n = data.columns.len();
    if n < 2 {
        return Places::default();
    }
    // A few flows take no more height than it takes to tell them apart.
    let most = data.columns.iter().map(|c| c.parts.len()).max().unwrap_or(0);
    #[expect(clippy::cast_precision_loss, reason = "a few parts")]
    let room = room.with_max_y(room.bottom().min(room.top() + most as f32 * HIGHEST));
    let side = side(room.width(), n);
    let first = room.left() + side;
    let last = room.right() - side - BAR;
    #[expect(clippy::cast_precision_loss, reason = "a few columns")]
    let x = |k: usize| first + (last - first) * k as f32 / (n - 1) as f32;
    let scale =
        data.columns.iter().map(|c| scale_of(c, room.height())).fold(f64::INFINITY, f64::min);
    let mut parts = Vec::with_capacity(n);
    for (k, column) in data.columns.iter().enumerate() {
        let heights: Vec<f32> = column.parts.iter().map(|p| height(p, scale)).collect();
        let (least, _) = least(column.parts.len(), room.height());
        let pitch: Vec<f32> = heights.iter().map(|h| h.max(least)).collect();
        let used: f32 = pitch.iter().sum();
        #[expect(clippy::cast_precision_loss, reason = "a few parts")]
        let gaps = pitch.len().saturating_sub(1) as f32;
        let gap = ((room.height() - used) / gaps.max(1.0)).clamp(0.0, 22.0);
        let all = used + gap * gaps;
        let mut top = room.top() + ((room.height() - all) / 2.0).max(0.0);
        let mut places = Vec::with_capacity(pitch.len());
        for (h, pitch) in heights.iter().zip(&pitch) {
            let bar = Rect::from_min_size(pos2(x(k), top + (pitch - h) / 2.0), vec2(BAR, *h));
            let slot = (top - gap / 2.0, top + pitch + gap / 2.0);
            let is_left = k == 0;
            let label = if is_left {
                Rect::from_x_y_ranges(room.left()..=bar.left() - NAME_GAP, slot.0..=slot.1)
            } else if k + 1 == n {
                Rect::from_x_y_ranges(bar.right() + NAME_GAP..=room.right(), slot.0..=slot.1)
            } else {
                let end = x(k + 1) - 4.0;
                Rect::from_x_y_ranges(bar.right() + NAME_GAP..=end, slot.0..=slot.1)
            };
            places.push(PartPlace { bar, label, left: is_left });
            top += pitch + gap;
        }
        parts.push(places);
    }
    let ribbons = (0..n - 1).map(|k| ribbons(data, &parts, k, scale)).collect();
    Places { parts, ribbons }
}

/// The height of a part's bar.
fn height(part: &PartMark, scale: f64) -> f32 {
    #[expect(clippy::cast_possible_truncation, reason = "a height on screen")]
    let h = (part.value * scale) as f32;
    h.max(1.5)
}

/// The least room of a part and between two: a line of text and a gap, or less where there are too
/// many for that, since a quarter of the room is always there to show proportions.
fn least(parts: usize, room: f32) -> (f32, f32) {
    #[expect(clippy::cast_precision_loss, reason = "a few parts")]
    let each = (room * 0.75 / parts.max(1) as f32).min(LINE + GAP);
    let gap = GAP.min(each / 4.0);
    ((each - gap).max(1.5), gap)
}

/// Points for each unit, such that a column fits with its names.
fn scale_of(column: &ColumnMark, room: f32) -> f64 {
    let total: f64 = column.parts.iter().map(|p| p.value).sum();
    if total <= 0.0 {
        return 0.0;
    }
    let (least, gap) = least(column.parts.len(), room);
    #[expect(clippy::cast_precision_loss, reason = "a few parts")]
    let gaps = gap * column.parts.len().saturating_sub(1) as f32;
    let fits = |scale: f64| {
        let used: f32 = column.parts.iter().map(|p| height(p, scale).max(least)).sum();
        used + gaps <= room
    };
    let (mut low, mut high) = (0.0, f64::from(room) / total);
    for _ in 0..40 {
        let mid = f64::midpoint(low, high);
        if fits(mid) { low = mid } else { high = mid }
    }
    low
}

/// Ribbons from column `k` to the next: each leaves and arrives beside the others, in the order of
/// their other ends.
fn ribbons(data: &FlowsData, parts: &[Vec<PartPlace>], k: usize, scale: f64) -> Vec<RibbonPlace> {
    let list = &data.ribbons[k];
    let mut from: Vec<f32> = parts[k].iter().map(|p| p.bar.top()).collect();
    let mut to: Vec<f32> = parts[k + 1].iter().map(|p| p.bar.top()).collect();
    let mut starts = vec![(0.0, 0.0); list.len()];
    let mut order: Vec<usize> = (0..list.len()).collect();
    #[expect(clippy::cast_possible_truncation, reason = "a height on screen")]
    // As high as they are, so that they fill the bars at their ends: what is thinner than a line is
    // drawn as one.
    let high = |i: usize| (list[i].value * scale) as f32;
    order.sort_by_key(|i| (list[*i].from, list[*i].to));
    for i in &order {
        starts[*i].0 = from[list[*i].from];
        from[list[*i].from] += high(*i);
    }
    order.sort_by_key(|i| (list[*i].to, list[*i].from));
    for i in &order {
        starts[*i].1 = to[list[*i].to];
        to[list[*i].to] += high(*i);
    }
    let (x0, x1) = (parts[k].first(), parts[k + 1].first());
    let (Some(x0), Some(x1)) = (x0.map(|p| p.bar.right()), x1.map(|p| p.bar.left())) else {
        return Vec::new();
    };
    (0..list.len())
        .map(|i| {
            let h = high(i);
            (0..=STEPS)
                .map(|s| {
                    let t = f32::from(s) / f32::from(STEPS);
                    // A cubic with both handles half way: level at both ends.
                    let (u, v) = (1.0 - t, t);
                    let x = x0 * (u * u * u + 1.5 * u * u * v + 1.5 * u * v * v)
                        + x1 * (v * v * v + 1.5 * u * u * v + 1.5 * u * v * v);
                    let way = v * v * (3.0 - 2.0 * v);
                    let y = starts[i].0 + (starts[i].1 - starts[i].0) * way;
                    (x, y, y + h)
                })
                .collect()
        })
        .collect()
}

/// Whether a ribbon lies under a point.
pub(super) fn is_over(ribbon: &RibbonPlace, p: Pos2) -> bool {
    ribbon.windows(2).any(|w| {
        let ((x0, top0, end0), (x1, top1, end1)) = (w[0], w[1]);
        if p.x < x0 || p.x > x1 {
            return false;
        }
        let t = (p.x - x0) / (x1 - x0).max(1e-3);
        let (top, end) = (top0 + (top1 - top0) * t, end0 + (end1 - end0) * t);
        p.y >= top - 1.0 && p.y <= end + 1.0
    })
}

/// A ribbon; `strength` 0 to 1. A page keeps its outline, a window the triangles it is made of.
pub(super) fn ribbon(
    painter: &Painter,
    place: &RibbonPlace,
    color: Color32,
    strength: f32,
    page: bool,
) {
    let fill = mix(Color32::TRANSPARENT, color, strength);
    let place: Vec<(f32, f32, f32)> = place
        .iter()
        .map(|(x, top, end)| {
            let more = (THINNEST - (end - top)).max(0.0) / 2.0;
            (*x, top - more, end + more)
        })
        .collect();
    if page {
        let mut points: Vec<Pos2> = place.iter().map(|(x, top, _)| pos2(*x, *top)).collect();
        points.extend(place.iter().rev().map(|(x, _, end)| pos2(*x, *end)));
        let stroke = PathStroke::NONE;
        painter.add(Shape::Path(PathShape { points, closed: true, fill, stroke }));
        return;
    }
    // Both edges fade within a pixel, across the way the ribbon runs.
    let pixel = 0.5 / painter.ctx().pixels_per_point();
    let mut mesh = Mesh::default();
    for (i, (x, top, end)) in place.iter().enumerate() {
        let (a, b) = (place[i.saturating_sub(1)], place[(i + 1).min(place.len() - 1)]);
        let slope = (b.1 - a.1) / (b.0 - a.0).max(1e-3);
        let soft = pixel * (1.0 + slope * slope).sqrt().min(6.0);
        mesh.colored_vertex(pos2(*x, top - soft), Color32::TRANSPARENT);
        mesh.colored_vertex(pos2(*x, (top + soft).min(top.midpoint(*end))), fill);
        mesh.colored_vertex(pos2(*x, (end - soft).max(top.midpoint(*end))), fill);
        mesh.colored_vertex(pos2(*x, end + soft), Color32::TRANSPARENT);
    }
    for i in 0..u32::try_from(place.len().saturating_sub(1)).unwrap_or(0) {
        for k in 0..3 {
            let at = 4 * i + k;
            mesh.add_triangle(at, at + 1, at + 4);
            mesh.add_triangle(at + 1, at + 5, at + 4);
        }
    }
    painter.add(Shape::mesh(mesh));
}

/// A ribbon is drawn at least so thick.
const THINNEST: f32 = 1.0;

/// The bar of a part with its name and number. Where room is short the name is cut, never the
/// number.
pub(super) fn part(
    painter: &Painter,
    place: &PartPlace,
    part: &PartMark,
    t: &Tokens,
    (hot, on): (bool, bool),
    strength: f32,
) {
    let color: Color32 = part.color.into();
    let color = if part.lesser { mix(t.panel, color, 0.55) } else { color };
    painter.rect_filled(place.bar, 1.0, mix(t.panel, color, strength));
    let label = place.label;
    // The ground of what is pointed at or asked for is as large as what is written on it.
    let ground = |text: Rect| {
        if on || hot {
            let fill = if on { t.accent_tint } else { t.control };
            painter.rect_filled(text.expand2(vec2(4.0, 1.0)), size::RADIUS_GROUND, fill);
        }
    };
    let ink = mix(t.panel, if part.lesser { t.secondary } else { t.ink }, strength.max(0.55));
    let number = painter.layout_no_wrap(
        part.number.clone(),
        FontId::new(size::SMALL, numbers()),
        mix(t.panel, t.secondary, strength.max(0.6)),
    );
    let name = |width: f32, rows: usize| {
        let font =
            FontId::new(size::SMALL, if part.lesser { FontFamily::Proportional } else { medium() });
        let text = match rows {
            1 => fitted(painter, &part.names, &font, width),
            _ => crate::ui::bidi::wrap(painter, &part.name, &font, width).into_owned(),
        };
        let mut job = LayoutJob::simple(text, font, ink, width);
        // On one line a name is cut at a letter, so that as much of it is there as can be.
        job.wrap = TextWrapping {
            max_width: width,
            max_rows: rows,
            break_anywhere: rows == 1,
            ..TextWrapping::default()
        };
        job.halign = if place.left { egui::Align::RIGHT } else { egui::Align::LEFT };
        painter.layout_job(job)
    };
    // Name over number where the part is high enough, else side by side.
    let two = label.height() >= LINES;
    let width = label.width().max(20.0);
    let one = name(10_000.0, 1);
    let beside = one.size().x + 6.0 + number.size().x <= width;
    let edge = if place.left { label.right() } else { label.left() };
    let middle = if label.height() < 20.0 {
        label.center().y
    } else {
        place.bar.center().y.clamp(label.top() + 10.0, label.bottom() - 10.0)
    };
    let at = |galley: &egui::Galley, x: f32, y: f32| {
        // A galley that is aligned to the right begins left of where it is put.
        let shift = if place.left { 0.0 } else { -galley.rect.left() };
        pos2(x + shift, y)
    };
    if beside || !two {
        let room = (width - number.size().x - 6.0).max(20.0);
        let galley = if beside { one } else { name(room, 1) };
        let y = middle - galley.size().y / 2.0;
        let w = galley.size().x;
        let (name_x, number_x) = if place.left {
            (edge - number.size().x - 6.0, edge - number.size().x)
        } else {
            (edge, edge + w + 6.0)
        };
        let text = Rect::from_min_size(
            pos2(if place.left { edge - w - 6.0 - number.size().x } else { edge }, y),
            Vec2::new(w + 6.0 + number.size().x, galley.size().y),
        );
        halo(painter, t, place, text, on || hot);
        ground(text);
        painter.galley(at(&galley, name_x, y), galley, ink);
        painter.galley(pos2(number_x, middle - number.size().y / 2.0), number, ink);
        return;
    }
    let rows = if label.height() >= LINES + 16.0 { 2 } else { 1 };
    let galley = name(width, rows);
    let high = galley.size().y + number.size().y;
    let y = (middle - high / 2.0).clamp(label.top(), (label.bottom() - high).max(label.top()));
    let wide = galley.size().x.max(number.size().x);
    let left = if place.left { edge - wide } else { edge };
    let text = Rect::from_min_size(pos2(left, y), Vec2::new(wide, high));
    halo(painter, t, place, text, on || hot);
    ground(text);
    let below = y + galley.size().y;
    painter.galley(at(&galley, edge, y), galley, ink);
    let x = if place.left { edge - number.size().x } else { edge };
    painter.galley(pos2(x, below), number, ink);
}

/// The ground under a name that stands over ribbons.
fn halo(painter: &Painter, t: &Tokens, place: &PartPlace, rect: Rect, plain: bool) {
    let over = !place.left && !plain;
    if over {
        let fill = mix(Color32::TRANSPARENT, t.panel, 0.78);
        painter.rect_filled(rect.expand2(vec2(3.0, 0.0)), size::RADIUS_BAR, fill);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Stop;

    fn column(values: &[f64]) -> ColumnMark {
        let part = |value: &f64| PartMark { value: *value, ..PartMark::default() };
        let parts = values.iter().map(part).collect();
        ColumnMark { stop: Stop::Year, title: String::new(), parts }
    }

    /// However many parts there are, the largest is to be seen and none leaves the room.
    #[test]
    fn a_column_of_many_parts_fits_its_room() {
        for (n, height) in [(3, 120.0), (15, 220.0), (40, 260.0), (80, 300.0)] {
            let mut values = vec![1.0; n];
            values[0] = 400.0;
            let right: Vec<f64> = vec![values.iter().sum()];
            let data = FlowsData {
                columns: vec![column(&values), column(&right)],
                ribbons: vec![Vec::new()],
                ..FlowsData::default()
            };
            let room = Rect::from_min_size(pos2(0.0, 0.0), vec2(600.0, height));
            let places = places(&data, room);
            let bars: Vec<Rect> = places.parts[0].iter().map(|p| p.bar).collect();
            let most = bars.iter().map(Rect::height).fold(0.0, f32::max);
            assert!(most > 20.0, "{n} {height}: {most}");
            let last = bars.iter().map(Rect::bottom).fold(0.0, f32::max);
            assert!(last <= height + 0.5, "{n} {height}: {last}");
        }
    }
}
