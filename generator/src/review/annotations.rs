//! Annotations of examples against the bodies below them.

use super::Known;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::ItemType;
use crate::model::ValueType;
use crate::model::examples::{Shape, is_success, shape};
use crate::model::structs::words;
use crate::page::json::Json;
use crate::read::{NamedType, OperationFacts, PageFacts, TypeClaim};
use crate::source::Span;

pub(super) fn review(known: &Known<'_>, page: &PageFacts, findings: &mut Vec<Diagnostic>) {
    for facts in &page.operations {
        let compared = compared_by_model(known, facts);
        for exchange in &facts.examples {
            if let Some(request) = &exchange.request
                && let (Some(claim), Some(body)) = (&request.type_claim, &request.body)
            {
                compare_types(known, claim, shown_type(known, body), findings);
            }
            for response in exchange.responses.iter().filter(|response| is_success(response.status.value)) {
                let (Some(claim), Some(body)) = (&response.type_claim, &response.body) else { continue };
                if compared != Some(claim.span) {
                    compare_types(known, claim, shown_type(known, body), findings);
                }
                compare_shapes(known, claim, body, findings);
            }
        }
    }
    for described in &page.types {
        let Some(json) = &described.representation else { continue };
        let claim = TypeClaim {
            named: NamedType::Name(described.name.value.clone()),
            collection: false,
            nested: false,
            span: described.name.span,
        };
        // What it holds as `value` is a member of it, and no page of a collection.
        compare_types(known, &claim, known.own_type(json), findings);
    }
}

/// The annotation that the model compares with sentence and body already: the first that names a type.
fn compared_by_model(known: &Known<'_>, facts: &OperationFacts) -> Option<Span> {
    let responses = facts.examples.iter().flat_map(|exchange| &exchange.responses);
    let claims = responses
        .filter(|response| is_success(response.status.value))
        .filter_map(|response| response.type_claim.as_ref());
    claims.into_iter().find(|claim| known.resolve(&claim.named, claim.span).is_some()).map(|claim| claim.span)
}

/// The type of the annotation against the `@odata.type` of the body. A derived type fits the annotation of its base.
fn compare_types(
    known: &Known<'_>,
    claim: &TypeClaim,
    shown: Option<(ItemType, Span)>,
    findings: &mut Vec<Diagnostic>,
) {
    let Some((shown, span)) = shown else { return };
    let Some(annotated) = known.resolve(&claim.named, claim.span) else { return };
    if known.are_related(&annotated, &shown) {
        return;
    }
    let words = |item: &ItemType| words(&ValueType::one(item.clone()));
    findings.push(
        Diagnostic::new(
            &codes::review::ANNOTATION_TYPE_CONTRADICTION,
            claim.span,
            format!("the annotation says {}, the body says {}", words(&annotated), words(&shown)),
        )
        .related(span, "the body")
        .note("the annotation is used; where other places name a type too, the majority is")
        .help("name the same type in the annotation and in the body"),
    );
}

/// The `@odata.type` of a body, or of the first item of a page.
fn shown_type(known: &Known<'_>, body: &Json) -> Option<(ItemType, Span)> {
    let object = match shape(body) {
        Shape::Page(items) | Shape::List(items) => items.first()?,
        Shape::Wrapped(json) | Shape::Scalar(json) | Shape::Plain(json) => json,
    };
    known.own_type(object)
}

/// `isCollection` against the form of the body.
fn compare_shapes(known: &Known<'_>, claim: &TypeClaim, body: &Json, findings: &mut Vec<Diagnostic>) {
    let Some(item) = known.resolve(&claim.named, claim.span) else { return };
    let has_own_value = matches!(&item, ItemType::Struct(name) if known.member(name, "value").is_some());
    let (message, help) = match (shape(body), claim.collection) {
        (Shape::Page(_) | Shape::List(_), false) if !has_own_value && matches!(item, ItemType::Struct(_)) => (
            "the annotation says that the response is one object, the body is a collection",
            "add `\"isCollection\": true` to the annotation",
        ),
        (Shape::Plain(json), true) if json.as_object().is_some_and(|members| !members.is_empty()) => (
            "the annotation says that the response is a collection, the body is one object",
            "take `isCollection` out of the annotation, or show `{\"value\": [ ... ]}`",
        ),
        _ => return,
    };
    findings.push(
        Diagnostic::new(&codes::review::ANNOTATION_COLLECTION_CONTRADICTION, claim.span, message)
            .related(body.span, "the body")
            .note("the form of the body is used")
            .help(help),
    );
}
