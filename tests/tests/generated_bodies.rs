//! What generated clients and servers do with bodies that are not just JSON: on the modules of the golden pages.
#![cfg(not(blessing))]

use std::sync::{Arc, Mutex};

use axum::body::{Body, Bytes};
use axum::extract::Request;
use stubdown_runtime::client::Client;
use stubdown_runtime::default;
use stubdown_runtime::http::{HeaderValue, Response, StatusCode, header};
use stubdown_runtime::server::contract::{self, Content, Exchange, Fault, Reply};
use stubdown_runtime::server::{NoContent, Success};
use tests::golden::{paths, statuses};
use tower::{ServiceExt, service_fn};

/// A service that counts the files of a drive.
fn counting() -> axum::Router {
    paths::Server::new(()).drives_items_count_get(|(), _| async { Ok(893) }).into_router()
}

#[tokio::test]
async fn a_count_is_a_number_for_both_sides_and_text_in_between() {
    let request = Request::get("/drives/1/items/$count").header(header::ACCEPT, "text/plain").body(Body::empty());
    let (parts, body) = counting().oneshot(request.unwrap()).await.unwrap().into_parts();
    assert_eq!(parts.status, StatusCode::OK);
    assert_eq!(parts.headers[header::CONTENT_TYPE], "text/plain");
    assert_eq!(axum::body::to_bytes(body, usize::MAX).await.unwrap(), "893");

    let files = paths::Files::new(Client::with_service("http://localhost", counting()).unwrap());
    assert_eq!(files.drives().by_id("1").items().count().get().await.unwrap(), 893_i64);
}

#[tokio::test]
async fn a_count_may_stand_behind_a_byte_order_mark() {
    let service = service_fn(|_: axum::http::Request<_>| async {
        Ok::<_, axum::Error>(Response::new(Body::from("\u{feff}893")))
    });
    let files = paths::Files::new(Client::with_service("http://localhost", service).unwrap());
    assert_eq!(files.drives().by_id("1").items().count().get().await.unwrap(), 893);
}

#[tokio::test]
async fn a_count_with_headers() {
    let server = paths::Server::new(()).drives_items_count_get(|(), _| async {
        Ok(Success::<200, paths::server::Count>::new(3.into()).with_header(header::AGE, 5.into()))
    });
    let request = Request::get("/drives/1/items/$count").body(Body::empty()).unwrap();
    let (parts, body) = server.into_router().oneshot(request).await.unwrap().into_parts();
    assert_eq!(parts.headers[header::AGE], "5");
    assert_eq!(parts.headers[header::CONTENT_TYPE], "text/plain");
    assert_eq!(axum::body::to_bytes(body, usize::MAX).await.unwrap(), "3");
}

static EXCHANGES: &[&[Exchange]] = &[&[Exchange {
    operation: &paths::operations::DRIVES_ITEMS_COUNT_GET,
    page: "api/file-count.md",
    target: "/drives/1/items/$count",
    replies: &[Reply { status: 200, content: Content::Count, ..Reply::DEFAULT }],
    ..Exchange::DEFAULT
}]];

#[tokio::test]
async fn a_count_that_is_no_text_breaks_the_contract() {
    assert!(contract::run(EXCHANGES, counting(), |_, _| {}).await.conforms());
    let fault = |media_type: &'static str, body: &'static str| async move {
        let answer = move || async move { ([(header::CONTENT_TYPE, media_type)], body) };
        let service = axum::Router::new().fallback(answer);
        contract::run(EXCHANGES, service, |_, _| {}).await.mismatches.pop().map(|mismatch| mismatch.fault)
    };
    assert_eq!(fault("text/plain; charset=utf-8", "893").await, None);
    let json = Fault::MediaType { answered: "application/json".to_owned(), documented: "text/plain" };
    assert_eq!(fault("application/json", "893").await, Some(json));
    assert!(matches!(fault("text/plain", "many").await, Some(Fault::Body(_))));
}

/// `None` is sent as no body at all, and comes as `None`.
#[tokio::test]
async fn a_body_that_may_be_left_out() {
    type Asked = Arc<Mutex<Vec<Option<i32>>>>;
    let asked = Asked::default();
    let server = statuses::Server::new(asked.clone()).jobs_pause(|asked: Asked, request| async move {
        let request: statuses::server::Request<_, Option<statuses::types::JobsPauseRequest>> = request;
        asked.lock().unwrap().push(request.body.map(|body| *body.minutes.value().unwrap()));
        Ok(NoContent)
    });
    let jobs = statuses::Jobs::new(Client::with_service("http://localhost", server.into_router()).unwrap());
    let job = jobs.jobs().by_id("1");
    job.pause(None).await.unwrap();
    job.pause(Some(&statuses::types::JobsPauseRequest { minutes: 15.into(), ..default() })).await.unwrap();
    assert_eq!(*asked.lock().unwrap(), [None, Some(15)]);
}

/// The server answers with the documented redirect; the client gives what is there.
#[tokio::test]
async fn content_behind_a_redirect() {
    let server = statuses::Server::new(())
        .jobs_log_download_get(|(), _| async {
            let location = HeaderValue::from_static("/jobs/1/log?signed=yes");
            Ok(Success::<302, ()>::new(()).with_header(header::LOCATION, location))
        })
        .jobs_log_get(|(), request: statuses::server::Request<_, ()>| async move {
            let signed = request.query.get("signed").unwrap_or_default().to_owned();
            Ok(Success::<206, Bytes>::new(signed.into()))
        });
    let jobs = statuses::Jobs::new(Client::with_service("http://localhost", server.into_router()).unwrap());
    let download = || jobs.jobs().by_id("1").log().download().get();
    assert_eq!(download().await.unwrap(), "yes");
    let redirect = download().response().await.unwrap();
    assert_eq!((redirect.status(), redirect.body().len()), (StatusCode::FOUND, 0));
}
