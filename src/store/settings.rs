//! The settings on disk. What cannot be read is kept aside, never written over.

use std::fs;
use std::io;
use std::path::PathBuf;

use super::place::text_of;
use super::{ReadError, is_absolute, read_file, save};
use crate::text::Words;
use crate::view::Settings;

/// Where the settings are kept, or `None` when the system has no such place.
#[must_use]
pub fn settings_path() -> Option<PathBuf> {
    use etcetera::BaseStrategy as _;
    let dirs = etcetera::choose_base_strategy().ok()?;
    let path = dirs.config_dir().join("cooperama").join("settings.json");
    Some(path).filter(|p| p.is_absolute())
}

/// What became of the settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Kept {
    /// They are as they were.
    #[default]
    Fine,
    /// They could not be understood, and are kept under this name.
    Aside(String),
    /// They could not be read, or not be kept aside: they are left alone, and nothing is kept.
    Unreadable(String),
}

impl Kept {
    /// The sentence for people; `None` when there is nothing to say.
    #[must_use]
    pub fn message(&self, words: &Words) -> Option<String> {
        match self {
            Self::Fine => None,
            Self::Aside(path) => Some(words.ts("settings-aside", &[("path", path.clone())])),
            Self::Unreadable(why) => {
                Some(words.ts("settings-unreadable", &[("reason", why.clone())]))
            }
        }
    }
}

/// The settings kept, or the defaults; and what became of settings that cannot be understood.
#[must_use]
pub fn load_settings() -> (Settings, Kept) {
    let Some(path) = settings_path() else { return (Settings::default(), Kept::Fine) };
    let bytes = match read_file(&text_of(&path)) {
        Ok(bytes) => bytes,
        Err(ReadError::Missing) => return (Settings::default(), Kept::Fine),
        Err(e) => return (Settings::default(), Kept::Unreadable(e.to_string())),
    };
    let read = std::str::from_utf8(&bytes).ok().and_then(|text| Settings::from_json(text).ok());
    let Some(mut settings) = read else {
        let kept = keep_aside(&path)
            .map_or_else(|e| Kept::Unreadable(e.to_string()), |p| Kept::Aside(text_of(p)));
        return (Settings::default(), kept);
    };
    // A path of an earlier version may lead elsewhere from here.
    settings.recent.retain(|p| is_absolute(p));
    settings.views.retain(|p, _| is_absolute(p));
    (settings, Kept::Fine)
}

/// Gives a file a name that is free.
fn keep_aside(path: &std::path::Path) -> io::Result<PathBuf> {
    for n in 1..1000 {
        let aside = path.with_extension(format!("unreadable-{n}.json"));
        // A link first: what has the name already is not replaced.
        match fs::hard_link(path, &aside) {
            Ok(()) => {
                fs::remove_file(path)?;
                return Ok(aside);
            }
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
            Err(_) if !aside.exists() => {
                // A file system without links.
                fs::rename(path, &aside)?;
                return Ok(aside);
            }
            Err(e) => return Err(e),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Keeps the settings.
///
/// # Errors
/// Why they could not be kept, as a sentence; it must never stand in the way of work.
pub fn keep_settings(settings: &Settings, words: &Words) -> Result<(), String> {
    let Some(path) = settings_path() else { return Ok(()) };
    let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
    let kept = folder
        .map_err(super::SaveError::Other)
        .and_then(|()| save(&text_of(&path), settings.to_json().as_bytes()));
    kept.map_err(|e| {
        log::warn!("settings not kept: {e}");
        words.ts("settings-not-kept", &[("reason", e.message(words))])
    })
}
