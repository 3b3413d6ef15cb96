//! Where a service leads to with a location that it gives.

/// The URL of a location in the answer to a request: a reference that is relative to the URL of the request (RFC 3986, section 5.2).
/// A URL is left as it is.
pub(super) fn resolve(request_url: &str, location: &str) -> String {
    let Some((scheme, rest)) = split_scheme(request_url).filter(|_| split_scheme(location).is_none()) else {
        return location.to_owned();
    };
    if location.starts_with("//") {
        return format!("{scheme}:{location}");
    }
    let hierarchy = rest.strip_prefix("//").unwrap_or(rest);
    let (authority, target) = hierarchy.split_at(hierarchy.find(['/', '?', '#']).unwrap_or(hierarchy.len()));
    let target = without_fragment(target);
    let path = target.split('?').next().unwrap_or_default();
    let (reference, suffix) = location.split_at(location.find(['?', '#']).unwrap_or(location.len()));
    let target = match (reference, suffix.starts_with('?')) {
        ("", true) => format!("{path}{suffix}"),
        ("", false) => format!("{target}{suffix}"),
        _ => format!("{}{suffix}", merge(path, reference)),
    };
    format!("{scheme}://{authority}{target}")
}

/// The scheme of a URL, and what follows the colon; none when the reference has no scheme.
fn split_scheme(reference: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = reference.split_once(':')?;
    let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    is_scheme.then_some((scheme, rest))
}

fn without_fragment(target: &str) -> &str {
    target.split('#').next().unwrap_or_default()
}

/// The path of a reference that begins at another path.
fn merge(base: &str, reference: &str) -> String {
    let folder = match base.rfind('/') {
        _ if reference.starts_with('/') => "",
        Some(slash) => base.get(..=slash).unwrap_or_default(),
        None => "/",
    };
    without_dots(&format!("{folder}{reference}"))
}

/// The path without the segments `.` and `..`.
fn without_dots(path: &str) -> String {
    let mut kept = Vec::new();
    let mut segments = path.strip_prefix('/').unwrap_or(path).split('/').peekable();
    while let Some(segment) = segments.next() {
        match segment {
            "." => {}
            ".." => drop(kept.pop()),
            _ => {
                kept.push(segment);
                continue;
            }
        }
        if segments.peek().is_none() {
            // What they stand for is a folder.
            kept.push("");
        }
    }
    format!("/{}", kept.join("/"))
}

#[cfg(test)]
mod tests {
    use super::resolve;

    /// Those of RFC 3986, section 5.4, but for what only its base has.
    #[test]
    fn references_are_resolved_as_the_standard_says() {
        for (reference, url) in [
            ("g:h", "g:h"),
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("#s", "http://a/b/c/d;p?q#s"),
            ("g#s", "http://a/b/c/g#s"),
            ("g?y#s", "http://a/b/c/g?y#s"),
            (";x", "http://a/b/c/;x"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("./", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../..", "http://a/"),
            ("../../g", "http://a/g"),
            ("../../../g", "http://a/g"),
            ("/./g", "http://a/g"),
            ("/../g", "http://a/g"),
            ("g.", "http://a/b/c/g."),
            ("..g", "http://a/b/c/..g"),
            ("./g/.", "http://a/b/c/g/"),
            ("g/../h", "http://a/b/c/h"),
            ("g;x=1/../y", "http://a/b/c/y"),
            ("g?y/../x", "http://a/b/c/g?y/../x"),
            ("g#s/../x", "http://a/b/c/g#s/../x"),
        ] {
            assert_eq!(resolve("http://a/b/c/d;p?q", reference), url, "{reference}");
        }
    }

    #[test]
    fn a_request_may_have_no_path() {
        assert_eq!(resolve("https://a", "b"), "https://a/b");
        assert_eq!(resolve("https://a?x=/y", "b"), "https://a/b");
        assert_eq!(resolve("https://a:8443/x", "y:1"), "y:1");
        assert_eq!(resolve("https://a:8443/x", "/y:1"), "https://a:8443/y:1");
    }
}
