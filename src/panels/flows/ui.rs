//! The flows as widgets.

use egui::{Align2, FontId, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::data::{self, FlowsData, PartMark};
use super::draw::{self, Places};
use super::ranking::{self, RankData};
use crate::command::Command;
use crate::panels::wording::initiative_flow;
use crate::panels::{Cached, ReadCx, frame, grammar};
use crate::query::{Flow, Flows, MAX_STOPS, Stop};
use crate::record::Collection;
use crate::ui::rows::{Cell, Head, RowLook, RowsState, table};
use crate::ui::target::Medium;
use crate::ui::theme::{Tokens, medium, numbers, size};
use crate::ui::{ext, target};
use crate::view::{FLOW_STOPS, FlowBy, FlowMode, PanelKind, Thing};

/// Height of the titles of the columns.
const TITLES: f32 = 28.0;
/// From this width on the ranking stands beside the diagram.
const BESIDE: f32 = 860.0;
/// So much more for each column beyond two.
const COLUMN: f32 = 360.0;
/// Height of a line of the ranking.
const LINE: f32 = 40.0;

/// The panel's transient fields.
#[derive(Debug, Default)]
pub struct FlowsPanel {
    flows: Cached<Flows>,
    data: Cached<FlowsData>,
    /// Parts told apart in a column, as the data was last made.
    most: usize,
    ranking: Cached<RankData>,
    rows: RowsState,
}

impl FlowsPanel {
    /// Draws the panel.
    pub(super) fn show(&mut self, cx: &ReadCx<'_>, ui: &mut Ui) {
        let key = cx.revisions.modes();
        let full = ui.available_rect_before_wrap();
        let columns = data::stops(cx).len();
        let most = draw::room_for(full.height() - TITLES - frame::foot_height(ui) - 40.0, columns);
        if self.most != most {
            self.most = most;
            self.flows = Cached::default();
            self.data = Cached::default();
        }
        let flows = self.flows.get(key, || data::flows_of(cx, most));
        let data = self.data.get(key, || data::data(cx, flows, most));
        frame::head(cx, ui, PanelKind::Flows, Some((data.count, "initiatives")), |ui| {
            controls(cx, ui);
        });
        let initiatives = cx.results.count(Collection::Initiatives);
        if initiatives.total == 0 {
            frame::empty(cx, ui, PanelKind::Flows);
            return;
        }
        if initiatives.selected == 0 {
            frame::nothing(cx, ui, PanelKind::Flows);
            return;
        }
        if data.count.selected == 0 {
            no_money(cx, ui, data.other);
            return;
        }
        let mut area = ui.available_rect_before_wrap();
        area.max.y = (area.max.y - frame::foot_height(ui)).max(area.min.y + LINE);
        let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(area).id_salt("content"));
        match cx.view.flows {
            FlowMode::Diagram => {
                #[expect(clippy::cast_precision_loss, reason = "a few columns")]
                let wide = area.width() >= BESIDE + COLUMN * (data.columns.len() as f32 - 2.0);
                let ranked = wide.then(|| self.ranking.get(key, || ranking::data(cx)));
                let mut room = area;
                if let Some(ranked) = ranked.filter(|r| r.lines.len() > 1) {
                    let side = (area.width() * 0.28).min(320.0);
                    room.max.x -= side + size::GAP_BREAK;
                    let right = Rect::from_min_max(
                        pos2(room.right() + size::GAP_BREAK, area.top()),
                        area.max,
                    );
                    target::in_room(&mut inner, "ranking", right, |ui| ranks(cx, ui, ranked));
                }
                // Parts that have no room for a line each are scrolled rather than laid over each
                // other.
                let high = draw::least_height(data) + TITLES + size::GAP;
                if Medium::of(inner.ctx()).hand() && high > room.height() {
                    target::in_room(&mut inner, "diagram", room, |ui| {
                        let (rect, _) =
                            ui.allocate_exact_size(vec2(room.width() - 8.0, high), Sense::hover());
                        diagram(cx, ui, rect, data);
                    });
                } else {
                    diagram(cx, &mut inner, room, data);
                }
            }
            FlowMode::Ranking => {
                let ranked = self.ranking.get(key, || ranking::data(cx));
                target::scroll()
                    .auto_shrink([false, false])
                    .show(&mut inner, |ui| ranks(cx, ui, ranked));
            }
            FlowMode::Table => lines(cx, &mut inner, data, &mut self.rows),
        }
        ui.allocate_rect(area, Sense::hover());
        ui.add_space(size::GAP_THIN);
        // The ranking counts in its own way, and says how before all else.
        let (foot, hint) = match cx.view.flows {
            FlowMode::Ranking => {
                let note = self.ranking.get(key, || ranking::data(cx)).note.clone();
                let parts = [data.share.clone(), note, data.sum.clone()];
                let parts = parts.iter().filter(|p| !p.is_empty()).map(|p| p.trim_end_matches('.'));
                let text = parts.collect::<Vec<_>>().join(" · ");
                (text.clone(), text)
            }
            _ => (data.foot.clone(), format!("{}\n{}", data.foot, data.hint)),
        };
        frame::foot_line(cx, ui, &foot, &hint);
    }
}

