//! Who with whom, as a grid, with those that belong together side by side.

use std::collections::BTreeMap;

use egui::{Align2, FontId, Rect, Role, ScrollArea, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::data::NetworkData;
use super::legend;
use crate::panels::{ReadCx, grammar};
use crate::ui::ext;
use crate::ui::target::Medium;
use crate::ui::theme::{mix, size};
use crate::view::Thing;

/// Most rows of the grid; the panel says how many there are.
const MOST: usize = 160;
/// Least and most width and height of a square.
const CELL: [Vec2; 2] = [vec2(17.0, 17.0), vec2(44.0, 30.0)];
/// Room for names at the left, as a share of the width.
const NAMES: f32 = 0.3;
/// Most height of the slanted names over the columns, and as a share of that of the panel.
const HEAD: (f32, f32) = (170.0, 0.3);
/// What a slanted name is higher, or wider, than nothing, for each point of its length.
const SLANT: f32 = std::f32::consts::FRAC_1_SQRT_2;

/// Where the grid stands, and how large its squares and names are.
#[derive(Clone, Copy)]
struct Grid {
    /// The squares alone.
    rect: Rect,
    /// One square.
    cell: Vec2,
    /// The width of the names at the left, and the length of those above.
    names: [f32; 2],
}

impl Grid {
    /// The square of a row and a column.
    fn square(&self, row: usize, column: usize) -> Rect {
        #[expect(clippy::cast_precision_loss, reason = "few rows")]
        let at = vec2(column as f32 * self.cell.x, row as f32 * self.cell.y);
        Rect::from_min_size(self.rect.min + at, self.cell)
    }
}

/// Draws the grid.
pub(super) fn show(cx: &ReadCx<'_>, ui: &mut Ui, data: &NetworkData) {
    // The longest name decides on the room for names, within limits.
    let longest = data.nodes.iter().map(|n| text(cx, ui, &n.label, size::SMALL).size().x);
    let longest = longest.fold(60.0f32, f32::max) + 6.0;
    let above = longest.min(HEAD.0 / SLANT).min(ui.available_height() * HEAD.1 / SLANT);
    let head = above * SLANT + 16.0;
    // A picture cannot be scrolled: it holds as many as have room.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "few rows")]
    let room = ((ui.available_height() - head - 44.0) / CELL[0].y).max(4.0) as usize;
    let names = (longest + 24.0).min(ui.available_width() * NAMES).max(100.0);
    // The last of the slanted names reaches over the grid.
    let beyond = above * SLANT;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "few columns")]
    let wide = ((ui.available_width() - names - beyond) / CELL[0].x).max(4.0) as usize;
    let most = Medium::of(ui.ctx()).lines(MOST, room.min(wide));
    let shown = &order(data, most)[..];
    let mut place = vec![usize::MAX; data.nodes.len()];
    for (at, n) in shown.iter().enumerate() {
        place[*n] = at;
    }
    ui.label(ext::small(told(cx, data, shown.len()), cx.tokens));
    #[expect(clippy::cast_precision_loss, reason = "few rows")]
    let count = shown.len().max(1) as f32;
    let room = vec2(ui.available_width() - names - beyond, ui.available_height() - head - 8.0);
    let cell = (room / count).clamp(CELL[0], CELL[1]);
    ScrollArea::both().auto_shrink([false, false]).show(ui, |ui| {
        let total = vec2(names + beyond, head + 4.0) + cell * count;
        let (rect, _) = ui.allocate_exact_size(total, Sense::hover());
        let rect = Rect::from_min_size(rect.min + vec2(names, head), cell * count);
        let grid = Grid { rect, cell, names: [names, above] };
        ground(cx, ui, grid, shown, data);
        for (at, node) in shown.iter().enumerate() {
            names_of(cx, ui, data, *node, at, grid);
        }
        cells(cx, ui, data, &place, grid);
    });
}

/// What is shown of what, what is left out, and how squares are read.
fn told(cx: &ReadCx<'_>, data: &NetworkData, shown: usize) -> String {
    let n = |n: usize| i64::try_from(n).unwrap_or(0);
    let total = data.nodes.len() + data.rest;
    let tied = order(data, usize::MAX).len();
    let id = if shown >= tied && data.rest == 0 && data.lines <= data.edges.len() {
        "network-matrix-all"
    } else {
        "network-matrix"
    };
    let mut told = vec![cx.words.tf(id, &[("shown", n(shown).into()), ("total", n(total).into())])];
    told.extend(data.notes.iter().cloned());
    if data.edges.iter().any(|e| e.directed) {
        let both = data.edges.iter().any(|e| !e.directed);
        let id = if both { "network-matrix-both" } else { "network-matrix-ways" };
        told.push(cx.words.t(id));
    }
    let weighted = data.edges.iter().any(|e| e.weighted);
    let fuller = if weighted { "network-matrix-heavier" } else { "network-matrix-fuller" };
    told.push(cx.words.t(fuller));
    if data.edges.iter().any(|e| e.announced || e.disputed) {
        told.push(cx.words.t("network-matrix-hollow"));
    }
    told.extend(
        legend::grey(cx, data)
            .map(|id| cx.words.named(&cx.words.t("network-matrix-grey"), &cx.words.t(id))),
    );
    told.join(" · ")
}

