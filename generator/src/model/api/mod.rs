//! The joined API, as plain data.

mod path;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

pub use self::path::{ParameterStyle, Path, PathParameter, PathPart, PathSegment};
use crate::read::Kind;
pub use crate::read::{Alternative, Method, Primitive, Scheme, Text, TextPiece};

/// Everything the pages document.
#[derive(Clone, Debug, Default)]
pub struct Api {
    /// The name-space that most types are in: `microsoft.graph`.
    pub namespace: String,
    /// Structured types by name.
    pub structs: BTreeMap<TypeName, StructType>,
    /// Enums by name.
    pub enums: BTreeMap<TypeName, EnumType>,
    /// Endpoints, by path and method.
    pub operations: Vec<Operation>,
    /// Request lines with a segment `...`, or with the key of an example, as they are written: for descriptions, not for calls. Each is also
    /// among the endpoints, without the segment or with a placeholder.
    pub as_written: Vec<Operation>,
}

impl Api {
    /// All properties of a type, those of its base types first, with the type that declares each.
    #[must_use]
    pub fn properties_of(&self, name: &TypeName) -> Vec<(&StructType, &Property)> {
        let mut lineage: Vec<&StructType> = self.lineage(name);
        lineage.reverse();
        lineage
            .into_iter()
            .flat_map(|declaring| declaring.properties.iter().map(move |property| (declaring, property)))
            .collect()
    }

    /// The type and its base types, from the type upwards. Bases were checked for circles, so this ends.
    #[must_use]
    pub fn lineage(&self, name: &TypeName) -> Vec<&StructType> {
        let mut lineage = Vec::new();
        let mut next = self.structs.get(name);
        while let Some(structure) = next {
            lineage.push(structure);
            next = structure.base.as_ref().and_then(|base| self.structs.get(base));
        }
        lineage
    }
}

/// The qualified name of a type: `microsoft.graph.callRecords.session`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeName(Arc<str>);

impl TypeName {
    /// The type with this qualified name.
    #[must_use]
    pub fn new(qualified: &str) -> Self {
        Self(Arc::from(qualified))
    }

    /// The whole name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands before the last dot.
    #[must_use]
    pub fn namespace(&self) -> &str {
        self.0.rsplit_once('.').map_or("", |(namespace, _)| namespace)
    }

    /// What stands behind the last dot.
    #[must_use]
    pub fn simple(&self) -> &str {
        self.0.rsplit_once('.').map_or(&self.0, |(_, name)| name)
    }
}

impl fmt::Display for TypeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The type of a value: one item or a collection of them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ValueType {
    /// The item.
    pub item: ItemType,
    /// Whether there are many.
    pub collection: bool,
}

impl ValueType {
    /// One `item`.
    #[must_use]
    pub const fn one(item: ItemType) -> Self {
        Self { item, collection: false }
    }
}

/// The type of an item.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemType {
    /// A primitive; any JSON where nothing better is known.
    Primitive(Primitive),
    /// A structured type of [`Api::structs`].
    Struct(TypeName),
    /// An enum of [`Api::enums`].
    Enum(TypeName),
}

impl ItemType {
    /// The kind of JSON that a value is; nothing where any kind will do.
    pub(crate) const fn kind(&self) -> Option<Kind> {
        match self {
            Self::Struct(_) => Some(Kind::Object),
            Self::Enum(_) => Some(Kind::Text),
            Self::Primitive(primitive) => Kind::of_primitive(*primitive),
        }
    }
}

/// A type with properties.
#[derive(Clone, Debug)]
pub struct StructType {
    /// Its name.
    pub name: TypeName,
    /// Where it comes from.
    pub origin: Origin,
    /// Its base type, one of [`Api::structs`].
    pub base: Option<TypeName>,
    /// All types derived from it, directly or not.
    pub derived: Vec<TypeName>,
    /// Whether only derived types have values.
    pub is_abstract: bool,
    /// Whether values may have members that are not documented.
    pub is_open: bool,
    /// What it is.
    pub description: Text,
    /// Its own properties; inherited ones stand with the base type.
    pub properties: Vec<Property>,
    /// The pages that describe it.
    pub pages: Vec<PageReference>,
}

/// Where a type comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A page describes it.
    Documented,
    /// No page describes it: it was inferred from examples.
    Inferred,
    /// The parameters of an action, as the members of its request body.
    Parameters,
    /// The link to an entity that requests to `$ref` carry.
    Reference,
}

