//! Joins the properties of all pages that describe a type.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt};

use super::api::{EnumOrigin, EnumType, ItemType, Origin, Primitive, Property, StructType, TypeName, ValueType};
use super::names::ANYTHING;
use super::{Builder, enums, listed_enums, representation};
use crate::diagnostic::{Diagnostic, codes};
use crate::page::json::Json;
use crate::read::conventions::{REPRESENTATION_WORDS, fold, look_up};
use crate::read::{NamedType, PropertyRow, TypeClaim, TypeFacts};
use crate::source::Span;

/// Structured types.
pub(super) type Structs = BTreeMap<TypeName, StructType>;

/// Where each property was read, and where it stands among those of its type.
type Places = HashMap<(TypeName, String), (Span, usize)>;

/// The types by name; of pages that describe the same type, all properties.
pub(super) fn join(builder: &mut Builder<'_>, enums: &BTreeMap<TypeName, EnumType>) -> Structs {
    let mut structs = Structs::new();
    let mut places = Places::new();
    for page in builder.facts {
        for facts in &page.types {
            let name = builder.index.canonical(&facts.name.value);
            if builder.index.is_enum(&name) {
                continue;
            }
            let reference = enums::page_reference(builder.sources, page);
            let structure = structs.entry(name.clone()).or_insert_with(|| empty(name.clone(), Origin::Documented));
            structure.pages.push(reference);
            structure.is_abstract |= facts.is_abstract;
            structure.is_open |= facts.is_open;
            if structure.description.paragraphs.is_empty() {
                structure.description.clone_from(&facts.description);
            }
            let members = facts.representation.as_ref().and_then(Json::as_object).unwrap_or_default();
            let shown: HashMap<&str, &Json> =
                members.iter().map(|member| (member.name.as_str(), &member.value)).collect();
            for (row, navigation) in rows(facts) {
                let shown = shown.get(row.name.value.as_str()).copied();
                let value = value_type(builder, enums, &name, row, shown);
                let (name, description) = (row.name.value.clone(), row.description.clone());
                let property = Property { name, value, navigation, recursive: false, description };
                add(builder, structure, property, row.span, &mut places);
            }
        }
    }
    structs
}

fn rows(facts: &TypeFacts) -> impl Iterator<Item = (&PropertyRow, bool)> {
    facts.properties.iter().map(|row| (row, false)).chain(facts.relationships.iter().map(|row| (row, true)))
}

/// A property by its name, own or inherited. Pages write names in paths in any case. Circles of base types are broken by now.
pub(super) fn find_property<'s>(structs: &'s Structs, name: &TypeName, property: &str) -> Option<&'s Property> {
    let lineage = std::iter::successors(structs.get(name), |structure| structs.get(structure.base.as_ref()?));
    lineage.flat_map(|structure| &structure.properties).find(|known| known.name.eq_ignore_ascii_case(property))
}

/// Whether a type derives from another, directly or not.
pub(super) fn derives_from(structs: &Structs, name: &TypeName, base: &TypeName) -> bool {
    let parent = |name: &TypeName| structs.get(name)?.base.clone();
    std::iter::successors(parent(name), parent).any(|ancestor| ancestor == *base)
}

/// A type without properties.
pub(super) fn empty(name: TypeName, origin: Origin) -> StructType {
    StructType {
        name,
        origin,
        base: None,
        derived: Vec::new(),
        is_abstract: false,
        is_open: false,
        description: super::Text::default(),
        properties: Vec::new(),
        pages: Vec::new(),
    }
}

/// Adds a property; a second one of the same name must have the same type.
fn add(builder: &mut Builder<'_>, structure: &mut StructType, property: Property, span: Span, places: &mut Places) {
    let key = (structure.name.clone(), property.name.clone());
    let place = places.get(&key).copied();
    let Some((first, known)) = place.and_then(|(span, at)| Some((span, structure.properties.get_mut(at)?))) else {
        places.insert(key, (span, structure.properties.len()));
        structure.properties.push(property);
        return;
    };
    if known.description.paragraphs.is_empty() {
        known.description.clone_from(&property.description);
    }
    if known.value == property.value || property.value.item == ANYTHING {
        return;
    }
    if known.value.item == ANYTHING {
        known.value = property.value;
        return;
    }
    let diagnostic = Diagnostic::new(
        &codes::model::PROPERTY_CONTRADICTION,
        span,
        format!("`{}` of `{}` has two types", property.name, structure.name),
    )
    .label(format!("here it is {}", words(&property.value)))
    .related(first, format!("here it is {}", words(&known.value)))
    .note("the type read first is used")
    .help("give the property the same type on all pages that describe the type, or give the types different names");
    builder.report(diagnostic);
}

/// A type in the words of the documentation.
pub(crate) fn words(value: &ValueType) -> String {
    let item = match &value.item {
        ItemType::Primitive(primitive) => format!("{primitive:?}"),
        ItemType::Struct(name) | ItemType::Enum(name) => name.to_string(),
    };
    if value.collection { format!("a collection of `{item}`") } else { format!("`{item}`") }
}

