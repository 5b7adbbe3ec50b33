//! The widgets of objects and of lists of them.

use egui::Ui;

use super::data::{self, field_name};
use super::fields::{MemberPlace, clear, cross, field, own_keys, set};
use super::held::Held;
use super::pick::Picker;
use super::ui::FormState;
use crate::command::Command;
use crate::edit::Edit;
use crate::model::schema::{Field, Kind};
use crate::panels::EditCx;
use crate::ui::ext;
use crate::ui::theme::size;

/// Members of an entry of a list that are always shown.
const FIRST: usize = 4;

/// The members of an object: those there, the first few, and the rest to be added.
fn members(
    form: &mut FormState,
    cx: &EditCx<'_>,
    ui: &mut Ui,
    place: &MemberPlace,
    inner: &[Field],
    value: Held<'_>,
) {
    let shown = &form.shown;
    let (there, more) = data::split_fields(inner, value, |i, f| {
        i < FIRST || shown.contains(&format!("{}/{}", place.pointer, f.key))
    });
    for f in &there {
        field(form, cx, ui, &place.inner(f.key), *f, value.member(f.key));
    }
    form.more(cx, ui, &place.pointer, &more);
}

/// Several objects, one under the other.
pub(super) fn list(
    form: &mut FormState,
    cx: &EditCx<'_>,
    ui: &mut Ui,
    place: &MemberPlace,
    inner: &[Field],
    value: Held<'_>,
) {
    let items = value.entries();
    let title = field_name(cx.words, place.key());
    ui.add_space(size::GAP);
    for (i, item) in items.iter().enumerate() {
        let at = place.inner(&i.to_string());
        ui.push_id(i, |ui| {
            ui.horizontal(|ui| {
                let text = format!("{title} {}", i + 1);
                ui.label(ext::small(text, cx.tokens).color(cx.tokens.ink));
                let said =
                    cx.words.named(&cx.words.t("form-remove"), &format!("{title} {}", i + 1));
                if cross(cx, ui, &said) {
                    clear(cx, &at);
                }
                if i > 0 {
                    let said =
                        cx.words.named(&cx.words.t("form-up"), &format!("{title} {}", i + 1));
                    let up = ext::sign_button(ui, cx.tokens, &said, |p, r, s| {
                        p.line_segment([r.center_bottom(), r.center_top()], s);
                        p.line_segment([r.center_top(), r.left_center()], s);
                        p.line_segment([r.center_top(), r.right_center()], s);
                    });
                    if up.clicked() {
                        let (row, pointer) = (place.row, place.pointer.clone());
                        let edit = Edit::Shift { row, pointer, from: i, to: i - 1 };
                        cx.send(Command::Edit(Box::new(edit)));
                    }
                }
            });
            ui.indent("entry", |ui| {
                if item.has_members() {
                    members(form, cx, ui, &at, inner, *item);
                } else {
                    // A bare id where an object is expected, as older files write it.
                    let text =
                        crate::text::display::clean(&item.written(Kind::Line), 120).into_owned();
                    ui.label(text);
                }
            });
        });
    }
    let response = ui.button(format!("+ {title}"));
    let said = format!("{} {}", cx.words.t("form-add"), place.name(cx));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &said));
    if form.focus.as_ref() == Some(&place.pointer) {
        form.focus = None;
        response.request_focus();
        response.scroll_to_me(Some(egui::Align::Center));
    }
    own_keys(&response);
    if response.clicked() {
        set(cx, Edit::begin(place.row, place.inner("-").pointer));
        if let Some(first) = inner.first() {
            let pointer = format!("{}/{}/{}", place.pointer, items.len(), first.key);
            if matches!(first.kind, Kind::Ref(_)) {
                form.picker = Some((pointer, Picker::fresh()));
            } else {
                form.focus = Some(pointer);
            }
        }
    }
}

/// An object, under its name.
pub(super) fn group(
    form: &mut FormState,
    cx: &EditCx<'_>,
    ui: &mut Ui,
    place: &MemberPlace,
    inner: &[Field],
    value: Held<'_>,
) {
    ui.add_space(size::GAP);
    let title = field_name(cx.words, place.key());
    object(form, cx, ui, place, &title, (inner, value));
}

/// An object for each language of the dataset.
pub(super) fn by_language(
    form: &mut FormState,
    cx: &EditCx<'_>,
    ui: &mut Ui,
    place: &MemberPlace,
    inner: &[Field],
    value: Held<'_>,
) {
    ui.add_space(size::GAP);
    let title = field_name(cx.words, place.key());
    let mut tags = value.keys();
    tags.extend(cx.live.languages().into_iter().filter(|t| value.member(t).is_nothing()));
    for (n, tag) in tags.iter().enumerate() {
        let at = place.inner(&crate::record::splice::token(tag));
        if n == 0 && form.focus.as_ref() == Some(&place.pointer) {
            form.focus = Some(at.pointer.clone());
        }
        let title = crate::say::in_language(cx.words, title.clone(), tag);
        ui.push_id(tag, |ui| object(form, cx, ui, &at, &title, (inner, value.member(tag))));
    }
}

/// The members of an object under a title; who is led to it is led to the first of them.
fn object(
    form: &mut FormState,
    cx: &EditCx<'_>,
    ui: &mut Ui,
    place: &MemberPlace,
    title: &str,
    (inner, value): (&[Field], Held<'_>),
) {
    ui.label(ext::small(title, cx.tokens).color(cx.tokens.ink));
    if form.focus.as_ref() == Some(&place.pointer)
        && let Some(first) = inner.first()
    {
        form.focus = Some(format!("{}/{}", place.pointer, first.key));
    }
    ui.indent("inner", |ui| members(form, cx, ui, place, inner, value));
}
