//! The comparison as widgets: one column for each side, which has a letter.

use egui::{Align2, FontId, Label, Sense, Ui, pos2, vec2};

use super::aligned::Aligned;
use crate::command::Command;
use crate::panels::{ReadCx, grammar};
use crate::say::{Common, Part};
use crate::text::display::no_formula;
use crate::text::number;
use crate::ui::ext::{self, ChipStyle};
use crate::ui::target;
use crate::ui::theme::{medium, numbers, serif, size};
use crate::view::Thing;

/// Width of a column of numbers.
const NUMBER: f32 = 46.0;
/// Most width of a comparison.
const WIDE: f32 = 620.0;
/// Height of a row of numbers.
const ROW: f32 = 24.0;
/// Letters of a statement that are shown.
const LETTERS: usize = 220;

/// A, B, C.
fn letter(i: usize) -> String {
    u8::try_from(i).map_or_else(|_| String::new(), |i| char::from(b'A' + i % 26).to_string())
}

/// Draws the comparison.
pub(super) fn show(cx: &ReadCx<'_>, ui: &mut Ui, shown: &Aligned, things: &[Thing]) {
    // Names and their numbers stand near each other, however wide the panel.
    ui.set_max_width(ui.available_width().min(WIDE));
    heads(cx, ui, shown, things);
    table_button(cx, ui, things);
    title(cx, ui, "compare-numbers", "");
    if cx.kept.is_none() {
        ui.add(Label::new(ext::small(cx.words.t("compare-involved"), cx.tokens)).wrap());
    }
    letters(cx, ui, shown.comparison.sides.len());
    for (name, n) in &shown.comparison.counts {
        let cells: Vec<String> =
            n.iter().map(|n| number::whole((*n).into(), cx.words.language)).collect();
        numbers_row(cx, ui, name, &cells, None);
    }
    if let Some((name, sums)) = &shown.money {
        wide_row(cx, ui, ("money", 0), name, sums.clone(), false);
    }
    for part in &shown.comparison.parts {
        part_ui(cx, ui, part);
    }
    for (section, rows) in &shown.members {
        title(cx, ui, section, "");
        for (i, row) in rows.iter().enumerate() {
            wide_row(cx, ui, (section, i), &row.label, row.cells.clone(), row.same);
        }
    }
    said(cx, ui, shown);
}

/// Columns of one width, with what stands in each.
fn columns(ui: &mut Ui, n: usize, mut each: impl FnMut(&mut Ui, usize)) {
    #[expect(clippy::cast_precision_loss, reason = "at most four")]
    let n_f = n.max(1) as f32;
    let width = (ui.available_width() - size::GAP_LARGE * (n_f - 1.0)) / n_f;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = size::GAP_LARGE;
        for i in 0..n {
            ui.push_id(i, |ui| {
                let layout = egui::Layout::top_down(egui::Align::Min);
                ui.allocate_ui_with_layout(vec2(width, 0.0), layout, |ui| {
                    ui.set_width(width);
                    each(ui, i);
                });
            });
        }
    });
}

/// The names of the sides, each with its letter, what it is, and a way to let go of it.
fn heads(cx: &ReadCx<'_>, ui: &mut Ui, shown: &Aligned, things: &[Thing]) {
    let sides = &shown.comparison.sides;
    columns(ui, sides.len(), |ui, i| {
        let name = crate::ui::bidi::line(&sides[i]).into_owned();
        ui.add(Label::new(ext::small(letter(i), cx.tokens).color(cx.tokens.accent)));
        ui.add(Label::new(ext::strong(name.clone(), size::BODY)).wrap().selectable(true));
        ui.add(Label::new(ext::small(shown.kinds[i].clone(), cx.tokens)).wrap());
        let Some(thing) = things.get(i).copied().filter(|_| cx.kept.is_none()) else { return };
        let pinned = cx.view.pinned.contains(&thing);
        let pin = cx.words.t(if pinned { "do-unpin" } else { "do-pin-short" });
        let style =
            ChipStyle { fill: cx.tokens.control, text: cx.tokens.ink, stroke: egui::Stroke::NONE };
        target::controls(ui, |ui| {
            if ext::chip(ui, &pin, &format!("{pin}: {name}"), style).clicked() {
                cx.send(Command::Pin(thing));
            }
        });
    });
}

