//! The media types of bodies, as headers name them (RFC 9110, section 8.3).

use http::{HeaderMap, header};

/// The media type of a message without its parameters, in lower case; empty where there is none.
pub fn of(headers: &HeaderMap) -> String {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether a media type is `application/json`, or a form of JSON: `application/problem+json`, `text/json`.
#[cfg(feature = "client")]
pub fn is_json(media_type: &str) -> bool {
    matches!(media_type, "application/json" | "text/json") || media_type.ends_with("+json")
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, header};

    fn of(value: &'static str) -> String {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(value));
        super::of(&headers)
    }

    #[test]
    fn parameters_and_case_do_not_count() {
        assert_eq!(of("Application/JSON; charset=utf-8"), "application/json");
        assert_eq!(of("text/plain"), "text/plain");
        assert_eq!(super::of(&HeaderMap::new()), "");
    }

    #[cfg(feature = "client")]
    #[test]
    fn forms_of_json() {
        for json in ["application/json", "application/problem+json", "text/json"] {
            assert!(super::is_json(json), "{json}");
        }
        for other in ["", "text/plain", "application/json-seq", "application/x-notjson"] {
            assert!(!super::is_json(other), "{other}");
        }
    }
}
