//! The list of issues.

use egui::{FontId, Label, RichText, ScrollArea, Ui};

use crate::model::{Issue, Severity};
use crate::panels::PanelCx;
use crate::text::Words;
use crate::ui::ext;
use crate::ui::theme::{medium, size};

/// Most issues laid out.
const MAX_LISTED: usize = 500;

/// The panel has no state of its own.
#[derive(Debug, Default)]
pub struct ProblemsPanel;

/// The words of an issue.
#[must_use]
pub fn message(words: &Words, issue: &Issue) -> String {
    let args: Vec<(&'static str, String)> = issue
        .args
        .iter()
        .map(|(k, v)| (*k, crate::text::display::clean(v, 120).into_owned()))
        .collect();
    words.ts(&format!("issue-{}", issue.code), &args)
}

impl ProblemsPanel {
    /// Draws the panel.
    pub fn ui(&mut self, cx: &PanelCx<'_>, ui: &mut Ui) {
        ui.label(ext::small(cx.words.t("problems-question"), cx.tokens));
        let issues = &cx.doc.issues;
        if issues.is_empty() {
            ext::empty_state(ui, cx.tokens, &cx.words.t("problems-none"), None);
            return;
        }
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            for issue in issues.iter().take(MAX_LISTED) {
                issue_ui(cx, ui, issue);
            }
            if issues.len() > MAX_LISTED {
                let n = |n: usize| i64::try_from(n).unwrap_or(0);
                let args = [("shown", n(MAX_LISTED).into()), ("total", n(issues.len()).into())];
                ui.label(ext::small(cx.words.tf("problems-shown", &args), cx.tokens));
            }
        });
    }
}

fn issue_ui(cx: &PanelCx<'_>, ui: &mut Ui, issue: &Issue) {
    ui.add_space(4.0);
    let (word, color) = match issue.severity {
        Severity::Warning => ("problems-warning", cx.tokens.warning),
        Severity::Notice => ("problems-notice", cx.tokens.secondary),
    };
    let place =
        if issue.place.is_empty() { cx.words.t("problems-file") } else { issue.place.clone() };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let font = FontId::new(size::SMALL, medium());
        ui.label(RichText::new(cx.words.t(word)).font(font).color(color));
        ui.label(ext::small(crate::text::display::clean(&place, 120), cx.tokens));
    });
    ui.add(Label::new(message(cx.words, issue)).wrap().selectable(true));
}
