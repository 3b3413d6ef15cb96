//! Segments and options of requests, and links to pages.

use crate::read::Primitive;

/// The end of links that lead to a page of the set.
pub const PAGE_END: &str = ".md";

/// The segment that stands for any number of segments.
pub const ELLIPSIS: &str = "...";

/// The segment that stands for a link to a thing instead of the thing: what is sent to it names the thing by its URL.
pub const REFERENCE_SEGMENT: &str = "$ref";

/// The member of such a body.
pub const REFERENCE_MEMBER: &str = "@odata.id";

/// The segment that stands for the number of things in a collection.
pub const COUNT_SEGMENT: &str = "$count";

/// The options of OData whose values are no texts.
pub const QUERY_OPTIONS: &[(&str, Primitive)] =
    &[("$top", Primitive::Int32), ("$skip", Primitive::Int32), ("$count", Primitive::Boolean)];

/// The segment that stands for the user who is signed in.
pub const OWN_USER: &str = "me";

/// The segment of the collection of all users: what can be asked of oneself can be asked of `users/{id}`.
pub const USERS: &str = "users";

/// The segment that stands for the bytes of a thing.
pub const VALUE_SEGMENT: &str = "$value";
