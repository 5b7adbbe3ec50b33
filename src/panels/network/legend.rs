//! What the network's marks mean: tooltips, and the legend of what is in the picture.

use egui::{
    Color32, FontFamily, FontId, Rect, Role, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::colors::Meaning;
use super::data::{NetworkData, NodeMark, Shape};
use super::draw;
use crate::panels::wording::tie_words;
use crate::panels::{ReadCx, grammar};
use crate::record::{Collection, Row};
use crate::table::Tie;
use crate::ui::ext::{self, ChipStyle};
use crate::ui::target::Medium;
use crate::ui::theme::{Tokens, medium, size};
use crate::view::{ColorBy, SizeBy, Thing};

pub(super) fn node_tip(cx: &ReadCx<'_>, ui: &mut Ui, n: &NodeMark) {
    ui.set_max_width(340.0);
    ui.label(ext::strong(n.name.clone(), size::BODY));
    let mut kind = n.kind.clone();
    if n.unnamed {
        kind = format!("{kind} · {}", cx.words.t("network-unnamed"));
    }
    let ties = takes_part(cx, n.row.filter(|_| n.members == 1), n.degree);
    ui.label(ext::small(format!("{kind} · {ties}"), cx.tokens));
    for amount in &n.amounts {
        ui.label(amount);
    }
    if n.outside > 0 {
        let text = cx.words.tf("network-outside", &[("count", n.outside.into())]);
        ui.label(ext::small(text, cx.tokens));
    }
    if n.members > 1 {
        ui.label(ext::small(cx.words.t("network-open"), cx.tokens));
        return;
    }
    readings_tip(cx, ui, &n.readings);
    ui.label(ext::small(cx.words.t("network-hint"), cx.tokens));
}

/// In how many initiatives, links and statements somebody takes part, of those there are where a
/// filter is on: the numbers of the other panels. Of what is itself a fact, the number of its ties.
pub(super) fn takes_part(cx: &ReadCx<'_>, row: Option<Row>, ties: u32) -> String {
    let count = |c: Collection| Some((c, cx.results.touching(cx.table, row?, c)?));
    let counts = [Collection::Initiatives, Collection::Links, Collection::Statements];
    let told = counts.into_iter().filter_map(count).filter(|(_, n)| n.total > 0);
    let told: Vec<String> = told
        .map(|(c, n)| {
            let args = [("selected", n.selected.into()), ("total", n.total.into())];
            let how = if cx.results.filtered { "count" } else { "total" };
            cx.words.tf(&format!("{how}-{}", c.key()), &args)
        })
        .collect();
    if told.is_empty() {
        cx.words.tf("network-ties", &[("count", ties.into())])
    } else {
        told.join(", ")
    }
}

pub(super) fn edge_tip(cx: &ReadCx<'_>, ui: &mut Ui, data: &NetworkData, e: usize) {
    let edge = &data.edges[e];
    ui.set_max_width(340.0);
    let (from, to) = (&data.nodes[edge.from].name, &data.nodes[edge.to].name);
    let arrow = if edge.directed { "→" } else { "–" };
    ui.label(ext::strong(format!("{from} {arrow} {to}"), size::BODY));
    if edge.through > 0 {
        through_tip(cx, ui, e, edge.through);
        return;
    }
    let mut what = edge.name.clone();
    if edge.count > 1 {
        let n = i64::try_from(edge.count).unwrap_or(0);
        what = cx.words.tf("network-ties", &[("count", n.into())]);
    }
    for (on, id) in [(edge.announced, "network-announced"), (edge.disputed, "network-disputed")] {
        if on {
            what = format!("{what} · {}", cx.words.t(id));
        }
    }
    if edge.weighted {
        what = format!("{what} · {}", weight(cx, edge.weight));
    }
    ui.label(ext::small(what, cx.tokens));
    for amount in &edge.amounts {
        ui.label(amount);
    }
    readings_tip(cx, ui, &edge.readings);
}

/// The weight of a tie, in words.
pub(super) fn weight(cx: &ReadCx<'_>, weight: f32) -> String {
    let number = crate::text::number::exact(&weight.to_string(), cx.words.language);
    cx.words.named(&crate::say::field_name(cx.words, "weight"), &number)
}

/// Most initiatives named in a tip.
const NAMED: usize = 8;

/// Most lines of what ties two directly.
const DIRECT: usize = 4;

/// What a tie is told of, line by line.
#[derive(Clone, Default)]
struct Through {
    head: String,
    lines: Vec<String>,
}

/// The initiatives a tie is made of, the largest first, with their money.
fn through_tip(cx: &ReadCx<'_>, ui: &mut Ui, e: usize, through: usize) {
    // A tip is drawn again in each frame, and a tie may be made of a hundred thousand.
    type Kept = ((crate::panels::Revisions, usize, usize), std::sync::Arc<Through>);
    let key = (cx.revisions, cx.graph.edges.len(), e);
    let id = egui::Id::unique("through-tip");
    let known = ui.ctx().data(|d| d.get_temp::<Kept>(id)).filter(|k| k.0 == key);
    let told = known.map_or_else(
        || {
            let told = std::sync::Arc::new(told_through(cx, e, through));
            ui.ctx().data_mut(|d| d.insert_temp(id, (key, told.clone())));
            told
        },
        |k| k.1,
    );
    ui.label(ext::small(told.head.clone(), cx.tokens).color(cx.tokens.ink));
    for line in &told.lines {
        ui.label(ext::small(line.clone(), cx.tokens));
    }
}

fn told_through(cx: &ReadCx<'_>, e: usize, through: usize) -> Through {
    let flow = crate::panels::wording::initiative_flow(cx);
    let rows = cx.graph.edges[e].ties.iter().map(|n| cx.table.ties[*n as usize].row);
    // Only what passes what else is asked for: the rest is counted.
    let passing = cx.results.but(crate::query::Dim::Initiative);
    let mut list: Vec<(Option<i128>, Row)> = rows
        .filter(|r| r.collection() == Collection::Initiatives)
        .filter_map(|r| {
            let fact = cx.table.fact(r).filter(|f| passing.has(*f))?;
            Some((flow.and_then(|f| crate::query::money(cx.table, fact, f).0), r))
        })
        .collect();
    list.sort_by_key(|(money, row)| (std::cmp::Reverse(*money), *row));
    let n = |n: usize| i64::try_from(n).unwrap_or(0);
    let head = if list.len() < through {
        let args = [("with", n(list.len()).into()), ("count", n(through).into())];
        cx.words.tf("network-through-part", &args)
    } else {
        cx.words.tf("flow-initiatives", &[("count", n(through).into())])
    };
    let sum: i128 = list.iter().filter_map(|l| l.0).fold(0, i128::saturating_add);
    let money = |sum: i128, flow: crate::query::Flow| {
        crate::panels::wording::money_text(cx, sum, flow.currency, false)
    };
    let head = match flow.filter(|_| sum != 0) {
        // Of several institutions, each tie counts it in full.
        Some(flow) => {
            let sum = money(sum, flow);
            format!("{head} · {}", cx.words.ts("network-not-additive", &[("sum", sum)]))
        }
        None => head,
    };
    let line = |(amount, row): &(Option<i128>, Row)| {
        let name = crate::text::display::cut(&cx.name(*row), 60).into_owned();
        let amount = amount.zip(flow).map(|(m, f)| money(m, f));
        amount.map_or_else(|| name.clone(), |a| format!("{name} · {a}"))
    };
    let mut lines: Vec<String> = list.iter().take(NAMED).map(line).collect();
    if list.len() > NAMED {
        lines.push(cx.words.tf("flow-more", &[("count", n(list.len() - NAMED).into())]));
    }
    if !list.is_empty() {
        lines.push(cx.words.t("network-through-hint"));
    }
    // What ties the two directly is drawn as the same line.
    let ties = cx.graph.edges[e].ties.iter().map(|n| &cx.table.ties[*n as usize]);
    let direct: Vec<&Tie> =
        ties.filter(|t| t.row.collection() != Collection::Initiatives).collect();
    // What is alike is said once, with how often.
    let mut told: Vec<(String, usize)> = Vec::new();
    for tie in &direct {
        let words = crate::ui::bidi::line(&tie_words(cx, tie)).into_owned();
        let mut line = cx.words.ts("network-beside", &[("name", words)]);
        for (on, id) in [(tie.announced, "network-announced"), (tie.disputed, "network-disputed")] {
            if on {
                line = format!("{line} · {}", cx.words.t(id));
            }
        }
        match told.iter_mut().find(|t| t.0 == line) {
            Some(known) => known.1 += 1,
            None => told.push((line, 1)),
        }
    }
    let left: usize = told.iter().skip(DIRECT).map(|t| t.1).sum();
    for (line, times) in told.into_iter().take(DIRECT) {
        lines.push(if times > 1 { format!("{line} ×{times}") } else { line });
    }
    if left > 0 {
        lines.push(cx.words.tf("flow-more", &[("count", n(left).into())]));
    }
    Through { head, lines }
}

fn readings_tip(cx: &ReadCx<'_>, ui: &mut Ui, readings: &[crate::panels::wording::Reading]) {
    if readings.is_empty() {
        ui.label(ext::small(cx.words.t("network-no-source"), cx.tokens));
    }
    for r in readings {
        let basis = r.basis.as_ref().map_or_else(String::new, |b| format!(" ({b})"));
        ui.label(ext::small(format!("{}{basis}", r.label), cx.tokens));
    }
}

/// What else is said of the picture.
#[derive(Clone, Copy)]
pub(super) struct Notes {
    /// The steps of the shortest path between what is pinned.
    pub(super) path: Option<usize>,
    /// There is none.
    pub(super) apart: bool,
}

/// What is not drawn, drawn as one, or without a name, in one line; where a hand
/// is, with what it can do.
pub(super) fn told(cx: &ReadCx<'_>, data: &NetworkData, nameless: usize, hand: bool) -> String {
    let n = |n: usize| i64::try_from(n).unwrap_or(0);
    let mut told = Vec::new();
    if let Some((drawn, all)) = data.folded {
        let id = match drawn {
            _ if drawn == all => "network-folded",
            // Some lines are too weak to be drawn.
            _ if data.lines > data.edges.len() => "network-folded-strong",
            _ => "network-folded-some",
        };
        let args = [("count", n(drawn).into()), ("total", n(all).into())];
        told.push(cx.words.tf(id, &args));
    }
    told.extend(data.notes.iter().chain(&data.bare).chain(&data.added).cloned());
    if let Some(name) = super::focus::around(cx, data) {
        let drawn = n(data.nodes.len());
        let args =
            [("name", name.into()), ("shown", drawn.into()), ("total", n(data.total).into())];
        told.insert(0, cx.words.tf("network-rings", &args));
    } else if data.rest > 0 {
        let args = [
            ("shown", n(data.nodes.len()).into()),
            ("total", n(data.nodes.len() + data.rest).into()),
            ("lines", n(data.edges.len()).into()),
            ("all", n(data.lines).into()),
        ];
        let id = if data.lines > data.edges.len() {
            "network-too-much-lines"
        } else {
            "network-too-much"
        };
        told.insert(0, cx.words.tf(id, &args));
    }
    if nameless > 0 {
        let without = cx.words.tf("network-nameless", &[("count", n(nameless).into())]);
        let hint = hand.then(|| cx.words.t("network-nameless-hint"));
        let without = hint.map_or(without.clone(), |hint| cx.words.named(&without, &hint));
        // A foot is cut at its end.
        told.insert(told.len().min(1), without);
    }
    told.join(" · ")
}

/// Shapes, lines and colours that are in the picture; in a `compact` one shapes are left to the
/// tips, and colours take one line.
pub(super) fn show(cx: &ReadCx<'_>, ui: &mut Ui, data: &NetworkData, notes: Notes, high: f32) {
    let Notes { path, apart } = notes;
    // On a page there are no tips that would tell what is left out.
    let page = !Medium::of(ui.ctx()).hand();
    let compact = high < COMPACT && !page;
    let mut shapes: Vec<Shape> = data.nodes.iter().map(|n| n.shape).collect();
    shapes.sort_unstable();
    shapes.dedup();
    // What arrows, grey and sizes mean gives way in the low picture of a board.
    let roomy = high >= if page { ROOMY } else { COMPACT };
    ui.horizontal_wrapped(|ui| {
        let between = if page { 0.0 } else { size::GAP_THIN };
        ui.spacing_mut().item_spacing = vec2(size::GAP_WIDE, between);
        if let Some(steps) = path {
            let steps = i64::try_from(steps).unwrap_or(0);
            let text = cx.words.tf("network-path", &[("count", steps.into())]);
            ui.label(ext::small(text, cx.tokens).color(cx.tokens.ink));
        }
        if apart {
            let text = ext::small(cx.words.t("network-no-path"), cx.tokens);
            ui.label(text.color(cx.tokens.warning));
        }
        meanings(cx, ui, &data.colors, compact);
        for shape in shapes.into_iter().filter(|_| !compact) {
            // More parties with colours of their own than the legend names.
            let own =
                shape == Shape::Party && data.nodes.iter().any(|n| unnamed_color(cx, data, n));
            let id = if own { "shape-party-own" } else { shape.text_id() };
            legend_item(cx, ui, &cx.words.t(id), |p, r| {
                let hollow = shape == Shape::Missing;
                let fill = if hollow { Color32::TRANSPARENT } else { cx.tokens.neutral };
                let stroke = Stroke::new(
                    size::LINE,
                    if hollow { cx.tokens.neutral } else { Color32::TRANSPARENT },
                );
                if shape == Shape::Party {
                    party_sign(p, data, r, cx.tokens);
                } else {
                    draw::shape(p, shape, r.center(), 5.0, fill, stroke);
                }
            });
        }
        if high < TINY && !page {
            // The tips tell the rest.
            return;
        }
        let stroke = Stroke::new(size::LINE_RING, cx.tokens.neutral);
        let line = |r: Rect| [r.left_center(), r.right_center()];
        if data.edges.iter().any(|e| e.announced) {
            legend_item(cx, ui, &cx.words.t("network-announced"), |p, r| {
                p.extend(egui::Shape::dashed_line(
                    &line(r.expand2(vec2(4.0, 0.0))),
                    stroke,
                    5.0,
                    3.0,
                ));
            });
        }
        if data.edges.iter().any(|e| e.disputed) {
            legend_item(cx, ui, &cx.words.t("network-disputed-mark"), |p, r| {
                p.extend(egui::Shape::dashed_line(
                    &line(r.expand2(vec2(4.0, 0.0))),
                    stroke,
                    1.5,
                    3.0,
                ));
            });
        }
        if roomy {
            signs(cx, ui, data);
        }
        if data.nodes.iter().any(|n| n.unsourced) {
            legend_item(cx, ui, &cx.words.t("network-no-source"), |p, r| {
                ext::unsourced(p, r, cx.tokens);
            });
        }
        if data.nodes.iter().any(|n| n.unnamed) {
            legend_item(cx, ui, &cx.words.t("network-unnamed"), |p, r| {
                p.circle_stroke(r.center(), 5.0, Stroke::new(size::LINE_RING, cx.tokens.neutral));
            });
        }
    });
}

/// Whether a node is a party with a colour that the legend does not name.
fn unnamed_color(cx: &ReadCx<'_>, data: &NetworkData, node: &NodeMark) -> bool {
    let colored = node.shape == Shape::Party && node.color != cx.tokens.neutral.into();
    colored && !data.colors.iter().any(|c| c.1 == node.color)
}

/// What widths, arrows, grey lines and sizes mean, where they mean something.
fn signs(cx: &ReadCx<'_>, ui: &mut Ui, data: &NetworkData) {
    let stroke = Stroke::new(size::LINE_RING, cx.tokens.neutral);
    let line = |r: Rect| [r.left_center(), r.right_center()];
    if let Some(id) = widths(data) {
        legend_item(cx, ui, &cx.words.t(id), |p, r| {
            // A wedge: from a thin line to a thick one.
            let r = r.expand2(vec2(4.0, -2.5));
            let wedge = vec![r.left_center(), r.right_top(), r.right_bottom()];
            p.add(egui::Shape::convex_polygon(wedge, cx.tokens.neutral, Stroke::NONE));
        });
    }
    if data.edges.iter().any(|e| e.directed) {
        legend_item(cx, ui, &cx.words.t("network-arrow"), |p, r| {
            let (a, b) = (r.left_center() - vec2(4.0, 0.0), r.right_center() + vec2(4.0, 0.0));
            p.line_segment([a, b - vec2(4.0, 0.0)], stroke);
            let head = vec![b, b + vec2(-6.0, -3.0), b + vec2(-6.0, 3.0)];
            p.add(egui::Shape::convex_polygon(head, cx.tokens.neutral, Stroke::NONE));
        });
    }
    if let Some(id) = grey(cx, data) {
        legend_item(cx, ui, &cx.words.t(id), |p, r| {
            p.line_segment(line(r.expand2(vec2(4.0, 0.0))), stroke);
        });
    }
    if let Some(id) = sizes(cx, data) {
        legend_item(cx, ui, &cx.words.t(id), |p, r| {
            p.circle_filled(r.left_center() + vec2(1.0, 1.0), 2.5, cx.tokens.neutral);
            p.circle_filled(r.right_center() - vec2(2.0, 0.0), 5.0, cx.tokens.neutral);
        });
    }
}

/// The mark of a party: with a code in it, as no other circle has.
fn party_sign(painter: &egui::Painter, data: &NetworkData, rect: Rect, t: &Tokens) {
    let at = rect.center();
    painter.circle_filled(at, 8.0, t.neutral);
    let code = data.nodes.iter().find(|n| n.shape == Shape::Party).map_or("", |n| n.code.as_str());
    let code: String = code.chars().take(2).collect();
    let font = FontId::new(8.0, medium());
    painter.text(at, egui::Align2::CENTER_CENTER, code, font, Tokens::text_on(t.neutral));
}

/// What a grey line means, where colours mean something.
pub(super) fn grey(cx: &ReadCx<'_>, data: &NetworkData) -> Option<&'static str> {
    let neutral = cx.tokens.neutral.into();
    if data.edges.iter().all(|e| e.color != neutral) || data.colors.is_empty() {
        return None;
    }
    match super::colors::color_by(cx) {
        ColorBy::Auto | ColorBy::Sector => Some("network-grey-sectors"),
        // Of no group there is nothing between groups.
        ColorBy::Community if cx.graph.hues.iter().any(Option::is_some) => {
            Some("network-grey-groups")
        }
        ColorBy::Community | ColorBy::Kind | ColorBy::Party => None,
    }
}

/// What the size of a mark means, where it differs among those of one shape.
fn sizes(cx: &ReadCx<'_>, data: &NetworkData) -> Option<&'static str> {
    let mut ends: std::collections::BTreeMap<Shape, (f32, f32)> = std::collections::BTreeMap::new();
    for n in &data.nodes {
        let (least, most) = ends.entry(n.shape).or_insert((n.radius, n.radius));
        (*least, *most) = (least.min(n.radius), most.max(n.radius));
    }
    let differ = ends.values().any(|(least, most)| *most > least * 1.35);
    let money = cx.view.size_by == SizeBy::Money;
    differ.then_some(if money { "network-larger-money" } else { "network-larger" })
}

/// What the width of a line means, where lines differ in it; where initiatives are drawn as ties, it
/// is said beside that.
fn widths(data: &NetworkData) -> Option<&'static str> {
    let mut of_own = data.edges.iter().filter(|e| e.through == 0 && e.width > 1.0);
    let first = of_own.next()?.width;
    if !of_own.any(|e| (e.width - first).abs() > 0.5) {
        return None;
    }
    let weighted = data.edges.iter().any(|e| e.weighted);
    Some(if weighted { "network-wide-weight" } else { "network-wide" })
}

/// The colours alone, for the whole network and the matrix.
pub(super) fn colors(cx: &ReadCx<'_>, ui: &mut Ui, list: &[Meaning], compact: bool) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(size::GAP_WIDE, size::GAP_THIN);
        meanings(cx, ui, list, compact);
    });
}

