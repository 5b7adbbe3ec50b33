//! What every panel has around its content: the question, the count, the foot that reconciles, and
//! the faces it shows when there is nothing to show.

use egui::{Align, Layout, Ui};

use super::ReadCx;
use crate::command::{Command, menu::UiCommand};
use crate::query::{Count, Stop};
use crate::table::Table;
use crate::text::Words;
use crate::ui::theme::{Tokens, size};
use crate::ui::{ext, target};
use crate::view::PanelKind;

/// A count and what is counted, the end of the text ids `count-…` and `total-…`.
pub type Counted = (Count, &'static str);

/// What a panel is called, and the question it answers. Where no initiative names a funder, no panel
/// asks who funds.
#[must_use]
pub fn title(words: &Words, table: &Table, kind: PanelKind) -> [String; 2] {
    if kind == PanelKind::Flows && !Stop::Funding.is_told(table) {
        return ["flows-title-unfunded", "flows-question-unfunded"].map(|id| words.t(id));
    }
    [words.t(&kind.title_id()), words.t(&kind.question_id())]
}

/// The line under a panel's title: its question, how many of how many things are shown, and its
/// controls at the right.
pub fn head(
    cx: &ReadCx<'_>,
    ui: &mut Ui,
    kind: PanelKind,
    count: Option<Counted>,
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
        let count = count.map(|(n, noun)| [counted(cx.words, n, noun), cx.count_of(n)]);
        let [_, question] = title(cx.words, cx.table, kind);
        line(&question, cx.tokens, ui, kind, count, controls);
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
    let count = count.map(|n| [count_of(words, n), count_of(words, n)]);
    let question = words.t(&kind.question_id());
    ui.horizontal(|ui| line(&question, tokens, ui, kind, count, controls));
    ui.add_space(size::GAP_THIN);
}

fn line(
    question: &str,
    tokens: &Tokens,
    ui: &mut Ui,
    kind: PanelKind,
    count: Option<[String; 2]>,
    controls: impl FnOnce(&mut Ui),
) {
    if !target::Medium::of(ui.ctx()).hand() {
        // Without controls it is no higher than its text.
        ui.spacing_mut().interact_size.y = size::SMALL;
    }
    let [long, short] = count.unwrap_or_default();
    // The fullest of these that leaves the controls the room they took last.
    let said = [vec![question, &long], vec![&long], vec![&short]].map(|mut said| {
        said.retain(|s| !s.is_empty());
        said
    });
    let id = egui::Id::unique("head").with(kind);
    let taken: f32 = ui.data(|d| d.get_temp(id)).unwrap_or(0.0);
    let font = egui::FontId::new(size::SMALL, egui::FontFamily::Proportional);
    let fits = |said: &&Vec<&str>| {
        let gap = ui.spacing().item_spacing.x;
        let width = |s: &&str| {
            ui.painter().layout_no_wrap((*s).to_owned(), font.clone(), tokens.ink).size().x + gap
        };
        said.iter().map(width).sum::<f32>() + taken <= ui.available_width()
    };
    for text in said.iter().find(fits).unwrap_or(&said[2]) {
        ui.label(ext::small(*text, tokens));
    }
    let taken = ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = size::GAP_SMALL;
        target::controls(ui, controls);
        ui.min_rect().width()
    });
    ui.data_mut(|d| d.insert_temp(id, taken.inner));
}

/// How many of what: "12 of 48 statements", "48 statements" where all of them are.
#[must_use]
pub fn counted(words: &Words, count: Count, noun: &str) -> String {
    let args = [("selected", count.selected.into()), ("total", count.total.into())];
    let all = count.selected == count.total;
    words.tf(&if all { format!("total-{noun}") } else { format!("count-{noun}") }, &args)
}

/// A count in words: "12 of 48".
#[must_use]
pub fn count_of(words: &Words, count: Count) -> String {
    let args = [("selected", count.selected.into()), ("total", count.total.into())];
    words.tf("count-of", &args)
}

/// Height of a foot of one line.
const FOOT: f32 = 24.0;
/// Height of each line more.
const LINE: f32 = 16.0;
/// Most lines of a foot on a page.
const LINES: usize = 3;

fn foot_id(ui: &Ui) -> egui::Id {
    egui::Id::unique("foot").with(crate::ui::whole::panel(ui.ctx()))
}

/// The room a foot takes under the content of the panel that is drawn. On a page, where nobody can
/// point at it, it is as high as it needs to be.
#[must_use]
pub fn foot_height(ui: &Ui) -> f32 {
    if target::Medium::of(ui.ctx()).hand() {
        return FOOT;
    }
    ui.data(|d| d.get_temp(foot_id(ui))).unwrap_or(FOOT)
}

