//! Every name of the generated code, settled before anything is rendered.
//!
//! Names follow from paths and names on the wire alone, so rewording or reordering pages changes none of them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::idents::{self, Unique};
use crate::model::{Api, Content, EnumType, Method, Operation, Path, PathPart, PathSegment, TypeName};

/// Names that generated files use themselves; a documented type of such a name gets `Type` behind it, a builder `Path`.
pub(super) const TAKEN_TYPES: &[&str] = &[
    "AsRef",
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

/// The area of the path that has no segment.
pub(super) const ROOT_AREA: &str = "root";

/// Modules that files of an area name beside their parts.
pub(super) const TAKEN_PARTS: &[&str] = &["operations", "stubdown_runtime", "types"];

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
    any: Option<AnyIdent>,
}

/// What the enum over a base type and those derived from it is called.
#[derive(Debug)]
pub(super) struct AnyIdent {
    pub(super) name: String,
    pub(super) module: String,
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
        let prefixes = Prefixes::new(api);
        let ids = operation_ids(api, &prefixes);
        let mut operations = Vec::with_capacity(api.operations.len());
        let parameters = |operation: &Operation| -> Vec<String> {
            operation.path.parameters().map(|parameter| parameter.name.clone()).collect()
        };
        let lists = api.operations.iter().map(parameters).filter(|parameters| !parameters.is_empty());
        let structs = path_struct_names(lists.collect());
        for (operation, id) in api.operations.iter().zip(ids) {
            let path_struct = structs.get(&parameters(operation)).cloned();
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
        let path_structs = structs.into_iter().map(|(parameters, name)| (name, parameters)).collect();
        Self { types, operations, areas, path_structs }
    }

    /// The identifier of a type.
    pub(super) fn type_name(&self, name: &TypeName) -> &str {
        self.types.get(name).map_or("Value", |ident| &ident.name)
    }

    /// The enum over a base type and the types derived from it, where there are any.
    pub(super) fn any_type(&self, name: &TypeName) -> Option<&str> {
        Some(&self.any(name)?.name)
    }

    /// That enum, with its module.
    pub(super) fn any(&self, name: &TypeName) -> Option<&AnyIdent> {
        self.types.get(name)?.any.as_ref()
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

    /// The modules of the structs of path parameters, by the first parameter: `group` for all that begin with `group_id`.
    pub(super) fn path_modules(&self) -> BTreeMap<String, Vec<String>> {
        let mut modules: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, parameters) in &self.path_structs {
            let first = parameters.first().map_or("", String::as_str);
            let stem = first.strip_suffix("_id").filter(|stem| !stem.is_empty()).unwrap_or(first);
            let module = match idents::module(stem).as_str() {
                "paths" => "paths_".to_owned(),
                module => module.to_owned(),
            };
            modules.entry(module).or_default().push(name.clone());
        }
        modules
    }

