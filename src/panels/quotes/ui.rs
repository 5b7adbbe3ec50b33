//! The quotes as widgets.

use std::collections::BTreeMap;

use egui::{Color32, FontId, Label, RichText, Stroke, Ui, vec2};

use super::data::{self, Card, QuoteData, QuoteEntry};
use super::draw;
use crate::command::Command;
use crate::panels::{Cached, ReadCx, Revisions, frame, grammar};
use crate::query::Dim;
use crate::record::Row;
use crate::ui::bidi;
use crate::ui::ext::{self, ChipStyle};
use crate::ui::target;
use crate::ui::theme::{semibold, serif, size};
use crate::ui::whole;
use crate::view::{PanelKind, QuoteGroup, Thing};

/// Entries shown at first, and added by each click.
const PAGE: usize = 100;
/// A card farther down is not brought into sight: all before it would have to be laid out.
const FARTHEST: usize = 2_000;

/// The panel's transient fields.
#[derive(Debug, Default)]
pub struct QuotesPanel {
    data: Cached<QuoteData>,
    cards: BTreeMap<Row, Card>,
    heights: BTreeMap<usize, f32>,
    made_from: Revisions,
    shown: usize,
    width: f32,
    search: Option<String>,
    /// The selection the panel has seen, and the one whose statements stand first.
    selection: u64,
    about: (u64, Option<Thing>),
}

impl QuotesPanel {
    /// Draws the panel.
    pub(super) fn show(&mut self, cx: &ReadCx<'_>, ui: &mut Ui) {
        // What is selected comes first, unless it is one of the cards, which stay where they are.
        let new = std::mem::replace(&mut self.selection, cx.revisions.chosen);
        let new = new != cx.revisions.chosen;
        let one_of_them = cx.view.selected.is_some_and(data::is_statement);
        let others = self.made_from.data != cx.revisions.data;
        if (new && !one_of_them) || others {
            self.about = (cx.revisions.chosen, cx.view.selected.filter(|_| !one_of_them));
        }
        let revisions = Revisions { chosen: self.about.0, ..cx.revisions.modes() };
        self.keep(cx, revisions, ui.available_width());
        let about = self.about.1;
        let data = self.data.get(revisions, || data::data(cx, about));
        let card = |row: Row| data.entries.iter().position(|e| *e == QuoteEntry::Card(row));
        let selected = cx.view.selected.and_then(Thing::row).filter(|_| new);
        let go = match selected {
            Some(row) if data::is_statement(Thing::Record(row)) => card(row),
            // Those about it stand at the top.
            Some(_) if data.about => Some(0),
            _ => None,
        };
        if let Some(go) = go.filter(|go| *go < FARTHEST) {
            self.shown = self.shown.max(go + 1);
        }
        let search = &mut self.search;
        frame::head(cx, ui, PanelKind::Quotes, Some((data.count, "statements")), |ui| {
            controls(cx, ui, search);
        });
        if data.count.total == 0 {
            frame::empty(cx, ui, PanelKind::Quotes);
            return;
        }
        if data.entries.is_empty() {
            frame::nothing(cx, ui, PanelKind::Quotes);
            return;
        }
        let shown = self.shown.min(data.entries.len());
        let (cards, heights) = (&mut self.cards, &mut self.heights);
        let words = cx.view.filter.clause(Dim::Text).filter(|c| !c.inverted);
        let words = if words.is_some() { cx.view.filter.words() } else { "" };
        let mut more = false;
        let mut area = ui.available_rect_before_wrap();
        area.max.y -= frame::foot_height(ui);
        let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(area).id_salt("content"));
        let scroll = target::scroll().auto_shrink([false, false]);
        scroll.show_viewport(&mut inner, |ui, viewport| {
            ui.set_width(ui.available_width());
            let top = ui.cursor().top();
            let beside = beside(ui.available_width());
            // Statements may stand in several groups.
            let n_cards = data.entries.iter().filter(|e| e.card().is_some()).count();
            let mut next = 0;
            while next < shown {
                let i = next;
                let run = run(&data.entries[i..shown], beside);
                next += run;
                let y = ui.cursor().top() - top;
                let go = go.is_some_and(|go| (i..next).contains(&go));
                // What is out of sight and whose height is known only takes its room.
                if let Some(h) = heights.get(&i)
                    && !go
                    && (y + h < viewport.top() - 200.0 || y > viewport.bottom() + 200.0)
                {
                    ui.allocate_space(vec2(ui.available_width(), *h));
                    continue;
                }
                let response = match &data.entries[i] {
                    QuoteEntry::Title(name, n) => {
                        ui.push_id(i, |ui| title_ui(cx, ui, name, *n)).response
                    }
                    QuoteEntry::Card(_) => {
                        let rows = data.entries[i..next].iter().filter_map(QuoteEntry::card);
                        cards_ui(cx, ui, (rows, beside), cards, (words, n_cards))
                    }
                };
                heights.insert(i, response.rect.height());
                if go && !ui.clip_rect().contains_rect(response.rect) {
                    ui.scroll_to_rect(response.rect, Some(egui::Align::TOP));
                }
            }
            if shown < data.entries.len() {
                let n = PAGE.min(data.entries.len() - shown);
                let n = i64::try_from(n).unwrap_or(0);
                let text = cx.words.tf("quotes-more", &[("count", n.into())]);
                more = target::controls(ui, |ui| ui.button(text).clicked()) == Some(true);
            }
        });
        if more {
            self.shown += PAGE;
        }
        ui.allocate_rect(area, egui::Sense::hover());
        frame::foot(cx, ui, data.count, 0, "", "");
    }

    /// Lets go of what was made of another state; the heights of cards are those of a width.
    fn keep(&mut self, cx: &ReadCx<'_>, revisions: Revisions, width: f32) {
        if self.made_from != revisions {
            if self.made_from.numbers() != cx.revisions.numbers() {
                self.cards.clear();
                self.shown = PAGE;
                self.search = None;
            }
            self.made_from = revisions;
            self.heights.clear();
        }
        if (self.width - width).abs() > 0.5 {
            self.width = width;
            self.heights.clear();
        }
    }
}

