//! Whether a response is a page of a collection.

use crate::model::api::Content;
use crate::model::endpoints::Claim;
use crate::model::examples::{self, Shape};
use crate::page::json::Json;
use crate::read::{ExampleResponse, Method, PathTemplate, Segment};

/// The query option that only collections take.
const FILTER: &str = "$filter=";

/// Whether a response is a page of a collection. An array with nothing around it is none, whatever the path: no page is read from it.
/// A path that is documented with a filter names a collection. A path that ends in a key names one thing, and one that the same page extends
/// by a key a collection, whatever the example shows, unless annotation, body and sentence say otherwise together. Else the body tells, then
/// the annotation, then the sentence.
pub(super) fn is_page(claim: &Claim<'_>, answers: &[&ExampleResponse], bodies: &[&Json]) -> bool {
    let shown = bodies.first().map(|json| examples::shape(json));
    if matches!(shown, Some(Shape::List(_))) {
        return false;
    }
    if claim.line.method == Method::Get {
        let contradicts = contradiction(claim);
        if ends_in_key(&claim.line.path) {
            // `GET /places/{placeType}`
            return contradicts == Some(true);
        }
        let filtered = claim.line.query.as_ref().is_some_and(|query| query.contains(FILTER));
        if contradicts == Some(false) && !filtered {
            return false;
        }
        let extended = claim.facts.request_lines.iter().any(|other| {
            other.method == Method::Get && ends_in_key(&other.path) && extends(&other.path, &claim.line.path)
        });
        if extended || filtered || (claim.is_extended && says_many(claim)) {
            return true;
        }
    }
    match shown {
        Some(Shape::Page(_)) => true,
        Some(Shape::Plain(_) | Shape::Wrapped(_) | Shape::Scalar(_) | Shape::List(_)) => false,
        None => {
            let annotated =
                answers.iter().filter_map(|answer| answer.type_claim.as_ref()).any(|claim| claim.collection);
            annotated || says_many(claim)
        }
    }
}

/// Whether what answers the very line of a claim is a page or one thing, where annotation, body and sentence agree.
fn contradiction(claim: &Claim<'_>) -> Option<bool> {
    let mut is_page = None;
    for answer in examples::own_answers(claim).filter(|answer| examples::is_success(answer.status.value)) {
        let shape = examples::shape(answer.body.as_ref()?);
        let shown = matches!(shape, Shape::Page(_));
        let annotated = answer.type_claim.as_ref()?.collection;
        if shown != annotated || is_page.replace(shown).is_some_and(|known| known != shown) {
            return None;
        }
    }
    let has_sentence = !claim.facts.response.mentions.is_empty();
    is_page.filter(|is_page| has_sentence && *is_page == says_many(claim))
}

fn says_many(claim: &Claim<'_>) -> bool {
    claim.facts.response.mentions.iter().any(|mention| mention.collection || mention.plural)
}

/// Of several pages of an endpoint one may show a single item of what the others list.
pub(super) fn settle(alternatives: &mut Vec<Content>) {
    let listed: Vec<Content> =
        alternatives.iter().filter(|content| matches!(content, Content::Page(_))).cloned().collect();
    alternatives.retain(|content| match content {
        Content::Json(value) if !value.collection => !listed.contains(&Content::Page(value.item.clone())),
        _ => true,
    });
}

pub(in crate::model) fn ends_in_key(path: &PathTemplate) -> bool {
    path.segments.last().is_some_and(Segment::is_placeholder)
}

/// Whether `longer` is `path` and one segment more.
fn extends(longer: &PathTemplate, path: &PathTemplate) -> bool {
    longer.segments.split_last().is_some_and(|(_, before)| before == path.segments.as_slice())
}
