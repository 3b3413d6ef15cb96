use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use http_body::Body;
use http_body_util::Full;
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
        let service = service_fn(move |request: Request<Full<Bytes>>| {
            let client = client.clone();
            async move {
                let request = reqwest::Request::try_from(request.map(content)).map_err(plain)?;
                client.execute(request).await.map(Response::<reqwest::Body>::from).map_err(plain)
            }
        });
        Self::with_service(base_url, service)
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
