use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode};
use serde_json::{Map, Value};

use crate::operation::{Grant, Operation, Permissions};

/// What went wrong with a call, on either side.
///
/// A client gets one from every call that did not succeed. A handler of a server returns [`Error::service`] for what its caller is to learn,
/// and [`Error::failure`] for what is not for its eyes.
pub struct Error(Box<Inner>);

struct Inner {
    operation: Option<&'static Operation>,
    cause: Cause,
    /// What the service answered, when that is not an error of the service.
    answer: Option<Answer>,
    /// The request id that the client sent.
    client_request_id: Option<HeaderValue>,
}

/// An answer that could not be used.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
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
    /// No answer came within this time.
    Timeout(Duration),
    /// There is no token to sign the call with.
    SignIn(Arc<dyn std::error::Error + Send + Sync>),
    /// The answer is not what is documented.
    Decode(String),
    /// The request could not be sent as it was: what is wrong with it.
    Invalid(String),
    /// A handler of a server failed for a reason of its own.
    Failure(Box<dyn std::error::Error + Send + Sync>),
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

    /// A failure of a handler, such as an error of its database: it is answered with 500, and the reason stays on the server. The caller
    /// learns the id of the request; an event of `tracing` with the same id has the reason, and what that came from.
    ///
    /// An error of another library does not become one by `?` alone, as not all of them are failures of the service.
    ///
    /// ```
    /// # use stubdown_runtime::Error;
    /// fn stored(path: &str) -> Result<String, Error> {
    ///     std::fs::read_to_string(path).map_err(Error::failure)
    /// }
    /// let error = stored("/does/not/exist").unwrap_err();
    /// assert_eq!(error.to_string(), "the service failed");
    /// assert!(std::error::Error::source(&error).is_some());
    /// ```
    pub fn failure(reason: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::new(Cause::Failure(reason.into()))
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
        Self(Box::new(Inner { operation: None, cause, answer: None, client_request_id: None }))
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
        match (&self.0.cause, &self.0.answer) {
            (Cause::Service(error), _) => Some(error.status),
            (_, answer) => answer.as_ref().map(|answer| answer.status),
        }
    }

    /// The id that the client gave the call, in the header `client-request-id`. It is the same for all tries.
    #[must_use]
    pub fn client_request_id(&self) -> Option<&str> {
        let sent = self.0.client_request_id.as_ref();
        sent.or_else(|| self.headers()?.get("client-request-id"))?.to_str().ok()
    }

    /// The headers that the service answered with.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        match (&self.0.cause, &self.0.answer) {
            (Cause::Service(error), _) => Some(&error.headers),
            (_, answer) => answer.as_ref().map(|answer| &answer.headers),
        }
    }

    /// The body that the service answered with, as far as it was read.
    #[must_use]
    pub fn body(&self) -> Option<&Bytes> {
        match (&self.0.cause, &self.0.answer) {
            (Cause::Service(error), _) => Some(&error.body),
            (_, answer) => answer.as_ref().map(|answer| &answer.body),
        }
    }
}

#[cfg(feature = "client")]
impl Error {
    /// The same error, about an answer with this status and these headers.
    pub(crate) fn answered(mut self, status: StatusCode, headers: &HeaderMap) -> Self {
        self.0.answer = Some(Answer { status, headers: headers.clone(), body: Bytes::new() });
        self
    }

    /// The same error, about this answer.
    pub(crate) fn about(mut self, response: http::Response<Bytes>) -> Self {
        let (parts, body) = response.into_parts();
        self.0.answer = Some(Answer { status: parts.status, headers: parts.headers, body });
        self
    }

    /// The same error, of a call with this request id.
    pub(crate) fn with_client_request_id(mut self, id: Option<HeaderValue>) -> Self {
        self.0.client_request_id = id;
        self
    }

    /// The id that the service gave the request: the header `request-id` or `x-ms-request-id`, or the member
    /// `request-id` of the error.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        let headers = self.headers()?;
        let header = ["request-id", "x-ms-request-id"].into_iter().find_map(|name| headers.get(name)?.to_str().ok());
        header.or_else(|| self.as_service()?.inner_error.as_ref()?.get("request-id")?.as_str())
    }

    /// How long the service asks to wait before the call is made again: `Retry-After`.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.headers().and_then(crate::client::retry_after)
    }

    /// Whether the same call may succeed later: the service was busy or failed, or no complete answer came.
    ///
    /// It does not say that the call was not carried out. After a timeout or a broken connection a POST may have been.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match &self.0.cause {
            Cause::Transport(_) | Cause::Timeout(_) => true,
            Cause::Service(error) => matches!(error.status.as_u16(), 408 | 429 | 500 | 502 | 503 | 504),
            Cause::SignIn(error) => error.downcast_ref::<Self>().is_some_and(Self::is_retryable),
            Cause::Decode(_) | Cause::Invalid(_) | Cause::Failure(_) => false,
        }
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
            Cause::Service(error) => {
                write!(formatter, "the service answered {error}")?;
                match self.0.operation {
                    Some(operation) if error.status == StatusCode::FORBIDDEN => {
                        write!(formatter, "; the documentation requires, {}", Documented(&operation.permissions))
                    }
                    _ => Ok(()),
                }
            }
            Cause::Transport(_) => formatter.write_str("no complete answer from the service"),
            Cause::Timeout(limit) => write!(formatter, "no answer from the service within {limit:?}"),
            Cause::SignIn(_) => formatter.write_str("there is no token to sign the call with"),
            Cause::Decode(message) => write!(formatter, "the answer is not as documented: {message}"),
            Cause::Invalid(message) => write!(formatter, "the request is not valid: {message}"),
            Cause::Failure(_) => formatter.write_str("the service failed"),
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
            Cause::Transport(error) | Cause::Failure(error) => Some(error.as_ref()),
            Cause::SignIn(error) => Some(error.as_ref()),
            _ => None,
        }
    }
}

/// The permissions that an operation documents, in the words of an error.
struct Documented<'p>(&'p Permissions);

impl fmt::Display for Documented<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds = [
            ("a work or school account", &self.0.delegated_work),
            ("a personal account", &self.0.delegated_personal),
            ("an application", &self.0.application),
        ];
        for (position, (kind, grant)) in kinds.into_iter().enumerate() {
            let separator = if position == 0 { "" } else { "; " };
            write!(formatter, "{separator}for {kind}: ")?;
            match grant {
                Grant::Unknown => formatter.write_str("unknown")?,
                Grant::NotSupported => formatter.write_str("not supported")?,
                Grant::OneOf(_) | Grant::AnyOf(_) => {
                    for (position, alternative) in grant.alternatives().enumerate() {
                        let separator = if position == 0 { "" } else { ", or " };
                        write!(formatter, "{separator}{}", alternative.all.join(" and "))?;
                        if let Some(condition) = alternative.condition {
                            write!(formatter, " ({condition})")?;
                        }
                    }
                }
            }
        }
        Ok(())
    }
}
