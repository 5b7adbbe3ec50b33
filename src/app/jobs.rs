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
use crate::formats::journal::{Base, Line, checksum, replay};
use crate::formats::{LoadError, LoadOptions};
use crate::record::Records;
use crate::store::journal::{Content, Journal};
use crate::store::{self, ReadError, Stamp};
use crate::text::{Language, Words};
use crate::workbench::{Opened, SaveFailure, SaveRequest, again, derive, prepare};

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
    Opened(OpenRequest, Box<Result<(Opened, Option<Facts>), OpenError>>),
    Saved(SaveRequest, Box<Result<(Facts, Records), SaveFailure>>),
    Derived(Box<Opened>, u64),
    /// The file as it is now, when it holds something else: what it holds when that was asked for.
    Theirs(String, Facts, Option<Box<Records>>),
    /// What a crash left, with its journal, and whether the file changed since.
    Recovered(Box<Result<Recovered, String>>),
    Exported(String, Result<(), String>),
}

/// What is known of the content of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Facts {
    pub(super) len: u64,
    pub(super) sum: u64,
    pub(super) stamp: Option<Stamp>,
}

impl Facts {
    fn of(bytes: &[u8], stamp: Option<Stamp>) -> Self {
        Self { len: bytes.len() as u64, sum: checksum(bytes), stamp }
    }
}

/// Edits a crash left, brought back.
#[derive(Debug)]
pub(super) struct Recovered {
    pub(super) opened: Opened,
    pub(super) journal: Journal,
    /// What the edits were made on.
    pub(super) facts: Facts,
    pub(super) base: Records,
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
    /// The language results are told in.
    words: Arc<Words>,
}

impl Jobs {
    /// Results are told in another language from now on.
    pub(super) fn speak(&mut self, language: Language) {
        if self.words.language != language {
            self.words = Arc::new(Words::new(language));
        }
    }

