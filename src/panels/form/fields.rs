//! The widgets of one member, by what it holds.

use egui::{Label, TextEdit, Ui, vec2};

use super::data::{self, field_name, reading, reference_name, term_name, terms};
use super::held::Held;
use super::lists::{by_language, group, list};
use super::pick::{Choice, Picker};
use super::ui::{FormState, Typing};
use crate::command::Command;
use crate::edit::{Edit, StepName};
use crate::model::schema::{Field, Kind};
use crate::panels::EditCx;
use crate::record::{Collection, Row};
use crate::ui::ext::{self, ChipStyle};
use crate::ui::theme::size;

/// Width of the names of members.
const NAMES: f32 = 96.0;

/// Where a member stands.
#[derive(Clone, Debug)]
pub(super) struct MemberPlace {
    pub(super) row: Row,
    pub(super) pointer: String,
    pub(super) depth: usize,
}

impl MemberPlace {
    pub(super) fn inner(&self, token: &str) -> Self {
        Self { row: self.row, pointer: format!("{}/{token}", self.pointer), depth: self.depth + 1 }
    }

    /// The member's own key.
    pub(super) fn key(&self) -> &str {
        self.pointer.rsplit('/').next().unwrap_or_default()
    }

    /// The name of the member for who cannot see what it stands under: "Read in 1: Page".
    pub(super) fn name(&self, cx: &EditCx<'_>) -> String {
        let mut out = String::new();
        for token in self.pointer.split('/').skip(1) {
            let place = token.parse::<usize>().ok();
            if let Some(n) = place {
                out.push(' ');
                out.push_str(&(n + 1).to_string());
            } else {
                if !out.is_empty() {
                    out.push_str(&cx.words.named("", ""));
                }
                out.push_str(&field_name(cx.words, token));
            }
        }
        out
    }
}

/// Sends the change of a member.
pub(super) fn set(cx: &EditCx<'_>, edit: Edit) {
    cx.send(Command::Edit(Box::new(edit)));
}

/// Takes a member away.
pub(super) fn clear(cx: &EditCx<'_>, place: &MemberPlace) {
    set(cx, Edit::clear(place.row, place.pointer.clone()));
}

/// Draws one member.
pub(super) fn field(
    form: &mut FormState,
    cx: &EditCx<'_>,
    ui: &mut Ui,
    place: &MemberPlace,
    f: Field,
    value: Held<'_>,
) {
    // What was chosen before leads on to here.
    if form.led_to() {
        form.focus = Some(place.pointer.clone());
    }
    ui.push_id(&place.pointer, |ui| match f.kind {
        Kind::List(inner) => list(form, cx, ui, place, inner, value),
        Kind::Group(inner) => group(form, cx, ui, place, inner, value),
        Kind::ByLanguage(inner) => by_language(form, cx, ui, place, inner, value),
        _ => {
            ui.add_space(size::GAP_CLOSE);
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = size::GAP_LARGE;
                let names = NAMES.min(ui.available_width() * 0.34);
                ui.allocate_ui_with_layout(
                    vec2(names, 24.0),
                    egui::Layout::top_down(egui::Align::Min),
                    |ui| {
                        ui.set_width(names);
                        ui.add_space(size::GAP_SMALL);
                        let text = ext::small(field_name(cx.words, f.key), cx.tokens);
                        ui.add(Label::new(text).wrap());
                    },
                );
                ui.vertical(|ui| {
                    ui.set_width(ui.available_width());
                    content(form, cx, ui, place, f, value);
                });
            });
        }
    });
    form.drawn(&place.pointer);
}

