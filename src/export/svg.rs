//! A page as SVG: real text, two decimals, nothing from outside and nothing that runs.

use std::fmt::{self, Write as _};

use base64::Engine as _;
use egui::{Color32, Rect, Stroke};

use super::{ExportError, Format};
use crate::page::{Mark, Page, TextRun};

/// Vectors with real text.
pub(super) const FORMAT: Format = Format {
    ending: "svg",
    room: |_| 0,
    write: |page| {
        document(page).map(String::into_bytes).map_err(|e| ExportError::Render(e.to_string()))
    },
};

/// The page as an SVG document.
///
/// # Errors
/// When the text cannot be written, as out of memory.
pub(super) fn document(page: &Page) -> Result<String, fmt::Error> {
    let [w, h] = page.size.map(two);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" \
         viewBox=\"0 0 {w} {h}\" role=\"img\" xml:lang=\"{}\">\n<title>{}</title>\n",
        page.language,
        escape(&page.title)
    );
    let mut clips: Vec<Rect> = Vec::new();
    let mut body = String::new();
    let mut open: Option<Rect> = None;
    for (clip, mark) in &page.marks {
        if open != Some(*clip) {
            if open.is_some() {
                body.push_str("</g>\n");
            }
            let n = clips.iter().position(|c| c == clip).unwrap_or_else(|| {
                clips.push(*clip);
                clips.len() - 1
            });
            writeln!(body, "<g clip-path=\"url(#c{n})\">")?;
            open = Some(*clip);
        }
        write_mark(&mut body, mark)?;
    }
    if open.is_some() {
        body.push_str("</g>\n");
    }
    out.push_str("<defs>\n");
    for (n, c) in clips.iter().enumerate() {
        writeln!(
            out,
            "<clipPath id=\"c{n}\"><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/></clipPath>",
            two(c.min.x),
            two(c.min.y),
            two(c.width()),
            two(c.height())
        )?;
    }
    out.push_str("</defs>\n");
    out.push_str(&body);
    out.push_str("</svg>\n");
    Ok(out)
}

fn write_mark(out: &mut String, mark: &Mark) -> fmt::Result {
    match mark {
        Mark::Rect { rect, radius, fill, stroke } => {
            if invisible(*fill, *stroke) || !rect.is_positive() {
                return Ok(());
            }
            write!(
                out,
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
                two(rect.min.x),
                two(rect.min.y),
                two(rect.width()),
                two(rect.height())
            )?;
            if *radius > 0.0 {
                write!(out, " rx=\"{}\"", two(radius.min(rect.width().min(rect.height()) / 2.0)))?;
            }
            paint(out, *fill, *stroke)?;
        }
        Mark::Circle { center, radius, fill, stroke } => {
            if invisible(*fill, *stroke) {
                return Ok(());
            }
            write!(
                out,
                "<circle cx=\"{}\" cy=\"{}\" r=\"{}\"",
                two(center.x),
                two(center.y),
                two(*radius)
            )?;
            paint(out, *fill, *stroke)?;
        }
        Mark::Path { points, closed, fill, stroke } => {
            if invisible(*fill, *stroke) || points.len() < 2 {
                return Ok(());
            }
            out.push_str("<path d=\"");
            for (i, p) in points.iter().enumerate() {
                write!(out, "{}{} {}", if i == 0 { "M" } else { "L" }, two(p.x), two(p.y))?;
            }
            out.push_str(if *closed { "Z\"" } else { "\"" });
            paint(out, if *closed { *fill } else { Color32::TRANSPARENT }, *stroke)?;
        }
        Mark::Image { rect, png } => {
            let data = base64::engine::general_purpose::STANDARD.encode(png.as_slice());
            writeln!(
                out,
                "<image x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" \
                 preserveAspectRatio=\"none\" href=\"data:image/png;base64,{data}\"/>",
                two(rect.min.x),
                two(rect.min.y),
                two(rect.width()),
                two(rect.height())
            )?;
        }
        Mark::Text(run) => text(out, run)?,
    }
    Ok(())
}

