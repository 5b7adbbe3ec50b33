//! Design tokens from `assets/theme`, and the fonts. The only place where colours are made.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use egui::{
    Color32, Context, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Stroke, Style,
    TextStyle, Theme, Visuals,
};

/// A colour as plain data: what panels decide on before anything is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rgb(pub [u8; 3]);

impl From<Color32> for Rgb {
    /// The opaque form.
    fn from(color: Color32) -> Self {
        Self([color.r(), color.g(), color.b()])
    }
}

impl From<Rgb> for Color32 {
    #[expect(clippy::disallowed_methods, reason = "this is the one place where colours are made")]
    fn from(Rgb([r, g, b]): Rgb) -> Self {
        Self::from_rgb(r, g, b)
    }
}

impl std::fmt::Display for Rgb {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self([r, g, b]) = self;
        write!(f, "#{r:02X}{g:02X}{b:02X}")
    }
}

impl serde::Serialize for Rgb {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

/// The role colours of one theme.
#[derive(Clone, Debug)]
pub struct Tokens {
    /// Behind everything.
    pub paper: Color32,
    /// Behind the content of a panel.
    pub panel: Color32,
    /// Text.
    pub ink: Color32,
    /// Lesser text.
    pub secondary: Color32,
    /// Borders.
    pub hairline: Color32,
    /// Buttons and chips at rest.
    pub control: Color32,
    /// Buttons and chips under the pointer.
    pub control_hover: Color32,
    /// What is active.
    pub accent: Color32,
    /// Behind what is active.
    pub accent_tint: Color32,
    /// Text on the accent.
    pub on_accent: Color32,
    /// Marks that belong to no category.
    pub neutral: Color32,
    /// Doubtful.
    pub warning: Color32,
    /// Wrong.
    pub danger: Color32,
    /// Eight categorical colours, safe for the colour-blind.
    pub categories: [Color32; 8],
    /// Whether text is light on dark.
    pub dark: bool,
}

static LIGHT: LazyLock<Tokens> =
    LazyLock::new(|| read(include_str!("../../assets/theme/light.json"), false));
static DARK: LazyLock<Tokens> =
    LazyLock::new(|| read(include_str!("../../assets/theme/dark.json"), true));

/// Smallest contrast of marks against the panel (WCAG 2.2, 1.4.11).
pub const MARK_CONTRAST: f32 = 3.0;

fn read(roles: &str, dark: bool) -> Tokens {
    let palette: BTreeMap<String, String> =
        serde_json::from_str(include_str!("../../assets/theme/palette.json")).unwrap_or_default();
    let roles: serde_json::Value = serde_json::from_str(roles).unwrap_or_default();
    let named = |name: Option<&str>| {
        name.and_then(|n| palette.get(n)).and_then(|hex| parse(hex)).unwrap_or(Color32::MAGENTA)
    };
    let role = |key: &str| named(roles[key].as_str());
    Tokens {
        paper: role("paper"),
        panel: role("panel"),
        ink: role("ink"),
        secondary: role("secondary"),
        hairline: role("hairline"),
        control: role("control"),
        control_hover: role("control_hover"),
        accent: role("accent"),
        accent_tint: role("accent_tint"),
        on_accent: role("on_accent"),
        neutral: role("neutral"),
        warning: role("warning"),
        danger: role("danger"),
        categories: std::array::from_fn(|i| named(roles["categories"][i].as_str())),
        dark,
    }
}

/// Reads `#RRGGBB` (alpha, if any, is left out).
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this is the one place where colours are made")]
pub fn parse(hex: &str) -> Option<Color32> {
    let digits = hex.strip_prefix('#').filter(|d| d.is_ascii() && d.len() >= 6)?;
    let byte = |i: usize| u8::from_str_radix(digits.get(i..i + 2)?, 16).ok();
    Some(Color32::from_rgb(byte(0)?, byte(2)?, byte(4)?))
}

impl Tokens {
    /// The tokens of a theme.
    #[must_use]
    pub fn of(theme: Theme) -> &'static Self {
        if theme == Theme::Dark { &DARK } else { &LIGHT }
    }

    /// A colour from a file, moved towards the ink only as far as it must be to stand out from the
    /// panel.
    #[must_use]
    pub fn legible(&self, color: Color32) -> Color32 {
        let mut out = color;
        for step in 1..=20u8 {
            if contrast(out, self.panel) >= MARK_CONTRAST {
                break;
            }
            out = mix(color, self.ink, f32::from(step) / 20.0);
        }
        out
    }

