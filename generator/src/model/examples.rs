//! What the example messages of a page show.

use foldhash::HashSet;
use serde_json::Value;

use super::api::ShownExchange;
use super::endpoints::Claim;
use super::enums;
use crate::page::json::{Json, JsonValue};
use crate::read::{ExampleRequest, ExampleResponse, Exchange, Method, matching};
use crate::source::Sources;

/// The exchanges of a page whose request goes to the line of the claim; else those that end alike, else all of them.
pub(super) fn exchanges<'a>(claim: &Claim<'a>) -> Vec<&'a Exchange> {
    let all = of_page(claim);
    let that = |fits: &dyn Fn(&ExampleRequest) -> bool| -> Vec<&Exchange> {
        all.iter().copied().filter(|exchange| requests(exchange, fits)).collect()
    };
    let fitting = that(&|request| matching::goes_to(request, claim.line));
    if !fitting.is_empty() {
        return fitting;
    }
    let alike = that(&|request| matching::ends_alike(request, claim.line));
    if alike.is_empty() { all } else { alike }
}

/// The exchanges that may be about the lines of a page. What is sent by a method that none of them has follows from it: the bytes for an
/// upload that was begun go to a URL that the response gave.
fn of_page<'a>(claim: &Claim<'a>) -> Vec<&'a Exchange> {
    let lines = &claim.facts.request_lines;
    let shown = claim.facts.examples.iter().filter_map(|exchange| Some(exchange.request.as_ref()?.method));
    let mut methods: HashSet<Method> = shown.collect();
    methods.retain(|method| lines.iter().any(|line| line.method == *method));
    let may_be =
        |exchange: &&Exchange| exchange.request.as_ref().is_none_or(|request| methods.contains(&request.method));
    let likely: Vec<&Exchange> = claim.facts.examples.iter().filter(may_be).collect();
    if likely.is_empty() { claim.facts.examples.iter().collect() } else { likely }
}

/// The responses that may answer the lines of a page.
pub(super) fn responses<'a>(claim: &Claim<'a>) -> impl Iterator<Item = &'a ExampleResponse> + use<'a> {
    of_page(claim).into_iter().flat_map(|exchange| &exchange.responses)
}

/// The same without what a redirect led to: "Follow the redirection, and the file that downloads has these columns."
pub(super) fn direct_responses<'a>(claim: &Claim<'a>) -> impl Iterator<Item = &'a ExampleResponse> + use<'a> {
    of_page(claim).into_iter().flat_map(|exchange| {
        let is_redirect = |response: &ExampleResponse| matches!(response.status.value, 300..400);
        let direct = exchange.responses.iter().position(is_redirect).map_or(exchange.responses.len(), |at| at + 1);
        exchange.responses.iter().take(direct)
    })
}

fn requests(exchange: &Exchange, fits: impl Fn(&ExampleRequest) -> bool) -> bool {
    exchange.request.as_ref().is_some_and(fits)
}

/// Headers that a page shows for completeness: each caller has others.
const OF_CALLERS: &[&str] = &["authorization", "content-length", "host"];

/// The example requests of the pages of an endpoint, in an order that does not depend on the names of the pages.
pub(super) fn shown(sources: &Sources, claims: &[Claim<'_>]) -> Vec<ShownExchange> {
    let mut shown: Vec<ShownExchange> = claims.iter().flat_map(|claim| of_line(sources, claim)).collect();
    shown.sort_by_cached_key(|one| (one.target.clone(), one.body.as_ref().map(ToString::to_string)));
    shown
}

/// The example requests that go to the very line of a claim. `/me` does not stand for `/users/{id}` here: that is another path.
fn of_line(sources: &Sources, claim: &Claim<'_>) -> Vec<ShownExchange> {
    let segments = claim.line.path.segments.len();
    let is_of_line = |request: &&ExampleRequest| {
        matching::goes_to(request, claim.line)
            && request.path.as_ref().is_some_and(|path| path.segments.len() == segments)
    };
    let exchanges = claim.facts.examples.iter().filter_map(|exchange| {
        let request = exchange.request.as_ref().filter(is_of_line)?;
        Some(ShownExchange {
            page: enums::page_reference(sources, claim.page).path,
            target: below_base(&request.target.value, segments)?,
            headers: request
                .headers
                .iter()
                .filter(|(name, _)| !OF_CALLERS.contains(&name.to_ascii_lowercase().as_str()))
                .cloned()
                .collect(),
            body: request.body.as_ref().map(|json| with_line_feeds(json.to_value())),
            statuses: exchange.responses.iter().map(|response| response.status.value).collect(),
        })
    });
    exchanges.collect()
}

/// JSON whose texts go on in the next line however the page ends its lines.
fn with_line_feeds(json: Value) -> Value {
    match json {
        Value::String(text) => text.replace("\r\n", "\n").into(),
        Value::Array(elements) => elements.into_iter().map(with_line_feeds).collect(),
        Value::Object(members) => members.into_iter().map(|(name, value)| (name, with_line_feeds(value))).collect(),
        other => other,
    }
}

/// The last segments of the path of a target, and its query.
fn below_base(target: &str, segments: usize) -> Option<String> {
    let (path, query) = target.split_once('?').map_or((target, None), |(path, query)| (path, Some(query)));
    let all: Vec<&str> = path.trim_end_matches('/').split('/').collect();
    let last = all.get(all.len().checked_sub(segments)?..)?;
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    Some(format!("/{}{query}", last.join("/")))
}

/// The first example request body of the pages of an endpoint.
pub(super) fn request_body(claims: &[Claim<'_>]) -> Option<Value> {
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
        responses = self::responses(claim).collect();
    }
    responses.retain(|response| is_success(response.status.value));
    responses
}

/// The answers to requests that go to the very line of a claim.
pub(super) fn own_answers<'a>(claim: &Claim<'a>) -> impl Iterator<Item = &'a ExampleResponse> {
    let line = claim.line;
    let to_line = move |exchange: &&Exchange| requests(exchange, |request| matching::goes_to(request, line));
    claim.facts.examples.iter().filter(to_line).flat_map(|exchange| &exchange.responses)
}

/// Whether a request to the very line of a claim is answered with a body other than JSON.
pub(super) fn answers_with_media(claim: &Claim<'_>) -> bool {
    own_answers(claim).any(|response| response.other_body && announce_media(&response.headers))
}

/// Whether the headers of a message announce a body other than JSON.
pub(crate) fn announce_media(headers: &[(String, String)]) -> bool {
    let is_media = |value: &str| !value.to_ascii_lowercase().contains("json");
    headers.iter().any(|(name, value)| name.eq_ignore_ascii_case("content-type") && is_media(value))
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
    /// `[...]`: many, with nothing around them.
    List(&'j [Json]),
    /// Any other JSON.
    Plain(&'j Json),
}

/// The form of a response body.
pub(crate) fn shape(json: &Json) -> Shape<'_> {
    if let Some(items) = json.as_array() {
        return Shape::List(items);
    }
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
