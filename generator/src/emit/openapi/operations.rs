//! Paths and operations.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::components::Components;
use super::schemas::{of_item, of_value};
use super::{cite, describe, object_of};
use crate::model::{Api, Content, Grant, Operation, Parameter, Path, PathPart, Response, Scheme, plain};

/// The operations by path and method.
pub(super) fn paths(api: &Api, components: &Components) -> Value {
    let mut paths: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
    let mut ids = BTreeSet::new();
    // Pages name the parameters of one path otherwise. OpenAPI has each path once, so the first page names them for all.
    let mut names: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for operation in api.operations.iter().chain(&api.elided) {
        let names = names.entry(operation.path.template()).or_insert_with(|| parameter_names(&operation.path));
        let item = paths.entry(template(&operation.path, names)).or_default();
        if item.is_empty() {
            let parameters: Vec<Value> = names.iter().map(|name| path_parameter(name)).collect();
            if !parameters.is_empty() {
                item.insert("parameters".to_owned(), Value::Array(parameters));
            }
        }
        let mut object = of_operation(components, operation, &mut ids);
        if api.elided.iter().any(|elided| std::ptr::eq(elided, operation)) {
            object.insert("x-ms-graph-elided".to_owned(), Value::from(true));
        }
        item.insert(operation.method.as_str().to_lowercase(), Value::Object(object));
    }
    Value::Object(paths.into_iter().map(|(path, item)| (path, Value::Object(item))).collect())
}

/// The names of the parameters as they are documented, where that tells them apart.
fn parameter_names(path: &Path) -> Vec<&str> {
    let documented: Vec<&str> = path.parameters().map(|parameter| parameter.documented.as_str()).collect();
    let is_clear = |name: &&str| {
        !name.is_empty()
            && !name.contains(['{', '}', '/', '?', '#'])
            && documented.iter().filter(|other| other.eq_ignore_ascii_case(name)).count() == 1
    };
    let mut names: Vec<&str> = Vec::with_capacity(documented.len());
    for parameter in path.parameters() {
        let name = Some(parameter.documented.as_str()).filter(is_clear).unwrap_or(&parameter.name);
        names.push(if names.contains(&name) { &parameter.name } else { name });
    }
    names
}

/// The path with these names of parameters.
fn template(path: &Path, names: &[&str]) -> String {
    let mut names = names.iter();
    let mut template = String::new();
    for segment in &path.segments {
        template.push('/');
        for part in &segment.parts {
            match part {
                PathPart::Literal(text) => template.push_str(text),
                PathPart::Parameter(parameter) => {
                    let name = names.next().copied().unwrap_or(&parameter.name);
                    template.extend(["{", name, "}"]);
                }
            }
        }
    }
    template
}

fn path_parameter(name: &str) -> Value {
    json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } })
}

fn of_operation(components: &Components, operation: &Operation, ids: &mut BTreeSet<String>) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("operationId".to_owned(), Value::from(id(operation, ids)));
    if !operation.title().is_empty() {
        object.insert("summary".to_owned(), Value::from(operation.title()));
    }
    describe(&mut object, &operation.description);
    let parameters: Vec<Value> = operation
        .headers
        .iter()
        .map(|parameter| of_parameter(parameter, "header"))
        .chain(operation.query.iter().map(|parameter| of_parameter(parameter, "query")))
        .collect();
    if !parameters.is_empty() {
        object.insert("parameters".to_owned(), Value::Array(parameters));
    }
    if !operation.body_alternatives.is_empty() {
        let content = of_alternatives(components, &operation.body_alternatives);
        object.insert("requestBody".to_owned(), object_of([("required", true.into()), ("content", content)]));
    }
    let responses =
        operation.responses.iter().map(|response| (response.status.to_string(), of_response(components, response)));
    object.insert("responses".to_owned(), Value::Object(responses.collect()));
    object.insert("x-ms-graph-permissions".to_owned(), permissions(operation));
    cite(&mut object, &operation.pages);
    object
}

