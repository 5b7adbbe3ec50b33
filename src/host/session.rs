//! The file that is open: its lock, its journal, what is on disk of it, and what others do to it.

use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::Host;
use super::jobs::{Imprint, Jobs};
use crate::edit::{Document, Origin};
use crate::formats::journal::{Base, Draft};
use crate::record::Records;
use crate::store::journal::{Content, Journal, Weak};
use crate::store::lock::{Lock, Locking, lock, who};
use crate::store::{self, Stamp};
use crate::text::Words;
use crate::workbench::{SaveFailure, SaveRequest, Workbench};

/// How long what was done may wait before it is on the disk.
const SYNC: Duration = Duration::from_millis(500);
/// How often what the disk did not take is tried again.
const RETRY: Duration = Duration::from_secs(2);
/// How often the file is looked at.
const LOOK: Duration = Duration::from_secs(1);

/// What is watched, and what is known of it.
#[derive(Debug, Default)]
struct Watched {
    path: String,
    known: Option<Stamp>,
    /// It is watched.
    armed: bool,
    /// It is not what was known, and that is still to be told.
    changed: bool,
    now: Option<Stamp>,
}

/// The open file.
pub(super) struct Session {
    host: Arc<dyn Host>,
    journal: Journal,
    sync: Option<Sender<Journal>>,
    lock: Option<Lock>,
    /// The lock of the file that is being saved to.
    next_lock: Option<Lock>,
    /// What was being typed when that was last asked.
    drafts: Vec<Draft>,
    /// How many edits the journal held when saving began.
    mark: usize,
    /// What was shown of the file's changes.
    pub(super) shown: Option<Imprint>,
    /// What is on disk as far as is known: what was opened or saved last.
    pub(super) disk: Option<Imprint>,
    /// The records that were opened or saved last, for three-way comparison.
    pub(super) base: Records,
    /// What somebody else put into the file.
    pub(super) theirs: Option<(Imprint, Option<Records>)>,
    watched: Arc<Mutex<Watched>>,
}

impl Session {
    pub(super) fn new(host: Arc<dyn Host>, doc: &Document) -> Self {
        let sync = syncer(&host);
        let journal = Journal::new(Base::default(), Content::Text(Arc::default()), Box::new(|| {}));
        let watched: Arc<Mutex<Watched>> = Arc::default();
        watch(&host, &watched);
        let base = doc.records.clone();
        Self {
            host,
            journal,
            sync,
            lock: None,
            next_lock: None,
            drafts: Vec::new(),
            mark: 0,
            shown: None,
            disk: None,
            base,
            theirs: None,
            watched,
        }
    }

    /// Another dataset is open: it gets a journal and a lock of its own.
    pub(super) fn opened(&mut self, workbench: &mut Workbench, facts: Option<Imprint>) {
        // What was open before is saved, or the person let go of it.
        self.journal.discard();
        self.lock = None;
        self.next_lock = None;
        self.shown = None;
        let doc = workbench.document();
        let path = match &doc.file.origin {
            Origin::File(path) => path.clone(),
            Origin::Example | Origin::New => String::new(),
        };
        let text = doc.records.original();
        self.base = doc.records.clone();
        self.disk = facts;
        self.theirs = None;
        if !path.is_empty() && doc.file.read_only.is_none() {
            match lock(&path, &who()) {
                Locking::Held(lock) => self.lock = Some(lock),
                Locking::Taken(by) => workbench.lock_out(&by),
                Locking::None => {}
            }
        }
        let (len, sum) = facts.map_or_else(
            || (text.len() as u64, crate::formats::journal::checksum(text.as_bytes())),
            |f| (f.len, f.sum),
        );
        let base = Base { path: path.clone(), len, sum };
        self.journal = journal(&*self.host, self.sync.clone(), base, Content::Text(text));
        self.journal.entitle(workbench.dataset_title());
        self.drafts.clear();
        workbench.set_log(Box::new(self.journal.clone()));
        if workbench.is_modified() && path.is_empty() {
            // What was written in the guided start is nowhere else.
            self.journal.begin();
        }
        if !path.is_empty() {
            store::sweep_beside(&path);
        }
        self.watch(&path, facts.and_then(|f| f.stamp));
    }

