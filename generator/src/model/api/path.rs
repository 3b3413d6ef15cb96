//! Paths, with their parameters named.

use std::fmt;

use super::ItemType;
use crate::read::conventions::push_lower_case;

/// A path with named parameters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path {
    /// What stands between the slashes.
    pub segments: Vec<PathSegment>,
}

/// A segment of a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PathSegment {
    /// Literal text and parameters, in order.
    pub parts: Vec<PathPart>,
}

/// A part of a segment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PathPart {
    /// Text as it stands.
    Literal(String),
    /// A parameter.
    Parameter(PathParameter),
}

/// A parameter of a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PathParameter {
    /// Its name in lower case with underscores, unique in the path: `group_id`.
    pub name: String,
    /// Its name as documented, the first of several alternatives: `team-id`, `userId`.
    pub documented: String,
    /// How its value is written.
    pub style: ParameterStyle,
    /// The type of its value: text, but for arguments of functions whose type is documented.
    pub item: ItemType,
}

/// How the value of a path parameter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ParameterStyle {
    /// As a segment or a part of it.
    Plain,
    /// As a text between quotes: `(name='{x}')`.
    Quoted,
}

impl Path {
    /// What tells endpoints apart: pages differ in the names of parameters and in upper and lower case.
    pub(crate) fn key(&self) -> String {
        let mut key = String::new();
        for segment in &self.segments {
            key.push('/');
            segment.parts.iter().for_each(|part| part.push_key(&mut key));
        }
        key
    }

    /// The parameters, in order.
    pub fn parameters(&self) -> impl Iterator<Item = &PathParameter> {
        self.segments.iter().flat_map(PathSegment::parameters)
    }
}

/// The path as a template: `/groups/{group_id}/threads`.
impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.segments.iter().try_for_each(|segment| write!(f, "/{segment}"))
    }
}

impl PathPart {
    /// Adds the part to the key of a path.
    pub(crate) fn push_key(&self, key: &mut String) {
        match self {
            Self::Literal(text) => push_lower_case(key, text),
            Self::Parameter(_) => key.push_str("{}"),
        }
    }
}

impl PathSegment {
    /// The text of a segment that is nothing but text: `threads`.
    #[must_use]
    pub fn literal(&self) -> Option<&str> {
        match self.parts.as_slice() {
            [PathPart::Literal(text)] => Some(text),
            _ => None,
        }
    }

    /// The parameter that is all of a segment: `{group_id}`.
    #[must_use]
    pub fn parameter(&self) -> Option<&PathParameter> {
        match self.parts.as_slice() {
            [PathPart::Parameter(parameter)] => Some(parameter),
            _ => None,
        }
    }

    /// Whether a segment calls a function: `range(address='{address}')`.
    #[must_use]
    pub fn is_call(&self) -> bool {
        matches!(self.parts.first(), Some(PathPart::Literal(text)) if text.contains('('))
    }

    /// The parameters, in order.
    pub fn parameters(&self) -> impl Iterator<Item = &PathParameter> {
        self.parts.iter().filter_map(|part| match part {
            PathPart::Parameter(parameter) => Some(parameter),
            PathPart::Literal(_) => None,
        })
    }
}

/// The segment as a template: `range(address='{address}')`.
impl fmt::Display for PathSegment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.iter().try_for_each(|part| match part {
            PathPart::Literal(text) => f.write_str(text),
            PathPart::Parameter(parameter) => write!(f, "{{{}}}", parameter.name),
        })
    }
}
