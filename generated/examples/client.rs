//! A program that calls a service with the generated client.
//!
//! It brings a service of its own, which answers the first request with 429, has pages of two threads, and wants a token
//! that only lives for a minute. To call another service give its base URL and a group, and the token in `ACCESS_TOKEN`:
//!
//! ```console
//! $ cargo run -p graph-conversations --example client
//! $ ACCESS_TOKEN=... cargo run -p graph-conversations --example client -- https://graph.microsoft.com/v1.0 GROUP_ID
//! ```

use std::error::Error as StdError;
use std::sync::Mutex;
use std::time::Duration;

use graph_conversations::server::{Created, GroupConversationPath, GroupPath, GroupThreadPath, Request, Server};
use graph_conversations::types::{BodyType, ConversationThread, ItemBody, Post};
use graph_conversations::{Collection, Error, Graph, default, operations};
use stubdown_runtime::axum;
use stubdown_runtime::client::{Client, Token, TokenRequest};
use stubdown_runtime::http::StatusCode;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn StdError>> {
    let mut arguments = std::env::args().skip(1);
    let (base_url, group) = match (arguments.next(), arguments.next()) {
        (Some(base_url), Some(group)) => (base_url, group),
        _ => (serve().await?, "book-club".to_owned()),
    };
    let client = Client::new(&base_url)?.token_source(sign_in);
    call(Graph::new(client), &group).await?;
    Ok(())
}

/// Where tokens come from: here a variable, in most programs a credential of `azure_identity`.
async fn sign_in(_: TokenRequest) -> Result<Token, Box<dyn StdError + Send + Sync>> {
    let token = std::env::var("ACCESS_TOKEN").unwrap_or_else(|_| "example".to_owned());
    Ok(Token::new(&token)?.expires_in(Duration::from_secs(60)))
}

async fn call(graph: Graph, group: &str) -> Result<(), Error> {
    let group = graph.groups().by_id(group);

    let body = ItemBody { content_type: BodyType::Text.into(), content: "Whose turn is it?".into(), ..default() };
    let thread = ConversationThread {
        topic: "Next book".into(),
        posts: [Post { body: body.into(), ..default() }].into(),
        ..default()
    };
    let created = group.conversations().by_id("first").threads().create(&thread).await?;
    println!("created {}", topic(&created));

    // The links between the pages are followed as they are needed.
    let mut threads = group.threads().list().select(["id", "topic"]).stream();
    while let Some(thread) = threads.try_next().await? {
        println!("found   {}", topic(&thread));
    }

    match group.threads().by_id("a-thread-of-others").get().await {
        Err(error) if error.status() == Some(StatusCode::FORBIDDEN) => println!("refused {error}"),
        other => println!("got     {other:?}"),
    }
    Ok(())
}

fn topic(thread: &ConversationThread) -> &str {
    thread.topic.value().map_or("-", String::as_str)
}

/// A service in this process, at a port of its own.
async fn serve() -> Result<String, Box<dyn StdError>> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let base_url = format!("http://{}", listener.local_addr()?);
    let service: &'static Service = Box::leak(Box::new(Service::new(&base_url)));
    let router = Server::new(service)
        .groups_conversations_threads_create(Service::create)
        .groups_threads_list(Service::list)
        .groups_threads_get(Service::get)
        .into_router();
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(base_url)
}

struct Service {
    base_url: String,
    topics: Mutex<Vec<String>>,
    is_busy: Mutex<bool>,
}

/// How many threads are on a page.
const PAGE: usize = 2;

impl Service {
    fn new(base_url: &str) -> Self {
        let topics = ["Meeting place", "Snacks"].map(String::from).to_vec();
        Self { base_url: base_url.to_owned(), topics: Mutex::new(topics), is_busy: Mutex::new(true) }
    }

    async fn create(
        &'static self,
        request: Request<GroupConversationPath, ConversationThread>,
    ) -> Result<Created<ConversationThread>, Error> {
        if std::mem::take(&mut *self.is_busy.lock().map_err(|_| failed())?) {
            let mut error = Error::service(StatusCode::TOO_MANY_REQUESTS, "tooManyRequests", "Come back in a second.");
            if let (Some(service), Ok(seconds)) = (error.as_service_mut(), "1".parse()) {
                service.headers.insert("retry-after", seconds);
            }
            println!("(the service is busy)");
            return Err(error);
        }
        let topic = request.body.topic.value().cloned().unwrap_or_default();
        self.topics.lock().map_err(|_| failed())?.push(topic);
        Ok(Created::new(request.body))
    }

    async fn list(&'static self, request: Request<GroupPath>) -> Result<Collection<ConversationThread>, Error> {
        let skip = request.query.get("$skiptoken").and_then(|skip| skip.parse().ok()).unwrap_or(0);
        let topics = self.topics.lock().map_err(|_| failed())?;
        let page = topics.iter().skip(skip).take(PAGE);
        let threads = page.map(|topic| ConversationThread { topic: topic.as_str().into(), ..default() });
        let mut page = Collection::from(threads.collect::<Vec<_>>());
        if skip + PAGE < topics.len() {
            let path = operations::GROUPS_THREADS_LIST.path.replace("{group_id}", &request.path.group_id);
            page.next_link = format!("{}{path}?$skiptoken={}", self.base_url, skip + PAGE).into();
        }
        Ok(page)
    }

    async fn get(&'static self, _: Request<GroupThreadPath>) -> Result<ConversationThread, Error> {
        Err(Error::service(StatusCode::FORBIDDEN, "accessDenied", "This thread is not for you."))
    }
}

fn failed() -> Error {
    Error::service(StatusCode::INTERNAL_SERVER_ERROR, "generalException", "the service failed")
}
