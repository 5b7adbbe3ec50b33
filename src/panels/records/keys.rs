//! What keys do in the sheet, and blocks that are copied, pasted and cleared.

use egui::{Event, Key, Modifiers, Ui};

use super::data::{Column, Names, SheetLine, block, copied};
use super::ui::{Cell, ROW, RecordsPanel, corners};
use crate::command::Command;
use crate::edit::Edit;
use crate::panels::EditCx;
use crate::record::Row;

/// Most rows pasted at once.
const MOST_PASTED: usize = 100_000;

impl RecordsPanel {
    pub(super) fn keys(
        &mut self,
        cx: &EditCx<'_>,
        ui: &mut Ui,
        id: egui::Id,
        columns: &[Column],
        n: usize,
    ) {
        let mut events = std::mem::take(&mut self.backlog);
        events.extend(ui.input(|i| i.events.clone()));
        let (cols, rows) = (columns.len(), n + 1);
        #[expect(clippy::cast_possible_truncation, reason = "a few rows")]
        let page = ((self.sight.height() / ROW) as isize - 2).max(1);
        let far = isize::MAX / 4;
        for event in events {
            match event {
                // On a slow machine one frame brings many letters: what they begin goes on here.
                event if self.typing.is_some() => self.type_on(cx, columns, &event, n),
                Event::Text(letter) if !letter.trim().is_empty() => {
                    self.begin(cx, columns, Some(letter));
                }
                Event::Paste(pasted) => self.paste(cx, columns, &pasted),
                Event::Copy => ui.copy_text(self.copy(cx, columns)),
                Event::Cut => {
                    ui.copy_text(self.copy(cx, columns));
                    self.clear(cx, columns);
                }
                Event::Key { key, pressed: true, modifiers, .. } => {
                    let keep = modifiers.shift && key != Key::Tab;
                    let by = match key {
                        Key::ArrowUp if modifiers.alt => {
                            self.order(cx, n, -1);
                            continue;
                        }
                        Key::ArrowDown if modifiers.alt => {
                            self.order(cx, n, 1);
                            continue;
                        }
                        Key::ArrowDown => (1, 0),
                        Key::ArrowUp => (-1, 0),
                        Key::ArrowRight => (0, 1),
                        Key::ArrowLeft => (0, -1),
                        Key::Tab => (0, if modifiers.shift { -1 } else { 1 }),
                        Key::PageDown => (page, 0),
                        Key::PageUp => (-page, 0),
                        Key::Home if modifiers.command => (-far, -far),
                        Key::End if modifiers.command => (far, far),
                        Key::Home => (0, -far),
                        Key::End => (0, far),
                        Key::Enter | Key::F2 => {
                            self.begin(cx, columns, None);
                            continue;
                        }
                        Key::Delete | Key::Backspace => {
                            self.clear(cx, columns);
                            continue;
                        }
                        Key::A if modifiers.command => {
                            self.anchor = (0, 0);
                            self.cursor = (n.saturating_sub(1), cols.saturating_sub(1));
                            continue;
                        }
                        Key::Escape => {
                            ui.memory_mut(|m| m.surrender_focus(id));
                            continue;
                        }
                        _ => continue,
                    };
                    self.step(by, cols, rows, keep);
                }
                _ => {}
            }
        }
        ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Tab));
    }

    /// One more event of the frame in which a cell began to be written.
    pub(super) fn type_on(&mut self, cx: &EditCx<'_>, columns: &[Column], event: &Event, n: usize) {
        let Some(typed) = &mut self.typing else { return };
        match event {
            Event::Text(letters) | Event::Paste(letters) => typed.push_str(letters),
            Event::Key { key: Key::Backspace, pressed: true, .. } => drop(typed.pop()),
            Event::Key { key: Key::Escape, pressed: true, .. } => self.typing = None,
            Event::Key { key: key @ (Key::Enter | Key::Tab), pressed: true, modifiers, .. } => {
                let back = if modifiers.shift { -1 } else { 1 };
                let by = if *key == Key::Tab { (0, back) } else { (back, 0) };
                let rows = if self.cursor.0 >= n { n + 2 } else { n + 1 };
                if self.typing.is_some() && self.commit(cx, columns) {
                    self.step(by, columns.len(), rows, false);
                    self.take = true;
                }
            }
            _ => {}
        }
    }

    fn order(&mut self, cx: &EditCx<'_>, n: usize, by: isize) {
        let to = self.cursor.0.saturating_add_signed(by);
        if self.cursor.0 < n && to < n && to != self.cursor.0 {
            let row = Row::new(self.collection, self.cursor.0);
            cx.send(Command::Edit(Box::new(Edit::Order { row, to })));
            self.cursor.0 = to;
            self.anchor = self.cursor;
        }
    }

    fn copy(&self, cx: &EditCx<'_>, columns: &[Column]) -> String {
        let (low, high) = corners(self.cursor, self.anchor);
        let names = Names::default();
        let lines: Vec<String> = (low.0..=high.0)
            .map(|r| {
                let text = |c| self.cell_text(cx, columns, (r, c), &names);
                let cells = (low.1..=high.1).map(|c| copied(&text(c)));
                cells.collect::<Vec<_>>().join("\t")
            })
            .collect();
        lines.join("\n")
    }

    fn clear(&mut self, cx: &EditCx<'_>, columns: &[Column]) {
        let (low, high) = corners(self.cursor, self.anchor);
        let line = vec![String::new(); high.1 - low.1 + 1];
        let last = cx.live.records.len(self.collection);
        let lines = vec![line; (high.0 + 1).min(last).saturating_sub(low.0)];
        self.fill(cx, columns, low, &lines);
    }

    fn paste(&mut self, cx: &EditCx<'_>, columns: &[Column], pasted: &str) {
        let (low, high) = corners(self.cursor, self.anchor);
        let mut lines = block(pasted);
        lines.truncate(MOST_PASTED);
        // One cell fills all that is selected.
        if let [line] = &lines[..]
            && let [cell] = &line[..]
            && low != high
        {
            let line = vec![cell.clone(); high.1 - low.1 + 1];
            lines = vec![line; high.0 - low.0 + 1];
        }
        self.fill(cx, columns, low, &lines);
    }

    /// Puts a block of texts into the cells from one on, as one step; rows past the end are new
    /// records. When a cell makes no sense, nothing is put in and it is told which.
    fn fill(&mut self, cx: &EditCx<'_>, columns: &[Column], at: Cell, lines: &[Vec<String>]) {
        if cx.live.file.read_only.is_some() {
            return;
        }
        let mut rows = Vec::new();
        let names = Names::default();
        for (r, line) in lines.iter().enumerate() {
            let there = SheetLine::of(cx, self.collection, at.0 + r);
            let sets = match there.fill(cx, columns, at.1, line, &names) {
                Ok(sets) => sets,
                Err((column, fault)) => {
                    let args = [
                        ("row", (r + 1).to_string()),
                        ("column", columns[column].name.clone()),
                        ("fault", fault),
                    ];
                    self.fault = Some(cx.words.ts("sheet-fault", &args));
                    return;
                }
            };
            rows.push((at.0 + r, sets));
        }
        self.fault = None;
        let width = lines.iter().map(Vec::len).max().unwrap_or(1);
        self.anchor = at;
        let last = columns.len().saturating_sub(1);
        self.cursor = (at.0 + lines.len().saturating_sub(1), (at.1 + width - 1).min(last));
        cx.send(Command::Fill { collection: self.collection, rows });
    }
}
