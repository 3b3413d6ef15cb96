//! What a server does not take, and what it answers by itself.

use std::convert::Infallible;
use std::future::{Ready, pending};
use std::time::Duration;

use stubdown_runtime::axum::{self, body::Body};
use stubdown_runtime::bytes::Bytes;
use stubdown_runtime::http::{Request, header};
use stubdown_runtime::server::{self, Created, Limits};
use stubdown_runtime::{Error, default};
use tower::ServiceExt;

use crate::answers::{answer, error, told};
use crate::sample::server::{GroupPath, Server, ThreadPath};
use crate::sample::types::ConversationThread;

async fn create(
    (): (),
    request: server::Request<GroupPath, ConversationThread>,
) -> Result<Created<ConversationThread>, Error> {
    Ok(Created::new(request.body))
}

async fn get((): (), request: server::Request<ThreadPath>) -> Result<ConversationThread, Error> {
    match request.path.thread_id.as_str() {
        "never" => pending().await,
        "panics" => panic!("the secret of the service"),
        id => Ok(ConversationThread { id: id.into(), ..default() }),
    }
}

fn router(limits: Limits) -> axum::Router {
    Server::new(()).threads_create(create).thread_get(get).limits(limits).into_router()
}

fn post(body: impl Into<Body>) -> Request<Body> {
    let request = Request::builder().method("POST").uri("/groups/1/threads");
    request.header(header::CONTENT_TYPE, "application/json").body(body.into()).unwrap()
}

fn get_of(path: &str, headers: &[(&str, &str)]) -> Request<Body> {
    let request =
        headers.iter().fold(Request::builder().uri(path), |request, (name, value)| request.header(*name, *value));
    request.body(Body::empty()).unwrap()
}

#[tokio::test]
async fn bodies_have_a_largest_size() {
    let limits = || Limits { body: 20, ..default() };
    assert_eq!(answer(router(limits()), post("{\"topic\":\"12345678\"}")).await.0, 201);
    let refused = error(413, "requestTooLarge", "the body is larger than 20 bytes");
    assert_eq!(answer(router(limits()), post("{\"topic\":\"123456789\"}")).await, refused);
}

#[tokio::test]
async fn heads_have_a_largest_size() {
    let limits = || Limits { target: 30, headers: 20, query_parameters: 2, ..default() };
    let path = "/groups/1/threads/2?a=1&b=2";
    assert_eq!(answer(router(limits()), get_of(path, &[("x-12345678", "1234567890")])).await.0, 200);

    let refused = error(414, "requestTooLarge", "the path and the query are longer than 30 bytes");
    assert_eq!(answer(router(limits()), get_of(&format!("{path}5678"), &[])).await, refused);
    let refused = error(431, "requestTooLarge", "the headers are larger than 20 bytes");
    assert_eq!(answer(router(limits()), get_of(path, &[("x-12345678", "12345678901")])).await, refused);
    assert_eq!(answer(router(limits()), get_of(path, &[("x-a", "12345678"), ("x-a", "12345678")])).await, refused);
    let refused = error(400, "invalidRequest", "there are more than 2 query parameters");
    assert_eq!(answer(router(limits()), get_of("/groups/1/threads/2?a&b&&c", &[])).await, refused);
}

#[tokio::test]
async fn json_has_a_greatest_depth() {
    let nested = |depth: usize| format!("{{\"other\":{}{}}}", "[".repeat(depth - 1), "]".repeat(depth - 1));
    let limits = || Limits { json_depth: 5, ..default() };
    assert_eq!(answer(router(limits()), post(nested(5))).await.0, 201);
    let refused = error(400, "invalidRequest", "the JSON is nested deeper than 5");
    assert_eq!(answer(router(limits()), post(nested(6))).await, refused);

    // Without a limit of one's own, that of the reader holds.
    assert_eq!(answer(router(default()), post(nested(Limits::MAX_JSON_DEPTH))).await.0, 201);
    for depth in [Limits::MAX_JSON_DEPTH + 1, 100_000] {
        assert_eq!(answer(router(default()), post(nested(depth))).await.0, 400);
    }
}

#[tokio::test(start_paused = true)]
async fn requests_have_a_longest_time() {
    let limits = || Limits { time: Some(Duration::from_secs(5)), ..default() };
    let refused = error(500, "timeout", "there was no answer within 5s; the call may have been carried out");
    assert_eq!(answer(router(limits()), get_of("/groups/1/threads/never", &[])).await, refused);

    let half = axum::body::Bytes::from_static(b"{\"topic\":");
    let (sender, stalled) = tokio::sync::mpsc::channel(1);
    sender.try_send(half).unwrap();
    let refused = error(408, "timeout", "the body was not there within 5s");
    assert_eq!(answer(router(limits()), post(Body::new(Stalling(stalled)))).await, refused);
    drop(sender);
}

