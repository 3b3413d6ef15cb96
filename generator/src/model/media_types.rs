//! The media types of bodies that are not JSON: rows about the header `Content-Type` and the messages of examples name them.

use super::endpoints::Claim;
use super::examples;
use crate::read::TextPiece;
use crate::read::conventions::{TOP_LEVEL_MEDIA_TYPES, is_among};

const CONTENT_TYPE: &str = "content-type";

/// The media types of the request body, in the order of the pages. Rows come first: an example shows one of what may be sent.
pub(super) fn of_requests(claims: &[Claim<'_>]) -> Vec<String> {
    let mut named = Vec::new();
    for claim in claims {
        said_of_content(claim).for_each(|text| add_all(&mut named, text));
        let requests = examples::exchanges(claim).into_iter().filter_map(|exchange| exchange.request.as_ref());
        let sent = requests.filter(|request| request.body.is_none());
        sent.for_each(|request| add_announced(&mut named, &request.headers));
    }
    named
}

/// Whether the rows about `Content-Type` name media types, and JSON is none of them: "application/xml. Required."
pub(super) fn rows_exclude_json(claim: &Claim<'_>) -> bool {
    let mut named = Vec::new();
    said_of_content(claim).for_each(|text| add_all(&mut named, text));
    !named.is_empty() && !said_of_content(claim).any(|text| text.to_ascii_lowercase().contains("json"))
}

/// The media types of the response with this status.
pub(super) fn of_responses(claims: &[Claim<'_>], status: u16) -> Vec<String> {
    let mut named = Vec::new();
    for claim in claims {
        let answers = examples::answers(claim).into_iter().filter(|answer| answer.status.value == status);
        let shown = answers.filter(|answer| answer.body.is_none());
        shown.for_each(|answer| add_announced(&mut named, &answer.headers));
    }
    named
}

/// What the rows about `Content-Type` say.
fn said_of_content<'a>(claim: &Claim<'a>) -> impl Iterator<Item = &'a str> + use<'a> {
    let rows = claim.facts.headers.iter().filter(|row| row.name.value.eq_ignore_ascii_case(CONTENT_TYPE));
    rows.flat_map(|row| row.description.paragraphs.iter().flatten().map(TextPiece::as_str))
}

fn add_announced(named: &mut Vec<String>, headers: &[(String, String)]) {
    let of_content = headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case(CONTENT_TYPE));
    of_content.for_each(|(_, value)| add_all(named, value));
}

/// Adds the media types in a text, without their parameters. JSON is left out: it is what a body has where it is not bytes.
fn add_all(named: &mut Vec<String>, text: &str) {
    let ends_word = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '"' | '\'' | '(' | ')' | '<' | '>');
    for word in text.split(ends_word) {
        let name = word.trim_end_matches(['.', ':']).to_ascii_lowercase();
        if is_media_type(&name) && !name.ends_with("json") && !named.contains(&name) {
            named.push(name);
        }
    }
}

/// A type and a subtype, which is a token as HTTP defines it (RFC 9110, section 8.3.1), or `*`, for all of a type.
fn is_media_type(name: &str) -> bool {
    let Some((kind, subtype)) = name.split_once('/') else { return false };
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    is_among(TOP_LEVEL_MEDIA_TYPES, kind) && !subtype.is_empty() && subtype.chars().all(is_token)
}

#[cfg(test)]
mod tests {
    use super::add_all;

    #[test]
    fn media_types_in_words() {
        let named = |text: &str| {
            let mut named = Vec::new();
            add_all(&mut named, text);
            named.join(" ")
        };
        assert_eq!(named("text/plain. Required."), "text/plain");
        assert_eq!(named("Text/HTML; charset=\"utf-8\""), "text/html");
        assert_eq!(named("image/jpeg, image/png or image/*"), "image/jpeg image/png image/*");
        assert_eq!(named("application/json, application/vnd.api+json"), "");
        assert_eq!(named("and/or {content-type} image/ https://contoso.com/text/plain image/a/b"), "");
    }
}
