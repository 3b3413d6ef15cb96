//! Tokens: where they come from, how long they are kept, and where they go.

#[cfg(feature = "azure")]
mod azure;
mod cache;
mod challenge;
mod source;

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderValue, Request, Response, StatusCode, header};
use http_body_util::Full;
use tower::ServiceExt;

#[cfg(feature = "azure")]
pub use self::azure::AzureCredential;
pub(super) use self::cache::Tokens;
use self::challenge::claims;
pub use self::source::{Token, TokenRequest, TokenSource};
use super::base::Base;
use super::service::{BoxError, Course, ResponseBody, Transport};

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
#[derive(Clone)]
pub(super) struct Signing {
    pub(super) base: Base,
    pub(super) credential: Credential,
    pub(super) transport: Transport,
}

impl Signing {
    pub(super) async fn send(
        &self,
        mut request: Request<Full<Bytes>>,
        course: &Course,
    ) -> Result<Response<ResponseBody>, BoxError> {
        course.count_send();
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
                course.count_send();
                self.transport.clone().oneshot(again).await
            }
            None => Ok(response),
        }
    }
}
