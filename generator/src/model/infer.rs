//! Types that no page describes, inferred from the examples that show them.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use indexmap::IndexMap;

use super::api::{EnumType, ItemType, Origin, Primitive, Property, TypeName, ValueType};
use super::names::{ANYTHING, Index};
use super::structs::{self, Structs};
use super::{Builder, paths};
use crate::diagnostic::{Diagnostic, codes};
use crate::page::json::{Json, JsonValue};
use crate::read::NamedType;
use crate::read::conventions::CONTROL_DATA;
use crate::source::Span;

/// Types to infer.
#[derive(Default)]
pub(super) struct Pending<'a> {
    wanted: BTreeMap<TypeName, Wanted<'a>>,
}

impl Pending<'_> {
    /// Adds what another part of the work asked for, after this one.
    pub(super) fn add(&mut self, other: Self) {
        for (name, wanted) in other.wanted {
            match self.wanted.entry(name) {
                Entry::Vacant(entry) => drop(entry.insert(wanted)),
                Entry::Occupied(mut entry) => entry.get_mut().shown.extend(wanted.shown),
            }
        }
    }
}

struct Wanted<'a> {
    /// The first mention.
    span: Span,
    shown: Vec<&'a Json>,
}

/// Asks for a type that is mentioned but not described. Nothing where the mention names no type.
pub(super) fn want<'a>(
    builder: &mut Builder<'a>,
    named: &NamedType,
    span: Span,
    shown: Vec<&'a Json>,
) -> Option<ItemType> {
    let words = match named {
        NamedType::Link { text, target } if Index::is_undefined(builder.sources, target, span) => text,
        NamedType::Name(text) => text,
        NamedType::Primitive(primitive) => return Some(ItemType::Primitive(*primitive)),
        NamedType::Link { .. } | NamedType::OneOf(_) | NamedType::Unknown(_) => return None,
    };
    let (namespace, simple) =
        words.rsplit_once('.').map_or((None, words.as_str()), |(namespace, simple)| (Some(namespace), simple));
    let mut letters = simple.chars().filter(|c| c.is_ascii_alphanumeric());
    let first = letters.next().filter(char::is_ascii_alphabetic)?;
    let simple: String = std::iter::once(first.to_ascii_lowercase()).chain(letters).collect();
    let qualified = namespace.map_or(simple.clone(), |namespace| format!("{namespace}.{simple}"));
    let name = builder.index.canonical(&qualified);
    let wanted = builder.found.pending.wanted.entry(name.clone()).or_insert(Wanted { span, shown: Vec::new() });
    wanted.shown.extend(shown);
    Some(ItemType::Struct(name))
}

/// Infers the types that were asked for, and reports each.
pub(super) fn join(builder: &mut Builder<'_>, structs: &mut Structs, enums: &BTreeMap<TypeName, EnumType>) {
    for (name, wanted) in std::mem::take(&mut builder.found.pending.wanted) {
        if structs.contains_key(&name) || enums.contains_key(&name) {
            continue;
        }
        builder.report(
            Diagnostic::new(&codes::model::TYPE_INFERRED, wanted.span, format!("no page describes the type `{name}`"))
                .note("its properties are inferred from the JSON examples that show it")
                .help("add a resource page for the type, so that all its properties are known"),
        );
        object(builder, structs, &name, &wanted.shown);
    }
}

/// The members of a body that no table and no type describes. Objects within it stay any JSON.
pub(super) fn members(builder: &Builder<'_>, shown: &[&Json]) -> Vec<Property> {
    let mut unnamed = Structs::new();
    let name = TypeName::new("");
    object(builder, &mut unnamed, &name, shown);
    let mut members = unnamed.remove(&name).map(|structure| structure.properties).unwrap_or_default();
    for member in &mut members {
        if matches!(&member.value.item, ItemType::Struct(name) if unnamed.contains_key(name)) {
            member.value.item = ANYTHING;
        }
    }
    members
}

