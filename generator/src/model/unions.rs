//! Properties of one of several types.

use super::Builder;
use super::alternatives::common_base;
use super::api::{ItemType, TypeName};
use super::names::ANYTHING;
use super::structs::Structs;
use crate::read::{NamedType, PropertyRow};

/// A cell `[organizerMeetingInfo](..) or [tokenMeetingInfo](..)` means what both derive from.
pub(super) fn join(builder: &Builder<'_>, structs: &mut Structs) {
    for facts in builder.facts.iter().flat_map(|page| &page.types) {
        let name = builder.index.canonical(&facts.name.value);
        for row in facts.properties.iter().chain(&facts.relationships) {
            let Some(base) = base(builder, structs, row) else { continue };
            let properties = structs.get_mut(&name).map(|structure| structure.properties.as_mut_slice());
            let property = properties.into_iter().flatten().find(|property| property.name == row.name.value);
            if let Some(property) = property.filter(|property| property.value.item == ANYTHING) {
                property.value.item = ItemType::Struct(base);
            }
        }
    }
}

/// The nearest type from which all types of a cell derive.
fn base(builder: &Builder<'_>, structs: &Structs, row: &PropertyRow) -> Option<TypeName> {
    let claim = row.type_claim.as_ref()?;
    let NamedType::OneOf(alternatives) = &claim.named else { return None };
    let mut names = alternatives.iter().map(|named| match builder.index.resolve(builder.sources, named, claim.span) {
        Some(ItemType::Struct(name)) if structs.contains_key(&name) => Some(name),
        _ => None,
    });
    let first = names.next()??;
    names.try_fold(first, |joined, next| common_base(structs, &joined, &next?))
}
