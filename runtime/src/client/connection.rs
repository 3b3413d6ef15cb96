use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use http::uri::{Authority, PathAndQuery, Scheme};
use http::{HeaderMap, HeaderValue, Request, Response, Uri, header};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full};
use tower::util::BoxCloneSyncService;
use tower::{Layer, Service, ServiceExt};

use super::call::Call;
use crate::error::{Cause, Error, ServiceError};
use crate::operation::{Grant, Method, Operation, Permissions};

/// The body of an answer on its way through a transport.
pub type ResponseBody = UnsyncBoxBody<Bytes, BoxError>;

/// What sends requests: any tower service, boxed.
pub type Transport = BoxCloneSyncService<Request<Full<Bytes>>, Response<ResponseBody>, BoxError>;

type BoxError = Box<dyn StdError + Send + Sync>;

/// The largest answer that is read unless [`Client::response_limit`] says otherwise: 64 MiB, enough for a file in JSON.
const RESPONSE_LIMIT: usize = 64 << 20;

/// A service at a base URL. Clones share the transport and cost next to nothing.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

#[derive(Clone)]
struct Inner {
    base: Base,
    transport: Transport,
    token: Option<HeaderValue>,
    response_limit: usize,
}

#[derive(Clone)]
struct Base {
    /// Without a slash at the end.
    url: String,
    scheme: Scheme,
    authority: Authority,
}

impl Client {
    /// A client over any tower service: a transport with layers, or an `axum::Router` in the same process.
    ///
    /// The service must not follow redirects to another host with the request's headers.
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
        let base = Base::parse(base_url)?;
        Ok(Self(Arc::new(Inner { base, transport: boxed(service), token: None, response_limit: RESPONSE_LIMIT })))
    }

    /// The same client with a layer around its transport, for what every call needs: tokens that expire, retries,
    /// traces. The layer sees the request as it is sent.
    #[must_use]
    pub fn layer<L, B>(mut self, layer: &L) -> Self
    where
        L: Layer<Transport>,
        L::Service: Service<Request<Full<Bytes>>, Response = Response<B>> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request<Full<Bytes>>>>::Error: Into<BoxError>,
        <L::Service as Service<Request<Full<Bytes>>>>::Future: Send + 'static,
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        let inner = Arc::make_mut(&mut self.0);
        inner.transport = boxed(layer.layer(inner.transport.clone()));
        self
    }

    /// The same client with a token that is sent with every call, to the host of the base URL only.
    ///
    /// # Errors
    /// A token with characters that cannot stand in a header.
    pub fn bearer_token(mut self, token: &str) -> Result<Self, Error> {
        let mut value = HeaderValue::try_from(format!("Bearer {token}"))
            .map_err(|_| Error::invalid("the token has characters that cannot be sent"))?;
        value.set_sensitive(true);
        Arc::make_mut(&mut self.0).token = Some(value);
        Ok(self)
    }

    /// The same client with another limit, in bytes, for the size of an answer. A larger one is an error.
    #[must_use]
    pub fn response_limit(mut self, bytes: usize) -> Self {
        Arc::make_mut(&mut self.0).response_limit = bytes;
        self
    }

    /// A GET of an absolute URL that the service gave, such as the link to the next page of a collection.
    ///
    /// The token is not sent when the URL names another host than the base URL.
    pub fn link<R>(&self, url: &str) -> Call<R> {
        Call::link(self.clone(), &LINK, url.to_owned())
    }

    /// The URL of a path below the base URL.
    pub(super) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.0.base.url)
    }

    /// Sends a request and reads the whole answer.
    pub(super) async fn send(
        &self,
        operation: &'static Operation,
        mut request: Request<Full<Bytes>>,
    ) -> Result<Response<Bytes>, Error> {
        if let Some(token) = &self.0.token
            && self.0.base.is_origin_of(request.uri())
            && !request.headers().contains_key(header::AUTHORIZATION)
        {
            request.headers_mut().insert(header::AUTHORIZATION, token.clone());
        }
        let response = self.0.transport.clone().oneshot(request).await.map_err(transport)?;
        let (parts, body) = response.into_parts();
        let body = read(body, self.0.response_limit).await?;
        if !parts.status.is_success() && !operation.success.contains(&parts.status.as_u16()) {
            return Err(Error::new(Cause::Service(ServiceError::read(parts.status, parts.headers, body))));
        }
        Ok(Response::from_parts(parts, body))
    }
}

