//! What is told to those who run a server.
//!
//! In a process of its own: whether anybody listens to an event is decided by the thread that makes it first, for all threads.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests may panic like the tests themselves"
)]

#[path = "client/script.rs"]
#[expect(dead_code, reason = "the tests of the client use the rest of it")]
mod script;

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use stubdown_runtime::axum::{self, body::Body};
use stubdown_runtime::http::{Request, StatusCode};
use stubdown_runtime::operation::Operation;
use stubdown_runtime::server::{self, Server};
use stubdown_runtime::{Error, Value, serde_json};
use tower::ServiceExt;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

use script::{GET, Outcome, Script};

/// Keeps the fields of all events of servers.
#[derive(Clone, Default)]
struct Events(Arc<Mutex<Vec<BTreeMap<String, String>>>>);

struct Fields(BTreeMap<String, String>);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}").trim_matches('"').to_owned());
    }
}

impl Subscriber for Events {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "stubdown_runtime::server" && *metadata.level() == Level::ERROR
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields(BTreeMap::new());
        event.record(&mut fields);
        self.0.lock().unwrap().push(fields.0);
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

/// An error of a handler, with a source of its own.
#[derive(Debug)]
struct Unsaved(std::io::Error);

impl std::fmt::Display for Unsaved {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("the note is not saved")
    }
}

impl std::error::Error for Unsaved {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

static SERVED: Operation = Operation { id: "served", path: "/served", ..GET };
static ALL: &[&Operation] = &[&SERVED];

#[tokio::test]
async fn what_the_caller_is_not_told_is_an_event_with_the_id_of_the_request() {
    let events = Events::default();
    let guard = tracing::subscriber::set_default(events.clone());
    let inner = Script::new(|_, _| Outcome::Fail("reset".into()));
    let handler = |inner: Script, request: server::Request| async move {
        match request.uri.query() {
            Some("told") => Err(Error::service(StatusCode::CONFLICT, "conflict", "It is told.")),
            Some("own") => Err(Error::failure(Unsaved(std::io::Error::other("the disk is full")))),
            _ => inner.get().await,
        }
    };
    let router = Server::new(inner, ALL).on::<_, _, Value>(&SERVED, handler).into_router();
    let call = "notes_get (api/note.md): no complete answer from the service: reset";
    let own = "the service failed: the note is not saved: the disk is full";
    for (url, status, error) in [("/served?told", 409, ""), ("/served", 500, call), ("/served?own", 500, own)] {
        let request = Request::get(url).header("client-request-id", "7").body(Body::empty()).unwrap();
        let response = router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), status);
        let events = std::mem::take(&mut *events.0.lock().unwrap());
        if status == 409 {
            assert!(events.is_empty(), "{events:?}");
            continue;
        }
        let expected = [
            ("message", "the service failed"),
            ("operation.id", "served"),
            ("http.request.header.client-request-id", "7"),
            ("http.response.header.request-id", response.headers()["request-id"].to_str().unwrap()),
            ("error", error),
        ];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(events, [BTreeMap::from(expected)]);
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
        let body: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(
            (&body["error"]["code"], &body["error"]["message"]),
            (&"generalException".into(), &"the service failed".into())
        );
    }
    drop(guard);
}
