//! What stands around the panels: menus and title, the filter, the status.

use egui::{
    Align, Align2, Button, Color32, FontId, Frame, Layout, Margin, MenuBar, Panel, Sense, Stroke,
    Ui, vec2,
};

use super::Workbench;
use crate::command::menu::{UiCommand, row_of};
use crate::command::{Answer, Command, OpenRequest};
use crate::edit::Origin;
use crate::query::{How, Pick};
use crate::text::Language;
use crate::ui::ext::{self, ChipStyle};
use crate::ui::theme::{Tokens, semibold, size};
use crate::view::{PanelKind, ThemeChoice, Thing};

/// Narrower windows show the title without the file's name.
const TITLE_ROOM: f32 = 420.0;
pub(super) fn top_bar(w: &mut Workbench, tokens: &Tokens, ui: &mut Ui) {
    let frame = Frame::NONE.fill(tokens.panel).inner_margin(Margin::symmetric(10, 4));
    Panel::top("menu").frame(frame).exact_size(38.0).show_separator_line(true).show(ui, |ui| {
        MenuBar::new().ui(ui, |ui| {
            let left = ui.cursor().left();
            let bar = ui.max_rect();
            if !w.screen.picture {
                menus(w, ui);
            }
            let menus_end = if w.screen.picture { left } else { ui.cursor().left() };
            let mut bar = bar;
            if !w.screen.picture && bar.width() > 560.0 {
                bar.max.x -= search(w, tokens, ui, bar) + 8.0;
            }
            title(w, tokens, ui, bar, menus_end);
        });
    });
}

/// The way to the palette at the right; returns its width.
fn search(w: &Workbench, tokens: &Tokens, ui: &mut Ui, bar: egui::Rect) -> f32 {
    let width = 168.0;
    let rect = egui::Rect::from_min_max(
        egui::pos2(bar.right() - width, bar.top() + 2.0),
        egui::pos2(bar.right(), bar.bottom() - 2.0),
    );
    let mut child = ui.new_child(
        egui::UiBuilder::new()
            .max_rect(rect)
            .layout(Layout::right_to_left(Align::Center))
            .id_salt("search"),
    );
    for (id, back) in [("command-forward", false), ("command-back", true)] {
        let button = ext::sign_button(&mut child, tokens, &w.person.words.t(id), |p, r, s| {
            let d = if back { -1.0 } else { 1.0 };
            let tip = egui::pos2(r.center().x + 3.0 * d, r.center().y);
            p.line_segment([tip, tip + vec2(-5.0 * d, -5.0)], s);
            p.line_segment([tip, tip + vec2(-5.0 * d, 5.0)], s);
        });
        if button.clicked() && w.screen.trail.can(back) {
            let command = if back { UiCommand::Back } else { UiCommand::Forward };
            w.input.queue.send(Command::Ui(command));
        }
    }
    let text = ext::small(w.person.words.t("palette-open"), tokens);
    let said = w.person.words.t("command-palette");
    let button = child.add(Button::new(text).fill(tokens.control).min_size(vec2(100.0, 24.0)));
    button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &said));
    if button.on_hover_text(said).clicked() {
        w.input.queue.send(Command::Ui(UiCommand::Palette));
    }
    width
}

