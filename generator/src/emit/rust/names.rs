//! Every name of the generated code, settled before anything is rendered.
//!
//! Names follow from paths and names on the wire alone, so rewording or reordering pages changes none of them.

use std::collections::{BTreeMap, HashMap};

use super::idents::{self, Unique};
use crate::model::{Api, Content, EnumType, Method, Operation, Path, PathPart, PathSegment, StructType, TypeName};

/// Names that generated files use themselves; a documented type of such a name gets `Type` behind it, a builder `Path`.
pub(super) const TAKEN_TYPES: &[&str] = &[
    "Binary",
    "Box",
    "Bytes",
    "Call",
    "Client",
    "Collection",
    "Date",
    "DateTimeOffset",
    "Default",
    "Double",
    "Duration",
    "Err",
    "Error",
    "Field",
    "FnMut",
    "From",
    "Guid",
    "Into",
    "Map",
    "Node",
    "None",
    "Ok",
    "Option",
    "Result",
    "Self",
    "Some",
    "String",
    "TimeOfDay",
    "Value",
    "Vec",
];

/// Modules and crates that generated modules name beside those of the areas; an area of such a name gets `_` behind it.
const TAKEN_AREAS: &[&str] = &["axum", "operations", "paths", "server", "stubdown_runtime"];

/// Methods of the generated server that register nothing, and the list of all operations. No operation has such an id.
const TAKEN_IDS: &[&str] = &["all", "into_router", "new", "request_limit"];

/// The field that keeps members without documentation.
pub(super) const ADDITIONAL_PROPERTIES: &str = "additional_properties";

/// The variant that keeps values without documentation.
pub(super) const UNRECOGNIZED: &str = "Unrecognized";

/// Methods of path builders that are no segments. A segment of such a name gets `_path` behind it.
pub(super) const BUILDER_METHODS: &[&str] =
    &["list", "get", "create", "update", "replace", "delete", "head", "options", "by_id", "new"];

/// What a type is called.
#[derive(Debug)]
struct TypeIdent {
    name: String,
    module: String,
    any: Option<String>,
}

/// What an operation is called.
#[derive(Clone, Debug)]
pub(super) struct OperationNames {
    /// In the server and as its id: `groups_threads_create`.
    pub(super) id: String,
    /// Its constant: `GROUPS_THREADS_CREATE`.
    pub(super) constant: String,
    /// Its method on the client: `create`.
    pub(super) verb: &'static str,
    /// Whether it is an action: its method is called like the last segment of its path.
    pub(super) is_action: bool,
    /// The file that it is in: `groups`.
    pub(super) area: String,
    /// The struct of its path parameters, if it has any: `GroupThreadPath`.
    pub(super) path_struct: Option<String>,
}

/// All names.
#[derive(Debug)]
pub(super) struct Names {
    types: BTreeMap<TypeName, TypeIdent>,
    /// In the order of [`Api::operations`].
    operations: Vec<OperationNames>,
    areas: Vec<String>,
    /// Path structs by name, with their parameters.
    path_structs: BTreeMap<String, Vec<String>>,
}

impl Names {
    pub(super) fn new(api: &Api) -> Self {
        let types = type_idents(api);
        let mut path_structs = BTreeMap::new();
        let prefixes = Prefixes::new(api);
        let ids = operation_ids(api, &prefixes);
        let mut operations = Vec::with_capacity(api.operations.len());
        let mut structs_by_parameters: BTreeMap<Vec<String>, String> = BTreeMap::new();
        let mut struct_names = Unique::default();
        for (operation, id) in api.operations.iter().zip(ids) {
            let parameters: Vec<String> = operation.path.parameters().map(|parameter| parameter.name.clone()).collect();
            let path_struct = (!parameters.is_empty()).then(|| {
                structs_by_parameters
                    .entry(parameters.clone())
                    .or_insert_with(|| struct_names.take(&path_struct_name(&parameters), ""))
                    .clone()
            });
            if let Some(name) = &path_struct {
                path_structs.insert(name.clone(), parameters);
            }
            operations.push(OperationNames {
                constant: idents::shouty(&id),
                id,
                verb: verb(operation),
                is_action: prefixes.is_action(operation),
                area: area(&operation.path),
                path_struct,
            });
        }
        let mut areas: Vec<String> = operations.iter().map(|operation| operation.area.clone()).collect();
        areas.sort();
        areas.dedup();
        Self { types, operations, areas, path_structs }
    }