/// A name on one line.
fn text(cx: &ReadCx<'_>, ui: &Ui, name: &str, size: f32) -> std::sync::Arc<egui::Galley> {
    let line = crate::ui::bidi::line(name).into_owned();
    ui.painter().layout_no_wrap(line, FontId::proportional(size), cx.tokens.ink)
}

/// The `most` nodes with most ties, in the order of their communities, within each the most tied
/// first; those without a tie are left out.
fn order(data: &NetworkData, most: usize) -> Vec<usize> {
    let mut tied = vec![false; data.nodes.len()];
    for e in &data.edges {
        tied[e.from] = true;
        tied[e.to] = true;
    }
    let mut first: Vec<usize> = (0..data.nodes.len()).filter(|i| tied[*i]).collect();
    first.sort_by_key(|i| (std::cmp::Reverse(data.nodes[*i].degree), *i));
    let mut seen = vec![true; data.nodes.len()];
    first.truncate(most);
    // Who is tied to none of these would have an empty row.
    let among: Vec<bool> = (0..data.nodes.len()).map(|i| first.contains(&i)).collect();
    first.retain(|i| {
        let tied = |e: &super::data::EdgeMark| {
            (e.from == *i && among[e.to]) || (e.to == *i && among[e.from])
        };
        data.edges.iter().any(tied)
    });
    for i in first {
        seen[i] = false;
    }
    let mut out = Vec::new();
    let rest: Vec<usize> = (0..data.nodes.len()).collect();
    for members in data.communities.iter().chain(std::iter::once(&rest)) {
        let mut members: Vec<usize> = members.iter().copied().filter(|i| !seen[*i]).collect();
        members.sort_by_key(|i| (std::cmp::Reverse(data.nodes[*i].degree), *i));
        for i in members {
            seen[i] = true;
            out.push(i);
        }
    }
    out
}

/// Faint lines, and a tinted square for each community.
fn ground(cx: &ReadCx<'_>, ui: &Ui, grid: Grid, shown: &[usize], data: &NetworkData) {
    let painter = ui.painter();
    let tint = mix(cx.tokens.panel, cx.tokens.neutral, 0.10);
    for members in &data.communities {
        let at: Vec<usize> = (0..shown.len()).filter(|i| members.contains(&shown[*i])).collect();
        if let (Some(first), Some(last)) = (at.first(), at.last()) {
            let square = grid.square(*first, *first).union(grid.square(*last, *last));
            painter.rect_filled(square, size::RADIUS_TICK, tint);
        }
    }
    let stroke = egui::Stroke::new(size::LINE, mix(cx.tokens.panel, cx.tokens.hairline, 0.7));
    for i in 0..=shown.len() {
        let corner = grid.square(i, i).min;
        painter.hline(grid.rect.x_range(), corner.y, stroke);
        painter.vline(corner.x, grid.rect.y_range(), stroke);
    }
}

