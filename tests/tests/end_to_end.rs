//! A service on the generated stubs and the generated client talk to each other.

use std::future::Future;

use graph_conversations::types::{
    AnyAttachment, BodyType, ConversationThread, FileAttachment, ItemBody, Post, ThreadsReplyRequest,
};
use graph_conversations::{Field, Graph, default};
use stubdown_runtime::client::Client;
use stubdown_runtime::http::StatusCode;
use tests::forum::Forum;

/// Runs a scenario in one process, against the router, without a socket.
async fn in_process<F: Future<Output = ()>>(scenario: impl FnOnce(Graph) -> F) {
    scenario(Graph::new(Client::with_service("http://forum.example/v1.0", routed()).unwrap())).await;
}

/// Runs a scenario over TCP, through reqwest.
async fn over_tcp<F: Future<Output = ()>>(scenario: impl FnOnce(Graph) -> F) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = tokio::spawn(async move { axum::serve(listener, routed()).await });
    scenario(Graph::new(Client::new(&format!("http://{address}/v1.0")).unwrap())).await;
    server.abort();
}

/// The service below a prefix, as published services have it.
fn routed() -> axum::Router {
    axum::Router::new().nest("/v1.0", Forum::default().router())
}

/// The body that the page "Create thread" shows.
fn new_thread() -> ConversationThread {
    ConversationThread {
        topic: "Take your wellness days and rest".into(),
        posts: vec![Post {
            body: ItemBody {
                content_type: BodyType::Html.into(),
                content: "Waiting for the summer holidays.".into(),
                ..default()
            }
            .into(),
            ..default()
        }]
        .into(),
        ..default()
    }
}

async fn create_list_get_delete(graph: Graph) {
    let group = graph.groups().by_id("4d81ce71-486c-41e9-afc5-e41bf2d0722a");
    let threads = group.conversations().by_id("AAQk/=+ ?#%👍").threads();

    let created: ConversationThread = threads.create(&new_thread()).await.unwrap();
    assert_eq!(created.topic, new_thread().topic);
    assert_eq!(created.posts, new_thread().posts);
    let id = created.id.value().unwrap().clone();
    assert_eq!(id, "AAQk/=+ ?#%👍-1", "path arguments arrive as they were given");

    let listed = threads.list().await.unwrap().into_items().unwrap();
    assert_eq!(listed, std::slice::from_ref(&created));

    assert_eq!(group.threads().by_id(&id).get().await.unwrap(), created);
    group.threads().by_id(&id).delete().await.unwrap();
    let error = group.threads().by_id(&id).get().await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::NOT_FOUND));
    assert_eq!(error.as_service().unwrap().code, "itemNotFound");
}

async fn reply_with_attachment(graph: Graph) {
    let group = graph.groups().by_id("g");
    let created = group.conversations().by_id("c").threads().create(&new_thread()).await.unwrap();
    let thread = group.threads().by_id(created.id.value().unwrap());
    let attachment = FileAttachment {
        name: "report.txt".into(),
        content_bytes: "aGVsbG8=".parse::<stubdown_runtime::Binary>().unwrap().into(),
        ..default()
    };
    let body = ThreadsReplyRequest {
        post: Post { attachments: vec![AnyAttachment::from(attachment.clone())].into(), ..default() }.into(),
        ..default()
    };
    thread.reply(&body).await.unwrap();

    let posts = thread.get().await.unwrap().posts.into_value().unwrap();
    let attachments = posts[1].attachments.value().unwrap();
    let AnyAttachment::FileAttachment(read) = &attachments[0] else { panic!("not a file: {attachments:?}") };
    assert_eq!(read.content_bytes, attachment.content_bytes);
}

async fn answers_for_what_is_not_there(graph: Graph) {
    let error = graph.groups().by_id("g").conversations().list().await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::NOT_IMPLEMENTED));

    let odd = ConversationThread { topic: Field::Unexpected(Box::new(5.into())), ..default() };
    let error = graph.groups().by_id("g").conversations().by_id("c").threads().create(&odd).await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::BAD_REQUEST));
    assert!(error.to_string().contains("/topic"), "{error}");
}

#[tokio::test]
async fn threads_in_process() {
    in_process(create_list_get_delete).await;
}

#[tokio::test]
async fn threads_over_tcp() {
    over_tcp(create_list_get_delete).await;
}

#[tokio::test]
async fn attachments_in_process() {
    in_process(reply_with_attachment).await;
}

#[tokio::test]
async fn attachments_over_tcp() {
    over_tcp(reply_with_attachment).await;
}

#[tokio::test]
async fn errors_in_process() {
    in_process(answers_for_what_is_not_there).await;
}

#[tokio::test]
async fn errors_over_tcp() {
    over_tcp(answers_for_what_is_not_there).await;
}
