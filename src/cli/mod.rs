//! The command line: arguments as typed, what they mean, and the commands that need no window.

mod ask;
mod beside;
mod check;
mod compare;
mod out;
mod query;
mod recover;

use std::time::Duration;

use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};

use self::ask::read_filter;
use self::out::{complain, warn};
use self::query::query;
use crate::command::{ExportRequest, OpenRequest};
use crate::dataset::{Opened, open_any, prepare};
use crate::edit::Origin;
use crate::formats::{Encoding, LoadError, LoadOptions, WayOut};
use crate::query::Measure;
use crate::store;
use crate::text::display::escaped;
use crate::text::{Language, Words};
use crate::view::{PanelKind, ThemeChoice, Thing, ViewState};
use crate::workbench::Workbench;
use crate::{capture, export};

/// Everything went well.
pub const OK: u8 = 0;
/// A file could not be opened, written, or had warnings under `--strict`.
pub const FAILED: u8 = 1;
/// The arguments are wrong.
pub const USAGE: u8 = 2;

/// How long a pipe that nobody writes to is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

/// A name of a file, which need not be text.
fn name() -> impl TypedValueParser<Value = String> {
    OsStringValueParser::new().map(store::text_of)
}

const EXAMPLES: &str = "Examples:
  cooperama                                   open the window on the example
  cooperama my-data.coop.json                 open a dataset
  cooperama check *.json --strict             fail when a file has warnings
  cooperama check data.json --json            the findings as JSON, for scripts
  cooperama convert damaged.json mended.json --recover
                                              save the complete records of a damaged file
  cooperama export data.json --out board.svg --lang fr --theme light --size 1920x1080
                                              a picture of the board, without a window

Exit codes: 0 all went well, 1 a file could not be opened or written, 2 wrong usage.";

/// See who cooperates with whom, on what, through which institutions, and who said so.
#[derive(Debug, Parser)]
#[command(name = "cooperama", version, about, after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
struct Arguments {
    /// The dataset to open in the window (JSON); without one, the example
    #[arg(value_parser = name())]
    file: Option<String>,
    #[command(subcommand)]
    command: Option<Sub>,
}