/// The type of a row: what its cell names, else what the JSON representation shows. `owner` has the row as a member.
pub(super) fn value_type(
    builder: &mut Builder<'_>,
    enums: &BTreeMap<TypeName, EnumType>,
    owner: &TypeName,
    row: &PropertyRow,
    shown: Option<&Json>,
) -> ValueType {
    let Some(claim) = row.type_claim.as_ref() else {
        return shown.map_or(ValueType::one(ANYTHING), |json| representation::value_type(builder, json));
    };
    if claim.nested {
        let value = nested(builder, listed_enums::meant(builder, owner, row), shown);
        report_nested(builder, row, claim.span, &value);
        return value;
    }
    if let Some(item) = listed_enums::meant(builder, owner, row) {
        if let ItemType::Enum(name) = &item
            && enums.get(name).is_some_and(|listed| listed.origin == EnumOrigin::TextProperty)
        {
            return ValueType { item: ItemType::Primitive(Primitive::String), collection: claim.collection };
        }
        let better = said_and_shown(builder, claim, shown).or_else(|| formatted(shown, &item));
        return ValueType { item: better.unwrap_or(item), collection: claim.collection };
    }
    if matches!(claim.named, NamedType::OneOf(_)) {
        return ValueType { item: ANYTHING, collection: claim.collection };
    }
    let shown_type = shown.map(|json| representation::value_type(builder, json));
    // An enum that nobody lists is a text at least.
    let unknown = if listed_enums::is_word(&claim.named) { ItemType::Primitive(Primitive::String) } else { ANYTHING };
    let value = shown_type.filter(|shown| shown.item != ANYTHING).unwrap_or(ValueType::one(unknown));
    let value = ValueType { collection: claim.collection || value.collection, ..value };
    report_unknown(builder, row, claim.span, &claim.named, &value);
    value
}

/// `String collection collection`: an array of arrays where the JSON shows one, for whose items there is no type. Otherwise the word
/// stands there once too often.
fn nested(builder: &Builder<'_>, item: Option<ItemType>, shown: Option<&Json>) -> ValueType {
    let first = shown.and_then(|json| json.as_array()?.first());
    let is_array = first.is_some_and(|first| first.as_array().is_some());
    let shown = || first.map_or(ANYTHING, |json| representation::value_type(builder, json).item);
    ValueType { item: if is_array { ANYTHING } else { item.unwrap_or_else(shown) }, collection: true }
}

fn report_nested(builder: &mut Builder<'_>, row: &PropertyRow, span: Span, value: &ValueType) {
    let message = format!("the cell of `{}` says twice that there are many", row.name.value);
    builder.report(
        Diagnostic::new(&codes::model::COLLECTION_NESTED, span, message)
            .note(format!("the property is read as {}", said(value)))
            .help("name a type for the inner collection, or say once that there are many"),
    );
}

/// A link whose words name another type than its target describes: the words win where the JSON agrees with them.
fn said_and_shown(builder: &Builder<'_>, claim: &TypeClaim, shown: Option<&Json>) -> Option<ItemType> {
    let NamedType::Link { text, .. } = &claim.named else { return None };
    let said = builder.index.resolve(builder.sources, &NamedType::Name(text.clone()), claim.span)?;
    (representation::value_type(builder, shown?).item == said).then_some(said)
}

/// `"String (timestamp)"`: the JSON tells more about a text than its cell.
fn formatted(shown: Option<&Json>, item: &ItemType) -> Option<ItemType> {
    let words = shown?.as_str().filter(|_| *item == ItemType::Primitive(Primitive::String))?;
    look_up(REPRESENTATION_WORDS, &fold(words)).filter(|_| words.contains('(')).map(ItemType::Primitive)
}

fn report_unknown(builder: &mut Builder<'_>, row: &PropertyRow, span: Span, named: &NamedType, value: &ValueType) {
    let is_link = matches!(named, NamedType::Link { .. });
    let named = match named {
        NamedType::Link { text, .. } => text.clone(),
        NamedType::Name(name) | NamedType::Unknown(name) => name.clone(),
        NamedType::Primitive(_) | NamedType::OneOf(_) => return,
    };
    builder.report(
        Diagnostic::new(
            &codes::model::TYPE_UNKNOWN,
            span,
            format!("no page describes the type `{named}` of `{}`", row.name.value),
        )
        .note(format!("the property is read as {}", said(value)))
        .help(match builder.index.nearest(&named) {
            // A link says what is meant.
            _ if is_link => "add a page that describes the type, or correct the link".to_owned(),
            Some(meant) => format!("did you mean `{meant}`? Otherwise add a page for the type, or list its values"),
            None => {
                "add a page for the type, list its values (\"Possible values are: `a`, `b`.\"), or name a known type"
                    .to_owned()
            }
        }),
    );
}

/// The same as [`words`], and any JSON as that.
fn said(value: &ValueType) -> String {
    match (&value.item, value.collection) {
        (ItemType::Primitive(Primitive::Json), false) => "any JSON".to_owned(),
        (ItemType::Primitive(Primitive::Json), true) => "a collection of any JSON".to_owned(),
        _ => words(value),
    }
}