/// A property.
#[derive(Clone, Debug)]
pub struct Property {
    /// Its name on the wire.
    pub name: String,
    /// Its type.
    pub value: ValueType,
    /// Whether it is a relationship.
    pub navigation: bool,
    /// Whether a value contains its own type through this property, so that it needs indirection.
    pub recursive: bool,
    /// What it means.
    pub description: Text,
}

/// An enum. It is always open: members that are not documented are kept.
#[derive(Clone, Debug)]
pub struct EnumType {
    /// Its name.
    pub name: TypeName,
    /// What its list of members is about.
    pub origin: EnumOrigin,
    /// What it is.
    pub description: Text,
    /// The documented members.
    pub members: Vec<EnumMember>,
    /// The pages that list them.
    pub pages: Vec<PageReference>,
}

/// What a list of members is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnumOrigin {
    /// A type of this name.
    Type,
    /// A text property of this name: no type cell names it as a type, or it lists `null`.
    TextProperty,
}

/// A member of an enum.
#[derive(Clone, Debug)]
pub struct EnumMember {
    /// Its name on the wire.
    pub name: String,
    /// What it means.
    pub description: Text,
}

/// A page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageReference {
    /// Its path below the specification folder.
    pub path: String,
    /// Its title.
    pub title: String,
}

/// An endpoint: a method and a path.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The method.
    pub method: Method,
    /// The path.
    pub path: Path,
    /// What the pages say about the parameters of the path, in their order; an empty text where that is nothing.
    pub path_descriptions: Vec<Text>,
    /// The pages that describe it, the best first.
    pub pages: Vec<PageReference>,
    /// What it does.
    pub description: Text,
    /// The request body; of several alternatives what they have in common.
    pub body: Option<Content>,
    /// Whether the body has to be sent.
    pub body_presence: Presence,
    /// The request bodies that the pages document, as a rule one.
    pub body_alternatives: Vec<Content>,
    /// The media types that the pages name for a body of bytes, in lower case and without parameters: `image/jpeg`.
    pub body_media_types: Vec<String>,
    /// The documented successes, in documented order.
    pub responses: Vec<Response>,
    /// What each kind of sign-in needs.
    pub permissions: BTreeMap<Scheme, Grant>,
    /// Request headers other than those that every request has.
    pub headers: Vec<Parameter>,
    /// Query parameters and options: `$select`.
    pub query: Vec<Parameter>,
    /// The first example request of the page that has a body, for documentation.
    pub example_body: Option<serde_json::Value>,
    /// The example requests of the pages that go to this path, with what the pages show for an answer.
    pub exchanges: Vec<ShownExchange>,
}

/// An example request of a page, as it would be sent.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownExchange {
    /// The path of the page that shows it.
    pub page: String,
    /// The path and the query, below the base URL.
    pub target: String,
    /// Its headers, without those that belong to one connection or one caller.
    pub headers: Vec<(String, String)>,
    /// The JSON body, if there is one.
    pub body: Option<serde_json::Value>,
    /// The statuses of the shown answers.
    pub statuses: Vec<u16>,
}

impl Operation {
    /// The title of its first page.
    #[must_use]
    pub fn title(&self) -> &str {
        self.pages.first().map_or("", |page| &page.title)
    }
}

/// Whether something has to be sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Presence {
    /// It has to.
    #[default]
    Required,
    /// It may be left out.
    Optional,
}

/// What a message carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A JSON value.
    Json(ValueType),
    /// `{"value": [...]}` of these items, with links to further pages.
    Page(ItemType),
    /// `{"value": x}` of one primitive or enum value: a property read by its own path, or the result of a function.
    Scalar(ItemType),
    /// A number as text, `893`: how many items there are, for a path that ends in `$count`.
    Count,
    /// Bytes of some media type.
    Media,
}

/// A documented success.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// The body, if there is one; of several alternatives what they have in common.
    pub content: Option<Content>,
    /// The bodies that the pages document, as a rule one.
    pub alternatives: Vec<Content>,
    /// The media types that the pages show for a body of bytes, as [`Operation::body_media_types`].
    pub media_types: Vec<String>,
}

/// What a kind of sign-in needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Grant {
    /// The pages say nothing that could be read.
    Unknown,
    /// This kind of sign-in cannot be used.
    NotSupported,
    /// Any of these, least privileged first.
    AnyOf(Vec<Alternative>),
}

/// A header or a query parameter.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name on the wire.
    pub name: String,
    /// Whether it must be given.
    pub required: bool,
    /// What it means.
    pub description: Text,
    /// The type of its value; text where nothing better is known, and for all headers.
    pub item: ItemType,
}
