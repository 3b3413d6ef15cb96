//! What became of everything on a page: nothing is lost in silence.
//!
//! Whoever reads something enters it here, by its place. What no reader entered is prose; `settle` finds it by walking over the page,
//! and reports what stands where something to read was promised.

use std::collections::BTreeMap;

use super::conventions::{Column, SHORT_TITLES, TITLES, Topic, fold};
use super::sections::Section;
use super::tables::Columns;
use super::{EnumFacts, OperationFacts, Reader, TypeFacts, http};
use crate::diagnostic::{Code, Diagnostic, codes};
use crate::page::{Annotation, AnnotationKind, Block, BlockKind, Code as CodeBlock, Table};
use crate::source::Span;
use crate::spelling;

/// The kinds of things that are accounted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Element {
    /// A request line of an HTTP request section.
    RequestLine,
    /// Another line of the message that a request line there begins.
    MessageLine,
    /// A row of a properties table.
    PropertyRow,
    /// A row of a relationships table.
    RelationshipRow,
    /// A row of a table of headers, parameters or body members.
    ParameterRow,
    /// A member of an enum.
    EnumMember,
    /// A row of a permission table.
    PermissionRow,
    /// A row of any other table.
    OtherRow,
    /// An annotation.
    Annotation,
    /// A code block with an example request or response.
    Example,
    /// A code block with the JSON representation of a type.
    Representation,
    /// A code block with request lines.
    RequestBlock,
    /// Any other code block.
    OtherCode,
    /// Something that ought to be there and is not.
    MissingPart,
}

/// What elements have in common that are counted together: each is one line, one row, one annotation or one code block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A line of an HTTP request section.
    Line,
    /// A row of a table.
    Row,
    /// An annotation.
    Annotation,
    /// A code block.
    Code,
    /// Nothing that stands on the page.
    Missing,
}

impl Element {
    /// The words for a heading.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::RequestLine => "request lines",
            Self::MessageLine => "message lines",
            Self::PropertyRow => "property rows",
            Self::RelationshipRow => "relationship rows",
            Self::ParameterRow => "parameter rows",
            Self::EnumMember => "enum members",
            Self::PermissionRow => "permission rows",
            Self::OtherRow => "other rows",
            Self::Annotation => "annotations",
            Self::Example => "examples",
            Self::Representation => "JSON representations",
            Self::RequestBlock => "request blocks",
            Self::OtherCode => "other code",
            Self::MissingPart => "missing parts",
        }
    }

    /// What it is counted with.
    #[must_use]
    pub const fn class(self) -> Class {
        match self {
            Self::RequestLine | Self::MessageLine => Class::Line,
            Self::PropertyRow
            | Self::RelationshipRow
            | Self::ParameterRow
            | Self::EnumMember
            | Self::PermissionRow
            | Self::OtherRow => Class::Row,
            Self::Annotation => Class::Annotation,
            Self::Example | Self::Representation | Self::RequestBlock | Self::OtherCode => Class::Code,
            Self::MissingPart => Class::Missing,
        }
    }
}

/// What became of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Read and used.
    Used,
    /// Not used; a finding of this kind at its place says why.
    Reported(&'static Code),
    /// It says nothing that could be used.
    Prose,
}

/// What became of every line, row, annotation and code block of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// By class and place: each counts once, however many readers looked at it.
    entries: BTreeMap<(Class, Span), (Element, Fate)>,
}

/// How many of a kind there are, by what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Read and used.
    pub used: usize,
    /// Not used; a finding says why.
    pub reported: usize,
    /// Recognised as prose.
    pub prose: usize,
}

/// Counts by kind.
pub type Counts = BTreeMap<Element, Count>;

impl Count {
    /// All of them.
    #[must_use]
    pub const fn total(self) -> usize {
        self.used + self.reported + self.prose
    }
}

impl Ledger {
    /// Enters an element that is used.
    pub(super) fn used(&mut self, element: Element, span: Span) {
        self.entries.entry((element.class(), span)).or_insert((element, Fate::Used));
    }

    /// Enters an element that is not used, or not all of it, and what is reported about it.
    pub(super) fn reported(&mut self, element: Element, span: Span, code: &'static Code) {
        self.entries.insert((element.class(), span), (element, Fate::Reported(code)));
    }

    fn prose(&mut self, element: Element, span: Span) {
        self.entries.entry((element.class(), span)).or_insert((element, Fate::Prose));
    }