    /// What a crash left is open again: its steps are already in this journal.
    pub(super) fn recovered(
        &mut self,
        workbench: &mut Workbench,
        journal: Option<Journal>,
        facts: Imprint,
        base: Records,
    ) {
        self.opened(workbench, Some(facts));
        // What the edits were made on, not what they made of it.
        self.base = base;
        if let Some(journal) = journal {
            // The one of the opening would be told as work of its own.
            self.journal.discard();
            self.journal = journal;
            workbench.set_log(Box::new(self.journal.clone()));
        }
        if workbench.document().file.origin == Origin::New {
            // It is nowhere else.
            self.journal.begin();
        }
    }

    /// What is being typed by now; written down when it is not what it was.
    pub(super) fn typed(&mut self, drafts: &[Draft]) {
        if drafts != self.drafts {
            self.drafts = drafts.to_vec();
            self.journal.draft(drafts.to_vec());
        }
    }

    /// Makes journals elsewhere, for what is brought back.
    pub(super) fn journal_maker(&self) -> impl FnOnce(Base, Content) -> Journal + Send + use<> {
        let (host, send) = (self.host.clone(), self.sync.clone());
        move |base, content| journal(&*host, send, base, content)
    }

    /// Prepares saving; the reason when it cannot be.
    pub(super) fn may_save(&mut self, request: &SaveRequest, words: &Words) -> Result<(), String> {
        if !request.moves {
            return Ok(());
        }
        // What was held for an attempt before, which failed, would keep this one out.
        self.next_lock = None;
        match lock(&request.path, &who()) {
            Locking::Held(lock) => {
                self.next_lock = Some(lock);
                Ok(())
            }
            Locking::Taken(by) => Err(words.ts("error-save-locked", &[("who", by)])),
            Locking::None => Ok(()),
        }
    }

    /// The file was written and read back.
    pub(super) fn saved(
        &mut self,
        request: &SaveRequest,
        facts: Imprint,
        records: Records,
        all: bool,
    ) {
        let path = request.path.clone();
        if request.moves {
            self.lock = self.next_lock.take();
        }
        let content = Content::Records(Box::new(records.clone()));
        self.base = records;
        self.disk = Some(facts);
        self.theirs = None;
        let base = Base { path: path.clone(), len: facts.len, sum: facts.sum };
        self.journal.saved(base, content, self.mark, all);
        self.watch(&path, facts.stamp);
    }

    /// The file as it is now is known and may be written over.
    /// Returns whether it is what was shown.
    pub(super) fn keep_mine(&mut self) -> bool {
        let seen = self.shown.take();
        if let Some((facts, records)) = self.theirs.take() {
            let same = |s: Imprint| (s.len, s.sum) == (facts.len, facts.sum);
            if seen.is_some_and(|s| !same(s)) {
                // It changed again while one looked.
                self.theirs = Some((facts, records));
                return false;
            }
            self.disk = Some(facts);
            if let Some(records) = records {
                self.base = records;
            }
            let path = self.watching().path.clone();
            self.watch(&path, facts.stamp);
        }
        true
    }

    fn watching(&self) -> std::sync::MutexGuard<'_, Watched> {
        self.watched.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn watch(&self, path: &str, known: Option<Stamp>) {
        let armed = !path.is_empty();
        *self.watching() = Watched { path: path.to_owned(), known, armed, ..Watched::default() };
    }

    /// What changed since this was last asked: the path, and the stamp of the file by now.
    pub(super) fn changed(&self) -> Option<(String, Option<Stamp>)> {
        let mut watched = self.watching();
        if !std::mem::take(&mut watched.changed) {
            return None;
        }
        // Told once; the next change is told again.
        watched.known = watched.now;
        Some((watched.path.clone(), watched.now))
    }