    /// The identifier of a type.
    pub(super) fn type_name(&self, name: &TypeName) -> &str {
        self.types.get(name).map_or("Value", |ident| &ident.name)
    }

    /// The enum over a base type and the types derived from it, where there are any.
    pub(super) fn any_type(&self, name: &TypeName) -> Option<&str> {
        self.types.get(name)?.any.as_deref()
    }

    /// The module of a type.
    pub(super) fn module(&self, name: &TypeName) -> &str {
        self.types.get(name).map_or("", |ident| &ident.module)
    }

    /// The operations with their names.
    pub(super) fn operations<'a, 'n>(
        &'n self,
        api: &'a Api,
    ) -> impl Iterator<Item = (&'a Operation, &'n OperationNames)> + use<'a, 'n> {
        api.operations.iter().zip(&self.operations)
    }

    /// The first segments of paths, as modules.
    pub(super) fn areas(&self) -> &[String] {
        &self.areas
    }

    /// The structs of path parameters, with the parameters of each.
    pub(super) fn path_structs(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.path_structs.iter().map(|(name, parameters)| (name.as_str(), parameters.as_slice()))
    }

    /// The struct that begins every path: `Graph` for `microsoft.graph`.
    pub(super) fn entry(&self, api: &Api) -> String {
        let last = api.namespace.rsplit('.').next().unwrap_or_default();
        let name = idents::camel(last, "Api");
        let is_taken = name == "Server" || TAKEN_TYPES.contains(&name.as_str());
        if is_taken { format!("{name}Api") } else { name }
    }
}

fn type_idents(api: &Api) -> BTreeMap<TypeName, TypeIdent> {
    let mut names = Unique::reserving(TAKEN_TYPES);
    let mut modules = Unique::default();
    let all = api.structs.keys().chain(api.enums.keys());
    let mut ordered: Vec<&TypeName> = all.collect();
    // Types of the main name-space come first, so that they keep their names when another name-space has the same.
    ordered.sort_by_key(|name| (name.namespace() != api.namespace, *name));
    let mut types = BTreeMap::new();
    for name in ordered {
        let camel = type_camel(api, name);
        let camel = if TAKEN_TYPES.contains(&camel.as_str()) { format!("{camel}Type") } else { camel };
        let ident = names.take(&camel, "");
        let module = modules.take(&idents::module(&ident), "_");
        types.insert(name.clone(), TypeIdent { name: ident, module, any: None });
    }
    for (name, structure) in &api.structs {
        if structure.derived.is_empty() {
            continue;
        }
        if let Some(ident) = types.get_mut(name) {
            ident.any = Some(names.take(&format!("Any{}", ident.name), ""));
        }
    }
    types
}

/// `session` of `microsoft.graph.callRecords` is `CallRecordsSession` where `microsoft.graph` is the main name-space.
fn type_camel(api: &Api, name: &TypeName) -> String {
    let simple = idents::camel(name.simple(), "Type");
    let beyond =
        name.namespace().strip_prefix(api.namespace.as_str()).unwrap_or(name.namespace()).trim_start_matches('.');
    if beyond.is_empty() { simple } else { format!("{}{simple}", idents::camel(beyond, "Other")) }
}

/// The first segment of a path, as a module.
fn area(path: &Path) -> String {
    path.segments.first().map_or_else(|| "root".to_owned(), segment_area)
}

/// A first segment, as a module. Functions share the file of what they are called on: `users(userPrincipalName='{x}')` is in `users`.
pub(super) fn segment_area(segment: &PathSegment) -> String {
    let words = literal_words(segment);
    let name = words.split('(').next().unwrap_or_default();
    let module = idents::module(if name.trim().is_empty() { "root" } else { name });
    if TAKEN_AREAS.contains(&module.as_str()) { format!("{module}_") } else { module }
}

/// The literal text of a segment: `reminderView(startDateTime='{x}')` is `reminderView(startDateTime='')`.
pub(super) fn literal_words(segment: &PathSegment) -> String {
    let literals = segment.parts.iter().map(|part| match part {
        PathPart::Literal(text) => text.as_str(),
        PathPart::Parameter(_) => " ",
    });
    match literals.collect::<String>().trim() {
        "$ref" => "reference".to_owned(),
        // `root:` stands beside `root`, and a path follows it.
        text => match text.strip_suffix(':') {
            Some(name) => format!("{name} path"),
            None => text.to_owned(),
        },
    }
}

