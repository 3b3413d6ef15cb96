//! Calls, against a server in the same process and over a socket.

use std::future::IntoFuture;

use proptest::prelude::{ProptestConfig, proptest};
use stubdown_runtime::axum::{self, Router, body::Body};
use stubdown_runtime::bytes::Bytes;
use stubdown_runtime::client::{Client, Node};
use stubdown_runtime::http::{Response, StatusCode, header};
use stubdown_runtime::serde_json::json;
use stubdown_runtime::server::{self, Accepted, Created, NoContent};
use stubdown_runtime::{Cause, Collection, Error, Value, default};
use tokio::net::TcpListener;
use tower::service_fn;

use crate::sample::client::Graph;
use crate::sample::operations;
use crate::sample::server::{ActivityPath, GroupPath, Server, ThreadPath};
use crate::sample::types::{ConversationThread, Post};

/// A server that tells what it was asked.
fn server() -> Router {
    Server::new(())
        .threads_list(|(), request: server::Request<GroupPath>| async move {
            let mut page = Collection::from(vec![ConversationThread { id: request.path.group_id.into(), ..default() }]);
            if request.query.get("page").is_none() {
                page.next_link = "http://localhost/groups/1/threads?page=2".into();
            }
            Ok(page)
        })
        .threads_create(|(), request: server::Request<GroupPath, ConversationThread>| async move {
            Ok(Created::new(ConversationThread { id: request.path.group_id.into(), ..request.body }))
        })
        .thread_get(|(), request: server::Request<ThreadPath>| async move {
            let ThreadPath { group_id, thread_id } = request.path;
            Ok(ConversationThread { id: group_id.into(), topic: thread_id.into(), ..default() })
        })
        .thread_delete(|(), _| async { Ok(NoContent) })
        .thread_reply(|(), _: server::Request<ThreadPath, Option<Post>>| async { Ok(Accepted::default()) })
        .activity_get(|(), request: server::Request<ActivityPath>| async move {
            let mut response = Response::new(Bytes::from(format!("{}|{}", request.path.period, request.path.top)));
            *response.status_mut() = StatusCode::FOUND;
            Ok(response)
        })
        .into_router()
}

fn graph() -> Graph {
    Graph::new(Client::with_service("http://localhost/", server()).unwrap())
}

/// A client of a service that answers every request in one way.
fn answering(status: u16, body: &'static str) -> Client {
    let service = service_fn(move |_: axum::http::Request<_>| async move {
        Response::builder().status(status).header("request-id", "7").body(Body::from(body))
    });
    Client::with_service("https://graph.contoso.com/v1.0", service).unwrap()
}

/// A client of a service that answers with what it was sent: the request line, the header `authorization`, the body.
fn echo(base_url: &str) -> Client {
    let service = service_fn(|request: axum::http::Request<_>| async move {
        let (parts, body) = request.into_parts();
        let body = axum::body::to_bytes(Body::new(body), usize::MAX).await?;
        let header = |name| parts.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or("-").to_owned();
        let (token, media_type) = (header(header::AUTHORIZATION), header(header::CONTENT_TYPE));
        let body = String::from_utf8_lossy(&body);
        Ok::<_, axum::Error>(Response::new(Body::from(format!(
            "{} {} {token} {media_type} {body}",
            parts.method, parts.uri
        ))))
    });
    Client::with_service(base_url, service).unwrap()
}

async fn text(call: stubdown_runtime::client::Call<Bytes>) -> String {
    String::from_utf8(call.await.unwrap().to_vec()).unwrap()
}

#[tokio::test]
async fn a_router_in_the_same_process_is_a_service() {
    let thread = ConversationThread { topic: "Road map".into(), ..default() };
    let expected = ConversationThread { id: "1".into(), ..thread.clone() };
    assert_eq!(graph().groups("1").threads().create(&thread).await.unwrap(), expected);
    graph().groups("1").thread("2").delete().await.unwrap();
    assert_eq!(graph().groups("1").thread("2").reply(Some(&default())).await.unwrap(), None);
}

#[tokio::test]
async fn a_body_that_may_be_left_out() {
    let call = |post: Option<&Post>| {
        Node::root(echo("http://localhost")).literal("/reply").call(&operations::THREAD_REPLY).optional_json(post)
    };
    assert_eq!(text(call(None)).await, "POST http://localhost/reply - - ");
    assert_eq!(text(call(Some(&default()))).await, "POST http://localhost/reply - application/json {}");
    assert_eq!(graph().groups("1").thread("2").reply(None).await.unwrap(), None);
}

