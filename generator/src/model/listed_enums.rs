//! Enums whose members no page and no section lists, but the description of a property: "Possible values are: `sand`, `clay`."

use std::collections::BTreeMap;

use foldhash::HashSet;

use super::api::{EnumMember, EnumType, ItemType, TypeName};
use super::names::Index;
use super::{Builder, EnumOrigin, Text, enums};
use crate::diagnostic::{Diagnostic, codes};
use crate::read::conventions::{ENUM_WORDS, is_among};
use crate::read::{NamedType, PageFacts, PropertyRow};
use crate::source::{Span, Spanned};

type Enums = BTreeMap<TypeName, EnumType>;

/// Adds what the tables of types list. An enum is one type, however many rows list it: it has the members of all of them.
pub(super) fn join(builder: &mut Builder<'_>, enums: &mut Enums) {
    for page in builder.facts {
        for facts in &page.types {
            let owner = builder.index.canonical(&facts.name.value);
            if builder.index.is_enum(&owner) {
                continue;
            }
            for row in facts.properties.iter().chain(&facts.relationships).filter(|row| !row.values.is_empty()) {
                add(builder, enums, page, &owner, row);
            }
        }
    }
}

/// Adds what a row lists, if its cell names an enum; `owner` is the type or the request that has it as a member.
pub(super) fn add(builder: &mut Builder<'_>, enums: &mut Enums, page: &PageFacts, owner: &TypeName, row: &PropertyRow) {
    let Some(claim) = row.type_claim.as_ref().filter(|_| !row.values.is_empty()) else { return };
    let name = match meant(builder, owner, row) {
        Some(ItemType::Enum(name)) => name,
        Some(_) => return,
        None => {
            let Some(name) = new_name(&builder.index, page, owner, row, &claim.named) else { return };
            builder.index_mut().list_enum(page.source, name.clone(), row.span);
            name
        }
    };
    let joined = enums.entry(name.clone()).or_insert_with(|| enums::empty(name.clone()));
    let Some(first) = builder.index.listed_at(&name) else {
        report_missing(builder, joined, row);
        return;
    };
    let reference = enums::page_reference(builder.sources, page);
    if !joined.pages.contains(&reference) {
        joined.pages.push(reference);
    }
    if first != row.span {
        report_difference(builder, joined, row, first);
    }
    let mut known = names(joined);
    let new: Vec<&Spanned<String>> = row.values.iter().filter(|value| known.insert(&value.value)).collect();
    let new = new.into_iter().map(|value| EnumMember { name: value.value.clone(), description: Text::default() });
    joined.members.extend(new);
}

/// What the cell of a row means. A word such as "Enum" means the enum of the property: the one that the page lists under its name, else
/// the one that the row lists.
pub(super) fn meant(builder: &Builder<'_>, owner: &TypeName, row: &PropertyRow) -> Option<ItemType> {
    let claim = row.type_claim.as_ref()?;
    let named = builder.index.resolve(builder.sources, &claim.named, claim.span);
    if named.is_some() || !is_word(&claim.named) {
        return named;
    }
    let on_page = builder.index.on_page(claim.span.source, &row.name.value);
    let own = || Some(own_name(owner, row)).filter(|name| builder.index.is_enum(name)).map(ItemType::Enum);
    on_page.filter(|item| matches!(item, ItemType::Enum(_))).or_else(own)
}

/// Whether a cell says that there is an enum, and not which.
pub(super) fn is_word(named: &NamedType) -> bool {
    match named {
        NamedType::Name(text) | NamedType::Unknown(text) | NamedType::Link { text, .. } => is_among(ENUM_WORDS, text),
        NamedType::Primitive(_) | NamedType::OneOf(_) => false,
    }
}

fn new_name(
    index: &Index,
    page: &PageFacts,
    owner: &TypeName,
    row: &PropertyRow,
    named: &NamedType,
) -> Option<TypeName> {
    if is_word(named) {
        return Some(own_name(owner, row)).filter(|name| !index.is_struct(name.as_str()));
    }
    let (NamedType::Name(name) | NamedType::Link { text: name, .. }) = named else { return None };
    let qualified = match &page.namespace {
        Some(namespace) if !name.contains('.') => format!("{}.{name}", namespace.value),
        _ => name.clone(),
    };
    Some(index.canonical(&qualified))
}

/// `contoso.garden.bedSoil` for the property `soil` of `contoso.garden.bed`.
fn own_name(owner: &TypeName, row: &PropertyRow) -> TypeName {
    let mut letters = row.name.value.chars().filter(char::is_ascii_alphanumeric);
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    TypeName::new(&format!("{owner}{}", first.into_iter().chain(letters).collect::<String>()))
}

fn names(joined: &EnumType) -> HashSet<&str> {
    joined.members.iter().map(|member| member.name.as_str()).collect()
}

/// The values of a row in words, as far as an enum lacks them.
fn missing(joined: &EnumType, row: &PropertyRow) -> Option<(Span, String)> {
    // Marks between the values, as in "`.`, `,`", are none themselves, and `null` says that there need be none.
    let is_value =
        |value: &&Spanned<String>| value.value.chars().any(char::is_alphanumeric) && value.value != enums::NULL_VALUE;
    let known = names(joined);
    let missing: Vec<&Spanned<String>> =
        row.values.iter().filter(is_value).filter(|value| !known.contains(value.value.as_str())).collect();
    let words: Vec<String> = missing.iter().map(|value| format!("`{}`", value.value)).collect();
    Some((missing.first()?.span, words.join(", ")))
}

/// A page or a section lists the members, and the description of a property has others. The list is about the enum, the description in
/// passing only.
fn report_missing(builder: &mut Builder<'_>, joined: &EnumType, row: &PropertyRow) {
    let Some((span, words)) = missing(joined, row) else { return };
    if joined.origin != EnumOrigin::Type {
        return;
    }
    let mut listed = builder.facts.iter().flat_map(|page| &page.enums);
    let listed = listed.find(|facts| builder.index.canonical(&facts.name.value) == joined.name);
    let message = format!("`{}` may be {words}, which the list of `{}` does not have", row.name.value, joined.name);
    let finding = Diagnostic::new(&codes::model::ENUM_CONTRADICTION, span, message)
        .note("the members of the list are generated; other values are kept as unknown members")
        .help("add the value to the list, or spell it in the same way in both places");
    builder.report(match listed {
        Some(facts) => finding.related(facts.name.span, "the list"),
        None => finding,
    });
}

/// Two rows list different values of the same enum.
fn report_difference(builder: &mut Builder<'_>, joined: &EnumType, row: &PropertyRow, first: Span) {
    let values: HashSet<&str> = row.values.iter().map(|value| value.value.as_str()).collect();
    let lacks = joined.members.iter().any(|member| !values.contains(member.name.as_str()));
    if missing(joined, row).is_none() && !lacks {
        return;
    }
    builder.report(
        Diagnostic::new(
            &codes::model::ENUM_CONTRADICTION,
            row.span,
            format!("`{}` lists other values of `{}` than another row does", row.name.value, joined.name),
        )
        .related(first, "the other row")
        .note("the enum is generated with the values of all rows")
        .help("list the same values in both rows, list them once under a heading, or give the enums different names"),
    );
}
