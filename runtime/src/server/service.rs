use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;

use axum::body::Body;
use http::request::Parts;

use super::answer::Answer;
use super::body::FromBody;
use super::dispatch::Dispatch;
use super::handler::{Endpoint, Handler};
use super::request::PathArguments;
use super::router::Router;
use crate::error::Error;
use crate::operation::Operation;

/// Decides whether a request may call an operation.
pub(super) type Authorize = dyn Fn(&'static Operation, &Parts) -> Result<(), Error> + Send + Sync;

/// The largest body that is read unless [`Server::request_limit`] says otherwise: 4 MiB.
const REQUEST_LIMIT: usize = 4 << 20;

/// A server in the making: the documented operations and the handlers of those that are served.
pub struct Server<S> {
    state: S,
    operations: &'static [&'static Operation],
    endpoints: BTreeMap<&'static str, Endpoint>,
    authorize: Option<Box<Authorize>>,
    request_limit: usize,
}

impl<S: Clone + Send + Sync + 'static> Server<S> {
    /// A server of these operations, none of which is served yet. Every handler gets a clone of the state.
    pub fn new(state: S, operations: &'static [&'static Operation]) -> Self {
        Self { state, operations, endpoints: BTreeMap::new(), authorize: None, request_limit: REQUEST_LIMIT }
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

    /// Asks, for every request to an operation that is served, whether it may be made. The body is not read before.
    ///
    /// [`Grant::allows`](crate::operation::Grant::allows) compares the permissions of a caller with those that are
    /// documented.
    #[must_use]
    pub fn authorize(
        mut self,
        decide: impl Fn(&'static Operation, &Parts) -> Result<(), Error> + Send + Sync + 'static,
    ) -> Self {
        self.authorize = Some(Box::new(decide));
        self
    }

    /// Sets the size, in bytes, of the largest body that is read. A larger one is answered with 413.
    #[must_use]
    pub fn request_limit(mut self, bytes: usize) -> Self {
        self.request_limit = bytes;
        self
    }

    /// The router that answers every request: a documented operation without a handler with 501, another method with
    /// 405, an unknown path with 404, all in the documented shape of an error.
    ///
    /// Paths begin at the root of the router; nest it where the base URL has a path.
    pub fn into_router(mut self) -> axum::Router {
        let mut router = Router::default();
        for operation in self.operations {
            router.insert(operation, self.endpoints.remove(operation.id));
        }
        let Self { authorize, request_limit, .. } = self;
        let dispatch = Arc::new(Dispatch { router, authorize, request_limit });
        axum::Router::new().fallback_service(tower::service_fn(move |request: http::Request<Body>| {
            let dispatch = Arc::clone(&dispatch);
            async move { Ok::<_, Infallible>(dispatch.answer(request).await) }
        }))
    }
}