#[derive(Debug, Subcommand)]
enum Sub {
    /// Say whether files open, and what is doubtful in them
    #[command(
        after_help = "Exit codes: 0 every file opens (warnings go to standard error, notices to standard output), 1 one \
        cannot be opened, or has warnings under --strict, 2 wrong usage.\n\nExample:\n  cooperama \
        check data.coop.json --strict"
    )]
    Check {
        /// The files to check
        #[arg(required = true, value_parser = name())]
        files: Vec<String>,
        /// Fail when a file has warnings
        #[arg(long)]
        strict: bool,
        /// Print the findings as JSON on standard output
        #[arg(long)]
        json: bool,
        /// Tell only of records that pass this filter, such as 'sector=s.infra year=2013..2015'
        #[arg(long)]
        filter: Option<String>,
        #[command(flatten)]
        reading: Reading,
    },
    /// Save a dataset under another name; records that need no change keep every byte
    #[command(
        after_help = "Example:\n  cooperama convert latin1.json utf8.json --encoding windows-1252"
    )]
    Convert {
        /// The dataset to read
        #[arg(value_parser = name())]
        input: String,
        /// The file to write
        #[arg(value_parser = name())]
        output: String,
        #[command(flatten)]
        reading: Reading,
    },
    /// Say what differs between two datasets, record by record and member by member
    #[command(
        after_help = "The order of members and records and the white space do not count.\n\nExit \
        codes: 0 both files open (with --exit-code: and nothing differs), 1 one cannot be opened \
        (with --exit-code: or something differs), 2 wrong usage.\n\nExample:\n  cooperama diff \
        old.coop.json new.coop.json --json"
    )]
    Diff {
        /// The older dataset
        #[arg(value_parser = name())]
        before: String,
        /// The newer dataset
        #[arg(value_parser = name())]
        after: String,
        /// Print the differences as JSON
        #[arg(long)]
        json: bool,
        /// Exit with 1 when something differs
        #[arg(long)]
        exit_code: bool,
    },
    /// Write datasets anew in a tidy form: a record a line; every value keeps its characters
    #[command(after_help = "Example:\n  cooperama fmt data.coop.json --check")]
    Fmt {
        /// The datasets to write
        #[arg(required = true, value_parser = name())]
        files: Vec<String>,
        /// Only say which would change, and exit with 1 when one would
        #[arg(long)]
        check: bool,
    },
    /// List what crashes left unsaved, or write what can be brought back of a file to a copy
    #[command(
        after_help = "Nothing that was left is thrown away by this. Without FILE, or with --list, \
        everything is listed: each dataset with its edits (+), text that was being typed (…) and \
        what cannot be brought back (!).\n\nExit codes: 0 all of it could be brought back, 1 not \
        all of it or nothing, 2 wrong usage.\n\nExamples:\n  cooperama recover --list\n  cooperama \
        recover kx.coop.json --out copy.coop.json"
    )]
    Recover {
        /// The dataset that was edited, a key of the list, or a journal
        #[arg(value_parser = name(), requires = "out")]
        file: Option<String>,
        /// The file to write
        #[arg(long, value_parser = name(), requires = "file")]
        out: Option<String>,
        /// List what was left
        #[arg(long, conflicts_with = "file")]
        list: bool,
        /// List it as JSON
        #[arg(long, conflicts_with = "file")]
        json: bool,
    },
    /// Make a picture of the board, without a window
    #[command(
        after_help = "Example:\n  cooperama export data.coop.json --out board.png --size 1920x1080 --lang fr --theme dark"
    )]
    Export {
        /// The dataset to read
        #[arg(value_parser = name())]
        file: String,
        /// The picture to write
        #[arg(long, value_parser = name(), help = picture_help())]
        out: String,
        /// Width and height of the picture in points
        #[arg(long, default_value = "1920x1080", value_parser = size)]
        size: [u32; 2],
        /// Language of the texts; without it, that of the system
        #[arg(long, value_enum)]
        lang: Option<Lang>,
        /// Dark on light, or light on dark
        #[arg(long, value_enum, default_value_t = Theme::Light)]
        theme: Theme,
        /// What is asked for, such as 'sector=s.infra party!=cn year=2013..2015 text=\"rail\"'
        #[arg(long)]
        filter: Option<String>,
        /// One panel alone
        #[arg(long, value_parser = panel, help = panel_help())]
        panel: Option<PanelKind>,
        /// How it is shown, such as 'measure=initiatives sectors=treemap network=matrix'
        #[arg(long)]
        view: Option<String>,
        #[command(flatten)]
        reading: Reading,
    },
    /// Count or add up what passes a filter: the numbers the panels show
    #[command(
        after_help = "A filter is written as in the window: dimension=value,value (or), several \
        dimensions (and), != for all but. Values are ids, or whole labels; none means without \
        any. As in the panels, the clause of the dimension counted by is left out of its own \
        numbers.\n\nExamples:\n  cooperama query data.json --by sector --measure \
        initiatives\n  cooperama query data.json --filter 'sector=s.infra year=2013..2015' --by \
        party --measure amount --currency USD --format json"
    )]
    Query(query::QueryArgs),
    /// Put two or three records, or filters, beside each other: what all have, what only some have
    #[command(
        after_help = "Numbers are those of the facts that touch each side: statements, initiatives, \
        links and events.\n\nExamples:\n  cooperama compare data.json cn kz --format csv\n  \
        cooperama compare data.json 'sector=s.infra year=2014' 'sector=s.infra year=2015'"
    )]
    Compare(beside::CompareArgs),
}

/// Reads the name of a panel.
fn panel(text: &str) -> Result<PanelKind, String> {
    let found = PanelKind::ALL.into_iter().find(|k| k.key() == text);
    found.ok_or_else(|| format!("write one of {}", panels()))
}