/// Panels lower than this show the colours of the legend in one line, and no shapes.
pub(super) const COMPACT: f32 = 470.0;
/// On a page, panels lower than this leave out what arrows, grey and sizes mean.
const ROOMY: f32 = 380.0;
/// Panels lower than this show nothing but colours.
const TINY: f32 = 250.0;

/// What each colour means; in a `compact` legend as many as fit one line, the others in a menu. On a
/// page, where nobody can open one, all are told.
fn meanings(cx: &ReadCx<'_>, ui: &mut Ui, list: &[Meaning], compact: bool) {
    let most = longest(cx, ui, list, compact);
    let fit = if compact && Medium::of(ui.ctx()).hand() {
        fitting(cx, ui, list, most)
    } else {
        list.len()
    };
    for (name, color, thing) in &list[..fit] {
        legend_color(cx, ui, name, (*color).into(), *thing, most);
    }
    if fit < list.len() {
        let count = i64::try_from(list.len() - fit).unwrap_or(0);
        let text = format!("+{} ↓", crate::text::number::whole(count, cx.words.language));
        ui.menu_button(ext::small(text, cx.tokens), |ui| {
            for (name, color, thing) in &list[fit..] {
                legend_color(cx, ui, name, (*color).into(), *thing, 60);
            }
        });
    }
}