fn boxed<S, B>(service: S) -> Transport
where
    S: Service<Request<Full<Bytes>>, Response = Response<B>> + Clone + Send + Sync + 'static,
    S::Error: Into<BoxError>,
    S::Future: Send + 'static,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    let service =
        service.map_response(|response: Response<B>| response.map(|body| body.map_err(Into::into).boxed_unsync()));
    BoxCloneSyncService::new(service.map_err(Into::into))
}

/// Reads a whole body of limited size.
async fn read(mut body: ResponseBody, limit: usize) -> Result<Bytes, Error> {
    let mut bytes = BytesMut::new();
    while let Some(frame) = body.frame().await {
        // A frame that is not data is trailers, which no page documents.
        let data = frame.map_err(transport)?.into_data().unwrap_or_default();
        if data.len() > limit - bytes.len() {
            return Err(Error::decode(format_args!("it is larger than the limit of {limit} bytes")));
        }
        bytes.extend_from_slice(&data);
    }
    Ok(bytes.freeze())
}

fn transport(error: BoxError) -> Error {
    Error::new(Cause::Transport(error))
}

/// What is called when a link is followed: the page of the operation that gave the link is not known any more.
static LINK: Operation = Operation {
    id: "link",
    method: Method::Get,
    path: "",
    success: &[200],
    permissions: Permissions {
        delegated_work: Grant::Unknown,
        delegated_personal: Grant::Unknown,
        application: Grant::Unknown,
    },
    title: "",
    page: "",
};

impl Base {
    fn parse(url: &str) -> Result<Self, Error> {
        let invalid = |what: &str| Error::invalid(format!("the base URL `{url}` {what}"));
        let uri: Uri = url.parse().map_err(|_| invalid("is not a URL"))?;
        let parts = uri.into_parts();
        let scheme = parts.scheme.filter(|scheme| *scheme == Scheme::HTTPS || *scheme == Scheme::HTTP);
        let scheme = scheme.ok_or_else(|| invalid("does not begin with https:// or http://"))?;
        let authority = parts.authority.ok_or_else(|| invalid("names no host"))?;
        if authority.as_str().contains('@') {
            return Err(invalid("names a user"));
        }
        let path = parts.path_and_query.unwrap_or_else(|| PathAndQuery::from_static("/"));
        if path.query().is_some() {
            return Err(invalid("has a query"));
        }
        let url = format!("{scheme}://{authority}{}", path.path().trim_end_matches('/'));
        Ok(Self { url, scheme, authority })
    }

    /// Whether a URL has the scheme, host and port of the base URL.
    fn is_origin_of(&self, uri: &Uri) -> bool {
        let default_port = if self.scheme == Scheme::HTTPS { 443 } else { 80 };
        let port = |authority: &Authority| authority.port_u16().unwrap_or(default_port);
        uri.scheme() == Some(&self.scheme)
            && uri.authority().is_some_and(|authority| {
                !authority.as_str().contains('@')
                    && authority.host().eq_ignore_ascii_case(self.authority.host())
                    && port(authority) == port(&self.authority)
            })
    }
}

/// Shows the base URL and nothing secret.
impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Client").field("base_url", &self.0.base.url).finish_non_exhaustive()
    }
}

/// Headers that hold secrets are not shown by `Debug`.
pub(super) fn insert_header(headers: &mut HeaderMap, name: &str, value: &str) -> Result<(), Error> {
    let invalid = |what| Error::invalid(format!("{what} of the header `{name}` cannot be sent"));
    let header = http::HeaderName::try_from(name).map_err(|_| invalid("the name"))?;
    let mut value = HeaderValue::try_from(value).map_err(|_| invalid("the value"))?;
    value.set_sensitive(header == header::AUTHORIZATION || header == header::COOKIE);
    headers.append(header, value);
    Ok(())
}
