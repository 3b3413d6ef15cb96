//! The generated client calls Prism, which serves the OpenAPI export of specs/ and refuses what the export does not describe.
//!
//! `.ci/peers-foreign` installs Prism and runs this, with the path of Prism's script in the environment variable `PRISM`. Without that the
//! tests are ignored, and fail if they are run all the same.

use std::future::Future;
use std::net::TcpListener;
use std::pin::Pin;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use graph_conversations::types::{
    AnyAttachment, BodyType, Conversation, ConversationThread, EmailAddress, FileAttachment, ItemBody, Post,
    PostsForwardRequest, PostsReplyRequest, Recipient, ThreadsReplyRequest,
};
use graph_conversations::{Error, Field, Graph, default, operations};
use stubdown::emit::openapi;
use stubdown::pipeline;
use stubdown_runtime::Value;
use stubdown_runtime::client::Client;
use stubdown_runtime::operation::Operation;
use tests::generation::repository;

/// Prism, until it is dropped.
struct Prism {
    process: Child,
    address: String,
    _document: tempfile::TempPath,
}

impl Prism {
    async fn start() -> Self {
        let script = std::env::var("PRISM").expect("PRISM names the script of Prism: run .ci/peers-foreign");
        let analysis = pipeline::analyse(&[repository().join("specs")]);
        let document = tempfile::Builder::new().suffix(".json").tempfile().unwrap().into_temp_path();
        let mut exported = openapi::document(&analysis.api, "specs").to_string().parse().unwrap();
        drop_siblings(&mut exported);
        std::fs::write(&document, exported.to_string()).unwrap();
        // The port was free a moment ago.
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let process = Command::new("node")
            .arg(script)
            .args(["mock", "--errors", "--host", "127.0.0.1", "--port", &address.port().to_string()])
            .arg(&document)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let mut prism = Self { process, address: address.to_string(), _document: document };
        prism.wait().await;
        prism
    }

