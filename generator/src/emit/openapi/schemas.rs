//! Component schemas.

use serde_json::{Map, Value, json};

use super::{cite, describe};
use crate::model::{Api, EnumOrigin, EnumType, ItemType, Origin, Primitive, Property, StructType, TypeName, ValueType};

/// The schemas of all types and enums, by name.
pub(super) fn all(api: &Api) -> Value {
    let structs =
        api.structs.values().map(|structure| (component(api, &structure.name).to_owned(), of_struct(api, structure)));
    let enums = api.enums.values().map(|listed| (listed.name.as_str().to_owned(), of_enum(listed)));
    let mut schemas: Vec<(String, Value)> = structs.chain(enums).collect();
    schemas.sort_by(|a, b| a.0.cmp(&b.0));
    Value::Object(schemas.into_iter().collect())
}

/// The name of a component: the qualified name of the documentation. What no page names is called by its simple name.
fn component<'a>(api: &Api, name: &'a TypeName) -> &'a str {
    match api.structs.get(name).map(|structure| structure.origin) {
        Some(Origin::Inferred | Origin::Parameters) => name.simple(),
        Some(Origin::Documented) | None => name.as_str(),
    }
}

/// A type. Its base comes as a reference under `allOf`.
fn of_struct(api: &Api, structure: &StructType) -> Value {
    let mut schema = Map::new();
    schema.insert("type".to_owned(), Value::from("object"));
    describe(&mut schema, &structure.description);
    if let Some(base) = &structure.base {
        schema.insert("allOf".to_owned(), json!([reference(component(api, base))]));
    }
    let properties = structure.properties.iter().map(|property| (property.name.clone(), of_property(api, property)));
    schema.insert("properties".to_owned(), Value::Object(properties.collect()));
    if structure.origin != Origin::Documented {
        schema.insert("x-ms-graph-synthetic".to_owned(), Value::from(true));
    }
    cite(&mut schema, &structure.pages);
    Value::Object(schema)
}

fn of_property(api: &Api, property: &Property) -> Value {
    let mut schema = match of_value(api, &property.value) {
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
pub(super) fn of_value(api: &Api, value: &ValueType) -> Value {
    let item = of_item(api, &value.item);
    if value.collection { json!({ "type": "array", "items": item }) } else { item }
}

/// An item.
pub(super) fn of_item(api: &Api, item: &ItemType) -> Value {
    match item {
        ItemType::Struct(name) | ItemType::Enum(name) => reference(component(api, name)),
        ItemType::Primitive(primitive) => of_primitive(*primitive),
    }
}

/// A reference to a component. Names of the documentation may hold characters that mean something in a URI fragment.
fn reference(name: &str) -> Value {
    let mut escaped = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '~' => escaped.push_str("~0"),
            '/' => escaped.push_str("~1"),
            _ => escaped.push(c),
        }
    }
    json!({ "$ref": format!("#/components/schemas/{escaped}") })
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
