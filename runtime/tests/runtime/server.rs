//! What a server answers to requests for its operations, byte for byte.

use stubdown_runtime::axum::{self, body::Body};
use stubdown_runtime::bytes::Bytes;
use stubdown_runtime::http::{HeaderValue, Request, Response, StatusCode, header};
use stubdown_runtime::serde_json::{self, json};
use stubdown_runtime::server::{self, Accepted, Answer, Created, Either, Limits, NoContent, Success};
use stubdown_runtime::{Collection, Error, Value, default};

use crate::answers::{answer, error, told};
use crate::sample::server::{ActivityPath, GroupPath, Server, ThreadPath};
use crate::sample::types::{ConversationThread, Post};

async fn list(
    prefix: &'static str,
    request: server::Request<GroupPath>,
) -> Result<Collection<ConversationThread>, Error> {
    let topic = format!("{prefix}{} {}", request.path.group_id, request.query.get("$select").unwrap_or_default());
    Ok(vec![ConversationThread { topic: topic.into(), ..default() }].into())
}

async fn create(
    _: &'static str,
    request: server::Request<GroupPath, ConversationThread>,
) -> Result<Created<ConversationThread>, Error> {
    Ok(Created::new(request.body).with_header(header::LOCATION, HeaderValue::from_static("/threads/1")))
}

async fn get(_: &'static str, request: server::Request<ThreadPath>) -> Result<ConversationThread, Error> {
    match request.path.thread_id.as_str() {
        "missing" => Err(Error::service(StatusCode::NOT_FOUND, "itemNotFound", "There is no such thread.")),
        id => Ok(ConversationThread { id: id.into(), ..default() }),
    }
}

async fn reply(_: &'static str, request: server::Request<ThreadPath, Option<Post>>) -> Result<Accepted, Error> {
    let mut accepted = Accepted::default();
    if request.body.is_none() {
        accepted = accepted.with_header(header::RETRY_AFTER, HeaderValue::from_static("1"));
    }
    Ok(accepted)
}

async fn photo(_: &'static str, request: server::Request<GroupPath, Bytes>) -> Result<(), Error> {
    assert_eq!(request.body.as_ref(), b"\x89PNG");
    Ok(())
}

fn router() -> axum::Router {
    Server::new("")
        .threads_list(list)
        .threads_create(create)
        .thread_get(get)
        .thread_delete(|_, _| async { Ok(NoContent) })
        .thread_reply(reply)
        .photo_put(photo)
        .activity_get(|_, request: server::Request<ActivityPath>| async move {
            Ok(Response::new(Bytes::from(format!("{}|{}", request.path.period, request.path.top))))
        })
        .limits(Limits { body: 1000, ..Limits::default() })
        .into_router()
}

async fn without_body(method: &str, path: &str) -> (u16, String, String) {
    answer(router(), Request::builder().method(method).uri(path).body(Body::empty()).unwrap()).await
}

async fn with_body(method: &str, path: &str, media_type: &str, body: impl Into<Body>) -> (u16, String, String) {
    let request = Request::builder().method(method).uri(path).header(header::CONTENT_TYPE, media_type);
    answer(router(), request.body(body.into()).unwrap()).await
}

const JSON: &str = "content-type: application/json";

