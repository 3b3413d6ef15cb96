//! Request lines: methods and paths.

use std::fmt;

use crate::source::Span;

/// `POST /groups/{id}/threads?$expand=posts`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestLine {
    /// The method.
    pub method: Method,
    /// The path.
    pub path: PathTemplate,
    /// What follows the `?`.
    pub query: Option<String>,
    /// What kind of line it is.
    pub origin: LineOrigin,
    /// The line.
    pub span: Span,
}

impl RequestLine {
    /// Whether it may call a function, so that the query takes its parameters: a path that ends in a placeholder does not.
    #[must_use]
    pub fn may_call_function(&self) -> bool {
        self.method == Method::Get && self.path.segments.last().is_some_and(|last| !last.is_placeholder())
    }
}

/// Where a request line comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineOrigin {
    /// It stands so on the page.
    Written,
    /// It stands so on the page, with a segment `...` for any number of segments, or with the key of an example; the line that can be called
    /// comes next.
    AsWritten,
    /// It is an elided line without the segment `...`.
    WithoutEllipsis,
    /// An example shows it: a listed line with arguments, or with `$count` behind it.
    Shown,
}

/// The methods that documentation uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// GET
    Get,
    /// POST
    Post,
    /// PUT
    Put,
    /// PATCH
    Patch,
    /// DELETE
    Delete,
    /// HEAD
    Head,
    /// OPTIONS
    Options,
}

impl Method {
    /// All of them.
    pub const ALL: [Self; 7] = [Self::Get, Self::Post, Self::Put, Self::Patch, Self::Delete, Self::Head, Self::Options];

    /// The word on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
            Self::Head => "HEAD",
            Self::Options => "OPTIONS",
        }
    }

    /// The method of this name, as HTTP spells it.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.as_str() == name)
    }
}

/// A path with placeholders.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PathTemplate {
    /// What stands between the slashes.
    pub segments: Vec<Segment>,
}

/// A path segment: literal text and placeholders, as in `reminderView(startDateTime='{start}')` or `{item-path}:`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Segment {
    /// In order; two literals never stand side by side.
    pub parts: Vec<Part>,
}

/// A part of a [`Segment`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Text as it stands.
    Literal(String),
    /// `{name}`, as documented (`id | userPrincipalName`).
    Placeholder(String),
}

impl Segment {
    /// The text of a segment that is nothing but text: `threads`.
    #[must_use]
    pub fn literal(&self) -> Option<&str> {
        match self.parts.as_slice() {
            [Part::Literal(text)] => Some(text),
            _ => None,
        }
    }

    /// Whether a segment is nothing but a placeholder: `{id}`.
    #[must_use]
    pub fn is_placeholder(&self) -> bool {
        matches!(self.parts.as_slice(), [Part::Placeholder(_)])
    }

    /// The name of the function that a segment calls: `range` of `range(address='{address}')`.
    #[must_use]
    pub fn function(&self) -> Option<&str> {
        match self.parts.first() {
            Some(Part::Literal(text)) => text.split_once('(').map(|(name, _)| name),
            _ => None,
        }
    }
}

impl fmt::Display for PathTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.segments.iter().try_for_each(|segment| write!(f, "/{segment}"))
    }
}

impl fmt::Display for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.iter().try_for_each(|part| match part {
            Part::Literal(text) => f.write_str(text),
            Part::Placeholder(name) => write!(f, "{{{name}}}"),
        })
    }
}
