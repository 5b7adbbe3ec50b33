//! On a page nothing scrolls: what does not fit ends with a whole line, not in the middle of one.

use egui::epaint::ClippedShape;
use egui::layers::ShapeIdx;
use egui::{Context, LayerId, Rangef, Shape};

/// Height below which the visible part of a mark says nothing.
const SLIVER: f32 = 10.0;

/// Where the list of shapes of a layer ends now.
#[must_use]
pub fn mark(ctx: &Context, layer: LayerId) -> ShapeIdx {
    ctx.graphics_mut(|g| g.entry(layer).next_idx())
}

/// Ends what was drawn since `from` above the first line of text that the lower edge of its place
/// goes through.
pub fn end_with_whole_lines(ctx: &Context, layer: LayerId, from: ShapeIdx) {
    ctx.graphics_mut(|graphics| {
        let list = graphics.entry(layer);
        let ends = ends(list.all_entries().skip(from.0));
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
}

fn same(a: f32, b: f32) -> bool {
    (a - b).abs() < 0.5
}

/// For each lower edge that goes through a line, where what it bounds is to end.
fn ends<'a>(shapes: impl Iterator<Item = &'a ClippedShape>) -> Vec<(f32, f32)> {
    let mut lines: Vec<(f32, Vec<Rangef>)> = Vec::new();
    for clipped in shapes {
        let edge = clipped.clip_rect.max.y;
        let place = lines.iter().position(|l| same(l.0, edge)).unwrap_or_else(|| {
            lines.push((edge, Vec::new()));
            lines.len() - 1
        });
        gather(&clipped.shape, &mut lines[place].1);
    }
    let end = |(edge, lines): (f32, Vec<Rangef>)| {
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

    #[test]
    fn a_list_that_does_not_fit_ends_with_a_whole_line() {
        let ctx = Context::default();
        let mut cut = (0, 0);
        for high in 70..95u8 {
            let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
                let begin = mark(ui.ctx(), ui.layer_id());
                egui::ScrollArea::vertical().max_height(f32::from(high)).show(ui, |ui| {
                    for i in 0..20 {
                        ui.label(format!("Line {i}"));
                    }
                });
                let through = |ui: &egui::Ui| {
                    ui.ctx().graphics_mut(|g| {
                        let shapes = g.entry(ui.layer_id()).all_entries().skip(begin.0);
                        let texts = shapes.filter_map(|s| match &s.shape {
                            Shape::Text(t) => Some((s.clip_rect.max.y, t.visual_bounding_rect())),
                            _ => None,
                        });
                        texts
                            .filter(|(edge, r)| r.top() < edge - 2.0 && r.bottom() > edge + 2.0)
                            .count()
                    })
                };
                cut.0 += through(ui);
                end_with_whole_lines(ui.ctx(), ui.layer_id(), begin);
                cut.1 += through(ui);
            });
            output.textures_delta.clear();
        }
        assert!(cut.0 > 2 && cut.1 == 0, "{cut:?}");
    }
}
