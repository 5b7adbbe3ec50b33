//! A record chosen from a list by its name, blind to case and accents; what is missing can be made.

use egui::{Key, Label, ScrollArea, TextEdit, Ui};

use super::data::needs_nothing;
use crate::edit::Document;
use crate::panels::EditCx;
use crate::query::fold;
use crate::record::{Collection, Row};
use crate::text::Words;
use crate::ui::ext;

/// Most records listed.
const LISTED: usize = 40;
/// Collections with more records are searched by what stands in their text before names are read.
const NAMED: usize = 20_000;

/// What a list remembers while it is open.
#[derive(Clone, Debug, Default)]
pub struct Picker {
    query: String,
    found: Option<(String, Vec<(Row, String)>)>,
    at: usize,
    /// Frames in which it still asks for the keyboard: a list that opens is laid out twice.
    fresh: u8,
}

/// What was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// A record.
    Row(Row),
    /// A record to be made, with this name.
    Create(Collection, String),
}

impl Picker {
    /// A list that takes the keyboard as it opens.
    #[must_use]
    pub fn fresh() -> Self {
        Self { fresh: 3, ..Self::default() }
    }

    /// The same, with what is looked for.
    #[must_use]
    pub fn looking_for(query: String) -> Self {
        Self { query, ..Self::fresh() }
    }

    /// Draws the list; returns what was chosen.
    pub fn ui(
        &mut self,
        cx: &EditCx<'_>,
        ui: &mut Ui,
        collections: &[Collection],
        create: bool,
    ) -> Option<Choice> {
        ui.set_min_width(280.0);
        ui.set_max_width(340.0);
        let said = cx.words.t("pick-search");
        let id = egui::Id::unique("pick-field");
        if self.fresh == 3 && !self.query.is_empty() {
            // What is typed goes on after the letters that began it.
            let mut state = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
            let end = egui::text::CCursor::new(self.query.chars().count());
            state.cursor.set_char_range(Some(egui::text::CCursorRange::one(end)));
            state.store(ui.ctx(), id);
        }
        let field = TextEdit::singleline(&mut self.query)
            .id(id)
            .hint_text(said.clone())
            .desired_width(f32::INFINITY)
            .margin(egui::Margin::symmetric(8, 5));
        let response = ui.add(field);
        response.widget_info(|| ext::text_info("", &self.query, &said));
        if self.fresh > 0 {
            self.fresh -= 1;
            response.request_focus();
            ui.ctx().request_repaint();
        }
        if self.found.as_ref().is_none_or(|f| f.0 != self.query) {
            let found = find(cx.live, cx.words, collections, &self.query, LISTED);
            self.found = Some((self.query.clone(), found));
            self.at = 0;
        }
        let found = self.found.as_ref().map_or(&[][..], |f| &f.1);
        let mut chosen = None;
        let n = found.len().max(1);
        ui.input_mut(|i| {
            if i.consume_key(egui::Modifiers::NONE, Key::ArrowDown) {
                self.at = (self.at + 1) % n;
            }
            if i.consume_key(egui::Modifiers::NONE, Key::ArrowUp) {
                self.at = (self.at + n - 1) % n;
            }
        });
        let entered = response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        ScrollArea::vertical().id_salt("picked").max_height(220.0).show(ui, |ui| {
            for (i, (row, name)) in found.iter().enumerate() {
                let kind = cx.words.t(&format!("record-{}", row.collection().key()));
                let text =
                    if collections.len() > 1 { format!("{name} · {kind}") } else { name.clone() };
                let shown = crate::text::display::cut(&text, 60).into_owned();
                let button = egui::Button::selectable(i == self.at, shown)
                    .min_size(egui::vec2(ui.available_width(), 24.0));
                let response = ui.add(button);
                response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &text));
                if response.clicked() || (entered && i == self.at) {
                    chosen = Some(Choice::Row(*row));
                }
            }
            if found.is_empty() {
                ui.add(Label::new(ext::small(cx.words.t("pick-none"), cx.tokens)));
            }
        });
        let name = self.query.trim();
        if create && !name.is_empty() {
            ui.separator();
            for collection in collections.iter().filter(|c| needs_nothing(**c)) {
                let kind = cx.words.t(&format!("record-{}", collection.key()));
                let args = [("name", name.to_owned()), ("kind", kind)];
                let text = cx.words.ts("pick-create", &args);
                let button = egui::Button::new(text)
                    .truncate()
                    .min_size(egui::vec2(ui.available_width(), 24.0));
                let first = Some(collection) == collections.first();
                if ui.add(button).clicked() || (entered && found.is_empty() && first) {
                    chosen = Some(Choice::Create(*collection, name.to_owned()));
                }
            }
        }
        chosen
    }
}

/// Records of these collections whose names hold all the words, those beginning with them first.
#[must_use]
pub fn find(
    doc: &Document,
    words: &Words,
    collections: &[Collection],
    query: &str,
    most: usize,
) -> Vec<(Row, String)> {
    let query = fold(query.trim());
    let total: usize = collections.iter().map(|c| doc.records.len(*c)).sum();
    let mut found: Vec<(usize, Row, String)> = Vec::new();
    let first = query.split_whitespace().next().unwrap_or("").to_owned();
    for row in collections.iter().flat_map(|c| doc.records.rows_of(*c)) {
        if total > NAMED {
            if found.len() >= most * 4 {
                break;
            }
            if !first.is_empty() && !holds(doc.records.text_of(row), &first) {
                continue;
            }
        }
        let name = crate::say::record_name(words, doc, row);
        let folded = fold(&format!("{name} {}", doc.records.raw_id(row)));
        if !query.split_whitespace().all(|w| folded.contains(w)) {
            continue;
        }
        let rank = folded.find(&query).map_or(1000, |at| at.min(999));
        let name = crate::text::display::clean(&name, 200).into_owned();
        found.push((rank, row, crate::ui::bidi::line(&name).into_owned()));
    }
    if !query.is_empty() {
        found.sort_by_key(|a| (a.0, a.1));
    }
    found.into_iter().take(most).map(|(_, row, name)| (row, name)).collect()
}

/// Whether a text holds a folded word; letters with accents are not found this way.
fn holds(text: &str, word: &str) -> bool {
    let mut chars = word.chars();
    let capital: String =
        chars.next().map(char::to_uppercase).into_iter().flatten().chain(chars).collect();
    text.contains(word) || text.contains(&capital)
}
