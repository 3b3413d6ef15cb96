//! JSON for programs. The names of members are part of the interface: new ones may come, none is renamed.

use serde_json::{Value, json};

use super::place::{Place, Position};
use crate::diagnostic::{Diagnostic, Label, Report, Severity};
use crate::source::Sources;

/// An object with `diagnostics`, in the order of the report, and their counts as `summary`.
///
/// Every diagnostic has `code`, `severity` (`error`, `warning`, `note`), `message`, `place`, `related`, `note` and
/// `help`; what does not apply is null. A place has `path`, `line`, `column`, `end` (behind the last character) and
/// `label`. Lines and columns count from 1, columns count characters.
#[must_use]
pub fn json(report: &Report) -> Value {
    let diagnostics: Vec<Value> = report.diagnostics.iter().map(|one| diagnostic(one, &report.sources)).collect();
    json!({
        "diagnostics": diagnostics,
        "summary": {
            "errors": report.count(Severity::Error),
            "warnings": report.count(Severity::Warning),
            "notes": report.count(Severity::Note),
            "suppressed": report.suppressed.len(),
        },
    })
}

fn diagnostic(diagnostic: &Diagnostic, sources: &Sources) -> Value {
    let severity = match diagnostic.code.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    json!({
        "code": diagnostic.code.name,
        "severity": severity,
        "message": diagnostic.message,
        "place": diagnostic.primary.as_ref().and_then(|label| place(label, sources)),
        "related": diagnostic.related.iter().filter_map(|label| place(label, sources)).collect::<Vec<_>>(),
        "note": diagnostic.note,
        "help": diagnostic.help,
    })
}

fn place(label: &Label, sources: &Sources) -> Option<Value> {
    let Place { path, start, end: Position { line, column } } = Place::of(label.span, sources)?;
    Some(json!({
        "path": path,
        "line": start.line,
        "column": start.column,
        "end": { "line": line, "column": column },
        "label": Some(&label.text).filter(|text| !text.is_empty()),
    }))
}

#[cfg(test)]
mod tests {
    use super::super::samples::{conflict, guessed, sources};
    use super::*;

    #[test]
    fn every_finding_with_its_places() {
        let sources = sources();
        let report = Report::new(sources.clone(), vec![conflict(&sources), guessed()]);
        let expected = json!({
            "diagnostics": [
                {
                    "code": "base-guessed",
                    "severity": "note",
                    "message": "three types have a guessed base",
                    "place": null,
                    "related": [],
                    "note": null,
                    "help": null,
                },
                {
                    "code": "type-conflict",
                    "severity": "warning",
                    "message": "`topic` has two types",
                    "place": {
                        "path": "thread.md",
                        "line": 5,
                        "column": 11,
                        "end": { "line": 5, "column": 17 },
                        "label": "this is not a type",
                    },
                    "related": [{
                        "path": "post.md",
                        "line": 3,
                        "column": 5,
                        "end": { "line": 3, "column": 12 },
                        "label": "text, says this page",
                    }],
                    "note": "taken as String",
                    "help": "write `String` in the table",
                },
            ],
            "summary": { "errors": 0, "warnings": 1, "notes": 1, "suppressed": 0 },
        });
        assert_eq!(json(&report), expected);
    }
}
