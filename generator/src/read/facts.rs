//! The claims of a page, as plain data.

use std::sync::Arc;

use crate::page::json::Json;
use crate::read::ledger::{Ledger, Outcome};
use crate::source::{SourceId, Span, Spanned};

/// All that one page says.
#[derive(Clone, Debug)]
pub struct PageFacts {
    /// The page.
    pub source: SourceId,
    /// Its H1, or the title of its front matter.
    pub title: Option<Spanned<String>>,
    /// The paragraphs between the title and the first section.
    pub description: Text,
    /// The links in the description, in order: the first to a resource page tells what an operation works on.
    pub description_links: Vec<TypeMention>,
    /// `Namespace: microsoft.graph`
    pub namespace: Option<Spanned<String>>,
    /// One for each section of request lines, as a rule one.
    pub operations: Vec<OperationFacts>,
    /// The types it describes.
    pub types: Vec<TypeFacts>,
    /// The enums it lists.
    pub enums: Vec<EnumFacts>,
    /// How the page ends.
    pub outcome: Outcome,
    /// What became of its rows, lines and blocks.
    pub ledger: Ledger,
}

/// Running text with its code spans, for documentation comments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The paragraphs; code spans are separate pieces.
    ///
    /// Shared, because the model says of many things what one row or page says of them.
    pub paragraphs: Arc<[Vec<TextPiece>]>,
}

/// A piece of a [`Text`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextPiece {
    /// Plain words.
    Words(String),
    /// `code`
    Code(String),
}

/// An operation: what a page says about its request lines.
#[derive(Clone, Debug, Default)]
pub struct OperationFacts {
    /// The lines of the HTTP request section.
    pub request_lines: Vec<RequestLine>,
    /// The permission tables.
    pub permissions: PermissionFacts,
    /// Rows of the header tables.
    pub headers: Vec<ParameterRow>,
    /// Rows of the query parameter tables.
    pub query_parameters: Vec<ParameterRow>,
    /// Query options named in the prose of the query parameter section: `$select`.
    pub query_options: Vec<Spanned<String>>,
    /// Rows of the path and function parameter tables.
    pub path_parameters: Vec<ParameterRow>,
    /// The request body section.
    pub body: BodyFacts,
    /// The response section.
    pub response: ResponseFacts,
    /// The example requests and the responses that answer them.
    pub examples: Vec<Exchange>,
}

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

/// Where a request line comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineOrigin {
    /// It stands so on the page.
    Written,
    /// It stands so on the page, with a segment `...` for any number of segments.
    Elided,
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

/// The permission tables of an operation.
#[derive(Clone, Debug, Default)]
pub struct PermissionFacts {
    /// The rows of all tables.
    pub rows: Vec<PermissionRow>,
    /// An include of a permission table that is not there: permissions are unknown, not absent.
    pub missing_include: Option<Span>,
}

/// What one kind of sign-in needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PermissionRow {
    /// The kind of sign-in.
    pub scheme: Scheme,
    /// Any of these suffices, least privileged first; empty means not supported.
    pub alternatives: Vec<Alternative>,
    /// The resource that the row of a transposed table is about: "group calendar".
    pub resource: Option<String>,
    /// The requests that the table is for, where the page has one for each; empty means all.
    pub requests: Vec<(Method, PathTemplate)>,
    /// The row, or the cell of a transposed table.
    pub span: Span,
}

/// The kinds of sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scheme {
    /// On behalf of a user with a work or school account.
    DelegatedWork,
    /// On behalf of a user with a personal account.
    DelegatedPersonal,
    /// As an application, without a user.
    Application,
}

/// Permissions that are needed together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Alternative {
    /// All of these.
    pub permissions: Vec<String>,
    /// When it applies, in the words of the page.
    pub condition: Option<String>,
}

/// A row of a table of headers or parameters.
#[derive(Clone, Debug)]
pub struct ParameterRow {
    /// The name, without decoration.
    pub name: Spanned<String>,
    /// The type cell, where the table has one.
    pub type_claim: Option<TypeClaim>,
    /// The description.
    pub description: Text,
    /// Whether the row says that it must be given.
    pub required: bool,
    /// Values listed in the description.
    pub values: Vec<Spanned<String>>,
}

/// The type cell of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeClaim {
    /// What the words or the link name.
    pub named: NamedType,
    /// Whether it is a collection.
    pub collection: bool,
    /// The cell.
    pub span: Span,
}

/// How a type is named in running text or in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NamedType {
    /// A primitive of OData.
    Primitive(Primitive),
    /// A link: its words and its target.
    Link {
        /// The words.
        text: String,
        /// The path, relative to the page.
        target: String,
    },
    /// A bare or qualified name: `bodyType`, `microsoft.graph.user`.
    Name(String),
    /// One of several, as in `[a](a.md) or [b](b.md)`.
    OneOf(Vec<NamedType>),
    /// Words that name no type.
    Unknown(String),
}

