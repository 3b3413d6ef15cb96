use std::sync::Arc;
use std::time::{Duration, SystemTime};

use azure_core::credentials::TokenCredential;

use super::super::service::{BoxError, BoxFuture};
use super::source::{Token, TokenRequest, TokenSource};

/// Tokens of a credential of `azure_core`, such as those of the crate `azure_identity` (feature `azure`).
///
/// The credential cannot be told about a refused token or the claims of a challenge: `azure_core` 1.1 has no place for
/// them. A call that is refused ends with 401 unless the credential gives another token.
#[derive(Clone, Debug)]
pub struct AzureCredential {
    credential: Arc<dyn TokenCredential>,
    scopes: Vec<String>,
}

impl AzureCredential {
    /// Tokens for these scopes, such as `https://graph.microsoft.com/.default`.
    pub fn new<'s>(credential: Arc<dyn TokenCredential>, scopes: impl IntoIterator<Item = &'s str>) -> Self {
        Self { credential, scopes: scopes.into_iter().map(str::to_owned).collect() }
    }
}

impl TokenSource for AzureCredential {
    fn token(&self, _: TokenRequest) -> BoxFuture<'_, Result<Token, BoxError>> {
        Box::pin(async {
            let scopes: Vec<&str> = self.scopes.iter().map(String::as_str).collect();
            let token = self.credential.get_token(&scopes, None).await?;
            let end = SystemTime::from(token.expires_on);
            let expires_in = end.duration_since(SystemTime::now()).unwrap_or(Duration::ZERO);
            Ok(Token::new(token.token.secret())?.expires_in(expires_in))
        })
    }
}
