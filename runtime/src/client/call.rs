use std::fmt;
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;

use bytes::Bytes;
use http::{HeaderMap, Request, Response, header};
use http_body_util::Full;
use percent_encoding::utf8_percent_encode;

use super::connection::{Client, insert_header};
use super::encoding::QUERY;
use super::reply::Reply;
use crate::codec::{Datum, to_vec};
use crate::error::Error;
use crate::operation::Operation;

/// A call of an operation that has not been sent yet. Await it to send it; it gives an `R`.
#[must_use = "a call is sent when it is awaited"]
pub struct Call<R> {
    draft: Draft,
    reply: PhantomData<fn() -> R>,
}

/// A request in the making. It knows nothing about the reply, so that one piece of code sends all calls.
struct Draft {
    client: Client,
    operation: &'static Operation,
    url: String,
    headers: HeaderMap,
    body: Bytes,
    /// The first thing that was wrong; it is reported when the call is sent.
    problem: Option<Error>,
}

impl<R> Call<R> {
    pub(super) fn new(client: Client, operation: &'static Operation, path: String, problem: Option<String>) -> Self {
        let url = client.url(&path);
        let mut call = Self::link(client, operation, url);
        call.draft.problem = problem.map(Error::invalid);
        call
    }

    pub(super) fn link(client: Client, operation: &'static Operation, url: String) -> Self {
        let draft = Draft { client, operation, url, headers: HeaderMap::new(), body: Bytes::new(), problem: None };
        Self { draft, reply: PhantomData }
    }

    /// Adds a query parameter: `.query("$select", "id,topic")`. Both are encoded as needed.
    pub fn query(mut self, name: &str, value: &str) -> Self {
        let url = &mut self.draft.url;
        url.push(if url.contains('?') { '&' } else { '?' });
        url.extend(utf8_percent_encode(name, QUERY));
        url.push('=');
        url.extend(utf8_percent_encode(value, QUERY));
        self
    }

    /// Adds a header. An `Authorization` header takes the place of the client's token.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let added = insert_header(&mut self.draft.headers, name, value);
        self.draft.check(added);
        self
    }

    /// Sets the body to the JSON of a value.
    pub fn json(mut self, body: &impl Datum) -> Self {
        match to_vec(body) {
            Ok(json) => return self.content("application/json", json.into()),
            Err(error) => self.draft.check(Err(Error::invalid(error.to_string()))),
        }
        self
    }

    /// Sets the body to bytes of a media type.
    pub fn content(mut self, content_type: &str, body: Bytes) -> Self {
        self.draft.headers.remove(header::CONTENT_TYPE);
        self.draft.body = body;
        self.header(header::CONTENT_TYPE.as_str(), content_type)
    }

    /// The operation that is called.
    pub fn operation(&self) -> &'static Operation {
        self.draft.operation
    }

    /// The URL that is called.
    pub fn url(&self) -> &str {
        &self.draft.url
    }

    /// Sends the call and gives the whole answer of a success, with its status and headers.
    ///
    /// # Errors
    /// As for awaiting the call, but for an answer that does not decode.
    pub async fn response(self) -> Result<Response<Bytes>, Error> {
        self.draft.send().await
    }
}

impl Draft {
    fn check(&mut self, result: Result<(), Error>) {
        if let (None, Err(error)) = (&self.problem, result) {
            self.problem = Some(error);
        }
    }

    async fn send(self) -> Result<Response<Bytes>, Error> {
        let operation = self.operation;
        let sent = async {
            if let Some(problem) = self.problem {
                return Err(problem);
            }
            let request = Request::builder().method(http::Method::from(operation.method)).uri(&self.url);
            let mut request = request
                .body(Full::new(self.body))
                .map_err(|_| Error::invalid(format!("`{}` is not a URL that can be called", self.url)))?;
            *request.headers_mut() = self.headers;
            self.client.send(operation, request).await
        };
        sent.await.map_err(|error: Error| error.of(operation))
    }
}

impl<R: Reply + 'static> IntoFuture for Call<R> {
    type Output = Result<R, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        let operation = self.draft.operation;
        Box::pin(async move {
            let response = self.draft.send().await?;
            R::from_response(response).map_err(|error| error.of(operation))
        })
    }
}

impl<R> fmt::Debug for Call<R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Call")
            .field("operation", &self.draft.operation.id)
            .field("method", &self.draft.operation.method)
            .field("url", &self.draft.url)
            .field("headers", &self.draft.headers)
            .finish_non_exhaustive()
    }
}
