//! What the example messages of a page show.

use super::endpoints::Claim;
use crate::page::json::{Json, JsonValue};
use crate::read::{ExampleRequest, ExampleResponse, Exchange, matching};

/// The exchanges of a page whose request goes to the line of the claim; else those that end alike, else all of them.
pub(super) fn exchanges<'a>(claim: &Claim<'a>) -> Vec<&'a Exchange> {
    let all = &claim.facts.examples;
    let fitting: Vec<&Exchange> =
        all.iter().filter(|exchange| requests(exchange, |request| matching::goes_to(request, claim.line))).collect();
    if !fitting.is_empty() {
        return fitting;
    }
    let alike: Vec<&Exchange> =
        all.iter().filter(|exchange| requests(exchange, |request| matching::ends_alike(request, claim.line))).collect();
    if alike.is_empty() { all.iter().collect() } else { alike }
}

fn requests(exchange: &Exchange, fits: impl Fn(&ExampleRequest) -> bool) -> bool {
    exchange.request.as_ref().is_some_and(fits)
}

/// The first example request body of the pages of an endpoint.
pub(super) fn request_body(claims: &[Claim<'_>]) -> Option<serde_json::Value> {
    claims.iter().flat_map(request_bodies).next().map(Json::to_value)
}

/// The JSON bodies of the example requests, and the one that the section of the request body shows.
pub(super) fn request_bodies<'a>(claim: &Claim<'a>) -> impl Iterator<Item = &'a Json> + use<'a> {
    let sent = exchanges(claim).into_iter().filter_map(|exchange| exchange.request.as_ref()?.body.as_ref());
    sent.chain(&claim.facts.body.shown)
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
pub(crate) const fn is_success(status: u16) -> bool {
    matches!(status, 200..400)
}

/// What a response body is, by its form.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Shape<'j> {
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
pub(crate) fn shape(json: &Json) -> Shape<'_> {
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
