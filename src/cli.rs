//! The command line: arguments as typed, what they mean, and the commands that need no window.

use clap::{Parser, Subcommand, ValueEnum};

use crate::command::{ExportRequest, OpenRequest, picture_format};
use crate::edit::Origin;
use crate::export;
use crate::formats::{Encoding, LoadError, LoadOptions};
use crate::model::Severity;
use crate::panels::problems;
use crate::record::Collection;
use crate::store;
use crate::text::display::{escaped, escaped_json};
use crate::text::{Language, Words};
use crate::view::ThemeChoice;
use crate::workbench::{Opened, prepare};

/// Everything went well.
pub const OK: u8 = 0;
/// A file could not be opened, written, or had warnings under `--strict`.
pub const FAILED: u8 = 1;
/// The arguments are wrong.
pub const USAGE: u8 = 2;

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
        #[arg(required = true)]
        files: Vec<String>,
        /// Fail when a file has warnings
        #[arg(long)]
        strict: bool,
        /// Print the findings as JSON on standard output
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        reading: Reading,
    },
    /// Save a dataset under another name; records that need no change keep every byte
    #[command(
        after_help = "Example:\n  cooperama convert latin1.json utf8.json --encoding windows-1252"
    )]
    Convert {
        /// The dataset to read
        input: String,
        /// The file to write
        output: String,
        #[command(flatten)]
        reading: Reading,
    },
    /// Make a picture of the board, without a window
    #[command(
        after_help = "Example:\n  cooperama export data.coop.json --out board.png --size 1920x1080 --lang fr --theme dark"
    )]
    Export {
        /// The dataset to read
        file: String,
        /// The picture to write: a name ending in .svg or .png
        #[arg(long)]
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
        #[command(flatten)]
        reading: Reading,
    },
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

impl Reading {
    fn options(&self) -> LoadOptions {
        let encoding = self.encoding.map(|EncodingName::Windows1252| Encoding::Windows1252);
        LoadOptions { encoding, recover: self.recover }
    }
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
    let parsed = match Arguments::try_parse_from(arguments) {
        Ok(parsed) => parsed,
        Err(e) => {
            e.print().ok();
            return Invocation::Done(if e.use_stderr() { USAGE } else { OK });
        }
    };
    let words = Words::new(language);
    match parsed.command {
        None => Invocation::Window(parsed.file.map(OpenRequest::file), language),
        Some(Sub::Check { files, strict, json, reading }) => {
            Invocation::Done(check(&words, &files, strict, json, reading.options()))
        }
        Some(Sub::Convert { input, output, reading }) => {
            Invocation::Done(convert(&words, &input, &output, reading.options()))
        }
        Some(Sub::Export { file, out, size, lang, theme, reading }) => {
            let Some(format) = picture_format(&out) else {
                complain(&escaped(&out), &words.t("cli-picture-name"));
                return Invocation::Done(USAGE);
            };
            let language = lang.map_or(language, |l| match l {
                Lang::En => Language::En,
                Lang::Fr => Language::Fr,
            });
            let theme = match theme {
                Theme::Light => ThemeChoice::Light,
                Theme::Dark => ThemeChoice::Dark,
            };
            let request = ExportRequest { out, format, size, language, theme };
            Invocation::Done(picture(&words, &file, &request, reading.options()))
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

fn open(words: &Words, path: &str, options: LoadOptions) -> Result<Opened, String> {
    let bytes = store::read(path, &mut |_| true).map_err(|e| e.message(words))?;
    prepare(bytes, Origin::File(path.to_owned()), options, &mut |_| true)
        .map_err(|e| sentence(words, &e))
}

fn sentence(words: &Words, error: &LoadError) -> String {
    words.ts(error.message_id(), &error.args())
}

/// One sentence on standard error.
#[expect(clippy::print_stderr, reason = "this is the command line")]
fn complain(name: &str, text: &str) {
    eprintln!("{name}: {}", escaped(text));
}

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "this is the command line")]
fn check(words: &Words, files: &[String], strict: bool, json: bool, options: LoadOptions) -> u8 {
    let mut code = OK;
    let mut report = Vec::new();
    for file in files {
        let name = escaped(file);
        match open(words, file, options) {
            Err(text) => {
                code = FAILED;
                if json {
                    report.push(serde_json::json!({"file": file, "opens": false, "error": text}));
                } else {
                    complain(&name, &text);
                }
            }
            Ok(opened) => {
                let doc = &opened.doc;
                if strict && doc.n_warnings() > 0 {
                    code = FAILED;
                }
                if json {
                    report.push(findings(words, file, &opened));
                    continue;
                }
                for issue in &doc.issues {
                    let place = if issue.place.is_empty() {
                        String::new()
                    } else {
                        format!(" {}", escaped(&issue.place))
                    };
                    let text = escaped(&problems::message(words, issue));
                    let line = format!("[{}] {name}{place}: {text}", issue.code);
                    // Standard error holds warnings alone, for scripts that look at it.
                    match issue.severity {
                        Severity::Warning => eprintln!("warning{line}"),
                        Severity::Notice => println!("notice{line}"),
                    }
                }
                let n = |c: Collection| i64::try_from(doc.records.len(c)).unwrap_or(0).into();
                let counts = words.tf(
                    "cli-counts",
                    &[
                        ("initiatives", n(Collection::Initiatives)),
                        ("links", n(Collection::Links)),
                        ("statements", n(Collection::Statements)),
                        ("sources", n(Collection::Sources)),
                    ],
                );
                println!("{name}: {} ({counts})", words.t("cli-opens"));
            }
        }
    }
    if json {
        let report = serde_json::to_string_pretty(&report).unwrap_or_default();
        println!("{}", escaped_json(&report));
    }
    code
}

fn findings(words: &Words, file: &str, opened: &Opened) -> serde_json::Value {
    let doc = &opened.doc;
    let issues: Vec<serde_json::Value> = doc
        .issues
        .iter()
        .map(|i| {
            serde_json::json!({
                "severity": match i.severity { Severity::Warning => "warning", Severity::Notice => "notice" },
                "code": i.code,
                "place": i.place,
                "message": problems::message(words, i),
            })
        })
        .collect();
    let counts: serde_json::Map<String, serde_json::Value> =
        Collection::ALL.iter().map(|c| (c.key().to_owned(), doc.records.len(*c).into())).collect();
    serde_json::json!({
        "file": file,
        "opens": true,
        "readOnly": doc.read_only.is_some(),
        "records": counts,
        "issues": issues,
    })
}

fn convert(words: &Words, input: &str, output: &str, options: LoadOptions) -> u8 {
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
    write(words, output, &opened.doc.to_bytes())
}

fn write(words: &Words, output: &str, bytes: &[u8]) -> u8 {
    match store::save(output, bytes) {
        Ok(()) => OK,
        Err(e) => {
            complain(&escaped(output), &e.message(words));
            FAILED
        }
    }
}

fn picture(words: &Words, file: &str, request: &ExportRequest, options: LoadOptions) -> u8 {
    let opened = match open(words, file, options) {
        Ok(opened) => opened,
        Err(text) => {
            complain(&escaped(file), &text);
            return FAILED;
        }
    };
    match export::export(opened, request) {
        Ok(bytes) => write(words, &request.out, &bytes),
        Err(e) => {
            complain(&escaped(&request.out), &e.message(words));
            FAILED
        }
    }
}
