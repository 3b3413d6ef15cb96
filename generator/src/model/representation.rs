//! What the JSON representation of a type adds to its tables.

use foldhash::HashSet;

use super::api::{ItemType, Primitive, Property, ValueType};
use super::names::ANYTHING;
use super::structs::Structs;
use super::{Builder, bases};
use crate::diagnostic::{Diagnostic, codes};
use crate::page::json::{Json, JsonValue};
use crate::read::conventions::{REPRESENTATION_WORDS, fold, look_up};
use crate::read::types;
use crate::source::Span;

/// Adds the members of JSON representations that no table lists.
pub(super) fn complete(builder: &mut Builder<'_>, structs: &mut Structs) {
    for page in builder.facts {
        for facts in &page.types {
            let Some(json) = &facts.representation else { continue };
            let name = builder.index.canonical(&facts.name.value);
            let has_tables = !facts.properties.is_empty() || !facts.relationships.is_empty();
            // The JSON of an open type without tables shows members that clients invent: `"4e98f8f1-...": {...}`.
            let is_free = !has_tables && structs.get(&name).is_some_and(|structure| structure.is_open);
            let Some(members) = json.as_object().filter(|_| !is_free) else { continue };
            // A name that differs from that of a row in case only is no other member; the review reports it.
            let known = bases::property_names(structs, &name);
            let mut known: HashSet<String> = known.iter().map(|name| name.to_ascii_lowercase()).collect();
            for member in members.iter().filter(|member| !member.name.contains('@')) {
                if !known.insert(member.name.to_ascii_lowercase()) {
                    continue;
                }
                let value = value_type(builder, &member.value);
                let Some(structure) = structs.get_mut(&name) else { continue };
                structure.properties.push(Property {
                    name: member.name.clone(),
                    value,
                    navigation: false,
                    recursive: false,
                    description: super::Text::default(),
                });
                if has_tables {
                    builder.report(
                        Diagnostic::new(
                            &codes::model::PROPERTY_ONLY_IN_JSON,
                            member.name_span,
                            format!("no table of `{name}` lists `{}`", member.name),
                        )
                        .note("the property is generated with the type that the JSON shows")
                        .help("add a row to the table of properties, or take the member out of the JSON"),
                    );
                }
            }
        }
    }
}

/// The type that a member of a JSON representation shows.
pub(super) fn value_type(builder: &Builder<'_>, json: &Json) -> ValueType {
    match &json.value {
        JsonValue::Array(items) => {
            let first = items.first().filter(|item| item.as_array().is_none());
            let item = first.map_or(ANYTHING, |item| value_type(builder, item).item);
            ValueType { item, collection: true }
        }
        JsonValue::Object(_) => {
            let named = ["@odata.type", "@type"].iter().find_map(|key| json.get(key)).and_then(Json::as_str);
            named.map_or(ValueType::one(ANYTHING), |text| named_value(builder, text, json.span))
        }
        JsonValue::String(text) => match look_up(REPRESENTATION_WORDS, &fold(text)) {
            Some(primitive) => ValueType::one(ItemType::Primitive(primitive)),
            None if text.contains('.') && !text.contains(' ') => {
                let named = named_value(builder, text, json.span);
                let is_text = named.item == ANYTHING && !builder.index.is_of_api(simple(text));
                if is_text { ValueType::one(ItemType::Primitive(Primitive::String)) } else { named }
            }
            None => ValueType::one(ItemType::Primitive(Primitive::String)),
        },
        JsonValue::Bool(_) => ValueType::one(ItemType::Primitive(Primitive::Boolean)),
        JsonValue::Number(number) if number.is_f64() => ValueType::one(ItemType::Primitive(Primitive::Double)),
        JsonValue::Number(_) => ValueType::one(ItemType::Primitive(Primitive::Int32)),
        JsonValue::Null => ValueType::one(ANYTHING),
    }
}

/// `microsoft.graph.post` or `Collection(microsoft.graph.post)`
fn named_value(builder: &Builder<'_>, text: &str, span: Span) -> ValueType {
    let named = types::name(text);
    let item = builder.index.resolve(builder.sources, &named, span).unwrap_or(ANYTHING);
    ValueType { item, collection: simple(text).len() < text.trim_start_matches('#').len() }
}

/// The name in `Collection(contoso.library.book)` or `#contoso.library.book`.
fn simple(text: &str) -> &str {
    let inner = text.split_once('(').filter(|(word, _)| fold(word) == "collection");
    inner.map_or(text, |(_, rest)| rest.trim_end_matches(')')).trim_start_matches('#').trim()
}
