//! The list of issues, with what can be done about each, and likely duplicates.

use egui::{FontId, Label, RichText, ScrollArea, Sense, Ui};

use super::likeness;
use crate::command::{Command, Wish};
use crate::edit::{Deed, Fix, fixes, pointer_of};
use crate::model::{Issue, Severity};
use crate::panels::{Cached, ReadCx};
use crate::record::Row;
use crate::text::Words;
use crate::ui::ext::{self, ChipStyle};
use crate::ui::theme::{medium, size};
use crate::view::Thing;

/// Most issues laid out.
const MAX_LISTED: usize = 500;
/// Most pairs of likely duplicates.
const MAX_PAIRS: usize = 100;
/// Datasets of more records are looked through for duplicates only when that is asked for.
const AT_ONCE: usize = 5_000;

/// The panel's transient fields.
#[derive(Debug, Default)]
pub struct ProblemsPanel {
    pairs: Cached<Vec<(Row, Row)>>,
    /// What can be done about each issue listed.
    fixes: Cached<Vec<Vec<Fix>>>,
    look: bool,
}

/// Issues of one kind, each with what can be done about it.
type Group<'a> = Vec<(&'a Issue, &'a [Fix])>;

/// The words of an issue.
#[must_use]
pub fn message(words: &Words, issue: &Issue) -> String {
    let args: Vec<(&'static str, String)> = issue
        .args
        .iter()
        .map(|(k, v)| {
            // Kinds of things are told by their words.
            let id = match (issue.code, *k) {
                ("reference-kind", "found" | "wanted") => format!("record-{v}"),
                ("collection-kind", "found") => format!("kind-of-{v}"),
                _ => String::new(),
            };
            let word = words.find(&id);
            (*k, word.unwrap_or_else(|| crate::text::display::clean(v, 120).into_owned()))
        })
        .collect();
    // A number chooses the plural.
    let count = args.iter().find(|a| a.0 == "count").and_then(|a| a.1.parse::<i64>().ok());
    if let ("no-source", Some(count)) = (issue.code, count) {
        return words.tf("issue-no-source", &[("count", count.into())]);
    }
    words.ts(&format!("issue-{}", issue.code), &args)
}

impl ProblemsPanel {
    /// Draws the panel.
    pub fn ui(&mut self, cx: &ReadCx<'_>, ui: &mut Ui) {
        ui.label(ext::small(cx.words.t("problems-question"), cx.tokens));
        let issues = &cx.doc.issues;
        let n = |n: usize| i64::try_from(n).unwrap_or(0);
        let editable = cx.editable;
        let key = crate::panels::Revisions { data: cx.revisions.data, ..Default::default() };
        let found =
            self.fixes.get(key, || issues.iter().take(MAX_LISTED).map(|i| found(cx, i)).collect());
        let safe = found.iter().filter(|f| f.iter().any(|f| f.safe)).count();
        if safe > 0 && editable {
            let text = cx.words.tf("problems-fix-all", &[("count", n(safe).into())]);
            if ui.button(text).clicked() {
                cx.send(Command::FixAll);
            }
        }
        let (pairs, look) = (&mut self.pairs, &mut self.look);
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            if issues.is_empty() {
                ui.add_space(8.0);
                ui.label(ext::small(cx.words.t("problems-none"), cx.tokens));
            }
            // Together what is alike, the most frequent first.
            let mut groups: Vec<(&str, Group<'_>)> = Vec::new();
            for (issue, fixes) in issues.iter().zip(found) {
                match groups.iter_mut().find(|g| g.0 == issue.code) {
                    Some(group) => group.1.push((issue, fixes)),
                    None => groups.push((issue.code, vec![(issue, fixes)])),
                }
            }
            groups.sort_by_key(|g| {
                let warning = g.1.iter().any(|i| i.0.severity == Severity::Warning);
                (!warning, std::cmp::Reverse(g.1.len()))
            });
            for (_, group) in &groups {
                for (issue, fixes) in group {
                    let fixes = if editable { *fixes } else { &[] };
                    ui.push_id(&issue.place, |ui| issue_ui(cx, ui, issue, fixes));
                }
                ui.separator();
            }
            if issues.len() > MAX_LISTED {
                let args = [("shown", n(MAX_LISTED).into()), ("total", n(issues.len()).into())];
                ui.label(ext::small(cx.words.tf("problems-shown", &args), cx.tokens));
            }
            duplicates(cx, ui, pairs, look);
        });
    }
}

