//! What the example messages of a page show.

use super::endpoints::Claim;
use crate::page::json::{Json, JsonValue};
use crate::read::conventions::{OWN_USER, USERS};
use crate::read::{ExampleResponse, Exchange, Part, RequestLine, Segment};

/// The exchanges of a page whose request goes to the line of the claim; else those that end alike, else all of them.
pub(super) fn exchanges<'a>(claim: &Claim<'a>) -> Vec<&'a Exchange> {
    let all = &claim.facts.examples;
    let fitting: Vec<&Exchange> = all.iter().filter(|exchange| goes_to(exchange, claim.line)).collect();
    if !fitting.is_empty() {
        return fitting;
    }
    let alike: Vec<&Exchange> = all.iter().filter(|exchange| ends_alike(exchange, claim.line)).collect();
    if alike.is_empty() { all.iter().collect() } else { alike }
}

fn goes_to(exchange: &Exchange, line: &RequestLine) -> bool {
    let Some(request) = &exchange.request else { return false };
    let Some(path) = request.path.as_ref().filter(|_| request.method == line.method) else { return false };
    let (shown, documented) = (from_user(&path.segments), from_user(&line.path.segments));
    shown.len() == documented.len() && shown.iter().zip(documented).all(|(shown, documented)| fits(shown, documented))
}

/// Whether both end in the same word.
fn ends_alike(exchange: &Exchange, line: &RequestLine) -> bool {
    let Some(request) = &exchange.request else { return false };
    let Some(path) = request.path.as_ref().filter(|_| request.method == line.method) else { return false };
    match (path.segments.last(), line.path.segments.last()) {
        (Some(shown), Some(documented)) => {
            matches!(documented.parts.as_slice(), [Part::Literal(_)]) && fits(shown, documented)
        }
        _ => false,
    }
}

/// What stands behind `/me` or `/users/{id}`: both address the resources of a user. Paths of other owners stay whole.
fn from_user(segments: &[Segment]) -> &[Segment] {
    let is = |segment: &Segment, word: &str| matches!(segment.parts.as_slice(), [Part::Literal(text)] if text.eq_ignore_ascii_case(word));
    match segments {
        [first, rest @ ..] if is(first, OWN_USER) => rest,
        [first, _, rest @ ..] if is(first, USERS) => rest,
        _ => segments,
    }
}

/// Whether a segment of an example may stand for a documented one. A placeholder takes anything.
fn fits(shown: &Segment, documented: &Segment) -> bool {
    match documented.parts.as_slice() {
        [Part::Literal(text)] => {
            matches!(shown.parts.as_slice(), [Part::Literal(shown)] if shown.eq_ignore_ascii_case(text))
        }
        _ => true,
    }
}

/// The first example request body of the pages of an endpoint.
pub(super) fn request_body(claims: &[Claim<'_>]) -> Option<serde_json::Value> {
    claims.iter().flat_map(request_bodies).next().map(Json::to_value)
}

/// The JSON bodies of the example requests.
pub(super) fn request_bodies<'a>(claim: &Claim<'a>) -> impl Iterator<Item = &'a Json> + use<'a> {
    exchanges(claim).into_iter().filter_map(|exchange| exchange.request.as_ref()?.body.as_ref())
}

/// The example responses that tell of success. Several requests may share the response behind the last of them.
pub(super) fn answers<'a>(claim: &Claim<'a>) -> Vec<&'a ExampleResponse> {
    let mut responses: Vec<_> = exchanges(claim).into_iter().flat_map(|exchange| &exchange.responses).collect();
    if responses.is_empty() {
        responses = claim.facts.examples.iter().flat_map(|exchange| &exchange.responses).collect();
    }
    responses.retain(|response| is_success(response.status.value));
    responses
}

/// Whether a status tells of success; a redirection to the content counts.
pub(super) const fn is_success(status: u16) -> bool {
    matches!(status, 200..400)
}

/// What a response body is, by its form.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Shape<'j> {
    /// `{"value": [...]}` with nothing beside it but annotations: a page of a collection.
    Page(&'j [Json]),
    /// `{"value": {...}}`: one object in a wrapper. Machine-written pages show single objects so.
    Wrapped(&'j Json),
    /// `{"value": true}`: a primitive result.
    Scalar(&'j Json),
    /// Any other JSON.
    Plain(&'j Json),
}

/// The form of a response body.
pub(super) fn shape(json: &Json) -> Shape<'_> {
    let Some(members) = json.as_object() else { return Shape::Plain(json) };
    // OData 3 wrote `odata.context`, and some examples still do.
    let mut own = members.iter().filter(|member| !member.name.contains('@') && !member.name.starts_with("odata."));
    match (own.next(), own.next()) {
        (Some(only), None) if only.name == "value" => match &only.value.value {
            JsonValue::Array(items) => Shape::Page(items),
            JsonValue::Object(_) => Shape::Wrapped(&only.value),
            _ => Shape::Scalar(&only.value),
        },
        _ => Shape::Plain(json),
    }
}
