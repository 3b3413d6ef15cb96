//! What the types of request bodies are called that no page names.

use crate::model::Builder;
use crate::model::api::{Method, TypeName};
use crate::model::endpoints::Claim;
use crate::model::structs::Structs;
use crate::read::{Part, PathTemplate};

/// `threadsReplyRequest` for `/groups/{id}/threads/{id}/reply`; with more segments where that is taken.
pub(super) fn free(builder: &Builder<'_>, structs: &Structs, path: &PathTemplate, method: Method) -> TypeName {
    let words = words(path);
    let candidate = |count, suffix: &str| last(builder, &words, count, suffix);
    let verb = match method {
        Method::Patch => "UpdateRequest",
        Method::Put => "ReplaceRequest",
        _ => "Request",
    };
    let is_free = |name: &TypeName| !structs.contains_key(name) && !builder.index.is_enum(name);
    let by_length = (USUAL..=words.len().max(USUAL)).map(|count| candidate(count, verb)).find(is_free);
    by_length
        .or_else(|| (2..10_000).map(|number| candidate(words.len(), &format!("{verb}{number}"))).find(is_free))
        .unwrap_or_else(|| candidate(words.len(), verb))
}

/// How many words of a path are in a name, as a rule.
const USUAL: usize = 2;

/// `threadsReply`, what the enums of the parameters are called after: it is the same for all lines of a page.
pub(super) fn request(builder: &Builder<'_>, claim: &Claim<'_>) -> TypeName {
    let line = claim.facts.request_lines.first().unwrap_or(claim.line);
    last(builder, &words(&line.path), USUAL, "")
}

/// The literal segments of a path, functions by their name alone.
fn words(path: &PathTemplate) -> Vec<&str> {
    let literals = path.segments.iter().filter_map(|segment| match segment.parts.first() {
        Some(Part::Literal(text)) => text.split(['(', ':']).next().and_then(|word| word.rsplit('.').next()),
        _ => None,
    });
    literals.filter(|word| !word.is_empty()).collect()
}

/// The last `count` words as one, in the name-space of most types.
fn last(builder: &Builder<'_>, words: &[&str], count: usize, suffix: &str) -> TypeName {
    let mut name = String::new();
    for word in words.iter().skip(words.len().saturating_sub(count)) {
        let plain: String = word.chars().filter(char::is_ascii_alphanumeric).collect();
        if name.is_empty() {
            name.push_str(&plain);
        } else {
            name.extend(plain.chars().next().map(|c| c.to_ascii_uppercase()));
            name.push_str(plain.get(1..).unwrap_or_default());
        }
    }
    TypeName::new(&format!("{}.{name}{suffix}", builder.index.default_namespace()))
}