/// The text of a foot, of parts between middle dots. In a window those that fit whole are on one
/// line and `hint` tells all; a page has as many lines as it takes.
pub fn foot_line(cx: &ReadCx<'_>, ui: &mut Ui, text: &str, hint: &str) {
    let font = egui::FontId::new(size::SMALL, egui::FontFamily::Proportional);
    if !target::Medium::of(ui.ctx()).hand() {
        let mut job = egui::text::LayoutJob::simple(
            text.to_owned(),
            font,
            cx.tokens.secondary,
            ui.available_width(),
        );
        job.wrap.max_rows = LINES;
        let label = ui.add(egui::Label::new(job).wrap());
        let high = FOOT.max(FOOT - LINE + label.rect.height());
        let id = foot_id(ui);
        if ui.data(|d| d.get_temp(id)) != Some(high) {
            ui.data_mut(|d| d.insert_temp(id, high));
            ui.ctx().request_repaint();
        }
        return;
    }
    let wide = |text: &str| {
        ui.painter().layout_no_wrap(text.to_owned(), font.clone(), cx.tokens.secondary).size().x
    };
    let parts: Vec<&str> = text.split(DOT).collect();
    let most = (1..=parts.len()).rev().find_map(|n| {
        let mut line = parts[..n].join(DOT);
        if n < parts.len() {
            line = format!("{line}{DOT}…");
        }
        (wide(&line) <= ui.available_width()).then_some(line)
    });
    let line = most.unwrap_or_else(|| text.to_owned());
    ui.add(ext::cut(ext::small(line, cx.tokens))).on_hover_text(hint);
}

/// What stands between the parts of a foot.
const DOT: &str = " · ";

/// A picture in a panel lower than this has all of its room: what is said under it goes into its
/// menu.
pub const LOW: f32 = 140.0;

/// The line under a panel's content: total = shown + filtered out + unclassified. `note` adds what
/// else was left out, and `hint` says it at length, both in the tip; where nothing is left out, the
/// note stands alone, or nothing is said.
pub fn foot(cx: &ReadCx<'_>, ui: &mut Ui, count: Count, without: u32, note: &str, hint: &str) {
    foot_after(cx, ui, "", (count, without), note, hint);
}

/// As [`foot`], after what is said before all else: what a number does not mean.
pub fn foot_after(
    cx: &ReadCx<'_>,
    ui: &mut Ui,
    first: &str,
    (count, without): (Count, u32),
    note: &str,
    hint: &str,
) {
    let out = count.total.saturating_sub(count.selected).saturating_sub(without);
    let sum = reconciled(cx, count.selected, out, without, count.total);
    // Where nothing is left out, the head has said all of it: a note has the line for itself.
    let text = match (note.is_empty(), out + without) {
        (true, 0) => String::new(),
        (true, _) => sum.clone(),
        (false, 0) => note.to_owned(),
        (false, _) => format!("{sum} · {note}"),
    };
    let text = match (first.is_empty(), text.is_empty()) {
        (true, _) => text,
        (_, true) => first.to_owned(),
        _ => format!("{first} · {text}"),
    };
    // How much of the list a page has no room for comes before all else.
    let text = match room_note(cx, ui) {
        Some(room) if text.is_empty() => room,
        Some(room) => format!("{room} · {text}"),
        None => text,
    };
    ui.add_space(size::GAP_THIN);
    if text.is_empty() {
        return;
    }
    let mut lines = vec![first, sum.as_str(), note, hint];
    lines.retain(|l| !l.is_empty());
    lines.dedup();
    foot_line(cx, ui, &text, &lines.join("\n"));
}

/// What a page says of a list that has more than there is room for.
#[must_use]
pub fn room_note(cx: &ReadCx<'_>, ui: &Ui) -> Option<String> {
    let fitted = crate::ui::whole::fitted(ui.ctx())?;
    let n = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let args = [("shown", n(fitted.shown).into()), ("total", n(fitted.total).into())];
    Some(cx.words.tf("panel-room", &args))
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
    // On a page there is nobody to clear it, and what is frozen would not follow.
    let can = target::Medium::of(ui.ctx()).hand() && !cx.frozen;
    let clear = can.then(|| cx.words.t("panel-clear"));
    if ext::empty_state(ui, cx.tokens, &text, clear.as_deref()) {
        cx.send(Command::Ui(UiCommand::ClearFilter));
    }
}
