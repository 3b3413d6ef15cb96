//! The paths as a tree of builders, one for each place that a path can begin with.

use std::collections::BTreeMap;

use super::idents::{self, Unique};
use super::names::{self, BUILDER_METHODS, Names, OperationNames, TAKEN_TYPES};
use crate::model::{Api, Operation, PathParameter, PathPart, PathSegment};

/// The builders of all paths.
pub(super) struct Tree<'a> {
    /// The builders that the entry leads to.
    pub(super) roots: Vec<TreeNode<'a>>,
}

/// A place in a path, with the places behind it.
pub(super) struct TreeNode<'a> {
    /// Its struct: `GroupsItemThreads`.
    pub(super) ident: String,
    /// The method of its parent that leads here: `threads`, `by_id`.
    pub(super) method: String,
    /// Its segment.
    pub(super) segment: &'a PathSegment,
    /// The path up to here, for documentation.
    pub(super) template: String,
    pub(super) children: Vec<TreeNode<'a>>,
    pub(super) operations: Vec<Called<'a>>,
}

/// An operation as a builder offers it.
pub(super) struct Called<'a> {
    pub(super) operation: &'a Operation,
    pub(super) names: OperationNames,
    /// The method.
    pub(super) method: String,
    /// The segment of an action, which has no builder of its own.
    pub(super) action: Option<&'a PathSegment>,
}

/// What is known of a node while the tree grows.
#[derive(Default)]
struct Growing<'a> {
    children: BTreeMap<String, (&'a PathSegment, Growing<'a>)>,
    operations: Vec<(&'a Operation, OperationNames, Option<&'a PathSegment>)>,
}

impl<'a> Tree<'a> {
    /// `names` must be those of `api`.
    pub(super) fn new(api: &'a Api, names: &Names) -> Self {
        let mut root = Growing::default();
        for (operation, names) in names.operations(api) {
            root.insert(&operation.path.segments, operation, names);
        }
        Tree { roots: settle(root, "", "", &mut Unique::default()).children }
    }

    /// The builders below the first segments of an area.
    pub(super) fn area<'t>(&'t self, area: &'t str) -> impl Iterator<Item = &'t TreeNode<'a>> {
        self.roots.iter().filter(move |root| area_of(root) == area)
    }
}

/// The file of a builder right below the entry.
pub(super) fn area_of(root: &TreeNode<'_>) -> String {
    names::segment_area(root.segment)
}

impl<'a> Growing<'a> {
    fn insert(&mut self, segments: &'a [PathSegment], operation: &'a Operation, names: &OperationNames) {
        match segments {
            [] => self.operations.push((operation, names.clone(), None)),
            [action] if names.is_action => self.operations.push((operation, names.clone(), Some(action))),
            [first, rest @ ..] => {
                let (_, child) = self.children.entry(key(first)).or_insert_with(|| (first, Growing::default()));
                child.insert(rest, operation, names);
            }
        }
    }
}

/// What tells segments apart: parameters are alike, whatever they are called.
fn key(segment: &PathSegment) -> String {
    let part = |part: &PathPart| match part {
        PathPart::Literal(text) => text.to_lowercase(),
        PathPart::Parameter(_) => "{}".to_owned(),
    };
    segment.parts.iter().map(part).collect()
}

/// Names the builder `growing` and all behind it.
fn settle<'a>(growing: Growing<'a>, path_ident: &str, template: &str, idents: &mut Unique) -> TreeNode<'a> {
    static NOTHING: PathSegment = PathSegment { parts: Vec::new() };
    let mut methods = Unique::reserving(BUILDER_METHODS);
    let operations = growing
        .operations
        .into_iter()
        .map(|(operation, names, action)| {
            let method = match action {
                Some(segment) => methods.take(&accessor(segment), "_"),
                None => names.verb.to_owned(),
            };
            Called { operation, names, method, action }
        })
        .collect();
    let children = growing
        .children
        .into_values()
        .map(|(segment, child)| {
            let method = match names::is_item(segment) {
                true => "by_id".to_owned(),
                false => methods.take(&accessor(segment), "_"),
            };
            let ident = format!("{path_ident}{}", segment_ident(segment));
            let ident = if TAKEN_TYPES.contains(&ident.as_str()) { format!("{ident}Path") } else { ident };
            let template = format!("{template}/{}", segment_template(segment));
            let mut node = settle(child, &ident, &template, idents);
            node.ident = idents.take(&ident, "");
            node.method = method;
            node.segment = segment;
            node
        })
        .collect();
    TreeNode {
        ident: String::new(),
        method: String::new(),
        segment: &NOTHING,
        template: template.to_owned(),
        children,
        operations,
    }
}

/// `threads`; `reminder_view_start_date_time` for a function; `by_item_path` for `{item-path}:`.
fn accessor(segment: &PathSegment) -> String {
    let begins_with_parameter = matches!(segment.parts.first(), Some(PathPart::Parameter(_)));
    let name = if begins_with_parameter {
        let parameters: Vec<&str> = parameters(segment).map(|parameter| parameter.name.as_str()).collect();
        format!("by_{}", parameters.join("_"))
    } else {
        idents::snake(&names::literal_words(segment), "path")
    };
    if BUILDER_METHODS.contains(&name.as_str()) { format!("{name}_path") } else { name }
}

fn segment_ident(segment: &PathSegment) -> String {
    if names::is_item(segment) {
        return "Item".to_owned();
    }
    idents::camel(&accessor(segment), "Path")
}

fn segment_template(segment: &PathSegment) -> String {
    let part = |part: &PathPart| match part {
        PathPart::Literal(text) => text.clone(),
        PathPart::Parameter(parameter) => format!("{{{}}}", parameter.name),
    };
    segment.parts.iter().map(part).collect()
}

/// The parameters of a segment.
pub(super) fn parameters(segment: &PathSegment) -> impl Iterator<Item = &PathParameter> {
    segment.parts.iter().filter_map(|part| match part {
        PathPart::Parameter(parameter) => Some(parameter),
        PathPart::Literal(_) => None,
    })
}
