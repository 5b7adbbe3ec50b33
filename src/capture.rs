//! The window's own board as a page: a workbench is run off-screen, and what it painted is
//! collected once.

use std::sync::Arc;

use egui::epaint::text::{Glyph, TextFormat};
use egui::epaint::{ClippedShape, TextShape};
use egui::{
    Color32, ColorImage, Context, FontFamily, ImageData, Pos2, RawInput, Rect, Shape, Stroke,
    StrokeKind, TextureId, Theme, ThemePreference, pos2, vec2,
};

use crate::command::ExportRequest;
use crate::dataset::Opened;
use crate::export::{self, ExportError};
use crate::page::{Mark, Page, TextRun};
use crate::ui::target::Medium;
use crate::ui::theme::{self, FACES};
use crate::view::{Settings, ThemeChoice};
use crate::workbench::Workbench;

/// Frames until panels know their places and nothing moves any more.
const FRAMES: u32 = 6;

/// A picture of the board, or of one of its panels, as the bytes of a file.
///
/// # Errors
/// When the format cannot write it.
pub fn picture(opened: Opened, request: &ExportRequest) -> Result<Vec<u8>, ExportError> {
    (request.format.write)(&board(opened, request))
}

/// The board, or one of its panels, as a page.
fn board(opened: Opened, request: &ExportRequest) -> Page {
    let settings = Settings {
        language: Some(request.language),
        arrangements: request.arrangements.clone(),
        ..Settings::default()
    };
    let mut workbench = Workbench::new(opened, settings, request.language);
    workbench.make_picture(request.panel);
    workbench.arrange_panels((*request.arranged).clone());
    if let Some(view) = &request.view {
        workbench.set_view((**view).clone());
    }
    let ctx = Context::default();
    theme::install(&ctx);
    Medium::Page.set(&ctx);
    // Nobody scrolls a page.
    ctx.all_styles_mut(|style| {
        let scroll = &mut style.spacing.scroll;
        (scroll.dormant_handle_opacity, scroll.dormant_background_opacity) = (0.0, 0.0);
        (scroll.active_handle_opacity, scroll.active_background_opacity) = (0.0, 0.0);
    });
    ctx.add_font_provider(Arc::new(egui_system_font_provider::SystemFontProvider::new()));
    let theme = if request.theme == ThemeChoice::Dark { Theme::Dark } else { Theme::Light };
    ctx.set_theme(ThemePreference::from(theme));
    #[expect(clippy::cast_precision_loss, reason = "a picture of at most 8192 points")]
    let size = request.size.map(|s| s as f32);
    let rect = Rect::from_min_size(Pos2::ZERO, vec2(size[0], size[1]));
    let mut shapes: Vec<ClippedShape> = Vec::new();
    let mut textures: Textures = Textures::new();
    for frame in 0..FRAMES {
        let input = RawInput {
            screen_rect: Some(rect),
            max_texture_side: Some(8192),
            time: Some(f64::from(frame)),
            focused: false,
            ..RawInput::default()
        };
        let output = ctx.run_ui(input, |ui| {
            // Effects are for a shell; a picture has none.
            workbench.ui(ui);
        });
        shapes.clone_from(&output.shapes);
        #[expect(clippy::iter_over_hash_type, reason = "each texture goes under its own name")]
        for (id, deltas) in &output.textures_delta.set {
            for delta in deltas.iter().filter(|d| d.pos.is_none()) {
                let ImageData::Color(image) = &delta.image;
                textures.insert(*id, image.clone());
            }
        }
        output.drop_without_applying_deltas();
    }
    let mut marks = Vec::new();
    for ClippedShape { clip_rect, shape, .. } in &shapes {
        let clip = clip_rect.intersect(rect);
        if clip.is_positive() {
            collect(shape, clip, &textures, &mut marks);
        }
    }
    let fonts = ctx.fonts(|f| {
        f.discovered_fonts()
            .iter()
            .map(|font| {
                let blob: Arc<dyn AsRef<[u8]> + Send + Sync> = font.data.font.clone();
                blob
            })
            .collect()
    });
    Page { size, title: workbench.window_title(), language: request.language.tag(), marks, fonts }
}

/// Pictures of pixels that were painted.
type Textures = std::collections::HashMap<TextureId, Arc<ColorImage>>;

/// A picture of pixels as a PNG file.
fn png(image: &ColorImage) -> Option<Vec<u8>> {
    let pixels: Vec<[u8; 4]> = image.pixels.iter().map(Color32::to_array).collect();
    export::of_pixels(image.size, &pixels)
}

