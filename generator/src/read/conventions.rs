//! The conventions of the documentation, as data. A new word, title or phrase is a line here.
//!
//! All keys are in lower case; text is compared after [`fold`]. Translated words come from the machine-translated Spanish
//! edition of the format, whose headings also keep the English anchor.

use super::{Primitive, Scheme};

pub use super::folding::{fold, look_up, look_up_within};
pub(crate) use super::folding::{is_among, is_page_link, push_lower_case};

/// The sections that matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// Permission tables.
    Permissions,
    /// The request lines.
    HttpRequest,
    /// Header tables of the request.
    RequestHeaders,
    /// Path and function parameters.
    PathParameters,
    /// Query parameters.
    QueryParameters,
    /// The request body.
    RequestBody,
    /// The response.
    Response,
    /// Examples.
    Example,
    /// The request within an example.
    ExampleRequest,
    /// The methods of a resource.
    Methods,
    /// The properties of a resource.
    Properties,
    /// The relationships of a resource.
    Relationships,
    /// The JSON representation of a resource.
    JsonRepresentation,
    /// The members of an enum.
    Members,
    /// The types that derive from the type of the page.
    DerivedTypes,
    /// Anything else.
    Other,
}

/// Section titles. An anchor is looked up with blanks for its hyphens.
pub const TITLES: &[(&str, Topic)] = &[
    ("permissions", Topic::Permissions),
    ("prerequisites", Topic::Permissions),
    ("authentication scopes", Topic::Permissions),
    ("http request", Topic::HttpRequest),
    ("http requests", Topic::HttpRequest),
    ("request headers", Topic::RequestHeaders),
    ("request header", Topic::RequestHeaders),
    ("optional request headers", Topic::RequestHeaders),
    ("path parameters", Topic::PathParameters),
    ("function parameters", Topic::PathParameters),
    ("query parameters", Topic::QueryParameters),
    ("query parameter", Topic::QueryParameters),
    ("optional query parameters", Topic::QueryParameters),
    ("odata query parameters", Topic::QueryParameters),
    ("query string parameters", Topic::QueryParameters),
    ("request body", Topic::RequestBody),
    ("response", Topic::Response),
    ("responses", Topic::Response),
    ("example", Topic::Example),
    ("examples", Topic::Example),
    ("request", Topic::ExampleRequest),
    ("methods", Topic::Methods),
    ("properties", Topic::Properties),
    ("relationships", Topic::Relationships),
    ("json representation", Topic::JsonRepresentation),
    ("members", Topic::Members),
    ("derived types", Topic::DerivedTypes),
    ("see also", Topic::Other),
    ("next steps", Topic::Other),
    ("related content", Topic::Other),
];

/// Beginnings of titles: `Example 2: forward to a group`, `Request 1`.
pub const TITLE_BEGINNINGS: &[(&str, Topic)] = &[
    ("permissions", Topic::Permissions),
    ("example", Topic::Example),
    ("http request", Topic::HttpRequest),
    ("request headers", Topic::RequestHeaders),
    ("request body", Topic::RequestBody),
    ("request", Topic::ExampleRequest),
    ("response", Topic::Response),
    ("optional query parameters", Topic::QueryParameters),
    ("properties", Topic::Properties),
];

/// Ends of titles that announce the members of an enum named before: `### bodyType values`.
pub const ENUM_TITLE_ENDS: &[&str] = &[" values", " members", " enumeration", " enum", " enumeration values"];

/// Ends of page titles that follow the name of an enum: `bodyType enum type`.
pub const ENUM_PAGE_ENDS: &[&str] = &[" enum type", " enumeration type", " enumeration", " enum"];

/// The roles of columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The name of a property, parameter or header.
    Name,
    /// The name of an enum member.
    Member,
    /// A type.
    Type,
    /// A value: the type of a parameter, the number of a member, the content of a header.
    Value,
    /// What it means.
    Description,
    /// Whether it must be given.
    Required,
    /// `Permission type`
    PermissionType,
    /// Permissions, least privileged first.
    LeastFirst,
    /// Permissions, most privileged first.
    MostFirst,
}

