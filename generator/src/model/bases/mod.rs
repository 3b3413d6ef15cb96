//! Inheritance.
//!
//! Most pages say nothing about the base type of their type. What they show elsewhere tells it, by the rules of OData: only entities
//! have keys and are held by relationships, and where a type is expected only it and its derived types may stand.

mod keys;
mod repeated;
mod shown;
mod stated;
mod uses;

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashSet;

use super::Builder;
use super::api::{ItemType, StructType, TypeName};
use super::structs::Structs;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;

/// A base type and the place that shows it.
#[derive(Clone)]
struct Claim {
    base: TypeName,
    span: Span,
    grounds: Grounds,
}

/// Why a type has a base type, the stronger grounds later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Grounds {
    /// It has a key: only entities have, and all of them derive from the root.
    Key,
    /// Its rows repeat those of a type that relationships hold.
    Repeats,
    /// An example shows it in the place of the base type.
    Shown,
    /// The page of the base type lists it among the derived ones.
    Listed,
    /// Its annotation or its prose names the base type.
    Stated,
}

/// What is known about the base types of all types.
#[derive(Default)]
struct Claims {
    by_type: BTreeMap<TypeName, Claim>,
    /// `"baseType": null` says that there is none.
    without: BTreeSet<TypeName>,
}

impl Claims {
    /// Keeps the claim with the stronger grounds; of equally strong ones the first. Gives back the one that lost to a different base.
    fn add(&mut self, name: &TypeName, claim: Claim) -> Option<Claim> {
        if self.without.contains(name) || claim.base == *name {
            return None;
        }
        match self.by_type.get(name) {
            Some(known) if known.grounds >= claim.grounds => (known.base != claim.base).then_some(claim),
            _ => self
                .by_type
                .insert(name.clone(), claim)
                .filter(|old| self.by_type.get(name).is_some_and(|new| new.base != old.base)),
        }
    }

    fn get(&self, name: &TypeName) -> Option<&Claim> {
        self.by_type.get(name)
    }

    /// Whether `name` is `ancestor` or derives from it. Circles are broken later, so no type is visited twice.
    fn leads_to(&self, name: &TypeName, ancestor: &TypeName) -> bool {
        let mut seen = BTreeSet::new();
        let mut at = Some(name);
        while let Some(name) = at.filter(|name| seen.insert((*name).clone())) {
            if name == ancestor {
                return true;
            }
            at = self.get(name).map(|claim| &claim.base);
        }
        false
    }
}

/// Settles the base type of every type.
pub(super) fn join(builder: &mut Builder<'_>, structs: &mut Structs) {
    let mut claims = Claims::default();
    stated::claim(builder, structs, &mut claims);
    let uses = uses::Uses::of(builder, structs);
    shown::claim(builder, structs, &mut claims);
    repeated::claim(builder, structs, &uses, &mut claims);
    keys::claim(builder, structs, &uses, &mut claims);
    break_circles(builder, &mut claims.by_type);
    for (name, claim) in claims.by_type {
        if let Some(structure) = structs.get_mut(&name) {
            structure.base = Some(claim.base);
        }
    }
}

/// Whether the rows of a type repeat all those of another, as the pages of derived types do.
fn repeats(structure: &StructType, base: &StructType) -> bool {
    base.properties.iter().all(|expected| {
        let known = structure.properties.iter().find(|known| known.name == expected.name);
        known.is_some_and(|known| known.value == expected.value)
    })
}

/// The claim, if a page describes the base type.
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

/// Takes inherited properties out of the types that repeat them, as the pages of derived types do.
pub(super) fn remove_repeated(structs: &mut Structs) {
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