fn collect(shape: &Shape, clip: Rect, textures: &Textures, out: &mut Vec<(Rect, Mark)>) {
    if !shape.visual_bounding_rect().intersects(clip) {
        return;
    }
    let mut push = |mark| out.push((clip, mark));
    match shape {
        Shape::Vec(shapes) => shapes.iter().for_each(|s| collect(s, clip, textures, out)),
        Shape::Circle(c) => push(Mark::Circle {
            center: c.center,
            radius: c.radius,
            fill: c.fill,
            stroke: c.stroke,
        }),
        Shape::LineSegment { points, stroke } => push(Mark::Path {
            points: points.to_vec(),
            closed: false,
            fill: Color32::TRANSPARENT,
            stroke: *stroke,
        }),
        Shape::Path(path) => push(Mark::Path {
            points: path.points.clone(),
            closed: path.closed,
            fill: path.fill,
            stroke: Stroke::new(path.stroke.width, solid(&path.stroke.color)),
        }),
        Shape::Rect(r) if r.brush.is_some() => {
            let texture = r.brush.as_ref().and_then(|b| textures.get(&b.fill_texture_id));
            if let Some(png) = texture.and_then(|image| png(image)) {
                push(Mark::Image { rect: r.rect, png: Arc::new(png) });
            }
        }
        Shape::Rect(r) => {
            let half = r.stroke.width / 2.0;
            let rect = match r.stroke_kind {
                StrokeKind::Inside => r.rect.shrink(half),
                StrokeKind::Middle => r.rect,
                StrokeKind::Outside => r.rect.expand(half),
            };
            let rect = if r.stroke.is_empty() { r.rect } else { rect };
            push(Mark::Rect {
                rect,
                radius: f32::from(r.corner_radius.nw),
                fill: r.fill,
                stroke: r.stroke,
            });
        }
        Shape::Text(text) => text_runs(text, clip, out),
        Shape::Mesh(mesh)
            // The first texture is the fonts', with a white point for plain shapes.
            if mesh.texture_id != TextureId::default()
                && textures.contains_key(&mesh.texture_id) =>
        {
            let texture = textures.get(&mesh.texture_id);
            if let Some(png) = texture.and_then(|image| png(image)) {
                push(Mark::Image { rect: mesh.calc_bounds(), png: Arc::new(png) });
            }
        }
        Shape::Mesh(mesh) => {
            for t in mesh.indices.chunks_exact(3) {
                let corners: Option<Vec<_>> =
                    t.iter().map(|i| mesh.vertices.get(*i as usize)).collect();
                let Some(corners) = corners else { continue };
                push(Mark::Path {
                    points: corners.iter().map(|v| v.pos).collect(),
                    closed: true,
                    fill: corners[0].color,
                    stroke: Stroke::NONE,
                });
            }
        }
        Shape::CubicBezier(b) => {
            for path in b.to_path_shapes(Some(0.1), None) {
                collect(&Shape::Path(path), clip, textures, out);
            }
        }
        Shape::QuadraticBezier(b) => {
            collect(&Shape::Path(b.to_path_shape(Some(0.1))), clip, textures, out);
        }
        // The panels draw neither of these.
        _ => {}
    }
}

fn solid(color: &egui::epaint::ColorMode) -> Color32 {
    match color {
        egui::epaint::ColorMode::Solid(c) => *c,
        egui::epaint::ColorMode::UV(_) => Color32::TRANSPARENT,
    }
}

/// Each row of a galley, split where the format changes.
fn text_runs(shape: &TextShape, clip: Rect, out: &mut Vec<(Rect, Mark)>) {
    let galley = &shape.galley;
    let job = &galley.job;
    let all: Vec<(usize, char)> = job.text.char_indices().collect();
    // Glyphs of right-to-left words are not one for each letter, so rows are told by their lines.
    let lines: Vec<&str> = job.text.split('\n').collect();
    let turned = job.text.chars().any(crate::ui::bidi::is_rtl)
        && lines.len() == galley.rows.len()
        && job.sections.len() == 1;
    let mut first = 0;
    for (n, row) in galley.rows.iter().enumerate() {
        let origin = shape.pos + row.pos.to_vec2();
        let last_row = n + 1 == galley.rows.len();
        let count = row.row.glyphs.len();
        let next = first + row.char_count_including_newline().0;
        if turned && let Some(format) = job.sections.first().map(|s| &s.format) {
            // One format, and a line of the text for each row.
            let line = lines.get(n).copied().unwrap_or_default();
            write_run(shape, format, line, &row.row.glyphs, origin, clip, out);
            continue;
        }
        // Where the text was cut, the glyphs say what is left of it.
        let cut = galley.elided && last_row;
        let mut start = 0;
        while start < count {
            let byte =
                |i: usize| all.get(first + i).map_or(job.text.len().saturating_sub(1), |c| c.0);
            let section = |i: usize| {
                job.sections.iter().position(|s| {
                    let b = byte(i);
                    s.byte_range.start.0 <= b && b < s.byte_range.end.0
                })
            };
            let which = section(start);
            let mut end = start + 1;
            while end < count && (section(end) == which || (cut && end + 1 == count)) {
                end += 1;
            }
            let glyphs = &row.row.glyphs[start..end];
            let text: String = if cut {
                glyphs.iter().map(|g| g.chr).collect()
            } else {
                all.iter().skip(first + start).take(end - start).map(|c| c.1).collect()
            };
            let format = which.and_then(|s| job.sections.get(s)).or(job.sections.first());
            if let Some(format) = format.map(|s| &s.format) {
                write_run(shape, format, &text, glyphs, origin, clip, out);
            }
            start = end;
        }
        first = next;
    }
}

