//! A page of resolved vector marks, from which every format is written.

use egui::{Color32, Pos2, Rect, Stroke};

/// One line of text in one font.
#[derive(Clone, Debug, PartialEq)]
pub struct TextRun {
    /// The characters.
    pub text: String,
    /// Left end of the baseline.
    pub at: Pos2,
    /// By how much it is turned around [`Self::at`], in radians, clockwise.
    pub angle: f32,
    /// Width it took on screen, so that another renderer keeps it; 0 leaves it to the renderer.
    pub width: f32,
    /// Where its words stand from the left end, in the order they are read, when their letters join
    /// or stand around each other: such words keep their shape as a whole and are never spread. Empty
    /// for all other text.
    pub words: Vec<(f32, String)>,
    /// Size in points.
    pub size: f32,
    /// CSS family and weight.
    pub family: (&'static str, u16),
    /// Colour.
    pub color: Color32,
}

/// One mark.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A rectangle, perhaps with round corners.
    Rect {
        /// Place.
        rect: Rect,
        /// Corner radius.
        radius: f32,
        /// Inside.
        fill: Color32,
        /// Border, centred on the edge.
        stroke: Stroke,
    },
    /// A circle.
    Circle {
        /// Centre.
        center: Pos2,
        /// Radius.
        radius: f32,
        /// Inside.
        fill: Color32,
        /// Border.
        stroke: Stroke,
    },
    /// Straight lines from point to point.
    Path {
        /// The points.
        points: Vec<Pos2>,
        /// Whether the last is joined to the first.
        closed: bool,
        /// Inside.
        fill: Color32,
        /// Line.
        stroke: Stroke,
    },
    /// A picture of pixels: its place, and its bytes as PNG.
    Image {
        /// Place.
        rect: Rect,
        /// The file.
        png: std::sync::Arc<Vec<u8>>,
    },
    /// Text.
    Text(TextRun),
}

/// A page.
#[derive(Clone)]
pub struct Page {
    /// Width and height in points.
    pub size: [f32; 2],
    /// Title, for the reader of the file.
    pub title: String,
    /// Language of the texts.
    pub language: &'static str,
    /// Marks and what cuts them, from back to front.
    pub marks: Vec<(Rect, Mark)>,
    /// Fonts found on the system for other scripts: bytes and their place in the file.
    pub fonts: Vec<std::sync::Arc<dyn AsRef<[u8]> + Send + Sync>>,
}
