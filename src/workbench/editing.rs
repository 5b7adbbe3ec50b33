//! How the dataset changes: wishes become transactions, what follows from it is made anew, and
//! what a person looks at stays in sight.
//!
//! Of a small dataset the columns are made anew at once. Of a large one that is work for the
//! background; until it is done the panels show the dataset the columns belong to, and only forms
//! show what was just written.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::dispatch::Effect;
use super::{Message, Workbench};
use crate::command::{Command, Wish};
use crate::dataset::{Opened, derive};
use crate::edit::{
    Change, Deed, Edit, EditError, Log, NoLog, PlanError, Spot, StepName, fixes, plan,
};
use crate::model::schema;
use crate::query::{Clause, Filter, Flow, Measure, NONE, Pick, Values};
use crate::record::{Collection, Row};
use crate::table::{Facet, Table};
use crate::view::{PanelKind, Thing};

/// Datasets of less text are measured anew before the next frame (some 4 ms).
const AT_ONCE: usize = 384 << 10;

/// Where new ids come from: the time, and numbers that differ between two programs.
#[derive(Clone)]
pub struct Ids {
    /// Milliseconds since 1970.
    pub clock: Arc<dyn Fn() -> u64 + Send + Sync>,
    /// Drawn once a start.
    pub seed: u128,
}

impl std::fmt::Debug for Ids {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ids").field("seed", &self.seed).finish_non_exhaustive()
    }
}

impl Default for Ids {
    fn default() -> Self {
        Self { clock: Arc::new(|| 0), seed: 0 }
    }
}

/// What editing remembers beside the document.
#[derive(Debug)]
pub(super) struct Editing {
    /// What the columns do not know yet, with the number of the edit.
    pub(super) pending: Vec<(u64, Change)>,
    /// Number of the last edit.
    serial: u64,
    deriving: bool,
    pub(super) ids: Ids,
    made: u128,
    /// A record to be selected once the columns know it, as it is numbered now.
    pub(super) go: Option<Row>,
    /// What is edited now is not to be selected for it.
    stays: bool,
    pub(super) log: Box<dyn Log>,
}

impl Default for Editing {
    fn default() -> Self {
        Self {
            pending: Vec::new(),
            serial: 0,
            deriving: false,
            ids: Ids::default(),
            made: 0,
            go: None,
            stays: false,
            log: Box::new(NoLog),
        }
    }
}

impl Editing {
    /// The number a record of the columns has by now; `None` when it is gone.
    pub(super) fn live_row(&self, row: Row) -> Option<Row> {
        self.pending.iter().try_fold(row, |row, (_, change)| change.moved(row))
    }

    pub(super) fn forget(&mut self) {
        self.pending.clear();
        self.serial += 1;
        self.deriving = false;
        self.go = None;
    }

    fn new_id(&mut self, collection: Collection) -> String {
        self.made += 1;
        let number = self.ids.seed.wrapping_add(self.made);
        let id = ulid::Ulid::from_parts((self.ids.clock)(), number);
        format!("{}{id}", schema::id_prefix(collection))
    }
}

impl Workbench {
    /// Where what is done is written down before it is done.
    pub fn set_log(&mut self, log: Box<dyn Log>) {
        self.data.editing.log = log;
    }

    /// Where new ids come from.
    pub fn set_ids(&mut self, ids: Ids) {
        self.data.editing.ids = ids;
    }

    /// Why what is done now would not outlive a crash.
    #[must_use]
    pub fn log_trouble(&self) -> Option<String> {
        self.data.editing.log.trouble()
    }

    /// The log, for the shell to take along when the content moves to another file.
    pub fn log(&mut self) -> &mut dyn Log {
        &mut *self.data.editing.log
    }