/// Dataset title and file name, in the middle when there is room, else beside the menus.
fn title(w: &Workbench, tokens: &Tokens, ui: &mut Ui, bar: egui::Rect, menus_end: f32) {
    let file = match &w.data.live.file.origin {
        Origin::Example => w.person.words.t("example-name"),
        Origin::New => w.person.words.t("new-unsaved"),
        Origin::File(_) => crate::text::display::clean(w.data.live.file_name(), 80).into_owned(),
    };
    let file = if (w.is_modified() || w.has_drafts()) && !w.screen.picture {
        format!("● {file}")
    } else {
        file
    };
    let room = bar.right() - menus_end - 24.0;
    if room < 80.0 {
        return;
    }
    let title_font = FontId::new(size::BODY, semibold());
    let file_font = FontId::new(size::SMALL, egui::FontFamily::Proportional);
    let name = if room > TITLE_ROOM {
        ui.painter().layout_no_wrap(file, file_font, tokens.secondary)
    } else {
        ui.painter().layout_no_wrap(String::new(), file_font, tokens.secondary)
    };
    let mut job = egui::text::LayoutJob::simple_singleline(
        crate::ui::bidi::line(&w.title()).into_owned(),
        title_font,
        tokens.ink,
    );
    job.wrap = egui::text::TextWrapping::truncate_at_width((room - name.size().x - 12.0).max(60.0));
    let galley = ui.painter().layout_job(job);
    let total = galley.size().x + 10.0 + name.size().x;
    let x = (bar.center().x - total / 2.0)
        .max(menus_end + 16.0)
        .min(bar.right() - total)
        .max(bar.left());
    let rect = egui::Rect::from_min_size(egui::pos2(x, bar.top()), vec2(total, bar.height()));
    let response = ui.interact(rect, ui.scope_id().with("title"), Sense::hover());
    let full = w.title();
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &full));
    let at = Align2::LEFT_CENTER.align_size_within_rect(galley.size(), rect).min;
    let end = at.x + galley.size().x + 10.0;
    ui.painter().galley(at, galley, tokens.ink);
    let at = egui::pos2(end, rect.center().y - name.size().y / 2.0 + 0.5);
    ui.painter().galley(at, name, tokens.secondary);
    response.on_hover_text(match &w.data.live.file.origin {
        Origin::Example | Origin::New => full,
        Origin::File(path) => format!("{full}\n{}", crate::text::display::clean(path, 400)),
    });
}

fn item(w: &Workbench, ui: &mut Ui, command: UiCommand) {
    let row = row_of(command);
    let mut button = Button::new(w.person.words.t(row.text));
    if let Some(shortcut) = &row.shortcut {
        button = button.shortcut_text(ext::keys(ui.ctx(), &w.person.words, shortcut));
    }
    if ui.add(button).clicked() {
        w.input.queue.send(Command::Ui(command));
        ui.close();
    }
}

/// A menu of the bar. Pointing at it while another one is open opens it, and so does the click that
/// follows: only a click on the menu that was clicked before closes it.
fn menu(ui: &mut Ui, text: String, content: impl FnOnce(&mut Ui)) {
    let key = egui::Id::unique("menu-clicked");
    let ctx = ui.ctx().clone();
    if !egui::Popup::is_any_open(&ctx) {
        ctx.data_mut(|d| d.remove::<egui::Id>(key));
    }
    let response = ui.menu_button(text, |ui| ext::tall_menu(ui, content)).response;
    let id = egui::Popup::default_response_id(&response);
    if response.clicked() {
        let before: Option<egui::Id> = ctx.data(|d| d.get_temp(key));
        if before == Some(id) {
            ctx.data_mut(|d| d.remove::<egui::Id>(key));
        } else {
            egui::Popup::open_id(&ctx, id);
            ctx.data_mut(|d| d.insert_temp(key, id));
        }
    }
}

