//! Example requests and the responses that answer them.
//!
//! Messages are known by what they contain: most of those in the wild carry no annotation, or one that says "ignored".

use super::Reader;
use super::facts::{ExampleRequest, ExampleResponse, Exchange, Method};
use super::http::{self, Message, Start};
use super::ledger::Element;
use super::operation::goes_elsewhere;
use super::{resource, targets, types};
use crate::diagnostic::{Diagnostic, codes};
use crate::page::json::{self, Json};
use crate::page::{Annotation, AnnotationKind, Block, BlockKind, Code};
use crate::source::{Span, Spanned};

/// Reads a code block outside of the HTTP request section; other code than messages is not an example.
pub(super) fn read(reader: &mut Reader<'_>, code: &Code, block: Span, exchanges: &mut Vec<Exchange>) {
    let sources = reader.sources;
    let Some(message) = http::message(sources.text(code.content), code.content) else {
        report_stranger(reader, code);
        return;
    };
    reader.ledger.used(Element::Example, code.content);
    if is_incoming(code, &message) {
        return;
    }
    let body_text = sources.text(message.body);
    let reading = body_text.starts_with(['{', '[']).then(|| json::read(body_text, message.body));
    // `[Zip file with the package]`: what cannot be read is no JSON where the header says so. On many pages the header is wrong.
    let reading = reading.filter(|reading| reading.value.is_some() || !announces_other(&message));
    let shows_json = reading.is_some();
    let body = reading.and_then(|reading| settle_json(reader, message.body, reading));
    if shows_json && body.is_none() {
        reader.ledger.reported(Element::Example, code.content, &codes::read::EXAMPLE_JSON_UNREADABLE);
    }
    let type_claim = code.annotation.as_ref().and_then(types::annotated);
    let headers = owned_headers(&message);
    match message.start {
        Start::Request { method, target } => exchanges.push(Exchange {
            request: Some(ExampleRequest {
                method,
                target: Spanned::new(target.value.to_owned(), target.span),
                path: targets::read(target.value).ok().map(|target| target.path).filter(|_| !goes_elsewhere(code)),
                headers,
                body,
                type_claim,
                name: names(code).into_iter().next(),
                span: block,
            }),
            responses: Vec::new(),
        }),
        Start::Response { status } => {
            let other_body = body.is_none() && !body_text.is_empty();
            let response = ExampleResponse { status, headers, body, other_body, type_claim, span: block };
            answer(reader, code, response, exchanges);
        }
    }
}

/// Whether the header of a message announces something else than JSON.
fn announces_other(message: &Message<'_>) -> bool {
    message
        .headers
        .iter()
        .any(|(name, value)| name.eq_ignore_ascii_case("content-type") && !value.to_ascii_lowercase().contains("json"))
}

/// Whether code is annotated as a response, but is no more than the body of one.
pub(super) fn is_bare_response(reader: &Reader<'_>, code: &Code) -> bool {
    is_annotated(code, AnnotationKind::Response) && is_json(reader, code)
}

/// Reads the body of a response that stands on its own, without a status line.
pub(super) fn read_bare_response(
    reader: &mut Reader<'_>,
    code: &Code,
    block: Span,
    status: u16,
    exchanges: &mut Vec<Exchange>,
) {
    let body = read_bare(reader, code);
    if let Some(annotation) = &code.annotation {
        reader.ledger.reported(Element::Example, code.content, &codes::read::NOT_A_MESSAGE);
        let note = format!("it is read as the body of a response with the status {status}");
        reader.report(stranger(code, annotation, "a response").note(note));
    }
    let Some(body) = body else { return };
    let response = ExampleResponse {
        status: Spanned::new(status, block),
        headers: Vec::new(),
        body: Some(body),
        other_body: false,
        type_claim: code.annotation.as_ref().and_then(types::annotated),
        span: block,
    };
    answer(reader, code, response, exchanges);
}

fn is_annotated(code: &Code, kind: AnnotationKind) -> bool {
    code.annotation.as_ref().is_some_and(|annotation| annotation.kind == kind)
}

/// Whether code is the body of the message right above it, whose block ends with the headers: a response, or a request that has a body.
pub(super) fn goes_on(reader: &Reader<'_>, above: &Block, code: &Code) -> bool {
    let BlockKind::Code(above) = &above.kind else { return false };
    let message = http::message(reader.sources.text(above.content), above.content);
    let takes_body = |message: &Message<'_>| match message.start {
        Start::Response { .. } => true,
        Start::Request { method, .. } => matches!(method, Method::Post | Method::Patch | Method::Put),
    };
    let is_headers = |message: &Message<'_>| takes_body(message) && message.body.range().is_empty();
    code.annotation.is_none() && is_json(reader, code) && message.as_ref().is_some_and(is_headers)
}

/// Adds the body to the message of the block at `above`.
pub(super) fn add_body(reader: &mut Reader<'_>, code: &Code, above: Span, exchanges: &mut [Exchange]) {
    let body = read_bare(reader, code);
    for exchange in exchanges {
        if let Some(request) = exchange.request.as_mut().filter(|request| above.contains(request.target.span)) {
            request.body.clone_from(&body);
        }
        for response in exchange.responses.iter_mut().filter(|response| response.span == above) {
            response.body.clone_from(&body);
        }
    }
}

