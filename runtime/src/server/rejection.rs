//! What the server answers by itself, in the documented shape of an error.

use std::collections::BTreeSet;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};

use super::answer::response;
use super::identity::Identity;
use crate::error::{Error, ServiceError};
use crate::operation::{Method, Operation};

pub(super) fn invalid(message: impl Into<String>) -> Error {
    Error::service(StatusCode::BAD_REQUEST, "invalidRequest", message)
}

pub(super) fn unexpected(pointer: &str) -> Error {
    invalid(format!("the value at `{pointer}` in the body is not of the documented type"))
}

pub(super) fn unexpected_argument(name: &str) -> Error {
    invalid(format!("the value of `{name}` in the path is not of the documented type"))
}

pub(super) fn not_found() -> Error {
    Error::service(StatusCode::NOT_FOUND, "notFound", "no documented operation has this path")
}

pub(super) fn other_methods(allowed: &BTreeSet<Method>) -> Error {
    let allowed = allow(allowed);
    let message = format!("the methods of this path are {allowed}");
    with_header(Error::service(StatusCode::METHOD_NOT_ALLOWED, "methodNotAllowed", message), header::ALLOW, allowed)
}

/// The answer to a question for the methods of a path.
pub(super) fn options(allowed: &BTreeSet<Method>) -> Response<Bytes> {
    let mut headers = HeaderMap::new();
    if let Ok(allowed) = HeaderValue::try_from(allow(allowed)) {
        headers.insert(header::ALLOW, allowed);
    }
    response(StatusCode::NO_CONTENT, headers, None)
}

fn allow(methods: &BTreeSet<Method>) -> String {
    methods.iter().copied().map(Method::as_str).collect::<Vec<_>>().join(", ")
}

pub(super) fn not_implemented(operation: &Operation) -> Error {
    let message = format!("the operation `{}` is documented but not implemented", operation.id);
    Error::service(StatusCode::NOT_IMPLEMENTED, "notImplemented", message)
}

pub(super) fn not_acceptable() -> Error {
    let message = "the answer is application/json, which the header `Accept` does not take";
    Error::service(StatusCode::NOT_ACCEPTABLE, "notAcceptable", message)
}

pub(super) fn too_large(limit: usize) -> Error {
    let message = format!("the body is larger than {limit} bytes");
    Error::service(StatusCode::PAYLOAD_TOO_LARGE, "requestTooLarge", message)
}

pub(super) fn target_too_long(limit: usize) -> Error {
    let message = format!("the path and the query are longer than {limit} bytes");
    Error::service(StatusCode::URI_TOO_LONG, "requestTooLarge", message)
}

pub(super) fn headers_too_large(limit: usize) -> Error {
    let message = format!("the headers are larger than {limit} bytes");
    Error::service(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, "requestTooLarge", message)
}

pub(super) fn not_json() -> Error {
    unsupported_media_type("the media type of the body is not application/json")
}

pub(super) fn unsupported_media_type(message: &str) -> Error {
    Error::service(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupportedMediaType", message)
}

pub(super) fn body_too_late(time: Option<Duration>) -> Error {
    let message = format!("the body was not there within {:?}", time.unwrap_or_default());
    Error::service(StatusCode::REQUEST_TIMEOUT, "timeout", message)
}

pub(super) fn answer_too_late(time: Option<Duration>) -> Error {
    let time = time.unwrap_or_default();
    let message = format!("there was no answer within {time:?}; the call may have been carried out");
    Error::service(StatusCode::INTERNAL_SERVER_ERROR, "timeout", message)
}

/// The words of the panic stay on the server: the hook for panics has them.
pub(super) fn panicked() -> Error {
    let message = "the service failed; the call may have been carried out";
    Error::service(StatusCode::INTERNAL_SERVER_ERROR, "internalServerError", message)
}

/// The same error with a header. A value that cannot be one is left out.
pub(super) fn with_header(mut error: Error, name: HeaderName, value: String) -> Error {
    if let (Some(error), Ok(value)) = (error.as_service_mut(), HeaderValue::try_from(value)) {
        error.headers.insert(name, value);
    }
    error
}

/// What of an error its caller is told. How a call ended that the handler made itself is not for the eyes of its own caller.
pub(super) fn told(error: &Error) -> Option<&ServiceError> {
    let is_own = |service: &&ServiceError| is_not_modified(service) || error.operation().is_none();
    error.as_service().filter(is_own)
}

/// The answer that tells an error.
pub(super) fn render(error: &Error, identity: &Identity) -> Response<Bytes> {
    let Some(service) = told(error) else {
        let hidden = Error::service(StatusCode::INTERNAL_SERVER_ERROR, "generalException", "the service failed");
        return render(&hidden, identity);
    };
    if is_not_modified(service) {
        return response(service.status, service.headers.clone(), None);
    }
    let mut service = service.clone();
    identity.complete(&mut service.inner_error);
    let json = service.to_json().to_string();
    response(service.status, service.headers, Some(("application/json", json.into())))
}

/// Whether an error has no body, and is none to those who ask for what has changed.
fn is_not_modified(service: &ServiceError) -> bool {
    service.status == StatusCode::NOT_MODIFIED
}