/// Nothing that passes brings the money that is counted: another kind of it is, where one is known,
/// else initiatives.
fn no_money(cx: &ReadCx<'_>, ui: &mut Ui, other: Option<Flow>) {
    let hand = Medium::of(ui.ctx()).hand();
    let name = |flow: Flow| crate::panels::wording::flow_name(cx, flow);
    let Some((counted, other)) = initiative_flow(cx).zip(other) else {
        let text = cx.words.t("flow-no-money");
        let count = hand.then(|| cx.words.t("flow-count-instead"));
        if ext::empty_state(ui, cx.tokens, &text, count.as_deref()) {
            cx.send(Command::Set("flow-by", FlowBy::Count.key()));
        }
        return;
    };
    let args = [("name", name(counted)), ("other", name(other))];
    let text = cx.words.ts("flow-other-known", &args);
    let count = hand.then(|| cx.words.ts("flow-count-other", &[("name", name(other))]));
    if ext::empty_state(ui, cx.tokens, &text, count.as_deref()) {
        cx.send(Command::SetMeasure(crate::query::Measure::Amount(other)));
    }
}

/// Modes and what is counted, in one menu that is there at every width.
fn controls(cx: &ReadCx<'_>, ui: &mut Ui) {
    ui.menu_button(ext::small(format!("{} ↓", cx.words.t("flow-look")), cx.tokens), |ui| {
        ui.set_min_width(200.0);
        for mode in FlowMode::ALL {
            let name = cx.words.t(&format!("flow-mode-{}", mode.key()));
            if ui.radio(cx.view.flows == *mode, name).clicked() {
                cx.send(Command::Set("flows", mode.key()));
            }
        }
        ui.separator();
        for by in FlowBy::ALL {
            let name = cx.words.t(&format!("flow-by-{}", by.key()));
            let usable = *by == FlowBy::Count || initiative_flow(cx).is_some();
            let radio = egui::RadioButton::new(cx.view.flow_by == *by, name);
            if ui.add_enabled(usable, radio).clicked() {
                cx.send(Command::Set("flow-by", by.key()));
            }
        }
    });
    let modes: Vec<(FlowMode, String)> = FlowMode::ALL
        .iter()
        .rev()
        .map(|m| (*m, cx.words.t(&format!("flow-mode-{}", m.key()))))
        .collect();
    if ui.available_width() > ext::segmented_width(ui, &modes) + 80.0
        && let Some(mode) = ext::segmented(ui, cx.tokens, cx.view.flows, &modes)
    {
        cx.send(Command::Set("flows", mode.key()));
    }
}