/// The method and the words of the path, unique in the document.
fn id(operation: &Operation, ids: &mut BTreeSet<String>) -> String {
    let base = format!("{}_{}", operation.method.as_str().to_lowercase(), words(&operation.path));
    let mut id = base.clone();
    let mut number = 2_u32;
    while !ids.insert(id.clone()) {
        id = format!("{base}_{number}");
        number += 1;
    }
    id
}

fn words(path: &Path) -> String {
    let mut words: Vec<String> = Vec::new();
    for part in path.segments.iter().flat_map(|segment| &segment.parts) {
        let text = match part {
            PathPart::Literal(text) => text.as_str(),
            PathPart::Parameter(parameter) => parameter.name.as_str(),
        };
        words.extend(
            text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned),
        );
    }
    words.join("_")
}

fn of_parameter(parameter: &Parameter, place: &str) -> Value {
    let mut object = Map::new();
    object.insert("name".to_owned(), Value::from(parameter.name.as_str()));
    object.insert("in".to_owned(), Value::from(place));
    let description = plain(&parameter.description);
    if !description.is_empty() {
        object.insert("description".to_owned(), Value::from(description));
    }
    if parameter.required {
        object.insert("required".to_owned(), Value::from(true));
    }
    object.insert("schema".to_owned(), json!({ "type": "string" }));
    Value::Object(object)
}

fn of_response(components: &Components, response: &Response) -> Value {
    let mut object = Map::new();
    object.insert("description".to_owned(), Value::from(reason(response.status)));
    if !response.alternatives.is_empty() {
        object.insert("content".to_owned(), of_alternatives(components, &response.alternatives));
    }
    Value::Object(object)
}

/// The reason phrase of a success, which OpenAPI asks a description for.
const fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        201 => "Created",
        202 => "Accepted",
        204 => "No Content",
        206 => "Partial Content",
        207 => "Multi-Status",
        302 => "Found",
        _ => "Success",
    }
}

/// Alternatives of one media type come under `anyOf`; those of pages under the `anyOf` of their items.
fn of_alternatives(components: &Components, alternatives: &[Content]) -> Value {
    let (mut values, mut items, mut media) = (Vec::new(), Vec::new(), false);
    for content in alternatives {
        match content {
            Content::Json(value) => values.push(of_value(components, value)),
            Content::Page(item) => items.push(of_item(components, item)),
            Content::Scalar(item) => {
                let properties = object_of([("value", of_item(components, item))]);
                values.push(object_of([("type", "object".into()), ("properties", properties)]));
            }
            Content::Media => media = true,
        }
    }
    if !items.is_empty() {
        values.push(page(any_of(items)));
    }
    let mut content = Map::new();
    if !values.is_empty() {
        content.insert("application/json".to_owned(), object_of([("schema", any_of(values))]));
    }
    if media {
        // Bytes have no schema in OpenAPI 3.1.
        content.insert("application/octet-stream".to_owned(), json!({}));
    }
    Value::Object(content)
}

fn any_of(mut schemas: Vec<Value>) -> Value {
    if schemas.len() == 1 { schemas.pop().unwrap_or_default() } else { object_of([("anyOf", schemas.into())]) }
}

/// A page of a collection.
fn page(item: Value) -> Value {
    let properties = [
        ("value", object_of([("type", "array".into()), ("items", item)])),
        ("@odata.nextLink", json!({ "type": "string" })),
    ];
    object_of([("type", "object".into()), ("properties", object_of(properties))])
}

/// Permissions by kind of sign-in, least privileged first. Of permissions that are needed together all are listed.
fn permissions(operation: &Operation) -> Value {
    let list = |scheme| {
        let mut names: Vec<&str> = Vec::new();
        if let Some(Grant::AnyOf(alternatives)) = operation.permissions.get(&scheme) {
            for name in alternatives.iter().flat_map(|alternative| &alternative.permissions) {
                if !names.contains(&name.as_str()) {
                    names.push(name);
                }
            }
        }
        Value::from(names)
    };
    object_of([
        ("delegatedWork", list(Scheme::DelegatedWork)),
        ("delegatedPersonal", list(Scheme::DelegatedPersonal)),
        ("application", list(Scheme::Application)),
    ])
}
