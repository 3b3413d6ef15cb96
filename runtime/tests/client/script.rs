//! A service in the same process that answers as a test says, and keeps what it was asked.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use stubdown_runtime::Value;
use stubdown_runtime::axum::body::{Body, to_bytes};
use stubdown_runtime::bytes::Bytes;
use stubdown_runtime::client::{BoxError, Call, Client, Node, Reply};
use stubdown_runtime::http::{HeaderMap, Request, Response};
use stubdown_runtime::operation::{Alternative, Grant, Method, Operation, Permissions};
use tokio::time::Instant;
use tower::service_fn;

pub const BASE: &str = "https://graph.contoso.com/v1.0";

const PERMISSIONS: Permissions = Permissions {
    delegated_work: Grant::AnyOf(&[
        Alternative { all: &["Notes.Read"], ..Alternative::DEFAULT },
        Alternative {
            all: &["Notes.Write", "User.Read"],
            condition: Some("for notes of others"),
            ..Alternative::DEFAULT
        },
    ]),
    delegated_personal: Grant::NotSupported,
    application: Grant::Unknown,
    ..Permissions::DEFAULT
};

const fn operation(id: &'static str, method: Method, success: &'static [u16]) -> Operation {
    Operation {
        id,
        method,
        path: "/notes/{note_id}",
        success,
        permissions: PERMISSIONS,
        title: "A note",
        page: "api/note.md",
        ..Operation::DEFAULT
    }
}

pub static GET: Operation = operation("notes_get", Method::Get, &[200]);
pub static CONTENT: Operation = operation("notes_content", Method::Get, &[302]);
pub static CREATE: Operation = operation("notes_create", Method::Post, &[201]);
pub static PUT: Operation = operation("notes_put", Method::Put, &[200]);
pub static UPDATE: Operation = operation("notes_update", Method::Patch, &[200]);
pub static DELETE: Operation = operation("notes_delete", Method::Delete, &[204]);

/// What the service was asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// How long after the start of the test.
    pub after: Duration,
    pub method: String,
    pub url: String,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Asked {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// How the service answers.
pub enum Outcome {
    Answer(Response<Body>),
    /// Never.
    Stall,
    Fail(BoxError),
}

#[derive(Clone)]
pub struct Script {
    asked: Arc<Mutex<Vec<Asked>>>,
    pub client: Client,
}

impl Script {
    /// A service that answers by the number of the request, which counts from zero, and the request.
    pub fn new(answer: impl Fn(usize, &Asked) -> Outcome + Send + Sync + 'static) -> Self {
        let asked: Arc<Mutex<Vec<Asked>>> = Arc::default();
        let (log, answer, start) = (Arc::clone(&asked), Arc::new(answer), Instant::now());
        let service = service_fn(move |request: Request<_>| {
            let (log, answer) = (Arc::clone(&log), Arc::clone(&answer));
            async move {
                let (parts, body) = request.into_parts();
                let body = to_bytes(Body::new(body), usize::MAX).await?;
                let (method, url) = (parts.method.to_string(), parts.uri.to_string());
                let asked = Asked { after: start.elapsed(), method, url, headers: parts.headers, body };
                let number = {
                    let mut log = log.lock().unwrap();
                    log.push(asked.clone());
                    log.len() - 1
                };
                match answer(number, &asked) {
                    Outcome::Answer(response) => Ok::<_, BoxError>(response),
                    Outcome::Stall => std::future::pending().await,
                    Outcome::Fail(error) => Err(error),
                }
            }
        });
        Self { asked, client: Client::with_service(BASE, service).unwrap() }
    }

    /// A service that gives these answers in turn, and the last one for ever.
    pub fn of(answers: Vec<fn() -> Outcome>) -> Self {
        Self::new(move |number, _| answers[number.min(answers.len() - 1)]())
    }

    #[must_use]
    pub fn with(mut self, change: impl FnOnce(Client) -> Client) -> Self {
        self.client = change(self.client);
        self
    }

    pub fn call<R: Reply>(&self, operation: &'static Operation) -> Call<R> {
        Node::root(self.client.clone()).literal("/notes/").argument("note_id", "7").call(operation)
    }

    pub fn get(&self) -> Call<Value> {
        self.call(&GET)
    }

    pub fn create(&self) -> Call<Value> {
        self.call(&CREATE).json(&Value::from("new"))
    }

    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    pub fn count(&self) -> usize {
        self.asked().len()
    }
}

pub fn answer(status: u16, headers: &[(&str, &str)], body: impl Into<Body>) -> Outcome {
    Outcome::Answer(response(status, headers, body))
}

pub fn response(status: u16, headers: &[(&str, &str)], body: impl Into<Body>) -> Response<Body> {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response.body(body.into()).unwrap()
}

pub fn ok() -> Outcome {
    answer(200, &[("content-type", "application/json")], "\"fine\"")
}
