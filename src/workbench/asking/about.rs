//! What is said about the dataset as a whole: title, description, languages, licences, its own
//! vocabularies.

use egui::{Context, ScrollArea};
use serde_json::{Value, json};

use super::super::Workbench;
use super::super::dialogs::{heading, modal, named_field};
use super::buttons;
use crate::command::Command;
use crate::edit::{Edit, StepName};
use crate::model::Text;
use crate::say::{field_name, rate_lines, read_rates};
use crate::ui::ext;
use crate::ui::theme::Tokens;

/// Members that are edited as JSON.
const RAW: [&str; 4] = ["vocabularies", RATES, "licenses", "contributors"];
/// The one of them that is written as lines.
const RATES: &str = "rates";

/// What was written so far.
#[derive(Debug)]
pub(in super::super) struct About {
    /// Title and description: the member, the language, the text.
    texts: Vec<(&'static str, String, String)>,
    language: String,
    languages: String,
    raw: Vec<(&'static str, String)>,
    /// What it was asked for to write, and the frames it has been looked for.
    first: Option<(&'static str, u8)>,
}

impl About {
    pub(in super::super) fn of(w: &Workbench) -> Self {
        let doc = &w.data.live;
        let member = |key: &str| doc.header(key).cloned().unwrap_or(Value::Null);
        let mut texts = Vec::new();
        for key in ["title", "description"] {
            let text = Text::from_value(&member(key));
            let mut all: Vec<(String, String)> =
                text.all().map(|(t, s)| (t.to_owned(), s.to_owned())).collect();
            for tag in doc.languages() {
                let plain = all.iter().any(|(t, _)| t.is_empty());
                if !all.iter().any(|(t, _)| *t == tag) && !plain {
                    all.push((tag, String::new()));
                }
            }
            if all.is_empty() {
                all.push((String::new(), String::new()));
            }
            texts.extend(all.into_iter().map(|(tag, text)| (key, tag, text)));
        }
        let raw = RAW.map(|key| {
            let value = member(key);
            let text = if key == RATES {
                rate_lines(&value, w.person.words.language)
            } else if value.is_null() {
                String::new()
            } else {
                serde_json::to_string_pretty(&value).unwrap_or_default()
            };
            (key, text)
        });
        let languages = member("languages");
        let languages = languages.as_array().into_iter().flatten().filter_map(Value::as_str);
        Self {
            texts,
            language: doc.language.clone(),
            languages: languages.collect::<Vec<_>>().join(", "),
            raw: raw.to_vec(),
            first: None,
        }
    }

    /// Whether the keyboard is still being given to a field.
    pub(in super::super) fn starts(&self) -> bool {
        // A dialog that opens is laid out twice.
        self.first.is_some_and(|(_, frames)| frames < 3)
    }

    /// The same, with the exchange rates in sight and ready to be written.
    pub(in super::super) fn at_rates(mut self) -> Self {
        self.first = Some((RATES, 0));
        self
    }

    /// What is wrong with a member as it is written, as a sentence.
    fn fault(w: &Workbench, key: &str, text: &str) -> Option<String> {
        let words = &w.person.words;
        if key == RATES {
            let was = w.data.live.header(RATES).unwrap_or(&Value::Null);
            let line = read_rates(text, was, words.language).err()?;
            let line = crate::text::display::clean(&line, 60).into_owned();
            return Some(words.ts("dataset-rate-bad", &[("line", line)]));
        }
        let bad = !text.trim().is_empty() && serde_json::from_str::<Value>(text).is_err();
        bad.then(|| words.t("dataset-bad"))
    }

    /// The fields by name and language, to be kept while they are written.
    pub(in super::super) fn fields(&mut self) -> Vec<([String; 2], &mut String)> {
        let texts = self.texts.iter_mut();
        let texts = texts.map(|(key, tag, text)| ([(*key).to_owned(), tag.clone()], text));
        let raw = self.raw.iter_mut().map(|(key, text)| ([(*key).to_owned(), String::new()], text));
        let lines = [("language", &mut self.language), ("languages", &mut self.languages)];
        let lines = lines.into_iter().map(|(key, text)| ([key.to_owned(), String::new()], text));
        texts.chain(lines).chain(raw).collect()
    }

    pub(super) fn show(&mut self, w: &mut Workbench, tokens: &Tokens, ctx: &Context) -> bool {
        let wrong = self.raw.iter().any(|(key, text)| Self::fault(w, key, text).is_some());
        let shown = modal("about-dataset", 520.0, ctx, |ui| {
            heading(ui, &w.person.words.t("dataset-title"));
            let height = (ctx.content_rect().height() - 190.0).max(160.0);
            ScrollArea::vertical().max_height(height).show(ui, |ui| {
                let field = |ui: &mut egui::Ui, name: String, text: &mut String, rows: usize| {
                    named_field(ui, tokens, name, text, rows)
                };
                for (key, tag, text) in &mut self.texts {
                    let word = w.person.words.find(&format!("language-{tag}"));
                    let word = word.unwrap_or_else(|| tag.clone());
                    let name = field_name(&w.person.words, key);
                    let name = if tag.is_empty() { name } else { format!("{name} ({word})") };
                    let _ = field(ui, name, text, if *key == "title" { 1 } else { 3 });
                }
                let _ = field(ui, w.person.words.t("dataset-language"), &mut self.language, 1);
                let _ = field(ui, w.person.words.t("dataset-languages"), &mut self.languages, 1);
                for (key, text) in &mut self.raw {
                    let shown = field(ui, w.person.words.t(&format!("dataset-{key}")), text, 2);
                    if let Some(said) = Self::fault(w, key, text) {
                        ui.label(ext::small(said, tokens).color(tokens.warning));
                    }
                    // A dialog that opens is laid out twice.
                    if let Some((first, frames @ 0..3)) = self.first.filter(|f| f.0 == *key) {
                        self.first = Some((first, frames + 1));
                        shown.request_focus();
                        shown.scroll_to_me(Some(egui::Align::Center));
                        ui.ctx().request_repaint();
                    }
                }
            });
            buttons(ui, &["path-cancel", "form-apply"].map(|id| w.person.words.t(id)))
        });
        match shown.inner {
            Some(0) => {
                w.dialogs.begun_about = None;
                return false;
            }
            // What is wrong stays in sight until it is right.
            Some(_) if !wrong => {
                let edits = self.edits(w);
                if !edits.is_empty() {
                    let edit = Edit::All(StepName::Dataset, edits);
                    w.input.queue.send(Command::Edit(Box::new(edit)));
                }
                return false;
            }
            _ => {}
        }
        // A click beside it does not throw away what was typed, and Escape keeps it for the next time.
        if ctx.input(|i| i.key_pressed(egui::Key::Escape)) { self.leave(w) } else { true }
    }

    /// Leaves it; what was written is there again when it is asked for again, of the same dataset.
    pub(in super::super) fn leave(&mut self, w: &mut Workbench) -> bool {
        let mut was = Self::of(w);
        let changed = self.fields().into_iter().zip(was.fields()).any(|(now, was)| now.1 != was.1);
        if changed {
            w.dialogs.begun_about = Some(Box::new(std::mem::replace(self, Self::of(w))));
        }
        false
    }

    /// The members that changed.
    fn edits(&self, w: &Workbench) -> Vec<Edit> {
        let mut members: Vec<(&str, Value)> = Vec::new();
        let untouched = Self::of(w).texts;
        for key in ["title", "description"] {
            let of = |all: &[(&'static str, String, String)]| -> Vec<(String, String)> {
                let own = all.iter().filter(|(k, ..)| *k == key);
                own.map(|(_, tag, text)| (tag.clone(), text.clone())).collect()
            };
            // What no one touched stays as it is, whatever it is.
            if of(&untouched) == of(&self.texts) {
                continue;
            }
            let texts = || self.texts.iter().filter(|(k, ..)| *k == key);
            let value = match texts().next() {
                Some((_, tag, text)) if tag.is_empty() => json!(text),
                _ => Value::Object(
                    texts()
                        .filter(|(.., text)| !text.is_empty())
                        .map(|(_, tag, text)| (tag.clone(), json!(text)))
                        .collect(),
                ),
            };
            members.push((key, value));
        }
        members.push(("language", json!(self.language.trim())));
        let tags = self.languages.split([',', ' ']).map(str::trim).filter(|t| !t.is_empty());
        members.push(("languages", Value::Array(tags.map(|t| json!(t)).collect())));
        for (key, text) in &self.raw {
            let value = if *key == RATES {
                let was = w.data.live.header(RATES).unwrap_or(&Value::Null);
                read_rates(text, was, w.person.words.language).unwrap_or(Value::Null)
            } else {
                serde_json::from_str(text).unwrap_or(Value::Null)
            };
            members.push((key, value));
        }
        let empty = |v: &Value| match v {
            Value::Null => true,
            Value::String(s) => s.is_empty(),
            Value::Array(a) => a.is_empty(),
            Value::Object(o) => o.is_empty(),
            _ => false,
        };
        members
            .into_iter()
            .filter(|(key, value)| match w.data.live.header(key) {
                Some(was) => was != value && !(empty(was) && empty(value)),
                None => !empty(value),
            })
            .map(|(key, value)| Edit::Member { key: key.to_owned(), value })
            .collect()
    }
}
