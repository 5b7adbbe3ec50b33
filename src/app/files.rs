//! The system's file dialogs, on a thread of their own: they may answer late or never, and whether
//! there is one at all is found out before it is asked, as `rfd` answers "none" to both.

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread::Builder;
use std::time::Instant;

use egui::Context;

use crate::workbench::PathFor;

/// Words in the dialog.
pub(super) struct Texts {
    pub(super) title: String,
    pub(super) datasets: String,
    pub(super) pictures: String,
    /// The name a file is offered under.
    pub(super) name: String,
}

/// What came of a dialog.
pub(super) enum Answer {
    /// Nothing yet.
    Waiting,
    /// The path chosen.
    Path(String),
    /// The person cancelled it.
    Cancelled,
    /// There is no dialog on this system, or it failed.
    NoDialog,
}

/// What the dialog's thread tells.
type Told = Result<Option<String>, NoDialog>;

/// There is no dialog on this system, or it failed.
struct NoDialog;

/// A dialog that was asked for.
pub(super) struct Dialog {
    pub(super) purpose: PathFor,
    pub(super) started: Instant,
    /// The path field was shown in the meantime.
    pub(super) field_offered: Cell<bool>,
    answer: Receiver<Told>,
}

impl Dialog {
    /// Asks for a path; `None` when no thread can be had.
    pub(super) fn start(ctx: &Context, purpose: PathFor, texts: Texts) -> Option<Self> {
        let (send, answer) = channel::<Told>();
        let ctx = ctx.clone();
        let ask = move || {
            if !can_ask() {
                send.send(Err(NoDialog)).ok();
                ctx.request_repaint();
                return;
            }
            FAILED.store(false, Ordering::Relaxed);
            let mut dialog = rfd::FileDialog::new().set_title(&texts.title);
            dialog = match purpose {
                PathFor::Export => dialog.add_filter(&texts.pictures, &["svg", "png"]),
                PathFor::Open | PathFor::SaveAs | PathFor::SaveCopy => {
                    dialog.add_filter(&texts.datasets, &["json"])
                }
            };
            let path = match purpose {
                PathFor::Open => dialog.pick_file(),
                PathFor::SaveAs => dialog.set_file_name(&texts.name).save_file(),
                PathFor::SaveCopy => dialog.set_file_name("copy.coop.json").save_file(),
                PathFor::Export => dialog.set_file_name("board.svg").save_file(),
            };
            let failed = path.is_none() && FAILED.load(Ordering::Relaxed);
            let path = path.map(crate::store::text_of);
            send.send(if failed { Err(NoDialog) } else { Ok(path) }).ok();
            ctx.request_repaint();
        };
        if cfg!(target_os = "macos") {
            // AppKit shows dialogs on the main thread only.
            ask();
        } else if Builder::new().name("file-dialog".to_owned()).spawn(ask).is_err() {
            return None;
        }
        let started = super::now();
        Some(Self { purpose, started, field_offered: Cell::new(false), answer })
    }

    /// What came of it so far.
    pub(super) fn poll(&self) -> Answer {
        use std::sync::mpsc::TryRecvError;
        match self.answer.try_recv() {
            Ok(Ok(Some(path))) => Answer::Path(path),
            Ok(Ok(None)) => Answer::Cancelled,
            Err(TryRecvError::Empty) => Answer::Waiting,
            Ok(Err(NoDialog)) | Err(TryRecvError::Disconnected) => Answer::NoDialog,
        }
    }
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
