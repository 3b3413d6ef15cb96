use axum::body::Body;
use bytes::Bytes;
use http::Response;
use http::request::Parts;

use super::body;
use super::rejection;
use super::request::{Arguments, Incoming};
use super::router::{Found, Route, Router, segments};
use super::service::Authorize;
use crate::error::Error;
use crate::operation::Method;

/// All that is needed to answer requests.
pub(super) struct Dispatch {
    pub(super) router: Router,
    pub(super) authorize: Option<Box<Authorize>>,
    /// The size of the largest body that is read, in bytes.
    pub(super) request_limit: usize,
}

impl Dispatch {
    /// Answers a request, whatever it is.
    pub(super) async fn answer(&self, request: http::Request<Body>) -> Response<Body> {
        self.serve(request).await.unwrap_or_else(rejection::render).map(Body::from)
    }

    async fn serve(&self, request: http::Request<Body>) -> Result<Response<Bytes>, Error> {
        let (parts, body) = request.into_parts();
        let (route, arguments) = self.route(&parts)?;
        let operation = route.operation;
        let endpoint = route.endpoint.as_ref().ok_or_else(|| rejection::not_implemented(operation))?;
        if let Some(authorize) = &self.authorize {
            authorize(operation, &parts)?;
        }
        let body = body::read(endpoint.accepts, &parts.headers, body, self.request_limit).await?;
        (endpoint.serve)(Incoming { operation, arguments, parts, body }).await
    }

    fn route(&self, parts: &Parts) -> Result<(&Route, Arguments), Error> {
        let segments = segments(parts.uri.path()).ok_or_else(|| rejection::invalid("the path is not UTF-8"))?;
        match self.router.find(Method::from_http(&parts.method), &segments) {
            Found::Route(route, arguments) => Ok((route, arguments)),
            Found::OtherMethods(allowed) => Err(rejection::other_methods(allowed)),
            Found::Nothing => Err(rejection::not_found()),
        }
    }
}
