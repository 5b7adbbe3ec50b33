//! The overview as widgets.

use egui::{Color32, CornerRadius, FontId, Label, Rect, RichText, Sense, Stroke, Ui, pos2, vec2};

use super::data::{self, OverviewData};
use crate::command::{Command, OpenRequest};
use crate::panels::wording::{Value, sector_asked};
use crate::panels::{Cached, ReadCx, grammar};
use crate::record::{Collection, Row};
use crate::ui::ext::{self, ChipStyle};
use crate::ui::target;
use crate::ui::theme::{medium, serif, size};
use crate::ui::whole;
use crate::view::Thing;

/// Height of a sector: its name and number over its bar.
const SECTOR: f32 = 25.0;

/// The panel's transient fields.
#[derive(Debug, Default)]
pub struct OverviewPanel {
    data: Cached<OverviewData>,
}

impl OverviewPanel {
    /// Draws the panel.
    pub(super) fn show(&mut self, cx: &ReadCx<'_>, ui: &mut Ui) {
        let data = self.data.get(cx.revisions.modes(), || data::data(cx));
        if data.empty {
            let (text, open) = (cx.words.t("overview-empty"), cx.words.t("overview-open-example"));
            if ext::empty_state(ui, cx.tokens, &text, Some(&open)) {
                cx.commands.send(Command::Open(OpenRequest::Example));
            }
            return;
        }
        if cx.results.filtered && cx.results.counts.iter().all(|c| c.selected == 0) {
            crate::panels::frame::nothing(cx, ui, crate::view::PanelKind::Overview);
            return;
        }
        let full = ui.available_rect_before_wrap();
        let mut area = full;
        // A page says when the rest has no room; a window scrolls.
        let rest = whole::fitted(ui.ctx());
        if let Some(fitted) = rest {
            area.max.y -= crate::panels::frame::foot_height(ui);
            let at = pos2(full.left(), full.bottom() - 4.0);
            let font = FontId::new(size::SMALL, egui::FontFamily::Proportional);
            let left = i64::try_from(fitted.total - fitted.shown).unwrap_or(0);
            let text = cx.words.tf("overview-rest", &[("count", left.into())]);
            ui.painter().text(at, egui::Align2::LEFT_BOTTOM, text, font, cx.tokens.secondary);
        }
        let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(area).id_salt("content"));
        target::scroll().auto_shrink([false, false]).show(&mut inner, |ui| {
            ui.spacing_mut().item_spacing.y = size::GAP_CLOSE;
            ui.label(ext::small(cx.words.t("overview-question"), cx.tokens));
            // Where not all has room a quotation comes after what is counted.
            if let Some(card) = data.said.as_ref().filter(|_| rest.is_none()) {
                said_ui(cx, ui, card);
            }
            who_ui(cx, ui, data);
            if let Some(held) = &data.held {
                line(cx, ui, "overview-held", |ui| {
                    ui.label(RichText::new(held).font(FontId::new(size::BODY, medium())));
                });
            }
            when_ui(cx, ui, data);
            sources_ui(cx, ui, data);
            let (sum, notes) = data
                .money
                .as_deref()
                .map_or(("", ""), |text| text.split_once(" · ").unwrap_or((text, "")));
            // Where not all has room, what else there is to say of the money than one thing comes after
            // the rest.
            let (first, others) = notes.split_once(" · ").unwrap_or((notes, ""));
            let notes = if rest.is_none() { notes } else { first };
            money_ui(cx, ui, sum, notes);
            what_ui(cx, ui, data);
            through_ui(cx, ui, data);
            money_ui(cx, ui, "", if rest.is_some() { others } else { "" });
            if let Some(card) = data.said.as_ref().filter(|_| rest.is_some()) {
                let drawn = ui.vertical(|ui| said_ui(cx, ui, card));
                whole::thing(ui, drawn.response.rect, 0);
            }
        });
        ui.allocate_rect(full, Sense::hover());
    }
}

/// A heading at the left and its content beside it, which a page shows whole or not at all.
fn line(cx: &ReadCx<'_>, ui: &mut Ui, id: &str, content: impl FnOnce(&mut Ui)) {
    let rect = list(cx, ui, id, content);
    whole::thing(ui, rect, 0);
}

/// A heading at the left and things beside it. Returns the room they take.
fn list(cx: &ReadCx<'_>, ui: &mut Ui, id: &str, content: impl FnOnce(&mut Ui)) -> egui::Rect {
    ui.add_space(size::GAP_HAIR);
    let drawn = ui.horizontal_top(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(98.0, 22.0), Sense::hover());
        let font = FontId::new(size::SMALL, medium());
        let at = pos2(rect.left(), rect.center().y);
        ui.painter().text(at, egui::Align2::LEFT_CENTER, cx.words.t(id), font, cx.tokens.secondary);
        ui.vertical(|ui| {
            ui.set_width(ui.available_width());
            content(ui);
        });
    });
    drawn.response.rect
}

