//! What the responses of an endpoint are: the majority of sentence, annotation and example body.

use super::api::{Content, ItemType, Primitive, Response, ValueType};
use super::endpoints::Claim;
use super::examples::{self, Shape};
use super::names::ANYTHING;
use super::structs::Structs;
use super::{Builder, alternatives, infer, paths};
use crate::diagnostic::{Diagnostic, codes};
use crate::page::json::Json;
use crate::read::conventions::VALUE_SEGMENT;
use crate::read::{ExampleResponse, Method, NamedType, OperationFacts, Part, PathTemplate};
use crate::source::{Span, Spanned};

/// Statuses whose responses have no body.
const WITHOUT_BODY: &[u16] = &[204, 205, 304];

/// The successes that the pages of an endpoint document.
pub(super) fn join<'a>(builder: &mut Builder<'a>, structs: &Structs, claims: &[Claim<'a>]) -> Vec<Response> {
    let mut responses: Vec<Response> = Vec::new();
    for claim in claims {
        for response in of_page(builder, structs, claim) {
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
        response.content = alternatives::join(structs, &response.alternatives);
    }
    responses
}

fn of_page<'a>(builder: &mut Builder<'a>, structs: &Structs, claim: &Claim<'a>) -> Vec<Response> {
    let facts = claim.facts;
    let statuses = statuses(builder, claim);
    let content = content(builder, structs, claim);
    let has_body_elsewhere = statuses.iter().any(|status| !WITHOUT_BODY.contains(status));
    statuses
        .into_iter()
        .map(|status| {
            let shown = facts
                .examples
                .iter()
                .flat_map(|exchange| &exchange.responses)
                .find(|response| response.status.value == status);
            let shows_none = shown.is_some_and(|response| response.body.is_none() && !response.other_body);
            let none =
                WITHOUT_BODY.contains(&status) || !has_body_elsewhere || (status != 200 && status != 201 && shows_none);
            let alternatives = if none { Vec::new() } else { content.iter().cloned().collect() };
            Response { status, content: None, alternatives }
        })
        .collect()
}