    /// Carries out a wish; returns whether it could be.
    pub(super) fn edit(&mut self, edit: &Edit, out: &mut Vec<Effect>) -> bool {
        if let Some(why) = self.data.live.file.read_only {
            let title = self.person.words.t("edit-failed");
            let text = self.person.words.t(why.text_id());
            self.dialogs.message = Some(Message::plain(title, text));
            return false;
        }
        let transaction = match plan(&self.data.live, edit, self.person.words.language.tag()) {
            Ok(transaction) if transaction.changes.is_empty() => return true,
            Ok(transaction) => transaction,
            Err(e) => {
                self.cannot(&e);
                return false;
            }
        };
        let (changes, after) = (transaction.changes.clone(), transaction.after.clone());
        match self.data.live.commit(transaction, &mut *self.data.editing.log) {
            Ok(()) => {
                self.edited(changes, &after, out);
                true
            }
            Err(e) => {
                self.not_done(&e);
                false
            }
        }
    }

    fn cannot(&mut self, e: &PlanError) {
        let text = self.person.words.ts(&e.to_string(), &e.args());
        self.dialogs.message = Some(Message::plain(self.person.words.t("edit-failed"), text));
    }

    fn not_done(&mut self, e: &EditError) {
        let text = match e {
            EditError::Log(reason) => {
                self.person.words.ts("edit-log", &[("reason", reason.clone())])
            }
            _ => self.person.words.t("edit-gone"),
        };
        self.dialogs.message = Some(Message::plain(self.person.words.t("edit-failed"), text));
    }

    /// Does something with a record the board shows, as it is numbered by now; what is gone is left
    /// alone.
    pub(super) fn on_shown(&mut self, row: Row, wish: Wish, out: &mut Vec<Effect>) {
        let now = |row: Row| self.data.editing.live_row(row);
        let shown = row;
        let Some(row) = now(row) else { return };
        let id = |row: Row| json!(self.data.live.records.raw_id(row));
        match wish {
            Wish::Duplicate => self.duplicate(row, out),
            Wish::Delete => self.ask_delete(vec![row], out),
            Wish::MergeWith(other) => {
                let Some(other) = now(other) else { return };
                self.edit_command(Command::AskMerge(row, Some(other)), out);
            }
            Wish::LinkTo(other) => {
                let Some(other) = now(other) else { return };
                let mut members = Map::new();
                members.insert("from".to_owned(), id(row));
                members.insert("to".to_owned(), id(other));
                self.create(Collection::Links, &members, None, out);
            }
            Wish::PutUnder(parent) => {
                let value = match parent {
                    Some(parent) => {
                        let Some(parent) = now(parent) else { return };
                        Some(id(parent))
                    }
                    None => None,
                };
                let edit = Edit::Set { row, pointer: "/parent".to_owned(), value };
                self.edit(&Edit::All(StepName::Parent, vec![edit]), out);
            }
            Wish::Mend(issue, way) => {
                let issue = self.data.opened.doc.issues.get(issue);
                // The list may have changed in the same frame.
                let Some(issue) = issue.filter(|i| i.row == Some(shown)) else { return };
                let fix = fixes(&self.data.live, issue, row).into_iter().find(|f| f.id == way);
                match fix.map(|f| f.deed) {
                    Some(Deed::Edit(edit)) => {
                        self.edit(&edit, out);
                    }
                    Some(Deed::NewId(row)) => self.give_id(row, out),
                    // Its form is opened by the panel.
                    Some(Deed::Go(..)) | None => {}
                }
            }
        }
    }

    /// Makes a record at the end of its collection and, if asked, a reference to it, as one step.
    pub(super) fn create(
        &mut self,
        collection: Collection,
        members: &Map<String, Value>,
        refer: Option<(Row, String)>,
        out: &mut Vec<Effect>,
    ) {
        let id = self.data.editing.new_id(collection);
        let mut value = Map::new();
        value.insert("id".to_owned(), Value::String(id.clone()));
        value.extend(members.clone());
        if collection == Collection::Sources {
            // A CSL item has an id and a type of its own.
            let csl = value.entry("csl").or_insert_with(|| Value::Object(Map::new()));
            if let Some(csl) = csl.as_object_mut() {
                csl.entry("id").or_insert_with(|| Value::String(id.clone()));
                csl.entry("type").or_insert_with(|| Value::String("article".to_owned()));
            }
        }
        let row = Row::new(collection, self.data.live.records.len(collection));
        let create = Edit::Create { row, value: Value::Object(value) };
        if let Some((of, pointer)) = refer {
            let set = Edit::Set { row: of, pointer, value: Some(Value::String(id)) };
            self.edit(&Edit::All(StepName::Create, vec![create, set]), out);
        } else if self.edit(&create, out) {
            let mut essential = schema::essential(collection).iter().copied();
            let first = essential.find(|k| !members.contains_key(*k));
            self.panels.inspector.show_form(first.unwrap_or("label"));
            self.screen.arrangement.bring(PanelKind::Inspector);
        }
    }

