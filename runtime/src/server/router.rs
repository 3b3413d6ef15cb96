use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;

use super::handler::Endpoint;
use super::pattern::{Part, Segment, take_values};
use super::request::Arguments;
use crate::operation::{Method, Operation};

/// Finds the operation of a request: a tree of path segments.
///
/// Text is preferred over a placeholder, and a placeholder that stands alone comes last. When the preferred way leads
/// to no operation the others are tried. A node has one parent, so a request meets each node at most once.
#[derive(Default)]
pub(super) struct Router {
    literals: BTreeMap<String, Router>,
    patterns: BTreeMap<Vec<Part>, Router>,
    placeholder: Option<Box<Router>>,
    routes: BTreeMap<Method, Route>,
}

/// An operation that can be reached, and its handler if there is one.
pub(super) struct Route {
    pub(super) operation: &'static Operation,
    pub(super) endpoint: Option<Endpoint>,
    /// The names of the placeholders, in the order of the path.
    names: Vec<&'static str>,
}

/// What a path and a method lead to.
pub(super) enum Found<'r> {
    /// An operation.
    Route(&'r Route, Arguments),
    /// A path with operations of these methods only.
    OtherMethods(BTreeSet<Method>),
    /// No documented path.
    Nothing,
}

impl Router {
    /// Adds an operation. Of two with one method and path, the one that has a handler is kept.
    pub(super) fn insert(&mut self, operation: &'static Operation, endpoint: Option<Endpoint>) {
        let mut names = Vec::new();
        let mut node = self;
        for segment in operation.path.split('/').filter(|segment| !segment.is_empty()) {
            node = node.child(Segment::parse(segment, &mut names));
        }
        if endpoint.is_some() || !node.routes.contains_key(&operation.method) {
            node.routes.insert(operation.method, Route { operation, endpoint, names });
        }
    }

    fn child(&mut self, segment: Segment) -> &mut Self {
        match segment {
            Segment::Literal(text) => self.literals.entry(text).or_default(),
            Segment::Placeholder => self.placeholder.get_or_insert_default(),
            Segment::Pattern(parts) => self.patterns.entry(parts).or_default(),
        }
    }

    /// Finds what the segments of a path lead to.
    pub(super) fn find(&self, method: Option<Method>, segments: &[Cow<'_, str>]) -> Found<'_> {
        let mut search = Search { method, values: Vec::new(), allowed: BTreeSet::new() };
        match search.descend(self, segments) {
            Some(route) => {
                let arguments = route.names.iter().copied().zip(search.values).collect();
                Found::Route(route, Arguments::new(arguments))
            }
            None if search.allowed.is_empty() => Found::Nothing,
            None => Found::OtherMethods(search.allowed),
        }
    }
}

struct Search {
    method: Option<Method>,
    /// The values of the placeholders on the way here.
    values: Vec<String>,
    /// The methods of the operations that have the path but not the method.
    allowed: BTreeSet<Method>,
}

impl Search {
    /// No deeper than the tree is, however long the path.
    fn descend<'r>(&mut self, node: &'r Router, segments: &[Cow<'_, str>]) -> Option<&'r Route> {
        let Some((segment, rest)) = segments.split_first() else {
            self.allowed.extend(node.routes.keys());
            return node.routes.get(&self.method?);
        };
        if let Some(child) = node.literals.get(&segment.to_ascii_lowercase())
            && let Some(route) = self.descend(child, rest)
        {
            return Some(route);
        }
        let known = self.values.len();
        for (parts, child) in &node.patterns {
            if take_values(parts, segment, &mut self.values)
                && let Some(route) = self.descend(child, rest)
            {
                return Some(route);
            }
            self.values.truncate(known);
        }
        let child = node.placeholder.as_deref().filter(|_| !segment.is_empty())?;
        self.values.push(segment.clone().into_owned());
        let route = self.descend(child, rest);
        if route.is_none() {
            self.values.truncate(known);
        }
        route
    }
}

/// The decoded segments of a path; none when one is not UTF-8. A slash at the end means nothing.
pub(super) fn segments(path: &str) -> Option<Vec<Cow<'_, str>>> {
    let path = path.strip_prefix('/').unwrap_or(path);
    let path = path.strip_suffix('/').unwrap_or(path);
    if path.is_empty() {
        return Some(Vec::new());
    }
    path.split('/').map(|segment| percent_decode_str(segment).decode_utf8().ok()).collect()
}