/// Writes the words of one format in one row.
fn write_run(
    shape: &TextShape,
    format: &TextFormat,
    text: &str,
    glyphs: &[Glyph],
    origin: Pos2,
    clip: Rect,
    out: &mut Vec<(Rect, Mark)>,
) {
    let color = match shape.override_text_color {
        Some(color) => color,
        None if format.color == Color32::PLACEHOLDER => shape.fallback_color,
        None => format.color,
    };
    let whole = text.trim_end();
    if whole.is_empty() {
        return;
    }
    let words = words(whole, glyphs);
    let joined = !words.is_empty();
    let inked = || glyphs.iter().filter(|g| !joined || !g.chr.is_whitespace());
    let left = inked().map(|g| g.pos.x).fold(f32::MAX, f32::min);
    let right = inked().map(|g| g.pos.x + g.advance_width).fold(f32::MIN, f32::max);
    let baseline = glyphs.first().map_or(0.0, |g| g.pos.y);
    let at = pos2(origin.x + left, origin.y + baseline);
    // Slanted text turns around the place of the whole.
    let turned = egui::emath::Rot2::from_angle(shape.angle) * (at - shape.pos);
    let run = TextRun {
        at: if shape.angle == 0.0 { at } else { shape.pos + turned },
        angle: shape.angle,
        width: if joined { 0.0 } else { right - left - trailing(glyphs) },
        words: words.into_iter().map(|(x, word)| (x - left, word)).collect(),
        size: format.font_id.size,
        family: family(&format.font_id.family),
        color: color.gamma_multiply(shape.opacity_factor),
        text: whole.to_owned(),
    };
    out.push((clip, Mark::Text(run)));
}

/// The words of a run whose letters join or stand around each other, each with the left end it has
/// on screen; empty for other text. On screen words of right-to-left scripts stand in visual order
/// already, and another renderer would turn them again.
fn words(text: &str, glyphs: &[Glyph]) -> Vec<(f32, String)> {
    if !text.chars().any(crate::ui::bidi::joins) {
        return Vec::new();
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let rtl = |word: &&str| word.chars().any(crate::ui::bidi::is_rtl);
    // Glyphs of a right-to-left word do not stand in the order of its letters, so the words are
    // found by their places.
    let mut placed: Vec<&Glyph> = glyphs.iter().collect();
    placed.sort_by(|a, b| a.pos.x.total_cmp(&b.pos.x));
    let parts = placed.split(|g| g.chr.is_whitespace()).filter(|part| !part.is_empty());
    let lefts: Vec<f32> = parts.map(|part| part[0].pos.x).collect();
    if words.iter().all(rtl) || lefts.len() != words.len() {
        // A phrase of one direction goes back into the order it is read in, and is turned anew.
        let left = placed.iter().find(|g| !g.chr.is_whitespace()).map_or(0.0, |g| g.pos.x);
        return vec![(left, crate::ui::bidi::line(text.trim()).into_owned())];
    }
    lefts.into_iter().zip(words.iter().map(|w| (*w).to_owned())).collect()
}

/// Width of the spaces at the end, which are not written.
fn trailing(glyphs: &[Glyph]) -> f32 {
    glyphs.iter().rev().take_while(|g| g.chr.is_whitespace()).map(|g| g.advance_width).sum()
}

/// CSS family and weight of a family of ours.
fn family(family: &FontFamily) -> (&'static str, u16) {
    let name = match family {
        FontFamily::Name(name) => match &**name {
            "medium" => "inter-medium",
            "semibold" => "inter-semibold",
            "serif" => "source-serif",
            "numbers" => "inter-numbers",
            _ => "inter",
        },
        FontFamily::Proportional | FontFamily::Monospace => "inter",
    };
    FACES.iter().find(|f| f.0 == name).map_or(("Inter", 400), |f| (f.2, f.3))
}