    pub(super) fn new(ctx: Context, language: Language) -> Self {
        let (send, receive) = channel();
        Self {
            ctx,
            send,
            receive,
            newest: 0,
            cancel: Arc::default(),
            progress: Arc::default(),
            shown: 0,
            words: Arc::new(Words::new(language)),
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

    /// Tells what came without work.
    pub(super) fn say(&self, done: Done) {
        self.send.send((0, done)).ok();
    }

    /// Runs work on a thread of its own; a panic there, or no thread, is `failed`.
    fn run(
        &self,
        name: &str,
        failed: impl FnOnce() -> Option<Done> + Send + 'static,
        work: impl FnOnce() -> Option<Done> + Send + 'static,
    ) {
        let (ctx, send) = (self.ctx.clone(), self.send.clone());
        let failed = Arc::new(std::sync::Mutex::new(Some(failed)));
        let or_failed = failed.clone();
        let fail = move || {
            let mut failed = or_failed.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            failed.take().and_then(|f| f())
        };
        let run = move || {
            let done = catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| fail());
            if let Some(done) = done {
                send.send((0, done)).ok();
                ctx.request_repaint();
            }
        };
        if let Err(e) = Builder::new().name(name.to_owned()).spawn(run) {
            log::error!("{name}: {e}");
            let mut failed = failed.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            if let Some(done) = failed.take().and_then(|f| f()) {
                self.say(done);
            }
        }
    }

    /// Lets go of something large aside.
    pub(super) fn let_go(&self, old: Box<Opened>) {
        self.run(
            "let-go",
            || None,
            move || {
                drop(old);
                None
            },
        );
    }

    /// Makes anew what follows from a dataset.
    pub(super) fn derive(&self, doc: Document, serial: u64) {
        self.run("derive", || None, move || Some(Done::Derived(Box::new(derive(doc)), serial)));
    }

    /// Writes records to a file, unless it holds something else than is expected.
    pub(super) fn save(&self, records: Records, request: SaveRequest, expected: Option<Facts>) {
        let at = super::millis();
        let (mine, words) = (request.clone(), self.words.clone());
        let failed = {
            let (request, text) = (request.clone(), words.t("error-job"));
            move || Some(Done::Saved(request, Box::new(Err(SaveFailure::Said(text)))))
        };
        self.run("save", failed, move || {
            let result = save(records, &request, expected, at, &words);
            Some(Done::Saved(mine, Box::new(result)))
        });
    }

    /// Reads a file that changed; `whole` asks for its records too.
    pub(super) fn look(&self, path: String, known: Option<Facts>, whole: bool) {
        self.run(
            "look",
            || None,
            move || {
                let stamp = store::stamp(&path);
                let bytes = store::read(&path, &mut |_| true).ok()?;
                let facts = Facts::of(&bytes, stamp);
                if known.is_some_and(|k| (k.len, k.sum) == (facts.len, facts.sum)) && !whole {
                    return Some(Done::Theirs(path, facts, None));
                }
                let options = crate::formats::LoadOptions::default();
                let loaded = crate::formats::load(bytes, options, &mut |_| true).ok();
                Some(Done::Theirs(path, facts, loaded.map(|l| Box::new(l.records))))
            },
        );
    }

    /// Brings back what a crash left.
    pub(super) fn recover(
        &self,
        key: String,
        journal: impl FnOnce(Base, Content) -> Journal + Send + 'static,
    ) {
        let words = self.words.clone();
        let text = words.t("error-job");
        let failed = move || Some(Done::Recovered(Box::new(Err(text))));
        self.run("recover", failed, move || {
            Some(Done::Recovered(Box::new(recover(&key, journal, &words))))
        });
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

fn open(
    request: &OpenRequest,
    tick: &mut dyn FnMut(f32) -> bool,
) -> Result<(Opened, Option<Facts>), OpenError> {
    let new = |bytes: Vec<u8>| {
        prepare(bytes, Origin::New, LoadOptions::default(), &mut |_| true).map_err(OpenError::Load)
    };
    match request {
        OpenRequest::Example => Ok((Opened::example().map_err(OpenError::Load)?, None)),
        OpenRequest::Copy => {
            let example = Opened::example().map_err(OpenError::Load)?;
            Ok((new(example.doc.to_bytes().into_owned())?, None))
        }
        OpenRequest::New(bytes) => Ok((new(bytes.clone())?, None)),
        OpenRequest::File { path, options } => {
            // Before it is read: a change while it is read must show.
            let stamp = store::stamp(path);
            let bytes = store::read(path, &mut |f| tick(f * 0.1)).map_err(OpenError::Read)?;
            let facts = Facts::of(&bytes, stamp);
            let origin = Origin::File(path.clone());
            let opened = prepare(bytes, origin, *options, &mut |f| tick(0.1 + f * 0.9))
                .map_err(OpenError::Load)?;
            Ok((opened, Some(facts)))
        }
    }
}

fn save(
    records: Records,
    request: &SaveRequest,
    expected: Option<Facts>,
    at: u64,
    words: &Words,
) -> Result<(Facts, Records), SaveFailure> {
    let path = &request.path;
    if let Some(known) = expected
        && store::stamp(path) != known.stamp
        && let Ok(now) = store::read(path, &mut |_| true)
        && (now.len() as u64, checksum(&now)) != (known.len, known.sum)
    {
        return Err(SaveFailure::Changed);
    }
    if store::exists(path)
        && let Err(e) = store::versions::keep(path, at)
    {
        log::warn!("no version of {path} kept: {e}");
    }
    let facts = {
        let bytes = records.to_bytes();
        store::save(path, &bytes).map_err(|e| {
            let text = e.message(words);
            match e {
                store::SaveError::Unconfirmed => SaveFailure::Unconfirmed(text),
                _ => SaveFailure::Said(text),
            }
        })?;
        Facts::of(&bytes, store::stamp(path))
    };
    Ok((facts, records))
}

fn recover(
    key: &str,
    journal: impl FnOnce(Base, Content) -> Journal,
    words: &Words,
) -> Result<Recovered, String> {
    let left = store::journal::leftovers().into_iter().find(|l| l.key == key);
    let left = left.ok_or_else(|| words.t("recover-gone"))?;
    let base = left.base.clone();
    let bytes = if let Some(bytes) = left.content() {
        bytes
    } else {
        let bytes = store::read(&base.path, &mut |_| true).map_err(|e| e.message(words))?;
        if (bytes.len() as u64, checksum(&bytes)) != (base.len, base.sum) {
            return Err(words.t("recover-no-base"));
        }
        bytes
    };
    let origin = if base.path.is_empty() { Origin::New } else { Origin::File(base.path.clone()) };
    let opened = prepare(bytes, origin, LoadOptions::default(), &mut |_| true)
        .map_err(|e| words.ts(e.message_id(), &e.args()))?;
    let mut doc = opened.doc;
    let records = doc.records.clone();
    let mut journal = journal(base.clone(), Content::Text(doc.records.original()));
    let known = left.lines.iter().rev().find_map(|l| match l {
        Line::Saved(len, sum, _) => Some((*len, *sum)),
        _ => None,
    });
    let n = left.lines.iter().filter(|l| !matches!(l, Line::Saved(..))).count();
    let done = replay(&mut doc, left.lines, &mut journal);
    journal.sync();
    if done < n {
        journal.discard();
        return Err(words.t("recover-broken"));
    }
    // Where the new one cannot be written the old one is all there is.
    if crate::edit::Log::trouble(&journal).is_none() {
        store::journal::drop_left(key);
    }
    // None of its states is known to be on disk.
    doc.mark_saved(None);
    let (len, sum) = known.unwrap_or((base.len, base.sum));
    // What the file was, so that a change since then shows.
    let facts = Facts { len, sum, stamp: None };
    Ok(Recovered { opened: again(doc), journal, facts, base: records })
}