/// The names of all panels.
fn panels() -> String {
    PanelKind::ALL.map(PanelKind::key).join(", ")
}

fn panel_help() -> String {
    format!("One panel alone, by its name: {}", panels())
}

/// How files are read.
#[derive(Debug, clap::Args)]
struct Reading {
    /// Read files that are not UTF-8 as this encoding
    #[arg(long, value_enum)]
    encoding: Option<EncodingName>,
    /// Take the complete records of a damaged file
    #[arg(long)]
    recover: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum EncodingName {
    #[value(name = "windows-1252")]
    Windows1252,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Lang {
    En,
    Fr,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Theme {
    Light,
    Dark,
}

impl Lang {
    fn language(self) -> Language {
        match self {
            Self::En => Language::En,
            Self::Fr => Language::Fr,
        }
    }
}

impl Reading {
    fn options(&self) -> LoadOptions {
        let encoding = self.encoding.map(|EncodingName::Windows1252| Encoding::Windows1252);
        LoadOptions { encoding, recover: self.recover, room: None }
    }
}

fn picture_help() -> String {
    format!("The picture to write: a name ending in one of {}", export::endings())
}

/// Reads `1920x1080`.
fn size(text: &str) -> Result<[u32; 2], String> {
    let sides = export::SIDES;
    text.split_once(['x', '×'])
        .and_then(|(w, h)| Some([w.trim().parse().ok()?, h.trim().parse().ok()?]))
        .filter(|size: &[u32; 2]| size.iter().all(|s| sides.contains(s)))
        .ok_or_else(|| {
            format!("write it like 1920x1080, each side from {} to {}", sides.start(), sides.end())
        })
}

/// What the arguments ask for.
#[derive(Debug)]
pub enum Invocation {
    /// Open the window.
    Window(Option<OpenRequest>, Language),
    /// The command is done; this is its exit code.
    Done(u8),
}

/// Reads the arguments and carries out the commands that need no window.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = std::ffi::OsString>) -> Invocation {
    let language = system_language();
    let words = Words::new(language);
    let parsed = match Arguments::try_parse_from(arguments) {
        Ok(parsed) => parsed,
        Err(e) => {
            // Arguments are repeated in it, whatever they hold.
            let text = e.render().to_string();
            for l in text.trim_end().lines().map(escaped) {
                if e.use_stderr() {
                    warn(format_args!("{l}"));
                } else {
                    out::line(format_args!("{l}"));
                }
            }
            let code = if e.use_stderr() { USAGE } else { OK };
            return Invocation::Done(out::finish(&words, code));
        }
    };
    match carry_out(&words, language, parsed) {
        Invocation::Done(code) => Invocation::Done(out::finish(&words, code)),
        window @ Invocation::Window(..) => window,
    }
}

fn carry_out(words: &Words, language: Language, parsed: Arguments) -> Invocation {
    match parsed.command {
        None => {
            // The folder it is called from is known now, and never again.
            let file = parsed.file.map(|f| OpenRequest::file(store::absolute(&f)));
            Invocation::Window(file, language)
        }
        Some(Sub::Recover { file: Some(file), out: Some(out), .. }) => {
            Invocation::Done(recover::recover(words, &file, &out))
        }
        Some(Sub::Recover { json, .. }) => Invocation::Done(recover::list(words, json)),
        Some(Sub::Check { files, strict, json, filter, reading }) => Invocation::Done(
            check::check(words, &files, strict, json, filter.as_deref(), reading.options()),
        ),
        Some(Sub::Query(args)) => Invocation::Done(query(words, &args, language)),
        Some(Sub::Compare(args)) => Invocation::Done(beside::compare(words, &args, language)),
        Some(Sub::Diff { before, after, json, exit_code }) => {
            Invocation::Done(compare::diff(words, [&before, &after], json, exit_code))
        }
        Some(Sub::Fmt { files, check }) => Invocation::Done(compare::fmt(words, &files, check)),
        Some(Sub::Convert { input, output, reading }) => {
            Invocation::Done(convert(words, &input, &output, reading.options()))
        }
        Some(Sub::Export { file, out, size, lang, theme, filter, panel, view, reading }) => {
            let Some(format) = export::format_of(&out) else {
                let endings = [("endings", export::endings())];
                complain(&escaped(&out), &words.ts("cli-picture-name", &endings));
                return Invocation::Done(USAGE);
            };
            let language = lang.map_or(language, Lang::language);
            let theme = match theme {
                Theme::Light => ThemeChoice::Light,
                Theme::Dark => ThemeChoice::Dark,
            };
            let request = ExportRequest {
                out,
                format,
                size,
                language,
                theme,
                panel,
                arrangements: serde_json::Map::new(),
                arranged: Box::default(),
                view: None,
            };
            let (filter, view) = (filter.unwrap_or_default(), view.unwrap_or_default());
            Invocation::Done(picture(words, &file, request, &filter, &view, reading.options()))
        }
    }
}

/// The language of the system, as the environment or the desktop says it.
#[must_use]
pub fn system_language() -> Language {
    let set = |name: &str| std::env::var(name).ok().filter(|v| !v.is_empty());
    let locale = set("LC_ALL").or_else(|| set("LC_MESSAGES")).or_else(|| set("LANG"));
    let locale = locale.or_else(sys_locale::get_locale);
    locale.map_or(Language::En, |l| Language::from_locale(&l))
}

/// Opens whatever a file is.
fn open(words: &Words, path: &str, options: LoadOptions) -> Result<Opened, String> {
    let (bytes, options) = read(words, path, options)?;
    open_any(bytes, path, options, &mut |_| true).map_err(|e| sentence(words, &e))
}

/// Opens a file that will be written again, as what it is.
fn open_own(words: &Words, path: &str) -> Result<Opened, String> {
    let (bytes, options) = read(words, path, LoadOptions::default())?;
    let origin = Origin::File(path.to_owned());
    prepare(bytes, origin, options, &mut |_| true).map_err(|e| sentence(words, &e))
}

fn read(words: &Words, path: &str, options: LoadOptions) -> Result<(Vec<u8>, LoadOptions), String> {
    store::sweep_beside(path);
    let bytes =
        store::read_within(path, Some(PATIENCE), &mut |_| true).map_err(|e| e.message(words))?;
    Ok((bytes, LoadOptions { room: store::free(), ..options }))
}

/// Why a file does not open, with the options that may help.
fn sentence(words: &Words, error: &LoadError) -> String {
    let text = words.ts(error.message_id(), &error.args());
    let ways: Vec<&str> = error.ways_out().into_iter().map(WayOut::option).collect();
    if ways.is_empty() { text } else { format!("{text} ({})", ways.join(", ")) }
}

fn convert(words: &Words, input: &str, output: &str, options: LoadOptions) -> u8 {
    if let Some(ending) = crate::formats::other_format(output) {
        complain(&escaped(output), &words.ts("cli-other-format", &[("ending", ending)]));
        return USAGE;
    }
    if store::same_file(input, output) {
        complain(&escaped(output), &words.t("cli-same-file"));
        return FAILED;
    }
    let opened = match open(words, input, options) {
        Ok(opened) => opened,
        Err(text) => {
            complain(&escaped(input), &text);
            return FAILED;
        }
    };
    write(words, output, &opened.doc.to_bytes(), true)
}

/// Writes a file, or what takes a stream. A dataset that is open in a window is not written over,
/// and what it held is kept as an earlier version.
fn write(words: &Words, output: &str, bytes: &[u8], dataset: bool) -> u8 {
    let over = dataset && store::kind_at(output) == Some(store::Kind::File);
    let lock = match over.then(|| lock(words, output)).transpose() {
        Ok(lock) => lock,
        Err(code) => return code,
    };
    write_locked(words, output, bytes, lock.is_some())
}

/// Takes the right to write a dataset; complains when a window has it.
fn lock(words: &Words, path: &str) -> Result<Option<store::lock::Lock>, u8> {
    use store::lock::Locking;
    match store::lock::lock(path, &store::lock::who()) {
        Locking::Held(lock) => Ok(Some(lock)),
        Locking::None => Ok(None),
        Locking::Taken(who) => {
            let who = if who.is_empty() { words.t("lock-somebody") } else { who };
            complain(&escaped(path), &words.ts("error-save-locked-cli", &[("who", who)]));
            Err(FAILED)
        }
    }
}

fn write_locked(words: &Words, output: &str, bytes: &[u8], keep: bool) -> u8 {
    let mut no_version = None;
    if keep {
        let at = u64::try_from(jiff::Timestamp::now().as_millisecond()).unwrap_or(0);
        no_version = store::versions::keep(output, at).err();
    }
    match store::write_out(output, bytes) {
        Ok(()) => {
            // It says that the file is saved, which is known only now.
            if let Some(e) = no_version {
                let text = words.ts("save-no-version", &[("reason", e.to_string())]);
                complain(&escaped(output), &text);
            }
            OK
        }
        Err(e) => {
            complain(&escaped(output), &e.message(words));
            FAILED
        }
    }
}

/// The money most amounts are of, with those in other currencies converted by the file's rates.
fn converted(opened: &Opened) -> Option<crate::query::Flow> {
    let flow = crate::say::main_flow(&opened.table)?;
    let any = crate::say::has_rates(&opened.table, flow);
    any.then_some(crate::query::Flow { rates: true, ..flow })
}

/// Sets what is shown by its names: `measure=initiatives sectors=treemap`.
fn look(words: &Words, view: &mut ViewState, opened: &Opened, text: &str) -> Result<(), String> {
    for part in text.split_whitespace() {
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        let known = match key {
            "measure" => match value {
                "statements" => Some(Measure::Statements),
                "initiatives" => Some(Measure::Initiatives),
                "institutions" => Some(Measure::Institutions),
                "links" => Some(Measure::Links),
                "amount" => crate::say::main_flow(&opened.table).map(Measure::Amount),
                "converted" => converted(opened).map(Measure::Amount),
                _ => None,
            }
            .map(|m| view.measure = m)
            .is_some(),
            "select" | "pin" => {
                let row = opened.doc.records.find(value);
                row.map(|row| {
                    let thing = Thing::Record(row);
                    if key == "pin" { view.pinned.push(thing) } else { view.selected = Some(thing) }
                })
                .is_some()
            }
            _ => view.set(key, value),
        };
        if !known {
            return Err(words.ts("cli-view", &[("found", part.to_owned())]));
        }
    }
    Ok(())
}

fn picture(
    words: &Words,
    file: &str,
    mut request: ExportRequest,
    filter: &str,
    view: &str,
    options: LoadOptions,
) -> u8 {
    let opened = match open(words, file, options) {
        Ok(opened) => opened,
        Err(text) => {
            complain(&escaped(file), &text);
            return FAILED;
        }
    };
    let mut state = Workbench::first_view(&opened);
    let asked = read_filter(words, &opened, filter).and_then(|f| {
        state.filter = f;
        look(words, &mut state, &opened, view)
    });
    if let Err(text) = asked {
        complain(&escaped(file), &text);
        return USAGE;
    }
    request.view = Some(Box::new(state));
    if store::same_file(file, &request.out) {
        complain(&escaped(&request.out), &words.t("cli-same-file"));
        return FAILED;
    }
    if let Err(e) = store::for_bytes((request.format.room)(request.size)) {
        complain(&escaped(&request.out), &e.message(words));
        return FAILED;
    }
    match capture::picture(opened, &request) {
        Ok(bytes) => write(words, &request.out, &bytes, false),
        Err(e) => {
            complain(&escaped(&request.out), &e.message(words));
            FAILED
        }
    }
}
