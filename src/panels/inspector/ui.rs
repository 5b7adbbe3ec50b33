//! The inspector as widgets.

use egui::{Label, RichText, Sense, Ui, vec2};

use super::aligned::{Aligned, aligned};
use super::beside;
use super::data::InspectorLine;
use super::shown::{self, InspectorData, Told};
use crate::command::{Command, menu::UiCommand};
use crate::panels::form::FormState;
use crate::panels::quotes;
use crate::panels::{Cached, EditCx, ReadCx, frame, grammar};
use crate::query::Count;
use crate::record::{Records, Row};
use crate::ui::bidi;
use crate::ui::ext::{self, ChipStyle};
use crate::ui::target;
use crate::ui::theme::size;
use crate::view::{PanelKind, Thing};

/// The panel's transient fields.
#[derive(Debug, Default)]
pub struct InspectorPanel {
    data: Cached<InspectorData>,
    aligned: Cached<Option<Aligned>>,
    mode: Mode,
    form: FormState,
}

/// What is shown of a thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Mode {
    /// All that is known, to be read.
    #[default]
    Record,
    /// Where it was read.
    Evidence,
    /// Its members, to be written.
    Form,
}

impl InspectorPanel {
    /// Shows what a thing was read from, from now on.
    pub fn show_evidence(&mut self) {
        self.mode = Mode::Evidence;
    }

    /// Shows the form from now on, with the keyboard at a member.
    pub fn show_form(&mut self, pointer: &str) {
        self.mode = Mode::Form;
        self.form.focus(pointer);
    }

    /// Goes to a member when the form is shown.
    pub fn look_at(&mut self, pointer: &str) {
        if self.mode == Mode::Form && !pointer.is_empty() {
            self.form.focus(pointer);
        }
    }

    /// What is typed in the form becomes a step.
    pub fn flush(&mut self, cx: &EditCx<'_>) {
        self.form.flush(cx);
    }

    /// Whether a field of the form has the keyboard and nothing is typed in it that is no step.
    pub fn take_rest(&mut self) -> bool {
        self.form.take_rest()
    }

    /// Whether something is typed in the form that is no step yet.
    #[must_use]
    pub fn is_typing(&self) -> bool {
        self.form.is_typing()
    }

    /// What is typed in forms and is no step yet.
    #[must_use]
    pub fn drafts(&self, records: &Records) -> Vec<(String, Option<String>, String)> {
        self.form.drafts(records)
    }

    /// Text that was typed before a crash is in its field again.
    pub fn restore(&mut self, records: &Records, id: &str, pointer: Option<&str>, text: String) {
        self.form.restore(records, id, pointer, text);
    }

    /// Forgets what was typed: another dataset is open.
    pub fn reset(&mut self) {
        self.form.reset();
    }

    /// After a frame: a field that is no longer in sight is left.
    pub fn after(&mut self, cx: &EditCx<'_>) {
        self.form.not_drawn(cx);
    }

    /// Shows records whole, from now on.
    pub fn show_record(&mut self) {
        self.mode = Mode::Record;
    }