/// The comparison as a table that a spreadsheet takes.
fn table_button(cx: &ReadCx<'_>, ui: &mut Ui, things: &[Thing]) {
    ui.add_space(size::GAP);
    target::controls(ui, |ui| {
        let text = cx.words.t("compare-copy");
        let button = ui.button(ext::small(text, cx.tokens));
        if button.on_hover_text(cx.words.t("compare-copy-hint")).clicked() {
            // All of it, not only what is listed here.
            let whole = super::aligned::whole(cx, things);
            let lines = whole.cells(cx.doc, cx.table, cx.words);
            let plain =
                |cell: &String| no_formula(&cell.replace(['\t', '\n', '\r'], " ")).into_owned();
            let line = |l: &Vec<String>| l.iter().map(plain).collect::<Vec<_>>().join("\t");
            cx.send(Command::Copy(lines.iter().map(line).collect::<Vec<_>>().join("\n")));
        }
    });
}

fn title(cx: &ReadCx<'_>, ui: &mut Ui, id: &str, note: &str) {
    ui.add_space(size::GAP_LARGE);
    ui.horizontal(|ui| {
        ui.label(ext::strong(cx.words.t(id), size::HEAD));
        if !note.is_empty() {
            ui.label(ext::small(note.to_owned(), cx.tokens));
        }
    });
}

/// The letters over the numbers.
fn letters(cx: &ReadCx<'_>, ui: &mut Ui, n: usize) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width() - 8.0, 16.0), Sense::hover());
    for i in 0..n {
        let at = pos2(right_of(rect, n, i), rect.center().y);
        let font = FontId::new(size::SMALL, medium());
        ui.painter().text(at, Align2::RIGHT_CENTER, letter(i), font, cx.tokens.accent);
    }
}

/// Where the numbers of a column end.
fn right_of(rect: egui::Rect, n: usize, i: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "at most four")]
    let from_right = (n - 1 - i) as f32;
    rect.right() - from_right * NUMBER
}

/// A name and a number for each side. What is a record can be pointed at, selected and asked for.
fn numbers_row(
    cx: &ReadCx<'_>,
    ui: &mut Ui,
    name: &str,
    cells: &[String],
    common: Option<&Common>,
) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width() - 8.0, ROW), Sense::hover());
    let sense = if common.is_some() { Sense::click() } else { Sense::hover() };
    let salt = common.map_or_else(|| ui.scope_id().with(name), |c| ui.scope_id().with(c.row));
    let response = ui.interact(rect, salt, sense);
    let told = cx.words.named(name, &cells.join(", "));
    let role = if common.is_some() { egui::Role::Row } else { egui::Role::Label };
    response.widget_info(|| egui::WidgetInfo::labeled(role, true, &told));
    let thing = common.map(|c| Thing::Record(c.row));
    let on = thing.is_some_and(|t| cx.selected(t));
    let near = common.is_some_and(|c| cx.linked.is_some_and(|l| l.has(cx.table, c.row)));
    if on || near || (common.is_some() && ext::pointed(&response)) {
        let fill = if on { cx.tokens.accent_tint } else { cx.tokens.control };
        ui.painter().rect_filled(rect, size::RADIUS_CONTROL, fill);
    }
    #[expect(clippy::cast_precision_loss, reason = "at most four")]
    let room = rect.width() - NUMBER * cells.len() as f32 - 10.0;
    let font = FontId::new(size::TABLE, egui::FontFamily::Proportional);
    let name = crate::ui::bidi::line(name).into_owned();
    let mut job = egui::text::LayoutJob::simple_singleline(name, font, cx.tokens.ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room.max(20.0));
    let galley = ui.painter().layout_job(job);
    let at = pos2(rect.left() + 4.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, cx.tokens.ink);
    for (i, cell) in cells.iter().enumerate() {
        let at = pos2(right_of(rect, cells.len(), i), rect.center().y);
        let weak = cell == "0" || cell == "–";
        let color = if weak { cx.tokens.secondary } else { cx.tokens.ink };
        let font = FontId::new(size::TABLE, numbers());
        ui.painter().text(at, Align2::RIGHT_CENTER, cell, font, color);
    }
    if let Some(thing) = thing {
        grammar::act(cx, ui, response, thing).on_hover_text(told);
    }
}

