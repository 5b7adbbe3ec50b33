//! The system's file dialogs, on a thread of their own: they may answer late or never, and whether
//! there is one at all is found out before it is asked, as `rfd` answers "none" to both.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread::Builder;

use egui::Context;

use crate::export::FORMATS;
use crate::formats;
use crate::host::{NoDialog, Texts, Told};
use crate::workbench::PathFor;

/// Asks for a path; `None` when no thread can be had.
pub(super) fn ask(ctx: &Context, purpose: PathFor, texts: Texts) -> Option<Receiver<Told>> {
    let (send, told) = channel::<Told>();
    let ctx = ctx.clone();
    let ask = move || {
        send.send(asked(purpose, &texts)).ok();
        ctx.request_repaint();
    };
    if cfg!(target_os = "macos") {
        // AppKit shows dialogs on the main thread only.
        ask();
    } else if Builder::new().name("file-dialog".to_owned()).spawn(ask).is_err() {
        return None;
    }
    Some(told)
}

fn asked(purpose: PathFor, texts: &Texts) -> Told {
    if !can_ask() {
        return Err(NoDialog);
    }
    FAILED.store(false, Ordering::Relaxed);
    let mut dialog = rfd::FileDialog::new().set_title(&texts.title);
    dialog = match purpose {
        PathFor::Export => {
            let endings: Vec<&str> = FORMATS.iter().map(|f| f.ending).collect();
            dialog.add_filter(&texts.pictures, &endings)
        }
        PathFor::Open => {
            let endings: Vec<&str> =
                formats::FORMATS.iter().flat_map(|f| f.endings).copied().collect();
            dialog.add_filter(&texts.datasets, &endings)
        }
        PathFor::SaveAs | PathFor::SaveCopy => {
            dialog.add_filter(&texts.datasets, formats::native::FORMAT.endings)
        }
    };
    let path = match purpose {
        PathFor::Open => dialog.pick_file(),
        PathFor::SaveAs => dialog.set_file_name(&texts.name).save_file(),
        PathFor::SaveCopy => dialog.set_file_name("copy.coop.json").save_file(),
        PathFor::Export => dialog.set_file_name("board.svg").save_file(),
    };
    if path.is_none() && FAILED.load(Ordering::Relaxed) {
        return Err(NoDialog);
    }
    Ok(path.map(crate::store::text_of))
}

/// Whether `rfd` said that a dialog failed.
static FAILED: AtomicBool = AtomicBool::new(false);

/// A log that also hears `rfd` say that a dialog could not be shown, which its answer does not
/// tell from a dialog that was cancelled.
pub struct Ear<L>(pub L);

impl<L: log::Log> log::Log for Ear<L> {
    fn enabled(&self, metadata: &log::Metadata<'_>) -> bool {
        metadata.level() == log::Level::Error || self.0.enabled(metadata)
    }

    fn log(&self, record: &log::Record<'_>) {
        if record.level() == log::Level::Error && record.target().starts_with("rfd") {
            FAILED.store(true, Ordering::Relaxed);
        }
        if self.0.enabled(record.metadata()) {
            self.0.log(record);
        }
    }

    fn flush(&self) {
        self.0.flush();
    }
}

/// Whether this system has a file dialog to ask: on Linux a desktop portal that answers for its
/// file chooser, or `zenity`.
fn can_ask() -> bool {
    #[cfg(target_os = "linux")]
    {
        has_zenity() || has_portal()
    }
    #[cfg(not(target_os = "linux"))]
    {
        true
    }
}

#[cfg(target_os = "linux")]
fn has_zenity() -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join("zenity").is_file())
}

/// Asks the portal for the version of its file chooser: it has none without a backend for it.
#[cfg(target_os = "linux")]
fn has_portal() -> bool {
    let asked = || -> zbus::Result<()> {
        let bus = zbus::blocking::connection::Builder::session()?
            .method_timeout(std::time::Duration::from_secs(2))
            .build()?;
        let name = "org.freedesktop.portal";
        bus.call_method(
            Some(format!("{name}.Desktop").as_str()),
            "/org/freedesktop/portal/desktop",
            Some("org.freedesktop.DBus.Properties"),
            "Get",
            &(format!("{name}.FileChooser").as_str(), "version"),
        )?;
        Ok(())
    };
    asked().inspect_err(|e| log::info!("no file dialog: {e}")).is_ok()
}
