//! The system's file dialogs, on a thread of their own: they may answer late or never.

use std::cell::Cell;
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
    /// It was cancelled, or there is no dialog on this system: the two look the same.
    Nothing,
}

/// A dialog that was asked for.
pub(super) struct Dialog {
    pub(super) purpose: PathFor,
    pub(super) started: Instant,
    /// The path field was shown in the meantime.
    pub(super) field_offered: Cell<bool>,
    answer: Receiver<Option<String>>,
}

impl Dialog {
    /// Asks for a path; `None` when no thread can be had.
    pub(super) fn start(ctx: &Context, purpose: PathFor, texts: Texts) -> Option<Self> {
        let (send, answer) = channel();
        let ctx = ctx.clone();
        let ask = move || {
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
            send.send(path.map(|p| p.to_string_lossy().into_owned())).ok();
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
            Ok(Some(path)) => Answer::Path(path),
            Err(TryRecvError::Empty) => Answer::Waiting,
            Ok(None) | Err(TryRecvError::Disconnected) => Answer::Nothing,
        }
    }
}
