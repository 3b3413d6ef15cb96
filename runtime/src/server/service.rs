use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;

use axum::body::Body;

use super::answer::Answer;
use super::authorization::Authorize;
use super::body::FromBody;
use super::dispatch::Dispatch;
use super::handler::{Endpoint, Handler};
use super::identity::Ids;
use super::limits::Limits;
use super::request::PathArguments;
use super::router::Router;
use crate::operation::Operation;

/// A server in the making: the documented operations and the handlers of those that are served.
pub struct Server<S> {
    state: S,
    operations: &'static [&'static Operation],
    endpoints: BTreeMap<&'static str, Endpoint>,
    authorize: Option<Box<dyn Authorize>>,
    limits: Limits,
}

impl<S: Clone + Send + Sync + 'static> Server<S> {
    /// A server of these operations, none of which is served yet. Every handler gets a clone of the state.
    pub fn new(state: S, operations: &'static [&'static Operation]) -> Self {
        Self { state, operations, endpoints: BTreeMap::new(), authorize: None, limits: Limits::default() }
    }

    /// Serves an operation.
    #[must_use]
    pub fn on<P, B, R>(mut self, operation: &'static Operation, handler: impl Handler<S, P, B, R>) -> Self
    where
        P: PathArguments,
        B: FromBody,
        R: Answer,
    {
        self.endpoints.insert(operation.id, Endpoint::new(self.state.clone(), handler));
        self
    }

    /// Asks, for every request to a documented operation, whether it may be made: an
    /// [`Authorization`](super::Authorization), which admits whom the documentation admits, or a function. Nothing of
    /// the body is read before, and an operation without a handler tells only those that may call it.
    #[must_use]
    pub fn authorize(mut self, authorize: impl Authorize) -> Self {
        self.authorize = Some(Box::new(authorize));
        self
    }

    /// Sets what is taken of one request.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// The router that answers every request: a documented operation without a handler with 501, another method with
    /// 405, an unknown path with 404, all in the documented shape of an error. Every answer has an id of its own in its
    /// header `request-id`, and that of the client in `client-request-id`; errors have them in `innerError` as well.
    ///
    /// HEAD is answered like GET, without the body, where it is not documented itself, OPTIONS with the methods of the
    /// path.
    ///
    /// A placeholder directly behind a segment that ends in a colon is the path of a file, of any number of segments: `Reports/May.txt` for
    /// `/root:/{item_path}:/content`. It never has an empty segment, `.` or `..`; such a path is not found.
    ///
    /// An error that is not [`Error::service`](crate::Error::service), which is [`Error::failure`](crate::Error::failure) or that of a call
    /// which a handler makes itself, is answered with 500 and told to `tracing` as an event with the target `stubdown_runtime::server`; the caller learns no more
    /// than the id of the request.
    ///
    /// A handler that panics answers 500, unless panics abort the process; the connection goes on. What it panicked with is left to the hook
    /// of [`std::panic::set_hook`], and not told to the client.
    ///
    /// Paths begin at the root of the router; nest it where the base URL has a path.
    pub fn into_router(mut self) -> axum::Router {
        let mut router = Router::default();
        for operation in self.operations {
            router.insert(operation, self.endpoints.remove(operation.id));
        }
        let Self { authorize, limits, .. } = self;
        let dispatch = Arc::new(Dispatch { router, authorize, limits, ids: Ids::new() });
        axum::Router::new().fallback_service(tower::service_fn(move |request: http::Request<Body>| {
            let dispatch = Arc::clone(&dispatch);
            async move { Ok::<_, Infallible>(dispatch.answer(request).await) }
        }))
    }
}
