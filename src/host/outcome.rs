//! What came of saving, of changes somebody else made to the file, and of recovery.

use std::time::Duration;

use super::{Program, jobs};
use crate::command::Command;
use crate::edit::{Edit, Origin, StepName, absorb, differences};
use crate::record::Records;
use crate::recovery::local;
use crate::store;
use crate::workbench::{Effect, Outside, SaveFailure, SaveRequest, Version};

/// Most bytes of versions read to tell what changed.
const MOST_COMPARED: u64 = 128 << 20;

impl Program {
    pub(super) fn carry_out_all(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            self.carry_out(effect);
        }
    }

    pub(super) fn saved(
        &mut self,
        request: &SaveRequest,
        result: Result<jobs::Written, SaveFailure>,
    ) {
        if request.generation != self.workbench.generation() {
            // Of a dataset that is no longer open: its file is written, and that is all.
            return;
        }
        let mut no_version = None;
        let result = result.map(|jobs::Written { facts, records, no_version: why }| {
            let all = self.workbench.document().history().state() == request.state;
            self.session.saved(request, facts, records, all);
            no_version = why;
        });
        let time = self.host.time_of_day();
        let mut out = Vec::new();
        self.workbench.finish_save(request, result, &time, &mut out);
        if let Some(why) = no_version {
            // It is saved; what it was before is not kept, and that must be seen.
            let title = self.workbench.words().t("save-no-version-title");
            self.workbench.tell(title, why);
        }
        self.look_for_recent();
        self.carry_out_all(out);
    }

    /// Asks for what the file holds by now.
    pub(super) fn read_outside(&mut self) {
        if let Origin::File(path) = &self.workbench.document().file.origin {
            self.jobs.look(path.clone(), self.session.disk, true);
        }
    }

    /// What the file holds by now is known.
    pub(super) fn theirs(
        &mut self,
        path: &str,
        asked: bool,
        imprint: Option<jobs::Imprint>,
        records: Option<Box<Records>>,
    ) {
        if self.workbench.document().file.origin != Origin::File(path.to_owned()) {
            // Of a file that is no longer open.
            return;
        }
        let Some(facts) = imprint else {
            let words = self.workbench.words();
            let (title, text) = (words.t("outside-title"), words.t("outside-gone"));
            self.workbench.tell(title, text);
            return;
        };
        let same = self.session.disk.is_some_and(|d| (d.len, d.sum) == (facts.len, facts.sum));
        self.session.theirs = Some((facts, records.as_deref().cloned()));
        if same && !asked {
            // Written anew with the same content, as a synchroniser does.
            self.session.keep_mine();
            return;
        }
        self.workbench.tell_outside(self.workbench.document().file_name().to_owned());
        if !asked {
            return;
        }
        let Some(records) = records else {
            let words = self.workbench.words();
            let (title, text) = (words.t("outside-title"), words.t("outside-unreadable"));
            self.workbench.tell(title, text);
            return;
        };
        let (base, mine) = (&self.session.base, &self.workbench.document().records);
        let outside =
            Outside { theirs: differences(base, &records), absorbed: absorb(base, mine, &records) };
        self.session.shown = Some(facts);
        self.workbench.show_outside(outside);
    }

    pub(super) fn recovered(&mut self, result: Result<jobs::Recovered, String>) {
        match result {
            Ok(jobs::Recovered { opened, journal, facts, base, drafts, done, partly }) => {
                if self.workbench.is_modified() || self.workbench.has_drafts() {
                    // What is open stays; the journal is found again at the next start.
                    let title = self.workbench.words().t("recover-failed");
                    let text = self.workbench.words().t("recover-busy");
                    self.workbench.tell(title, text);
                    return;
                }
                self.jobs.cancel();
                self.workbench.show(opened);
                self.session.recovered(&mut self.workbench, journal, facts, base);
                self.workbench.take_drafts(drafts);
                let words = self.workbench.words();
                if partly {
                    let n = |n: usize| i64::try_from(n).unwrap_or(0).into();
                    let args = [("good", n(done.0)), ("count", n(done.1))];
                    let text = words.tf("recover-partly", &args);
                    let title = words.t("recover-partly-title");
                    self.workbench.tell(title, text);
                } else {
                    self.workbench.note(Some(words.t("recover-done")));
                }
                // The file may hold something else by now.
                if let Origin::File(path) = &self.workbench.document().file.origin {
                    self.jobs.look(path.clone(), Some(facts), false);
                }
                self.jobs.index(self.workbench.opened());
            }
            Err(text) => {
                let title = self.workbench.words().t("recover-failed");
                self.workbench.tell(title, text);
            }
        }
    }

    pub(super) fn list_versions(&mut self) {
        let Origin::File(path) = &self.workbench.document().file.origin else {
            self.workbench.show_versions(Vec::new());
            return;
        };
        let live = &self.workbench.document().records;
        let mut read = 0;
        let list = store::versions::list(path).into_iter().take_while(|kept| {
            // Each is read whole to tell what changed.
            read += kept.len;
            read <= MOST_COMPARED || read == kept.len
        });
        let versions = list.filter_map(|kept| {
            let key = kept.path.to_string_lossy().into_owned();
            let records = version(&key)?;
            let when = local(std::time::UNIX_EPOCH + Duration::from_millis(kept.at));
            Some(Version { key, when, since: differences(&records, live) })
        });
        let versions = versions.collect();
        self.workbench.show_versions(versions);
    }

    /// Goes back to a version, as one step.
    pub(super) fn restore(&mut self, key: &str) {
        let Some(records) = version(key) else { return };
        let live = &self.workbench.document().records;
        let changes = absorb(live, live, &records).changes;
        let edit = Edit::All(StepName::Restore, vec![Edit::Take(changes)]);
        self.workbench.send(Command::Edit(Box::new(edit)));
    }
}

/// The records of a version that was kept.
fn version(path: &str) -> Option<Records> {
    let bytes = store::read_file(path).ok()?;
    let options = crate::formats::LoadOptions::default();
    crate::formats::load(bytes, options, &mut |_| true).ok().map(|l| l.records)
}