    /// Puts values into members of records, as one step; rows past the end are made.
    pub(super) fn fill(
        &mut self,
        collection: Collection,
        rows: Vec<crate::command::FilledRow>,
        out: &mut Vec<Effect>,
    ) {
        let mut n = self.data.live.records.len(collection);
        let one = rows.iter().map(|r| r.1.len()).sum::<usize>() == 1;
        let mut edits = Vec::new();
        for (at, sets) in rows {
            let new = at >= n;
            if new && sets.is_empty() {
                continue;
            }
            let row = Row::new(collection, at.min(n));
            if new {
                let value = serde_json::json!({ "id": self.data.editing.new_id(collection) });
                edits.push(Edit::Create { row, value });
                n += 1;
            }
            edits.extend(sets.into_iter().map(|(pointer, value)| Edit::Set {
                row,
                pointer,
                value,
            }));
        }
        let id = if one { StepName::Create } else { StepName::Paste };
        // Filling a sheet is not looking at one record.
        self.data.editing.stays = true;
        match &edits[..] {
            [one] => self.edit(one, out),
            _ => self.edit(&Edit::All(id, edits), out),
        };
        self.data.editing.stays = false;
    }

    /// Gives a record an id of its own. Who refers to the old one still means the first that has it.
    pub(super) fn give_id(&mut self, row: Row, out: &mut Vec<Effect>) {
        let edit = self.id_edit(row);
        self.edit(&edit, out);
    }

    fn id_edit(&mut self, row: Row) -> Edit {
        let value = Some(Value::String(self.data.editing.new_id(row.collection())));
        Edit::Set { row, pointer: "/id".to_owned(), value }
    }

    /// Mends all that can be mended without losing anything that was said, as one step.
    pub(super) fn fix_all(&mut self, out: &mut Vec<Effect>) {
        // Each is worked out on the records as the others leave them.
        let mut scratch = self.data.live.shown();
        scratch.file.read_only = None;
        let mut changes = Vec::new();
        // The last first: what is taken out of a list moves what follows.
        for issue in self.data.opened.doc.issues.clone().iter().rev() {
            let Some(row) = issue.row.and_then(|r| self.data.editing.live_row(r)) else { continue };
            let fix = fixes(&scratch, issue, row).into_iter().find(|f| f.safe);
            let edit = match fix.map(|f| f.deed) {
                Some(Deed::Edit(edit)) => edit,
                Some(Deed::NewId(row)) => self.id_edit(row),
                Some(Deed::Go(..)) | None => continue,
            };
            if let Ok(step) = plan(&scratch, &edit, self.person.words.language.tag()) {
                changes.extend(step.changes.clone());
                scratch.commit(step, &mut NoLog).ok();
            }
        }
        let edits = vec![Edit::Take(changes)];
        self.edit(&Edit::All(StepName::Fix, edits), out);
    }

    /// Makes a record that is the same but for the id.
    pub(super) fn duplicate(&mut self, row: Row, out: &mut Vec<Effect>) {
        let id = self.data.editing.new_id(row.collection());
        if self.edit(&Edit::Duplicate { row, id }, out) {
            self.panels.inspector.show_form(schema::fields(row.collection())[0].key);
            self.screen.arrangement.bring(PanelKind::Inspector);
        }
    }

    /// Takes a step back or does it again.
    pub(super) fn step(&mut self, back: bool, out: &mut Vec<Effect>) {
        let log = &mut *self.data.editing.log;
        let step = if back { self.data.live.undo(log) } else { self.data.live.redo(log) };
        match step {
            Ok(step) => {
                let place = if back { &step.before } else { &step.after };
                let place = place.clone();
                let id = if back { "status-undone" } else { "status-redone" };
                let what = super::history::step_name(&self.person.words, &step.label);
                self.shell.note = Some(self.person.words.ts(id, &[("what", what)]));
                if place.row.is_some() {
                    self.panels.inspector.look_at(&place.pointer);
                    self.screen.arrangement.bring(PanelKind::Inspector);
                }
                self.edited(step.changes, &place, out);
            }
            Err(EditError::Nothing) => {}
            Err(e) => self.not_done(&e),
        }
    }