/// Room a card takes at least where several stand beside each other, in points.
const CARD: f32 = 480.0;

/// How many cards stand beside each other in a width.
fn beside(width: f32) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few columns")]
    let n = (width / CARD).floor().max(1.0) as usize;
    n.min(3)
}

/// How many entries from the first one on make a line: a title alone, or as many cards as stand
/// beside each other.
fn run(entries: &[QuoteEntry], beside: usize) -> usize {
    let cards = entries.iter().take(beside).take_while(|e| e.card().is_some()).count();
    cards.max(1)
}

/// Draws the cards of a line, each in a column of its own.
fn cards_ui(
    cx: &ReadCx<'_>,
    ui: &mut Ui,
    (rows, beside): (impl Iterator<Item = Row>, usize),
    cards: &mut BTreeMap<Row, Card>,
    (words, n_cards): (&str, usize),
) -> egui::Response {
    let gap = size::GAP_BREAK;
    #[expect(clippy::cast_precision_loss, reason = "a few columns")]
    let width = (ui.available_width() - gap * (beside - 1) as f32) / beside as f32;
    let layout = egui::Layout::top_down(egui::Align::Min);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = gap;
        for row in rows {
            let card = cards.entry(row).or_insert_with(|| data::card(cx, row));
            ui.push_id(row, |ui| {
                let drawn = ui.allocate_ui_with_layout(vec2(width, 0.0), layout, |ui| {
                    ui.set_width(width);
                    card_of(cx, ui, card, words, lines_left(ui, card));
                });
                whole::thing(ui, drawn.response.rect, n_cards);
            });
        }
    })
    .response
}

