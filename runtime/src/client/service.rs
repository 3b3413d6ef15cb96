use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::sync::atomic::{AtomicU32, Ordering};

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full};
use tower::util::BoxCloneSyncService;
use tower::{Service, ServiceExt};

use crate::operation::Operation;

/// The body of an answer on its way through a transport.
pub type ResponseBody = UnsyncBoxBody<Bytes, BoxError>;

/// What sends requests: any tower service, boxed.
pub type Transport = BoxCloneSyncService<Request<Full<Bytes>>, Response<ResponseBody>, BoxError>;

/// Any error of a transport.
pub type BoxError = Box<dyn StdError + Send + Sync>;

pub(super) type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// An error of a transport that knows that nothing of the request was sent, such as a connection that was refused.
/// A call that ended so can be sent again, whatever its method is.
#[derive(Debug)]
pub struct NotSent(pub BoxError);

impl fmt::Display for NotSent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the request was not sent")
    }
}

impl StdError for NotSent {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.0.as_ref())
    }
}

/// What is the same for all tries of a call.
pub(super) struct Course {
    operation: &'static Operation,
    /// Whether the caller says that the call may be carried out twice.
    pub(super) repeatable: bool,
    /// The largest body that is read as a whole; none when it is going to be streamed.
    pub(super) whole: Option<usize>,
    sends: AtomicU32,
}

impl Course {
    pub(super) const fn new(operation: &'static Operation, repeatable: bool, whole: Option<usize>) -> Self {
        Self { operation, repeatable, whole, sends: AtomicU32::new(0) }
    }

    /// Whether a status is a success of the operation that is called.
    pub(super) fn is_success(&self, status: StatusCode) -> bool {
        status.is_success() || self.operation.success.contains(&status.as_u16())
    }

    pub(super) fn count_send(&self) {
        self.sends.fetch_add(1, Ordering::Relaxed);
    }

    /// How often the request was sent again.
    pub(super) fn resends(&self) -> u32 {
        self.sends.load(Ordering::Relaxed).saturating_sub(1)
    }
}

pub(super) fn boxed<S, B>(service: S) -> Transport
where
    S: Service<Request<Full<Bytes>>, Response = Response<B>> + Clone + Send + Sync + 'static,
    S::Error: Into<BoxError>,
    S::Future: Send + 'static,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    let service =
        service.map_response(|response: Response<B>| response.map(|body| body.map_err(Into::into).boxed_unsync()));
    BoxCloneSyncService::new(service.map_err(Into::into))
}
