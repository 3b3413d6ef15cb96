//! Where a service leads to with a location that it gives.

use url::Url;

/// The URL of a location in the answer to a request: a reference that is relative to the URL of the request (RFC 3986, section 5.2).
/// A URL is left as it is, because services sign them; so is what cannot be resolved, and nobody calls that.
pub(super) fn resolve(request_url: &str, location: &str) -> String {
    if Url::parse(location).is_ok() {
        return location.to_owned();
    }
    let resolved = Url::parse(request_url).and_then(|url| url.join(location));
    resolved.map_or_else(|_| location.to_owned(), String::from)
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn references_are_relative_to_the_request() {
        for (reference, url) in [
            ("g", "https://a:8443/b/c/g"),
            ("../g?y", "https://a:8443/b/g?y"),
            ("/g", "https://a:8443/g"),
            ("/y:1", "https://a:8443/y:1"),
            ("//g/h", "https://g/h"),
            ("?y", "https://a:8443/b/c/d?y"),
        ] {
            assert_eq!(resolve("https://a:8443/b/c/d?q", reference), url, "{reference}");
        }
        assert_eq!(resolve("https://a?x=/y", "b"), "https://a/b");
    }

    #[test]
    fn urls_stay_as_they_are() {
        for url in ["https://A/b/../c d?sig=%2f", "y:1"] {
            assert_eq!(resolve("https://a/x", url), url);
        }
        assert_eq!(resolve("https://a/x", "https://"), "https://");
    }
}