/// Columns and what passes between them.
fn diagram(cx: &ReadCx<'_>, ui: &mut Ui, area: Rect, data: &FlowsData) {
    let top = Rect::from_min_max(area.min, pos2(area.right(), area.top() + TITLES));
    let room =
        Rect::from_min_max(pos2(area.left(), top.bottom() + 4.0), area.max).shrink2(vec2(2.0, 4.0));
    let places = draw::places(data, room);
    titles(cx, ui, top, data, &places);
    let id = ui.scope_id().with("flows");
    let back = ui.interact(room, id, Sense::click());
    back.widget_info(|| {
        WidgetInfo::labeled(
            Role::Canvas,
            true,
            cx.words.ts("flow-canvas", &[("total", data.total.clone())]),
        )
    });
    // Parts first, so that they are above ribbons for the pointer.
    let mut pointed: Option<(usize, usize)> = None;
    let mut looks = Vec::new();
    for (k, column) in data.columns.iter().enumerate() {
        for (i, part) in column.parts.iter().enumerate() {
            let place = &places.parts[k][i];
            let rect = place.bar.expand2(vec2(3.0, 1.0)).union(place.label.shrink2(vec2(0.0, 2.0)));
            let (hot, on) = widget(cx, ui, rect, (k, i), data);
            if hot || (part.thing.is_some() && part.thing == cx.hover.get()) {
                pointed = Some((k, i));
            }
            looks.push((k, i, hot, on));
        }
    }
    let over = back.hover_pos().filter(|_| pointed.is_none()).and_then(|p| {
        // What is drawn last lies on top.
        let all = places.ribbons.iter().enumerate();
        let hits = all.flat_map(|(k, list)| list.iter().enumerate().map(move |(i, r)| (k, i, r)));
        hits.rev().find(|(_, _, r)| draw::is_over(r, p)).map(|(k, i, _)| (k, i))
    });
    let page = !Medium::of(ui.ctx()).hand();
    let painter = ui.painter().clone();
    // What has to do with a thing of another panel.
    let linked = if pointed.is_none() && over.is_none() { data::touched(cx, data) } else { None };
    for (k, list) in data.ribbons.iter().enumerate() {
        for (i, r) in list.iter().enumerate() {
            let touched = match (pointed, over) {
                (Some((c, p)), _) => (c == k && p == r.from) || (c == k + 1 && p == r.to),
                (None, Some(over)) => over == (k, i),
                (None, None) => linked.as_ref().is_none_or(|l| l[1][k][i]),
            };
            let any = pointed.is_some() || over.is_some() || linked.is_some();
            let strength = if any && touched {
                0.62
            } else if touched || (linked.is_some() && cx.linked.is_none()) {
                // A selection that stays dims nothing.
                0.4
            } else {
                0.12
            };
            draw::ribbon(&painter, &places.ribbons[k][i], r.color.into(), strength, page);
        }
    }
    for (k, i, hot, on) in looks {
        let part = &data.columns[k].parts[i];
        let near = linked.as_ref().is_some_and(|l| l[0][k][i]);
        draw::part(&painter, &places.parts[k][i], part, cx.tokens, (hot || near, on), 1.0);
    }
    if let Some((k, i)) = over {
        let ribbon = &data.ribbons[k][i];
        let picks = || data::picks(cx, data, k, ribbon.from, Some(ribbon.to));
        let back = grammar::act_as(cx, ui, back, None, &picks);
        back.on_hover_ui_at_pointer(|ui| {
            ui.set_max_width(360.0);
            ui.label(ribbon.said.clone());
            ui.label(ext::small(cx.words.t("network-through-hint"), cx.tokens));
        });
    }
}

/// Makes a part a widget; returns whether it is pointed at and chosen.
fn widget(
    cx: &ReadCx<'_>,
    ui: &Ui,
    rect: Rect,
    (k, i): (usize, usize),
    data: &FlowsData,
) -> (bool, bool) {
    let part = &data.columns[k].parts[i];
    let response = ui.interact(rect, ui.scope_id().with(("part", k, i)), Sense::click());
    let on = part
        .thing
        .is_some_and(|t| cx.selected(t) || t.pick().is_some_and(|p| cx.view.filter.contains(p)));
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, &part.said));
    let hot = ext::pointed(&response);
    let picks = || data::picks(cx, data, k, i, None);
    grammar::act_as(cx, ui, response, part.thing, &picks).on_hover_text(&part.said);
    (hot, on)
}

/// The titles of the columns; for a hand each is a menu.
fn titles(cx: &ReadCx<'_>, ui: &mut Ui, rect: Rect, data: &FlowsData, places: &Places) {
    let n = data.columns.len();
    let hand = Medium::of(ui.ctx()).hand();
    let stops: Vec<Stop> = data.columns.iter().map(|c| c.stop).collect();
    for (k, column) in data.columns.iter().enumerate() {
        let Some(bar) = places.parts[k].first().map(|p| p.bar) else { continue };
        let (align, x) = if k == 0 {
            (Align2::RIGHT_CENTER, bar.right())
        } else if k + 1 == n {
            (Align2::LEFT_CENTER, bar.left())
        } else {
            (Align2::CENTER_CENTER, bar.center().x)
        };
        let font = FontId::new(size::SMALL, medium());
        let text = if hand { format!("{} ↓", column.title) } else { column.title.clone() };
        let galley = ui.painter().layout_no_wrap(text.clone(), font, cx.tokens.secondary);
        let size = galley.size() + vec2(8.0, 6.0);
        let at = align.anchor_size(pos2(x, rect.center().y), size);
        if !hand {
            ui.painter().galley(at.min + vec2(4.0, 3.0), galley, cx.tokens.secondary);
            continue;
        }
        let mut child = ui.new_child(egui::UiBuilder::new().max_rect(at).id_salt(("title", k)));
        child.spacing_mut().button_padding = vec2(4.0, 3.0);
        child.menu_button(ext::small(text, cx.tokens), |ui| stop_menu(cx, ui, &stops, k));
    }
}

