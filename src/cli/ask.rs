//! What every question about a dataset has on the command line: the file, a filter, how the answer
//! is written and in which language.

use clap::ValueEnum;

use super::out::{complain, line};
use super::{FAILED, Lang, OK, Reading, USAGE, name, open};
use crate::dataset::Opened;
use crate::query::{Filter, Names};
use crate::text::display::{escaped, no_formula};
use crate::text::{Language, Words};

/// The arguments of a question.
#[derive(Debug, clap::Args)]
pub(super) struct Question {
    /// The dataset to read
    #[arg(value_parser = name())]
    file: String,
    /// What must hold, such as 'sector=s.infra party!=cn year=2013..2015 text="rail"'; roles are
    /// those of the institution beside them: 'institution=o.bank role=funding'
    #[arg(long)]
    filter: Option<String>,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(super) format: Format,
    /// Language of the labels; without it, that of the system
    #[arg(long, value_enum)]
    lang: Option<Lang>,
    #[command(flatten)]
    reading: Reading,
}

/// How an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Table,
    Csv,
    Json,
}

impl Question {
    /// Opens the file, reads the filter and writes the answer, which `say` gives with the labels in
    /// the language asked for; returns the exit code. What `say` cannot answer is wrong usage.
    pub(super) fn answer(
        &self,
        words: &Words,
        language: Language,
        say: impl FnOnce(&Opened, &Filter, &Words) -> Result<String, String>,
    ) -> u8 {
        let name = escaped(&self.file);
        let opened = match open(words, &self.file, self.reading.options()) {
            Ok(opened) => opened,
            Err(text) => {
                complain(&name, &text);
                return FAILED;
            }
        };
        let said = Words::new(self.lang.map_or(language, Lang::language));
        let filter = read_filter(words, &opened, self.filter.as_deref().unwrap_or_default());
        match filter.and_then(|filter| say(&opened, &filter, &said)) {
            Ok(text) => {
                line(format_args!("{text}"));
                OK
            }
            Err(text) => {
                complain(&name, &text);
                USAGE
            }
        }
    }
}

/// Reads a filter as written on the command line.
pub(super) fn read_filter(words: &Words, opened: &Opened, text: &str) -> Result<Filter, String> {
    let names = Names { records: &opened.doc.records, table: &opened.table };
    crate::query::parse(text, names).map_err(|e| words.ts(e.message_id(), &e.args()))
}

/// A cell of a comma-separated file (RFC 4180); no formula for a spreadsheet that opens it.
pub(super) fn cell(text: &str) -> String {
    let text = escaped(text);
    let text = no_formula(&text);
    if text.contains([',', '"']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.into_owned()
    }
}