fn menus(w: &Workbench, ui: &mut Ui) {
    menu(ui, w.person.words.t("menu-file"), |ui| {
        ui.set_min_width(240.0);
        item(w, ui, UiCommand::New);
        item(w, ui, UiCommand::Open);
        recent(w, ui);
        item(w, ui, UiCommand::OpenExample);
        ui.separator();
        item(w, ui, UiCommand::Save);
        item(w, ui, UiCommand::SaveAs);
        item(w, ui, UiCommand::SaveCopy);
        item(w, ui, UiCommand::Versions);
        item(w, ui, UiCommand::Recovered);
        ui.separator();
        item(w, ui, UiCommand::Quit);
    });
    menu(ui, w.person.words.t("menu-edit"), |ui| {
        ui.set_min_width(280.0);
        edit_menu(w, ui);
    });
    menu(ui, w.person.words.t("menu-view"), |ui| {
        ui.set_min_width(240.0);
        for kind in PanelKind::ALL {
            let mut on = w.screen.arrangement.is_shown(kind);
            let table = &w.data.opened.table;
            let [title, _] = crate::panels::frame::title(&w.person.words, table, kind);
            if ui.checkbox(&mut on, title).clicked() {
                w.input.queue.send(Command::TogglePanel(kind));
            }
        }
        ui.separator();
        for (id, commands) in [
            (
                "menu-panels",
                &[
                    UiCommand::Enlarge,
                    UiCommand::Freeze,
                    UiCommand::ResetLayout,
                    UiCommand::KeepLayout,
                ][..],
            ),
            (
                "menu-asking",
                &[
                    UiCommand::EditFilter,
                    UiCommand::ClearFilter,
                    UiCommand::Back,
                    UiCommand::Forward,
                    UiCommand::UnpinAll,
                    UiCommand::KeepFilter,
                ][..],
            ),
            (
                "menu-size",
                &[
                    UiCommand::ZoomIn,
                    UiCommand::ZoomOut,
                    UiCommand::ZoomReset,
                    UiCommand::FullScreen,
                ][..],
            ),
        ] {
            ui.menu_button(w.person.words.t(id), |ui| {
                ui.set_min_width(260.0);
                for command in commands {
                    item(w, ui, *command);
                }
            });
        }
        language_menu(w, ui);
        theme_menu(w, ui);
    });
    menu(ui, w.person.words.t("menu-present"), |ui| {
        ui.set_min_width(280.0);
        item(w, ui, UiCommand::ExportPicture);
    });
    menu(ui, w.person.words.t("menu-help"), |ui| {
        ui.set_min_width(220.0);
        item(w, ui, UiCommand::Palette);
        item(w, ui, UiCommand::Shortcuts);
        item(w, ui, UiCommand::About);
    });
}

/// What can be done to the dataset; undo and redo say what they take back.
fn edit_menu(w: &Workbench, ui: &mut Ui) {
    let history = w.data.live.history();
    for (command, id, back) in
        [(UiCommand::Undo, "edit-undo", true), (UiCommand::Redo, "edit-redo", false)]
    {
        let row = row_of(command);
        let step = history.next(back);
        let text = step.map_or_else(
            || w.person.words.t(row.text),
            |s| {
                let what = super::history::step_name(&w.person.words, &s.transaction.label);
                w.person.words.ts(id, &[("what", what)])
            },
        );
        let mut button = Button::new(text);
        if let Some(shortcut) = &row.shortcut {
            button = button.shortcut_text(ext::keys(ui.ctx(), &w.person.words, shortcut));
        }
        if ui.add_enabled(step.is_some(), button).clicked() {
            w.input.queue.send(Command::Ui(command));
            ui.close();
        }
    }
    item(w, ui, UiCommand::History);
    ui.separator();
    let editable = w.data.live.file.read_only.is_none();
    ui.add_enabled_ui(editable, |ui| {
        ui.menu_button(w.person.words.t("edit-new-record"), |ui| {
            ui.set_min_width(180.0);
            for collection in crate::record::Collection::ALL {
                let text = w.person.words.t(&format!("make-{}", collection.key()));
                if ui.button(text).clicked() {
                    let members = serde_json::Map::new();
                    w.input.queue.send(Command::Create { collection, members, refer: None });
                    ui.close();
                }
            }
        });
        // They are about what is selected.
        ui.add_enabled_ui(w.target_row().is_some(), |ui| {
            for command in [UiCommand::EditRecord, UiCommand::Duplicate, UiCommand::Delete] {
                item(w, ui, command);
            }
        });
        ui.separator();
        item(w, ui, UiCommand::Dataset);
        item(w, ui, UiCommand::Rates);
    });
}

