//! Very many lines and dots drawn on the processor into a picture, in bands side by side and in
//! portions: what a machine without a graphics card can do for a hundred thousand marks.

use egui::{Color32, ColorImage, Pos2};
use rayon::prelude::*;

/// A straight line.
#[derive(Clone, Copy, Debug)]
pub struct Segment {
    /// One end, in pixels.
    pub from: Pos2,
    /// The other end.
    pub to: Pos2,
    /// Its colour.
    pub color: Color32,
}

impl Segment {
    /// Pixels it takes in a picture of a size, at most.
    #[must_use]
    pub fn length(&self, size: [usize; 2]) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "a picture's side")]
        let [width, height] = size.map(|s| s as f32);
        let span = |a: f32, b: f32, end: f32| (a.max(b).min(end) - a.min(b).max(0.0)).max(0.0);
        let (x, y) = (span(self.from.x, self.to.x, width), span(self.from.y, self.to.y, height));
        x.max(y)
    }
}

/// A filled circle.
#[derive(Clone, Copy, Debug)]
pub struct Dot {
    /// Its centre, in pixels.
    pub at: Pos2,
    /// Its radius, in pixels.
    pub radius: f32,
    /// Its colour.
    pub color: Color32,
}

/// Rows of pixels drawn by one thread.
const BAND: usize = 64;

/// A picture marks are drawn into, some at a time.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Four bytes a pixel: red, green, blue and opacity.
    pixels: Vec<u32>,
    size: [usize; 2],
}

impl Picture {
    /// An empty picture of `size` pixels on `ground`.
    #[must_use]
    pub fn new(size: [usize; 2], ground: Color32) -> Self {
        Self { pixels: vec![packed(ground); size[0] * size[1]], size }
    }

    /// Draws lines over what is there. `strength` is how much a line covers what lies under it, 0
    /// to 1.
    pub fn lines(&mut self, lines: &[Segment], strength: f32) {
        let ends = |l: &Segment| {
            let (a, b) = (l.from, l.to);
            [a.x.min(b.x), a.x.max(b.x), a.y.min(b.y), a.y.max(b.y)]
        };
        self.bands(lines, ends, |canvas, line| canvas.line(line, strength));
    }

    /// Draws dots over what is there.
    pub fn dots(&mut self, dots: &[Dot]) {
        let ends = |d: &Dot| {
            let (p, r) = (d.at, d.radius + 1.0);
            [p.x - r, p.x + r, p.y - r, p.y + r]
        };
        #[expect(
            clippy::redundant_closure_for_method_calls,
            reason = "the method is of one lifetime, the closure of any"
        )]
        self.bands(dots, ends, |canvas, dot| canvas.dot(dot));
    }

    /// Draws each mark in the bands it touches, `ends` being its left, right, top and bottom.
    fn bands<T: Sync>(
        &mut self,
        marks: &[T],
        ends: impl Fn(&T) -> [f32; 4],
        draw: impl Fn(&mut Canvas<'_>, &T) + Sync,
    ) {
        let [width, height] = self.size;
        let bands = height.div_ceil(BAND).max(1);
        let band_of = |y: f32| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "clamped to the picture"
            )]
            let row = y.clamp(0.0, 1e6) as usize;
            (row / BAND).min(bands - 1)
        };
        #[expect(clippy::cast_precision_loss, reason = "a picture's side")]
        let (right, bottom) = (width as f32, height as f32);
        let mut touching: Vec<Vec<u32>> = vec![Vec::new(); bands];
        for (mark, n) in marks.iter().zip(0u32..) {
            let [x0, x1, y0, y1] = ends(mark);
            if x1 < 0.0 || x0 > right || y1 < 0.0 || y0 > bottom {
                continue;
            }
            for band in &mut touching[band_of(y0)..=band_of(y1)] {
                band.push(n);
            }
        }
        let rows = self.pixels.par_chunks_mut((width * BAND).max(1));
        rows.zip(touching).enumerate().for_each(|(i, (rows, marked))| {
            let mut canvas = Canvas { rows, width, first: i * BAND };
            for n in marked {
                draw(&mut canvas, &marks[n as usize]);
            }
        });
    }

    /// The picture as it is.
    #[must_use]
    pub fn image(&self) -> ColorImage {
        ColorImage::new(
            self.size,
            self.pixels.iter().map(|p| super::theme::premultiplied(p.to_le_bytes())).collect(),
        )
    }
}

struct Canvas<'a> {
    rows: &'a mut [u32],
    width: usize,
    first: usize,
}

