//! What the headers say about the form of bodies.

use http::{HeaderMap, HeaderName, header};

use super::rejection;
use crate::error::Error;
use crate::media_type;

/// Refuses a request whose caller takes no JSON.
pub(super) fn takes_json(headers: &HeaderMap) -> Result<(), Error> {
    let mut accepted = headers.get_all(header::ACCEPT).iter().peekable();
    if accepted.peek().is_none() {
        return Ok(());
    }
    let mut ranges = accepted.filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
    if ranges.any(range_takes_json) { Ok(()) } else { Err(rejection::not_acceptable()) }
}

/// Whether a range such as `application/*;q=0.8` takes JSON.
fn range_takes_json(range: &str) -> bool {
    let mut parts = range.split(';').map(str::trim);
    let media_type = parts.next().unwrap_or_default().to_ascii_lowercase();
    let refused = parts.any(|parameter| match parameter.split_once('=') {
        Some((name, quality)) => {
            name.trim().eq_ignore_ascii_case("q") && quality.trim().parse::<f32>().is_ok_and(|quality| quality <= 0.0)
        }
        None => false,
    });
    !refused && matches!(media_type.as_str(), "*/*" | "application/*" | "application/json" | "text/json")
}

/// Refuses a body that is said to be in a form that the server does not read.
pub(super) fn check_json_body(headers: &HeaderMap) -> Result<(), Error> {
    let encoding = text(headers, header::CONTENT_ENCODING);
    if !encoding.is_empty() && !encoding.eq_ignore_ascii_case("identity") {
        return Err(rejection::unsupported_media_type("bodies with a `Content-Encoding` are not read"));
    }
    if headers.contains_key(header::CONTENT_TYPE) && !is_json(headers) {
        return Err(rejection::not_json());
    }
    Ok(())
}

/// Whether the headers say `application/json`, or a type that is JSON in more detail, such as `application/x+json`.
pub(super) fn is_json(headers: &HeaderMap) -> bool {
    let media_type = media_type::of(headers);
    media_type == "application/json" || (media_type.starts_with("application/") && media_type.ends_with("+json"))
}

/// Whether the headers say `text/plain`.
pub(super) fn is_plain_text(headers: &HeaderMap) -> bool {
    media_type::of(headers) == "text/plain"
}

fn text(headers: &HeaderMap, name: HeaderName) -> &str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use super::range_takes_json;

    #[test]
    fn ranges_name_json_or_anything() {
        for range in ["*/*", "application/*;q=0.1", " Application/JSON;odata.metadata=none", "text/json"] {
            assert!(range_takes_json(range), "{range}");
        }
        for range in ["text/html", "application/xml", "application/json;q=0", "*/*; Q=0.0", "", "application/json-seq"]
        {
            assert!(!range_takes_json(range), "{range}");
        }
    }
}
