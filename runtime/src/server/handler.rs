use std::future::Future;
use std::pin::Pin;

use bytes::Bytes;
use http::Response;

use super::answer::{Answer, Answers};
use super::body::{Accepts, FromBody};
use super::request::{Incoming, PathArguments, Request};
use crate::error::Error;

/// A future of an answer. Boxed at once, so that what follows is compiled once and not once per handler.
pub(super) type Answering = Pin<Box<dyn Future<Output = Result<Response<Bytes>, Error>> + Send>>;

/// A function that serves an operation: `async fn(S, Request<P, B>) -> Result<R, Error>`, or a closure like it.
///
/// `S` is the state of the server, `P` the path arguments, `B` the body, `R` the documented answer, for which whatever [`Answers`] it
/// may be returned: a body with status 200, or `Success<200, _>` where there are headers to send along.
#[diagnostic::on_unimplemented(
    message = "this function cannot serve the operation as it is documented",
    label = "not a handler of the operation",
    note = "a handler is an `async fn(state: {S}, request: Request<{P}, {B}>) -> Result<{R}, Error>`",
    note = "its future has to be `Send`: nothing that is not `Send` may be held across an `.await`"
)]
pub trait Handler<S, P, B, R>: Send + Sync + 'static {
    /// Serves a request.
    fn call(
        &self,
        state: S,
        request: Request<P, B>,
    ) -> Pin<Box<dyn Future<Output = Result<Response<Bytes>, Error>> + Send>>;
}

impl<S, P, B, R, Given, F, Served> Handler<S, P, B, R> for F
where
    R: Answer,
    Given: Answers<R>,
    F: Fn(S, Request<P, B>) -> Served + Send + Sync + 'static,
    Served: Future<Output = Result<Given, Error>> + Send + 'static,
{
    fn call(&self, state: S, request: Request<P, B>) -> Answering {
        let served = self(state, request);
        Box::pin(async move { served.await?.into_documented() })
    }
}

/// A handler of any operation, with the state that it is given.
pub(super) struct Endpoint {
    pub(super) accepts: Accepts,
    /// Whether a success has a body in JSON.
    pub(super) answers_json: bool,
    pub(super) serve: Box<dyn Fn(Incoming) -> Answering + Send + Sync>,
}

impl Endpoint {
    pub(super) fn new<S, P, B, R>(state: S, handler: impl Handler<S, P, B, R>) -> Self
    where
        S: Clone + Send + Sync + 'static,
        P: PathArguments,
        B: FromBody,
        R: Answer,
    {
        let serve = move |incoming| match Request::decode(incoming) {
            Ok(request) => handler.call(state.clone(), request),
            Err(error) => Box::pin(std::future::ready(Err(error))),
        };
        Self { accepts: B::ACCEPTS, answers_json: R::IS_JSON, serve: Box::new(serve) }
    }
}
