//! The span of a call.
//!
//! In a process of its own: whether anybody listens to a span is decided by the thread that makes it first, for all threads.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests may panic like the tests themselves"
)]

#[path = "client/script.rs"]
#[expect(dead_code, reason = "the other tests of the client use the rest of it")]
mod script;

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use stubdown_runtime::client::Retry;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use script::{Script, answer, ok};

/// Keeps the fields of all spans.
#[derive(Clone, Default)]
struct Spans(Arc<Mutex<Vec<BTreeMap<String, String>>>>);

struct Fields<'s>(&'s mut BTreeMap<String, String>);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}").trim_matches('"').to_owned());
    }
}

impl Subscriber for Spans {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "stubdown_runtime::client"
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut spans = self.0.lock().unwrap();
        let mut fields = BTreeMap::from([("".to_owned(), span.metadata().name().to_owned())]);
        span.record(&mut Fields(&mut fields));
        spans.push(fields);
        Id::from_u64(spans.len() as u64)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        values.record(&mut Fields(&mut self.0.lock().unwrap()[span.into_u64() as usize - 1]));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, _: &Event<'_>) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

fn fields(fields: &[(&str, &str)]) -> BTreeMap<String, String> {
    fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[tokio::test(start_paused = true)]
async fn a_call_is_a_span_with_the_names_of_opentelemetry_and_no_secret() {
    let spans = Spans::default();
    let guard = tracing::subscriber::set_default(spans.clone());
    let script = Script::of(vec![|| answer(429, &[], "secret"), ok, || {
        answer(403, &[("request-id", "77")], r#"{"error": {"code": "secret", "message": "secret"}}"#)
    }]);
    let script = script.with(|client| client.retry(Retry::default()).bearer_token("secret").unwrap());
    script.create().query("$filter", "secret").header("client-request-id", "1").await.unwrap();
    script.get().header("client-request-id", "2").await.unwrap_err();
    drop(guard);

    let common = [
        ("", "http.client.call"),
        ("otel.kind", "client"),
        ("server.address", "graph.contoso.com"),
        ("server.port", "443"),
        ("url.template", "/notes/{note_id}"),
    ];
    let mut created = fields(&common);
    created.extend(fields(&[
        ("operation.id", "notes_create"),
        ("otel.name", "POST /notes/{note_id}"),
        ("http.request.method", "POST"),
        ("http.request.resend_count", "1"),
        ("http.request.header.client-request-id", "1"),
        ("http.response.status_code", "200"),
    ]));
    let mut refused = fields(&common);
    refused.extend(fields(&[
        ("operation.id", "notes_get"),
        ("otel.name", "GET /notes/{note_id}"),
        ("otel.status_code", "ERROR"),
        ("error.type", "403"),
        ("http.request.method", "GET"),
        ("http.request.header.client-request-id", "2"),
        ("http.response.status_code", "403"),
        ("http.response.header.request-id", "77"),
    ]));
    assert_eq!(*spans.0.lock().unwrap(), [created, refused]);
}
