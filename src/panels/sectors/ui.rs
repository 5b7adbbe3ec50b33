//! The sectors as widgets.

use std::collections::BTreeSet;

use egui::{CursorIcon, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::data::{self, SectorData, SectorRow};
use super::parents;
use super::{draw, treemap};
use crate::command::Command;
use crate::panels::wording::{Value, measure_name};
use crate::panels::{Cached, ReadCx, frame, grammar};
use crate::query::{Count, Measure};
use crate::record::{Collection, Row};
use crate::text::sort::Sorter;
use crate::ui::ext;
use crate::ui::reveal::Reveal;
use crate::ui::rows::{Cell, Head, RowLook, RowsState, table};
use crate::ui::target::{self, Medium};
use crate::ui::whole;
use crate::view::{PanelKind, SectorMode, SectorSort, Thing};

/// So many empty sectors are shown; more are told in one line.
const FEW_EMPTY: usize = 3;
/// More sectors than this start closed.
const OPEN_UP_TO: usize = 40;

/// The panel's transient fields.
#[derive(Debug, Default)]
pub struct SectorsPanel {
    data: Cached<SectorData>,
    /// Sectors whose state differs from the first one.
    flipped: BTreeSet<u32>,
    of_data: u64,
    /// Empty sectors are shown too.
    all: bool,
    rows: RowsState,
    reveal: Reveal,
}

impl SectorsPanel {
    /// Draws the panel.
    pub(super) fn show(&mut self, cx: &ReadCx<'_>, ui: &mut Ui) {
        if self.of_data != cx.revisions.file {
            self.of_data = cx.revisions.file;
            self.flipped.clear();
        }
        let data = self.data.get(cx.revisions.modes(), || data::data(cx));
        // What the bars count.
        let noun = match cx.view.measure {
            Measure::Amount(flow) if flow.links => "links",
            Measure::Amount(_) => "initiatives",
            measure => measure.collection().key(),
        };
        frame::head(cx, ui, PanelKind::Sectors, Some((data.facts, noun)), |ui| controls(cx, ui));
        // Without sectors a bar of all that has none would tell nothing, but for a sum.
        let money = matches!(cx.view.measure, Measure::Amount(_));
        if data.rows.is_empty() || (cx.table.sector_order.is_empty() && !money) {
            frame::empty(cx, ui, PanelKind::Sectors);
            return;
        }
        // What passes and has no known amount is told as such.
        if cx.results.filtered && !data.rows.iter().any(|r| r.value.passes()) {
            frame::nothing(cx, ui, PanelKind::Sectors);
            return;
        }
        let mut area = ui.available_rect_before_wrap();
        area.max.y = (area.max.y - frame::foot_height(ui)).max(area.min.y + draw::ROW);
        let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(area).id_salt("content"));
        let mut told = Areas::default();
        match cx.view.sectors {
            SectorMode::Bars => {
                let state = (&mut self.flipped, &mut self.reveal);
                bars(cx, &mut inner, data, state, &mut self.all);
            }
            SectorMode::Treemap => told = areas(cx, &mut inner, data),
            SectorMode::Table => lines(cx, &mut inner, data, &mut self.rows),
        }
        ui.allocate_rect(area, Sense::hover());
        foot(cx, ui, data, told);
    }
}

fn controls(cx: &ReadCx<'_>, ui: &mut Ui) {
    let modes = [
        (SectorMode::Table, cx.words.t("mode-table")),
        (SectorMode::Treemap, cx.words.t("mode-areas")),
        (SectorMode::Bars, cx.words.t("mode-bars")),
    ];
    // One menu that is there at every width, and the modes beside it where there is room.
    ui.menu_button(ext::small(format!("{} ↓", cx.words.t("flow-look")), cx.tokens), |ui| {
        ui.set_min_width(180.0);
        for (mode, name) in modes.iter().rev() {
            if ui.radio(cx.view.sectors == *mode, name).clicked() {
                cx.send(Command::Set("sectors", mode.key()));
            }
        }
        ui.separator();
        for sort in [SectorSort::Value, SectorSort::Name, SectorSort::File] {
            let name = cx.words.t(&format!("sort-{}", sort.key()));
            if ui.radio(data::sort_of(cx) == sort, name).clicked() {
                cx.send(Command::Set("sort", sort.key()));
            }
        }
    });
    if ui.available_width() > ext::segmented_width(ui, &modes) + 20.0
        && let Some(mode) = ext::segmented(ui, cx.tokens, cx.view.sectors, &modes)
    {
        cx.send(Command::Set("sectors", mode.key()));
    }
}

