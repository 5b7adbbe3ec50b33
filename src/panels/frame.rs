//! What every panel has around its content: the question, the count, the foot that reconciles, and
//! the faces it shows when there is nothing to show.

use egui::{Align, Layout, Ui};

use super::ReadCx;
use crate::command::{Command, menu::UiCommand};
use crate::query::Count;
use crate::text::Words;
use crate::ui::theme::{Tokens, size};
use crate::ui::{ext, target};
use crate::view::PanelKind;

/// Below this width the question gives way to what the panel can do.
const QUESTION_ROOM: f32 = 300.0;

/// The line under a panel's title: its question, how much of how much is shown, and its controls at
/// the right.
pub fn head(
    cx: &ReadCx<'_>,
    ui: &mut Ui,
    kind: PanelKind,
    count: Option<Count>,
    controls: impl FnOnce(&mut Ui),
) {
    ui.horizontal(|ui| {
        if cx.frozen {
            let text = cx.words.t("panel-frozen");
            let said = cx.words.t("panel-thaw");
            let style = ext::ChipStyle {
                fill: cx.tokens.accent_tint,
                text: cx.tokens.ink,
                stroke: egui::Stroke::NONE,
            };
            if ext::chip(ui, &text, &said, style).on_hover_text(&said).clicked() {
                cx.send(Command::Freeze(kind));
            }
        }
        line(cx.words, cx.tokens, ui, kind, count, controls);
    });
    ui.add_space(size::GAP_THIN);
}

/// The same line of a panel that is never frozen.
pub fn question(
    words: &Words,
    tokens: &Tokens,
    ui: &mut Ui,
    kind: PanelKind,
    count: Option<Count>,
    controls: impl FnOnce(&mut Ui),
) {
    ui.horizontal(|ui| line(words, tokens, ui, kind, count, controls));
    ui.add_space(size::GAP_THIN);
}

fn line(
    words: &Words,
    tokens: &Tokens,
    ui: &mut Ui,
    kind: PanelKind,
    count: Option<Count>,
    controls: impl FnOnce(&mut Ui),
) {
    if ui.available_width() > QUESTION_ROOM {
        ui.label(ext::small(words.t(&kind.question_id()), tokens));
    }
    if let Some(count) = count {
        ui.label(ext::small(count_of(words, count), tokens));
    }
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = size::GAP_SMALL;
        target::controls(ui, controls);
    });
}

/// A count in words: "12 of 48".
#[must_use]
pub fn count_of(words: &Words, count: Count) -> String {
    let args = [("selected", count.selected.into()), ("total", count.total.into())];
    words.tf("count-of", &args)
}

/// Height of a foot.
pub const FOOT: f32 = 24.0;

/// The line under a panel's content: total = shown + filtered out + unclassified. `note` adds what
/// else was left out, and `hint` says it at length, both in the tip; where nothing is left out, the
/// note stands alone.
pub fn foot(cx: &ReadCx<'_>, ui: &mut Ui, count: Count, without: u32, note: &str, hint: &str) {
    let out = count.total.saturating_sub(count.selected).saturating_sub(without);
    let sum = reconciled(cx, count.selected, out, without, count.total);
    // Where nothing is left out, the head has said all of it: a note has the line for itself.
    let text = match (note.is_empty(), out + without) {
        (true, _) => sum.clone(),
        (false, 0) => note.to_owned(),
        (false, _) => format!("{sum} · {note}"),
    };
    ui.add_space(size::GAP_THIN);
    let label = ui.add(egui::Label::new(ext::small(text.clone(), cx.tokens)).truncate());
    let mut lines = vec![sum.as_str(), note, hint];
    lines.retain(|l| !l.is_empty());
    lines.dedup();
    label.on_hover_text(lines.join("\n"));
}

/// "12 shown + 30 filtered out + 6 unclassified = 48".
#[must_use]
pub fn reconciled(cx: &ReadCx<'_>, shown: u32, out: u32, without: u32, total: u32) -> String {
    let args = [
        ("shown", shown.into()),
        ("out", out.into()),
        ("without", without.into()),
        ("total", total.into()),
    ];
    let id = if without > 0 { "panel-foot-without" } else { "panel-foot" };
    cx.words.tf(id, &args)
}

/// The face of a panel the file has nothing for.
pub fn empty(cx: &ReadCx<'_>, ui: &mut Ui, kind: PanelKind) {
    let text = cx.words.t(&format!("{}-empty", kind.key()));
    // What belongs here can be made here.
    let made = kind.row().makes.filter(|_| cx.editable);
    let action = made.map(|c| {
        cx.words.ts("empty-make", &[("kind", cx.words.t(&format!("record-{}", c.key())))])
    });
    if ext::empty_state(ui, cx.tokens, &text, action.as_deref())
        && let Some(collection) = made
    {
        let members = super::form::data::named(cx.doc, collection, "");
        cx.send(Command::Create { collection, members, refer: None });
    }
}

/// The face of a panel whose content is all filtered out, with a way back.
pub fn nothing(cx: &ReadCx<'_>, ui: &mut Ui, kind: PanelKind) {
    let text = cx.words.t(&format!("{}-nothing", kind.key()));
    // On a page there is nobody to clear it.
    let clear = target::Medium::of(ui.ctx()).hand().then(|| cx.words.t("panel-clear"));
    if ext::empty_state(ui, cx.tokens, &text, clear.as_deref()) && !cx.frozen {
        cx.send(Command::Ui(UiCommand::ClearFilter));
    }
}
