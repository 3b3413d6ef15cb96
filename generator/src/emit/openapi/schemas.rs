//! Component schemas.

use indexmap::IndexMap;
use rayon::prelude::*;

use super::components::Components;
use super::json::{Json, Object};
use super::{PIECE, cite, describe};
use crate::model::{Api, EnumOrigin, EnumType, ItemType, Origin, Primitive, Property, StructType, ValueType};

/// What a component describes.
#[derive(Clone, Copy)]
enum Described<'a> {
    Struct(&'a StructType),
    Enum(&'a EnumType),
}

/// The schemas of all types and enums, by name.
pub(super) fn pieces(api: &Api, components: &Components<'_>, is_indented: bool) -> Vec<String> {
    let structs = api.structs.values().map(|it| (components.structure(&it.name), Described::Struct(it)));
    let enums = api.enums.values().map(|it| (components.listed(&it.name), Described::Enum(it)));
    let mut schemas: Vec<(&str, Described<'_>)> = structs.chain(enums).collect();
    schemas.sort_by_key(|(name, _)| *name);
    let piece = |schemas: &[(&str, Described<'_>)]| {
        Json::piece(is_indented, 2, |all| {
            for (name, described) in schemas {
                all.object(name, |schema| match described {
                    Described::Struct(structure) => of_struct(schema, components, structure),
                    Described::Enum(listed) => of_enum(schema, listed),
                });
            }
        })
    };
    schemas.par_chunks(PIECE).map(piece).collect()
}

/// A type. Its base comes as a reference under `allOf`.
fn of_struct(schema: &mut Object<'_>, components: &Components<'_>, structure: &StructType) {
    schema.text("type", "object");
    describe(schema, &structure.description);
    if let Some(base) = &structure.base {
        schema.array("allOf", |all| all.object(|base_of| components.refer_to_structure(base_of, base)));
    }
    // Of members with the same name, the last counts.
    let properties: IndexMap<&str, &Property> =
        structure.properties.iter().map(|property| (property.name.as_str(), property)).collect();
    schema.object("properties", |all| {
        for (name, property) in properties {
            all.object(name, |schema| of_property(schema, components, property));
        }
    });
    if structure.origin != Origin::Documented {
        schema.flag("x-ms-graph-synthetic");
    }
    cite(schema, &structure.pages);
}

fn of_property(schema: &mut Object<'_>, components: &Components<'_>, property: &Property) {
    of_value(schema, components, &property.value);
    describe(schema, &property.description);
    if property.navigation {
        schema.flag("x-ms-navigationProperty");
    }
}

/// An enum. Clients must expect values beyond these.
fn of_enum(schema: &mut Object<'_>, listed: &EnumType) {
    schema.text("type", "string");
    describe(schema, &listed.description);
    schema.texts("enum", listed.members.iter().map(|member| member.name.as_str()));
    if listed.origin == EnumOrigin::TextProperty {
        schema.flag("x-ms-graph-synthetic");
    }
    cite(schema, &listed.pages);
}

/// A value or a collection of values.
pub(super) fn of_value(schema: &mut Object<'_>, components: &Components<'_>, value: &ValueType) {
    if value.collection {
        schema.text("type", "array");
        schema.object("items", |schema| of_item(schema, components, &value.item));
    } else {
        of_item(schema, components, &value.item);
    }
}

/// An item.
pub(super) fn of_item(schema: &mut Object<'_>, components: &Components<'_>, item: &ItemType) {
    match item {
        ItemType::Struct(name) => components.refer_to_structure(schema, name),
        ItemType::Enum(name) => components.refer_to_listed(schema, name),
        ItemType::Primitive(primitive) => of_primitive(schema, *primitive),
    }
}

fn of_primitive(schema: &mut Object<'_>, primitive: Primitive) {
    let (kind, format) = match primitive {
        Primitive::String => ("string", ""),
        Primitive::Boolean => ("boolean", ""),
        Primitive::Byte => ("integer", "uint8"),
        Primitive::SByte => ("integer", "int8"),
        Primitive::Int16 => ("integer", "int16"),
        Primitive::Int32 => ("integer", "int32"),
        Primitive::Int64 => ("integer", "int64"),
        Primitive::Single => ("number", "float"),
        Primitive::Double => ("number", "double"),
        Primitive::Decimal => ("number", "decimal"),
        Primitive::Number => ("number", ""),
        Primitive::DateTimeOffset => ("string", "date-time"),
        Primitive::Date => ("string", "date"),
        Primitive::TimeOfDay => ("string", "time"),
        Primitive::Duration => ("string", "duration"),
        Primitive::Guid => ("string", "uuid"),
        Primitive::Binary => ("string", "base64url"),
        Primitive::Stream => ("string", "binary"),
        Primitive::Json => return,
    };
    schema.text("type", kind);
    if !format.is_empty() {
        schema.text("format", format);
    }
}
