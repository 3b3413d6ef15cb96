//! What an error tells.

use std::time::Duration;

use stubdown_runtime::client::Retry;
use stubdown_runtime::http::StatusCode;

use crate::script::{Outcome, Script, answer};

#[tokio::test]
async fn an_error_names_the_request_and_what_to_do() {
    let body = r#"{"error": {"code": "tooManyRequests", "message": "Later.", "innerError": {"request-id": "inner"}}}"#;
    let script = Script::new(move |_, _| answer(429, &[("request-id", "outer"), ("retry-after", "7")], body));
    let error = script.get().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "notes_get (api/note.md): the service answered 429 Too Many Requests: tooManyRequests: Later."
    );
    assert_eq!((error.request_id(), error.retry_after()), (Some("outer"), Some(Duration::from_secs(7))));
    assert_eq!(error.client_request_id(), Some(script.asked()[0].header("client-request-id")));
    assert_eq!(error.body().unwrap(), body);
    assert!(error.is_retryable());

    let script = Script::new(move |_, _| answer(404, &[], body));
    let error = script.get().header("client-request-id", "mine").await.unwrap_err();
    assert_eq!((error.request_id(), error.client_request_id()), (Some("inner"), Some("mine")));
    assert_eq!((error.retry_after(), error.is_retryable()), (None, false));
}

#[tokio::test]
async fn each_call_has_an_id_of_its_own() {
    let script = Script::new(|_, _| answer(500, &[], ""));
    let ids = [script.get().await.unwrap_err(), script.get().await.unwrap_err()];
    let ids: Vec<_> = ids.iter().map(|error| error.client_request_id().unwrap()).collect();
    assert_ne!(ids[0], ids[1]);
    assert_eq!(ids[0].len(), 36);
}

#[tokio::test]
async fn a_refusal_names_the_documented_permissions() {
    let body = r#"{"error": {"code": "accessDenied", "message": "No."}}"#;
    let script = Script::new(move |_, _| answer(403, &[], body));
    assert_eq!(
        script.get().await.unwrap_err().to_string(),
        "notes_get (api/note.md): the service answered 403 Forbidden: accessDenied: No.; the documentation requires, \
         for a work or school account: Notes.Read, or Notes.Write and User.Read (for notes of others); \
         for a personal account: not supported; for an application: unknown"
    );
}

#[tokio::test]
async fn an_answer_that_does_not_decode_is_in_the_error() {
    let script = Script::new(|_, _| answer(200, &[("request-id", "7"), ("content-type", "application/json")], "{"));
    let error = script.get().await.unwrap_err();
    assert_eq!((error.status(), error.request_id()), (Some(StatusCode::OK), Some("7")));
    assert_eq!(error.body().unwrap(), "{");
    assert!(!error.is_retryable());
}

#[tokio::test(start_paused = true)]
async fn a_fault_of_the_network_has_the_id_that_was_sent() {
    let script = Script::new(|_, _| Outcome::Fail("reset".into())).with(|client| client.retry(Retry::default()));
    let error = script.get().await.unwrap_err();
    assert_eq!((error.status(), error.request_id(), error.body()), (None, None, None));
    assert_eq!(error.client_request_id(), Some(script.asked()[4].header("client-request-id")));
    assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "reset");
}
