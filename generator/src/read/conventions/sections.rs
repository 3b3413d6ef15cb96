//! The titles of sections.

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
    /// Parameters of either kind, or the members of the body: the method tells.
    Parameters,
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
    ("permission", Topic::Permissions),
    ("required permissions", Topic::Permissions),
    ("http request", Topic::HttpRequest),
    ("http requests", Topic::HttpRequest),
    ("request url", Topic::HttpRequest),
    ("request uri", Topic::HttpRequest),
    ("request headers", Topic::RequestHeaders),
    ("request header", Topic::RequestHeaders),
    ("optional request headers", Topic::RequestHeaders),
    ("path parameters", Topic::PathParameters),
    ("function parameters", Topic::PathParameters),
    ("parameters", Topic::Parameters),
    ("request parameters", Topic::Parameters),
    ("url parameters", Topic::PathParameters),
    ("uri parameters", Topic::PathParameters),
    ("request uri parameters", Topic::PathParameters),
    ("request url parameters", Topic::PathParameters),
    ("request path parameters", Topic::PathParameters),
    ("query parameters", Topic::QueryParameters),
    ("query parameter", Topic::QueryParameters),
    ("request query parameters", Topic::QueryParameters),
    ("optional query parameters", Topic::QueryParameters),
    ("odata query parameters", Topic::QueryParameters),
    ("query string parameters", Topic::QueryParameters),
    ("optional query string parameters", Topic::QueryParameters),
    ("request body", Topic::RequestBody),
    ("body parameters", Topic::RequestBody),
    ("request payload", Topic::RequestBody),
    ("response", Topic::Response),
    ("responses", Topic::Response),
    ("http response", Topic::Response),
    ("example", Topic::Example),
    ("examples", Topic::Example),
    ("request", Topic::ExampleRequest),
    ("requests", Topic::ExampleRequest),
    ("methods", Topic::Methods),
    ("properties", Topic::Properties),
    ("instance attributes", Topic::Properties),
    ("instance annotations", Topic::Properties),
    ("relationships", Topic::Relationships),
    ("navigation", Topic::Relationships),
    ("navigation properties", Topic::Relationships),
    ("json representation", Topic::JsonRepresentation),
    ("members", Topic::Members),
    ("derived types", Topic::DerivedTypes),
    ("see also", Topic::Other),
    ("next steps", Topic::Other),
    ("related content", Topic::Other),
];

/// Titles that say so little that they are part of a known section around them: `### Headers` below `## Response`.
pub const SHORT_TITLES: &[(&str, Topic)] = &[
    ("scopes", Topic::Permissions),
    ("headers", Topic::RequestHeaders),
    ("query", Topic::QueryParameters),
    ("query options", Topic::QueryParameters),
    ("body", Topic::RequestBody),
    ("payload", Topic::RequestBody),
    ("attributes", Topic::Properties),
    ("fields", Topic::Properties),
    ("endpoint", Topic::HttpRequest),
    ("endpoints", Topic::HttpRequest),
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

/// What follows the name of a type in the title of the section with its properties: `## shipment properties`.
pub const PROPERTIES_TITLE_END: &str = " properties";

/// Ends of titles that announce the members of an enum named before: `### bodyType values`.
pub const ENUM_TITLE_ENDS: &[&str] =
    &[" property values", " values", " members", " enumeration", " enum", " enumeration values"];

/// Ends of page titles that follow the name of an enum: `bodyType enum type`.
pub const ENUM_PAGE_ENDS: &[&str] = &[" enum type", " enumeration type", " enumeration", " enum"];