    /// The pale form of a colour, for totals and backgrounds.
    #[must_use]
    pub fn tint(&self, color: impl Into<Color32>) -> Color32 {
        mix(self.panel, color, if self.dark { 0.26 } else { 0.20 })
    }

    /// A colour for text on its own tint.
    #[must_use]
    pub fn on_tint(&self, color: impl Into<Color32>) -> Color32 {
        let color = color.into();
        let tint = self.tint(color);
        let mut out = color;
        for step in 1..=20u8 {
            if contrast(out, tint) >= 4.5 {
                break;
            }
            out = mix(color, self.ink, f32::from(step) / 20.0);
        }
        out
    }

    /// Black or white, whichever reads better on `fill`.
    #[must_use]
    pub fn text_on(fill: Color32) -> Color32 {
        if contrast(Color32::WHITE, fill) >= contrast(Color32::BLACK, fill) {
            Color32::WHITE
        } else {
            Color32::BLACK
        }
    }
}

/// Paints a texture in its own colours.
pub const AS_IT_IS: Color32 = Color32::WHITE;

/// A colour from its channels, multiplied by the last one already.
#[must_use]
#[inline]
pub fn premultiplied(channels: [u8; 4]) -> Color32 {
    let [r, g, b, a] = channels;
    Color32::from_rgba_premultiplied(r, g, b, a)
}

/// `a` with a share `t` of `b`, in gamma space.
#[must_use]
pub fn mix(a: impl Into<Color32>, b: impl Into<Color32>, t: f32) -> Color32 {
    a.into().lerp_to_gamma(b.into(), t.clamp(0.0, 1.0))
}

