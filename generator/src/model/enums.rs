//! Joins the lists of enum members of all pages.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt, HashSet};

use super::api::{EnumMember, EnumOrigin, EnumType, ItemType, PageReference, Primitive, TypeName};
use super::{Builder, Text, listed_enums};
use crate::read::conventions::fold;
use crate::read::{EnumMemberRow, NamedType, PageFacts, PropertyRow};
use crate::source::Sources;

/// The enums by name; of pages that list the same enum, all members.
pub(super) fn join(builder: &mut Builder<'_>) -> BTreeMap<TypeName, EnumType> {
    let mut enums: BTreeMap<TypeName, EnumType> = BTreeMap::new();
    let mut places = Places::new();
    for page in builder.facts {
        for facts in &page.enums {
            let name = builder.index.canonical(&facts.name.value);
            if !builder.index.is_enum(&name) {
                continue;
            }
            let reference = page_reference(builder.sources, page);
            let joined = enums.entry(name.clone()).or_insert_with(|| empty(name));
            if joined.description.paragraphs.is_empty() {
                joined.description.clone_from(&facts.description);
            }
            joined.pages.push(reference);
            for row in &facts.members {
                add(joined, row, &mut places);
            }
        }
    }
    let paged: HashSet<TypeName> = builder
        .facts
        .iter()
        .flat_map(|page| &page.enums)
        .filter(|facts| facts.has_page)
        .map(|facts| builder.index.canonical(&facts.name.value))
        .collect();
    let types = named_types(builder);
    let texts = text_properties(builder);
    for joined in enums.values_mut() {
        joined.pages.sort();
        joined.pages.dedup();
        let lists_null = !paged.contains(&joined.name) && joined.members.iter().any(|member| member.name == NULL_VALUE);
        let is_text = texts.contains(&*fold(joined.name.simple())) && !types.contains(&joined.name);
        if is_text || lists_null {
            joined.origin = EnumOrigin::TextProperty;
        }
    }
    enums
}

/// No enum has such a member: a section with it among its members tells what a text that may be null holds.
pub(super) const NULL_VALUE: &str = "null";

/// The enums that type cells name.
fn named_types(builder: &Builder<'_>) -> HashSet<TypeName> {
    let items = rows(builder).filter_map(|row| {
        let claim = row.type_claim.as_ref()?;
        let of_word =
            || listed_enums::is_word(&claim.named).then(|| builder.index.on_page(claim.span.source, &row.name.value));
        builder.index.resolve(builder.sources, &claim.named, claim.span).or_else(|| of_word()?)
    });
    items
        .filter_map(|item| match item {
            ItemType::Enum(name) => Some(name),
            ItemType::Struct(_) | ItemType::Primitive(_) => None,
        })
        .collect()
}

/// The names of properties that are texts. A section "capabilityStatus values" lists what such a property may hold.
fn text_properties(builder: &Builder<'_>) -> HashSet<String> {
    let is_text = |row: &&PropertyRow| {
        row.type_claim.as_ref().is_some_and(|claim| claim.named == NamedType::Primitive(Primitive::String))
    };
    rows(builder).filter(is_text).map(|row| fold(&row.name.value).into_owned()).collect()
}

fn rows<'a>(builder: &Builder<'a>) -> impl Iterator<Item = &'a PropertyRow> + use<'a> {
    let types = builder.facts.iter().flat_map(|page| &page.types);
    let bodies = builder.facts.iter().flat_map(|page| &page.operations).flat_map(|operation| &operation.body.rows);
    types.flat_map(|facts| &facts.properties).chain(bodies)
}

/// Where each member stands among those of its enum.
type Places = HashMap<(TypeName, String), usize>;

fn add(joined: &mut EnumType, row: &EnumMemberRow, places: &mut Places) {
    let place = *places.entry((joined.name.clone(), row.name.value.clone())).or_insert(joined.members.len());
    match joined.members.get_mut(place) {
        Some(member) if member.description.paragraphs.is_empty() => member.description.clone_from(&row.description),
        Some(_) => {}
        None => joined.members.push(EnumMember { name: row.name.value.clone(), description: row.description.clone() }),
    }
}

pub(super) fn empty(name: TypeName) -> EnumType {
    EnumType { name, origin: EnumOrigin::Type, description: Text::default(), members: Vec::new(), pages: Vec::new() }
}

/// The page as the model names it.
pub(super) fn page_reference(sources: &Sources, page: &PageFacts) -> PageReference {
    PageReference {
        path: sources.get(page.source).map(|source| source.path.clone()).unwrap_or_default(),
        title: page.title.as_ref().map(|title| title.value.clone()).unwrap_or_default(),
    }
}
