use std::fmt;
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Response, header};
use percent_encoding::utf8_percent_encode;

use super::body::{Content, collect, whole};
use super::connection::{Client, insert_header};
use super::encoding::{LINK, QUERY};
use super::outgoing::Outgoing;
use super::reply::Reply;
use super::service::ResponseBody;
use crate::codec::{Datum, to_vec};
use crate::error::Error;
use crate::operation::{Method, Operation};

/// A call of an operation that has not been sent yet. Await it to send it; it gives an `R`.
///
/// A call that gives [`Bytes`] is for content: redirects of a GET are followed to it. Another origin gets no token.
#[must_use = "a call is sent when it is awaited"]
pub struct Call<R> {
    pub(super) draft: Draft,
    reply: PhantomData<fn() -> R>,
}

/// A request in the making. It knows nothing about the reply, so that one piece of code sends all calls.
#[derive(Clone)]
pub(super) struct Draft {
    pub(super) client: Client,
    pub(super) operation: &'static Operation,
    /// That of the operation, unless a link to a next page is followed.
    pub(super) method: Method,
    pub(super) url: String,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    pub(super) repeatable: bool,
    /// How long it may take; none for as long as the client says.
    pub(super) timeout: Option<Duration>,
    /// The first thing that was wrong; it is reported when the call is sent.
    pub(super) problem: Option<String>,
}

impl<R> Call<R> {
    pub(super) fn new(client: Client, operation: &'static Operation, path: &str, problem: Option<String>) -> Self {
        let url = client.url(path);
        Self::of(Draft::new(client, operation, url, problem))
    }

    /// A call of a URL that the service gave. It is sent as it is; only what cannot stand in a request is encoded.
    pub(super) fn link(client: Client, operation: &'static Operation, url: &str) -> Self {
        let url = utf8_percent_encode(url, LINK).to_string();
        Self::of(Draft::new(client, operation, url, None))
    }

    pub(super) fn of(draft: Draft) -> Self {
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

    /// Adds a header. One that cannot come twice, such as `Range` or `Content-Type`, takes the place of the one before; an
    /// `Authorization` header takes the place of the client's token.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let added = insert_header(&mut self.draft.headers, name, value);
        self.draft.check(added);
        self
    }

    /// Sets the body to the JSON of a value.
    pub fn json(mut self, body: &impl Datum) -> Self {
        match to_vec(body) {
            Ok(json) => {
                self.draft.body = json.into();
                self.draft.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
            }
            Err(error) => self.draft.check(Err(error.to_string())),
        }
        self
    }

    /// Sets the body to the JSON of a value, if there is one.
    pub fn optional_json(self, body: Option<&impl Datum>) -> Self {
        match body {
            Some(body) => self.json(body),
            None => self,
        }
    }

    /// Sets the body to bytes of a media type.
    pub fn content(mut self, content_type: &str, body: Bytes) -> Self {
        self.draft.headers.remove(header::CONTENT_TYPE);
        self.draft.body = body;
        self.header(header::CONTENT_TYPE.as_str(), content_type)
    }

    /// Says that it does no harm when the service carries out this call twice, for instance because it recognises a
    /// repetition by an id in the body. Then a POST or PATCH is sent again after the same faults as a PUT.
    pub fn repeatable(mut self) -> Self {
        self.draft.repeatable = true;
        self
    }

    /// Sets how long the call may take with all its tries, in place of [`Retry::total_timeout`](super::Retry::total_timeout). It does not hold
    /// for a body that is streamed, nor in a [`Batch`](super::Batch). A try takes no longer than the client says.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.draft.timeout = Some(limit);
        self
    }

    /// The operation that is called.
    pub fn operation(&self) -> &'static Operation {
        self.draft.operation
    }

    /// The URL that is called.
    pub fn url(&self) -> &str {
        &self.draft.url
    }

    /// Sends the call and gives the whole answer of a success, with its status and headers. A documented redirect is one: its `Location`
    /// can be handed to somebody else, or called later.
    ///
    /// # Errors
    /// As for awaiting the call, but for an answer that does not decode.
    pub async fn response(self) -> Result<Response<Bytes>, Error> {
        self.draft.send().await
    }
}

impl Draft {
    fn new(client: Client, operation: &'static Operation, url: String, problem: Option<String>) -> Self {
        let (headers, body) = (HeaderMap::new(), Bytes::new());
        Self {
            client,
            operation,
            method: operation.method,
            url,
            headers,
            body,
            repeatable: false,
            timeout: None,
            problem,
        }
    }

    fn check(&mut self, result: Result<(), String>) {
        if let (None, Err(problem)) = (&self.problem, result) {
            self.problem = Some(problem);
        }
    }

    /// Sends the request and reads the whole answer.
    pub(super) async fn send(self) -> Result<Response<Bytes>, Error> {
        let limit = self.client.limit();
        let (client, outgoing) = Outgoing::new(self, Some(limit))?;
        send_whole(&client, &outgoing).await
    }

    /// Sends the request and gives the answer of a success as soon as it begins.
    pub(super) async fn open(self) -> Result<Response<ResponseBody>, Error> {
        let (client, outgoing) = Outgoing::new(self, None)?;
        let response = client.send(&outgoing).await?;
        Ok(response.map(|body| match body {
            Content::Whole(bytes) => whole(bytes),
            Content::Open(body) => body,
        }))
    }
}

async fn send_whole(client: &Client, outgoing: &Outgoing) -> Result<Response<Bytes>, Error> {
    let (parts, body) = client.send(outgoing).await?.into_parts();
    let bytes = match body {
        Content::Whole(bytes) => bytes,
        Content::Open(mut body) => {
            collect(&parts, &mut body, outgoing).await.map_err(|error| error.of(outgoing.operation))?
        }
    };
    Ok(Response::from_parts(parts, bytes))
}

/// A URL as it may be shown: the query of a link can hold a secret.
pub(super) fn without_query(url: &str) -> &str {
    url.split('?').next().unwrap_or_default()
}

impl<R: Reply + 'static> IntoFuture for Call<R> {
    type Output = Result<R, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        if R::FOLLOWS_REDIRECTS && self.draft.method == Method::Get {
            let operation = self.draft.operation;
            return Box::pin(async move {
                let response = self.draft.follow(Draft::send).await?;
                R::from_response(response).map_err(|error| error.of(operation))
            });
        }
        let limit = self.draft.client.limit();
        // Before there is a future, which would hold the draft as well as what is made of it.
        match Outgoing::new(self.draft, Some(limit)) {
            Ok((client, outgoing)) => Box::pin(async move {
                let response = send_whole(&client, &outgoing).await?;
                R::from_response(response).map_err(|error| error.of(outgoing.operation))
            }),
            Err(error) => Box::pin(async move { Err(error) }),
        }
    }
}

impl<R> fmt::Debug for Call<R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Call").field(&self.draft).finish()
    }
}

/// Shows no values of the query and no body.
impl fmt::Debug for Draft {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Request")
            .field("operation", &self.operation.id)
            .field("method", &self.method)
            .field("url", &without_query(&self.url))
            .field("headers", &self.headers)
            .finish_non_exhaustive()
    }
}
