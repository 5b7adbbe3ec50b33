//! Named background work: opening and exporting. A panic there becomes a message.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use super::{Host, millis};
use crate::capture;
use crate::command::{ExportRequest, OpenRequest};
use crate::dataset::{Opened, again, derive, open_any, prepare};
use crate::edit::{Document, Origin};
use crate::formats::journal::{Base, Draft, checksum};
use crate::formats::{LoadError, LoadOptions};
use crate::record::Records;
use crate::recovery;
use crate::store::journal::{Content, Journal};
use crate::store::{self, ReadError, Stamp};
use crate::text::{Language, Words};
use crate::workbench::{Recoverable, SaveFailure, SaveRequest};

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
    Opened(OpenRequest, Box<Result<(Opened, Option<Imprint>), OpenError>>),
    Saved(SaveRequest, Box<Result<Written, SaveFailure>>),
    /// A copy was written, or why not.
    /// That no version of what was there could be kept is told too.
    Copied(String, Result<Option<String>, String>),
    /// What crashes left, and whether the person asked for it.
    Left(Vec<Recoverable>, bool),
    Derived(Box<Opened>, u64),
    /// The file as it is now.
    Theirs {
        path: String,
        /// A person wants to know.
        asked: bool,
        /// `None` when it cannot be read any more.
        imprint: Option<Imprint>,
        /// What it holds; `None` when that is no dataset, or what was known already.
        records: Option<Box<Records>>,
    },
    /// What a crash left, with its journal, and whether the file changed since.
    Recovered(Box<Result<Recovered, String>>),
    Exported(String, Result<(), String>),
}

/// What is known of the content of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Imprint {
    pub(super) len: u64,
    pub(super) sum: u64,
    pub(super) stamp: Option<Stamp>,
}

impl Imprint {
    fn of(bytes: &[u8], stamp: Option<Stamp>) -> Self {
        Self { len: bytes.len() as u64, sum: checksum(bytes), stamp }
    }
}

/// What was written.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) facts: Imprint,
    pub(super) records: Records,
    /// Why no version of what was there before could be kept.
    pub(super) no_version: Option<String>,
}

/// What a crash left, brought back.
#[derive(Debug)]
pub(super) struct Recovered {
    pub(super) opened: Opened,
    /// Where its edits are written down again; none for what a file held before it was written.
    pub(super) journal: Option<Journal>,
    /// What the file holds as far as is known.
    pub(super) facts: Imprint,
    /// What the edits were made on.
    pub(super) base: Records,
    /// What was being typed.
    pub(super) drafts: Vec<Draft>,
    /// How many edits there are again, of how many.
    pub(super) done: (usize, usize),
    /// Something of it could not be brought back, and is kept.
    pub(super) partly: bool,
}

/// The work under way.
pub(super) struct Jobs {
    host: Arc<dyn Host>,
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