/// The sectors the one that is selected lies in.
fn above(cx: &ReadCx<'_>) -> Vec<u32> {
    let row = cx.view.selected.and_then(Thing::row);
    let sector = row.filter(|r| r.collection() == Collection::Sectors).map(Row::index);
    let parent = |s: &u32| cx.table.sector_parent.get(*s as usize).copied().flatten();
    let first = sector.and_then(|s| u32::try_from(s).ok());
    // What lies in itself goes round once.
    std::iter::successors(first, parent).skip(1).take(cx.table.sector_parent.len()).collect()
}

fn bars(
    cx: &ReadCx<'_>,
    ui: &mut Ui,
    data: &SectorData,
    (flipped, reveal): (&mut BTreeSet<u32>, &mut Reveal),
    all: &mut bool,
) {
    let open_first = data.rows.len() <= OPEN_UP_TO;
    let is_open = |flipped: &BTreeSet<u32>, s: u32| open_first != flipped.contains(&s);
    if reveal.is_new(cx.revisions.chosen) {
        // What is selected lies in what is open.
        for above in above(cx) {
            if !is_open(flipped, above) && !flipped.remove(&above) {
                flipped.insert(above);
            }
        }
    }
    let mut visible = Vec::new();
    let mut closed_at: Option<u8> = None;
    // What is empty in all is told in one line, unless it is asked for.
    let bare = |r: &SectorRow| {
        r.value.total() <= 0.0
            && !r.value.is_unknown()
            && !matches!(r.value, Value::Count(c) if c.total > 0)
    };
    let empty = data.rows.iter().filter(|r| bare(r)).count();
    // Where all are empty there is nothing else to show.
    let some = empty > FEW_EMPTY && empty < data.rows.len();
    let fold = some && !*all;
    for row in &data.rows {
        if fold && bare(row) {
            continue;
        }
        if closed_at.is_some_and(|d| row.depth > d) {
            continue;
        }
        closed_at = None;
        visible.push(row);
        if row.parent && row.sector.is_some_and(|s| !is_open(flipped, s)) {
            closed_at = Some(row.depth);
        }
    }
    let label = draw::label_width(ui.painter(), &visible, ui.available_width());
    let number = draw::number_width(ui.painter(), &visible);
    let stacked = draw::stacks(label, number, ui.available_width());
    let scale = draw::Scale { stacked, label, number, max: data.max };
    let high = if stacked { draw::STACKED } else { draw::ROW };
    let mut flip = None;
    let more = usize::from(some);
    let selected = || visible.iter().position(|r| cx.selected(r.thing()));
    let line = reveal.line(cx.revisions.chosen, selected);
    let scroll = target::scroll().auto_shrink([false, false]);
    let shown = reveal.scrolled(scroll, line, high).show_rows(
        ui,
        high - ui.spacing().item_spacing.y,
        visible.len() + more,
        |ui, range| {
            for i in range {
                if i >= visible.len() {
                    let id = if fold { "sectors-more-empty" } else { "sectors-less-empty" };
                    let n = i64::try_from(empty).unwrap_or(0);
                    let text = ext::small(cx.words.tf(id, &[("count", n.into())]), cx.tokens);
                    if ui.add(egui::Button::new(text).frame(false)).clicked() {
                        *all = fold;
                    }
                    continue;
                }
                let open = visible[i].sector.is_some_and(|s| is_open(flipped, s));
                let top = ui.cursor().top();
                flip = bar(cx, ui, visible[i], scale, open).or(flip);
                let drawn = ui.cursor().with_min_y(top).with_max_y(ui.cursor().top());
                whole::thing(ui, drawn, visible.len());
            }
        },
    );
    reveal.saw(&shown);
    parents::top(cx, ui);
    if let Some(s) = flip
        && !flipped.remove(&s)
    {
        flipped.insert(s);
    }
}

