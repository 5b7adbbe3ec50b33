//! Right-to-left text in the order egui draws it.
//!
//! egui shapes each word in its own direction but places words from left to right, so a phrase in
//! Arabic or Hebrew would come out with its words reversed. Here the words of a line are put in
//! visual order before they are laid out (UAX #9). What the text says is not known here.

use std::borrow::Cow;

use egui::{Color32, FontId, Painter};
use unicode_bidi::BidiInfo;

/// Whether the text holds a letter of a right-to-left script.
#[must_use]
pub fn is_rtl(c: char) -> bool {
    matches!(u32::from(c), 0x0590..=0x08FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFC | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF)
}

/// Whether a character's shape or place depends on its neighbours: right-to-left letters, and the
/// scripts whose vowel signs stand around their letters (Unicode blocks from Devanagari to Khmer,
/// combining marks). Such words keep their shape only as a whole.
#[must_use]
pub fn joins(c: char) -> bool {
    is_rtl(c)
        || matches!(u32::from(c), 0x0300..=0x036F | 0x0900..=0x109F | 0x1780..=0x18AF | 0x1900..=0x1CFF | 0xA8E0..=0xA8FF | 0xA980..=0xAA7F)
}

/// One line in visual order; text without right-to-left letters is left alone.
#[must_use]
pub fn line(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_rtl) {
        return Cow::Borrowed(text);
    }
    let info = BidiInfo::new(text, None);
    let mut out = String::with_capacity(text.len());
    for paragraph in &info.paragraphs {
        let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
        for run in runs {
            let words = &text[run.clone()];
            if levels[run.start].is_rtl() {
                let reversed: Vec<&str> = words.split(' ').rev().collect();
                out.push_str(&reversed.join(" "));
            } else {
                out.push_str(words);
            }
        }
    }
    Cow::Owned(out)
}

/// Text broken into lines of at most `width` points, each in visual order. Text without
/// right-to-left letters is left to egui.
#[must_use]
pub fn wrap<'t>(painter: &Painter, text: &'t str, font: &FontId, width: f32) -> Cow<'t, str> {
    if !text.chars().any(is_rtl) {
        return Cow::Borrowed(text);
    }
    let measure = |text: &str| {
        painter.layout_no_wrap(text.to_owned(), font.clone(), Color32::PLACEHOLDER).size().x
    };
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(last) if measure(&format!("{last} {word}")) <= width => {
                last.push(' ');
                last.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    let lines: Vec<Cow<'_, str>> = lines.iter().map(|l| line(l)).collect();
    Cow::Owned(lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn words_of_a_right_to_left_phrase_are_put_in_visual_order() {
        assert_eq!(line("Xi Jinping"), "Xi Jinping");
        assert_eq!(line("المملكة العربية السعودية"), "السعودية العربية المملكة");
        // A number keeps its own order inside the phrase.
        assert_eq!(line("عام 2015 في"), "في 2015 عام");
        // In a left-to-right line only the phrase turns.
        assert_eq!(line("China الطاقة المتجددة 3"), "China 3 المتجددة الطاقة");
    }
}