    pub(super) fn new(host: Arc<dyn Host>, language: Language) -> Self {
        let (send, receive) = channel();
        Self {
            host,
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
        let (host, send) = (self.host.clone(), self.send.clone());
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
                host.wake();
            }
        };
        if let Err(e) = self.host.run(name, Box::new(run)) {
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
    pub(super) fn save(
        &self,
        records: Records,
        request: SaveRequest,
        expected: Option<Imprint>,
        journal: Journal,
    ) {
        let at = millis(&*self.host);
        let mark = journal.edits();
        let (mine, words) = (request.clone(), self.words.clone());
        let failed = {
            let (request, text) = (request.clone(), words.t("error-job"));
            move || Some(Done::Saved(request, Box::new(Err(SaveFailure::Said(text)))))
        };
        self.run("save", failed, move || {
            let note = |content| journal.saving(content, mark);
            let result = save(records, &request, expected, at, &words, &note);
            Some(Done::Saved(mine, Box::new(result)))
        });
    }

    /// Reads a file that changed; `asked` says that a person wants to know, so that there is an
    /// answer whatever it holds.
    pub(super) fn look(&self, path: String, known: Option<Imprint>, asked: bool) {
        let look = move || {
            let stamp = store::stamp(&path);
            let Ok(bytes) = store::read_file(&path) else {
                return asked.then_some(Done::Theirs { path, asked, imprint: None, records: None });
            };
            let imprint = Imprint::of(&bytes, stamp);
            let same = known.is_some_and(|k| (k.len, k.sum) == (imprint.len, imprint.sum));
            let records = if same && !asked {
                None
            } else {
                let options = crate::formats::LoadOptions::default();
                let loaded = crate::formats::load(bytes, options, &mut |_| true).ok();
                loaded.map(|l| Box::new(l.records))
            };
            Some(Done::Theirs { path, asked, imprint: Some(imprint), records })
        };
        self.run("look", || None, look);
    }

    /// Brings back what a crash left.
    pub(super) fn recover(
        &self,
        key: String,
        journal: impl FnOnce(Base, Content) -> Journal + Send + 'static,
    ) {
        let words = self.words.clone();
        let text = words.t("error-job");
        let folder = self.host.journals();
        let failed = move || Some(Done::Recovered(Box::new(Err(text))));
        self.run("recover", failed, move || {
            let recovered = recover(folder.as_deref(), &key, journal, &words);
            Some(Done::Recovered(Box::new(recovered)))
        });
    }

    /// Looks for what crashes left.
    pub(super) fn list_left(&self, asked: bool) {
        let (words, folder) = (self.words.clone(), self.host.journals());
        let failed = move || Some(Done::Left(Vec::new(), asked));
        self.run("leftovers", failed, move || {
            let list = recovery::offers(folder.as_deref(), &words, &recovery::local);
            Some(Done::Left(list, asked))
        });
    }

    /// Throws away what a crash left, as the person chose.
    pub(super) fn drop_left(&self, key: String) {
        let folder = self.host.journals();
        self.run(
            "discard",
            || None,
            move || {
                if let Some(item) = recovery::item(folder.as_deref(), &key) {
                    item.discard();
                }
                None
            },
        );
    }

    /// Writes a copy of a document.
    pub(super) fn copy(&self, doc: Document, path: String) {
        let (words, to) = (self.words.clone(), path.clone());
        let text = words.t("error-job");
        let failed = move || Some(Done::Copied(to, Err(text)));
        let at = millis(&*self.host);
        self.run("copy", failed, move || {
            let copied = copy(&doc, &path, at, &words);
            Some(Done::Copied(path, copied))
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
        let (n, host, send) = (self.newest, self.host.clone(), self.send.clone());
        let fallback = (request.clone(), self.send.clone());
        let work = move || {
            let waker = host.clone();
            let mut tick = move |fraction: f32| {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "0 to 1000"
                )]
                let now = (fraction.clamp(0.0, 1.0) * 1000.0) as u32;
                if progress.swap(now, Ordering::Relaxed) / 10 != now / 10 {
                    waker.wake();
                }
                !cancel.load(Ordering::Relaxed)
            };
            let result = catch_unwind(AssertUnwindSafe(|| open(&request, &mut tick)));
            let result = result.unwrap_or(Err(OpenError::Panic));
            send.send((n, Done::Opened(request, Box::new(result)))).ok();
            host.wake();
        };
        if self.host.run("open", Box::new(work)).is_err() {
            let (request, send) = fallback;
            send.send((n, Done::Opened(request, Box::new(Err(OpenError::Panic))))).ok();
        }
    }

    /// Reads the words of a dataset aside, so that the first search does not wait for them.
    pub(super) fn index(&self, opened: &Opened) {
        let (words, records) = (opened.words.clone(), opened.doc.records.clone());
        let work = move || {
            catch_unwind(AssertUnwindSafe(|| words.get(&records))).ok();
        };
        // Without a thread they are read when they are first asked for.
        self.host.run("words", Box::new(work)).ok();
    }

    /// Makes a picture of a document.
    pub(super) fn export(&self, doc: Document, request: ExportRequest) {
        let (host, send) = (self.host.clone(), self.send.clone());
        let (out, fallback) = (request.out.clone(), self.send.clone());
        let no_thread = self.words.t("error-job");
        let work = move || {
            let words = Words::new(request.language);
            let result = catch_unwind(AssertUnwindSafe(|| {
                let picture =
                    capture::picture(derive(doc), &request).map_err(|e| e.message(&words))?;
                store::save(&request.out, &picture).map_err(|e| e.message(&words))
            }));
            let result = result.unwrap_or_else(|_| Err(words.t("error-job")));
            send.send((0, Done::Exported(request.out, result))).ok();
            host.wake();
        };
        if self.host.run("export", Box::new(work)).is_err() {
            fallback.send((0, Done::Exported(out, Err(no_thread)))).ok();
        }
    }
}

fn open(
    request: &OpenRequest,
    tick: &mut dyn FnMut(f32) -> bool,
) -> Result<(Opened, Option<Imprint>), OpenError> {
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
            let facts = Imprint::of(&bytes, stamp);
            let options = LoadOptions { room: store::free(), ..*options };
            let opened = open_any(bytes, path, options, &mut |f| tick(0.1 + f * 0.9))
                .map_err(OpenError::Load)?;
            // What was read from another format has no file to be watched or saved over.
            let file = matches!(opened.doc.file.origin, Origin::File(_));
            Ok((opened, file.then_some(facts)))
        }
    }
}