/// How many letters of names there is room for: whole where a line or two hold them all.
fn longest(cx: &ReadCx<'_>, ui: &Ui, list: &[Meaning], compact: bool) -> usize {
    let (most, lines) = if compact { (18, 1) } else { (28, 2) };
    let needed = |letters: usize| {
        let (mut x, mut n) = (0.0, 1);
        for (name, ..) in list {
            let wide = legend_width(cx, ui, name, letters);
            if x > 0.0 && x + wide > ui.available_width() {
                (x, n) = (0.0, n + 1);
            }
            x += wide;
        }
        n
    };
    [60, 40, 28].into_iter().filter(|l| *l > most).find(|l| needed(*l) <= lines).unwrap_or(most)
}

/// The width of a name in the legend, with the gap after it; a chip has margins of 8 at both sides.
fn legend_width(cx: &ReadCx<'_>, ui: &Ui, name: &str, most: usize) -> f32 {
    let font = FontId::new(size::SMALL, medium());
    let text = legend_text(name, most);
    let galley = ui.painter().layout_no_wrap(text, font, cx.tokens.secondary);
    galley.size().x + 16.0 + size::GAP_WIDE
}

/// How many colours fit one line, with room for the menu of the others.
fn fitting(cx: &ReadCx<'_>, ui: &Ui, list: &[Meaning], most: usize) -> usize {
    /// Room for "+12 ↓".
    const OTHERS: f32 = 64.0;
    let room = ui.available_width();
    let mut used = 0.0;
    for (i, (name, ..)) in list.iter().enumerate() {
        used += legend_width(cx, ui, name, most);
        let spare = if i + 1 < list.len() { OTHERS } else { 0.0 };
        if used + spare > room {
            return i.max(1);
        }
    }
    list.len()
}

