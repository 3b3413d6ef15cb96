//! Example requests against the request lines.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt};

use super::Known;
use crate::diagnostic::{Diagnostic, codes};
use crate::read::conventions::{COUNT_SEGMENT, push_lower_case};
use crate::read::{
    ExampleRequest, Method, OperationFacts, Outcome, PageFacts, Part, PathTemplate, RequestLine, Segment, matching,
};

/// What stands for the place of a value in a pattern.
const VALUE: &str = "{}";

/// What stands for a file path between colons: `root:/Reports/May.txt:/content`.
const FILE_PATH: &str = ":path:";

/// The request lines of all pages.
pub(super) struct Routes<'a> {
    /// By method and number of segments.
    lines: HashMap<(Method, usize), Vec<Pattern<'a>>>,
    /// The host of most examples: what goes to another host is no request to this API.
    host: Option<String>,
}

struct Pattern<'a> {
    line: &'a RequestLine,
    segments: Vec<String>,
}

impl<'a> Routes<'a> {
    pub(super) fn new(facts: &'a [PageFacts]) -> Self {
        let operations = || facts.iter().flat_map(|page| &page.operations);
        let mut lines: HashMap<(Method, usize), Vec<Pattern<'a>>> = HashMap::new();
        for line in operations().flat_map(|facts| &facts.request_lines) {
            let segments = pattern(&line.path);
            lines.entry((line.method, segments.len())).or_default().push(Pattern { line, segments });
        }
        Self { lines, host: host_of_most(operations()) }
    }

    /// The line of any page that a request goes to.
    fn find(&self, method: Method, shown: &[String]) -> Option<&'a RequestLine> {
        let lines = self.lines.get(&(method, shown.len()))?;
        lines.iter().find(|pattern| fits(shown, &pattern.segments)).map(|pattern| pattern.line)
    }
}

fn host_of_most<'f>(operations: impl Iterator<Item = &'f OperationFacts>) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let requests = operations.flat_map(|facts| &facts.examples).filter_map(|exchange| exchange.request.as_ref());
    for host in requests.filter_map(|request| host(&request.target.value)) {
        *counts.entry(host).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(host, _)| host)
}

/// The host of an absolute URL, in lower case.
fn host(target: &str) -> Option<String> {
    let (_, behind) = target.split_once("://")?;
    behind.split(['/', '?', '#']).next().map(str::to_ascii_lowercase)
}

pub(super) fn review(known: &Known<'_>, page: &PageFacts, findings: &mut Vec<Diagnostic>) {
    let lines = || page.operations.iter().flat_map(|facts| &facts.request_lines);
    let Some(first) = lines().next() else { return review_page_without_lines(known, page, findings) };
    let patterns: Vec<(Method, Vec<String>)> = lines().map(|line| (line.method, pattern(&line.path))).collect();
    let requests = page.operations.iter().flat_map(|facts| &facts.examples).filter_map(|one| one.request.as_ref());
    for request in requests {
        let Some(path) = &request.path else { continue };
        if goes_elsewhere(known, request) {
            continue;
        }
        let shown = pattern(path);
        let is_here = |shown: &[String]| {
            patterns.iter().any(|(method, pattern)| *method == request.method && fits(shown, pattern))
        };
        if is_here(&shown) || is_here(without_ends(known, &shown)) {
            continue;
        }
        findings.push(finding(known, request, &shown, first));
    }
}

/// A page of prose shows how to call what other pages describe. What none of them describes is documented nowhere else. Requests that have
/// no name are of any kind, unless they are all that the page has.
fn review_page_without_lines(known: &Known<'_>, page: &PageFacts, findings: &mut Vec<Diagnostic>) {
    let requests = page.operations.iter().flat_map(|facts| &facts.examples).filter_map(|one| one.request.as_ref());
    let requests = requests.filter(|request| request.path.is_some() && !goes_elsewhere(known, request));
    let (described, unknown): (Vec<_>, Vec<_>) = requests.partition(|request| fits_any_line(known, request));
    findings.extend(unknown.iter().filter(|request| request.name.is_some()).map(|request| {
        without_route(request)
            .note("its page has no request lines, so no endpoint is generated for its path")
            .help("describe the request on a page with a section `HTTP request`")
    }));
    if let (Outcome::Prose, [], [request, ..]) = (page.outcome, described.as_slice(), unknown.as_slice())
        && unknown.iter().all(|request| request.name.is_none())
    {
        findings.push(without_operation(request));
    }
}

