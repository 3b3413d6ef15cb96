//! Base types that pages name: `baseType` of an annotation, "Inherits from", and the list of derived types on the page of a base type.

use super::{Claim, Claims, Grounds, struct_claim};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Builder;
use crate::model::api::{ItemType, TypeName};
use crate::model::structs::Structs;
use crate::read::{NamedType, TypeFacts};
use crate::source::Span;

/// Collects them.
pub(super) fn claim(builder: &mut Builder<'_>, structs: &Structs, claims: &mut Claims) {
    for page in builder.facts {
        for facts in &page.types {
            let name = builder.index.canonical(&facts.name.value);
            if !structs.contains_key(&name) {
                continue;
            }
            if facts.annotated_base.as_ref().is_some_and(|base| base.value.is_none()) {
                claims.by_type.remove(&name);
                claims.without.insert(name);
                continue;
            }
            if let Some(claim) = of_page(builder, structs, &name, facts) {
                add(builder, claims, &name, claim);
            }
            for derived in &facts.derived_types {
                let item = builder.index.resolve(builder.sources, &derived.named, derived.span);
                if let Some(ItemType::Struct(derived_name)) = item.filter(|_| structs.contains_key(&name)) {
                    let claim = Claim { base: name.clone(), span: derived.span, grounds: Grounds::Listed };
                    add(builder, claims, &derived_name, claim);
                }
            }
        }
    }
}

/// Of pages that name different base types, the first is followed.
fn add(builder: &mut Builder<'_>, claims: &mut Claims, name: &TypeName, claim: Claim) {
    let Some(loser) = claims.add(name, claim) else { return };
    let Some(known) = claims.get(name) else { return };
    builder.report(
        Diagnostic::new(
            &codes::model::BASE_CONTRADICTION,
            loser.span,
            format!("another page says that `{name}` derives from `{}`, not from `{}`", known.base, loser.base),
        )
        .related(known.span, "the other page")
        .note("the other page is followed")
        .help("name the same base type on all pages that describe the type"),
    );
}

/// The annotation, else the prose.
fn of_page(builder: &mut Builder<'_>, structs: &Structs, name: &TypeName, facts: &TypeFacts) -> Option<Claim> {
    let annotated = facts
        .annotated_base
        .as_ref()
        .and_then(|base| annotated_base(builder, structs, base.value.as_deref()?, base.span));
    let prose = facts.prose_base.as_ref().and_then(|mention| {
        let base = builder.index.resolve(builder.sources, &mention.named, mention.span);
        struct_claim(structs, base, mention.span, Grounds::Stated)
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
    annotated.or(prose)
}

fn annotated_base(builder: &mut Builder<'_>, structs: &Structs, text: &str, span: Span) -> Option<Claim> {
    let base = builder.index.resolve(builder.sources, &NamedType::Name(text.to_owned()), span);
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