/// The statuses that the sentence names, else those of the examples, else the usual one.
fn statuses(builder: &mut Builder<'_>, claim: &Claim<'_>) -> Vec<u16> {
    let facts = claim.facts;
    let said: Vec<Spanned<u16>> =
        facts.response.statuses.iter().filter(|status| examples::is_success(status.value)).copied().collect();
    let shown: Vec<Spanned<u16>> = facts
        .examples
        .iter()
        .flat_map(|exchange| &exchange.responses)
        .map(|response| response.status)
        .filter(|status| examples::is_success(status.value))
        .collect();
    let is_first_line = facts.request_lines.first() == Some(claim.line);
    if let (Some(said_first), true) = (said.first(), is_first_line) {
        let odd = shown.iter().find(|shown| !said.iter().any(|said| said.value == shown.value));
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

/// One piece of evidence for the type of the body.
struct Evidence {
    item: ItemType,
    span: Span,
    words: &'static str,
}

fn content<'a>(builder: &mut Builder<'a>, structs: &Structs, claim: &Claim<'a>) -> Option<Content> {
    let facts = claim.facts;
    if claim.line.method == Method::Get && paths::ends_in(&claim.line.path, VALUE_SEGMENT) {
        return Some(Content::Media);
    }
    let answers = examples::answers(claim);
    let bodies: Vec<&Json> = answers.iter().filter_map(|answer| answer.body.as_ref()).collect();
    let item = item(builder, structs, claim, &answers, &bodies);
    let is_stream = item.as_ref().is_some_and(|item| *item == ItemType::Primitive(Primitive::Stream));
    let shows_media = bodies.is_empty() && answers.iter().any(|response| response.other_body);
    if is_stream || (item.is_none() && shows_media) {
        return Some(Content::Media);
    }
    let says_nothing = item.is_none() && bodies.is_empty();
    if says_nothing || (facts.response.no_body.is_some() && facts.response.mentions.is_empty()) {
        return None;
    }
    let item = item.unwrap_or(ANYTHING);
    Some(if is_page(claim, &answers, &bodies) { Content::Page(item) } else { single(item, &bodies) })
}

fn single(item: ItemType, bodies: &[&Json]) -> Content {
    match bodies.first().map(|json| examples::shape(json)) {
        Some(Shape::Scalar(_)) if matches!(item, ItemType::Primitive(_)) => Content::Json(ValueType::one(ANYTHING)),
        _ => Content::Json(ValueType::one(item)),
    }
}

/// Whether a response is a page of a collection. A path that ends in a key names one thing, and a path that the same page extends by a
/// key names the collection around it, whatever the example shows. Else the body tells, then the annotation, then the sentence.
fn is_page(claim: &Claim<'_>, answers: &[&ExampleResponse], bodies: &[&Json]) -> bool {
    if claim.line.method == Method::Get {
        if ends_in_key(&claim.line.path) {
            return false;
        }
        let extended = claim.facts.request_lines.iter().any(|other| {
            other.method == Method::Get && ends_in_key(&other.path) && extends(&other.path, &claim.line.path)
        });
        if extended {
            return true;
        }
    }
    match bodies.first().map(|json| examples::shape(json)) {
        Some(Shape::Page(_)) => true,
        Some(Shape::Plain(_) | Shape::Wrapped(_) | Shape::Scalar(_)) => false,
        None => {
            let annotated =
                answers.iter().filter_map(|answer| answer.type_claim.as_ref()).any(|claim| claim.collection);
            annotated || claim.facts.response.mentions.iter().any(|mention| mention.collection)
        }
    }
}

fn ends_in_key(path: &PathTemplate) -> bool {
    matches!(path.segments.last().map(|segment| segment.parts.as_slice()), Some([Part::Placeholder(_)]))
}

/// Whether `longer` is `path` and one segment more.
fn extends(longer: &PathTemplate, path: &PathTemplate) -> bool {
    longer.segments.split_last().is_some_and(|(_, before)| before == path.segments.as_slice())
}

/// The type of the body, or of its items. Two of three pieces of evidence outvote the third; a derived type counts for its base.
fn item<'a>(
    builder: &mut Builder<'a>,
    structs: &Structs,
    claim: &Claim<'a>,
    answers: &[&'a ExampleResponse],
    bodies: &[&'a Json],
) -> Option<ItemType> {
    let evidence = evidence(builder, claim.facts, answers, bodies);
    let Some(first) = evidence.first() else { return undocumented(builder, claim.facts, answers, bodies) };
    let agrees = |a: &ItemType, b: &ItemType| a == b || is_derived(structs, b, a);
    let votes = |item: &ItemType| evidence.iter().filter(|other| agrees(item, &other.item)).count();
    let best = evidence.iter().rev().max_by_key(|candidate| votes(&candidate.item)).unwrap_or(first);
    let is_first_line = claim.facts.request_lines.first() == Some(claim.line);
    let loser = evidence.iter().find(|other| !agrees(&best.item, &other.item) && !agrees(&other.item, &best.item));
    if let (Some(loser), true) = (loser, is_first_line) {
        builder.report(
            Diagnostic::new(
                &codes::model::RESPONSE_TYPE_CONTRADICTION,
                loser.span,
                format!(
                    "{} says that the response is {}",
                    loser.words,
                    super::structs::words(&ValueType::one(loser.item.clone()))
                ),
            )
            .related(
                best.span,
                format!("{} says {}", best.words, super::structs::words(&ValueType::one(best.item.clone()))),
            )
            .note(format!("{} is used", best.words))
            .help("name the same type in the sentence, the annotation and the body"),
        );
    }
    Some(best.item.clone())
}

fn evidence(
    builder: &Builder<'_>,
    facts: &OperationFacts,
    answers: &[&ExampleResponse],
    bodies: &[&Json],
) -> Vec<Evidence> {
    let sentence = facts.response.mentions.iter().find_map(|mention| {
        let item = builder.index.resolve(builder.sources, &mention.named, mention.span)?;
        Some(Evidence { item, span: mention.span, words: "the sentence" })
    });
    let annotation = answers.iter().find_map(|answer| {
        let claim = answer.type_claim.as_ref()?;
        let item = builder.index.resolve(builder.sources, &claim.named, claim.span)?;
        Some(Evidence { item, span: claim.span, words: "the annotation" })
    });
    let body = bodies.iter().find_map(|json| {
        let object = match examples::shape(json) {
            Shape::Page(items) => items.first()?,
            Shape::Wrapped(json) | Shape::Scalar(json) | Shape::Plain(json) => json,
        };
        let name = object.get("@odata.type")?;
        let named = NamedType::Name(name.as_str()?.trim_start_matches('#').to_owned());
        let item = builder.index.resolve(builder.sources, &named, name.span)?;
        Some(Evidence { item, span: name.span, words: "the body" })
    });
    [sentence, annotation, body].into_iter().flatten().collect()
}

/// The type that no page describes: it is inferred from the examples that show it.
fn undocumented<'a>(
    builder: &mut Builder<'a>,
    facts: &'a OperationFacts,
    answers: &[&'a ExampleResponse],
    bodies: &[&'a Json],
) -> Option<ItemType> {
    let mentioned = facts.response.mentions.iter().map(|mention| (&mention.named, mention.span));
    let annotated =
        answers.iter().filter_map(|answer| answer.type_claim.as_ref()).map(|claim| (&claim.named, claim.span));
    let mut shown: Vec<&'a Json> = Vec::new();
    for json in bodies {
        match examples::shape(json) {
            Shape::Page(items) => shown.extend(items),
            Shape::Wrapped(json) | Shape::Scalar(json) | Shape::Plain(json) => shown.push(json),
        }
    }
    mentioned.chain(annotated).find_map(|(named, span)| infer::want(builder, named, span, shown.clone()))
}

fn is_derived(structs: &Structs, derived: &ItemType, base: &ItemType) -> bool {
    let (ItemType::Struct(derived), ItemType::Struct(base)) = (derived, base) else { return false };
    let mut next = structs.get(derived).and_then(|structure| structure.base.as_ref());
    while let Some(ancestor) = next {
        if ancestor == base {
            return true;
        }
        next = structs.get(ancestor).and_then(|structure| structure.base.as_ref());
    }
    false
}