fn recent(w: &Workbench, ui: &mut Ui) {
    ui.menu_button(w.person.words.t("menu-recent"), |ui| {
        ui.set_min_width(260.0);
        if w.person.settings.recent.is_empty() {
            ui.add_enabled(false, Button::new(w.person.words.t("menu-recent-none")));
            return;
        }
        for path in &w.person.settings.recent {
            let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
            let name = crate::text::display::clean(name, 60).into_owned();
            let missing = w.shell.missing_recent.contains(path);
            let text = if missing {
                w.person.words.ts("menu-recent-missing", &[("name", name)])
            } else {
                name
            };
            let shown = crate::text::display::clean(path, 300).into_owned();
            if ui.add(Button::new(text)).on_hover_text(shown).clicked() {
                w.input.queue.send(Command::Open(OpenRequest::file(path.clone())));
                ui.close();
            }
        }
        ui.separator();
        if ui.button(w.person.words.t("menu-recent-forget")).clicked() {
            w.input.queue.send(Command::ForgetRecent);
            ui.close();
        }
    });
}

fn language_menu(w: &Workbench, ui: &mut Ui) {
    ui.menu_button(w.person.words.t("menu-language"), |ui| {
        let choices = [
            (None, w.person.words.t("menu-system")),
            (Some(Language::En), Language::En.own_name().to_owned()),
            (Some(Language::Fr), Language::Fr.own_name().to_owned()),
        ];
        for (language, text) in choices {
            if ui.radio(w.person.settings.language == language, text).clicked() {
                w.input.queue.send(Command::SetLanguage(language));
                ui.close();
            }
        }
    });
}

fn theme_menu(w: &Workbench, ui: &mut Ui) {
    ui.menu_button(w.person.words.t("menu-theme"), |ui| {
        for (theme, id) in [
            (ThemeChoice::System, "menu-system"),
            (ThemeChoice::Light, "theme-light"),
            (ThemeChoice::Dark, "theme-dark"),
        ] {
            if ui.radio(w.person.settings.theme == theme, w.person.words.t(id)).clicked() {
                w.input.queue.send(Command::SetTheme(theme));
                ui.close();
            }
        }
    });
}

/// A question to click on the example: its text, and what is done in front of the person.
fn questions(w: &Workbench) -> Vec<(String, Vec<Command>)> {
    let records = &w.data.opened.doc.records;
    let words = &w.person.words;
    let row = |id: &str| records.find(id);
    let mut out = Vec::new();
    if let Some(pick) = row("s.finance").and_then(Pick::of) {
        let only = Command::Pick { pick, how: How::Only };
        let show = Command::ShowPanel(PanelKind::Quotes);
        out.push((words.t("hint-filter"), vec![Command::ClearFilter, only, show]));
    }
    if let Some(bank) = row("inst.asian-investment-bank") {
        let evidence = Command::Evidence(Thing::Record(bank));
        out.push((words.t("hint-evidence"), vec![Command::ClearFilter, evidence]));
    }
    if let (Some(a), Some(b)) = (row("cn"), row("kz")) {
        let unpin = Command::Ui(UiCommand::UnpinAll);
        let mut all = vec![Command::ClearFilter, Command::Select(None), unpin];
        all.extend([a, b].map(|r| Command::Pin(Thing::Record(r))));
        out.push((words.t("hint-compare"), all));
    }
    out
}

/// Whether the line for newcomers stands in the status bar.
fn hints(w: &Workbench) -> bool {
    w.data.live.file.origin == Origin::Example
        && !w.person.settings.hint_dismissed
        && !w.screen.picture
}

