//! The generated server against handlers that are written by hand with axum and serde, for the same endpoints and the same JSON.
//!
//! Figures are ratios, so that they mean the same on every machine: requests answered in the same time, in this process and over TCP on this
//! machine. Both take turns, and the fastest round of each counts. And what a request to one of 3,000 routes takes, against one of 30.
//!
//! `cargo bench -p tests --bench server`; exit status 1 beyond a bound.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::Path;
use axum::http::{Request, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use graph_conversations::server::{Created, GroupConversationPath, GroupThreadPath};
use graph_conversations::types;
use graph_conversations::{Error, Server};
use serde::{Deserialize, Serialize};
use stubdown_runtime::operation::{Grant, Method, Operation, Permissions};
use stubdown_runtime::server;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tower::ServiceExt;

/// What is asked: the throughput against that of hand-written handlers, and the time among many routes against that among few.
const LEAST_THROUGHPUT: f64 = 0.95;
const MOST_TIME_OF_MANY: f64 = 1.5;

const ROUNDS: usize = 60;
const REQUESTS: usize = 2_000;
const CONNECTIONS: usize = 16;

const CREATE: &str = "/groups/5a8f3d2e-0c41-4b7f-9e63-2d1c7b90f4a8/conversations/AAQkAEbyF8othpyEzWq7ZIY=/threads";
const GET: &str = "/groups/5a8f3d2e-0c41-4b7f-9e63-2d1c7b90f4a8/threads/AAQkANJsKYNzTCaCIXzQe0xmg-cfAQ==";

const THREAD: &str = r#"{
  "id": "AAQkANJsKYNzTCaCIXzQe0xmg-cfAQ==", "topic": "Spring catalog", "hasAttachments": true, "isLocked": false,
  "lastDeliveredDateTime": "2025-02-11T14:05:32Z", "uniqueSenders": ["Priya Raman", "Jonas Weber"],
  "preview": "Option B is attached. Shall we go with it?",
  "toRecipients": [{"emailAddress": {"name": "Catalog Team", "address": "catalog-team@contoso.com"}}],
  "ccRecipients": [{"emailAddress": {"name": "Mei Tanaka", "address": "mei.tanaka@contoso.com"}}],
  "posts": [{
    "id": "AAMkAIalMBvwt1wsOnTgNJZfL4q9Ug==", "createdDateTime": "2025-02-11T14:05:32Z", "hasAttachments": false,
    "body": {"contentType": "html", "content": "<p>Two options for the cover are ready. Which one do you prefer?</p>"},
    "newParticipants": [{"emailAddress": {"name": "Jonas Weber", "address": "jonas.weber@contoso.com"}}],
    "from": {"emailAddress": {"name": "Priya Raman", "address": "priya.raman@contoso.com"}},
    "conversationId": "AAQkAEbyF8othpyEzWq7ZIY=", "conversationThreadId": "AAQkANJsKYNzTCaCIXzQe0xmg-cfAQ=="
  }]
}"#;

/// The same types as they are written by hand: dates are text, and what is not named is dropped.
mod by_hand {
    use serde::{Deserialize, Serialize};

