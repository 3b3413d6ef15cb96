//! Tokens: where they come from, how long they are kept, and where they go.

#[cfg(feature = "azure")]
mod azure;
mod cache;
mod challenge;
mod source;

use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{HeaderValue, Request, Response, StatusCode, header};
use http_body_util::Full;
use tower::{Service, ServiceExt};

#[cfg(feature = "azure")]
pub use self::azure::AzureCredential;
pub(super) use self::cache::Tokens;
use self::challenge::claims;
pub use self::source::{Token, TokenRequest, TokenSource};
use super::base::Base;
use super::service::{BoxError, BoxFuture, Course, ResponseBody, Transport};

/// What a client signs its calls with.
#[derive(Clone)]
pub(super) enum Credential {
    /// Nothing.
    None,
    /// One token for good.
    Static(HeaderValue),
    /// Tokens that expire.
    Source(Arc<Tokens>),
}

/// Adds a token to what goes to the origin of the base URL, and to nothing else.
pub(super) struct Signing {
    pub(super) base: Base,
    pub(super) credential: Credential,
    pub(super) transport: Transport,
}

/// A transport that signs.
#[derive(Clone)]
pub(super) struct Signed(pub(super) Arc<Signing>);

impl Service<Request<Full<Bytes>>> for Signed {
    type Response = Response<ResponseBody>;
    type Error = BoxError;
    type Future = BoxFuture<'static, Result<Self::Response, BoxError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Full<Bytes>>) -> Self::Future {
        let signing = Arc::clone(&self.0);
        Box::pin(async move { signing.send(request).await })
    }
}

impl Signing {
    async fn send(&self, mut request: Request<Full<Bytes>>) -> Result<Response<ResponseBody>, BoxError> {
        let course = request.extensions().get::<Course>().cloned();
        let count = || {
            if let Some(course) = &course {
                course.count_send();
            }
        };
        count();
        if !self.base.is_origin_of(request.uri()) || request.headers().contains_key(header::AUTHORIZATION) {
            return self.transport.clone().oneshot(request).await;
        }
        let tokens = match &self.credential {
            Credential::None => return self.transport.clone().oneshot(request).await,
            Credential::Static(token) => {
                request.headers_mut().insert(header::AUTHORIZATION, token.clone());
                return self.transport.clone().oneshot(request).await;
            }
            Credential::Source(tokens) => tokens,
        };
        let token = tokens.current().await?;
        request.headers_mut().insert(header::AUTHORIZATION, token.clone());
        let mut again = request.clone();
        let response = self.transport.clone().oneshot(request).await?;
        if response.status() != StatusCode::UNAUTHORIZED {
            return Ok(response);
        }
        // What was refused for its token was not carried out, whatever the method.
        match tokens.replace(&token, claims(response.headers())).await? {
            Some(token) => {
                again.headers_mut().insert(header::AUTHORIZATION, token);
                count();
                self.transport.clone().oneshot(again).await
            }
            None => Ok(response),
        }
    }
}
