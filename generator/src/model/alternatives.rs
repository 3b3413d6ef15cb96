//! Several documented bodies for one endpoint: pages for each derived type, as a rule.

use super::api::{Content, ItemType, TypeName, ValueType};
use super::names::ANYTHING;
use super::structs::Structs;
use crate::read::conventions::ROOT_TYPE;

/// One body that stands for all alternatives: their nearest common base type, else any JSON. Nothing without alternatives.
pub(super) fn join(structs: &Structs, alternatives: &[Content]) -> Option<Content> {
    let (first, rest) = alternatives.split_first()?;
    let joined = rest.iter().try_fold(first.clone(), |joined, next| pair(structs, &joined, next));
    Some(joined.unwrap_or(ANY))
}

/// What stands for bodies that have nothing in common.
pub(super) const ANY: Content = Content::Json(ValueType::one(ANYTHING));

fn pair(structs: &Structs, a: &Content, b: &Content) -> Option<Content> {
    match (a, b) {
        _ if a == b => Some(a.clone()),
        (Content::Json(a), Content::Json(b)) if a.collection == b.collection => {
            Some(Content::Json(ValueType { item: item(structs, &a.item, &b.item)?, collection: a.collection }))
        }
        (Content::Page(a), Content::Page(b)) => Some(Content::Page(item(structs, a, b)?)),
        _ => None,
    }
}

fn item(structs: &Structs, a: &ItemType, b: &ItemType) -> Option<ItemType> {
    match (a, b) {
        _ if a == b => Some(a.clone()),
        (ItemType::Struct(a), ItemType::Struct(b)) => common_base(structs, a, b).map(ItemType::Struct),
        _ => None,
    }
}

/// The nearest type that both are or derive from. That everything with a key derives from the root says nothing.
pub(super) fn common_base(structs: &Structs, a: &TypeName, b: &TypeName) -> Option<TypeName> {
    let of_b: Vec<&TypeName> = lineage(structs, b).collect();
    lineage(structs, a).find(|name| of_b.contains(name)).filter(|name| name.simple() != ROOT_TYPE).cloned()
}

/// Whether a type derives from another one, over any number of steps.
pub(super) fn is_derived(structs: &Structs, derived: &ItemType, base: &ItemType) -> bool {
    let (ItemType::Struct(derived), ItemType::Struct(base)) = (derived, base) else { return false };
    lineage(structs, derived).skip(1).any(|ancestor| ancestor == base)
}

/// A type and its base types upwards. Circles were broken before.
fn lineage<'s>(structs: &'s Structs, name: &'s TypeName) -> impl Iterator<Item = &'s TypeName> {
    std::iter::successors(Some(name), |name| structs.get(name).and_then(|structure| structure.base.as_ref()))
}
