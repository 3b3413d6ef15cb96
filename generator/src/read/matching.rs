//! Which request line a shown request goes to.

use super::conventions::{OWN_USER, USERS};
use super::facts::{PathTemplate, RequestLine, Segment};
use super::{ExampleRequest, Method};

/// Whether a request goes to a line: segment for segment, with anything for a placeholder, and `/me` for `/users/{id}`.
#[must_use]
pub fn goes_to(request: &ExampleRequest, line: &RequestLine) -> bool {
    shown_path(request, line.method).is_some_and(|path| fits(&path.segments, &line.path.segments))
}

/// Whether a request ends in the same word as a line.
#[must_use]
pub fn ends_alike(request: &ExampleRequest, line: &RequestLine) -> bool {
    let Some(path) = shown_path(request, line.method) else { return false };
    match (path.segments.last(), line.path.segments.last()) {
        (Some(shown), Some(documented)) => has_name(documented) && segment_fits(shown, documented),
        _ => false,
    }
}

fn shown_path(request: &ExampleRequest, method: Method) -> Option<&PathTemplate> {
    request.path.as_ref().filter(|_| request.method == method)
}

/// Whether the segments of a shown path may stand for documented ones.
pub(super) fn fits(shown: &[Segment], documented: &[Segment]) -> bool {
    // Most lines differ in what stands last, and a page may have thousands of lines and of examples.
    if let ([_, _, .., shown], [_, _, .., documented]) = (shown, documented)
        && !segment_fits(shown, documented)
    {
        return false;
    }
    let (shown, documented) = (from_user(shown), from_user(documented));
    shown.len() == documented.len()
        && shown.iter().zip(documented).all(|(shown, documented)| segment_fits(shown, documented))
}

/// What stands behind `/me` or `/users/{id}`: both address the resources of a user. Paths of other owners stay whole.
fn from_user(segments: &[Segment]) -> &[Segment] {
    let is = |segment: &Segment, word: &str| segment.literal().is_some_and(|text| text.eq_ignore_ascii_case(word));
    match segments {
        [first, rest @ ..] if is(first, OWN_USER) => rest,
        [first, _, rest @ ..] if is(first, USERS) => rest,
        _ => segments,
    }
}

/// Whether a segment is a word, or a function with arguments.
fn has_name(segment: &Segment) -> bool {
    segment.literal().is_some() || segment.function().is_some()
}

fn segment_fits(shown: &Segment, documented: &Segment) -> bool {
    match documented.literal() {
        Some(text) => shown.literal().is_some_and(|shown| shown.eq_ignore_ascii_case(text)),
        _ if has_name(documented) => names_of_call(&shown.to_string()) == names_of_call(&documented.to_string()),
        _ => true,
    }
}

/// `moved(rows=2,columns=3)` is `moved(columns,rows)`: values differ, and so does the order of the names. A key, as in `books('7')`, has none.
pub(crate) fn names_of_call(segment: &str) -> String {
    let (function, arguments) = segment.split_once('(').unwrap_or((segment, ""));
    let arguments = arguments.trim_end_matches(')').split(',').filter(|argument| !argument.trim().is_empty());
    let mut names: Vec<&str> =
        arguments.map(|argument| argument.split_once('=').map_or("", |(name, _)| name.trim())).collect();
    names.sort_unstable();
    let names = if names.is_empty() { String::new() } else { format!("({})", names.join(",")) };
    (function.to_owned() + &names).to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::super::targets;

    fn fits(shown: &str, documented: &str) -> bool {
        let segments = |path| targets::read(path).unwrap().path.segments;
        super::fits(&segments(shown), &segments(documented))
    }

    #[test]
    fn anything_stands_for_a_placeholder() {
        assert!(fits("/rooms/7/books", "/rooms/{id}/books"));
        assert!(fits("/me/books", "/users/{id}/books"));
        assert!(!fits("/rooms/7/shelves", "/rooms/{id}/books"));
        assert!(!fits("/rooms/7", "/rooms/{id}/books"));
    }

    #[test]
    fn functions_are_alike_by_their_names_and_those_of_their_arguments() {
        assert!(fits("/loans/image(height=4,width=6)", "/loans/image(width={w},height={h})"));
        assert!(!fits("/loans/image(width=6)", "/loans/image(width={w},height={h})"));
        assert!(!fits("/loans/cover(width=6)", "/loans/image(width={w})"));
        assert!(!fits("/loans/overdue", "/loans/image(width={w})"));
        assert!(fits("/books('7')/loans", "/books('{id}')/loans"));
        assert!(!fits("/rooms('7')/loans", "/books('{id}')/loans"));
    }
}
