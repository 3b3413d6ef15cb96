//! What the responses of an endpoint are.

mod evidence;
mod pages;
mod property;
mod sentence;

pub(super) use evidence::Collections;

use super::api::{Content, ItemType, Primitive, Response, ValueType};
use super::disputes::Answered;
use super::endpoints::Claim;
use super::examples::{self, Shape};
use super::names::ANYTHING;
use super::structs::Structs;
use super::{Builder, alternatives, disputes, infer, media_types, paths, representation};
use crate::diagnostic::{Diagnostic, codes};
use crate::page::json::Json;
use crate::read::Method;
use crate::read::conventions::{COUNT_SEGMENT, REFERENCE_SEGMENT, VALUE_SEGMENT};
use crate::source::Spanned;

/// Statuses whose responses have no body.
const WITHOUT_BODY: &[u16] = &[204, 205, 304];

/// The successes that the pages of an endpoint document.
pub(super) fn join<'a>(
    builder: &mut Builder<'a>,
    structs: &Structs,
    collections: &Collections,
    claims: &[Claim<'a>],
) -> Vec<Response> {
    let mut pages: Vec<Answered<'_, '_>> = Vec::with_capacity(claims.len());
    for claim in claims {
        let responses = of_page(builder, structs, collections, claim);
        pages.push(Answered { claim, responses });
    }
    let mut responses: Vec<Response> = Vec::new();
    for page in &pages {
        for response in page.responses.iter().cloned() {
            match responses.iter_mut().find(|known| known.status == response.status) {
                Some(known) => {
                    let new = response.alternatives.into_iter().filter(|content| !known.alternatives.contains(content));
                    let new: Vec<Content> = new.collect();
                    known.alternatives.extend(new);
                }
                None => responses.push(response),
            }
        }
    }
    for response in &mut responses {
        pages::settle(&mut response.alternatives);
        response.content = alternatives::join(structs, &response.alternatives);
        if response.alternatives.contains(&Content::Media) {
            response.media_types = media_types::of_responses(claims, response.status);
        }
        if disputes::is_disputed(response) {
            disputes::report_types(builder, &pages, response);
        }
    }
    if claims.len() > 1 {
        disputes::report_statuses(builder, claims);
    }
    responses
}

fn of_page<'a>(
    builder: &mut Builder<'a>,
    structs: &Structs,
    collections: &Collections,
    claim: &Claim<'a>,
) -> Vec<Response> {
    let statuses = statuses(builder, claim);
    let bodied: Vec<bool> = statuses.iter().map(|status| has_body(claim, *status, &statuses)).collect();
    // Who looks at a body reports what is odd about it, and asks for its type.
    let contents =
        if bodied.contains(&true) { contents(builder, structs, collections, claim, &statuses) } else { Vec::new() };
    let alternatives = |bodied| contents.iter().filter(|_| bodied).cloned().collect();
    let responses = statuses.iter().zip(bodied);
    responses
        .map(|(status, bodied)| Response {
            status: *status,
            content: None,
            alternatives: alternatives(bodied),
            media_types: Vec::new(),
        })
        .collect()
}

/// Whether a response with one of the documented statuses has a body, where the operation documents one. Beside a status that delivers what
/// was asked for, "202 Accepted" says that it comes later, and a redirect where it is: they have a body only where an example shows it.
fn has_body(claim: &Claim<'_>, status: u16, statuses: &[u16]) -> bool {
    let delivers = |status: &u16| matches!(status, 200 | 201);
    if WITHOUT_BODY.contains(&status) {
        return false;
    }
    if delivers(&status) {
        return true;
    }
    let shown = examples::responses(claim).find(|response| response.status.value == status);
    let shows_body = shown.map(|response| response.body.is_some() || response.other_body);
    let promises = matches!(status, 202 | 300..400);
    shows_body.unwrap_or(!(promises && statuses.iter().any(delivers)))
}

