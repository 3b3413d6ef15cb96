//! Answers of servers, in a form that tests can compare.

use stubdown_runtime::axum::{self, body::Body};
use stubdown_runtime::http::Request;
use stubdown_runtime::serde_json::{self, json};
use stubdown_runtime::{DateTimeOffset, Value};
use tower::ServiceExt;

/// Status, headers and body of the answer to a request, without what is another one each time.
pub async fn answer(router: axum::Router, request: Request<Body>) -> (u16, String, String) {
    let response = router.oneshot(request).await.unwrap();
    let (mut parts, body) = response.into_parts();
    let id = parts.headers.remove("request-id").unwrap();
    let headers: Vec<_> = parts.headers.iter().map(|(n, v)| format!("{n}: {}", v.to_str().unwrap())).collect();
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    let mut body = String::from_utf8(body.to_vec()).unwrap();
    if parts.status.is_client_error() || parts.status.is_server_error() {
        body = without_ids(&body, id.to_str().unwrap());
    }
    (parts.status.as_u16(), headers.join("; "), body)
}

/// The body of an error without the id of its request, which must be that of the header, and without its time.
fn without_ids(body: &str, id: &str) -> String {
    let mut body: Value = serde_json::from_str(body).unwrap();
    let members = body["error"]["innerError"].as_object_mut().unwrap();
    assert_eq!(members.remove("request-id"), Some(id.into()));
    let date = members.remove("date").unwrap();
    date.as_str().unwrap().parse::<DateTimeOffset>().unwrap();
    if members.is_empty() {
        body["error"].as_object_mut().unwrap().remove("innerError");
    }
    body.to_string()
}

pub fn told(status: u16, headers: &str, body: &str) -> (u16, String, String) {
    (status, headers.to_owned(), body.to_owned())
}

/// The documented shape of an error.
pub fn error(status: u16, code: &str, message: &str) -> (u16, String, String) {
    let body = json!({"error": {"code": code, "message": message}});
    (status, "content-type: application/json".to_owned(), body.to_string())
}