    /// Steps back or forward until the document is in a state; 0 is as it was opened.
    pub(super) fn step_to(&mut self, state: u64, out: &mut Vec<Effect>) {
        let back = self.data.live.history().done().iter().any(|s| s.state == state) || state == 0;
        while self.data.live.history().state() != state {
            let before = self.data.live.history().state();
            self.step(back, out);
            if self.data.live.history().state() == before {
                return;
            }
        }
    }

    fn edited(&mut self, changes: Vec<Change>, place: &Spot, out: &mut Vec<Effect>) {
        let editing = &mut self.data.editing;
        editing.serial += 1;
        let serial = editing.serial;
        editing.go = editing
            .go
            .and_then(|row| changes.iter().try_fold(row, |row, change| change.moved(row)));
        editing.pending.extend(changes.into_iter().map(|c| (serial, c)));
        let there = |r: &Row| r.index() < self.data.live.records.len(r.collection());
        if let Some(row) = place.row.filter(|r| !editing.stays && there(r)) {
            editing.go = Some(row);
        }
        self.saving.at = None;
        self.derive(out);
    }

    /// Has made anew what follows from the dataset.
    fn derive(&mut self, out: &mut Vec<Effect>) {
        if self.data.live.records.text_len() <= AT_ONCE {
            let serial = self.data.editing.serial;
            self.finish_derive(derive(self.data.live.shown()), serial, out);
        } else if !self.data.editing.deriving {
            self.data.editing.deriving = true;
            out.push(Effect::Derive(Box::new(self.data.live.shown()), self.data.editing.serial));
        }
    }

    /// Takes over what was made anew, as of the edit `serial`.
    pub fn finish_derive(&mut self, opened: Opened, serial: u64, out: &mut Vec<Effect>) {
        let editing = &mut self.data.editing;
        if editing.pending.first().is_none_or(|p| p.0 > serial) {
            // Of a dataset that was closed meanwhile.
            return;
        }
        editing.deriving = false;
        let known = editing.pending.iter().take_while(|p| p.0 <= serial).count();
        let changes: Vec<Change> = editing.pending.drain(..known).map(|p| p.1).collect();
        let moved = |row: Row| changes.iter().try_fold(row, |row, c| c.moved(row));
        let tables = (&self.data.opened.table, &opened.table);
        let map = |thing: Thing| match thing {
            Thing::Record(row) => moved(row).map(Thing::Record),
            Thing::Value(Pick::Period(_)) => Some(thing),
            // Terms have other numbers when another one stands first.
            Thing::Value(pick) => {
                let filter = carried(&Filter::of(&[pick]), tables.0, tables.1, &moved);
                let values = filter.clause(pick.dim()).map(|c| c.values.clone());
                match values {
                    Some(Values::Codes(codes)) => codes.first().map(|c| Pick::Code(pick.dim(), *c)),
                    _ => None,
                }
                .map(Thing::Value)
            }
        };
        let filter =
            carried(&self.screen.view.filter, &self.data.opened.table, &opened.table, &moved);
        let same = filter == self.screen.view.filter
            && same_numbers(&self.data.opened.table, &opened.table);
        let stay = changes.iter().all(|c| match c {
            Change::Replace { .. } | Change::Member { .. } => true,
            Change::Insert { row, .. } => {
                row.index() >= self.data.opened.doc.records.len(row.collection())
            }
            _ => false,
        });
        self.screen.view.filter = filter;
        let kept = self.screen.view.kept.take();
        self.screen.view.kept =
            kept.map(|f| carried(&f, &self.data.opened.table, &opened.table, &moved));
        let looked_at = (self.screen.view.selected, self.screen.view.pinned.clone());
        self.screen.view.selected = self.screen.view.selected.and_then(map);
        self.screen.view.pinned = self.screen.view.pinned.iter().filter_map(|t| map(*t)).collect();
        if let Measure::Amount(flow) = self.screen.view.measure {
            let now = carried_flow(flow, &self.data.opened.table, &opened.table);
            if now != Some(flow) {
                let first = || Self::first_view(&opened).measure;
                self.screen.view.measure = now.map_or_else(first, Measure::Amount);
                self.screen.revisions.view += 1;
            }
        }
        // A million rows take some milliseconds to let go of.
        let old = std::mem::replace(&mut self.data.opened, opened);
        out.push(Effect::LetGo(Box::new(old)));
        if self.data.editing.pending.is_empty() {
            if let Some(row) = self.data.editing.go.take() {
                self.screen.view.selected = Some(Thing::Record(row));
            }
        } else if let Some(row) = self.data.editing.go
            && self
                .screen
                .view
                .selected
                .and_then(Thing::row)
                .and_then(|r| self.data.editing.live_row(r))
                == Some(row)
        {
            self.data.editing.go = None;
        }
        // A dataset that had nothing to count may have now.
        let counted = match self.screen.view.measure {
            Measure::Statements => Some(Collection::Statements),
            Measure::Initiatives => Some(Collection::Initiatives),
            Measure::Institutions => Some(Collection::Institutions),
            Measure::Links => Some(Collection::Links),
            Measure::Amount(_) => None,
        };
        if counted.is_some_and(|c| self.data.opened.doc.records.len(c) == 0) {
            self.screen.view.measure = Self::first_view(&self.data.opened).measure;
            self.screen.revisions.view += 1;
        }
        self.screen.forget_numbers();
        self.screen.revisions.data += 1;
        if !stay {
            self.screen.revisions.file += 1;
        }
        if looked_at != (self.screen.view.selected, self.screen.view.pinned.clone()) {
            self.screen.revisions.selected += 1;
            self.screen.revisions.pinned += 1;
        }
        self.screen.recompute(&self.data);
        if !same || !stay {
            self.screen.trail.start(&self.screen.view.filter, self.screen.view.selected);
        }
        if !self.data.editing.pending.is_empty() {
            self.derive(out);
        }
    }
}