/// Contrast ratio of two opaque colours (WCAG 2.2, relative luminance).
#[must_use]
pub fn contrast(a: Color32, b: Color32) -> f32 {
    let luminance = |c: Color32| {
        let channel = |v: u8| {
            let v = f32::from(v) / 255.0;
            if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(c.r()) + 0.7152 * channel(c.g()) + 0.0722 * channel(c.b())
    };
    let (x, y) = (luminance(a), luminance(b));
    (x.max(y) + 0.05) / (x.min(y) + 0.05)
}

/// Interface text of medium weight.
#[must_use]
pub fn medium() -> FontFamily {
    FontFamily::Name("medium".into())
}

/// Interface text, semibold.
#[must_use]
pub fn semibold() -> FontFamily {
    FontFamily::Name("semibold".into())
}

/// Quotations.
#[must_use]
pub fn serif() -> FontFamily {
    FontFamily::Name("serif".into())
}

/// Columns of numbers.
#[must_use]
pub fn numbers() -> FontFamily {
    FontFamily::Name("numbers".into())
}

pub use super::size;

/// The font faces bundled with the program: `(name, bytes, family name inside the file, weight)`.
pub const FACES: [(&str, &[u8], &str, u16); 5] = [
    ("inter", include_bytes!("../../assets/fonts/Inter-Regular.otf"), "Inter", 400),
    ("inter-medium", include_bytes!("../../assets/fonts/Inter-Medium.otf"), "Inter", 500),
    ("inter-semibold", include_bytes!("../../assets/fonts/Inter-SemiBold.otf"), "Inter", 600),
    (
        "source-serif",
        include_bytes!("../../assets/fonts/SourceSerif4-Regular.ttf"),
        "Source Serif 4",
        400,
    ),
    (
        "inter-numbers",
        include_bytes!("../../assets/fonts/InterNumbers-Regular.otf"),
        "Inter Numbers",
        400,
    ),
];

/// The bundled fonts as egui wants them.
#[must_use]
pub fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    for (name, bytes, ..) in FACES {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let chain = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
    fonts.families.insert(FontFamily::Proportional, chain(&["inter"]));
    fonts.families.insert(FontFamily::Monospace, chain(&["inter"]));
    fonts.families.insert(medium(), chain(&["inter-medium", "inter"]));
    fonts.families.insert(semibold(), chain(&["inter-semibold", "inter"]));
    fonts.families.insert(serif(), chain(&["source-serif", "inter"]));
    fonts.families.insert(numbers(), chain(&["inter-numbers", "inter"]));
    fonts
}

/// Puts fonts and both themes into a context. Call once; switching the theme is egui's own.
pub fn install(ctx: &Context) {
    ctx.set_fonts(fonts());
    // Where the system does not say, paper.
    ctx.options_mut(|o| o.fallback_theme = Theme::Light);
    for theme in [Theme::Light, Theme::Dark] {
        ctx.set_style_of(theme, style(Tokens::of(theme)));
    }
}

fn style(t: &Tokens) -> Style {
    let mut style = Style { visuals: visuals(t), ..Style::default() };
    let font = |size, family: FontFamily| FontId::new(size, family);
    style.text_styles = [
        (TextStyle::Body, font(size::BODY, FontFamily::Proportional)),
        (TextStyle::Button, font(size::BODY, FontFamily::Proportional)),
        (TextStyle::Small, font(size::SMALL, FontFamily::Proportional)),
        (TextStyle::Heading, font(size::TITLE, semibold())),
        (TextStyle::Monospace, font(size::BODY, FontFamily::Monospace)),
    ]
    .into();
    style.spacing.item_spacing = egui::vec2(size::GAP_LARGE, size::GAP);
    style.spacing.button_padding = egui::vec2(size::GAP_LARGE, size::GAP_SMALL);
    style.spacing.menu_margin = egui::Margin::same(6);
    style.spacing.interact_size.y = 26.0;
    style.spacing.scroll = egui::style::ScrollStyle::thin();
    style.interaction.tooltip_delay = 0.25;
    style.interaction.selectable_labels = false;
    style.animation_time = 0.12;
    style
}

fn visuals(t: &Tokens) -> Visuals {
    let mut v = if t.dark { Visuals::dark() } else { Visuals::light() };
    let radius = CornerRadius::same(size::RADIUS_CONTROL);
    v.panel_fill = t.paper;
    v.window_fill = t.panel;
    v.extreme_bg_color = t.panel;
    v.faint_bg_color = t.control;
    v.window_stroke = Stroke::new(size::LINE, t.hairline);
    v.window_corner_radius = CornerRadius::same(size::RADIUS_PANEL);
    v.menu_corner_radius = CornerRadius::same(8);
    v.hyperlink_color = t.accent;
    v.warn_fg_color = t.warning;
    v.error_fg_color = t.danger;
    v.selection.bg_fill = t.accent_tint;
    v.selection.stroke = Stroke::new(size::LINE, t.ink);
    v.button_frame = true;
    // A caret that blinks draws the whole window anew twice a second: without a graphics card that
    // is a third of a processor.
    v.text_cursor.blink = false;
    let w = &mut v.widgets;
    for (state, fill) in [
        (&mut w.noninteractive, t.panel),
        (&mut w.inactive, t.control),
        (&mut w.hovered, t.control_hover),
        (&mut w.active, t.accent_tint),
        (&mut w.open, t.control_hover),
    ] {
        state.bg_fill = fill;
        state.weak_bg_fill = fill;
        state.bg_stroke = Stroke::NONE;
        state.fg_stroke = Stroke::new(size::LINE, t.ink);
        state.corner_radius = radius;
        state.expansion = 0.0;
    }
    // Boxes to tick are seen before they are ticked; buttons keep their own ground.
    w.inactive.bg_fill = mix(t.panel, t.neutral, 0.3);
    w.hovered.bg_fill = mix(t.panel, t.neutral, 0.45);
    w.noninteractive.bg_stroke = Stroke::new(size::LINE, t.hairline);
    w.active.bg_stroke = Stroke::new(size::LINE, t.accent);
    v
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_complete_and_legible() {
        for theme in [Theme::Light, Theme::Dark] {
            let t = Tokens::of(theme);
            for back in [t.panel, t.paper] {
                for text in [t.ink, t.secondary, t.accent, t.warning, t.danger] {
                    assert!(
                        contrast(text, back) >= 4.5,
                        "{theme:?} {text:?} on {back:?}: {}",
                        contrast(text, back)
                    );
                }
            }
            assert!(contrast(t.on_accent, t.accent) >= 4.5);
            assert!(contrast(t.ink, t.accent_tint) >= 4.5);
            assert!(contrast(t.secondary, t.control) >= 4.5, "{theme:?}");
            assert!(contrast(t.neutral, t.panel) >= MARK_CONTRAST);
            for c in t.categories {
                assert!(c != Color32::MAGENTA);
                assert!(contrast(c, t.panel) >= MARK_CONTRAST, "{theme:?} {c:?}");
                assert!(contrast(t.on_tint(c), t.tint(c)) >= 4.5, "{theme:?} {c:?}");
            }
            for hex in ["#FFFF00", "#000000", "#FFFFFF", "#00AFCA", "#1D2129"] {
                let c = t.legible(parse(hex).unwrap());
                assert!(contrast(c, t.panel) >= MARK_CONTRAST - 0.01, "{theme:?} {hex}");
            }
        }
    }
}
