//! The list of issues as widgets.

use egui::{FontId, Label, RichText, Sense, Ui};

use super::data::{self, IssueLine, Pair, ProblemData};
use crate::command::{Command, Wish};
use crate::panels::{Cached, ReadCx, Revisions};
use crate::ui::ext::{self, ChipStyle};
use crate::ui::target;
use crate::ui::theme::{medium, size};
use crate::view::Thing;

/// Datasets of more records are looked through for duplicates only when that is asked for.
const AT_ONCE: usize = 5_000;

/// The panel's transient fields.
#[derive(Debug, Default)]
pub struct ProblemsPanel {
    data: Cached<ProblemData>,
    pairs: Cached<Vec<Pair>>,
    look: bool,
}

impl ProblemsPanel {
    /// Draws the panel.
    pub(super) fn show(&mut self, cx: &ReadCx<'_>, ui: &mut Ui) {
        ui.label(ext::small(cx.words.t("problems-question"), cx.tokens));
        let n = |n: usize| i64::try_from(n).unwrap_or(0);
        let key = Revisions { filter: 0, ..cx.revisions.numbers() };
        let data = self.data.get(key, || data::data(cx));
        if data.safe > 0 && cx.editable {
            let text = cx.words.tf("problems-fix-all", &[("count", n(data.safe).into())]);
            if ui.button(text).clicked() {
                cx.send(Command::FixAll);
            }
        }
        let (pairs, look) = (&mut self.pairs, &mut self.look);
        target::scroll().auto_shrink([false, false]).show(ui, |ui| {
            if data.groups.is_empty() {
                ui.add_space(size::GAP_LARGE);
                ui.label(ext::small(cx.words.t("problems-none"), cx.tokens));
            }
            for group in &data.groups {
                for line in group {
                    ui.push_id(line.at, |ui| issue_ui(cx, ui, line));
                }
                ui.separator();
            }
            let (listed, all) = data.listed;
            if listed < all {
                let args = [("shown", n(listed).into()), ("total", n(all).into())];
                ui.label(ext::small(cx.words.tf("problems-shown", &args), cx.tokens));
            }
            target::controls(ui, |ui| duplicates(cx, ui, pairs, look, key));
        });
    }
}

/// Records that may be the same thing.
fn duplicates(
    cx: &ReadCx<'_>,
    ui: &mut Ui,
    pairs: &mut Cached<Vec<Pair>>,
    look: &mut bool,
    key: Revisions,
) {
    let n: usize = cx.doc.totals().iter().sum();
    if n > AT_ONCE && !*look {
        *look = ui.button(cx.words.t("problems-duplicates-look")).clicked();
        return;
    }
    let pairs = pairs.get(key, || data::pairs(cx));
    if pairs.is_empty() {
        return;
    }
    ui.add_space(size::GAP);
    ui.label(ext::strong(cx.words.t("problems-duplicates"), size::BODY));
    for pair in pairs {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = size::GAP;
            ui.add(Label::new(&pair.text).wrap());
            let merge = cx.words.t("edit-merge");
            let said = format!("{merge} {}", pair.text);
            if ext::chip(ui, &merge, &said, quiet(cx)).clicked() {
                cx.send(Command::OnShown(pair.keep, Wish::MergeWith(pair.other)));
            }
        });
    }
}

fn quiet(cx: &ReadCx<'_>) -> ChipStyle {
    ChipStyle { fill: cx.tokens.control, text: cx.tokens.ink, stroke: egui::Stroke::NONE }
}

fn issue_ui(cx: &ReadCx<'_>, ui: &mut Ui, line: &IssueLine) {
    ui.add_space(size::GAP_SMALL);
    let color = if line.warning { cx.tokens.warning } else { cx.tokens.secondary };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = size::GAP;
        let font = FontId::new(size::SMALL, medium());
        ui.label(RichText::new(&line.severity).font(font).color(color));
        let text = ext::small(line.place.clone(), cx.tokens);
        let Some(row) = line.row else {
            ui.label(text);
            return;
        };
        // To the field itself.
        let link = ui.add(Label::new(text.underline()).sense(Sense::click()));
        link.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Link, true, &line.place));
        let enter = link.has_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
        if link.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() || enter {
            cx.send(Command::Form(Thing::Record(row), line.pointer.clone()));
        }
    });
    ui.add(Label::new(&line.text).wrap().selectable(true));
    let Some(row) = line.row.filter(|_| cx.editable && !line.ways.is_empty()) else { return };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = size::GAP;
        for way in &line.ways {
            if ext::chip(ui, &way.text, &way.said, quiet(cx)).clicked() {
                cx.send(match &way.form {
                    Some(pointer) => Command::Form(Thing::Record(row), pointer.clone()),
                    None => Command::OnShown(row, Wish::Mend(line.at, way.id)),
                });
            }
        }
    });
}
