//! Named background work: opening and exporting. A panic there becomes a message.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::Builder;

use egui::Context;

use crate::command::{ExportRequest, OpenRequest};
use crate::edit::{Document, Origin};
use crate::export;
use crate::formats::LoadError;
use crate::store::{self, ReadError};
use crate::text::Words;
use crate::workbench::{Opened, prepare};

/// Why a dataset was not opened.
#[derive(Debug)]
pub(super) enum OpenError {
    Read(ReadError),
    Load(LoadError),
    Panic,
}

/// What came from the background.
#[derive(Debug)]
pub(super) enum Done {
    Progress(f32),
    Opened(OpenRequest, Box<Result<Opened, OpenError>>),
    Exported(String, Result<(), String>),
}

/// The work under way.
pub(super) struct Jobs {
    ctx: Context,
    send: Sender<(u64, Done)>,
    receive: Receiver<(u64, Done)>,
    /// Number of the newest opening; older ones are not listened to.
    newest: u64,
    cancel: Arc<AtomicBool>,
    progress: Arc<AtomicU32>,
    shown: u32,
}

impl Jobs {
    pub(super) fn new(ctx: Context) -> Self {
        let (send, receive) = channel();
        Self {
            ctx,
            send,
            receive,
            newest: 0,
            cancel: Arc::default(),
            progress: Arc::default(),
            shown: 0,
        }
    }

    /// What came since this was last asked.
    pub(super) fn poll(&mut self) -> Vec<Done> {
        let mut out = Vec::new();
        let progress = self.progress.load(Ordering::Relaxed);
        if progress != self.shown {
            self.shown = progress;
            #[expect(clippy::cast_precision_loss, reason = "at most 1000")]
            out.push(Done::Progress(progress as f32 / 1000.0));
        }
        while let Ok((n, done)) = self.receive.try_recv() {
            if n == 0 || n == self.newest {
                out.push(done);
            }
        }
        out
    }

    /// Stops the opening under way.
    pub(super) fn cancel(&self) {
        self.cancel.store(true, Ordering::Relaxed);
    }

    /// Opens a dataset; an opening under way is stopped.
    pub(super) fn open(&mut self, request: OpenRequest) {
        self.cancel();
        self.newest += 1;
        self.cancel = Arc::default();
        self.progress = Arc::default();
        let (cancel, progress) = (self.cancel.clone(), self.progress.clone());
        let (n, ctx, send) = (self.newest, self.ctx.clone(), self.send.clone());
        let fallback = (request.clone(), self.send.clone());
        let work = move || {
            let tick_ctx = ctx.clone();
            let mut tick = move |fraction: f32| {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "0 to 1000"
                )]
                let now = (fraction.clamp(0.0, 1.0) * 1000.0) as u32;
                if progress.swap(now, Ordering::Relaxed) / 10 != now / 10 {
                    tick_ctx.request_repaint();
                }
                !cancel.load(Ordering::Relaxed)
            };
            let result = catch_unwind(AssertUnwindSafe(|| open(&request, &mut tick)));
            let result = result.unwrap_or(Err(OpenError::Panic));
            send.send((n, Done::Opened(request, Box::new(result)))).ok();
            ctx.request_repaint();
        };
        if Builder::new().name("open".to_owned()).spawn(work).is_err() {
            let (request, send) = fallback;
            send.send((n, Done::Opened(request, Box::new(Err(OpenError::Panic))))).ok();
        }
    }

    /// Reads the words of a dataset aside, so that the first search does not wait for them.
    pub(super) fn index(opened: &Opened) {
        let (words, records) = (opened.words.clone(), opened.doc.records.clone());
        let work = move || {
            catch_unwind(AssertUnwindSafe(|| words.get(&records))).ok();
        };
        // Without a thread they are read when they are first asked for.
        Builder::new().name("words".to_owned()).spawn(work).ok();
    }

    /// Makes a picture of a document.
    pub(super) fn export(&self, doc: Document, request: ExportRequest) {
        let (ctx, send) = (self.ctx.clone(), self.send.clone());
        let (out, fallback) = (request.out.clone(), self.send.clone());
        let work = move || {
            let words = Words::new(request.language);
            let result = catch_unwind(AssertUnwindSafe(|| {
                let bytes = doc.to_bytes().into_owned();
                let options = crate::formats::LoadOptions::default();
                let opened = prepare(bytes, doc.origin.clone(), options, &mut |_| true)
                    .map_err(|e| words.ts(e.message_id(), &e.args()))?;
                let picture = export::export(opened, &request).map_err(|e| e.message(&words))?;
                store::save(&request.out, &picture).map_err(|e| e.message(&words))
            }));
            let result = result.unwrap_or_else(|_| Err(words.t("error-job")));
            send.send((0, Done::Exported(request.out, result))).ok();
            ctx.request_repaint();
        };
        if Builder::new().name("export".to_owned()).spawn(work).is_err() {
            fallback.send((0, Done::Exported(out, Err("no thread".to_owned())))).ok();
        }
    }
}

fn open(request: &OpenRequest, tick: &mut dyn FnMut(f32) -> bool) -> Result<Opened, OpenError> {
    match request {
        OpenRequest::Example => Opened::example().map_err(OpenError::Load),
        OpenRequest::File { path, options } => {
            let bytes = store::read(path, &mut |f| tick(f * 0.1)).map_err(OpenError::Read)?;
            let origin = Origin::File(path.clone());
            prepare(bytes, origin, *options, &mut |f| tick(0.1 + f * 0.9)).map_err(OpenError::Load)
        }
    }
}
