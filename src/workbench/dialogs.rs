//! What lies over the board: messages, the path field, About, shortcuts, the drop target.

use egui::{Align2, Context, FontId, Id, Key, Label, Modal, RichText, TextEdit, Ui};

use super::Workbench;
use super::asking::{About, Ask, New, Recoverable};
use super::form::Form;
use super::palette::Palette;
use crate::command::menu::{GROUPS, ROWS, UiCommand};
use crate::command::{Command, OpenRequest};
use crate::formats::{LoadError, WayOut};
use crate::ui::ext;
use crate::ui::theme::{Tokens, mix, size};

/// What a path is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathFor {
    /// To open a dataset.
    Open,
    /// To save the dataset to a file that is its own from then on.
    SaveAs,
    /// To save a copy of the dataset.
    SaveCopy,
    /// To write a picture.
    Export,
}

/// A message over the board: what happened, and what can be done.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// What happened, in short.
    pub title: String,
    /// What it is and what to do.
    pub text: String,
    /// The file, when trying it another way may help.
    pub retry: Option<(String, Vec<WayOut>)>,
    /// Whether opening another file is a way on.
    pub offer_open: bool,
    /// Whether saving a copy elsewhere is a way on.
    pub offer_copy: bool,
}

impl Message {
    /// A message with nothing but a way to close it.
    #[must_use]
    pub fn plain(title: String, text: String) -> Self {
        Self { title, text, retry: None, offer_open: false, offer_copy: false }
    }

    /// Why a file could not be opened, with the ways to try again.
    #[must_use]
    pub fn of_load(title: String, text: String, path: Option<&str>, error: &LoadError) -> Self {
        let retry = path.map(|p| (p.to_owned(), error.ways_out()));
        Self { title, text, retry, offer_open: true, offer_copy: false }
    }
}

/// What lies over the board.
#[derive(Debug, Default)]
pub(super) struct Dialogs {
    /// The question that is open.
    pub(super) ask: Option<Ask>,
    /// What a crash left, to be shown once no other question is open.
    pub(super) left: Vec<Recoverable>,
    /// What was written for a new dataset that was not made.
    pub(super) begun: Option<New>,
    /// What was written about this dataset and is not taken over.
    pub(super) begun_about: Option<Box<About>>,
    /// A message.
    pub(super) message: Option<Message>,
    /// The field for a path, when it is shown, and what is written in it.
    pub(super) path_for: Option<PathFor>,
    pub(super) path_text: String,
    /// What the system's dialog, which is open or about to be, is asked for.
    pub(super) dialog_for: Option<PathFor>,
    pub(super) palette: Palette,
    /// The text of the filter while it is edited.
    pub(super) filter_text: Option<Form>,
    pub(super) about: bool,
    pub(super) shortcuts: bool,
}

impl Dialogs {
    /// Whether anything lies over the board.
    pub(super) fn is_open(&self) -> bool {
        self.message.is_some()
            || self.path_for.is_some()
            || self.ask.is_some()
            || self.about
            || self.shortcuts
            || self.palette.is_open()
            || self.filter_text.is_some()
    }

    /// Whether a field was opened that does not have the keyboard yet; `typing` tells that some field
    /// has it.
    pub(super) fn field_coming(&self, typing: bool) -> bool {
        match &self.ask {
            Some(Ask::New(new)) => new.starts(),
            Some(Ask::About(about)) => about.starts(),
            Some(Ask::Rename(..)) => !typing,
            Some(_) => false,
            None => {
                (self.path_for.is_some() && !typing)
                    || self.filter_text.as_ref().is_some_and(|f| f.fresh)
            }
        }
    }

    /// Another dataset is open: what was asked about the one before means nothing.
    pub(super) fn forget(&mut self) {
        self.begun_about = None;
        // What a crash left is still to be decided about.
        if !matches!(self.ask, Some(Ask::Recover(_))) {
            self.ask = None;
        }
        self.filter_text = None;
        self.message = None;
    }

    /// Offers what a crash left, once no other question is open.
    pub(super) fn offer_left(&mut self) {
        if self.ask.is_none() && self.message.is_none() && !self.left.is_empty() {
            self.ask = Some(Ask::Recover(std::mem::take(&mut self.left)));
        }
    }
}

pub(super) fn show(w: &mut Workbench, tokens: &Tokens, ctx: &Context) {
    message(w, tokens, ctx);
    path_field(w, tokens, ctx);
    about(w, tokens, ctx);
    shortcuts(w, tokens, ctx);
    if w.shell.file_over {
        drop_target(w, tokens, ctx);
    }
}