/// What all have, then what only some have.
fn part_ui(cx: &ReadCx<'_>, ui: &mut Ui, part: &Part) {
    let (all, some) = part.numbers;
    let n = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    ui.push_id(part.dim, |ui| {
        ui.add_space(size::GAP_LARGE);
        let initiative = part.dim == "initiative";
        ui.horizontal(|ui| {
            ui.label(ext::strong(part.title.clone(), size::HEAD));
            if !initiative {
                // What the numbers count.
                ui.label(ext::small(cx.words.t("compare-facts"), cx.tokens));
            }
        });
        for (in_all, total, id) in [(true, all, "compare-shared"), (false, some, "compare-differ")]
        {
            if total == 0 && !in_all {
                continue;
            }
            let sides = part.rows.first().map_or(0, |r| r.counts.len());
            let text = cx.words.tf(id, &[("count", n(total).into())]);
            let row = ui.label(ext::small(text, cx.tokens));
            if total > 0 {
                // The letters stand on the line of the title.
                let line = egui::Rect::from_min_max(
                    pos2(row.rect.left(), row.rect.top()),
                    pos2(row.rect.left() + ui.available_width() - 8.0, row.rect.bottom()),
                );
                for i in 0..sides {
                    let at = pos2(right_of(line, sides, i), line.center().y);
                    let font = FontId::new(size::SMALL, medium());
                    ui.painter().text(at, Align2::RIGHT_CENTER, letter(i), font, cx.tokens.accent);
                }
            }
            let rows: Vec<&Common> = part.rows.iter().filter(|r| r.in_all == in_all).collect();
            for common in &rows {
                let told = |n: &u32| match (initiative, *n) {
                    (_, 0) => "–".to_owned(),
                    (true, _) => "✓".to_owned(),
                    (false, n) => number::whole(n.into(), cx.words.language),
                };
                let cells: Vec<String> = common.counts.iter().map(told).collect();
                numbers_row(cx, ui, &common.name, &cells, Some(common));
            }
            if let Some(more) = total.checked_sub(rows.len()).filter(|m| *m > 0) {
                let more = cx.words.tf("overview-more", &[("count", n(more).into())]);
                ui.label(ext::small(more, cx.tokens));
            }
        }
    });
}

/// A member over what it says of each side; once where it says the same of all.
fn wide_row(
    cx: &ReadCx<'_>,
    ui: &mut Ui,
    id: (&str, usize),
    label: &str,
    cells: Vec<Vec<String>>,
    same: bool,
) {
    ui.add_space(size::GAP_THIN);
    let sign = if same { format!("{label}  =") } else { label.to_owned() };
    let label = ui.label(ext::small(sign, cx.tokens));
    if same {
        label.on_hover_text(cx.words.t("compare-same"));
    }
    let cells = if same { cells.into_iter().take(1).collect() } else { cells };
    ui.push_id(id, |ui| {
        columns(ui, cells.len(), |ui, i| {
            if cells[i].is_empty() {
                ui.label(ext::small("–", cx.tokens));
            }
            for line in &cells[i] {
                let font = FontId::new(size::TABLE, egui::FontFamily::Proportional);
                let width = ui.available_width();
                let text = crate::ui::bidi::wrap(ui.painter(), line, &font, width).into_owned();
                let text = egui::RichText::new(text).font(font);
                ui.add(Label::new(text).wrap().selectable(true));
            }
        });
    });
}

/// What was said, side by side.
fn said(cx: &ReadCx<'_>, ui: &mut Ui, shown: &Aligned) {
    if shown.cards.iter().all(|c| c.0.is_empty()) {
        return;
    }
    title(cx, ui, "quotes-title", "");
    ui.push_id("said", |ui| {
        columns(ui, shown.cards.len(), |ui, i| {
            let (cards, total) = &shown.cards[i];
            if cards.is_empty() {
                ui.label(ext::small(cx.words.t("compare-silent"), cx.tokens));
            }
            for card in cards {
                let text = card.shown(LETTERS, cx.words.language);
                let family = if card.exact { serif() } else { egui::FontFamily::Proportional };
                let font = FontId::new(size::BODY, family);
                let width = ui.available_width();
                let text = crate::ui::bidi::wrap(ui.painter(), &text, &font, width).into_owned();
                let text = egui::RichText::new(text).font(font).color(cx.tokens.ink);
                let label = ui.add(Label::new(text).wrap().sense(Sense::click()));
                let mut who: Vec<String> = card.speakers.iter().map(|s| s.name.clone()).collect();
                who.extend(card.date.clone());
                who.extend(card.readings.first().map(|r| r.label.clone()));
                ui.add(Label::new(ext::small(who.join(" · "), cx.tokens)).wrap());
                ui.add_space(size::GAP);
                grammar::act(cx, ui, label, Thing::Record(card.row));
            }
            let shown = u32::try_from(cards.len()).unwrap_or(u32::MAX);
            if let Some(more) = total.checked_sub(shown).filter(|m| *m > 0) {
                let more = cx.words.tf("overview-more", &[("count", more.into())]);
                ui.label(ext::small(more, cx.tokens));
            }
        });
    });
}