    /// What describes an operation describes nothing on a page without endpoints.
    fn drop_operation(&mut self) {
        for (element, fate) in self.entries.values_mut() {
            let is_of_operation = matches!(element, Element::ParameterRow | Element::PermissionRow | Element::Example);
            if is_of_operation && *fate == Fate::Used {
                *fate = Fate::Prose;
            }
        }
    }

    fn fate(&self, class: Class, span: Span) -> Option<Fate> {
        self.entries.get(&(class, span)).map(|(_, fate)| *fate)
    }

    /// Every element with its place and what became of it.
    pub fn entries(&self) -> impl Iterator<Item = (Element, Span, Fate)> + '_ {
        self.entries.iter().map(|((_, span), (element, fate))| (*element, *span, *fate))
    }

    /// The counts, by kind.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::new();
        for (element, fate) in self.entries.values() {
            let count = counts.entry(*element).or_default();
            match fate {
                Fate::Used => count.used += 1,
                Fate::Reported(_) => count.reported += 1,
                Fate::Prose => count.prose += 1,
            }
        }
        counts
    }
}

/// The ways in which a page ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// It describes endpoints.
    Operations,
    /// It describes types or enums.
    Types,
    /// It was meant to describe something, and findings say why it does not.
    Reported,
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
            Self::Reported => "pages reported",
            Self::Prose => "pages of prose",
        }
    }

    /// The word for programs.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Operations => "endpoints",
            Self::Types => "types",
            Self::Reported => "reported",
            Self::Prose => "prose",
        }
    }
}

/// How a page with these facts ends.
pub(super) fn outcome(
    ledger: &mut Ledger,
    operations: &[OperationFacts],
    types: &[TypeFacts],
    enums: &[EnumFacts],
) -> Outcome {
    if operations.iter().any(|operation| !operation.request_lines.is_empty()) {
        return Outcome::Operations;
    }
    ledger.drop_operation();
    if !types.is_empty() || !enums.is_empty() {
        Outcome::Types
    } else if ledger.entries().any(|(_, _, fate)| matches!(fate, Fate::Reported(_))) {
        Outcome::Reported
    } else {
        Outcome::Prose
    }
}

/// Enters what no reader entered.
pub(super) fn settle(reader: &mut Reader<'_>, sections: &[Section<'_>]) {
    for section in sections {
        for block in section.heading.into_iter().chain(section.blocks) {
            match &block.kind {
                BlockKind::Table(table) => settle_table(reader, section, block, table),
                BlockKind::Code(code) => settle_code(reader, block, code),
                BlockKind::Annotation(annotation) => settle_annotation(reader, annotation),
                BlockKind::Heading(_) | BlockKind::Paragraph(_) | BlockKind::MissingInclude { .. } => {}
            }
        }
    }
}

/// Whether all tables of a section describe something.
const fn promises_rows(topic: Topic) -> bool {
    match topic {
        Topic::RequestHeaders
        | Topic::PathParameters
        | Topic::QueryParameters
        | Topic::Parameters
        | Topic::RequestBody
        | Topic::Properties
        | Topic::Relationships
        | Topic::Members => true,
        Topic::HttpRequest
        | Topic::Permissions
        | Topic::Response
        | Topic::Example
        | Topic::ExampleRequest
        | Topic::Methods
        | Topic::JsonRepresentation
        | Topic::DerivedTypes
        | Topic::Other => false,
    }
}

/// Whether a table describes something wherever it stands: it has names and types, or permissions for kinds of sign-in. So does that of
/// a response without a type of its own, and one below a title that nobody knows.
fn has_known_columns(table: &Table) -> bool {
    let columns = Columns::of(table);
    let has_permissions = columns.has(Column::LeastFirst) || columns.has(Column::MostFirst);
    (columns.has(Column::Name) && columns.has(Column::Type)) || (columns.has(Column::PermissionType) && has_permissions)
}

