use axum::body::Body;
use bytes::Bytes;
use http::{HeaderMap, header};
use http_body_util::{BodyExt, LengthLimitError, Limited};

use super::rejection;
use crate::codec::{Datum, from_slice, unexpected};
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

/// Reads a body of limited size and a documented kind.
pub(super) async fn read(accepts: Accepts, headers: &HeaderMap, body: Body, limit: usize) -> Result<Bytes, Error> {
    let json = match accepts {
        Accepts::Nothing => return Ok(Bytes::new()),
        Accepts::Bytes => false,
        Accepts::Json | Accepts::JsonOrNothing => true,
    };
    if json && headers.contains_key(header::CONTENT_TYPE) && !is_json(headers) {
        return Err(rejection::not_json());
    }
    let body = match Limited::new(body, limit).collect().await {
        Ok(body) => body.to_bytes(),
        Err(error) if error.is::<LengthLimitError>() => return Err(rejection::too_large(limit)),
        Err(_) => return Err(rejection::invalid("the body ended too early")),
    };
    match accepts {
        Accepts::Json if body.is_empty() => Err(rejection::invalid("the body is missing")),
        Accepts::Json | Accepts::JsonOrNothing if !body.is_empty() && !is_json(headers) => Err(rejection::not_json()),
        _ => Ok(body),
    }
}

/// Whether the headers say `application/json`, or a type that is JSON in more detail, such as `application/x+json`.
fn is_json(headers: &HeaderMap) -> bool {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media_type = value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    media_type == "application/json" || (media_type.starts_with("application/") && media_type.ends_with("+json"))
}
