//! The bar of the filter: chips, what is shown in words, and the ways to change it as a whole.

use egui::{Align, Frame, Layout, Margin, Panel, Response, RichText, Stroke, Ui, vec2};

use super::{Workbench, builder, chrome, form};
use crate::command::{Command, menu::UiCommand};
use crate::query::{Clause, Dim, How, Pick, Values};
use crate::record::Collection;
use crate::ui::ext::{self, ChipStyle};
use crate::ui::theme::{Tokens, size};

pub(super) fn show(w: &mut Workbench, tokens: &Tokens, ui: &mut Ui) {
    let frame = Frame::NONE.inner_margin(Margin { left: 12, right: 12, top: 8, bottom: 0 });
    Panel::top("filter").frame(frame).exact_size(40.0).show_separator_line(false).show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            ui.spacing_mut().item_spacing.x = size::GAP_LARGE;
            if w.dialogs.filter_text.is_some() && !w.screen.picture {
                form::show(w, tokens, ui);
                return;
            }
            let view = &w.screen.view;
            let held = !view.pinned.is_empty() || view.kept.is_some();
            let on = !view.filter.is_empty() || view.selected.is_some() || held;
            if w.screen.picture {
                // A number on a page has its noun as well.
                ui.label(RichText::new(builder::measure_said(w)).color(tokens.secondary));
            } else {
                builder::measure(w, tokens, ui);
                builder::filter(w, tokens, ui);
            }
            // The way back is where it is whether a filter is on or not.
            let [clear, write] = ["filter-clear", "filter-write"].map(|id| w.person.words.t(id));
            let taken = button_width(ui, &clear) + size::GAP_LARGE;
            let both = taken + button_width(ui, &write) + size::GAP_LARGE;
            // Where there is little room, the menu of filters and its key are the way to write one.
            let writes = ui.available_width() - both >= 160.0;
            let right = match (w.screen.picture, writes) {
                (true, _) => 0.0,
                (false, true) => both,
                (false, false) => taken,
            };
            let room = (ui.available_width() - right).max(60.0);
            ui.allocate_ui_with_layout(
                vec2(room, ui.available_height()),
                Layout::left_to_right(Align::Center),
                |ui| {
                    egui::ScrollArea::horizontal().auto_shrink([false, false]).show(ui, |ui| {
                        ui.horizontal_centered(|ui| {
                            for clause in w.screen.view.filter.clauses() {
                                chip_ui(w, tokens, ui, clause);
                            }
                            ui.label(RichText::new(counts(w)).color(tokens.secondary));
                        });
                    });
                },
            );
            if w.screen.picture {
                return;
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if ui.add_enabled(on, egui::Button::new(clear)).clicked() {
                    w.input.queue.send(Command::ClearAll);
                }
                if writes && ui.button(write).clicked() {
                    w.input.queue.send(Command::Ui(UiCommand::EditFilter));
                }
            });
        });
    });
    chrome::outside(w, tokens, ui);
}

/// The width of a button with a text.
fn button_width(ui: &Ui, text: &str) -> f32 {
    let font = egui::TextStyle::Button.resolve(ui.style());
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font, ui.visuals().text_color());
    galley.size().x + 2.0 * ui.spacing().button_padding.x
}

/// The name of a value, as a chip tells it.
pub(super) fn value_name(w: &Workbench, dim: Dim, code: u32) -> String {
    let opened = &w.data.opened;
    let told = crate::say::value_name(&opened.doc, &opened.table, &w.person.words, dim, code);
    crate::ui::bidi::line(&told).into_owned()
}

/// A clause in words: "Sector: Infrastructure, Finance", "Party: all but China".
pub(super) fn clause_text(w: &Workbench, clause: &Clause) -> String {
    let opened = &w.data.opened;
    let told = crate::say::clause_text((&opened.doc, &opened.table, &w.person.words), clause);
    crate::ui::bidi::line(&told).into_owned()
}

fn chip_ui(w: &Workbench, tokens: &Tokens, ui: &mut Ui, clause: &Clause) {
    let text = clause_text(w, clause);
    let said = w.person.words.ts("filter-remove", &[("name", text.clone())]);
    let style = ChipStyle {
        fill: tokens.accent_tint,
        text: tokens.ink,
        // All but: told by a dashed look too, not by the words alone.
        stroke: if clause.inverted { Stroke::new(size::LINE, tokens.danger) } else { Stroke::NONE },
    };
    let shown = if w.screen.picture { text } else { format!("{text}  ×") };
    let chip = ext::chip(ui, &shown, &said, style);
    if chip.clicked() {
        w.input.queue.send(Command::ClearDim(clause.dim));
    }
    menu(w, &chip, clause);
    let hint = w.person.words.t("filter-chip-hint");
    chip.on_hover_text(format!("{said}\n{hint}"));
}

/// What can be done with a clause: invert it, take one value out, copy it.
fn menu(w: &Workbench, chip: &Response, clause: &Clause) {
    chip.context_menu(|ui| {
        ui.set_min_width(200.0);
        let id = if clause.inverted { "filter-include" } else { "filter-invert" };
        if ui.button(w.person.words.t(id)).clicked() {
            w.input.queue.send(Command::Invert(clause.dim));
            ui.close();
        }
        let picks: Vec<(Pick, String)> = match &clause.values {
            Values::Codes(codes) => codes
                .iter()
                .take(20)
                .map(|c| (Pick::Code(clause.dim, *c), value_name(w, clause.dim, *c)))
                .collect(),
            Values::Periods(periods) => periods
                .iter()
                .take(20)
                .map(|p| (Pick::Period(*p), crate::text::number::period(*p, &w.person.words)))
                .collect(),
            Values::Words(_) => Vec::new(),
        };
        if picks.len() > 1 {
            for (pick, name) in picks {
                if ui.button(w.person.words.ts("filter-remove", &[("name", name)])).clicked() {
                    w.input.queue.send(Command::Pick { pick, how: How::Remove });
                    ui.close();
                }
            }
        }
        if ui.button(w.person.words.t("filter-copy")).clicked() {
            let text = crate::query::write(&w.screen.view.filter, w.names());
            w.input.queue.send(Command::Copy(text));
            ui.close();
        }
    });
}

/// What is shown, in words; what the dataset has none of is left out.
fn counts(w: &Workbench) -> String {
    let none = w.screen.view.filter.is_empty();
    let held = |c: Collection| w.screen.results.count(c).total > 0;
    let mut kinds = vec![
        (Collection::Statements, "total-statements", "count-statements"),
        (Collection::Initiatives, "total-initiatives", "count-initiatives"),
        (Collection::Institutions, "total-institutions", "count-institutions"),
    ];
    if !kinds.iter().any(|k| held(k.0)) {
        // A network of people alone.
        kinds = vec![
            (Collection::People, "total-people", "count-people"),
            (Collection::Links, "total-links", "count-links"),
        ];
    }
    let mut parts: Vec<String> = kinds
        .into_iter()
        .filter(|(c, ..)| held(*c))
        .map(|(c, all, of)| {
            let n = w.screen.results.count(c);
            let args = [("selected", n.selected.into()), ("total", n.total.into())];
            w.person.words.tf(if none { all } else { of }, &args)
        })
        .collect();
    if none {
        parts.insert(0, w.person.words.t("filter-none"));
    }
    parts.join(" · ")
}
