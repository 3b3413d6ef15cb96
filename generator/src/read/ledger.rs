//! What became of everything on a page: nothing is lost in silence.

use std::collections::BTreeMap;

use crate::page::{AnnotationKind, BlockKind, Code, Page};

use super::{EnumFacts, OperationFacts, TypeFacts};

/// The kinds of things that are accounted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Element {
    /// A line of an HTTP request section.
    RequestLine,
    /// A row of a properties table.
    PropertyRow,
    /// A row of a relationships table.
    RelationshipRow,
    /// A row of a table of headers, parameters or body members.
    ParameterRow,
    /// A member of an enum.
    EnumMember,
    /// A cell of a permission table.
    PermissionCell,
    /// An annotation.
    Annotation,
    /// An example request or response, or a JSON representation.
    Example,
}

impl Element {
    /// The words for a heading.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::RequestLine => "request lines",
            Self::PropertyRow => "property rows",
            Self::RelationshipRow => "relationship rows",
            Self::ParameterRow => "parameter rows",
            Self::EnumMember => "enum members",
            Self::PermissionCell => "permission cells",
            Self::Annotation => "annotations",
            Self::Example => "examples",
        }
    }
}

/// How many of each kind were used, and how many a diagnostic explains.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    counts: BTreeMap<Element, Count>,
}

/// The counts of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Read and used.
    pub used: usize,
    /// Not used; a diagnostic says why.
    pub reported: usize,
}

impl Ledger {
    /// Counts one that is used.
    pub fn used(&mut self, element: Element) {
        self.counts.entry(element).or_default().used += 1;
    }

    /// Counts one that a diagnostic explains.
    pub fn reported(&mut self, element: Element) {
        self.counts.entry(element).or_default().reported += 1;
    }

    /// The counts, by kind.
    pub fn iter(&self) -> impl Iterator<Item = (Element, Count)> + '_ {
        self.counts.iter().map(|(element, count)| (*element, *count))
    }

    /// Adds the counts of another page.
    pub fn add(&mut self, other: &Self) {
        for (element, count) in other.iter() {
            let sum = self.counts.entry(element).or_default();
            sum.used += count.used;
            sum.reported += count.reported;
        }
    }
}

/// The three ways in which a page ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// It describes endpoints.
    Operations,
    /// It describes types or enums.
    Types,
    /// It holds nothing but prose.
    Prose,
}

impl Outcome {
    /// The words for a heading.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Operations => "pages with endpoints",
            Self::Types => "pages with types",
            Self::Prose => "pages of prose",
        }
    }
}

/// Counts the annotations of a page. Those without a known kind were reported when the page was parsed.
pub(super) fn count_annotations(ledger: &mut Ledger, page: &Page) {
    for block in &page.blocks {
        let annotation = match &block.kind {
            BlockKind::Annotation(annotation) => annotation,
            BlockKind::Code(Code { annotation: Some(annotation), .. }) => annotation,
            _ => continue,
        };
        match annotation.kind {
            AnnotationKind::Unknown => ledger.reported(Element::Annotation),
            _ => ledger.used(Element::Annotation),
        }
    }
}

/// How a page with these facts ends.
pub(super) fn outcome(operations: &[OperationFacts], types: &[TypeFacts], enums: &[EnumFacts]) -> Outcome {
    if operations.iter().any(|operation| !operation.request_lines.is_empty()) {
        Outcome::Operations
    } else if types.is_empty() && enums.is_empty() {
        Outcome::Prose
    } else {
        Outcome::Types
    }
}
