//! Which request line a shown request goes to.

use std::collections::BTreeSet;

use super::conventions::{OWN_USER, USERS};
use super::facts::{Part, PathTemplate, RequestLine, Segment};
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
        (Some(shown), Some(documented)) => {
            matches!(documented.parts.as_slice(), [Part::Literal(_)]) && segment_fits(shown, documented)
        }
        _ => false,
    }
}

fn shown_path(request: &ExampleRequest, method: Method) -> Option<&PathTemplate> {
    request.path.as_ref().filter(|_| request.method == method)
}

/// Whether the segments of a shown path may stand for documented ones.
pub(super) fn fits(shown: &[Segment], documented: &[Segment]) -> bool {
    let (shown, documented) = (from_user(shown), from_user(documented));
    shown.len() == documented.len()
        && shown.iter().zip(documented).all(|(shown, documented)| segment_fits(shown, documented))
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

fn segment_fits(shown: &Segment, documented: &Segment) -> bool {
    match documented.parts.as_slice() {
        [Part::Literal(text)] => {
            matches!(shown.parts.as_slice(), [Part::Literal(shown)] if shown.eq_ignore_ascii_case(text))
        }
        [Part::Literal(text), ..] if text.contains('(') => {
            names_of_call(&shown.to_string()).eq(&names_of_call(&documented.to_string()))
        }
        _ => true,
    }
}

/// The name of a function and those of its arguments, in any order: `moved(rows=2,columns=3)`.
fn names_of_call(segment: &str) -> BTreeSet<String> {
    let names = segment.split(['(', ',']).map(|part| part.split('=').next().unwrap_or_default());
    names.map(|name| name.trim().to_ascii_lowercase()).collect()
}