/// What a column can tell apart, and another column after it.
fn stop_menu(cx: &ReadCx<'_>, ui: &mut Ui, stops: &[Stop], k: usize) {
    ui.set_min_width(190.0);
    let put = |stops: &[Option<Stop>]| {
        for (i, key) in FLOW_STOPS.into_iter().enumerate() {
            let stop = stops.get(i).copied().flatten();
            cx.send(Command::Set(key, stop.map_or("none", Stop::key)));
        }
    };
    let now: Vec<Option<Stop>> = stops.iter().copied().map(Some).collect();
    for stop in Stop::ALL.into_iter().filter(|s| s.is_told(cx.table)) {
        let used = stops.contains(&stop) && stops[k] != stop;
        let name = cx.words.t(&format!("flow-stop-{}", stop.key()));
        let radio = egui::RadioButton::new(stops[k] == stop, name);
        if ui.add_enabled(!used, radio).clicked() {
            let mut next = now.clone();
            next[k] = Some(stop);
            put(&next);
        }
    }
    ui.separator();
    let free = Stop::ALL.into_iter().find(|s| s.is_told(cx.table) && !stops.contains(s));
    if let Some(free) = free.filter(|_| stops.len() < MAX_STOPS)
        && ui.button(cx.words.t("flow-add")).clicked()
    {
        let mut next = now.clone();
        next.insert(k + 1, Some(free));
        put(&next);
        ui.close();
    }
    if stops.len() > 2 && ui.button(cx.words.t("flow-remove")).clicked() {
        let mut next = now;
        next.remove(k);
        put(&next);
        ui.close();
    }
}

/// Institutions in a role, the largest first.
fn ranks(cx: &ReadCx<'_>, ui: &mut Ui, data: &RankData) {
    if data.lines.is_empty() {
        ui.label(ext::small(cx.words.t("flow-no-role"), cx.tokens));
        return;
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let title = ui.add(ext::cut(ext::strong(data.title.clone(), size::HEAD)));
    title.on_hover_text(&data.title);
    ui.add_space(size::GAP);
    let room = ui.available_rect_before_wrap().intersect(ui.clip_rect()).height();
    // What is said under the lines has its room too.
    let said = |text: &str| {
        let font = FontId::new(size::SMALL, egui::FontFamily::Proportional);
        let text = text.to_owned();
        ui.painter().layout(text, font, cx.tokens.secondary, ui.available_width()).size().y
    };
    let under = if data.note.is_empty() { 0.0 } else { said(&data.note) + 4.0 };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of lines")]
    let fit = ((room - 24.0 - under) / LINE).max(1.0) as usize;
    let shown = Medium::of(ui.ctx()).lines(data.lines.len(), fit);
    let more = data.more + data.lines.len() - shown;
    // All bars have the room the widest count leaves: their lengths are to be compared.
    let counts = data.lines.iter().take(shown).map(|l| count_of(ui, cx.tokens, l).size().x);
    let room = counts.fold(0.0, f32::max);
    for line in data.lines.iter().take(shown) {
        let (rect, _) =
            ui.allocate_exact_size(vec2(ui.available_width() - 8.0, LINE), Sense::hover());
        if !ui.is_rect_visible(rect) {
            continue;
        }
        let thing = line.row.map(Thing::Record);
        let response = ui.interact(rect, ui.scope_id().with(line.row), Sense::click());
        let on = thing.is_some_and(|t| cx.selected(t));
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, &line.said));
        let near = line.row.and_then(|r| cx.linked_to(r)).unwrap_or(false);
        let hot = ext::pointed(&response) || near;
        if on || hot {
            let fill = if on { cx.tokens.accent_tint } else { cx.tokens.control };
            ui.painter().rect_filled(rect, size::RADIUS_CONTROL, fill);
        }
        rank(cx, ui, rect, line, (data.max, room));
        let picks = || ranking::picks(cx, line.row);
        grammar::act_as(cx, ui, response, thing, &picks).on_hover_text(&line.said);
    }
    if more > 0 {
        let more = u32::try_from(more).unwrap_or(u32::MAX);
        ui.label(ext::small(cx.words.tf("flow-more", &[("count", more.into())]), cx.tokens));
    }
    if !data.note.is_empty() {
        ui.add(egui::Label::new(ext::small(data.note.clone(), cx.tokens)).wrap());
    }
}