/// Records that may be the same thing.
fn duplicates(cx: &ReadCx<'_>, ui: &mut Ui, pairs: &mut Cached<Vec<(Row, Row)>>, look: &mut bool) {
    if cx.picture {
        return;
    }
    let n: usize = cx.doc.totals().iter().sum();
    if n > AT_ONCE && !*look {
        *look = ui.button(cx.words.t("problems-duplicates-look")).clicked();
        return;
    }
    let key = crate::panels::Revisions { data: cx.revisions.data, ..Default::default() };
    let pairs = pairs.get(key, || likeness::pairs(cx.doc, MAX_PAIRS));
    if pairs.is_empty() {
        return;
    }
    ui.add_space(6.0);
    ui.label(ext::strong(cx.words.t("problems-duplicates"), size::BODY));
    for (a, b) in pairs {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            let id = |row: Row| cx.doc.records.raw_id(row).to_owned();
            let text = format!("{} ({}) · {} ({})", cx.name(*a), id(*a), cx.name(*b), id(*b));
            ui.add(Label::new(text.clone()).wrap());
            let merge = cx.words.t("edit-merge");
            if ext::chip(ui, &merge, &format!("{merge} {text}"), quiet(cx)).clicked() {
                cx.send(Command::OnShown(*a, Wish::MergeWith(*b)));
            }
        });
    }
}

fn quiet(cx: &ReadCx<'_>) -> ChipStyle {
    ChipStyle { fill: cx.tokens.control, text: cx.tokens.ink, stroke: egui::Stroke::NONE }
}

fn found(cx: &ReadCx<'_>, issue: &Issue) -> Vec<Fix> {
    issue.row.map(|row| fixes(cx.doc, issue, row)).unwrap_or_default()
}

fn issue_ui(cx: &ReadCx<'_>, ui: &mut Ui, issue: &Issue, fixes: &[Fix]) {
    ui.add_space(4.0);
    let (word, color) = match issue.severity {
        Severity::Warning => ("problems-warning", cx.tokens.warning),
        Severity::Notice => ("problems-notice", cx.tokens.secondary),
    };
    let place =
        if issue.place.is_empty() { cx.words.t("problems-file") } else { issue.place.clone() };
    let shown = crate::text::display::clean(&place, 120).into_owned();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let font = FontId::new(size::SMALL, medium());
        ui.label(RichText::new(cx.words.t(word)).font(font).color(color));
        let text = ext::small(shown.clone(), cx.tokens);
        let Some(row) = issue.row else {
            ui.label(text);
            return;
        };
        // To the field itself.
        let link = ui.add(Label::new(text.underline()).sense(Sense::click()));
        link.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Link, true, &shown));
        let enter = link.has_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
        if link.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() || enter {
            cx.send(Command::Form(Thing::Record(row), pointer_of(issue)));
        }
    });
    ui.add(Label::new(message(cx.words, issue)).wrap().selectable(true));
    if fixes.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        for fix in fixes {
            let text = cx.words.t(fix.id);
            let said = format!("{text}: {shown}");
            if ext::chip(ui, &text, &said, quiet(cx)).clicked() {
                let Some(row) = issue.row else { continue };
                cx.send(match &fix.deed {
                    Deed::Go(_, pointer) => Command::Form(Thing::Record(row), pointer.clone()),
                    _ => Command::OnShown(row, Wish::Mend(Box::new(issue.clone()), fix.id)),
                });
            }
        }
    });
}