/// A dialog with room around its content.
/// A dialog, `width` points wide, less on a narrow screen; what is higher than the screen scrolls.
pub(super) fn modal<R>(
    id: &'static str,
    width: f32,
    ctx: &Context,
    content: impl FnOnce(&mut Ui) -> R,
) -> egui::ModalResponse<R> {
    // Its size is known once it was drawn: it is drawn again at once, not when the pointer moves.
    let key = Id::unique(("modal-drawn", id));
    let now = ctx.cumulative_frame_nr();
    let (last, times) = ctx.data(|d| d.get_temp::<(u64, u8)>(key)).unwrap_or_default();
    let times = if last + 1 < now { 0 } else { times.saturating_add(1) };
    ctx.data_mut(|d| d.insert_temp(key, (now, times)));
    if times < 3 {
        ctx.request_repaint();
    }
    let screen = ctx.content_rect().size();
    let frame = egui::Frame::popup(&ctx.global_style()).inner_margin(20);
    Modal::new(Id::unique(id)).frame(frame).show(ctx, |ui| {
        ui.set_width(width.min(screen.x - 60.0));
        let high = (screen.y - 60.0).max(80.0);
        // It grows with what is in it, whatever height it had in the frame before.
        let area = egui::ScrollArea::vertical().max_height(high).min_scrolled_height(high);
        area.auto_shrink([false, true]).show(ui, content).inner
    })
}

pub(super) fn heading(ui: &mut Ui, text: &str) {
    ui.add(Label::new(ext::strong(text, size::NAME)).wrap());
    ui.add_space(size::GAP_SMALL);
}

/// A field of text with its name over it.
pub(super) fn named_field(
    ui: &mut Ui,
    tokens: &Tokens,
    name: String,
    text: &mut String,
    rows: usize,
) -> egui::Response {
    let label = ui.label(ext::small(name, tokens));
    let edit = if rows > 1 {
        TextEdit::multiline(text).desired_rows(rows)
    } else {
        TextEdit::singleline(text)
    };
    let edit = edit.desired_width(f32::INFINITY).margin(egui::Margin::symmetric(8, 5));
    ui.add(edit.background_color(tokens.control)).labelled_by(label.id)
}

fn message(w: &mut Workbench, tokens: &Tokens, ctx: &Context) {
    let Some(message) = w.dialogs.message.clone() else { return };
    let shown = modal("message", 460.0, ctx, |ui| {
        heading(ui, &message.title);
        ui.add(Label::new(message.text.clone()).wrap().selectable(true));
        if message.offer_open {
            ui.label(ext::small(w.person.words.t("message-keep"), tokens));
        }
        ui.add_space(size::GUTTER);
        ui.horizontal_wrapped(|ui| {
            if ui.button(w.person.words.t("message-close")).clicked() {
                w.input.queue.send(Command::DismissMessage);
            }
            for (path, way) in
                message.retry.iter().flat_map(|(p, ways)| ways.iter().map(move |w| (p, w)))
            {
                let text = match way {
                    WayOut::Recover(count) => {
                        let n = i64::try_from(*count).unwrap_or(0);
                        w.person.words.tf("message-recover", &[("count", n.into())])
                    }
                    WayOut::Encoding(_) => w.person.words.t("message-encoding"),
                };
                if ui.button(text).clicked() {
                    let request = OpenRequest::File { path: path.clone(), options: way.options() };
                    w.input.queue.send(Command::Open(request));
                }
            }
            if message.offer_copy && ui.button(w.person.words.t("overwrite-copy")).clicked() {
                w.input.queue.send(Command::DismissMessage);
                w.input.queue.send(Command::Ui(UiCommand::SaveAs));
            }
            if message.offer_open && ui.button(w.person.words.t("message-other")).clicked() {
                w.input.queue.send(Command::DismissMessage);
                w.input.queue.send(Command::Ui(UiCommand::Open));
            }
        });
    });
    if shown.should_close() {
        w.input.queue.send(Command::DismissMessage);
    }
}

fn path_field(w: &mut Workbench, tokens: &Tokens, ctx: &Context) {
    let Some(purpose) = w.dialogs.path_for else { return };
    let (title, action) = match purpose {
        PathFor::Open => ("path-open-title", "path-open"),
        PathFor::SaveAs => ("path-save-as-title", "path-save"),
        PathFor::SaveCopy => ("path-save-title", "path-save"),
        PathFor::Export => ("path-export-title", "path-save"),
    };
    let shown = modal("path", 480.0, ctx, |ui| {
        heading(ui, &w.person.words.t(title));
        ui.add(Label::new(w.person.words.t("path-waiting")).wrap());
        let label = ui.label(ext::small(w.person.words.t("path-label"), tokens));
        let field = TextEdit::singleline(&mut w.dialogs.path_text)
            .desired_width(f32::INFINITY)
            .margin(egui::Margin::symmetric(8, 6))
            .background_color(tokens.control);
        let response = ui.add(field).labelled_by(label.id);
        // Asked before the focus is given back, which would hide that it was lost.
        let entered = response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        if ui.memory(|m| m.focused().is_none()) {
            response.request_focus();
            // What is offered is chosen whole, as in the system's dialogs: what is typed, however
            // early, takes its place and is not written behind it.
            ext::choose_all(ui.ctx(), response.id, &w.dialogs.path_text);
        }
        if purpose == PathFor::Export {
            ui.label(ext::small(
                w.person.words.ts("path-hint-export", &[("endings", crate::export::endings())]),
                tokens,
            ));
        }
        if purpose == PathFor::Open {
            for path in
                w.person.settings.recent.iter().filter(|p| !w.shell.missing_recent.contains(p))
            {
                let shown = crate::text::display::clean(path, 200).into_owned();
                if ui.add(egui::Button::new(shown).truncate()).clicked() {
                    w.input.queue.send(Command::PathGiven(path.clone()));
                }
            }
        }
        ui.add_space(size::GUTTER);
        ui.horizontal(|ui| {
            if ui.button(w.person.words.t("path-cancel")).clicked() {
                w.input.queue.send(Command::PathCancelled);
            }
            let given = !w.dialogs.path_text.trim().is_empty();
            let button = ui.add_enabled(given, egui::Button::new(w.person.words.t(action)));
            if (button.clicked() || entered) && given {
                w.input.queue.send(Command::PathGiven(std::mem::take(&mut w.dialogs.path_text)));
            }
        });
    });
    if shown.should_close() {
        w.input.queue.send(Command::PathCancelled);
    }
}

