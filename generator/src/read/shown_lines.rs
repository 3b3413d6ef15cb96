//! Request lines that examples and prose add to those that a page lists.
//!
//! A page of a function lists `/reports/getArchivedJobs` and its parameters, and only the example shows that they are arguments:
//! `/reports/getArchivedJobs(startDateTime=...)`. Examples also ask for the `$count` of what a page lists.

use std::borrow::Cow;

use foldhash::{HashMap, HashSet};

use super::ExampleRequest;
use super::conventions::COUNT_SEGMENT;
use super::facts::{LineOrigin, Method, OperationFacts, Part, PathTemplate, RequestLine, Segment};
use super::http::{self, Start};
use super::operation::goes_elsewhere;
use super::targets::{self, Target};
use super::{Reader, arguments, matching};
use crate::diagnostic::{Diagnostic, codes};
use crate::page::{AnnotationKind, Block, BlockKind};
use crate::source::Span;

/// Adds them.
pub(super) fn add(operation: &mut OperationFacts) {
    let requests = operation.examples.iter().filter_map(|exchange| exchange.request.as_ref());
    let shown: Vec<Shown<'_>> = requests.filter_map(shown).collect();
    if shown.is_empty() {
        return;
    }
    let called = Called::new(&operation.request_lines);
    let read = || operation.request_lines.iter().filter(|line| line.method == Method::Get);
    let mut known: HashSet<Cow<'_, PathTemplate>> = read().map(|line| Cow::Borrowed(&line.path)).collect();
    let mut added: Vec<RequestLine> = Vec::new();
    let mut add = |path: PathTemplate, span: Span| {
        if known.insert(Cow::Owned(path.clone())) {
            added.push(RequestLine { method: Method::Get, path, query: None, origin: LineOrigin::Shown, span });
        }
    };
    let mut forms = Forms::default();
    for line in read().filter(|line| line.query.is_none()) {
        let takes_arguments = !called.has(&line.path);
        for shown in &shown {
            let path = match &shown.ending {
                Ending::Count(count) => counted(&line.path, count, shown.before),
                Ending::Call { .. } if !takes_arguments => None,
                Ending::Call { function, arguments } => {
                    let path = with_arguments(operation, &line.path, function, arguments, shown.before);
                    forms.note(path.as_ref(), shown.span);
                    path
                }
            };
            path.into_iter().for_each(|path| add(path, shown.span));
        }
    }
    for line in read().filter(|line| line.query.is_none() && !called.has(&line.path)) {
        forms.of(&line.path).into_iter().for_each(|(path, span)| add(path, span));
    }
    operation.request_lines.extend(added);
}

/// How examples call the functions of a page. What is called like that at the end of one line is called so at the end of all: an example
/// shows `/names/{name}/range/cell(row=5,column=6)`, and the lines list `cell` of further ranges. One form of each function is enough.
#[derive(Default)]
struct Forms(HashMap<String, (Segment, Span)>);

impl Forms {
    /// Notes the call at the end of a path that an example shows.
    fn note(&mut self, path: Option<&PathTemplate>, span: Span) {
        let Some(call) = path.and_then(|path| path.segments.last()) else { return };
        let Some(function) = call.function() else { return };
        self.0.entry(function.to_ascii_lowercase()).or_insert_with(|| (call.clone(), span));
    }

    /// The line with the arguments of its function, and the example that shows them.
    fn of(&self, line: &PathTemplate) -> Option<(PathTemplate, Span)> {
        let (last, owner) = line.segments.split_last()?;
        let (call, span) = self.0.get(&last.literal()?.to_ascii_lowercase())?;
        let segments = owner.iter().chain([call]).cloned().collect();
        Some((PathTemplate { segments }, *span))
    }
}

/// An example that may add a line: a request with GET.
struct Shown<'a> {
    /// The segments before the last one.
    before: &'a [Segment],
    ending: Ending<'a>,
    span: Span,
}

/// What the last segment is.
enum Ending<'a> {
    /// `$count`
    Count(&'a Segment),
    /// `getArchivedJobs(startDateTime=...)`
    Call { function: &'a str, arguments: String },
}

fn shown(request: &ExampleRequest) -> Option<Shown<'_>> {
    let path = request.path.as_ref().filter(|_| request.method == Method::Get)?;
    let (last, before) = path.segments.split_last()?;
    let ending = match last.function() {
        Some(function) => {
            let text = last.to_string();
            let arguments = text.get(function.len() + 1..)?.strip_suffix(')')?;
            Ending::Call { function, arguments: arguments.to_owned() }
        }
        None => Ending::Count(Some(last).filter(|last| last.literal() == Some(COUNT_SEGMENT))?),
    };
    Some(Shown { before, ending, span: request.target.span })
}

/// The functions that lines of a page call with arguments, each with what stands before it.
struct Called<'a>(HashSet<(&'a [Segment], String)>);

impl<'a> Called<'a> {
    fn new(lines: &'a [RequestLine]) -> Self {
        let called = lines.iter().filter_map(|line| {
            let (last, before) = line.path.segments.split_last()?;
            Some((before, last.function()?.to_ascii_lowercase()))
        });
        Self(called.collect())
    }

    /// Whether one calls what this path ends in.
    fn has(&self, path: &'a PathTemplate) -> bool {
        let Some((last, before)) = path.segments.split_last() else { return false };
        last.literal().is_some_and(|name| self.0.contains(&(before, name.to_ascii_lowercase())))
    }
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
    let Ok(Target { mut path, query: None, .. }) = targets::read(target.value) else { return };
    let is_known = operation.request_lines.iter().any(|line| line.method == method && line.path == path);
    // A path of words alone may be an example; annotated as a request in a chapter of its own it is a line like its siblings.
    let is_request = code.annotation.as_ref().is_some_and(|annotation| annotation.kind == AnnotationKind::Request);
    if is_known || !(has_placeholder(&path) || is_request) {
        return;
    }
    report_line_in_prose(reader, target.span);
    arguments::open(&mut path);
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
fn counted(line: &PathTemplate, count: &Segment, before: &[Segment]) -> Option<PathTemplate> {
    matching::fits(before, &line.segments).then(|| {
        let segments = line.segments.iter().chain([count]).cloned().collect();
        PathTemplate { segments }
    })
}

/// The line with the arguments of the request, if the page lists all of them as parameters.
fn with_arguments(
    operation: &OperationFacts,
    line: &PathTemplate,
    function: &str,
    arguments: &str,
    before: &[Segment],
) -> Option<PathTemplate> {
    let (last, owner) = line.segments.split_last()?;
    let name = last.literal().filter(|name| name.eq_ignore_ascii_case(function))?;
    if arguments.is_empty() || !matching::fits(before, owner) {
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
    let segments = owner.iter().cloned().chain([Segment { parts }]).collect();
    Some(PathTemplate { segments })
}

/// The parameter of this name. Functions are read with GET, so what a page calls their body are parameters, too.
fn parameter_name<'o>(operation: &'o OperationFacts, name: &str) -> Option<&'o str> {
    let of_path = operation.path_parameters.iter().map(|row| row.name.value.as_str());
    let of_body = operation.body.rows.iter().map(|row| row.name.value.as_str());
    of_path.chain(of_body).find(|known| known.eq_ignore_ascii_case(name))
}
