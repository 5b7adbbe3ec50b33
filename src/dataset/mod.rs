//! All that follows from a dataset and may be dropped at any time: table, network, issues.

use std::sync::{Arc, OnceLock};

use crate::edit::{Document, Origin};
use crate::formats::{Format, LoadError, LoadOptions, format_of, native};
use crate::graph::Graph;
use crate::model::Checks;
use crate::query::WordIndex;
use crate::record::Records;
use crate::table::{self, Table};

/// A dataset ready to be shown.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The document.
    pub doc: Document,
    /// Its columns.
    pub table: Table,
    /// Its network.
    pub graph: Graph,
    /// Its words, once they are needed; shared with the background that reads them.
    pub words: LazyWords,
}

/// The index of words, made when it is first asked for.
#[derive(Clone, Debug, Default)]
pub struct LazyWords(Arc<OnceLock<Arc<WordIndex>>>);

impl LazyWords {
    /// The index; made now when it is not there yet.
    #[must_use]
    pub fn get(&self, records: &Records) -> Arc<WordIndex> {
        self.0.get_or_init(|| Arc::new(WordIndex::new(records))).clone()
    }

    /// The index, when it is there.
    #[must_use]
    pub fn ready(&self) -> Option<&Arc<WordIndex>> {
        self.0.get()
    }
}

/// Opens whatever these bytes are, which came under a name: a path, or nothing for what came
/// without one. What is of another format than our own becomes a new dataset, so that it is never
/// saved over what it was read from.
///
/// `tick` is told the fraction done, 0 to 1, and returns whether to go on.
///
/// # Errors
/// What the bytes are instead of anything that is read, or what is wrong with them.
pub fn open_any(
    bytes: Vec<u8>,
    name: &str,
    options: LoadOptions,
    tick: &mut dyn FnMut(f32) -> bool,
) -> Result<Opened, LoadError> {
    let format = format_of(&bytes, name);
    let file = format.own && !name.is_empty();
    let origin = if file { Origin::File(name.to_owned()) } else { Origin::New };
    let mut opened = read(format, bytes, origin, options, tick)?;
    opened.doc.file.read_from = (!format.own && !name.is_empty()).then(|| name.to_owned());
    Ok(opened)
}

/// Opens a dataset of our own format from its bytes: records, issues, table, network.
///
/// `tick` is told the fraction done, 0 to 1, and returns whether to go on.
///
/// # Errors
/// As [`crate::formats::load`].
pub fn prepare(
    bytes: Vec<u8>,
    origin: Origin,
    options: LoadOptions,
    tick: &mut dyn FnMut(f32) -> bool,
) -> Result<Opened, LoadError> {
    read(&native::FORMAT, bytes, origin, options, tick)
}

fn read(
    format: &Format,
    bytes: Vec<u8>,
    origin: Origin,
    options: LoadOptions,
    tick: &mut dyn FnMut(f32) -> bool,
) -> Result<Opened, LoadError> {
    // Reading takes about a tenth of the time, decoding most of the rest.
    let loaded = (format.read)(bytes, options, &mut |f| tick(f * 0.15))?;
    let mut checks = Checks::default();
    let table = table::build(&loaded.records, &mut checks, &mut |f| tick(0.15 + f * 0.75))
        .ok_or(LoadError::Cancelled)?;
    let found = checks.finish(&loaded.records);
    let read_only = loaded.read_only;
    if !tick(0.92) {
        return Err(LoadError::Cancelled);
    }
    let graph = Graph::new(&loaded.records, &table);
    let doc =
        Document::new(loaded.records, loaded.issues, found, origin, read_only, loaded.save_notes);
    Ok(Opened { doc, table, graph, words: LazyWords::default() })
}

/// Makes anew what follows from a dataset that was edited. The issues of the file as a whole stay
/// what they were.
#[must_use]
pub fn derive(mut doc: Document) -> Opened {
    let mut checks = Checks::default();
    let table = table::build(&doc.records, &mut checks, &mut |_| true).unwrap_or_default();
    let mut issues = doc.file_issues.to_vec();
    issues.extend(checks.finish(&doc.records));
    doc.issues = Arc::new(issues);
    let graph = Graph::new(&doc.records, &table);
    Opened { doc, table, graph, words: LazyWords::default() }
}

/// What follows from a dataset that goes on with its history, as after a recovery: the issues are
/// those of what it holds now.
#[must_use]
pub fn again(mut doc: Document) -> Opened {
    let shown = derive(doc.shown());
    doc.issues = shown.doc.issues.clone();
    Opened { doc, ..shown }
}

impl Opened {
    /// The dataset that comes with the program.
    ///
    /// # Errors
    /// Never, as a test opens it; the type says so because the reader can fail.
    pub fn example() -> Result<Self, LoadError> {
        let bytes = include_bytes!("../../assets/datasets/kazakhstan-china-2015.coop.json");
        prepare(bytes.to_vec(), Origin::Example, LoadOptions::default(), &mut |_| true)
    }
}