    macro_rules! objects {
        ($($name:ident { $($field:ident: $type:ty),* $(,)? })*) => {$(
            #[derive(Clone, Serialize, Deserialize)]
            #[serde(rename_all = "camelCase")]
            pub struct $name {
                $(#[serde(skip_serializing_if = "Option::is_none")] pub $field: Option<$type>,)*
            }
        )*};
    }
    objects! {
        ConversationThread {
            id: String, cc_recipients: Vec<Recipient>, has_attachments: bool, is_locked: bool,
            last_delivered_date_time: String, preview: String, to_recipients: Vec<Recipient>, topic: String,
            unique_senders: Vec<String>, posts: Vec<Post>,
        }
        Post {
            id: String, categories: Vec<String>, change_key: String, created_date_time: String,
            last_modified_date_time: String, body: ItemBody, conversation_id: String, conversation_thread_id: String,
            from: Recipient, has_attachments: bool, new_participants: Vec<Recipient>, received_date_time: String,
            sender: Recipient,
        }
        ItemBody { content: String, content_type: String }
        Recipient { email_address: EmailAddress }
        EmailAddress { address: String, name: String }
    }
}

fn generated() -> axum::Router {
    async fn create(
        _: Arc<types::ConversationThread>,
        request: server::Request<GroupConversationPath, types::ConversationThread>,
    ) -> Result<Created<types::ConversationThread>, Error> {
        assert!(!request.path.conversation_id.is_empty());
        Ok(Created::new(request.body))
    }
    async fn get(
        thread: Arc<types::ConversationThread>,
        request: server::Request<GroupThreadPath>,
    ) -> Result<types::ConversationThread, Error> {
        assert!(!request.path.thread_id.is_empty());
        Ok(types::ConversationThread::clone(&thread))
    }
    let thread: types::ConversationThread = serde_json::from_str(THREAD).unwrap();
    Server::new(Arc::new(thread)).groups_conversations_threads_create(create).groups_threads_get(get).into_router()
}

fn by_hand() -> axum::Router {
    #[derive(Deserialize)]
    struct Created {
        conversation_id: String,
    }
    async fn create(
        Path(path): Path<Created>,
        Json(thread): Json<by_hand::ConversationThread>,
    ) -> Result<impl IntoResponse, Failure> {
        assert!(!path.conversation_id.is_empty());
        Ok((StatusCode::CREATED, Json(thread)))
    }
    let thread: by_hand::ConversationThread = serde_json::from_str(THREAD).unwrap();
    let read = move |Path((_, id)): Path<(String, String)>| {
        let thread = thread.clone();
        async move {
            assert!(!id.is_empty());
            Json(thread)
        }
    };
    axum::Router::new()
        .route("/groups/{group_id}/conversations/{conversation_id}/threads", post(create))
        .route("/groups/{group_id}/threads/{thread_id}", get(read))
}

/// What a handler by hand fails with.
#[derive(Serialize)]
struct Failure {
    error: &'static str,
}

impl IntoResponse for Failure {
    fn into_response(self) -> axum::response::Response {
        (StatusCode::BAD_REQUEST, Json(self)).into_response()
    }
}

fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(same_answers());
    let figures = [
        throughput(
            "POST in process",
            || in_process(&runtime, generated(), post_request),
            || in_process(&runtime, by_hand(), post_request),
        ),
        throughput(
            "GET in process",
            || in_process(&runtime, generated(), get_request),
            || in_process(&runtime, by_hand(), get_request),
        ),
        {
            let (a, b) = (serve(&runtime, generated()), serve(&runtime, by_hand()));
            throughput(
                "POST over TCP",
                || over_tcp(&runtime, &a, &post_bytes()),
                || over_tcp(&runtime, &b, &post_bytes()),
            )
        },
        {
            let (a, b) = (serve(&runtime, generated()), serve(&runtime, by_hand()));
            throughput("GET over TCP", || over_tcp(&runtime, &a, &get_bytes()), || over_tcp(&runtime, &b, &get_bytes()))
        },
    ];
    let is_fast = figures.into_iter().all(|figure| figure >= LEAST_THROUGHPUT);
    if is_fast & many_routes(&runtime) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Both answer the same JSON: else the comparison would mean nothing.
async fn same_answers() {
    let expected: serde_json::Value = serde_json::from_str(THREAD).unwrap();
    for (router, request) in [
        (generated(), post_request()),
        (by_hand(), post_request()),
        (generated(), get_request()),
        (by_hand(), get_request()),
    ] {
        let response = router.oneshot(request).await.unwrap();
        assert!(response.status().is_success());
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
        assert_eq!(serde_json::from_slice::<serde_json::Value>(&body).unwrap(), expected);
    }
}

/// The throughput of the first against that of the second.
fn throughput(name: &str, first: impl FnMut() -> Duration, second: impl FnMut() -> Duration) -> f64 {
    let (first, second) = fastest(first, second);
    let ratio = second.as_secs_f64() / first.as_secs_f64();
    let each = |time: Duration| time.as_secs_f64() * 1e6 / REQUESTS as f64;
    println!(
        "{name}: {ratio:.2} (generated {:.2} us, by hand {:.2} us; at least {LEAST_THROUGHPUT})",
        each(first),
        each(second)
    );
    ratio
}

/// The fastest round of each, in turns.
fn fastest(mut first: impl FnMut() -> Duration, mut second: impl FnMut() -> Duration) -> (Duration, Duration) {
    let rounds: Vec<(Duration, Duration)> = (0..ROUNDS).map(|_| (first(), second())).collect();
    let least = |of: fn(&(Duration, Duration)) -> Duration| rounds.iter().map(of).min().unwrap();
    (least(|round| round.0), least(|round| round.1))
}

fn post_request() -> Request<Body> {
    let request = Request::post(CREATE).header(header::CONTENT_TYPE, "application/json");
    request.body(Body::from(Bytes::from_static(THREAD.as_bytes()))).unwrap()
}

fn get_request() -> Request<Body> {
    Request::get(GET).body(Body::empty()).unwrap()
}

/// How long many requests take, one after the other. Making them is not measured.
fn in_process(runtime: &Runtime, router: axum::Router, request: fn() -> Request<Body>) -> Duration {
    let requests: Vec<Request<Body>> = (0..REQUESTS).map(|_| request()).collect();
    runtime.block_on(async move {
        let start = Instant::now();
        for request in requests {
            let response = router.clone().oneshot(request).await.unwrap();
            let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
            std::hint::black_box(body);
        }
        start.elapsed()
    })
}

fn serve(runtime: &Runtime, router: axum::Router) -> String {
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
    let address = listener.local_addr().unwrap().to_string();
    runtime.spawn(async move { axum::serve(listener, router).await });
    address
}

fn post_bytes() -> Vec<u8> {
    let head = format!("POST {CREATE} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n");
    format!("{head}content-length: {}\r\n\r\n{THREAD}", THREAD.len()).into_bytes()
}

fn get_bytes() -> Vec<u8> {
    format!("GET {GET} HTTP/1.1\r\nhost: localhost\r\n\r\n").into_bytes()
}

/// How long as many requests take over some connections that stay open.
fn over_tcp(runtime: &Runtime, address: &str, request: &[u8]) -> Duration {
    let calls = REQUESTS / CONNECTIONS;
    runtime.block_on(async {
        let mut connections = Vec::new();
        for _ in 0..CONNECTIONS {
            connections.push(TcpStream::connect(address).await.unwrap());
        }
        let start = Instant::now();
        let tasks = connections.into_iter().map(|mut connection| {
            let request = request.to_vec();
            tokio::spawn(async move {
                let mut buffer = vec![0; 64 << 10];
                for _ in 0..calls {
                    connection.write_all(&request).await.unwrap();
                    read_answer(&mut connection, &mut buffer).await;
                }
            })
        });
        for task in tasks.collect::<Vec<_>>() {
            task.await.unwrap();
        }
        start.elapsed()
    })
}

/// Reads one answer, whose length its head tells.
async fn read_answer(connection: &mut TcpStream, buffer: &mut [u8]) {
    let mut filled = 0;
    loop {
        filled += connection.read(&mut buffer[filled..]).await.unwrap();
        let Some(end) = buffer[..filled].windows(4).position(|window| window == b"\r\n\r\n") else { continue };
        let head = std::str::from_utf8(&buffer[..end]).unwrap();
        assert!(head.starts_with("HTTP/1.1 2"), "{head}");
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
        let total = end + 4 + length.parse::<usize>().unwrap();
        while filled < total {
            filled += connection.read(&mut buffer[filled..]).await.unwrap();
        }
        return;
    }
}

/// What a request takes among 3,000 routes, against 30: functions and lists below 100 resources, and below one.
fn many_routes(runtime: &Runtime) -> bool {
    let (many, few) = (routes(100), routes(1));
    assert_eq!((many.len(), few.len()), (3_000, 30));
    let (many, few) = (server::Server::new((), many).into_router(), server::Server::new((), few).into_router());
    let request = || Request::get("/resources0/1/getThing9(period='D7')").body(Body::empty()).unwrap();
    let (many, few) =
        fastest(|| in_process(runtime, many.clone(), request), || in_process(runtime, few.clone(), request));
    let ratio = many.as_secs_f64() / few.as_secs_f64();
    println!("one of 3,000 routes against one of 30: {ratio:.2} (at most {MOST_TIME_OF_MANY})");
    ratio <= MOST_TIME_OF_MANY
}

/// 30 routes for each resource.
fn routes(resources: usize) -> &'static [&'static Operation] {
    const UNKNOWN: Permissions = Permissions {
        delegated_work: Grant::Unknown,
        delegated_personal: Grant::Unknown,
        application: Grant::Unknown,
        ..Permissions::DEFAULT
    };
    let mut operations: Vec<&'static Operation> = Vec::new();
    for resource in 0..resources {
        for thing in 0..15 {
            for path in [
                format!("/resources{resource}/{{id}}/getThing{thing}(period='{{period}}')"),
                format!("/resources{resource}/{{id}}/things{thing}/{{thing_id}}"),
            ] {
                let path: &'static str = path.leak();
                operations.push(Box::leak(Box::new(Operation {
                    id: path,
                    method: Method::Get,
                    path,
                    success: &[200],
                    permissions: UNKNOWN,
                    ..Operation::DEFAULT
                })));
            }
        }
    }
    operations.leak()
}