/// Whether a request is one for an endpoint of any page.
fn fits_any_line(known: &Known<'_>, request: &ExampleRequest) -> bool {
    let Some(path) = &request.path else { return false };
    let shown = pattern(path);
    [shown.as_slice(), without_ends(known, &shown)]
        .iter()
        .any(|shown| known.routes.find(request.method, shown).is_some())
}

fn without_operation(request: &ExampleRequest) -> Diagnostic {
    Diagnostic::new(
        &codes::review::REQUESTS_WITHOUT_OPERATION,
        request.target.span,
        "this page shows requests that no page describes",
    )
    .note("it has none of the sections of an operation, so it is taken for an explanation, and no endpoint is generated for it")
    .help("to describe an operation, add a section `HTTP request` with `METHOD /path/{placeholder}`")
}

/// Whether a request goes to another host than most do.
fn goes_elsewhere(known: &Known<'_>, request: &ExampleRequest) -> bool {
    let host = host(&request.target.value);
    host.is_some() && host != known.routes.host
}

fn without_route(request: &ExampleRequest) -> Diagnostic {
    let method = request.method.as_str();
    Diagnostic::new(
        &codes::review::EXAMPLE_WITHOUT_ROUTE,
        request.target.span,
        format!("this {method} request fits no request line of any page"),
    )
}

/// The path without what every collection has: `/$count`, and the name of a type to which the items are narrowed.
fn without_ends<'s>(known: &Known<'_>, mut shown: &'s [String]) -> &'s [String] {
    while let Some((last, before)) = shown.split_last() {
        let is_type = last.contains('.') && known.index.is_struct(last);
        if !is_type && last != COUNT_SEGMENT {
            break;
        }
        shown = before;
    }
    shown
}

fn finding(known: &Known<'_>, request: &ExampleRequest, shown: &[String], first: &RequestLine) -> Diagnostic {
    let method = request.method.as_str();
    match known.routes.find(request.method, shown) {
        Some(line) => Diagnostic::new(
            &codes::review::EXAMPLE_OF_OTHER_PAGE,
            request.target.span,
            format!("this {method} request fits no request line of its page, but one of another page"),
        )
        .related(line.span, "the request line that it fits")
        .related(first.span, "the first request line of this page")
        .note("the example is used for the operation of its own page")
        .help("show a request to one of the request lines, or add the line to the page"),
        None => without_route(request)
            .related(first.span, "the first request line of this page")
            .note("the example is used for the operation of its page; no endpoint is generated for its path")
            .help("show a request to one of the request lines, or add a line for it"),
    }
}

/// The segments of a path in a form that can be compared: in lower case, without the values of arguments.
fn pattern(path: &PathTemplate) -> Vec<String> {
    let mut pattern: Vec<String> = Vec::new();
    let mut in_file_path = false;
    for segment in &path.segments {
        let text = plain(segment);
        if in_file_path {
            in_file_path = !text.ends_with(':');
            continue;
        }
        // A colon behind a segment begins the path of a file, another one ends it.
        in_file_path = text.ends_with(':');
        pattern.push(text);
        if in_file_path {
            pattern.push(FILE_PATH.to_owned());
        }
    }
    pattern
}

fn plain(segment: &Segment) -> String {
    let mut text = String::new();
    for part in &segment.parts {
        match part {
            Part::Literal(literal) => push_lower_case(&mut text, literal),
            Part::Placeholder(_) => text.push_str(VALUE),
        }
    }
    if text.contains('(') {
        return matching::names_of_call(&text);
    }
    match text.split_once('=') {
        Some((name, _)) => format!("{name}={VALUE}"),
        None => text,
    }
}

/// Whether a path of an example fits the pattern of a line.
fn fits(shown: &[String], pattern: &[String]) -> bool {
    // From the end, because that is where most lines differ.
    shown.len() == pattern.len() && shown.iter().zip(pattern).rev().all(|(shown, pattern)| segment_fits(shown, pattern))
}

fn segment_fits(shown: &str, pattern: &str) -> bool {
    if shown == pattern {
        return true;
    }
    let (Some((start, _)), Some((_, end))) = (pattern.split_once(VALUE), pattern.rsplit_once(VALUE)) else {
        return false;
    };
    shown.len() >= start.len() + end.len() && shown.starts_with(start) && shown.ends_with(end)
}
