//! On a page nothing scrolls: what does not fit ends with a whole thing - a card, a row - or at least
//! with a whole line, and how many are not there is said.

use egui::epaint::ClippedShape;
use egui::layers::ShapeIdx;
use egui::{Context, Id, LayerId, Rangef, Rect, Shape, Ui};

use super::target::Medium;

/// Height below which the visible part of a mark says nothing.
const SLIVER: f32 = 10.0;

/// What a panel drew of its list.
#[derive(Clone, Default)]
struct Drawn {
    /// Where each thing stands, and the lower edge of the place it stands in.
    things: Vec<(Rect, f32)>,
    /// How many things the list has, where not all are drawn.
    total: usize,
}

/// How many things of a list have room, of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fitted {
    /// Those that are seen whole.
    pub shown: usize,
    /// All of them.
    pub total: usize,
}

fn drawn_id() -> Id {
    Id::unique("page-drawn")
}

fn panel_id() -> Id {
    Id::unique("page-panel")
}

/// The panel that is being drawn on a page.
#[must_use]
pub fn panel(ctx: &Context) -> Option<Id> {
    ctx.data(|d| d.get_temp(panel_id()))
}

fn fitted_id() -> Id {
    Id::unique("page-fitted")
}

/// A thing of a list was drawn, which a page shows whole or not at all. `total` is how many there
/// are, also where only those in sight are drawn.
pub fn thing(ui: &Ui, rect: Rect, total: usize) {
    if Medium::of(ui.ctx()).hand() {
        return;
    }
    let edge = ui.clip_rect().max.y;
    ui.data_mut(|d| {
        let drawn: &mut Drawn = d.get_temp_mut_or_default(drawn_id());
        drawn.things.push((rect, edge));
        drawn.total = drawn.total.max(total);
    });
}

/// How many things of the list of the panel that is being drawn have room on the page; `None` where
/// all have, and in a window.
#[must_use]
pub fn fitted(ctx: &Context) -> Option<Fitted> {
    ctx.data(|d| d.get_temp::<Option<Fitted>>(fitted_id())).flatten()
}

/// A panel is about to be drawn into a layer. In a window nothing is kept.
#[must_use]
pub fn begin(ctx: &Context, layer: LayerId, panel: Id) -> Option<ShapeIdx> {
    if Medium::of(ctx).hand() {
        return None;
    }
    ctx.data_mut(|d| {
        d.insert_temp(panel_id(), panel);
        d.insert_temp(drawn_id(), Drawn::default());
        // What had room in the frame before: a page is drawn several times.
        let fitted = d.get_temp::<Option<Fitted>>(fitted_id().with(panel)).flatten();
        d.insert_temp(fitted_id(), fitted);
    });
    Some(ctx.graphics_mut(|g| g.entry(layer).next_idx()))
}

/// Ends what was drawn since `from` above the first thing or line that the lower edge of its place
/// goes through; of a panel that `lists` nothing by itself, only where it drew a list.
pub fn end(ctx: &Context, layer: LayerId, panel: Id, from: Option<ShapeIdx>, lists: bool) {
    let Some(from) = from else { return };
    let drawn: Drawn = ctx.data_mut(|d| d.remove_temp(drawn_id())).unwrap_or_default();
    if !lists && drawn.things.is_empty() {
        ctx.data_mut(|d| d.insert_temp(fitted_id(), None::<Fitted>));
        return;
    }
    let mut seen = drawn.things.clone();
    ctx.graphics_mut(|graphics| {
        let list = graphics.entry(layer);
        let ends = ends(list.all_entries().skip(from.0), &drawn.things);
        for (_, edge) in &mut seen {
            if let Some(end) = ends.iter().find(|e| same(e.0, *edge)) {
                *edge = end.1;
            }
        }
        if ends.is_empty() {
            return;
        }
        for i in from.0..list.next_idx().0 {
            list.mutate_shape(ShapeIdx(i), |shape| {
                let edge = shape.clip_rect.max.y;
                if let Some(end) = ends.iter().find(|e| same(e.0, edge)) {
                    shape.clip_rect.max.y = end.1;
                }
            });
        }
    });
    let shown = seen.iter().filter(|(r, edge)| r.bottom() <= edge + 1.5).count();
    let total = drawn.total.max(drawn.things.len());
    let fitted = (shown < total).then_some(Fitted { shown, total });
    ctx.data_mut(|d| {
        d.insert_temp(fitted_id().with(panel), fitted);
        d.insert_temp(fitted_id(), None::<Fitted>);
    });
}