/// Adds the type of the objects `shown`.
fn object(builder: &Builder<'_>, structs: &mut Structs, name: &TypeName, shown: &[&Json]) {
    let mut members: IndexMap<&str, Vec<&Json>> = IndexMap::new();
    let objects = shown.iter().filter_map(|json| json.as_object());
    for member in objects.flatten().filter(|member| is_data(&member.name)) {
        members.entry(&member.name).or_default().push(&member.value);
    }
    let mut structure = structs::empty(name.clone(), Origin::Inferred);
    for (member, values) in members {
        let value = value_type(builder, structs, name, member, &values);
        structure.properties.push(Property {
            name: member.to_owned(),
            value,
            navigation: false,
            recursive: false,
            description: super::Text::default(),
        });
    }
    structs.insert(name.clone(), structure);
}

/// Whether a member is a property, not a remark about the object or a property.
fn is_data(name: &str) -> bool {
    !name.contains('@') || CONTROL_DATA.iter().any(|end| name.ends_with(end))
}

/// The type of all the values that examples give a member.
fn value_type(
    builder: &Builder<'_>,
    structs: &mut Structs,
    owner: &TypeName,
    member: &str,
    values: &[&Json],
) -> ValueType {
    let mut items: Vec<&Json> = Vec::new();
    let mut collection = None;
    for json in values {
        let is_array = match &json.value {
            JsonValue::Null => continue,
            JsonValue::Array(elements) => {
                items.extend(elements);
                true
            }
            _ => {
                items.push(json);
                false
            }
        };
        if collection.is_some_and(|known| known != is_array) {
            return ValueType::one(ANYTHING);
        }
        collection = Some(is_array);
    }
    items.retain(|json| json.value != JsonValue::Null);
    let item = if items.iter().all(|json| json.as_object().is_some()) && !items.is_empty() {
        let member = if collection == Some(true) { paths::singular(member) } else { member.to_owned() };
        object_type(builder, structs, owner, &member, &items)
    } else {
        scalar_type(&items)
    };
    ValueType { item, collection: collection.unwrap_or(false) }
}

/// A documented type where `@odata.type` names one, else a type of its own, named after its owner and the member.
fn object_type(
    builder: &Builder<'_>,
    structs: &mut Structs,
    owner: &TypeName,
    member: &str,
    items: &[&Json],
) -> ItemType {
    let named = items.iter().find_map(|json| {
        let name = json.get("@odata.type")?;
        let named = NamedType::Name(name.as_str()?.trim_start_matches('#').to_owned());
        builder.index.resolve(builder.sources, &named, name.span)
    });
    if let Some(item) = named {
        return item;
    }
    let plain: String = member.chars().filter(char::is_ascii_alphanumeric).collect();
    let Some(first) = plain.chars().next() else { return ANYTHING };
    let name = TypeName::new(&format!("{owner}{}{}", first.to_ascii_uppercase(), plain.get(1..).unwrap_or_default()));
    if structs.contains_key(&name) || name.as_str().len() > MOST_NAME {
        return ANYTHING;
    }
    object(builder, structs, &name, items);
    ItemType::Struct(name)
}

/// Names of types within types grow with the depth of an example; beyond this length the value stays any JSON.
const MOST_NAME: usize = 200;

/// The primitive type of all these, any JSON where they have none in common.
pub(super) fn scalar_type(items: &[&Json]) -> ItemType {
    let mut kinds = items.iter().map(|json| match &json.value {
        JsonValue::Bool(_) => Some(Primitive::Boolean),
        JsonValue::String(_) => Some(Primitive::String),
        JsonValue::Number(number) => Some(match number.as_i64() {
            Some(integer) if i32::try_from(integer).is_ok() => Primitive::Int32,
            Some(_) => Primitive::Int64,
            None => Primitive::Double,
        }),
        JsonValue::Null | JsonValue::Array(_) | JsonValue::Object(_) => None,
    });
    let first = kinds.next().flatten();
    let joined = kinds.try_fold(first, |known, kind| match (known, kind) {
        (Some(known), Some(kind)) if known == kind => Some(Some(known)),
        (Some(known), Some(kind)) => wider(known, kind).map(Some),
        _ => None,
    });
    joined.flatten().map_or(ANYTHING, ItemType::Primitive)
}

/// The number type that holds both.
fn wider(a: Primitive, b: Primitive) -> Option<Primitive> {
    const NUMBERS: &[Primitive] = &[Primitive::Int32, Primitive::Int64, Primitive::Double];
    let at = |primitive| NUMBERS.iter().position(|known| *known == primitive);
    NUMBERS.get(at(a)?.max(at(b)?)).copied()
}