/// A filter with the numbers its values have in another state of the dataset; a clause about what
/// is gone goes too.
fn carried(
    filter: &Filter,
    old: &Table,
    new: &Table,
    moved: &dyn Fn(Row) -> Option<Row>,
) -> Filter {
    let mut out = filter.clone();
    for clause in filter.clauses() {
        let (Some(field), Values::Codes(codes)) = (clause.dim.facet(), &clause.values) else {
            continue;
        };
        let number = |code: &u32| {
            if *code == NONE {
                return Some(NONE);
            }
            let Some(row) = old.value_row(field, *code) else {
                return new.column(field).term(old.column(field).terms.get(*code as usize)?);
            };
            let row = moved(row)?;
            let at = match field {
                Facet::Speaker => new.speakers.binary_search(&row).ok()?,
                _ => row.index(),
            };
            u32::try_from(at).ok()
        };
        let mut codes: Vec<u32> = codes.iter().filter_map(number).collect();
        codes.sort_unstable();
        codes.dedup();
        if codes.is_empty() {
            out.clear(clause.dim);
        } else {
            out.set(Clause { values: Values::Codes(codes), ..clause.clone() });
        }
    }
    out
}

/// The same money in another table: currencies and kinds are numbered as they come.
fn carried_flow(flow: Flow, old: &Table, new: &Table) -> Option<Flow> {
    let number = |old: &[String], new: &[String], n: u16| {
        let name = old.get(usize::from(n))?;
        u16::try_from(new.iter().position(|o| o == name)?).ok()
    };
    let currency = number(&old.currencies, &new.currencies, flow.currency)?;
    let kind = number(&old.flows, &new.flows, flow.kind)?;
    let now = Flow { currency, kind, ..flow };
    // A rate that is gone converts nothing.
    Some(Flow { rates: flow.rates && crate::say::has_rates(new, now), ..now })
}

/// Whether the values of the filter have the same numbers in both.
fn same_numbers(a: &Table, b: &Table) -> bool {
    a.speakers == b.speakers && Facet::ALL.iter().all(|f| a.column(*f).terms == b.column(*f).terms)
}
