//! What is doubtful, with what can be done about each, and likely duplicates.

use serde::Serialize;

use super::likeness;
use crate::edit::{Deed, fixes, pointer_of};
use crate::model::{Issue, Severity};
use crate::panels::ReadCx;
use crate::record::Row;
use crate::say;
use crate::text::display::clean;

/// Most issues laid out.
const MAX_LISTED: usize = 500;
/// Most pairs of likely duplicates.
const MAX_PAIRS: usize = 100;

/// What one can do about an issue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Way {
    /// The id of what it is called, by which it is carried out.
    pub id: &'static str,
    /// What it is called.
    pub text: String,
    /// The same, with the place.
    pub said: String,
    /// The member whose form is opened, when only the person knows what is right.
    pub form: Option<String>,
}

/// One issue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IssueLine {
    /// Which of the dataset's issues it is.
    pub at: usize,
    /// The record, to go there.
    pub row: Option<Row>,
    /// The member, as a JSON Pointer.
    pub pointer: String,
    /// It is a warning, not a notice.
    pub warning: bool,
    /// The word for that.
    pub severity: String,
    /// Where it is, in words.
    pub place: String,
    /// What it is.
    pub text: String,
    /// What can be done.
    pub ways: Vec<Way>,
}

/// Records that may be the same thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pair {
    /// The one that would stay.
    pub keep: Row,
    /// The other.
    pub other: Row,
    /// Both by name and id.
    pub text: String,
}

/// The problems as shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ProblemData {
    /// Issues of one kind together, warnings first, the most frequent first.
    pub groups: Vec<Vec<IssueLine>>,
    /// Of the issues listed, those that can be mended without losing anything that was said.
    pub safe: usize,
    /// How many are listed, and how many there are.
    pub listed: (usize, usize),
}

/// Says what will be shown.
#[must_use]
pub fn data(cx: &ReadCx<'_>) -> ProblemData {
    let issues = &cx.doc.issues;
    let mut groups: Vec<(&str, Vec<IssueLine>)> = Vec::new();
    let mut safe = 0;
    for (at, issue) in issues.iter().enumerate().take(MAX_LISTED) {
        let (line, mends) = line(cx, at, issue);
        safe += usize::from(mends);
        match groups.iter_mut().find(|g| g.0 == issue.code) {
            Some(group) => group.1.push(line),
            None => groups.push((issue.code, vec![line])),
        }
    }
    groups.sort_by_key(|g| (!g.1.iter().any(|i| i.warning), std::cmp::Reverse(g.1.len())));
    let listed = (issues.len().min(MAX_LISTED), issues.len());
    ProblemData { groups: groups.into_iter().map(|g| g.1).collect(), safe, listed }
}

/// One issue, and whether it can be mended without losing anything.
fn line(cx: &ReadCx<'_>, at: usize, issue: &Issue) -> (IssueLine, bool) {
    let warning = issue.severity == Severity::Warning;
    let place = say::place(cx.words, cx.doc, issue);
    let fixes = issue.row.map(|row| fixes(cx.doc, issue, row)).unwrap_or_default();
    let safe = fixes.iter().any(|f| f.safe);
    let way = |fix: crate::edit::Fix| {
        let text = cx.words.t(fix.id);
        let form = match fix.deed {
            Deed::Go(_, pointer) => Some(pointer),
            Deed::Edit(_) | Deed::NewId(_) => None,
        };
        Way { id: fix.id, said: format!("{text}: {place}"), text, form }
    };
    let ways = fixes.into_iter().map(way).collect();
    let line = IssueLine {
        at,
        row: issue.row,
        pointer: pointer_of(issue),
        warning,
        severity: cx.words.t(if warning { "problems-warning" } else { "problems-notice" }),
        text: say::message(cx.words, issue),
        ways,
        place,
    };
    (line, safe)
}

/// Pairs of records that share a name.
#[must_use]
pub fn pairs(cx: &ReadCx<'_>) -> Vec<Pair> {
    let told = |row: Row| {
        let id = clean(cx.doc.records.raw_id(row), 80);
        format!("{} ({id})", cx.name(row))
    };
    let pair = |(keep, other)| {
        let text = format!("{} · {}", told(keep), told(other));
        Pair { keep, other, text }
    };
    likeness::pairs(cx.doc, MAX_PAIRS).into_iter().map(pair).collect()
}
