use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};

use crate::codec::{Datum, to_vec};
use crate::error::Error;

/// What can be the body of an answer: a value that is written as JSON, bytes, or nothing.
#[diagnostic::on_unimplemented(message = "`{Self}` cannot be the body of an answer")]
pub trait Content: Send + 'static {
    /// Whether it is written as JSON, so that a caller who takes no JSON is answered with 406.
    const IS_JSON: bool = false;

    /// The media type and the bytes; none without a body.
    ///
    /// # Errors
    /// A value that cannot be written.
    fn into_content(self) -> Result<Option<(&'static str, Bytes)>, Error>;
}

impl Content for () {
    fn into_content(self) -> Result<Option<(&'static str, Bytes)>, Error> {
        Ok(None)
    }
}

impl Content for Bytes {
    fn into_content(self) -> Result<Option<(&'static str, Bytes)>, Error> {
        Ok(Some(("application/octet-stream", self)))
    }
}

impl<T: Datum> Content for T {
    const IS_JSON: bool = true;

    fn into_content(self) -> Result<Option<(&'static str, Bytes)>, Error> {
        let json = to_vec(&self).map_err(Error::decode)?;
        Ok(Some(("application/json", json.into())))
    }
}

/// How many items there are, for a path that ends in `$count`: a number as text. A handler may return the number itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count(pub i64);

impl From<i64> for Count {
    fn from(count: i64) -> Self {
        Self(count)
    }
}

impl Content for Count {
    fn into_content(self) -> Result<Option<(&'static str, Bytes)>, Error> {
        Ok(Some(("text/plain", self.0.to_string().into())))
    }
}

/// What a handler can return: a body, which is answered with status 200, or a [`Success`] of another status.
#[diagnostic::on_unimplemented(message = "`{Self}` is not an answer to a request")]
pub trait Answer: Send + 'static {
    /// Whether its body is JSON.
    const IS_JSON: bool = false;

    /// The answer as it is sent.
    ///
    /// # Errors
    /// A value that cannot be written.
    fn into_response(self) -> Result<Response<Bytes>, Error>;
}

impl<C: Content> Answer for C {
    const IS_JSON: bool = C::IS_JSON;

    fn into_response(self) -> Result<Response<Bytes>, Error> {
        Success::<200, C>::new(self).into_response()
    }
}

/// An answer of the documented kind `R`: `R` itself or [`WithHeaders`] of it, for a body that is answered with status 200 also
/// `Success<200, R>`, for [`NoContent`] also `Success<204>`, for [`Either`] also the first of the two, and for [`Count`] also the number.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the answer that the operation is documented with, `{R}`",
    label = "a handler of this operation returns `Result<{R}, Error>`"
)]
pub trait Answers<R: Answer>: Answer {
    /// The answer as it is sent.
    ///
    /// # Errors
    /// A value that cannot be written.
    fn into_documented(self) -> Result<Response<Bytes>, Error>
    where
        Self: Sized,
    {
        self.into_response()
    }
}

impl<R: Answer> Answers<R> for R {}

impl<C: Content> Answers<C> for Success<200, C> {}

impl Answers<NoContent> for Success<204> {}

impl<R: Answer> Answers<R> for WithHeaders<R> {}

impl<A: Answer, B: Answer> Answers<Either<A, B>> for A {}

impl Answers<Count> for i64 {
    fn into_documented(self) -> Result<Response<Bytes>, Error> {
        Count(self).into_response()
    }
}

/// One of two answers, for an operation that is documented with several statuses.
#[derive(Clone, Debug, PartialEq)]
pub enum Either<A, B> {
    /// The answer that is documented first.
    First(A),
    /// The other one.
    Second(B),
}

impl<A, B> Either<A, B> {
    /// The same answer with a header.
    #[must_use]
    pub fn with_header(self, name: HeaderName, value: HeaderValue) -> WithHeaders<Self> {
        WithHeaders::from(self).with_header(name, value)
    }
}

impl<A: Answer, B: Answer> Answer for Either<A, B> {
    const IS_JSON: bool = A::IS_JSON && B::IS_JSON;

    fn into_response(self) -> Result<Response<Bytes>, Error> {
        match self {
            Self::First(answer) => answer.into_response(),
            Self::Second(answer) => answer.into_response(),
        }
    }
}

/// The answer itself, for what is documented in words only.
impl Answer for Response<Bytes> {
    fn into_response(self) -> Result<Response<Bytes>, Error> {
        Ok(self)
    }
}

/// A success with a documented status, a body, and headers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Success<const STATUS: u16, C = ()> {
    /// The body.
    pub body: C,
    /// Headers besides those that describe the body.
    pub headers: HeaderMap,
}

/// 201, with what has been created.
pub type Created<C> = Success<201, C>;
/// 202, for work that goes on; without a body unless one is documented.
pub type Accepted<C = ()> = Success<202, C>;

impl<const STATUS: u16, C> Success<STATUS, C> {
    /// An answer with a body.
    pub fn new(body: C) -> Self {
        Self { body, headers: HeaderMap::new() }
    }

    /// The same answer with a header.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }
}

impl<const STATUS: u16, C> From<C> for Success<STATUS, C> {
    fn from(body: C) -> Self {
        Self::new(body)
    }
}

impl<const STATUS: u16, C: Content> Answer for Success<STATUS, C> {
    const IS_JSON: bool = C::IS_JSON;

    fn into_response(self) -> Result<Response<Bytes>, Error> {
        let status = StatusCode::from_u16(STATUS).map_err(Error::decode)?;
        Ok(response(status, self.headers, self.body.into_content()?))
    }
}

/// 204: done, and there is nothing to say.
///
/// It never has a body, but it may have headers: `NoContent.with_header(header::ETAG, tag)`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NoContent;

impl NoContent {
    /// The same answer with a header.
    #[must_use]
    pub fn with_header(self, name: HeaderName, value: HeaderValue) -> WithHeaders<Self> {
        WithHeaders::from(self).with_header(name, value)
    }
}

impl Answer for NoContent {
    fn into_response(self) -> Result<Response<Bytes>, Error> {
        Ok(response(StatusCode::NO_CONTENT, HeaderMap::new(), None))
    }
}

/// An answer that has no place for headers itself, with headers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WithHeaders<A> {
    /// The answer.
    pub answer: A,
    /// Headers, which replace those of the answer.
    pub headers: HeaderMap,
}

impl<A> WithHeaders<A> {
    /// The same answer with a header.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }
}

impl<A> From<A> for WithHeaders<A> {
    fn from(answer: A) -> Self {
        Self { answer, headers: HeaderMap::new() }
    }
}

impl<A: Answer> Answer for WithHeaders<A> {
    const IS_JSON: bool = A::IS_JSON;

    fn into_response(self) -> Result<Response<Bytes>, Error> {
        let mut response = self.answer.into_response()?;
        response.headers_mut().extend(self.headers);
        Ok(response)
    }
}

/// An answer from its parts. One without content has no body, whatever a page shows.
pub(super) fn response(
    status: StatusCode,
    mut headers: HeaderMap,
    content: Option<(&'static str, Bytes)>,
) -> Response<Bytes> {
    let (media_type, body) = content.filter(|_| status != StatusCode::NO_CONTENT).unzip();
    if let Some(media_type) = media_type {
        headers.entry(header::CONTENT_TYPE).or_insert(HeaderValue::from_static(media_type));
    }
    let mut response = Response::new(body.unwrap_or_default());
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}