/// The primitive types of OData, and the JSON that stands for anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Primitive {
    /// Edm.String
    String,
    /// Edm.Boolean
    Boolean,
    /// Edm.Byte, 0 to 255
    Byte,
    /// Edm.SByte
    SByte,
    /// Edm.Int16
    Int16,
    /// Edm.Int32
    Int32,
    /// Edm.Int64
    Int64,
    /// Edm.Single
    Single,
    /// Edm.Double
    Double,
    /// Edm.Decimal
    Decimal,
    /// A number of which the page does not say more.
    Number,
    /// Edm.DateTimeOffset
    DateTimeOffset,
    /// Edm.Date
    Date,
    /// Edm.TimeOfDay
    TimeOfDay,
    /// Edm.Duration
    Duration,
    /// Edm.Guid
    Guid,
    /// Edm.Binary: base64
    Binary,
    /// Edm.Stream: bytes beside the JSON
    Stream,
    /// Any JSON.
    Json,
}

/// A type mentioned in running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeMention {
    /// How it is named.
    pub named: NamedType,
    /// Whether the words around it say "collection".
    pub collection: bool,
    /// Whether it is followed by "objects".
    pub plural: bool,
    /// The place of the mention.
    pub span: Span,
}

/// The request body section.
#[derive(Clone, Debug, Default)]
pub struct BodyFacts {
    /// "Do not supply a request body."
    pub none: Option<Span>,
    /// Types that the sentences mention.
    pub mentions: Vec<TypeMention>,
    /// The rows of its tables.
    pub rows: Vec<PropertyRow>,
    /// Whether a table or sentence calls them parameters (of an action), not properties (of a type).
    pub parameters: bool,
    /// Whether there is such a section at all.
    pub section: Option<Span>,
    /// JSON that stands in the section, outside of a message.
    pub shown: Option<Json>,
}

/// The response section.
#[derive(Clone, Debug, Default)]
pub struct ResponseFacts {
    /// The statuses that the sentence names.
    pub statuses: Vec<Spanned<u16>>,
    /// The types that it mentions.
    pub mentions: Vec<TypeMention>,
    /// "It does not return anything in the response body."
    pub no_body: Option<Span>,
}

/// A row of a table of properties, relationships or body parameters.
#[derive(Clone, Debug)]
pub struct PropertyRow {
    /// The name, without decoration.
    pub name: Spanned<String>,
    /// The type cell.
    pub type_claim: Option<TypeClaim>,
    /// The description.
    pub description: Text,
    /// Values listed in the description: "Possible values are: `text`, `html`."
    pub values: Vec<Spanned<String>>,
    /// The row.
    pub span: Span,
}

/// A request and its responses.
#[derive(Clone, Debug, Default)]
pub struct Exchange {
    /// The request; missing where the page shows only a response.
    pub request: Option<ExampleRequest>,
    /// The responses, in order.
    pub responses: Vec<ExampleResponse>,
}

/// An example request.
#[derive(Clone, Debug)]
pub struct ExampleRequest {
    /// The method.
    pub method: Method,
    /// The target as written.
    pub target: Spanned<String>,
    /// The path of the target, where it has a usable one.
    pub path: Option<PathTemplate>,
    /// The headers as written.
    pub headers: Vec<(String, String)>,
    /// The JSON body.
    pub body: Option<Json>,
    /// `@odata.type` of the annotation.
    pub type_claim: Option<TypeClaim>,
    /// `name` of the annotation.
    pub name: Option<String>,
    /// The code block.
    pub span: Span,
}

/// An example response.
#[derive(Clone, Debug)]
pub struct ExampleResponse {
    /// The status.
    pub status: Spanned<u16>,
    /// The headers as written.
    pub headers: Vec<(String, String)>,
    /// The JSON body.
    pub body: Option<Json>,
    /// Whether there is a body that is not JSON.
    pub other_body: bool,
    /// `@odata.type` of the annotation, with `isCollection`.
    pub type_claim: Option<TypeClaim>,
    /// The code block.
    pub span: Span,
}

/// A type and what the page says about it.
#[derive(Clone, Debug)]
pub struct TypeFacts {
    /// Its qualified name: `microsoft.graph.post`.
    pub name: Spanned<String>,
    /// `@type.aka`: another qualified name of it, which annotations may use.
    pub alias: Option<String>,
    /// `baseType` of the annotation; inner nothing is `null`, which says that there is none.
    pub annotated_base: Option<Spanned<Option<String>>>,
    /// "Inherits from [outlookItem](outlookitem.md)."
    pub prose_base: Option<TypeMention>,
    /// The links of a table of derived types.
    pub derived_types: Vec<TypeMention>,
    /// `keyProperty`
    pub key_property: Option<Spanned<String>>,
    /// `abstract`
    pub is_abstract: bool,
    /// `openType`
    pub is_open: bool,
    /// The rows of the properties tables.
    pub properties: Vec<PropertyRow>,
    /// The rows of the relationships tables.
    pub relationships: Vec<PropertyRow>,
    /// The JSON representation.
    pub representation: Option<Json>,
}

/// An enum and its members.
#[derive(Clone, Debug)]
pub struct EnumFacts {
    /// Its name, qualified where the page gives a name-space.
    pub name: Spanned<String>,
    /// Whether the page is about nothing else.
    pub has_page: bool,
    /// The members, in order.
    pub members: Vec<EnumMemberRow>,
    /// What the page says about it.
    pub description: Text,
}

/// A member of an enum.
#[derive(Clone, Debug)]
pub struct EnumMemberRow {
    /// The name on the wire.
    pub name: Spanned<String>,
    /// The number, where documented.
    pub value: Option<i64>,
    /// The description.
    pub description: Text,
}