fn content(
    form: &mut FormState,
    cx: &EditCx<'_>,
    ui: &mut Ui,
    place: &MemberPlace,
    f: Field,
    value: Held<'_>,
) {
    match f.kind {
        Kind::Text => texts(form, cx, ui, place, value, 1),
        Kind::Prose => texts(form, cx, ui, place, value, 3),
        Kind::Ref(collections) => reference(form, cx, ui, place, collections, value),
        Kind::Refs(collections) => references(form, cx, ui, place, collections, value),
        Kind::Term(prefix, standard) => term(form, cx, ui, place, prefix, standard, value),
        Kind::Flag if value.flag().is_some() => {
            let mut on = value.flag() == Some(true);
            let name = place.name(cx);
            let response = ui.checkbox(&mut on, "");
            response
                .widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, true, on, &name));
            if wanted(form, place) {
                response.request_focus();
                response.scroll_to_me(Some(egui::Align::Center));
            }
            own_keys(&response);
            if response.changed() {
                set(cx, Edit::flag(place.row, place.pointer.clone(), on));
            }
        }
        kind => {
            let now = value.written(kind);
            line(form, cx, ui, place, &now, kind, 1, &place.name(cx), |text| {
                let set = data::change(place.row, place.pointer.clone(), kind, text)?;
                match (kind, data::typed_currency(text)) {
                    (Kind::Decimal, Some(code)) => with_currency(cx, place, set, &code),
                    _ => Ok(set),
                }
            });
        }
    }
}

/// An amount typed with its currency: "320,4 M€" says both.
fn with_currency(
    cx: &EditCx<'_>,
    place: &MemberPlace,
    set: Edit,
    code: &str,
) -> Result<Edit, &'static str> {
    let outer = place.pointer.strip_suffix("/value").or(place.pointer.strip_suffix("/max"));
    let Some(outer) = outer else { return Ok(set) };
    let pointer = format!("{outer}/currency");
    let record = crate::model::decode(&cx.live.records, place.row);
    match Held::of(&record).at(&pointer).text() {
        "" => {
            let currency = Edit::text(place.row, pointer, code);
            Ok(Edit::All(StepName::Set, vec![set, currency]))
        }
        known if known == code => Ok(set),
        _ => Err("form-other-currency"),
    }
}

fn wanted(form: &mut FormState, place: &MemberPlace) -> bool {
    let there = form.focus.as_ref() == Some(&place.pointer);
    if there {
        form.focus = None;
    }
    there
}

/// A field of text; what is typed becomes a step when it is left.
#[expect(clippy::too_many_arguments, reason = "one field, all it is made of")]
fn line(
    form: &mut FormState,
    cx: &EditCx<'_>,
    ui: &mut Ui,
    place: &MemberPlace,
    now: &str,
    kind: Kind,
    rows: usize,
    name: &str,
    make: impl Fn(&str) -> Result<Edit, &'static str>,
) {
    let id = egui::Id::unique(("form", place.row, &place.pointer));
    let mine = |t: &Typing| t.row == place.row && t.pointer == place.pointer;
    let key = (cx.live.records.id(place.row).into_owned(), place.pointer.clone());
    let mut text = match (&form.typing, form.held.get(&key)) {
        (Some(typing), _) if mine(typing) => typing.text.clone(),
        // What did not fit stays until it is corrected or discarded.
        (_, Some(held)) => held.clone(),
        _ => now.to_owned(),
    };
    let words = kind == Kind::Text;
    let field = if rows > 1 {
        TextEdit::multiline(&mut text).desired_rows(rows)
    } else if words {
        // A name that is longer than its field is seen whole; Enter leaves it all the same.
        TextEdit::multiline(&mut text).desired_rows(1).return_key(None)
    } else {
        TextEdit::singleline(&mut text)
    };
    let response = ui.add(
        field
            .id(id)
            .desired_width(f32::INFINITY)
            .margin(egui::Margin::symmetric(8, 4))
            .background_color(cx.tokens.control),
    );
    response.widget_info(|| ext::text_info(now, &text, name));
    if words && rows == 1 && response.has_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter)) {
        response.surrender_focus();
    }
    if wanted(form, place) {
        response.request_focus();
        response.scroll_to_me(Some(egui::Align::Center));
    }
    if response.changed() {
        // A field before this one is left by clicking here.
        if form.typing.as_ref().is_some_and(|t| !mine(t)) {
            form.flush(cx);
        }
        form.held.remove(&key);
        let edit = if text == now { None } else { make(&text).ok() };
        let unfit = (text != now && edit.is_none()).then(|| key.clone());
        let (row, pointer) = (place.row, place.pointer.clone());
        form.typing = Some(Typing { row, pointer, text: text.clone(), edit, unfit, drawn: true });
    }
    form.resting |= response.has_focus() && text == now;
    if let Some(typing) = form.typing.as_mut().filter(|t| mine(t)) {
        typing.drawn = true;
        if response.lost_focus() {
            if ui.input(|i| i.key_pressed(egui::Key::Escape)) {
                form.typing = None;
            } else {
                form.flush(cx);
            }
        }
    } else if response.lost_focus() {
        let escape = ui.input(|i| i.key_pressed(egui::Key::Escape));
        // What did not fit when it was typed, or was typed before a crash, may fit by now.
        let fits = if escape { None } else { form.held.get(&key).and_then(|t| make(t).ok()) };
        if let Some(edit) = fits {
            cx.commands.send_first(Command::Edit(Box::new(edit)));
            form.held.remove(&key);
        } else if escape {
            form.held.remove(&key);
        }
    }
    if response.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Escape)) {
        form.left = true;
    }
    let fault = (text != now).then(|| make(&text).err()).flatten();
    // What was typed before a crash and would fit waits to be taken over.
    let waits = fault.is_none() && form.held.get(&key).is_some_and(|held| held != now);
    let read = fault.map(|id| (cx.words.t(id), true));
    let read = read.or_else(|| waits.then(|| (cx.words.t("form-waits"), true)));
    let read = read.or_else(|| reading(cx.words, kind, &text));
    let Some((said, bad)) = read else { return };
    ui.horizontal_wrapped(|ui| {
        let color = if bad { cx.tokens.warning } else { cx.tokens.secondary };
        ui.add(Label::new(ext::small(said, cx.tokens).color(color)).wrap());
        let discard = cx.words.t("form-discard");
        // By keyboard it is Escape in the field.
        if (fault.is_some() || waits)
            && ext::aside(ui, &discard, &format!("{discard}: {name}"), quiet(cx)).clicked()
        {
            form.typing = None;
            form.held.remove(&key);
        }
    });
}

