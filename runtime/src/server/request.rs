use bytes::Bytes;
use http::{Extensions, HeaderMap, HeaderName, HeaderValue, Uri, header};

use super::authorization::Caller;
use super::body::FromBody;
use super::entity_tag::EntityTags;
use super::query::{Query, QueryOptions};
use super::rejection;
use crate::codec::{Datum, Scalar};
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
        let path = P::from_arguments(&mut arguments)?;
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
    /// A request to an operation with nothing but path arguments and a body, for a test that calls a handler without a router. Whatever else
    /// the handler looks at can be set: `request.extensions.insert(caller)` for a caller, for example.
    ///
    /// ```
    /// # use stubdown_runtime::operation::{Method, Operation};
    /// # static GROUP_GET: Operation = Operation {
    /// #     id: "group_get",
    /// #     method: Method::Get,
    /// #     path: "/groups/{group_id}",
    /// #     success: &[200],
    /// #     title: "Get group",
    /// #     page: "api/group-get.md",
    /// #     ..Operation::DEFAULT
    /// # };
    /// # pub struct GroupPath { pub group_id: String }
    /// # stubdown_runtime::path_arguments!(GroupPath { "group_id" => group_id });
    /// use stubdown_runtime::server::Request;
    ///
    /// let path = GroupPath { group_id: "1".to_owned() };
    /// let request = Request::new(&GROUP_GET, path, ()).with_uri("/groups/1?$select=id".parse()?)?;
    /// assert_eq!(request.options.select, ["id"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(operation: &'static Operation, path: P, body: B) -> Self {
        Self {
            path,
            body,
            query: Query::default(),
            options: QueryOptions::default(),
            headers: HeaderMap::new(),
            uri: Uri::default(),
            extensions: Extensions::new(),
            operation,
            id: uuid::Uuid::nil().into(),
        }
    }

    /// The same request with the path and the query of this URI.
    ///
    /// # Errors
    /// A malformed query option, with the error that the server answers.
    pub fn with_uri(mut self, uri: Uri) -> Result<Self, Error> {
        self.query = Query::parse(uri.query().unwrap_or_default());
        self.options = QueryOptions::read(&self.query)?;
        self.uri = uri;
        Ok(self)
    }

    /// The same request with a header.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

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

    /// Takes the value of a placeholder. A date or number may stand in quotes where the documentation has none.
    ///
    /// # Errors
    ///
    /// The value is not of the type, which is the answer 400; or the path has no placeholder of this name.
    pub fn take<T: Datum>(&mut self, name: &'static str) -> Result<T, Error> {
        let text = self.take_text(name)?;
        let read = T::from_scalar(Scalar::Text(text.into())).or_else(|text| T::from_scalar(literal(text)));
        read.map_err(|_| rejection::unexpected_argument(name))
    }

    fn take_text(&mut self, name: &str) -> Result<String, Error> {
        let position = self.0.iter().position(|(other, _)| *other == name);
        match position {
            Some(position) => Ok(self.0.swap_remove(position).1),
            None => {
                Err(Error::decode(format_args!("the path has no placeholder `{name}`, which its path type asks for")))
            }
        }
    }
}

/// The boolean or integer that a text in a path stands for, or the text without quotes.
fn literal(scalar: Scalar<'_>) -> Scalar<'_> {
    let Scalar::Text(text) = &scalar else { return scalar };
    let text = text.strip_prefix('\'').and_then(|text| text.strip_suffix('\'')).unwrap_or(text);
    let boolean = || text.parse().ok().map(Scalar::Bool);
    let integer = || text.parse().ok().map(Scalar::Signed);
    boolean().or_else(integer).unwrap_or_else(|| Scalar::Text(text.to_owned().into()))
}

/// A type that holds the values of the placeholders in a path. See [`path_arguments!`](crate::path_arguments).
#[diagnostic::on_unimplemented(message = "`{Self}` does not hold the placeholders of a path")]
pub trait PathArguments: Sized + Send + 'static {
    /// Takes the values.
    ///
    /// # Errors
    ///
    /// Those of [`Arguments::take`].
    fn from_arguments(arguments: &mut Arguments) -> Result<Self, Error>;
}

impl PathArguments for () {
    fn from_arguments(_: &mut Arguments) -> Result<Self, Error> {
        Ok(())
    }
}

/// Makes a struct hold the values of the placeholders in a path: texts, and arguments of functions as what they stand for.
///
/// ```
/// pub struct GroupRowPath {
///     pub group_id: String,
///     pub index: i32,
/// }
/// stubdown_runtime::path_arguments!(GroupRowPath { "group_id" => group_id, "index" => index });
/// ```
#[macro_export]
macro_rules! path_arguments {
    ($type:ident { $($name:literal => $field:ident),* $(,)? }) => {
        impl $crate::server::PathArguments for $type {
            fn from_arguments(_arguments: &mut $crate::server::Arguments) -> Result<Self, $crate::Error> {
                Ok(Self { $($field: _arguments.take($name)?),* })
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::primitive::Date;

    #[derive(Debug, PartialEq)]
    struct ReportPath {
        name: String,
        from: Date,
        top: i32,
        details: bool,
    }
    crate::path_arguments!(ReportPath { "name" => name, "from" => from, "top" => top, "details" => details });

    fn read(from: &str, top: &str, details: &str) -> Result<ReportPath, String> {
        let values = [("name", "5"), ("from", from), ("top", top), ("details", details)];
        let values = values.map(|(name, value)| (name, value.to_owned()));
        ReportPath::from_arguments(&mut Arguments::new(values.to_vec())).map_err(|error| error.to_string())
    }

    #[test]
    fn arguments_are_of_their_types() {
        let from: Date = "2024-06-01".parse().unwrap();
        let expected = ReportPath { name: "5".to_owned(), from, top: -3, details: true };
        assert_eq!(read("2024-06-01", "-3", "true").as_ref(), Ok(&expected));
        assert_eq!(read("'2024-06-01'", "'-3'", "true").as_ref(), Ok(&expected));
    }

    #[test]
    fn values_of_other_types_are_refused() {
        let refused = |name: &str| {
            let message = format!("the value of `{name}` in the path is not of the documented type");
            Err(format!("the service answered 400 Bad Request: invalidRequest: {message}"))
        };
        assert_eq!(read("June", "3", "true"), refused("from"));
        assert_eq!(read("2024-06-01", "3000000000", "true"), refused("top"));
        assert_eq!(read("2024-06-01", "3.0", "true"), refused("top"));
        assert_eq!(read("2024-06-01", "3", "1"), refused("details"));
    }
}
