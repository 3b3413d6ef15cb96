//! Paths and operations.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use indexmap::IndexMap;
use rayon::prelude::*;

use super::components::Components;
use super::json::{Array, Json, Object};
use super::schemas::{of_item, of_value};
use super::{PIECE, cite, describe};
use crate::model::{
    Api, Content, Grant, ItemType, Method, Operation, Parameter, Path, PathPart, Presence, Primitive, Response, Scheme,
    Text, ValueType,
};

/// A path.
struct PathItem<'a> {
    parameters: Vec<PathParameterItem<'a>>,
    /// By method. Of two with the same method, the last counts.
    operations: IndexMap<Method, Entry<'a>>,
}

impl<'a> PathItem<'a> {
    /// The parameters are those of all methods, so what the first page says that describes one holds for all.
    fn describe(&mut self, descriptions: &'a [Text]) {
        for (parameter, description) in self.parameters.iter_mut().zip(descriptions) {
            let is_said = !description.paragraphs.is_empty();
            parameter.description = parameter.description.or(Some(description).filter(|_| is_said));
        }
    }
}

/// A parameter of a path.
struct PathParameterItem<'a> {
    name: &'a str,
    item: &'a ItemType,
    description: Option<&'a Text>,
}

/// An operation as the document has it.
struct Entry<'a> {
    operation: &'a Operation,
    id: String,
    is_as_written: bool,
}