/// A text in several languages, side by side where there is room.
fn texts(
    form: &mut FormState,
    cx: &EditCx<'_>,
    ui: &mut Ui,
    place: &MemberPlace,
    value: Held<'_>,
    rows: usize,
) {
    let languages = data::languages(cx.live, value, &form.languages);
    let several = languages.len() > 1;
    let n = if ui.available_width() >= 300.0 { 2.min(languages.len()) } else { 1 };
    #[expect(clippy::cast_precision_loss, reason = "one or two")]
    let width = (ui.available_width() - 8.0 * (n as f32 - 1.0)) / n as f32;
    for (i, pair) in languages.chunks(n).enumerate() {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = size::GAP_LARGE;
            for (k, (tag, text)) in pair.iter().enumerate() {
                let first = i == 0 && k == 0;
                ui.allocate_ui_with_layout(
                    vec2(width, 0.0),
                    egui::Layout::top_down(egui::Align::Min),
                    |ui| {
                        ui.set_width(width);
                        let shown = if tag.is_empty() { &cx.live.language } else { tag };
                        let word = language(cx, shown);
                        let of = MemberPlace {
                            pointer: format!("{}/{tag}", place.pointer),
                            ..place.clone()
                        };
                        let of = if tag.is_empty() { place.clone() } else { of };
                        // Led to the member: its first language takes the keyboard.
                        if first && form.focus.as_ref() == Some(&place.pointer) {
                            form.focus = Some(of.pointer.clone());
                        }
                        let name = if several {
                            format!("{} ({word})", place.name(cx))
                        } else {
                            place.name(cx)
                        };
                        line(form, cx, ui, &of, text, Kind::Text, rows, &name, |new| {
                            let new = new.trim_end();
                            let (pointer, value) =
                                data::text_set(cx.live, value, &place.pointer, tag, new);
                            Ok(Edit::Set { row: place.row, pointer, value })
                        });
                        if several {
                            ui.label(ext::small(word, cx.tokens).size(size::LABEL));
                        }
                    },
                );
            }
        });
    }
    if place.depth == 0 && place.pointer == "/label" {
        add_language(form, cx, ui, &languages);
    }
}