    /// Waits until it answers.
    async fn wait(&mut self) {
        let start = Instant::now();
        while tokio::net::TcpStream::connect(&self.address).await.is_err() {
            assert_eq!(self.process.try_wait().unwrap(), None, "Prism has ended");
            assert!(start.elapsed() < Duration::from_secs(60), "Prism does not answer");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    fn graph(&self) -> Graph {
        Graph::new(Client::new(&format!("http://{}", self.address)).unwrap())
    }
}

impl Drop for Prism {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Takes away what stands beside a `$ref`, such as a description: OpenAPI 3.1 has that, but Prism takes any body where a type that contains
/// itself is named so.
fn drop_siblings(json: &mut Value) {
    match json {
        Value::Object(members) => {
            if members.get("$ref").is_some_and(Value::is_string) {
                members.retain(|name, _| name == "$ref");
            }
            members.values_mut().for_each(drop_siblings);
        }
        Value::Array(elements) => elements.iter_mut().for_each(drop_siblings),
        _ => {}
    }
}

fn post() -> Post {
    let attachment = FileAttachment {
        name: "cover.txt".into(),
        content_bytes: "aGVsbG8=".parse::<stubdown_runtime::Binary>().unwrap().into(),
        ..default()
    };
    Post {
        body: ItemBody { content_type: BodyType::Html.into(), content: "<p>Hello</p>".into(), ..default() }.into(),
        new_participants: [recipient()].into(),
        categories: ["green".to_owned()].into(),
        received_date_time: "2025-02-11T14:05:32Z".parse::<stubdown_runtime::DateTimeOffset>().unwrap().into(),
        attachments: [AnyAttachment::from(attachment)].into(),
        ..default()
    }
}

fn recipient() -> Recipient {
    let address = EmailAddress { address: "mei.tanaka@contoso.com".into(), name: "Mei Tanaka".into(), ..default() };
    Recipient { email_address: address.into(), ..default() }
}

fn thread() -> ConversationThread {
    ConversationThread { topic: "Spring catalog".into(), posts: [post()].into(), ..default() }
}

fn conversation() -> Conversation {
    Conversation { topic: "Spring catalog".into(), threads: [thread()].into(), ..default() }
}

fn forward() -> PostsForwardRequest {
    PostsForwardRequest { comment: "Look".into(), to_recipients: [recipient()].into(), ..default() }
}

type Calling = Pin<Box<dyn Future<Output = Result<(), Error>>>>;

/// What the answer is does not matter here.
async fn sent<T>(call: impl IntoFuture<Output = Result<T, Error>>) -> Result<(), Error> {
    call.await.map(drop)
}

/// A call of each operation, with a body and options as its page has them.
fn calls(graph: &Graph) -> Vec<(&'static Operation, Calling)> {
    let group = graph.groups().by_id("5a8f3d2e-0c41-4b7f-9e63-2d1c7b90f4a8");
    let conversations = group.conversations();
    let one = conversations.by_id("AAQkAEbyF8othpyEzWq7ZIY=");
    let inner = one.threads().by_id("AAQk/A I8Z==");
    let outer = group.threads().by_id("AAQkANJs==");
    let (inner_post, outer_post) = (inner.posts().by_id("post 'one'"), outer.posts().by_id("%2F"));
    let locked = ConversationThread { is_locked: true.into(), ..default() };
    let to_thread = ThreadsReplyRequest { post: post().into(), ..default() };
    let to_post = PostsReplyRequest { post: post().into(), ..default() };
    vec![
        (&operations::GROUPS_CONVERSATIONS_LIST, Box::pin(sent(conversations.list().select(["topic"]).top(1)))),
        (&operations::GROUPS_CONVERSATIONS_CREATE, Box::pin(sent(conversations.create(&conversation())))),
        (&operations::GROUPS_CONVERSATIONS_GET, Box::pin(sent(one.get()))),
        (&operations::GROUPS_CONVERSATIONS_DELETE, Box::pin(sent(one.delete()))),
        (&operations::GROUPS_CONVERSATIONS_THREADS_LIST, Box::pin(sent(one.threads().list()))),
        (&operations::GROUPS_CONVERSATIONS_THREADS_CREATE, Box::pin(sent(one.threads().create(&thread())))),
        (&operations::GROUPS_CONVERSATIONS_THREADS_GET, Box::pin(sent(inner.get()))),
        (&operations::GROUPS_CONVERSATIONS_THREADS_UPDATE, Box::pin(sent(inner.update(&locked)))),
        (&operations::GROUPS_CONVERSATIONS_THREADS_DELETE, Box::pin(sent(inner.delete()))),
        (&operations::GROUPS_CONVERSATIONS_THREADS_REPLY, Box::pin(sent(inner.reply(&to_thread)))),
        (&operations::GROUPS_CONVERSATIONS_THREADS_POSTS_LIST, Box::pin(sent(inner.posts().list()))),
        (&operations::GROUPS_CONVERSATIONS_THREADS_POSTS_GET, Box::pin(sent(inner_post.get()))),
        (
            &operations::GROUPS_CONVERSATIONS_THREADS_POSTS_ATTACHMENTS_LIST,
            Box::pin(sent(inner_post.attachments().list())),
        ),
        (&operations::GROUPS_CONVERSATIONS_THREADS_POSTS_FORWARD, Box::pin(sent(inner_post.forward(&forward())))),
        (&operations::GROUPS_CONVERSATIONS_THREADS_POSTS_REPLY, Box::pin(sent(inner_post.reply(&to_post)))),
        (&operations::GROUPS_THREADS_LIST, Box::pin(sent(group.threads().list().expand(["posts($select=body)"])))),
        (&operations::GROUPS_THREADS_CREATE, Box::pin(sent(group.threads().create(&thread())))),
        (&operations::GROUPS_THREADS_GET, Box::pin(sent(outer.get()))),
        (&operations::GROUPS_THREADS_UPDATE, Box::pin(sent(outer.update(&locked)))),
        (&operations::GROUPS_THREADS_DELETE, Box::pin(sent(outer.delete()))),
        (&operations::GROUPS_THREADS_REPLY, Box::pin(sent(outer.reply(&to_thread)))),
        (&operations::GROUPS_THREADS_POSTS_LIST, Box::pin(sent(outer.posts().list()))),
        (&operations::GROUPS_THREADS_POSTS_GET, Box::pin(sent(outer_post.get().expand(["attachments"])))),
        (&operations::GROUPS_THREADS_POSTS_ATTACHMENTS_LIST, Box::pin(sent(outer_post.attachments().list()))),
        (&operations::GROUPS_THREADS_POSTS_FORWARD, Box::pin(sent(outer_post.forward(&forward())))),
        (&operations::GROUPS_THREADS_POSTS_REPLY, Box::pin(sent(outer_post.reply(&to_post)))),
    ]
}

#[test]
fn every_operation_is_called() {
    let graph = Graph::new(Client::new("http://localhost").unwrap());
    let mut called: Vec<&str> = calls(&graph).iter().map(|(operation, _)| operation.id).collect();
    let mut documented: Vec<&str> = operations::ALL.iter().map(|operation| operation.id).collect();
    called.sort_unstable();
    documented.sort_unstable();
    assert_eq!(called, documented);
}

#[tokio::test]
#[ignore = "needs Prism: run .ci/peers-foreign"]
async fn every_operation_is_accepted() {
    let prism = Prism::start().await;
    let mut refused = Vec::new();
    for (operation, call) in calls(&prism.graph()) {
        if let Err(error) = call.await {
            let body = error.as_service().map(|service| String::from_utf8_lossy(&service.body).into_owned());
            refused.push(format!("{operation}: {error}: {}", body.unwrap_or_default()));
        }
    }
    assert!(refused.is_empty(), "{refused:#?}");
}

#[tokio::test]
#[ignore = "needs Prism: run .ci/peers-foreign"]
async fn what_is_not_documented_is_refused() {
    let prism = Prism::start().await;
    for (operation, call) in odd_calls(&prism.graph()) {
        let status = call.await.map_err(|error| error.status().map(|status| status.as_u16()));
        assert_eq!(status, Err(Some(422)), "{operation}");
    }
}

/// A call of each operation that takes a body, with a member of another type than is documented.
fn odd_calls(graph: &Graph) -> Vec<(&'static Operation, Calling)> {
    fn odd<T>() -> Field<T> {
        Field::Unexpected(Box::new(5.into()))
    }
    let group = graph.groups().by_id("1");
    let conversations = group.conversations();
    let one = conversations.by_id("2");
    let (inner, outer) = (one.threads().by_id("3"), group.threads().by_id("3"));
    let (inner_post, outer_post) = (inner.posts().by_id("4"), outer.posts().by_id("4"));
    let conversation = Conversation { topic: odd(), ..default() };
    let thread = ConversationThread { posts: [Post { body: odd(), ..default() }].into(), ..default() };
    let update = ConversationThread { is_locked: odd(), ..default() };
    let to_thread = ThreadsReplyRequest { post: odd(), ..default() };
    let to_post = PostsReplyRequest { post: odd(), ..default() };
    let forward = PostsForwardRequest { comment: odd(), ..default() };
    vec![
        (&operations::GROUPS_CONVERSATIONS_CREATE, Box::pin(sent(conversations.create(&conversation)))),
        (&operations::GROUPS_CONVERSATIONS_THREADS_CREATE, Box::pin(sent(one.threads().create(&thread)))),
        (&operations::GROUPS_CONVERSATIONS_THREADS_UPDATE, Box::pin(sent(inner.update(&update)))),
        (&operations::GROUPS_CONVERSATIONS_THREADS_REPLY, Box::pin(sent(inner.reply(&to_thread)))),
        (&operations::GROUPS_CONVERSATIONS_THREADS_POSTS_FORWARD, Box::pin(sent(inner_post.forward(&forward)))),
        (&operations::GROUPS_CONVERSATIONS_THREADS_POSTS_REPLY, Box::pin(sent(inner_post.reply(&to_post)))),
        (&operations::GROUPS_THREADS_CREATE, Box::pin(sent(group.threads().create(&thread)))),
        (&operations::GROUPS_THREADS_UPDATE, Box::pin(sent(outer.update(&update)))),
        (&operations::GROUPS_THREADS_REPLY, Box::pin(sent(outer.reply(&to_thread)))),
        (&operations::GROUPS_THREADS_POSTS_FORWARD, Box::pin(sent(outer_post.forward(&forward)))),
        (&operations::GROUPS_THREADS_POSTS_REPLY, Box::pin(sent(outer_post.reply(&to_post)))),
    ]
}
