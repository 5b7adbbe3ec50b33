//! The initiatives as widgets.

use egui::Ui;
use egui::containers::menu::{MenuButton, MenuConfig};

use super::data::{self, COLUMNS, Column, InitiativeData, InitiativeLine};
use crate::command::Command;
use crate::panels::{Cached, ReadCx, Rows, frame, grammar};
use crate::ui::ext;
use crate::ui::rows::{Cell, Head, RowLook, RowsState, table};
use crate::view::{INITIATIVE_COLUMNS, PanelKind, Thing};

/// Narrower than this, names stand on two lines.
const TWO_LINES: f32 = 560.0;

/// The panel's transient fields.
#[derive(Debug, Default)]
pub struct InitiativesPanel {
    data: Cached<InitiativeData>,
    lines: std::cell::RefCell<Rows<InitiativeLine>>,
    rows: RowsState,
    sorted: Option<(Column, bool)>,
    /// Columns as last shown.
    shown: Vec<usize>,
}

impl InitiativesPanel {
    /// The column it is sorted by, in [`COLUMNS`], and whether the largest comes first.
    #[must_use]
    pub fn sorted(&self) -> Option<(usize, bool)> {
        let (column, down) = self.sorted?;
        Some((COLUMNS.iter().position(|c| *c == column)?, down))
    }

    /// Sorts it as it is elsewhere, before it is first shown.
    pub fn sort(&mut self, sorted: Option<(usize, bool)>) {
        self.sorted = sorted.and_then(|(c, down)| Some((*COLUMNS.get(c)?, down)));
        self.shown.clear();
        self.data = Cached::default();
    }

    /// Draws the panel.
    pub(super) fn show(&mut self, cx: &ReadCx<'_>, ui: &mut Ui) {
        let column = |c: usize| self.shown.get(c).and_then(|c| COLUMNS.get(*c)).copied();
        let sort = self.rows.sort.and_then(|(c, down)| Some((column(c)?, down)));
        // Where it was never shown, it is sorted as it was told to be.
        // So it is where the column has no room now.
        let gone = |s: &(Column, bool)| !self.shown.iter().any(|c| COLUMNS.get(*c) == Some(&s.0));
        let sort = sort.or(self.sorted.filter(gone));
        if self.sorted != sort {
            self.sorted = sort;
            self.data = Cached::default();
            self.lines = std::cell::RefCell::default();
        }
        // The order and the unit follow what is counted, which is a mode.
        let revisions = cx.revisions.modes();
        let data = self.data.get(revisions, || data::data(cx, sort));
        frame::head(cx, ui, PanelKind::Initiatives, Some((data.count, "initiatives")), |ui| {
            columns(cx, ui, data);
        });
        if data.count.total == 0 {
            frame::empty(cx, ui, PanelKind::Initiatives);
            return;
        }
        if data.facts.is_empty() {
            frame::nothing(cx, ui, PanelKind::Initiatives);
            return;
        }
        let shown = fitting(data, cx.view.hidden_columns, ui.available_width());
        let room = ui.available_width();
        let named = |c: &usize| head(COLUMNS[*c], &data.heads[*c], room);
        let heads: Vec<Head> = shown.iter().map(named).collect();
        // Where names have little room they have two lines.
        self.rows.tall = ui.available_width() < TWO_LINES;
        if shown != self.shown {
            // The same column is sorted by, wherever it stands now.
            self.rows.sort = self.sorted.and_then(|(column, down)| {
                Some((shown.iter().position(|c| COLUMNS[*c] == column)?, down))
            });
            self.shown.clone_from(&shown);
        }
        let mut area = ui.available_rect_before_wrap();
        area.max.y -= frame::foot_height(ui);
        let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(area).id_salt("content"));
        // The line is said once, for the cells and for what is told under the pointer.
        let lines = &self.lines;
        lines.borrow_mut().keep(revisions);
        let say = |i: usize| data::line(cx, data.facts[i], data.flow, data.power);
        let mut draw_row = |i: usize| {
            let mut lines = lines.borrow_mut();
            let line = lines.get(i, say);
            let look = RowLook {
                on: cx.selected(Thing::Record(line.row)),
                near: cx.linked_to(line.row).unwrap_or(false),
                unsourced: line.unsourced,
                ..RowLook::default()
            };
            (line.said.clone(), look, cells(cx, line, &shown))
        };
        let mut act = |ui: &Ui, i: usize, response: egui::Response| {
            let thing = Thing::Record(cx.table.row(data.facts[i] as usize));
            grammar::act(cx, ui, response, thing)
                .on_hover_ui(|ui| tip(cx, ui, lines.borrow_mut().get(i, say), &data.heads));
        };
        let n = data.facts.len();
        self.rows.follow(cx.revisions.chosen, || {
            let fact = cx.table.fact(cx.view.selected?.row()?)?;
            data.facts.iter().position(|f| *f as usize == fact)
        });
        table(&mut inner, cx.tokens, &mut self.rows, &heads, n, &mut draw_row, &mut act);
        ui.allocate_rect(area, egui::Sense::hover());
        let same = |(c, said): &(usize, String)| {
            let name = data.heads[*c].clone();
            let value = if said.is_empty() { cx.words.t("column-nothing") } else { said.clone() };
            let unnamed = value == cx.words.t("column-unnamed");
            let id = if unnamed { "column-constant-unnamed" } else { "column-constant" };
            cx.words.ts(id, &[("name", name), ("value", value)])
        };
        let mut notes = data.notes.clone();
        notes.extend(data.constant.iter().map(same));
        if self.rows.sort.is_none() && data::by_amount(cx) {
            notes.insert(0, data.order.clone());
        }
        let notes = notes.join(" · ");
        frame::foot(cx, ui, data.count, 0, &notes, &notes);
    }
}