fn language(cx: &EditCx<'_>, tag: &str) -> String {
    cx.words.find(&format!("language-{tag}")).unwrap_or_else(|| tag.to_owned())
}

fn add_language(form: &mut FormState, cx: &EditCx<'_>, ui: &mut Ui, there: &[(String, String)]) {
    let text = format!("+ {}", cx.words.t("form-language"));
    ui.menu_button(ext::small(text, cx.tokens), |ui| {
        for tag in ["fr", "en", "kk", "ru", "zh", "ar", "de", "es", "pt"] {
            let known = there.iter().any(|(t, _)| t == tag);
            if !known && ui.button(language(cx, tag)).clicked() {
                form.languages.push(tag.to_owned());
                form.focus = Some(format!("/label/{tag}"));
                ui.close();
            }
        }
    });
}

fn quiet(cx: &EditCx<'_>) -> ChipStyle {
    ChipStyle { fill: cx.tokens.control, text: cx.tokens.ink, stroke: egui::Stroke::NONE }
}

/// A button that opens the list of records; returns what was chosen from it.
fn choose(
    form: &mut FormState,
    cx: &EditCx<'_>,
    ui: &mut Ui,
    key: &str,
    (text, said): (&str, &str),
    collections: &[Collection],
) -> Option<Choice> {
    let open = form.picker.as_ref().is_some_and(|(k, _)| k == key);
    let response = ext::chip(ui, text, said, quiet(cx));
    if form.focus.as_deref() == Some(key) {
        form.focus = None;
        response.request_focus();
        response.scroll_to_me(Some(egui::Align::Center));
    }
    own_keys(&response);
    // Letters typed on it look for a record at once.
    let typed = if response.has_focus() && !open { letters(ui) } else { String::new() };
    if response.clicked() || !typed.is_empty() {
        form.picker = if open { None } else { Some((key.to_owned(), Picker::looking_for(typed))) };
    }
    let mut chosen = None;
    let mut closed = false;
    if let Some((k, picker)) = &mut form.picker
        && k == key
    {
        let popup = egui::Popup::from_response(&response)
            .id(egui::Id::unique(("pick", key)))
            .open(true)
            .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside)
            .show(|ui| picker.ui(cx, ui, collections, true));
        if let Some(shown) = popup {
            closed = shown.response.should_close();
            chosen = shown.inner;
        }
        closed |= ui.input(|i| i.key_pressed(egui::Key::Escape));
    }
    if chosen.is_some() || (open && closed) {
        form.picker = None;
        response.request_focus();
    }
    // A single choice leads on; of several more may follow.
    if chosen.is_some() && !key.ends_with("/-") {
        form.chosen = Some(key.to_owned());
    }
    chosen
}

/// What is typed in this frame.
fn letters(ui: &Ui) -> String {
    ui.input(|i| {
        let texts = i.events.iter().filter_map(|e| match e {
            egui::Event::Text(text) if !text.trim().is_empty() => Some(text.as_str()),
            _ => None,
        });
        texts.collect()
    })
}

fn chosen(cx: &EditCx<'_>, place: &MemberPlace, pointer: &str, choice: Choice) {
    match choice {
        Choice::Row(row) => {
            let id = cx.live.records.raw_id(row).to_owned();
            set(cx, Edit::text(place.row, pointer.to_owned(), &id));
        }
        Choice::Create(collection, name) => {
            let members = data::named(cx.live, collection, &name);
            let refer = Some((place.row, pointer.to_owned()));
            cx.send(Command::Create { collection, members, refer });
        }
    }
}

fn reference(
    form: &mut FormState,
    cx: &EditCx<'_>,
    ui: &mut Ui,
    place: &MemberPlace,
    collections: &[Collection],
    value: Held<'_>,
) {
    let id = value.text();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = size::GAP_SMALL;
        let name = place.name(cx);
        let (text, _) =
            if id.is_empty() { (cx.words.t("form-choose"), false) } else { reference_name(cx, id) };
        let said = cx.words.named(&name, &text);
        let key = place.pointer.clone();
        // Room for the cross beside it.
        let room = vec2((ui.available_width() - 30.0).max(60.0), 24.0);
        let choice = ui.allocate_ui(room, |ui| {
            ui.set_max_width(room.x);
            choose(form, cx, ui, &key, (&text, &said), collections)
        });
        if let Some(choice) = choice.inner {
            chosen(cx, place, &place.pointer, choice);
        }
        if !id.is_empty() && cross(cx, ui, &cx.words.named(&cx.words.t("form-clear"), &said)) {
            clear(cx, place);
        }
    });
}