/// The operations by path and method.
pub(super) fn pieces(api: &Api, components: &Components<'_>, is_indented: bool) -> Vec<String> {
    let items: Vec<(String, PathItem<'_>)> = items(api).into_iter().collect();
    let piece = |items: &[(String, PathItem<'_>)]| {
        Json::piece(is_indented, 1, |all| {
            for (path, item) in items {
                all.object(path, |object| of_path(object, components, item));
            }
        })
    };
    items.par_chunks(PIECE).map(piece).collect()
}

fn items(api: &Api) -> BTreeMap<String, PathItem<'_>> {
    let as_written = api.as_written.iter().map(|operation| (operation, true));
    let all: Vec<(&Operation, bool)> =
        api.operations.iter().map(|operation| (operation, false)).chain(as_written).collect();
    let texts: Vec<(String, String)> =
        all.par_iter().map(|(operation, _)| (operation.path.to_string(), id(operation))).collect();
    let mut items: BTreeMap<String, PathItem<'_>> = BTreeMap::new();
    let mut ids = HashSet::new();
    // Pages name the parameters of one path otherwise. OpenAPI has each path once, so the first page names them for all.
    let mut names: HashMap<String, Vec<&str>> = HashMap::new();
    for ((operation, is_as_written), (path, id)) in all.into_iter().zip(texts) {
        let names = names.entry(path).or_insert_with(|| parameter_names(&operation.path));
        let parameters = operation.path.parameters().zip(&*names);
        let parameters =
            parameters.map(|(parameter, name)| PathParameterItem { name, item: &parameter.item, description: None });
        let new = || PathItem { parameters: parameters.collect(), operations: IndexMap::new() };
        let item = items.entry(template(&operation.path, names)).or_insert_with(new);
        item.describe(&operation.path_descriptions);
        let entry = Entry { operation, id: unique(id, &mut ids), is_as_written };
        item.operations.insert(operation.method, entry);
    }
    items
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

fn of_path(object: &mut Object<'_>, components: &Components<'_>, item: &PathItem<'_>) {
    if !item.parameters.is_empty() {
        object.array("parameters", |all| {
            item.parameters.iter().for_each(|parameter| path_parameter(all, components, parameter))
        });
    }
    for (method, entry) in &item.operations {
        object.object(verb(*method), |object| of_operation(object, components, entry));
    }
}

const fn verb(method: Method) -> &'static str {
    match method {
        Method::Get => "get",
        Method::Post => "post",
        Method::Put => "put",
        Method::Patch => "patch",
        Method::Delete => "delete",
        Method::Head => "head",
        Method::Options => "options",
    }
}

fn path_parameter(all: &mut Array<'_>, components: &Components<'_>, parameter: &PathParameterItem<'_>) {
    all.object(|object| {
        object.text("name", parameter.name);
        object.text("in", "path");
        if let Some(description) = parameter.description {
            describe(object, description);
        }
        object.flag("required");
        object.object("schema", |schema| of_item(schema, components, parameter.item));
    });
}

fn of_operation(object: &mut Object<'_>, components: &Components<'_>, entry: &Entry<'_>) {
    let operation = entry.operation;
    object.text("operationId", &entry.id);
    if !operation.title().is_empty() {
        object.text("summary", operation.title());
    }
    describe(object, &operation.description);
    if !(operation.headers.is_empty() && operation.query.is_empty()) {
        object.array("parameters", |all| {
            operation.headers.iter().for_each(|parameter| of_parameter(all, components, parameter, "header"));
            operation.query.iter().for_each(|parameter| of_parameter(all, components, parameter, "query"));
        });
    }
    if !operation.body_alternatives.is_empty() {
        object.object("requestBody", |body| {
            if operation.body_presence == Presence::Required {
                body.flag("required");
            }
            body.object("content", |content| {
                of_alternatives(content, components, &operation.body_alternatives, &operation.body_media_types);
            });
        });
    }
    object.object("responses", |all| {
        for response in &operation.responses {
            all.object(&response.status.to_string(), |object| of_response(object, components, response));
        }
    });
    if operation.permissions.values().any(|grant| *grant != Grant::Unknown) {
        object.object("x-ms-graph-permissions", |object| permissions(object, operation));
    }
    cite(object, &operation.pages);
    if entry.is_as_written {
        object.flag("x-ms-graph-as-written");
    }
}

/// The method and the words of the path.
fn id(operation: &Operation) -> String {
    let mut id = verb(operation.method).to_owned();
    let mut words = words(&operation.path).peekable();
    if words.peek().is_none() {
        id.push('_');
    }
    words.for_each(|word| id.extend(["_", word]));
    id
}

/// The id, with a number where it is taken.
fn unique(base: String, ids: &mut HashSet<String>) -> String {
    let mut id = base.clone();
    let mut number = 2_u32;
    while !ids.insert(id.clone()) {
        id = format!("{base}_{number}");
        number += 1;
    }
    id
}

fn words(path: &Path) -> impl Iterator<Item = &str> {
    let texts = path.segments.iter().flat_map(|segment| &segment.parts).map(|part| match part {
        PathPart::Literal(text) => text.as_str(),
        PathPart::Parameter(parameter) => parameter.name.as_str(),
    });
    texts.flat_map(|text| text.split(|c: char| !c.is_ascii_alphanumeric())).filter(|word| !word.is_empty())
}

fn of_parameter(all: &mut Array<'_>, components: &Components<'_>, parameter: &Parameter, place: &str) {
    all.object(|object| {
        object.text("name", &parameter.name);
        object.text("in", place);
        describe(object, &parameter.description);
        if parameter.required {
            object.flag("required");
        }
        object.object("schema", |schema| of_item(schema, components, &parameter.item));
    });
}

fn of_response(object: &mut Object<'_>, components: &Components<'_>, response: &Response) {
    object.text("description", reason(response.status));
    if !response.alternatives.is_empty() {
        object.object("content", |content| {
            of_alternatives(content, components, &response.alternatives, &response.media_types);
        });
    }
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

/// A count is a number as text.
const COUNT_MEDIA_TYPE: &str = "text/plain";

/// Alternatives of one media type come under `anyOf`; those of pages under the `anyOf` of their items.
fn of_alternatives(
    content: &mut Object<'_>,
    components: &Components<'_>,
    alternatives: &[Content],
    media_types: &[String],
) {
    let mut schemas: Vec<Schema<'_>> = Vec::with_capacity(alternatives.len());
    let (mut items, mut count, mut media) = (Vec::new(), false, false);
    for alternative in alternatives {
        match alternative {
            Content::Json(value) => schemas.push(Schema::Value(value)),
            Content::Scalar(item) => schemas.push(Schema::Scalar(item)),
            Content::Page(item) => items.push(item),
            Content::Count => count = true,
            Content::Media => media = true,
        }
    }
    if !items.is_empty() {
        schemas.push(Schema::Page(items));
    }
    if !schemas.is_empty() {
        content.object("application/json", |json| {
            json.object("schema", |schema| any_of(schema, &schemas, |schema, one| one.write(schema, components)));
        });
    }
    if count {
        content.object(COUNT_MEDIA_TYPE, |text| {
            text.object("schema", |schema| of_item(schema, components, &ItemType::Primitive(Primitive::Int64)));
        });
    }
    if media {
        // Bytes have no schema in OpenAPI 3.1.
        let named = media_types.iter().map(String::as_str).filter(|name| !(count && *name == COUNT_MEDIA_TYPE));
        let all = if media_types.is_empty() { vec!["application/octet-stream"] } else { named.collect() };
        all.into_iter().for_each(|name| content.object(name, |_| {}));
    }
}

/// What an alternative looks like.
enum Schema<'a> {
    Value(&'a ValueType),
    /// One value in an object.
    Scalar(&'a ItemType),
    /// A page of a collection; these are the items of all alternatives that are pages.
    Page(Vec<&'a ItemType>),
}

impl Schema<'_> {
    fn write(&self, schema: &mut Object<'_>, components: &Components<'_>) {
        match self {
            Self::Value(value) => of_value(schema, components, value),
            Self::Scalar(item) => {
                schema.text("type", "object");
                schema.object("properties", |all| all.object("value", |schema| of_item(schema, components, item)));
            }
            Self::Page(items) => {
                schema.text("type", "object");
                schema.object("properties", |all| {
                    all.object("value", |list| {
                        list.text("type", "array");
                        list.object("items", |of_items| {
                            any_of(of_items, items, |schema, item| of_item(schema, components, item));
                        });
                    });
                    all.object("@odata.nextLink", |link| link.text("type", "string"));
                });
            }
        }
    }
}

/// The only one of these as it is, several under `anyOf`.
fn any_of<T>(schema: &mut Object<'_>, all: &[T], write: impl Fn(&mut Object<'_>, &T)) {
    match all {
        [only] => write(schema, only),
        _ => schema.array("anyOf", |array| all.iter().for_each(|one| array.object(|schema| write(schema, one)))),
    }
}

/// Permissions by kind of sign-in, least privileged first. Of permissions that are needed together all are listed.
/// An empty list means that this kind of sign-in cannot be used. One that the pages say nothing about, as where an included table is not
/// there, has no list.
fn permissions(object: &mut Object<'_>, operation: &Operation) {
    let kinds = [
        ("delegatedWork", Scheme::DelegatedWork),
        ("delegatedPersonal", Scheme::DelegatedPersonal),
        ("application", Scheme::Application),
    ];
    for (kind, scheme) in kinds {
        let alternatives = match operation.permissions.get(&scheme) {
            Some(Grant::AnyOf(alternatives)) => alternatives.as_slice(),
            Some(Grant::NotSupported) => &[],
            Some(Grant::Unknown) | None => continue,
        };
        let mut names: Vec<&str> = Vec::new();
        for name in alternatives.iter().flat_map(|alternative| &alternative.permissions) {
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
        object.texts(kind, names);
    }
}
