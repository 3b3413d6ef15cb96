//! Request lines that go on from another line of their page to a property of what that answers.

use crate::model::Builder;
use crate::model::api::{Content, ItemType, Primitive, TypeName, ValueType};
use crate::model::endpoints::Claim;
use crate::model::names::ANYTHING;
use crate::model::structs::{self, Structs};
use crate::read::{Method, PathTemplate};

/// `/me/mailboxSettings/timeZone` on a page with the line `/me/mailboxSettings`, which answers with `mailboxSettings`: the property
/// `timeZone` of that. A line that lists a collection is gone on from with a key: `/me/insights/used/{id}/resource`.
pub(super) fn content(builder: &Builder<'_>, structs: &Structs, claim: &Claim<'_>) -> Option<Content> {
    let line = claim.line;
    if line.method != Method::Get {
        return None;
    }
    let owner = claim.facts.response.mentions.iter().find_map(|mention| {
        match builder.index.resolve(builder.sources, &mention.named, mention.span) {
            Some(ItemType::Struct(name)) => Some(name),
            _ => None,
        }
    })?;
    let name = claim
        .facts
        .request_lines
        .iter()
        .filter(|other| other.method == Method::Get)
        .find_map(|other| going_on(&line.path, &other.path))?;
    let property = structs::find_property(structs, &owner, name)?;
    of_property(&property.value, &owner)
}

/// The one segment by which `path` goes on from `shorter`, or from `shorter` and a key.
fn going_on<'p>(path: &'p PathTemplate, shorter: &PathTemplate) -> Option<&'p str> {
    if path.segments.len() <= shorter.segments.len() {
        return None;
    }
    let rest = path.segments.strip_prefix(shorter.segments.as_slice())?;
    let last = match rest {
        [last] => last,
        [key, last] if key.is_placeholder() => last,
        _ => return None,
    };
    last.literal()
}

/// A property of the type itself is one of many such things, about which the page says more elsewhere.
fn of_property(value: &ValueType, owner: &TypeName) -> Option<Content> {
    match &value.item {
        ItemType::Struct(name) if name == owner => None,
        item if *item == ANYTHING => None,
        ItemType::Primitive(Primitive::Stream) => Some(Content::Media),
        item if value.collection => Some(Content::Page(item.clone())),
        ItemType::Struct(_) => Some(Content::Json(value.clone())),
        item => Some(Content::Scalar(item.clone())),
    }
}