fn references(
    form: &mut FormState,
    cx: &EditCx<'_>,
    ui: &mut Ui,
    place: &MemberPlace,
    collections: &[Collection],
    value: Held<'_>,
) {
    let items = value.entries();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = size::GAP_SMALL;
        let name = place.name(cx);
        for (i, item) in items.iter().enumerate() {
            let id = item.text();
            let (text, _) = reference_name(cx, id);
            let at = place.inner(&i.to_string());
            let said = cx.words.named(&format!("{name} {}", i + 1), &text);
            if let Some(choice) = choose(form, cx, ui, &at.pointer, (&text, &said), collections) {
                chosen(cx, &at, &at.pointer, choice);
            }
            if cross(cx, ui, &cx.words.named(&cx.words.t("form-clear"), &said)) {
                clear(cx, &at);
            }
        }
        let key = format!("{}/-", place.pointer);
        if form.focus.as_ref() == Some(&place.pointer) {
            form.focus = Some(key.clone());
        }
        let said = format!("{} {name}", cx.words.t("form-add"));
        if let Some(choice) = choose(form, cx, ui, &key, ("+", &said), collections) {
            chosen(cx, place, &key, choice);
        }
    });
}

pub(super) fn cross(cx: &EditCx<'_>, ui: &mut Ui, said: &str) -> bool {
    ext::sign_button(ui, cx.tokens, said, |p, r, s| {
        let r = r.shrink(1.0);
        p.line_segment([r.left_top(), r.right_bottom()], s);
        p.line_segment([r.right_top(), r.left_bottom()], s);
    })
    .clicked()
}

/// A term chosen from those of the standard and of the file, or written.
fn term(
    form: &mut FormState,
    cx: &EditCx<'_>,
    ui: &mut Ui,
    place: &MemberPlace,
    prefix: &str,
    standard: &[&str],
    value: Held<'_>,
) {
    let now = value.written(Kind::Line);
    let known = terms(cx.live, prefix, standard);
    let word = if now.is_empty() {
        cx.words.t("form-choose")
    } else {
        term_name(cx.live, cx.words, prefix, &now)
    };
    let said = cx.words.named(&place.name(cx), &word);
    let other = format!("{}?", place.pointer);
    if known.is_empty() || form.shown.contains(&other) {
        line(form, cx, ui, place, &now, Kind::Line, 1, &place.name(cx), |text| {
            data::change(place.row, place.pointer.clone(), Kind::Line, text)
        });
        return;
    }
    let button = ui.menu_button(format!("{word} ↓"), |ui| {
        ui.set_min_width(180.0);
        for t in &known {
            let text = term_name(cx.live, cx.words, prefix, t);
            if ui.radio(*t == now, text).clicked() {
                set(cx, Edit::text(place.row, place.pointer.clone(), t));
                form.chosen = Some(place.pointer.clone());
                ui.close();
            }
        }
        ui.separator();
        if ui.button(cx.words.t("form-other")).clicked() {
            form.shown.insert(other.clone());
            form.focus = Some(place.pointer.clone());
            ui.close();
        }
        if !now.is_empty() && ui.button(cx.words.t("form-clear")).clicked() {
            clear(cx, place);
            ui.close();
        }
    });
    let response = button.response;
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &said));
    if wanted(form, place) {
        response.request_focus();
        response.scroll_to_me(Some(egui::Align::Center));
    }
    own_keys(&response);
}

/// Letters typed while a widget of the form has the keyboard are no shortcuts of the board.
pub(super) fn own_keys(response: &egui::Response) {
    if response.has_focus() {
        ext::claim_keys(&response.ctx);
    }
}
