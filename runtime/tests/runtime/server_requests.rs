//! What a handler is told of a request.

use stubdown_runtime::axum::{self, body::Body};
use stubdown_runtime::http::{HeaderValue, Request, StatusCode, header};
use stubdown_runtime::operation::SignIn;
use stubdown_runtime::server::{self, Caller, Paging};
use stubdown_runtime::{Collection, Error, default};

use crate::answers::{answer, error, told};
use crate::sample::operations::{THREAD_GET, THREADS_LIST};
use crate::sample::server::{GroupPath, Server, ThreadPath};
use crate::sample::types::ConversationThread;

/// Threads that are called like their places.
async fn list((): (), request: server::Request<GroupPath>) -> Result<Collection<ConversationThread>, Error> {
    let threads = (0..5).map(|place| ConversationThread { id: place.to_string().into(), ..default() }).collect();
    Ok(request.page(threads, Paging::new("https://service.example/v1.0").size(2).max_size(3)))
}

async fn get((): (), request: server::Request<ThreadPath>) -> Result<ConversationThread, Error> {
    if request.if_none_match().is_some_and(|tags| tags.contains("W/\"1\"")) {
        return Err(Error::service(StatusCode::NOT_MODIFIED, "", ""));
    }
    if request.if_match().is_some_and(|tags| !tags.contains("W/\"1\"")) {
        return Err(Error::service(StatusCode::PRECONDITION_FAILED, "preconditionFailed", "It has changed."));
    }
    let options = &request.options;
    Ok(ConversationThread { topic: format!("{:?} {:?}", options.select, options.top).into(), ..default() })
}

fn router() -> axum::Router {
    axum::Router::new().nest("/v1.0", Server::new(()).threads_list(list).thread_get(get).into_router())
}

async fn listed(query: &str) -> String {
    let request = Request::builder().uri(format!("/v1.0/groups/1/threads{query}")).body(Body::empty()).unwrap();
    let (status, _, body) = answer(router(), request).await;
    assert_eq!(status, 200);
    body
}

#[tokio::test]
async fn a_list_has_pages() {
    const NEXT: &str = "https://service.example/v1.0/groups/1/threads";
    let page = |ids: &[&str], link: Option<&str>| {
        let items: Vec<String> = ids.iter().map(|id| format!("{{\"id\":\"{id}\"}}")).collect();
        let link = link.map(|query| format!("\"@odata.nextLink\":\"{NEXT}?{query}\",")).unwrap_or_default();
        format!("{{{link}\"value\":[{}]}}", items.join(","))
    };
    assert_eq!(listed("").await, page(&["0", "1"], Some("$skip=2")));
    assert_eq!(listed("?$skip=2").await, page(&["2", "3"], Some("$skip=4")));
    assert_eq!(listed("?$skip=4").await, page(&["4"], None));
    assert_eq!(listed("?$top=3&$select=id").await, page(&["0", "1", "2"], Some("$top=3&$select=id&$skip=3")));
    // No page is larger than the service has it.
    assert_eq!(listed("?$top=1000").await, page(&["0", "1", "2"], Some("$top=1000&$skip=3")));
    assert_eq!(listed("?$skip=5").await, page(&[], None));
    assert_eq!(listed("?$skip=18446744073709551615").await, page(&[], None));
    assert_eq!(listed("?$top=0").await, page(&[], None));
    assert!(listed("?$count=true").await.starts_with("{\"@odata.count\":5,"));
}

#[tokio::test]
async fn query_options_are_read() {
    let request =
        |query: &str| Request::builder().uri(format!("/v1.0/groups/1/threads/2?{query}")).body(Body::empty()).unwrap();
    let (_, _, body) = answer(router(), request("$select=id,topic&%24top=5")).await;
    assert_eq!(body, r#"{"topic":"[\"id\", \"topic\"] Some(5)"}"#);
    let refused = error(400, "invalidRequest", "the query option `$top` is not a non-negative integer");
    assert_eq!(answer(router(), request("$top=five")).await, refused);
}

#[tokio::test]
async fn conditions_on_entity_tags_are_told() {
    let request = |name, tag: &str| {
        let request = Request::builder().uri("/v1.0/groups/1/threads/2").header(name, tag);
        request.body(Body::empty()).unwrap()
    };
    assert_eq!(answer(router(), request(header::IF_MATCH, "W/\"1\"")).await.0, 200);
    let refused = error(412, "preconditionFailed", "It has changed.");
    assert_eq!(answer(router(), request(header::IF_MATCH, "W/\"2\"")).await, refused);
    // What has not changed has no body to say so.
    assert_eq!(answer(router(), request(header::IF_NONE_MATCH, "\"1\"")).await, told(304, "", ""));
}

#[tokio::test]
async fn a_handler_is_called_without_a_router() {
    let path = || GroupPath { group_id: "1".to_owned() };
    let request = server::Request::new(&THREADS_LIST, path(), ());
    assert_eq!(list((), request).await.unwrap().into_items().unwrap().len(), 2);
    let uri = "https://x.example/groups/1/threads?$top=3&$skip=1".parse().unwrap();
    let request = server::Request::new(&THREADS_LIST, path(), ()).with_uri(uri).unwrap();
    assert_eq!(
        list((), request).await.unwrap().next_link.value().unwrap(),
        "https://service.example/v1.0/groups/1/threads?$top=3&$skip=4"
    );
    let uri = "/groups/1/threads?$top=many".parse().unwrap();
    let error = server::Request::new(&THREADS_LIST, path(), ()).with_uri(uri).unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::BAD_REQUEST));

    let path = ThreadPath { group_id: "1".to_owned(), thread_id: "2".to_owned() };
    let mut request =
        server::Request::new(&THREAD_GET, path, ()).with_header(header::IF_MATCH, HeaderValue::from_static("W/\"0\""));
    request.extensions.insert(Caller::new(SignIn::Application, ["Group.Read.All"]));
    assert_eq!(request.caller().unwrap().permissions, ["Group.Read.All"]);
    assert_eq!(get((), request).await.unwrap_err().status(), Some(StatusCode::PRECONDITION_FAILED));
}
