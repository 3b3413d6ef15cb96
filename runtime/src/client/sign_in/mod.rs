//! Tokens: where they come from, how long they are kept, and where they go.

#[cfg(feature = "azure")]
mod azure;
mod cache;
mod challenge;
mod source;

use std::borrow::Cow;
use std::sync::Arc;

use http::{HeaderValue, Response, StatusCode, header};
use tower::{Service, ServiceExt};

#[cfg(feature = "azure")]
pub use self::azure::AzureCredential;
pub(super) use self::cache::Tokens;
use self::challenge::claims;
pub use self::source::{Token, TokenRequest, TokenSource};
use super::base::Base;
use super::outgoing::Outgoing;
use super::service::{BoxError, Carrier, ResponseBody};

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
    pub(super) carrier: Carrier,
}

impl Signing {
    pub(super) async fn send(&self, outgoing: &Outgoing) -> Result<Response<ResponseBody>, BoxError> {
        let needs_token = outgoing.own && !outgoing.headers.contains_key(header::AUTHORIZATION);
        let token = match &self.credential {
            Credential::Static(token) if needs_token => Some(Cow::Borrowed(token)),
            Credential::Source(tokens) if needs_token => Some(Cow::Owned(tokens.current().await?)),
            _ => None,
        };
        let response = self.send_signed(outgoing, token.as_deref()).await?;
        match (&self.credential, token) {
            (Credential::Source(tokens), Some(refused)) if response.status() == StatusCode::UNAUTHORIZED => {
                // What is rare is boxed, and takes no room in the future of each call.
                Box::pin(self.send_again(outgoing, tokens, refused.into_owned(), response)).await
            }
            _ => Ok(response),
        }
    }

    /// What was refused for its token was not carried out, whatever the method.
    async fn send_again(
        &self,
        outgoing: &Outgoing,
        tokens: &Tokens,
        refused: HeaderValue,
        response: Response<ResponseBody>,
    ) -> Result<Response<ResponseBody>, BoxError> {
        match tokens.replace(&refused, claims(response.headers())).await? {
            Some(token) => self.send_signed(outgoing, Some(&token)).await,
            None => Ok(response),
        }
    }

    async fn send_signed(
        &self,
        outgoing: &Outgoing,
        token: Option<&HeaderValue>,
    ) -> Result<Response<ResponseBody>, BoxError> {
        outgoing.count_send();
        match &self.carrier {
            #[cfg(feature = "reqwest")]
            Carrier::Network(network) => network.send(outgoing, token).await,
            Carrier::Service(transport) => {
                let mut transport = transport.clone();
                transport.ready().await?.call(outgoing.signed(token)).await
            }
        }
    }
}
