//! SARIF 2.1.0, which code hosts and editors read.
//!
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Value, json};

use super::place::Place;
use crate::diagnostic::{Code, Diagnostic, Label, Report, Severity, Suppressed, Suppression, codes};
use crate::source::Sources;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What is escaped in a path that becomes a URI reference.
const ESCAPED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b':')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A log with one run: all kinds of findings as rules, and the findings as results.
#[must_use]
pub fn sarif(report: &Report) -> Value {
    let mut results: Vec<Value> = report.diagnostics.iter().map(|one| result(one, &report.sources)).collect();
    if !report.suppressed.is_empty() {
        // Where one result says whether it is suppressed, the standard wants all to say so.
        results.iter_mut().for_each(|result| insert(result, "suppressions", json!([])));
    }
    results.extend(report.suppressed.iter().map(|one| suppressed(one, &report.sources)));
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "stubdown",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": codes::all().map(rule).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(code: &Code) -> Value {
    json!({
        "id": code.name,
        "shortDescription": { "text": code.title },
        "help": { "text": code.explanation },
        "defaultConfiguration": { "level": level(code.severity) },
    })
}

fn result(diagnostic: &Diagnostic, sources: &Sources) -> Value {
    let details = diagnostic.note.iter().chain(&diagnostic.help);
    let text = details.fold(diagnostic.message.clone(), |text, detail| text + "\n" + detail);
    let related = diagnostic.related.iter().filter_map(|label| location(label, sources));
    json!({
        "ruleId": diagnostic.code.name,
        "level": level(diagnostic.code.severity),
        "message": { "text": text },
        "locations": diagnostic.primary.iter().filter_map(|label| location(label, sources)).collect::<Vec<_>>(),
        "relatedLocations": related.collect::<Vec<_>>(),
    })
}

fn suppressed(suppressed: &Suppressed, sources: &Sources) -> Value {
    let suppression = match &suppressed.by {
        Suppression::External { reason: Some(reason) } => json!({ "kind": "external", "justification": reason }),
        Suppression::External { reason: None } => json!({ "kind": "external" }),
        Suppression::InSource => json!({ "kind": "inSource" }),
    };
    let mut result = result(&suppressed.diagnostic, sources);
    insert(&mut result, "suppressions", json!([suppression]));
    result
}

fn insert(object: &mut Value, name: &str, value: Value) {
    if let Some(members) = object.as_object_mut() {
        members.insert(name.to_owned(), value);
    }
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn location(label: &Label, sources: &Sources) -> Option<Value> {
    let place = Place::of(label.span, sources)?;
    let mut location = json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri(place.path) },
        "region": {
            "startLine": place.start.line,
            "startColumn": place.start.column,
            "endLine": place.end.line,
            "endColumn": place.end.column,
        },
    } });
    if !label.text.is_empty() {
        insert(&mut location, "message", json!({ "text": label.text }));
    }
    Some(location)
}

/// A relative reference, or a `file` URI of an absolute path.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let escaped = utf8_percent_encode(&path, ESCAPED);
    if path.starts_with('/') { format!("file://{escaped}") } else { escaped.to_string() }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{TYPE_CONFLICT, conflict, guessed, lost, sources};
    use super::*;

    #[test]
    fn a_log_with_rules_and_results() {
        let sources = sources();
        let log = sarif(&Report::new(sources.clone(), vec![conflict(&sources), guessed()]));
        let place = |uri: &str, line: usize, start: usize, end: usize| {
            json!({
                "artifactLocation": { "uri": uri },
                "region": { "startLine": line, "startColumn": start, "endLine": line, "endColumn": end },
            })
        };
        let expected = json!([
            {
                "ruleId": "base-guessed",
                "level": "note",
                "message": { "text": "three types have a guessed base" },
                "locations": [],
                "relatedLocations": [],
            },
            {
                "ruleId": "type-conflict",
                "level": "warning",
                "message": { "text": "`topic` has two types\ntaken as String\nwrite `String` in the table" },
                "locations": [{
                    "physicalLocation": place("thread.md", 5, 11, 17),
                    "message": { "text": "this is not a type" },
                }],
                "relatedLocations": [{
                    "physicalLocation": place("post.md", 3, 5, 12),
                    "message": { "text": "text, says this page" },
                }],
            },
        ]);
        assert_eq!(log["version"], "2.1.0");
        assert_eq!(log["runs"][0]["results"], expected);
        assert_eq!(log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap().len(), codes::all().count());
    }

    #[test]
    fn suppressed_findings_are_results_that_say_so() {
        let sources = sources();
        let mut report = Report::new(sources.clone(), vec![conflict(&sources)]);
        let external = Suppression::External { reason: Some("known".to_owned()) };
        report.suppressed = [(guessed(), external), (lost(&sources), Suppression::InSource)]
            .map(|(diagnostic, by)| Suppressed { diagnostic, by })
            .into();
        let log = sarif(&report);
        let results = log["runs"][0]["results"].as_array().unwrap().iter();
        let suppressions: Vec<&Value> = results.map(|result| &result["suppressions"]).collect();
        let known = json!([{ "kind": "external", "justification": "known" }]);
        assert_eq!(suppressions, [&json!([]), &known, &json!([{ "kind": "inSource" }])]);
    }

    #[test]
    fn a_rule_tells_what_the_code_means() {
        let expected = json!({
            "id": "type-conflict",
            "shortDescription": { "text": "two types" },
            "help": { "text": "Why.\n\nTo fix: one." },
            "defaultConfiguration": { "level": "warning" },
        });
        assert_eq!(rule(&TYPE_CONFLICT), expected);
    }

    #[test]
    fn paths_become_uri_references() {
        assert_eq!(uri("../specs/a b#1.md"), "../specs/a%20b%231.md");
        assert_eq!(uri("/specs/ñ.md"), "file:///specs/%C3%B1.md");
        assert_eq!(uri("specs\\api\\a.md"), "specs/api/a.md");
    }
}
