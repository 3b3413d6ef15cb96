//! What the segments of paths are called.

use crate::emit::rust::idents;
use crate::model::{Api, Path, PathPart, PathSegment, TypeName};

/// Modules and crates that generated modules name beside those of the areas; an area of such a name gets `_` behind it.
const TAKEN_AREAS: &[&str] = &["axum", "contract", "operations", "paths", "server", "stubdown_runtime"];

/// The area of the path that has no segment.
pub(in crate::emit::rust) const ROOT_AREA: &str = "root";

/// The first segment of a path, as a module.
pub(super) fn area(path: &Path) -> String {
    path.segments.first().map_or_else(|| ROOT_AREA.to_owned(), segment_area)
}

/// A first segment, as a module. Functions share the file of what they are called on: `users(userPrincipalName='{x}')` is in `users`.
pub(in crate::emit::rust) fn segment_area(segment: &PathSegment) -> String {
    let words = literal_words(segment);
    let name = words.split('(').next().unwrap_or_default();
    let module = idents::module(if name.trim().is_empty() { ROOT_AREA } else { name });
    if TAKEN_AREAS.contains(&module.as_str()) { format!("{module}_") } else { module }
}

/// The literal text of a segment: `reminderView(startDateTime='{x}')` is `reminderView(startDateTime='')`.
pub(in crate::emit::rust) fn literal_words(segment: &PathSegment) -> String {
    let literals = segment.parts.iter().map(|part| match part {
        PathPart::Literal(text) => text.as_str(),
        PathPart::Parameter(_) => " ",
    });
    match literals.collect::<String>().trim() {
        "$ref" => "reference".to_owned(),
        // `root:` stands beside `root`, and a path follows it.
        text => match text.strip_suffix(':') {
            Some(name) => format!("{name} path"),
            None => text.to_owned(),
        },
    }
}

/// What tells segments apart: parameters are alike, whatever they are called.
pub(in crate::emit::rust) fn segment_key(segment: &PathSegment) -> String {
    let part = |part: &PathPart| match part {
        PathPart::Literal(text) => text.to_lowercase(),
        PathPart::Parameter(_) => "{}".to_owned(),
    };
    segment.parts.iter().map(part).collect()
}

/// What a segment is called.
pub(in crate::emit::rust) struct SegmentName {
    /// `range` for `range(address='{address}')`.
    pub(in crate::emit::rust) short: String,
    /// `range_address`.
    pub(in crate::emit::rust) long: String,
}

/// The name of a segment: `threads`; `as_user` for a cast to `microsoft.graph.user`; `by_item_path` for `{item-path}:`.
pub(in crate::emit::rust) fn segment_name(api: &Api, segment: &PathSegment) -> SegmentName {
    if matches!(segment.parts.first(), Some(PathPart::Parameter(_))) {
        let parameters = segment.parameters().map(|parameter| parameter.name.as_str());
        let name = format!("by_{}", parameters.collect::<Vec<_>>().join("_"));
        return SegmentName { short: name.clone(), long: name };
    }
    let words = literal_words(segment);
    let words = match words.strip_prefix(api.namespace.as_str()).and_then(|rest| rest.strip_prefix('.')) {
        Some(rest) if !api.namespace.is_empty() => {
            let is_type = |name: &TypeName| name.as_str() == words;
            if api.structs.keys().any(is_type) { format!("as {rest}") } else { rest.to_owned() }
        }
        _ => words,
    };
    let long = idents::snake(&words, "path");
    let short = match words.split_once('(') {
        Some((name, _)) => idents::snake(name, "path"),
        None => long.clone(),
    };
    SegmentName { short, long }
}
