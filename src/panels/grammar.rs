//! The one grammar of all panels: pointing lights up, a click selects, Enter or a double click
//! filters, Shift adds, Alt excludes, the other button lists what can be done.

use egui::{CursorIcon, Event, Key, Modifiers, Response, Ui};

use super::ReadCx;
use crate::command::{Command, Wish};
use crate::model::{Source, decode};
use crate::query::{How, Pick};
use crate::record::Collection;
use crate::view::Thing;

/// Makes a widget act as a thing that is asked for by more than one value: an institution in one of
/// its roles, initiatives that stand together. Values of one dimension mean "or"; they are made when
/// they are asked for. Without a thing a click filters. Returns the widget.
pub fn act_as(
    cx: &ReadCx<'_>,
    ui: &Ui,
    response: Response,
    thing: Option<Thing>,
    picks: &dyn Fn() -> Vec<Pick>,
) -> Response {
    if let Some(thing) = thing.filter(|_| crate::ui::ext::pointed(&response)) {
        cx.hover.set(thing);
    }
    cx.hover.drew(response.id);
    crate::ui::ext::follow_focus(&response);
    let enter = response.has_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    let how = how(modifiers(ui));
    let clicked = response.clicked() && (thing.is_none() || how != How::Only);
    if response.clicked() {
        // Enter filters by what was clicked.
        response.request_focus();
    }
    // The second click of two has filtered already where the first one did.
    let twice = response.double_clicked() && thing.is_some() && how == How::Only;
    if twice || enter || (clicked && !response.double_clicked()) {
        let picks = picks();
        if !picks.is_empty() {
            cx.send(Command::Ask { picks, how });
        }
    } else if let Some(thing) = thing.filter(|_| response.clicked() && how == How::Only) {
        let next = if cx.selected(thing) { None } else { Some(thing) };
        cx.send(Command::Select(next));
    }
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    if let Some(thing) = thing {
        response.context_menu(|ui| menu(cx, ui, thing));
    }
    response
}

/// Makes a widget act as a thing of the dataset. Returns the widget, for a tooltip.
#[expect(clippy::must_use_candidate, reason = "most widgets need no tooltip")]
pub fn act(cx: &ReadCx<'_>, ui: &Ui, response: Response, thing: Thing) -> Response {
    if crate::ui::ext::pointed(&response) {
        cx.hover.set(thing);
    }
    cx.hover.drew(response.id);
    crate::ui::ext::follow_focus(&response);
    let enter = response.has_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    let how = how(modifiers(ui));
    if response.clicked() {
        // Enter filters by what was clicked.
        response.request_focus();
    }
    // With a key held the first click of two has asked already: the second would take it back.
    let twice = response.double_clicked() && how == How::Only;
    if twice || enter {
        ask(cx, thing, how);
    } else if response.clicked() && !response.double_clicked() {
        match how {
            How::Only => {
                let next = if cx.selected(thing) { None } else { Some(thing) };
                cx.send(Command::Select(next));
            }
            how => ask(cx, thing, how),
        }
    }
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    response.context_menu(|ui| menu(cx, ui, thing));
    response
}

/// Filters by a thing; what is no value of a dimension is inspected instead.
fn ask(cx: &ReadCx<'_>, thing: Thing, how: How) {
    match thing.pick() {
        Some(pick) => cx.send(Command::Pick { pick, how }),
        None => cx.send(Command::Evidence(thing)),
    }
}

/// What was held when the button was let go, which may be an earlier event of this frame.
fn modifiers(ui: &Ui) -> Modifiers {
    ui.input(|i| {
        let release = i.events.iter().rev().find_map(|e| match e {
            Event::PointerButton { pressed: false, modifiers, .. } => Some(*modifiers),
            _ => None,
        });
        release.unwrap_or(i.modifiers)
    })
}

/// What the keys held mean: Shift adds, Alt excludes.
#[must_use]
pub fn how(held: Modifiers) -> How {
    if held.alt {
        How::Exclude
    } else if held.shift {
        How::Add
    } else {
        How::Only
    }
}

/// What can be done with a thing.
pub fn menu(cx: &ReadCx<'_>, ui: &mut Ui, thing: Thing) {
    ui.set_min_width(220.0);
    let mut item = |id: &str, command: Command| {
        if ui.button(cx.words.t(id)).clicked() {
            cx.send(command);
            ui.close();
        }
    };
    if let Some(pick) = thing.pick() {
        item("do-filter", Command::Pick { pick, how: How::Only });
        item("do-add", Command::Pick { pick, how: How::Add });
        item("do-exclude", Command::Pick { pick, how: How::Exclude });
    }
    // What it says is another question than what it is concerned by.
    let party = thing.row().filter(|r| r.collection() == Collection::Parties);
    if let Some(party) = party.filter(|_| !cx.table.voices.is_empty())
        && ui.button(cx.words.t("do-says")).clicked()
    {
        let pick = super::wording::said_for(party);
        cx.send(Command::Pick { pick, how: How::Only });
        ui.close();
    }
    let mut item = |id: &str, command: Command| {
        if ui.button(cx.words.t(id)).clicked() {
            cx.send(command);
            ui.close();
        }
    };
    if thing.row().is_some() {
        item("do-evidence", Command::Evidence(thing));
        let pinned = cx.view.pinned.contains(&thing);
        item(if pinned { "do-unpin" } else { "do-pin" }, Command::Pin(thing));
    }
    if let Some(row) = thing.row().filter(|_| cx.editable) {
        item("inspect-form", Command::Form(thing, String::new()));
        item("edit-duplicate", Command::OnShown(row, Wish::Duplicate));
    }
    let web = thing.row().filter(|r| r.collection() == Collection::Sources).and_then(|r| {
        let source = Source::from_value(&decode(&cx.doc.records, r));
        source.web_address().map(|(url, _)| url.to_owned())
    });
    if let Some(url) = web {
        item("do-open-source", Command::OpenUrl(url));
    }
    let name = match thing {
        // In the order it is read, not in that it is drawn.
        Thing::Record(row) => crate::say::record_name(cx.words, cx.doc, row),
        Thing::Value(_) => cx.thing_name(thing),
    };
    item("do-copy", Command::Copy(name));
    // Away from what is used often.
    if let Some(row) = thing.row().filter(|_| cx.editable) {
        ui.separator();
        if ui.button(cx.words.t("edit-delete")).clicked() {
            cx.send(Command::OnShown(row, Wish::Delete));
            ui.close();
        }
    }
}