fn text(out: &mut String, run: &TextRun) -> fmt::Result {
    if run.color.a() == 0 {
        return Ok(());
    }
    let (family, weight) = run.family;
    // What stands in where the family is not there.
    let generic = match family {
        "Inter" => "sans-serif",
        family if family.contains("Serif") => "serif",
        _ => "Inter, sans-serif",
    };
    write!(
        out,
        "<text x=\"{}\" y=\"{}\" font-family=\"{family}, {generic}\" font-size=\"{}\"",
        two(run.at.x),
        two(run.at.y),
        two(run.size)
    )?;
    if run.angle != 0.0 {
        let (x, y) = (two(run.at.x), two(run.at.y));
        write!(out, " transform=\"rotate({} {x} {y})\"", two(run.angle.to_degrees()))?;
    }
    if weight != 400 {
        write!(out, " font-weight=\"{weight}\"")?;
    }
    // One or two letters have no spacing to adjust.
    if run.width > 0.0 && run.text.chars().count() > 2 {
        write!(out, " textLength=\"{}\"", two(run.width))?;
    }
    let (fill, alpha) = color(run.color);
    write!(out, " fill=\"{fill}\"")?;
    if alpha < 1.0 {
        write!(out, " fill-opacity=\"{}\"", two(alpha))?;
    }
    // Isolated, so that letters of right-to-left scripts cannot reorder what stands beside them.
    out.push_str(" xml:space=\"preserve\" unicode-bidi=\"isolate\">");
    match &run.words[..] {
        [] => out.push_str(&escape(&run.text)),
        [(_, phrase)] => out.push_str(&escape(phrase)),
        words => spread(out, run.at.x, words)?,
    }
    out.push_str("</text>\n");
    Ok(())
}

/// Words each at their place in one text.
fn spread(out: &mut String, left: f32, words: &[(f32, String)]) -> fmt::Result {
    for (i, (x, word)) in words.iter().enumerate() {
        let x = two(left + x);
        // The spaces between the words are those of the screen. One in the text alone, in a place of
        // its own, keeps the words apart when they are copied.
        if i > 0 {
            write!(out, "<tspan x=\"{x}\"> </tspan>")?;
        }
        // Signs at the ends of a right-to-left word stand on its side (UAX 9, 2.6).
        let rtl = word.chars().any(crate::ui::bidi::is_rtl);
        let mark = if rtl { "\u{200F}" } else { "" };
        write!(out, "<tspan x=\"{x}\">{mark}{}{mark}</tspan>", escape(word))?;
    }
    Ok(())
}

fn invisible(fill: Color32, stroke: Stroke) -> bool {
    fill.a() == 0 && stroke.is_empty()
}

fn paint(out: &mut String, fill: Color32, stroke: Stroke) -> fmt::Result {
    let (hex, alpha) = color(fill);
    if fill.a() == 0 {
        out.push_str(" fill=\"none\"");
    } else {
        write!(out, " fill=\"{hex}\"")?;
        if alpha < 1.0 {
            write!(out, " fill-opacity=\"{}\"", two(alpha))?;
        }
    }
    if !stroke.is_empty() {
        let (hex, alpha) = color(stroke.color);
        write!(out, " stroke=\"{hex}\" stroke-width=\"{}\"", two(stroke.width))?;
        if alpha < 1.0 {
            write!(out, " stroke-opacity=\"{}\"", two(alpha))?;
        }
    }
    out.push_str("/>\n");
    Ok(())
}

fn color(c: Color32) -> (String, f32) {
    let [r, g, b, a] = c.to_srgba_unmultiplied();
    (format!("#{r:02X}{g:02X}{b:02X}"), f32::from(a) / 255.0)
}

/// Two decimals at most, without zeros at the end and without a negative zero.
fn two(n: f32) -> String {
    let text = format!("{n:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if matches!(text, "-0" | "") { "0".to_owned() } else { text.to_owned() }
}

/// Text for XML; characters XML cannot hold become the replacement mark.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}
