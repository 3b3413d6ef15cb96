use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use bytes::Bytes;
use http::uri::Authority;
use http::{Request, Response, Uri};
use http_body::Body;
use http_body_util::Full;
use reqwest::Url;
use tower::service_fn;

use super::connection::Client;
use super::retry::Retry;
use super::service::{BoxError, NotSent};
use crate::error::{Cause, Error};

/// How long a connection may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(30);
/// How long the service may be silent.
const READ_TIMEOUT: Duration = Duration::from_secs(120);

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
            .read_timeout(READ_TIMEOUT)
            // The policy of the client decides what is sent again. This one copies each request for a fault of HTTP/2.
            .retry(reqwest::retry::never().max_retries_per_request(0))
            .build()
            .map_err(|error| Error::new(Cause::Transport(error.into())))?;
        Ok(Self::with_reqwest(base_url, client)?.retry(Retry::default()))
    }

    /// A client over a `reqwest::Client` with settings of your own, such as a proxy or certificates.
    ///
    /// It must not follow redirects: `redirect(reqwest::redirect::Policy::none())`. Calls are sent once; see
    /// [`retry`](Self::retry).
    ///
    /// # Errors
    /// As for [`with_service`](Self::with_service).
    pub fn with_reqwest(base_url: &str, client: reqwest::Client) -> Result<Self, Error> {
        let network = Arc::new(Network { client, origin: Origin::parse(base_url) });
        let service = service_fn(move |request: Request<Full<Bytes>>| {
            let network = Arc::clone(&network);
            async move {
                let request = network.request(request)?;
                network.client.execute(request).await.map(Response::<reqwest::Body>::from).map_err(plain)
            }
        });
        Self::with_service(base_url, service)
    }
}

struct Network {
    client: reqwest::Client,
    origin: Option<Origin>,
}

/// Where nearly all requests go. To parse its part of their URLs each time would take as long as all else that is done
/// with a request before it is sent.
struct Origin {
    authority: Authority,
    url: Url,
}

impl Network {
    fn request(&self, request: Request<Full<Bytes>>) -> Result<reqwest::Request, BoxError> {
        let (parts, body) = request.into_parts();
        let url = self.origin.as_ref().and_then(|origin| origin.url_of(&parts.uri));
        let url = url.map_or_else(|| Url::parse(&parts.uri.to_string()), Ok)?;
        let mut request = reqwest::Request::new(parts.method, url);
        *request.headers_mut() = parts.headers;
        *request.version_mut() = parts.version;
        *request.body_mut() = Some(content(body));
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

/// A body that is in memory as one that `reqwest` knows to be.
fn content(mut body: Full<Bytes>) -> reqwest::Body {
    match Pin::new(&mut body).poll_frame(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Some(Ok(frame))) => frame.into_data().unwrap_or_default().into(),
        Poll::Ready(_) | Poll::Pending => Bytes::new().into(),
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
