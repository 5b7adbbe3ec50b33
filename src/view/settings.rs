//! What a person set, kept between starts. A file that cannot be read gives the defaults; unknown
//! members are ignored.

use serde::{Deserialize, Serialize};

use crate::text::Language;

/// Most recent files kept (GNOME HIG).
pub const MAX_RECENT: usize = 6;

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ThemeChoice {
    /// As the system says.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// Where the window was.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WindowPlace {
    /// Width and height of the content, in points.
    pub size: [f32; 2],
    /// Whether it filled the screen.
    pub maximized: bool,
}

/// How a file was last looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct KeptView {
    /// The filter in its text form.
    pub filter: String,
    /// The modes of the panels, as `sectors=treemap`.
    pub modes: Vec<String>,
    /// Its own arrangement of panels, by size class; empty when it is the person's default.
    #[serde(skip_serializing_if = "serde_json::Map::is_empty")]
    pub arrangements: serde_json::Map<String, serde_json::Value>,
}

/// Everything kept between starts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Settings {
    /// The language, when the person chose one.
    pub language: Option<Language>,
    /// The theme.
    pub theme: ThemeChoice,
    /// Recently opened files, newest first.
    pub recent: Vec<String>,
    /// The window.
    pub window: Option<WindowPlace>,
    /// The zoom of the interface, 1 = 100 %.
    pub zoom: Option<f32>,
    /// The line for newcomers was put away.
    pub hint_dismissed: bool,
    /// How each of the recent files was last looked at.
    pub views: std::collections::BTreeMap<String, KeptView>,
    /// The arrangement of panels for datasets without one of their own, by size class; read and
    /// written by the workbench.
    pub arrangements: serde_json::Map<String, serde_json::Value>,
}

impl Settings {
    /// Reads settings.
    ///
    /// # Errors
    /// When the text is no settings of this or an earlier version.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// The text to keep.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// Puts a file at the head of the recent ones.
    pub fn remember(&mut self, path: &str) {
        self.recent.retain(|p| p != path);
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(MAX_RECENT);
        let recent = &self.recent;
        self.views.retain(|path, _| recent.contains(path));
    }
}
