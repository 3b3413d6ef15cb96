//! The paths as a tree of builders, one for each place that a path can begin with.

use std::collections::BTreeMap;

use super::idents::{self, Unique};
use super::names::{self, BUILDER_METHODS, Names, OperationNames, SegmentName};
use crate::model::{Api, Operation, PathSegment};

/// The builders of all paths.
pub(super) struct Tree<'a> {
    /// The builders that the entry leads to.
    pub(super) roots: Vec<TreeNode<'a>>,
    /// What is done with the path that has no segment.
    pub(super) operations: Vec<Called<'a>>,
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
    /// Its place among all operations.
    pub(super) position: usize,
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
    operations: Vec<Met<'a>>,
}

/// An operation that has come to its builder.
struct Met<'a> {
    operation: &'a Operation,
    position: usize,
    names: OperationNames,
    action: Option<&'a PathSegment>,
}

impl<'a> Tree<'a> {
    /// `names` must be those of `api`.
    pub(super) fn new(api: &'a Api, names: &Names) -> Self {
        let mut root = Growing::default();
        for (position, (operation, names)) in names.operations(api).enumerate() {
            let met = Met { operation, position, names: names.clone(), action: None };
            root.insert(&operation.path.segments, met);
        }
        let TreeNode { children, operations, .. } = settle(api, root, "", "", &mut Unique::default());
        Tree { roots: children, operations }
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

impl<'a> TreeNode<'a> {
    /// How many operations there are at and behind it.
    pub(super) fn count(&self) -> usize {
        self.operations.len() + self.children.iter().map(Self::count).sum::<usize>()
    }

    /// It and all builders behind it, each before those behind it.
    pub(super) fn flatten<'t>(&'t self, nodes: &mut Vec<&'t TreeNode<'a>>) {
        nodes.push(self);
        for child in &self.children {
            child.flatten(nodes);
        }
    }
}

impl<'a> Growing<'a> {
    fn insert(&mut self, segments: &'a [PathSegment], met: Met<'a>) {
        match segments {
            [] => self.operations.push(met),
            [action] if met.names.is_action => self.operations.push(Met { action: Some(action), ..met }),
            [first, rest @ ..] => {
                let (_, child) =
                    self.children.entry(names::segment_key(first)).or_insert_with(|| (first, Growing::default()));
                child.insert(rest, met);
            }
        }
    }
}

/// Names the builder `growing` and all behind it.
fn settle<'a>(api: &Api, growing: Growing<'a>, path_ident: &str, template: &str, idents: &mut Unique) -> TreeNode<'a> {
    static NOTHING: PathSegment = PathSegment { parts: Vec::new() };
    let actions = growing.operations.iter().filter_map(|met| met.action);
    let segments: Vec<_> = actions.chain(growing.children.values().map(|(segment, _)| *segment)).collect();
    let mut methods = Methods { unique: Unique::reserving(BUILDER_METHODS), api, short: short_names(api, &segments) };
    let operations = growing
        .operations
        .into_iter()
        .map(|Met { operation, position, names, action }| {
            let method = match action {
                Some(segment) => methods.take(segment),
                None => names.verb.to_owned(),
            };
            Called { operation, position, names, method, action }
        })
        .collect();
    let children = growing
        .children
        .into_values()
        .map(|(segment, child)| {
            let (method, ident) = match segment.parameter().is_some() {
                true => ("by_id".to_owned(), "Item".to_owned()),
                false => {
                    let method = methods.take(segment);
                    let ident = idents::camel(&method, "Path");
                    (method, ident)
                }
            };
            let ident = format!("{path_ident}{ident}");
            let ident = if names::is_taken_builder(&ident) { format!("{ident}Path") } else { ident };
            let template = format!("{template}/{segment}");
            let mut node = settle(api, child, &ident, &template, idents);
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

/// The methods of a builder, in the making.
struct Methods<'a> {
    unique: Unique,
    api: &'a Api,
    /// Short names that mean one segment, or the one of several that has no arguments.
    short: BTreeMap<String, bool>,
}

impl Methods<'_> {
    /// `threads`; `range` for a function, or `range_address` where there is another `range`.
    fn take(&mut self, segment: &PathSegment) -> String {
        let SegmentName { short, long } = names::segment_name(self.api, segment);
        let is_taken = |name: &str| BUILDER_METHODS.contains(&name);
        let is_short = self.short.get(&short).is_some_and(|is_single| *is_single || short == long);
        let name = if is_short { short } else { long };
        let name = if is_taken(&name) { format!("{name}_path") } else { name };
        self.unique.take(&name, "_")
    }
}

/// The short names of segments, and whether each means one of them alone.
fn short_names(api: &Api, segments: &[&PathSegment]) -> BTreeMap<String, bool> {
    let mut names = BTreeMap::new();
    for segment in segments {
        let short = names::segment_name(api, segment).short;
        names.entry(short).and_modify(|is_single| *is_single = false).or_insert(true);
    }
    names
}
