use std::fmt;
use std::future::ready;
use std::pin::Pin;

use http::{HeaderMap, StatusCode, header};

use super::Deciding;
use super::caller::Caller;
use crate::error::Error;
use crate::server::rejection::with_header;

/// Finds out who has sent an access token. Functions that need no time do so, too:
/// `|token: &str| Err(InvalidToken::new("not known"))`.
pub trait VerifyToken: Send + Sync + 'static {
    /// Verifies a token, and says whose it is.
    ///
    /// # Errors
    /// A token that is not valid, or cannot be verified now.
    fn verify<'a>(&'a self, token: &'a str) -> Pin<Box<dyn Future<Output = Result<Caller, InvalidToken>> + Send + 'a>>;
}

impl<F: Fn(&str) -> Result<Caller, InvalidToken> + Send + Sync + 'static> VerifyToken for F {
    fn verify<'a>(&'a self, token: &'a str) -> Deciding<'a, Result<Caller, InvalidToken>> {
        Box::pin(ready(self(token)))
    }
}

/// Why a token does not tell who calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidToken {
    reason: String,
    is_unavailable: bool,
}

/// The reason, in words.
impl fmt::Display for InvalidToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for InvalidToken {}

impl InvalidToken {
    /// A token that is not valid. The caller is told the reason: nothing secret may be in it.
    pub fn new(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), is_unavailable: false }
    }

    /// What is needed to verify the token cannot be had now: the answer is 503. The reason is not told.
    pub fn unavailable(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), is_unavailable: true }
    }

    /// The reason, in words.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// Whether the token may be valid, but could not be verified.
    #[must_use]
    pub fn is_unavailable(&self) -> bool {
        self.is_unavailable
    }

    pub(super) fn into_error(self) -> Error {
        if self.is_unavailable {
            let message = "access tokens cannot be verified at the moment";
            return Error::service(StatusCode::SERVICE_UNAVAILABLE, "serviceNotAvailable", message);
        }
        let message = format!("the access token is not valid: {}", self.reason);
        let challenge = format!("Bearer error=\"invalid_token\", error_description=\"{}\"", quotable(&self.reason));
        unauthenticated(&message, challenge)
    }
}

/// What may stand in the quotes of a challenge (RFC 6750, section 3).
fn quotable(text: &str) -> String {
    text.chars()
        .map(|character| if matches!(character, ' '..='~') { character } else { '?' })
        .collect::<String>()
        .replace(['"', '\\'], "'")
}

fn unauthenticated(message: &str, challenge: String) -> Error {
    let error = Error::service(StatusCode::UNAUTHORIZED, "unauthenticated", message);
    with_header(error, header::WWW_AUTHENTICATE, challenge)
}

/// The token of the header `Authorization: Bearer ...`.
pub(super) fn bearer_token(headers: &HeaderMap) -> Result<&str, Error> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let credentials = values.next().filter(|_| values.next().is_none()).and_then(|value| value.to_str().ok());
    let token = credentials.and_then(|credentials| credentials.trim().split_once(' '));
    match token.map(|(scheme, token)| (scheme, token.trim())) {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") && !token.is_empty() => Ok(token),
        _ => Err(unauthenticated("the request has no access token", "Bearer".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, header};

    use super::{InvalidToken, bearer_token};

    #[test]
    fn a_token_stands_behind_its_scheme() {
        let token = |values: &[&str]| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(header::AUTHORIZATION, value.parse().unwrap());
            }
            bearer_token(&headers).map(str::to_owned).ok()
        };
        assert_eq!(token(&["Bearer a.b.c"]).as_deref(), Some("a.b.c"));
        assert_eq!(token(&["bearer   a.b.c "]).as_deref(), Some("a.b.c"));
        for values in [&[][..], &["Bearer"], &["Bearer  "], &["Basic YTpi"], &["a.b.c"], &["Bearer a", "Bearer b"]] {
            assert_eq!(token(values), None, "{values:?}");
        }
    }

    #[test]
    fn a_reason_cannot_leave_its_quotes() {
        let error = InvalidToken::new("a \"b\\\r\nc\" é").into_error();
        let challenge = &error.as_service().unwrap().headers[header::WWW_AUTHENTICATE];
        assert_eq!(challenge, "Bearer error=\"invalid_token\", error_description=\"a 'b'??c' ?\"");
    }
}