fn about(w: &mut Workbench, tokens: &Tokens, ctx: &Context) {
    if !w.dialogs.about {
        return;
    }
    let mut close = false;
    let version =
        w.person.words.ts("about-version", &[("version", env!("CARGO_PKG_VERSION").to_owned())]);
    let shown = modal("about", 420.0, ctx, |ui| {
        heading(ui, &w.person.words.t("app-name"));
        ui.label(version.clone());
        ui.add(Label::new(w.person.words.t("about-text")).wrap());
        ui.add(Label::new(ext::small(w.person.words.t("about-licence"), tokens)).wrap());
        ui.add_space(size::GUTTER);
        ui.horizontal(|ui| {
            close = ui.button(w.person.words.t("message-close")).clicked();
            if ui.button(w.person.words.t("about-copy")).clicked() {
                ui.copy_text(format!("Cooperama {}", env!("CARGO_PKG_VERSION")));
            }
        });
    });
    if close || shown.should_close() {
        w.dialogs.about = false;
    }
}

fn shortcuts(w: &mut Workbench, tokens: &Tokens, ctx: &Context) {
    if !w.dialogs.shortcuts {
        return;
    }
    let mut close = false;
    let shown = modal("shortcuts", 420.0, ctx, |ui| {
        heading(ui, &w.person.words.t("shortcuts-title"));
        let line = |ui: &mut Ui, keys: String, text: String| {
            ui.horizontal(|ui| {
                ui.add_sized(
                    [150.0, 20.0],
                    Label::new(RichText::new(keys).color(tokens.secondary)),
                );
                ui.label(text);
            });
        };
        let height = (ctx.content_rect().height() - 190.0).max(120.0);
        let scroll = egui::ScrollArea::vertical().max_height(height).auto_shrink([false, true]);
        scroll.show(ui, |ui| {
            let title = |ui: &mut Ui, id: &str| {
                ui.add_space(size::GAP);
                ui.label(ext::strong(w.person.words.t(id), size::BODY));
            };
            for group in GROUPS {
                title(ui, group);
                let mut rows: Vec<_> = ROWS.iter().filter(|r| r.command.group() == group).collect();
                // As they stand in the menus, not as keys are matched.
                rows.sort_by_key(|r| r.command as usize);
                for row in rows {
                    if let Some(shortcut) = row.shortcut {
                        let keys = ext::keys(ctx, &w.person.words, &shortcut);
                        line(ui, keys, w.person.words.t(row.text));
                    }
                }
            }
            title(ui, "shortcuts-pointer");
            for (keys, text) in [
                ("shortcuts-click", "shortcuts-click-text"),
                ("shortcuts-double", "shortcuts-double-text"),
                ("shortcuts-shift", "shortcuts-shift-text"),
                ("shortcuts-steps", "shortcuts-steps-text"),
                ("shortcuts-arrows", "shortcuts-arrows-text"),
                ("shortcuts-tab", "shortcuts-tab-text"),
            ] {
                line(ui, w.person.words.t(keys), w.person.words.t(text));
            }
        });
        ui.add_space(size::GUTTER);
        close = ui.button(w.person.words.t("message-close")).clicked();
    });
    if close || shown.should_close() {
        w.dialogs.shortcuts = false;
    }
}

fn drop_target(w: &Workbench, tokens: &Tokens, ctx: &Context) {
    let layer = egui::LayerId::new(egui::Order::Foreground, Id::unique("drop"));
    let painter = ctx.layer_painter(layer);
    let rect = ctx.content_rect();
    painter.rect_filled(rect, 0.0, mix(egui::Color32::TRANSPARENT, tokens.paper, 0.9));
    let font = FontId::new(size::FIGURE, crate::ui::theme::semibold());
    painter.text(
        rect.center(),
        Align2::CENTER_CENTER,
        w.person.words.t("drop-here"),
        font,
        tokens.ink,
    );
}