fn plain(cx: &ReadCx<'_>) -> ChipStyle {
    ChipStyle { fill: cx.tokens.control, text: cx.tokens.ink, stroke: Stroke::NONE }
}

fn more(cx: &ReadCx<'_>, ui: &mut Ui, n: usize) {
    if n > 0 {
        let n = i64::try_from(n).unwrap_or(0);
        ui.label(ext::small(cx.words.tf("overview-more", &[("count", n.into())]), cx.tokens));
    }
}

fn who_ui(cx: &ReadCx<'_>, ui: &mut Ui, data: &OverviewData) {
    line(cx, ui, "overview-who", |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(size::GAP, size::GAP_SMALL);
            // A mark on each of them would tell nothing apart.
            let some = data.who.shown.iter().any(|(row, _)| cx.table.is_sourced(*row));
            for (row, name) in &data.who.shown {
                let chip = ext::chip(ui, name, name, plain(cx));
                if some && !cx.table.is_sourced(*row) {
                    ext::unsourced(ui.painter(), chip.rect, cx.tokens);
                }
                grammar::act(cx, ui, chip, Thing::Record(*row));
            }
            more(cx, ui, data.who.more);
        });
    });
}

fn when_ui(cx: &ReadCx<'_>, ui: &mut Ui, data: &OverviewData) {
    line(cx, ui, "overview-when", |ui| {
        let text = match data.when {
            Some((a, b)) if a == b => a.to_string(),
            Some((a, b)) => format!("{a}–{b}"),
            None => cx.words.t("overview-no-date"),
        };
        ui.label(RichText::new(text).font(FontId::new(size::BODY, medium())));
    });
}

/// The money that is counted, and what else there is to say of it.
fn money_ui(cx: &ReadCx<'_>, ui: &mut Ui, sum: &str, notes: &str) {
    if sum.is_empty() && notes.is_empty() {
        return;
    }
    list(cx, ui, "overview-money", |ui| {
        let font = FontId::new(size::BODY, medium());
        for text in [RichText::new(sum).font(font), ext::small(notes, cx.tokens)] {
            if !text.is_empty() {
                let label = ui.label(text);
                whole::thing(ui, label.rect, 0);
            }
        }
    });
}

fn what_ui(cx: &ReadCx<'_>, ui: &mut Ui, data: &OverviewData) {
    if data.what.shown.is_empty() {
        return;
    }
    list(cx, ui, "overview-what", |ui| {
        let max = data.what.shown.iter().map(|w| w.2.total()).fold(1e-9, f64::max);
        ui.spacing_mut().item_spacing.y = size::GAP_HAIR;
        for (i, (sector, name, value, color)) in data.what.shown.iter().enumerate() {
            let (rect, response) =
                ui.allocate_exact_size(vec2(ui.available_width(), SECTOR), Sense::click());
            whole::thing(ui, rect, 0);
            let args = [("name", name.clone()), ("value", value.text(cx, true))];
            let said = cx.words.ts("sectors-bar", &args);
            response.widget_info(|| {
                egui::WidgetInfo::labeled(
                    egui::Role::Button,
                    true,
                    format!("{}, {said}", cx.words.t("overview-what")),
                )
            });
            if ext::pointed(&response) {
                ui.painter().rect_filled(
                    rect,
                    CornerRadius::same(size::RADIUS_GROUND),
                    cx.tokens.control,
                );
            }
            let inner = rect.shrink2(vec2(2.0, 0.0));
            #[expect(clippy::cast_possible_truncation, reason = "a length on screen")]
            let len = |n: f64| ((f64::from(inner.width()) * n / max) as f32).max(1.5);
            let left = pos2(inner.left(), inner.bottom() - 5.0);
            let part = |n: f64| Rect::from_min_size(left, vec2(len(n), 4.0));
            ui.painter().rect_filled(
                part(value.total()),
                CornerRadius::same(size::RADIUS_TICK),
                cx.tokens.tint(*color),
            );
            if value.selected() > 0.0 && sector_asked(cx, *sector) {
                ui.painter().rect_filled(
                    part(value.selected()),
                    CornerRadius::same(size::RADIUS_TICK),
                    *color,
                );
            }
            let number = match value {
                Value::Count(count) if count.selected != count.total => cx.words.tf(
                    "overview-part",
                    &[("selected", count.selected.into()), ("total", count.total.into())],
                ),
                value => value.text(cx, false),
            };
            let font = FontId::new(size::TABLE, egui::FontFamily::Proportional);
            let wide = |text: &str, font: &FontId| {
                ui.painter().layout_no_wrap(text.to_owned(), font.clone(), cx.tokens.ink).size().x
            };
            // The first one tells what all of them count, where its name leaves room.
            let number = match value {
                Value::Count(count) if i == 0 && count.selected == count.total => {
                    let noun = counted(cx, count.selected);
                    let small = FontId::new(size::SMALL, crate::ui::theme::numbers());
                    let room = inner.width() - 8.0;
                    Some(noun).filter(|n| wide(n, &small) + wide(name, &font) <= room)
                }
                _ => None,
            }
            .unwrap_or(number);
            // The name gives way, never the number.
            let numbers = FontId::new(size::SMALL, crate::ui::theme::numbers());
            let number = ui.painter().layout_no_wrap(number, numbers, cx.tokens.secondary);
            let end = inner.right() - number.size().x;
            let mut job =
                egui::text::LayoutJob::simple_singleline(name.clone(), font, cx.tokens.ink);
            let room = (end - inner.left() - 8.0).max(10.0);
            job.wrap = egui::text::TextWrapping::truncate_at_width(room);
            let galley = ui.painter().layout_job(job);
            let middle = inner.top() + 9.0;
            let at = |g: &egui::Galley, x: f32| pos2(x, middle - g.size().y / 2.0);
            ui.painter().galley(at(&galley, inner.left()), galley.clone(), cx.tokens.ink);
            ui.painter().galley(at(&number, end), number.clone(), cx.tokens.secondary);
            let thing = Thing::Record(Row::new(Collection::Sectors, *sector as usize));
            grammar::act(cx, ui, response, thing).on_hover_text(said);
        }
        more(cx, ui, data.what.more);
    });
}