/// Rows that no reader took are titles of groups, unless the whole table was not read.
fn settle_table(reader: &mut Reader<'_>, section: &Section<'_>, block: &Block, table: &Table) {
    if section.topic == Topic::DerivedTypes && !block.other_tab {
        table.rows.iter().for_each(|row| reader.ledger.used(Element::OtherRow, row.span));
    }
    let is_read = table.rows.iter().any(|row| reader.ledger.fate(Class::Row, row.span).is_some());
    // In an example a table explains what is shown.
    let promises = promises_rows(section.topic) || (!section.in_example && has_known_columns(table));
    if is_read || !promises || block.other_tab || table.rows.is_empty() {
        for row in &table.rows {
            reader.ledger.prose(Element::OtherRow, row.span);
        }
        return;
    }
    for row in &table.rows {
        reader.ledger.reported(Element::OtherRow, row.span, &codes::read::TABLE_NOT_READ);
    }
    let diagnostic = Diagnostic::new(&codes::read::TABLE_NOT_READ, block.span, "this table is not read");
    reader.report(match (has_known_columns(table), section.topic) {
        (false, _) => unknown_columns(diagnostic, table),
        (true, Topic::Other) => below_unknown_title(diagnostic, section),
        (true, _) => diagnostic
            .note("what it describes is looked for in other sections of a page of this kind")
            .help("describe a type on a page of its own, and members of a body below `Request body`"),
    });
}

fn unknown_columns(diagnostic: Diagnostic, table: &Table) -> Diagnostic {
    let titles: Vec<String> = table.header.iter().map(|cell| format!("`{}`", cell.content.text)).collect();
    diagnostic
        .note(format!("heading and columns ({}) do not tell what its rows describe", titles.join(", ")))
        .help("use the usual titles of columns, `Property`, `Type` and `Description`, or put the table under a heading of its own")
}

fn below_unknown_title(mut diagnostic: Diagnostic, section: &Section<'_>) -> Diagnostic {
    if let Some(heading) = section.heading {
        diagnostic = diagnostic.related(heading.span, "the heading does not tell what the table describes");
    }
    let usual = spelling::nearest(&fold(section.title), TITLES.iter().chain(SHORT_TITLES).map(|(title, _)| *title));
    match usual {
        Some(usual) => diagnostic.help(format!("did you mean `{usual}`?")),
        None => diagnostic.help(
            "put it under a heading such as `Properties`, `Request body`, `Path parameters`, `Query parameters` or `Permissions`",
        ),
    }
}

/// Code that no reader took is prose, unless it is a message in a section where none is looked for.
fn settle_code(reader: &mut Reader<'_>, block: &Block, code: &CodeBlock) {
    if reader.ledger.fate(Class::Code, code.content).is_none() {
        let is_message = || http::message(reader.sources.text(code.content), code.content).is_some();
        if !block.other_tab && is_message() {
            reader.ledger.reported(Element::Example, code.content, &codes::read::EXAMPLE_NOT_READ);
            let finding = Diagnostic::new(&codes::read::EXAMPLE_NOT_READ, code.content, "this example is not read")
                .note("no examples are looked for in this section")
                .help("put it under a heading `Example`");
            reader.report(match &code.annotation {
                Some(annotation) => finding.related(annotation.span, "nor is its annotation"),
                None => finding,
            });
        } else {
            reader.ledger.prose(Element::OtherCode, code.content);
        }
    }
    let Some(annotation) = &code.annotation else { return };
    match reader.ledger.fate(Class::Code, code.content) {
        Some(Fate::Reported(reason)) if reason != &codes::read::EXAMPLE_JSON_UNREADABLE => {
            reader.ledger.reported(Element::Annotation, annotation.span, reason);
        }
        Some(Fate::Prose) => reader.ledger.prose(Element::Annotation, annotation.span),
        _ => reader.ledger.used(Element::Annotation, annotation.span),
    }
}

/// Enters a block of request lines. Lines that are none belong to a message: headers, and the body.
pub(super) fn settle_request_block(reader: &mut Reader<'_>, code: &CodeBlock) {
    reader.ledger.used(Element::RequestBlock, code.content);
    for span in http::full_lines(reader.sources.text(code.content), code.content) {
        reader.ledger.used(Element::MessageLine, span);
    }
}

/// An annotation without code. What is wrong with it was reported when the page was parsed.
fn settle_annotation(reader: &mut Reader<'_>, annotation: &Annotation) {
    let has_kind = annotation.members.iter().any(|member| member.name.eq_ignore_ascii_case("blockType"));
    let reason = match annotation.kind {
        AnnotationKind::Page | AnnotationKind::Permissions => {
            return reader.ledger.used(Element::Annotation, annotation.span);
        }
        _ if annotation.says_nothing() => return reader.ledger.prose(Element::Annotation, annotation.span),
        AnnotationKind::Unknown if has_kind => &codes::page::ANNOTATION_KIND_UNKNOWN,
        AnnotationKind::Unknown => &codes::page::ANNOTATION_WITHOUT_KIND,
        _ => &codes::page::ANNOTATION_WITHOUT_CODE,
    };
    reader.ledger.reported(Element::Annotation, annotation.span, reason);
}
