use std::fmt;
use std::time::Duration;

use http::HeaderValue;

use super::super::service::{BoxError, BoxFuture};
use crate::error::Error;

/// Where tokens come from: an identity service, a file, another process.
///
/// The client keeps a token until shortly before it expires, so an implementation need not. It is asked once, however
/// many calls wait for the token. Any function that gives a future is one:
///
/// ```
/// # use std::time::Duration;
/// # use stubdown_runtime::client::{Client, Token, TokenRequest};
/// # async fn fetch() -> Result<String, std::io::Error> { Ok("secret".to_owned()) }
/// # fn example(client: Client) -> Client {
/// client.token_source(|_: TokenRequest| async {
///     Ok(Token::new(&fetch().await?)?.expires_in(Duration::from_secs(3600)))
/// })
/// # }
/// ```
pub trait TokenSource: Send + Sync + 'static {
    /// Gets a token.
    ///
    /// # Errors
    /// Whatever keeps it from getting one. The call that needs the token ends with
    /// [`Cause::SignIn`](crate::Cause::SignIn), which has this error as its source, so it must not hold secrets.
    fn token(&self, request: TokenRequest) -> BoxFuture<'_, Result<Token, BoxError>>;
}

/// What kind of token is needed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct TokenRequest {
    /// Whether the last token was refused although it had not expired. A cache must not be asked then.
    pub refused: bool,
    /// The claims that the service asked for when it refused the last token, as JSON: a claims challenge.
    pub claims: Option<String>,
}

/// A token that opens a service, and for how long. `Debug` does not show it.
#[derive(Clone)]
pub struct Token {
    pub(in crate::client) header: HeaderValue,
    pub(super) expires_in: Option<Duration>,
}

impl Token {
    /// A bearer token (RFC 6750) that does not expire.
    ///
    /// # Errors
    /// A token with characters that cannot stand in a header.
    pub fn new(token: &str) -> Result<Self, Error> {
        let mut header = HeaderValue::try_from(format!("Bearer {token}"))
            .map_err(|_| Error::invalid("the token has characters that cannot be sent"))?;
        header.set_sensitive(true);
        Ok(Self { header, expires_in: None })
    }

    /// The same token, which expires so long after it was asked for.
    #[must_use]
    pub const fn expires_in(mut self, time: Duration) -> Self {
        self.expires_in = Some(time);
        self
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Token").field("expires_in", &self.expires_in).finish_non_exhaustive()
    }
}

impl<F, G> TokenSource for F
where
    F: Fn(TokenRequest) -> G + Send + Sync + 'static,
    G: Future<Output = Result<Token, BoxError>> + Send + 'static,
{
    fn token(&self, request: TokenRequest) -> BoxFuture<'_, Result<Token, BoxError>> {
        Box::pin(self(request))
    }
}
