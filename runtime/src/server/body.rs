use axum::body::Body;
use bytes::Bytes;
use http::HeaderMap;
use http_body_util::{BodyExt, LengthLimitError, Limited};

use super::limits::Limits;
use super::negotiation::{check_json_body, is_json};
use super::rejection;
use crate::codec::{Datum, Field, from_slice, unexpected};
use crate::error::Error;

/// What body an operation takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accepts {
    /// None. If one is sent it is not read.
    Nothing,
    /// JSON.
    Json,
    /// JSON, or no body at all.
    JsonOrNothing,
    /// Bytes of any media type.
    Bytes,
}

/// What the body of a request is turned into.
#[diagnostic::on_unimplemented(message = "the body of a request cannot be turned into `{Self}`")]
pub trait FromBody: Sized + Send + 'static {
    /// What body is taken.
    const ACCEPTS: Accepts;

    /// Reads the body.
    ///
    /// # Errors
    /// The answer to a body that is not what is documented.
    fn from_body(body: Bytes) -> Result<Self, Error>;
}

impl FromBody for () {
    const ACCEPTS: Accepts = Accepts::Nothing;

    fn from_body(_: Bytes) -> Result<Self, Error> {
        Ok(())
    }
}

impl FromBody for Bytes {
    const ACCEPTS: Accepts = Accepts::Bytes;

    fn from_body(body: Bytes) -> Result<Self, Error> {
        Ok(body)
    }
}

impl<T: Datum> FromBody for T {
    const ACCEPTS: Accepts = Accepts::Json;

    fn from_body(body: Bytes) -> Result<Self, Error> {
        let value: T = from_slice(&body).map_err(|error| rejection::invalid(error.to_string()))?;
        match unexpected(value.view()) {
            Some((pointer, _)) => Err(rejection::unexpected(&pointer)),
            None => Ok(value),
        }
    }
}

impl<T: Datum> FromBody for Option<T> {
    const ACCEPTS: Accepts = Accepts::JsonOrNothing;

    fn from_body(body: Bytes) -> Result<Self, Error> {
        if body.is_empty() { Ok(None) } else { T::from_body(body).map(Some) }
    }
}

impl<T> Field<T> {
    /// The value of a member that a request must have.
    ///
    /// ```
    /// # use stubdown_runtime::Field;
    /// let topic = Field::<String>::Null;
    /// let error = topic.require("topic").unwrap_err();
    /// assert_eq!(error.to_string(), "the service answered 400 Bad Request: invalidRequest: the member `topic` is required");
    /// ```
    ///
    /// # Errors
    /// There is none: the answer 400, with the name of the member.
    pub fn require(&self, name: &str) -> Result<&T, Error> {
        self.value().ok_or_else(|| rejection::invalid(format!("the member `{name}` is required")))
    }
}

/// Reads a body of limited size and a documented kind.
pub(super) async fn read(accepts: Accepts, headers: &HeaderMap, body: Body, limits: &Limits) -> Result<Bytes, Error> {
    match accepts {
        Accepts::Nothing => Ok(Bytes::new()),
        Accepts::Bytes => collect(body, limits).await,
        Accepts::Json | Accepts::JsonOrNothing => {
            check_json_body(headers)?;
            let body = collect(body, limits).await?;
            if body.is_empty() {
                let is_optional = accepts == Accepts::JsonOrNothing;
                return if is_optional { Ok(body) } else { Err(rejection::invalid("the body is missing")) };
            }
            if !is_json(headers) {
                return Err(rejection::not_json());
            }
            limits.check_json(&body)?;
            Ok(body)
        }
    }
}

async fn collect(body: Body, limits: &Limits) -> Result<Bytes, Error> {
    match Limited::new(body, limits.body).collect().await {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(rejection::too_large(limits.body)),
        Err(_) => Err(rejection::invalid("the body ended too early")),
    }
}