impl Canvas<'_> {
    /// Covers one pixel by `share` of 256; what lies outside is left out.
    #[inline]
    fn blend(&mut self, x: i32, y: i32, color: u32, share: u32) {
        let Ok(x) = usize::try_from(x) else { return };
        let Some(y) = usize::try_from(y).ok().and_then(|y| y.checked_sub(self.first)) else {
            return;
        };
        if x >= self.width {
            return;
        }
        if let Some(pixel) = self.rows.get_mut(y * self.width + x) {
            *pixel = mixed(*pixel, color, share);
        }
    }

    /// A line one pixel wide, smoothed along its steeper side (Wu 1991, without end caps).
    fn line(&mut self, line: &Segment, strength: f32) {
        let (mut a, mut b) = (line.from, line.to);
        let steep = (b.y - a.y).abs() > (b.x - a.x).abs();
        if steep {
            (a.x, a.y, b.x, b.y) = (a.y, a.x, b.y, b.x);
        }
        if a.x > b.x {
            std::mem::swap(&mut a, &mut b);
        }
        let slope = (b.y - a.y) / (b.x - a.x).max(1e-3);
        let height = self.rows.len() / self.width.max(1);
        #[expect(clippy::cast_precision_loss, reason = "a picture's side")]
        let (top, bottom, right) =
            (self.first as f32, (self.first + height) as f32, self.width as f32);
        let ((low, high), (near, far)) =
            if steep { ((top, bottom), (0.0, right)) } else { ((0.0, right), (top, bottom)) };
        let (mut from, mut to) = (a.x.max(low), b.x.min(high));
        // Only where the line is within the canvas the other way too.
        if slope.abs() > 1e-6 {
            let (p, q) = (a.x + (near - 2.0 - a.y) / slope, a.x + (far + 2.0 - a.y) / slope);
            (from, to) = (from.max(p.min(q)), to.min(p.max(q)));
        }
        let color = packed(line.color);
        #[expect(clippy::cast_possible_truncation, reason = "within the picture")]
        let (from, to) = (from.round() as i32, to.round() as i32);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and 256"
        )]
        let strength = (strength.clamp(0.0, 1.0) * 256.0) as u32;
        for x in from..=to {
            // In 256ths of a pixel.
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_precision_loss,
                reason = "within the picture"
            )]
            let y = ((a.y + slope * (x as f32 - a.x)).clamp(-1e6, 1e6) * 256.0) as i32;
            let (whole, part) = (y >> 8, (y & 255).unsigned_abs());
            for (row, share) in [(whole, 256 - part), (whole + 1, part)] {
                let (px, py) = if steep { (row, x) } else { (x, row) };
                self.blend(px, py, color, (share * strength) >> 8);
            }
        }
    }

    fn dot(&mut self, dot: &Dot) {
        let (r, color) = (dot.radius, packed(dot.color));
        #[expect(clippy::cast_possible_truncation, reason = "clipped by the canvas")]
        let bounds = [dot.at.x - r, dot.at.x + r, dot.at.y - r, dot.at.y + r]
            .map(|v| v.clamp(-1e6, 1e6).round() as i32);
        for y in bounds[2]..=bounds[3] {
            for x in bounds[0]..=bounds[1] {
                #[expect(clippy::cast_precision_loss, reason = "within the picture")]
                let (dx, dy) = (x as f32 - dot.at.x, y as f32 - dot.at.y);
                let cover = (r + 0.5 - (dx * dx + dy * dy).sqrt()).clamp(0.0, 1.0);
                if cover > 0.0 {
                    #[expect(
                        clippy::cast_possible_truncation,
                        clippy::cast_sign_loss,
                        reason = "between 0 and 256"
                    )]
                    self.blend(x, y, color, (cover * 256.0) as u32);
                }
            }
        }
    }
}

fn packed(color: Color32) -> u32 {
    u32::from_le_bytes(color.to_array())
}

/// One colour over another, by a share of 256: two channels at a time, each with room for its
/// product.
#[inline]
fn mixed(under: u32, over: u32, share: u32) -> u32 {
    const PAIR: u32 = 0x00FF_00FF;
    let t = share.min(256);
    let mix = |a: u32, b: u32| (a * (256 - t) + b * t) >> 8 & PAIR;
    mix(under & PAIR, over & PAIR) | mix(under >> 8 & PAIR, over >> 8 & PAIR) << 8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::parse;

    #[test]
    fn marks_are_where_they_belong_and_the_edge_harms_nothing() {
        let (white, ink) = (parse("#FFFFFF").unwrap(), parse("#000000").unwrap());
        let line = |a: [f32; 2], b: [f32; 2]| Segment { from: a.into(), to: b.into(), color: ink };
        let lines = [
            line([0.0, 10.0], [199.0, 10.0]),
            line([50.0, -500.0], [50.0, 900.0]),
            line([-1e7, -1e7], [1e7, 1e7]),
            line([20.0, 20.0], [20.0, 20.0]),
        ];
        let dots = [
            Dot { at: egui::pos2(100.0, 100.0), radius: 5.0, color: ink },
            Dot { at: egui::pos2(-3.0, 400.0), radius: 4.0, color: ink },
        ];
        let drawn = |size: [usize; 2]| {
            let mut picture = Picture::new(size, white);
            picture.lines(&lines, 1.0);
            picture.dots(&dots);
            picture.image()
        };
        let image = drawn([200, 150]);
        let at = |x: usize, y: usize| image.pixels[y * 200 + x];
        assert_eq!((at(100, 10), at(50, 140), at(100, 100)), (ink, ink, ink));
        assert_eq!((at(150, 120), at(110, 60)), (white, white));
        assert_eq!(drawn([0, 0]).pixels.len(), 0);
    }
}
