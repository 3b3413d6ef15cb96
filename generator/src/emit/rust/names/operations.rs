//! What operations are called, and the structs of their path parameters.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;

use super::segments::{SegmentName, area, segment_key, segment_name};
use crate::emit::rust::idents::{self, Unique};
use crate::model::paths::singular;
use crate::model::{Api, Content, ItemType, Method, Operation, Origin, Path, Primitive, ValueType};

/// Methods of the generated server that register nothing, and the lists of operations. No operation has such an id.
const TAKEN_IDS: &[&str] = &["all", "area", "areas", "authorize", "into_router", "limits", "new"];

/// What an operation is called.
#[derive(Clone, Debug)]
pub(in crate::emit::rust) struct OperationNames {
    /// In the server and as its id: `groups_threads_create`.
    pub(in crate::emit::rust) id: String,
    /// Its constant: `GROUPS_THREADS_CREATE`.
    pub(in crate::emit::rust) constant: String,
    /// Its method on the client: `create`.
    pub(in crate::emit::rust) verb: &'static str,
    /// Whether it is an action: its method is called like the last segment of its path.
    pub(in crate::emit::rust) is_action: bool,
    /// The file that it is in: `groups`.
    pub(in crate::emit::rust) area: String,
    /// The struct of its path parameters, if it has any: `GroupThreadPath`.
    pub(in crate::emit::rust) path_struct: Option<String>,
}

/// The names of all operations, in their order.
pub(super) fn names(api: &Api, path_structs: &BTreeMap<PathFields, String>) -> Vec<OperationNames> {
    let prefixes = Prefixes::new(api);
    let ids = ids(api, &prefixes);
    let named = api.operations.par_iter().zip(ids).map(|(operation, id)| OperationNames {
        constant: idents::shouty(&id),
        id,
        verb: verb(operation),
        is_action: prefixes.is_action(operation),
        area: area(&operation.path),
        path_struct: path_structs.get(&parameters(operation)).cloned(),
    });
    named.collect()
}

/// The parameters of a path: their names and types.
pub(in crate::emit::rust) type PathFields = Vec<(String, ItemType)>;

/// The structs of path parameters by what they hold.
pub(super) fn path_structs(api: &Api) -> BTreeMap<PathFields, String> {
    let lists = api.operations.iter().map(parameters).filter(|parameters| !parameters.is_empty());
    path_struct_names(lists.collect())
}

fn parameters(operation: &Operation) -> PathFields {
    operation.path.parameters().map(|parameter| (parameter.name.clone(), parameter.item.clone())).collect()
}

/// What an operation does to what its path names.
fn verb(operation: &Operation) -> &'static str {
    let last = operation.path.segments.last();
    let last_is_item = last.is_some_and(|segment| segment.parameter().is_some());
    let content = operation.responses.iter().find_map(|response| response.content.as_ref());
    match operation.method {
        Method::Get if content.is_some_and(is_many) && !last_is_item => "list",
        Method::Get => "get",
        Method::Post => "create",
        Method::Patch => "update",
        Method::Put => "replace",
        Method::Delete => "delete",
        Method::Head => "head",
        Method::Options => "options",
    }
}

fn is_many(content: &Content) -> bool {
    match content {
        Content::Page(_) => true,
        Content::Json(value) => value.collection,
        Content::Scalar(_) | Content::Count | Content::Media => false,
    }
}

/// How many operations there are at or below each path. Parameters are alike, whatever they are called.
struct Prefixes<'a> {
    api: &'a Api,
    counts: HashMap<String, usize>,
}

impl<'a> Prefixes<'a> {
    fn new(api: &'a Api) -> Self {
        let mut counts = HashMap::new();
        for operation in &api.operations {
            let mut prefix = String::new();
            for segment in &operation.path.segments {
                prefix = prefix + "/" + &segment_key(segment);
                *counts.entry(prefix.clone()).or_default() += 1;
            }
        }
        Self { api, counts }
    }

    fn count(&self, path: &Path) -> usize {
        let path: String = path.segments.iter().map(|segment| format!("/{}", segment_key(segment))).collect();
        self.counts.get(&path).copied().unwrap_or_default()
    }

