use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde_json::{Map, Value};

use crate::operation::Operation;

/// What went wrong with a call, on either side.
///
/// A client gets one from every call that did not succeed. A handler of a server returns [`Error::service`].
pub struct Error(Box<Inner>);

struct Inner {
    operation: Option<&'static Operation>,
    cause: Cause,
}

/// Why a call did not succeed.
#[allow(clippy::large_enum_variant, reason = "an error is boxed as a whole")]
#[derive(Debug)]
#[non_exhaustive]
pub enum Cause {
    /// The service answered with an error.
    Service(ServiceError),
    /// No complete answer came from the service.
    Transport(Box<dyn std::error::Error + Send + Sync>),
    /// The answer is not what is documented.
    Decode(String),
    /// The request could not be sent as it was: what is wrong with it.
    Invalid(String),
}

/// An error that the service answered with, as far as it could be read.
#[derive(Clone, Debug)]
pub struct ServiceError {
    /// The status.
    pub status: StatusCode,
    /// The member `code`: a word for programs. Empty when there is none.
    pub code: String,
    /// The member `message`: a sentence for developers. Empty when there is none.
    pub message: String,
    /// The member `innerError`: more detail.
    pub inner_error: Option<Value>,
    /// The headers, such as `Retry-After` and `request-id`.
    pub headers: HeaderMap,
    /// The body as it came. Not sent by a server, which writes the members above.
    pub body: Bytes,
}

impl Error {
    /// An error that a service answers with.
    pub fn service(status: StatusCode, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Cause::Service(ServiceError {
            status,
            code: code.into(),
            message: message.into(),
            inner_error: None,
            headers: HeaderMap::new(),
            body: Bytes::new(),
        }))
    }

    /// A request that cannot be sent.
    #[cfg(feature = "client")]
    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self::new(Cause::Invalid(message.into()))
    }

    /// An answer that is not what is documented.
    pub(crate) fn decode(message: impl fmt::Display) -> Self {
        Self::new(Cause::Decode(message.to_string()))
    }

    pub(crate) fn new(cause: Cause) -> Self {
        Self(Box::new(Inner { operation: None, cause }))
    }

    /// The same error, of a call of this operation.
    #[must_use]
    pub fn of(mut self, operation: &'static Operation) -> Self {
        self.0.operation = Some(operation);
        self
    }

    /// Why the call did not succeed.
    #[must_use]
    pub fn cause(&self) -> &Cause {
        &self.0.cause
    }

    /// The operation that was called, when it is known.
    #[must_use]
    pub fn operation(&self) -> Option<&'static Operation> {
        self.0.operation
    }

    /// What the service answered, if that is the error.
    #[must_use]
    pub fn as_service(&self) -> Option<&ServiceError> {
        match &self.0.cause {
            Cause::Service(error) => Some(error),
            _ => None,
        }
    }

    /// What the service answers, to add headers or detail.
    pub fn as_service_mut(&mut self) -> Option<&mut ServiceError> {
        match &mut self.0.cause {
            Cause::Service(error) => Some(error),
            _ => None,
        }
    }

    /// The status that the service answered with.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.as_service().map(|error| error.status)
    }
}

impl ServiceError {
    /// Reads the documented shape, `{"error": {"code", "message", "innerError"}}`, and tolerates anything else: proxies
    /// answer with HTML, token services with `{"error": "code", "error_description": "message"}`.
    #[cfg(feature = "client")]
    pub(crate) fn read(status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        let json = serde_json::from_slice::<Value>(&body).unwrap_or_default();
        let text = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().to_owned();
        let (code, message, inner_error) = match json.get("error") {
            Some(Value::String(code)) => (code.clone(), text(json.get("error_description")), None),
            Some(error) => (
                text(error.get("code")),
                text(error.get("message")),
                error.get("innerError").or_else(|| error.get("innererror")).cloned(),
            ),
            None => (String::new(), String::new(), None),
        };
        Self { status, code, message, inner_error, headers, body }
    }

    /// The documented shape of an error body.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut error = Map::new();
        error.insert("code".to_owned(), self.code.clone().into());
        error.insert("message".to_owned(), self.message.clone().into());
        if let Some(inner_error) = &self.inner_error {
            error.insert("innerError".to_owned(), inner_error.clone());
        }
        Value::Object(Map::from_iter([("error".to_owned(), Value::Object(error))]))
    }
}

impl fmt::Display for ServiceError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.status)?;
        for part in [&self.code, &self.message] {
            if !part.is_empty() {
                write!(formatter, ": {part}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.0.operation {
            write!(formatter, "{operation}: ")?;
        }
        match &self.0.cause {
            Cause::Service(error) => write!(formatter, "the service answered {error}"),
            Cause::Transport(_) => formatter.write_str("no complete answer from the service"),
            Cause::Decode(message) => write!(formatter, "the answer is not as documented: {message}"),
            Cause::Invalid(message) => write!(formatter, "the request is not valid: {message}"),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Error")
            .field("operation", &self.0.operation.map(|operation| operation.id))
            .field("cause", &self.0.cause)
            .finish()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0.cause {
            Cause::Transport(error) => Some(error.as_ref()),
            _ => None,
        }
    }
}
