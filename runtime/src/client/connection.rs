use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Request, Response, Uri, header};
use http_body_util::Full;
use percent_encoding::utf8_percent_encode;
use tower::{Layer, Service};
use tracing::Instrument;

use super::base::Base;
use super::body::{Content, collect, transport};
use super::call::Call;
use super::encoding;
use super::outgoing::Outgoing;
use super::retry::{self, Retry, is_idempotent};
use super::service::{BoxError, Carrier, Transport, boxed};
use super::sign_in::{Credential, Signing, Token, TokenSource, Tokens};
use super::trace;
use crate::error::{Cause, Error, ServiceError};
use crate::operation::{Method, Operation};

/// The largest answer that is read unless [`Client::response_limit`] says otherwise: 64 MiB, enough for a file in JSON.
const RESPONSE_LIMIT: usize = 64 << 20;

/// A service at a base URL. Clones share the transport, the tokens and the budget for resends, and cost next to nothing.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

#[derive(Clone)]
struct Inner {
    signing: Signing,
    retry: Option<Retry>,
    response_limit: usize,
}

impl Client {
    /// A client over any tower service: a transport with layers, or an `axum::Router` in the same process.
    ///
    /// Calls are sent once and may take any time, unless [`retry`](Self::retry) says otherwise. The service must not
    /// follow redirects to another host with the request's headers.
    ///
    /// # Errors
    /// A base URL that is not `http` or `https`, or has a query.
    pub fn with_service<S, B>(base_url: &str, service: S) -> Result<Self, Error>
    where
        S: Service<Request<Full<Bytes>>, Response = Response<B>> + Clone + Send + Sync + 'static,
        S::Error: Into<BoxError>,
        S::Future: Send + 'static,
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        Self::over(base_url, Carrier::Service(boxed(service)))
    }

    /// A client that sends its calls once.
    pub(super) fn over(base_url: &str, carrier: Carrier) -> Result<Self, Error> {
        let signing = Signing { base: Base::parse(base_url)?, credential: Credential::None, carrier };
        Ok(Self(Arc::new(Inner { signing, retry: None, response_limit: RESPONSE_LIMIT })))
    }

    /// The same client with a layer around its transport, for what every request needs. The layer sees each try of a
    /// call as it is sent, token included.
    #[must_use]
    pub fn layer<L, B>(self, layer: &L) -> Self
    where
        L: Layer<Transport>,
        L::Service: Service<Request<Full<Bytes>>, Response = Response<B>> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request<Full<Bytes>>>>::Error: Into<BoxError>,
        <L::Service as Service<Request<Full<Bytes>>>>::Future: Send + 'static,
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        self.with(|inner| {
            let carrier = &mut inner.signing.carrier;
            *carrier = Carrier::Service(boxed(layer.layer(carrier.transport())));
        })
    }

    /// The same client with another rule for sending calls again; [`Retry::none`] leaves that to
    /// [layers](Self::layer) of your own.
    #[must_use]
    pub fn retry(self, retry: Retry) -> Self {
        self.with(|inner| inner.retry = Some(retry))
    }

    /// The same client with a token that is sent with every call, to the origin of the base URL only.
    ///
    /// # Errors
    /// A token with characters that cannot stand in a header.
    pub fn bearer_token(self, token: &str) -> Result<Self, Error> {
        let token = Token::new(token)?;
        Ok(self.with(|inner| inner.signing.credential = Credential::Static(token.header)))
    }

    /// The same client with tokens from a source. A token is kept until shortly before it expires, is got once for all
    /// calls that wait for it, and goes to the origin of the base URL only. When the service refuses it with 401 the
    /// source is asked once more.
    #[must_use]
    pub fn token_source(self, source: impl TokenSource) -> Self {
        self.with(|inner| inner.signing.credential = Credential::Source(Arc::new(Tokens::new(source))))
    }

    /// The same client with another limit, in bytes, for the size of an answer that is read as a whole. A larger one is
    /// an error.
    #[must_use]
    pub fn response_limit(self, bytes: usize) -> Self {
        self.with(|inner| inner.response_limit = bytes)
    }

    /// A GET of an absolute URL that the service gave, such as the link to the next page of a collection.
    ///
    /// The token is not sent when the URL names another host than the base URL.
    pub fn link<R>(&self, url: &str) -> Call<R> {
        Call::link(self.clone(), &LINK, url)
    }

    fn with(mut self, change: impl FnOnce(&mut Inner)) -> Self {
        change(Arc::make_mut(&mut self.0));
        self
    }

    pub(super) fn base(&self) -> &Base {
        &self.0.signing.base
    }

    /// Whether a URL is one of the origin of the base URL.
    pub(super) fn owns(&self, url: &str) -> bool {
        parse_link(url).is_some_and(|uri| self.0.signing.base.is_origin_of(&uri))
    }

    /// Whether a URL that the service gave may be called, without a token if need be.
    pub(super) fn may_call(&self, url: &str) -> bool {
        parse_link(url).is_some_and(|uri| self.0.signing.base.is_as_safe(&uri))
    }

    /// The largest answer that is read as a whole.
    pub(super) fn limit(&self) -> usize {
        self.0.response_limit
    }

    /// When calls are sent again, if at all.
    pub(super) fn retry_policy(&self) -> Option<&Retry> {
        self.0.retry.as_ref()
    }

    /// How long a try may take, with the body of an answer that is read as a whole.
    pub(super) fn try_limit(&self) -> Option<Duration> {
        self.retry_policy()?.try_limit()
    }

    /// The URL of a path below the base URL.
    pub(super) fn url(&self, path: &str) -> String {
        [self.0.signing.base.url.as_str(), path].concat()
    }

    /// Sends a request and gives the answer of a success; its body is in memory if the request says so.
    pub(super) async fn send(&self, outgoing: &Outgoing) -> Result<Response<Content>, Error> {
        let span = trace::span(self.base(), outgoing);
        // To enter a span at each poll is not for nothing, even where nobody listens. Where somebody does, a box takes
        // no room in the future of each call.
        let outcome = if span.is_disabled() {
            self.exchange(outgoing).await
        } else {
            Box::pin(self.exchange(outgoing)).instrument(span.clone()).await
        };
        let seen = outcome.as_ref().map(|response| (response.status().as_u16(), response.headers()));
        trace::finish(&span, seen, outgoing.resends());
        outcome.map_err(|error| error.with_client_request_id(outgoing.id.clone()).of(outgoing.operation))
    }

    async fn exchange(&self, outgoing: &Outgoing) -> Result<Response<Content>, Error> {
        let outcome = match &self.0.retry {
            Some(policy) => {
                let repeatable = outgoing.repeatable || is_idempotent(&outgoing.method.into());
                let limit = outgoing.timeout.or(policy.total_timeout);
                retry::run(policy, limit, repeatable, || self.attempt(outgoing)).await
            }
            None => match outgoing.timeout {
                Some(limit) => retry::within(limit, self.attempt(outgoing)).await,
                None => self.attempt(outgoing).await,
            },
        };
        let (parts, body) = outcome.map_err(transport)?.into_parts();
        match body {
            Content::Whole(body) if !outgoing.is_success(parts.status) => {
                Err(Error::new(Cause::Service(ServiceError::read(parts.status, parts.headers, body))))
            }
            body => Ok(Response::from_parts(parts, body)),
        }
    }

    /// Sends a request once. What is not going to be streamed is read to its end, so that a body that breaks off is a
    /// fault of the try.
    async fn attempt(&self, outgoing: &Outgoing) -> Result<Response<Content>, BoxError> {
        let (parts, mut body) = self.0.signing.send(outgoing).await?.into_parts();
        if outgoing.whole.is_none() && outgoing.is_success(parts.status) {
            return Ok(Response::from_parts(parts, Content::Open(body)));
        }
        let bytes = collect(&parts, &mut body, outgoing).await?;
        Ok(Response::from_parts(parts, Content::Whole(bytes)))
    }
}