/// The search field and the grouping.
fn controls(cx: &ReadCx<'_>, ui: &mut Ui, search: &mut Option<String>) {
    let groups: Vec<(QuoteGroup, String)> = QuoteGroup::ALL
        .iter()
        .map(|g| (*g, cx.words.t(&format!("quotes-group-{}", g.key()))))
        .collect();
    let current = groups.iter().find(|g| g.0 == cx.view.quotes).map_or("", |g| &g.1);
    let said = cx.words.ts("quotes-group", &[("name", current.to_owned())]);
    let button = ui.menu_button(ext::small(format!("{current} ↓"), cx.tokens), |ui| {
        for (group, name) in &groups {
            if ui.radio(*group == cx.view.quotes, name).clicked() {
                cx.send(Command::Set("quotes", group.key()));
                ui.close();
            }
        }
    });
    button.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &said));
    let room = ui.available_width() - 8.0;
    if room < 80.0 {
        return;
    }
    let mut text = search.clone().unwrap_or_else(|| cx.view.filter.words().to_owned());
    let hint = cx.words.t("quotes-search");
    let field = egui::TextEdit::singleline(&mut text)
        .hint_text(hint.clone())
        .font(FontId::new(size::SMALL, egui::FontFamily::Proportional))
        .margin(egui::Margin::symmetric(6, 3))
        .background_color(cx.tokens.control)
        .desired_width(room.min(150.0));
    let response = ui.add(field);
    let value = text.clone();
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::text_edit(true, "", &value, &hint);
        info.label = Some(hint.clone());
        info
    });
    if response.changed() {
        cx.send(Command::SetWords(text.clone()));
        *search = Some(text);
    } else if !response.has_focus() {
        *search = None;
    }
}

fn title_ui(cx: &ReadCx<'_>, ui: &mut Ui, name: &str, n: u32) {
    ui.add_space(size::GAP_LARGE);
    ui.horizontal(|ui| {
        ui.add(Label::new(ext::strong(name, size::BODY)).truncate());
        let n = crate::text::number::whole(n.into(), cx.words.language);
        ui.label(ext::small(n, cx.tokens));
    });
}

/// Height of what stands under the words of a card: who speaks, and values of the filter.
const UNDER: f32 = 100.0;

/// How many lines of its words a card may have on a page, so that the last one ends with "…" rather
/// than being left out; `None` in a window, where one scrolls.
fn lines_left(ui: &Ui, card: &Card) -> Option<usize> {
    if target::Medium::of(ui.ctx()).hand() {
        return None;
    }
    let left = ui.clip_rect().bottom() - ui.cursor().top() - UNDER;
    // Exact words have as many under them, and a line of their own over them.
    let (left, each) = if card.original.is_some() {
        ((left - 20.0) / 2.0, size::LEAD)
    } else {
        (left, if card.exact { size::QUOTE } else { size::READ })
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few lines")]
    let lines = (left / (each * 1.5)).floor().max(0.0) as usize;
    // One line says too little; what is left out is counted.
    (lines >= 2).then_some(lines)
}

/// Draws a card; `words` are marked where they stand in its text.
pub fn card_ui(cx: &ReadCx<'_>, ui: &mut Ui, card: &Card, words: &str) {
    card_of(cx, ui, card, words, None);
}

/// A card whose words have at most so many lines.
fn card_of(cx: &ReadCx<'_>, ui: &mut Ui, card: &Card, words: &str, lines: Option<usize>) {
    let thing = Thing::Record(card.row);
    ui.add_space(size::GAP);
    let left = ui.cursor().left();
    // The ground is known after the content.
    let ground = ui.painter().add(egui::Shape::Noop);
    let inner = ui.horizontal_top(|ui| {
        ui.add_space(draw::RULE + 11.0);
        ui.vertical(|ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = size::GAP_SMALL;
            words_ui(cx, ui, card, words, lines);
            speakers_ui(cx, ui, card);
            chips_ui(cx, ui, card);
        });
    });
    let rect = inner.response.rect;
    let rect = egui::Rect::from_min_max(egui::pos2(left, rect.top()), rect.max);
    let near = cx.linked_to(card.row).unwrap_or(false);
    if cx.selected(thing) || near {
        let fill = if cx.selected(thing) { cx.tokens.accent_tint } else { cx.tokens.control };
        let shape =
            egui::Shape::rect_filled(rect.expand2(vec2(2.0, 4.0)), size::RADIUS_GROUND, fill);
        ui.painter().set(ground, shape);
    }
    let colors: Vec<Color32> = if card.sectors.is_empty() {
        vec![cx.tokens.neutral]
    } else {
        let mut colors: Vec<Color32> = card.sectors.iter().map(|s| s.color.into()).collect();
        colors.dedup();
        colors
    };
    draw::rule(ui.painter(), rect, &colors, card.unsourced.then_some(cx.tokens.panel));
    ui.add_space(size::GAP_LARGE);
}