#[tokio::test]
async fn a_documented_redirect_is_a_success() {
    let response = graph().activity("D7's", "5").get().await.unwrap();
    assert_eq!((response.status().as_u16(), response.body().as_ref()), (302, &b"D7's|5"[..]));
}

#[tokio::test]
async fn pages_are_followed_by_their_links() {
    let client = Client::with_service("http://localhost", server()).unwrap();
    let page = Graph::new(client.clone()).groups("1").threads().list().await.unwrap();
    let link = page.next_link.value().unwrap();
    let next: Collection<ConversationThread> = client.link(link).await.unwrap();
    assert!(next.next_link.is_absent());
    assert_eq!(next.into_items().unwrap(), page.into_items().unwrap());
}

#[tokio::test]
async fn calls_are_sent_as_they_are_written() {
    let root = Node::root(echo("https://graph.contoso.com/v1.0/"));
    let call = root
        .literal("/groups/")
        .argument("id", "a/b?c#d%e é..")
        .call(&operations::THREADS_CREATE)
        .query("$select", "id,topic")
        .query("$filter", "startswith(topic,'a&b') and x eq 1+1")
        .json(&Post { id: "1".into(), ..default() });
    assert_eq!(
        text(call).await,
        "POST https://graph.contoso.com/v1.0/groups/a%2Fb%3Fc%23d%25e%20%C3%A9..\
         ?$select=id,topic&$filter=startswith(topic,'a%26b')%20and%20x%20eq%201%2B1 - application/json {\"id\":\"1\"}"
    );
    let call = root.call(&operations::PHOTO_PUT).content("image/png", Bytes::from_static(b"png"));
    assert_eq!(text(call).await, "PUT https://graph.contoso.com/v1.0 - image/png png");
}

#[tokio::test]
async fn the_token_goes_to_the_host_of_the_base_url_only() {
    let client = echo("https://graph.contoso.com/v1.0").bearer_token("secret").unwrap();
    let token = |url: &'static str| {
        let call = client.link::<Bytes>(url);
        async { text(call).await.contains("secret") }
    };
    assert!(token("https://graph.contoso.com/v1.0/x?$skiptoken=1").await);
    assert!(token("https://GRAPH.contoso.com:443/x").await);
    assert!(!token("http://graph.contoso.com/v1.0/x").await);
    assert!(!token("https://graph.contoso.com:8443/x").await);
    assert!(!token("https://graph.contoso.com.example.com/x").await);
    assert!(!token("https://graph.contoso.com@example.com/x").await);

    let call = Node::root(client.clone()).call::<Bytes>(&operations::THREAD_GET);
    let own = call.header("authorization", "Bearer mine");
    assert!(!format!("{client:?} {own:?}").contains("Bearer"));
    assert_eq!(text(own).await, "GET https://graph.contoso.com/v1.0 Bearer mine - ");
    assert!(client.bearer_token("a\nb").is_err());
}

#[tokio::test]
async fn layers_see_what_is_sent() {
    let layer = tower::util::MapRequestLayer::new(|mut request: axum::http::Request<_>| {
        request.headers_mut().insert(header::AUTHORIZATION, header::HeaderValue::from_static("Bearer fresh"));
        request
    });
    let client = echo("http://localhost").layer(&layer);
    assert_eq!(text(client.link("http://localhost/x")).await, "GET http://localhost/x Bearer fresh - ");
}

#[tokio::test]
async fn a_value_that_would_name_another_path_is_not_sent() {
    for value in ["", ".", ".."] {
        let error = graph().groups("1").thread(value).get().await.unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "groups_thread_get (api/conversationthread-get.md): the request is not valid: \
                 `{value}` cannot be the value of `thread_id` in a path"
            )
        );
        assert!(matches!(error.cause(), Cause::Invalid(_)));
    }
    let error = graph().groups("1").thread("2").get().header("a b", "c").await.unwrap_err();
    assert!(error.to_string().ends_with("the name of the header `a b` cannot be sent"), "{error}");
    let error = graph().groups("1").thread("2").get().header("a", "b\r\nc: d").await.unwrap_err();
    assert!(error.to_string().ends_with("the value of the header `a` cannot be sent"), "{error}");
}

