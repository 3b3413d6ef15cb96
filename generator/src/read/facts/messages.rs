//! Example requests and the responses that answer them.

use super::path::{Method, PathTemplate};
use super::types::TypeClaim;
use crate::page::json::Json;
use crate::source::{Span, Spanned};

/// A request and its responses.
#[derive(Clone, Debug, Default)]
pub struct Exchange {
    /// The request; missing where the page shows only a response.
    pub request: Option<ExampleRequest>,
    /// The responses, in order.
    pub responses: Vec<ExampleResponse>,
}

/// An example request.
#[derive(Clone, Debug)]
pub struct ExampleRequest {
    /// The method.
    pub method: Method,
    /// The target as written.
    pub target: Spanned<String>,
    /// The path of the target, where it has a usable one.
    pub path: Option<PathTemplate>,
    /// The headers as written.
    pub headers: Vec<(String, String)>,
    /// The JSON body.
    pub body: Option<Json>,
    /// `@odata.type` of the annotation.
    pub type_claim: Option<TypeClaim>,
    /// `name` of the annotation.
    pub name: Option<String>,
    /// The code block.
    pub span: Span,
}

/// An example response.
#[derive(Clone, Debug)]
pub struct ExampleResponse {
    /// The status.
    pub status: Spanned<u16>,
    /// The headers as written.
    pub headers: Vec<(String, String)>,
    /// The JSON body.
    pub body: Option<Json>,
    /// Whether there is a body that is not JSON.
    pub other_body: bool,
    /// `@odata.type` of the annotation, with `isCollection`.
    pub type_claim: Option<TypeClaim>,
    /// The code block.
    pub span: Span,
}
