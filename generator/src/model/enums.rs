//! Joins the lists of enum members of all pages.

use std::collections::{BTreeMap, HashMap};

use super::api::{EnumMember, EnumType, PageReference, TypeName};
use super::{Builder, Text};
use crate::read::EnumMemberRow;

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
            let reference = page_reference(builder, page);
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
    for joined in enums.values_mut() {
        joined.pages.sort();
        joined.pages.dedup();
    }
    enums
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
    EnumType { name, description: Text::default(), members: Vec::new(), pages: Vec::new() }
}

/// The page as the model names it.
pub(super) fn page_reference(builder: &Builder<'_>, page: &crate::read::PageFacts) -> PageReference {
    PageReference {
        path: builder.page_path(page),
        title: page.title.as_ref().map(|title| title.value.clone()).unwrap_or_default(),
    }
}
