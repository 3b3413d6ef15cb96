use bytes::Bytes;
use http::{Extensions, HeaderMap};
use percent_encoding::percent_decode_str;

use super::body::FromBody;
use crate::error::Error;
use crate::operation::Operation;

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
    /// The headers.
    pub headers: HeaderMap,
    /// What layers around the router have added, such as who is calling.
    pub extensions: Extensions,
    /// The operation that is called.
    pub operation: &'static Operation,
}

/// A request whose route is known and whose body has been read.
pub(super) struct Incoming {
    pub(super) operation: &'static Operation,
    pub(super) arguments: Arguments,
    pub(super) parts: http::request::Parts,
    pub(super) body: Bytes,
}

impl<P: PathArguments, B: FromBody> Request<P, B> {
    pub(super) fn decode(incoming: Incoming) -> Result<Self, Error> {
        let Incoming { operation, mut arguments, parts, body } = incoming;
        let path = P::from_arguments(&mut arguments).ok_or_else(|| {
            Error::decode(format_args!("the path of {operation} lacks a placeholder of its path type"))
        })?;
        Ok(Self {
            path,
            body: B::from_body(body)?,
            query: Query::parse(parts.uri.query().unwrap_or_default()),
            headers: parts.headers,
            extensions: parts.extensions,
            operation,
        })
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

/// The query parameters of a request, decoded, in the order in which they came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query(Vec<(String, String)>);

impl Query {
    fn parse(query: &str) -> Self {
        let decode = |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        Self(
            pairs.map(|pair| pair.split_once('=').unwrap_or((pair, ""))).map(|(n, v)| (decode(n), decode(v))).collect(),
        )
    }

    /// The first value of a parameter: `query.get("$select")`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(other, _)| *other == name).map(|(_, value)| value)
    }

    /// All parameters.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}
