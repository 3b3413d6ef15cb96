//! The service root in the targets of examples: for a line `/books`, an example goes to `https://library.contoso.com/api/books`.
//!
//! The host and a version such as `v1.0` behind it are left out of every target. A version `v1` may be part of the paths, so that it is
//! left out where the lines have none. What else the root has shows only where no example of a page goes to one of its lines otherwise.

use super::ExampleRequest;
use super::facts::{OperationFacts, RequestLine, Segment};
use super::{matching, targets};

/// The most segments that are looked for.
const LONGEST: usize = 3;

/// Leaves the service root out of the paths of the examples.
pub(super) fn leave_out(operation: &mut OperationFacts) {
    let lines = &operation.request_lines;
    let root = root(operation);
    for request in operation.examples.iter_mut().filter_map(|exchange| exchange.request.as_mut()) {
        if goes_to_any(request, lines) {
            continue;
        }
        let Some(segments) = request.path.as_ref().map(|path| path.segments.as_slice()) else { continue };
        let length = match (&root, segments) {
            (Some(root), _) if segments.starts_with(root) => root.len(),
            (_, [first, rest @ ..]) if is_version(first) && continues(request, rest, lines) => 1,
            _ => continue,
        };
        if let Some(path) = &mut request.path {
            path.segments.drain(..length);
        }
    }
}

/// The segments that the examples of a page have before the path of a line. A version ends the root, so nothing else is behind it.
fn root(operation: &OperationFacts) -> Option<Vec<Segment>> {
    let lines = &operation.request_lines;
    let requests = || operation.examples.iter().filter_map(|exchange| exchange.request.as_ref());
    if requests().any(|request| goes_to_any(request, lines)) {
        return None;
    }
    requests().filter(|request| !targets::has_version(&request.target.value)).find_map(|request| {
        let segments = request.path.as_ref()?.segments.as_slice();
        let (root, _) = (1..=LONGEST)
            .filter_map(|length| segments.split_at_checked(length))
            .find(|(_, rest)| continues(request, rest, lines))?;
        root.iter().all(|segment| segment.literal().is_some()).then(|| root.to_vec())
    })
}

fn goes_to_any(request: &ExampleRequest, lines: &[RequestLine]) -> bool {
    lines.iter().any(|line| matching::goes_to(request, line))
}

/// `v1`
fn is_version(segment: &Segment) -> bool {
    let number = segment.literal().and_then(|word| word.strip_prefix(['v', 'V']));
    number.is_some_and(|number| !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()))
}

/// Whether the rest of a path goes to one of the lines, and begins with the same word.
fn continues(request: &ExampleRequest, rest: &[Segment], lines: &[RequestLine]) -> bool {
    let first = |segments: &[Segment]| segments.first().and_then(Segment::literal).map(str::to_ascii_lowercase);
    let Some(word) = first(rest) else { return false };
    let is_for = |line: &RequestLine| {
        let segments = &line.path.segments;
        line.method == request.method && first(segments).as_ref() == Some(&word) && matching::fits(rest, segments)
    };
    lines.iter().any(is_for)
}
