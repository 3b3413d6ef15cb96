//! What holds for all pages, however garbled. The fuzz target in `fuzz/` asks the same.

use std::collections::BTreeSet;

use crate::accounts::differences;
use serde_json::Value;
use stubdown::diagnostic::render::{self, Colours};
use stubdown::emit::{openapi, rust};
use stubdown::page;
use stubdown::pipeline::{self, Analysis};
use stubdown::source::{SourceKind, Sources, Span};
use stubdown::write::Content;

/// Takes pages through all phases, as `(path, text)`.
///
/// # Panics
///
/// Where anything panics, and where an invariant does not hold.
pub fn hold(pages: &[(String, String)]) {
    let sources = Sources::from_texts(pages.iter().cloned());
    let analysis = pipeline::analyse_sources(sources, Vec::new());
    places_lie_in_their_files(&analysis);
    the_ledger_adds_up(&analysis);
    findings_can_be_shown(&analysis);
    let document = openapi::document(&analysis.api, "Garbled").to_string();
    the_export_is_consistent(&document.parse().unwrap());
    the_code_is_rust(&analysis);
}

fn places_lie_in_their_files(analysis: &Analysis) {
    let sources = &analysis.report.sources;
    let pages = analysis.facts.iter().map(|facts| page::parse(sources, facts.source, &mut Vec::new()));
    let blocks = pages.flat_map(|page| page.blocks).map(|block| ("block", block.span));
    let findings = analysis.report.diagnostics.iter().flat_map(|finding| {
        let labels = finding.primary.iter().chain(&finding.related);
        labels.map(|label| (finding.code.name, label.span))
    });
    for (what, span) in blocks.chain(findings) {
        assert!(lies_in_its_file(span, sources), "{what}: {span:?}");
    }
}

/// Whether the place is a part of the text, and cuts no character.
fn lies_in_its_file(span: Span, sources: &Sources) -> bool {
    sources.get(span.source).is_some_and(|source| source.text.get(span.range()).is_some())
}

fn the_ledger_adds_up(analysis: &Analysis) {
    let sources = &analysis.report.sources;
    let pages = sources.ids().filter(|id| sources.get(*id).is_some_and(|source| source.kind == SourceKind::Page));
    assert!(pages.eq(analysis.facts.iter().map(|facts| facts.source)), "every file is a page or a part of one");
    assert_eq!(differences(analysis), [""; 0]);
}

fn findings_can_be_shown(analysis: &Analysis) {
    let report = &analysis.report;
    for finding in &report.diagnostics {
        assert!(!render::human(finding, &report.sources, Colours::None).is_empty());
    }
    let log = render::sarif(report);
    let results = report.diagnostics.len() + report.suppressed.len();
    assert_eq!(log["runs"][0]["results"].as_array().map(Vec::len), Some(results));
}

/// What a validator would ask of the document, as far as pages have a say in it.
fn the_export_is_consistent(document: &Value) {
    let members = |value: &Value| value.as_object().cloned().unwrap_or_default();
    let schemas = members(&document["components"]["schemas"]);
    let is_allowed = |name: &String| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
    };
    assert!(schemas.keys().all(is_allowed), "{:?}", schemas.keys());
    each_reference(document, &mut |reference| {
        let name = reference.strip_prefix("#/components/schemas/").unwrap_or_default();
        assert!(schemas.contains_key(name), "{reference} leads nowhere");
    });

    let (mut shapes, mut ids) = (BTreeSet::new(), BTreeSet::new());
    for (path, item) in members(&document["paths"]) {
        let (shape, placeholders) = shape(&path);
        assert!(shapes.insert(shape), "{path} is there twice, with other names");
        let declared: Vec<String> = parameters(&item, "path");
        assert_eq!(declared, placeholders, "{path}");
        for (method, operation) in members(&item).into_iter().filter(|(method, _)| method != "parameters") {
            assert!(ids.insert(operation["operationId"].to_string()), "{method} {path} has the id of another");
            assert!(!members(&operation["responses"]).is_empty(), "{method} {path} has no response");
            for place in ["header", "query"] {
                let names = parameters(&operation, place);
                assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{method} {path}: {names:?}");
            }
        }
    }
}

/// The names of the parameters in this place.
fn parameters(owner: &Value, place: &str) -> Vec<String> {
    let all = owner["parameters"].as_array().into_iter().flatten().filter(|parameter| parameter["in"] == place);
    all.map(|parameter| parameter["name"].as_str().unwrap_or_default().to_owned()).collect()
}

/// The path with empty placeholders, and the names of these.
fn shape(path: &str) -> (String, Vec<String>) {
    let (mut shape, mut names) = (String::new(), Vec::new());
    for piece in path.split_inclusive('}') {
        match piece.split_once('{') {
            Some((literal, name)) => {
                shape = shape + literal + "{}";
                names.push(name.trim_end_matches('}').to_owned());
            }
            None => shape += piece,
        }
    }
    (shape, names)
}

fn each_reference(value: &Value, visit: &mut impl FnMut(&str)) {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get("$ref") {
                visit(reference);
            }
            members.values().for_each(|member| each_reference(member, visit));
        }
        Value::Array(items) => items.iter().for_each(|item| each_reference(item, visit)),
        _ => {}
    }
}

fn the_code_is_rust(analysis: &Analysis) {
    let mut paths = BTreeSet::new();
    for item in rust::emit(&analysis.api, &rust::Settings::default()) {
        assert!(paths.insert(item.path.to_lowercase()), "{} is written twice", item.path);
        let Content::Rust(text) = &item.content else { continue };
        assert!(!text.lines().any(|line| line.starts_with("compile_error!")), "{}: {text}", item.path);
    }
}