/// Column titles.
pub const COLUMNS: &[(&str, Column)] = &[
    ("property", Column::Name),
    ("property name", Column::Name),
    ("propiedad", Column::Name),
    ("name", Column::Name),
    ("nombre", Column::Name),
    ("nombre de la propiedad", Column::Name),
    ("relationship", Column::Name),
    ("relationship name", Column::Name),
    ("relación", Column::Name),
    ("parameter", Column::Name),
    ("parameter name", Column::Name),
    ("parámetro", Column::Name),
    ("query parameter", Column::Name),
    ("header", Column::Name),
    ("header name", Column::Name),
    ("encabezado", Column::Name),
    ("field", Column::Name),
    ("attribute", Column::Name),
    ("member", Column::Member),
    ("miembro", Column::Member),
    ("type", Column::Type),
    ("tipo", Column::Type),
    ("data type", Column::Type),
    ("value", Column::Value),
    ("valor", Column::Value),
    ("int value", Column::Value),
    ("numeric value", Column::Value),
    ("description", Column::Description),
    ("descripción", Column::Description),
    ("required", Column::Required),
    ("required?", Column::Required),
    ("required (y/n)", Column::Required),
    ("permission type", Column::PermissionType),
    ("permission type (by workflow)", Column::PermissionType),
    ("tipo de permiso", Column::PermissionType),
    ("permissions", Column::LeastFirst),
    ("permission", Column::LeastFirst),
    ("permissions (from least to most privileged)", Column::LeastFirst),
    ("permission (from least to most privileged)", Column::LeastFirst),
    ("permisos (de menos a más privilegiados)", Column::LeastFirst),
    ("least privileged permissions", Column::LeastFirst),
    ("higher privileged permissions", Column::LeastFirst),
    ("permissions (from most to least privileged)", Column::MostFirst),
    ("permission (from most to least privileged)", Column::MostFirst),
    ("permisos (de más a menos privilegiados)", Column::MostFirst),
];

/// Column titles that call the rows of a body table parameters of an action.
pub const PARAMETER_COLUMNS: &[&str] = &["parameter", "parameter name", "parámetro"];

/// The beginning of column titles that tell what the permissions below are for: `Permissions acting on self`.
pub const PERMISSION_COLUMN: &str = "permission";

/// What the path of an included permission table contains. Permission sections include other text too.
pub const PERMISSION_INCLUDE: &str = "permission";

/// Words in the label of a permission row or column; the first that occurs decides.
pub const SCHEMES: &[(&str, Scheme)] = &[
    ("work or school", Scheme::DelegatedWork),
    ("profesional o educativa", Scheme::DelegatedWork),
    ("personal", Scheme::DelegatedPersonal),
    ("application", Scheme::Application),
    ("aplicación", Scheme::Application),
];

/// Cells that say that a kind of sign-in cannot be used.
pub const NOT_SUPPORTED: &[&str] = &[
    "not supported",
    "not available",
    "not applicable",
    "none",
    "n/a",
    "",
    "no admitida",
    "no admitido",
    "no se admite",
    "no compatible",
    "no es compatible",
    "ninguna",
    "ninguno",
];

/// Words between permissions that are needed together; all others separate alternatives.
pub const TOGETHER: &[&str] = &["and", "plus", "&", "y"];

/// Words between alternatives.
pub const ALTERNATIVELY: &[&str] = &["or", "o"];

/// Phrases that say that there is no request body.
pub const NO_REQUEST_BODY: &[&str] = &[
    "do not supply a request body",
    "don't supply a request body",
    "do not supply a body",
    "does not require a request body",
    "do not provide a request body",
    "no request body",
    "not supply a request body",
    "no proporcione un cuerpo de solicitud",
    "no proporcione un cuerpo de la solicitud",
];

/// Phrases that say that what a sentence names is not there: "It does not support `$filter`."
pub const DENIALS: &[&str] = &["not support", "n't support", "no se admite", "no admite"];

/// Words beside a bare status: "HTTP 200", "a 204 response".
pub const STATUS_BEGINNINGS: &[&str] = &["http", "status", "code"];

/// Words behind a bare status. Any other number of three digits is none: "Office 365".
pub const STATUS_ENDS: &[&str] = &["response", "ok", "created", "accepted", "no", "found"];

/// Phrases that say that the response has no body.
pub const NO_RESPONSE_BODY: &[&str] = &[
    "does not return anything in the response body",
    "doesn't return anything in the response body",
    "does not return a response body",
    "doesn't return a response body",
    "does not return a body",
    "no response body",
    "empty response body",
    "empty content",
    "no content in the response body",
    "no devuelve nada en el cuerpo",
];

/// Words of a body sentence that call the members parameters of an action.
pub const ACTION_SENTENCES: &[&str] = &["following parameters", "of the parameters", "siguientes parámetros"];

/// Words behind an unlinked type in a sentence: "a **post** object", "String collection", "Stream in the response body".
pub const TYPE_ENDS: &[&str] = &["object", "objects", "resource", "collection", "in"];

/// Words beside a type that say that there are many.
pub const COLLECTION_WORDS: &[&str] = &["collection", "collections", "list", "array", "colección", "lista"];

/// Words behind a type that say that there may be many.
pub const PLURAL_WORDS: &[&str] = &["objects", "items", "objetos"];

/// Phrases before the values that a property may have.
pub const VALUE_PHRASES: &[&str] = &[
    "possible values are",
    "possible values",
    "possible value",
    "supported values are",
    "supported values",
    "allowed values are",
    "allowed values",
    "valid values are",
    "valid values",
    "must be one of",
    "can be one of",
    "one of the following values",
    "los valores posibles son",
    "valores posibles",
];

/// Words of the description of a type whose values may have members that no page lists.
pub const OPEN_TYPE_PHRASES: &[&str] = &["open type", "tipo abierto"];

