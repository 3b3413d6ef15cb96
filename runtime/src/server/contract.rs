//! Replays what the pages show against a service, and tells where it answers otherwise.
//!
//! In: the exchanges of a generated crate, which are data, and the router of a service.
//! Out: a [`Report`]. What is not in it: requests that no page shows, and answers beyond what a page says of them.
//!
//! ```
//! # async fn example(router: axum::Router, exchanges: &'static [&'static [stubdown_runtime::server::contract::Exchange]]) {
//! use stubdown_runtime::server::contract;
//!
//! let report = contract::run(exchanges, router, |_exchange, request| {
//!     request.headers_mut().insert("authorization", "Bearer of-a-test".parse().unwrap());
//! })
//! .await;
//! assert!(report.conforms(), "{report}");
//! # }
//! ```

use std::collections::BTreeMap;
use std::fmt;

use axum::body::Body;
use bytes::Bytes;
use http::{HeaderMap, Request, StatusCode, header};
use http_body_util::{BodyExt, Limited};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use tower::ServiceExt;

use super::negotiation::{is_json, is_plain_text};
use crate::codec::{Datum, from_slice, unexpected};
use crate::operation::{Method, More, Operation};

/// A request that a page shows, and what may be answered.
#[derive(Clone, Copy, Debug)]
pub struct Exchange {
    /// The operation that is called.
    pub operation: &'static Operation,
    /// The page that shows the request.
    pub page: &'static str,
    /// The path and the query, as the page has them, below the base URL.
    pub target: &'static str,
    /// The headers, without those of one caller, such as `Authorization`.
    pub headers: &'static [(&'static str, &'static str)],
    /// The JSON body.
    pub body: Option<&'static str>,
    /// The documented answers.
    pub replies: &'static [Reply],
    /// As in [`Operation`].
    #[doc(hidden)]
    pub more: More,
}

impl Exchange {
    /// A request to no documented operation, without headers, body and answers. A table gives what a page shows, with `..Exchange::DEFAULT`
    /// behind it, and so still compiles when a later version of this crate has further fields.
    pub const DEFAULT: Self = Self {
        operation: &Operation::DEFAULT,
        page: "",
        target: "",
        headers: &[],
        body: None,
        replies: &[],
        more: More(()),
    };
}

/// A documented answer.
#[derive(Clone, Copy, Debug)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// What is documented of the body.
    pub content: Content,
    /// As in [`Operation`].
    #[doc(hidden)]
    pub more: More,
}

impl Reply {
    /// A success without a documented body: what a table does not give.
    pub const DEFAULT: Self = Self { status: 200, content: Content::Nothing, more: More(()) };
}

/// What is documented of a body.
#[derive(Clone, Copy, Debug)]
pub enum Content {
    /// Nothing. Whatever there is, is not looked at.
    Nothing,
    /// Some bytes.
    Media,
    /// JSON, and how to tell whether it is as documented: [`decodes`].
    Json(fn(&[u8]) -> Result<(), String>),
    /// How many items there are: a number as text.
    Count,
}

/// What a service answered otherwise than the pages say.
#[derive(Clone, Debug)]
pub struct Mismatch {
    /// The request, and what may be answered.
    pub exchange: &'static Exchange,
    /// What is wrong with the answer.
    pub fault: Fault,
}

/// What is wrong with an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// No handler is registered for the operation: the answer is 501.
    NotImplemented,
    /// The status is none of the documented ones.
    Status {
        /// The status of the answer.
        answered: StatusCode,
        /// The body, if it is short text.
        body: String,
    },
    /// A body is documented, but there is none.
    BodyMissing,
    /// The answer says that its body is something else than what is documented.
    MediaType {
        /// What it says.
        answered: String,
        /// What is documented.
        documented: &'static str,
    },
    /// The body is not as documented.
    Body(String),
    /// The body could not be read, or is larger than [`LARGEST_BODY`].
    Broken(String),
    /// The request cannot be sent as the page shows it.
    Request(String),
}

