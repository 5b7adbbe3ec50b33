//! Lines of bars as widgets.

use egui::{Role, Sense, Ui, WidgetInfo, vec2};

use super::data::{BarLine, Column, fit};
use super::draw::{self, Look};
use crate::panels::{ReadCx, Rows, frame, grammar};
use crate::record::Row;
use crate::ui::reveal::Reveal;
use crate::ui::target;
use crate::ui::whole;
use crate::view::Thing;

/// Height of a line.
const LINE: f32 = 28.0;

/// What lines of bars remember between frames.
#[derive(Debug, Default)]
pub(crate) struct BarsState {
    lines: Rows<BarLine>,
    reveal: Reveal,
}

/// Draws lines of records under their columns; a line is said when it is first in sight, and that of
/// the record selected is brought into sight. `row` tells which record a line is about. Returns how
/// many columns there was no room for.
pub(crate) fn records(
    cx: &ReadCx<'_>,
    ui: &mut Ui,
    columns: &[Column],
    state: &mut BarsState,
    (n, row): (usize, &dyn Fn(usize) -> Row),
    say: impl Fn(usize) -> BarLine,
) -> usize {
    let mut area = ui.available_rect_before_wrap();
    area.max.y -= frame::foot_height(ui);
    let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(area).id_salt("content"));
    let width = inner.available_width() - 6.0;
    let shown = fit(columns, draw::numbers_width(width));
    let height = draw::heads_height(inner.painter(), width, shown, cx.tokens);
    let (rect, response) = inner.allocate_exact_size(vec2(width, height), Sense::hover());
    let names: Vec<&str> = shown.iter().map(|c| c.name.as_str()).collect();
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, names.join(", ")));
    draw::heads(inner.painter(), rect, shown, cx.tokens);
    inner.spacing_mut().item_spacing.y = 0.0;
    // The order follows the filter, what is counted and the language.
    state.lines.keep(cx.revisions.modes());
    let selected = || (0..n).find(|i| cx.selected(Thing::Record(row(*i))));
    let at = state.reveal.line(cx.revisions.chosen, selected);
    let scroll = target::scroll().auto_shrink([false, false]);
    let sight =
        state.reveal.scrolled(scroll, at, LINE).show_rows(&mut inner, LINE, n, |ui, range| {
            for i in range {
                let rect = line(cx, ui, shown, state.lines.get(i, &say));
                whole::thing(ui, rect, n);
            }
        });
    state.reveal.saw(&sight);
    ui.allocate_rect(area, Sense::hover());
    columns.len() - shown.len()
}

fn line(cx: &ReadCx<'_>, ui: &mut Ui, columns: &[Column], line: &BarLine) -> egui::Rect {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width() - 6.0, LINE), Sense::hover());
    let Some(row) = line.row else { return rect };
    let response = ui.interact(rect, ui.scope_id().with(row), Sense::click());
    let thing = Thing::Record(row);
    let on = cx.selected(thing);
    response.widget_info(|| WidgetInfo::selected(Role::Row, true, on, &line.said));
    let near = cx.linked_to(row).unwrap_or(false);
    let hot = near || crate::ui::ext::pointed(&response);
    draw::line(ui.painter(), rect, line, columns, Look { hot, on }, cx.tokens);
    if line.unsourced {
        crate::ui::ext::unsourced(ui.painter(), rect.shrink2(vec2(0.0, 2.0)), cx.tokens);
    }
    grammar::act(cx, ui, response, thing).on_hover_text(&line.said);
    rect
}

/// What the foot says of columns there was no room for; empty when all are shown.
#[must_use]
pub fn hidden(cx: &ReadCx<'_>, n: usize) -> Option<String> {
    (n > 0).then(|| cx.words.tf("bars-hidden", &[("count", n.into())]))
}