/// Whether code is an object and no message.
pub(super) fn is_json(reader: &Reader<'_>, code: &Code) -> bool {
    reader.sources.text(code.content).trim_start().starts_with('{')
}

/// Whether a block is an object in code without an annotation.
pub(super) fn is_unannotated_json(reader: &Reader<'_>, block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Code(code) if code.annotation.is_none() && is_json(reader, code))
}

/// The JSON of a body that stands on its own, as in a section of the request body without a table.
pub(super) fn read_bare(reader: &mut Reader<'_>, code: &Code) -> Option<Json> {
    reader.ledger.used(Element::Example, code.content);
    let json = read_json(reader, resource::trimmed(reader, code));
    if json.is_none() {
        reader.ledger.reported(Element::Example, code.content, &codes::read::EXAMPLE_JSON_UNREADABLE);
    }
    json
}

/// Requests annotated as an example are notifications that the service sends, not requests for this operation.
fn is_incoming(code: &Code, message: &Message<'_>) -> bool {
    is_annotated(code, AnnotationKind::Example) && matches!(message.start, Start::Request { .. })
}

/// An annotation that promises a message, above code that is none.
fn report_stranger(reader: &mut Reader<'_>, code: &Code) {
    let Some(annotation) = &code.annotation else { return };
    let promised = match annotation.kind {
        AnnotationKind::Request => "a request",
        AnnotationKind::Response => "a response",
        _ => return,
    };
    reader.ledger.reported(Element::Example, code.content, &codes::read::NOT_A_MESSAGE);
    reader.report(stranger(code, annotation, promised));
}

fn stranger(code: &Code, annotation: &Annotation, promised: &str) -> Diagnostic {
    Diagnostic::new(
        &codes::read::NOT_A_MESSAGE,
        code.content,
        format!("this code is annotated as {promised}, but is not one"),
    )
    .related(annotation.span, "the annotation")
    .help("begin a request with `METHOD url`, a response with `HTTP/1.1 200 OK`")
}

/// Joins a response to the requests that its annotation names, else to the request before it.
fn answer(reader: &mut Reader<'_>, code: &Code, response: ExampleResponse, exchanges: &mut Vec<Exchange>) {
    let names = names(code);
    let is_named = |exchange: &Exchange| {
        let name = exchange.request.as_ref().and_then(|request| request.name.as_ref());
        name.is_some_and(|name| names.contains(name))
    };
    let mut named: Vec<&mut Exchange> = exchanges.iter_mut().filter(|exchange| is_named(exchange)).collect();
    if names.len() > 1 && !named.is_empty() {
        for exchange in named {
            exchange.responses.push(response.clone());
        }
        return;
    }
    // A name may occur twice on a page; the request before the response is the likelier one.
    if let Some(exchange) = named.pop() {
        exchange.responses.push(response);
        return;
    }
    if let Some(exchange) = exchanges.last_mut() {
        exchange.responses.push(response);
        return;
    }
    if is_annotated(code, AnnotationKind::Response) {
        reader.report(
            Diagnostic::new(
                &codes::read::RESPONSE_WITHOUT_REQUEST,
                response.status.span,
                "this response has no request before it",
            )
            .note("the response is used for the operation of the page")
            .help("show the request above the response, annotated with `\"blockType\": \"request\"`"),
        );
    }
    exchanges.push(Exchange { request: None, responses: vec![response] });
}

/// `name` of an annotation: a text or a list of texts.
fn names(code: &Code) -> Vec<String> {
    let Some(name) = code.annotation.as_ref().and_then(|annotation| annotation.get("name")) else { return Vec::new() };
    match name.as_array() {
        Some(names) => names.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect(),
        None => name.as_str().map(str::to_owned).into_iter().collect(),
    }
}

fn owned_headers(message: &Message<'_>) -> Vec<(String, String)> {
    message.headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// Reads JSON of an example leniently, and reports what had to be repaired.
pub(super) fn read_json(reader: &mut Reader<'_>, span: Span) -> Option<Json> {
    let reading = json::read(reader.sources.text(span), span);
    settle_json(reader, span, reading)
}

fn settle_json(reader: &mut Reader<'_>, span: Span, reading: json::Reading) -> Option<Json> {
    let Some(value) = reading.value else {
        reader.report(
            Diagnostic::new(&codes::read::EXAMPLE_JSON_UNREADABLE, span, "this example cannot be read as JSON")
                .note("the example is not used; the operation is")
                .help("correct the JSON"),
        );
        return None;
    };
    if let Some(first) = reading.repairs.first() {
        let more = reading.repairs.len() - 1;
        let others = match more {
            0 => String::new(),
            1 => ", and one more place".to_owned(),
            more => format!(", and {more} more places"),
        };
        reader.report(
            Diagnostic::new(
                &codes::read::EXAMPLE_JSON_REPAIRED,
                first.span,
                format!("this example is not strict JSON: {}{others}", first.kind.words()),
            )
            .note("it was read as it is probably meant")
            .help("correct the JSON, so that readers can copy it"),
        );
    }
    if let Some(rest) = reading.rest {
        reader.report(
            Diagnostic::new(&codes::read::EXAMPLE_JSON_REPAIRED, rest, "there is text behind the JSON of this example")
                .note("it was left out")
                .help("end the example with its closing bracket"),
        );
    }
    Some(value)
}
