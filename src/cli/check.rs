//! `cooperama check`: whether files open, and what is doubtful in them.

use super::ask::read_filter;
use super::out::{complain, line, warn};
use super::{FAILED, OK, USAGE, open};
use crate::dataset::Opened;
use crate::formats::LoadOptions;
use crate::model::Severity;
use crate::query::Crossing;
use crate::record::Collection;
use crate::store;
use crate::text::Words;
use crate::text::display::{escaped, escaped_json};

/// Says of each file whether it opens, and what is doubtful in it.
pub(super) fn check(
    words: &Words,
    files: &[String],
    strict: bool,
    json: bool,
    filter: Option<&str>,
    options: LoadOptions,
) -> u8 {
    let mut code = OK;
    let mut report = Vec::new();
    for file in files {
        let name = escaped(file);
        if store::aside::torn_of(file).is_some() {
            // What follows is told of a file that is neither old nor new.
            code = FAILED;
            let text = words.ts("recover-torn", &[]);
            let kept = words.ts("recover-beside", &[("path", file.clone())]);
            if json {
                report.push(serde_json::json!({"file": file, "torn": true, "error": kept}));
            } else {
                complain(&name, &text);
                complain(&name, &kept);
            }
        }
        match open(words, file, options) {
            Err(text) => {
                code = FAILED;
                if json {
                    report.push(serde_json::json!({"file": file, "opens": false, "error": text}));
                } else {
                    complain(&name, &text);
                }
            }
            Ok(mut opened) => {
                let passing = match keep(words, &mut opened, filter) {
                    Ok(passing) => passing,
                    Err(text) => {
                        complain(&name, &text);
                        return USAGE;
                    }
                };
                let doc = &opened.doc;
                if strict && doc.n_warnings() > 0 {
                    code = FAILED;
                }
                if json {
                    report.push(findings(words, file, &opened, passing));
                    continue;
                }
                for issue in doc.issues.iter() {
                    let text = escaped(&crate::say::message(words, issue));
                    // In words, and as the file writes it.
                    let told = match issue.place.as_str() {
                        "" => format!("[{}] {name}: {text}", issue.code),
                        path => {
                            let place = escaped(&crate::say::place(words, doc, issue));
                            let path = escaped(path);
                            format!("[{}] {name}: {place} [{path}]: {text}", issue.code)
                        }
                    };
                    // Standard error holds warnings alone, for scripts that look at it.
                    match issue.severity {
                        Severity::Warning => warn(format_args!("warning{told}")),
                        Severity::Notice => line(format_args!("notice{told}")),
                    }
                }
                let n = |c: Collection| i64::from(passing[c as usize]).into();
                let counts = words.tf(
                    "cli-counts",
                    &[
                        ("initiatives", n(Collection::Initiatives)),
                        ("links", n(Collection::Links)),
                        ("statements", n(Collection::Statements)),
                        ("sources", n(Collection::Sources)),
                    ],
                );
                line(format_args!("{name}: {} ({counts})", words.t("cli-opens")));
            }
        }
    }
    if json {
        let report = serde_json::to_string_pretty(&report).unwrap_or_default();
        line(format_args!("{}", escaped_json(&report)));
    }
    code
}

/// Leaves only the issues of records that pass a filter; returns how many records of each
/// collection pass.
fn keep(words: &Words, opened: &mut Opened, text: Option<&str>) -> Result<[u32; 9], String> {
    let filter = read_filter(words, opened, text.unwrap_or_default())?;
    let index = || opened.words.get(&opened.doc.records);
    let table = &opened.table;
    let results = Crossing::default().cross(table, &index, opened.doc.totals(), &filter);
    std::sync::Arc::make_mut(&mut opened.doc.issues)
        .retain(|i| i.row.is_none_or(|row| results.row_in(table, row)));
    Ok(Collection::ALL.map(|c| results.count(c).selected))
}

fn findings(words: &Words, file: &str, opened: &Opened, passing: [u32; 9]) -> serde_json::Value {
    let doc = &opened.doc;
    let issues: Vec<serde_json::Value> = doc
        .issues
        .iter()
        .map(|i| {
            serde_json::json!({
                "severity": match i.severity { Severity::Warning => "warning", Severity::Notice => "notice" },
                "code": i.code,
                "place": i.place,
                "message": crate::say::message(words, i),
            })
        })
        .collect();
    let counts: serde_json::Map<String, serde_json::Value> =
        Collection::ALL.iter().map(|c| (c.key().to_owned(), passing[*c as usize].into())).collect();
    serde_json::json!({
        "file": file,
        "opens": true,
        "readOnly": doc.file.read_only.is_some(),
        "records": counts,
        "issues": issues,
    })
}