/// How many initiatives a line stands for, as it is written.
fn count_of(ui: &Ui, t: &Tokens, line: &ranking::RankLine) -> std::sync::Arc<egui::Galley> {
    let font = FontId::new(size::SMALL, numbers());
    ui.painter().layout_no_wrap(line.initiatives.clone(), font, t.secondary)
}

/// Name and number over a bar; the name is cut, never the number. `max` is the value of the longest
/// bar, `right` the room left for counts.
fn rank(cx: &ReadCx<'_>, ui: &Ui, rect: Rect, line: &ranking::RankLine, (max, right): (f64, f32)) {
    let t = cx.tokens;
    let inner = rect.shrink2(vec2(6.0, 4.0));
    let painter = ui.painter();
    let number =
        painter.layout_no_wrap(line.number.clone(), FontId::new(size::TABLE, numbers()), t.ink);
    let left = inner.right() - number.size().x;
    painter.galley(pos2(left, inner.top()), number, t.ink);
    let font = FontId::new(size::TABLE, egui::FontFamily::Proportional);
    let mut job = egui::text::LayoutJob::simple_singleline(line.name.clone(), font, t.ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width((left - inner.left() - 8.0).max(20.0));
    painter.galley(inner.min, painter.layout_job(job), t.ink);
    let count = count_of(ui, t, line);
    let count_at = pos2(inner.right() - count.size().x, inner.bottom() - count.size().y);
    let bar_room = (inner.width() - right - 10.0).max(10.0);
    painter.galley(count_at, count, t.secondary);
    #[expect(clippy::cast_possible_truncation, reason = "a length on screen")]
    let length = (line.value / max.max(1e-9)) as f32 * bar_room;
    if line.value > 0.0 {
        let bar = Rect::from_min_size(
            pos2(inner.left(), inner.bottom() - 11.0),
            vec2(length.max(2.0), 8.0),
        );
        painter.rect_filled(bar, size::RADIUS_TICK, t.neutral);
    }
}

/// What passes, as numbers.
fn lines(cx: &ReadCx<'_>, ui: &mut Ui, data: &FlowsData, state: &mut RowsState) {
    let steps = data.ribbons.len() > 1;
    let mut heads = vec![
        Head::new(cx.words.t("flow-column-from"), 200.0).unsorted(),
        Head::new(cx.words.t("flow-column-to"), (ui.available_width() * 0.28).min(240.0))
            .unsorted(),
        Head::new(data.unit.clone(), 104.0).numbers(),
        Head::new(cx.words.t("measure-initiatives"), 84.0).numbers().unsorted(),
    ];
    if steps {
        // Each amount passes each step once: steps are not to be added up.
        heads.push(Head::new(cx.words.t("flow-column-step"), 170.0).unsorted());
    }
    let mut all: Vec<(usize, usize)> = Vec::new();
    for (k, list) in data.ribbons.iter().enumerate() {
        all.extend((0..list.len()).map(|i| (k, i)));
    }
    let value = |at: &(usize, usize)| data.ribbons[at.0][at.1].value;
    let down = !matches!(state.sort, Some((2, false)));
    all.sort_by(|a, b| {
        let size = value(b).total_cmp(&value(a));
        a.0.cmp(&b.0).then(if down { size } else { size.reverse() })
    });
    let ends = |(k, i): (usize, usize)| {
        let r = &data.ribbons[k][i];
        (&data.columns[k].parts[r.from], &data.columns[k + 1].parts[r.to])
    };
    let mut draw_row = |i: usize| {
        let at = all[i];
        let r = &data.ribbons[at.0][at.1];
        let (from, to) = ends(at);
        let dot = |part: &PartMark| (!part.lesser).then(|| part.color.into());
        let mut right = Cell::new(to.brief.clone(), cx.tokens);
        right.dot = dot(to);
        let mut cells = vec![
            Cell::new(from.brief.clone(), cx.tokens),
            right,
            Cell::new(r.number.clone(), cx.tokens),
            Cell::lesser(r.initiatives.clone(), cx.tokens),
        ];
        if steps {
            let step = format!("{} → {}", data.columns[at.0].title, data.columns[at.0 + 1].title);
            cells.push(Cell::lesser(step, cx.tokens));
        }
        (r.said.clone(), RowLook::default(), cells)
    };
    let mut act = |ui: &Ui, i: usize, response: egui::Response| {
        let (k, r) = all[i];
        let ribbon = &data.ribbons[k][r];
        let picks = || data::picks(cx, data, k, ribbon.from, Some(ribbon.to));
        grammar::act_as(cx, ui, response, None, &picks).on_hover_text(&ribbon.said);
    };
    table(ui, cx.tokens, state, &heads, all.len(), &mut draw_row, &mut act);
}