    /// The end: nothing is left behind when all is saved or the person let go of it.
    pub(super) fn close(&mut self, forget: bool) {
        if forget {
            self.journal.discard();
        } else {
            self.journal.sync();
        }
        self.lock = None;
    }

    pub(super) fn repaint(&self) {
        self.host.wake();
    }
}

/// A journal whose thread puts it on the disk.
fn journal(
    host: &dyn Host,
    send: Option<Sender<Journal>>,
    base: Base,
    content: Content,
) -> Journal {
    // The thread gets the journal itself, so that it needs no list of them.
    let slot: Arc<Mutex<Option<Weak>>> = Arc::default();
    let own = slot.clone();
    let wake = move || {
        let journal = own.lock().unwrap_or_else(PoisonError::into_inner);
        if let (Some(send), Some(journal)) = (&send, journal.as_ref().and_then(Weak::get)) {
            send.send(journal).ok();
        }
    };
    let journal = Journal::at(host.journals(), base, content, Box::new(wake));
    *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(journal.weak());
    journal
}

/// Puts what was written on the disk, a moment after it was.
fn syncer(host: &Arc<dyn Host>) -> Option<Sender<Journal>> {
    use std::sync::mpsc::RecvTimeoutError;
    let (send, receive) = channel::<Journal>();
    let waker = host.clone();
    let work = move || {
        // What the disk did not take is tried again, without a key being pressed.
        let mut troubled: Option<Weak> = None;
        loop {
            let journal = if troubled.is_some() {
                match receive.recv_timeout(RETRY) {
                    Ok(journal) => journal,
                    Err(RecvTimeoutError::Timeout) => {
                        let journal = troubled.as_ref().and_then(Weak::get);
                        if journal.is_none_or(|j| j.retry()) {
                            troubled = None;
                            waker.wake();
                        }
                        continue;
                    }
                    Err(RecvTimeoutError::Disconnected) => return,
                }
            } else {
                let Ok(journal) = receive.recv() else { return };
                journal
            };
            std::thread::sleep(SYNC);
            // What came meanwhile is synced along with it.
            let mut last = journal;
            while let Ok(next) = receive.try_recv() {
                last = next;
            }
            last.sync();
            troubled = crate::edit::Log::trouble(&last).map(|_| last.weak());
        }
    };
    host.serve("journal", Box::new(work)).ok().map(|()| send)
}

/// Looks at the file every second, and wakes the window when it is not what it was.
fn watch(host: &Arc<dyn Host>, watched: &Arc<Mutex<Watched>>) {
    let (waker, watched) = (host.clone(), Arc::downgrade(watched));
    let work = move || {
        loop {
            std::thread::sleep(LOOK);
            // It ends with the program.
            let Some(watched) = watched.upgrade() else { return };
            let (path, known, armed) = {
                let watched = watched.lock().unwrap_or_else(PoisonError::into_inner);
                (watched.path.clone(), watched.known, watched.armed)
            };
            if !armed {
                continue;
            }
            let now = store::stamp(&path);
            let mut watched = watched.lock().unwrap_or_else(PoisonError::into_inner);
            if now != known && watched.path == path && watched.known == known {
                watched.changed = true;
                watched.now = now;
                waker.wake();
            }
        }
    };
    // Without a thread nothing is told before it is saved, which looks again.
    host.serve("watch", Box::new(work)).ok();
}

impl Session {
    /// Starts saving what is open.
    pub(super) fn save(&mut self, jobs: &Jobs, workbench: &Workbench, request: SaveRequest) {
        if let Err(text) = self.may_save(&request, workbench.words()) {
            jobs.say(super::jobs::Done::Saved(request, Box::new(Err(SaveFailure::Said(text)))));
            self.repaint();
            return;
        }
        let expected = if request.force || request.moves { None } else { self.disk };
        self.mark = self.journal.edits();
        let records = workbench.document().records.clone();
        jobs.save(records, request, expected, self.journal.clone());
    }
}