fn look(cx: &ReadCx<'_>, row: &SectorRow) -> (bool, bool) {
    let thing = row.thing();
    let near = thing.row().and_then(|r| cx.linked_to(r)).unwrap_or(false);
    (near, cx.selected(thing))
}

/// Draws one bar; returns the sector to open or close.
fn bar(
    cx: &ReadCx<'_>,
    ui: &mut Ui,
    row: &SectorRow,
    scale: draw::Scale,
    open: bool,
) -> Option<u32> {
    let spacing = ui.spacing().item_spacing.y;
    let high = if scale.stacked { draw::STACKED } else { draw::ROW };
    let size = vec2(ui.available_width(), high - spacing);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let rect = rect.expand2(vec2(0.0, spacing / 2.0));
    let id = ui.scope_id().with(("sector", row.sector));
    let editable = cx.editable;
    let sense = if editable { Sense::click_and_drag() } else { Sense::click() };
    let response = ui.interact(rect, id, sense);
    if editable {
        parents::drag(cx, ui, &response, row);
    }
    let on = cx.view.filter.contains(row.thing().pick()?);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, &row.said));
    let (near, selected) = look(cx, row);
    let hot = near || ext::pointed(&response);
    draw::row(ui.painter(), rect, row, scale, cx.tokens, (hot, selected || on));
    let mut flip = None;
    if let Some(sector) = row.sector.filter(|_| row.parent) {
        let y = if scale.stacked { rect.top() + 11.0 } else { rect.center().y };
        let center = pos2(rect.left() + 10.0 + f32::from(row.depth.min(6)) * 14.0, y);
        let hit = Rect::from_center_size(center, vec2(20.0, 22.0));
        let toggle = ui.interact(hit, id.with("open"), Sense::click());
        let text = if open { "sectors-collapse" } else { "sectors-expand" };
        let text = cx.words.ts(text, &[("name", row.name.clone())]);
        toggle.widget_info(|| WidgetInfo::labeled(Role::Button, true, &text));
        ui.painter().add(draw::triangle(center, open, cx.tokens.secondary));
        if toggle.on_hover_cursor(CursorIcon::PointingHand).clicked() {
            flip = Some(sector);
        }
    }
    grammar::act(cx, ui, response, row.thing()).on_hover_text(format!(
        "{}\n{}",
        row.said,
        cx.words.t("do-hint")
    ));
    flip
}

/// The sectors at the top, or what the one asked for contains.
fn areas(cx: &ReadCx<'_>, ui: &mut Ui, data: &SectorData) -> Areas {
    // One chosen parent fills the room with its children.
    let chosen = data
        .rows
        .iter()
        .position(|r| r.parent && r.thing().pick().is_some_and(|p| cx.view.filter.contains(p)));
    let one = cx.view.filter.clause(crate::query::Dim::Sector).is_some_and(|c| {
        !c.inverted && matches!(&c.values, crate::query::Values::Codes(v) if v.len() == 1)
    });
    let direct = chosen.filter(|_| one).and_then(|at| data::direct(cx, &data.rows, at));
    let mut shown: Vec<&SectorRow> = match chosen.filter(|_| one) {
        Some(at) => {
            let depth = data.rows[at].depth;
            let inside = data.rows[at + 1..].iter().take_while(|r| r.depth > depth);
            inside.filter(|r| r.depth == depth + 1).chain(&direct).collect()
        }
        None => data.rows.iter().filter(|r| r.depth == 0).collect(),
    };
    let all = shown.len();
    shown.retain(|r| r.value.total() > 0.0);
    let mut told = Areas { bare: all - shown.len(), nameless: 0 };
    shown.sort_by(|a, b| b.value.total().total_cmp(&a.value.total()));
    let sizes: Vec<f64> = shown.iter().map(|r| r.value.total()).collect();
    let room = ui.available_rect_before_wrap();
    for (row, rect) in shown.iter().zip(treemap::squarify(&sizes, room)) {
        let id = ui.scope_id().with(("area", row.sector, row.depth));
        let response = ui.interact(rect, id, Sense::click());
        let on = row.thing().pick().is_some_and(|p| cx.view.filter.contains(p));
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, &row.said));
        let (near, selected) = look(cx, row);
        let hot = near || ext::pointed(&response);
        let named = draw::area(ui.painter(), rect, row, cx.tokens, (hot, selected || on));
        told.nameless += usize::from(!named);
        grammar::act(cx, ui, response, row.thing()).on_hover_text(format!(
            "{}\n{}",
            row.said,
            cx.words.t("do-hint")
        ));
    }
    told
}