/// The whole name, the exact amount, and what every other column says.
fn tip(cx: &ReadCx<'_>, ui: &mut Ui, line: &InitiativeLine, heads: &[String]) {
    ui.set_max_width(340.0);
    ui.label(&line.tip.0);
    if !line.tip.1.is_empty() {
        ui.label(ext::small(&line.tip.1, cx.tokens).color(cx.tokens.ink));
    }
    for ((column, head), cell) in COLUMNS.iter().zip(heads).zip(&line.cells) {
        if !matches!(column, Column::Name | Column::Amount) && !cell.is_empty() {
            let cell = if matches!(column, Column::Years) { &line.when } else { cell };
            let args = [("name", head.clone()), ("value", cell.clone())];
            ui.label(ext::small(cx.words.ts("column-said", &args), cx.tokens));
        }
    }
}

/// The columns that have room, the important ones first; those that say the same throughout, or were
/// taken away, are left out.
fn fitting(data: &InitiativeData, hidden: HiddenColumns, width: f32) -> Vec<usize> {
    let name = (width * 0.42).clamp(130.0, 260.0);
    let mut left = width - name;
    let mut out = vec![0];
    // A dot before the name tells the sector: who funds has the room first.
    let first = [Column::Amount, Column::Years, Column::Funders];
    let rank = |i: &usize| first.iter().position(|c| *c == COLUMNS[*i]).unwrap_or(first.len());
    let mut order: Vec<usize> = (1..COLUMNS.len()).collect();
    order.sort_by_key(rank);
    for i in order {
        let column = &COLUMNS[i];
        let folded = data.constant.iter().any(|c| c.0 == i) || is_hidden(hidden, i);
        let need = width_of(*column, &data.heads[i], width);
        if !folded && need <= left {
            left -= need;
            out.push(i);
        }
    }
    out.sort_unstable();
    out
}

/// Columns that were taken away, as the view keeps them.
type HiddenColumns = [bool; INITIATIVE_COLUMNS.len()];

/// Whether a column was taken away; the first never is.
fn is_hidden(hidden: HiddenColumns, column: usize) -> bool {
    column.checked_sub(1).and_then(|c| hidden.get(c)).is_some_and(|h| *h)
}

/// Which columns are shown.
fn columns(cx: &ReadCx<'_>, ui: &mut Ui, data: &InitiativeData) {
    let text = ext::small(format!("{} ↓", cx.words.t("column-choose")), cx.tokens);
    // Several are ticked one after the other.
    let stays = MenuConfig::new().close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside);
    MenuButton::new(text).config(stays).ui(ui, |ui| {
        ui.set_min_width(180.0);
        for (i, name) in data.heads.iter().enumerate().skip(1) {
            let constant = data.constant.iter().any(|c| c.0 == i);
            let mut on = !is_hidden(cx.view.hidden_columns, i) && !constant;
            let check = egui::Checkbox::new(&mut on, name.clone());
            if ui.add_enabled(!constant, check).clicked() {
                // Kept with how the file was last looked at.
                if let Some(key) = INITIATIVE_COLUMNS.get(i - 1) {
                    cx.send(Command::Set(key, if on { "on" } else { "off" }));
                }
            }
        }
        ui.label(ext::small(cx.words.t("column-room"), cx.tokens));
    });
}

fn cells(cx: &ReadCx<'_>, line: &InitiativeLine, shown: &[usize]) -> Vec<Cell> {
    let t = cx.tokens;
    let sector = shown.iter().any(|c| COLUMNS[*c] == Column::Sector);
    shown
        .iter()
        .map(|c| (&COLUMNS[*c], &line.cells[*c]))
        .map(|(column, text)| {
            let mut cell = match column {
                Column::Name => Cell::new(text.clone(), t),
                _ => Cell::lesser(text.clone(), t),
            };
            match column {
                Column::Name if !sector => cell.dot = line.dot.map(Into::into),
                Column::Sector => cell.dot = line.dot.map(Into::into),
                Column::Amount if !line.other_money => cell.color = t.ink,
                Column::Years => cell.whole = true,
                _ => {}
            }
            cell
        })
        .collect()
}

/// The width of a column in a panel of a width: names of sectors and funders grow with it.
fn width_of(column: Column, name: &str, room: f32) -> f32 {
    match column {
        // With the kind of money in its name.
        Column::Amount if name.contains(',') => 132.0,
        Column::Name => 220.0,
        Column::Amount => 92.0,
        Column::Years => 96.0,
        Column::Sector | Column::Funders => (room * 0.17).clamp(140.0, 420.0),
        Column::Stage => 112.0,
        Column::Parties => 86.0,
    }
}

fn head(column: Column, name: &str, room: f32) -> Head {
    let head = Head::new(name.to_owned(), width_of(column, name, room));
    if column == Column::Amount { head.numbers() } else { head }
}