/// A link as [`Call::link`] is going to call it.
fn parse_link(url: &str) -> Option<Uri> {
    utf8_percent_encode(url, encoding::LINK).to_string().parse().ok()
}

/// What is called when a link is followed: the page of the operation that gave the link is not known any more.
static LINK: Operation = undocumented("link", Method::Get, "");

/// An operation that no page documents.
pub(super) const fn undocumented(id: &'static str, method: Method, path: &'static str) -> Operation {
    Operation { id, method, path, success: &[200], ..Operation::DEFAULT }
}

/// Shows the base URL and nothing secret.
impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Client").field("base_url", &self.0.signing.base.url).finish_non_exhaustive()
    }
}

/// Headers of requests that hold no lists, so that a second one would be invalid (RFC 9110, section 5.3).
const SINGLE: &[http::HeaderName] = &[
    header::AUTHORIZATION,
    header::CONTENT_TYPE,
    header::IF_MODIFIED_SINCE,
    header::IF_RANGE,
    header::IF_UNMODIFIED_SINCE,
    header::RANGE,
    header::USER_AGENT,
];

/// Headers that hold secrets are not shown by `Debug`.
pub(super) fn insert_header(headers: &mut HeaderMap, name: &str, value: &str) -> Result<(), String> {
    let invalid = |what| format!("{what} of the header `{name}` cannot be sent");
    let header = http::HeaderName::try_from(name).map_err(|_| invalid("the name"))?;
    let mut value = HeaderValue::try_from(value).map_err(|_| invalid("the value"))?;
    value.set_sensitive(header == header::AUTHORIZATION || header == header::COOKIE);
    if SINGLE.contains(&header) {
        headers.insert(header, value);
    } else {
        headers.append(header, value);
    }
    Ok(())
}
