//! A new dataset: its title, its parties and its sectors; or empty; or as the example.

use egui::{Context, Label};
use serde_json::{Map, Value, json};

use super::super::Workbench;
use super::super::dialogs::{heading, modal, named_field};
use super::buttons;
use crate::command::{Command, OpenRequest};
use crate::query::fold;
use crate::text::Language;
use crate::ui::ext;
use crate::ui::theme::{Tokens, size};

/// What was written so far.
#[derive(Debug, Default)]
pub(in super::super) struct New {
    pub(in super::super) title: String,
    pub(in super::super) parties: String,
    pub(in super::super) sectors: String,
    started: u8,
}

impl New {
    /// The fields by name, to be kept while they are written.
    pub(in super::super) fn fields(&mut self) -> [(&'static str, &mut String); 3] {
        [("title", &mut self.title), ("parties", &mut self.parties), ("sectors", &mut self.sectors)]
    }

    /// Whether the keyboard is still being given to its first field.
    pub(in super::super) fn starts(&self) -> bool {
        // A dialog that opens is laid out twice.
        self.started < 3
    }

    /// Whether something was written.
    pub(in super::super) fn is_begun(&self) -> bool {
        [&self.title, &self.parties, &self.sectors].iter().any(|t| !t.trim().is_empty())
    }

    pub(super) fn show(&mut self, w: &mut Workbench, tokens: &Tokens, ctx: &Context) -> bool {
        let shown = modal("new", 480.0, ctx, |ui| {
            heading(ui, &w.person.words.t("new-title"));
            ui.add(Label::new(w.person.words.t("new-text")).wrap());
            ui.add_space(size::GAP);
            let field = |ui: &mut egui::Ui, id: &str, text: &mut String, rows: usize| {
                named_field(ui, tokens, w.person.words.t(id), text, rows)
            };
            let title = field(ui, "new-name", &mut self.title, 1);
            if self.starts() {
                self.started += 1;
                title.request_focus();
                ui.ctx().request_repaint();
            }
            field(ui, "new-parties", &mut self.parties, 2);
            field(ui, "new-sectors", &mut self.sectors, 3);
            ui.label(ext::small(w.person.words.t("new-hint"), tokens));
            let texts = ["path-cancel", "new-example", "new-empty", "new-do"]
                .map(|id| w.person.words.t(id));
            buttons(ui, &texts)
        });
        match shown.inner {
            Some(0) => return self.leave(w),
            Some(1) => {
                w.input.queue.send(Command::Open(OpenRequest::Copy));
                return false;
            }
            Some(n) => {
                let full = n == 3;
                let bytes = self.bytes(w.person.words.language, full);
                w.input.queue.send(Command::Open(OpenRequest::New(bytes)));
                // Until it is open: a question may come before.
                return self.leave(w);
            }
            None => {}
        }
        // A click beside it does not throw away what was typed.
        if ctx.input(|i| i.key_pressed(egui::Key::Escape)) { self.leave(w) } else { true }
    }

    /// Leaves it; what was written is there again when it is asked for again.
    pub(in super::super) fn leave(&mut self, w: &mut Workbench) -> bool {
        self.started = 0;
        w.dialogs.begun = Some(std::mem::take(self)).filter(Self::is_begun);
        false
    }

    /// The dataset as a file.
    fn bytes(&self, language: Language, full: bool) -> Vec<u8> {
        let lang = language.tag();
        let mut root = Map::new();
        root.insert("format".to_owned(), json!("cooperation-dataset"));
        root.insert("version".to_owned(), json!(1));
        root.insert("title".to_owned(), json!({ lang: self.title.trim() }));
        root.insert("language".to_owned(), json!(lang));
        root.insert("languages".to_owned(), json!(["fr", "en"]));
        let mut ids: Vec<String> = Vec::new();
        let mut records = |text: &str, prefix: &str| -> Vec<Value> {
            let names = text.split(['\n', ';']).flat_map(|line| line.split(','));
            let mut out = Vec::new();
            for name in names.map(str::trim).filter(|n| full && !n.is_empty()) {
                let id = id_of(name, prefix, &ids);
                ids.push(id.clone());
                out.push(json!({"id": id, "label": {lang: name}}));
            }
            out
        };
        let (parties, sectors) =
            (records(&self.parties, "party"), records(&self.sectors, "sector"));
        for key in crate::record::Collection::ALL.map(crate::record::Collection::key) {
            let list = match key {
                "parties" => parties.clone(),
                "sectors" => sectors.clone(),
                _ => Vec::new(),
            };
            root.insert(key.to_owned(), Value::Array(list));
        }
        let mut out = String::from("{\n");
        let n = root.len();
        for (i, (key, value)) in root.iter().enumerate() {
            // One record on a line, as the example is written.
            let text = match value {
                Value::Array(items) if !items.is_empty() && items[0].is_object() => {
                    let lines: Vec<String> = items.iter().map(|v| format!("    {v}")).collect();
                    format!("[\n{}\n  ]", lines.join(",\n"))
                }
                other => other.to_string(),
            };
            let comma = if i + 1 < n { "," } else { "" };
            out.extend([&format!("  \"{key}\": {text}{comma}\n")[..]]);
        }
        out.push_str("}\n");
        out.into_bytes()
    }
}

/// An id made of a name, different from those there are.
fn id_of(name: &str, prefix: &str, taken: &[String]) -> String {
    let plain: String =
        fold(name).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let plain = plain.split('-').filter(|p| !p.is_empty()).collect::<Vec<_>>().join("-");
    let plain: String = plain.chars().take(40).collect();
    let base = if plain.is_empty() { prefix.to_owned() } else { format!("{prefix}.{plain}") };
    let mut id = base.clone();
    let mut n = 1;
    while taken.contains(&id) {
        n += 1;
        id = format!("{base}-{n}");
    }
    id
}