/// What areas cannot tell.
#[derive(Clone, Copy, Default)]
struct Areas {
    /// Sectors of which nothing is known that an area could be made of.
    bare: usize,
    /// Areas too small for their names.
    nameless: usize,
}

fn lines(cx: &ReadCx<'_>, ui: &mut Ui, data: &SectorData, state: &mut RowsState) {
    let heads = [
        Head::new(cx.words.t("sectors-title"), 160.0),
        Head::new(cx.words.t("column-selected"), 100.0).numbers(),
        Head::new(cx.words.t("column-total"), 100.0).numbers(),
    ];
    let mut rows: Vec<&SectorRow> = data.rows.iter().collect();
    match state.sort {
        Some((0, down)) => {
            let names = Sorter::new(cx.words.language);
            rows.sort_by_cached_key(|r| names.key(&r.name));
            if down {
                rows.reverse();
            }
        }
        Some((c, down)) => {
            let key = |r: &SectorRow| if c == 1 { r.value.selected() } else { r.value.total() };
            rows.sort_by(|a, b| key(a).total_cmp(&key(b)));
            if down {
                rows.reverse();
            }
        }
        None => {}
    }
    let indent = state.sort.is_none();
    let t = cx.tokens;
    let mut draw_row = |i: usize| {
        let row = rows[i];
        let (near, on) = look(cx, row);
        let space = "\u{2003}".repeat(if indent { usize::from(row.depth) } else { 0 });
        let mut name = Cell::new(format!("{space}{}", row.name), t);
        name.dot = Some(row.color.into());
        let (selected, total) = row.parts.clone();
        let cells = vec![name, Cell::new(selected, t), Cell::lesser(total, t)];
        (row.said.clone(), RowLook { on, near, weak: !row.lit, unsourced: false }, cells)
    };
    let mut act = |ui: &Ui, i: usize, response: egui::Response| {
        grammar::act(cx, ui, response, rows[i].thing()).on_hover_text(&rows[i].said);
    };
    state.follow(cx.revisions.chosen, || rows.iter().position(|r| cx.selected(r.thing())));
    table(ui, t, state, &heads, rows.len(), &mut draw_row, &mut act);
}

fn foot(cx: &ReadCx<'_>, ui: &mut Ui, data: &SectorData, areas: Areas) {
    let name = measure_name(cx, cx.view.measure);
    let counted = match cx.view.measure {
        Measure::Amount(_) => "sectors-foot-money",
        _ => "sectors-foot-note",
    };
    let hint = [name, cx.words.t(counted), cx.words.t("sectors-key"), data.notes.join(" · ")];
    // Money is reconciled in initiatives; each institution may be in many sectors.
    let without = match cx.view.measure {
        Measure::Amount(_) | Measure::Institutions => 0,
        _ => data.without,
    };
    let shown =
        Count { selected: data.facts.selected - without.min(data.facts.selected), ..data.facts };
    let mut notes = data.notes.clone();
    // Which money it is: a picture goes where no board says it.
    if let Measure::Amount(flow) = cx.view.measure
        && !Medium::of(ui.ctx()).hand()
    {
        notes.insert(0, crate::panels::wording::flow_name(cx, flow));
    }
    for (n, id) in [(areas.nameless, "sectors-nameless"), (areas.bare, "sectors-bare")] {
        if n > 0 {
            let n = i64::try_from(n).unwrap_or(0);
            notes.insert(0, cx.words.tf(id, &[("count", n.into())]));
        }
    }
    let roots = data.rows.iter().filter(|r| r.depth == 0 && r.sector.is_some());
    let sum: f64 = roots.map(|r| r.value.selected()).sum();
    let counts = !matches!(cx.view.measure, Measure::Amount(_) | Measure::Institutions);
    if counts && sum > f64::from(shown.selected) {
        notes.push(cx.words.t("sectors-several"));
    }
    // Of a period, that not all of it is the period's must not be cut away.
    frame::foot_after(cx, ui, &data.share, (shown, without), &notes.join(" · "), &hint.join("\n"));
}