/// A name as it stands in the legend, with room at the left for the dot.
fn legend_text(name: &str, most: usize) -> String {
    format!("     {}", crate::text::display::cut(name, most))
}

/// The height of a line of the legend: on a page there is nothing to hit.
fn row_height(ui: &Ui) -> f32 {
    if Medium::of(ui.ctx()).hand() { 22.0 } else { 18.0 }
}

/// A colour and what it means, on a page.
fn told_color(cx: &ReadCx<'_>, ui: &mut Ui, text: &str, color: Color32) {
    let font = FontId::new(size::SMALL, medium());
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font, cx.tokens.secondary);
    let size = vec2(18.0 + galley.size().x, row_height(ui));
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    ui.painter().circle_filled(pos2(rect.left() + 7.0, rect.center().y), 5.0, color);
    let at = pos2(rect.left() + 18.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, cx.tokens.secondary);
}

fn legend_color(
    cx: &ReadCx<'_>,
    ui: &mut Ui,
    name: &str,
    color: Color32,
    thing: Option<Thing>,
    most: usize,
) {
    if !Medium::of(ui.ctx()).hand() {
        told_color(cx, ui, &crate::text::display::cut(name, most), color);
        return;
    }
    let on = thing.and_then(Thing::pick).is_some_and(|p| cx.view.filter.contains(p));
    let style = ChipStyle {
        fill: if on { cx.tokens.tint(color) } else { Color32::TRANSPARENT },
        text: if on { cx.tokens.on_tint(color) } else { cx.tokens.secondary },
        stroke: Stroke::NONE,
    };
    let text = legend_text(name, most);
    let response = match thing {
        Some(thing) => {
            let id = match thing.row().map(Row::collection) {
                Some(Collection::Parties) => "network-color-party",
                _ => "quotes-sector",
            };
            let said = cx.words.ts(id, &[("name", name.to_owned())]);
            let response = ext::chip(ui, &text, &said, style);
            grammar::act(cx, ui, response, thing)
        }
        None => ext::badge(ui, &text, style),
    };
    let dot = pos2(response.rect.left() + 12.0, response.rect.center().y);
    ui.painter().circle_filled(dot, 5.0, color);
}

fn legend_item(cx: &ReadCx<'_>, ui: &mut Ui, text: &str, draw: impl FnOnce(&egui::Painter, Rect)) {
    let font = FontId::new(size::SMALL, FontFamily::Proportional);
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font, cx.tokens.secondary);
    let (rect, response) =
        ui.allocate_exact_size(vec2(20.0 + galley.size().x, row_height(ui)), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    let sign = Rect::from_center_size(pos2(rect.left() + 7.0, rect.center().y), Vec2::splat(10.0));
    draw(ui.painter(), sign);
    let at = pos2(rect.left() + 20.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, cx.tokens.secondary);
}
