//! Types and enums, as pages describe and mention them.

use super::Text;
use crate::page::json::Json;
use crate::source::{Span, Spanned};

/// The type cell of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeClaim {
    /// What the words or the link name.
    pub named: NamedType,
    /// Whether it is a collection.
    pub collection: bool,
    /// Whether it says so twice: `Collection(Collection(Int32))`, `String collection collection`.
    pub nested: bool,
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
    /// What the page says about it.
    pub description: Text,
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