fn same(a: f32, b: f32) -> bool {
    (a - b).abs() < 0.5
}

/// For each lower edge that goes through a thing or a line, where what it bounds is to end.
fn ends<'a>(
    shapes: impl Iterator<Item = &'a ClippedShape>,
    things: &[(Rect, f32)],
) -> Vec<(f32, f32)> {
    let mut lines: Vec<(f32, Vec<Rangef>)> = Vec::new();
    for clipped in shapes {
        let edge = clipped.clip_rect.max.y;
        let place = lines.iter().position(|l| same(l.0, edge)).unwrap_or_else(|| {
            lines.push((edge, Vec::new()));
            lines.len() - 1
        });
        gather(&clipped.shape, &mut lines[place].1);
    }
    let end = |(edge, mut lines): (f32, Vec<Rangef>)| {
        // Where not even one thing has room, whole lines of it are better than nothing.
        let here = || things.iter().filter(|t| same(t.1, edge)).map(|t| t.0.y_range());
        if here().any(|t| t.max <= edge) {
            lines.extend(here());
        }
        let mut end = edge;
        // What another line ends earlier for may be cut by that itself.
        loop {
            let cut = |l: &&Rangef| l.min < end - 0.5 && l.max > end + 1.5;
            match lines.iter().filter(cut).map(|l| l.min).reduce(f32::min) {
                Some(earlier) => end = earlier - 1.0,
                None => break,
            }
        }
        (end < edge).then_some((edge, end))
    };
    lines.into_iter().filter_map(end).collect()
}

/// The heights of what must not be cut: lines of text, and what is a line high.
fn gather(shape: &Shape, into: &mut Vec<Rangef>) {
    match shape {
        Shape::Text(text) => {
            for row in &text.galley.rows {
                let rect = row.rect().translate(text.pos.to_vec2());
                if rect.width() > 0.5 {
                    into.push(rect.y_range());
                }
            }
        }
        Shape::Vec(shapes) => shapes.iter().for_each(|s| gather(s, into)),
        Shape::Noop | Shape::Callback(_) => {}
        other => {
            let rect = other.visual_bounding_rect();
            // Of what is higher, as the line beside a statement, a sliver alone is nothing.
            if rect.is_positive() {
                let height = rect.height().min(2.0 * SLIVER);
                into.push(Rangef::new(rect.top(), rect.top() + height));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Draws a list as a page of several heights; returns how often its lower edge went through a
    /// line before and after, and what had room last.
    fn cut(things: bool) -> (usize, usize, Option<Fitted>) {
        let ctx = Context::default();
        Medium::Page.set(&ctx);
        let panel = Id::unique("test");
        let (mut before, mut after, mut room) = (0, 0, None);
        for high in 70..95u8 {
            let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
                let layer = ui.layer_id();
                let from = begin(ui.ctx(), layer, panel);
                room = fitted(ui.ctx());
                egui::ScrollArea::vertical().max_height(f32::from(high)).show(ui, |ui| {
                    for i in 0..20 {
                        let lines = ui.vertical(|ui| {
                            ui.label(format!("Line {i}"));
                            ui.label("Its second one");
                        });
                        if things {
                            thing(ui, lines.response.rect, 20);
                        }
                    }
                });
                let through = |ui: &egui::Ui| {
                    ui.ctx().graphics_mut(|g| {
                        let shapes = g.entry(layer).all_entries().skip(from.unwrap().0);
                        let texts = shapes.filter_map(|s| match &s.shape {
                            Shape::Text(t) => Some((s.clip_rect.max.y, t.visual_bounding_rect())),
                            _ => None,
                        });
                        texts
                            .filter(|(edge, r)| r.top() < edge - 2.0 && r.bottom() > edge + 2.0)
                            .count()
                    })
                };
                before += through(ui);
                end(ui.ctx(), layer, panel, from, true);
                after += through(ui);
            });
            output.textures_delta.clear();
        }
        (before, after, room)
    }

    #[test]
    fn a_list_that_does_not_fit_ends_with_a_whole_line() {
        let (before, after, _) = cut(false);
        assert!(before > 2 && after == 0, "{before} {after}");
    }

    #[test]
    fn a_list_of_things_ends_with_a_whole_one_and_tells_how_many_fit() {
        let (before, after, room) = cut(true);
        assert!(before > 2 && after == 0, "{before} {after}");
        assert_eq!(room, Some(Fitted { shown: 2, total: 20 }));
    }
}