#[tokio::test]
async fn a_path_of_a_file_keeps_its_folders() {
    let drive = Node::root(echo("https://graph.contoso.com/v1.0")).literal("/me/drive");
    let root = drive.literal("/root:");
    let get = |node: Node| text(node.call(&operations::THREAD_GET));
    assert_eq!(
        get(root.item("item_path", "Reports/May 1.txt").literal(":/content")).await,
        "GET https://graph.contoso.com/v1.0/me/drive/root:/Reports/May%201.txt:/content - - "
    );
    assert_eq!(
        get(drive.literal("/items/").argument("id", "a:/b").literal(":/").argument("item_path", "a:/b").literal(":"))
            .await,
        "GET https://graph.contoso.com/v1.0/me/drive/items/a%3A%2Fb:/a%3A/b: - - "
    );
    for path in ["", ".", "..", "../a", "a/../b", "a/.", "/a", "a/", "a//b"] {
        let error = root.item("item_path", path).call::<Bytes>(&operations::THREAD_GET).await.unwrap_err().to_string();
        assert!(error.ends_with(&format!("`{path}` cannot be the value of `item_path` in a path")), "{error}");
    }
}

#[tokio::test]
async fn an_error_of_the_service_is_read_as_far_as_it_goes() {
    let failed = async |status, body| {
        let error = Graph::new(answering(status, body)).groups("1").thread("2").get().await.unwrap_err();
        assert_eq!(error.operation(), Some(&operations::THREAD_GET));
        let text = error.to_string();
        let text = text.strip_prefix("groups_thread_get (api/conversationthread-get.md): ").unwrap().to_owned();
        (text, error)
    };
    let body = r#"{"error": {"code": "itemNotFound", "message": "No.", "innerError": {"request-id": "7"}}}"#;
    let (text, error) = failed(404, body).await;
    assert_eq!(text, "the service answered 404 Not Found: itemNotFound: No.");
    let service = error.as_service().unwrap();
    assert_eq!(service.status, StatusCode::NOT_FOUND);
    assert_eq!(service.code, "itemNotFound");
    assert_eq!(service.message, "No.");
    assert_eq!(service.inner_error, Some(json!({"request-id": "7"})));
    assert_eq!(service.headers.get("request-id").unwrap(), "7");
    assert_eq!(service.body, body);

    let (text, _) = failed(400, r#"{"error": "invalid_grant", "error_description": "Expired."}"#).await;
    assert_eq!(text, "the service answered 400 Bad Request: invalid_grant: Expired.");
    let (text, error) = failed(502, "<html>").await;
    assert_eq!(text, "the service answered 502 Bad Gateway");
    assert_eq!(error.as_service().unwrap().body, "<html>");
    for body in ["", "[]", "null", r#"{"error": null}"#, r#"{"error": {"code": 1}}"#, r#"{"error": [1]}"#] {
        assert_eq!(failed(302, body).await.0, "the service answered 302 Found", "{body}");
    }
}

#[tokio::test]
async fn an_answer_that_is_not_as_documented_is_an_error() {
    let failed = async |client: Client| Graph::new(client).groups("1").thread("2").get().await.unwrap_err().to_string();
    let prefix = "groups_thread_get (api/conversationthread-get.md): the answer is not as documented";
    assert_eq!(failed(answering(200, "[]")).await, format!("{prefix}: the JSON is not of the documented type"));
    let message = "EOF while parsing a value at line 1 column 0";
    assert_eq!(failed(answering(200, "")).await, format!("{prefix}: {message}"));
    let limited = answering(200, r#"{"id": "1"}"#).response_limit(10);
    assert_eq!(failed(limited).await, format!("{prefix}: it is larger than the limit of 10 bytes"));
}

#[test]
fn a_base_url_is_a_place() {
    for url in
        ["graph.contoso.com", "/v1.0", "ftp://contoso.com", "https://a@contoso.com", "https://contoso.com/?a", ""]
    {
        let error = Client::with_service(url, server()).unwrap_err().to_string();
        assert!(error.starts_with(&format!("the request is not valid: the base URL `{url}` ")), "{error}");
    }
}

#[test]
fn errors_are_small_and_can_be_sent() {
    fn sendable<T: Send + Sync + std::error::Error>() -> usize {
        size_of::<T>()
    }
    assert_eq!(sendable::<Error>(), size_of::<usize>());
}

#[tokio::test]
async fn calls_go_over_a_socket() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("http://{}/v1.0", listener.local_addr().unwrap());
    let router = Router::new().nest_service("/v1.0", server());
    let serving = tokio::spawn(axum::serve(listener, router).into_future());

    let graph = Graph::new(Client::new(&base_url).unwrap());
    for id in ["a/b", "..a", "%2e%2e", "../..", "\\..\\", "a?b#c", "😀", " ", "A'B", "{x}", "\u{0}\r\n"] {
        let thread = graph.groups(id).thread(id).get().query("$select", "id").await.unwrap();
        assert_eq!(thread, ConversationThread { id: id.into(), topic: id.into(), ..default() });
    }
    let thread = ConversationThread { topic: "x".repeat(100_000).into(), ..default() };
    let created = graph.groups("1").threads().create(&thread).await.unwrap();
    assert_eq!(created, ConversationThread { id: "1".into(), ..thread });
    assert_eq!(graph.activity("D7", "5").get().await.unwrap().status(), StatusCode::FOUND);
    let error = graph.groups("1").put_photo("image/png", "").await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::NOT_IMPLEMENTED));

    serving.abort();
    let error = Client::new("http://127.0.0.1:1").unwrap().link::<()>("http://127.0.0.1:1/x").await.unwrap_err();
    assert_eq!(error.to_string(), "link: no complete answer from the service");
    assert!(std::error::Error::source(&error).is_some());
}

