//! Inheritance.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::Builder;
use super::api::{ItemType, TypeName};
use super::structs::Structs;
use crate::diagnostic::{Diagnostic, codes};
use crate::read::conventions::{KEY_PROPERTY, ROOT_TYPE};
use crate::read::{NamedType, TypeFacts};
use crate::source::Span;

/// A base type and the place that names it.
struct Claim {
    base: TypeName,
    span: Span,
    grounds: Grounds,
}

/// Why a type has a base type.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Grounds {
    /// An annotation or prose names it.
    Stated,
    /// Whatever has a key derives from the root.
    Key,
}

/// Settles the base type of every type, and takes inherited properties out of the derived types that repeat them.
pub(super) fn join(builder: &mut Builder<'_>, structs: &mut Structs) {
    let mut claims: BTreeMap<TypeName, Claim> = BTreeMap::new();
    for page in builder.facts {
        for facts in &page.types {
            let name = builder.index.canonical(&facts.name.value);
            if !structs.contains_key(&name) {
                continue;
            }
            let Some(claim) = claim(builder, structs, &name, facts) else { continue };
            match claims.get(&name) {
                Some(known) if known.grounds == Grounds::Stated || claim.grounds == Grounds::Key => {
                    report_other_page(builder, &name, known, &claim);
                }
                _ => drop(claims.insert(name, claim)),
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

/// Of pages that describe one type, the first that states a base type is followed.
fn report_other_page(builder: &mut Builder<'_>, name: &TypeName, known: &Claim, other: &Claim) {
    if known.base == other.base || other.grounds == Grounds::Key {
        return;
    }
    builder.report(
        Diagnostic::new(
            &codes::model::BASE_CONTRADICTION,
            other.span,
            format!("another page says that `{name}` derives from `{}`, not from `{}`", known.base, other.base),
        )
        .related(known.span, "the other page")
        .note("the other page is followed")
        .help("name the same base type on all pages that describe the type"),
    );
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
        struct_claim(structs, base, mention.span, Grounds::Stated)
    });
    let keyed = facts.key_property.as_ref().filter(|key| key.value == KEY_PROPERTY && name.simple() != ROOT_TYPE);
    let root = keyed.and_then(|key| {
        let base = builder.index.resolve(builder.sources, &NamedType::Name(ROOT_TYPE.to_owned()), key.span);
        struct_claim(structs, base, key.span, Grounds::Key)
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
    annotated.or(prose).or(root)
}

fn known_base(
    builder: &mut Builder<'_>,
    structs: &Structs,
    named: &NamedType,
    text: &str,
    span: Span,
) -> Option<Claim> {
    let base = builder.index.resolve(builder.sources, named, span);
    let claim = struct_claim(structs, base, span, Grounds::Stated);
    if claim.is_none() {
        builder.report(
            Diagnostic::new(&codes::model::BASE_UNKNOWN, span, format!("no page describes the base type `{text}`"))
                .note("the type is generated without a base type")
                .help("add a page for the base type, or correct its name"),
        );
    }
    claim
}

fn struct_claim(structs: &Structs, base: Option<ItemType>, span: Span, grounds: Grounds) -> Option<Claim> {
    match base {
        Some(ItemType::Struct(base)) if structs.contains_key(&base) => Some(Claim { base, span, grounds }),
        _ => None,
    }
}

/// A type that derives from itself loses the claim that closes the circle.
fn break_circles(builder: &mut Builder<'_>, claims: &mut BTreeMap<TypeName, Claim>) {
    let names: Vec<TypeName> = claims.keys().cloned().collect();
    // Types from which no circle is reached, or no longer.
    let mut settled: BTreeSet<TypeName> = BTreeSet::new();
    for name in names {
        let mut way = vec![name.clone()];
        let mut seen = BTreeSet::from([name.clone()]);
        let mut at = name;
        while let Some(claim) = claims.get(&at).filter(|_| !settled.contains(&at)) {
            if !seen.insert(claim.base.clone()) {
                builder.report(circle(claims, &way, claim));
                claims.remove(&at);
                break;
            }
            at = claim.base.clone();
            way.push(at.clone());
        }
        settled.extend(seen);
    }
}

/// `closing` is the claim of the last type on the way; it leads back to one before it.
fn circle(claims: &BTreeMap<TypeName, Claim>, way: &[TypeName], closing: &Claim) -> Diagnostic {
    const SHOWN: usize = 8;
    let circle = way.iter().skip_while(|name| **name != closing.base);
    let others = circle.filter_map(|name| claims.get(name)).filter(|claim| claim.span != closing.span);
    let message = format!("`{}` derives from itself", way.last().unwrap_or(&closing.base));
    let report = Diagnostic::new(&codes::model::BASE_CIRCLE, closing.span, message)
        .note("this base type is left out")
        .help("correct the base types of the types involved");
    others.take(SHOWN).fold(report, |report, claim| report.related(claim.span, "on the way here"))
}

/// The names of all properties of a type, own and inherited.
pub(super) fn property_names(structs: &Structs, name: &TypeName) -> HashSet<String> {
    let lineage = std::iter::successors(structs.get(name), |structure| {
        structure.base.as_ref().and_then(|base| structs.get(base))
    });
    lineage.flat_map(|structure| &structure.properties).map(|property| property.name.clone()).collect()
}

/// Pages of derived types repeat the properties they inherit.
fn remove_repeated(structs: &mut Structs) {
    let bases: BTreeSet<&TypeName> = structs.values().filter_map(|structure| structure.base.as_ref()).collect();
    let inherited: BTreeMap<TypeName, HashSet<String>> =
        bases.into_iter().map(|base| (base.clone(), property_names(structs, base))).collect();
    for structure in structs.values_mut() {
        if let Some(names) = structure.base.as_ref().and_then(|base| inherited.get(base)) {
            structure.properties.retain(|property| !names.contains(&property.name));
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