/// The name of a node at the left and, slanted, above.
fn names_of(cx: &ReadCx<'_>, ui: &Ui, data: &NetworkData, node: usize, at: usize, grid: Grid) {
    let mark = &data.nodes[node];
    let (own, cell) = (grid.square(at, at), grid.cell);
    let [names, above] = grid.names;
    let left = pos2(grid.rect.left() - names, own.top());
    let row = Rect::from_min_size(left, vec2(names - 4.0, cell.y));
    let response = ui.interact(row, ui.scope_id().with(("row", mark.node)), Sense::click());
    let name =
        cx.words.ts("network-node", &[("name", mark.name.clone()), ("kind", mark.kind.clone())]);
    response.widget_info(|| WidgetInfo::labeled(Role::RowHeader, true, &name));
    let hot = ext::pointed(&response) || mark.row.is_some_and(|r| cx.selected(Thing::Record(r)));
    if hot {
        ui.painter().rect_filled(row, size::RADIUS_GROUND, cx.tokens.control);
    }
    let strong = if mark.lit { cx.tokens.ink } else { cx.tokens.secondary };
    let font = FontId::new(size::SMALL.min(cell.y), egui::FontFamily::Proportional);
    let short = |width: f32| {
        let line = crate::ui::bidi::line(&mark.label).into_owned();
        let mut job = egui::text::LayoutJob::simple_singleline(line, font.clone(), strong);
        job.wrap = egui::text::TextWrapping::truncate_at_width(width);
        ui.painter().layout_job(job)
    };
    let galley = short(names - 24.0);
    let y = row.center().y - galley.size().y / 2.0;
    ui.painter().circle_filled(pos2(row.left() + 6.0, row.center().y), 4.0, mark.color);
    ui.painter().galley(pos2(row.left() + 15.0, y), galley, strong);
    let galley = short(above);
    let base = pos2(own.center().x - 5.0, grid.rect.top() - 10.0);
    let text = egui::epaint::TextShape::new(base, galley, strong)
        .with_angle_and_anchor(-std::f32::consts::FRAC_PI_4, Align2::LEFT_CENTER);
    ui.painter().add(text);
    let response = match mark.row {
        Some(row) => grammar::act(cx, ui, response, Thing::Record(row)),
        None => response,
    };
    response.on_hover_ui(|ui| legend::node_tip(cx, ui, mark));
}

/// A square for each pair that is tied, both ways when the tie has no direction.
fn cells(cx: &ReadCx<'_>, ui: &Ui, data: &NetworkData, place: &[usize], grid: Grid) {
    // Several ties the same way share a square, which shows them all together.
    let mut squares: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (i, e) in data.edges.iter().enumerate() {
        let (a, b) = (place[e.from], place[e.to]);
        if a == usize::MAX || b == usize::MAX {
            continue;
        }
        squares.entry((a, b)).or_default().push(i);
        if !e.directed && a != b {
            squares.entry((b, a)).or_default().push(i);
        }
    }
    let some_directed = data.edges.iter().any(|e| e.directed);
    // Where the file weighs its ties, by what it says; else by how many there are.
    let weighted = data.edges.iter().any(|e| e.weighted);
    #[expect(clippy::cast_precision_loss, reason = "a strength")]
    let much = |e: &super::data::EdgeMark| if weighted { e.weight } else { e.count as f32 };
    let much_of = |ties: &[usize]| ties.iter().map(|i| much(&data.edges[*i])).sum::<f32>();
    let most = squares.values().map(|t| much_of(t)).fold(1.0, f32::max);
    for ((row, column), ties) in squares {
        let all = || ties.iter().map(|i| &data.edges[*i]);
        let i = ties[0];
        let (lit, faint) = (all().any(|e| e.lit), all().all(|e| e.announced || e.disputed));
        let e = &data.edges[i];
        {
            let square = grid.square(row, column).shrink(1.0);
            let id = ui.scope_id().with(("cell", row, column));
            let response = ui.interact(square, id, Sense::click());
            let names: Vec<&str> = all().map(|e| e.name.as_str()).take(6).collect();
            let said = cx.words.named(
                &format!("{} – {}", data.nodes[e.from].name, data.nodes[e.to].name),
                &names.join(", "),
            );
            response.widget_info(|| WidgetInfo::labeled(Role::GridCell, true, &said));
            let weight = libm::sqrtf((much_of(&ties) / most).max(0.0));
            let strength = (0.35 + 0.65 * weight) * if lit { 1.0 } else { 0.35 };
            let same = all().all(|o| o.color == e.color);
            let color = if same { e.color } else { cx.tokens.neutral.into() };
            let color = mix(cx.tokens.panel, color, strength);
            if faint {
                ui.painter().rect_stroke(
                    square.shrink(1.0),
                    2.0,
                    egui::Stroke::new(size::LINE_RING, color),
                    egui::StrokeKind::Inside,
                );
            } else {
                ui.painter().rect_filled(square, size::RADIUS_TICK, color);
            }
            // Where others say who acts on whom, a tie of both says that it does not.
            if some_directed && all().all(|e| !e.directed) {
                let dot = if faint { color } else { cx.tokens.panel };
                let r = (square.width().min(square.height()) * 0.14).max(1.0);
                ui.painter().circle_filled(square.center(), r, dot);
            }
            if ext::pointed(&response) {
                let stroke = egui::Stroke::new(size::LINE_RING, cx.tokens.ink);
                ui.painter().rect_stroke(
                    square,
                    size::RADIUS_TICK,
                    stroke,
                    egui::StrokeKind::Outside,
                );
            }
            grammar::act(cx, ui, response, Thing::Record(e.row)).on_hover_ui(|ui| {
                for i in ties.iter().take(4) {
                    legend::edge_tip(cx, ui, data, *i);
                }
            });
        }
    }
}
