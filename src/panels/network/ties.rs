//! The ties line by line: the network for those who read rather than look.

use egui::Ui;

use crate::panels::wording::tie_words;
use crate::panels::{ReadCx, Rows, frame, grammar};
use crate::query::Count;
use crate::record::Row;
use crate::table::{Node, Tie};
use crate::ui::rows::{Cell, Head, RowLook, RowsState, table};
use crate::ui::theme::Rgb;
use crate::view::Thing;

/// Ties that pass the filter.
#[derive(Clone, Debug, Default)]
pub(super) struct TieData {
    /// Their numbers in the table.
    shown: Vec<u32>,
    /// How many, of all.
    count: Count,
}

/// Whether a tie passes: its fact does, or both its ends do when no fact says it.
fn passes(cx: &ReadCx<'_>, tie: &Tie) -> bool {
    match cx.table.fact(tie.row) {
        Some(fact) => cx.results.passes(fact),
        None => cx.results.node_in(cx.table, tie.from) && cx.results.node_in(cx.table, tie.to),
    }
}

/// Says which ties are listed.
pub(super) fn data(cx: &ReadCx<'_>) -> TieData {
    let shown: Vec<u32> = cx
        .table
        .ties
        .iter()
        .zip(0u32..)
        .filter(|(tie, _)| passes(cx, tie))
        .map(|(_, n)| n)
        .collect();
    let n = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let count = Count { selected: n(shown.len()), total: n(cx.table.ties.len()) };
    TieData { shown, count }
}

/// One tie.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub(super) struct TieLine {
    /// The record that says so.
    row: Row,
    /// From whom, what, and to whom.
    cells: [String; 3],
    /// The colour of its sector.
    dot: Option<Rgb>,
    /// It says nowhere where it was read.
    unsourced: bool,
}

/// What one line says.
fn line(cx: &ReadCx<'_>, tie: &Tie) -> TieLine {
    TieLine {
        row: tie.row,
        cells: [node_name(cx, tie.from), tie_word(cx, tie), node_name(cx, tie.to)],
        dot: tie.sector.map(|s| cx.sector_color(s)),
        unsourced: !cx.table.is_sourced(tie.row),
    }
}

/// The first ties that pass, as lines.
pub(super) fn first(cx: &ReadCx<'_>, n: usize) -> Vec<TieLine> {
    let shown = data(cx).shown;
    shown.iter().take(n).map(|t| line(cx, &cx.table.ties[*t as usize])).collect()
}

/// Draws the lines.
pub(super) fn show(
    cx: &ReadCx<'_>,
    ui: &mut Ui,
    data: &TieData,
    lines: &mut Rows<TieLine>,
    state: &mut RowsState,
) {
    // What it leads to is often an initiative, whose name is longest; the first takes what is left.
    let wide = ui.available_width();
    let heads = [
        Head::new(cx.words.t("column-from"), 200.0).unsorted(),
        Head::new(cx.words.t("column-tie"), (wide * 0.22).clamp(110.0, 230.0)).unsorted(),
        Head::new(cx.words.t("column-to"), (wide * 0.44).max(160.0)).unsorted(),
    ];
    let mut area = ui.available_rect_before_wrap();
    area.max.y -= frame::foot_height(ui);
    let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(area).id_salt("content"));
    let n = data.shown.len();
    // Ties stand in the order of the file.
    let at = |i: usize| cx.table.ties[data.shown[i] as usize];
    let mut draw_row = |i: usize| {
        let line = lines.get(i, |i| line(cx, &at(i)));
        let look = RowLook {
            on: cx.selected(Thing::Record(line.row)),
            near: cx.linked_to(line.row).unwrap_or(false),
            unsourced: line.unsourced,
            ..RowLook::default()
        };
        let [from, what, to] = line.cells.clone();
        let mut middle = Cell::lesser(what, cx.tokens);
        middle.dot = line.dot.map(Into::into);
        let cells = vec![Cell::new(from, cx.tokens), middle, Cell::new(to, cx.tokens)];
        (line.cells.join(", "), look, cells)
    };
    let mut act = |ui: &Ui, i: usize, response: egui::Response| {
        grammar::act(cx, ui, response, Thing::Record(at(i).row));
    };
    state.follow(cx.revisions.chosen, || {
        let row = cx.view.selected?.row()?;
        (0..n).find(|i| cx.table.ties[data.shown[*i] as usize].row == row)
    });
    table(&mut inner, cx.tokens, state, &heads, n, &mut draw_row, &mut act);
    ui.allocate_rect(area, egui::Sense::hover());
    frame::foot(cx, ui, data.count, 0, "", "");
}

fn node_name(cx: &ReadCx<'_>, node: Node) -> String {
    match node {
        Node::Record(row) => cx.name(row),
        Node::Missing(n) => {
            let id = cx.table.missing.get(n as usize).map_or("", String::as_str);
            crate::text::display::clean(id, 80).into_owned()
        }
    }
}

/// What a tie says, in words.
fn tie_word(cx: &ReadCx<'_>, tie: &Tie) -> String {
    let said = crate::ui::bidi::line(&tie_words(cx, tie)).into_owned();
    if tie.announced { format!("{said} · {}", cx.words.t("network-announced")) } else { said }
}