    /// Draws the panel: what is known is read from the board's dataset, and the form writes to the
    /// one as it is now.
    pub(super) fn show(&mut self, cx: &ReadCx<'_>, edit: &EditCx<'_>, ui: &mut Ui) {
        let mut mode = self.mode;
        frame::head(cx, ui, PanelKind::Inspector, None, |ui| {
            let choices = [
                (Mode::Form, cx.words.t("inspect-form")),
                (Mode::Evidence, cx.words.t("inspect-evidence")),
                (Mode::Record, cx.words.t("inspect-record")),
            ];
            if let Some(choice) = ext::segmented(ui, cx.tokens, mode, &choices) {
                mode = choice;
            }
            let held = !cx.view.pinned.is_empty() || cx.kept.is_some();
            if held && ui.button(cx.words.t("do-unpin-all")).clicked() {
                cx.send(Command::Ui(UiCommand::UnpinAll));
            }
        });
        self.mode = mode;
        if mode == Mode::Form {
            self.form_ui(edit, ui);
            return;
        }
        let shown = self.data.get(cx.revisions, || shown::data(cx));
        let compared = &mut self.aligned;
        if shown.things.is_empty() && cx.kept.is_none() {
            frame::empty(cx, ui, PanelKind::Inspector);
            return;
        }
        // Another thing is read from its beginning.
        let of = egui::Id::unique(shown.things.iter().map(|t| t.thing).collect::<Vec<_>>());
        let scroll = target::scroll().id_salt(of).auto_shrink([false, false]);
        scroll.show(ui, |ui| {
            if mode == Mode::Evidence {
                evidence_ui(cx, ui, shown);
                return;
            }
            // Two filters are compared whatever is selected.
            let revisions = if cx.kept.is_some() { cx.revisions.pins() } else { cx.revisions };
            let compared = compared.get(revisions, || aligned(cx, &shown.things));
            if let Some(aligned) = compared {
                let things: Vec<Thing> = shown.things.iter().map(|t| t.thing).collect();
                beside::show(cx, ui, aligned, &things);
            } else if let Some(told) = shown.things.first() {
                sheet_ui(cx, ui, told);
            }
        });
    }
}

impl InspectorPanel {
    fn form_ui(&mut self, cx: &EditCx<'_>, ui: &mut Ui) {
        let Some(row) = cx.row else {
            let text = match cx.selected {
                Some(Thing::Value(_)) => cx.words.t("form-of-value"),
                _ => cx.words.t("form-nothing"),
            };
            ext::empty_state(ui, cx.tokens, &text, None);
            return;
        };
        if let Some(why) = cx.live.file.read_only {
            ui.label(ext::small(cx.words.t(why.text_id()), cx.tokens).color(cx.tokens.warning));
        }
        let form = &mut self.form;
        target::scroll()
            .id_salt(("form", row))
            .auto_shrink([false, false])
            .show(ui, |ui| form.ui(cx, ui, row));
    }
}

fn sheet_ui(cx: &ReadCx<'_>, ui: &mut Ui, told: &Told) {
    let name = ext::strong(told.name.clone(), size::NAME);
    ui.add(Label::new(name).wrap().selectable(true));
    let thing = told.thing;
    let sheet = match &told.sheet {
        Ok(sheet) => sheet,
        Err(text) => {
            ui.label(ext::small(text.clone(), cx.tokens));
            return;
        }
    };
    ui.add(Label::new(ext::small(sheet.kind.clone(), cx.tokens)).wrap());
    let style =
        ChipStyle { fill: cx.tokens.control, text: cx.tokens.ink, stroke: egui::Stroke::NONE };
    target::controls(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = size::GAP;
            let pinned = cx.view.pinned.contains(&thing);
            let pin = cx.words.t(if pinned { "do-unpin" } else { "do-pin" });
            if ext::chip(ui, &pin, &format!("{pin}: {}", sheet.name), style).clicked() {
                cx.send(Command::Pin(thing));
            }
            if let Some(pick) = thing.pick() {
                let text = cx.words.t("do-filter");
                if ext::chip(ui, &text, &format!("{text}: {}", sheet.name), style).clicked() {
                    cx.send(Command::Pick { pick, how: crate::query::How::Only });
                }
            }
        });
    });
    for section in &sheet.sections {
        ui.add_space(size::GAP_LARGE);
        ui.label(ext::strong(cx.words.t(section.title), size::HEAD));
        for (i, line) in section.lines.iter().enumerate() {
            ui.push_id((section.title, i), |ui| line_ui(cx, ui, line));
        }
    }
}