#[tokio::test]
async fn a_handler_does_not_show_how_its_own_calls_ended() {
    let inner = Graph::new(answering(401, r#"{"error": {"code": "secret", "message": "secret"}}"#));
    let router = Server::new(inner).thread_get(|inner: Graph, _: server::Request<ThreadPath>| async move {
        inner.groups("1").thread("2").get().await
    });
    let outer = Graph::new(Client::with_service("http://localhost", router.into_router()).unwrap());
    let error = outer.groups("1").thread("2").get().await.unwrap_err();
    let service = error.as_service().unwrap();
    assert_eq!(service.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!((service.code.as_str(), service.message.as_str()), ("generalException", "the service failed"));
    assert!(!service.body.windows(6).any(|text| text == b"secret"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn any_value_arrives_as_it_was_given(id in "(?s).{1,12}", period in "(?s)['.]?.{0,12}['.]?", top in "(?s).{1,4}") {
        proptest::prop_assume!(![id.as_str(), top.as_str()].iter().any(|value| matches!(*value, "." | "..")));
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let thread = runtime.block_on(graph().groups(&id).thread(&id).get().into_future()).unwrap();
        proptest::prop_assert_eq!(thread, ConversationThread { id: id.as_str().into(), topic: id.into(), ..default() });
        let response = runtime.block_on(graph().activity(&period, &top).get().into_future()).unwrap();
        proptest::prop_assert_eq!(response.body(), &format!("{period}|{top}"));
    }
}

#[test]
fn query_options_are_written_as_odata_writes_them() {
    let call = graph().groups("1").threads().list();
    let call = call
        .select(["id", "topic"])
        .filter("startswith(topic,'Road') and id ne 'a&b'")
        .expand(["posts($select=id,body)"])
        .order_by(["topic desc", "id"])
        .top(5)
        .skip(10)
        .search("\"road map\"")
        .count();
    assert_eq!(
        call.url(),
        "http://localhost/groups/1/threads?$select=id,topic\
         &$filter=startswith(topic,'Road')%20and%20id%20ne%20'a%26b'\
         &$expand=posts($select%3Did,body)\
         &$orderby=topic%20desc,id&$top=5&$skip=10&$search=%22road%20map%22&$count=true"
    );
}

#[test]
fn a_query_option_that_is_said_again_is_replaced() {
    let list = || graph().groups("1").threads().list();
    let url = "http://localhost/groups/1/threads";
    assert_eq!(list().top(10).select(["id"]).top(5).url(), format!("{url}?$select=id&$top=5"));
    assert_eq!(list().select(["id"]).select(["topic"]).url(), format!("{url}?$select=topic"));
    assert_eq!(list().expand(["posts"]).order_by(["id"]).expand(["x"]).url(), format!("{url}?$orderby=id&$expand=x"));
    assert_eq!(list().query("$top", "1").query("top", "2").top(3).url(), format!("{url}?top=2&$top=3"));
    assert_eq!(list().count().count().url(), format!("{url}?$count=true"));
    assert_eq!(list().query("a", "1").query("a", "2").url(), format!("{url}?a=1&a=2"), "others may come twice");
    let client = Client::with_service("http://localhost", server()).unwrap();
    let link = client.link::<Value>("http://localhost/a?%24Top=1&%24top=1&x&$skiptoken=%2F+b=");
    assert_eq!(link.top(2).url(), "http://localhost/a?%24Top=1&x&$skiptoken=%2F+b=&$top=2");
}
