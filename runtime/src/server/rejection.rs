//! What the server answers by itself, in the documented shape of an error.

use std::collections::BTreeSet;

use bytes::Bytes;
use http::{HeaderValue, Response, StatusCode, header};

use super::answer::response;
use crate::error::Error;
use crate::operation::{Method, Operation};

pub(super) fn invalid(message: impl Into<String>) -> Error {
    Error::service(StatusCode::BAD_REQUEST, "invalidRequest", message)
}

pub(super) fn unexpected(pointer: &str) -> Error {
    invalid(format!("the value at `{pointer}` in the body is not of the documented type"))
}

pub(super) fn not_found() -> Error {
    Error::service(StatusCode::NOT_FOUND, "notFound", "no documented operation has this path")
}

pub(super) fn other_methods(allowed: BTreeSet<Method>) -> Error {
    let allowed = allowed.into_iter().map(Method::as_str).collect::<Vec<_>>().join(", ");
    let message = format!("the documented methods of this path are {allowed}");
    let mut error = Error::service(StatusCode::METHOD_NOT_ALLOWED, "methodNotAllowed", message);
    if let (Some(error), Ok(allowed)) = (error.as_service_mut(), HeaderValue::try_from(allowed)) {
        error.headers.insert(header::ALLOW, allowed);
    }
    error
}

pub(super) fn not_implemented(operation: &Operation) -> Error {
    let message = format!("the operation `{}` is documented but not implemented", operation.id);
    Error::service(StatusCode::NOT_IMPLEMENTED, "notImplemented", message)
}

pub(super) fn too_large(limit: usize) -> Error {
    let message = format!("the body is larger than {limit} bytes");
    Error::service(StatusCode::PAYLOAD_TOO_LARGE, "requestTooLarge", message)
}

pub(super) fn not_json() -> Error {
    let message = "the media type of the body is not application/json";
    Error::service(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupportedMediaType", message)
}

/// The answer that tells an error.
///
/// How a call ended that the handler made itself is not for the eyes of its own caller.
pub(super) fn render(error: Error) -> Response<Bytes> {
    match error.as_service() {
        Some(service) if error.operation().is_none() => {
            let json = service.to_json().to_string();
            response(service.status, service.headers.clone(), Some(("application/json", json.into())))
        }
        _ => render(Error::service(StatusCode::INTERNAL_SERVER_ERROR, "generalException", "the service failed")),
    }
}