    /// Whether the last segment of a POST names an action rather than a collection: nothing else can be done with the path, nothing
    /// lies below it, and nothing is added to it.
    fn is_action(&self, operation: &Operation) -> bool {
        let Some(last) = operation.path.segments.last().filter(|last| last.parameter().is_none()) else { return false };
        let last = segment_key(last);
        operation.method == Method::Post
            && operation.path.segments.len() > 1
            && last != "$ref"
            && !self.is_addition(operation, &last)
            && self.count(&operation.path) == 1
    }

    /// Whether a POST adds to the collection `last`. What `messages/{id}/copy` creates is not what is sent to it, and the word is no plural.
    fn is_addition(&self, operation: &Operation, last: &str) -> bool {
        let creates = operation.responses.iter().any(|response| response.status == 201);
        creates && (singular(last) != last || !self.takes_parameters(operation))
    }

    /// Whether the body holds parameters, if there is one.
    fn takes_parameters(&self, operation: &Operation) -> bool {
        match &operation.body {
            None => true,
            Some(Content::Json(ValueType { item: ItemType::Struct(name), .. })) => {
                self.api.structs.get(name).is_some_and(|body| body.origin == Origin::Parameters)
            }
            Some(_) => false,
        }
    }
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
fn ids(api: &Api, prefixes: &Prefixes<'_>) -> Vec<String> {
    let segments = |operation: &Operation| -> Vec<SegmentName> {
        operation.path.segments.iter().map(|segment| segment_name(api, segment)).collect()
    };
    let segments: Vec<Vec<SegmentName>> = api.operations.par_iter().map(segments).collect();
    let mut settled: Vec<Option<String>> = vec![None; api.operations.len()];
    for detail in [Detail::Names, Detail::Arguments, Detail::Parameters] {
        let operations = api.operations.iter().zip(&segments);
        let ids: Vec<String> = operations.map(|(operation, names)| id(prefixes, operation, names, detail)).collect();
        let mut counts: HashMap<&str, usize> = HashMap::new();
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

fn id(prefixes: &Prefixes<'_>, operation: &Operation, names: &[SegmentName], detail: Detail) -> String {
    let mut words: Vec<&str> = Vec::new();
    for (segment, SegmentName { short, long }) in operation.path.segments.iter().zip(names) {
        if segment.parameter().is_none() {
            words.push(if detail == Detail::Names { short } else { long });
        } else if detail == Detail::Parameters {
            words.push("by_id");
        }
    }
    if !prefixes.is_action(operation) {
        words.push(verb(operation));
    }
    idents::cut(&words.join("_"))
}

/// `group_id`, `thread_id` make a `GroupThreadPath`. Where that means several lists of parameters, each is a `GroupIdThreadIdPath`; where
/// only the types of parameters differ, the types are named, too.
fn path_struct_names(lists: BTreeSet<PathFields>) -> BTreeMap<PathFields, String> {
    let short =
        |name: &str, _: &ItemType| name.strip_suffix("_id").filter(|stem| !stem.is_empty()).unwrap_or(name).to_owned();
    let long = |name: &str, _: &ItemType| name.to_owned();
    let (of_short, of_long) = (count(&lists, short), count(&lists, long));
    let mut unique = Unique::default();
    let mut name = |list: &PathFields| {
        let is_clear = |counts: &BTreeMap<String, usize>, name: &String| counts.get(name) == Some(&1);
        let clear = Some(path_struct(list, short)).filter(|name| is_clear(&of_short, name));
        let clear = clear.or_else(|| Some(path_struct(list, long)).filter(|name| is_clear(&of_long, name)));
        unique.take(&clear.unwrap_or_else(|| path_struct(list, with_type)), "")
    };
    lists.iter().map(|list| (list.clone(), name(list))).collect()
}

/// `since` is `since_date` for a date.
fn with_type(name: &str, item: &ItemType) -> String {
    match item {
        ItemType::Primitive(Primitive::String) => name.to_owned(),
        ItemType::Primitive(primitive) => format!("{name}_{primitive:?}"),
        ItemType::Struct(of) | ItemType::Enum(of) => format!("{name}_{}", of.simple()),
    }
}

fn path_struct(list: &PathFields, word: impl Fn(&str, &ItemType) -> String) -> String {
    let words = list.iter().map(|(name, item)| idents::camel(&word(name, item), "Value"));
    idents::cut(&words.collect::<String>()) + "Path"
}

fn count(lists: &BTreeSet<PathFields>, word: impl Fn(&str, &ItemType) -> String) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for list in lists {
        *counts.entry(path_struct(list, &word)).or_default() += 1;
    }
    counts
}