/// A body that waits for its sender.
struct Stalling(tokio::sync::mpsc::Receiver<Bytes>);

impl http_body::Body for Stalling {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<Bytes>, Infallible>>> {
        self.0.poll_recv(context).map(|bytes| bytes.map(|bytes| Ok(http_body::Frame::data(bytes))))
    }
}

#[tokio::test]
async fn every_answer_has_an_id() {
    let router = router(default());
    let mut ids = Vec::new();
    for path in ["/groups/1/threads/2", "/nowhere"] {
        let response = router.clone().oneshot(get_of(path, &[("client-request-id", "mine")])).await.unwrap();
        assert_eq!(response.headers()["client-request-id"], "mine");
        let id = response.headers()["request-id"].to_str().unwrap().to_owned();
        id.parse::<stubdown_runtime::Guid>().unwrap();
        ids.push(id);
    }
    assert_ne!(ids[0], ids[1]);

    let response = router.oneshot(get_of("/nowhere", &[("client-request-id", "mine")])).await.unwrap();
    let id = response.headers()["request-id"].to_str().unwrap().to_owned();
    let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
    let body: stubdown_runtime::Value = stubdown_runtime::serde_json::from_slice(&body).unwrap();
    assert_eq!(body["error"]["innerError"]["request-id"], id);
    assert_eq!(body["error"]["innerError"]["client-request-id"], "mine");
}

#[tokio::test]
async fn a_long_id_of_a_client_is_not_sent_back() {
    let response = router(default()).oneshot(get_of("/nowhere", &[("client-request-id", &"x".repeat(257))])).await;
    assert!(!response.unwrap().headers().contains_key("client-request-id"));
}

#[tokio::test]
async fn head_is_get_without_a_body() {
    let request = Request::builder().method("HEAD").uri("/groups/1/threads/2").body(Body::empty()).unwrap();
    let expected = told(200, "content-type: application/json; content-length: 10", "");
    assert_eq!(answer(router(default()), request).await, expected);
    let request = Request::builder().method("HEAD").uri("/nowhere").body(Body::empty()).unwrap();
    let response = router(default()).oneshot(request).await.unwrap();
    assert_eq!(response.status(), 404);
    assert!(axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap().is_empty());
}

#[tokio::test]
async fn options_tells_the_methods() {
    let request = |path: &str| Request::builder().method("OPTIONS").uri(path).body(Body::empty()).unwrap();
    let expected = told(204, "allow: GET, POST, HEAD, OPTIONS", "");
    assert_eq!(answer(router(default()), request("/groups/1/threads")).await, expected);
    assert_eq!(answer(router(default()), request("/nowhere")).await.0, 404);
}

#[tokio::test]
async fn whoever_takes_no_json_gets_none() {
    let path = "/groups/1/threads/2";
    for accept in
        ["application/json", "text/html, application/xhtml+xml, */*;q=0.8", "application/json;odata.metadata=none"]
    {
        assert_eq!(answer(router(default()), get_of(path, &[("accept", accept)])).await.0, 200, "{accept}");
    }
    let refused =
        error(406, "notAcceptable", "the answer is application/json, which the header `Accept` does not take");
    for accept in ["text/html", "application/json;q=0", ""] {
        assert_eq!(answer(router(default()), get_of(path, &[("accept", accept)])).await, refused, "{accept}");
    }
}

#[tokio::test]
async fn packed_bodies_are_not_read() {
    let mut request = post("{}");
    request.headers_mut().insert(header::CONTENT_ENCODING, "gzip".parse().unwrap());
    let refused = error(415, "unsupportedMediaType", "bodies with a `Content-Encoding` are not read");
    assert_eq!(answer(router(default()), request).await, refused);
}

#[tokio::test]
async fn a_handler_that_panics_answers_an_error() {
    let refused = error(500, "internalServerError", "the service failed; the call may have been carried out");
    let router = router(default());
    assert_eq!(answer(router.clone(), get_of("/groups/1/threads/panics", &[])).await, refused);
    assert_eq!(answer(router, get_of("/groups/1/threads/2", &[])).await.0, 200);
    let at_once = Server::new(())
        .thread_get(|(), _| -> Ready<Result<ConversationThread, Error>> { panic!("before there is a future") })
        .into_router();
    assert_eq!(answer(at_once, get_of("/groups/1/threads/2", &[])).await, refused);
}
