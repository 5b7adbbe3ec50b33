//! The quotes as widgets.

use std::collections::BTreeMap;

use egui::{Color32, FontId, Label, RichText, ScrollArea, Stroke, Ui, vec2};

use super::data::{self, Card, QuoteData};
use super::draw;
use crate::command::{Command, menu::UiCommand};
use crate::panels::{Cached, PanelCx, Revisions};
use crate::query::Clause;
use crate::record::Row;
use crate::ui::bidi;
use crate::ui::ext::{self, ChipStyle};
use crate::ui::theme::{semibold, serif, size};

/// Cards shown at first, and added by each click.
const PAGE: usize = 100;

/// The panel's transient fields.
#[derive(Debug, Default)]
pub struct QuotesPanel {
    data: Cached<QuoteData>,
    cards: BTreeMap<Row, Card>,
    heights: BTreeMap<Row, f32>,
    made_from: Revisions,
    shown: usize,
    width: f32,
}

impl QuotesPanel {
    /// Draws the panel.
    pub fn ui(&mut self, cx: &PanelCx<'_>, ui: &mut Ui) {
        if self.made_from != cx.revisions {
            self.made_from = cx.revisions;
            self.cards.clear();
            self.heights.clear();
            self.shown = PAGE;
        }
        let data = self.data.get(cx.revisions, || data::data(cx));
        header(cx, ui, data);
        if data.total == 0 {
            ext::empty_state(ui, cx.tokens, &cx.words.t("quotes-empty"), None);
            return;
        }
        if data.rows.is_empty() {
            let (text, clear) = (cx.words.t("quotes-nothing"), cx.words.t("quotes-clear"));
            if ext::empty_state(ui, cx.tokens, &text, Some(&clear)) {
                cx.commands.send(Command::Ui(UiCommand::ClearFilter));
            }
            return;
        }
        let shown = self.shown.min(data.rows.len());
        let (cards, heights) = (&mut self.cards, &mut self.heights);
        if (self.width - ui.available_width()).abs() > 0.5 {
            self.width = ui.available_width();
            heights.clear();
        }
        let mut more = false;
        ScrollArea::vertical().auto_shrink([false, false]).show_viewport(ui, |ui, viewport| {
            ui.set_width(ui.available_width());
            let top = ui.cursor().top();
            for row in &data.rows[..shown] {
                let y = ui.cursor().top() - top;
                // A card whose height is known and that is out of sight only takes its room.
                if let Some(h) = heights.get(row)
                    && (y + h < viewport.top() - 200.0 || y > viewport.bottom() + 200.0)
                {
                    ui.allocate_space(vec2(ui.available_width(), *h));
                    continue;
                }
                let card = cards.entry(*row).or_insert_with(|| data::card(cx, *row));
                let response = ui.push_id(*row, |ui| card_ui(cx, ui, card)).response;
                heights.insert(*row, response.rect.height());
            }
            if shown < data.rows.len() {
                let n = PAGE.min(data.rows.len() - shown);
                let n = i64::try_from(n).unwrap_or(0);
                more = ui.button(cx.words.tf("quotes-more", &[("count", n.into())])).clicked();
            }
        });
        if more {
            self.shown += PAGE;
        }
    }
}

fn header(cx: &PanelCx<'_>, ui: &mut Ui, data: &QuoteData) {
    ui.horizontal(|ui| {
        ui.label(ext::small(cx.words.t("quotes-question"), cx.tokens));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let args = [
                ("selected", i64::try_from(data.rows.len()).unwrap_or(0).into()),
                ("total", i64::try_from(data.total).unwrap_or(0).into()),
            ];
            ui.label(ext::small(cx.words.tf("count-of", &args), cx.tokens));
        });
    });
    ui.add_space(2.0);
}

fn card_ui(cx: &PanelCx<'_>, ui: &mut Ui, card: &Card) {
    ui.add_space(6.0);
    let left = ui.cursor().left();
    let inner = ui.horizontal_top(|ui| {
        ui.add_space(draw::RULE + 11.0);
        ui.vertical(|ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 4.0;
            words_ui(cx, ui, card);
            speakers_ui(cx, ui, card);
            chips_ui(cx, ui, card);
        });
    });
    let rect = inner.response.rect;
    let rect = egui::Rect::from_min_max(egui::pos2(left, rect.top()), rect.max);
    let colors: Vec<Color32> = if card.sectors.is_empty() {
        vec![cx.tokens.neutral]
    } else {
        let mut colors: Vec<Color32> =
            card.sectors.iter().map(|(s, _)| cx.sector_color(*s)).collect();
        colors.dedup();
        colors
    };
    draw::rule(ui.painter(), rect, &colors);
    ui.add_space(8.0);
}