/// The words: serif for quotations, sans for what is only reported.
fn words_ui(cx: &ReadCx<'_>, ui: &mut Ui, card: &Card, words: &str, lines: Option<usize>) {
    let font = if card.exact {
        FontId::new(size::QUOTE, serif())
    } else {
        FontId::new(size::READ, egui::FontFamily::Proportional)
    };
    // About 72 characters a line.
    let line = font.size * 33.0;
    let thing = Thing::Record(card.row);
    // In a wide panel the original stands beside its translation.
    let beside = card.original.is_some() && ui.available_width() > line * 1.7;
    let column = if beside { (ui.available_width() - 24.0) / 2.0 } else { ui.available_width() };
    let main = |ui: &mut Ui| {
        ui.set_max_width(column.min(line));
        let width = ui.available_width();
        let text = bidi::wrap(ui.painter(), &card.text, &font, width).into_owned();
        let mut job = marked(cx, &text, words, &font);
        job.wrap.max_rows = lines.unwrap_or(usize::MAX);
        let response = ui.add(Label::new(job).wrap().sense(egui::Sense::click()));
        let on = cx.selected(thing);
        response
            .widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, on, &card.text));
        grammar::act(cx, ui, response, thing);
    };
    let original = |ui: &mut Ui| {
        let Some((title, original)) = &card.original else { return };
        ui.set_max_width(column.min(line));
        ui.label(ext::small(title, cx.tokens));
        let font = FontId::new(size::LEAD, serif());
        let width = ui.available_width();
        let text = bidi::wrap(ui.painter(), original, &font, width).into_owned();
        let mut job = egui::text::LayoutJob::simple(text, font, cx.tokens.secondary, width);
        job.wrap.max_rows = lines.unwrap_or(usize::MAX);
        ui.add(Label::new(job).wrap().selectable(true));
    };
    if beside {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = size::GAP_BREAK;
            ui.vertical(main);
            ui.vertical(original);
        });
    } else {
        ui.scope(main);
        ui.scope(original);
    }
}

/// A text with the words looked for on a tinted ground.
fn marked(cx: &ReadCx<'_>, text: &str, words: &str, font: &FontId) -> egui::text::LayoutJob {
    let mut job = egui::text::LayoutJob::default();
    let plain = egui::TextFormat::simple(font.clone(), cx.tokens.ink);
    let mark = egui::TextFormat { background: cx.tokens.accent_tint, ..plain.clone() };
    let mut done = 0;
    for range in crate::query::matches(text, words) {
        job.append(&text[done..range.start], 0.0, plain.clone());
        job.append(&text[range.clone()], 0.0, mark.clone());
        done = range.end;
    }
    job.append(&text[done..], 0.0, plain);
    job
}