fn save(
    records: Records,
    request: &SaveRequest,
    expected: Option<Imprint>,
    at: u64,
    words: &Words,
    note: &dyn Fn((u64, u64)),
) -> Result<Written, SaveFailure> {
    let path = &request.path;
    if let Some(kind) = store::kind_at(path).filter(|k| *k != store::Kind::File) {
        let text = store::SaveError::NotFile(kind).message(words);
        return Err(SaveFailure::Said(text));
    }
    if let Some(known) = expected
        && store::stamp(path) != known.stamp
        && let Ok(now) = store::read_file(path)
        && (now.len() as u64, checksum(&now)) != (known.len, known.sum)
    {
        return Err(SaveFailure::Changed);
    }
    let kept = if store::exists(path) { store::versions::keep(path, at) } else { Ok(()) };
    let no_version = kept.err().map(|e| {
        log::warn!("no version of {path} kept: {e}");
        words.ts("save-no-version", &[("reason", e.to_string())])
    });
    let facts = {
        let bytes = records.to_bytes();
        // Before it is written: after a crash the file itself tells whether it was.
        note((bytes.len() as u64, checksum(&bytes)));
        store::save(path, &bytes).map_err(|e| {
            let text = e.message(words);
            match e {
                store::SaveError::Unconfirmed => SaveFailure::Unconfirmed(text),
                _ => SaveFailure::Said(text),
            }
        })?;
        Imprint::of(&bytes, store::stamp(path))
    };
    Ok(Written { facts, records, no_version })
}

/// Writes a copy, unless somebody else edits what is there; answers why no version of that could be
/// kept.
fn copy(doc: &Document, path: &str, at: u64, words: &Words) -> Result<Option<String>, String> {
    use store::lock::{Locking, lock, who};
    let over = store::exists(path);
    let held = over.then(|| lock(path, &who()));
    if let Some(Locking::Taken(who)) = held {
        let who = if who.is_empty() { words.t("lock-somebody") } else { who };
        return Err(words.ts("error-save-locked", &[("who", who)]));
    }
    let kept = if over { store::versions::keep(path, at) } else { Ok(()) };
    store::save(path, &doc.to_bytes()).map_err(|e| e.message(words))?;
    Ok(kept.err().map(|e| words.ts("save-no-version", &[("reason", e.to_string())])))
}

fn recover(
    folder: Option<&std::path::Path>,
    key: &str,
    journal: impl FnOnce(Base, Content) -> Journal,
    words: &Words,
) -> Result<Recovered, String> {
    let item = recovery::item(folder, key).ok_or_else(|| words.t("recover-gone"))?;
    let facts = |(len, sum)| Imprint { len, sum, stamp: None };
    let left = match item {
        recovery::Item::Aside(aside) => {
            let r = recovery::restore_aside(&aside).map_err(|e| e.message(words))?;
            return Ok(Recovered {
                opened: again(r.doc),
                journal: None,
                facts: facts(r.disk),
                base: r.base,
                drafts: Vec::new(),
                done: (0, 0),
                partly: false,
            });
        }
        recovery::Item::Journal(left) => left,
        recovery::Item::Unreadable(_, e) => {
            return Err(words.ts("recover-denied", &[("reason", e)]));
        }
    };
    let title = left.read.title.clone();
    let log = |base: Base, records: &Records| {
        let journal = journal(base, Content::Text(records.original()));
        journal.entitle(title);
        journal
    };
    let (r, journal) = recovery::restore(&left, log).map_err(|e| e.message(words))?;
    journal.draft(r.drafts.clone());
    journal.sync();
    // Where the new one cannot be written, or does not hold all of it, the old one stays.
    if r.is_whole() && crate::edit::Log::trouble(&journal).is_none() {
        recovery::Item::Journal(left).discard();
    }
    Ok(Recovered {
        partly: !r.is_whole(),
        done: (r.replayed.done, r.edits),
        opened: again(r.doc),
        journal: Some(journal),
        // What the file was, so that a change since then shows.
        facts: facts(r.disk),
        base: r.base,
        drafts: r.drafts,
    })
}
