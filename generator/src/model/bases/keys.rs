//! Types that have a key derive from the root of all entities.

use super::uses::Uses;
use super::{Claims, Grounds, struct_claim};
use crate::model::Builder;
use crate::model::structs::Structs;
use crate::read::conventions::{KEY_PROPERTY, ROOT_TYPE};
use crate::read::{NamedType, TypeFacts};
use crate::source::Span;

/// `keyProperty` of the annotation says so, and so does what only an entity can be: the target of a relationship, or what is read
/// from a path that ends in a key. The annotation alone is outvoted where no table and no JSON shows the key, or where a property that is
/// no relationship holds the type.
pub(super) fn claim(builder: &Builder<'_>, structs: &Structs, uses: &Uses, claims: &mut Claims) {
    for page in builder.facts {
        for facts in &page.types {
            let name = builder.index.canonical(&facts.name.value);
            if !structs.contains_key(&name) || name.simple() == ROOT_TYPE {
                continue;
            }
            let is_resource = uses.related.contains(&name) || uses.read.contains(&name);
            let annotated = key(facts).filter(|_| is_resource || (shows_key(facts) && !uses.contained.contains(&name)));
            let related = uses.related.contains(&name).then_some(facts.name.span);
            let Some(span) = annotated.or_else(|| uses.keyed.get(&name).copied()).or(related) else { continue };
            let root = builder.index.resolve(builder.sources, &NamedType::Name(ROOT_TYPE.to_owned()), span);
            if let Some(claim) = struct_claim(structs, root, span, Grounds::Key) {
                claims.add(&name, claim);
            }
        }
    }
}

/// The place of `"keyProperty": "id"`.
fn key(facts: &TypeFacts) -> Option<Span> {
    facts.key_property.as_ref().filter(|key| key.value == KEY_PROPERTY).map(|key| key.span)
}

/// Whether the page knows the key by more than its annotation, which is often copied from another page.
fn shows_key(facts: &TypeFacts) -> bool {
    let listed = facts.properties.iter().any(|row| row.name.value == KEY_PROPERTY);
    listed || facts.representation.as_ref().is_some_and(|json| json.get(KEY_PROPERTY).is_some())
}