fn speakers_ui(cx: &ReadCx<'_>, ui: &mut Ui, card: &Card) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for (i, speaker) in card.speakers.iter().enumerate() {
            if i > 0 {
                ui.label(ext::small(", ", cx.tokens));
            }
            let name = RichText::new(&speaker.name).font(FontId::new(size::HEAD, semibold()));
            match speaker.row {
                Some(row) => {
                    let said = cx.words.ts("quotes-speaker", &[("name", speaker.name.clone())]);
                    let response = ui.add(Label::new(name).sense(egui::Sense::click()));
                    let thing = speaks(cx, row);
                    response.widget_info(|| {
                        let on = thing.pick().is_some_and(|p| cx.view.filter.contains(p));
                        egui::WidgetInfo::selected(egui::Role::Button, true, on, &said)
                    });
                    if ext::pointed(&response) {
                        let r = response.rect;
                        ui.painter().hline(
                            r.x_range(),
                            r.bottom(),
                            Stroke::new(size::LINE, cx.tokens.ink),
                        );
                    }
                    grammar::act(cx, ui, response, thing).on_hover_text(said);
                }
                None => {
                    ui.label(name);
                }
            }
            if let Some(office) = &speaker.office {
                let label = ui.label(ext::small(format!(" · {}", office.0), cx.tokens));
                if let Some(said) = &office.1 {
                    label.on_hover_text(said);
                }
            }
        }
        if let Some(date) = &card.date {
            let label = ui.label(ext::small(format!(" · {date}"), cx.tokens));
            if let Some(said) = &card.date_said {
                label.on_hover_text(said);
            }
        }
    });
}

/// The one who speaks, as a value of the filter.
fn speaks(cx: &ReadCx<'_>, row: Row) -> Thing {
    let number = cx.table.speakers.binary_search(&row).ok();
    number
        .and_then(|n| u32::try_from(n).ok())
        .map_or(Thing::Record(row), |n| Thing::Value(crate::query::Pick::Code(Dim::Speaker, n)))
}

fn chips_ui(cx: &ReadCx<'_>, ui: &mut Ui, card: &Card) {
    let outline = ChipStyle {
        fill: Color32::TRANSPARENT,
        text: cx.tokens.secondary,
        stroke: Stroke::new(size::LINE, cx.tokens.hairline),
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(size::GAP, size::GAP_SMALL);
        for sector in &card.sectors {
            let style = ChipStyle {
                fill: cx.tokens.tint(sector.color),
                text: cx.tokens.on_tint(sector.color),
                stroke: Stroke::NONE,
            };
            let chip = ext::chip(ui, &sector.name, &sector.said, style);
            grammar::act(cx, ui, chip, Thing::Record(sector.row)).on_hover_text(&sector.said);
        }
        if let Some(pick) = card.of_kind {
            let said = cx.words.ts("quotes-of-kind", &[("name", card.kind.clone())]);
            let chip = ext::chip(ui, &card.kind, &said, outline);
            grammar::act(cx, ui, chip, Thing::Value(pick)).on_hover_text(said);
        } else {
            ext::badge(ui, &card.kind, outline);
        }
        // What cannot be asked for does not look as if it could.
        let quiet = ChipStyle { stroke: Stroke::NONE, ..outline };
        for remark in card.language.iter().chain(&card.remarks) {
            ext::badge(ui, remark, quiet);
        }
        if card.readings.is_empty() {
            let style = ChipStyle { text: cx.tokens.warning, ..outline };
            ext::badge(ui, &cx.words.t("quotes-no-source"), style);
        }
        target::controls(ui, |ui| {
            let said = cx.words.t("quotes-copy");
            let style = ChipStyle { stroke: Stroke::NONE, ..outline };
            if ext::chip(ui, &said, &said, style).clicked() {
                cx.send(Command::Copy(data::citation(cx, &data::card_whole(cx, card.row))));
            }
        });
        for reading in &card.readings {
            let mut text = reading.label.clone();
            if let Some(basis) = &reading.basis {
                text = format!("{text} ({basis})");
            }
            let led = target::controls(ui, |ui| {
                let Some((url, host)) = &reading.web else { return false };
                let style = ChipStyle { text: cx.tokens.accent, ..outline };
                let said = cx.words.ts("quotes-open-source", &[("host", host.clone())]);
                let chip = ext::chip(ui, &format!("{text} ↗"), &format!("{text}, {said}"), style);
                let chip = chip.on_hover_text(format!("{}\n{said}", reading.title));
                if chip.clicked() {
                    cx.commands.send(Command::OpenUrl(url.clone()));
                }
                true
            });
            if led != Some(true) {
                ext::badge(ui, &text, outline).on_hover_text(&reading.title);
            }
        }
    });
}