/// The words: serif for quotations, sans for what is only reported.
fn words_ui(cx: &PanelCx<'_>, ui: &mut Ui, card: &Card) {
    let font = if card.direct {
        FontId::new(size::QUOTE + 2.0, serif())
    } else {
        FontId::new(size::BODY + 0.5, egui::FontFamily::Proportional)
    };
    // About 60 characters a line.
    let line = font.size * 27.0;
    ui.scope(|ui| {
        ui.set_max_width(ui.available_width().min(line));
        let width = ui.available_width();
        let text = bidi::wrap(ui.painter(), &card.text, &font, width);
        ui.add(Label::new(RichText::new(text).font(font.clone())).wrap().selectable(true));
        if let Some((lang, original)) = &card.original {
            let title = cx.words.ts("quotes-original", &[("lang", lang.clone())]);
            ui.label(ext::small(title, cx.tokens));
            let font = FontId::new(
                size::BODY + 1.0,
                if card.direct { serif() } else { egui::FontFamily::Proportional },
            );
            ui.add(
                Label::new(RichText::new(original).font(font).color(cx.tokens.secondary)).wrap(),
            );
        }
    });
}

fn speakers_ui(cx: &PanelCx<'_>, ui: &mut Ui, card: &Card) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for (i, speaker) in card.speakers.iter().enumerate() {
            if i > 0 {
                ui.label(ext::small(", ", cx.tokens));
            }
            let name = RichText::new(&speaker.name).font(FontId::new(13.0, semibold()));
            match speaker.row {
                Some(row) => {
                    let said = cx.words.ts("quotes-speaker", &[("name", speaker.name.clone())]);
                    let response = ui.add(Label::new(name).sense(egui::Sense::click()));
                    response.widget_info(|| {
                        let on = cx.view.filter.speakers.contains(&row);
                        egui::WidgetInfo::selected(egui::Role::Button, true, on, &said)
                    });
                    if response.hovered() || response.has_focus() {
                        cx.hover.set(row);
                        let r = response.rect;
                        ui.painter().hline(
                            r.x_range(),
                            r.bottom(),
                            Stroke::new(1.0, cx.tokens.ink),
                        );
                    }
                    if response.clicked() {
                        cx.toggle(ui, Clause::Speaker(row));
                    }
                    response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text(said);
                }
                None => {
                    ui.label(name);
                }
            }
            if let Some(office) = &speaker.office {
                ui.label(ext::small(format!(" · {office}"), cx.tokens));
            }
        }
        if let Some(date) = &card.date {
            ui.label(ext::small(format!(" · {date}"), cx.tokens));
        }
    });
}

fn chips_ui(cx: &PanelCx<'_>, ui: &mut Ui, card: &Card) {
    let outline = ChipStyle {
        fill: Color32::TRANSPARENT,
        text: cx.tokens.secondary,
        stroke: Stroke::new(1.0, cx.tokens.hairline),
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 5.0);
        for (sector, name) in &card.sectors {
            let color = cx.sector_color(*sector);
            let style = ChipStyle {
                fill: cx.tokens.tint(color),
                text: cx.tokens.on_tint(color),
                stroke: Stroke::NONE,
            };
            let said = cx.words.ts("quotes-sector", &[("name", name.clone())]);
            if ext::chip(ui, name, &said, style).on_hover_text(&said).clicked() {
                cx.toggle(ui, Clause::Sector(*sector));
            }
        }
        ext::badge(ui, &card.kind, outline);
        for remark in card.language.iter().chain(&card.remarks) {
            ext::badge(ui, remark, outline);
        }
        if card.readings.is_empty() {
            let style = ChipStyle { text: cx.tokens.warning, ..outline };
            ext::badge(ui, &cx.words.t("quotes-no-source"), style);
        }
        for reading in &card.readings {
            let mut text = reading.label.clone();
            if let Some(basis) = &reading.basis {
                text = format!("{text} ({basis})");
            }
            match &reading.web {
                Some((url, host)) => {
                    let style = ChipStyle { text: cx.tokens.accent, ..outline };
                    let said = cx.words.ts("quotes-open-source", &[("host", host.clone())]);
                    let chip =
                        ext::chip(ui, &format!("{text} ↗"), &format!("{text}, {said}"), style);
                    let chip = chip.on_hover_text(format!("{}\n{said}", reading.title));
                    if chip.clicked() {
                        cx.commands.send(Command::OpenUrl(url.clone()));
                    }
                }
                None => {
                    ext::badge(ui, &text, outline).on_hover_text(&reading.title);
                }
            }
        }
    });
}
