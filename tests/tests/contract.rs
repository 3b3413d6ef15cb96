//! The pages as a contract: what they show is replayed against services that keep to it, and that do not.

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::middleware::{self, Next};
use axum::response::Response;
use graph_conversations::contract::{self, Fault, Mismatch};
use graph_conversations::{Server, operations};
use stubdown_runtime::http::{HeaderValue, Method, StatusCode, header};
use stubdown_runtime::server::contract as replay;

#[path = "../../generated/examples/service/conversations.rs"]
mod conversations;
#[path = "../../generated/examples/service/handlers.rs"]
mod handlers;

const POST_PAGE: &str = "api/post-get.md";

/// The example service.
fn service() -> axum::Router {
    handlers::server(conversations::Conversations::new("https://service.example/v1.0")).into_router()
}

/// The example service, with something done to its answer to GET of a post.
fn faulty(change: fn(StatusCode, &mut Response) -> Option<Body>) -> axum::Router {
    service().layer(middleware::from_fn(move |request: Request, next: Next| async move {
        let path = request.uri().path().trim_end_matches('/');
        let is_post = request.method() == Method::GET && path.contains("/posts/") && !path.ends_with("/attachments");
        let mut response = next.run(request).await;
        if is_post && let Some(body) = change(response.status(), &mut response) {
            *response.body_mut() = body;
        }
        response
    }))
}

/// What is found, by page.
async fn faults(service: axum::Router) -> Vec<(&'static str, Fault)> {
    let report = contract::run(service).await;
    report.mismatches.into_iter().map(|Mismatch { exchange, fault, .. }| (exchange.page, fault)).collect()
}

#[tokio::test]
async fn a_service_that_keeps_to_the_pages_conforms() {
    let report = contract::run(service()).await;
    assert!(report.conforms(), "{report}");
    assert_eq!(report.to_string(), "21 exchanges, 0 mismatches");
}

#[test]
fn each_page_is_replayed() {
    let exchanges = || contract::EXCHANGES.iter().copied().flatten();
    let mut shown: Vec<&str> = exchanges().map(|exchange| exchange.page).collect();
    let mut pages: Vec<&str> = operations::ALL.iter().map(|operation| operation.page).collect();
    shown.sort_unstable();
    shown.dedup();
    pages.push("api/post-post-attachments.md");
    pages.sort_unstable();
    pages.dedup();
    assert_eq!(shown, pages);

    let created = exchanges().find(|exchange| exchange.page == "api/group-post-threads.md").unwrap();
    assert_eq!(created.operation, &operations::GROUPS_THREADS_CREATE);
    assert_eq!(created.target, "/groups/5a8f3d2e-0c41-4b7f-9e63-2d1c7b90f4a8/threads");
    assert_eq!(created.headers, [("Content-Type", "application/json")]);
    assert!(created.body.unwrap().starts_with("{\"topic\":\"Trade fair in May\""), "{:?}", created.body);
    assert_eq!(created.replies.iter().map(|reply| reply.status).collect::<Vec<_>>(), [201]);
}

#[tokio::test]
async fn another_status_is_found() {
    let service = faulty(|_, response| {
        *response.status_mut() = StatusCode::NOT_FOUND;
        Some(Body::from("gone"))
    });
    let expected = Fault::Status { answered: StatusCode::NOT_FOUND, body: "gone".to_owned() };
    assert_eq!(faults(service).await, [(POST_PAGE, expected)]);
}

#[tokio::test]
async fn a_body_of_another_type_is_found() {
    let answered = |body: &'static str| {
        let change: fn(StatusCode, &mut Response) -> Option<Body> = match body {
            "null" => |_, _| Some(Body::from("null")),
            "[]" => |_, _| Some(Body::from("[]")),
            "{" => |_, _| Some(Body::from("{")),
            _ => |_, _| Some(Body::from(r#"{"body": {"content": 5}}"#)),
        };
        faults(faulty(change))
    };
    for (body, reason) in [
        ("null", "a null where a value is documented"),
        ("[]", "the JSON is not of the documented type"),
        ("{", "EOF while parsing an object at line 1 column 1"),
        ("member", "the value at `/body/content` is not of the documented type: 5"),
    ] {
        let faults = answered(body).await;
        assert_eq!(faults, [(POST_PAGE, Fault::Body(reason.to_owned()))], "{body}");
    }
}

#[tokio::test]
async fn a_missing_body_is_found() {
    assert_eq!(faults(faulty(|_, _| Some(Body::empty()))).await, [(POST_PAGE, Fault::BodyMissing)]);
}

#[tokio::test]
async fn another_media_type_is_found() {
    let service = faulty(|_, response| {
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html"));
        None
    });
    let expected = Fault::MediaType { answered: "text/html".to_owned(), documented: "JSON" };
    assert_eq!(faults(service).await, [(POST_PAGE, expected)]);
}

#[tokio::test]
async fn a_body_that_ends_too_early_is_found() {
    let service = faulty(|_, _| {
        let pieces = [Ok(Bytes::from_static(b"{")), Err(std::io::Error::other("cut off"))];
        Some(Body::from_stream(futures_util::stream::iter(pieces)))
    });
    let faults = faults(service).await;
    assert!(matches!(faults.as_slice(), [(POST_PAGE, Fault::Broken(_))]), "{faults:?}");
}

#[tokio::test]
async fn operations_without_a_handler_are_told_apart() {
    let report = contract::run(Server::new(()).into_router()).await;
    assert_eq!(report.mismatches.len(), report.exchanges);
    assert!(report.mismatches.iter().all(|mismatch| mismatch.fault == Fault::NotImplemented));
    let report = report.of_implemented();
    assert_eq!((report.exchanges, report.mismatches.len()), (0, 0));
}

#[tokio::test]
async fn where_nothing_was_sent_nothing_conforms() {
    let report = replay::run(&[], service(), |_, _| {}).await;
    assert!(!report.conforms());
    assert_eq!(
        report.to_string(),
        "no exchanges: no page shows a request to one of these operations, or none of them is implemented"
    );
    assert!(!contract::run(Server::new(()).into_router()).await.of_implemented().conforms());
}

#[tokio::test]
async fn requests_can_be_prepared() {
    let service = || {
        service().layer(middleware::from_fn(|request: Request, next: Next| async move {
            match request.headers().get(header::AUTHORIZATION) {
                Some(_) => next.run(request).await,
                None => Response::builder().status(StatusCode::UNAUTHORIZED).body(Body::empty()).unwrap(),
            }
        }))
    };
    let refused = contract::run(service()).await;
    assert_eq!(refused.mismatches.len(), refused.exchanges);
    let token = HeaderValue::from_static("Bearer token");
    let report = contract::run_prepared(service(), |_, request| {
        request.headers_mut().insert(header::AUTHORIZATION, token.clone());
    })
    .await;
    assert!(report.conforms(), "{report}");
}

#[tokio::test]
async fn a_report_reads_well() {
    let service = faulty(|_, response| {
        *response.status_mut() = StatusCode::ACCEPTED;
        Some(Body::empty())
    });
    let report = contract::run(service).await.to_string();
    assert_eq!(
        report,
        "api/post-get.md\n  GET /groups/5a8f3d2e-0c41-4b7f-9e63-2d1c7b90f4a8/threads/AAQkANJsKYNzTCaCIXzQe0xmg-cfAQ==/posts/\
         AAMkAIalMBvwt1wsOnTgNJZfL4q9Ug==?$expand=attachments: answered 202, documented is 200\n21 exchanges, 1 mismatch"
    );
}