/// So many of what is counted: "8 statements".
fn counted(cx: &ReadCx<'_>, count: u32) -> String {
    let noun = cx.view.measure.collection().key();
    cx.words.tf(&format!("total-{noun}"), &[("total", count.into())])
}

fn through_ui(cx: &ReadCx<'_>, ui: &mut Ui, data: &OverviewData) {
    if data.through.shown.is_empty() {
        return;
    }
    list(cx, ui, "overview-through", |ui| {
        let some = data.through.shown.iter().any(|t| cx.table.is_sourced(t.0));
        ui.spacing_mut().item_spacing.y = size::GAP_HAIR;
        // Before the numbers that it is about: they add up to more than there is.
        if data.together {
            ui.add(Label::new(ext::small(cx.words.t("overview-together"), cx.tokens)).wrap());
        }
        for (row, name, why) in &data.through.shown {
            // Beside the name where there is room, else under it.
            let width = |text: &str, size: f32| {
                let font = FontId::new(size, egui::FontFamily::Proportional);
                ui.painter().layout_no_wrap(text.to_owned(), font, cx.tokens.ink).size().x
            };
            let beside =
                width(name, size::TABLE) + width(why, size::SMALL) + 10.0 < ui.available_width();
            let layout = if beside {
                egui::Layout::left_to_right(egui::Align::Center)
            } else {
                egui::Layout::top_down(egui::Align::Min)
            };
            let room = vec2(ui.available_width(), if beside { 20.0 } else { 0.0 });
            let drawn = ui.allocate_ui_with_layout(room, layout, |ui| {
                ui.spacing_mut().item_spacing = vec2(size::GAP_LARGE, 0.0);
                let text = RichText::new(name).size(size::TABLE);
                let label = Label::new(text).sense(Sense::click());
                let response = ui.add(if beside { label.extend() } else { label.wrap() });
                if !why.is_empty() {
                    let why = Label::new(ext::small(why, cx.tokens));
                    ui.add(if beside { why.extend() } else { why.wrap() });
                }
                response
            });
            whole::thing(ui, drawn.response.rect, 0);
            let response = drawn.inner;
            response.widget_info(|| {
                egui::WidgetInfo::labeled(
                    egui::Role::Button,
                    true,
                    format!("{}, {name}", cx.words.t("overview-through")),
                )
            });
            if ext::pointed(&response) {
                let r = response.rect;
                ui.painter().hline(r.x_range(), r.bottom(), Stroke::new(size::LINE, cx.tokens.ink));
            }
            if some && !cx.table.is_sourced(*row) {
                ext::unsourced_line(ui.painter(), response.rect, cx.tokens);
            }
            let tip = format!("{name}\n{why}");
            grammar::act(cx, ui, response, Thing::Record(*row)).on_hover_text(tip);
        }
        more(cx, ui, data.through.more);
    });
}

