//! The generated client against hand-written code on reqwest and serde, for the same calls of the same server.
//!
//! Rounds of both alternate, so that whatever else the machine does slows both down. What is asked for is a ratio of the
//! throughputs; the measured one is the median of the rounds. The memory is that of a process of its own that keeps 10,000
//! calls in flight through one client, again and again.

use std::env;
use std::fs;
use std::process::{Command, ExitCode};
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::routing::get;
use graph_conversations::types::{ConversationThread, ItemBody, Post};
use graph_conversations::{Graph, default};
use serde::{Deserialize, Serialize};
use stubdown_runtime::client::Client;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::Notify;

/// What is asked: the ratio of the throughputs, and how much more memory the last wave of calls may take than the first.
const LEAST_RATIO: f64 = 0.95;
const MOST_GROWTH: u64 = 16_000_000;

const ROUNDS: usize = 21;
const CALLS: usize = 4000;
/// How many calls are made at a time.
const TASKS: usize = 16;

const WAVES: usize = 5;
const IN_FLIGHT: usize = 10_000;
/// Asks for a process that makes waves of calls, and prints its memory after the first and the last one.
const IN_WAVES: &str = "--waves";

fn main() -> ExitCode {
    let runtime = Runtime::new().unwrap();
    if env::args().any(|argument| argument == IN_WAVES) {
        let (first, last) = runtime.block_on(waves());
        println!("{first} {last}");
        return ExitCode::SUCCESS;
    }
    let base_url = runtime.block_on(serve());
    let (graph, hand) = (generated(&base_url), HandWritten::new(&base_url));
    println!("{CALLS} calls on {TASKS} tasks, median of {ROUNDS} rounds");
    let mut enough = true;
    enough &= compare(&runtime, "list of 50 threads", || list(graph.clone()), || hand.clone().list());
    enough &= compare(&runtime, "get of a thread", || read(graph.clone()), || hand.clone().read());
    enough &= compare(&runtime, "create of a thread", || create(graph.clone()), || hand.clone().create());
    if measure_waves() && enough { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Measures both in turn, and prints the ratio of their throughputs.
fn compare<A, B>(runtime: &Runtime, name: &str, generated: impl Fn() -> A, hand_written: impl Fn() -> B) -> bool
where
    A: Future<Output = ()> + Send + 'static,
    B: Future<Output = ()> + Send + 'static,
{
    let (mut ours, mut theirs, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let (our, their) = match round % 2 {
            0 => (runtime.block_on(time(&generated)), runtime.block_on(time(&hand_written))),
            _ => {
                let their = runtime.block_on(time(&hand_written));
                (runtime.block_on(time(&generated)), their)
            }
        };
        // The first round opens connections.
        if round > 0 {
            ratios.push(their.as_secs_f64() / our.as_secs_f64());
            ours.push(our.as_secs_f64());
            theirs.push(their.as_secs_f64());
        }
    }
    let rate = |times: Vec<f64>| CALLS as f64 / median(times);
    let ratio = median(ratios);
    println!(
        "{name:<20} generated {:>6.0}/s  hand-written {:>6.0}/s  ratio {ratio:.3}  asked: at least {LEAST_RATIO}",
        rate(ours),
        rate(theirs)
    );
    ratio >= LEAST_RATIO
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

async fn time<F: Future<Output = ()> + Send + 'static>(call: impl Fn() -> F) -> Duration {
    let tasks: Vec<Vec<F>> = (0..TASKS).map(|_| (0..CALLS / TASKS).map(|_| call()).collect()).collect();
    let start = Instant::now();
    let tasks: Vec<_> = tasks
        .into_iter()
        .map(|calls| {
            tokio::spawn(async move {
                for call in calls {
                    call.await;
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    start.elapsed()
}

/// A thread as JSON, with all that the page documents.
fn thread(id: usize) -> String {
    format!(
        r#"{{"id": "AAQkADg0{id:08}", "topic": "Road map {id}", "hasAttachments": false, "isLocked": false,
        "lastDeliveredDateTime": "2026-01-31T08:49:37Z", "uniqueSenders": ["Mei Tanaka", "Adele Vance"],
        "preview": "Two options for the cover are ready. Which one do you prefer?",
        "toRecipients": [{{"emailAddress": {{"name": "Mei Tanaka", "address": "mei.tanaka@contoso.com"}}}}],
        "ccRecipients": []}}"#
    )
}

async fn serve() -> String {
    let json = [("content-type", "application/json")];
    let threads: Vec<_> = (0..50).map(thread).collect();
    let page = format!(r#"{{"@odata.context": "$metadata#threads", "value": [{}]}}"#, threads.join(","));
    let one = thread(1);
    let create = {
        let one = one.clone();
        move |_: axum::body::Bytes| async move { (StatusCode::CREATED, json, one) }
    };
    let list = move || async move { (json, page) };
    let router = Router::new()
        .route("/v1.0/groups/{group}/threads", get(list).post(create))
        .route("/v1.0/groups/{group}/threads/{thread}", get(move || async move { (json, one) }));
    start(router).await
}

async fn start(router: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("http://{}/v1.0", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    base_url
}

fn generated(base_url: &str) -> Graph {
    Graph::new(Client::new(base_url).unwrap().bearer_token("the access token").unwrap())
}

async fn list(graph: Graph) {
    let threads = graph.groups().by_id("4d81ce71").threads().list().await.unwrap();
    assert_eq!(threads.items().unwrap().len(), 50);
}

async fn read(graph: Graph) {
    let thread = graph.groups().by_id("4d81ce71").threads().by_id("AAQkADg0").get().await.unwrap();
    assert!(thread.topic.value().is_some());
}

async fn create(graph: Graph) {
    let body = ItemBody { content: "Hello".into(), ..default() };
    let posts = [Post { body: body.into(), ..default() }].into();
    let thread = ConversationThread { topic: "Road map".into(), posts, ..default() };
    let created = graph.groups().by_id("4d81ce71").threads().create(&thread).await.unwrap();
    assert!(created.id.value().is_some());
}

/// The same calls as one would write them by hand: the same settings of reqwest, and structs with serde's derive that keep
/// the same members as the same types.
#[derive(Clone)]
struct HandWritten {
    client: reqwest::Client,
    base_url: Arc<str>,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Thread {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    topic: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    has_attachments: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_locked: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_delivered_date_time: Option<jiff::Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unique_senders: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    preview: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to_recipients: Option<Vec<HandRecipient>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cc_recipients: Option<Vec<HandRecipient>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    posts: Option<Vec<HandPost>>,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct HandRecipient {
    email_address: Option<HandAddress>,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
struct HandAddress {
    name: Option<String>,
    address: Option<String>,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
struct HandPost {
    body: Option<HandBody>,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
struct HandBody {
    content: Option<String>,
}

#[derive(Deserialize)]
struct Page {
    value: Vec<Thread>,
}

impl HandWritten {
    fn new(base_url: &str) -> Self {
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Duration::from_secs(30))
            .read_timeout(Duration::from_secs(120))
            .build()
            .unwrap();
        Self { client, base_url: base_url.into() }
    }

    async fn send<T: serde::de::DeserializeOwned>(&self, request: reqwest::RequestBuilder) -> T {
        let response = request.bearer_auth("the access token").send().await.unwrap().error_for_status().unwrap();
        serde_json::from_slice(&response.bytes().await.unwrap()).unwrap()
    }

    async fn list(self) {
        let page: Page = self.send(self.client.get(format!("{}/groups/4d81ce71/threads", self.base_url))).await;
        assert_eq!(page.value.len(), 50);
    }

    async fn read(self) {
        let url = format!("{}/groups/4d81ce71/threads/AAQkADg0", self.base_url);
        let thread: Thread = self.send(self.client.get(url)).await;
        assert!(thread.topic.is_some());
    }

    async fn create(self) {
        let body = Some(HandBody { content: Some("Hello".to_owned()) });
        let posts = Some(vec![HandPost { body }]);
        let thread = Thread { topic: Some("Road map".to_owned()), posts, ..Thread::default() };
        let request = self.client.post(format!("{}/groups/4d81ce71/threads", self.base_url));
        let request =
            request.header(header::CONTENT_TYPE, "application/json").body(serde_json::to_vec(&thread).unwrap());
        let created: Thread = self.send(request).await;
        assert!(created.id.is_some());
    }
}

fn measure_waves() -> bool {
    let process = Command::new(env::current_exe().unwrap()).arg(IN_WAVES).output().unwrap();
    let text = String::from_utf8(process.stdout).unwrap();
    let bytes: Vec<u64> = text.split_whitespace().map(|number| number.parse().unwrap()).collect();
    let [first, last] = bytes[..] else {
        println!("waves of {IN_FLIGHT} calls failed: {}", String::from_utf8_lossy(&process.stderr));
        return false;
    };
    let megabytes = |bytes: u64| bytes as f64 / 1e6;
    println!(
        "{IN_FLIGHT} calls in flight: {:.1} MB after the first wave, {:.1} MB after wave {WAVES}  asked: at most {} MB more",
        megabytes(first),
        megabytes(last),
        megabytes(MOST_GROWTH)
    );
    last <= first + MOST_GROWTH
}

/// Makes waves of calls that are all in flight at the same time, and gives the memory after the first and the last one.
///
/// Transport is a router in this process: what is asked is whether the client keeps anything, not how many sockets there are.
async fn waves() -> (u64, u64) {
    let one = thread(1);
    let (gate, arrived) = (Arc::new(Notify::new()), Arc::new(tokio::sync::Semaphore::new(0)));
    let wait = |State((gate, arrived)): State<(Arc<Notify>, Arc<tokio::sync::Semaphore>)>| async move {
        let opened = gate.notified();
        tokio::pin!(opened);
        opened.as_mut().enable();
        arrived.add_permits(1);
        opened.await;
        one
    };
    let state = (Arc::clone(&gate), Arc::clone(&arrived));
    let router = Router::new().route("/v1.0/groups/{group}/threads/{thread}", get(wait)).with_state(state);
    let client = Client::with_service("http://service.example/v1.0", router).unwrap().retry(default());
    let graph = Graph::new(client.bearer_token("the access token").unwrap());
    let mut memory = Vec::new();
    for _ in 0..WAVES {
        let calls: Vec<_> = (0..IN_FLIGHT).map(|_| tokio::spawn(read(graph.clone()))).collect();
        arrived.acquire_many(IN_FLIGHT as u32).await.unwrap().forget();
        gate.notify_waiters();
        for call in calls {
            call.await.unwrap();
        }
        memory.push(resident());
    }
    (memory[0], memory[WAVES - 1])
}

/// The memory of this process in bytes, as Linux tells it.
fn resident() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kilobytes| kilobytes.parse::<u64>().ok()).unwrap_or_default() * 1024
}