/// The largest body that is read from a service, in bytes.
pub const LARGEST_BODY: usize = 16 << 20;

/// How a service answered to all that the pages show.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// How many requests were sent, and count.
    pub exchanges: usize,
    /// What was answered otherwise than the pages say, by page.
    pub mismatches: Vec<Mismatch>,
}

impl Report {
    /// Whether there are answers, and all are as documented. Where nothing was sent, nothing is known.
    #[must_use]
    pub fn conforms(&self) -> bool {
        self.exchanges > 0 && self.mismatches.is_empty()
    }

    /// The report without the operations that the service leaves out.
    #[must_use]
    pub fn of_implemented(mut self) -> Self {
        let all = self.mismatches.len();
        self.mismatches.retain(|mismatch| mismatch.fault != Fault::NotImplemented);
        self.exchanges = self.exchanges.saturating_sub(all - self.mismatches.len());
        self
    }
}

/// Whether JSON is a value of a type, with nothing unexpected in it.
///
/// # Errors
/// What is not as documented.
pub fn decodes<T: Datum>(json: &[u8]) -> Result<(), String> {
    let value: T = from_slice(json).map_err(|error| error.to_string())?;
    match unexpected(value.view()) {
        Some((pointer, found)) => {
            Err(format!("the value at `{pointer}` is not of the documented type: {}", excerpt(&found.to_string())))
        }
        None => Ok(()),
    }
}

/// Sends what the pages show, each exchange once: first what reads, then what creates, then what changes, and last what deletes, so that
/// a service with the things that the pages name answers all of it. `prepare` may change each request before: a token, other names.
pub async fn run(
    exchanges: &'static [&'static [Exchange]],
    service: axum::Router,
    mut prepare: impl FnMut(&'static Exchange, &mut Request<Body>),
) -> Report {
    replay(exchanges, service, &mut prepare).await
}

async fn replay(
    exchanges: &'static [&'static [Exchange]],
    service: axum::Router,
    prepare: &mut dyn FnMut(&'static Exchange, &mut Request<Body>),
) -> Report {
    let mut ordered: Vec<&'static Exchange> = exchanges.iter().copied().flatten().collect();
    ordered.sort_by_key(|exchange| turn(exchange.operation.method));
    let mut report = Report { exchanges: ordered.len(), mismatches: Vec::new() };
    for exchange in ordered {
        let fault = match request(exchange) {
            Ok(mut request) => {
                prepare(exchange, &mut request);
                judge(exchange, &service, request).await.err()
            }
            Err(fault) => Some(fault),
        };
        report.mismatches.extend(fault.map(|fault| Mismatch { exchange, fault }));
    }
    report.mismatches.sort_by_key(|mismatch| mismatch.exchange.page);
    report
}

/// When a method has its turn.
fn turn(method: Method) -> u8 {
    match method {
        Method::Get | Method::Head | Method::Options => 0,
        Method::Post => 1,
        Method::Put | Method::Patch => 2,
        Method::Delete => 3,
    }
}