/// Whether a segment is nothing but a parameter.
pub(super) fn is_item(segment: &PathSegment) -> bool {
    matches!(segment.parts.as_slice(), [PathPart::Parameter(_)])
}

/// What an operation does to what its path names.
fn verb(operation: &Operation) -> &'static str {
    let last_is_item = operation.path.segments.last().is_some_and(is_item);
    let content = operation.responses.iter().find_map(|response| response.content.as_ref());
    match operation.method {
        Method::Get if matches!(content, Some(Content::Page(_))) && !last_is_item => "list",
        Method::Get => "get",
        Method::Post => "create",
        Method::Patch => "update",
        Method::Put => "replace",
        Method::Delete => "delete",
        Method::Head => "head",
        Method::Options => "options",
    }
}

/// How many operations there are at or below each path.
struct Prefixes<'a>(HashMap<&'a [PathSegment], usize>);

impl<'a> Prefixes<'a> {
    fn new(api: &'a Api) -> Self {
        let mut counts = HashMap::new();
        for operation in &api.operations {
            for length in 1..=operation.path.segments.len() {
                *counts.entry(operation.path.segments.get(..length).unwrap_or_default()).or_default() += 1;
            }
        }
        Self(counts)
    }

    /// Whether the last segment of a POST names an action rather than a collection: nothing else can be done with the path, nothing
    /// lies below it, and nothing is created.
    fn is_action(&self, operation: &Operation) -> bool {
        operation.method == Method::Post
            && operation.path.segments.len() > 1
            && operation.path.segments.last().is_some_and(|last| !is_item(last))
            && !operation.responses.iter().any(|response| response.status == 201)
            && self.0.get(operation.path.segments.as_slice()).copied() == Some(1)
    }
}

/// Ids of operations: the literal segments and the verb. Where that means two paths, `by_id` stands for the parameters.
fn operation_ids(api: &Api, prefixes: &Prefixes<'_>) -> Vec<String> {
    let short: Vec<String> = api.operations.iter().map(|operation| operation_id(prefixes, operation, false)).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for id in &short {
        *counts.entry(id).or_default() += 1;
    }
    let mut unique = Unique::reserving(TAKEN_IDS);
    api.operations
        .iter()
        .zip(&short)
        .map(|(operation, id)| {
            let is_unique = counts.get(id.as_str()).is_some_and(|count| *count == 1);
            let id = if is_unique { id.clone() } else { operation_id(prefixes, operation, true) };
            unique.take(&id, "_")
        })
        .collect()
}

fn operation_id(prefixes: &Prefixes<'_>, operation: &Operation, with_parameters: bool) -> String {
    let mut words: Vec<String> = Vec::new();
    for segment in &operation.path.segments {
        let literal = literal_words(segment);
        if !literal.trim().is_empty() {
            words.push(idents::snake(&literal, "path"));
        } else if with_parameters {
            words.push("by_id".to_owned());
        }
    }
    if !prefixes.is_action(operation) {
        words.push(verb(operation).to_owned());
    }
    idents::snake(&words.join("_"), "path")
}

/// `group_id`, `thread_id` make a `GroupThreadPath`.
fn path_struct_name(parameters: &[String]) -> String {
    let words: Vec<&str> = parameters
        .iter()
        .map(|name| name.strip_suffix("_id").filter(|stem| !stem.is_empty()).unwrap_or(name))
        .collect();
    format!("{}Path", idents::camel(&words.join("_"), "Root"))
}

/// The fields of a struct for the wire names of its members, in order.
pub(super) fn fields<'a>(members: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut unique = Unique::reserving(&[ADDITIONAL_PROPERTIES]);
    members.map(|member| unique.take(&idents::snake(member, "member"), "_")).collect()
}

/// The variants of an enum, in order.
pub(super) fn variants(listed: &EnumType) -> Vec<String> {
    let mut unique = Unique::reserving(&[UNRECOGNIZED, "Self"]);
    let variant = |name: &str| match idents::camel(name, "Value").as_str() {
        UNRECOGNIZED => format!("{UNRECOGNIZED}Member"),
        "Self" => "SelfMember".to_owned(),
        variant => variant.to_owned(),
    };
    listed.members.iter().map(|member| unique.take(&variant(&member.name), "")).collect()
}

/// Whether values of a type may be of a type derived from it.
pub(super) fn is_polymorphic(structure: &StructType) -> bool {
    !structure.derived.is_empty()
}
