//! What holds for all pages, however garbled. The fuzz target in `fuzz/` asks the same.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use stubdown::diagnostic::render::{self, Colours};
use stubdown::emit::{openapi, rust};
use stubdown::page::{BlockKind, Code};
use stubdown::pipeline::{self, Analysis};
use stubdown::read::{Element, LineOrigin, RequestLine};
use stubdown::source::{SourceId, SourceKind, Sources, Span};
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
    the_export_is_consistent(&openapi::document(&analysis.api, "Garbled"));
    the_code_is_rust(&analysis);
}

fn places_lie_in_their_files(analysis: &Analysis) {
    let sources = &analysis.report.sources;
    let blocks = analysis.pages.iter().flat_map(|page| &page.blocks).map(|block| ("block", block.span));
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
    let explained: BTreeSet<SourceId> =
        analysis.report.diagnostics.iter().filter_map(|finding| Some(finding.primary.as_ref()?.span.source)).collect();
    for (page, facts) in analysis.pages.iter().zip(&analysis.facts) {
        let counts: BTreeMap<Element, _> = facts.ledger.iter().collect();
        let total = |element| counts.get(&element).map_or(0, |count| count.used + count.reported);
        let used = |element| counts.get(&element).map_or(0, |count| count.used);

        let annotations = page.blocks.iter().filter(|block| {
            matches!(block.kind, BlockKind::Annotation(_) | BlockKind::Code(Code { annotation: Some(_), .. }))
        });
        assert_eq!(total(Element::Annotation), annotations.count(), "annotations");
        // Lines that follow from others or from examples are not counted, and a line that stands there twice is one.
        let is_counted = |line: &&RequestLine| matches!(line.origin, LineOrigin::Written | LineOrigin::Elided);
        let lines = facts.operations.iter().flat_map(|operation| &operation.request_lines).filter(is_counted).count();
        assert!(used(Element::RequestLine) >= lines, "request lines");
        assert_eq!(used(Element::RequestLine) == 0, lines == 0, "request lines");

        let mut files = page.blocks.iter().map(|block| block.span.source).chain([page.source]);
        let reported: usize = counts.values().map(|count| count.reported).sum();
        assert!(reported == 0 || files.any(|file| explained.contains(&file)), "{counts:?} without a finding");
    }
}

fn findings_can_be_shown(analysis: &Analysis) {
    let report = &analysis.report;
    for finding in &report.diagnostics {
        assert!(!render::human(finding, &report.sources, Colours::None).is_empty());
    }
    let log = render::sarif(report);
    assert_eq!(log["runs"][0]["results"].as_array().map(Vec::len), Some(report.diagnostics.len()));
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
