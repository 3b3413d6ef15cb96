use std::pin::Pin;
use std::task::{Context, Poll, Waker, ready};
use std::time::Duration;

use bytes::Bytes;
use http::uri::Authority;
use http::{HeaderMap, HeaderValue, Method, Request, Response, Uri};
use http_body::{Body, Frame, SizeHint};
use http_body_util::{BodyExt, Full};
use reqwest::Url;
use tokio::time::{Sleep, sleep, timeout};

use super::connection::Client;
use super::outgoing::Outgoing;
use super::retry::Retry;
use super::service::{BoxError, Carrier, NotSent, ResponseBody};
use crate::error::{Cause, Error};

/// How long a connection may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(30);
/// How long the service may be silent.
const SILENCE: Duration = Duration::from_secs(120);

impl Client {
    /// A client that calls a service over the network, and sends calls again as [`Retry::default`] says.
    ///
    /// Redirects are not followed: a documented one is a success, any other one an error with its headers.
    ///
    /// # Errors
    /// As for [`with_service`](Self::with_service), and what keeps the transport from starting.
    pub fn new(base_url: &str) -> Result<Self, Error> {
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(CONNECT_TIMEOUT)
            // The policy of the client decides what is sent again. This one copies each request for a fault of HTTP/2.
            .retry(reqwest::retry::never().max_retries_per_request(0))
            .build()
            .map_err(|error| Error::new(Cause::Transport(error.into())))?;
        let network = Network { client, origin: Origin::parse(base_url), silence: Some(SILENCE) };
        Ok(Self::over(base_url, Carrier::network(network))?.retry(Retry::default()))
    }

    /// A client over a `reqwest::Client` with settings of your own, such as a proxy or certificates.
    ///
    /// It must not follow redirects: `redirect(reqwest::redirect::Policy::none())`. Calls are sent once; see
    /// [`retry`](Self::retry).
    ///
    /// # Errors
    /// As for [`with_service`](Self::with_service).
    pub fn with_reqwest(base_url: &str, client: reqwest::Client) -> Result<Self, Error> {
        Self::over(base_url, Carrier::network(Network { client, origin: Origin::parse(base_url), silence: None }))
    }
}

/// The default transport.
pub(super) struct Network {
    client: reqwest::Client,
    origin: Option<Origin>,
    /// How long the service may be silent. The limit of `reqwest` sets two timers for each request, also where it is
    /// given up anyway before they could end.
    silence: Option<Duration>,
}

/// Where nearly all requests go. To parse its part of their URLs each time would take as long as all else that is done
/// with a request before it is sent.
struct Origin {
    authority: Authority,
    url: Url,
}

impl Network {
    /// Sends a request as it is.
    pub(super) fn send(
        &self,
        outgoing: &Outgoing,
        token: Option<&HeaderValue>,
    ) -> impl Future<Output = Result<Response<ResponseBody>, BoxError>> + Send + use<> {
        let (method, headers) = (outgoing.method.into(), outgoing.signed_headers(token));
        self.execute(self.request(method, &outgoing.uri, headers, outgoing.body.clone()), outgoing.limit)
    }

    /// Sends a request that has come through layers.
    pub(super) fn forward(
        &self,
        request: Request<Full<Bytes>>,
    ) -> impl Future<Output = Result<Response<ResponseBody>, BoxError>> + Send + use<> {
        let (parts, body) = request.into_parts();
        let mut request = self.request(parts.method, &parts.uri, parts.headers, content(body));
        if let Ok(request) = &mut request {
            *request.version_mut() = parts.version;
        }
        self.execute(request, None)
    }

    /// Executes a request that is given up, with the body of its answer, after a limit of time, if there is one.
    ///
    /// The request is not part of the future, which is part of that of each call.
    fn execute(
        &self,
        request: Result<reqwest::Request, BoxError>,
        limit: Option<Duration>,
    ) -> impl Future<Output = Result<Response<ResponseBody>, BoxError>> + Send + use<> {
        let pending = request.map(|request| self.client.execute(request));
        // The end of a request is the end of silence: one timer is enough, as a rule.
        let silence = self.silence.filter(|silence| limit.is_none_or(|limit| *silence < limit));
        async move {
            match silence {
                None => {
                    let response = Response::<reqwest::Body>::from(pending?.await.map_err(plain)?);
                    Ok(response.map(|body| body.map_err(BoxError::from).boxed_unsync()))
                }
                // What is rare is boxed, and takes no room in the future of each call.
                Some(silence) => Box::pin(attend(pending?, silence)).await,
            }
        }
    }

