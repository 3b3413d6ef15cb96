//! Component schemas.

use serde_json::{Map, Value, json};

use super::components::Components;
use super::{cite, describe, object_of};
use crate::model::{Api, EnumOrigin, EnumType, ItemType, Origin, Primitive, Property, StructType, ValueType};

/// The schemas of all types and enums, by name.
pub(super) fn all(api: &Api, components: &Components) -> Value {
    let structs = api.structs.values();
    let structs = structs.map(|it| (components.structure(&it.name).to_owned(), of_struct(components, it)));
    let enums = api.enums.values().map(|it| (components.listed(&it.name).to_owned(), of_enum(it)));
    let mut schemas: Vec<(String, Value)> = structs.chain(enums).collect();
    schemas.sort_by(|a, b| a.0.cmp(&b.0));
    Value::Object(schemas.into_iter().collect())
}

/// A type. Its base comes as a reference under `allOf`.
fn of_struct(components: &Components, structure: &StructType) -> Value {
    let mut schema = Map::new();
    schema.insert("type".to_owned(), Value::from("object"));
    describe(&mut schema, &structure.description);
    if let Some(base) = &structure.base {
        schema.insert("allOf".to_owned(), Value::Array(vec![components.structure_reference(base)]));
    }
    let properties =
        structure.properties.iter().map(|property| (property.name.clone(), of_property(components, property)));
    schema.insert("properties".to_owned(), Value::Object(properties.collect()));
    if structure.origin != Origin::Documented {
        schema.insert("x-ms-graph-synthetic".to_owned(), Value::from(true));
    }
    cite(&mut schema, &structure.pages);
    Value::Object(schema)
}

fn of_property(components: &Components, property: &Property) -> Value {
    let mut schema = match of_value(components, &property.value) {
        Value::Object(schema) => schema,
        _ => Map::new(),
    };
    describe(&mut schema, &property.description);
    if property.navigation {
        schema.insert("x-ms-navigationProperty".to_owned(), Value::from(true));
    }
    Value::Object(schema)
}

/// An enum. Clients must expect values beyond these.
fn of_enum(listed: &EnumType) -> Value {
    let mut schema = Map::new();
    schema.insert("type".to_owned(), Value::from("string"));
    describe(&mut schema, &listed.description);
    let members: Vec<&str> = listed.members.iter().map(|member| member.name.as_str()).collect();
    schema.insert("enum".to_owned(), Value::from(members));
    if listed.origin == EnumOrigin::TextProperty {
        schema.insert("x-ms-graph-synthetic".to_owned(), Value::from(true));
    }
    cite(&mut schema, &listed.pages);
    Value::Object(schema)
}

/// A value or a collection of values.
pub(super) fn of_value(components: &Components, value: &ValueType) -> Value {
    let item = of_item(components, &value.item);
    if value.collection { object_of([("type", "array".into()), ("items", item)]) } else { item }
}

/// An item.
pub(super) fn of_item(components: &Components, item: &ItemType) -> Value {
    match item {
        ItemType::Struct(name) => components.structure_reference(name),
        ItemType::Enum(name) => components.listed_reference(name),
        ItemType::Primitive(primitive) => of_primitive(*primitive),
    }
}

fn of_primitive(primitive: Primitive) -> Value {
    let formatted = |kind: &str, format: &str| json!({ "type": kind, "format": format });
    match primitive {
        Primitive::String => json!({ "type": "string" }),
        Primitive::Boolean => json!({ "type": "boolean" }),
        Primitive::Byte => formatted("integer", "uint8"),
        Primitive::SByte => formatted("integer", "int8"),
        Primitive::Int16 => formatted("integer", "int16"),
        Primitive::Int32 => formatted("integer", "int32"),
        Primitive::Int64 => formatted("integer", "int64"),
        Primitive::Single => formatted("number", "float"),
        Primitive::Double => formatted("number", "double"),
        Primitive::Decimal => formatted("number", "decimal"),
        Primitive::Number => json!({ "type": "number" }),
        Primitive::DateTimeOffset => formatted("string", "date-time"),
        Primitive::Date => formatted("string", "date"),
        Primitive::TimeOfDay => formatted("string", "time"),
        Primitive::Duration => formatted("string", "duration"),
        Primitive::Guid => formatted("string", "uuid"),
        Primitive::Binary => formatted("string", "base64url"),
        Primitive::Stream => formatted("string", "binary"),
        Primitive::Json => json!({}),
    }
}
