//! What the example messages of a page show.

use super::endpoints::Claim;
use crate::page::json::{Json, JsonValue};
use crate::read::OperationFacts;

/// The first example request body of the pages of an endpoint.
pub(super) fn request_body(claims: &[Claim<'_>]) -> Option<serde_json::Value> {
    claims.iter().flat_map(|claim| request_bodies(claim.facts)).next().map(Json::to_value)
}

/// The JSON bodies of the example requests.
pub(super) fn request_bodies(facts: &OperationFacts) -> impl Iterator<Item = &Json> {
    facts.examples.iter().filter_map(|exchange| exchange.request.as_ref()?.body.as_ref())
}

/// The JSON bodies of the successful example responses.
pub(super) fn response_bodies(facts: &OperationFacts) -> impl Iterator<Item = &Json> {
    facts
        .examples
        .iter()
        .flat_map(|exchange| &exchange.responses)
        .filter(|response| is_success(response.status.value))
        .filter_map(|response| response.body.as_ref())
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
    let mut own = members.iter().filter(|member| !member.name.contains('@'));
    match (own.next(), own.next()) {
        (Some(only), None) if only.name == "value" => match &only.value.value {
            JsonValue::Array(items) => Shape::Page(items),
            JsonValue::Object(_) => Shape::Wrapped(&only.value),
            _ => Shape::Scalar(&only.value),
        },
        _ => Shape::Plain(json),
    }
}