/// What pages write in targets, and URIs may not have.
const NOT_IN_TARGETS: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\\').add(b'^').add(b'`').add(b'{').add(b'|').add(b'}');

fn request(exchange: &Exchange) -> Result<Request<Body>, Fault> {
    let target = utf8_percent_encode(exchange.target, NOT_IN_TARGETS).to_string();
    let mut request = Request::builder().method(http::Method::from(exchange.operation.method)).uri(target);
    for (name, value) in exchange.headers {
        request = request.header(*name, *value);
    }
    let has_type = exchange.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case(header::CONTENT_TYPE.as_str()));
    if exchange.body.is_some() && !has_type {
        request = request.header(header::CONTENT_TYPE, "application/json");
    }
    request.body(Body::from(exchange.body.unwrap_or_default())).map_err(|error| Fault::Request(error.to_string()))
}

async fn judge(exchange: &Exchange, service: &axum::Router, request: Request<Body>) -> Result<(), Fault> {
    let Ok(response) = service.clone().oneshot(request).await;
    let (parts, body) = response.into_parts();
    let body = Limited::new(body, LARGEST_BODY).collect().await.map_err(|error| Fault::Broken(error.to_string()))?;
    let body = body.to_bytes();
    let documented = exchange.replies.iter().find(|reply| reply.status == parts.status.as_u16());
    let Some(reply) = documented else {
        return Err(match parts.status {
            StatusCode::NOT_IMPLEMENTED => Fault::NotImplemented,
            answered => Fault::Status { answered, body: text(&body) },
        });
    };
    match reply.content {
        Content::Nothing => Ok(()),
        _ if body.is_empty() => Err(Fault::BodyMissing),
        Content::Media => Ok(()),
        Content::Json(_) if !is_json(&parts.headers) => Err(other_media_type(&parts.headers, "JSON")),
        Content::Json(decodes) => decodes(&body).map_err(Fault::Body),
        Content::Count if !is_plain_text(&parts.headers) => Err(other_media_type(&parts.headers, "text/plain")),
        Content::Count => decodes::<i64>(&body).map_err(Fault::Body),
    }
}

fn other_media_type(headers: &HeaderMap, documented: &'static str) -> Fault {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    Fault::MediaType { answered: value.unwrap_or_default().to_owned(), documented }
}

/// The beginning of a body that is text.
fn text(body: &Bytes) -> String {
    std::str::from_utf8(body).map(excerpt).unwrap_or_default()
}

fn excerpt(text: &str) -> String {
    const LONGEST: usize = 200;
    let mut excerpt: String = text.chars().take(LONGEST).collect();
    if excerpt.len() < text.len() {
        excerpt.push_str("...");
    }
    excerpt
}

impl fmt::Display for Mismatch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { exchange, fault } = self;
        write!(formatter, "{} {}: ", exchange.operation.method, exchange.target)?;
        match fault {
            Fault::NotImplemented => formatter.write_str("no handler serves the operation"),
            Fault::Status { answered, body } => {
                let documented: Vec<String> = exchange.replies.iter().map(|reply| reply.status.to_string()).collect();
                write!(formatter, "answered {}, documented is {}", answered.as_u16(), documented.join(" or "))?;
                if body.is_empty() { Ok(()) } else { write!(formatter, ": {body}") }
            }
            Fault::BodyMissing => formatter.write_str("the documented body is missing"),
            Fault::MediaType { answered, documented } => {
                write!(formatter, "the media type is `{answered}`, documented is {documented}")
            }
            Fault::Body(reason) => write!(formatter, "the body is not as documented: {reason}"),
            Fault::Broken(reason) => write!(formatter, "the body cannot be read: {reason}"),
            Fault::Request(reason) => write!(formatter, "the request cannot be sent: {reason}"),
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.exchanges == 0 {
            return formatter.write_str(
                "no exchanges: no page shows a request to one of these operations, or none of them is implemented",
            );
        }
        let mut pages: BTreeMap<&str, Vec<&Mismatch>> = BTreeMap::new();
        for mismatch in &self.mismatches {
            pages.entry(mismatch.exchange.page).or_default().push(mismatch);
        }
        for (page, mismatches) in pages {
            writeln!(formatter, "{page}")?;
            for mismatch in mismatches {
                writeln!(formatter, "  {mismatch}")?;
            }
        }
        let exchanges = if self.exchanges == 1 { "exchange" } else { "exchanges" };
        let mismatches = if self.mismatches.len() == 1 { "mismatch" } else { "mismatches" };
        write!(formatter, "{} {exchanges}, {} {mismatches}", self.exchanges, self.mismatches.len())
    }
}
