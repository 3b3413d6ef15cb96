//! Who may call which operation: exactly those whom its page admits.
//!
//! In: an access token, the permissions in it, and the documented permissions of an operation.
//! Out: the [`Caller`], or 401 or 403 in the documented shape of an error.
//! It must not know how a service is told apart from another, or what a permission lets its owner see: that a caller
//! may list threads does not say which threads. Handlers ask [`Request::caller`](super::Request::caller).
//!
//! | request | answer |
//! |---|---|
//! | no token, two of them, another scheme than `Bearer` | 401 |
//! | a token that the verifier refuses | 401 with `error="invalid_token"` |
//! | keys that cannot be had | 503 |
//! | all permissions of one alternative that is documented for this kind of sign-in | goes on |
//! | anything else, such as an operation whose permissions are not documented | 403 |

mod caller;
mod policy;
mod verify;

#[cfg(feature = "jwt")]
mod jwt;
#[cfg(feature = "jwt")]
mod keys;

use std::future::ready;
use std::pin::Pin;

use http::request::Parts;

use crate::error::Error;
use crate::operation::Operation;

pub use self::caller::Caller;
#[cfg(feature = "jwt")]
pub use self::jwt::{Algorithm, JwtVerifier};
#[cfg(feature = "jwt")]
pub use self::keys::Keys;
pub use self::policy::{Authorization, Condition};
pub use self::verify::{InvalidToken, VerifyToken};

/// A decision that may take time.
pub(super) type Deciding<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Decides whether a request may call an operation. Functions that need no time do so, too:
/// `|operation: &'static Operation, parts: &Parts| Err(...)`.
pub trait Authorize: Send + Sync + 'static {
    /// Decides about a request. What handlers are to know about the caller goes into its extensions.
    ///
    /// # Errors
    /// The answer to a request that may not.
    fn authorize<'a>(
        &'a self,
        operation: &'static Operation,
        parts: &'a mut Parts,
    ) -> Pin<Box<dyn Future<Output = Result<(), Error>> + Send + 'a>>;
}

impl<F: Fn(&'static Operation, &Parts) -> Result<(), Error> + Send + Sync + 'static> Authorize for F {
    fn authorize<'a>(&'a self, operation: &'static Operation, parts: &'a mut Parts) -> Deciding<'a, Result<(), Error>> {
        Box::pin(ready(self(operation, parts)))
    }
}