/// The line for newcomers: three questions, and the way to one's own data. What has no room is left
/// out, the way to one's own file last.
fn hint(w: &Workbench, tokens: &Tokens, ui: &mut Ui) {
    let close = ext::sign_button(ui, tokens, &w.person.words.t("hint-close"), |p, r, s| {
        p.line_segment([r.left_top(), r.right_bottom()], s);
        p.line_segment([r.right_top(), r.left_bottom()], s);
    });
    if close.clicked() {
        w.input.queue.send(Command::DismissHint);
    }
    ui.spacing_mut().item_spacing.x = size::GAP_SMALL;
    let own = [
        (w.person.words.t("hint-open"), vec![Command::Ui(UiCommand::Open)]),
        (w.person.words.t("hint-new"), vec![Command::Ui(UiCommand::New)]),
    ];
    let mut all: Vec<(String, Vec<Command>)> = own.into_iter().collect();
    all.splice(1..1, questions(w));
    for (text, commands) in all {
        let galley = ui.painter().layout_no_wrap(
            text.clone(),
            egui::FontId::new(size::SMALL, crate::ui::theme::medium()),
            tokens.ink,
        );
        if galley.size().x + 24.0 > ui.available_width() {
            continue;
        }
        let style = ChipStyle { fill: tokens.accent_tint, text: tokens.ink, stroke: Stroke::NONE };
        if ext::chip(ui, &text, &text, style).clicked() {
            for command in commands {
                w.input.queue.send(command);
            }
        }
    }
}

pub(super) fn status_bar(w: &mut Workbench, tokens: &Tokens, ui: &mut Ui) {
    let frame = Frame::NONE.fill(tokens.panel).inner_margin(Margin::symmetric(12, 2));
    Panel::bottom("status").frame(frame).exact_size(28.0).show_separator_line(true).show(
        ui,
        |ui| {
            ui.horizontal_centered(|ui| {
                ui.spacing_mut().item_spacing.x = size::GAP_WIDE;
                if w.screen.picture {
                    // What was found, and nothing of the window.
                    let sentence = w.cached_sentence();
                    ui.add(egui::Label::new(ext::small(sentence, tokens)).truncate());
                    return;
                }
                problems(w, tokens, ui);
                trouble(w, tokens, ui);
                dialog(w, tokens, ui);
                if let Some(why) = w.data.live.file.read_only {
                    let id = why.text_id();
                    let text = w.person.words.t(&format!("status-{id}"));
                    ui.label(ext::small(text, tokens).color(tokens.warning))
                        .on_hover_text(w.person.words.t(id));
                }
                let sentence = w.cached_sentence();
                let room = (ui.available_width() - if hints(w) { 60.0 } else { 220.0 }).max(80.0);
                ui.allocate_ui_with_layout(
                    vec2(room, ui.available_height()),
                    Layout::left_to_right(Align::Center),
                    |ui| {
                        if hints(w) {
                            hint(w, tokens, ui);
                            return;
                        }
                        let text = ext::small(sentence.clone(), tokens);
                        let label = ui.add(
                            egui::Label::new(text)
                                .truncate()
                                .show_tooltip_when_elided(false)
                                .sense(Sense::click()),
                        );
                        label.widget_info(|| {
                            egui::WidgetInfo::labeled(egui::Role::Label, true, &sentence)
                        });
                        let copy = w.person.words.t("sentence-copy");
                        if label.on_hover_text(format!("{sentence}\n{copy}")).clicked() {
                            w.input.queue.send(Command::Copy(sentence));
                        }
                    },
                );
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    language_switch(w, tokens, ui);
                    work(w, tokens, ui);
                });
            });
        },
    );
}

/// While the system's dialog is asked for, a path can be typed instead.
fn dialog(w: &mut Workbench, tokens: &Tokens, ui: &mut Ui) {
    let Some(purpose) = w.dialogs.dialog_for else { return };
    let text = w.person.words.t("path-instead");
    let style = ChipStyle {
        fill: tokens.accent_tint,
        text: tokens.ink,
        stroke: Stroke::new(size::LINE, tokens.accent),
    };
    if ext::chip(ui, &text, &text, style).clicked() {
        w.type_path(purpose);
    }
}

/// What was done last would not outlive a crash.
fn trouble(w: &Workbench, tokens: &Tokens, ui: &mut Ui) {
    if let Some(reason) = w.log_trouble() {
        let text = w.person.words.t("status-journal");
        let hint = w.person.words.ts("edit-log", &[("reason", reason)]);
        ui.label(ext::small(text, tokens).color(tokens.warning)).on_hover_text(hint);
    }
}

