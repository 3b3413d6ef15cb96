use bytes::Bytes;
use http::{Extensions, HeaderMap, Uri, header};

use super::authorization::Caller;
use super::body::FromBody;
use super::entity_tag::EntityTags;
use super::query::{Query, QueryOptions};
use crate::error::Error;
use crate::operation::Operation;
use crate::primitive::Guid;

/// What a handler is given: the path arguments and the body as documented, and the rest of the request.
#[derive(Debug)]
#[non_exhaustive]
pub struct Request<P = (), B = ()> {
    /// The values of the placeholders in the path.
    pub path: P,
    /// The body.
    pub body: B,
    /// The query parameters.
    pub query: Query,
    /// The OData query options among them.
    pub options: QueryOptions,
    /// The headers.
    pub headers: HeaderMap,
    /// The path below the root of the router, and the query, as they came.
    pub uri: Uri,
    /// What layers around the router have added.
    pub extensions: Extensions,
    /// The operation that is called.
    pub operation: &'static Operation,
    /// The id that the answer has in its header `request-id`.
    pub id: Guid,
}

/// A request whose route is known and whose body has been read.
pub(super) struct Incoming {
    pub(super) operation: &'static Operation,
    pub(super) arguments: Arguments,
    pub(super) parts: http::request::Parts,
    pub(super) body: Bytes,
    pub(super) id: Guid,
}

impl<P: PathArguments, B: FromBody> Request<P, B> {
    pub(super) fn decode(incoming: Incoming) -> Result<Self, Error> {
        let Incoming { operation, mut arguments, parts, body, id } = incoming;
        let path = P::from_arguments(&mut arguments).ok_or_else(|| {
            Error::decode(format_args!("the path of {operation} lacks a placeholder of its path type"))
        })?;
        let query = Query::parse(parts.uri.query().unwrap_or_default());
        Ok(Self {
            path,
            options: QueryOptions::read(&query)?,
            body: B::from_body(body)?,
            query,
            headers: parts.headers,
            uri: parts.uri,
            extensions: parts.extensions,
            operation,
            id,
        })
    }
}

impl<P, B> Request<P, B> {
    /// Who calls, where the server asks for that: see [`Authorization`](super::Authorization).
    #[must_use]
    pub fn caller(&self) -> Option<&Caller> {
        self.extensions.get()
    }

    /// The tags of the header `If-Match`: change it only if it is one of these. If none is, answer 412.
    #[must_use]
    pub fn if_match(&self) -> Option<EntityTags> {
        EntityTags::read(&self.headers, header::IF_MATCH)
    }

    /// The tags of the header `If-None-Match`: answer with it only if it is none of these. If one is, answer 304.
    #[must_use]
    pub fn if_none_match(&self) -> Option<EntityTags> {
        EntityTags::read(&self.headers, header::IF_NONE_MATCH)
    }
}

/// The values of the placeholders in a path, decoded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arguments(Vec<(&'static str, String)>);

impl Arguments {
    pub(super) fn new(values: Vec<(&'static str, String)>) -> Self {
        Self(values)
    }

    /// Takes the value of a placeholder.
    pub fn take(&mut self, name: &str) -> Option<String> {
        let position = self.0.iter().position(|(other, _)| *other == name)?;
        Some(self.0.swap_remove(position).1)
    }
}

/// A type that holds the values of the placeholders in a path. See [`path_arguments!`](crate::path_arguments).
#[diagnostic::on_unimplemented(message = "`{Self}` does not hold the placeholders of a path")]
pub trait PathArguments: Sized + Send + 'static {
    /// Takes the values; none when the path has no placeholder of a name that is asked for.
    fn from_arguments(arguments: &mut Arguments) -> Option<Self>;
}

impl PathArguments for () {
    fn from_arguments(_: &mut Arguments) -> Option<Self> {
        Some(())
    }
}

/// Makes a struct of `String` fields hold the values of the placeholders in a path.
///
/// ```
/// pub struct GroupPath {
///     pub group_id: String,
/// }
/// stubdown_runtime::path_arguments!(GroupPath { "group_id" => group_id });
/// ```
#[macro_export]
macro_rules! path_arguments {
    ($type:ident { $($name:literal => $field:ident),* $(,)? }) => {
        impl $crate::server::PathArguments for $type {
            fn from_arguments(_arguments: &mut $crate::server::Arguments) -> Option<Self> {
                Some(Self { $($field: _arguments.take($name)?),* })
            }
        }
    };
}
