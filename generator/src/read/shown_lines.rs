//! Request lines that examples and prose add to those that a page lists.
//!
//! A page of a function lists `/reports/getArchivedJobs` and its parameters, and only the example shows that they are arguments:
//! `/reports/getArchivedJobs(startDateTime=...)`. Examples also ask for the `$count` of what a page lists.

use super::conventions::COUNT_SEGMENT;
use super::facts::{LineOrigin, Method, OperationFacts, Part, PathTemplate, RequestLine, Segment};
use super::http::{self, Start};
use super::operation::goes_elsewhere;
use super::targets::{self, Target};
use super::{Reader, matching};
use crate::diagnostic::{Diagnostic, codes};
use crate::page::{AnnotationKind, Block, BlockKind};
use crate::source::Span;

/// Adds them.
pub(super) fn add(operation: &mut OperationFacts) {
    let mut added: Vec<RequestLine> = Vec::new();
    for line in operation.request_lines.iter().filter(|line| line.method == Method::Get && line.query.is_none()) {
        let requests = operation.examples.iter().filter_map(|exchange| exchange.request.as_ref());
        for request in requests.filter(|request| request.method == line.method) {
            let Some((last, before)) = request.path.as_ref().and_then(|path| path.segments.split_last()) else {
                continue;
            };
            let path = counted(line, last, before).or_else(|| called(operation, line, last, before));
            let Some(path) = path else { continue };
            let is_known = |known: &RequestLine| known.method == line.method && known.path == path;
            if !operation.request_lines.iter().any(is_known) && !added.iter().any(is_known) {
                let span = request.target.span;
                added.push(RequestLine { method: line.method, path, query: None, origin: LineOrigin::Shown, span });
            }
        }
    }
    operation.request_lines.extend(added);
}

/// The chapters of a page show special ways to address a thing, `/sites/root`, and only the example the usual one: `/sites/{id}`.
pub(super) fn add_usual(reader: &mut Reader<'_>, operation: &mut OperationFacts) {
    let requests = operation.examples.iter().filter_map(|exchange| exchange.request.as_ref());
    let mut added: Vec<RequestLine> = Vec::new();
    for request in requests.filter(|request| request.target.value.starts_with('/')) {
        let Ok(Target { path, query: None, .. }) = targets::read(&request.target.value) else { continue };
        let line = RequestLine {
            method: request.method,
            path,
            query: None,
            origin: LineOrigin::Shown,
            span: request.target.span,
        };
        let is_known = |known: &RequestLine| {
            matching::goes_to(request, known) || (known.method, &known.path) == (line.method, &line.path)
        };
        if has_placeholder(&line.path) && !operation.request_lines.iter().chain(&added).any(is_known) {
            report_line_in_prose(reader, line.span);
            added.push(line);
        }
    }
    operation.request_lines.extend(added);
}

/// A request among the prose of an operation, as a path with placeholders: one more endpoint, such as the one that commits what the
/// others upload.
pub(super) fn add_of_prose(reader: &mut Reader<'_>, block: &Block, operation: &mut OperationFacts) {
    let BlockKind::Code(code) = &block.kind else { return };
    let message = http::message(reader.sources.text(code.content), code.content);
    let Some(Start::Request { method, target }) = message.map(|message| message.start) else { return };
    if operation.request_lines.is_empty() || !target.value.starts_with('/') || goes_elsewhere(code) {
        return;
    }
    let Ok(Target { path, query: None, .. }) = targets::read(target.value) else { return };
    let is_known = operation.request_lines.iter().any(|line| line.method == method && line.path == path);
    // A path of words alone may be an example; annotated as a request in a chapter of its own it is a line like its siblings.
    let is_request = code.annotation.as_ref().is_some_and(|annotation| annotation.kind == AnnotationKind::Request);
    if is_known || !(has_placeholder(&path) || is_request) {
        return;
    }
    report_line_in_prose(reader, target.span);
    operation.request_lines.push(RequestLine {
        method,
        path,
        query: None,
        origin: LineOrigin::Shown,
        span: target.span,
    });
}

fn has_placeholder(path: &PathTemplate) -> bool {
    path.segments.iter().flat_map(|segment| &segment.parts).any(|part| matches!(part, Part::Placeholder(_)))
}

fn report_line_in_prose(reader: &mut Reader<'_>, span: Span) {
    reader.report(
        Diagnostic::new(
            &codes::read::REQUEST_LINE_IN_PROSE,
            span,
            "this request stands outside of the HTTP request section",
        )
        .note("an endpoint is generated for it, unless another page describes it")
        .help("move it into the HTTP request section, or into an example"),
    );
}

/// `/groups/{id}/members/$count` for the line `/groups/{id}/members`.
fn counted(line: &RequestLine, last: &Segment, before: &[Segment]) -> Option<PathTemplate> {
    if last.literal() != Some(COUNT_SEGMENT) || !matching::fits(before, &line.path.segments) {
        return None;
    }
    let mut segments = line.path.segments.clone();
    segments.push(last.clone());
    Some(PathTemplate { segments })
}

/// The line with the arguments of the request, if the page lists all of them as parameters.
fn called(operation: &OperationFacts, line: &RequestLine, last: &Segment, before: &[Segment]) -> Option<PathTemplate> {
    let (function, owner) = line.path.segments.split_last()?;
    let name = function.literal()?;
    if !matching::fits(before, owner) || is_called(operation, owner, name) {
        return None;
    }
    let text: String = last.to_string();
    let (shown, arguments) = text.split_once('(')?;
    let arguments = arguments.strip_suffix(')')?;
    if !shown.eq_ignore_ascii_case(name) || arguments.is_empty() {
        return None;
    }
    let mut parts = Vec::new();
    let mut literal = format!("{name}(");
    for argument in arguments.split(',') {
        let (parameter, value) = argument.split_once('=')?;
        let documented = parameter_name(operation, parameter.trim())?;
        let quote = if value.trim().starts_with('\'') { "'" } else { "" };
        literal.extend([documented, "=", quote]);
        parts.push(Part::Literal(std::mem::take(&mut literal)));
        parts.push(Part::Placeholder(documented.to_owned()));
        literal.extend([quote, ","]);
    }
    literal.pop();
    literal.push(')');
    parts.push(Part::Literal(literal));
    let mut segments = owner.to_vec();
    segments.push(Segment { parts });
    Some(PathTemplate { segments })
}

/// Whether a line of the page calls the function with arguments.
fn is_called(operation: &OperationFacts, owner: &[Segment], name: &str) -> bool {
    operation.request_lines.iter().any(|line| {
        let Some((last, before)) = line.path.segments.split_last() else { return false };
        before == owner && last.function().is_some_and(|called| called.eq_ignore_ascii_case(name))
    })
}

/// The parameter of this name. Functions are read with GET, so what a page calls their body are parameters, too.
fn parameter_name<'o>(operation: &'o OperationFacts, name: &str) -> Option<&'o str> {
    let of_path = operation.path_parameters.iter().map(|row| row.name.value.as_str());
    let of_body = operation.body.rows.iter().map(|row| row.name.value.as_str());
    of_path.chain(of_body).find(|known| known.eq_ignore_ascii_case(name))
}