#[tokio::test]
async fn a_body_with_status_200_may_have_headers() {
    let tag = HeaderValue::from_static("\"1\"");
    let router = Server::new(tag).thread_get(|tag, request: server::Request<ThreadPath>| async move {
        let thread = ConversationThread { id: request.path.thread_id.into(), ..default() };
        Ok(Success::<200, _>::new(thread).with_header(header::ETAG, tag))
    });
    let request = Request::builder().uri("/groups/g/threads/t").body(Body::empty()).unwrap();
    let told = told(200, "etag: \"1\"; content-type: application/json", r#"{"id":"t"}"#);
    assert_eq!(answer(router.into_router(), request).await, told);
}

#[tokio::test]
async fn a_handler_chooses_among_the_documented_statuses() {
    let router = || {
        Server::new(()).thread_delete(|(), request: server::Request<ThreadPath>| async move {
            Ok(match request.path.thread_id.as_str() {
                "kept" => Either::Second(ConversationThread { id: "kept".into(), ..default() }),
                _ => Either::First(NoContent),
            })
        })
    };
    let delete = |id: &str| Request::delete(format!("/groups/g/threads/{id}")).body(Body::empty()).unwrap();
    assert_eq!(answer(router().into_router(), delete("t")).await, told(204, "", ""));
    assert_eq!(answer(router().into_router(), delete("kept")).await, told(200, JSON, r#"{"id":"kept"}"#));
}

#[tokio::test]
async fn a_handler_gets_the_path_the_query_and_the_state() {
    let request =
        Request::builder().uri("/groups/a%2Fb%20c/threads?$top=1&%24select=id%2C+topic&x").body(Body::empty());
    let router = Server::new("state ").threads_list(list).into_router();
    assert_eq!(
        answer(router, request.unwrap()).await,
        told(200, JSON, r#"{"value":[{"topic":"state a/b c id, topic"}]}"#)
    );
}

#[tokio::test]
async fn statuses_are_those_of_the_documentation() {
    assert_eq!(
        with_body("POST", "/groups/1/threads", "application/json; charset=utf-8", r#"{"new":1,"topic":"x"}"#).await,
        told(201, "location: /threads/1; content-type: application/json", r#"{"topic":"x","new":1}"#)
    );
    assert_eq!(without_body("GET", "/groups/1/threads/2").await, told(200, JSON, r#"{"id":"2"}"#));
    assert_eq!(without_body("DELETE", "/groups/1/threads/2").await, told(204, "", ""));
    assert_eq!(without_body("POST", "/groups/1/threads/2/reply").await, told(202, "retry-after: 1", ""));
    assert_eq!(with_body("POST", "/groups/1/threads/2/reply", "application/json", "{}").await, told(202, "", ""));
    assert_eq!(with_body("PUT", "/groups/1/photo/$value", "image/png", &b"\x89PNG"[..]).await, told(200, "", ""));
}

#[tokio::test]
async fn texts_are_preferred_and_their_case_does_not_matter() {
    assert_eq!(without_body("GET", "/GROUPS/1/Threads/").await.0, 200);
    // `delta` is an operation without a handler, and not the name of a thread.
    assert_eq!(without_body("GET", "/groups/1/threads/delta").await.0, 501);
    // But it is the name of a thread where the operation has no such method.
    assert_eq!(without_body("DELETE", "/groups/1/threads/delta").await.0, 204);
    assert_eq!(without_body("GET", "/groups//threads").await.0, 404);
}

#[tokio::test]
async fn functions_have_arguments_in_their_segment() {
    let path = "/reports/getactivity(period='D7%27%27s%2F',top=%7B5%7D)";
    assert_eq!(without_body("GET", path).await, told(200, "", "D7's/|{5}"));
    assert_eq!(without_body("GET", "/reports/getActivity(period='D7')").await.0, 404);
}

#[tokio::test]
async fn what_is_not_served_says_so() {
    let message = "no documented operation has this path";
    assert_eq!(without_body("GET", "/users/1").await, error(404, "notFound", message));
    assert_eq!(without_body("GET", "/").await.0, 404);
    assert_eq!(without_body("GET", &"/groups".repeat(2_000)).await.0, 404);
    assert_eq!(without_body("GET", "/groups/%FF/threads").await, error(400, "invalidRequest", "the path is not UTF-8"));

    let (_, _, body) = error(405, "methodNotAllowed", "the methods of this path are GET, DELETE, HEAD, OPTIONS");
    let expected = (405, "allow: GET, DELETE, HEAD, OPTIONS; content-type: application/json".to_owned(), body);
    assert_eq!(without_body("PATCH", "/groups/1/threads/2").await, expected);
    assert_eq!(without_body("BREW", "/groups/1/threads/2").await, expected);

    let message = "the operation `groups_threads_delta` is documented but not implemented";
    assert_eq!(without_body("GET", "/groups/1/threads/delta").await, error(501, "notImplemented", message));
}

#[tokio::test]
async fn a_body_that_is_not_as_documented_is_refused() {
    let create = |media_type, body: &'static str| with_body("POST", "/groups/1/threads", media_type, body);
    let json = "application/json";

    let not_json = error(415, "unsupportedMediaType", "the media type of the body is not application/json");
    assert_eq!(create("text/plain", "{}").await, not_json);
    let request = Request::builder().method("POST").uri("/groups/1/threads").body(Body::from("{}")).unwrap();
    assert_eq!(answer(router(), request).await, not_json);

    assert_eq!(create(json, "").await, error(400, "invalidRequest", "the body is missing"));
    assert_eq!(create(json, "{\"topic\": }").await, error(400, "invalidRequest", "expected value at line 1 column 11"));
    assert_eq!(create(json, "[]").await, error(400, "invalidRequest", "the JSON is not of the documented type"));
    let message = "the value at `/posts/1/body/content` in the body is not of the documented type";
    let body = r#"{"posts": [{}, {"body": {"content": 1}}]}"#;
    assert_eq!(create(json, body).await, error(400, "invalidRequest", message));

    let large = format!("{{\"topic\": \"{}\"}}", "x".repeat(1000));
    let expected = error(413, "requestTooLarge", "the body is larger than 1000 bytes");
    assert_eq!(with_body("POST", "/groups/1/threads", json, large).await, expected);
}

#[tokio::test]
async fn an_operation_without_a_body_ignores_one() {
    assert_eq!(with_body("GET", "/groups/1/threads/2", "text/plain", "x".repeat(5000)).await.0, 200);
}

#[tokio::test]
async fn a_handler_answers_errors_in_the_documented_shape() {
    let expected = error(404, "itemNotFound", "There is no such thread.");
    assert_eq!(without_body("GET", "/groups/1/threads/missing").await, expected);

    let router = Server::new(()).thread_get(|(), _| async {
        let mut error = Error::service(StatusCode::TOO_MANY_REQUESTS, "tooManyRequests", "Wait.");
        if let Some(error) = error.as_service_mut() {
            error.inner_error = Some(json!({"code": "busy", "date": "2024-06-01T00:00:00Z"}));
            error.headers.insert(header::RETRY_AFTER, HeaderValue::from_static("7"));
        }
        Err::<ConversationThread, _>(error)
    });
    let request = Request::builder().uri("/groups/1/threads/2").body(Body::empty()).unwrap();
    let (status, headers, body) = answer(router.into_router(), request).await;
    assert_eq!((status, headers.as_str()), (429, "retry-after: 7; content-type: application/json"));
    let expected = json!({"error": {"code": "tooManyRequests", "message": "Wait.", "innerError": {"code": "busy"}}});
    assert_eq!(serde_json::from_str::<Value>(&body).unwrap(), expected);
}

#[tokio::test]
async fn any_answer_may_have_headers() {
    let tag = HeaderValue::from_static("\"7\"");
    let delete = |path: &'static str, router: axum::Router| async move {
        let request = Request::delete(path).body(Body::empty()).unwrap();
        let (status, headers, body) = answer(router, request).await;
        (status, headers.contains("etag: \"7\""), body)
    };
    let thread = "/groups/1/threads/2";
    let value = tag.clone();
    let first = Server::new(tag.clone())
        .thread_delete(|tag, _| async move { Ok(Either::First(NoContent).with_header(header::ETAG, tag)) });
    assert_eq!(delete(thread, first.into_router()).await, (204, true, String::new()));
    let second = Server::new(tag).thread_delete(|tag, _| async move {
        let thread = ConversationThread { id: "2".into(), ..default() };
        Ok(Either::Second(thread).with_header(header::ETAG, tag))
    });
    assert_eq!(delete(thread, second.into_router()).await, (200, true, "{\"id\":\"2\"}".to_owned()));

    let no_content = NoContent.with_header(header::ETAG, value.clone()).into_response().unwrap();
    let success = Success::<204>::default().with_header(header::ETAG, value).into_response().unwrap();
    for response in [no_content, success, Success::<204, _>::new("no body".to_owned()).into_response().unwrap()] {
        assert_eq!((response.status(), response.body().len()), (StatusCode::NO_CONTENT, 0));
        assert!(response.headers().get(header::CONTENT_TYPE).is_none());
    }
    fn answers_no_content<A: server::Answers<NoContent>>() {}
    answers_no_content::<NoContent>();
    answers_no_content::<Success<204>>();
    answers_no_content::<server::WithHeaders<NoContent>>();
}