    /// The parameters that a struct holds.
    pub(super) fn path_parameters(&self, name: &str) -> &[String] {
        self.path_structs.get(name).map_or(&[], Vec::as_slice)
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
            let name = names.take(&format!("Any{}", ident.name), "");
            let module = modules.take(&idents::module(&name), "_");
            ident.any = Some(AnyIdent { name, module });
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
    path.segments.first().map_or_else(|| ROOT_AREA.to_owned(), segment_area)
}

/// A first segment, as a module. Functions share the file of what they are called on: `users(userPrincipalName='{x}')` is in `users`.
pub(super) fn segment_area(segment: &PathSegment) -> String {
    let words = literal_words(segment);
    let name = words.split('(').next().unwrap_or_default();
    let module = idents::module(if name.trim().is_empty() { ROOT_AREA } else { name });
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

/// How many operations there are at or below each path. Parameters are alike, whatever they are called.
struct Prefixes(HashMap<String, usize>);

impl Prefixes {
    fn new(api: &Api) -> Self {
        let mut counts = HashMap::new();
        for operation in &api.operations {
            let mut prefix = String::new();
            for segment in &operation.path.segments {
                prefix = prefix + "/" + &segment_key(segment);
                *counts.entry(prefix.clone()).or_default() += 1;
            }
        }
        Self(counts)
    }

    fn count(&self, path: &Path) -> usize {
        let path: String = path.segments.iter().map(|segment| format!("/{}", segment_key(segment))).collect();
        self.0.get(&path).copied().unwrap_or_default()
    }

    /// Whether the last segment of a POST names an action rather than a collection: nothing else can be done with the path, nothing
    /// lies below it, and nothing is created.
    fn is_action(&self, operation: &Operation) -> bool {
        operation.method == Method::Post
            && operation.path.segments.len() > 1
            && operation.path.segments.last().is_some_and(|last| !is_item(last) && segment_key(last) != "$ref")
            && !operation.responses.iter().any(|response| response.status == 201)
            && self.count(&operation.path) == 1
    }
}

/// What tells segments apart: parameters are alike, whatever they are called.
pub(super) fn segment_key(segment: &PathSegment) -> String {
    let part = |part: &PathPart| match part {
        PathPart::Literal(text) => text.to_lowercase(),
        PathPart::Parameter(_) => "{}".to_owned(),
    };
    segment.parts.iter().map(part).collect()
}

/// How much of a path the id of an operation says. Each step says more, for operations that are alike up to it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Detail {
    /// The literal segments; of a function its name.
    Names,
    /// The arguments of functions as well.
    Arguments,
    /// `by_id` for the parameters as well.
    Parameters,
}

/// Ids of operations: the literal segments and the verb, with as much detail as it takes to tell them apart.
fn operation_ids(api: &Api, prefixes: &Prefixes) -> Vec<String> {
    let mut settled: Vec<Option<String>> = vec![None; api.operations.len()];
    for detail in [Detail::Names, Detail::Arguments, Detail::Parameters] {
        let ids = api.operations.iter().map(|operation| operation_id(api, prefixes, operation, detail));
        let ids: Vec<String> = ids.collect();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for id in &ids {
            *counts.entry(id).or_default() += 1;
        }
        for (settled, id) in settled.iter_mut().zip(&ids) {
            let is_unique = counts.get(id.as_str()).is_some_and(|count| *count == 1);
            if settled.is_none() && (is_unique || detail == Detail::Parameters) {
                *settled = Some(id.clone());
            }
        }
    }
    let mut unique = Unique::reserving(TAKEN_IDS);
    settled.into_iter().map(|id| unique.take(&id.unwrap_or_default(), "_")).collect()
}

fn operation_id(api: &Api, prefixes: &Prefixes, operation: &Operation, detail: Detail) -> String {
    let mut words: Vec<String> = Vec::new();
    for segment in &operation.path.segments {
        let SegmentName { short, long } = segment_name(api, segment);
        let name = if detail == Detail::Names { short } else { long };
        if !is_item(segment) {
            words.push(name);
        } else if detail == Detail::Parameters {
            words.push("by_id".to_owned());
        }
    }
    if !prefixes.is_action(operation) {
        words.push(verb(operation).to_owned());
    }
    idents::cut(&words.join("_"))
}

/// What a segment is called.
pub(super) struct SegmentName {
    /// `range` for `range(address='{address}')`.
    pub(super) short: String,
    /// `range_address`.
    pub(super) long: String,
}

/// Whether a segment is the identifier of an example, which the page has left in its path.
fn is_guid(words: &str) -> bool {
    let lengths = words.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12]) && words.chars().all(|c| c == '-' || c.is_ascii_hexdigit())
}

/// The name of a segment: `threads`; `id_acdefc6b` for a GUID; `as_user` for a cast to `microsoft.graph.user`; `by_item_path` for `{item-path}:`.
pub(super) fn segment_name(api: &Api, segment: &PathSegment) -> SegmentName {
    if matches!(segment.parts.first(), Some(PathPart::Parameter(_))) {
        let parameters = segment.parts.iter().filter_map(|part| match part {
            PathPart::Parameter(parameter) => Some(parameter.name.as_str()),
            PathPart::Literal(_) => None,
        });
        let name = format!("by_{}", parameters.collect::<Vec<_>>().join("_"));
        return SegmentName { short: name.clone(), long: name };
    }
    let words = literal_words(segment);
    if is_guid(&words) {
        let name = format!("id_{}", words.chars().take(8).collect::<String>().to_lowercase());
        return SegmentName { short: name.clone(), long: name };
    }
    let words = match words.strip_prefix(api.namespace.as_str()).and_then(|rest| rest.strip_prefix('.')) {
        Some(rest) if !api.namespace.is_empty() => {
            let is_type = |name: &TypeName| name.as_str() == words;
            if api.structs.keys().any(is_type) { format!("as {rest}") } else { rest.to_owned() }
        }
        _ => words,
    };
    let long = idents::snake(&words, "path");
    let short = match words.split_once('(') {
        Some((name, _)) => idents::snake(name, "path"),
        None => long.clone(),
    };
    SegmentName { short, long }
}

/// `group_id`, `thread_id` make a `GroupThreadPath`. Where that means several lists of parameters, each is a `GroupIdThreadIdPath`.
fn path_struct_names(lists: BTreeSet<Vec<String>>) -> BTreeMap<Vec<String>, String> {
    let short = |parameters: &[String]| {
        let stem = |name: &String| name.strip_suffix("_id").filter(|stem| !stem.is_empty()).unwrap_or(name).to_owned();
        let words = parameters.iter().map(|name| idents::camel(&stem(name), "Value"));
        idents::cut(&words.collect::<String>()) + "Path"
    };
    let long = |parameters: &[String]| {
        let words = parameters.iter().map(|name| idents::camel(name, "Value"));
        idents::cut(&words.collect::<String>()) + "Path"
    };
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for parameters in &lists {
        *counts.entry(short(parameters)).or_default() += 1;
    }
    let mut unique = Unique::default();
    let name = |parameters: &[String]| match short(parameters) {
        name if counts.get(&name) == Some(&1) => name,
        _ => long(parameters),
    };
    lists.into_iter().map(|parameters| (parameters.clone(), unique.take(&name(&parameters), ""))).collect()
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
