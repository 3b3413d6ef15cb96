//! Reads cases from a file, runs them through the generated crate, and writes what came of each.

mod tables;

use std::future::IntoFuture;
use std::sync::{Arc, Mutex};

use documented::Graph;
use stubdown_runtime::axum::{self, body::Body};
use stubdown_runtime::bytes::Bytes;
use stubdown_runtime::client::{Call, Client, Reply};
use stubdown_runtime::codec::{Datum, View, from_slice, to_vec};
use stubdown_runtime::http::{Request, Response, header};
use stubdown_runtime::operation::Operation;
use stubdown_runtime::serde_json::{Value, from_slice as value, json};
use stubdown_runtime::server::{self, NoContent, Success};
use stubdown_runtime::Error;
use tower::ServiceExt;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (input, output) = (arguments.next().unwrap(), arguments.next().unwrap());
    let cases: Value = value(&std::fs::read(input).unwrap()).unwrap();
    let state = State::default();
    let router = tables::register(documented::Server::new(state.clone())).into_router();
    let graph = Graph::new(Client::with_service("http://localhost", router.clone()).unwrap());
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let all = |kind: &str| cases[kind].as_array().cloned().unwrap_or_default();
    let bodies: Vec<Value> = all("bodies").iter().map(body).collect();
    let requests: Vec<Value> =
        all("requests").iter().map(|case| runtime.block_on(request(case, &router, &state))).collect();
    let responses: Vec<Value> =
        all("responses").iter().map(|case| response(case, &graph, &runtime, &state)).collect();
    let report = json!({"bodies": bodies, "requests": requests, "responses": responses});
    std::fs::write(output, report.to_string()).unwrap();
}

fn text<'c>(case: &'c Value, member: &str) -> &'c str {
    case[member].as_str().unwrap_or_default()
}

/// A body of a type goes in and comes out.
fn body(case: &Value) -> Value {
    match tables::body(text(case, "type"), text(case, "json").as_bytes()) {
        None => json!({"error": "there is no such type"}),
        Some(Err(error)) => json!({"error": error}),
        Some(Ok(outcome)) => outcome,
    }
}

fn trip<T: Datum>(text: &[u8]) -> Result<Value, String> {
    let decoded: T = from_slice(text).map_err(|error| error.to_string())?;
    let encoded = to_vec(&decoded).map_err(|error| error.to_string())?;
    let equal = value::<Value>(&encoded).ok() == value::<Value>(text).ok();
    let mut fields = Fields::default();
    fields.count(&decoded.view(), "");
    Ok(json!({"equal": equal, "fields": fields.all, "unexpected": fields.unexpected}))
}

#[derive(Default)]
struct Fields {
    all: usize,
    unexpected: Vec<String>,
}

impl Fields {
    fn count(&mut self, view: &View<'_>, pointer: &str) {
        match view {
            View::Unexpected(json) => self.unexpected.push(format!("{pointer} {json}")),
            View::Object(object) | View::Derived(_, object) => object.each(&mut |name, slot| {
                self.all += 1;
                self.count(&slot.view(), &format!("{pointer}/{name}"));
            }),
            View::List(list) => (0..list.len()).for_each(|at| self.count(&list.get(at), &format!("{pointer}/{at}"))),
            _ => {}
        }
    }
}

/// What the handlers share: what they answer, and which of them was asked.
#[derive(Clone, Default)]
pub struct State(Arc<Mutex<(Bytes, Option<&'static str>)>>);

impl State {
    fn prepare(&self, answer: &str) {
        *self.0.lock().unwrap() = (Bytes::from(answer.to_owned()), None);
    }

    fn asked(&self) -> Option<&'static str> {
        self.0.lock().unwrap().1
    }

    fn answer<C: Reply>(&self, operation: &'static Operation) -> Result<C, Error> {
        let mut state = self.0.lock().unwrap();
        state.1 = Some(operation.id);
        C::from_response(Response::new(state.0.clone()))
    }
}

async fn content<P, B, C: Reply>(state: State, request: server::Request<P, B>) -> Result<C, Error> {
    state.answer(request.operation)
}

async fn success<const STATUS: u16, P, B, C: Reply>(
    state: State,
    request: server::Request<P, B>,
) -> Result<Success<STATUS, C>, Error> {
    state.answer(request.operation).map(Success::new)
}

async fn no_content<P, B>(state: State, request: server::Request<P, B>) -> Result<NoContent, Error> {
    state.answer::<()>(request.operation).map(|()| NoContent)
}

/// A request goes to the server. One that is refused is sent again without its body, to learn where it went.
async fn request(case: &Value, router: &axum::Router, state: &State) -> Value {
    let (status, message) = send(case, case["body"].as_str(), router, state).await;
    let decoded = state.asked().is_some();
    for body in ["{}", "[]"] {
        if status == 400 && state.asked().is_none() {
            send(case, Some(body), router, state).await;
        }
    }
    json!({"status": status, "operation": state.asked(), "decoded": decoded, "message": message})
}

async fn send(case: &Value, body: Option<&str>, router: &axum::Router, state: &State) -> (u16, String) {
    state.prepare("{}");
    let request = Request::builder().method(text(case, "method")).uri(text(case, "uri"));
    let request = match body {
        Some(body) => request.header(header::CONTENT_TYPE, "application/json").body(Body::from(body.to_owned())),
        None => request.body(Body::empty()),
    };
    let response = match request {
        Ok(request) => router.clone().oneshot(request).await.unwrap(),
        Err(error) => return (0, error.to_string()),
    };
    let status = response.status().as_u16();
    let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
    (status, String::from_utf8_lossy(&body).into_owned())
}

/// A call is answered by the server with the documented response, which the client decodes.
fn response(case: &Value, graph: &Graph, runtime: &tokio::runtime::Runtime, state: &State) -> Value {
    state.prepare(text(case, "json"));
    let called = tables::call(text(case, "operation"), graph, text(case, "request").as_bytes(), runtime);
    match called {
        None => json!({"error": "there is no call of this operation"}),
        Some(Err(error)) => json!({"error": error, "operation": state.asked()}),
        Some(Ok(encoded)) => {
            let equal = value::<Value>(&encoded).ok() == value::<Value>(text(case, "json").as_bytes()).ok();
            json!({"equal": equal, "operation": state.asked()})
        }
    }
}

type Called = Result<Vec<u8>, String>;

fn sent<R: Reply>(call: Call<R>, runtime: &tokio::runtime::Runtime) -> Result<R, String>
where
    Call<R>: IntoFuture<Output = Result<R, Error>>,
{
    runtime.block_on(call.into_future()).map_err(|error| error.to_string())
}

/// The body of a call; the default where the page shows none that fits.
fn given<T: Datum + Default>(text: &[u8]) -> T {
    from_slice(text).unwrap_or_default()
}

/// The body of a call that needs none: nothing where the page shows none.
fn given_if_any<T: Datum + Default>(text: &[u8]) -> Option<T> {
    (!text.is_empty()).then(|| given(text))
}

fn json<T: Datum>(reply: T) -> Called {
    to_vec(&reply).map_err(|error| error.to_string())
}

fn optional<T: Datum>(reply: Option<T>) -> Called {
    reply.map_or_else(|| Err("nothing came".to_owned()), json)
}