/// Words that announce a base type: "Inherits from [entity](entity.md)."
pub const BASE_TYPE_PHRASES: &[&str] =
    &["inherits from", "inherited from", "derived from", "subclass of", "subclass from", "subtype of", "hereda de"];

/// Words that say that a parameter must be given.
pub const REQUIRED_WORDS: &[&str] = &["required", "obligatorio", "necesario"];

/// Cells of a column `Required?` that say yes without the word.
pub const REQUIRED_ANSWERS: &[&str] = &["yes", "y", "sí"];

/// Headers that every request has; they are no parameters of an operation.
pub const COMMON_HEADERS: &[&str] = &["authorization", "autorización", "content-type", "accept", "content-length"];

/// The words of type cells. `Edm.` is taken off before.
pub const PRIMITIVES: &[(&str, Primitive)] = &[
    ("string", Primitive::String),
    ("cadena", Primitive::String),
    ("url", Primitive::String),
    ("uri", Primitive::String),
    ("string (url)", Primitive::String),
    ("string (identifier)", Primitive::String),
    ("etag", Primitive::String),
    ("boolean", Primitive::Boolean),
    ("bool", Primitive::Boolean),
    ("booleano", Primitive::Boolean),
    ("byte", Primitive::Byte),
    ("sbyte", Primitive::SByte),
    ("int16", Primitive::Int16),
    ("short", Primitive::Int16),
    ("int32", Primitive::Int32),
    ("int", Primitive::Int32),
    ("integer", Primitive::Int32),
    ("int64", Primitive::Int64),
    ("long", Primitive::Int64),
    ("number", Primitive::Number),
    ("numeric", Primitive::Number),
    ("single", Primitive::Single),
    ("float", Primitive::Single),
    ("double", Primitive::Double),
    ("decimal", Primitive::Decimal),
    ("datetimeoffset", Primitive::DateTimeOffset),
    ("datetime", Primitive::DateTimeOffset),
    ("timestamp", Primitive::DateTimeOffset),
    ("string (timestamp)", Primitive::DateTimeOffset),
    ("date", Primitive::Date),
    ("timeofday", Primitive::TimeOfDay),
    ("duration", Primitive::Duration),
    ("guid", Primitive::Guid),
    ("uuid", Primitive::Guid),
    ("binary", Primitive::Binary),
    ("base64", Primitive::Binary),
    ("stream", Primitive::Stream),
    ("json", Primitive::Json),
    ("object", Primitive::Json),
    ("json object", Primitive::Json),
    ("untyped json object", Primitive::Json),
];

/// The first code of the leaf values in a JSON representation that name a type: `"String (timestamp)"`.
pub const REPRESENTATION_WORDS: &[(&str, Primitive)] = &[
    ("string (timestamp)", Primitive::DateTimeOffset),
    ("string (identifier)", Primitive::String),
    ("string (duration)", Primitive::Duration),
    ("string (iso 8601 duration)", Primitive::Duration),
    ("string (time of day)", Primitive::TimeOfDay),
    ("string (date)", Primitive::Date),
    ("string (binary)", Primitive::Binary),
    ("string (double)", Primitive::Double),
    ("string (int64)", Primitive::Int64),
    ("string (guid)", Primitive::Guid),
    ("binary", Primitive::Binary),
    ("double", Primitive::Double),
    ("boolean", Primitive::Boolean),
    ("integer", Primitive::Int32),
    ("guid", Primitive::Guid),
];

/// Ends of strings in examples that stand for a value: `datetime-value`, `Display Name value`.
pub const EXAMPLE_PLACEHOLDER_ENDS: &[&str] = &["-value", " value", "_value"];

/// The end of links that lead to a page of the set.
pub const PAGE_END: &str = ".md";

/// The segment that stands for a link to a thing instead of the thing: what is sent to it names the thing by its URL.
pub const REFERENCE_SEGMENT: &str = "$ref";

/// The member of such a body.
pub const REFERENCE_MEMBER: &str = "@odata.id";

/// The segment that stands for the number of things in a collection.
pub const COUNT_SEGMENT: &str = "$count";

/// The segment that stands for the user who is signed in.
pub const OWN_USER: &str = "me";

/// The segment of the collection of all users: what can be asked of oneself can be asked of `users/{id}`.
pub const USERS: &str = "users";

/// The segment that stands for the bytes of a thing.
pub const VALUE_SEGMENT: &str = "$value";

/// The ends of control members that requests carry as data: `members@odata.bind`, `@odata.id`.
pub const CONTROL_DATA: &[&str] = &["@odata.bind", "@odata.id"];

/// The name-space of types whose page names none.
pub const DEFAULT_NAMESPACE: &str = "microsoft.graph";

/// The simple name of the type at the root of the inheritance of everything that has a key.
pub const ROOT_TYPE: &str = "entity";

/// The name of the key property that makes a type an entity.
pub const KEY_PROPERTY: &str = "id";