fn said_ui(cx: &ReadCx<'_>, ui: &mut Ui, card: &crate::panels::quotes::data::Card) {
    let text = card.shown(220, cx.words.language);
    let font = if card.exact {
        FontId::new(size::PULL, serif())
    } else {
        FontId::new(size::LEAD, egui::FontFamily::Proportional)
    };
    ui.add_space(size::GAP_THIN);
    let text = crate::ui::bidi::wrap(ui.painter(), &text, &font, ui.available_width());
    let label = ui.add(Label::new(RichText::new(text).font(font)).wrap().sense(Sense::click()));
    let said = card.text.clone();
    label.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &said));
    let thing = Thing::Record(card.row);
    if cx.selected(thing) || label.has_focus() {
        let r = label.rect;
        ui.painter().vline(
            r.left() - 5.0,
            r.y_range(),
            Stroke::new(size::LINE_MARK, cx.tokens.accent),
        );
    }
    grammar::act(cx, ui, label, thing);
    let who: Vec<&str> = card.speakers.iter().map(|s| s.name.as_str()).collect();
    let mut line = who.join(", ");
    if let Some(part) = &card.date {
        line = format!("{line} · {part}");
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(size::GAP_SMALL, size::GAP_THIN);
        let label = ui.label(ext::small(line, cx.tokens));
        if let Some(said) = &card.date_said {
            label.on_hover_text(said);
        }
        // What is no quotation says what it is, and one that may be a translation says so too.
        let kind = (!card.exact).then_some(&card.kind);
        for remark in kind.into_iter().chain(&card.remarks) {
            ui.label(ext::small(format!("· {remark}"), cx.tokens));
        }
        let Some(reading) = card.readings.first() else {
            let text = cx.words.t("quotes-no-source");
            ui.label(ext::small(format!("· {text}"), cx.tokens).color(cx.tokens.warning));
            return;
        };
        let led = target::controls(ui, |ui| open_source(cx, ui, reading));
        if led != Some(true) {
            // An entry that does not name its source yet has no label.
            let text = if reading.label.is_empty() {
                ext::small(cx.words.t("quotes-no-source"), cx.tokens).color(cx.tokens.warning)
            } else {
                ext::small(format!("· {}", reading.label), cx.tokens)
            };
            ui.label(text);
        }
    });
    ui.add_space(size::GAP_THIN);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().rect_filled(rect, CornerRadius::ZERO, cx.tokens.hairline);
}

/// The way to where it was read; returns whether there is one.
fn open_source(cx: &ReadCx<'_>, ui: &mut Ui, reading: &crate::panels::wording::Reading) -> bool {
    let Some((url, host)) = reading.web.clone() else { return false };
    let style = ChipStyle {
        fill: Color32::TRANSPARENT,
        text: cx.tokens.accent,
        stroke: Stroke::new(size::LINE, cx.tokens.hairline),
    };
    let said = cx.words.ts("overview-source-open", &[("host", host)]);
    let chip = ext::chip(ui, &format!("{} ↗", reading.label), &said, style);
    if chip.on_hover_text(&said).clicked() {
        cx.send(Command::OpenUrl(url));
    }
    true
}

fn sources_ui(cx: &ReadCx<'_>, ui: &mut Ui, data: &OverviewData) {
    line(cx, ui, "overview-sources", |ui| {
        let args = [
            ("total", data.read_in.selected.into()),
            ("independent", data.sources.selected.into()),
        ];
        // What the dataset is about, and what was added to explain it, are told apart.
        let said = match data.background {
            Some(background) if (1..data.read_in.selected).contains(&background) => {
                let own = data.read_in.selected.saturating_sub(background);
                let kind = data.article.as_deref().unwrap_or("source");
                let args = [
                    ("total", data.read_in.selected.into()),
                    ("own", own.into()),
                    ("kind", kind.to_owned().into()),
                    ("background", background.into()),
                    ("independent", data.sources.selected.into()),
                ];
                cx.words.tf("overview-source-scopes", &args)
            }
            _ if data.read_in.total == 0 => cx.words.t("overview-no-source"),
            // Of one nothing more can be said.
            _ if (data.read_in.selected, data.sources.selected) == (1, 1) => {
                cx.words.tf("total-sources", &[("total", 1.into())])
            }
            _ => cx.words.tf("overview-source-count", &args),
        };
        let text = RichText::new(said).size(size::TABLE);
        let none = data.read_in.total == 0;
        let color = if none { cx.tokens.warning } else { Color32::PLACEHOLDER };
        let label = ui.add(Label::new(text.color(color)).wrap());
        label.on_hover_text(cx.count_of(data.read_in));
    });
}