/// The line that says that somebody else changed the file, with what can be done.
pub(super) fn outside(w: &Workbench, tokens: &Tokens, ui: &mut Ui) {
    let Some(name) = &w.saving.outside else { return };
    let frame = Frame::NONE
        .fill(tokens.accent_tint)
        .corner_radius(size::RADIUS_CONTROL)
        .inner_margin(Margin::symmetric(12, 3))
        .outer_margin(Margin { left: 10, right: 10, top: 6, bottom: 0 });
    Panel::top("outside").frame(frame).exact_size(42.0).show_separator_line(false).show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            let id = if w.is_modified() { "outside-both" } else { "outside-theirs" };
            ui.label(w.person.words.ts(id, &[("name", name.clone())]));
            for (id, answer) in [
                ("outside-reload", Answer::Reload),
                ("outside-keep", Answer::KeepMine),
                ("outside-differences", Answer::Differences),
            ] {
                if ui.button(w.person.words.t(id)).clicked() {
                    w.input.queue.send(Command::Answer(answer));
                }
            }
        });
    });
}

fn problems(w: &Workbench, tokens: &Tokens, ui: &mut Ui) {
    let warnings = w.data.opened.doc.n_warnings();
    let notices = w.data.opened.doc.issues.len() - warnings;
    let n = |n: usize| i64::try_from(n).unwrap_or(0);
    let (text, color) = if warnings > 0 {
        (w.person.words.tf("problems-count", &[("count", n(warnings).into())]), tokens.warning)
    } else if notices > 0 {
        (w.person.words.tf("problems-notices", &[("count", n(notices).into())]), tokens.secondary)
    } else {
        (w.person.words.t("status-no-problem"), tokens.secondary)
    };
    let style = ChipStyle { fill: Color32::TRANSPARENT, text: color, stroke: Stroke::NONE };
    if ext::chip(ui, &text, &text, style).clicked() {
        w.input.queue.send(Command::ShowPanel(PanelKind::Problems));
    }
}

fn language_switch(w: &Workbench, tokens: &Tokens, ui: &mut Ui) {
    let other = if w.person.words.language == Language::Fr { Language::En } else { Language::Fr };
    let style =
        ChipStyle { fill: Color32::TRANSPARENT, text: tokens.secondary, stroke: Stroke::NONE };
    let said = w.person.words.t("status-language");
    let chip = ext::chip(ui, &w.person.words.t("status-language-short"), &said, style);
    if chip.on_hover_text(&said).clicked() {
        w.input.queue.send(Command::SetLanguage(Some(other)));
    }
}

fn work(w: &Workbench, tokens: &Tokens, ui: &mut Ui) {
    if let Some(progress) = &w.shell.progress {
        if ui.small_button(w.person.words.t("status-cancel")).clicked() {
            w.input.queue.send(Command::CancelOpen);
        }
        let name = crate::text::display::clean(&progress.name, 60).into_owned();
        let text = w.person.words.ts("status-opening", &[("name", name)]);
        let (rect, response) = ui.allocate_exact_size(vec2(120.0, 8.0), Sense::hover());
        response.widget_info(|| {
            let mut info = egui::WidgetInfo::labeled(egui::Role::ProgressIndicator, true, &text);
            info.value = Some(f64::from(progress.fraction));
            info
        });
        ui.painter().rect_filled(rect, size::RADIUS_GROUND, tokens.control);
        let mut done = rect;
        done.set_width(rect.width() * progress.fraction.clamp(0.02, 1.0));
        ui.painter().rect_filled(done, size::RADIUS_GROUND, tokens.accent);
        ui.label(ext::small(text, tokens));
    } else if w.saving.request.is_some() {
        ui.label(ext::small(w.person.words.t("status-saving"), tokens));
    } else if let Some(at) = &w.saving.at {
        ui.label(ext::small(w.person.words.ts("status-checked", &[("time", at.clone())]), tokens));
    } else if let Some(note) = &w.shell.note {
        ui.add(egui::Label::new(ext::small(note.clone(), tokens)).truncate());
    }
}