fn line_ui(cx: &ReadCx<'_>, ui: &mut Ui, line: &InspectorLine) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = size::GAP_LARGE;
        let label = (ui.available_width() * 0.32).min(130.0);
        ui.allocate_ui_with_layout(
            vec2(label, 18.0),
            egui::Layout::top_down(egui::Align::Min),
            |ui| {
                ui.set_width(label);
                ui.add(Label::new(ext::small(line.label.clone(), cx.tokens)).wrap());
            },
        );
        ui.vertical(|ui| {
            let color = if line.doubtful { cx.tokens.warning } else { cx.tokens.ink };
            let font = egui::FontId::new(size::TABLE, egui::FontFamily::Proportional);
            let text = bidi::wrap(ui.painter(), &line.text, &font, ui.available_width());
            let text = RichText::new(text).font(font).color(color);
            match line.thing {
                Some(thing) => {
                    let response = ui.add(Label::new(text).wrap().sense(Sense::click()));
                    let said = cx.words.named(&line.label, &line.text);
                    response
                        .widget_info(|| egui::WidgetInfo::labeled(egui::Role::Link, true, &said));
                    if ext::pointed(&response) {
                        let r = response.rect;
                        let stroke = egui::Stroke::new(size::LINE, color);
                        ui.painter().hline(r.x_range(), r.bottom(), stroke);
                    }
                    grammar::act(cx, ui, response, thing);
                }
                None => {
                    ui.add(Label::new(text).wrap().selectable(true));
                }
            }
            if let Some(url) = &line.url {
                let said = cx.words.t("do-open-source");
                let style = ChipStyle {
                    fill: egui::Color32::TRANSPARENT,
                    text: cx.tokens.accent,
                    stroke: egui::Stroke::new(size::LINE, cx.tokens.hairline),
                };
                target::controls(ui, |ui| {
                    let chip =
                        ext::chip(ui, &format!("{said} ↗"), &format!("{said}: {url}"), style);
                    if chip.clicked() {
                        cx.send(Command::OpenUrl(url.clone()));
                    }
                });
            }
        });
    });
}

/// Where it was read, the statements as cards, then the other facts line by line.
fn evidence_ui(cx: &ReadCx<'_>, ui: &mut Ui, shown: &InspectorData) {
    let e = &shown.evidence;
    let n = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let title = |ui: &mut Ui, id: &str, listed: usize, total: usize| {
        ui.horizontal(|ui| {
            ui.label(ext::strong(cx.words.t(id), size::BODY));
            let count = Count { selected: n(listed), total: n(total) };
            ui.label(ext::small(cx.count_of(count), cx.tokens));
        });
    };
    if let Some(of) = &shown.of {
        ui.add(Label::new(ext::strong(of.clone(), size::TITLE)).wrap());
    }
    if !shown.read.lines.is_empty() {
        ui.add_space(size::GAP_LARGE);
        ui.label(ext::strong(cx.words.t(shown.read.title), size::BODY));
        for (i, line) in shown.read.lines.iter().enumerate() {
            ui.push_id(("read", i), |ui| line_ui(cx, ui, line));
        }
        ui.add_space(size::GAP_LARGE);
    }
    if e.n_statements > 0 {
        title(ui, "inspect-statements", e.statements.len(), e.n_statements);
    }
    for card in &shown.cards {
        ui.push_id(card.row, |ui| quotes::card_ui(cx, ui, card, ""));
    }
    if e.facts.is_empty() {
        return;
    }
    ui.add_space(size::GAP_LARGE);
    title(ui, "inspect-others", e.facts.len(), e.n_facts);
    for (row, text) in &shown.others {
        fact_ui(cx, ui, *row, text);
    }
}

fn fact_ui(cx: &ReadCx<'_>, ui: &mut Ui, row: Row, text: &str) {
    ui.push_id(row, |ui| {
        let response = ui.add(Label::new(text).truncate().sense(Sense::click()));
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Link, true, text));
        grammar::act(cx, ui, response, Thing::Record(row));
    });
}