/// The statuses that the sentence names, else those of the examples, else the usual one.
fn statuses(builder: &mut Builder<'_>, claim: &Claim<'_>) -> Vec<u16> {
    let facts = claim.facts;
    let said: Vec<Spanned<u16>> =
        facts.response.statuses.iter().filter(|status| examples::is_success(status.value)).copied().collect();
    let shown: Vec<Spanned<u16>> = examples::responses(claim)
        .map(|response| response.status)
        .filter(|status| examples::is_success(status.value))
        .collect();
    let is_first_line = facts.request_lines.first() == Some(claim.line);
    if let (Some(said_first), true) = (said.first(), is_first_line) {
        let is_said = |status: u16| said.iter().any(|said| said.value == status);
        let odd = examples::direct_responses(claim)
            .map(|response| response.status)
            .find(|shown| examples::is_success(shown.value) && !is_said(shown.value));
        if let Some(odd) = odd {
            builder.report(
                Diagnostic::new(
                    &codes::model::STATUS_CONTRADICTION,
                    odd.span,
                    format!("the example shows the status {}, the text says {}", odd.value, said_first.value),
                )
                .related(said_first.span, "the text")
                .note("the status of the text is used")
                .help("write the same status in both places"),
            );
        }
    }
    let mut statuses: Vec<u16> = Vec::new();
    for status in if said.is_empty() { shown } else { said } {
        if !statuses.contains(&status.value) {
            statuses.push(status.value);
        }
    }
    if statuses.is_empty() {
        let nothing = facts.response.mentions.is_empty() && claim.line.method != Method::Get;
        statuses.push(if nothing { 204 } else { 200 });
    }
    statuses
}

/// The body of a success, if there is one; several where a sentence names several types together.
fn contents<'a>(
    builder: &mut Builder<'a>,
    structs: &Structs,
    collections: &Collections,
    claim: &Claim<'a>,
    statuses: &[u16],
) -> Vec<Content> {
    let (facts, method) = (claim.facts, claim.line.method);
    if method == Method::Get && paths::ends_in(&claim.line.path, VALUE_SEGMENT) {
        return vec![Content::Media];
    }
    if method == Method::Get && paths::ends_in(&claim.line.path, COUNT_SEGMENT) {
        return vec![Content::Count];
    }
    if method != Method::Get && paths::ends_in(&claim.line.path, REFERENCE_SEGMENT) {
        return Vec::new();
    }
    if let Some(content) = property::content(builder, structs, claim) {
        return vec![content];
    }
    let answers = examples::answers(claim);
    let bodies: Vec<&Json> = answers.iter().filter_map(|answer| answer.body.as_ref()).collect();
    let seen = evidence::Seen { claim, statuses, answers: &answers, bodies: &bodies };
    let items = evidence::items(builder, structs, collections, &seen).unwrap_or_default();
    let is_stream = items.first().is_some_and(|item| *item == ItemType::Primitive(Primitive::Stream));
    let shows_media = bodies.is_empty() && answers.iter().any(|response| response.other_body);
    if is_stream || (shows_media && (items.is_empty() || examples::answers_with_media(claim))) {
        return vec![Content::Media];
    }
    let says_nothing = items.is_empty() && bodies.is_empty();
    if facts.response.no_body.is_some() && facts.response.mentions.is_empty() {
        return Vec::new();
    }
    if says_nothing {
        let is_read = method == Method::Get && statuses.iter().all(|status| (200..300).contains(status));
        return if is_read { vec![undocumented(builder, claim)] } else { Vec::new() };
    }
    let items = if items.is_empty() { vec![ANYTHING] } else { items };
    let is_page = pages::is_page(claim, &answers, &bodies);
    let of_item = |item| if is_page { Content::Page(item) } else { single(builder, item, &bodies) };
    items.into_iter().map(of_item).collect()
}

/// Whoever reads something gets something, although no sentence, annotation or example tells what.
fn undocumented(builder: &mut Builder<'_>, claim: &Claim<'_>) -> Content {
    let facts = claim.facts;
    let said = facts.response.statuses.first().map(|status| status.span);
    // The lines of a page share the finding.
    let line = || facts.request_lines.iter().find(|line| line.method == Method::Get).unwrap_or(claim.line).span;
    builder.report(
        Diagnostic::new(
            &codes::model::RESPONSE_UNDOCUMENTED,
            said.unwrap_or_else(line),
            "nothing tells what this request is answered with",
        )
        .note("the answer is any JSON")
        .help("name its type in the response section (\"Returns a [book](book.md) object.\"), or show a response with a body"),
    );
    alternatives::ANY
}

fn single(builder: &Builder<'_>, item: ItemType, bodies: &[&Json]) -> Content {
    match bodies.first().map(|json| examples::shape(json)) {
        Some(Shape::Scalar(value)) if item == ANYTHING => {
            Content::Scalar(representation::value_type(builder, value).item)
        }
        Some(Shape::Scalar(_)) if matches!(item, ItemType::Primitive(_) | ItemType::Enum(_)) => Content::Scalar(item),
        Some(Shape::List(items)) => {
            let item = if item == ANYTHING { infer::scalar_type(&items.iter().collect::<Vec<_>>()) } else { item };
            Content::Json(ValueType { item, collection: true })
        }
        _ => Content::Json(ValueType::one(item)),
    }
}