    fn request(
        &self,
        method: Method,
        uri: &Uri,
        headers: HeaderMap,
        body: Bytes,
    ) -> Result<reqwest::Request, BoxError> {
        let url = self.origin.as_ref().and_then(|origin| origin.url_of(uri));
        let url = url.map_or_else(|| Url::parse(&uri.to_string()), Ok)?;
        let mut request = reqwest::Request::new(method, url);
        *request.headers_mut() = headers;
        *request.body_mut() = Some(body.into());
        Ok(request)
    }
}

impl Origin {
    /// None for what is not the URL of an origin.
    fn parse(base_url: &str) -> Option<Self> {
        let uri: Uri = base_url.parse().ok()?;
        let mut url = Url::parse(&uri.to_string()).ok()?;
        url.set_path("");
        url.set_query(None);
        Some(Self { authority: uri.into_parts().authority?, url })
    }

    /// The same as `Url::parse` gives; none for the URI of another origin.
    fn url_of(&self, uri: &Uri) -> Option<Url> {
        if uri.scheme_str() != Some(self.url.scheme()) || uri.authority()?.as_str() != self.authority.as_str() {
            return None;
        }
        let mut url = self.url.clone();
        url.set_path(uri.path());
        if let Some(query) = uri.query() {
            url.set_query(Some(query));
        }
        Some(url)
    }
}

/// Waits for an answer, and ends with an error when nothing comes for too long.
async fn attend(
    pending: impl Future<Output = Result<reqwest::Response, reqwest::Error>>,
    silence: Duration,
) -> Result<Response<ResponseBody>, BoxError> {
    let outcome = timeout(silence, pending).await.map_err(|_| Error::new(Cause::Timeout(silence)))?;
    let response = Response::<reqwest::Body>::from(outcome.map_err(plain)?);
    Ok(response.map(|body| Attended { body, silence, timer: None }.boxed_unsync()))
}

/// A body that ends with an error when nothing comes for too long.
struct Attended {
    body: reqwest::Body,
    silence: Duration,
    /// Runs while a piece is waited for.
    timer: Option<Pin<Box<Sleep>>>,
}

impl Body for Attended {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(context) {
            self.timer = None;
            return Poll::Ready(frame.map(|frame| frame.map_err(BoxError::from)));
        }
        let silence = self.silence;
        let timer = self.timer.get_or_insert_with(|| Box::pin(sleep(silence)));
        ready!(timer.as_mut().poll(context));
        Poll::Ready(Some(Err(Error::new(Cause::Timeout(silence)).into())))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// What a body in memory holds.
fn content(mut body: Full<Bytes>) -> Bytes {
    match Pin::new(&mut body).poll_frame(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Some(Ok(frame))) => frame.into_data().unwrap_or_default(),
        Poll::Ready(_) | Poll::Pending => Bytes::new(),
    }
}

/// The error without the URL, whose query may be personal or secret.
fn plain(error: reqwest::Error) -> BoxError {
    let error = error.without_url();
    if error.is_connect() { Box::new(NotSent(error.into())) } else { error.into() }
}

#[cfg(test)]
mod tests {
    use http::Uri;
    use reqwest::Url;

    use super::Origin;

    #[test]
    fn urls_are_those_that_parsing_gives() {
        for base in [
            "https://graph.contoso.com/v1.0",
            "http://127.0.0.1:8080",
            "HTTP://B\u{fc}cher.example:80/",
            "https://[::1]:443/a",
        ] {
            let Some(origin) = Origin::parse(base) else {
                assert!(base.parse::<Uri>().is_err(), "{base}");
                continue;
            };
            for rest in [
                "",
                "/",
                "//",
                "/a/../b/./c",
                "/%2e%2E/a",
                "/a%2Fb'()*",
                "/a?",
                "/a?$select=id,'x'&b=%20",
                "/a?b?c/../d",
                "?a",
            ] {
                let base = base.split('/').take(3).collect::<Vec<_>>().join("/");
                let uri: Uri = format!("{base}{rest}").parse().unwrap();
                assert_eq!(origin.url_of(&uri), Url::parse(&uri.to_string()).ok(), "{uri}");
            }
        }
        let origin = Origin::parse("https://graph.contoso.com/v1.0").unwrap();
        for other in ["http://graph.contoso.com/", "https://graph.contoso.com:8443/", "https://contoso.com/", "/a"] {
            assert_eq!(origin.url_of(&Uri::from_static(other)), None, "{other}");
        }
    }
}
