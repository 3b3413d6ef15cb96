use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

use axum::body::Body;
use bytes::Bytes;
use http::request::Parts;
use http::{HeaderValue, Response, header};

use super::authorization::Authorize;
use super::body;
use super::identity::{Identity, Ids};
use super::limits::{Deadline, Limits};
use super::negotiation;
use super::rejection;
use super::request::{Arguments, Incoming};
use super::router::{Found, Route, Router, segments};
use super::trace;
use crate::error::Error;
use crate::operation::Method;

/// All that is needed to answer requests.
pub(super) struct Dispatch {
    pub(super) router: Router,
    pub(super) authorize: Option<Box<dyn Authorize>>,
    pub(super) limits: Limits,
    pub(super) ids: Ids,
}

/// What a path and a method lead to.
enum Target<'d> {
    Operation(&'d Route, Arguments),
    /// Nothing more than this answer.
    Answer(Response<Bytes>),
}

impl Dispatch {
    /// Answers a request, whatever it is.
    pub(super) async fn answer(&self, request: http::Request<Body>) -> Response<Body> {
        let (parts, body) = request.into_parts();
        let identity = self.ids.identify(&parts.headers);
        let is_head = parts.method == http::Method::HEAD;
        let served = unless_panicking(self.serve(parts, body, &identity)).await;
        let served = served.unwrap_or_else(|| Err(rejection::panicked()));
        let mut response = served.unwrap_or_else(|error| rejection::render(&error, &identity));
        identity.stamp(response.headers_mut());
        if is_head {
            response = without_body(response);
        }
        response.map(Body::from)
    }

    async fn serve(&self, parts: Parts, body: Body, identity: &Identity) -> Result<Response<Bytes>, Error> {
        self.limits.check_head(&parts)?;
        match self.target(&parts)? {
            Target::Operation(route, arguments) => {
                let served = self.call(route, arguments, parts, body, identity).await;
                served.inspect_err(|error| trace::failure(error, route.operation, identity))
            }
            Target::Answer(response) => Ok(response),
        }
    }

    async fn call(
        &self,
        route: &Route,
        arguments: Arguments,
        mut parts: Parts,
        body: Body,
        identity: &Identity,
    ) -> Result<Response<Bytes>, Error> {
        let operation = route.operation;
        let mut deadline = Deadline::new(&self.limits);
        if let Some(authorize) = &self.authorize {
            let authorized = deadline.wait(authorize.authorize(operation, &mut parts)).await;
            authorized.ok_or_else(|| rejection::answer_too_late(self.limits.time))??;
        }
        let endpoint = route.endpoint.as_ref().ok_or_else(|| rejection::not_implemented(operation))?;
        if endpoint.answers_json {
            negotiation::takes_json(&parts.headers)?;
        }
        let read = deadline.wait(body::read(endpoint.accepts, &parts.headers, body, &self.limits)).await;
        let body = read.ok_or_else(|| rejection::body_too_late(self.limits.time))??;
        let id = identity.id.into();
        let served = deadline.wait((endpoint.serve)(Incoming { operation, arguments, parts, body, id })).await;
        served.ok_or_else(|| rejection::answer_too_late(self.limits.time))?
    }

    fn target(&self, parts: &Parts) -> Result<Target<'_>, Error> {
        let segments = segments(parts.uri.path()).ok_or_else(|| rejection::invalid("the path is not UTF-8"))?;
        match self.router.find(Method::from_http(&parts.method), &segments) {
            Found::Route(route, arguments) => Ok(Target::Operation(route, arguments)),
            Found::OtherMethods(allowed) if parts.method == http::Method::OPTIONS => {
                Ok(Target::Answer(rejection::options(&allowed)))
            }
            Found::OtherMethods(allowed) => Err(rejection::other_methods(&allowed)),
            Found::Nothing => Err(rejection::not_found()),
        }
    }
}

/// What a future gives; nothing when a handler panics in it, so that neither the connection nor the other requests on it are lost. The
/// state that handlers share is no reason against it: a lock that a panic leaves is poisoned, which the next one to take it sees.
async fn unless_panicking<T>(future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
        Ok(poll) => poll.map(Some),
        Err(_) => Poll::Ready(None),
    })
    .await
}

/// The head of an answer, which still tells how long the body would be.
fn without_body(response: Response<Bytes>) -> Response<Bytes> {
    let (mut parts, body) = response.into_parts();
    if !body.is_empty() {
        parts.headers.entry(header::CONTENT_LENGTH).or_insert(HeaderValue::from(body.len()));
    }
    Response::from_parts(parts, Bytes::new())
}
