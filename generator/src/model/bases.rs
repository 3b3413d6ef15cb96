//! Inheritance.

use std::collections::{BTreeMap, BTreeSet};

use super::Builder;
use super::api::{ItemType, Property, TypeName};
use super::structs::Structs;
use crate::diagnostic::{Diagnostic, codes};
use crate::read::conventions::{KEY_PROPERTY, ROOT_TYPE};
use crate::read::{NamedType, TypeFacts};
use crate::source::Span;

/// A base type and the place that names it.
struct Claim {
    base: TypeName,
    span: Span,
}

/// Settles the base type of every type, and takes inherited properties out of the derived types that repeat them.
pub(super) fn join(builder: &mut Builder<'_>, structs: &mut Structs) {
    let mut claims: BTreeMap<TypeName, Claim> = BTreeMap::new();
    for page in builder.facts {
        for facts in &page.types {
            let name = builder.index.canonical(&facts.name.value);
            if claims.contains_key(&name) || !structs.contains_key(&name) {
                continue;
            }
            if let Some(claim) = claim(builder, structs, &name, facts) {
                claims.insert(name, claim);
            }
        }
    }
    break_circles(builder, &mut claims);
    for (name, claim) in claims {
        if let Some(structure) = structs.get_mut(&name) {
            structure.base = Some(claim.base);
        }
    }
    remove_repeated(structs);
}

/// The annotation, else the prose, else the root type for whatever has a key.
fn claim(builder: &mut Builder<'_>, structs: &Structs, name: &TypeName, facts: &TypeFacts) -> Option<Claim> {
    let annotated = match &facts.annotated_base {
        Some(base) => match &base.value {
            None => return None,
            Some(text) => known_base(builder, structs, &NamedType::Name(text.clone()), text, base.span),
        },
        None => None,
    };
    let prose = facts.prose_base.as_ref().and_then(|mention| {
        let base = builder.index.resolve(builder.sources, &mention.named, mention.span);
        struct_claim(structs, base, mention.span)
    });
    let keyed = facts.key_property.as_ref().filter(|key| key.value == KEY_PROPERTY && name.simple() != ROOT_TYPE);
    let root = keyed.and_then(|key| {
        let base = builder.index.resolve(builder.sources, &NamedType::Name(ROOT_TYPE.to_owned()), key.span);
        struct_claim(structs, base, key.span)
    });
    if let (Some(annotated), Some(prose)) = (&annotated, &prose)
        && annotated.base != prose.base
    {
        builder.report(
            Diagnostic::new(
                &codes::model::BASE_CONTRADICTION,
                annotated.span,
                format!(
                    "the annotation says that `{name}` derives from `{}`, the prose from `{}`",
                    annotated.base, prose.base
                ),
            )
            .related(prose.span, "the prose")
            .note("the annotation is used")
            .help("name the same base type in both places"),
        );
    }
    annotated.or(prose).or(root).filter(|claim| claim.base != *name)
}

fn known_base(
    builder: &mut Builder<'_>,
    structs: &Structs,
    named: &NamedType,
    text: &str,
    span: Span,
) -> Option<Claim> {
    let base = builder.index.resolve(builder.sources, named, span);
    let claim = struct_claim(structs, base, span);
    if claim.is_none() {
        builder.report(
            Diagnostic::new(&codes::model::BASE_UNKNOWN, span, format!("no page describes the base type `{text}`"))
                .note("the type is generated without a base type")
                .help("add a page for the base type, or correct its name"),
        );
    }
    claim
}

fn struct_claim(structs: &Structs, base: Option<ItemType>, span: Span) -> Option<Claim> {
    match base {
        Some(ItemType::Struct(base)) if structs.contains_key(&base) => Some(Claim { base, span }),
        _ => None,
    }
}

/// A type that derives from itself loses the claim that closes the circle.
fn break_circles(builder: &mut Builder<'_>, claims: &mut BTreeMap<TypeName, Claim>) {
    let names: Vec<TypeName> = claims.keys().cloned().collect();
    for name in names {
        let mut seen = BTreeSet::from([name.clone()]);
        let mut at = name.clone();
        while let Some(claim) = claims.get(&at) {
            if !seen.insert(claim.base.clone()) {
                builder.report(
                    Diagnostic::new(&codes::model::BASE_CIRCLE, claim.span, format!("`{at}` derives from itself"))
                        .note("this base type is left out")
                        .help("correct the base types of the types involved"),
                );
                claims.remove(&at);
                break;
            }
            at = claim.base.clone();
        }
    }
}

/// The property of this name, own or inherited.
pub(super) fn find_property<'s>(structs: &'s Structs, name: &TypeName, property: &str) -> Option<&'s Property> {
    let mut next = structs.get(name);
    while let Some(structure) = next {
        if let Some(found) = structure.properties.iter().find(|known| known.name == property) {
            return Some(found);
        }
        next = structure.base.as_ref().and_then(|base| structs.get(base));
    }
    None
}

/// Pages of derived types repeat the properties they inherit.
fn remove_repeated(structs: &mut Structs) {
    let mut repeated: Vec<(TypeName, BTreeSet<String>)> = Vec::new();
    for (name, structure) in structs.iter() {
        let Some(base) = &structure.base else { continue };
        let inherited = structure
            .properties
            .iter()
            .filter(|property| find_property(structs, base, &property.name).is_some())
            .map(|property| property.name.clone())
            .collect();
        repeated.push((name.clone(), inherited));
    }
    for (name, inherited) in repeated {
        if let Some(structure) = structs.get_mut(&name) {
            structure.properties.retain(|property| !inherited.contains(&property.name));
        }
    }
}

/// Tells every type which types derive from it.
pub(super) fn link_derived(structs: &mut Structs) {
    let mut derived: BTreeMap<TypeName, Vec<TypeName>> = BTreeMap::new();
    for name in structs.keys() {
        let mut base = structs.get(name).and_then(|structure| structure.base.as_ref());
        while let Some(ancestor) = base {
            derived.entry(ancestor.clone()).or_default().push(name.clone());
            base = structs.get(ancestor).and_then(|structure| structure.base.as_ref());
        }
    }
    for (name, derived) in derived {
        if let Some(structure) = structs.get_mut(&name) {
            structure.derived = derived;
        }
    }
}
